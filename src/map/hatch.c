#include "map/hatch.h"

/* The diagonals of a tile and of those beside it, as far as they reach into it. */
static void add_diagonals(clm_hatch_tile *tile, bool rising, double shift, bool second) {
    double size = tile->size_px;
    for (int i = -1; i <= 1; i++) {
        double x = shift + i * size;
        double top = rising ? size * 1.5 : -size * 0.5;
        tile->lines[tile->count++] =
            (clm_hatch_line){{x - size * 0.5, top}, {x + size * 1.5, size - top}, second};
    }
}

clm_hatch_tile clm_hatch_tile_of(clm_hatch hatch) {
    clm_hatch_tile tile = {.size_px = 9, .width_px = 1.9};
    switch (hatch) {
    case CLM_HATCH_NONE:
        break;
    case CLM_HATCH_DIAGONAL:
        add_diagonals(&tile, true, 0, false);
        break;
    case CLM_HATCH_CROSS:
        tile.size_px = 10;
        tile.width_px = 1.2;
        add_diagonals(&tile, true, 0, false);
        add_diagonals(&tile, false, 0, false);
        break;
    case CLM_HATCH_HORIZONTAL:
        tile.width_px = 1.5;
        tile.lines[tile.count++] = (clm_hatch_line){{-1, 4.5}, {10, 4.5}, false};
        break;
    case CLM_HATCH_VERTICAL:
        tile.size_px = 7;
        tile.width_px = 1.2;
        tile.lines[tile.count++] = (clm_hatch_line){{3.5, -1}, {3.5, 8}, false};
        break;
    case CLM_HATCH_SPLIT:
        tile.size_px = 18;
        tile.width_px = 2.6;
        add_diagonals(&tile, true, 0, false);
        add_diagonals(&tile, true, 9, true);
        break;
    }
    return tile;
}
