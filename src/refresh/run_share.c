/* A round whose maps several machines make: the leader's part, and what is said. */
#include "refresh/run_share.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/json.h"
#include "base/system.h"
#include "base/utf8.h"
#include "refresh/folders_parts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

static clm_status fail_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    return CLM_ERR_NOMEM; /* seen not to be CLM_OK without a look into clm_fail */
}

/* ---- what is said ---- */

void clm_share_task_write(const clm_share_task *task, clm_buffer *out) {
    clm_json_writer json;
    clm_json_begin(&json, out);
    clm_json_open_object(&json);
    CLM_JSON_STRING(&json, "work", task->work);
    CLM_JSON_STRING(&json, "file", task->file);
    CLM_JSON_INT(&json, "number", (int64_t)task->number);
    CLM_JSON_STRING(&json, "settings", task->settings);
    CLM_JSON_STRING(&json, "address", task->address);
    CLM_JSON_STRING(&json, "stem", task->stem);
    CLM_JSON_STRING(&json, "title", task->title);
    CLM_JSON_STRING(&json, "charset", task->charset);
    CLM_JSON_STRING(&json, "known_sha256", task->known_sha256);
    CLM_JSON_STRING(&json, "known_geojson", task->known_geojson);
    clm_json_pair_bool(&json, "html", task->html);
    clm_json_close_object(&json);
}

bool clm_share_is_plain(const char *name) {
    return name != NULL && name[0] != '\0' && name[0] != '.' && strchr(name, '/') == NULL;
}

/* "2026-11-22/a.geojson": no part of it is hidden, so that none leads out of the root. */
static bool is_in_root(const char *path) {
    bool begins = true;
    for (const char *at = path; *at != '\0'; at++) {
        if (begins && (*at == '.' || *at == '/')) {
            return false;
        }
        begins = *at == '/';
    }
    return !begins;
}

static const char *member(const clm_json *object, const char *name, clm_arena *arena,
                          bool *failed) {
    const clm_json *value = clm_json_member(object, name);
    if (!clm_json_is_string(value)) {
        return NULL;
    }
    const clm_text text = clm_json_text(value);
    const char *copy = clm_arena_strndup(arena, text.ptr != NULL ? text.ptr : "", text.len);
    *failed = *failed || copy == NULL;
    return copy;
}

clm_status clm_share_task_read(const char *detail, clm_arena *arena, clm_share_task *out,
                               clm_error *error) {
    clm_json *all = NULL;
    bool failed = false;
    *out = (clm_share_task){.number = SIZE_MAX};
    clm_status status = clm_json_parse(clm_text_of(detail != NULL ? detail : ""), &all, error);
    if (status != CLM_OK) {
        return status;
    }
    const double number = clm_json_number(clm_json_member(all, "number"), -1.0);
    out->number = number >= 0.0 && number < 1e9 ? (size_t)number : SIZE_MAX;
    out->work = member(all, "work", arena, &failed);
    out->file = member(all, "file", arena, &failed);
    out->settings = member(all, "settings", arena, &failed);
    out->address = member(all, "address", arena, &failed);
    out->stem = member(all, "stem", arena, &failed);
    out->title = member(all, "title", arena, &failed);
    out->charset = member(all, "charset", arena, &failed);
    out->known_sha256 = member(all, "known_sha256", arena, &failed);
    out->known_geojson = member(all, "known_geojson", arena, &failed);
    out->html = clm_json_bool(clm_json_member(all, "html"), false);
    clm_json_free(all);
    clm_folders_owner owner;
    if (failed) {
        return fail_memory(error);
    }
    if (out->work == NULL || !clm_folders_hidden(out->work, &owner) ||
        strchr(out->work, '/') != NULL || !clm_share_is_plain(out->file) ||
        !clm_share_is_plain(out->stem) || out->settings == NULL || out->address == NULL ||
        (out->known_geojson != NULL && !is_in_root(out->known_geojson))) {
        return clm_fail(error, CLM_ERR_FORMAT, "an article to share is not described as it should");
    }
    return CLM_OK;
}

bool clm_share_settings(const clm_run_source *source, char out[CLM_SHA256_HEX_BYTES]) {
    const clm_strings *const words[] = {&source->config->include, &source->config->exclude};
    clm_buffer all;
    clm_buffer_init(&all);
    clm_buffer_string(&all, source->made_with);
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        clm_buffer_printf(&all, " %zu", words[i]->count);
        for (size_t k = 0; k < words[i]->count; k++) {
            clm_buffer_add(&all, words[i]->items[k], strlen(words[i]->items[k]) + 1);
        }
    }
    const bool whole = !all.failed;
    if (whole) {
        clm_sha256_hex(all.data, all.len, out);
    }
    clm_buffer_clear(&all);
    return whole;
}

void clm_share_pause(const clm_run *run, int ms) {
    enum { SLICE_MS = 50 };
    const struct timespec slice = {.tv_nsec = SLICE_MS * 1000000L};
    for (; ms > 0 && !clm_run_cancelled(run); ms -= SLICE_MS) {
        (void)nanosleep(&slice, NULL);
    }
}

/* ---- the leader's folder ---- */

static const char *name_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash != NULL ? slash + 1 : path;
}

/* ".claimmap-HOST-PID-N.new" is no other's, so that ".work" is not either. */
static clm_status open_folder(clm_run *run, clm_error *error) {
    run->shared_rounds++;
    if (run->shared != NULL) {
        return CLM_OK;
    }
    const char *night = clm_folders_path(run->folders);
    const char *path =
        clm_arena_printf(run->arena, "%.*s.work", (int)(strlen(night) - strlen(".new")), night);
    if (path == NULL) {
        return fail_memory(error);
    }
    clm_status status = clm_make_dirs(path, error);
    run->shared = status == CLM_OK ? path : NULL;
    return status;
}

void clm_run_share_end(clm_run *run) {
    if (run->shared != NULL) {
        (void)clm_folders_remove_tree(AT_FDCWD, run->shared);
    }
    run->shared = NULL;
}

/* ---- what is offered ---- */

static bool is_utf8(const char *text) {
    return text == NULL || clm_utf8_valid(text, strlen(text));
}

static const char *file_of(const clm_run_round *round, size_t number) {
    return clm_arena_printf(round->run->arena, "%zu-%zu", round->run->shared_rounds, number);
}

static clm_status write_bytes(clm_run_round *round, size_t number, clm_error *error) {
    clm_buffer path, bytes;
    clm_buffer_init(&path);
    clm_buffer_init(&bytes);
    const char *file = file_of(round, number);
    clm_buffer_printf(&path, "%s/%s.in", round->run->shared, file != NULL ? file : "");
    clm_status status =
        file == NULL || path.failed
            ? fail_memory(error)
            : clm_spool_read(round->run->spool, round->tasks[number].bytes, &bytes, error);
    if (status == CLM_OK) {
        status = clm_file_write(path.data, bytes.data, bytes.len, error);
    }
    clm_buffer_clear(&path);
    clm_buffer_clear(&bytes);
    return status;
}

static clm_status add_work(clm_run_round *round, size_t number, clm_error *error) {
    clm_run *run = round->run;
    const clm_make_task *made = &round->tasks[number];
    const clm_run_item *item = round->items[number];
    const clm_run_source *source = &run->sources[item->source];
    char settings[CLM_SHA256_HEX_BYTES];
    clm_share_task task = {.work = name_of(run->shared),
                           .file = file_of(round, number),
                           .number = number,
                           .settings = settings,
                           .address = made->address,
                           .stem = made->stem,
                           .title = made->title,
                           .charset = made->charset,
                           .known_sha256 = made->known_sha256,
                           .html = made->html};
    if (made->known_geojson != NULL) { /* it stands in the root */
        task.known_geojson = made->known_geojson + strlen(run->config->night.output) + 1;
    }
    clm_buffer detail;
    clm_buffer_init(&detail);
    const bool summed = clm_share_settings(source, settings);
    clm_share_task_write(&task, &detail);
    clm_status status =
        !summed || task.file == NULL || detail.failed
            ? fail_memory(error)
            : clm_state_work_add(run->state, source->config->name, item->key, detail.data, error);
    clm_buffer_clear(&detail);
    return status;
}

/* What others cannot be told, as a name that is no UTF-8, is made here after all else. */
static bool can_be_told(const clm_make_task *task) {
    return is_utf8(task->address) && is_utf8(task->title) && is_utf8(task->charset) &&
           is_utf8(task->known_geojson);
}

/* All bytes are there before the first row, and rows come by the hundred. */
static clm_status offer(clm_run_round *round, clm_error *error) {
    enum { AT_ONCE = 100 };
    clm_state *state = round->run->state;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < round->count && status == CLM_OK; i++) {
        status = can_be_told(&round->tasks[i]) ? write_bytes(round, i, error) : CLM_OK;
        if (status == CLM_OK) {
            status = clm_state_heartbeat(state, error);
        }
    }
    for (size_t i = 0; i < round->count && status == CLM_OK; i++) {
        if (i % AT_ONCE == 0) {
            status = clm_state_begin(state, error);
        }
        if (status == CLM_OK && can_be_told(&round->tasks[i])) {
            status = add_work(round, i, error);
        }
        if (status == CLM_OK && (i % AT_ONCE == AT_ONCE - 1 || i + 1 == round->count)) {
            status = clm_state_commit(state, error);
        }
    }
    clm_state_rollback(state);
    return status;
}

/* ---- the leader's own part ---- */

typedef struct batch {
    clm_arena *arena;
    clm_state_work *work;
    size_t count;
} batch;

/* All that was taken is done with, also what had no turn: nobody else shall begin it. */
static clm_status end_batch(clm_run *run, const batch *taken, clm_error *error) {
    clm_status status = clm_state_begin(run->state, error);
    for (size_t i = 0; i < taken->count && status == CLM_OK; i++) {
        bool ours;
        status = clm_state_work_done(run->state, taken->work[i].source, taken->work[i].item, &ours,
                                     error);
    }
    if (status == CLM_OK) {
        status = clm_state_commit(run->state, error);
    }
    clm_state_rollback(run->state);
    return status;
}

static clm_status make_batch(clm_run_round *round, const batch *taken, clm_error *error) {
    size_t *picked = clm_arena_array(taken->arena, taken->count, sizeof *picked);
    size_t count = 0;
    if (picked == NULL) {
        return fail_memory(error);
    }
    clm_status status = CLM_OK;
    for (size_t i = 0; i < taken->count && status == CLM_OK; i++) {
        clm_share_task task;
        status = clm_share_task_read(taken->work[i].detail, taken->arena, &task, error);
        if (status == CLM_OK && task.number < round->count &&
            round->items[task.number]->fate == CLM_FATE_WORK) {
            picked[count++] = task.number;
        }
    }
    if (status == CLM_OK && count > 0) {
        round->picked = picked;
        status = clm_run_make_picked(round, count, error);
        round->picked = NULL;
    }
    return status;
}

/* Takes some and makes them; where there are none, waits for others. After the time limit what
 * nobody has is only taken away. */
static clm_status lead_step(clm_run_round *round, bool *more, clm_error *error) {
    enum { ALL = 1000 };
    clm_run *run = round->run;
    const bool over = clm_run_time_over(run);
    batch taken = {.arena = clm_arena_new()};
    if (taken.arena == NULL) {
        return fail_memory(error);
    }
    clm_status status =
        clm_state_work_take(run->state, over ? ALL : clm_run_jobs(run) * 2, CLM_SHARE_LEASE_S,
                            taken.arena, &taken.work, &taken.count, error);
    if (status == CLM_OK && taken.count > 0) {
        status = over ? CLM_OK : make_batch(round, &taken, error);
        if (status == CLM_OK) {
            status = end_batch(run, &taken, error);
        }
    } else if (status == CLM_OK) {
        int64_t waiting, others;
        status = clm_state_work_left(run->state, &waiting, &others, error);
        *more = status == CLM_OK && waiting + others > 0;
        if (*more) {
            clm_run_progress(run, NULL);
            clm_share_pause(run, CLM_SHARE_POLL_MS);
        }
    }
    clm_arena_free(taken.arena);
    return status == CLM_OK ? clm_state_heartbeat(run->state, error) : status;
}

/* ---- what others made ---- */

static bool move_file(const clm_run *run, const char *folder, const char *stem, const char *name) {
    clm_buffer from, to;
    clm_buffer_init(&from);
    clm_buffer_init(&to);
    clm_buffer_printf(&from, "%s/%s/%s", run->shared, folder, name);
    clm_buffer_printf(&to, "%s/%s", clm_folders_path(run->folders), name);
    const bool moved = clm_share_is_plain(name) && strncmp(name, stem, strlen(stem)) == 0 &&
                       !from.failed && !to.failed && rename(from.data, to.data) == 0;
    clm_buffer_clear(&from);
    clm_buffer_clear(&to);
    return moved;
}

static bool move_files(const clm_run *run, const char *folder, const clm_run_item *item) {
    const clm_made *made = &item->made;
    bool moved = made->thumbnail == NULL || move_file(run, folder, item->stem, made->thumbnail);
    for (size_t i = 0; i < made->file_count && moved; i++) {
        moved = move_file(run, folder, item->stem, made->files[i].path);
    }
    return moved;
}

/* Takes a reply over; where there is none, or a file is missing, the item stays to be made. */
static bool take_reply(clm_run_round *round, size_t number) {
    clm_run *run = round->run;
    clm_run_item *item = round->items[number];
    clm_error ignored = {0};
    clm_buffer path, text;
    clm_buffer_init(&path);
    clm_buffer_init(&text);
    const char *file = file_of(round, number);
    clm_buffer_printf(&path, "%s/%s.reply", run->shared, file != NULL ? file : "");
    char *end = NULL;
    if (file != NULL && !path.failed && clm_file_exists(path.data) &&
        clm_file_read(path.data, CLM_SHARE_BYTES_MAX, &text, &ignored) == CLM_OK) {
        end = memchr(text.data, '\n', text.len);
    }
    bool taken = false;
    if (end != NULL) {
        *end = '\0';
        const clm_text reply = {end + 1, text.len - (size_t)(end + 1 - text.data)};
        taken = clm_share_is_plain(text.data) &&
                clm_made_read(reply, run->arena, &item->made, &ignored) == CLM_OK &&
                move_files(run, text.data, item);
    }
    clm_buffer_clear(&path);
    clm_buffer_clear(&text);
    if (taken) {
        clm_run_end_reply(run, item);
    } else if (end != NULL) {
        clm_make_undo(clm_folders_path(run->folders), item->stem);
        item->made = (clm_made){0};
    }
    return taken;
}

static clm_status collect(clm_run_round *round, clm_error *error) {
    size_t *rest = clm_alloc_zero(round->count, sizeof *rest);
    size_t left = 0;
    size_t others = 0;
    if (rest == NULL) {
        return fail_memory(error);
    }
    clm_status status = CLM_OK;
    for (size_t i = 0; i < round->count && status == CLM_OK; i++) {
        if (round->items[i]->fate == CLM_FATE_WORK && take_reply(round, i)) {
            others++;
        } else if (round->items[i]->fate == CLM_FATE_WORK) {
            rest[left++] = i;
        }
        status = clm_state_heartbeat(round->run->state, error);
    }
    if (status == CLM_OK && others > 0) {
        clm_error said;
        (void)clm_fail(&said, CLM_OK, "others who joined read %zu of %zu articles", others,
                       round->count);
        clm_run_say(round->run, CLM_LOG_INFO, "share", NULL, said.message);
    }
    if (status == CLM_OK && left > 0) {
        round->picked = rest;
        status = clm_run_make_picked(round, left, error);
        round->picked = NULL;
    }
    clm_free(rest);
    return status;
}

clm_status clm_run_share_round(clm_run_round *round, clm_error *error) {
    bool more = true;
    clm_status status = open_folder(round->run, error);
    if (status == CLM_OK) {
        status = offer(round, error);
    }
    while (status == CLM_OK && more && !clm_run_cancelled(round->run)) {
        status = lead_step(round, &more, error);
    }
    return status == CLM_OK && !clm_run_cancelled(round->run) ? collect(round, error) : status;
}
