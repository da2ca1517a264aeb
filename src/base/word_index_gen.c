/* Build tool: writes the table of base/word_index.h for the lists that it is linked with.
 *
 * Usage: NAME_gen OUT. Runs on the building machine only. With CLM_WORD_TABLE_GEN it reads a table
 * of base/word_table.h, whose words that are too long for an index are left to the table. */
#include "base/word_index.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

enum { WORDS_MAX = 8192, BITS_MAX = 16 };

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

static void write_slots(FILE *out, unsigned bits) {
    static uint16_t slots[1 << BITS_MAX];
    const size_t count = (size_t)1 << bits;
    for (size_t i = 0; i < word_count; i++) {
        size_t slot = (size_t)clm_packed_hash(&words[i]) % count;
        while (slots[slot] != 0) {
            slot = (slot + 1) % count;
        }
        slots[slot] = (uint16_t)(i + 1);
    }
    fprintf(out, "static const uint16_t index_slots[] = {");
    for (size_t i = 0; i < count; i++) {
        fprintf(out, "%u,", slots[i]);
    }
    fprintf(out, "};\n");
}

int main(int argc, char **argv) {
    FILE *out = argc == 2 ? fopen(argv[1], "w") : NULL;
    if (out == NULL) {
        fprintf(stderr, "usage: word_index_gen OUT (a file that can be written)\n");
        return 2;
    }
    add_all();
    /* A quarter full at most, so that words of no list are told apart by one look. */
    unsigned bits = 4;
    while (((size_t)1 << bits) < word_count * 4) {
        bits++;
    }
    fprintf(out, "/* Made by word_index_gen. */\nstatic const clm_packed_word index_words[] = {\n");
    for (size_t i = 0; i < word_count; i++) {
        fprintf(out, "{UINT64_C(%#" PRIx64 "),UINT64_C(%#" PRIx64 "),%" PRIu32 ",%#" PRIx32 "u},\n",
                words[i].head, words[i].tail, words[i].length, words[i].classes);
    }
    fprintf(out, "};\nstatic const uint64_t index_hashes[] = {\n0,\n");
    for (size_t i = 0; i < word_count; i++) {
        fprintf(out, "UINT64_C(%#" PRIx64 "),\n", clm_packed_hash(&words[i]));
    }
    fprintf(out, "};\n");
    write_slots(out, bits);
    fprintf(out,
            "static const clm_word_index word_index = {index_words, index_hashes, index_slots, "
            "%u};\n",
            bits);
    return fclose(out) == 0 ? 0 : 1;
}
