/* Articles: prepared, published, seen, gone. */
#include "store/state_parts.h"

#include "base/alloc.h"

#define MADE_COLUMNS                                                                               \
    "source, item, version, title, text_sha256, made_with, sketch, story, geojson_sha256,"         \
    " geojson_path, address, made_run"
#define BY_KEY " WHERE source = $1 AND item = $2"

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static clm_status check_key(const char *source, const char *item, clm_error *error) {
    const bool fine = source != NULL && source[0] != '\0' && item != NULL && item[0] != '\0';
    return fine ? CLM_OK
                : clm_fail(error, CLM_ERR_ARGUMENT, "the source or item of an article is empty");
}

/* ---- reading ---- */

static const char article_types[] = "ttitttttttti"
                                    "ii";

static bool read_article(const clm_state_value *cells, clm_arena *arena, clm_state_article *out) {
    out->version = cells[2].integer;
    out->made_run = cells[11].integer;
    out->seen_run = cells[12].integer;
    out->gone_run = cells[13].integer;
    return clm_state_keep(arena, cells[0].text, &out->source) &&
           clm_state_keep(arena, cells[1].text, &out->item) &&
           clm_state_keep(arena, cells[3].text, &out->title) &&
           clm_state_keep(arena, cells[4].text, &out->text_sha256) &&
           clm_state_keep(arena, cells[5].text, &out->made_with) &&
           clm_state_keep(arena, cells[6].text, &out->sketch) &&
           clm_state_keep(arena, cells[7].text, &out->story) &&
           clm_state_keep(arena, cells[8].text, &out->geojson_sha256) &&
           clm_state_keep(arena, cells[9].text, &out->geojson_path) &&
           clm_state_keep(arena, cells[10].text, &out->address);
}

enum { PAGE_ROWS = 500 };

typedef struct article_page {
    clm_arena *arena;
    clm_state_article *rows;
    size_t count;
} article_page;

static clm_status take_article(void *context, const clm_state_value *cells, clm_error *error) {
    article_page *page = context;
    return read_article(cells, page->arena, &page->rows[page->count++]) ? CLM_OK
                                                                        : fail_memory(error);
}

clm_status clm_state_article_get(clm_state *state, const char *source, const char *item,
                                 clm_arena *arena, clm_state_article *out, bool *found,
                                 clm_error *error) {
    article_page page = {arena, out, 0};
    const clm_state_value values[] = {clm_state_text(source), clm_state_text(item)};
    const clm_state_query query = {.sql = "SELECT " MADE_COLUMNS
                                          ", seen_run, gone_run FROM articles" BY_KEY,
                                   .values = values,
                                   .count = 2,
                                   .columns = article_types,
                                   .row = take_article,
                                   .context = &page};
    memset(out, 0, sizeof *out);
    clm_status status = clm_state_read(state, &query, error);
    *found = page.count > 0;
    return status;
}

/* ---- lists ---- */

typedef struct list_sql {
    const char *one, *all; /* of one source, of all */
} list_sql;

#define LIST(columns, table, condition)                                                            \
    {                                                                                              \
        "SELECT " MADE_COLUMNS columns " FROM " table " WHERE source = $1 AND item > $2" condition \
        " ORDER BY source, item LIMIT $4",                                                         \
            "SELECT " MADE_COLUMNS columns " FROM " table                                          \
            " WHERE (source, item) > ($1, $2)" condition " ORDER BY source, item LIMIT $4"         \
    }
#define LIST_ARTICLES(condition) LIST(", seen_run, gone_run", "articles", condition)

static const list_sql lists[CLM_STATE_WHICH_COUNT] = {
    [CLM_STATE_ALL] = LIST_ARTICLES(""),
    [CLM_STATE_SEEN_SINCE] = LIST_ARTICLES(" AND seen_run >= $3"),
    [CLM_STATE_UNSEEN] = LIST_ARTICLES(" AND seen_run < $3 AND gone_run = 0"),
    [CLM_STATE_GONE_IN] = LIST_ARTICLES(" AND gone_run = $3"),
    [CLM_STATE_MADE_IN] = LIST_ARTICLES(" AND made_run = $3"),
    [CLM_STATE_SAME_IN] = LIST_ARTICLES(" AND seen_run = $3 AND made_run < $3"),
    [CLM_STATE_PREPARED] = LIST(", 0, 0", "prepared", " AND made_run <= $3"),
};

/* Key of the last row that was listed, in memory of its own. */
typedef struct list_place {
    clm_buffer source, item;
} list_place;

static clm_status move_place(list_place *place, const clm_state_article *article,
                             clm_error *error) {
    place->source.len = place->item.len = 0;
    clm_buffer_string(&place->source, article->source);
    clm_buffer_string(&place->item, article->item);
    return place->source.failed || place->item.failed ? fail_memory(error) : CLM_OK;
}

static clm_status read_page(clm_state *state, const char *sql, int64_t run, const list_place *place,
                            article_page *page, clm_error *error) {
    const clm_state_value values[] = {clm_state_text(place->source.data),
                                      clm_state_text(place->item.data), clm_state_integer(run),
                                      clm_state_integer(PAGE_ROWS)};
    const clm_state_query query = {.sql = sql,
                                   .values = values,
                                   .count = 4,
                                   .columns = article_types,
                                   .row = take_article,
                                   .context = page};
    return clm_state_read(state, &query, error);
}

static clm_status visit_page(clm_state *state, const char *sql, int64_t run, list_place *place,
                             clm_state_article_visit *visit, void *context, bool *more,
                             clm_error *error) {
    article_page page = {clm_arena_new(), NULL, 0};
    page.rows = page.arena != NULL
                    ? clm_arena_array(page.arena, PAGE_ROWS, sizeof(clm_state_article))
                    : NULL;
    clm_status status =
        page.rows != NULL ? read_page(state, sql, run, place, &page, error) : fail_memory(error);
    for (size_t i = 0; i < page.count && status == CLM_OK; i++) {
        status = visit(context, &page.rows[i], error);
    }
    *more = page.count == PAGE_ROWS;
    if (status == CLM_OK && *more) {
        status = move_place(place, &page.rows[page.count - 1], error);
    }
    clm_arena_free(page.arena);
    return status;
}

clm_status clm_state_articles(clm_state *state, clm_state_which which, const char *source,
                              int64_t run, clm_state_article_visit *visit, void *context,
                              clm_error *error) {
    if ((unsigned)which >= CLM_STATE_WHICH_COUNT) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a list of articles that is none");
    }
    const char *sql = source != NULL ? lists[which].one : lists[which].all;
    const clm_state_article first = {.source = source != NULL ? source : "", .item = ""};
    list_place place;
    clm_buffer_init(&place.source);
    clm_buffer_init(&place.item);
    clm_status status = move_place(&place, &first, error);
    bool more = true;
    while (more && status == CLM_OK) {
        status = visit_page(state, sql, run, &place, visit, context, &more, error);
    }
    clm_buffer_clear(&place.source);
    clm_buffer_clear(&place.item);
    return status;
}

/* ---- writing ---- */

clm_status clm_state_article_seen(clm_state *state, const char *source, const char *item,
                                  bool *known, clm_error *error) {
    const clm_state_value values[] = {clm_state_text(source), clm_state_text(item),
                                      clm_state_integer(state->run)};
    const clm_state_query query = {.sql = "UPDATE articles SET seen_run = $3, gone_run = 0" BY_KEY,
                                   .values = values,
                                   .count = 3};
    int64_t changed = 0;
    clm_status status = clm_state_write(state, &query, &changed, error);
    *known = status == CLM_OK && changed > 0;
    return status;
}

static clm_status take_version(void *context, const clm_state_value *cells, clm_error *error) {
    (void)error;
    *(int64_t *)context = cells[0].integer;
    return CLM_OK;
}

clm_status clm_state_prepare(clm_state *state, const clm_state_article *article, int64_t *version,
                             clm_error *error) {
    const clm_state_value values[] = {
        clm_state_text(article->source),       clm_state_text(article->item),
        clm_state_text(article->title),        clm_state_text(article->text_sha256),
        clm_state_text(article->made_with),    clm_state_text(article->sketch),
        clm_state_text(article->story),        clm_state_text(article->geojson_sha256),
        clm_state_text(article->geojson_path), clm_state_text(article->address),
        clm_state_integer(state->run)};
    const clm_state_query query = {
        .sql = "INSERT INTO prepared (" MADE_COLUMNS ") VALUES ($1, $2,"
               " coalesce((SELECT max(v.version) FROM versions v WHERE v.source = $1 AND"
               " v.item = $2), 0) + 1, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (source, "
               "item) "
               "DO UPDATE SET"
               " version = excluded.version, title = excluded.title,"
               " text_sha256 = excluded.text_sha256, made_with = excluded.made_with,"
               " sketch = excluded.sketch, story = excluded.story,"
               " geojson_sha256 = excluded.geojson_sha256,"
               " geojson_path = excluded.geojson_path, address = excluded.address,"
               " made_run = excluded.made_run"
               " RETURNING version",
        .values = values,
        .count = 11,
        .columns = "i",
        .row = take_version,
        .context = version};
    clm_status status = check_key(article->source, article->item, error);
    return status == CLM_OK ? clm_state_write(state, &query, NULL, error) : status;
}

/* A row of `prepared` becomes one of `versions` and the one of `articles`. */
#define KEEP_VERSION                                                                               \
    "INSERT INTO versions (source, item, version, text_sha256, made_with, geojson_sha256,"         \
    " geojson_path, made_run) SELECT source, item, version, text_sha256, made_with,"               \
    " geojson_sha256, geojson_path, made_run FROM prepared"
#define ON_SAME_VERSION " ON CONFLICT (source, item, version) DO NOTHING"
#define PUT_ARTICLE                                                                                \
    "INSERT INTO articles (" MADE_COLUMNS ", seen_run, gone_run) SELECT " MADE_COLUMNS             \
    ", made_run, 0 FROM prepared"
#define ON_SAME_ARTICLE                                                                            \
    " ON CONFLICT (source, item) DO UPDATE SET version = excluded.version,"                        \
    " title = excluded.title, text_sha256 = excluded.text_sha256,"                                 \
    " made_with = excluded.made_with, sketch = excluded.sketch, story = excluded.story,"           \
    " geojson_sha256 = excluded.geojson_sha256, geojson_path = excluded.geojson_path,"             \
    " address = excluded.address,"                                                                 \
    " made_run = excluded.made_run, gone_run = 0, seen_run = CASE WHEN articles.seen_run >"        \
    " excluded.seen_run THEN articles.seen_run ELSE excluded.seen_run END"
#define OF_RUN " WHERE made_run = $1"

clm_status clm_state_publish(clm_state *state, const char *source, const char *item, bool *found,
                             clm_error *error) {
    static const char *const statements[] = {KEEP_VERSION BY_KEY ON_SAME_VERSION,
                                             PUT_ARTICLE BY_KEY ON_SAME_ARTICLE,
                                             ("DELETE FROM prepared" BY_KEY)};
    const clm_state_value values[] = {clm_state_text(source), clm_state_text(item)};
    int64_t changed = 0;
    clm_status status = clm_state_write_all(state, statements, 3, values, 2, &changed, error);
    *found = status == CLM_OK && changed > 0;
    return status;
}

clm_status clm_state_publish_run(clm_state *state, int64_t run, int64_t *count, clm_error *error) {
    static const char *const statements[] = {KEEP_VERSION OF_RUN ON_SAME_VERSION,
                                             PUT_ARTICLE OF_RUN ON_SAME_ARTICLE,
                                             ("DELETE FROM prepared" OF_RUN)};
    const clm_state_value values[] = {clm_state_integer(run)};
    *count = 0;
    return clm_state_write_all(state, statements, 3, values, 1, count, error);
}

clm_status clm_state_unprepare(clm_state *state, const char *source, const char *item,
                               clm_error *error) {
    const clm_state_value values[] = {clm_state_text(source), clm_state_text(item)};
    const clm_state_query query = {
        .sql = "DELETE FROM prepared" BY_KEY, .values = values, .count = 2};
    return clm_state_write(state, &query, NULL, error);
}

clm_status clm_state_mark_gone(clm_state *state, const char *source, int64_t *count,
                               clm_error *error) {
    const clm_state_value values[] = {clm_state_text(source), clm_state_integer(state->run)};
    const clm_state_query query = {.sql = "UPDATE articles SET gone_run = $2"
                                          " WHERE source = $1 AND seen_run < $2 AND gone_run = 0",
                                   .values = values,
                                   .count = 2};
    *count = 0;
    return clm_state_write(state, &query, count, error);
}
