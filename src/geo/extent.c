#include "geo/extent.h"

#include "base/alloc.h"
#include <math.h>
#include <stdlib.h>

/* Chosen by looking at maps. */
static const double smallest_diagonal_m = 60e3;
static const double growth_precise_max = 1.35; /* by a main one as precise as the rest */
static const double growth_faint_max = 1.15;   /* by a faint one */
static const double growth_beside_max = 1.6;   /* by a main one that lies next to the rest */
static const double growth_coarse_max = 1.1;   /* by a country or part of one */
static const double cut_coarse_max = 1.5; /* a coarse one that overlaps is shown cut below this */
static const double growth_around_max = 2.4; /* by the country around points alone */
static const double main_share = 0.65;       /* of all claims: the map should hold so much, and */
static const double lack_cost = 1.25;        /* what lacks of it counts so much more */

clm_bounds clm_bounds_empty(void) {
    return (clm_bounds){HUGE_VAL, HUGE_VAL, -HUGE_VAL, -HUGE_VAL};
}

bool clm_bounds_is_empty(clm_bounds bounds) {
    return bounds.x0_m > bounds.x1_m;
}

void clm_bounds_add(clm_bounds *bounds, clm_xy point) {
    if (!isfinite(point.x_m) || !isfinite(point.y_m)) {
        return;
    }
    bounds->x0_m = fmin(bounds->x0_m, point.x_m);
    bounds->y0_m = fmin(bounds->y0_m, point.y_m);
    bounds->x1_m = fmax(bounds->x1_m, point.x_m);
    bounds->y1_m = fmax(bounds->y1_m, point.y_m);
}

void clm_bounds_join(clm_bounds *bounds, clm_bounds other) {
    if (!clm_bounds_is_empty(other)) {
        clm_bounds_add(bounds, (clm_xy){other.x0_m, other.y0_m});
        clm_bounds_add(bounds, (clm_xy){other.x1_m, other.y1_m});
    }
}

double clm_bounds_diagonal(clm_bounds bounds) {
    return clm_bounds_is_empty(bounds)
               ? 0
               : hypot(bounds.x1_m - bounds.x0_m, bounds.y1_m - bounds.y0_m);
}

static double wrap_deg(double lon_deg) {
    return lon_deg - 360.0 * floor((lon_deg + 180.0) / 360.0);
}

clm_bbox clm_bounds_box(const clm_projection *plane, clm_bounds bounds) {
    enum { STEPS = 24 };
    const clm_lonlat centre = clm_projection_centre(plane);
    double west = 0;
    double east = 0;
    double south = 90;
    double north = -90;
    bool whole = false;
    for (int i = 0; i <= STEPS; i++) {
        for (int j = 0; j <= STEPS; j++) {
            if (i != 0 && i != STEPS && j != 0 && j != STEPS) {
                continue;
            }
            clm_xy at = {bounds.x0_m + (bounds.x1_m - bounds.x0_m) * i / STEPS,
                         bounds.y1_m - (bounds.y1_m - bounds.y0_m) * j / STEPS};
            clm_lonlat point;
            clm_projection_inverse(plane, &at, &point, 1);
            if (!isfinite(point.lon_deg) || !isfinite(point.lat_deg)) {
                whole = true;
                continue;
            }
            double offset = wrap_deg(point.lon_deg - centre.lon_deg);
            west = fmin(west, offset);
            east = fmax(east, offset);
            south = fmin(south, point.lat_deg);
            north = fmax(north, point.lat_deg);
        }
    }
    for (int pole = -1; pole <= 1; pole += 2) {
        const clm_lonlat end = {0, 90.0 * pole};
        clm_xy at;
        clm_projection_forward(plane, &end, &at, 1);
        if (at.x_m >= bounds.x0_m && at.x_m <= bounds.x1_m && at.y_m >= bounds.y0_m &&
            at.y_m <= bounds.y1_m) {
            whole = true;
        }
    }
    if (whole || east - west > 300) {
        return (clm_bbox){-180, whole ? -90 : south, 180, whole ? 90 : north};
    }
    return (clm_bbox){wrap_deg(centre.lon_deg + west), fmax(-90, south),
                      wrap_deg(centre.lon_deg + east), fmin(90, north)};
}

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
    clm_projection_forward(plane, geometry->points, points, geometry->point_count);
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

static double joined_diagonal(clm_bounds a, clm_bounds b) {
    clm_bounds_join(&a, b);
    return clm_bounds_diagonal(a);
}

static void take_in(clm_extent_item *item) {
    item->on_main = true;
    item->whole = true;
}

/* ---- the core: the places that are worth the room they take ---- */

enum { STARTS_MAX = 24 };

typedef struct search {
    const clm_bounds *bounds; /* of the items that count */
    const double *weights;    /* their shares of the whole; 0: does not count */
    size_t count;
    size_t *order, *best_order; /* in which items were taken in */
    bool *taken;
    size_t best_count;
    double best_worth;
} search;

/* What a map of this diagonal costs, in shares of the claims. Doubling a map is cheap as long as
 * it shows one country, dear when it crosses an ocean. */
static double cost_of(double diagonal_m) {
    static const struct {
        double from_m, an_octave;
    } steps[] = {{150e3, 0.11}, {900e3, 0.16}, {3000e3, 0.25}, {HUGE_VAL, 0}};
    double cost = 0;
    for (size_t i = 0; diagonal_m > steps[i].from_m; i++) {
        cost += steps[i].an_octave * log2(fmin(diagonal_m, steps[i + 1].from_m) / steps[i].from_m);
    }
    return cost;
}

static double squared_diagonal(clm_bounds a, clm_bounds b) {
    double width = fmax(a.x1_m, b.x1_m) - fmin(a.x0_m, b.x0_m);
    double height = fmax(a.y1_m, b.y1_m) - fmin(a.y0_m, b.y0_m);
    return width * width + height * height;
}

/* The item that makes the map grow least; `count` when all are in. */
static size_t next_item(const search *find, clm_bounds all) {
    size_t best = find->count;
    double best_size = HUGE_VAL;
    for (size_t i = 0; i < find->count; i++) {
        if (find->taken[i] || !(find->weights[i] > 0)) {
            continue;
        }
        double size = squared_diagonal(all, find->bounds[i]);
        if (size < best_size) {
            best = i;
            best_size = size;
        }
    }
    return best;
}

/* Takes in all items from `start` on, by the room they need, and keeps the set that was worth most:
 * the share of the claims it shows less the cost of its size. */
static void search_from(search *find, size_t start) {
    for (size_t i = 0; i < find->count; i++) {
        find->taken[i] = false;
    }
    clm_bounds all = clm_bounds_empty();
    double share = 0;
    size_t taken = 0;
    size_t good_count = 0;
    double good_worth = -HUGE_VAL;
    for (size_t next = start; next < find->count; next = next_item(find, all)) {
        find->taken[next] = true;
        find->order[taken++] = next;
        clm_bounds_join(&all, find->bounds[next]);
        double size = clm_bounds_diagonal(all);
        share += find->weights[next];
        double worth = share - cost_of(size) - lack_cost * fmax(main_share - share, 0);
        if (worth > good_worth) {
            good_worth = worth;
            good_count = taken;
        }
    }
    if (good_worth > find->best_worth + 1e-9) {
        find->best_worth = good_worth;
        find->best_count = good_count;
        for (size_t i = 0; i < good_count; i++) {
            find->best_order[i] = find->order[i];
        }
    }
}

/* The heaviest item below `limit`, or of its weight and after `after`; `count` for none. */
static size_t next_start(const search *find, double limit, size_t after) {
    size_t best = find->count;
    for (size_t i = 0; i < find->count; i++) {
        double weight = find->weights[i];
        bool later = weight < limit || (weight == limit && i > after);
        if (weight > 0 && later && (best == find->count || weight > find->weights[best])) {
            best = i;
        }
    }
    return best;
}

/* Many claims about one place weigh more than one, but not as much as many places. */
static double share_of(double weight) {
    return weight > 1 ? sqrt(weight) : fmax(weight, 0.1);
}

static void weigh(const clm_extent_item *items, const clm_bounds *bounds, size_t count, int level,
                  double *weights) {
    double total = 0;
    for (size_t i = 0; i < count; i++) {
        bool counts = at_level(&items[i], level) && !clm_bounds_is_empty(bounds[i]);
        weights[i] = counts ? share_of(items[i].weight) : 0;
        total += weights[i];
    }
    for (size_t i = 0; i < count; i++) {
        weights[i] = total > 0 ? weights[i] / total : 0;
    }
}

static clm_status choose_core(clm_extent_item *items, const clm_bounds *bounds, size_t count,
                              int level, clm_bounds *all, clm_error *error) {
    double *weights = clm_alloc(count * sizeof *weights);
    size_t *orders = clm_alloc(2 * count * sizeof *orders);
    bool *taken = clm_alloc(count * sizeof *taken);
    if (weights && orders && taken) {
        weigh(items, bounds, count, level, weights);
        search find = {.bounds = bounds,
                       .weights = weights,
                       .count = count,
                       .order = orders,
                       .best_order = orders + count,
                       .taken = taken,
                       .best_worth = -HUGE_VAL};
        size_t start = next_start(&find, HUGE_VAL, 0);
        for (size_t i = 0; i < STARTS_MAX && start < count; i++) {
            search_from(&find, start);
            start = next_start(&find, weights[start], start);
        }
        for (size_t i = 0; i < find.best_count; i++) {
            take_in(&items[find.best_order[i]]);
            clm_bounds_join(all, bounds[find.best_order[i]]);
        }
    }
    clm_status status =
        weights && orders && taken ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    clm_free(weights);
    clm_free(orders);
    clm_free(taken);
    return status;
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
        bool beside = at_level(&items[i], level) && gap_between(core, bounds[i]) <= 0.05 * size;
        bool sought = items[i].primary || items[i].numbered;
        double precise_limit = sought ? growth_precise_max : growth_faint_max;
        bool aside = items[i].weight < 1 && items[i].primary;
        double limit = aside                                          ? growth_coarse_max
                       : beside                                       ? growth_beside_max
                       : items[i].precision <= finest_of_level[level] ? precise_limit
                       : around && points_only                        ? growth_around_max
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
    if (!bounds) {
        clm_projection_free(plane);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    status = bounds_of_items(items, count, plane, bounds, error);
    if (status == CLM_OK) {
        for (size_t i = 0; i < count; i++) {
            items[i].on_main = false;
            items[i].whole = false;
        }
        clm_bounds all = clm_bounds_empty();
        status = choose_core(items, bounds, count, level, &all, error);
        if (status == CLM_OK && clm_bounds_is_empty(all)) { /* nothing lies on this plane */
            take_in(&items[first]);
            all = bounds[first];
        }
        if (status == CLM_OK) {
            add_extra(items, bounds, count, level, &all);
            status = finish(items, count, plane, all, min_m, out, error);
        }
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
    clm_extent_item *copy = clm_alloc(count * sizeof *copy);
    if (!copy) {
        clm_projection_free(plane);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < count; i++) {
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
