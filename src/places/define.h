/* places/define.h (private): sentences that say what and where a place is: "Ortha is a village in
 * Kerr County, Ohio, United States." */
#ifndef CLM_PLACES_DEFINE_H
#define CLM_PLACES_DEFINE_H

#include "places/resolve.h"

/* Sets r->container_of, of each mention the one that says where it lies or -1: the mentions' own
 * containers, and those of such sentences; and r->defined. */
CLM_MUST_CHECK clm_status clm_containers_find(resolver *r, clm_error *error);

/* The words that the search knows, for its test. */
size_t clm_define_word_count(void);
clm_text clm_define_word_at(size_t index);

#endif
