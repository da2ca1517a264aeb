/* The sheet of signs: each sign of the grammar once, as the map draws it. */
#include "map/outputs.h"
#include "map/scene.h"

#include <string.h>

enum { SHEET_WIDTH = 1200, SHEET_HEIGHT = 1460, SIDES_SHOWN = 4 };

static const double row_px = 54;
static const double left_px = 40;
static const double words_px = 520;
static const double line_px = 2; /* of the cross on a swatch's edge */

static clm_voice voice_of(int side, clm_sign sign) {
    return (clm_voice){side, sign, false};
}

static void put_words(clm_scene *scene, const char *words, clm_px at, clm_look_id role, bool bold) {
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, words, role);
    spec.bold_bytes = bold ? (int)strlen(words) : 0;
    if (clm_scene_shape(scene, &spec, &run)) {
        double middle = clm_fonts_run(scene->fonts, run)->height_px / 2;
        (void)clm_scene_text(scene, run, (clm_px){at.x, at.y - middle}, CLM_LABEL_FURNITURE, NULL,
                             false, false);
    }
}

static void put_region(clm_scene *scene, clm_px at, const clm_voice *voices, size_t count,
                       unsigned over) {
    clm_rect box = {at.x, at.y - 19, at.x + 110, at.y + 19};
    clm_area_look look = clm_look_of_region(scene->theme, voices, count, over, 1);
    clm_add_rect(&scene->list, CLM_INK_LAND, NULL, clm_rect_grow(box, line_px + 4), 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_LAND].fill), clm_stroke_none());
    clm_add_rect(&scene->list, CLM_INK_CLAIM_FILL, NULL, box, 0, look.fill, look.stroke);
    if (look.stroke_2.width_px > 0) {
        clm_add_rect(&scene->list, CLM_INK_CLAIM_OUTLINE, NULL, box, 0, clm_fill_none(),
                     look.stroke_2);
    }
}

static void put_figure(clm_scene *scene, clm_px at, clm_voice voice, unsigned over) {
    clm_area_look look = clm_look_of_figure(scene->theme, voice, over, 1);
    clm_add_circle(&scene->list, CLM_INK_FIGURE, NULL, at, 19, look.fill, look.stroke);
}

static void put_point(clm_scene *scene, clm_px at, const clm_voice *voices, size_t count,
                      bool primary, bool facility) {
    clm_point_sign sign = {voices, count, primary, facility};
    (void)clm_add_point_sign(&scene->list, scene->theme, NULL, at, &sign, 1);
}

static void put_move(clm_scene *scene, clm_px at, clm_voice voice, bool primary, bool link) {
    clm_move_look look = {.voice = voice, .primary = primary, .link = link};
    clm_add_move_sign(&scene->list, scene->theme, NULL, (clm_px){at.x, at.y + 6},
                      (clm_px){at.x + 84, at.y + 6}, &look, 1);
}

/* Region, stated area, town, facility, movement, and what they mean. */
static void put_row(clm_scene *scene, double y, clm_voice voice, unsigned over, const char *words) {
    bool primary = !(over & CLM_OVER_SECONDARY);
    put_region(scene, (clm_px){left_px, y}, &voice, 1, over);
    put_figure(scene, (clm_px){left_px + 175, y}, voice, over);
    if (!(over & (CLM_OVER_PAST_PEAK | CLM_OVER_VAGUE))) {
        put_point(scene, (clm_px){left_px + 245, y}, &voice, 1, primary, false);
        put_point(scene, (clm_px){left_px + 295, y}, &voice, 1, primary, true);
        put_move(scene, (clm_px){left_px + 345, y}, voice, primary, false);
    }
    put_words(scene, words, (clm_px){words_px, y}, CLM_LOOK_LEGEND, false);
}

static double put_heading(clm_scene *scene, double y, const char *words) {
    put_words(scene, words, (clm_px){left_px, y + 24}, CLM_LOOK_LEGEND, true);
    return y + 68;
}

static double put_signs(clm_scene *scene, double y) {
    static const clm_sign signs[] = {CLM_SIGN_CONFIRMED, CLM_SIGN_MEASURED, CLM_SIGN_CLAIMED,
                                     CLM_SIGN_PLANNED, CLM_SIGN_DENIED};
    y = put_heading(scene, y, "How sure: region, stated area, town, facility, movement");
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++) {
        put_row(scene, y, voice_of(0, signs[i]), 0,
                clm_scene_say(scene, clm_sign_phrase(signs[i])));
        y += row_px;
    }
    return y;
}

static double put_layers(clm_scene *scene, double y) {
    clm_voice claimed = voice_of(0, CLM_SIGN_CLAIMED);
    clm_voice hearsay = claimed;
    hearsay.hearsay = true;
    y = put_heading(scene, y, "Laid over these");
    put_row(scene, y, hearsay, 0, "At second hand, alleged or believed: lighter");
    put_row(scene, y + row_px, claimed, CLM_OVER_SECONDARY, "Named in passing: faint");
    put_row(scene, y + 2 * row_px, claimed, CLM_OVER_VAGUE,
            "Part of a region: its edge is nobody's word");
    put_row(scene, y + 3 * row_px, claimed, CLM_OVER_PAST_PEAK, "Past its peak: a ghost outline");
    return y + 4 * row_px;
}

static double put_pairs(clm_scene *scene, double y) {
    const clm_voice two[2] = {voice_of(0, CLM_SIGN_CLAIMED), voice_of(1, CLM_SIGN_CLAIMED)};
    const clm_voice both[2] = {voice_of(0, CLM_SIGN_CLAIMED), voice_of(0, CLM_SIGN_DENIED)};
    y = put_heading(scene, y, "Two at once");
    put_region(scene, (clm_px){left_px, y}, two, 2, 0);
    put_point(scene, (clm_px){left_px + 245, y}, two, 2, true, false);
    put_words(scene, clm_scene_say(scene, CLM_SAY_TWO_SIDES), (clm_px){words_px, y},
              CLM_LOOK_LEGEND, false);
    y += row_px;
    put_region(scene, (clm_px){left_px, y}, both, 2, 0);
    put_point(scene, (clm_px){left_px + 245, y}, both, 2, true, false);
    put_words(scene, clm_scene_say(scene, CLM_SAY_STATED_AND_DENIED), (clm_px){words_px, y},
              CLM_LOOK_LEGEND, false);
    y += row_px;
    put_move(scene, (clm_px){left_px, y}, voice_of(0, CLM_SIGN_CONFIRMED), true, true);
    put_words(scene, clm_scene_say(scene, CLM_SAY_BETWEEN), (clm_px){words_px, y}, CLM_LOOK_LEGEND,
              false);
    y += row_px;
    put_point(scene, (clm_px){left_px + 12, y + 8}, two, 1, true, false);
    clm_move_look away = {.voice = two[0], .primary = true, .ends_px = 11};
    clm_add_move_sign(&scene->list, scene->theme, NULL, (clm_px){left_px + 12, y + 8},
                      (clm_px){left_px + 46, y - 18}, &away, 1);
    put_words(scene, "Withdrawal, and it is not said where to", (clm_px){words_px, y},
              CLM_LOOK_LEGEND, false);
    return y + row_px;
}

/* As an area and as a point; what is no longer told is faint. */
static void put_change(clm_scene *scene, double y, clm_change_kind change, const char *words) {
    clm_display_list *list = &scene->list;
    const bool gone = change == CLM_CHANGE_GONE;
    const clm_voice voice = voice_of(0, CLM_SIGN_CLAIMED);
    const clm_rect box = {left_px, y - 19, left_px + 110, y + 19};
    clm_area_look look =
        clm_look_of_region(scene->theme, &voice, 1, gone ? CLM_OVER_SECONDARY : 0, 1);
    clm_add_rect(list, CLM_INK_LAND, NULL, clm_rect_grow(box, line_px + 4), 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_LAND].fill), clm_stroke_none());
    const clm_change_look mark = clm_look_of_change(scene->theme, change, look.stroke.width_px, 1);
    clm_add_rect(list, CLM_INK_CLAIM_FILL, NULL, box, 0, look.fill, mark.line);
    if (!mark.instead) {
        clm_add_rect(list, CLM_INK_CLAIM_OUTLINE, NULL, box, 0, clm_fill_none(), mark.ground);
        clm_add_rect(list, CLM_INK_CLAIM_OUTLINE, NULL, box, 0, clm_fill_none(), look.stroke);
    }
    const clm_point_sign sign = {&voice, 1, !gone, false};
    const clm_px at = {left_px + 245, y};
    const double radius = clm_add_point_sign(list, scene->theme, NULL, at, &sign, 1);
    (void)clm_add_change_mark(list, scene->theme, NULL, at, radius, change, 1);
    if (change == CLM_CHANGE_MOVED) {
        const clm_move_look way = {.voice = voice, .primary = true, .moved = true};
        clm_add_move_sign(list, scene->theme, NULL, (clm_px){left_px + 345, y + 6},
                          (clm_px){left_px + 429, y + 6}, &way, 1);
    }
    put_words(scene, words, (clm_px){words_px, y}, CLM_LOOK_LEGEND, false);
}

static double put_changes(clm_scene *scene, double y) {
    y = put_heading(scene, y, "On a map of differences");
    put_change(scene, y, CLM_CHANGE_NEW, "New");
    put_change(scene, y + row_px, CLM_CHANGE_CHANGED, "Told otherwise");
    put_change(scene, y + 2 * row_px, CLM_CHANGE_MOVED,
               "Told of another place, and the way from the old one");
    put_change(scene, y + 3 * row_px, CLM_CHANGE_GONE, "No longer told");
    return y + 4 * row_px;
}

static double put_sides(clm_scene *scene, double y) {
    y = put_heading(scene, y, "Whose claim, and its number in the list");
    for (int side = 0; side <= CLM_THEME_SIDES; side++) {
        int one = side == CLM_THEME_SIDES ? CLM_HUE_OTHER : side;
        clm_voice voice = voice_of(one, CLM_SIGN_CLAIMED);
        const int column = side % SIDES_SHOWN, row = side / SIDES_SHOWN;
        clm_px at = {left_px + column * 270.0, y + row * row_px};
        char *words = side == CLM_THEME_SIDES ? clm_arena_printf(scene->arena, "others")
                                              : clm_arena_printf(scene->arena, "side %d", side + 1);
        put_region(scene, at, &voice, 1, 0);
        clm_scene_number(scene, (clm_px){at.x + 136, at.y}, 9.5, (unsigned)side + 1, one, NULL,
                         CLM_LABEL_FURNITURE);
        put_words(scene, words ? words : "", (clm_px){at.x + 158, at.y}, CLM_LOOK_LEGEND, false);
    }
    return y + 2 * row_px;
}

static void compose_sheet(clm_scene *scene) {
    scene->zoom = 1;
    scene->page = (clm_rect){0, 0, SHEET_WIDTH, SHEET_HEIGHT};
    clm_add_rect(&scene->list, CLM_INK_PAPER, NULL, scene->page, 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_PAPER].fill), clm_stroke_none());
    const char *title = clm_arena_printf(scene->arena, "The signs of %s", scene->theme->name);
    put_words(scene, title ? title : "", (clm_px){left_px, 48}, CLM_LOOK_TITLE, true);
    double y = put_signs(scene, 84);
    y = put_layers(scene, y);
    y = put_pairs(scene, y);
    y = put_changes(scene, y);
    (void)put_sides(scene, y);
    if (scene->list.failed || scene->report.failed) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
}

clm_status clm_map_sheet(const clm_theme *theme, clm_map_fonts *fonts, double scale,
                         clm_buffer *png, clm_error *error) {
    clm_map_options options;
    clm_map_options_init(&options);
    options.width_px = SHEET_WIDTH;
    options.height_px = SHEET_HEIGHT;
    options.scale = scale;
    clm_scene scene = {.theme = theme,
                       .options = &options,
                       .fonts = fonts,
                       .arena = clm_arena_new(),
                       .error = error};
    if (!scene.arena) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_fonts_reset(fonts);
    clm_status status = clm_language_find(NULL, &scene.language, error);
    if (status == CLM_OK) {
        compose_sheet(&scene);
        status = scene.status;
    }
    const clm_picture_words words = {.title = "Signs", .software = "claimmap"};
    if (status == CLM_OK) {
        status = clm_outputs_png(&scene, &words, png, NULL);
    }
    clm_display_list_clear(&scene.list);
    clm_report_clear(&scene.report);
    clm_arena_free(scene.arena);
    clm_fonts_reset(fonts);
    return status;
}
