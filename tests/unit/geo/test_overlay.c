#include "unit/geo/shapes.h"

#include "geo/overlay.h"

static double box_area_m2(double west, double south, double east, double north) {
    clm_geometry box = {0};
    add_box(&box, false, west, south, east, north);
    double area_m2 = clm_geometry_area_m2(&box);
    clm_geometry_clear(&box);
    return area_m2;
}

static void expect_on_globe(const char *label, const clm_geometry *shape) {
    for (size_t i = 0; i < shape->point_count; i++) {
        CLM_EXPECT(label, fabs(shape->points[i].lon_deg) <= 180.0);
        CLM_EXPECT(label, fabs(shape->points[i].lat_deg) <= 90.0);
    }
}

/* Boxes of a tenth of a degree: between straight edges of the plane and geodesics lies nothing that
 * would count. */
static const struct {
    const char *label;
    clm_bbox a, b;
    clm_overlay_op op;
    clm_bbox first, second, less; /* expected area: first + second - less; unused ones empty */
    size_t parts;
} box_cases[] = {
    {"intersection",
     {30, 50, 30.2, 50.2},
     {30.1, 50.1, 30.3, 50.3},
     CLM_OVERLAY_INTERSECTION,
     {30.1, 50.1, 30.2, 50.2},
     {0, 0, 0, 0},
     {0, 0, 0, 0},
     1},
    {"union",
     {30, 50, 30.2, 50.2},
     {30.1, 50.1, 30.3, 50.3},
     CLM_OVERLAY_UNION,
     {30, 50, 30.2, 50.2},
     {30.1, 50.1, 30.3, 50.3},
     {30.1, 50.1, 30.2, 50.2},
     1},
    {"difference",
     {30, 50, 30.2, 50.2},
     {30.1, 50.1, 30.3, 50.3},
     CLM_OVERLAY_DIFFERENCE,
     {30, 50, 30.2, 50.2},
     {0, 0, 0, 0},
     {30.1, 50.1, 30.2, 50.2},
     1},
    {"difference makes a hole",
     {30, 50, 30.3, 50.3},
     {30.1, 50.1, 30.2, 50.2},
     CLM_OVERLAY_DIFFERENCE,
     {30, 50, 30.3, 50.3},
     {0, 0, 0, 0},
     {30.1, 50.1, 30.2, 50.2},
     2},
    {"union of two apart",
     {30, 50, 30.1, 50.1},
     {32, 50, 32.1, 50.1},
     CLM_OVERLAY_UNION,
     {30, 50, 30.1, 50.1},
     {32, 50, 32.1, 50.1},
     {0, 0, 0, 0},
     2},
    {"union of neighbours",
     {-50, 0, -49.9, 0.1},
     {-49.9, 0, -49.8, 0.1},
     CLM_OVERLAY_UNION,
     {-50, 0, -49.9, 0.1},
     {-49.9, 0, -49.8, 0.1},
     {0, 0, 0, 0},
     1},
    {"union across 180",
     {179.8, -17, 180, -16.8},
     {-180, -17, -179.9, -16.8},
     CLM_OVERLAY_UNION,
     {179.8, -17, 180, -16.8},
     {-180, -17, -179.9, -16.8},
     {0, 0, 0, 0},
     2},
    {"far away",
     {30, 50, 30.1, 50.1},
     {-100, -50, -99.9, -49.9},
     CLM_OVERLAY_DIFFERENCE,
     {30, 50, 30.1, 50.1},
     {0, 0, 0, 0},
     {0, 0, 0, 0},
     1},
};

static void test_clm_overlay_boxes(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(box_cases); i++) {
        const clm_bbox *boxes[3] = {&box_cases[i].first, &box_cases[i].second, &box_cases[i].less};
        double expected = 0.0;
        for (int k = 0; k < 3; k++) {
            double area_m2 = box_area_m2(boxes[k]->west_deg, boxes[k]->south_deg,
                                         boxes[k]->east_deg, boxes[k]->north_deg);
            expected += k < 2 ? area_m2 : -area_m2;
        }
        clm_geometry a = {0};
        clm_geometry b = {0};
        clm_geometry out;
        clm_error error = {0};
        add_box(&a, false, box_cases[i].a.west_deg, box_cases[i].a.south_deg,
                box_cases[i].a.east_deg, box_cases[i].a.north_deg);
        add_box(&b, false, box_cases[i].b.west_deg, box_cases[i].b.south_deg,
                box_cases[i].b.east_deg, box_cases[i].b.north_deg);
        CLM_EXPECT_OK(box_cases[i].label, clm_overlay(&a, &b, box_cases[i].op, &out, &error),
                      &error);
        CLM_EXPECT(box_cases[i].label, out.kind == CLM_GEOMETRY_POLYGONS);
        CLM_EXPECT(box_cases[i].label, out.part_count == box_cases[i].parts);
        CLM_EXPECT_NEAR(box_cases[i].label, clm_geometry_area_m2(&out), expected, expected * 2e-6);
        CLM_EXPECT(box_cases[i].label, clm_geometry_valid(&out, &error));
        expect_oriented(box_cases[i].label, &out);
        expect_on_globe(box_cases[i].label, &out);
        clm_geometry_clear(&a);
        clm_geometry_clear(&b);
        clm_geometry_clear(&out);
    }
}

static void test_clm_overlay_empty_results(void **state) {
    (void)state;
    clm_geometry a = {0};
    clm_geometry b = {0};
    clm_geometry none = {0};
    clm_geometry out;
    clm_error error = {0};
    add_box(&a, false, 30, 50, 31, 51);
    add_box(&b, false, 31, 50, 32, 51);
    CLM_EXPECT_OK("touching", clm_overlay(&a, &b, CLM_OVERLAY_INTERSECTION, &out, &error), &error);
    assert_int_equal(out.kind, CLM_GEOMETRY_NONE);
    CLM_EXPECT_OK("itself", clm_overlay(&a, &a, CLM_OVERLAY_DIFFERENCE, &out, &error), &error);
    assert_int_equal(out.kind, CLM_GEOMETRY_NONE);
    CLM_EXPECT_OK("nothing", clm_overlay(&none, &none, CLM_OVERLAY_UNION, &out, &error), &error);
    assert_int_equal(out.kind, CLM_GEOMETRY_NONE);
    CLM_EXPECT_OK("less nothing", clm_overlay(&a, &none, CLM_OVERLAY_DIFFERENCE, &out, &error),
                  &error);
    CLM_EXPECT_NEAR("less nothing", clm_geometry_area_m2(&out), clm_geometry_area_m2(&a), 10.0);
    clm_geometry_clear(&out);
    CLM_EXPECT_OK("nothing and a", clm_overlay(&none, &a, CLM_OVERLAY_UNION, &out, &error), &error);
    CLM_EXPECT_NEAR("nothing and a", clm_geometry_area_m2(&out), clm_geometry_area_m2(&a), 10.0);
    clm_geometry_clear(&out);
    clm_geometry_clear(&a);
    clm_geometry_clear(&b);
}

static void test_clm_overlay_errors(void **state) {
    (void)state;
    clm_geometry a = {0};
    clm_geometry point = {0};
    clm_geometry bad = {0};
    clm_geometry out;
    clm_error error = {0};
    add_box(&a, false, 30, 50, 31, 51);
    add_box(&bad, false, 30, 50, 31, (double)NAN);
    assert_int_equal(clm_geometry_set_point(&point, (clm_lonlat){30, 50}, NULL), CLM_OK);
    assert_int_equal(clm_overlay(&a, &point, CLM_OVERLAY_UNION, &out, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_overlay(&point, &a, CLM_OVERLAY_UNION, &out, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(out.kind, CLM_GEOMETRY_NONE);
    assert_int_equal(clm_overlay(&a, &bad, CLM_OVERLAY_UNION, &out, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_overlay(&bad, &a, CLM_OVERLAY_UNION, &out, &error), CLM_ERR_ARGUMENT);
    clm_geometry_clear(&a);
    clm_geometry_clear(&point);
    clm_geometry_clear(&bad);
}

/* A bow tie of two triangles, and its parts. */
static void test_clm_geometry_repair_bow_tie(void **state) {
    (void)state;
    const clm_lonlat tie[4] = {{0, 0}, {2, 2}, {2, 0}, {0, 2}};
    clm_geometry shape = {0};
    clm_error reason = {0};
    add_ring(&shape, false, tie, 4);
    assert_false(clm_geometry_valid(&shape, &reason));
    assert_non_null(strstr(reason.message, "Self-intersection"));
    CLM_EXPECT_OK("repair", clm_geometry_repair(&shape, &reason), &reason);
    assert_true(clm_geometry_valid(&shape, &reason));
    assert_int_equal(shape.part_count, 2);
    expect_oriented("bow tie", &shape);
    CLM_EXPECT_NEAR("area", signed_area(&shape, 0) + signed_area(&shape, 1), 2.0, 1e-12);
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_valid_table(void **state) {
    (void)state;
    clm_geometry shape = {0};
    clm_error reason = {0};
    assert_false(clm_geometry_valid(&shape, &reason));
    add_box(&shape, false, 0, 0, 9, 9);
    add_box(&shape, true, 1, 1, 2, 2);
    assert_true(clm_geometry_valid(&shape, NULL));
    add_box(&shape, true, 10, 10, 11, 11);
    assert_false(clm_geometry_valid(&shape, &reason));
    CLM_EXPECT_OK("hole outside", clm_geometry_repair(&shape, &reason), &reason);
    assert_true(clm_geometry_valid(&shape, &reason));
    clm_geometry_clear(&shape);
    const clm_lonlat two[2] = {{0, 0}, {1, 1}};
    add_ring(&shape, false, two, 2);
    assert_false(clm_geometry_valid(&shape, &reason));
    assert_string_equal(reason.message, "a ring has less than three points");
    CLM_EXPECT_OK("nothing left", clm_geometry_repair(&shape, &reason), &reason);
    assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
    assert_int_equal(clm_geometry_repair(&shape, &reason), CLM_ERR_ARGUMENT);
    clm_geometry_clear(&shape);
}

static void test_clm_geometry_split_180_ring(void **state) {
    (void)state;
    const clm_lonlat ring[4] = {{179, -17}, {-178, -17}, {-178, -16}, {179, -16}};
    const clm_lonlat hole[4] = {{-179.5, -16.8}, {-179.5, -16.2}, {-179, -16.2}, {-179, -16.8}};
    clm_geometry shape = {0};
    clm_error error = {0};
    add_ring(&shape, false, ring, 4);
    add_ring(&shape, true, hole, 4);
    CLM_EXPECT_OK("split", clm_geometry_split_180(&shape, &error), &error);
    assert_int_equal(shape.part_count, 3);
    expect_oriented("split", &shape);
    expect_on_globe("split", &shape);
    double sum = 0.0;
    for (size_t part = 0; part < 3; part++) {
        sum += signed_area(&shape, part);
    }
    CLM_EXPECT_NEAR("area", sum, 3.0 - 0.3, 1e-9);
    size_t points = shape.point_count;
    CLM_EXPECT_OK("again", clm_geometry_split_180(&shape, &error), &error);
    assert_int_equal(shape.point_count, points);
    clm_geometry_clear(&shape);
}

/* A cap around the south pole: one ring with the pole's edge, wherever it begins. */
static void test_clm_geometry_split_180_pole(void **state) {
    (void)state;
    for (int start = 0; start < 12; start++) {
        clm_geometry shape = {0};
        clm_error error = {0};
        add_ring(&shape, false, NULL, 0);
        for (int i = 0; i < 12; i++) {
            double lon = (start + i) * 30.0 - 175.0;
            assert_int_equal(clm_geometry_add_point(
                                 &shape, (clm_lonlat){lon > 180.0 ? lon - 360.0 : lon, -70}, NULL),
                             CLM_OK);
        }
        CLM_EXPECT_OK("split", clm_geometry_split_180(&shape, &error), &error);
        assert_int_equal(shape.part_count, 1);
        expect_on_globe("pole", &shape);
        CLM_EXPECT_NEAR("area", signed_area(&shape, 0), 360.0 * 20.0, 1e-9);
        assert_true(clm_geometry_contains(&shape, (clm_lonlat){11, -89}));
        clm_geometry_clear(&shape);
    }
}

/* Left alone: no crossing, edges along the border of the map, lines. */
static void test_clm_geometry_split_180_unchanged(void **state) {
    (void)state;
    clm_geometry shape = {0};
    clm_error error = {0};
    add_box(&shape, false, -180, -90, 180, -60);
    CLM_EXPECT_OK("band", clm_geometry_split_180(&shape, &error), &error);
    assert_int_equal(shape.point_count, 4);
    assert_true(shape.points[0].lon_deg == -180.0 && shape.points[1].lon_deg == 180.0);
    clm_geometry_clear(&shape);
    const clm_lonlat line[2] = {{179, 0}, {-179, 0}};
    add_ring(&shape, false, line, 2);
    shape.kind = CLM_GEOMETRY_LINES;
    CLM_EXPECT_OK("line", clm_geometry_split_180(&shape, &error), &error);
    assert_int_equal(shape.point_count, 2);
    clm_geometry_clear(&shape);
}

/* |A| + |B| = |A or B| + |A and B|, and |A less B| = |A| - |A and B|, for random star shapes. */
static void add_star(clm_geometry *shape, uint64_t *seed, clm_lonlat centre) {
    add_ring(shape, false, NULL, 0);
    for (int i = 0; i < 30; i++) {
        clm_lonlat point = clm_destination(centre, -12.0 * i, clm_test_uniform(seed, 2e4, 9e4));
        assert_int_equal(clm_geometry_add_point(shape, point, NULL), CLM_OK);
    }
}

static void test_clm_overlay_areas_add_up(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int round = 0; round < 40; round++) {
        clm_lonlat centre = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -80, 80)};
        clm_geometry a = {0};
        clm_geometry b = {0};
        clm_geometry out[3];
        double area_m2[3];
        clm_error error = {0};
        add_star(&a, &seed, centre);
        add_star(&b, &seed, clm_destination(centre, clm_test_uniform(&seed, 0, 360), 5e4));
        for (int op = 0; op < 3; op++) {
            CLM_EXPECT_OK("random", clm_overlay(&a, &b, (clm_overlay_op)op, &out[op], &error),
                          &error);
            area_m2[op] = clm_geometry_area_m2(&out[op]);
            expect_on_globe("random", &out[op]);
            clm_geometry_clear(&out[op]);
        }
        /* The cut at 180 degrees runs straight in lon/lat, and long edges there do not. */
        double within = fabs(centre.lon_deg) < 170.0 ? 1e-4 : 1e-2;
        double a_m2 = clm_geometry_area_m2(&a);
        double b_m2 = clm_geometry_area_m2(&b);
        CLM_EXPECT_NEAR("sum", area_m2[CLM_OVERLAY_UNION] + area_m2[CLM_OVERLAY_INTERSECTION],
                        a_m2 + b_m2, (a_m2 + b_m2) * within);
        CLM_EXPECT_NEAR("rest", area_m2[CLM_OVERLAY_DIFFERENCE],
                        a_m2 - area_m2[CLM_OVERLAY_INTERSECTION], a_m2 * within);
        clm_geometry_clear(&a);
        clm_geometry_clear(&b);
    }
}

static clm_status unite(void *context) {
    clm_geometry *pair = context;
    clm_geometry out;
    clm_status status = clm_overlay(&pair[0], &pair[1], CLM_OVERLAY_UNION, &out, NULL);
    clm_geometry_clear(&out);
    return status;
}

static void test_clm_overlay_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry pair[2] = {{0}, {0}};
    add_box(&pair[0], false, 179, 0, 180, 1);
    add_box(&pair[1], false, -180, 0, -179, 1);
    assert_true(clm_test_fail_every_allocation(unite, pair) > 10);
    clm_geometry_clear(&pair[0]);
    clm_geometry_clear(&pair[1]);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_overlay_boxes),
        cmocka_unit_test(test_clm_overlay_empty_results),
        cmocka_unit_test(test_clm_overlay_errors),
        cmocka_unit_test(test_clm_geometry_repair_bow_tie),
        cmocka_unit_test(test_clm_geometry_valid_table),
        cmocka_unit_test(test_clm_geometry_split_180_ring),
        cmocka_unit_test(test_clm_geometry_split_180_pole),
        cmocka_unit_test(test_clm_geometry_split_180_unchanged),
        cmocka_unit_test(test_clm_overlay_areas_add_up),
        cmocka_unit_test(test_clm_overlay_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
