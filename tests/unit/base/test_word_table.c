#include "support/support.h"

#include "base/word_table.h"

static const char *const entries[] = {"and:x", "at:pi", "atlas:c", "é:x"};
static const clm_word_table table = {entries, 4, "xpic"};

static void test_clm_word_table_classes(void **state) {
    (void)state;
    static const struct {
        const char *key;
        uint32_t classes;
    } rows[] = {{"and", 1}, {"at", 2 | 4},  {"atlas", 8}, {"\xc3\xa9", 1}, {"a", 0},
                {"atl", 0}, {"atlases", 0}, {"", 0},      {"zoo", 0}};
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        CLM_EXPECT(rows[i].key,
                   clm_word_table_classes(&table, clm_text_of(rows[i].key)) == rows[i].classes);
    }
}

static void test_clm_word_table_at(void **state) {
    (void)state;
    CLM_EXPECT_TEXT("first", clm_word_table_at(&table, 0), "and");
    CLM_EXPECT_TEXT("last", clm_word_table_at(&table, 3), "\xc3\xa9");
    CLM_EXPECT("none", clm_word_table_at(&table, 4).len == 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_word_table_classes),
        cmocka_unit_test(test_clm_word_table_at),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
