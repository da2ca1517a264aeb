#include "claims/lexicon.h"

#include "claims/lexicon_index.inc"

static const char *const source_types[] = {
    NULL,        "official", "government", "military", "armed_group", "state_media", "media",
    "monitor",   "ngo",      "igo",        "agency",   "police",      "company",     "expert",
    "religious", "witness",  "anonymous",  "court",    "document",    "political"};
_Static_assert(sizeof source_types / sizeof *source_types == CLM_ST_COUNT,
               "a name for each kind of source");

const char *clm_source_type_name(int type) {
    return type > 0 && type < CLM_ST_COUNT ? source_types[type] : NULL;
}

/* As clm_word_index_by_hash: most words are settled by the first slot, without a branch. */
const clm_word *clm_lexicon_find_hash(uint64_t hash) {
    size_t slot = (size_t)(hash % SLOT_COUNT);
    size_t word = slots[slot];
    while (((hashes[word] ^ hash) & (0u - (uint64_t)(word != 0))) != 0) {
        slot = (slot + 1) % SLOT_COUNT;
        word = slots[slot];
    }
    return word != 0 ? &words[word - 1] : NULL;
}

const clm_word *clm_lexicon_find(clm_text key) {
    return clm_lexicon_find_hash(clm_word_hash(key));
}
