/* The record of the night, and its folder. */
#include "refresh/run.h"

#include "base/alloc.h"
#include "base/file.h"
#include "refresh/atom.h"
#include "refresh/combined.h"
#include "refresh/index_page.h"
#include "refresh/near.h"

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static bool has_map(const clm_run_item *item) {
    return item->fate == CLM_FATE_NEW || item->fate == CLM_FATE_CHANGED ||
           item->fate == CLM_FATE_SAME;
}

bool clm_run_has_news(const clm_run *run) {
    bool any = false;
    for (size_t i = 0; i < run->config->source_count; i++) {
        const clm_run_source *source = &run->sources[i];
        const bool failed_before = source->state_known && source->state.failures > 0;
        if (source->failed != failed_before) {
            return true;
        }
        any = any || source->failed;
    }
    for (size_t i = 0; i < run->item_count; i++) {
        const clm_run_item *item = &run->items[i];
        const bool failed = item->fate == CLM_FATE_FAILED;
        if (item->fate == CLM_FATE_NEW || item->fate == CLM_FATE_CHANGED ||
            item->fate == CLM_FATE_GONE || item->remade || (failed && !item->failed_before) ||
            (item->fate == CLM_FATE_SAME && item->failed_before)) {
            return true;
        }
        any = any || failed || has_map(item);
    }
    return any && clm_folders_last(run->folders) == NULL;
}

/* ---- the record ---- */

static const char *day_of(clm_run *run, int64_t time_s) {
    char text[21];
    clm_run_time_text(time_s, text);
    return time_s > 0 ? clm_arena_strndup(run->arena, text, 10) : NULL;
}

static const char *time_of(clm_run *run, int64_t time_s) {
    char text[21];
    clm_run_time_text(time_s, text);
    return clm_arena_strdup(run->arena, text);
}

static clm_status record_sources(clm_run *run, clm_error *error) {
    static const char *const kinds[CLM_SOURCE_KIND_COUNT] = {"folder", "files", "page", "feed",
                                                             "sitemap"};
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->config->source_count && status == CLM_OK; i++) {
        const clm_run_source *source = &run->sources[i];
        const bool failed_before = source->state_known && source->state.failures > 0;
        clm_buffer address;
        clm_buffer_init(&address);
        clm_config_hide_secret(source->config->address, &address);
        const clm_night_source row = {
            .name = source->config->name,
            .address = address.data,
            .kind = kinds[source->config->kind],
            .failed = source->failed,
            .reason = source->reason,
            .since = source->failed && failed_before ? day_of(run, source->state.since_s) : NULL,
            .retry_after = source->left_alone
                               ? time_of(run, source->state.failed_s + source->state.wait_s)
                               : NULL,
            .listed = source->count};
        status = address.failed ? fail_memory(error)
                                : clm_night_add_source(run->night, &row, NULL, error);
        clm_buffer_clear(&address);
    }
    return status;
}

/* What the last night's folder has of an article that stays as it was. */
static clm_status recall_files(clm_run *run, clm_run_item *item, clm_error *error) {
    clm_error why = {0};
    const clm_run_source *source = &run->sources[item->source];
    const char *sketch = item->old.sketch;
    const char *folder = clm_folders_last_path(run->folders);
    clm_status status =
        clm_made_again(folder, item->stem, &source->request, run->arena, &item->made, &why);
    if (status == CLM_ERR_NOT_FOUND) {
        /* Somebody took a picture away, or its format cannot be made here. */
        clm_run_say(run, CLM_LOG_DEBUG, "files", source->config->name, why.message);
        status = clm_made_again(folder, item->stem, NULL, run->arena, &item->made, &why);
    }
    if (status == CLM_ERR_NOMEM) {
        return fail_memory(error);
    }
    if (status != CLM_OK) {
        item->broken = true;
        item->made = (clm_made){0};
        const char *reason = clm_arena_strdup(run->arena, why.message);
        clm_run_end_made(run, item, CLM_FATE_FAILED, reason != NULL ? reason : "a file is missing");
        return CLM_OK;
    }
    item->made.sketch = sketch;
    return CLM_OK;
}

static clm_status recall_all(clm_run *run, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->item_count && status == CLM_OK; i++) {
        clm_run_item *item = &run->items[i];
        if ((item->fate == CLM_FATE_SAME && !item->remade) ||
            (item->fate == CLM_FATE_FAILED && item->known && item->stem != NULL)) {
            status = recall_files(run, item, error);
        }
    }
    return status;
}

/* Which article each one copies, by its number in run->items. */
static clm_status find_leaders(clm_run *run, size_t *leaders, clm_error *error) {
    clm_near_sketch *sketches = clm_alloc_zero(run->item_count, sizeof *sketches);
    size_t *numbers = clm_alloc_zero(run->item_count, sizeof *numbers);
    size_t *found = clm_alloc_zero(run->item_count, sizeof *found);
    size_t count = 0;
    clm_status status =
        sketches != NULL && numbers != NULL && found != NULL ? CLM_OK : fail_memory(error);
    for (size_t i = 0; i < run->item_count && status == CLM_OK; i++) {
        const clm_run_item *item = &run->items[i];
        leaders[i] = i;
        if (has_map(item) && item->made.sketch != NULL &&
            clm_sketch_read(item->made.sketch, &sketches[count])) {
            numbers[count++] = i;
        }
    }
    if (status == CLM_OK) {
        status = clm_near_group(sketches, count, found, error);
    }
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        leaders[numbers[i]] = numbers[found[i]];
    }
    clm_free(sketches);
    clm_free(numbers);
    clm_free(found);
    return status;
}

static clm_night_article article_of(clm_run *run, const clm_run_item *item) {
    static const clm_night_status statuses[] = {
        [CLM_FATE_NEW] = CLM_NIGHT_NEW,       [CLM_FATE_CHANGED] = CLM_NIGHT_CHANGED,
        [CLM_FATE_SAME] = CLM_NIGHT_SAME,     [CLM_FATE_GONE] = CLM_NIGHT_GONE,
        [CLM_FATE_FAILED] = CLM_NIGHT_FAILED,
    };
    const clm_made *made = &item->made;
    const char *title = made->title != NULL       ? made->title
                        : item->old.title != NULL ? item->old.title
                                                  : item->listed.title;
    const bool failed_before = item->fate == CLM_FATE_FAILED && item->failed_before;
    return (clm_night_article){
        .source = item->source,
        .key = item->key,
        .address = item->listed.is_url ? item->shown : NULL,
        .path = item->listed.is_url ? NULL : item->shown,
        .title = title,
        .outlet = made->outlet,
        .date = made->date,
        .stem = made->file_count > 0 ? item->stem : NULL,
        .status = statuses[item->fate],
        .reason =
            item->fate == CLM_FATE_FAILED || item->fate == CLM_FATE_GONE ? item->reason : NULL,
        .since = failed_before ? day_of(run, item->page.since_s) : NULL,
        .leader = CLM_NIGHT_NONE,
        .files = made->files,
        .file_count = made->file_count,
        .claims = made->claims,
        .places = made->places,
        .thumbnail = made->thumbnail,
        .thumbnail_width_px = made->thumbnail_width_px,
        .thumbnail_height_px = made->thumbnail_height_px,
        .alt = made->alt,
        .differences = item->fate == CLM_FATE_CHANGED ? made->differences : NULL,
        .difference_count = item->fate == CLM_FATE_CHANGED ? made->difference_count : 0};
}

static clm_status record_articles(clm_run *run, const size_t *leaders, size_t *numbers,
                                  clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->item_count && status == CLM_OK; i++) {
        const clm_run_item *item = &run->items[i];
        if (item->fate < CLM_FATE_NEW || item->fate == CLM_FATE_EXCLUDED) {
            continue;
        }
        clm_night_article article = article_of(run, item);
        if (leaders[i] != i) {
            article.leader = numbers[leaders[i]];
        }
        status = clm_night_add_article(run->night, &article, &numbers[i], error);
    }
    return status;
}

clm_status clm_run_record(clm_run *run, clm_error *error) {
    size_t *leaders = clm_alloc_zero(run->item_count + 1, sizeof *leaders);
    size_t *numbers = clm_alloc_zero(run->item_count + 1, sizeof *numbers);
    clm_status status =
        leaders != NULL && numbers != NULL ? clm_night_new(&run->night, error) : fail_memory(error);
    if (status == CLM_OK) {
        clm_night *night = run->night;
        night->date = run->date;
        night->started = run->started;
        night->ended = time_of(run, (int64_t)time(NULL));
        night->previous = run->folders != NULL ? clm_folders_last(run->folders) : NULL;
        night->folder = run->folders != NULL ? clm_folders_name(run->folders) : NULL;
        night->title = run->config->night.title;
        night->site = run->config->night.site;
        night->version = clm_version();
        night->stopped = run->time_over ? "the time limit was over" : NULL;
        status = night->ended != NULL ? record_sources(run, error) : fail_memory(error);
    }
    if (status == CLM_OK) {
        status = recall_all(run, error);
    }
    if (status == CLM_OK && leaders != NULL) {
        status = find_leaders(run, leaders, error);
    }
    if (status == CLM_OK && leaders != NULL) {
        status = record_articles(run, leaders, numbers, error);
    }
    if (status == CLM_OK) {
        clm_night_settle(run->night);
    }
    clm_free(leaders);
    clm_free(numbers);
    return status;
}

/* ---- the folder ---- */

static clm_status keep_files(clm_run *run, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->item_count && status == CLM_OK; i++) {
        const clm_run_item *item = &run->items[i];
        if ((item->fate != CLM_FATE_SAME && item->fate != CLM_FATE_FAILED) || item->remade) {
            continue;
        }
        for (size_t k = 0; k < item->made.file_count && status == CLM_OK; k++) {
            status = clm_folders_keep(run->folders, item->made.files[k].path, error);
        }
        if (status == CLM_OK && item->made.thumbnail != NULL) {
            status = clm_folders_keep(run->folders, item->made.thumbnail, error);
        }
    }
    return status;
}

static clm_status read_made(const clm_run *run, const char *stem, clm_buffer *out,
                            clm_error *error) {
    clm_buffer path;
    clm_buffer_init(&path);
    clm_buffer_printf(&path, "%s/%s.geojson", clm_folders_path(run->folders), stem);
    clm_status status =
        path.failed ? fail_memory(error) : clm_file_read(path.data, (size_t)256 << 20, out, error);
    clm_buffer_clear(&path);
    return status;
}

static clm_status put_buffer(clm_run *run, const char *name, const clm_buffer *bytes,
                             clm_error *error) {
    return bytes->failed ? fail_memory(error)
                         : clm_folders_put(run->folders, name, bytes->data, bytes->len, error);
}

static clm_status draw_combined(clm_run *run, const clm_buffer *geojson, clm_error *error) {
    clm_request request = {.file = "all.geojson", .bytes = {geojson->data, geojson->len}};
    request.want[CLM_FORMAT_PNG] = request.want[CLM_FORMAT_ALT] = true;
    clm_result result;
    clm_result_init(&result);
    clm_status status = clm_run_context_open(run, error);
    if (status == CLM_OK) {
        status = clm_render_geojson(run->context, &request, &result, error);
    }
    const clm_buffer *png = &result.files[CLM_OUTPUT_PNG];
    if (status == CLM_OK && png->len > 0) {
        status = put_buffer(run, "all.png", png, error);
        run->night->combined_png = "all.png";
        const clm_buffer *alt = &result.files[CLM_OUTPUT_ALT];
        run->night->combined_alt =
            alt->data != NULL ? clm_arena_strdup(run->arena, alt->data) : NULL;
    }
    clm_result_clear(&result);
    return status;
}

/* Each story once: copies would count its claims again. */
static clm_status write_combined(clm_run *run, clm_error *error) {
    const clm_night *night = run->night;
    clm_combined_article *parts = clm_alloc_zero(night->article_count, sizeof *parts);
    clm_buffer *bytes = clm_alloc_zero(night->article_count, sizeof *bytes);
    clm_buffer out;
    clm_buffer_init(&out);
    size_t count = 0;
    size_t claims = 0;
    clm_status status = parts != NULL && bytes != NULL ? CLM_OK : fail_memory(error);
    for (size_t i = 0;
         i < night->article_count && status == CLM_OK && parts != NULL && bytes != NULL; i++) {
        const clm_night_article *article = &night->articles[i];
        if (article->stem == NULL || article->leader != CLM_NIGHT_NONE ||
            article->status > CLM_NIGHT_SAME || article->claims == 0) {
            continue;
        }
        status = read_made(run, article->stem, &bytes[count], error);
        parts[count] = (clm_combined_article){
            {bytes[count].data, bytes[count].len}, article->key, article->title, article->outlet};
        count++;
    }
    if (status == CLM_OK && count > 0) {
        status = clm_combined_write(parts, count, run->date, 0, &out, &claims, error);
    }
    if (status == CLM_OK && claims > 0) {
        status = put_buffer(run, "all.geojson", &out, error);
        run->night->combined_geojson = "all.geojson";
    }
    if (status == CLM_OK && claims > 0) {
        status = draw_combined(run, &out, error);
    }
    for (size_t i = 0; bytes != NULL && i < count; i++) {
        clm_buffer_clear(&bytes[i]);
    }
    clm_buffer_clear(&out);
    clm_free(parts);
    clm_free(bytes);
    return status;
}

clm_status clm_run_fill_folder(clm_run *run, clm_error *error) {
    clm_buffer out;
    clm_buffer_init(&out);
    clm_status status = keep_files(run, error);
    if (status == CLM_OK) {
        status = write_combined(run, error);
    }
    run->night->feed = "changes.atom";
    if (status == CLM_OK) {
        status = clm_atom_write(run->night, &out, error);
    }
    if (status == CLM_OK) {
        status = put_buffer(run, run->night->feed, &out, error);
    }
    clm_buffer_clear(&out);
    if (status == CLM_OK) {
        status = clm_index_page_write(run->night, &out, error);
    }
    if (status == CLM_OK) {
        status = put_buffer(run, "index.html", &out, error);
    }
    clm_buffer_clear(&out);
    return status;
}
