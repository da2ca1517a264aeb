/* store/module.h: private to store: what the module that is linked with libpq offers to the
 * program.
 *
 * A module as base/module.h describes, with its own copy of base. A change of anything here, or of
 * the structs of store.h, needs a new CLM_STORE_MODULE_VERSION. Thread rule: as clm_store. */
#ifndef CLM_STORE_MODULE_H
#define CLM_STORE_MODULE_H

#include "store/store.h"

#define CLM_STORE_MODULE_FILE "claimmap-postgres.so"
#define CLM_STORE_MODULE_ENTRY "clm_store_module_get"

enum { CLM_STORE_MODULE_VERSION = 1 };

typedef struct clm_module_store clm_module_store;

/* Each does what the function of store.h does whose name ends in the same word. */
typedef struct clm_store_module {
    uint32_t version;
    clm_status (*open)(const clm_store_options *options, clm_module_store **out, clm_error *error);
    clm_status (*write)(clm_module_store *store, const clm_store_rows *rows, clm_error *error);
    void (*free)(clm_module_store *store);
} clm_store_module;

#endif
