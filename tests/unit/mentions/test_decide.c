/* One row and one weight: the judge's score is the number of features times the weight. */
#include "support/support.h"
#include "support/tagger_section.h"

#include "mentions/finder.h"
#include "unit/mentions/fake_gazetteer.h"
#include "unit/mentions/mention_text.h"

typedef struct opened {
    clm_model *model;
    void *memory;
} opened;

static opened open_with(const clm_tag_row *row, const int16_t *weight, int32_t threshold) {
    tagger_section s = {.head = {.threshold = threshold}, .rows = row, .judge = weight};
    opened o;
    clm_buffer section;
    s.head.tag_rows = row != NULL;
    s.head.judge_weights = weight != NULL;
    clm_buffer_init(&section);
    put_tagger_section(&section, &s);
    assert_int_equal(open_tagger_section((clm_text){section.data, section.len}, CLM_TAGGER_VERSION,
                                         &o.memory, &o.model),
                     CLM_OK);
    clm_buffer_clear(&section);
    return o;
}

static void close_model(const opened *o) {
    clm_model_free(o->model);
    free(o->memory);
}

/* Mentions, then " / ", then what was rejected with its reason. */
static void put_found(clm_buffer *out, const char *text, const clm_mentions_options *how) {
    const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
    clm_article *article = NULL;
    clm_mentions mentions;
    assert_int_equal(clm_article_parse(clm_text_of(text), &plain, &article, NULL), CLM_OK);
    assert_int_equal(clm_mentions_find(article, NULL, how, &mentions, NULL), CLM_OK);
    put_mentions(out, article, &mentions);
    clm_buffer_string(out, " /");
    for (size_t i = 0; i < mentions.rejected_count; i++) {
        clm_buffer_char(out, ' ');
        put_span(out, article, mentions.rejected[i].span);
        clm_buffer_printf(out, " %s", mentions.rejected[i].reason);
    }
    clm_article_free(article);
}

enum { NONE, ALL, NOTHING };

static void test_decide_all(void **state) {
    (void)state;
    static const int16_t plus = 1;
    static const int16_t minus = -1;
    static const struct {
        const char *label, *text;
        clm_name_label tag; /* of all names */
        int judge;          /* accepts all, nothing; NONE: there is no judge */
        const char *expected;
    } table[] = {
        {"no judge: the rules", "They live in Kursk. Reading is fun.", CLM_LABEL_OUT, NONE,
         "Kursk / Reading plain_word"},
        {"rejects what the rules took", "They live in Kursk.", CLM_LABEL_OUT, NOTHING,
         " / Kursk plain_word"},
        {"the tagger's reason: person", "They live in Kursk.", CLM_LABEL_PERSON, NOTHING,
         " / Kursk person"},
        {"organisation", "They live in Kursk.", CLM_LABEL_ORGANISATION, NOTHING,
         " / Kursk organisation"},
        {"other", "They live in Kursk.", CLM_LABEL_OTHER, NOTHING, " / Kursk other_name"},
        {"the rules' reason stays", "They met in August.", CLM_LABEL_PERSON, NOTHING,
         " / August month"},
        {"takes what the rules rejected", "Reading is fun.", CLM_LABEL_OUT, ALL, "Reading /"},
        {"a handle is no place", "Follow us at @Kyiv today.", CLM_LABEL_OUT, ALL, " / Kyiv handle"},
        {"what the text calls a village", "They left the village of Zorbo.", CLM_LABEL_OUT, NOTHING,
         "Zorbo?:settlement /"},
        {"a seat of government", "The Kremlin denied it.", CLM_LABEL_OUT, NOTHING, "Kremlin /"},
        {"names that only the tagger found are weighed", "they noticed Zorbo there.",
         CLM_LABEL_LOCATION, NOTHING, " / Zorbo plain_word"},
        {"and taken", "they noticed Zorbo there.", CLM_LABEL_LOCATION, ALL, "Zorbo? /"},
        {"demonyms too", "A Ukrainian drone fell.", CLM_LABEL_OUT, NOTHING,
         " / Ukrainian plain_word"},
        {"a kind word is not two places'", "They met in August Gulf of Oman.", CLM_LABEL_OUT, ALL,
         "August Gulf:sea / Gulf of Oman plain_word"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_tag_row row = {{0}};
        row.weights[table[i].tag] = 1;
        const int16_t *weight = table[i].judge == NONE  ? NULL
                                : table[i].judge == ALL ? &plus
                                                        : &minus;
        opened o = open_with(&row, weight, 0);
        const clm_mentions_options how = {.model = o.model};
        clm_buffer got;
        clm_buffer_init(&got);
        put_found(&got, table[i].text, &how);
        CLM_EXPECT_TEXT(table[i].label, clm_test_text(&got), table[i].expected);
        clm_buffer_clear(&got);
        close_model(&o);
    }
}

/* A judge without a tagger is not asked: it learned to weigh labels. */
static void test_decide_all_without_tagger(void **state) {
    (void)state;
    static const int16_t minus = -1;
    opened o = open_with(NULL, &minus, 0);
    const clm_mentions_options how = {.model = o.model};
    clm_buffer got;
    clm_buffer_init(&got);
    put_found(&got, "They live in Kursk.", &how);
    CLM_EXPECT_TEXT("rules", clm_test_text(&got), "Kursk /");
    clm_buffer_clear(&got);
    close_model(&o);
}

typedef struct shown {
    size_t count, features;
    char names[64];
    clm_status answer;
} shown;

static clm_status show(void *context, const clm_article *article, clm_span toponym,
                       const uint32_t *features, size_t count) {
    shown *s = context;
    clm_text name = clm_article_slice(article, toponym);
    (void)features;
    size_t used = strlen(s->names);
    (void)snprintf(s->names + used, sizeof s->names - used, "%.*s;", (int)name.len, name.ptr);
    s->count++;
    s->features = count;
    return s->answer;
}

/* A score that is the threshold is not above it; the score is features times weight. */
static void test_decide_all_threshold(void **state) {
    (void)state;
    static const int16_t weights[] = {1, -3, INT16_MAX, INT16_MIN};
    static const clm_tag_row row = {{1, 0, 0, 0, 0, 0, 0, 0}};
    shown s = {.answer = CLM_OK};
    const clm_mentions_observer observer = {&s, NULL, show};
    opened bare = open_with(&row, NULL, 0);
    const clm_mentions_options look = {.model = bare.model, .observer = &observer};
    clm_buffer got;
    clm_buffer_init(&got);
    put_found(&got, "They live in Kursk region.", &look);
    assert_int_equal(s.count, 1);
    assert_true(s.features > 0);
    assert_string_equal(s.names, "Kursk;"); /* what would be marked, without the kind word */
    close_model(&bare);
    for (size_t i = 0; i < CLM_TEST_COUNT(weights) * 2; i++) {
        int32_t score = (int32_t)s.features * weights[i / 2];
        opened o = open_with(&row, &weights[i / 2], i % 2 == 0 ? score : score - 1);
        const clm_mentions_options how = {.model = o.model};
        clm_buffer_clear(&got);
        put_found(&got, "They live in Kursk region.", &how);
        CLM_EXPECT_TEXT(i % 2 == 0 ? "at the threshold" : "above it", clm_test_text(&got),
                        i % 2 == 0 ? " / Kursk plain_word" : "Kursk region:region /");
        close_model(&o);
    }
    clm_buffer_clear(&got);
}

static void test_decide_all_observer(void **state) {
    (void)state;
    static const clm_tag_row row = {{1, 0, 0, 0, 0, 0, 0, 0}};
    const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
    shown s = {.answer = CLM_OK};
    const clm_mentions_observer observer = {&s, NULL, show};
    opened o = open_with(&row, NULL, 0);
    const clm_mentions_options how = {.model = o.model, .observer = &observer};
    clm_buffer got;
    clm_buffer_init(&got);
    /* Neither the address nor the village is weighed. */
    put_found(&got, "Reading is fun in Kyiv, see @Paris, in the village of Zorbo.", &how);
    assert_string_equal(s.names, "Reading;Kyiv;");
    clm_buffer_clear(&got);
    s = (shown){.answer = CLM_ERR_NOMEM};
    clm_article *article = NULL;
    clm_mentions mentions;
    assert_int_equal(clm_article_parse(CLM_TEXT("Kursk and Kyiv."), &plain, &article, NULL),
                     CLM_OK);
    assert_int_equal(clm_mentions_find(article, NULL, &how, &mentions, NULL), CLM_ERR_NOMEM);
    assert_int_equal(s.count, 1); /* it ends at once */
    clm_article_free(article);
    close_model(&o);
}

/* ---- memory ---- */

/* Names enough for the lists to grow. */
static clm_article *many_names(void) {
    const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
    clm_article *article = NULL;
    clm_buffer text;
    clm_buffer_init(&text);
    for (size_t i = 0; i < 300; i++) {
        clm_buffer_string(&text, "they noticed Zorbo there, and Kursk, and Varda. ");
    }
    assert_int_equal(clm_article_parse(clm_test_text(&text), &plain, &article, NULL), CLM_OK);
    clm_buffer_clear(&text);
    return article;
}

static void test_find_no_memory(void **state) {
    (void)state;
    static const clm_tag_row row = {{0, 1, 0, 0, 0, 0, 0, 0}};
    static const int16_t plus = 1;
    opened o = open_with(&row, &plus, 0);
    const clm_mentions_options how = {.model = o.model};
    clm_status status = CLM_ERR_NOMEM;
    size_t failed = 0;
    while (status != CLM_OK) {
        clm_article *article = many_names();
        clm_mentions mentions;
        (void)clm_alloc_fail_at(failed + 1);
        status = clm_mentions_find(article, NULL, &how, &mentions, NULL);
        size_t made = clm_alloc_fail_at(0);
        assert_int_equal(status, made > failed ? CLM_ERR_NOMEM : CLM_OK);
        assert_true(status != CLM_OK || mentions.count == 900);
        failed += status != CLM_OK;
        clm_article_free(article);
    }
    assert_true(failed > 5);
    close_model(&o);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decide_all),
        cmocka_unit_test(test_decide_all_without_tagger),
        cmocka_unit_test(test_decide_all_threshold),
        cmocka_unit_test(test_decide_all_observer),
        cmocka_unit_test(test_find_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
