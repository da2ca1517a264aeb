/* What looks like a place and is none. */
#include "mentions/mentions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unit/mentions/fake_gazetteer.h"
#include "unit/mentions/mention_text.h"

/* `rejected` as "Paris person, Reading plain_word". */
typedef struct row {
    const char *label, *text, *mentions, *rejected;
} row;

static const row rows[] = {
    {"full name", "Paris Hilton opened the shop.", "", "Paris person"},
    {"full name, surname a place", "Denzel Washington waved.", "", "Washington person"},
    {"surname alone later", "Denzel Washington came late. Washington smiled and left.", "",
     "Washington person, Washington person"},
    {"the place all the same", "Denzel Washington came late. He lives in Washington now.",
     "Washington", "Washington person"},
    {"given name of a person", "Chelsea Clinton gave a talk in Paris.", "Paris", "Chelsea person"},
    {"title", "They asked Mr Bremen about it.", "", "Bremen person"},
    {"title and place", "The mayor of Bremen smiled.", "Bremen", ""},
    {"role", "The striker Jordan Austin scored twice.", "", "Austin person"},
    {"newspaper", "He wrote for the Kyiv Independent and the Washington Post.", "",
     "Kyiv media, Washington media"},
    {"team", "The Austin Rockets won again.", "", "Austin organisation"},
    {"police", "The Austin Police Department arrested him.", "Austin", ""},
    {"organisation of", "The Bank of England met.", "England", ""},
    {"plain word first", "Reading is good for children.", "", "Reading plain_word"},
    {"plain word with a preposition", "The train stopped in Reading at noon.", "Reading", ""},
    {"handle", "Follow us at @Kyiv today.", "", "Kyiv handle"},
    {"address", "See https://www.paris.com/Paris for more.", "", ""},
    {"country with a surname", "France beat Poland easily.", "France | Poland", ""},
    {"speaker", "Smithville said he was tired.", "", "Smithville person"},
    {"unknown word before", "The painter Harlan Smithville died.", "", "Smithville person"},
    {"shouting", "RUSSIA AND UKRAINE AGREE TO TALK", "RUSSIA | UKRAINE +RUSSIA", ""},
    {"article before a town", "They met at the Smithville.", "", "Smithville plain_word"},
    {"article before its noun", "They met the Smithville mayor.", "Smithville", ""},
    {"first name alone", "We like Austin and Chelsea here.", "Austin | Chelsea +Austin", ""},
    {"first name alone, no list", "We like Chelsea a lot.", "", "Chelsea person"},
    {"townsfolk", "A Chelsea woman won a car.", "Chelsea", ""},
    {"country as a first name", "Georgia Smith sang.", "", "Georgia person"},
    {"unknown first name, surname later",
     "The painter Harlan Smithville died. He loved Smithville colours.", "",
     "Smithville person, Smithville person"},
    {"month", "They met in August.", "", "August month"},
    {"lone common word", "Police said no more.", "", ""},
    {"town first in a sentence, known from elsewhere",
     "Fire broke out near Smithville. Smithville has one school.", "Smithville | Smithville", ""},
};

static void put_rejected(clm_buffer *out, const clm_article *article,
                         const clm_mentions *mentions) {
    for (size_t i = 0; i < mentions->rejected_count; i++) {
        clm_buffer_string(out, i > 0 ? ", " : "");
        put_span(out, article, mentions->rejected[i].span);
        clm_buffer_printf(out, " %s", mentions->rejected[i].reason);
    }
}

static int check(const row *r, const char *what, const clm_buffer *got, const char *expected) {
    const char *text = got->data != NULL ? got->data : "";
    if (strcmp(text, expected) != 0) {
        print_error("%s, %s: got      %s\n expected %s\n", r->label, what, text, expected);
        return 1;
    }
    return 0;
}

static void test_judge_rows(void **state) {
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        clm_article_options options = {0};
        clm_article *article = NULL;
        clm_mentions mentions;
        clm_error error;
        options.format = CLM_ARTICLE_PLAIN;
        assert_int_equal(clm_article_parse(clm_text_of(rows[i].text), &options, &article, &error),
                         CLM_OK);
        assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, &error), CLM_OK);
        clm_buffer found;
        clm_buffer rejected;
        clm_buffer_init(&found);
        clm_buffer_init(&rejected);
        put_mentions(&found, article, &mentions);
        put_rejected(&rejected, article, &mentions);
        failed += check(&rows[i], "mentions", &found, rows[i].mentions);
        failed += check(&rows[i], "rejected", &rejected, rows[i].rejected);
        clm_buffer_clear(&found);
        clm_buffer_clear(&rejected);
        clm_article_free(article);
    }
    assert_int_equal(failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_judge_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
