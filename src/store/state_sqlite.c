/* The module of SQLite: one file, in WAL, every commit synced. */
#include "base/alloc.h"
#include "base/clock.h"
#include "base/system.h"
#include "store/state_module.h"

#include <sqlite3.h>

#include <stdio.h>
#include <time.h>

enum {
    BUSY_MS = 10000,
    APPLICATION_ID = 0x634d7374, /* "cMst", in the file's header */
    CHECK_BYTES = 64 << 20       /* of a file that is checked as a whole when it is opened */
};

struct clm_module_state {
    sqlite3 *db;
    char *path;
    bool read_only;
};

/* What SQLite says, in words that tell what to do. */
static clm_status refused(const clm_module_state *state, int code, clm_error *error) {
    switch (code & 0xff) {
    case SQLITE_NOMEM:
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    case SQLITE_FULL:
        return clm_fail(error, CLM_ERR_IO, "cannot write %s: the disk is full", state->path);
    case SQLITE_READONLY:
    case SQLITE_PERM:
        return clm_fail(error, CLM_ERR_IO, "cannot write %s: it, or its folder, is read-only",
                        state->path);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return clm_fail(error, CLM_ERR_IO, "another process holds %s for more than %d s",
                        state->path, BUSY_MS / 1000);
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return clm_fail(error, CLM_ERR_DAMAGED,
                        "%s is damaged or no SQLite file (%s); with another one in its place, or "
                        "none, the next run makes all anew",
                        state->path, sqlite3_errmsg(state->db));
    case SQLITE_IOERR:
        if (code == SQLITE_IOERR_WRITE) { /* of the log too, of which SQLite keeps no errno */
            return clm_fail(error, CLM_ERR_IO,
                            "cannot write %s: the disk refuses, over a quota or a limit of file "
                            "sizes, or broken",
                            state->path);
        }
        /* fall through */
    case SQLITE_CANTOPEN: {
        const int reason = state->db != NULL ? sqlite3_system_errno(state->db) : 0;
        return reason != 0
                   ? clm_fail_system(error, "cannot open, read or write", state->path, reason)
                   : clm_fail(error, CLM_ERR_IO, "cannot open, read or write %s: %s", state->path,
                              sqlite3_errmsg(state->db));
    }
    default:
        return clm_fail(error, CLM_ERR_FOREIGN, "SQLite says of %s: %s", state->path,
                        sqlite3_errmsg(state->db));
    }
}

static clm_status execute(clm_module_state *state, const char *sql, clm_error *error) {
    const int code = sqlite3_exec(state->db, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? CLM_OK : refused(state, sqlite3_extended_errcode(state->db), error);
}

/* ---- statements ---- */

static int bind_values(sqlite3_stmt *statement, const clm_state_query *query) {
    int code = SQLITE_OK;
    for (size_t i = 0; i < query->count && code == SQLITE_OK; i++) {
        char name[8];
        (void)snprintf(name, sizeof name, "$%u", (unsigned)(i + 1));
        const int at = sqlite3_bind_parameter_index(statement, name);
        const clm_state_value *value = &query->values[i];
        if (at == 0) {
            continue; /* a statement of several that does not use it */
        }
        if (value->type == CLM_STATE_INTEGER) {
            code = sqlite3_bind_int64(statement, at, value->integer);
        } else {
            code = sqlite3_bind_text(statement, at, value->text, -1, SQLITE_STATIC);
        }
    }
    return code;
}

static clm_status hand_row(sqlite3_stmt *statement, const clm_state_query *query,
                           clm_error *error) {
    clm_state_value cells[CLM_STATE_VALUES_MAX];
    for (int i = 0; i < CLM_STATE_VALUES_MAX && query->columns[i] != '\0'; i++) {
        cells[i] = (clm_state_value){CLM_STATE_TEXT, NULL, 0};
        if (query->columns[i] == 'i') {
            cells[i].type = CLM_STATE_INTEGER;
            cells[i].integer = sqlite3_column_int64(statement, i);
        } else if (sqlite3_column_type(statement, i) != SQLITE_NULL) {
            cells[i].text = (const char *)sqlite3_column_text(statement, i);
            if (cells[i].text == NULL) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
            }
        }
    }
    return query->row(query->context, cells, error);
}

static clm_status step_rows(clm_module_state *state, sqlite3_stmt *statement,
                            const clm_state_query *query, clm_error *error) {
    for (;;) {
        const int code = sqlite3_step(statement);
        if (code == SQLITE_DONE) {
            return CLM_OK;
        }
        if (code != SQLITE_ROW) {
            return refused(state, sqlite3_extended_errcode(state->db), error);
        }
        if (query->columns != NULL) {
            clm_status status = hand_row(statement, query, error);
            if (status != CLM_OK) {
                return status;
            }
        }
    }
}

static clm_status module_run(clm_module_state *state, const clm_state_query *query,
                             int64_t *changed, clm_error *error) {
    sqlite3_stmt *statement = NULL;
    int code = sqlite3_prepare_v2(state->db, query->sql, -1, &statement, NULL);
    if (code == SQLITE_OK) {
        code = bind_values(statement, query);
    }
    clm_status status = code == SQLITE_OK
                            ? step_rows(state, statement, query, error)
                            : refused(state, sqlite3_extended_errcode(state->db), error);
    if (status == CLM_OK && changed != NULL) {
        *changed = sqlite3_changes64(state->db);
    }
    (void)sqlite3_finalize(statement);
    return status;
}

/* ---- transactions ---- */

static clm_status module_begin(clm_module_state *state, bool writes, clm_error *error) {
    /* A transaction that becomes a writer later is refused at once where another wrote. */
    return execute(state, writes ? "BEGIN IMMEDIATE" : "BEGIN", error);
}

static clm_status module_commit(clm_module_state *state, clm_error *error) {
    return execute(state, "COMMIT", error);
}

static void module_rollback(clm_module_state *state) {
    if (sqlite3_get_autocommit(state->db) == 0) {
        (void)sqlite3_exec(state->db, "ROLLBACK", NULL, NULL, NULL);
    }
}

static clm_status module_now(clm_module_state *state, int64_t *now_s, clm_error *error) {
    (void)state;
    (void)error;
    *now_s = (int64_t)time(NULL);
    return CLM_OK;
}

/* ---- opening ---- */

static clm_status take_integer(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    *(int64_t *)context = cells[0].integer;
    return CLM_OK;
}

static clm_status ask_integer(clm_module_state *state, const char *sql, int64_t *out,
                              clm_error *error) {
    const clm_state_query query = {.sql = sql, .columns = "i", .row = take_integer, .context = out};
    *out = 0;
    return module_run(state, &query, NULL, error);
}

static clm_status take_words(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    (void)snprintf(context, 128, "%s", cells[0].text != NULL ? cells[0].text : "");
    return CLM_OK;
}

static clm_status ask_words(clm_module_state *state, const char *sql, char out[128],
                            clm_error *error) {
    const clm_state_query query = {.sql = sql, .columns = "t", .row = take_words, .context = out};
    out[0] = '\0';
    return module_run(state, &query, NULL, error);
}

static clm_status set_journal(clm_module_state *state, clm_error *error) {
    char mode[128];
    clm_status status = execute(state, "PRAGMA synchronous = FULL", error);
    if (status == CLM_OK) {
        status = ask_words(state, "PRAGMA journal_mode = WAL", mode, error);
    }
    if (status == CLM_OK && strcmp(mode, "wal") != 0) {
        status = clm_fail(error, CLM_ERR_IO,
                          "%s cannot be written ahead (WAL): its disk is not one of this machine",
                          state->path);
    }
    return status;
}

static clm_status check_whole(clm_module_state *state, clm_error *error) {
    int64_t bytes = 0;
    char words[128] = "ok";
    clm_status status = ask_integer(
        state, "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()", &bytes,
        error);
    if (status == CLM_OK && bytes <= CHECK_BYTES) {
        status = ask_words(state, "PRAGMA quick_check(1)", words, error);
    }
    if (status == CLM_OK && strcmp(words, "ok") != 0) {
        status = clm_fail(error, CLM_ERR_DAMAGED,
                          "%s is damaged (%s); with another one in its place, or none, the next "
                          "run makes all anew",
                          state->path, words);
    }
    return status;
}

static clm_status look_for_tables(clm_module_state *state, bool *found, clm_error *error) {
    int64_t id = 0;
    int64_t tables = 0;
    /* In this order: both come in one transaction, maybe another process's in between. */
    clm_status status = ask_integer(state, "SELECT count(*) FROM sqlite_master", &tables, error);
    if (status == CLM_OK) {
        status = ask_integer(state, "PRAGMA application_id", &id, error);
    }
    *found = status == CLM_OK && tables > 0;
    if (*found && id != APPLICATION_ID) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "%s is a SQLite file of another program; choose another path", state->path);
    }
    return status;
}

static clm_status set_up(clm_module_state *state, clm_error *error) {
    bool found = false;
    clm_status status = look_for_tables(state, &found, error); /* another's file stays as it is */
    if (status == CLM_OK && !state->read_only) {
        status = set_journal(state, error);
    }
    return status == CLM_OK ? check_whole(state, error) : status;
}

static clm_status open_file(clm_module_state *state, clm_error *error) {
    const int flags =
        state->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int code = sqlite3_open_v2(state->path, &state->db, flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (code != SQLITE_OK) {
        if (state->read_only && (code & 0xff) == SQLITE_CANTOPEN) {
            return clm_fail(error, CLM_ERR_NOT_FOUND, "there is no state %s, or it cannot be read",
                            state->path);
        }
        return refused(state, code, error);
    }
    (void)sqlite3_extended_result_codes(state->db, 1);
    (void)sqlite3_busy_timeout(state->db, BUSY_MS);
    if (!state->read_only && sqlite3_db_readonly(state->db, "main") == 1) {
        return refused(state, SQLITE_READONLY, error);
    }
    clm_status status = set_up(state, error);
    /* While others open a new file too, SQLite does not wait by itself for the change to WAL. */
    const int64_t start_ms = clm_clock_ms();
    while (status != CLM_OK && (sqlite3_errcode(state->db) & 0xff) == SQLITE_BUSY &&
           clm_clock_ms() - start_ms < BUSY_MS) {
        const struct timespec pause = {0, 10000000};
        (void)nanosleep(&pause, NULL);
        status = set_up(state, error);
    }
    return status;
}

static clm_status module_begin_upgrade(clm_module_state *state, bool *found, clm_error *error) {
    *found = false;
    clm_status status = module_begin(state, !state->read_only, error);
    if (status == CLM_OK) {
        status = look_for_tables(state, found, error);
    }
    if (status == CLM_OK && !*found && !state->read_only) {
        char sql[64];
        (void)snprintf(sql, sizeof sql, "PRAGMA application_id = %d", APPLICATION_ID);
        status = execute(state, sql, error);
    }
    return status;
}

static void module_free(clm_module_state *state) {
    if (state == NULL) {
        return;
    }
    (void)sqlite3_close(state->db);
    clm_free(state->path);
    clm_free(state);
}

static clm_status module_open(const clm_state_options *options, clm_module_state **out,
                              clm_error *error) {
    *out = NULL;
    clm_module_state *state = clm_alloc_zero(1, sizeof *state);
    if (state == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    state->read_only = options->read_only;
    state->path = clm_strdup(options->where);
    clm_status status = state->path != NULL ? open_file(state, error)
                                            : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
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
clm_state_sqlite_get(void);

const void *clm_state_sqlite_get(void) {
    static const clm_state_module module = {
        .version = CLM_STATE_MODULE_VERSION,
        .text_type = "TEXT",
        .for_update = "",
        .for_share = "",
        .skip_locked = "",
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
