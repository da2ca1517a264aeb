/* places/use_words.h (private): words that tell whether a place name beside them means the place or
 * those who act for it. Thread rule: no state. */
#ifndef CLM_PLACES_USE_WORDS_H
#define CLM_PLACES_USE_WORDS_H

#include "article/article.h"

enum clm_use_class {
    USE_LOCATIVE = 1 << 0, /* in, near, inside */
    USE_SPEECH = 1 << 1,   /* told, speaking */
    USE_AUDIENCE = 1 << 2, /* reporters, parliament: between "told" and "in" */
    USE_EVENT = 1 << 3,  /* attack, captured, visits: what follows is a place, with "on" or alone */
    USE_MOTION = 1 << 4, /* sent, flew, return: "to X" is then a place */
    USE_RESPONSE = 1 << 5,     /* reaction, support: "from X" is then a government */
    USE_PLACE_NOUN = 1 << 6,   /* border, airport: "X's border" is at X */
    USE_TOPIC = 1 << 7,        /* war, crisis: "the X war" */
    USE_ORGANISATION = 1 << 8, /* police, officials: "X police" */
    USE_RESIDENT = 1 << 9,     /* man, residents: "an X man" */
    USE_OF_PLACE = 1 << 10,    /* invasion, outskirts: "... of X" keeps X a place */
    USE_HARMED = 1 << 11,      /* hit, shelled: "X was hit" keeps X a place */
    USE_RELATION = 1 << 12,    /* against, with, by: what follows acts */
    USE_FILLER = 1 << 13,      /* own, second: between "X's" and its noun */
    USE_VERB = 1 << 14,        /* seeks, is, will: what precedes is a subject */
    USE_BREAK = 1 << 15,       /* and, today, when: the name's phrase ended before it */
    USE_WILL = 1 << 16,        /* wants, refused: only those who act do so */
    /* The next five count for words with a capital alone. */
    USE_CALENDAR = 1 << 17,   /* April, Monday */
    USE_MEDIA = 1 << 18,      /* Times, Herald */
    USE_EVENT_NAME = 1 << 19, /* Agreement, Summit */
    USE_TITLE = 1 << 20,      /* President, Governor: a person's */
    USE_NOBLE = 1 << 21,      /* Duke, Princess: "... of X" is a person */
    USE_ADJUNCT = 1 << 22,    /* neighbouring, rural: between a preposition and the name */
    USE_SPORT = 1 << 23,      /* beat, striker: teams do so */
    USE_TONGUE = 1 << 24,     /* spoke, fluent: a language follows */
    USE_ASSOCIATED = 1 << 25, /* law, fashion: "X law" is no place */
    USE_UNREST = 1 << 26,     /* peace, tensions: "... in X" speaks of X */
    USE_ABOUT = 1 << 27,      /* talks, report: "... on X" speaks of X */
    USE_MATCH = 1 << 29,      /* striker, wicket: in match reports only */
    USE_HOME = 1 << 28        /* born, lives: "... in X" says where somebody comes from */
};

/* The classes of the word with look-up key `key`, or 0. */
uint32_t clm_use_classes(clm_text key);
/* The same for the hash of a key (clm_hash64; 0 for no key). */
uint32_t clm_use_classes_hashed(uint64_t hash);
/* How many words of the article are of class `one`, and in `*others` how many of class `other`. */
size_t clm_use_count(const clm_article *article, uint32_t one, uint32_t other, size_t *others);

#endif
