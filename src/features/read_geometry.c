#include "features/read.h"

#include "geo/overlay.h"

#include <math.h>

/* Which kind of geometry a GeoJSON type becomes, and how deep its coordinates are nested. */
typedef struct shape_type {
    const char *name;
    clm_geometry_kind kind;
    int depth; /* of arrays around the positions */
} shape_type;

static const shape_type shape_types[] = {
    {"Point", CLM_GEOMETRY_POINT, 0},      {"MultiPoint", CLM_GEOMETRY_POINT, 1},
    {"LineString", CLM_GEOMETRY_LINES, 1}, {"MultiLineString", CLM_GEOMETRY_LINES, 2},
    {"Polygon", CLM_GEOMETRY_POLYGONS, 2}, {"MultiPolygon", CLM_GEOMETRY_POLYGONS, 3},
};

static const shape_type *type_of(const clm_json *geometry) {
    clm_text name = clm_json_text(clm_json_member(geometry, "type"));
    for (size_t i = 0; i < sizeof shape_types / sizeof shape_types[0]; i++) {
        if (clm_text_is(name, shape_types[i].name)) {
            return &shape_types[i];
        }
    }
    return NULL;
}

typedef struct shaping {
    clm_reading *reading;
    clm_geometry *out;
    clm_error *error;
    clm_status status; /* sticky: memory */
    bool wrong;        /* a position that cannot be: told already */
    bool open_ring;    /* told already */
} shaping;

/* Longitudes of some programs go on beyond 180 degrees: they are brought back. */
static bool read_position(shaping *to, const clm_json *position, clm_lonlat *out) {
    const double nothing = (double)NAN;
    out->lon_deg = clm_json_number(clm_json_item(position, 0), nothing);
    out->lat_deg = clm_json_number(clm_json_item(position, 1), nothing);
    if (fabs(out->lat_deg) <= 90.0 && fabs(out->lon_deg) <= 360.0) {
        out->lon_deg -= out->lon_deg > 180.0 ? 360.0 : 0.0;
        out->lon_deg += out->lon_deg < -180.0 ? 360.0 : 0.0;
        return true;
    }
    if (!to->wrong && (isnan(out->lon_deg) || isnan(out->lat_deg))) {
        clm_read_warn(to->reading, NULL, "a position of its shape is not two numbers; not drawn");
    } else if (!to->wrong) {
        clm_read_warn(to->reading, NULL,
                      "its shape lies outside of longitudes and latitudes (%s, %s); not drawn",
                      clm_read_number_text(to->reading, out->lon_deg),
                      clm_read_number_text(to->reading, out->lat_deg));
    }
    to->wrong = true;
    return false;
}

static void add_point(shaping *to, clm_lonlat point) {
    if (to->status == CLM_OK) {
        to->status = clm_geometry_add_point(to->out, point, to->error);
    }
}

static bool same_position(const clm_json *a, const clm_json *b) {
    for (size_t i = 0; i < 2; i++) {
        const double nothing = (double)NAN;
        double difference = clm_json_number(clm_json_item(a, i), nothing) -
                            clm_json_number(clm_json_item(b, i), nothing);
        if (!(fabs(difference) <= 0.0)) {
            return false;
        }
    }
    return true;
}

/* A ring or a line. */
static void read_part(shaping *to, const clm_json *positions, bool ring, bool hole) {
    size_t count = clm_json_count(positions);
    bool closed = count > 1 &&
                  same_position(clm_json_item(positions, 0), clm_json_item(positions, count - 1));
    if (ring && !closed && !to->open_ring && count > 0) {
        clm_read_warn(to->reading, NULL,
                      "a ring of its shape does not end where it begins; closed");
        to->open_ring = true;
    }
    if (to->status == CLM_OK) {
        to->status = clm_geometry_add_part(to->out, hole, to->error);
    }
    for (size_t i = 0; i < count - (ring && closed ? 1 : 0) && to->status == CLM_OK; i++) {
        clm_lonlat point;
        if (!read_position(to, clm_json_item(positions, i), &point)) {
            return;
        }
        add_point(to, point);
    }
}

static void read_polygon(shaping *to, const clm_json *rings) {
    for (size_t i = 0; i < clm_json_count(rings) && !to->wrong; i++) {
        read_part(to, clm_json_item(rings, i), true, i > 0);
    }
}

static void read_shape(shaping *to, const clm_json *coordinates, const shape_type *type) {
    if (type->kind == CLM_GEOMETRY_POINT) {
        clm_lonlat point;
        bool several = type->depth == 1;
        if (several && clm_json_count(coordinates) > 1) {
            clm_read_warn(to->reading, NULL, "only the first of its %zu points is drawn",
                          clm_json_count(coordinates));
        }
        if (read_position(to, several ? clm_json_item(coordinates, 0) : coordinates, &point)) {
            to->status = clm_geometry_set_point(to->out, point, to->error);
        }
        return;
    }
    to->out->kind = type->kind;
    bool lines = type->kind == CLM_GEOMETRY_LINES;
    if (lines && type->depth == 1) {
        read_part(to, coordinates, false, false);
    } else if (!lines && type->depth == 2) {
        read_polygon(to, coordinates);
    } else {
        for (size_t i = 0; i < clm_json_count(coordinates) && !to->wrong; i++) {
            const clm_json *item = clm_json_item(coordinates, i);
            if (lines) {
                read_part(to, item, false, false);
            } else {
                read_polygon(to, item);
            }
        }
    }
}

/* Of a collection the members of its highest dimension; a collection within it is left out. */
static void read_members(shaping *to, const clm_json *members) {
    clm_geometry_kind best = CLM_GEOMETRY_NONE;
    for (size_t i = 0; i < clm_json_count(members); i++) {
        const shape_type *type = type_of(clm_json_item(members, i));
        best = type != NULL && type->kind > best ? type->kind : best;
    }
    for (size_t i = 0; i < clm_json_count(members) && !to->wrong; i++) {
        const clm_json *member = clm_json_item(members, i);
        const shape_type *type = type_of(member);
        if (type != NULL && type->kind == best) {
            read_shape(to, clm_json_member(member, "coordinates"), type);
            if (best == CLM_GEOMETRY_POINT) {
                return;
            }
        }
    }
}

clm_status clm_read_geometry(clm_reading *reading, const clm_json *geometry, clm_geometry *out,
                             clm_error *error) {
    clm_geometry_init(out);
    if (clm_json_is_null(geometry)) {
        return CLM_OK;
    }
    shaping to = {.reading = reading, .out = out, .error = error};
    const shape_type *type = type_of(geometry);
    const bool several =
        clm_text_is(clm_json_text(clm_json_member(geometry, "type")), "GeometryCollection");
    if (type != NULL) {
        read_shape(&to, clm_json_member(geometry, "coordinates"), type);
    } else if (several) {
        read_members(&to, clm_json_member(geometry, "geometries"));
    } else {
        clm_read_warn(reading, NULL, "its geometry is of no known type; not drawn");
        return CLM_OK;
    }
    if (to.status == CLM_OK && !to.wrong) {
        to.status = clm_geometry_settle(out, error);
        if (to.status == CLM_ERR_FOREIGN || to.status == CLM_ERR_ARGUMENT) {
            clm_read_warn(reading, NULL, "its shape cannot be split at 180 degrees; not drawn");
            to.status = CLM_OK;
            to.wrong = true;
        } else if (to.status == CLM_OK && out->kind == CLM_GEOMETRY_NONE) {
            clm_read_warn(reading, NULL, "its shape has no extent; not drawn");
        }
    }
    if (to.status != CLM_OK || to.wrong) {
        clm_geometry_clear(out);
    }
    return to.status;
}
