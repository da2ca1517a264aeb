/* style/style.h: themes: colours, widths, fonts and sizes of a map, from a key file.
 *
 * Knows nothing about what is drawn where. Thread rule: a theme is read-only after loading. */
#ifndef CLM_STYLE_STYLE_H
#define CLM_STYLE_STYLE_H

#include "base/error.h"
#include "base/text.h"

typedef struct clm_color {
    double red, green, blue, alpha; /* 0..1, not premultiplied */
} clm_color;

typedef enum clm_text_role {
    CLM_TEXT_TITLE = 0,
    CLM_TEXT_STANDFIRST,
    CLM_TEXT_COUNTRY,
    CLM_TEXT_REGION,
    CLM_TEXT_REGION_CONTEXT,
    CLM_TEXT_TOWN_1,
    CLM_TEXT_TOWN_2,
    CLM_TEXT_TOWN_3,
    CLM_TEXT_PLACE,
    CLM_TEXT_WATER,
    CLM_TEXT_FIGURE,
    CLM_TEXT_CALLOUT,
    CLM_TEXT_LEGEND,
    CLM_TEXT_SCALE,
    CLM_TEXT_CREDIT,
    CLM_TEXT_ROLE_COUNT
} clm_text_role;

typedef struct clm_text_style {
    double size_px; /* at 1600x1200 */
    bool bold, italic;
    double letter_spacing_px;
    clm_color color;
    clm_color halo; /* alpha 0: none */
    double halo_px;
} clm_text_style;

typedef struct clm_line_style {
    clm_color color;
    double width_px; /* 0: not drawn */
} clm_line_style;

enum { CLM_THEME_HUES = 6 };

typedef struct clm_theme {
    char name[64];
    char font_family[128];
    clm_color paper, land, sea, lake, panel, frame;
    clm_line_style coast, country_border, disputed_border, region_border, river;
    clm_color hue[CLM_THEME_HUES]; /* whose claim: sides in the order of their first claim */
    clm_color other_hue;           /* the outlet's own voice, unknown sides */
    double claim_fill_alpha, secondary_fill_alpha;
    clm_text_style text[CLM_TEXT_ROLE_COUNT];
    clm_color town_dot, town_dot_edge;
} clm_theme;

/* The theme that is built in ("default"). */
void clm_theme_default(clm_theme *theme);

/* Loads `name_or_path`: "default", a name NAME for STYLES_DIR/NAME.style, or a path with a slash or
 * ".style". Keys that a file leaves out keep the default. `styles_dir` NULL: only "default" and
 * paths. **Errors:** CLM_ERR_NOT_FOUND (the names that exist are listed), CLM_ERR_FORMAT with line
 * and key. */
CLM_MUST_CHECK clm_status clm_theme_load(const char *name_or_path, const char *styles_dir,
                                         clm_theme *theme, clm_error *error);

/* "#rrggbb", "#rrggbbaa". */
bool clm_color_parse(clm_text text, clm_color *out);

#endif
