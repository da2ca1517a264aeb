/* article/word_lists.h (private): the closed word lists of this module, as bits of a token. */
#ifndef CLM_ARTICLE_WORD_LISTS_H
#define CLM_ARTICLE_WORD_LISTS_H

/* In clm_token.lists. The first ones are the languages' function words, in the order of language.c.
 */
enum {
    LIST_EN = 1 << 0,
    LIST_DE = 1 << 1,
    LIST_FR = 1 << 2,
    LIST_ES = 1 << 3,
    LIST_IT = 1 << 4,
    LIST_PT = 1 << 5,
    LIST_NL = 1 << 6,
    LIST_PL = 1 << 7,
    LIST_LANGUAGES = (1 << 8) - 1,
    LIST_STARTER = 1 << 8,  /* "the", "he", "but": begins a sentence */
    LIST_SPEECH = 1 << 9,   /* "said", "asked", "told" */
    LIST_PRONOUN = 1 << 10, /* "it", "who": their 's is a verb */
    LIST_TIME = 1 << 11,    /* weekdays, zones: go on after "10 a.m." */
    LIST_ELISION = 1 << 12, /* "em", "twas": after an apostrophe */
    /* No list: a mark or an abbreviation that may end a sentence; set by the scanner. */
    LIST_MAY_END = 1 << 13
};

#endif
