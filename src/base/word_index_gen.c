/* Build tool: writes the table of base/word_index.h for the lists that it is linked with.
 *
 * Usage: NAME_gen OUT. Runs on the building machine only. With CLM_WORD_TABLE_GEN it reads a table
 * of base/word_table.h, whose words that are too long for an index are left to the table. */
#include "base/word_index.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS_MAX = 8192, ENTRIES_MAX = WORDS_MAX + WORDS_MAX / 4 + 1 };

#ifdef CLM_WORD_TABLE_GEN
#include "base/word_table.h"
extern const clm_word_table clm_word_table_to_index;
#else
extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;
#endif

static clm_packed_word words[WORDS_MAX];
static size_t word_count;

static void add_word(const char *text, size_t length, uint32_t classes) {
    if (length > CLM_WORD_INDEX_BYTES || word_count == WORDS_MAX) {
        fprintf(stderr, "word_index_gen: too long or too many: %.*s\n", (int)length, text);
        exit(1);
    }
    const clm_packed_word word = clm_pack_word(text, length);
    for (size_t i = 0; i < word_count; i++) {
        if (words[i].head == word.head && words[i].tail == word.tail &&
            words[i].length == word.length) {
            words[i].classes |= classes;
            return;
        }
    }
    words[word_count] = word;
    words[word_count++].classes = classes;
}

#ifdef CLM_WORD_TABLE_GEN
static void add_all(void) {
    const clm_word_table *table = &clm_word_table_to_index;
    for (size_t i = 0; i < table->count; i++) {
        clm_text word = clm_word_table_at(table, i);
        if (word.len <= CLM_WORD_INDEX_BYTES) {
            add_word(word.ptr, word.len, clm_word_table_classes(table, word));
        }
    }
}
#else
static void add_all(void) {
    for (size_t i = 0; i < clm_word_lists_to_index_count; i++) {
        const clm_word_list *list = &clm_word_lists_to_index[i];
        for (const char *at = list->words + strspn(list->words, " "); *at != '\0';) {
            size_t length = strcspn(at, " ");
            add_word(at, length, list->classes);
            at += length;
            at += strspn(at, " ");
        }
    }
}
#endif

/* Words whose hashes have the same low bits. */
typedef struct bucket {
    uint32_t number, first, count; /* in `order` */
} bucket;

static clm_word_entry entries[ENTRIES_MAX];
static uint16_t factors[WORDS_MAX];
static bucket buckets[WORDS_MAX];
static uint64_t hashes[WORDS_MAX];
static uint32_t order[WORDS_MAX]; /* words by bucket */

static int by_size(const void *a, const void *b) {
    const bucket *x = a, *y = b;
    return x->count != y->count ? (x->count < y->count) - (x->count > y->count)
                                : (x->number > y->number) - (x->number < y->number);
}

static void fill_buckets(uint32_t bucket_count) {
    uint32_t at = 0;
    for (uint32_t b = 0; b < bucket_count; b++) {
        buckets[b] = (bucket){b, at, 0};
        for (uint32_t i = 0; i < word_count; i++) {
            if ((hashes[i] & (bucket_count - 1)) == b) {
                order[at++] = i;
                buckets[b].count++;
            }
        }
    }
    qsort(buckets, bucket_count, sizeof *buckets, by_size);
}

/* Puts the first words of a bucket where `factor` sends them; returns how many found a free
 * place. */
static uint32_t place_words(const bucket *b, uint16_t factor, uint32_t entry_count) {
    for (uint32_t k = 0; k < b->count; k++) {
        const uint32_t word = order[b->first + k];
        clm_word_entry *entry = &entries[clm_word_place(hashes[word], factor, entry_count)];
        if (entry->tag != 0) {
            return k;
        }
        *entry = (clm_word_entry){(uint32_t)hashes[word], words[word].classes};
    }
    return b->count;
}

static void take_back(const bucket *b, uint32_t placed, uint16_t factor, uint32_t entry_count) {
    for (uint32_t k = 0; k < placed; k++) {
        const uint64_t hash = hashes[order[b->first + k]];
        entries[clm_word_place(hash, factor, entry_count)] = (clm_word_entry){0, 0};
    }
}

/* Large buckets first, while most places are free. */
static void place_all(uint32_t bucket_count, uint32_t entry_count) {
    for (uint32_t i = 0; i < bucket_count; i++) {
        const bucket *b = &buckets[i];
        uint32_t factor = 1;
        for (;; factor += 2) {
            if (factor > UINT16_MAX) {
                fprintf(stderr, "word_index_gen: no places for %" PRIu32 " words\n", b->count);
                exit(1);
            }
            const uint32_t placed = place_words(b, (uint16_t)factor, entry_count);
            if (placed == b->count) {
                break;
            }
            take_back(b, placed, (uint16_t)factor, entry_count);
        }
        factors[b->number] = (uint16_t)factor;
    }
}

static void hash_words(void) {
    for (size_t i = 0; i < word_count; i++) {
        hashes[i] = clm_packed_hash(&words[i]);
        if ((uint32_t)hashes[i] == 0) {
            fprintf(stderr, "word_index_gen: word %zu has the tag of an empty place\n", i);
            exit(1);
        }
    }
}

int main(int argc, char **argv) {
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (out == NULL) {
        fprintf(stderr, "usage: word_index_gen OUT (a file that can be written)\n");
        return 2;
    }
    add_all();
    hash_words();
    unsigned bits = 0; /* two to four words share a factor */
    while (((size_t)4 << bits) < word_count) {
        bits++;
    }
    const uint32_t entry_count = (uint32_t)(word_count + word_count / 4 + 1);
    fill_buckets((uint32_t)1 << bits);
    place_all((uint32_t)1 << bits, entry_count);
    fprintf(out,
            "/* Made by word_index_gen. */\nstatic const clm_word_entry index_entries[] = {\n");
    for (uint32_t i = 0; i < entry_count; i++) {
        fprintf(out, "{%#" PRIx32 "u,%#" PRIx32 "u},\n", entries[i].tag, entries[i].classes);
    }
    fprintf(out, "};\nstatic const uint16_t index_factors[] = {");
    for (uint32_t i = 0; i < (uint32_t)1 << bits; i++) {
        fprintf(out, "%u,", factors[i]);
    }
    fprintf(out,
            "};\nstatic const clm_word_index word_index = {index_entries, index_factors, "
            "%" PRIu32 ", %u};\n",
            entry_count, bits);
    return fclose(out) == 0 ? 0 : 1;
}
