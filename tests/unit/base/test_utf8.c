#include "support/support.h"

#include "base/utf8.h"

static void test_clm_utf8_decode_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_text text;
        uint32_t code_point;
        size_t used;
    } table[] = {
        {"ASCII", {"a", 1}, 'a', 1},
        {"NUL", {"\0", 1}, 0, 1},
        {"two bytes, first", {"\xC2\x80", 2}, 0x80, 2},
        {"two bytes, last", {"\xDF\xBF", 2}, 0x7FF, 2},
        {"three bytes, first", {"\xE0\xA0\x80", 3}, 0x800, 3},
        {"before surrogates", {"\xED\x9F\xBF", 3}, 0xD7FF, 3},
        {"after surrogates", {"\xEE\x80\x80", 3}, 0xE000, 3},
        {"real U+FFFD", {"\xEF\xBF\xBD", 3}, 0xFFFD, 3},
        {"four bytes, first", {"\xF0\x90\x80\x80", 4}, 0x10000, 4},
        {"last of all", {"\xF4\x8F\xBF\xBF", 4}, 0x10FFFF, 4},
        {"overlong two", {"\xC1\xBF", 2}, 0xFFFD, 1},
        {"overlong three", {"\xE0\x9F\xBF", 3}, 0xFFFD, 1},
        {"overlong four", {"\xF0\x8F\xBF\xBF", 4}, 0xFFFD, 1},
        {"surrogate", {"\xED\xA0\x80", 3}, 0xFFFD, 1},
        {"beyond Unicode", {"\xF4\x90\x80\x80", 4}, 0xFFFD, 1},
        {"lone tail", {"\x80", 1}, 0xFFFD, 1},
        {"byte FF", {"\xFF", 1}, 0xFFFD, 1},
        {"cut after one of two", {"\xC3", 1}, 0xFFFD, 1},
        {"cut after two of three", {"\xE2\x82", 2}, 0xFFFD, 1},
        {"cut after three of four", {"\xF0\x9F\x8C", 3}, 0xFFFD, 1},
        {"tail is a letter", {"\xC3z", 2}, 0xFFFD, 1},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        uint32_t code_point = 1;
        size_t used = clm_utf8_decode(table[i].text.ptr, table[i].text.len, &code_point);
        CLM_EXPECT(table[i].label, used == table[i].used);
        CLM_EXPECT(table[i].label, code_point == table[i].code_point);
        bool valid = used > 1 || code_point != 0xFFFD;
        CLM_EXPECT(table[i].label, clm_utf8_valid(table[i].text.ptr, table[i].text.len) == valid);
    }
}

static void test_clm_utf8_encode_all(void **state) {
    (void)state;
    for (uint32_t c = 0; c <= 0x10FFFF; c++) {
        if (c >= 0xD800 && c <= 0xDFFF) {
            continue;
        }
        char bytes[4];
        uint32_t back = 0;
        size_t length = clm_utf8_encode(c, bytes);
        assert_int_equal(clm_utf8_decode(bytes, length, &back), length);
        assert_int_equal(back, c);
        assert_int_equal(clm_utf8_count(bytes, length), 1);
        assert_int_equal(length, c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4);
    }
    char bytes[4];
    assert_int_equal(clm_utf8_encode(0xD800, bytes), 3);
    assert_memory_equal(bytes, "\xEF\xBF\xBD", 3);
    assert_int_equal(clm_utf8_encode(0x110000, bytes), 3);
}

static void test_clm_utf8_floor_every_limit(void **state) {
    (void)state;
    /* Characters of 1, 2, 3 and 4 bytes begin at 0, 1, 3, 6; the end is 10. */
    static const char text[] = "a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8D";
    static const size_t expected[] = {0, 1, 1, 3, 3, 3, 6, 6, 6, 6, 10, 10};
    for (size_t limit = 0; limit < CLM_TEST_COUNT(expected); limit++) {
        assert_int_equal(clm_utf8_floor(text, 10, limit), expected[limit]);
    }
    assert_int_equal(clm_utf8_count(text, 10), 4);
    assert_int_equal(clm_utf8_floor("", 0, 5), 0);
}

static void test_clm_utf8_classes_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        uint32_t code_point;
        bool letter, upper, digit, space;
    } table[] = {
        {"a", 'a', true, false, false, false},
        {"Z", 'Z', true, true, false, false},
        {"[", '[', false, false, false, false},
        {"@", '@', false, false, false, false},
        {"7", '7', false, false, true, false},
        {"space", ' ', false, false, false, true},
        {"tab", '\t', false, false, false, true},
        {"NUL", 0, false, false, false, false},
        {"e acute", 0xE9, true, false, false, false},
        {"Cyrillic Ka", 0x41A, true, true, false, false},
        {"title case Dz", 0x1C5, true, true, false, false},
        {"combining acute", 0x301, true, false, false, false},
        {"Han", 0x4E2D, true, false, false, false},
        {"Arabic digit", 0x663, false, false, true, false},
        {"superscript two", 0xB2, false, false, false, false},
        {"no-break space", 0xA0, false, false, false, true},
        {"byte order mark", 0xFEFF, false, false, false, true},
        {"narrow no-break space", 0x202F, false, false, false, true},
        {"line separator", 0x2028, false, false, false, true},
        {"dash", 0x2014, false, false, false, false},
        {"beyond Unicode", 0x110000, false, false, false, false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        uint32_t c = table[i].code_point;
        CLM_EXPECT(table[i].label, clm_utf8_is_letter(c) == table[i].letter);
        CLM_EXPECT(table[i].label, clm_utf8_is_upper(c) == table[i].upper);
        CLM_EXPECT(table[i].label, clm_utf8_is_digit(c) == table[i].digit);
        CLM_EXPECT(table[i].label, clm_utf8_is_space(c) == table[i].space);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_utf8_decode_table),
        cmocka_unit_test(test_clm_utf8_encode_all),
        cmocka_unit_test(test_clm_utf8_floor_every_limit),
        cmocka_unit_test(test_clm_utf8_classes_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
