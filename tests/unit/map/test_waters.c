/* Names of waters, on the invented world of the gazetteer's tests: a sea around 5 20, and a lake of
 * half a degree with an island in its middle. */
#define BUOY_PROGRAM "map_waters"
#include "buoy.h"

#include "geo/projection.h"

static clm_json *draw(clm_lonlat at, clm_bbox extent, const char *lang) {
    clm_map_options options;
    clm_map_options_init(&options);
    options.has_extent = true;
    options.extent = extent;
    options.lang = lang;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    return buoy_draw(at, &options, &theme, NULL);
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
