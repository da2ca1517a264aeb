/* Which statements speak of one event: claims are taken in text order, and each joins the group
 * that it fits best. What counts is the mean of its scores with all members of the group, with a
 * share for the best one, so that one strong pair does not chain two stories together. */
#include "claims/groups.h"
#include "claims/pairs.h"

enum { LOOK_BACK = 200, BEST_PARTS = 2, MEAN_PARTS = 3 };

/* What one claim found out about a group that began before it. */
typedef struct tally {
    int sum, best;
    uint32_t members;
} tally;

/* The group that claim `i` fits best, as the index of its first claim; `i` itself: none. */
static uint32_t best_group(const clm_groups *groups, const clm_gists *gists, tally *tallies,
                           uint32_t i) {
    uint32_t from = i > LOOK_BACK ? i - LOOK_BACK : 0, group = i;
    for (uint32_t j = from; j < i; j++) {
        tally *of = &tallies[groups->first[j]];
        int score = clm_pair_score(gists, j, i);
        of->best = of->members == 0 || score > of->best ? score : of->best;
        of->sum += score;
        of->members++;
    }
    int top = 0;
    for (uint32_t j = from; j < i; j++) {
        tally *of = &tallies[groups->first[j]];
        if (of->members) {
            int worth = BEST_PARTS * of->best + MEAN_PARTS * (of->sum / (int)of->members);
            if (worth > top) {
                top = worth;
                group = groups->first[j];
            }
            *of = (tally){0};
        }
    }
    return group;
}

static bool allocate(clm_arena *arena, size_t count, clm_groups *groups, tally **tallies,
                     uint32_t **last) {
    groups->first = clm_arena_array(arena, count + 1, sizeof *groups->first);
    groups->next = clm_arena_array(arena, count + 1, sizeof *groups->next);
    *tallies = clm_arena_array(arena, count + 1, sizeof **tallies);
    *last = clm_arena_array(arena, count + 1, sizeof **last);
    groups->count = count;
    return groups->first && groups->next && *tallies && *last;
}

clm_status clm_claims_group(const clm_reader *reader, clm_claim *claims, size_t count,
                            clm_error *error) {
    clm_groups groups;
    clm_gists *gists = NULL;
    tally *tallies = NULL;
    uint32_t *last = NULL; /* of the group that begins here */
    if (!allocate(reader->article->arena, count, &groups, &tallies, &last)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    clm_status status = clm_gists_make(reader, claims, count, &gists, error);
    if (status != CLM_OK) {
        return status;
    }
    for (uint32_t i = 0; i < count; i++) {
        groups.first[i] = i;
        groups.next[i] = CLM_GROUP_END;
        uint32_t group = best_group(&groups, gists, tallies, i);
        groups.first[i] = group;
        claims[i].event_group = group + 1;
        if (group != i) {
            groups.next[last[group]] = i;
        }
        last[group] = i;
    }
    return clm_groups_link(reader, gists, &groups, claims, error);
}
