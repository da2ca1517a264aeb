/* Opens a state and brings it up to date; transactions. */
#include "store/state.h"

#include "base/alloc.h"
#include "base/module.h"
#include "base/utf8.h"
#include "store/state_parts.h"

#include <stdio.h>

/* ---- opening ---- */

bool clm_state_is_connection(const char *where) {
    if (strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0) {
        return true;
    }
    const char *at = where;
    while ((*at >= 'a' && *at <= 'z') || *at == '_') {
        at++;
    }
    const bool word = at > where;
    while (*at == ' ') {
        at++;
    }
    return word && *at == '=';
}

static clm_status load_module(clm_state *state, const char *where, clm_error *error) {
    static const clm_module_spec sqlite = {CLM_STATE_SQLITE_FILE,
                                           CLM_STATE_SQLITE_ENTRY,
                                           CLM_STATE_MODULE_VERSION,
                                           "keeping what runs remember",
                                           "SQLite",
                                           "libsqlite3-dev"};
    static const clm_module_spec postgres = {CLM_STATE_POSTGRES_FILE,
                                             CLM_STATE_POSTGRES_ENTRY,
                                             CLM_STATE_MODULE_VERSION,
                                             "keeping what runs remember",
                                             "PostgreSQL",
                                             "libpq-dev"};
    const void *table;
    clm_status status =
        clm_module_load(clm_state_is_connection(where) ? &postgres : &sqlite, &table, error);
    state->module = table;
    return status;
}

/* ---- upgrades ---- */

static clm_status take_integer(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    *(int64_t *)context = cells[0].integer;
    return CLM_OK;
}

static clm_status run_step(clm_state *state, const clm_state_step *step, clm_error *error) {
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_status status = CLM_OK;
    for (size_t i = 0; step->statements[i] != NULL && status == CLM_OK; i++) {
        sql.len = 0;
        for (const char *at = step->statements[i]; *at != '\0'; at++) {
            if (*at == '~') {
                clm_buffer_string(&sql, state->module->text_type);
            } else {
                clm_buffer_char(&sql, *at);
            }
        }
        const clm_state_query query = {.sql = sql.data};
        status = sql.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                            : state->module->run(state->inner, &query, NULL, error);
    }
    clm_buffer_clear(&sql);
    return status;
}

static clm_status find_version(clm_state *state, bool found, int64_t *version, clm_error *error) {
    *version = 0;
    if (!found) {
        return CLM_OK;
    }
    const clm_state_query query = {.sql = "SELECT version FROM state_version",
                                   .columns = "i",
                                   .row = take_integer,
                                   .context = version};
    clm_status status = state->module->run(state->inner, &query, NULL, error);
    if (status == CLM_OK && *version < 1) {
        status = clm_fail(error, CLM_ERR_DAMAGED, "%s says no version", state->name);
    }
    return status;
}

static clm_status run_steps(clm_state *state, const clm_state_step *steps, int64_t from, int64_t to,
                            clm_error *error) {
    if (from == to) {
        return CLM_OK;
    }
    if (from > to) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "%s has version %lld, this claimmap knows up to %lld; use a newer "
                        "claimmap or another state",
                        state->name, (long long)from, (long long)to);
    }
    if (state->read_only) {
        return from == 0
                   ? clm_fail(error, CLM_ERR_NOT_FOUND, "there is nothing in %s yet", state->name)
                   : clm_fail(error, CLM_ERR_VERSION,
                              "%s has version %lld and is to be upgraded to %lld by a run that may "
                              "write",
                              state->name, (long long)from, (long long)to);
    }
    clm_status status = CLM_OK;
    for (int64_t i = from; i < to && status == CLM_OK; i++) {
        status = run_step(state, &steps[i], error);
    }
    if (status == CLM_OK) {
        const clm_state_value value = clm_state_integer(to);
        const clm_state_query query = {
            .sql = "UPDATE state_version SET version = $1", .values = &value, .count = 1};
        status = state->module->run(state->inner, &query, NULL, error);
    }
    return status;
}

static clm_status upgrade(clm_state *state, const clm_state_step *steps, size_t count,
                          clm_error *error) {
    bool found = false;
    int64_t version = 0;
    clm_status status = state->module->begin_upgrade(state->inner, &found, error);
    if (status == CLM_OK) {
        status = find_version(state, found, &version, error);
    }
    if (status == CLM_OK) {
        status = run_steps(state, steps, version, (int64_t)count, error);
    }
    if (status == CLM_OK) {
        status = state->module->commit(state->inner, error);
    }
    if (status != CLM_OK) {
        state->module->rollback(state->inner);
    }
    return status;
}

/* Several states of one process are several workers: the address tells them apart. */
static void name_worker(clm_state *state) {
    const clm_state_owner *self = &state->self;
    (void)snprintf(state->worker, sizeof state->worker, "%s/%.40s/%lld/%lld/%p", self->host,
                   self->space, (long long)self->pid, (long long)self->started, (void *)state);
}

clm_status clm_state_open_steps(const clm_state_options *options, const clm_state_step *steps,
                                size_t count, clm_state **out, clm_error *error) {
    *out = NULL;
    clm_state *state = clm_alloc_zero(1, sizeof *state);
    if (state == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    state->read_only = options->read_only;
    state->name =
        clm_state_is_connection(options->where) ? "the state in PostgreSQL" : options->where;
    clm_state_owner_self(&state->self);
    name_worker(state);
    clm_status status = load_module(state, options->where, error);
    if (status == CLM_OK) {
        status = state->module->open(options, &state->inner, error);
    }
    if (status == CLM_OK) {
        status = upgrade(state, steps, count, error);
    }
    if (status != CLM_OK) {
        clm_state_free(state);
        return status;
    }
    state->name = NULL;
    *out = state;
    return CLM_OK;
}

clm_status clm_state_open(const clm_state_options *options, clm_state **out, clm_error *error) {
    return clm_state_open_steps(options, clm_state_steps, clm_state_step_count, out, error);
}

void clm_state_free(clm_state *state) {
    if (state == NULL) {
        return;
    }
    if (state->inner != NULL) {
        clm_state_rollback(state);
        state->module->free(state->inner);
    }
    clm_free(state);
}

/* ---- transactions ---- */

static clm_status take_any(void *context, const clm_state_value *cells, clm_error *error) {
    (void)cells;
    (void)error;
    *(bool *)context = true;
    return CLM_OK;
}

/* The look and the lock on what it saw: nobody takes the run over before this transaction ends. */
static clm_status check_run(clm_state *state, clm_error *error) {
    if (state->run == 0) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "nothing is written before a run was begun");
    }
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_printf(&sql, "SELECT run FROM run_lock WHERE one = 1 AND run = $1%s",
                      state->module->for_share);
    bool ours = false;
    const clm_state_value value = clm_state_integer(state->run);
    const clm_state_query query = {.sql = sql.data,
                                   .values = &value,
                                   .count = 1,
                                   .columns = "i",
                                   .row = take_any,
                                   .context = &ours};
    clm_status status = sql.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
                                   : clm_state_run_in(state, &query, NULL, error);
    if (status == CLM_OK && !ours) {
        status =
            clm_fail(error, CLM_ERR_LIMIT, "run %lld was ended or taken over by another process",
                     (long long)state->run);
    }
    clm_buffer_clear(&sql);
    return status;
}

static clm_status begin(clm_state *state, bool writes, clm_error *error) {
    if (writes && state->read_only) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the state was opened for reading only");
    }
    clm_status status = state->module->begin(state->inner, writes, error);
    if (status == CLM_OK && writes) {
        status = check_run(state, error);
        if (status != CLM_OK) {
            state->module->rollback(state->inner);
        }
    }
    return status;
}

clm_status clm_state_begin(clm_state *state, clm_error *error) {
    if (state->in_batch) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a transaction in a transaction");
    }
    clm_status status = begin(state, true, error);
    state->in_batch = status == CLM_OK;
    state->failed.code = CLM_OK;
    return status;
}

clm_status clm_state_commit(clm_state *state, clm_error *error) {
    if (!state->in_batch) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "no transaction to commit");
    }
    state->in_batch = false;
    clm_status status = state->failed.code;
    if (status != CLM_OK) {
        (void)clm_fail(error, status, "%s", state->failed.message);
    } else {
        status = state->module->commit(state->inner, error);
    }
    if (status != CLM_OK) {
        state->module->rollback(state->inner);
    }
    return status;
}

void clm_state_rollback(clm_state *state) {
    if (state->in_batch) {
        state->in_batch = false;
        state->module->rollback(state->inner);
    }
}

/* ---- statements ---- */

clm_status clm_state_run_in(clm_state *state, const clm_state_query *query, int64_t *changed,
                            clm_error *error) {
    for (size_t i = 0; i < query->count; i++) {
        const char *text = query->values[i].text;
        if (text != NULL && !clm_utf8_valid(text, strlen(text))) {
            return clm_fail(error, CLM_ERR_ARGUMENT, "text that is no UTF-8");
        }
    }
    return state->module->run(state->inner, query, changed, error);
}

/* After a failure nothing more of the batch reaches the database: a connection that was made anew
 * would take it as a transaction of its own. */
static clm_status failed_before(const clm_state *state, clm_error *error) {
    return state->in_batch && state->failed.code != CLM_OK
               ? clm_fail(error, state->failed.code, "%s", state->failed.message)
               : CLM_OK;
}

static clm_status finish(clm_state *state, bool begun, clm_status status, clm_error *own,
                         clm_error *error) {
    if (begun && status == CLM_OK) {
        status = state->module->commit(state->inner, own);
    }
    if (status == CLM_OK) {
        return CLM_OK;
    }
    if (begun) {
        state->module->rollback(state->inner);
    } else if (state->in_batch && state->failed.code == CLM_OK) {
        state->failed = *own;
    }
    return clm_fail(error, status, "%s", own->message);
}

clm_status clm_state_write_all(clm_state *state, const char *const *statements,
                               size_t statement_count, const clm_state_value *values, size_t count,
                               int64_t *changed, clm_error *error) {
    clm_error own = {CLM_OK, ""};
    clm_status status = state->in_batch ? failed_before(state, &own) : begin(state, true, &own);
    const bool begun = status == CLM_OK && !state->in_batch;
    for (size_t i = 0; i < statement_count && status == CLM_OK; i++) {
        const clm_state_query query = {.sql = statements[i], .values = values, .count = count};
        status = clm_state_run_in(state, &query, changed, &own);
    }
    return finish(state, begun, status, &own, error);
}

static clm_status run_once(clm_state *state, const clm_state_query *query, bool writes,
                           int64_t *changed, clm_error *error) {
    clm_error own = {CLM_OK, ""};
    clm_status status = state->in_batch ? failed_before(state, &own) : begin(state, writes, &own);
    const bool begun = status == CLM_OK && !state->in_batch;
    if (status == CLM_OK) {
        status = clm_state_run_in(state, query, changed, &own);
    }
    return finish(state, begun, status, &own, error);
}

clm_status clm_state_write(clm_state *state, const clm_state_query *query, int64_t *changed,
                           clm_error *error) {
    return run_once(state, query, true, changed, error);
}

clm_status clm_state_read(clm_state *state, const clm_state_query *query, clm_error *error) {
    return run_once(state, query, false, NULL, error);
}

bool clm_state_keep(clm_arena *arena, const char *text, const char **out) {
    *out = text != NULL ? clm_arena_strdup(arena, text) : NULL;
    return text == NULL || *out != NULL;
}

/* ---- time ---- */

clm_status clm_state_now(clm_state *state, int64_t *now_s, clm_error *error) {
    clm_error own = {CLM_OK, ""};
    *now_s = 0;
    clm_status status = failed_before(state, &own);
    if (status == CLM_OK) {
        status = state->module->now(state->inner, now_s, &own);
    }
    return finish(state, false, status, &own, error);
}

bool clm_state_is_over(int64_t since_s, int64_t wait_s, int64_t now_s) {
    return now_s < since_s || now_s - since_s >= wait_s;
}
