/* What stands around the map: logo, byline, source. */
#include "support/support.h"

#include "base/file.h"
#include "base/json.h"
#include "map/map.h"

#include "picture.h"

enum { PATH_BYTES = 512, LOGO_WIDTH = 6, LOGO_HEIGHT = 3 };

static clm_map_fonts *fonts;
static clm_theme theme;
static char logo_path[PATH_BYTES];

/* Pure red, pure blue below. */
static void write_logo(const char *path) {
    cairo_surface_t *surface =
        cairo_image_surface_create(CAIRO_FORMAT_ARGB32, LOGO_WIDTH, LOGO_HEIGHT);
    cairo_t *cairo = cairo_create(surface);
    cairo_set_source_rgb(cairo, 0, 0, 1);
    cairo_paint(cairo);
    cairo_set_source_rgb(cairo, 1, 0, 0);
    cairo_rectangle(cairo, 0, 0, LOGO_WIDTH, 2);
    cairo_fill(cairo);
    cairo_destroy(cairo);
    assert_int_equal(cairo_surface_write_to_png(surface, path), CAIRO_STATUS_SUCCESS);
    cairo_surface_destroy(surface);
}

static int open_all(void **state) {
    (void)state;
    clm_error error;
    clm_test_path(logo_path, sizeof logo_path, "map_furniture", "logo.png");
    write_logo(logo_path);
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    return clm_map_fonts_open(NULL, "Inter", &fonts, &error) == CLM_OK ? 0 : -1;
}

static int close_all(void **state) {
    (void)state;
    (void)unlink(logo_path);
    clm_map_fonts_free(fonts);
    return 0;
}

static clm_status draw(const clm_theme *with, const clm_map_options *options, const char *outlet,
                       const clm_map_outputs *outputs, clm_error *error) {
    clm_feature claim = {.kind = CLM_FEATURE_CLAIM,
                         .id = "a",
                         .claim_id = "a",
                         .draw = CLM_DRAW_PRIMARY,
                         .has_place = true,
                         .geo_precision = 1,
                         .basis = CLM_BASIS_GAZETTEER_POINT,
                         .description = "The mayor said: the bridge is closed",
                         .area_km2 = (double)NAN};
    claim.place.name = "Ostheim";
    claim.place.gazetteer_id = "cm:ostheim";
    claim.place.kind = CLM_KIND_SETTLEMENT;
    claim.place.located = true;
    claim.place.point = (clm_lonlat){10, 50};
    claim.place.index = CLM_NO_PLACE;
    assert_int_equal(clm_geometry_set_point(&claim.geometry, claim.place.point, error), CLM_OK);
    const clm_collection told = {
        .items = &claim,
        .count = 1,
        .facts = {.title = "Bridge closed in Ostheim, and nobody knows for how long it will be, "
                           "say people who live there and have to cross it on each day",
                  .date = "2024-06-03",
                  .outlet = outlet}};
    clm_status status = clm_map_draw(&told, NULL, with, options, fonts, outputs, error);
    clm_geometry_clear(&claim.geometry);
    return status;
}

typedef struct box {
    double x0, y0, x1, y1;
} box;

/* The box of a piece of furniture; false where it is not there. */
static bool furniture_box(const clm_json *report, const char *name, box *out) {
    const clm_json *list = clm_json_member(report, "furniture");
    for (size_t i = 0; i < clm_json_count(list); i++) {
        const clm_json *item = clm_json_item(list, i);
        if (clm_text_is(clm_json_text(clm_json_member(item, "name")), name)) {
            const clm_json *b = clm_json_member(item, "box");
            *out = (box){
                clm_json_number(clm_json_item(b, 0), 0), clm_json_number(clm_json_item(b, 1), 0),
                clm_json_number(clm_json_item(b, 2), 0), clm_json_number(clm_json_item(b, 3), 0)};
            return true;
        }
    }
    return false;
}

static bool overlap(box a, box b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static clm_json *report_of(const clm_theme *with, const clm_map_options *options,
                           const char *outlet) {
    clm_buffer text;
    clm_buffer_init(&text);
    clm_error error = {CLM_OK, ""};
    clm_json *report = NULL;
    CLM_EXPECT_OK("draw", draw(with, options, outlet, &(clm_map_outputs){.report = &text}, &error),
                  &error);
    CLM_EXPECT_OK("report", clm_json_parse(clm_test_text(&text), &report, &error), &error);
    clm_buffer_clear(&text);
    return report;
}

static clm_theme theme_with_logo(void) {
    clm_theme with = theme;
    memcpy(with.logo_file, logo_path, strlen(logo_path) + 1);
    return with;
}

/* Twice as wide as high, as the file, at the right margin, and clear of all other furniture. */
static void test_logo_covers_nothing(void **state) {
    (void)state;
    static const struct {
        const char *label;
        int width, height;
    } table[] = {{"default", 1600, 1200}, {"column", 600, 800}, {"story", 1080, 1920}};
    static const char *const others[] = {"header",  "legend",    "claims",
                                         "credits", "scale bar", "byline"};
    clm_theme with = theme_with_logo();
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_map_options options;
        clm_map_options_init(&options);
        options.width_px = table[i].width;
        options.height_px = table[i].height;
        options.byline = "Graphic: The Desk";
        clm_json *report = report_of(&with, &options, NULL);
        box logo = {0, 0, 0, 0};
        CLM_EXPECT(table[i].label, furniture_box(report, "logo", &logo));
        CLM_EXPECT(table[i].label, logo.y0 > 0 && logo.x1 < table[i].width);
        CLM_EXPECT_NEAR(table[i].label, (logo.x1 - logo.x0) / (logo.y1 - logo.y0), 2, 0.1);
        for (size_t k = 0; k < CLM_TEST_COUNT(others); k++) {
            box other = {0, 0, 0, 0};
            CLM_EXPECT(others[k], furniture_box(report, others[k], &other));
            CLM_EXPECT(others[k], !overlap(logo, other));
        }
        clm_json_free(report);
    }
}

static void test_logo_in_png(void **state) {
    (void)state;
    clm_theme with = theme_with_logo();
    clm_map_options options;
    clm_map_options_init(&options);
    clm_json *report = report_of(&with, &options, NULL);
    box logo = {0, 0, 0, 0};
    assert_true(furniture_box(report, "logo", &logo));
    clm_json_free(report);
    static const struct {
        double opacity;
        uint32_t red; /* over white paper */
    } table[] = {{1, 0xFF0000}, {0, 0xFFFFFF}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer png;
        clm_buffer_init(&png);
        clm_error error = {CLM_OK, ""};
        with.look[CLM_LOOK_LOGO].opacity = table[i].opacity;
        CLM_EXPECT_OK("draw", draw(&with, &options, NULL, &(clm_map_outputs){.png = &png}, &error),
                      &error);
        cairo_surface_t *surface = read_png(&png);
        assert_int_equal(pixel(surface, (logo.x0 + logo.x1) / 2, logo.y0 + 10), table[i].red);
        cairo_surface_destroy(surface);
        clm_buffer_clear(&png);
    }
}

/* "abc" in base64 is "YWJj"; the file's own bytes stand in the SVG. */
static void test_logo_in_svg_and_pdf(void **state) {
    (void)state;
    clm_theme with = theme_with_logo();
    clm_map_options options;
    clm_map_options_init(&options);
    clm_buffer svg;
    clm_buffer pdf;
    clm_buffer file;
    clm_buffer_init(&svg);
    clm_buffer_init(&pdf);
    clm_buffer_init(&file);
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("draw",
                  draw(&with, &options, NULL, &(clm_map_outputs){.svg = &svg, .pdf = &pdf}, &error),
                  &error);
    assert_int_equal(clm_file_read(logo_path, 1 << 20, &file, &error), CLM_OK);
    static const char head[] = "xlink:href=\"data:image/png;base64,";
    const char *at = strstr(svg.data, head);
    assert_non_null(at);
    at += sizeof head - 1;
    /* Four digits hold three bytes; read back with the alphabet of RFC 4648. */
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t length = strcspn(at, "\"");
    assert_int_equal(length, (file.len + 2) / 3 * 4);
    for (size_t i = 0; i < file.len; i++) {
        const char *four = at + i / 3 * 4;
        uint32_t group = 0;
        for (size_t k = 0; k < 4; k++) {
            const char *digit = four[k] == '=' ? digits : strchr(digits, four[k]);
            assert_non_null(digit);
            group = group << 6 | (uint32_t)(digit - digits);
        }
        assert_int_equal((unsigned char)file.data[i], group >> (16 - 8 * (i % 3)) & 255);
    }
    bool image = false;
    for (size_t i = 0; i + 15 < pdf.len && !image; i++) {
        image = memcmp(pdf.data + i, "/Subtype /Image", 15) == 0;
    }
    assert_true(image);
    clm_buffer_clear(&svg);
    clm_buffer_clear(&pdf);
    clm_buffer_clear(&file);
}

static void test_logo_that_is_none(void **state) {
    (void)state;
    static const struct {
        const char *label, *bytes;
        size_t length;
        clm_status status;
        const char *says;
    } table[] = {
        {"text", "not a picture at all, really", 28, CLM_ERR_FORMAT, "not a PNG picture"},
        {"cut off", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x06\0\0\0\x03", 24, CLM_ERR_FORMAT,
         "damaged PNG"},
        {"huge", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\1\0\0\0\1\0\0", 24, CLM_ERR_LIMIT,
         "65536x65536 pixels"},
    };
    char path[PATH_BYTES];
    clm_test_path(path, sizeof path, "map_furniture", "bad.png");
    clm_theme with = theme;
    memcpy(with.logo_file, path, strlen(path) + 1);
    clm_map_options options;
    clm_map_options_init(&options);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer png;
        clm_buffer_init(&png);
        clm_error error = {CLM_OK, ""};
        assert_int_equal(clm_file_write(path, table[i].bytes, table[i].length, &error), CLM_OK);
        CLM_EXPECT(table[i].label, draw(&with, &options, NULL, &(clm_map_outputs){.png = &png},
                                        &error) == table[i].status);
        CLM_EXPECT(table[i].label, strstr(error.message, path) != NULL);
        CLM_EXPECT(table[i].label, strstr(error.message, table[i].says) != NULL);
        clm_buffer_clear(&png);
    }
    (void)unlink(path);
}

/* Whether a text of the furniture holds the words. */
static bool written(const clm_json *report, const char *words) {
    const clm_json *labels = clm_json_member(report, "labels");
    for (size_t i = 0; i < clm_json_count(labels); i++) {
        const clm_json *label = clm_json_item(labels, i);
        clm_text text = clm_json_text(clm_json_member(label, "text"));
        if (clm_text_is(clm_json_text(clm_json_member(label, "kind")), "furniture") &&
            strstr(text.ptr, words) != NULL) {
            return true;
        }
    }
    return false;
}

static void test_byline_and_source(void **state) {
    (void)state;
    static const struct {
        const char *label, *theme, *option, *outlet, *byline, *source;
    } table[] = {
        {"nothing is known", "", NULL, NULL, NULL, NULL},
        {"the theme's", "Graphic: The Desk", NULL, "", "Graphic: The Desk", NULL},
        {"the option comes first", "Graphic: The Desk", "Map: Ana", NULL, "Map: Ana", NULL},
        {"the option says none", "Graphic: The Desk", "", NULL, NULL, NULL},
        {"an outlet", "", NULL, "Vale Courier", NULL, "Source: Vale Courier"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_theme with = theme;
        memcpy(with.byline, table[i].theme, strlen(table[i].theme) + 1);
        clm_map_options options;
        clm_map_options_init(&options);
        options.byline = table[i].option;
        clm_json *report = report_of(&with, &options, table[i].outlet);
        box byline = {0, 0, 0, 0};
        box credits = {0, 0, 0, 0};
        CLM_EXPECT(table[i].label, furniture_box(report, "credits", &credits));
        CLM_EXPECT(table[i].label,
                   furniture_box(report, "byline", &byline) == (table[i].byline != NULL));
        CLM_EXPECT(table[i].label, !overlap(byline, credits));
        CLM_EXPECT(table[i].label, !table[i].byline || written(report, table[i].byline));
        CLM_EXPECT(table[i].label, written(report, "Source: ") == (table[i].source != NULL));
        CLM_EXPECT(table[i].label, !table[i].source || written(report, table[i].source));
        clm_json_free(report);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_logo_covers_nothing), cmocka_unit_test(test_logo_in_png),
        cmocka_unit_test(test_logo_in_svg_and_pdf), cmocka_unit_test(test_logo_that_is_none),
        cmocka_unit_test(test_byline_and_source),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
