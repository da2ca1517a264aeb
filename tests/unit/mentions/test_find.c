/* Spans, forms, chains and lists: what is found and how it is linked. */
#include "mentions/mentions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "unit/mentions/fake_gazetteer.h"
#include "unit/mentions/mention_text.h"

typedef struct row {
    const char *label, *text, *expected;
} row;

static const row rows[] = {
    {"kind word", "Troops are still in the Kursk region.", "Kursk region:region"},
    {"kind word in the gazetteer's name", "Troops are still in Kursk Oblast.",
     "Kursk Oblast:region"},
    {"border word and possessor", "Troops stand in Russia's Belgorod border region.",
     "Russia's | Belgorod border region:region <Russia"},
    {"shared kind word", "They protect Ukraine's own Sumy and Kharkiv border regions.",
     "Ukraine's | Sumy:region <Ukraine | Kharkiv:region +Sumy"},
    {"kind of", "It holds land around the Kursk settlement of Guyevo.",
     "Kursk | Guyevo?:settlement <Kursk"},
    {"shared kind before", "People left the regions of Sumy and Kharkiv.",
     "Sumy:region | Kharkiv:region +Sumy"},
    {"unknown village", "Shells fell on the village of Urozhaine in the Donetsk region.",
     "Urozhaine?:settlement <Donetsk | Donetsk region:region"},
    {"unknown, its first word known", "They took the village of Stepove Pole on Monday.",
     "Stepove Pole?:settlement"},
    {"unknown, two words", "They came from the town of Nova Vesna on foot.",
     "Nova Vesna?:settlement"},
    {"demonym and kind", "Fire broke out in the Ukrainian city of Kharkiv.",
     "Ukrainian~ | Kharkiv:settlement <Ukrainian"},
    {"hyphen between names", "The Iran-US talks went on.", "Iran | US"},
    {"hyphen in a name", "He drove to Ivano-Frankivsk yesterday.", "Ivano-Frankivsk"},
    {"of in a name", "The ship sank in the Gulf of Oman.", "Gulf of Oman"},
    {"river", "Boats crossed the Dnipro River at night.", "Dnipro River"},
    {"town, state", "She grew up in Austin, Texas.", "Austin <Texas | Texas"},
    {"in the region", "Rockets hit Sudzha, in the Kursk region.",
     "Sudzha <Kursk | Kursk region:region"},
    {"region of country", "Shells hit the Donetsk region of Ukraine.",
     "Donetsk region:region <Ukraine | Ukraine"},
    {"list of countries", "He flew to Poland, Romania and the Baltic States.",
     "Poland | Romania +Poland | Baltic States +Romania"},
    {"compass", "Battles raged in eastern Ukraine and in north-eastern Syria.",
     "eastern Ukraine@3 | north-eastern Syria@2 +Ukraine"},
    {"compass name of the gazetteer", "Units moved across eastern Europe.", "eastern Europe@3"},
    {"abbreviation in capitals", "The US asked us to wait or leave.", "US"},
    {"no abbreviation at the start", "Or so they say.", ""},
    {"state needs company", "They came from Austin, OR, by bus.", "Austin | OR +Austin"},
    {"possessive of a town", "They left Kharkiv's suburbs.", "Kharkiv's"},
    {"demonym before territory", "It happened on Ukrainian territory.",
     "Ukrainian territory~:region"},
    {"part of", "They hold parts of Kharkiv.", "Kharkiv%"},
    {"border with", "They mass at the border with Ukraine.", "Ukraine%"},
    {"border of", "They mass near the Ukraine border.", "Ukraine%"},
    {"not a state's officials", "They met Ohio state officials.", "Ohio"},
    {"street", "A fire broke out on Main Street late.", "Main Street?:facility"},
    {"numbered road", "The car left County Road 109 at noon.", "County Road 109?:facility"},
    {"street named like a town", "They live on Austin Avenue now.", "Austin Avenue?:facility"},
    {"street word in another name", "The Ohio Highway Patrol came.", "Ohio"},
    {"article before a name", "They left The United States early.", "United States"},
    {"Cyrillic", "Вибух у місті Київ сьогодні.", "Київ"},
    {"script without case", "He said سوريا twice.", "سوريا"},
    {"village in another region than known", "It hit the village of Stepove in the Kursk region.",
     "Stepove:settlement <Kursk | Kursk region:region"},
    {"town of a list", "Kyiv, Kharkiv and Sumy were quiet.",
     "Kyiv | Kharkiv +Kyiv | Sumy +Kharkiv"},
    {"prefix of the name", "They climbed Mount Sudzha in June.", "Mount Sudzha"},
    {"village told once", "They hit the village of Orvale. Orvale burned, and in Orvale two died.",
     "Orvale?:settlement | Orvale?:settlement | Orvale?:settlement"},
    {"village in apposition", "They left Orvale, a small mining town near Sudzha.",
     "Orvale?:settlement | Sudzha"},
    {"measured place", "They left Orvale, about 12 km (7 miles) west of Sudzha.",
     "Orvale?:settlement | Sudzha"},
    {"village elder", "They asked Orvale, a village elder.", ""},
    {"list of villages", "They left the villages of Orvale, Tanlow and Lorrin. Lorrin is empty.",
     "Orvale?:settlement | Tanlow?:settlement +Orvale | Lorrin?:settlement +Tanlow | "
     "Lorrin?:settlement"},
    {"district told once", "It rained in the Orvale district. Orvale was cut off.",
     "Orvale district?:district | Orvale?:district"},
    {"county known with its noun", "Fires spread in Walker and Orvale counties. Walker was worst.",
     "Walker:district | Orvale?:district +Walker | Walker:district"},
    {"dam", "Water came from the Orvale Dam at noon.", "Orvale Dam?:facility"},
    {"crossing in a region", "They shut the Orvale border crossing in Sumy.",
     "Orvale border crossing?:facility <Sumy | Sumy"},
    {"neighbourhood of a town", "He lived in the Orvale neighbourhood of Sumy.",
     "Orvale neighbourhood?:settlement <Sumy | Sumy:settlement"},
    {"airport of a known town", "They shelled Sumy airport.", "Sumy"},
    {"followers are no camp", "The Orvale camp said no.", ""},
    {"capital by apposition", "They hold Ukraine's capital Kyiv.", "Ukraine's | Kyiv <Ukraine"},
    {"capital of another state", "They hold Poland's capital Kyiv.", "Poland's | Kyiv"},
    {"told of a place", "Shells hit Sudzha, a small town in the Kursk region.",
     "Sudzha <Kursk | Kursk region:region"},
    {"no mention", "They went home and slept.", ""},
    {"empty", "", ""},
};

static clm_article *parse(const char *text) {
    clm_article_options options = {0};
    clm_article *article = NULL;
    clm_error error;
    options.format = CLM_ARTICLE_PLAIN;
    assert_int_equal(clm_article_parse(clm_text_of(text), &options, &article, &error), CLM_OK);
    return article;
}

static void test_find_rows(void **state) {
    (void)state;
    int failed = 0;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        clm_article *article = parse(rows[i].text);
        clm_mentions mentions;
        clm_error error;
        assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, &error), CLM_OK);
        clm_buffer got;
        clm_buffer_init(&got);
        put_mentions(&got, article, &mentions);
        const char *text = got.data != NULL ? got.data : "";
        if (strcmp(text, rows[i].expected) != 0) {
            print_error("%s: got      %s\n expected %s\n", rows[i].label, text, rows[i].expected);
            failed++;
        }
        clm_buffer_clear(&got);
        clm_article_free(article);
    }
    assert_int_equal(failed, 0);
}

static void test_find_no_demonyms(void **state) {
    (void)state;
    clm_article *article = parse("The Ukrainian president met Chinese envoys in Kyiv.");
    clm_mentions_options options = {.no_demonyms = true};
    clm_mentions mentions;
    clm_error error;
    assert_int_equal(clm_mentions_find(article, NULL, &options, &mentions, &error), CLM_OK);
    assert_int_equal(mentions.count, 1);
    assert_true(clm_text_is(clm_article_slice(article, mentions.items[0].span), "Kyiv"));
    assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, &error), CLM_OK);
    assert_int_equal(mentions.count, 3);
    clm_article_free(article);
}

/* Every allocation is made to fail once; the last run has none left to fail. */
static void test_find_out_of_memory(void **state) {
    (void)state;
    static const char text[] = "Sumy and Kharkiv regions. The village of Nova Vesna in the Kursk "
                               "region was hit; the village of Guyevo was quiet. Mr Jones left the "
                               "region. US and Ukrainian envoys met in Austin, Texas.";
    bool done = false;
    for (size_t nth = 1; !done && nth < 200; nth++) {
        clm_article *article = parse(text);
        clm_mentions mentions;
        clm_error error;
        (void)clm_alloc_fail_at(nth);
        clm_status status = clm_mentions_find(article, NULL, NULL, &mentions, &error);
        (void)clm_alloc_fail_at(0);
        if (status == CLM_OK) {
            assert_int_equal(mentions.items[0].token_start, 0);
            done = true;
        } else {
            assert_int_equal(status, CLM_ERR_NOMEM);
            assert_int_equal(error.code, CLM_ERR_NOMEM);
        }
        clm_article_free(article);
    }
    assert_true(done);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_find_rows),
        cmocka_unit_test(test_find_no_demonyms),
        cmocka_unit_test(test_find_out_of_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
