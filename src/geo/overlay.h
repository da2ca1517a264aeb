/* geo/overlay.h: set operations on polygons, done in an equal-area plane. GEOS stays behind this
 * fence (OverlayNG; a library of C++ whose errors are translated here).
 *
 * Thread rule: no state. */
#ifndef CLM_GEO_OVERLAY_H
#define CLM_GEO_OVERLAY_H

#include "geo/geo.h"

typedef enum clm_overlay_op {
    CLM_OVERLAY_INTERSECTION,
    CLM_OVERLAY_UNION,
    CLM_OVERLAY_DIFFERENCE
} clm_overlay_op;

/* `a` op `b` in a Lambert azimuthal equal-area plane centred on the box of `a`; invalid input rings
 * are repaired first. NONE counts as the empty set. Edges are straight in that plane: none is
 * densified, so that a long edge of a shape far from the centre runs a little beside its straight
 * line in lon/lat. The plane knows no 180 degrees: shapes that meet there are joined, and the
 * result is split there again. `*out` is overwritten (not `a` or `b`) with oriented polygons, or
 * NONE when the result is empty or an error is returned. **Owns:** the caller clears `out`.
 * **Errors:** CLM_ERR_ARGUMENT (a point, a line, a coordinate that is not finite), CLM_ERR_NOMEM,
 * CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_overlay(const clm_geometry *a, const clm_geometry *b,
                                      clm_overlay_op op, clm_geometry *out, clm_error *error);

/* Splits polygons that cross 180 degrees (two neighbouring points more than 180 degrees apart) into
 * parts on both sides, RFC 7946 3.1.9; a ring around a pole gets the pole's edge. Edges are
 * cut where they are in lon/lat as a plane. Others are left as they are; points and lines always.
 * **Errors:** as clm_overlay; unchanged then. */
CLM_MUST_CHECK clm_status clm_geometry_split_180(clm_geometry *geometry, clm_error *error);

/* Takes the cut of clm_geometry_split_180 out again, for drawing: edges along 180 degrees that both
 * sides have, to half a kilometre, vanish, and rings go on across it. Others are left as they are.
 * A hole that the cut went through becomes a ring with the clock of its own, without the mark of a
 * hole. **Errors:** CLM_ERR_NOMEM; unchanged then. */
CLM_MUST_CHECK clm_status clm_geometry_join_180(clm_geometry *geometry, clm_error *error);

/* Makes `geometry` what a GeoJSON file will hold of it, so that what is drawn now and what is drawn
 * from the file are the same: split at 180 degrees (lines too), points as of clm_lonlat_settle,
 * none equal to the one before, rings oriented as in geo.h; rings without an area in whole steps
 * and lines of one point are left out, and NONE when nothing is left. Settling again changes
 * nothing. **Errors:** as clm_overlay. */
CLM_MUST_CHECK clm_status clm_geometry_settle(clm_geometry *geometry, clm_error *error);

/* True if the polygons are valid by OGC Simple Features; `reason` (NULL allowed) gets the first
 * fault. */
bool clm_geometry_valid(const clm_geometry *geometry, clm_error *reason);

/* Repairs an invalid geometry in place, on lon/lat as a plane (GEOS MakeValid, polygonal parts
 * kept), and orients it; NONE if nothing is left. **Errors:** as clm_overlay; unchanged then. */
CLM_MUST_CHECK clm_status clm_geometry_repair(clm_geometry *geometry, clm_error *error);

#endif
