#include "map/grid.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

clm_status clm_grid_open(clm_grid *grid, clm_rect frame, double cell_px, clm_error *error) {
    memset(grid, 0, sizeof *grid);
    grid->frame = frame;
    grid->cell_px = cell_px;
    grid->columns = (int)ceil((frame.x1 - frame.x0) / cell_px);
    grid->rows = (int)ceil((frame.y1 - frame.y0) / cell_px);
    size_t cells = (size_t)grid->columns * (size_t)grid->rows;
    grid->owner = clm_alloc_zero(cells, sizeof *grid->owner);
    grid->toggle = clm_alloc_zero(cells, 1);
    grid->ink = clm_alloc_zero(cells, sizeof *grid->ink);
    grid->ink_sum = clm_alloc_zero(((size_t)grid->columns + 1) * ((size_t)grid->rows + 1),
                                   sizeof *grid->ink_sum);
    if (!grid->owner || !grid->toggle || !grid->ink || !grid->ink_sum) {
        clm_grid_close(grid);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    return CLM_OK;
}

void clm_grid_close(clm_grid *grid) {
    clm_free(grid->owner);
    clm_free(grid->toggle);
    clm_free(grid->ink);
    clm_free(grid->ink_sum);
    memset(grid, 0, sizeof *grid);
}

static int clamp(int value, int low, int high) {
    return value < low ? low : value > high ? high : value;
}

/* Row whose middle is the first at or below `y`. */
static int row_from(const clm_grid *grid, double y) {
    double row = ceil((y - grid->frame.y0) / grid->cell_px - 0.5);
    return clamp((int)fmin(fmax(row, -1), grid->rows), 0, grid->rows);
}

/* Flips, in every row that the edge crosses, the first cell whose middle lies right of it. */
static void toggle_edge(clm_grid *grid, clm_px a, clm_px b) {
    if (a.y > b.y) {
        clm_px swap = a;
        a = b;
        b = swap;
    }
    int last = row_from(grid, b.y);
    for (int row = row_from(grid, a.y); row < last; row++) {
        double y = grid->frame.y0 + (row + 0.5) * grid->cell_px;
        double x = a.x + (b.x - a.x) * (y - a.y) / (b.y - a.y);
        double column = ceil((x - grid->frame.x0) / grid->cell_px - 0.5);
        if (column < grid->columns) {
            grid->toggle[row * grid->columns + (int)fmax(column, 0)] ^= 1;
        }
    }
}

void clm_grid_fill(clm_grid *grid, const clm_display_list *list, size_t first_part,
                   uint16_t owner) {
    int top = grid->rows;
    int bottom = 0;
    for (size_t p = first_part; p < list->part_count; p++) {
        const clm_part *part = &list->parts[p];
        const clm_px *points = list->points + part->first;
        for (size_t i = 0; i < part->count; i++) {
            clm_px a = points[i];
            clm_px b = points[i + 1 == part->count ? 0 : i + 1];
            toggle_edge(grid, a, b);
            int row = row_from(grid, a.y);
            top = row < top ? row : top;
            bottom = row > bottom ? row : bottom;
        }
    }
    for (int row = top; row < bottom && row < grid->rows; row++) {
        unsigned char *toggle = grid->toggle + row * grid->columns;
        uint16_t *cells = grid->owner + row * grid->columns;
        unsigned char inside = 0;
        for (int column = 0; column < grid->columns; column++) {
            inside ^= toggle[column];
            toggle[column] = 0;
            if (inside) {
                cells[column] = owner;
            }
        }
    }
}

static void ink_cell(clm_grid *grid, double x, double y, float cost) {
    int column = (int)floor((x - grid->frame.x0) / grid->cell_px);
    int row = (int)floor((y - grid->frame.y0) / grid->cell_px);
    if (column >= 0 && column < grid->columns && row >= 0 && row < grid->rows) {
        float *cell = &grid->ink[row * grid->columns + column];
        *cell = *cell > cost ? *cell : cost;
    }
}

void clm_grid_ink_lines(clm_grid *grid, const clm_display_list *list, size_t first_part,
                        double cost) {
    for (size_t p = first_part; p < list->part_count; p++) {
        const clm_part *part = &list->parts[p];
        const clm_px *points = list->points + part->first;
        for (size_t i = 1; i < part->count; i++) {
            clm_px a = points[i - 1];
            clm_px b = points[i];
            int steps = (int)(hypot(b.x - a.x, b.y - a.y) / grid->cell_px * 1.5) + 1;
            for (int s = 0; s < steps; s++) {
                double t = (double)s / steps;
                ink_cell(grid, a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t, (float)cost);
            }
        }
    }
}

typedef struct cell_range {
    int x0, y0, x1, y1; /* half-open */
} cell_range;

static cell_range cells_of(const clm_grid *grid, clm_rect rect) {
    double cell = grid->cell_px;
    return (cell_range){
        clamp((int)floor((rect.x0 - grid->frame.x0) / cell), 0, grid->columns),
        clamp((int)floor((rect.y0 - grid->frame.y0) / cell), 0, grid->rows),
        clamp((int)ceil((rect.x1 - grid->frame.x0) / cell), 0, grid->columns),
        clamp((int)ceil((rect.y1 - grid->frame.y0) / cell), 0, grid->rows),
    };
}

void clm_grid_ink_rect(clm_grid *grid, clm_rect rect, double cost) {
    cell_range range = cells_of(grid, rect);
    for (int y = range.y0; y < range.y1; y++) {
        for (int x = range.x0; x < range.x1; x++) {
            float *cell = &grid->ink[y * grid->columns + x];
            *cell = *cell > (float)cost ? *cell : (float)cost;
        }
    }
}

void clm_grid_sum(clm_grid *grid) {
    int wide = grid->columns + 1;
    for (int y = 0; y < grid->rows; y++) {
        double row = 0;
        for (int x = 0; x < grid->columns; x++) {
            row += (double)grid->ink[y * grid->columns + x];
            grid->ink_sum[(y + 1) * wide + x + 1] = grid->ink_sum[y * wide + x + 1] + row;
        }
    }
}

double clm_grid_ink(const clm_grid *grid, clm_rect rect) {
    cell_range range = cells_of(grid, rect);
    int cells = (range.x1 - range.x0) * (range.y1 - range.y0);
    if (cells <= 0) {
        return 0;
    }
    int wide = grid->columns + 1;
    const double *sum = grid->ink_sum;
    return (sum[range.y1 * wide + range.x1] - sum[range.y0 * wide + range.x1] -
            sum[range.y1 * wide + range.x0] + sum[range.y0 * wide + range.x0]) /
           cells;
}

uint16_t clm_grid_owner_at(const clm_grid *grid, clm_px at) {
    int column = (int)floor((at.x - grid->frame.x0) / grid->cell_px);
    int row = (int)floor((at.y - grid->frame.y0) / grid->cell_px);
    if (column < 0 || row < 0 || column >= grid->columns || row >= grid->rows) {
        return 0;
    }
    return grid->owner[row * grid->columns + column];
}

void clm_grid_measure(const clm_grid *grid, size_t count, clm_cells *boxes, int *cells) {
    for (size_t i = 0; i < count; i++) {
        boxes[i] = (clm_cells){grid->columns, grid->rows, 0, 0};
        cells[i] = 0;
    }
    for (int y = 0; y < grid->rows; y++) {
        for (int x = 0; x < grid->columns; x++) {
            uint16_t owner = grid->owner[y * grid->columns + x];
            if (owner >= count) {
                continue;
            }
            clm_cells *box = &boxes[owner];
            box->x0 = x < box->x0 ? x : box->x0;
            box->y0 = y < box->y0 ? y : box->y0;
            box->x1 = x + 1 > box->x1 ? x + 1 : box->x1;
            box->y1 = y + 1;
            cells[owner]++;
        }
    }
}

typedef struct mask_sums {
    double x, y, xx, xy, yy;
    clm_cells box;
} mask_sums;

static void sum_row(clm_mask *mask, int y, const unsigned char *is_inside, mask_sums *sums) {
    const clm_grid *grid = mask->grid;
    int wide = mask->columns + 1;
    const uint16_t *owners = grid->owner + (mask->y0 + y) * grid->columns + mask->x0;
    uint32_t outside = 0;
    for (int x = 0; x < mask->columns; x++) {
        if (is_inside[owners[x]]) {
            mask->inside_count++;
            sums->x += x + 0.5;
            sums->y += y + 0.5;
            sums->xx += (x + 0.5) * (x + 0.5);
            sums->xy += (x + 0.5) * (y + 0.5);
            sums->yy += (y + 0.5) * (y + 0.5);
            sums->box.x0 = x < sums->box.x0 ? x : sums->box.x0;
            sums->box.x1 = x + 1 > sums->box.x1 ? x + 1 : sums->box.x1;
            sums->box.y0 = y < sums->box.y0 ? y : sums->box.y0;
            sums->box.y1 = y + 1;
        } else {
            outside++;
        }
        mask->outside[(y + 1) * wide + x + 1] = mask->outside[y * wide + x + 1] + outside;
    }
}

/* The direction in which the cells spread most, and how much more than across it. */
static void measure_axis(clm_mask *mask, const mask_sums *sums) {
    int count = mask->inside_count;
    double mean_x = sums->x / count;
    double mean_y = sums->y / count;
    double xx = sums->xx / count - mean_x * mean_x;
    double xy = sums->xy / count - mean_x * mean_y;
    double yy = sums->yy / count - mean_y * mean_y;
    double half = hypot(2 * xy, xx - yy) / 2;
    double middle = (xx + yy) / 2;
    const double cell = 1.0 / 12; /* a cell's own spread: a row of cells is not endlessly thin */
    mask->axis_rad = 0.5 * atan2(2 * xy, xx - yy);
    mask->stretch = sqrt((middle + half + cell) / (fmax(middle - half, 0) + cell));
}

clm_status clm_mask_open(clm_mask *mask, const clm_grid *grid, clm_cells window,
                         const unsigned char *is_inside, clm_error *error) {
    *mask = (clm_mask){.grid = grid,
                       .x0 = window.x0,
                       .y0 = window.y0,
                       .columns = window.x1 > window.x0 ? window.x1 - window.x0 : 0,
                       .rows = window.y1 > window.y0 ? window.y1 - window.y0 : 0};
    size_t sums_count = ((size_t)mask->columns + 1) * ((size_t)mask->rows + 1);
    mask->outside = clm_alloc_zero(sums_count, sizeof *mask->outside);
    if (!mask->outside) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    mask_sums sums = {.box = {mask->columns, mask->rows, 0, 0}};
    for (int y = 0; y < mask->rows; y++) {
        sum_row(mask, y, is_inside, &sums);
    }
    if (mask->inside_count > 0) {
        double cell = grid->cell_px;
        double left = grid->frame.x0 + mask->x0 * cell;
        double top = grid->frame.y0 + mask->y0 * cell;
        mask->middle = (clm_px){left + sums.x / mask->inside_count * cell,
                                top + sums.y / mask->inside_count * cell};
        measure_axis(mask, &sums);
        mask->extent = (clm_rect){left + sums.box.x0 * cell, top + sums.box.y0 * cell,
                                  left + sums.box.x1 * cell, top + sums.box.y1 * cell};
    }
    return CLM_OK;
}

void clm_mask_close(clm_mask *mask) {
    clm_free(mask->outside);
    memset(mask, 0, sizeof *mask);
}

double clm_mask_outside(const clm_mask *mask, clm_rect rect) {
    cell_range range = cells_of(mask->grid, rect);
    int cells = (range.x1 - range.x0) * (range.y1 - range.y0);
    if (cells <= 0) {
        return 1;
    }
    int x0 = clamp(range.x0 - mask->x0, 0, mask->columns);
    int x1 = clamp(range.x1 - mask->x0, 0, mask->columns);
    int y0 = clamp(range.y0 - mask->y0, 0, mask->rows);
    int y1 = clamp(range.y1 - mask->y0, 0, mask->rows);
    int wide = mask->columns + 1;
    const uint32_t *sum = mask->outside;
    uint32_t outside =
        sum[y1 * wide + x1] - sum[y0 * wide + x1] - sum[y1 * wide + x0] + sum[y0 * wide + x0];
    int inside = (x1 - x0) * (y1 - y0) - (int)outside;
    return (double)(cells - inside) / cells;
}

static bool holds_point(const clm_mask *mask, double x_px, double y_px) {
    const clm_grid *grid = mask->grid;
    int x = (int)floor((x_px - grid->frame.x0) / grid->cell_px) - mask->x0;
    int y = (int)floor((y_px - grid->frame.y0) / grid->cell_px) - mask->y0;
    if (x < 0 || y < 0 || x >= mask->columns || y >= mask->rows) {
        return false;
    }
    int wide = mask->columns + 1;
    const uint32_t *sum = mask->outside + y * wide + x;
    return sum[wide + 1] - sum[1] - sum[wide] + sum[0] == 0;
}

bool clm_mask_holds(const clm_mask *mask, clm_px middle, double width_px, double height_px,
                    double angle_rad) {
    double step = mask->grid->cell_px * 0.75;
    int columns = (int)ceil(width_px / step);
    int rows = (int)ceil(height_px / step);
    clm_px along = {cos(angle_rad), sin(angle_rad)};
    for (int r = 0; r <= rows; r++) {
        double v = ((double)r / (rows > 0 ? rows : 1) - 0.5) * height_px;
        for (int c = 0; c <= columns; c++) {
            double u = ((double)c / (columns > 0 ? columns : 1) - 0.5) * width_px;
            if (!holds_point(mask, middle.x + u * along.x - v * along.y,
                             middle.y + u * along.y + v * along.x)) {
                return false;
            }
        }
    }
    return true;
}
