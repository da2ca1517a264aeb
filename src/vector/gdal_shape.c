/* Shapes of GDAL to clm_geometry and back. Part of the module, not of the program. */
#include "vector/gdal_parts.h"

#include <math.h>

enum wanted { WANT_POLYGONS, WANT_LINES, WANT_POINTS };

static double turned(double lon_deg) {
    return lon_deg > 180.0 ? lon_deg - 360.0 : lon_deg < -180.0 ? lon_deg + 360.0 : lon_deg;
}

/* Longitudes may run from 0 to 360, or go on beyond 180. */
static clm_status take_point(OGRGeometryH line, int index, const clm_gdal_frame *frame,
                             clm_lonlat *out, clm_error *error) {
    static const double slack_deg = 1e-7;
    double x = OGR_G_GetX(line, index);
    double y = OGR_G_GetY(line, index);
    bool fits = isfinite(x) && isfinite(y) && fabs(x) <= 540.0 && fabs(y) <= 90.0 + slack_deg;
    if (!fits && isfinite(x) && isfinite(y) && !frame->known) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "%.10g, %.10g is no longitude and latitude, and the layer does not say "
                        "in which coordinate system it is; name it with crs=EPSG:NUMBER",
                        x, y);
    }
    if (!fits) {
        return clm_fail(error, CLM_ERR_FORMAT, "a coordinate is not on the globe");
    }
    *out = (clm_lonlat){turned(x), y > 90.0 ? 90.0 : y < -90.0 ? -90.0 : y};
    return CLM_OK;
}

static bool same_point(clm_lonlat a, clm_lonlat b) {
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

/* Adds a ring or line, `*added` says if there was enough of it. */
static clm_status add_part(OGRGeometryH line, const clm_gdal_frame *frame, bool ring, bool hole,
                           clm_geometry *out, bool *added, clm_error *error) {
    size_t first = out->point_count;
    int count = line != NULL ? OGR_G_GetPointCount(line) : 0;
    *added = false;
    if ((size_t)count > (size_t)CLM_DATASET_POINTS_MAX - out->point_count) {
        return clm_fail(error, CLM_ERR_LIMIT, "more than %d points", (int)CLM_DATASET_POINTS_MAX);
    }
    clm_status status = clm_geometry_add_part(out, hole, error);
    for (int i = 0; i < count && status == CLM_OK; i++) {
        clm_lonlat point = {0.0, 0.0};
        status = take_point(line, i, frame, &point, error);
        if (status == CLM_OK && (i == 0 || !same_point(out->points[out->point_count - 1], point))) {
            status = clm_geometry_add_point(out, point, error);
        }
    }
    while (ring && status == CLM_OK && out->point_count > first + 1 &&
           same_point(out->points[first], out->points[out->point_count - 1])) {
        out->point_count--;
    }
    *added = out->point_count - first >= (ring ? 3U : 2U);
    if (!*added) {
        out->point_count = first;
        out->part_count--;
    }
    return status;
}

static clm_status add_polygon(OGRGeometryH polygon, const clm_gdal_frame *frame, clm_geometry *out,
                              clm_error *error) {
    int rings = OGR_G_GetGeometryCount(polygon);
    clm_status status = CLM_OK;
    bool added = true;
    for (int i = 0; i < rings && status == CLM_OK && (i == 0 || added); i++) {
        bool ring_added = false;
        status =
            add_part(OGR_G_GetGeometryRef(polygon, i), frame, true, i > 0, out, &ring_added, error);
        added = i == 0 ? ring_added : added; /* holes need land around them */
    }
    return status;
}

static clm_status add_lone_point(OGRGeometryH point, const clm_gdal_frame *frame, clm_geometry *out,
                                 clm_error *error) {
    clm_lonlat at = {0.0, 0.0};
    clm_status status = take_point(point, 0, frame, &at, error);
    if (status == CLM_OK && out->point_count >= CLM_DATASET_POINTS_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "more than %d points", (int)CLM_DATASET_POINTS_MAX);
    }
    if (status == CLM_OK && out->part_count == 0) {
        status = clm_geometry_add_part(out, false, error);
    }
    return status == CLM_OK ? clm_geometry_add_point(out, at, error) : status;
}

/* Adds all parts of the wanted kind, at any depth. */
static clm_status gather(OGRGeometryH shape, const clm_gdal_frame *frame, enum wanted wanted,
                         int depth, clm_geometry *out, clm_error *error) {
    if (shape == NULL || OGR_G_IsEmpty(shape)) {
        return CLM_OK;
    }
    if (depth > CLM_DATASET_DEPTH_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "collections in collections, deeper than %d",
                        (int)CLM_DATASET_DEPTH_MAX);
    }
    bool added = false;
    OGRwkbGeometryType type = wkbFlatten(OGR_G_GetGeometryType(shape));
    if (type == wkbPolygon || type == wkbTriangle) {
        return wanted == WANT_POLYGONS ? add_polygon(shape, frame, out, error) : CLM_OK;
    }
    if (type == wkbLineString) {
        return wanted == WANT_LINES ? add_part(shape, frame, false, false, out, &added, error)
                                    : CLM_OK;
    }
    if (type == wkbPoint) {
        return wanted == WANT_POINTS ? add_lone_point(shape, frame, out, error) : CLM_OK;
    }
    int count = OGR_G_GetGeometryCount(shape);
    clm_status status = CLM_OK;
    for (int i = 0; i < count && status == CLM_OK; i++) {
        status = gather(OGR_G_GetGeometryRef(shape, i), frame, wanted, depth + 1, out, error);
    }
    return status;
}

/* Of several points the one nearest to their mean: villages of scattered houses stay on a house. */
static clm_status choose_point(clm_geometry *out, clm_error *error) {
    double lon = 0.0;
    double lat = 0.0;
    double least = (double)INFINITY;
    clm_lonlat first = out->points[0];
    clm_lonlat best = first;
    for (size_t i = 0; i < out->point_count; i++) {
        lon += turned(out->points[i].lon_deg - first.lon_deg);
        lat += out->points[i].lat_deg;
    }
    lon /= (double)out->point_count;
    lat /= (double)out->point_count;
    for (size_t i = 0; i < out->point_count; i++) {
        double east = turned(out->points[i].lon_deg - first.lon_deg) - lon;
        double north = out->points[i].lat_deg - lat;
        if (east * east + north * north < least) {
            least = east * east + north * north;
            best = out->points[i];
        }
    }
    return clm_geometry_set_point(out, best, error);
}

static clm_status gather_best(OGRGeometryH shape, const clm_gdal_frame *frame, clm_geometry *out,
                              clm_error *error) {
    static const clm_geometry_kind kinds[] = {CLM_GEOMETRY_POLYGONS, CLM_GEOMETRY_LINES,
                                              CLM_GEOMETRY_POINT};
    clm_status status = CLM_OK;
    for (int wanted = WANT_POLYGONS; wanted <= WANT_POINTS && status == CLM_OK; wanted++) {
        status = gather(shape, frame, (enum wanted)wanted, 0, out, error);
        if (status == CLM_OK && out->point_count > 0) {
            out->kind = kinds[wanted];
            return wanted == WANT_POINTS ? choose_point(out, error) : CLM_OK;
        }
    }
    return status;
}

/* Reprojects a copy with straight lines: the feature keeps its own. */
clm_status clm_gdal_geometry(OGRGeometryH shape, const clm_gdal_frame *frame, clm_geometry *out,
                             clm_error *error) {
    if (shape == NULL || OGR_G_IsEmpty(shape)) {
        return CLM_OK;
    }
    clm_gdal_fault fault = {""};
    clm_gdal_watch(&fault);
    bool curved = OGR_G_HasCurveGeometry(shape, TRUE);
    OGRGeometryH copy = curved ? OGR_G_GetLinearGeometry(shape, 0.0, NULL) : NULL;
    if (copy == NULL && !curved && (frame->transform != NULL || frame->longest > 0.0)) {
        copy = OGR_G_Clone(shape);
    }
    if (copy != NULL && frame->longest > 0.0) {
        OGR_G_Segmentize(copy, frame->longest);
    }
    clm_status status = CLM_OK;
    if (copy == NULL && (curved || frame->transform != NULL || frame->longest > 0.0)) {
        status = clm_fail(error, CLM_ERR_FORMAT, "its shape cannot be read: %s", fault.message);
    } else if (frame->transform != NULL && OGR_G_Transform(copy, frame->transform) != OGRERR_NONE) {
        status = clm_fail(error, CLM_ERR_FORMAT,
                          "a coordinate cannot be turned into longitude and latitude%s%s",
                          fault.message[0] != '\0' ? ": " : "", fault.message);
    }
    if (status == CLM_OK) {
        status = gather_best(copy != NULL ? copy : shape, frame, out, error);
    }
    if (copy != NULL) {
        OGR_G_DestroyGeometry(copy);
    }
    clm_gdal_unwatch();
    return status;
}

/* ---- the other way ---- */

static OGRGeometryH new_line(OGRwkbGeometryType type, const clm_geometry *geometry, size_t part) {
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
    OGRGeometryH line = OGR_G_CreateGeometry(type);
    if (line != NULL) {
        OGR_G_SetPoints(line, (int)count, &points[0].lon_deg, sizeof *points, &points[0].lat_deg,
                        sizeof *points, NULL, 0);
        if (type == wkbLinearRing && count > 0) {
            OGR_G_AddPoint_2D(line, points[0].lon_deg, points[0].lat_deg);
        }
    }
    return line;
}

/* Adds `child`, which may be NULL, and gives it away. */
static bool add_child(OGRGeometryH parent, OGRGeometryH child) {
    bool added = child != NULL && OGR_G_AddGeometryDirectly(parent, child) == OGRERR_NONE;
    if (child != NULL && !added) {
        OGR_G_DestroyGeometry(child);
    }
    return added;
}

static bool fill_polygons(OGRGeometryH shape, const clm_geometry *geometry) {
    OGRGeometryH polygon = NULL;
    bool done = true;
    for (size_t part = 0; part < geometry->part_count && done; part++) {
        if (polygon == NULL || !geometry->part_hole[part]) {
            polygon = OGR_G_CreateGeometry(wkbPolygon);
            done = add_child(shape, polygon);
        }
        done = done && add_child(polygon, new_line(wkbLinearRing, geometry, part));
    }
    return done;
}

static bool fill_lines(OGRGeometryH shape, const clm_geometry *geometry) {
    bool done = true;
    for (size_t part = 0; part < geometry->part_count && done; part++) {
        done = add_child(shape, new_line(wkbLineString, geometry, part));
    }
    return done;
}

OGRGeometryH clm_gdal_shape(const clm_geometry *geometry) {
    static const OGRwkbGeometryType types[] = {[CLM_GEOMETRY_NONE] = wkbNone,
                                               [CLM_GEOMETRY_POINT] = wkbPoint,
                                               [CLM_GEOMETRY_LINES] = wkbMultiLineString,
                                               [CLM_GEOMETRY_POLYGONS] = wkbMultiPolygon};
    if (geometry == NULL || geometry->kind == CLM_GEOMETRY_NONE || geometry->point_count == 0) {
        return NULL;
    }
    OGRGeometryH shape = OGR_G_CreateGeometry(types[geometry->kind]);
    bool done = shape != NULL;
    if (done && geometry->kind == CLM_GEOMETRY_POINT) {
        OGR_G_SetPoint_2D(shape, 0, geometry->points[0].lon_deg, geometry->points[0].lat_deg);
    } else if (done && geometry->kind == CLM_GEOMETRY_LINES) {
        done = fill_lines(shape, geometry);
    } else if (done) {
        done = fill_polygons(shape, geometry);
    }
    if (shape != NULL && !done) {
        OGR_G_DestroyGeometry(shape);
        return NULL;
    }
    return shape;
}
