/* shapes/shapes.h: claims -> polygons, points, and figures whose area is true.
 *
 * Thread rule: no state; results belong to the caller. */
#ifndef CLM_SHAPES_SHAPES_H
#define CLM_SHAPES_SHAPES_H

#include "claims/claims.h"
#include "geo/geo.h"

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

/* ---- overlays: land as somebody else has mapped it ---- */

/* What the user and the file say of an overlay. */
typedef struct clm_overlay_facts {
    const char *name;   /* given, else the layer's */
    const char *layer;  /* of the file */
    const char *file;   /* its name, without the folder */
    const char *date;   /* YYYY-MM-DD, "" unknown */
    const char *holder; /* who holds the land: ISO 3166-1 alpha-2, or a name; NULL unknown */
    const char *sha256; /* of the file; NULL: a folder */
    double area_km2;    /* of all its land, geodesic */
} clm_overlay_facts;

/* A layer's polygons. Any number of threads may use one; none changes it. */
typedef struct clm_overlay_layer clm_overlay_layer;

/* Thinner pieces of land along a region's border come from borders that differ between maps. */
#define CLM_OVERLAY_SLIVER_M 500.0

enum {
    CLM_OVERLAY_POINTS_MAX = 1 << 25, /* of all polygons together */
    CLM_OVERLAY_WORDS_MAX = 200       /* bytes of a name or holder */
};

/* Opens "FILE?layer=L&name=N&date=D&holder=H&crs=C" (clm_vector_spec_parse; all keys may be left
 * out) by the GDAL module, and makes its polygons valid and one, so that land is counted once. What
 * was left out of it, or that there is no land in it, is told in `notes`, a line each. **Owns:**
 * the caller frees with clm_overlay_free. **Errors:** those of clm_vector_spec_parse,
 * clm_dataset_open and clm_dataset_geometry; CLM_ERR_ARGUMENT a date that is none, a name or holder
 * that is too long or no UTF-8; CLM_ERR_LIMIT. */
CLM_MUST_CHECK clm_status clm_overlay_open(const char *spec, clm_overlay_layer **out,
                                           clm_buffer *notes, clm_error *error);
void clm_overlay_free(clm_overlay_layer *overlay); /* NULL is fine */

const clm_overlay_facts *clm_overlay_facts_of(const clm_overlay_layer *overlay);

/* All land of the overlay: valid polygons, or NONE. */
const clm_geometry *clm_overlay_land(const clm_overlay_layer *overlay);

/* The land of the overlay in valid polygons `region`, in square kilometres on WGS 84; slivers of
 * less than CLM_OVERLAY_SLIVER_M along the region's border do not count. **Errors:** CLM_ERR_NOMEM,
 * CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_overlay_measure(const clm_overlay_layer *overlay,
                                              const clm_geometry *region, double *km2,
                                              clm_error *error);

#endif
