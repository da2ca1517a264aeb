/* Geodesic measures on WGS 84. Part of geo/geo.h; the only file that sees GeographicLib, and the
 * only one in C++, which is the language of that library. */
#include <GeographicLib/Geodesic.hpp>
#include <GeographicLib/PolygonArea.hpp>
#include <cmath>

extern "C" {
#include "geo/geo.h"
}

namespace {

const double SPHERE_RADIUS_M = 6371008.8;
const double RADIANS = 0.017453292519943295769;

/* Made once; read-only, so that threads share it. */
const GeographicLib::Geodesic &earth() {
    return GeographicLib::Geodesic::WGS84();
}

double ring_area_m2(const clm_lonlat *ring, size_t count) {
    GeographicLib::PolygonArea polygon(earth());
    for (size_t i = 0; i < count; i++) {
        polygon.AddPoint(ring[i].lat_deg, ring[i].lon_deg);
    }
    double perimeter_m = 0.0;
    double area_m2 = 0.0;
    polygon.Compute(false, true, perimeter_m, area_m2);
    return std::fabs(area_m2);
}

} // namespace

double clm_geometry_area_m2(const clm_geometry *geometry) {
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return 0.0;
    }
    double sum_m2 = 0.0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(geometry, part, &count);
        const double area_m2 = count >= 3 ? ring_area_m2(ring, count) : 0.0;
        sum_m2 += geometry->part_hole[part] ? -area_m2 : area_m2;
    }
    return sum_m2;
}

double clm_distance_m(clm_lonlat from, clm_lonlat to) {
    double dist_m = 0.0;
    earth().Inverse(from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, dist_m);
    return dist_m;
}

double clm_azimuth_deg(clm_lonlat from, clm_lonlat to) {
    double azimuth_deg = 0.0;
    double azimuth_there_deg = 0.0;
    earth().Inverse(from.lat_deg, from.lon_deg, to.lat_deg, to.lon_deg, azimuth_deg,
                    azimuth_there_deg);
    return azimuth_deg < 0.0 ? azimuth_deg + 360.0 : azimuth_deg;
}

clm_lonlat clm_destination(clm_lonlat from, double azimuth_deg, double dist_m) {
    clm_lonlat to = from;
    earth().Direct(from.lat_deg, from.lon_deg, azimuth_deg, dist_m, to.lat_deg, to.lon_deg);
    return to;
}

double clm_sphere_distance_m(clm_lonlat a, clm_lonlat b) {
    const double half_lat = std::sin((b.lat_deg - a.lat_deg) * RADIANS / 2.0);
    const double half_lon = std::sin((b.lon_deg - a.lon_deg) * RADIANS / 2.0);
    const double h = half_lat * half_lat + std::cos(a.lat_deg * RADIANS) *
                                               std::cos(b.lat_deg * RADIANS) * half_lon * half_lon;
    return 2.0 * SPHERE_RADIUS_M * std::asin(std::sqrt(h < 1.0 ? h : 1.0));
}
