/* Options of the command line as members of a request. */
#include "support/support.h"

#include "pipeline/pipeline.h"

static void test_request_set_refuses_and_changes_nothing(void **state) {
    (void)state;
    static const struct {
        const char *name, *value;
        clm_status status;
    } table[] = {
        {"nosuch", "1", CLM_ERR_NOT_FOUND},        {"", "1", CLM_ERR_NOT_FOUND},
        {"--size", "64x64", CLM_ERR_NOT_FOUND},    {"size", "", CLM_ERR_ARGUMENT},
        {"size", "640", CLM_ERR_ARGUMENT},         {"size", "x480", CLM_ERR_ARGUMENT},
        {"size", "640x", CLM_ERR_ARGUMENT},        {"size", "63x64", CLM_ERR_ARGUMENT},
        {"size", "64x16385", CLM_ERR_ARGUMENT},    {"size", "64x64x64", CLM_ERR_ARGUMENT},
        {"size", "+64x64", CLM_ERR_ARGUMENT},      {"size", "64x99999999999999", CLM_ERR_ARGUMENT},
        {"scale", "0.24", CLM_ERR_ARGUMENT},       {"scale", "8.01", CLM_ERR_ARGUMENT},
        {"scale", "1x", CLM_ERR_ARGUMENT},         {"scale", "nan", CLM_ERR_ARGUMENT},
        {"extent", "1,2,3", CLM_ERR_ARGUMENT},     {"extent", "1,2,3,4,5", CLM_ERR_ARGUMENT},
        {"extent", "1,4,3,2", CLM_ERR_ARGUMENT},   {"extent", "1,2,1,4", CLM_ERR_ARGUMENT},
        {"extent", "1,-91,3,4", CLM_ERR_ARGUMENT}, {"format", "", CLM_ERR_ARGUMENT},
        {"format", "png,", CLM_ERR_ARGUMENT},      {"format", "png,bmp", CLM_ERR_ARGUMENT},
        {"date", "2025-02-29", CLM_ERR_ARGUMENT},  {"date", "", CLM_ERR_ARGUMENT},
        {"title", "\xff", CLM_ERR_ARGUMENT},       {"byline", "\xc3", CLM_ERR_ARGUMENT},
        {"lang", "xx", CLM_ERR_ARGUMENT},          {"worldview", "ISO", CLM_ERR_ARGUMENT},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_error error = {CLM_OK, ""};
        clm_request request, before;
        memset(&request, 0, sizeof request);
        before = request;
        CLM_EXPECT(table[i].value, clm_request_set(&request, table[i].name, table[i].value,
                                                   &error) == table[i].status);
        CLM_EXPECT(table[i].value, error.message[0] != '\0');
        CLM_EXPECT(table[i].value, memcmp(&request, &before, sizeof request) == 0);
    }
}

static void test_request_set_takes(void **state) {
    (void)state;
    static const char *const rows[][2] = {
        {"size", "64x16384"},
        {"scale", "0.25"},
        {"extent", "170,-10.5,-170,90"},
        {"format", "png"},
        {"format", "alt,geojson"},
        {"date", "2024-02-29"},
        {"title", "Übersicht"},
        {"byline", ""},
        {"lang", "uk"},
        {"worldview", "de-facto"},
    };
    clm_error error = {CLM_OK, ""};
    clm_request r = {.file = NULL};
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        CLM_EXPECT_OK(rows[i][0], clm_request_set(&r, rows[i][0], rows[i][1], &error), &error);
    }
    assert_true(r.width_px == 64 && r.height_px == 16384 && r.scale == 0.25);
    assert_true(r.has_extent && r.west_deg == 170.0 && r.south_deg == -10.5 &&
                r.east_deg == -170.0 && r.north_deg == 90.0);
    assert_true(r.want[CLM_FORMAT_ALT] && r.want[CLM_FORMAT_GEOJSON] && !r.want[CLM_FORMAT_PNG]);
    assert_string_equal(r.date, "2024-02-29");
    assert_string_equal(r.title, "Übersicht");
    assert_string_equal(r.byline, "");
    assert_string_equal(r.lang, "uk");
    assert_true(r.de_facto && r.has_worldview);
    assert_int_equal(clm_request_set(&r, "worldview", "iso", &error), CLM_OK);
    assert_true(!r.de_facto && r.has_worldview);
}

static void test_request_set_format_memory(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    clm_request request = {.file = NULL};
    (void)clm_alloc_fail_at(1);
    assert_int_equal(clm_request_set(&request, "format", "bmp", &error), CLM_ERR_NOMEM);
    (void)clm_alloc_fail_at(0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_request_set_refuses_and_changes_nothing),
        cmocka_unit_test(test_request_set_takes),
        cmocka_unit_test(test_request_set_format_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
