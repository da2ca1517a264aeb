/* gazetteer/simplify.h: how heavy each vertex of a line is. Private.
 *
 * **Source:** M. Visvalingam, J. D. Whyatt, Line generalisation by repeated elimination of points,
 * The Cartographic Journal 30 (1993). */
#ifndef CLM_GAZETTEER_SIMPLIFY_H
#define CLM_GAZETTEER_SIMPLIFY_H

#include "gazetteer/format.h"

enum { CLM_WEIGHT_FIXED = 255 }; /* an end of a line */

/* Memory that is used again for each line. */
typedef struct clm_simplifier {
    double *area;
    uint32_t *heap, *where, *before, *after;
    size_t capacity;
} clm_simplifier;

void clm_simplifier_clear(clm_simplifier *simplifier);
CLM_MUST_CHECK clm_status clm_simplifier_reserve(clm_simplifier *simplifier, size_t count,
                                                 clm_error *error);

/* The heap of vertices, lightest first: puts the one in `slot` where it belongs, towards the top
 * or towards the end of `count`. */
void clm_simplifier_up(clm_simplifier *simplifier, size_t slot);
void clm_simplifier_down(clm_simplifier *simplifier, size_t slot, size_t count);

/* Area in a plane around the middle vertex, east-west shortened by the cosine of its latitude. */
double clm_triangle_m2(clm_gaz_vertex a, clm_gaz_vertex b, clm_gaz_vertex c);

/* Writes the weight code of each of `count` vertices. Ends of an open line are fixed; the first
 * vertex of a closed one weighs as much as the last triangle that remains, so that small islands
 * vanish as a whole. */
CLM_MUST_CHECK clm_status clm_simplify(clm_simplifier *simplifier, const clm_gaz_vertex *vertices,
                                       size_t count, bool closed, uint8_t *weights,
                                       clm_error *error);

#endif
