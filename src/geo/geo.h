/* geo/geo.h: longitudes and latitudes, shapes made of rings, geodesic measures.
 *
 * Longitude before latitude, degrees, WGS 84. Knows nothing about names or articles. GeographicLib
 * stays behind this fence. Thread rule: no state; a shape belongs to one thread
 * while it is changed. */
#ifndef CLM_GEO_GEO_H
#define CLM_GEO_GEO_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct clm_lonlat {
    double lon_deg; /* -180 to 180 */
    double lat_deg; /* -90 to 90 */
} clm_lonlat;

/* West > east means that the box crosses 180 degrees. Empty when south > north. */
typedef struct clm_bbox {
    double west_deg, south_deg, east_deg, north_deg;
} clm_bbox;

typedef enum clm_geometry_kind {
    CLM_GEOMETRY_NONE = 0,
    CLM_GEOMETRY_POINT,   /* one part of one point */
    CLM_GEOMETRY_LINES,   /* parts are open lines */
    CLM_GEOMETRY_POLYGONS /* parts are rings; an outer ring is followed by its holes */
} clm_geometry_kind;

/* A point, lines or polygons. Rings do not repeat their first point; outer rings run
 * counter-clockwise, holes clockwise (RFC 7946 "right-hand"). A zeroed struct is a valid NONE. */
typedef struct clm_geometry {
    clm_geometry_kind kind;
    clm_lonlat *points;
    size_t point_count, point_capacity;
    size_t *part_start;       /* index of each part's first point */
    unsigned char *part_hole; /* 1 for a hole of the latest outer ring before it */
    size_t part_count, part_capacity;
} clm_geometry;

void clm_geometry_init(clm_geometry *geometry);
void clm_geometry_clear(clm_geometry *geometry); /* frees; NONE again */

/* Makes `to` (initialised; what it held is freed) a copy of `from`; unchanged on an error. */
CLM_MUST_CHECK clm_status clm_geometry_copy(const clm_geometry *from, clm_geometry *to,
                                            clm_error *error);

/* Makes `geometry` one point. */
CLM_MUST_CHECK clm_status clm_geometry_set_point(clm_geometry *geometry, clm_lonlat point,
                                                 clm_error *error);

/* Begins a new part (a ring or line); points follow with clm_geometry_add_point. */
CLM_MUST_CHECK clm_status clm_geometry_add_part(clm_geometry *geometry, bool hole,
                                                clm_error *error);
CLM_MUST_CHECK clm_status clm_geometry_add_point(clm_geometry *geometry, clm_lonlat point,
                                                 clm_error *error);

/* Points of part `index`; `*count` gets their number. */
const clm_lonlat *clm_geometry_part(const clm_geometry *geometry, size_t index, size_t *count);

/* Turns rings so that outer ones run counter-clockwise and holes clockwise. */
void clm_geometry_orient(clm_geometry *geometry);

/* Coordinates in files are whole steps of a millionth of a degree, a tenth of a metre. */
enum { CLM_STEPS_PER_DEGREE = 1000000 };

/* The point as files hold it: brought into range and to whole steps; NaN to the range's lower end.
 */
clm_lonlat clm_lonlat_settle(clm_lonlat point);

clm_bbox clm_bbox_empty(void);
bool clm_bbox_is_empty(clm_bbox box);
void clm_bbox_add(clm_bbox *box, clm_lonlat point); /* never crosses 180 by itself */
void clm_bbox_join(clm_bbox *box, clm_bbox other);  /* crosses 180 only if one of them does */
bool clm_bbox_contains(clm_bbox box, clm_lonlat point);
bool clm_bbox_overlaps(clm_bbox a, clm_bbox b);

/* The box of all points. Where parts lie on both sides of 180 degrees and the box across it is the
 * narrower one, that one is given (west > east): Fiji, Russia, the United States. So it is for
 * rings that were not split at 180 degrees. */
clm_bbox clm_geometry_bbox(const clm_geometry *geometry);

/* Inside by the even-odd rule on straight lon/lat edges; a point on an edge may be either. */
bool clm_geometry_contains(const clm_geometry *geometry, clm_lonlat point);

/* Geodesic area on WGS 84 in square metres, holes taken off; 0 for points and lines.
 * **Source:** C. F. F. Karney, Algorithms for geodesics, J. Geodesy 87 (2013), as in GeographicLib.
 */
double clm_geometry_area_m2(const clm_geometry *geometry);

/* Geodesic distance in metres, and initial azimuth in degrees clockwise from north. */
double clm_distance_m(clm_lonlat from, clm_lonlat to);
double clm_azimuth_deg(clm_lonlat from, clm_lonlat to);

/* The point `dist_m` metres from `from` at `azimuth_deg`. */
clm_lonlat clm_destination(clm_lonlat from, double azimuth_deg, double dist_m);

/* A quick great-circle distance in metres on a sphere of 6371008.8 m, for ranking. */
double clm_sphere_distance_m(clm_lonlat a, clm_lonlat b);

/* A point inside the polygons, far from the border (pole of inaccessibility of the largest
 * polygon, on degrees scaled by the cosine of latitude). Of a point the point, of lines a point in
 * the middle of the longest, of NONE 0, 0. **Source:** V. Agafonkin, polylabel. */
clm_lonlat clm_geometry_label_point(const clm_geometry *geometry);

#endif
