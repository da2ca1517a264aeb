/* The module's own sources, linked here, so that their allocations can be made to fail. */
#include "gdal_files.h"

#include "vector/module.h"

const void *clm_vector_module_get(void);

static const clm_vector_module *module_table(void) {
    return clm_vector_module_get();
}

static char path[GDAL_PATH_BYTES], folder[GDAL_PATH_BYTES];

static const char places[] =
    "{\"type\":\"FeatureCollection\",\"features\":["
    "{\"type\":\"Feature\",\"properties\":{\"name\":[\"A\",\"B\"]},\"geometry\":{"
    "\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[4,0],[4,4],[0,4],[0,0]],[[1,1],[1,2],"
    "[2,2],[1,1]]]]}},"
    "{\"type\":\"Feature\",\"properties\":{\"name\":[]},\"geometry\":{\"type\":\"MultiPoint\","
    "\"coordinates\":[[0,0],[1,1]]}}]}";

static clm_status walk(void *context) {
    const clm_vector_module *module = module_table();
    const clm_dataset_options options = {.path = context};
    clm_module_dataset *dataset = NULL;
    clm_geometry shape = {0};
    bool more = true;
    clm_status status = module->open(&options, &dataset, NULL);
    while (status == CLM_OK && more) {
        status = module->next(dataset, &more, NULL);
        if (status == CLM_OK && more) {
            clm_geometry_clear(&shape);
            status = module->geometry(dataset, &shape, NULL);
        }
    }
    clm_geometry_clear(&shape);
    module->free(dataset);
    return status;
}

static void test_module_every_allocation_fails(void **state) {
    (void)state;
    clm_test_write(path, places, sizeof places - 1);
    assert_true(clm_test_fail_every_allocation(walk, path) >= 8);
}

/* The message about layers is made in a buffer. */
static clm_status open_wrong_layer(void *context) {
    const clm_dataset_options options = {.path = context, .layer = "no such"};
    clm_module_dataset *dataset = NULL;
    clm_status status = module_table()->open(&options, &dataset, NULL);
    assert_null(dataset);
    return status == CLM_ERR_NOT_FOUND ? CLM_OK : status;
}

static void test_module_layers_every_allocation_fails(void **state) {
    (void)state;
    clm_test_write(path, places, sizeof places - 1);
    assert_true(clm_test_fail_every_allocation(open_wrong_layer, path) >= 3);
}

static void test_module_text_list(void **state) {
    (void)state;
    const clm_vector_module *module = module_table();
    const clm_dataset_options options = {.path = path};
    clm_module_dataset *dataset = NULL;
    bool more = false;
    clm_test_write(path, places, sizeof places - 1);
    assert_int_equal(module->open(&options, &dataset, NULL), CLM_OK);
    clm_buffer text = {0};
    module->text(dataset, 0, &text); /* there is no feature yet */
    assert_int_equal(text.len, 0);
    assert_int_equal(module->feature(dataset), -1);
    assert_int_equal(module->next(dataset, &more, NULL), CLM_OK);
    (void)clm_alloc_fail_at(1);
    module->text(dataset, 0, &text);
    (void)clm_alloc_fail_at(0);
    assert_true(text.failed);
    clm_buffer_clear(&text);
    module->text(dataset, 0, &text);
    CLM_EXPECT_TEXT("list", clm_test_text(&text), "A|B");
    text.len = 0;
    assert_int_equal(module->next(dataset, &more, NULL), CLM_OK);
    assert_true(more);
    module->text(dataset, 0, &text); /* an empty list */
    assert_int_equal(text.len, 0);
    clm_buffer_clear(&text);
    module->free(dataset);
    module->free(NULL);
}

/* A layer of lines, with a feature. */
static clm_status write_file(void *context) {
    static const clm_dataset_column column = {"name", CLM_VALUE_TEXT, 0};
    static const clm_dataset_layer_spec layer = {"lines", NULL, NULL, CLM_SHAPE_LINES, &column, 1};
    static const char *const value = "A";
    const clm_vector_module *module = clm_vector_module_get();
    const clm_module_writing *writing = &module->writing;
    clm_module_writer *writer = NULL;
    clm_buffer bytes = {0};
    clm_status status = writing->open(CLM_DATASET_GEOPACKAGE, "2025-04-08", &writer, NULL);
    status = status == CLM_OK ? writing->add_layer(writer, &layer, NULL) : status;
    status = status == CLM_OK ? writing->add(writer, 0, context, &value, NULL) : status;
    status = status == CLM_OK ? writing->finish(writer, &bytes, NULL) : status;
    assert_int_equal(bytes.len > 0, status == CLM_OK);
    clm_buffer_clear(&bytes);
    writing->free(writer);
    return status;
}

static void test_module_writing_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry line = {.kind = CLM_GEOMETRY_LINES};
    assert_int_equal(clm_geometry_add_part(&line, false, NULL), CLM_OK);
    assert_int_equal(clm_geometry_add_point(&line, (clm_lonlat){1, 2}, NULL), CLM_OK);
    assert_int_equal(clm_geometry_add_point(&line, (clm_lonlat){3, 4}, NULL), CLM_OK);
    assert_true(clm_test_fail_every_allocation(write_file, &line) >= 3);
    clm_geometry_clear(&line);
}

static int set_up(void **state) {
    (void)state;
    clm_test_path(folder, sizeof folder, "vector_gdal_module", "");
    clm_test_path(path, sizeof path, "vector_gdal_module", "a.geojson");
    return 0;
}

static int tear_down(void **state) {
    (void)state;
    (void)unlink(path);
    (void)rmdir(folder);
    return 0;
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_module_every_allocation_fails),
        cmocka_unit_test(test_module_layers_every_allocation_fails),
        cmocka_unit_test(test_module_text_list),
        cmocka_unit_test(test_module_writing_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
