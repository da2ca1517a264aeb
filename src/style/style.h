/* style/style.h: themes: colours, widths, fonts and sizes of a map, from key files.
 *
 * A theme is a list of looks, one for each role that something on the map can have; a role is a
 * section of the file (docs/styles.md). Lengths are pixels of a picture of 1600x1200 and grow with
 * it. Knows nothing about what is drawn where. Thread rule: a theme is read-only after loading. */
#ifndef CLM_STYLE_STYLE_H
#define CLM_STYLE_STYLE_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct clm_color {
    double red, green, blue, alpha; /* 0..1, not premultiplied */
} clm_color;

enum { CLM_FONT_FAMILY_BYTES = 64 };

typedef struct clm_text_style {
    double size_px;
    bool bold, italic;
    double letter_spacing_px;
    clm_color color;
    clm_color halo; /* alpha 0: none */
    double halo_px;
    char family[CLM_FONT_FAMILY_BYTES]; /* "": the theme's */
} clm_text_style;

typedef enum clm_hatch {
    CLM_HATCH_NONE = 0,
    CLM_HATCH_DIAGONAL, /* lines of hatch_color */
    CLM_HATCH_CROSS,    /* both diagonals */
    CLM_HATCH_HORIZONTAL,
    CLM_HATCH_VERTICAL,
    CLM_HATCH_SPLIT /* lines of hatch_color and hatch_color_2 in turn; no theme's, the map's */
} clm_hatch;

typedef enum clm_look_id {
    CLM_LOOK_PAPER = 0,
    CLM_LOOK_LAND,
    CLM_LOOK_SEA,
    CLM_LOOK_LAKE,
    CLM_LOOK_RIVER,
    CLM_LOOK_COAST,
    CLM_LOOK_BORDER_COUNTRY,
    CLM_LOOK_BORDER_CORE, /* the thin line of a country's border over claims */
    CLM_LOOK_BORDER_REGION,
    CLM_LOOK_BORDER_DISPUTED,

    /* Land as others have mapped it, below the claims: the first layer, the second, the third, and
     * so on in turn. */
    CLM_LOOK_OVERLAY_1,
    CLM_LOOK_OVERLAY_2,
    CLM_LOOK_OVERLAY_3,

    /* Names on the map. */
    CLM_LOOK_COUNTRY,
    CLM_LOOK_REGION,
    CLM_LOOK_REGION_CONTEXT,
    CLM_LOOK_PLACE,
    CLM_LOOK_TOWN_1,
    CLM_LOOK_TOWN_2,
    CLM_LOOK_TOWN_3,
    CLM_LOOK_WATER,
    CLM_LOOK_FIGURE,

    /* How sure a claim is, as an area, as a stated area, as a point; the colour is a side's. The
     * order of the five is the same each time. */
    CLM_LOOK_REGION_CONFIRMED,
    CLM_LOOK_REGION_CLAIMED,
    CLM_LOOK_REGION_DENIED,
    CLM_LOOK_REGION_MEASURED,
    CLM_LOOK_REGION_PLANNED,
    CLM_LOOK_FIGURE_CONFIRMED,
    CLM_LOOK_FIGURE_CLAIMED,
    CLM_LOOK_FIGURE_DENIED,
    CLM_LOOK_FIGURE_MEASURED,
    CLM_LOOK_FIGURE_PLANNED,
    CLM_LOOK_CLAIM_CONFIRMED,
    CLM_LOOK_CLAIM_CLAIMED,
    CLM_LOOK_CLAIM_DENIED,
    CLM_LOOK_CLAIM_MEASURED,
    CLM_LOOK_CLAIM_PLANNED,
    /* What is laid over the looks above: `opacity` and `fill_opacity` multiply theirs, a dash
     * takes the place of theirs. */
    CLM_LOOK_CLAIM_PAST_PEAK,
    CLM_LOOK_CLAIM_SECONDARY,
    CLM_LOOK_CLAIM_HEARSAY,
    CLM_LOOK_CLAIM_VAGUE, /* "the east of X": where it ends, nobody has said */
    /* Around what a map of differences tells, in the order of clm_change_kind. */
    CLM_LOOK_CHANGE_NEW,
    CLM_LOOK_CHANGE_GONE,
    CLM_LOOK_CHANGE_CHANGED,
    CLM_LOOK_CHANGE_MOVED,
    CLM_LOOK_ARROW,
    CLM_LOOK_LEADER,
    CLM_LOOK_NUMBER, /* on the disc of a callout */

    /* Whose claim: sides in the order of their first claim; other: the outlet, nobody's side. Their
     * text is that of a number on their colour. */
    CLM_LOOK_SIDE_1,
    CLM_LOOK_SIDE_2,
    CLM_LOOK_SIDE_3,
    CLM_LOOK_SIDE_4,
    CLM_LOOK_SIDE_5,
    CLM_LOOK_SIDE_6,
    CLM_LOOK_SIDE_OTHER,
    CLM_LOOK_SIDE_NONE, /* signs in the legend that are shown without a side */

    /* Furniture. */
    CLM_LOOK_TITLE,
    CLM_LOOK_STANDFIRST,
    CLM_LOOK_DATELINE,
    CLM_LOOK_LEGEND,
    CLM_LOOK_CALLOUT,
    CLM_LOOK_SCALE,
    CLM_LOOK_CREDIT,
    CLM_LOOK_BYLINE,
    CLM_LOOK_INSET,
    CLM_LOOK_INSET_FRAME, /* on the main map, around what an inset shows */
    CLM_LOOK_FRAME,
    CLM_LOOK_PANEL,
    CLM_LOOK_LOGO,
    CLM_LOOK_COUNT
} clm_look_id;

enum { CLM_DASHES_MAX = 4, CLM_THEME_SIDES = 6, CLM_THEME_OVERLAYS = 3 };

/* Which of these a role has is told by its row in roles.c; the rest is zero. */
typedef struct clm_look {
    clm_color fill, stroke;              /* alpha holds the opacities below */
    double fill_opacity, stroke_opacity; /* 0..1, for roles that take their colour from a side */
    double opacity;                      /* 0..1 of all of it */
    double stroke_width_px;              /* 0: not drawn */
    double dash_px[CLM_DASHES_MAX];      /* on, off, on, off */
    size_t dash_count;                   /* 0: solid; else even */
    clm_hatch hatch;
    double hatch_opacity;
    double size_px; /* diameter of a marker, height of the logo */
    clm_color halo; /* around a marker; alpha 0: none */
    double halo_px; /* its width */
    clm_text_style text;
} clm_look;

enum { CLM_FONT_FILES_MAX = 8, CLM_STYLE_PATH_BYTES = 512 };

typedef struct clm_theme {
    char name[64];
    char description[160]; /* one line */
    char font_family[CLM_FONT_FAMILY_BYTES];
    char font_files[CLM_FONT_FILES_MAX][CLM_STYLE_PATH_BYTES]; /* as they are opened */
    size_t font_file_count;
    char logo_file[CLM_STYLE_PATH_BYTES]; /* a PNG that is there; "": none */
    char byline[160];                     /* "": none */
    clm_look look[CLM_LOOK_COUNT];
} clm_theme;

/* The theme that is taken where none is named: "news-light", from inside the program. **Errors:**
 * CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_theme_default(clm_theme *theme, clm_error *error);

/* Loads `name_or_path`: a name NAME for STYLES_DIR/NAME.style, else the theme of that name inside
 * the program; or a path, which has a slash or ends in ".style". What a file leaves out is as in
 * the theme that it inherits, else as in news-light. `styles_dir` may be NULL. **Errors:**
 * CLM_ERR_NOT_FOUND (the names that exist are listed), CLM_ERR_FORMAT with file, line and key;
 * `*theme` is unchanged then. */
CLM_MUST_CHECK clm_status clm_theme_load(const char *name_or_path, const char *styles_dir,
                                         clm_theme *theme, clm_error *error);

/* As clm_theme_load for a look at the file: calls `visit` with each problem, in the order of the
 * lines, and goes on. **Errors:** CLM_ERR_FORMAT if there was one, CLM_ERR_NOT_FOUND, CLM_ERR_IO,
 * CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_theme_check(const char *name_or_path, const char *styles_dir,
                                          void (*visit)(void *context, const char *problem),
                                          void *context, clm_error *error);

/* As both, from memory: `name` stands before messages, and paths start at the folder that it is in.
 * `visit` NULL: the first problem ends. */
CLM_MUST_CHECK clm_status clm_theme_parse(const char *name, clm_text text, clm_theme *theme,
                                          void (*visit)(void *context, const char *problem),
                                          void *context, clm_error *error);

/* Puts the folder of themes that came with the program or the library into `out`; it stays empty
 * where there is none (the built-in themes remain). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_theme_find_dir(clm_buffer *out, clm_error *error);

/* A theme that can be named. */
typedef struct clm_theme_entry {
    const char *name;       /* that finds it */
    const clm_theme *theme; /* NULL: it has errors */
    const char *problem;    /* the first of them, else NULL */
} clm_theme_entry;

/* Calls `visit` with each theme that can be named, by name: files of `styles_dir` (NULL allowed)
 * and what is inside the program. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_theme_list(const char *styles_dir,
                                         void (*visit)(void *context, const clm_theme_entry *entry),
                                         void *context, clm_error *error);

/* The look of a side, 0 to CLM_THEME_SIDES - 1; any other number: of the outlet. */
const clm_look *clm_theme_side(const clm_theme *theme, int side);

/* "#rgb", "#rrggbb", "#rrggbbaa"; "none" is transparent. */
bool clm_color_parse(clm_text text, clm_color *out);
/* What is seen where `top` covers `ground`. */
clm_color clm_color_over(clm_color top, clm_color ground);

/* 1 to 21. **Source:** WCAG 2.1, "contrast ratio". Both are taken as opaque. */
double clm_color_contrast(clm_color a, clm_color b);

typedef enum clm_vision {
    CLM_VISION_NORMAL = 0,
    CLM_VISION_PROTANOPIA,
    CLM_VISION_DEUTERANOPIA,
    CLM_VISION_TRITANOPIA,
    CLM_VISION_GREY, /* a copier's */
    CLM_VISION_COUNT
} clm_vision;

/* As somebody sees it. **Source:** Machado, Oliveira, Fernandes 2009, severity 1.0, on linear
 * sRGB; grey is the luminance. */
clm_color clm_color_seen(clm_color color, clm_vision vision);
/* How far apart two opaque colours are for somebody: CIEDE2000 of what is seen. **Source:** Sharma,
 * Wu, Dalal 2005. */
double clm_color_distance(clm_color a, clm_color b, clm_vision vision);
/* CIEDE2000 of two colours in CIELAB (L, a, b). */
double clm_lab_distance(const double first[3], const double second[3]);

/* A thing to be seen on something else. */
typedef struct clm_contrast {
    const char *section; /* "town.3" */
    const char *ground;  /* "region.claimed of side.2" */
    bool text;           /* else a colour that has to be told from the ground */
    double ratio;        /* halo counted as ground where there is one */
    double wanted;       /* WCAG 2.1 AA: 4.5; 3 for large text and for what is no text */
} clm_contrast;

/* Calls `visit` with every text and every side's colour on every ground where it can stand. */
void clm_theme_contrasts(const clm_theme *theme,
                         void (*visit)(void *context, const clm_contrast *contrast), void *context);

#endif
