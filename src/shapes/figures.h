/* shapes/figures.h: how the sources of the figures share their work. Private.
 *
 * Thread rule: as shapes.h. */
#ifndef CLM_SHAPES_FIGURES_H
#define CLM_SHAPES_FIGURES_H

#include "shapes/shapes.h"

/* What all figures of one article are made from. */
typedef struct clm_figure_input {
    const clm_article *article;
    const clm_gazetteer *gazetteer;
    const clm_mentions *mentions;
    const clm_resolved *resolved;
    const clm_claims *claims;
    clm_worldview worldview;
} clm_figure_input;

/* True if `kind` can have an area of its own to put a figure into. */
bool clm_figure_kind_has_area(clm_place_kind kind);

/* Where a figure of `claim` belongs when the text names only `polygons`: among the article's other
 * claims there (`made` figures count with their centres), else at the border next to the claims
 * outside, else at the border towards the country of a foreign actor, else at the label point. */
clm_lonlat clm_figure_context_centre(const clm_figure_input *input, size_t claim,
                                     const clm_geometry *polygons, const clm_figure *made,
                                     size_t made_count);

#endif
