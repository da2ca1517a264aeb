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
        cmocka_unit_test(test_claims_in_text_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
