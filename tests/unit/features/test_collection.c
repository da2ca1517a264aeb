/* Collections of hand-made claims over invented countries. */
#include "base/alloc.h"
#include "features/features.h"
#include "support/fake_gazetteer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#define STORY                                                                                      \
    "Avaria's president Anna Berg said troops hold about 58 square km around the Kurn village "    \
    "of Guvo. Bordgrad denied it all. Little is known of \xC3\x84tna and Avagrad in Avagrad."

enum { MENTIONS = 7, CLAIMS = 2 };

typedef struct story {
    clm_article *article;
    clm_mention mention_items[MENTIONS];
    clm_mentions mentions;
    clm_resolved resolved[MENTIONS];
    clm_claim_place places[2];
    clm_quantity quantity;
    clm_time time;
    clm_party actor;
    uint32_t support;
    clm_claim claim_items[CLAIMS];
    clm_claims claims;
} story;

/* The nth time that `words` stand in the text. */
static clm_span span_of(const clm_article *article, const char *words, int nth) {
    const char *at = strstr(article->text.ptr, words);
    for (; nth > 1 && at != NULL; nth--) {
        at = strstr(at + 1, words);
    }
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - article->text.ptr);
    return (clm_span){start, start + (uint32_t)strlen(words)};
}

static void set_mention(story *s, size_t i, const char *words, int nth, clm_place_index place,
                        clm_place_use use) {
    clm_place known = clm_gazetteer_place(NULL, place);
    s->mention_items[i].span = s->mention_items[i].name = span_of(s->article, words, nth);
    s->mention_items[i].container = -1;
    s->resolved[i] =
        (clm_resolved){.place = place,
                       .within = CLM_NO_PLACE,
                       .kind = known.kind,
                       .point = known.point,
                       .located = place != CLM_NO_PLACE,
                       .uncertainty_m = 500.0,
                       .score = 0.8,
                       .basis = "only candidate",
                       .use = use,
                       .name = place != CLM_NO_PLACE ? known.name : CLM_TEXT("\xC3\x84tna")};
}

static void set_claims(story *s) {
    s->places[0] = (clm_claim_place){1, CLM_ROLE_CONTAINER, CLM_DRAW_CONTEXT, CLM_USE_CONTAINER};
    s->places[1] = (clm_claim_place){2, CLM_ROLE_LOCATION, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
    s->quantity = (clm_quantity){.span = span_of(s->article, "about 58 square km", 1),
                                 .value = 58,
                                 .value_max = (double)NAN,
                                 .unit = "km2",
                                 .km2 = 58,
                                 .km = (double)NAN,
                                 .qualifier = "about"};
    s->time = (clm_time){.span = s->quantity.span, .start = {2025, 4, 4}, .precision = 1};
    s->actor = (clm_party){.name = CLM_TEXT("Avaria (army)"), .side = CLM_TEXT("AA")};
    clm_claim *hold = &s->claim_items[0];
    hold->quote =
        span_of(s->article, "troops hold about 58 square km around the Kurn village of Guvo", 1);
    hold->places = s->places;
    hold->place_count = 2;
    hold->has_source = true;
    hold->source = (clm_source){span_of(s->article, "Avaria's president Anna Berg", 1),
                                CLM_TEXT("Anna Berg"), "official"};
    hold->event_type = CLM_EVENT_CONTROL;
    hold->quantities = &s->quantity;
    hold->quantity_count = 1;
    hold->times = &s->time;
    hold->time_count = 1;
    hold->actors = &s->actor;
    hold->actor_count = 1;
    hold->event_group = 5;
    hold->duplicate_of = -1;
    hold->confidence = 0.9;
    clm_claim *denial = &s->claim_items[1];
    denial->quote = span_of(s->article, "Bordgrad denied it all", 1);
    denial->has_source = true;
    denial->source =
        (clm_source){span_of(s->article, "Bordgrad", 1), CLM_TEXT("Borduria"), "government"};
    denial->relays = &hold->source;
    denial->relay_count = 1;
    denial->modality = CLM_MODALITY_DENIED;
    denial->event_group = 5;
    denial->duplicate_of = 0;
    s->support = 0;
    denial->conflicts = &s->support;
    denial->conflict_count = 1;
    s->claims = (clm_claims){.items = s->claim_items, .count = CLAIMS};
}

/* The story, with `before` in front of it. */
static void make_story(story *s, const char *before) {
    memset(s, 0, sizeof *s);
    clm_buffer text;
    clm_buffer_init(&text);
    clm_buffer_string(&text, before);
    clm_buffer_string(&text, STORY);
    clm_article_options options = {.file = "story.txt", .date = {2025, 4, 8}, .title = "A story"};
    assert_int_equal(
        clm_article_parse((clm_text){text.data, text.len}, &options, &s->article, NULL), CLM_OK);
    clm_buffer_clear(&text);
    set_mention(s, 0, "Avaria", 1, FAKE_AVARIA, CLM_USE_POSSESSIVE);
    set_mention(s, 1, "Kurn", 1, FAKE_KURN, CLM_USE_CONTAINER);
    set_mention(s, 2, "Guvo", 1, FAKE_GUVO, CLM_USE_LOCATION);
    set_mention(s, 3, "Bordgrad", 1, FAKE_BORDGRAD, CLM_USE_METONYM);
    set_mention(s, 4, "\xC3\x84tna", 1, CLM_NO_PLACE, CLM_USE_TOPIC);
    set_mention(s, 5, "Avagrad", 1, FAKE_AVAGRAD, CLM_USE_TOPIC);
    set_mention(s, 6, "Avagrad", 2, FAKE_AVAGRAD, CLM_USE_LOCATION);
    s->mention_items[2].container = 1;
    s->mentions = (clm_mentions){.items = s->mention_items, .count = MENTIONS};
    set_claims(s);
}

static clm_status make_parts(const story *s, bool claims_only, clm_collection **out) {
    static const char *const names[] = {"lang"};
    static const char *const values[] = {"en"};
    clm_collection_options options = {.claims_only = claims_only,
                                      .version = "0.1.0",
                                      .option_names = names,
                                      .option_values = values,
                                      .option_count = 1};
    return clm_collection_make(s->article, NULL, &s->mentions, s->resolved, &s->claims, &options,
                               out, NULL);
}

static clm_status make_collection(const story *s, clm_collection **out) {
    return make_parts(s, false, out);
}

typedef struct feature_case {
    const char *label;
    clm_feature_kind kind;
    clm_draw draw;
    const char *reason;
    clm_geometry_kind geometry;
    clm_geometry_basis basis;
    const char *place;
    int precision;
    int side;
    const char *title, *description;
} feature_case;

static const feature_case features[] = {
    {"article", CLM_FEATURE_ARTICLE, CLM_DRAW_NO, NULL, CLM_GEOMETRY_NONE, CLM_BASIS_NONE, NULL, 0,
     -1, "A story", NULL},
    {"container", CLM_FEATURE_CLAIM, CLM_DRAW_CONTEXT, "container", CLM_GEOMETRY_POLYGONS,
     CLM_BASIS_REGION_POLYGON, "Kurn", 3, 0, "Anna Berg said: control, Kurn",
     "Anna Berg said: \xE2\x80\x9Ctroops hold about 58 square km around the Kurn village of "
     "Guvo\xE2\x80\x9D"},
    {"location", CLM_FEATURE_CLAIM, CLM_DRAW_PRIMARY, NULL, CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT, "Guvo", 1, 0, "Anna Berg said: control, Guvo",
     "Anna Berg said: \xE2\x80\x9Ctroops hold about 58 square km around the Kurn village of "
     "Guvo\xE2\x80\x9D"},
    {"no place", CLM_FEATURE_CLAIM, CLM_DRAW_NO, "unlocated", CLM_GEOMETRY_NONE, CLM_BASIS_NONE,
     NULL, 0, 1, "Borduria denied: statement",
     "Borduria denied, via Anna Berg: \xE2\x80\x9C"
     "Bordgrad denied it all\xE2\x80\x9D"},
    {"figure", CLM_FEATURE_FIGURE, CLM_DRAW_PRIMARY, NULL, CLM_GEOMETRY_POLYGONS,
     CLM_BASIS_AREA_TRUE_FIGURE, "Guvo", 1, 0,
     "About 58 km\xC2\xB2 around Guvo, according to Anna Berg (schematic)",
     "Anna Berg said: \xE2\x80\x9Ctroops hold about 58 square km around the Kurn village of "
     "Guvo\xE2\x80\x9D"},
    {"possessor", CLM_FEATURE_PLACE, CLM_DRAW_NO, "possessive", CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT, "Avaria", 0, -1, "Avaria", "Mentioned 1 time (possessive)"},
    {"metonym", CLM_FEATURE_PLACE, CLM_DRAW_NO, "metonym", CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT, "Bordgrad", 0, -1, "Bordgrad", "Mentioned 1 time (metonym)"},
    {"mentioned twice", CLM_FEATURE_PLACE, CLM_DRAW_CONTEXT, "other", CLM_GEOMETRY_POINT,
     CLM_BASIS_GAZETTEER_POINT, "Avagrad", 0, -1, "Avagrad", "Mentioned 2 times (topic, location)"},
};

enum { FEATURES = sizeof features / sizeof features[0] };

static void check(bool ok, const char *label, const char *what) {
    if (!ok) {
        fail_msg("%s: %s", label, what);
    }
}

static bool same(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void test_collection_make_features(void **state) {
    (void)state;
    story s;
    clm_collection *collection = NULL;
    make_story(&s, "");
    assert_int_equal(make_collection(&s, &collection), CLM_OK);
    clm_article_free(s.article); /* the collection owns what it needs */
    assert_int_equal(collection->count, FEATURES);
    for (size_t i = 0; i < FEATURES; i++) {
        const feature_case *c = &features[i];
        const clm_feature *got = &collection->items[i];
        check(got->kind == c->kind, c->label, "kind");
        check(got->draw == c->draw, c->label, "draw");
        check(same(got->reason, c->reason), c->label, got->reason);
        check(got->geometry.kind == c->geometry, c->label, "geometry");
        check(got->basis == c->basis, c->label, "basis");
        check(got->has_place == (c->place != NULL), c->label, "has a place");
        check(same(got->place.name, c->place), c->label, "place");
        check(got->geo_precision == c->precision, c->label, "precision");
        check(clm_collection_side_index(collection, got) == c->side, c->label, "side");
        check(same(got->title, c->title), c->label, got->title);
        check(same(got->description, c->description), c->label, got->description);
        check(got->id != NULL && strlen(got->id) == 16, c->label, "id");
    }
    assert_int_equal(collection->located, 2);
    clm_collection_free(collection);
}

/* Without shapes the claims say the same. */
static void test_collection_claims_only(void **state) {
    (void)state;
    story s;
    clm_collection *all = NULL;
    clm_collection *claims = NULL;
    make_story(&s, "");
    assert_int_equal(make_collection(&s, &all), CLM_OK);
    assert_int_equal(make_parts(&s, true, &claims), CLM_OK);
    assert_int_equal(claims->count, 4);
    assert_null(claims->items[0].id);
    for (size_t i = 1; i < claims->count; i++) {
        const feature_case *c = &features[i];
        const clm_feature *got = &claims->items[i];
        check(got->kind == c->kind, c->label, "kind");
        check(got->geometry.kind == CLM_GEOMETRY_NONE, c->label, "has a geometry");
        check(got->basis == c->basis, c->label, "basis");
        check(same(got->id, all->items[i].id), c->label, "id");
        check(same(got->title, c->title), c->label, got->title);
        check(same(got->description, c->description), c->label, got->description);
    }
    clm_collection_free(all);
    clm_collection_free(claims);
    clm_article_free(s.article);
}

static void test_collection_make_fields(void **state) {
    (void)state;
    story s;
    clm_collection *collection = NULL;
    make_story(&s, "");
    assert_int_equal(make_collection(&s, &collection), CLM_OK);
    clm_article_free(s.article);
    assert_string_equal(collection->facts.file, "story.txt");
    assert_string_equal(collection->facts.date, "2025-04-08");
    assert_string_equal(collection->facts.version, "0.1.0");
    assert_string_equal(collection->facts.option_values[0], "en");
    const clm_feature *hold = &collection->items[2];
    const clm_feature *denial = &collection->items[3];
    assert_string_equal(hold->claim_id, collection->items[1].claim_id);
    assert_string_not_equal(hold->id, collection->items[1].id);
    assert_string_equal(hold->event_group, hold->claim_id);
    assert_string_equal(denial->event_group, hold->claim_id);
    assert_string_equal(denial->duplicate_of, hold->claim_id);
    assert_int_equal(denial->conflict_count, 1);
    assert_string_equal(denial->conflicts_with[0], hold->claim_id);
    assert_string_equal(hold->source.side, "AA");
    assert_string_equal(denial->source.side, "BB");
    assert_string_equal(hold->actors[0].side, "AA");
    assert_null(hold->actors[0].excerpt.text);
    assert_string_equal(hold->times[0].iso_start, "2025-04-04");
    assert_string_equal(hold->times[0].iso_end, "");
    assert_string_equal(hold->quantities[0].qualifier, "about");
    assert_string_equal(hold->place.country, "AA");
    assert_string_equal(hold->place.admin1, "Kurn");
    assert_string_equal(hold->place.gazetteer_id, "gn:2");
    assert_string_equal(hold->place.excerpt.text, "Guvo");
    /* "Ätna" has a byte more than code points; Avagrad stands after it. */
    const clm_feature *avagrad = &collection->items[7];
    assert_int_equal(avagrad->mention_count, 2);
    assert_int_equal(avagrad->mentions[0].range.byte_start, avagrad->mentions[0].range.start + 1);
    assert_int_equal(avagrad->mentions[1].use, CLM_USE_LOCATION);
    clm_collection_free(collection);
}

/* Ids do not change when text is added in front. */
static void test_collection_ids_are_stable(void **state) {
    (void)state;
    story a;
    story b;
    clm_collection *first = NULL;
    clm_collection *second = NULL;
    make_story(&a, "");
    make_story(&b, "It rained all day, the paper wrote. ");
    assert_int_equal(make_collection(&a, &first), CLM_OK);
    assert_int_equal(make_collection(&b, &second), CLM_OK);
    for (size_t i = 1; i < FEATURES; i++) {
        check(same(first->items[i].id, second->items[i].id), features[i].label, "id changed");
        check(same(first->items[i].claim_id, second->items[i].claim_id), features[i].label,
              "claim id changed");
    }
    clm_collection_free(first);
    clm_collection_free(second);
    clm_article_free(a.article);
    clm_article_free(b.article);
}

/* The same statement twice: both stay, told apart by order. */
static void test_collection_equal_ids_get_a_suffix(void **state) {
    (void)state;
    story s;
    clm_collection *collection = NULL;
    make_story(&s, "");
    s.claim_items[1] = s.claim_items[0];
    assert_int_equal(make_collection(&s, &collection), CLM_OK);
    char expected[32];
    const clm_feature *first = &collection->items[1];
    const clm_feature *again = &collection->items[3];
    memcpy(expected, first->id, 16);
    memcpy(expected + 16, "-2", 3);
    assert_string_equal(again->id, expected);
    memcpy(expected, first->claim_id, 16);
    assert_string_equal(again->claim_id, expected);
    clm_collection_free(collection);
    clm_article_free(s.article);
}

static void test_collection_of_nothing(void **state) {
    (void)state;
    story s;
    clm_collection *collection = NULL;
    make_story(&s, "");
    s.mentions.count = 0;
    s.claims.count = 0;
    assert_int_equal(make_collection(&s, &collection), CLM_OK);
    assert_int_equal(collection->count, 1);
    assert_int_equal(collection->located, 0);
    clm_collection_free(collection);
    clm_collection_free(NULL);
    clm_article_free(s.article);
}

static void test_collection_make_every_allocation_fails(void **state) {
    (void)state;
    story s;
    make_story(&s, "");
    size_t failures = 0;
    for (size_t nth = 1; nth < 10000; nth++) {
        clm_collection *collection = NULL;
        (void)clm_alloc_fail_at(nth);
        clm_status status = make_collection(&s, &collection);
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_true(status == CLM_OK || (reached && status == CLM_ERR_NOMEM));
        assert_int_equal(collection != NULL, status == CLM_OK);
        failures += status != CLM_OK;
        clm_collection_free(collection);
        if (!reached) {
            break;
        }
    }
    assert_true(failures > 20);
    clm_article_free(s.article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_collection_make_features),
        cmocka_unit_test(test_collection_claims_only),
        cmocka_unit_test(test_collection_make_fields),
        cmocka_unit_test(test_collection_ids_are_stable),
        cmocka_unit_test(test_collection_equal_ids_get_a_suffix),
        cmocka_unit_test(test_collection_of_nothing),
        cmocka_unit_test(test_collection_make_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
