/* What a mention stands for in its sentence. */
#include "places/places.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "places/use_words.h"
#include "unit/mentions/fake_gazetteer.h"

/* `expected`: the uses of all mentions in order. */
typedef struct row {
    const char *text, *expected;
} row;

static const row rows[] = {
    {"Kyiv wants new talks.", "metonym"},
    {"Moscow may be planning more.", "metonym"},
    {"Poland signed the paper.", "actor"},
    {"They met envoys from Poland to hear what Poland wants.", "location actor"},
    {"They await a reaction from Washington.", "metonym"},
    {"He flew from Washington to Kyiv.", "location location"},
    {"She will contact Beijing soon.", "metonym"},
    {"They welcome talks between Iran and the US.", "actor actor"},
    {"Kyiv's forces moved on.", "possessive"},
    {"They criticised Tehran's nuclear plans.", "possessive"},
    {"They massed on Ukraine's border.", "location"},
    {"Shells fell in Russia's Belgorod region.", "container location"},
    {"Shells fell in the Donetsk region of Ukraine.", "location container"},
    {"She lives in Austin, Texas.", "location container"},
    {"The Ukrainian president spoke.", "demonym"},
    {"It happened on Ukrainian territory.", "location"},
    {"The Security Service of Ukraine agreed.", "organisation"},
    {"He met the Minister of Finance of Poland.", "organisation"},
    {"He met the prime minister of Belgium.", "organisation"},
    {"The Bank of England met.", "organisation"},
    {"He spoke to the Ohio Highway Patrol.", "organisation"},
    {"An Austin police officer fell.", "organisation"},
    {"An Austin man fell.", "residence"},
    {"They hold Ukraine's capital Kyiv.", "container location"},
    {"They left Sumy in the country's north.", "location location"},
    {"They left Sumy to hear the country's leader.", "location possessive"},
    {"The Ukraine war goes on.", "topic"},
    {"Ukraine-Russia war latest", "topic topic"},
    {"Iran-US talks went on.", "actor actor"},
    {"KYIV (Reuters) - Talks went on.", "dateline"},
    {"AUSTIN, Texas (AP) - Talks went on.", "dateline container"},
    {"She told reporters in Kyiv that it was late.", "speech_location"},
    {"Speaking in Paris, she asked for help.", "speech_location"},
    {"Five people died in Kyiv.", "location"},
    {"The minister visits Kyiv today.", "location"},
    {"A strike on Kharkiv killed two.", "location"},
    {"They launched an attack on Ukraine.", "location"},
    {"They shelled Sumy.", "location"},
    {"Troops pushed Ukraine out of Kursk.", "actor location"},
    {"Units operate on the territory of Ukraine.", "location"},
    {"The invasion of Ukraine began.", "location"},
    {"Troops are stationed in Poland, Romania and France.", "location location location"},
    {"The Kremlin says no.", "metonym"},
    {"They stood inside the Kremlin.", "location"},
    {"US officials agreed.", "actor"},
    {"It sent troops to Poland.", "location"},
    {"It sold its plan to Poland.", "actor"},
    {"They imposed sanctions on Iran.", "actor"},
    {"It joined the war effort against Ukraine.", "actor"},
    {"Battles raged in eastern Ukraine.", "location"},
    {"Kyiv was hit by missiles.", "location"},
    {"RUSSIA ATTACKS KHARKIV WITH MANY DRONES", "actor location"},
    {"Russia Attacks Kharkiv With Many Drones", "actor location"},
    {"Poland has shelled a depot.", "actor"},
    {"Kyiv has been heavily shelled.", "location"},
    {"Ohio wants more money.", "actor"},
    {"Flights between Paris and Kyiv were stopped.", "location location"},
    {"Five died in Poland, Kyiv says.", "location metonym"},
    {"Shells hit Sumy, and Russia bombed a port.", "location actor"},
    {"They built a wall at the border with Poland.", "location"},
    {"Many fled Ukraine in spring.", "location"},
    {"He came to the US two weeks ago.", "location"},
    {"He sells cars in the US market.", "actor"},
    {"Paris and Kyiv want sanctions.", "metonym metonym"},
    {"Ukraine said it hit a depot.", "actor"},
    {"A fire broke out on Main Street late.", "unlocated"},
    {"Smoke rose over the village of Nova Vesna.", "unlocated"},
    {"They want to protect towns near the border.", "unlocated"},
};

static void test_use_rows(void **state) {
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        clm_article_options options = {0};
        clm_article *article = NULL;
        clm_mentions mentions;
        clm_resolved *resolved = NULL;
        clm_error error;
        options.format = CLM_ARTICLE_PLAIN;
        assert_int_equal(clm_article_parse(clm_text_of(rows[i].text), &options, &article, &error),
                         CLM_OK);
        assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, &error), CLM_OK);
        assert_int_equal(clm_places_resolve(article, NULL, &mentions, &resolved, &error), CLM_OK);
        clm_buffer got;
        clm_buffer_init(&got);
        for (size_t m = 0; m < mentions.count; m++) {
            clm_buffer_string(&got, m > 0 ? " " : "");
            clm_buffer_string(&got, clm_place_use_name(resolved[m].use));
        }
        const char *text = got.data != NULL ? got.data : "";
        if (strcmp(text, rows[i].expected) != 0) {
            print_error("%s: got %s, expected %s\n", rows[i].text, text, rows[i].expected);
            failed++;
        }
        clm_buffer_clear(&got);
        clm_article_free(article);
    }
    assert_int_equal(failed, 0);
}

static void test_use_word_table_sorted(void **state) {
    (void)state;
    assert_true(clm_use_word_count() > 300);
    for (size_t i = 1; i < clm_use_word_count(); i++) {
        if (clm_text_compare(clm_use_word_at(i - 1), clm_use_word_at(i)) >= 0) {
            fail_msg("%.*s is out of order", (int)clm_use_word_at(i).len, clm_use_word_at(i).ptr);
        }
    }
    assert_int_equal(clm_use_word_at(clm_use_word_count()).len, 0);
    assert_int_equal(clm_use_classes(CLM_TEXT("zzz")), 0);
    assert_true((clm_use_classes(CLM_TEXT("told")) & USE_SPEECH) != 0);
    assert_true((clm_use_classes(CLM_TEXT("visits")) & (USE_EVENT | USE_MOTION)) ==
                (USE_EVENT | USE_MOTION));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_use_rows),
        cmocka_unit_test(test_use_word_table_sorted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
