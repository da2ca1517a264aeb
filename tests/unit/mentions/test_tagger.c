/* Rows are so few that every feature of a token selects the same weights: with n features a token,
 * a weight of w gives a label n * w, and the steps decide the rest on paper. */
#include "support/support.h"
#include "support/tagger_section.h"

#include "base/word_index.h"
#include "mentions/features.h"
#include "mentions/tagger.h"
#include "unit/mentions/fake_gazetteer.h"
#include "unit/mentions/mention_text.h"

enum { NEVER = -20000, L = CLM_LABEL_LOCATION, P = CLM_LABEL_PERSON, O = CLM_LABEL_ORGANISATION };

typedef struct tagging {
    clm_article *article;
    finder f;
} tagging;

static void tag(tagging *t, const char *text, const tagger_section *s,
                const clm_mentions_observer *observer) {
    const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
    const clm_mentions_options how = {.observer = observer};
    *t = (tagging){0};
    assert_int_equal(clm_article_parse(clm_text_of(text), &plain, &t->article, NULL), CLM_OK);
    t->f.article = t->article;
    t->f.options = &how;
    t->f.learned = (learned){.words = s->head.word_slots > 0 ? s->words : NULL,
                             .word_mask = s->head.word_slots - 1,
                             .groups = s->groups,
                             .clusters = s->head.clusters,
                             .tag_rows = s->head.tag_rows > 0 ? s->rows : NULL,
                             .tag_mask = s->head.tag_rows - 1,
                             .steps = s->head.steps};
    assert_int_equal(clm_finder_init(&t->f, NULL), CLM_OK);
    assert_int_equal(clm_spans_propose(&t->f, NULL), CLM_OK);
    assert_int_equal(clm_tagger_run(&t->f, NULL), CLM_OK);
}

/* The labels of all tokens as letters: "-" out, L, P, O, X other. */
static void expect_labels(const char *label, const tagging *t, const char *expected) {
    char got[256] = {0};
    for (size_t i = 0; i < t->article->token_count && i + 1 < sizeof got; i++) {
        got[i] = "-LPOX"[t->f.labels[i]];
    }
    CLM_EXPECT_TEXT(label, clm_text_of(got), expected);
}

static void test_tagger_run_labels(void **state) {
    (void)state;
    static const struct {
        const char *label, *text;
        int16_t weights[CLM_LABEL_COUNT]; /* of the one row */
        struct {
            unsigned from, to;
            int16_t weight;
        } steps[4];
        const char *expected;
    } table[] = {
        {"the best label", "they noticed Anna Weber there.", {0, 1, 3, 2, 0}, {{0}}, "--PP--"},
        {"a tie goes to the first", "they noticed Anna there.", {1, 1, 1, 1, 1}, {{0}}, "-----"},
        {"nothing outside islands", "they noticed nothing there.", {0, 5, 0, 0, 0}, {{0}}, "-----"},
        {"no place after a place",
         "they noticed Anna Maria Weber there.",
         {0, 1, 0, 0, 0},
         {{L, L, NEVER}},
         "--L-L--"},
        {"the start decides",
         "they noticed Anna Weber there.",
         {0, 1, 1, 0, 0},
         {{CLM_LABEL_COUNT, L, -500}, {P, L, NEVER}},
         "--PP--"},
        {"a dear step pays off",
         "they noticed Anna Weber there.",
         {0, 2, 1, 0, 0},
         {{L, L, -500}, {P, P, 500}},
         "--PP--"},
        {"short words are bridged",
         "The Bank of the West said.",
         {0, 0, 0, 1, 0},
         {{0}},
         "OOOOO--"},
        {"long ones are not", "The Bank behind West said.", {0, 0, 0, 1, 0}, {{0}}, "OO-O--"},
        {"islands end with the sentence",
         "they noticed Anna. Weber left.",
         {0, 0, 1, 0, 0},
         {{P, P, NEVER}},
         "--P-P--"},
        {"a possessive and a hyphen", "Kyiv's Jean-Marie left.", {0, 0, 1, 0, 0}, {{0}}, "PPPPP--"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_tag_row row = {{0}};
        tagger_section s = {.head.tag_rows = 1, .rows = &row};
        tagging t;
        memcpy(row.weights, table[i].weights, sizeof table[i].weights);
        for (size_t k = 0; k < CLM_TEST_COUNT(table[i].steps); k++) {
            s.head.steps[table[i].steps[k].from].weights[table[i].steps[k].to] =
                table[i].steps[k].weight;
        }
        tag(&t, table[i].text, &s, NULL);
        expect_labels(table[i].label, &t, table[i].expected);
        clm_article_free(t.article);
    }
}

static size_t features_of(tagging *t, uint32_t i, uint32_t start, uint32_t end,
                          uint32_t features[TOKEN_FEATURES_MAX]) {
    const token_view *views[ISLAND_TOKENS_MAX + 2 * TAGGER_REACH];
    for (uint32_t k = 0; k < end - start + 2 * TAGGER_REACH; k++) {
        views[k] =
            clm_tagger_look(&t->f, token_at(&t->f, i)->sentence, (int64_t)start + k - TAGGER_REACH);
    }
    return clm_tagger_features(&t->f, i, start, end, views, features);
}

/* Lead: the score of a place less that of the best other label, the steps left out. */
static void test_tagger_run_leads(void **state) {
    (void)state;
    static const clm_tag_row row = {{1, 7, -2, 3, 0, 0, 0, 0}};
    tagger_section s = {.head.tag_rows = 1, .rows = &row};
    uint32_t features[TOKEN_FEATURES_MAX];
    tagging t;
    s.head.steps[CLM_LABEL_COUNT].weights[L] = 1000;
    tag(&t, "they noticed Anna there.", &s, NULL);
    size_t n = features_of(&t, 2, 2, 3, features);
    assert_true(n > 0 && n <= TOKEN_FEATURES_MAX);
    assert_int_equal(t.f.leads[2], 4 * (int)n);
    assert_int_equal(t.f.leads[1], 0);
    clm_article_free(t.article);
}

/* The largest weights that a file can hold do not overflow. */
static void test_tagger_run_extremes(void **state) {
    (void)state;
    static const int16_t sides[2] = {INT16_MAX, INT16_MIN};
    char text[64 * 6 + 16] = "";
    for (size_t i = 0; i < 64; i++) {
        strcat(text, "Abcde ");
    }
    for (size_t side = 0; side < 2; side++) {
        clm_tag_row row = {{0, sides[side], 0, 0, 0}};
        tagger_section s = {.head.tag_rows = 1, .rows = &row};
        uint32_t features[TOKEN_FEATURES_MAX];
        tagging t;
        for (unsigned x = 0; x <= CLM_LABEL_COUNT; x++) {
            s.head.steps[x].weights[L] = sides[side];
        }
        tag(&t, text, &s, NULL);
        int32_t n = (int32_t)features_of(&t, 3, 0, 48, features);
        for (size_t i = 0; i < 64; i++) {
            assert_int_equal(t.f.labels[i], side == 0 ? L : CLM_LABEL_OUT);
        }
        assert_int_equal(t.f.leads[3], n * sides[side]);
        clm_article_free(t.article);
    }
}

/* Islands that the observer sees: as long as they may be, each token once. */
typedef struct islands {
    size_t count, tokens, longest;
    uint32_t end;
} islands;

static clm_status count_island(void *context, const clm_article *article, uint32_t start,
                               uint32_t end, const uint32_t *features, const uint32_t *first) {
    islands *seen = context;
    (void)features;
    assert_true(start >= seen->end && start < end && end <= article->token_count);
    assert_int_equal(first[0], 0);
    for (uint32_t i = 0; i < end - start; i++) {
        assert_true(first[i + 1] > first[i] && first[i + 1] - first[i] <= TOKEN_FEATURES_MAX);
    }
    seen->count++;
    seen->tokens += end - start;
    seen->longest = end - start > seen->longest ? end - start : seen->longest;
    seen->end = end;
    return CLM_OK;
}

static void test_tagger_run_long_islands(void **state) {
    (void)state;
    static const tagger_section none = {{0}, NULL, NULL, NULL, NULL};
    static const struct {
        const char *label, *unit;
        size_t units, tokens; /* tokens in islands: a unit's last link stays outside the last one */
    } table[] = {{"capitals", "Abc ", 500, 500}, {"links", "Abc of the ", 300, 898}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        islands seen = {0};
        const clm_mentions_observer observer = {&seen, count_island, NULL};
        clm_buffer text;
        tagging t;
        clm_buffer_init(&text);
        for (size_t k = 0; k < table[i].units; k++) {
            clm_buffer_string(&text, table[i].unit);
        }
        tag(&t, text.data, &none, &observer);
        CLM_EXPECT(table[i].label, seen.longest >= ISLAND_TOKENS_MAX);
        CLM_EXPECT(table[i].label, seen.longest <= ISLAND_TOKENS_MAX + 2);
        CLM_EXPECT(table[i].label, seen.tokens <= table[i].tokens);
        CLM_EXPECT(table[i].label, seen.tokens + 2 * seen.count >= table[i].tokens);
        clm_article_free(t.article);
        clm_buffer_clear(&text);
    }
}

static clm_status refuse(void *context, const clm_article *article, uint32_t start, uint32_t end,
                         const uint32_t *features, const uint32_t *first) {
    (void)context;
    (void)article;
    (void)start;
    (void)end;
    (void)features;
    (void)first;
    return CLM_ERR_NOMEM;
}

static void test_tagger_run_observer_fails(void **state) {
    (void)state;
    static const clm_mentions_observer observer = {NULL, refuse, NULL};
    const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
    const clm_mentions_options how = {.observer = &observer};
    clm_article *article = NULL;
    clm_mentions mentions;
    assert_int_equal(clm_article_parse(CLM_TEXT("they noticed Kyiv."), &plain, &article, NULL),
                     CLM_OK);
    assert_int_equal(clm_mentions_find(article, NULL, &how, &mentions, NULL), CLM_ERR_NOMEM);
    clm_article_free(article);
}

/* ---- clusters ---- */

static uint32_t slot_of(const char *word, uint32_t mask) {
    return clm_tagger_word_slot(clm_word_hash(clm_text_of(word)), mask);
}

static uint32_t entry_of(const char *word, uint32_t field) {
    return clm_tagger_word_mark(clm_word_hash(clm_text_of(word))) << 16 | field;
}

static unsigned cluster_with(const uint32_t *words, uint32_t slots, uint32_t clusters) {
    static const uint16_t groups[8] = {0};
    tagger_section s = {
        .head = {.word_slots = slots, .clusters = clusters}, .words = words, .groups = groups};
    tagging t;
    tag(&t, "they noticed Anna there.", &s, NULL);
    unsigned cluster = clm_tagger_look(&t.f, 0, 2)->cluster;
    assert_int_equal(clm_tagger_look(&t.f, 0, 2)->cluster,
                     cluster);                                 /* the second time it is kept */
    assert_int_equal(clm_tagger_look(&t.f, 0, 4)->cluster, 0); /* a full stop has none */
    clm_article_free(t.article);
    return cluster;
}

static void test_tagger_cluster(void **state) {
    (void)state;
    enum { SLOTS = 8, OTHER = 0x00010005 };
    const uint32_t other = entry_of("anna", 0) >> 16 == 1 ? 0x00020005 : OTHER;
    const uint32_t home = slot_of("anna", SLOTS - 1);
    uint32_t words[SLOTS] = {0};
    assert_int_equal(cluster_with(words, 0, 8), 0);
    assert_int_equal(cluster_with(words, SLOTS, 8), 0);
    words[home] = entry_of("anna", 3);
    assert_int_equal(cluster_with(words, SLOTS, 8), 3);
    /* Behind another word's slot, also around the table's end. */
    words[home] = other;
    words[(home + 1) % SLOTS] = entry_of("anna", 4);
    assert_int_equal(cluster_with(words, SLOTS, 8), 4);
    /* Behind an empty slot it is not looked for. */
    words[home] = 0;
    assert_int_equal(cluster_with(words, SLOTS, 8), 0);
    /* No slot is empty and none is the word's: the search ends. */
    for (size_t i = 0; i < SLOTS; i++) {
        words[i] = other;
    }
    assert_int_equal(cluster_with(words, SLOTS, 8), 0);
    words[(home + SLOTS - 1) % SLOTS] = entry_of("anna", 2);
    assert_int_equal(cluster_with(words, SLOTS, 8), 2);
}

static void test_tagger_cluster_hostile(void **state) {
    (void)state;
    static const struct {
        const char *label;
        uint32_t field, clusters;
        unsigned expected;
    } table[] = {
        {"the last", 8, 8, 8}, {"one behind the last", 9, 8, 0}, {"the largest", 0xFFFF, 8, 0},
        {"none", 0, 8, 0},     {"no clusters", 1, 0, 0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const uint32_t words[1] = {entry_of("anna", table[i].field)};
        CLM_EXPECT(table[i].label, cluster_with(words, 1, table[i].clusters) == table[i].expected);
    }
}

/* A word's cluster and its coarse cluster are seen, and nothing beyond the sentence. */
static void test_tagger_look(void **state) {
    (void)state;
    static const uint16_t groups[2] = {500, UINT16_MAX};
    const uint32_t words[1] = {entry_of("anna", 2)};
    tagger_section s = {.head = {.word_slots = 1, .clusters = 2}, .words = words, .groups = groups};
    tagging t;
    tag(&t, "they noticed Anna there.", &s, NULL);
    const token_view anna = *clm_tagger_look(&t.f, 0, 2);
    assert_int_equal(anna.word, clm_word_hash(CLM_TEXT("anna")));
    assert_int_equal(anna.cluster, 2);
    assert_int_equal(anna.group, (unsigned)UINT16_MAX + 1);
    assert_int_equal(clm_tagger_look(&t.f, 0, 3)->group, 0);
    assert_int_equal(clm_tagger_look(&t.f, 0, -1)->word, CLM_HASH_OUTSIDE);
    assert_int_equal(clm_tagger_look(&t.f, 0, (int64_t)t.article->token_count)->word,
                     CLM_HASH_OUTSIDE);
    assert_int_equal(clm_tagger_look(&t.f, 1, 2)->word, CLM_HASH_OUTSIDE);
    clm_article_free(t.article);
}

/* ---- names that only the tagger found ---- */

static void test_tagged_add(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *expected;
    } table[] = {
        {"one name", "they noticed Zorbo there.", "Zorbo?"},
        {"two words", "they noticed Zorbo Varda there.", "Zorbo Varda?"},
        {"trimmed", "they noticed Zorbo's there.", "Zorbo's?"},
        {"the gazetteer's name stays", "they noticed Kursk there, and Zorbo.", "Kursk | Zorbo?"},
        {"in the order of the text", "Zorbo, Kursk, Varda, Paris.",
         "Zorbo? | Kursk +Zorbo | Varda? +Kursk | Paris +Varda"},
        {"nothing in lower case", "they noticed nothing.", ""},
        {"too long for a name", "they noticed Aa Bb Cc Dd Ee Ff Gg Hh Ii there.", ""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        static const clm_tag_row row = {{0, 1, 0, 0, 0, 0, 0, 0}};
        tagger_section s = {.head.tag_rows = 1, .rows = &row};
        const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
        clm_model *model = NULL;
        void *memory = NULL;
        clm_article *article = NULL;
        clm_mentions mentions;
        clm_buffer section;
        clm_buffer got;
        clm_buffer_init(&section);
        clm_buffer_init(&got);
        put_tagger_section(&section, &s);
        assert_int_equal(open_tagger_section((clm_text){section.data, section.len},
                                             CLM_TAGGER_VERSION, &memory, &model),
                         CLM_OK);
        const clm_mentions_options how = {.model = model};
        assert_int_equal(clm_article_parse(clm_text_of(table[i].text), &plain, &article, NULL),
                         CLM_OK);
        assert_int_equal(clm_mentions_find(article, NULL, &how, &mentions, NULL), CLM_OK);
        put_mentions(&got, article, &mentions);
        CLM_EXPECT_TEXT(table[i].label, clm_test_text(&got), table[i].expected);
        clm_article_free(article);
        clm_model_free(model);
        free(memory);
        clm_buffer_clear(&section);
        clm_buffer_clear(&got);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_tagger_run_labels),
        cmocka_unit_test(test_tagger_run_leads),
        cmocka_unit_test(test_tagger_run_extremes),
        cmocka_unit_test(test_tagger_run_long_islands),
        cmocka_unit_test(test_tagger_run_observer_fails),
        cmocka_unit_test(test_tagger_cluster),
        cmocka_unit_test(test_tagger_cluster_hostile),
        cmocka_unit_test(test_tagger_look),
        cmocka_unit_test(test_tagged_add),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
