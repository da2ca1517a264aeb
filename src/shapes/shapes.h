/* shapes/shapes.h: claims -> polygons, points, and figures whose area is true.
 *
 * Thread rule: no state; results belong to the caller. */
#ifndef CLM_SHAPES_SHAPES_H
#define CLM_SHAPES_SHAPES_H

#include "claims/claims.h"

typedef enum clm_geometry_basis {
    CLM_BASIS_NONE = 0,
    CLM_BASIS_GAZETTEER_POINT,
    CLM_BASIS_REGION_POLYGON,
    CLM_BASIS_COMPASS_PART,
    CLM_BASIS_OFFSET_POINT,
    CLM_BASIS_AREA_TRUE_FIGURE,
    CLM_BASIS_COUNT
} clm_geometry_basis;

const char *clm_geometry_basis_name(clm_geometry_basis basis);

/* The geometry of a resolved mention: polygons of a region or country at feature detail, the third
 * of a polygon on the compass side (cut along a parallel or meridian, or across the diagonal;
 * "central": the third nearest to the middle), or a point. `bearing_deg`/`dist_m`: NaN, or an
 * offset from the place ("10 km south of X") that gives a point. Polygons are valid; the members of
 * a group are joined. A vague region without a shape, whose name says which part it is of the
 * region or country around it ("Southern Lebanon"), gets that part. `out` is an initialised
 * geometry; it is NONE when the mention is not located. **Owns:** the caller clears `out`. */
CLM_MUST_CHECK clm_status clm_shape_of_place(const clm_gazetteer *gazetteer,
                                             const clm_resolved *resolved, clm_worldview worldview,
                                             double bearing_deg, double dist_m, clm_geometry *out,
                                             clm_geometry_basis *basis, clm_error *error);

/* The basis that clm_shape_of_place gives, without making the shape. */
clm_geometry_basis clm_shape_basis(const clm_gazetteer *gazetteer, const clm_resolved *resolved,
                                   clm_worldview worldview, double bearing_deg, double dist_m);

/* Reads "10 km south of X" where the text says so of place `place` of `claim`: true, and the
 * bearing in degrees and the distance in metres; false, and NaN in both. */
bool clm_claim_offset(const clm_article *article, const clm_mentions *mentions,
                      const clm_claim *claim, size_t place, double *bearing_deg, double *dist_m);

/* A territory figure to be drawn. */
typedef struct clm_figure {
    size_t claim;          /* index into claims */
    size_t claim_place;    /* index into its places: where it is put */
    size_t quantity;       /* index into its quantities */
    double area_m2;        /* stated */
    clm_geometry geometry; /* geodesic area within 0.1 % of area_m2 */
    clm_lonlat centre;
    bool anchored;          /* at a settlement that the claim names; false: placed by the context */
    bool past_peak;         /* an outline, not filled */
    clm_place_index region; /* clipped to it; CLM_NO_PLACE: not clipped */
    bool impossible;        /* larger than the region: then geometry is NONE */
} clm_figure;

/* Makes all figures of an article, by claim and quantity. A figure with no settlement sits where
 * the article's other claims in that region are; else at the border next to claims near by; else at
 * the border towards a foreign actor's country; else in the region's middle. Statements of one
 * event with the same area give one figure. **Owns:** the caller frees with clm_figures_free.
 * **Errors:** CLM_ERR_NOMEM, CLM_ERR_DAMAGED, CLM_ERR_FOREIGN; `*out` is then NULL. */
CLM_MUST_CHECK clm_status clm_figures_make(const clm_article *article,
                                           const clm_gazetteer *gazetteer,
                                           const clm_mentions *mentions,
                                           const clm_resolved *resolved, const clm_claims *claims,
                                           clm_worldview worldview, clm_figure **out, size_t *count,
                                           clm_error *error);
void clm_figures_free(clm_figure *figures, size_t count);

/* A shape of `area_m2` around `centre`, inside `region` (NULL: anywhere): a disc clipped to the
 * region and grown until its geodesic area is right to 0.1 % (better: 0.01 %). Pieces that the
 * border cuts off are left out unless the area needs them. `out` is an initialised geometry.
 * **Errors:** CLM_ERR_RANGE if the region is smaller than the area. */
CLM_MUST_CHECK clm_status clm_area_true_shape(clm_lonlat centre, double area_m2,
                                              const clm_geometry *region, clm_geometry *out,
                                              clm_error *error);

#endif
