/* refresh/refresh.h: one night: reads what the sources list, maps what is new or changed, writes
 * the night's folder, and remembers. docs/refresh.md describes configuration, files and rules.
 *
 * Nothing that readers see changes but by one rename: a run that is killed at any moment, or fails,
 * leaves the last night as it was, and the next one does what is left. Forks (see workers.h): the
 * caller has no other thread. Thread rule: one call at a time in a process. */
#ifndef CLM_REFRESH_REFRESH_H
#define CLM_REFRESH_REFRESH_H

#include "base/progress.h"
#include "pipeline/pipeline.h"

#include <stdatomic.h>

typedef enum clm_refresh_log {
    CLM_REFRESH_LOG_CONFIG = 0,
    CLM_REFRESH_LOG_TEXT,
    CLM_REFRESH_LOG_JSON
} clm_refresh_log;

typedef struct clm_refresh_options {
    const char *config;          /* path of the key file */
    clm_context_options context; /* connection and style are the configuration's */
    clm_refresh_log log;         /* CONFIG: as the configuration says */
    bool quiet;                  /* only warnings, errors and what failed */
    bool verbose;                /* a line for each article that stays the same, too */
    const atomic_bool *cancel;   /* true: stop, publish nothing; NULL: never */
    /* Takes log lines, whole, with their newlines; in any thread, one at a time. */
    void (*write)(void *context, clm_text lines);
    /* How far it is; NULL: nobody looks. In any thread, one at a time. */
    void (*progress)(void *context, const clm_progress *progress);
    void *write_context;
} clm_refresh_options;

typedef enum clm_refresh_end {
    CLM_REFRESH_DONE = 0, /* all went well, also where there was nothing to do */
    CLM_REFRESH_PARTLY,  /* some sources or articles failed, or the time was over; the rest was done
                          */
    CLM_REFRESH_NOTHING, /* nothing could be done: the error says why */
    CLM_REFRESH_BUSY,    /* another run goes on */
    CLM_REFRESH_STOPPED  /* by the cancel flag; nothing was published */
} clm_refresh_end;

/* Runs one night. **Errors:** where `*end` is NOTHING, BUSY or STOPPED: CLM_ERR_FORMAT the
 * configuration (each problem was written as a line), CLM_ERR_LIMIT another run, and all others. */
CLM_MUST_CHECK clm_status clm_refresh_run(const clm_refresh_options *options, clm_refresh_end *end,
                                          clm_error *error);

/* Says what a run would do, as lines: reads configuration, state, folders, feeds and sitemaps;
 * fetches no page and writes nothing. **Errors:** as clm_refresh_run. */
CLM_MUST_CHECK clm_status clm_refresh_plan(const clm_refresh_options *options, clm_error *error);

/* Reads the configuration and opens what it names: themes, overlays, modules, the state where it is
 * there; each problem is a line. Fetches nothing and writes nothing. **Errors:** CLM_ERR_FORMAT
 * there are problems; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_refresh_check(const clm_refresh_options *options, clm_error *error);

#endif
