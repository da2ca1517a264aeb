#include "pipeline/fetch.h"

void clm_fetch_names(const clm_article *article, const clm_gazetteer *gazetteer) {
    enum { AT_ONCE = 64 };
    uint64_t hashes[AT_ONCE];
    size_t count = 0;
    for (size_t i = 0; i < article->token_count; i++) {
        const clm_token *token = &article->tokens[i];
        if ((token->flags & CLM_TOKEN_CAPITAL) != 0) {
            hashes[count++] = token->key_hash;
        }
        if (count == AT_ONCE) {
            clm_gazetteer_prefetch(gazetteer, hashes, count);
            count = 0;
        }
    }
    clm_gazetteer_prefetch(gazetteer, hashes, count);
}

void clm_fetch_places(const clm_mentions *mentions, const clm_gazetteer *gazetteer) {
    enum { MEANINGS = 12, AT_ONCE = 64 };
    clm_name_ref refs[AT_ONCE];
    size_t count = 0;
    for (size_t i = 0; i < mentions->count; i++) {
        const clm_mention *mention = &mentions->items[i];
        for (size_t r = 0; r < mention->ref_count && r < MEANINGS; r++) {
            refs[count++] = mention->refs[r];
            if (count == AT_ONCE) {
                clm_gazetteer_prefetch_places(gazetteer, refs, count);
                count = 0;
            }
        }
    }
    clm_gazetteer_prefetch_places(gazetteer, refs, count);
}
