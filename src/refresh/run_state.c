/* What a run remembers. Rows go in batches: a transaction a row would sync the disk for each. */
#include "refresh/run.h"

#include "base/file.h"
#include "base/hash.h"

enum { BATCH = 100, RUNS_KEPT = 400 };

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

/* ---- what an earlier run left ---- */

/* Whether the last version has the same map: then a folder does not show which of them it has, as
 * where only the picture's size or style is new. */
static clm_status has_same_map(const clm_run *run, const clm_state_article *article, bool *same,
                               clm_error *error) {
    clm_state_article last;
    bool known = false;
    const clm_status status = clm_state_article_get(run->state, article->source, article->item,
                                                    run->arena, &last, &known, error);
    *same = status == CLM_OK && known && last.geojson_sha256 != NULL &&
            article->geojson_sha256 != NULL &&
            strcmp(last.geojson_sha256, article->geojson_sha256) == 0;
    return status;
}

/* A folder was renamed before the state could say so: then its files are what was prepared. */
static clm_status settle_prepared(void *context, const clm_state_article *article,
                                  clm_error *error) {
    clm_run *run = context;
    const char *folder = clm_folders_last_path(run->folders);
    clm_buffer path, bytes;
    clm_buffer_init(&path);
    clm_buffer_init(&bytes);
    clm_error why = {0};
    char sha256[CLM_SHA256_HEX_BYTES] = "";
    if (folder != NULL && article->geojson_path != NULL) {
        clm_buffer_printf(&path, "%s/%s", folder, article->geojson_path);
        if (!path.failed && clm_file_read(path.data, (size_t)256 << 20, &bytes, &why) == CLM_OK) {
            clm_sha256_hex(bytes.data, bytes.len, sha256);
        }
    }
    bool same = false;
    clm_status status = path.failed ? fail_memory(error) : has_same_map(run, article, &same, error);
    const bool stands =
        !same && article->geojson_sha256 != NULL && strcmp(sha256, article->geojson_sha256) == 0;
    bool found = false;
    if (status == CLM_OK && stands) {
        status = clm_state_publish(run->state, article->source, article->item, &found, error);
    } else if (status == CLM_OK) {
        status = clm_state_unprepare(run->state, article->source, article->item, error);
    }
    clm_buffer_clear(&path);
    clm_buffer_clear(&bytes);
    return status;
}

clm_status clm_run_recover(clm_run *run, clm_error *error) {
    if (run->begun.message[0] != '\0') {
        clm_run_say(run, CLM_LOG_WARNING, "lock", NULL, run->begun.message);
    }
    return clm_state_articles(run->state, CLM_STATE_PREPARED, NULL, run->begun.run - 1,
                              settle_prepared, run, error);
}

/* ---- batches ---- */

typedef clm_status put_item(clm_run *run, const clm_run_item *item, clm_error *error);

static clm_status for_items(clm_run *run, put_item *put, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->item_count && status == CLM_OK; i += BATCH) {
        const size_t end = i + BATCH < run->item_count ? i + BATCH : run->item_count;
        status = clm_state_begin(run->state, error);
        for (size_t k = i; k < end && status == CLM_OK; k++) {
            status = put(run, &run->items[k], error);
        }
        if (status == CLM_OK) {
            status = clm_state_commit(run->state, error);
        } else {
            clm_state_rollback(run->state);
        }
    }
    return status;
}

static clm_status prepare_item(clm_run *run, const clm_run_item *item, clm_error *error) {
    const clm_run_source *source = &run->sources[item->source];
    clm_state_article article = item->old;
    int64_t version;
    if (item->broken) {
        article.made_with = ""; /* which no settings give: it is made again the next time */
    } else if (item->fate == CLM_FATE_NEW || item->fate == CLM_FATE_CHANGED || item->remade) {
        article = (clm_state_article){.source = source->config->name,
                                      .item = item->key,
                                      .title = item->made.title,
                                      .text_sha256 = item->made.text_sha256,
                                      .made_with = source->made_with,
                                      .sketch = item->made.sketch,
                                      .geojson_sha256 = item->made.geojson_sha256,
                                      .geojson_path =
                                          clm_arena_printf(run->arena, "%s.geojson", item->stem),
                                      .address = item->listed.is_url ? item->shown : NULL};
        if (article.geojson_path == NULL) {
            return fail_memory(error);
        }
    } else {
        return CLM_OK;
    }
    return clm_state_prepare(run->state, &article, &version, error);
}

clm_status clm_run_prepare(clm_run *run, clm_error *error) {
    return for_items(run, prepare_item, error);
}

/* ---- after publication ---- */

static clm_status see_item(clm_run *run, const clm_run_item *item, clm_error *error) {
    bool known;
    const bool stays =
        item->known && (item->fate == CLM_FATE_SAME || item->fate == CLM_FATE_FAILED);
    return stays ? clm_state_article_seen(run->state, run->sources[item->source].config->name,
                                          item->key, &known, error)
                 : CLM_OK;
}

static const char *said(const char *now, const char *before) {
    return now != NULL && now[0] != '\0' ? now : before;
}

static clm_status put_page(clm_run *run, const clm_run_item *item, clm_error *error) {
    clm_state_page page = {.url = item->key};
    if (item->fate == CLM_FATE_FAILED && !item->left_alone) {
        page.failures = item->failed_before ? item->page.failures + 1 : 1;
        page.failed_s = run->now_s;
        page.since_s =
            item->failed_before && item->page.since_s > 0 ? item->page.since_s : run->now_s;
        page.wait_s = item->wait_s;
        page.last_error = item->reason;
    } else if (item->fate >= CLM_FATE_NEW && item->fate != CLM_FATE_FAILED &&
               (item->visited || item->sha256 != NULL)) {
        const bool again = item->visited && item->visit.not_modified;
        page.sha256 = again ? item->page.sha256 : item->sha256;
        page.etag = said(item->visit.new_etag, again ? item->page.etag : NULL);
        page.last_modified =
            said(item->visit.new_last_modified, again ? item->page.last_modified : NULL);
    } else {
        return CLM_OK;
    }
    return clm_state_page_put(run->state, &page, error);
}

static clm_status put_sources(clm_run *run, clm_error *error) {
    clm_status status = clm_state_begin(run->state, error);
    for (size_t i = 0; i < run->config->source_count && status == CLM_OK; i++) {
        const clm_run_source *source = &run->sources[i];
        const bool failed_before = source->state_known && source->state.failures > 0;
        clm_state_source row = {.name = source->config->name,
                                .good_run = source->state_known ? source->state.good_run : 0};
        if (source->left_alone) {
            continue;
        }
        if (source->failed) {
            row.failures = failed_before ? source->state.failures + 1 : 1;
            row.failed_s = run->now_s;
            row.since_s =
                failed_before && source->state.since_s > 0 ? source->state.since_s : run->now_s;
            row.wait_s =
                clm_run_back_off_s(row.failures, source->visited ? source->visit.retry_after_s : 0);
            row.last_error = source->reason;
        } else if (source->whole && !run->time_over) {
            row.good_run = run->begun.run;
        }
        status = clm_state_source_put(run->state, &row, error);
    }
    if (status == CLM_OK) {
        return clm_state_commit(run->state, error);
    }
    clm_state_rollback(run->state);
    return status;
}

static clm_status mark_gone(clm_run *run, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->config->source_count && status == CLM_OK; i++) {
        const clm_run_source *source = &run->sources[i];
        int64_t count;
        if (source->whole && !source->failed && !run->time_over) {
            status = clm_state_mark_gone(run->state, source->config->name, &count, error);
        }
    }
    return status;
}

/* ---- files ---- */

static clm_status put_file(clm_run *run, const char *night, const char *file, clm_error *error) {
    clm_buffer path, key, bytes;
    clm_buffer_init(&path);
    clm_buffer_init(&key);
    clm_buffer_init(&bytes);
    clm_buffer_printf(&key, "%s/%s", night, file);
    clm_buffer_printf(&path, "%s/%s", run->config->night.output, key.failed ? "" : key.data);
    char sha256[CLM_SHA256_HEX_BYTES];
    clm_status status = path.failed || key.failed
                            ? fail_memory(error)
                            : clm_file_read(path.data, (size_t)1 << 30, &bytes, error);
    if (status == CLM_OK) {
        clm_sha256_hex(bytes.data, bytes.len, sha256);
        status = clm_state_file_put(run->state, &(clm_state_file){key.data, sha256, 0}, error);
    }
    clm_buffer_clear(&path);
    clm_buffer_clear(&key);
    clm_buffer_clear(&bytes);
    return status;
}

static clm_status put_files_of(clm_run *run, const clm_run_item *item, clm_error *error) {
    clm_status status = CLM_OK;
    if (item->fate != CLM_FATE_NEW && item->fate != CLM_FATE_CHANGED && !item->remade) {
        return CLM_OK;
    }
    for (size_t i = 0; i < item->made.file_count && status == CLM_OK; i++) {
        status = put_file(run, clm_folders_name(run->folders), item->made.files[i].path, error);
    }
    return status;
}

clm_status clm_run_remember(clm_run *run, bool published, clm_error *error) {
    int64_t count;
    clm_status status = CLM_OK;
    if (published) {
        status = clm_state_publish_run(run->state, run->begun.run, &count, error);
    }
    if (status == CLM_OK) {
        status = for_items(run, see_item, error);
    }
    if (status == CLM_OK) {
        status = for_items(run, put_page, error);
    }
    if (status == CLM_OK) {
        status = put_sources(run, error);
    }
    if (status == CLM_OK) {
        status = mark_gone(run, error);
    }
    if (status == CLM_OK && published) {
        status = for_items(run, put_files_of, error);
    }
    if (status == CLM_OK && run->begun.run > RUNS_KEPT) {
        status = clm_state_forget(run->state, run->begun.run - RUNS_KEPT, error);
    }
    return status;
}

static clm_status forget_missing(void *context, const clm_state_file *file, clm_error *error) {
    const clm_run *run = context;
    clm_buffer path;
    clm_buffer_init(&path);
    clm_buffer_printf(&path, "%s/%s", run->config->night.output, file->path);
    clm_status status = path.failed ? fail_memory(error) : CLM_OK;
    if (status == CLM_OK && !clm_file_exists(path.data)) {
        status = clm_state_file_forget(run->state, file->path, error);
    }
    clm_buffer_clear(&path);
    return status;
}

clm_status clm_run_forget_files(clm_run *run, clm_error *error) {
    clm_status status = clm_state_begin(run->state, error);
    if (status == CLM_OK) {
        status = clm_state_files(run->state, run->begun.run, forget_missing, run, error);
    }
    if (status == CLM_OK) {
        return clm_state_commit(run->state, error);
    }
    clm_state_rollback(run->state);
    return status;
}
