/* PostGIS, the schema and its tables: found, made, or refused. */
#include "base/hash.h"
#include "store/postgres.h"

#include <stdlib.h>

/* libpq's own: identifiers that the user named, quoted for SQL. */
static clm_status put_identifier(clm_module_store *store, const char *name, clm_buffer *out,
                                 clm_error *error) {
    char *quoted = PQescapeIdentifier(store->conn, name, strlen(name));
    if (quoted == NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the name of the schema is no valid UTF-8");
    }
    clm_buffer_string(out, quoted);
    PQfreemem(quoted);
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static clm_status ask_text(clm_module_store *store, const char *sql, const char *param,
                           clm_buffer *out, bool *found, clm_error *error) {
    const clm_postgres_param params[] = {{param, 0, CLM_POSTGRES_TEXT, false}};
    PGresult *result = NULL;
    clm_status status =
        clm_postgres_query(store, sql, params, param != NULL ? 1 : 0, &result, error);
    *found = status == CLM_OK && PQntuples(result) > 0 && PQgetisnull(result, 0, 0) == 0;
    if (*found && out != NULL) {
        clm_buffer_string(out, PQgetvalue(result, 0, 0));
        if (out->failed) {
            status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    PQclear(result);
    return status;
}

/* ---- PostGIS ---- */

static clm_status find_postgis(clm_module_store *store, clm_buffer *schema, bool *found,
                               clm_error *error) {
    return ask_text(
        store,
        "SELECT n.nspname FROM pg_catalog.pg_extension e JOIN pg_catalog.pg_namespace n "
        "ON n.oid = e.extnamespace WHERE e.extname = 'postgis'",
        NULL, schema, found, error);
}

static clm_status make_postgis(clm_module_store *store, clm_error *error) {
    clm_error reason = {0};
    clm_status status = clm_postgres_run(store, "CREATE EXTENSION IF NOT EXISTS postgis", &reason);
    if (status == CLM_ERR_FOREIGN) {
        return clm_fail(error, CLM_ERR_UNSUPPORTED,
                        "database %s is without PostGIS, and it cannot be added: %s; whoever "
                        "administers the database runs CREATE EXTENSION postgis",
                        PQdb(store->conn), reason.message);
    }
    return status == CLM_OK ? CLM_OK : clm_fail(error, status, "%s", reason.message);
}

/* The search path is the schema of the tables, then the one of PostGIS, whose functions and
 * operators may be anywhere. */
static clm_status set_path(clm_module_store *store, const char *postgis, clm_error *error) {
    clm_status status = put_identifier(store, store->schema, &store->path, error);
    if (status == CLM_OK && strcmp(postgis, store->schema) != 0) {
        clm_buffer_string(&store->path, ", ");
        status = put_identifier(store, postgis, &store->path, error);
    }
    return status;
}

static clm_status prepare_postgis(clm_module_store *store, clm_error *error) {
    clm_buffer schema;
    clm_buffer_init(&schema);
    bool found = false;
    clm_status status = find_postgis(store, &schema, &found, error);
    if (status == CLM_OK && !found) {
        status = make_postgis(store, error);
        if (status == CLM_OK) {
            status = find_postgis(store, &schema, &found, error);
        }
    }
    if (status == CLM_OK) {
        status = set_path(store, found ? schema.data : "public", error);
    }
    clm_buffer_clear(&schema);
    return status;
}

/* ---- tables ---- */

/* True where the schema has a relation of that name. */
static clm_status has_table(clm_module_store *store, const char *name, bool *found,
                            clm_error *error) {
    const clm_postgres_param params[] = {{store->schema, 0, CLM_POSTGRES_TEXT, false},
                                         {name, 0, CLM_POSTGRES_TEXT, false}};
    PGresult *result = NULL;
    clm_status status = clm_postgres_query(store,
                                           "SELECT FROM pg_catalog.pg_class c JOIN "
                                           "pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
                                           "WHERE n.nspname = $1 AND c.relname = $2",
                                           params, 2, &result, error);
    *found = status == CLM_OK && PQntuples(result) > 0;
    PQclear(result);
    return status;
}

static clm_status make_schema(clm_module_store *store, clm_error *error) {
    bool found = false;
    clm_status status =
        ask_text(store, "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = $1",
                 store->schema, NULL, &found, error);
    if (status != CLM_OK || found) {
        return status;
    }
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_string(&sql, "CREATE SCHEMA ");
    status = put_identifier(store, store->schema, &sql, error);
    if (status == CLM_OK) {
        status = clm_postgres_run(store, sql.data, error);
    }
    clm_buffer_clear(&sql);
    return status;
}

static clm_status make_tables(clm_module_store *store, clm_error *error) {
    for (size_t i = 0; i < store->model->table_count; i++) {
        bool found = false;
        clm_status status = has_table(store, store->model->tables[i].name, &found, error);
        if (status == CLM_OK && found) {
            status = clm_fail(error, CLM_ERR_FORMAT,
                              "schema %s has a table %s that is not claimmap's; choose another "
                              "schema",
                              store->schema, store->model->tables[i].name);
        }
        if (status != CLM_OK) {
            return status;
        }
    }
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_postgres_create_sql(store->model, &sql);
    clm_status status = sql.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                   : clm_postgres_run(store, sql.data, error);
    clm_buffer_clear(&sql);
    return status;
}

static clm_status check_version(clm_module_store *store, clm_error *error) {
    clm_buffer text;
    clm_buffer_init(&text);
    bool found = false;
    clm_status status =
        ask_text(store, "SELECT max(version)::text FROM " CLM_POSTGRES_VERSION_TABLE, NULL, &text,
                 &found, error);
    const long version = found && !text.failed ? strtol(text.data, NULL, 10) : 0;
    if (status == CLM_OK && version != store->model->version) {
        status = clm_fail(error, CLM_ERR_VERSION,
                          "the tables of schema %s have version %ld, this claimmap writes version "
                          "%d; %s",
                          store->schema, version, store->model->version,
                          version > store->model->version ? "use a newer claimmap or another schema"
                                                          : "use another schema");
    }
    clm_buffer_clear(&text);
    return status;
}

/* ---- the shape of tables ---- */

/* The type of a column in the columns that the database told, or NULL. */
static const char *told_type(const PGresult *columns, const char *table, const char *column) {
    const int count = PQntuples(columns);
    for (int i = 0; i < count; i++) {
        if (strcmp(PQgetvalue(columns, i, 0), table) == 0 &&
            strcmp(PQgetvalue(columns, i, 1), column) == 0) {
            return PQgetvalue(columns, i, 2);
        }
    }
    return NULL;
}

static clm_status check_table(const clm_module_store *store, const clm_store_table *table,
                              const PGresult *columns, clm_error *error) {
    for (size_t i = 0; i < table->column_count; i++) {
        const clm_store_column *column = &table->columns[i];
        const char *wanted = clm_postgres_type_name(column->type);
        const char *told = told_type(columns, table->name, column->name);
        if (told == NULL) {
            return clm_fail(error, CLM_ERR_FORMAT, "table %s.%s has no column %s (%s)",
                            store->schema, table->name, column->name, wanted);
        }
        if (strcmp(told, wanted) != 0) {
            return clm_fail(error, CLM_ERR_FORMAT, "column %s of table %s.%s is %s, not %s",
                            column->name, store->schema, table->name, told, wanted);
        }
    }
    return CLM_OK;
}

/* Columns that someone added beside ours are theirs. */
static clm_status check_tables(clm_module_store *store, clm_error *error) {
    const clm_postgres_param schema = {store->schema, 0, CLM_POSTGRES_TEXT, false};
    PGresult *columns = NULL;
    clm_status status = clm_postgres_query(
        store,
        "SELECT c.relname, a.attname, pg_catalog.format_type(a.atttypid, a.atttypmod) "
        "FROM pg_catalog.pg_attribute a JOIN pg_catalog.pg_class c ON c.oid = a.attrelid "
        "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
        "WHERE n.nspname = $1 AND a.attnum > 0 AND NOT a.attisdropped",
        &schema, 1, &columns, error);
    for (size_t i = 0; i < store->model->table_count && status == CLM_OK; i++) {
        status = check_table(store, &store->model->tables[i], columns, error);
    }
    PQclear(columns);
    return status;
}

static clm_status prepare_tables(clm_module_store *store, clm_error *error) {
    bool found = false;
    clm_status status = has_table(store, CLM_POSTGRES_VERSION_TABLE, &found, error);
    if (status == CLM_OK && !found) {
        status = make_schema(store, error);
        if (status == CLM_OK) {
            status = make_tables(store, error);
        }
    } else if (status == CLM_OK) {
        status = check_version(store, error);
        if (status == CLM_OK) {
            status = check_tables(store, error);
        }
    }
    return status;
}

enum { OLDEST_SERVER = 120000 }; /* plan_cache_mode */

clm_status clm_postgres_prepare(clm_module_store *store, clm_error *error) {
    static const char lock[] = "claimmap: tables are made";
    if (PQserverVersion(store->conn) < OLDEST_SERVER) {
        return clm_fail(error, CLM_ERR_UNSUPPORTED, "the server is older than PostgreSQL 12");
    }
    clm_status status = clm_postgres_run(store, "BEGIN", error);
    if (status == CLM_OK) {
        /* Of several that come to an empty database one makes the tables. */
        status = clm_postgres_lock(store, clm_hash64(lock, sizeof lock), error);
    }
    if (status == CLM_OK) {
        status = prepare_postgis(store, error);
    }
    if (status == CLM_OK) {
        status = clm_postgres_use_path(store, error);
    }
    if (status == CLM_OK) {
        status = prepare_tables(store, error);
    }
    if (status == CLM_OK) {
        status = clm_postgres_run(store, "COMMIT", error);
    }
    if (status != CLM_OK) {
        clm_postgres_rollback(store);
    }
    return status;
}
