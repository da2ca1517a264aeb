/* "10 km south of X" read from the text. */
#include "shapes/shapes.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

typedef struct offset_case {
    const char *text;
    const char *lengths[2]; /* words of the quantities */
    double km[2];
    clm_place_role role;
    double bearing_deg, dist_m; /* NaN: none */
} offset_case;

#define NONE (double)NAN, (double)NAN

/* The place is always "Sudza". */
static const offset_case cases[] = {
    {"A village 10 km south of Sudza fell.", {"10 km"}, {10}, CLM_ROLE_DISTANCE_ANCHOR, 180, 10000},
    {"Troops stood 12 km north-east of Sudza.", {"12 km"}, {12}, CLM_ROLE_LOCATION, 45, 12000},
    {"Troops stood 12 km northwest of the city of Sudza.",
     {"12 km"},
     {12},
     CLM_ROLE_LOCATION,
     315,
     12000},
    {"A strike 5 km (3 miles) to the west of Sudza.",
     {"5 km", "3 miles"},
     {5, 4.828},
     CLM_ROLE_RELATIVE_LOCATION,
     270,
     5000},
    {"A post 4 km south-southwest of Sudza.",
     {"4 km"},
     {4},
     CLM_ROLE_RELATIVE_LOCATION,
     202.5,
     4000},
    {"Troops stood south of Sudza.", {NULL}, {0}, CLM_ROLE_RELATIVE_LOCATION, NONE},
    {"Troops stood 10 km from Sudza.", {"10 km"}, {10}, CLM_ROLE_DISTANCE_ANCHOR, NONE},
    {"Troops went 10 km. They stood south of Sudza, he said of the long day there.",
     {NULL},
     {0},
     CLM_ROLE_LOCATION,
     NONE},
    {"The mayor of Sudza walked 10 km south.", {"10 km"}, {10}, CLM_ROLE_LOCATION, NONE},
    {"Troops came from 10 km south of Sudza.", {"10 km"}, {10}, CLM_ROLE_ORIGIN, NONE},
};

static clm_span span_of(const clm_article *article, const char *words) {
    const char *at = strstr(article->text.ptr, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - article->text.ptr);
    return (clm_span){start, start + (uint32_t)strlen(words)};
}

static bool same(double a, double b) {
    return (isnan(a) && isnan(b)) || fabs(a - b) < 1e-6;
}

static void check_case(const offset_case *c) {
    clm_article *article = NULL;
    assert_int_equal(clm_article_parse(clm_text_of(c->text), NULL, &article, NULL), CLM_OK);
    clm_mention mention = {.span = span_of(article, "Sudza")};
    while (article->tokens[mention.token_start].span.start < mention.span.start) {
        mention.token_start++;
    }
    mention.token_end = mention.token_start + 1;
    clm_mentions mentions = {.items = &mention, .count = 1};
    clm_quantity quantities[2];
    memset(quantities, 0, sizeof quantities);
    clm_claim claim = {.quantities = quantities};
    for (size_t i = 0; i < 2 && c->lengths[i] != NULL; i++) {
        quantities[i].span = span_of(article, c->lengths[i]);
        quantities[i].km = c->km[i];
        claim.quantity_count++;
    }
    clm_claim_place place = {.mention = 0, .role = c->role};
    claim.places = &place;
    claim.place_count = 1;
    double bearing_deg = 1.0;
    double dist_m = 1.0;
    bool found = clm_claim_offset(article, &mentions, &claim, 0, &bearing_deg, &dist_m);
    if (found == isnan(c->bearing_deg) || !same(bearing_deg, c->bearing_deg) ||
        !same(dist_m, c->dist_m)) {
        fail_msg("%s: %.3f degrees, %.3f m", c->text, bearing_deg, dist_m);
    }
    clm_article_free(article);
}

static void test_claim_offset_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_case(&cases[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claim_offset_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
