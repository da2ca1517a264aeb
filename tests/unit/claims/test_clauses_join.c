/* What a claim quotes: a main clause with the clause that says when it happened, without the
 * dateline before it. */
#include "unit/claims/marked.h"

typedef struct join_case {
    const char *text;
    size_t claims;
    const char *quote; /* of the first claim */
} join_case;

static const join_case cases[] = {
    {"Nine people died when their bus overturned near [Weln|settlement].", 1,
     "Nine people died when their bus overturned near Weln"},
    {"Three men were hurt near [Weln|settlement] when a wall fell in [Orvo|settlement].", 1,
     "Three men were hurt near Weln when a wall fell in Orvo"},
    {"Nineteen dead as a bus and a truck collide near [Weln|settlement].", 1,
     "Nineteen dead as a bus and a truck collide near Weln"},
    {"A fire tore through [Weln|settlement], destroying 12 homes and forcing 30 people to flee.", 1,
     "A fire tore through Weln, destroying 12 homes and forcing 30 people to flee"},
    {"[ORVO|settlement|l], Nov 16 (AP) - At least 19 people were killed near [Weln|settlement].", 1,
     "At least 19 people were killed near Weln"},
    {"[ORVO|settlement|l] (AP) Storms killed two people in [Weln|settlement].", 1,
     "Storms killed two people in Weln"},
    {"09:31 Two killed in [Weln|settlement].", 1, "Two killed in Weln"},
    {"In [Orvo|settlement] a fire - the third this week - killed two people.", 1,
     "In Orvo a fire - the third this week - killed two people"},
    {"Rebels captured [Weln|settlement] when floods hit [Orvo|settlement].", 2,
     "Rebels captured Weln"},
};

static void test_clauses_join_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        marked m;
        marked_read(&m, cases[i].text, "");
        CLM_EXPECT(cases[i].text, m.claims.count == cases[i].claims);
        if (m.claims.count) {
            CHECK_TEXT(cases[i].text, marked_slice(&m, m.claims.items[0].quote), cases[i].quote);
        }
        marked_free(&m);
    }
}

/* What an idle clause counts goes to the claim beside it, once. */
static void test_clause_adopts(void **state) {
    (void)state;
    marked m;
    marked_read(&m,
                "The temple near [Weln|settlement] was under water and about 300 pilgrims had to "
                "wait.",
                "");
    assert_int_equal(m.claims.count, 1);
    assert_int_equal(m.claims.items[0].quantity_count, 1);
    CHECK_WORD("pilgrims", m.claims.items[0].quantities[0].unit, "people");
    CHECK_TEXT("both", marked_slice(&m, m.claims.items[0].quote),
               "The temple near Weln was under water and about 300 pilgrims had to wait");
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clauses_join_table),
        cmocka_unit_test(test_clause_adopts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
