#include "unit/claims/marked.h"

typedef struct quantity_case {
    const char *text;   /* a clause */
    const char *quoted; /* "" for none */
    double value, value_max;
    const char *unit, *qualifier, *role; /* role NULL for none */
    double km2, km;
} quantity_case;

#define NONE ((double)NAN)

static const quantity_case cases[] = {
    {"It holds about 58 square km.", "about 58 square km", 58, NONE, "km2", "about", NULL, 58,
     NONE},
    {"It holds 1,300 sq km.", "1,300 sq km", 1300, NONE, "km2", "exact", NULL, 1300, NONE},
    {"It covers 10 square miles.", "10 square miles", 10, NONE, "mi2", "exact", NULL,
     25.89988110336, NONE},
    {"It burned 2,000 hectares.", "2,000 hectares", 2000, NONE, "ha", "exact", NULL, 20, NONE},
    {"It burned over 1,000 acres.", "over 1,000 acres", 1000, NONE, "acre", "more_than", NULL,
     4.0468564224, NONE},
    {"It lies 5 miles away.", "5 miles", 5, NONE, "mi", "exact", NULL, NONE, 8.04672},
    {"It is 10.5 km long.", "10.5 km", 10.5, NONE, "km", "exact", NULL, NONE, 10.5},
    {"Up to 10,000 troops may go.", "Up to 10,000 troops", 10000, NONE, "troops", "up_to", NULL,
     NONE, NONE},
    {"At least 12 people were killed.", "At least 12 people", 12, NONE, "fatalities", "at_least",
     NULL, NONE, NONE},
    {"It killed three people.", "three people", 3, NONE, "fatalities", "exact", NULL, NONE, NONE},
    {"Some 40 people were injured.", "Some 40 people", 40, NONE, "injured", "about", NULL, NONE,
     NONE},
    {"Six soldiers were taken prisoner.", "Six soldiers", 6, NONE, "prisoners", "exact", NULL, NONE,
     NONE},
    {"The army captured two rebels.", "two rebels", 2, NONE, "prisoners", "exact", NULL, NONE,
     NONE},
    {"The army captured two villages.", "two villages", 2, NONE, "places", "exact", NULL, NONE,
     NONE},
    {"Two dozen houses fell.", "Two dozen houses", 24, NONE, "buildings", "exact", NULL, NONE,
     NONE},
    {"Half a million people left.", "Half a million people", 500000, NONE, "people", "exact", NULL,
     NONE, NONE},
    {"Dozens of people left.", "Dozens of people", 24, NONE, "people", "vague_at_least", NULL, NONE,
     NONE},
    {"Hundreds of homes fell.", "Hundreds of homes", 200, NONE, "buildings", "vague_at_least", NULL,
     NONE, NONE},
    {"Tens of thousands of protesters came.", "Tens of thousands of protesters", 20000, NONE,
     "people", "vague_at_least", NULL, NONE, NONE},
    {"Between 10 and 15 people came.", "Between 10 and 15 people", 10, 15, "people", "exact", NULL,
     NONE, NONE},
    {"It fell by 10-15 percent.", "10-15 percent", 10, 15, "percent", "exact", NULL, NONE, NONE},
    {"It fell by 3.5%.", "3.5%", 3.5, NONE, "percent", "exact", NULL, NONE, NONE},
    {"It cost $2.5 million.", "$2.5 million", 2500000, NONE, "USD", "exact", NULL, NONE, NONE},
    {"It cost 300 euros.", "300 euros", 300, NONE, "EUR", "exact", NULL, NONE, NONE},
    {"It lasted nearly three weeks.", "nearly three weeks", 3, NONE, "weeks", "almost", NULL, NONE,
     NONE},
    {"A magnitude 6.4 quake struck.", "6.4", 6.4, NONE, "magnitude", "exact", NULL, NONE, NONE},
    {"It drew no more than 50 families.", "no more than 50 families", 50, NONE, "families",
     "at_most", NULL, NONE, NONE},
    {"It drew a total of 90 cars.", "90 cars", 90, NONE, "vehicles", "exact", "cumulative", NONE,
     NONE},
    {"The death toll rose to 45.", "45", 45, NONE, "fatalities", "exact", NULL, NONE, NONE},
    {"It began in 2022.", "", 0, NONE, "", "", NULL, NONE, NONE},
    {"It began on April 12.", "", 0, NONE, "", "", NULL, NONE, NONE},
    {"The A-3 highway opened.", "", 0, NONE, "", "", NULL, NONE, NONE},
    {"A 34-year-old man came.", "", 0, NONE, "", "", NULL, NONE, NONE},
    {"It came three days ago.", "", 0, NONE, "", "", NULL, NONE, NONE},
};

static void expect_number(const char *label, double got, double expected) {
    if (isnan(expected)) {
        CLM_EXPECT(label, isnan(got));
    } else {
        CLM_EXPECT_NEAR(label, got, expected, 1e-9 * (1 + fabs(expected)));
    }
}

static void test_quantities_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const quantity_case *c = &cases[i];
        marked m;
        clm_reader reader;
        clm_quantity *found = NULL;
        size_t count = 0;
        marked_reader(&m, &reader, c->text);
        assert_int_equal(clm_entities_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
        clm_run all = {0, (uint32_t)m.article->token_count};
        assert_int_equal(clm_quantities_read(&reader, all, &found, &count, NULL), CLM_OK);
        CLM_EXPECT(c->text, count == (c->quoted[0] ? 1u : 0u));
        if (count) {
            CHECK_TEXT(c->text, clm_article_slice(m.article, found[0].span), c->quoted);
            expect_number(c->text, found[0].value, c->value);
            expect_number(c->text, found[0].value_max, c->value_max);
            expect_number(c->text, found[0].km2, c->km2);
            expect_number(c->text, found[0].km, c->km);
            CHECK_WORD(c->text, found[0].unit, c->unit);
            CHECK_WORD(c->text, found[0].qualifier, c->qualifier);
            CHECK_WORD(c->text, found[0].role ? found[0].role : "-", c->role ? c->role : "-");
        }
        marked_free(&m);
    }
}

static void test_quantities_two(void **state) {
    (void)state;
    marked m;
    clm_reader reader;
    clm_quantity *found = NULL;
    size_t count = 0;
    marked_reader(&m, &reader, "The army fought six rebels, taking two captive.");
    assert_int_equal(clm_entities_find(&reader, NULL), CLM_OK);
    assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
    assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
    clm_run all = {0, (uint32_t)m.article->token_count};
    assert_int_equal(clm_quantities_read(&reader, all, &found, &count, NULL), CLM_OK);
    assert_int_equal(count, 2);
    CHECK_WORD("first", found[0].unit, "troops");
    CHECK_WORD("second", found[1].unit, "prisoners");
    marked_free(&m);
}

/* What stands between the commas does not part people from what befell them. */
static void test_quantities_including(void **state) {
    (void)state;
    marked m;
    clm_reader reader;
    clm_quantity *found = NULL;
    size_t count = 0;
    marked_reader(&m, &reader, "Some 60 people, including 12 children, were killed.");
    assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
    assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
    clm_run all = {0, (uint32_t)m.article->token_count};
    assert_int_equal(clm_quantities_read(&reader, all, &found, &count, NULL), CLM_OK);
    assert_int_equal(count, 2);
    CHECK_WORD("those killed", found[0].unit, "fatalities");
    CHECK_WORD("among them", found[1].unit, "people");
    marked_free(&m);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantities_table),
        cmocka_unit_test(test_quantities_two),
        cmocka_unit_test(test_quantities_including),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
