/* mentions/features.h (private): hashed features of tokens and candidates, for tagger.c and
 * decide.c. */
#ifndef CLM_MENTIONS_FEATURES_H
#define CLM_MENTIONS_FEATURES_H

#include "mentions/finder.h"

enum { CLM_HASH_OUTSIDE = 3 }; /* before the first and behind the last token of a sentence */

/* Where features go. Features of different families never share a row but by chance. */
typedef struct feature_sink {
    uint32_t *out;
    size_t count;
    uint64_t family;
} feature_sink;

static inline uint64_t feature_blend(uint64_t a, uint64_t b) {
    return (a ^ b >> 29 ^ b) * 0x9E3779B97F4A7C15u + (b << 7);
}

static inline void feature_put(feature_sink *s, uint64_t value) {
    s->family++;
    uint64_t mixed = (value ^ s->family * 0xC2B2AE3D27D4EB4Fu) * 0x9E3779B97F4A7C15u;
    mixed ^= mixed >> 32;
    s->out[s->count++] = (uint32_t)(mixed * 0xD6E8FEB86659FD93u >> 32);
}

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
