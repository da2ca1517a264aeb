#include "gazetteer/simplify.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

static const double degree_rad = 3.14159265358979323846 / 180.0;
static const double earth_radius_m = 6371008.8;

void clm_simplifier_clear(clm_simplifier *s) {
    clm_free(s->area);
    clm_free(s->heap);
    clm_free(s->where);
    clm_free(s->before);
    clm_free(s->after);
    memset(s, 0, sizeof(*s));
}

clm_status clm_simplifier_reserve(clm_simplifier *s, size_t count, clm_error *error) {
    if (count <= s->capacity) {
        return CLM_OK;
    }
    clm_simplifier_clear(s);
    size_t capacity = count * 2;
    s->area = clm_alloc(capacity * sizeof(*s->area));
    s->heap = clm_alloc(capacity * sizeof(*s->heap));
    s->where = clm_alloc(capacity * sizeof(*s->where));
    s->before = clm_alloc(capacity * sizeof(*s->before));
    s->after = clm_alloc(capacity * sizeof(*s->after));
    if (s->area == NULL || s->heap == NULL || s->where == NULL || s->before == NULL ||
        s->after == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for lines");
    }
    s->capacity = capacity;
    return CLM_OK;
}

double clm_triangle_m2(clm_gaz_vertex a, clm_gaz_vertex b, clm_gaz_vertex c) {
    double scale = earth_radius_m * degree_rad * 1e-7;
    double shorten = cos((double)b.lat_e7 * 1e-7 * degree_rad);
    double ax = ((double)a.lon_e7 - (double)b.lon_e7) * shorten;
    double ay = (double)a.lat_e7 - (double)b.lat_e7;
    double cx = ((double)c.lon_e7 - (double)b.lon_e7) * shorten;
    double cy = (double)c.lat_e7 - (double)b.lat_e7;
    return fabs(ax * cy - ay * cx) * 0.5 * scale * scale;
}

static bool lighter(const clm_simplifier *s, uint32_t a, uint32_t b) {
    if (s->area[a] != s->area[b]) {
        return s->area[a] < s->area[b];
    }
    return a < b;
}

static void put(clm_simplifier *s, size_t slot, uint32_t vertex) {
    s->heap[slot] = vertex;
    s->where[vertex] = (uint32_t)slot;
}

void clm_simplifier_up(clm_simplifier *s, size_t slot) {
    uint32_t vertex = s->heap[slot];
    while (slot > 0 && lighter(s, vertex, s->heap[(slot - 1) / 2])) {
        put(s, slot, s->heap[(slot - 1) / 2]);
        slot = (slot - 1) / 2;
    }
    put(s, slot, vertex);
}

void clm_simplifier_down(clm_simplifier *s, size_t slot, size_t count) {
    uint32_t vertex = s->heap[slot];
    for (;;) {
        size_t child = slot * 2 + 1;
        if (child >= count) {
            break;
        }
        if (child + 1 < count && lighter(s, s->heap[child + 1], s->heap[child])) {
            child++;
        }
        if (!lighter(s, s->heap[child], vertex)) {
            break;
        }
        put(s, slot, s->heap[child]);
        slot = child;
    }
    put(s, slot, vertex);
}

static void reweigh(clm_simplifier *s, const clm_gaz_vertex *vertices, size_t total,
                    uint32_t vertex, double least, size_t heap_count) {
    double area = clm_triangle_m2(vertices[s->before[vertex] % total], vertices[vertex],
                                  vertices[s->after[vertex] % total]);
    /* Never lighter than what went before: a coarser line has a subset of the vertices. */
    s->area[vertex] = area > least ? area : least;
    clm_simplifier_up(s, s->where[vertex]);
    clm_simplifier_down(s, s->where[vertex], heap_count);
}

clm_status clm_simplify(clm_simplifier *s, const clm_gaz_vertex *vertices, size_t count,
                        bool closed, uint8_t *weights, clm_error *error) {
    clm_status status = clm_simplifier_reserve(s, count + 1, error);
    if (status != CLM_OK || count == 0) {
        return status;
    }
    /* A closed line is an open one whose end, index `count`, is its start again. */
    size_t last = closed ? count : count - 1;
    size_t heap_count = 0;
    for (uint32_t i = 1; i < last; i++) {
        s->before[i] = i - 1;
        s->after[i] = i + 1;
        s->area[i] = clm_triangle_m2(vertices[i - 1], vertices[i], vertices[(i + 1) % count]);
        put(s, heap_count++, i);
    }
    for (size_t i = heap_count / 2; i-- > 0;) {
        clm_simplifier_down(s, i, heap_count);
    }
    double least = 0.0;
    unsigned anchor = 0;
    while (heap_count > 0) {
        uint32_t vertex = s->heap[0];
        least = s->area[vertex];
        unsigned code = clm_gaz_weight_code(least);
        weights[vertex] = (uint8_t)code;
        anchor = code > anchor ? code : anchor;
        put(s, 0, s->heap[--heap_count]);
        clm_simplifier_down(s, 0, heap_count);
        uint32_t before = s->before[vertex];
        uint32_t after = s->after[vertex];
        if (before > 0) {
            s->after[before] = after;
            reweigh(s, vertices, count, before, least, heap_count);
        }
        if (after < last) {
            s->before[after] = before;
            reweigh(s, vertices, count, after, least, heap_count);
        }
    }
    weights[0] = closed ? (uint8_t)anchor : CLM_WEIGHT_FIXED;
    if (!closed) {
        weights[count - 1] = CLM_WEIGHT_FIXED;
    }
    return CLM_OK;
}
