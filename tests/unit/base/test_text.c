#include "support/support.h"

static void test_clm_text_compare_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *a, *b;
        int order;
    } table[] = {
        {"equal", "Lviv", "Lviv", 0},
        {"shorter first", "Lviv", "Lviv oblast", -1},
        {"longer last", "Lviva", "Lviv", 1},
        {"bytewise", "a", "B", 1},
        {"bytes above 127", "\xC3\xA9", "z", 1},
        {"empty first", "", "a", -1},
        {"both empty", "", "", 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_text a = clm_text_of(table[i].a);
        clm_text b = clm_text_of(table[i].b);
        int order = clm_text_compare(a, b);
        CLM_EXPECT(table[i].label, (order > 0) - (order < 0) == table[i].order);
        CLM_EXPECT(table[i].label, clm_text_equal(a, b) == (table[i].order == 0));
        CLM_EXPECT(table[i].label, clm_text_is(a, table[i].b) == (table[i].order == 0));
    }
    assert_true(clm_text_equal(clm_text_of(NULL), CLM_TEXT("")));
    assert_int_equal(clm_text_of(NULL).len, 0);
}

static void test_clm_text_starts_ends_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *part;
        bool starts, ends;
    } table[] = {
        {"both", "abab", "ab", true, true},
        {"start", "abc", "ab", true, false},
        {"end", "abc", "bc", false, true},
        {"whole", "abc", "abc", true, true},
        {"longer part", "abc", "abcd", false, false},
        {"empty part", "abc", "", true, true},
        {"empty text", "", "a", false, false},
        {"both empty", "", "", true, true},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_text text = clm_text_of(table[i].text);
        CLM_EXPECT(table[i].label, clm_text_starts(text, table[i].part) == table[i].starts);
        CLM_EXPECT(table[i].label, clm_text_ends(text, table[i].part) == table[i].ends);
    }
}

static void test_clm_text_trim_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *expected;
    } table[] = {
        {"nothing", "a b", "a b"},
        {"all kinds", " \t\r\n\v\fa b\f\v\n\r\t ", "a b"},
        {"only space", " \n ", ""},
        {"empty", "", ""},
        {"no-break space stays",
         "\xC2\xA0"
         "a",
         "\xC2\xA0"
         "a"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT_TEXT(table[i].label, clm_text_trim(clm_text_of(table[i].text)),
                        table[i].expected);
    }
}

static void test_clm_text_slice_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_span span;
        const char *expected;
    } table[] = {
        {"inside", {1, 3}, "bc"},   {"all", {0, 4}, "abcd"}, {"clipped", {2, 99}, "cd"},
        {"behind", {9, 12}, ""},    {"empty", {2, 2}, ""},   {"reversed", {3, 1}, ""},
        {"at the end", {4, 4}, ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT_TEXT(table[i].label, clm_text_slice(CLM_TEXT("abcd"), table[i].span),
                        table[i].expected);
    }
    assert_int_equal(clm_text_slice((clm_text){0}, (clm_span){0, 5}).len, 0);
}

static void test_clm_span_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_span a, b;
        bool overlap, contain;
    } table[] = {
        {"same", {2, 5}, {2, 5}, true, true},
        {"inside", {2, 9}, {3, 5}, true, true},
        {"around", {3, 5}, {2, 9}, true, false},
        {"touching", {2, 5}, {5, 7}, false, false},
        {"crossing", {2, 5}, {4, 7}, true, false},
        {"apart", {2, 5}, {8, 9}, false, false},
        {"empty inside", {2, 5}, {3, 3}, false, false},
        {"empty outer", {3, 3}, {2, 5}, false, false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].label, clm_span_overlaps(table[i].a, table[i].b) == table[i].overlap);
        CLM_EXPECT(table[i].label, clm_span_overlaps(table[i].b, table[i].a) == table[i].overlap);
        CLM_EXPECT(table[i].label, clm_span_contains(table[i].a, table[i].b) == table[i].contain);
    }
    assert_true(clm_span_empty((clm_span){4, 4}));
    assert_false(clm_span_empty((clm_span){4, 5}));
}

static void test_clm_buffer_grows(void **state) {
    (void)state;
    clm_buffer buffer;
    clm_buffer_init(&buffer);
    assert_null(buffer.data);
    clm_buffer_string(&buffer, "");
    assert_string_equal(buffer.data, "");
    for (int i = 0; i < 3000; i++) {
        clm_buffer_char(&buffer, (char)('a' + i % 26));
        assert_int_equal(buffer.data[buffer.len], '\0');
    }
    clm_buffer_text(&buffer, CLM_TEXT("!"));
    clm_buffer_printf(&buffer, "%d-%s", 42, "x");
    assert_false(buffer.failed);
    assert_int_equal(buffer.len, 3005);
    assert_string_equal(buffer.data + 3000, "!42-x");
    clm_buffer_add(&buffer, NULL, 0);
    assert_int_equal(buffer.len, 3005);
    clm_buffer_clear(&buffer);
    assert_int_equal(buffer.len, 0);
}

static void write_all_kinds(clm_buffer *buffer) {
    clm_buffer_string(buffer, "first");
    clm_buffer_char(buffer, ' ');
    clm_buffer_printf(buffer, "%s", "a longer piece of text that makes the buffer grow");
    clm_buffer_number(buffer, 1.5, 3);
    clm_buffer_text(buffer, CLM_TEXT(" last"));
}

/* Memory ends before each piece: what was written stays a whole prefix, and the failure sticks. */
static void test_clm_buffer_sticky_failure(void **state) {
    (void)state;
    static const char all[] = "first a longer piece of text that makes the buffer grow1.5 last";
    bool done = false;
    size_t nth = 1;
    for (; !done; nth++) {
        clm_buffer buffer;
        clm_buffer_init(&buffer);
        (void)clm_alloc_fail_at(nth);
        write_all_kinds(&buffer);
        done = clm_alloc_fail_at(0) < nth;
        assert_int_equal(buffer.failed, !done);
        assert_true(buffer.len < sizeof all);
        assert_int_equal(buffer.len == sizeof all - 1, done);
        if (buffer.len > 0) {
            assert_memory_equal(buffer.data, all, buffer.len);
        }
        size_t length = buffer.len;
        clm_buffer_char(&buffer, 'x');
        assert_int_equal(buffer.len, done ? length + 1 : length);
        clm_buffer_clear(&buffer);
        assert_false(buffer.failed);
    }
    assert_true(nth > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_text_compare_table),
        cmocka_unit_test(test_clm_text_starts_ends_table),
        cmocka_unit_test(test_clm_text_trim_table),
        cmocka_unit_test(test_clm_text_slice_table),
        cmocka_unit_test(test_clm_span_table),
        cmocka_unit_test(test_clm_buffer_grows),
        cmocka_unit_test(test_clm_buffer_sticky_failure),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
