/* Texts that are too long for their place. Widths are compared with those of the texts that should
 * be left, so that any font will do. */
#include "support/support.h"

#include "map/fonts.h"

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
    clm_map_fonts *fonts;
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_fonts_shape_cuts_between_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
