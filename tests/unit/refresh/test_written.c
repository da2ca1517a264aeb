/* Page, feed and log lines of one small night. */
#include "unit/refresh/example_night.h"

#include "base/file.h"
#include "base/hash.h"
#include "refresh/atom.h"
#include "refresh/index_page.h"
#include "refresh/log.h"
#include "refresh/markup.h"

#include <math.h>

static void test_feed_as_written_by_hand(void **state) {
    (void)state;
    clm_night *night;
    clm_error error;
    assert_int_equal(example_night(&night), CLM_OK);
    clm_buffer feed;
    clm_buffer golden;
    clm_buffer_init(&feed);
    clm_buffer_init(&golden);
    CLM_EXPECT_OK("feed", clm_atom_write(night, &feed, &error), &error);
    CLM_EXPECT_OK(
        "golden",
        clm_file_read(CLM_SOURCE_DIR "/tests/refresh/feed.atom", 1 << 20, &golden, &error), &error);
    CLM_EXPECT_TEXT("feed", clm_test_text(&feed), golden.data);
    /* The same change told in another run of the day is another entry, in the same feed. */
    const char *const entry = strstr(golden.data, "<entry>");
    const char *const id = strstr(entry, "<id>");
    char first[64];
    (void)snprintf(first, sizeof first, "%.*s", (int)(strchr(id, '\n') - id), id);
    clm_buffer again;
    clm_buffer_init(&again);
    night->folder = "2026-11-23-3";
    CLM_EXPECT_OK("third run", clm_atom_write(night, &again, &error), &error);
    assert_null(strstr(again.data, first));
    assert_memory_equal(again.data, golden.data, (size_t)(entry - golden.data));
    clm_buffer_clear(&again);
    night->ended = "yesterday";
    assert_int_equal(clm_atom_write(night, &feed, &error), CLM_ERR_ARGUMENT);
    assert_int_equal(feed.len, golden.len);
    clm_buffer_clear(&feed);
    clm_buffer_clear(&golden);
    clm_night_free(night);
}

static void test_page_says_all(void **state) {
    (void)state;
    clm_night *night;
    clm_error error;
    assert_int_equal(example_night(&night), CLM_OK);
    clm_buffer page;
    clm_buffer_init(&page);
    CLM_EXPECT_OK("page", clm_index_page_write(night, &page, &error), &error);
    static const char *const there[] = {
        "<!doctype html>\n<html lang=\"en\">",
        "<title>Desk &amp; Maps, 2026-11-23</title>",
        "default-src 'none'; img-src 'self'; style-src 'sha256-",
        "4 articles from 2 sources · 3 stories · 1 claim</p>",
        "<a href=\"https://a.example/1?x=1&amp;y=2\" rel=\"noreferrer\">River "
        "&lt;b&gt;rises&lt;/b&gt;</a>",
        "<a href=\"a%20b.png\"><img loading=\"lazy\" src=\"a%20b.small.png\" width=\"480\" "
        "height=\"360\" alt=\"Map of the claims in: River &lt;b&gt;rises&lt;/b&gt;\"></a>",
        "<p class=\"files\"><a href=\"a%20b.geojson\">geojson</a> <a "
        "href=\"a%20b.png\">png</a></p>",
        "<ul class=\"diff\" aria-label=\"Differences\">\n<li>new: one &lt;claim&gt;</li>\n</ul>",
        "<h3 dir=\"auto\">javascript:1</h3>",
        "<p class=\"why\">&lt;script&gt;alert(2)&lt;/script&gt;</p>",
        "<p class=\"why\">no source lists it</p>",
        "Also in 1 other article</summary>",
        "<bdi>Other &quot;Paper&quot;</bdi>: <bdi dir=\"auto\">c</bdi>",
        "<bdi>in &quot;box&quot;</bdi>",
        "Failed: /in: Permission denied; since 2026-11-21; tried again from 2026-11-24",
        "<a href=\"../2026-11-23/index.html\">The night before</a>",
        "<a href=\"feed.atom\">Feed of changes</a>",
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(there); i++) {
        CLM_EXPECT(there[i], strstr(page.data, there[i]) != NULL);
    }
    static const char *const never[] = {"<script", "<b>rises", "href=\"javascript", "style=\"",
                                        "onerror"};
    for (size_t i = 0; i < CLM_TEST_COUNT(never); i++) {
        CLM_EXPECT(never[i], strstr(page.data, never[i]) == NULL);
    }
    /* The hash in the policy is that of the style that stands there. */
    const char *start = strstr(page.data, "<style>");
    const char *end = strstr(page.data, "</style>");
    assert_true(start != NULL && end != NULL);
    char hash[CLM_SHA256_BASE64_BYTES];
    start += strlen("<style>");
    clm_sha256_base64(start, (size_t)(end - start), hash);
    assert_non_null(strstr(page.data, hash));
    clm_buffer_clear(&page);
    clm_night_free(night);
}

/* Ten that stayed the same stand open, eleven are folded away, and counted either way. */
static void test_many_the_same_are_folded(void **state) {
    (void)state;
    for (size_t same = 10; same <= 11; same++) {
        clm_night *night;
        assert_int_equal(clm_night_new(&night, NULL), CLM_OK);
        night->date = "2026-11-23";
        const clm_night_source source = {.name = "wire", .kind = "feed"};
        assert_int_equal(clm_night_add_source(night, &source, NULL, NULL), CLM_OK);
        for (size_t i = 0; i < same; i++) {
            char key[8];
            (void)snprintf(key, sizeof key, "k%zu", i);
            const clm_night_article article = {
                .key = key, .status = CLM_NIGHT_SAME, .leader = CLM_NIGHT_NONE};
            assert_int_equal(clm_night_add_article(night, &article, NULL, NULL), CLM_OK);
        }
        clm_night_settle(night);
        clm_buffer page;
        clm_buffer_init(&page);
        assert_int_equal(clm_index_page_write(night, &page, NULL), CLM_OK);
        char heading[32];
        (void)snprintf(heading, sizeof heading, "<span>%zu</span></h2>", same);
        assert_non_null(strstr(page.data, heading));
        assert_non_null(strstr(page.data, "<h3 dir=\"auto\">k9</h3>"));
        assert_int_equal(strstr(page.data, "<details") != NULL, same > 10);
        assert_int_equal(strstr(page.data, "</details>") != NULL, same > 10);
        clm_buffer_clear(&page);
        clm_night_free(night);
    }
}

static void test_links(void **state) {
    (void)state;
    static const struct {
        const char *address;
        bool link;
    } cases[] = {{"https://a.example/", true}, {"http://a.example/", true},
                 {"javascript:x", false},      {"ftp://a.example/", false},
                 {"https://a b", false},       {" https://a.example/", false},
                 {"data:text/html,x", false},  {"", false}};
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        CLM_EXPECT(cases[i].address, clm_markup_is_link(cases[i].address) == cases[i].link);
    }
    assert_false(clm_markup_is_link(NULL));
    clm_buffer out;
    clm_buffer_init(&out);
    clm_markup_path(&out, "a:b/\xC3\xA9 \"?#%.png");
    CLM_EXPECT_TEXT("path", clm_test_text(&out), "./a%3Ab/%C3%A9%20%22%3F%23%25.png");
    clm_buffer_clear(&out);
}

static void test_log_lines(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_log_line line;
        const char *text, *json;
    } cases[] = {
        {"all",
         {"2026-11-23T04:00:00Z", CLM_LOG_WARNING, "fetch", "wire", "https://a.example/1",
          "got 500", 1.25},
         "2026-11-23T04:00:00Z warning wire: https://a.example/1: got 500 (1.25 s)\n",
         "{\"time\":\"2026-11-23T04:00:00Z\",\"level\":\"warning\",\"event\":\"fetch\",\"source\":"
         "\"wire\",\"article\":\"https://a.example/1\",\"message\":\"got 500\",\"duration_s\":"
         "1.25}\n"},
        {"forged",
         {NULL, CLM_LOG_INFO, "map", NULL, "a\nerror: b\x1b[2J\xC2\x9B\xE2\x80\xA8", "done",
          (double)NAN},
         "a?error: b?[2J??: done\n",
         "{\"level\":\"info\",\"event\":\"map\",\"article\":\"a\\nerror: b\\u001b[2J"
         "\xC2\x9B\xE2\x80\xA8\",\"message\":\"done\"}\n"},
        {"event alone",
         {.level = CLM_LOG_ERROR, .event = "stop"},
         "error stop (0 s)\n",
         "{\"level\":\"error\",\"event\":\"stop\",\"duration_s\":0}\n"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_log_text(&cases[i].line, &out);
        CLM_EXPECT_TEXT(cases[i].label, clm_test_text(&out), cases[i].text);
        clm_buffer_clear(&out);
        clm_log_json(&cases[i].line, &out);
        CLM_EXPECT_TEXT(cases[i].label, clm_test_text(&out), cases[i].json);
        clm_buffer_clear(&out);
    }
}

static void test_summary(void **state) {
    (void)state;
    clm_night *night;
    assert_int_equal(example_night(&night), CLM_OK);
    clm_buffer out;
    clm_buffer_init(&out);
    clm_log_summary(night, &out);
    CLM_EXPECT_TEXT("summary", clm_test_text(&out),
                    "2026-11-23: 1 new, 0 changed, 1 same, 1 gone, 1 failed of 4 articles; "
                    "1 of 2 sources failed; 1 claims, 2 files");
    clm_buffer_clear(&out);
    clm_night_free(night);
}

static clm_status write_all(void *context) {
    (void)context;
    clm_night *night = NULL;
    clm_status status = example_night(&night);
    if (status != CLM_OK) {
        return status;
    }
    clm_buffer out;
    clm_buffer_init(&out);
    status = clm_index_page_write(night, &out, NULL);
    if (status == CLM_OK) {
        status = clm_atom_write(night, &out, NULL);
    }
    if (status == CLM_OK) {
        clm_log_summary_json(night, night->ended, 1.0, &out);
        status = out.failed ? CLM_ERR_NOMEM : CLM_OK;
    }
    clm_buffer_clear(&out);
    clm_night_free(night);
    return status;
}

static void test_without_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(write_all, NULL) > 5);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_feed_as_written_by_hand),
        cmocka_unit_test(test_page_says_all),
        cmocka_unit_test(test_many_the_same_are_folded),
        cmocka_unit_test(test_links),
        cmocka_unit_test(test_log_lines),
        cmocka_unit_test(test_summary),
        cmocka_unit_test(test_without_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
