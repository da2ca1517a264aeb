#include "support/support.h"
#include "unit/article/support.h"

#include "base/hash.h"
#include "base/utf8.h"

/* Expected tokens are joined by bars. */
static void test_token_table(void **state) {
    static const struct {
        const char *text, *tokens;
    } rows[] = {
        {"the U.S. army", "the|U.S.|army"},
        {"in the U.S.", "in|the|U.S."},
        {"at 9 a.m. today", "at|9|a.m.|today"},
        {"Lyon's mayor", "Lyon|'s|mayor"},
        {"Lyon’s mayor", "Lyon|’s|mayor"},
        {"LYON'S MAYOR", "LYON|'S|MAYOR"},
        {"the drivers' strike", "the|drivers|'|strike"},
        {"the drivers’ strike", "the|drivers|’|strike"},
        {"Luhans'k and Xi'an", "Luhans'k|and|Xi'an"},
        {"Slov’yansk", "Slov’yansk"},
        {"don't and can’t", "don't|and|can’t"},
        {"O'Brien's boat", "O'Brien|'s|boat"},
        {"Peru-Chile talks", "Peru|-|Chile|talks"},
        {"long-range guns", "long|-|range|guns"},
        {"1,300 and 20,000", "1,300|and|20,000"},
        {"1,00,000 rupees", "1,00,000|rupees"},
        {"1,200,300.5 kg", "1,200,300.5|kg"},
        {"in 2019,2020", "in|2019|,|2020"},
        {"pages 3,4", "pages|3|,|4"},
        {"10.5 km.", "10.5|km|."},
        {"€5m now", "€|5|m|now"},
        {"58km²", "58|km²"},
        {"the 1990s", "the|1990|s"},
        {"at 10:45", "at|10:45"},
        {"a 3:1 win", "a|3|:|1|win"},
        {"12\xC2\xA0"
         "000 men",
         "12\xC2\xA0"
         "000|men"},
        {"50%", "50|%"},
        {"says @Ana_Ruiz7,", "says|@|Ana_Ruiz7|,"},
        {"see https://ex.org/a?b=1,2. Now", "see|https://ex.org/a?b=1,2|.|Now"},
        {"see (www.ex.org)", "see|(|www.ex.org|)"},
        {"from example.com today", "from|example.com|today"},
        {"repliesComments", "repliesComments"},
        {"land—in the east", "land|—|in|the|east"},
        {"no--yes", "no|--|yes"},
        {"wait... no", "wait|.|.|.|no"},
        {"Mr. Ray and Gen. Ott", "Mr.|Ray|and|Gen.|Ott"},
        {"St. Ives", "St.|Ives"},
        {"No. 5 said no. Five", "No.|5|said|no|.|Five"},
        {"J. K. Lowe, J.K. Lowe", "J.|K.|Lowe|,|J.K.|Lowe"},
        {"plan C.", "plan|C|."},
        {"H5N1 in the G7", "H5N1|in|the|G7"},
        {"fell.The rest", "fell|.|The|rest"},
        {"Ko\xC2\xADln", "Ko\xC2\xADln"},
        {"войска вошли", "войска|вошли"},
        {"الجيش دخل", "الجيش|دخل"},
        {"_x_", "_|x_"},
        {"'90s", "'|90|s"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        char found[256] = "";
        for (size_t k = 0; k < article->token_count; k++) {
            clm_text word = clm_article_slice(article, article->tokens[k].span);
            size_t used = strlen(found);
            (void)snprintf(found + used, sizeof found - used, "%s%.*s", k > 0 ? "|" : "",
                           (int)word.len, word.ptr);
        }
        expect_text(rows[i].text, clm_text_of(found), rows[i].tokens);
        clm_article_free(article);
    }
}

static void test_keys_and_kinds(void **state) {
    static const struct {
        const char *text, *key;
        clm_token_kind kind;
    } rows[] = {
        {"Kyiv", "kyiv", CLM_TOKEN_WORD},
        {"U.S.", "us", CLM_TOKEN_WORD},
        {"Luhans'k", "luhansk", CLM_TOKEN_WORD},
        {"Zürich", "zurich", CLM_TOKEN_WORD},
        {"Łódź", "lodz", CLM_TOKEN_WORD},
        {"Курск", "курск", CLM_TOKEN_WORD},
        {"2025", "2025", CLM_TOKEN_NUMBER},
        {"1,300", "1 300", CLM_TOKEN_NUMBER},
        {"H5N1", "h5n1", CLM_TOKEN_WORD},
        {"km²", "km2", CLM_TOKEN_WORD},
        {",", "", CLM_TOKEN_PUNCT},
        {"$", "", CLM_TOKEN_PUNCT},
        {"—", "", CLM_TOKEN_PUNCT},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        expect_size(rows[i].text, article->token_count, 1);
        expect_text(rows[i].text, clm_article_key(article, 0), rows[i].key);
        expect_size(rows[i].text, article->tokens[0].kind, rows[i].kind);
        clm_text key = clm_text_of(rows[i].key);
        assert_true(article->tokens[0].key_hash ==
                    (key.len > 0 ? clm_hash64(key.ptr, key.len) : 0));
        clm_article_free(article);
    }
}

/* The short way for plain words must give what clm_key_append gives. */
static void test_plain_keys_agree(void **state) {
    char text[128];
    size_t length = 0;
    (void)state;
    for (char c = 'A'; c <= 'Z'; c++) {
        text[length++] = c;
        text[length++] = (char)(c + 32);
    }
    memcpy(text + length, "0123456789", 10);
    length += 10;
    clm_article *article = parse_as(text, length, CLM_ARTICLE_PLAIN, "t");
    clm_buffer key;
    clm_buffer_init(&key);
    clm_key_append(&key, (clm_text){text, length});
    assert_int_equal(article->token_count, 1);
    assert_true(clm_text_equal(clm_article_key(article, 0), (clm_text){key.data, key.len}));
    clm_buffer_clear(&key);
    clm_article_free(article);
}

static void test_flags(void **state) {
    static const struct {
        const char *text;
        size_t token;
        unsigned flags;
    } rows[] = {
        {"Rain fell", 0, CLM_TOKEN_CAPITAL | CLM_TOKEN_SENTENCE_FIRST},
        {"Rain fell", 1, 0},
        {"(Rain) fell", 0, 0},
        {"(Rain) fell", 1, CLM_TOKEN_CAPITAL | CLM_TOKEN_SENTENCE_FIRST | CLM_TOKEN_GLUED},
        {"in NATO now", 1, CLM_TOKEN_CAPITAL | CLM_TOKEN_ALL_CAPS},
        {"in U.S. now", 1, CLM_TOKEN_CAPITAL | CLM_TOKEN_ALL_CAPS},
        {"then I left", 1, CLM_TOKEN_CAPITAL},
        {"in Ébreuil", 1, CLM_TOKEN_CAPITAL},
        {"in ÉLAN", 1, CLM_TOKEN_CAPITAL | CLM_TOKEN_ALL_CAPS},
        {"the army's base", 2, CLM_TOKEN_GLUED | CLM_TOKEN_POSSESSIVE},
        {"because it's late", 2, CLM_TOKEN_GLUED},
        {"and who’s there", 2, CLM_TOKEN_GLUED},
        {"the allies' base", 2, CLM_TOKEN_GLUED | CLM_TOKEN_POSSESSIVE},
        {"the dancin' bear", 2, CLM_TOKEN_GLUED},
        {"about 5m euros", 2, CLM_TOKEN_GLUED},
        {"One. Two left", 2, CLM_TOKEN_CAPITAL | CLM_TOKEN_SENTENCE_FIRST},
        {"One\nTwo", 1, CLM_TOKEN_CAPITAL | CLM_TOKEN_SENTENCE_FIRST},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        clm_article *article = parse_plain(rows[i].text);
        expect_size(rows[i].text, article->tokens[rows[i].token].flags, rows[i].flags);
        clm_article_free(article);
    }
}

static void test_words(void **state) {
    (void)state;
    clm_article *article = parse_plain("Two-day talks - in Lyon's \"old\" town, 5 km\nWait ...");
    assert_int_equal(article->words, 9);
    clm_article_free(article);
}

static void test_huge_word(void **state) {
    size_t length = 300000;
    char *text = malloc(length);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < length; i += 2) {
        memcpy(text + i, "\xC3\xA9", 2);
    }
    clm_article *article = parse_as(text, length, CLM_ARTICLE_PLAIN, "t");
    assert_int_equal(article->token_count, 1);
    assert_int_equal(article->tokens[0].span.end, length);
    assert_int_equal(article->tokens[0].key_len, 512); /* e for each of the first 1024 bytes */
    clm_article_free(article);
    free(text);
}

/* Near the end of a text words are read byte by byte, elsewhere by blocks: both give the same. */
static void test_blocks_agree(void **state) {
    (void)state;
    static const char letters[] = "aBcdEfghijkXyz019_-,;:!?()'\" \n@#";
    uint64_t random = clm_test_seed();
    for (int round = 0; round < 20000; round++) {
        char text[64];
        size_t length = 1 + (size_t)(clm_test_random(&random) % 30);
        /* Now and then one long word. */
        size_t kinds = clm_test_random(&random) % 4 == 0 ? 17 : sizeof letters - 1;
        for (size_t i = 0; i < length; i++) {
            text[i] = letters[clm_test_random(&random) % kinds];
        }
        clm_article *end = parse_as(text, length, CLM_ARTICLE_PLAIN, "t");
        memset(text + length, ' ', 20);
        memcpy(text + length + 20, "...", 3);
        clm_article *inside = parse_as(text, length + 23, CLM_ARTICLE_PLAIN, "t");
        assert_int_equal(inside->token_count, end->token_count + 3);
        for (size_t i = 0; i < end->token_count; i++) {
            const clm_token *a = &end->tokens[i];
            const clm_token *b = &inside->tokens[i];
            const uint8_t shape = CLM_TOKEN_CAPITAL | CLM_TOKEN_ALL_CAPS | CLM_TOKEN_GLUED;
            assert_memory_equal(&a->span, &b->span, sizeof a->span);
            assert_true(clm_text_equal(clm_article_key(end, i), clm_article_key(inside, i)));
            assert_true(a->key_hash == b->key_hash && a->lists == b->lists);
            assert_true(a->kind == b->kind && (a->flags & shape) == (b->flags & shape));
        }
        assert_int_equal(inside->words, end->words);
        clm_article_free(end);
        clm_article_free(inside);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_token_table),
        cmocka_unit_test(test_keys_and_kinds),
        cmocka_unit_test(test_plain_keys_agree),
        cmocka_unit_test(test_blocks_agree),
        cmocka_unit_test(test_flags),
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_huge_word),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
