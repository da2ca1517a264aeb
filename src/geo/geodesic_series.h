/* geo/geodesic_series.h: private to geo: the sums that turn arcs of the auxiliary sphere into
 * lengths, longitudes and areas on WGS 84.
 *
 * **Source:** C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013): A1, C1 (eqs. 17,
 * 18), C1' (21), A3, C3 (24, 25), A2, C2 (42, 43), C4 (63), all to the sixth order: the error is
 * some nanometres. Thread rule: no state. */
#ifndef CLM_GEO_GEODESIC_SERIES_H
#define CLM_GEO_GEODESIC_SERIES_H

enum { CLM_SERIES_ORDER = 6 };

/* A direction or an arc by its sine and cosine. */
typedef struct clm_angle {
    double s, c;
} clm_angle;

/* A factor before the arc, and the sines c[1].. that are added to it; c[0] is 0. */
typedef struct clm_series {
    double a;
    double c[CLM_SERIES_ORDER + 1];
} clm_series;

/* WGS 84: the flattening, the third one, and the squares of both eccentricities. */
#define CLM_EARTH_F (1.0 / 298.257223563)
#define CLM_EARTH_N (CLM_EARTH_F / (2.0 - CLM_EARTH_F))
#define CLM_EARTH_E2 (CLM_EARTH_F * (2.0 - CLM_EARTH_F))
#define CLM_EARTH_EP2 (CLM_EARTH_E2 / ((1.0 - CLM_EARTH_F) * (1.0 - CLM_EARTH_F)))

/* Of the geodesic whose small parameter is `eps`. The length is b a (sigma + sum of c sin 2l sigma)
 * for clm_series_length; _arc gives sigma from a length, without a factor; _reduced is the second
 * one of the reduced length; _lon is that of the longitude, without -f sin alpha0. */
clm_series clm_series_length(double eps);
clm_series clm_series_arc(double eps);
clm_series clm_series_reduced(double eps);
clm_series clm_series_lon(double eps);
/* The cosines of the area between a geodesic and the equator: c[l] cos (2l + 1) sigma, a unused;
 * c[CLM_SERIES_ORDER] is 0. */
clm_series clm_series_area(double eps);

/* The sum of c[l] sin 2l sigma, l from 1. */
double clm_series_sines(const clm_series *series, clm_angle sigma);
/* The sum of c[l] cos (2l + 1) sigma, l from 0. */
double clm_series_cosines(const clm_series *series, clm_angle sigma);

#endif
