#include "unit/article/support.h"

#include "article/parts.h"

static void test_parse_table(void **state) {
    static const struct {
        const char *text;
        bool ok;
        clm_date date;
    } rows[] = {
        {"2025-04-08", true, {2025, 4, 8}},  {"2024-02-29", true, {2024, 2, 29}},
        {"2023-02-29", false, {0, 0, 0}},    {"1900-02-29", false, {0, 0, 0}},
        {"2000-02-29", true, {2000, 2, 29}}, {"2025-13-01", false, {0, 0, 0}},
        {"2025-00-10", false, {0, 0, 0}},    {"2025-04-31", false, {0, 0, 0}},
        {"0000-01-01", false, {0, 0, 0}},    {"2025-4-8", false, {0, 0, 0}},
        {"2025-04-08T", false, {0, 0, 0}},   {"2025/04/08", false, {0, 0, 0}},
        {"+025-04-08", false, {0, 0, 0}},    {"", false, {0, 0, 0}},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_date date = {0, 0, 0};
        bool ok = clm_date_parse(clm_text_of(rows[i].text), &date);
        expect_size(rows[i].text, ok, rows[i].ok);
        assert_int_equal(date.year, rows[i].date.year);
        assert_int_equal(date.month, rows[i].date.month);
        assert_int_equal(date.day, rows[i].date.day);
    }
}

static void test_days_known(void **state) {
    static const struct {
        clm_date date;
        int32_t days;
        int weekday;
    } rows[] = {
        {{1970, 1, 1}, 0, 3},      {{1969, 12, 31}, -1, 2},  {{2000, 3, 1}, 11017, 2},
        {{2000, 1, 1}, 10957, 5},  {{2025, 4, 8}, 20186, 1}, {{2026, 3, 12}, 20524, 3},
        {{1900, 1, 1}, -25567, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(clm_date_to_days(rows[i].date), rows[i].days);
        assert_int_equal(clm_date_weekday(rows[i].date), rows[i].weekday);
    }
}

/* Walks every day of the years 1 to 9999 with a calendar of its own. */
static void test_days_round_trip(void **state) {
    static const int lengths[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    clm_date walker = {1, 1, 1};
    int32_t days = clm_date_to_days(walker);
    int weekday = clm_date_weekday(walker);
    (void)state;
    assert_int_equal(weekday, 0);
    while (walker.year <= 9999) {
        clm_date back = clm_date_from_days(days);
        assert_true(clm_date_to_days(walker) == days && back.year == walker.year &&
                    back.month == walker.month && back.day == walker.day &&
                    clm_date_weekday(walker) == weekday && clm_date_valid(walker));
        bool leap = walker.year % 4 == 0 && (walker.year % 100 != 0 || walker.year % 400 == 0);
        int length = lengths[walker.month - 1] + (walker.month == 2 && leap ? 1 : 0);
        if (++walker.day > length) {
            walker.day = 1;
            walker.month++;
        }
        if (walker.month > 12) {
            walker.month = 1;
            walker.year++;
        }
        days++;
        weekday = (weekday + 1) % 7;
    }
}

static void test_format(void **state) {
    (void)state;
    char text[16];
    clm_date_format((clm_date){2025, 4, 8}, text);
    assert_string_equal(text, "2025-04-08");
    clm_date_format((clm_date){7, 1, 2}, text);
    assert_string_equal(text, "0007-01-02");
    clm_date_format((clm_date){0, 0, 0}, text);
    assert_string_equal(text, "");
}

static void test_find_table(void **state) {
    static const struct {
        const char *text, *date, *found;
    } rows[] = {
        {"KYIV, April 8, 2025 (Wire) - Text", "2025-04-08", "April 8, 2025"},
        {"Published 8 April 2025 14:05", "2025-04-08", "8 April 2025"},
        {"Ann Lee8 April 2025", "2025-04-08", "8 April 2025"},
        {"on the 3rd of May, 1998.", "1998-05-03", "3rd of May, 1998"},
        {"Sept. 5, 2020", "2020-09-05", "Sept. 5, 2020"},
        {"Sep 5 2020", "2020-09-05", "Sep 5 2020"},
        {"as of 2024-12-01, they", "2024-12-01", "2024-12-01"},
        {"am 08.04.2025 um", "2025-04-08", "08.04.2025"},
        {"March 2025", "", ""},
        {"31 April 2025", "", ""},
        {"Marching 8, 2025", "", ""},
        {"12025-04-08", "", ""},
        {"April 12", "", ""},
        {"May 18, 20256", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_date date = {0, 0, 0};
        clm_span where = {0, 0};
        clm_text text = clm_text_of(rows[i].text);
        (void)clm_date_find(text, &date, &where);
        expect_date(rows[i].text, date, rows[i].date);
        expect_text(rows[i].text, clm_text_slice(text, where), rows[i].found);
    }
}

static void test_clock_table(void **state) {
    static const struct {
        const char *text;
        size_t used;
        int minute;
    } rows[] = {
        {"10:45", 5, 645},    {"10:45 BST", 9, 645}, {"14.32 BST", 9, 872}, {"14.32", 0, 0},
        {"9am", 3, 540},      {"9 a.m.", 6, 540},    {"10.45pm", 7, 1365},  {"25:10", 0, 0},
        {"10:75", 0, 0},      {"10", 0, 0},          {"1:05:30", 7, 65},    {"9 amber", 0, 0},
        {"2:36 pm.", 8, 876}, {"12 minutes", 0, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int minute = 0;
        expect_size(rows[i].text, clm_clock_match(clm_text_of(rows[i].text), &minute),
                    rows[i].used);
        if (rows[i].used > 0) {
            expect_size(rows[i].text, (size_t)minute, (size_t)rows[i].minute);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_parse_table),     cmocka_unit_test(test_days_known),
        cmocka_unit_test(test_days_round_trip), cmocka_unit_test(test_format),
        cmocka_unit_test(test_find_table),      cmocka_unit_test(test_clock_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
