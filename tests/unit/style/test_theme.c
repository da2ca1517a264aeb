#include "support/support.h"

#include "base/file.h"
#include "style/keys.h"
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
        {"unknown group", "[ocean]\nfill = #000000\n", ":2: [ocean] fill: no such group"},
        {"unknown key", "[sea]\n\ncolour = #000000\n", ":3: [sea] colour: no such key"},
        {"no colour", "[sea]\nfill = blue\n", ":2: [sea] fill: \"blue\" is not #rrggbb"},
        {"no number", "[coast]\nstroke-width = 1px\n", "\"1px\" is not a number"},
        {"too wide", "[coast]\nstroke-width = 21\n", "21 is outside 0 to 20"},
        {"negative", "[claim]\nfill-opacity = -0.1\n", "-0.1 is outside 0 to 1"},
        {"no weight", "[text.title]\nfont-weight = heavy\n", "neither normal nor bold"},
        {"no slant", "[text.water]\nfont-style = bold\n", "neither normal nor italic"},
        {"text key", "[text.title]\nstroke = #000000\n", "no such key in this group"},
        {"before a group", "fill = #000000\n", "no such group"},
        {"no line", "[sea]\nfill\n", ":2"},
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
    char dir[512];
    snprintf(dir, sizeof dir, "%s/styles", CLM_SOURCE_DIR);
    assert_int_equal(clm_theme_load("nosuch", dir, &theme, &error), CLM_ERR_NOT_FOUND);
    assert_non_null(strstr(error.message, "\"nosuch\""));
    assert_non_null(strstr(error.message, "default, print-grey"));
    assert_int_equal(clm_theme_load("nosuch", NULL, &theme, &error), CLM_ERR_NOT_FOUND);
    assert_int_equal(clm_theme_load("./nosuch.style", dir, &theme, &error), CLM_ERR_NOT_FOUND);
}

static void test_clm_theme_load_keeps_default(void **state) {
    (void)state;
    clm_theme expected;
    clm_theme_default(&expected);
    expected.sea = (clm_color){0, 0, 1, 1};
    expected.text[CLM_TEXT_TOWN_3].italic = true;
    clm_theme theme;
    clm_error error;
    const char *path =
        write_style("part", "# one\n[sea]\nfill = #0000ff\n[text.town-3]\nfont-style = italic\n");
    assert_int_equal(clm_theme_load(path, NULL, &theme, &error), CLM_OK);
    assert_memory_equal(&theme, &expected, sizeof theme);
}

static void compare_texts(const clm_theme *a, const clm_theme *b) {
    for (size_t i = 0; i < CLM_TEXT_ROLE_COUNT; i++) {
        const clm_text_style *x = &a->text[i];
        const clm_text_style *y = &b->text[i];
        if (x->size_px != y->size_px || x->bold != y->bold || x->italic != y->italic ||
            x->letter_spacing_px != y->letter_spacing_px || x->halo_px != y->halo_px ||
            !same_color(x->color, y->color) || !same_color(x->halo, y->halo)) {
            fail_msg("text role %zu differs", i);
        }
    }
}

/* styles/default.style says the same as the code. */
static void test_clm_theme_default_is_the_file(void **state) {
    (void)state;
    clm_theme built_in;
    clm_theme_default(&built_in);
    clm_theme loaded;
    clm_error error;
    char path[512];
    snprintf(path, sizeof path, "%s/styles/default.style", CLM_SOURCE_DIR);
    assert_int_equal(clm_theme_load(path, NULL, &loaded, &error), CLM_OK);
    compare_texts(&built_in, &loaded);
    /* All that stands before and after the texts is plain values without padding. */
    assert_memory_equal(&built_in, &loaded, offsetof(clm_theme, text));
    assert_true(same_color(built_in.town_dot, loaded.town_dot));
    assert_true(same_color(built_in.town_dot_edge, loaded.town_dot_edge));
}

static bool is_grey(clm_color color) {
    return fabs(color.red - color.green) < 1e-9 && fabs(color.green - color.blue) < 1e-9;
}

static void test_print_grey_has_no_colour(void **state) {
    (void)state;
    char dir[512];
    snprintf(dir, sizeof dir, "%s/styles", CLM_SOURCE_DIR);
    clm_theme theme;
    clm_error error;
    assert_int_equal(clm_theme_load("print-grey", dir, &theme, &error), CLM_OK);
    assert_string_equal(theme.name, "print-grey");
    assert_true(is_grey(theme.land) && is_grey(theme.sea) && is_grey(theme.lake));
    assert_true(is_grey(theme.coast.color) && is_grey(theme.river.color));
    assert_true(is_grey(theme.country_border.color) && is_grey(theme.region_border.color));
    for (size_t i = 0; i < CLM_THEME_HUES; i++) {
        assert_true(is_grey(theme.hue[i]));
    }
    assert_true(is_grey(theme.other_hue) && is_grey(theme.frame));
    for (size_t i = 0; i < CLM_TEXT_ROLE_COUNT; i++) {
        assert_true(is_grey(theme.text[i].color) && is_grey(theme.text[i].halo));
    }
}

typedef struct key_list {
    size_t count;
    char all[256][64];
} key_list;

static void note_key(void *context, const char *group, const char *key) {
    key_list *list = context;
    assert_true(list->count < 256);
    snprintf(list->all[list->count], sizeof list->all[0], "%s/%s", group, key);
    for (size_t i = 0; i < list->count; i++) {
        assert_string_not_equal(list->all[i], list->all[list->count]);
    }
    list->count++;
}

/* No key stands twice in the table. */
static void test_clm_style_each_key_once(void **state) {
    (void)state;
    key_list list = {.count = 0};
    clm_style_each_key(note_key, &list);
    assert_int_equal(list.count, 29 + 7 * CLM_TEXT_ROLE_COUNT);
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
        cmocka_unit_test(test_clm_theme_load_keeps_default),
        cmocka_unit_test(test_clm_theme_default_is_the_file),
        cmocka_unit_test(test_print_grey_has_no_colour),
        cmocka_unit_test(test_clm_style_each_key_once),
        cmocka_unit_test(test_clm_theme_load_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
