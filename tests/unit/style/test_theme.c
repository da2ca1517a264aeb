#include "support/support.h"

#include "base/file.h"
#include "style/sections.h"
#include "style/style.h"

#include <sys/stat.h>
#include <unistd.h>

static bool same_color(clm_color a, clm_color b) {
    return fabs(a.red - b.red) + fabs(a.green - b.green) + fabs(a.blue - b.blue) +
               fabs(a.alpha - b.alpha) <
           1e-9;
}

static void test_clm_color_parse(void **state) {
    (void)state;
    static const struct {
        const char *text;
        bool good;
        clm_color color;
    } table[] = {
        {"#000000", true, {0, 0, 0, 1}},
        {"#FF8000", true, {1, 128 / 255.0, 0, 1}},
        {"#ff800040", true, {1, 128 / 255.0, 0, 64 / 255.0}},
        {"ff8000", false, {0, 0, 0, 0}},
        {"#f80", true, {1, 136 / 255.0, 0, 1}},
        {"none", true, {0, 0, 0, 0}},
        {"#ff800", false, {0, 0, 0, 0}},
        {"#ff80000", false, {0, 0, 0, 0}},
        {"#ff80zz", false, {0, 0, 0, 0}},
        {"", false, {0, 0, 0, 0}},
        {"red", false, {0, 0, 0, 0}},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_color color = {9, 9, 9, 9};
        bool good = clm_color_parse(clm_text_of(table[i].text), &color);
        if (good != table[i].good || (good && !same_color(color, table[i].color))) {
            fail_msg("%s: good %d", table[i].text, good);
        }
    }
}

/* Writes a style below the build folder; the path lives until the next call. */
static const char *write_style(const char *name, const char *text) {
    static char path[512];
    snprintf(path, sizeof path, "%s/test-%s.style", CLM_BUILD_DIR, name);
    clm_error error;
    assert_int_equal(clm_file_write(path, text, strlen(text), &error), CLM_OK);
    return path;
}

static void test_clm_theme_load_errors(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *words;
    } table[] = {
        {"unknown section", "[ocean]\nfill = #000000\n", ":2: [ocean] fill: no such section"},
        {"section like another", "[coasts]\nfill = #000000\n", "did you mean [coast]?"},
        {"unknown key", "[sea]\n\nwidth = 3\n", ":3: [sea] width: no such key; there are: fill"},
        {"key like another", "[coast]\nstroke-widht = 3\n", "did you mean stroke-width?"},
        {"no colour", "[sea]\nfill = blue\n", ":2: [sea] fill: \"blue\" is none of #rgb"},
        {"no number", "[coast]\nstroke-width = 1px\n", "\"1px\" is not a number"},
        {"a note after it", "[coast]\nstroke-width = 1 ; thin\n", "\"1 ; thin\" is not a number"},
        {"too wide", "[coast]\nstroke-width = 21\n", "21 is outside 0 to 20"},
        {"negative", "[region.claimed]\nfill-opacity = -0.1\n", "-0.1 is outside 0 to 1"},
        {"no weight", "[title]\nfont-weight = heavy\n", "neither normal nor bold"},
        {"no slant", "[water]\nfont-style = bold\n", "neither normal nor italic"},
        {"no hatch", "[region.denied]\nhatch = dotted\n", "none of none, diagonal, cross"},
        {"an odd dash", "[coast]\nstroke-dasharray = 4\n", "dash and gap in turn"},
        {"too many dashes", "[coast]\nstroke-dasharray = 1 1 1 1 1 1\n", "more than 4 lengths"},
        {"key of another section", "[title]\nstroke = #000000\n", "no such key"},
        {"before a section", "fill = #000000\n", "no such section"},
        {"no line", "[sea]\nfill\n", ":2"},
        {"twice", "[sea]\nfill = #000000\nfill = #111111\n", ":3: key \"fill\" stands already"},
    };
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        clm_theme theme;
        memset(&theme, 0x55, sizeof theme);
        clm_theme before = theme;
        clm_error error = {CLM_OK, ""};
        clm_status status = clm_theme_load(write_style("bad", table[i].text), NULL, &theme, &error);
        if (status != CLM_ERR_FORMAT || !strstr(error.message, table[i].words) ||
            !strstr(error.message, "test-bad.style")) {
            fail_msg("%s: status %d, message %s", table[i].label, status, error.message);
        }
        if (memcmp(&before, &theme, sizeof theme) != 0) {
            fail_msg("%s: the theme was changed", table[i].label);
        }
    }
}

static void test_clm_theme_load_unknown_lists_names(void **state) {
    (void)state;
    clm_theme theme;
    clm_error error;
    assert_int_equal(clm_theme_load("nosuch", NULL, &theme, &error), CLM_ERR_NOT_FOUND);
    assert_non_null(strstr(error.message, "\"nosuch\""));
    assert_non_null(strstr(error.message, "colour-blind-safe, news-dark, news-light, print"));
    assert_int_equal(clm_theme_load("news-lihgt", NULL, &theme, &error), CLM_ERR_NOT_FOUND);
    assert_non_null(strstr(error.message, "did you mean news-light?"));
    assert_int_equal(clm_theme_load("./nosuch.style", NULL, &theme, &error), CLM_ERR_NOT_FOUND);
}

/* What a file leaves out is as in news-light; what it says of a section holds below it, and what it
 * says of one below holds against that, wherever it stands. */
static void test_clm_theme_load_builds_on_news_light(void **state) {
    (void)state;
    clm_theme expected;
    assert_int_equal(clm_theme_default(&expected, NULL), CLM_OK);
    expected.look[CLM_ROLE_SEA].fill = (clm_color){0, 0, 1, 1};
    expected.look[CLM_ROLE_TOWN_1].text.italic = true;
    expected.look[CLM_ROLE_TOWN_2].text.italic = true;
    memset(expected.name, 0, sizeof expected.name);
    memcpy(expected.name, "test-part", sizeof "test-part");
    memset(expected.description, 0, sizeof expected.description);
    clm_theme theme;
    clm_error error;
    const char *path = write_style("part", "# one\n[sea]\nfill = #00f\n[town.3]\nfont-style = "
                                           "normal\n[town]\nfont-style = italic\n");
    assert_int_equal(clm_theme_load(path, NULL, &theme, &error), CLM_OK);
    assert_memory_equal(&theme, &expected, sizeof theme);
}

static void test_clm_theme_load_no_memory(void **state) {
    (void)state;
    const char *path = write_style("memory", "[sea]\nfill = #0000ff\n[coast]\nstroke-width = 1\n");
    clm_theme theme;
    clm_error error;
    (void)clm_alloc_fail_at(0);
    assert_int_equal(clm_theme_load(path, NULL, &theme, &error), CLM_OK);
    size_t count = clm_alloc_fail_at(0);
    assert_true(count > 0);
    for (size_t n = 1; n <= count; n++) {
        (void)clm_alloc_fail_at(n);
        clm_status status = clm_theme_load(path, NULL, &theme, &error);
        (void)clm_alloc_fail_at(0);
        if (status != CLM_ERR_NOMEM) {
            fail_msg("allocation %zu of %zu: status %d", n, count, status);
        }
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_color_parse),
        cmocka_unit_test(test_clm_theme_load_errors),
        cmocka_unit_test(test_clm_theme_load_unknown_lists_names),
        cmocka_unit_test(test_clm_theme_load_builds_on_news_light),
        cmocka_unit_test(test_clm_theme_load_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
