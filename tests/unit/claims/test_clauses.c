#include "unit/claims/marked.h"

typedef struct clause_case {
    const char *label, *text, *clauses; /* parted by " / " */
} clause_case;

static const clause_case cases[] = {
    {"one", "Troops hold the hill.", "Troops hold the hill"},
    {"as", "Troops hold the hill, as rebels gather below it.",
     "Troops hold the hill / rebels gather below it"},
    {"after first", "After rebels took the hill, the army fled.",
     "rebels took the hill / the army fled"},
    {"and", "Rebels took the hill, and the army fled.", "Rebels took the hill / the army fled"},
    {"and without comma", "Rebels took the hill and the army fled.",
     "Rebels took the hill / the army fled"},
    {"same subject", "Rebels took the hill and burned the camp.",
     "Rebels took the hill and burned the camp"},
    {"content", "The mayor said that rebels took the hill.", "rebels took the hill"},
    {"content before", "Rebels took the hill, the mayor said on Monday.", "Rebels took the hill"},
    {"participle", "Rebels took the hill, killing two men.",
     "Rebels took the hill, killing two men"},
    {"relative", "Rebels met six soldiers, two of whom were hurt.",
     "Rebels met six soldiers, two of whom were hurt"},
    {"semicolon", "Rebels took the hill; the army fled.", "Rebels took the hill / the army fled"},
    {"dash", "Rebels took the hill - the army had fled.",
     "Rebels took the hill / the army had fled"},
    {"dash, no verb", "Rebels took the hill - the last one.",
     "Rebels took the hill - the last one"},
    {"same subject", "Rebels bombed [Weln|settlement] and shelled [Orm|settlement].",
     "Rebels bombed Weln / shelled Orm"},
    {"same subject, a share",
     "The blaze had burned 900 acres at [Weln|settlement] and was 12 percent contained.",
     "The blaze had burned 900 acres at Weln / was 12 percent contained"},
    {"same subject, one place", "Rebels bombed and shelled [Orm|settlement].",
     "Rebels bombed and shelled Orm"},
    {"relative before the verb",
     "The road to [Weln|settlement], which rebels blocked, has reopened.",
     "The road to Weln / which rebels blocked / has reopened"},
    {"reduced relative", "Shells fell on [Weln|settlement], captured by rebels in May.",
     "Shells fell on Weln / captured by rebels in May"},
    {"two subjects of one clause", "Three men died when hail and wind hit [Weln|settlement].",
     "Three men died when hail and wind hit Weln"},
    {"a date and no clause before the second verb",
     "Rebels have held [Weln|settlement] since May and captured [Orm|settlement] in June.",
     "Rebels have held Weln since May / captured Orm in June"},
    {"date before the second clause",
     "The state closed the school, and on Thursday it shut the market in [Weln|settlement].",
     "The state closed the school / on Thursday it shut the market in Weln"},
    {"place before the second clause",
     "Farmers clashed in [Weln|settlement], and in [Orm|region] bandits seized 30 guests.",
     "Farmers clashed in Weln / in Orm bandits seized 30 guests"},
    {"place and distance before the second clause",
     "Police opened the road in [Weln|settlement], but in [Orm|settlement], 300 km south of the "
     "capital, the road stayed shut.",
     "Police opened the road in Weln / in Orm, 300 km south of the capital, the road stayed shut"},
    {"hearers", "Some 600 people told to leave [Weln|settlement].",
     "Some 600 people told to leave Weln"},
    {"list before a semicolon",
     "Drones hit [Weln|settlement] and [Orm|settlement] overnight; nine were downed.",
     "Drones hit Weln and Orm overnight / nine were downed"},
    {"a bound before the subject", "Rebels took [Weln|settlement], and more than 900 men fled.",
     "Rebels took Weln / more than 900 men fled"},
    {"no saying", "The flood has claimed the lives of some 90 people in [Weln|settlement].",
     "The flood has claimed the lives of some 90 people in Weln"},
    {"a second effect that holds",
     "Rebels crossed into [Weln|region] and have since held a strip of 40 hectares.",
     "Rebels crossed into Weln / have since held a strip of 40 hectares"},
    {"nobody was hurt", "Roofs collapsed in [Weln|settlement], but no injuries were reported.",
     "Roofs collapsed in Weln / no injuries were reported"},
    {"a second effect that counts",
     "Floods in [Weln|settlement] closed the port and left 900 homes without power.",
     "Floods in Weln closed the port / left 900 homes without power"},
    {"victims of one act", "Rebels in [Weln|settlement] killed 20 men and wounded 300.",
     "Rebels in Weln killed 20 men and wounded 300"},
    {"still going on",
     "The army took the hill near [Weln|settlement] and is shelling [Orm|settlement].",
     "The army took the hill near Weln / is shelling Orm"},
    {"a count since",
     "The number of deaths in [Weln|settlement] since the outbreak began has risen to 112.",
     "The number of deaths in Weln since the outbreak began has risen to 112"},
    {"left dead", "The battle ended with five soldiers and a dozen rebels left dead.",
     "The battle ended with five soldiers and a dozen rebels left dead"},
    {"dateline", "[WELN|settlement|s] - Ten men died when a bus hit a wall.",
     "WELN - Ten men died / a bus hit a wall"},
    {"same noun", "It saw an attack on [Weln|settlement] and an attack on [Orm|settlement].",
     "It saw an attack on Weln / an attack on Orm"},
};

static void test_clauses_cut_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        clm_reader reader;
        marked_reader(&m, &reader, cases[i].text);
        assert_int_equal(clm_entities_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_entities_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
        clm_clause clauses[16];
        size_t count = clm_clauses_cut(&reader, 0, clauses, 16);
        clm_buffer joined;
        clm_buffer_init(&joined);
        for (size_t c = 0; c < count; c++) {
            clm_buffer_string(&joined, c ? " / " : "");
            clm_buffer_text(&joined,
                            clm_article_slice(m.article, clm_run_span(&reader, clauses[c].tokens)));
        }
        CHECK_TEXT(cases[i].label, ((clm_text){joined.data, joined.len}), cases[i].clauses);
        clm_buffer_clear(&joined);
        marked_free(&m);
    }
}

/* What a clause without a place of its own may borrow. */
static void test_clauses_nearby(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *type;
        size_t claim;
    } borrowed[] = {
        {"relative", "Rebels bombed [Weln|settlement], which the army captured in May.", "capture",
         1},
        {"front", "In [Weln|settlement], residents said that two people were killed.", "casualties",
         0},
        {"after a relative", "[Weln|settlement], where floods came in May, was evacuated.",
         "evacuation", 1},
        {"town that", "Shells hit [Weln|settlement], the mining town that rebels seized in July.",
         "capture", 1},
        {"colon", "[Weln|settlement]: two people killed in storm.", "casualties", 0},
        {"nothing said", "Rebels bombed [Weln|settlement]. Ten people were killed.", "casualties",
         1},
        {"there", "Rebels bombed [Weln|settlement]. Two people were killed there.", "casualties",
         1},
    };
    for (size_t i = 0; i < sizeof borrowed / sizeof *borrowed; i++) {
        marked m;
        marked_read(&m, borrowed[i].text, "2024-05-14");
        CLM_EXPECT(borrowed[i].label, m.claims.count == borrowed[i].claim + 1);
        if (m.claims.count > borrowed[i].claim) {
            const clm_claim *claim = &m.claims.items[borrowed[i].claim];
            CHECK_WORD(borrowed[i].label, clm_event_type_name(claim->event_type), borrowed[i].type);
            CLM_EXPECT(borrowed[i].label, claim->place_count == 1 && claim->places[0].mention == 0);
        }
        marked_free(&m);
    }
}

/* Where the last claim of a text takes place that names no place itself. */
static void test_clauses_setting(void **state) {
    static const struct {
        const char *label, *text, *place; /* "" for none */
    } cases_of[] = {
        {"claim before", "Rebels bombed [Weln|settlement]. Ten people were killed.", "Weln"},
        {"past a claim without a place",
         "Rebels bombed [Weln|settlement]. Police said rebels captured a [Tarn|settlement|u] car. "
         "Ten people were killed.",
         "Weln"},
        {"dateline with its state",
         "[ORVO|settlement|l], [Tarn|region|o] (AP) - The mayor wept. Eight people were killed.",
         "ORVO"},
        {"the state of the dateline",
         "[ORVO|settlement|l], [Tarn|region|o] (AP) - A blast killed a man in a [Tarn|region] "
         "mine. Two people were wounded.",
         "ORVO"},
        {"dateline's own sentence",
         "[ORVO|settlement|l], [Tarn|region|o] (AP) - Eight people were killed.", "ORVO"},
        {"not where somebody went",
         "A train to [Orm|settlement] crashed near [Weln|settlement]. Ten people were killed.",
         "Weln"},
        {"home of the victim", "A [Weln|settlement|r] man ran. Two people were killed.", "Weln"},
        {"home of a body in a country", "A [Weln|country|r] man ran. Two people were killed.", ""},
        {"dateline with its country",
         "[ORVO|settlement|l], [Tarn|country|o] (AP) - The mayor wept. Eight people were killed.",
         ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases_of / sizeof *cases_of; i++) {
        marked m;
        clm_text got = {"", 0};
        marked_read(&m, cases_of[i].text, "2024-05-14");
        for (size_t c = 0; c < m.claims.count; c++) {
            const clm_claim *claim = &m.claims.items[c];
            if (claim->place_count > 0) {
                got = clm_article_slice(m.article, m.items[claim->places[0].mention].span);
            }
        }
        CHECK_TEXT(cases_of[i].label, got, cases_of[i].place);
        marked_free(&m);
    }
}

/* A line of many thousand words without a stop is cut all the same. */
static void test_clauses_endless_line(void **state) {
    (void)state;
    enum { WORDS = 600 };
    marked m;
    clm_reader reader;
    char text[MARKED_TEXT_MAX] = "";
    for (size_t i = 0; i < WORDS; i++) {
        memcpy(text + 5 * i, "sand ", 5);
    }
    text[5 * (size_t)WORDS] = '\0';
    marked_reader(&m, &reader, text);
    assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
    assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
    clm_clause clauses[16];
    size_t count = clm_clauses_cut(&reader, 0, clauses, 16);
    for (size_t c = 0; c < count; c++) {
        assert_true(clauses[c].tokens.end - clauses[c].tokens.start <= WORDS);
    }
    assert_true(count >= 1);
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clauses_cut_table),
        cmocka_unit_test(test_clauses_nearby),
        cmocka_unit_test(test_clauses_setting),
        cmocka_unit_test(test_clauses_endless_line),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
