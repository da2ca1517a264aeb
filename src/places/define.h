/* places/define.h (private): sentences that say what and where a place is: "Ortha is a village in
 * Kerr County, Ohio, United States." */
#ifndef CLM_PLACES_DEFINE_H
#define CLM_PLACES_DEFINE_H

#include "places/resolve.h"

/* Sets r->container_of, of each mention the one that says where it lies or -1: the mentions' own
 * containers, and those of such sentences; and r->defined. */
CLM_MUST_CHECK clm_status clm_containers_find(resolver *r, clm_error *error);

enum clm_define_class {
    DEFINE_VERB = 1 << 0,      /* is, was */
    DEFINE_NOUN = 1 << 1,      /* village, capital */
    DEFINE_IN = 1 << 2,        /* in, of, within */
    DEFINE_DIRECTION = 1 << 3, /* north: "north of X" is not in X */
    DEFINE_END = 1 << 4        /* near, from, with: what follows is no container */
};

/* The classes of the word whose key has this hash (clm_hash64), or 0. */
uint32_t clm_define_classes(uint64_t hash);
/* The words that the search knows, for its test. */
size_t clm_define_word_count(void);
clm_text clm_define_word_at(size_t index);

#endif
