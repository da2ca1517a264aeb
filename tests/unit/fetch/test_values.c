#include "support/support.h"

#include "fetch/fetch.h"
#include "fetch/values.h"

static void test_clm_fetch_content_type_values(void **state) {
    (void)state;
    static const struct {
        const char *value, *type, *charset;
    } table[] = {
        {"text/html", "text/html", ""},
        {"Text/HTML; Charset=UTF-8", "text/html", "utf-8"},
        {" text/html ;charset=\"windows-1251\" ", "text/html", "windows-1251"},
        {"text/html; boundary=\"a;charset=x\"; charset=koi8-r", "text/html", "koi8-r"},
        {"text/html; charset", "text/html", ""},
        {"text/html; charset=", "text/html", ""},
        {"text/html; charset=\"a b\"", "text/html", ""},
        {"text/html; charset=\"open", "text/html", "open"},
        {"text/html; charset=a; charset=b", "text/html", "a"},
        {"text/html;; ;charset=a", "text/html", "a"},
        {"text/html; junk here; charset=a", "text/html", "a"},
        {"application/rss+xml", "application/rss+xml", ""},
        {"html", "", ""},
        {"/html", "", ""},
        {"text/", "", ""},
        {"", "", ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer type = {0}, charset = {0};
        clm_fetch_content_type(clm_text_of(table[i].value), &type, &charset);
        CLM_EXPECT_TEXT(table[i].value, clm_test_text(&type), table[i].type);
        CLM_EXPECT_TEXT(table[i].value, clm_test_text(&charset), table[i].charset);
        clm_buffer_clear(&type);
        clm_buffer_clear(&charset);
    }
}

static void test_clm_fetch_value_plain_values(void **state) {
    (void)state;
    assert_true(clm_fetch_value_plain(CLM_TEXT("\"a\tb\"")));
    assert_false(clm_fetch_value_plain(CLM_TEXT("")));
    assert_false(clm_fetch_value_plain(CLM_TEXT("a\r\nX: y")));
    assert_false(clm_fetch_value_plain(CLM_TEXT("a\x7F")));
}

static void test_clm_fetch_grouped_numbers(void **state) {
    (void)state;
    static const struct {
        uint64_t number;
        const char *text;
    } table[] = {{0, "0"},
                 {999, "999"},
                 {1000, "1,000"},
                 {10737418240U, "10,737,418,240"},
                 {UINT64_MAX, "18,446,744,073,709,551,615"}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out = {0};
        clm_fetch_grouped(table[i].number, &out);
        CLM_EXPECT_TEXT(table[i].text, clm_test_text(&out), table[i].text);
        clm_buffer_clear(&out);
    }
}

static void test_clm_fetch_is_url_texts(void **state) {
    (void)state;
    assert_true(clm_fetch_is_url("http://x"));
    assert_true(clm_fetch_is_url("HTTPS://x"));
    assert_false(clm_fetch_is_url("http:/x"));
    assert_false(clm_fetch_is_url("httpx://x"));
    assert_false(clm_fetch_is_url("ftp://x"));
    assert_false(clm_fetch_is_url("http"));
    assert_false(clm_fetch_is_url(""));
}

static void test_clm_fetch_stem_urls(void **state) {
    (void)state;
    static const struct {
        const char *url, *stem;
    } table[] = {
        {"https://example.org/news/bridge-closed.html", "bridge-closed"},
        {"https://example.org/news/bridge-closed/", "bridge-closed"},
        {"https://example.org/news/bridge-closed.html?x=/y.html#z/a", "bridge-closed"},
        {"https://example.org/2026/11/a%20b%2Fc.html", "a-b-c"},
        {"https://example.org/v2.5", "v2.5"},
        {"https://example.org/%D0%BC%D0%B8%D1%80", "\xD0\xBC\xD0\xB8\xD1\x80"},
        {"https://example.org/a%ff%00b", "a-b"},
        {"https://example.org/..%2F..%2Fetc%2Fpasswd", "etc-passwd"},
        {"https://example.org/-rf", "rf"},
        {"https://example.org/.hidden", "hidden"},
        {"https://example.org/...", "example.org"},
        {"https://example.org/news/---/", "news"},
        {"https://user:secret@example.org:8080", "example.org-8080"},
        {"https://example.org", "example.org"},
        {"https://", "url"},
        {"https://example.org/"
         "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhhiiii",
         "aaaaaaaaaabbbbbbbbbbccccccccccddddddddddeeeeeeeeeeffffffffffgggggggggghhhhhhhhhh"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out = {0};
        clm_fetch_stem(table[i].url, &out);
        CLM_EXPECT_TEXT(table[i].url, clm_test_text(&out), table[i].stem);
        clm_buffer_clear(&out);
    }
}

static void test_clm_fetch_shown_urls(void **state) {
    (void)state;
    static const struct {
        const char *url, *whole, *short_one;
    } table[] = {
        {"https://example.org/a?b=c#d", "https://example.org/a?b=c", "https://example.org/a"},
        {"HTTP://ann:pw@example.org:80/@home", "http://example.org:80/@home",
         "http://example.org:80/@home"},
        {"http://ann@b:p@w@example.org?q=x@y", "http://example.org?q=x@y", "http://example.org"},
        {"http://ann:p/w@example.org/x", "http://example.org/x", "http://example.org/x"},
        {"http://ann:p#w@example.org/x", "http://example.org/x", "http://example.org/x"},
        {"http://[::1]:80/a@b", "http://[::1]:80/a@b", "http://[::1]:80/a@b"},
        {"http://example.org/a\nb", "http://example.org/a-b", "http://example.org/a-b"},
        {"example.org/a", "example.org/a", "example.org/a"},
        {"ann:pw@example.org/a", "example.org/a", "example.org/a"},
        {"", "", ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out = {0};
        clm_fetch_shown(table[i].url, true, &out);
        CLM_EXPECT_TEXT(table[i].url, clm_test_text(&out), table[i].whole);
        clm_buffer_clear(&out);
        clm_fetch_shown(table[i].url, false, &out);
        CLM_EXPECT_TEXT(table[i].url, clm_test_text(&out), table[i].short_one);
        clm_buffer_clear(&out);
    }
}

static void test_clm_fetch_fault_name_all(void **state) {
    (void)state;
    for (int i = 0; i < CLM_FETCH_FAULT_COUNT; i++) {
        assert_non_null(clm_fetch_fault_name((clm_fetch_fault)i));
        assert_string_not_equal(clm_fetch_fault_name((clm_fetch_fault)i), "unknown");
    }
    assert_string_equal(clm_fetch_fault_name(CLM_FETCH_FAULT_COUNT), "unknown");
    assert_string_equal(clm_fetch_fault_name(CLM_FETCH_SERVER), "server");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_fetch_content_type_values),
        cmocka_unit_test(test_clm_fetch_value_plain_values),
        cmocka_unit_test(test_clm_fetch_grouped_numbers),
        cmocka_unit_test(test_clm_fetch_is_url_texts),
        cmocka_unit_test(test_clm_fetch_shown_urls),
        cmocka_unit_test(test_clm_fetch_stem_urls),
        cmocka_unit_test(test_clm_fetch_fault_name_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
