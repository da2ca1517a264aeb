/* A state for each test: a SQLite file in the build folder, or with CLAIMMAP_STATE_TEST, a
 * connection string, a schema of its own in that database. */
#ifndef CLM_UNIT_STORE_STATE_CASE_H
#define CLM_UNIT_STORE_STATE_CASE_H

#include "support/support.h"

#include "store/state_parts.h"

typedef struct state_case {
    clm_state_options options;
    char path[512];
    char schema[64];
} state_case;

static inline const char *test_server(void) {
    return getenv("CLAIMMAP_STATE_TEST");
}

static inline void case_clear(const state_case *it) {
    static const char *const ends[] = {"", "-wal", "-shm"};
    for (size_t i = 0; i < CLM_TEST_COUNT(ends) && test_server() == NULL; i++) {
        char path[600];
        (void)snprintf(path, sizeof path, "%s%s", it->path, ends[i]);
        (void)unlink(path);
    }
}

static inline void case_make(state_case *it, const char *name) {
    memset(it, 0, sizeof *it);
    assert_int_equal(setenv("CLAIMMAP_MODULES", CLM_BUILD_DIR, 1), 0);
    clm_test_path(it->path, sizeof it->path, "state", name);
    (void)snprintf(it->schema, sizeof it->schema, "State %s %ld", name, (long)getpid());
    it->options.where = test_server() != NULL ? test_server() : it->path;
    it->options.schema = it->schema;
    case_clear(it);
}

static inline clm_state *case_open(const state_case *it) {
    clm_state *state = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("open", clm_state_open(&it->options, &state, &error), &error);
    return state;
}

static inline clm_state_begun case_begin(clm_state *state) {
    clm_state_begun begun;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("begin", clm_state_run_begin(state, NULL, &begun, &error), &error);
    return begun;
}

static inline void case_end(clm_state *state) {
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("end", clm_state_run_end(state, CLM_STATE_DONE, NULL, &error), &error);
}

/* Any statement, in a transaction of its own. */
static inline clm_status case_raw(clm_state *state, const char *sql) {
    const clm_state_query query = {.sql = sql};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK(sql, state->module->begin(state->inner, true, &error), &error);
    clm_status status = state->module->run(state->inner, &query, NULL, &error);
    if (status == CLM_OK) {
        return state->module->commit(state->inner, &error);
    }
    state->module->rollback(state->inner);
    return status;
}

static inline clm_state_article case_article(const char *source, const char *item) {
    return (clm_state_article){.source = source,
                               .item = item,
                               .title = "Bridge closed at Dorfen",
                               .text_sha256 = "aa11",
                               .made_with = "0.1.0",
                               .sketch = "0f0f",
                               .story = "story-1",
                               .geojson_sha256 = "bb22",
                               .geojson_path = "2026-05-04/bridge.geojson",
                               .address = "https://a.example/bridge"};
}

static inline int64_t case_prepare(clm_state *state, const char *source, const char *item) {
    const clm_state_article article = case_article(source, item);
    int64_t version = 0;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK(item, clm_state_prepare(state, &article, &version, &error), &error);
    return version;
}

static inline clm_status count_article(void *context, const clm_state_article *article,
                                       clm_error *error) {
    (void)article;
    (void)error;
    ++*(size_t *)context;
    return CLM_OK;
}

static inline size_t case_count(clm_state *state, clm_state_which which, const char *source,
                                int64_t run) {
    size_t count = 0;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("list",
                  clm_state_articles(state, which, source, run, count_article, &count, &error),
                  &error);
    return count;
}

#endif
