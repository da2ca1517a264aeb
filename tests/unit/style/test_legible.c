/* Every theme that is shipped can be read, and its sides can be told apart, by everybody. */
#include "support/support.h"

#include "style/sections.h"
#include "style/style.h"

static char styles_dir[512];

typedef struct run {
    void (*test)(const char *name, const clm_theme *theme);
    size_t count;
} run;

static void run_one(void *context, const clm_theme_entry *entry) {
    run *all = context;
    if (!entry->theme) {
        fail_msg("%s", entry->problem);
    }
    all->test(entry->name, entry->theme);
    all->count++;
}

static void on_all_themes(void (*test)(const char *name, const clm_theme *theme)) {
    run all = {test, 0};
    clm_error error;
    snprintf(styles_dir, sizeof styles_dir, "%s/styles", CLM_SOURCE_DIR);
    assert_int_equal(clm_theme_list(styles_dir, run_one, &all, &error), CLM_OK);
    assert_true(all.count >= 4);
}

typedef struct contrasts {
    const char *name; /* NULL: nothing is printed */
    size_t count, faint;
} contrasts;

static void check_contrast(void *context, const clm_contrast *contrast) {
    contrasts *all = context;
    all->count++;
    if (contrast->ratio < contrast->wanted) {
        all->faint++;
        if (!all->name) {
            return;
        }
        print_error("%s: [%s] %s on %s: %.2f, wanted %.1f\n", all->name, contrast->section,
                    contrast->text ? "text" : "fill", contrast->ground, contrast->ratio,
                    contrast->wanted);
    }
}

static void contrast_of_theme(const char *name, const clm_theme *theme) {
    contrasts all = {.name = name};
    clm_theme_contrasts(theme, check_contrast, &all);
    /* Nine names on three grounds and on the areas of ten looks by eight sides, at least. */
    assert_true(all.count > 9 * 3 + 9 * 10 * 8);
    assert_int_equal(all.faint, 0);
}

static void test_every_text_can_be_read(void **state) {
    (void)state;
    on_all_themes(contrast_of_theme);
}

/* A theme that no eye could read is found out. */
static void test_clm_theme_contrasts_finds_faint(void **state) {
    (void)state;
    clm_theme theme;
    assert_int_equal(clm_theme_default(&theme, NULL), CLM_OK);
    theme.look[CLM_LOOK_TOWN_3].text.color = theme.look[CLM_LOOK_LAND].fill;
    theme.look[CLM_LOOK_TOWN_3].text.halo_px = 0;
    contrasts all = {.name = NULL};
    clm_theme_contrasts(&theme, check_contrast, &all);
    assert_true(all.faint > 0);
}

static bool is_grey(clm_color color) {
    return fabs(color.red - color.green) < 1e-9 && fabs(color.green - color.blue) < 1e-9;
}

static bool is_grey_theme(const clm_theme *theme) {
    bool grey = true;
    for (clm_look_id side = CLM_LOOK_SIDE_1; side <= CLM_LOOK_SIDE_OTHER; side++) {
        grey = grey && is_grey(theme->look[side].fill);
    }
    return grey;
}

/* Sides of one map; those in the legend beside them are neutral. Lines, hatches, discs and points
 * have the full colour. */
static void distance_of_theme(const char *name, const clm_theme *theme) {
    bool grey = is_grey_theme(theme);
    double wanted = grey ? 5 : strcmp(name, "colour-blind-safe") == 0 ? 15 : 11;
    clm_vision first = grey ? CLM_VISION_GREY : CLM_VISION_NORMAL;
    clm_vision last = grey ? CLM_VISION_GREY : CLM_VISION_TRITANOPIA;
    for (clm_vision vision = first; vision <= last; vision++) {
        for (clm_look_id a = CLM_LOOK_SIDE_1; a <= CLM_LOOK_SIDE_OTHER; a++) {
            for (clm_look_id b = a + 1; b <= CLM_LOOK_SIDE_OTHER; b++) {
                double apart = clm_color_distance(theme->look[a].fill, theme->look[b].fill, vision);
                if (apart < wanted) {
                    fail_msg("%s: sides %d and %d are %.1f apart for vision %d, wanted %.0f", name,
                             (int)(a - CLM_LOOK_SIDE_1) + 1, (int)(b - CLM_LOOK_SIDE_1) + 1, apart,
                             (int)vision, wanted);
                }
            }
        }
    }
}

static void test_sides_keep_apart_for_everybody(void **state) {
    (void)state;
    on_all_themes(distance_of_theme);
}

/* The area of a claim must not be taken for water. */
static void water_of_theme(const char *name, const clm_theme *theme) {
    static const clm_look_id waters[] = {CLM_LOOK_SEA, CLM_LOOK_LAKE};
    for (clm_look_id side = CLM_LOOK_SIDE_1; side <= CLM_LOOK_SIDE_OTHER; side++) {
        clm_color area = theme->look[side].fill;
        area.alpha = theme->look[CLM_LOOK_REGION_CONFIRMED].fill_opacity;
        area = clm_color_over(area, theme->look[CLM_LOOK_LAND].fill);
        for (size_t i = 0; i < 2; i++) {
            double apart = clm_color_distance(area, theme->look[waters[i]].fill, CLM_VISION_NORMAL);
            if (apart < 8) {
                fail_msg("%s: side %d is %.1f from water %zu", name,
                         (int)(side - CLM_LOOK_SIDE_1) + 1, apart, i);
            }
        }
    }
}

static void test_areas_are_no_water(void **state) {
    (void)state;
    on_all_themes(water_of_theme);
}

/* print has no colour at all. */
static void test_print_is_grey(void **state) {
    (void)state;
    clm_theme theme;
    assert_int_equal(clm_theme_load("print", NULL, &theme, NULL), CLM_OK);
    for (size_t i = 0; i < CLM_LOOK_COUNT; i++) {
        const clm_look *look = &theme.look[i];
        if (!is_grey(look->fill) || !is_grey(look->stroke) || !is_grey(look->halo) ||
            !is_grey(look->text.color) || !is_grey(look->text.halo)) {
            fail_msg("role %zu has a colour", i);
        }
    }
}

/* What a role has is set in every theme: nothing is left to be drawn by chance. */
static void complete_theme(const char *name, const clm_theme *theme) {
    for (size_t i = 0; i < clm_section_count(); i++) {
        const clm_section *section = clm_section_at(i);
        if (section->role == CLM_LOOK_COUNT) {
            continue;
        }
        const clm_look *look = &theme->look[section->role];
        bool sized = look->text.size_px > 0 && look->text.color.alpha > 0;
        bool texted = (section->keys >> CLM_KEY_FONT_SIZE & 1u) != 0 &&
                      (section->keys >> CLM_KEY_TEXT_COLOR & 1u) != 0;
        bool filled = (section->keys >> CLM_KEY_FILL & 1u) != 0;
        bool stroked = (section->keys >> CLM_KEY_STROKE & 1u) != 0;
        bool marked = (section->keys >> CLM_KEY_SIZE & 1u) != 0;
        if ((texted && !sized) || (filled && look->fill.alpha <= 0) ||
            (stroked && (look->stroke.alpha <= 0 || look->stroke_width_px <= 0)) ||
            (marked && look->size_px <= 0)) {
            fail_msg("%s: [%s] is not complete", name, section->name);
        }
    }
    assert_string_not_equal(theme->description, "");
    assert_string_equal(theme->name, name);
}

static void test_every_theme_is_complete(void **state) {
    (void)state;
    on_all_themes(complete_theme);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_text_can_be_read),
        cmocka_unit_test(test_clm_theme_contrasts_finds_faint),
        cmocka_unit_test(test_sides_keep_apart_for_everybody),
        cmocka_unit_test(test_areas_are_no_water),
        cmocka_unit_test(test_print_is_grey),
        cmocka_unit_test(test_every_theme_is_complete),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
