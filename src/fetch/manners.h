/* fetch/manners.h: private to fetch: whose turn it is at a host, and its robots.txt. Thread rule:
 * any thread; what is asked of one host is asked by the one that entered it. */
#ifndef CLM_FETCH_MANNERS_H
#define CLM_FETCH_MANNERS_H

#include "fetch/fetch.h"
#include "fetch/robots.h"

enum {
    CLM_ROBOTS_KEPT_MS = 24 * 3600 * 1000, /* RFC 9309 2.4 */
    CLM_ROBOTS_FAILED_MS = 600 * 1000
};

typedef struct clm_manners_host clm_manners_host;

typedef enum clm_robots_state {
    CLM_ROBOTS_UNKNOWN = 0,
    CLM_ROBOTS_READ,   /* rules, perhaps none */
    CLM_ROBOTS_FAILED, /* no answer, or 5xx: nothing is allowed for now */
} clm_robots_state;

typedef struct clm_manners_turn {
    clm_manners_host *host;
    clm_fetch_fault fault; /* CLM_FETCH_LOCAL, CLM_FETCH_CANCELLED, CLM_FETCH_WAIT; else none */
    uint64_t wait_s;       /* of CLM_FETCH_WAIT */
} clm_manners_turn;

/* Waits until nobody is at `host` and its gap is over, and enters it. A gap that ends later than in
 * `limit_ms` (0: no limit) is not waited for; who is at the host is. */
clm_manners_turn clm_manners_enter(clm_fetch_manners *manners, const char *host, unsigned limit_ms,
                                   const atomic_bool *cancel);
/* Lets others in, `gap_ms` from now on. */
void clm_manners_leave(clm_fetch_manners *manners, clm_manners_host *host, uint64_t gap_ms);

/* The robots.txt of `origin`, which is at a host that the caller has entered, borrowed until it
 * leaves. Unknown also when it is too old. */
clm_robots_state clm_manners_robots(clm_fetch_manners *manners, const char *origin,
                                    const clm_robots **out);
/* Keeps `robots` (taken over, also on failure) for `origin`. False when memory ends. */
bool clm_manners_keep(clm_fetch_manners *manners, const char *origin, clm_robots_state state,
                      clm_robots *robots);

#endif
