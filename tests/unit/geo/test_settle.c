/* Shapes as files hold them. Expected points are worked out by hand. */
#include "unit/geo/shapes.h"

#include "base/alloc.h"
#include "geo/overlay.h"

enum { POINTS_MAX = 12, PARTS_MAX = 4 };

typedef struct side {
    clm_geometry_kind kind;
    size_t part_points[PARTS_MAX]; /* 0 ends */
    bool hole[PARTS_MAX];
    clm_lonlat points[POINTS_MAX];
} side;

typedef struct settle_case {
    const char *label;
    side before, after;
} settle_case;

static const settle_case cases[] = {
    {"nothing", {.kind = CLM_GEOMETRY_NONE}, {.kind = CLM_GEOMETRY_NONE}},
    {"a point goes to the nearest step",
     {CLM_GEOMETRY_POINT, {1}, {false}, {{35.12345649, -51.00000051}}},
     {CLM_GEOMETRY_POINT, {1}, {false}, {{35.123456, -51.000001}}}},
    {"a point outside of the world",
     {CLM_GEOMETRY_POINT, {1}, {false}, {{180.0000004, 91}}},
     {CLM_GEOMETRY_POINT, {1}, {false}, {{180, 90}}}},
    {"a ring that ends with its first point, and the wrong way round",
     {CLM_GEOMETRY_POLYGONS, {4}, {false}, {{0, 0}, {0, 2}, {2, 0}, {0, 0}}},
     {CLM_GEOMETRY_POLYGONS, {3}, {false}, {{0, 0}, {2, 0}, {0, 2}}}},
    {"points that rounding joins",
     {CLM_GEOMETRY_POLYGONS, {4}, {false}, {{0, 0}, {2, 0}, {2.0000003, 0.0000002}, {0, 2}}},
     {CLM_GEOMETRY_POLYGONS, {3}, {false}, {{0, 0}, {2, 0}, {0, 2}}}},
    {"a ring without area goes with its hole, the next one and its hole stay",
     {CLM_GEOMETRY_POLYGONS,
      {2, 3, 3, 3},
      {false, true, false, true},
      {{0, 0},
       {0.0000001, 0},
       {5, 5},
       {6, 5},
       {5, 6},
       {0, 0},
       {9, 0},
       {0, 9},
       {1, 1},
       {2, 1},
       {1, 2}}},
     {CLM_GEOMETRY_POLYGONS,
      {3, 3},
      {false, true},
      {{0, 0}, {9, 0}, {0, 9}, {1, 1}, {1, 2}, {2, 1}}}},
    {"nothing is left of a line back and forth",
     {CLM_GEOMETRY_POLYGONS, {3}, {false}, {{0, 0}, {1, 1}, {2, 2}}},
     {.kind = CLM_GEOMETRY_NONE}},
    {"a spike along 180 degrees, where a region was cut",
     {CLM_GEOMETRY_POLYGONS,
      {6},
      {false},
      {{179, -17}, {180, -17}, {180, -16.5}, {180, -16.6}, {180, -16}, {179, -16}}},
     {CLM_GEOMETRY_POLYGONS,
      {5},
      {false},
      {{179, -17}, {180, -17}, {180, -16.6}, {180, -16}, {179, -16}}}},
    {"points on a straight edge are no spike",
     {CLM_GEOMETRY_POLYGONS, {4}, {false}, {{0, 0}, {1, 0}, {2, 0}, {0, 2}}},
     {CLM_GEOMETRY_POLYGONS, {4}, {false}, {{0, 0}, {1, 0}, {2, 0}, {0, 2}}}},
    {"a spike of several points, and one on its way",
     {CLM_GEOMETRY_POLYGONS,
      {9},
      {false},
      {{0, 0}, {4, 0}, {5, 1}, {6, 2}, {5, 1}, {5, 2}, {5, 1}, {4, 0}, {0, 4}}},
     {CLM_GEOMETRY_POLYGONS, {3}, {false}, {{0, 0}, {4, 0}, {0, 4}}}},
    {"a spike whose tip is the first point, and one whose tip is the last",
     {CLM_GEOMETRY_POLYGONS, {6}, {false}, {{-3, 0}, {0, 0}, {4, 0}, {0, 4}, {0, 0}, {-2, 0}}},
     {CLM_GEOMETRY_POLYGONS, {3}, {false}, {{0, 0}, {4, 0}, {0, 4}}}},
    {"a line is cut where it meets 180 degrees; one of a point is none",
     {CLM_GEOMETRY_LINES, {1, 2}, {false, false}, {{5, 5}, {179, 10}, {-179, 12}}},
     {CLM_GEOMETRY_LINES, {2, 2}, {false, false}, {{179, 10}, {180, 11}, {-180, 11}, {-179, 12}}}},
};

static void make(const side *from, clm_geometry *out) {
    size_t next = 0;
    clm_geometry_init(out);
    out->kind = from->kind;
    for (size_t part = 0; part < PARTS_MAX && from->part_points[part] > 0; part++) {
        assert_int_equal(clm_geometry_add_part(out, from->hole[part], NULL), CLM_OK);
        for (size_t i = 0; i < from->part_points[part]; i++) {
            assert_int_equal(clm_geometry_add_point(out, from->points[next++], NULL), CLM_OK);
        }
    }
}

static void expect_same(const char *label, const clm_geometry *got, const clm_geometry *wanted) {
    bool same = got->kind == wanted->kind && got->part_count == wanted->part_count &&
                got->point_count == wanted->point_count;
    for (size_t i = 0; same && i < wanted->part_count; i++) {
        same = got->part_start[i] == wanted->part_start[i] &&
               got->part_hole[i] == wanted->part_hole[i];
    }
    for (size_t i = 0; same && i < wanted->point_count; i++) {
        same = got->points[i].lon_deg == wanted->points[i].lon_deg &&
               got->points[i].lat_deg == wanted->points[i].lat_deg;
    }
    if (!same) {
        fail_msg("%s: %zu parts, %zu points", label, got->part_count, got->point_count);
    }
}

static void test_clm_geometry_settle_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        clm_geometry got;
        clm_geometry wanted;
        make(&cases[i].before, &got);
        make(&cases[i].after, &wanted);
        assert_int_equal(clm_geometry_settle(&got, NULL), CLM_OK);
        expect_same(cases[i].label, &got, &wanted);
        assert_int_equal(clm_geometry_settle(&got, NULL), CLM_OK);
        expect_same("again", &got, &wanted);
        clm_geometry_clear(&got);
        clm_geometry_clear(&wanted);
    }
}

/* A box across 180 degrees becomes two, each with its own half of the area in degrees. */
static void test_clm_geometry_settle_splits_polygons(void **state) {
    (void)state;
    const clm_lonlat ring[4] = {{178, 0}, {-178, 0}, {-178, 3}, {178, 3}};
    clm_geometry shape = {0};
    add_ring(&shape, false, ring, 4);
    assert_int_equal(clm_geometry_settle(&shape, NULL), CLM_OK);
    assert_int_equal(shape.part_count, 2);
    assert_int_equal(shape.point_count, 8);
    for (size_t i = 0; i < shape.point_count; i++) {
        double lon = fabs(shape.points[i].lon_deg);
        assert_true(lon == 178.0 || lon == 180.0);
    }
    clm_geometry_clear(&shape);
}

/* Split and joined again, a box across 180 degrees is one ring without an edge along it; a hole
 * across it is a ring of its own. */
static void test_clm_geometry_join_180(void **state) {
    (void)state;
    const clm_lonlat ring[4] = {{178, 0}, {-178, 0}, {-178, 3}, {178, 3}};
    const clm_lonlat hole[4] = {{179, 1}, {179, 2}, {-179, 2}, {-179, 1}};
    for (size_t rings = 1; rings <= 2; rings++) {
        clm_geometry shape = {0};
        add_ring(&shape, false, ring, 4);
        if (rings == 2) {
            add_ring(&shape, true, hole, 4);
        }
        assert_int_equal(clm_geometry_settle(&shape, NULL), CLM_OK);
        assert_int_equal(clm_geometry_join_180(&shape, NULL), CLM_OK);
        assert_int_equal(shape.part_count, rings);
        for (size_t part = 0; part < rings; part++) {
            size_t count = 0;
            const clm_lonlat *points = clm_geometry_part(&shape, part, &count);
            assert_int_equal(count, 8); /* four corners, and both sides of two crossings */
            for (size_t i = 0; i < count; i++) {
                clm_lonlat next = points[(i + 1) % count];
                bool along = points[i].lon_deg == next.lon_deg && fabs(next.lon_deg) == 180.0;
                assert_false(along);
            }
        }
        clm_geometry_clear(&shape);
    }
}

/* Source data was often cut first and simplified then: the sides differ a little. */
static void test_clm_geometry_join_180_of_sides_that_differ(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, 178, 0, 180, 3);
    add_box(&shape, false, -180, 0.001, -178, 3.002);
    assert_int_equal(clm_geometry_join_180(&shape, NULL), CLM_OK);
    assert_int_equal(shape.part_count, 1);
    assert_int_equal(shape.point_count, 8);
    clm_geometry_clear(&shape);
}

/* A sliver between the cut and the next polygon goes with it. */
static void test_clm_geometry_join_180_takes_slivers_in(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, 178, 0, 180, 3);
    add_box(&shape, false, -180, 0, -179.9995, 3);
    add_box(&shape, false, -179.9995, 0, -178, 3);
    assert_int_equal(clm_geometry_join_180(&shape, NULL), CLM_OK);
    assert_int_equal(shape.part_count, 1);
    assert_int_equal(shape.point_count, 12);
    clm_geometry_clear(&shape);
}

/* Boxes that only one side has stay. */
static void test_clm_geometry_join_180_leaves_others(void **state) {
    (void)state;
    clm_geometry shape = {0};
    add_box(&shape, false, 178, 0, 180, 3);
    add_box(&shape, false, -180, 4, -178, 5);
    assert_int_equal(clm_geometry_join_180(&shape, NULL), CLM_OK);
    assert_int_equal(shape.part_count, 2);
    assert_int_equal(shape.point_count, 8);
    clm_geometry_clear(&shape);
}

/* A ring around the pole gets the pole's edge; read again, that edge is no crossing. */
static void test_clm_geometry_settle_around_a_pole(void **state) {
    (void)state;
    const clm_lonlat ring[4] = {{-2, 80}, {88, 80}, {178, 80}, {-92, 80}};
    clm_geometry shape = {0};
    clm_geometry again = {0};
    add_ring(&shape, false, ring, 4);
    assert_int_equal(clm_geometry_settle(&shape, NULL), CLM_OK);
    assert_int_equal(clm_geometry_copy(&shape, &again, NULL), CLM_OK);
    assert_int_equal(clm_geometry_settle(&again, NULL), CLM_OK);
    expect_same("pole", &again, &shape);
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){100, 89}));
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){-100, 89}));
    clm_geometry_clear(&shape);
    clm_geometry_clear(&again);
}

/* A ring that comes back to 180 degrees where it was before, around a diamond that is not its own:
 * OGC Simple Features want that as a hole. */
static void test_clm_geometry_settle_mends_at_180(void **state) {
    (void)state;
    const clm_lonlat ring[] = {{176, -3}, {180, -3}, {180, 0}, {179, -1}, {178, 0},
                               {179, 1},  {180, 0},  {180, 3}, {176, 3}};
    clm_geometry shape = {0};
    clm_geometry again = {0};
    add_ring(&shape, false, ring, sizeof ring / sizeof ring[0]);
    assert_false(clm_geometry_valid(&shape, NULL));
    assert_int_equal(clm_geometry_settle(&shape, NULL), CLM_OK);
    assert_true(clm_geometry_valid(&shape, NULL));
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){177, 0}));
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){179.5, 2}));
    assert_false(clm_geometry_contains(&shape, (clm_lonlat){179, 0.5}));
    assert_int_equal(clm_geometry_copy(&shape, &again, NULL), CLM_OK);
    assert_int_equal(clm_geometry_settle(&again, NULL), CLM_OK);
    expect_same("mended", &again, &shape);
    clm_geometry_clear(&shape);
    clm_geometry_clear(&again);
}

static void test_clm_geometry_settle_every_allocation_fails(void **state) {
    (void)state;
    bool reached = true;
    size_t failures = 0;
    for (size_t nth = 1; reached && nth < 100; nth++) {
        clm_geometry shape;
        make(&cases[sizeof cases / sizeof cases[0] - 1].before, &shape);
        (void)clm_alloc_fail_at(nth);
        clm_status status = clm_geometry_settle(&shape, NULL);
        reached = clm_alloc_fail_at(0) >= nth;
        assert_int_equal(status, reached ? CLM_ERR_NOMEM : CLM_OK);
        failures += reached;
        clm_geometry_clear(&shape);
    }
    assert_true(failures > 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_geometry_settle_table),
        cmocka_unit_test(test_clm_geometry_settle_splits_polygons),
        cmocka_unit_test(test_clm_geometry_join_180),
        cmocka_unit_test(test_clm_geometry_join_180_of_sides_that_differ),
        cmocka_unit_test(test_clm_geometry_join_180_takes_slivers_in),
        cmocka_unit_test(test_clm_geometry_join_180_leaves_others),
        cmocka_unit_test(test_clm_geometry_settle_around_a_pole),
        cmocka_unit_test(test_clm_geometry_settle_mends_at_180),
        cmocka_unit_test(test_clm_geometry_settle_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
