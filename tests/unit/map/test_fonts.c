/* Texts that are too long for their place. Widths are compared with those of the texts that should
 * be left, so that any font will do. */
#include "support/support.h"

#include "map/fonts.h"

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
    usual.look[CLM_ROLE_TITLE].text = own;
    CLM_EXPECT_NEAR("of one role", width_in(&usual, &own), width, 0.01);
    CLM_EXPECT("not of another", fabs(width - width_in(&usual, &style)) > 1);
    clm_error error = {CLM_OK, ""};
    snprintf(files.font_files[0], sizeof files.font_files[0], "%s/docs/styles.md", CLM_SOURCE_DIR);
    CLM_EXPECT("no font", clm_map_fonts_for_theme(NULL, &files, &fonts, &error) == CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "styles.md: no font"));
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_fonts_shape_cuts_between_words),
        cmocka_unit_test(test_clm_map_fonts_for_theme),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
