/* Forms that feeds come in: encodings, gzip, links and characters as people write them. */
#include "support/support.h"

#include "refresh/feeds.h"

#include <libdeflate.h>
#include <uchar.h>

static clm_feed *parsed(const char *label, const void *bytes, size_t length) {
    clm_feed *feed = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK(
        label,
        clm_feed_parse((clm_text){bytes, length}, "https://f.example/n/feed", NULL, &feed, &error),
        &error);
    return feed;
}

/* With U+017D and, as two units, U+1F30A. */
static const char16_t wide[] = u"<rss><channel><item><title>\u017Deleznica \U0001F30A</title>"
                               u"<link>http://a.example/1</link></item></channel></rss>";

static void test_clm_feed_parse_utf16(void **state) {
    (void)state;
    static const struct {
        const char *label;
        bool big, marked;
    } table[] = {{"little", false, true},
                 {"big", true, true},
                 {"little without a mark", false, false},
                 {"big without a mark", true, false}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        unsigned char bytes[2 * CLM_TEST_COUNT(wide)];
        size_t length = 0;
        for (size_t k = 0; k < CLM_TEST_COUNT(wide); k++) { /* the mark instead of the last NUL */
            const unsigned unit = k == 0 ? 0xFEFF : wide[k - 1];
            if (k > 0 || table[i].marked) {
                bytes[length++] = (unsigned char)(table[i].big ? unit >> 8 : unit & 0xFF);
                bytes[length++] = (unsigned char)(table[i].big ? unit & 0xFF : unit >> 8);
            }
        }
        clm_feed *feed = parsed(table[i].label, bytes, length);
        CLM_EXPECT(table[i].label, feed->count == 1 && !feed->broken);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(feed->entries[0].title),
                        "\u017Deleznica \U0001F30A");
        clm_feed_free(feed);
    }
}

#define ITEM(title)                                                                                \
    "<rss><channel><item><title>" title "</title><link>/1</link></item></channel></rss>"

static void test_clm_feed_parse_encodings(void **state) {
    (void)state;
    static const char russian[] = "Наводнение в Курске: вода уходит из домов и улиц";
    static const struct {
        const char *label, *bytes, *title;
    } table[] = {
        {"windows-1251, not said",
         ITEM("\xCD\xE0\xE2\xEE\xE4\xED\xE5\xED\xE8\xE5 \xE2 \xCA\xF3\xF0\xF1\xEA\xE5: "
              "\xE2\xEE\xE4\xE0 \xF3\xF5\xEE\xE4\xE8\xF2 \xE8\xE7 \xE4\xEE\xEC\xEE\xE2 \xE8 "
              "\xF3\xEB\xE8\xF6"),
         russian},
        {"windows-1251, called UTF-8",
         "<?xml version='1.0' encoding='UTF-8'?>" ITEM(
             "\xCD\xE0\xE2\xEE\xE4\xED\xE5\xED\xE8\xE5 \xE2 \xCA\xF3\xF0\xF1\xEA\xE5: "
             "\xE2\xEE\xE4\xE0 \xF3\xF5\xEE\xE4\xE8\xF2 \xE8\xE7 \xE4\xEE\xEC\xEE\xE2 \xE8 "
             "\xF3\xEB\xE8\xF6"),
         russian},
        {"windows-1251, said",
         "<?xml version='1.0' encoding='windows-1251'?>" ITEM(
             "\xCD\xE0\xE2\xEE\xE4\xED\xE5\xED\xE8\xE5 \xE2 \xCA\xF3\xF0\xF1\xEA\xE5: "
             "\xE2\xEE\xE4\xE0 \xF3\xF5\xEE\xE4\xE8\xF2 \xE8\xE7 \xE4\xEE\xEC\xEE\xE2 \xE8 "
             "\xF3\xEB\xE8\xF6"),
         russian},
        {"KOI8-R, not said",
         ITEM("\xEE\xC1\xD7\xCF\xC4\xCE\xC5\xCE\xC9\xC5 \xD7 \xEB\xD5\xD2\xD3\xCB\xC5: "
              "\xD7\xCF\xC4\xC1 \xD5\xC8\xCF\xC4\xC9\xD4 \xC9\xDA \xC4\xCF\xCD\xCF\xD7 \xC9 "
              "\xD5\xCC\xC9\xC3"),
         russian},
        {"UTF-8, not said", ITEM("Наводнение в Курске: вода уходит из домов и улиц"), russian},
        {"UTF-8 with one other byte",
         ITEM("Наводнение в Курске: вода уходит из домов и улиц \x96 x"),
         "Наводнение в Курске: вода уходит из домов и улиц \u2013 x"},
        {"windows-1252, not said", ITEM("Z\xFCrich \x96 caf\xE9"), "Z\u00FCrich \u2013 caf\u00E9"},
        {"HTML's names", ITEM("Fran&ccedil;ois &ndash; 5&nbsp;km&sup2; &hellip;"),
         "Fran\u00E7ois \u2013 5 km\u00B2 \u2026"},
        {"HTML's names twice", ITEM("S&amp;eacute;v&amp;#233;rin &amp;amp; Co"),
         "S\u00E9v\u00E9rin & Co"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_feed *feed = parsed(table[i].label, table[i].bytes, strlen(table[i].bytes));
        CLM_EXPECT(table[i].label, feed->count == 1);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(feed->entries[0].title), table[i].title);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(feed->entries[0].url), "https://f.example/1");
        clm_feed_free(feed);
    }
}

#define ATOM(attributes, links)                                                                    \
    "<feed xmlns='http://www.w3.org/2005/Atom'" attributes "><entry><title>t</title>" links        \
    "</entry></feed>"

static void test_clm_feed_parse_links(void **state) {
    (void)state;
    static const struct {
        const char *label, *bytes, *url;
    } table[] = {
        {"beside the feed", ATOM("", "<link href='a/1'/>"), "https://f.example/n/a/1"},
        {"one folder up", ATOM("", "<link href='../1'/>"), "https://f.example/1"},
        {"another host", ATOM("", "<link href='//g.example/1'/>"), "https://g.example/1"},
        {"a query alone", ATOM("", "<link href='?id=7&amp;x=2'/>"),
         "https://f.example/n/feed?id=7&x=2"},
        {"base of the feed", ATOM(" xml:base='http://b.example/x/'", "<link href='1'/>"),
         "http://b.example/x/1"},
        {"base in a base",
         ATOM(" xml:base='http://b.example/x/'", "<link xml:base='y/' href='1'/>"),
         "http://b.example/x/y/1"},
        {"alternate before others",
         ATOM("", "<link rel='enclosure' href='/e'/><link rel='replies' href='/r'/>"
                  "<link rel='alternate' href='/a'/><link rel='self' href='/s'/>"),
         "https://f.example/a"},
        {"HTML before another alternate",
         ATOM("", "<link rel='alternate' type='application/json' href='/j'/>"
                  "<link rel='alternate' type='text/html' href='/h'/>"),
         "https://f.example/h"},
        {"the first of two",
         ATOM("", "<link rel='alternate' hreflang='en' href='/en'/>"
                  "<link rel='alternate' hreflang='uk' href='/uk'/>"),
         "https://f.example/en"},
        {"blanks around", "<rss><channel><item><link>\n /a b \n</link></item></channel></rss>",
         "https://f.example/a%20b"},
        {"JSON without url", "{\"items\":[{\"id\":\"https://j.example/1\"}]}",
         "https://j.example/1"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_feed *feed = parsed(table[i].label, table[i].bytes, strlen(table[i].bytes));
        CLM_EXPECT(table[i].label, feed->count == 1);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(feed->entries[0].url), table[i].url);
        clm_feed_free(feed);
    }
    clm_feed *feed = parsed("self alone", ATOM("", "<link rel='self' href='/s'/>"),
                            sizeof ATOM("", "<link rel='self' href='/s'/>") - 1);
    assert_int_equal(feed->count, 0);
    assert_int_equal(feed->left_out, 1);
    clm_feed_free(feed);
}

static void test_clm_feed_parse_json_content(void **state) {
    (void)state;
    static const char text[] =
        "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":["
        "{\"id\":\"1\",\"url\":\"/1\",\"content_html\":\"<p>A &amp; "
        "B</p>\",\"content_text\":\"A\"},"
        "{\"id\":\"2\",\"url\":\"/2\",\"content_text\":\"1 < 2\\nTwo & \\u0416\"},"
        "{\"id\":3,\"url\":\"/"
        "3\",\"summary\":\"S\",\"date_modified\":\"2025-04-08T10:20:30+03:00\"}]}";
    clm_feed *feed = parsed("json", text, sizeof text - 1);
    assert_int_equal(feed->count, 3);
    assert_string_equal(feed->entries[0].url, "https://f.example/1");
    assert_string_equal(feed->entries[0].content, "<p>A &amp; B</p>");
    assert_string_equal(feed->entries[1].content, "<p>1 &lt; 2</p><p>Two &amp; \u0416</p>");
    assert_null(feed->entries[2].content);
    assert_null(feed->entries[2].id); /* a number is none */
    assert_string_equal(feed->entries[2].summary, "S");
    assert_int_equal(feed->entries[2].updated, 1744096830); /* day 20186, 07:20:30 UTC */
    clm_feed_free(feed);
}

static const char plain[] = ITEM("Packed");

static size_t pack(const void *bytes, size_t length, unsigned char *out, size_t room) {
    struct libdeflate_compressor *packer = libdeflate_alloc_compressor(6);
    assert_non_null(packer);
    const size_t packed = libdeflate_gzip_compress(packer, bytes, length, out, room);
    libdeflate_free_compressor(packer);
    assert_true(packed > 0);
    return packed;
}

static void test_clm_feed_parse_packed(void **state) {
    (void)state;
    unsigned char bytes[1024] = {0};
    const size_t one = pack(plain, 20, bytes, sizeof bytes);
    const size_t two = one + pack(plain + 20, sizeof plain - 21, bytes + one, sizeof bytes - one);
    static const size_t padding[] = {0, 1, 8, 512};
    for (size_t i = 0; i < CLM_TEST_COUNT(padding); i++) { /* as tape and some servers add */
        clm_feed *feed = parsed("two members", bytes, two + padding[i]);
        assert_int_equal(feed->count, 1);
        assert_string_equal(feed->entries[0].title, "Packed");
        clm_feed_free(feed);
    }
    clm_feed *feed = NULL;
    clm_error error = {0};
    for (size_t length = 3; length < two; length++) {
        clm_status status =
            clm_feed_parse((clm_text){(const char *)bytes, length}, NULL, NULL, &feed, &error);
        const bool is_one = length >= one && length < one + 3; /* and two bytes of no member */
        CLM_EXPECT("cut off", status == (is_one ? CLM_OK : CLM_ERR_DAMAGED));
        clm_feed_free(feed);
    }
    bytes[one - 5] ^= 1; /* the first member's sum */
    assert_int_equal(
        clm_feed_parse((clm_text){(const char *)bytes, two}, NULL, NULL, &feed, &error),
        CLM_ERR_DAMAGED);
    char words[100];
    (void)snprintf(words, sizeof words, "packed by gzip, and damaged or cut off: %zu bytes", two);
    assert_string_equal(error.message, words);
}

static void test_clm_feed_parse_bomb(void **state) {
    (void)state;
    const size_t length = (size_t)CLM_FEED_BYTES_MAX + 1;
    const size_t room = length / 500;
    char *blanks = malloc(length);
    unsigned char *packed = malloc(room);
    assert_true(blanks != NULL && packed != NULL);
    memset(blanks, ' ', length);
    const size_t size = pack(blanks, length, packed, room);
    clm_feed *feed = NULL;
    clm_error error = {0};
    assert_int_equal(
        clm_feed_parse((clm_text){(const char *)packed, size}, NULL, NULL, &feed, &error),
        CLM_ERR_LIMIT);
    char words[100];
    (void)snprintf(words, sizeof words,
                   "packed by gzip, %zu bytes, and unpacked longer than 67108864 bytes", size);
    assert_string_equal(error.message, words);
    /* One byte less is read, and found to be no feed. */
    const size_t fits = pack(blanks, length - 1, packed, room);
    assert_int_equal(
        clm_feed_parse((clm_text){(const char *)packed, fits}, NULL, NULL, &feed, &error),
        CLM_ERR_FORMAT);
    free(blanks);
    free(packed);
}

static clm_status parse_packed(void *context) {
    (void)context;
    unsigned char bytes[1024];
    const size_t length = pack(plain, sizeof plain - 1, bytes, sizeof bytes);
    clm_feed *feed = NULL;
    clm_status status = clm_feed_parse((clm_text){(const char *)bytes, length},
                                       "https://f.example/", NULL, &feed, NULL);
    clm_feed_free(feed);
    return status;
}

static clm_status parse_json(void *context) {
    (void)context;
    clm_feed *feed = NULL;
    clm_status status =
        clm_feed_parse(clm_text_of("{\"items\":[{\"id\":\"https://j.example/1\",\"content_text\":"
                                   "\"a\\nb\"}]}"),
                       NULL, NULL, &feed, NULL);
    clm_feed_free(feed);
    return status;
}

static void test_clm_feed_parse_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(parse_packed, NULL) > 3);
    assert_true(clm_test_fail_every_allocation(parse_json, NULL) > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_feed_parse_utf16),
        cmocka_unit_test(test_clm_feed_parse_encodings),
        cmocka_unit_test(test_clm_feed_parse_links),
        cmocka_unit_test(test_clm_feed_parse_json_content),
        cmocka_unit_test(test_clm_feed_parse_packed),
        cmocka_unit_test(test_clm_feed_parse_bomb),
        cmocka_unit_test(test_clm_feed_parse_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
