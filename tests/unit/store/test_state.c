#include "unit/store/state_case.h"

static void test_clm_state_is_connection(void **unused) {
    (void)unused;
    static const struct {
        const char *where;
        bool expected;
    } table[] = {
        {"postgresql://desk@host/db", true},
        {"postgres://host", true},
        {"host=/run dbname=x", true},
        {"dbname = x", true},
        {"state.sqlite", false},
        {"./a=b", false},
        {"/var/lib/a=b", false},
        {"=x", false},
        {"", false},
        {"2=x", false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].where, clm_state_is_connection(table[i].where) == table[i].expected);
    }
}

static void test_clm_state_is_over(void **unused) {
    (void)unused;
    assert_false(clm_state_is_over(100, 60, 100));
    assert_false(clm_state_is_over(100, 60, 159));
    assert_true(clm_state_is_over(100, 60, 160));
    assert_true(clm_state_is_over(100, 60, 99)); /* the clock was set back */
    assert_true(clm_state_is_over(0, 0, 0));
}

static void test_clm_state_run(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "run");
    clm_state *state = case_open(&it);
    clm_arena *arena = clm_arena_new();
    clm_state_run run;
    bool found = true;
    assert_int_equal(clm_state_run_get(state, 0, arena, &run, &found, NULL), CLM_OK);
    assert_false(found);
    clm_state_begun begun = case_begin(state);
    assert_int_equal(begun.run, 1);
    assert_int_equal(begun.interrupted, 0);
    assert_string_equal(begun.message, "");
    assert_int_equal(clm_state_run_begin(state, NULL, &begun, NULL), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_state_heartbeat(state, NULL), CLM_OK);
    state->beat_ms -= 60000;
    assert_int_equal(clm_state_heartbeat(state, NULL), CLM_OK);
    const clm_state_counts counts = {1, 2, 3, 4, 5, 6};
    assert_int_equal(clm_state_run_end(state, CLM_STATE_RUNNING, &counts, NULL), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_state_run_end(state, CLM_STATE_FAILED, &counts, NULL), CLM_OK);
    assert_int_equal(clm_state_run_get(state, 1, arena, &run, &found, NULL), CLM_OK);
    assert_true(found);
    assert_int_equal(run.status, CLM_STATE_FAILED);
    assert_int_equal(run.pid, getpid());
    assert_memory_equal(&run.counts, &counts, sizeof counts);
    assert_true(run.start_s > 0 && run.end_s >= run.start_s);
    assert_string_equal(run.host, state->self.host);
    assert_int_equal(case_begin(state).run, 2);
    assert_int_equal(clm_state_run_get(state, 0, arena, &run, &found, NULL), CLM_OK);
    assert_int_equal(run.id, 2);
    assert_int_equal(run.status, CLM_STATE_RUNNING);
    case_end(state);
    assert_string_equal(clm_state_run_status_name(CLM_STATE_INTERRUPTED), "interrupted");
    assert_string_equal(clm_state_run_status_name(CLM_STATE_RUN_STATUS_COUNT), "unknown");
    clm_arena_free(arena);
    clm_state_free(state);
    clm_state_free(NULL);
    case_clear(&it);
}

static void test_clm_state_write_needs_a_run(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "norun");
    clm_state *state = case_open(&it);
    const clm_state_source source = {.name = "s"};
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_state_source_put(state, &source, &error), CLM_ERR_ARGUMENT);
    assert_non_null(strstr(error.message, "before a run"));
    assert_int_equal(clm_state_begin(state, NULL), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_state_heartbeat(state, NULL), CLM_ERR_ARGUMENT);
    clm_state_free(state);
    case_clear(&it);
}

static void test_clm_state_source_and_page(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "page");
    clm_state *state = case_open(&it);
    clm_arena *arena = clm_arena_new();
    (void)case_begin(state);
    clm_state_source source = {"wire", 3, 1000, 600, 1, 900, "it's \"500\" \xc3\xa9"};
    assert_int_equal(clm_state_source_put(state, &source, NULL), CLM_OK);
    clm_state_source got;
    bool found = false;
    assert_int_equal(clm_state_source_get(state, "wire", arena, &got, &found, NULL), CLM_OK);
    assert_true(found && got.failures == 3 && got.failed_s == 1000 && got.wait_s == 600 &&
                got.good_run == 1 && got.since_s == 900);
    assert_string_equal(got.name, "wire");
    assert_string_equal(got.last_error, source.last_error);
    source = (clm_state_source){"wire", 0, 0, 0, 1, 0, NULL};
    assert_int_equal(clm_state_source_put(state, &source, NULL), CLM_OK);
    assert_int_equal(clm_state_source_get(state, "wire", arena, &got, &found, NULL), CLM_OK);
    assert_null(got.last_error);
    assert_int_equal(got.failures, 0);
    assert_int_equal(clm_state_source_get(state, "none", arena, &got, &found, NULL), CLM_OK);
    assert_false(found);

    clm_state_page page = {"http://a/1", "\"e1\"", "Mon", "cc", 99, 0, 0, 0, 0, NULL};
    assert_int_equal(clm_state_page_put(state, &page, NULL), CLM_OK);
    case_end(state);
    (void)case_begin(state);
    page = (clm_state_page){"http://a/1", "\"e1\"", NULL, "cc", 0, 2, 50, 30, 40, "500"};
    assert_int_equal(clm_state_page_put(state, &page, NULL), CLM_OK);
    clm_state_page back;
    assert_int_equal(clm_state_page_get(state, "http://a/1", arena, &back, &found, NULL), CLM_OK);
    assert_true(found && back.failures == 2 && back.failed_s == 50 && back.wait_s == 30);
    assert_int_equal(back.seen_run, 1); /* run 2 did not see it */
    assert_string_equal(back.etag, "\"e1\"");
    assert_true(back.since_s == 40);
    assert_string_equal(back.last_error, "500");
    assert_null(back.last_modified);
    page.url = "";
    assert_int_equal(clm_state_page_put(state, &page, NULL), CLM_ERR_ARGUMENT);
    page.url = "http://a/\xff";
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_state_page_put(state, &page, &error), CLM_ERR_ARGUMENT);
    assert_string_equal(error.message, "text that is no UTF-8");
    case_end(state);
    clm_arena_free(arena);
    clm_state_free(state);
    case_clear(&it);
}

/* Nothing counts as published before it is; an article's life over four runs. */
static void test_clm_state_article_life(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "life");
    clm_state *state = case_open(&it);
    clm_arena *arena = clm_arena_new();
    clm_state_article got;
    bool found = true;
    bool known = true;
    int64_t count = 0;
    (void)case_begin(state);
    assert_int_equal(case_prepare(state, "wire", "a"), 1);
    assert_int_equal(case_prepare(state, "wire", "a"), 1); /* again: in its place */
    assert_int_equal(case_prepare(state, "wire", "b"), 1);
    assert_int_equal(clm_state_article_get(state, "wire", "a", arena, &got, &found, NULL), CLM_OK);
    assert_false(found);
    assert_int_equal(clm_state_article_seen(state, "wire", "a", &known, NULL), CLM_OK);
    assert_false(known);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), 2);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 0), 0);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 0), 0);
    assert_int_equal(clm_state_publish(state, "wire", "a", &found, NULL), CLM_OK);
    assert_true(found);
    assert_int_equal(clm_state_publish(state, "wire", "a", &found, NULL), CLM_OK);
    assert_false(found);
    assert_int_equal(clm_state_publish_run(state, 1, &count, NULL), CLM_OK);
    assert_int_equal(count, 1);
    assert_int_equal(clm_state_article_get(state, "wire", "a", arena, &got, &found, NULL), CLM_OK);
    assert_true(found && got.version == 1 && got.made_run == 1 && got.seen_run == 1 &&
                got.gone_run == 0);
    assert_string_equal(got.title, "Bridge closed at Dorfen");
    assert_string_equal(got.text_sha256, "aa11");
    assert_string_equal(got.made_with, "0.1.0");
    assert_string_equal(got.sketch, "0f0f");
    assert_string_equal(got.story, "story-1");
    assert_string_equal(got.geojson_sha256, "bb22");
    assert_string_equal(got.geojson_path, "2026-05-04/bridge.geojson");
    assert_string_equal(got.address, "https://a.example/bridge");
    case_end(state);

    (void)case_begin(state); /* 2: a is the same, b is missed */
    assert_int_equal(clm_state_article_seen(state, "wire", "a", &known, NULL), CLM_OK);
    assert_true(known);
    assert_int_equal(case_count(state, CLM_STATE_UNSEEN, "wire", 2), 1);
    assert_int_equal(clm_state_mark_gone(state, "other", &count, NULL), CLM_OK);
    assert_int_equal(count, 0);
    assert_int_equal(clm_state_mark_gone(state, "wire", &count, NULL), CLM_OK);
    assert_int_equal(count, 1);
    assert_int_equal(clm_state_mark_gone(state, "wire", &count, NULL), CLM_OK);
    assert_int_equal(count, 0); /* only once */
    assert_int_equal(case_count(state, CLM_STATE_GONE_IN, NULL, 2), 1);
    assert_int_equal(case_count(state, CLM_STATE_SAME_IN, NULL, 2), 1);
    assert_int_equal(case_count(state, CLM_STATE_MADE_IN, NULL, 2), 0);
    assert_int_equal(case_count(state, CLM_STATE_MADE_IN, "wire", 1), 2);
    assert_int_equal(case_count(state, CLM_STATE_SEEN_SINCE, NULL, 2), 1);
    case_end(state);

    (void)case_begin(state); /* 3: a changed, b is back */
    assert_int_equal(case_prepare(state, "wire", "a"), 2);
    assert_int_equal(clm_state_article_seen(state, "wire", "b", &known, NULL), CLM_OK);
    assert_int_equal(clm_state_publish_run(state, 3, &count, NULL), CLM_OK);
    assert_int_equal(clm_state_article_get(state, "wire", "a", arena, &got, &found, NULL), CLM_OK);
    assert_true(got.version == 2 && got.made_run == 3 && got.seen_run == 3);
    assert_int_equal(clm_state_article_get(state, "wire", "b", arena, &got, &found, NULL), CLM_OK);
    assert_true(got.version == 1 && got.gone_run == 0 && got.seen_run == 3);
    assert_int_equal(case_prepare(state, "wire", "a"), 3);
    assert_int_equal(clm_state_unprepare(state, "wire", "a", NULL), CLM_OK);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 9), 0);
    case_end(state);

    (void)case_begin(state); /* 4: both go; what is old is forgotten */
    assert_int_equal(clm_state_mark_gone(state, "wire", &count, NULL), CLM_OK);
    assert_int_equal(count, 2);
    assert_int_equal(clm_state_forget(state, 4, NULL), CLM_OK);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 0), 2);
    clm_state_run run;
    assert_int_equal(clm_state_run_get(state, 3, arena, &run, &found, NULL), CLM_OK);
    assert_false(found);
    case_end(state);
    assert_int_equal(case_begin(state).run, 5);
    assert_int_equal(clm_state_forget(state, 1000, NULL), CLM_OK);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 0), 0);
    case_end(state);
    assert_int_equal(case_begin(state).run, 6); /* numbers go on */
    clm_arena_free(arena);
    clm_state_free(state);
    case_clear(&it);
}

typedef struct order_check {
    clm_state *state;
    char last[64];
    size_t count;
} order_check;

static clm_status check_order(void *context, const clm_state_article *article, clm_error *error) {
    (void)error;
    order_check *check = context;
    assert_true(strcmp(check->last, article->item) < 0);
    (void)snprintf(check->last, sizeof check->last, "%s", article->item);
    check->count++;
    bool known = false; /* the same state may be used in between */
    return clm_state_article_seen(check->state, article->source, article->item, &known, NULL);
}

static clm_status stop_at_once(void *context, const clm_state_article *article, clm_error *error) {
    (void)context;
    return clm_fail(error, CLM_ERR_RANGE, "%s", article->item);
}

static clm_status forget_file(void *context, const clm_state_file *file, clm_error *error) {
    order_check *check = context;
    assert_true(strcmp(check->last, file->path) < 0);
    (void)snprintf(check->last, sizeof check->last, "%s", file->path);
    check->count++;
    return clm_state_file_forget(check->state, file->path, error);
}

/* More than two pages of rows, in the order of bytes: "Z" before "a" before "\u00e9". */
static void test_clm_state_lists(void **unused) {
    (void)unused;
    enum { ROWS = 1203 };
    static const char *const odd[] = {"Zed", "abc", "\xc3\xa9t\xc3\xa9"};
    state_case it;
    case_make(&it, "lists");
    clm_state *state = case_open(&it);
    (void)case_begin(state);
    assert_int_equal(clm_state_begin(state, NULL), CLM_OK);
    assert_int_equal(clm_state_begin(state, NULL), CLM_ERR_ARGUMENT);
    for (int i = 0; i < ROWS; i++) {
        char name[32];
        (void)snprintf(name, sizeof name, "item-%d", i);
        const char *item = i < 3 ? odd[i] : name;
        (void)case_prepare(state, "even", item);
        const clm_state_file file = {item, "dd", 0};
        assert_int_equal(clm_state_file_put(state, &file, NULL), CLM_OK);
    }
    (void)case_prepare(state, "another", "x");
    assert_int_equal(clm_state_commit(state, NULL), CLM_OK);
    int64_t count = 0;
    assert_int_equal(clm_state_publish_run(state, 1, &count, NULL), CLM_OK);
    assert_int_equal(count, ROWS + 1);
    order_check check = {state, "", 0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("even",
                  clm_state_articles(state, CLM_STATE_ALL, "even", 0, check_order, &check, &error),
                  &error);
    assert_int_equal(check.count, ROWS);
    assert_string_equal(check.last, odd[2]);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 0), ROWS + 1);
    assert_int_equal(clm_state_articles(state, CLM_STATE_ALL, NULL, 0, stop_at_once, NULL, &error),
                     CLM_ERR_RANGE);
    assert_string_equal(error.message, "x"); /* "another" is the first source */
    check = (order_check){state, "", 0};
    CLM_EXPECT_OK("files", clm_state_files(state, 0, forget_file, &check, &error), &error);
    assert_int_equal(check.count, 0);
    CLM_EXPECT_OK("files", clm_state_files(state, 1, forget_file, &check, &error), &error);
    assert_int_equal(check.count, ROWS);
    check = (order_check){state, "", 0};
    CLM_EXPECT_OK("files", clm_state_files(state, 1, forget_file, &check, &error), &error);
    assert_int_equal(check.count, 0);
    clm_state_free(state);
    case_clear(&it);
}

static void test_clm_state_batch(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "batch");
    clm_state *state = case_open(&it);
    (void)case_begin(state);
    assert_int_equal(clm_state_begin(state, NULL), CLM_OK);
    (void)case_prepare(state, "s", "a");
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), 1);
    clm_state_rollback(state);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), 0);
    assert_int_equal(clm_state_commit(state, NULL), CLM_ERR_ARGUMENT);
    /* One statement fails, all is undone. */
    assert_int_equal(clm_state_begin(state, NULL), CLM_OK);
    (void)case_prepare(state, "s", "a");
    const clm_state_file bad = {"p", "\xff", 0};
    assert_int_equal(clm_state_file_put(state, &bad, NULL), CLM_ERR_ARGUMENT);
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_state_commit(state, &error), CLM_ERR_ARGUMENT);
    assert_string_equal(error.message, "text that is no UTF-8");
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), 0);
    (void)case_prepare(state, "s", "a"); /* and it goes on */
    clm_state_free(state);
    case_clear(&it);
}

static void test_clm_state_read_only(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "dry");
    clm_state *state = NULL;
    clm_state_options dry = it.options;
    dry.read_only = true;
    assert_int_equal(clm_state_open(&dry, &state, NULL), CLM_ERR_NOT_FOUND);
    assert_null(state);
    clm_state *writer = case_open(&it);
    (void)case_begin(writer);
    (void)case_prepare(writer, "s", "a");
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("dry", clm_state_open(&dry, &state, &error), &error);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 1), 1);
    clm_state_begun begun;
    assert_int_equal(clm_state_run_begin(state, NULL, &begun, NULL), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_state_begin(state, NULL), CLM_ERR_ARGUMENT);
    clm_state_free(state);
    clm_state_free(writer);
    case_clear(&it);
}

/* ---- upgrades ---- */

static const char *const mood[] = {"ALTER TABLE articles ADD COLUMN mood ~",
                                   "UPDATE articles SET mood = 'calm'", NULL};
static const char *const wrong[] = {"ALTER TABLE articles ADD COLUMN mood ~",
                                    "UPDATE nowhere SET mood = 'calm'", NULL};

static clm_status take_word(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    (void)snprintf(context, 16, "%s", cells[0].text);
    return CLM_OK;
}

static void test_clm_state_open_upgrades(void **unused) {
    (void)unused;
    enum { MOST = 16 };
    clm_state_step good[MOST] = {{NULL}};
    clm_state_step bad[MOST] = {{NULL}};
    const size_t now = clm_state_step_count;
    assert_true(now < MOST);
    memcpy(good, clm_state_steps, now * sizeof good[0]);
    memcpy(bad, clm_state_steps, now * sizeof bad[0]);
    good[now].statements = mood;
    bad[now].statements = wrong;
    state_case it;
    case_make(&it, "upgrade");
    clm_state *state = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("1", clm_state_open_steps(&it.options, good, now, &state, &error), &error);
    (void)case_begin(state);
    (void)case_prepare(state, "s", "a");
    bool found = false;
    assert_int_equal(clm_state_publish(state, "s", "a", &found, NULL), CLM_OK);
    case_end(state);
    clm_state_free(state);
    /* A step that fails leaves the old state. */
    assert_int_equal(clm_state_open_steps(&it.options, bad, now + 1, &state, &error),
                     CLM_ERR_FOREIGN);
    assert_null(state);
    clm_state_options dry = it.options;
    dry.read_only = true;
    assert_int_equal(clm_state_open_steps(&dry, good, now + 1, &state, &error), CLM_ERR_VERSION);
    CLM_EXPECT_OK("2", clm_state_open_steps(&it.options, good, now + 1, &state, &error), &error);
    char word[16] = "";
    const clm_state_query query = {
        .sql = "SELECT mood FROM articles", .columns = "t", .row = take_word, .context = word};
    CLM_EXPECT_OK("mood", clm_state_read(state, &query, &error), &error);
    assert_string_equal(word, "calm");
    clm_state_free(state);
    assert_int_equal(clm_state_open_steps(&it.options, good, now, &state, &error), CLM_ERR_VERSION);
    char version[32];
    (void)snprintf(version, sizeof version, "version %u", (unsigned)now + 1);
    assert_non_null(strstr(error.message, version));
    CLM_EXPECT_OK("again", clm_state_open_steps(&it.options, good, now + 1, &state, &error),
                  &error);
    clm_state_free(state);
    case_clear(&it);
}

/* A state of version 1 as it lies on disks: tables and rows by themselves, whatever today's steps
 * make. Never changed. */
static const char *const version_1[] = {
    "CREATE TABLE state_version (version BIGINT NOT NULL)",
    "INSERT INTO state_version VALUES (1)",
    "CREATE TABLE runs (id BIGINT PRIMARY KEY, status BIGINT NOT NULL, start_s BIGINT NOT NULL,"
    " end_s BIGINT NOT NULL, host ~ NOT NULL, pid BIGINT NOT NULL, made_new BIGINT NOT NULL,"
    " changed BIGINT NOT NULL, same BIGINT NOT NULL, gone BIGINT NOT NULL, failed BIGINT NOT NULL,"
    " files BIGINT NOT NULL)",
    "INSERT INTO runs VALUES (7, 1, 1700000000, 1700000100, 'desk', 12, 2, 0, 0, 0, 0, 2)",
    "CREATE TABLE run_lock (one BIGINT PRIMARY KEY, run BIGINT NOT NULL, shared BIGINT NOT NULL,"
    " beat_s BIGINT NOT NULL, start_s BIGINT NOT NULL, host ~, machine ~, boot ~, space ~,"
    " pid BIGINT NOT NULL, started BIGINT NOT NULL)",
    "INSERT INTO run_lock VALUES (1, 0, 0, 1700000050, 1700000000, 'desk', 'm', 'b', 's', 12, 34)",
    "CREATE TABLE sources (name ~ PRIMARY KEY, failures BIGINT NOT NULL, failed_s BIGINT NOT NULL,"
    " wait_s BIGINT NOT NULL, good_run BIGINT NOT NULL, last_error ~)",
    "INSERT INTO sources VALUES ('agency', 2, 1700000010, 900, 6, 'no answer')",
    "CREATE TABLE pages (url ~ PRIMARY KEY, etag ~, last_modified ~, sha256 ~,"
    " seen_run BIGINT NOT NULL, failures BIGINT NOT NULL, failed_s BIGINT NOT NULL,"
    " wait_s BIGINT NOT NULL)",
    "CREATE INDEX pages_seen_run ON pages (seen_run)",
    "INSERT INTO pages VALUES ('http://a.example/', 'e1', NULL, 'cc', 7, 0, 0, 0)",
    "CREATE TABLE articles (source ~, item ~, version BIGINT NOT NULL, title ~, text_sha256 ~,"
    " made_with ~, sketch ~, story ~, geojson_sha256 ~, geojson_path ~, made_run BIGINT NOT NULL,"
    " seen_run BIGINT NOT NULL, gone_run BIGINT NOT NULL, PRIMARY KEY (source, item))",
    "CREATE INDEX articles_seen_run ON articles (source, seen_run)",
    "INSERT INTO articles VALUES ('agency', 'a', 3, 'Ford reopened', 'aa', '0.1.0', NULL, 'st', "
    "'bb',"
    " 'day/a.geojson', 6, 7, 0)",
    "CREATE TABLE prepared (source ~, item ~, version BIGINT NOT NULL, title ~, text_sha256 ~,"
    " made_with ~, sketch ~, story ~, geojson_sha256 ~, geojson_path ~, made_run BIGINT NOT NULL,"
    " PRIMARY KEY (source, item))",
    "CREATE INDEX prepared_made_run ON prepared (made_run)",
    "INSERT INTO prepared VALUES ('agency', 'b', 1, 'Ferry stopped', 'dd', '0.1.0', NULL, NULL,"
    " NULL, NULL, 7)",
    "CREATE TABLE versions (source ~, item ~, version BIGINT NOT NULL, text_sha256 ~, made_with ~,"
    " geojson_sha256 ~, geojson_path ~, made_run BIGINT NOT NULL,"
    " PRIMARY KEY (source, item, version))",
    "CREATE INDEX versions_made_run ON versions (made_run)",
    "INSERT INTO versions VALUES ('agency', 'a', 3, 'aa', '0.1.0', 'bb', 'day/a.geojson', 6)",
    "CREATE TABLE files (path ~ PRIMARY KEY, sha256 ~, run BIGINT NOT NULL)",
    "CREATE INDEX files_run ON files (run)",
    "INSERT INTO files VALUES ('day/a.geojson', 'bb', 6)",
    "CREATE TABLE work (source ~, item ~, run BIGINT NOT NULL, detail ~, worker ~,"
    " taken_s BIGINT NOT NULL, lease_s BIGINT NOT NULL, PRIMARY KEY (source, item))",
    NULL,
};

/* What version 1 kept is there, and a run goes on from it. */
static void use_version_1(clm_state *state, clm_arena *arena) {
    clm_error error = {CLM_OK, ""};
    bool found = false;
    clm_state_source source;
    clm_state_page page;
    clm_state_article article;
    CLM_EXPECT_OK("source", clm_state_source_get(state, "agency", arena, &source, &found, &error),
                  &error);
    assert_true(found && source.failures == 2 && source.wait_s == 900 && source.good_run == 6);
    assert_true(source.since_s == 1700000010); /* no earlier one is known */
    CLM_EXPECT_OK("page",
                  clm_state_page_get(state, "http://a.example/", arena, &page, &found, &error),
                  &error);
    assert_true(found && page.seen_run == 7 && page.last_modified == NULL);
    assert_true(page.since_s == 0 && page.last_error == NULL);
    assert_string_equal(page.etag, "e1");
    CLM_EXPECT_OK("article",
                  clm_state_article_get(state, "agency", "a", arena, &article, &found, &error),
                  &error);
    assert_true(found && article.version == 3 && article.made_run == 6 && article.seen_run == 7);
    assert_string_equal(article.title, "Ford reopened");
    assert_null(article.address);
    assert_int_equal(case_begin(state).run, 8);
    assert_int_equal(case_count(state, CLM_STATE_PREPARED, NULL, 7), 1);
    assert_int_equal(case_prepare(state, "agency", "a"), 4);
    int64_t count = 0;
    CLM_EXPECT_OK("old", clm_state_publish_run(state, 7, &count, &error), &error);
    assert_int_equal(count, 1);
    CLM_EXPECT_OK("new", clm_state_publish_run(state, 8, &count, &error), &error);
    assert_int_equal(count, 1);
    assert_int_equal(case_count(state, CLM_STATE_MADE_IN, "agency", 8), 1);
    assert_int_equal(case_count(state, CLM_STATE_ALL, NULL, 0), 2);
    const clm_state_file file = {.path = "day/b.geojson", .sha256 = "ee"};
    CLM_EXPECT_OK("file", clm_state_file_put(state, &file, &error), &error);
    CLM_EXPECT_OK("work", clm_state_work_add(state, "agency", "c", NULL, &error), &error);
    CLM_EXPECT_OK("forget", clm_state_forget(state, 8, &error), &error);
    case_end(state);
}

static void test_clm_state_open_version_1(void **unused) {
    (void)unused;
    const clm_state_step old[] = {{version_1}};
    state_case it;
    case_make(&it, "version1");
    clm_state *state = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("made", clm_state_open_steps(&it.options, old, 1, &state, &error), &error);
    clm_state_free(state);
    clm_arena *arena = clm_arena_new();
    state = case_open(&it);
    use_version_1(state, arena);
    /* One that a later claimmap made is refused by its name, and stays as it is. */
    assert_int_equal(case_raw(state, "UPDATE state_version SET version = version + 41"), CLM_OK);
    clm_state_free(state);
    assert_int_equal(clm_state_open(&it.options, &state, &error), CLM_ERR_VERSION);
    char version[32];
    (void)snprintf(version, sizeof version, "has version %u,", (unsigned)clm_state_step_count + 41);
    assert_non_null(strstr(error.message, version));
    assert_non_null(
        strstr(error.message, test_server() != NULL ? "the state in PostgreSQL" : it.path));
    clm_arena_free(arena);
    case_clear(&it);
}

/* ---- work ---- */

static void test_clm_state_work(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "work");
    clm_state *leader = case_open(&it);
    clm_state *helper = case_open(&it);
    clm_arena *arena = clm_arena_new();
    const clm_state_run_options shared = {0, true};
    clm_state_begun begun;
    assert_int_equal(clm_state_run_begin(leader, &shared, &begun, NULL), CLM_OK);
    assert_false(begun.joined);
    assert_int_equal(clm_state_run_begin(helper, NULL, &begun, NULL), CLM_ERR_LIMIT);
    assert_int_equal(clm_state_run_begin(helper, &shared, &begun, NULL), CLM_OK);
    assert_true(begun.joined && begun.run == 1);
    for (int i = 0; i < 10; i++) {
        char item[8];
        (void)snprintf(item, sizeof item, "%d", i);
        assert_int_equal(clm_state_work_add(leader, "s", item, "how", NULL), CLM_OK);
        assert_int_equal(clm_state_work_add(leader, "s", item, "else", NULL), CLM_OK);
    }
    clm_state_work *mine;
    clm_state_work *theirs;
    size_t count = 0;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("take", clm_state_work_take(leader, 4, 600, arena, &mine, &count, &error),
                  &error);
    assert_int_equal(count, 4);
    assert_string_equal(mine[0].detail, "how");
    assert_int_equal(clm_state_work_take(helper, 10, 600, arena, &theirs, &count, NULL), CLM_OK);
    assert_int_equal(count, 6);
    int64_t waiting = -1;
    int64_t taken = -1;
    assert_int_equal(clm_state_work_left(leader, &waiting, &taken, NULL), CLM_OK);
    assert_true(waiting == 0 && taken == 10);
    bool ours = true;
    assert_int_equal(clm_state_work_done(helper, "s", mine[0].item, &ours, NULL), CLM_OK);
    assert_false(ours);
    assert_int_equal(clm_state_work_done(leader, "s", mine[0].item, &ours, NULL), CLM_OK);
    assert_true(ours);
    assert_int_equal(clm_state_run_end(helper, CLM_STATE_DONE, NULL, NULL), CLM_OK);
    assert_int_equal(clm_state_work_left(leader, &waiting, &taken, NULL), CLM_OK);
    assert_true(waiting == 6 && taken == 3);
    /* A time that is over: others may have them. */
    assert_int_equal(clm_state_work_take(leader, 1000, 0, arena, &mine, &count, NULL), CLM_OK);
    assert_int_equal(count, 6);
    assert_int_equal(clm_state_run_begin(helper, &shared, &begun, NULL), CLM_OK);
    assert_int_equal(clm_state_work_take(helper, 1000, 600, arena, &theirs, &count, NULL), CLM_OK);
    assert_int_equal(count, 6);
    assert_int_equal(clm_state_work_done(leader, "s", theirs[0].item, &ours, NULL), CLM_OK);
    assert_false(ours);
    /* Taken in the future of a clock that was set back. */
    assert_int_equal(case_raw(leader, "UPDATE work SET taken_s = taken_s + 100000"), CLM_OK);
    assert_int_equal(clm_state_work_left(leader, &waiting, &taken, NULL), CLM_OK);
    assert_true(waiting == 9 && taken == 0);
    case_end(leader);
    assert_int_equal(clm_state_work_add(helper, "s", "late", NULL, &error), CLM_ERR_LIMIT);
    assert_non_null(strstr(error.message, "run 1 was ended"));
    clm_arena_free(arena);
    clm_state_free(helper);
    clm_state_free(leader);
    case_clear(&it);
}

/* ---- memory ---- */

static clm_status open_and_free(void *context) {
    const state_case *it = context;
    clm_state *state = NULL;
    clm_status status = clm_state_open(&it->options, &state, NULL);
    clm_state_free(state);
    return status;
}

static clm_status use_all(clm_state *state, clm_arena *arena) {
    clm_state_begun begun;
    const clm_state_article article = case_article("s", "a");
    const clm_state_source source = {.name = "s"};
    clm_state_source got_source;
    clm_state_article got;
    clm_state_work *work;
    int64_t version;
    bool found;
    size_t count = 0;
    clm_status status = state->run == 0 ? clm_state_run_begin(state, NULL, &begun, NULL) : CLM_OK;
    status = status != CLM_OK ? status : clm_state_source_put(state, &source, NULL);
    status = status != CLM_OK ? status
                              : clm_state_source_get(state, "s", arena, &got_source, &found, NULL);
    status = status != CLM_OK ? status : clm_state_prepare(state, &article, &version, NULL);
    status = status != CLM_OK ? status : clm_state_publish(state, "s", "a", &found, NULL);
    status = status != CLM_OK ? status
                              : clm_state_article_get(state, "s", "a", arena, &got, &found, NULL);
    status = status != CLM_OK
                 ? status
                 : clm_state_articles(state, CLM_STATE_ALL, NULL, 0, count_article, &count, NULL);
    status =
        status != CLM_OK ? status : clm_state_work_take(state, 10, 10, arena, &work, &count, NULL);
    return status != CLM_OK ? status : clm_state_run_end(state, CLM_STATE_DONE, NULL, NULL);
}

static clm_status use_state(void *context) {
    clm_arena *arena = clm_arena_new();
    clm_status status = arena != NULL ? use_all(context, arena) : CLM_ERR_NOMEM;
    clm_arena_free(arena);
    return status;
}

static void test_clm_state_every_allocation_fails(void **unused) {
    (void)unused;
    state_case it;
    case_make(&it, "memory");
    clm_state *state = case_open(&it);
    assert_true(clm_test_fail_every_allocation(open_and_free, &it) >= 2);
    assert_true(clm_test_fail_every_allocation(use_state, state) >= 8);
    clm_state_free(state);
    case_clear(&it);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_state_is_connection),
        cmocka_unit_test(test_clm_state_is_over),
        cmocka_unit_test(test_clm_state_run),
        cmocka_unit_test(test_clm_state_write_needs_a_run),
        cmocka_unit_test(test_clm_state_source_and_page),
        cmocka_unit_test(test_clm_state_article_life),
        cmocka_unit_test(test_clm_state_lists),
        cmocka_unit_test(test_clm_state_batch),
        cmocka_unit_test(test_clm_state_read_only),
        cmocka_unit_test(test_clm_state_open_upgrades),
        cmocka_unit_test(test_clm_state_open_version_1),
        cmocka_unit_test(test_clm_state_work),
        cmocka_unit_test(test_clm_state_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
