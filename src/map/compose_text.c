#include "map/scene.h"

#include <math.h>

bool clm_scene_ok(const clm_scene *scene) {
    return scene->status == CLM_OK;
}

bool clm_scene_check(clm_scene *scene, clm_status status) {
    if (scene->status == CLM_OK) {
        scene->status = status;
    }
    return scene->status == CLM_OK;
}

const char *clm_scene_say(const clm_scene *scene, clm_phrase phrase) {
    return scene->language->phrases[phrase];
}

bool clm_scene_shape(clm_scene *scene, const clm_text_spec *spec, size_t *run) {
    *run = 0;
    return clm_scene_ok(scene) &&
           clm_scene_check(scene, clm_fonts_shape(scene->fonts, spec, run, scene->error));
}

clm_text_spec clm_scene_spec(const clm_scene *scene, const char *text, clm_look_id role) {
    return (clm_text_spec){
        .text = text ? text : "", .style = &scene->theme->look[role].text, .zoom = scene->zoom};
}

void clm_scene_label(clm_scene *scene, size_t run, clm_px at, double angle_rad,
                     clm_report_label label, const char *feature_id) {
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    if (angle_rad == 0) {
        at = (clm_px){floor(at.x + 0.5), floor(at.y + 0.5)};
    }
    clm_rect ink =
        angle_rad == 0 ? shaped->ink : clm_fonts_turned_ink(scene->fonts, run, angle_rad);
    label.box = (clm_rect){at.x + ink.x0, at.y + ink.y0, at.x + ink.x1, at.y + ink.y1};
    if (angle_rad != 0) {
        const double corners[4][2] = {{shaped->ink.x0, shaped->ink.y0},
                                      {shaped->ink.x1, shaped->ink.y0},
                                      {shaped->ink.x1, shaped->ink.y1},
                                      {shaped->ink.x0, shaped->ink.y1}};
        for (size_t i = 0; i < 4; i++) {
            label.outline[i] =
                (clm_px){at.x + corners[i][0] * cos(angle_rad) - corners[i][1] * sin(angle_rad),
                         at.y + corners[i][0] * sin(angle_rad) + corners[i][1] * cos(angle_rad)};
        }
        label.turned = true;
    }
    clm_add_text(&scene->list, CLM_INK_LABEL, feature_id, at, run, angle_rad);
    clm_report_label_add(&scene->report, label);
}

clm_rect clm_scene_text(clm_scene *scene, size_t run, clm_px at, clm_label_kind kind,
                        const char *feature_id, bool in_article, bool leader) {
    at = (clm_px){floor(at.x + 0.5), floor(at.y + 0.5)};
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    clm_rect box = {at.x + shaped->ink.x0, at.y + shaped->ink.y0, at.x + shaped->ink.x1,
                    at.y + shaped->ink.y1};
    clm_add_text(&scene->list, CLM_INK_LABEL, feature_id, at, run, 0);
    clm_report_label_add(&scene->report, (clm_report_label){.text = shaped->text,
                                                            .kind = kind,
                                                            .box = box,
                                                            .leader = leader,
                                                            .in_article = in_article});
    return box;
}

void clm_scene_number(clm_scene *scene, clm_px centre, double radius_px, unsigned number, int side,
                      const char *feature_id, clm_label_kind kind) {
    const clm_look *look = &scene->theme->look[CLM_LOOK_NUMBER];
    const clm_look *colors = clm_theme_side(scene->theme, side);
    char *text = clm_arena_printf(scene->arena, "%u", number);
    size_t run;
    clm_text_spec spec = {
        .text = text, .style = &colors->text, .zoom = 2 * radius_px / look->size_px};
    if (!text) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    if (!clm_scene_shape(scene, &spec, &run)) {
        return;
    }
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    clm_add_circle(&scene->list, CLM_INK_NUMBER, feature_id, centre, radius_px,
                   clm_fill_color(colors->fill), clm_stroke_color(look->halo, look->halo_px));
    double middle_x = (shaped->ink.x0 + shaped->ink.x1) / 2;
    double middle_y = (shaped->ink.y0 + shaped->ink.y1) / 2;
    (void)clm_scene_text(scene, run, (clm_px){centre.x - middle_x, centre.y - middle_y}, kind,
                         feature_id, true, false);
}

double clm_round_length(double limit) {
    static const double steps[] = {5, 2.5, 2, 1};
    double power = pow(10, floor(log10(limit)));
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (steps[i] * power <= limit * (1 + 1e-12)) {
            return steps[i] * power;
        }
    }
    return power;
}

/* One rule with ticks at its ends and its length written after it. */
static clm_rect add_rule(clm_scene *scene, clm_px at, double length_px, double value,
                         const char *unit) {
    clm_buffer text;
    clm_buffer_init(&text);
    clm_say_number(scene->language, &text, value, 3);
    clm_buffer_char(&text, ' ');
    clm_buffer_string(&text, unit);
    char *words = text.failed ? NULL : clm_arena_strndup(scene->arena, text.data, text.len);
    clm_buffer_clear(&text);
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, words, CLM_LOOK_SCALE);
    if (!words || !clm_scene_shape(scene, &spec, &run)) {
        (void)clm_scene_check(scene, words ? CLM_OK : CLM_ERR_NOMEM);
        return (clm_rect){at.x, at.y, at.x, at.y};
    }
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    double tick = 4 * scene->zoom;
    double y = floor(at.y + shaped->height_px / 2) + 0.5;
    double x0 = floor(at.x) + 0.5;
    double x1 = x0 + length_px;
    clm_stroke stroke = clm_stroke_look(&scene->theme->look[CLM_LOOK_SCALE], scene->zoom);
    clm_path_begin(&scene->list, CLM_INK_FURNITURE, NULL);
    clm_path_part(&scene->list, false);
    clm_path_point(&scene->list, (clm_px){x0, y - tick});
    clm_path_point(&scene->list, (clm_px){x0, y});
    clm_path_point(&scene->list, (clm_px){x1, y});
    clm_path_point(&scene->list, (clm_px){x1, y - tick});
    (void)clm_path_end(&scene->list, clm_fill_none(), stroke);
    clm_rect box = clm_scene_text(scene, run, (clm_px){x1 + 7 * scene->zoom, at.y},
                                  CLM_LABEL_FURNITURE, NULL, false, false);
    return clm_rect_union(box, (clm_rect){x0, y - tick, x1, y + 1});
}

clm_rect clm_scene_scale_bar(clm_scene *scene, clm_px at, double width_px, double m_per_px,
                             bool miles) {
    const double mile_m = 1609.344;
    miles = miles && width_px > 240 * scene->zoom;
    double room = fmax(width_px - (miles ? 140 : 60) * scene->zoom, 20 * scene->zoom);
    double share = miles ? 0.5 : 1;
    double km = clm_round_length(room * share * m_per_px / 1000);
    bool metres = km < 1;
    clm_rect box = add_rule(scene, at, km * 1000 / m_per_px, metres ? km * 1000 : km,
                            clm_scene_say(scene, metres ? CLM_SAY_M : CLM_SAY_KM));
    if (miles) {
        double length = clm_round_length(room * share * m_per_px / mile_m);
        clm_px next = {box.x1 + 24 * scene->zoom, at.y};
        box = clm_rect_union(box, add_rule(scene, next, length * mile_m / m_per_px, length,
                                           clm_scene_say(scene, CLM_SAY_MILES)));
    }
    return box;
}
