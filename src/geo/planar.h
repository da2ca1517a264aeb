/* geo/planar.h: private to geo: set operations and validity in any flat plane. The coordinates of
 * a clm_geometry are taken as x and y of one unit, whatever that is. Only planar.c sees GEOS.
 *
 * Thread rule: no state. */
#ifndef CLM_GEO_PLANAR_H
#define CLM_GEO_PLANAR_H

#include "geo/overlay.h"

/* `a` op `b`; invalid input is repaired first; `out` gets polygons (not oriented by lon/lat rules),
 * or NONE. NONE as input is the empty set. `*out` is overwritten. **Owns:** the caller clears it.
 * **Errors:** CLM_ERR_NOMEM, CLM_ERR_ARGUMENT (a coordinate that is not finite), CLM_ERR_FOREIGN;
 * `*out` is then NONE. */
CLM_MUST_CHECK clm_status clm_planar_overlay(const clm_geometry *a, const clm_geometry *b,
                                             clm_overlay_op op, clm_geometry *out,
                                             clm_error *error);

#endif
