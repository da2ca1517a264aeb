/* What one lon/lat shape covers of another: only what lies near is projected. Part of
 * geo/overlay.h. */
#include "geo/overlay.h"

#include "base/alloc.h"
#include "geo/planar.h"
#include "geo/projection.h"

#include <math.h>

/* Cuts are made so far outside that none of them comes near a border of what counts. */
static const double MARGIN_DEG = 0.1;
/* Edges up to this are straight in the plane to a few metres. */
static const double STEP_DEG = 0.1;

static clm_status finish(clm_status status, clm_geometry *made, clm_geometry *polygons) {
    if (status == CLM_OK) {
        clm_geometry_clear(polygons);
        *polygons = *made;
        clm_geometry_init(made);
    }
    clm_geometry_clear(made);
    return status;
}

clm_status clm_geometry_dissolve(clm_geometry *polygons, clm_error *error) {
    clm_geometry made;
    if (polygons->kind == CLM_GEOMETRY_NONE) {
        return CLM_OK;
    }
    clm_status status = clm_planar_dissolve(polygons, &made, error);
    if (status == CLM_OK) {
        clm_geometry_orient(&made);
    }
    return finish(status, &made, polygons);
}

static clm_status densify_part(const clm_geometry *from, size_t part, double step_deg,
                               clm_geometry *to, clm_error *error) {
    size_t count = 0;
    const clm_lonlat *ring = clm_geometry_part(from, part, &count);
    clm_status status = clm_geometry_add_part(to, from->part_hole[part] != 0, error);
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        clm_lonlat a = ring[i];
        clm_lonlat b = ring[i + 1 < count ? i + 1 : 0];
        double steps =
            ceil(fmax(fabs(b.lon_deg - a.lon_deg), fabs(b.lat_deg - a.lat_deg)) / step_deg);
        status = clm_geometry_add_point(to, a, error);
        for (double k = 1; k < steps && status == CLM_OK; k++) {
            clm_lonlat between = {a.lon_deg + (b.lon_deg - a.lon_deg) * k / steps,
                                  a.lat_deg + (b.lat_deg - a.lat_deg) * k / steps};
            status = clm_geometry_add_point(to, between, error);
        }
    }
    return status;
}

clm_status clm_geometry_densify(clm_geometry *polygons, double step_deg, clm_error *error) {
    clm_geometry made;
    clm_geometry_init(&made);
    made.kind = polygons->kind;
    clm_status status = CLM_OK;
    for (size_t part = 0; part < polygons->part_count && status == CLM_OK; part++) {
        status = densify_part(polygons, part, step_deg, &made, error);
    }
    return finish(status, &made, polygons);
}

/* ---- clipping ---- */

static unsigned side_of(clm_lonlat point, const double rectangle[4]) {
    return (point.lon_deg < rectangle[0] ? 1U : 0U) | (point.lat_deg < rectangle[1] ? 2U : 0U) |
           (point.lon_deg > rectangle[2] ? 4U : 0U) | (point.lat_deg > rectangle[3] ? 8U : 0U);
}

/* What of the polygons may matter to somebody who looks at the rectangle. */
typedef struct window {
    double rectangle[4];
    double step_deg; /* vertices nearer than this to the one before are left out */
} window;

/* The ring without the vertices of runs beyond one side of the rectangle: chords beyond that side
 * stand for them. Nothing where nothing of it can be inside, or be seen. */
static clm_status add_near(const clm_geometry *from, size_t part, const window *at,
                           clm_geometry *to, clm_error *error) {
    size_t count = 0;
    const clm_lonlat *ring = clm_geometry_part(from, part, &count);
    const size_t first = to->point_count;
    unsigned all = 15;
    for (size_t i = 0; i < count && all != 0; i++) {
        all &= side_of(ring[i], at->rectangle);
    }
    if (all != 0 || count == 0) {
        return CLM_OK;
    }
    clm_status status = clm_geometry_add_part(to, from->part_hole[part] != 0, error);
    unsigned run = 0; /* the sides that the vertices from the last kept on are all beyond */
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        const clm_lonlat kept = i > 0 ? to->points[to->point_count - 1] : ring[0];
        const bool near = fabs(ring[i].lon_deg - kept.lon_deg) < at->step_deg &&
                          fabs(ring[i].lat_deg - kept.lat_deg) < at->step_deg;
        run &= side_of(ring[i], at->rectangle);
        if (i > 0 && (near || (run & side_of(ring[i + 1 < count ? i + 1 : 0], at->rectangle)))) {
            continue;
        }
        status = clm_geometry_add_point(to, ring[i], error);
        run = side_of(ring[i], at->rectangle);
    }
    if (status == CLM_OK && to->point_count - first < 3) {
        to->point_count = first;
        to->part_count--;
    }
    return status;
}

/* A hole goes with its outer ring. */
static clm_status take_near(const clm_geometry *polygons, const window *at, clm_geometry *out,
                            clm_error *error) {
    clm_status status = CLM_OK;
    bool dropped = false;
    clm_geometry_init(out);
    for (size_t i = 0; i < polygons->part_count && status == CLM_OK; i++) {
        if (polygons->part_hole[i] && dropped) {
            continue;
        }
        const size_t before = out->part_count;
        status = add_near(polygons, i, at, out, error);
        dropped = polygons->part_hole[i] ? dropped : out->part_count == before;
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    out->kind = out->part_count > 0 ? CLM_GEOMETRY_POLYGONS : CLM_GEOMETRY_NONE;
    return status;
}

clm_status clm_geometry_near(const clm_geometry *polygons, clm_bbox box, double step_deg,
                             clm_geometry *out, clm_error *error) {
    window at = {{box.west_deg, box.south_deg, box.east_deg, box.north_deg}, step_deg};
    if (box.west_deg > box.east_deg) {
        at.rectangle[0] = -HUGE_VAL;
        at.rectangle[2] = HUGE_VAL;
    }
    clm_status status = take_near(polygons, &at, out, error);
    if (status == CLM_OK && out->kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_geometry_densify(out, STEP_DEG, error);
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    return status;
}

static clm_status append(const clm_geometry *from, clm_geometry *to, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t part = 0; part < from->part_count && status == CLM_OK; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(from, part, &count);
        status = clm_geometry_add_part(to, from->part_hole[part] != 0, error);
        for (size_t i = 0; i < count && status == CLM_OK; i++) {
            status = clm_geometry_add_point(to, ring[i], error);
        }
    }
    return status;
}

static clm_status clip_to(const clm_geometry *polygons, const window *at, clm_geometry *out,
                          clm_error *error) {
    clm_geometry near;
    clm_geometry part;
    clm_geometry_init(&part);
    clm_status status = take_near(polygons, at, &near, error);
    if (status == CLM_OK && near.part_count > 0) {
        status = clm_planar_clip(&near, at->rectangle, &part, error);
    }
    if (status == CLM_OK) {
        status = append(&part, out, error);
    }
    clm_geometry_clear(&near);
    clm_geometry_clear(&part);
    return status;
}

clm_status clm_geometry_clip(const clm_geometry *polygons, clm_bbox box, clm_geometry *out,
                             clm_error *error) {
    clm_geometry_init(out);
    if (polygons->kind != CLM_GEOMETRY_POLYGONS || clm_bbox_is_empty(box)) {
        return CLM_OK;
    }
    const bool crosses = box.west_deg > box.east_deg;
    const double south = box.south_deg - MARGIN_DEG;
    const double north = box.north_deg + MARGIN_DEG;
    const double east = box.east_deg + MARGIN_DEG;
    const window first = {
        {box.west_deg - MARGIN_DEG, south, crosses ? 180.0 + MARGIN_DEG : east, north}, 0.0};
    const window second = {{-180.0 - MARGIN_DEG, south, east, north}, 0.0};
    clm_status status = clip_to(polygons, &first, out, error);
    if (status == CLM_OK && crosses) {
        status = clip_to(polygons, &second, out, error);
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    out->kind = out->part_count > 0 ? CLM_GEOMETRY_POLYGONS : CLM_GEOMETRY_NONE;
    clm_geometry_orient(out);
    return status;
}

/* ---- covering ---- */

/* The part of `shape` around `box`, in the plane of `projection`. */
static clm_status flat_part(const clm_geometry *shape, clm_bbox box,
                            const clm_projection *projection, clm_geometry *out, clm_error *error) {
    clm_status status = clm_geometry_clip(shape, box, out, error);
    if (status == CLM_OK && out->kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_geometry_densify(out, STEP_DEG, error);
    }
    if (status == CLM_OK && out->kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_planar_project(projection, out, error);
    }
    return status;
}

clm_status clm_covered_area(const clm_geometry *region, const clm_geometry *cover, double sliver_m,
                            double *area_m2, clm_error *error) {
    *area_m2 = 0.0;
    if ((region->kind != CLM_GEOMETRY_POLYGONS && region->kind != CLM_GEOMETRY_NONE) ||
        (cover->kind != CLM_GEOMETRY_POLYGONS && cover->kind != CLM_GEOMETRY_NONE)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a covered area needs polygons");
    }
    clm_bbox box = clm_geometry_bbox(region);
    clm_bbox other = clm_geometry_bbox(cover);
    if (!clm_bbox_overlaps(box, other)) {
        return CLM_OK;
    }
    clm_geometry flat_region;
    clm_geometry flat_cover;
    clm_projection *projection = NULL;
    clm_geometry_init(&flat_region);
    clm_geometry_init(&flat_cover);
    clm_status status = clm_projection_laea(clm_planar_centre(box), &projection, error);
    if (status == CLM_OK) {
        status = flat_part(cover, box, projection, &flat_cover, error);
    }
    if (status == CLM_OK) {
        status = flat_part(region, other, projection, &flat_region, error);
    }
    if (status == CLM_OK && flat_region.kind == CLM_GEOMETRY_POLYGONS &&
        flat_cover.kind == CLM_GEOMETRY_POLYGONS) {
        status = clm_planar_covered(&flat_region, &flat_cover, sliver_m, area_m2, error);
    }
    clm_geometry_clear(&flat_region);
    clm_geometry_clear(&flat_cover);
    clm_projection_free(projection);
    return status;
}
