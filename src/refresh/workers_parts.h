/* refresh/workers_parts.h (private): what a worker and its parent say to each other.
 *
 * Over a socket of their own: the parent sends the number of a task as eight bytes, the worker
 * answers with a head and as many bytes as it says. The first task of a worker is an argument. */
#ifndef CLM_REFRESH_WORKERS_PARTS_H
#define CLM_REFRESH_WORKERS_PARTS_H

#include "refresh/workers.h"

#include <sys/types.h>

typedef enum clm_worker_word {
    CLM_WORKER_SAYS_DONE = 1,
    CLM_WORKER_SAYS_LAST,     /* done, and it ends: it holds much memory that it does not use */
    CLM_WORKER_SAYS_TOO_LONG, /* the reply was longer than it may be */
    CLM_WORKER_SAYS_NO_MEMORY /* for the reply; it ends */
} clm_worker_word;

typedef struct clm_worker_head {
    uint32_t word;   /* clm_worker_word */
    uint32_t length; /* of the reply that follows; 0 unless DONE or LAST */
} clm_worker_head;

/* How a worker exits that a library ended since memory did. */
enum { CLM_WORKER_EXIT_MEMORY = 86 };

/* Whether memory is limited: not in builds with sanitizers, whose own memory is larger than any
 * limit. */
bool clm_worker_limits_memory(void);

/* A worker's life, from `task` on until `channel` is closed. `parent` is the process that forked
 * it. */
_Noreturn void clm_worker_live(const clm_workers_options *options, int channel, size_t task,
                               pid_t parent);

#endif
