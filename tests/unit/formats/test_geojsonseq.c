/* The text sequence against the lines of the GeoJSON. */
#include "support/support.h"

#include "base/alloc.h"
#include "unit/formats/collection.h"

/* RFC 8142: a record separator, a text, a line feed. */
static void test_geojsonseq_write_has_the_features_of_the_geojson(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_theme theme = make_theme();
    clm_buffer whole;
    clm_buffer out;
    clm_buffer_init(&whole);
    clm_buffer_init(&out);
    assert_int_equal(clm_geojson_write(&collection, &theme, &whole, NULL), CLM_OK);
    assert_int_equal(clm_geojsonseq_write(&collection, &theme, &out, NULL), CLM_OK);
    const char *line = strchr(whole.data, '\n') + 1;
    const char *record = out.data;
    for (size_t i = 0; i < FEATURES; i++) {
        const size_t length = strcspn(line, "\n") - (i + 1 < FEATURES); /* its comma */
        assert_int_equal(*record++, '\x1E');
        assert_memory_equal(record, line, length);
        record += length;
        assert_int_equal(*record++, '\n');
        line = strchr(line, '\n') + 1;
    }
    assert_ptr_equal(record, out.data + out.len);
    clm_buffer_clear(&whole);
    clm_buffer_clear(&out);
    clear_items(items);
}

static clm_status write_once(void *context) {
    clm_buffer out;
    clm_buffer_init(&out);
    const clm_theme theme = make_theme();
    clm_status status = clm_geojsonseq_write(context, &theme, &out, NULL);
    clm_buffer_clear(&out);
    return status;
}

static void test_geojsonseq_write_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    assert_true(clm_test_fail_every_allocation(write_once, &collection) > 3);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_geojsonseq_write_has_the_features_of_the_geojson),
        cmocka_unit_test(test_geojsonseq_write_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
