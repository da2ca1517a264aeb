#include "unit/claims/marked.h"

/* The first claim of `text` is surer than that of `other`. */
typedef struct order_case {
    const char *label, *text, *other;
} order_case;

static const order_case orders[] = {
    {"a verb of the tables, and one that its subject tells", "Rebels captured [Weln|settlement].",
     "The troops dithered in [Weln|settlement]."},
    {"a verb, and a weak word", "Rebels bombed [Weln|settlement].",
     "Rebels were in [Weln|settlement] in numbers."},
};

static double first_confidence(const char *text, const char *label) {
    marked m;
    marked_read(&m, text, "2024-05-14");
    CLM_EXPECT(label, m.claims.count > 0);
    double found = m.claims.items[0].confidence;
    CLM_EXPECT(label, found > 0 && found < 1);
    marked_free(&m);
    return found;
}

static void test_confidence_orders(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(orders); i++) {
        const order_case *c = &orders[i];
        CLM_EXPECT(c->label,
                   first_confidence(c->text, c->label) > first_confidence(c->other, c->label));
    }
}

/* A place that is less sure, but drawn, makes a claim less sure. */
static void test_confidence_follows_the_place(void **state) {
    (void)state;
    double last = 1;
    for (int step = 4; step >= 0; step--) {
        marked m;
        marked_make(&m, "Rebels captured [Weln|settlement].", "");
        m.resolved[0].score = 0.62 + 0.38 * step / 4;
        assert_int_equal(
            clm_claims_read(m.article, NULL, &m.mentions, m.resolved, NULL, &m.claims, NULL),
            CLM_OK);
        assert_int_equal(m.claims.count, 1);
        assert_int_equal(m.claims.items[0].places[0].draw, CLM_DRAW_PRIMARY);
        assert_true(m.claims.items[0].confidence < last);
        last = m.claims.items[0].confidence;
        marked_free(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_confidence_orders),
        cmocka_unit_test(test_confidence_follows_the_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
