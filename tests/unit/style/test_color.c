#include "support/support.h"

#include "style/style.h"

static clm_color color_of(const char *text) {
    clm_color color;
    assert_true(clm_color_parse(clm_text_of(text), &color));
    return color;
}

static bool near(double a, double b, double by) {
    return fabs(a - b) <= by;
}

static void test_clm_color_parse(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool good;
        clm_color color;
    } table[] = {
        {"#000000", true, {0, 0, 0, 1}},
        {"#FF8000", true, {1, 128 / 255.0, 0, 1}},
        {"#ff800040", true, {1, 128 / 255.0, 0, 64 / 255.0}},
        {"#f80", true, {1, 136 / 255.0, 0, 1}},
        {"none", true, {0, 0, 0, 0}},
        {"ff8000", false, {0, 0, 0, 0}},
        {"#ff800", false, {0, 0, 0, 0}},
        {"#ff80000", false, {0, 0, 0, 0}},
        {"#ff80zz", false, {0, 0, 0, 0}},
        {"", false, {0, 0, 0, 0}},
        {"red", false, {0, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_color got = {9, 9, 9, 9};
        clm_color want = table[i].color;
        bool good = clm_color_parse(clm_text_of(table[i].text), &got);
        bool same = near(got.red, want.red, 1e-9) && near(got.green, want.green, 1e-9) &&
                    near(got.blue, want.blue, 1e-9) && near(got.alpha, want.alpha, 1e-9);
        if (good != table[i].good || (good && !same)) {
            fail_msg("%s: good %d", table[i].text, good);
        }
    }
}

static void test_clm_color_over(void **state) {
    (void)state;
    clm_color half = clm_color_over((clm_color){1, 0, 0.5, 0.5}, (clm_color){0, 1, 0.5, 1});
    assert_true(near(half.red, 0.5, 1e-12) && near(half.green, 0.5, 1e-12));
    assert_true(near(half.blue, 0.5, 1e-12) && near(half.alpha, 1, 1e-12));
}

/* Ratios that are published with WCAG: the greys on white just below and above 4.5. */
static void test_clm_color_contrast(void **state) {
    (void)state;
    assert_true(near(clm_color_contrast(color_of("#000"), color_of("#fff")), 21, 1e-9));
    assert_true(near(clm_color_contrast(color_of("#fff"), color_of("#777777")), 4.48, 0.005));
    assert_true(near(clm_color_contrast(color_of("#767676"), color_of("#fff")), 4.54, 0.005));
    assert_true(near(clm_color_contrast(color_of("#123456"), color_of("#123456")), 1, 1e-12));
}

/* Pairs of the data that come with Sharma, Wu, Dalal 2005. */
static void test_clm_lab_distance(void **state) {
    (void)state;
    static const struct {
        double a[3], b[3], distance;
    } table[] = {
        {{50.0000, 2.6772, -79.7751}, {50.0000, 0.0000, -82.7485}, 2.0425},
        {{50.0000, 3.1571, -77.2803}, {50.0000, 0.0000, -82.7485}, 2.8615},
        {{50.0000, -1.3802, -84.2814}, {50.0000, 0.0000, -82.7485}, 1.0000},
        {{50.0000, 0.0000, 0.0000}, {50.0000, -1.0000, 2.0000}, 2.3669},
        {{50.0000, 2.4900, -0.0010}, {50.0000, -2.4900, 0.0009}, 7.1792},
        {{50.0000, 2.4900, -0.0010}, {50.0000, -2.4900, 0.0011}, 7.2195},
        {{50.0000, 2.5000, 0.0000}, {73.0000, 25.0000, -18.0000}, 27.1492},
        {{50.0000, 2.5000, 0.0000}, {58.0000, 24.0000, 15.0000}, 19.4535},
        {{60.2574, -34.0099, 36.2677}, {60.4626, -34.1751, 39.4387}, 1.2644},
        {{22.7233, 20.0904, -46.6940}, {23.0331, 14.9730, -42.5619}, 2.0373},
        {{2.0776, 0.0795, -1.1350}, {0.9033, -0.0636, -0.5514}, 0.9082},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        double there = clm_lab_distance(table[i].a, table[i].b);
        double back = clm_lab_distance(table[i].b, table[i].a);
        if (!near(there, table[i].distance, 5e-5) || !near(back, table[i].distance, 5e-5)) {
            fail_msg("pair %zu: %.5f and %.5f, not %.4f", i, there, back, table[i].distance);
        }
    }
}

/* From black to white it is 100; a grey is the same grey for everybody. */
static void test_clm_color_distance_greys(void **state) {
    (void)state;
    for (clm_vision vision = 0; vision < CLM_VISION_COUNT; vision++) {
        assert_true(
            near(clm_color_distance(color_of("#000"), color_of("#fff"), vision), 100, 0.01));
        clm_color seen = clm_color_seen(color_of("#808080"), vision);
        assert_true(near(seen.red, 128 / 255.0, 1e-5) && near(seen.green, 128 / 255.0, 1e-5) &&
                    near(seen.blue, 128 / 255.0, 1e-5));
    }
}

/* Full red: the first column of each matrix, what lies outside 0 to 1 cut, as sRGB. */
static void test_clm_color_seen_red(void **state) {
    (void)state;
    static const struct {
        clm_vision vision;
        double red, green, blue;
    } table[] = {
        {CLM_VISION_NORMAL, 1, 0, 0},
        {CLM_VISION_PROTANOPIA, 0.427, 0.373, 0},
        {CLM_VISION_DEUTERANOPIA, 0.640, 0.566, 0},
        {CLM_VISION_TRITANOPIA, 1, 0, 0.0585},
        {CLM_VISION_GREY, 0.4984, 0.4984, 0.4984},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_color seen = clm_color_seen(color_of("#ff0000"), table[i].vision);
        if (!near(seen.red, table[i].red, 2e-3) || !near(seen.green, table[i].green, 2e-3) ||
            !near(seen.blue, table[i].blue, 2e-3)) {
            fail_msg("vision %zu: %.4f %.4f %.4f", i, seen.red, seen.green, seen.blue);
        }
    }
}

/* Red and green of one lightness: far apart, but not for who lacks one of the two. */
static void test_clm_color_distance_red_green(void **state) {
    (void)state;
    clm_color red = color_of("#b54c3a");
    clm_color green = color_of("#6f7a1e");
    double normal = clm_color_distance(red, green, CLM_VISION_NORMAL);
    assert_true(normal > 40);
    assert_true(clm_color_distance(red, green, CLM_VISION_DEUTERANOPIA) < normal / 3);
    assert_true(clm_color_distance(red, green, CLM_VISION_GREY) < normal / 3);
    assert_true(clm_color_distance(red, green, CLM_VISION_TRITANOPIA) > normal / 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_color_parse),
        cmocka_unit_test(test_clm_color_over),
        cmocka_unit_test(test_clm_color_contrast),
        cmocka_unit_test(test_clm_lab_distance),
        cmocka_unit_test(test_clm_color_distance_greys),
        cmocka_unit_test(test_clm_color_seen_red),
        cmocka_unit_test(test_clm_color_distance_red_green),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
