/* Figures whose area is true: discs, discs cut by a region, and regions in pieces. */
#include "base/alloc.h"
#include "geo/overlay.h"
#include "shapes/shapes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { RING_MAX = 12 };

typedef struct area_case {
    const char *label;
    clm_lonlat centre;
    double area_km2;
    size_t ring_points[2]; /* of one or two outer rings; 0: no region */
    clm_lonlat ring[2][RING_MAX];
    clm_status expected;
} area_case;

static const area_case cases[] = {
    {"free disc", {35.33, 51.10}, 58.0, {0}, {{{0, 0}}}, CLM_OK},
    {"free disc of the size of a village", {35.33, 51.10}, 0.5, {0}, {{{0, 0}}}, CLM_OK},
    {"free disc of the size of a country", {-60.0, -15.0}, 900000.0, {0}, {{{0, 0}}}, CLM_OK},
    {"free disc far north", {20.0, 84.0}, 5000.0, {0}, {{{0, 0}}}, CLM_OK},
    {"free disc over 180 degrees", {179.95, 10.0}, 2000.0, {0}, {{{0, 0}}}, CLM_OK},
    {"whole disc inside a region",
     {35.0, 51.0},
     58.0,
     {4},
     {{{34, 50}, {36, 50}, {36, 52}, {34, 52}}},
     CLM_OK},
    {"centre on the border of a region",
     {34.0, 51.0},
     1300.0,
     {4},
     {{{34, 50}, {36, 50}, {36, 52}, {34, 52}}},
     CLM_OK},
    {"centre in a corner",
     {34.0, 50.0},
     1300.0,
     {4},
     {{{34, 50}, {36, 50}, {36, 52}, {34, 52}}},
     CLM_OK},
    {"centre outside the region",
     {33.8, 51.0},
     400.0,
     {4},
     {{{34, 50}, {36, 50}, {36, 52}, {34, 52}}},
     CLM_OK},
    {"nearly the whole region",
     {35.0, 51.0},
     31000.0,
     {4},
     {{{34, 50}, {36, 50}, {36, 52}, {34, 52}}},
     CLM_OK},
    {"a bay cuts the disc in two",
     {10.4, 45.0},
     3000.0,
     {8},
     {{{10, 44}, {12, 44}, {12, 46}, {10.7, 46}, {10.7, 44.4}, {10.6, 44.4}, {10.6, 46}, {10, 46}}},
     CLM_OK},
    {"a strait: the near shore is large enough",
     {10.9, 45.0},
     1500.0,
     {4, 4},
     {{{10, 44}, {11, 44}, {11, 46}, {10, 46}}, {{11.1, 44}, {12, 44}, {12, 46}, {11.1, 46}}},
     CLM_OK},
    {"an island too small for the area",
     {10.05, 45.05},
     500.0,
     {4, 4},
     {{{10, 45}, {10.1, 45}, {10.1, 45.1}, {10, 45.1}},
      {{10.2, 44}, {12, 44}, {12, 46}, {10.2, 46}}},
     CLM_OK},
    {"larger than the region",
     {35.0, 51.0},
     40000.0,
     {4},
     {{{34, 50}, {36, 50}, {36, 52}, {34, 52}}},
     CLM_ERR_RANGE},
    {"larger than half of the Earth", {0, 0}, 3e8, {0}, {{{0, 0}}}, CLM_ERR_RANGE},
    {"no area", {0, 0}, 0.0, {0}, {{{0, 0}}}, CLM_ERR_ARGUMENT},
    {"a negative area", {0, 0}, -5.0, {0}, {{{0, 0}}}, CLM_ERR_ARGUMENT},
};

static void make_region(const area_case *c, clm_geometry *region) {
    clm_geometry_init(region);
    for (size_t r = 0; r < 2 && c->ring_points[r] > 0; r++) {
        assert_int_equal(clm_geometry_add_part(region, false, NULL), CLM_OK);
        for (size_t i = 0; i < c->ring_points[r]; i++) {
            assert_int_equal(clm_geometry_add_point(region, c->ring[r][i], NULL), CLM_OK);
        }
    }
    region->kind = c->ring_points[0] > 0 ? CLM_GEOMETRY_POLYGONS : CLM_GEOMETRY_NONE;
}

static void check(bool ok, const char *label, const char *what) {
    if (!ok) {
        fail_msg("%s: %s", label, what);
    }
}

/* Inside `box`, with room for the bend of edges between planes. */
static bool within(clm_bbox box, clm_lonlat p) {
    return p.lon_deg > box.west_deg - 5e-3 && p.lon_deg < box.east_deg + 5e-3 &&
           p.lat_deg > box.south_deg - 5e-3 && p.lat_deg < box.north_deg + 5e-3;
}

static void test_area_true_shape_has_the_area(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const area_case *c = &cases[i];
        clm_geometry region;
        clm_geometry shape;
        make_region(c, &region);
        clm_geometry_init(&shape);
        bool clipped = region.kind == CLM_GEOMETRY_POLYGONS;
        clm_status status = clm_area_true_shape(c->centre, c->area_km2 * 1e6,
                                                clipped ? &region : NULL, &shape, NULL);
        check(status == c->expected, c->label, "status");
        if (status != CLM_OK) {
            check(shape.kind == CLM_GEOMETRY_NONE, c->label, "a shape in spite of the error");
            clm_geometry_clear(&region);
            continue;
        }
        double area_km2 = clm_geometry_area_m2(&shape) / 1e6;
        check(fabs(area_km2 - c->area_km2) <= 1e-4 * c->area_km2, c->label, "area");
        check(shape.point_count <= 1000, c->label, "too many vertices");
        check(clm_geometry_valid(&shape, NULL), c->label, "not valid");
        for (size_t p = 0; clipped && p < shape.point_count; p++) {
            check(within(clm_geometry_bbox(&region), shape.points[p]), c->label,
                  "leaves the region");
        }
        clm_geometry_clear(&shape);
        clm_geometry_clear(&region);
    }
}

/* A disc is a disc: every vertex at the radius of a circle of that area. */
static void test_area_true_shape_disc_is_round(void **state) {
    (void)state;
    clm_lonlat centre = {35.33, 51.10};
    clm_geometry shape;
    clm_geometry_init(&shape);
    assert_int_equal(clm_area_true_shape(centre, 58e6, NULL, &shape, NULL), CLM_OK);
    const double radius_m = 4296.74; /* sqrt(58 km2 / pi) */
    for (size_t i = 0; i < shape.point_count; i++) {
        double dist_m = clm_distance_m(centre, shape.points[i]);
        assert_true(fabs(dist_m - radius_m) < 5.0);
    }
    clm_geometry_clear(&shape);
}

static size_t count_outer(const clm_geometry *shape) {
    size_t count = 0;
    for (size_t i = 0; i < shape->part_count; i++) {
        count += shape->part_hole[i] == 0;
    }
    return count;
}

typedef struct piece_case {
    const char *label; /* of a case above */
    size_t pieces;
} piece_case;

/* What lies beyond water does not belong to the figure unless it is needed. */
static void test_area_true_shape_stays_connected(void **state) {
    (void)state;
    static const piece_case pieces[] = {
        {"a bay cuts the disc in two", 1},
        {"a strait: the near shore is large enough", 1},
        {"an island too small for the area", 2},
    };
    for (size_t p = 0; p < sizeof pieces / sizeof pieces[0]; p++) {
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            if (strcmp(cases[i].label, pieces[p].label) != 0) {
                continue;
            }
            clm_geometry region;
            clm_geometry shape;
            make_region(&cases[i], &region);
            clm_geometry_init(&shape);
            assert_int_equal(clm_area_true_shape(cases[i].centre, cases[i].area_km2 * 1e6, &region,
                                                 &shape, NULL),
                             CLM_OK);
            check(count_outer(&shape) == pieces[p].pieces, pieces[p].label, "number of pieces");
            clm_geometry_clear(&shape);
            clm_geometry_clear(&region);
        }
    }
}

static void test_area_true_shape_refuses_no_polygon(void **state) {
    (void)state;
    clm_geometry point;
    clm_geometry shape;
    clm_geometry_init(&point);
    clm_geometry_init(&shape);
    assert_int_equal(clm_geometry_set_point(&point, (clm_lonlat){1, 2}, NULL), CLM_OK);
    assert_int_equal(clm_area_true_shape((clm_lonlat){1, 2}, 1e6, &point, &shape, NULL),
                     CLM_ERR_ARGUMENT);
    assert_int_equal(clm_area_true_shape((clm_lonlat){(double)NAN, 2}, 1e6, NULL, &shape, NULL),
                     CLM_ERR_ARGUMENT);
    clm_geometry_clear(&point);
}

static void test_area_true_shape_every_allocation_fails(void **state) {
    (void)state;
    const area_case *c = &cases[6];
    clm_geometry region;
    make_region(c, &region);
    size_t failures = 0;
    for (size_t nth = 1; nth < 10000; nth++) {
        clm_geometry shape;
        clm_geometry_init(&shape);
        (void)clm_alloc_fail_at(nth);
        clm_status status =
            clm_area_true_shape(c->centre, c->area_km2 * 1e6, &region, &shape, NULL);
        bool reached = clm_alloc_fail_at(0) >= nth;
        if (status != CLM_OK) {
            assert_int_equal(status, CLM_ERR_NOMEM);
            assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
            failures++;
        }
        clm_geometry_clear(&shape);
        if (!reached) {
            assert_int_equal(status, CLM_OK);
            break;
        }
    }
    assert_true(failures > 5);
    clm_geometry_clear(&region);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_area_true_shape_has_the_area),
        cmocka_unit_test(test_area_true_shape_disc_is_round),
        cmocka_unit_test(test_area_true_shape_stays_connected),
        cmocka_unit_test(test_area_true_shape_refuses_no_polygon),
        cmocka_unit_test(test_area_true_shape_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
