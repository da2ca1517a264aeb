/* base/word_index.h: words and their classes in a constant hash table, made when the program is
 * built: one probe a word, and most other words meet an empty slot.
 *
 * A module links its lists with word_index_gen.c into a build tool that writes the table (see
 * clm_word_index in cmake/Claimmap.cmake). Thread rule: no state. */
#ifndef CLM_BASE_WORD_INDEX_H
#define CLM_BASE_WORD_INDEX_H

#include "base/hash.h"
#include "base/text.h"

enum { CLM_WORD_INDEX_BYTES = 16 }; /* of the longest word */

/* What the build tool reads: words between single blanks, all of them with `classes`. A word may
 * stand in several lists. */
typedef struct clm_word_list {
    uint32_t classes;
    const char *words;
} clm_word_list;

/* A word as two numbers, which with its length are the word: the first eight bytes, with zeros
 * behind a shorter word, and the last eight of a longer one. */
typedef struct clm_packed_word {
    uint64_t head, tail;
    uint32_t length;
    uint32_t classes;
} clm_packed_word;

typedef struct clm_word_index {
    const clm_packed_word *words;
    const uint64_t *hashes; /* of each word, by its number plus 1; 0 comes first */
    const uint16_t *slots;  /* number of a word plus 1; 0: empty */
    unsigned bits;          /* of a slot's number */
} clm_word_index;

/* Numbers as little-endian machines keep them, from and to any address. */
static inline uint64_t clm_swap_to_le64(uint64_t number) {
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
    return __builtin_bswap64(number);
#else
    return number;
#endif
}

static inline uint64_t clm_load_le64(const char *at) {
    uint64_t number;
    memcpy(&number, at, sizeof number);
    return clm_swap_to_le64(number);
}

static inline void clm_store_le64(char *to, uint64_t number) {
    number = clm_swap_to_le64(number);
    memcpy(to, &number, sizeof number);
}

static inline uint64_t clm_load_le32(const char *at) {
    const unsigned char *b = (const unsigned char *)at;
    return (uint64_t)b[0] | (uint64_t)b[1] << 8 | (uint64_t)b[2] << 16 | (uint64_t)b[3] << 24;
}

/* `length` is 1 to CLM_WORD_INDEX_BYTES. */
static inline clm_packed_word clm_pack_word(const char *word, size_t length) {
    clm_packed_word out = {0, 0, (uint32_t)length, 0};
    if (length >= 8) {
        out.head = clm_load_le64(word);
        out.tail = length > 8 ? clm_load_le64(word + length - 8) : 0;
    } else if (length >= 4) {
        out.head = clm_load_le32(word) | clm_load_le32(word + length - 4) << (8 * (length - 4));
    } else {
        const unsigned char *b = (const unsigned char *)word;
        out.head = (uint64_t)b[0] | (uint64_t)b[length / 2] << (8 * (length / 2)) |
                   (uint64_t)b[length - 1] << (8 * (length - 1));
    }
    return out;
}

/* The two halves of the product of two numbers, one over the other. */
static inline uint64_t clm_fold_product(uint64_t a, uint64_t b) {
    const uint64_t low = UINT32_MAX;
    const uint64_t ll = (a & low) * (b & low);
    const uint64_t hl = (a >> 32) * (b & low);
    const uint64_t lh = (a & low) * (b >> 32);
    const uint64_t hh = (a >> 32) * (b >> 32);
    const uint64_t cross = (ll >> 32) + (hl & low) + lh;
    return ((hl >> 32) + (cross >> 32) + hh) ^ (cross << 32 | (ll & low));
}

/* clm_hash64 of the word, which is the hash of the gazetteer's names, without a call. **Source:**
 * XXH3_64bits of xxHash 0.8 for 1 to 16 bytes and its usual secret. */
static inline uint64_t clm_packed_hash(const clm_packed_word *word) {
    const uint64_t length = word->length;
    uint64_t hash;
    if (length > 8) {
        const uint64_t low = word->head ^ UINT64_C(0x6782737BEA4239B9);
        const uint64_t high = word->tail ^ UINT64_C(0xAF56BC3B0996523A);
        hash = length + __builtin_bswap64(low) + high + clm_fold_product(low, high);
        hash = (hash ^ hash >> 37) * UINT64_C(0x165667919E3779F9);
        return hash ^ hash >> 32;
    }
    if (length >= 4) {
        const uint64_t first = word->head << 32;
        const uint64_t last = word->head >> (8 * (length - 4)) & UINT32_MAX;
        hash = (first + last) ^ UINT64_C(0xC73AB174C5ECD5A2);
        hash ^= (hash << 49 | hash >> 15) ^ (hash << 24 | hash >> 40);
        hash *= UINT64_C(0x9FB21C651E98DF25);
        hash ^= (hash >> 35) + length;
        hash *= UINT64_C(0x9FB21C651E98DF25);
        return hash ^ hash >> 28;
    }
    const uint64_t first = word->head & 0xFF;
    const uint64_t middle = word->head >> (8 * (length >> 1)) & 0xFF;
    const uint64_t last = word->head >> (8 * (length - 1)) & 0xFF;
    hash = (first << 16 | middle << 24 | last | length << 8) ^ 0x87275A9B;
    hash = (hash ^ hash >> 33) * UINT64_C(0xC2B2AE3D27D4EB4F);
    hash = (hash ^ hash >> 29) * UINT64_C(0x165667B19E3779F9);
    return hash ^ hash >> 32;
}

/* As clm_hash64; a few instructions for a word of 1 to CLM_WORD_INDEX_BYTES bytes. */
static inline uint64_t clm_word_hash(clm_text word) {
    if (word.len == 0 || word.len > CLM_WORD_INDEX_BYTES) {
        return clm_hash64(word.ptr, word.len);
    }
    const clm_packed_word packed = clm_pack_word(word.ptr, word.len);
    return clm_packed_hash(&packed);
}

/* The classes of the word whose hash is `hash`; 0 for one that stands in no list, and for the hash
 * 0. Equal hashes of 64 bits are taken for equal words. Most words are settled by the first slot
 * without a branch, which no processor could foretell. */
static inline uint32_t clm_word_index_by_hash(const clm_word_index *index, uint64_t hash) {
    const size_t mask = ((size_t)1 << index->bits) - 1;
    size_t slot = (size_t)hash & mask;
    size_t word = index->slots[slot];
    while (((index->hashes[word] ^ hash) & (0u - (uint64_t)(word != 0))) != 0) {
        slot = (slot + 1) & mask;
        word = index->slots[slot];
    }
    return index->words[word - (word != 0)].classes & (0u - (uint32_t)(word != 0));
}

/* The classes of the word `word`, whose hash is `hash`; 0 for one that stands in no list. */
static inline uint32_t clm_word_index_find(const clm_word_index *index, const clm_packed_word *word,
                                           uint64_t hash) {
    const size_t mask = ((size_t)1 << index->bits) - 1;
    for (size_t slot = (size_t)hash & mask; index->slots[slot] != 0; slot = (slot + 1) & mask) {
        const clm_packed_word *at = &index->words[index->slots[slot] - 1];
        if (at->head == word->head && at->tail == word->tail && at->length == word->length) {
            return at->classes;
        }
    }
    return 0;
}

/* The classes of `key`; 0 for a word that stands in no list. */
static inline uint32_t clm_word_index_classes(const clm_word_index *index, clm_text key) {
    if (key.len == 0 || key.len > CLM_WORD_INDEX_BYTES) {
        return 0;
    }
    const clm_packed_word word = clm_pack_word(key.ptr, key.len);
    return clm_word_index_find(index, &word, clm_packed_hash(&word));
}

#endif
