#include "support/support.h"

#include "gazetteer/simplify.h"

/* A square metre near the equator: degrees of 1e-7 are 0.011119508 m there. */
static const double unit_m = 6371008.8 * 3.14159265358979323846 / 180.0 * 1e-7;

static void test_clm_gaz_weight_code_steps(void **state) {
    (void)state;
    assert_int_equal(clm_gaz_weight_code(0.0), 0);
    assert_int_equal(clm_gaz_weight_code(-5.0), 0);
    assert_int_equal(clm_gaz_weight_code(0.5), 1);
    /* Four steps an octave. */
    for (double area = 1.0; area < 1e14; area *= 2.0) {
        assert_int_equal(clm_gaz_weight_code(area * 2.0), clm_gaz_weight_code(area) + 4);
        assert_int_equal(clm_gaz_weight_code(area * 1.2), clm_gaz_weight_code(area) + 1);
        assert_int_equal(clm_gaz_weight_code(area * 1.42), clm_gaz_weight_code(area) + 2);
        assert_int_equal(clm_gaz_weight_code(area * 1.69), clm_gaz_weight_code(area) + 3);
    }
    assert_int_equal(clm_gaz_weight_code(1e30), 254);
}

static void test_clm_simplify_one_triangle(void **state) {
    (void)state;
    /* Base 20000, height 30000: half of the product. */
    const clm_gaz_vertex line[] = {{0, 0}, {10000, 30000}, {20000, 0}};
    uint8_t weights[3];
    clm_simplifier simplifier = {0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("simplify", clm_simplify(&simplifier, line, 3, false, weights, &error), &error);
    assert_int_equal(weights[0], CLM_WEIGHT_FIXED);
    assert_int_equal(weights[2], CLM_WEIGHT_FIXED);
    double area = 0.5 * 20000.0 * 30000.0 * unit_m * unit_m;
    assert_int_equal(weights[1], clm_gaz_weight_code(area));
    clm_simplifier_clear(&simplifier);
}

/* The small tooth goes before the large one, and is never heavier. */
static void test_clm_simplify_order(void **state) {
    (void)state;
    const clm_gaz_vertex line[] = {{0, 0},           {100000, 0}, {110000, 5000}, {120000, 0},
                                   {300000, 400000}, {600000, 0}, {700000, 0}};
    uint8_t weights[7];
    clm_simplifier simplifier = {0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("simplify", clm_simplify(&simplifier, line, 7, false, weights, &error), &error);
    assert_true(weights[2] < weights[4]);
    assert_true(weights[1] < weights[4] && weights[3] < weights[4] && weights[5] < weights[4]);
    clm_simplifier_clear(&simplifier);
}

/* A straight line needs its ends only. */
static void test_clm_simplify_straight(void **state) {
    (void)state;
    const clm_gaz_vertex line[] = {{0, 0}, {100, 0}, {5000, 0}, {70000, 0}};
    uint8_t weights[4];
    clm_simplifier simplifier = {0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("simplify", clm_simplify(&simplifier, line, 4, false, weights, &error), &error);
    assert_int_equal(weights[1], 0);
    assert_int_equal(weights[2], 0);
    clm_simplifier_clear(&simplifier);
}

/* A square island: one corner goes for half of the square's area, and the rest goes together. */
static void test_clm_simplify_island(void **state) {
    (void)state;
    const clm_gaz_vertex ring[] = {{0, 0}, {100000, 0}, {100000, 100000}, {0, 100000}};
    uint8_t weights[4];
    clm_simplifier simplifier = {0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("simplify", clm_simplify(&simplifier, ring, 4, true, weights, &error), &error);
    unsigned code = clm_gaz_weight_code(0.5 * 100000.0 * 100000.0 * unit_m * unit_m);
    for (int i = 0; i < 4; i++) {
        /* The cosine of 0.01 degrees is not quite one. */
        assert_true(weights[i] + 1U >= code && weights[i] <= code);
    }
    clm_simplifier_clear(&simplifier);
}

/* At every threshold a coarser line is a part of a finer one by construction; what must hold is
 * that few points are left at a high one, and that the ends stay. */
static void test_clm_simplify_random(void **state) {
    (void)state;
    enum { COUNT = 500 };
    uint64_t seed = clm_test_seed();
    clm_gaz_vertex line[COUNT];
    uint8_t weights[COUNT];
    clm_simplifier simplifier = {0};
    clm_error error = {CLM_OK, ""};
    for (int n = 0; n < 50; n++) {
        for (int i = 0; i < COUNT; i++) {
            line[i].lon_e7 = 100000000 + i * 10000;
            line[i].lat_e7 = (int32_t)clm_test_uniform(&seed, 500000000, 500020000);
        }
        CLM_EXPECT_OK("simplify", clm_simplify(&simplifier, line, COUNT, false, weights, &error),
                      &error);
        double widest = 0.5 * (COUNT * 10000.0) * 20000.0 * unit_m * unit_m;
        int kept = 0;
        for (int i = 0; i < COUNT; i++) {
            kept += weights[i] > clm_gaz_weight_code(widest);
        }
        assert_int_equal(kept, 2);
        assert_int_equal(weights[0], CLM_WEIGHT_FIXED);
        assert_int_equal(weights[COUNT - 1], CLM_WEIGHT_FIXED);
    }
    clm_simplifier_clear(&simplifier);
}

static clm_status simplify_once(void *context) {
    const clm_gaz_vertex line[] = {{0, 0}, {10000, 30000}, {20000, 0}};
    uint8_t weights[3];
    clm_simplifier simplifier = {0};
    (void)context;
    clm_status status = clm_simplify(&simplifier, line, 3, false, weights, NULL);
    clm_simplifier_clear(&simplifier);
    return status;
}

static void test_clm_simplify_no_memory(void **state) {
    (void)state;
    assert_int_equal(clm_test_fail_every_allocation(simplify_once, NULL), 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gaz_weight_code_steps),
        cmocka_unit_test(test_clm_simplify_one_triangle),
        cmocka_unit_test(test_clm_simplify_order),
        cmocka_unit_test(test_clm_simplify_straight),
        cmocka_unit_test(test_clm_simplify_island),
        cmocka_unit_test(test_clm_simplify_random),
        cmocka_unit_test(test_clm_simplify_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
