/* refresh/log.h: what happens in a night -> lines, for a person or (`--log json`) for a program;
 * and the summary line. Makes bytes and prints nothing; all times are the caller's. Text has no
 * control characters, so that an article cannot forge a line. The progress bar is base/progress.h.
 * Private to refresh. Thread rule: no state. */
#ifndef CLM_REFRESH_LOG_H
#define CLM_REFRESH_LOG_H

#include "refresh/night.h"

typedef enum clm_log_level {
    CLM_LOG_DEBUG = 0,
    CLM_LOG_INFO,
    CLM_LOG_WARNING,
    CLM_LOG_ERROR,
    CLM_LOG_LEVEL_COUNT
} clm_log_level;

/* "debug", "info", "warning", "error"; "" for values out of range. */
const char *clm_log_level_name(clm_log_level level);

/* One thing that happened. NULL: not known, left out. */
typedef struct clm_log_line {
    const char *time; /* RFC 3339 */
    clm_log_level level;
    const char *event; /* a word that does not change: "fetch", "map", "publish", "summary" */
    const char *source, *article;
    const char *message;
    double duration_s; /* NaN: none */
} clm_log_line;

/* Appends "TIME LEVEL SOURCE: ARTICLE: MESSAGE (1.25 s)" and a newline; level "info" is not said.
 */
void clm_log_text(const clm_log_line *line, clm_buffer *out);

/* Appends one JSON object and a newline: time, level, event, source, article, message,
 * duration_s. */
void clm_log_json(const clm_log_line *line, clm_buffer *out);

/* Appends, without a newline, "2026-11-23: 3 new, 1 changed, 190 same, 2 gone, 4 failed of 200
 * articles; 1 of 5 sources failed; 640 claims, 812 files". The night must be settled. */
void clm_log_summary(const clm_night *night, clm_buffer *out);
/* The same as a JSON object and a newline, event "summary", with a number for each count. */
void clm_log_summary_json(const clm_night *night, const char *time, double duration_s,
                          clm_buffer *out);

#endif
