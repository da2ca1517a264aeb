/* vector/rings.h: private to vector: loose rings to outer rings with their holes.
 * Thread rule: no state. */
#ifndef CLM_VECTOR_RINGS_H
#define CLM_VECTOR_RINGS_H

#include "geo/geo.h"

/* Puts the parts of `rings` (any order; a clockwise ring is an outer one, as in shapefiles) into
 * `out` as clm_geometry wants them. Does not depend on the order beyond that of the outer rings.
 * **Errors:** CLM_ERR_NOMEM; `out` may hold a part of the rings then. */
CLM_MUST_CHECK clm_status clm_rings_arrange(const clm_geometry *rings, clm_geometry *out,
                                            clm_error *error);

#endif
