#include "geo/globe.h"

#include <math.h>

static const double RADIANS = 0.017453292519943295769;

clm_globe clm_globe_at(clm_lonlat middle) {
    double lat = middle.lat_deg * RADIANS;
    return (clm_globe){middle.lon_deg * RADIANS, sin(lat), cos(lat)};
}

clm_globe_point clm_globe_project(const clm_globe *globe, clm_lonlat point) {
    double lat = point.lat_deg * RADIANS;
    double turn = point.lon_deg * RADIANS - globe->lon0_rad;
    double along = cos(lat) * cos(turn);
    return (clm_globe_point){cos(lat) * sin(turn),
                             globe->cos_lat1 * sin(lat) - globe->sin_lat1 * along,
                             globe->sin_lat1 * sin(lat) + globe->cos_lat1 * along};
}

clm_globe_point clm_globe_to_edge(clm_globe_point point) {
    if (point.depth >= 0) {
        return point;
    }
    double length = hypot(point.x, point.y);
    return length > 0 ? (clm_globe_point){point.x / length, point.y / length, 0}
                      : (clm_globe_point){1, 0, 0};
}
