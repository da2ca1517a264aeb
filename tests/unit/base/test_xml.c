#include "support/support.h"

#include "base/xml.h"

static void test_clm_xml_text_table(void **state) {
    (void)state;
#define BAD "\xEF\xBF\xBD"
    static const struct {
        const char *label, *text;
        size_t length;
        const char *expected;
    } table[] = {
        {"plain", "Kyiv", 4, "Kyiv"},
        {"marks", "<a b=\"c\">&'", 11, "&lt;a b=&quot;c&quot;&gt;&amp;'"},
        {"white space", "a\tb\r\nc", 6, "a b  c"},
        {"control characters", "a\0b\x1F\x7F", 5, "a" BAD "b" BAD BAD},
        {"C1 control", "\xC2\x85x", 3, BAD "x"},
        {"letters", "\xD0\x9A \xE4\xB8\xAD \xF0\x9F\x98\x80", 11,
         "\xD0\x9A \xE4\xB8\xAD \xF0\x9F\x98\x80"},
        {"U+FFFE and U+FFFF", "\xEF\xBF\xBE\xEF\xBF\xBF", 6, BAD BAD},
        {"no UTF-8", "\xFF\xC3", 2, BAD BAD},
        {"end of a CDATA section", "]]>", 3, "]]&gt;"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_xml_text(&out, (clm_text){table[i].text, table[i].length});
        if (strcmp(out.data, table[i].expected) != 0) {
            fail_msg("%s: '%s'", table[i].label, out.data);
        }
        clm_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_clm_xml_text_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
