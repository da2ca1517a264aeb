/* mentions/features.h (private): hashed features of tokens and candidates, for tagger.c and
 * decide.c. */
#ifndef CLM_MENTIONS_FEATURES_H
#define CLM_MENTIONS_FEATURES_H

#include "base/feature_hash.h"
#include "mentions/finder.h"

enum { CLM_HASH_OUTSIDE = 3 }; /* before the first and behind the last token of a sentence */

/* A token as it is seen from a sentence: empty, with CLM_HASH_OUTSIDE, where the sentence has no
 * token `i`. Its classes are those of the time when it was first looked at. */
static inline const token_view *clm_tagger_look(const finder *f, uint32_t sentence, int64_t i) {
    static const token_view outside = {.word = CLM_HASH_OUTSIDE};
    if (i < 0 || i >= (int64_t)f->article->token_count ||
        token_at(f, (size_t)i)->sentence != sentence) {
        return &outside;
    }
    if (f->views[i].word == 0) {
        clm_tagger_view(f, (uint32_t)i, &f->views[i]);
    }
    return &f->views[i];
}

#endif
