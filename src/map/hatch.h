/* map/hatch.h: the tiles of hatches, one geometry for all back ends. Private to map. */
#ifndef CLM_MAP_HATCH_H
#define CLM_MAP_HATCH_H

#include "map/display_list.h"

typedef struct clm_hatch_line {
    clm_px from, to;
    bool second; /* in hatch_color_2 */
} clm_hatch_line;

enum { CLM_HATCH_LINES_MAX = 8 };

typedef struct clm_hatch_tile {
    double size_px; /* the tile is a square that repeats from the page's upper left corner */
    double width_px;
    clm_hatch_line lines[CLM_HATCH_LINES_MAX]; /* reach over the tile's edges: no seams */
    size_t count;
} clm_hatch_tile;

clm_hatch_tile clm_hatch_tile_of(clm_hatch hatch);

#endif
