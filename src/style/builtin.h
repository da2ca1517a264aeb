/* style/builtin.h: the themes inside the program; private to style. */
#ifndef CLM_STYLE_BUILTIN_H
#define CLM_STYLE_BUILTIN_H

#include <stddef.h>

typedef struct clm_builtin_style {
    const char *name;
    const char *text; /* of the file */
} clm_builtin_style;

enum { CLM_BUILTIN_STYLES = 4 };

/* By name; `index` below CLM_BUILTIN_STYLES. */
clm_builtin_style clm_builtin_style_at(size_t index);
/* The text of `name`, or NULL. */
const char *clm_builtin_style_find(const char *name);

#endif
