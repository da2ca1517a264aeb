#include "support/support.h"

#include "train/corpus.h"
#include "train/parts.h"

static clm_status read_lines(const char *lines, clm_train_corpus *corpus, clm_error *error) {
    char path[512];
    clm_test_path(path, sizeof path, "corpus", "some.news.ndjson");
    clm_test_write(path, lines, strlen(lines));
    clm_status status = clm_train_corpus_read(path, corpus, error);
    (void)unlink(path);
    return status;
}

static void test_corpus_read(void **state) {
    (void)state;
    clm_train_corpus corpus;
    clm_error error = {0};
    CLM_EXPECT_OK("read",
                  read_lines("{\"id\":1,\"text\":\"\xC3\xA9 Oslo, Bonn\",\"domain\":\"a.org\","
                             "\"toponyms\":[{\"start\":2,\"end\":6,\"lat\":59.9,\"lon\":10.7,"
                             "\"geonameid\":3143244},{\"start\":8,\"end\":12,\"lat\":null,"
                             "\"lon\":null,\"type\":\"Literal\"}]}\n\n"
                             "{\"text\":\"Bonn\",\"source\":\"https://www.b.net/x/y\",\"entities\":"
                             "[{\"start\":0,\"end\":4,\"label\":\"LOCATION\"}]}",
                             &corpus, &error),
                  &error);
    assert_int_equal(corpus.count, 2);
    CLM_EXPECT_TEXT("name", corpus.name, "some.news");
    const clm_train_document *d = &corpus.documents[0];
    CLM_EXPECT_TEXT("domain", d->source, "a.org");
    assert_true(d->has_toponyms && !d->has_entities);
    assert_int_equal(d->toponym_count, 2);
    assert_int_equal(d->toponyms[0].span.start, 3); /* e with acute is two bytes */
    assert_int_equal(d->toponyms[0].span.end, 7);
    assert_true(d->toponyms[0].has_point);
    CLM_EXPECT_NEAR("lon", d->toponyms[0].point.lon_deg, 10.7, 0);
    CLM_EXPECT_NEAR("lat", d->toponyms[0].point.lat_deg, 59.9, 0);
    assert_int_equal(d->toponyms[0].geonameid, 3143244);
    assert_false(d->toponyms[1].has_point);
    assert_int_equal(d->toponyms[1].geonameid, 0);
    CLM_EXPECT_TEXT("type", d->toponyms[1].type, "Literal");
    d = &corpus.documents[1];
    CLM_EXPECT_TEXT("host", d->source, "b.net");
    assert_true(!d->has_toponyms && d->has_entities);
    assert_int_equal(d->entities[0].span.end, 4);
    CLM_EXPECT_TEXT("label", d->entities[0].label, "LOCATION");
    clm_train_corpus_clear(&corpus);
}

static void test_corpus_read_refuses(void **state) {
    (void)state;
    static const struct {
        const char *label, *lines, *why;
    } table[] = {
        {"no JSON", "{\"text\":\"a\"}\n{", ":2: "},
        {"no text", "{\"id\":1}", ":1: no JSON object with a \"text\""},
        {"an array", "[]", ":1: no JSON object with a \"text\""},
        {"behind the end", "{\"text\":\"ab\",\"toponyms\":[{\"start\":0,\"end\":3}]}",
         ":1: a toponym does not lie in the text"},
        {"empty", "{\"text\":\"ab\",\"entities\":[{\"start\":1,\"end\":1}]}",
         ":1: an entity does not lie in the text"},
        {"off the Earth",
         "\n{\"text\":\"ab\",\"toponyms\":[{\"start\":0,\"end\":1,\"lat\":91,\"lon\":0}]}",
         ":2: a toponym does not lie on the Earth"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_train_corpus corpus;
        clm_error error = {0};
        CLM_EXPECT(table[i].label, read_lines(table[i].lines, &corpus, &error) == CLM_ERR_FORMAT);
        CLM_EXPECT(table[i].label, strstr(error.message, table[i].why) != NULL);
        clm_train_corpus_clear(&corpus);
    }
}

static clm_status read_one(void *context) {
    clm_train_corpus corpus;
    (void)context;
    clm_status status = read_lines("{\"text\":\"Bonn\",\"source\":\"x\",\"toponyms\":[{\"start\":0,"
                                   "\"end\":4,\"type\":\"t\"}],\"entities\":[]}",
                                   &corpus, NULL);
    clm_train_corpus_clear(&corpus);
    return status;
}

static void test_corpus_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(read_one, NULL) > 0);
}

static void test_notes_set(void **state) {
    (void)state;
    clm_train_notes notes = {.arena = clm_arena_new()};
    assert_non_null(notes.arena);
    clm_train_notes_set(&notes, "a", "k", "old");
    clm_train_notes_set(&notes, "b", "k", "one\ntwo");
    clm_train_notes_set(&notes, "a", "k", "new");
    clm_train_notes_number(&notes, "a", "n", 0.12345, 3);
    assert_false(notes.failed);
    assert_int_equal(notes.count, 3);
    assert_string_equal(notes.items[0].value, "new");
    assert_string_equal(notes.items[1].value, "one two");
    assert_string_equal(notes.items[2].value, "0.123");
    clm_arena_free(notes.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_corpus_read),
        cmocka_unit_test(test_corpus_read_refuses),
        cmocka_unit_test(test_corpus_no_memory),
        cmocka_unit_test(test_notes_set),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
