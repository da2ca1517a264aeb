#include "support/support.h"

#include "vector/vector.h"

static const char *const keys[] = {"layer", "name", "alt", NULL};

static void test_clm_vector_spec_parse_table(void **state) {
    (void)state;
    static const struct {
        const char *text, *path, *layer, *name, *alt;
    } table[] = {
        {"a.gpkg", "a.gpkg", NULL, NULL, NULL},
        {"a.gpkg?name=NAM", "a.gpkg", NULL, "NAM", NULL},
        {"dir/a.gpkg?layer=x y&alt=A,B", "dir/a.gpkg", "x y", NULL, "A,B"},
        {"a?b.gpkg?name=n", "a?b.gpkg", NULL, "n", NULL},
        {"a.shp?name==const", "a.shp", NULL, "=const", NULL},
        {"a.shp?name=a%26b%3d%C3%A9%25", "a.shp", NULL, "a&b=\xC3\xA9%", NULL},
        {"a.shp?name=100%&alt=%zz%4", "a.shp", NULL, "100%", "%zz%4"},
        {"a.shp?name=x%00y", "a.shp", NULL, "x%00y", NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_vector_spec spec;
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT_OK(table[i].text, clm_vector_spec_parse(table[i].text, keys, &spec, &error),
                      &error);
        CLM_EXPECT_TEXT(table[i].text, clm_text_of(spec.path), table[i].path);
        const char *const wanted[] = {table[i].layer, table[i].name, table[i].alt};
        for (size_t k = 0; k < CLM_TEST_COUNT(wanted); k++) {
            const char *got = clm_vector_spec_value(&spec, keys[k]);
            CLM_EXPECT(table[i].text, (got == NULL) == (wanted[k] == NULL));
            CLM_EXPECT(table[i].text, got == NULL || strcmp(got, wanted[k]) == 0);
        }
        CLM_EXPECT(table[i].text, clm_vector_spec_value(&spec, "crs") == NULL);
        clm_vector_spec_clear(&spec);
    }
}

static void test_clm_vector_spec_parse_wrong(void **state) {
    (void)state;
    static const struct {
        const char *text, *message;
    } table[] = {
        {"a.shp?foo=1", "a.shp: \"foo\" is none of layer, name, alt"},
        {"a.shp?", "a.shp: \"\" is none of layer, name, alt"},
        {"a.shp?name=1&", "a.shp: \"\" is none of layer, name, alt"},
        {"a.shp?Name=1", "a.shp: \"Name\" is none of layer, name, alt"},
        {"a.shp?name=", "a.shp: name has no value"},
        {"a.shp?name", "a.shp: name has no value"},
        {"a.shp?name=1&alt=2&name=3", "a.shp: name stands twice"},
        {"?name=1", "?name=1: there is no file before the \"?\""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_vector_spec spec;
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT(table[i].text,
                   clm_vector_spec_parse(table[i].text, keys, &spec, &error) == CLM_ERR_ARGUMENT);
        CLM_EXPECT_TEXT(table[i].text, clm_text_of(error.message), table[i].message);
        clm_vector_spec_clear(&spec);
    }
}

static void test_clm_vector_spec_parse_file_with_mark(void **state) {
    (void)state;
    char path[512];
    clm_vector_spec spec;
    clm_error error = {CLM_OK, ""};
    clm_test_path(path, sizeof path, "vector_spec", "what?name=x");
    clm_test_write(path, "", 0);
    CLM_EXPECT_OK("parse", clm_vector_spec_parse(path, keys, &spec, &error), &error);
    CLM_EXPECT_TEXT("path", clm_text_of(spec.path), path);
    assert_null(clm_vector_spec_value(&spec, "name"));
    clm_vector_spec_clear(&spec);
    (void)unlink(path);
}

static clm_status parse_once(void *context) {
    clm_vector_spec spec;
    clm_status status = clm_vector_spec_parse(context, keys, &spec, NULL);
    clm_vector_spec_clear(&spec);
    return status == CLM_ERR_ARGUMENT ? CLM_OK : status;
}

static void test_clm_vector_spec_parse_every_allocation_fails(void **state) {
    (void)state;
    char text[] = "a.shp?foo=1"; /* the message is made in a buffer */
    assert_true(clm_test_fail_every_allocation(parse_once, text) >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_vector_spec_parse_table),
        cmocka_unit_test(test_clm_vector_spec_parse_wrong),
        cmocka_unit_test(test_clm_vector_spec_parse_file_with_mark),
        cmocka_unit_test(test_clm_vector_spec_parse_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
