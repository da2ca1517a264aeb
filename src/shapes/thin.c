#include "shapes/polygons.h"

#include <math.h>

/* How many vertices to look on when a chord comes too near. */
enum { LOOK_AHEAD = 64 };

#define PI 3.14159265358979323846

/* One ring, seen from the origin. */
typedef struct far_ring {
    const clm_lonlat *points;
    const clm_xy *xy;
    size_t count;
    double radius_m;
} far_ring;

static bool edge_is_far(clm_xy a, clm_xy b, double radius_m) {
    double dx = b.x_m - a.x_m;
    double dy = b.y_m - a.y_m;
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0.0 ? -(a.x_m * dx + a.y_m * dy) / length2 : 0.0;
    t = t < 0.0 ? 0.0 : (t > 1.0 ? 1.0 : t);
    double x = a.x_m + t * dx;
    double y = a.y_m + t * dy;
    return x * x + y * y > radius_m * radius_m;
}

/* The angle, seen from the origin, that the edge sweeps. */
static double swept(clm_xy a, clm_xy b) {
    return atan2(a.x_m * b.y_m - a.y_m * b.x_m, a.x_m * b.x_m + a.y_m * b.y_m);
}

/* True if the whole ring is far and does not go around the origin. */
static bool ring_is_elsewhere(const far_ring *ring) {
    double turn = 0.0;
    for (size_t i = 0; i < ring->count; i++) {
        clm_xy a = ring->xy[i];
        clm_xy b = ring->xy[i + 1 == ring->count ? 0 : i + 1];
        if (!edge_is_far(a, b, ring->radius_m)) {
            return false;
        }
        turn += swept(a, b);
    }
    return fabs(turn) < PI;
}

/* The last vertex that a straight chord from `first` can reach in place of the border: the chord
 * is far, the border up to there is far, and both pass the origin on the same side. */
static size_t reach(const far_ring *ring, size_t first) {
    size_t best = first + 1;
    double turn = 0.0;
    for (size_t i = first; i + 1 < ring->count && i < best + LOOK_AHEAD; i++) {
        turn += swept(ring->xy[i], ring->xy[i + 1]);
        if (!edge_is_far(ring->xy[i], ring->xy[i + 1], ring->radius_m) || fabs(turn) > 0.5 * PI) {
            break;
        }
        if (edge_is_far(ring->xy[first], ring->xy[i + 1], ring->radius_m)) {
            best = i + 1;
        }
    }
    return best;
}

clm_status clm_shapes_thin(const clm_geometry *from, const clm_xy *xy, double radius_m,
                           clm_geometry *out, clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t part = 0; status == CLM_OK && part < from->part_count; part++) {
        far_ring ring = {.xy = xy + from->part_start[part], .radius_m = radius_m};
        ring.points = clm_geometry_part(from, part, &ring.count);
        if (ring_is_elsewhere(&ring)) {
            continue;
        }
        status = clm_geometry_add_part(out, from->part_hole[part] != 0, error);
        for (size_t i = 0; status == CLM_OK && i < ring.count; i = reach(&ring, i)) {
            status = clm_geometry_add_point(out, ring.points[i], error);
        }
    }
    return status;
}

/* Area on the sphere of the same surface, by the cylindrical equal-area projection: within half a
 * per cent of the geodesic one, at a hundredth of its cost. */
static double sphere_area(const clm_geometry *polygons) {
    double area = 0.0;
    for (size_t part = 0; part < polygons->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(polygons, part, &count);
        double before = count > 0 ? sin(ring[count - 1].lat_deg * PI / 180.0) : 0.0;
        double lon_before = count > 0 ? ring[count - 1].lon_deg : 0.0;
        for (size_t i = 0; i < count; i++) {
            double sine = sin(ring[i].lat_deg * PI / 180.0);
            double step = clm_shapes_wrap_deg(ring[i].lon_deg - lon_before);
            area -= 0.5 * step * (sine + before);
            before = sine;
            lon_before = ring[i].lon_deg;
        }
    }
    return area * PI / 180.0 * 6371007.2 * 6371007.2;
}

bool clm_shapes_holds(const clm_geometry *polygons, double area_m2) {
    double rough_m2 = sphere_area(polygons);
    if (area_m2 < 0.97 * rough_m2) {
        return true;
    }
    return area_m2 < 1.03 * rough_m2 && clm_geometry_area_m2(polygons) >= area_m2;
}
