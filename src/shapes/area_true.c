#include "geo/overlay.h"
#include "geo/projection.h"
#include "shapes/polygons.h"
#include "shapes/shapes.h"

#include "base/alloc.h"

#include <math.h>

enum { DISC_VERTICES = 180, SEARCH_STEPS = 60, TRIM_STEPS = 12 };

#define PI 3.14159265358979323846
/* The shape's area is right to this fraction; the header promises ten times as much. */
#define AREA_TOLERANCE 1e-5
/* About half of the Earth. */
#define DISC_LIMIT_M2 2.5e14
/* Twice the radius of the sphere: the rim of the Lambert azimuthal plane. */
#define PLANE_RIM_M 12742017.6

/* A region seen from the centre of a growing disc. */
typedef struct disc_search {
    clm_projection *projection;
    bool clipped;
    clm_geometry local; /* the region without detail far from the centre */
    clm_xy *xy;         /* its points in the equal-area plane around the centre */
    clm_lonlat centre;
    double area_m2;
    bool connected; /* only the part around the centre counts */
} disc_search;

size_t clm_shapes_polygon_end(const clm_geometry *geometry, size_t first) {
    size_t next = first + 1;
    while (next < geometry->part_count && geometry->part_hole[next] != 0) {
        next++;
    }
    return next;
}

clm_status clm_shapes_append(const clm_geometry *from, size_t first, size_t end, clm_geometry *to,
                             clm_error *error) {
    to->kind = from->kind;
    for (size_t part = first; part < end; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(from, part, &count);
        clm_status status = clm_geometry_add_part(to, from->part_hole[part] != 0, error);
        for (size_t i = 0; status == CLM_OK && i < count; i++) {
            status = clm_geometry_add_point(to, points[i], error);
        }
        if (status != CLM_OK) {
            return status;
        }
    }
    return CLM_OK;
}

double clm_shapes_wrap_deg(double lon_deg) {
    while (lon_deg > 180.0) {
        lon_deg -= 360.0;
    }
    while (lon_deg < -180.0) {
        lon_deg += 360.0;
    }
    return lon_deg;
}

/* Signed area of the sector between two directions from the origin. */
static double sector_area(clm_xy a, clm_xy b, double r) {
    return 0.5 * r * r * atan2(a.x_m * b.y_m - a.y_m * b.x_m, a.x_m * b.x_m + a.y_m * b.y_m);
}

/* Signed area of the triangle (origin, a, b) inside the circle of radius `r` around the origin. */
static double wedge_area(clm_xy a, clm_xy b, double r) {
    double dx = b.x_m - a.x_m;
    double dy = b.y_m - a.y_m;
    double length2 = dx * dx + dy * dy;
    if (!(length2 > 0.0) || !isfinite(length2)) {
        return 0.0;
    }
    double along = a.x_m * dx + a.y_m * dy;
    double root = along * along - length2 * (a.x_m * a.x_m + a.y_m * a.y_m - r * r);
    if (root <= 0.0) {
        return sector_area(a, b, r);
    }
    root = sqrt(root);
    double enter = (-along - root) / length2;
    double leave = (-along + root) / length2;
    if (enter >= 1.0 || leave <= 0.0) {
        return sector_area(a, b, r);
    }
    clm_xy p = enter > 0.0 ? (clm_xy){a.x_m + enter * dx, a.y_m + enter * dy} : a;
    clm_xy q = leave < 1.0 ? (clm_xy){a.x_m + leave * dx, a.y_m + leave * dy} : b;
    double area = 0.5 * (p.x_m * q.y_m - p.y_m * q.x_m);
    if (enter > 0.0) {
        area += sector_area(a, p, r);
    }
    if (leave < 1.0) {
        area += sector_area(q, b, r);
    }
    return area;
}

/* Area of the region inside a circle of radius `r`, in the plane. */
static double plane_area(const disc_search *search, double r) {
    if (!search->clipped) {
        return PI * r * r;
    }
    double area = 0.0;
    const clm_geometry *region = &search->local;
    for (size_t part = 0; part < region->part_count; part++) {
        size_t count = 0;
        (void)clm_geometry_part(region, part, &count);
        const clm_xy *xy = search->xy + region->part_start[part];
        for (size_t i = 0; i < count; i++) {
            area += wedge_area(xy[i], xy[i + 1 == count ? 0 : i + 1], r);
        }
    }
    return area;
}

/* The radius at which the disc holds the wanted area of the region, found in the plane alone. */
static double plane_radius(const disc_search *search) {
    double low = 0.0;
    double high = sqrt(search->area_m2 / PI);
    while (high < PLANE_RIM_M && plane_area(search, high) < search->area_m2) {
        low = high;
        high *= 1.5;
    }
    high = fmin(high, PLANE_RIM_M);
    double miss_low = plane_area(search, low) - search->area_m2;
    double miss_high = plane_area(search, high) - search->area_m2;
    /* Illinois' variant of false position: safe as bisection, and fast on a smooth function. */
    for (int step = 0; step < SEARCH_STEPS && high - low > 1e-9 * high; step++) {
        double spread = miss_high - miss_low;
        double r = spread > 0.0 ? low - miss_low * (high - low) / spread : 0.5 * (low + high);
        double miss = plane_area(search, r) - search->area_m2;
        if (fabs(miss) < 1e-9 * search->area_m2) {
            return r;
        }
        if (miss > 0.0) {
            high = r;
            miss_high = miss;
            miss_low *= 0.5;
        } else {
            low = r;
            miss_low = miss;
            miss_high *= 0.5;
        }
    }
    return 0.5 * (low + high);
}

static clm_status make_disc(const disc_search *search, double r, clm_geometry *out,
                            clm_error *error) {
    clm_xy xy[DISC_VERTICES];
    clm_lonlat points[DISC_VERTICES];
    /* A polygon inside the circle would be too small: give it the circle's area. */
    double turn = 2.0 * PI / DISC_VERTICES;
    double rim = fmin(r * sqrt(turn / sin(turn)), PLANE_RIM_M * 0.9999);
    for (int i = 0; i < DISC_VERTICES; i++) {
        xy[i].x_m = rim * cos(turn * i);
        xy[i].y_m = rim * sin(turn * i);
    }
    clm_projection_inverse(search->projection, xy, points, DISC_VERTICES);
    clm_geometry_clear(out);
    out->kind = CLM_GEOMETRY_POLYGONS;
    clm_status status = clm_geometry_add_part(out, false, error);
    for (int i = 0; status == CLM_OK && i < DISC_VERTICES; i++) {
        points[i].lon_deg = clm_shapes_wrap_deg(points[i].lon_deg);
        status = clm_geometry_add_point(out, points[i], error);
    }
    return status;
}

/* Keeps the polygon that holds `centre`, or else the one with the nearest vertex. */
static clm_status keep_connected(clm_geometry *shape, clm_lonlat centre, clm_error *error) {
    size_t best = 0;
    double best_m = HUGE_VAL;
    for (size_t first = 0; first < shape->part_count && best_m > 0.0;
         first = clm_shapes_polygon_end(shape, first)) {
        clm_geometry one;
        clm_geometry_init(&one);
        clm_status status =
            clm_shapes_append(shape, first, clm_shapes_polygon_end(shape, first), &one, error);
        double nearest_m = HUGE_VAL;
        if (status == CLM_OK && clm_geometry_contains(&one, centre)) {
            nearest_m = 0.0;
        }
        for (size_t i = 0; nearest_m > 0.0 && i < one.point_count; i++) {
            nearest_m = fmin(nearest_m, clm_sphere_distance_m(centre, one.points[i]));
        }
        clm_geometry_clear(&one);
        if (status != CLM_OK) {
            return status;
        }
        if (nearest_m < best_m) {
            best_m = nearest_m;
            best = first;
        }
    }
    clm_geometry kept;
    clm_geometry_init(&kept);
    clm_status status =
        clm_shapes_append(shape, best, clm_shapes_polygon_end(shape, best), &kept, error);
    clm_geometry_clear(shape);
    *shape = kept;
    return status;
}

/* The figure for radius `r`: disc, clipped, and its geodesic area. */
static clm_status shape_at(const disc_search *search, double r, clm_geometry *out, double *area_m2,
                           clm_error *error) {
    *area_m2 = 0.0;
    if (!search->clipped) {
        clm_status status = make_disc(search, r, out, error);
        *area_m2 = clm_geometry_area_m2(out);
        return status;
    }
    clm_geometry disc;
    clm_geometry_init(&disc);
    clm_geometry_clear(out);
    clm_status status = make_disc(search, r, &disc, error);
    if (status == CLM_OK) {
        /* The disc comes first: the plane of the operation is then centred on it. */
        status = clm_overlay(&disc, &search->local, CLM_OVERLAY_INTERSECTION, out, error);
    }
    clm_geometry_clear(&disc);
    if (status == CLM_OK && search->connected && out->part_count > 1) {
        status = keep_connected(out, search->centre, error);
    }
    *area_m2 = clm_geometry_area_m2(out);
    return status;
}

/* Grows the radius from a near value by Newton's steps with the plane's slope. `*area_m2` tells
 * how near it came. */
static clm_status refine(const disc_search *search, double r, clm_geometry *out, double *area_m2,
                         clm_error *error) {
    clm_status status = CLM_OK;
    for (int step = 0; step < TRIM_STEPS; step++) {
        status = shape_at(search, r, out, area_m2, error);
        double miss = search->area_m2 - *area_m2;
        if (status != CLM_OK || fabs(miss) <= AREA_TOLERANCE * search->area_m2) {
            break;
        }
        double slope = (plane_area(search, 1.001 * r) - plane_area(search, r)) / (0.001 * r);
        slope = fmax(slope, 0.02 * 2.0 * PI * r); /* along a straight coast it can vanish */
        r = fmin(fmax(r + miss / slope, 0.5 * r), 2.0 * r);
    }
    return status;
}

/* Counting only the part around the centre, searches r in [low, high]. `*found` is false when no
 * radius gives the area: the part is an island, or jumps where it meets another. */
static clm_status refine_connected(disc_search *search, double low, double high, clm_geometry *out,
                                   bool *found, clm_error *error) {
    double area_m2 = 0.0;
    *found = false;
    search->connected = true;
    clm_status status = shape_at(search, high, out, &area_m2, error);
    double miss_high = area_m2 - search->area_m2;
    double miss_low = 0.0;
    if (status == CLM_OK && miss_high >= 0.0) {
        status = shape_at(search, low, out, &area_m2, error);
        miss_low = area_m2 - search->area_m2;
    }
    for (int step = 0; status == CLM_OK && miss_high >= 0.0 && step < 2 * TRIM_STEPS; step++) {
        if (fabs(area_m2 - search->area_m2) <= AREA_TOLERANCE * search->area_m2) {
            *found = true;
            break;
        }
        double spread = miss_high - miss_low;
        double r = spread > 0.0 ? low - miss_low * (high - low) / spread : 0.5 * (low + high);
        status = shape_at(search, r, out, &area_m2, error);
        double miss = area_m2 - search->area_m2;
        if (miss > 0.0) {
            high = r;
            miss_high = miss;
            miss_low *= 0.5;
        } else {
            low = r;
            miss_low = miss;
            miss_high *= 0.5;
        }
    }
    search->connected = false;
    return status;
}

/* True if the border is nowhere near a disc of radius `r`. */
static bool lies_inside(const disc_search *search, double r) {
    double wide = 1.01 * r;
    return search->clipped && plane_area(search, wide) >= PI * wide * wide * (1.0 - AREA_TOLERANCE);
}

static clm_status project(const clm_projection *projection, const clm_geometry *geometry,
                          clm_xy **xy, clm_error *error) {
    clm_free(*xy);
    *xy = clm_alloc_zero(geometry->point_count, sizeof **xy);
    if (*xy == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "figure: out of memory");
    }
    clm_projection_forward(projection, geometry->points, *xy, geometry->point_count);
    return CLM_OK;
}

/* Finds the radius in the plane, on a region without far detail: a country has ten thousands of
 * vertices, a figure meets few of them. Discs up to `reach` are then exact; half of it must do. */
static clm_status find_radius(disc_search *search, const clm_geometry *region, double *r,
                              clm_error *error) {
    clm_xy *all = NULL;
    clm_status status = project(search->projection, region, &all, error);
    double reach = 4.0 * sqrt(search->area_m2 / PI);
    *r = HUGE_VAL;
    while (status == CLM_OK && *r > 0.5 * reach) {
        clm_geometry_clear(&search->local);
        search->local.kind = CLM_GEOMETRY_POLYGONS;
        status = clm_shapes_thin(region, all, reach, &search->local, error);
        if (status == CLM_OK && search->local.point_count > 0) {
            status = project(search->projection, &search->local, &search->xy, error);
            *r = status == CLM_OK ? plane_radius(search) : 0.0;
        }
        if (reach > 2.0 * PLANE_RIM_M) {
            break;
        }
        reach *= 4.0;
    }
    clm_free(all);
    return status;
}

/* True if the shape falls apart; halves that meet at 180 degrees are one piece on the ground. */
static bool falls_apart(const clm_geometry *shape) {
    size_t count = 0;
    for (size_t part = 0; part < shape->part_count; part++) {
        count += shape->part_hole[part] == 0;
    }
    bool at_180 = false;
    for (size_t i = 0; i < shape->point_count; i++) {
        at_180 = at_180 || fabs(shape->points[i].lon_deg) > 179.999999;
    }
    return count > 1 && !at_180;
}

static clm_status search_shape(disc_search *search, const clm_geometry *region, clm_geometry *out,
                               clm_error *error) {
    clm_status status = clm_projection_laea(search->centre, &search->projection, error);
    double r = sqrt(search->area_m2 / PI);
    double area_m2 = 0.0;
    if (status == CLM_OK && region != NULL) {
        search->clipped = true;
        status = find_radius(search, region, &r, error);
        search->clipped = status == CLM_OK && !lies_inside(search, r);
    }
    if (status == CLM_OK) {
        status = refine(search, r, out, &area_m2, error);
    }
    if (status == CLM_OK && search->clipped && falls_apart(out)) {
        clm_geometry connected;
        clm_geometry_init(&connected);
        bool found = false;
        status = refine_connected(search, r, 1.5 * r, &connected, &found, error);
        if (status == CLM_OK && found) {
            clm_geometry_clear(out);
            *out = connected;
            area_m2 = search->area_m2;
        } else {
            clm_geometry_clear(&connected);
        }
    }
    if (status == CLM_OK && fabs(area_m2 - search->area_m2) > 1e-3 * search->area_m2) {
        status = clm_fail(error, CLM_ERR_RANGE, "figure: no disc inside the region has this area");
    }
    if (status == CLM_OK && !search->clipped) {
        status = clm_geometry_split_180(out, error);
    }
    return status;
}

clm_status clm_area_true_shape(clm_lonlat centre, double area_m2, const clm_geometry *region,
                               clm_geometry *out, clm_error *error) {
    clm_geometry_clear(out);
    if (!(area_m2 > 0.0) || !isfinite(area_m2) || !isfinite(centre.lon_deg) ||
        !isfinite(centre.lat_deg)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "figure: the area or its centre is no number");
    }
    if (region != NULL && region->kind != CLM_GEOMETRY_POLYGONS) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "figure: the region is no polygon");
    }
    bool fits = region == NULL ? area_m2 < DISC_LIMIT_M2
                               : clm_shapes_holds(region, area_m2 * (1.0 - AREA_TOLERANCE));
    if (!fits) {
        return clm_fail(error, CLM_ERR_RANGE, "figure: larger than what it must lie in");
    }
    if (region != NULL && !clm_shapes_holds(region, area_m2 * (1.0 + AREA_TOLERANCE))) {
        return clm_geometry_copy(region, out, error);
    }
    disc_search search = {.centre = centre, .area_m2 = area_m2};
    clm_geometry_init(&search.local);
    clm_status status = search_shape(&search, region, out, error);
    clm_projection_free(search.projection);
    clm_free(search.xy);
    clm_geometry_clear(&search.local);
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    return status;
}
