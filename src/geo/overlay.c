/* Set operations on lon/lat polygons: into the plane, through planar.c, and back. */
#include "geo/overlay.h"

#include "base/alloc.h"
#include "geo/planar.h"
#include "geo/projection.h"

#include <math.h>

/* Parts of the second shape that lie farther than this from the first one's box cannot touch it,
 * however a straight edge of the plane bends in lon/lat. */
static const double FAR_DEG = 5.0;

clm_lonlat clm_planar_centre(clm_bbox box) {
    double width = box.east_deg - box.west_deg + (box.west_deg > box.east_deg ? 360.0 : 0.0);
    double lon = box.west_deg + width / 2.0;
    return (clm_lonlat){lon > 180.0 ? lon - 360.0 : lon, (box.south_deg + box.north_deg) / 2.0};
}

/* The parts of `from` that may touch `box`. */
static clm_status copy_near(const clm_geometry *from, clm_bbox box, clm_geometry *to,
                            clm_error *error) {
    clm_status status = CLM_OK;
    bool keep = false;
    clm_geometry_init(to);
    to->kind = from->kind;
    for (size_t part = 0; part < from->part_count && status == CLM_OK; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(from, part, &count);
        if (!from->part_hole[part]) {
            clm_bbox around = clm_bbox_empty();
            for (size_t i = 0; i < count; i++) {
                clm_bbox_add(&around, points[i]);
            }
            keep = clm_bbox_overlaps(around, box) || around.east_deg - around.west_deg > 180.0;
        }
        if (!keep) {
            continue;
        }
        status = clm_geometry_add_part(to, from->part_hole[part] != 0, error);
        for (size_t i = 0; i < count && status == CLM_OK; i++) {
            status = clm_geometry_add_point(to, points[i], error);
        }
    }
    if (status != CLM_OK) {
        clm_geometry_clear(to);
    }
    return status;
}

/* The box, wider by FAR_DEG; all longitudes where it comes near a pole. */
static clm_bbox widen(clm_bbox box) {
    clm_bbox wide = {box.west_deg - FAR_DEG, box.south_deg - FAR_DEG, box.east_deg + FAR_DEG,
                     box.north_deg + FAR_DEG};
    double width = wide.east_deg - wide.west_deg + (box.west_deg > box.east_deg ? 360.0 : 0.0);
    if (width >= 90.0 || wide.south_deg < -75.0 || wide.north_deg > 75.0) {
        return (clm_bbox){-180.0, -90.0, 180.0, 90.0};
    }
    wide.west_deg += wide.west_deg < -180.0 ? 360.0 : 0.0;
    wide.east_deg -= wide.east_deg > 180.0 ? 360.0 : 0.0;
    return wide;
}

clm_status clm_planar_project(const clm_projection *projection, clm_geometry *shape,
                              clm_error *error) {
    clm_xy *flat = clm_alloc_zero(shape->point_count, sizeof *flat);
    if (!flat) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for a shape");
    }
    clm_projection_forward(projection, shape->points, flat, shape->point_count);
    size_t kept = 0;
    size_t at = 0;
    for (size_t part = 0; part < shape->part_count; part++) {
        size_t count = 0;
        (void)clm_geometry_part(shape, part, &count);
        shape->part_start[part] = kept;
        for (size_t i = 0; i < count; i++, at++) {
            if (isfinite(flat[at].x_m) && isfinite(flat[at].y_m)) {
                shape->points[kept++] = (clm_lonlat){flat[at].x_m, flat[at].y_m};
            }
        }
    }
    shape->point_count = kept;
    clm_free(flat);
    return CLM_OK;
}

/* The way back, in place. */
static clm_status unproject(const clm_projection *projection, clm_geometry *shape,
                            clm_error *error) {
    clm_xy *flat = clm_alloc_zero(shape->point_count, sizeof *flat);
    if (!flat) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for a shape");
    }
    for (size_t i = 0; i < shape->point_count; i++) {
        flat[i] = (clm_xy){shape->points[i].lon_deg, shape->points[i].lat_deg};
    }
    clm_projection_inverse(projection, flat, shape->points, shape->point_count);
    clm_free(flat);
    for (size_t i = 0; i < shape->point_count; i++) {
        clm_lonlat *point = &shape->points[i];
        if (!isfinite(point->lon_deg) || !isfinite(point->lat_deg)) {
            return clm_fail(error, CLM_ERR_FOREIGN, "a point of the result has no longitude");
        }
        /* One name for the meridian, so that the split sees no jumps along it. */
        if (point->lon_deg <= -180.0 + 1e-9) {
            point->lon_deg = 180.0;
        }
    }
    return CLM_OK;
}

/* Both shapes are in the plane of `projection`; the result comes back to lon/lat. */
static clm_status overlay_flat(const clm_projection *projection, const clm_geometry *a,
                               const clm_geometry *b, clm_overlay_op op, clm_geometry *out,
                               clm_error *error) {
    clm_status status = clm_planar_overlay(a, b, op, out, error);
    if (status == CLM_OK) {
        status = unproject(projection, out, error);
    }
    if (status == CLM_OK) {
        status = clm_geometry_split_180(out, error);
    }
    if (status == CLM_OK) {
        clm_geometry_orient(out);
    } else {
        clm_geometry_clear(out);
    }
    return status;
}

static clm_status check_input(const clm_geometry *shape, clm_error *error) {
    if (shape->kind != CLM_GEOMETRY_POLYGONS && shape->kind != CLM_GEOMETRY_NONE) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a set operation needs polygons");
    }
    for (size_t i = 0; i < shape->point_count; i++) {
        if (!isfinite(shape->points[i].lon_deg) || !isfinite(shape->points[i].lat_deg)) {
            return clm_fail(error, CLM_ERR_ARGUMENT, "a coordinate of a shape is not finite");
        }
    }
    return CLM_OK;
}

clm_status clm_overlay(const clm_geometry *a, const clm_geometry *b, clm_overlay_op op,
                       clm_geometry *out, clm_error *error) {
    clm_geometry_init(out);
    clm_status status = check_input(a, error);
    if (status == CLM_OK) {
        status = check_input(b, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    bool from_b = a->point_count == 0;
    clm_bbox box = clm_geometry_bbox(from_b ? b : a);
    if (clm_bbox_is_empty(box)) {
        return CLM_OK;
    }
    clm_geometry left = {0};
    clm_geometry right = {0};
    clm_projection *projection = NULL;
    status = clm_projection_laea(clm_planar_centre(box), &projection, error);
    if (status == CLM_OK) {
        status = clm_geometry_copy(a, &left, error);
    }
    if (status == CLM_OK && op != CLM_OVERLAY_UNION) {
        status = copy_near(b, widen(box), &right, error);
    } else if (status == CLM_OK) {
        status = clm_geometry_copy(b, &right, error);
    }
    if (status == CLM_OK) {
        status = clm_planar_project(projection, &left, error);
    }
    if (status == CLM_OK) {
        status = clm_planar_project(projection, &right, error);
    }
    if (status == CLM_OK) {
        status = overlay_flat(projection, &left, &right, op, out, error);
    }
    clm_geometry_clear(&left);
    clm_geometry_clear(&right);
    clm_projection_free(projection);
    return status;
}
