/* style/keys.h: the table of keys of a theme file; private to style. */
#ifndef CLM_STYLE_KEYS_H
#define CLM_STYLE_KEYS_H

#include "style/style.h"

/* Sets group/key of `theme` from `value`. **Errors:** CLM_ERR_NOT_FOUND unknown group or key;
 * CLM_ERR_FORMAT the value is not of the key's type; CLM_ERR_RANGE it lies outside its range. */
CLM_MUST_CHECK clm_status clm_style_set(clm_theme *theme, const char *group, const char *key,
                                        const char *value, clm_error *error);

/* Calls `visit` for every group and key that a theme file may hold, in the order of the table. */
void clm_style_each_key(void (*visit)(void *context, const char *group, const char *key),
                        void *context);

#endif
