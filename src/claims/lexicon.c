#include "claims/lexicon.h"

#include <string.h>

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

static const clm_word *find_long(clm_text key) {
    for (size_t i = 0; long_words[i] != 0; i++) {
        const clm_word *word = &words[long_words[i] - 1];
        if (clm_text_is(key, word->form)) {
            return word;
        }
    }
    return NULL;
}

/* As clm_word_index_by_hash: equal hashes of 64 bits are taken for equal words. */
const clm_word *clm_lexicon_find_hashed(clm_text key, uint64_t hash) {
    if (key.len > CLM_WORD_INDEX_BYTES) {
        return find_long(key);
    }
    size_t slot = (size_t)(hash % SLOT_COUNT);
    size_t word = slots[slot];
    while (((hashes[word] ^ hash) & (0u - (uint64_t)(word != 0))) != 0) {
        slot = (slot + 1) % SLOT_COUNT;
        word = slots[slot];
    }
    return word != 0 ? &words[word - 1] : NULL;
}
