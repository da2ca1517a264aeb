/* Whose voice a source is. */
#include "features/build.h"
#include "support/support.h"

#include "support/fake_gazetteer.h"

typedef struct side_case {
    const char *label;
    const char *text;
    const char *mention; /* words of the one place mention */
    clm_place_index place;
    const char *source;      /* words in the text */
    const char *name, *type; /* canonical */
    const char *party_side;  /* of an actor with the same name; NULL no such actor */
    const char *expected;    /* NULL unknown */
} side_case;

static const side_case cases[] = {
    {"the source's words name the country", "Avaria's army chief said so.", "Avaria", FAKE_AVARIA,
     "Avaria's army chief", "army chief", "military", NULL, "AA"},
    {"a town stands for its government", "Bordgrad said so.", "Bordgrad", FAKE_BORDGRAD, "Bordgrad",
     "the ministry", "government", NULL, "BB"},
    {"the name is a country", "It said so in Sudza.", "Sudza", FAKE_SUDZA, "It",
     "Borduria (government)", "government", NULL, "BB"},
    {"the name begins with a demonym", "The ministry said so in Sudza.", "Sudza", FAKE_SUDZA,
     "The ministry", "Bordurian Ministry of Defence", "government", NULL, "BB"},
    {"introduced earlier", "The Avarian president Anna Berg came. Berg said so.", "Avarian",
     FAKE_AVARIA, "Berg said", "Anna Berg", "official", NULL, "AA"},
    {"another sentence does not introduce", "It rained in Sudza. Anna Berg said so.", "Sudza",
     FAKE_SUDZA, "Anna Berg", "Anna Berg", "official", NULL, NULL},
    {"an actor of the same name", "Anna Berg said so in Sudza.", "Sudza", FAKE_SUDZA, "Anna Berg",
     "Anna Berg", "official", "BB", "BB"},
    {"a monitor speaks for nobody", "The Avarian monitor Eye said so.", "Avarian", FAKE_AVARIA,
     "The Avarian monitor Eye", "Eye", "monitor", NULL, NULL},
    {"state media speak for the state", "Avarian state news said so.", "Avarian", FAKE_AVARIA,
     "Avarian state news", "state news", "state_media", NULL, "AA"},
    {"an armed group speaks for itself", "The Avarian Red Hand said so.", "Avarian", FAKE_AVARIA,
     "The Avarian Red Hand", "Red Hand", "armed_group", NULL, "Red Hand"},
    {"rebels without a name speak for nobody", "Rebels said so in Sudza.", "Sudza", FAKE_SUDZA,
     "Rebels", "rebels", "armed_group", NULL, NULL},
    {"nobody knows", "Someone said so in Sudza.", "Sudza", FAKE_SUDZA, "Someone", "someone",
     "anonymous", NULL, NULL},
};

static clm_span span_of(const clm_article *article, const char *words) {
    const char *at = strstr(article->text.ptr, words);
    assert_non_null(at);
    uint32_t start = (uint32_t)(at - article->text.ptr);
    return (clm_span){start, start + (uint32_t)strlen(words)};
}

static void check_case(const side_case *c) {
    clm_article *article = NULL;
    assert_int_equal(clm_article_parse(clm_text_of(c->text), NULL, &article, NULL), CLM_OK);
    clm_mention mention = {.span = span_of(article, c->mention)};
    clm_mentions mentions = {.items = &mention, .count = 1};
    clm_resolved resolved = {.place = c->place, .within = CLM_NO_PLACE, .located = true};
    clm_party actor = {.name = clm_text_of(c->name), .side = clm_text_of(c->party_side)};
    clm_claim claim = {.has_source = true, .duplicate_of = -1};
    claim.source = (clm_source){span_of(article, c->source), clm_text_of(c->name), c->type};
    claim.actors = &actor;
    claim.actor_count = c->party_side != NULL ? 1 : 0;
    clm_claims claims = {.items = &claim, .count = 1};
    clm_build build = {.article = article,
                       .mentions = &mentions,
                       .resolved = &resolved,
                       .claims = &claims,
                       .arena = clm_arena_new()};
    assert_non_null(build.arena);
    /* Asked twice: the second answer is remembered. */
    for (int i = 0; i < 2; i++) {
        const char *side = clm_build_side(&build, &claim.source);
        CLM_EXPECT_TEXT(c->label, clm_text_of(side), c->expected != NULL ? c->expected : "");
    }
    assert_false(build.failed);
    clm_arena_free(build.arena);
    clm_article_free(article);
}

static void test_side_table(void **state) {
    (void)state;
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        check_case(&cases[i]);
    }
}

/* One claim each; sides are told from all of them together. */
typedef struct shared_case {
    const char *name, *type, *expected;
} shared_case;

static void test_sides_told_by_other_sources(void **state) {
    (void)state;
    static const shared_case rows[] = {
        {"R9 rebels", "armed_group", "R9"},
        {"R9", NULL, "R9"},
        {"R90", NULL, NULL}, /* begins with the letters, not with the word */
        {"Bordurian army", "military", "BB"},
        {"Army", "military", "BB"},
        {"police", "police", NULL},
    };
    clm_article *article = NULL;
    assert_int_equal(clm_article_parse(CLM_TEXT("Nobody said so."), NULL, &article, NULL), CLM_OK);
    clm_claim items[CLM_TEST_COUNT(rows)];
    memset(items, 0, sizeof items);
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        items[i].has_source = true;
        items[i].duplicate_of = -1;
        items[i].source = (clm_source){{0, 6}, clm_text_of(rows[i].name), rows[i].type};
    }
    clm_mentions mentions = {.count = 0};
    clm_claims claims = {.items = items, .count = CLM_TEST_COUNT(rows)};
    clm_build build = {
        .article = article, .mentions = &mentions, .claims = &claims, .arena = clm_arena_new()};
    assert_non_null(build.arena);
    for (size_t i = 0; i < CLM_TEST_COUNT(rows); i++) {
        const char *side = clm_build_side(&build, &items[i].source);
        CLM_EXPECT_TEXT(rows[i].name, clm_text_of(side),
                        rows[i].expected != NULL ? rows[i].expected : "");
    }
    clm_arena_free(build.arena);
    clm_article_free(article);
}

/* Sides are numbered by their first claim; what has no side gets none. */
static void test_side_index_by_first_appearance(void **state) {
    (void)state;
    static const char *const sides[] = {NULL, "BB", NULL, "AA", "BB", "CC", "AA"};
    static const int expected[] = {-1, 0, -1, 1, 0, 2, 1};
    clm_feature items[CLM_TEST_COUNT(sides)];
    memset(items, 0, sizeof items);
    for (size_t i = 0; i < CLM_TEST_COUNT(sides); i++) {
        items[i].has_source = i != 2;
        items[i].source.side = sides[i];
    }
    clm_collection collection = {.items = items, .count = CLM_TEST_COUNT(sides)};
    for (size_t i = 0; i < CLM_TEST_COUNT(sides); i++) {
        assert_int_equal(clm_collection_side_index(&collection, &items[i]), expected[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_side_table),
        cmocka_unit_test(test_sides_told_by_other_sources),
        cmocka_unit_test(test_side_index_by_first_appearance),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
