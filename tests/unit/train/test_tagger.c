/* A corpus of own sentences with marks in them: [L Kursk] is a place, [P Anna Weber] a person,
 * [O Norvik Bank] an organisation. */
#include "support/support.h"

#include "train/tagger.h"
#include "unit/mentions/fake_gazetteer.h"

/* train.c writes the gazetteer's name into a model; nothing here asks for it. */
clm_gazetteer_info clm_gazetteer_describe(const clm_gazetteer *gazetteer) {
    clm_gazetteer_info info = {0};
    (void)gazetteer;
    return info;
}

/* Nor do places look here for the countries of names. */
clm_place_index clm_gazetteer_country(const clm_gazetteer *gazetteer, const char *iso2) {
    (void)gazetteer;
    (void)iso2;
    return CLM_NO_PLACE;
}

static const char *const sentences[] = {
    "They arrived in [L Zorbo] on Monday.",
    "They arrived in [L Varda] on Tuesday.",
    "Rain fell in [L Melino] all day.",
    "Rain fell in [L Kursk] all night.",
    "Shops in [L Tarvek] were closed.",
    "Schools in [L Ostrel] were closed.",
    "A fire broke out in [L Brenn] at noon.",
    "A fire broke out in [L Kharkiv] at dawn.",
    "Nobody lives in [L Padrova] any more.",
    "The road to [L Sudzha] is blocked.",
    "The road to [L Milvane] is open.",
    "The bridge near [L Orvale] was repaired.",
    "The station near [L Paris] was rebuilt.",
    "Mr [P Zander] said he was tired.",
    "Mr [P Varro] said he was sorry.",
    "Mr [P Austin] said he was late.",
    "Mr [P Melk] said nothing.",
    "Mrs [P Brandt] said she was glad.",
    "Mrs [P Ostin] said she was ill.",
    "Mrs [P Washington] said nothing.",
    "They asked Mr [P Torvald] about it.",
    "They asked Mrs [P Belling] about it.",
    "The judge thanked Mr [P Springfield] twice.",
    "Shares of [O Norvik Bank] fell.",
    "Shares of [O Tarvek Bank] rose.",
    "Shares of [O Brenn Bank] rose again.",
    "The bosses of [O Melino Bank] resigned.",
    "The bosses of [O Kyiv Bank] refused.",
};

/* Appends a line of a corpus: the sentence with its marks as `list`, which only takes places if
 * they are toponyms. */
static void put_line(clm_buffer *out, const char *marked, bool toponyms) {
    static const char *const labels[] = {['L'] = "LOC", ['P'] = "PER", ['O'] = "ORG"};
    clm_buffer text;
    clm_buffer marks;
    clm_buffer_init(&text);
    clm_buffer_init(&marks);
    size_t start = 0;
    unsigned char kind = 0;
    for (const char *c = marked; *c != '\0'; c++) {
        if (*c == '[') {
            kind = (unsigned char)c[1];
            start = text.len;
            c += 2;
        } else if (*c != ']') {
            clm_buffer_char(&text, *c);
        } else if (!toponyms || kind == 'L') {
            clm_buffer_printf(&marks, "%s{\"start\":%zu,\"end\":%zu,\"label\":\"%s\"}",
                              marks.len > 0 ? "," : "", start, text.len, labels[kind]);
        }
    }
    clm_buffer_printf(out, "{\"text\":\"%s\",\"%s\":[%s]}\n", text.data,
                      toponyms ? "toponyms" : "entities", marks.data != NULL ? marks.data : "");
    clm_buffer_clear(&text);
    clm_buffer_clear(&marks);
}

static void read_corpus(clm_train_corpus *corpus, const char *lines) {
    char path[512];
    clm_error error = {CLM_OK, ""};
    clm_test_path(path, sizeof path, "tagger", "own.ndjson");
    clm_test_write(path, lines, strlen(lines));
    CLM_EXPECT_OK("corpus", clm_train_corpus_read(path, corpus, &error), &error);
    (void)unlink(path);
}

/* `entities` and `toponyms` of the sentences, from the first on. */
static void make_corpus(clm_train_corpus *corpus, size_t entities, size_t toponyms) {
    clm_buffer lines;
    clm_buffer_init(&lines);
    clm_buffer_string(&lines, "");
    for (size_t i = 0; i < entities; i++) {
        put_line(&lines, sentences[i], false);
    }
    for (size_t i = 0; i < toponyms; i++) {
        put_line(&lines, sentences[i], true);
    }
    read_corpus(corpus, lines.data);
    clm_buffer_clear(&lines);
}

static void write_words(char *path, size_t size) {
    static const char table[] = "monday\t0\t0\ntuesday\t0\t0\nshares\t1\t1\nsaid\t2\t1\n";
    clm_test_path(path, size, "tagger", "words.tsv");
    clm_test_write(path, table, strlen(table));
}

/* The section "tagger" of what a corpus teaches. */
static clm_status learn(const clm_train_corpus *corpus, const char *words, uint64_t seed,
                        clm_buffer *section, clm_error *error) {
    const clm_train_options options = {.words = words};
    const clm_train_input in = {
        .corpora = corpus, .corpus_count = 1, .seed = seed, .options = &options};
    clm_train_notes notes = {.arena = clm_arena_new()};
    clm_buffer_init(section);
    if (notes.arena == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_train_tagger(&in, section, &notes, error);
    if (status == CLM_OK && (notes.failed || section->failed)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_arena_free(notes.arena);
    return status;
}

/* Sentences of the same kind with names that no line of the corpus has. */
static void test_train_tagger_learns(void **state) {
    (void)state;
    static const struct {
        const char *text, *places, *rejected; /* as "Kursk;" and "Austin person;" */
    } table[] = {
        {"They arrived in Quinsk on Monday.", "Quinsk;", ""},
        {"Rain fell in Halvic all day.", "Halvic;", ""},
        {"Mr Smithville said he was sorry.", "", "Smithville person;"},
        {"Shares of Paris Bank fell.", "", "Paris organisation;"},
        {"The road to Springfield is open.", "Springfield;", ""},
    };
    char words[512];
    clm_train_corpus corpus;
    clm_buffer section;
    clm_buffer file;
    clm_model_writer writer;
    clm_model *model = NULL;
    clm_error error = {CLM_OK, ""};
    write_words(words, sizeof words);
    make_corpus(&corpus, CLM_TEST_COUNT(sentences), CLM_TEST_COUNT(sentences));
    CLM_EXPECT_OK("learn", learn(&corpus, words, 1, &section, &error), &error);
    clm_buffer_init(&file);
    clm_model_writer_init(&writer);
    assert_int_equal(clm_model_writer_add(&writer, CLM_TAGGER_SECTION, CLM_TAGGER_VERSION,
                                          clm_test_text(&section), NULL),
                     CLM_OK);
    assert_int_equal(clm_model_writer_bytes(&writer, &file, NULL), CLM_OK);
    void *memory = aligned_alloc(CLM_MODEL_ALIGN, (file.len + 63) / 64 * 64);
    assert_non_null(memory);
    memcpy(memory, file.data, file.len);
    CLM_EXPECT_OK("open", clm_model_from_memory(memory, file.len, "own", &model, &error), &error);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_article_options plain = {.format = CLM_ARTICLE_PLAIN};
        const clm_mentions_options how = {.model = model};
        clm_article *article = NULL;
        clm_mentions mentions;
        clm_buffer got;
        clm_buffer rejected;
        clm_buffer_init(&got);
        clm_buffer_init(&rejected);
        assert_int_equal(clm_article_parse(clm_text_of(table[i].text), &plain, &article, NULL),
                         CLM_OK);
        CLM_EXPECT_OK("find", clm_mentions_find(article, NULL, &how, &mentions, &error), &error);
        for (size_t k = 0; k < mentions.count; k++) {
            clm_buffer_text(&got, clm_article_slice(article, mentions.items[k].name));
            clm_buffer_char(&got, ';');
        }
        for (size_t k = 0; k < mentions.rejected_count; k++) {
            clm_buffer_text(&rejected, clm_article_slice(article, mentions.rejected[k].span));
            clm_buffer_printf(&rejected, " %s;", mentions.rejected[k].reason);
        }
        CLM_EXPECT_TEXT(table[i].text, clm_test_text(&got), table[i].places);
        CLM_EXPECT_TEXT(table[i].text, clm_test_text(&rejected), table[i].rejected);
        clm_buffer_clear(&got);
        clm_buffer_clear(&rejected);
        clm_article_free(article);
    }
    clm_model_free(model);
    free(memory);
    clm_buffer_clear(&file);
    clm_buffer_clear(&section);
    clm_train_corpus_clear(&corpus);
    (void)unlink(words);
}

static void test_train_tagger_deterministic(void **state) {
    (void)state;
    char words[512];
    clm_train_corpus corpus;
    clm_buffer section[3];
    write_words(words, sizeof words);
    make_corpus(&corpus, CLM_TEST_COUNT(sentences), 10);
    for (size_t i = 0; i < 3; i++) {
        (void)(i == 1 && clm_test_set_comma_locale());
        assert_int_equal(learn(&corpus, words, i < 2 ? 1 : 2, &section[i], NULL), CLM_OK);
        (void)setlocale(LC_ALL, "C");
    }
    assert_int_equal(section[0].len, section[1].len);
    assert_memory_equal(section[0].data, section[1].data, section[0].len);
    assert_memory_not_equal(section[0].data, section[2].data, section[0].len); /* another seed */
    for (size_t i = 0; i < 3; i++) {
        clm_buffer_clear(&section[i]);
    }
    clm_train_corpus_clear(&corpus);
    (void)unlink(words);
}

static void test_train_tagger_refuses(void **state) {
    (void)state;
    static const struct {
        const char *label;
        size_t entities, toponyms;
        bool words;
        clm_status status;
        const char *message;
    } table[] = {
        {"no words", 4, 4, false, CLM_ERR_ARGUMENT, "no clusters of words: give a table"},
        {"no entities", 0, 4, true, CLM_ERR_FORMAT, "no corpus has entities to learn names from"},
        {"no documents", 0, 0, true, CLM_ERR_FORMAT, "no corpus has entities to learn names from"},
    };
    char words[512];
    write_words(words, sizeof words);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_train_corpus corpus;
        clm_buffer section;
        clm_error error = {CLM_OK, ""};
        make_corpus(&corpus, table[i].entities, table[i].toponyms);
        CLM_EXPECT(table[i].label, learn(&corpus, table[i].words ? words : NULL, 1, &section,
                                         &error) == table[i].status);
        CLM_EXPECT(table[i].label, strstr(error.message, table[i].message) != NULL);
        CLM_EXPECT(table[i].label, section.len == 0);
        clm_buffer_clear(&section);
        clm_train_corpus_clear(&corpus);
    }
    (void)unlink(words);
}

/* Entities without a candidate that they speak of: nothing for the judge. */
static void test_train_tagger_no_places(void **state) {
    (void)state;
    char words[512];
    clm_train_corpus corpus;
    clm_buffer section;
    clm_error error = {CLM_OK, ""};
    write_words(words, sizeof words);
    read_corpus(&corpus, "{\"text\":\"we met Anna.\",\"entities\":[{\"start\":7,\"end\":11,"
                         "\"label\":\"PER\"}]}\n"
                         "{\"text\":\"we met Maria.\",\"entities\":[{\"start\":7,\"end\":12,"
                         "\"label\":\"PER\"}]}\n");
    assert_int_equal(learn(&corpus, words, 1, &section, &error), CLM_ERR_FORMAT);
    assert_string_equal(error.message, "no corpus has places to learn from");
    clm_buffer_clear(&section);
    clm_train_corpus_clear(&corpus);
    (void)unlink(words);
}

/* ---- which documents are read ---- */

typedef struct seen {
    const clm_train_corpus *corpus;
    char numbers[64]; /* of the documents, as digits */
} seen;

static void note_document(void *context, const clm_train_document *document) {
    seen *s = context;
    size_t used = strlen(s->numbers);
    (void)snprintf(s->numbers + used, sizeof s->numbers - used, "%d",
                   (int)(document - s->corpus->documents));
}

static void test_train_read_documents(void **state) {
    (void)state;
    static const struct {
        const char *label;
        clm_train_share share;
        bool entities;
        const char *expected;
    } table[] = {
        {"all with entities", {1, 0}, true, "0124"},
        {"even", {2, 0}, true, "024"},
        {"odd", {2, 1}, true, "1"},
        {"toponyms alone", {1, 0}, false, "3"},
        {"even toponyms", {2, 0}, false, ""},
    };
    clm_train_corpus corpus;
    read_corpus(&corpus, "{\"text\":\"a\",\"entities\":[]}\n{\"text\":\"b\",\"entities\":[]}\n"
                         "{\"text\":\"c\",\"entities\":[],\"toponyms\":[]}\n"
                         "{\"text\":\"d\",\"toponyms\":[]}\n{\"text\":\"e\",\"entities\":[]}\n"
                         "{\"text\":\"f\"}\n");
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_train_options options = {0};
        const clm_train_input in = {
            .corpora = &corpus, .corpus_count = 1, .seed = 1, .options = &options};
        seen s = {&corpus, ""};
        const clm_train_reading reading = {
            &in, NULL, table[i].share, table[i].entities, note_document, {&s, NULL, NULL}};
        CLM_EXPECT(table[i].label, clm_train_read_documents(&reading, NULL) == CLM_OK);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(s.numbers), table[i].expected);
    }
    clm_train_corpus_clear(&corpus);
}

/* ---- memory ---- */

/* An allocation that only makes a text shorter may fail without harm: then the bytes must be the
 * same as ever. */
static void test_train_tagger_no_memory(void **state) {
    (void)state;
    char words[512];
    clm_train_corpus corpus;
    clm_buffer whole;
    size_t refused = 0;
    write_words(words, sizeof words);
    read_corpus(&corpus,
                "{\"text\":\"rain in Kursk.\",\"entities\":[{\"start\":8,\"end\":13,\"label\":"
                "\"LOC\"}]}\n{\"text\":\"met Kyiv.\",\"entities\":[{\"start\":4,\"end\":8,"
                "\"label\":\"PER\"}]}\n");
    assert_int_equal(learn(&corpus, words, 1, &whole, NULL), CLM_OK);
    for (size_t nth = 1;; nth++) {
        clm_buffer section;
        (void)clm_alloc_fail_at(nth);
        clm_status status = learn(&corpus, words, 1, &section, NULL);
        size_t made = clm_alloc_fail_at(0);
        if (status == CLM_OK) {
            assert_int_equal(section.len, whole.len);
            assert_memory_equal(section.data, whole.data, whole.len);
        } else {
            assert_int_equal(status, CLM_ERR_NOMEM);
            refused++;
        }
        clm_buffer_clear(&section);
        if (made < nth) {
            assert_int_equal(status, CLM_OK);
            break;
        }
    }
    assert_true(refused > 50);
    clm_buffer_clear(&whole);
    clm_train_corpus_clear(&corpus);
    (void)unlink(words);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_train_tagger_learns),
        cmocka_unit_test(test_train_tagger_deterministic),
        cmocka_unit_test(test_train_tagger_refuses),
        cmocka_unit_test(test_train_tagger_no_places),
        cmocka_unit_test(test_train_read_documents),
        cmocka_unit_test(test_train_tagger_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
