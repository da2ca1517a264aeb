/* Loads the module, and lets no rows through that are not the model's. */
#include "base/alloc.h"
#include "base/module.h"
#include "store/module.h"

struct clm_store {
    const clm_store_model *model;
    const clm_store_module *module;
    clm_module_store *inner;
};

clm_status clm_store_open(const clm_store_options *options, clm_store **out, clm_error *error) {
    static const clm_module_spec spec = {
        CLM_STORE_MODULE_FILE,     CLM_STORE_MODULE_ENTRY, CLM_STORE_MODULE_VERSION,
        "writing into a database", "PostgreSQL",           "libpq-dev"};
    *out = NULL;
    clm_store *store = clm_alloc_zero(1, sizeof *store);
    if (store == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    store->model = options->model;
    const void *table;
    clm_status status = clm_module_load(&spec, &table, error);
    store->module = table;
    if (status == CLM_OK) {
        status = store->module->open(options, &store->inner, error);
    }
    if (status != CLM_OK) {
        clm_store_free(store);
        return status;
    }
    *out = store;
    return CLM_OK;
}

static bool rows_fit(const clm_store_model *model, const clm_store_rows *rows) {
    for (size_t i = 0; i < model->table_count; i++) {
        const size_t columns = model->tables[i].column_count;
        const size_t count = rows[i].cell_count / columns;
        if (rows[i].cell_count % columns != 0 || (i == CLM_STORE_DOCUMENTS && count != 1) ||
            (i == CLM_STORE_NAMES && count > 1)) {
            return false;
        }
    }
    return rows[CLM_STORE_DOCUMENTS].cells[0].known;
}

clm_status clm_store_write(clm_store *store, const clm_store_rows *rows, clm_error *error) {
    for (size_t i = 0; i < store->model->table_count; i++) {
        if (rows[i].bytes.failed) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    if (!rows_fit(store->model, rows)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "rows that are not those of a document");
    }
    return store->module->write(store->inner, rows, error);
}

void clm_store_free(clm_store *store) {
    if (store == NULL) {
        return;
    }
    if (store->module != NULL) {
        store->module->free(store->inner);
    }
    clm_free(store);
}
