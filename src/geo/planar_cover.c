/* What one shape covers of another, and where that is but a sliver; by GEOS, in a plane. */
#include "geo/planar.h"

#include "base/alloc.h"
#include "geo/geos_session.h"

#include <math.h>

/* How far the shape that is searched for slivers may differ from the true one, as a share of their
 * width: buffers of borders with a vertex each few metres would take minutes. */
#define SLIVER_SLACK 0.05
/* How far a sliver may reach from the border, in its widths: it need not touch it everywhere. */
#define SLIVER_REACH 1.5

enum { QUADRANT_SEGMENTS = 2 };

clm_status clm_planar_clip(const clm_geometry *polygons, const double rectangle[4],
                           clm_geometry *out, clm_error *error) {
    clm_geos at;
    GEOSGeometry *shape = NULL;
    GEOSGeometry *part = NULL;
    clm_geometry_init(out);
    clm_status status = clm_geos_begin(&at, error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_geos_put(&at, polygons, &shape, error);
    if (status == CLM_OK) {
        part = GEOSClipByRect_r(at.handle, shape, rectangle[0], rectangle[1], rectangle[2],
                                rectangle[3]);
        status = part ? clm_geos_take(&at, part, out, error) : clm_geos_fail(&at, error);
    }
    GEOSGeom_destroy_r(at.handle, part);
    GEOSGeom_destroy_r(at.handle, shape);
    clm_geos_end(&at);
    return status;
}

/* Each polygon valid by itself: as members of one shape those that overlap would be faults too. */
static clm_status mend_members(clm_geos *at, GEOSGeometry **shape, clm_error *error) {
    const int count = GEOSGetNumGeometries_r(at->handle, *shape);
    GEOSGeometry **members = clm_alloc_zero((size_t)count + 1, sizeof(GEOSGeometry *));
    if (!members) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = CLM_OK;
    for (int i = 0; i < count && status == CLM_OK; i++) {
        members[i] = GEOSGeom_clone_r(at->handle, GEOSGetGeometryN_r(at->handle, *shape, i));
        status =
            members[i] ? clm_geos_make_valid(at, &members[i], error) : clm_geos_fail(at, error);
    }
    GEOSGeometry *mended = NULL;
    if (status == CLM_OK) {
        mended = GEOSGeom_createCollection_r(at->handle, GEOS_GEOMETRYCOLLECTION, members,
                                             (unsigned)count);
        status = mended ? CLM_OK : clm_geos_fail(at, error);
    } else {
        for (int i = 0; i < count; i++) {
            GEOSGeom_destroy_r(at->handle, members[i]);
        }
    }
    GEOSGeom_destroy_r(at->handle, *shape);
    *shape = mended;
    clm_free(members);
    return status;
}

clm_status clm_planar_dissolve(const clm_geometry *polygons, clm_geometry *out, clm_error *error) {
    clm_geos at;
    GEOSGeometry *shape = NULL;
    clm_geometry_init(out);
    clm_status status = clm_geos_begin(&at, error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_geos_put(&at, polygons, &shape, error);
    char valid = status == CLM_OK ? GEOSisValid_r(at.handle, shape) : 1;
    if (status == CLM_OK && valid != 1) {
        status = mend_members(&at, &shape, error);
        if (status == CLM_OK) {
            GEOSGeometry *joined = GEOSUnaryUnion_r(at.handle, shape);
            GEOSGeom_destroy_r(at.handle, shape);
            shape = joined;
            status = joined && GEOSNormalize_r(at.handle, joined) == 0 ? CLM_OK
                                                                       : clm_geos_fail(&at, error);
        }
    }
    if (status == CLM_OK) {
        status = clm_geos_take(&at, shape, out, error);
    }
    GEOSGeom_destroy_r(at.handle, shape);
    clm_geos_end(&at);
    return status;
}

/* ---- slivers ---- */

static GEOSGeometry *grown(clm_geos *at, const GEOSGeometry *shape, double by) {
    return GEOSBuffer_r(at->handle, shape, by, QUADRANT_SEGMENTS);
}

/* Leaves vertices out that are nearer than `step` to the one before, which is quick; rings get the
 * points of their first and last. */
static void drop_near(clm_geometry *shape, double step) {
    size_t kept = 0;
    for (size_t part = 0; part < shape->part_count; part++) {
        size_t start = shape->part_start[part];
        size_t end =
            part + 1 < shape->part_count ? shape->part_start[part + 1] : shape->point_count;
        shape->part_start[part] = kept;
        for (size_t i = start; i < end; i++) {
            clm_lonlat at = shape->points[i];
            bool first = kept == shape->part_start[part];
            clm_lonlat before = first ? at : shape->points[kept - 1];
            if (first || hypot(at.lon_deg - before.lon_deg, at.lat_deg - before.lat_deg) >= step) {
                shape->points[kept++] = at;
            }
        }
    }
    shape->point_count = kept;
}

/* The shape with vertices no nearer than `slack`, then without those that lie as near to a line
 * between others. */
static clm_status make_coarser(clm_geos *at, const GEOSGeometry *shape, double slack,
                               GEOSGeometry **out, clm_error *error) {
    clm_geometry thinned;
    GEOSGeometry *dropped = NULL;
    clm_geometry_init(&thinned);
    clm_status status = clm_geos_take(at, shape, &thinned, error);
    if (status == CLM_OK) {
        drop_near(&thinned, slack);
        status = clm_geos_put(at, &thinned, &dropped, error);
    }
    if (status == CLM_OK) {
        *out = GEOSSimplify_r(at->handle, dropped, slack);
        status = *out ? CLM_OK : clm_geos_fail(at, error);
    }
    GEOSGeom_destroy_r(at->handle, dropped);
    clm_geometry_clear(&thinned);
    return status;
}

/* What is nowhere thinner than `width`: eroded, then grown again, each by so much more that the
 * coarser shape that it is found with tells nothing: no piece that is thinner stays. */
static clm_status find_thick(clm_geos *at, const GEOSGeometry *coarse, double width,
                             GEOSGeometry **out, clm_error *error) {
    const double slack = SLIVER_SLACK * width;
    GEOSGeometry *core = grown(at, coarse, -width / 2 - slack);
    *out = core ? grown(at, core, width / 2 + 3 * slack) : NULL;
    GEOSGeom_destroy_r(at->handle, core);
    return *out ? CLM_OK : clm_geos_fail(at, error);
}

/* One search for slivers of a region. */
typedef struct sliver_search {
    clm_geos *at;
    const GEOSPreparedGeometry *border; /* of the region */
    double width;
    double sum_m2; /* of all slivers so far */
} sliver_search;

/* True if all vertices of the outer ring are near the border. */
static bool is_along(const sliver_search *search, const GEOSGeometry *piece) {
    const GEOSContextHandle_t geos = search->at->handle;
    const GEOSGeometry *ring = GEOSGetExteriorRing_r(geos, piece);
    const GEOSCoordSequence *line = ring ? GEOSGeom_getCoordSeq_r(geos, ring) : NULL;
    unsigned count = 0;
    bool near = line && GEOSCoordSeq_getSize_r(geos, line, &count) && count > 0;
    for (unsigned i = 0; i < count && near; i++) {
        double x = 0;
        double y = 0;
        near = GEOSCoordSeq_getXY_r(geos, line, i, &x, &y) != 0;
        GEOSGeometry *vertex = near ? GEOSGeom_createPointFromXY_r(geos, x, y) : NULL;
        near = vertex && GEOSPreparedDistanceWithin_r(geos, search->border, vertex,
                                                      SLIVER_REACH * search->width) == 1;
        GEOSGeom_destroy_r(geos, vertex);
    }
    return near;
}

/* Whether a box around the polygon is thinner than a sliver may be: most scraps are found so. */
static bool has_thin_box(const sliver_search *search, const GEOSGeometry *polygon) {
    const GEOSContextHandle_t geos = search->at->handle;
    double box[4] = {0};
    return GEOSGeom_getXMin_r(geos, polygon, &box[0]) &&
           GEOSGeom_getXMax_r(geos, polygon, &box[1]) &&
           GEOSGeom_getYMin_r(geos, polygon, &box[2]) &&
           GEOSGeom_getYMax_r(geos, polygon, &box[3]) &&
           fmin(box[1] - box[0], box[3] - box[2]) < search->width;
}

/* Adds up the strips of a polygon that is wider elsewhere: those that lie along the border and are
 * larger than the corners that growing again does not reach. False where GEOS fails. */
static bool sum_strips(const sliver_search *search, const GEOSGeometry *polygon,
                       const GEOSGeometry *thick, double *sum_m2) {
    const GEOSContextHandle_t geos = search->at->handle;
    GEOSGeometry *thin = GEOSDifference_r(geos, polygon, thick);
    const int count = thin ? GEOSGetNumGeometries_r(geos, thin) : 0;
    *sum_m2 = 0;
    for (int i = 0; i < count; i++) {
        const GEOSGeometry *piece = GEOSGetGeometryN_r(geos, thin, i);
        double area_m2 = 0;
        if (GEOSGeomTypeId_r(geos, piece) == GEOS_POLYGON &&
            GEOSArea_r(geos, piece, &area_m2) == 1 && area_m2 >= search->width * search->width &&
            is_along(search, piece)) {
            *sum_m2 += area_m2;
        }
    }
    GEOSGeom_destroy_r(geos, thin);
    return thin != NULL;
}

/* The coarse shape tells whether there are any; the fine one how large they are. */
static clm_status add_strips(sliver_search *search, const GEOSGeometry *polygon,
                             const GEOSGeometry *coarse, const GEOSGeometry *thick,
                             clm_error *error) {
    double sum_m2 = 0;
    if (sum_strips(search, coarse, thick, &sum_m2) && !(sum_m2 > 0)) {
        return CLM_OK;
    }
    if (!sum_strips(search, polygon, thick, &sum_m2)) {
        return clm_geos_fail(search->at, error);
    }
    search->sum_m2 += sum_m2;
    return CLM_OK;
}

/* A polygon that is nowhere wide is a sliver as a whole. */
static clm_status add_slivers(sliver_search *search, const GEOSGeometry *polygon,
                              clm_error *error) {
    const GEOSContextHandle_t geos = search->at->handle;
    GEOSGeometry *coarse = NULL;
    GEOSGeometry *thick = NULL;
    double area_m2 = 0;
    clm_status status =
        GEOSArea_r(geos, polygon, &area_m2) == 1 ? CLM_OK : clm_geos_fail(search->at, error);
    if (status == CLM_OK && has_thin_box(search, polygon)) {
        search->sum_m2 += area_m2;
        return CLM_OK;
    }
    if (status == CLM_OK) {
        status = make_coarser(search->at, polygon, SLIVER_SLACK * search->width, &coarse, error);
    }
    if (status == CLM_OK) {
        status = find_thick(search->at, coarse, search->width, &thick, error);
    }
    if (status == CLM_OK && GEOSisEmpty_r(geos, thick) == 1) {
        search->sum_m2 += area_m2;
    } else if (status == CLM_OK &&
               GEOSPreparedDistanceWithin_r(geos, search->border, polygon,
                                            SLIVER_REACH * search->width) == 1) {
        status = add_strips(search, polygon, coarse, thick, error);
    }
    GEOSGeom_destroy_r(geos, thick);
    GEOSGeom_destroy_r(geos, coarse);
    return status;
}

static clm_status area_of_slivers(clm_geos *at, const GEOSGeometry *region,
                                  const GEOSGeometry *covered, double width, double *sum_m2,
                                  clm_error *error) {
    GEOSGeometry *border = GEOSBoundary_r(at->handle, region);
    sliver_search search = {.at = at, .width = width};
    search.border = border ? GEOSPrepare_r(at->handle, border) : NULL;
    clm_status status = search.border ? CLM_OK : clm_geos_fail(at, error);
    int count = GEOSGetNumGeometries_r(at->handle, covered);
    for (int i = 0; i < count && status == CLM_OK; i++) {
        const GEOSGeometry *polygon = GEOSGetGeometryN_r(at->handle, covered, i);
        if (GEOSGeomTypeId_r(at->handle, polygon) == GEOS_POLYGON) {
            status = add_slivers(&search, polygon, error);
        }
    }
    *sum_m2 = search.sum_m2;
    if (search.border) {
        GEOSPreparedGeom_destroy_r(at->handle, search.border);
    }
    GEOSGeom_destroy_r(at->handle, border);
    return status;
}

/* Both shapes are valid where they come from, and a plane may cross two lines of them that nearly
 * touch: the operation is tried first, which is three times as quick. */
static clm_status intersect(clm_geos *at, GEOSGeometry **left, GEOSGeometry **right,
                            GEOSGeometry **out, clm_error *error) {
    *out = GEOSIntersection_r(at->handle, *left, *right);
    clm_status status = CLM_OK;
    if (!*out) {
        status = clm_geos_make_valid(at, left, error);
        if (status == CLM_OK) {
            status = clm_geos_make_valid(at, right, error);
        }
        if (status == CLM_OK) {
            *out = GEOSIntersection_r(at->handle, *left, *right);
        }
    }
    return status == CLM_OK && !*out ? clm_geos_fail(at, error) : status;
}

clm_status clm_planar_covered(const clm_geometry *region, const clm_geometry *cover,
                              double sliver_m, double *area_m2, clm_error *error) {
    clm_geos at;
    GEOSGeometry *left = NULL;
    GEOSGeometry *right = NULL;
    GEOSGeometry *covered = NULL;
    double slivers_m2 = 0;
    *area_m2 = 0;
    clm_status status = clm_geos_begin(&at, error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_geos_put(&at, region, &left, error);
    if (status == CLM_OK) {
        status = clm_geos_make_valid(&at, &left, error);
    }
    if (status == CLM_OK) {
        status = clm_geos_put(&at, cover, &right, error);
    }
    if (status == CLM_OK) {
        status = intersect(&at, &left, &right, &covered, error);
    }
    if (status == CLM_OK && GEOSArea_r(at.handle, covered, area_m2) != 1) {
        status = clm_geos_fail(&at, error);
    }
    if (status == CLM_OK && *area_m2 > 0 && sliver_m > 0) {
        status = area_of_slivers(&at, left, covered, sliver_m, &slivers_m2, error);
    }
    *area_m2 = status == CLM_OK ? fmax(*area_m2 - slivers_m2, 0) : 0;
    GEOSGeom_destroy_r(at.handle, covered);
    GEOSGeom_destroy_r(at.handle, right);
    GEOSGeom_destroy_r(at.handle, left);
    clm_geos_end(&at);
    return status;
}
