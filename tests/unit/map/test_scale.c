#include "support/support.h"

#include "map/scene.h"

static void test_clm_round_length(void **state) {
    (void)state;
    static const struct {
        double limit, round;
    } table[] = {
        {1, 1},       {1.9, 1},   {2, 2},       {2.4, 2},       {2.5, 2.5},
        {4.99, 2.5},  {5, 5},     {9.99, 5},    {10, 10},       {137, 100},
        {249, 200},   {260, 250}, {999, 500},   {1000, 1000},   {0.7, 0.5},
        {0.09, 0.05}, {84, 50},   {1e-3, 1e-3}, {12345, 10000},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        double got = clm_round_length(table[i].limit);
        if (fabs(got - table[i].round) > 1e-9 * table[i].round) {
            fail_msg("%g: got %g, expected %g", table[i].limit, got, table[i].round);
        }
    }
}

/* Never longer than asked for and never shorter than 40 % of it, for any length. */
static void test_clm_round_length_is_near(void **state) {
    (void)state;
    for (double limit = 0.013; limit < 1e7; limit *= 1.037) {
        double got = clm_round_length(limit);
        if (got > limit * (1 + 1e-9) || got < limit * 0.4) {
            fail_msg("%g: got %g", limit, got);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_round_length),
        cmocka_unit_test(test_clm_round_length_is_near),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
