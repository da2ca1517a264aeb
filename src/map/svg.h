/* map/svg.h: a composed scene -> SVG 1.1 with real text. Private to map.
 *
 * Layers are groups with an id and a name; each feature is one group under its id, with its title,
 * and `data-feature` on every group of it. Colours, fonts and places are those of the picture.
 * **Source:** Scalable Vector Graphics 1.1 (W3C 2011); `paint-order` of SVG 2 for halos. */
#ifndef CLM_MAP_SVG_H
#define CLM_MAP_SVG_H

#include "map/scene.h"
#include "map/words.h"

/* Appends the document. **Errors:** CLM_ERR_NOMEM; `out` may then hold a part. */
CLM_MUST_CHECK clm_status clm_svg_write(const clm_scene *scene, const clm_picture_words *words,
                                        clm_buffer *out);

#endif
