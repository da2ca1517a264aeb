#include "support/support.h"

static void test_clm_buffer_number_table(void **state) {
    (void)state;
    static const struct {
        const char *label;
        double value;
        int decimals;
        const char *expected;
    } table[] = {
        {"whole", 42.0, 3, "42"},
        {"zero", 0.0, 7, "0"},
        {"minus zero", -0.0, 7, "0"},
        {"rounds to minus zero", -0.0004, 3, "0"},
        {"negative", -33.25, 7, "-33.25"},
        {"trailing zeros", 1.5000000, 7, "1.5"},
        {"inner zeros", 1.05, 7, "1.05"},
        {"half to even down", 0.125, 2, "0.12"},
        {"half to even up", 0.375, 2, "0.38"},
        {"whole half to even", 2.5, 0, "2"},
        {"whole half to even up", 3.5, 0, "4"},
        {"binary below half", 1.005, 2, "1"},
        {"carries", 9.9999, 3, "10"},
        {"ten stays ten", 10.0, 0, "10"},
        {"hundred", 100.0, 2, "100"},
        {"no exponent", 1e21, 2, "1000000000000000000000"},
        {"seventeen decimals", 0.1, 17, "0.10000000000000001"},
        {"more than seventeen", 0.1, 40, "0.10000000000000001"},
        {"less than none", 2.75, -3, "3"},
        {"tiny", 1e-300, 17, "0"},
        {"infinite", HUGE_VAL, 2, "null"},
        {"minus infinite", -HUGE_VAL, 2, "null"},
        {"not a number", (double)NAN, 2, "null"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer buffer;
        clm_buffer_init(&buffer);
        clm_buffer_number(&buffer, table[i].value, table[i].decimals);
        CLM_EXPECT_TEXT(table[i].label, clm_test_text(&buffer), table[i].expected);
        clm_buffer_clear(&buffer);
    }
}

/* What printf of the C locale writes, without zeros at the end. */
static void expected_number(char *text, size_t size, double value, int decimals) {
    int length = snprintf(text, size, "%.*f", decimals, value);
    assert_true(length > 0 && (size_t)length < size);
    if (strchr(text, '.')) {
        char *end = text + strlen(text);
        while (end[-1] == '0') {
            *--end = '\0';
        }
        if (end[-1] == '.') {
            end[-1] = '\0';
        }
    }
    if (strcmp(text, "-0") == 0) {
        memmove(text, "0", 2);
    }
}

/* Any bits that are a number, and numbers of the sizes that maps have. */
static double random_value(uint64_t *seed) {
    uint64_t bits = clm_test_random(seed);
    double value = 0.0;
    if (bits % 4 == 0) {
        uint64_t pattern = clm_test_random(seed);
        memcpy(&value, &pattern, sizeof value);
        return isfinite(value) ? value : 1.0;
    }
    if (bits % 4 == 1) {
        return (double)((int64_t)clm_test_random(seed) % 100000000) / 1024.0;
    }
    return clm_test_uniform(seed, -180.0, 180.0);
}

static void test_clm_buffer_number_as_printf(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    clm_buffer buffer;
    clm_buffer_init(&buffer);
    for (int i = 0; i < 100000; i++) {
        double value = random_value(&seed);
        int decimals = (int)(clm_test_random(&seed) % 18);
        char expected[400];
        char label[64];
        expected_number(expected, sizeof expected, value, decimals);
        (void)snprintf(label, sizeof label, "%a with %d decimals", value, decimals);
        buffer.len = 0;
        clm_buffer_number(&buffer, value, decimals);
        CLM_EXPECT_TEXT(label, clm_test_text(&buffer), expected);
    }
    clm_buffer_clear(&buffer);
}

static void test_clm_text_number_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *text;
        size_t used;
        double value;
    } table[] = {
        {"whole", "42", 2, 42.0},
        {"decimal", "33.25", 5, 33.25},
        {"negative", "-0.5", 4, -0.5},
        {"plus", "+7", 2, 7.0},
        {"leading point", ".5x", 2, 0.5},
        {"point at the end of a sentence", "2014.", 4, 2014.0},
        {"exponent", "1.5e3,", 5, 1500.0},
        {"exponent with sign", "25E-1", 5, 2.5},
        {"e without digits", "5e", 1, 5.0},
        {"e and a sign without digits", "5e+", 1, 5.0},
        {"stops at a comma", "1,5", 1, 1.0},
        {"leading zeros", "000.0010", 8, 0.001},
        {"word", "abc", 0, 0.0},
        {"sign only", "-", 0, 0.0},
        {"point only", ".", 0, 0.0},
        {"empty", "", 0, 0.0},
        {"no hexadecimal", "0x10", 1, 0.0},
        {"no infinity", "inf", 0, 0.0},
        {"too large", "1e999", 0, 0.0},
        {"too small", "1e-999", 6, 0.0},
        {"huge exponent of zero", "0e999999999999", 14, 0.0},
        {"zeros and exponent balance", "1000000000000000000000e-21", 26, 1.0},
        {"largest", "1.7976931348623157e308", 22, 1.7976931348623157e308},
        {"smallest", "4.9406564584124654e-324", 23, 4.9406564584124654e-324},
        {"halfway, even", "9007199254740993", 16, 9007199254740992.0},
        {"just above halfway", "9007199254740993.0000000000000000000000001", 42,
         9007199254740994.0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        double value = 0.0;
        CLM_EXPECT(table[i].label,
                   clm_text_number(clm_text_of(table[i].text), &value) == table[i].used);
        CLM_EXPECT(table[i].label, value == table[i].value);
    }
}

/* More digits than are kept: only the last one, 800 places on, tells the value from halfway. */
static void test_clm_text_number_long(void **state) {
    (void)state;
    char text[1024];
    size_t length = (size_t)snprintf(text, sizeof text, "9007199254740993.");
    memset(text + length, '0', 900);
    double value = 0.0;
    assert_int_equal(clm_text_number((clm_text){text, length + 900}, &value), length + 900);
    assert_true(value == 9007199254740992.0);
    text[length + 899] = '1';
    assert_int_equal(clm_text_number((clm_text){text, length + 900}, &value), length + 900);
    assert_true(value == 9007199254740994.0);
}

static void test_clm_text_number_round_trip(void **state) {
    (void)state;
    uint64_t seed = clm_test_seed();
    for (int i = 0; i < 100000; i++) {
        double value = random_value(&seed);
        char text[400];
        (void)snprintf(text, sizeof text, i % 2 ? "%.17g" : "%.20f", value);
        double expected = strtod(text, NULL);
        double read = 0.0;
        CLM_EXPECT(text, clm_text_number(clm_text_of(text), &read) == strlen(text));
        CLM_EXPECT(text, read == expected);
    }
}

static void test_clm_buffer_number_comma_locale(void **state) {
    (void)state;
    if (!clm_test_set_comma_locale()) {
        skip();
    }
    clm_buffer buffer;
    clm_buffer_init(&buffer);
    clm_buffer_number(&buffer, -1234567.125, 7);
    double value = 0.0;
    size_t used = clm_text_number(CLM_TEXT("1.2345678901234567890123"), &value);
    (void)setlocale(LC_ALL, "C");
    assert_string_equal(buffer.data, "-1234567.125");
    assert_int_equal(used, 24);
    assert_true(value == 1.2345678901234567890123);
    clm_buffer_clear(&buffer);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_buffer_number_table),
        cmocka_unit_test(test_clm_buffer_number_as_printf),
        cmocka_unit_test(test_clm_text_number_table),
        cmocka_unit_test(test_clm_text_number_long),
        cmocka_unit_test(test_clm_text_number_round_trip),
        cmocka_unit_test(test_clm_buffer_number_comma_locale),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
