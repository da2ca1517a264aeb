/* The learned ranker: its section, its nets, its inputs. */
#include "support/support.h"

#include "places/rank.h"
#include "unit/mentions/fake_gazetteer.h"

enum { HIDDEN = 2, NET = CLM_RANK_INPUTS * (1 + HIDDEN) + 2 * HIDDEN };

/* Weights of one round: as many floats as the section has. */
static float weights[NET + CLM_RANK_INPUTS + 1];

static void set_weights(void) {
    memset(weights, 0, sizeof weights);
    float *in = weights + CLM_RANK_INPUTS;
    float *bias = in + CLM_RANK_INPUTS * HIDDEN;
    weights[0] = 1;         /* the first input counts as it is */
    weights[2] = 0.5F;      /* and half of the third */
    in[2 * HIDDEN] = 2;     /* third input to the first unit */
    in[5 * HIDDEN + 1] = 1; /* sixth to the second */
    bias[0] = -1;
    bias[1] = -3;
    bias[HIDDEN] = 10; /* out of the first unit */
    bias[HIDDEN + 1] = 100;
    weights[NET + 2] = 1; /* trust: third input, and its bias */
    weights[NET + CLM_RANK_INPUTS] = -1;
}

static clm_status prepare(const void *bytes, size_t size, uint32_t version, clm_ranker **out) {
    const clm_model_section section = {CLM_TEXT("ranker"), version, bytes, size};
    clm_error error = {0};
    clm_status status = clm_ranker_prepare(&section, out, &error);
    assert_true(status == CLM_OK || error.message[0] != '\0');
    return status;
}

/* Third input 1.5: 0.75 + relu(2 * 1.5 - 1) * 10 = 20.75; sixth 2: relu(2 - 3) = 0; first 4. */
static void test_rank_net(void **state) {
    (void)state;
    clm_buffer bytes = {0};
    clm_ranker *ranker = NULL;
    float in[CLM_RANK_INPUTS] = {4, 0, 1.5F, 0, 0, 2};
    set_weights();
    assert_int_equal(clm_ranker_weights(1, HIDDEN), sizeof weights / sizeof weights[0]);
    clm_ranker_write(&bytes, 1, HIDDEN, weights);
    assert_int_equal(prepare(bytes.data, bytes.len, CLM_RANKER_VERSION, &ranker), CLM_OK);
    CLM_EXPECT_NEAR("net", (double)clm_rank_net(ranker, 0, in), 24.75, 1e-5);
    /* 1 / (1 + exp(-(1.5 - 1))) */
    CLM_EXPECT_NEAR("trust", clm_rank_trust(ranker, in), 0.6224593, 1e-6);
    clm_ranker_free(ranker);
    clm_buffer_clear(&bytes);
}

enum { UNITS = 18, WIDE_NET = CLM_RANK_INPUTS * (1 + UNITS) + 2 * UNITS };

static float random_weight(uint64_t *random) {
    return (float)((int)(clm_test_random(random) % 2001) - 1000) / 500.0F;
}

/* The score by the definition of a net, in double precision. */
static double plain_score(const float *net, const float *in) {
    double score = 0;
    for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
        score += (double)net[i] * (double)in[i];
    }
    for (size_t unit = 0; unit < UNITS; unit++) {
        const float *bias = net + CLM_RANK_INPUTS * (1 + UNITS);
        double sum = (double)bias[unit];
        for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
            sum += (double)net[CLM_RANK_INPUTS + i * UNITS + unit] * (double)in[i];
        }
        score += sum > 0 ? sum * (double)bias[UNITS + unit] : 0;
    }
    return score;
}

/* A candidate's score is the same bits alone and with others, on every processor. */
static void test_rank_nets_agree(void **state) {
    (void)state;
    static float net[WIDE_NET + CLM_RANK_INPUTS + 1];
    uint64_t random = clm_test_seed();
    clm_buffer bytes = {0};
    clm_ranker *ranker = NULL;
    for (size_t i = 0; i < WIDE_NET; i++) {
        net[i] = random_weight(&random);
    }
    clm_ranker_write(&bytes, 1, UNITS, net);
    assert_int_equal(prepare(bytes.data, bytes.len, CLM_RANKER_VERSION, &ranker), CLM_OK);
    const bool wide = ranker->wide;
    for (int round = 0; round < 200; round++) {
        float in[CLM_RANK_AT_ONCE][CLM_RANK_INPUTS] = {{0}};
        const float *inputs[CLM_RANK_AT_ONCE];
        float narrow[CLM_RANK_AT_ONCE], here[CLM_RANK_AT_ONCE];
        const size_t count = 1 + (size_t)round % CLM_RANK_AT_ONCE;
        for (size_t k = 0; k < count; k++) {
            for (size_t i = 0; i < CLM_RANK_INPUTS; i++) {
                in[k][i] = clm_test_random(&random) % 2 == 0 ? 0 : random_weight(&random);
            }
            inputs[k] = in[k];
        }
        ranker->wide = false;
        clm_rank_nets(ranker, 0, inputs, count, narrow);
        ranker->wide = wide;
        clm_rank_nets(ranker, 0, inputs, count, here);
        for (size_t k = 0; k < count; k++) {
            const float alone = clm_rank_net(ranker, 0, in[k]);
            assert_memory_equal(&narrow[k], &here[k], sizeof narrow[k]);
            assert_memory_equal(&alone, &here[k], sizeof alone);
            CLM_EXPECT_NEAR("by definition", (double)here[k], plain_score(net, in[k]), 0.01);
        }
    }
    clm_ranker_free(ranker);
    clm_buffer_clear(&bytes);
}

static void test_rank_prepare_refuses(void **state) {
    (void)state;
    clm_buffer bytes = {0};
    clm_ranker *ranker = NULL;
    set_weights();
    clm_ranker_write(&bytes, 1, HIDDEN, weights);
    for (size_t size = 0; size < bytes.len; size++) {
        assert_int_equal(prepare(bytes.data, size, CLM_RANKER_VERSION, &ranker), CLM_ERR_DAMAGED);
        assert_null(ranker);
    }
    assert_int_equal(prepare(bytes.data, bytes.len, CLM_RANKER_VERSION + 1, &ranker),
                     CLM_ERR_VERSION);
    static const struct {
        const char *label;
        size_t at; /* 32-bit number of the section */
        uint32_t value;
        clm_status status;
    } table[] = {
        {"other inputs", 0, CLM_RANK_INPUTS + 1, CLM_ERR_VERSION},
        {"too many rounds", 1, CLM_RANK_ROUNDS + 1, CLM_ERR_DAMAGED},
        {"no round", 1, 0, CLM_ERR_DAMAGED},
        {"too many units", 2, RANK_HIDDEN_MAX + 1, CLM_ERR_DAMAGED},
        {"units that wrap", 2, UINT32_MAX, CLM_ERR_DAMAGED},
        {"not zero", 3, 1, CLM_ERR_DAMAGED},
        {"no number", 9, 0x7FC00000, CLM_ERR_DAMAGED},
        {"infinite", 9, 0x7F800000, CLM_ERR_DAMAGED},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        uint32_t old;
        memcpy(&old, bytes.data + table[i].at * 4, 4);
        memcpy(bytes.data + table[i].at * 4, &table[i].value, 4);
        CLM_EXPECT(table[i].label,
                   prepare(bytes.data, bytes.len, CLM_RANKER_VERSION, &ranker) == table[i].status);
        memcpy(bytes.data + table[i].at * 4, &old, 4);
    }
    clm_buffer_clear(&bytes);
}

/* All inputs are numbers of a sane size. */
static void test_rank_inputs(void **state) {
    (void)state;
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    clm_article *article = NULL;
    clm_mentions mentions;
    clm_error error = {0};
    CLM_EXPECT_OK("parse",
                  clm_article_parse(CLM_TEXT("She left Paris, Texas, for the Kursk region, Georgia "
                                             "and central Kharkiv. Paris is quiet."),
                                    &options, &article, &error),
                  &error);
    CLM_EXPECT_OK("find", clm_mentions_find(article, NULL, NULL, &mentions, &error), &error);
    resolver r = {.article = article, .mentions = &mentions};
    sums s;
    CLM_EXPECT_OK("groups", clm_groups_make(&r, &error), &error);
    assert_true(r.group_count >= 5);
    CLM_EXPECT_OK("slots", clm_sums_init(&s, &r, true, &error), &error);
    r.inputs = clm_arena_array(article->arena, r.option_count, sizeof *r.inputs);
    assert_non_null(r.inputs);
    clm_hand_score_alone(&r, false);
    clm_sums_collect(&s, &r);
    for (size_t i = 0; i < r.group_count; i++) {
        const size_t first = r.groups[i].first_option;
        const size_t count = r.groups[i].option_count;
        rank_group in;
        clm_rank_group_of(&r, &s, &r.groups[i], &in);
        clm_rank_inputs_start(&r, &r.groups[i]);
        for (size_t k = first; k < first + count; k++) {
            const float *inputs = clm_rank_inputs(&r, &in, &r.options[k]);
            assert_ptr_equal(inputs, r.inputs[k]);
            for (size_t n = 0; n < CLM_RANK_INPUTS; n++) {
                assert_true(fabsf(inputs[n]) < 30);
            }
        }
    }
    clm_article_free(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_rank_net),
        cmocka_unit_test(test_rank_nets_agree),
        cmocka_unit_test(test_rank_prepare_refuses),
        cmocka_unit_test(test_rank_inputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
