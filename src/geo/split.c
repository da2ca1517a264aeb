/* Splitting polygons at 180 degrees. Part of geo/overlay.h. */
#include "geo/overlay.h"

#include "geo/planar.h"

#include <math.h>

/* Less than a centimetre: what projecting there and back may shift. */
static const double SNAP_DEG = 1e-7;

static double short_way(double step_deg) {
    return step_deg > 180.0 ? step_deg - 360.0 : step_deg < -180.0 ? step_deg + 360.0 : step_deg;
}

static bool crosses_180(const clm_geometry *geometry) {
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        for (size_t i = 0; i < count; i++) {
            const clm_lonlat *next = &ring[i + 1 < count ? i + 1 : 0];
            double step = next->lon_deg - ring[i].lon_deg;
            /* A whole turn is an edge along the border of the map, one at a pole no edge at all:
             * neither is a crossing. */
            bool at_pole = fabs(next->lat_deg) >= 90.0 && fabs(ring[i].lat_deg) >= 90.0;
            if (fabs(step) > 180.0 && fabs(step) < 360.0 && !at_pole) {
                return true;
            }
        }
    }
    return false;
}

/* Follows a ring the short way round from `start_lon`, so that longitudes may leave -180..180, and
 * appends it. A ring that comes back a whole turn away goes around a pole, and gets its edge. */
static clm_status unroll_ring(const clm_lonlat *ring, size_t count, double start_lon,
                              clm_geometry *out, clm_error *error) {
    clm_status status = CLM_OK;
    double lon = start_lon;
    double lat_sum = 0.0;
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        lon += i > 0 ? short_way(ring[i].lon_deg - ring[i - 1].lon_deg) : 0.0;
        lat_sum += ring[i].lat_deg;
        status = clm_geometry_add_point(out, (clm_lonlat){lon, ring[i].lat_deg}, error);
    }
    double last_lon = lon + short_way(ring[0].lon_deg - ring[count - 1].lon_deg);
    if (fabs(last_lon - start_lon) > 180.0) {
        double pole = lat_sum < 0.0 ? -90.0 : 90.0;
        const clm_lonlat edge[3] = {
            {last_lon, ring[0].lat_deg}, {last_lon, pole}, {start_lon, pole}};
        for (size_t i = 0; i < 3 && status == CLM_OK; i++) {
            status = clm_geometry_add_point(out, edge[i], error);
        }
    }
    return status;
}

static void lon_range(const clm_geometry *shape, size_t first_point, double range[2]) {
    range[0] = range[1] = shape->points[first_point].lon_deg;
    for (size_t i = first_point; i < shape->point_count; i++) {
        range[0] = fmin(range[0], shape->points[i].lon_deg);
        range[1] = fmax(range[1], shape->points[i].lon_deg);
    }
}

static void shift_points(clm_geometry *shape, size_t first_point, double by_deg) {
    for (size_t i = first_point; i < shape->point_count; i++) {
        shape->points[i].lon_deg += by_deg;
    }
}

/* Appends the polygon of parts [first, end) unrolled; its westernmost point lies in -180..180. */
static clm_status unroll_polygon(const clm_geometry *from, size_t first, size_t end,
                                 clm_geometry *out, double *east_deg, clm_error *error) {
    clm_status status = CLM_OK;
    size_t first_point = out->point_count;
    double range[2] = {0.0, 0.0};
    for (size_t part = first; part < end && status == CLM_OK; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(from, part, &count);
        if (count < 3) {
            continue;
        }
        double start_lon = ring[0].lon_deg;
        if (part > first) {
            /* A hole lies where its outer ring is. */
            start_lon += start_lon < range[0] - SNAP_DEG ? 360.0 : 0.0;
            start_lon -= start_lon > range[1] + SNAP_DEG ? 360.0 : 0.0;
        }
        status = clm_geometry_add_part(out, part > first, error);
        if (status == CLM_OK) {
            status = unroll_ring(ring, count, start_lon, out, error);
        }
        if (status == CLM_OK && part == first) {
            lon_range(out, first_point, range);
        }
    }
    if (status != CLM_OK || out->point_count == first_point) {
        return status;
    }
    double turns = -360.0 * floor((range[0] + 180.0 + SNAP_DEG) / 360.0);
    shift_points(out, first_point, turns);
    *east_deg = fmax(*east_deg, range[1] + turns);
    return CLM_OK;
}

static void clamp_lons(clm_geometry *shape) {
    for (size_t i = 0; i < shape->point_count; i++) {
        shape->points[i].lon_deg = fmin(fmax(shape->points[i].lon_deg, -180.0), 180.0);
    }
}

/* The part of `shape` between two meridians, moved by `by_deg`. */
static clm_status cut(const clm_geometry *shape, double west_deg, double by_deg, clm_geometry *out,
                      clm_error *error) {
    clm_lonlat corners[4] = {
        {west_deg, -90.0}, {west_deg + 360.0, -90.0}, {west_deg + 360.0, 90.0}, {west_deg, 90.0}};
    size_t start = 0;
    unsigned char hole = 0;
    const clm_geometry window = {.kind = CLM_GEOMETRY_POLYGONS,
                                 .points = corners,
                                 .point_count = 4,
                                 .part_start = &start,
                                 .part_hole = &hole,
                                 .part_count = 1};
    clm_status status = clm_planar_overlay(shape, &window, CLM_OVERLAY_INTERSECTION, out, error);
    if (status == CLM_OK) {
        shift_points(out, 0, by_deg);
        clamp_lons(out);
    }
    return status;
}

/* Cuts what was unrolled at 180 and takes its east back to -180. The union closes the seam that a
 * ring around a pole has where it began. */
static clm_status cut_both(const clm_geometry *unrolled, clm_geometry *out, clm_error *error) {
    clm_geometry west = {0};
    clm_geometry east = {0};
    clm_status status = cut(unrolled, -180.0, 0.0, &west, error);
    if (status == CLM_OK) {
        status = cut(unrolled, 180.0, -360.0, &east, error);
    }
    if (status == CLM_OK) {
        status = clm_planar_overlay(&west, &east, CLM_OVERLAY_UNION, out, error);
    }
    clm_geometry_clear(&west);
    clm_geometry_clear(&east);
    return status;
}

clm_status clm_geometry_split_180(clm_geometry *geometry, clm_error *error) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS || !crosses_180(geometry)) {
        return CLM_OK;
    }
    clm_geometry unrolled = {.kind = CLM_GEOMETRY_POLYGONS};
    clm_geometry result = {0};
    clm_status status = CLM_OK;
    double east_deg = -180.0;
    for (size_t first = 0; first < geometry->part_count && status == CLM_OK;) {
        size_t end = first + 1;
        while (end < geometry->part_count && geometry->part_hole[end]) {
            end++;
        }
        status = unroll_polygon(geometry, first, end, &unrolled, &east_deg, error);
        first = end;
    }
    if (status == CLM_OK && east_deg <= 180.0 + SNAP_DEG) {
        clamp_lons(&unrolled);
        result = unrolled;
        clm_geometry_init(&unrolled);
    } else if (status == CLM_OK) {
        status = cut_both(&unrolled, &result, error);
    }
    clm_geometry_clear(&unrolled);
    if (status != CLM_OK) {
        clm_geometry_clear(&result);
        return status;
    }
    clm_geometry_clear(geometry);
    *geometry = result;
    clm_geometry_orient(geometry);
    return CLM_OK;
}
