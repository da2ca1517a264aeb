/* Points, parts and rings: how a clm_geometry is built. Part of geo/geo.h. */
#include "geo/geo.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

void clm_geometry_init(clm_geometry *geometry) {
    *geometry = (clm_geometry){0};
}

void clm_geometry_clear(clm_geometry *geometry) {
    clm_free(geometry->points);
    clm_free(geometry->part_start);
    clm_free(geometry->part_hole);
    clm_geometry_init(geometry);
}

static clm_status fail_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory for a shape");
}

static bool reserve_points(clm_geometry *geometry, size_t needed) {
    void *points = geometry->points;
    if (clm_grow(&points, &geometry->point_capacity, needed, sizeof *geometry->points) != 0) {
        return false;
    }
    geometry->points = points;
    return true;
}

/* Two arrays share one capacity, which moves on only when both have grown. */
static bool reserve_parts(clm_geometry *geometry, size_t needed) {
    size_t start_capacity = geometry->part_capacity;
    size_t hole_capacity = geometry->part_capacity;
    void *starts = geometry->part_start;
    if (clm_grow(&starts, &start_capacity, needed, sizeof *geometry->part_start) != 0) {
        return false;
    }
    geometry->part_start = starts;
    void *holes = geometry->part_hole;
    if (clm_grow(&holes, &hole_capacity, needed, sizeof *geometry->part_hole) != 0) {
        return false;
    }
    geometry->part_hole = holes;
    geometry->part_capacity = start_capacity;
    return true;
}

clm_status clm_geometry_copy(const clm_geometry *from, clm_geometry *to, clm_error *error) {
    clm_geometry copy = {.kind = from->kind};
    if (!reserve_points(&copy, from->point_count) || !reserve_parts(&copy, from->part_count)) {
        clm_geometry_clear(&copy);
        return fail_memory(error);
    }
    copy.point_count = from->point_count;
    copy.part_count = from->part_count;
    if (from->point_count > 0) {
        memcpy(copy.points, from->points, from->point_count * sizeof *from->points);
    }
    if (from->part_count > 0) {
        memcpy(copy.part_start, from->part_start, from->part_count * sizeof *from->part_start);
        memcpy(copy.part_hole, from->part_hole, from->part_count * sizeof *from->part_hole);
    }
    clm_geometry_clear(to);
    *to = copy;
    return CLM_OK;
}

clm_status clm_geometry_set_point(clm_geometry *geometry, clm_lonlat point, clm_error *error) {
    if (!reserve_points(geometry, 1) || !reserve_parts(geometry, 1)) {
        return fail_memory(error);
    }
    geometry->kind = CLM_GEOMETRY_POINT;
    geometry->points[0] = point;
    geometry->point_count = 1;
    geometry->part_start[0] = 0;
    geometry->part_hole[0] = 0;
    geometry->part_count = 1;
    return CLM_OK;
}

clm_status clm_geometry_add_part(clm_geometry *geometry, bool hole, clm_error *error) {
    if (!reserve_parts(geometry, geometry->part_count + 1)) {
        return fail_memory(error);
    }
    geometry->part_start[geometry->part_count] = geometry->point_count;
    geometry->part_hole[geometry->part_count] = hole ? 1 : 0;
    geometry->part_count++;
    return CLM_OK;
}

clm_status clm_geometry_add_point(clm_geometry *geometry, clm_lonlat point, clm_error *error) {
    if (geometry->part_count == 0) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a point needs a part to stand in");
    }
    if (!reserve_points(geometry, geometry->point_count + 1)) {
        return fail_memory(error);
    }
    geometry->points[geometry->point_count++] = point;
    return CLM_OK;
}

const clm_lonlat *clm_geometry_part(const clm_geometry *geometry, size_t index, size_t *count) {
    if (index >= geometry->part_count) {
        *count = 0;
        return NULL;
    }
    size_t start = geometry->part_start[index];
    size_t end =
        index + 1 < geometry->part_count ? geometry->part_start[index + 1] : geometry->point_count;
    *count = end - start;
    return geometry->points ? geometry->points + start : NULL;
}

/* The signed area in square degrees, counter-clockwise positive; a ring that crosses 180 degrees is
 * followed the short way. */
static double ring_area_deg2(const clm_lonlat *ring, size_t count) {
    double sum = 0.0;
    double lon = 0.0; /* east of the first point */
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat *a = &ring[i];
        const clm_lonlat *b = &ring[i + 1 < count ? i + 1 : 0];
        double step = b->lon_deg - a->lon_deg;
        if (fabs(step) < 360.0) {
            step -= step > 180.0 ? 360.0 : step < -180.0 ? -360.0 : 0.0;
        }
        double next = lon + step;
        sum += lon * (b->lat_deg - ring[0].lat_deg) - next * (a->lat_deg - ring[0].lat_deg);
        lon = next;
    }
    return sum / 2.0;
}

void clm_geometry_orient(clm_geometry *geometry) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return;
    }
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        if (count < 3 || (ring_area_deg2(ring, count) < 0.0) == (geometry->part_hole[part] != 0)) {
            continue;
        }
        clm_lonlat *points = geometry->points + geometry->part_start[part];
        /* The first point stays first. */
        for (size_t low = 1, high = count - 1; low < high; low++, high--) {
            clm_lonlat kept = points[low];
            points[low] = points[high];
            points[high] = kept;
        }
    }
}

bool clm_geometry_contains(const clm_geometry *geometry, clm_lonlat point) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return false;
    }
    bool inside = false;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        for (size_t i = 0; i < count; i++) {
            const clm_lonlat *a = &ring[i];
            const clm_lonlat *b = &ring[i + 1 < count ? i + 1 : 0];
            if ((a->lat_deg > point.lat_deg) == (b->lat_deg > point.lat_deg)) {
                continue;
            }
            double share = (point.lat_deg - a->lat_deg) / (b->lat_deg - a->lat_deg);
            double lon = a->lon_deg + share * (b->lon_deg - a->lon_deg);
            inside = point.lon_deg < lon ? !inside : inside;
        }
    }
    return inside;
}
