/* Borders, coasts, rivers and lakes for the base map. */
#include "gazetteer/read.h"

#include "base/alloc.h"

#include <stdlib.h>
#include <string.h>

typedef struct line_list {
    uint32_t *items;
    size_t count, capacity;
} line_list;

static int compare_numbers(const void *a, const void *b) {
    uint32_t x = *(const uint32_t *)a;
    uint32_t y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* Numbers of the lines whose box meets `box`, in order, each once. */
static clm_status gather(const clm_gazetteer *g, clm_bbox box, line_list *out, clm_error *error) {
    int32_t boxes[2][4];
    unsigned count = clm_boxes_e7(box, boxes);
    for (unsigned b = 0; b < count; b++) {
        clm_tree_walk walk;
        uint32_t line = 0;
        clm_tree_begin(&walk, g, &g->line_tree, boxes[b]);
        while (clm_tree_next(&walk, &line)) {
            if (clm_grow((void **)&out->items, &out->capacity, out->count + 1,
                         sizeof(*out->items)) != 0) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory for lines");
            }
            out->items[out->count++] = line;
        }
    }
    if (out->count > 1) {
        qsort(out->items, out->count, sizeof(*out->items), compare_numbers);
        size_t kept = 1;
        for (size_t i = 1; i < out->count; i++) {
            if (out->items[i] != out->items[kept - 1]) {
                out->items[kept++] = out->items[i];
            }
        }
        out->count = kept;
    }
    return clm_layer_check(g, error);
}

typedef struct point_list {
    clm_lonlat *items;
    size_t count, capacity;
} point_list;

/* The line's vertices that stay; fewer than make a line give a count of 0. */
static clm_status pick_points(const clm_gazetteer *g, const clm_gaz_line *line, unsigned code,
                              point_list *out, clm_error *error) {
    const clm_gaz_vertex *vertices = clm_read(g, CLM_GAZ_VERTICES, line->first, line->count);
    const uint8_t *weights = clm_read(g, CLM_GAZ_WEIGHTS, line->first, line->count);
    out->count = 0;
    if (vertices == NULL || weights == NULL) {
        return clm_layer_check(g, error);
    }
    if (clm_grow((void **)&out->items, &out->capacity, line->count, sizeof(*out->items)) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for lines");
    }
    for (uint32_t i = 0; i < line->count; i++) {
        if (weights[i] >= code) {
            out->items[out->count++] = clm_lonlat_of(vertices[i]);
        }
    }
    bool closed = (line->flags & CLM_GAZ_LINE_CLOSED) != 0;
    bool loop = !closed && line->count > 1 &&
                memcmp(&vertices[0], &vertices[line->count - 1], sizeof(*vertices)) == 0;
    size_t least = closed ? 3 : loop ? 4 : 2;
    out->count = out->count < least ? 0 : out->count;
    return CLM_OK;
}

static clm_base_line describe(const clm_gazetteer *g, const clm_gaz_line *line,
                              const point_list *points) {
    uint64_t places = g->sections[CLM_GAZ_PLACES].count;
    clm_base_line out = {0};
    out.line_class = (clm_line_class)line->line_class;
    out.rank = line->rank;
    out.closed = (line->flags & CLM_GAZ_LINE_CLOSED) != 0;
    out.hole = (line->flags & CLM_GAZ_LINE_HOLE) != 0;
    out.left = line->left < places ? line->left : CLM_NO_PLACE;
    out.right = line->right < places ? line->right : CLM_NO_PLACE;
    out.points = points->items;
    out.count = points->count;
    return out;
}

/* False for lines that are not drawn. */
static bool is_wanted(const clm_gazetteer *g, const clm_gaz_line *line, unsigned rank_max) {
    if (line->line_class >= CLM_LINE_CLASS_COUNT) {
        clm_read_damaged(g);
        return false;
    }
    bool water = line->line_class == CLM_LINE_RIVER || line->line_class == CLM_LINE_LAKE;
    return (line->flags & CLM_GAZ_LINE_SEAM) == 0 && !(water && line->rank > rank_max);
}

clm_status clm_layer_lines_in(const clm_gazetteer *g, clm_bbox box, double min_area_m2,
                              unsigned rank_max,
                              clm_status (*visit)(void *context, const clm_base_line *line),
                              void *context, clm_error *error) {
    line_list list = {NULL, 0, 0};
    point_list points = {NULL, 0, 0};
    unsigned code = clm_gaz_weight_code(min_area_m2);
    bool lake = false; /* the lake of the islands that follow is there */
    clm_status status = gather(g, box, &list, error);
    for (size_t i = 0; i < list.count && status == CLM_OK; i++) {
        const clm_gaz_line *line = clm_read(g, CLM_GAZ_LINES, list.items[i], 1);
        if (line == NULL || !is_wanted(g, line, rank_max)) {
            lake = lake && line != NULL && line->line_class != CLM_LINE_LAKE;
            continue;
        }
        bool hole = (line->flags & CLM_GAZ_LINE_HOLE) != 0;
        if (hole && !lake) {
            continue;
        }
        unsigned own = min_area_m2 < 0.0 ? line->detail_region : code;
        status = pick_points(g, line, own, &points, error);
        lake = hole ? lake : points.count > 0 && line->line_class == CLM_LINE_LAKE;
        if (status == CLM_OK && points.count > 0) {
            clm_base_line out = describe(g, line, &points);
            status = visit(context, &out);
        }
    }
    clm_free(list.items);
    clm_free(points.items);
    return status == CLM_OK ? clm_layer_check(g, error) : status;
}
