/* Texts that are too long for their place. Widths are compared with those of the texts that should
 * be left, so that any font will do. */
#include "support/support.h"

#include "map/fonts.h"

#include <pango/pangocairo.h>
#include <unistd.h>

static const clm_text_style style = {.size_px = 16};

static double width_of(clm_map_fonts *fonts, const char *text, double wrap_px, bool *cut) {
    clm_text_spec spec = {
        .text = text, .style = &style, .zoom = 1, .wrap_px = wrap_px, .max_lines = 1};
    size_t run;
    clm_error error;
    CLM_EXPECT_OK(text, clm_fonts_shape(fonts, &spec, &run, &error), &error);
    *cut = clm_fonts_run(fonts, run)->cut;
    return clm_fonts_run(fonts, run)->width_px;
}

static void test_clm_fonts_shape_cuts_between_words(void **state) {
    (void)state;
    static const struct {
        const char *label, *text;
        const char *room; /* as wide as the place */
        const char *left; /* what should be drawn */
        bool cut;
    } table[] = {
        {"fits", "one two three", "one two three", "one two three", false},
        {"in a word", "alpha beta gamma", "alpha beta gam…", "alpha beta…", true},
        {"after a comma", "alpha beta, gamma", "alpha beta, gam…", "alpha beta…", true},
        {"a quotation", "said: “alpha beta gamma”", "said: “alpha beta gam…", "said: “alpha beta…”",
         true},
        {"one long word", "alphabetagamma", "alphabetag…", NULL, true},
    };
    clm_map_fonts *fonts = NULL;
    clm_error error;
    if (clm_map_fonts_open(NULL, "Inter", &fonts, &error) != CLM_OK) {
        skip(); /* no font on this machine */
    }
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        bool cut;
        double room = width_of(fonts, table[i].room, 0, &cut) + 1;
        double got = width_of(fonts, table[i].text, room, &cut);
        CLM_EXPECT(table[i].label, cut == table[i].cut);
        CLM_EXPECT(table[i].label, got <= room);
        if (table[i].left) {
            bool whole;
            CLM_EXPECT_NEAR(table[i].label, got, width_of(fonts, table[i].left, 0, &whole), 0.6);
        }
    }
    clm_map_fonts_free(fonts);
}

static const char serif[] = "/usr/share/fonts/truetype/dejavu/DejaVuSerif.ttf";

static double width_in(const clm_theme *theme, const clm_text_style *text) {
    clm_map_fonts *fonts = NULL;
    clm_error error = {CLM_OK, ""};
    size_t run;
    clm_text_spec spec = {.text = "Some Words, wide & narrow", .style = text, .zoom = 1};
    CLM_EXPECT_OK(theme->name, clm_map_fonts_for_theme(NULL, theme, &fonts, &error), &error);
    CLM_EXPECT_OK(theme->name, clm_fonts_shape(fonts, &spec, &run, &error), &error);
    double width = clm_fonts_run(fonts, run)->width_px;
    clm_map_fonts_free(fonts);
    return width;
}

/* A font of a file is that of the system with the same name, and another than the usual; a role may
 * have it alone. */
static void test_clm_map_fonts_for_theme(void **state) {
    (void)state;
    clm_theme usual;
    assert_int_equal(clm_theme_default(&usual, NULL), CLM_OK);
    clm_theme files = usual;
    clm_map_fonts *fonts = NULL;
    if (access(serif, R_OK) != 0 ||
        clm_map_fonts_open(NULL, usual.font_family, &fonts, NULL) != CLM_OK) {
        skip(); /* not this machine's fonts */
    }
    clm_map_fonts_free(fonts);
    snprintf(files.font_family, sizeof files.font_family, "DejaVu Serif");
    clm_theme system = files;
    snprintf(files.font_files[0], sizeof files.font_files[0], "%s", serif);
    files.font_file_count = 1;
    double width = width_in(&files, &style);
    CLM_EXPECT("another font", fabs(width - width_in(&usual, &style)) > 1);
    CLM_EXPECT_NEAR("the system's", width_in(&system, &style), width, 0.01);
    clm_text_style own = style;
    snprintf(own.family, sizeof own.family, "DejaVu Serif");
    usual.look[CLM_LOOK_TITLE].text = own;
    CLM_EXPECT_NEAR("of one role", width_in(&usual, &own), width, 0.01);
    CLM_EXPECT("not of another", fabs(width - width_in(&usual, &style)) > 1);
    clm_error error = {CLM_OK, ""};
    snprintf(files.font_files[0], sizeof files.font_files[0], "%s/docs/styles.md", CLM_SOURCE_DIR);
    CLM_EXPECT("no font", clm_map_fonts_for_theme(NULL, &files, &fonts, &error) == CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "styles.md: no font"));
}

static clm_map_fonts *open_any(const char *dir) {
    clm_map_fonts *fonts = NULL;
    clm_error error;
    if (clm_map_fonts_open(dir, "Inter", &fonts, &error) != CLM_OK) {
        skip(); /* no font on this machine */
    }
    return fonts;
}

static size_t shape(clm_map_fonts *fonts, const char *text) {
    clm_text_spec spec = {.text = text, .style = &style, .zoom = 1};
    size_t run = 0;
    clm_error error;
    CLM_EXPECT_OK(text, clm_fonts_shape(fonts, &spec, &run, &error), &error);
    return run;
}

/* Each script is drawn with letters, or named once with a package that has them; never with boxes.
 */
static void test_clm_fonts_shape_every_script(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *file; /* where its font is */
    } table[] = {
        {"Latin", "Brückenau, Łódź, Þingvellir, Đắk Lắk", "opentype/inter/Inter-Regular.otf"},
        {"Cyrillic", "Київ, Тбілісі, Ёлкино", "opentype/inter/Inter-Regular.otf"},
        {"Greek", "Αλεξανδρούπολη", "opentype/inter/Inter-Regular.otf"},
        {"Arabic", "الخرطوم وپشاور", "truetype/noto/NotoSansArabic-Regular.ttf"},
        {"Hebrew", "חיפה", "truetype/noto/NotoSansHebrew-Regular.ttf"},
        {"Georgian", "თბილისი", "truetype/noto/NotoSansGeorgian-Regular.ttf"},
        {"Armenian", "Երևան", "truetype/noto/NotoSansArmenian-Regular.ttf"},
        {"Devanagari", "काठमांडू", "truetype/noto/NotoSansDevanagari-Regular.ttf"},
        {"Han", "東京", "opentype/noto/NotoSansCJK-Regular.ttc"},
    };
    clm_map_fonts *fonts = open_any(NULL);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char path[256];
        snprintf(path, sizeof path, "/usr/share/fonts/%s", table[i].file);
        size_t run = shape(fonts, table[i].text);
        PangoLayout *layout = clm_fonts_layout(fonts, run);
        CLM_EXPECT(table[i].label, pango_layout_get_unknown_glyphs_count(layout) == 0);
        clm_buffer notes;
        clm_buffer_init(&notes);
        clm_map_fonts_notes(fonts, &notes);
        CLM_EXPECT(table[i].label, notes.len == 0 || access(path, R_OK) != 0);
        CLM_EXPECT(table[i].label,
                   notes.len > 0 || strcmp(pango_layout_get_text(layout), table[i].text) == 0);
        clm_buffer_clear(&notes);
    }
    clm_map_fonts_free(fonts);
}

static void test_letters_without_a_font_are_left_out(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *drawn;
    } table[] = {
        {"alone", "東京", "…"},
        {"between words", "near 東京 on Monday", "near … on Monday"},
        {"two words", "near 東京 大阪 on Monday", "near … on Monday"},
        {"none missing", "near Tokyo", "near Tokyo"},
    };
    clm_map_fonts *fonts = open_any("/usr/share/fonts/opentype/inter"); /* and no others */
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        size_t run = shape(fonts, table[i].text);
        CLM_EXPECT(table[i].label, strcmp(pango_layout_get_text(clm_fonts_layout(fonts, run)),
                                          table[i].drawn) == 0);
        CLM_EXPECT(table[i].label, strcmp(clm_fonts_run(fonts, run)->text, table[i].text) == 0);
    }
    clm_buffer notes;
    clm_buffer_init(&notes);
    clm_map_fonts_notes(fonts, &notes);
    clm_buffer_char(&notes, '\0');
    assert_string_equal(notes.data, "no font has Chinese characters (U+6771): they are left out of"
                                    " the picture; install fonts-noto-cjk\n");
    clm_buffer_clear(&notes);
    clm_map_fonts_notes(fonts, &notes);
    assert_int_equal(notes.len, 0); /* told once */
    clm_map_fonts_free(fonts);
}

/* A line that begins in Arabic reads from the right, and the Latin name in it from the left. */
static void test_bidi(void **state) {
    (void)state;
    static const char text[] = "غوما Goma مدينة";
    clm_map_fonts *fonts = open_any(NULL);
    PangoLayout *layout = clm_fonts_layout(fonts, shape(fonts, text));
    PangoRectangle first;
    PangoRectangle g;
    PangoRectangle o;
    PangoRectangle last;
    pango_layout_index_to_pos(layout, 0, &first);
    pango_layout_index_to_pos(layout, (int)(strstr(text, "G") - text), &g);
    pango_layout_index_to_pos(layout, (int)(strstr(text, "o") - text), &o);
    pango_layout_index_to_pos(layout, (int)(strstr(text, "مد") - text), &last);
    assert_true(g.x < o.x);
    assert_true(last.x < g.x && g.x < first.x);
    clm_map_fonts_free(fonts);
}

/* Letters that hang together are not torn apart; others are spread. */
static void test_spacing(void **state) {
    (void)state;
    clm_map_fonts *fonts = open_any(NULL);
    static const struct {
        const char *label, *text;
        double gaps; /* times 4 pixels wider */
    } table[] = {{"Latin", "KURSK", 4}, {"Cyrillic", "СУМЫ", 3}, {"Arabic", "سوريا", 0}};
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_text_spec spec = {.text = table[i].text, .style = &style, .zoom = 1};
        clm_rect ink[2];
        for (int wide = 0; wide < 2; wide++) {
            spec.spacing_px = 4 * wide;
            size_t run;
            clm_error error;
            CLM_EXPECT_OK(table[i].label, clm_fonts_shape(fonts, &spec, &run, &error), &error);
            ink[wide] = clm_fonts_run(fonts, run)->ink;
        }
        /* Both widths are rounded up to whole pixels at both ends. */
        CLM_EXPECT_NEAR(table[i].label, (ink[1].x1 - ink[1].x0) - (ink[0].x1 - ink[0].x0),
                        4 * table[i].gaps, 2);
    }
    clm_map_fonts_free(fonts);
}

/* A quarter turn clockwise takes (x, y) to (-y, x). */
static void test_clm_fonts_turned_ink(void **state) {
    (void)state;
    clm_map_fonts *fonts = open_any(NULL);
    size_t run = shape(fonts, "HILLS AND HILLS AND HILLS");
    clm_rect upright = clm_fonts_run(fonts, run)->ink;
    clm_rect turned = clm_fonts_turned_ink(fonts, run, 1.57079632679489662);
    CLM_EXPECT_NEAR("left", turned.x0, -upright.y1, 1.1); /* upright is in whole pixels */
    CLM_EXPECT_NEAR("right", turned.x1, -upright.y0, 1.1);
    CLM_EXPECT_NEAR("top", turned.y0, upright.x0, 1.1);
    CLM_EXPECT_NEAR("bottom", turned.y1, upright.x1, 1.1);
    clm_map_fonts_free(fonts);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_fonts_shape_cuts_between_words),
        cmocka_unit_test(test_clm_map_fonts_for_theme),
        cmocka_unit_test(test_clm_fonts_shape_every_script),
        cmocka_unit_test(test_letters_without_a_font_are_left_out),
        cmocka_unit_test(test_bidi),
        cmocka_unit_test(test_spacing),
        cmocka_unit_test(test_clm_fonts_turned_ink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
