#include "unit/claims/marked.h"

typedef struct group_case {
    const char *label, *text; /* two claims */
    bool together;
} group_case;

static const group_case cases[] = {
    {"same place, same type",
     "Rebels captured [Weln|settlement]. The mayor said rebels captured [Weln|settlement].", true},
    {"other place", "Rebels captured [Weln|settlement]. Rebels captured [Orm|settlement].", false},
    {"other type", "Rebels captured [Weln|settlement]. Floods hit [Weln|settlement].", false},
    {"two sides of one struggle",
     "The army's foothold in [Weln|region] collapsed. Rebels are taking back [Weln|region].", true},
    {"what was fired and what it did",
     "Jets bombed [Weln|settlement]. Ten people were killed in [Weln|settlement].", true},
    {"past and planned",
     "Talks took place in [Weln|settlement]. Talks will be held in "
     "[Weln|settlement].",
     false},
    {"the same elsewhere",
     "Ten people were killed in [Weln|settlement]. Twelve people were killed in [Orm|settlement].",
     false},
    {"a part of it",
     "Rebels captured [Weln|settlement]. Rebels captured [Weln|settlement] and its bridge.", true},
    {"takes and loses it",
     "Rebels captured [Weln|settlement]. Troops withdrew from [Weln|settlement].", true},
    {"what follows a title",
     "Dozens killed in strikes on [Weln|settlement]\n\nAt least 50 people were killed in strikes "
     "on "
     "[Weln|settlement].",
     true},
    {"long ago",
     "Ten people were killed in [Weln|settlement].\n\nMore than 300 people were killed in "
     "[Weln|settlement] in 1998.",
     false},
    {"a name in common",
     "Cyclone Berta struck [Weln|settlement].\n\nThe mayor thanked the council.\n\nBerta flooded "
     "[Weln|settlement].",
     true},
    {"other day",
     "Rebels attacked [Weln|settlement] on 3 May. Rebels attacked [Weln|settlement] on "
     "9 May.",
     false},
};

static void test_groups_pairs(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        marked_read(&m, cases[i].text, "2024-05-14");
        CLM_EXPECT(cases[i].label, m.claims.count == 2);
        if (m.claims.count == 2) {
            bool same = m.claims.items[0].event_group == m.claims.items[1].event_group;
            CLM_EXPECT(cases[i].label, same == cases[i].together);
        }
        marked_free(&m);
    }
}

static void test_groups_duplicate_and_support(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "The police said rebels captured [Weln|settlement]. The mayor said rebels captured "
                "[Weln|settlement].",
                "");
    assert_int_equal(m.claims.count, 2);
    assert_int_equal(m.claims.items[0].duplicate_of, -1);
    assert_int_equal(m.claims.items[1].duplicate_of, 0);
    assert_int_equal(m.claims.items[0].support_count, 1);
    assert_int_equal(m.claims.items[0].supports[0], 1);
    assert_int_equal(m.claims.items[1].supports[0], 0);
    assert_int_equal(m.claims.items[1].conflict_count, 0);
    marked_free(&m);
}

static void test_groups_conflict_when_denied(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "The police said rebels captured [Weln|settlement]. The mayor denied that rebels "
                "captured [Weln|settlement].",
                "");
    assert_int_equal(m.claims.count, 2);
    assert_int_equal(m.claims.items[0].conflict_count, 1);
    assert_int_equal(m.claims.items[0].conflicts[0], 1);
    assert_int_equal(m.claims.items[1].conflicts[0], 0);
    assert_int_equal(m.claims.items[0].support_count, 0);
    marked_free(&m);
}

/* The finest place, then the firmest statement, stands for the event. */
static void test_groups_representative(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "The rebels claim they have captured [Weln|settlement]. The army confirmed that "
                "rebels captured [Weln|settlement]. The rebels captured [Weln|settlement], the "
                "mayor alleged.",
                "");
    assert_int_equal(m.claims.count, 3);
    assert_int_equal(m.claims.items[0].duplicate_of, 1);
    assert_int_equal(m.claims.items[1].duplicate_of, -1);
    assert_int_equal(m.claims.items[2].duplicate_of, 1);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(m.claims.items[i].voice_count, 3);
        assert_int_equal(m.claims.items[i].voices[0], 0);
        assert_int_equal(m.claims.items[i].voices[1], 1);
        assert_int_equal(m.claims.items[i].voices[2], 2);
    }
    marked_free(&m);
}

typedef struct flag_case {
    const char *label, *text;
    const char *first, *second; /* flags of the claims' first figures; NULL none */
} flag_case;

static const flag_case flag_cases[] = {
    {"two tolls",
     "The police said 12 people were killed in [Weln|settlement]. The mayor said 30 people were "
     "killed in [Weln|settlement].",
     "contradicted", "contradicted"},
    {"the same toll",
     "The police said 12 people were killed in [Weln|settlement]. The mayor said 12 people were "
     "killed in [Weln|settlement].",
     NULL, NULL},
    {"a bound that holds",
     "The police said at least 12 people were killed in [Weln|settlement]. The mayor said 30 "
     "people were killed in [Weln|settlement].",
     NULL, NULL},
    {"a bound that does not",
     "The police said at least 40 people were killed in [Weln|settlement]. The mayor said 30 "
     "people were killed in [Weln|settlement].",
     "contradicted", "contradicted"},
    {"another place",
     "The police said 12 people were killed in [Weln|settlement]. The mayor said 30 people were "
     "killed in [Orm|settlement].",
     NULL, NULL},
};

static void test_groups_flags(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof flag_cases / sizeof *flag_cases; i++) {
        const flag_case *c = &flag_cases[i];
        marked m;
        marked_read(&m, c->text, "");
        CLM_EXPECT(c->label, m.claims.count == 2);
        for (size_t k = 0; k < m.claims.count && k < 2; k++) {
            const clm_claim *claim = &m.claims.items[k];
            const char *expected = k ? c->second : c->first;
            CLM_EXPECT(c->label, claim->quantity_count == 1);
            if (claim->quantity_count == 1) {
                const char *flag = claim->quantities[0].flag;
                CLM_EXPECT(c->label, (flag == NULL) == (expected == NULL) &&
                                         (flag == NULL || strcmp(flag, expected) == 0));
                CLM_EXPECT(c->label, claim->conflict_count == (expected ? 1 : 0));
            }
        }
        marked_free(&m);
    }
}

typedef struct link_case {
    const char *label, *text; /* two claims */
    bool conflict;
} link_case;

static const link_case link_cases[] = {
    {"two who hold it",
     "[Arkanian|country|d] troops control [Weln|settlement]. [Tolish|country|d] troops control "
     "[Weln|settlement].",
     false}, /* whose side they are on needs a gazetteer */
    {"denied",
     "The army said rebels had attacked [Weln|settlement]. The rebels denied that they had "
     "attacked [Weln|settlement].",
     true},
    {"denied, of another place",
     "The army said rebels had attacked [Weln|settlement]. The rebels denied that they had "
     "attacked [Orm|settlement].",
     false},
    {"denied, of another day",
     "The army said rebels attacked [Weln|settlement] on 3 May. The rebels denied that they "
     "attacked [Weln|settlement] on 9 May.",
     false},
};

static void test_groups_conflicts(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof link_cases / sizeof *link_cases; i++) {
        marked m;
        marked_read(&m, link_cases[i].text, "2024-05-14");
        CLM_EXPECT(link_cases[i].label, m.claims.count == 2);
        for (size_t k = 0; k < m.claims.count; k++) {
            CLM_EXPECT(link_cases[i].label,
                       m.claims.items[k].conflict_count == (link_cases[i].conflict ? 1 : 0));
        }
        marked_free(&m);
    }
}

static void test_claims_in_text_order(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "Rebels captured [Weln|settlement], and floods hit [Orm|settlement]. Troops are "
                "stationed in [Tarn|settlement].",
                "");
    assert_int_equal(m.claims.count, 3);
    for (size_t i = 1; i < m.claims.count; i++) {
        assert_true(m.claims.items[i - 1].quote.start < m.claims.items[i].quote.start);
    }
    for (size_t i = 0; i < m.claims.count; i++) {
        assert_true(m.claims.items[i].confidence > 0 && m.claims.items[i].confidence <= 1);
    }
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_groups_pairs),
        cmocka_unit_test(test_groups_duplicate_and_support),
        cmocka_unit_test(test_groups_conflict_when_denied),
        cmocka_unit_test(test_groups_representative),
        cmocka_unit_test(test_groups_flags),
        cmocka_unit_test(test_groups_conflicts),
        cmocka_unit_test(test_claims_in_text_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
