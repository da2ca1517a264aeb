#include "unit/geo/shapes.h"

static const double EARTH_AREA_M2 = 510065621724088.44;

static void test_clm_geometry_build_and_copy(void **state) {
    (void)state;
    clm_geometry shape;
    clm_geometry copy;
    clm_error error = {0};
    clm_geometry_init(&shape);
    clm_geometry_init(&copy);
    assert_int_equal(clm_geometry_add_point(&shape, (clm_lonlat){0, 0}, &error), CLM_ERR_ARGUMENT);
    add_box(&shape, false, 0, 0, 10, 10);
    add_box(&shape, true, 2, 2, 4, 4);
    add_box(&shape, false, 20, 0, 21, 1);
    for (int round = 0; round < 2; round++) { /* the second one frees what the first one made */
        CLM_EXPECT_OK("copy", clm_geometry_copy(&shape, &copy, &error), &error);
    }
    assert_int_equal(copy.kind, CLM_GEOMETRY_POLYGONS);
    assert_int_equal(copy.part_count, 3);
    assert_int_equal(copy.part_hole[1], 1);
    size_t count = 0;
    const clm_lonlat *ring = clm_geometry_part(&copy, 2, &count);
    assert_int_equal(count, 4);
    assert_true(ring[0].lon_deg == 20.0);
    assert_true(ring != clm_geometry_part(&shape, 2, &count));
    assert_null(clm_geometry_part(&copy, 3, &count));
    assert_int_equal(count, 0);
    CLM_EXPECT_OK("point", clm_geometry_set_point(&copy, (clm_lonlat){7, 8}, &error), &error);
    assert_int_equal(copy.kind, CLM_GEOMETRY_POINT);
    assert_int_equal(copy.point_count, 1);
    assert_int_equal(copy.part_count, 1);
    clm_geometry_clear(&copy);
    assert_int_equal(copy.kind, CLM_GEOMETRY_NONE);
    CLM_EXPECT_OK("copy of nothing", clm_geometry_copy(&copy, &shape, &error), &error);
    assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_orient_all_ways(void **state) {
    (void)state;
    for (int way = 0; way < 4; way++) {
        clm_geometry shape = {0};
        clm_lonlat outer[4] = {{0, 0}, {10, 0}, {10, 10}, {0, 10}};
        clm_lonlat hole[3] = {{2, 2}, {4, 2}, {4, 4}};
        if (way & 1) {
            outer[1] = (clm_lonlat){0, 10};
            outer[3] = (clm_lonlat){10, 0};
        }
        if (way & 2) {
            hole[1] = (clm_lonlat){4, 4};
            hole[2] = (clm_lonlat){4, 2};
        }
        add_ring(&shape, false, outer, 4);
        add_ring(&shape, true, hole, 3);
        clm_geometry_orient(&shape);
        expect_oriented("four ways", &shape);
        assert_true(shape.points[0].lon_deg == 0.0 && shape.points[0].lat_deg == 0.0);
        assert_true(shape.points[4].lon_deg == 2.0 && shape.points[4].lat_deg == 2.0);
        clm_geometry_clear(&shape);
    }
}

/* Clockwise on the globe, though its plain lon/lat area says the opposite. */
static void test_clm_geometry_orient_across_180(void **state) {
    (void)state;
    const clm_lonlat clockwise[4] = {{179, 0}, {179, 1}, {-179, 1}, {-179, 0}};
    clm_geometry shape = {0};
    add_ring(&shape, false, clockwise, 4);
    clm_geometry_orient(&shape);
    assert_true(shape.points[1].lon_deg == -179.0 && shape.points[1].lat_deg == 0.0);
    assert_true(shape.points[3].lon_deg == 179.0 && shape.points[3].lat_deg == 1.0);
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_contains_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_lonlat point;
        bool inside;
    } table[] = {
        {"inside", {1, 1}, true},
        {"in the hole", {3, 3}, false},
        {"west of all", {-1, 3}, false},
        {"east of all", {30, 3}, false},
        {"north", {5, 11}, false},
        {"between hole and border", {7, 3}, true},
        {"second polygon", {20.5, 0.5}, true},
        {"level with a corner", {-1, 10}, false},
        {"level with the hole's corner", {1, 2}, true},
    };
    clm_geometry shape = {0};
    add_box(&shape, false, 0, 0, 10, 10);
    add_box(&shape, true, 2, 2, 4, 4);
    add_box(&shape, false, 20, 0, 21, 1);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label,
                   clm_geometry_contains(&shape, table[i].point) == table[i].inside);
    }
    shape.kind = CLM_GEOMETRY_LINES;
    assert_false(clm_geometry_contains(&shape, (clm_lonlat){1, 1}));
    clm_geometry_clear(&shape);
}

/* GeographicLib's published results for its polygon examples, and parts of the whole ellipsoid
 * whose edges are geodesics: an octant, and a half. */
static void test_clm_geometry_area_m2_published(void **state) {
    (void)state;
    static const clm_lonlat octant[3] = {{0, 0}, {90, 0}, {0, 90}};
    static const clm_lonlat antarctica[18] = {
        {-58, -63.1}, {-74, -72.9}, {-102, -71.9}, {-102, -74.9}, {-131, -74.3}, {-163, -77.5},
        {163, -77.4}, {172, -71.7}, {140, -65.9},  {113, -65.7},  {88, -66.6},   {59, -66.9},
        {25, -69.8},  {-4, -70.0},  {-14, -71.0},  {-33, -77.3},  {-46, -77.9},  {-61, -74.7}};
    static const clm_lonlat polar[3] = {{0.1, 89}, {90.1, 89}, {-179.9, 89}};
    static const struct {
        const char *label;
        const clm_lonlat *points;
        size_t count;
        double area_m2, within_m2;
    } table[] = {
        {"octant", octant, 3, 510065621724088.44 / 8.0, 1.0},
        {"Antarctica", antarctica, 18, 13662703680020.1, 1.0},
        {"around the pole", polar, 3, 12476152838.5, 1.0},
        {"two points", octant, 2, 0.0, 0.0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry shape = {0};
        add_ring(&shape, false, table[i].points, table[i].count);
        CLM_EXPECT_NEAR(table[i].label, clm_geometry_area_m2(&shape), table[i].area_m2,
                        table[i].within_m2);
        clm_geometry_clear(&shape);
    }
}

/* The area between the equator and a parallel per radian of longitude (authalic latitude,
 * Snyder 1987, eq. 3-12). */
static double zone_m2(double lat_deg) {
    const double a = 6378137.0;
    const double f = 1.0 / 298.257223563;
    const double e = sqrt(f * (2.0 - f));
    double s = sin(lat_deg * 0.017453292519943295769);
    return a * a * (1.0 - e * e) / 2.0 * (s / (1.0 - e * e * s * s) + atanh(e * s) / e);
}

/* One degree by one degree, the parallels drawn with many points. */
static void test_clm_geometry_area_m2_cells(void **state) {
    (void)state;
    static const double souths[] = {0.0, 30.0, 49.5, -60.0, 75.0};
    enum { STEPS = 500 };
    for (size_t i = 0; i < CLM_TEST_COUNT(souths); i++) {
        clm_geometry cell = {0};
        add_ring(&cell, false, NULL, 0);
        for (int step = 0; step <= STEPS; step++) {
            assert_int_equal(clm_geometry_add_point(
                                 &cell, (clm_lonlat){30.0 + step / (double)STEPS, souths[i]}, NULL),
                             CLM_OK);
        }
        for (int step = STEPS; step >= 0; step--) {
            assert_int_equal(
                clm_geometry_add_point(
                    &cell, (clm_lonlat){30.0 + step / (double)STEPS, souths[i] + 1.0}, NULL),
                CLM_OK);
        }
        double expected = (zone_m2(souths[i] + 1.0) - zone_m2(souths[i])) * 0.017453292519943295769;
        CLM_EXPECT_NEAR("cell", clm_geometry_area_m2(&cell), expected, expected * 1e-8);
        clm_geometry_clear(&cell);
    }
    CLM_EXPECT_NEAR("whole", zone_m2(90.0) * 4.0 * 3.14159265358979323846, EARTH_AREA_M2, 1.0);
}

static void test_clm_geometry_area_m2_holes(void **state) {
    (void)state;
    clm_geometry outer = {0};
    clm_geometry hole = {0};
    clm_geometry both = {0};
    add_box(&outer, false, 30, 45, 34, 47);
    add_box(&hole, false, 31, 45.5, 32, 46);
    add_box(&both, false, 30, 45, 34, 47);
    add_box(&both, true, 31, 45.5, 32, 46);
    double expected = clm_geometry_area_m2(&outer) - clm_geometry_area_m2(&hole);
    CLM_EXPECT_NEAR("hole taken off", clm_geometry_area_m2(&both), expected, 1e-3);
    both.kind = CLM_GEOMETRY_LINES;
    assert_true(clm_geometry_area_m2(&both) == 0.0);
    clm_geometry_clear(&outer);
    clm_geometry_clear(&hole);
    clm_geometry_clear(&both);
}

/* GeographicLib's example from New York to London; along the equator and a meridian. */
static void test_clm_distance_m_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_lonlat from, to;
        double dist_m, azimuth_deg;
    } table[] = {
        {"JFK to LHR", {-73.8, 40.6}, {-0.5, 51.6}, 5551759.400, 51.19888285},
        {"equator", {10, 0}, {11, 0}, 6378137.0 * 0.017453292519943295769, 90.0},
        {"equator westwards", {-179.5, 0}, {179.5, 0}, 6378137.0 * 0.017453292519943295769, 270.0},
        {"quarter meridian", {25, 0}, {25, 90}, 10001965.729, 0.0},
        {"southwards", {25, 0}, {25, -90}, 10001965.729, 180.0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT_NEAR(table[i].label, clm_distance_m(table[i].from, table[i].to), table[i].dist_m,
                        1e-3);
        CLM_EXPECT_NEAR(table[i].label, clm_azimuth_deg(table[i].from, table[i].to),
                        table[i].azimuth_deg, 1e-7);
        clm_lonlat there = clm_destination(table[i].from, table[i].azimuth_deg, table[i].dist_m);
        CLM_EXPECT_NEAR(table[i].label, clm_distance_m(there, table[i].to), 0.0, 1e-2);
    }
    assert_true(clm_distance_m((clm_lonlat){5, 5}, (clm_lonlat){5, 5}) == 0.0);
}

static void test_clm_sphere_distance_m_values(void **state) {
    (void)state;
    const double radius = 6371008.8;
    const double pi = 3.14159265358979323846;
    CLM_EXPECT_NEAR("antipodes",
                    clm_sphere_distance_m((clm_lonlat){10, 20}, (clm_lonlat){-170, -20}),
                    pi * radius, 1e-3);
    CLM_EXPECT_NEAR("quarter", clm_sphere_distance_m((clm_lonlat){179, 0}, (clm_lonlat){-91, 0}),
                    pi * radius / 2.0, 1e-3);
    assert_true(clm_sphere_distance_m((clm_lonlat){3, 4}, (clm_lonlat){3, 4}) == 0.0);
    uint64_t seed = clm_test_seed();
    for (int i = 0; i < 2000; i++) {
        clm_lonlat a = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -90, 90)};
        clm_lonlat b = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -90, 90)};
        double exact = clm_distance_m(a, b);
        CLM_EXPECT_NEAR("sphere and ellipsoid", clm_sphere_distance_m(a, b), exact,
                        exact * 0.0057 + 1e-6);
    }
}

static clm_status build_and_copy(void *context) {
    (void)context;
    clm_geometry shape = {0};
    clm_geometry copy = {0};
    clm_status status = CLM_OK;
    for (int part = 0; part < 20 && status == CLM_OK; part++) {
        status = clm_geometry_add_part(&shape, part > 0, NULL);
        for (int i = 0; i < 10 && status == CLM_OK; i++) {
            status = clm_geometry_add_point(&shape, (clm_lonlat){i, part}, NULL);
        }
    }
    if (status == CLM_OK) {
        status = clm_geometry_copy(&shape, &copy, NULL);
    }
    clm_geometry_clear(&shape);
    clm_geometry_clear(&copy);
    if (status == CLM_OK) {
        status = clm_geometry_set_point(&copy, (clm_lonlat){1, 2}, NULL);
    }
    clm_geometry_clear(&copy);
    return status;
}

static void test_clm_geometry_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(build_and_copy, NULL) > 10);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_geometry_build_and_copy),
        cmocka_unit_test(test_clm_geometry_orient_all_ways),
        cmocka_unit_test(test_clm_geometry_orient_across_180),
        cmocka_unit_test(test_clm_geometry_contains_table),
        cmocka_unit_test(test_clm_geometry_area_m2_published),
        cmocka_unit_test(test_clm_geometry_area_m2_cells),
        cmocka_unit_test(test_clm_geometry_area_m2_holes),
        cmocka_unit_test(test_clm_distance_m_table),
        cmocka_unit_test(test_clm_sphere_distance_m_values),
        cmocka_unit_test(test_clm_geometry_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
