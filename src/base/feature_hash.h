/* base/feature_hash.h: features of what is learned, hashed to rows of a table of weights.
 *
 * Models are trained with these numbers: a change of the arithmetic is a new version of every
 * section that has hashed weights. **Source:** Weinberger et al., "Feature Hashing for Large Scale
 * Multitask Learning", ICML 2009. */
#ifndef CLM_BASE_FEATURE_HASH_H
#define CLM_BASE_FEATURE_HASH_H

#include <stddef.h>
#include <stdint.h>

/* Where features go: the caller's array, which has room for all of them. Features of different
 * families never share a row but by chance. */
typedef struct clm_feature_sink {
    uint32_t *out;
    size_t count;
    uint64_t family; /* of the feature put last; each call begins another one */
} clm_feature_sink;

static inline uint64_t clm_feature_blend(uint64_t a, uint64_t b) {
    return (a ^ b >> 29 ^ b) * 0x9E3779B97F4A7C15u + (b << 7);
}

static inline void clm_feature_put(clm_feature_sink *sink, uint64_t value) {
    sink->family++;
    uint64_t mixed = (value ^ sink->family * 0xC2B2AE3D27D4EB4Fu) * 0x9E3779B97F4A7C15u;
    mixed ^= mixed >> 32;
    sink->out[sink->count++] = (uint32_t)(mixed * 0xD6E8FEB86659FD93u >> 32);
}

#endif
