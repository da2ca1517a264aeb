/* The globe that tells where on Earth a map of water lies. */
#define BUOY_PROGRAM "map_globe"
#include "buoy.h"

#include "picture.h"

typedef struct box {
    double x0, y0, x1, y1;
} box;

/* False where there is no globe. */
static bool globe_box(const clm_json *report, box *out) {
    const clm_json *insets = clm_json_member(report, "insets");
    for (size_t i = 0; i < clm_json_count(insets); i++) {
        const clm_json *inset = clm_json_item(insets, i);
        const clm_json *b = clm_json_member(inset, "box");
        if (clm_text_is(clm_json_text(clm_json_member(inset, "name")), "globe")) {
            *out = (box){
                clm_json_number(clm_json_item(b, 0), 0), clm_json_number(clm_json_item(b, 1), 0),
                clm_json_number(clm_json_item(b, 2), 0), clm_json_number(clm_json_item(b, 3), 0)};
            return true;
        }
    }
    return false;
}

/* The invented world is mostly water, so that size alone decides here. */
static void test_which_maps_have_one(void **state) {
    (void)state;
    static const struct {
        const char *label;
        int width, height;
        clm_bbox extent;
        bool globe;
    } table[] = {
        {"a bay", 1600, 1200, {4, 19, 6, 21}, true},
        {"at the pole", 1600, 1200, {4, 79, 6, 81}, true},
        {"half an ocean", 1600, 1200, {-20, 0, 30, 40}, false},
        {"no panel beside the map", 1080, 1080, {4, 19, 6, 21}, false},
    };
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_map_options options;
        clm_map_options_init(&options);
        options.width_px = table[i].width;
        options.height_px = table[i].height;
        options.has_extent = true;
        options.extent = table[i].extent;
        clm_lonlat middle = {(table[i].extent.west_deg + table[i].extent.east_deg) / 2,
                             (table[i].extent.south_deg + table[i].extent.north_deg) / 2};
        clm_json *report = buoy_draw(middle, &options, &theme, NULL);
        box globe;
        CLM_EXPECT(table[i].label, globe_box(report, &globe) == table[i].globe);
        clm_json_free(report);
    }
}

/* Nothing of the far side lies beyond the disc, and the disc is not all land: its middle, beside
 * the mark, is sea. */
static void test_far_side_stays_in_the_disc(void **state) {
    (void)state;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    theme.look[CLM_LOOK_PAPER].fill = (clm_color){1, 0, 1, 1};
    theme.look[CLM_LOOK_PANEL].fill = (clm_color){1, 0, 1, 1};
    theme.look[CLM_LOOK_SEA].fill = (clm_color){0, 0, 1, 1};
    clm_map_options options;
    clm_map_options_init(&options);
    options.has_extent = true;
    options.extent = (clm_bbox){4, 19, 6, 21};
    clm_buffer png;
    clm_buffer_init(&png);
    clm_json *report = buoy_draw((clm_lonlat){5, 20}, &options, &theme, &png);
    box globe = {0, 0, 0, 0};
    assert_true(globe_box(report, &globe));
    cairo_surface_t *surface = read_png(&png);
    double radius = (globe.x1 - globe.x0) / 2;
    double x = globe.x0 + radius;
    double y = globe.y1 - radius;
    for (int i = 0; i < 360; i++) {
        double angle = i * 0.017453292519943295769;
        assert_int_equal(
            pixel(surface, x + (radius + 2) * cos(angle), y + (radius + 2) * sin(angle)), 0xFF00FF);
    }
    assert_int_equal(pixel(surface, x, y - 20), 0x0000FF);
    cairo_surface_destroy(surface);
    clm_buffer_clear(&png);
    clm_json_free(report);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_which_maps_have_one),
        cmocka_unit_test(test_far_side_stays_in_the_disc),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
