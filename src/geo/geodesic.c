/* Geodesic measures on WGS 84. Part of geo/geo.h; the only file that sees PROJ's geodesic.h. */
#include "geo/geo.h"

#include <geodesic.h>
#include <math.h>

static const double WGS84_RADIUS_M = 6378137.0;
static const double WGS84_FLATTENING = 1.0 / 298.257223563;
static const double SPHERE_RADIUS_M = 6371008.8;
static const double RADIANS = 0.017453292519943295769;

static double ring_area_m2(const struct geod_geodesic *earth, const clm_lonlat *ring,
                           size_t count) {
    struct geod_polygon polygon;
    double area_m2 = 0.0;
    geod_polygon_init(&polygon, 0);
    for (size_t i = 0; i < count; i++) {
        geod_polygon_addpoint(earth, &polygon, ring[i].lat_deg, ring[i].lon_deg);
    }
    (void)geod_polygon_compute(earth, &polygon, 0, 1, &area_m2, NULL);
    return fabs(area_m2);
}

double clm_geometry_area_m2(const clm_geometry *geometry) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return 0.0;
    }
    struct geod_geodesic earth;
    geod_init(&earth, WGS84_RADIUS_M, WGS84_FLATTENING);
    double sum_m2 = 0.0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        double area_m2 = count >= 3 ? ring_area_m2(&earth, ring, count) : 0.0;
        sum_m2 += geometry->part_hole[part] ? -area_m2 : area_m2;
    }
    return sum_m2;
}

double clm_distance_m(clm_lonlat from, clm_lonlat to) {
    struct geod_geodesic earth;
    double dist_m = 0.0;
    geod_init(&earth, WGS84_RADIUS_M, WGS84_FLATTENING);
    geod_inverse(&earth, from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, &dist_m, NULL, NULL);
    return dist_m;
}

double clm_azimuth_deg(clm_lonlat from, clm_lonlat to) {
    struct geod_geodesic earth;
    double azimuth_deg = 0.0;
    geod_init(&earth, WGS84_RADIUS_M, WGS84_FLATTENING);
    geod_inverse(&earth, from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, NULL, &azimuth_deg,
                 NULL);
    return azimuth_deg < 0.0 ? azimuth_deg + 360.0 : azimuth_deg;
}

clm_lonlat clm_destination(clm_lonlat from, double azimuth_deg, double dist_m) {
    struct geod_geodesic earth;
    clm_lonlat to = from;
    geod_init(&earth, WGS84_RADIUS_M, WGS84_FLATTENING);
    geod_direct(&earth, from.lat_deg, from.lon_deg, azimuth_deg, dist_m, &to.lat_deg, &to.lon_deg,
                NULL);
    return to;
}

double clm_sphere_distance_m(clm_lonlat a, clm_lonlat b) {
    double half_lat = sin((b.lat_deg - a.lat_deg) * RADIANS / 2.0);
    double half_lon = sin((b.lon_deg - a.lon_deg) * RADIANS / 2.0);
    double h = half_lat * half_lat +
               cos(a.lat_deg * RADIANS) * cos(b.lat_deg * RADIANS) * half_lon * half_lon;
    return 2.0 * SPHERE_RADIUS_M * asin(sqrt(h < 1.0 ? h : 1.0));
}
