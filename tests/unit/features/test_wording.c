/* The words on a map are neutral and exact. */
#include "features/build.h"
#include "support/support.h"

#define NONE (double)NAN
#define KM2 "km\xC2\xB2"
#define OPEN "\xE2\x80\x9C"
#define CLOSE "\xE2\x80\x9D"

static void begin(clm_build *build) {
    memset(build, 0, sizeof *build);
    build->arena = clm_arena_new();
    assert_non_null(build->arena);
}

static void clear(clm_build *build) {
    clm_buffer_clear(&build->scratch);
    clm_arena_free(build->arena);
}

typedef struct figure_case {
    const char *label;
    double value, km2;
    const char *unit, *qualifier;
    bool anchored, past_peak, impossible;
    clm_claim_status status;
    clm_modality modality;
    const char *source;
    const char *expected;
} figure_case;

static void test_figure_words_table(void **state) {
    (void)state;
    static const figure_case cases[] = {
        {"measured", 58, 58, "km2", "about", true, false, false, CLM_STATUS_CURRENT,
         CLM_MODALITY_MEASURED, "the Map",
         "About 58 " KM2 " around Sudza, measured by the Map (schematic)"},
        {"asserted", 1300, 1300, "km2", "exact", false, true, false, CLM_STATUS_PAST_PEAK,
         CLM_MODALITY_ASSERTED, "Anna Berg",
         "1,300 " KM2 " in Sudza at the peak, according to Anna Berg (schematic)"},
        {"outlet's own voice", 1300, 1300, "km2", NULL, false, true, false, CLM_STATUS_CURRENT,
         CLM_MODALITY_ASSERTED, NULL, "1,300 " KM2 " in Sudza earlier, reported (schematic)"},
        {"square miles", 500, 1294.994055, "mi2", "more_than", true, false, false,
         CLM_STATUS_CURRENT, CLM_MODALITY_CLAIMED, "Borduria",
         "More than 500 mi\xC2\xB2 (1,295 " KM2 ") around Sudza, claimed by Borduria (schematic)"},
        {"hectares", 25, 0.25, "ha", "up_to", true, false, false, CLM_STATUS_CURRENT,
         CLM_MODALITY_REPORTED, NULL,
         "Up to 25 ha (0.25 " KM2 ") around Sudza, reported (schematic)"},
        {"impossible", 1234567.5, 1234567.5, "km2", "vague_at_least", false, false, true,
         CLM_STATUS_CURRENT, CLM_MODALITY_CLAIMED, "borduria",
         "At least 1,234,567.5 " KM2
         " in Sudza, claimed by borduria (larger than the region, not drawn)"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const figure_case *c = &cases[i];
        clm_build build;
        begin(&build);
        clm_feature feature = {.kind = CLM_FEATURE_FIGURE,
                               .has_place = true,
                               .place = {.name = "Sudza"},
                               .anchored = c->anchored,
                               .past_peak = c->past_peak,
                               .impossible = c->impossible,
                               .status = c->status,
                               .modality = c->modality,
                               .has_source = c->source != NULL,
                               .source = {.name = c->source}};
        clm_feature_quantity quantity = {.value = c->value,
                                         .value_max = NONE,
                                         .km2 = c->km2,
                                         .km = NONE,
                                         .unit = c->unit,
                                         .qualifier = c->qualifier};
        clm_build_figure_words(&build, &feature, &quantity);
        CLM_EXPECT_TEXT(c->label, clm_text_of(feature.title), c->expected);
        clear(&build);
    }
}

typedef struct claim_case {
    const char *label;
    clm_modality modality;
    bool negative;
    clm_event_type event;
    const char *source, *relay, *place, *quote;
    const char *title, *description;
} claim_case;

#define TEN "ten bytes "
#define FIFTY TEN TEN TEN TEN TEN
#define TWO_HUNDRED_FIFTY FIFTY FIFTY FIFTY FIFTY FIFTY

static void test_claim_words_table(void **state) {
    (void)state;
    static const claim_case cases[] = {
        {"denial", CLM_MODALITY_DENIED, true, CLM_EVENT_STRIKE, "Borduria", NULL, "Sudza",
         "No strike took place", "Borduria denied: strike, Sudza",
         "Borduria denied: " OPEN "No strike took place" CLOSE},
        {"negative", CLM_MODALITY_ASSERTED, true, CLM_EVENT_PRESENCE, "officials", "State News",
         "Sudza", "\"there is nobody\"", "Officials said: no presence, Sudza",
         "Officials said, via State News: " OPEN "there is nobody" CLOSE},
        {"own voice, several lines", CLM_MODALITY_CLAIMED, false, CLM_EVENT_SEARCH_RESCUE, NULL,
         NULL, NULL, "men\n\n  dug", "Claimed: search and rescue",
         "Claimed: " OPEN "men dug" CLOSE},
        {"a word that leads on", CLM_MODALITY_REPORTED, false, CLM_EVENT_CLASH, NULL, NULL, NULL,
         "fighting went on in Borduria, where", "Reported: clash",
         "Reported: " OPEN "fighting went on in Borduria" CLOSE},
        {"two words that lead on", CLM_MODALITY_REPORTED, false, CLM_EVENT_CLASH, NULL, NULL, NULL,
         "they filled sandbags at Sudza, even though", "Reported: clash",
         "Reported: " OPEN "they filled sandbags at Sudza" CLOSE},
        {"a noun that is explained later", CLM_MODALITY_REPORTED, false, CLM_EVENT_CLASH, NULL,
         NULL, NULL, "Borduria annexed Sudza, a step that", "Reported: clash",
         "Reported: " OPEN "Borduria annexed Sudza" CLOSE},
        {"a turn of the sentence", CLM_MODALITY_REPORTED, false, CLM_EVENT_CLASH, NULL, NULL, NULL,
         "the rebels, who hold Sudza, later", "Reported: clash",
         "Reported: " OPEN "the rebels, who hold Sudza" CLOSE},
        {"an end that only looks so", CLM_MODALITY_REPORTED, false, CLM_EVENT_CLASH, NULL, NULL,
         NULL, "they came home two days later", "Reported: clash",
         "Reported: " OPEN "they came home two days later" CLOSE},
        {"nothing is left", CLM_MODALITY_REPORTED, false, CLM_EVENT_CLASH, NULL, NULL, NULL,
         "it was as if", "Reported: clash", "Reported: " OPEN "it was as if" CLOSE},
        {"whose ministry, nobody knows", CLM_MODALITY_ASSERTED, false, CLM_EVENT_CLASH,
         "Its defence ministry", NULL, NULL, "No", "Defence ministry said: clash",
         "Defence ministry said: " OPEN "No" CLOSE},
        {"a bracket that is never closed", CLM_MODALITY_CONFIRMED, false, CLM_EVENT_CLASH,
         "Forest Office (FO", NULL, NULL, "No", "Forest Office confirmed: clash",
         "Forest Office confirmed: " OPEN "No" CLOSE},
        {"no event", CLM_MODALITY_WARNED, false, CLM_EVENT_NONE, "Anna Berg", NULL, NULL, "",
         "Anna Berg warned: statement", "Anna Berg warned: " OPEN CLOSE},
        {"a long quote is cut at a word", CLM_MODALITY_ASSERTED, false, CLM_EVENT_CLASH, NULL, NULL,
         NULL, TWO_HUNDRED_FIFTY FIFTY "end", "Reported: clash",
         "Reported: " OPEN TWO_HUNDRED_FIFTY TEN TEN TEN TEN "ten bytes \xE2\x80\xA6" CLOSE},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const claim_case *c = &cases[i];
        clm_build build;
        begin(&build);
        clm_feature_source relay = {.name = c->relay};
        clm_feature feature = {.kind = CLM_FEATURE_CLAIM,
                               .has_place = c->place != NULL,
                               .place = {.name = c->place},
                               .modality = c->modality,
                               .negative = c->negative,
                               .event_type = c->event,
                               .quote = {.text = c->quote},
                               .has_source = c->source != NULL,
                               .source = {.name = c->source},
                               .relays = &relay,
                               .relay_count = c->relay != NULL ? 1 : 0};
        clm_build_claim_words(&build, &feature);
        clm_build_description(&build, &feature);
        CLM_EXPECT_TEXT(c->label, clm_text_of(feature.title), c->title);
        CLM_EXPECT_TEXT(c->label, clm_text_of(feature.description), c->description);
        clear(&build);
    }
}

/* Every modality has words of its own kind. */
static void test_words_for_every_modality(void **state) {
    (void)state;
    for (int modality = 0; modality < CLM_MODALITY_COUNT; modality++) {
        for (int told = 0; told < 2; told++) {
            clm_build build;
            begin(&build);
            clm_feature feature = {.modality = (clm_modality)modality,
                                   .has_source = told == 1,
                                   .source = {.name = "Anna Berg"}};
            clm_build_claim_words(&build, &feature);
            assert_non_null(feature.title);
            assert_int_equal(clm_text_starts(clm_text_of(feature.title), "Anna Berg "), told);
            assert_true(clm_text_ends(clm_text_of(feature.title), ": statement"));
            clear(&build);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figure_words_table),
        cmocka_unit_test(test_claim_words_table),
        cmocka_unit_test(test_words_for_every_modality),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
