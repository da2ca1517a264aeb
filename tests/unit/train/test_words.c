#include "support/support.h"
#include "support/tagger_section.h"

#include "base/word_index.h"
#include "train/tagger.h"

static clm_status read_table(const char *table, clm_tagger_parts *parts, clm_error *error) {
    char path[512];
    clm_test_path(path, sizeof path, "words", "words.tsv");
    clm_test_write(path, table, strlen(table));
    *parts = (clm_tagger_parts){0};
    clm_status status = clm_train_words_read(path, parts, error);
    (void)unlink(path);
    return status;
}

/* The number in the word's slot: cluster + 1; 0 if it is not there. */
static uint32_t number_of_hash(const clm_tagger_parts *parts, uint64_t hash) {
    uint32_t mask = parts->head.word_slots - 1;
    uint32_t slot = clm_tagger_word_slot(hash, mask);
    while (parts->words[slot] != 0) {
        if (parts->words[slot] >> 16 == clm_tagger_word_mark(hash)) {
            return parts->words[slot] & 0xFFFF;
        }
        slot = (slot + 1) & mask;
    }
    return 0;
}

static uint32_t number_of(const clm_tagger_parts *parts, const char *word) {
    return number_of_hash(parts, clm_word_hash(clm_text_of(word)));
}

static void test_train_words_read(void **state) {
    (void)state;
    clm_tagger_parts parts;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("read",
                  read_table("kyiv\t3\t1\nparis\t0\t59999\ncaf\xC3\xA9\t59999\t0", &parts, &error),
                  &error);
    assert_int_equal(parts.head.clusters, 60000);
    assert_int_equal(number_of(&parts, "kyiv"), 4);
    assert_int_equal(number_of(&parts, "paris"), 1);
    assert_int_equal(number_of(&parts, "caf\xC3\xA9"), 60000);
    assert_int_equal(number_of(&parts, "london"), 0);
    assert_int_equal(parts.groups[3], 1);
    assert_int_equal(parts.groups[0], 59999);
    assert_int_equal(parts.groups[59999], 0);
    clm_tagger_parts_clear(&parts);
    assert_null(parts.words);
}

/* Whatever the number of words, all are found and a slot stays empty. */
static void test_train_words_read_many(void **state) {
    (void)state;
    for (size_t count = 0; count <= 260; count += count < 40 ? 1 : 20) {
        clm_tagger_parts parts;
        clm_buffer table;
        clm_error error = {CLM_OK, ""};
        char word[16];
        size_t empty = 0;
        clm_buffer_init(&table);
        clm_buffer_string(&table, "");
        for (size_t i = 0; i < count; i++) {
            clm_buffer_printf(&table, "w%zu\t%zu\t1%s", i, i, i + 1 < count ? "\n" : "");
        }
        CLM_EXPECT_OK("read", read_table(table.data, &parts, &error), &error);
        assert_int_equal(parts.head.word_slots & (parts.head.word_slots - 1), 0);
        for (uint32_t s = 0; s < parts.head.word_slots; s++) {
            empty += parts.words[s] == 0;
        }
        assert_int_equal(empty, parts.head.word_slots - count);
        assert_true(empty > 0);
        for (size_t i = 0; i < count; i++) {
            (void)snprintf(word, sizeof word, "w%zu", i);
            assert_true(number_of(&parts, word) > 0);
        }
        clm_tagger_parts_clear(&parts);
        clm_buffer_clear(&table);
    }
}

static void test_train_words_read_refuses(void **state) {
    (void)state;
    static const struct {
        const char *label, *table, *where;
    } table[] = {
        {"no tab", "kyiv\n", "words.tsv:1: not 'word, cluster, group'"},
        {"no word", "\t1\t1\n", ":1: "},
        {"no cluster", "kyiv\t\t1\n", ":1: "},
        {"no coarse cluster", "a\t1\t1\nkyiv\t1\n", ":2: "},
        {"an empty coarse cluster", "kyiv\t1\t\n", ":1: "},
        {"an empty line", "a\t1\t1\n\nb\t1\t1\n", ":2: "},
        {"more behind", "kyiv\t1\t1 \n", ":1: "},
        {"a fourth column", "kyiv\t1\t1\t1\n", ":1: "},
        {"a sign", "kyiv\t-1\t1\n", ":1: "},
        {"a cluster too large", "kyiv\t60000\t1\n", ":1: "},
        {"a coarse one too large", "kyiv\t1\t60000\n", ":1: "},
        {"too many digits", "kyiv\t4294967296\t1\n", ":1: "},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_tagger_parts parts;
        clm_error error = {CLM_OK, ""};
        CLM_EXPECT(table[i].label, read_table(table[i].table, &parts, &error) == CLM_ERR_FORMAT);
        CLM_EXPECT(table[i].label, strstr(error.message, table[i].where) != NULL);
        clm_tagger_parts_clear(&parts);
    }
}

static void test_train_words_read_no_file(void **state) {
    (void)state;
    clm_tagger_parts parts = {0};
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_train_words_read("/nonexistent/words.tsv", &parts, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "/nonexistent/words.tsv"));
    clm_tagger_parts_clear(&parts);
}

static clm_status read_one(void *context) {
    clm_tagger_parts parts;
    (void)context;
    clm_status status = read_table("kyiv\t3\t1\nparis\t0\t2\n", &parts, NULL);
    clm_tagger_parts_clear(&parts);
    return status;
}

static void test_train_words_read_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(read_one, NULL) > 1);
}

/* ---- copies ---- */

static void test_train_words_copy(void **state) {
    (void)state;
    clm_tagger_parts parts;
    clm_tagger_parts copy = {0};
    clm_model *model = NULL;
    void *bytes = NULL;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("read", read_table("kyiv\t3\t1\nparis\t0\t2\n", &parts, &error), &error);
    CLM_EXPECT_OK("model", clm_tagger_parts_model(&parts, &bytes, &model, &error), &error);
    CLM_EXPECT_OK("copy", clm_train_words_copy(model, &copy, &error), &error);
    assert_int_equal(copy.head.word_slots, parts.head.word_slots);
    assert_int_equal(copy.head.clusters, 4);
    assert_memory_equal(copy.words, parts.words, parts.head.word_slots * sizeof *parts.words);
    assert_memory_equal(copy.groups, parts.groups, 4 * sizeof *parts.groups);
    assert_int_equal(number_of(&copy, "kyiv"), 4);
    clm_tagger_parts_clear(&copy);
    clm_tagger_parts_clear(&parts);
    clm_model_free(model);
    clm_free(bytes);
}

static void test_train_words_copy_refuses(void **state) {
    (void)state;
    static const clm_tagger_header head = {.word_slots = 1};
    static const clm_text whole = {(const char *)&head, sizeof head};
    static const struct {
        const char *label;
        size_t size;
        uint32_t version;
        clm_status status;
    } table[] = {
        {"another version", sizeof head, CLM_TAGGER_VERSION + 1, CLM_ERR_ARGUMENT},
        {"cut off", sizeof head - 1, CLM_TAGGER_VERSION, CLM_ERR_ARGUMENT},
        {"wrong sizes", sizeof head, CLM_TAGGER_VERSION, CLM_ERR_FORMAT},
    };
    clm_tagger_parts parts = {0};
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_train_words_copy(NULL, &parts, &error), CLM_ERR_ARGUMENT);
    assert_non_null(strstr(error.message, "no clusters of words: give a table"));
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_model *model = NULL;
        void *memory = NULL;
        assert_int_equal(open_tagger_section((clm_text){whole.ptr, table[i].size}, table[i].version,
                                             &memory, &model),
                         CLM_OK);
        CLM_EXPECT(table[i].label, clm_train_words_copy(model, &parts, &error) == table[i].status);
        clm_tagger_parts_clear(&parts);
        clm_model_free(model);
        free(memory);
    }
}

static clm_status make_and_copy(void *context) {
    const clm_tagger_parts *parts = context;
    clm_tagger_parts copy = {0};
    clm_model *model = NULL;
    void *bytes = NULL;
    clm_status status = clm_tagger_parts_model(parts, &bytes, &model, NULL);
    if (status == CLM_OK) {
        status = clm_train_words_copy(model, &copy, NULL);
    }
    clm_tagger_parts_clear(&copy);
    clm_model_free(model);
    clm_free(bytes);
    return status;
}

static void test_train_words_copy_no_memory(void **state) {
    (void)state;
    clm_tagger_parts parts;
    assert_int_equal(read_table("kyiv\t3\t1\n", &parts, NULL), CLM_OK);
    assert_true(clm_test_fail_every_allocation(make_and_copy, &parts) > 4);
    clm_tagger_parts_clear(&parts);
}

/* What is written is what a reader of the section expects, be parts there or not. */
static void test_tagger_parts_write(void **state) {
    (void)state;
    for (uint32_t n = 0; n <= 4; n = n == 0 ? 1 : n * 2) {
        clm_tagger_parts parts = {.head = {.tag_rows = n, .judge_weights = n}};
        clm_buffer section;
        parts.rows = clm_alloc_zero(n, sizeof *parts.rows);
        parts.judge = clm_alloc_zero(n, sizeof *parts.judge);
        clm_buffer_init(&section);
        clm_tagger_parts_write(&parts, &section);
        assert_false(section.failed);
        assert_int_equal(section.len, clm_tagger_section_size(&parts.head));
        clm_buffer_clear(&section);
        clm_tagger_parts_clear(&parts);
    }
}

/* The tagger looks with the hash that the article's tokens carry. */
static void test_train_words_of_an_article(void **state) {
    (void)state;
    clm_tagger_parts parts;
    clm_error error = {CLM_OK, ""};
    clm_article *article = NULL;
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    static const char table[] = "they\t0\t0\noslo\t1\t0\nreconstructionists\t2\t0";
    static const uint32_t expected[] = {1, 0, 3, 0, 2};
    CLM_EXPECT_OK("table", read_table(table, &parts, &error), &error);
    CLM_EXPECT_OK("article",
                  clm_article_parse(CLM_TEXT("They met reconstructionists in OSLO."), &options,
                                    &article, &error),
                  &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(expected); i++) {
        assert_int_equal(number_of_hash(&parts, article->tokens[i].key_hash), expected[i]);
    }
    clm_article_free(article);
    clm_tagger_parts_clear(&parts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_train_words_read),
        cmocka_unit_test(test_train_words_of_an_article),
        cmocka_unit_test(test_train_words_read_many),
        cmocka_unit_test(test_train_words_read_refuses),
        cmocka_unit_test(test_train_words_read_no_file),
        cmocka_unit_test(test_train_words_read_no_memory),
        cmocka_unit_test(test_train_words_copy),
        cmocka_unit_test(test_train_words_copy_refuses),
        cmocka_unit_test(test_train_words_copy_no_memory),
        cmocka_unit_test(test_tagger_parts_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
