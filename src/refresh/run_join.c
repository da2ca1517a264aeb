/* A run that another process leads, and this one helps in. */
#include "base/file.h"
#include "base/system.h"
#include "refresh/folders_parts.h"
#include "refresh/make_parts.h"
#include "refresh/run_share.h"
#include "refresh/workers.h"

#include <errno.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is done at once. */
typedef struct joined_task {
    clm_share_task said;
    const clm_state_work *work;
    clm_make_task task;
} joined_task;

typedef struct joining {
    clm_run *run;
    clm_state_run led;
    const char *work;   /* path of the leader's folder */
    const char *name;   /* of our own folder in it */
    const char *folder; /* its path */
    joined_task *tasks;
    size_t count, made;
    atomic_bool stop;
    clm_status status; /* why it was stopped */
    clm_error error;
} joining;

static clm_status fail_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    return CLM_ERR_NOMEM; /* seen not to be CLM_OK without a look into clm_fail */
}

/* ---- what is to be done ---- */

/* A folder of our own in the leader's, so that two who make the same article are not in each
 * other's way. */
static clm_status open_folder(joining *j, const char *work, clm_error *error) {
    enum { TRIES = 1000 };
    clm_run *run = j->run;
    if (j->work != NULL && strcmp(strrchr(j->work, '/') + 1, work) == 0) {
        return CLM_OK;
    }
    char host[CLM_FOLDERS_HOST_BYTES];
    clm_folders_host(host);
    j->work = clm_arena_printf(run->arena, "%s/%s", run->config->night.output, work);
    for (unsigned i = 0; i < TRIES; i++) {
        j->name = clm_arena_printf(run->arena, "by-%s-%ld-%u", host, (long)getpid(), i);
        j->folder = j->work != NULL && j->name != NULL
                        ? clm_arena_printf(run->arena, "%s/%s", j->work, j->name)
                        : NULL;
        if (j->folder == NULL) {
            j->work = NULL;
            return fail_memory(error);
        }
        if (mkdir(j->folder, 0777) == 0) {
            return CLM_OK;
        }
        if (errno != EEXIST) {
            break;
        }
    }
    const int reason = errno;
    j->work = NULL;
    return clm_fail_system(error, "cannot make the folder", j->folder, reason);
}

static clm_run_source *find_source(const clm_run *run, const char *name) {
    for (size_t i = 0; i < run->config->source_count; i++) {
        if (strcmp(run->sources[i].config->name, name) == 0) {
            return &run->sources[i];
        }
    }
    return NULL;
}

static clm_status check_settings(const joining *j, const joined_task *task,
                                 const clm_run_source *source, clm_error *error) {
    char settings[CLM_SHA256_HEX_BYTES] = "";
    if (source != NULL && !clm_share_settings(source, settings)) {
        return fail_memory(error);
    }
    return strcmp(settings, task->said.settings) == 0
               ? CLM_OK
               : clm_fail(error, CLM_ERR_VERSION,
                          "source %s: its maps would be others here than on %s: the program, its "
                          "gazetteer, a layer, or the configuration is another one",
                          task->work->source, j->led.host);
}

static clm_status read_bytes(const joining *j, joined_task *task, clm_error *error) {
    clm_buffer path, bytes;
    clm_buffer_init(&path);
    clm_buffer_init(&bytes);
    clm_buffer_printf(&path, "%s/%s.in", j->work, task->said.file);
    clm_status status = path.failed ? fail_memory(error)
                                    : clm_file_read(path.data, CLM_SHARE_BYTES_MAX, &bytes, error);
    if (status == CLM_OK) {
        status = clm_spool_add(j->run->spool, (clm_text){bytes.data, bytes.len}, &task->task.bytes,
                               error);
    }
    clm_buffer_clear(&path);
    clm_buffer_clear(&bytes);
    return status;
}

static clm_status set_task(joining *j, joined_task *task, clm_arena *arena, clm_error *error) {
    const clm_share_task *said = &task->said;
    clm_status status = clm_share_task_read(task->work->detail, arena, &task->said, error);
    clm_run_source *source = find_source(j->run, task->work->source);
    if (status == CLM_OK) {
        status = check_settings(j, task, source, error);
    }
    if (status == CLM_OK) {
        status = clm_run_overlays_open(j->run, source, error);
    }
    if (status == CLM_OK) {
        status = open_folder(j, said->work, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    task->task = (clm_make_task){.source = source->config,
                                 .settings = &source->request,
                                 .theme = source->theme,
                                 .folder = j->folder,
                                 .address = said->address,
                                 .stem = said->stem,
                                 .title = said->title,
                                 .charset = said->charset,
                                 .html = said->html,
                                 .known_sha256 = said->known_sha256};
    if (said->known_geojson != NULL) {
        task->task.known_geojson =
            clm_arena_printf(arena, "%s/%s", j->run->config->night.output, said->known_geojson);
        status = task->task.known_geojson != NULL ? CLM_OK : fail_memory(error);
    }
    return status == CLM_OK ? read_bytes(j, task, error) : status;
}

static clm_status set_tasks(joining *j, clm_arena *arena, const clm_state_work *work, size_t count,
                            clm_error *error) {
    clm_run *run = j->run;
    j->tasks = clm_arena_array(arena, count, sizeof *j->tasks);
    if (j->tasks == NULL) {
        return fail_memory(error);
    }
    j->count = count;
    clm_spool_free(run->spool); /* what was done needs no room */
    run->spool = NULL;
    clm_status status = clm_spool_open(run->config->night.output, &run->spool, error);
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        j->tasks[i].work = &work[i];
        status = set_task(j, &j->tasks[i], arena, error);
    }
    return status;
}

/* ---- work ---- */

static void stop(joining *j, clm_status status) {
    j->status = j->status == CLM_OK ? status : j->status;
    atomic_store(&j->stop, true);
}

static void work(void *context, size_t task, clm_buffer *reply) {
    const joining *j = context;
    clm_make(j->run->context, j->run->spool, &j->tasks[task].task, reply);
}

static clm_status write_reply(const joining *j, const joined_task *task, clm_text reply,
                              clm_error *error) {
    clm_buffer path, text;
    clm_buffer_init(&path);
    clm_buffer_init(&text);
    clm_buffer_printf(&path, "%s/%s.reply", j->work, task->said.file);
    clm_buffer_printf(&text, "%s\n", j->name);
    clm_buffer_text(&text, reply);
    clm_status status = path.failed || text.failed
                            ? fail_memory(error)
                            : clm_file_write(path.data, text.data, text.len, error);
    clm_buffer_clear(&path);
    clm_buffer_clear(&text);
    return status;
}

static void tell_made(joining *j, const joined_task *task, const char *reason) {
    j->made++;
    j->run->done++;
    clm_run_tell(j->run, &(clm_run_news){.level = CLM_LOG_INFO,
                                         .event = "shared",
                                         .source = task->work->source,
                                         .article = task->said.address,
                                         .message = reason != NULL ? reason : "read for the run",
                                         .duration_s = (double)NAN});
    clm_run_progress(j->run, task->said.address);
}

static void done(void *context, size_t number, clm_worker_end end, clm_text reply,
                 const char *reason) {
    joining *j = context;
    const joined_task *task = &j->tasks[number];
    if (end == CLM_WORKER_NOT_BEGUN || end == CLM_WORKER_STOPPED || j->status != CLM_OK) {
        return; /* it is given back when this process leaves */
    }
    clm_buffer own;
    clm_buffer_init(&own);
    if (end != CLM_WORKER_REPLIED) {
        clm_make_undo(j->folder, task->said.stem);
        clm_made_write(&(clm_made){.end = CLM_MAKE_FAILED, .reason = reason}, &own);
        reply = (clm_text){own.data, own.len};
    }
    bool ours;
    clm_status status =
        own.failed ? fail_memory(&j->error) : write_reply(j, task, reply, &j->error);
    if (status == CLM_OK) {
        status = clm_state_work_done(j->run->state, task->work->source, task->work->item, &ours,
                                     &j->error);
    }
    clm_buffer_clear(&own);
    if (status != CLM_OK) {
        stop(j, status);
        return;
    }
    tell_made(j, task, reason);
}

static void tick(void *context) {
    joining *j = context;
    bool led = true;
    if (clm_run_cancelled(j->run)) {
        atomic_store(&j->stop, true);
    }
    if (j->status != CLM_OK) {
        return;
    }
    clm_status status = clm_state_heartbeat(j->run->state, &j->error);
    if (status == CLM_OK) {
        status = clm_state_run_is_led(j->run->state, &led, &j->error);
    }
    if (status == CLM_OK && !led) {
        status = clm_fail(&j->error, CLM_ERR_LIMIT, "the run is over");
    }
    if (status != CLM_OK) {
        stop(j, status);
    }
    clm_run_progress(j->run, NULL);
}

static clm_status make_tasks(joining *j, clm_error *error) {
    clm_run *run = j->run;
    const clm_workers_options options = {.jobs = clm_run_jobs(run),
                                         .task_count = j->count,
                                         .memory_limit_bytes =
                                             run->config->night.memory_limit_bytes,
                                         .task_limit_s = run->config->night.article_limit_s,
                                         .deadline_ms = run->deadline_ms,
                                         .cancel = &j->stop,
                                         .work = work,
                                         .done = done,
                                         .tick = tick,
                                         .context = j};
    clm_status status = clm_run_context_open(run, error);
    if (status == CLM_OK) {
        status = clm_workers_run(&options, error);
        clm_make_sweep(j->folder);
    }
    if (status == CLM_OK && j->status != CLM_OK) {
        status = clm_fail(error, j->status, "%s", j->error.message);
    }
    return status;
}

/* ---- until the run is over ---- */

/* Takes some and makes them, or waits. `*led` false: it is over. */
static clm_status join_step(joining *j, bool *led, clm_error *error) {
    clm_run *run = j->run;
    clm_arena *arena = clm_arena_new();
    clm_state_work *taken = NULL;
    size_t count = 0;
    if (arena == NULL) {
        return fail_memory(error);
    }
    clm_status status = clm_state_work_take(run->state, clm_run_jobs(run) * 2, CLM_SHARE_LEASE_S,
                                            arena, &taken, &count, error);
    if (status == CLM_OK && count == 0) {
        clm_run_progress(run, NULL);
        clm_share_pause(run, CLM_SHARE_POLL_MS);
        status = clm_state_run_is_led(run->state, led, error);
    } else if (status == CLM_OK) {
        status = set_tasks(j, arena, taken, count, error);
        status = status == CLM_OK ? make_tasks(j, error) : status;
    }
    clm_arena_free(arena);
    return status;
}

/* How the run ended that was helped in; what went wrong here counts only while it goes on. */
static clm_status tell_end(joining *j, clm_status status, clm_error *error) {
    clm_run *run = j->run;
    clm_error why = {0};
    clm_state_run now;
    bool found = false;
    bool led = false;
    clm_status asked =
        clm_state_run_get(run->state, run->begun.run, run->arena, &now, &found, &why);
    if (asked == CLM_OK) {
        asked = clm_state_run_is_led(run->state, &led, &why);
    }
    if (asked != CLM_OK) {
        return status != CLM_OK ? status : clm_fail(error, asked, "%s", why.message);
    }
    if (led) {
        return status; /* this process leaves before its end */
    }
    if (!found || (now.status != CLM_STATE_DONE && now.status != CLM_STATE_FAILED)) {
        return clm_fail(error, CLM_ERR_IO, "process %lld on %s, whose run %lld was joined, is gone",
                        (long long)j->led.pid, j->led.host, (long long)run->begun.run);
    }
    return CLM_OK;
}

static clm_status tell_joined(joining *j, clm_error *error) {
    clm_run *run = j->run;
    bool found = false;
    clm_status status =
        clm_state_run_get(run->state, run->begun.run, run->arena, &j->led, &found, error);
    if (status == CLM_OK) {
        clm_error said;
        j->led.host = j->led.host != NULL ? j->led.host : "an unknown machine";
        (void)clm_fail(&said, CLM_OK, "joined the run of %s (process %lld)", j->led.host,
                       (long long)j->led.pid);
        clm_run_say(run, CLM_LOG_INFO, "share", NULL, said.message);
    }
    return status;
}

clm_status clm_run_join(clm_run *run, clm_refresh_end *how, clm_error *error) {
    joining j = {.run = run};
    bool led = true;
    clm_status status = tell_joined(&j, error);
    while (status == CLM_OK && led && !clm_run_cancelled(run) && !clm_run_time_over(run)) {
        status = join_step(&j, &led, error);
    }
    status = clm_run_cancelled(run) ? clm_fail(error, CLM_ERR_IO, "stopped; the run goes on")
                                    : tell_end(&j, status, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_error said;
    (void)clm_fail(&said, CLM_OK, "%zu article%s read for the run of %s", j.made,
                   j.made == 1 ? "" : "s", j.led.host);
    clm_run_say(run, CLM_LOG_INFO, "share", NULL, said.message);
    *how = CLM_REFRESH_DONE;
    clm_error ignored = {0}; /* there is nothing to give back where the run is over */
    const clm_status left = clm_state_run_end(run->state, CLM_STATE_DONE, NULL, &ignored);
    (void)left;
    run->begun_run = false;
    return CLM_OK;
}
