#include "unit/geo/shapes.h"

static bool same_box(clm_bbox a, clm_bbox b) {
    return a.west_deg == b.west_deg && a.south_deg == b.south_deg && a.east_deg == b.east_deg &&
           a.north_deg == b.north_deg;
}

static void test_clm_bbox_add_points(void **state) {
    (void)state;
    clm_bbox box = clm_bbox_empty();
    assert_true(clm_bbox_is_empty(box));
    assert_false(clm_bbox_contains(box, (clm_lonlat){0, 0}));
    clm_bbox_add(&box, (clm_lonlat){30, 50});
    assert_true(same_box(box, (clm_bbox){30, 50, 30, 50}));
    assert_false(clm_bbox_is_empty(box));
    clm_bbox_add(&box, (clm_lonlat){-170, 40});
    clm_bbox_add(&box, (clm_lonlat){175, 45});
    assert_true(same_box(box, (clm_bbox){-170, 40, 175, 50}));
}

static void test_clm_bbox_add_to_crossing(void **state) {
    (void)state;
    clm_bbox box = {170, -20, -175, -10};
    clm_bbox_add(&box, (clm_lonlat){165, -15});
    clm_bbox_add(&box, (clm_lonlat){-170, -25});
    clm_bbox_add(&box, (clm_lonlat){179, -12});
    assert_true(same_box(box, (clm_bbox){165, -25, -170, -10}));
}

static void test_clm_bbox_join_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox a, b, joined;
    } table[] = {
        {"apart", {0, 0, 1, 1}, {5, 5, 6, 7}, {0, 0, 6, 7}},
        {"inside", {0, 0, 9, 9}, {5, 5, 6, 7}, {0, 0, 9, 9}},
        {"both sides of 180 stay plain", {-179, 0, -170, 1}, {170, 0, 179, 1}, {-179, 0, 179, 1}},
        {"one crosses, east of it", {170, 0, -175, 1}, {-172, 2, -170, 3}, {170, 0, -170, 3}},
        {"one crosses, west of it", {170, 0, -175, 1}, {160, 2, 165, 3}, {160, 0, -175, 3}},
        {"one crosses, holds the other", {170, 0, -160, 1}, {-172, 0, -170, 1}, {170, 0, -160, 1}},
        {"one crosses, edges that are no whole numbers",
         {172.66041, 0, -66.97732, 1},
         {-141.00556, 0, -52.61881, 1},
         {172.66041, 0, -52.61881, 1}},
        {"both cross", {170, 0, -175, 1}, {175, 0, -170, 1}, {170, 0, -170, 1}},
        {"one crosses, the other fills the rest",
         {100, 0, -100, 1},
         {-110, 0, 110, 1},
         {-180, 0, 180, 1}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_bbox forth = table[i].a;
        clm_bbox back = table[i].b;
        clm_bbox_join(&forth, table[i].b);
        clm_bbox_join(&back, table[i].a);
        CLM_EXPECT(table[i].label, same_box(forth, table[i].joined));
        CLM_EXPECT(table[i].label, same_box(back, table[i].joined));
    }
    clm_bbox box = clm_bbox_empty();
    clm_bbox_join(&box, (clm_bbox){1, 2, 3, 4});
    clm_bbox_join(&box, clm_bbox_empty());
    assert_true(same_box(box, (clm_bbox){1, 2, 3, 4}));
}

static void test_clm_bbox_contains_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox box;
        clm_lonlat point;
        bool inside;
    } table[] = {
        {"inside", {0, 0, 2, 2}, {1, 1}, true},
        {"corner", {0, 0, 2, 2}, {2, 2}, true},
        {"outside", {0, 0, 2, 2}, {3, 1}, false},
        {"south", {0, 0, 2, 2}, {1, -1}, false},
        {"crossing, east part", {170, 0, -170, 2}, {-175, 1}, true},
        {"crossing, west part", {170, 0, -170, 2}, {175, 1}, true},
        {"crossing, outside", {170, 0, -170, 2}, {0, 1}, false},
        {"not a number", {0, 0, 2, 2}, {1, (double)NAN}, false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label,
                   clm_bbox_contains(table[i].box, table[i].point) == table[i].inside);
    }
}

static void test_clm_bbox_overlaps_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox a, b;
        bool overlap;
    } table[] = {
        {"overlap", {0, 0, 2, 2}, {1, 1, 3, 3}, true},
        {"touch", {0, 0, 2, 2}, {2, 2, 3, 3}, true},
        {"apart in longitude", {0, 0, 2, 2}, {3, 0, 4, 2}, false},
        {"apart in latitude", {0, 0, 2, 2}, {0, 3, 2, 4}, false},
        {"crossing and its east", {170, 0, -170, 2}, {-175, 1, -100, 3}, true},
        {"crossing and its west", {170, 0, -170, 2}, {100, 1, 175, 3}, true},
        {"crossing and the middle", {170, 0, -170, 2}, {-160, 1, 160, 3}, false},
        {"both crossing", {170, 0, -170, 2}, {179, 1, -179, 3}, true},
        {"empty", {0, 0, 2, 2}, {1, 2, 1, 1}, false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label, clm_bbox_overlaps(table[i].a, table[i].b) == table[i].overlap);
        CLM_EXPECT(table[i].label, clm_bbox_overlaps(table[i].b, table[i].a) == table[i].overlap);
    }
}

static void test_clm_geometry_bbox_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox parts[3], box;
    } table[] = {
        {"near each other", {{0, 0, 1, 1}, {5, 5, 6, 6}, {2, 2, 3, 3}}, {0, 0, 6, 6}},
        {"Russia",
         {{19.5, 41, 180, 82}, {-180, 62, -169.5, 72}, {48, 79, 65, 81}},
         {19.5, 41, -169.5, 82}},
        {"United States",
         {{-125, 24, -67, 49}, {-180, 51, -130, 71}, {172.5, 51, 180, 53}},
         {172.5, 24, -67, 71}},
        {"all around",
         {{-180, -90, -50, -60}, {-60, -90, 60, -60}, {50, -90, 180, -60}},
         {-180, -90, 180, -60}},
        {"wide, but the Pacific is wider",
         {{-100, 0, -80, 10}, {0, 0, 10, 10}, {90, 0, 95, 10}},
         {-100, 0, 95, 10}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry shape = {0};
        for (size_t k = 0; k < 3; k++) {
            clm_bbox part = table[i].parts[k];
            add_box(&shape, false, part.west_deg, part.south_deg, part.east_deg, part.north_deg);
        }
        CLM_EXPECT(table[i].label, same_box(clm_geometry_bbox(&shape), table[i].box));
        for (size_t k = 0; k < shape.point_count; k++) {
            CLM_EXPECT(table[i].label,
                       clm_bbox_contains(clm_geometry_bbox(&shape), shape.points[k]));
        }
        clm_geometry_clear(&shape);
    }
    clm_geometry none = {0};
    assert_true(clm_bbox_is_empty(clm_geometry_bbox(&none)));
}

static void test_clm_geometry_bbox_unsplit_ring(void **state) {
    (void)state;
    const clm_lonlat ring[5] = {{178, -17}, {-179, -18}, {-178, -16}, {179, -15}, {178, -16}};
    clm_geometry shape = {0};
    add_ring(&shape, false, ring, 5);
    assert_true(same_box(clm_geometry_bbox(&shape), (clm_bbox){178, -18, -178, -15}));
    shape.kind = CLM_GEOMETRY_LINES;
    assert_true(same_box(clm_geometry_bbox(&shape), (clm_bbox){178, -18, -178, -15}));
    clm_geometry_clear(&shape);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_bbox_add_points),
        cmocka_unit_test(test_clm_bbox_add_to_crossing),
        cmocka_unit_test(test_clm_bbox_join_table),
        cmocka_unit_test(test_clm_bbox_contains_table),
        cmocka_unit_test(test_clm_bbox_overlaps_table),
        cmocka_unit_test(test_clm_geometry_bbox_table),
        cmocka_unit_test(test_clm_geometry_bbox_unsplit_ring),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
