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
 * none equal to the one before, no spike that goes straight out and back, rings oriented as in
 * geo.h; rings without an area in whole steps and lines of one point are left out, and NONE when
 * nothing is left; rings that touch themselves at 180 degrees are mended. Settling again changes
 * nothing. **Errors:** as clm_overlay. */
CLM_MUST_CHECK clm_status clm_geometry_settle(clm_geometry *geometry, clm_error *error);

/* True if the polygons are valid by OGC Simple Features; `reason` (NULL allowed) gets the first
 * fault. */
bool clm_geometry_valid(const clm_geometry *geometry, clm_error *reason);

/* Repairs an invalid geometry in place, on lon/lat as a plane (GEOS MakeValid, polygonal parts
 * kept), and orients it; NONE if nothing is left. **Errors:** as clm_overlay; unchanged then. */
CLM_MUST_CHECK clm_status clm_geometry_repair(clm_geometry *geometry, clm_error *error);

/* Makes polygons that may overlap, touch and cross themselves into the land that they cover, in
 * place, on lon/lat as a plane: valid, no point twice. Quick where nothing is wrong with them.
 * NONE when nothing is left. **Errors:** as clm_overlay; unchanged then. */
CLM_MUST_CHECK clm_status clm_geometry_dissolve(clm_geometry *polygons, clm_error *error);

/* Puts points into edges longer than `step_deg`, so that they stay straight in lon/lat (RFC 7946
 * 3.1.1) when a projection moves their ends. **Errors:** CLM_ERR_NOMEM; unchanged then. */
CLM_MUST_CHECK clm_status clm_geometry_densify(clm_geometry *polygons, double step_deg,
                                               clm_error *error);

/* What of valid `polygons` lies in `box`, which may cross 180 degrees: cut along straight lines of
 * lon/lat, a little outside of it. `*out` is overwritten. **Errors:** as clm_overlay. */
CLM_MUST_CHECK clm_status clm_geometry_clip(const clm_geometry *polygons, clm_bbox box,
                                            clm_geometry *out, clm_error *error);

/* What of `polygons` it takes to draw them in `box`, which may cross 180 degrees: chords stand for
 * what lies beyond a side of it, vertices nearer than `step_deg` to the one before in both
 * directions are left out, and so are rings that vanish. Edges are dense. `*out` is overwritten.
 * **Errors:** CLM_ERR_NOMEM; `*out` is then NONE. */
CLM_MUST_CHECK clm_status clm_geometry_near(const clm_geometry *polygons, clm_bbox box,
                                            double step_deg, clm_geometry *out, clm_error *error);

/* The area in square metres, on WGS 84, of what valid `cover` covers of `region`. Slivers do not
 * count: pieces that are nowhere as wide as `sliver_m` (what is wider by a tenth may count as one
 * too), and of wider pieces strips as thin along the region's border, within one and a half times
 * `sliver_m` of it, from an area of `sliver_m` squared on. Small faults of `region` are repaired.
 * Edges are straight in lon/lat. **Errors:** as clm_overlay; 0 then. */
CLM_MUST_CHECK clm_status clm_covered_area(const clm_geometry *region, const clm_geometry *cover,
                                           double sliver_m, double *area_m2, clm_error *error);

#endif
