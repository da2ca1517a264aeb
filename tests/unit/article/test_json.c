#include "unit/article/support.h"

static void test_fields_table(void **state) {
    static const struct {
        const char *json, *text, *title, *date, *id;
    } rows[] = {
        {"{\"text\":\"It rained.\"}", "It rained.", "", "", ""},
        {"{\"id\":\"a7\",\"text\":\"It rained.\",\"title\":\" Rain "
         "\",\"date\":\"2024-05-03\",\"x\":[1]}",
         "It rained.", "Rain", "2024-05-03", "a7"},
        {"{\"text\":\"It rained.\",\"date\":\"2024-05-03T10:00:00Z\"}", "It rained.", "",
         "2024-05-03", ""},
        {"{\"text\":\"It rained.\",\"date\":\"3 May 2024\"}", "It rained.", "", "2024-05-03", ""},
        {"{\"text\":\"It rained.\",\"date\":\"soon\",\"title\":null,\"id\":5}", "It rained.", "",
         "", "5"},
        {"{\"text\":\"\"}", "", "", "", ""},
        {"{\"text\":\"It rained.\",\"title\":\"Rain\\n \\u0007in\\tMay\\r\\n\"}", "It rained.",
         "Rain in May", "", ""},
        {"{\"text\":\"Caf\\u00e9 \\ud83c\\udf0a.\"}", "Café 🌊.", "", "", ""},
        {"{\"text\":\"date 2024-05-03 Rain\\nIt rained all day in the hills.\"}",
         "date 2024-05-03 Rain\nIt rained all day in the hills.", "Rain", "2024-05-03", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_as(rows[i].json, strlen(rows[i].json), CLM_ARTICLE_JSON, "x");
        expect_text(rows[i].json, article->text, rows[i].text);
        expect_text(rows[i].json, article->title, rows[i].title);
        expect_date(rows[i].json, article->date, rows[i].date);
        expect_text(rows[i].json, article->id, rows[i].id);
        clm_article_free(article);
    }
}

/* The second of each pair has a name with an escape, which the fast reader leaves alone. */
static void test_outlet(void **state) {
    static const struct {
        const char *json, *outlet;
    } rows[] = {
        {"{\"text\":\"It rained.\"}", ""},
        {"{\"\\u0074ext\":\"It rained.\"}", ""},
        {"{\"text\":\"It rained.\",\"author\":\"Ana Brook\"}", "Ana Brook"},
        {"{\"\\u0074ext\":\"It rained.\",\"author\":\"Ana Brook\"}", "Ana Brook"},
        {"{\"text\":\"A.\",\"author\":\"Ana\",\"site_name\":\"Wire \\n 7\"}", "Wire 7"},
        {"{\"\\u0074ext\":\"A.\",\"author\":\"Ana\",\"site_name\":\"Wire \\n 7\"}", "Wire 7"},
        {"{\"text\":\"A.\",\"author\":[\"Ana\"],\"site_name\":null}", ""},
        {"{\"\\u0074ext\":\"A.\",\"author\":[\"Ana\"],\"site_name\":null}", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_as(rows[i].json, strlen(rows[i].json), CLM_ARTICLE_JSON, "x");
        expect_text(rows[i].json, article->outlet, rows[i].outlet);
        clm_article_free(article);
    }
}

static void test_errors(void **state) {
    static const char *const rows[] = {"",
                                       "{",
                                       "[]",
                                       "\"text\"",
                                       "{\"title\":\"x\"}",
                                       "{\"text\":5}",
                                       "{\"text\":null}",
                                       "{\"text\":\"a\",\"text\":\"b\"}",
                                       "{\"text\":\"\\u0000\"}"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article_options options = {.file = "in/x.json", .format = CLM_ARTICLE_JSON};
        clm_article *article = NULL;
        clm_error error = {CLM_OK, ""};
        expect_size(rows[i], clm_article_parse(clm_text_of(rows[i]), &options, &article, &error),
                    CLM_ERR_FORMAT);
        assert_null(article);
        assert_non_null(strstr(error.message, "in/x.json: "));
    }
}

static void test_memory_ends(void **state) {
    (void)state;
    assert_true(
        fail_each_allocation("{\"id\":\"a\",\"title\":\"Rain\",\"text\":\"It rained. More.\"}",
                             CLM_ARTICLE_JSON) > 8);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_fields_table),
        cmocka_unit_test(test_outlet),
        cmocka_unit_test(test_errors),
        cmocka_unit_test(test_memory_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
