/* geo/geodesic_solve.h: private to geo: the direct and the inverse geodesic problem on WGS 84.
 *
 * **Source:** C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), sections 3 to 5;
 * the azimuth of the inverse problem is found by Newton's method between two bounds that always
 * hold it, so that nearly opposite points are found too, though slowly. Thread rule: no state. */
#ifndef CLM_GEO_GEODESIC_SOLVE_H
#define CLM_GEO_GEODESIC_SOLVE_H

#include "geo/geo.h"

/* The shortest line from one point to another. */
typedef struct clm_geodesic {
    double dist_m;
    double azimuth_deg; /* at its first point, clockwise from north, -180 to 180 */
    double area_m2;     /* between it and the equator; positive where it runs eastwards, north of
                         * it; 0 unless asked for */
    double lon_deg;     /* from the first point to the second, -180 to 180 */
} clm_geodesic;

clm_geodesic clm_geodesic_between(clm_lonlat from, clm_lonlat to, bool with_area);
clm_lonlat clm_geodesic_end(clm_lonlat from, double azimuth_deg, double dist_m);

/* Of the whole earth. */
double clm_geodesic_earth_area_m2(void);

#endif
