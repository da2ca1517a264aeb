#include "map/extent.h"

#include "base/alloc.h"
#include "map/plane.h"

#include <math.h>
#include <stdlib.h>

/* Chosen by looking at maps: a neighbour joins when the gap is not wider than what is there. */
static const double gap_share = 0.9;
static const double gap_always_m = 120e3;
static const double smallest_diagonal_m = 60e3;
static const double growth_max = 3.0;        /* of the diagonal by one primary place */
static const double growth_faint_max = 1.35; /* by a faint one as precise as the rest */
static const double growth_coarse_max = 1.1; /* by a country or part of one */
static const double cut_coarse_max = 1.5; /* a coarse one that overlaps is shown cut below this */
static const double growth_around_max = 2.4; /* by the country around points alone */
static const double balanced_share = 0.25;   /* of all claims: too heavy to be left out ... */
static const double balanced_max_m = 4.5e6;  /* ... while the map stays smaller than this */

typedef struct ring_box {
    clm_bounds bounds;
    double area_m2;
    size_t index;
} ring_box;

static double ring_area(const clm_xy *points, size_t count) {
    double twice = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_xy *a = &points[i];
        const clm_xy *b = &points[i + 1 == count ? 0 : i + 1];
        if (isfinite(a->x_m) && isfinite(b->x_m)) {
            twice += a->x_m * b->y_m - b->x_m * a->y_m;
        }
    }
    return fabs(twice) / 2;
}

static double gap_between(clm_bounds a, clm_bounds b) {
    double dx = fmax(0, fmax(a.x0_m - b.x1_m, b.x0_m - a.x1_m));
    double dy = fmax(0, fmax(a.y0_m - b.y1_m, b.y0_m - a.y1_m));
    return hypot(dx, dy);
}

static int by_area(const void *a, const void *b) {
    const ring_box *left = a;
    const ring_box *right = b;
    if (left->area_m2 != right->area_m2) {
        return left->area_m2 > right->area_m2 ? -1 : 1;
    }
    return left->index < right->index ? -1 : 1;
}

/* A part belongs to the main body when it is large, or not tiny and near to what is in. */
static bool joins_body(const ring_box *ring, double main_area_m2, clm_bounds body) {
    double gap = gap_between(ring->bounds, body);
    double size = clm_bounds_diagonal(body);
    return ring->area_m2 >= 0.25 * main_area_m2 ||
           (ring->area_m2 >= 0.004 * main_area_m2 && gap <= fmax(60e3, 0.12 * size));
}

static clm_bounds body_of(ring_box *rings, size_t count) {
    qsort(rings, count, sizeof *rings, by_area);
    clm_bounds body = rings[0].bounds;
    for (size_t i = 1; i < count; i++) {
        if (joins_body(&rings[i], rings[0].area_m2, body)) {
            clm_bounds_join(&body, rings[i].bounds);
        }
    }
    return body;
}

clm_status clm_main_bounds(const clm_projection *plane, const clm_geometry *geometry,
                           clm_bounds *out, clm_error *error) {
    *out = clm_bounds_empty();
    if (geometry->part_count == 0) {
        return CLM_OK;
    }
    clm_xy *points = clm_alloc(geometry->point_count * sizeof *points);
    ring_box *rings = clm_alloc(geometry->part_count * sizeof *rings);
    if (!points || !rings) {
        clm_free(points);
        clm_free(rings);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_plane fast = clm_plane_at(clm_projection_centre(plane));
    for (size_t i = 0; i < geometry->point_count; i++) {
        points[i] = clm_plane_forward(&fast, geometry->points[i]);
    }
    size_t kept = 0;
    for (size_t p = 0; p < geometry->part_count; p++) {
        size_t count;
        const clm_lonlat *part = clm_geometry_part(geometry, p, &count);
        const clm_xy *at = points + (part - geometry->points);
        ring_box ring = {clm_bounds_empty(), ring_area(at, count), p};
        for (size_t i = 0; i < count; i++) {
            clm_bounds_add(&ring.bounds, at[i]);
        }
        if (!clm_bounds_is_empty(ring.bounds)) {
            rings[kept++] = ring;
        }
    }
    if (kept > 0) {
        *out = body_of(rings, kept);
    }
    clm_free(points);
    clm_free(rings);
    return CLM_OK;
}

/* The mean of the vertices as directions from the Earth's middle: near the shape, whatever side of
 * 180 degrees its parts lie on. */
static clm_lonlat middle_of(const clm_geometry *geometry) {
    const double rad = 0.017453292519943295769;
    double x = 0;
    double y = 0;
    double z = 0;
    for (size_t i = 0; i < geometry->point_count; i++) {
        double lon = geometry->points[i].lon_deg * rad;
        double lat = geometry->points[i].lat_deg * rad;
        x += cos(lat) * cos(lon);
        y += cos(lat) * sin(lon);
        z += sin(lat);
    }
    if (hypot(x, y) + fabs(z) < 1e-9) {
        return geometry->points[0];
    }
    return (clm_lonlat){atan2(y, x) / rad, atan2(z, hypot(x, y)) / rad};
}

/* Level 0: primary and precise; then coarser; then faint ones too. */
static const int finest_of_level[] = {3, 4, 5, 3, 5};

static bool at_level(const clm_extent_item *item, int level) {
    return (item->primary || level >= 3) && item->precision <= finest_of_level[level];
}

enum { LEVELS = sizeof finest_of_level / sizeof finest_of_level[0] };

static int choose_level(const clm_extent_item *items, size_t count) {
    for (int level = 0; level < LEVELS; level++) {
        for (size_t i = 0; i < count; i++) {
            if (at_level(&items[i], level)) {
                return level;
            }
        }
    }
    return LEVELS - 1;
}

static size_t heaviest(const clm_extent_item *items, size_t count, int level) {
    size_t best = count;
    for (size_t i = 0; i < count; i++) {
        if (at_level(&items[i], level) && (best == count || items[i].weight > items[best].weight)) {
            best = i;
        }
    }
    return best == count ? 0 : best;
}

static double joined_diagonal(clm_bounds a, clm_bounds b) {
    clm_bounds_join(&a, b);
    return clm_bounds_diagonal(a);
}

static void take_in(clm_extent_item *item) {
    item->on_main = true;
    item->whole = true;
}

/* Takes in the nearest item again and again while it is near enough. */
static void grow(clm_extent_item *items, const clm_bounds *bounds, size_t count, int level,
                 clm_bounds *all) {
    for (;;) {
        size_t best = count;
        double best_gap = HUGE_VAL;
        double size = fmax(clm_bounds_diagonal(*all), smallest_diagonal_m);
        for (size_t i = 0; i < count; i++) {
            if (items[i].on_main || !at_level(&items[i], level) || clm_bounds_is_empty(bounds[i])) {
                continue;
            }
            double gap = gap_between(*all, bounds[i]);
            bool near = gap <= fmax(gap_always_m, gap_share * size) &&
                        joined_diagonal(*all, bounds[i]) <= growth_max * size + gap_always_m;
            if (near && gap < best_gap) {
                best = i;
                best_gap = gap;
            }
        }
        if (best == count) {
            return;
        }
        take_in(&items[best]);
        clm_bounds_join(all, bounds[best]);
    }
}

static void add_heavy(clm_extent_item *items, const clm_bounds *bounds, size_t count, int level,
                      clm_bounds *all) {
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        total += at_level(&items[i], level) ? items[i].weight : 0;
    }
    for (size_t i = 0; i < count; i++) {
        if (!items[i].on_main && at_level(&items[i], level) &&
            items[i].weight >= balanced_share * total && !clm_bounds_is_empty(bounds[i]) &&
            joined_diagonal(*all, bounds[i]) <= balanced_max_m) {
            take_in(&items[i]);
            clm_bounds_join(all, bounds[i]);
        }
    }
}

/* Coarse and faint places come in where they cost little room. A coarse one that lies across the
 * rest is shown as far as the frame goes: its extent is not what the map is about. */
static void add_extra(clm_extent_item *items, const clm_bounds *bounds, size_t count, int level,
                      clm_bounds *all) {
    clm_bounds core = *all;
    bool points_only = true;
    for (size_t i = 0; i < count; i++) {
        points_only &= !items[i].on_main || items[i].geometry->kind == CLM_GEOMETRY_POINT;
    }
    double size = fmax(clm_bounds_diagonal(core), smallest_diagonal_m);
    for (size_t i = 0; i < count; i++) {
        if (items[i].on_main || clm_bounds_is_empty(bounds[i])) {
            continue;
        }
        bool around = items[i].primary && gap_between(core, bounds[i]) <= 0;
        double limit = items[i].precision <= finest_of_level[level] ? growth_faint_max
                       : around && points_only                      ? growth_around_max
                                                                    : growth_coarse_max;
        double growth = joined_diagonal(core, bounds[i]) / size;
        if (growth <= limit) {
            take_in(&items[i]);
            clm_bounds_join(all, bounds[i]);
        } else if (around && growth <= cut_coarse_max) {
            items[i].on_main = true;
        }
    }
}

static clm_status bounds_of_items(const clm_extent_item *items, size_t count,
                                  const clm_projection *plane, clm_bounds *out, clm_error *error) {
    for (size_t i = 0; i < count; i++) {
        clm_status status = clm_main_bounds(plane, items[i].geometry, &out[i], error);
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

static void keep_min(clm_bounds *bounds, double min_m) {
    double x = (bounds->x0_m + bounds->x1_m) / 2;
    double y = (bounds->y0_m + bounds->y1_m) / 2;
    double half = min_m / 2;
    bounds->x0_m = fmin(bounds->x0_m, x - half);
    bounds->x1_m = fmax(bounds->x1_m, x + half);
    bounds->y0_m = fmin(bounds->y0_m, y - half);
    bounds->y1_m = fmax(bounds->y1_m, y + half);
}

/* Moves the plane's centre to the middle of `chosen` and measures the items on the main map anew;
 * twice, because the middle moves a little with the plane. */
static clm_status finish(const clm_extent_item *items, size_t count, clm_projection *plane,
                         clm_bounds chosen, double min_m, clm_extent *out, clm_error *error) {
    clm_status status = CLM_OK;
    clm_projection *own = NULL;
    for (int pass = 0; pass < 2 && status == CLM_OK; pass++) {
        clm_xy middle = {(chosen.x0_m + chosen.x1_m) / 2, (chosen.y0_m + chosen.y1_m) / 2};
        clm_projection_inverse(own ? own : plane, &middle, &out->centre, 1);
        clm_projection_free(own);
        own = NULL;
        status = clm_projection_laea(out->centre, &own, error);
        chosen = clm_bounds_empty();
        for (size_t i = 0; i < count && status == CLM_OK; i++) {
            clm_bounds bounds;
            status =
                items[i].whole ? clm_main_bounds(own, items[i].geometry, &bounds, error) : CLM_OK;
            if (status == CLM_OK && items[i].whole) {
                clm_bounds_join(&chosen, bounds);
            }
        }
    }
    clm_projection_free(own);
    keep_min(&chosen, min_m);
    out->bounds = chosen;
    return status;
}

clm_status clm_extent_choose(clm_extent_item *items, size_t count, double min_m, clm_extent *out,
                             clm_error *error) {
    if (count == 0) {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "there is nothing to show");
    }
    int level = choose_level(items, count);
    size_t first = heaviest(items, count, level);
    clm_projection *plane = NULL;
    clm_status status = clm_projection_laea(middle_of(items[first].geometry), &plane, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_bounds *bounds = clm_alloc(count * sizeof *bounds);
    status = bounds ? bounds_of_items(items, count, plane, bounds, error)
                    : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    if (status == CLM_OK) {
        for (size_t i = 0; i < count; i++) {
            items[i].on_main = i == first;
            items[i].whole = i == first;
        }
        clm_bounds all = bounds[first];
        grow(items, bounds, count, level, &all);
        add_heavy(items, bounds, count, level, &all);
        grow(items, bounds, count, level, &all);
        add_extra(items, bounds, count, level, &all);
        status = finish(items, count, plane, all, min_m, out, error);
    }
    clm_free(bounds);
    clm_projection_free(plane);
    return status;
}

clm_status clm_extent_of_all(const clm_extent_item *items, size_t count, double min_m,
                             clm_extent *out, clm_error *error) {
    if (count == 0) {
        return clm_fail(error, CLM_ERR_NOT_FOUND, "there is nothing to show");
    }
    clm_projection *plane = NULL;
    clm_status status = clm_projection_laea(middle_of(items[0].geometry), &plane, error);
    clm_bounds all = clm_bounds_empty();
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_bounds bounds;
        status = clm_main_bounds(plane, items[i].geometry, &bounds, error);
        if (status == CLM_OK) {
            clm_bounds_join(&all, bounds);
        }
    }
    clm_extent_item *copy = status == CLM_OK ? clm_alloc(count * sizeof *copy) : NULL;
    if (status == CLM_OK && !copy) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; status == CLM_OK && i < count; i++) {
        copy[i] = items[i];
        take_in(&copy[i]);
    }
    if (status == CLM_OK) {
        status = finish(copy, count, plane, all, min_m, out, error);
    }
    clm_free(copy);
    clm_projection_free(plane);
    return status;
}

clm_status clm_extent_of_box(clm_bbox box, clm_extent *out, clm_error *error) {
    enum { STEPS = 16 };
    double width_deg = box.east_deg - box.west_deg;
    width_deg += width_deg < 0 ? 360 : 0;
    if (!(width_deg > 0) || !(box.north_deg > box.south_deg) || box.south_deg < -90 ||
        box.north_deg > 90) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the extent is not west, south, east, north");
    }
    double lon_deg = box.west_deg + width_deg / 2;
    out->centre =
        (clm_lonlat){lon_deg > 180 ? lon_deg - 360 : lon_deg, (box.south_deg + box.north_deg) / 2};
    clm_projection *plane = NULL;
    clm_status status = clm_projection_laea(out->centre, &plane, error);
    if (status != CLM_OK) {
        return status;
    }
    out->bounds = clm_bounds_empty();
    for (int i = 0; i <= STEPS; i++) {
        for (int j = 0; j <= STEPS; j++) {
            clm_lonlat point = {box.west_deg + width_deg * i / STEPS,
                                box.south_deg + (box.north_deg - box.south_deg) * j / STEPS};
            point.lon_deg -= point.lon_deg > 180 ? 360 : 0;
            clm_xy at;
            clm_projection_forward(plane, &point, &at, 1);
            clm_bounds_add(&out->bounds, at);
        }
    }
    clm_projection_free(plane);
    return CLM_OK;
}
