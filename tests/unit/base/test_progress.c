#include "support/support.h"

#include "base/progress.h"

static void test_line(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_progress progress;
        size_t columns;
        const char *expected;
    } cases[] = {
        {"half, failed, left",
         {"maps", 5, 1, 10, 60.0, "a\x1b[2J"},
         60,
         "\r[#######........] 5 of 10 maps, 1 failed, 1:00 left  a?[2J "},
        {"stream", {"lines", 7, 0, 0, 0.5, NULL}, 20, "\r7 lines            "},
        {"slow stream",
         {"lines", 7, 1, 0, 5.0, NULL},
         40,
         "\r7 lines, 1 failed, 1.4 a second        "},
        {"fast stream", {"lines", 820, 0, 0, 2.0, NULL}, 30, "\r820 lines, 410 a second      "},
        {"cut", {"articles", 1, 0, 2, 0.0, NULL}, 20, "\r[##...] 1 of 2 arti"},
        {"too narrow", {"maps", 1, 0, 2, 0.0, NULL}, 19, ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_progress_line(&cases[i].progress, cases[i].columns, &out);
        CLM_EXPECT_TEXT(cases[i].label, clm_test_text(&out), cases[i].expected);
        clm_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_line)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
