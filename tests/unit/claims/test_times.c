#include "unit/claims/marked.h"

/* All against Tuesday 14 May 2024. */
typedef struct time_case {
    const char *text;
    const char *quoted; /* "" for none */
    const char *start, *end;
    int precision;
} time_case;

static const time_case cases[] = {
    {"It has been shut since June.", "since June", "2023-06-01", "2024-05-14", 5},
    {"It happened today.", "today", "2024-05-14", "2024-05-14", 1},
    {"It happened yesterday.", "yesterday", "2024-05-13", "2024-05-13", 1},
    {"It will happen tomorrow.", "tomorrow", "2024-05-15", "2024-05-15", 1},
    {"Earlier today it happened.", "Earlier today", "2024-05-14", "2024-05-14", 1},
    {"It is currently open.", "currently", "2024-05-14", "2024-05-14", 1},
    {"It happened on Tuesday.", "on Tuesday", "2024-05-14", "2024-05-14", 1},
    {"It happened on Friday.", "on Friday", "2024-05-10", "2024-05-10", 1},
    {"It will happen on Friday.", "on Friday", "2024-05-17", "2024-05-17", 1},
    {"It happened last Tuesday.", "last Tuesday", "2024-05-07", "2024-05-07", 1},
    {"It was on April 5th, 2023.", "on April 5th, 2023", "2023-04-05", "2023-04-05", 1},
    {"It will happen on April 12, 2025.", "on April 12, 2025", "2025-04-12", "2025-04-12", 1},
    {"It happened on 8 April.", "on 8 April", "2024-04-08", "2024-04-08", 1},
    {"It will happen on 8 January.", "on 8 January", "2024-01-08", "2024-01-08", 1},
    {"It happened on December 30.", "on December 30", "2023-12-30", "2023-12-30", 1},
    {"It happened in 2022.", "in 2022", "2022-01-01", "2022-12-31", 4},
    {"It happened in March.", "in March", "2024-03-01", "2024-03-31", 3},
    {"It happened in February 2023.", "in February 2023", "2023-02-01", "2023-02-28", 3},
    {"It has gone on since August last year.", "since August last year", "2023-08-01", "2024-05-14",
     5},
    {"It has gone on since 2014.", "since 2014", "2014-01-01", "2024-05-14", 5},
    {"It happened last week.", "last week", "2024-05-06", "2024-05-12", 2},
    {"It happens this week.", "this week", "2024-05-13", "2024-05-19", 2},
    {"It happened last month.", "last month", "2024-04-01", "2024-04-30", 3},
    {"It will happen next year.", "next year", "2025-01-01", "2025-12-31", 4},
    {"It happened three days ago.", "three days ago", "2024-05-11", "2024-05-11", 1},
    {"It happened two weeks ago.", "two weeks ago", "2024-04-30", "2024-04-30", 2},
    {"It happened overnight.", "overnight", "2024-05-14", "2024-05-14", 1},
    {"It was large at the peak of the war.", "at the peak of the war", "", "", 5},
    {"It may happen.", "", "", "", 0},
    {"They march on the town.", "", "", "", 0},
    {"The May 9 Movement is here.", "", "", "", 0},
};

static void test_times_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        clm_reader reader;
        clm_time *found = NULL;
        size_t count = 0;
        marked_reader(&m, &reader, cases[i].text);
        assert_true(clm_date_parse(CLM_TEXT("2024-05-14"), &m.article->date));
        m.article->entries[0].date = m.article->date;
        clm_run all = {0, (uint32_t)m.article->token_count};
        assert_int_equal(clm_times_read(&reader, all, NULL, &found, &count, NULL), CLM_OK);
        CLM_EXPECT(cases[i].text, count == (cases[i].quoted[0] ? 1u : 0u));
        if (count) {
            char start[16], end[16];
            clm_date_format(found[0].start, start);
            clm_date_format(found[0].end, end);
            CHECK_TEXT(cases[i].text, clm_article_slice(m.article, found[0].span), cases[i].quoted);
            CHECK_WORD(cases[i].text, start, cases[i].start);
            CHECK_WORD(cases[i].text, end, cases[i].end);
            CLM_EXPECT(cases[i].text, found[0].precision == cases[i].precision);
        }
        marked_free(&m);
    }
}

static void test_times_without_dateline(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "Rebels captured [Weln|settlement] on Friday.", "");
    assert_int_equal(m.claims.count, 1);
    assert_int_equal(m.claims.items[0].time_count, 1);
    assert_int_equal(m.claims.items[0].times[0].start.year, 0);
    marked_free(&m);
    marked_read(&m, "Rebels captured [Weln|settlement] in 2021.", "");
    assert_int_equal(m.claims.items[0].times[0].start.year, 2021);
    marked_free(&m);
}

typedef struct attach_case {
    const char *text, *quoted, *attaches;
} attach_case;

static const attach_case attached[] = {
    {"Rebels captured [Weln|settlement] on Friday.", "on Friday", "event"},
    {"The mayor said on Friday that rebels captured [Weln|settlement].", "on Friday", "cue"},
    {"Rebels captured [Weln|settlement], the mayor said on Friday.", "on Friday", "cue"},
    {"Earlier today the mayor said rebels captured [Weln|settlement].", "Earlier today", "cue"},
    {"In 2021, after rebels captured [Weln|settlement], the army fled.", "In 2021", "event"},
    {"Rebels hold 40 km of [Weln|region], up from 20 km in 2021.", "in 2021", "comparison"},
};

static void test_times_attachment(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof attached / sizeof *attached; i++) {
        marked m;
        marked_read(&m, attached[i].text, "2024-05-14");
        CLM_EXPECT(attached[i].text, m.claims.count == 1 && m.claims.items[0].time_count == 1);
        if (m.claims.count && m.claims.items[0].time_count) {
            const clm_time *time = &m.claims.items[0].times[0];
            CHECK_TEXT(attached[i].text, clm_article_slice(m.article, time->span),
                       attached[i].quoted);
            CHECK_WORD(attached[i].text, time->attaches_to, attached[i].attaches);
        }
        marked_free(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_table),
        cmocka_unit_test(test_times_without_dateline),
        cmocka_unit_test(test_times_attachment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
