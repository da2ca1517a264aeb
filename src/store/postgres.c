/* Connections and statements. */
#include "store/postgres.h"

#include <stdlib.h>

/* libpq's reason why a connection string is none, without what it quotes: a password that stands in
 * the wrong place would be among it. */
static clm_status refuse_string(const char *reason, clm_error *error) {
    clm_buffer text;
    clm_buffer_init(&text);
    bool quoted = false;
    for (; reason != NULL && *reason != '\0' && *reason != '\n'; reason++) {
        if (*reason == '"') {
            clm_buffer_string(&text, quoted ? "" : "\"...\"");
            quoted = !quoted;
        } else if (!quoted) {
            clm_buffer_char(&text, *reason);
        }
    }
    clm_status status =
        text.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                    : clm_fail(error, CLM_ERR_ARGUMENT,
                               "the connection string is neither \"host=... dbname=...\" nor "
                               "\"postgresql://...\": %s",
                               text.len > 0 ? text.data : "not readable");
    clm_buffer_clear(&text);
    return status;
}

static clm_status check_string(const char *connection, clm_error *error) {
    char *reason = NULL;
    PQconninfoOption *options = PQconninfoParse(connection, &reason);
    clm_status status = CLM_OK;
    if (options == NULL) {
        status = refuse_string(reason, error);
    }
    PQfreemem(reason);
    PQconninfoFree(options);
    return status;
}

static void ignore_notice(void *context, const PGresult *notice) {
    (void)context;
    (void)notice;
}

/* A string without "=" that is no URI is the name of a database to libpq, when it is expanded. */
static bool names_database(const char *connection) {
    return strchr(connection, '=') == NULL && strstr(connection, "://") == NULL;
}

clm_status clm_postgres_broken(const PGconn *conn, clm_error *error) {
    clm_buffer words;
    clm_buffer_init(&words);
    const char *gap = "";
    for (const char *at = PQerrorMessage(conn); *at != '\0'; at++) {
        if (*at == '\n') {
            gap = "; ";
        } else if (*at == '\t' || *at == ' ') {
            gap = gap[0] == '\0' ? " " : gap;
        } else {
            clm_buffer_string(&words, words.len > 0 ? gap : "");
            clm_buffer_char(&words, *at);
            gap = "";
        }
    }
    clm_status status = words.failed
                            ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                            : clm_fail(error, CLM_ERR_IO, "%s",
                                       words.len > 0 ? words.data : "the connection is lost");
    clm_buffer_clear(&words);
    return status;
}

clm_status clm_postgres_connect(const char *connection, PGconn **out, clm_error *error) {
    *out = NULL;
    connection = connection != NULL ? connection : "";
    if (!names_database(connection)) {
        clm_status status = check_string(connection, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    /* What comes later counts: the user's own connect_timeout, but no other encoding. A server that
     * does not answer would else be waited for until the system gives up. */
    const char *limit = getenv("PGCONNECT_TIMEOUT") == NULL ? "10" : NULL;
    const char *const keywords[] = {"fallback_application_name", "connect_timeout", "dbname",
                                    "client_encoding", NULL};
    const char *const values[] = {"claimmap", limit, connection, "UTF8", NULL};
    PGconn *conn = PQconnectdbParams(keywords, values, 1);
    if (conn == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (PQstatus(conn) != CONNECTION_OK) {
        clm_status status = clm_postgres_broken(conn, error);
        PQfinish(conn);
        return status;
    }
    (void)PQsetNoticeReceiver(conn, ignore_notice, NULL);
    (void)PQsetErrorVerbosity(conn, PQERRORS_TERSE); /* no lines of SQL */
    *out = conn;
    return CLM_OK;
}

static bool has_state(const PGresult *result, const char *state) {
    const char *told = PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return told != NULL && strcmp(told, state) == 0;
}

#define STATE_NOT_PREPARED "26000"
#define STATE_PREPARED_ALREADY "42P05"

/* A serialization failure, a deadlock, a key that is gone or there all at once: somebody else's
 * transaction was in the way. A statement that is not prepared, or is: a pooler gave this
 * transaction another session than the last one. */
static bool may_pass(const PGresult *result) {
    static const char *const states[] = {
        "40001", "40P01", "23503", "23505", STATE_NOT_PREPARED, STATE_PREPARED_ALREADY};
    bool found = false;
    for (size_t i = 0; i < sizeof states / sizeof states[0]; i++) {
        found |= has_state(result, states[i]);
    }
    return found;
}

void clm_postgres_forget(clm_module_store *store) {
    for (size_t i = 0; i < store->model->table_count; i++) {
        store->upsert[i].prepared = false;
    }
}

static clm_status refused(clm_module_store *store, const PGresult *result, clm_error *error) {
    if (PQstatus(store->conn) != CONNECTION_OK) {
        return clm_postgres_broken(store->conn, error);
    }
    const char *words = PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY);
    const char *detail = PQresultErrorField(result, PG_DIAG_MESSAGE_DETAIL);
    store->again = may_pass(result);
    if (has_state(result, STATE_NOT_PREPARED)) {
        clm_postgres_forget(store);
    }
    return clm_fail(error, CLM_ERR_FOREIGN, "the database says: %s%s%s",
                    words != NULL ? words : PQerrorMessage(store->conn), detail != NULL ? "; " : "",
                    detail != NULL ? detail : "");
}

enum { PARAMS_MAX = CLM_STORE_COLUMNS_MAX + 1 };

/* Parameters as libpq wants them. */
typedef struct param_lists {
    Oid types[PARAMS_MAX];
    const char *values[PARAMS_MAX];
    int lengths[PARAMS_MAX], formats[PARAMS_MAX];
} param_lists;

static void list_params(const clm_postgres_param *params, size_t count, param_lists *out) {
    for (size_t i = 0; i < count; i++) {
        out->types[i] = params[i].type;
        out->values[i] = params[i].bytes;
        out->lengths[i] = (int)params[i].length;
        out->formats[i] = params[i].binary ? 1 : 0;
    }
}

static clm_status judge(clm_module_store *store, const PGresult *result, clm_error *error) {
    const ExecStatusType state = PQresultStatus(result);
    return state == PGRES_COMMAND_OK || state == PGRES_TUPLES_OK ? CLM_OK
                                                                 : refused(store, result, error);
}

clm_status clm_postgres_query(clm_module_store *store, const char *sql,
                              const clm_postgres_param *params, size_t count, PGresult **result,
                              clm_error *error) {
    param_lists lists;
    list_params(params, count, &lists);
    PGresult *got = PQexecParams(store->conn, sql, (int)count, lists.types, lists.values,
                                 lists.lengths, lists.formats, 0);
    clm_status status = judge(store, got, error);
    if (result != NULL) {
        *result = got;
    } else {
        PQclear(got);
    }
    return status;
}

clm_status clm_postgres_execute(clm_module_store *store, clm_postgres_statement *statement,
                                const clm_postgres_param *params, size_t count, clm_error *error) {
    param_lists lists;
    list_params(params, count, &lists);
    clm_status status = CLM_OK;
    PGresult *result = NULL;
    if (!statement->prepared) {
        result =
            PQprepare(store->conn, statement->name, statement->sql.data, (int)count, lists.types);
        status = judge(store, result, error);
        statement->prepared = status == CLM_OK || has_state(result, STATE_PREPARED_ALREADY);
        PQclear(result);
    }
    if (status == CLM_OK) {
        result = PQexecPrepared(store->conn, statement->name, (int)count, lists.values,
                                lists.lengths, lists.formats, 0);
        status = judge(store, result, error);
        PQclear(result);
    }
    return status;
}

clm_status clm_postgres_run(clm_module_store *store, const char *sql, clm_error *error) {
    PGresult *result = PQexec(store->conn, sql);
    clm_status status =
        PQresultStatus(result) == PGRES_COMMAND_OK ? CLM_OK : refused(store, result, error);
    PQclear(result);
    return status;
}

clm_status clm_postgres_use_path(clm_module_store *store, clm_error *error) {
    /* For this transaction alone: a pooler may give the next one another session. Plans are made
     * once, maybe while the tables are empty: every row is reached by its key all the same. */
    const clm_postgres_param path = {store->path.data, 0, CLM_POSTGRES_TEXT, false};
    return clm_postgres_query(store,
                              "SELECT set_config('search_path', $1, true), "
                              "set_config('plan_cache_mode', 'force_generic_plan', true), "
                              "set_config('enable_seqscan', 'off', true)",
                              &path, 1, NULL, error);
}

void clm_postgres_rollback(clm_module_store *store) {
    if (PQstatus(store->conn) == CONNECTION_OK &&
        PQtransactionStatus(store->conn) != PQTRANS_IDLE) {
        PQclear(PQexec(store->conn, "ROLLBACK"));
    }
}

clm_status clm_postgres_lock(clm_module_store *store, uint64_t sum, clm_error *error) {
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_printf(&text, "%lld", (long long)(int64_t)sum);
    if (text.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const clm_postgres_param key = {text.data, 0, CLM_POSTGRES_TEXT, false};
    clm_status status =
        clm_postgres_query(store, "SELECT pg_advisory_xact_lock($1::bigint)", &key, 1, NULL, error);
    clm_buffer_clear(&text);
    return status;
}
