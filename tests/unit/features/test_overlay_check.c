#include "unit/vector/gdal_files.h"

#include "base/alloc.h"
#include "features/overlay_check.h"

#include <math.h>

/* ---- verdicts ---- */

static const double none = (double)NAN;

static void test_clm_check_judge_areas(void **state) {
    (void)state;
    static const struct {
        const char *label;
        double claimed, most, measured; /* most 0: no range; claimed 0: none */
        const char *qualifier;
        clm_event_type event;
        clm_verdict verdict;
        const char *reason;
    } cases[] = {
        {"the same", 60, 0, 60, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"a tenth more", 66, 0, 60, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"a tenth less", 54, 0, 60, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"more", 66.1, 0, 60, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_EXAGGERATED, NULL},
        {"less", 53.9, 0, 60, NULL, CLM_EVENT_CONTROL, CLM_VERDICT_UNDERSTATED, NULL},
        {"about, a fifth more", 72, 0, 60, "about", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT,
         NULL},
        {"about, more", 72.1, 0, 60, "about", CLM_EVENT_CONTROL, CLM_VERDICT_EXAGGERATED, NULL},
        {"almost, less", 47.9, 0, 60, "almost", CLM_EVENT_CONTROL, CLM_VERDICT_UNDERSTATED, NULL},
        {"more than", 50, 0, 58, "more_than", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"at least", 50, 0, 600, "at_least", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"at least, more", 60, 0, 50, "at_least", CLM_EVENT_CONTROL, CLM_VERDICT_EXAGGERATED, NULL},
        {"dozens", 24, 0, 90, "vague_at_least", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"up to", 100, 0, 58, "up_to", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"at most, less", 40, 0, 58, "at_most", CLM_EVENT_CONTROL, CLM_VERDICT_UNDERSTATED, NULL},
        {"inside a range", 40, 60, 50, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_CONSISTENT, NULL},
        {"below a range", 40, 60, 30, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_EXAGGERATED, NULL},
        {"above a range", 40, 60, 90, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_UNDERSTATED, NULL},
        {"taken, less", 30, 0, 60, "exact", CLM_EVENT_CAPTURE, CLM_VERDICT_UNDERSTATED, "change"},
        {"taken, more", 90, 0, 60, "exact", CLM_EVENT_CAPTURE, CLM_VERDICT_EXAGGERATED, NULL},
        {"no land", 30, 0, 0, "exact", CLM_EVENT_CONTROL, CLM_VERDICT_NOT_COMPARABLE,
         "no_such_land"},
        {"no area", 0, 0, 60, NULL, CLM_EVENT_CONTROL, CLM_VERDICT_NOT_COMPARABLE,
         "no_area_claimed"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const clm_overlay_facts facts = {.name = "o", .date = ""};
        const clm_feature feature = {.kind = CLM_FEATURE_CLAIM, .event_type = cases[i].event};
        const double claimed_km2 = cases[i].claimed > 0 ? cases[i].claimed : none;
        const clm_claimed claimed = {claimed_km2, cases[i].most > 0 ? cases[i].most : claimed_km2,
                                     cases[i].qualifier, false};
        clm_feature_check check = {.measured_km2 = cases[i].measured};
        clm_check_judge(&feature, &claimed, &facts, NULL, &check);
        CLM_EXPECT(cases[i].label, check.verdict == cases[i].verdict);
        CLM_EXPECT(cases[i].label, (check.reason == NULL) == (cases[i].reason == NULL) &&
                                       (!check.reason || !strcmp(check.reason, cases[i].reason)));
        if (cases[i].verdict == CLM_VERDICT_NOT_COMPARABLE) {
            CLM_EXPECT(cases[i].label, isnan(check.ratio));
        } else {
            CLM_EXPECT_NEAR(cases[i].label, check.ratio, cases[i].claimed / cases[i].measured,
                            1e-12);
        }
    }
}

static void test_clm_check_judge_holders(void **state) {
    (void)state;
    static const clm_feature_party russia = {.name = "Russia (armed forces)", .side = "RU"};
    static const clm_feature_party ukraine = {.name = "Ukraine (armed forces)", .side = "UA"};
    static const clm_feature_party hamas = {.name = "Hamas"};
    static const clm_feature_party nobody = {.name = "the situation"};
    static const struct {
        const char *label;
        const clm_feature_party *actor, *target;
        const char *holder, *also;
        clm_event_type event;
        bool other;
    } cases[] = {
        {"the same side", &russia, NULL, "RU", "Russia", CLM_EVENT_CONTROL, false},
        {"by its name", &russia, NULL, "Russia", "RU", CLM_EVENT_CONTROL, false},
        {"in small letters", &russia, NULL, "ru", NULL, CLM_EVENT_CONTROL, false},
        {"another side", &ukraine, NULL, "RU", "Russia", CLM_EVENT_CONTROL, true},
        {"another side, no holder", &ukraine, NULL, NULL, NULL, CLM_EVENT_CONTROL, false},
        {"a group by its name", &hamas, NULL, "Hamas", NULL, CLM_EVENT_CONTROL, false},
        {"nobody knows who", &nobody, NULL, "RU", "Russia", CLM_EVENT_CONTROL, false},
        {"no actor", NULL, NULL, "RU", "Russia", CLM_EVENT_AREA_EXTENT, false},
        {"the holder retreats", &russia, NULL, "RU", "Russia", CLM_EVENT_RETREAT, true},
        {"another retreats", &ukraine, NULL, "RU", "Russia", CLM_EVENT_RETREAT, false},
        {"the holder besieges", &russia, &ukraine, "RU", "Russia", CLM_EVENT_SIEGE, true},
        {"the holder is besieged", &ukraine, &russia, "RU", "Russia", CLM_EVENT_SIEGE, false},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const clm_overlay_facts facts = {.name = "o", .date = "", .holder = cases[i].holder};
        const clm_feature feature = {.kind = CLM_FEATURE_CLAIM,
                                     .event_type = cases[i].event,
                                     .actors = cases[i].actor,
                                     .actor_count = cases[i].actor != NULL,
                                     .targets = cases[i].target,
                                     .target_count = cases[i].target != NULL};
        const clm_claimed claimed = {60, 60, "exact", false};
        clm_feature_check check = {.measured_km2 = 60};
        clm_check_judge(&feature, &claimed, &facts, cases[i].also, &check);
        bool other = check.reason != NULL && strcmp(check.reason, "other_holder") == 0;
        CLM_EXPECT(cases[i].label, other == cases[i].other);
        CLM_EXPECT(cases[i].label, (check.verdict == CLM_VERDICT_NOT_COMPARABLE) == other);
    }
}

static void test_clm_check_judge_statements(void **state) {
    (void)state;
    static const clm_feature_time march[] = {{.iso_start = "2025-03-01",
                                              .iso_end = "2025-03-31",
                                              .precision = 3,
                                              .attaches_to = "event"}};
    static const clm_feature_time since[] = {{.iso_start = "2024-08-01",
                                              .iso_end = "2025-04-08",
                                              .precision = 5,
                                              .attaches_to = "event"}};
    static const struct {
        const char *label;
        const clm_feature_time *times;
        const char *reason;
        clm_modality modality;
        clm_claim_status status;
        bool negative, before;
    } cases[] = {
        {"said", NULL, NULL, CLM_MODALITY_CLAIMED, CLM_STATUS_CURRENT, false, false},
        {"not so", NULL, "denied", CLM_MODALITY_CLAIMED, CLM_STATUS_CURRENT, true, false},
        {"denied", NULL, "denied", CLM_MODALITY_DENIED, CLM_STATUS_CURRENT, false, false},
        {"planned", NULL, "planned", CLM_MODALITY_CLAIMED, CLM_STATUS_PLANNED, false, false},
        {"if", NULL, "planned", CLM_MODALITY_CLAIMED, CLM_STATUS_HYPOTHETICAL, false, false},
        {"before", NULL, "past", CLM_MODALITY_CLAIMED, CLM_STATUS_CURRENT, false, true},
        {"in that month", march, NULL, CLM_MODALITY_CLAIMED, CLM_STATUS_PAST_PEAK, false, true},
        {"at some time since", since, "past", CLM_MODALITY_CLAIMED, CLM_STATUS_PAST_PEAK, false,
         true},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const clm_overlay_facts facts = {.name = "o", .date = "2025-03-20"};
        const clm_feature feature = {.kind = CLM_FEATURE_CLAIM,
                                     .event_type = CLM_EVENT_CONTROL,
                                     .negative = cases[i].negative,
                                     .modality = cases[i].modality,
                                     .status = cases[i].status,
                                     .times = cases[i].times,
                                     .time_count = cases[i].times != NULL};
        const clm_claimed claimed = {60, 60, "exact", cases[i].before};
        clm_feature_check check = {.measured_km2 = 60};
        clm_check_judge(&feature, &claimed, &facts, NULL, &check);
        CLM_EXPECT(cases[i].label, (check.reason == NULL) == (cases[i].reason == NULL) &&
                                       (!check.reason || !strcmp(check.reason, cases[i].reason)));
    }
}

static void test_clm_claimed_area_choice(void **state) {
    (void)state;
    const clm_feature_quantity amounts[] = {
        {.value = 90, .value_max = none, .km2 = 90, .km = none, .role = "previous"},
        {.value = 300, .value_max = none, .km2 = none, .km = none, .unit = "troops"},
        {.value = 40, .value_max = 60, .km2 = 40, .km = none, .qualifier = "about"},
        {.value = 30, .value_max = none, .km2 = 30, .km = none},
    };
    clm_feature feature = {.kind = CLM_FEATURE_CLAIM, .quantities = amounts, .quantity_count = 4};
    clm_claimed claimed = clm_claimed_area(&feature);
    CLM_EXPECT_NEAR("what holds now", claimed.km2, 40, 0);
    CLM_EXPECT_NEAR("a range", claimed.most_km2, 60, 1e-9);
    assert_string_equal(claimed.qualifier, "about");
    assert_false(claimed.before);
    feature.quantity_count = 2;
    claimed = clm_claimed_area(&feature);
    CLM_EXPECT_NEAR("what was", claimed.km2, 90, 0);
    assert_true(claimed.before);
    feature.quantities = &amounts[1];
    feature.quantity_count = 1;
    assert_true(isnan(clm_claimed_area(&feature).km2));
    feature = (clm_feature){
        .kind = CLM_FEATURE_FIGURE, .quantities = amounts, .quantity_count = 4, .area_km2 = 30};
    CLM_EXPECT_NEAR("a figure's own", clm_claimed_area(&feature).km2, 30, 0);
}

/* ---- collections ---- */

static char path[GDAL_PATH_BYTES];

/* The area of a box of lon/lat on WGS 84 in square kilometres. Source: Snyder (1987), 3-12. */
static double zone_km2(double west, double south, double east, double north) {
    const double a = 6378.137;
    const double f = 1 / 298.257223563;
    const double e = sqrt(f * (2 - f));
    const double radians = 0.017453292519943295769;
    double q[2];
    for (int i = 0; i < 2; i++) {
        double s = sin((i == 0 ? south : north) * radians);
        q[i] = (1 - e * e) * (s / (1 - e * e * s * s) + atanh(e * s) / e);
    }
    return a * a * (east - west) * radians * (q[1] - q[0]) / 2;
}

/* Land from 30 to 30.5 E, 50 to 50.5 N. */
static clm_overlay_layer *open_box(const char *values) {
    static const char box[] = "{\"type\":\"Polygon\",\"coordinates\":[[[30,50],[30.5,50],"
                              "[30.5,50.5],[30,50.5],[30,50]]]}";
    char spec[GDAL_PATH_BYTES + 64];
    clm_overlay_layer *overlay = NULL;
    clm_error error = {0};
    clm_buffer notes;
    clm_buffer_init(&notes);
    clm_test_write(path, box, sizeof box - 1);
    (void)snprintf(spec, sizeof spec, "%s?%s", path, values);
    CLM_EXPECT_OK(values, clm_overlay_open(spec, &overlay, &notes, &error), &error);
    assert_int_equal(notes.len, 0);
    clm_buffer_clear(&notes);
    return overlay;
}

enum { ITEMS = 6 };

static const clm_feature_quantity stated[] = {{.value = 1000,
                                               .value_max = (double)NAN,
                                               .km2 = 1000,
                                               .km = (double)NAN,
                                               .unit = "km2",
                                               .qualifier = "exact"}};

static void add_claim(clm_feature *feature, const char *id, const char *name, clm_bbox box,
                      bool with_area) {
    static const char *const ids[] = {"0", "1", "2", "3", "4", "5", "6", "7"};
    static size_t count;
    const clm_lonlat corners[4] = {{box.west_deg, box.south_deg},
                                   {box.east_deg, box.south_deg},
                                   {box.east_deg, box.north_deg},
                                   {box.west_deg, box.north_deg}};
    *feature = (clm_feature){
        .kind = CLM_FEATURE_CLAIM,
        .id = ids[count++ % CLM_TEST_COUNT(ids)],
        .claim_id = id,
        .has_place = true,
        .place = {.name = name, .kind = CLM_KIND_REGION, .located = true, .index = CLM_NO_PLACE},
        .basis = CLM_BASIS_REGION_POLYGON,
        .geo_precision = 3,
        .event_type = CLM_EVENT_CONTROL,
        .area_km2 = (double)NAN,
        .quantities = stated,
        .quantity_count = with_area};
    feature->geometry.kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(&feature->geometry, false, NULL), CLM_OK);
    for (size_t i = 0; i < 4; i++) {
        assert_int_equal(clm_geometry_add_point(&feature->geometry, corners[i], NULL), CLM_OK);
    }
}

/* Claim a is about two regions, and said of a country around them; b states no area; c is a figure
 * beside its claim; the last is about something else. */
static clm_collection *make_collection(void) {
    clm_collection *collection = clm_alloc_zero(1, sizeof *collection);
    assert_non_null(collection);
    collection->arena = clm_arena_new();
    collection->items = clm_arena_array(collection->arena, ITEMS + 1, sizeof *collection->items);
    assert_non_null(collection->items);
    clm_feature *items = collection->items;
    collection->facts = (clm_article_facts){.date = "2025-04-08"};
    add_claim(&items[0], "a", "West", (clm_bbox){29, 49, 30.2, 51}, true);
    add_claim(&items[1], "a", "East", (clm_bbox){30.2, 49, 32, 51}, true);
    add_claim(&items[2], "a", "Country", (clm_bbox){20, 40, 40, 60}, true);
    items[2].place_role = CLM_ROLE_CONTAINER;
    items[2].place.kind = CLM_KIND_COUNTRY;
    items[2].draw = CLM_DRAW_NO;
    items[2].reason = "container";
    add_claim(&items[3], "b", "West", (clm_bbox){29, 49, 30.2, 51}, false);
    add_claim(&items[4], "a", "West", (clm_bbox){10, 10, 11, 11}, true);
    items[4].kind = CLM_FEATURE_FIGURE;
    items[4].area_km2 = 1000;
    add_claim(&items[5], "d", "West", (clm_bbox){29, 49, 30.2, 51}, true);
    items[5].event_type = CLM_EVENT_STRIKE;
    collection->count = ITEMS;
    return collection;
}

static void test_clm_collection_hold_against_groups(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection *collection = make_collection();
    const clm_overlay_layer *overlay = open_box("name=The%20Mappers&date=2025-04-10");
    clm_error error = {0};
    clm_buffer warnings;
    clm_buffer_init(&warnings);
    CLM_EXPECT_OK("hold",
                  clm_collection_hold_against(collection, NULL, &overlay, 1, &warnings, &error),
                  &error);
    assert_int_equal(warnings.len, 0);
    const double both = zone_km2(30, 50, 30.5, 50.5);
    const double west = zone_km2(30, 50, 30.2, 50.5);
    static const struct {
        const char *label, *region;
        bool together;
    } wanted[] = {{"west of a", "West, East", true},
                  {"east of a", "West, East", true},
                  {"around a", "West, East", true},
                  {"b by itself", "West", false},
                  {"figure of a", "West, East", true}};
    for (size_t i = 0; i < CLM_TEST_COUNT(wanted); i++) {
        const clm_feature *feature = &collection->items[i];
        assert_int_equal(feature->check_count, 1);
        const clm_feature_check *check = &feature->checks[0];
        const double expected = wanted[i].together ? both : west;
        CLM_EXPECT_NEAR(wanted[i].label, check->measured_km2, expected, expected * 1e-4);
        CLM_EXPECT_TEXT(wanted[i].label, clm_text_of(check->layer), "The Mappers");
        CLM_EXPECT_TEXT(wanted[i].label, clm_text_of(check->date), "2025-04-10");
        /* Regions are in the order of the gazetteer's numbers, else of their shapes. */
        CLM_EXPECT(wanted[i].label, strlen(check->region) == strlen(wanted[i].region));
        CLM_EXPECT(wanted[i].label, (check->verdict == CLM_VERDICT_NOT_COMPARABLE) == (i == 3));
    }
    assert_int_equal(collection->items[5].check_count, 0);
    assert_int_equal(collection->facts.overlay_count, 1);
    const clm_overlay_facts *facts = &collection->facts.overlays[0];
    CLM_EXPECT_NEAR("area", facts->area_km2, both, both * 1e-4);
    CLM_EXPECT_TEXT("file", clm_text_of(facts->file), strrchr(path, '/') + 1);
    assert_null(facts->holder);
    assert_int_equal(strlen(facts->sha256), 64);
    clm_buffer_clear(&warnings);
    clm_overlay_free((clm_overlay_layer *)(uintptr_t)overlay);
    clm_collection_free(collection);
}

static void test_clm_collection_hold_against_again(void **state) {
    (void)state;
    gdal_or_skip();
    clm_collection *collection = make_collection();
    const clm_overlay_layer *overlays[3] = {open_box("name=first&date=2025-01-01"),
                                            open_box("name=second"), open_box("name=second")};
    clm_error error = {0};
    clm_buffer warnings;
    clm_buffer_init(&warnings);
    assert_int_equal(clm_collection_hold_against(collection, NULL, overlays, 3, &warnings, &error),
                     CLM_ERR_ARGUMENT);
    assert_non_null(strstr(error.message, "second"));
    CLM_EXPECT_OK("two",
                  clm_collection_hold_against(collection, NULL, overlays, 2, &warnings, &error),
                  &error);
    assert_int_equal(collection->items[0].check_count, 2);
    CLM_EXPECT_TEXT("days", clm_test_text(&warnings),
                    "overlay first is of 2025-01-01, the article of 2025-04-08: 97 days apart\n");
    /* What is not given stays; what is given is made anew, in its place. */
    warnings.len = 0;
    CLM_EXPECT_OK("one again",
                  clm_collection_hold_against(collection, NULL, overlays + 1, 1, &warnings, &error),
                  &error);
    assert_non_null(strstr(warnings.data, "made with the overlay first"));
    assert_int_equal(collection->facts.overlay_count, 2);
    assert_int_equal(collection->items[0].check_count, 2);
    assert_string_equal(collection->items[0].checks[0].layer, "first");
    assert_string_equal(collection->items[0].checks[1].layer, "second");
    clm_buffer_clear(&warnings);
    for (size_t i = 0; i < 3; i++) {
        clm_overlay_free((clm_overlay_layer *)(uintptr_t)overlays[i]);
    }
    clm_collection_free(collection);
}

typedef struct holding_case {
    clm_collection *collection;
    const clm_overlay_layer *overlay;
} holding_case;

static clm_status hold(void *context) {
    holding_case *at = context;
    clm_buffer warnings;
    clm_buffer_init(&warnings);
    clm_status status =
        clm_collection_hold_against(at->collection, NULL, &at->overlay, 1, &warnings, NULL);
    clm_buffer_clear(&warnings);
    return status;
}

static void test_clm_collection_hold_against_every_allocation_fails(void **state) {
    (void)state;
    gdal_or_skip();
    holding_case at = {make_collection(), open_box("name=first&date=2025-01-01&holder=XX")};
    assert_true(clm_test_fail_every_allocation(hold, &at) > 10);
    clm_overlay_free((clm_overlay_layer *)(uintptr_t)at.overlay);
    clm_collection_free(at.collection);
}

int main(void) {
    (void)snprintf(path, sizeof path, "%s/test_overlay_check.%ld.geojson", CLM_BUILD_DIR,
                   (long)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_check_judge_areas),
        cmocka_unit_test(test_clm_check_judge_holders),
        cmocka_unit_test(test_clm_check_judge_statements),
        cmocka_unit_test(test_clm_claimed_area_choice),
        cmocka_unit_test(test_clm_collection_hold_against_groups),
        cmocka_unit_test(test_clm_collection_hold_against_again),
        cmocka_unit_test(test_clm_collection_hold_against_every_allocation_fails),
    };
    int status = cmocka_run_group_tests(tests, NULL, NULL);
    (void)unlink(path);
    return status;
}
