/* style/load.h: where themes lie; private to style. */
#ifndef CLM_STYLE_LOAD_H
#define CLM_STYLE_LOAD_H

#include "style/style.h"

#define CLM_STYLE_SUFFIX ".style"
#define CLM_STYLE_DEFAULT "news-light"

/* The names of all themes, sorted, each once. **Owns:** the caller frees with
 * clm_style_names_clear. */
typedef struct clm_style_names {
    char **names; /* NULL ends */
    size_t count, capacity;
} clm_style_names;

CLM_MUST_CHECK clm_status clm_style_names_read(const char *styles_dir, clm_style_names *out,
                                               clm_error *error);
void clm_style_names_clear(clm_style_names *names);

/* Fails with "style ... does not exist" and the names that do. */
clm_status clm_style_unknown(const char *name, const char *styles_dir, clm_error *error);

#endif
