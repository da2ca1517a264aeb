#include "formats/formats.h"
#include "formats/write.h"
#include "geo/overlay.h"

enum { STEPS = CLM_STEPS_PER_DEGREE };
#define STEPS_PER_DEGREE ((double)STEPS)

/* Of a settled coordinate. */
static int64_t to_steps(double degrees) {
    double steps = degrees * STEPS_PER_DEGREE;
    return (int64_t)(steps < 0.0 ? steps - 0.5 : steps + 0.5);
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
static void write_point(clm_json_writer *writer, clm_lonlat point) {
    char text[32];
    size_t length = 0;
    text[length++] = '[';
    length += format_steps(to_steps(point.lon_deg), text + length);
    text[length++] = ',';
    length += format_steps(to_steps(point.lat_deg), text + length);
    text[length++] = ']';
    clm_json_put_raw(writer, (clm_text){text, length});
}

/* Writes the part's points; a ring ends with its first. */
static void write_part(clm_json_writer *writer, const clm_geometry *geometry, size_t part) {
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        write_point(writer, points[i]);
    }
    if (geometry->kind == CLM_GEOMETRY_POLYGONS && count > 0) {
        write_point(writer, points[0]);
    }
    clm_json_close_array(writer);
}

static void write_polygons(clm_json_writer *writer, const clm_geometry *geometry) {
    size_t polygons = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        polygons += geometry->part_hole[part] == 0;
    }
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "type", polygons == 1 ? "Polygon" : "MultiPolygon");
    CLM_JSON_KEY(writer, "coordinates");
    if (polygons > 1) {
        clm_json_open_array(writer);
    }
    for (size_t part = 0; part < geometry->part_count; part++) {
        if (geometry->part_hole[part] == 0) {
            if (part > 0) {
                clm_json_close_array(writer);
            }
            clm_json_open_array(writer);
        }
        write_part(writer, geometry, part);
    }
    clm_json_close_array(writer);
    if (polygons > 1) {
        clm_json_close_array(writer);
    }
    clm_json_close_object(writer);
}

static void write_lines(clm_json_writer *writer, const clm_geometry *geometry) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "type", "MultiLineString");
    CLM_JSON_KEY(writer, "coordinates");
    clm_json_open_array(writer);
    for (size_t part = 0; part < geometry->part_count; part++) {
        write_part(writer, geometry, part);
    }
    clm_json_close_array(writer);
    clm_json_close_object(writer);
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
        write_point(writer, geometry->points[0]);
        clm_json_close_object(writer);
        return;
    case CLM_GEOMETRY_LINES:
        write_lines(writer, geometry);
        return;
    case CLM_GEOMETRY_POLYGONS:
        write_polygons(writer, geometry);
        return;
    case CLM_GEOMETRY_NONE:
        break;
    }
    clm_json_put_null(writer);
}

void clm_geojson_geometry(const clm_geometry *geometry, clm_buffer *out) {
    clm_geometry settled;
    clm_geometry_init(&settled);
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    if (clm_geometry_copy(geometry, &settled, NULL) == CLM_OK &&
        clm_geometry_settle(&settled, NULL) == CLM_OK) {
        clm_write_geometry(&writer, &settled);
    } else {
        out->failed = true;
    }
    clm_geometry_clear(&settled);
}

void clm_write_bbox(clm_json_writer *writer, clm_bbox box) {
    if (clm_bbox_is_empty(box)) {
        return;
    }
    /* Settled as the coordinates are: the box must still hold them. */
    clm_lonlat southwest = clm_lonlat_settle((clm_lonlat){box.west_deg, box.south_deg});
    clm_lonlat northeast = clm_lonlat_settle((clm_lonlat){box.east_deg, box.north_deg});
    const double sides[4] = {southwest.lon_deg, southwest.lat_deg, northeast.lon_deg,
                             northeast.lat_deg};
    CLM_JSON_KEY(writer, "bbox");
    clm_json_open_array(writer);
    for (size_t i = 0; i < 4; i++) {
        clm_json_put_number(writer, sides[i], CLM_DEGREE_DECIMALS);
    }
    clm_json_close_array(writer);
}
