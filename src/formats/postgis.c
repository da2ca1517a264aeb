/* The database that collections are written into. */
#include "formats/postgis.h"

#include "base/alloc.h"
#include "formats/formats.h"

struct clm_postgis {
    clm_postgis_model model;
    clm_store *store;
    clm_store_rows rows[CLM_POSTGIS_TABLES]; /* kept for the next collection's */
};

clm_status clm_postgis_open(const char *connection, const char *schema, clm_postgis **out,
                            clm_error *error) {
    *out = NULL;
    clm_postgis *postgis = clm_alloc_zero(1, sizeof *postgis);
    if (postgis == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_postgis_model_init(&postgis->model, error);
    if (status == CLM_OK) {
        const clm_store_options options = {connection, schema, &postgis->model.model};
        status = clm_store_open(&options, &postgis->store, error);
    }
    if (status != CLM_OK) {
        clm_postgis_free(postgis);
        return status;
    }
    *out = postgis;
    return CLM_OK;
}

clm_status clm_postgis_write(clm_postgis *postgis, const clm_collection *collection,
                             const clm_theme *theme, const char *path, clm_error *error) {
    for (size_t i = 0; i < CLM_POSTGIS_TABLES; i++) {
        postgis->rows[i].bytes.len = 0;
        postgis->rows[i].bytes.failed = false;
        postgis->rows[i].cell_count = 0;
    }
    clm_status status = clm_postgis_rows(collection, theme, path, postgis->rows, error);
    return status == CLM_OK ? clm_store_write(postgis->store, postgis->rows, error) : status;
}

void clm_postgis_free(clm_postgis *postgis) {
    if (postgis == NULL) {
        return;
    }
    clm_store_free(postgis->store);
    for (size_t i = 0; i < CLM_POSTGIS_TABLES; i++) {
        clm_store_rows_clear(&postgis->rows[i]);
    }
    clm_postgis_model_clear(&postgis->model);
    clm_free(postgis);
}
