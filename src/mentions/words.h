/* mentions/words.h (private): a small lexicon of English news: what a word near a name says of it.
 *
 * Knows word forms only, by look-up key. Thread rule: no state. */
#ifndef CLM_MENTIONS_WORDS_H
#define CLM_MENTIONS_WORDS_H

#include "article/article.h"

enum clm_word_class {
    WORD_FIRST = 1 << 0,  /* a given name */
    WORD_TITLE = 1 << 1,  /* stands before a person's name: Mr, General, Mayor */
    WORD_ROLE = 1 << 2,   /* lower case before a person's name: spokesman, striker */
    WORD_REGION = 1 << 3, /* region, oblast, county */
    WORD_REGIONS = 1 << 4,
    WORD_TOWN = 1 << 5, /* city, village */
    WORD_TOWNS = 1 << 6,
    WORD_WATER = 1 << 7,
    WORD_FACILITY = 1 << 8, /* airport, island, and other things that a name is given to */
    WORD_COUNTRY = 1 << 9,
    WORD_DISTRICT = 1 << 10, /* those of region and town that are second-level units */
    WORD_COMPASS = 1 << 11,
    WORD_ORG = 1 << 12, /* what an organisation's name is made of beside a place */
    WORD_MEDIA = 1 << 13,
    WORD_TEAM = 1 << 14,
    WORD_MONTH = 1 << 15,    /* months, days, seasons */
    WORD_LOCATIVE = 1 << 16, /* prepositions and verbs that places follow */
    WORD_SAY = 1 << 17,      /* what persons do: said, wrote, thinks */
    WORD_DETERMINER = 1 << 18,
    WORD_AND = 1 << 19,
    WORD_FUNCTION = 1 << 20, /* words that are no names, also at the start of a sentence */
    WORD_COMMON = 1 << 21,   /* frequent nouns and adjectives that some place is named like */
    WORD_SURNAME = 1 << 22,  /* a family name more often than a town */
    WORD_STREET = 1 << 23,
    WORD_IN = 1 << 24,        /* locatives that persons seldom follow */
    WORD_ORGNAME = 1 << 25,   /* names of organisations, parties, brands that are towns too */
    WORD_TOWNSFOLK = 1 << 26, /* in lower case after the name of a town: an Arlington woman */
    WORD_PREFIX = 1 << 27,    /* Mount, Fort: part of the name behind it */
    /* Of the lists of told.c and nominal.c, so that other words need not be looked for there. No
     * feature may have them: they say how the program looks, not what a word is. */
    WORD_NOUN = 1 << 28,   /* village, dam; border, as in "border crossing" */
    WORD_POINTER = 1 << 30 /* border, there, areas: a place may be described from it on */
};

/* The classes of the word with look-up key `key`, or 0. */
uint32_t clm_word_classes(clm_text key);

/* The classes of all tokens of the article; 0 for what is no word. `classes` has room for them.
 * Returns the classes that any token has. */
uint32_t clm_word_classes_all(const clm_article *article, uint32_t *classes);

/* The table itself, for its test: number of words, and the word at `index` (empty beyond). */
size_t clm_word_count(void);
clm_text clm_word_at(size_t index);

#endif
