#include "formats/wkb.h"

enum {
    WKB_POINT = 1,
    WKB_LINE_STRING = 2,
    WKB_POLYGON = 3,
    WKB_MULTI_LINE_STRING = 5,
    WKB_MULTI_POLYGON = 6,
    SRID = 4326
};

#define HAS_SRID 0x20000000U

static void put_uint32(clm_buffer *out, uint32_t value) {
    const unsigned char bytes[4] = {(unsigned char)value, (unsigned char)(value >> 8),
                                    (unsigned char)(value >> 16), (unsigned char)(value >> 24)};
    clm_buffer_add(out, bytes, sizeof bytes);
}

static void put_double(clm_buffer *out, double value) {
    uint64_t bits;
    _Static_assert(sizeof bits == sizeof value, "a double has 64 bits");
    memcpy(&bits, &value, sizeof bits);
    put_uint32(out, (uint32_t)bits);
    put_uint32(out, (uint32_t)(bits >> 32));
}

static void put_point(clm_buffer *out, clm_lonlat point) {
    put_double(out, point.lon_deg);
    put_double(out, point.lat_deg);
}

static void put_head(clm_buffer *out, uint32_t type) {
    clm_buffer_char(out, 1); /* little-endian */
    put_uint32(out, type);
}

static void put_outer_head(clm_buffer *out, uint32_t type) {
    put_head(out, type | HAS_SRID);
    put_uint32(out, SRID);
}

/* Of one line or ring: how many points, and the points. */
static void put_part(clm_buffer *out, const clm_geometry *geometry, size_t part) {
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
    const bool closed = geometry->kind == CLM_GEOMETRY_POLYGONS && count > 0;
    put_uint32(out, (uint32_t)(count + closed));
    for (size_t i = 0; i < count; i++) {
        put_point(out, points[i]);
    }
    if (closed) {
        put_point(out, points[0]);
    }
}

static void put_lines(clm_buffer *out, const clm_geometry *geometry) {
    if (geometry->part_count == 1) {
        put_outer_head(out, WKB_LINE_STRING);
        put_part(out, geometry, 0);
        return;
    }
    put_outer_head(out, WKB_MULTI_LINE_STRING);
    put_uint32(out, (uint32_t)geometry->part_count);
    for (size_t i = 0; i < geometry->part_count; i++) {
        put_head(out, WKB_LINE_STRING);
        put_part(out, geometry, i);
    }
}

/* First part of the polygon after the one that begins at `part`. */
static size_t next_polygon(const clm_geometry *geometry, size_t part) {
    do {
        part++;
    } while (part < geometry->part_count && geometry->part_hole[part] != 0);
    return part;
}

static void put_rings(clm_buffer *out, const clm_geometry *geometry, size_t part, size_t end) {
    put_uint32(out, (uint32_t)(end - part));
    for (; part < end; part++) {
        put_part(out, geometry, part);
    }
}

static void put_polygons(clm_buffer *out, const clm_geometry *geometry) {
    if (geometry->part_count == 0 || next_polygon(geometry, 0) == geometry->part_count) {
        put_outer_head(out, WKB_POLYGON);
        put_rings(out, geometry, 0, geometry->part_count);
        return;
    }
    uint32_t polygons = 0;
    for (size_t part = 0; part < geometry->part_count; part = next_polygon(geometry, part)) {
        polygons++;
    }
    put_outer_head(out, WKB_MULTI_POLYGON);
    put_uint32(out, polygons);
    for (size_t part = 0; part < geometry->part_count;) {
        const size_t end = next_polygon(geometry, part);
        put_head(out, WKB_POLYGON);
        put_rings(out, geometry, part, end);
        part = end;
    }
}

void clm_ewkb_append(const clm_geometry *geometry, clm_buffer *out) {
    switch (geometry->kind) {
    case CLM_GEOMETRY_NONE:
        break;
    case CLM_GEOMETRY_POINT:
        put_outer_head(out, WKB_POINT);
        put_point(out, geometry->points[0]);
        break;
    case CLM_GEOMETRY_LINES:
        put_lines(out, geometry);
        break;
    case CLM_GEOMETRY_POLYGONS:
        put_polygons(out, geometry);
        break;
    }
}
