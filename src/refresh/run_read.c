/* Brings the bytes of articles, and finds which are the same without mapping them. */
#include "refresh/run.h"

#include "article/article.h"
#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"
#include "base/hash.h"

#include <stdlib.h>

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static void end_item(clm_run *run, clm_run_item *item, clm_fate fate, const char *reason) {
    item->fate = fate;
    item->reason = reason;
    if (fate == CLM_FATE_WORK) {
        return;
    }
    run->done++;
    run->failed += fate == CLM_FATE_FAILED;
    clm_run_tell_item(run, item);
}

static void fail_item(clm_run *run, clm_run_item *item, const char *reason, int64_t retry_after_s) {
    const char *kept = clm_arena_strdup(run->arena, reason);
    if (!item->left_alone && item->listed.is_url) {
        const int64_t failures = item->failed_before ? item->page.failures + 1 : 1;
        item->wait_s = clm_run_back_off_s(failures, retry_after_s);
    }
    end_item(run, item, CLM_FATE_FAILED, kept != NULL ? kept : "it failed");
}

/* ---- which ones ---- */

static bool is_waiting(const clm_run *run, const clm_run_item *item) {
    return item->page_known && item->listed.is_url && item->page.failures > 0 &&
           !clm_state_is_over(item->page.failed_s, item->page.wait_s, run->now_s);
}

static bool take_items(clm_run *run) {
    bool more = false;
    for (size_t i = 0; i < run->config->source_count; i++) {
        clm_run_source *source = &run->sources[i];
        const size_t most =
            source->config->most_articles > 0 ? (size_t)source->config->most_articles : SIZE_MAX;
        while (source->next < source->count && source->accepted < most && !source->failed) {
            clm_run_item *item = &run->items[source->first + source->next++];
            if (item->fate != CLM_FATE_WAITING) {
                continue;
            }
            source->accepted++;
            run->total++;
            more = true;
            item->fate = CLM_FATE_READ;
            if (is_waiting(run, item)) {
                item->left_alone = true;
                fail_item(run, item,
                          item->page.last_error != NULL ? item->page.last_error : "it failed", 0);
            }
        }
    }
    return more;
}

/* ---- bytes ---- */

/* `bytes` are here: the same as when it was mapped, or to be looked into. */
static void weigh(clm_run *run, clm_run_item *item) {
    const bool same = item->known && item->fresh && item->page_known && item->page.failures == 0 &&
                      item->page.sha256 != NULL && strcmp(item->page.sha256, item->sha256) == 0;
    end_item(run, item, same ? CLM_FATE_SAME : CLM_FATE_WORK, NULL);
}

static clm_status keep_bytes(clm_run *run, clm_run_item *item, clm_text bytes, clm_error *error) {
    char sha256[CLM_SHA256_HEX_BYTES];
    clm_sha256_hex(bytes.ptr, bytes.len, sha256);
    item->sha256 = clm_arena_strdup(run->arena, sha256);
    return item->sha256 != NULL ? clm_spool_add(run->spool, bytes, &item->bytes, error)
                                : fail_memory(error);
}

static clm_status read_local(clm_run *run, clm_run_item *item, clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_error why = {0};
    clm_status status = CLM_OK;
    if (item->listed.content != NULL) {
        item->html = true;
        status = keep_bytes(run, item, clm_text_of(item->listed.content), error);
        if (status == CLM_OK) {
            weigh(run, item);
        }
    } else if (clm_file_read(item->listed.address, CLM_ARTICLE_LIMIT_BYTES, &bytes, &why) !=
               CLM_OK) {
        fail_item(run, item, why.message, 0);
    } else {
        status = keep_bytes(run, item, (clm_text){bytes.data, bytes.len}, error);
        if (status == CLM_OK) {
            weigh(run, item);
        }
    }
    clm_buffer_clear(&bytes);
    return status;
}

static bool is_html(const char *type) {
    return type != NULL && (strcmp(type, "text/html") == 0 || strstr(type, "xhtml") != NULL);
}

static void take_visit(clm_run *run, clm_run_item *item) {
    const clm_visit *visit = &item->visit;
    if (!visit->begun) {
        clm_run_end_time(run);
        item->visited = false;
        item->fate = CLM_FATE_WAITING;
        run->total--;
        return;
    }
    if (visit->status == CLM_OK && visit->not_modified) {
        end_item(run, item, CLM_FATE_SAME, NULL);
    } else if (visit->status == CLM_OK) {
        item->bytes = visit->body;
        item->sha256 = visit->sha256;
        item->charset = visit->charset;
        item->html = is_html(visit->type);
        weigh(run, item);
    } else if (visit->gone && item->known && run->sources[item->source].whole) {
        end_item(run, item, CLM_FATE_GONE, visit->reason);
    } else {
        fail_item(run, item, visit->reason, visit->retry_after_s);
    }
}

void clm_run_visited(void *context, const clm_visit *visit) {
    (void)visit;
    clm_run *run = context;
    if (run->beat == CLM_OK) {
        run->beat = clm_state_heartbeat(run->state, &run->beat_error);
    }
    clm_run_progress(run, NULL);
}

/* Half of the time that is left: what is fetched must still be mapped. */
static int64_t visit_deadline_ms(const clm_run *run) {
    const int64_t now_ms = clm_clock_ms();
    return run->deadline_ms == 0 ? 0 : now_ms + (run->deadline_ms - now_ms) / 2;
}

static clm_status visit_items(clm_run *run, size_t count, clm_error *error) {
    clm_visit *visits = clm_alloc_zero(count, sizeof *visits);
    clm_run_item **owners = clm_alloc_zero(count, sizeof(clm_run_item *));
    size_t wanted = 0;
    if (visits == NULL || owners == NULL) {
        clm_free(visits);
        clm_free(owners);
        return fail_memory(error);
    }
    for (size_t i = 0; i < run->item_count; i++) {
        clm_run_item *item = &run->items[i];
        if (item->fate == CLM_FATE_READ) {
            clm_visit *visit = &visits[wanted];
            owners[wanted++] = item;
            visit->url = item->listed.address;
            /* "Not modified" is of use only where there is a map of it as it is wanted today. */
            if (item->known && item->fresh && item->page_known && item->page.failures == 0) {
                visit->etag = item->page.etag;
                visit->last_modified = item->page.last_modified;
            }
        }
    }
    const clm_visit_options options = {.fetch = clm_run_fetch_options(run),
                                       .spool = run->spool,
                                       .arena = run->arena,
                                       .deadline_ms = visit_deadline_ms(run),
                                       .visited = clm_run_visited,
                                       .context = run};
    clm_status status = clm_visits_run(&options, visits, wanted, error);
    if (status == CLM_OK && run->beat != CLM_OK) {
        status = clm_fail(error, run->beat, "%s", run->beat_error.message);
    }
    for (size_t i = 0; i < wanted && status == CLM_OK; i++) {
        owners[i]->visit = visits[i];
        owners[i]->visited = true;
        take_visit(run, owners[i]);
    }
    clm_free(visits);
    clm_free(owners);
    return status;
}

clm_status clm_run_read_round(clm_run *run, bool *more, clm_error *error) {
    clm_status status = CLM_OK;
    size_t to_visit = 0;
    *more = !clm_run_time_over(run) && take_items(run);
    for (size_t i = 0; *more && i < run->item_count && status == CLM_OK; i++) {
        clm_run_item *item = &run->items[i];
        if (item->fate != CLM_FATE_READ) {
            continue;
        }
        if (item->listed.is_url && item->listed.content == NULL) {
            to_visit++;
        } else {
            status = read_local(run, item, error);
            clm_run_progress(run, item->shown);
        }
    }
    return status == CLM_OK && to_visit > 0 ? visit_items(run, to_visit, error) : status;
}

/* ---- what was not read ---- */

typedef struct gone_context {
    clm_run *run;
    size_t source;
    const char **keys; /* of what the source lists, sorted */
    size_t count;
} gone_context;

static int compare_text(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static clm_status look_for(void *context, const clm_state_article *article, clm_error *error) {
    const gone_context *look = context;
    clm_run *run = look->run;
    if (article->gone_run != 0 || bsearch(&article->item, look->keys, look->count,
                                          sizeof *look->keys, compare_text) != NULL) {
        return CLM_OK;
    }
    const clm_run_source *source = &run->sources[look->source];
    const bool known = source->whole && !run->time_over;
    return clm_run_add_published(run, look->source, article, known ? CLM_FATE_GONE : CLM_FATE_SAME,
                                 error);
}

static clm_status find_gone_of(clm_run *run, size_t index, clm_error *error) {
    const clm_run_source *source = &run->sources[index];
    gone_context look = {run, index, clm_alloc(source->count * sizeof(const char *) + 1),
                         source->count};
    if (look.keys == NULL) {
        return fail_memory(error);
    }
    for (size_t i = 0; i < source->count; i++) {
        look.keys[i] = run->items[source->first + i].key;
    }
    if (look.count > 0) {
        qsort(look.keys, look.count, sizeof *look.keys, compare_text);
    }
    clm_status status = clm_state_articles(run->state, CLM_STATE_ALL, source->config->name, 0,
                                           look_for, &look, error);
    clm_free(look.keys);
    return status;
}

clm_status clm_run_find_gone(clm_run *run, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->item_count; i++) {
        clm_run_item *item = &run->items[i];
        const bool turn_missed = item->fate == CLM_FATE_WAITING || item->fate == CLM_FATE_READ ||
                                 item->fate == CLM_FATE_WORK;
        const bool stays = run->time_over || !run->sources[item->source].whole;
        if (turn_missed) {
            /* Its bytes may have come, but nothing was made of them: were they remembered as known,
             * the next run would take the old map for theirs. */
            item->visited = false;
            item->sha256 = NULL;
        }
        if (turn_missed && item->known && stays) {
            item->fate = CLM_FATE_SAME;
        } else if (turn_missed && item->known) {
            end_item(run, item, CLM_FATE_GONE,
                     "its source lists newer ones, and no more are wanted");
        } else if (turn_missed) {
            item->fate = CLM_FATE_EXCLUDED;
        }
    }
    for (size_t i = 0; i < run->config->source_count && status == CLM_OK; i++) {
        if (!run->sources[i].failed) {
            status = find_gone_of(run, i, error);
        }
    }
    return status;
}
