/* store/postgres_parts.h: private to the PostgreSQL module: SQL out of a model, arrays out of rows.
 *
 * Needs neither a server nor libpq. SQL is made of the model's names alone, which are the program's
 * own; values only ever travel as parameters. Tables are named without their schema: the search
 * path says where they are. Thread rule: no state. */
#ifndef CLM_STORE_POSTGRES_PARTS_H
#define CLM_STORE_POSTGRES_PARTS_H

#include "store/store.h"

/* The table of one row that tells which version the tables have. */
#define CLM_POSTGRES_VERSION_TABLE "claimmap_version"

/* Object identifiers of PostgreSQL's built-in types. */
enum {
    CLM_POSTGRES_BYTEA = 17,
    CLM_POSTGRES_TEXT = 25,
    CLM_POSTGRES_BYTEA_ARRAY = 1001,
    CLM_POSTGRES_TEXT_ARRAY = 1009
};

/* The type as PostgreSQL's format_type writes it, "double precision"; NULL for others. */
const char *clm_postgres_type_name(clm_store_type type);

/* Appends the statements that make all tables, indexes and comments and set the version. */
void clm_postgres_create_sql(const clm_store_model *model, clm_buffer *out);

/* Appends the statement that puts rows into table `index` and touches only those that are not the
 * same already. Its first parameter is the document's key, the others are an array for each column.
 * Of a table of parts the rows of the document that are not among them are removed. */
void clm_postgres_upsert_sql(const clm_store_model *model, size_t index, clm_buffer *out);

/* Appends a column of rows, each of `column_count` cells, as a binary array of one dimension, of
 * bytea for geometries, else of text. False for an element that PostgreSQL's format has no room
 * for. **Source:** PostgreSQL, src/backend/utils/adt/arrayfuncs.c, array_recv. */
bool clm_postgres_array(const clm_store_rows *rows, size_t column, size_t column_count,
                        clm_store_type type, clm_buffer *out);

/* Appends text that PostgreSQL takes: NUL and bytes that are no UTF-8 become U+FFFD; with `json`
 * the escape \u0000 too. */
void clm_postgres_text(clm_text text, bool json, clm_buffer *out);

#endif
