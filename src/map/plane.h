/* map/plane.h: the plane of geo/projection.h (Lambert azimuthal equal-area on WGS 84), computed
 * without a call of PROJ for every point: a picture projects some 100,000 vertices. Private to map;
 * a test holds it to PROJ within a millimetre. Thread rule: a value. */
#ifndef CLM_MAP_PLANE_H
#define CLM_MAP_PLANE_H

#include "geo/projection.h"

typedef struct clm_plane {
    double lon0_rad;
    double sin_beta1, cos_beta1; /* authalic latitude of the centre */
    double rq_m;                 /* radius of the authalic sphere */
    double d;                    /* keeps the scale at the centre true in all directions */
    double qp;
} clm_plane;

/* **Source:** J. P. Snyder, Map Projections: A Working Manual (1987), equations 3-11, 3-12, 3-13,
 * 24-17 to 24-20; at the poles 24-23 to 24-25 by taking the limit. */
clm_plane clm_plane_at(clm_lonlat centre);

/* As clm_projection_forward; the antipode of the centre gives HUGE_VAL. */
clm_xy clm_plane_forward(const clm_plane *plane, clm_lonlat point);

#endif
