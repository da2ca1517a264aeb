/* What lies where: regions around a point, settlements in a box. */
#include "gazetteer/read.h"

#include <math.h>
#include <string.h>

static const double degree_rad = 3.14159265358979323846 / 180.0;
static const double earth_radius_m = 6371008.8;

/* ---- trees ---- */

bool clm_box_meets(const int32_t a[4], const int32_t b[4]) {
    return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

clm_lonlat clm_lonlat_of(clm_gaz_vertex vertex) {
    return (clm_lonlat){(double)vertex.lon_e7 / 1e7, (double)vertex.lat_e7 / 1e7};
}

const clm_gaz_node *clm_tree_children(const clm_gazetteer *g, const clm_tree *tree, unsigned level,
                                      uint64_t index, uint32_t *count) {
    uint64_t first = index * CLM_GAZ_FANOUT;
    uint64_t left = tree->count[level - 1] - first;
    *count = (uint32_t)(left < CLM_GAZ_FANOUT ? left : CLM_GAZ_FANOUT);
    return clm_read(g, tree->section, tree->start[level - 1] + first, *count);
}

void clm_tree_begin(clm_tree_walk *walk, const clm_gazetteer *g, const clm_tree *tree,
                    const int32_t box_e7[4]) {
    walk->gazetteer = g;
    walk->tree = tree;
    memcpy(walk->box_e7, box_e7, sizeof(walk->box_e7));
    walk->depth = 0;
    if (tree->levels > 0) {
        unsigned top = tree->levels - 1;
        clm_tree_frame *frame = &walk->frames[0];
        frame->nodes = clm_read(g, tree->section, tree->start[top], 1);
        frame->first = 0;
        frame->at = 0;
        frame->count = 1;
        walk->depth = frame->nodes != NULL ? 1 : 0;
    }
}

bool clm_tree_next(clm_tree_walk *walk, uint32_t *value) {
    while (walk->depth > 0) {
        clm_tree_frame *frame = &walk->frames[walk->depth - 1];
        if (frame->at == frame->count) {
            walk->depth--;
            continue;
        }
        const clm_gaz_node *node = &frame->nodes[frame->at];
        uint64_t index = frame->first + frame->at++;
        if (!clm_box_meets(node->box_e7, walk->box_e7)) {
            continue;
        }
        unsigned level = walk->tree->levels - walk->depth;
        if (level == 0) {
            *value = node->value;
            return true;
        }
        clm_tree_frame *next = &walk->frames[walk->depth];
        next->nodes = clm_tree_children(walk->gazetteer, walk->tree, level, index, &next->count);
        next->first = index * CLM_GAZ_FANOUT;
        next->at = 0;
        if (next->nodes == NULL) {
            walk->depth = 0;
            return false;
        }
        walk->depth++;
    }
    return false;
}

static int32_t clamp_e7(double degrees, double limit, bool up) {
    double bounded = degrees < -limit ? -limit : degrees > limit ? limit : degrees;
    return (int32_t)(up ? ceil(bounded * 1e7) : floor(bounded * 1e7));
}

unsigned clm_boxes_e7(clm_bbox box, int32_t out[2][4]) {
    if (!(box.south_deg <= box.north_deg) || isnan(box.west_deg) || isnan(box.east_deg)) {
        return 0;
    }
    int32_t west = clamp_e7(box.west_deg, 180.0, false);
    int32_t east = clamp_e7(box.east_deg, 180.0, true);
    int32_t south = clamp_e7(box.south_deg, 90.0, false);
    int32_t north = clamp_e7(box.north_deg, 90.0, true);
    if (box.west_deg <= box.east_deg) {
        memcpy(out[0], (int32_t[4]){west, south, east, north}, sizeof(out[0]));
        return 1;
    }
    memcpy(out[0], (int32_t[4]){west, south, 1800000000, north}, sizeof(out[0]));
    memcpy(out[1], (int32_t[4]){-1800000000, south, east, north}, sizeof(out[1]));
    return 2;
}

/* ---- regions ---- */

static bool line_is_odd(const clm_gazetteer *g, int32_t number, int32_t x, int32_t y) {
    const clm_gaz_line *line =
        clm_read(g, CLM_GAZ_LINES, (uint64_t)(number < 0 ? ~number : number), 1);
    if (line == NULL || line->count == 0) {
        return false;
    }
    switch (clm_gaz_ray_meets(line, x, y)) {
    case CLM_GAZ_RAY_ENDS: {
        const clm_gaz_vertex *first = clm_read(g, CLM_GAZ_VERTICES, line->first, 1);
        const clm_gaz_vertex *last =
            clm_read(g, CLM_GAZ_VERTICES, (uint64_t)line->first + line->count - 1, 1);
        return first != NULL && last != NULL && (first->lat_e7 > y) != (last->lat_e7 > y);
    }
    case CLM_GAZ_RAY_SCAN: {
        const clm_gaz_vertex *vertices = clm_read(g, CLM_GAZ_VERTICES, line->first, line->count);
        return vertices != NULL &&
               clm_gaz_ray_crosses(vertices, line->count, (line->flags & CLM_GAZ_LINE_CLOSED) != 0,
                                   x, y);
    }
    case CLM_GAZ_RAY_MISS:
    default:
        return false;
    }
}

static bool ring_holds(const clm_gazetteer *g, const clm_gaz_ring *ring, int32_t x, int32_t y) {
    bool odd = false;
    const int32_t *box = ring->box_e7;
    if (x < box[0] || x > box[2] || y < box[1] || y > box[3]) {
        return false;
    }
    const int32_t *lines = clm_read(g, CLM_GAZ_RING_LINES, ring->first, ring->count);
    for (uint32_t i = 0; lines != NULL && i < ring->count; i++) {
        odd ^= line_is_odd(g, lines[i], x, y);
    }
    return odd;
}

/* The region of an outer ring that holds the point, holes taken off; else CLM_NO_PLACE. */
static clm_place_index part_holds(const clm_gazetteer *g, uint32_t outer, int32_t x, int32_t y) {
    const clm_gaz_ring *ring = clm_read(g, CLM_GAZ_RINGS, outer, 1);
    if (ring == NULL || !ring_holds(g, ring, x, y)) {
        return CLM_NO_PLACE;
    }
    clm_place_index place = ring->place;
    for (uint64_t i = (uint64_t)outer + 1; i < g->sections[CLM_GAZ_RINGS].count; i++) {
        const clm_gaz_ring *hole = clm_read(g, CLM_GAZ_RINGS, i, 1);
        if (hole == NULL || hole->hole == 0) {
            break;
        }
        if (ring_holds(g, hole, x, y)) {
            return CLM_NO_PLACE;
        }
    }
    return place < g->sections[CLM_GAZ_PLACES].count ? place : CLM_NO_PLACE;
}

/* Keeps the smallest `capacity` of all numbers put in, sorted and without repeats. */
static bool put_sorted(clm_place_index *out, size_t *filled, size_t capacity, uint32_t value) {
    size_t at = *filled;
    while (at > 0 && out[at - 1] > value) {
        at--;
    }
    if (at > 0 && out[at - 1] == value) {
        return false;
    }
    if (at < capacity) {
        size_t last = *filled < capacity ? *filled : capacity - 1;
        memmove(out + at + 1, out + at, (last - at) * sizeof(*out));
        out[at] = value;
        *filled = last + 1;
    }
    return true;
}

static int32_t point_e7(double degrees) {
    return (int32_t)floor(degrees * 1e7 + 0.5);
}

static bool is_point(clm_lonlat point) {
    return point.lon_deg >= -180.0 && point.lon_deg <= 180.0 && point.lat_deg >= -90.0 &&
           point.lat_deg <= 90.0;
}

size_t clm_layer_containing(const clm_gazetteer *g, clm_lonlat point, clm_place_index *out,
                            size_t capacity) {
    size_t total = 0;
    size_t filled = 0;
    uint32_t outer = 0;
    if (!is_point(point)) {
        return 0;
    }
    int32_t x = point_e7(point.lon_deg);
    int32_t y = point_e7(point.lat_deg);
    clm_tree_walk walk;
    clm_tree_begin(&walk, g, &g->part_tree, (int32_t[4]){x, y, x, y});
    while (clm_tree_next(&walk, &outer)) {
        clm_place_index place = part_holds(g, outer, x, y);
        if (place != CLM_NO_PLACE) {
            total += put_sorted(out, &filled, capacity, place);
        }
    }
    return total;
}

size_t clm_layer_regions_in(const clm_gazetteer *g, clm_bbox box, clm_place_index *out,
                            size_t capacity) {
    size_t total = 0;
    int32_t boxes[2][4];
    unsigned count = clm_boxes_e7(box, boxes);
    uint64_t places = g->sections[CLM_GAZ_PLACES].count;
    for (uint64_t i = g->meta.town_count; i < places && count > 0; i++) {
        const clm_gaz_place *place = clm_read_place(g, (clm_place_index)i);
        if (place == NULL || place->kind != CLM_KIND_REGION) {
            break; /* regions stand right behind the settlements */
        }
        const clm_gaz_extra *extra = clm_read_extra(g, place);
        if (extra == NULL || (place->flags & CLM_PLACE_POLYGON) == 0) {
            continue;
        }
        const int32_t *own = extra->box_e7;
        int32_t west[4] = {own[0], own[1], own[0] <= own[2] ? own[2] : 1800000000, own[3]};
        int32_t east[4] = {own[0] <= own[2] ? own[0] : -1800000000, own[1], own[2], own[3]};
        bool meets = false;
        for (unsigned b = 0; b < count; b++) {
            meets |= clm_box_meets(west, boxes[b]) || clm_box_meets(east, boxes[b]);
        }
        if (meets) {
            if (total < capacity) {
                out[total] = (clm_place_index)i;
            }
            total++;
        }
    }
    return total;
}

/* ---- waters ---- */

size_t clm_layer_waters(const clm_gazetteer *g, clm_place_index *out, size_t capacity) {
    enum { WATERS_MAX = 20000, LOOKS_MAX = 200000 };
    const uint64_t places = g->sections[CLM_GAZ_PLACES].count;
    const size_t all =
        (size_t)g->meta.by_kind[CLM_KIND_RIVER] + (size_t)g->meta.by_kind[CLM_KIND_SEA];
    if (all > WATERS_MAX) {
        return 0;
    }
    /* Their table is read last, so that they stand at the end: found from there. */
    uint64_t first = places;
    size_t left = all;
    for (size_t looks = 0; left > 0 && first > g->meta.town_count && looks < LOOKS_MAX; looks++) {
        const clm_gaz_place *place = clm_read_place(g, (clm_place_index)--first);
        left -= place && (place->kind == CLM_KIND_RIVER || place->kind == CLM_KIND_SEA);
    }
    size_t total = 0;
    for (uint64_t i = first; i < places && left < all; i++) {
        const clm_gaz_place *place = clm_read_place(g, (clm_place_index)i);
        if (place && (place->kind == CLM_KIND_RIVER || place->kind == CLM_KIND_SEA)) {
            if (total < capacity) {
                out[total] = (clm_place_index)i;
            }
            total++;
        }
    }
    return total;
}

/* ---- settlements ---- */

/* The best so far: a heap with the least important one at its top. Settlements stand in the file
 * in order of importance, so that a smaller number is a more important place. */
typedef struct best_towns {
    clm_place_index *items;
    size_t count, capacity, total;
} best_towns;

static void sift_down(clm_place_index *heap, size_t slot, size_t count) {
    for (;;) {
        size_t child = slot * 2 + 1;
        if (child >= count) {
            return;
        }
        child += child + 1 < count && heap[child + 1] > heap[child];
        if (heap[child] <= heap[slot]) {
            return;
        }
        clm_place_index kept = heap[slot];
        heap[slot] = heap[child];
        heap[child] = kept;
        slot = child;
    }
}

static void offer(best_towns *best, clm_place_index town) {
    best->total++;
    if (best->count < best->capacity) {
        size_t slot = best->count++;
        while (slot > 0 && best->items[(slot - 1) / 2] < town) {
            best->items[slot] = best->items[(slot - 1) / 2];
            slot = (slot - 1) / 2;
        }
        best->items[slot] = town;
    } else if (best->capacity > 0 && town < best->items[0]) {
        best->items[0] = town;
        sift_down(best->items, 0, best->count);
    }
}

static bool inside(const int32_t inner[4], const int32_t outer[4]) {
    return inner[0] >= outer[0] && inner[2] <= outer[2] && inner[1] >= outer[1] &&
           inner[3] <= outer[3];
}

static uint64_t leaves_below(const clm_tree *tree, unsigned level, uint64_t index) {
    uint64_t width = (uint64_t)1 << (4 * level);
    uint64_t first = index * width;
    uint64_t left = tree->count[0] - first;
    return left < width ? left : width;
}

/* The next child by importance; `after` is the value of the last one, or -1. */
static uint32_t next_child(const clm_tree_frame *frame, int64_t after) {
    uint32_t found = frame->count;
    for (uint32_t i = 0; i < frame->count; i++) {
        if ((int64_t)frame->nodes[i].value > after &&
            (found == frame->count || frame->nodes[i].value < frame->nodes[found].value)) {
            found = i;
        }
    }
    return found;
}

/* Nodes that lie inside the box and hold nothing better than the worst so far are only counted. */
static void search_towns(const clm_gazetteer *g, const int32_t box[4], best_towns *best) {
    const clm_tree *tree = &g->town_tree;
    clm_tree_frame frames[CLM_TREE_LEVELS_MAX];
    int64_t after[CLM_TREE_LEVELS_MAX];
    unsigned depth = 0;
    if (tree->levels == 0) {
        return;
    }
    frames[0] =
        (clm_tree_frame){clm_read(g, tree->section, tree->start[tree->levels - 1], 1), 0, 0, 1};
    after[0] = -1;
    depth = frames[0].nodes != NULL ? 1 : 0;
    while (depth > 0) {
        clm_tree_frame *frame = &frames[depth - 1];
        uint32_t child = next_child(frame, after[depth - 1]);
        if (child == frame->count) {
            depth--;
            continue;
        }
        const clm_gaz_node *node = &frame->nodes[child];
        unsigned level = tree->levels - depth;
        uint64_t index = frame->first + child;
        after[depth - 1] = node->value;
        if (!clm_box_meets(node->box_e7, box)) {
            continue;
        }
        bool full = best->count == best->capacity;
        if (inside(node->box_e7, box) && full &&
            (best->capacity == 0 || node->value > best->items[0])) {
            best->total += leaves_below(tree, level, index);
            continue;
        }
        if (level == 0) {
            offer(best, node->value);
            continue;
        }
        clm_tree_frame *next = &frames[depth];
        next->nodes = clm_tree_children(g, tree, level, index, &next->count);
        next->first = index * CLM_GAZ_FANOUT;
        after[depth] = -1;
        depth = next->nodes != NULL ? depth + 1 : 0;
    }
}

size_t clm_layer_settlements_in(const clm_gazetteer *g, clm_bbox box, clm_place_index *out,
                                size_t capacity) {
    int32_t boxes[2][4];
    unsigned count = clm_boxes_e7(box, boxes);
    best_towns best = {out, 0, capacity, 0};
    for (unsigned b = 0; b < count; b++) {
        search_towns(g, boxes[b], &best);
    }
    for (size_t left = best.count; left > 1; left--) {
        clm_place_index kept = out[0];
        out[0] = out[left - 1];
        out[left - 1] = kept;
        sift_down(out, 0, left - 1);
    }
    return best.total;
}

/* A box that holds the circle. */
static clm_bbox box_around(clm_lonlat point, double radius_m) {
    double angle = radius_m / earth_radius_m * 1.01;
    double lat = angle / degree_rad;
    clm_bbox box = {-180.0, point.lat_deg - lat, 180.0, point.lat_deg + lat};
    double reach = angle < 1.5 ? sin(angle) / cos(point.lat_deg * degree_rad) : 2.0;
    if (box.north_deg < 90.0 && box.south_deg > -90.0 && reach < 1.0) {
        double lon = asin(reach) / degree_rad;
        box.west_deg = point.lon_deg - lon;
        box.east_deg = point.lon_deg + lon;
        box.west_deg += box.west_deg < -180.0 ? 360.0 : 0.0;
        box.east_deg -= box.east_deg > 180.0 ? 360.0 : 0.0;
    }
    return box;
}

clm_place_index clm_layer_nearest(const clm_gazetteer *g, clm_lonlat point, double limit_m) {
    clm_place_index found = CLM_NO_PLACE;
    double best = limit_m;
    int32_t boxes[2][4];
    if (!is_point(point) || !(limit_m >= 0.0)) {
        return CLM_NO_PLACE;
    }
    unsigned count = clm_boxes_e7(box_around(point, best), boxes);
    for (unsigned b = 0; b < count; b++) {
        clm_tree_walk walk;
        uint32_t town = 0;
        clm_tree_begin(&walk, g, &g->town_tree, boxes[b]);
        while (clm_tree_next(&walk, &town)) {
            const clm_gaz_place *place = clm_read_place(g, town);
            if (place == NULL) {
                continue;
            }
            clm_lonlat at = clm_lonlat_of((clm_gaz_vertex){place->lon_e7, place->lat_e7});
            if (clm_sphere_distance_m(point, at) > best * 1.01) {
                continue;
            }
            double distance = clm_distance_m(point, at);
            bool same = found != CLM_NO_PLACE && distance == best;
            if (distance < best || (distance <= best && (!same || town < found))) {
                int32_t smaller[2][4];
                best = distance;
                found = town;
                if (clm_boxes_e7(box_around(point, best), smaller) == 1 && count == 1) {
                    memcpy(walk.box_e7, smaller[0], sizeof(walk.box_e7));
                }
            }
        }
    }
    return found;
}
