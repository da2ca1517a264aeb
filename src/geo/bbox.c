/* Boxes, also across 180 degrees. Part of geo/geo.h. */
#include "geo/geo.h"

#include <math.h>

clm_bbox clm_bbox_empty(void) {
    return (clm_bbox){180.0, 90.0, -180.0, -90.0};
}

bool clm_bbox_is_empty(clm_bbox box) {
    return !(box.south_deg <= box.north_deg);
}

void clm_bbox_add(clm_bbox *box, clm_lonlat point) {
    if (clm_bbox_is_empty(*box)) {
        *box = (clm_bbox){point.lon_deg, point.lat_deg, point.lon_deg, point.lat_deg};
        return;
    }
    box->south_deg = fmin(box->south_deg, point.lat_deg);
    box->north_deg = fmax(box->north_deg, point.lat_deg);
    if (box->west_deg > box->east_deg) {
        /* Across 180 already: grow on the nearer side. */
        if (point.lon_deg < box->west_deg && point.lon_deg > box->east_deg) {
            if (box->west_deg - point.lon_deg < point.lon_deg - box->east_deg) {
                box->west_deg = point.lon_deg;
            } else {
                box->east_deg = point.lon_deg;
            }
        }
        return;
    }
    box->west_deg = fmin(box->west_deg, point.lon_deg);
    box->east_deg = fmax(box->east_deg, point.lon_deg);
}

static double width_deg(double west_deg, double east_deg) {
    return west_deg <= east_deg ? east_deg - west_deg : east_deg - west_deg + 360.0;
}

/* True if going east from `west_deg` to `east_deg` passes all of `inner`. Sums of differences are
 * wrong in the last bits, where an edge of `inner` is an edge of the way. */
static bool spans(double west_deg, double east_deg, clm_bbox inner) {
    const double rounding_deg = 1e-9;
    double start = width_deg(west_deg, inner.west_deg);
    return start + width_deg(inner.west_deg, inner.east_deg) <=
           width_deg(west_deg, east_deg) + rounding_deg;
}

void clm_bbox_join(clm_bbox *box, clm_bbox other) {
    if (clm_bbox_is_empty(other)) {
        return;
    }
    if (clm_bbox_is_empty(*box)) {
        *box = other;
        return;
    }
    clm_bbox joined = {-180.0, fmin(box->south_deg, other.south_deg), 180.0,
                       fmax(box->north_deg, other.north_deg)};
    if (box->west_deg <= box->east_deg && other.west_deg <= other.east_deg) {
        joined.west_deg = fmin(box->west_deg, other.west_deg);
        joined.east_deg = fmax(box->east_deg, other.east_deg);
        *box = joined;
        return;
    }
    /* One crosses 180: the shortest of the ways that hold both. */
    const double ways[4][2] = {{box->west_deg, box->east_deg},
                               {other.west_deg, other.east_deg},
                               {box->west_deg, other.east_deg},
                               {other.west_deg, box->east_deg}};
    double best = 360.0;
    for (size_t i = 0; i < 4; i++) {
        double width = width_deg(ways[i][0], ways[i][1]);
        if (width < best && spans(ways[i][0], ways[i][1], *box) &&
            spans(ways[i][0], ways[i][1], other)) {
            best = width;
            joined.west_deg = ways[i][0];
            joined.east_deg = ways[i][1];
        }
    }
    *box = joined;
}

bool clm_bbox_contains(clm_bbox box, clm_lonlat point) {
    if (!(point.lat_deg >= box.south_deg && point.lat_deg <= box.north_deg)) {
        return false;
    }
    if (box.west_deg <= box.east_deg) {
        return point.lon_deg >= box.west_deg && point.lon_deg <= box.east_deg;
    }
    return point.lon_deg >= box.west_deg || point.lon_deg <= box.east_deg;
}

bool clm_bbox_overlaps(clm_bbox a, clm_bbox b) {
    if (clm_bbox_is_empty(a) || clm_bbox_is_empty(b) || a.south_deg > b.north_deg ||
        b.south_deg > a.north_deg) {
        return false;
    }
    bool a_crosses = a.west_deg > a.east_deg;
    bool b_crosses = b.west_deg > b.east_deg;
    if (a_crosses && b_crosses) {
        return true;
    }
    if (a_crosses || b_crosses) {
        return a.west_deg <= b.east_deg || b.west_deg <= a.east_deg;
    }
    return a.west_deg <= b.east_deg && b.west_deg <= a.east_deg;
}

enum { CELLS = 360 };

static size_t cell_of(double lon_deg) {
    double cell = floor(lon_deg) + 180.0;
    return cell <= 0.0 ? 0 : cell >= CELLS - 1 ? CELLS - 1 : (size_t)cell;
}

static void mark_cells(bool covered[CELLS], size_t first, size_t last) {
    for (size_t cell = first; cell <= last; cell++) {
        covered[cell] = true;
    }
}

/* Marks the whole degrees that each edge covers; one that crosses 180 goes the short way. */
static void cover_cells(const clm_geometry *geometry, bool covered[CELLS]) {
    bool closed = geometry->kind == CLM_GEOMETRY_POLYGONS;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        for (size_t i = 0; i < count; i++) {
            size_t next = i + 1 < count ? i + 1 : closed ? 0 : i;
            double low = fmin(points[i].lon_deg, points[next].lon_deg);
            double high = fmax(points[i].lon_deg, points[next].lon_deg);
            if (high - low > 180.0 && high - low < 360.0) {
                mark_cells(covered, 0, cell_of(low));
                mark_cells(covered, cell_of(high), CELLS - 1);
            } else {
                mark_cells(covered, cell_of(low), cell_of(high));
            }
        }
    }
}

/* Finds the widest gap between parts that lie on both sides of 180 degrees and turns the box
 * around where that makes it narrower. */
static void turn_box(const clm_geometry *geometry, clm_bbox *box) {
    bool covered[CELLS] = {false};
    cover_cells(geometry, covered);
    size_t gap_start = 0;
    size_t gap_cells = 0;
    size_t run = 0;
    for (size_t cell = cell_of(box->west_deg); cell <= cell_of(box->east_deg); cell++) {
        run = covered[cell] ? 0 : run + 1;
        if (run > gap_cells) {
            gap_cells = run;
            gap_start = cell + 1 - run;
        }
    }
    if ((double)gap_cells <= 360.0 - (box->east_deg - box->west_deg)) {
        return;
    }
    double split = (double)gap_start - 180.0;
    double west = 180.0;
    double east = -180.0;
    for (size_t i = 0; i < geometry->point_count; i++) {
        double lon = geometry->points[i].lon_deg;
        if (lon > split) {
            west = fmin(west, lon);
        } else {
            east = fmax(east, lon);
        }
    }
    box->west_deg = west;
    box->east_deg = east;
}

clm_bbox clm_geometry_bbox(const clm_geometry *geometry) {
    clm_bbox box = clm_bbox_empty();
    for (size_t i = 0; i < geometry->point_count; i++) {
        clm_bbox_add(&box, geometry->points[i]);
    }
    if (!clm_bbox_is_empty(box) && box.east_deg - box.west_deg > 180.0) {
        turn_box(geometry, &box);
    }
    return box;
}
