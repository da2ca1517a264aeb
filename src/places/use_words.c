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

size_t clm_use_count(const clm_article *article, uint32_t one, uint32_t other, size_t *others) {
    size_t count = 0;
    *others = 0;
    for (size_t i = 0; i < article->token_count; i++) {
        const clm_token *token = &article->tokens[i];
        const bool word = token->kind == CLM_TOKEN_WORD;
        const uint32_t found = clm_word_index_by_hash(&word_index, token->key_hash);
        count += word & ((found & one) != 0);
        *others += word & ((found & other) != 0);
    }
    return count;
}
