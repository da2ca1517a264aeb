/* refresh/workers.h: tasks -> replies, by processes that may die of theirs.
 *
 * An article is hostile input, and large: each is worked on in a process of its own kind, forked
 * from this one, so that one that needs too much memory or time, or crashes, costs itself. A worker
 * does one task after another, and is replaced when it dies. Tasks are known before the first fork;
 * a worker has them, and all else of the parent, as they were then. The caller has no other thread
 * while this runs. Private to refresh. Thread rule: one call at a time. */
#ifndef CLM_REFRESH_WORKERS_H
#define CLM_REFRESH_WORKERS_H

#include "base/error.h"
#include "base/text.h"

#include <stdatomic.h>

/* Why there is no reply. */
typedef enum clm_worker_end {
    CLM_WORKER_REPLIED = 0,
    CLM_WORKER_CRASHED,   /* by a signal, or it ended by itself */
    CLM_WORKER_TOO_LONG,  /* killed at its time limit */
    CLM_WORKER_NOT_BEGUN, /* the deadline or the cancel flag came first */
    CLM_WORKER_STOPPED    /* killed, since the cancel flag was set */
} clm_worker_end;

typedef struct clm_workers_options {
    size_t jobs;                /* processes at once, 1 to 256 */
    size_t task_count;          /* tasks are 0 to task_count - 1, begun in this order */
    int64_t memory_limit_bytes; /* that a worker may take on top of what it is born with; 0: none.
                                   Allocations beyond it fail. */
    int64_t task_limit_s;       /* of one task; 0: none */
    int64_t deadline_ms;        /* of the monotonic clock: no task is begun after it; 0: none */
    const atomic_bool *cancel;  /* NULL: never */
    /* In the worker: does a task and appends the reply, at most CLM_WORKER_REPLY_BYTES_MAX. */
    void (*work)(void *context, size_t task, clm_buffer *reply);
    /* In the parent, in the order in which tasks end: `reply` is empty, and `reason` says why in
     * words ("it was killed by signal 11 (Segmentation fault)"), where `end` is not REPLIED. */
    void (*done)(void *context, size_t task, clm_worker_end end, clm_text reply,
                 const char *reason);
    /* In the parent, about each second; NULL: not. */
    void (*tick)(void *context);
    void *context;
} clm_workers_options;

enum { CLM_WORKER_REPLY_BYTES_MAX = 8 << 20 };

/* Does all tasks; `done` is called once for each. Children are gone when it returns, and do not
 * outlive this process where the system can see to it. **Errors:** CLM_ERR_IO no process can be
 * made; CLM_ERR_NOMEM; tasks that were not done by then are told NOT_BEGUN first. */
CLM_MUST_CHECK clm_status clm_workers_run(const clm_workers_options *options, clm_error *error);

#endif
