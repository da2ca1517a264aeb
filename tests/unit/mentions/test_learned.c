#include "support/support.h"
#include "support/tagger_section.h"

#include "mentions/learned.h"
#include "unit/mentions/fake_gazetteer.h"

static const uint32_t words[4] = {0x00010001, 0, 0xABCD0002, 0};
static const uint16_t groups[2] = {7, 9};
static const clm_tag_row rows[4] = {{{1, 2, 3, 4, 5, 0, 0, 0}}, {{0}}, {{0}}, {{-1, -2, -3}}};
static const int16_t judge[4] = {10, -20, 30, -40};

static tagger_section whole(void) {
    tagger_section s = {{.word_slots = 4, .clusters = 2, .tag_rows = 4, .judge_weights = 4},
                        words,
                        groups,
                        rows,
                        judge};
    s.head.threshold = -17;
    s.head.steps[CLM_LABEL_COUNT].weights[CLM_LABEL_PERSON] = -123;
    return s;
}

/* What reading the section gives; the model is freed, so that `out` is good for numbers alone. */
static clm_status read_section(clm_text section, uint32_t version, learned *out, clm_error *error) {
    clm_model *model = NULL;
    void *memory = NULL;
    assert_int_equal(open_tagger_section(section, version, &memory, &model), CLM_OK);
    clm_status status = clm_learned_read(model, out, error);
    clm_model_free(model);
    free(memory);
    return status;
}

static void test_learned_read(void **state) {
    (void)state;
    const tagger_section s = whole();
    clm_buffer section;
    clm_model *model = NULL;
    void *memory = NULL;
    learned l;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&section);
    put_tagger_section(&section, &s);
    assert_int_equal(open_tagger_section((clm_text){section.data, section.len}, CLM_TAGGER_VERSION,
                                         &memory, &model),
                     CLM_OK);
    CLM_EXPECT_OK("read", clm_learned_read(model, &l, &error), &error);
    assert_int_equal(l.word_mask, 3);
    assert_int_equal(l.words[2], 0xABCD0002);
    assert_int_equal(l.clusters, 2);
    assert_int_equal(l.groups[1], 9);
    assert_int_equal(l.tag_mask, 3);
    assert_int_equal(l.tag_rows[0].weights[4], 5);
    assert_int_equal(l.tag_rows[3].weights[2], -3);
    assert_int_equal(l.judge_mask, 3);
    assert_int_equal(l.judge[3], -40);
    assert_int_equal(l.threshold, -17);
    assert_int_equal(l.steps[CLM_LABEL_COUNT].weights[CLM_LABEL_PERSON], -123);
    clm_model_free(model);
    free(memory);
    clm_buffer_clear(&section);
}

/* Parts that are not there, and rows fewer than fill the alignment. */
static void test_learned_read_parts(void **state) {
    (void)state;
    static const struct {
        const char *label;
        uint32_t word_slots, clusters, tag_rows, judge_weights;
    } table[] = {
        {"nothing", 0, 0, 0, 0},  {"words alone", 4, 2, 0, 0},   {"one row", 0, 0, 1, 0},
        {"two rows", 0, 0, 2, 1}, {"a judge alone", 0, 0, 0, 2}, {"one of each", 1, 1, 1, 1},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        tagger_section s = whole();
        clm_buffer section;
        learned l;
        clm_error error = {CLM_OK, ""};
        s.head.word_slots = table[i].word_slots;
        s.head.clusters = table[i].clusters;
        s.head.tag_rows = table[i].tag_rows;
        s.head.judge_weights = table[i].judge_weights;
        clm_buffer_init(&section);
        put_tagger_section(&section, &s);
        CLM_EXPECT(table[i].label, clm_tagger_section_size(&s.head) == section.len);
        CLM_EXPECT_OK(
            table[i].label,
            read_section((clm_text){section.data, section.len}, CLM_TAGGER_VERSION, &l, &error),
            &error);
        CLM_EXPECT(table[i].label, (l.words != NULL) == (table[i].word_slots > 0));
        CLM_EXPECT(table[i].label, (l.tag_rows != NULL) == (table[i].tag_rows > 0));
        CLM_EXPECT(table[i].label, (l.judge != NULL) == (table[i].judge_weights > 0));
        clm_buffer_clear(&section);
    }
}

static void test_learned_read_none(void **state) {
    (void)state;
    clm_buffer file;
    clm_model_writer writer;
    clm_model *model = NULL;
    learned l;
    assert_int_equal(clm_learned_read(NULL, &l, NULL), CLM_OK);
    assert_true(l.words == NULL && l.tag_rows == NULL && l.judge == NULL && l.steps == NULL);
    clm_buffer_init(&file);
    clm_model_writer_init(&writer);
    assert_int_equal(clm_model_writer_bytes(&writer, &file, NULL), CLM_OK);
    void *memory = aligned_alloc(CLM_MODEL_ALIGN, 64);
    assert_non_null(memory);
    assert_int_equal(file.len, 64);
    memcpy(memory, file.data, file.len);
    assert_int_equal(clm_model_from_memory(memory, file.len, "empty", &model, NULL), CLM_OK);
    assert_int_equal(clm_learned_read(model, &l, NULL), CLM_OK);
    assert_null(l.tag_rows);
    clm_model_free(model);
    free(memory);
    clm_buffer_clear(&file);
}

enum { HEAD_SLOTS, HEAD_CLUSTERS, HEAD_ROWS, HEAD_JUDGE, HEAD_THRESHOLD, HEAD_ZERO };

static void test_learned_read_refuses(void **state) {
    (void)state;
    static const struct {
        const char *label;
        uint32_t field, value; /* of the header, set after the parts were written */
        int longer;            /* bytes added at the end, or taken */
        uint32_t version;
        clm_status status;
        const char *message;
    } table[] = {
        {"older", HEAD_THRESHOLD, 0, 0, CLM_TAGGER_VERSION - 1, CLM_ERR_VERSION,
         "hand-made: the tagger is of version "},
        {"newer", HEAD_THRESHOLD, 0, 0, CLM_TAGGER_VERSION + 1, CLM_ERR_VERSION,
         ": train it again"},
        {"too short", HEAD_THRESHOLD, 0, -2, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "the tagger's sizes do not fit"},
        {"too long", HEAD_THRESHOLD, 0, 64, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "the tagger's sizes do not fit"},
        {"cut in the header", HEAD_THRESHOLD, 0, -321, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "do not fit"},
        {"empty", HEAD_THRESHOLD, 0, -10000, CLM_TAGGER_VERSION, CLM_ERR_FORMAT, "do not fit"},
        {"slots no power", HEAD_SLOTS, 3, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT, "do not fit"},
        {"slots of the same padding, no power", HEAD_SLOTS, 12, 0, CLM_TAGGER_VERSION,
         CLM_ERR_FORMAT, "do not fit"},
        {"rows no power", HEAD_ROWS, 3, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT, "do not fit"},
        {"weights no power", HEAD_JUDGE, 31, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT, "do not fit"},
        {"more slots than there are", HEAD_SLOTS, 1 << 20, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "do not fit"},
        {"more rows than there are", HEAD_ROWS, 8, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "do not fit"},
        {"slots beyond all", HEAD_SLOTS, 1u << 31, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "do not fit"},
        {"rows beyond all", HEAD_ROWS, 1u << 31, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT,
         "do not fit"},
        {"clusters beyond a number's", HEAD_CLUSTERS, UINT32_MAX, 0, CLM_TAGGER_VERSION,
         CLM_ERR_FORMAT, "do not fit"},
        {"not zero", HEAD_ZERO, 1, 0, CLM_TAGGER_VERSION, CLM_ERR_FORMAT, "do not fit"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const tagger_section s = whole();
        clm_buffer section;
        learned l;
        clm_error error = {CLM_OK, ""};
        clm_buffer_init(&section);
        put_tagger_section(&section, &s);
        memcpy(section.data + table[i].field * sizeof(uint32_t), &table[i].value, sizeof(uint32_t));
        for (int k = 0; k < table[i].longer; k++) {
            clm_buffer_char(&section, '\0');
        }
        size_t fewer = table[i].longer < 0 ? (size_t)-table[i].longer : 0;
        size_t size = fewer < section.len ? section.len - fewer : 0;
        CLM_EXPECT(table[i].label, read_section((clm_text){section.data, size}, table[i].version,
                                                &l, &error) == table[i].status);
        CLM_EXPECT(table[i].label, strstr(error.message, table[i].message) != NULL);
        CLM_EXPECT(table[i].label, l.tag_rows == NULL && l.words == NULL && l.judge == NULL);
        clm_buffer_clear(&section);
    }
}

/* The limit of clusters: numbers that a word's slot can hold. */
static void test_learned_read_most_clusters(void **state) {
    (void)state;
    static const uint16_t many[UINT16_MAX] = {0};
    for (uint32_t less = 0; less < 2; less++) {
        tagger_section s = {.head.clusters = UINT16_MAX - less, .groups = many};
        clm_buffer section;
        learned l;
        clm_buffer_init(&section);
        put_tagger_section(&section, &s);
        assert_int_equal(
            read_section((clm_text){section.data, section.len}, CLM_TAGGER_VERSION, &l, NULL),
            less == 0 ? CLM_ERR_FORMAT : CLM_OK);
        clm_buffer_clear(&section);
    }
}

/* A model that is refused ends the search with that error. */
static void test_learned_read_in_find(void **state) {
    (void)state;
    clm_model *model = NULL;
    void *memory = NULL;
    clm_article *article = NULL;
    clm_mentions mentions;
    clm_error error = {CLM_OK, ""};
    const clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    assert_int_equal(open_tagger_section(CLM_TEXT("x"), CLM_TAGGER_VERSION, &memory, &model),
                     CLM_OK);
    assert_int_equal(clm_article_parse(CLM_TEXT("Kyiv is quiet."), &options, &article, &error),
                     CLM_OK);
    const clm_mentions_options how = {.model = model};
    assert_int_equal(clm_mentions_find(article, NULL, &how, &mentions, &error), CLM_ERR_FORMAT);
    assert_int_equal(mentions.count, 0);
    clm_article_free(article);
    clm_model_free(model);
    free(memory);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learned_read),
        cmocka_unit_test(test_learned_read_parts),
        cmocka_unit_test(test_learned_read_none),
        cmocka_unit_test(test_learned_read_refuses),
        cmocka_unit_test(test_learned_read_most_clusters),
        cmocka_unit_test(test_learned_read_in_find),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
