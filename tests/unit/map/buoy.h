/* A map with one claim, at a buoy, on the invented world of the gazetteer's tests. */
#ifndef CLM_TEST_MAP_BUOY_H
#define CLM_TEST_MAP_BUOY_H

#include "../gazetteer/fixture.h"

#include "base/json.h"
#include "map/map.h"

static clm_gazetteer *world;
static clm_map_fonts *fonts;

static inline int open_all(void **state) {
    (void)state;
    clm_error error;
    world = fixture_open(BUOY_PROGRAM);
    return clm_map_fonts_open(NULL, "Inter", &fonts, &error) == CLM_OK ? 0 : -1;
}

static inline int close_all(void **state) {
    (void)state;
    clm_map_fonts_free(fonts);
    clm_gazetteer_free(world);
    return 0;
}

static inline clm_json *buoy_draw(clm_lonlat at, const clm_map_options *options,
                                  const clm_theme *theme, clm_buffer *png) {
    clm_error error = {CLM_OK, ""};
    clm_feature claim = {.kind = CLM_FEATURE_CLAIM,
                         .id = "a",
                         .claim_id = "a",
                         .draw = CLM_DRAW_PRIMARY,
                         .has_place = true,
                         .geo_precision = 1,
                         .basis = CLM_BASIS_GAZETTEER_POINT,
                         .description = "The harbour master said: the light is out",
                         .area_km2 = (double)NAN};
    claim.place.name = "Buoy";
    claim.place.gazetteer_id = "cm:buoy";
    claim.place.kind = CLM_KIND_FACILITY;
    claim.place.located = true;
    claim.place.point = at;
    claim.place.index = CLM_NO_PLACE;
    assert_int_equal(clm_geometry_set_point(&claim.geometry, at, &error), CLM_OK);
    const clm_collection told = {
        .items = &claim, .count = 1, .facts = {.title = "Light out", .date = ""}};
    clm_buffer text;
    clm_buffer_init(&text);
    CLM_EXPECT_OK("draw",
                  clm_map_draw(&told, world, theme, options, fonts,
                               &(clm_map_outputs){.report = &text, .png = png}, &error),
                  &error);
    clm_json *report = NULL;
    CLM_EXPECT_OK("report", clm_json_parse(clm_test_text(&text), &report, &error), &error);
    clm_buffer_clear(&text);
    clm_geometry_clear(&claim.geometry);
    return report;
}

#endif
