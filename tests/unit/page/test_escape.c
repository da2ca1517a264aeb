/* Texts as they may stand in HTML, in a script's data, in a style, in an address. */
#include "support/support.h"

#include "page/parts.h"

typedef struct row {
    const char *label, *text, *expected;
} row;

static void check(void (*escape)(clm_buffer *out, clm_text text), const row *rows, size_t count) {
    for (size_t i = 0; i < count; i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        escape(&out, clm_text_of(rows[i].text));
        CLM_EXPECT_TEXT(rows[i].label, clm_test_text(&out), rows[i].expected);
        CLM_EXPECT(rows[i].label, !out.failed);
        clm_buffer_clear(&out);
    }
}

static void test_escape_html(void **state) {
    (void)state;
    static const row rows[] = {
        {"nothing", "", ""},
        {"plain", "Kursk, 58 km\xC2\xB2", "Kursk, 58 km\xC2\xB2"},
        {"markup", "<b title=\"a\" id='c'>&amp;",
         "&lt;b title=&quot;a&quot; id=&#39;c&#39;&gt;&amp;amp;"},
        {"end of a script", "</script>", "&lt;/script&gt;"},
        {"tab and line end stay", "a\tb\nc", "a\tb\nc"},
        {"controls", "a\x01\x0B\x1F\x7F z", "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD z"},
        {"a control of the second row", "\xC2\x85", "\xEF\xBF\xBD"},
        {"no character", "\xEF\xBF\xBE\xF4\x8F\xBF\xBF\xEF\xB7\x90",
         "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"broken UTF-8", "a\xC3(\xFF", "a\xEF\xBF\xBD(\xEF\xBF\xBD"},
        {"cut off at the end", "a\xE2\x80", "a\xEF\xBF\xBD\xEF\xBF\xBD"},
        {"beyond the first plane", "\xF0\x9F\x97\xBA<", "\xF0\x9F\x97\xBA&lt;"},
    };
    check(clm_page_escape, rows, CLM_TEST_COUNT(rows));
}

static void test_escape_json(void **state) {
    (void)state;
    static const row rows[] = {
        {"nothing", "", ""},
        {"plain", "[\"a\\n\",1]", "[\"a\\n\",1]"},
        {"end of a script", "\"</script><!--\"", "\"\\u003c/script\\u003e\\u003c!--\""},
        {"ampersand", "\"&lt;\"", "\"\\u0026lt;\""},
        {"separators", "\"\xE2\x80\xA8\xE2\x80\xA9\xE2\x80\xAA\"",
         "\"\\u2028\\u2029\xE2\x80\xAA\""},
        {"delete", "\"\x7F\"", "\"\\u007f\""},
        {"cut off at the end", "\xE2\x80", "\xE2\x80"},
    };
    check(clm_page_escape_json, rows, CLM_TEST_COUNT(rows));
}

static void as_css(clm_buffer *out, clm_text text) {
    clm_page_css_string(out, text.ptr);
}

static void test_css_string(void **state) {
    (void)state;
    static const row rows[] = {
        {"nothing", "", "\"\""},
        {"plain", "Noto Sans", "\"Noto Sans\""},
        {"ends nothing", "a\"}</style>", "\"a\\22 \\7d \\3c \\2f style\\3e \""},
        {"backslash and line end", "a\\\n", "\"a\\5c \\a \""},
    };
    check(as_css, rows, CLM_TEST_COUNT(rows));
}

static void as_href(clm_buffer *out, clm_text text) {
    clm_page_put_href(out, "claim=", text.ptr);
}

static void test_put_href(void **state) {
    (void)state;
    static const row rows[] = {
        {"plain", "00c1-Ab_.9", "claim=00c1-Ab_.9"},
        {"gazetteer's id", "gn:5", "claim=gn%3A5"},
        {"markup", "\"><b>", "claim=%22%3E%3Cb%3E"},
        {"beyond ASCII", "\xC3\xBC%", "claim=%C3%BC%25"},
    };
    check(as_href, rows, CLM_TEST_COUNT(rows));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_escape_html),
        cmocka_unit_test(test_escape_json),
        cmocka_unit_test(test_css_string),
        cmocka_unit_test(test_put_href),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
