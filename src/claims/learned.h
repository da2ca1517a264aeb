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

#include "base/feature_hash.h"
#include "claims/reader.h"

/* Weights of passing from out or in to out or in. */
typedef struct clm_said_steps {
    int16_t to[CLM_SAID_STEPS];
} clm_said_steps;

/* The model's section, read in place; a table is NULL where it is not there, as while training. */
typedef struct clm_said_model {
    const uint8_t *words; /* NULL: there is no section */
    const int16_t *cue[CLM_SAID_LOOKS], *source, *content;
    const clm_said_steps *steps;
    uint32_t cue_mask[CLM_SAID_LOOKS], source_mask, content_mask, step_mask;
    int32_t threshold[CLM_SAID_LOOKS], unit;
} clm_said_model;

/* **Errors:** CLM_ERR_VERSION, CLM_ERR_FORMAT. */
CLM_MUST_CHECK clm_status clm_said_model_read(const clm_model *model, clm_said_model *out,
                                              clm_error *error);

/* A token as features see it. */
typedef struct clm_sight {
    uint64_t atom;           /* hash of its key, or of what it is; 0: not looked at yet */
    uint16_t cluster, group; /* once it is known */
    bool known;
} clm_sight;

/* A word that may be a cue. */
typedef struct clm_spot {
    uint32_t token, group, after; /* after: what follows behind adverbs */
    uint64_t stem;
    uint32_t floor, limit; /* of the sentence, near the cue */
    clm_run subject;
    uint8_t follows, head, frame, quote; /* codes, see learned.c */
    int32_t rule;                        /* the rules' attribution with this cue, or -1 */
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

/* ---- features ---- */

static inline void clm_feature_put2(clm_feature_sink *f, uint64_t a, uint64_t b) {
    clm_feature_put(f, clm_feature_blend(a, b));
}

static inline void clm_feature_put3(clm_feature_sink *f, uint64_t a, uint64_t b, uint64_t c) {
    clm_feature_put(f, clm_feature_blend(clm_feature_blend(a, b), c));
}

/* Asks for the weights that are soon summed: the tables are larger than the near caches. */
static inline void clm_foresee(const int16_t *weights, uint32_t mask, const clm_feature_sink *f) {
    for (size_t i = 0; weights && i < f->count; i++) {
        __builtin_prefetch(&weights[f->out[i] & mask]);
    }
}

static inline int32_t clm_weigh(const int16_t *weights, uint32_t mask, const uint32_t *features,
                                size_t count) {
    int32_t sum = 0;
    for (size_t i = 0; i < count; i++) {
        sum += weights[features[i] & mask];
    }
    return sum;
}

/* 0, 1, 2, 3, 4 to 5, 6 to 8, 9 to 15, 16 and more. */
static inline unsigned clm_bucket(uint32_t n) {
    return n < 4 ? n : n < 6 ? 4 : n < 9 ? 5 : n < 16 ? 6 : 7;
}

/* The token as it is seen from [floor, limit); outside there is nothing. */
const clm_sight *clm_sight_at(clm_listener *l, int64_t token, uint32_t floor, uint32_t limit);

/* As clm_sight_at, with its cluster. */
const clm_sight *clm_meaning_at(clm_listener *l, int64_t token, uint32_t floor, uint32_t limit);

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
