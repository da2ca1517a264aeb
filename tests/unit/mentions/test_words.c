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
        {"town", WORD_TOWN | WORD_NOUN, WORD_POINTER},
        {"headworks", WORD_NOUN, ~(uint32_t)WORD_NOUN},
        {"there", WORD_POINTER, WORD_NOUN},
        {"area", WORD_NOUN | WORD_POINTER, 0},
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

/* The classes that an article's only token has. */
static uint32_t classes_of_token(clm_text key, clm_token_kind kind) {
    clm_token token = {.key_len = (uint16_t)key.len, .kind = (uint8_t)kind};
    token.key_hash = key.len > 0 ? clm_hash64(key.ptr, key.len) : 0;
    const clm_article article = {.keys = key, .tokens = &token, .token_count = 1};
    uint32_t classes = ~0u;
    clm_word_classes_all(&article, &classes);
    return classes;
}

/* The words that told.c and nominal.c look for only where a class says that they may stand. */
/* clang-format off */
static const char *const nouns[] = {
    "village", "villages", "town", "towns", "city", "cities", "settlement", "settlements",
    "hamlet", "communities", "neighbourhood", "neighborhood", "neighbourhoods", "neighborhoods",
    "suburb", "suburbs", "commune", "township", "townships", "district", "districts", "county",
    "counties", "province", "provinces", "governorate", "oblast", "airport", "airfield",
    "airbase", "dam", "barrage", "headworks", "crossing", "shrine", "forest", "grove", "junction",
    "checkpoint", "temple", "monastery", "ranch", "refinery", "mine", "tunnel", "reservoir",
    "camp", "base", "border", "refugee", "displacement", "displaced", "air", "naval", "military",
    "army", "nuclear", "international", "transit", "detention", "region", "area", "country",
    "peninsula", "territory", "island", "enclave", "municipality", "harbour",
};
static const char *const pointers[] = {
    "there", "border", "areas", "regions", "towns", "villages", "settlements", "districts",
    "territories", "communities", "cities", "zone", "area", "region",
};
/* clang-format on */

static void test_word_gates(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof nouns / sizeof nouns[0]; i++) {
        if ((clm_word_classes(clm_text_of(nouns[i])) & WORD_NOUN) == 0) {
            fail_msg("%s is no noun", nouns[i]);
        }
    }
    for (size_t i = 0; i < sizeof pointers / sizeof pointers[0]; i++) {
        if ((clm_word_classes(clm_text_of(pointers[i])) & WORD_POINTER) == 0) {
            fail_msg("no place is described from %s on", pointers[i]);
        }
    }
    assert_int_equal(clm_word_classes(clm_text_of("said")) & (WORD_NOUN | WORD_POINTER), 0);
}

/* Every word of the table is found, also as a token; the longest are not in the index. */
static void test_word_every_one(void **state) {
    (void)state;
    for (size_t i = 0; i < clm_word_count(); i++) {
        clm_text word = clm_word_at(i);
        uint32_t classes = clm_word_classes(word);
        assert_true(classes != 0);
        assert_int_equal(classes_of_token(word, CLM_TOKEN_WORD), classes);
    }
    assert_true((clm_word_classes(clm_text_of("telecommunications")) & WORD_ORG) != 0);
    assert_int_equal(clm_word_classes(clm_text_of("telecommunication")), 0);
    assert_int_equal(classes_of_token(clm_text_of("zzz"), CLM_TOKEN_WORD), 0);
    assert_int_equal(classes_of_token(clm_text_of(""), CLM_TOKEN_WORD), 0);
    assert_int_equal(classes_of_token(clm_text_of("may"), CLM_TOKEN_NUMBER), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_word_table_sorted),
        cmocka_unit_test(test_word_classes),
        cmocka_unit_test(test_word_every_one),
        cmocka_unit_test(test_word_gates),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
