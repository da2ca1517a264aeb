/* The pole of inaccessibility (V. Agafonkin, polylabel). Part of geo/geo.h. */
#include "base/alloc.h"
#include "geo/geo.h"

#include <math.h>

static const double RADIANS = 0.017453292519943295769;

enum { CELLS_MAX = 4096 };

/* One outer ring with its holes: parts [first, end) of a geometry; longitudes count from the first
 * point, times `scale`; in a ring that crosses 180 degrees the short way. */
typedef struct polygon {
    const clm_geometry *geometry;
    size_t first, end;
    double scale;
    double origin_lon_deg;
    bool crosses_180;
} polygon;

typedef struct cell {
    double x, y, half; /* scaled degrees */
    double dist;       /* of the centre from the border, negative outside */
    double potential;  /* the most that a point in the cell can reach */
} cell;

typedef struct heap {
    cell *cells;
    size_t count, capacity;
    size_t made;
} heap;

static double scaled_x(const polygon *shape, double lon_deg) {
    double x = lon_deg - shape->origin_lon_deg;
    if (shape->crosses_180) {
        x -= x > 180.0 ? 360.0 : x < -180.0 ? -360.0 : 0.0;
    }
    return x * shape->scale;
}

/* A whole turn is an edge along the border of the map, not a crossing. */
static bool crosses_180(const clm_lonlat *points, size_t count) {
    for (size_t i = 0; i < count; i++) {
        double step = fabs(points[i + 1 < count ? i + 1 : 0].lon_deg - points[i].lon_deg);
        if (step > 180.0 && step < 360.0) {
            return true;
        }
    }
    return false;
}

static double segment_dist2(double x, double y, const double a[2], const double b[2]) {
    double dx = b[0] - a[0];
    double dy = b[1] - a[1];
    double length2 = dx * dx + dy * dy;
    double t = length2 > 0.0 ? ((x - a[0]) * dx + (y - a[1]) * dy) / length2 : 0.0;
    t = t < 0.0 ? 0.0 : t > 1.0 ? 1.0 : t;
    double ox = x - (a[0] + t * dx);
    double oy = y - (a[1] + t * dy);
    return ox * ox + oy * oy;
}

/* Distance of a point from the nearest edge, negative outside. */
static double border_dist(const polygon *shape, double x, double y) {
    bool inside = false;
    double nearest2 = HUGE_VAL;
    for (size_t part = shape->first; part < shape->end; part++) {
        size_t count = 0;
        const clm_lonlat *ring = clm_geometry_part(shape->geometry, part, &count);
        if (count == 0) {
            continue;
        }
        double a[2] = {scaled_x(shape, ring[count - 1].lon_deg), ring[count - 1].lat_deg};
        for (size_t i = 0; i < count; i++) {
            double b[2] = {scaled_x(shape, ring[i].lon_deg), ring[i].lat_deg};
            if ((a[1] > y) != (b[1] > y) && x < (b[0] - a[0]) * (y - a[1]) / (b[1] - a[1]) + a[0]) {
                inside = !inside;
            }
            nearest2 = fmin(nearest2, segment_dist2(x, y, a, b));
            a[0] = b[0];
            a[1] = b[1];
        }
    }
    return inside ? sqrt(nearest2) : -sqrt(nearest2);
}

/* A total order, so that equal cells come out in one order everywhere. */
static bool before(const cell *a, const cell *b) {
    if (a->potential != b->potential) {
        return a->potential > b->potential;
    }
    return a->y != b->y ? a->y > b->y : a->x < b->x;
}

static void swap_cells(cell *a, cell *b) {
    cell kept = *a;
    *a = *b;
    *b = kept;
}

static void push(heap *queue, cell item) {
    void *cells = queue->cells;
    if (clm_grow(&cells, &queue->capacity, queue->count + 1, sizeof item) != 0) {
        return; /* the best cell so far is still an answer */
    }
    queue->cells = cells;
    size_t at = queue->count++;
    queue->cells[at] = item;
    while (at > 0 && before(&queue->cells[at], &queue->cells[(at - 1) / 2])) {
        swap_cells(&queue->cells[at], &queue->cells[(at - 1) / 2]);
        at = (at - 1) / 2;
    }
}

static cell pop(heap *queue) {
    cell top = queue->cells[0];
    queue->cells[0] = queue->cells[--queue->count];
    size_t at = 0;
    for (;;) {
        size_t best = at;
        for (size_t child = 2 * at + 1; child <= 2 * at + 2 && child < queue->count; child++) {
            best = before(&queue->cells[child], &queue->cells[best]) ? child : best;
        }
        if (best == at) {
            return top;
        }
        swap_cells(&queue->cells[at], &queue->cells[best]);
        at = best;
    }
}

static cell make_cell(const polygon *shape, double x, double y, double half) {
    cell made = {x, y, half, border_dist(shape, x, y), 0.0};
    made.potential = made.dist + half * 1.4142135623730951;
    return made;
}

static void try_cell(const polygon *shape, heap *queue, cell *best, double x, double y,
                     double half) {
    cell made = make_cell(shape, x, y, half);
    queue->made++;
    if (made.dist > best->dist) {
        *best = made;
    }
    push(queue, made);
}

static cell search(const polygon *shape, const double low[2], const double high[2]) {
    double width = high[0] - low[0];
    double height = high[1] - low[1];
    double size = fmin(width, height);
    cell best = make_cell(shape, (low[0] + high[0]) / 2.0, (low[1] + high[1]) / 2.0, 0.0);
    if (!(size > 0.0) || !isfinite(width + height)) {
        return best;
    }
    /* Very long shapes begin with larger cells. */
    size = fmax(size, fmax(width, height) / 32.0);
    double precision = size / 100.0;
    heap queue = {0};
    size_t columns = (size_t)ceil(width / size);
    size_t rows = (size_t)ceil(height / size);
    for (size_t i = 0; i < columns * rows; i++) {
        size_t column = i / rows;
        size_t row = i % rows;
        try_cell(shape, &queue, &best, low[0] + ((double)column + 0.5) * size,
                 low[1] + ((double)row + 0.5) * size, size / 2.0);
    }
    while (queue.count > 0 && queue.made < CELLS_MAX) {
        cell at = pop(&queue);
        if (at.potential - best.dist <= precision) {
            break;
        }
        double half = at.half / 2.0;
        try_cell(shape, &queue, &best, at.x - half, at.y - half, half);
        try_cell(shape, &queue, &best, at.x + half, at.y - half, half);
        try_cell(shape, &queue, &best, at.x - half, at.y + half, half);
        try_cell(shape, &queue, &best, at.x + half, at.y + half, half);
    }
    clm_free(queue.cells);
    return best;
}

/* The size of a part: of a ring its area in scaled square degrees, of a line its length. */
static double part_size(const clm_geometry *geometry, size_t part) {
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
    if (count == 0) {
        return 0.0;
    }
    const polygon frame = {geometry,          part,
                           part + 1,          cos(points[0].lat_deg * RADIANS),
                           points[0].lon_deg, crosses_180(points, count)};
    bool ring = geometry->kind == CLM_GEOMETRY_POLYGONS;
    double sum = 0.0;
    for (size_t i = 0; i < count - (ring ? 0 : 1); i++) {
        const clm_lonlat *next = &points[i + 1 < count ? i + 1 : 0];
        double ax = scaled_x(&frame, points[i].lon_deg);
        double bx = scaled_x(&frame, next->lon_deg);
        double ay = points[i].lat_deg - points[0].lat_deg;
        double by = next->lat_deg - points[0].lat_deg;
        sum += ring ? (ax * by - bx * ay) / 2.0 : hypot(bx - ax, by - ay);
    }
    return fabs(sum);
}

static size_t largest_part(const clm_geometry *geometry) {
    size_t best = 0;
    double best_size = -1.0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        if (!geometry->part_hole[part]) {
            double size = part_size(geometry, part);
            if (size > best_size) {
                best = part;
                best_size = size;
            }
        }
    }
    return best;
}

clm_lonlat clm_geometry_label_point(const clm_geometry *geometry) {
    if (geometry->point_count == 0 || geometry->part_count == 0) {
        return (clm_lonlat){0.0, 0.0};
    }
    size_t part = largest_part(geometry);
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
    if (count == 0) {
        return geometry->points[0];
    }
    if (geometry->kind != CLM_GEOMETRY_POLYGONS) {
        return points[count / 2];
    }
    polygon shape = {geometry, part, part + 1, 1.0, points[0].lon_deg, crosses_180(points, count)};
    while (shape.end < geometry->part_count && geometry->part_hole[shape.end]) {
        shape.end++;
    }
    double low[2] = {HUGE_VAL, HUGE_VAL};
    double high[2] = {-HUGE_VAL, -HUGE_VAL};
    for (size_t i = 0; i < count; i++) {
        low[1] = fmin(low[1], points[i].lat_deg);
        high[1] = fmax(high[1], points[i].lat_deg);
    }
    shape.scale = fmax(cos((low[1] + high[1]) / 2.0 * RADIANS), 1e-3);
    for (size_t i = 0; i < count; i++) {
        double x = scaled_x(&shape, points[i].lon_deg);
        low[0] = fmin(low[0], x);
        high[0] = fmax(high[0], x);
    }
    cell best = search(&shape, low, high);
    clm_lonlat result = {shape.origin_lon_deg + best.x / shape.scale, best.y};
    result.lon_deg -= result.lon_deg > 180.0 ? 360.0 : result.lon_deg < -180.0 ? -360.0 : 0.0;
    return result;
}
