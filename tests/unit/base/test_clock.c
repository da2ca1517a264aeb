#include "support/support.h"

#include "base/clock.h"

#include <time.h>

static void test_clm_clock_goes_on(void **state) {
    (void)state;
    const struct timespec pause = {0, 30000000};
    const int64_t first_ms = clm_clock_ms();
    const double first_s = clm_clock_s();
    assert_int_equal(nanosleep(&pause, NULL), 0);
    assert_true(clm_clock_ms() - first_ms >= 29); /* whole milliseconds of both */
    assert_true(clm_clock_s() - first_s >= 0.03);
}

static void test_clm_clock_is_one(void **state) {
    (void)state;
    const double before_s = clm_clock_s();
    const int64_t middle_ms = clm_clock_ms();
    const double after_s = clm_clock_s();
    assert_true((double)middle_ms >= before_s * 1000.0 - 1.0);
    assert_true((double)middle_ms <= after_s * 1000.0);
}

static void test_clm_clock_never_goes_back(void **state) {
    (void)state;
    double last_s = clm_clock_s();
    for (int i = 0; i < 100000; i++) {
        const double now_s = clm_clock_s();
        assert_true(now_s >= last_s);
        last_s = now_s;
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_clock_goes_on),
        cmocka_unit_test(test_clm_clock_is_one),
        cmocka_unit_test(test_clm_clock_never_goes_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
