#include "support/support.h"

#include "base/file.h"
#include "style/sections.h"
#include "style/style.h"

#include <sys/stat.h>
#include <unistd.h>

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
        {"a backslash", "[theme]\nname = a\\nb\n", "a backslash or a control character"},
        {"no name", "[theme]\nname =\n", "a text of 1 to 63 bytes is wanted"},
        {"no such font", "[theme]\nfont-file = nosuch.ttf\n", ":2: [theme] font-file: "},
        {"no font", "[theme]\nfont-file = test-bad.style\n", "not a TrueType or OpenType font"},
        {"half a list", "[theme]\nfont-file = ;a.ttf\n", "a path is empty"},
        {"no such logo", "[logo]\nfile = nosuch.png\n", ":2: [logo] file: "},
        {"no logo", "[logo]\nfile = test-bad.style\n", "not a PNG picture"},
        {"no such base", "[sea]\nfill = #000\n[theme]\ninherit = nosuch\n",
         ":4: [theme] inherit: style \"nosuch\" does not exist"},
        {"no base there", "[theme]\ninherit = nosuch/a.style\n", ":2: [theme] inherit: style"},
        {"its own base", "[theme]\ninherit = test-bad.style\n", "inherits from itself"},
        {"a line in a group that is none", "[sea]\nfill = #000\n[sea\nfull = 1\n", ":3: a group"},
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
        assert_memory_equal(&before, &theme, sizeof theme); /* is not changed */
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
    expected.look[CLM_LOOK_SEA].fill = (clm_color){0, 0, 1, 1};
    expected.look[CLM_LOOK_TOWN_1].text.italic = true;
    expected.look[CLM_LOOK_TOWN_2].text.italic = true;
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

static const char *path_of(const char *name) {
    static char path[512];
    snprintf(path, sizeof path, "%s/test-%s.style", CLM_BUILD_DIR, name);
    return path;
}

/* A chain: the nearest file holds, by file from the file's folder and by name. */
static void test_clm_theme_load_inherits(void **state) {
    (void)state;
    (void)write_style("base", "[theme]\ninherit = news-dark\nfont-family = Base\n"
                              "[town.1]\nfont-size = 30\n[land]\nfill = #111111\n");
    (void)write_style("heir", "[theme]\ninherit = test-base.style\nname = The heir\n"
                              "[town]\nfont-size = 12\n[sea]\nfill = #222222\n");
    clm_theme theme;
    clm_theme dark;
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_theme_load("news-dark", NULL, &dark, &error), CLM_OK);
    assert_int_equal(clm_theme_load(path_of("heir"), NULL, &theme, &error), CLM_OK);
    assert_string_equal(theme.name, "The heir");
    assert_string_equal(theme.description, "");
    assert_string_equal(theme.font_family, "Base");
    assert_true(fabs(theme.look[CLM_LOOK_LAND].fill.red - 17 / 255.0) < 1e-9);
    assert_true(fabs(theme.look[CLM_LOOK_SEA].fill.red - 34 / 255.0) < 1e-9);
    /* What the heir says of all towns holds against what its base says of one. */
    assert_true(fabs(theme.look[CLM_LOOK_TOWN_1].text.size_px - 12) < 1e-9);
    assert_memory_equal(&theme.look[CLM_LOOK_COAST], &dark.look[CLM_LOOK_COAST],
                        sizeof theme.look[0]);
}

static void test_clm_theme_load_cycles(void **state) {
    (void)state;
    (void)write_style("one", "[theme]\ninherit = test-two.style\n");
    (void)write_style("two", "[theme]\ninherit = test-one.style\n");
    clm_theme theme;
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_theme_load(path_of("one"), NULL, &theme, &error), CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "test-two.style:2: [theme] inherit: "));
    assert_non_null(strstr(error.message, "test-one.style inherits from itself"));
    /* A chain without a cycle ends too. */
    for (int i = 0; i < 12; i++) {
        char name[16];
        char text[64];
        snprintf(name, sizeof name, "chain%d", i);
        snprintf(text, sizeof text, "[theme]\ninherit = test-chain%d.style\n", i + 1);
        (void)write_style(name, i == 11 ? "[sea]\nfill = #000\n" : text);
    }
    assert_int_equal(clm_theme_load(path_of("chain0"), NULL, &theme, &error), CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "more than 8 themes inherit in turn"));
    assert_int_equal(clm_theme_load(path_of("chain4"), NULL, &theme, &error), CLM_OK);
    assert_true(theme.look[CLM_LOOK_SEA].fill.red < 1e-9);
}

typedef struct problems {
    size_t count;
    char all[16][512];
} problems;

static void note_problem(void *context, const char *problem) {
    problems *list = context;
    assert_true(list->count < 16);
    snprintf(list->all[list->count++], sizeof list->all[0], "%s", problem);
}

/* All problems are told, by line, those of the base first. */
static void test_clm_theme_check_tells_all(void **state) {
    (void)state;
    (void)write_style("worse", "[sea]\nfill = water\n");
    (void)write_style("bad", "[theme]\ninherit = test-worse.style\n[ocean]\nfill = #000000\n"
                             "no line\n[coast]\nstroke = #12\nstroke-width = 1\n"
                             "stroke-width = 2\n[land]\ntext = 1\n");
    static const char *const expected[] = {
        "test-worse.style:2: [sea] fill: ",
        "test-bad.style:4: [ocean] fill: no such section",
        "test-bad.style:5: ",
        "test-bad.style:7: [coast] stroke: ",
        "test-bad.style:9: key ",
        "test-bad.style:11: [land] text: no such key",
    };
    enum { EXPECTED = sizeof expected / sizeof expected[0] };
    problems list = {.count = 0};
    clm_error error = {CLM_OK, ""};
    assert_int_equal(clm_theme_check(path_of("bad"), NULL, note_problem, &list, &error),
                     CLM_ERR_FORMAT);
    assert_int_equal(list.count, EXPECTED);
    for (size_t i = 0; i < EXPECTED; i++) {
        if (!strstr(list.all[i], expected[i])) {
            fail_msg("problem %zu is \"%s\"", i, list.all[i]);
        }
    }
    list.count = 0;
    assert_int_equal(clm_theme_check("news-light", NULL, note_problem, &list, &error), CLM_OK);
    assert_int_equal(clm_theme_check("nosuch", NULL, note_problem, &list, &error),
                     CLM_ERR_NOT_FOUND);
    assert_int_equal(list.count, 0);
}

static void note_theme(void *context, const clm_theme_entry *entry) {
    problems *list = context;
    assert_true((entry->theme == NULL) == (entry->problem != NULL));
    snprintf(list->all[list->count++], sizeof list->all[0], "%s %s", entry->name,
             entry->theme ? entry->theme->description : "has errors");
}

/* Files of the folder stand among the themes inside, and before one of their name. */
static void test_clm_theme_list(void **state) {
    (void)state;
    char dir[512];
    char path[600];
    clm_error error;
    snprintf(dir, sizeof dir, "%s/test-styles", CLM_BUILD_DIR);
    (void)mkdir(dir, 0777);
    static const struct {
        const char *file, *text;
    } files[] = {{"print.style", "[theme]\ndescription = of the house\n"},
                 {"midday.style", "[theme]\ndescription = bright\n"},
                 {"broken.style", "[nosuch]\na = 1\n"},
                 {"notes.txt", "no theme"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", dir, files[i].file);
        assert_int_equal(clm_file_write(path, files[i].text, strlen(files[i].text), &error),
                         CLM_OK);
    }
    problems list = {.count = 0};
    assert_int_equal(clm_theme_list(dir, note_theme, &list, &error), CLM_OK);
    assert_int_equal(list.count, 6);
    assert_string_equal(list.all[0], "broken has errors");
    assert_string_equal(list.all[2], "midday bright");
    assert_string_equal(list.all[5], "print of the house");
    clm_theme theme;
    assert_int_equal(clm_theme_load("midday", dir, &theme, &error), CLM_OK);
    assert_string_equal(theme.name, "midday");
    assert_int_equal(clm_theme_load("midday", NULL, &theme, &error), CLM_ERR_NOT_FOUND);
    list.count = 0;
    assert_int_equal(clm_theme_list(NULL, note_theme, &list, &error), CLM_OK);
    assert_int_equal(list.count, 4);
}

/* Fonts and a logo are looked for beside the file; an heir may have none again. */
static void test_clm_theme_load_files(void **state) {
    (void)state;
    static const char font[] = "\0\1\0\0 and so on";
    static const char logo[] = "\x89PNG\r\n\x1a\n and so on";
    char path[512];
    char expected[512];
    clm_error error = {CLM_OK, ""};
    snprintf(path, sizeof path, "%s/test-house.ttf", CLM_BUILD_DIR);
    assert_int_equal(clm_file_write(path, font, sizeof font, &error), CLM_OK);
    snprintf(path, sizeof path, "%s/test-house.png", CLM_BUILD_DIR);
    assert_int_equal(clm_file_write(path, logo, sizeof logo, &error), CLM_OK);
    char text[700];
    snprintf(text, sizeof text,
             "[theme]\nfont-family = House\nfont-file = test-house.ttf ; %s/test-house.ttf\n"
             "[logo]\nfile = test-house.png\n[byline]\ntext = Map: The Desk\n",
             CLM_BUILD_DIR);
    clm_theme theme;
    assert_int_equal(clm_theme_load(write_style("house", text), NULL, &theme, &error), CLM_OK);
    assert_int_equal(theme.font_file_count, 2);
    snprintf(expected, sizeof expected, "%s/test-house.ttf", CLM_BUILD_DIR);
    assert_string_equal(theme.font_files[0], expected);
    assert_string_equal(theme.font_files[1], expected);
    assert_string_equal(theme.logo_file, path);
    assert_string_equal(theme.byline, "Map: The Desk");
    const char *heir = write_style("bare", "[theme]\ninherit = test-house.style\n[logo]\nfile =\n");
    assert_int_equal(clm_theme_load(heir, NULL, &theme, &error), CLM_OK);
    assert_int_equal(theme.font_file_count, 2);
    assert_string_equal(theme.logo_file, "");
    assert_string_equal(theme.byline, "Map: The Desk");
}

/* The table is a tree whose sections and keys are each there once. */
static void test_sections_are_a_tree(void **state) {
    (void)state;
    bool seen[CLM_LOOK_COUNT] = {false};
    for (size_t i = 0; i < clm_section_count(); i++) {
        const clm_section *section = clm_section_at(i);
        assert_int_equal(clm_section_find(section->name), i);
        assert_true(section->depth <= 2);
        assert_true(section->depth == 0 || section->depth <= clm_section_at(i - 1)->depth + 1);
        assert_true(clm_section_keys(i) != 0);
        if (section->role != CLM_LOOK_COUNT) {
            assert_false(seen[section->role]);
            seen[section->role] = true;
        }
        for (unsigned a = 0; a < CLM_KEY_COUNT; a++) {
            for (unsigned b = a + 1; b < CLM_KEY_COUNT; b++) {
                bool both = (clm_section_keys(i) >> a & clm_section_keys(i) >> b & 1u) != 0;
                assert_false(both &&
                             strcmp(clm_key_rule_at(a)->name, clm_key_rule_at(b)->name) == 0);
            }
        }
    }
    for (size_t i = 0; i < CLM_LOOK_COUNT; i++) {
        assert_true(seen[i]);
    }
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
        cmocka_unit_test(test_clm_theme_load_errors),
        cmocka_unit_test(test_clm_theme_load_unknown_lists_names),
        cmocka_unit_test(test_clm_theme_load_builds_on_news_light),
        cmocka_unit_test(test_clm_theme_load_inherits),
        cmocka_unit_test(test_clm_theme_load_cycles),
        cmocka_unit_test(test_clm_theme_check_tells_all),
        cmocka_unit_test(test_clm_theme_list),
        cmocka_unit_test(test_clm_theme_load_files),
        cmocka_unit_test(test_sections_are_a_tree),
        cmocka_unit_test(test_clm_theme_load_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
