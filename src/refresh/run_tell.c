/* Lines about a run, and how far it is. */
#include "refresh/run.h"

#include "base/clock.h"
#include "fetch/fetch.h"

void clm_run_time_text(int64_t time_s, char out[21]) {
    const time_t time = (time_t)time_s;
    struct tm parts;
    if (gmtime_r(&time, &parts) == NULL || strftime(out, 21, "%Y-%m-%dT%H:%M:%SZ", &parts) == 0) {
        memcpy(out, "1970-01-01T00:00:00Z", 21);
    }
}

static void write_line(clm_run *run, clm_buffer *line) {
    /* A line for which there is no memory is lost; the run is not. */
    if (!line->failed && line->len > 0) {
        run->options->write(run->options->write_context, (clm_text){line->data, line->len});
    }
    clm_buffer_clear(line);
}

void clm_run_tell(clm_run *run, const clm_run_news *news) {
    const bool quiet = run->options->quiet && news->level < CLM_LOG_WARNING;
    if (quiet || (news->level == CLM_LOG_DEBUG && !run->options->verbose)) {
        return;
    }
    char now[21];
    clm_run_time_text((int64_t)time(NULL), now);
    const clm_log_line line = {now,           news->level,   news->event,     news->source,
                               news->article, news->message, news->duration_s};
    clm_buffer out;
    clm_buffer_init(&out);
    if (run->json) {
        clm_log_json(&line, &out);
    } else {
        clm_log_text(&line, &out);
    }
    write_line(run, &out);
}

void clm_run_say(clm_run *run, clm_log_level level, const char *event, const char *source,
                 const char *message) {
    const clm_run_news news = {level, event, source, NULL, message, (double)NAN};
    clm_run_tell(run, &news);
}

static void tell_differences(clm_run *run, clm_run_news *news, const clm_made *made) {
    for (size_t i = 0; i < made->difference_count; i++) {
        news->event = "difference";
        news->message = made->differences[i];
        clm_run_tell(run, news);
    }
}

void clm_run_tell_item(clm_run *run, const clm_run_item *item) {
    static const struct {
        clm_log_level level;
        const char *event;
    } rows[] = {
        [CLM_FATE_NEW] = {CLM_LOG_INFO, "new"},
        [CLM_FATE_CHANGED] = {CLM_LOG_INFO, "changed"},
        [CLM_FATE_SAME] = {CLM_LOG_DEBUG, "same"},
        [CLM_FATE_GONE] = {CLM_LOG_INFO, "gone"},
        [CLM_FATE_FAILED] = {CLM_LOG_ERROR, "failed"},
        [CLM_FATE_EXCLUDED] = {CLM_LOG_DEBUG, "excluded"},
    };
    if (item->fate < CLM_FATE_NEW) {
        return;
    }
    clm_run_news news = {.level = rows[item->fate].level,
                         .event = rows[item->fate].event,
                         .source = run->sources[item->source].config->name,
                         .article = item->shown,
                         .message = item->reason != NULL ? item->reason : rows[item->fate].event,
                         .duration_s = item->visited ? item->visit.duration_s : (double)NAN};
    clm_run_tell(run, &news);
    news.duration_s = (double)NAN;
    news.level = CLM_LOG_WARNING;
    for (size_t i = 0; i < item->made.warning_count; i++) {
        news.event = "warning";
        news.message = item->made.warnings[i];
        clm_run_tell(run, &news);
    }
    news.level = CLM_LOG_INFO;
    if (item->fate == CLM_FATE_CHANGED) {
        tell_differences(run, &news, &item->made);
    }
}

static double elapsed_s(const clm_run *run) {
    return (double)(clm_clock_ms() - run->started_ms) / 1000.0;
}

void clm_run_tell_summary(clm_run *run) {
    clm_buffer out;
    clm_buffer_init(&out);
    if (run->json) {
        char now[21];
        clm_run_time_text((int64_t)time(NULL), now);
        clm_log_summary_json(run->night, now, elapsed_s(run), &out);
    } else {
        clm_log_summary(run->night, &out);
        clm_buffer_char(&out, '\n');
    }
    write_line(run, &out);
}

void clm_run_progress(clm_run *run, const char *current) {
    if (run->options->progress != NULL) {
        const clm_progress progress = {.what = "articles",
                                       .done = run->done,
                                       .failed = run->failed,
                                       .total = run->total,
                                       .elapsed_s = elapsed_s(run),
                                       .current = current};
        run->options->progress(run->options->write_context, &progress);
    }
}
