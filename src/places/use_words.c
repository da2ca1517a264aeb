/* places/use_words.c: see use_words.h; the words are in use_lists.c. */
#include "places/use_words.h"

#include "base/word_index.h"

#include "places/use_lists_index.inc"

uint32_t clm_use_classes(clm_text key) {
    return clm_word_index_classes(&word_index, key);
}

uint32_t clm_use_classes_hashed(uint64_t hash) {
    return clm_word_index_by_hash(&word_index, hash);
}
