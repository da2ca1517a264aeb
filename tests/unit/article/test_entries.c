#include "unit/article/support.h"

#define PROSE "The river rose over its banks in the night, the mayor said.\n"

/* Expected entries by their first sentences, joined by bars. */
static void test_entry_table(void **state) {
    static const struct {
        const char *label, *text, *entries;
    } rows[] = {
        {"plain article", PROSE PROSE,
         "The river rose over its banks in the night, the mayor said."},
        {"one heading only", "Floods\n" PROSE PROSE "Bridges\n" PROSE, "Floods"},
        {"headings", PROSE "Bridges\n" PROSE "Roads\n" PROSE PROSE "Rain\n" PROSE,
         "The river rose over its banks in the night, the mayor said.|Bridges|Roads|Rain"},
        {"heading and the line under it",
         "Bridges\nOne of them fell\n" PROSE "Roads\nAll of them shut\n" PROSE "Rain\n" PROSE,
         "Bridges|Roads|Rain"},
        {"link lines",
         "Bridges\n" PROSE "Read more here:\nRoads of the north\nRain\n" PROSE "Wind\n" PROSE,
         "Bridges|Rain|Wind"},
        {"clock times", PROSE "10:45\nBridges\n" PROSE "11:05\n" PROSE "Roads\n" PROSE,
         "The river rose over its banks in the night, the mayor said.|10:45|11:05"},
        {"times with a zone", "14.32 BST\n" PROSE "15.01 BST\n" PROSE, "14.32 BST|15.01 BST"},
        {"ages", "5 minutes ago\n" PROSE "2h ago\n" PROSE, "5 minutes ago|2h ago"},
        {"one time is no blog", "10:45\n" PROSE PROSE, "10:45"},
        {"empty", "", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        char found[256] = "";
        for (size_t k = 0; k < article->entry_count; k++) {
            const clm_entry *entry = &article->entries[k];
            clm_text text =
                clm_article_slice(article, article->sentences[entry->sentence_start].span);
            size_t used = strlen(found);
            (void)snprintf(found + used, sizeof found - used, "%s%.*s", k > 0 ? "|" : "",
                           (int)text.len, text.ptr);
            for (uint32_t s = entry->sentence_start; s < entry->sentence_end; s++) {
                assert_int_equal(article->sentences[s].entry, k);
                assert_true(clm_span_contains(entry->span, article->sentences[s].span));
            }
        }
        expect_text(rows[i].label, clm_text_of(found), rows[i].entries);
        clm_article_free(article);
    }
}

static void test_entry_dates(void **state) {
    (void)state;
    clm_article *article = parse_plain("date 2025-01-31 Floods\n"
                                       "Ann Roe 30 January 2025 21:10\n" PROSE
                                       "Ann Roe31 January 2025 08:15\n" PROSE "10:45\n" PROSE);
    expect_size("entries", article->entry_count, 4);
    expect_date("head", article->entries[0].date, "2025-01-31");
    expect_date("first", article->entries[1].date, "2025-01-30");
    expect_date("second", article->entries[2].date, "2025-01-31");
    expect_date("third", article->entries[3].date, "2025-01-31");
    clm_article_free(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_entry_table),
        cmocka_unit_test(test_entry_dates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
