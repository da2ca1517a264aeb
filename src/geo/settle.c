/* Shapes as files hold them. Part of geo/geo.h and geo/overlay.h. */
#include "geo/overlay.h"

#include <math.h>
#include <string.h>

static double settle_degrees(double degrees, double limit_deg) {
    if (!(degrees > -limit_deg)) {
        degrees = -limit_deg;
    } else if (degrees > limit_deg) {
        degrees = limit_deg;
    }
    double steps = degrees * (double)CLM_STEPS_PER_DEGREE;
    return (double)(int64_t)(steps < 0.0 ? steps - 0.5 : steps + 0.5) /
           (double)CLM_STEPS_PER_DEGREE;
}

clm_lonlat clm_lonlat_settle(clm_lonlat point) {
    return (clm_lonlat){settle_degrees(point.lon_deg, 180.0), settle_degrees(point.lat_deg, 90.0)};
}

static bool same_point(clm_lonlat a, clm_lonlat b) {
    return a.lon_deg >= b.lon_deg && a.lon_deg <= b.lon_deg && a.lat_deg >= b.lat_deg &&
           a.lat_deg <= b.lat_deg;
}

/* Twice the signed area in square degrees as a plane; 0 when nothing is left. In steps, whose
 * products are exact where the ring is not larger than a country. */
static double ring_area(const clm_lonlat *points, size_t count) {
    double area = 0.0;
    double ax = 0.0;
    double ay = 0.0;
    for (size_t i = 1; i < count; i++) {
        double bx = round((points[i].lon_deg - points[0].lon_deg) * CLM_STEPS_PER_DEGREE);
        double by = round((points[i].lat_deg - points[0].lat_deg) * CLM_STEPS_PER_DEGREE);
        area += ax * by - bx * ay;
        ax = bx;
        ay = by;
    }
    return count >= 3 ? area : 0.0;
}

static void turn_ring(clm_lonlat *points, size_t count) {
    for (size_t low = 1, high = count - 1; low < high; low++, high--) {
        clm_lonlat kept = points[low];
        points[low] = points[high];
        points[high] = kept;
    }
}

/* From `b` the ring goes straight back towards `a`, which is where it came from. */
static bool turns_back(clm_lonlat a, clm_lonlat b, clm_lonlat c) {
    const double ux = round((b.lon_deg - a.lon_deg) * CLM_STEPS_PER_DEGREE);
    const double uy = round((b.lat_deg - a.lat_deg) * CLM_STEPS_PER_DEGREE);
    const double vx = round((c.lon_deg - b.lon_deg) * CLM_STEPS_PER_DEGREE);
    const double vy = round((c.lat_deg - b.lat_deg) * CLM_STEPS_PER_DEGREE);
    return fabs(ux * vy - uy * vx) < 0.5 && ux * vx + uy * vy < 0.0;
}

/* Moves the ring to `to`, without points equal to the one before and without spikes, which enclose
 * nothing; returns how many are left. */
static size_t move_ring(const clm_lonlat *from, size_t count, clm_lonlat *to) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_lonlat point = from[i];
        while (kept > 1 && turns_back(to[kept - 2], to[kept - 1], point)) {
            kept--;
        }
        if (kept == 0 || !same_point(point, to[kept - 1])) {
            to[kept++] = point;
        }
    }
    /* Where the ring closes: a spike's tip may be its last point or its first. */
    size_t first = 0;
    bool more = true;
    while (more && kept - first > 2) {
        const clm_lonlat last = to[kept - 1];
        if (same_point(to[first], last) || turns_back(to[kept - 2], last, to[first])) {
            kept--;
        } else if (turns_back(last, to[first], to[first + 1])) {
            first++;
        } else {
            more = false;
        }
    }
    memmove(to, to + first, (kept - first) * sizeof *to);
    return kept - first;
}

static void settle_rings(clm_geometry *geometry) {
    const size_t parts = geometry->part_count;
    size_t kept_parts = 0;
    size_t kept_points = 0;
    bool skip = true; /* the holes of an outer ring that vanished */
    for (size_t part = 0; part < parts; part++) {
        size_t count = 0;
        (void)clm_geometry_part(geometry, part, &count);
        clm_lonlat *points = geometry->points + geometry->part_start[part];
        const bool hole = geometry->part_hole[part] != 0;
        const double area = ring_area(points, count);
        const bool counts = fabs(area) > 0.0;
        if (!hole) {
            skip = !counts;
        }
        if (skip || !counts) {
            continue;
        }
        if ((area < 0.0) != hole) {
            turn_ring(points, count);
        }
        /* What is written lies at or before what is read. */
        const size_t left = move_ring(points, count, geometry->points + kept_points);
        geometry->part_hole[kept_parts] = hole ? 1 : 0;
        geometry->part_start[kept_parts++] = kept_points;
        kept_points += left;
    }
    geometry->part_count = kept_parts;
    geometry->point_count = kept_points;
}

/* Where the line from `a` to `b` (more than 180 degrees apart) meets 180 degrees. */
static double crossing_lat(clm_lonlat a, clm_lonlat b) {
    double to_border = a.lon_deg > 0.0 ? 180.0 - a.lon_deg : 180.0 + a.lon_deg;
    double whole = 360.0 - fabs(a.lon_deg - b.lon_deg);
    return whole > 0.0 ? a.lat_deg + (b.lat_deg - a.lat_deg) * to_border / whole : a.lat_deg;
}

/* Appends one line, begun again on the other side of 180 degrees. */
static clm_status add_line(const clm_lonlat *points, size_t count, clm_geometry *out,
                           clm_error *error) {
    clm_status status = clm_geometry_add_part(out, false, error);
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        if (i > 0 && fabs(points[i].lon_deg - points[i - 1].lon_deg) > 180.0) {
            double lat = crossing_lat(points[i - 1], points[i]);
            double side = points[i - 1].lon_deg > 0.0 ? 180.0 : -180.0;
            status = clm_geometry_add_point(out, (clm_lonlat){side, lat}, error);
            if (status == CLM_OK) {
                status = clm_geometry_add_part(out, false, error);
            }
            if (status == CLM_OK) {
                status = clm_geometry_add_point(out, (clm_lonlat){-side, lat}, error);
            }
        }
        if (status == CLM_OK) {
            status = clm_geometry_add_point(out, points[i], error);
        }
    }
    return status;
}

static clm_status settle_lines(clm_geometry *geometry, clm_error *error) {
    clm_geometry lines = {.kind = CLM_GEOMETRY_LINES};
    clm_status status = CLM_OK;
    for (size_t part = 0; part < geometry->part_count && status == CLM_OK; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        if (count >= 2) {
            status = add_line(points, count, &lines, error);
        }
    }
    if (status != CLM_OK) {
        clm_geometry_clear(&lines);
        return status;
    }
    clm_geometry_clear(geometry);
    *geometry = lines;
    return CLM_OK;
}

/* A cut at 180 degrees may leave a ring that touches itself there. */
static clm_status mend_at_180(clm_geometry *geometry, clm_error *error) {
    bool touches = false;
    for (size_t i = 0; i < geometry->point_count && !touches; i++) {
        touches = fabs(geometry->points[i].lon_deg) >= 180.0;
    }
    clm_error reason = {CLM_OK, ""};
    if (!touches || clm_geometry_valid(geometry, &reason)) {
        return CLM_OK;
    }
    if (reason.code == CLM_ERR_NOMEM) {
        return clm_fail(error, CLM_ERR_NOMEM, "%s", reason.message);
    }
    clm_status status = clm_geometry_repair(geometry, error);
    for (size_t i = 0; i < geometry->point_count && status == CLM_OK; i++) {
        geometry->points[i] = clm_lonlat_settle(geometry->points[i]);
    }
    if (status == CLM_OK) {
        settle_rings(geometry);
    }
    return status;
}

clm_status clm_geometry_settle(clm_geometry *geometry, clm_error *error) {
    clm_status status = CLM_OK;
    if (geometry->kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_geometry_split_180(geometry, error);
    } else if (geometry->kind == CLM_GEOMETRY_LINES) {
        status = settle_lines(geometry, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    for (size_t i = 0; i < geometry->point_count; i++) {
        geometry->points[i] = clm_lonlat_settle(geometry->points[i]);
    }
    if (geometry->kind == CLM_GEOMETRY_POLYGONS) {
        settle_rings(geometry);
        status = mend_at_180(geometry, error);
    }
    if (status == CLM_OK && geometry->kind != CLM_GEOMETRY_NONE && geometry->point_count == 0) {
        clm_geometry_clear(geometry);
    }
    return status;
}
