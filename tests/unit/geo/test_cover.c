#include "unit/geo/shapes.h"

#include "geo/overlay.h"

#include <math.h>

/* The area of a box of lon/lat between two parallels, on WGS 84, in square metres. Source: the
 * integral of the zone of an ellipsoid, for example Snyder (1987), equation 3-12. */
static double zone_m2(double west, double south, double east, double north) {
    const double a = 6378137.0;
    const double f = 1 / 298.257223563;
    const double e = sqrt(f * (2 - f));
    const double radians = 0.017453292519943295769;
    double q[2];
    for (int i = 0; i < 2; i++) {
        double s = sin((i == 0 ? south : north) * radians);
        q[i] = (1 - e * e) * (s / (1 - e * e * s * s) + atanh(e * s) / e);
    }
    return a * a * (east - west) * radians * (q[1] - q[0]) / 2;
}

static double covered(const char *label, const clm_geometry *region, const clm_geometry *cover,
                      double sliver_m) {
    clm_error error = {0};
    double area_m2 = -1;
    CLM_EXPECT_OK(label, clm_covered_area(region, cover, sliver_m, &area_m2, &error), &error);
    return area_m2;
}

/* Boxes with long edges: they run along parallels, not along geodesics. */
static void test_clm_covered_area_boxes(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox region, cover, common;
    } cases[] = {
        {"half", {34, 51, 38, 53}, {34, 51, 38, 52}, {34, 51, 38, 52}},
        {"a corner", {34, 51, 38, 53}, {36, 52, 50, 60}, {36, 52, 38, 53}},
        {"inside", {34, 51, 38, 53}, {35, 51.5, 35.1, 51.6}, {35, 51.5, 35.1, 51.6}},
        {"all of it", {34, 51, 38, 53}, {20, 40, 60, 70}, {34, 51, 38, 53}},
        {"far to the north", {10, 70, 40, 80}, {0, 60, 30, 75}, {10, 70, 30, 75}},
        {"south of the equator", {-70, -20, -60, -10}, {-65, -15, -40, 5}, {-65, -15, -60, -10}},
        {"touching", {34, 51, 38, 53}, {38, 51, 40, 53}, {38, 51, 38, 53}},
        {"elsewhere", {34, 51, 38, 53}, {100, 10, 101, 11}, {0, 0, 0, 0}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const clm_bbox r = cases[i].region;
        const clm_bbox c = cases[i].cover;
        const clm_bbox k = cases[i].common;
        clm_geometry region = {0};
        clm_geometry cover = {0};
        add_box(&region, false, r.west_deg, r.south_deg, r.east_deg, r.north_deg);
        add_box(&cover, false, c.west_deg, c.south_deg, c.east_deg, c.north_deg);
        double expected = zone_m2(k.west_deg, k.south_deg, k.east_deg, k.north_deg);
        CLM_EXPECT_NEAR(cases[i].label, covered(cases[i].label, &region, &cover, 500), expected,
                        expected * 1e-4 + 1e-3);
        clm_geometry_clear(&region);
        clm_geometry_clear(&cover);
    }
}

/* Fiji's waters: region and cover are split at 180 degrees, each in its own way. */
static void test_clm_covered_area_across_180(void **state) {
    (void)state;
    clm_geometry region = {0};
    clm_geometry cover = {0};
    add_box(&region, false, 178, -18, 180, -16);
    add_box(&region, false, -180, -18, -178, -16);
    add_box(&cover, false, 179, -17, 180, -16);
    add_box(&cover, false, -180, -17, -179.5, -16);
    double expected = zone_m2(179, -17, 180.5, -16);
    CLM_EXPECT_NEAR("across 180", covered("across 180", &region, &cover, 500), expected,
                    expected * 1e-4);
    clm_geometry_clear(&region);
    clm_geometry_clear(&cover);
}

/* Degrees of a length in metres at 51.5 N. */
static double east_deg(double m) {
    return m / 69477.0;
}
static double north_deg(double m) {
    return m / 111259.0;
}

/* The region is a box of 1 by 1 degrees with its west border at 35 E. Each cover has a part of
 * 10 by 10 km that counts and one that is told here. */
static void test_clm_covered_area_slivers(void **state) {
    (void)state;
    static const struct {
        const char *label;
        double x0_m, y0_m, x1_m, y1_m; /* from 35 E, 51 N */
        bool counts;
    } cases[] = {
        {"400 m wide along the border", 0, 50e3, 400, 90e3, false},
        {"200 m wide, from outside on", -3000, 50e3, 200, 90e3, false},
        {"600 m wide along the border", 0, 50e3, 600, 90e3, true},
        {"400 m wide and inland", 20e3, 50e3, 20.4e3, 90e3, false},
        {"600 m wide, into the country", 0, 60e3, 40e3, 60.6e3, true},
        {"a small scrap at the border", 0, 60e3, 300, 60.3e3, false},
        {"a small piece inland", 30e3, 60e3, 30.3e3, 60.3e3, false},
        {"attached and along the border", 0, 10e3, 300, 40e3, false},
        {"attached and into the country", 5000, 10e3, 5300, 40e3, true},
    };
    clm_geometry region = {0};
    add_box(&region, false, 35, 51, 36, 52);
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_geometry cover = {0};
        clm_error error = {0};
        add_box(&cover, false, 35, 51, 35 + east_deg(10e3), 51 + north_deg(10e3));
        double solid = zone_m2(35, 51, 35 + east_deg(10e3), 51 + north_deg(10e3));
        double west = 35 + east_deg(cases[i].x0_m);
        double south = 51 + north_deg(cases[i].y0_m);
        double east = 35 + east_deg(cases[i].x1_m);
        double north = 51 + north_deg(cases[i].y1_m);
        add_box(&cover, false, west, south, east, north);
        CLM_EXPECT_OK(cases[i].label, clm_geometry_dissolve(&cover, &error), &error);
        double with = solid + zone_m2(fmax(west, 35), south, east, north);
        double found = covered(cases[i].label, &region, &cover, 500);
        /* Where an attached piece ends, growing again takes half a width with it. */
        CLM_EXPECT_NEAR(cases[i].label, found, cases[i].counts ? with : solid,
                        cases[i].counts ? 1e-4 * with : 0.3e6);
        CLM_EXPECT_NEAR(cases[i].label, covered(cases[i].label, &region, &cover, 0), with,
                        1e-4 * with);
        clm_geometry_clear(&cover);
    }
    clm_geometry_clear(&region);
}

/* Nothing but slivers is nothing. */
static void test_clm_covered_area_only_slivers(void **state) {
    (void)state;
    clm_geometry region = {0};
    clm_geometry cover = {0};
    add_box(&region, false, 35, 51, 36, 52);
    add_box(&cover, false, 34, 50, 35 + east_deg(300), 53);
    assert_true(covered("slivers", &region, &cover, 500) == 0);
    assert_true(covered("with slivers", &region, &cover, 0) > 30e6);
    clm_geometry_clear(&region);
    clm_geometry_clear(&cover);
}

static void test_clm_geometry_dissolve_table(void **state) {
    (void)state;
    clm_error error = {0};
    clm_geometry shape = {0};
    /* Two that overlap, one that touches, one inside of another, a bow tie apart. */
    const clm_lonlat tie[4] = {{50, 0}, {52, 2}, {52, 0}, {50, 2}};
    add_box(&shape, false, 30, 50, 30.2, 50.2);
    add_box(&shape, false, 30.1, 50, 30.3, 50.2);
    add_box(&shape, false, 30.3, 50, 30.4, 50.2);
    add_box(&shape, false, 30.02, 50.02, 30.04, 50.04);
    add_ring(&shape, false, tie, 4);
    CLM_EXPECT_OK("dissolve", clm_geometry_dissolve(&shape, &error), &error);
    assert_true(clm_geometry_valid(&shape, &error));
    double sum = 0;
    for (size_t part = 0; part < shape.part_count; part++) {
        sum += signed_area(&shape, part);
    }
    CLM_EXPECT_NEAR("area", sum, 0.4 * 0.2 + 2.0, 1e-9);
    assert_int_equal(shape.part_count, 3);
    expect_oriented("dissolve", &shape);
    clm_geometry_clear(&shape);

    /* What is right already keeps its points. */
    add_box(&shape, false, 0, 0, 9, 9);
    add_box(&shape, true, 1, 1, 2, 2);
    CLM_EXPECT_OK("valid", clm_geometry_dissolve(&shape, &error), &error);
    assert_int_equal(shape.point_count, 8);
    CLM_EXPECT_NEAR("hole", signed_area(&shape, 0) + signed_area(&shape, 1), 80, 1e-9);
    clm_geometry_clear(&shape);

    CLM_EXPECT_OK("nothing", clm_geometry_dissolve(&shape, &error), &error);
    assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
    const clm_lonlat flat[3] = {{0, 0}, {1, 0}, {2, 0}};
    add_ring(&shape, false, flat, 3);
    CLM_EXPECT_OK("no area", clm_geometry_dissolve(&shape, &error), &error);
    assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
}

static void test_clm_geometry_densify_edges(void **state) {
    (void)state;
    clm_geometry shape = {0};
    clm_error error = {0};
    add_box(&shape, false, 10, 50, 11, 50.25);
    CLM_EXPECT_OK("densify", clm_geometry_densify(&shape, 0.25, &error), &error);
    assert_int_equal(shape.point_count, 4 + 2 * 3);
    CLM_EXPECT_NEAR("first", shape.points[1].lon_deg, 10.25, 1e-12);
    CLM_EXPECT_NEAR("area", signed_area(&shape, 0), 0.25, 1e-12);
    clm_geometry_clear(&shape);
}

/* A comb whose teeth reach over the box's edges, so that runs beyond it are cut to chords. */
static void test_clm_geometry_clip_comb(void **state) {
    (void)state;
    clm_geometry comb = {0};
    clm_geometry out;
    clm_error error = {0};
    add_ring(&comb, false, NULL, 0);
    const clm_lonlat base[2] = {{40, 47}, {-10, 47}};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(clm_geometry_add_point(&comb, base[1 - i], NULL), CLM_OK);
    }
    for (int tooth = 20; tooth > 0;
         tooth--) { /* teeth of 0.5 degrees from 10 to 20 E, up to 60 N */
        double x = 9.5 + 0.5 * tooth;
        const clm_lonlat way[6] = {{x + 0.5, 49},  {x + 0.5, 55},  {x + 0.4, 60},
                                   {x + 0.25, 60}, {x + 0.25, 55}, {x + 0.25, 49}};
        for (int i = 0; i < 6; i++) {
            assert_int_equal(clm_geometry_add_point(&comb, way[i], NULL), CLM_OK);
        }
    }
    assert_true(clm_geometry_valid(&comb, &error));
    const clm_bbox box = {12.1, 50.1, 14.9,
                          51.9}; /* with the margin of a tenth: 12 to 15, 50 to 52 */
    CLM_EXPECT_OK("clip", clm_geometry_clip(&comb, box, &out, &error), &error);
    double sum = 0;
    for (size_t part = 0; part < out.part_count; part++) {
        sum += signed_area(&out, part);
    }
    assert_int_equal(out.part_count, 6);
    CLM_EXPECT_NEAR("area", sum, 6 * 0.25 * 2, 1e-9);
    clm_geometry_clear(&out);
    const clm_bbox nowhere = {100, 10, 101, 11};
    CLM_EXPECT_OK("nowhere", clm_geometry_clip(&comb, nowhere, &out, &error), &error);
    assert_int_equal(out.kind, CLM_GEOMETRY_NONE);
    clm_geometry_clear(&comb);
}

/* A star of a million vertices, with points of all sizes. GeographicLib tells its area. */
static void test_clm_covered_area_of_a_million_vertices(void **state) {
    (void)state;
    enum { VERTICES = 1000000 };
    clm_geometry region = {0};
    clm_geometry cover = {0};
    clm_error error = {0};
    add_box(&region, false, 34, 50, 37, 53);
    add_ring(&cover, false, NULL, 0);
    for (int i = 0; i < VERTICES; i++) {
        double angle = 2 * 3.14159265358979323846 * i / VERTICES;
        double r =
            0.6 * (1 + 0.1 * sin(7 * angle) + 0.01 * sin(997 * angle) + 0.001 * sin(20011 * angle));
        clm_lonlat point = {35.5 + 1.6 * r * cos(angle), 51.5 + r * sin(angle)};
        assert_int_equal(clm_geometry_add_point(&cover, point, NULL), CLM_OK);
    }
    double expected = clm_geometry_area_m2(&cover);
    CLM_EXPECT_OK("dissolve", clm_geometry_dissolve(&cover, &error), &error);
    CLM_EXPECT_NEAR("million", covered("million", &region, &cover, 500), expected, expected * 1e-4);
    clm_geometry_clear(&cover);
    clm_geometry_clear(&region);
}

static clm_status measure(void *context) {
    clm_geometry *pair = context;
    double area_m2 = 0;
    return clm_covered_area(&pair[0], &pair[1], 500, &area_m2, NULL);
}

static clm_status dissolve(void *context) {
    clm_geometry shape = {0};
    clm_status status = clm_geometry_copy(context, &shape, NULL);
    if (status == CLM_OK) {
        status = clm_geometry_dissolve(&shape, NULL);
    }
    clm_geometry_clear(&shape);
    return status;
}

static void test_clm_cover_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry pair[2] = {{0}, {0}};
    add_box(&pair[0], false, 35, 51, 36, 52);
    add_box(&pair[1], false, 34, 50, 35.5, 51.5);
    add_box(&pair[1], false, 35.2, 50, 35.7, 51.2);
    assert_true(clm_test_fail_every_allocation(dissolve, &pair[1]) > 5);
    clm_error error = {0};
    CLM_EXPECT_OK("dissolve", clm_geometry_dissolve(&pair[1], &error), &error);
    assert_true(clm_test_fail_every_allocation(measure, pair) > 10);
    clm_geometry_clear(&pair[0]);
    clm_geometry_clear(&pair[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_covered_area_boxes),
        cmocka_unit_test(test_clm_covered_area_across_180),
        cmocka_unit_test(test_clm_covered_area_slivers),
        cmocka_unit_test(test_clm_covered_area_only_slivers),
        cmocka_unit_test(test_clm_geometry_dissolve_table),
        cmocka_unit_test(test_clm_geometry_densify_edges),
        cmocka_unit_test(test_clm_geometry_clip_comb),
        cmocka_unit_test(test_clm_covered_area_of_a_million_vertices),
        cmocka_unit_test(test_clm_cover_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
