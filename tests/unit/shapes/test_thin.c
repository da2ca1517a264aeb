/* Far detail left out: near the origin everything stays as it was. */
#include "shapes/polygons.h"
#include "support/support.h"

enum { VERTICES = 400, ROUNDS = 40, PROBES = 200 };

#define RADIUS_M 100000.0

static void add_ring(clm_geometry *geometry, const clm_xy *xy, size_t count, bool hole) {
    assert_int_equal(clm_geometry_add_part(geometry, hole, NULL), CLM_OK);
    for (size_t i = 0; i < count; i++) {
        /* The geometry only carries the vertices along; a millionth of a degree for a metre. */
        clm_lonlat point = {xy[i].x_m * 1e-6, xy[i].y_m * 1e-6};
        assert_int_equal(clm_geometry_add_point(geometry, point, NULL), CLM_OK);
    }
    geometry->kind = CLM_GEOMETRY_POLYGONS;
}

/* A jagged star around a centre up to `away_m` from the origin. */
static void make_star(uint64_t *seed, double away_m, clm_xy *xy) {
    double x = clm_test_uniform(seed, -away_m, away_m);
    double y = clm_test_uniform(seed, -away_m, away_m);
    for (size_t i = 0; i < VERTICES; i++) {
        double angle = 2.0 * 3.14159265358979323846 * (double)i / VERTICES;
        double r = clm_test_uniform(seed, 3e5, 9e5);
        xy[i] = (clm_xy){x + r * cos(angle), y + r * sin(angle)};
    }
}

static void test_thin_keeps_the_inside_near_the_origin(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    size_t vertices_left = 0;
    for (size_t round = 0; round < ROUNDS; round++) {
        clm_xy xy[VERTICES];
        clm_geometry whole;
        clm_geometry thin;
        make_star(&seed, 9e5, xy);
        clm_geometry_init(&whole);
        clm_geometry_init(&thin);
        add_ring(&whole, xy, VERTICES, false);
        assert_int_equal(clm_shapes_thin(&whole, xy, RADIUS_M, &thin, NULL), CLM_OK);
        thin.kind = CLM_GEOMETRY_POLYGONS;
        vertices_left += thin.point_count;
        for (size_t i = 0; i < PROBES; i++) {
            double r = RADIUS_M * 1e-6 * clm_test_uniform(&seed, 0.0, 0.999);
            double angle = clm_test_uniform(&seed, 0.0, 6.2831853);
            clm_lonlat probe = {r * cos(angle), r * sin(angle)};
            assert_int_equal(clm_geometry_contains(&thin, probe),
                             clm_geometry_contains(&whole, probe));
        }
        clm_geometry_clear(&whole);
        clm_geometry_clear(&thin);
    }
    assert_true(vertices_left < ROUNDS * VERTICES / 3);
}

typedef struct part_case {
    const char *label;
    clm_xy corners[4];
    size_t kept; /* vertices, at most; 0: the ring is gone */
} part_case;

static void test_thin_drops_what_is_elsewhere(void **state) {
    (void)state;
    static const part_case cases[] = {
        {"far in the east", {{2e5, -1e5}, {4e5, -1e5}, {4e5, 1e5}, {2e5, 1e5}}, 0},
        {"all around", {{-4e5, -4e5}, {4e5, -4e5}, {4e5, 4e5}, {-4e5, 4e5}}, 4},
        {"near", {{5e4, -1e5}, {4e5, -1e5}, {4e5, 1e5}, {5e4, 1e5}}, 4},
        {"corners far, a side near", {{-4e5, 5e4}, {4e5, 5e4}, {4e5, 4e5}, {-4e5, 4e5}}, 4},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_geometry whole;
        clm_geometry thin;
        clm_geometry_init(&whole);
        clm_geometry_init(&thin);
        add_ring(&whole, cases[i].corners, 4, false);
        assert_int_equal(clm_shapes_thin(&whole, cases[i].corners, RADIUS_M, &thin, NULL), CLM_OK);
        CLM_EXPECT(cases[i].label, thin.point_count <= cases[i].kept);
        CLM_EXPECT(cases[i].label, (thin.point_count > 2) == (cases[i].kept > 0));
        clm_geometry_clear(&whole);
        clm_geometry_clear(&thin);
    }
}

/* One degree by one degree at the equator: 110.574 km by 111.320 km, 12,308.8 km2. */
static void test_holds_near_the_limit(void **state) {
    (void)state;
    clm_geometry box;
    clm_geometry_init(&box);
    const clm_xy corners[] = {{0, 0}, {1e6, 0}, {1e6, 1e6}, {0, 1e6}};
    add_ring(&box, corners, 4, false);
    assert_true(clm_shapes_holds(&box, 1e9));
    assert_true(clm_shapes_holds(&box, 12307e6));
    assert_false(clm_shapes_holds(&box, 12311e6));
    assert_false(clm_shapes_holds(&box, 2e10));
    clm_geometry_clear(&box);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_thin_keeps_the_inside_near_the_origin),
        cmocka_unit_test(test_thin_drops_what_is_elsewhere),
        cmocka_unit_test(test_holds_near_the_limit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
