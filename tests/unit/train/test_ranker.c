/* Learning of the ranker's nets from made-up cases. */
#include "support/support.h"

#include "train/ranker.h"

enum { CASES = 40, CANDIDATES = 3, HIDDEN = 4, NET = CLM_RANK_INPUTS * (1 + HIDDEN) + 2 * HIDDEN };

typedef struct lesson {
    float inputs[CASES][CANDIDATES][CLM_RANK_INPUTS];
    float right[CASES][CANDIDATES];
    clm_rank_case items[CASES];
    clm_rank_cases cases;
} lesson;

/* The right candidate has 1 as its fourth input, the others 0; the first input is noise. */
static void make_lesson(lesson *l) {
    uint64_t seed = 7;
    memset(l, 0, sizeof *l);
    for (size_t c = 0; c < CASES; c++) {
        size_t right = c % CANDIDATES;
        for (size_t k = 0; k < CANDIDATES; k++) {
            l->inputs[c][k][0] = (float)clm_test_uniform(&seed, -1, 1);
            l->inputs[c][k][3] = k == right;
            l->right[c][k] = k == right;
        }
        l->items[c] = (clm_rank_case){.inputs = (const float(*)[CLM_RANK_INPUTS])l->inputs[c],
                                      .right = l->right[c],
                                      .count = CANDIDATES,
                                      .best = c % 2 == 0 ? right : (right + 1) % CANDIDATES,
                                      .weight = 1,
                                      .any = true};
    }
    l->cases = (clm_rank_cases){.items = l->items, .count = CASES};
}

static const clm_rank_plan plan = {.rounds = 1,
                                   .hidden = HIDDEN,
                                   .epochs = 60,
                                   .batch = 4,
                                   .rate = 0.02,
                                   .decay = 0.01,
                                   .seed = 3};

static clm_ranker *ranker_of(const float *weights, clm_buffer *bytes) {
    float all[NET + CLM_RANK_INPUTS + 1] = {0};
    clm_ranker *ranker = NULL;
    memcpy(all, weights, NET * sizeof *all);
    clm_ranker_write(bytes, 1, HIDDEN, all);
    const clm_model_section section = {CLM_TEXT("ranker"), CLM_RANKER_VERSION, bytes->data,
                                       bytes->len};
    assert_int_equal(clm_ranker_prepare(&section, &ranker, NULL), CLM_OK);
    return ranker;
}

/* Score of a candidate by the section's layout, worked out here again. */
static double score_of(const float *weights, const float *in) {
    const float *rows = weights + CLM_RANK_INPUTS;
    const float *bias = rows + CLM_RANK_INPUTS * HIDDEN;
    double score = 0;
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        score += (double)weights[i] * (double)in[i];
    }
    for (size_t h = 0; h < HIDDEN; h++) {
        double unit = (double)bias[h];
        for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
            unit += (double)rows[i * HIDDEN + h] * (double)in[i];
        }
        score += unit > 0 ? unit * (double)bias[HIDDEN + h] : 0;
    }
    return score;
}

static void test_rank_learn_net(void **state) {
    (void)state;
    static lesson l;
    float weights[NET], again[NET];
    clm_error error = {0};
    clm_buffer bytes = {0};
    make_lesson(&l);
    CLM_EXPECT_OK("learn", clm_rank_learn_net(&l.cases, &plan, weights, &error), &error);
    CLM_EXPECT_OK("again", clm_rank_learn_net(&l.cases, &plan, again, &error), &error);
    assert_memory_equal(weights, again, sizeof weights);
    CLM_EXPECT_NEAR("the first input is not learned", (double)weights[0], 1, 0);
    for (size_t h = 0; h < HIDDEN; h++) {
        CLM_EXPECT_NEAR("nor does a unit see it", (double)weights[CLM_RANK_INPUTS + h], 0, 0);
    }
    for (size_t c = 0; c < CASES; c++) {
        size_t right = c % CANDIDATES;
        for (size_t k = 0; k < CANDIDATES; k++) {
            assert_true(k == right ||
                        score_of(weights, l.inputs[c][right]) > score_of(weights, l.inputs[c][k]));
        }
    }
    clm_ranker_free(ranker_of(weights, &bytes));
    clm_buffer_clear(&bytes);
}

/* Half of the best candidates are right, and the fourth input says which. */
static void test_rank_learn_trust(void **state) {
    (void)state;
    static lesson l;
    float weights[CLM_RANK_INPUTS + 1];
    make_lesson(&l);
    clm_rank_learn_trust(&l.cases, weights);
    double bias = (double)weights[CLM_RANK_INPUTS];
    assert_true(1 / (1 + exp(-bias)) < 0.1);
    assert_true(1 / (1 + exp(-bias - (double)weights[3])) > 0.9);
}

static clm_status learn_one(void *context) {
    lesson *l = context;
    const clm_rank_plan short_plan = {.rounds = 1, .hidden = HIDDEN, .epochs = 1, .batch = 4};
    float weights[NET];
    return clm_rank_learn_net(&l->cases, &short_plan, weights, NULL);
}

static void test_rank_no_memory(void **state) {
    (void)state;
    static lesson l;
    make_lesson(&l);
    assert_int_equal(clm_test_fail_every_allocation(learn_one, &l), 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rank_learn_net),
        cmocka_unit_test(test_rank_learn_trust),
        cmocka_unit_test(test_rank_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
