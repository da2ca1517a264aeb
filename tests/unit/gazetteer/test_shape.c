#include "fixture.h"

static clm_gazetteer *world;

static int open_world(void **state) {
    (void)state;
    world = fixture_open("gazetteer_shape");
    return 0;
}

static int close_world(void **state) {
    (void)state;
    clm_gazetteer_free(world);
    return 0;
}

/* Area between two parallels on WGS 84, for `width_deg` of longitude; closed formula through the
 * authalic latitude (Snyder, Map Projections: A Working Manual, eq. 3-12). */
static double band_m2(double width_deg, double south_deg, double north_deg) {
    static const double a = 6378137.0;
    static const double e2 = 0.00669437999014;
    double e = sqrt(e2);
    double q[2];
    double lat[2] = {south_deg, north_deg};
    for (int i = 0; i < 2; i++) {
        double s = sin(lat[i] * 3.14159265358979323846 / 180.0);
        q[i] =
            (1.0 - e2) * (s / (1.0 - e2 * s * s) - log((1.0 - e * s) / (1.0 + e * s)) / (2.0 * e));
    }
    return a * a * width_deg * 3.14159265358979323846 / 180.0 * (q[1] - q[0]) / 2.0;
}

/* Sides along a parallel are geodesics between vertices half a degree apart: 0.05 % is enough. */
static void test_clm_gazetteer_shape_area_table(void **state) {
    (void)state;
    double hole = band_m2(0.2, 49.4, 49.6);
    const struct {
        const char *id;
        clm_worldview worldview;
        double area_m2;
        size_t parts, holes;
    } table[] = {
        {"gn:8001", CLM_WORLDVIEW_ISO, band_m2(1, 50, 51), 1, 0},
        {"ne:102", CLM_WORLDVIEW_ISO, band_m2(1, 49, 50) - hole, 2, 1},
        {"ne:103", CLM_WORLDVIEW_ISO, hole, 1, 0},
        {"ne:106", CLM_WORLDVIEW_ISO, band_m2(0.5, 10, 10.5) + band_m2(0.25, 10, 10.25), 2, 0},
        {"ne:107", CLM_WORLDVIEW_ISO, band_m2(2, -17, -16), 2, 0},
        {"cc:XA", CLM_WORLDVIEW_ISO, band_m2(1, 49, 51) - hole, 2, 1},
        {"cc:XA", CLM_WORLDVIEW_DE_FACTO, band_m2(2, 49, 51) - hole, 3, 1},
        {"cc:XB", CLM_WORLDVIEW_ISO, band_m2(2, 49, 51) + hole, 2, 0},
        {"cc:XB", CLM_WORLDVIEW_DE_FACTO, band_m2(1, 49, 51) + hole, 2, 0},
        {"cc:XE", CLM_WORLDVIEW_ISO, band_m2(1, 0, 1), 1, 0},
        {"cm:east-world", CLM_WORLDVIEW_ISO, band_m2(3, 49, 51), 1, 0},
        {"cm:borderlands", CLM_WORLDVIEW_ISO, band_m2(1, 50, 51) + band_m2(1, 49, 51), 1, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry shape;
        clm_error error = {CLM_OK, ""};
        clm_geometry_init(&shape);
        CLM_EXPECT_OK(table[i].id,
                      clm_gazetteer_shape(world, fixture_place(world, table[i].id),
                                          table[i].worldview, CLM_DETAIL_FULL, &shape, &error),
                      &error);
        size_t holes = 0;
        for (size_t p = 0; p < shape.part_count; p++) {
            holes += shape.part_hole[p];
        }
        CLM_EXPECT(table[i].id, shape.kind == CLM_GEOMETRY_POLYGONS);
        CLM_EXPECT(table[i].id, shape.part_count == table[i].parts && holes == table[i].holes);
        CLM_EXPECT_NEAR(table[i].id, clm_geometry_area_m2(&shape) / table[i].area_m2, 1.0, 5e-4);
        clm_geometry_clear(&shape);
    }
}

static void test_clm_gazetteer_shape_own_area(void **state) {
    (void)state;
    clm_place place = clm_gazetteer_place(world, fixture_place(world, "ne:102"));
    CLM_EXPECT_NEAR("area", place.area_m2 / (band_m2(1, 49, 50) - band_m2(0.2, 49.4, 49.6)), 1.0,
                    5e-4);
    place = clm_gazetteer_place(world, fixture_place(world, "ne:107"));
    CLM_EXPECT_NEAR("west of a box over 180 degrees", place.box.west_deg, 179.0, 1e-9);
    CLM_EXPECT_NEAR("east of a box over 180 degrees", place.box.east_deg, -179.0, 1e-9);
}

static void test_clm_gazetteer_shape_none(void **state) {
    (void)state;
    static const char *const ids[] = {"gn:9001", "cm:middle-sea", "cm:the-midlands"};
    for (size_t i = 0; i < CLM_TEST_COUNT(ids); i++) {
        clm_geometry shape;
        clm_error error = {CLM_OK, ""};
        clm_geometry_init(&shape);
        CLM_EXPECT_OK("set", clm_geometry_set_point(&shape, (clm_lonlat){1, 2}, &error), &error);
        CLM_EXPECT_OK(ids[i],
                      clm_gazetteer_shape(world, fixture_place(world, ids[i]), CLM_WORLDVIEW_ISO,
                                          CLM_DETAIL_FULL, &shape, &error),
                      &error);
        CLM_EXPECT(ids[i], shape.kind == CLM_GEOMETRY_NONE && shape.point_count == 0);
        CLM_EXPECT(ids[i], !clm_gazetteer_has_shape(world, fixture_place(world, ids[i]),
                                                    CLM_WORLDVIEW_ISO));
        clm_geometry_clear(&shape);
    }
}

/* Straight borders need their corners only; the coarsest wish still leaves something. */
static void test_clm_gazetteer_shape_coarse(void **state) {
    (void)state;
    clm_geometry shape;
    clm_error error = {CLM_OK, ""};
    clm_geometry_init(&shape);
    clm_place_index place = fixture_place(world, "cc:XE");
    CLM_EXPECT_OK("full", clm_gazetteer_shape(world, place, CLM_WORLDVIEW_ISO, 0.0, &shape, &error),
                  &error);
    assert_int_equal(shape.point_count, 8);
    assert_true(clm_gazetteer_has_shape(world, place, CLM_WORLDVIEW_ISO));
    CLM_EXPECT_OK("coarse",
                  clm_gazetteer_shape(world, place, CLM_WORLDVIEW_ISO, 1e9, &shape, &error),
                  &error);
    assert_int_equal(shape.point_count, 4);
    CLM_EXPECT_OK("coarsest",
                  clm_gazetteer_shape(world, place, CLM_WORLDVIEW_ISO, 1e15, &shape, &error),
                  &error);
    assert_true(shape.point_count >= 3);
    clm_geometry_clear(&shape);
}

typedef struct line_count {
    size_t lines[CLM_LINE_CLASS_COUNT];
    size_t holes, visits, stop_at;
    clm_line_class last;
} line_count;

static clm_status count_line(void *context, const clm_base_line *line) {
    line_count *count = context;
    count->lines[line->line_class]++;
    count->holes += line->hole;
    count->visits++;
    for (size_t i = 0; i < line->count; i++) {
        /* Nothing is drawn along the end of the map. */
        assert_false(i > 0 && fabs(line->points[i].lon_deg) == 180.0 &&
                     line->points[i].lon_deg == line->points[i - 1].lon_deg);
    }
    if (line->line_class == CLM_LINE_REGION_BORDER) {
        assert_true(line->left != CLM_NO_PLACE && line->right != CLM_NO_PLACE);
    }
    return count->visits == count->stop_at ? CLM_ERR_LIMIT : CLM_OK;
}

static void test_clm_gazetteer_lines_in_classes(void **state) {
    (void)state;
    line_count count = {0};
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("all",
                  clm_gazetteer_lines_in(world, (clm_bbox){-180, -90, 180, 90}, 0.0, 15, count_line,
                                         &count, &error),
                  &error);
    /* Northland | Southland; Alfa | Bravo twice (north, south) and the enclave; Westmark | Debated
     * is a border of countries only as held. */
    assert_int_equal(count.lines[CLM_LINE_REGION_BORDER], 1);
    assert_int_equal(count.lines[CLM_LINE_COUNTRY_BORDER], 3);
    assert_int_equal(count.lines[CLM_LINE_DISPUTED_BORDER], 1);
    assert_int_equal(count.lines[CLM_LINE_RIVER], 1);
    assert_int_equal(count.lines[CLM_LINE_LAKE], 2);
    assert_int_equal(count.holes, 1);
    /* Northland, Southland, Westmark twice, Debated; two islands; two halves of Delta; Echo. */
    assert_int_equal(count.lines[CLM_LINE_COAST], 10);
}

static void test_clm_gazetteer_lines_in_choice(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox box;
        double detail;
        unsigned rank_max;
        size_t visits;
    } table[] = {
        {"nothing there", {-100, -50, -90, -40}, 0.0, 15, 0},
        {"one island", {20.8, 10.0, 20.9, 10.1}, 0.0, 15, 1},
        {"over 180 degrees", {179.5, -16.7, -178.5, -16.3}, 0.0, 15, 2},
        {"no small waters, the coast around", {12.3, 49.3, 12.7, 49.7}, 0.0, 3, 1},
        {"lake and its island", {12.3, 49.3, 12.7, 49.7}, 0.0, 4, 3},
        {"lake without its island", {12.3, 49.3, 12.7, 49.7}, 1e9, 4, 2},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        line_count count = {0};
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT_OK(table[i].label,
                      clm_gazetteer_lines_in(world, table[i].box, table[i].detail,
                                             table[i].rank_max, count_line, &count, &error),
                      &error);
        CLM_EXPECT(table[i].label, count.visits == table[i].visits);
    }
}

static void test_clm_gazetteer_lines_in_stops(void **state) {
    (void)state;
    line_count count = {.stop_at = 2};
    assert_int_equal(clm_gazetteer_lines_in(world, (clm_bbox){-180, -90, 180, 90}, 0.0, 15,
                                            count_line, &count, NULL),
                     CLM_ERR_LIMIT);
    assert_int_equal(count.visits, 2);
}

static clm_status shape_once(void *context) {
    clm_geometry shape;
    (void)context;
    clm_geometry_init(&shape);
    clm_status status = clm_gazetteer_shape(world, clm_gazetteer_by_id(world, CLM_TEXT("cc:XA")),
                                            CLM_WORLDVIEW_ISO, CLM_DETAIL_FEATURE, &shape, NULL);
    clm_geometry_clear(&shape);
    return status;
}

static clm_status lines_once(void *context) {
    line_count count = {0};
    (void)context;
    return clm_gazetteer_lines_in(world, (clm_bbox){-180, -90, 180, 90}, 0.0, 15, count_line,
                                  &count, NULL);
}

static void test_clm_gazetteer_shape_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(shape_once, NULL) > 0);
    assert_true(clm_test_fail_every_allocation(lines_once, NULL) > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_shape_area_table),
        cmocka_unit_test(test_clm_gazetteer_shape_own_area),
        cmocka_unit_test(test_clm_gazetteer_shape_none),
        cmocka_unit_test(test_clm_gazetteer_shape_coarse),
        cmocka_unit_test(test_clm_gazetteer_lines_in_classes),
        cmocka_unit_test(test_clm_gazetteer_lines_in_choice),
        cmocka_unit_test(test_clm_gazetteer_lines_in_stops),
        cmocka_unit_test(test_clm_gazetteer_shape_no_memory),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
