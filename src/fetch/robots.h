/* fetch/robots.h: private to fetch: a robots.txt -> whether a path may be fetched, and how often.
 *
 * **Source:** RFC 9309, "Robots Exclusion Protocol"; Crawl-delay is not part of it, but is widely
 * written. Thread rule: rules are read-only once parsed; any thread. */
#ifndef CLM_FETCH_ROBOTS_H
#define CLM_FETCH_ROBOTS_H

#include "base/text.h"

enum { CLM_ROBOTS_LIMIT_BYTES = 512 * 1024 }; /* what lies behind is not read; RFC 9309 2.5 */

typedef struct clm_robots_rule {
    char *path; /* pattern with "*" and "$", percent-encoding normalised, NUL-terminated */
    size_t length;
    bool allow;
} clm_robots_rule;

/* Of one user agent. A zeroed one has no rules: all is allowed. */
typedef struct clm_robots {
    clm_robots_rule *rules;
    size_t count, capacity;
    double delay_s; /* 0: none */
} clm_robots;

/* Keeps the rules of all groups for `agent`, a product token in any case, else of those for "*".
 * Whatever the bytes, there is an answer: lines that are none are left out. False when memory ends:
 * `out` is then empty. **Owns:** the caller clears. */
bool clm_robots_parse(clm_text bytes, const char *agent, clm_robots *out);
void clm_robots_clear(clm_robots *robots);

/* Says in `allowed` whether `path`, with its query, may be fetched: the longest rule that matches
 * decides, allow where two are as long. "/robots.txt" always may. False when memory ends:
 * `allowed` is then false too. */
bool clm_robots_allowed(const clm_robots *robots, clm_text path, bool *allowed);

#endif
