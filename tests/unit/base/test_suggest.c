#include "support/support.h"

#include "base/suggest.h"

static void test_clm_word_suggest(void **state) {
    (void)state;
    static const char *const names[] = {"folder", "feed", "format", "include", NULL};
    static const struct {
        const char *word, *like;
    } table[] = {
        {"foler", "folder"},
        {"fede", "feed"},
        {"incldue", "include"},
        {"formats", "format"},
        {"xyz", NULL},
        {"", NULL},
        {"a-word-that-is-much-longer-than-any-name", NULL},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const char *like = clm_word_suggest(table[i].word, names);
        CLM_EXPECT(table[i].word, (like == NULL) == (table[i].like == NULL));
        CLM_EXPECT(table[i].word, like == NULL || strcmp(like, table[i].like) == 0);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_clm_word_suggest)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
