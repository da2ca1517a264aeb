#include "support/support.h"

#include "claims/claims.h"

/* The contract's lists, in its order. */
static const char modalities[] =
    "asserted claimed confirmed denied alleged reported measured ordered "
    "warned intended considered predicted believed apparent";
static const char statuses[] = "current past past_peak planned considered hypothetical denied";
static const char classes[] =
    "posture territory manoeuvre combat harm people diplomacy sovereignty "
    "hazard civic infrastructure extent";
static const char roles[] =
    "location relative_location container origin destination direction route "
    "protected target beneficiary distance_anchor border_with feature alias";
static const char draws[] = "primary secondary context no";

typedef struct type_row {
    const char *event_class, *types;
} type_row;
static const type_row types[] = {
    {"posture", "presence deployment withdrawal"},
    {"territory", "control capture recapture retreat siege surrender"},
    {"manoeuvre", "advance incursion offensive counteroffensive defence"},
    {"combat", "clash strike bombing"},
    {"harm", "casualties damage accident violence crime"},
    {"people", "detention displacement evacuation search_rescue"},
    {"diplomacy", "talks ceasefire visit court_hearing"},
    {"sovereignty", "sovereignty territorial_dispute expropriation"},
    {"hazard", "hazard_extent natural_disaster weather outbreak warning"},
    {"civic", "protest gathering crowd_control policing unrest election"},
    {"infrastructure", "closure outage minefield demining arms_supply construction preparation"},
    {"extent", "area_extent land_use statistics map_error"},
};

/* Copies the next word of `*at`; false at the end. */
static bool next_word(const char **at, char out[32]) {
    size_t n = strcspn(*at, " ");
    if (n == 0) {
        return false;
    }
    snprintf(out, 32, "%.*s", (int)n, *at);
    *at += n + ((*at)[n] == ' ');
    return true;
}

static void test_modality_names_all(void **state) {
    (void)state;
    const char *at = modalities;
    char word[32];
    int count = 0;
    for (; next_word(&at, word); count++) {
        assert_string_equal(clm_modality_name((clm_modality)count), word);
        assert_int_equal(clm_modality_parse(clm_text_of(word)), count);
    }
    assert_int_equal(count, CLM_MODALITY_COUNT);
    assert_string_equal(clm_modality_name(CLM_MODALITY_COUNT), "");
    assert_int_equal(clm_modality_parse(CLM_TEXT("said")), -1);
}

static void test_status_names_all(void **state) {
    (void)state;
    const char *at = statuses;
    char word[32];
    int count = 0;
    for (; next_word(&at, word); count++) {
        assert_string_equal(clm_claim_status_name((clm_claim_status)count), word);
        assert_int_equal(clm_claim_status_parse(clm_text_of(word)), count);
    }
    assert_int_equal(count, CLM_CLAIM_STATUS_COUNT);
    assert_string_equal(clm_claim_status_name(CLM_CLAIM_STATUS_COUNT), "");
    assert_int_equal(clm_claim_status_parse(CLM_TEXT("curren")), -1);
}

static void test_roles_and_draws_all(void **state) {
    (void)state;
    char word[32];
    int count = 0;
    for (const char *at = roles; next_word(&at, word); count++) {
        assert_string_equal(clm_place_role_name((clm_place_role)count), word);
        assert_int_equal(clm_place_role_parse(clm_text_of(word)), count);
    }
    assert_int_equal(count, CLM_PLACE_ROLE_COUNT);
    assert_string_equal(clm_place_role_name(CLM_PLACE_ROLE_COUNT), "");
    count = 0;
    for (const char *at = draws; next_word(&at, word); count++) {
        assert_string_equal(clm_draw_name((clm_draw)count), word);
        assert_int_equal(clm_draw_parse(clm_text_of(word)), count);
    }
    assert_int_equal(count, CLM_DRAW_COUNT);
    assert_int_equal(clm_draw_parse(CLM_TEXT("")), -1);
    assert_int_equal(clm_place_role_parse(CLM_TEXT("place")), -1);
}

static void test_event_types_all(void **state) {
    (void)state;
    int type = 1;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        char word[32];
        for (const char *at = types[i].types; next_word(&at, word); type++) {
            assert_string_equal(clm_event_type_name((clm_event_type)type), word);
            assert_int_equal(clm_event_type_parse(clm_text_of(word)), type);
            assert_string_equal(clm_event_class_name(clm_event_class_of((clm_event_type)type)),
                                types[i].event_class);
        }
    }
    assert_int_equal(type, CLM_EVENT_TYPE_COUNT);
    assert_string_equal(clm_event_type_name(CLM_EVENT_NONE), "");
    assert_int_equal(clm_event_class_of(CLM_EVENT_NONE), CLM_EVENT_CLASS_COUNT);
    assert_int_equal(clm_event_type_parse(CLM_TEXT("")), -1);
}

static void test_event_classes_all(void **state) {
    (void)state;
    const char *at = classes;
    char word[32];
    int count = 0;
    for (; next_word(&at, word); count++) {
        assert_string_equal(clm_event_class_name((clm_event_class)count), word);
    }
    assert_int_equal(count, CLM_EVENT_CLASS_COUNT);
    assert_string_equal(clm_event_class_name(CLM_EVENT_CLASS_COUNT), "");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_modality_names_all),  cmocka_unit_test(test_status_names_all),
        cmocka_unit_test(test_roles_and_draws_all), cmocka_unit_test(test_event_types_all),
        cmocka_unit_test(test_event_classes_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
