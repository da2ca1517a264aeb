/* What a map shows, in words. */
#include "features/features.h"
#include "support/support.h"

#define OPEN "\xE2\x80\x9C"
#define CLOSE "\xE2\x80\x9D"
#define MORE "\xE2\x80\xA6"

enum { FEATURES_MAX = 80 };

typedef struct story {
    clm_feature items[FEATURES_MAX];
    clm_collection collection;
    char ids[FEATURES_MAX][8];
} story;

static void begin(story *s) {
    memset(s, 0, sizeof *s);
    s->collection.items = s->items;
    s->collection.facts =
        (clm_article_facts){.title = "\"Never,\" says the mayor, \"again\"", .date = "2024-06-03"};
}

static clm_feature *add(story *s, clm_feature_kind kind, const char *place, const char *group,
                        const char *source, const char *quote) {
    size_t at = s->collection.count++;
    s->ids[at][0] = (char)('a' + at / 26);
    s->ids[at][1] = (char)('a' + at % 26);
    clm_feature *feature = &s->items[at];
    *feature = (clm_feature){.kind = kind,
                             .id = s->ids[at],
                             .claim_id = s->ids[at],
                             .event_group = group,
                             .draw = CLM_DRAW_PRIMARY,
                             .has_place = true,
                             .place = {.name = place},
                             .has_source = source != NULL,
                             .source = {.name = source},
                             .modality = CLM_MODALITY_CLAIMED,
                             .quote = {.text = quote}};
    clm_error error;
    assert_int_equal(clm_geometry_set_point(&feature->geometry, (clm_lonlat){1, 2}, &error),
                     CLM_OK);
    return feature;
}

static void clear(story *s) {
    for (size_t i = 0; i < s->collection.count; i++) {
        clm_geometry_clear(&s->items[i].geometry);
    }
}

static void expect(const char *label, const story *s, const clm_alt_options *options,
                   const char *expected) {
    clm_buffer out;
    clm_buffer_init(&out);
    clm_alt_text(&s->collection, NULL, options, &out);
    if (out.failed || strcmp(out.data, expected) != 0) {
        fail_msg("%s: got\n%sexpected\n%s", label, out.data, expected);
    }
    clm_buffer_clear(&out);
}

/* One event at two places is one sentence; of its statements the one with a source is told; a
 * denial of it stands by itself; what is hidden, faint or without a shape is not told. */
static void test_alt_text_of_claims(void **state) {
    (void)state;
    story s;
    begin(&s);
    add(&s, CLM_FEATURE_CLAIM, "upper Vale", "g1", NULL, "the bridge\n is  closed");
    add(&s, CLM_FEATURE_CLAIM, "Lower Vale", "g1", "the mayor", OPEN "the bridge is shut" CLOSE);
    clm_feature *denial = add(&s, CLM_FEATURE_CLAIM, "upper Vale", "g1", "the owner", "it is open");
    denial->modality = CLM_MODALITY_DENIED;
    clm_feature *faint = add(&s, CLM_FEATURE_CLAIM, "Ostheim", "g2", NULL, "a fair was held");
    faint->draw = CLM_DRAW_SECONDARY;
    add(&s, CLM_FEATURE_CLAIM, "Westheim", "g3", NULL, "hidden");
    clm_feature *lost = add(&s, CLM_FEATURE_CLAIM, "Nowhere", "g4", NULL, "lost");
    clm_geometry_clear(&lost->geometry);
    clm_geometry_init(&lost->geometry);
    clm_feature *figure = add(&s, CLM_FEATURE_FIGURE, "Ostheim", NULL, NULL, NULL);
    figure->title = "About 26 km\xC2\xB2 around Ostheim (schematic)";
    static const char *const hide[] = {"ae"};
    const clm_alt_options options = {
        .hide = hide, .hide_count = 1, .detail = true, .worldview = CLM_WORLDVIEW_DE_FACTO};
    expect("claims", &s, &options,
           "Map: \"Never,\" says the mayor, \"again\" (2024-06-03).\n"
           "It shows 4 claims, each as its source makes it; their extents are schematic.\n"
           "Upper Vale and Lower Vale: The mayor claimed: " OPEN "the bridge is shut" CLOSE ".\n"
           "Upper Vale: The owner denied: " OPEN "it is open" CLOSE ".\n"
           "Areas drawn in their stated size: About 26 km\xC2\xB2 around Ostheim (schematic).\n"
           "An inset shows a part of the map enlarged.\n"
           "Borders are drawn by who administers the land.\n");
    clear(&s);
}

static void test_alt_text_of_places_alone(void **state) {
    (void)state;
    story s;
    begin(&s);
    clm_feature *place = add(&s, CLM_FEATURE_PLACE, "Ostheim", NULL, NULL, NULL);
    place->draw = CLM_DRAW_CONTEXT;
    place = add(&s, CLM_FEATURE_PLACE, "Westheim", NULL, NULL, NULL);
    place->draw = CLM_DRAW_CONTEXT;
    const clm_alt_options options = {.title = "A walk", .overview = true};
    expect("places", &s, &options,
           "Map: A walk (2024-06-03).\n"
           "It shows places that the article names: Ostheim and Westheim. Nothing is claimed about "
           "them.\n"
           "A second map shows places farther away and where the main map lies among them.\n"
           "Borders are drawn as in ISO 3166.\n");
    clear(&s);
}

/* 70 events of about 60 bytes each: those without room are counted, and long quotes are cut. */
static void test_alt_text_counts_the_rest(void **state) {
    (void)state;
    story s;
    begin(&s);
    add(&s, CLM_FEATURE_CLAIM, "Ostheim", NULL, "The mayor",
        "one two three four five six seven eight nine ten one two three four five six seven eight "
        "nine ten one two three four five six seven");
    for (size_t i = 0; i < 69; i++) {
        add(&s, CLM_FEATURE_CLAIM, "Westheim", NULL, "The mayor", "the road stays closed");
    }
    clm_buffer out;
    clm_buffer_init(&out);
    const clm_alt_options options = {.detail = true, .overview = true};
    clm_alt_text(&s.collection, NULL, &options, &out);
    assert_in_range(out.len, 1300, 1500);
    assert_non_null(strstr(out.data, "It shows 70 claims,"));
    /* 120 bytes end in the third round's "five"; the quote is cut before that word */
    assert_non_null(strstr(out.data, "ten one two three four " MORE CLOSE ".\n"));
    size_t told = 1;
    for (const char *at = out.data; (at = strstr(at, "\nWestheim: ")) != NULL; at++) {
        told++;
    }
    char rest[32];
    (void)snprintf(rest, sizeof rest, "\nAnd %zu more.\n", 70 - told);
    assert_non_null(strstr(out.data, rest));
    clm_buffer_clear(&out);
    clear(&s);
}

static clm_status write_once(void *context) {
    const story *s = context;
    clm_buffer out;
    clm_buffer_init(&out);
    const clm_alt_options options = {.detail = true};
    clm_alt_text(&s->collection, NULL, &options, &out);
    clm_status status = out.failed ? CLM_ERR_NOMEM : CLM_OK;
    clm_buffer_clear(&out);
    return status;
}

static void test_alt_text_no_memory(void **state) {
    (void)state;
    story s;
    begin(&s);
    add(&s, CLM_FEATURE_CLAIM, "Ostheim", "g", "The mayor", "the road stays closed");
    assert_true(clm_test_fail_every_allocation(write_once, &s) >= 4);
    clear(&s);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_alt_text_of_claims),
        cmocka_unit_test(test_alt_text_of_places_alone),
        cmocka_unit_test(test_alt_text_counts_the_rest),
        cmocka_unit_test(test_alt_text_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
