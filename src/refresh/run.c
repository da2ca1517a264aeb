/* The order of a night. */
#include "refresh/run.h"

#include "base/alloc.h"
#include "base/clock.h"
#include "base/file.h"

#include <stdlib.h>

static clm_status fail_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    return CLM_ERR_NOMEM;
}

static clm_status stopped(clm_error *error) {
    return clm_fail(error, CLM_ERR_IO, "stopped; nothing was published");
}

/* ---- the start ---- */

static void tell_problem(void *context, const char *problem) {
    clm_run_say(context, CLM_LOG_ERROR, "config", NULL, problem);
}

static void set_date(clm_run *run) {
    const time_t now = (time_t)run->now_s;
    struct tm day;
    if (localtime_r(&now, &day) == NULL ||
        strftime(run->date, sizeof run->date, "%Y-%m-%d", &day) == 0) {
        memcpy(run->date, "1970-01-01", sizeof run->date);
    }
    clm_run_time_text(run->now_s, run->started);
}

static clm_status read_config(clm_run *run, clm_error *error) {
    clm_status status =
        clm_config_read(run->options->config, tell_problem, run, &run->config, error);
    if (status == CLM_OK) {
        run->json = run->options->log == CLM_REFRESH_LOG_JSON ||
                    (run->options->log == CLM_REFRESH_LOG_CONFIG && run->config->night.log_json);
        status = clm_run_settings_read(run, error);
    }
    return status;
}

static clm_status begin(clm_run *run, const clm_refresh_options *options, clm_error *error) {
    *run = (clm_run){.options = options, .json = options->log == CLM_REFRESH_LOG_JSON};
    run->started_ms = clm_clock_ms();
    run->now_s = (int64_t)time(NULL);
    run->arena = clm_arena_new();
    run->manners = clm_fetch_manners_new();
    if (run->arena == NULL || run->manners == NULL) {
        return fail_memory(error);
    }
    clm_status status = read_config(run, error);
    if (status == CLM_OK && run->config->night.time_limit_s > 0) {
        run->deadline_ms = run->started_ms + run->config->night.time_limit_s * 1000;
    }
    set_date(run);
    return status;
}

static void end(clm_run *run) {
    clm_night_free(run->night);
    clm_fetcher_free(run->fetcher);
    clm_context_free(run->context);
    clm_spool_free(run->spool);
    clm_run_share_end(run);
    clm_folders_free(run->folders); /* removes what was not published */
    clm_state_free(run->state);
    clm_run_settings_free(run);
    clm_config_free(run->config);
    clm_fetch_manners_free(run->manners);
    clm_arena_free(run->arena);
}

clm_status clm_run_context_open(clm_run *run, clm_error *error) {
    if (run->context != NULL) {
        return CLM_OK;
    }
    clm_context_options options = run->options->context;
    options.connection = run->config->night.connection;
    options.style = NULL;
    return clm_context_open(&options, &run->context, error);
}

/* ---- one night ---- */

static clm_status open_state(clm_run *run, bool read_only, clm_error *error) {
    const clm_state_options options = {.where = run->config->night.state, .read_only = read_only};
    clm_status status = clm_state_open(&options, &run->state, error);
    return status == CLM_OK ? clm_state_now(run->state, &run->now_s, error) : status;
}

static clm_status take_lock(clm_run *run, clm_refresh_end *how, clm_error *error) {
    clm_status status = clm_make_dirs(run->config->night.output, error);
    if (status == CLM_OK) {
        status = open_state(run, false, error);
    }
    if (status == CLM_OK) {
        const clm_state_run_options options = {.shared = run->config->night.share};
        status = clm_state_run_begin(run->state, &options, &run->begun, error);
        *how = status == CLM_ERR_LIMIT ? CLM_REFRESH_BUSY : *how;
    }
    run->begun_run = status == CLM_OK;
    return status;
}

static clm_status open_folders(clm_run *run, clm_error *error) {
    set_date(run);
    const clm_folders_options options = {.root = run->config->night.output,
                                         .date = run->date,
                                         .keep_days = (unsigned)run->config->night.keep_days};
    clm_status status = clm_folders_begin(&options, &run->folders, error);
    if (status == CLM_OK) {
        status = clm_run_recover(run, error);
    }
    return status == CLM_OK ? clm_spool_open(run->config->night.output, &run->spool, error)
                            : status;
}

static clm_status read_and_make(clm_run *run, clm_error *error) {
    clm_status status = clm_run_list(run, error);
    bool more = true;
    while (status == CLM_OK && more) {
        status = clm_run_read_round(run, &more, error);
        if (status == CLM_OK && clm_run_cancelled(run)) {
            status = stopped(error);
        }
        if (status == CLM_OK && more) {
            status = clm_run_make_round(run, error);
        }
        if (status == CLM_OK && clm_run_cancelled(run)) {
            status = stopped(error);
        }
    }
    return status == CLM_OK ? clm_run_find_gone(run, error) : status;
}

static clm_status publish(clm_run *run, clm_error *error) {
    const char *name = NULL;
    clm_status status = clm_run_prepare(run, error);
    if (status == CLM_OK) {
        status = clm_run_fill_folder(run, error);
    }
    if (status == CLM_OK && clm_run_cancelled(run)) {
        status = stopped(error);
    }
    /* A lock that was lost by now belongs to another run, whose folder this must not overtake. */
    if (status == CLM_OK) {
        status = clm_state_heartbeat(run->state, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    status = clm_folders_publish(run->folders, &name, error);
    if (name == NULL) {
        return status;
    }
    if (status != CLM_OK) {
        clm_run_say(run, CLM_LOG_ERROR, "publish", NULL, error->message);
    }
    const char *said =
        clm_arena_printf(run->arena, "published as %s/%s", run->config->night.output, name);
    clm_run_say(run, CLM_LOG_INFO, "publish", NULL, said != NULL ? said : name);
    return CLM_OK;
}

/* Old nights that cannot be removed cost no new one. */
static clm_status retain(clm_run *run, clm_error *error) {
    size_t removed = 0;
    clm_error why = {0};
    if (clm_folders_retain(run->folders, &removed, &why) != CLM_OK) {
        clm_run_say(run, CLM_LOG_WARNING, "retain", NULL, why.message);
    }
    return removed > 0 ? clm_run_forget_files(run, error) : CLM_OK;
}

static clm_status finish(clm_run *run, clm_refresh_end *how, clm_error *error) {
    clm_status status = clm_run_record(run, error);
    const bool news = status == CLM_OK && clm_run_has_news(run);
    if (news) {
        status = publish(run, error);
    }
    if (status == CLM_OK) {
        status = clm_run_remember(run, news, error);
    }
    if (status == CLM_OK && news) {
        status = retain(run, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    const clm_night *night = run->night;
    const size_t *counts = night->counts;
    const bool well =
        counts[CLM_NIGHT_FAILED] == 0 && night->failed_sources == 0 && !run->time_over;
    const clm_state_counts kept = {.made_new = (int64_t)counts[CLM_NIGHT_NEW],
                                   .changed = (int64_t)counts[CLM_NIGHT_CHANGED],
                                   .same = (int64_t)counts[CLM_NIGHT_SAME],
                                   .gone = (int64_t)counts[CLM_NIGHT_GONE],
                                   .failed = (int64_t)counts[CLM_NIGHT_FAILED],
                                   .files = (int64_t)night->file_count};
    status = clm_state_run_end(run->state, well ? CLM_STATE_DONE : CLM_STATE_FAILED, &kept, error);
    run->begun_run = status != CLM_OK;
    *how = well ? CLM_REFRESH_DONE : CLM_REFRESH_PARTLY;
    clm_run_tell_summary(run);
    return status;
}

static clm_status lead(clm_run *run, clm_refresh_end *how, clm_error *error) {
    clm_status status = open_folders(run, error);
    if (status == CLM_OK) {
        status = read_and_make(run, error);
    }
    return status == CLM_OK ? finish(run, how, error) : status;
}

static clm_status run_night(clm_run *run, clm_refresh_end *how, clm_error *error) {
    clm_status status = take_lock(run, how, error);
    const bool joined = run->begun_run && run->begun.joined;
    if (status == CLM_OK && joined) {
        status = clm_run_join(run, how, error);
    } else if (status == CLM_OK) {
        status = lead(run, how, error);
    }
    if (status != CLM_OK && run->begun_run) {
        clm_error ignored = {0}; /* the first error is the one to be told */
        const clm_state_counts none = {0};
        const clm_status left = clm_state_run_end(run->state, CLM_STATE_FAILED, &none, &ignored);
        (void)left;
    }
    return status;
}

clm_status clm_refresh_run(const clm_refresh_options *options, clm_refresh_end *how,
                           clm_error *error) {
    clm_run run;
    *how = CLM_REFRESH_NOTHING;
    clm_status status = begin(&run, options, error);
    if (status == CLM_OK) {
        status = run_night(&run, how, error);
    }
    if (status != CLM_OK) {
        *how = clm_run_cancelled(&run)    ? CLM_REFRESH_STOPPED
               : *how == CLM_REFRESH_BUSY ? CLM_REFRESH_BUSY
                                          : CLM_REFRESH_NOTHING;
    }
    end(&run);
    return status;
}

/* ---- what it would do ---- */

static clm_status open_for_plan(clm_run *run, clm_error *error) {
    const char *folder = getenv("TMPDIR");
    clm_error why = {0};
    clm_status status = open_state(run, true, &why);
    if (status == CLM_ERR_NOT_FOUND) {
        status = CLM_OK; /* the first run makes it */
    } else if (status != CLM_OK) {
        status = clm_fail(error, why.code, "%s", why.message);
    }
    if (status == CLM_OK) {
        set_date(run);
        status = clm_spool_open(folder != NULL && folder[0] != '\0' ? folder : "/tmp", &run->spool,
                                error);
    }
    return status;
}

static const char *plan_of(const clm_run *run, const clm_run_item *item) {
    if (item->fate == CLM_FATE_SAME) {
        return "stays as it is, since its source failed";
    }
    if (item->page_known && item->page.failures > 0 && item->listed.is_url &&
        !clm_state_is_over(item->page.failed_s, item->page.wait_s, run->now_s)) {
        return "failed, and is left alone for now";
    }
    if (!item->known) {
        return "new";
    }
    return item->fresh ? "known; mapped if its text changed" : "known; mapped with other settings";
}

clm_status clm_refresh_plan(const clm_refresh_options *options, clm_error *error) {
    clm_run run;
    clm_status status = begin(&run, options, error);
    if (status == CLM_OK) {
        status = open_for_plan(&run, error);
    }
    if (status == CLM_OK) {
        status = clm_run_list(&run, error);
    }
    for (size_t i = 0; i < run.item_count && status == CLM_OK; i++) {
        const clm_run_item *item = &run.items[i];
        const clm_run_source *source = &run.sources[item->source];
        const size_t most =
            source->config->most_articles > 0 ? (size_t)source->config->most_articles : SIZE_MAX;
        if (item->fate != CLM_FATE_EXCLUDED && i - source->first < most) {
            clm_run_tell(&run, &(clm_run_news){.level = CLM_LOG_INFO,
                                               .event = "plan",
                                               .source = source->config->name,
                                               .article = item->shown,
                                               .message = plan_of(&run, item),
                                               .duration_s = (double)NAN});
        }
    }
    end(&run);
    return status;
}

/* ---- whether it could ---- */

static void check_one(clm_run *run, clm_status status, const clm_error *why, const char *source,
                      size_t *problems) {
    if (status != CLM_OK) {
        ++*problems;
        clm_run_say(run, CLM_LOG_ERROR, "config", source, why->message);
    }
}

static void check_sources(clm_run *run, size_t *problems) {
    bool urls = false;
    for (size_t i = 0; i < run->config->source_count; i++) {
        clm_run_source *source = &run->sources[i];
        clm_error why = {0};
        check_one(run, clm_run_overlays_open(run, source, &why), &why, source->config->name,
                  problems);
        urls = urls || source->config->is_url;
        if (!source->config->is_url && source->config->kind != CLM_SOURCE_GLOB &&
            !clm_file_exists(source->config->address)) {
            (void)clm_fail(&why, CLM_ERR_NOT_FOUND, "%s is not there", source->config->address);
            check_one(run, CLM_ERR_NOT_FOUND, &why, source->config->name, problems);
        }
    }
    if (urls) {
        clm_error why = {0};
        const clm_fetch_options options = clm_run_fetch_options(run);
        check_one(run, clm_fetcher_open(&options, &run->fetcher, &why), &why, NULL, problems);
    }
}

clm_status clm_refresh_check(const clm_refresh_options *options, clm_error *error) {
    clm_run run;
    size_t problems = 0;
    clm_status status = begin(&run, options, error);
    if (status == CLM_OK) {
        clm_error why = {0};
        check_sources(&run, &problems);
        const clm_status opened = open_state(&run, true, &why);
        check_one(&run, opened == CLM_ERR_NOT_FOUND ? CLM_OK : opened, &why, NULL, &problems);
        why = (clm_error){0};
        check_one(&run, clm_run_context_open(&run, &why), &why, NULL, &problems);
        if (problems > 0) {
            status = clm_fail(error, CLM_ERR_FORMAT, "%s: %zu problem%s", options->config, problems,
                              problems == 1 ? "" : "s");
        }
    }
    end(&run);
    return status;
}
