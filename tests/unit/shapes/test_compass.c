/* Thirds of a polygon on one side. Expected cuts of a box of longitudes and latitudes are worked
 * out on the sphere: the area between two parallels is proportional to the difference of sines. */
#include "base/alloc.h"
#include "geo/overlay.h"
#include "mentions/mentions.h"
#include "shapes/polygons.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct compass_case {
    const char *label;
    clm_compass compass;
    clm_bbox expected;  /* of the part */
    clm_lonlat in, out; /* points that it has, and has not */
} compass_case;

/* The box 10..20 E, 40..50 N. sin 40 = .642788, sin 50 = .766044; a third is .041086. In the plane
 * it is .12341 wide and .17431 high; a corner of a third of that area has sides of .11976: 9.704
 * degrees of longitude, .08468 of the sine of latitude. The disc of a third, 291,050 km2, has a
 * radius of 304.4 km. */
static const compass_case cases[] = {
    {"north", CLM_COMPASS_NORTH, {10, 46.475, 20, 50}, {15, 49}, {15, 45}},
    {"south", CLM_COMPASS_SOUTH, {10, 40, 20, 43.151}, {15, 41}, {15, 45}},
    {"east", CLM_COMPASS_EAST, {16.667, 40, 20, 50}, {19, 45}, {15, 45}},
    {"west", CLM_COMPASS_WEST, {10, 40, 13.333, 50}, {11, 45}, {15, 45}},
    {"northeast", CLM_COMPASS_NORTHEAST, {10.296, 42.953, 20, 50}, {19, 49}, {11, 41}},
    {"southeast", CLM_COMPASS_SOUTHEAST, {10.296, 40, 20, 46.681}, {19, 41}, {11, 49}},
    {"southwest", CLM_COMPASS_SOUTHWEST, {10, 40, 19.704, 46.681}, {11, 41}, {19, 49}},
    {"northwest", CLM_COMPASS_NORTHWEST, {10, 42.953, 19.704, 50}, {11, 49}, {19, 41}},
    {"central", CLM_COMPASS_CENTRAL, {11.13, 42.26, 18.87, 47.74}, {15, 45}, {10.5, 40.5}},
};

static void make_box(clm_geometry *box) {
    clm_geometry_init(box);
    box->kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(box, false, NULL), CLM_OK);
    const clm_lonlat corners[] = {{10, 40}, {20, 40}, {20, 50}, {10, 50}, {10, 40}};
    for (int side = 0; side < 4; side++) {
        for (int i = 0; i < 40; i++) {
            double t = i / 40.0;
            clm_lonlat point = {
                corners[side].lon_deg + t * (corners[side + 1].lon_deg - corners[side].lon_deg),
                corners[side].lat_deg + t * (corners[side + 1].lat_deg - corners[side].lat_deg)};
            assert_int_equal(clm_geometry_add_point(box, point, NULL), CLM_OK);
        }
    }
}

static bool near(double a, double b, double tolerance) {
    return fabs(a - b) <= tolerance;
}

static void test_compass_part_is_the_third_on_that_side(void **state) {
    (void)state;
    clm_geometry box;
    make_box(&box);
    double third_m2 = clm_geometry_area_m2(&box) / 3.0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const compass_case *c = &cases[i];
        clm_geometry part;
        clm_geometry_init(&part);
        assert_int_equal(clm_compass_part(&box, (int)c->compass, &part, NULL), CLM_OK);
        clm_bbox got = clm_geometry_bbox(&part);
        /* The ellipsoid moves parallels a little; a disc is widest north of its middle. */
        double slack = 0.06;
        if (!near(got.west_deg, c->expected.west_deg, slack) ||
            !near(got.south_deg, c->expected.south_deg, slack) ||
            !near(got.east_deg, c->expected.east_deg, slack) ||
            !near(got.north_deg, c->expected.north_deg, slack)) {
            fail_msg("%s: box %.3f %.3f %.3f %.3f", c->label, got.west_deg, got.south_deg,
                     got.east_deg, got.north_deg);
        }
        if (!near(clm_geometry_area_m2(&part), third_m2, 2e-3 * third_m2)) {
            fail_msg("%s: area is %.4f of a third", c->label,
                     clm_geometry_area_m2(&part) / third_m2);
        }
        if (!clm_geometry_contains(&part, c->in) || clm_geometry_contains(&part, c->out)) {
            fail_msg("%s: the wrong side", c->label);
        }
        clm_geometry_clear(&part);
    }
    clm_geometry_clear(&box);
}

/* A region on both sides of 180 degrees: its eastern third lies in the western hemisphere. */
static void test_compass_part_over_180_degrees(void **state) {
    (void)state;
    clm_geometry region;
    clm_geometry_init(&region);
    region.kind = CLM_GEOMETRY_POLYGONS;
    const clm_lonlat rings[2][4] = {{{170, 60}, {180, 60}, {180, 65}, {170, 65}},
                                    {{-180, 60}, {-175, 60}, {-175, 65}, {-180, 65}}};
    for (size_t r = 0; r < 2; r++) {
        assert_int_equal(clm_geometry_add_part(&region, false, NULL), CLM_OK);
        for (size_t i = 0; i < 4; i++) {
            assert_int_equal(clm_geometry_add_point(&region, rings[r][i], NULL), CLM_OK);
        }
    }
    clm_geometry part;
    clm_geometry_init(&part);
    assert_int_equal(clm_compass_part(&region, CLM_COMPASS_EAST, &part, NULL), CLM_OK);
    assert_true(clm_geometry_contains(&part, (clm_lonlat){-177, 62}));
    assert_false(clm_geometry_contains(&part, (clm_lonlat){175, 62}));
    double whole_m2 = clm_geometry_area_m2(&region);
    assert_true(near(clm_geometry_area_m2(&part) / whole_m2, 1.0 / 3.0, 0.01));
    clm_geometry_clear(&part);
    clm_geometry_clear(&region);
}

static void test_compass_part_refuses(void **state) {
    (void)state;
    clm_geometry box;
    clm_geometry part;
    make_box(&box);
    clm_geometry_init(&part);
    assert_int_equal(clm_compass_part(&box, CLM_COMPASS_NONE, &part, NULL), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_compass_part(&box, 99, &part, NULL), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_compass_part(&part, CLM_COMPASS_EAST, &part, NULL), CLM_ERR_ARGUMENT);
    clm_geometry_clear(&box);
}

static void test_compass_part_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry box;
    make_box(&box);
    size_t failures = 0;
    for (size_t nth = 1; nth < 10000; nth++) {
        clm_geometry part;
        clm_geometry_init(&part);
        (void)clm_alloc_fail_at(nth);
        clm_status status = clm_compass_part(&box, CLM_COMPASS_EAST, &part, NULL);
        bool reached = clm_alloc_fail_at(0) >= nth;
        if (status != CLM_OK) {
            assert_int_equal(status, CLM_ERR_NOMEM);
            assert_int_equal(part.kind, CLM_GEOMETRY_NONE);
            failures++;
        }
        clm_geometry_clear(&part);
        if (!reached) {
            assert_int_equal(status, CLM_OK);
            break;
        }
    }
    assert_true(failures > 5);
    clm_geometry_clear(&box);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_compass_part_is_the_third_on_that_side),
        cmocka_unit_test(test_compass_part_over_180_degrees),
        cmocka_unit_test(test_compass_part_refuses),
        cmocka_unit_test(test_compass_part_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
