#include "claims/figure_words.h"

#include "base/word_index.h"

#include "claims/figure_lists_index.inc"

uint32_t clm_figure_fields(uint64_t key_hash) {
    return clm_word_index_by_hash(&word_index, key_hash);
}
