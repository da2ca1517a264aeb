#include "map/map.h"

#include "map/outputs.h"
#include "map/scene.h"

#include "base/alloc.h"
#include "base/clock.h"

#include <math.h>
#include <string.h>

void clm_map_options_init(clm_map_options *options) {
    memset(options, 0, sizeof *options);
    options->width_px = 1600;
    options->height_px = 1200;
    options->scale = 1;
    options->draw_labels = true;
}

static clm_status check_options(const clm_map_options *options, clm_error *error) {
    if (options->width_px < 64 || options->width_px > 16384 || options->height_px < 64 ||
        options->height_px > 16384) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "size %dx%d is outside 64x64 to 16384x16384",
                        options->width_px, options->height_px);
    }
    if (!(options->scale >= 0.25 && options->scale <= 8)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the scale is outside 0.25 to 8");
    }
    /* cairo's pictures end at 32767 pixels a side. */
    if (options->width_px * options->scale > 32767 || options->height_px * options->scale > 32767) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the picture is larger than 32767 pixels");
    }
    return CLM_OK;
}

void clm_scene_obstacle(clm_scene *scene, clm_rect rect) {
    void *obstacles = scene->obstacles;
    if (clm_grow(&obstacles, &scene->obstacle_capacity, scene->obstacle_count + 1,
                 sizeof *scene->obstacles)) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    scene->obstacles = obstacles;
    scene->obstacles[scene->obstacle_count++] = rect;
}

static void scene_clear(clm_scene *scene) {
    clm_display_list_clear(&scene->list);
    clm_report_clear(&scene->report);
    clm_view_close(&scene->view);
    clm_base_close(&scene->base);
    clm_image_close(&scene->logo);
    clm_free(scene->obstacles);
    clm_arena_free(scene->arena);
}

/* The state of composing before the ground is drawn, to begin anew with another view. */
typedef struct snapshot {
    size_t items, parts, points, labels, furniture, insets, obstacles;
    clm_rect panel;
} snapshot;

static snapshot take_snapshot(const clm_scene *scene) {
    return (snapshot){scene->list.item_count,        scene->list.part_count,
                      scene->list.point_count,       scene->report.label_count,
                      scene->report.furniture_count, scene->report.inset_count,
                      scene->obstacle_count,         scene->panel};
}

static void go_back(clm_scene *scene, const snapshot *to) {
    scene->list.item_count = to->items;
    scene->list.part_count = to->parts;
    scene->list.point_count = to->points;
    scene->report.label_count = to->labels;
    scene->report.furniture_count = to->furniture;
    scene->report.inset_count = to->insets;
    scene->obstacle_count = to->obstacles;
    scene->panel = to->panel;
    clm_base_close(&scene->base);
}

static void compose_ground(clm_scene *scene) {
    clm_add_clip(&scene->list, scene->frame);
    clm_base_open(scene, &scene->view, &scene->base, CLM_LAYER_MAIN, 8 * scene->zoom);
    clm_add_unclip(&scene->list);
    clm_compose_panel(scene);
    clm_choose_insets(scene);
}

/* Insets must not hide claims: where every corner does, the map shows more around them, if that
 * helps. */
static void compose_ground_with_room(clm_scene *scene) {
    static const double covered_max = 60;
    snapshot before = take_snapshot(scene);
    compose_ground(scene);
    double covered = scene->covered;
    if (!clm_scene_ok(scene) || covered <= covered_max || scene->options->has_extent) {
        return;
    }
    go_back(scene, &before);
    if (clm_scene_check(scene, clm_extent_make_room(scene, scene->open_way))) {
        compose_ground(scene);
    }
    if (clm_scene_ok(scene) && scene->covered > 0.6 * covered) {
        go_back(scene, &before);
        clm_view_close(&scene->view);
        clm_compose_extent(scene);
        if (clm_scene_ok(scene)) {
            compose_ground(scene);
        }
    }
}

static void compose_main(clm_scene *scene) {
    compose_ground_with_room(scene);
    clm_add_clip(&scene->list, scene->frame);
    const size_t ground = scene->list.item_count;
    const size_t overlays = clm_compose_overlays(scene, &scene->view);
    clm_compose_fills(scene, &scene->view, &scene->base, CLM_LAYER_MAIN);
    clm_compose_overlay_lines(scene, ground, overlays);
    clm_base_add_lines(scene, &scene->base, scene->zoom);
    clm_compose_outlines(scene, &scene->view, &scene->base, CLM_LAYER_MAIN);
    clm_compose_detail_frame(scene);
}

static void compose_footer(clm_scene *scene) {
    if (!clm_scene_ok(scene)) {
        return;
    }
    clm_px at = {scene->footer.x0, scene->footer.y0};
    clm_rect bar =
        clm_scene_scale_bar(scene, at, fmin(scene->footer.x1 - scene->footer.x0, 560 * scene->zoom),
                            scene->view.m_per_px, true);
    clm_report_furniture(&scene->report, "scale bar", bar);
}

static void compose(clm_scene *scene, clm_map_times *times) {
    double start = clm_clock_s();
    clm_compose_layout(scene);
    if (clm_scene_ok(scene)) {
        clm_compose_extent(scene);
    }
    if (clm_scene_ok(scene)) {
        compose_main(scene);
    }
    double middle = clm_clock_s();
    if (clm_scene_ok(scene)) {
        clm_compose_labels(scene, &scene->view, &scene->base, CLM_LAYER_MAIN, scene->obstacles,
                           scene->obstacle_count);
        clm_add_unclip(&scene->list);
        clm_compose_insets(scene);
        clm_add_rect(&scene->list, CLM_INK_FRAME, NULL, clm_rect_grow(scene->frame, -0.5), 0,
                     clm_fill_none(),
                     clm_stroke_color(scene->theme->look[CLM_LOOK_FRAME].stroke, 1));
    }
    double labelled = clm_clock_s();
    compose_footer(scene);
    if (scene->list.failed || scene->report.failed) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
    times->labels_s = labelled - middle;
    times->compose_s = clm_clock_s() - start - times->labels_s;
}

clm_status clm_map_check_language(const char *code, clm_error *error) {
    const clm_language *language;
    return clm_language_find(code, &language, error);
}

clm_status clm_map_draw(const clm_collection *collection, const clm_gazetteer *gazetteer,
                        const clm_theme *theme, const clm_map_options *options,
                        clm_map_fonts *fonts, const clm_map_outputs *outputs, clm_error *error) {
    clm_map_times spent = {0, 0, 0, 0};
    clm_status status = check_options(options, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_scene scene = {.collection = collection,
                       .gazetteer = gazetteer,
                       .theme = theme,
                       .options = options,
                       .fonts = fonts,
                       .arena = clm_arena_new(),
                       .error = error};
    clm_fonts_reset(fonts);
    status = clm_language_find(options->lang, &scene.language, error);
    if (status == CLM_OK && !scene.arena) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK) {
        status = clm_content_read(collection, gazetteer, options, scene.language, scene.arena,
                                  &scene.content, error);
    }
    if (status == CLM_OK) {
        compose(&scene, &spent);
        status = scene.status;
    }
    if (status == CLM_OK) {
        status = clm_outputs_write(&scene, outputs, &spent);
    }
    scene_clear(&scene);
    clm_fonts_reset(fonts);
    if (outputs->times) {
        *outputs->times = spent;
    }
    return status;
}
