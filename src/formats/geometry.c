#include "formats/formats.h"
#include "formats/write.h"
#include "geo/overlay.h"

#include <math.h>

/* Coordinates as they will be read: whole steps of the last decimal. */
enum { STEPS = 1000000 };
#define STEPS_PER_DEGREE ((double)STEPS)

typedef struct step_point {
    int64_t lon, lat;
} step_point;

static int64_t round_steps(double degrees, double limit) {
    if (!(degrees > -limit)) {
        degrees = -limit;
    } else if (degrees > limit) {
        degrees = limit;
    }
    double steps = degrees * STEPS_PER_DEGREE;
    return (int64_t)(steps < 0.0 ? steps - 0.5 : steps + 0.5);
}

static step_point to_steps(clm_lonlat point) {
    return (step_point){round_steps(point.lon_deg, 180.0), round_steps(point.lat_deg, 90.0)};
}

static bool same_step(step_point a, step_point b) {
    return a.lon == b.lon && a.lat == b.lat;
}

/* Twice the signed area of the ring after rounding, in square degrees; 0 when nothing is left. */
static double rounded_area(const clm_lonlat *points, size_t count) {
    double area = 0.0;
    step_point origin = to_steps(points[0]);
    double ax = 0.0;
    double ay = 0.0;
    for (size_t i = 1; i < count; i++) {
        step_point next = to_steps(points[i]);
        double bx = (double)(next.lon - origin.lon);
        double by = (double)(next.lat - origin.lat);
        area += ax * by - bx * ay;
        ax = bx;
        ay = by;
    }
    return count >= 3 ? area : 0.0;
}

/* Writes `steps` as degrees without trailing zeros; returns the bytes used, at most 12. */
static size_t format_steps(int64_t steps, char *out) {
    size_t length = 0;
    uint64_t rest = (uint64_t)(steps < 0 ? -steps : steps);
    if (steps < 0) {
        out[length++] = '-';
    }
    unsigned whole = (unsigned)(rest / STEPS);
    unsigned fraction = (unsigned)(rest % STEPS);
    if (whole >= 100) {
        out[length++] = (char)('0' + whole / 100);
    }
    if (whole >= 10) {
        out[length++] = (char)('0' + whole / 10 % 10);
    }
    out[length++] = (char)('0' + whole % 10);
    if (fraction == 0) {
        return length;
    }
    out[length++] = '.';
    while (fraction > 0) {
        fraction *= 10;
        out[length++] = (char)('0' + fraction / STEPS);
        fraction %= STEPS;
    }
    return length;
}

/* Coordinates are most of a file, so they do not go through the writer's general numbers. */
static void write_point(clm_json_writer *writer, step_point point) {
    char text[32];
    size_t length = 0;
    text[length++] = '[';
    length += format_steps(point.lon, text + length);
    text[length++] = ',';
    length += format_steps(point.lat, text + length);
    text[length++] = ']';
    clm_json_put_raw(writer, (clm_text){text, length});
}

/* Writes the points, without those that rounding made equal to the one before; a ring runs against
 * the clock for an outer one and ends with its first point. */
static void write_ring(clm_json_writer *writer, const clm_lonlat *points, size_t count,
                       bool backwards) {
    step_point first = to_steps(points[0]);
    step_point last = first;
    clm_json_open_array(writer);
    write_point(writer, first);
    for (size_t i = 1; i < count; i++) {
        step_point point = to_steps(points[backwards ? count - i : i]);
        if (!same_step(point, last)) {
            write_point(writer, point);
            last = point;
        }
    }
    if (!same_step(last, first)) {
        write_point(writer, first);
    }
    clm_json_close_array(writer);
}

/* Outer rings that are still rings after rounding. */
static size_t count_polygons(const clm_geometry *geometry) {
    size_t polygons = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        polygons += geometry->part_hole[part] == 0 && fabs(rounded_area(points, count)) > 0.0;
    }
    return polygons;
}

static void write_polygons(clm_json_writer *writer, const clm_geometry *geometry) {
    size_t polygons = count_polygons(geometry);
    if (polygons == 0) {
        clm_json_put_null(writer);
        return;
    }
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "type", polygons == 1 ? "Polygon" : "MultiPolygon");
    CLM_JSON_KEY(writer, "coordinates");
    if (polygons > 1) {
        clm_json_open_array(writer);
    }
    bool open = false;
    bool skip = true; /* the holes of an outer ring that vanished */
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        bool hole = geometry->part_hole[part] != 0;
        double area = rounded_area(points, count);
        bool counts = fabs(area) > 0.0;
        if (!hole) {
            skip = !counts;
        }
        if (skip || !counts) {
            continue;
        }
        if (!hole) {
            if (open) {
                clm_json_close_array(writer);
            }
            clm_json_open_array(writer);
            open = true;
        }
        write_ring(writer, points, count, (area < 0.0) != hole);
    }
    clm_json_close_array(writer);
    if (polygons > 1) {
        clm_json_close_array(writer);
    }
    clm_json_close_object(writer);
}

/* Where the line from `a` to `b` (more than 180 degrees apart) meets 180 degrees. */
static double crossing_lat(clm_lonlat a, clm_lonlat b) {
    double to_border = a.lon_deg > 0.0 ? 180.0 - a.lon_deg : 180.0 + a.lon_deg;
    double whole = 360.0 - fabs(a.lon_deg - b.lon_deg);
    return whole > 0.0 ? a.lat_deg + (b.lat_deg - a.lat_deg) * to_border / whole : a.lat_deg;
}

/* Writes one line, begun again on the other side of 180 degrees. */
static void write_line(clm_json_writer *writer, const clm_lonlat *points, size_t count) {
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && fabs(points[i].lon_deg - points[i - 1].lon_deg) > 180.0) {
            double lat = crossing_lat(points[i - 1], points[i]);
            double side = points[i - 1].lon_deg > 0.0 ? 180.0 : -180.0;
            write_point(writer, to_steps((clm_lonlat){side, lat}));
            clm_json_close_array(writer);
            clm_json_open_array(writer);
            write_point(writer, to_steps((clm_lonlat){-side, lat}));
        }
        write_point(writer, to_steps(points[i]));
    }
    clm_json_close_array(writer);
}

static void write_lines(clm_json_writer *writer, const clm_geometry *geometry) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "type", "MultiLineString");
    CLM_JSON_KEY(writer, "coordinates");
    clm_json_open_array(writer);
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        if (count >= 2) {
            write_line(writer, points, count);
        }
    }
    clm_json_close_array(writer);
    clm_json_close_object(writer);
}

static bool crosses_180(const clm_geometry *geometry) {
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        for (size_t i = 0; i < count; i++) {
            const clm_lonlat *next = &points[i + 1 == count ? 0 : i + 1];
            if (fabs(next->lon_deg - points[i].lon_deg) > 180.0) {
                return true;
            }
        }
    }
    return false;
}

static void write_split(clm_json_writer *writer, const clm_geometry *geometry) {
    clm_geometry split;
    clm_geometry_init(&split);
    if (clm_geometry_copy(geometry, &split, NULL) == CLM_OK &&
        clm_geometry_split_180(&split, NULL) == CLM_OK) {
        write_polygons(writer, &split);
    } else {
        writer->out->failed = true;
    }
    clm_geometry_clear(&split);
}

void clm_write_geometry(clm_json_writer *writer, const clm_geometry *geometry) {
    if (geometry->point_count == 0) {
        clm_json_put_null(writer);
        return;
    }
    switch (geometry->kind) {
    case CLM_GEOMETRY_POINT:
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "type", "Point");
        CLM_JSON_KEY(writer, "coordinates");
        write_point(writer, to_steps(geometry->points[0]));
        clm_json_close_object(writer);
        return;
    case CLM_GEOMETRY_LINES:
        write_lines(writer, geometry);
        return;
    case CLM_GEOMETRY_POLYGONS:
        if (crosses_180(geometry)) {
            write_split(writer, geometry);
        } else {
            write_polygons(writer, geometry);
        }
        return;
    case CLM_GEOMETRY_NONE:
        break;
    }
    clm_json_put_null(writer);
}

void clm_geojson_geometry(const clm_geometry *geometry, clm_buffer *out) {
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_write_geometry(&writer, geometry);
}

void clm_write_bbox(clm_json_writer *writer, clm_bbox box) {
    if (clm_bbox_is_empty(box)) {
        return;
    }
    /* Rounded as the coordinates are: the box must still hold them. */
    step_point southwest = to_steps((clm_lonlat){box.west_deg, box.south_deg});
    step_point northeast = to_steps((clm_lonlat){box.east_deg, box.north_deg});
    const int64_t steps[4] = {southwest.lon, southwest.lat, northeast.lon, northeast.lat};
    CLM_JSON_KEY(writer, "bbox");
    clm_json_open_array(writer);
    for (size_t i = 0; i < 4; i++) {
        clm_json_put_number(writer, (double)steps[i] / STEPS_PER_DEGREE, CLM_DEGREE_DECIMALS);
    }
    clm_json_close_array(writer);
}
