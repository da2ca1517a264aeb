/* base/json_plain.h (private to base): how far a JSON string is written as it stands. */
#ifndef CLM_BASE_JSON_PLAIN_H
#define CLM_BASE_JSON_PLAIN_H

#include "base/word_index.h"

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

/* The first byte at or after `at` that is no plain character. */
static inline size_t clm_json_plain_end(const char *text, size_t at, size_t end) {
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
