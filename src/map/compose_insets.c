#include "map/scene.h"

#include <math.h>
#include <string.h>

static const double locator_max_m = 700e3; /* wider maps show well enough where they are */
/* Tried from the first on, until there is land enough to be recognised. */
static const double locator_widths_m[] = {1600e3, 3200e3, 5600e3, 9000e3};
static const double locator_land_share = 0.1;

/* ---- corners ---- */

enum { CORNERS = 4 };

static clm_rect corner_rect(clm_rect frame, double width, double height, int corner) {
    double x = corner & 1 ? frame.x1 - width : frame.x0;
    double y = corner & 2 ? frame.y0 : frame.y1 - height;
    return (clm_rect){x, y, x + width, y + height};
}

static bool covered(clm_rect rect, clm_px at, double room) {
    clm_rect wide = clm_rect_grow(rect, room);
    return at.x > wide.x0 && at.x < wide.x1 && at.y > wide.y0 && at.y < wide.y1;
}

/* How much of what the map is about lies below `rect`. */
static double corner_cost(clm_scene *scene, clm_rect rect) {
    enum { STEPS = 7 };
    const clm_content *content = &scene->content;
    double cost = 0;
    for (size_t i = 0; i < content->area_count; i++) {
        clm_rect seen = scene->base.area_seen[i];
        cost += seen.x0 <= seen.x1 && clm_rect_overlaps(clm_rect_grow(seen, 50), rect) ? 1000 : 0;
    }
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        const clm_geometry *geometry = &subject->feature->geometry;
        double share = subject->primary ? 1 : 0.5;
        if (!subject->on_main) {
            continue;
        }
        if (geometry->kind == CLM_GEOMETRY_POINT) {
            clm_px at = {scene->base.subject_seen[i].x0, scene->base.subject_seen[i].y0};
            cost += covered(rect, at, 40 * scene->zoom) ? 1000 * share : 0;
            continue;
        }
        clm_rect seen = scene->base.subject_seen[i];
        if (seen.x0 > seen.x1 || !clm_rect_overlaps(seen, rect)) {
            continue;
        }
        clm_bbox box = clm_geometry_bbox(geometry);
        for (int s = 0; s < STEPS * STEPS; s++) {
            const int row = s / STEPS;
            clm_px at = {rect.x0 + (rect.x1 - rect.x0) * (s % STEPS + 0.5) / STEPS,
                         rect.y0 + (rect.y1 - rect.y0) * ((double)row + 0.5) / STEPS};
            clm_lonlat point = clm_view_inverse(&scene->view, at);
            if (clm_bbox_contains(box, point) && clm_geometry_contains(geometry, point)) {
                cost += share * 900.0 / (STEPS * STEPS);
            }
        }
    }
    return cost;
}

/* The best corner that is not `taken`; -1 to `taken` for none. Ties go to the lower left. */
static int best_corner(clm_scene *scene, double width, double height, const clm_px *near, int taken,
                       double *covered) {
    int best = -1;
    double best_cost = HUGE_VAL;
    for (int corner = 0; corner < CORNERS; corner++) {
        clm_rect rect = corner_rect(scene->frame, width, height, corner);
        double hidden = corner == taken ? HUGE_VAL : corner_cost(scene, rect);
        double cost = hidden;
        if (near) { /* a short way for the eye, as long as little is covered */
            double x = (rect.x0 + rect.x1) / 2 - near->x;
            double y = (rect.y0 + rect.y1) / 2 - near->y;
            cost += 12 * hypot(x, y) / (scene->frame.x1 - scene->frame.x0);
        }
        if (cost < best_cost) {
            best = corner;
            best_cost = cost;
            *covered = hidden;
        }
    }
    return best;
}

/* ---- which insets ---- */

/* A main thing, or one that a number of the claims stands for, off the main map. */
static bool is_sought_elsewhere(const clm_subject *subject) {
    return (subject->primary || subject->number_count > 0) && !subject->on_main;
}

bool clm_wants_overview(const clm_scene *scene) {
    const clm_content *content = &scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        if (is_sought_elsewhere(&content->subjects[i])) {
            return true;
        }
    }
    return false;
}

/* `share` of the frame's width, `most_px` of zoom 1 at most. */
static clm_px size_of_inset(const clm_scene *scene, double share, double most_px) {
    clm_rect frame = scene->frame;
    double width = floor(fmin((frame.x1 - frame.x0) * share, most_px * scene->zoom));
    double height = floor(fmin(width * 0.74, (frame.y1 - frame.y0) * 0.36));
    return (clm_px){floor(fmin(width, height / 0.7)), height};
}

static clm_rect place_inset(clm_scene *scene, clm_px size, const clm_px *near, int *corner,
                            const char *name) {
    double covered = 0;
    *corner = best_corner(scene, size.x, size.y, near, *corner, &covered);
    if (covered > scene->covered) {
        scene->covered = covered;
        scene->open_way = (clm_px){*corner & 1 ? 1 : -1, *corner & 2 ? -1 : 1};
    }
    clm_rect rect = corner_rect(scene->frame, size.x, size.y, *corner);
    clm_report_inset(&scene->report, name, rect);
    clm_scene_obstacle(scene, clm_rect_grow(rect, 4 * scene->zoom));
    return rect;
}

/* The room that legend and claims leave in the panel beside the map, if it is enough. */
static clm_rect in_panel(const clm_scene *scene) {
    clm_rect panel = scene->panel;
    double room = panel.y1 - panel.y0 - 14 * scene->zoom;
    if (scene->panel_below || room < 150 * scene->zoom) {
        return (clm_rect){0, 0, 0, 0};
    }
    double height = floor(fmin(room, (panel.x1 - panel.x0) * 0.8));
    return (clm_rect){floor(panel.x0), floor(panel.y1) - height, floor(panel.x1), floor(panel.y1)};
}

/* Of a small piece of land one wants to know where on Earth it lies; in free room only. */
static bool wants_locator(const clm_scene *scene) {
    double width_m = (scene->frame.x1 - scene->frame.x0) * scene->view.m_per_px;
    clm_rect room = in_panel(scene);
    return scene->gazetteer && width_m < locator_max_m && room.x0 < room.x1;
}

static clm_px size_of(clm_rect rect) {
    return (clm_px){rect.x1 - rect.x0, rect.y1 - rect.y0};
}

/* In the free room of the panel where nothing else wants it; else in a corner of the map. */
static void choose_detail(clm_scene *scene, bool panel_is_taken, int *corner) {
    clm_rect panel = in_panel(scene);
    bool beside = !panel_is_taken && panel.x0 < panel.x1;
    /* Names take more room than a figure. */
    clm_px size = beside ? size_of(panel) : size_of_inset(scene, 0.38, 460);
    scene->has_detail = clm_find_detail(scene, size);
    if (!beside && !scene->detail_names) {
        size = size_of_inset(scene, 0.31, 380);
        scene->has_detail = clm_find_figure_detail(scene, size);
    }
    if (!scene->has_detail) {
        return;
    }
    clm_px near = clm_view_point(&scene->view, scene->detail_centre);
    if (beside) {
        scene->detail = panel;
        clm_report_inset(&scene->report, "detail", panel);
    } else {
        scene->detail = place_inset(scene, size, &near, corner, "detail");
    }
    if (scene->detail_names) {
        clm_scene_obstacle(scene, scene->detail_frame);
    }
}

void clm_choose_insets(clm_scene *scene) {
    if (!clm_scene_ok(scene)) {
        return;
    }
    int corner = -1;
    scene->covered = 0;
    scene->has_detail = scene->has_overview = false;
    bool overview = clm_wants_overview(scene);
    bool locator = !overview && wants_locator(scene);
    choose_detail(scene, overview || locator, &corner);
    scene->has_overview = overview || locator;
    if (scene->has_overview) {
        scene->overview = in_panel(scene);
        if (scene->overview.x0 >= scene->overview.x1) {
            clm_px size = size_of_inset(scene, 0.33, 380);
            scene->overview = place_inset(scene, size, NULL, &corner, "overview");
        } else if (overview) {
            clm_report_inset(&scene->report, "overview", scene->overview);
        }
    }
    clm_choose_globe(scene, locator);
    if (locator && scene->has_overview) {
        clm_report_inset(&scene->report, "locator", scene->overview);
    }
}

/* ---- drawing ---- */

/* Whether a box of an inset lies on the sign of a place. */
static bool hides_sign(const clm_scene *scene, const clm_view *view, clm_layer layer,
                       clm_rect box) {
    const clm_content *content = &scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_geometry *geometry = &content->subjects[i].feature->geometry;
        if (geometry->kind == CLM_GEOMETRY_POINT && clm_layer_shows(&content->subjects[i], layer) &&
            covered(box, clm_view_point(view, geometry->points[0]), 8 * scene->zoom)) {
            return true;
        }
    }
    return false;
}

/* In the upper left corner, or in the right one where it would hide a sign. */
static clm_rect inset_title(clm_scene *scene, const clm_view *view, clm_layer layer,
                            const char *words) {
    clm_rect rect = view->frame;
    size_t run;
    clm_text_spec spec = clm_scene_spec(scene, words, CLM_LOOK_INSET);
    spec.bold_bytes = (int)strlen(words);
    spec.wrap_px = rect.x1 - rect.x0 - 20 * scene->zoom;
    spec.max_lines = 1;
    if (!clm_scene_shape(scene, &spec, &run)) {
        return rect;
    }
    const clm_run *shaped = clm_fonts_run(scene->fonts, run);
    double pad = 6 * scene->zoom;
    double width = shaped->width_px + 2 * pad;
    clm_rect box = {rect.x0, rect.y0, rect.x0 + width, rect.y0 + shaped->height_px + pad};
    if (hides_sign(scene, view, layer, box)) {
        box.x0 = rect.x1 - width;
        box.x1 = rect.x1;
    }
    clm_add_rect(&scene->list, CLM_INK_FURNITURE, NULL, box, 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_INSET].fill), clm_stroke_none());
    (void)clm_scene_text(scene, run, (clm_px){box.x0 + pad, box.y0 + pad / 2}, CLM_LABEL_FURNITURE,
                         NULL, false, false);
    return box;
}

static clm_rect inset_scale(clm_scene *scene, clm_rect rect, double m_per_px) {
    double pad = 6 * scene->zoom;
    double height = 22 * scene->zoom;
    double width = 150 * scene->zoom;
    clm_rect box = {rect.x0, rect.y1 - height, rect.x0 + width, rect.y1};
    size_t at = scene->list.item_count;
    clm_add_rect(&scene->list, CLM_INK_FURNITURE, NULL, box, 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_INSET].fill), clm_stroke_none());
    clm_rect bar = clm_scene_scale_bar(scene, (clm_px){box.x0 + pad, box.y0 + 2 * scene->zoom},
                                       width - 2 * pad, m_per_px, false);
    if (!scene->list.failed) {
        box.x1 = bar.x1 + pad;
        scene->list.items[at].rect = box;
    }
    return box;
}

/* Names must not cross the frame, and not fill it where it is small. */
static size_t block_frame(clm_rect main, double small_px, clm_rect out[4]) {
    if (fmin(main.x1 - main.x0, main.y1 - main.y0) < small_px) {
        out[0] = main;
        return 1;
    }
    const double half = 1.5;
    out[0] = (clm_rect){main.x0 - half, main.y0 - half, main.x1 + half, main.y0 + half};
    out[1] = (clm_rect){main.x0 - half, main.y1 - half, main.x1 + half, main.y1 + half};
    out[2] = (clm_rect){main.x0 - half, main.y0 - half, main.x0 + half, main.y1 + half};
    out[3] = (clm_rect){main.x1 - half, main.y0 - half, main.x1 + half, main.y1 + half};
    return 4;
}

static void draw_inset(clm_scene *scene, clm_view *view, clm_layer layer, const char *title) {
    clm_base base;
    clm_rect rect = view->frame;
    clm_add_rect(&scene->list, CLM_INK_FURNITURE, NULL, clm_rect_grow(rect, 3 * scene->zoom), 0,
                 clm_fill_color(scene->theme->look[CLM_LOOK_PAPER].fill), clm_stroke_none());
    clm_add_clip(&scene->list, rect);
    clm_base_open(scene, view, &base, layer, 6 * scene->zoom);
    if (clm_scene_ok(scene)) {
        const size_t ground = scene->list.item_count;
        const size_t overlays = clm_compose_overlays(scene, view);
        clm_compose_fills(scene, view, &base, layer);
        clm_compose_overlay_lines(scene, ground, overlays);
        clm_base_add_lines(scene, &base, scene->zoom * (layer == CLM_LAYER_OVERVIEW ? 0.6 : 1));
        clm_compose_outlines(scene, view, &base, layer);
        clm_rect obstacles[6];
        size_t count = 0;
        if (layer == CLM_LAYER_OVERVIEW) {
            clm_px corner[2] = {{scene->frame.x0, scene->frame.y0},
                                {scene->frame.x1, scene->frame.y1}};
            clm_px a = clm_view_point(view, clm_view_inverse(&scene->view, corner[0]));
            clm_px b = clm_view_point(view, clm_view_inverse(&scene->view, corner[1]));
            const clm_look *mark = &scene->theme->look[CLM_LOOK_INSET_FRAME];
            clm_rect main = {fmin(a.x, b.x), fmin(a.y, b.y), fmax(a.x, b.x), fmax(a.y, b.y)};
            clm_add_rect(&scene->list, CLM_INK_FRAME, NULL, main, 0,
                         clm_fill_color(clm_color_with_alpha(mark->stroke, 0.06)),
                         clm_stroke_look(mark, scene->zoom));
            count = block_frame(main, 40 * scene->zoom, obstacles);
        }
        obstacles[count++] = clm_rect_grow(inset_title(scene, view, layer, title), 2);
        if (layer == CLM_LAYER_DETAIL) {
            obstacles[count++] = clm_rect_grow(inset_scale(scene, rect, view->m_per_px), 2);
        }
        clm_compose_labels(scene, view, &base, layer, obstacles, count);
    }
    clm_add_unclip(&scene->list);
    clm_add_rect(&scene->list, CLM_INK_FRAME, NULL, rect, 0, clm_fill_none(),
                 clm_stroke_look(&scene->theme->look[CLM_LOOK_INSET], scene->zoom));
    clm_base_close(&base);
}

static void compose_detail(clm_scene *scene) {
    clm_view view;
    if (!clm_scene_check(scene, clm_view_open(&view, scene->detail_centre, scene->detail_bounds,
                                              scene->detail, scene->error))) {
        return;
    }
    clm_compose_detail_line(scene);
    draw_inset(scene, &view, CLM_LAYER_DETAIL, clm_scene_say(scene, CLM_SAY_DETAIL));
    clm_view_close(&view);
}

static clm_status frame_geometry(const clm_view *view, clm_geometry *out, clm_error *error) {
    out->kind = CLM_GEOMETRY_POLYGONS;
    clm_rect frame = view->frame;
    const clm_px corners[4] = {
        {frame.x0, frame.y1}, {frame.x1, frame.y1}, {frame.x1, frame.y0}, {frame.x0, frame.y0}};
    clm_status status = clm_geometry_add_part(out, false, error);
    for (size_t i = 0; i < 4 && status == CLM_OK; i++) {
        const clm_lonlat corner = clm_view_inverse(view, corners[i]);
        if (fabs(corner.lat_deg) <= 90) { /* a map of half the globe has corners off it */
            status = clm_geometry_add_point(out, corner, error);
        }
    }
    if (status == CLM_OK && out->point_count == 0) {
        status = clm_geometry_add_point(out, clm_projection_centre(view->projection), error);
    }
    return status;
}

static clm_status open_overview(clm_scene *scene, const clm_extent_item *items, size_t count,
                                double least_m, clm_view *view) {
    clm_extent extent;
    clm_status status = clm_extent_of_all(items, count, least_m, &extent, scene->error);
    if (status != CLM_OK) {
        return status;
    }
    double grow = 0.1;
    double dx = (extent.bounds.x1_m - extent.bounds.x0_m) * grow;
    double dy = (extent.bounds.y1_m - extent.bounds.y0_m) * grow;
    clm_bounds padded = {extent.bounds.x0_m - dx, extent.bounds.y0_m - dy, extent.bounds.x1_m + dx,
                         extent.bounds.y1_m + dy};
    return clm_view_open(view, extent.centre, padded, scene->overview, scene->error);
}

/* Whether the regions in view make up enough of it; those at the edge count whole. */
static bool has_land(const clm_scene *scene, const clm_view *view) {
    enum { REGIONS_MAX = 256 };
    clm_place_index regions[REGIONS_MAX];
    size_t found = clm_gazetteer_regions_in(scene->gazetteer, view->box, regions, REGIONS_MAX);
    if (found > REGIONS_MAX) {
        return true;
    }
    double width_km = (view->frame.x1 - view->frame.x0) * view->m_per_px / 1000;
    double height_km = (view->frame.y1 - view->frame.y0) * view->m_per_px / 1000;
    double land_km2 = 0;
    for (size_t i = 0; i < found; i++) {
        land_km2 += clm_gazetteer_place(scene->gazetteer, regions[i]).area_m2 / 1e6;
    }
    return land_km2 >= locator_land_share * width_km * height_km;
}

static clm_status open_locator(clm_scene *scene, const clm_extent_item *main, clm_view *view) {
    size_t steps = sizeof locator_widths_m / sizeof locator_widths_m[0];
    clm_status status = CLM_OK;
    for (size_t i = 0; i < steps && status == CLM_OK; i++) {
        status = open_overview(scene, main, 1, locator_widths_m[i], view);
        if (status == CLM_OK && (i + 1 == steps || has_land(scene, view))) {
            break;
        }
        clm_view_close(view);
    }
    return status;
}

static void compose_overview(clm_scene *scene) {
    const clm_content *content = &scene->content;
    clm_geometry main;
    clm_extent_item *items =
        clm_arena_array(scene->arena, content->subject_count + 1, sizeof *items);
    clm_geometry_init(&main);
    clm_status status = items ? frame_geometry(&scene->view, &main, scene->error)
                              : clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory");
    if (!clm_scene_check(scene, status) || !items) {
        clm_geometry_clear(&main);
        return;
    }
    size_t count = 0;
    items[count++] = (clm_extent_item){.geometry = &main};
    for (size_t i = 0; i < content->subject_count; i++) {
        if (is_sought_elsewhere(&content->subjects[i])) {
            items[count++] = (clm_extent_item){.geometry = &content->subjects[i].feature->geometry};
        }
    }
    clm_view view = {0};
    bool locator = count == 1 && scene->gazetteer;
    status = locator ? open_locator(scene, items, &view)
                     : open_overview(scene, items, count, 200e3, &view);
    if (clm_scene_check(scene, status)) {
        draw_inset(scene, &view, CLM_LAYER_OVERVIEW,
                   clm_scene_say(scene, locator ? CLM_SAY_LOCATION : CLM_SAY_WIDER_AREA));
        clm_view_close(&view);
    }
    clm_geometry_clear(&main);
}

void clm_compose_insets(clm_scene *scene) {
    if (scene->has_detail && clm_scene_ok(scene)) {
        compose_detail(scene);
    }
    if (scene->has_overview && clm_scene_ok(scene)) {
        compose_overview(scene);
    }
    clm_compose_globe(scene);
}
