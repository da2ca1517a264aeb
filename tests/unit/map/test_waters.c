/* Names of waters, on the invented world of the gazetteer's tests: a sea around 5 20, and a lake of
 * half a degree with an island in its middle. */
#include "../gazetteer/fixture.h"

#include "base/json.h"
#include "geo/projection.h"
#include "map/map.h"

static clm_gazetteer *world;
static clm_map_fonts *fonts;

static int open_all(void **state) {
    (void)state;
    clm_error error;
    world = fixture_open("map_waters");
    return clm_map_fonts_open(NULL, "Inter", &fonts, &error) == CLM_OK ? 0 : -1;
}

static int close_all(void **state) {
    (void)state;
    clm_map_fonts_free(fonts);
    clm_gazetteer_free(world);
    return 0;
}

static clm_json *draw(clm_lonlat at, clm_bbox extent, const char *lang) {
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
    clm_map_options options;
    clm_map_options_init(&options);
    options.has_extent = true;
    options.extent = extent;
    options.lang = lang;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    clm_buffer text;
    clm_buffer_init(&text);
    CLM_EXPECT_OK("draw",
                  clm_map_draw(&told, world, &theme, &options, fonts,
                               &(clm_map_outputs){.report = &text}, &error),
                  &error);
    clm_json *report = NULL;
    CLM_EXPECT_OK("report", clm_json_parse(clm_test_text(&text), &report, &error), &error);
    clm_buffer_clear(&text);
    clm_geometry_clear(&claim.geometry);
    return report;
}

/* The only name of water on the map, or NULL. */
static const clm_json *water_label(const clm_json *report) {
    const clm_json *labels = clm_json_member(report, "labels");
    const clm_json *found = NULL;
    for (size_t i = 0; i < clm_json_count(labels); i++) {
        const clm_json *label = clm_json_item(labels, i);
        if (clm_text_is(clm_json_text(clm_json_member(label, "kind")), "water")) {
            assert_null(found);
            assert_false(clm_json_bool(clm_json_member(label, "in_article"), true));
            found = label;
        }
    }
    return found;
}

static void test_sea_in_languages(void **state) {
    (void)state;
    static const struct {
        const char *label, *lang, *name;
    } table[] = {
        {"English", NULL, "Middle Sea"},
        {"a name of its own", "de", "Mittelsee"},
        {"none in this language", "fr", "Middle Sea"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_json *report = draw((clm_lonlat){5.2, 20.1}, (clm_bbox){4, 19, 6, 21}, table[i].lang);
        const clm_json *label = water_label(report);
        CLM_EXPECT(table[i].label, label != NULL);
        CLM_EXPECT(table[i].label, !clm_json_bool(clm_json_member(label, "dropped"), true));
        CLM_EXPECT_TEXT(table[i].label, clm_json_text(clm_json_member(label, "text")),
                        table[i].name);
        clm_json_free(report);
    }
}

/* 300 km is how far the sea reaches: 8 degrees of latitude are 885 km. */
static void test_sea_out_of_reach(void **state) {
    (void)state;
    clm_json *report = draw((clm_lonlat){5, 28}, (clm_bbox){4, 27, 6, 29}, NULL);
    assert_null(water_label(report));
    clm_json_free(report);
}

static clm_lonlat on_ground(const clm_json *view, double x_px, double y_px) {
    clm_error error;
    clm_projection *plane = NULL;
    const clm_json *frame = clm_json_member(view, "box");
    double m_per_px = clm_json_number(clm_json_member(view, "m_per_px"), (double)NAN);
    clm_lonlat centre = {clm_json_number(clm_json_member(view, "lon"), (double)NAN),
                         clm_json_number(clm_json_member(view, "lat"), (double)NAN)};
    clm_xy at = {clm_json_number(clm_json_member(view, "left_m"), (double)NAN) +
                     (x_px - clm_json_number(clm_json_item(frame, 0), (double)NAN)) * m_per_px,
                 clm_json_number(clm_json_member(view, "top_m"), (double)NAN) -
                     (y_px - clm_json_number(clm_json_item(frame, 1), (double)NAN)) * m_per_px};
    clm_lonlat out;
    assert_int_equal(clm_projection_laea(centre, &plane, &error), CLM_OK);
    clm_projection_inverse(plane, &at, &out, 1);
    clm_projection_free(plane);
    return out;
}

static bool in_square(clm_lonlat at, double west, double south, double east, double north) {
    return at.lon_deg > west && at.lon_deg < east && at.lat_deg > south && at.lat_deg < north;
}

/* The name lies in the lake's water: every 2 pixels of its box, and so not on the island. */
static void test_lake_in_its_water(void **state) {
    (void)state;
    clm_json *report = draw((clm_lonlat){12.3, 49.1}, (clm_bbox){12, 49, 13, 50}, NULL);
    const clm_json *label = water_label(report);
    assert_non_null(label);
    assert_true(clm_text_is(clm_json_text(clm_json_member(label, "text")), "Still Lake"));
    assert_false(clm_json_bool(clm_json_member(label, "dropped"), true));
    const clm_json *box = clm_json_member(label, "box");
    const clm_json *view = clm_json_item(clm_json_member(report, "views"), 0);
    double x1 = clm_json_number(clm_json_item(box, 2), 0);
    double y1 = clm_json_number(clm_json_item(box, 3), 0);
    size_t looked_at = 0;
    for (double y = clm_json_number(clm_json_item(box, 1), 0); y <= y1; y += 2) {
        for (double x = clm_json_number(clm_json_item(box, 0), 0); x <= x1; x += 2) {
            clm_lonlat at = on_ground(view, x, y);
            assert_true(in_square(at, 12.25, 49.25, 12.75, 49.75));
            assert_false(in_square(at, 12.45, 49.45, 12.55, 49.55));
            looked_at++;
        }
    }
    assert_true(looked_at > 100);
    clm_json_free(report);
}

/* The lake's shore fills the map: its point is in the picture, the room for a name is not. */
static void test_no_room_no_name(void **state) {
    (void)state;
    clm_json *report = draw((clm_lonlat){10, 50}, (clm_bbox){0, 40, 25, 60}, NULL);
    assert_null(water_label(report));
    clm_json_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_sea_in_languages),
        cmocka_unit_test(test_sea_out_of_reach),
        cmocka_unit_test(test_lake_in_its_water),
        cmocka_unit_test(test_no_room_no_name),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
