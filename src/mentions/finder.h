/* mentions/finder.h (private): what the steps of the search share.
 *
 * spans.c and told.c propose candidate spans, tagger.c labels the words and tagged.c proposes the
 * names that only it found, forms.c reads kind words, chains and lists around candidates, people.c
 * marks persons' names, judge.c accepts or rejects by rules, decide.c by what was learned,
 * nominal.c adds anaphors and described places. */
#ifndef CLM_MENTIONS_FINDER_H
#define CLM_MENTIONS_FINDER_H

#include "base/word_index.h"
#include "mentions/learned.h"
#include "mentions/mentions.h"
#include "mentions/words.h"

enum {
    /* Beside the classes of a token in finder.classes: part of a person's full or titled name. */
    TOKEN_PERSON = 1 << 29
};

typedef enum sentence_style {
    STYLE_PLAIN = 0,
    STYLE_SHOUTING, /* all words in capitals: case says nothing */
    STYLE_TITLE     /* Most Words Begin With Capitals */
} sentence_style;

typedef enum verdict { VERDICT_UNSURE = 0, VERDICT_ACCEPT, VERDICT_REJECT } verdict;

typedef struct candidate {
    clm_mention mention;           /* container and coordinated are indexes of candidates */
    uint32_t name_start, name_end; /* tokens of the name alone */
    unsigned quality;              /* of the best ref */
    clm_place_kind kind;           /* of the best ref */
    uint32_t population;           /* of the best ref */
    uint32_t place_flags;          /* of the best ref */
    bool unknown;                  /* no gazetteer knows it: the text alone says it is a place */
    bool chained;                  /* part of a chain that the gazetteer confirms */
    bool plural_kind;              /* "regions" follows: shared by the list before */
    bool abbreviation;
    bool told;     /* the text calls it a village, a camp, a county */
    bool tagged;   /* no gazetteer knows it: the tagger says that it is a place */
    bool fixed;    /* its verdict is not to be weighed: an address, or another name's kind word */
    bool american; /* the best ref lies in the United States */
    verdict verdict;
    const char *reason; /* of a rejection, or of the doubt while unsure; NULL: no doubt */
} candidate;

/* A name that the text itself calls a place. */
typedef struct told_name {
    uint32_t start, end;      /* tokens of the name */
    clm_place_kind kind;      /* that the text gives it */
    const clm_name_ref *refs; /* where the gazetteer has it with its kind word: Walker County */
    size_t ref_count;
} told_name;

/* What is known of a token for its features. */
typedef struct token_view {
    uint64_t word;    /* clm_tagger_hash; 0 by chance only, which costs time and nothing else */
    uint32_t classes; /* clm_word_class bits of the lexicon, and TOKEN_PERSON */
    uint32_t group;   /* coarse cluster, 0 none */
    uint16_t cluster; /* 0 none */
    uint8_t shape;    /* how it is written: a small number */
} token_view;

typedef struct finder {
    clm_article *article;
    const clm_gazetteer *gazetteer;
    const clm_mentions_options *options;
    learned learned;
    uint32_t *classes;    /* of each token: clm_word_class bits and TOKEN_PERSON; 0 for no word, and
                             behind the last */
    uint32_t all_classes; /* that any token has */
    uint8_t *styles;      /* sentence_style of each sentence */
    uint32_t *names;      /* tokens that may be names: words with a capital, and those of scripts */
    size_t name_count;    /* beyond ASCII */
    uint64_t *lower_bits; /* sets of hashed keys: words written in lower case, */
    uint64_t *person_bits; /* parts of persons' names, */
    uint64_t *place_bits;  /* and names that were accepted for sure */
    uint64_t bit_mask;
    uint64_t *told_bits; /* first words of the told names */
    told_name *told;     /* unknown names that count as places wherever they stand */
    size_t told_count, told_capacity;
    candidate *items;
    size_t count, capacity;
    token_view *views; /* of each token; all zero until it is asked for */
    uint16_t *known;   /* what the gazetteer's longest name at each token is: KNOWN_ values */
    uint8_t *labels;   /* clm_name_label of each token */
    int32_t *leads;    /* of each token: score of LABEL_LOC less that of the best other label */
} finder;

/* ---- finder.c: reading tokens ---- */

CLM_MUST_CHECK clm_status clm_finder_init(finder *f, clm_error *error);

static inline const clm_token *token_at(const finder *f, size_t index) {
    return &f->article->tokens[index];
}

static inline bool token_has(const finder *f, size_t index, unsigned flag) {
    return index < f->article->token_count && (token_at(f, index)->flags & flag) != 0;
}

static inline bool token_is_word(const finder *f, size_t index) {
    return index < f->article->token_count && token_at(f, index)->kind == CLM_TOKEN_WORD &&
           !token_has(f, index, CLM_TOKEN_POSSESSIVE);
}

/* True if token `index` stands in the same sentence as the token before it. */
static inline bool token_continues(const finder *f, size_t index) {
    return index > 0 && index < f->article->token_count &&
           token_at(f, index)->sentence == token_at(f, index - 1)->sentence;
}

/* The look-up key of a token, without the check of bounds that clm_article_key makes. */
static inline clm_text token_key(const finder *f, size_t index) {
    const clm_token *token = token_at(f, index);
    return (clm_text){f->article->keys.ptr + token->key_start, token->key_len};
}

static inline uint32_t clm_finder_classes(const finder *f, size_t token) {
    return token < f->article->token_count ? f->classes[token] : 0;
}

/* Sets of look-up keys: true also of a few that were not put in. */
static inline bool clm_finder_bit(const finder *f, const uint64_t *set, size_t token) {
    uint64_t bit = token_at(f, token)->key_hash & f->bit_mask;
    return (set[bit >> 6] >> (bit & 63) & 1) != 0;
}

static inline void clm_finder_set_bit(const finder *f, uint64_t *set, size_t token) {
    uint64_t bit = token_at(f, token)->key_hash & f->bit_mask;
    set[bit >> 6] |= (uint64_t)1 << (bit & 63);
}

/* The text of a token as it is written; empty beyond the end. */
static inline clm_text clm_finder_text(const finder *f, size_t index) {
    if (index >= f->article->token_count) {
        return (clm_text){"", 0};
    }
    const clm_span span = token_at(f, index)->span;
    return (clm_text){f->article->text.ptr + span.start, span.end - span.start};
}

static inline bool clm_finder_is(const finder *f, size_t index, const char *written) {
    return clm_text_is(clm_finder_text(f, index), written);
}

static inline bool clm_finder_key_is(const finder *f, size_t index, const char *key) {
    if (index >= f->article->token_count) {
        return false;
    }
    clm_text text = token_key(f, index);
    return text.len > 0 && text.ptr[0] == key[0] && clm_text_is(text, key);
}

/* The first of f->names that is no token before `i`, searched from `*at` on; the number of tokens
 * if there is none. */
static inline uint32_t clm_finder_name(const finder *f, size_t *at, uint32_t i) {
    while (*at < f->name_count && f->names[*at] < i) {
        (*at)++;
    }
    return *at < f->name_count ? f->names[*at] : (uint32_t)f->article->token_count;
}

/* A word that begins with a capital. */
static inline bool clm_finder_capital(const finder *f, size_t index) {
    return token_has(f, index, CLM_TOKEN_CAPITAL) && token_is_word(f, index);
}

/* A word in lower case. */
static inline bool clm_finder_lower(const finder *f, size_t index) {
    return token_is_word(f, index) && !token_has(f, index, CLM_TOKEN_CAPITAL);
}

static inline bool clm_finder_hyphen(const finder *f, size_t index) {
    return token_has(f, index, CLM_TOKEN_GLUED) && token_has(f, index + 1, CLM_TOKEN_GLUED) &&
           clm_finder_is(f, index, "-");
}

static inline sentence_style clm_finder_style(const finder *f, size_t token) {
    return (sentence_style)f->styles[token_at(f, token)->sentence];
}

/* ---- the steps ---- */

CLM_MUST_CHECK clm_status clm_spans_propose(finder *f, clm_error *error);
candidate clm_spans_new(uint32_t start, uint32_t end);
CLM_MUST_CHECK clm_status clm_spans_add(finder *f, const candidate *item, clm_error *error);
/* Adds the names of places that only the tagger found. */
CLM_MUST_CHECK clm_status clm_tagged_add(finder *f, clm_error *error);
/* The token after `i` that may continue a name: past a glued hyphen or the full stop of "St."; 0 if
 * the name must end at `i`. */
uint32_t clm_spans_next(const finder *f, uint32_t i);
/* Reads all names that the text calls a place, so that later bare uses are known. */
CLM_MUST_CHECK clm_status clm_told_learn(finder *f, clm_error *error);
/* The name that begins at token `i` and that the text calls a place here or elsewhere; false if
 * there is none that ends behind `least_end`. */
bool clm_told_find(const finder *f, uint32_t i, uint32_t least_end, told_name *out);
void clm_forms_read(finder *f);
/* Sets told of the names that the text defines as places. */
void clm_defined_read(finder *f);
/* Fills the view of token `i`. */
void clm_tagger_view(const finder *f, uint32_t i, token_view *out);
void clm_people_mark(finder *f);
void clm_judge_all(finder *f);
CLM_MUST_CHECK clm_status clm_decide_all(finder *f, clm_error *error);
/* Adds anaphors and nominals to the `count` mentions by position; replaces `*out`. */
CLM_MUST_CHECK clm_status clm_nominals_add(finder *f, clm_mentions *out, clm_error *error);

/* Links that forms.c and nominal.c share. */
clm_compass clm_forms_side(const finder *f, uint32_t start); /* "the north of" what begins there */
bool clm_forms_contained(const finder *f, const clm_mention *inner, const clm_mention *outer);

#endif
