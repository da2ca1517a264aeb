/* Weights of the arcs of all borders at once. A vertex whose triangle holds another vertex that is
 * still there has to wait: without it the line would be pulled over that vertex. */
#include "gazetteer/simplify.h"
#include "gazetteer/topology.h"
#include "gazetteer/write.h"

#include "base/alloc.h"

#include <string.h>

enum { TREE_LEVELS_MAX = 9 };

/* How much heavier a vertex gets that has to wait, and where waiting ends. */
static const double wait_factor = 2.0;
static const double wait_least_m2 = 16.0;
static const double wait_most_m2 = 1e15;

typedef struct thinner {
    clm_build *build;
    clm_simplifier s;
    size_t count, heap_count;
    uint32_t *line_of;   /* of each vertex */
    uint32_t *remaining; /* vertices of each line that are there */
    uint8_t *heaviest;   /* code of each line */
    clm_gaz_node *nodes; /* of all vertices */
    uint32_t *alive;     /* vertices that are there below each node */
    uint32_t *leaf_of;   /* of each vertex */
    size_t start[TREE_LEVELS_MAX], size[TREE_LEVELS_MAX];
    unsigned levels;
} thinner;

static clm_status no_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for lines");
    return CLM_ERR_NOMEM;
}

/* ---- which vertices are there ---- */

static clm_status make_tree(thinner *t, clm_error *error) {
    size_t nodes = 0;
    clm_gaz_node *leaves = clm_alloc((t->count + 1) * sizeof(*leaves));
    if (leaves == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < t->count; i++) {
        clm_gaz_vertex at = t->build->vertices.items[i];
        leaves[i] = (clm_gaz_node){{at.lon_e7, at.lat_e7, at.lon_e7, at.lat_e7}, (uint32_t)i};
    }
    clm_status status = clm_tree_make(leaves, t->count, &t->nodes, &nodes, error);
    clm_free(leaves);
    if (status != CLM_OK) {
        return status;
    }
    t->alive = clm_alloc_zero(nodes + 1, sizeof(*t->alive));
    t->leaf_of = clm_alloc((t->count + 1) * sizeof(*t->leaf_of));
    if (t->alive == NULL || t->leaf_of == NULL) {
        return no_memory(error);
    }
    size_t at = 0;
    for (size_t size = t->count; size > 0 && t->levels < TREE_LEVELS_MAX;) {
        t->start[t->levels] = at;
        t->size[t->levels++] = size;
        at += size;
        size = size > 1 ? (size + CLM_GAZ_FANOUT - 1) / CLM_GAZ_FANOUT : 0;
    }
    for (size_t i = 0; i < t->count; i++) {
        t->leaf_of[t->nodes[i].value] = (uint32_t)i;
        size_t index = i;
        for (unsigned level = 0; level < t->levels; level++, index /= CLM_GAZ_FANOUT) {
            t->alive[t->start[level] + index]++;
        }
    }
    return CLM_OK;
}

static void take_away(thinner *t, uint32_t vertex) {
    size_t index = t->leaf_of[vertex];
    for (unsigned level = 0; level < t->levels; level++, index /= CLM_GAZ_FANOUT) {
        t->alive[t->start[level] + index]--;
    }
}

typedef struct triangle {
    clm_gaz_vertex a, b, c;
    int32_t box[4];
} triangle;

static triangle triangle_of(clm_gaz_vertex a, clm_gaz_vertex b, clm_gaz_vertex c) {
    triangle out = {a, b, c, {b.lon_e7, b.lat_e7, b.lon_e7, b.lat_e7}};
    const clm_gaz_vertex others[2] = {a, c};
    for (int i = 0; i < 2; i++) {
        out.box[0] = others[i].lon_e7 < out.box[0] ? others[i].lon_e7 : out.box[0];
        out.box[1] = others[i].lat_e7 < out.box[1] ? others[i].lat_e7 : out.box[1];
        out.box[2] = others[i].lon_e7 > out.box[2] ? others[i].lon_e7 : out.box[2];
        out.box[3] = others[i].lat_e7 > out.box[3] ? others[i].lat_e7 : out.box[3];
    }
    return out;
}

static bool same(clm_gaz_vertex a, clm_gaz_vertex b) {
    return a.lon_e7 == b.lon_e7 && a.lat_e7 == b.lat_e7;
}

static double side(clm_gaz_vertex a, clm_gaz_vertex b, clm_gaz_vertex p) {
    return ((double)b.lon_e7 - a.lon_e7) * ((double)p.lat_e7 - a.lat_e7) -
           ((double)b.lat_e7 - a.lat_e7) * ((double)p.lon_e7 - a.lon_e7);
}

/* Inside or on an edge, but none of the corners. */
static bool holds(const triangle *t, clm_gaz_vertex p) {
    if (same(p, t->a) || same(p, t->b) || same(p, t->c)) {
        return false;
    }
    double ab = side(t->a, t->b, p);
    double bc = side(t->b, t->c, p);
    double ca = side(t->c, t->a, p);
    return (ab >= 0.0 && bc >= 0.0 && ca >= 0.0) || (ab <= 0.0 && bc <= 0.0 && ca <= 0.0);
}

static bool meets(const int32_t a[4], const int32_t b[4]) {
    return a[0] <= b[2] && a[2] >= b[0] && a[1] <= b[3] && a[3] >= b[1];
}

/* True if a vertex that is still there lies in the triangle. */
static bool is_occupied(const thinner *t, const triangle *area) {
    size_t stack[TREE_LEVELS_MAX * CLM_GAZ_FANOUT];
    unsigned levels[TREE_LEVELS_MAX * CLM_GAZ_FANOUT];
    size_t depth = 1;
    stack[0] = 0;
    levels[0] = t->levels - 1;
    while (depth > 0) {
        size_t index = stack[--depth];
        unsigned level = levels[depth];
        const clm_gaz_node *node = &t->nodes[t->start[level] + index];
        if (t->alive[t->start[level] + index] == 0 || !meets(node->box_e7, area->box)) {
            continue;
        }
        if (level == 0) {
            if (holds(area, t->build->vertices.items[node->value])) {
                return true;
            }
            continue;
        }
        size_t first = index * CLM_GAZ_FANOUT;
        for (size_t i = first; i < first + CLM_GAZ_FANOUT && i < t->size[level - 1]; i++) {
            stack[depth] = i;
            levels[depth++] = level - 1;
        }
    }
    return false;
}

/* ---- thinning ---- */

static triangle triangle_at(const thinner *t, uint32_t vertex) {
    const clm_gaz_vertex *all = t->build->vertices.items;
    return triangle_of(all[t->s.before[vertex]], all[vertex], all[t->s.after[vertex]]);
}

static void start_line(thinner *t, uint32_t number) {
    const clm_gaz_line *line = &t->build->lines.items[number];
    bool closed = (line->flags & CLM_GAZ_LINE_CLOSED) != 0;
    uint32_t end = line->first + line->count;
    t->remaining[number] = line->count;
    for (uint32_t v = line->first; v < end; v++) {
        t->line_of[v] = number;
        t->s.where[v] = UINT32_MAX;
        t->build->weights.items[v] = CLM_WEIGHT_FIXED;
        if (v == line->first || (!closed && v + 1 == end)) {
            continue; /* ends, and the anchor of a closed line */
        }
        t->s.before[v] = v - 1;
        t->s.after[v] = v + 1 < end ? v + 1 : line->first;
        triangle own = triangle_at(t, v);
        t->s.area[v] = clm_triangle_m2(own.a, own.b, own.c);
        t->s.where[v] = (uint32_t)t->heap_count;
        t->s.heap[t->heap_count++] = v;
    }
}

static void reweigh(thinner *t, uint32_t vertex, double least) {
    if (t->s.where[vertex] == UINT32_MAX) {
        return;
    }
    triangle own = triangle_at(t, vertex);
    double area = clm_triangle_m2(own.a, own.b, own.c);
    t->s.area[vertex] = area > least ? area : least;
    clm_simplifier_up(&t->s, t->s.where[vertex]);
    clm_simplifier_down(&t->s, t->s.where[vertex], t->heap_count);
}

static void pop(thinner *t) {
    uint32_t last = t->s.heap[--t->heap_count];
    t->s.where[t->s.heap[0]] = UINT32_MAX;
    if (t->heap_count > 0) {
        t->s.heap[0] = last;
        t->s.where[last] = 0;
        clm_simplifier_down(&t->s, 0, t->heap_count);
    }
}

static void set_link(uint32_t *links, const thinner *t, uint32_t vertex, uint32_t to) {
    if (t->s.where[vertex] != UINT32_MAX) {
        links[vertex] = to;
    }
}

static void thin(thinner *t) {
    while (t->heap_count > 0) {
        uint32_t vertex = t->s.heap[0];
        double least = t->s.area[vertex];
        uint32_t number = t->line_of[vertex];
        bool closed = (t->build->lines.items[number].flags & CLM_GAZ_LINE_CLOSED) != 0;
        triangle own = triangle_at(t, vertex);
        /* The last triangle of an island goes as a whole. */
        if (!(closed && t->remaining[number] <= 3) && is_occupied(t, &own)) {
            if (least > wait_most_m2) {
                t->build->weights.items[vertex] = CLM_WEIGHT_FIXED - 1;
                pop(t);
            } else {
                t->s.area[vertex] = (least > wait_least_m2 ? least : wait_least_m2) * wait_factor;
                clm_simplifier_down(&t->s, 0, t->heap_count);
            }
            continue;
        }
        uint8_t code = (uint8_t)clm_gaz_weight_code(least);
        uint32_t before = t->s.before[vertex];
        uint32_t after = t->s.after[vertex];
        t->build->weights.items[vertex] = code;
        t->heaviest[number] = code; /* codes only grow */
        t->remaining[number]--;
        pop(t);
        take_away(t, vertex);
        set_link(t->s.after, t, before, after);
        set_link(t->s.before, t, after, before);
        reweigh(t, before, least);
        reweigh(t, after, least);
    }
}

static clm_status prepare(thinner *t, clm_error *error) {
    size_t lines = t->build->lines.count;
    clm_status status = clm_simplifier_reserve(&t->s, t->count + 1, error);
    if (status != CLM_OK) {
        return status;
    }
    t->line_of = clm_alloc((t->count + 1) * sizeof(*t->line_of));
    t->remaining = clm_alloc((lines + 1) * sizeof(*t->remaining));
    t->heaviest = clm_alloc_zero(lines + 1, 1);
    if (t->line_of == NULL || t->remaining == NULL || t->heaviest == NULL) {
        return no_memory(error);
    }
    return make_tree(t, error);
}

clm_status clm_topology_weigh_arcs(clm_build *build, clm_error *error) {
    thinner t = {.build = build, .count = build->vertices.count};
    clm_status status = prepare(&t, error);
    if (status == CLM_OK) {
        for (uint32_t i = 0; i < build->lines.count; i++) {
            start_line(&t, i);
        }
        for (size_t i = t.heap_count / 2; i-- > 0;) {
            clm_simplifier_down(&t.s, i, t.heap_count);
        }
        thin(&t);
        for (uint32_t i = 0; i < build->lines.count; i++) {
            const clm_gaz_line *line = &build->lines.items[i];
            if ((line->flags & CLM_GAZ_LINE_CLOSED) != 0) {
                build->weights.items[line->first] = t.heaviest[i];
            }
        }
    }
    clm_simplifier_clear(&t.s);
    clm_free(t.line_of);
    clm_free(t.remaining);
    clm_free(t.heaviest);
    clm_free(t.nodes);
    clm_free(t.alive);
    clm_free(t.leaf_of);
    return status;
}
