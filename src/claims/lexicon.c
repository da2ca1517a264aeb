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

/* The same as hash_form in lexicon_gen.c. */
static uint32_t hash_key(clm_text key) {
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < key.len; i++) {
        hash = (hash ^ (unsigned char)key.ptr[i]) * 16777619u;
    }
    return hash ^ (hash >> 15);
}

const clm_word *clm_lexicon_find(clm_text key) {
    enum { LONGEST = 31 };
    if (key.len == 0 || key.len > LONGEST) {
        return NULL;
    }
    for (uint32_t slot = hash_key(key) % SLOT_COUNT; slots[slot]; slot = (slot + 1) % SLOT_COUNT) {
        const clm_word *word = &words[slots[slot] - 1];
        if (strncmp(word->form, key.ptr, key.len) == 0 && word->form[key.len] == '\0') {
            return word;
        }
    }
    return NULL;
}
