#include "unit/claims/marked.h"

typedef struct form_case {
    const char *form, *lemma;
    uint32_t pos;
} form_case;

static const form_case forms[] = {
    {"withdrew", "withdraw", CLM_POS_VD},
    {"withdrawn", "withdraw", CLM_POS_VN},
    {"withdraws", "withdraw", CLM_POS_VZ},
    {"withdrawing", "withdraw", CLM_POS_VG},
    {"stopped", "stop", CLM_POS_VD},
    {"planning", "plan", CLM_POS_VG},
    {"denies", "deny", CLM_POS_VZ},
    {"denied", "deny", CLM_POS_VD},
    {"dying", "die", CLM_POS_VG},
    {"agreed", "agree", CLM_POS_VD},
    {"admitted", "admit", CLM_POS_VN},
    {"crashes", "crash", CLM_POS_VZ},
    {"crashes", "crash", CLM_POS_NS},
    {"casualties", "casualty", CLM_POS_NS},
    {"spokesmen", "spokesman", CLM_POS_NS},
    {"people", "people", CLM_POS_NOUN},
    {"fighting", "fight", CLM_POS_NN},
    {"monday", "monday", CLM_POS_NN},
    {"counteroffensives", "counteroffensive", CLM_POS_NS},
    {"dozens", "dozens", CLM_POS_CD},
    {"that", "that", CLM_POS_THAT},
};

/* The word with this look-up key, or NULL. */
static const clm_word *find(clm_text key) {
    return clm_lexicon_word(clm_lexicon_probe(clm_word_hash(key)).word);
}

static void test_lexicon_find_forms(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) {
        const clm_word *word = find(clm_text_of(forms[i].form));
        if (!word || strcmp(word->lemma, forms[i].lemma) != 0 || !(word->pos & forms[i].pos)) {
            fail_msg("%s: lemma %s", forms[i].form, word ? word->lemma : "(none)");
        }
    }
}

static void test_lexicon_find_unknown(void **state) {
    (void)state;
    assert_null(find(CLM_TEXT("")));
    assert_null(find(CLM_TEXT("withdrawz")));
    assert_null(find(CLM_TEXT("sai")));
    assert_null(find(CLM_TEXT("counteroffensivez")));
    assert_null(find(CLM_TEXT("a very long key that no word of any list can have")));
}

/* Every row of the tables is reached from some form. */
static void test_lexicon_rows_reachable(void **state) {
    (void)state;
    for (size_t i = 0; i < clm_event_entry_count; i++) {
        const char *pattern = clm_event_entries[i].pattern;
        clm_text first = {pattern, strcspn(pattern, " ")};
        const clm_word *word = find(first);
        bool found = false;
        for (unsigned k = 0; word && k < word->event_count; k++) {
            found = found || clm_event_order[word->event_start + k] == i;
        }
        if (!found) {
            fail_msg("no form leads to the trigger \"%s\"", pattern);
        }
    }
    for (size_t i = 0; i < clm_cue_entry_count; i++) {
        const char *pattern = clm_cue_entries[i].pattern;
        clm_text first = {pattern, strcspn(pattern, " ")};
        const clm_word *word = find(first);
        bool found = false;
        for (unsigned k = 0; word && k < word->cue_count; k++) {
            found = found || clm_cue_order[word->cue_start + k] == i;
        }
        if (!found) {
            fail_msg("no form leads to the cue \"%s\"", pattern);
        }
    }
}

/* Each of the contract's event types has a trigger. */
static void test_lexicon_types_covered(void **state) {
    (void)state;
    for (int type = 1; type < CLM_EVENT_TYPE_COUNT; type++) {
        bool found = false;
        for (size_t i = 0; i < clm_event_entry_count; i++) {
            found = found || clm_event_entries[i].type == type;
        }
        if (!found) {
            fail_msg("no trigger for %s", clm_event_type_name((clm_event_type)type));
        }
    }
}

static void test_cue_class_names(void **state) {
    (void)state;
    assert_string_equal(clm_cue_class_name(CLM_CUE_ASSERT), "assert");
    assert_string_equal(clm_cue_class_name(CLM_CUE_MEASURE), "measure");
    assert_string_equal(clm_cue_class_name(CLM_CUE_TOPIC), "topic");
    assert_null(clm_cue_class_name(CLM_CUE_CLASS_COUNT));
    assert_null(clm_source_type_name(CLM_ST_NONE));
    assert_string_equal(clm_source_type_name(CLM_ST_OFFICIAL), "official");
    assert_string_equal(clm_source_type_name(CLM_ST_POLITICAL), "political");
    assert_null(clm_source_type_name(CLM_ST_COUNT));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lexicon_find_forms),     cmocka_unit_test(test_lexicon_find_unknown),
        cmocka_unit_test(test_lexicon_rows_reachable), cmocka_unit_test(test_lexicon_types_covered),
        cmocka_unit_test(test_cue_class_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
