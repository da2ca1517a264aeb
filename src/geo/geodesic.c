/* Geodesic measures on WGS 84. Part of geo/geo.h. */
#include "geo/geo.h"

#include "geo/geodesic_solve.h"

#include <math.h>

static const double SPHERE_RADIUS_M = 6371008.8;
static const double RADIANS = 0.017453292519943295769;

/* What lies under the edges, with the sign of their way; the sum keeps what it rounds off. */
static double ring_area_m2(const clm_lonlat *ring, size_t count) {
    double area_m2 = 0.0;
    double rounded_m2 = 0.0;
    double turn_deg = 0.0;
    for (size_t i = 0; i < count; i++) {
        const clm_geodesic edge =
            clm_geodesic_between(ring[i], ring[i + 1 < count ? i + 1 : 0], true);
        const double sum_m2 = area_m2 + edge.area_m2;
        const double added_m2 = sum_m2 - area_m2;
        rounded_m2 += (area_m2 - (sum_m2 - added_m2)) + (edge.area_m2 - added_m2);
        area_m2 = sum_m2;
        turn_deg += edge.lon_deg;
    }
    area_m2 += rounded_m2;
    const double earth_m2 = clm_geodesic_earth_area_m2();
    if (fabs(turn_deg) > 180.0) { /* around a pole: what is under it is the other part of half */
        area_m2 += area_m2 < 0.0 ? earth_m2 / 2.0 : -earth_m2 / 2.0;
    }
    area_m2 = fabs(area_m2);
    return area_m2 > earth_m2 / 2.0 ? earth_m2 - area_m2 : area_m2;
}

double clm_geometry_area_m2(const clm_geometry *geometry) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return 0.0;
    }
    double sum_m2 = 0.0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        double area_m2 = count >= 3 ? ring_area_m2(ring, count) : 0.0;
        sum_m2 += geometry->part_hole[part] ? -area_m2 : area_m2;
    }
    return sum_m2;
}

double clm_distance_m(clm_lonlat from, clm_lonlat to) {
    return clm_geodesic_between(from, to, false).dist_m;
}

double clm_azimuth_deg(clm_lonlat from, clm_lonlat to) {
    const double azimuth_deg = clm_geodesic_between(from, to, false).azimuth_deg;
    return azimuth_deg < 0.0 ? azimuth_deg + 360.0 : azimuth_deg;
}

clm_lonlat clm_destination(clm_lonlat from, double azimuth_deg, double dist_m) {
    return clm_geodesic_end(from, azimuth_deg, dist_m);
}

double clm_sphere_distance_m(clm_lonlat a, clm_lonlat b) {
    double half_lat = sin((b.lat_deg - a.lat_deg) * RADIANS / 2.0);
    double half_lon = sin((b.lon_deg - a.lon_deg) * RADIANS / 2.0);
    double h = half_lat * half_lat +
               cos(a.lat_deg * RADIANS) * cos(b.lat_deg * RADIANS) * half_lon * half_lon;
    return 2.0 * SPHERE_RADIUS_M * asin(sqrt(h < 1.0 ? h : 1.0));
}
