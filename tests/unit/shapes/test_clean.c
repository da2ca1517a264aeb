/* Joining neighbours, and cutting off what simplified borders cross. */
#include "geo/overlay.h"
#include "shapes/polygons.h"
#include "support/support.h"

enum { RINGS_MAX = 8, POINTS_MAX = 8 };

typedef struct ring_spec {
    size_t count;
    clm_lonlat points[POINTS_MAX];
    bool hole;
} ring_spec;

typedef struct clean_case {
    const char *label;
    ring_spec rings[RINGS_MAX]; /* count 0 ends */
    size_t outer, holes;        /* expected */
    double area_deg2;
} clean_case;

#define BOX(w, s)                                                                                  \
    { 4, {{w, s}, {(w) + 1, s}, {(w) + 1, (s) + 1}, {w, (s) + 1}}, false }

static void make(const clean_case *c, clm_geometry *out) {
    clm_geometry_init(out);
    out->kind = CLM_GEOMETRY_POLYGONS;
    for (size_t r = 0; r < RINGS_MAX && c->rings[r].count > 0; r++) {
        assert_int_equal(clm_geometry_add_part(out, c->rings[r].hole, NULL), CLM_OK);
        for (size_t i = 0; i < c->rings[r].count; i++) {
            assert_int_equal(clm_geometry_add_point(out, c->rings[r].points[i], NULL), CLM_OK);
        }
    }
}

static void check(const clean_case *c, const clm_geometry *shape) {
    size_t outer = 0;
    double area = 0.0;
    for (size_t part = 0; part < shape->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *p = clm_geometry_part(shape, part, &count);
        double ring = 0.0;
        for (size_t i = 0; i < count; i++) {
            clm_lonlat q = p[i + 1 == count ? 0 : i + 1];
            ring += 0.5 * (p[i].lon_deg * q.lat_deg - q.lon_deg * p[i].lat_deg);
        }
        outer += shape->part_hole[part] == 0;
        CLM_EXPECT(c->label, (ring < 0.0) == (shape->part_hole[part] != 0));
        area += ring;
    }
    CLM_EXPECT(c->label, outer == c->outer);
    CLM_EXPECT(c->label, shape->part_count - outer == c->holes);
    CLM_EXPECT_NEAR(c->label, area, c->area_deg2, 1e-9);
}

static const clean_case neighbours[] = {
    {"alone", {BOX(0, 0)}, 1, 0, 1.0},
    {"side by side", {BOX(0, 0), BOX(1, 0)}, 1, 0, 2.0},
    {"apart", {BOX(0, 0), BOX(3, 0)}, 2, 0, 2.0},
    {"corner to corner", {BOX(0, 0), BOX(1, 1)}, 2, 0, 2.0},
    {"around a lake",
     {BOX(0, 0), BOX(1, 0), BOX(2, 0), BOX(0, 1), BOX(2, 1), BOX(0, 2), BOX(1, 2), BOX(2, 2)},
     1,
     1,
     8.0},
    {"a country inside another",
     {{4, {{0, 0}, {3, 0}, {3, 3}, {0, 3}}, false},
      {4, {{1, 1}, {1, 2}, {2, 2}, {2, 1}}, true},
      BOX(1, 1)},
     1,
     0,
     9.0},
};

static void test_dissolve_table(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(neighbours); i++) {
        clm_geometry shape;
        make(&neighbours[i], &shape);
        assert_int_equal(clm_shapes_dissolve(&shape, NULL), CLM_OK);
        check(&neighbours[i], &shape);
        CLM_EXPECT(neighbours[i].label, clm_geometry_valid(&shape, NULL));
        clm_geometry_clear(&shape);
    }
}

static const clean_case tangles[] = {
    {"nothing to do", {BOX(0, 0)}, 1, 0, 1.0},

    {"a small loop is cut off",
     {{6, {{0, 0}, {10, 0}, {10, 10}, {4.9, 10.1}, {5.1, 10.1}, {0, 10}}, false}},
     1,
     0,
     /* Both lines to the spit meet at (5, 10 + 0.5 / 5.1): a flat triangle above the box. */
     100.0 + 0.5 * 10.0 * 0.5 / 5.1},
    {"a great loop stays", {{4, {{0, 0}, {10, 10}, {10, 0}, {0, 10.5}}, false}}, 1, 0, -2.5},
    {"a small island on the coast goes",
     {{4, {{0, 0}, {10, 0}, {10, 10}, {0, 10}}, false},
      {3, {{9.9, 5}, {10.1, 4.9}, {10.1, 5.1}}, false}},
     1,
     0,
     100.0},
};

static void test_untangle_table(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(tangles); i++) {
        if (i == 2) {
            continue; /* checked by the test below */
        }
        clm_geometry shape;
        make(&tangles[i], &shape);
        assert_int_equal(clm_shapes_untangle(&shape, NULL), CLM_OK);
        check(&tangles[i], &shape);
        CLM_EXPECT(tangles[i].label, clm_geometry_valid(&shape, NULL));
        clm_geometry_clear(&shape);
    }
}

/* A bow tie is no fault of simplifying: it is left to the repair, as it is. */
static void test_untangle_leaves_great_loops(void **state) {
    (void)state;
    clm_geometry shape;
    make(&tangles[2], &shape);
    assert_int_equal(clm_shapes_untangle(&shape, NULL), CLM_OK);
    assert_int_equal(shape.point_count, tangles[2].rings[0].count);
    assert_false(clm_geometry_valid(&shape, NULL));
    clm_geometry_clear(&shape);
}

static clm_status clean(void *context) {
    clm_geometry shape;
    clm_geometry_init(&shape);
    clm_status status = clm_geometry_copy(context, &shape, NULL);
    if (status == CLM_OK) {
        status = clm_shapes_dissolve(&shape, NULL);
    }
    if (status == CLM_OK) {
        status = clm_shapes_untangle(&shape, NULL);
    }
    clm_geometry_clear(&shape);
    return status;
}

static void test_clean_every_allocation_fails(void **state) {
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        clm_geometry shape;
        make(i == 0 ? &neighbours[4] : &tangles[1], &shape);
        assert_true(clm_test_fail_every_allocation(clean, &shape) > 5);
        clm_geometry_clear(&shape);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dissolve_table),
        cmocka_unit_test(test_untangle_table),
        cmocka_unit_test(test_untangle_leaves_great_loops),
        cmocka_unit_test(test_clean_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
