/* A store that says yes: a connection "refuse" is refused, a document "refuse" too. */
#include "store/module.h"

#include <string.h>

const void *clm_store_module_get(void);

static int opened;

static clm_status fake_open(const clm_store_options *options, clm_module_store **out,
                            clm_error *error) {
    (void)error;
    if (strcmp(options->connection, "refuse") == 0) {
        return CLM_ERR_IO;
    }
    opened++;
    void *inner = &opened;
    *out = inner;
    return CLM_OK;
}

static clm_status fake_write(clm_module_store *store, const clm_store_rows *rows,
                             clm_error *error) {
    (void)store;
    (void)error;
    return memcmp(rows[0].bytes.data, "refuse", 6) == 0 ? CLM_ERR_FOREIGN : CLM_OK;
}

static void fake_free(clm_module_store *store) {
    opened -= store != NULL;
}

const void *clm_store_module_get(void) {
    static const clm_store_module module = {CLM_STORE_MODULE_VERSION, fake_open, fake_write,
                                            fake_free};
    return &module;
}
