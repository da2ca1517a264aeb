/* GeoPackage and FlatGeobuf, read back by the GDAL module. tests/gis holds them against other
 * programs. */
#include "unit/formats/collection.h"

#include "base/file.h"
#include "support/support.h"
#include "vector/vector.h"

#include <stdlib.h>
#include <unistd.h>

enum { PATH_BYTES = 512 };

static char path[PATH_BYTES];
static clm_theme theme;

/* Skips the test where the program was built without GDAL. */
static void gdal_or_skip(void) {
    assert_int_equal(setenv("CLAIMMAP_MODULES", CLM_BUILD_DIR, 1), 0);
    if (!clm_file_exists(CLM_BUILD_DIR "/claimmap-gdal.so")) {
        print_message("skipped: built without GDAL\n");
        skip();
    }
}

static clm_status write_file(const clm_collection *collection, bool flat, clm_buffer *out,
                             clm_buffer *notes, clm_error *error) {
    const clm_styling styling = {&theme, NULL, NULL};
    return flat ? clm_fgb_write(collection, &theme, out, notes, error)
                : clm_gpkg_write(collection, &styling, out, notes, error);
}

/* Writes the file to `path`; what was noted is returned. */
static clm_buffer written(const clm_collection *collection, bool flat) {
    clm_buffer bytes;
    clm_buffer notes;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&bytes);
    clm_buffer_init(&notes);
    CLM_EXPECT_OK("write", write_file(collection, flat, &bytes, &notes, &error), &error);
    clm_test_path(path, sizeof path, "formats_gpkg", flat ? "a.fgb" : "a.gpkg");
    clm_test_write(path, bytes.data, bytes.len);
    clm_buffer_clear(&bytes);
    return notes;
}

static clm_dataset *open_layer(const char *name) {
    const clm_dataset_options options = {.path = path, .layer = name};
    clm_dataset *dataset = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK(name, clm_dataset_open(&options, &dataset, &error), &error);
    return dataset;
}

static bool step(clm_dataset *dataset) {
    bool more = false;
    assert_int_equal(clm_dataset_next(dataset, &more, NULL), CLM_OK);
    return more;
}

static void expect_field(clm_dataset *dataset, const char *name, const char *wanted) {
    clm_buffer text;
    const int field = clm_dataset_field(dataset, name);
    clm_buffer_init(&text);
    CLM_EXPECT(name, field >= 0);
    const bool known = clm_dataset_text(dataset, field, &text);
    CLM_EXPECT_TEXT(name, ((clm_text){text.data, text.len}), wanted);
    CLM_EXPECT(name, known);
    clm_buffer_clear(&text);
}

/* The ids of a layer, in its order: "a b ". */
static void expect_ids(const char *layer, const char *wanted) {
    clm_buffer ids;
    clm_dataset *dataset = open_layer(layer);
    clm_buffer_init(&ids);
    while (step(dataset)) {
        (void)clm_dataset_text(dataset, clm_dataset_field(dataset, "id"), &ids);
        clm_buffer_char(&ids, ' ');
    }
    CLM_EXPECT_TEXT(layer, ((clm_text){ids.data, ids.len}), wanted);
    clm_dataset_free(dataset);
    clm_buffer_clear(&ids);
}

static void test_gpkg_layers(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_buffer notes = written(&collection, false);
    assert_int_equal(notes.len, 0);
    expect_ids("points", "0000000000000002 0000000000000005 ");
    expect_ids("areas", "0000000000000004 ");
    expect_ids("no_shape", "0000000000000001 0000000000000003 ");
    const clm_dataset_options lines = {.path = path, .layer = "lines"};
    clm_dataset *none = NULL;
    assert_int_equal(clm_dataset_open(&lines, &none, NULL), CLM_ERR_NOT_FOUND);

    clm_dataset *points = open_layer("points");
    assert_true(step(points));
    expect_field(points, "kind", "claim");
    expect_field(points, "place_name", "Guyevo");
    expect_field(points, "source_side", "UA");
    expect_field(points, "confidence", "0.75");
    clm_buffer place;
    clm_buffer_init(&place);
    assert_true(clm_dataset_text(points, clm_dataset_field(points, "place"), &place));
    assert_int_equal(strncmp(place.data, "{\"text\":\"Guyevo\",\"start\":20", 26), 0);
    clm_buffer_clear(&place);
    /* What only an article or a stated area has is no column of points. */
    assert_int_equal(clm_dataset_field(points, "sha256"), -1);
    assert_int_equal(clm_dataset_field(points, "past_peak"), -1);
    clm_dataset_free(points);

    clm_dataset *areas = open_layer("areas");
    assert_true(step(areas));
    expect_field(areas, "past_peak", "1");
    expect_field(areas, "area_km2", "1300.5");
    clm_dataset_free(areas);

    clm_dataset *rest = open_layer("no_shape");
    assert_true(step(rest));
    expect_field(rest, "kind", "article");
    expect_field(rest, "title", "A \"title\"\twith marks");
    expect_field(rest, "date", "2025/04/08");
    clm_dataset_free(rest);
    clm_buffer_clear(&notes);
    clear_items(items);
}

static void test_gpkg_styles(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_buffer notes = written(&collection, false);
    static const struct {
        const char *table;
        clm_geometry_kind kind;
    } table[] = {{"points", CLM_GEOMETRY_POINT}, {"areas", CLM_GEOMETRY_POLYGONS}};
    clm_dataset *styles = open_layer("layer_styles");
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        const clm_styling styling = {&theme, NULL, NULL};
        clm_buffer qml;
        clm_buffer_init(&qml);
        assert_int_equal(clm_qml_write(&collection, &styling, table[i].kind, &qml, NULL), CLM_OK);
        const clm_text trimmed = clm_text_trim((clm_text){qml.data, qml.len});
        qml.data[trimmed.len] = '\0';
        assert_true(step(styles));
        expect_field(styles, "f_table_name", table[i].table);
        expect_field(styles, "f_geometry_column", "geom");
        expect_field(styles, "useAsDefault", "1");
        expect_field(styles, "update_time", "2025/04/08 00:00:00+00");
        expect_field(styles, "styleQML", qml.data);
        clm_buffer_clear(&qml);
    }
    assert_false(step(styles));
    clm_dataset_free(styles);
    clm_buffer_clear(&notes);
    clear_items(items);
}

/* A bow tie: two triangles that share a corner in the middle. */
static void make_bow(clm_geometry *shape) {
    static const clm_lonlat ring[] = {{0, 0}, {2, 2}, {2, 0}, {0, 2}};
    clm_geometry_clear(shape);
    shape->kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(shape, false, NULL), CLM_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(clm_geometry_add_point(shape, ring[i], NULL), CLM_OK);
    }
}

static void test_gpkg_invalid_shape_is_mended(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    make_bow(&items[3].geometry);
    clm_buffer notes = written(&collection, false);
    assert_non_null(notes.data);
    assert_non_null(strstr(notes.data, "feature 0000000000000004: its shape was mended: "));
    clm_dataset *areas = open_layer("areas");
    clm_geometry shape = {0};
    assert_true(step(areas));
    assert_int_equal(clm_dataset_geometry(areas, &shape, NULL), CLM_OK);
    assert_int_equal(shape.part_count, 2);
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){0.5, 1}));
    assert_true(clm_geometry_contains(&shape, (clm_lonlat){1.5, 1}));
    assert_false(clm_geometry_contains(&shape, (clm_lonlat){1, 0.5}));
    clm_geometry_clear(&shape);
    clm_dataset_free(areas);
    clm_buffer_clear(&notes);
    clear_items(items);
}

/* With lines there is a layer of lines, and its style. */
static void test_gpkg_lines(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    make_bow(&items[3].geometry);
    items[3].geometry.kind = CLM_GEOMETRY_LINES;
    items[3].kind = CLM_FEATURE_CLAIM;
    clm_buffer notes = written(&collection, false);
    expect_ids("lines", "0000000000000004 ");
    expect_ids("areas", "");
    clm_dataset *styles = open_layer("layer_styles");
    assert_true(step(styles) && step(styles) && step(styles));
    assert_false(step(styles));
    clm_dataset_free(styles);
    clm_buffer_clear(&notes);
    clear_items(items);
}

static void test_fgb_layer(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_buffer notes = written(&collection, true);
    /* The article and the claim without a place are there, or it is told that they are not. */
    if (notes.len == 0) {
        expect_ids("features", "0000000000000001 0000000000000002 0000000000000003 "
                               "0000000000000004 0000000000000005 ");
    } else {
        assert_non_null(strstr(notes.data, "2 features without a shape left out"));
        expect_ids("features", "0000000000000002 0000000000000004 0000000000000005 ");
    }
    clm_buffer_clear(&notes);
    clear_items(items);
}

static void test_fgb_nothing_shaped(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    collection.count = 1;
    clm_buffer bytes;
    clm_buffer notes;
    clm_buffer_init(&bytes);
    clm_buffer_init(&notes);
    assert_int_equal(clm_fgb_write(&collection, &theme, &bytes, &notes, NULL), CLM_OK);
    assert_true((bytes.len > 0) == (notes.len == 0));
    clm_buffer_clear(&bytes);
    clm_buffer_clear(&notes);
    clear_items(items);
}

typedef struct run {
    const clm_collection *collection;
    bool flat;
} run;

static clm_status write_once(void *context) {
    const run *r = context;
    clm_buffer bytes;
    clm_buffer notes;
    clm_buffer_init(&bytes);
    clm_buffer_init(&notes);
    clm_status status = write_file(r->collection, r->flat, &bytes, &notes, NULL);
    clm_buffer_clear(&bytes);
    clm_buffer_clear(&notes);
    return status;
}

static void test_gpkg_every_allocation_fails(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    collection.count = 4;
    make_bow(&items[3].geometry);
    /* Without a place its middle is looked for, less well where memory ends, and no failure. */
    items[3].has_place = true;
    items[3].place = items[1].place;
    for (int flat = 0; flat < 2; flat++) {
        run r = {&collection, flat == 1};
        assert_true(clm_test_fail_every_allocation(write_once, &r) > 5);
    }
    clear_items(items);
}

static void test_gpkg_no_module(void **state) {
    (void)state;
    clm_collection collection = {.count = 0};
    clm_error error = {CLM_OK, ""};
    clm_buffer bytes = {0};
    assert_int_equal(setenv("CLAIMMAP_MODULES", "/nowhere", 1), 0);
    assert_int_equal(write_file(&collection, false, &bytes, &bytes, &error), CLM_ERR_UNSUPPORTED);
    assert_non_null(strstr(error.message, "writing a GeoPackage needs the GDAL module"));
    assert_int_equal(write_file(&collection, true, &bytes, &bytes, &error), CLM_ERR_UNSUPPORTED);
    assert_non_null(strstr(error.message, "writing a FlatGeobuf needs the GDAL module"));
    assert_int_equal(bytes.len, 0);
}

static int set_up(void **state) {
    (void)state;
    clm_test_path(path, sizeof path, "formats_gpkg", "a.gpkg");
    return clm_theme_default(&theme, NULL) == CLM_OK ? 0 : -1;
}

static int tear_down(void **state) {
    (void)state;
    static const char *const names[] = {"a.gpkg", "a.fgb"};
    for (size_t i = 0; i < 2; i++) {
        clm_test_path(path, sizeof path, "formats_gpkg", names[i]);
        (void)unlink(path);
    }
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gpkg_layers),
        cmocka_unit_test(test_gpkg_styles),
        cmocka_unit_test(test_gpkg_invalid_shape_is_mended),
        cmocka_unit_test(test_gpkg_lines),
        cmocka_unit_test(test_fgb_layer),
        cmocka_unit_test(test_fgb_nothing_shaped),
        cmocka_unit_test(test_gpkg_every_allocation_fails),
        cmocka_unit_test(test_gpkg_no_module),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
