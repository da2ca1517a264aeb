/* Shapes as strings of differences, five bits a character. */
#include "support/support.h"

#include "page/parts.h"

typedef struct row {
    const char *label;
    clm_lonlat points[4]; /* metres */
    size_t count;
    size_t least;
    const char *expected;
} row;

/* Steps of 10 m, y down. A number n is 2n, or -2n - 1 below 0; A is 0, B is 1; from g (32 + 0) on
 * more follows. */
static void test_put_part(void **state) {
    (void)state;
    static const row rows[] = {
        {"the middle", {{0, 0}}, 1, 1, "[\"AA\"]"},
        {"one step right and up", {{10, 10}}, 1, 1, "[\"CB\"]"},
        {"sixteen is two characters", {{0, 0}, {10, -160}}, 2, 2, "[\"AACgB\"]"},
        {"differences", {{30, 0}, {20, 0}, {20, -20}}, 3, 3, "[\"GABAAE\"]"},
        {"minus sixteen", {{-160, 0}}, 1, 1, "[\"fA\"]"},
        {"minus seventeen", {{-170, 0}}, 1, 1, "[\"hBA\"]"},
        {"rounded to steps", {{14, 4}, {16, -6}}, 2, 2, "[\"CACC\"]"},
        {"the same step once", {{0, 0}, {4, 0}, {10, 0}}, 3, 2, "[\"AACA\"]"},
        {"too few are left", {{0, 0}, {4, 0}, {10, 0}}, 3, 3, "[]"},
        {"nothing", {{0, 0}}, 0, 0, "[]"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_buffer out;
        clm_json_writer json;
        clm_buffer_init(&out);
        clm_json_begin(&json, &out);
        clm_json_open_array(&json);
        clm_page_put_part(&json, rows[i].points, rows[i].count, 10, rows[i].least);
        clm_json_close_array(&json);
        CLM_EXPECT_TEXT(rows[i].label, clm_test_text(&out), rows[i].expected);
        clm_buffer_clear(&out);
    }
}

static void test_put_part_second(void **state) {
    (void)state;
    static const clm_lonlat points[] = {{0, 0}, {10, 0}};
    clm_buffer out;
    clm_json_writer json;
    clm_buffer_init(&out);
    clm_json_begin(&json, &out);
    clm_json_open_array(&json);
    clm_page_put_part(&json, points, 2, 10, 2);
    clm_page_put_part(&json, points, 2, 5, 2);
    clm_json_close_array(&json);
    CLM_EXPECT_TEXT("two parts", clm_test_text(&out), "[\"AACA\",\"AAEA\"]");
    clm_buffer_clear(&out);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_put_part),
        cmocka_unit_test(test_put_part_second),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
