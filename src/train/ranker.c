/* The part "ranker": which candidate a name means. */
#include "train/ranker.h"

#include "base/alloc.h"

#include <string.h>

const clm_rank_plan clm_rank_plan_default = {.rounds = CLM_RANK_ROUNDS,
                                             .hidden = 16,
                                             .epochs = 40,
                                             .batch = 16,
                                             .rate = 0.004,
                                             .decay = 0.03,
                                             .seed = 1};

/* A ranker of the first `rounds` nets. */
static clm_status make_ranker(const clm_rank_plan *plan, size_t rounds, const float *weights,
                              clm_buffer *bytes, clm_ranker **out, clm_error *error) {
    clm_buffer_clear(bytes);
    clm_ranker_write(bytes, rounds, plan->hidden, weights);
    if (bytes->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const clm_model_section section = {CLM_TEXT(CLM_RANKER_SECTION), CLM_RANKER_VERSION,
                                       bytes->data, bytes->len};
    return clm_ranker_prepare(&section, out, error);
}

static clm_status make_cases(const clm_train_input *in, clm_rank_data *data, const bool *use,
                             const clm_ranker *ranker, clm_rank_cases *out, clm_error *error) {
    *out = (clm_rank_cases){.arena = clm_arena_new()};
    clm_status status =
        out->arena != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    for (size_t i = 0; i < data->count && status == CLM_OK; i++) {
        if (use == NULL || use[i]) {
            status = clm_rank_cases_add(out, &data->documents[i], in, ranker, error);
        }
    }
    return status;
}

/* How many names the ranker got right of those that have a right candidate, for the progress. */
static void report(const clm_train_input *in, const clm_rank_cases *cases, size_t round) {
    size_t any = 0;
    size_t right = 0;
    for (size_t i = 0; i < cases->count; i++) {
        const clm_rank_case *c = &cases->items[i];
        any += c->any;
        right += c->right[c->best] > 0;
    }
    clm_train_say(in, "ranker: round %zu, %zu names, %zu with a right candidate, %zu right", round,
                  cases->count, any, right);
}

clm_status clm_rank_learn(const clm_train_input *in, clm_rank_data *data, const bool *use,
                          const clm_rank_plan *plan, clm_buffer *out, clm_error *error) {
    const size_t net_count = clm_ranker_weights(1, plan->hidden) - clm_ranker_weights(0, 0);
    float *weights =
        clm_alloc_zero(clm_ranker_weights(plan->rounds, plan->hidden), sizeof *weights);
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_status status = weights != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    for (size_t round = 0; round <= plan->rounds && status == CLM_OK; round++) {
        clm_rank_cases cases = {0};
        clm_ranker *ranker = NULL;
        status = make_ranker(plan, round, weights, &bytes, &ranker, error);
        if (status == CLM_OK) {
            status = make_cases(in, data, use, ranker, &cases, error);
        }
        if (status == CLM_OK) {
            report(in, &cases, round);
            if (round < plan->rounds) {
                status = clm_rank_learn_net(&cases, plan, weights + round * net_count, error);
            } else {
                clm_rank_learn_trust(&cases, weights + round * net_count);
            }
        }
        clm_ranker_free(ranker);
        clm_arena_free(cases.arena);
    }
    if (status == CLM_OK) {
        clm_ranker_write(out, plan->rounds, plan->hidden, weights);
    }
    clm_buffer_clear(&bytes);
    clm_free(weights);
    return status;
}

clm_status clm_train_ranker(const clm_train_input *in, clm_buffer *out, clm_train_notes *notes,
                            clm_error *error) {
    clm_rank_plan plan = clm_rank_plan_default;
    clm_rank_data data;
    plan.seed = in->seed;
    clm_status status = clm_rank_data_read(in, &data, error);
    size_t known = 0;
    for (size_t i = 0; i < data.count; i++) {
        known += data.documents[i].gold_count;
    }
    if (status == CLM_OK && known == 0) {
        status = clm_fail(error, CLM_ERR_FORMAT,
                          "the ranker has nothing to learn from: no document has toponyms with "
                          "places");
    }
    if (status == CLM_OK) {
        status = clm_rank_learn(in, &data, NULL, &plan, out, error);
    }
    clm_train_notes_number(notes, "ranker", "mentions", (double)known, 0);
    clm_train_notes_number(notes, "ranker", "rounds", (double)plan.rounds, 0);
    clm_train_notes_number(notes, "ranker", "hidden units", (double)plan.hidden, 0);
    clm_rank_data_clear(&data);
    return status;
}
