/* refresh/visit.h: URLs of a night -> their bodies in the spool, many hosts at once, each host's
 * one after another in the order of the list, that of most visits first. A host that did not answer
 * three times in a row is asked no more in this call. Private to refresh. Thread rule: one call at
 * a time on one list. */
#ifndef CLM_REFRESH_VISIT_H
#define CLM_REFRESH_VISIT_H

#include "base/arena.h"
#include "fetch/fetch.h"
#include "refresh/spool.h"

enum { CLM_VISIT_THREADS_MAX = 16 };

typedef struct clm_visit {
    /* Asked; borrowed. */
    const char *url;
    const char *etag, *last_modified; /* NULL: not known */

    /* Answered; text lives in the arena of the options. */
    /* False: the deadline or the cancel flag came first, or the call failed. One that the flag cut
     * off has CLM_FETCH_CANCELLED. */
    bool begun;
    clm_status status;  /* CLM_OK: there is a body, or not_modified */
    const char *reason; /* of a failure, without the URL before it; else NULL */
    clm_fetch_fault fault;
    bool not_modified, gone; /* gone: 404 or 410 */
    bool temporary;          /* of a failure: another time it may go well */
    int64_t retry_after_s;   /* 0: the server says nothing */
    clm_spooled body;
    const char *sha256;                       /* of the body, 64 digits */
    const char *final_url;                    /* after redirects; NULL: none was followed */
    const char *type, *charset;               /* "" unknown */
    const char *new_etag, *new_last_modified; /* "" none */
    double duration_s;                        /* with the wait for its turn */
} clm_visit;

typedef struct clm_visit_options {
    clm_fetch_options fetch; /* manners must be set; cancel is used */
    clm_spool *spool;
    clm_arena *arena;    /* others leave it alone while this runs; `visited` may use it */
    int64_t deadline_ms; /* of the monotonic clock: no visit is begun after it; 0: none */
    /* Called in any thread, one at a time, when a visit that was begun ended; NULL: not. */
    void (*visited)(void *context, const clm_visit *visit);
    void *context;
} clm_visit_options;

/* Visits all, and answers in the order of the list. A visit that fails is told in it; **Errors:**
 * of what no visit can do without: as clm_fetcher_open; CLM_ERR_NOMEM; CLM_ERR_IO the spool, which
 * no body is kept in. What came before is then told still. */
CLM_MUST_CHECK clm_status clm_visits_run(const clm_visit_options *options, clm_visit *visits,
                                         size_t count, clm_error *error);

#endif
