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
    {"It will happen on 8 January.", "on 8 January", "2025-01-08", "2025-01-08", 1},
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
    {"It happened on Tuesday night.", "on Tuesday night", "2024-05-14", "2024-05-14", 1},
    {"It reopened Monday afternoon.", "Monday afternoon", "2024-05-13", "2024-05-13", 1},
    {"It was dark at noon Monday.", "at noon Monday", "2024-05-13", "2024-05-13", 1},
    {"On Friday talks will resume.", "On Friday", "2024-05-17", "2024-05-17", 1},
    {"Talks resume on Friday.", "on Friday", "2024-05-17", "2024-05-17", 1},
    {"It is due to open on Thursday.", "on Thursday", "2024-05-16", "2024-05-16", 1},
    {"The eye to pass north of it on Thursday.", "on Thursday", "2024-05-16", "2024-05-16", 1},
    {"The army prepares to leave on Thursday.", "on Thursday", "2024-05-16", "2024-05-16", 1},
    {"It will stay shut until Thursday.", "until Thursday", "2024-05-14", "2024-05-16", 5},
    {"It will rain until the end of June.", "until the end of June", "2024-05-14", "2024-06-30", 5},
    {"The fire has burned since Friday.", "since Friday", "2024-05-10", "2024-05-14", 5},
    {"It has rained since midnight.", "since midnight", "2024-05-14", "2024-05-14", 5},
    {"It has rained since the beginning of the month.", "since the beginning of the month",
     "2024-05-01", "2024-05-14", 5},
    {"It has rained since a state of alarm was declared on 3 May.",
     "since a state of alarm was declared on 3 May", "2024-05-03", "2024-05-14", 5},
    {"It killed five between Sunday night and Monday evening.",
     "between Sunday night and Monday evening", "2024-05-12", "2024-05-13", 2},
    {"It was hit on 3-5 May.", "on 3-5 May", "2024-05-03", "2024-05-05", 2},
    {"It was hit on 12 and 13 April.", "on 12 and 13 April", "2024-04-12", "2024-04-13", 2},
    {"It ran from May 3 to May 5.", "from May 3 to May 5", "2024-05-03", "2024-05-05", 2},
    {"From 25 May it will open.", "From 25 May", "2024-05-25", "", 5},
    {"It fell in late March.", "in late March", "2024-03-21", "2024-03-31", 2},
    {"It fell in early April 2023.", "in early April 2023", "2023-04-01", "2023-04-10", 2},
    {"It fell in mid-February.", "in mid-February", "2024-02-11", "2024-02-20", 2},
    {"In December it captured the town.", "In December", "2023-12-01", "2023-12-31", 3},
    {"In July it will open.", "In July", "2024-07-01", "2024-07-31", 3},
    {"There are elections in June.", "in June", "2024-06-01", "2024-06-30", 3},
    {"In February last year six fell ill.", "In February last year", "2023-02-01", "2023-02-28", 3},
    {"It was on the 12th of April.", "12th of April", "2024-04-12", "2024-04-12", 1},
    {"In January 1969 ranchers fled.", "In January 1969", "1969-01-01", "1969-01-31", 3},
    {"It was founded in 1899.", "in 1899", "1899-01-01", "1899-12-31", 4},
    {"The epidemic of 2022 and 2023 is over.", "2022 and 2023", "2022-01-01", "2023-12-31", 4},
    {"It burned in 2022-23.", "in 2022-23", "2022-01-01", "2023-12-31", 4},
    {"It burned down in the 2017 Weln Fire.", "2017", "2017-01-01", "2017-12-31", 4},
    {"In the past week 30 fell ill.", "In the past week", "2024-05-07", "2024-05-14", 2},
    {"It rained over the past 24 hours.", "over the past 24 hours", "2024-05-13", "2024-05-14", 1},
    {"In recent days it rained.", "In recent days", "", "", 5},
    {"It fell a decade ago.", "a decade ago", "2014-01-01", "2014-12-31", 4},
    {"It fell several years ago.", "several years ago", "", "", 4},
    {"It fell earlier this month.", "earlier this month", "2024-05-01", "2024-05-14", 3},
    {"It will fall later this week.", "later this week", "2024-05-14", "2024-05-19", 2},
    {"It fell at the weekend.", "at the weekend", "2024-05-11", "2024-05-12", 2},
    {"It will open at the weekend.", "at the weekend", "2024-05-18", "2024-05-19", 2},
    {"Last night it fell.", "Last night", "2024-05-13", "2024-05-13", 1},
    {"Rebels now control the town.", "now", "2024-05-14", "2024-05-14", 1},
    {"It has now been confirmed.", "", "", "", 0},
    {"Until now it held.", "", "", "", 0},
    {"It closes on Fridays.", "", "", "", 0},
    {"WELN, May 12 - It is over.", "", "", "", 0},
    {"They fled after the August crash.", "", "", "", 0},
    {"They will fall within weeks.", "", "", "", 0},
    {"Some 2,000 people in 40 towns fled.", "", "", "", 0},
    {"It could bring 2 to 4 inches of rain on Friday.", "on Friday", "2024-05-17", "2024-05-17", 1},
    {"It gave them bags to fill by Thursday.", "by Thursday", "2024-05-16", "2024-05-16", 1},
    {"It fell on Saturday, March 21, 2009.", "on Saturday, March 21, 2009", "2009-03-21",
     "2009-03-21", 1},
    {"It fell on Wednesday (April 4th).", "on Wednesday (April 4th", "2024-04-04", "2024-04-04", 1},
    {"It fell on Monday 15 April.", "on Monday 15 April", "2024-04-15", "2024-04-15", 1},
    {"It began in the 1990s.", "1990s", "1990-01-01", "1999-12-31", 5},
    {"It will be so since 2030.", "since 2030", "", "", 5},
    {"It will open Wednesday afternoon or Thursday.", "Wednesday afternoon or Thursday",
     "2024-05-15", "2024-05-16", 2},
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

/* Times that are counted from another one, and two verbs that look different ways. */
static const struct {
    const char *text, *starts; /* of all times, parted by blanks */
} chains[] = {
    {"It struck on 27 April. He died two days later.", "2024-04-27 2024-04-29"},
    {"It struck in January. A month later it fell.", "2024-01-01 2024-02-01"},
    {"It struck on 27 April. The following day it fell.", "2024-04-27 2024-04-28"},
    {"It was dry in 2021. It fell on 11 March of that year.", "2021-01-01 2021-03-11"},
    {"It was shut on Saturday evening and will open on Sunday.", "2024-05-11 2024-05-19"},
    {"It will close on Saturday and was open on Sunday.", "2024-05-18 2024-05-12"},
    {"It fell two days later.", ""},
    {"It struck in April. It fell two days later.", "2024-04-01"},
};

static void test_times_chains(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof chains / sizeof *chains; i++) {
        marked m;
        clm_reader reader;
        clm_time *found = NULL;
        size_t count = 0;
        char got[128] = "";
        marked_reader(&m, &reader, chains[i].text);
        assert_true(clm_date_parse(CLM_TEXT("2024-05-14"), &m.article->date));
        m.article->entries[0].date = m.article->date;
        for (uint32_t s = 0; s < m.article->sentence_count; s++) {
            clm_run run = {m.article->sentences[s].token_start, m.article->sentences[s].token_end};
            assert_int_equal(clm_times_read(&reader, run, NULL, &found, &count, NULL), CLM_OK);
        }
        for (size_t t = 0; t < count && t < 4; t++) {
            char start[16];
            clm_date_format(found[t].start, start);
            strcat(got, t && start[0] ? " " : "");
            strcat(got, start);
        }
        CHECK_WORD(chains[i].text, got, chains[i].starts);
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
    {"In 2021, after rebels captured [Weln|settlement], the mayor resigned.", "In 2021", "event"},
    {"Rebels hold 40 km of [Weln|region], up from 20 km in 2021.", "in 2021", "comparison"},
};

static void test_times_attachment(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof attached / sizeof *attached; i++) {
        marked m;
        marked_read(&m, attached[i].text, "2024-05-14");
        CLM_EXPECT(attached[i].text, m.claims.count >= 1 && m.claims.items[0].time_count == 1);
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
        cmocka_unit_test(test_times_chains),
        cmocka_unit_test(test_times_without_dateline),
        cmocka_unit_test(test_times_attachment),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
