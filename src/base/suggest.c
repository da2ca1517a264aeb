#include "base/suggest.h"

#include <string.h>

enum { WORD_BYTES_MAX = 32 };

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/* How many letters must be added, dropped, changed or swapped with the next. */
static size_t distance(const char *a, size_t a_len, const char *b, size_t b_len) {
    size_t rows[3][WORD_BYTES_MAX + 1];
    size_t *before = rows[0], *last = rows[1], *row = rows[2];
    for (size_t j = 0; j <= b_len; j++) {
        before[j] = last[j] = j;
    }
    for (size_t i = 1; i <= a_len; i++) {
        row[0] = i;
        for (size_t j = 1; j <= b_len; j++) {
            row[j] = least(least(row[j - 1], last[j]) + 1, last[j - 1] + (a[i - 1] != b[j - 1]));
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = least(row[j], before[j - 2] + 1);
            }
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b_len];
}

const char *clm_word_suggest(const char *word, const char *const *names) {
    size_t length = strlen(word);
    const char *found = NULL;
    if (length == 0 || length > WORD_BYTES_MAX) {
        return NULL;
    }
    size_t best = length / 3 + 2;
    for (; *names != NULL; names++) {
        size_t other = strlen(*names);
        size_t apart = other <= WORD_BYTES_MAX ? distance(word, length, *names, other) : best;
        if (apart < best && apart < other) {
            best = apart;
            found = *names;
        }
    }
    return found;
}
