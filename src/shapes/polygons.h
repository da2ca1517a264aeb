/* shapes/polygons.h: small helpers on polygons, shared by the sources of this module. Private.
 *
 * Thread rule: no state. */
#ifndef CLM_SHAPES_POLYGONS_H
#define CLM_SHAPES_POLYGONS_H

#include "geo/geo.h"
#include "geo/projection.h"

/* Index of the part after the polygon that begins with the outer ring `first`. */
size_t clm_shapes_polygon_end(const clm_geometry *geometry, size_t first);

/* Appends parts [first, end) of `from` to `to`. */
CLM_MUST_CHECK clm_status clm_shapes_append(const clm_geometry *from, size_t first, size_t end,
                                            clm_geometry *to, clm_error *error);

/* `lon_deg` brought into -180 to 180. */
double clm_shapes_wrap_deg(double lon_deg);

/* True if the polygons have at least `area_m2`. Quick unless it is close. */
bool clm_shapes_holds(const clm_geometry *polygons, double area_m2);

/* Appends to `out` the polygons that `from` and its points `xy` in a plane describe, without detail
 * farther than `radius_m` from the plane's origin: long chords stand for the far parts of rings, so
 * that the even-odd inside is the same up to that radius. Far chords may cross each other. */
CLM_MUST_CHECK clm_status clm_shapes_thin(const clm_geometry *from, const clm_xy *xy,
                                          double radius_m, clm_geometry *out, clm_error *error);

/* Joins polygons that share borders (the same points on both sides) by taking the shared edges out,
 * in place. Left as they are where the rest does not close to rings. */
CLM_MUST_CHECK clm_status clm_shapes_dissolve(clm_geometry *polygons, clm_error *error);

/* Cuts off small loops where a ring crosses itself, and takes out the smaller of two rings that
 * cross, in place: what simplifying a coast can leave. Only small ones; much quicker than
 * clm_geometry_repair, and no promise: the caller checks. */
CLM_MUST_CHECK clm_status clm_shapes_untangle(clm_geometry *polygons, clm_error *error);

/* The third of `polygons` on the side `compass` (a clm_compass, not NONE): cut by a line across
 * that direction in an equal-area cylindrical plane; for "central" the third nearest to the middle.
 * **Owns:** the caller clears `out`. */
CLM_MUST_CHECK clm_status clm_compass_part(const clm_geometry *polygons, int compass,
                                           clm_geometry *out, clm_error *error);

#endif
