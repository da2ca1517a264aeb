#include "support/support.h"

#include "vector/rings.h"

/* Rings are boxes here; `way` 'o' runs clockwise (outer in shapefiles), 'h' counter-clockwise. */
typedef struct box_ring {
    char way;
    double west, south, east, north;
} box_ring;

typedef struct expected_part {
    bool hole;
    double west, south; /* which box */
} expected_part;

enum { PARTS_MAX = 6 };

static void add(clm_geometry *shape, box_ring box) {
    const clm_lonlat clockwise[4] = {
        {box.west, box.south}, {box.west, box.north}, {box.east, box.north}, {box.east, box.south}};
    shape->kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(shape, false, NULL), CLM_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(
            clm_geometry_add_point(shape, clockwise[box.way == 'o' ? i : (4 - i) % 4], NULL),
            CLM_OK);
    }
}

static double signed_area(const clm_lonlat *ring, size_t count) {
    double sum = 0.0;
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat *next = &ring[(i + 1) % count];
        sum += ring[i].lon_deg * next->lat_deg - next->lon_deg * ring[i].lat_deg;
    }
    return sum / 2.0;
}

static void test_clm_rings_arrange_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        size_t count;
        box_ring rings[PARTS_MAX];
        expected_part parts[PARTS_MAX];
    } table[] = {
        {"one", 1, {{'o', 0, 0, 9, 9}}, {{false, 0, 0}}},
        {"hole behind its ring",
         2,
         {{'o', 0, 0, 9, 9}, {'h', 1, 1, 2, 2}},
         {{false, 0, 0}, {true, 1, 1}}},
        {"hole before its ring",
         2,
         {{'h', 1, 1, 2, 2}, {'o', 0, 0, 9, 9}},
         {{false, 0, 0}, {true, 1, 1}}},
        {"holes of two rings mixed",
         4,
         {{'h', 21, 1, 22, 2}, {'o', 0, 0, 9, 9}, {'o', 20, 0, 29, 9}, {'h', 1, 1, 2, 2}},
         {{false, 0, 0}, {true, 1, 1}, {false, 20, 0}, {true, 21, 1}}},
        {"island in a lake with a pond",
         4,
         {{'o', 0, 0, 9, 9}, {'h', 1, 1, 8, 8}, {'o', 2, 2, 7, 7}, {'h', 3, 3, 4, 4}},
         {{false, 0, 0}, {true, 1, 1}, {false, 2, 2}, {true, 3, 3}}},
        {"hole touches a corner",
         2,
         {{'o', 0, 0, 9, 9}, {'h', 0, 0, 2, 2}},
         {{false, 0, 0}, {true, 0, 0}}},
        {"file that runs the wrong way",
         2,
         {{'h', 0, 0, 9, 9}, {'h', 20, 0, 29, 9}},
         {{false, 0, 0}, {false, 20, 0}}},
        {"hole outside of all",
         2,
         {{'o', 0, 0, 9, 9}, {'h', 20, 0, 21, 1}},
         {{false, 0, 0}, {false, 20, 0}}},
        {"hole larger than its ring",
         2,
         {{'o', 1, 1, 2, 2}, {'h', 0, 0, 9, 9}},
         {{false, 1, 1}, {false, 0, 0}}},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_geometry rings = {0};
        clm_geometry out = {0};
        clm_error error = {0};
        for (size_t k = 0; k < table[i].count; k++) {
            add(&rings, table[i].rings[k]);
        }
        CLM_EXPECT_OK(table[i].label, clm_rings_arrange(&rings, &out, &error), &error);
        CLM_EXPECT(table[i].label, out.kind == CLM_GEOMETRY_POLYGONS);
        CLM_EXPECT(table[i].label, out.part_count == table[i].count);
        for (size_t k = 0; k < table[i].count; k++) {
            size_t count = 0;
            const clm_lonlat *ring = clm_geometry_part(&out, k, &count);
            CLM_EXPECT(table[i].label, count == 4);
            CLM_EXPECT(table[i].label, ring[0].lon_deg == table[i].parts[k].west);
            CLM_EXPECT(table[i].label, ring[0].lat_deg == table[i].parts[k].south);
            CLM_EXPECT(table[i].label, (out.part_hole[k] != 0) == table[i].parts[k].hole);
            CLM_EXPECT(table[i].label, (signed_area(ring, count) < 0.0) == table[i].parts[k].hole);
        }
        clm_geometry_clear(&rings);
        clm_geometry_clear(&out);
    }
}

static void test_clm_rings_arrange_nothing(void **state) {
    (void)state;
    clm_geometry rings = {0};
    clm_geometry out = {0};
    assert_int_equal(clm_rings_arrange(&rings, &out, NULL), CLM_OK);
    assert_int_equal(out.kind, CLM_GEOMETRY_NONE);
}

static clm_status arrange(void *context) {
    clm_geometry out = {0};
    clm_status status = clm_rings_arrange(context, &out, NULL);
    clm_geometry_clear(&out);
    return status;
}

static void test_clm_rings_arrange_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry rings = {0};
    add(&rings, (box_ring){'h', 1, 1, 2, 2});
    add(&rings, (box_ring){'o', 0, 0, 9, 9});
    assert_true(clm_test_fail_every_allocation(arrange, &rings) >= 5);
    clm_geometry_clear(&rings);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_rings_arrange_table),
        cmocka_unit_test(test_clm_rings_arrange_nothing),
        cmocka_unit_test(test_clm_rings_arrange_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
