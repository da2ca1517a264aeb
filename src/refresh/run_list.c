/* What all sources list, and what the state knows of it. */
#include "refresh/run.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/utf8.h"

#include <stdlib.h>

enum {
    BACK_OFF_S = 15 * 60,
    BACK_OFF_MOST_S = 24 * 3600,
    SILENT_MAX = 3 /* parts of an index that got no answer, one after another */
};

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

bool clm_run_cancelled(const clm_run *run) {
    return run->options->cancel != NULL && atomic_load(run->options->cancel);
}

void clm_run_end_time(clm_run *run) {
    if (!run->time_over) {
        run->time_over = true;
        clm_run_say(run, CLM_LOG_WARNING, "time", NULL,
                    "the time limit is over; no further article is begun");
    }
}

bool clm_run_time_over(clm_run *run) {
    if (run->deadline_ms != 0 && clm_clock_ms() >= run->deadline_ms) {
        clm_run_end_time(run);
    }
    return run->time_over;
}

int64_t clm_run_back_off_s(int64_t failures, int64_t retry_after_s) {
    int64_t wait = BACK_OFF_S;
    for (int64_t i = 1; i < failures && wait < BACK_OFF_MOST_S; i++) {
        wait *= 2;
    }
    wait = wait > BACK_OFF_MOST_S ? BACK_OFF_MOST_S : wait;
    return retry_after_s > wait ? retry_after_s : wait;
}

/* ---- feeds ---- */

static bool is_list(const clm_source_config *config) {
    return config->is_url &&
           (config->kind == CLM_SOURCE_FEED || config->kind == CLM_SOURCE_SITEMAP);
}

static bool waits(int64_t failures, int64_t failed_s, int64_t wait_s, int64_t now_s) {
    return failures > 0 && wait_s > 0 && !clm_state_is_over(failed_s, wait_s, now_s);
}

static clm_status read_states(clm_run *run, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->config->source_count && status == CLM_OK && run->state != NULL;
         i++) {
        clm_run_source *source = &run->sources[i];
        status = clm_state_source_get(run->state, source->config->name, run->arena, &source->state,
                                      &source->state_known, error);
        source->left_alone =
            source->config->is_url && source->state_known &&
            waits(source->state.failures, source->state.failed_s, source->state.wait_s, run->now_s);
    }
    return status;
}

/* All feeds at once, so that one that hangs costs its own time alone. */
static clm_status fetch_feeds(clm_run *run, clm_error *error) {
    const size_t count = run->config->source_count;
    clm_visit *visits = clm_alloc_zero(count, sizeof *visits);
    size_t *owners = clm_alloc_zero(count, sizeof *owners);
    size_t wanted = 0;
    if (visits == NULL || owners == NULL) {
        clm_free(visits);
        clm_free(owners);
        return fail_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        const clm_run_source *source = &run->sources[i];
        if (is_list(source->config) && !source->left_alone) {
            owners[wanted] = i;
            visits[wanted++].url = source->config->address;
        }
    }
    const clm_visit_options options = {.fetch = clm_run_fetch_options(run),
                                       .spool = run->spool,
                                       .arena = run->arena,
                                       .deadline_ms = run->deadline_ms,
                                       .visited = run->begun_run ? clm_run_visited : NULL,
                                       .context = run};
    clm_status status = wanted > 0 ? clm_visits_run(&options, visits, wanted, error) : CLM_OK;
    for (size_t i = 0; i < wanted && status == CLM_OK; i++) {
        run->sources[owners[i]].visit = visits[i];
        run->sources[owners[i]].visited = true;
    }
    clm_free(visits);
    clm_free(owners);
    return status;
}

typedef struct feed_fetch {
    clm_run *run;
    clm_run_source *source;
    unsigned silent;
} feed_fetch;

/* Fifty parts of a host that hangs would cost fifty times the time-out. */
static clm_status may_fetch_part(const feed_fetch *fetch, clm_error *error) {
    if (clm_run_time_over(fetch->run)) {
        return clm_fail(error, CLM_ERR_LIMIT, "it was not read before the time limit");
    }
    if (fetch->silent == SILENT_MAX) {
        return clm_fail(error, CLM_ERR_IO, "not asked for: there was no answer three times");
    }
    return CLM_OK;
}

/* Parts of an index of sitemaps, which are known only when it is read. */
static clm_status fetch_part(feed_fetch *fetch, const char *url, clm_buffer *out, char *charset,
                             clm_error *error) {
    clm_run *run = fetch->run;
    clm_status status = may_fetch_part(fetch, error);
    if (status != CLM_OK) {
        return status;
    }
    if (run->fetcher == NULL) {
        const clm_fetch_options options = clm_run_fetch_options(run);
        status = clm_fetcher_open(&options, &run->fetcher, error);
    }
    clm_fetch_reply reply;
    clm_fetch_reply_init(&reply);
    if (status == CLM_OK) {
        status = clm_fetcher_get(run->fetcher, &(clm_fetch_request){.url = url}, &reply, error);
    }
    if (status == CLM_OK) {
        clm_buffer_add(out, reply.body.data, reply.body.len);
        if (reply.charset.len < 64) {
            memcpy(charset, reply.charset.len > 0 ? reply.charset.data : "", reply.charset.len + 1);
        }
        status = out->failed ? fail_memory(error) : CLM_OK;
    }
    const bool silent = reply.redirects == 0 &&
                        (reply.fault == CLM_FETCH_NETWORK || reply.fault == CLM_FETCH_TIMEOUT);
    fetch->silent = silent ? fetch->silent + 1 : 0;
    clm_fetch_reply_clear(&reply);
    if (run->begun_run) {
        clm_run_visited(run, NULL);
    }
    return status;
}

static clm_status bring(void *context, const char *url, clm_buffer *out, char *charset,
                        clm_error *error) {
    feed_fetch *fetch = context;
    const clm_visit *visit = &fetch->source->visit;
    charset[0] = '\0';
    if (!fetch->source->visited || strcmp(url, visit->url) != 0) {
        return fetch_part(fetch, url, out, charset, error);
    }
    if (!visit->begun) {
        return clm_fail(error, CLM_ERR_LIMIT, "it was not read before the time limit");
    }
    if (visit->status != CLM_OK) {
        return clm_fail(error, visit->status, "%s", visit->reason);
    }
    if (visit->charset != NULL && strlen(visit->charset) < 64) {
        memcpy(charset, visit->charset, strlen(visit->charset) + 1);
    }
    return clm_spool_read(fetch->run->spool, visit->body, out, error);
}

/* ---- items ---- */

/* Items of a source that are added later, as they are gone, stand behind those of all others. */
static clm_run_item *add_item(clm_run *run, size_t source) {
    if (clm_arena_grow(run->arena, (void **)&run->items, &run->item_capacity, run->item_count + 1,
                       sizeof *run->items) != 0) {
        return NULL;
    }
    clm_run_item *item = &run->items[run->item_count++];
    *item = (clm_run_item){.source = source};
    return item;
}

/* Keys are UTF-8; a path that is not has its odd bytes percent-encoded. */
static const char *key_of_path(clm_run *run, const char *path) {
    const size_t length = strlen(path);
    if (clm_utf8_valid(path, length)) {
        return clm_arena_strdup(run->arena, path);
    }
    char *key = clm_arena_alloc(run->arena, length * 3 + 1);
    size_t at = 0;
    for (size_t i = 0; key != NULL && i < length; i++) {
        const unsigned char byte = (unsigned char)path[i];
        if (byte < 0x80 && byte != '%') {
            key[at++] = (char)byte;
        } else {
            static const char digits[] = "0123456789ABCDEF";
            key[at++] = '%';
            key[at++] = digits[byte >> 4];
            key[at++] = digits[byte & 15];
        }
    }
    return key;
}

static const char *shown_of(clm_run *run, const clm_item *listed) {
    if (!listed->is_url) {
        return listed->address;
    }
    clm_buffer shown;
    clm_buffer_init(&shown);
    clm_fetch_shown(listed->address, true, &shown);
    const char *kept =
        shown.failed || shown.data == NULL ? NULL : clm_arena_strdup(run->arena, shown.data);
    clm_buffer_clear(&shown);
    return kept;
}

static const char *key_of(clm_run *run, const clm_item *listed, const char *shown) {
    if (!listed->is_url) {
        return key_of_path(run, listed->address);
    }
    clm_buffer key;
    clm_buffer_init(&key);
    clm_url_key(shown, &key);
    const char *kept =
        key.failed || key.data == NULL ? NULL : clm_arena_strdup(run->arena, key.data);
    clm_buffer_clear(&key);
    return kept;
}

/* The map that is published stands in the last night's folder; if a person took it away, the
 * article is as good as new. */
static bool map_stands(const clm_run *run, const clm_state_article *old) {
    const char *folder = clm_folders_last_path(run->folders);
    clm_buffer path;
    clm_buffer_init(&path);
    if (folder != NULL && old->geojson_path != NULL) {
        clm_buffer_printf(&path, "%s/%s", folder, old->geojson_path);
    }
    const bool stands = !path.failed && path.len > 0 && clm_file_exists(path.data);
    clm_buffer_clear(&path);
    return stands;
}

static const char *stem_of(clm_run *run, const char *geojson_path) {
    const size_t length = strlen(geojson_path);
    const size_t suffix = sizeof ".geojson" - 1;
    return length > suffix ? clm_arena_strndup(run->arena, geojson_path, length - suffix) : NULL;
}

static clm_status recall_item(clm_run *run, clm_run_item *item, clm_error *error) {
    const clm_run_source *source = &run->sources[item->source];
    bool found = false;
    if (run->state == NULL) {
        return CLM_OK;
    }
    clm_status status = clm_state_article_get(run->state, source->config->name, item->key,
                                              run->arena, &item->old, &found, error);
    if (status == CLM_OK) {
        status = clm_state_page_get(run->state, item->key, run->arena, &item->page,
                                    &item->page_known, error);
    }
    item->known = found && item->old.gone_run == 0 && item->old.geojson_path != NULL &&
                  (run->folders == NULL || map_stands(run, &item->old));
    item->failed_before = item->page_known && item->page.failures > 0;
    if (item->known) {
        item->stem = stem_of(run, item->old.geojson_path);
        item->fresh = item->old.made_with != NULL &&
                      strcmp(item->old.made_with, source->made_with) == 0 && item->stem != NULL;
    }
    return status;
}

static clm_status add_listed(clm_run *run, size_t index, clm_error *error) {
    clm_run_source *source = &run->sources[index];
    clm_status status = CLM_OK;
    source->count = source->items.count;
    for (size_t i = 0; i < source->items.count && status == CLM_OK; i++) {
        clm_run_item *item = add_item(run, index);
        if (item == NULL) {
            return fail_memory(error);
        }
        item->listed = source->items.items[i];
        item->shown = shown_of(run, &item->listed);
        item->key = item->shown != NULL ? key_of(run, &item->listed, item->shown) : NULL;
        status = item->key != NULL ? recall_item(run, item, error) : fail_memory(error);
    }
    return status;
}

clm_status clm_run_add_published(clm_run *run, size_t source, const clm_state_article *article,
                                 clm_fate fate, clm_error *error) {
    clm_run_item *item = add_item(run, source);
    if (item == NULL) {
        return fail_memory(error);
    }
    const char *address = article->address != NULL ? article->address : article->item;
    item->key = clm_arena_strdup(run->arena, article->item);
    item->listed = (clm_item){.address = clm_arena_strdup(run->arena, address),
                              .is_url = article->address != NULL,
                              .time = CLM_TIME_UNKNOWN};
    item->shown = item->listed.address;
    if (item->key == NULL || item->listed.address == NULL) {
        return fail_memory(error);
    }
    clm_status status = recall_item(run, item, error);
    item->fate = item->known ? fate : CLM_FATE_EXCLUDED;
    if (item->fate == CLM_FATE_GONE) {
        item->reason = "its source no longer lists it, or it is too old";
        clm_run_tell_item(run, item);
    }
    return status;
}

typedef struct keep_context {
    clm_run *run;
    size_t source;
} keep_context;

static clm_status keep_published(void *context, const clm_state_article *article,
                                 clm_error *error) {
    const keep_context *keep = context;
    return article->gone_run != 0
               ? CLM_OK
               : clm_run_add_published(keep->run, keep->source, article, CLM_FATE_SAME, error);
}

/* A source that cannot be read costs none of its maps. */
static clm_status keep_all(clm_run *run, size_t index, clm_error *error) {
    keep_context context = {run, index};
    const char *name = run->sources[index].config->name;
    return run->state == NULL ? CLM_OK
                              : clm_state_articles(run->state, CLM_STATE_ALL, name, 0,
                                                   keep_published, &context, error);
}

static void fail_source(clm_run *run, clm_run_source *source, const char *reason) {
    source->failed = true;
    source->reason = clm_arena_strdup(run->arena, reason);
    clm_run_say(run, CLM_LOG_ERROR, "source", source->config->name, reason);
}

static void tell_problems(clm_run *run, const clm_run_source *source) {
    char *line = source->items.problems.data;
    while (line != NULL && *line != '\0') {
        char *end = line + strcspn(line, "\n");
        const bool last = *end == '\0';
        *end = '\0';
        clm_run_say(run, CLM_LOG_WARNING, "source", source->config->name, line);
        line = last ? end : end + 1;
    }
}

static clm_status list_source(clm_run *run, size_t index, clm_error *error) {
    clm_run_source *source = &run->sources[index];
    feed_fetch fetch = {run, source, 0};
    clm_error why = {0};
    source->first = run->item_count;
    if (source->left_alone) {
        fail_source(run, source,
                    source->state.last_error != NULL ? source->state.last_error : "it failed");
        return keep_all(run, index, error);
    }
    const clm_sources_options options = {run->now_s, bring, &fetch};
    clm_status status = clm_items_list(source->config, &options, &source->items, &why);
    if (status == CLM_ERR_NOMEM) {
        return fail_memory(error);
    }
    if (status != CLM_OK) {
        fail_source(run, source, why.message);
        return keep_all(run, index, error);
    }
    tell_problems(run, source);
    /* Where a part of it could not be read, what is not listed is not known to be gone. */
    source->whole = source->items.problems.len == 0;
    return add_listed(run, index, error);
}

/* ---- the same page in two sources ---- */

static int compare_keys(const void *a, const void *b) {
    const clm_run_item *const *left = a;
    const clm_run_item *const *right = b;
    const int order = strcmp((*left)->key, (*right)->key);
    return order != 0 ? order : (*left > *right) - (*left < *right);
}

/* It belongs to the first source that lists it. */
static clm_status drop_repeated(clm_run *run, clm_error *error) {
    clm_run_item **sorted = clm_alloc(run->item_count * sizeof(clm_run_item *) + 1);
    if (sorted == NULL) {
        return fail_memory(error);
    }
    for (size_t i = 0; i < run->item_count; i++) {
        sorted[i] = &run->items[i];
    }
    if (run->item_count > 0) {
        qsort(sorted, run->item_count, sizeof(clm_run_item *), compare_keys);
    }
    for (size_t i = 1; i < run->item_count; i++) {
        if (strcmp(sorted[i]->key, sorted[i - 1]->key) == 0) {
            sorted[i]->fate = CLM_FATE_EXCLUDED;
        }
    }
    clm_free(sorted);
    return CLM_OK;
}

clm_status clm_run_list(clm_run *run, clm_error *error) {
    clm_status status = read_states(run, error);
    if (status == CLM_OK) {
        status = fetch_feeds(run, error);
    }
    for (size_t i = 0; i < run->config->source_count && status == CLM_OK; i++) {
        if (clm_run_cancelled(run)) {
            return clm_fail(error, CLM_ERR_IO, "stopped");
        }
        status = list_source(run, i, error);
        if (status == CLM_OK && run->begun_run) {
            status = clm_state_heartbeat(run->state, error);
        }
    }
    return status == CLM_OK ? drop_repeated(run, error) : status;
}
