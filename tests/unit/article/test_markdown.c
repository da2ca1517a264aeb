#include "unit/article/support.h"

static void test_text_table(void **state) {
    static const struct {
        const char *label, *markdown, *text;
    } rows[] = {
        {"paragraphs join lines", "One\ntwo.\n\nThree\n", "One two.\nThree\n"},
        {"headings", "# Top\nText\n## Sub ##\nMore", "Top\nText\nSub\nMore\n"},
        {"underlined heading", "Top\n===\n\nText", "Top\nText\n"},
        {"link", "See [the **map**](http://ex.org/a_(b)) now", "See the map now\n"},
        {"reference link", "See [the map][m] now\n\n[m]: http://ex.org", "See the map now\n"},
        {"plain brackets", "He [the mayor] left", "He [the mayor] left\n"},
        {"image", "Before ![a map](m.png) after", "Before  after\n"},
        {"picture in a link", "See [![a](b) map](c) now", "See  map now\n"},
        {"link with brackets", "See [the [old] map](c) now", "See the [old] map now\n"},
        {"note", "Fact[^1] here", "Fact here\n"},
        {"emphasis", "*a* **b** _c_ __d__ ~~e~~ `f`", "a b c d e f\n"},
        {"no emphasis", "2 * 3 and snake_case_name", "2 * 3 and snake_case_name\n"},
        {"escapes", "\\*not\\* \\[x\\]", "*not* [x]\n"},
        {"autolink", "See <https://ex.org/a>.", "See https://ex.org/a.\n"},
        {"tags", "Some <b>bold</b> word<!-- c -->", "Some bold word\n"},
        {"list", "- one\n- two\n  more\n1. three", "• one\n• two more\n• three\n"},
        {"quotation", "> One\n> two", "One two\n"},
        {"rule", "One\n\n---\n\nTwo", "One\nTwo\n"},
        {"code left out", "One\n```\nx = 1\n```\nTwo", "One\nTwo\n"},
        {"table", "| a | b |\n|---|---|\n| 1 | 2 |", "  a   b  \n  1   2  \n"},
        {"break", "One  \nTwo", "One\nTwo\n"},
        {"unclosed", "A [b and *c", "A [b and c\n"},
        {"empty", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].markdown, strlen(rows[i].markdown), CLM_ARTICLE_MARKDOWN, "x.md");
        expect_text(rows[i].label, article->text, rows[i].text);
        clm_article_free(article);
    }
}

static void test_head_table(void **state) {
    static const struct {
        const char *label, *markdown, *title, *date, *in_text;
    } rows[] = {
        {"yaml", "---\ntitle: \"Rain in May\"\ndate: 2024-05-03\ntags: [a]\n---\nIt rained.",
         "Rain in May", "2024-05-03", ""},
        {"toml", "+++\ntitle = 'Rain'\ndate = 2024-05-03T10:00:00Z\n+++\nIt rained.", "Rain",
         "2024-05-03", ""},
        {"words in the date", "---\ndate: May 3, 2024\n---\n# Rain\nIt rained.", "Rain",
         "2024-05-03", "Rain"},
        {"heading", "# Rain *in* May\n\nIt rained.", "Rain in May", "", "Rain in May"},
        {"heading inside", "It rained.\n\n## Later\n\nIt stopped.", "Later", "", ""},
        {"front matter not closed", "---\nIt rained.\n", "", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article =
            parse_as(rows[i].markdown, strlen(rows[i].markdown), CLM_ARTICLE_MARKDOWN, "x.md");
        expect_text(rows[i].label, article->title, rows[i].title);
        expect_date(rows[i].label, article->date, rows[i].date);
        expect_text(rows[i].label, clm_article_slice(article, article->title_span),
                    rows[i].in_text);
        clm_article_free(article);
    }
}

static void test_memory_ends(void **state) {
    (void)state;
    assert_true(fail_each_allocation("---\ntitle: Rain\n---\n# Top\nIt *rained*.\n\n- one",
                                     CLM_ARTICLE_MARKDOWN) > 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_text_table),
        cmocka_unit_test(test_head_table),
        cmocka_unit_test(test_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
