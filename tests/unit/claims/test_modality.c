#include "unit/claims/marked.h"

typedef struct modality_case {
    const char *text;
    clm_modality modality;
    const char *source, *cue, *cue_class; /* "" for none */
} modality_case;

static const modality_case cases[] = {
    {"Rebels captured [Weln|settlement].", CLM_MODALITY_ASSERTED, "", "", ""},
    {"The mayor said rebels captured [Weln|settlement].", CLM_MODALITY_ASSERTED, "mayor", "said",
     "assert"},
    {"The mayor claims rebels captured [Weln|settlement].", CLM_MODALITY_CLAIMED, "mayor", "claims",
     "claim"},
    {"The mayor confirmed that rebels captured [Weln|settlement].", CLM_MODALITY_CONFIRMED, "mayor",
     "confirmed", "confirm"},
    {"The mayor admitted that rebels captured [Weln|settlement].", CLM_MODALITY_CONFIRMED, "mayor",
     "admitted", "admit"},
    {"The mayor denied that rebels captured [Weln|settlement].", CLM_MODALITY_DENIED, "mayor",
     "denied", "deny"},
    {"The mayor alleged that rebels captured [Weln|settlement].", CLM_MODALITY_ALLEGED, "mayor",
     "alleged", "allege"},
    {"Rebels captured [Weln|settlement], according to the police.", CLM_MODALITY_REPORTED, "police",
     "according to", "report"},
    {"A poll found that floods hit [Weln|settlement].", CLM_MODALITY_MEASURED, "poll", "found",
     "measure"},
    {"The mayor ordered troops to attack [Weln|settlement].", CLM_MODALITY_ORDERED, "mayor",
     "ordered", "order"},
    {"The mayor warned that rebels could attack [Weln|settlement].", CLM_MODALITY_WARNED, "mayor",
     "warned", "warn"},
    {"Rebels plan to attack [Weln|settlement].", CLM_MODALITY_INTENDED, "", "plan", "intend"},
    {"The mayor said rebels plan to attack [Weln|settlement].", CLM_MODALITY_INTENDED, "mayor",
     "said", "assert"},
    {"The army is considering withdrawing troops from [Weln|region].", CLM_MODALITY_CONSIDERED, "",
     "considering", "consider"},
    {"The mayor predicted that floods will hit [Weln|settlement].", CLM_MODALITY_PREDICTED, "mayor",
     "predicted", "predict"},
    {"The mayor believes that rebels captured [Weln|settlement].", CLM_MODALITY_BELIEVED, "mayor",
     "believes", "believe"},
    {"Rebels appear to control [Weln|settlement].", CLM_MODALITY_APPARENT, "", "appear",
     "apparent"},
    {"Rebels reportedly captured [Weln|settlement].", CLM_MODALITY_REPORTED, "", "", ""},
    {"Rebels allegedly captured [Weln|settlement].", CLM_MODALITY_ALLEGED, "", "", ""},
};

static void test_modality_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        marked_read(&m, cases[i].text, "");
        CLM_EXPECT(cases[i].text, m.claims.count == 1);
        if (m.claims.count) {
            const clm_claim *claim = &m.claims.items[0];
            CHECK_WORD(cases[i].text, clm_modality_name(claim->modality),
                       clm_modality_name(cases[i].modality));
            clm_text source = {NULL, 0};
            if (claim->has_source) {
                source = claim->source.name;
            }
            CHECK_TEXT(cases[i].text, source, cases[i].source);
            CHECK_TEXT(cases[i].text, clm_article_slice(m.article, claim->cue.span), cases[i].cue);
            CHECK_WORD(cases[i].text, claim->cue.cue_class, cases[i].cue_class);
        }
        marked_free(&m);
    }
}

static void test_modality_every_one(void **state) {
    (void)state;
    for (int modality = 0; modality < CLM_MODALITY_COUNT; modality++) {
        bool seen = false;
        for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
            seen = seen || cases[i].modality == (clm_modality)modality;
        }
        CLM_EXPECT(clm_modality_name((clm_modality)modality), seen);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_modality_table),
        cmocka_unit_test(test_modality_every_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
