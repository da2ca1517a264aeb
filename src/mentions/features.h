/* mentions/features.h (private): hashed features of tokens and candidates, for tagger.c and
 * decide.c. */
#ifndef CLM_MENTIONS_FEATURES_H
#define CLM_MENTIONS_FEATURES_H

#include "mentions/finder.h"

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

/* What is known of a token, as seen from a sentence. */
typedef struct token_view {
    bool here;        /* in that sentence */
    uint64_t word;    /* clm_tagger_hash */
    unsigned cluster; /* 0 none */
    unsigned group;   /* coarse cluster, 0 none */
    unsigned shape;   /* how it is written: a small number */
    uint32_t classes; /* clm_word_class bits and TOKEN_PERSON */
} token_view;

token_view clm_tagger_look(finder *f, uint32_t sentence, int64_t i);

#endif
