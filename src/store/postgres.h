/* store/postgres.h: private to the PostgreSQL module: a connection, and how it is asked.
 *
 * The only header that sees libpq; nothing but the module includes it. Thread rule: one link, one
 * thread at a time. */
#ifndef CLM_STORE_POSTGRES_H
#define CLM_STORE_POSTGRES_H

#include "store/module.h"
#include "store/postgres_parts.h"

#include <libpq-fe.h>

/* A statement that the server keeps, parsed and planned. */
typedef struct clm_postgres_statement {
    clm_buffer sql;
    char name[32];
    bool prepared; /* in this connection */
} clm_postgres_statement;

struct clm_module_store {
    PGconn *conn;
    const clm_store_model *model;
    char *schema;    /* of the tables */
    clm_buffer path; /* for search_path: quoted names of the schemas of tables and of PostGIS */
    clm_postgres_statement *upsert; /* of each table */
    clm_buffer scratch;             /* parameters of the statement that is sent */
    bool again; /* the last statement failed for what may not be so the next time */
};

/* A parameter of a statement. */
typedef struct clm_postgres_param {
    const char *bytes; /* text that ends with NUL, or binary; NULL: null */
    size_t length;     /* of binary */
    Oid type;
    bool binary;
} clm_postgres_param;

/* Connects. **Errors:** CLM_ERR_ARGUMENT, CLM_ERR_IO, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_postgres_connect(const char *connection, PGconn **out,
                                               clm_error *error);

/* Sets CLM_ERR_IO and what libpq says of the connection, in one line. */
clm_status clm_postgres_broken(const PGconn *conn, clm_error *error);

/* Runs one statement with parameters. `result` may be NULL. **Owns:** the caller clears `*result`,
 * also after an error, where it may hold what the server said. **Errors:** CLM_ERR_IO the
 * connection broke, CLM_ERR_FOREIGN the server's words. */
CLM_MUST_CHECK clm_status clm_postgres_query(clm_module_store *store, const char *sql,
                                             const clm_postgres_param *params, size_t count,
                                             PGresult **result, clm_error *error);

/* As clm_postgres_query, with a statement that is prepared when it is first run in a connection;
 * its parameters have the same types each time. */
CLM_MUST_CHECK clm_status clm_postgres_execute(clm_module_store *store,
                                               clm_postgres_statement *statement,
                                               const clm_postgres_param *params, size_t count,
                                               clm_error *error);

/* The server may no longer have what was prepared. */
void clm_postgres_forget(clm_module_store *store);

/* Runs statements without parameters. */
CLM_MUST_CHECK clm_status clm_postgres_run(clm_module_store *store, const char *sql,
                                           clm_error *error);

/* Says where names are looked for until the transaction ends. */
CLM_MUST_CHECK clm_status clm_postgres_use_path(clm_module_store *store, clm_error *error);
void clm_postgres_rollback(clm_module_store *store);

/* Waits until no other writer holds what `sum` stands for, and holds it until the transaction ends.
 */
CLM_MUST_CHECK clm_status clm_postgres_lock(clm_module_store *store, uint64_t sum,
                                            clm_error *error);

/* Finds PostGIS and the tables; makes what is missing. */
CLM_MUST_CHECK clm_status clm_postgres_prepare(clm_module_store *store, clm_error *error);

#endif
