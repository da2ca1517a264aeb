/* map/grid.h: a coarse raster of a view: which region owns a cell, and how much ink lies there, so
 * that thousands of label places can be judged in constant time each. Private to map. */
#ifndef CLM_MAP_GRID_H
#define CLM_MAP_GRID_H

#include "map/display_list.h"

#include <stdint.h>

typedef struct clm_grid {
    clm_rect frame;
    double cell_px;
    int columns, rows;
    uint16_t *owner;       /* of each cell's middle; 0: none */
    unsigned char *toggle; /* working space of the filling */
    float *ink;            /* 0..: cost of covering the cell */
    double *ink_sum;       /* summed-area table, (columns + 1) x (rows + 1) */
} clm_grid;

/* A box of cells, half-open. */
typedef struct clm_cells {
    int x0, y0, x1, y1;
} clm_cells;

/* Cells that are not inside of something, summed: 0 in a box means that all of it is inside. */
typedef struct clm_mask {
    const clm_grid *grid;
    int x0, y0, columns, rows; /* the window, in cells; all outside of it is outside */
    uint32_t *outside;         /* summed-area table; owned */
    int inside_count;
    clm_px middle;   /* mean of the cells that are inside, in pixels */
    clm_rect extent; /* of the cells that are inside */
    double axis_rad; /* of their long axis, clockwise from the x axis; -pi/2 to pi/2 */
    double stretch;  /* how much longer they are than wide, about; 1 or more */
} clm_mask;

/* **Owns:** clm_grid_close. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_grid_open(clm_grid *grid, clm_rect frame, double cell_px,
                                        clm_error *error);
void clm_grid_close(clm_grid *grid);

/* Gives the cells inside the parts [first_part, ...) of `list` (even-odd) to `owner`. */
void clm_grid_fill(clm_grid *grid, const clm_display_list *list, size_t first_part, uint16_t owner);

/* Marks the cells along the parts [first_part, ...) with at least `cost`. */
void clm_grid_ink_lines(clm_grid *grid, const clm_display_list *list, size_t first_part,
                        double cost);
void clm_grid_ink_rect(clm_grid *grid, clm_rect rect, double cost);
/* Makes the sums; then clm_grid_ink may be asked. */
void clm_grid_sum(clm_grid *grid);
/* Mean cost of the cells that `rect` touches. */
double clm_grid_ink(const clm_grid *grid, clm_rect rect);

uint16_t clm_grid_owner_at(const clm_grid *grid, clm_px at);

/* For each owner 0 .. `count` - 1 the box of its cells and how many they are. */
void clm_grid_measure(const clm_grid *grid, size_t count, clm_cells *boxes, int *cells);

/* Makes the mask of cells for which `is_inside[owner]` is not 0; they must all lie in `window`.
 * **Owns:** clm_mask_close. */
CLM_MUST_CHECK clm_status clm_mask_open(clm_mask *mask, const clm_grid *grid, clm_cells window,
                                        const unsigned char *is_inside, clm_error *error);
void clm_mask_close(clm_mask *mask);
/* Share of the cells touched by `rect` that are outside: 0 to 1. */
double clm_mask_outside(const clm_mask *mask, clm_rect rect);
/* Whether a box of a size, turned clockwise by `angle_rad` about its middle, lies wholly inside. */
bool clm_mask_holds(const clm_mask *mask, clm_px middle, double width_px, double height_px,
                    double angle_rad);

#endif
