/* The builder's questions to the arcs: where does a town lie, how large is a shape. */
#include "gazetteer/topology.h"

#include "base/alloc.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const double near_deg = 0.35;
static const double coast_m = 20000.0;

clm_status clm_topology_index_make(const clm_build *build, clm_topology_index *out,
                                   clm_error *error) {
    out->count = 0;
    out->rings = clm_alloc((build->rings.count + 1) * sizeof(*out->rings));
    if (out->rings == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    for (size_t i = 0; i < build->rings.count; i++) {
        if (build->rings.items[i].hole == 0) {
            out->rings[out->count++] = (uint32_t)i;
        }
    }
    return CLM_OK;
}

void clm_topology_index_clear(clm_topology_index *index) {
    clm_free(index->rings);
    memset(index, 0, sizeof(*index));
}

static bool in_box(const int32_t box[4], int32_t x, int32_t y, int32_t margin) {
    return (int64_t)x >= (int64_t)box[0] - margin && (int64_t)x <= (int64_t)box[2] + margin &&
           (int64_t)y >= (int64_t)box[1] - margin && (int64_t)y <= (int64_t)box[3] + margin;
}

bool clm_topology_near(const clm_build *build, uint32_t region, double lon_deg, double lat_deg) {
    const clm_gaz_extra *extra = &build->extras.items[build->places.items[region].extra];
    for (uint32_t i = 0; i < extra->rings_count[0]; i++) {
        const clm_gaz_ring *ring = &build->rings.items[extra->rings_first[0] + i];
        if (in_box(ring->box_e7, clm_e7(lon_deg), clm_e7(lat_deg), clm_e7(near_deg))) {
            return true;
        }
    }
    /* A region without a shape cannot contradict its code. */
    return extra->rings_count[0] == 0;
}

static bool ring_holds(const clm_build *build, const clm_gaz_ring *ring, int32_t x, int32_t y) {
    bool odd = false;
    if (!in_box(ring->box_e7, x, y, 0)) {
        return false;
    }
    for (uint32_t i = 0; i < ring->count; i++) {
        int32_t number = build->ring_lines.items[ring->first + i];
        const clm_gaz_line *line = &build->lines.items[number < 0 ? ~number : number];
        const clm_gaz_vertex *vertices = build->vertices.items + line->first;
        clm_gaz_ray ray = clm_gaz_ray_meets(line, x, y);
        if (ray == CLM_GAZ_RAY_ENDS) {
            odd ^= (vertices[0].lat_e7 > y) != (vertices[line->count - 1].lat_e7 > y);
        } else if (ray == CLM_GAZ_RAY_SCAN) {
            odd ^= clm_gaz_ray_crosses(vertices, line->count,
                                       (line->flags & CLM_GAZ_LINE_CLOSED) != 0, x, y);
        }
    }
    return odd;
}

/* An outer ring without the holes that follow it. */
static bool part_holds(const clm_build *build, uint32_t outer, int32_t x, int32_t y) {
    if (!ring_holds(build, &build->rings.items[outer], x, y)) {
        return false;
    }
    for (uint32_t i = outer + 1; i < build->rings.count && build->rings.items[i].hole != 0; i++) {
        if (ring_holds(build, &build->rings.items[i], x, y)) {
            return false;
        }
    }
    return true;
}

size_t clm_topology_regions_at(const clm_build *build, const clm_topology_index *index,
                               double lon_deg, double lat_deg, uint32_t *out, size_t capacity) {
    size_t count = 0;
    int32_t x = clm_e7(lon_deg);
    int32_t y = clm_e7(lat_deg);
    for (size_t i = 0; i < index->count && count < capacity; i++) {
        if (in_box(build->rings.items[index->rings[i]].box_e7, x, y, 0) &&
            part_holds(build, index->rings[i], x, y)) {
            out[count++] = build->rings.items[index->rings[i]].place;
        }
    }
    return count;
}

static double nearest_vertex_m(const clm_build *build, const clm_gaz_ring *ring, clm_lonlat point) {
    double best = 1e9;
    for (uint32_t i = 0; i < ring->count; i++) {
        int32_t number = build->ring_lines.items[ring->first + i];
        const clm_gaz_line *line = &build->lines.items[number < 0 ? ~number : number];
        for (uint32_t v = 0; v < line->count; v++) {
            clm_gaz_vertex at = build->vertices.items[line->first + v];
            clm_lonlat other = {(double)at.lon_e7 * 1e-7, (double)at.lat_e7 * 1e-7};
            double distance = clm_sphere_distance_m(point, other);
            best = distance < best ? distance : best;
        }
    }
    return best;
}

uint32_t clm_topology_nearest(const clm_build *build, const clm_topology_index *index,
                              const clm_build_place *place) {
    clm_lonlat point = {place->lon_deg, place->lat_deg};
    double best = coast_m;
    uint32_t found = CLM_GAZ_NONE;
    for (size_t i = 0; i < index->count; i++) {
        const clm_gaz_ring *ring = &build->rings.items[index->rings[i]];
        const clm_build_place *region = &build->places.items[ring->place];
        if ((region->country == place->country || region->country_de_facto == place->country) &&
            in_box(ring->box_e7, clm_e7(point.lon_deg), clm_e7(point.lat_deg), clm_e7(near_deg))) {
            double distance = nearest_vertex_m(build, ring, point);
            if (distance < best) {
                best = distance;
                found = ring->place;
            }
        }
    }
    return found;
}

/* ---- measures ---- */

static clm_status add_ring_points(const clm_build *build, const clm_gaz_ring *ring,
                                  clm_geometry *out, clm_error *error) {
    clm_status status = clm_geometry_add_part(out, ring->hole != 0, error);
    for (uint32_t i = 0; i < ring->count && status == CLM_OK; i++) {
        int32_t number = build->ring_lines.items[ring->first + i];
        const clm_gaz_line *line = &build->lines.items[number < 0 ? ~number : number];
        bool closed = (line->flags & CLM_GAZ_LINE_CLOSED) != 0;
        /* The end of an open line is the start of the next one. */
        uint32_t count = closed ? line->count : line->count - 1;
        for (uint32_t v = 0; v < count && status == CLM_OK; v++) {
            uint32_t at = line->first + (number < 0 ? line->count - 1 - v : v);
            clm_gaz_vertex vertex = build->vertices.items[at];
            clm_lonlat point = {(double)vertex.lon_e7 * 1e-7, (double)vertex.lat_e7 * 1e-7};
            status = clm_geometry_add_point(out, point, error);
        }
    }
    return status;
}

typedef struct lon_range {
    int32_t west, east;
} lon_range;

static int compare_ranges(const void *a, const void *b) {
    const lon_range *x = a;
    const lon_range *y = b;
    if (x->west != y->west) {
        return x->west < y->west ? -1 : 1;
    }
    return (x->east > y->east) - (x->east < y->east);
}

/* A shape on both sides of 180 degrees gets a box that crosses it: the widest empty range of
 * longitude is left out. */
static clm_status wrap_box(const clm_build *build, clm_gaz_extra *extra, clm_error *error) {
    int32_t *box = extra->box_e7;
    if ((int64_t)box[2] - box[0] <= 1800000000) {
        return CLM_OK;
    }
    uint32_t count = extra->rings_count[0];
    lon_range *ranges = clm_alloc((count + 1) * sizeof(*ranges));
    if (ranges == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    for (uint32_t i = 0; i < count; i++) {
        const int32_t *other = build->rings.items[extra->rings_first[0] + i].box_e7;
        ranges[i] = (lon_range){other[0], other[2]};
    }
    qsort(ranges, count, sizeof(*ranges), compare_ranges);
    int64_t widest = 0;
    int32_t east = ranges[0].east;
    int32_t gap_west = 0;
    int32_t gap_east = 0;
    for (uint32_t i = 1; i < count; i++) {
        if ((int64_t)ranges[i].west - east > widest) {
            widest = (int64_t)ranges[i].west - east;
            gap_west = east;
            gap_east = ranges[i].west;
        }
        east = ranges[i].east > east ? ranges[i].east : east;
    }
    int64_t outside = (int64_t)box[0] + 3600000000LL - box[2];
    if (widest > outside) {
        box[0] = gap_east;
        box[2] = gap_west;
    }
    clm_free(ranges);
    return CLM_OK;
}

static double ring_extent(const int32_t box[4]) {
    return ((double)box[2] - box[0]) * ((double)box[3] - box[1]);
}

/* A point in the part with the largest box. */
static clm_status find_point(const clm_build *build, const clm_gaz_extra *extra,
                             clm_build_place *place, clm_error *error) {
    uint32_t best = extra->rings_first[0];
    uint32_t end = best + extra->rings_count[0];
    for (uint32_t i = best; i < end; i++) {
        if (ring_extent(build->rings.items[i].box_e7) >
            ring_extent(build->rings.items[best].box_e7)) {
            best = i;
        }
    }
    clm_geometry part;
    clm_geometry_init(&part);
    clm_status status = CLM_OK;
    part.kind = CLM_GEOMETRY_POLYGONS;
    for (uint32_t i = best; i < end && (i == best || build->rings.items[i].hole != 0); i++) {
        status = add_ring_points(build, &build->rings.items[i], &part, error);
        if (status != CLM_OK) {
            break;
        }
    }
    if (status == CLM_OK) {
        clm_lonlat point = clm_geometry_label_point(&part);
        place->lon_deg = point.lon_deg;
        place->lat_deg = point.lat_deg;
        place->has_point = true;
    }
    clm_geometry_clear(&part);
    return status;
}

clm_status clm_topology_measure(clm_build *build, uint32_t index, clm_error *error) {
    clm_build_place *place = &build->places.items[index];
    clm_gaz_extra *extra = &build->extras.items[place->extra];
    clm_status status = CLM_OK;
    if (extra->rings_count[0] == 0) {
        return CLM_OK;
    }
    clm_geometry shape;
    clm_geometry_init(&shape);
    shape.kind = CLM_GEOMETRY_POLYGONS;
    int32_t *box = extra->box_e7;
    box[0] = box[1] = INT32_MAX;
    box[2] = box[3] = INT32_MIN;
    for (uint32_t i = 0; i < extra->rings_count[0] && status == CLM_OK; i++) {
        const clm_gaz_ring *ring = &build->rings.items[extra->rings_first[0] + i];
        box[0] = ring->box_e7[0] < box[0] ? ring->box_e7[0] : box[0];
        box[1] = ring->box_e7[1] < box[1] ? ring->box_e7[1] : box[1];
        box[2] = ring->box_e7[2] > box[2] ? ring->box_e7[2] : box[2];
        box[3] = ring->box_e7[3] > box[3] ? ring->box_e7[3] : box[3];
        status = add_ring_points(build, ring, &shape, error);
    }
    if (status == CLM_OK) {
        extra->area_m2 = clm_geometry_area_m2(&shape);
        place->flags |= CLM_PLACE_POLYGON;
        status = wrap_box(build, extra, error);
    }
    if (status == CLM_OK && place->uncertainty_m == 0.0) {
        place->uncertainty_m = floor(sqrt(extra->area_m2 / 3.14159265358979));
    }
    if (status == CLM_OK && !place->has_point) {
        status = find_point(build, extra, place, error);
    }
    clm_geometry_clear(&shape);
    return status;
}
