#include "base/word_table.h"

#include <string.h>

/* Compares `key` with the word of `entry`, which ends at its colon. */
static int compare(clm_text key, const char *entry) {
    size_t i = 0;
    while (i < key.len && entry[i] != ':' && key.ptr[i] == entry[i]) {
        i++;
    }
    if (i == key.len) {
        return entry[i] == ':' ? 0 : -1;
    }
    if (entry[i] == ':') {
        return 1;
    }
    return (unsigned char)key.ptr[i] < (unsigned char)entry[i] ? -1 : 1;
}

static uint32_t classes_of(const clm_word_table *table, const char *entry) {
    uint32_t classes = 0;
    for (const char *at = strchr(entry, ':') + 1; *at != '\0'; at++) {
        const char *letter = strchr(table->letters, *at);
        if (letter != NULL) {
            classes |= 1u << (letter - table->letters);
        }
    }
    return classes;
}

uint32_t clm_word_table_classes(const clm_word_table *table, clm_text key) {
    size_t low = 0;
    size_t high = table->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(key, table->entries[middle]);
        if (order == 0) {
            return classes_of(table, table->entries[middle]);
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return 0;
}

clm_text clm_word_table_at(const clm_word_table *table, size_t index) {
    if (index >= table->count) {
        return (clm_text){NULL, 0};
    }
    const char *entry = table->entries[index];
    return (clm_text){entry, (size_t)(strchr(entry, ':') - entry)};
}
