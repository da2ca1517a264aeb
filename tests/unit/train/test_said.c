/* The learners of attributions on made-up features, and attributions in a corpus. */
#include "support/support.h"

#include "train/said.h"

enum { ROWS = 64, STEP_ROWS = 16 };

static const clm_train_options quiet = {.seed = 1};
static const clm_train_input input = {.seed = 1, .options = &quiet};

static clm_said_plan plan_of(int half) {
    return (clm_said_plan){.in = &input,
                           .name = "test",
                           .rows = ROWS,
                           .step_rows = STEP_ROWS,
                           .rounds = 8,
                           .rate = 0.1,
                           .half = half};
}

/* Items of one feature each. */
static void add(clm_said_items *items, const uint32_t *features, const uint8_t *right, size_t count,
                uint32_t half) {
    uint32_t first[16];
    for (uint32_t i = 0; i <= count; i++) {
        first[i] = i;
    }
    const clm_said_group group = {
        .features = features, .first = first, .right = right, .count = count, .half = half};
    assert_int_equal(clm_said_items_add(items, &group, NULL), CLM_OK);
}

static void test_learn_yes(void **state) {
    (void)state;
    clm_said_items items = {0};
    int8_t weights[ROWS], again[ROWS];
    const uint32_t yes = 3, no = 5;
    for (uint32_t i = 0; i < 50; i++) {
        add(&items, &yes, (const uint8_t[]){1}, 1, i % 2);
        add(&items, &no, (const uint8_t[]){0}, 1, i % 2);
    }
    const clm_said_plan plan = plan_of(-1);
    assert_int_equal(clm_said_learn_yes(&items, &plan, weights, NULL), CLM_OK);
    assert_true(weights[3] > CLM_SAID_UNIT && weights[5] < -CLM_SAID_UNIT);
    assert_int_equal(weights[4], 0);
    assert_int_equal(clm_said_learn_yes(&items, &plan, again, NULL), CLM_OK);
    assert_memory_equal(weights, again, sizeof weights);
    clm_said_items_clear(&items);
}

/* What only the other half shows is not learned. */
static void test_learn_half(void **state) {
    (void)state;
    clm_said_items items = {0};
    int8_t weights[ROWS];
    const uint32_t mine = 3, other = 5;
    for (size_t i = 0; i < 50; i++) {
        add(&items, &mine, (const uint8_t[]){1}, 1, 1);
        add(&items, &other, (const uint8_t[]){1}, 1, 0);
    }
    const clm_said_plan plan = plan_of(1);
    assert_int_equal(clm_said_learn_yes(&items, &plan, weights, NULL), CLM_OK);
    assert_true(weights[3] > 0);
    assert_int_equal(weights[5], 0);
    clm_said_items_clear(&items);
}

static void test_learn_choice(void **state) {
    (void)state;
    clm_said_items items = {0};
    int8_t weights[ROWS];
    for (size_t i = 0; i < 50; i++) {
        add(&items, (const uint32_t[]){1, 2, 9}, (const uint8_t[]){0, 1, 0}, 3, 0);
        add(&items, (const uint32_t[]){9, 1}, (const uint8_t[]){1, 0}, 2, 0);
    }
    const clm_said_plan plan = plan_of(-1);
    assert_int_equal(clm_said_learn_choice(&items, &plan, weights, NULL), CLM_OK);
    assert_true(weights[2] > weights[9] && weights[9] > weights[1]);
    clm_said_items_clear(&items);
}

/* Features that say nothing: only the steps tell that in and out take turns after an "in". */
static void test_learn_row(void **state) {
    (void)state;
    clm_said_items items = {0};
    int8_t weights[ROWS], steps[STEP_ROWS * CLM_SAID_STEPS];
    const uint32_t features[] = {7, 8, 8}, first[] = {0, 1, 2, 3};
    const uint32_t step[] = {4, 4}, step_first[] = {0, 0, 1, 2};
    const uint8_t right[] = {1, 0, 1};
    const clm_said_group group = {.features = features,
                                  .first = first,
                                  .steps = step,
                                  .step_first = step_first,
                                  .right = right,
                                  .count = 3};
    for (size_t i = 0; i < 80; i++) {
        assert_int_equal(clm_said_items_add(&items, &group, NULL), CLM_OK);
    }
    const clm_said_plan plan = plan_of(-1);
    assert_int_equal(clm_said_learn_row(&items, &plan, weights, steps, NULL), CLM_OK);
    const int8_t *row = &steps[4]; /* out-out, out-in, in-out, in-in */
    assert_true(weights[7] > 0);
    assert_true(row[1] > row[0] && row[2] > row[3]);
    clm_said_items_clear(&items);
}

static void test_corpus_attributions(void **state) {
    (void)state;
    static const char *const path = CLM_BUILD_DIR "/test_said.ndjson";
    static const char line[] =
        "{\"text\":\"\xc3\x84ra said no.\",\"attributions\":[{\"source\":[[0,3]],\"cue\":[[4,8]],"
        "\"content\":[[9,11]]}]}\n";
    clm_train_corpus corpus;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(line, file);
    fclose(file);
    assert_int_equal(clm_train_corpus_read(path, &corpus, NULL), CLM_OK);
    const clm_train_document *document = &corpus.documents[0];
    assert_true(document->has_attributions);
    assert_int_equal(document->attribution_count, 1);
    assert_int_equal(document->attributions[0].source[0].end, 4); /* the first letter has 2 bytes */
    assert_int_equal(document->attributions[0].cue[0].start, 5);
    assert_int_equal(document->attributions[0].content[0].end, 12);
    clm_train_corpus_clear(&corpus);
    file = fopen(path, "wb");
    assert_non_null(file);
    fputs("{\"text\":\"No.\",\"attributions\":[{\"cue\":[[1,9]]}]}\n", file);
    fclose(file);
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_train_corpus_read(path, &corpus, &error), CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, ":1: an attribution does not lie in the text"));
    clm_train_corpus_clear(&corpus);
    remove(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_learn_yes),           cmocka_unit_test(test_learn_half),
        cmocka_unit_test(test_learn_choice),        cmocka_unit_test(test_learn_row),
        cmocka_unit_test(test_corpus_attributions),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
