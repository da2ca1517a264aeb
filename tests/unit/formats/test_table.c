/* The columns of a small collection, each against a value worked out by hand; and what holds of
 * the table as a whole. */
#include "base/alloc.h"
#include "base/json.h"
#include "formats/table.h"
#include "unit/formats/collection.h"

enum { COLUMNS_MAX = 200 };

typedef struct value_case {
    const char *column;
    unsigned group;
    size_t feature;       /* of collection.h: 0 article, 1 claim, 2 unlocated, 3 figure, 4 place */
    const char *expected; /* NULL: null */
} value_case;

#define FLAT CLM_COLUMN_FLAT
#define CARRIED CLM_COLUMN_CARRIED

static const value_case cases[] = {
    {"id", FLAT, 1, "0000000000000002"},
    {"kind", FLAT, 0, "article"},
    {"kind", FLAT, 3, "figure"},
    {"quote_text", FLAT, 1,
     "\xC3\x9C"
     "bung\\\x01"},
    {"quote_start", FLAT, 1, "3"},
    {"quote_end", FLAT, 1, "9"},
    {"quote_text", FLAT, 4, NULL},
    {"place_name", FLAT, 1, "Guyevo"},
    {"place_name", FLAT, 2, NULL},
    {"place_name", FLAT, 4, "Kursk"},
    {"place_kind", FLAT, 4, "region"},
    {"place_kind", FLAT, 3, NULL},
    {"country", FLAT, 1, "RU"},
    {"admin1", FLAT, 1, "Kursk"},
    {"admin1", FLAT, 4, NULL},
    {"gazetteer_id", FLAT, 1, "cm:guyevo"},
    {"geonameid", FLAT, 1, "12"},
    {"geonameid", FLAT, 4, NULL},
    {"wikidata", FLAT, 1, "Q407"},
    {"wikidata", FLAT, 4, NULL},
    {"lon", FLAT, 1, "35.33"},
    {"lat", FLAT, 1, "51.1"},
    {"lon", FLAT, 2, NULL},
    {"uncertainty_m", FLAT, 1, "3000"},
    {"place_score", FLAT, 1, "0.913"},
    {"place_role", FLAT, 1, "location"},
    {"place_role", FLAT, 2, NULL},
    {"geo_precision", FLAT, 1, "1"},
    {"geo_precision", FLAT, 2, NULL},
    {"geometry_basis", FLAT, 3, "area_true_figure"},
    {"source_name", FLAT, 1, "Ukraine"},
    {"source_type", FLAT, 1, "government"},
    {"source_side", FLAT, 1, "UA"},
    {"source_name", FLAT, 2, NULL},
    {"relay_names", FLAT, 1, "state news"},
    {"relay_names", FLAT, 2, NULL},
    {"cue_text", FLAT, 1, "says"},
    {"modality", FLAT, 1, "claimed"},
    {"polarity", FLAT, 1, "-"},
    {"polarity", FLAT, 2, "+"},
    {"status", FLAT, 1, "past"},
    {"actors", FLAT, 1, "Ukraine (armed forces)"},
    {"targets", FLAT, 1, NULL},
    {"event_class", FLAT, 1, "territory"},
    {"event_type", FLAT, 1, "control"},
    {"event_type", FLAT, 2, NULL},
    {"quantity_words", FLAT, 1, "about 58 km2; 10 to 12 km"},
    {"quantity_words", FLAT, 2, NULL},
    {"quantity_value", FLAT, 1, "58"},
    {"quantity_unit", FLAT, 1, "km2"},
    {"quantity_qualifier", FLAT, 1, "about"},
    {"claimed_km2", FLAT, 1, "58"},
    {"claimed_km2", FLAT, 2, NULL},
    {"claimed_km2", FLAT, 3, "1300.5"},
    {"time_text", FLAT, 1, "Friday; soon"},
    {"time_start", FLAT, 1, "2025-04-04"},
    {"time_end", FLAT, 1, "2025-04-04"},
    {"time_start", FLAT, 2, NULL},
    {"supports_ids", FLAT, 1, "00000000000000c9"},
    {"conflicts_ids", FLAT, 1, NULL},
    {"duplicate_of", FLAT, 2, "00000000000000c1"},
    {"duplicate_of", FLAT, 1, NULL},
    {"mention_count", FLAT, 4, "2"},
    {"mention_count", FLAT, 1, NULL},
    {"confidence", FLAT, 1, "0.75"},
    {"draw", FLAT, 2, "no"},
    {"reason", FLAT, 2, "unlocated"},
    {"reason", FLAT, 1, NULL},
    {"title", FLAT, 1, "Ukraine claimed: no control, Guyevo"},
    {"title", FLAT, 0, "A \"title\"\twith marks"},
    {"title", FLAT, 2, NULL},
    {"description", FLAT, 1, "d"},
    {"article_title", FLAT, 1, "A \"title\"\twith marks"},
    {"article_date", FLAT, 4, "2025-04-08"},
    {"article_outlet", FLAT, 1, "Vale Courier"},
    {"article_file", FLAT, 3, "a.txt"},
    {"schema", CARRIED, 0, "1"},
    {"schema", CARRIED, 1, NULL},
    {"words", CARRIED, 0, "12"},
    {"english", CARRIED, 0, "true"},
    {"options", CARRIED, 0, "{\"lang\":\"en\"}"},
    {"worldview", CARRIED, 0, "iso"},
    {"place", CARRIED, 2, NULL},
    {"cue", CARRIED, 1,
     "{\"text\":\"says\",\"start\":5,\"end\":7,\"lemma\":\"say\",\"class\":\"assert\"}"},
    {"target", CARRIED, 1, "[]"},
    {"supports", CARRIED, 1, "[\"00000000000000c9\"]"},
    {"voices", CARRIED, 2, NULL},
    {"area_km2", CARRIED, 3, "1300.5"},
    {"area_km2", CARRIED, 1, NULL},
    {"centre", CARRIED, 3, "[35.3,51.1]"},
    {"anchored", CARRIED, 3, "true"},
    {"impossible", CARRIED, 3, "false"},
    {"marker-color", CARRIED, 1, "#ff0000"},
    {"marker-color", CARRIED, 3, NULL},
    {"stroke", CARRIED, 3, "#808080"},
    {"stroke-width", CARRIED, 3, "2"},
    {"fill-opacity", CARRIED, 1, NULL},
};

static void test_column_value_table(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_theme theme = make_theme();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const value_case *c = &cases[i];
        const clm_column *column = clm_column_named(c->column, c->group);
        if (column == NULL) {
            fail_msg("%s: no such column", c->column);
        }
        clm_row row = clm_row_of(&collection, &items[c->feature], &theme);
        clm_buffer out;
        clm_buffer_init(&out);
        clm_buffer_string(&out, "<"); /* appends */
        bool known = clm_column_value(column, &row, &out);
        if (known != (c->expected != NULL) || strcmp(out.data + 1, known ? c->expected : "") != 0) {
            fail_msg("%s of feature %zu: '%s' (%d)", c->column, c->feature, out.data, known);
        }
        clm_buffer_clear(&out);
    }
    clear_items(items);
}

/* A day of the event counts before an earlier day of something else. */
static void test_column_value_picks_the_time_of_the_event(void **state) {
    (void)state;
    static const clm_feature_time several[] = {
        {EXCERPT("soon"), "", "", 5, "event"},
        {EXCERPT("Monday"), "2025-03-31", "2025-03-31", 1, "cue"},
        {EXCERPT("in May"), "2025-05-01", "2025-05-31", 3, "event"},
    };
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[1].times = several;
    clm_buffer out;
    clm_buffer_init(&out);
    const clm_row row = clm_row_of(&collection, &items[1], NULL);
    static const char *const expected[] = {NULL, NULL, "2025-03-31", "2025-05-01"};
    for (size_t count = 1; count <= 3; count++) {
        items[1].time_count = count;
        clm_buffer_clear(&out);
        bool known = clm_column_value(clm_column_named("time_start", CLM_COLUMN_FLAT), &row, &out);
        assert_int_equal(known, expected[count] != NULL);
        if (known) {
            assert_string_equal(out.data, expected[count]);
        }
    }
    clm_buffer_clear(&out);
    clear_items(items);
}

/* Without a place, a point inside the shape. */
static void test_column_value_marks_a_shape_without_a_place(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    const clm_row row = clm_row_of(&collection, &items[3], NULL);
    clm_buffer out;
    clm_buffer_init(&out);
    clm_lonlat point = {0, 0};
    assert_true(clm_column_value(clm_column_named("lon", CLM_COLUMN_FLAT), &row, &out));
    assert_true(clm_text_number((clm_text){out.data, out.len}, &point.lon_deg) == out.len);
    clm_buffer_clear(&out);
    assert_true(clm_column_value(clm_column_named("lat", CLM_COLUMN_FLAT), &row, &out));
    assert_true(clm_text_number((clm_text){out.data, out.len}, &point.lat_deg) == out.len);
    clm_buffer_clear(&out);
    assert_true(clm_geometry_contains(&items[3].geometry, point));
    clear_items(items);
}

/* Names that tables take: no two alike, whatever the case; short ones fit a shapefile. */
static void test_columns_have_names_of_their_own(void **state) {
    (void)state;
    const clm_column *columns[COLUMNS_MAX];
    size_t count = 0;
    while (clm_column_at(count) != NULL) {
        assert_true(count < COLUMNS_MAX);
        columns[count] = clm_column_at(count);
        count++;
    }
    assert_true(count > 80);
    for (size_t i = 0; i < count; i++) {
        const clm_column *column = columns[i];
        assert_true(column->name[0] != '\0' && column->meaning[0] != '\0');
        assert_true(column->groups != 0 && column->kinds != 0);
        for (const char *c = column->name; *c != '\0'; c++) {
            assert_true((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_' ||
                        (*c == '-' && column->groups == CLM_COLUMN_CARRIED));
        }
        assert_true((column->short_name != NULL) == ((column->groups & CLM_COLUMN_FLAT) != 0));
        assert_true((column->groups & CLM_COLUMN_FLAT) == 0 || column->type != CLM_COLUMN_JSON);
        for (size_t j = 0; j < i; j++) {
            assert_string_not_equal(column->name, columns[j]->name);
            if (column->short_name != NULL && columns[j]->short_name != NULL) {
                assert_string_not_equal(column->short_name, columns[j]->short_name);
            }
        }
        if (column->short_name != NULL) {
            assert_in_range(strlen(column->short_name), 1, 10);
            for (const char *c = column->short_name; *c != '\0'; c++) {
                assert_true((*c >= 'a' && *c <= 'z') || (*c >= '0' && *c <= '9') || *c == '_');
            }
        }
    }
}

typedef struct member_count {
    const clm_row *row;
    size_t count;
} member_count;

/* A member of the GeoJSON is a carried column with the same value. */
static bool check_member(void *context, clm_text name, const clm_json *value) {
    member_count *members = context;
    char text[32] = {0};
    assert_true(name.len < sizeof text);
    memcpy(text, name.ptr, name.len);
    const clm_column *column = clm_column_named(text, CLM_COLUMN_CARRIED);
    if (column == NULL) {
        fail_msg("%s is no carried column", text);
    }
    clm_buffer out;
    clm_buffer_init(&out);
    bool known = clm_column_value(column, members->row, &out);
    if (known == clm_json_is_null(value)) {
        fail_msg("%s is %s in the table", text, known ? "known" : "null");
    }
    if (clm_json_is_string(value)) {
        assert_string_equal(out.data, clm_json_text(value).ptr);
    }
    double number = 0;
    if (clm_json_is_number(value)) {
        assert_int_equal(clm_text_number((clm_text){out.data, out.len}, &number), out.len);
        assert_true(fabs(number - clm_json_number(value, 0)) < 1e-12);
    }
    if (clm_json_is_bool(value)) {
        assert_string_equal(out.data, clm_json_bool(value, false) ? "true" : "false");
    }
    clm_buffer_clear(&out);
    members->count++;
    return true;
}

static void test_carried_columns_are_the_members_of_the_geojson(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_theme theme = make_theme();
    clm_buffer out;
    clm_buffer_init(&out);
    assert_int_equal(clm_geojson_write(&collection, &theme, &out, NULL), CLM_OK);
    clm_json *document = NULL;
    assert_int_equal(clm_json_parse((clm_text){out.data, out.len}, &document, NULL), CLM_OK);
    for (size_t i = 0; i < FEATURES; i++) {
        const clm_row row = clm_row_of(&collection, &items[i], &theme);
        member_count members = {&row, 0};
        clm_json_each(
            clm_json_member(clm_json_item(clm_json_member(document, "features"), i), "properties"),
            check_member, &members);
        size_t known = 0;
        for (size_t c = 0; clm_column_at(c) != NULL; c++) {
            clm_buffer value;
            clm_buffer_init(&value);
            known += (clm_column_at(c)->groups & CLM_COLUMN_CARRIED) != 0 &&
                     clm_column_value(clm_column_at(c), &row, &value);
            clm_buffer_clear(&value);
        }
        assert_in_range(known, 5, members.count); /* members that are null make the rest */
    }
    clm_json_free(document);
    clm_buffer_clear(&out);
    clear_items(items);
}

static void test_column_value_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_theme theme = make_theme();
    items[3].has_place = true; /* else its mark needs memory, and is less good without */
    size_t failures = 0;
    for (size_t nth = 1; nth < 1000; nth++) {
        clm_buffer out;
        clm_buffer_init(&out);
        (void)clm_alloc_fail_at(nth);
        for (size_t i = 0; i < FEATURES; i++) {
            const clm_row row = clm_row_of(&collection, &items[i], &theme);
            for (size_t c = 0; clm_column_at(c) != NULL; c++) {
                (void)clm_column_value(clm_column_at(c), &row, &out);
            }
        }
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_int_equal(out.failed, reached);
        failures += reached;
        clm_buffer_clear(&out);
        if (!reached) {
            break;
        }
    }
    assert_true(failures > 3);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_column_value_table),
        cmocka_unit_test(test_column_value_picks_the_time_of_the_event),
        cmocka_unit_test(test_column_value_marks_a_shape_without_a_place),
        cmocka_unit_test(test_columns_have_names_of_their_own),
        cmocka_unit_test(test_carried_columns_are_the_members_of_the_geojson),
        cmocka_unit_test(test_column_value_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
