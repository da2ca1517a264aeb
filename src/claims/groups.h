/* claims/groups.h: groups of claims of one event, as the steps behind grouping see them (private).
 * Thread rule: as the article. */
#ifndef CLM_CLAIMS_GROUPS_H
#define CLM_CLAIMS_GROUPS_H

#include "claims/pairs.h"

#define CLM_GROUP_END UINT32_MAX

typedef struct clm_groups {
    uint32_t *first; /* of each claim: the first claim of its group */
    uint32_t *next;  /* of each claim: the next one of its group, or CLM_GROUP_END */
    size_t count;
} clm_groups;

/* Fills duplicate_of, supports, conflicts and voices, flags figures that contradict each other or
 * cannot be, and makes coarse marks faint where the event has a finer one (links.c).
 * **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_groups_link(const clm_reader *reader, const clm_gists *gists,
                                          const clm_groups *groups, clm_claim *claims,
                                          clm_error *error);

#endif
