/* Every word of the lists is found with the fields that its list gives it: two lists must not fill
 * one field of a word. */
#include "base/word_index.h"
#include "claims/figure_words.h"

#include "support/support.h"

extern const clm_word_list clm_word_lists_to_index[];
extern const size_t clm_word_lists_to_index_count;

/* The field that a list fills: all bits of it. */
static uint32_t field_mask(uint32_t classes) {
    static const uint32_t fields[] = {CLM_FIGURE_NUMBER(7u, 127u), CLM_FIGURE_UNIT(127u),
                                      CLM_FIGURE_COUNT(31u), CLM_FIGURE_FATE(7u)};
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++) {
        if (classes & fields[i]) {
            return fields[i];
        }
    }
    return classes;
}

static void test_figure_words_fields(void **state) {
    (void)state;
    for (size_t i = 0; i < clm_word_lists_to_index_count; i++) {
        const clm_word_list *list = &clm_word_lists_to_index[i];
        uint32_t mask = field_mask(list->classes);
        for (const char *at = list->words; *at != '\0';) {
            size_t length = strcspn(at, " ");
            char word[32];
            assert_true(length > 0 && length < sizeof word);
            memcpy(word, at, length);
            word[length] = '\0';
            CLM_EXPECT(word, (clm_figure_fields(clm_hash64(word, length)) & mask) == list->classes);
            at += length;
            at += strspn(at, " ");
        }
    }
}

static void test_figure_words_others(void **state) {
    (void)state;
    assert_int_equal(clm_figure_fields(clm_hash64("xylophone", 9)), 0);
    assert_int_equal(clm_figure_fields(0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figure_words_fields),
        cmocka_unit_test(test_figure_words_others),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
