/* claims/reader.h: the state of reading one article's claims (private).
 *
 * Every token gets its word and a tag (a shallow part of speech); quotations are paired; later
 * steps read these and nothing else of the text. Thread rule: as the article. */
#ifndef CLM_CLAIMS_READER_H
#define CLM_CLAIMS_READER_H

#include "claims/claims.h"
#include "claims/lexicon.h"

/* Half-open range of tokens; empty when start == end. */
typedef struct clm_run {
    uint32_t start, end;
} clm_run;

/* A quotation: from its opening to its closing mark (both included), perhaps over paragraphs. */
typedef struct clm_quotation {
    clm_run tokens;
    uint32_t words;
    bool closed;
} clm_quotation;

/* A person or body that the article names. */
typedef struct clm_entity {
    clm_run name;     /* tokens of the longest form of the name */
    uint32_t surname; /* token */
    const char *role; /* lemma of the office said beside the name, or NULL */
    int source_type;  /* CLM_ST_... */
    char side[3];     /* country by a demonym or country name beside the office, "" unknown */
    int32_t earlier;  /* the entity before with the same hash, or -1 */
} clm_entity;

enum { CLM_SAID_PARTS = 4 };

/* One attribution while it is worked on. */
typedef struct clm_said {
    clm_run source; /* empty: unknown or understood */
    clm_run relay;  /* who carried it, "was quoted by Y" */
    clm_run cue;
    uint32_t group;             /* first token of the cue's verb group ("has also said") */
    const clm_cue_entry *entry; /* NULL: a bare colon, dash or quotation */
    clm_run content[CLM_SAID_PARTS];
    size_t content_count;
    bool clausal;   /* the content is one or more clauses */
    bool negated;   /* "did not say" */
    clm_source who; /* filled by clm_sources_resolve */
    clm_source carrier;
    bool has_who, has_carrier;
    char side[3]; /* whose voice: for "we", "our" */
} clm_said;

typedef struct clm_reader {
    clm_article *article;
    const clm_gazetteer *gazetteer;
    const clm_mentions *mentions;
    const clm_resolved *resolved;
    size_t token_count;     /* the article's */
    const clm_word **words; /* per token; NULL for an unknown word */
    uint8_t *puncts;        /* per token: a mark of one byte, 1 for a longer one, 0 for no mark */
    uint8_t *tags;          /* clm_tag per token */
    uint8_t *marks;         /* CLM_MARK_... per token */
    int32_t *mention_of;    /* per token: index of the mention it stands in, or -1 */
    int32_t *quote_of;      /* per token: index of its quotation, or -1 */
    char (*countries)[3];   /* per mention: ISO code of its place's country, "" unknown */
    clm_quotation *quotes;
    size_t quote_count, quote_capacity;
    clm_entity *entities;
    size_t entity_count, entity_capacity;
    int32_t *entity_heads; /* by hash of the surname: the latest entity, or -1 */
    clm_said *said;
    size_t said_count, said_capacity;
    int32_t *said_of;  /* per token: innermost attribution whose content it is, or -1 */
    uint8_t *speaking; /* per token: 1 if it belongs to a source, a cue or what stands with them */
} clm_reader;

/* Fills words, tags, mention_of, quotes. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_reader_init(clm_reader *reader, clm_article *article,
                                          const clm_gazetteer *gazetteer,
                                          const clm_mentions *mentions,
                                          const clm_resolved *resolved, clm_error *error);

/* Settles the tags that are CLM_TAG_OPEN, and the finite verbs (tagger.c). */
void clm_reader_tag(clm_reader *reader);

/* ---- looking at tokens; every index past the end reads as nothing ---- */
static inline clm_tag clm_tag_at(const clm_reader *reader, uint32_t token) {
    return token < reader->token_count ? (clm_tag)reader->tags[token] : CLM_TAG_PUNCT;
}

/* The mention that the token stands in, or -1. */
static inline int32_t clm_mention_at(const clm_reader *reader, uint32_t token) {
    return token < reader->token_count ? reader->mention_of[token] : -1;
}

static inline bool clm_mark_at(const clm_reader *reader, uint32_t token, unsigned marks) {
    return token < reader->token_count && (reader->marks[token] & marks) != 0;
}

static inline bool clm_is_comma(const clm_reader *reader, uint32_t token) {
    return clm_mark_at(reader, token, CLM_MARK_COMMA);
}

/* A dash between words, no hyphen inside one. */
static inline bool clm_is_dash(const clm_reader *reader, uint32_t token) {
    return clm_mark_at(reader, token, CLM_MARK_DASH);
}

/* A finite full verb, a modal, a finite auxiliary. */
static inline bool clm_is_finite(const clm_reader *reader, uint32_t token) {
    return clm_mark_at(reader, token, CLM_MARK_FINITE);
}

static inline bool clm_sem_at(const clm_reader *reader, uint32_t token, uint32_t sem) {
    return token < reader->token_count && reader->words[token] &&
           (reader->words[token]->sem & sem) != 0;
}

static inline bool clm_pos_at(const clm_reader *reader, uint32_t token, uint32_t pos) {
    return token < reader->token_count && reader->words[token] &&
           (reader->words[token]->pos & pos) != 0;
}

/* Comparisons with a literal cost a few instructions: its hash is worked out by the compiler, and
 * equal hashes of 64 bits are taken for equal words. With a word that only the running program
 * knows they look at the first letter, and seldom cost a call. */
#define CLM_INLINE static inline __attribute__((always_inline))
#define CLM_IS_LITERAL(word) (__builtin_constant_p(strlen(word)) && __builtin_constant_p((word)[0]))

bool clm_lemma_equals(const clm_word *word, const char *lemma);
bool clm_key_equals(const char *own, size_t length, const char *key);
bool clm_punct_equals(const clm_reader *reader, uint32_t token, const char *mark);

CLM_INLINE uint64_t clm_literal_hash(const char *word) {
    const clm_packed_word packed = clm_pack_word(word, strlen(word));
    return clm_packed_hash(&packed);
}

static inline bool clm_is_short(const char *word) {
    return strlen(word) - 1 < CLM_WORD_INDEX_BYTES;
}

CLM_INLINE bool clm_lemma_is(const clm_reader *reader, uint32_t token, const char *lemma) {
    if (token >= reader->token_count || reader->words[token] == NULL) {
        return false;
    }
    const clm_word *word = reader->words[token];
    if (CLM_IS_LITERAL(lemma) && clm_is_short(lemma)) {
        return word->lemma_hash == clm_literal_hash(lemma);
    }
    return word->lemma[0] == lemma[0] && clm_lemma_equals(word, lemma);
}

CLM_INLINE bool clm_key_is(const clm_reader *reader, uint32_t token, const char *key) {
    if (token >= reader->token_count) {
        return false;
    }
    const clm_token *at = &reader->article->tokens[token];
    if (CLM_IS_LITERAL(key) && clm_is_short(key)) {
        return at->key_hash == clm_literal_hash(key);
    }
    const char *own = reader->article->keys.ptr + at->key_start;
    return at->key_len > 0 && own[0] == key[0] && clm_key_equals(own, at->key_len, key);
}

CLM_INLINE bool clm_punct_is(const clm_reader *reader, uint32_t token, const char *mark) {
    if (token >= reader->token_count || reader->puncts[token] == 0) {
        return false;
    }
    if (CLM_IS_LITERAL(mark) && strlen(mark) == 1) {
        return reader->puncts[token] == (uint8_t)mark[0];
    }
    return (reader->puncts[token] == (uint8_t)mark[0] || reader->puncts[token] == 1) &&
           clm_punct_equals(reader, token, mark);
}

/* True if the token's key, or its lemma, is one of up to 16 literals. */
#define clm_key_in(reader, token, ...) CLM_ANY(clm_key_is, reader, token, __VA_ARGS__)
#define clm_lemma_in(reader, token, ...) CLM_ANY(clm_lemma_is, reader, token, __VA_ARGS__)
#define CLM_ANY(is, r, t, ...)                                                                     \
    CLM_ANY_PICK(__VA_ARGS__, CLM_ANY_16, CLM_ANY_15, CLM_ANY_14, CLM_ANY_13, CLM_ANY_12,          \
                 CLM_ANY_11, CLM_ANY_10, CLM_ANY_9, CLM_ANY_8, CLM_ANY_7, CLM_ANY_6, CLM_ANY_5,    \
                 CLM_ANY_4, CLM_ANY_3, CLM_ANY_2, CLM_ANY_1, 0)                                    \
    (is, r, t, __VA_ARGS__)
#define CLM_ANY_PICK(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, pick, ...) pick
#define CLM_ANY_1(is, r, t, a) is(r, t, a)
#define CLM_ANY_2(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_1(is, r, t, __VA_ARGS__))
#define CLM_ANY_3(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_2(is, r, t, __VA_ARGS__))
#define CLM_ANY_4(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_3(is, r, t, __VA_ARGS__))
#define CLM_ANY_5(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_4(is, r, t, __VA_ARGS__))
#define CLM_ANY_6(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_5(is, r, t, __VA_ARGS__))
#define CLM_ANY_7(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_6(is, r, t, __VA_ARGS__))
#define CLM_ANY_8(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_7(is, r, t, __VA_ARGS__))
#define CLM_ANY_9(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_8(is, r, t, __VA_ARGS__))
#define CLM_ANY_10(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_9(is, r, t, __VA_ARGS__))
#define CLM_ANY_11(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_10(is, r, t, __VA_ARGS__))
#define CLM_ANY_12(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_11(is, r, t, __VA_ARGS__))
#define CLM_ANY_13(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_12(is, r, t, __VA_ARGS__))
#define CLM_ANY_14(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_13(is, r, t, __VA_ARGS__))
#define CLM_ANY_15(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_14(is, r, t, __VA_ARGS__))
#define CLM_ANY_16(is, r, t, a, ...) (is(r, t, a) || CLM_ANY_15(is, r, t, __VA_ARGS__))

static inline bool clm_is_quote(const clm_reader *reader, uint32_t token, unsigned flag) {
    return token < reader->token_count && reader->puncts[token] != 0 &&
           (reader->article->tokens[token].flags & flag) != 0;
}

static inline bool clm_capital_at(const clm_reader *reader, uint32_t token) {
    return token < reader->token_count &&
           (reader->article->tokens[token].flags & CLM_TOKEN_CAPITAL) != 0;
}

static inline const clm_sentence *clm_sentence_of(const clm_reader *reader, uint32_t token) {
    return &reader->article->sentences[reader->article->tokens[token].sentence];
}

/* True if the token's tag is one of `tags`, a sum of CLM_TAG_BIT. */
#define CLM_TAG_BIT(tag) (1u << (unsigned)(tag))
static inline bool clm_tag_among(const clm_reader *reader, uint32_t token, uint32_t tags) {
    return (tags >> (unsigned)clm_tag_at(reader, token) & 1u) != 0;
}

/* A full verb in any form. */
static inline bool clm_is_verb(const clm_reader *reader, uint32_t token) {
    return clm_tag_among(reader, token,
                         CLM_TAG_BIT(CLM_TAG_FIN) | CLM_TAG_BIT(CLM_TAG_PART) |
                             CLM_TAG_BIT(CLM_TAG_ING) | CLM_TAG_BIT(CLM_TAG_INF));
}

/* What may stand inside a noun phrase. */
static inline bool clm_is_nominal(const clm_reader *reader, uint32_t token) {
    return clm_tag_among(reader, token,
                         CLM_TAG_BIT(CLM_TAG_NUM) | CLM_TAG_BIT(CLM_TAG_NAME) |
                             CLM_TAG_BIT(CLM_TAG_NOUN) | CLM_TAG_BIT(CLM_TAG_ADJ) |
                             CLM_TAG_BIT(CLM_TAG_DET) | CLM_TAG_BIT(CLM_TAG_POSS) |
                             CLM_TAG_BIT(CLM_TAG_PRON));
}

/* The first token of [token, end) whose byte in `of` has one of the bits `any`; `end` if there is
 * none. Eight tokens at a time: for marks and puncts, which most tokens lack. */
static inline uint32_t clm_next_with(const uint8_t *of, uint32_t token, uint32_t end, uint8_t any) {
    const uint64_t wanted = any * UINT64_C(0x0101010101010101);
    while (token < end && end - token >= 8) {
        uint64_t hits = clm_load_le64((const char *)of + token) & wanted;
        if (hits != 0) {
            return token + ((uint32_t)__builtin_ctzll(hits) >> 3);
        }
        token += 8;
    }
    while (token < end && (of[token] & any) == 0) {
        token++;
    }
    return token;
}

/* True if `range`, which lies in the article, has a finite verb. */
static inline bool clm_has_finite(const clm_reader *reader, clm_run range) {
    return clm_next_with(reader->marks, range.start, range.end, CLM_MARK_FINITE) < range.end;
}

/* The noun phrase that begins at `token`, at most to `limit`; with prepositional parts ("the
 * governor of X"). Empty if none begins there. */
clm_run clm_noun_phrase(const clm_reader *reader, uint32_t token, uint32_t limit);

/* The subject of the verb at `verb`, not before `floor`; empty if there is none. */
clm_run clm_subject_of(const clm_reader *reader, uint32_t verb, uint32_t floor);

/* First token of the verb group that ends in the verb at `verb` ("has also been deployed"). */
uint32_t clm_verb_group(const clm_reader *reader, uint32_t verb, uint32_t floor);
bool clm_group_has(const clm_reader *reader, uint32_t first, uint32_t verb, uint32_t pos);

/* Matches a row of lemmas, or keys, at `token`: the words of a table's row (see lexicon.h). Returns
 * the tokens used (0: none). A gap skips up to six words that are no clause boundary; adverbs are
 * passed over. */
uint32_t clm_match_words(const clm_reader *reader, uint32_t token, uint32_t limit,
                         const uint64_t *words);
/* The hashes, 0 among them, that a row's second word can have where its first one stands right
 * before `token`, if no gap is between them; returns how many. */
enum { CLM_WORDS_AFTER = 18 };
size_t clm_words_after(const clm_reader *reader, uint32_t token, uint32_t limit,
                       uint64_t out[CLM_WORDS_AFTER]);

clm_span clm_run_span(const clm_reader *reader, clm_run range);
clm_run clm_run_trim(const clm_reader *reader, clm_run range); /* punctuation off both ends */
/* Without the time that an entry of a live blog begins with: "14:35 Army says ...". */
clm_run clm_run_behind_clock(const clm_reader *reader, clm_run range);
static inline bool clm_run_empty(clm_run range) {
    return range.end <= range.start;
}
static inline bool clm_run_has(clm_run range, uint32_t token) {
    return token >= range.start && token < range.end;
}

/* The place that mention `mention` was resolved to; a zeroed one if there is none. */
clm_place clm_place_of(const clm_reader *reader, int mention);
/* ISO code of the country of a mention's place, "" if none. */
void clm_country_of(const clm_reader *reader, int mention, char country[3]);

/* ---- steps ---- */

/* Finds persons and offices (source.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_entities_find(clm_reader *reader, clm_error *error);

/* True if somebody of the article has this word as last name. */
bool clm_is_surname(const clm_reader *reader, uint32_t token);

/* Finds attributions (attribution.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_said_find(clm_reader *reader, clm_error *error);
CLM_MUST_CHECK clm_status clm_said_add(clm_reader *reader, const clm_said *said, clm_error *error);
/* Those that need quotations over sentences or no verb (attribution_quotes.c). */
CLM_MUST_CHECK clm_status clm_said_quotes(clm_reader *reader, clm_error *error);
CLM_MUST_CHECK clm_status clm_said_verbless(clm_reader *reader, uint32_t sentence,
                                            clm_error *error);

/* Puts attributions in the order of the text. */
void clm_said_sort(clm_reader *reader);

/* Names sources in text order (source.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_sources_resolve(clm_reader *reader, clm_error *error);

/* Fills said_of and speaking (clauses.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_said_mark(clm_reader *reader, clm_error *error);
/* True if the cue's content is something that was said of the world. */
bool clm_said_counts(const clm_said *said);

/* One clause: a stretch of a sentence (or of two joined by "this happened"). */
typedef struct clm_clause {
    clm_run tokens; /* trimmed */
    uint32_t sentence;
    clm_run lead;  /* an adverbial before it that holds for it too ("In 2022"), or empty */
    int said;      /* innermost attribution, or -1 */
    int nearby;    /* a mention outside that may say where it happened, or -1 */
    bool relative; /* `nearby` is what a relative clause or "there" stands for */
    bool subordinate;
} clm_clause;

/* Cuts sentence `sentence` into clauses; writes at most `capacity`, returns how many. */
size_t clm_clauses_cut(const clm_reader *reader, uint32_t sentence, clm_clause *out,
                       size_t capacity);

/* Joins a clause with the "when", "as" or "after" clause behind it that says where and how it
 * happened ("12 people died when a bus overturned near X"); returns how many are left
 * (clauses_join.c). */
size_t clm_clauses_join(const clm_reader *reader, clm_clause *clauses, size_t count);

/* Gives `claim`, which stands in `claimed`, the people and things that the clause `idle` beside it
 * counts, where that is no claim of its own ("... and about 300 people were taken off"), and quotes
 * both (clauses_join.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_claim_adopt(const clm_reader *reader, const clm_clause *claimed,
                                          const clm_clause *idle, clm_claim *claim,
                                          clm_error *error);

/* ---- pieces of one claim (each in its own file) ---- */

typedef struct clm_trigger {
    const clm_event_entry *entry; /* NULL: none */
    clm_run tokens;
    uint32_t head; /* the verb or noun */
    bool verbal;
    bool passive;
} clm_trigger;

enum { CLM_TRIGGERS_MAX = 8 };

/* What figures the clause holds. */
typedef struct clm_figures {
    bool any, area;
} clm_figures;

/* The triggers of `clause`, best first for a place whose mention begins at token `place`; returns
 * how many. */
size_t clm_triggers_find(const clm_reader *reader, clm_run clause, uint32_t place,
                         clm_figures figures, clm_trigger out[CLM_TRIGGERS_MAX]);

/* A weak row without a pattern. */
const clm_event_entry *clm_event_weak(clm_event_type type);

/* Where no trigger fits: the main verb as one, with the type that its subject makes likely in an
 * article about `theme` (CLM_EVENT_NONE: unknown). False if the clause tells no occurrence. */
bool clm_trigger_guess(const clm_reader *reader, clm_run clause, bool figures, clm_event_type theme,
                       clm_trigger *out);

/* Where nothing tells the type: the clause's finite verb with the type of what the article is
 * about. False if the clause has none, or `theme` is CLM_EVENT_NONE. */
bool clm_trigger_theme(const clm_reader *reader, clm_run clause, clm_event_type theme,
                       clm_trigger *out);

clm_claim_status clm_status_read(const clm_reader *reader, clm_run clause,
                                 const clm_trigger *trigger, bool *negative);

/* The verb of wanting, weighing or expecting that governs the trigger, or NULL; `*at` its token. */
const clm_cue_entry *clm_governor_find(const clm_reader *reader, clm_run clause,
                                       const clm_trigger *trigger, uint32_t *at);

/* **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_quantities_read(const clm_reader *reader, clm_run clause,
                                              clm_quantity **out, size_t *count, clm_error *error);
/* The first person of the clause who was killed or hurt and is counted by an article: "a woman was
 * killed". */
bool clm_quantity_single(const clm_reader *reader, clm_run clause, clm_quantity *out);

/* Marks what is impossible at the claim's places (regions.c). */
void clm_quantities_check(const clm_reader *reader, clm_claim *claim);
/* "half", "third", "fifths". */
bool clm_is_fraction(const clm_reader *reader, uint32_t token);
/* An area that the text states, no share of a region. */
bool clm_quantity_is_area(const clm_quantity *quantity);

/* Times in `range`; `said` (NULL allowed) tells which belong to the speaking. */
CLM_MUST_CHECK clm_status clm_times_read(const clm_reader *reader, clm_run range,
                                         const clm_said *said, clm_time **out, size_t *count,
                                         clm_error *error);

/* The role of mention `mention` in the clause; `*governs` tells whether something locative (a
 * preposition, a verb of which it is the object) makes it a place of the event at all. */
clm_place_role clm_role_read(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                             int mention, bool *governs);

/* The preposition or verb to the left of a mention, or of the list that it stands in. */
typedef struct clm_governor {
    uint32_t token; /* clause.start if there is none */
    bool found, verb;
} clm_governor;
clm_governor clm_role_governor(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                               int mention);

/* The role of a mention that a direction or distance leads to: the anchor of the name before it
 * ("X, 10 km south of Y"), or the place near which it happened (regions.c). Others keep `role`. */
clm_place_role clm_anchor_role(const clm_reader *reader, int mention, clm_place_role role);

CLM_MUST_CHECK clm_status clm_parties_read(const clm_reader *reader, clm_run clause,
                                           const clm_trigger *trigger, const clm_said *said,
                                           clm_claim *claim, clm_error *error);

/* ISO code of the side that tokens name ("Ukrainian troops", "Kyiv"), "" if none. */
void clm_side_of(const clm_reader *reader, clm_run range, char side[3]);

/* Groups, duplicates, supports, conflicts (groups.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_claims_group(const clm_reader *reader, clm_claim *claims,
                                           size_t count, clm_error *error);

#endif
