#include "shapes/polygons.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>

enum { FIXES_MAX = 24 };

/* What is taken off must be small, as a share of all, or it is no fault of simplifying. */
#define SHARE_MAX 0.005

/* An edge of a ring, for the sweep from west to east. */
typedef struct sweep_edge {
    clm_lonlat a, b;
    double west_deg, east_deg;
    size_t part, index;
} sweep_edge;

typedef struct crossing {
    bool found;
    size_t part[2], index[2]; /* part[0] <= part[1]; of one ring index[0] < index[1] */
    clm_lonlat point;
} crossing;

static int by_west(const void *a, const void *b) {
    const sweep_edge *first = a;
    const sweep_edge *second = b;
    if (first->west_deg < second->west_deg || first->west_deg > second->west_deg) {
        return first->west_deg < second->west_deg ? -1 : 1;
    }
    if (first->part != second->part) {
        return first->part < second->part ? -1 : 1;
    }
    return (first->index > second->index) - (first->index < second->index);
}

static double side_of(clm_lonlat a, clm_lonlat b, clm_lonlat p) {
    return (b.lon_deg - a.lon_deg) * (p.lat_deg - a.lat_deg) -
           (b.lat_deg - a.lat_deg) * (p.lon_deg - a.lon_deg);
}

/* True if the edges cross between their ends; touching is left to others. */
static bool crosses(const sweep_edge *e, const sweep_edge *f, clm_lonlat *point) {
    double a = side_of(e->a, e->b, f->a);
    double b = side_of(e->a, e->b, f->b);
    double c = side_of(f->a, f->b, e->a);
    double d = side_of(f->a, f->b, e->b);
    if (!((a > 0.0 && b < 0.0) || (a < 0.0 && b > 0.0)) ||
        !((c > 0.0 && d < 0.0) || (c < 0.0 && d > 0.0))) {
        return false;
    }
    double t = a / (a - b);
    *point = (clm_lonlat){f->a.lon_deg + t * (f->b.lon_deg - f->a.lon_deg),
                          f->a.lat_deg + t * (f->b.lat_deg - f->a.lat_deg)};
    return true;
}

static size_t list_edges(const clm_geometry *polygons, sweep_edge *edges) {
    size_t count = 0;
    for (size_t part = 0; part < polygons->part_count; part++) {
        size_t points = 0;
        const clm_lonlat *ring = clm_geometry_part(polygons, part, &points);
        for (size_t i = 0; i < points; i++) {
            sweep_edge edge = {.a = ring[i], .b = ring[i + 1 == points ? 0 : i + 1]};
            edge.west_deg = fmin(edge.a.lon_deg, edge.b.lon_deg);
            edge.east_deg = fmax(edge.a.lon_deg, edge.b.lon_deg);
            edge.part = part;
            edge.index = i;
            edges[count++] = edge;
        }
    }
    qsort(edges, count, sizeof *edges, by_west);
    return count;
}

static crossing find_crossing(const sweep_edge *edges, size_t count) {
    crossing found = {.found = false};
    for (size_t i = 0; !found.found && i < count; i++) {
        for (size_t j = i + 1; j < count && edges[j].west_deg <= edges[i].east_deg; j++) {
            if (crosses(&edges[i], &edges[j], &found.point)) {
                bool swap = edges[i].part > edges[j].part ||
                            (edges[i].part == edges[j].part && edges[i].index > edges[j].index);
                const sweep_edge *first = swap ? &edges[j] : &edges[i];
                const sweep_edge *second = swap ? &edges[i] : &edges[j];
                found.found = true;
                found.part[0] = first->part;
                found.part[1] = second->part;
                found.index[0] = first->index;
                found.index[1] = second->index;
                break;
            }
        }
    }
    return found;
}

/* Appends the ring without the smaller of the two loops that meet at the crossing. */
static clm_status cut_loop(const clm_geometry *polygons, const crossing *at, clm_geometry *out,
                           clm_error *error) {
    size_t count = 0;
    const clm_lonlat *ring = clm_geometry_part(polygons, at->part[0], &count);
    bool keep_inner = 2 * (at->index[1] - at->index[0]) > count;
    clm_status status = clm_geometry_add_part(out, polygons->part_hole[at->part[0]] != 0, error);
    if (status == CLM_OK) {
        status = clm_geometry_add_point(out, at->point, error);
    }
    for (size_t i = 0; status == CLM_OK && i < count; i++) {
        bool inner = i > at->index[0] && i <= at->index[1];
        /* From the crossing on: the inner loop, or what follows it around to its start. */
        size_t from = keep_inner ? i : (i + at->index[1] + 1) % count;
        if (!keep_inner) {
            inner = from > at->index[0] && from <= at->index[1];
        }
        if (inner == keep_inner) {
            status = clm_geometry_add_point(out, ring[from], error);
        }
    }
    return status;
}

/* Area, in square degrees and without sign, of `count` points of a ring of `total` from `first` on,
 * closed through `hub`. */
static double loop_area(const clm_lonlat *ring, size_t total, size_t first, size_t count,
                        clm_lonlat hub) {
    double area = 0.0;
    for (size_t i = 0; i + 1 < count; i++) {
        area += side_of(hub, ring[(first + i) % total], ring[(first + i + 1) % total]);
    }
    return 0.5 * fabs(area);
}

/* True if the loop or ring that the crossing would cost is small. */
static bool is_small(const clm_geometry *polygons, const crossing *at) {
    double whole = 0.0;
    for (size_t part = 0; part < polygons->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(polygons, part, &count);
        whole += polygons->part_hole[part] != 0 ? 0.0 : loop_area(ring, count, 0, count, ring[0]);
    }
    size_t counts[2] = {0, 0};
    const clm_lonlat *first = clm_geometry_part(polygons, at->part[0], &counts[0]);
    const clm_lonlat *second = clm_geometry_part(polygons, at->part[1], &counts[1]);
    if (at->part[0] != at->part[1]) {
        bool first_goes = counts[0] < counts[1];
        const clm_lonlat *gone = first_goes ? first : second;
        size_t count = counts[first_goes ? 0 : 1];
        return loop_area(gone, count, 0, count, gone[0]) < SHARE_MAX * whole;
    }
    size_t inner = at->index[1] - at->index[0];
    bool keep_inner = 2 * inner > counts[0];
    size_t from = keep_inner ? at->index[1] + 1 : at->index[0] + 1;
    size_t count = keep_inner ? counts[0] - inner : inner;
    return loop_area(first, counts[0], from, count, at->point) < SHARE_MAX * whole;
}

/* One crossing less: a loop is cut off its ring, or the smaller of two rings goes. */
static clm_status fix_crossing(clm_geometry *polygons, const crossing *at, clm_error *error) {
    clm_geometry out;
    clm_geometry_init(&out);
    out.kind = polygons->kind;
    size_t drop = SIZE_MAX;
    if (at->part[0] != at->part[1]) {
        size_t first = 0;
        size_t second = 0;
        (void)clm_geometry_part(polygons, at->part[0], &first);
        (void)clm_geometry_part(polygons, at->part[1], &second);
        drop = at->part[first < second ? 0 : 1];
    }
    clm_status status = CLM_OK;
    for (size_t part = 0; status == CLM_OK && part < polygons->part_count; part++) {
        if (part == drop) {
            /* An outer ring takes its holes along. */
            part =
                polygons->part_hole[part] != 0 ? part : clm_shapes_polygon_end(polygons, part) - 1;
        } else if (drop == SIZE_MAX && part == at->part[0]) {
            status = cut_loop(polygons, at, &out, error);
        } else {
            status = clm_shapes_append(polygons, part, part + 1, &out, error);
        }
    }
    if (status == CLM_OK) {
        clm_geometry_clear(polygons);
        *polygons = out;
    } else {
        clm_geometry_clear(&out);
    }
    return status;
}

clm_status clm_shapes_untangle(clm_geometry *polygons, clm_error *error) {
    clm_status status = CLM_OK;
    bool more = true;
    for (int fix = 0; status == CLM_OK && more && fix < FIXES_MAX; fix++) {
        sweep_edge *edges = clm_alloc_zero(polygons->point_count, sizeof *edges);
        if (edges == NULL) {
            return clm_fail(error, CLM_ERR_NOMEM, "shapes: out of memory");
        }
        crossing at = find_crossing(edges, list_edges(polygons, edges));
        clm_free(edges);
        more = at.found && is_small(polygons, &at);
        if (more) {
            status = fix_crossing(polygons, &at, error);
        }
    }
    return status;
}
