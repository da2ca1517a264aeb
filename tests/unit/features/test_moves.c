/* Which places of a claim are the two ends of a way. */
#include "features/features.h"
#include "support/support.h"

typedef struct end {
    const char *name, *admin1;
    clm_place_kind kind;
    clm_place_role role;
    double lon_deg;
    const char *country;
} end;

typedef struct move_case {
    const char *label;
    clm_event_type type;
    end ends[3];
    const char *expected; /* "from>to" of each move, a space after each */
} move_case;

#define TOWN CLM_KIND_SETTLEMENT
#define REGION CLM_KIND_REGION
#define COUNTRY CLM_KIND_COUNTRY

static const move_case cases[] = {
    {"from one town to another",
     CLM_EVENT_ADVANCE,
     {{"Sudza", "Kurland", TOWN, CLM_ROLE_ORIGIN, 1, "AA"},
      {"Borg", "Norland", TOWN, CLM_ROLE_DESTINATION, 2, "AA"}},
     "Sudza>Borg "},
    {"from a town into another country",
     CLM_EVENT_INCURSION,
     {{"Sudza", "Kurland", TOWN, CLM_ROLE_LOCATION, 1, "AA"},
      {"Borduria", NULL, COUNTRY, CLM_ROLE_DESTINATION, 9, "BB"}},
     "Sudza>Borduria "},
    {"into the country that the place is in",
     CLM_EVENT_INCURSION,
     {{"Kurland", NULL, REGION, CLM_ROLE_LOCATION, 1, "AA"},
      {"Avaria", NULL, COUNTRY, CLM_ROLE_DESTINATION, 9, "AA"}},
     ""},
    {"from the country around to a town",
     CLM_EVENT_DEPLOYMENT,
     {{"Avaria", NULL, COUNTRY, CLM_ROLE_ORIGIN, 9, "AA"},
      {"Sudza", "Kurland", TOWN, CLM_ROLE_DESTINATION, 1, "AA"}},
     ""},
    {"from a town to the region around it",
     CLM_EVENT_RETREAT,
     {{"Sudza", "Kurland", TOWN, CLM_ROLE_ORIGIN, 1, "AA"},
      {"Kurland", NULL, REGION, CLM_ROLE_DESTINATION, 2, "AA"}},
     ""},
    {"to a region of the same name in another country",
     CLM_EVENT_RETREAT,
     {{"Sudza", "Kurland", TOWN, CLM_ROLE_ORIGIN, 1, "AA"},
      {"Kurland", NULL, REGION, CLM_ROLE_DESTINATION, 2, "BB"}},
     "Sudza>Kurland "},
    {"to the same point",
     CLM_EVENT_ADVANCE,
     {{"Sudza", "Kurland", TOWN, CLM_ROLE_ORIGIN, 1, "AA"},
      {"Suja", "Norland", TOWN, CLM_ROLE_DESTINATION, 1, "AA"}},
     ""},
};

static bool none_hidden(const void *context, const clm_feature *feature) {
    (void)context;
    (void)feature;
    return false;
}

static void check_case(const move_case *c) {
    clm_arena *arena = clm_arena_new();
    assert_non_null(arena);
    clm_feature features[3] = {{.id = NULL}};
    clm_collection collection = {.items = features};
    for (size_t i = 0; i < 3 && c->ends[i].name; i++) {
        const end *e = &c->ends[i];
        clm_feature *feature = &features[collection.count++];
        feature->kind = CLM_FEATURE_CLAIM;
        feature->claim_id = "c1";
        feature->event_type = c->type;
        feature->draw = CLM_DRAW_PRIMARY;
        feature->place_role = e->role;
        feature->has_place = true;
        feature->place = (clm_feature_place){.name = e->name,
                                             .admin1 = e->admin1,
                                             .kind = e->kind,
                                             .country = e->country,
                                             .located = true,
                                             .point = {e->lon_deg, 50}};
        feature->geometry.point_count = 1;
    }
    clm_move *moves = NULL;
    size_t count = 0;
    assert_int_equal(clm_moves_read(&collection, none_hidden, NULL, arena, &moves, &count, NULL),
                     CLM_OK);
    char told[200] = "";
    for (size_t i = 0; i < count; i++) {
        size_t at = strlen(told);
        snprintf(told + at, sizeof told - at, "%s>%s ", moves[i].from->place.name,
                 moves[i].to ? moves[i].to->place.name : "?");
    }
    CLM_EXPECT_TEXT(c->label, clm_text_of(told), c->expected);
    clm_arena_free(arena);
}

static void test_ends(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        check_case(&cases[i]);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ends)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
