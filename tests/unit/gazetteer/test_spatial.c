#include "fixture.h"

static clm_gazetteer *world;

static int open_world(void **state) {
    (void)state;
    world = fixture_open("gazetteer_spatial");
    return 0;
}

static int close_world(void **state) {
    (void)state;
    clm_gazetteer_free(world);
    return 0;
}

static void test_clm_gazetteer_containing_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        double lon, lat;
        const char *id; /* NULL for none */
    } table[] = {
        {"inside", 10.5, 50.5, "gn:8001"},
        {"around the hole", 10.2, 49.2, "ne:102"},
        {"in the hole", 10.5, 49.5, "ne:103"},
        {"same height as the hole, west", 10.3, 49.5, "ne:102"},
        {"same height as the hole, east", 10.9, 49.5, "ne:102"},
        {"height of vertices", 11.7, 50.0, "ne:104"},
        {"second island", 20.9, 10.1, "ne:106"},
        {"between the islands", 20.6, 10.1, NULL},
        {"east end of the map", 179.9, -16.5, "ne:107"},
        {"west end of the map", -179.9, -16.5, "ne:107"},
        {"beside it", -178.9, -16.5, NULL},
        {"southern equator", 0.5, -0.01, NULL},
        {"sea", 5.0, 20.0, NULL},
        {"north of all", 10.5, 51.01, NULL},
        {"no such longitude", 190.0, 50.0, NULL},
        {"no number", (double)NAN, 50.0, NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index out[4];
        size_t count = clm_gazetteer_containing(world, (clm_lonlat){table[i].lon, table[i].lat},
                                                out, CLM_TEST_COUNT(out));
        CLM_EXPECT(table[i].label, count == (table[i].id != NULL));
        if (count > 0) {
            CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(world, out[0]).id, table[i].id);
        }
    }
    assert_int_equal(clm_gazetteer_containing(world, (clm_lonlat){10.5, 50.5}, NULL, 0), 1);
}

/* Every point agrees with the polygons themselves. */
static void test_clm_gazetteer_containing_random(void **state) {
    (void)state;
    static const char *const ids[] = {"gn:8001", "ne:102", "ne:103", "ne:104", "ne:105"};
    clm_geometry shapes[CLM_TEST_COUNT(ids)];
    clm_error error = {CLM_OK, ""};
    for (size_t s = 0; s < CLM_TEST_COUNT(ids); s++) {
        clm_geometry_init(&shapes[s]);
        CLM_EXPECT_OK(ids[s],
                      clm_gazetteer_shape(world, fixture_place(world, ids[s]), CLM_WORLDVIEW_ISO,
                                          CLM_DETAIL_FULL, &shapes[s], &error),
                      &error);
    }
    uint64_t seed = clm_test_seed();
    for (int n = 0; n < 2000; n++) {
        clm_lonlat point = {clm_test_uniform(&seed, 9.8, 13.2),
                            clm_test_uniform(&seed, 48.8, 51.2)};
        clm_place_index found[8];
        size_t count = clm_gazetteer_containing(world, point, found, CLM_TEST_COUNT(found));
        size_t inside = 0;
        for (size_t s = 0; s < CLM_TEST_COUNT(ids); s++) {
            bool holds = clm_geometry_contains(&shapes[s], point);
            inside += holds;
            CLM_EXPECT(ids[s], !holds || (count == 1 && found[0] == fixture_place(world, ids[s])));
        }
        assert_int_equal(count, inside);
    }
    for (size_t s = 0; s < CLM_TEST_COUNT(ids); s++) {
        clm_geometry_clear(&shapes[s]);
    }
}

/* All of the table, in its order, and no more than there is room for. */
static void test_clm_gazetteer_waters(void **state) {
    (void)state;
    static const char *const ids[] = {"cm:middle-sea", "cm:snake", "cm:still-lake"};
    clm_place_index out[5] = {7, 7, 7, 7, 7};
    assert_int_equal(clm_gazetteer_waters(world, NULL, 0), CLM_TEST_COUNT(ids));
    assert_int_equal(clm_gazetteer_waters(world, out, 2), CLM_TEST_COUNT(ids));
    assert_int_equal(out[2], 7);
    assert_int_equal(clm_gazetteer_waters(world, out, 5), CLM_TEST_COUNT(ids));
    for (size_t i = 0; i < CLM_TEST_COUNT(ids); i++) {
        CLM_EXPECT(ids[i], out[i] == fixture_place(world, ids[i]));
    }
    assert_int_equal(out[3], 7);
}

static bool in_box(clm_bbox box, clm_lonlat point) {
    bool lat = point.lat_deg >= box.south_deg && point.lat_deg <= box.north_deg;
    bool lon = box.west_deg <= box.east_deg
                   ? point.lon_deg >= box.west_deg && point.lon_deg <= box.east_deg
                   : point.lon_deg >= box.west_deg || point.lon_deg <= box.east_deg;
    return lat && lon;
}

/* The plain way: all settlements in order of rank, population, index. */
static size_t slow_settlements(clm_bbox box, clm_place_index *out, size_t capacity) {
    size_t total = 0;
    for (clm_place_index i = 0; i < clm_gazetteer_count(world); i++) {
        clm_place place = clm_gazetteer_place(world, i);
        if (place.kind == CLM_KIND_SETTLEMENT && in_box(box, place.point)) {
            if (total < capacity) {
                out[total] = i;
            }
            total++;
        }
    }
    return total;
}

static void test_clm_gazetteer_settlements_order(void **state) {
    (void)state;
    for (clm_place_index i = 1; i < clm_gazetteer_count(world); i++) {
        clm_place before = clm_gazetteer_place(world, i - 1);
        clm_place place = clm_gazetteer_place(world, i);
        if (place.kind == CLM_KIND_SETTLEMENT) {
            assert_int_equal(before.kind, CLM_KIND_SETTLEMENT);
            assert_true(before.rank < place.rank ||
                        (before.rank == place.rank && before.population >= place.population));
        }
    }
}

static void test_clm_gazetteer_settlements_in_random(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int n = 0; n < 3000; n++) {
        clm_bbox box = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -20, 52),
                        clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -20, 52)};
        if (n % 2 == 0) {
            box.west_deg = clm_test_uniform(&seed, 9, 12);
            box.east_deg = clm_test_uniform(&seed, 10, 13);
        }
        clm_place_index fast[40];
        clm_place_index slow[40];
        size_t capacity = (size_t)(clm_test_random(&seed) % 40);
        size_t count = clm_gazetteer_settlements_in(world, box, fast, capacity);
        assert_int_equal(count, slow_settlements(box, slow, capacity));
        for (size_t i = 0; i < count && i < capacity; i++) {
            assert_int_equal(fast[i], slow[i]);
        }
    }
}

static void test_clm_gazetteer_nearest_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        double lon, lat, limit_m;
        const char *id;
    } table[] = {
        {"at it", 11.5, 50.0, 10.0, "gn:9011"},
        {"near it", 11.55, 50.02, 20000.0, "gn:9011"},
        {"nearer of two", 10.48, 50.54, 20000.0, "cm:smallham"},
        {"too far", 5.0, 20.0, 100000.0, NULL},
        {"far but allowed", 5.0, 20.0, 5e6, "gn:9023"},
        {"over 180 degrees", -179.99, -16.5, 50000.0, "gn:9025"},
        {"over 180 degrees to the other side", 180.0, -16.2, 50000.0, "gn:9024"},
        {"no limit", 0.0, 90.0, 2e7, "gn:9017"},
        {"negative limit", 11.5, 50.0, -1.0, NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index found = clm_gazetteer_nearest(
            world, (clm_lonlat){table[i].lon, table[i].lat}, table[i].limit_m);
        if (table[i].id == NULL) {
            CLM_EXPECT(table[i].label, found == CLM_NO_PLACE);
        } else {
            CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(world, found).id, table[i].id);
        }
    }
}

static void test_clm_gazetteer_nearest_random(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int n = 0; n < 1000; n++) {
        clm_lonlat point = {clm_test_uniform(&seed, -180, 180), clm_test_uniform(&seed, -80, 80)};
        double limit = clm_test_uniform(&seed, 0, 4e6);
        double best = limit;
        clm_place_index expected = CLM_NO_PLACE;
        for (clm_place_index i = 0; i < clm_gazetteer_count(world); i++) {
            clm_place place = clm_gazetteer_place(world, i);
            double distance = clm_distance_m(point, place.point);
            if (place.kind == CLM_KIND_SETTLEMENT && distance < best) {
                best = distance;
                expected = i;
            }
        }
        assert_int_equal(clm_gazetteer_nearest(world, point, limit), expected);
    }
}

static void test_clm_gazetteer_regions_in_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_bbox box;
        size_t count;
    } table[] = {
        {"four around a corner", {10.9, 49.9, 11.1, 50.1}, 3},
        {"one", {12.4, 49.1, 12.6, 49.2}, 1},
        {"hole and around", {10.45, 49.45, 10.55, 49.55}, 2},
        {"none", {0.0, 30.0, 5.0, 40.0}, 0},
        {"west of 180 degrees", {-179.5, -16.6, -179.4, -16.5}, 1},
        {"over 180 degrees", {179.5, -17.0, -179.5, -16.0}, 1},
        {"between the islands' boxes", {0.0, -17.0, 170.0, -16.0}, 0},
        {"world", {-180.0, -90.0, 180.0, 90.0}, 8},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index out[16];
        CLM_EXPECT(table[i].label,
                   clm_gazetteer_regions_in(world, table[i].box, out, 16) == table[i].count);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_containing_table),
        cmocka_unit_test(test_clm_gazetteer_waters),
        cmocka_unit_test(test_clm_gazetteer_containing_random),
        cmocka_unit_test(test_clm_gazetteer_settlements_order),
        cmocka_unit_test(test_clm_gazetteer_settlements_in_random),
        cmocka_unit_test(test_clm_gazetteer_nearest_table),
        cmocka_unit_test(test_clm_gazetteer_nearest_random),
        cmocka_unit_test(test_clm_gazetteer_regions_in_table),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
