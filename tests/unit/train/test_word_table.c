#include "support/support.h"

#include "base/word_index.h"
#include "train/tagger.h"

static clm_status read_table(const char *table, clm_tagger_parts *parts, clm_error *error) {
    char path[512];
    clm_test_path(path, sizeof path, "words", "words.tsv");
    clm_test_write(path, table, strlen(table));
    clm_status status = clm_train_words_read(path, parts, error);
    (void)unlink(path);
    return status;
}

/* As the tagger looks: 0 for a word that is in no cluster, else its cluster + 1. */
static uint32_t cluster_of(const clm_tagger_parts *parts, const char *word) {
    uint64_t hash = clm_word_hash(clm_text_of(word));
    uint32_t mask = parts->head.word_slots - 1;
    uint32_t slot = clm_tagger_word_slot(hash, mask);
    for (; parts->words[slot] != 0; slot = (slot + 1) & mask) {
        if (parts->words[slot] >> 16 == clm_tagger_word_mark(hash)) {
            return parts->words[slot] & 0xFFFF;
        }
    }
    return 0;
}

static void test_words_read(void **state) {
    (void)state;
    static const struct {
        const char *label, *table;
    } tables[] = {
        {"with a heading", "word\tcluster\tgroup\n# clusters\noslo\t2\t1\nand\t0\t3\nbonn\t2\t1\n"},
        {"without", "oslo\t2\t1\nand\t0\t3\nbonn\t2\t1"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(tables); i++) {
        clm_tagger_parts parts = {0};
        clm_error error = {0};
        CLM_EXPECT_OK(tables[i].label, read_table(tables[i].table, &parts, &error), &error);
        CLM_EXPECT(tables[i].label, parts.head.clusters == 3);
        CLM_EXPECT(tables[i].label, cluster_of(&parts, "oslo") == 3);
        CLM_EXPECT(tables[i].label, cluster_of(&parts, "bonn") == 3);
        CLM_EXPECT(tables[i].label, cluster_of(&parts, "and") == 1);
        CLM_EXPECT(tables[i].label, cluster_of(&parts, "word") == 0);
        CLM_EXPECT(tables[i].label, parts.groups[2] == 1);
        CLM_EXPECT(tables[i].label, parts.groups[0] == 3);
        clm_tagger_parts_clear(&parts);
    }
}

/* Five slots for four words at least, so that a search always meets an empty one. */
static void test_words_slots(void **state) {
    (void)state;
    static const struct {
        const char *label;
        unsigned words;
        uint32_t slots;
    } table[] = {{"the least", 1, 16},
                 {"twelve need 15", 12, 16},
                 {"thirteen need 16.25", 13, 32},
                 {"25 need 31.25", 25, 32},
                 {"26 need 32.5", 26, 64}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char lines[512];
        size_t length = 0;
        for (unsigned w = 0; w < table[i].words; w++) {
            length += (size_t)snprintf(lines + length, sizeof lines - length, "w%u\t%u\t0\n", w, w);
        }
        clm_tagger_parts parts = {0};
        clm_error error = {0};
        CLM_EXPECT_OK(table[i].label, read_table(lines, &parts, &error), &error);
        CLM_EXPECT(table[i].label, parts.head.word_slots == table[i].slots);
        for (unsigned w = 0; w < table[i].words; w++) {
            char word[16];
            (void)snprintf(word, sizeof word, "w%u", w);
            CLM_EXPECT(word, cluster_of(&parts, word) == w + 1);
        }
        clm_tagger_parts_clear(&parts);
    }
}

static void test_words_of_the_project(void **state) {
    (void)state;
    clm_tagger_parts parts = {0};
    clm_error error = {0};
    CLM_EXPECT_OK("read",
                  clm_train_words_read(CLM_SOURCE_DIR "/gazetteer/words.tsv.zst", &parts, &error),
                  &error);
    assert_int_equal(parts.head.clusters, 1000);
    assert_int_equal(parts.head.word_slots, 131072);
    assert_true(cluster_of(&parts, "tuesday") > 0);
    assert_int_equal(cluster_of(&parts, "tuesday"), cluster_of(&parts, "wednesday"));
    assert_int_not_equal(cluster_of(&parts, "tuesday"), cluster_of(&parts, "onion"));
    clm_tagger_parts_clear(&parts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words_read),
        cmocka_unit_test(test_words_slots),
        cmocka_unit_test(test_words_of_the_project),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
