/* style/values.h: one value of a theme file; private to style. */
#ifndef CLM_STYLE_VALUES_H
#define CLM_STYLE_VALUES_H

#include "style/sections.h"

typedef struct clm_style_value {
    clm_color color;
    double number;
    double dash_px[CLM_DASHES_MAX];
    size_t dash_count;
    clm_hatch hatch;
    bool flag;
    const char *text; /* as written; borrowed */
} clm_style_value;

/* Reads `text` as the value of `rule`. `folder` (NULL: none) is where paths start. The files that
 * it names must be there and be what they should. **Errors:** CLM_ERR_FORMAT, CLM_ERR_RANGE,
 * CLM_ERR_IO with the reason; no file or key is named. */
CLM_MUST_CHECK clm_status clm_style_value_read(const clm_key_rule *rule, const char *text,
                                               const char *folder, clm_style_value *out,
                                               clm_error *error);

/* Puts a value that was read into a look, or into the theme (keys of the theme). */
void clm_style_value_put(const clm_key_rule *rule, const clm_style_value *value, clm_look *look);
void clm_style_value_put_theme(const clm_key_rule *rule, const clm_style_value *value,
                               const char *folder, clm_theme *theme);

/* Joins the theme's folder and a path of it; false if it does not fit. */
bool clm_style_path(const char *folder, clm_text path, char out[CLM_STYLE_PATH_BYTES]);

#endif
