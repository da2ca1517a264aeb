/* map/scene.h: everything that one drawing needs, shared by the compose_*.c files. Private to map.
 *
 * Order of composing: layout (header, panel, footer, frame) -> extent -> ground -> panel ->
 * claims -> lines -> labels -> insets -> scale bar. Thread rule: one scene, one thread. */
#ifndef CLM_MAP_SCENE_H
#define CLM_MAP_SCENE_H

#include "geo/extent.h"
#include "language/language.h"
#include "map/content.h"
#include "map/display_list.h"
#include "map/fonts.h"
#include "map/grid.h"
#include "map/image.h"
#include "map/report.h"
#include "map/signs.h"
#include "map/view.h"

enum {
    CLM_LINE_WIDTHS = 3,
    CLM_MANY_CALLOUTS = 14 /* with more the panel beside the map is wider */
};

/* The base map under one view: ground, lines by class, and the raster for labels. */
typedef struct clm_base {
    clm_place_index *regions;   /* owner 1 + i of the grid */
    clm_place_index *countries; /* of each region */
    size_t region_count;
    bool coarse;            /* countries stand for their regions, whose borders are left out */
    clm_rect *subject_seen; /* of each subject of the layer: its pixel box; empty (x0 > x1) when
                               outside, and for those of other layers */
    clm_rect *area_seen;
    size_t *subject_fills; /* of each subject: 1 + the item of its fill, 0: none */
    clm_grid grid;
    clm_display_list lakes, region_borders, coasts, country_borders, disputed_borders;
    clm_display_list rivers[CLM_LINE_WIDTHS];
    bool failed;
} clm_base;

typedef struct clm_scene {
    const clm_collection *collection;
    const clm_gazetteer *gazetteer; /* NULL: no base map */
    const clm_theme *theme;
    const clm_map_options *options;
    const clm_language *language;
    clm_map_fonts *fonts;
    clm_arena *arena;
    clm_display_list list;
    clm_content content;
    clm_report report;
    double zoom;      /* of texts and signs */
    bool panel_below; /* narrow and tall pictures */
    clm_rect page, header, frame, panel, footer;
    clm_view view; /* the main map */
    clm_base base;
    clm_image logo; /* of the theme; no surface: none */
    clm_rect globe; /* with its caption */
    bool has_globe;
    clm_rect detail, overview; /* insets; empty when there is none */
    bool has_detail, has_overview;
    double covered;  /* what the insets hide of what the map is about; 900 is an inset full of it */
    clm_px open_way; /* of the inset that hides most, from the frame's middle: -1 or 1 a side */
    clm_rect detail_frame;    /* what the detail shows, on the main map */
    bool detail_names;        /* places in it are named there and not on the main map */
    clm_bounds detail_bounds; /* in the plane around detail_centre */
    clm_lonlat detail_centre;
    clm_rect *obstacles; /* labels of the main map must not cover them */
    size_t obstacle_count, obstacle_capacity;
    clm_error *error;
    clm_status status; /* sticky: the first failure */
} clm_scene;

/* Notes the first failure; returns whether all is well so far. */
bool clm_scene_check(clm_scene *scene, clm_status status);
bool clm_scene_ok(const clm_scene *scene);
void clm_scene_obstacle(clm_scene *scene, clm_rect rect);

/* compose_layout.c: divides the page; texts of header and footer are drawn. */
void clm_compose_layout(clm_scene *scene);
/* Whose data the map is made of, in words. */
const char *clm_scene_credits(const clm_scene *scene);

/* compose_extent.c: the main view. */
void clm_compose_extent(clm_scene *scene);
/* Shows more of the world on the sides that `way` (-1 or 1 in x and y) points to, so that what was
 * there moves inwards. */
clm_status clm_extent_make_room(clm_scene *scene, clm_px way);

typedef enum clm_layer {
    CLM_LAYER_MAIN,    /* what the extent was chosen for */
    CLM_LAYER_DETAIL,  /* the same, larger */
    CLM_LAYER_OVERVIEW /* everything, coarse */
} clm_layer;

/* compose_base.c */
void clm_base_open(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer,
                   double cell_px);
void clm_base_close(clm_base *base);
void clm_base_add_lines(clm_scene *scene, clm_base *base, double width_share);
/* A thin line on the country borders, above the outlines of claims that run along them. */
void clm_base_add_border_core(clm_scene *scene, const clm_base *base);

/* compose_overlay.c: layers of land as others have mapped it, above the ground and below the
 * claims.
 */
/* Their land; returns how many items it has, one for each. */
size_t clm_compose_overlays(clm_scene *scene, clm_view *view);
/* The edges of these items again, above the fills of claims, which would hide them. */
void clm_compose_overlay_lines(clm_scene *scene, size_t first, size_t count);
/* The overlay that stands at `index` of the facts; NULL: not given, or nothing of it is to be seen
 * on any map of the picture. */
const clm_overlay_layer *clm_scene_overlay(const clm_scene *scene, size_t index);
/* The look of a layer in the theme. */
clm_fill clm_overlay_fill(const clm_theme *theme, size_t index);
clm_stroke clm_overlay_stroke(const clm_theme *theme, size_t index, double zoom);
/* What legend and credits call it; NULL when memory ends. */
const char *clm_scene_say_overlay(const clm_scene *scene, size_t index);

/* compose_claims.c: subjects and figures that the view shows. */
bool clm_layer_shows(const clm_subject *subject, clm_layer layer);
void clm_compose_fills(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer);
void clm_compose_outlines(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer);

/* compose_moves.c: arrows and links between places. */
void clm_compose_moves(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer);
bool clm_move_on_main(const clm_scene *scene, const clm_move *move);

/* compose_insets.c: chooses their corners and notes what they cover; then draws them. */
void clm_choose_insets(clm_scene *scene);
/* Whether a main thing lies off the main map; known when the extent is chosen. */
bool clm_wants_overview(const clm_scene *scene);
void clm_compose_insets(clm_scene *scene);

/* compose_detail.c: what the detail inset shows: a figure that is small on the main map, or places
 * that stand so close that their names find no room, or both. */
/* Sets frame, centre and bounds of the detail for an inset of the size `inset`; false for none. */
bool clm_find_detail(clm_scene *scene, clm_px inset);
/* The same for a figure alone. */
bool clm_find_figure_detail(clm_scene *scene, clm_px inset);
/* Whether a sign at this pixel of the main map lies whole in the detail. */
bool clm_in_detail(const clm_scene *scene, clm_px at);
/* Whether the subject with its sign there is named in the detail alone. */
bool clm_named_in_detail(const clm_scene *scene, const clm_subject *subject, clm_px at);
/* The detail's frame on the main map, and a line to its inset. */
void clm_compose_detail_frame(clm_scene *scene);
/* The end of that line, where the inset lies beside the map. */
void clm_compose_detail_line(clm_scene *scene);

/* compose_globe.c: after the other insets; `locator`: the overview is one, whose place the globe
 * may take. */
void clm_choose_globe(clm_scene *scene, bool locator);
void clm_compose_globe(clm_scene *scene);

/* compose_labels.c: places and draws the labels of one view. */
void clm_compose_labels(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer,
                        const clm_rect *obstacles, size_t obstacle_count);

/* compose_panel.c: legend and callouts; `panel` shrinks to what they leave free. */
void clm_compose_panel(clm_scene *scene);
/* compose_callouts.c: the numbered statements in `area`, in as many columns as it has room for, the
 * letters as large as lets all be read; where even small ones do not fit, texts are cut and the
 * last ones counted. Returns the lower end. */
double clm_compose_callouts(clm_scene *scene, clm_rect area);
/* The height that the panel would take; draws nothing. */
double clm_measure_panel(clm_scene *scene);

/* ---- small helpers of the compose files (compose_text.c) ---- */

const char *clm_scene_say(const clm_scene *scene, clm_phrase phrase);
/* Shapes a text of a role; false on failure. */
bool clm_scene_shape(clm_scene *scene, const clm_text_spec *spec, size_t *run);
clm_text_spec clm_scene_spec(const clm_scene *scene, const char *text, clm_look_id role);
/* Draws a run with its upper left corner at `at` (rounded to pixels) and reports it. Returns its
 * ink box. */
clm_rect clm_scene_text(clm_scene *scene, size_t run, clm_px at, clm_label_kind kind,
                        const char *feature_id, bool in_article, bool leader);
/* Draws a text of the map, turned clockwise by `angle_rad` about its layout's upper left corner
 * `at`; sets the box and the outline of `label` and reports it. Upright ones stand on whole pixels.
 */
void clm_scene_label(clm_scene *scene, size_t run, clm_px at, double angle_rad,
                     clm_report_label label, const char *feature_id);
/* A disc with a number in the colours of a side. */
void clm_scene_number(clm_scene *scene, clm_px centre, double radius_px, unsigned number, int side,
                      const char *feature_id, clm_label_kind kind);

/* The largest round length (1, 2, 2.5 or 5 times a power of ten) not longer than `limit`. */
double clm_round_length(double limit);
/* A scale bar for `m_per_px` that fits `width_px`, its upper left corner at `at`; with miles when
 * `miles`. Returns the box it takes. */
clm_rect clm_scene_scale_bar(clm_scene *scene, clm_px at, double width_px, double m_per_px,
                             bool miles);

#endif
