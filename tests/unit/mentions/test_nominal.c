/* Anaphors and described places. */
#include "mentions/mentions.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "unit/mentions/fake_gazetteer.h"
#include "unit/mentions/mention_text.h"

typedef struct row {
    const char *label, *text, *expected;
} row;

static const row rows[] = {
    {"region", "Troops left the Kursk region. Ukraine wants to hold the region.",
     "Kursk region:region | Ukraine | the region =Kursk"},
    {"region passes over a country",
     "They gained land in Kursk. Russia tried to eject Ukraine from "
     "the region.",
     "Kursk | Russia | Ukraine | the region =Kursk"},
    {"city", "Missiles hit Kharkiv. Power failed across the city.", "Kharkiv | the city =Kharkiv"},
    {"country", "He flew to Poland. Nobody in the country was told.",
     "Poland | the country =Poland"},
    {"area", "Units hold pockets in the Kursk region; some left the area.",
     "Kursk region:region | the area =Kursk"},
    {"modifier of another noun", "He went to Kharkiv. The city council met.", "Kharkiv"},
    {"possessor", "He went to Poland, with the country's president.",
     "Poland | the country's =Poland"},
    {"there", "Missiles hit Kharkiv. Two people were killed there.", "Kharkiv | there =Kharkiv"},
    {"there is", "Missiles hit Kharkiv. Later there were fires and there is more.", "Kharkiv"},
    {"there that opens a clause", "Missiles hit Kharkiv. He said there had been two.", "Kharkiv"},
    {"there is not the owner", "Missiles hit Kharkiv. Ukraine's army found nothing there.",
     "Kharkiv | Ukraine's | there =Kharkiv"},
    {"there in a country", "He flew to Poland. He was seen there.", "Poland | there =Poland"},
    {"country of a town", "He spoke in Kharkiv. Others left the country.",
     "Kharkiv | the country =Kharkiv"},
    {"airport", "Missiles hit Kharkiv. Smoke rose near the airport.",
     "Kharkiv | the airport:facility =Kharkiv"},
    {"no town in a longer name", "He left Sumy. The Kharkiv Choir sang in the city.",
     "Sumy | Kharkiv | the city =Sumy"},
    {"with of", "He saw Kharkiv. The area of the lake was dry.", "Kharkiv"},
    {"nothing before", "They never left the region.", ""},
    {"no city in a country", "He flew to Poland. They liked the city.", "Poland"},
    {"border areas of another", "We fight in the enemy's border areas.",
     "the enemy's border areas*"},
    {"towns near the border", "They want to protect towns near the border.",
     "towns near the border*"},
    {"not where the speaker sits",
     "Rain hit Kharkiv. The bureau in Sumy said more was due. Roads to the city closed.",
     "Kharkiv | Sumy | the city =Kharkiv"},
    {"two anaphors", "Missiles hit Kharkiv. The city burned. People fled the city.",
     "Kharkiv | The city =Kharkiv | the city =Kharkiv"},
    {"too far back", "He saw Kharkiv. One. Two. Three. Four. Five. He left the city.", "Kharkiv"},
};

static void test_nominal_rows(void **state) {
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nominal_rows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
