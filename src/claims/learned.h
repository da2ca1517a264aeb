/* claims/learned.h: attributions found by what was learned (private).
 *
 * A word that may be a cue is looked at twice: by itself, then among the other cues of its
 * sentence. A cue's source is chosen among the noun phrases of the sentence; its content among the
 * pieces around it, by the best sequence of in and out. The rules' attributions (attribution.c) are
 * witnesses: features like others.
 * **Source:** hashed features: Weinberger et al., "Feature Hashing for Large Scale Multitask
 * Learning", ICML 2009; sequences: Lafferty, McCallum, Pereira, "Conditional Random Fields", ICML
 * 2001. Thread rule: as the article. */
#ifndef CLM_CLAIMS_LEARNED_H
#define CLM_CLAIMS_LEARNED_H

#include "claims/reader.h"

/* Weights by feature. */
typedef struct clm_said_table {
    const int8_t *weights; /* NULL: it is not there, as while training */
    uint32_t mask;         /* of features; all bits where there are no weights */
} clm_said_table;

/* The model's section, read in place. */
typedef struct clm_said_model {
    const uint8_t *words; /* NULL: there is no section */
    clm_said_table cue[CLM_SAID_LOOKS], source, content;
    clm_said_table steps; /* of passing from out or in to out or in: CLM_SAID_STEPS side by side */
    int32_t threshold[CLM_SAID_LOOKS], unit;
} clm_said_model;

/* **Errors:** CLM_ERR_VERSION, CLM_ERR_FORMAT. */
CLM_MUST_CHECK clm_status clm_said_model_read(const clm_model *model, clm_said_model *out,
                                              clm_error *error);

/* A token as features see it: mixed numbers of its key, or of what it is, and of its clusters. */
typedef struct clm_sight {
    uint32_t atom, cluster, group;
} clm_sight;

/* A word that may be a cue. */
typedef struct clm_spot {
    uint32_t token, group, after; /* after: what follows behind adverbs */
    uint32_t stem;                /* mixed */
    uint32_t floor, limit;        /* of the sentence, near the cue */
    clm_run subject;
    uint8_t tag, follows, head, frame, quote; /* codes, see learned.c */
    struct {
        uint32_t tag, follows, head, frame, quote;
    } mixed;
    int32_t rule; /* the rules' attribution with this cue, or -1 */
    int32_t score[CLM_SAID_LOOKS];
    bool accepted; /* so far: worth the next look */
} clm_spot;

enum { CLM_HEARD_PARTS = 12 };

/* One attribution as it was learned to be read. */
typedef struct clm_heard {
    const clm_spot *spot;
    clm_run cue; /* with its auxiliaries, and what belongs to it: "has called for" */
    clm_run source;
    clm_run content[CLM_HEARD_PARTS];
    size_t content_count;
} clm_heard;

typedef struct clm_listener {
    const clm_reader *reader;
    clm_said_model model;
    clm_word_clusters clusters;
    const clm_said_observer *observer; /* or NULL */
    clm_sight *sights;                 /* per token */
    int32_t *rule_of; /* per token: the rules' attribution whose cue it is, or -1 */
    int32_t *told_of; /* per token: the widest whose content it is, or -1 */
    clm_spot *spots;
    size_t spot_count, spot_capacity;
    clm_heard *heard;
    size_t heard_count, heard_capacity;
} clm_listener;

/* Fills `out`; nothing is heard where the model has no section.
 * **Errors:** CLM_ERR_NOMEM, those of clm_said_model_read. */
CLM_MUST_CHECK clm_status clm_listen(const clm_reader *reader, const clm_claims_options *options,
                                     clm_listener *out, clm_error *error);

/* Adds to the reader's attributions what was learned of them (merge.c). **Errors:** CLM_ERR_NOMEM.
 */
CLM_MUST_CHECK clm_status clm_said_merge(clm_reader *reader, const clm_listener *l,
                                         clm_error *error);

/* Fills the attributions of `out` (given.c). **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_attributions_give(const clm_listener *l, clm_claims *out,
                                                clm_error *error);

/* ---- features ----
 *
 * A feature is the sum of what it is made of: numbers that were mixed once for all features that
 * they are part of, the second and third turned, and one for its family, which is its place among
 * the features of its item. So most features cost two additions. Models are trained with these
 * numbers: a change of the arithmetic is a new CLM_SAID_VERSION. */

/* Where features go: an array that has room for all of them; as places in the table of weights, if
 * there is one. */
typedef struct clm_traits {
    uint32_t *out;
    uint32_t count, mask;
} clm_traits;

static inline uint32_t clm_mix(uint32_t number) {
    uint32_t product = number * 0x9E3779B1u;
    return product ^ product >> 15;
}

static inline void clm_put(clm_traits *f, uint32_t a) {
    f->out[f->count] = (a + (f->count + 1) * 0xC2B2AE35u) & f->mask;
    f->count++;
}

static inline void clm_put2(clm_traits *f, uint32_t a, uint32_t b) {
    clm_put(f, a + (b << 11 | b >> 21));
}

static inline void clm_put3(clm_traits *f, uint32_t a, uint32_t b, uint32_t c) {
    clm_put(f, a + (b << 11 | b >> 21) + (c << 22 | c >> 10));
}

/* Asks for the weights that are soon summed: all that is kept of news does not fit into the near
 * caches. */
static inline void clm_foresee(const clm_said_table *table, const clm_traits *f) {
    const int8_t *weights = table->weights;
    uint32_t i = 0;
    for (; weights && i + 4 <= f->count; i += 4) {
        __builtin_prefetch(&weights[f->out[i]]);
        __builtin_prefetch(&weights[f->out[i + 1]]);
        __builtin_prefetch(&weights[f->out[i + 2]]);
        __builtin_prefetch(&weights[f->out[i + 3]]);
    }
    for (; weights && i < f->count; i++) {
        __builtin_prefetch(&weights[f->out[i]]);
    }
}

static inline int32_t clm_weigh(const clm_said_table *table, const uint32_t *features,
                                size_t count) {
    const int8_t *weights = table->weights;
    int32_t sum = 0, other = 0;
    size_t i = 0;
    for (; i + 4 <= count; i += 4) {
        sum += weights[features[i]] + weights[features[i + 1]];
        other += weights[features[i + 2]] + weights[features[i + 3]];
    }
    for (; i < count; i++) {
        sum += weights[features[i]];
    }
    return sum + other;
}

/* 0, 1, 2, 3, 4 to 5, 6 to 8, 9 to 15, 16 and more. */
static inline unsigned clm_bucket(uint32_t n) {
    return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : 7;
}

/* The token as it is seen from [floor, limit); outside there is nothing. */
static inline clm_sight clm_sight_at(const clm_listener *l, uint32_t token, uint32_t floor,
                                     uint32_t limit) {
    static const clm_sight outside = {.atom = 0x5BD1E995u};
    return token - floor < limit - floor ? l->sights[token] : outside;
}

/* What kind of word heads a noun phrase: pronouns, names, kinds of nouns. */
unsigned clm_head_kind(const clm_reader *reader, uint32_t token);

/* What stands at `token`, as a cue sees it. */
unsigned clm_follow_code(const clm_reader *reader, uint32_t token, uint32_t limit);

/* ---- steps, each in its own file ---- */

/* Looks at all spots; sets score and accepted. **Errors:** those of the observer. */
CLM_MUST_CHECK clm_status clm_listen_cues(clm_listener *l);

CLM_MUST_CHECK clm_status clm_listen_source(clm_listener *l, clm_heard *heard, clm_error *error);
CLM_MUST_CHECK clm_status clm_listen_content(clm_listener *l, size_t spot, clm_heard *heard,
                                             clm_error *error);

#endif
