/* train/ranker.h (private): how the ranker is learned.
 *
 * Documents are read once (ranker_data.c). A net gives each candidate of a name a score; the loss
 * is the softmax's cross entropy over the candidates of a name, where all right ones count together
 * (ranker_net.c). Round after round sees what the one before believed (ranker.c). */
#ifndef CLM_TRAIN_RANKER_H
#define CLM_TRAIN_RANKER_H

#include "places/places.h"
#include "train/parts.h"

/* A mention whose place is known. */
typedef struct clm_rank_gold {
    size_t mention;
    const clm_train_toponym *toponym;
} clm_rank_gold;

typedef struct clm_rank_document {
    clm_article *article;
    clm_mentions mentions;
    const clm_train_document *source;
    clm_rank_gold *gold;
    size_t gold_count;
} clm_rank_document;

typedef struct clm_rank_data {
    clm_rank_document *documents;
    size_t count, capacity;
} clm_rank_data;

/* Reads all documents that have toponyms. **Owns:** the caller clears `out` in every case. */
CLM_MUST_CHECK clm_status clm_rank_data_read(const clm_train_input *in, clm_rank_data *out,
                                             clm_error *error);
void clm_rank_data_clear(clm_rank_data *data);

/* The candidates of one name, and how right each is: 0 not at all, to 1. */
typedef struct clm_rank_case {
    const float (*inputs)[CLM_RANK_INPUTS];
    float *right;
    size_t count, best;
    float weight;
    bool any; /* one is right */
} clm_rank_case;

typedef struct clm_rank_cases {
    clm_arena *arena;
    clm_rank_case *items;
    size_t count, capacity;
} clm_rank_cases;

/* The cases of a document as `ranker` leaves them; appended. */
CLM_MUST_CHECK clm_status clm_rank_cases_add(clm_rank_cases *cases, clm_rank_document *document,
                                             const clm_train_input *in, const clm_ranker *ranker,
                                             clm_error *error);

typedef struct clm_rank_plan {
    size_t rounds, hidden, epochs, batch;
    double rate;  /* of learning, at the start; falls to 0 as a cosine */
    double decay; /* of the weights */
    uint64_t seed;
} clm_rank_plan;

extern const clm_rank_plan clm_rank_plan_default;

/* Learns one net's weights. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_rank_learn_net(const clm_rank_cases *cases, const clm_rank_plan *plan,
                                             float *weights, clm_error *error);
/* Learns the weights of trust from the best candidates. */
void clm_rank_learn_trust(const clm_rank_cases *cases, float *weights);

/* Learns from those documents for which `use` is set (NULL: all); appends the section. */
CLM_MUST_CHECK clm_status clm_rank_learn(const clm_train_input *in, clm_rank_data *data,
                                         const bool *use, const clm_rank_plan *plan,
                                         clm_buffer *out, clm_error *error);

#endif
