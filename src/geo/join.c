/* Taking the cut along 180 degrees out of polygons again. Part of geo/overlay.h. */
#include "geo/overlay.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

/* Both sides of a cut in source data were often simplified apart: half a kilometre. */
static const double SAME_LAT_DEG = 0.005;
/* Overlays in a plane leave slivers along the cut, whose edges lie this near to it; but both sides
 * of an edge are at the same longitude. */
static const double NEAR_DEG = 0.001;
static const double SAME_LON_DEG = 2e-6;

/* An edge along 180 degrees. */
typedef struct cut_edge {
    double low_deg, high_deg;         /* latitudes */
    double low_lon_deg, high_lon_deg; /* east of 180 degrees, of the two ends */
    bool up;                          /* goes north */
    bool joined;
    size_t from; /* the index of its first point */
} cut_edge;

static int by_latitude(const void *a, const void *b) {
    const cut_edge *first = a;
    const cut_edge *second = b;
    if (first->low_deg != second->low_deg) {
        return first->low_deg < second->low_deg ? -1 : 1;
    }
    if (first->high_deg != second->high_deg) {
        return first->high_deg < second->high_deg ? -1 : 1;
    }
    return first->from < second->from ? -1 : 1;
}

typedef struct joining {
    const clm_geometry *from;
    size_t *next; /* the point after each, around its ring */
    bool *done;
    cut_edge *edges;
    size_t edge_count;
} joining;

static bool at_180(clm_lonlat point) {
    return fabs(point.lon_deg) >= 180.0 - NEAR_DEG;
}

static double east_of_180(clm_lonlat point) {
    return point.lon_deg < 0.0 ? point.lon_deg + 180.0 : point.lon_deg - 180.0;
}

static cut_edge edge_between(clm_lonlat a, clm_lonlat b, size_t from) {
    const bool up = b.lat_deg > a.lat_deg;
    const clm_lonlat low = up ? a : b;
    const clm_lonlat high = up ? b : a;
    return (cut_edge){.low_deg = low.lat_deg,
                      .high_deg = high.lat_deg,
                      .low_lon_deg = east_of_180(low),
                      .high_lon_deg = east_of_180(high),
                      .up = up,
                      .joined = false,
                      .from = from};
}

static void link_rings(joining *join) {
    const clm_geometry *from = join->from;
    for (size_t part = 0; part < from->part_count; part++) {
        size_t count = 0;
        (void)clm_geometry_part(from, part, &count);
        size_t start = from->part_start[part];
        for (size_t i = 0; i < count; i++) {
            size_t at = start + i;
            join->next[at] = i + 1 < count ? at + 1 : start;
            clm_lonlat a = from->points[at];
            clm_lonlat b = from->points[join->next[at]];
            if (at_180(a) && at_180(b) && a.lon_deg * b.lon_deg > 0.0) {
                join->edges[join->edge_count++] = edge_between(a, b, at);
            }
        }
    }
}

static bool is_pair(const cut_edge *a, const cut_edge *b) {
    return !a->joined && !b->joined && a->up != b->up &&
           fabs(a->high_deg - b->high_deg) <= SAME_LAT_DEG &&
           fabs(a->low_lon_deg - b->low_lon_deg) <= SAME_LON_DEG &&
           fabs(a->high_lon_deg - b->high_lon_deg) <= SAME_LON_DEG;
}

/* Where both sides have the same edge, each ring goes on in the other. */
static bool swap_links(joining *join) {
    bool any = false;
    qsort(join->edges, join->edge_count, sizeof *join->edges, by_latitude);
    for (size_t i = 0; i < join->edge_count; i++) {
        cut_edge *a = &join->edges[i];
        for (size_t k = i + 1; k < join->edge_count && !a->joined; k++) {
            cut_edge *b = &join->edges[k];
            if (b->low_deg - a->low_deg > SAME_LAT_DEG) {
                break;
            }
            if (is_pair(a, b)) {
                const size_t after = join->next[a->from];
                join->next[a->from] = join->next[b->from];
                join->next[b->from] = after;
                a->joined = b->joined = any = true;
            }
        }
    }
    return any;
}

/* Parts are visited in order, so that a joined ring stands where its first part stood. */
static clm_status trace_rings(joining *join, clm_geometry *out, clm_error *error) {
    const clm_geometry *from = join->from;
    clm_status status = CLM_OK;
    for (size_t part = 0; part < from->part_count; part++) {
        size_t count = 0;
        (void)clm_geometry_part(from, part, &count);
        for (size_t i = 0; i < count && status == CLM_OK; i++) {
            size_t at = from->part_start[part] + i;
            if (join->done[at]) {
                continue;
            }
            status = clm_geometry_add_part(out, from->part_hole[part] != 0, error);
            for (; !join->done[at] && status == CLM_OK; at = join->next[at]) {
                join->done[at] = true;
                status = clm_geometry_add_point(out, from->points[at], error);
            }
        }
    }
    return status;
}

static bool touches_both(const clm_geometry *geometry) {
    bool west = false;
    bool east = false;
    for (size_t i = 0; i < geometry->point_count; i++) {
        west = west || geometry->points[i].lon_deg >= 180.0 - NEAR_DEG;
        east = east || geometry->points[i].lon_deg <= NEAR_DEG - 180.0;
    }
    return west && east;
}

clm_status clm_geometry_join_180(clm_geometry *geometry, clm_error *error) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS || !touches_both(geometry)) {
        return CLM_OK;
    }
    const size_t count = geometry->point_count;
    joining join = {.from = geometry,
                    .next = clm_alloc(count * sizeof *join.next),
                    .done = clm_alloc_zero(count, sizeof *join.done),
                    .edges = clm_alloc(count * sizeof *join.edges)};
    clm_geometry joined = {.kind = CLM_GEOMETRY_POLYGONS};
    clm_status status = CLM_OK;
    if (join.next == NULL || join.done == NULL || join.edges == NULL) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory for a shape");
    } else {
        link_rings(&join);
        if (swap_links(&join)) {
            status = trace_rings(&join, &joined, error);
            if (status == CLM_OK) {
                clm_geometry_clear(geometry);
                *geometry = joined;
                clm_geometry_init(&joined);
            }
        }
    }
    clm_geometry_clear(&joined);
    clm_free(join.next);
    clm_free(join.done);
    clm_free(join.edges);
    return status;
}
