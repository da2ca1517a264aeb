#include "geo/overlay.h"
#include "shapes/polygons.h"
#include "shapes/shapes.h"

#include "base/alloc.h"

#include <math.h>

enum { SIDE_POINTS = 48, CUT_STEPS = 60, TRIM_ROUNDS = 3 };

#define RADIANS (3.14159265358979323846 / 180.0)
#define THIRD (1.0 / 3.0)
#define THIRD_TOLERANCE 1e-3
#define WIDE_DEG 12.0

/* Lambert's cylindrical equal-area plane on a unit sphere, true to scale in the region's middle,
 * turned so that `u` grows towards the wanted side. Parallels and meridians are straight in it, so
 * that "northern" cuts along a parallel. */
typedef struct cut_plane {
    double lon0_deg, scale; /* scale: cosine of the middle latitude */
    double to_u_x, to_u_y;  /* the direction of u */
    double u_min, u_max, v_min, v_max;
    double *u, *v; /* of each point of the polygons */
} cut_plane;

static void to_plane(const cut_plane *plane, clm_lonlat point, double *u, double *v) {
    double x = clm_shapes_wrap_deg(point.lon_deg - plane->lon0_deg) * RADIANS * plane->scale;
    double y = sin(point.lat_deg * RADIANS) / plane->scale;
    *u = x * plane->to_u_x + y * plane->to_u_y;
    *v = -x * plane->to_u_y + y * plane->to_u_x;
}

static clm_lonlat from_plane(const cut_plane *plane, double u, double v) {
    double x = u * plane->to_u_x - v * plane->to_u_y;
    double y = u * plane->to_u_y + v * plane->to_u_x;
    double lon = fmin(fmax(x / plane->scale / RADIANS, -179.9), 179.9);
    double sine = fmin(fmax(y * plane->scale, -0.999999), 0.999999);
    return (clm_lonlat){clm_shapes_wrap_deg(plane->lon0_deg + lon), asin(sine) / RADIANS};
}

static clm_status open_plane(const clm_geometry *polygons, int compass, cut_plane *plane,
                             clm_error *error) {
    static const signed char directions[][2] = {{0, 0},  {0, 1},   {1, 1},  {1, 0}, {1, -1},
                                                {0, -1}, {-1, -1}, {-1, 0}, {-1, 1}};
    clm_bbox box = clm_geometry_bbox(polygons);
    double east = box.east_deg + (box.east_deg < box.west_deg ? 360.0 : 0.0);
    clm_lonlat middle = {clm_shapes_wrap_deg(0.5 * (box.west_deg + east)),
                         0.5 * (box.south_deg + box.north_deg)};
    double x = directions[compass][0];
    double y = directions[compass][1];
    double length = sqrt(x * x + y * y);
    plane->lon0_deg = middle.lon_deg;
    plane->scale = fmax(cos(middle.lat_deg * RADIANS), 0.05);
    plane->to_u_x = x / length;
    plane->to_u_y = y / length;
    plane->u = clm_alloc_zero(polygons->point_count, sizeof *plane->u);
    plane->v = clm_alloc_zero(polygons->point_count, sizeof *plane->v);
    if (plane->u == NULL || plane->v == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "compass part: out of memory");
    }
    plane->u_min = plane->v_min = HUGE_VAL;
    plane->u_max = plane->v_max = -HUGE_VAL;
    for (size_t i = 0; i < polygons->point_count; i++) {
        to_plane(plane, polygons->points[i], &plane->u[i], &plane->v[i]);
        plane->u_min = fmin(plane->u_min, plane->u[i]);
        plane->u_max = fmax(plane->u_max, plane->u[i]);
        plane->v_min = fmin(plane->v_min, plane->v[i]);
        plane->v_max = fmax(plane->v_max, plane->v[i]);
    }
    return CLM_OK;
}

/* Area of the edge's contribution to the integral of max(u - cut, 0) dv (Green's theorem). */
static double edge_beyond(double u1, double v1, double u2, double v2, double cut) {
    double a = u1 - cut;
    double b = u2 - cut;
    if (a <= 0.0 && b <= 0.0) {
        return 0.0;
    }
    if (a >= 0.0 && b >= 0.0) {
        return 0.5 * (a + b) * (v2 - v1);
    }
    double inside = a > 0.0 ? a : b;
    return 0.5 * inside * (v2 - v1) * inside / (a > 0.0 ? a - b : b - a);
}

static double area_beyond(const clm_geometry *polygons, const cut_plane *plane, double cut) {
    double area = 0.0;
    for (size_t part = 0; part < polygons->part_count; part++) {
        size_t count = 0;
        (void)clm_geometry_part(polygons, part, &count);
        const double *u = plane->u + polygons->part_start[part];
        const double *v = plane->v + polygons->part_start[part];
        for (size_t i = 0; i < count; i++) {
            size_t j = i + 1 == count ? 0 : i + 1;
            area += edge_beyond(u[i], v[i], u[j], v[j], cut);
        }
    }
    return area;
}

static double find_cut(const clm_geometry *polygons, const cut_plane *plane, double fraction) {
    double low = plane->u_min;
    double high = plane->u_max;
    double wanted = fraction * area_beyond(polygons, plane, low);
    for (int step = 0; step < CUT_STEPS; step++) {
        double middle = 0.5 * (low + high);
        if (area_beyond(polygons, plane, middle) > wanted) {
            low = middle;
        } else {
            high = middle;
        }
    }
    return 0.5 * (low + high);
}

/* The box beyond the cut, with points along its sides: parallels bend in other planes. */
static clm_status make_box(const cut_plane *plane, double cut, clm_geometry *box,
                           clm_error *error) {
    double margin = 0.01 * (plane->u_max - plane->u_min + plane->v_max - plane->v_min);
    double u0 = cut;
    double u1 = plane->u_max + margin;
    double v0 = plane->v_min - margin;
    double v1 = plane->v_max + margin;
    const double corners[5][2] = {{u0, v0}, {u1, v0}, {u1, v1}, {u0, v1}, {u0, v0}};
    clm_geometry_clear(box);
    box->kind = CLM_GEOMETRY_POLYGONS;
    clm_status status = clm_geometry_add_part(box, false, error);
    for (int side = 0; side < 4; side++) {
        for (int i = 0; status == CLM_OK && i < SIDE_POINTS; i++) {
            double t = (double)i / SIDE_POINTS;
            double u = corners[side][0] + t * (corners[side + 1][0] - corners[side][0]);
            double v = corners[side][1] + t * (corners[side + 1][1] - corners[side][1]);
            status = clm_geometry_add_point(box, from_plane(plane, u, v), error);
        }
    }
    return status;
}

static clm_status cut_third(const clm_geometry *polygons, const cut_plane *plane, clm_geometry *out,
                            clm_error *error) {
    double fraction = THIRD;
    double whole_m2 = 0.0;
    /* The plane knows a sphere. Over a few degrees the ellipsoid changes a third by less than the
     * tolerance; for wider shapes a second round makes up for it. */
    clm_bbox box_deg = clm_geometry_bbox(polygons);
    bool wide = box_deg.north_deg - box_deg.south_deg > WIDE_DEG;
    if (wide) {
        whole_m2 = clm_geometry_area_m2(polygons);
    }
    clm_status status = CLM_OK;
    for (int round = 0; status == CLM_OK && round < TRIM_ROUNDS; round++) {
        clm_geometry box;
        clm_geometry_init(&box);
        clm_geometry_clear(out);
        status = make_box(plane, find_cut(polygons, plane, fraction), &box, error);
        if (status == CLM_OK) {
            status = clm_overlay(polygons, &box, CLM_OVERLAY_INTERSECTION, out, error);
        }
        clm_geometry_clear(&box);
        double miss = wide ? THIRD - clm_geometry_area_m2(out) / whole_m2 : 0.0;
        if (fabs(miss) <= THIRD_TOLERANCE) {
            break;
        }
        fraction = fmin(fmax(fraction + miss, 0.2), 0.5);
    }
    return status;
}

/* Middle of the polygons by area, on degrees around the label point. */
static clm_lonlat middle_of(const clm_geometry *polygons) {
    clm_lonlat origin = clm_geometry_label_point(polygons);
    double sum = 0.0;
    double x_sum = 0.0;
    double y_sum = 0.0;
    for (size_t part = 0; part < polygons->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(polygons, part, &count);
        for (size_t i = 0; i < count; i++) {
            const clm_lonlat *next = &ring[i + 1 == count ? 0 : i + 1];
            double x1 = clm_shapes_wrap_deg(ring[i].lon_deg - origin.lon_deg);
            double x2 = clm_shapes_wrap_deg(next->lon_deg - origin.lon_deg);
            double y1 = ring[i].lat_deg - origin.lat_deg;
            double y2 = next->lat_deg - origin.lat_deg;
            double cross = x1 * y2 - x2 * y1;
            sum += cross;
            x_sum += (x1 + x2) * cross;
            y_sum += (y1 + y2) * cross;
        }
    }
    if (!(fabs(sum) > 0.0)) {
        return origin;
    }
    return (clm_lonlat){clm_shapes_wrap_deg(origin.lon_deg + x_sum / (3.0 * sum)),
                        origin.lat_deg + y_sum / (3.0 * sum)};
}

clm_status clm_compass_part(const clm_geometry *polygons, int compass, clm_geometry *out,
                            clm_error *error) {
    clm_geometry_clear(out);
    if (polygons->kind != CLM_GEOMETRY_POLYGONS || compass <= CLM_COMPASS_NONE ||
        compass > CLM_COMPASS_CENTRAL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "compass part: no polygon or no direction");
    }
    if (compass == CLM_COMPASS_CENTRAL) {
        return clm_area_true_shape(middle_of(polygons), THIRD * clm_geometry_area_m2(polygons),
                                   polygons, out, error);
    }
    cut_plane plane = {.u = NULL};
    clm_status status = open_plane(polygons, compass, &plane, error);
    if (status == CLM_OK) {
        status = cut_third(polygons, &plane, out, error);
    }
    clm_free(plane.u);
    clm_free(plane.v);
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    return status;
}
