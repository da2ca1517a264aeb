/* Runs, and the lock that lets one of them go on. */
#include "base/clock.h"
#include "store/state_parts.h"

#include <stdio.h>

enum { STALE_S = 600, BEAT_MS = 20000 };

const char *clm_state_run_status_name(clm_state_run_status status) {
    static const char *const names[CLM_STATE_RUN_STATUS_COUNT] = {"running", "done", "failed",
                                                                  "interrupted"};
    return (unsigned)status < CLM_STATE_RUN_STATUS_COUNT ? names[status] : "unknown";
}

/* The row of the lock. */
typedef struct lock_row {
    int64_t run, shared, beat_s, start_s;
    clm_state_owner owner;
} lock_row;

static void copy_text(char *out, size_t size, const char *text) {
    (void)snprintf(out, size, "%s", text != NULL ? text : "");
}

static clm_status take_lock_row(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    lock_row *row = context;
    row->run = cells[0].integer;
    row->shared = cells[1].integer;
    row->beat_s = cells[2].integer;
    row->start_s = cells[3].integer;
    copy_text(row->owner.host, sizeof row->owner.host, cells[4].text);
    copy_text(row->owner.machine, sizeof row->owner.machine, cells[5].text);
    copy_text(row->owner.boot, sizeof row->owner.boot, cells[6].text);
    copy_text(row->owner.space, sizeof row->owner.space, cells[7].text);
    row->owner.pid = cells[8].integer;
    row->owner.started = cells[9].integer;
    return CLM_OK;
}

#define LOCK_ROW                                                                                   \
    "SELECT run, shared, beat_s, start_s, host, machine, boot, space, pid, started"                \
    " FROM run_lock WHERE one = 1"

static clm_status read_lock(clm_state *state, lock_row *row, clm_error *error) {
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_printf(&sql, LOCK_ROW "%s", state->module->for_update);
    const clm_state_query query = {
        .sql = sql.data, .columns = "iiiittttii", .row = take_lock_row, .context = row};
    row->run = -1;
    clm_status status = sql.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                   : clm_state_run_in(state, &query, NULL, error);
    if (status == CLM_OK && row->run < 0) {
        status = clm_fail(error, CLM_ERR_DAMAGED, "the row of the lock is missing");
    }
    clm_buffer_clear(&sql);
    return status;
}

static bool owner_is_gone(const clm_state *state, const lock_row *row, int64_t stale_s,
                          int64_t now_s, clm_state_begun *out) {
    const clm_state_owner_life life = clm_state_owner_look(&row->owner, &state->self);
    if (life == CLM_STATE_OWNER_ALIVE) {
        return false;
    }
    if (life == CLM_STATE_OWNER_UNKNOWN && !clm_state_is_over(row->beat_s, stale_s, now_s)) {
        return false;
    }
    out->interrupted = row->run;
    (void)snprintf(out->message, sizeof out->message,
                   "run %lld of process %lld on %.100s did not end: %s; its lock was taken over",
                   (long long)row->run, (long long)row->owner.pid, row->owner.host,
                   life == CLM_STATE_OWNER_GONE ? "the process is gone"
                                                : "it gave no sign of life for too long");
    return true;
}

static clm_status mark_interrupted(clm_state *state, int64_t run, int64_t now_s, clm_error *error) {
    const clm_state_value values[] = {clm_state_integer(run), clm_state_integer(now_s),
                                      clm_state_integer(CLM_STATE_INTERRUPTED),
                                      clm_state_integer(CLM_STATE_RUNNING)};
    const clm_state_query query = {
        .sql = "UPDATE runs SET status = $3, end_s = $2 WHERE id = $1 AND status = $4",
        .values = values,
        .count = 4};
    return clm_state_run_in(state, &query, NULL, error);
}

static clm_status take_integer(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    *(int64_t *)context = cells[0].integer;
    return CLM_OK;
}

static clm_status write_run(clm_state *state, bool shared, int64_t now_s, int64_t *run,
                            clm_error *error) {
    const clm_state_query next = {.sql = "SELECT coalesce(max(id), 0) + 1 FROM runs",
                                  .columns = "i",
                                  .row = take_integer,
                                  .context = run};
    clm_status status = clm_state_run_in(state, &next, NULL, error);
    const clm_state_owner *self = &state->self;
    const clm_state_value values[] = {
        clm_state_integer(*run),          clm_state_integer(now_s),
        clm_state_integer(shared),        clm_state_text(self->host),
        clm_state_text(self->machine),    clm_state_text(self->boot),
        clm_state_text(self->space),      clm_state_integer(self->pid),
        clm_state_integer(self->started),
    };
    static const char *const statements[] = {
        "INSERT INTO runs VALUES ($1, 0, $2, 0, $4, $8, 0, 0, 0, 0, 0, 0)",
        ("UPDATE run_lock SET run = $1, shared = $3, beat_s = $2, start_s = $2, host = $4,"
         " machine = $5, boot = $6, space = $7, pid = $8, started = $9 WHERE one = 1"),
        "DELETE FROM work WHERE run <> $1",
    };
    for (size_t i = 0; i < sizeof statements / sizeof statements[0] && status == CLM_OK; i++) {
        const clm_state_query query = {.sql = statements[i], .values = values, .count = 9};
        status = clm_state_run_in(state, &query, NULL, error);
    }
    return status;
}

static clm_status fail_busy(const lock_row *row, int64_t now_s, clm_error *error) {
    const int64_t age_s = now_s > row->start_s ? now_s - row->start_s : 0;
    return clm_fail(error, CLM_ERR_LIMIT, "run %lld goes on: process %lld on %s, begun %lld s ago",
                    (long long)row->run, (long long)row->owner.pid, row->owner.host,
                    (long long)age_s);
}

static clm_status take_lock(clm_state *state, const clm_state_run_options *options,
                            clm_state_begun *out, clm_error *error) {
    lock_row row = {.run = 0};
    int64_t now_s = 0;
    clm_status status = read_lock(state, &row, error);
    if (status == CLM_OK) {
        status = clm_state_now(state, &now_s, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    if (row.run != 0) {
        const int64_t stale_s = options->stale_s > 0 ? options->stale_s : STALE_S;
        if (!owner_is_gone(state, &row, stale_s, now_s, out)) {
            out->run = row.run;
            out->joined = options->shared && row.shared != 0;
            return out->joined ? CLM_OK : fail_busy(&row, now_s, error);
        }
        status = mark_interrupted(state, row.run, now_s, error);
    }
    return status == CLM_OK ? write_run(state, options->shared, now_s, &out->run, error) : status;
}

clm_status clm_state_run_begin(clm_state *state, const clm_state_run_options *options,
                               clm_state_begun *out, clm_error *error) {
    static const clm_state_run_options usual = {0, false};
    memset(out, 0, sizeof *out);
    if (state->run != 0 || state->read_only) {
        return clm_fail(error, CLM_ERR_ARGUMENT,
                        state->read_only ? "the state was opened for reading only"
                                         : "a run was begun already");
    }
    clm_status status = state->module->begin(state->inner, true, error);
    if (status != CLM_OK) {
        return status;
    }
    status = take_lock(state, options != NULL ? options : &usual, out, error);
    if (status == CLM_OK) {
        status = state->module->commit(state->inner, error);
    }
    if (status != CLM_OK) {
        state->module->rollback(state->inner);
        return status;
    }
    state->run = out->run;
    state->joined = out->joined;
    state->beat_ms = clm_clock_ms();
    return CLM_OK;
}

clm_status clm_state_run_is_led(clm_state *state, bool *led, clm_error *error) {
    lock_row row = {.run = 0};
    int64_t now_s = 0;
    *led = false;
    const clm_state_query query = {
        .sql = LOCK_ROW, .columns = "iiiittttii", .row = take_lock_row, .context = &row};
    clm_status status = clm_state_now(state, &now_s, error);
    if (status == CLM_OK) {
        status = clm_state_read(state, &query, error);
    }
    clm_state_begun ignored;
    *led = status == CLM_OK && row.run != 0 && row.run == state->run &&
           !owner_is_gone(state, &row, STALE_S, now_s, &ignored);
    return status;
}

clm_status clm_state_heartbeat(clm_state *state, clm_error *error) {
    const int64_t now_ms = clm_clock_ms();
    if (state->run != 0 && now_ms - state->beat_ms < BEAT_MS) {
        return CLM_OK;
    }
    int64_t now_s = 0;
    clm_status status = clm_state_now(state, &now_s, error);
    if (status == CLM_OK) {
        const clm_state_value values[] = {clm_state_integer(now_s), clm_state_text(state->worker)};
        static const char *const beat[] = {"UPDATE run_lock SET beat_s = $1 WHERE one = 1",
                                           "UPDATE work SET taken_s = $1 WHERE worker = $2"};
        /* One who joined only looks whether the run still goes on. */
        const size_t first = state->joined ? 1 : 0;
        const size_t end = state->took ? 2 : 1;
        status = clm_state_write_all(state, beat + first, end - first, values, 2, NULL, error);
    }
    if (status == CLM_OK) {
        state->beat_ms = now_ms;
    }
    return status;
}

static clm_status end_own(clm_state *state, clm_state_run_status how,
                          const clm_state_counts *counts, clm_error *error) {
    static const char *const statements[] = {
        ("UPDATE runs SET status = $2, end_s = $3, made_new = $4, changed = $5, same = $6,"
         " gone = $7, failed = $8, files = $9 WHERE id = $1"),
        "UPDATE run_lock SET run = 0 WHERE one = 1",
        "DELETE FROM work WHERE run = $1",
    };
    int64_t now_s = 0;
    clm_status status = clm_state_now(state, &now_s, error);
    if (status != CLM_OK) {
        return status;
    }
    const clm_state_value values[] = {
        clm_state_integer(state->run),      clm_state_integer(how),
        clm_state_integer(now_s),           clm_state_integer(counts->made_new),
        clm_state_integer(counts->changed), clm_state_integer(counts->same),
        clm_state_integer(counts->gone),    clm_state_integer(counts->failed),
        clm_state_integer(counts->files)};
    return clm_state_write_all(state, statements, 3, values, 9, NULL, error);
}

static clm_status leave_joined(clm_state *state, clm_error *error) {
    static const char *const statements[] = {
        "UPDATE work SET worker = NULL, taken_s = 0, lease_s = 0 WHERE worker = $1"};
    const clm_state_value values[] = {clm_state_text(state->worker)};
    return clm_state_write_all(state, statements, 1, values, 1, NULL, error);
}

clm_status clm_state_run_end(clm_state *state, clm_state_run_status status,
                             const clm_state_counts *counts, clm_error *error) {
    static const clm_state_counts none = {0};
    if (state->in_batch || (status != CLM_STATE_DONE && status != CLM_STATE_FAILED)) {
        return clm_fail(error, CLM_ERR_ARGUMENT,
                        "a run ends outside of a transaction, done or failed");
    }
    clm_status ended = state->joined
                           ? leave_joined(state, error)
                           : end_own(state, status, counts != NULL ? counts : &none, error);
    if (ended == CLM_OK) {
        state->run = 0;
        state->joined = false;
    }
    return ended;
}

/* ---- records ---- */

typedef struct run_context {
    clm_arena *arena;
    clm_state_run *run;
    bool *found;
} run_context;

static clm_status take_run(void *context, const clm_state_value *cells, clm_error *error) {
    const run_context *got = context;
    clm_state_run *run = got->run;
    run->id = cells[0].integer;
    run->status = (clm_state_run_status)cells[1].integer;
    run->start_s = cells[2].integer;
    run->end_s = cells[3].integer;
    run->pid = cells[5].integer;
    run->counts = (clm_state_counts){cells[6].integer, cells[7].integer,  cells[8].integer,
                                     cells[9].integer, cells[10].integer, cells[11].integer};
    *got->found = true;
    return clm_state_keep(got->arena, cells[4].text, &run->host)
               ? CLM_OK
               : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

clm_status clm_state_run_get(clm_state *state, int64_t id, clm_arena *arena, clm_state_run *out,
                             bool *found, clm_error *error) {
    run_context context = {arena, out, found};
    const clm_state_value values[] = {clm_state_integer(id)};
    const clm_state_query query = {
        .sql = "SELECT id, status, start_s, end_s, host, pid, made_new, changed, same, gone,"
               " failed, files FROM runs"
               " WHERE id = CASE WHEN $1 > 0 THEN $1 ELSE (SELECT max(id) FROM runs) END",
        .values = values,
        .count = 1,
        .columns = "iiiitiiiiiii",
        .row = take_run,
        .context = &context};
    *found = false;
    memset(out, 0, sizeof *out);
    return clm_state_read(state, &query, error);
}

clm_status clm_state_forget(clm_state *state, int64_t before, clm_error *error) {
    static const char *const statements[] = {
        "DELETE FROM runs WHERE id < $1",
        "DELETE FROM articles WHERE gone_run > 0 AND gone_run < $1",
        ("DELETE FROM versions WHERE made_run < $1 AND NOT EXISTS (SELECT 1 FROM articles a WHERE"
         " a.source = versions.source AND a.item = versions.item AND a.version = "
         "versions.version)"),
        "DELETE FROM pages WHERE seen_run < $1 AND failures = 0",
    };
    /* The numbers of runs go on from the last one. */
    const clm_state_value values[] = {clm_state_integer(before < state->run ? before : state->run)};
    return clm_state_write_all(state, statements, 4, values, 1, NULL, error);
}
