#include "map/scene.h"

#include "geo/overlay.h"

#include <math.h>
#include <stdlib.h>

/* A polygon smaller than this on the picture gets a point sign as well, or nobody would see it. */
static const double smallest_area_px = 14;

bool clm_layer_shows(const clm_subject *subject, clm_layer layer) {
    return layer == CLM_LAYER_OVERVIEW ? !subject->on_main : subject->on_main;
}

static bool is_polygon(const clm_subject *subject) {
    return subject->feature->geometry.kind == CLM_GEOMETRY_POLYGONS;
}

typedef struct sized {
    const clm_subject *subject;
    double area_px;
    size_t index;
} sized;

static int larger_first(const void *a, const void *b) {
    const sized *left = a;
    const sized *right = b;
    if (left->area_px != right->area_px) {
        return left->area_px > right->area_px ? -1 : 1;
    }
    return left->index < right->index ? -1 : 1;
}

/* Polygons that the layer shows, the largest first, so that small ones stay on top. */
static size_t order_polygons(const clm_scene *scene, const clm_base *base, clm_layer layer,
                             sized *out) {
    const clm_content *content = &scene->content;
    size_t count = 0;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        if (!is_polygon(subject) || !clm_layer_shows(subject, layer)) {
            continue;
        }
        clm_rect seen = base->subject_seen[i];
        if (seen.x0 <= seen.x1) {
            double area = (seen.x1 - seen.x0) * (seen.y1 - seen.y0);
            out[count++] = (sized){subject, area, i};
        }
    }
    qsort(out, count, sizeof *out, larger_first);
    return count;
}

static sized *new_order(clm_scene *scene) {
    sized *order = clm_arena_array(scene->arena, scene->content.subject_count + 1, sizeof *order);
    if (!order) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
    }
    return order;
}

/* Adds polygons without the cut that files have along 180 degrees: it is nobody's border. False
 * when memory ends. */
static bool add_uncut(clm_scene *scene, clm_view *view, const clm_geometry *geometry) {
    bool cut = false;
    for (size_t i = 0; i < geometry->point_count && !cut; i++) {
        cut = fabs(geometry->points[i].lon_deg) >= 179.999;
    }
    if (!cut) {
        return clm_view_add_polygons(view, &scene->list, geometry);
    }
    clm_geometry joined;
    clm_geometry_init(&joined);
    bool done = clm_geometry_copy(geometry, &joined, NULL) == CLM_OK &&
                clm_geometry_join_180(&joined, NULL) == CLM_OK &&
                clm_view_add_polygons(view, &scene->list, &joined);
    clm_geometry_clear(&joined);
    return done;
}

/* The region's shape as fine as the view asks for where the gazetteer has it, so that it meets the
 * borders of the base map; else the feature's own, as for a shape that a person changed. */
static bool begin_polygon(clm_scene *scene, clm_view *view, const clm_subject *subject) {
    const clm_feature *feature = subject->feature;
    clm_geometry shape;
    clm_geometry_init(&shape);
    const clm_geometry *geometry = &feature->geometry;
    const bool edited = (feature->edited & (1U << CLM_SUM_GEOMETRY)) != 0;
    if (scene->gazetteer && feature->basis == CLM_BASIS_REGION_POLYGON && feature->has_place &&
        feature->place.index != CLM_NO_PLACE && !edited) {
        double side = 0.7 * view->m_per_px;
        clm_status status =
            clm_gazetteer_shape(scene->gazetteer, feature->place.index, scene->options->worldview,
                                side * side, &shape, scene->error);
        if (!clm_scene_check(scene, status)) {
            return false;
        }
        geometry = shape.kind == CLM_GEOMETRY_POLYGONS ? &shape : geometry;
    }
    clm_path_begin(&scene->list, CLM_INK_CLAIM_FILL, feature->id);
    bool done = add_uncut(scene, view, geometry);
    clm_geometry_clear(&shape);
    return done || clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
}

static unsigned over_of(const clm_subject *subject) {
    return (subject->primary ? 0 : CLM_OVER_SECONDARY) |
           (subject->feature->basis == CLM_BASIS_COMPASS_PART ? CLM_OVER_VAGUE : 0);
}

void clm_compose_fills(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer) {
    sized *order = new_order(scene);
    if (!order || !clm_scene_ok(scene)) {
        return;
    }
    size_t count = order_polygons(scene, base, layer, order);
    for (size_t i = 0; i < count; i++) {
        const clm_subject *subject = order[i].subject;
        clm_area_look look = clm_look_of_region(scene->theme, subject->voices, subject->voice_count,
                                                over_of(subject), scene->zoom);
        if (!begin_polygon(scene, view, subject)) {
            return;
        }
        if (clm_path_end(&scene->list, look.fill, clm_stroke_none())) {
            base->subject_fills[order[i].index] = scene->list.item_count;
        }
    }
}

/* Adds the mark of a change around an area; whether it stands instead of the area's own line. */
static bool add_change(clm_scene *scene, size_t fill, clm_ink role, clm_change_kind change,
                       double width_px, double zoom) {
    const clm_change_look mark = clm_look_of_change(scene->theme, change, width_px, zoom);
    if (mark.line.width_px > 0) {
        clm_path_again(&scene->list, fill, role, clm_fill_none(), mark.line);
    }
    if (mark.ground.width_px > 0) {
        clm_path_again(&scene->list, fill, role, clm_fill_none(), mark.ground);
    }
    return mark.instead;
}

static void add_outlines(clm_scene *scene, const clm_base *base, clm_layer layer, sized *order) {
    size_t count = order_polygons(scene, base, layer, order);
    for (int pass = 0; pass < 2; pass++) { /* faint ones below */
        for (size_t i = 0; i < count; i++) {
            const clm_subject *subject = order[i].subject;
            if (subject->primary != (pass == 1)) {
                continue;
            }
            double zoom = layer == CLM_LAYER_OVERVIEW ? scene->zoom * 0.7 : scene->zoom;
            clm_area_look look = clm_look_of_region(scene->theme, subject->voices,
                                                    subject->voice_count, over_of(subject), zoom);
            size_t fill = base->subject_fills[order[i].index];
            if (fill == 0) {
                continue; /* none of it is in view */
            }
            if (add_change(scene, fill - 1, CLM_INK_CLAIM_OUTLINE, subject->change,
                           look.stroke.width_px, zoom)) {
                continue;
            }
            clm_path_again(&scene->list, fill - 1, CLM_INK_CLAIM_OUTLINE, clm_fill_none(),
                           look.stroke);
            if (look.stroke_2.width_px > 0) {
                clm_path_again(&scene->list, fill - 1, CLM_INK_CLAIM_OUTLINE, clm_fill_none(),
                               look.stroke_2);
            }
        }
    }
}

/* Names that are not the figure's own keep off it, unless it is so large that they must lie in it.
 */
static void ink_figure(clm_base *base, const clm_area_sign *area, clm_rect seen) {
    double share = (seen.x1 - seen.x0) / (base->grid.frame.x1 - base->grid.frame.x0);
    if (seen.x0 <= seen.x1 && share < 0.6) {
        clm_grid_ink_rect(&base->grid, seen, area->feature->past_peak ? 0.6 : 2.5);
    }
}

static void add_figures(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer) {
    const clm_content *content = &scene->content;
    for (int pass = 0; pass < 2; pass++) { /* past peaks below what holds now */
        for (size_t i = 0; i < content->area_count; i++) {
            const clm_area_sign *area = &content->areas[i];
            if (area->feature->past_peak != (pass == 0) ||
                area->on_main == (layer == CLM_LAYER_OVERVIEW)) {
                continue;
            }
            unsigned over = (area->primary ? 0 : CLM_OVER_SECONDARY) |
                            (area->feature->past_peak ? CLM_OVER_PAST_PEAK : 0);
            clm_area_look look = clm_look_of_figure(scene->theme, area->voice, over, scene->zoom);
            clm_path_begin(&scene->list, CLM_INK_FIGURE, area->feature->id);
            size_t first = scene->list.part_count;
            (void)add_uncut(scene, view, &area->feature->geometry);
            clm_grid_ink_lines(&base->grid, &scene->list, first, 1.5);
            ink_figure(base, area, base->area_seen[i]);
            const clm_change_kind change = area->feature->change;
            const bool marked = change != CLM_CHANGE_NONE && change != CLM_CHANGE_SAME;
            const bool seen =
                clm_path_end(&scene->list, look.fill, marked ? clm_stroke_none() : look.stroke);
            const size_t fill = scene->list.item_count - 1;
            if (seen && marked &&
                !add_change(scene, fill, CLM_INK_FIGURE, change, look.stroke.width_px,
                            scene->zoom)) {
                clm_path_again(&scene->list, fill, CLM_INK_FIGURE, clm_fill_none(), look.stroke);
            }
        }
    }
}

static bool is_line(const clm_subject *subject) {
    return subject->feature->geometry.kind == CLM_GEOMETRY_LINES;
}

/* Lines that a person added: a front, a road. */
static void add_lines(clm_scene *scene, clm_view *view, clm_layer layer) {
    const clm_content *content = &scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        if (!is_line(subject) || !clm_layer_shows(subject, layer)) {
            continue;
        }
        clm_area_look look = clm_look_of_region(scene->theme, subject->voices, subject->voice_count,
                                                over_of(subject), scene->zoom);
        const clm_geometry *geometry = &subject->feature->geometry;
        clm_path_begin(&scene->list, CLM_INK_CLAIM_OUTLINE, subject->feature->id);
        for (size_t part = 0; part < geometry->part_count; part++) {
            size_t count = 0;
            const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
            (void)clm_view_add_line(view, &scene->list, points, count, false);
        }
        (void)clm_path_end(&scene->list, clm_fill_none(), look.stroke);
    }
}

static void add_points(clm_scene *scene, clm_view *view, const clm_base *base, clm_layer layer) {
    const clm_content *content = &scene->content;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < content->subject_count; i++) {
            const clm_subject *subject = &content->subjects[i];
            if (!clm_layer_shows(subject, layer) || subject->primary != (pass == 1) ||
                is_line(subject)) {
                continue;
            }
            clm_px at = clm_view_point(view, subject->feature->geometry.points[0]);
            clm_rect on_main = scene->base.subject_seen[i];
            if (layer == CLM_LAYER_DETAIL && !is_polygon(subject) &&
                !clm_in_detail(scene, (clm_px){on_main.x0, on_main.y0})) {
                continue; /* no sign is cut by the inset's edge */
            }
            if (is_polygon(subject)) {
                clm_rect seen = base->subject_seen[i];
                if (seen.x0 > seen.x1 ||
                    fmax(seen.x1 - seen.x0, seen.y1 - seen.y0) >= smallest_area_px) {
                    continue;
                }
                at = (clm_px){(seen.x0 + seen.x1) / 2, (seen.y0 + seen.y1) / 2};
            }
            if (!(at.x >= view->frame.x0 && at.x <= view->frame.x1 && at.y >= view->frame.y0 &&
                  at.y <= view->frame.y1)) {
                continue;
            }
            double radius = 3.2 * scene->zoom;
            if (subject->has_figure) { /* the area is the sign; the point only says where */
                clm_add_circle(&scene->list, CLM_INK_TOWN, subject->feature->id, at, radius,
                               clm_fill_color(scene->theme->look[CLM_LOOK_TOWN_1].fill),
                               clm_stroke_color(scene->theme->look[CLM_LOOK_TOWN_1].stroke,
                                                1.2 * scene->zoom));
            } else {
                clm_point_sign sign = {subject->voices, subject->voice_count, subject->primary,
                                       subject->feature->place.kind == CLM_KIND_FACILITY};
                double zoom = layer == CLM_LAYER_OVERVIEW ? scene->zoom * 0.65 : scene->zoom;
                radius = clm_add_point_sign(&scene->list, scene->theme, subject->feature->id, at,
                                            &sign, zoom);
                radius = clm_add_change_mark(&scene->list, scene->theme, subject->feature->id, at,
                                             radius, subject->change, zoom);
            }
            clm_report_marker(&scene->report, (clm_rect){at.x - radius, at.y - radius,
                                                         at.x + radius, at.y + radius});
        }
    }
}

void clm_compose_outlines(clm_scene *scene, clm_view *view, clm_base *base, clm_layer layer) {
    sized *order = new_order(scene);
    if (!order || !clm_scene_ok(scene)) {
        return;
    }
    add_outlines(scene, base, layer, order);
    /* Where countries themselves are claimed, it would hide how their outlines are dashed. */
    if (layer != CLM_LAYER_OVERVIEW && !base->coarse) {
        clm_base_add_border_core(scene, base);
    }
    add_figures(scene, view, base, layer);
    clm_compose_moves(scene, view, base, layer);
    add_lines(scene, view, layer);
    add_points(scene, view, base, layer);
}
