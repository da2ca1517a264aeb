/* places/use_words.c: see use_words.h; the words are in use_lists.c. */
#include "places/use_words.h"

#include "base/word_index.h"

#include "places/use_lists_index.inc"

uint32_t clm_use_classes(clm_text key) {
    return clm_word_index_classes(&word_index, key);
}

uint32_t clm_use_classes_hashed(clm_text key, uint64_t hash) {
    const size_t mask = ((size_t)1 << word_index.bits) - 1;
    if (word_index.slots[hash & mask] == 0 || key.len == 0 || key.len > CLM_WORD_INDEX_BYTES) {
        return 0; /* most words stop at the empty slot */
    }
    const clm_packed_word word = clm_pack_word(key.ptr, key.len);
    return clm_word_index_find(&word_index, &word, hash);
}
