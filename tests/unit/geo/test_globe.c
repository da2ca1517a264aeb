#include "support/support.h"

#include "geo/globe.h"

/* The first is Snyder's own example (1987, appendix A, orthographic); the others are seen without
 * sums: quarter turns, and the far side. */
static void test_clm_globe_project_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_lonlat middle, point;
        double x, y, depth;
    } table[] = {
        {"published", {-100, 40}, {-110, 30}, -0.1503837, -0.1651911, 0.9747290},
        {"middle", {178, -17}, {178, -17}, 0, 0, 1},
        {"a quarter east", {10, 0}, {100, 0}, 1, 0, 0},
        {"a quarter east across 180 degrees", {170, 0}, {-100, 0}, 1, 0, 0},
        {"a quarter north", {10, 0}, {-60, 90}, 0, 1, 0},
        {"antipode", {10, 50}, {-170, -50}, 0, 0, -1},
        {"north pole, from 30 degrees", {0, 30}, {0, 90}, 0, 0.8660254, 0.5},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_globe globe = clm_globe_at(table[i].middle);
        clm_globe_point out = clm_globe_project(&globe, table[i].point);
        CLM_EXPECT_NEAR(table[i].label, out.x, table[i].x, 1e-7);
        CLM_EXPECT_NEAR(table[i].label, out.y, table[i].y, 1e-7);
        CLM_EXPECT_NEAR(table[i].label, out.depth, table[i].depth, 1e-7);
    }
}

/* All points lie on a sphere of radius 1. */
static void test_clm_globe_project_random(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int n = 0; n < 1000; n++) {
        clm_lonlat middle = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -90, 90)};
        clm_lonlat point = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -90, 90)};
        clm_globe globe = clm_globe_at(middle);
        clm_globe_point out = clm_globe_project(&globe, point);
        CLM_EXPECT_NEAR("sphere", out.x * out.x + out.y * out.y + out.depth * out.depth, 1, 1e-12);
    }
}

static void test_clm_globe_to_edge_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_globe_point in;
        double x, y;
    } table[] = {
        {"near side stays", {0.3, -0.4, 0.8}, 0.3, -0.4},
        {"edge stays", {0.6, 0.8, 0}, 0.6, 0.8},
        {"far side goes out", {0.3, -0.4, -0.8}, 0.6, -0.8},
        {"antipode", {0, 0, -1}, 1, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_globe_point out = clm_globe_to_edge(table[i].in);
        CLM_EXPECT_NEAR(table[i].label, out.x, table[i].x, 1e-12);
        CLM_EXPECT_NEAR(table[i].label, out.y, table[i].y, 1e-12);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_globe_project_table),
        cmocka_unit_test(test_clm_globe_project_random),
        cmocka_unit_test(test_clm_globe_to_edge_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
