/* What a theme can say of a sign is seen: each key of each sign changes the sheet of signs. */
#include "support/support.h"

#include "map/map.h"
#include "style/sections.h"
#include "style/values.h"

static clm_map_fonts *fonts;

static int open_fonts(void **state) {
    (void)state;
    return clm_map_fonts_open(NULL, "Inter", &fonts, NULL) == CLM_OK ? 0 : -1;
}

static int close_fonts(void **state) {
    (void)state;
    clm_map_fonts_free(fonts);
    return 0;
}

static void draw(const clm_theme *theme, clm_buffer *png) {
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(png);
    CLM_EXPECT_OK("sheet", clm_map_sheet(theme, fonts, 0.5, png, &error), &error);
}

/* Another value than the look has. */
static clm_style_value other_value(const clm_key_rule *rule, const clm_look *look) {
    clm_style_value value = {.color = {0.1, 0.9, 0.6, 1}, .dash_px = {3, 3}, .dash_count = 2};
    double number = 0;
    bool flag = false;
    if (rule->type == CLM_VALUE_NUMBER) {
        memcpy(&number, (const char *)look + rule->offset, sizeof number);
        value.number = number > 0 ? number / 2 : 0.5;
    } else if (rule->type == CLM_VALUE_WEIGHT || rule->type == CLM_VALUE_SLANT) {
        memcpy(&flag, (const char *)look + rule->offset, sizeof flag);
        value.flag = !flag;
    }
    value.hatch = look->hatch == CLM_HATCH_CROSS ? CLM_HATCH_DIAGONAL : CLM_HATCH_CROSS;
    return value;
}

static size_t check_section(const clm_section *section) {
    clm_theme plain;
    clm_buffer before;
    size_t checked = 0;
    assert_int_equal(clm_theme_default(&plain, NULL), CLM_OK);
    clm_look *look = &plain.look[section->role];
    /* A sign that shows all of its keys: hatched, neither empty nor full, its edge not as the paper
     * is. */
    look->halo = (clm_color){0.5, 0.5, 0.5, 1};
    look->hatch = look->hatch == CLM_HATCH_NONE ? CLM_HATCH_DIAGONAL : look->hatch;
    look->hatch_opacity = look->fill_opacity = 0.5;
    draw(&plain, &before);
    for (unsigned key = 0; key < CLM_KEY_NAME; key++) {
        /* Another font needs its file. */
        if ((section->keys >> key & 1u) == 0 || key == CLM_KEY_FONT_FAMILY) {
            continue;
        }
        const clm_key_rule *rule = clm_key_rule_at(key);
        clm_theme theme = plain;
        clm_style_value value = other_value(rule, look);
        clm_style_value_put(rule, &value, &theme.look[section->role]);
        clm_buffer after;
        draw(&theme, &after);
        if (after.len == before.len && memcmp(after.data, before.data, after.len) == 0) {
            fail_msg("[%s] %s changes nothing", section->name, rule->name);
        }
        clm_buffer_clear(&after);
        checked++;
    }
    clm_buffer_clear(&before);
    return checked;
}

static void check_roles(clm_look_id first, clm_look_id last, size_t least) {
    size_t checked = 0;
    for (size_t i = 0; i < clm_section_count(); i++) {
        const clm_section *section = clm_section_at(i);
        if (section->role >= first && section->role <= last) {
            checked += check_section(section);
        }
    }
    assert_true(checked >= least);
}

static void test_regions_are_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_REGION_CONFIRMED, CLM_LOOK_REGION_PLANNED, 5 * 6);
}

static void test_figures_are_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_FIGURE_CONFIRMED, CLM_LOOK_FIGURE_PLANNED, 5 * 6);
}

static void test_points_are_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_CLAIM_CONFIRMED, CLM_LOOK_CLAIM_PLANNED, 5 * 7);
}

static void test_what_is_laid_over_is_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_CLAIM_PAST_PEAK, CLM_LOOK_CLAIM_VAGUE, 4 * 3);
}

static void test_changes_are_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_CHANGE_NEW, CLM_LOOK_CHANGE_MOVED, 4 * 3);
}

static void test_arrows_are_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_ARROW, CLM_LOOK_ARROW, 4);
}

static void test_text_and_grounds_are_the_theme_s(void **state) {
    (void)state;
    check_roles(CLM_LOOK_LEGEND, CLM_LOOK_LEGEND, 5);
    check_roles(CLM_LOOK_PAPER, CLM_LOOK_LAND, 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_regions_are_the_theme_s),
        cmocka_unit_test(test_figures_are_the_theme_s),
        cmocka_unit_test(test_points_are_the_theme_s),
        cmocka_unit_test(test_what_is_laid_over_is_the_theme_s),
        cmocka_unit_test(test_changes_are_the_theme_s),
        cmocka_unit_test(test_arrows_are_the_theme_s),
        cmocka_unit_test(test_text_and_grounds_are_the_theme_s),
    };
    return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
