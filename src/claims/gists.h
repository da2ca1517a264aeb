/* claims/gists.h: what is compared of a claim, gathered once (private to pairs).
 *
 * Thread rule: as the article. */
#ifndef CLM_CLAIMS_GISTS_H
#define CLM_CLAIMS_GISTS_H

#include "claims/pairs.h"

enum { CLM_GIST_PLACES = 6, CLM_GIST_WORDS = 32, CLM_GIST_DEFINITE = 4 };

/* A place as it is compared. */
typedef struct clm_gist_place {
    clm_place_index place, within, admin1;
    uint64_t name; /* hash, for places that no gazetteer has */
    clm_lonlat point;
    uint16_t country;
    uint8_t kind, compass;
    bool located;
    bool holder; /* named only to say where another one lies */
} clm_gist_place;

typedef struct clm_gist {
    const clm_claim *claim;
    clm_gist_place places[CLM_GIST_PLACES];
    size_t place_count;
    uint32_t *words; /* hashes, ascending; the lowest bit tells a name */
    size_t word_count;
    uint32_t definite[CLM_GIST_DEFINITE]; /* words behind "the", "this", a possessive */
    size_t definite_count;
    uint64_t voice;
    uint64_t actor, target; /* hashes of the names */
    uint16_t actor_side, target_side;
    int32_t day_first, day_last; /* of the event */
    uint32_t kin;
    uint32_t sentence, paragraph, entry;
    bool title, heading, backward, dated, old;
} clm_gist;

struct clm_gists {
    const clm_reader *reader;
    clm_gist *items;
    uint32_t *word_pool;
    uint8_t *frequency; /* by slot of a word's hash: in how many claims it stands, at most 255 */
    uint32_t mask;
    bool entries;
};

#endif
