#include "map/scene.h"

#include "geo/overlay.h"

#include <math.h>
#include <string.h>

/* Vertices nearer than this share of a pixel are not seen. */
static const double step_px = 0.35;
static const double m_per_degree = 111320;

static const clm_look *look_of(const clm_theme *theme, size_t index) {
    return &theme->look[CLM_LOOK_OVERLAY_1 + (int)(index % CLM_THEME_OVERLAYS)];
}

clm_fill clm_overlay_fill(const clm_theme *theme, size_t index) {
    const clm_look *look = look_of(theme, index);
    clm_fill fill = clm_fill_color(look->fill);
    fill.hatch = look->hatch;
    fill.hatch_color = clm_color_with_alpha(look->stroke, look->stroke.alpha * look->hatch_opacity);
    return fill;
}

clm_stroke clm_overlay_stroke(const clm_theme *theme, size_t index, double zoom) {
    return clm_stroke_look(look_of(theme, index), zoom);
}

/* ---- which ones ---- */

static const clm_overlay_layer *given(const clm_scene *scene, const char *name) {
    const clm_map_options *options = scene->options;
    for (size_t i = 0; i < options->overlay_count; i++) {
        if (strcmp(clm_overlay_facts_of(options->overlays[i])->name, name) == 0) {
            return options->overlays[i];
        }
    }
    return NULL;
}

/* Before there is a view, everything may be seen. */
static bool is_seen(const clm_scene *scene, const clm_geometry *land) {
    if (!scene->view.projection || clm_wants_overview(scene)) {
        return true;
    }
    const clm_bbox box = scene->view.box;
    for (size_t i = 0; i < land->point_count; i++) {
        if (clm_bbox_contains(box, land->points[i])) {
            return true;
        }
    }
    return clm_geometry_contains(land, clm_projection_centre(scene->view.projection));
}

const clm_overlay_layer *clm_scene_overlay(const clm_scene *scene, size_t index) {
    const clm_article_facts *facts = &scene->collection->facts;
    const clm_overlay_layer *layer =
        index < facts->overlay_count ? given(scene, facts->overlays[index].name) : NULL;
    const clm_geometry *land = layer ? clm_overlay_land(layer) : NULL;
    return land && land->kind == CLM_GEOMETRY_POLYGONS && is_seen(scene, land) ? layer : NULL;
}

const char *clm_scene_say_overlay(const clm_scene *scene, size_t index) {
    return clm_say_overlay(scene->language, scene->gazetteer, scene->arena,
                           &scene->collection->facts.overlays[index]);
}

/* ---- drawing ---- */

/* Rings that files cut at 180 degrees are joined: the cut is no line of the layer. */
static bool begin_path(clm_scene *scene, clm_view *view, const char *name, clm_geometry *land) {
    clm_path_begin(&scene->list, CLM_INK_OVERLAY, name);
    return clm_geometry_join_180(land, NULL) == CLM_OK &&
           clm_view_add_polygons(view, &scene->list, land);
}

static void add_layer(clm_scene *scene, clm_view *view, size_t index,
                      const clm_overlay_layer *layer) {
    clm_geometry land;
    const char *name = scene->collection->facts.overlays[index].name;
    double step_deg = step_px * view->m_per_px / m_per_degree;
    if (!clm_scene_check(scene, clm_geometry_near(clm_overlay_land(layer), view->box, step_deg,
                                                  &land, scene->error))) {
        return;
    }
    bool done = begin_path(scene, view, name, &land);
    (void)clm_path_end(&scene->list, clm_overlay_fill(scene->theme, index), clm_stroke_none());
    clm_geometry_clear(&land);
    if (!done) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
}

size_t clm_compose_overlays(clm_scene *scene, clm_view *view) {
    const size_t first = scene->list.item_count;
    const size_t count =
        scene->options->overlay_count > 0 ? scene->collection->facts.overlay_count : 0;
    for (size_t i = 0; i < count && clm_scene_ok(scene); i++) {
        const clm_overlay_layer *layer = clm_scene_overlay(scene, i);
        if (layer) {
            add_layer(scene, view, i, layer);
        }
    }
    return scene->list.item_count - first;
}

void clm_compose_overlay_lines(clm_scene *scene, size_t first, size_t count) {
    const clm_article_facts *facts = &scene->collection->facts;
    size_t overlay = 0;
    for (size_t i = first; i < first + count && !scene->list.failed; i++) {
        const char *name = scene->list.items[i].feature_id;
        while (overlay < facts->overlay_count && facts->overlays[overlay].name != name) {
            overlay++;
        }
        clm_path_again(&scene->list, i, CLM_INK_OVERLAY, clm_fill_none(),
                       clm_overlay_stroke(scene->theme, overlay, scene->zoom));
    }
}
