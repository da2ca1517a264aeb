#include "fixture.h"

#include <dirent.h>

static char dir[FIXTURE_PATH_BYTES], out_path[FIXTURE_PATH_BYTES];

static void copy_file(const char *name) {
    char from[FIXTURE_PATH_BYTES * 2];
    char to[FIXTURE_PATH_BYTES * 2];
    clm_buffer bytes;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&bytes);
    (void)snprintf(from, sizeof(from), "%s/%s", FIXTURE_DIR, name);
    (void)snprintf(to, sizeof(to), "%s/%s", dir, name);
    CLM_EXPECT_OK(name, clm_file_read(from, 1 << 20, &bytes, &error), &error);
    clm_test_write(to, bytes.data, bytes.len);
    clm_buffer_clear(&bytes);
}

/* Calls `visit` for each table of the fixture. */
static void each_file(void (*visit)(const char *name)) {
    DIR *folder = opendir(FIXTURE_DIR);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        if (strchr(entry->d_name, '.') != entry->d_name && strstr(entry->d_name, ".py") == NULL &&
            strchr(entry->d_name, '.') != NULL) {
            visit(entry->d_name);
        }
    }
    (void)closedir(folder);
}

static int make_copy(void **state) {
    (void)state;
    clm_test_path(dir, sizeof(dir), "gazetteer_build", "");
    clm_test_path(out_path, sizeof(out_path), "gazetteer_build", "out.gaz");
    each_file(copy_file);
    return 0;
}

static void remove_file(const char *name) {
    char path[FIXTURE_PATH_BYTES * 2];
    (void)snprintf(path, sizeof(path), "%s/%s", dir, name);
    (void)unlink(path);
}

static int remove_copy(void **state) {
    (void)state;
    each_file(remove_file);
    (void)unlink(out_path);
    (void)rmdir(dir);
    return 0;
}

static void put_file(const char *name, const char *text) {
    char path[FIXTURE_PATH_BYTES * 2];
    (void)snprintf(path, sizeof(path), "%s/%s", dir, name);
    clm_test_write(path, text, strlen(text));
}

static clm_status build(clm_error *error) {
    clm_gazetteer_build_options options = {dir, out_path, NULL};
    return clm_gazetteer_build(&options, error);
}

static void test_clm_gazetteer_build_same_bytes(void **state) {
    (void)state;
    clm_buffer one;
    clm_buffer two;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&one);
    clm_buffer_init(&two);
    CLM_EXPECT_OK("first", build(&error), &error);
    CLM_EXPECT_OK("read", clm_file_read(out_path, 1 << 24, &one, &error), &error);
    (void)unlink(out_path);
    bool comma = clm_test_set_comma_locale();
    clm_status status = build(&error);
    if (comma) {
        (void)setlocale(LC_ALL, "C");
    }
    CLM_EXPECT_OK("second", status, &error);
    CLM_EXPECT_OK("read", clm_file_read(out_path, 1 << 24, &two, &error), &error);
    assert_int_equal(one.len, two.len);
    assert_memory_equal(one.data, two.data, one.len);
    clm_buffer_clear(&one);
    clm_buffer_clear(&two);
}

static void test_clm_gazetteer_build_errors_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *file, *text, *message;
    } table[] = {
        {"latitude", "places.tsv",
         "geonameid\tname\tlon\tlat\tcountry\n1\tA\t10\t50\tXA\n2\tB\t10\t91.2\tXA\n",
         "places.tsv:3: lat: 91.2 is out of range"},
        {"no name", "places.tsv", "geonameid\tname\tlon\tlat\n1\t\t10\t50\n",
         "places.tsv:2: a settlement needs geonameid and name"},
        {"no point", "places.tsv", "geonameid\tname\tlon\tlat\n1\tA\t\t50\n",
         "places.tsv:2: a settlement needs lon and lat"},
        {"same id twice", "places.tsv", "geonameid\tname\tlon\tlat\n1\tA\t1\t5\n1\tB\t1\t5\n",
         "places.tsv:3: id \"gn:1\" stands twice"},
        {"country code", "places.tsv", "geonameid\tname\tlon\tlat\tcountry\n1\tA\t1\t5\tX1\n",
         "places.tsv:2: country: \"X1\" is no ISO 3166-1 code"},
        {"column", "groups.tsv", "id\tkynd\n", "groups.tsv:1: unknown column \"kynd\""},
        {"kind", "groups.tsv", "id\tkind\tname\ncm:a\tregion\tA\n",
         "groups.tsv:2: kind \"region\" does not belong here"},
        {"member", "groups.tsv",
         "id\tkind\tname\tmembers\tlon\tlat\ncm:a\tcontinent\tA\tXA|ZZ\t1\t1\n",
         "groups.tsv:2: members: there is no \"ZZ\""},
        {"language", "waters.tsv", "id\tkind\tname\tnames\ncm:w\tsea\tW\tMeer\n",
         "waters.tsv:2: names: \"Meer\" is not like xx=NAME"},
        {"flag", "supplement.tsv",
         "id\tkind\tname\tlon\tlat\tflags\ncm:s\tfacility\tS\t1\t1\tseaat\n",
         "supplement.tsv:2: unknown flag \"seaat\""},
        {"region of a place", "supplement.tsv",
         "id\tkind\tname\tlon\tlat\tadmin1\ncm:s\tfacility\tS\t1\t1\tXA-Q\n",
         "supplement.tsv:2: admin1: there is no region \"XA-Q\""},
        {"neither point nor shape", "supplement.tsv", "id\tkind\tname\ncm:s\tvague_region\tS\n",
         "cm:s has neither a point nor a shape"},
        {"type of a name", "names.tsv", "place\ttype\tname\ncc:XA\tprimary\tA\n",
         "names.tsv:2: unknown type \"primary\""},
        {"place of a name", "names.tsv", "place\ttype\tname\ngn:5\tderived\tA\n",
         "names.tsv:2: there is no place \"gn:5\""},
        {"quality", "names.tsv", "place\ttype\tname\tquality\ncc:XA\tderived\tA\t1001\n",
         "names.tsv:2: quality: 1001 is out of range"},
        {"shape without a row", "regions.tsv", "ne_id\tname\n101\tA\n",
         "regions.shp: record 1: regions.tsv has no ne:102"},
        {"shapefile", "regions.shp", "no shapefile", NULL},
        {"lakes", "lakes.dbf", "no table", NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {CLM_OK, ""};
        clm_status status = CLM_OK;
        if (strcmp(table[i].file, "regions.tsv") == 0) {
            /* Rows of other tables name its regions. */
            put_file("supplement.tsv", "id\tkind\tname\n");
            put_file("names.tsv", "place\ttype\tname\n");
        }
        (void)unlink(out_path);
        put_file(table[i].file, table[i].text);
        status = build(&error);
        copy_file(table[i].file);
        copy_file("supplement.tsv");
        copy_file("names.tsv");
        CLM_EXPECT(table[i].label, status == CLM_ERR_FORMAT);
        CLM_EXPECT(table[i].label, !clm_file_exists(out_path));
        if (table[i].message != NULL) {
            CLM_EXPECT_TEXT(table[i].label, clm_text_of(error.message), table[i].message);
        } else {
            CLM_EXPECT(table[i].label, error.message[0] != '\0');
        }
    }
}

static void test_clm_gazetteer_build_missing_table(void **state) {
    (void)state;
    static const struct {
        const char *file;
        clm_status status;
    } table[] = {
        {"places.tsv", CLM_ERR_IO}, {"countries.tsv", CLM_ERR_IO}, {"regions.shx", CLM_ERR_IO},
        {"waters.tsv", CLM_OK},     {"lakes.shp", CLM_OK},         {"stopnames.tsv", CLM_OK},
        {"districts.tsv", CLM_OK},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {CLM_OK, ""};
        remove_file(table[i].file);
        clm_status status = build(&error);
        copy_file(table[i].file);
        CLM_EXPECT(table[i].file, status == table[i].status);
        CLM_EXPECT(table[i].file, status == CLM_OK || strstr(error.message, table[i].file));
    }
}

static void test_clm_gazetteer_build_not_writable(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_gazetteer_build_options options = {dir, "/nonexistent/out.gaz", NULL};
    assert_int_equal(clm_gazetteer_build(&options, &error), CLM_ERR_IO);
}

static void test_clm_gazetteer_build_name(void **state) {
    (void)state;
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    clm_gazetteer_build_options options = {dir, out_path, "own name"};
    CLM_EXPECT_OK("build", clm_gazetteer_build(&options, &error), &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(out_path, &gazetteer, &error), &error);
    CLM_EXPECT_TEXT("name", clm_gazetteer_describe(gazetteer).name, "own name");
    clm_gazetteer_free(gazetteer);
}

/* Names that GeoNames lists and no article means. */
static void test_clm_gazetteer_build_alternates(void **state) {
    (void)state;
    static const struct {
        const char *name;
        bool kept;
    } table[] = {
        {"Bongville", true}, {"Бонгвиль", true}, {"BVL", false},
        {"BONG", false},     {"bongvil", false}, {"B2", false},
        {"Q1234567", false}, {"邦維爾", false},  {"Bv", false},
    };
    clm_gazetteer *gazetteer = NULL;
    clm_error error = {CLM_OK, ""};
    put_file(
        "places.tsv",
        "geonameid\tname\tascii\tlon\tlat\tfeature_code\tcountry\tadmin1\tpopulation\talternates\n"
        "1\tBongtown\tBongtown\t10.5\t50.5\tPPL\tXA\t01\t5000\tBongville|Бонгвиль|BVL|BONG|"
        "bongvil|B2|Q1234567|邦維爾|Bv\n");
    put_file("names.tsv", "place\ttype\tname\n");
    clm_status status = build(&error);
    copy_file("places.tsv");
    copy_file("names.tsv");
    CLM_EXPECT_OK("build", status, &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(out_path, &gazetteer, &error), &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_name_ref *refs = NULL;
        size_t count = fixture_find(gazetteer, table[i].name, &refs);
        CLM_EXPECT(table[i].name, count == (table[i].kept ? 1U : 0U));
    }
    clm_gazetteer_free(gazetteer);
}

static clm_status build_once(void *context) {
    (void)context;
    return build(NULL);
}

static void test_clm_gazetteer_build_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(build_once, NULL) > 100);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_gazetteer_build_same_bytes),
        cmocka_unit_test(test_clm_gazetteer_build_errors_table),
        cmocka_unit_test(test_clm_gazetteer_build_missing_table),
        cmocka_unit_test(test_clm_gazetteer_build_not_writable),
        cmocka_unit_test(test_clm_gazetteer_build_name),
        cmocka_unit_test(test_clm_gazetteer_build_alternates),
        cmocka_unit_test(test_clm_gazetteer_build_no_memory),
    };
    return cmocka_run_group_tests(tests, make_copy, remove_copy);
}
