/* A small collection against a hand-written file, byte for byte. */
#include "support/support.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/json.h"
#include "unit/formats/collection.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void test_geojson_write_matches_the_expected_file(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_theme theme = make_theme();
    clm_buffer out;
    clm_buffer expected;
    clm_buffer_init(&out);
    clm_buffer_init(&expected);
    assert_int_equal(clm_file_read(CLM_SOURCE_DIR "/tests/unit/formats/expected.geojson", 1 << 20,
                                   &expected, NULL),
                     CLM_OK);
    assert_int_equal(clm_geojson_write(&collection, &theme, &out, NULL), CLM_OK);
    assert_string_equal(out.data, expected.data);
    assert_int_equal(out.len, expected.len);
    clm_buffer_clear(&out);
    clm_buffer_clear(&expected);
    clear_items(items);
}

static void test_geojson_write_nothing_located(void **state) {
    (void)state;
    clm_feature items[FEATURES];
    clm_collection collection;
    make_collection(&collection, items);
    collection.count = 1;
    collection.facts.date = "";
    collection.facts.title = NULL;
    clm_theme theme = make_theme();
    clm_buffer out;
    clm_buffer_init(&out);
    assert_int_equal(clm_geojson_write(&collection, &theme, &out, NULL), CLM_OK);
    clm_json *document = NULL;
    assert_int_equal(clm_json_parse((clm_text){out.data, out.len}, &document, NULL), CLM_OK);
    assert_null(clm_json_member(document, "bbox"));
    assert_int_equal(clm_json_count(clm_json_member(document, "features")), 1);
    const clm_json *facts = clm_json_member(clm_json_member(document, "claimmap"), "article");
    assert_true(clm_json_is_null(clm_json_member(facts, "date")));
    assert_true(clm_json_is_null(clm_json_member(facts, "title")));
    clm_json_free(document);
    clm_buffer_clear(&out);
    clear_items(items);
}

static clm_status write_once(void *context) {
    clm_buffer out;
    clm_buffer_init(&out);
    const clm_theme theme = make_theme();
    clm_status status = clm_geojson_write(context, &theme, &out, NULL);
    clm_buffer_clear(&out);
    return status;
}

static void test_geojson_write_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    assert_true(clm_test_fail_every_allocation(write_once, &collection) > 3);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_geojson_write_matches_the_expected_file),
        cmocka_unit_test(test_geojson_write_nothing_located),
        cmocka_unit_test(test_geojson_write_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
