/* formats/postgis.h: a collection as rows of tables: what of it stands where. Private.
 *
 * Needs no database. Thread rule: no state; rows belong to one thread. */
#ifndef CLM_FORMATS_POSTGIS_H
#define CLM_FORMATS_POSTGIS_H

#include "formats/table.h"
#include "store/store.h"

enum { CLM_POSTGIS_VERSION = 1 }; /* of the tables */

/* Tables, each with the place of its rows in an array. */
typedef enum clm_postgis_table {
    CLM_POSTGIS_ARTICLES = CLM_STORE_DOCUMENTS,
    CLM_POSTGIS_FILES = CLM_STORE_NAMES,
    CLM_POSTGIS_CLAIMS,
    CLM_POSTGIS_FIGURES,
    CLM_POSTGIS_PLACES,
    CLM_POSTGIS_MENTIONS,
    CLM_POSTGIS_TABLES
} clm_postgis_table;

/* The model, with the columns of table.h. */
typedef struct clm_postgis_model {
    clm_store_model model;
    clm_store_table tables[CLM_POSTGIS_TABLES];
    clm_store_column *columns; /* of claims, figures and places */
} clm_postgis_model;

/* **Owns:** the caller clears it. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_postgis_model_init(clm_postgis_model *model, clm_error *error);
void clm_postgis_model_clear(clm_postgis_model *model);

/* Appends the rows of a collection to `rows`, one for each table. `path` NULL: no file. When memory
 * ends the rows say so. **Errors:** CLM_ERR_FORMAT a collection that does not say of which article
 * it is. */
CLM_MUST_CHECK clm_status clm_postgis_rows(const clm_collection *collection, const clm_theme *theme,
                                           const char *path,
                                           clm_store_rows rows[CLM_POSTGIS_TABLES],
                                           clm_error *error);

#endif
