/* "10 km south of X": what the words say, and the names that they put on the map. */
#include "places/places.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "support/support.h"
#include "unit/mentions/fake_gazetteer.h"

#define NONE ((double)NAN)

typedef struct words_case {
    const char *text; /* the place is always "Sudza" */
    bool found;
    double bearing_deg, dist_m;
    const char *first; /* where the words begin */
} words_case;

static const words_case words[] = {
    {"A village 10 km south of Sudza fell.", true, 180, 10000, "10"},
    {"They stood 12.5 km north-east of Sudza.", true, 45, 12500, "12.5"},
    {"They stood 5 miles (8 km) to the west of the city of Sudza.", true, 270, 8046.72, "5"},
    {"They stood 4 km south-southwest of Sudza.", true, 202.5, 4000, "4"},
    {"They stood 130 km west-north-west of Sudza.", true, 292.5, 130000, "130"},
    {"They stood two kilometres northwest of the port of Sudza.", true, 315, 2000, "two"},
    {"They stood 160km south of the Avarian capital Sudza.", true, 180, 160000, "160"},
    {"They stood 40km west of the Avarian capital, Sudza.", true, 270, 40000, "40"},
    {"They stood south of Sudza.", true, 180, NONE, "south"},
    {"They stood 10 km from Sudza.", true, NONE, 10000, "10"},
    {"They stood 10 km away from Sudza.", true, NONE, 10000, "10"},
    {"They came from Sudza.", false, NONE, NONE, NULL},
    {"They stood in the south of the country. Sudza fell.", false, NONE, NONE, NULL},
    {"The mayor of Sudza walked 10 km south.", false, NONE, NONE, NULL},
};

static clm_article *parse(const char *text) {
    clm_article_options options = {.format = CLM_ARTICLE_PLAIN};
    clm_article *article = NULL;
    assert_int_equal(clm_article_parse(clm_text_of(text), &options, &article, NULL), CLM_OK);
    return article;
}

static bool same(double a, double b) {
    return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-6;
}

static void test_bearing_read_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        const words_case *c = &words[i];
        clm_article *article = parse(c->text);
        clm_mention mention = {0};
        clm_bearing got;
        while (!clm_text_is(clm_article_key(article, mention.token_start), "sudza")) {
            mention.token_start++;
        }
        mention.token_end = mention.token_start + 1;
        CLM_EXPECT(c->text, clm_bearing_read(article, &mention, &got) == c->found);
        if (c->found) {
            CLM_EXPECT(c->text, same(got.bearing_deg, c->bearing_deg));
            CLM_EXPECT(c->text, same(got.dist_m, c->dist_m));
            CLM_EXPECT_TEXT(c->text, clm_article_slice(article, article->tokens[got.first].span),
                            c->first);
        }
        clm_article_free(article);
    }
}

/* Sudzha lies at 35.27 E 51.19 N, where a degree of latitude has 111.26 km, one of longitude
 * 69.9 km. */
typedef struct place_case {
    const char *text; /* the first mention is the unknown village */
    bool located;
    double east_km, north_km; /* from Sudzha */
} place_case;

static const place_case placed[] = {
    {"Shells hit the village of Urozhaine, 10 km south of Sudzha.", true, 0, -10},
    {"Shells hit the village of Urozhaine, about 20km (12 miles) east of Sudzha.", true, 20, 0},
    {"Shells hit the village of Urozhaine, which lies 5 km from Sudzha.", true, 0, 0},
    {"Shells hit Urozhaine, a small village 10 km south of Sudzha.", true, 0, -10},
    {"Shells hit Urozhaine, about 10 km south of Sudzha.", true, 0, -10},
    {"Shells hit the village of Urozhaine, 300 km from Sudzha.", false, 0, 0},
    {"Shells hit the village of Urozhaine, south of Sudzha.", false, 0, 0},
    {"Shells hit the village of Urozhaine and fell 10 km south of Sudzha.", false, 0, 0},
};

static void test_bearing_places_unknown_villages(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof placed / sizeof *placed; i++) {
        const place_case *c = &placed[i];
        clm_article *article = parse(c->text);
        clm_mentions mentions;
        clm_resolved *resolved = NULL;
        assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, NULL), CLM_OK);
        assert_int_equal(clm_places_resolve(article, NULL, &mentions, NULL, &resolved, NULL),
                         CLM_OK);
        assert_true(mentions.count == 2 && resolved[1].located);
        CLM_EXPECT(c->text, resolved[0].located == c->located);
        CLM_EXPECT(c->text, resolved[0].offset == c->located);
        if (c->located) {
            clm_lonlat from = resolved[1].point, at = resolved[0].point;
            CLM_EXPECT_NEAR(c->text, (at.lat_deg - from.lat_deg) * 111.26, c->north_km, 0.05);
            CLM_EXPECT_NEAR(c->text, (at.lon_deg - from.lon_deg) * 69.9, c->east_km, 0.1);
            CLM_EXPECT(c->text, resolved[0].place == CLM_NO_PLACE);
        }
        clm_article_free(article);
    }
}

/* The same name again is the same village. */
static void test_bearing_holds_for_the_name(void **state) {
    (void)state;
    clm_article *article = parse("Shells hit the village of Urozhaine, 10 km south of Sudzha. "
                                 "Many fled the village of Urozhaine.");
    clm_mentions mentions;
    clm_resolved *resolved = NULL;
    assert_int_equal(clm_mentions_find(article, NULL, NULL, &mentions, NULL), CLM_OK);
    assert_int_equal(clm_places_resolve(article, NULL, &mentions, NULL, &resolved, NULL), CLM_OK);
    assert_int_equal(mentions.count, 3);
    assert_true(resolved[2].located && resolved[2].offset);
    assert_true(same(resolved[2].point.lat_deg, resolved[0].point.lat_deg));
    clm_article_free(article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bearing_read_table),
        cmocka_unit_test(test_bearing_places_unknown_villages),
        cmocka_unit_test(test_bearing_holds_for_the_name),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
