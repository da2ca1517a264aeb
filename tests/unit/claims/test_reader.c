/* Looking at tokens: a literal, whose hash the compiler works out, and the same word in memory. */
#include "unit/claims/marked.h"

#define TEXT_READ "Counteroffensives, it said, took 5% (of land) \xE2\x80\x94 no more."

enum { TOKENS = 16 };

/* What the compiler cannot know. */
static const char *hidden(const char *word) {
    const char *volatile copy = word;
    return copy;
}

/* The tokens at which each comparison holds, as a set of bits. */
#define WHERE(is, word, bits)                                                                      \
    do {                                                                                           \
        for (uint32_t t = 0; t < TOKENS + 4; t++) {                                                \
            (bits)[0] |= (uint32_t)is(&reader, t, word) << t;                                      \
            (bits)[1] |= (uint32_t)is(&reader, t, hidden(word)) << t;                              \
        }                                                                                          \
    } while (0)

#define CHECK_WHERE(is, word, expected)                                                            \
    do {                                                                                           \
        uint32_t bits[2] = {0, 0};                                                                 \
        WHERE(is, word, bits);                                                                     \
        if (bits[0] != (expected) || bits[1] != (expected)) {                                      \
            fail_msg(#is " %s: %#x as a literal, %#x in memory", word, bits[0], bits[1]);          \
        }                                                                                          \
    } while (0)

static void test_words_and_marks(void **state) {
    (void)state;
    marked m;
    clm_reader reader;
    marked_reader(&m, &reader, TEXT_READ);
    assert_int_equal(m.article->token_count, TOKENS);
    CHECK_WHERE(clm_key_is, "it", 1u << 2);
    CHECK_WHERE(clm_key_is, "i", 0u);
    CHECK_WHERE(clm_key_is, "counteroffensives", 1u);
    CHECK_WHERE(clm_key_is, "counteroffensive", 0u);
    CHECK_WHERE(clm_key_is, "took", 1u << 5);
    CHECK_WHERE(clm_key_is, "", 0u);
    CHECK_WHERE(clm_lemma_is, "say", 1u << 3);
    CHECK_WHERE(clm_lemma_is, "take", 1u << 5);
    CHECK_WHERE(clm_lemma_is, "counteroffensive", 1u);
    CHECK_WHERE(clm_lemma_is, "counteroffensives", 0u);
    CHECK_WHERE(clm_punct_is, ",", 1u << 1 | 1u << 4);
    CHECK_WHERE(clm_punct_is, "%", 1u << 7);
    CHECK_WHERE(clm_punct_is, "(", 1u << 8);
    CHECK_WHERE(clm_punct_is, "\xE2\x80\x94", 1u << 12);
    CHECK_WHERE(clm_punct_is, ".", 1u << 15);
    CHECK_WHERE(clm_punct_is, "5", 0u);
    CHECK_WHERE(clm_punct_is, "\xE2\x80\x95", 0u);

    marked_free(&m);
}

static void test_outside(void **state) {
    (void)state;
    marked m;
    clm_reader reader;
    marked_reader(&m, &reader, "It fell.");
    for (uint32_t step = 0; step < 4; step++) {
        const uint32_t outside[] = {3 + step, UINT32_MAX - step};
        for (size_t i = 0; i < 2; i++) {
            assert_false(clm_key_is(&reader, outside[i], "it"));
            assert_false(clm_lemma_is(&reader, outside[i], "fall"));
            assert_false(clm_punct_is(&reader, outside[i], "."));
            assert_false(clm_capital_at(&reader, outside[i]));
            assert_false(clm_is_verb(&reader, outside[i]));
            assert_false(clm_is_nominal(&reader, outside[i]));
        }
    }
    assert_true(clm_capital_at(&reader, 0) && clm_is_nominal(&reader, 0));
    assert_true(clm_is_verb(&reader, 1) && !clm_is_nominal(&reader, 1));
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_and_marks),
        cmocka_unit_test(test_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
