#include "map/scene.h"

#include <math.h>

static const double small_figure_px = 40; /* drawn smaller than this, a figure gets an inset */
static const double smallest_detail_m = 16e3;
static const double least_inset_px = 230; /* names of a crowd need so much width */
/* A crowd: so many places in the part of the main map that an inset shows this much larger. */
enum { CROWD = 5, PLACES_MAX = 128 };
static const double crowd_growth = 2.2;
static const double most_growth = 5;

typedef struct crowd {
    clm_px places[PLACES_MAX]; /* on the main map */
    size_t count;
} crowd;

/* Points with claims and numbers: what needs names at its side. */
static void gather(const clm_scene *scene, crowd *out) {
    const clm_content *content = &scene->content;
    out->count = 0;
    for (size_t i = 0; i < content->subject_count && out->count < PLACES_MAX; i++) {
        const clm_subject *subject = &content->subjects[i];
        clm_rect seen = scene->base.subject_seen[i];
        if (subject->on_main && subject->number_count > 0 && seen.x0 <= seen.x1 &&
            subject->feature->geometry.kind == CLM_GEOMETRY_POINT) {
            out->places[out->count++] = (clm_px){seen.x0, seen.y0};
        }
    }
}

static bool holds(clm_rect rect, clm_px at) {
    return at.x >= rect.x0 && at.x <= rect.x1 && at.y >= rect.y0 && at.y <= rect.y1;
}

static clm_rect around(clm_px middle, clm_px size) {
    return (clm_rect){middle.x - size.x / 2, middle.y - size.y / 2, middle.x + size.x / 2,
                      middle.y + size.y / 2};
}

/* Moves `box` no farther than needed until it holds `other`, which is smaller. */
static clm_rect moved_to_hold(clm_rect box, clm_rect other) {
    double dx = fmin(other.x0 - box.x0, 0) + fmax(other.x1 - box.x1, 0);
    double dy = fmin(other.y0 - box.y0, 0) + fmax(other.y1 - box.y1, 0);
    return (clm_rect){box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
}

/* Moves `box` into `frame`, which is larger. */
static clm_rect moved_into(clm_rect box, clm_rect frame) {
    double dx = fmax(frame.x0 - box.x0, 0) + fmin(frame.x1 - box.x1, 0);
    double dy = fmax(frame.y0 - box.y0, 0) + fmin(frame.y1 - box.y1, 0);
    return (clm_rect){box.x0 + dx, box.y0 + dy, box.x1 + dx, box.y1 + dy};
}

/* The places in the box of `size` that holds most of them, and `figure` if there is one: the box
 * around these, or an empty one (x0 > x1) where there is no crowd. */
static clm_rect find_crowd(const crowd *all, clm_px size, const clm_rect *figure) {
    clm_rect best = {1, 1, 0, 0};
    size_t most = CROWD - 1;
    for (size_t i = 0; i < all->count; i++) {
        clm_rect box = around(all->places[i], size);
        box = figure ? moved_to_hold(box, *figure) : box;
        clm_rect tight = figure ? *figure : around(all->places[i], (clm_px){0, 0});
        size_t count = 0;
        for (size_t k = 0; k < all->count; k++) {
            if (holds(box, all->places[k])) {
                tight = clm_rect_union(tight, around(all->places[k], (clm_px){0, 0}));
                count++;
            }
        }
        if (count > most) {
            most = count;
            best = tight;
        }
    }
    return best;
}

static bool find_figure(const clm_scene *scene, clm_rect *out) {
    const clm_content *content = &scene->content;
    for (size_t i = 0; i < content->area_count; i++) {
        const clm_area_sign *area = &content->areas[i];
        clm_rect seen = scene->base.area_seen[i];
        if (area->on_main && area->primary && !area->feature->past_peak && seen.x0 <= seen.x1 &&
            fmax(seen.x1 - seen.x0, seen.y1 - seen.y0) < small_figure_px * scene->zoom) {
            *out = seen;
            return true;
        }
    }
    return false;
}

/* A box of the inset's shape around `rect`, at least as large as an inset that grows it most. */
static clm_rect shaped(clm_rect rect, clm_px inset) {
    clm_px middle = {(rect.x0 + rect.x1) / 2, (rect.y0 + rect.y1) / 2};
    double share = fmax((rect.x1 - rect.x0) / inset.x, (rect.y1 - rect.y0) / inset.y);
    share = fmax(share, 1 / most_growth);
    return around(middle, (clm_px){inset.x * share, inset.y * share});
}

static void take_box(clm_scene *scene, clm_rect box) {
    scene->detail_frame = box;
    clm_px middle = {(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2};
    scene->detail_centre = clm_view_inverse(&scene->view, middle);
    double half_x = (box.x1 - box.x0) / 2 * scene->view.m_per_px;
    double half_y = (box.y1 - box.y0) / 2 * scene->view.m_per_px;
    scene->detail_bounds = (clm_bounds){-half_x, -half_y, half_x, half_y};
}

bool clm_find_figure_detail(clm_scene *scene, clm_px inset) {
    clm_rect figure;
    scene->detail_names = false;
    if (!find_figure(scene, &figure)) {
        return false;
    }
    clm_px middle = {(figure.x0 + figure.x1) / 2, (figure.y0 + figure.y1) / 2};
    double size = fmax(figure.x1 - figure.x0, figure.y1 - figure.y0);
    double width = fmax(size * 4.2, smallest_detail_m / scene->view.m_per_px);
    take_box(scene, around(middle, (clm_px){width, width * inset.y / inset.x}));
    return true;
}

static bool find_names_detail(clm_scene *scene, clm_px inset) {
    clm_rect figure = {0, 0, 0, 0};
    bool has_figure = find_figure(scene, &figure);
    double growth_to_see = small_figure_px * scene->zoom / fmax(figure.x1 - figure.x0, 1);
    if (inset.x < least_inset_px || (has_figure && growth_to_see > most_growth)) {
        return false;
    }
    crowd all;
    gather(scene, &all);
    /* Signs stay off the inset's edge, names have room beside them. */
    double pad = 14 * scene->zoom;
    clm_px size = {inset.x / crowd_growth - 2 * pad, inset.y / crowd_growth - 2 * pad};
    clm_rect box = find_crowd(&all, size, has_figure ? &figure : NULL);
    if (box.x0 > box.x1) {
        return false;
    }
    take_box(scene, moved_into(shaped(clm_rect_grow(box, pad), inset), scene->frame));
    scene->detail_names = true;
    return true;
}

bool clm_find_detail(clm_scene *scene, clm_px inset) {
    return find_names_detail(scene, inset) || clm_find_figure_detail(scene, inset);
}

bool clm_in_detail(const clm_scene *scene, clm_px at) {
    if (!scene->has_detail) {
        return false;
    }
    clm_rect frame = scene->detail_frame;
    double growth = (scene->detail.x1 - scene->detail.x0) / (frame.x1 - frame.x0);
    return holds(clm_rect_grow(frame, -11 * scene->zoom / growth), at);
}

bool clm_named_in_detail(const clm_scene *scene, const clm_subject *subject, clm_px at) {
    return scene->detail_names && subject->on_main && clm_in_detail(scene, at) &&
           subject->feature->geometry.kind == CLM_GEOMETRY_POINT;
}

static void ends_of_line(const clm_scene *scene, clm_px *from, clm_px *to) {
    clm_rect frame = scene->detail_frame;
    clm_rect inset = scene->detail;
    clm_px middle = {(frame.x0 + frame.x1) / 2, (frame.y0 + frame.y1) / 2};
    *to = (clm_px){fmin(fmax(middle.x, inset.x0), inset.x1),
                   fmin(fmax(middle.y, inset.y0), inset.y1)};
    *from = (clm_px){fmin(fmax(to->x, frame.x0), frame.x1), fmin(fmax(to->y, frame.y0), frame.y1)};
}

static clm_stroke line_stroke(const clm_scene *scene) {
    clm_stroke stroke = clm_stroke_look(&scene->theme->look[CLM_LOOK_INSET_FRAME], scene->zoom);
    stroke.color.alpha *= 0.75;
    stroke.width_px = scene->zoom;
    return stroke;
}

void clm_compose_detail_frame(clm_scene *scene) {
    if (!scene->has_detail || !clm_scene_ok(scene)) {
        return;
    }
    clm_rect frame = scene->detail_frame;
    clm_stroke stroke = clm_stroke_look(&scene->theme->look[CLM_LOOK_INSET_FRAME], scene->zoom);
    clm_add_rect(&scene->list, CLM_INK_FRAME, NULL, frame, 0, clm_fill_none(), stroke);
    clm_grid_ink_rect(&scene->base.grid, clm_rect_grow(frame, 2), 1.0);
    clm_px from;
    clm_px to;
    ends_of_line(scene, &from, &to);
    clm_add_line(&scene->list, CLM_INK_FRAME, NULL, from, to, line_stroke(scene));
}

void clm_compose_detail_line(clm_scene *scene) {
    clm_rect gap = {scene->frame.x1, scene->frame.y0, scene->detail.x0, scene->frame.y1};
    if (gap.x0 >= gap.x1) {
        return;
    }
    clm_px from;
    clm_px to;
    ends_of_line(scene, &from, &to);
    clm_add_clip(&scene->list, gap);
    clm_add_line(&scene->list, CLM_INK_FRAME, NULL, from, to, line_stroke(scene));
    clm_add_unclip(&scene->list);
}
