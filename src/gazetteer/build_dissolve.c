/* Regions of one owner without the borders between them, out of shared arcs. */
#include "base/alloc.h"
#include "gazetteer/topology.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A line that runs with its owner on the left. */
typedef struct edge {
    uint32_t owner;
    clm_gaz_vertex start; /* for closed lines not used */
    int32_t line;         /* ~line for backwards */
    bool used;
} edge;

typedef struct assembler {
    clm_build *build;
    const uint32_t *owner;
    edge *edges;
    size_t count;
    clm_gaz_ring *holes; /* of the owner at work */
    size_t hole_count, hole_capacity;
    size_t first_ring;
} assembler;

static clm_gaz_vertex vertex_at(const clm_build *build, int32_t number, bool end,
                                uint32_t inwards) {
    const clm_gaz_line *line = &build->lines.items[number < 0 ? ~number : number];
    bool from_back = end != (number < 0);
    return build->vertices.items[line->first + (from_back ? line->count - 1 - inwards : inwards)];
}

static int compare_vertices(clm_gaz_vertex a, clm_gaz_vertex b) {
    if (a.lon_e7 != b.lon_e7) {
        return a.lon_e7 < b.lon_e7 ? -1 : 1;
    }
    return (a.lat_e7 > b.lat_e7) - (a.lat_e7 < b.lat_e7);
}

static int compare_edges(const void *a, const void *b) {
    const edge *x = a;
    const edge *y = b;
    if (x->owner != y->owner) {
        return x->owner < y->owner ? -1 : 1;
    }
    int order = compare_vertices(x->start, y->start);
    return order != 0 ? order : (x->line > y->line) - (x->line < y->line);
}

static clm_status gather_edges(assembler *a, clm_error *error) {
    clm_build *build = a->build;
    a->count = 0;
    a->edges = clm_alloc((2 * (size_t)build->arc_count + 1) * sizeof(*a->edges));
    if (a->edges == NULL) {
        (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
        return CLM_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < build->arc_count; i++) {
        const clm_gaz_line *line = &build->lines.items[i];
        uint32_t left = line->left == CLM_GAZ_NONE ? CLM_GAZ_NONE : a->owner[line->left];
        uint32_t right = line->right == CLM_GAZ_NONE ? CLM_GAZ_NONE : a->owner[line->right];
        if (left == right) {
            continue;
        }
        if (left != CLM_GAZ_NONE) {
            a->edges[a->count++] =
                (edge){left, vertex_at(build, (int32_t)i, false, 0), (int32_t)i, false};
        }
        if (right != CLM_GAZ_NONE) {
            a->edges[a->count++] =
                (edge){right, vertex_at(build, ~(int32_t)i, false, 0), ~(int32_t)i, false};
        }
    }
    qsort(a->edges, a->count, sizeof(*a->edges), compare_edges);
    return CLM_OK;
}

static double direction(clm_gaz_vertex from, clm_gaz_vertex to) {
    return atan2((double)to.lat_e7 - from.lat_e7, (double)to.lon_e7 - from.lon_e7);
}

/* The edge that bounds the same land: the first one clockwise from where `last` came from. */
static edge *next_edge(assembler *a, size_t begin, size_t end, const edge *last) {
    clm_gaz_vertex here = vertex_at(a->build, last->line, true, 0);
    double back = direction(here, vertex_at(a->build, last->line, true, 1));
    size_t low = begin;
    size_t high = end;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (compare_vertices(a->edges[middle].start, here) < 0) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    edge *best = NULL;
    double least = 100.0;
    for (; low < end && compare_vertices(a->edges[low].start, here) == 0; low++) {
        double turn = back - direction(here, vertex_at(a->build, a->edges[low].line, false, 1));
        while (turn <= 0.0) {
            turn += 2.0 * 3.14159265358979323846;
        }
        if (turn < least) {
            least = turn;
            best = &a->edges[low];
        }
    }
    return best;
}

static bool is_closed(const clm_build *build, int32_t number) {
    return (build->lines.items[number < 0 ? ~number : number].flags & CLM_GAZ_LINE_CLOSED) != 0;
}

static clm_status push_line(clm_build *build, int32_t number, clm_error *error) {
    if (!CLM_ARRAY_ROOM(build->ring_lines)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    build->ring_lines.items[build->ring_lines.count++] = number;
    return CLM_OK;
}

/* Walks one ring; `*broken` if it does not close. */
static clm_status walk(assembler *a, size_t begin, size_t end, edge *first, bool *broken,
                       clm_error *error) {
    edge *at = first;
    clm_status status = push_line(a->build, at->line, error);
    at->used = true;
    while (status == CLM_OK && !is_closed(a->build, first->line)) {
        at = next_edge(a, begin, end, at);
        if (at == first) {
            break;
        }
        if (at == NULL || at->used) {
            *broken = true;
            break;
        }
        at->used = true;
        status = push_line(a->build, at->line, error);
    }
    return status;
}

/* Twice the signed area in square degrees; positive for counter-clockwise. */
static double signed_area(const clm_build *build, const clm_gaz_ring *ring) {
    double sum = 0.0;
    clm_gaz_vertex origin = vertex_at(build, build->ring_lines.items[ring->first], false, 0);
    clm_gaz_vertex last = origin;
    for (uint32_t i = 0; i < ring->count; i++) {
        int32_t number = build->ring_lines.items[ring->first + i];
        uint32_t count = build->lines.items[number < 0 ? ~number : number].count;
        for (uint32_t v = 0; v < count; v++) {
            clm_gaz_vertex at = vertex_at(build, number, false, v);
            sum += ((double)last.lon_e7 - origin.lon_e7) * ((double)at.lat_e7 - origin.lat_e7) -
                   ((double)at.lon_e7 - origin.lon_e7) * ((double)last.lat_e7 - origin.lat_e7);
            last = at;
        }
    }
    return sum;
}

static bool ring_has(const clm_build *build, const clm_gaz_ring *ring, int32_t x, int32_t y) {
    bool odd = false;
    for (uint32_t i = 0; i < ring->count; i++) {
        int32_t number = build->ring_lines.items[ring->first + i];
        const clm_gaz_line *line = &build->lines.items[number < 0 ? ~number : number];
        odd ^= clm_gaz_ray_crosses(build->vertices.items + line->first, line->count,
                                   (line->flags & CLM_GAZ_LINE_CLOSED) != 0, x, y);
    }
    return odd;
}

/* The smallest outer ring around a hole; CLM_GAZ_NONE for none. */
static uint32_t outer_of(const assembler *a, const clm_gaz_ring *hole) {
    const clm_build *build = a->build;
    clm_gaz_vertex one = vertex_at(build, build->ring_lines.items[hole->first], false, 0);
    clm_gaz_vertex two = vertex_at(build, build->ring_lines.items[hole->first], false, 1);
    /* The middle of an edge: a vertex may lie on the outer ring too. */
    int32_t x = (int32_t)(((int64_t)one.lon_e7 + two.lon_e7) / 2);
    int32_t y = (int32_t)(((int64_t)one.lat_e7 + two.lat_e7) / 2);
    uint32_t best = CLM_GAZ_NONE;
    double least = 0.0;
    for (size_t i = a->first_ring; i < build->rings.count; i++) {
        const clm_gaz_ring *ring = &build->rings.items[i];
        if (x < ring->box_e7[0] || x > ring->box_e7[2] || y < ring->box_e7[1] ||
            y > ring->box_e7[3] || !ring_has(build, ring, x, y)) {
            continue;
        }
        double area = signed_area(build, ring);
        if (best == CLM_GAZ_NONE || area < least) {
            best = (uint32_t)i;
            least = area;
        }
    }
    return best;
}

static int compare_rings(const void *a, const void *b) {
    const clm_gaz_ring *x = a;
    const clm_gaz_ring *y = b;
    if (x->place != y->place) {
        return x->place < y->place ? -1 : 1;
    }
    if (x->hole != y->hole) {
        return x->hole < y->hole ? -1 : 1;
    }
    return (x->first > y->first) - (x->first < y->first);
}

/* Puts each hole behind its outer ring. `place` serves as the sorting number meanwhile. */
static clm_status settle_holes(assembler *a, uint32_t place, clm_error *error) {
    clm_build *build = a->build;
    size_t outers = build->rings.count;
    for (size_t i = 0; i < a->hole_count; i++) {
        uint32_t outer = outer_of(a, &a->holes[i]);
        a->holes[i].place = outer;
    }
    for (size_t i = a->first_ring; i < outers; i++) {
        build->rings.items[i].place = (uint32_t)i;
    }
    for (size_t i = 0; i < a->hole_count; i++) {
        if (a->holes[i].place == CLM_GAZ_NONE) {
            continue; /* an inside-out sliver */
        }
        if (!CLM_ARRAY_ROOM(build->rings)) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
        }
        build->rings.items[build->rings.count++] = a->holes[i];
    }
    qsort(build->rings.items + a->first_ring, build->rings.count - a->first_ring,
          sizeof(*build->rings.items), compare_rings);
    for (size_t i = a->first_ring; i < build->rings.count; i++) {
        build->rings.items[i].place = place;
    }
    return CLM_OK;
}

/* Where borders do not close, the place is shown as its regions side by side. */
static clm_status copy_regions(assembler *a, uint32_t place, clm_error *error) {
    clm_build *build = a->build;
    for (uint32_t r = 0; r < build->region_count; r++) {
        if (a->owner[r] != place) {
            continue;
        }
        const clm_gaz_extra *extra =
            &build->extras.items[build->places.items[clm_build_region_place(build, r)].extra];
        for (uint32_t i = 0; i < extra->rings_count[0]; i++) {
            if (!CLM_ARRAY_ROOM(build->rings)) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
            }
            clm_gaz_ring ring = build->rings.items[extra->rings_first[0] + i];
            ring.place = place;
            build->rings.items[build->rings.count++] = ring;
        }
    }
    return CLM_OK;
}

static clm_status one_owner(assembler *a, size_t begin, size_t end, uint32_t place,
                            clm_error *error) {
    clm_build *build = a->build;
    clm_status status = CLM_OK;
    bool broken = false;
    a->first_ring = build->rings.count;
    a->hole_count = 0;
    for (size_t i = begin; i < end && status == CLM_OK && !broken; i++) {
        if (a->edges[i].used) {
            continue;
        }
        clm_gaz_ring ring = {place, (uint32_t)build->ring_lines.count, 0, 0, {0, 0, 0, 0}};
        status = walk(a, begin, end, &a->edges[i], &broken, error);
        if (status != CLM_OK || broken) {
            break;
        }
        ring.count = (uint32_t)build->ring_lines.count - ring.first;
        ring.hole = signed_area(build, &ring) < 0.0;
        clm_topology_box_ring(build, &ring);
        if (ring.hole == 0) {
            if (!CLM_ARRAY_ROOM(build->rings)) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
            }
            build->rings.items[build->rings.count++] = ring;
        } else {
            if (clm_grow((void **)&a->holes, &a->hole_capacity, a->hole_count + 1,
                         sizeof(*a->holes)) != 0) {
                return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
            }
            a->holes[a->hole_count++] = ring;
        }
    }
    if (broken) {
        build->rings.count = a->first_ring;
        return copy_regions(a, place, error);
    }
    return status == CLM_OK ? settle_holes(a, place, error) : status;
}

/* True if both lists name the same lines in the same order. */
static bool same_rings(const clm_build *build, const clm_gaz_extra *extra) {
    if (extra->rings_count[0] != extra->rings_count[1]) {
        return false;
    }
    for (uint32_t i = 0; i < extra->rings_count[0]; i++) {
        const clm_gaz_ring *a = &build->rings.items[extra->rings_first[0] + i];
        const clm_gaz_ring *b = &build->rings.items[extra->rings_first[1] + i];
        if (a->count != b->count || a->hole != b->hole ||
            memcmp(build->ring_lines.items + a->first, build->ring_lines.items + b->first,
                   a->count * sizeof(int32_t)) != 0) {
            return false;
        }
    }
    return true;
}

clm_status clm_topology_dissolve(clm_build *build, const uint32_t *owner, clm_worldview worldview,
                                 clm_error *error) {
    assembler a = {.build = build, .owner = owner};
    clm_status status = gather_edges(&a, error);
    for (size_t begin = 0; begin < a.count && status == CLM_OK;) {
        size_t end = begin;
        uint32_t place = a.edges[begin].owner;
        while (end < a.count && a.edges[end].owner == place) {
            end++;
        }
        clm_gaz_extra *extra = &build->extras.items[build->places.items[place].extra];
        size_t lines_before = build->ring_lines.count;
        extra->rings_first[worldview] = (uint32_t)build->rings.count;
        status = one_owner(&a, begin, end, place, error);
        extra->rings_count[worldview] =
            (uint32_t)build->rings.count - extra->rings_first[worldview];
        if (status == CLM_OK && worldview == CLM_WORLDVIEW_DE_FACTO && same_rings(build, extra)) {
            build->rings.count = extra->rings_first[1];
            build->ring_lines.count = lines_before;
            extra->rings_first[1] = extra->rings_first[0];
        }
        begin = end;
    }
    clm_free(a.edges);
    clm_free(a.holes);
    return status;
}
