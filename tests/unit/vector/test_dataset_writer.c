#include "gdal_files.h"

#include "vector/vector.h"

#include <locale.h>
#include <pthread.h>

static char path[GDAL_PATH_BYTES], flat_path[GDAL_PATH_BYTES];

static const clm_dataset_column columns[] = {
    {"name", CLM_VALUE_TEXT, 0},         {"count", CLM_VALUE_INTEGER, 0},
    {"km2", CLM_VALUE_NUMBER, 0},        {"sure", CLM_VALUE_BOOLEAN, 0},
    {"day", CLM_VALUE_DATE, 0},          {"place", CLM_VALUE_JSON, 0},
    {"marker-color", CLM_VALUE_TEXT, 7},
};

enum { COLUMNS = sizeof columns / sizeof columns[0] };

static const char *const full[COLUMNS] = {"Gu\xC3\xABvo '; DROP TABLE areas",
                                          "9007199254740993",
                                          "58.25",
                                          "true",
                                          "2025-04-08",
                                          "{\"name\":\"A\"}",
                                          "#0b5394"};
static const char *const empty[COLUMNS] = {NULL, NULL, NULL, "false", NULL, NULL, ""};

static void add_ring(clm_geometry *shape, bool hole, const clm_lonlat *points, size_t count) {
    assert_int_equal(clm_geometry_add_part(shape, hole, NULL), CLM_OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(clm_geometry_add_point(shape, points[i], NULL), CLM_OK);
    }
}

/* A square with a hole, and a triangle far from it. */
static void make_polygons(clm_geometry *shape) {
    static const clm_lonlat square[] = {{0, 0}, {4, 0}, {4, 4}, {0, 4}};
    static const clm_lonlat hole[] = {{1, 1}, {1, 2}, {2, 2}};
    static const clm_lonlat far_ring[] = {{10, 10}, {11, 10}, {11, 11}};
    clm_geometry_init(shape);
    shape->kind = CLM_GEOMETRY_POLYGONS;
    add_ring(shape, false, square, 4);
    add_ring(shape, true, hole, 3);
    add_ring(shape, false, far_ring, 3);
}

static void make_lines(clm_geometry *shape) {
    static const clm_lonlat line[] = {{5, 5}, {6, 6.5}};
    clm_geometry_init(shape);
    shape->kind = CLM_GEOMETRY_LINES;
    add_ring(shape, false, line, 2);
}

static clm_dataset_layer_spec layer_of(const char *name, clm_dataset_shape shape) {
    return (clm_dataset_layer_spec){name, NULL, "a layer", shape, columns, COLUMNS};
}

/* Four layers in a GeoPackage, one in a FlatGeobuf; `*shapeless` tells whether that has features
 * without a shape, which GDAL before 3.6.4 cannot write. */
static clm_status write_all(clm_dataset_format format, bool *shapeless, clm_buffer *out,
                            clm_error *error) {
    static const char *const names[] = {"table", "points", "lines", "areas"};
    clm_geometry shapes[4] = {{0}};
    clm_dataset_writer *writer = NULL;
    assert_int_equal(clm_geometry_set_point(&shapes[1], (clm_lonlat){35.33, 51.1}, NULL), CLM_OK);
    make_lines(&shapes[2]);
    make_polygons(&shapes[3]);
    clm_status status = clm_dataset_writer_open(format, "2025-04-08", &writer, error);
    for (size_t i = 0; i < 4 && status == CLM_OK; i++) {
        if (format == CLM_DATASET_GEOPACKAGE) {
            clm_dataset_layer_spec layer = layer_of(names[i], (clm_dataset_shape)i);
            status = clm_dataset_writer_add_layer(writer, &layer, error);
        } else if (i == 0) {
            clm_dataset_layer_spec layer = layer_of("all", CLM_SHAPE_ANY);
            status = clm_dataset_writer_add_layer(writer, &layer, error);
        }
    }
    for (size_t i = 0; i < 4 && status == CLM_OK; i++) {
        const size_t layer = format == CLM_DATASET_GEOPACKAGE ? i : 0;
        status = clm_dataset_writer_add(writer, layer, &shapes[i], full, error);
        if (status == CLM_OK || status == CLM_ERR_UNSUPPORTED) {
            status = clm_dataset_writer_add(writer, layer, NULL, empty, error);
        }
        if (status == CLM_ERR_UNSUPPORTED && format == CLM_DATASET_FLATGEOBUF) {
            *shapeless = false;
            status = CLM_OK;
        }
    }
    if (status == CLM_OK) {
        status = clm_dataset_writer_finish(writer, out, error);
    }
    clm_dataset_writer_free(writer);
    for (size_t i = 0; i < 4; i++) {
        clm_geometry_clear(&shapes[i]);
    }
    return status;
}

static clm_buffer written(clm_dataset_format format) {
    clm_buffer bytes;
    clm_error error = {CLM_OK, ""};
    bool shapeless = true;
    clm_buffer_init(&bytes);
    CLM_EXPECT_OK("write", write_all(format, &shapeless, &bytes, &error), &error);
    return bytes;
}

static void expect_step(clm_dataset *dataset, bool wanted) {
    bool more = !wanted;
    assert_int_equal(clm_dataset_next(dataset, &more, NULL), CLM_OK);
    assert_int_equal(more, wanted);
}

static void expect_field(clm_dataset *dataset, const char *name, const char *wanted) {
    clm_buffer text;
    clm_buffer_init(&text);
    bool known = clm_dataset_text(dataset, clm_dataset_field(dataset, name), &text);
    CLM_EXPECT(name, known == (wanted != NULL));
    if (wanted != NULL) {
        CLM_EXPECT_TEXT(name, ((clm_text){text.data, text.len}), wanted);
    }
    clm_buffer_clear(&text);
}

/* The feature with a shape, as `write_all` made it. */
static void expect_full(clm_dataset *dataset, clm_geometry_kind kind, size_t points, size_t parts,
                        const char *day) {
    clm_geometry shape;
    clm_geometry_init(&shape);
    expect_step(dataset, true);
    assert_int_equal(clm_dataset_geometry(dataset, &shape, NULL), CLM_OK);
    assert_int_equal(shape.kind, kind);
    assert_int_equal(shape.point_count, points);
    assert_int_equal(shape.part_count, parts);
    if (kind == CLM_GEOMETRY_POINT) {
        assert_true(shape.points[0].lon_deg == 35.33 && shape.points[0].lat_deg == 51.1);
    }
    if (kind == CLM_GEOMETRY_POLYGONS) {
        assert_int_equal(shape.part_hole[1], 1);
        assert_true(clm_geometry_contains(&shape, (clm_lonlat){10.9, 10.5}));
        assert_false(clm_geometry_contains(&shape, (clm_lonlat){1.2, 1.5}));
    }
    expect_field(dataset, "name", full[0]);
    expect_field(dataset, "count", full[1]);
    expect_field(dataset, "km2", full[2]);
    expect_field(dataset, "sure", "1");
    expect_field(dataset, "day", day);
    expect_field(dataset, "place", full[5]);
    expect_field(dataset, "marker-color", full[6]);
    clm_geometry_clear(&shape);
}

static void expect_empty(clm_dataset *dataset) {
    clm_geometry shape;
    clm_geometry_init(&shape);
    expect_step(dataset, true);
    assert_int_equal(clm_dataset_geometry(dataset, &shape, NULL), CLM_OK);
    assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
    expect_field(dataset, "name", NULL);
    expect_field(dataset, "count", NULL);
    expect_field(dataset, "sure", "0");
    expect_field(dataset, "place", NULL);
}

static void test_writer_geopackage_read_back(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *layer;
        clm_geometry_kind kind;
        size_t points, parts;
    } table[] = {{"table", CLM_GEOMETRY_NONE, 0, 0},
                 {"points", CLM_GEOMETRY_POINT, 1, 1},
                 {"lines", CLM_GEOMETRY_LINES, 2, 1},
                 {"areas", CLM_GEOMETRY_POLYGONS, 10, 3}};
    clm_buffer bytes = written(CLM_DATASET_GEOPACKAGE);
    clm_test_write(path, bytes.data, bytes.len);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_dataset_options options = {.path = path, .layer = table[i].layer};
        clm_dataset *dataset = NULL;
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT_OK(table[i].layer, clm_dataset_open(&options, &dataset, &error), &error);
        expect_full(dataset, table[i].kind, table[i].points, table[i].parts, "2025/04/08");
        expect_empty(dataset);
        assert_int_equal(clm_dataset_feature(dataset), 2);
        expect_step(dataset, false);
        clm_dataset_free(dataset);
    }
    clm_buffer_clear(&bytes);
}

static void test_writer_flatgeobuf_read_back(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        clm_geometry_kind kind;
        size_t points, parts;
    } table[] = {{CLM_GEOMETRY_NONE, 0, 0},
                 {CLM_GEOMETRY_POINT, 1, 1},
                 {CLM_GEOMETRY_LINES, 2, 1},
                 {CLM_GEOMETRY_POLYGONS, 10, 3}};
    bool shapeless = true;
    clm_buffer bytes;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&bytes);
    CLM_EXPECT_OK("write", write_all(CLM_DATASET_FLATGEOBUF, &shapeless, &bytes, &error), &error);
    clm_test_write(flat_path, bytes.data, bytes.len);
    const clm_dataset_options options = {.path = flat_path};
    clm_dataset *dataset = NULL;
    CLM_EXPECT_OK("open", clm_dataset_open(&options, &dataset, &error), &error);
    CLM_EXPECT_TEXT("layer", clm_dataset_layer(dataset), "all");
    for (size_t i = shapeless ? 0 : 1; i < CLM_TEST_COUNT(table); i++) {
        expect_full(dataset, table[i].kind, table[i].points, table[i].parts, "2025/04/08 00:00:00");
        if (shapeless) {
            expect_empty(dataset);
        }
    }
    expect_step(dataset, false);
    clm_dataset_free(dataset);
    clm_buffer_clear(&bytes);
}

typedef struct job {
    clm_buffer bytes;
    clm_dataset_format format;
    clm_status status;
} job;

static void *run_job(void *context) {
    job *mine = context;
    for (int i = 0; i < 3 && mine->status == CLM_OK; i++) {
        mine->bytes.len = 0;
        bool shapeless = true;
        mine->status = write_all(mine->format, &shapeless, &mine->bytes, NULL);
    }
    return NULL;
}

/* At another second, in other threads at once, with a decimal comma: the same bytes. */
static void test_writer_same_bytes(void **state) {
    (void)state;
    gdal_or_skip();
    enum { JOBS = 4 };
    clm_buffer first[CLM_DATASET_FORMAT_COUNT];
    for (size_t i = 0; i < CLM_DATASET_FORMAT_COUNT; i++) {
        first[i] = written((clm_dataset_format)i);
    }
    (void)setlocale(LC_ALL, "de_DE.UTF-8");
    assert_int_equal(setenv("TZ", "Asia/Tokyo", 1), 0);
    assert_int_equal(usleep(1100 * 1000), 0);
    job jobs[JOBS] = {{.format = CLM_DATASET_GEOPACKAGE}};
    pthread_t threads[JOBS];
    for (size_t i = 0; i < JOBS; i++) {
        jobs[i].format = (clm_dataset_format)(i % CLM_DATASET_FORMAT_COUNT);
        clm_buffer_init(&jobs[i].bytes);
        assert_int_equal(pthread_create(&threads[i], NULL, run_job, &jobs[i]), 0);
    }
    for (size_t i = 0; i < JOBS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(jobs[i].status, CLM_OK);
        const clm_buffer *wanted = &first[jobs[i].format];
        assert_int_equal(jobs[i].bytes.len, wanted->len);
        assert_memory_equal(jobs[i].bytes.data, wanted->data, wanted->len);
        clm_buffer_clear(&jobs[i].bytes);
    }
    (void)setlocale(LC_ALL, "C");
    for (size_t i = 0; i < CLM_DATASET_FORMAT_COUNT; i++) {
        clm_buffer_clear(&first[i]);
    }
}

/* The date that was given stands in the file, and none of the clock's. */
static void test_writer_date(void **state) {
    (void)state;
    gdal_or_skip();
    clm_buffer bytes = written(CLM_DATASET_GEOPACKAGE);
    assert_non_null(memmem(bytes.data, bytes.len, "2025-04-08T00:00:00.000Z", 24));
    clm_buffer_clear(&bytes);
}

static void test_writer_arguments(void **state) {
    (void)state;
    gdal_or_skip();
    clm_dataset_writer *writer = NULL;
    clm_error error = {CLM_OK, ""};
    clm_geometry point = {0};
    assert_int_equal(clm_dataset_writer_open(CLM_DATASET_FORMAT_COUNT, NULL, &writer, &error),
                     CLM_ERR_ARGUMENT);
    assert_null(writer);
    CLM_EXPECT_OK("open", clm_dataset_writer_open(CLM_DATASET_FLATGEOBUF, NULL, &writer, &error),
                  &error);
    clm_dataset_layer_spec layer = layer_of("areas", CLM_SHAPE_POLYGONS);
    CLM_EXPECT_OK("layer", clm_dataset_writer_add_layer(writer, &layer, &error), &error);
    assert_int_equal(clm_dataset_writer_add_layer(writer, &layer, &error), CLM_ERR_ARGUMENT);
    assert_string_equal(error.message, "a FlatGeobuf has one layer");
    assert_int_equal(clm_geometry_set_point(&point, (clm_lonlat){1, 2}, NULL), CLM_OK);
    assert_int_equal(clm_dataset_writer_add(writer, 0, &point, full, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_dataset_writer_add(writer, 1, NULL, full, &error), CLM_ERR_ARGUMENT);
    clm_geometry polygons;
    make_polygons(&polygons);
    CLM_EXPECT_OK("add", clm_dataset_writer_add(writer, 0, &polygons, full, &error), &error);
    clm_geometry_clear(&polygons);
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    CLM_EXPECT_OK("finish", clm_dataset_writer_finish(writer, &bytes, &error), &error);
    assert_int_equal(clm_dataset_writer_finish(writer, &bytes, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_dataset_writer_add(writer, 0, NULL, full, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(clm_dataset_writer_add_layer(writer, &layer, &error), CLM_ERR_ARGUMENT);
    clm_buffer_clear(&bytes);
    clm_geometry_clear(&point);
    clm_dataset_writer_free(writer);
    clm_dataset_writer_free(NULL);
}

/* A second layer of the same name is GDAL's to refuse. */
static void test_writer_refused(void **state) {
    (void)state;
    gdal_or_skip();
    clm_dataset_writer *writer = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("open", clm_dataset_writer_open(CLM_DATASET_GEOPACKAGE, NULL, &writer, &error),
                  &error);
    clm_dataset_layer_spec layer = layer_of("areas", CLM_SHAPE_POLYGONS);
    CLM_EXPECT_OK("layer", clm_dataset_writer_add_layer(writer, &layer, &error), &error);
    assert_int_equal(clm_dataset_writer_add_layer(writer, &layer, &error), CLM_ERR_FOREIGN);
    assert_non_null(strstr(error.message, "GDAL cannot write a GeoPackage: "));
    assert_non_null(strstr(error.message, "areas"));
    clm_dataset_writer_free(writer);
}

static void test_writer_no_module(void **state) {
    (void)state;
    clm_dataset_writer *writer = NULL;
    clm_error error = {CLM_OK, ""};
    assert_int_equal(setenv("CLAIMMAP_MODULES", "/nowhere", 1), 0);
    assert_int_equal(clm_dataset_writer_open(CLM_DATASET_GEOPACKAGE, NULL, &writer, &error),
                     CLM_ERR_UNSUPPORTED);
    assert_null(writer);
    assert_non_null(strstr(error.message, "writing a GeoPackage needs the GDAL module, and there "
                                          "is no /nowhere/claimmap-gdal.so; install GDAL"));
    assert_int_equal(setenv("CLAIMMAP_MODULES", CLM_FAKE_MODULES, 1), 0);
    assert_int_equal(clm_dataset_writer_open(CLM_DATASET_FLATGEOBUF, NULL, &writer, &error),
                     CLM_ERR_VERSION);
    assert_null(writer);
}

static int set_up(void **state) {
    (void)state;
    clm_test_path(path, sizeof path, "vector_dataset_writer", "a.gpkg");
    clm_test_path(flat_path, sizeof flat_path, "vector_dataset_writer", "a.fgb");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    (void)unlink(path);
    (void)unlink(flat_path);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writer_geopackage_read_back),
        cmocka_unit_test(test_writer_flatgeobuf_read_back),
        cmocka_unit_test(test_writer_same_bytes),
        cmocka_unit_test(test_writer_date),
        cmocka_unit_test(test_writer_arguments),
        cmocka_unit_test(test_writer_refused),
        cmocka_unit_test(test_writer_no_module),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
