/* places/use_view.h (private): a mention and the words around it, as the rules of use see them.
 *
 * use.c asks the rules in order, use_names.c knows longer names that hold the mention's,
 * use_nouns.c the words behind it, use_before.c those before it. Thread rule: as the article. */
#ifndef CLM_PLACES_USE_VIEW_H
#define CLM_PLACES_USE_VIEW_H

#include "places/resolve.h"
#include "places/use_words.h"

/* A use and the short reason for it; use is CLM_USE_COUNT where a rule does not apply. */
typedef struct verdict {
    clm_place_use use;
    const char *basis;
} verdict;

typedef struct view {
    const resolver *resolver;
    const clm_article *article;
    const clm_mention *mention;
    const clm_resolved *resolved;
    const clm_resolved *items; /* of all mentions; those before this one have their use */
    size_t index;
    signed char *sporting; /* whether the article tells of matches; -1: not asked yet */
    clm_place place;       /* its facts alone */
    bool state;            /* can act: a country, a group of them, a capital, a government's seat */
    bool capital;          /* a town or a house that stands for its government or its trade */
    bool seat;             /* hardly ever means the place: the Kremlin, Downing Street, Hollywood */
    bool cased; /* capitals mean names here: not a headline all in capitals, or Like This One */
    bool article_before;                   /* "the", before adjectives too */
    bool adjunct;                          /* an adjective such as "rural" stands before the name */
    uint32_t sentence_start, sentence_end; /* tokens */
    uint32_t start, end;                   /* tokens; end is behind a possessive */
    uint32_t list_end;                     /* behind the list that the mention begins, or end */
    uint32_t next_start;                   /* of the next mention, or UINT32_MAX */
    uint32_t before; /* the word before the name, past an article and adjectives such as
                        "neighbouring"; UINT32_MAX at the text's start */
} view;

/* Rules. */
verdict clm_use_alias(const view *v);
verdict clm_use_dateline(const view *v);
verdict clm_use_in_name(const view *v);
verdict clm_use_after_title(const view *v);
verdict clm_use_possessive(const view *v);
verdict clm_use_hyphen(const view *v);
verdict clm_use_attributive(const view *v);
verdict clm_use_demonym(const view *v);
verdict clm_use_preposition(const view *v);
verdict clm_use_team(const view *v);

/* ---- what rules share ---- */

verdict clm_no_verdict(void);
verdict clm_verdict(clm_place_use use, const char *basis);
/* Those who act for a state: a capital by metonymy, the state itself otherwise. */
verdict clm_acting(const view *v, const char *basis);

static inline const clm_token *clm_view_token(const view *v, uint32_t i) {
    return &v->article->tokens[i];
}

/* True if token `i` is in the mention's sentence. */
static inline bool clm_view_here(const view *v, uint32_t i) {
    return i >= v->sentence_start && i < v->sentence_end;
}

/* A word, and no 's. */
static inline bool clm_view_word(const view *v, uint32_t i) {
    return clm_view_here(v, i) && clm_view_token(v, i)->kind == CLM_TOKEN_WORD &&
           (clm_view_token(v, i)->flags & CLM_TOKEN_POSSESSIVE) == 0;
}

static inline bool clm_view_flag(const view *v, uint32_t i, unsigned flag) {
    return clm_view_here(v, i) && (clm_view_token(v, i)->flags & flag) != 0;
}

/* A word without, with a capital; where capitals mean nothing all words are lower. */
static inline bool clm_view_lower(const view *v, uint32_t i) {
    return clm_view_word(v, i) && !(v->cased && clm_view_flag(v, i, CLM_TOKEN_CAPITAL));
}

static inline bool clm_view_capital(const view *v, uint32_t i) {
    return clm_view_word(v, i) && v->cased && clm_view_flag(v, i, CLM_TOKEN_CAPITAL);
}

bool clm_view_key(const view *v, uint32_t i, const char *key);
bool clm_view_key_in(const view *v, uint32_t i, const char *const *keys, size_t count);
bool clm_view_ends(const view *v, uint32_t i, const char *ending);
bool clm_view_written(const view *v, uint32_t i, const char *text);
/* True if the article tells of matches, where the name of a town mostly is its team's. */
bool clm_view_sporting(const view *v);
uint32_t clm_view_classes(const view *v, uint32_t i);
/* A lower-case word that may be a finite verb. */
bool clm_view_verb(const view *v, uint32_t i);
/* A word of `wanted` among the `words` words before token `at`, all of them words. */
bool clm_view_class_before(const view *v, uint32_t at, uint32_t wanted, unsigned words);

#define CLM_KEY_IN(view, i, keys) clm_view_key_in(view, i, keys, sizeof(keys) / sizeof *(keys))

#endif
