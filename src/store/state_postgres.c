/* The state in PostgreSQL: a face of its own on the module that is linked with libpq. */
#include "base/alloc.h"
#include "base/hash.h"
#include "store/postgres.h"
#include "store/state_module.h"

#include <stdio.h>
#include <stdlib.h>

#define DEFAULT_SCHEMA "claimmap_state"

enum { INT8 = 20 };

/* What clm_postgres_... ask of a store is the connection alone: no model, no prepared statements.
 */
struct clm_module_state {
    clm_module_store link;
    bool read_only;
};

static const clm_store_model no_model = {0, NULL, 0};

/* A lost connection, what takes no writes and a full disk, told apart from what else was refused.
 */
static clm_status judge(const PGresult *result, clm_status status, clm_error *error) {
    const char *code = result != NULL ? PQresultErrorField(result, PG_DIAG_SQLSTATE) : NULL;
    if (status == CLM_ERR_FOREIGN && code != NULL &&
        (strncmp(code, "53", 2) == 0 || strncmp(code, "57P", 3) == 0 ||
         strncmp(code, "58", 2) == 0 || strcmp(code, "25006") == 0)) {
        status = CLM_ERR_IO; /* out of resources, shut down, system error, read-only */
        if (error != NULL) {
            error->code = status;
        }
    }
    return status;
}

static clm_status hand_row(const PGresult *result, int row, const clm_state_query *query,
                           clm_error *error) {
    clm_state_value cells[CLM_STATE_VALUES_MAX];
    for (int i = 0; i < CLM_STATE_VALUES_MAX && query->columns[i] != '\0'; i++) {
        cells[i] = (clm_state_value){CLM_STATE_TEXT, NULL, 0};
        const bool known = PQgetisnull(result, row, i) == 0;
        if (query->columns[i] == 'i') {
            cells[i].type = CLM_STATE_INTEGER;
            cells[i].integer = known ? strtoll(PQgetvalue(result, row, i), NULL, 10) : 0;
        } else if (known) {
            cells[i].text = PQgetvalue(result, row, i);
        }
    }
    return query->row(query->context, cells, error);
}

static clm_status module_run(clm_module_state *state, const clm_state_query *query,
                             int64_t *changed, clm_error *error) {
    clm_postgres_param params[CLM_STATE_VALUES_MAX];
    char numbers[CLM_STATE_VALUES_MAX][24];
    for (size_t i = 0; i < query->count; i++) {
        const clm_state_value *value = &query->values[i];
        if (value->type == CLM_STATE_INTEGER) {
            (void)snprintf(numbers[i], sizeof numbers[i], "%lld", (long long)value->integer);
        }
        params[i] = (clm_postgres_param){
            value->type == CLM_STATE_INTEGER ? numbers[i] : value->text, 0,
            value->type == CLM_STATE_INTEGER ? (Oid)INT8 : (Oid)CLM_POSTGRES_TEXT, false};
    }
    PGresult *result = NULL;
    clm_status status =
        clm_postgres_query(&state->link, query->sql, params, query->count, &result, error);
    status = judge(result, status, error);
    if (status == CLM_OK && changed != NULL) {
        *changed = strtoll(PQcmdTuples(result), NULL, 10);
    }
    const int rows = status == CLM_OK && query->columns != NULL ? PQntuples(result) : 0;
    for (int row = 0; row < rows && status == CLM_OK; row++) {
        status = hand_row(result, row, query, error);
    }
    PQclear(result);
    return status;
}

static clm_status set_path(clm_module_state *state, clm_error *error) {
    /* For this transaction alone: a pooler may give the next one another session. */
    const clm_postgres_param path = {state->link.path.data, 0, CLM_POSTGRES_TEXT, false};
    return clm_postgres_query(&state->link, "SELECT set_config('search_path', $1, true)", &path, 1,
                              NULL, error);
}

/* A connection that was lost in the last transaction, or since. */
static void revive(clm_module_state *state) {
    if (PQstatus(state->link.conn) != CONNECTION_OK) {
        PQreset(state->link.conn);
    }
}

static clm_status module_begin(clm_module_state *state, bool writes, clm_error *error) {
    revive(state);
    clm_status status = clm_postgres_run(
        &state->link,
        writes ? "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE" : "BEGIN READ ONLY", error);
    if (status == CLM_OK) {
        status = set_path(state, error);
    }
    if (status != CLM_OK) {
        clm_postgres_rollback(&state->link);
    }
    return status;
}

static clm_status module_commit(clm_module_state *state, clm_error *error) {
    return clm_postgres_run(&state->link, "COMMIT", error);
}

static void module_rollback(clm_module_state *state) {
    clm_postgres_rollback(&state->link);
}

static clm_status module_now(clm_module_state *state, int64_t *now_s, clm_error *error) {
    PGresult *result = NULL;
    revive(state);
    clm_status status = clm_postgres_query(
        &state->link, "SELECT floor(extract(epoch FROM clock_timestamp()))::bigint", NULL, 0,
        &result, error);
    *now_s = status == CLM_OK ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    return status;
}

/* ---- opening ---- */

static clm_status has_row(clm_module_state *state, const char *sql, const char *name, bool *found,
                          clm_error *error) {
    const clm_postgres_param params[] = {{name, 0, CLM_POSTGRES_TEXT, false}};
    PGresult *result = NULL;
    clm_status status = clm_postgres_query(&state->link, sql, params, 1, &result, error);
    *found = status == CLM_OK && PQntuples(result) > 0;
    PQclear(result);
    return status;
}

static clm_status make_schema(clm_module_state *state, clm_error *error) {
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_printf(&sql, "CREATE SCHEMA %s", state->link.path.data);
    clm_status status = sql.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                   : clm_postgres_run(&state->link, sql.data, error);
    clm_buffer_clear(&sql);
    return status;
}

static clm_status module_begin_upgrade(clm_module_state *state, bool *found, clm_error *error) {
    static const char lock[] = "claimmap: tables are made";
    bool schema = false;
    *found = false;
    clm_status status = module_begin(state, !state->read_only, error);
    if (status == CLM_OK) {
        /* Of several that come to an empty database one makes the tables. */
        status = clm_postgres_lock(&state->link, clm_hash64(lock, sizeof lock), error);
    }
    if (status == CLM_OK) {
        status = has_row(state, "SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1",
                         state->link.schema, &schema, error);
    }
    if (status == CLM_OK && schema) {
        status = has_row(state,
                         "SELECT FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON "
                         "n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = "
                         "'state_version'",
                         state->link.schema, found, error);
    }
    if (status == CLM_OK && !schema && !state->read_only) {
        status = make_schema(state, error);
    }
    return status;
}

static void module_free(clm_module_state *state) {
    if (state == NULL) {
        return;
    }
    PQfinish(state->link.conn);
    clm_buffer_clear(&state->link.path);
    clm_free(state->link.schema);
    clm_free(state);
}

static clm_status quote_schema(clm_module_state *state, clm_error *error) {
    const char *schema = state->link.schema;
    char *quoted = PQescapeIdentifier(state->link.conn, schema, strlen(schema));
    if (quoted == NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the name of the schema is no valid UTF-8");
    }
    clm_buffer_string(&state->link.path, quoted);
    PQfreemem(quoted);
    return state->link.path.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static clm_status open_link(clm_module_state *state, const clm_state_options *options,
                            clm_error *error) {
    state->read_only = options->read_only;
    state->link.model = &no_model;
    state->link.schema = clm_strdup(options->schema != NULL ? options->schema : DEFAULT_SCHEMA);
    if (state->link.schema == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_postgres_connect(options->where, &state->link.conn, error);
    return status == CLM_OK ? quote_schema(state, error) : status;
}

static clm_status module_open(const clm_state_options *options, clm_module_state **out,
                              clm_error *error) {
    *out = NULL;
    clm_module_state *state = clm_alloc_zero(1, sizeof *state);
    if (state == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = open_link(state, options, error);
    if (status != CLM_OK) {
        module_free(state);
        return status;
    }
    *out = state;
    return CLM_OK;
}

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const void *
clm_state_postgres_get(void);

const void *clm_state_postgres_get(void) {
    static const clm_state_module module = {
        .version = CLM_STATE_MODULE_VERSION,
        .text_type = "TEXT COLLATE \"C\"",
        .for_update = " FOR UPDATE",
        .for_share = " FOR KEY SHARE",
        .skip_locked = " FOR UPDATE SKIP LOCKED",
        .open = module_open,
        .begin_upgrade = module_begin_upgrade,
        .begin = module_begin,
        .commit = module_commit,
        .rollback = module_rollback,
        .run = module_run,
        .now = module_now,
        .free = module_free,
    };
    return &module;
}
