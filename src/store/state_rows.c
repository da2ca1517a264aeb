/* Sources, pages, files made, work to share. */
#include "store/state_parts.h"

#include "base/alloc.h"

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static clm_status check_key(const char *key, const char *what, clm_error *error) {
    return key != NULL && key[0] != '\0' ? CLM_OK
                                         : clm_fail(error, CLM_ERR_ARGUMENT, "%s is empty", what);
}

typedef struct get_context {
    clm_arena *arena;
    void *out;
    bool *found;
} get_context;

/* ---- sources ---- */

static clm_status take_source(void *context, const clm_state_value *cells, clm_error *error) {
    const get_context *get = context;
    clm_state_source *out = get->out;
    out->failures = cells[1].integer;
    out->failed_s = cells[2].integer;
    out->wait_s = cells[3].integer;
    out->good_run = cells[4].integer;
    out->since_s = cells[5].integer;
    *get->found = true;
    return clm_state_keep(get->arena, cells[0].text, &out->name) &&
                   clm_state_keep(get->arena, cells[6].text, &out->last_error)
               ? CLM_OK
               : fail_memory(error);
}

clm_status clm_state_source_get(clm_state *state, const char *name, clm_arena *arena,
                                clm_state_source *out, bool *found, clm_error *error) {
    get_context context = {arena, out, found};
    const clm_state_value values[] = {clm_state_text(name)};
    const clm_state_query query = {
        .sql = "SELECT name, failures, failed_s, wait_s, good_run, since_s, last_error"
               " FROM sources WHERE name = $1",
        .values = values,
        .count = 1,
        .columns = "tiiiiit",
        .row = take_source,
        .context = &context};
    *found = false;
    memset(out, 0, sizeof *out);
    return clm_state_read(state, &query, error);
}

clm_status clm_state_source_put(clm_state *state, const clm_state_source *source,
                                clm_error *error) {
    const clm_state_value values[] = {
        clm_state_text(source->name),        clm_state_integer(source->failures),
        clm_state_integer(source->failed_s), clm_state_integer(source->wait_s),
        clm_state_integer(source->good_run), clm_state_integer(source->since_s),
        clm_state_text(source->last_error)};
    const clm_state_query query = {
        .sql = "INSERT INTO sources (name, failures, failed_s, wait_s, good_run, since_s,"
               " last_error) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (name) DO UPDATE SET"
               " failures = excluded.failures, failed_s = excluded.failed_s,"
               " wait_s = excluded.wait_s, good_run = excluded.good_run,"
               " since_s = excluded.since_s, last_error = excluded.last_error",
        .values = values,
        .count = 7};
    clm_status status = check_key(source->name, "the name of a source", error);
    return status == CLM_OK ? clm_state_write(state, &query, NULL, error) : status;
}

/* ---- pages ---- */

static clm_status take_page(void *context, const clm_state_value *cells, clm_error *error) {
    const get_context *get = context;
    clm_state_page *out = get->out;
    out->seen_run = cells[4].integer;
    out->failures = cells[5].integer;
    out->failed_s = cells[6].integer;
    out->wait_s = cells[7].integer;
    out->since_s = cells[8].integer;
    *get->found = true;
    return clm_state_keep(get->arena, cells[0].text, &out->url) &&
                   clm_state_keep(get->arena, cells[1].text, &out->etag) &&
                   clm_state_keep(get->arena, cells[2].text, &out->last_modified) &&
                   clm_state_keep(get->arena, cells[3].text, &out->sha256) &&
                   clm_state_keep(get->arena, cells[9].text, &out->last_error)
               ? CLM_OK
               : fail_memory(error);
}

clm_status clm_state_page_get(clm_state *state, const char *url, clm_arena *arena,
                              clm_state_page *out, bool *found, clm_error *error) {
    get_context context = {arena, out, found};
    const clm_state_value values[] = {clm_state_text(url)};
    const clm_state_query query = {
        .sql = "SELECT url, etag, last_modified, sha256, seen_run, failures, failed_s, wait_s,"
               " since_s, last_error FROM pages WHERE url = $1",
        .values = values,
        .count = 1,
        .columns = "ttttiiiiit",
        .row = take_page,
        .context = &context};
    *found = false;
    memset(out, 0, sizeof *out);
    return clm_state_read(state, &query, error);
}

clm_status clm_state_page_put(clm_state *state, const clm_state_page *page, clm_error *error) {
    const clm_state_value values[] = {
        clm_state_text(page->url),
        clm_state_text(page->etag),
        clm_state_text(page->last_modified),
        clm_state_text(page->sha256),
        clm_state_integer(page->failures == 0 ? state->run : 0),
        clm_state_integer(page->failures),
        clm_state_integer(page->failed_s),
        clm_state_integer(page->wait_s),
        clm_state_integer(page->since_s),
        clm_state_text(page->last_error),
    };
    const clm_state_query query = {
        .sql = "INSERT INTO pages (url, etag, last_modified, sha256, seen_run, failures, failed_s,"
               " wait_s, since_s, last_error) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"
               " ON CONFLICT (url) DO UPDATE SET"
               " etag = excluded.etag, last_modified = excluded.last_modified,"
               " sha256 = excluded.sha256, seen_run = CASE WHEN excluded.seen_run > 0"
               " THEN excluded.seen_run ELSE pages.seen_run END, failures = excluded.failures,"
               " failed_s = excluded.failed_s, wait_s = excluded.wait_s,"
               " since_s = excluded.since_s, last_error = excluded.last_error",
        .values = values,
        .count = 10};
    clm_status status = check_key(page->url, "the URL of a page", error);
    return status == CLM_OK ? clm_state_write(state, &query, NULL, error) : status;
}

/* ---- files made ---- */

clm_status clm_state_file_put(clm_state *state, const clm_state_file *file, clm_error *error) {
    const clm_state_value values[] = {clm_state_text(file->path), clm_state_text(file->sha256),
                                      clm_state_integer(state->run)};
    const clm_state_query query = {
        .sql = "INSERT INTO files (path, sha256, run) VALUES ($1, $2, $3) ON CONFLICT (path)"
               " DO UPDATE SET sha256 = excluded.sha256, run = excluded.run",
        .values = values,
        .count = 3};
    clm_status status = check_key(file->path, "the path of a file", error);
    return status == CLM_OK ? clm_state_write(state, &query, NULL, error) : status;
}

clm_status clm_state_file_forget(clm_state *state, const char *path, clm_error *error) {
    const clm_state_value values[] = {clm_state_text(path)};
    const clm_state_query query = {
        .sql = "DELETE FROM files WHERE path = $1", .values = values, .count = 1};
    return clm_state_write(state, &query, NULL, error);
}

enum { PAGE_ROWS = 500 };

typedef struct file_page {
    clm_arena *arena;
    clm_state_file rows[PAGE_ROWS];
    size_t count;
} file_page;

static clm_status take_file(void *context, const clm_state_value *cells, clm_error *error) {
    file_page *page = context;
    clm_state_file *file = &page->rows[page->count++];
    file->run = cells[2].integer;
    return clm_state_keep(page->arena, cells[0].text, &file->path) &&
                   clm_state_keep(page->arena, cells[1].text, &file->sha256)
               ? CLM_OK
               : fail_memory(error);
}

static clm_status visit_files(clm_state *state, int64_t run, const char **after, file_page *page,
                              clm_error *error) {
    const clm_state_value values[] = {clm_state_text(*after), clm_state_integer(run),
                                      clm_state_integer(PAGE_ROWS)};
    const clm_state_query query = {.sql = "SELECT path, sha256, run FROM files WHERE path > $1"
                                          " AND run <= $2 ORDER BY path LIMIT $3",
                                   .values = values,
                                   .count = 3,
                                   .columns = "tti",
                                   .row = take_file,
                                   .context = page};
    return clm_state_read(state, &query, error);
}

clm_status clm_state_files(clm_state *state, int64_t run, clm_state_file_visit *visit,
                           void *context, clm_error *error) {
    clm_status status = CLM_OK;
    clm_arena *last_arena = NULL; /* `after` stands in the page before */
    const char *after = "";
    bool more = true;
    file_page *page = clm_alloc(sizeof *page);
    if (page == NULL) {
        return fail_memory(error);
    }
    while (more && status == CLM_OK) {
        page->count = 0;
        page->arena = clm_arena_new();
        status =
            page->arena != NULL ? visit_files(state, run, &after, page, error) : fail_memory(error);
        for (size_t i = 0; i < page->count && status == CLM_OK; i++) {
            status = visit(context, &page->rows[i], error);
        }
        more = page->count == PAGE_ROWS;
        after = page->count > 0 ? page->rows[page->count - 1].path : after;
        clm_arena_free(last_arena);
        last_arena = page->arena;
    }
    clm_arena_free(last_arena);
    clm_free(page);
    return status;
}

/* ---- work ---- */

clm_status clm_state_work_add(clm_state *state, const char *source, const char *item,
                              const char *detail, clm_error *error) {
    const clm_state_value values[] = {clm_state_text(source), clm_state_text(item),
                                      clm_state_integer(state->run), clm_state_text(detail)};
    const clm_state_query query = {
        .sql = "INSERT INTO work (source, item, run, detail, worker, taken_s, lease_s)"
               " VALUES ($1, $2, $3, $4, NULL, 0, 0) ON CONFLICT (source, item) DO NOTHING",
        .values = values,
        .count = 4};
    clm_status status = check_key(source, "the source of work", error);
    if (status == CLM_OK) {
        status = check_key(item, "the item of work", error);
    }
    return status == CLM_OK ? clm_state_write(state, &query, NULL, error) : status;
}

typedef struct work_page {
    clm_arena *arena;
    clm_state_work *items;
    size_t count;
} work_page;

static clm_status take_work(void *context, const clm_state_value *cells, clm_error *error) {
    work_page *page = context;
    clm_state_work *work = &page->items[page->count++];
    return clm_state_keep(page->arena, cells[0].text, &work->source) &&
                   clm_state_keep(page->arena, cells[1].text, &work->item) &&
                   clm_state_keep(page->arena, cells[2].text, &work->detail)
               ? CLM_OK
               : fail_memory(error);
}

/* Free: nobody has it, or its time is over, or began in the future of this clock. */
#define WORK_IS_FREE "(worker IS NULL OR taken_s > $2 OR $2 - taken_s >= lease_s)"

clm_status clm_state_work_take(clm_state *state, size_t most, int64_t lease_s, clm_arena *arena,
                               clm_state_work **out, size_t *count, clm_error *error) {
    enum { MOST = 1000 };
    most = most < 1 ? 1 : most > MOST ? MOST : most;
    *count = 0;
    *out = NULL;
    work_page page = {arena, clm_arena_array(arena, most, sizeof(clm_state_work)), 0};
    int64_t now_s = 0;
    clm_buffer sql;
    clm_buffer_init(&sql);
    clm_buffer_printf(
        &sql,
        "UPDATE work SET worker = $4, taken_s = $2, lease_s = $5 WHERE "
        "(source, item) IN (SELECT source, item FROM work WHERE run = $1 AND " WORK_IS_FREE
        " ORDER BY source, item LIMIT $3%s) RETURNING source, item, detail",
        state->module->skip_locked);
    clm_status status = page.items != NULL && !sql.failed ? clm_state_now(state, &now_s, error)
                                                          : fail_memory(error);
    if (status == CLM_OK) {
        const clm_state_value values[] = {clm_state_integer(state->run), clm_state_integer(now_s),
                                          clm_state_integer((int64_t)most),
                                          clm_state_text(state->worker),
                                          clm_state_integer(lease_s)};
        const clm_state_query query = {.sql = sql.data,
                                       .values = values,
                                       .count = 5,
                                       .columns = "ttt",
                                       .row = take_work,
                                       .context = &page};
        status = clm_state_write(state, &query, NULL, error);
    }
    clm_buffer_clear(&sql);
    if (status == CLM_OK) {
        state->took = state->took || page.count > 0;
        *out = page.items;
        *count = page.count;
    }
    return status;
}

clm_status clm_state_work_done(clm_state *state, const char *source, const char *item, bool *ours,
                               clm_error *error) {
    const clm_state_value values[] = {clm_state_text(source), clm_state_text(item),
                                      clm_state_text(state->worker), clm_state_integer(state->run)};
    const clm_state_query query = {
        .sql = "DELETE FROM work WHERE source = $1 AND item = $2 AND worker = $3 AND run = $4",
        .values = values,
        .count = 4};
    int64_t changed = 0;
    clm_status status = clm_state_write(state, &query, &changed, error);
    *ours = status == CLM_OK && changed > 0;
    return status;
}

static clm_status take_two(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    int64_t *two = context;
    two[0] = cells[0].integer;
    two[1] = cells[1].integer;
    return CLM_OK;
}

clm_status clm_state_work_left(clm_state *state, int64_t *waiting, int64_t *taken,
                               clm_error *error) {
    int64_t two[2] = {0, 0}; /* free, all */
    int64_t now_s = 0;
    clm_status status = clm_state_now(state, &now_s, error);
    if (status == CLM_OK) {
        const clm_state_value values[] = {clm_state_integer(state->run), clm_state_integer(now_s)};
        const clm_state_query query = {.sql = "SELECT count(CASE WHEN " WORK_IS_FREE
                                              " THEN 1 END), count(*) FROM work WHERE run = $1",
                                       .values = values,
                                       .count = 2,
                                       .columns = "ii",
                                       .row = take_two,
                                       .context = two};
        status = clm_state_read(state, &query, error);
    }
    *waiting = two[0];
    *taken = two[1] - two[0];
    return status;
}
