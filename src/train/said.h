/* train/said.h (private): how attributions are learned.
 *
 * said.c reads the annotated documents: first how often each word is a cue, then what the claim
 * reader sees of cues, sources and content. Cues at second sight are learned from scores of a model
 * that did not learn from the document. said_learn.c has the learners. */
#ifndef CLM_TRAIN_SAID_H
#define CLM_TRAIN_SAID_H

#include "claims/claims.h"
#include "train/parts.h"

/* Items with features, in groups: a cue alone, the choices of a source, the pieces of a sentence.
 */
typedef struct clm_said_items {
    uint32_t *features;
    size_t feature_count, feature_capacity;
    size_t *starts; /* of each item's features; one more than items */
    uint8_t *right; /* of each item */
    size_t count, start_capacity, right_capacity;
    uint32_t *groups; /* number of items of each */
    uint32_t *half;   /* of each group: 0 or 1, by its document */
    size_t group_count, group_capacity, half_capacity;
    uint32_t *steps; /* features of passing to each item, where there are any */
    size_t step_count, step_capacity;
    size_t *step_starts;
    size_t step_start_capacity;
} clm_said_items;

/* What one group adds; `steps` may be NULL. */
typedef struct clm_said_group {
    const uint32_t *features, *first;
    const uint32_t *steps, *step_first;
    const uint8_t *right;
    size_t count;
    uint32_t half;
} clm_said_group;

/* **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_said_items_add(clm_said_items *items, const clm_said_group *group,
                                             clm_error *error);
void clm_said_items_clear(clm_said_items *items);

enum { CLM_SAID_UNIT = 96 }; /* weight of one in the logit */

typedef struct clm_said_plan {
    const clm_train_input *in;
    const char *name;
    uint32_t rows; /* a power of two */
    uint32_t step_rows;
    unsigned rounds;
    double rate, shrink;
    int half; /* learns from this one; -1: both */
} clm_said_plan;

/* Each writes int8 weights to `out`, which has room for the rows. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_said_learn_yes(const clm_said_items *items, const clm_said_plan *plan,
                                             int8_t *out, clm_error *error);
CLM_MUST_CHECK clm_status clm_said_learn_choice(const clm_said_items *items,
                                                const clm_said_plan *plan, int8_t *out,
                                                clm_error *error);
CLM_MUST_CHECK clm_status clm_said_learn_row(const clm_said_items *items, const clm_said_plan *plan,
                                             int8_t *out, int8_t *steps, clm_error *error);

#endif
