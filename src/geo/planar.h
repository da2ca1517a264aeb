/* geo/planar.h: private to geo: set operations and validity in any flat plane. The coordinates of
 * a clm_geometry are taken as x and y of one unit, whatever that is. Only planar*.c see GEOS.
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

/* The part of valid polygons in the rectangle from (x0, y0) to (x1, y1); as clm_planar_overlay. */
CLM_MUST_CHECK clm_status clm_planar_clip(const clm_geometry *polygons, const double rectangle[4],
                                          clm_geometry *out, clm_error *error);

/* All that the polygons cover, valid; as clm_planar_overlay. */
CLM_MUST_CHECK clm_status clm_planar_dissolve(const clm_geometry *polygons, clm_geometry *out,
                                              clm_error *error);

/* clm_covered_area in a plane whose unit is the metre. */
CLM_MUST_CHECK clm_status clm_planar_covered(const clm_geometry *region, const clm_geometry *cover,
                                             double sliver_m, double *area_m2, clm_error *error);

/* overlay.c: the points of `shape` in the plane of `projection`, in place; those without an image
 * are dropped. */
struct clm_projection;
CLM_MUST_CHECK clm_status clm_planar_project(const struct clm_projection *projection,
                                             clm_geometry *shape, clm_error *error);
/* The middle of a box, which may cross 180 degrees. */
clm_lonlat clm_planar_centre(clm_bbox box);

#endif
