#include "map/scene.h"

#include <math.h>

static const double smallest_map_m = 60e3; /* of a single village */
static const double usual_map_m = 100e3;
static const double lonely_map_m = 130e3;
static const double widest_context_m = 240e3;
static const double padding_share = 0.055; /* of the frame's shorter side, on every side */

/* What did not change is faint on a map of differences, and yet what the story is about. */
static bool is_as_before(const clm_subject *subject) {
    return subject->change == CLM_CHANGE_SAME && subject->feature->draw == CLM_DRAW_PRIMARY;
}

static size_t collect(clm_scene *scene, clm_extent_item *items) {
    clm_content *content = &scene->content;
    size_t count = 0;
    for (size_t i = 0; i < content->subject_count; i++) {
        const clm_subject *subject = &content->subjects[i];
        items[count++] = (clm_extent_item){.geometry = &subject->feature->geometry,
                                           .precision = subject->precision,
                                           .primary = subject->primary || is_as_before(subject),
                                           .numbered = subject->number_count > 0,
                                           .weight = subject->weight};
    }
    for (size_t i = 0; i < content->area_count; i++) {
        items[count++] = (clm_extent_item){.geometry = &content->areas[i].feature->geometry,
                                           .precision = 2,
                                           .primary = content->areas[i].primary,
                                           .weight = 1};
    }
    for (size_t i = 0; i < content->move_count; i++) {
        if (content->moves[i].moved) { /* where it was told before comes in if there is room */
            items[count++] =
                (clm_extent_item){.geometry = &content->moves[i].feature->geometry, .precision = 1};
        }
    }
    return count;
}

static void note_main(clm_scene *scene, const clm_extent_item *items) {
    clm_content *content = &scene->content;
    for (size_t i = 0; i < content->subject_count; i++) {
        content->subjects[i].on_main = items[i].on_main;
    }
    for (size_t i = 0; i < content->area_count; i++) {
        content->areas[i].on_main = items[content->subject_count + i].on_main;
    }
}

static clm_status open_given(clm_scene *scene, clm_extent_item *items, size_t count) {
    clm_extent extent;
    clm_status status = clm_extent_of_box(scene->options->extent, &extent, scene->error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_view_open(&scene->view, extent.centre, extent.bounds, scene->frame, scene->error);
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_rect seen = clm_view_extent(&scene->view, items[i].geometry);
        items[i].on_main = seen.x0 <= seen.x1;
    }
    return status;
}

/* ---- what there is to be recognised ---- */

typedef struct sights {
    clm_view *view;
    bool edge; /* a coast or a country's border */
} sights;

static clm_status look_at_line(void *context, const clm_base_line *line) {
    sights *seen = context;
    bool edge = line->line_class == CLM_LINE_COAST || line->line_class == CLM_LINE_COUNTRY_BORDER;
    for (size_t i = 0; edge && !seen->edge && i < line->count; i++) {
        clm_px at = clm_view_point(seen->view, line->points[i]);
        seen->edge = at.x > seen->view->frame.x0 && at.x < seen->view->frame.x1 &&
                     at.y > seen->view->frame.y0 && at.y < seen->view->frame.y1;
    }
    return CLM_OK;
}

/* A reader finds the place by a coast or border with some towns, or by many towns. Where there are
 * so few that a much wider map would show hardly more, the shape of the coast must do. */
static clm_status is_recognisable(clm_scene *scene, clm_view *view, double side_m, bool *out) {
    enum { TOWNS_ALONE = 12, TOWNS_AT_EDGE = 4, TOWNS_AT_LEAST = 2 };
    size_t at_edge = side_m < lonely_map_m ? TOWNS_AT_EDGE : TOWNS_AT_LEAST;
    clm_place_index towns[4 * TOWNS_ALONE];
    size_t found = clm_gazetteer_settlements_in(scene->gazetteer, view->box, towns,
                                                sizeof towns / sizeof towns[0]);
    found = found < sizeof towns / sizeof towns[0] ? found : sizeof towns / sizeof towns[0];
    size_t count = 0;
    for (size_t i = 0; i < found; i++) {
        clm_lonlat point = clm_gazetteer_place(scene->gazetteer, towns[i]).point;
        clm_px at = clm_view_point(view, point);
        count += at.x > view->frame.x0 && at.x < view->frame.x1 && at.y > view->frame.y0 &&
                 at.y < view->frame.y1;
    }
    sights seen = {.view = view};
    clm_status status = CLM_OK;
    if (count < TOWNS_ALONE) {
        double detail_m = view->m_per_px * 4;
        status = clm_gazetteer_lines_in(scene->gazetteer, view->box, detail_m * detail_m, 1,
                                        look_at_line, &seen, scene->error);
    }
    *out = count >= TOWNS_ALONE || (seen.edge && count >= at_edge);
    return status;
}

static clm_status open_padded(clm_scene *scene, const clm_extent *extent) {
    clm_rect frame = scene->frame;
    double width = frame.x1 - frame.x0;
    double height = frame.y1 - frame.y0;
    double pad = fmin(width, height) * padding_share + 8 * scene->zoom;
    clm_rect inner = clm_rect_grow(frame, -pad);
    const clm_bounds *bounds = &extent->bounds;
    double scale = fmax((bounds->x1_m - bounds->x0_m) / (inner.x1 - inner.x0),
                        (bounds->y1_m - bounds->y0_m) / (inner.y1 - inner.y0));
    double x = (bounds->x0_m + bounds->x1_m) / 2;
    double y = (bounds->y0_m + bounds->y1_m) / 2;
    clm_bounds padded = {x - scale * width / 2, y - scale * height / 2, x + scale * width / 2,
                         y + scale * height / 2};
    return clm_view_open(&scene->view, extent->centre, padded, frame, scene->error);
}

static void widen(clm_bounds *bounds, double side_m) {
    double x = (bounds->x0_m + bounds->x1_m) / 2;
    double y = (bounds->y0_m + bounds->y1_m) / 2;
    bounds->x0_m = fmin(bounds->x0_m, x - side_m / 2);
    bounds->x1_m = fmax(bounds->x1_m, x + side_m / 2);
    bounds->y0_m = fmin(bounds->y0_m, y - side_m / 2);
    bounds->y1_m = fmax(bounds->y1_m, y + side_m / 2);
}

/* Small maps are widened until there is something to recognise. */
static clm_status open_chosen(clm_scene *scene, clm_extent_item *items, size_t count) {
    clm_extent extent;
    clm_status status = clm_extent_choose(items, count, smallest_map_m, &extent, scene->error);
    if (status != CLM_OK) {
        return status;
    }
    double side = count > 1 ? usual_map_m : smallest_map_m;
    widen(&extent.bounds, side);
    status = open_padded(scene, &extent);
    while (status == CLM_OK && scene->gazetteer && side < widest_context_m &&
           clm_bounds_diagonal(extent.bounds) < 1.5 * widest_context_m) {
        bool enough;
        status = is_recognisable(scene, &scene->view, side, &enough);
        if (status != CLM_OK || enough) {
            break;
        }
        side = fmin(side * 1.3, widest_context_m);
        widen(&extent.bounds, side);
        clm_view_close(&scene->view);
        status = open_padded(scene, &extent);
    }
    return status;
}

clm_status clm_extent_make_room(clm_scene *scene, clm_px way) {
    static const double growth = 1.24;
    clm_view *view = &scene->view;
    clm_lonlat centre = clm_projection_centre(view->projection);
    double width = (view->frame.x1 - view->frame.x0) * view->m_per_px;
    double height = (view->frame.y1 - view->frame.y0) * view->m_per_px;
    clm_bounds old = {view->left_m, view->top_m - height, view->left_m + width, view->top_m};
    double x = (old.x0_m + old.x1_m) / 2 + way.x * width * (growth - 1) / 2;
    double y = (old.y0_m + old.y1_m) / 2 - way.y * height * (growth - 1) / 2;
    clm_bounds wider = {x - width * growth / 2, y - height * growth / 2, x + width * growth / 2,
                        y + height * growth / 2};
    clm_view_close(view);
    return clm_view_open(view, centre, wider, scene->frame, scene->error);
}

void clm_compose_extent(clm_scene *scene) {
    const clm_content *content = &scene->content;
    size_t capacity = content->subject_count + content->area_count + content->move_count + 1;
    clm_extent_item *items = clm_arena_array(scene->arena, capacity, sizeof *items);
    if (!items) {
        (void)clm_scene_check(scene, clm_fail(scene->error, CLM_ERR_NOMEM, "out of memory"));
        return;
    }
    size_t count = collect(scene, items);
    clm_status status = scene->options->has_extent ? open_given(scene, items, count)
                                                   : open_chosen(scene, items, count);
    if (clm_scene_check(scene, status)) {
        note_main(scene, items);
    }
}
