/* base/json_plain.h (private to base): how far a JSON string is written as it stands. */
#ifndef CLM_BASE_JSON_PLAIN_H
#define CLM_BASE_JSON_PLAIN_H

#include "base/word_index.h"

#ifdef __SSE2__
#include <emmintrin.h>
#endif

/* The bytes among eight that are no plain characters of a string: a quotation mark, a backslash, a
 * control character, or not ASCII. Each term sets the high bit of the bytes that it looks for;
 * those above a hit may be wrong, the lowest is right. */
static inline uint64_t clm_json_hits(uint64_t block) {
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t high = ones * 0x80;
    const uint64_t quote = block ^ (ones * '"');
    const uint64_t slash = block ^ (ones * '\\');
    return (((block - ones * 0x20) & ~block) | ((quote - ones) & ~quote) |
            ((slash - ones) & ~slash) | block) &
           high;
}

#ifdef __SSE2__
/* As clm_json_hits among sixteen bytes, a bit for each; those that are not ASCII count as less than
 * the blank. */
static inline unsigned clm_json_hits16(__m128i block) {
    const __m128i quote = _mm_cmpeq_epi8(block, _mm_set1_epi8('"'));
    const __m128i slash = _mm_cmpeq_epi8(block, _mm_set1_epi8('\\'));
    const __m128i other = _mm_cmplt_epi8(block, _mm_set1_epi8(0x20));
    return (unsigned)_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(quote, slash), other));
}
#endif

/* The first byte at or after `at` that is no plain character. Sixteen bytes at a time where the
 * processor can, else eight. */
static inline size_t clm_json_plain_end(const char *text, size_t at, size_t end) {
#ifdef __SSE2__
    while (at + 16 <= end) {
        const __m128i block = _mm_loadu_si128((const __m128i *)(const void *)(text + at));
        const unsigned hits = clm_json_hits16(block);
        if (hits != 0) {
            return at + (size_t)__builtin_ctz(hits);
        }
        at += 16;
    }
#endif
    while (at + 8 <= end) {
        uint64_t hits = clm_json_hits(clm_load_le64(text + at));
        if (hits != 0) {
            return at + ((size_t)__builtin_ctzll(hits) >> 3);
        }
        at += 8;
    }
    while (at < end && text[at] != '"' && text[at] != '\\' && (unsigned char)text[at] >= 0x20 &&
           (unsigned char)text[at] < 0x80) {
        at++;
    }
    return at;
}

#endif
