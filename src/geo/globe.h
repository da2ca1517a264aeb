/* geo/globe.h: lon/lat to the disc of a globe seen from afar, for pictures of where on Earth
 * something lies; on a sphere. Thread rule: a globe does not change.
 * **Source:** J. P. Snyder, Map Projections: A Working Manual (1987), equations 20-3, 20-4 and 5-3
 * (orthographic). */
#ifndef CLM_GEO_GLOBE_H
#define CLM_GEO_GLOBE_H

#include "geo/geo.h"

typedef struct clm_globe {
    double lon0_rad, sin_lat1, cos_lat1; /* of the middle of the disc */
} clm_globe;

/* A point of the disc, in radii from its middle, x to the east and y to the north. */
typedef struct clm_globe_point {
    double x, y;
    double depth; /* cosine of the angle to the middle: below 0 it lies on the far side */
} clm_globe_point;

clm_globe clm_globe_at(clm_lonlat middle);
clm_globe_point clm_globe_project(const clm_globe *globe, clm_lonlat point);

/* Where the far side is drawn so that areas stay closed: at the edge of the disc, in the same
 * direction; points of the near side stay. The antipode goes to the east. */
clm_globe_point clm_globe_to_edge(clm_globe_point point);

#endif
