/* base/module.h: shared objects of the project's own that are loaded on demand, so that the program
 * need not be linked with the heavy library behind each.
 *
 * A module is one file with one visible function, of the type clm_module_entry, that gives a table
 * of others; the table's first member is a uint32_t, its version. A module has its own copy of the
 * lower ranks that it uses; memory is the C library's on both sides. Thread rule: any thread. */
#ifndef CLM_BASE_MODULE_H
#define CLM_BASE_MODULE_H

#include "base/error.h"

#include <stdint.h>

typedef const void *clm_module_entry(void);

typedef struct clm_module_spec {
    const char *file;    /* "claimmap-gdal.so" */
    const char *entry;   /* its visible function */
    uint32_t version;    /* that the table must have */
    const char *use;     /* for messages: "reading it" */
    const char *library; /* "GDAL" */
    const char *package; /* of Debian and Ubuntu: "libgdal-dev" */
} clm_module_spec;

/* Looks for the module in the folder that the environment's CLAIMMAP_MODULES names, else as
 * clm_installed_find does; loads it and writes its table to `*table`. It stays
 * loaded until the process ends: few of these libraries survive their own end. **Errors:**
 * CLM_ERR_UNSUPPORTED not there, or its library is missing, with what to install; CLM_ERR_VERSION
 * of another version of claimmap; CLM_ERR_NOMEM. `*table` is then NULL. */
CLM_MUST_CHECK clm_status clm_module_load(const clm_module_spec *spec, const void **table,
                                          clm_error *error);

#endif
