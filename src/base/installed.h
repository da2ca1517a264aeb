/* base/installed.h: finds the files that belong to the program and the library, wherever both were
 * installed: every path starts at the folder of the file that this code is in.
 *
 * Thread rule: no state. */
#ifndef CLM_BASE_INSTALLED_H
#define CLM_BASE_INSTALLED_H

#include "base/text.h"

typedef enum clm_installed_kind {
    CLM_INSTALLED_DATA = 0, /* PREFIX/share/claimmap */
    CLM_INSTALLED_MODULE,   /* LIBDIR/claimmap: shared objects that are loaded on demand */
    CLM_INSTALLED_COUNT
} clm_installed_kind;

/* Writes the folder of the shared library that this code is part of, else of the running program,
 * into `out`, links resolved; false where the system does not say or it does not fit. */
bool clm_program_dir(char *out, size_t size);

/* Puts the path of `name` into `out`: beside the program or library (a build folder), else where
 * its kind is installed. False where it is nowhere: `out` is then empty, and `tried` (NULL allowed)
 * has the paths that were looked at appended, with ", " between them. Memory that ended is told by
 * `failed` of either. */
bool clm_installed_find(clm_installed_kind kind, const char *name, clm_buffer *out,
                        clm_buffer *tried);

#endif
