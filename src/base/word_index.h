/* base/word_index.h: words and their classes in a constant hash table, made when the program is
 * built: one probe a word, and most other words meet an empty slot.
 *
 * A module links its lists with word_index_gen.c into a build tool that writes the table (see
 * clm_word_index in cmake/Claimmap.cmake). Thread rule: no state. */
#ifndef CLM_BASE_WORD_INDEX_H
#define CLM_BASE_WORD_INDEX_H

#include "base/text.h"

enum { CLM_WORD_INDEX_BYTES = 16 }; /* of the longest word */

/* What the build tool reads: words between single blanks, all of them with `classes`. A word may
 * stand in several lists. */
typedef struct clm_word_list {
    uint32_t classes;
    const char *words;
} clm_word_list;

/* A word as two numbers that overlap in the middle; with its length they are the word. */
typedef struct clm_packed_word {
    uint64_t head, tail;
    uint32_t length;
    uint32_t classes;
} clm_packed_word;

typedef struct clm_word_index {
    const clm_packed_word *words;
    const uint16_t *slots; /* number of a word plus 1; 0: empty */
    unsigned bits;         /* of a slot's number */
} clm_word_index;

static inline uint64_t clm_load_le32(const char *at) {
    const unsigned char *b = (const unsigned char *)at;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

static inline uint64_t clm_load_le64(const char *at) {
    return clm_load_le32(at) | clm_load_le32(at + 4) << 32;
}

/* `length` is 1 to CLM_WORD_INDEX_BYTES. */
static inline clm_packed_word clm_pack_word(const char *word, size_t length) {
    clm_packed_word out = {0, 0, (uint32_t)length, 0};
    if (length >= 8) {
        out.head = clm_load_le64(word);
        out.tail = clm_load_le64(word + length - 8);
    } else if (length >= 4) {
        out.head = clm_load_le32(word);
        out.tail = clm_load_le32(word + length - 4);
    } else {
        const unsigned char *b = (const unsigned char *)word;
        out.head = (uint64_t)b[0] | (uint64_t)b[length / 2] << 8 | (uint64_t)b[length - 1] << 16;
    }
    return out;
}

static inline size_t clm_word_slot(const clm_packed_word *word, unsigned bits) {
    uint64_t mixed = (word->head ^ (word->tail << 27 | word->tail >> 37)) + word->length;
    return (size_t)(mixed * UINT64_C(0x9E3779B97F4A7C15) >> (64 - bits));
}

/* The classes of `key`; 0 for a word that stands in no list. */
static inline uint32_t clm_word_index_classes(const clm_word_index *index, clm_text key) {
    if (key.len == 0 || key.len > CLM_WORD_INDEX_BYTES) {
        return 0;
    }
    const clm_packed_word word = clm_pack_word(key.ptr, key.len);
    const size_t mask = ((size_t)1 << index->bits) - 1;
    for (size_t slot = clm_word_slot(&word, index->bits); index->slots[slot] != 0;
         slot = (slot + 1) & mask) {
        const clm_packed_word *at = &index->words[index->slots[slot] - 1];
        if (at->head == word.head && at->tail == word.tail && at->length == word.length) {
            return at->classes;
        }
    }
    return 0;
}

#endif
