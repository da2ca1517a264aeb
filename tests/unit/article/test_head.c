#include "unit/article/support.h"

#define LONG_TEXT                                                                                  \
    "The river rose over its banks in three towns on the coast on Friday, police said."

static void test_head_table(void **state) {
    static const struct {
        const char *label, *text, *title, *date, *body;
    } rows[] = {
        {"date line", " date 2025-01-31 Flood in the north\n" LONG_TEXT, "Flood in the north",
         "2025-01-31", LONG_TEXT},
        {"date line, mark first",
         "\xEF\xBB\xBF"
         "date 2025-01-31 Flood\r\n" LONG_TEXT,
         "Flood", "2025-01-31", LONG_TEXT},
        {"date line without title", "date 2025-01-31\nFlood in the north\n" LONG_TEXT,
         "Flood in the north", "2025-01-31", "Flood in the north\n" LONG_TEXT},
        {"Date: ", "Date: 2025-01-31 Flood\n" LONG_TEXT, "Flood", "2025-01-31", LONG_TEXT},
        {"no such day", "date 2025-02-31 Flood\n" LONG_TEXT, "date 2025-02-31 Flood", "",
         "date 2025-02-31 Flood\n" LONG_TEXT},
        {"no date", "dates 2025-01-31 are sweet\n" LONG_TEXT, "dates 2025-01-31 are sweet", "",
         "dates 2025-01-31 are sweet\n" LONG_TEXT},
        {"first line", "Flood in the north\n\n" LONG_TEXT, "Flood in the north", "",
         "Flood in the north\n\n" LONG_TEXT},
        {"first line is prose", LONG_TEXT "\n" LONG_TEXT, "", "", LONG_TEXT "\n" LONG_TEXT},
        {"nothing longer below", "Flood in the north of the country\nIt rose.", "", "",
         "Flood in the north of the country\nIt rose."},
        {"dateline", "Flood in the north\nACCRA, May 3, 2024 (Wire) - " LONG_TEXT,
         "Flood in the north", "2024-05-03",
         "Flood in the north\nACCRA, May 3, 2024 (Wire) - " LONG_TEXT},
        {"dateline with a dash", "ACCRA, 3 May 2024 — " LONG_TEXT, "", "2024-05-03",
         "ACCRA, 3 May 2024 — " LONG_TEXT},
        {"own line", "Flood in the north\nFriday 3 May 2024\n" LONG_TEXT, "Flood in the north",
         "2024-05-03", "Flood in the north\nFriday 3 May 2024\n" LONG_TEXT},
        {"iso line first", "2024-05-03\nFlood in the north\n" LONG_TEXT, "", "2024-05-03",
         "2024-05-03\nFlood in the north\n" LONG_TEXT},
        {"byline with a time", "Ann Roe, The Wire May 3, 2024 2:36 pm. " LONG_TEXT, "",
         "2024-05-03", "Ann Roe, The Wire May 3, 2024 2:36 pm. " LONG_TEXT},
        {"date inside prose", "It began on May 3, 2024, at 3 p.m. in the north. " LONG_TEXT, "", "",
         "It began on May 3, 2024, at 3 p.m. in the north. " LONG_TEXT},
        {"furniture", LONG_TEXT "\nRead more\nFlood in the south\nShare this article\nComments\n",
         "", "", LONG_TEXT},
        {"more furniture", LONG_TEXT "\n\nSign up to our weekly letter.\n© 2024 The Wire", "", "",
         LONG_TEXT},
        {"forum", LONG_TEXT "\nJoin the conversation, see their repliesComments", "", "",
         LONG_TEXT},
        {"credits", LONG_TEXT "\nReporting by Ann Roe in Accra; editing by Jo Poe", "", "",
         LONG_TEXT},
        {"short last line stays", LONG_TEXT "\nMore rain to come", "", "",
         LONG_TEXT "\nMore rain to come"},
        {"related is a word", LONG_TEXT "\nRelated floods hit the south.", "", "",
         LONG_TEXT "\nRelated floods hit the south."},
        {"nothing but furniture", "Read more\nComments", "", "", "Read more\nComments"},
        {"empty", "", "", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        expect_text(rows[i].label, article->title, rows[i].title);
        expect_text(rows[i].label, clm_article_slice(article, article->title_span), rows[i].title);
        expect_date(rows[i].label, article->date, rows[i].date);
        expect_text(rows[i].label, clm_article_slice(article, article->body), rows[i].body);
        clm_article_free(article);
    }
}

static void test_options_first(void **state) {
    static const char text[] = "date 2025-01-31 Flood\n" LONG_TEXT;
    clm_article_options options = {.file = "x.txt", .title = "Given", .date = {2020, 2, 3}};
    clm_article *article = NULL;
    (void)state;
    assert_int_equal(clm_article_parse(clm_text_of(text), &options, &article, NULL), CLM_OK);
    expect_text("title", article->title, "Given");
    expect_date("date", article->date, "2020-02-03");
    expect_text("span", clm_article_slice(article, article->title_span), "Flood");
    expect_text("body", clm_article_slice(article, article->body), LONG_TEXT);
    clm_article_free(article);
}

/* The title is a sentence of its own, and a heading. */
static void test_title_sentence(void **state) {
    (void)state;
    clm_article *article = parse_plain("date 2025-01-31 Flood. Mayor speaks\n" LONG_TEXT);
    expect_size("sentences", article->sentence_count, 4);
    expect_text("prefix", clm_article_slice(article, article->sentences[0].span),
                "date 2025-01-31");
    assert_true(article->sentences[1].heading && article->sentences[2].heading);
    assert_false(article->sentences[3].heading);
    clm_article_free(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_head_table),
        cmocka_unit_test(test_options_first),
        cmocka_unit_test(test_title_sentence),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
