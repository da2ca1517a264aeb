/* map/svg_ids.h: which group of an SVG stands for which feature. Private to map.
 *
 * Features that are drawn as one place share its group: the others' groups lie inside it. */
#ifndef CLM_MAP_SVG_IDS_H
#define CLM_MAP_SVG_IDS_H

#include "map/scene.h"

typedef struct clm_svg_feature {
    const clm_feature *feature;
    struct clm_svg_feature *next; /* the next feature of the same place */
    size_t
        item; /* the first that draws it on a map, else the first; SIZE_MAX: it lies in another's */
    bool on_map;
    bool inner; /* is another's `next` */
    bool written;
} clm_svg_feature;

typedef struct clm_svg_ids {
    clm_svg_feature *items; /* sorted by id */
    size_t count;
} clm_svg_ids;

/* Lists the drawn features of the scene's collection. Memory is `arena`'s. False when it ends. */
bool clm_svg_ids_make(const clm_scene *scene, clm_arena *arena, clm_svg_ids *out);
/* NULL when no feature has the id. */
clm_svg_feature *clm_svg_ids_find(const clm_svg_ids *ids, const char *id);

#endif
