/* The shape of a resolved place. */
#include "shapes/shapes.h"
#include "support/fake_gazetteer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

typedef struct place_case {
    const char *label;
    clm_place_index place;
    clm_compass compass;
    bool located;
    double bearing_deg, dist_m;
    clm_geometry_kind geometry;
    clm_geometry_basis basis;
    clm_bbox box; /* of the result, to a hundredth of a degree; empty: not checked */
} place_case;

#define HERE (double)NAN, (double)NAN

/* A degree of latitude at 51 N is 111.25 km on WGS 84. */
static const place_case cases[] = {
    {"a region",
     FAKE_KURN,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POLYGONS,
     CLM_BASIS_REGION_POLYGON,
     {33, 50, 36, 53}},
    {"the east of a region",
     FAKE_KURN,
     CLM_COMPASS_EAST,
     true,
     HERE,
     CLM_GEOMETRY_POLYGONS,
     CLM_BASIS_COMPASS_PART,
     {35, 50, 36, 53}},
    {"a country group",
     FAKE_UNION,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POLYGONS,
     CLM_BASIS_REGION_POLYGON,
     {30, 48, 42, 54}},
    {"a town",
     FAKE_SUDZA,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT,
     {35.3, 51.2, 35.3, 51.2}},
    {"the east of a town",
     FAKE_SUDZA,
     CLM_COMPASS_EAST,
     true,
     HERE,
     CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT,
     {35.3, 51.2, 35.3, 51.2}},
    {"north of a town",
     FAKE_SUDZA,
     CLM_COMPASS_NONE,
     true,
     0.0,
     22250.0,
     CLM_GEOMETRY_POINT,
     CLM_BASIS_OFFSET_POINT,
     {35.3, 51.4, 35.3, 51.4}},
    {"a name that says which part",
     FAKE_NORTH,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POLYGONS,
     CLM_BASIS_COMPASS_PART,
     {1, 1, 0, 0}},
    {"a name that only sounds so",
     FAKE_LAKES,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT,
     {32, 53, 32, 53}},
    {"a sea",
     FAKE_SEA,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT,
     {33, 46, 33, 46}},
    {"unlocated",
     FAKE_KURN,
     CLM_COMPASS_NONE,
     false,
     HERE,
     CLM_GEOMETRY_NONE,
     CLM_BASIS_NONE,
     {1, 1, 0, 0}},
    {"unknown, but located",
     CLM_NO_PLACE,
     CLM_COMPASS_NONE,
     true,
     HERE,
     CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT,
     {0, 0, 0, 0}},
};

static bool near(double a, double b) {
    return fabs(a - b) < 0.01;
}

static void test_shape_of_place_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const place_case *c = &cases[i];
        clm_place place = clm_gazetteer_place(NULL, c->place);
        clm_resolved resolved = {.place = c->place,
                                 .within = CLM_NO_PLACE,
                                 .kind = place.kind,
                                 .compass = c->compass,
                                 .point = place.point,
                                 .located = c->located};
        clm_geometry shape;
        clm_geometry_init(&shape);
        clm_geometry_basis basis = CLM_BASIS_COUNT;
        assert_int_equal(clm_shape_of_place(NULL, &resolved, CLM_WORLDVIEW_ISO, c->bearing_deg,
                                            c->dist_m, &shape, &basis, NULL),
                         CLM_OK);
        clm_bbox got = clm_geometry_bbox(&shape);
        if (shape.kind != c->geometry || basis != c->basis) {
            fail_msg("%s: kind %d, basis %s", c->label, (int)shape.kind,
                     clm_geometry_basis_name(basis));
        }
        if (clm_shape_basis(NULL, &resolved, CLM_WORLDVIEW_ISO, c->bearing_deg, c->dist_m) !=
            c->basis) {
            fail_msg("%s: another basis without the shape", c->label);
        }
        if (!clm_bbox_is_empty(c->box) &&
            !(near(got.west_deg, c->box.west_deg) && near(got.south_deg, c->box.south_deg) &&
              near(got.east_deg, c->box.east_deg) && near(got.north_deg, c->box.north_deg))) {
            fail_msg("%s: box %.3f %.3f %.3f %.3f", c->label, got.west_deg, got.south_deg,
                     got.east_deg, got.north_deg);
        }
        clm_geometry_clear(&shape);
    }
}

/* The members' common border is gone. */
static void test_shape_of_place_joins_a_group(void **state) {
    (void)state;
    clm_place place = clm_gazetteer_place(NULL, FAKE_UNION);
    clm_resolved resolved = {.place = FAKE_UNION,
                             .within = CLM_NO_PLACE,
                             .kind = place.kind,
                             .point = place.point,
                             .located = true};
    clm_geometry shape;
    clm_geometry_init(&shape);
    clm_geometry_basis basis = CLM_BASIS_COUNT;
    assert_int_equal(
        clm_shape_of_place(NULL, &resolved, CLM_WORLDVIEW_ISO, HERE, &shape, &basis, NULL), CLM_OK);
    assert_int_equal(shape.part_count, 1);
    for (size_t i = 0; i < shape.point_count; i++) {
        clm_lonlat p = shape.points[i];
        assert_false(near(p.lon_deg, 36.0) && p.lat_deg > 48.05 && p.lat_deg < 53.95);
    }
    clm_geometry_clear(&shape);
}

static void test_geometry_basis_name_walks_to_the_sentinel(void **state) {
    (void)state;
    for (int basis = 0; basis < CLM_BASIS_COUNT; basis++) {
        assert_true(strlen(clm_geometry_basis_name((clm_geometry_basis)basis)) > 3);
    }
    assert_string_equal(clm_geometry_basis_name(CLM_BASIS_COUNT), "");
    assert_string_equal(clm_geometry_basis_name(CLM_BASIS_COMPASS_PART), "compass_part");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shape_of_place_table),
        cmocka_unit_test(test_shape_of_place_joins_a_group),
        cmocka_unit_test(test_geometry_basis_name_walks_to_the_sentinel),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
