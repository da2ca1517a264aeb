#include "support/support.h"

#include "base/json.h"
#include "map/map.h"

#include "picture.h"

/* A small story of our own: two regions, a town that two sides speak of, an area, a far country. */
enum { FEATURES = 8 };

typedef struct story {
    clm_feature items[FEATURES];
    clm_feature_quantity quantity;
    clm_collection collection;
} story;

static void add_ring(clm_geometry *geometry, clm_lonlat at, double half_lon, double half_lat) {
    static const double corner[8][2] = {{-1, -0.6}, {-0.6, -1}, {0.6, -1}, {1, -0.6},
                                        {1, 0.6},   {0.6, 1},   {-0.6, 1}, {-1, 0.6}};
    clm_error error;
    geometry->kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(geometry, false, &error), CLM_OK);
    for (size_t i = 0; i < 8; i++) {
        clm_lonlat point = {at.lon_deg + corner[i][0] * half_lon,
                            at.lat_deg + corner[i][1] * half_lat};
        assert_int_equal(clm_geometry_add_point(geometry, point, &error), CLM_OK);
    }
}

static clm_feature *add_claim(story *to, const char *id, const char *name, clm_lonlat at,
                              double half_deg, const char *side, clm_modality modality) {
    clm_feature *feature = &to->items[to->collection.count++];
    *feature = (clm_feature){
        .kind = CLM_FEATURE_CLAIM,
        .id = id,
        .claim_id = id,
        .draw = CLM_DRAW_PRIMARY,
        .has_place = true,
        .geo_precision = half_deg > 0 ? 3 : 1,
        .basis = half_deg > 0 ? CLM_BASIS_REGION_POLYGON : CLM_BASIS_GAZETTEER_POINT,
        .has_source = side != NULL,
        .modality = modality,
        .description = "The mayor said: “the road along the river stays closed until the bridge"
                       " has been looked at by the engineers”",
        .area_km2 = (double)NAN,
    };
    feature->place.name = name;
    feature->place.gazetteer_id = name;
    feature->place.kind = half_deg > 0 ? CLM_KIND_REGION : CLM_KIND_SETTLEMENT;
    feature->place.located = true;
    feature->place.point = at;
    feature->place.index = CLM_NO_PLACE;
    feature->source.name = "The mayor";
    feature->source.side = side;
    clm_error error;
    if (half_deg > 0) {
        add_ring(&feature->geometry, at, half_deg * 1.5, half_deg);
    } else {
        assert_int_equal(clm_geometry_set_point(&feature->geometry, at, &error), CLM_OK);
    }
    return feature;
}

static void make_story(story *out) {
    memset(out, 0, sizeof *out);
    out->collection.items = out->items;
    out->collection.facts =
        (clm_article_facts){.title = "Bridge closed after the flood, two sides differ on who pays",
                            .date = "2024-06-03",
                            .english = true};
    add_claim(out, "a", "Upper Vale", (clm_lonlat){10, 50}, 0.8, "AA", CLM_MODALITY_CLAIMED);
    add_claim(out, "b", "Lower Vale", (clm_lonlat){12.2, 49.2}, 0.7, NULL, CLM_MODALITY_ASSERTED);
    add_claim(out, "c", "Brückenau", (clm_lonlat){10.4, 49.8}, 0, "AA", CLM_MODALITY_CONFIRMED);
    add_claim(out, "d", "Brückenau", (clm_lonlat){10.4, 49.8}, 0, "BB", CLM_MODALITY_DENIED);
    add_claim(out, "e", "Ostheim", (clm_lonlat){12.5, 49.4}, 0, NULL, CLM_MODALITY_PREDICTED);
    clm_feature *far =
        add_claim(out, "f", "Farland", (clm_lonlat){60, 20}, 3, "BB", CLM_MODALITY_REPORTED);
    far->geo_precision = 4;
    clm_feature *area = add_claim(out, "g", "Brückenau", (clm_lonlat){10.4, 49.8}, 0.03, NULL,
                                  CLM_MODALITY_MEASURED);
    area->kind = CLM_FEATURE_FIGURE;
    area->area_km2 = 26;
    out->quantity = (clm_feature_quantity){.km2 = 26, .qualifier = "about"};
    area->quantities = &out->quantity;
    area->quantity_count = 1;
}

static void clear_story(story *made) {
    for (size_t i = 0; i < FEATURES; i++) {
        clm_geometry_clear(&made->items[i].geometry);
    }
}

static clm_map_fonts *fonts;

static int open_fonts(void **state) {
    (void)state;
    clm_error error;
    return clm_map_fonts_open(NULL, "Inter", &fonts, &error) == CLM_OK ? 0 : -1;
}

static int close_fonts(void **state) {
    (void)state;
    clm_map_fonts_free(fonts);
    return 0;
}

static void draw(const story *from, const clm_theme *theme, const clm_map_options *options,
                 clm_buffer *png, clm_buffer *report) {
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("draw",
                  clm_map_draw(&from->collection, NULL, theme, options, fonts,
                               &(clm_map_outputs){.png = png, .report = report}, &error),
                  &error);
}

/* ---- the report ---- */

typedef struct box {
    double x0, y0, x1, y1;
} box;

static box read_box(const clm_json *value) {
    const clm_json *list = clm_json_member(value, "box");
    assert_int_equal(clm_json_count(list), 4);
    return (box){clm_json_number(clm_json_item(list, 0), (double)NAN),
                 clm_json_number(clm_json_item(list, 1), (double)NAN),
                 clm_json_number(clm_json_item(list, 2), (double)NAN),
                 clm_json_number(clm_json_item(list, 3), (double)NAN)};
}

static bool overlap(box a, box b) {
    return a.x0 < b.x1 && b.x0 < a.x1 && a.y0 < b.y1 && b.y0 < a.y1;
}

static bool is_kind(const clm_json *label, const char *kind) {
    return clm_text_is(clm_json_text(clm_json_member(label, "kind")), kind);
}

static bool is_furniture(const clm_json *label) {
    return is_kind(label, "furniture") || is_kind(label, "legend") || is_kind(label, "title") ||
           is_kind(label, "callout");
}

/* No two labels overlap, none lies on furniture, none is cut. */
static void check_report(const char *name, const clm_json *report) {
    double width = clm_json_number(clm_json_member(report, "width"), 0);
    double height = clm_json_number(clm_json_member(report, "height"), 0);
    const clm_json *labels = clm_json_member(report, "labels");
    const clm_json *furniture = clm_json_member(report, "furniture");
    size_t shown = 0;
    for (size_t i = 0; i < clm_json_count(labels); i++) {
        const clm_json *label = clm_json_item(labels, i);
        if (clm_json_bool(clm_json_member(label, "dropped"), false)) {
            continue;
        }
        shown++;
        box a = read_box(label);
        clm_text text = clm_json_text(clm_json_member(label, "text"));
        if (!(a.x0 >= 0 && a.y0 >= 0 && a.x1 <= width && a.y1 <= height && a.x0 < a.x1)) {
            fail_msg("%s: \"%.*s\" is cut", name, (int)text.len, text.ptr);
        }
        for (size_t j = 0; j < i; j++) {
            const clm_json *other = clm_json_item(labels, j);
            if (!clm_json_bool(clm_json_member(other, "dropped"), false) &&
                overlap(a, read_box(other))) {
                clm_text second = clm_json_text(clm_json_member(other, "text"));
                fail_msg("%s: \"%.*s\" and \"%.*s\" overlap", name, (int)text.len, text.ptr,
                         (int)second.len, second.ptr);
            }
        }
        for (size_t j = 0; j < clm_json_count(furniture) && !is_furniture(label); j++) {
            if (overlap(a, read_box(clm_json_item(furniture, j)))) {
                fail_msg("%s: \"%.*s\" lies on furniture", name, (int)text.len, text.ptr);
            }
        }
    }
    assert_true(shown > 10);
}

static void check_named(const char *name, const clm_json *report, const char *place) {
    const clm_json *labels = clm_json_member(report, "labels");
    for (size_t i = 0; i < clm_json_count(labels); i++) {
        const clm_json *label = clm_json_item(labels, i);
        bool dropped = clm_json_bool(clm_json_member(label, "dropped"), true);
        clm_text reason = clm_json_text(clm_json_member(label, "reason"));
        bool numbered = clm_text_is(reason, "no room for the name; numbered");
        if (clm_text_is(clm_json_text(clm_json_member(label, "text")), place) &&
            (!dropped || numbered)) {
            assert_true(clm_json_bool(clm_json_member(label, "in_article"), false));
            return;
        }
    }
    fail_msg("%s: %s is neither named nor numbered", name, place);
}

static void test_report_of_many_sizes(void **state) {
    (void)state;
    static const struct {
        const char *label;
        int width, height;
        double scale;
    } table[] = {
        {"default", 1600, 1200, 1}, {"square", 1080, 1080, 1},  {"tall", 1080, 1920, 1},
        {"column", 600, 800, 1},    {"wide", 1920, 800, 1},     {"small", 800, 600, 1},
        {"double", 1600, 1200, 2},  {"thumbnail", 400, 300, 1},
    };
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    story told;
    make_story(&told);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_map_options options;
        clm_map_options_init(&options);
        options.width_px = table[i].width;
        options.height_px = table[i].height;
        options.scale = table[i].scale;
        clm_buffer text;
        clm_buffer_init(&text);
        draw(&told, &theme, &options, NULL, &text);
        clm_json *report;
        clm_error error;
        CLM_EXPECT_OK(table[i].label, clm_json_parse(clm_test_text(&text), &report, &error),
                      &error);
        CLM_EXPECT_NEAR(table[i].label, clm_json_number(clm_json_member(report, "width"), 0),
                        table[i].width * table[i].scale, 0);
        check_report(table[i].label, report);
        static const char *const places[] = {"Upper Vale", "Lower Vale", "Brückenau", "Ostheim",
                                             "Farland"};
        for (size_t p = 0; p < CLM_TEST_COUNT(places); p++) {
            check_named(table[i].label, report, places[p]);
        }
        assert_int_equal(clm_json_count(clm_json_member(report, "insets")), 2);
        clm_json_free(report);
        clm_buffer_clear(&text);
    }
    clear_story(&told);
}

/* Six villages within 20 km and a town 300 km off: the villages are named once, in the detail. */
static void test_crowd_is_named_in_detail(void **state) {
    (void)state;
    static const char *const names[] = {
        "Oberau", "Unterau", "Mitterau", "Hinterau", "Brückenau an der Alten Furt", "Vorderau"};
    enum { CROWD = 6 };
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    story told = {.collection = {.facts = {.title = "Six villages flooded", .english = true}}};
    told.collection.items = told.items;
    for (size_t i = 0; i < CROWD; i++) {
        clm_lonlat at = {10 + 0.08 * (double)(i % 3), 50 + 0.08 * (double)(i / 3)};
        add_claim(&told, names[i], names[i], at, 0, NULL, CLM_MODALITY_ASSERTED);
    }
    add_claim(&told, "far", "Ostheim", (clm_lonlat){14, 49}, 0, NULL, CLM_MODALITY_ASSERTED);
    clm_map_options options;
    clm_map_options_init(&options);
    clm_buffer text;
    clm_buffer_init(&text);
    draw(&told, &theme, &options, NULL, &text);
    clm_json *report;
    clm_error error;
    CLM_EXPECT_OK("crowd", clm_json_parse(clm_test_text(&text), &report, &error), &error);
    check_report("crowd", report);
    const clm_json *inset = clm_json_item(clm_json_member(report, "insets"), 0);
    assert_true(clm_text_is(clm_json_text(clm_json_member(inset, "name")), "detail"));
    box detail = read_box(inset);
    const clm_json *labels = clm_json_member(report, "labels");
    for (size_t n = 0; n < CROWD; n++) {
        size_t named = 0;
        for (size_t i = 0; i < clm_json_count(labels); i++) {
            const clm_json *label = clm_json_item(labels, i);
            if (clm_text_is(clm_json_text(clm_json_member(label, "text")), names[n])) {
                box at = read_box(label);
                assert_true(at.x0 >= detail.x0 && at.x1 <= detail.x1 && at.y0 >= detail.y0 &&
                            at.y1 <= detail.y1);
                named++;
            }
        }
        assert_int_equal(named, 1);
    }
    clm_json_free(report);
    clm_buffer_clear(&text);
    clear_story(&told);
}

/* ---- the picture ---- */

static bool differs(cairo_surface_t *a, cairo_surface_t *b, int x, int y) {
    size_t stride = (size_t)cairo_image_surface_get_stride(a);
    size_t at = (size_t)y * stride + (size_t)x * 4;
    return memcmp(cairo_image_surface_get_data(a) + at, cairo_image_surface_get_data(b) + at, 3) !=
           0;
}

/* What changes when texts are left out is the ink of the labels: it fills the reported boxes to
 * within two pixels, and nothing changes outside of them. */
static void test_report_agrees_with_ink(void **state) {
    (void)state;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    for (size_t i = 0; i < CLM_LOOK_COUNT; i++) {
        theme.look[i].text.halo.alpha = 0;
        theme.look[i].text.color = (clm_color){0.05, 0.05, 0.05, 1};
    }
    story told;
    make_story(&told);
    clm_map_options options;
    clm_map_options_init(&options);
    clm_buffer with;
    clm_buffer without;
    clm_buffer text;
    clm_buffer text_without;
    clm_buffer_init(&with);
    clm_buffer_init(&without);
    clm_buffer_init(&text);
    clm_buffer_init(&text_without);
    draw(&told, &theme, &options, &with, &text);
    options.draw_labels = false;
    draw(&told, &theme, &options, &without, &text_without);
    assert_int_equal(text.len, text_without.len);
    assert_memory_equal(text.data, text_without.data, text.len);
    cairo_surface_t *a = read_png(&with);
    cairo_surface_t *b = read_png(&without);
    int width = cairo_image_surface_get_width(a);
    int height = cairo_image_surface_get_height(a);
    unsigned char *known = calloc((size_t)width, (size_t)height);
    assert_non_null(known);
    clm_json *report;
    clm_error error;
    assert_int_equal(clm_json_parse(clm_test_text(&text), &report, &error), CLM_OK);
    const clm_json *labels = clm_json_member(report, "labels");
    for (size_t i = 0; i < clm_json_count(labels); i++) {
        const clm_json *label = clm_json_item(labels, i);
        if (clm_json_bool(clm_json_member(label, "dropped"), false)) {
            continue;
        }
        box said = read_box(label);
        box ink = {1e9, 1e9, -1e9, -1e9};
        for (int y = (int)said.y0 - 1; y <= (int)said.y1; y++) {
            for (int x = (int)said.x0 - 1; x <= (int)said.x1; x++) {
                if (x < 0 || y < 0 || x >= width || y >= height) {
                    continue;
                }
                known[y * width + x] = 1;
                if (differs(a, b, x, y)) {
                    ink = (box){fmin(ink.x0, x), fmin(ink.y0, y), fmax(ink.x1, x + 1),
                                fmax(ink.y1, y + 1)};
                }
            }
        }
        clm_text words = clm_json_text(clm_json_member(label, "text"));
        if (fabs(ink.x0 - said.x0) > 2 || fabs(ink.y0 - said.y0) > 2 ||
            fabs(ink.x1 - said.x1) > 2 || fabs(ink.y1 - said.y1) > 2) {
            fail_msg("\"%.*s\": said %g %g %g %g, ink %g %g %g %g", (int)words.len, words.ptr,
                     said.x0, said.y0, said.x1, said.y1, ink.x0, ink.y0, ink.x1, ink.y1);
        }
    }
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
            if (!known[y * width + x] && differs(a, b, x, y)) {
                fail_msg("ink outside of all labels at %d %d", x, y);
            }
        }
    }
    free(known);
    clm_json_free(report);
    cairo_surface_destroy(a);
    cairo_surface_destroy(b);
    clm_buffer_clear(&with);
    clm_buffer_clear(&without);
    clm_buffer_clear(&text);
    clm_buffer_clear(&text_without);
    clear_story(&told);
}

static void test_same_bytes_twice(void **state) {
    (void)state;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    story told;
    make_story(&told);
    clm_map_options options;
    clm_map_options_init(&options);
    clm_buffer first;
    clm_buffer second;
    clm_buffer_init(&first);
    clm_buffer_init(&second);
    draw(&told, &theme, &options, &first, NULL);
    bool comma = clm_test_set_comma_locale();
    draw(&told, &theme, &options, &second, NULL);
    (void)setlocale(LC_ALL, "C");
    print_message("decimal comma: %d\n", comma);
    assert_int_equal(first.len, second.len);
    assert_memory_equal(first.data, second.data, first.len);
    clm_buffer_clear(&first);
    clm_buffer_clear(&second);
    clear_story(&told);
}

static void test_hidden_features_are_gone(void **state) {
    (void)state;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    story told;
    make_story(&told);
    static const char *const hide[] = {"f", "nosuch", "g"};
    clm_map_options options;
    clm_map_options_init(&options);
    options.hide = hide;
    options.hide_count = CLM_TEST_COUNT(hide);
    clm_buffer text;
    clm_buffer_init(&text);
    draw(&told, &theme, &options, NULL, &text);
    assert_null(strstr(text.data, "Farland"));
    assert_null(strstr(text.data, "26 km"));
    assert_non_null(strstr(text.data, "Ostheim"));
    assert_non_null(strstr(text.data, "\"insets\":[]"));
    clm_buffer_clear(&text);
    clear_story(&told);
}

static void test_clm_map_draw_errors(void **state) {
    (void)state;
    static const struct {
        const char *label;
        int width, height;
        double scale;
        clm_bbox extent;
        bool empty;
        clm_status status;
    } table[] = {
        {"too narrow", 63, 600, 1, {0, 0, 0, 0}, false, CLM_ERR_ARGUMENT},
        {"too tall", 600, 16385, 1, {0, 0, 0, 0}, false, CLM_ERR_ARGUMENT},
        {"scale", 600, 600, 9, {0, 0, 0, 0}, false, CLM_ERR_ARGUMENT},
        {"scale not a number", 600, 600, (double)NAN, {0, 0, 0, 0}, false, CLM_ERR_ARGUMENT},
        {"too many pixels", 16384, 600, 4, {0, 0, 0, 0}, false, CLM_ERR_ARGUMENT},
        {"no room for a map", 64, 64, 1, {0, 0, 0, 0}, false, CLM_ERR_ARGUMENT},
        {"extent", 600, 600, 1, {10, 50, 12, 48}, false, CLM_ERR_ARGUMENT},
        {"nothing located", 600, 600, 1, {0, 0, 0, 0}, true, CLM_ERR_NOT_FOUND},
    };
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    story told;
    make_story(&told);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_map_options options;
        clm_map_options_init(&options);
        options.width_px = table[i].width;
        options.height_px = table[i].height;
        options.scale = table[i].scale;
        options.extent = table[i].extent;
        options.has_extent = table[i].extent.east_deg > 0;
        clm_collection none = {.items = NULL};
        clm_buffer png;
        clm_buffer_init(&png);
        clm_error error = {CLM_OK, ""};
        clm_status status = clm_map_draw(table[i].empty ? &none : &told.collection, NULL, &theme,
                                         &options, fonts, &(clm_map_outputs){.png = &png}, &error);
        if (status != table[i].status || error.message[0] == '\0') {
            fail_msg("%s: status %d %s", table[i].label, status, error.message);
        }
        assert_int_equal(png.len, 0);
        clm_buffer_clear(&png);
    }
    clear_story(&told);
}

typedef struct drawing {
    story told;
    clm_theme theme;
} drawing;

static clm_status draw_once(void *context) {
    drawing *work = context;
    clm_map_options options;
    clm_map_options_init(&options);
    options.width_px = 700;
    options.height_px = 500;
    clm_buffer png;
    clm_buffer report;
    clm_buffer_init(&png);
    clm_buffer_init(&report);
    clm_error error = {CLM_OK, ""};
    const clm_map_outputs outputs = {.png = &png, .report = &report};
    clm_status status =
        clm_map_draw(&work->told.collection, NULL, &work->theme, &options, fonts, &outputs, &error);
    clm_buffer_clear(&png);
    clm_buffer_clear(&report);
    return status;
}

static void test_clm_map_draw_no_memory(void **state) {
    (void)state;
    drawing work;
    assert_int_equal(clm_theme_default(&work.theme, NULL), CLM_OK);
    make_story(&work.told);
    assert_true(clm_test_fail_every_allocation(draw_once, &work) > 50);
    clear_story(&work.told);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_report_of_many_sizes),
        cmocka_unit_test(test_crowd_is_named_in_detail),
        cmocka_unit_test(test_report_agrees_with_ink),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_hidden_features_are_gone),
        cmocka_unit_test(test_clm_map_draw_errors),
        cmocka_unit_test(test_clm_map_draw_no_memory),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
