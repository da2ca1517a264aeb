/* The fence around GEOS: its reentrant C API, one context a call. */
#include "geo/planar.h"

#include "base/alloc.h"
#include "geo/geos_session.h"

#include <math.h>

static void keep_words(const char *words, void *context) {
    clm_geos *at = context;
    (void)clm_fail(&at->fault, CLM_ERR_FOREIGN, "GEOS: %s", words);
}

clm_status clm_geos_begin(clm_geos *at, clm_error *error) {
    *at = (clm_geos){.handle = GEOS_init_r()};
    if (!at->handle) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for GEOS");
    }
    (void)GEOSContext_setErrorMessageHandler_r(at->handle, keep_words, at);
    return CLM_OK;
}

void clm_geos_end(clm_geos *at) {
    GEOS_finish_r(at->handle);
}

clm_status clm_geos_fail(const clm_geos *at, clm_error *error) {
    return clm_fail(error, CLM_ERR_FOREIGN, "%s",
                    at->fault.code != CLM_OK ? at->fault.message : "GEOS failed without a word");
}

static void destroy_all(clm_geos *at, GEOSGeometry **items, size_t count) {
    for (size_t i = 0; i < count; i++) {
        GEOSGeom_destroy_r(at->handle, items[i]);
    }
}

/* A closed ring of at least three points. */
static GEOSGeometry *make_ring(clm_geos *at, const clm_lonlat *points, size_t count) {
    GEOSCoordSequence *line = GEOSCoordSeq_create_r(at->handle, (unsigned)count + 1, 2);
    if (!line) {
        return NULL;
    }
    for (size_t i = 0; i <= count; i++) {
        const clm_lonlat *point = &points[i < count ? i : 0];
        if (!GEOSCoordSeq_setXY_r(at->handle, line, (unsigned)i, point->lon_deg, point->lat_deg)) {
            GEOSCoordSeq_destroy_r(at->handle, line);
            return NULL;
        }
    }
    return GEOSGeom_createLinearRing_r(at->handle, line);
}

/* Makes the polygon that begins at part `*part` and moves on to the next outer ring. `rings` has
 * room for all parts. Rings of less than three points are left out. */
static bool make_polygon(clm_geos *at, const clm_geometry *from, size_t *part, GEOSGeometry **rings,
                         GEOSGeometry **out) {
    size_t count = 0;
    bool usable = true;
    *out = NULL;
    for (size_t first = *part;
         *part < from->part_count && (*part == first || from->part_hole[*part]); (*part)++) {
        size_t length = 0;
        const clm_lonlat *points = clm_geometry_part(from, *part, &length);
        if (length < 3 || !usable) {
            usable = usable && *part != first;
            continue;
        }
        rings[count] = make_ring(at, points, length);
        if (!rings[count]) {
            destroy_all(at, rings, count);
            return false;
        }
        count++;
    }
    if (count > 0) {
        *out = GEOSGeom_createPolygon_r(at->handle, rings[0], rings + 1, (unsigned)count - 1);
    }
    return count == 0 || *out != NULL;
}

static clm_status check_input(const clm_geometry *from, clm_error *error) {
    if (from->kind != CLM_GEOMETRY_POLYGONS && from->kind != CLM_GEOMETRY_NONE) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a shape is no polygon");
    }
    if (from->point_count >= UINT32_MAX / 2) {
        return clm_fail(error, CLM_ERR_LIMIT, "a shape has too many points");
    }
    for (size_t i = 0; i < from->point_count; i++) {
        if (!isfinite(from->points[i].lon_deg) || !isfinite(from->points[i].lat_deg)) {
            return clm_fail(error, CLM_ERR_ARGUMENT, "a coordinate of a shape is not finite");
        }
    }
    return CLM_OK;
}

clm_status clm_geos_put(clm_geos *at, const clm_geometry *from, GEOSGeometry **out,
                        clm_error *error) {
    *out = NULL;
    clm_status status = check_input(from, error);
    if (status != CLM_OK) {
        return status;
    }
    size_t parts = from->kind == CLM_GEOMETRY_NONE ? 0 : from->part_count;
    GEOSGeometry **polygons = clm_alloc_zero(2 * parts + 2, sizeof(GEOSGeometry *));
    if (!polygons) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for a shape");
    }
    GEOSGeometry **rings = polygons + parts + 1;
    size_t count = 0;
    size_t part = 0;
    while (part < parts && status == CLM_OK) {
        if (!make_polygon(at, from, &part, rings, &polygons[count])) {
            status = clm_geos_fail(at, error);
        } else if (polygons[count]) {
            count++;
        }
    }
    if (status != CLM_OK) {
        destroy_all(at, polygons, count);
    } else {
        *out =
            GEOSGeom_createCollection_r(at->handle, GEOS_MULTIPOLYGON, polygons, (unsigned)count);
        status = *out ? CLM_OK : clm_geos_fail(at, error);
    }
    clm_free(polygons);
    return status;
}

/* The structure method keeps holes as holes. */
clm_status clm_geos_make_valid(clm_geos *at, GEOSGeometry **shape, clm_error *error) {
    char valid = GEOSisValid_r(at->handle, *shape);
    if (valid == 1) {
        return CLM_OK;
    }
    if (valid != 0) {
        return clm_geos_fail(at, error);
    }
    GEOSMakeValidParams *params = GEOSMakeValidParams_create_r(at->handle);
    GEOSGeometry *mended = NULL;
    if (params) {
        (void)GEOSMakeValidParams_setMethod_r(at->handle, params, GEOS_MAKE_VALID_STRUCTURE);
        (void)GEOSMakeValidParams_setKeepCollapsed_r(at->handle, params, 0);
        mended = GEOSMakeValidWithParams_r(at->handle, *shape, params);
        GEOSMakeValidParams_destroy_r(at->handle, params);
    }
    if (!mended) {
        return clm_geos_fail(at, error);
    }
    GEOSGeom_destroy_r(at->handle, *shape);
    *shape = mended;
    return CLM_OK;
}

static clm_status copy_ring(clm_geos *at, const GEOSGeometry *ring, bool hole, clm_geometry *out,
                            clm_error *error) {
    const GEOSCoordSequence *line = GEOSGeom_getCoordSeq_r(at->handle, ring);
    unsigned count = 0;
    if (!line || !GEOSCoordSeq_getSize_r(at->handle, line, &count)) {
        return clm_geos_fail(at, error);
    }
    clm_status status = clm_geometry_add_part(out, hole, error);
    for (unsigned i = 0; i + 1 < count && status == CLM_OK; i++) {
        clm_lonlat point = {0.0, 0.0};
        if (!GEOSCoordSeq_getXY_r(at->handle, line, i, &point.lon_deg, &point.lat_deg)) {
            return clm_geos_fail(at, error);
        }
        status = clm_geometry_add_point(out, point, error);
    }
    return status;
}

static clm_status copy_polygon(clm_geos *at, const GEOSGeometry *polygon, clm_geometry *out,
                               clm_error *error) {
    if (GEOSisEmpty_r(at->handle, polygon)) {
        return CLM_OK;
    }
    clm_status status =
        copy_ring(at, GEOSGetExteriorRing_r(at->handle, polygon), false, out, error);
    int holes = GEOSGetNumInteriorRings_r(at->handle, polygon);
    for (int i = 0; i < holes && status == CLM_OK; i++) {
        status = copy_ring(at, GEOSGetInteriorRingN_r(at->handle, polygon, i), true, out, error);
    }
    return status;
}

clm_status clm_geos_take(clm_geos *at, const GEOSGeometry *shape, clm_geometry *out,
                         clm_error *error) {
    clm_status status = CLM_OK;
    int count = GEOSGetNumGeometries_r(at->handle, shape);
    for (int i = 0; i < count && status == CLM_OK; i++) {
        const GEOSGeometry *item = GEOSGetGeometryN_r(at->handle, shape, i);
        int items = GEOSGetNumGeometries_r(at->handle, item);
        for (int k = 0; k < items && status == CLM_OK; k++) {
            const GEOSGeometry *piece = GEOSGetGeometryN_r(at->handle, item, k);
            if (GEOSGeomTypeId_r(at->handle, piece) == GEOS_POLYGON) {
                status = copy_polygon(at, piece, out, error);
            }
        }
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    } else {
        out->kind = out->part_count > 0 ? CLM_GEOMETRY_POLYGONS : CLM_GEOMETRY_NONE;
    }
    return status;
}

static GEOSGeometry *operate(clm_geos *at, const GEOSGeometry *a, const GEOSGeometry *b,
                             clm_overlay_op op) {
    switch (op) {
    case CLM_OVERLAY_INTERSECTION:
        return GEOSIntersection_r(at->handle, a, b);
    case CLM_OVERLAY_UNION:
        return GEOSUnion_r(at->handle, a, b);
    case CLM_OVERLAY_DIFFERENCE:
        return GEOSDifference_r(at->handle, a, b);
    }
    return NULL;
}

clm_status clm_planar_overlay(const clm_geometry *a, const clm_geometry *b, clm_overlay_op op,
                              clm_geometry *out, clm_error *error) {
    clm_geos at;
    GEOSGeometry *left = NULL;
    GEOSGeometry *right = NULL;
    GEOSGeometry *result = NULL;
    clm_geometry_init(out);
    clm_status status = clm_geos_begin(&at, error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_geos_put(&at, a, &left, error);
    if (status == CLM_OK) {
        status = clm_geos_make_valid(&at, &left, error);
    }
    if (status == CLM_OK) {
        status = clm_geos_put(&at, b, &right, error);
    }
    if (status == CLM_OK) {
        status = clm_geos_make_valid(&at, &right, error);
    }
    if (status == CLM_OK) {
        result = operate(&at, left, right, op);
        /* One order of polygons and first points, however GEOS went about it. */
        status =
            result && GEOSNormalize_r(at.handle, result) == 0 ? CLM_OK : clm_geos_fail(&at, error);
    }
    if (status == CLM_OK) {
        status = clm_geos_take(&at, result, out, error);
    }
    GEOSGeom_destroy_r(at.handle, result);
    GEOSGeom_destroy_r(at.handle, right);
    GEOSGeom_destroy_r(at.handle, left);
    clm_geos_end(&at);
    return status;
}

static bool rings_long_enough(const clm_geometry *geometry) {
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        (void)clm_geometry_part(geometry, part, &count);
        if (count < 3) {
            return false;
        }
    }
    return true;
}

bool clm_geometry_valid(const clm_geometry *geometry, clm_error *reason) {
    clm_geos at;
    GEOSGeometry *shape = NULL;
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        (void)clm_fail(reason, CLM_ERR_ARGUMENT, "the shape is no polygon");
        return false;
    }
    if (!rings_long_enough(geometry)) {
        (void)clm_fail(reason, CLM_ERR_FORMAT, "a ring has less than three points");
        return false;
    }
    if (clm_geos_begin(&at, reason) != CLM_OK) {
        return false;
    }
    bool valid = false;
    if (clm_geos_put(&at, geometry, &shape, reason) == CLM_OK) {
        valid = GEOSisValid_r(at.handle, shape) == 1;
        if (!valid) {
            char *words = GEOSisValidReason_r(at.handle, shape);
            (void)clm_fail(reason, CLM_ERR_FORMAT, "%s", words ? words : "GEOS gave no reason");
            GEOSFree_r(at.handle, words);
        }
    }
    GEOSGeom_destroy_r(at.handle, shape);
    clm_geos_end(&at);
    return valid;
}

clm_status clm_geometry_repair(clm_geometry *geometry, clm_error *error) {
    clm_geos at;
    GEOSGeometry *shape = NULL;
    clm_geometry mended = {0};
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the shape is no polygon");
    }
    clm_status status = clm_geos_begin(&at, error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_geos_put(&at, geometry, &shape, error);
    if (status == CLM_OK) {
        status = clm_geos_make_valid(&at, &shape, error);
    }
    if (status == CLM_OK) {
        status = clm_geos_take(&at, shape, &mended, error);
    }
    if (status == CLM_OK) {
        clm_geometry_clear(geometry);
        *geometry = mended;
        clm_geometry_orient(geometry);
    }
    GEOSGeom_destroy_r(at.handle, shape);
    clm_geos_end(&at);
    return status;
}
