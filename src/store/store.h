/* store/store.h: documents with their rows -> tables of a database that others read.
 *
 * A store keeps documents: each is a row of the first table of a model, rows of the others, and the
 * names that it is known by. It knows columns and keys, nothing of articles or maps. The database
 * is PostgreSQL with PostGIS; the library that speaks to it is a module of the project's own,
 * loaded when a store is opened. Thread rule: one store, one thread at a time; a thread more, a
 * store more.
 */
#ifndef CLM_STORE_STORE_H
#define CLM_STORE_STORE_H

#include "base/error.h"
#include "base/text.h"

typedef enum clm_store_type {
    CLM_STORE_TEXT = 0,
    CLM_STORE_INTEGER, /* 64 bits */
    CLM_STORE_NUMBER,  /* double precision */
    CLM_STORE_BOOLEAN, /* "true", "false" */
    CLM_STORE_DATE,    /* "YYYY-MM-DD" */
    CLM_STORE_JSON,
    CLM_STORE_GEOMETRY, /* EWKB of SRID 4326, bytes */
    CLM_STORE_TYPE_COUNT
} clm_store_type;

typedef struct clm_store_column {
    const char *name;
    const char *meaning; /* one line, becomes the column's comment */
    clm_store_type type;
    bool required;
} clm_store_column;

typedef struct clm_store_table {
    const char *name, *meaning;
    const clm_store_column *columns;
    size_t column_count;
    size_t key_count; /* the first columns are the primary key */
    /* The table whose primary key stands in the columns from `parent_at` on; a row goes with the
     * one that it leads to. NULL: the first table. */
    const char *parent;
    size_t parent_at;
    /* Each a list of columns, "article, claim_id"; every geometry has a spatial index anyway. */
    const char *const *indexes;
    size_t index_count;
} clm_store_table;

/* All names are lower-case letters, digits and "_", meanings plain text. The first table has one
 * key, the document's. The second has the names of documents: the name is its key, the document's
 * key its second column; of all others the document's key is the first column. Parents come before
 * those who lead to them. */
typedef struct clm_store_model {
    int version; /* of the tables; a database with a newer one is left alone */
    const clm_store_table *tables;
    size_t table_count;
} clm_store_model;

enum { CLM_STORE_DOCUMENTS = 0, CLM_STORE_NAMES = 1, CLM_STORE_COLUMNS_MAX = 200 };

/* ---- rows ---- */

typedef struct clm_store_cell {
    size_t start, length; /* in `bytes` */
    bool known;           /* false: null */
} clm_store_cell;

/* Rows of one table, cell by cell, each row as many as the table has columns. A zeroed one is
 * empty; when memory ends `bytes.failed` is set. */
typedef struct clm_store_rows {
    clm_buffer bytes;
    clm_store_cell *cells;
    size_t cell_count, cell_capacity;
} clm_store_rows;

void clm_store_rows_clear(clm_store_rows *rows); /* frees; empty again */

/* Adds a cell of a copy of `value`, bytes for a geometry, else as clm_store_type says. Text may
 * hold any bytes: what the database cannot keep, NUL and what is no UTF-8, becomes U+FFFD. */
void clm_store_put(clm_store_rows *rows, clm_text value);
void clm_store_put_null(clm_store_rows *rows);
/* Adds a cell of what was appended to `rows->bytes` from `start` on. */
void clm_store_put_since(clm_store_rows *rows, size_t start);

/* ---- the store ---- */

typedef struct clm_store clm_store;

typedef struct clm_store_options {
    /* As libpq takes it, "host=... dbname=..." or "postgresql://..."; what it leaves open comes
     * from PGHOST and the like. NULL: all of it. */
    const char *connection;
    const char *schema;           /* of the tables in the database; NULL: "claimmap" */
    const clm_store_model *model; /* borrowed until the store is freed */
} clm_store_options;

/* Connects, makes the tables where they are missing, and checks that they are the model's.
 * **Owns:** the caller frees with clm_store_free. **Errors:** CLM_ERR_UNSUPPORTED no module, or a
 * database without PostGIS; CLM_ERR_ARGUMENT a connection string that is none; CLM_ERR_IO no
 * server, no such database, not let in; CLM_ERR_VERSION tables of a newer version; CLM_ERR_FORMAT
 * tables of that name that are others; CLM_ERR_FOREIGN what else the server refuses, in its words;
 * CLM_ERR_NOMEM. No message has a password. */
CLM_MUST_CHECK clm_status clm_store_open(const clm_store_options *options, clm_store **out,
                                         clm_error *error);

/* Puts one document in the place of what the store has of it, in one transaction: `rows` are those
 * of each table of the model, one of the first, at most one name. Rows that are the same already
 * are not touched; what the document had and has no more is removed; a document that loses its last
 * name to this one is removed. Several stores may write at once, also the same document. A
 * connection that broke is made anew once. **Errors:** CLM_ERR_ARGUMENT rows that do not fit the
 * model, CLM_ERR_LIMIT a value of more than 1 GiB, CLM_ERR_IO, CLM_ERR_FOREIGN, CLM_ERR_NOMEM;
 * nothing of the document is then written. */
CLM_MUST_CHECK clm_status clm_store_write(clm_store *store, const clm_store_rows *rows,
                                          clm_error *error);
void clm_store_free(clm_store *store);

#endif
