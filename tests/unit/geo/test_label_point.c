#include "unit/geo/shapes.h"

static void expect_point(const char *label, const clm_geometry *shape, double lon, double lat,
                         double within) {
    clm_lonlat point = clm_geometry_label_point(shape);
    CLM_EXPECT_NEAR(label, point.lon_deg, lon, within);
    CLM_EXPECT_NEAR(label, point.lat_deg, lat, within);
}

static void test_clm_geometry_label_point_square(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, -1, -1, 1, 1);
    expect_point("square on the equator", &shape, 0, 0, 0.05);
    clm_geometry_clear(&shape);
}

/* The largest circle of an L of two boxes lies in its corner: with arms of width 2, of radius
 * 4 - 2 sqrt 2 around (r, r). */
static void test_clm_geometry_label_point_angle(void **state) {
    (void)state;
    const clm_lonlat angle[6] = {{0, 0}, {8, 0}, {8, 2}, {2, 2}, {2, 8}, {0, 8}};
    const double radius = 4.0 - 2.0 * sqrt(2.0);
    clm_geometry shape = {0};
    add_ring(&shape, false, angle, 6);
    expect_point("angle", &shape, radius, radius, 0.1);
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_label_point_hole(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, 0, 0, 10, 4);
    add_box(&shape, true, 0.5, 0.5, 6, 3.5);
    clm_lonlat point = clm_geometry_label_point(&shape);
    assert_true(clm_geometry_contains(&shape, point));
    /* A circle of radius 2 fits into the free end; its centre has some play along the box. */
    assert_true(point.lon_deg > 7.9 && point.lon_deg < 8.1);
    CLM_EXPECT_NEAR("middle", point.lat_deg, 2.0, 0.05);
    clm_geometry_clear(&shape);
}

/* At 60 degrees north a degree of longitude is half as long: the larger one is the taller one. */
static void test_clm_geometry_label_point_largest(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, 0, 59.5, 3, 60.5);
    add_box(&shape, false, 10, -1, 12, 1);
    expect_point("largest", &shape, 11, 0, 0.05);
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_label_point_across_180(void **state) {
    (void)state;
    const clm_lonlat ring[4] = {{178, -2}, {-178, -2}, {-178, 2}, {178, 2}};
    clm_geometry shape = {0};
    add_ring(&shape, false, ring, 4);
    clm_lonlat point = clm_geometry_label_point(&shape);
    CLM_EXPECT_NEAR("on 180", fabs(point.lon_deg), 180.0, 0.1);
    CLM_EXPECT_NEAR("on 180", point.lat_deg, 0.0, 0.1);
    clm_geometry_clear(&shape);
}

/* All around the globe, as Antarctica is drawn; it begins somewhere in its middle. */
static void test_clm_geometry_label_point_whole_turn(void **state) {
    (void)state;
    const clm_lonlat ring[6] = {{20, -70},  {-180, -70}, {-180, -90},
                                {180, -90}, {180, -70},  {60, -70}};
    clm_geometry shape = {0};
    add_ring(&shape, false, ring, 6);
    assert_true(clm_geometry_contains(&shape, clm_geometry_label_point(&shape)));
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_label_point_others(void **state) {
    (void)state;
    clm_geometry shape = {0};
    expect_point("nothing", &shape, 0, 0, 0.0);
    assert_int_equal(clm_geometry_set_point(&shape, (clm_lonlat){7, 8}, NULL), CLM_OK);
    expect_point("point", &shape, 7, 8, 0.0);
    clm_geometry_clear(&shape);
    const clm_lonlat shorter[2] = {{0, 0}, {1, 0}};
    const clm_lonlat longer[5] = {{10, 0}, {11, 0}, {12, 0}, {13, 0}, {14, 0}};
    add_ring(&shape, false, shorter, 2);
    add_ring(&shape, false, longer, 5);
    shape.kind = CLM_GEOMETRY_LINES;
    expect_point("lines", &shape, 12, 0, 0.0);
    clm_geometry_clear(&shape);
    const clm_lonlat flat[3] = {{0, 5}, {1, 5}, {2, 5}};
    add_ring(&shape, false, flat, 3);
    expect_point("flat ring", &shape, 1, 5, 1e-12);
    clm_geometry_clear(&shape);
}

/* Star-shaped rings: the point lies inside, and no point of a fine grid lies much deeper. */
static double depth_of(const clm_geometry *shape, clm_lonlat point) {
    double nearest = 1e9;
    for (size_t i = 0; i < shape->point_count; i++) {
        clm_lonlat a = shape->points[i];
        clm_lonlat b = shape->points[(i + 1) % shape->point_count];
        for (int k = 0; k < 50; k++) {
            double share = k / 50.0;
            nearest =
                fmin(nearest, hypot(a.lon_deg + share * (b.lon_deg - a.lon_deg) - point.lon_deg,
                                    a.lat_deg + share * (b.lat_deg - a.lat_deg) - point.lat_deg));
        }
    }
    return nearest;
}

static void test_clm_geometry_label_point_random(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int round = 0; round < 40; round++) {
        clm_geometry shape = {0};
        add_ring(&shape, false, NULL, 0);
        for (int i = 0; i < 12; i++) {
            double angle = i * 3.14159265358979323846 / 6.0;
            double radius = clm_test_uniform(&seed, 0.2, 1.0);
            assert_int_equal(
                clm_geometry_add_point(
                    &shape, (clm_lonlat){radius * cos(angle), radius * sin(angle)}, NULL),
                CLM_OK);
        }
        clm_lonlat point = clm_geometry_label_point(&shape);
        assert_true(clm_geometry_contains(&shape, point));
        double depth = depth_of(&shape, point);
        for (int i = 0; i < 400; i++) {
            clm_lonlat other = {clm_test_uniform(&seed, -1, 1), clm_test_uniform(&seed, -1, 1)};
            assert_true(!clm_geometry_contains(&shape, other) ||
                        depth_of(&shape, other) < depth + 0.05);
        }
        clm_geometry_clear(&shape);
    }
}

/* Without memory for its queue it still answers, as far as it came. */
static void test_clm_geometry_label_point_no_memory(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, -1, -1, 1, 1);
    (void)clm_alloc_fail_at(1);
    clm_lonlat point = clm_geometry_label_point(&shape);
    (void)clm_alloc_fail_at(0);
    assert_true(clm_geometry_contains(&shape, point));
    clm_geometry_clear(&shape);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_geometry_label_point_square),
        cmocka_unit_test(test_clm_geometry_label_point_angle),
        cmocka_unit_test(test_clm_geometry_label_point_hole),
        cmocka_unit_test(test_clm_geometry_label_point_largest),
        cmocka_unit_test(test_clm_geometry_label_point_across_180),
        cmocka_unit_test(test_clm_geometry_label_point_whole_turn),
        cmocka_unit_test(test_clm_geometry_label_point_others),
        cmocka_unit_test(test_clm_geometry_label_point_random),
        cmocka_unit_test(test_clm_geometry_label_point_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
