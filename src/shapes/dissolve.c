#include "shapes/polygons.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

/* A directed edge of a ring; the inside lies on its left. */
typedef struct edge {
    clm_lonlat from, to;
    bool gone; /* cancelled, or used up by a new ring */
} edge;

typedef struct edge_list {
    edge *items;
    size_t count;
} edge_list;

static int compare_points(clm_lonlat a, clm_lonlat b) {
    if (a.lon_deg < b.lon_deg || a.lon_deg > b.lon_deg) {
        return a.lon_deg < b.lon_deg ? -1 : 1;
    }
    return (a.lat_deg > b.lat_deg) - (a.lat_deg < b.lat_deg);
}

static bool same_point(clm_lonlat a, clm_lonlat b) {
    return compare_points(a, b) == 0;
}

/* Both directions of one edge stand together. */
static int by_place(const void *a, const void *b) {
    const edge *first = a;
    const edge *second = b;
    bool first_up = compare_points(first->from, first->to) < 0;
    bool second_up = compare_points(second->from, second->to) < 0;
    int order =
        compare_points(first_up ? first->from : first->to, second_up ? second->from : second->to);
    if (order == 0) {
        order = compare_points(first_up ? first->to : first->from,
                               second_up ? second->to : second->from);
    }
    return order != 0 ? order : (int)second_up - (int)first_up;
}

static int by_start(const void *a, const void *b) {
    const edge *first = a;
    const edge *second = b;
    int order = compare_points(first->from, second->from);
    return order != 0 ? order : compare_points(first->to, second->to);
}

static clm_status collect_edges(const clm_geometry *polygons, edge_list *edges, clm_error *error) {
    edges->items = clm_alloc_zero(polygons->point_count, sizeof *edges->items);
    if (edges->items == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "shapes: out of memory");
    }
    for (size_t part = 0; part < polygons->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(polygons, part, &count);
        for (size_t i = 0; i < count; i++) {
            edge item = {ring[i], ring[i + 1 == count ? 0 : i + 1], false};
            if (!same_point(item.from, item.to)) {
                edges->items[edges->count++] = item;
            }
        }
    }
    return CLM_OK;
}

/* Takes out edges that two neighbours share, then puts the rest in the order of their starts. */
static void cancel_shared(edge_list *edges) {
    qsort(edges->items, edges->count, sizeof *edges->items, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < edges->count; i++) {
        const edge *next = i + 1 < edges->count ? &edges->items[i + 1] : NULL;
        if (next != NULL && same_point(edges->items[i].from, next->to) &&
            same_point(edges->items[i].to, next->from)) {
            i++;
        } else {
            edges->items[kept++] = edges->items[i];
        }
    }
    edges->count = kept;
    qsort(edges->items, edges->count, sizeof *edges->items, by_start);
}

static double turn_angle(const edge *in, const edge *out) {
    double ax = in->to.lon_deg - in->from.lon_deg;
    double ay = in->to.lat_deg - in->from.lat_deg;
    double bx = out->to.lon_deg - out->from.lon_deg;
    double by = out->to.lat_deg - out->from.lat_deg;
    return atan2(ax * by - ay * bx, ax * bx + ay * by);
}

/* The edge to go on with; where rings touch, the sharpest turn to the left keeps them apart. */
static edge *next_edge(const edge_list *edges, const edge *in) {
    size_t low = 0;
    size_t high = edges->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (compare_points(edges->items[middle].from, in->to) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    edge *best = NULL;
    for (; low < edges->count && same_point(edges->items[low].from, in->to); low++) {
        edge *candidate = &edges->items[low];
        if (!candidate->gone &&
            (best == NULL || turn_angle(in, candidate) > turn_angle(in, best))) {
            best = candidate;
        }
    }
    return best;
}

/* Follows the edges from `first` until they close; `*closed` is false when they do not. */
static clm_status trace_ring(const edge_list *edges, edge *first, clm_geometry *rings, bool *closed,
                             clm_error *error) {
    clm_status status = clm_geometry_add_part(rings, false, error);
    edge *at = first;
    *closed = false;
    while (status == CLM_OK && at != NULL && !*closed) {
        at->gone = true;
        status = clm_geometry_add_point(rings, at->from, error);
        *closed = same_point(at->to, first->from);
        at = *closed ? NULL : next_edge(edges, at);
    }
    return status;
}

static double ring_area(const clm_geometry *rings, size_t part) {
    size_t count = 0;
    const clm_lonlat *ring = clm_geometry_part(rings, part, &count);
    double area = 0.0;
    for (size_t i = 0; i < count; i++) {
        clm_lonlat a = ring[i];
        clm_lonlat b = ring[i + 1 == count ? 0 : i + 1];
        area += 0.5 * (a.lon_deg * b.lat_deg - b.lon_deg * a.lat_deg);
    }
    return area;
}

/* The smallest outer ring that holds a point of the hole; part_count if there is none. */
static clm_status find_outer(const clm_geometry *rings, size_t hole, size_t *outer,
                             clm_error *error) {
    size_t count = 0;
    clm_lonlat probe = clm_geometry_part(rings, hole, &count)[0];
    double best = HUGE_VAL;
    *outer = rings->part_count;
    clm_status status = CLM_OK;
    for (size_t part = 0; status == CLM_OK && part < rings->part_count; part++) {
        double area = ring_area(rings, part);
        if (area <= 0.0 || area >= best) {
            continue;
        }
        clm_geometry one;
        clm_geometry_init(&one);
        status = clm_shapes_append(rings, part, part + 1, &one, error);
        if (status == CLM_OK && clm_geometry_contains(&one, probe)) {
            best = area;
            *outer = part;
        }
        clm_geometry_clear(&one);
    }
    return status;
}

/* Puts every outer ring, with its holes after it, into `out`. */
static clm_status arrange(const clm_geometry *rings, clm_geometry *out, clm_error *error) {
    size_t *outer_of = clm_alloc_zero(rings->part_count + 1, sizeof *outer_of);
    if (outer_of == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "shapes: out of memory");
    }
    clm_status status = CLM_OK;
    for (size_t part = 0; status == CLM_OK && part < rings->part_count; part++) {
        outer_of[part] = part;
        if (ring_area(rings, part) < 0.0) {
            status = find_outer(rings, part, &outer_of[part], error);
        }
    }
    for (size_t part = 0; status == CLM_OK && part < rings->part_count; part++) {
        if (ring_area(rings, part) <= 0.0) {
            continue;
        }
        status = clm_shapes_append(rings, part, part + 1, out, error);
        for (size_t hole = 0; status == CLM_OK && hole < rings->part_count; hole++) {
            if (hole != part && outer_of[hole] == part) {
                status = clm_shapes_append(rings, hole, hole + 1, out, error);
                if (status == CLM_OK) {
                    out->part_hole[out->part_count - 1] = 1;
                }
            }
        }
    }
    clm_free(outer_of);
    return status;
}

clm_status clm_shapes_dissolve(clm_geometry *polygons, clm_error *error) {
    edge_list edges = {.items = NULL};
    clm_geometry rings;
    clm_geometry out;
    clm_geometry_init(&rings);
    clm_geometry_init(&out);
    rings.kind = out.kind = CLM_GEOMETRY_POLYGONS;
    bool closed = true;
    clm_status status = collect_edges(polygons, &edges, error);
    if (status == CLM_OK && edges.count > 0) {
        cancel_shared(&edges);
    }
    for (size_t i = 0; status == CLM_OK && closed && i < edges.count; i++) {
        if (!edges.items[i].gone) {
            status = trace_ring(&edges, &edges.items[i], &rings, &closed, error);
        }
    }
    if (status == CLM_OK && closed) {
        status = arrange(&rings, &out, error);
    }
    clm_free(edges.items);
    clm_geometry_clear(&rings);
    if (status == CLM_OK && closed) {
        clm_geometry_clear(polygons);
        *polygons = out;
    } else {
        clm_geometry_clear(&out);
    }
    return status;
}
