/* The module's face: a store opened, a document written. */
#include "base/alloc.h"
#include "base/hash.h"
#include "store/postgres.h"

#include <stdio.h>

#define DEFAULT_SCHEMA "claimmap"

static void module_free(clm_module_store *store) {
    if (store == NULL) {
        return;
    }
    PQfinish(store->conn);
    for (size_t i = 0; store->upsert != NULL && i < store->model->table_count; i++) {
        clm_buffer_clear(&store->upsert[i].sql);
    }
    clm_free(store->upsert);
    clm_buffer_clear(&store->path);
    clm_buffer_clear(&store->scratch);
    clm_free(store->schema);
    clm_free(store);
}

static clm_module_store *make_store(const clm_store_options *options) {
    clm_module_store *store = clm_alloc_zero(1, sizeof *store);
    if (store == NULL) {
        return NULL;
    }
    store->model = options->model;
    store->schema = clm_strdup(options->schema != NULL ? options->schema : DEFAULT_SCHEMA);
    store->upsert = clm_alloc_zero(options->model->table_count, sizeof *store->upsert);
    bool failed = store->schema == NULL || store->upsert == NULL;
    for (size_t i = 0; !failed && i < options->model->table_count; i++) {
        clm_postgres_statement *statement = &store->upsert[i];
        clm_postgres_upsert_sql(options->model, i, &statement->sql);
        /* A session that has one of this name has this one. */
        (void)snprintf(statement->name, sizeof statement->name, "claimmap_%016llx",
                       (unsigned long long)clm_hash64(statement->sql.data, statement->sql.len));
        failed = statement->sql.failed;
    }
    if (failed) {
        module_free(store);
        return NULL;
    }
    return store;
}

static clm_status module_open(const clm_store_options *options, clm_module_store **out,
                              clm_error *error) {
    *out = NULL;
    clm_module_store *store = make_store(options);
    if (store == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_postgres_connect(options->connection, &store->conn, error);
    if (status == CLM_OK) {
        status = clm_postgres_prepare(store, error);
    }
    if (status != CLM_OK) {
        module_free(store);
        return status;
    }
    *out = store;
    return CLM_OK;
}

/* ---- writing ---- */

typedef struct writing {
    clm_module_store *store;
    const clm_store_rows *rows;
    clm_buffer key;  /* the document's */
    clm_buffer name; /* that it is known by; empty: none */
    clm_buffer old;  /* key of the document that has the name so far */
} writing;

static clm_postgres_param text_param(const clm_buffer *text) {
    return (clm_postgres_param){text->data, 0, CLM_POSTGRES_TEXT, false};
}

static void take_cell(const clm_store_rows *rows, clm_buffer *out) {
    if (rows->cell_count > 0 && rows->cells[0].known) {
        clm_postgres_text(
            (clm_text){rows->bytes.data + rows->cells[0].start, rows->cells[0].length}, false, out);
    }
}

static uint64_t lock_sum(const writing *w, const clm_buffer *text) {
    /* Another schema is another store: none waits for the other. */
    const uint64_t parts[] = {clm_hash64(w->store->schema, strlen(w->store->schema)),
                              clm_hash64(text->data, text->len)};
    return clm_hash64(parts, sizeof parts);
}

static clm_status find_old(writing *w, clm_error *error) {
    const clm_store_table *names = &w->store->model->tables[CLM_STORE_NAMES];
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"%s\" = $1", names->columns[1].name,
                      names->name, names->columns[0].name);
    const clm_postgres_param name = text_param(&w->name);
    PGresult *result = NULL;
    clm_status status = sql.failed
                            ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                            : clm_postgres_query(w->store, sql.data, &name, 1, &result, error);
    w->old.len = 0;
    if (status == CLM_OK && PQntuples(result) > 0) {
        clm_buffer_string(&w->old, PQgetvalue(result, 0, 0));
        if (w->old.failed) {
            status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    PQclear(result);
    clm_buffer_clear(&sql);
    return status;
}

static bool replaces_other(const writing *w) {
    return w->old.len > 0 && strcmp(w->old.data, w->key.data) != 0;
}

/* First the name, then the documents in the order of their sums: writers that want the same ones
 * wait in line and not for each other. Under its lock a name leads where it leads until the end. */
static clm_status lock_all(writing *w, clm_error *error) {
    clm_status status = CLM_OK;
    if (w->name.len > 0) {
        status = clm_postgres_lock(w->store, lock_sum(w, &w->name), error);
        if (status == CLM_OK) {
            status = find_old(w, error);
        }
    }
    if (status != CLM_OK) {
        return status;
    }
    const uint64_t own = lock_sum(w, &w->key);
    const uint64_t other = replaces_other(w) ? lock_sum(w, &w->old) : own;
    status = clm_postgres_lock(w->store, own < other ? own : other, error);
    if (status == CLM_OK && own != other) {
        status = clm_postgres_lock(w->store, own < other ? other : own, error);
    }
    return status;
}

static clm_status write_table(writing *w, size_t index, clm_error *error) {
    const clm_store_table *table = &w->store->model->tables[index];
    clm_buffer *scratch = &w->store->scratch;
    clm_postgres_param params[CLM_STORE_COLUMNS_MAX + 1] = {text_param(&w->key)};
    size_t starts[CLM_STORE_COLUMNS_MAX + 1];
    scratch->len = 0;
    for (size_t i = 0; i < table->column_count; i++) {
        starts[i] = scratch->len;
        if (!clm_postgres_array(&w->rows[index], i, table->column_count, table->columns[i].type,
                                scratch) ||
            scratch->len - starts[i] > INT32_MAX) {
            return clm_fail(error, CLM_ERR_LIMIT, "column %s of table %s is longer than 2 GiB",
                            table->columns[i].name, table->name);
        }
    }
    if (scratch->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    starts[table->column_count] = scratch->len;
    for (size_t i = 0; i < table->column_count; i++) {
        params[i + 1] = (clm_postgres_param){scratch->data + starts[i], starts[i + 1] - starts[i],
                                             table->columns[i].type == CLM_STORE_GEOMETRY
                                                 ? CLM_POSTGRES_BYTEA_ARRAY
                                                 : CLM_POSTGRES_TEXT_ARRAY,
                                             true};
    }
    clm_status status = clm_postgres_execute(w->store, &w->store->upsert[index], params,
                                             table->column_count + 1, error);
    if (status == CLM_ERR_FOREIGN) {
        (void)clm_error_prefix(error, table->name);
    }
    return status;
}

/* A document that no name leads to any more, and once did, is gone. */
static clm_status remove_old(writing *w, clm_error *error) {
    const clm_store_table *documents = &w->store->model->tables[CLM_STORE_DOCUMENTS];
    const clm_store_table *names = &w->store->model->tables[CLM_STORE_NAMES];
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_printf(&sql,
                      "DELETE FROM \"%s\" WHERE \"%s\" = $1 AND NOT EXISTS "
                      "(SELECT FROM \"%s\" WHERE \"%s\" = $1)",
                      documents->name, documents->columns[0].name, names->name,
                      names->columns[1].name);
    const clm_postgres_param old = text_param(&w->old);
    clm_status status = sql.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                   : clm_postgres_query(w->store, sql.data, &old, 1, NULL, error);
    clm_buffer_clear(&sql);
    return status;
}

static clm_status write_once(writing *w, clm_error *error) {
    clm_status status = clm_postgres_run(w->store, "BEGIN", error);
    if (status == CLM_OK) {
        status = clm_postgres_use_path(w->store, error);
    }
    if (status == CLM_OK) {
        status = lock_all(w, error);
    }
    for (size_t i = 0; i < w->store->model->table_count && status == CLM_OK; i++) {
        status = write_table(w, i, error);
    }
    if (status == CLM_OK && replaces_other(w)) {
        status = remove_old(w, error);
    }
    if (status == CLM_OK) {
        status = clm_postgres_run(w->store, "COMMIT", error);
    }
    if (status != CLM_OK) {
        clm_postgres_rollback(w->store);
    }
    return status;
}

enum { ATTEMPTS = 10 };

/* True where trying again may help: the statement's failure says so, or the connection was lost and
 * is there again. Whether a COMMIT that was under way was done does not matter: a document
 * that is there already is not touched. */
static bool worth_another(clm_module_store *store, bool *was_reset, clm_error *error) {
    if (PQstatus(store->conn) == CONNECTION_OK) {
        return store->again;
    }
    if (*was_reset) {
        return false;
    }
    *was_reset = true;
    PQreset(store->conn);
    clm_postgres_forget(store);
    if (PQstatus(store->conn) != CONNECTION_OK) {
        (void)clm_postgres_broken(store->conn, error);
        return false;
    }
    return true;
}

static clm_status module_write(clm_module_store *store, const clm_store_rows *rows,
                               clm_error *error) {
    writing w = {.store = store, .rows = rows};
    take_cell(&rows[CLM_STORE_DOCUMENTS], &w.key);
    take_cell(&rows[CLM_STORE_NAMES], &w.name);
    clm_status status = CLM_OK;
    if (w.key.failed || w.name.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (w.key.len == 0) {
        status = clm_fail(error, CLM_ERR_ARGUMENT, "a document without a key");
    } else {
        bool was_reset = false;
        int attempt = 0;
        do {
            store->again = false;
            status = write_once(&w, error);
        } while ((status == CLM_ERR_IO || status == CLM_ERR_FOREIGN) && ++attempt < ATTEMPTS &&
                 worth_another(store, &was_reset, error));
    }
    clm_buffer_clear(&w.key);
    clm_buffer_clear(&w.name);
    clm_buffer_clear(&w.old);
    return status;
}

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const void *
clm_store_module_get(void);

const void *clm_store_module_get(void) {
    static const clm_store_module module = {CLM_STORE_MODULE_VERSION, module_open, module_write,
                                            module_free};
    return &module;
}
