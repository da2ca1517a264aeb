/* What a map says in each of its languages. */
#include "language/language.h"

#include "support/support.h"

static const char *const codes[] = {"en", "uk", "ru", "fr", "de", "es", "ar"};

static const clm_language *language_of(const char *code) {
    const clm_language *language = NULL;
    assert_int_equal(clm_language_find(code, &language, NULL), CLM_OK);
    assert_string_equal(language->code, code);
    return language;
}

static size_t places_in(const char *pattern, const char *mark) {
    size_t count = 0;
    for (const char *at = strstr(pattern, mark); at; at = strstr(at + 1, mark)) {
        count++;
    }
    return count;
}

/* Every language says everything, and fills in where English does. */
static void test_languages_are_whole(void **state) {
    (void)state;
    const clm_language *english = language_of("en");
    for (size_t i = 0; i < CLM_TEST_COUNT(codes); i++) {
        const clm_language *one = language_of(codes[i]);
        for (int p = 0; p < CLM_PHRASE_COUNT; p++) {
            assert_non_null(one->phrases[p]);
            assert_true(one->phrases[p][0] != '\0');
            assert_int_equal(places_in(one->phrases[p], "{}"),
                             places_in(english->phrases[p], "{}"));
        }
        for (int m = 0; m < CLM_MODALITY_COUNT; m++) {
            assert_non_null(one->modalities[m]);
        }
        for (int m = 0; m < 12; m++) {
            assert_non_null(one->months[m]);
            assert_non_null(one->short_months[m]);
        }
        assert_int_equal(places_in(one->date, "{d}"), 1);
        assert_int_equal(places_in(one->date, "{m}"), 1);
        assert_int_equal(places_in(one->date, "{y}"), 1);
        assert_int_equal(places_in(one->short_date, "{y}"), 0);
    }
}

static void test_unknown_language_is_named(void **state) {
    (void)state;
    const clm_language *language;
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_language_find("xx", &language, &error), CLM_ERR_ARGUMENT);
    assert_non_null(strstr(error.message, "'xx'"));
    assert_non_null(strstr(error.message, "en, uk"));
    assert_int_equal(clm_language_find(NULL, &language, &error), CLM_OK);
    assert_true(clm_language_is_english(language));
}

static void test_dates(void **state) {
    (void)state;
    static const struct {
        const char *code, *iso;
        bool is_short;
        const char *expected;
    } rows[] = {
        {"en", "2025-04-08", false, "8 April 2025"},
        {"en", "2025-04-08", true, "8 Apr"},
        {"de", "2025-03-31", false, "31. März 2025"},
        {"es", "2024-12-01", false, "1 de diciembre de 2024"},
        {"uk", "2025-04-08", false, "8 квітня 2025"},
        {"fr", "2025-08-15", true, "15 août"},
        {"en", "2025-13-08", false, "2025-13-08"},
        {"en", "April 2025", false, "April 2025"},
        {"en", "", false, ""},
    };
    clm_arena *arena = clm_arena_new();
    assert_non_null(arena);
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        const char *said =
            clm_say_date(language_of(rows[i].code), arena, rows[i].iso, rows[i].is_short);
        assert_string_equal(said, rows[i].expected);
    }
    assert_string_equal(clm_say_date(language_of("en"), arena, NULL, false), "");
    clm_arena_free(arena);
}

static void test_numbers(void **state) {
    (void)state;
    static const struct {
        const char *code;
        double value;
        int decimals;
        const char *expected;
    } rows[] = {
        {"en", 1300, 0, "1,300"},
        {"en", 1234567.5, 1, "1,234,567.5"},
        {"en", 999, 0, "999"},
        {"de", 1300.25, 2, "1.300,25"},
        {"es", 0.5, 1, "0,5"},
        {"fr", 83000, 0,
         "83\xE2\x80\xAF"
         "000"},
        {"en", 2.0, 3, "2"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_say_number(language_of(rows[i].code), &out, rows[i].value, rows[i].decimals);
        assert_string_equal(out.data, rows[i].expected);
        clm_buffer_clear(&out);
    }
}

static void test_fill_in(void **state) {
    (void)state;
    clm_arena *arena = clm_arena_new();
    assert_non_null(arena);
    assert_string_equal(clm_fill_in(arena, "near {}", "Sudza"), "near Sudza");
    assert_string_equal(clm_fill_in(arena, "{} at most", "5"), "5 at most");
    assert_string_equal(clm_fill_in(arena, "nothing", "5"), "nothing");
    assert_string_equal(clm_fill_in(arena, "near {}", "{}"), "near {}");
    clm_arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_languages_are_whole),
        cmocka_unit_test(test_unknown_language_is_named),
        cmocka_unit_test(test_dates),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_fill_in),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
