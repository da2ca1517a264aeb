#include "unit/claims/marked.h"

#include <math.h>
#include <stdio.h>

typedef struct quantity_case {
    const char *text;   /* a clause */
    const char *quoted; /* "" for none */
    double value, value_max;
    const char *unit, *qualifier, *role; /* role NULL for none */
    double km2, km;
} quantity_case;

#define NONE ((double)NAN)

static const quantity_case cases[] = {
    {"Some 900 [Arkanians|country|d] fled.", "Some 900 Arkanians", 900, NONE, "people", "about",
     NULL, NONE, NONE},
    {"At least a foot of snow fell.", "At least a foot", 1, NONE, "ft", "at_least", NULL, NONE,
     0.0003048},
    {"It burned an acre of grass.", "an acre", 1, NONE, "acre", "exact", NULL, 0.0040468564224,
     NONE},
    {"He lost a foot.", "", 0, NONE, "", "", NULL, NONE, NONE},
    {"They were given a week to leave.", "a week", 1, NONE, "weeks", "exact", NULL, NONE, NONE},
    {"He left after a week.", "", 0, NONE, "", "", NULL, NONE, NONE},
    {"Cholera cases in the region were down to 190.", "190", 190, NONE, "cases", "exact", NULL,
     NONE, NONE},
    {"The blast left nine craters.", "nine craters", 9, NONE, "objects", "exact", NULL, NONE, NONE},
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
    {"Tens of thousands of protesters came.", "Tens of thousands of protesters", 10000, NONE,
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
    {"It holds just under 500 sq km.", "just under 500 sq km", 500, NONE, "km2", "almost", NULL,
     500, NONE},
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

/* All quantities of a text: "value unit", a range "low..high unit", with the role in brackets. */
typedef struct list_case {
    const char *text, *expected;
} list_case;

static const list_case lists[] = {
    {"He shot dead seven guests and a nurse and wounded three others.",
     "7 fatalities; 1 fatalities; 3 injured"},
    {"Two men and a dog died.", "2 fatalities"},
    {"Cholera cases here are up to 27, bringing the number in the region to 121.",
     "27 cases; 121 cases"},
    {"Seventeen people died, three of them near the town.", "17 fatalities; 3 fatalities"},
    {"Two soldiers and three civilians were killed.", "2 fatalities; 3 fatalities"},
    {"The blast killed two soldiers and three civilians and injured 30 others.",
     "2 fatalities; 3 fatalities; 30 injured"},
    {"At least 12 people were killed and 40 injured when a bus fell into a river.",
     "12 fatalities; 40 injured"},
    {"Twenty-three people died and two dozen were hurt.", "23 fatalities; 24 injured"},
    {"Dozens killed in strikes on the city.", "24 fatalities"},
    {"Strikes on the town kill dozens.", "24 fatalities"},
    {"The death toll rose to 45 from 40.", "45 fatalities; 40 fatalities (previous)"},
    {"The toll rose from 30 to 45.", "30 fatalities (previous); 45 fatalities"},
    {"The death toll from the quake has risen to 1,200, with 300 still missing.",
     "1200 fatalities; 300 missing"},
    {"The number of injured reached 300.", "300 injured"},
    {"Cases rose to 1,200, including 300 deaths.", "1200 cases; 300 fatalities"},
    {"Deaths pass 100.", "100 fatalities"},
    {"It burned 1.2 million acres, up from 900,000 acres a day earlier.",
     "1200000 acre; 900000 acre (previous)"},
    {"The fire covers 58 square kilometres (22 square miles).", "58 km2; 22 mi2 (conversion_of)"},
    {"It covers some 500 ha, or about 1,235 acres.", "500 ha; 1235 acre (conversion_of)"},
    {"A 500-acre fire and a 30-mile convoy.", "500 acre; 30 mi"},
    {"It lost 300 sq m of forest, 4 sq. mi. of swamp and 12km\xc2\xb2 of land.",
     "300 m2; 4 mi2; 12 km2"},
    {"They seized 3,000 dunams of land.", "300 ha"},
    {"Some 1 300 000 hectares burned.", "1300000 ha"},
    {"Up to 40 per cent of the region burned.", "40 percent (share_of)"},
    {"Nearly a fifth of the island burned.", "20 percent (share_of)"},
    {"A third of the district is under water.", "33.3 percent (share_of)"},
    {"Two-thirds of the town is flooded.", "66.7 percent (share_of)"},
    {"Between 3 and 4 million people fled.", "3000000..4000000 people"},
    {"It cost $2-3 billion.", "2000000000..3000000000 USD"},
    {"It cost $1.3m, US$5bn, Rs 500 crore and 50 Swiss francs.",
     "1300000 USD; 5000000000 USD; 5000000000 INR; 50 CHF"},
    {"A hundred and twenty families fled.", "120 families"},
    {"One thousand two hundred people fled.", "1200 people"},
    {"Two and a half million people fled.", "2500000 people"},
    {"Several hundred protesters and a few dozen police came.", "200 people; 24 people"},
    {"It destroyed 3 tanks, 12 villages and a couple of drones.",
     "3 vehicles; 12 places; 2 objects"},
    {"Officials evacuated 210,000.", "210000 people"},
    {"Thousands flee as the river rises.", "1000 people"},
    {"It moved out 3k people and 1.3m books.", "3000 people"},
    {"A 7.8-magnitude quake, an aftershock of magnitude 5.1 and a 5.2 quake came.",
     "7.8 magnitude; 5.1 magnitude; 5.2 magnitude"},
    {"Winds of 120 km/h came.", "120 kph"},
    {"There was 30cm of snow.", "300 mm"},
    {"Five members of one family drowned.", "5 fatalities"},
    {"Two, including a child, died.", "2 fatalities"},
    {"The crash left three dead.", "3 fatalities"},
    {"One was killed.", "1 fatalities"},
    {"One of the men fled.", ""},
    {"Two of the victims died.", "2 fatalities"},
    {"Eleven of the injured, three of them children, were flown away.", "11 injured; 3 people"},
    {"It holds 14 of the 17 townships.", "14 places"},
    {"Eight wounded civilians were flown out.", "8 injured"},
    {"It is treating 61 people with gunshot wounds.", "61 injured"},
    {"The army lost 12 soldiers.", "12 fatalities"},
    {"They killed three soldiers who had killed two boys.", "3 fatalities; 2 fatalities"},
    {"Twelve gunmen killed a guard.", "12 troops"},
    {"Police arrested four men and detained 30.", "4 prisoners; 30 prisoners"},
    {"It sent two battalions, about 1,400 men, to the river.", "1400 troops"},
    {"A 500-strong force came.", "500 troops"},
    {"The two men were in the house.", ""},
    {"The first two houses fell.", ""},
    {"The road was shut for two days.", "2 days"},
    {"They put the revolt down in three days.", "3 days"},
    {"The town fell after an 18-month siege.", ""},
    {"They must leave within 60 days.", ""},
    {"It was the worst storm in 49 years.", ""},
    {"It came after two weeks of fighting.", ""},
    {"John Smith, 45, died on Highway 50 near Section 8.", ""},
    {"The team won 2-1 at 5pm.", ""},
    {"Under resolution 1701 a T-72 and an F-16 were sold.", ""},
    {"It was 40\xc2\xb0 on 9/11.", ""},
    {"The 2017 floods killed 30.", "30 fatalities"},
    {"It is a 16-member team.", ""},
    {"One jet bombed the town.", ""},
    {"It burned 300 acres, half the size of the park.", "300 acre"},
    {"Prices hit a two-decade high.", ""},
    {"There is a 500,000 flight cap.", ""},
    {"It was taken in the Six-Day War.", ""},
    {"Some 1,000 or so migrants came.", "1000 people"},
    {"Two tapes, one captured by a camera, were lost.", ""},
    {"The 7th Marines came.", ""},
    {"Nine out of 10 homes burned.", ""},
    {"Deaths rose by 15 to 212.", "212 fatalities"},
    {"More than 1,000 Arkanian and 2,500 U.S. troops came.", "1000 troops; 2500 troops"},
    {"The crash killed the pilot and all 14 passengers.", "14 fatalities"},
    {"Birds were culled on 58 farms.", "58 places"},
    {"About 2,500 Marines came to Three Sisters.", "2500 troops"},
    {"They counted 214 new infections, bringing the total to 5,600.",
     "214 cases; 5600 cases (cumulative)"},
    {"Of the 87 patients, 12 are in intensive care.", "87 people; 12 people"},
    {"It destroyed 48 homes and 12 outbuildings.", "48 buildings; 12 buildings"},
    {"A magnitude-5.8 earthquake came.", "5.8 magnitude"},
    {"Winds of up to 180kph (112mph) came.", "180 kph; 180.246528 kph (conversion_of)"},
    {"One in five residents has left.", ""},
    {"None of the 30 passengers was hurt.", ""},
    {"Four soldiers and a civilian died.", "4 fatalities; 1 fatalities"},
    {"Killed were two soldiers and a teacher.", "2 fatalities; 1 fatalities"},
    {"The curfew will last 48 hours.", "48 hours"},
    {"It lost 4 Weln Su-34 jets and 2 Mi-8 helicopters.", "4 vehicles; 2 vehicles"},
    {"It is a town of 12,000 people.", ""},
    {"It has a population of more than two million.", "2000000 people"},
    {"Militants tied six men to a car.", "6 people"},
    {"Police fatally shot four men.", "4 fatalities"},
    {"Militants shot dead three women and two boys.", "3 fatalities; 2 fatalities"},
    {"About 30 Weln College students stacked sandbags.", "30 people"},
    {"The fire was within an eighth of a mile of the road.", "0.125 mi"},
    {"It moved half a mile.", "0.5 mi"},
    {"Three days of fighting ended.", "3 days"},
    {"He came for a two-day visit.", "2 days"},
    {"Nearly 9 inches of rain and winds of 125 mph came.", ""},
    {"Some 300 soldiers died in two days of fighting.", "300 fatalities; 2 days"},
    {"In February 37 people died on the road.", "37 fatalities"},
    {"On May 3 people died on the road.", ""},
    {"It would bring back tolls between Exits 1 and 6.", ""},
    {"The toll increase takes in 12 booths.", ""},
    {"Half of the wells were foul, and two thirds of the deaths came in May.", ""},
    {"Four officers were shot to death in a shop.", "4 fatalities"},
    {"Four people died in Weln and two in Orm.", "4 fatalities; 2 fatalities"},
    {"Four people died in Weln, two", "4 fatalities"},
    {"Police in Weln counted 40 cases and nine near Orm.", "40 cases; 9 cases"},
    {"It burned 40 acres and two in five trees.", "40 acre"},
    {"A boy of 12 was taken to a camp.", ""},
    {"They fired 120-mm mortars and a 152 mm howitzer.", ""},
    {"The pipe is 120 mm wide.", "120 mm"},
    {"Soldiers laid 300 mines along the river.", "300 objects"},
    {"The state closed 300 mines.", "300 places"},
    {"Crews came to three partly collapsed buildings.", "3 buildings"},
    {"It sent 150 National Guard members.", "150 troops"},
};

static void print_quantity(const clm_quantity *q, char *out, size_t size) {
    char high[32] = "", role[32] = "";
    if (!isnan(q->value_max)) {
        snprintf(high, sizeof high, "..%.15g", q->value_max);
    }
    if (q->role) {
        snprintf(role, sizeof role, " (%s)", q->role);
    }
    snprintf(out, size, "%.15g%s %s%s", q->value, high, q->unit, role);
}

static void test_quantities_lists(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
        marked m;
        clm_reader reader;
        clm_quantity *found = NULL;
        size_t count = 0, length = 0;
        char got[512] = "";
        marked_reader(&m, &reader, lists[i].text);
        assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
        clm_run all = {0, (uint32_t)m.article->token_count};
        assert_int_equal(clm_quantities_read(&reader, all, &found, &count, NULL), CLM_OK);
        for (size_t q = 0; q < count; q++) {
            char one[128];
            print_quantity(&found[q], one, sizeof one);
            assert_true(length + strlen(one) + 3 < sizeof got);
            length +=
                (size_t)snprintf(got + length, sizeof got - length, "%s%s", q ? "; " : "", one);
        }
        CHECK_WORD(lists[i].text, got, lists[i].expected);
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

/* One person who was killed or hurt and is counted by "a". */
static void test_quantities_single(void **state) {
    static const struct {
        const char *text, *expected; /* "quoted unit", "" for none */
    } singles[] = {
        {"A 58-year-old woman was killed on the road.", "A 58-year-old woman fatalities"},
        {"A boy of 12 died in the fire.", "A boy fatalities"},
        {"Shells killed a farmer in his field.", "a farmer fatalities"},
        {"Another soldier was wounded.", "Another soldier injured"},
        {"A bomb killed a policeman and wounded four others.", "a policeman fatalities"},
        {"The injured included a police officer.", "a police officer injured"},
        {"Among the dead was a guard.", "a guard fatalities"},
        {"The group included a guard.", ""},
        {"A woman and her son were killed.", ""},
        {"A man and a woman were killed.", ""},
        {"A man killed ten people.", ""},
        {"A soldier stood at the gate.", ""},
        {"A house was hit and a dog died.", ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof singles / sizeof *singles; i++) {
        marked m;
        clm_reader reader;
        clm_quantity one;
        marked_reader(&m, &reader, singles[i].text);
        assert_int_equal(clm_said_find(&reader, NULL), CLM_OK);
        assert_int_equal(clm_said_mark(&reader, NULL), CLM_OK);
        clm_run all = {0, (uint32_t)m.article->token_count};
        bool found = clm_quantity_single(&reader, all, &one);
        char got[128] = "";
        if (found) {
            clm_text quoted = clm_article_slice(m.article, one.span);
            snprintf(got, sizeof got, "%.*s %s", (int)quoted.len, quoted.ptr, one.unit);
            CLM_EXPECT_NEAR(singles[i].text, one.value, 1, 0);
        }
        CHECK_WORD(singles[i].text, got, singles[i].expected);
        marked_free(&m);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_quantities_single),    cmocka_unit_test(test_quantities_table),
        cmocka_unit_test(test_quantities_lists),     cmocka_unit_test(test_quantities_two),
        cmocka_unit_test(test_quantities_including),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
