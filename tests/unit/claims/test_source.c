#include "unit/claims/marked.h"

typedef struct source_case {
    const char *label, *text;
    size_t which; /* attribution */
    const char *name, *type;
} source_case;

static const source_case cases[] = {
    {"surname", "President Ana Ruiz spoke on Monday. Ms Ruiz said the road was open.", 0,
     "Ana Ruiz", "official"},
    {"pronoun", "President Ana Ruiz said the road was open. She said the bridge was shut.", 1,
     "Ana Ruiz", "official"},
    {"office", "President Ana Ruiz said the road was open. The president said the bridge was shut.",
     1, "Ana Ruiz", "official"},
    {"office after name",
     "Tom Berg, the mayor, said the road was open. Mr Berg said more was to come.", 1, "Tom Berg",
     "official"},
    {"particle", "Foreign minister Jan van der Berg spoke. Mr Berg said the road was open.", 0,
     "Jan van der Berg", "official"},
    {"police", "The police said the road was open.", 0, "police", "police"},
    {"ministry", "The defence ministry said the road was open.", 0, "defence ministry", "military"},
    {"state media", "Local state media said the road was open.", 0, "Local state media",
     "state_media"},
    {"unnamed officials", "Two officials said the road was open.", 0, "Two officials", "anonymous"},
    {"map", "The AreaWatch map of the war shows that the road was open.", 0, "AreaWatch",
     "monitor"},
    {"expert", "A professor said the road was open.", 0, "professor", "expert"},
    {"court", "The court said the road was open.", 0, "court", "court"},
    {"company", "The airline said the road was open.", 0, "airline", "company"},
    {"rebels", "Rebels said the road was open.", 0, "Rebels", "armed_group"},
    {"igo", "The UN said the road was open.", 0, "UN", "igo"},
    {"fires have no surname", "The Weln Hill Fire grew. The road was open, Cal Fire said.", 0,
     "Cal Fire", ""},
    {"fire brigade", "The fire brigade said the road was open.", 0, "fire brigade", "agency"},
};

static void test_sources_resolve_names(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        clm_reader reader;
        marked_reader(&m, &reader, cases[i].text);
        assert_int_equal(clm_entities_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_sources_resolve(&reader, NULL), CLM_OK);
        if (reader.said_count <= cases[i].which) {
            fail_msg("%s: no such attribution", cases[i].label);
        }
        const clm_said *said = &reader.said[cases[i].which];
        CHECK_TEXT(cases[i].label, said->who.name, cases[i].name);
        CHECK_WORD(cases[i].label, said->who.type, cases[i].type);
        marked_free(&m);
    }
}

static void test_sources_metonym(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "[Arkania|country|a] claims its troops hold the village of [Weln|settlement].",
                "");
    assert_int_equal(m.claims.count, 1);
    assert_true(m.claims.items[0].has_source);
    CHECK_TEXT("state", m.claims.items[0].source.name, "Arkania");
    CHECK_WORD("state", m.claims.items[0].source.type, "government");
    marked_free(&m);
}

static void test_sources_relay(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "General Ott was quoted by state radio as saying on Friday that troops were "
                "operating in [Weln|settlement].",
                "2024-05-14");
    assert_int_equal(m.claims.count, 1);
    const clm_claim *claim = &m.claims.items[0];
    CHECK_TEXT("source", claim->source.name, "Ott");
    CHECK_WORD("source", claim->source.type, "military");
    assert_int_equal(claim->relay_count, 1);
    CHECK_TEXT("relay", claim->relays[0].name, "state radio");
    CHECK_WORD("relay", claim->relays[0].type, "state_media");
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sources_resolve_names),
        cmocka_unit_test(test_sources_metonym),
        cmocka_unit_test(test_sources_relay),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
