#include "support/support.h"

#include "base/word_index.h"

#include "test_base/word_index_lists_index.inc"

static void test_clm_word_index_classes(void **state) {
    (void)state;
    static const struct {
        const char *key;
        uint32_t classes;
    } rows[] = {
        {"a", 1},
        {"to", 1},
        {"the", 1 | 2},
        {"four", 1 | 2},
        {"fives", 1},
        {"sixsix", 1},
        {"seventy", 1},
        {"eighteen", 1},
        {"nineteen1", 1},
        {"abcdefghijklmnop", 1 | 2},
        {"zw\xc3\xb6lf", 2},
        /* A length, a beginning or an end that is not theirs. */
        {"", 0},
        {"b", 0},
        {"aa", 0},
        {"too", 0},
        {"te", 0},
        {"thee", 0},
        {"foux", 0},
        {"xour", 0},
        {"eighteem", 0},
        {"nineteen2", 0},
        {"abcdefghijklmno", 0},
        {"abcdefghijklmnoq", 0},
        {"abcdefghijklmnopq", 0},
        {"sixsix seventy", 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        const clm_text key = clm_text_of(rows[i].key);
        const uint64_t hash = key.len > 0 ? clm_hash64(key.ptr, key.len) : 0;
        CLM_EXPECT(rows[i].key, clm_word_index_classes(&word_index, key) == rows[i].classes);
        CLM_EXPECT(rows[i].key, clm_word_index_by_hash(&word_index, hash) == rows[i].classes);
    }
}

/* Words of random letters: those that are not listed are never found. */
static void test_clm_word_index_random(void **state) {
    (void)state;
    uint64_t random = clm_test_seed();
    for (int i = 0; i < 200000; i++) {
        char word[CLM_WORD_INDEX_BYTES];
        size_t length = 5 + (size_t)(clm_test_random(&random) % (sizeof word - 4));
        for (size_t k = 0; k < length; k++) {
            word[k] = (char)('A' + clm_test_random(&random) % 26);
        }
        CLM_EXPECT("capitals", clm_word_index_classes(&word_index, (clm_text){word, length}) == 0);
    }
}

/* The hash without a call is the hash with one. */
static void test_clm_word_hash(void **state) {
    (void)state;
    uint64_t random = clm_test_seed();
    char word[40];
    for (int round = 0; round < 2000; round++) {
        for (size_t length = 0; length <= sizeof word; length++) {
            for (size_t i = 0; i < length; i++) {
                word[i] = (char)(unsigned char)(clm_test_random(&random) & 0xFF);
            }
            const clm_text text = {word, length};
            assert_true(clm_word_hash(text) == clm_hash64(word, length));
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_word_index_classes),
        cmocka_unit_test(test_clm_word_index_random),
        cmocka_unit_test(test_clm_word_hash),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
