#include "dump_fixture.h"

#include <pthread.h>

static clm_gazetteer *world;  /* the invented countries alone */
static clm_gazetteer *layers; /* and the dump over them */
static char dump_path[FIXTURE_PATH_BYTES];

static int open_world(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    world = fixture_open("gazetteer_layers");
    layers = fixture_open("gazetteer_layers");
    clm_test_path(dump_path, sizeof(dump_path), "gazetteer_layers", "dump.gaz");
    dump_build(world, dump_path);
    CLM_EXPECT_OK("add", clm_gazetteer_add(layers, dump_path, &error), &error);
    return 0;
}

static int close_world(void **state) {
    (void)state;
    clm_gazetteer_free(world);
    clm_gazetteer_free(layers);
    (void)unlink(dump_path);
    return 0;
}

static void test_clm_gazetteer_find_layers(void **state) {
    (void)state;
    static const struct {
        const char *label, *name;
        const char *ids[6]; /* best first */
    } table[] = {
        {"both layers", "Springfield", {"gn:9012", "gn:9003", "gn:9028", "gn:9010", "gn:70002"}},
        {"the first alone", "Enclave View", {"gn:9007"}},
        {"the second alone", "Upper Mill", {"gn:70001"}},
        {"its name for the first one's place", "Alfaburg", {"gn:9001"}},
        {"the same place in both", "Alfagrad", {"gn:9001"}},
        {"the same region in both", "Northland", {"gn:8001"}},
        {"the same country in both", "Alfa", {"cc:XA"}},
        {"none", "Ruritania", {NULL}},
    };
    for (int round = 0; round < 2; round++) { /* the second time from what was kept */
        for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
            const clm_name_ref *refs = NULL;
            size_t expected = 0;
            size_t count = fixture_find(layers, table[i].name, &refs);
            while (table[i].ids[expected] != NULL) {
                expected++;
            }
            CLM_EXPECT(table[i].label, count == expected);
            CLM_EXPECT(table[i].label, (refs == NULL) == (count == 0));
            for (size_t r = 0; r < count; r++) {
                clm_place place = clm_gazetteer_place(layers, refs[r].place);
                CLM_EXPECT_TEXT(table[i].label, place.id, table[i].ids[r]);
            }
        }
    }
}

static void test_clm_gazetteer_find_layers_keeps_lists(void **state) {
    (void)state;
    const clm_name_ref *once = NULL;
    const clm_name_ref *again = NULL;
    const clm_name_ref *alone = NULL;
    assert_int_equal(fixture_find(layers, "Springfield", &once), 5);
    assert_int_equal(fixture_find(layers, "Springfield", &again), 5);
    assert_ptr_equal(once, again);
    (void)clm_alloc_fail_at(0);
    assert_int_equal(clm_gazetteer_find(layers, CLM_TEXT("enclave view"), &alone), 1);
    assert_int_equal(clm_gazetteer_find(layers, CLM_TEXT("springfield"), &alone), 5);
    assert_int_equal(clm_alloc_fail_at(0), 0);
}

static void test_clm_gazetteer_name_words_layers(void **state) {
    (void)state;
    static const struct {
        const char *label, *word;
        unsigned words;
    } table[] = {
        {"more in the second", "upper", 2},
        {"more in the first", "enclave", 2},
        {"three in the second", "old", 3},
        {"none", "zzz", 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label,
                   clm_gazetteer_name_words(layers, clm_text_of(table[i].word)) == table[i].words);
    }
}

static void test_clm_gazetteer_place_layers(void **state) {
    (void)state;
    static const struct {
        const char *label, *id, *name, *country, *country_place, *admin1;
        clm_place_kind kind;
    } table[] = {
        {"first layer", "gn:9001", "Alfagrad", "XA", "cc:XA", "gn:8001", CLM_KIND_SETTLEMENT},
        {"region by point", "gn:70001", "Upper Mill", "XA", "cc:XA", "gn:8001",
         CLM_KIND_SETTLEMENT},
        {"region without a number", "gn:70002", "Springfield", "XB", "cc:XB", "ne:104",
         CLM_KIND_SETTLEMENT},
        {"region by code", "gn:70011", "Lonely Farm Town", "XB", "cc:XB", "gn:70900",
         CLM_KIND_SETTLEMENT},
        {"river", "gn:70003", "Silver River", "XB", "cc:XB", "", CLM_KIND_RIVER},
        {"no country", "gn:70008", "Nowhere Rock", "", "", "", CLM_KIND_FACILITY},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place place = clm_gazetteer_place(layers, fixture_place(layers, table[i].id));
        CLM_EXPECT_TEXT(table[i].label, place.id, table[i].id);
        CLM_EXPECT_TEXT(table[i].label, place.name, table[i].name);
        fixture_expect_facts(layers, table[i].id);
        CLM_EXPECT(table[i].label, place.kind == table[i].kind);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(place.country), table[i].country);
        CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(layers, place.country_place).id,
                        table[i].country_place);
        CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(layers, place.admin1).id,
                        table[i].admin1);
        bool of_world = table[i].admin1[0] != '\0' && strcmp(table[i].admin1, "gn:70900") != 0;
        CLM_EXPECT(table[i].label, (place.admin1 < clm_gazetteer_count(world)) == of_world);
    }
}

static void test_clm_gazetteer_place_layers_by_point(void **state) {
    (void)state;
    /* Compiled without a base: the region is looked for when the place is asked for. */
    char path[FIXTURE_PATH_BYTES];
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *pair = fixture_open("gazetteer_layers");
    clm_test_path(path, sizeof(path), "gazetteer_layers", "bare.gaz");
    clm_gazetteer_dump_options options = {
        .place_paths = dump_places, .place_path_count = 1, .out_path = path};
    CLM_EXPECT_OK("build", clm_gazetteer_build_dump(&options, &error), &error);
    CLM_EXPECT_OK("add", clm_gazetteer_add(pair, path, &error), &error);
    clm_place place = clm_gazetteer_place(pair, fixture_place(pair, "gn:70002"));
    CLM_EXPECT_TEXT("by point", clm_gazetteer_place(pair, place.admin1).id, "ne:104");
    clm_gazetteer_free(pair);
    (void)unlink(path);
}

static void test_clm_gazetteer_settlements_in_layers(void **state) {
    (void)state;
    clm_place_index found[4];
    clm_bbox box = {10.3, 50.35, 10.75, 50.75};
    static const char *const expected[] = {"gn:9001", "cm:smallham", "gn:70001"};
    /* Alfagrad, which stands in both; Smallham, whose rank is given; Upper Mill of 800; Hope of
     * 700; Reading. */
    size_t total = clm_gazetteer_settlements_in(layers, box, found, 3);
    CLM_EXPECT("at least as many as there are", total >= 5);
    for (size_t i = 0; i < 3; i++) {
        clm_place place = clm_gazetteer_place(layers, found[i]);
        CLM_EXPECT_TEXT("best three", place.id, expected[i]);
    }
    clm_place_index all[16];
    total = clm_gazetteer_settlements_in(layers, box, all, 16);
    assert_int_equal(total, 5);
}

static void test_clm_gazetteer_nearest_layers(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_lonlat point;
        const char *id;
    } table[] = {
        {"of the second", {10.61, 50.6}, "gn:70001"},
        {"of the first", {10.71, 50.7}, "gn:9005"},
        {"of both", {10.5, 50.49}, "gn:9001"},
        {"none near", {60.0, 60.0}, ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_place_index found = clm_gazetteer_nearest(layers, table[i].point, 20000.0);
        CLM_EXPECT_TEXT(table[i].label, clm_gazetteer_place(layers, found).id, table[i].id);
    }
}

static clm_status count_line(void *context, const clm_base_line *line) {
    size_t *points = context;
    *points += line->count;
    return CLM_OK;
}

static void test_clm_gazetteer_shapes_layers(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_bbox all = {-180.0, -90.0, 180.0, 90.0};
    clm_place_index here[8];
    clm_place_index there[8];
    size_t points[2] = {0, 0};
    CLM_EXPECT_OK("lines",
                  clm_gazetteer_lines_in(world, all, 0.0, 15, count_line, &points[0], &error),
                  &error);
    CLM_EXPECT_OK("lines",
                  clm_gazetteer_lines_in(layers, all, 0.0, 15, count_line, &points[1], &error),
                  &error);
    CLM_EXPECT("the same lines", points[0] > 0 && points[0] == points[1]);
    clm_lonlat point = {10.5, 50.5};
    assert_int_equal(clm_gazetteer_containing(world, point, here, 8), 1);
    assert_int_equal(clm_gazetteer_containing(layers, point, there, 8), 1);
    assert_int_equal(here[0], there[0]);
    assert_int_equal(clm_gazetteer_regions_in(layers, all, NULL, 0),
                     clm_gazetteer_regions_in(world, all, NULL, 0));
    clm_place_index country = clm_gazetteer_country(layers, "XA");
    assert_int_equal(country, clm_gazetteer_country(world, "XA"));
    assert_int_equal(clm_gazetteer_members(layers, country, CLM_WORLDVIEW_ISO, there, 8), 2);
    clm_geometry shape = {0};
    CLM_EXPECT_OK("region",
                  clm_gazetteer_shape(layers, there[0], CLM_WORLDVIEW_ISO, 0.0, &shape, &error),
                  &error);
    CLM_EXPECT("region", shape.kind == CLM_GEOMETRY_POLYGONS);
    CLM_EXPECT_OK("added place",
                  clm_gazetteer_shape(layers, fixture_place(layers, "gn:70002"), CLM_WORLDVIEW_ISO,
                                      0.0, &shape, &error),
                  &error);
    CLM_EXPECT("added place", shape.kind == CLM_GEOMETRY_NONE);
    clm_geometry_clear(&shape);
}

static void test_clm_gazetteer_describe_layers(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_gazetteer_info alone = clm_gazetteer_describe(world);
    clm_gazetteer_info all = clm_gazetteer_describe(layers);
    clm_gazetteer *twice = fixture_open("gazetteer_layers");
    CLM_EXPECT_OK("add", clm_gazetteer_add(twice, dump_path, &error), &error);
    CLM_EXPECT_OK("add again", clm_gazetteer_add(twice, dump_path, &error), &error);
    clm_gazetteer_info more = clm_gazetteer_describe(twice);
    CLM_EXPECT("places", all.places > alone.places && all.places == clm_gazetteer_count(layers));
    CLM_EXPECT("sums", !clm_text_equal(all.sha256, alone.sha256) &&
                           !clm_text_equal(all.sha256, more.sha256) && all.sha256.len == 64);
    CLM_EXPECT("name", all.name.len > 11 &&
                           memcmp(all.name.ptr + all.name.len - 11, " + GeoNames", 11) == 0);
    const clm_name_ref *refs = NULL;
    assert_int_equal(fixture_find(twice, "Springfield", &refs), 5);
    CLM_EXPECT_OK("verify", clm_gazetteer_verify(twice, &error), &error);
    clm_gazetteer_free(twice);
}

static void test_clm_gazetteer_add_wrong(void **state) {
    (void)state;
    clm_gazetteer *pair = fixture_open("gazetteer_layers");
    uint32_t count = clm_gazetteer_count(pair);
    assert_int_equal(clm_gazetteer_add(pair, "/nonexistent/x.gaz", NULL), CLM_ERR_IO);
    assert_int_equal(clm_gazetteer_add(pair, FIXTURE_DIR "/meta.tsv", NULL), CLM_ERR_FORMAT);
    assert_int_equal(clm_gazetteer_count(pair), count);
    for (int i = 1; i < CLM_GAZETTEER_LAYERS; i++) {
        assert_int_equal(clm_gazetteer_add(pair, dump_path, NULL), CLM_OK);
    }
    assert_int_equal(clm_gazetteer_add(pair, dump_path, NULL), CLM_ERR_LIMIT);
    clm_gazetteer_free(pair);
}

static clm_status add_and_ask(void *context) {
    clm_gazetteer *pair = context;
    clm_error error = {CLM_OK, ""};
    const clm_name_ref *refs = NULL;
    clm_place_index found[4];
    clm_status status = clm_gazetteer_add(pair, dump_path, &error);
    if (status == CLM_OK) {
        (void)clm_gazetteer_find(pair, CLM_TEXT("springfield"), &refs);
        (void)clm_gazetteer_settlements_in(pair, (clm_bbox){9.0, 49.0, 13.0, 51.0}, found, 4);
        status = clm_gazetteer_check(pair, &error);
    }
    return status;
}

static clm_status open_and_add(void *context) {
    (void)context;
    clm_gazetteer *pair = NULL;
    char path[FIXTURE_PATH_BYTES];
    clm_test_path(path, sizeof(path), "gazetteer_layers", "base.gaz");
    clm_status status = clm_gazetteer_open(path, &pair, NULL);
    status = status == CLM_OK ? add_and_ask(pair) : status;
    clm_gazetteer_free(pair);
    return status;
}

static void test_clm_gazetteer_add_no_memory(void **state) {
    (void)state;
    char path[FIXTURE_PATH_BYTES];
    clm_error error = {CLM_OK, ""};
    clm_test_path(path, sizeof(path), "gazetteer_layers", "base.gaz");
    clm_gazetteer_build_options options = {FIXTURE_DIR, path, NULL};
    CLM_EXPECT_OK("build", clm_gazetteer_build(&options, &error), &error);
    assert_true(clm_test_fail_every_allocation(open_and_add, NULL) > 0);
    (void)unlink(path);
}

static void *find_often(void *context) {
    clm_gazetteer *pair = context;
    static const char *const names[] = {"springfield", "alfaburg", "upper mill", "reading"};
    size_t found = 0;
    for (int i = 0; i < 4000; i++) {
        const clm_name_ref *refs = NULL;
        size_t count = clm_gazetteer_find(pair, clm_text_of(names[i % 4]), &refs);
        for (size_t r = 0; r < count; r++) {
            found += refs[r].place != CLM_NO_PLACE;
        }
    }
    return found == 1000 * (5 + 1 + 1 + 2) ? context : NULL;
}

static void test_clm_gazetteer_find_layers_threads(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    pthread_t threads[4];
    clm_gazetteer *pair = fixture_open("gazetteer_layers");
    CLM_EXPECT_OK("add", clm_gazetteer_add(pair, dump_path, &error), &error);
    for (int i = 0; i < 4; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, find_often, pair), 0);
    }
    for (int i = 0; i < 4; i++) {
        void *result = NULL;
        assert_int_equal(pthread_join(threads[i], &result), 0);
        assert_ptr_equal(result, pair);
    }
    clm_gazetteer_free(pair);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_find_layers),
        cmocka_unit_test(test_clm_gazetteer_find_layers_keeps_lists),
        cmocka_unit_test(test_clm_gazetteer_name_words_layers),
        cmocka_unit_test(test_clm_gazetteer_place_layers),
        cmocka_unit_test(test_clm_gazetteer_place_layers_by_point),
        cmocka_unit_test(test_clm_gazetteer_settlements_in_layers),
        cmocka_unit_test(test_clm_gazetteer_nearest_layers),
        cmocka_unit_test(test_clm_gazetteer_shapes_layers),
        cmocka_unit_test(test_clm_gazetteer_describe_layers),
        cmocka_unit_test(test_clm_gazetteer_add_wrong),
        cmocka_unit_test(test_clm_gazetteer_add_no_memory),
        cmocka_unit_test(test_clm_gazetteer_find_layers_threads),
    };
    return cmocka_run_group_tests(tests, open_world, close_world);
}
