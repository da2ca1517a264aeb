#include "support/support.h"

#include "store/postgres_parts.h"

#define BYTES(literal)                                                                             \
    { (literal), sizeof(literal) - 1 }
#define FFFD "\xEF\xBF\xBD"

static void test_clm_postgres_text_cases(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_text text;
        bool json;
        const char *expected;
    } table[] = {
        {"nothing", {NULL, 0}, false, ""},
        {"plain", BYTES("it's {\"a\",NULL} \\ \xC3\xA9"), false, "it's {\"a\",NULL} \\ \xC3\xA9"},
        {"NUL", BYTES("a\0b"), false, "a" FFFD "b"},
        {"no UTF-8", BYTES("a\xFF\xC3 b"), false, "a" FFFD FFFD " b"},
        {"a surrogate", BYTES("\xED\xA0\x80"), false, FFFD FFFD FFFD},
        {"an escape is text where it is no JSON", BYTES("\\u0000"), false, "\\u0000"},
        {"NUL as an escape", BYTES("[\"a\\u0000b\"]"), true, "[\"a" FFFD "b\"]"},
        {"a backslash and u0000", BYTES("[\"\\\\u0000\"]"), true, "[\"\\\\u0000\"]"},
        {"a backslash, then NUL", BYTES("[\"\\\\\\u0000\"]"), true, "[\"\\\\" FFFD "\"]"},
        {"other escapes", BYTES("[\"\\n\\\"\\u0001\\u00e9\"]"), true,
         "[\"\\n\\\"\\u0001\\u00e9\"]"},
        {"a backslash at the end", BYTES("x\\"), true, "x\\"},
        {"a backslash before no UTF-8", BYTES("\\\xFF"), true, "\\" FFFD},
        {"an escape that is cut off", BYTES("\\u000"), true, "\\u000"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out = {0};
        clm_postgres_text(table[i].text, table[i].json, &out);
        CLM_EXPECT_TEXT(table[i].label, clm_test_text(&out), table[i].expected);
        clm_buffer_clear(&out);
    }
}

static void expect_array(const char *label, const clm_store_rows *rows, size_t column,
                         clm_store_type type, const char *bytes, size_t length) {
    clm_buffer out = {0};
    CLM_EXPECT(label, clm_postgres_array(rows, column, 2, type, &out));
    CLM_EXPECT(label, out.len == length);
    CLM_EXPECT(label, memcmp(out.data, bytes, length) == 0);
    clm_buffer_clear(&out);
}

#define EXPECT_ARRAY(label, rows, column, type, bytes)                                             \
    expect_array(label, rows, column, type, bytes, sizeof(bytes) - 1)

/* Dimensions, whether there are nulls, type of elements; length, first index; elements with their
 * lengths, of which -1 is null. All in network byte order. */
static void test_clm_postgres_array_bytes(void **state) {
    (void)state;
    clm_store_rows rows = {0};
    EXPECT_ARRAY("no rows", &rows, 0, CLM_STORE_TEXT,
                 "\0\0\0\0"
                 "\0\0\0\0"
                 "\0\0\0\x19");
    clm_store_put(&rows, CLM_TEXT("ab"));
    clm_store_put(&rows, CLM_TEXT("\1\0\2"));
    clm_store_put(&rows, CLM_TEXT(""));
    clm_store_put_null(&rows);
    EXPECT_ARRAY("texts", &rows, 0, CLM_STORE_TEXT,
                 "\0\0\0\1"
                 "\0\0\0\0"
                 "\0\0\0\x19"
                 "\0\0\0\2"
                 "\0\0\0\1"
                 "\0\0\0\2ab"
                 "\0\0\0\0");
    EXPECT_ARRAY("bytes and null", &rows, 1, CLM_STORE_GEOMETRY,
                 "\0\0\0\1"
                 "\0\0\0\1"
                 "\0\0\0\x11"
                 "\0\0\0\2"
                 "\0\0\0\1"
                 "\0\0\0\3\1\0\2"
                 "\xFF\xFF\xFF\xFF");
    EXPECT_ARRAY("text that is mended gets its new length", &rows, 1, CLM_STORE_TEXT,
                 "\0\0\0\1"
                 "\0\0\0\1"
                 "\0\0\0\x19"
                 "\0\0\0\2"
                 "\0\0\0\1"
                 "\0\0\0\5\1" FFFD "\2"
                 "\xFF\xFF\xFF\xFF");
    clm_store_rows_clear(&rows);
}

static clm_status make_array(void *context) {
    clm_buffer out = {0};
    (void)clm_postgres_array(context, 0, 2, CLM_STORE_JSON, &out);
    const bool failed = out.failed;
    clm_buffer_clear(&out);
    return failed ? CLM_ERR_NOMEM : CLM_OK;
}

static void test_clm_postgres_array_every_allocation_fails(void **state) {
    (void)state;
    clm_store_rows rows = {0};
    for (int i = 0; i < 200; i++) {
        clm_store_put(&rows, i % 2 == 0 ? CLM_TEXT("[\"some words\"]") : CLM_TEXT("\"\\u0000\""));
    }
    assert_true(clm_test_fail_every_allocation(make_array, &rows) >= 2);
    clm_store_rows_clear(&rows);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_postgres_text_cases),
        cmocka_unit_test(test_clm_postgres_array_bytes),
        cmocka_unit_test(test_clm_postgres_array_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
