#include "refresh/log.h"

#include "base/json.h"

#include <math.h>

enum { DURATION_DECIMALS = 3 };

const char *clm_log_level_name(clm_log_level level) {
    static const char *const names[] = {"debug", "info", "warning", "error"};
    return (unsigned)level < CLM_LOG_LEVEL_COUNT ? names[level] : "";
}

/* Control characters become "?": C0, DEL, C1 (C2 80 to C2 9F), and U+2028, U+2029, which some
 * readers take for line ends. */
static void put_clean(clm_buffer *out, const char *text) {
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0'; at++) {
        if (at[0] == 0xC2 && at[1] >= 0x80 && at[1] <= 0x9F) {
            clm_buffer_char(out, '?');
            at++;
        } else if (at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9)) {
            clm_buffer_char(out, '?');
            at += 2;
        } else {
            clm_buffer_char(out, *at < 0x20 || *at == 0x7F ? '?' : (char)*at);
        }
    }
}

static void put_part(clm_buffer *out, const char *text, const char *after) {
    if (text != NULL) {
        put_clean(out, text);
        clm_buffer_string(out, after);
    }
}

void clm_log_text(const clm_log_line *line, clm_buffer *out) {
    put_part(out, line->time, " ");
    if (line->level != CLM_LOG_INFO) {
        put_part(out, clm_log_level_name(line->level), " ");
    }
    put_part(out, line->source, ": ");
    put_part(out, line->article, ": ");
    put_part(out, line->message != NULL ? line->message : line->event, "");
    if (!isnan(line->duration_s)) {
        clm_buffer_string(out, " (");
        clm_buffer_number(out, line->duration_s, DURATION_DECIMALS);
        clm_buffer_string(out, " s)");
    }
    clm_buffer_char(out, '\n');
}

static void put_known(clm_json_writer *json, const char *key, const char *value) {
    if (value != NULL) {
        clm_json_pair_string(json, key, value);
    }
}

static void open_line(clm_json_writer *json, clm_buffer *out, const clm_log_line *line) {
    clm_json_begin(json, out);
    clm_json_open_object(json);
    put_known(json, "time", line->time);
    clm_json_pair_string(json, "level", clm_log_level_name(line->level));
    put_known(json, "event", line->event);
    put_known(json, "source", line->source);
    put_known(json, "article", line->article);
    put_known(json, "message", line->message);
    if (!isnan(line->duration_s)) {
        clm_json_pair_number(json, "duration_s", line->duration_s, DURATION_DECIMALS);
    }
}

void clm_log_json(const clm_log_line *line, clm_buffer *out) {
    clm_json_writer json;
    open_line(&json, out, line);
    clm_json_close_object(&json);
    clm_buffer_char(out, '\n');
}

void clm_log_summary(const clm_night *night, clm_buffer *out) {
    put_part(out, night->date, ": ");
    for (int i = 0; i < CLM_NIGHT_STATUS_COUNT; i++) {
        clm_buffer_printf(out, "%s%zu %s", i > 0 ? ", " : "", night->counts[i],
                          clm_night_status_name((clm_night_status)i));
    }
    clm_buffer_printf(out, " of %zu articles; %zu of %zu sources failed; %zu claims, %zu files",
                      night->article_count, night->failed_sources, night->source_count,
                      night->claims, night->file_count);
    if (night->stopped != NULL) {
        clm_buffer_string(out, "; ended early: ");
        put_clean(out, night->stopped);
    }
}

void clm_log_summary_json(const clm_night *night, const char *time, double duration_s,
                          clm_buffer *out) {
    clm_json_writer json;
    clm_buffer words;
    clm_buffer_init(&words);
    clm_log_summary(night, &words);
    const bool bad =
        night->failed_sources > 0 || night->counts[CLM_NIGHT_FAILED] > 0 || night->stopped != NULL;
    const clm_log_line line = {.time = time,
                               .level = bad ? CLM_LOG_WARNING : CLM_LOG_INFO,
                               .event = "summary",
                               .message = words.data,
                               .duration_s = duration_s};
    open_line(&json, out, &line);
    for (int i = 0; i < CLM_NIGHT_STATUS_COUNT; i++) {
        clm_json_pair_int(&json, clm_night_status_name((clm_night_status)i),
                          (int64_t)night->counts[i]);
    }
    clm_json_pair_int(&json, "articles", (int64_t)night->article_count);
    clm_json_pair_int(&json, "sources", (int64_t)night->source_count);
    clm_json_pair_int(&json, "failed_sources", (int64_t)night->failed_sources);
    clm_json_pair_int(&json, "claims", (int64_t)night->claims);
    clm_json_pair_int(&json, "files", (int64_t)night->file_count);
    put_known(&json, "stopped", night->stopped);
    clm_json_close_object(&json);
    clm_buffer_char(out, '\n');
    out->failed = out->failed || words.failed;
    clm_buffer_clear(&words);
}
