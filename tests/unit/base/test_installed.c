/* Files beside this test program; what is found beside a library: tests/install. */
#include "support/support.h"

#include "base/installed.h"

#define OWN_DIR CLM_BUILD_DIR "/tests/unit/base"

static void test_program_dir_of_this_test(void **state) {
    (void)state;
    char dir[4096], small[8];
    assert_true(clm_program_dir(dir, sizeof dir));
    assert_string_equal(dir, OWN_DIR);
    assert_true(clm_program_dir(dir, strlen(OWN_DIR) + 1));
    assert_false(clm_program_dir(dir, strlen(OWN_DIR)));
    assert_false(clm_program_dir(small, sizeof small));
    assert_false(clm_program_dir(small, 0));
}

static void test_installed_find_says_what_it_tried(void **state) {
    (void)state;
    clm_buffer out, tried;
    clm_buffer_init(&out);
    clm_buffer_init(&tried);
    assert_true(clm_installed_find(CLM_INSTALLED_MODULE, "test_base_installed", &out, &tried));
    CLM_EXPECT_TEXT("beside", clm_test_text(&out), OWN_DIR "/test_base_installed");
    assert_int_equal(tried.len, 0);
    assert_false(clm_installed_find(CLM_INSTALLED_DATA, "nosuch", &out, &tried));
    assert_int_equal(out.len, 0);
    CLM_EXPECT_TEXT("tried", clm_test_text(&tried),
                    OWN_DIR "/nosuch, " OWN_DIR "/../share/claimmap/nosuch, " OWN_DIR
                            "/../../share/claimmap/nosuch");
    assert_false(clm_installed_find(CLM_INSTALLED_MODULE, "nosuch", &out, NULL));
    clm_buffer_clear(&out);
    clm_buffer_clear(&tried);
}

static void test_installed_find_every_allocation_fails(void **state) {
    (void)state;
    for (size_t nth = 1; nth <= 2; nth++) {
        clm_buffer out, tried;
        clm_buffer_init(&out);
        clm_buffer_init(&tried);
        (void)clm_alloc_fail_at(nth);
        assert_false(clm_installed_find(CLM_INSTALLED_DATA, "nosuch", &out, &tried));
        (void)clm_alloc_fail_at(0);
        assert_true(nth == 1 ? out.failed : tried.failed);
        clm_buffer_clear(&out);
        clm_buffer_clear(&tried);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_program_dir_of_this_test),
        cmocka_unit_test(test_installed_find_says_what_it_tried),
        cmocka_unit_test(test_installed_find_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
