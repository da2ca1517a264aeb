/* Maps of a round, made by workers. */
#include "refresh/run.h"

#include "base/alloc.h"
#include "fetch/fetch.h"
#include "refresh/workers.h"

#include <stdlib.h>
#include <unistd.h>

/* ---- names of files ---- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Names that differ in case alone are one name on some disks. */
static uint64_t hash_of(const char *stem) {
    uint64_t hash = 14695981039346656037U;
    for (; *stem != '\0'; stem++) {
        hash = (hash ^ (unsigned char)lower(*stem)) * 1099511628211U;
    }
    return hash;
}

static bool same_name(const char *a, const char *b) {
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return lower(*a) == lower(*b);
}

typedef struct names {
    const char **slots; /* open addressing; at most half of them are taken */
    size_t mask;
} names;

static const char **find_name(const names *set, const char *stem) {
    size_t at = (size_t)hash_of(stem) & set->mask;
    while (set->slots[at] != NULL && !same_name(set->slots[at], stem)) {
        at = (at + 1) & set->mask;
    }
    return &set->slots[at];
}

/* "in-tray/The flood.txt" gives "The flood", as map does; from the key, which is UTF-8. */
static void add_path_stem(const char *key, clm_buffer *out) {
    enum { STEM_MAX = 150 }; /* room for suffixes and "-2" */
    const char *slash = strrchr(key, '/');
    const char *name = slash != NULL ? slash + 1 : key;
    const char *dot = strrchr(name, '.');
    size_t length = dot != NULL && dot != name ? (size_t)(dot - name) : strlen(name);
    if (length > STEM_MAX) {
        length = STEM_MAX;
        while (length > 0 && ((unsigned char)name[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    for (size_t i = 0; i < length; i++) {
        const unsigned char byte = (unsigned char)name[i];
        const bool odd = byte < 0x20 || byte == 0x7f || (i == 0 && (byte == '.' || byte == '-'));
        clm_buffer_char(out, odd ? '_' : name[i]);
    }
}

/* The small picture of "a" is a.thumb.png, as would be the large one of "a.thumb". */
static bool is_thumbnail(const char *stem) {
    static const char end[] = ".thumb";
    const size_t length = strlen(stem);
    return length >= sizeof end - 1 && same_name(stem + length - (sizeof end - 1), end);
}

static clm_status name_item(clm_run *run, const names *set, clm_run_item *item, clm_error *error) {
    clm_buffer base;
    clm_buffer_init(&base);
    if (item->listed.is_url) {
        clm_fetch_stem(item->shown, &base);
    } else {
        add_path_stem(item->key, &base);
    }
    clm_status status = CLM_OK;
    const char *stem = base.failed ? NULL : clm_arena_strdup(run->arena, base.data);
    for (unsigned copy = 2; stem != NULL && (is_thumbnail(stem) || *find_name(set, stem) != NULL);
         copy++) {
        stem = clm_arena_printf(run->arena, "%s-%u", base.data, copy);
    }
    if (stem == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else {
        item->stem = *find_name(set, stem) = stem;
    }
    clm_buffer_clear(&base);
    return status;
}

/* Stems of what was mapped before stay; new ones are unlike all of them and the night's own. */
static clm_status name_items(clm_run *run, clm_error *error) {
    static const char *const own[] = {"index", "all", "changes", "latest"};
    size_t size = 64;
    while (size < (run->item_count + 8) * 2) {
        size *= 2;
    }
    names set = {clm_alloc_zero(size, sizeof(const char *)), size - 1};
    if (set.slots == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++) {
        *find_name(&set, own[i]) = own[i];
    }
    for (size_t i = 0; i < run->item_count; i++) {
        if (run->items[i].stem != NULL) {
            *find_name(&set, run->items[i].stem) = run->items[i].stem;
        }
    }
    clm_status status = CLM_OK;
    for (size_t i = 0; i < run->item_count && status == CLM_OK; i++) {
        clm_run_item *item = &run->items[i];
        if (item->fate == CLM_FATE_WORK && item->stem == NULL) {
            status = name_item(run, &set, item, error);
        }
    }
    clm_free((void *)set.slots);
    return status;
}

/* ---- tasks ---- */

static void set_task(clm_run *run, clm_run_item *item, clm_make_task *task) {
    const clm_run_source *source = &run->sources[item->source];
    *task = (clm_make_task){.source = source->config,
                            .settings = &source->request,
                            .theme = source->theme,
                            .folder = clm_folders_path(run->folders),
                            .address = item->shown,
                            .stem = item->stem,
                            .title = item->listed.title,
                            .charset = item->charset,
                            .html = item->html,
                            .bytes = item->bytes};
    if (item->known && item->fresh) {
        task->known_sha256 = item->old.text_sha256;
    }
    if (item->known) {
        task->known_geojson = clm_arena_printf(
            run->arena, "%s/%s", clm_folders_last_path(run->folders), item->old.geojson_path);
    }
}

static void fail_items_of(clm_run *run, size_t source, const char *reason) {
    for (size_t i = 0; i < run->item_count; i++) {
        clm_run_item *item = &run->items[i];
        if (item->source == source && item->fate == CLM_FATE_WORK) {
            clm_run_end_made(run, item, CLM_FATE_FAILED, reason);
        }
    }
}

/* Layers are opened once, before the workers are forked. One that cannot be is no reason to draw
 * maps without it. */
static clm_status open_overlays(clm_run *run, clm_error *error) {
    bool *wanted = clm_alloc_zero(run->config->source_count, sizeof *wanted);
    if (wanted == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < run->item_count; i++) {
        wanted[run->items[i].source] |= run->items[i].fate == CLM_FATE_WORK;
    }
    for (size_t i = 0; i < run->config->source_count; i++) {
        clm_error why = {0};
        if (wanted[i] && clm_run_overlays_open(run, &run->sources[i], &why) != CLM_OK) {
            const char *reason = clm_arena_strdup(run->arena, why.message);
            fail_items_of(run, i, reason != NULL ? reason : "an overlay cannot be read");
        }
    }
    clm_free(wanted);
    return CLM_OK;
}

static clm_status gather(clm_run *run, clm_run_round *all, clm_error *error) {
    for (size_t i = 0; i < run->item_count; i++) {
        all->count += run->items[i].fate == CLM_FATE_WORK;
    }
    all->items = clm_alloc_zero(all->count, sizeof(clm_run_item *));
    all->tasks = clm_alloc_zero(all->count, sizeof *all->tasks);
    if (all->items == NULL || all->tasks == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    size_t at = 0;
    for (size_t i = 0; i < run->item_count; i++) {
        if (run->items[i].fate == CLM_FATE_WORK) {
            all->items[at] = &run->items[i];
            set_task(run, &run->items[i], &all->tasks[at++]);
        }
    }
    return CLM_OK;
}

/* ---- work ---- */

static size_t picked(const clm_run_round *all, size_t task) {
    return all->picked != NULL ? all->picked[task] : task;
}

static void work(void *context, size_t task, clm_buffer *reply) {
    const clm_run_round *all = context;
    clm_make(all->run->context, all->run->spool, &all->tasks[picked(all, task)], reply);
}

void clm_run_end_made(clm_run *run, clm_run_item *item, clm_fate fate, const char *reason) {
    item->fate = fate;
    item->reason = reason;
    run->done++;
    run->failed += fate == CLM_FATE_FAILED;
    if (fate == CLM_FATE_FAILED && item->listed.is_url) {
        item->wait_s = clm_run_back_off_s(item->failed_before ? item->page.failures + 1 : 1, 0);
    }
    if (item->made.end == CLM_MAKE_EXCLUDED) {
        run->sources[item->source].accepted--;
    }
    clm_run_tell_item(run, item);
}

void clm_run_end_reply(clm_run *run, clm_run_item *item) {
    switch (item->made.end) {
    case CLM_MAKE_MADE:
        item->remade = item->known && item->old.text_sha256 != NULL &&
                       strcmp(item->old.text_sha256, item->made.text_sha256) == 0;
        clm_run_end_made(run, item,
                         item->remade  ? CLM_FATE_SAME
                         : item->known ? CLM_FATE_CHANGED
                                       : CLM_FATE_NEW,
                         item->remade ? "mapped again with other settings" : NULL);
        break;
    case CLM_MAKE_SAME:
        clm_run_end_made(run, item, CLM_FATE_SAME, NULL);
        break;
    case CLM_MAKE_EXCLUDED:
        /* Of a source that was not read whole nothing is known to be gone. */
        clm_run_end_made(run, item,
                         !item->known                       ? CLM_FATE_EXCLUDED
                         : run->sources[item->source].whole ? CLM_FATE_GONE
                                                            : CLM_FATE_SAME,
                         item->made.reason);
        break;
    case CLM_MAKE_FAILED:
    case CLM_MAKE_END_COUNT:
        clm_run_end_made(run, item, CLM_FATE_FAILED, item->made.reason);
        break;
    }
}

static void done(void *context, size_t task, clm_worker_end end, clm_text reply,
                 const char *reason) {
    clm_run_round *all = context;
    clm_run *run = all->run;
    clm_run_item *item = all->items[picked(all, task)];
    if (end == CLM_WORKER_NOT_BEGUN || end == CLM_WORKER_STOPPED) {
        (void)clm_run_time_over(run);
        return; /* it stays WORK: its turn did not come */
    }
    clm_error why = {0};
    if (end == CLM_WORKER_REPLIED &&
        clm_made_read(reply, run->arena, &item->made, &why) == CLM_OK) {
        clm_run_end_reply(run, item);
    } else {
        clm_make_undo(clm_folders_path(run->folders), item->stem);
        const char *said = end == CLM_WORKER_REPLIED ? why.message : reason;
        const char *kept = clm_arena_strdup(run->arena, said);
        item->made = (clm_made){0};
        clm_run_end_made(run, item, CLM_FATE_FAILED, kept != NULL ? kept : "it failed");
    }
    clm_run_progress(run, item->shown);
    if (all->status == CLM_OK) {
        all->status = clm_state_heartbeat(run->state, all->error);
    }
}

static void tick(void *context) {
    clm_run_round *all = context;
    clm_run_progress(all->run, NULL);
    if (all->status == CLM_OK) {
        all->status = clm_state_heartbeat(all->run->state, all->error);
    }
}

size_t clm_run_jobs(const clm_run *run) {
    const long processors = sysconf(_SC_NPROCESSORS_ONLN);
    const int64_t jobs = run->config->night.jobs > 0 ? run->config->night.jobs : processors;
    return jobs < 1 ? 1 : jobs > 256 ? 256 : (size_t)jobs;
}

clm_status clm_run_make_picked(clm_run_round *all, size_t count, clm_error *error) {
    clm_run *run = all->run;
    const clm_workers_options options = {.jobs = clm_run_jobs(run),
                                         .task_count = count,
                                         .memory_limit_bytes =
                                             run->config->night.memory_limit_bytes,
                                         .task_limit_s = run->config->night.article_limit_s,
                                         .deadline_ms = run->deadline_ms,
                                         .cancel = run->options->cancel,
                                         .work = work,
                                         .done = done,
                                         .tick = tick,
                                         .context = all};
    clm_status status = clm_workers_run(&options, error);
    clm_make_sweep(clm_folders_path(run->folders));
    return status == CLM_OK ? all->status : status;
}

clm_status clm_run_make_round(clm_run *run, clm_error *error) {
    clm_run_round all = {.run = run, .error = error};
    clm_status status = name_items(run, error);
    if (status == CLM_OK) {
        status = open_overlays(run, error);
    }
    if (status == CLM_OK) {
        status = gather(run, &all, error);
    }
    if (status == CLM_OK && all.count > 0) {
        status = clm_run_context_open(run, error);
    }
    if (status == CLM_OK && all.count > 0) {
        status = run->config->night.share ? clm_run_share_round(&all, error)
                                          : clm_run_make_picked(&all, all.count, error);
    }
    clm_free(all.items);
    clm_free(all.tasks);
    return status;
}
