/* base/word_table.h: a constant table of words, each with classes: "word:letters", sorted by word.
 *
 * One letter stands for one class; a module names the bits. Thread rule: no state. */
#ifndef CLM_BASE_WORD_TABLE_H
#define CLM_BASE_WORD_TABLE_H

#include "base/text.h"

typedef struct clm_word_table {
    const char *const *entries; /* sorted by the bytes of the word */
    size_t count;
    const char *letters; /* letter i is bit i */
} clm_word_table;

/* The classes of `key` as bits; 0 for a word that is not in the table. */
uint32_t clm_word_table_classes(const clm_word_table *table, clm_text key);

/* The word at `index`, without its classes; empty if there is none. */
clm_text clm_word_table_at(const clm_word_table *table, size_t index);

#endif
