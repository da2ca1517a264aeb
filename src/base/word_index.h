/* base/word_index.h: words and their classes in a constant table without collisions, made when the
 * program is built: one look a word, and no branch that a processor would have to foretell.
 *
 * A module links its lists with word_index_gen.c into a build tool that writes the table (see
 * clm_word_index in cmake/Claimmap.cmake). **Source:** D. Belazzougui, F. Botelho, M.
 * Dietzfelbinger, "Hash, displace, and compress", 2009. Thread rule: no state. */
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

/* A word by the low half of its hash; 0 where there is none. */
typedef struct clm_word_entry {
    uint32_t tag, classes;
} clm_word_entry;

/* A word's place is chosen by the high half of its hash, times the factor that all words with the
 * same low bits share: the build tool has found one for each that brings them to free places. */
typedef struct clm_word_index {
    const clm_word_entry *entries;
    const uint16_t *factors;
    uint32_t count; /* of entries */
    unsigned bits;  /* of a factor's number */
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

/* The place of a word, in a table of `count` entries. */
static inline uint32_t clm_word_place(uint64_t hash, uint16_t factor, uint32_t count) {
    const uint32_t spread = (uint32_t)(hash >> 32) * factor;
    return (uint32_t)((uint64_t)spread * count >> 32);
}

/* The classes of the word whose hash is `hash`; 0 for one that stands in no list, and for the hash
 * 0. A word whose place and half hash are those of a listed one is taken for it: one unlisted word
 * in four milliards. */
static inline uint32_t clm_word_index_by_hash(const clm_word_index *index, uint64_t hash) {
    const uint16_t factor = index->factors[hash & (((uint64_t)1 << index->bits) - 1)];
    const clm_word_entry *entry = &index->entries[clm_word_place(hash, factor, index->count)];
    return entry->classes & (0u - (uint32_t)(entry->tag == (uint32_t)hash));
}

/* The classes of `key`; 0 for a word that stands in no list. */
static inline uint32_t clm_word_index_classes(const clm_word_index *index, clm_text key) {
    if (key.len == 0 || key.len > CLM_WORD_INDEX_BYTES) {
        return 0;
    }
    const clm_packed_word word = clm_pack_word(key.ptr, key.len);
    return clm_word_index_by_hash(index, clm_packed_hash(&word));
}

#endif
