/* SVG, PDF and alt text of a small story with hostile strings. */
#include "support/support.h"

#include "map/map.h"
#include "map/svg_parts.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#define HOSTILE "A \"quote\" & <b>]]></text>\x01\xEF\xBF\xBE \xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D"

enum { FEATURES = 4 };

typedef struct story {
    clm_feature items[FEATURES];
    clm_collection collection;
} story;

static clm_map_fonts *fonts;
static clm_theme theme;

static int open_fonts(void **state) {
    (void)state;
    clm_error error;
    if (clm_theme_default(&theme, &error) != CLM_OK) {
        return -1;
    }
    return clm_map_fonts_open(NULL, "Inter", &fonts, &error) == CLM_OK ? 0 : -1;
}

static int close_fonts(void **state) {
    (void)state;
    clm_map_fonts_free(fonts);
    xmlCleanupParser();
    return 0;
}

static clm_feature *add_claim(story *to, const char *id, const char *place, clm_lonlat at,
                              bool area) {
    clm_feature *feature = &to->items[to->collection.count++];
    *feature = (clm_feature){.kind = CLM_FEATURE_CLAIM,
                             .id = id,
                             .claim_id = id,
                             .draw = CLM_DRAW_PRIMARY,
                             .has_place = true,
                             .geo_precision = area ? 3 : 1,
                             .basis = area ? CLM_BASIS_REGION_POLYGON : CLM_BASIS_GAZETTEER_POINT,
                             .has_source = true,
                             .modality = CLM_MODALITY_CLAIMED,
                             .title = HOSTILE,
                             .description = HOSTILE,
                             .quote = {.text = HOSTILE},
                             .area_km2 = (double)NAN};
    feature->place.name = place;
    feature->place.gazetteer_id = place;
    feature->place.kind = area ? CLM_KIND_REGION : CLM_KIND_SETTLEMENT;
    feature->place.located = true;
    feature->place.point = at;
    feature->place.index = CLM_NO_PLACE;
    feature->source.name = HOSTILE;
    clm_error error;
    if (!area) {
        assert_int_equal(clm_geometry_set_point(&feature->geometry, at, &error), CLM_OK);
        return feature;
    }
    feature->geometry.kind = CLM_GEOMETRY_POLYGONS;
    assert_int_equal(clm_geometry_add_part(&feature->geometry, false, &error), CLM_OK);
    static const double corner[4][2] = {{-1, -1}, {1, -1}, {1, 1}, {-1, 1}};
    for (size_t i = 0; i < 4; i++) {
        clm_lonlat point = {at.lon_deg + corner[i][0], at.lat_deg + corner[i][1]};
        assert_int_equal(clm_geometry_add_point(&feature->geometry, point, &error), CLM_OK);
    }
    return feature;
}

static void make_story(story *out) {
    memset(out, 0, sizeof *out);
    out->collection.items = out->items;
    out->collection.facts = (clm_article_facts){
        .title = HOSTILE, .date = "2024-06-03", .file = HOSTILE, .version = "9"};
    add_claim(out, "area 1 \"<&>\"", "Upper & Lower <Vale>", (clm_lonlat){10, 50}, true);
    add_claim(out, "point", "Ostheim", (clm_lonlat){11.8, 50.4}, false);
    add_claim(out, "again", "Ostheim", (clm_lonlat){11.8, 50.4}, false);
    add_claim(out, "map-page", "Westheim", (clm_lonlat){8.4, 49.6}, false);
}

static void clear_story(story *made) {
    for (size_t i = 0; i < FEATURES; i++) {
        clm_geometry_clear(&made->items[i].geometry);
    }
}

typedef struct files {
    clm_buffer svg, pdf, alt;
} files;

static void clear_files(files *made) {
    clm_buffer_clear(&made->svg);
    clm_buffer_clear(&made->pdf);
    clm_buffer_clear(&made->alt);
}

static clm_status draw(const story *from, double scale, files *to, clm_error *error) {
    clm_map_options options;
    clm_map_options_init(&options);
    options.width_px = 900;
    options.height_px = 640;
    options.scale = scale;
    clm_buffer_init(&to->svg);
    clm_buffer_init(&to->pdf);
    clm_buffer_init(&to->alt);
    const clm_map_outputs outputs = {.svg = &to->svg, .pdf = &to->pdf, .alt = &to->alt};
    return clm_map_draw(&from->collection, NULL, &theme, &options, fonts, &outputs, error);
}

static bool attribute_is(const xmlNode *node, const char *name, const char *value) {
    for (const xmlAttr *at = node->properties; at; at = at->next) {
        if (strcmp((const char *)at->name, name) == 0) {
            return at->children && strcmp((const char *)at->children->content, value) == 0;
        }
    }
    return false;
}

/* Elements below `node` whose attribute has the value. */
static size_t count_with(const xmlNode *node, const char *name, const char *value) {
    size_t count = 0;
    for (const xmlNode *at = node; at; at = at->next) {
        if (at->type == XML_ELEMENT_NODE) {
            count += attribute_is(at, name, value) + count_with(at->children, name, value);
        }
    }
    return count;
}

static size_t count_texts(const xmlNode *node, const char *words) {
    size_t count = 0;
    for (const xmlNode *at = node; at; at = at->next) {
        if (at->type == XML_TEXT_NODE && at->parent &&
            strcmp((const char *)at->parent->name, "text") == 0) {
            count += strcmp((const char *)at->content, words) == 0;
        }
        count += count_texts(at->children, words);
    }
    return count;
}

static xmlDoc *parse(const clm_buffer *svg) {
    xmlDoc *read = xmlReadMemory(svg->data, (int)svg->len, "map.svg", NULL, XML_PARSE_NONET);
    assert_non_null(read);
    return read;
}

static void test_svg_is_valid_and_has_ids(void **state) {
    (void)state;
    story told;
    make_story(&told);
    files made;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("draw", draw(&told, 1, &made, &error), &error);
    xmlDoc *read = parse(&made.svg);
    xmlNode *root = xmlDocGetRootElement(read);
    CLM_EXPECT("role", attribute_is(root, "role", "img"));
    CLM_EXPECT("named", attribute_is(root, "aria-labelledby", "map-title map-desc"));
    CLM_EXPECT("size",
               attribute_is(root, "width", "900") && attribute_is(root, "viewBox", "0 0 900 640"));
    static const char *const ids[] = {"area_1_\"<&>\"",   "point",     "again",   "map-page",
                                      "feature-map-page", "map-title", "map-desc"};
    for (size_t i = 0; i < CLM_TEST_COUNT(ids); i++) {
        if (count_with(root, "id", ids[i]) != 1) {
            fail_msg("id %s: %zu elements", ids[i], count_with(root, "id", ids[i]));
        }
    }
    CLM_EXPECT("feature", count_with(root, "data-feature", "area 1 \"<&>\"") >= 2);
    CLM_EXPECT("label", count_texts(root, "Ostheim") == 1);
    CLM_EXPECT("capitals", count_texts(root, "UPPER & LOWER <VALE>") == 1);
    xmlFreeDoc(read);
    clear_files(&made);
    clear_story(&told);
}

static void test_scale_is_of_the_svg_as_a_whole(void **state) {
    (void)state;
    story told;
    make_story(&told);
    files one;
    files two;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("draw", draw(&told, 1, &one, &error), &error);
    CLM_EXPECT_OK("twice", draw(&told, 1.5, &two, &error), &error);
    xmlDoc *read = parse(&two.svg);
    xmlNode *root = xmlDocGetRootElement(read);
    CLM_EXPECT("size", attribute_is(root, "width", "1350") && attribute_is(root, "height", "960") &&
                           attribute_is(root, "viewBox", "0 0 900 640"));
    const char *rest_one = strstr(one.svg.data, "viewBox");
    const char *rest_two = strstr(two.svg.data, "viewBox");
    assert_string_equal(rest_one, rest_two);
    xmlFreeDoc(read);
    clear_files(&one);
    clear_files(&two);
    clear_story(&told);
}

static void test_same_bytes_twice(void **state) {
    (void)state;
    story told;
    make_story(&told);
    files one;
    files two;
    clm_error error = {CLM_OK, ""};
    CLM_EXPECT_OK("once", draw(&told, 1, &one, &error), &error);
    (void)clm_test_set_comma_locale();
    CLM_EXPECT_OK("twice", draw(&told, 1, &two, &error), &error);
    (void)setlocale(LC_ALL, "C");
    assert_int_equal(one.svg.len, two.svg.len);
    assert_memory_equal(one.svg.data, two.svg.data, one.svg.len);
    assert_int_equal(one.pdf.len, two.pdf.len);
    assert_memory_equal(one.pdf.data, two.pdf.data, one.pdf.len);
    assert_string_equal(one.alt.data, two.alt.data);
    assert_memory_equal(one.pdf.data, "%PDF-", 5);
    clear_files(&one);
    clear_files(&two);
    clear_story(&told);
}

static clm_status draw_once(void *context) {
    files made;
    clm_error error = {CLM_OK, ""};
    clm_status status = draw(context, 1, &made, &error);
    clear_files(&made);
    return status;
}

static void test_no_memory(void **state) {
    (void)state;
    story told;
    make_story(&told);
    assert_true(clm_test_fail_every_allocation(draw_once, &told) > 50);
    clear_story(&told);
}

/* ---- parts ---- */

static void test_numbers_are_short(void **state) {
    (void)state;
    static const struct {
        double value;
        const char *expected;
    } table[] = {
        {0, "0"},           {-0.001, "0"},     {1, "1"},          {-1, "-1"},
        {0.5, ".5"},        {-0.25, "-.25"},   {0.05, ".05"},     {100, "100"},
        {1200.1, "1200.1"}, {12.346, "12.35"}, {1e9, "10000000"}, {-99.999, "-100"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_svg_put_one(&out, "", table[i].value);
        if (strcmp(out.data, table[i].expected) != 0) {
            fail_msg("%g: %s, expected %s", table[i].value, out.data, table[i].expected);
        }
        clm_buffer_clear(&out);
    }
}

/* Steps are between rounded points: after a thousand of them the pen is where it should be. */
static void test_path_steps(void **state) {
    (void)state;
    clm_display_list list;
    clm_display_list_init(&list);
    clm_path_begin(&list, CLM_INK_LAND, NULL);
    clm_path_part(&list, true);
    clm_path_point(&list, (clm_px){10, -0.5});
    clm_path_point(&list, (clm_px){10.004, -0.5});
    clm_path_point(&list, (clm_px){12, 1});
    clm_path_point(&list, (clm_px){11.75, 1.25});
    clm_path_point(&list, (clm_px){11.75, 3});
    clm_path_part(&list, false);
    clm_path_point(&list, (clm_px){1, 2});
    clm_path_point(&list, (clm_px){0, 2});
    assert_true(clm_path_end(&list, clm_fill_none(), clm_stroke_none()));
    clm_buffer out;
    clm_buffer_init(&out);
    clm_svg_put_path(&out, &list, &list.items[0]);
    assert_string_equal(out.data, "M10-.5l2 1.5-.25 .25 0 1.75zM1 2l-1 0");
    clm_buffer_clear(&out);
    clm_display_list_clear(&list);
}

static void test_families_are_quoted(void **state) {
    (void)state;
    static const struct {
        const char *family, *expected;
    } table[] = {
        {"House Sans", " font-family=\"'House Sans', sans-serif\""},
        {"It's \\ \"x\" <y>", " font-family=\"'Its  &quot;x&quot; &lt;y&gt;', sans-serif\""},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer out;
        clm_buffer_init(&out);
        clm_svg_put_family(&out, table[i].family);
        assert_string_equal(out.data, table[i].expected);
        clm_buffer_clear(&out);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_svg_is_valid_and_has_ids),
        cmocka_unit_test(test_scale_is_of_the_svg_as_a_whole),
        cmocka_unit_test(test_same_bytes_twice),
        cmocka_unit_test(test_no_memory),
        cmocka_unit_test(test_numbers_are_short),
        cmocka_unit_test(test_path_steps),
        cmocka_unit_test(test_families_are_quoted),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
