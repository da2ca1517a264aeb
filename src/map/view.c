#include "map/view.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

static const double clip_margin_px = 12;

clm_status clm_view_open(clm_view *view, clm_lonlat centre, clm_bounds bounds, clm_rect frame,
                         clm_error *error) {
    memset(view, 0, sizeof *view);
    clm_status status = clm_projection_laea(centre, &view->projection, error);
    if (status != CLM_OK) {
        return status;
    }
    view->frame = frame;
    double width_px = frame.x1 - frame.x0;
    double height_px = frame.y1 - frame.y0;
    view->m_per_px =
        fmax((bounds.x1_m - bounds.x0_m) / width_px, (bounds.y1_m - bounds.y0_m) / height_px);
    if (!(view->m_per_px > 0) || !isfinite(view->m_per_px)) {
        clm_view_close(view);
        return clm_fail(error, CLM_ERR_ARGUMENT, "the map's extent is empty");
    }
    view->left_m = (bounds.x0_m + bounds.x1_m) / 2 - width_px / 2 * view->m_per_px;
    view->top_m = (bounds.y0_m + bounds.y1_m) / 2 + height_px / 2 * view->m_per_px;
    const clm_bounds seen = {view->left_m, view->top_m - height_px * view->m_per_px,
                             view->left_m + width_px * view->m_per_px, view->top_m};
    view->box = clm_bounds_box(view->projection, seen);
    return CLM_OK;
}

void clm_view_close(clm_view *view) {
    clm_projection_free(view->projection);
    clm_free(view->pixels);
    clm_free(view->clipped[0]);
    clm_free(view->clipped[1]);
    memset(view, 0, sizeof *view);
}

static clm_px to_pixel(const clm_view *view, clm_xy point) {
    return (clm_px){view->frame.x0 + (point.x_m - view->left_m) / view->m_per_px,
                    view->frame.y0 + (view->top_m - point.y_m) / view->m_per_px};
}

clm_px clm_view_point(const clm_view *view, clm_lonlat point) {
    clm_xy at;
    clm_projection_forward(view->projection, &point, &at, 1);
    return to_pixel(view, at);
}

clm_lonlat clm_view_inverse(const clm_view *view, clm_px pixel) {
    clm_xy at = {view->left_m + (pixel.x - view->frame.x0) * view->m_per_px,
                 view->top_m - (pixel.y - view->frame.y0) * view->m_per_px};
    clm_lonlat point;
    clm_projection_inverse(view->projection, &at, &point, 1);
    return point;
}

static bool reserve_pixels(clm_px **pixels, size_t *capacity, size_t count) {
    void *memory = *pixels;
    if (clm_grow(&memory, capacity, count, sizeof **pixels)) {
        return false;
    }
    *pixels = memory;
    return true;
}

const clm_px *clm_view_project_all(clm_view *view, const clm_lonlat *points, size_t count) {
    enum { BLOCK = 64 };
    if (!reserve_pixels(&view->pixels, &view->pixel_capacity, count + 1)) {
        return NULL;
    }
    for (size_t first = 0; first < count; first += BLOCK) {
        clm_xy block[BLOCK];
        size_t length = count - first < BLOCK ? count - first : BLOCK;
        clm_projection_forward(view->projection, points + first, block, length);
        for (size_t i = 0; i < length; i++) {
            view->pixels[first + i] = to_pixel(view, block[i]);
        }
    }
    return view->pixels;
}

/* ---- clipping ---- */

enum { SIDE_LEFT, SIDE_TOP, SIDE_RIGHT, SIDE_BOTTOM, SIDES };

static double depth(clm_px p, clm_rect rect, int side) {
    switch (side) {
    case SIDE_LEFT:
        return p.x - rect.x0;
    case SIDE_TOP:
        return p.y - rect.y0;
    case SIDE_RIGHT:
        return rect.x1 - p.x;
    default:
        return rect.y1 - p.y;
    }
}

static unsigned outcode(clm_px p, clm_rect rect) {
    return (p.x < rect.x0 ? 1u : 0u) | (p.y < rect.y0 ? 2u : 0u) | (p.x > rect.x1 ? 4u : 0u) |
           (p.y > rect.y1 ? 8u : 0u);
}

/* One side of Sutherland and Hodgman, Reentrant polygon clipping, CACM 17 (1974). */
static size_t clip_side(const clm_px *in, size_t count, clm_px *out, clm_rect rect, int side) {
    size_t made = 0;
    for (size_t i = 0; i < count; i++) {
        clm_px a = in[i == 0 ? count - 1 : i - 1];
        clm_px b = in[i];
        double da = depth(a, rect, side);
        double db = depth(b, rect, side);
        if ((da < 0) != (db < 0)) {
            double t = da / (da - db);
            out[made++] = (clm_px){a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t};
        }
        if (db >= 0) {
            out[made++] = b;
        }
    }
    return made;
}

/* Keeps what is finite; returns how many, and the codes of all points joined by "and" and "or". */
static size_t keep_finite(clm_px *pixels, size_t count, clm_rect rect, unsigned *all,
                          unsigned *any) {
    size_t kept = 0;
    *all = 15;
    *any = 0;
    for (size_t i = 0; i < count; i++) {
        if (isfinite(pixels[i].x) && isfinite(pixels[i].y)) {
            unsigned code = outcode(pixels[i], rect);
            *all &= code;
            *any |= code;
            pixels[kept++] = pixels[i];
        }
    }
    return kept;
}

/* A pen that leaves out vertices: those nearer than half a pixel to the one before, and those that
 * lie on the way to the next one within a fraction of a pixel. The vertices in between narrow a
 * cone of directions, from the last one kept, in which a straight line passes all of them. */
typedef struct pen {
    clm_display_list *list;
    clm_px kept;        /* the last one that was drawn */
    clm_px waiting;     /* the latest, not yet drawn */
    bool has_waiting;   /* else `waiting` is `kept` */
    clm_px left, right; /* sides of the cone; without meaning before the first vertex */
} pen;

static const double smallest_step_px = 0.5;
static const double slack_px = 0.28;

static void pen_start(pen *to, clm_display_list *list, clm_px at, bool closed) {
    to->list = list;
    to->kept = to->waiting = at;
    to->has_waiting = false;
    clm_path_part(list, closed);
    clm_path_point(list, at);
}

static double cross(clm_px a, clm_px b) {
    return a.x * b.y - a.y * b.x;
}

/* Opens or narrows the cone so that a line within it passes `at`. */
static void pen_narrow(pen *to, clm_px way, double length, bool open) {
    double side = slack_px / length;
    clm_px left = {way.x - way.y * side, way.y + way.x * side};
    clm_px right = {way.x + way.y * side, way.y - way.x * side};
    if (open || cross(to->left, left) < 0) {
        to->left = left;
    }
    if (open || cross(to->right, right) > 0) {
        to->right = right;
    }
}

static void pen_to(pen *to, clm_px at) {
    if (fabs(at.x - to->waiting.x) + fabs(at.y - to->waiting.y) < smallest_step_px) {
        return;
    }
    clm_px way = {at.x - to->kept.x, at.y - to->kept.y};
    clm_px last = {to->waiting.x - to->kept.x, to->waiting.y - to->kept.y};
    bool onward = way.x * last.x + way.y * last.y >= last.x * last.x + last.y * last.y;
    bool straight =
        !to->has_waiting || (onward && cross(to->left, way) <= 0 && cross(to->right, way) >= 0);
    if (!straight) {
        clm_path_point(to->list, to->waiting);
        to->kept = to->waiting;
        way = (clm_px){at.x - to->kept.x, at.y - to->kept.y};
    }
    pen_narrow(to, way, sqrt(way.x * way.x + way.y * way.y), !straight || !to->has_waiting);
    to->waiting = at;
    to->has_waiting = true;
}

/* Draws what waits; an open line ends at `end` exactly. */
static void pen_lift(pen *to, const clm_px *end) {
    clm_px at = end ? *end : to->waiting;
    if (to->has_waiting || (end && (end->x != to->kept.x || end->y != to->kept.y))) {
        clm_path_point(to->list, at);
    }
}

static bool add_ring(clm_view *view, clm_display_list *list, const clm_lonlat *points,
                     size_t count) {
    if (!clm_view_project_all(view, points, count)) {
        return false;
    }
    clm_rect rect = clm_rect_grow(view->frame, clip_margin_px);
    unsigned all;
    unsigned any;
    clm_px *ring = view->pixels;
    count = keep_finite(ring, count, rect, &all, &any);
    if (count < 3 || all != 0) {
        return true;
    }
    if (any != 0) {
        for (int side = 0; side < SIDES; side++) {
            int to = side & 1;
            if (!reserve_pixels(&view->clipped[to], &view->clipped_capacity[to], count * 2 + 2)) {
                return false;
            }
            count = clip_side(ring, count, view->clipped[to], rect, side);
            ring = view->clipped[to];
        }
    }
    if (count < 3) {
        return true;
    }
    pen line;
    pen_start(&line, list, ring[0], true);
    for (size_t i = 1; i < count; i++) {
        pen_to(&line, ring[i]);
    }
    pen_lift(&line, NULL);
    return true;
}

bool clm_view_add_polygons(clm_view *view, clm_display_list *list, const clm_geometry *geometry) {
    for (size_t p = 0; p < geometry->part_count; p++) {
        size_t count;
        const clm_lonlat *points = clm_geometry_part(geometry, p, &count);
        if (!add_ring(view, list, points, count)) {
            return false;
        }
    }
    return !list->failed;
}

static bool is_cut(clm_lonlat a, clm_lonlat b) {
    return fabs(a.lon_deg) > 179.9999 && fabs(b.lon_deg) > 179.9999;
}

bool clm_view_add_line(clm_view *view, clm_display_list *list, const clm_lonlat *points,
                       size_t count, bool closed) {
    const clm_px *pixels = clm_view_project_all(view, points, count);
    if (!pixels) {
        return false;
    }
    clm_rect rect = clm_rect_grow(view->frame, clip_margin_px);
    bool open = false;
    pen line = {.list = list};
    size_t edges = closed ? count : count - 1;
    for (size_t i = 0; count > 1 && i < edges; i++) {
        size_t next = i + 1 == count ? 0 : i + 1;
        clm_px a = pixels[i];
        clm_px b = pixels[next];
        if (!isfinite(a.x + a.y + b.x + b.y) || (outcode(a, rect) & outcode(b, rect)) != 0 ||
            is_cut(points[i], points[next])) {
            if (open) {
                pen_lift(&line, &a);
            }
            open = false;
            continue;
        }
        if (!open) {
            pen_start(&line, list, a, false);
            open = true;
        }
        pen_to(&line, b);
    }
    if (open) {
        pen_lift(&line, &pixels[closed ? 0 : count - 1]);
    }
    return !list->failed;
}

clm_rect clm_view_extent(const clm_view *view, const clm_geometry *geometry) {
    clm_rect extent = {HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < geometry->point_count; i++) {
        clm_px at = clm_view_point(view, geometry->points[i]);
        if (isfinite(at.x) && isfinite(at.y)) {
            extent = clm_rect_union(extent, (clm_rect){at.x, at.y, at.x, at.y});
        }
    }
    if (!clm_rect_overlaps(clm_rect_grow(extent, 0.5), view->frame)) {
        return (clm_rect){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
    }
    return (clm_rect){fmax(extent.x0, view->frame.x0), fmax(extent.y0, view->frame.y0),
                      fmin(extent.x1, view->frame.x1), fmin(extent.y1, view->frame.y1)};
}
