/* geo/geos_session.h: private to geo: a GEOS context with the last words of GEOS, and polygons in
 * and out of it. Only planar.c and planar_cover.c include it.
 *
 * Thread rule: one session, one thread. */
#ifndef CLM_GEO_GEOS_SESSION_H
#define CLM_GEO_GEOS_SESSION_H

#include "geo/geo.h"

#include <geos_c.h>

typedef struct clm_geos {
    GEOSContextHandle_t handle;
    clm_error fault; /* GEOS reports through callbacks; the last words are kept for our message */
} clm_geos;

/* **Owns:** the caller ends it; the session must not move in between. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_geos_begin(clm_geos *at, clm_error *error);
void clm_geos_end(clm_geos *at);

/* CLM_ERR_FOREIGN with what GEOS said last. */
clm_status clm_geos_fail(const clm_geos *at, clm_error *error);

/* Turns polygons into a GEOS multipolygon that the caller destroys. **Errors:** CLM_ERR_ARGUMENT
 * (no polygons, a coordinate that is not finite), CLM_ERR_LIMIT, CLM_ERR_NOMEM, CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_geos_put(clm_geos *at, const clm_geometry *from, GEOSGeometry **out,
                                       clm_error *error);

/* Replaces an invalid `*shape` by a valid one. */
CLM_MUST_CHECK clm_status clm_geos_make_valid(clm_geos *at, GEOSGeometry **shape, clm_error *error);

/* Appends the polygons of `shape`, also out of one level of collections; lines and points that an
 * operation left over are dropped. `out` is cleared on an error. */
CLM_MUST_CHECK clm_status clm_geos_take(clm_geos *at, const GEOSGeometry *shape, clm_geometry *out,
                                        clm_error *error);

#endif
