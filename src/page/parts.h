/* page/parts.h: what the files of the page share. Private to page.
 *
 * Writers append to a buffer whose sticky failure is checked at the end. */
#ifndef CLM_PAGE_PARTS_H
#define CLM_PAGE_PARTS_H

#include "base/arena.h"
#include "base/json.h"
#include "geo/extent.h"
#include "language/language.h"
#include "page/page.h"

/* One claim with all its places. */
typedef struct clm_page_claim {
    const clm_feature *feature; /* the first of them, which tells what is said */
    const size_t *spots;        /* of its places, each once, in the order of the features */
    size_t spot_count;
    bool located; /* at least one of them is drawn */
} clm_page_claim;

typedef enum clm_spot_kind {
    CLM_SPOT_UNDRAWN = 0, /* a located place that no drawn claim is about: shown when asked for */
    CLM_SPOT_CONTEXT,     /* for orientation */
    CLM_SPOT_CLAIMED
} clm_spot_kind;

/* A claim's voice at a spot. */
typedef struct clm_page_voice {
    size_t claim;
    const clm_feature *feature;
} clm_page_voice;

/* A place: all features that are about it. */
typedef struct clm_page_spot {
    const clm_feature *feature; /* the one whose shape is drawn */
    const char *name;
    clm_spot_kind kind;
    const clm_page_voice *voices; /* of drawn claims, in the order of the text */
    size_t voice_count;
} clm_page_spot;

typedef struct clm_page_figure {
    const clm_feature *feature;
    size_t claim; /* index, or SIZE_MAX */
    const char *label;
} clm_page_figure;

typedef struct clm_page {
    const clm_collection *collection;
    const clm_gazetteer *gazetteer;
    const clm_theme *theme;
    const clm_theme *dark; /* for readers who prefer it; NULL: the theme alone */
    const clm_page_options *options;
    const clm_language *language;
    clm_arena *arena;
    clm_error *error;

    clm_page_claim *claims; /* in the order of the text */
    size_t claim_count;
    clm_page_spot *spots; /* in the order of the features */
    size_t spot_count;
    clm_page_figure *figures;
    size_t figure_count;
    clm_move *moves;
    size_t move_count;
    const size_t *spot_of; /* of each feature; SIZE_MAX none */
    const size_t *claim_of;
    const char *sides[CLM_THEME_SIDES];
    const char *side_names[CLM_THEME_SIDES];
    size_t side_count;

    bool has_map;
    clm_projection *plane; /* owned by clm_page_write */
    clm_bounds home;       /* what the map shows first, metres of the plane */
} clm_page;

/* content.c: claims, spots, figures, moves, sides. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_page_read(clm_page *page);
/* The side that speaks in `feature`, below CLM_THEME_SIDES; -1: the outlet, or nobody's. */
int clm_page_side(const clm_page *page, const clm_feature *feature);

/* frame.c: sets plane, home, has_map. **Errors:** CLM_ERR_ARGUMENT, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_page_frame(clm_page *page);

/* ground.c: the base map, the member "tiers" of the object that is open. */
CLM_MUST_CHECK clm_status clm_page_ground(const clm_page *page, clm_json_writer *json);
/* Vertices that move a line by less than this are left out near what is shown first. */
double clm_page_detail_m(const clm_page *page);

/* overlays.c: land as others have mapped it, "overlays", under what is claimed. */
CLM_MUST_CHECK clm_status clm_page_overlays(const clm_page *page, clm_json_writer *json);
/* Whose they are, behind the other credits. */
void clm_page_put_overlay_credits(const clm_page *page, clm_buffer *out);

/* shapes.c: what is claimed: "spots", "figures", "moves". */
CLM_MUST_CHECK clm_status clm_page_shapes(const clm_page *page, clm_json_writer *json);

/* plane.c: shapes of the plane in files. Coordinates are whole steps of `step_m`, y down, each
 * point told by its distance from the one before, the first of a part from the middle of the map.
 * Shapes stand as strings of A-Z a-z 0-9 - _, five bits a character (docs/html.md). */
/* Projects `geometry` (cuts at 180 degrees taken out, points without an image left out); the
 * coordinates of `out` (initialised, the caller clears it) are metres. */
CLM_MUST_CHECK clm_status clm_page_project(const clm_page *page, const clm_geometry *geometry,
                                           clm_geometry *out);
/* Adds a part as one string; one that has less than `least` different points is left out. */
void clm_page_put_part(clm_json_writer *json, const clm_lonlat *points, size_t count, double step_m,
                       size_t least);
void clm_page_put_parts(clm_json_writer *json, const clm_geometry *shape, double step_m);
void clm_page_put_point(clm_json_writer *json, clm_lonlat at, double step_m);
clm_lonlat clm_page_in_plane(const clm_page *page, clm_lonlat point);

/* looks.c: the theme as custom properties of CSS, and as JSON for the map. */
void clm_page_css(const clm_theme *theme, clm_buffer *out);
void clm_page_looks(const clm_theme *theme, clm_json_writer *json);

/* text.c: the article with claims and places marked. */
CLM_MUST_CHECK clm_status clm_page_text(const clm_page *page, clm_buffer *out);

/* list.c: the claims one by one. */
void clm_page_list(const clm_page *page, clm_buffer *out);

/* escape.c */
void clm_page_escape(clm_buffer *out, clm_text text);           /* for HTML, in attributes too */
void clm_page_escape_string(clm_buffer *out, const char *text); /* NULL writes nothing */
/* JSON as it may stand in a script element: no "<", ">", "&", U+007F, U+2028, U+2029. */
void clm_page_escape_json(clm_buffer *out, clm_text json);
/* A text as a string of CSS, with its quotation marks. */
void clm_page_css_string(clm_buffer *out, const char *text);

/* A part of a URL fragment: "claim=" or "place=" and the id; percent-encoded, or (for the id of an
 * element) escaped. */
void clm_page_put_href(clm_buffer *out, const char *kind, const char *id);
void clm_page_put_id(clm_buffer *out, const char *kind, const char *id);
const char *clm_page_claim_id(const clm_page_claim *claim);
const char *clm_page_spot_id(const clm_page_spot *spot);
/* Classes that tell side and sign of a claim: "c1 claimed"; c0 is nobody's side. */
void clm_page_put_classes(const clm_page *page, const clm_feature *feature, clm_buffer *out);

/* words.c: what the page says beside the words of maps. */
typedef enum clm_page_word {
    CLM_PAGE_MAP = 0,
    CLM_PAGE_ARTICLE,
    CLM_PAGE_QUOTES,
    CLM_PAGE_CLAIMS,
    CLM_PAGE_PLACES,
    CLM_PAGE_SIGNS,
    CLM_PAGE_SKIP_TO_ARTICLE,
    CLM_PAGE_SKIP_TO_CLAIMS,
    CLM_PAGE_NO_SCRIPT,
    CLM_PAGE_FILTER,
    CLM_PAGE_WHO,
    CLM_PAGE_KIND,
    CLM_PAGE_ABOUT,
    CLM_PAGE_WHEN,
    CLM_PAGE_FROM,
    CLM_PAGE_TO,
    CLM_PAGE_ITSELF,
    CLM_PAGE_UNDATED,
    CLM_PAGE_RESET,
    CLM_PAGE_NOTHING,
    CLM_PAGE_IN_TEXT,
    CLM_PAGE_WHERE,
    CLM_PAGE_NOT_ON_MAP,
    CLM_PAGE_NOT_LOCATED,
    CLM_PAGE_VIA,
    CLM_PAGE_CONFIDENCE,
    CLM_PAGE_AMOUNTS,
    CLM_PAGE_HOME,
    CLM_PAGE_ALL,
    CLM_PAGE_ZOOM_IN,
    CLM_PAGE_ZOOM_OUT,
    CLM_PAGE_CLOSE,
    CLM_PAGE_NEXT,
    CLM_PAGE_PREVIOUS,
    CLM_PAGE_MAP_HELP,
    CLM_PAGE_NAMED,
    CLM_PAGE_SCHEMATIC,
    CLM_PAGE_CONSISTENT, /* these in the order of clm_verdict */
    CLM_PAGE_EXAGGERATED,
    CLM_PAGE_UNDERSTATED,
    CLM_PAGE_NOT_COMPARABLE,
    CLM_PAGE_POSTURE, /* these in the order of clm_event_class */
    CLM_PAGE_TERRITORY,
    CLM_PAGE_MANOEUVRE,
    CLM_PAGE_COMBAT,
    CLM_PAGE_HARM,
    CLM_PAGE_PEOPLE,
    CLM_PAGE_DIPLOMACY,
    CLM_PAGE_SOVEREIGNTY,
    CLM_PAGE_HAZARD,
    CLM_PAGE_CIVIC,
    CLM_PAGE_INFRASTRUCTURE,
    CLM_PAGE_EXTENT,
    CLM_PAGE_WORD_COUNT
} clm_page_word;

const char *clm_page_say(const clm_page *page, clm_page_word word);
/* The words that the script needs, by name: the member "words". */
void clm_page_put_words(const clm_page *page, clm_json_writer *json);

/* assets.S: files of src/page/assets, each with a zero byte behind it. */
extern const char clm_page_leaflet_js[], clm_page_leaflet_css[], clm_page_leaflet_license[],
    clm_page_js[], clm_page_style[];

#endif
