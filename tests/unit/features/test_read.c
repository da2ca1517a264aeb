/* GeoJSON read back: what programs and people make of a file, by hand-written ones. The round trip
 * of all fields is in unit/formats/test_geojson.c. */
#include "features/features.h"
#include "support/support.h"

#include "support/fake_gazetteer.h"

#define FACTS "\"claimmap\":{\"schema\":1,\"version\":\"0.1.0\"}"
#define COLLECTION(features)                                                                       \
    "{\"type\":\"FeatureCollection\"," FACTS ",\"features\":[" features "]}"
#define FEATURE(geometry, properties)                                                              \
    "{\"type\":\"Feature\",\"geometry\":" geometry ",\"properties\":{" properties "}}"
#define POINT "{\"type\":\"Point\",\"coordinates\":[35.3,51.2]}"
#define BOX "{\"type\":\"Polygon\",\"coordinates\":[[[34,50],[35,50],[35,51],[34,51],[34,50]]]}"

/* The invented gazetteer does not look at it. */
static const clm_gazetteer *some_gazetteer(void) {
    static const char nothing = 0;
    return (const clm_gazetteer *)(const void *)&nothing;
}

static clm_collection *read_text(const char *label, const char *json, clm_buffer *warnings) {
    clm_collection *collection = NULL;
    clm_error error = {0};
    clm_status status =
        clm_collection_read(clm_text_of(json), some_gazetteer(), &collection, warnings, &error);
    CLM_EXPECT_OK(label, status, &error);
    return collection;
}

/* ---- errors ---- */

typedef struct error_case {
    const char *label, *json;
    clm_status status;
    const char *part; /* of the message */
} error_case;

static void test_clm_collection_read_errors(void **state) {
    (void)state;
    static const error_case cases[] = {
        {"no JSON", "{\"type\":", CLM_ERR_FORMAT, "no JSON: line 1"},
        {"NaN is no JSON",
         COLLECTION(FEATURE("{\"type\":\"Point\",\"coordinates\":[NaN,51]}", "\"kind\":\"claim\"")),
         CLM_ERR_FORMAT, "no JSON: line 1"},
        {"empty", "", CLM_ERR_FORMAT, "no JSON"},
        {"a list", "[]", CLM_ERR_FORMAT, "no GeoJSON FeatureCollection"},
        {"one feature", FEATURE("null", ""), CLM_ERR_FORMAT, "no GeoJSON FeatureCollection"},
        {"no features", "{\"type\":\"FeatureCollection\"," FACTS "}", CLM_ERR_FORMAT,
         "no array of features"},
        {"somebody else's",
         "{\"type\":\"FeatureCollection\",\"features\":[" FEATURE(
             POINT, "\"kind\":\"tree\"") "," FEATURE("null", "") "]}",
         CLM_ERR_FORMAT, "nothing of claimmap in it: none of its 2 features"},
        {"another reference system",
         "{\"type\":\"FeatureCollection\",\"crs\":{\"type\":\"name\",\"properties\":{\"name\":"
         "\"urn:ogc:def:crs:EPSG::3857\"}}," FACTS ",\"features\":[]}",
         CLM_ERR_FORMAT, "its coordinates are of urn:ogc:def:crs:EPSG::3857"},
        {"a newer schema",
         "{\"type\":\"FeatureCollection\",\"claimmap\":{\"schema\":2},\"features\":[]}",
         CLM_ERR_VERSION, "schema 2"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_collection *collection = NULL;
        clm_error error = {0};
        CLM_EXPECT(cases[i].label,
                   clm_collection_read(clm_text_of(cases[i].json), NULL, &collection, NULL,
                                       &error) == cases[i].status);
        CLM_EXPECT(cases[i].label, collection == NULL);
        if (strstr(error.message, cases[i].part) == NULL) {
            fail_msg("%s: %s", cases[i].label, error.message);
        }
    }
}

/* ---- warnings ---- */

typedef struct warning_case {
    const char *label, *json, *warnings;
} warning_case;

#define FIRST "feature 1 (a), property "
#define CLAIM(more) COLLECTION(FEATURE("null", "\"id\":\"a\",\"kind\":\"claim\"," more))
#define SHAPE(geometry) COLLECTION(FEATURE(geometry, "\"id\":\"a\",\"kind\":\"claim\""))

static void test_clm_collection_read_warnings(void **state) {
    (void)state;
    static const warning_case cases[] = {
        {"none", CLAIM("\"draw\":\"no\""), ""},
        {"a text", CLAIM("\"title\":[1]"), FIRST "title: is no text; left out\n"},
        {"a number", CLAIM("\"confidence\":\"high\""),
         FIRST "confidence: is no number; left out\n"},
        {"a whole number", CLAIM("\"geo_precision\":2.5"),
         FIRST "geo_precision: is no whole number of 0 to 5; left out\n"},
        {"too large a number", CLAIM("\"quote\":{\"text\":\"x\",\"start\":-1,\"end\":4294967295}"),
         FIRST "quote.start: is no whole number of 0 to 4294967294; left out\n" FIRST
               "quote.end: is no whole number of 0 to 4294967294; left out\n"},
        {"a word", CLAIM("\"draw\":\"maybe\""),
         FIRST "draw: 'maybe' is none of its words; left out\n"},
        {"a word that is no text", CLAIM("\"modality\":7"),
         FIRST "modality: '' is none of its words; left out\n"},
        {"an object", CLAIM("\"place\":\"Sudza\""), FIRST "place: is no JSON object; left out\n"},
        {"an array", CLAIM("\"quantities\":\"{}\""),
         FIRST "quantities: is no JSON array; left out\n"},
        {"an item", CLAIM("\"time\":[3,{\"iso_start\":\"12 May\"}]"),
         FIRST "time: item 1 is no JSON object; left out\n" FIRST
               "time.iso_start: is no day written as YYYY-MM-DD; left out\n"},
        {"half a point", CLAIM("\"place\":{\"lon\":3}"),
         FIRST "place.lon: with lat is no place on the Earth; left out\n"},
        {"ids", CLAIM("\"supports\":[\"b\",1]"), FIRST "supports: holds what is no id; left out\n"},
        {"an unknown kind",
         COLLECTION(FEATURE("null", "\"id\":\"a\",\"kind\":\"line\\u000abreak\"")),
         FIRST "kind: 'line?break' is none of its words; left out\n"},
        {"no object", COLLECTION("7"), "feature 1: is no JSON object; left out\n"},
        {"two articles",
         COLLECTION(
             FEATURE("null", "\"kind\":\"article\"") "," FEATURE("null", "\"kind\":\"article\"")),
         "feature 2: a second article; left out\n"},
        {"the article's date", COLLECTION(FEATURE("null", "\"kind\":\"article\",\"date\":\"May\"")),
         "the collection, property date: is no day written as YYYY-MM-DD; left out\n"},
        {"an open ring", SHAPE("{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,1],[1,2]]]}"),
         "feature 1 (a): a ring of its shape does not end where it begins; closed\n"},
        {"no extent", SHAPE("{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[2,2],[1,1]]]}"),
         "feature 1 (a): its shape has no extent; not drawn\n"},
        {"coordinates of a plane", SHAPE("{\"type\":\"Point\",\"coordinates\":[3929576,6650000]}"),
         "feature 1 (a): its shape lies outside of longitudes and latitudes (3929576, 6650000); "
         "not drawn\n"},
        {"no coordinates", SHAPE("{\"type\":\"Point\",\"coordinates\":[1]}"),
         "feature 1 (a): a position of its shape is not two numbers; not drawn\n"},
        {"several points", SHAPE("{\"type\":\"MultiPoint\",\"coordinates\":[[1,2],[3,4]]}"),
         "feature 1 (a): only the first of its 2 points is drawn\n"},
        {"a figure of a point", COLLECTION(FEATURE(POINT, "\"id\":\"a\",\"kind\":\"figure\"")),
         "feature 1 (a): a figure that is no polygon; drawn as a claim\n"},
        {"no geometry", SHAPE("{\"type\":\"Curve\"}"),
         "feature 1 (a): its geometry is of no known type; not drawn\n"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_buffer warnings = {0};
        clm_collection *collection = read_text(cases[i].label, cases[i].json, &warnings);
        CLM_EXPECT_TEXT(cases[i].label, clm_test_text(&warnings), cases[i].warnings);
        clm_buffer_clear(&warnings);
        clm_collection_free(collection);
    }
}

/* A file full of faults says fifty of them and how many more there are. */
static void test_clm_collection_read_too_many_warnings(void **state) {
    (void)state;
    clm_buffer json = {0};
    clm_buffer warnings = {0};
    clm_buffer_string(&json, "{\"type\":\"FeatureCollection\"," FACTS ",\"features\":[7");
    for (size_t i = 0; i < 59; i++) {
        clm_buffer_string(&json, ",7");
    }
    clm_buffer_string(&json, "]}");
    clm_collection *collection = read_text("60 faults", json.data, &warnings);
    size_t lines = 0;
    for (size_t i = 0; i < warnings.len; i++) {
        lines += warnings.data[i] == '\n';
    }
    assert_int_equal(lines, 51);
    assert_non_null(strstr(warnings.data, "\nand 10 more of these\n"));
    clm_buffer_clear(&json);
    clm_buffer_clear(&warnings);
    clm_collection_free(collection);
}

/* ---- what programs make of properties ---- */

static const char gis[] = COLLECTION(FEATURE(
    POINT,
    "\"id\":123,\"kind\":\"claim\",\"claim_id\":\"c\",\"draw\":\"secondary\","
    "\"place\":\"{ \\\"name\\\": \\\"Sudza\\\", "
    "\\\"gazetteer_id\\\": \\\"gn:1\\\", \\\"lon\\\": \\\"35.300000000000004\\\", \\\"lat\\\": "
    "51.2, \\\"wikidata\\\": \\\"Q407\\\" }\","
    "\"source\":\"{\\\"name\\\":\\\"Ann Bell\\\",\\\"side\\\":\\\"AA\\\"}\","
    "\"relay\":\"[{\\\"name\\\":\\\"A\\\"},{\\\"name\\\":\\\"B\\\"}]\","
    "\"supports\":\"(2:d,e)\",\"conflicts_with\":\"(0:)\",\"confidence\":\" 0.75 \","
    "\"quantities\":\"[{\\\"value\\\":58,\\\"km2\\\":\\\"58\\\",\\\"unit\\\":\\\"km2\\\"}]\","
    "\"polarity\":\"-\",\"cue\":null,\"time\":\"\",\"duplicate_of\":null"));

static void test_clm_collection_read_takes_what_a_gis_writes(void **state) {
    (void)state;
    clm_buffer warnings = {0};
    clm_collection *collection = read_text("GIS", gis, &warnings);
    CLM_EXPECT_TEXT("GIS", clm_test_text(&warnings), "");
    assert_int_equal(collection->count, 2);
    const clm_feature *claim = &collection->items[1];
    assert_string_equal(claim->id, "123");
    assert_string_equal(claim->place.name, "Sudza");
    assert_int_equal(claim->place.index, FAKE_SUDZA);
    assert_int_equal(claim->place.wikidata, 407);
    assert_true(claim->place.located && claim->place.point.lon_deg == 35.3);
    assert_string_equal(claim->source.name, "Ann Bell");
    assert_int_equal(claim->relay_count, 2);
    assert_string_equal(claim->relays[1].name, "B");
    assert_int_equal(claim->support_count, 2);
    assert_string_equal(claim->supports[1], "e");
    assert_int_equal(claim->conflict_count, 0);
    assert_true(claim->confidence == 0.75 && claim->negative);
    assert_int_equal(claim->draw, CLM_DRAW_SECONDARY);
    assert_true(claim->quantity_count == 1 && claim->quantities[0].km2 == 58.0);
    assert_int_equal(collection->located, 1);
    clm_collection_free(collection);
}

/* ---- what people add and change ---- */

static void test_clm_collection_read_takes_added_shapes(void **state) {
    (void)state;
    clm_buffer warnings = {0};
    clm_collection *collection =
        read_text("added",
                  COLLECTION(FEATURE(BOX, "\"name\":\"Staging area\"") "," FEATURE(
                      POINT, "") "," FEATURE(BOX, "\"source\":\"Borduria\"")),
                  &warnings);
    assert_int_equal(warnings.len, 0);
    assert_int_equal(collection->count, 4);
    assert_int_equal(collection->located, 3);
    size_t named = 0;
    for (size_t i = 1; i < 4; i++) {
        const clm_feature *feature = &collection->items[i];
        assert_int_equal(feature->kind, CLM_FEATURE_CLAIM);
        assert_int_equal(feature->draw, CLM_DRAW_PRIMARY);
        assert_int_equal(strlen(feature->id), 16);
        assert_string_equal(feature->claim_id, feature->id);
        assert_true(feature->has_place && feature->place.located);
        assert_int_equal(feature->place.index, CLM_NO_PLACE);
        assert_true((feature->edited & (1U << CLM_SUM_GEOMETRY)) != 0);
        if (feature->place.name != NULL) {
            named++;
            assert_string_equal(feature->place.name, "Staging area");
            assert_string_equal(feature->title, "Staging area");
            assert_null(feature->description);
        }
        if (feature->has_source) {
            assert_string_equal(feature->source.name, "Borduria");
            assert_string_equal(feature->source.side, "BB");
        }
    }
    assert_int_equal(named, 1);
    clm_collection_free(collection);
}

/* The sums of an unlocated claim with the title "Ann Bell said: strike" and the description
 * "Ann Bell said: ..." around "x" are asked for, then each field is changed in turn. */
typedef struct edit_case {
    const char *label, *geometry, *name, *title;
    unsigned edited;
    const char *wanted_title;
} edit_case;

static void test_clm_collection_read_tells_edits(void **state) {
    (void)state;
    static const char description[] = "Ann Bell said: \xE2\x80\x9Cx\xE2\x80\x9D";
    const clm_feature written = {.title = "Ann Bell said: strike", .description = description};
    char sums[CLM_SUMS_BYTES];
    clm_feature_sums(&written, sums);
    static const edit_case cases[] = {
        {"nothing changed", "null", "Ann Bell", "Ann Bell said: strike", 0,
         "Ann Bell said: strike"},
        {"another speaker", "null", "Bo Carr", "Ann Bell said: strike", 0, "Bo Carr said: strike"},
        {"another title", "null", "Ann Bell", "Mine", 1U << CLM_SUM_TITLE, "Mine"},
        {"both", "null", "Bo Carr", "Mine", 1U << CLM_SUM_TITLE, "Mine"},
        {"a shape", POINT, "Ann Bell", "Ann Bell said: strike", 1U << CLM_SUM_GEOMETRY,
         "Ann Bell said: strike"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const edit_case *c = &cases[i];
        clm_buffer json = {0};
        clm_buffer_printf(
            &json,
            "{\"type\":\"FeatureCollection\"," FACTS ",\"features\":[{\"type\":\"Feature\","
            "\"geometry\":%s,\"properties\":{\"kind\":\"claim\",\"event_type\":\"strike\","
            "\"quote\":{\"text\":\"x\",\"start\":0,\"end\":1},\"source\":{\"name\":\"%s\"},"
            "\"title\":\"%s\",\"description\":\"%s\",\"sums\":\"%s\"}}]}",
            c->geometry, c->name, c->title, description, sums);
        clm_collection *collection = read_text(c->label, json.data, NULL);
        const clm_feature *claim = &collection->items[1];
        CLM_EXPECT(c->label, claim->edited == c->edited);
        /* A point that was added is a place without a name: the title need not say it. */
        CLM_EXPECT_TEXT(c->label, clm_text_of(claim->title), c->wanted_title);
        CLM_EXPECT(c->label, strncmp(claim->description, c->name, strlen(c->name)) == 0);
        clm_collection_free(collection);
        clm_buffer_clear(&json);
    }
}

static void test_clm_feature_sums_know_no_order(void **state) {
    (void)state;
    clm_lonlat ring[2][4] = {{{0, 0}, {1, 0}, {1, 1}, {0, 1}}, {{1, 1}, {0, 1}, {0, 0}, {1, 0}}};
    char sums[3][CLM_SUMS_BYTES];
    for (size_t i = 0; i < 3; i++) {
        clm_feature feature = {.title = "t"};
        feature.geometry =
            (clm_geometry){.kind = CLM_GEOMETRY_POLYGONS, .points = ring[i % 2], .point_count = 4};
        ring[0][0].lon_deg = i == 2 ? 0.000001 : 0.0; /* moved for the third */
        clm_feature_sums(&feature, sums[i]);
    }
    assert_string_equal(sums[0], sums[1]);
    assert_string_not_equal(sums[0], sums[2]);
    clm_feature edited = {.title = "t", .edited = 1U << CLM_SUM_GEOMETRY | 1U << CLM_SUM_TITLE};
    clm_feature_sums(&edited, sums[0]);
    assert_string_equal(sums[0], "edited-edited-00000000");
}

/* A figure that was moved: its point goes with it, and a wrong area is told. */
static void test_clm_collection_read_moved_figure(void **state) {
    (void)state;
    clm_buffer warnings = {0};
    clm_collection *collection = read_text(
        "figure",
        COLLECTION(FEATURE(BOX, "\"id\":\"f\",\"kind\":\"figure\",\"area_km2\":58,\"centre\":"
                                "[35.3,51.2],\"sums\":\"00000000-00000000-00000000\",\"place\":"
                                "{\"name\":\"Sudza\",\"lon\":35.3,\"lat\":51.2}")),
        &warnings);
    /* A box of one degree at 50.5 N is 111.2 km by 70.9 km. */
    assert_non_null(strstr(warnings.data,
                           "feature 1 (f), property area_km2: says 58, its shape has "
                           "7"));
    const clm_feature *figure = &collection->items[1];
    assert_true(figure->place.point.lon_deg > 34.0 && figure->place.point.lon_deg < 35.0);
    assert_true(figure->area_km2 == 58.0);
    clm_buffer_clear(&warnings);
    clm_collection_free(collection);
}

/* Claims come by their place in the text, whatever the file's order; what was added comes last. */
static void test_clm_collection_read_order(void **state) {
    (void)state;
#define AT(id, start)                                                                              \
    FEATURE("null", "\"id\":\"" id "\",\"kind\":\"claim\",\"quote\":{\"text\":\"x\","              \
                    "\"start\":" start ",\"end\":99}")
    clm_collection *collection = read_text(
        "order",
        COLLECTION(FEATURE("null", "\"id\":\"p\",\"kind\":\"place\"") "," FEATURE(
            BOX,
            "\"id\":\"new\"") "," AT("z",
                                     "12") "," AT("b",
                                                  "5") "," AT("a",
                                                              "5") "," FEATURE("null",
                                                                               "\"id\":\"art\","
                                                                               "\"kind\":"
                                                                               "\"article\"")),
        NULL);
    static const char *const wanted[] = {"art", "a", "b", "z", "new", "p"};
    assert_int_equal(collection->count, CLM_TEST_COUNT(wanted));
    for (size_t i = 0; i < CLM_TEST_COUNT(wanted); i++) {
        assert_string_equal(collection->items[i].id, wanted[i]);
    }
    clm_collection_free(collection);
}

/* A copied feature must not share its id. */
static void test_clm_collection_read_makes_ids_unique(void **state) {
    (void)state;
    clm_collection *collection = read_text(
        "ids", COLLECTION(FEATURE(POINT, "\"id\":\"a\"") "," FEATURE(BOX, "\"id\":\"a\"")), NULL);
    assert_string_not_equal(collection->items[1].id, collection->items[2].id);
    clm_collection_free(collection);
}

static void test_clm_collection_read_facts(void **state) {
    (void)state;
    static const char json[] =
        "{\"type\":\"FeatureCollection\",\"claimmap\":{\"schema\":1,\"version\":\"0.9\","
        "\"worldview\":\"de-facto\",\"article\":{\"title\":\"Member\",\"words\":7,\"date\":"
        "\"2025-04-08\"}},\"features\":[" FEATURE(
            "null",
            "\"kind\":\"article\",\"title\":\"Feature\",\"date\":\"2025/04/09\","
            "\"options\":\"{\\\"title\\\":\\\"T\\\",\\\"date\\\":\\\"2025-04-09\\\"}\"") "]}";
    clm_collection *collection = read_text("facts", json, NULL);
    const clm_article_facts *facts = &collection->facts;
    assert_string_equal(facts->title, "Feature");
    assert_string_equal(facts->date, "2025-04-09");
    assert_string_equal(facts->version, "0.9");
    assert_int_equal(facts->words, 7);
    assert_int_equal(facts->worldview, CLM_WORLDVIEW_DE_FACTO);
    assert_true(facts->english);
    assert_int_equal(facts->option_count, 2);
    assert_string_equal(facts->option_names[0], "date");
    assert_string_equal(facts->option_values[1], "T");
    clm_collection_free(collection);
}

static clm_status read_gis(void *context) {
    (void)context;
    clm_collection *collection = NULL;
    clm_buffer warnings = {0};
    clm_status status = clm_collection_read(clm_text_of(gis), NULL, &collection, &warnings, NULL);
    clm_buffer_clear(&warnings);
    clm_collection_free(collection);
    return status;
}

static void test_clm_collection_read_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(read_gis, NULL) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_collection_read_errors),
        cmocka_unit_test(test_clm_collection_read_warnings),
        cmocka_unit_test(test_clm_collection_read_too_many_warnings),
        cmocka_unit_test(test_clm_collection_read_takes_what_a_gis_writes),
        cmocka_unit_test(test_clm_collection_read_takes_added_shapes),
        cmocka_unit_test(test_clm_collection_read_tells_edits),
        cmocka_unit_test(test_clm_feature_sums_know_no_order),
        cmocka_unit_test(test_clm_collection_read_moved_figure),
        cmocka_unit_test(test_clm_collection_read_order),
        cmocka_unit_test(test_clm_collection_read_makes_ids_unique),
        cmocka_unit_test(test_clm_collection_read_facts),
        cmocka_unit_test(test_clm_collection_read_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
