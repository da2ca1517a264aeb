/* What overlays leave on a picture: land in their own look, an entry of the legend, a credit; and
 * nothing where they are not to be seen. */
#include "unit/vector/gdal_files.h"

#include "base/json.h"
#include "map/map.h"
#include "picture.h"

#include <math.h>

static clm_map_fonts *fonts;
static char path[GDAL_PATH_BYTES];

static int open_all(void **state) {
    (void)state;
    clm_error error;
    return clm_map_fonts_open(NULL, "Inter", &fonts, &error) == CLM_OK ? 0 : -1;
}

static int close_all(void **state) {
    (void)state;
    clm_map_fonts_free(fonts);
    return 0;
}

static clm_overlay_layer *open_box(double west, double south, double east, double north) {
    char text[512];
    char spec[GDAL_PATH_BYTES + 64];
    clm_overlay_layer *overlay = NULL;
    clm_error error = {0};
    clm_buffer notes;
    clm_buffer_init(&notes);
    int length =
        snprintf(text, sizeof text,
                 "{\"type\":\"Polygon\",\"coordinates\":[[[%.2f,%.2f],[%.2f,%.2f],[%.2f,%.2f],"
                 "[%.2f,%.2f],[%.2f,%.2f]]]}",
                 west, south, east, south, east, north, west, north, west, south);
    clm_test_write(path, text, (size_t)length);
    (void)snprintf(spec, sizeof spec, "%s?name=Mappers&date=2025-04-08", path);
    CLM_EXPECT_OK("overlay", clm_overlay_open(spec, &overlay, &notes, &error), &error);
    clm_buffer_clear(&notes);
    return overlay;
}

/* A picture of 30 by 20 degrees around the equator, with the overlay in magenta. */
static cairo_surface_t *draw(const clm_overlay_layer *overlay, bool given, clm_buffer *report,
                             clm_buffer *alt) {
    clm_error error = {CLM_OK, ""};
    clm_theme theme;
    clm_feature claim = {.kind = CLM_FEATURE_CLAIM,
                         .id = "a",
                         .claim_id = "a",
                         .draw = CLM_DRAW_PRIMARY,
                         .has_place = true,
                         .geo_precision = 1,
                         .basis = CLM_BASIS_GAZETTEER_POINT,
                         .description = "The harbour master said: the light is out",
                         .area_km2 = (double)NAN,
                         .place = {.name = "Buoy",
                                   .kind = CLM_KIND_FACILITY,
                                   .located = true,
                                   .point = {-12, 8},
                                   .index = CLM_NO_PLACE}};
    assert_int_equal(clm_theme_default(&theme, &error), CLM_OK);
    clm_look *look = &theme.look[CLM_LOOK_OVERLAY_1];
    look->fill = (clm_color){1, 0, 1, 1};
    look->hatch = CLM_HATCH_NONE;
    look->stroke_width_px = 0;
    assert_int_equal(clm_geometry_set_point(&claim.geometry, claim.place.point, &error), CLM_OK);
    const clm_collection told = {.items = &claim,
                                 .count = 1,
                                 .facts = {.title = "Light out",
                                           .date = "2025-04-08",
                                           .overlays = clm_overlay_facts_of(overlay),
                                           .overlay_count = 1}};
    clm_map_options options;
    clm_map_options_init(&options);
    options.has_extent = true;
    options.extent = (clm_bbox){-15, -10, 15, 10};
    options.overlays = &overlay;
    options.overlay_count = given;
    clm_buffer png;
    clm_buffer_init(&png);
    const clm_map_outputs outputs = {.png = &png, .report = report, .alt = alt};
    CLM_EXPECT_OK("draw", clm_map_draw(&told, NULL, &theme, &options, fonts, &outputs, &error),
                  &error);
    clm_geometry_clear(&claim.geometry);
    cairo_surface_t *surface = read_png(&png);
    clm_buffer_clear(&png);
    return surface;
}

/* Counts the pixels of the overlay left of `x_max`: without the legend. */
static size_t count_magenta(cairo_surface_t *surface, int x_max) {
    size_t count = 0;
    for (int y = 0; y < cairo_image_surface_get_height(surface); y++) {
        for (int x = 0; x < x_max; x++) {
            count += pixel(surface, x, y) == 0xFF00FF;
        }
    }
    return count;
}

enum { BESIDE = 1080 }; /* right of it stands the legend */

static void test_overlay_is_drawn(void **state) {
    (void)state;
    gdal_or_skip();
    clm_overlay_layer *small = open_box(0, 0, 3, 2);
    clm_overlay_layer *large = open_box(0, -4, 6, 0);
    clm_buffer report;
    clm_buffer alt;
    clm_buffer_init(&report);
    clm_buffer_init(&alt);
    cairo_surface_t *picture = draw(small, true, &report, &alt);
    cairo_surface_t *other = draw(large, true, NULL, NULL);
    /* At the equator a degree has 111.3 by 110.6 km: areas are as those of degrees. */
    const double ratio =
        (double)count_magenta(other, BESIDE) / (double)count_magenta(picture, BESIDE);
    CLM_EXPECT_NEAR("area of pixels", ratio, 4.0, 0.05);
    /* The legend's sign and words, and the credit. */
    assert_true(count_magenta(picture, 1600) > count_magenta(picture, BESIDE) + 100);
    const char *words = "Land as mapped by Mappers, 8 April 2025";
    const char *first = strstr(report.data, words);
    assert_non_null(first);
    assert_non_null(strstr(first + 1, words));
    assert_non_null(strstr(alt.data, "Below the claims: land as mapped by Mappers, 2025-04-08.\n"));
    cairo_surface_destroy(picture);
    cairo_surface_destroy(other);
    clm_buffer_clear(&report);
    clm_buffer_clear(&alt);
    clm_overlay_free(small);
    clm_overlay_free(large);
}

static void test_overlay_that_is_not_seen(void **state) {
    (void)state;
    gdal_or_skip();
    static const struct {
        const char *label;
        clm_bbox box;
        bool given, seen;
    } cases[] = {{"not given", {0, 0, 3, 2}, false, false},
                 {"elsewhere", {100, 40, 103, 42}, true, false},
                 {"all around", {-80, -60, 80, 60}, true, true}};
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        const clm_bbox box = cases[i].box;
        clm_overlay_layer *overlay =
            open_box(box.west_deg, box.south_deg, box.east_deg, box.north_deg);
        clm_buffer report;
        clm_buffer alt;
        clm_buffer_init(&report);
        clm_buffer_init(&alt);
        cairo_surface_t *picture = draw(overlay, cases[i].given, &report, &alt);
        CLM_EXPECT(cases[i].label, (count_magenta(picture, 1600) > 400000) == cases[i].seen);
        CLM_EXPECT(cases[i].label, (count_magenta(picture, 1600) > 0) == cases[i].seen);
        CLM_EXPECT(cases[i].label, (strstr(alt.data, "mapped by") != NULL) == cases[i].seen);
        cairo_surface_destroy(picture);
        clm_buffer_clear(&report);
        clm_buffer_clear(&alt);
        clm_overlay_free(overlay);
    }
}

int main(void) {
    (void)snprintf(path, sizeof path, "%s/test_map_overlay.%ld.geojson", CLM_BUILD_DIR,
                   (long)getpid());
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_overlay_is_drawn),
        cmocka_unit_test(test_overlay_that_is_not_seen),
    };
    int status = cmocka_run_group_tests(tests, open_all, close_all);
    (void)unlink(path);
    return status;
}
