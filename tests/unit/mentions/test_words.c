/* The lexicon: its order, and some words of each class. */
#include "base/hash.h"
#include "mentions/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_word_table_sorted(void **state) {
    (void)state;
    assert_true(clm_word_count() > 1000);
    for (size_t i = 1; i < clm_word_count(); i++) {
        clm_text before = clm_word_at(i - 1);
        clm_text word = clm_word_at(i);
        size_t shorter = before.len < word.len ? before.len : word.len;
        int order = memcmp(before.ptr, word.ptr, shorter);
        if (order > 0 || (order == 0 && before.len >= word.len)) {
            fail_msg("%.*s stands after %.*s", (int)word.len, word.ptr, (int)before.len,
                     before.ptr);
        }
    }
    assert_int_equal(clm_word_at(clm_word_count()).len, 0);
}

static void test_word_classes(void **state) {
    static const struct {
        const char *key;
        uint32_t has, has_not;
    } rows[] = {
        {"volodymyr", WORD_FIRST, WORD_TITLE},
        {"paris", WORD_FIRST, WORD_COMMON},
        {"mr", WORD_TITLE, WORD_FIRST},
        {"spokesman", WORD_TITLE | WORD_ROLE, WORD_ORG},
        {"oblast", WORD_REGION, WORD_REGIONS},
        {"regions", WORD_REGIONS, WORD_REGION},
        {"county", WORD_REGION | WORD_DISTRICT, WORD_TOWN},
        {"village", WORD_TOWN, WORD_TOWNS},
        {"villages", WORD_TOWNS, WORD_TOWN},
        {"gulf", WORD_WATER, 0},
        {"airport", WORD_FACILITY | WORD_ORG, 0},
        {"country", WORD_COUNTRY, 0},
        {"north", WORD_COMPASS, 0},
        {"university", WORD_ORG, WORD_MEDIA},
        {"times", WORD_MEDIA, WORD_TEAM},
        {"rockets", WORD_TEAM, WORD_MEDIA},
        {"may", WORD_MONTH, WORD_TOWN},
        {"in", WORD_LOCATIVE | WORD_FUNCTION, 0},
        {"said", WORD_SAY, WORD_FUNCTION},
        {"this", WORD_DETERMINER | WORD_FUNCTION, 0},
        {"and", WORD_AND | WORD_FUNCTION, 0},
        {"reading", WORD_COMMON, WORD_FIRST},
        {"kharkiv", 0, ~0u},
        {"", 0, ~0u},
        {"zzz", 0, ~0u},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        uint32_t classes = clm_word_classes(clm_text_of(rows[i].key));
        if ((classes & rows[i].has) != rows[i].has || (classes & rows[i].has_not) != 0) {
            fail_msg("%s: classes %x", rows[i].key, classes);
        }
    }
}

/* Every word of the table is found, also where its hash is known; the longest are not in the index.
 */
static void test_word_every_one(void **state) {
    (void)state;
    for (size_t i = 0; i < clm_word_count(); i++) {
        clm_text word = clm_word_at(i);
        uint32_t classes = clm_word_classes(word);
        assert_true(classes != 0);
        assert_true(clm_word_classes_hashed(word, clm_hash64(word.ptr, word.len)) == classes);
    }
    assert_true((clm_word_classes(clm_text_of("telecommunications")) & WORD_ORG) != 0);
    assert_int_equal(clm_word_classes(clm_text_of("telecommunication")), 0);
    assert_int_equal(clm_word_classes_hashed(clm_text_of(""), 0), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_word_table_sorted),
        cmocka_unit_test(test_word_classes),
        cmocka_unit_test(test_word_every_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
