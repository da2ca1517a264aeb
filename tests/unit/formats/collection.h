/* unit/formats/collection.h: a small collection with every field, made by hand, for several test
 * programs. Header only. */
#ifndef CLM_UNIT_FORMATS_COLLECTION_H
#define CLM_UNIT_FORMATS_COLLECTION_H

#include "formats/formats.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define EXCERPT(words)                                                                             \
    { .range = {1, 2, 1, 2}, .text = (words) }

static const char *const option_names[] = {"lang"};
static const char *const option_values[] = {"en"};
static const char *const supports[] = {"00000000000000c9"};

static const clm_feature_alternative alternatives[] = {{"Guevo", "UA", "gn:1", {30.5, 50.0}, 0.1}};
static const clm_feature_source relays[] = {
    {{{0, 0, 0, 0}, NULL}, "state news", "state_media", NULL}};
static const clm_feature_party actors[] = {{EXCERPT("Kyiv"), "Ukraine (armed forces)", "UA"}};
static const clm_feature_quantity quantities[] = {
    {EXCERPT("58"), 58, (double)NAN, 58, (double)NAN, "km2", "about", NULL, "contradicted"},
    {EXCERPT("10 to 12 km"), 10, 12, (double)NAN, 10, "km", "exact", "current", NULL}};
static const clm_feature_voice voices[] = {
    {"00000000000000c1", NULL, CLM_MODALITY_ASSERTED, false},
    {"00000000000000c9", "Ann Bell", CLM_MODALITY_DENIED, true}};
static const clm_feature_time times[] = {
    {EXCERPT("Friday"), "2025-04-04", "2025-04-04", 1, "event"},
    {EXCERPT("soon"), "", "", 5, "cue"}};
static const clm_change_field was[] = {
    {"quantity", "mi\xC2\xB2", NULL, "mi2", 20.5, (double)NAN},
    {"modality", "alleged", "claimed", NULL, (double)NAN, (double)NAN}};
static const clm_feature_mention mentions[] = {{{1, 2, 1, 2}, "Kursk", CLM_USE_METONYM},
                                               {{7, 12, 7, 12}, "Kursk", CLM_USE_ACTOR}};

static inline void fill_claim(clm_feature *feature) {
    feature->kind = CLM_FEATURE_CLAIM;
    feature->id = "0000000000000002";
    feature->claim_id = "00000000000000c1";
    feature->event_group = "00000000000000e1";
    feature->quote = (clm_excerpt){{3, 9, 4, 11},
                                   "\xC3\x9C"
                                   "bung\\\x01"};
    feature->has_place = true;
    feature->place = (clm_feature_place){
        .excerpt = {{20, 26, 22, 28}, "Guyevo"},
        .name = "Guyevo",
        .kind = CLM_KIND_SETTLEMENT,
        .country = "RU",
        .admin1 = "Kursk",
        .gazetteer_id = "cm:guyevo",
        .geonameid = 12,
        .wikidata = 407,
        .located = true,
        .point = {35.33, 51.1},
        .uncertainty_m = 3000.0,
        .score = 0.9126,
        .basis = "container",
        .alternatives = alternatives,
        .alternative_count = 1,
    };
    feature->place_role = CLM_ROLE_LOCATION;
    feature->geo_precision = 1;
    feature->basis = CLM_BASIS_GAZETTEER_POINT;
    feature->has_source = true;
    feature->source = (clm_feature_source){EXCERPT("Kyiv"), "Ukraine", "government", "UA"};
    feature->relays = relays;
    feature->relay_count = 1;
    feature->cue = (clm_excerpt){{5, 7, 5, 7}, "says"};
    feature->cue_lemma = "say";
    feature->cue_class = "assert";
    feature->modality = CLM_MODALITY_CLAIMED;
    feature->negative = true;
    feature->status = CLM_STATUS_PAST;
    feature->event_type = CLM_EVENT_CONTROL;
    feature->actors = actors;
    feature->actor_count = 1;
    feature->quantities = quantities;
    feature->quantity_count = 2;
    feature->times = times;
    feature->time_count = 2;
    feature->supports = supports;
    feature->support_count = 1;
    feature->voices = voices;
    feature->voice_count = 2;
    feature->confidence = 0.75;
    feature->change = CLM_CHANGE_CHANGED;
    feature->was = was;
    feature->was_count = 2;
    feature->title = "Ukraine claimed: no control, Guyevo";
    feature->description = "d";
    assert_int_equal(clm_geometry_set_point(&feature->geometry, (clm_lonlat){35.33, 51.1}, NULL),
                     CLM_OK);
}

static inline void fill_unlocated(clm_feature *feature) {
    feature->kind = CLM_FEATURE_CLAIM;
    feature->id = "0000000000000003";
    feature->claim_id = feature->event_group = "00000000000000c2";
    feature->quote = (clm_excerpt){{0, 1, 0, 1}, "x"};
    feature->duplicate_of = "00000000000000c1";
    feature->draw = CLM_DRAW_NO;
    feature->reason = "unlocated";
}

static inline void fill_figure(clm_feature *feature) {
    fill_unlocated(feature);
    feature->kind = CLM_FEATURE_FIGURE;
    feature->id = "0000000000000004";
    feature->duplicate_of = NULL;
    feature->reason = NULL;
    feature->draw = CLM_DRAW_SECONDARY;
    feature->basis = CLM_BASIS_AREA_TRUE_FIGURE;
    feature->area_km2 = 1300.5;
    feature->centre = (clm_lonlat){35.3, 51.1};
    feature->anchored = feature->past_peak = true;
    const clm_lonlat ring[] = {{35.2, 51}, {35.4, 51}, {35.4, 51.2}};
    feature->geometry.kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(&feature->geometry, false, NULL), CLM_OK);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(clm_geometry_add_point(&feature->geometry, ring[i], NULL), CLM_OK);
    }
}

static inline void fill_place(clm_feature *feature) {
    feature->kind = CLM_FEATURE_PLACE;
    feature->id = "0000000000000005";
    feature->has_place = true;
    feature->place = (clm_feature_place){.excerpt = EXCERPT("Kursk"),
                                         .name = "Kursk",
                                         .kind = CLM_KIND_REGION,
                                         .country = "RU",
                                         .located = true,
                                         .point = {36.25, 51.7}};
    feature->basis = CLM_BASIS_GAZETTEER_POINT;
    feature->mentions = mentions;
    feature->mention_count = 2;
    feature->draw = CLM_DRAW_NO;
    feature->reason = "metonym";
    feature->title = "Kursk";
    assert_int_equal(clm_geometry_set_point(&feature->geometry, (clm_lonlat){36.25, 51.7}, NULL),
                     CLM_OK);
}

enum { FEATURES = 5 };

static inline void make_collection(clm_collection *collection, clm_feature items[FEATURES]) {
    memset(items, 0, FEATURES * sizeof items[0]);
    items[0].kind = CLM_FEATURE_ARTICLE;
    items[0].id = "0000000000000001";
    fill_claim(&items[1]);
    fill_unlocated(&items[2]);
    fill_figure(&items[3]);
    fill_place(&items[4]);
    *collection = (clm_collection){.items = items, .count = FEATURES};
    collection->facts = (clm_article_facts){.file = "a.txt",
                                            .url = "https://vale.example/a?b=1",
                                            .sha256 = "ab12",
                                            .title = "A \"title\"\twith marks",
                                            .date = "2025-04-08",
                                            .outlet = "Vale Courier",
                                            .since = "2025-04-07",
                                            .words = 12,
                                            .english = true,
                                            .version = "0.1.0",
                                            .gazetteer_name = "test",
                                            .gazetteer_date = "2025-01-01",
                                            .gazetteer_sha256 = "cd34",
                                            .option_names = option_names,
                                            .option_values = option_values,
                                            .option_count = 1};
}

static inline void clear_items(clm_feature items[FEATURES]) {
    for (size_t i = 0; i < FEATURES; i++) {
        clm_geometry_clear(&items[i].geometry);
    }
}

static inline clm_theme make_theme(void) {
    clm_theme theme;
    memset(&theme, 0, sizeof theme);
    theme.look[CLM_LOOK_SIDE_1].fill = (clm_color){1, 0, 0, 1};
    theme.look[CLM_LOOK_SIDE_OTHER].fill = (clm_color){128 / 255.0, 128 / 255.0, 128 / 255.0, 1};
    theme.look[CLM_LOOK_REGION_CONFIRMED].fill_opacity = 0.35;
    theme.look[CLM_LOOK_CLAIM_SECONDARY].fill_opacity = 6.0 / 7;
    theme.look[CLM_LOOK_CLAIM_SECONDARY].opacity = 0.5;
    return theme;
}

#endif
