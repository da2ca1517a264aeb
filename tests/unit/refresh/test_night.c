#include "support/support.h"

#include "refresh/night.h"

static void test_day(void **state) {
    (void)state;
    static const struct {
        const char *date;
        bool fine;
        long day;
    } cases[] = {
        {"2000-03-01", true, 0},    {"2000-02-29", true, -1}, {"2001-03-01", true, 365},
        {"2026-11-23", true, 9763}, {"2026-02-29", false, 0}, {"1900-02-29", false, 0},
        {"2026-13-01", false, 0},   {"2026-00-01", false, 0}, {"2026-1-01", false, 0},
        {"2026-11-23 ", false, 0},  {"0000-01-01", false, 0}, {"", false, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        long day = 0;
        CLM_EXPECT(cases[i].date, clm_night_day(cases[i].date, &day) == cases[i].fine);
        CLM_EXPECT(cases[i].date, day == cases[i].day);
    }
    assert_false(clm_night_day(NULL, NULL));
}

static void test_time(void **state) {
    (void)state;
    static const char *const fine[] = {"2026-11-23T04:00:00Z", "2026-11-23T04:00:00.25+01:00",
                                       "2016-12-31T23:59:60Z", "2026-11-23T04:00:00-03:30"};
    static const char *const wrong[] = {"2026-11-23",           "2026-11-23T24:00:00Z",
                                        "2026-11-23T04:00:00",  "2026-11-23 04:00:00Z",
                                        "2026-11-23T04:60:00Z", "2026-11-23T04:00:00.Z",
                                        "2026-02-30T04:00:00Z", "2026-11-23T04:00:00Zx"};
    for (size_t i = 0; i < CLM_TEST_COUNT(fine); i++) {
        CLM_EXPECT(fine[i], clm_night_time_valid(fine[i]));
    }
    for (size_t i = 0; i < CLM_TEST_COUNT(wrong); i++) {
        CLM_EXPECT(wrong[i], !clm_night_time_valid(wrong[i]));
    }
    assert_false(clm_night_time_valid(NULL));
}

static clm_night_article article_of(const char *key, clm_night_status status, size_t leader) {
    return (clm_night_article){
        .key = key, .status = status, .leader = leader, .claims = 2, .places = 3};
}

static clm_status fill(void *context) {
    (void)context;
    clm_night *night = NULL;
    clm_status status = clm_night_new(&night, NULL);
    const clm_night_source source = {.name = "wire",
                                     .address = "a",
                                     .kind = "feed",
                                     .reason = "r",
                                     .since = "s",
                                     .retry_after = "t"};
    static const clm_night_file files[] = {{".png", "a.png"}, {".geojson", "a.geojson"}};
    static const char *const lines[] = {"one", "two"};
    clm_night_article article = article_of("k", CLM_NIGHT_CHANGED, CLM_NIGHT_NONE);
    article.files = files;
    article.file_count = 2;
    article.differences = lines;
    article.difference_count = 2;
    article.title = article.stem = article.outlet = "x";
    if (status == CLM_OK) {
        status = clm_night_add_source(night, &source, NULL, NULL);
    }
    for (int i = 0; i < 20 && status == CLM_OK; i++) {
        status = clm_night_add_article(night, &article, NULL, NULL);
        assert_true(status != CLM_OK || night->article_count == (size_t)i + 1);
    }
    clm_night_free(night);
    return status;
}

static void test_add_without_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(fill, NULL) >= 3);
}

static void test_settle_counts_and_copies(void **state) {
    (void)state;
    clm_night *night = NULL;
    clm_error error;
    CLM_EXPECT_OK("new", clm_night_new(&night, &error), &error);
    const clm_night_source first = {.name = "a"};
    const clm_night_source second = {.name = "b", .failed = true};
    CLM_EXPECT_OK("source", clm_night_add_source(night, &first, NULL, &error), &error);
    CLM_EXPECT_OK("source", clm_night_add_source(night, &second, NULL, &error), &error);
    static const struct {
        size_t source, leader;
        clm_night_status status;
    } rows[] = {{0, CLM_NIGHT_NONE, CLM_NIGHT_NEW},
                {1, 0, CLM_NIGHT_NEW},
                {1, CLM_NIGHT_NONE, CLM_NIGHT_SAME},
                {0, 0, CLM_NIGHT_FAILED}};
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        clm_night_article article = article_of("k", rows[i].status, rows[i].leader);
        article.source = rows[i].source;
        size_t index = 99;
        CLM_EXPECT_OK("article", clm_night_add_article(night, &article, &index, &error), &error);
        assert_int_equal(index, i);
    }
    for (int twice = 0; twice < 2; twice++) {
        clm_night_settle(night);
        assert_int_equal(night->counts[CLM_NIGHT_NEW], 2);
        assert_int_equal(night->counts[CLM_NIGHT_FAILED], 1);
        assert_int_equal(night->sources[1].counts[CLM_NIGHT_SAME], 1);
        assert_int_equal(night->failed_sources, 1);
        assert_int_equal(night->claims, 8);
        assert_int_equal(night->places, 12);
        assert_int_equal(night->stories, 2);
        assert_int_equal(night->articles[0].first_copy, 1);
        assert_int_equal(night->articles[1].next_copy, 3);
        assert_true(night->articles[3].next_copy == CLM_NIGHT_NONE);
        assert_true(night->articles[2].first_copy == CLM_NIGHT_NONE);
    }
    clm_night_free(night);
}

static void test_add_refuses(void **state) {
    (void)state;
    clm_night *night = NULL;
    clm_error error;
    CLM_EXPECT_OK("new", clm_night_new(&night, &error), &error);
    const clm_night_source nameless = {0};
    assert_int_equal(clm_night_add_source(night, &nameless, NULL, &error), CLM_ERR_ARGUMENT);
    clm_night_article article = article_of("k", CLM_NIGHT_NEW, CLM_NIGHT_NONE);
    assert_int_equal(clm_night_add_article(night, &article, NULL, &error), CLM_ERR_ARGUMENT);
    const clm_night_source source = {.name = "a"};
    CLM_EXPECT_OK("source", clm_night_add_source(night, &source, NULL, &error), &error);
    CLM_EXPECT_OK("leads", clm_night_add_article(night, &article, NULL, &error), &error);
    article.leader = 0;
    CLM_EXPECT_OK("copies", clm_night_add_article(night, &article, NULL, &error), &error);
    article.leader = 1;
    assert_int_equal(clm_night_add_article(night, &article, NULL, &error), CLM_ERR_ARGUMENT);
    article.leader = CLM_NIGHT_NONE;
    article.key = NULL;
    assert_int_equal(clm_night_add_article(night, &article, NULL, &error), CLM_ERR_ARGUMENT);
    article.key = "k";
    article.status = CLM_NIGHT_STATUS_COUNT;
    assert_int_equal(clm_night_add_article(night, &article, NULL, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(night->article_count, 2);
    clm_night_free(night);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_day),
        cmocka_unit_test(test_time),
        cmocka_unit_test(test_add_without_memory),
        cmocka_unit_test(test_settle_counts_and_copies),
        cmocka_unit_test(test_add_refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
