/* geo/projection.h: lon/lat to a plane in metres and back. Computed here, without PROJ's start-up
 * and its calls for single points: a picture projects some 100,000 vertices. A test holds both
 * ways to PROJ within a millimetre.
 *
 * Thread rule: a projection does not change; threads may share it. */
#ifndef CLM_GEO_PROJECTION_H
#define CLM_GEO_PROJECTION_H

#include "geo/geo.h"

typedef struct clm_xy {
    double x_m; /* east */
    double y_m; /* north */
} clm_xy;

typedef struct clm_projection clm_projection;

/* Lambert azimuthal equal-area on WGS 84 centred on `centre`. **Owns:** the caller frees.
 * **Source:** J. P. Snyder, Map Projections: A Working Manual (1987), equations 3-11 to 3-18 and
 * 24-17 to 24-25; at the poles by taking the limit. */
CLM_MUST_CHECK clm_status clm_projection_laea(clm_lonlat centre, clm_projection **out,
                                              clm_error *error);
void clm_projection_free(clm_projection *projection);
clm_lonlat clm_projection_centre(const clm_projection *projection);

/* Projects `count` points. A point that has no image (the antipode) gives HUGE_VAL in both. */
void clm_projection_forward(const clm_projection *projection, const clm_lonlat *in, clm_xy *out,
                            size_t count);
/* The way back; outside of the image gives HUGE_VAL in both. */
void clm_projection_inverse(const clm_projection *projection, const clm_xy *in, clm_lonlat *out,
                            size_t count);

#endif
