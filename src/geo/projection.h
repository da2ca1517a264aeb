/* geo/projection.h: lon/lat to a plane in metres and back. PROJ stays behind this fence.
 *
 * Thread rule: one projection, one thread at a time. */
#ifndef CLM_GEO_PROJECTION_H
#define CLM_GEO_PROJECTION_H

#include "geo/geo.h"

typedef struct clm_xy {
    double x_m; /* east */
    double y_m; /* north */
} clm_xy;

typedef struct clm_projection clm_projection;

/* Lambert azimuthal equal-area on WGS 84 centred on `centre`. **Owns:** the caller frees.
 * **Source:** J. P. Snyder, Map Projections: A Working Manual (1987), ch. 24, as in PROJ. */
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
