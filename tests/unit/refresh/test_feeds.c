#include "support/support.h"

#include "refresh/feeds.h"

static void test_clm_feed_time(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int64_t seconds;
    } table[] = {
        /* 2025-04-08 is day 20186 since 1970: 20186 * 86400 = 1744070400. */
        {"Tue, 08 Apr 2025 10:20:30 GMT", 1744107630},
        {"Tue, 08 Apr 2025 10:20:30 +0300", 1744096830},
        {"Tue, 8 Apr 25 10:20 EDT", 1744122000},
        {"Sunday, 08 April 2025 10:20:30 XYZ", 1744107630},
        {"08 Apr 2025 10:20:30 GMT+03:00", 1744096830},
        {"April 8, 2025 10:20 PM", 1744150800},
        {"Tue Apr  8 10:20:30 2025", 1744107630},
        {"2025-04-08T10:20:30Z", 1744107630},
        {"2025-04-08T10:20:30.123+03:00", 1744096830},
        {"2025-04-08 10:20:30", 1744107630},
        {"2025-04-08T10:20", 1744107600},
        {"20250408T102030Z", 1744107630},
        {"2025-04-08", 1744070400},
        {"2025-04", 1743465600},
        {"Tue, 08 Apr 2025 10:20:30", 1744107630}, /* no zone: UTC */
        {"8 April 2025 10:20", 1744107600},
        {"2025-04-08T10:20:30,5", 1744107630},
        {"2025/04/08 10:20", 1744107600},
        {"08 Apr 2025", 1744070400},
        {" 1744107630 ", 1744107630},
        {"1744107630123", 1744107630},
        {"2025-02-30", CLM_TIME_UNKNOWN},
        {"yesterday", CLM_TIME_UNKNOWN},
        {"", CLM_TIME_UNKNOWN},
        {"1901-01-01", CLM_TIME_UNKNOWN},
        {"2025-04-08T10:61", CLM_TIME_UNKNOWN},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const int64_t got = clm_feed_time(clm_text_of(table[i].text));
        if (got != table[i].seconds) {
            fail_msg("%s: %lld", table[i].text, (long long)got);
        }
    }
}

static const char rss[] =
    "\n<?xml version='1.0' encoding='utf-8'?><!DOCTYPE rss [<!ENTITY a 'aaaa'>]>"
    "<rss version='2.0'><channel><title>Desk &amp; Co</title>"
    "<item><title><![CDATA[<b>Dam</b> breaks &amp; floods]]></title><link>/a?x=1&amp;y=2</link>"
    "<guid isPermaLink='false'>7</guid><pubDate>Tue, 08 Apr 2025 10:20:30 GMT</pubDate>"
    "<description>&lt;p&gt;Short&lt;/p&gt;</description>"
    "<content:encoded><![CDATA[<p>Long &nbsp;text</p>]]></content:encoded></item>"
    "<item><title>Caf\xE9 &eacute; &a; 5 < 6</title><guid>https://x.example/g</guid></item>"
    "<item><title>No link</title></item></channel></rss>";

static void test_clm_feed_parse_rss(void **state) {
    (void)state;
    clm_feed *feed = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("rss",
                  clm_feed_parse(CLM_TEXT(rss), "https://d.example/rss/", NULL, &feed, &error),
                  &error);
    assert_int_equal(feed->kind, CLM_FEED_RSS);
    assert_string_equal(feed->title, "Desk & Co");
    assert_int_equal(feed->count, 2);
    assert_int_equal(feed->left_out, 1);
    assert_true(feed->broken);
    const clm_feed_entry *one = &feed->entries[0];
    assert_string_equal(one->url, "https://d.example/a?x=1&y=2");
    assert_string_equal(one->title, "Dam breaks & floods");
    assert_string_equal(one->id, "7");
    assert_string_equal(one->summary, "<p>Short</p>");
    assert_string_equal(one->content, "<p>Long &nbsp;text</p>");
    assert_int_equal(one->published, 1744107630);
    assert_true(one->updated == CLM_TIME_UNKNOWN);
    assert_string_equal(feed->entries[1].url, "https://x.example/g");
    assert_true(strncmp(feed->entries[1].title, "Caf\u00E9 \u00E9 &a;", 12) == 0);
    clm_feed_free(feed);
}

static void test_clm_feed_parse_others(void **state) {
    (void)state;
    static const struct {
        const char *label, *text;
        clm_feed_kind kind;
        size_t count;
        const char *url, *title;
        int64_t published, updated;
    } table[] = {
        {"atom",
         "<feed xmlns='http://www.w3.org/2005/Atom' "
         "xml:base='https://a.example/n/'><title>T</title>"
         "<entry><title type='html'>&lt;i&gt;A&lt;/i&gt;</title><link rel='self' href='s'/>"
         "<link rel='alternate' type='application/pdf' href='p'/><link href='h' type='text/html'/>"
         "<id>urn:1</id><updated>2025-04-08T10:20:30Z</updated>"
         "<published>2025-04-08</published></entry></feed>",
         CLM_FEED_ATOM, 1, "https://a.example/n/h", "A", 1744070400, 1744107630},
        {"atom's plain title",
         "<feed><entry><title>a &lt;b&gt; c</title><link href='http://a.example/'/></entry></feed>",
         CLM_FEED_ATOM, 1, "http://a.example/", "a <b> c", CLM_TIME_UNKNOWN, CLM_TIME_UNKNOWN},
        {"rss 1.0",
         "<rdf:RDF xmlns:rdf='r' xmlns='http://purl.org/rss/1.0/' xmlns:dc='d'><channel/>"
         "<item><title>A</title><link>http://a.example/</link><dc:date>2025-04-08</dc:date></item>"
         "</rdf:RDF>",
         CLM_FEED_RSS, 1, "http://a.example/", "A", 1744070400, CLM_TIME_UNKNOWN},
        {"news sitemap",
         "<urlset xmlns='s' xmlns:news='n'><url><loc>https://a.example/\u00E9</loc>"
         "<lastmod>2025-04-08</lastmod><news:news><news:title>N</news:title>"
         "<news:publication_date>2025-04</news:publication_date></news:news></url></urlset>",
         CLM_FEED_SITEMAP, 1, "https://a.example/%C3%A9", "N", 1743465600, 1744070400},
        {"index",
         "<sitemapindex><sitemap><loc>https://a.example/1.xml</loc></sitemap>"
         "<sitemap><loc>ftp://a.example/</loc></sitemap></sitemapindex>",
         CLM_FEED_INDEX, 1, "https://a.example/1.xml", NULL, CLM_TIME_UNKNOWN, CLM_TIME_UNKNOWN},
        {"lines", "https://a.example/1\r\nhttps://a.example/2\r\n", CLM_FEED_SITEMAP, 2,
         "https://a.example/1", NULL, CLM_TIME_UNKNOWN, CLM_TIME_UNKNOWN},
        {"json",
         "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"J\",\"items\":[{"
         "\"id\":\"1\",\"url\":\"https://a.example/j\",\"title\":\"T\","
         "\"date_published\":\"2025-04-08\"}]}",
         CLM_FEED_JSON, 1, "https://a.example/j", "T", 1744070400, CLM_TIME_UNKNOWN},
        {"cut off", "<rss><channel><item><link>http://a.example/</link></item><item><title>x",
         CLM_FEED_RSS, 1, "http://a.example/", NULL, CLM_TIME_UNKNOWN, CLM_TIME_UNKNOWN},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_feed *feed = NULL;
        clm_error error = {0};
        CLM_EXPECT_OK(table[i].label,
                      clm_feed_parse(clm_text_of(table[i].text), NULL, NULL, &feed, &error),
                      &error);
        CLM_EXPECT(table[i].label, feed->kind == table[i].kind && feed->count == table[i].count);
        const clm_feed_entry *entry = &feed->entries[0];
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(entry->url), table[i].url);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(entry->title),
                        table[i].title != NULL ? table[i].title : "");
        CLM_EXPECT(table[i].label, entry->published == table[i].published);
        CLM_EXPECT(table[i].label, entry->updated == table[i].updated);
        clm_feed_free(feed);
    }
    static const char *const wrong[] = {"", "<html><body/></html>", "plain words", "{\"a\":1}"};
    for (size_t i = 0; i < CLM_TEST_COUNT(wrong); i++) {
        clm_feed *feed = NULL;
        CLM_EXPECT(wrong[i], clm_feed_parse(clm_text_of(wrong[i]), NULL, NULL, &feed, NULL) ==
                                     CLM_ERR_FORMAT &&
                                 feed == NULL);
    }
}

static clm_status parse(void *context) {
    (void)context;
    clm_feed *feed = NULL;
    clm_status status = clm_feed_parse(CLM_TEXT(rss), "https://d.example/", NULL, &feed, NULL);
    clm_feed_free(feed);
    return status;
}

static void test_clm_feed_parse_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(parse, NULL) > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_feed_time),
        cmocka_unit_test(test_clm_feed_parse_rss),
        cmocka_unit_test(test_clm_feed_parse_others),
        cmocka_unit_test(test_clm_feed_parse_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
