/* Figures of invented claims in invented countries. */
#include "base/alloc.h"
#include "shapes/shapes.h"
#include "support/fake_gazetteer.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

enum { CLAIMS_MAX = 4 };

/* One claim: one or two places, one or two areas. */
typedef struct claim_spec {
    clm_event_type event;
    clm_claim_status status;
    clm_place_index place[2]; /* of mentions 2 * claim, 2 * claim + 1 */
    clm_place_role role[2];
    int place_count;
    double km2[2];
    const char *quantity_role[2];
    int quantity_count;
    uint32_t group;
} claim_spec;

typedef struct world {
    clm_article *article;
    clm_mention mention_items[2 * CLAIMS_MAX];
    clm_mentions mentions;
    clm_resolved resolved[2 * CLAIMS_MAX];
    clm_claim claim_items[CLAIMS_MAX];
    clm_claim_place places[2 * CLAIMS_MAX];
    clm_quantity quantities[2 * CLAIMS_MAX];
    clm_claims claims;
} world;

static void set_claim(world *w, size_t c, const claim_spec *spec) {
    clm_claim *claim = &w->claim_items[c];
    claim->event_type = spec->event;
    claim->status = spec->status;
    claim->event_group = spec->group;
    claim->duplicate_of = -1;
    claim->places = &w->places[2 * c];
    claim->place_count = (size_t)spec->place_count;
    claim->quantities = &w->quantities[2 * c];
    claim->quantity_count = (size_t)spec->quantity_count;
    for (size_t i = 0; i < 2; i++) {
        size_t m = 2 * c + i;
        w->mention_items[m].container = -1;
        clm_place place = clm_gazetteer_place(NULL, spec->place[i]);
        w->resolved[m] = (clm_resolved){.place = spec->place[i],
                                        .within = CLM_NO_PLACE,
                                        .kind = place.kind,
                                        .point = place.point,
                                        .located = true,
                                        .name = place.name};
        w->places[m] = (clm_claim_place){.mention = (int)m, .role = spec->role[i]};
        w->quantities[m] = (clm_quantity){.value = spec->km2[i],
                                          .km2 = spec->km2[i],
                                          .km = (double)NAN,
                                          .unit = "km2",
                                          .role = spec->quantity_role[i]};
    }
}

static void make_world(world *w, const claim_spec *specs, size_t count) {
    memset(w, 0, sizeof *w);
    assert_int_equal(clm_article_parse(CLM_TEXT("Nothing is read here."), NULL, &w->article, NULL),
                     CLM_OK);
    for (size_t c = 0; c < count; c++) {
        set_claim(w, c, &specs[c]);
    }
    w->mentions = (clm_mentions){.items = w->mention_items, .count = 2 * count};
    w->claims = (clm_claims){.items = w->claim_items, .count = count};
}

static clm_status make_figures(const world *w, clm_figure **figures, size_t *count) {
    return clm_figures_make(w->article, NULL, &w->mentions, w->resolved, &w->claims,
                            CLM_WORLDVIEW_ISO, figures, count, NULL);
}

#define AT(p) {(p)}, {CLM_ROLE_LOCATION}, 1
#define AREA(a) {(a)}, {NULL}, 1
#define CONTROL CLM_EVENT_CONTROL, CLM_STATUS_CURRENT

typedef struct figure_case {
    const char *label;
    claim_spec claims[CLAIMS_MAX];
    size_t claim_count;
    size_t figures;
    /* the last figure: */
    double km2;
    bool anchored, past_peak, impossible;
    clm_place_index region;
    clm_lonlat near; /* its centre lies within 30 km of this */
} figure_case;

static const figure_case cases[] = {
    {"around a town",
     {{CONTROL, AT(FAKE_SUDZA), AREA(58), 1}},
     1,
     1,
     58,
     true,
     false,
     false,
     FAKE_KURN,
     {35.3, 51.2}},
    {"around a village by the border, cut there",
     {{CONTROL, AT(FAKE_GUVO), AREA(400), 1}},
     1,
     1,
     400,
     true,
     false,
     false,
     FAKE_KURN,
     {35.9, 51.0}},
    {"the settlement, not the container",
     {{CONTROL, {FAKE_KURN, FAKE_GUVO}, {CLM_ROLE_CONTAINER, CLM_ROLE_LOCATION}, 2, AREA(58), 1}},
     1,
     1,
     58,
     true,
     false,
     false,
     FAKE_KURN,
     {35.9, 51.0}},
    {"larger than the region around, smaller than the country",
     {{CONTROL, AT(FAKE_SUDZA), AREA(100000), 1}},
     1,
     1,
     100000,
     true,
     false,
     false,
     FAKE_AVARIA,
     {35.3, 51.2}},
    {"a former peak in a region, where the other claims are",
     {{CONTROL, AT(FAKE_GUVO), AREA(58), 1},
      {CLM_EVENT_CAPTURE, CLM_STATUS_PAST_PEAK, AT(FAKE_KURN), AREA(1300), 2}},
     2,
     2,
     1300,
     false,
     true,
     false,
     FAKE_KURN,
     {35.9, 51.0}},
    {"it moves with them",
     {{CLM_EVENT_STRIKE, CLM_STATUS_CURRENT, AT(FAKE_SUDZA), {0}, {NULL}, 0, 1},
      {CLM_EVENT_CAPTURE, CLM_STATUS_PAST_PEAK, AT(FAKE_KURN), AREA(1300), 2}},
     2,
     1,
     1300,
     false,
     true,
     false,
     FAKE_KURN,
     {35.3, 51.2}},
    /* Bordgrad, 41 E 49 N: the nearest corner of Kurn is 36 E 50 N. */
    {"none there: at the border next to the others",
     {{CLM_EVENT_STRIKE, CLM_STATUS_CURRENT, AT(FAKE_BORDGRAD), {0}, {NULL}, 0, 1},
      {CLM_EVENT_CAPTURE, CLM_STATUS_CURRENT, AT(FAKE_KURN), AREA(1300), 2}},
     2,
     1,
     1300,
     false,
     false,
     false,
     FAKE_KURN,
     {35.8, 50.1}},
    {"none at all: in the middle",
     {{CONTROL, AT(FAKE_KURN), AREA(1300), 1}},
     1,
     1,
     1300,
     false,
     false,
     false,
     FAKE_KURN,
     {34.5, 51.5}},
    {"larger than its region",
     {{CONTROL, AT(FAKE_KURN), AREA(80000), 1}},
     1,
     1,
     80000,
     false,
     false,
     true,
     FAKE_KURN,
     {34.5, 51.5}},
    {"on water nothing cuts",
     {{CLM_EVENT_HAZARD_EXTENT, CLM_STATUS_CURRENT, AT(FAKE_SEA), AREA(40), 1}},
     1,
     1,
     40,
     true,
     false,
     false,
     CLM_NO_PLACE,
     {33, 46}},
    {"the same area of one event is one figure",
     {{CONTROL, AT(FAKE_KURN), AREA(58), 7}, {CONTROL, AT(FAKE_GUVO), AREA(58.2), 7}},
     2,
     1,
     58.2,
     true,
     false,
     false,
     FAKE_KURN,
     {35.9, 51.0}},
    {"another event is another figure",
     {{CONTROL, AT(FAKE_SUDZA), AREA(58), 7}, {CONTROL, AT(FAKE_GUVO), AREA(58), 8}},
     2,
     2,
     58,
     true,
     false,
     false,
     FAKE_KURN,
     {35.9, 51.0}},
    {"a conversion is no second figure",
     {{CONTROL, AT(FAKE_SUDZA), {259, 100}, {NULL, "conversion_of"}, 2, 1}},
     1,
     1,
     259,
     true,
     false,
     false,
     FAKE_KURN,
     {35.3, 51.2}},
    {"an earlier area is an outline",
     {{CONTROL, AT(FAKE_SUDZA), {58, 400}, {"current", "previous"}, 2, 1}},
     1,
     2,
     400,
     true,
     true,
     false,
     FAKE_KURN,
     {35.3, 51.2}},
    {"in a part that its name says, in its middle",
     {{CONTROL, AT(FAKE_NORTH), AREA(58), 1}},
     1,
     1,
     58,
     false,
     false,
     false,
     FAKE_NORTH,
     {33, 53}},
    {"denied",
     {{CLM_EVENT_CONTROL, CLM_STATUS_DENIED, AT(FAKE_SUDZA), AREA(58), 1}},
     1,
     0,
     0,
     false,
     false,
     false,
     0,
     {0, 0}},
    {"an area of something else",
     {{CLM_EVENT_CASUALTIES, CLM_STATUS_CURRENT, AT(FAKE_SUDZA), AREA(58), 1}},
     1,
     0,
     0,
     false,
     false,
     false,
     0,
     {0, 0}},
    {"no place",
     {{CONTROL, {0}, {CLM_ROLE_LOCATION}, 0, AREA(58), 1}},
     1,
     0,
     0,
     false,
     false,
     false,
     0,
     {0, 0}},
};

static void check(bool ok, const char *label, const char *what) {
    if (!ok) {
        fail_msg("%s: %s", label, what);
    }
}

static void check_last(const figure_case *c, const clm_figure *figure) {
    check(fabs(figure->area_m2 - c->km2 * 1e6) < 1.0, c->label, "stated area");
    check(figure->anchored == c->anchored, c->label, "anchored");
    check(figure->past_peak == c->past_peak, c->label, "past peak");
    check(figure->impossible == c->impossible, c->label, "impossible");
    check(figure->region == c->region, c->label, "region");
    if (c->impossible) {
        check(figure->geometry.kind == CLM_GEOMETRY_NONE, c->label, "a shape of the impossible");
        return;
    }
    double drawn_m2 = clm_geometry_area_m2(&figure->geometry);
    check(fabs(drawn_m2 - figure->area_m2) <= 1e-4 * figure->area_m2, c->label, "drawn area");
    check(clm_distance_m(figure->centre, c->near) < 30000.0, c->label, "centre");
    for (size_t i = 0; fake_has_polygon(c->region) && i < figure->geometry.point_count; i++) {
        clm_bbox box = fake_places[c->region].box;
        clm_lonlat p = figure->geometry.points[i];
        check(p.lon_deg > box.west_deg - 1e-4 && p.lon_deg < box.east_deg + 1e-4 &&
                  p.lat_deg > box.south_deg - 1e-4 && p.lat_deg < box.north_deg + 1e-4,
              c->label, "leaves the region");
    }
}

static void test_figures_make_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const figure_case *c = &cases[i];
        world w;
        make_world(&w, c->claims, c->claim_count);
        clm_figure *figures = NULL;
        size_t count = 0;
        assert_int_equal(make_figures(&w, &figures, &count), CLM_OK);
        check(count == c->figures, c->label, "number of figures");
        if (count > 0) {
            check_last(c, &figures[count - 1]);
        }
        clm_figures_free(figures, count);
        clm_article_free(w.article);
    }
}

/* The text names another region than the one that holds the point. */
static void test_figures_make_container_by_mention(void **state) {
    (void)state;
    const claim_spec spec = {CONTROL, {FAKE_GUVO, FAKE_AVARIA}, {CLM_ROLE_LOCATION}, 1, AREA(58),
                             1};
    world w;
    make_world(&w, &spec, 1);
    w.mention_items[0].container = 1;
    clm_figure *figures = NULL;
    size_t count = 0;
    assert_int_equal(make_figures(&w, &figures, &count), CLM_OK);
    assert_int_equal(count, 1);
    assert_int_equal(figures[0].region, FAKE_AVARIA);
    clm_figures_free(figures, count);
    clm_article_free(w.article);
}

/* Nothing else is known of the region, but who acts in it: the border towards them, 36 E. */
static void test_figures_make_towards_the_actor(void **state) {
    (void)state;
    const claim_spec spec = {CONTROL, AT(FAKE_KURN), AREA(1300), 1};
    static const char *const sides[] = {"BB", "AA", "", "XX"};
    for (size_t i = 0; i < sizeof sides / sizeof sides[0]; i++) {
        world w;
        make_world(&w, &spec, 1);
        clm_party actor = {.side = clm_text_of(sides[i])};
        w.claim_items[0].actors = &actor;
        w.claim_items[0].actor_count = 1;
        clm_figure *figures = NULL;
        size_t count = 0;
        assert_int_equal(make_figures(&w, &figures, &count), CLM_OK);
        assert_int_equal(count, 1);
        clm_lonlat border = {36.0, 51.0};
        assert_int_equal(clm_distance_m(figures[0].centre, border) < 25000.0, i == 0);
        clm_figures_free(figures, count);
        clm_article_free(w.article);
    }
}

static void test_figures_make_every_allocation_fails(void **state) {
    (void)state;
    world w;
    make_world(&w, cases[4].claims, cases[4].claim_count);
    size_t failures = 0;
    for (size_t nth = 1; nth < 10000; nth++) {
        clm_figure *figures = NULL;
        size_t count = 0;
        (void)clm_alloc_fail_at(nth);
        clm_status status = make_figures(&w, &figures, &count);
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_true(status == CLM_OK || (reached && status == CLM_ERR_NOMEM));
        failures += status != CLM_OK;
        clm_figures_free(figures, count);
        if (!reached) {
            break;
        }
    }
    assert_true(failures > 20);
    clm_article_free(w.article);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_figures_make_table),
        cmocka_unit_test(test_figures_make_container_by_mention),
        cmocka_unit_test(test_figures_make_towards_the_actor),
        cmocka_unit_test(test_figures_make_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
