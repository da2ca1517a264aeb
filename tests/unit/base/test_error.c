#include "support/support.h"

#include "base/utf8.h"

static void test_clm_status_name_all(void **state) {
    (void)state;
    for (int i = 0; i < CLM_STATUS_COUNT; i++) {
        const char *name = clm_status_name((clm_status)i);
        CLM_EXPECT(name, strcmp(name, "unknown status") != 0);
        for (int k = 0; k < i; k++) {
            CLM_EXPECT(name, strcmp(name, clm_status_name((clm_status)k)) != 0);
        }
    }
    assert_string_equal(clm_status_name(CLM_STATUS_COUNT), "unknown status");
    assert_string_equal(clm_status_name(CLM_ERR_NOMEM), "out of memory");
}

static void test_clm_fail_message(void **state) {
    (void)state;
    clm_error error = {0};
    assert_int_equal(clm_fail(&error, CLM_ERR_RANGE, "latitude %d is out of range", 91),
                     CLM_ERR_RANGE);
    assert_int_equal(error.code, CLM_ERR_RANGE);
    assert_string_equal(error.message, "latitude 91 is out of range");
    assert_int_equal(clm_fail(NULL, CLM_ERR_IO, "%s", "nobody reads this"), CLM_ERR_IO);
    /* The old message may be an argument of the new one. */
    (void)clm_fail(&error, CLM_ERR_FORMAT, "again: %s", error.message);
    assert_string_equal(error.message, "again: latitude 91 is out of range");
    (void)clm_fail(&error, CLM_ERR_FORMAT, "with a newline\n");
    assert_string_equal(error.message, "with a newline");
}

/* Characters of one to four bytes at every place of the border. */
static void test_clm_fail_cut_at_character(void **state) {
    (void)state;
    static const char *const characters[] = {"x", "\xC3\xA9", "\xE2\x82\xAC", "\xF0\x9F\x8C\x8D"};
    for (size_t c = 0; c < CLM_TEST_COUNT(characters); c++) {
        size_t size = strlen(characters[c]);
        for (size_t lead = 0; lead < 5; lead++) {
            char text[2 * CLM_ERROR_MESSAGE_BYTES];
            memset(text, 'a', lead);
            for (size_t i = lead; i + size < sizeof text; i += size) {
                memcpy(text + i, characters[c], size);
                text[i + size] = '\0';
            }
            clm_error error;
            (void)clm_fail(&error, CLM_ERR_LIMIT, "%s", text);
            size_t length = strlen(error.message);
            size_t expected = lead + (CLM_ERROR_MESSAGE_BYTES - 1 - lead) / size * size;
            CLM_EXPECT(characters[c], length == expected);
            CLM_EXPECT(characters[c], clm_utf8_valid(error.message, length));
        }
    }
}

static void test_clm_fail_invalid_bytes(void **state) {
    (void)state;
    clm_error error;
    (void)clm_fail(&error, CLM_ERR_IO, "cannot read %s", "a\xFF\xC3.txt");
    assert_string_equal(error.message, "cannot read a??.txt");
    (void)clm_fail(&error, CLM_ERR_IO, "cannot read %s", "a\nb\x1B[31m\x7F.txt");
    assert_string_equal(error.message, "cannot read a?b?[31m?.txt");
}

static void test_clm_error_prefix_keeps_code(void **state) {
    (void)state;
    clm_error error;
    (void)clm_fail(&error, CLM_ERR_VERSION, "version 2");
    assert_int_equal(clm_error_prefix(&error, "world.gaz"), CLM_ERR_VERSION);
    assert_string_equal(error.message, "world.gaz: version 2");
    assert_int_equal(clm_error_prefix(NULL, "world.gaz"), CLM_OK);
    char name[CLM_ERROR_MESSAGE_BYTES * 2];
    memset(name, 'a', sizeof name - 1);
    name[sizeof name - 1] = '\0';
    (void)clm_fail(&error, CLM_ERR_VERSION, "version 2");
    (void)clm_error_prefix(&error, name);
    assert_non_null(strstr(error.message, "aaaa: version 2"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_status_name_all),
        cmocka_unit_test(test_clm_fail_message),
        cmocka_unit_test(test_clm_fail_cut_at_character),
        cmocka_unit_test(test_clm_fail_invalid_bytes),
        cmocka_unit_test(test_clm_error_prefix_keeps_code),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
