/* base/suggest.h: what was probably meant by a misspelt word. Thread rule: no state. */
#ifndef CLM_BASE_SUGGEST_H
#define CLM_BASE_SUGGEST_H

/* The name of `names` (NULL ends) nearest to `word` by letters added, dropped, changed or swapped,
 * the first of equals; NULL if none is near, or `word` is empty or longer than 32 bytes.
 * **Source:** optimal string alignment (restricted Damerau-Levenshtein distance). */
const char *clm_word_suggest(const char *word, const char *const *names);

#endif
