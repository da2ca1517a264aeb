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
    {"She would ask Washington for help.", "metonym"},
    {"He spoke of allies in Poland.", "actor"},
    {"Tremors were felt as far away as Kyiv.", "location"},
    {"In Kyiv, a government minister offered help.", "speech_location"},
    {"The Austin pulled up beside them.", "other"},
    {"Shots came from the Austin.", "other"},
    {"They met in the Austin area.", "location"},
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
    {"She lives in Austin, Texas.", "residence container"},
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
    /* languages */
    {"He answered in Russian and left.", "language"},
    {"She spoke Ukrainian at home.", "language"},
    {"The book was translated into Chinese last year.", "language"},
    {"A Russian-speaking minority stayed.", "language"},
    {"The Ukrainian word for it is old.", "language"},
    {"Shops in Russian towns closed.", "demonym"},
    {"He met a Chinese trader.", "demonym"},
    /* events and treaties */
    {"The Paris accords were signed late.", "topic"},
    {"Ministers defended the Paris Agreement on Monday.", "topic"},
    {"The Kharkiv landings changed the war.", "topic"},
    {"The Treaty of Paris was harsh.", "topic"},
    {"He read of the Battle of Kursk.", "topic"},
    {"The Austin Marathon was run in rain.", "topic"},
    {"The Kyiv Summit ended early.", "topic"},
    /* homes */
    {"He was born in Bremen and studied law.", "residence"},
    {"The singer, who lives in Austin, won.", "residence"},
    {"She grew up in Springfield.", "residence"},
    {"The storm claimed 40 lives in Ohio.", "location"},
    {"The Bremen-born author won a prize.", "residence"},
    {"A Bremen-based charity said so.", "residence"},
    {"A teacher from Ohio saw it.", "residence"},
    {"Refugees from Syria came.", "location"},
    {"She is a native of Austin.", "residence"},
    {"Jane Doe, 34, of Austin, was hurt.", "residence"},
    {"Jane Doe of Springfield was hurt.", "residence"},
    {"Ohio teachers went on strike.", "residence"},
    {"Residents of Sudzha fled.", "location"},
    /* other names */
    {"They moved to Bremen, formerly Temby, in May.", "location alias"},
    {"They drove to Sumy, also known as Bremen, by bus.", "location alias"},
    {"They drove through Sumy (now Bremen) by bus.", "location alias"},
    {"The village known as Bremen is small.", "location"},
    /* persons' titles, organisations, media, buildings */
    {"The Duke of Bremen spoke.", "person"},
    {"The Princess of Kharkiv waved.", "person"},
    {"The mayor of Kharkiv spoke.", "organisation"},
    {"Texas Governor Jane Doe signed the bill.", "organisation"},
    {"The Austin Chamber of Commerce met.", "organisation"},
    {"The armed forces of Poland trained.", "actor"},
    {"The government of China replied.", "actor"},
    {"She writes for the Kharkiv Today.", "media"},
    {"The Times of Oman had the story.", "media"},
    {"It was heard on Radio Bremen today.", "media"},
    {"It was shown to Air France staff.", "organisation"},
    {"Two men fell near Austin Cathedral on Friday.", "location"},
    {"He waited outside Austin Hospital.", "location"},
    {"Austin Hospital said he would live.", "organisation"},
    {"The mission comes to Bremen April 4.", "location"},
    {"An Austin court jailed him.", "organisation"},
    {"He stood in an Austin court on Friday.", "location"},
    {"They met at the Austin police station.", "location"},
    {"Rain closed the Bremen airport.", "location"},
    {"The Bremen gas station burned.", "location"},
    {"A Texas law forbids it.", "other"},
    {"It was a Bremen malady.", "other"},
    /* teams */
    {"Bremen beat Austin 2-1. The striker scored a late goal.", "organisation organisation"},
    {"Springfield have lost 3-0. The striker scored twice for Bremen in the match.",
     "organisation organisation"},
    {"Poland beat France 2-1 in the match and scored a late goal.", "organisation organisation"},
    {"Poland beat France to the prize.", "actor actor"},
    /* headings and tables */
    {"Sumy and Kharkiv\nTwo men died in the night of rain.", "topic topic"},
    {"Ukraine: what we know\nTwo men died in the night of rain.", "topic"},
    {"Bremen 2024-08-22\nTwo men died in the night of rain.", "dateline"},
    {"These are the scores of the day.\nBremen 2 Austin 1\nTwo men met late in the rain.",
     "organisation organisation"},
    {"The bridge over the Dnipro River in Kharkiv fell.", "other location"},
    {"A bridge over the Dnipro River fell.", "location"},
    {"France is a country in the west.", "location"},
    {"Kyiv is the capital of Ukraine.", "location location"},
    {"She speaks Russian and Ukrainian.", "language language"},
    {"Texas is suing the owner.", "actor"},
    {"Floods submerged Kyiv at night.", "location"},
    {"Kyiv fell in spring.", "location"},
    {"The Bremen port chief agreed.", "organisation"},
    {"Rescuers in Ukraine's Sumy have agreed.", "container location"},
    {"King John of Poland came late.", "person"},
    {"They handed over Kharkiv to the victors.", "location"},
    /* where it is said */
    {"She said at a news conference in Kyiv that aid had come.", "speech_location"},
    {"The minister told a cabinet meeting in Paris that it was late.", "speech_location"},
    {"In Beijing, a ministry spokesman said talks would go on.", "speech_location"},
    {"He told the BBC from Kharkiv that it was quiet.", "speech_location"},
    {"In Bremen, a man was shot.", "location"},
    {"Beijing (Xinhua) - Talks went on.", "dateline"},
    {"Bremen: The fair opened on Monday and drew thousands of guests.", "dateline"},
    /* what is spoken of */
    {"Talks on Ukraine went on.", "topic"},
    {"They voiced concern over Iran.", "topic"},
    {"Drones flew over Poland.", "location"},
    {"He spoke about Syria for an hour.", "topic"},
    {"Peace in Ukraine is far off.", "topic"},
    {"Tensions around Iran grew.", "topic"},
    {"The war in Ukraine goes on.", "location"},
    {"The war in Europe goes on.", "topic"},
    /* governments */
    {"Poland quickly agreed.", "actor"},
    {"Moscow, which backs the plan, has not answered.", "metonym"},
    {"Tehran, for its part, said no.", "metonym"},
    {"Soldiers died as they defended Ukraine.", "actor"},
    {"It sent a letter to Moscow.", "metonym"},
    {"It sent a train to Moscow.", "location"},
    {"Ties between Kharkiv and Bremen are old.", "actor actor"},
    {"Russia-backed rebels hold Donetsk.", "actor location"},
    {"Kremlin-controlled firms pay.", "metonym"},
    {"A Poland-bound ship sank.", "location"},
    {"The people of Poland voted.", "actor"},
    {"Prices rose in countries such as Poland and Romania.", "location location"},
    {"Goods go from Poland to China.", "location location"},
    /* places in places */
    {"In Russia, a fire near Sudzha grew.", "container location"},
    {"Fire broke out in Sudzha, Russia.", "location container"},
    {"The French capital, Paris, was quiet.", "location"},
    {"Snow fell in rural Poland.", "location"},
    {"The Kyiv blast killed two.", "location"},
    {"The Iran earthquake killed two.", "location"},
    {"Russia's notorious prisons are full.", "location"},
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
        assert_int_equal(clm_places_resolve(article, NULL, &mentions, NULL, &resolved, &error),
                         CLM_OK);
        clm_buffer got;
        clm_buffer_init(&got);
        for (size_t m = 0; m < mentions.count; m++) {
            assert_non_null(resolved[m].use_basis);
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

static void test_use_classes_of_words(void **state) {
    (void)state;
    assert_int_equal(clm_use_classes(CLM_TEXT("zzz")), 0);
    assert_int_equal(clm_use_classes(CLM_TEXT("")), 0);
    assert_int_equal(clm_use_classes(CLM_TEXT("duchess")), USE_NOBLE);
    assert_true((clm_use_classes(CLM_TEXT("told")) & USE_SPEECH) != 0);
    assert_true((clm_use_classes(CLM_TEXT("visits")) & (USE_EVENT | USE_MOTION)) ==
                (USE_EVENT | USE_MOTION));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_use_rows),
        cmocka_unit_test(test_use_classes_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
