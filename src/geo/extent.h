/* geo/extent.h: which part of the world a map shows, for pictures and pages.
 *
 * The main map shows where the article's precise claims lie close together. Places that would make
 * it several times larger go to the overview inset; they do not shrink the rest. */
#ifndef CLM_GEO_EXTENT_H
#define CLM_GEO_EXTENT_H

#include "geo/projection.h"

/* A box in metres of a projection's plane. Empty when x0_m > x1_m. */
typedef struct clm_bounds {
    double x0_m, y0_m, x1_m, y1_m;
} clm_bounds;

clm_bounds clm_bounds_empty(void);
bool clm_bounds_is_empty(clm_bounds bounds);
void clm_bounds_add(clm_bounds *bounds, clm_xy point);
void clm_bounds_join(clm_bounds *bounds, clm_bounds other);
double clm_bounds_diagonal(clm_bounds bounds);
/* The lon/lat box that covers `bounds`, from points on its edge. A corner without an image, or a
 * pole inside, opens it to all longitudes. */
clm_bbox clm_bounds_box(const clm_projection *plane, clm_bounds bounds);

typedef struct clm_extent_item {
    const clm_geometry *geometry; /* not NONE */
    int precision;                /* 1..5, 0 unknown */
    bool primary;
    bool numbered; /* a faint one with a number that a reader looks for */
    double weight; /* claims, those aside of the matter as less than one */
    bool on_main;  /* result */
    bool whole;    /* result: the extent holds all of it; else the frame may cut it */
} clm_extent_item;

typedef struct clm_extent {
    clm_lonlat centre;
    clm_bounds bounds; /* in the plane centred on `centre`, around its origin, without padding */
} clm_extent;

/* Chooses the extent and sets `on_main` of every item. The width and the height are at least
 * `min_m`. **Errors:** CLM_ERR_NOMEM, CLM_ERR_FOREIGN; CLM_ERR_NOT_FOUND without items. */
CLM_MUST_CHECK clm_status clm_extent_choose(clm_extent_item *items, size_t count, double min_m,
                                            clm_extent *out, clm_error *error);

/* The extent of all items, however far apart. */
CLM_MUST_CHECK clm_status clm_extent_of_all(const clm_extent_item *items, size_t count,
                                            double min_m, clm_extent *out, clm_error *error);

/* The extent of a lon/lat box. **Errors:** CLM_ERR_ARGUMENT if it is empty or has no width. */
CLM_MUST_CHECK clm_status clm_extent_of_box(clm_bbox box, clm_extent *out, clm_error *error);

/* Bounds of a geometry in a plane: of polygons only the main body, without far or small parts, so
 * that a country is not shown with its islands beyond an ocean. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_main_bounds(const clm_projection *plane, const clm_geometry *geometry,
                                          clm_bounds *out, clm_error *error);

#endif
