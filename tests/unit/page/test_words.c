/* Every language that pictures have says every word of the page, and none says it in English by
 * mistake. */
#include "support/support.h"

#include "page/parts.h"

static void test_say_every_word(void **state) {
    (void)state;
    static const char *const codes[] = {"en", "uk", "ru", "fr", "de", "es", "ar"};
    clm_page page = {.error = NULL};
    clm_page english = {.error = NULL};
    assert_int_equal(clm_language_find("en", &english.language, NULL), CLM_OK);
    for (size_t i = 0; i < CLM_TEST_COUNT(codes); i++) {
        assert_int_equal(clm_language_find(codes[i], &page.language, NULL), CLM_OK);
        size_t same = 0;
        for (int word = 0; word < CLM_PAGE_WORD_COUNT; word++) {
            const char *said = clm_page_say(&page, (clm_page_word)word);
            CLM_EXPECT(codes[i], said != NULL && said[0] != '\0');
            same += strcmp(said, clm_page_say(&english, (clm_page_word)word)) == 0;
        }
        CLM_EXPECT(codes[i], i == 0 ? same == CLM_PAGE_WORD_COUNT : same < 4);
    }
}

/* The languages of pictures, as the message about a wrong one lists them, are those above. */
static void test_no_other_language(void **state) {
    (void)state;
    clm_error error = {CLM_OK, ""};
    const clm_language *language = NULL;
    assert_int_equal(clm_language_find("xx", &language, &error), CLM_ERR_ARGUMENT);
    const char *list = strstr(error.message, "en");
    assert_non_null(list);
    size_t commas = 0;
    for (const char *c = list; *c != '\0'; c++) {
        commas += *c == ',';
    }
    assert_int_equal(commas, 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_say_every_word),
        cmocka_unit_test(test_no_other_language),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
