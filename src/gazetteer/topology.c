#include "gazetteer/topology.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "gazetteer/simplify.h"

#include <math.h>
#include <string.h>

enum { SEAM_LON_E7 = 1800000000, SEAM_LAT_E7 = 900000000 };

void clm_rings_input_clear(clm_rings_input *input) {
    clm_free(input->rings.items);
    clm_free(input->vertices.items);
    memset(input, 0, sizeof(*input));
}

int32_t clm_e7(double degrees) {
    return (int32_t)floor(degrees * 1e7 + 0.5);
}

/* A place where rings pass. */
typedef struct node {
    clm_gaz_vertex at;
    uint32_t one, other; /* neighbours of the first pass */
    bool seen, junction;
} node;

typedef struct cutter {
    clm_build *build;
    const clm_rings_input *input;
    CLM_ARRAY(node) nodes;
    uint32_t *node_slots; /* node + 1 */
    uint32_t *node_of;    /* for each vertex of the input */
    size_t slot_count;
    CLM_ARRAY(uint32_t) arc_nodes; /* of all arcs; the same numbers as build->vertices */
    uint32_t *arc_slots;           /* line + 1 */
    size_t arc_slot_count;
    uint32_t *path; /* nodes of the ring that is being cut */
} cutter;

static clm_status no_memory(clm_error *error) {
    (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    return CLM_ERR_NOMEM;
}

/* ---- points ---- */

static clm_status number_points(cutter *c, clm_error *error) {
    size_t count = c->input->vertices.count;
    c->slot_count = 16;
    while (c->slot_count < count * 2) {
        c->slot_count *= 2;
    }
    c->node_slots = clm_alloc_zero(c->slot_count, sizeof(*c->node_slots));
    c->node_of = clm_alloc((count + 1) * sizeof(*c->node_of));
    if (c->node_slots == NULL || c->node_of == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < count; i++) {
        clm_gaz_vertex at = c->input->vertices.items[i];
        size_t slot = (size_t)clm_hash64(&at, sizeof(at)) & (c->slot_count - 1);
        while (c->node_slots[slot] != 0) {
            const clm_gaz_vertex *other = &c->nodes.items[c->node_slots[slot] - 1].at;
            if (other->lon_e7 == at.lon_e7 && other->lat_e7 == at.lat_e7) {
                break;
            }
            slot = (slot + 1) & (c->slot_count - 1);
        }
        if (c->node_slots[slot] == 0) {
            if (!CLM_ARRAY_ROOM(c->nodes)) {
                return no_memory(error);
            }
            c->nodes.items[c->nodes.count++] = (node){at, 0, 0, false, false};
            c->node_slots[slot] = (uint32_t)c->nodes.count;
        }
        c->node_of[i] = c->node_slots[slot] - 1;
    }
    return CLM_OK;
}

/* Both on the same edge of the map: there borders run only because the map ends. */
static bool along_seam(clm_gaz_vertex a, clm_gaz_vertex b) {
    return (a.lon_e7 == b.lon_e7 && (a.lon_e7 == SEAM_LON_E7 || a.lon_e7 == -SEAM_LON_E7)) ||
           (a.lat_e7 == b.lat_e7 && (a.lat_e7 == SEAM_LAT_E7 || a.lat_e7 == -SEAM_LAT_E7));
}

static void find_junctions(cutter *c) {
    node *all = c->nodes.items;
    for (size_t r = 0; all != NULL && r < c->input->rings.count; r++) {
        const clm_ring_input *ring = &c->input->rings.items[r];
        const uint32_t *nodes = c->node_of + ring->first;
        for (size_t i = 0; i < ring->count; i++) {
            uint32_t before = nodes[(i + ring->count - 1) % ring->count];
            uint32_t after = nodes[(i + 1) % ring->count];
            node *here = &all[nodes[i]];
            if (!here->seen) {
                here->one = before;
                here->other = after;
                here->seen = true;
            } else if (!((here->one == before && here->other == after) ||
                         (here->one == after && here->other == before))) {
                here->junction = true;
            }
            if (along_seam(all[before].at, here->at) != along_seam(here->at, all[after].at)) {
                here->junction = true;
            }
        }
    }
}

/* ---- arcs ---- */

/* Below 0 if the path forwards comes before the path backwards. */
static int compare_ways(const uint32_t *path, size_t count) {
    for (size_t i = 0; i < count; i++) {
        uint32_t forward = path[i];
        uint32_t backward = path[count - 1 - i];
        if (forward != backward) {
            return forward < backward ? -1 : 1;
        }
    }
    return 0;
}

static void turn_round(uint32_t *path, size_t count) {
    for (size_t i = 0; i < count / 2; i++) {
        uint32_t kept = path[i];
        path[i] = path[count - 1 - i];
        path[count - 1 - i] = kept;
    }
}

static clm_status new_arc(cutter *c, const uint32_t *path, size_t count, bool closed,
                          clm_error *error) {
    clm_build *build = c->build;
    if (!CLM_ARRAY_ROOM(build->lines)) {
        return no_memory(error);
    }
    clm_gaz_line line = {0};
    line.first = (uint32_t)build->vertices.count;
    line.count = (uint32_t)count;
    line.left = line.right = CLM_GAZ_NONE;
    line.flags = closed ? CLM_GAZ_LINE_CLOSED : 0;
    bool seam = !closed;
    for (size_t i = 0; i < count; i++) {
        if (!CLM_ARRAY_ROOM(build->vertices) || !CLM_ARRAY_ROOM(c->arc_nodes)) {
            return no_memory(error);
        }
        c->arc_nodes.items[c->arc_nodes.count++] = path[i];
        build->vertices.items[build->vertices.count++] = c->nodes.items[path[i]].at;
        seam = seam &&
               (i == 0 || along_seam(c->nodes.items[path[i - 1]].at, c->nodes.items[path[i]].at));
    }
    if (seam) {
        line.flags |= CLM_GAZ_LINE_SEAM;
    }
    build->lines.items[build->lines.count++] = line;
    return CLM_OK;
}

static clm_status grow_arc_slots(cutter *c, clm_error *error) {
    size_t count = c->arc_slot_count == 0 ? 4096 : c->arc_slot_count * 2;
    uint32_t *slots = clm_alloc_zero(count, sizeof(*slots));
    if (slots == NULL) {
        return no_memory(error);
    }
    for (size_t i = 0; i < c->build->lines.count; i++) {
        const clm_gaz_line *line = &c->build->lines.items[i];
        uint64_t hash =
            clm_hash64(c->arc_nodes.items + line->first, line->count * sizeof(uint32_t));
        size_t slot = (size_t)hash & (count - 1);
        while (slots[slot] != 0) {
            slot = (slot + 1) & (count - 1);
        }
        slots[slot] = (uint32_t)i + 1;
    }
    clm_free(c->arc_slots);
    c->arc_slots = slots;
    c->arc_slot_count = count;
    return CLM_OK;
}

/* The line with these nodes in this order, made where there is none. */
static clm_status find_arc(cutter *c, const uint32_t *path, size_t count, bool closed,
                           uint32_t *out, clm_error *error) {
    clm_build *build = c->build;
    clm_status status = CLM_OK;
    if (c->arc_slots == NULL || (build->lines.count + 1) * 2 > c->arc_slot_count) {
        status = grow_arc_slots(c, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    uint64_t hash = clm_hash64(path, count * sizeof(*path));
    size_t slot = (size_t)hash & (c->arc_slot_count - 1);
    while (c->arc_slots[slot] != 0) {
        const clm_gaz_line *line = &build->lines.items[c->arc_slots[slot] - 1];
        if (line->count == count && ((line->flags & CLM_GAZ_LINE_CLOSED) != 0) == closed &&
            memcmp(c->arc_nodes.items + line->first, path, count * sizeof(*path)) == 0) {
            *out = c->arc_slots[slot] - 1;
            return CLM_OK;
        }
        slot = (slot + 1) & (c->arc_slot_count - 1);
    }
    *out = (uint32_t)build->lines.count;
    status = new_arc(c, path, count, closed, error);
    c->arc_slots[slot] = *out + 1;
    return status;
}

/* Adds one piece of a ring; `path` may be turned round. */
static clm_status add_piece(cutter *c, const clm_ring_input *ring, uint32_t *path, size_t count,
                            bool closed, clm_error *error) {
    /* A closed line starts at its smallest node whichever way it is walked. */
    bool backwards = closed ? path[1] > path[count - 1] : compare_ways(path, count) > 0;
    uint32_t line = 0;
    if (backwards) {
        turn_round(closed ? path + 1 : path, closed ? count - 1 : count);
    }
    clm_status status = find_arc(c, path, count, closed, &line, error);
    if (status != CLM_OK) {
        return status;
    }
    if (!CLM_ARRAY_ROOM(c->build->ring_lines)) {
        return no_memory(error);
    }
    c->build->ring_lines.items[c->build->ring_lines.count++] =
        backwards ? ~(int32_t)line : (int32_t)line;
    uint32_t *side =
        backwards ? &c->build->lines.items[line].right : &c->build->lines.items[line].left;
    if (*side == CLM_GAZ_NONE) {
        *side = ring->region;
    }
    return CLM_OK;
}

static clm_status cut_ring(cutter *c, const clm_ring_input *ring, clm_error *error) {
    const uint32_t *nodes = c->node_of + ring->first;
    size_t count = ring->count;
    if (count < 3) {
        return CLM_OK; /* bounds no land */
    }
    size_t start = 0;
    bool open = false;
    for (size_t i = 0; i < count && !open; i++) {
        open = c->nodes.items[nodes[i]].junction;
        start = open ? i : start;
    }
    for (size_t i = 0; i < count && !open; i++) {
        start = nodes[i] < nodes[start] ? i : start;
    }
    clm_gaz_ring out = {0};
    out.place = ring->region;
    out.first = (uint32_t)c->build->ring_lines.count;
    out.hole = ring->hole;
    clm_status status = CLM_OK;
    size_t length = 0;
    for (size_t i = 0; i <= count && status == CLM_OK; i++) {
        uint32_t at = nodes[(start + i) % count];
        if (!open && i == count) {
            status = add_piece(c, ring, c->path, length, true, error);
            break;
        }
        c->path[length++] = at;
        if (open && i > 0 && c->nodes.items[at].junction) {
            status = add_piece(c, ring, c->path, length, false, error);
            c->path[0] = at;
            length = 1;
        }
    }
    out.count = (uint32_t)c->build->ring_lines.count - out.first;
    if (status == CLM_OK && !CLM_ARRAY_ROOM(c->build->rings)) {
        return no_memory(error);
    }
    if (status == CLM_OK) {
        c->build->rings.items[c->build->rings.count++] = out;
    }
    return status;
}

/* ---- boxes and weights ---- */

static void box_line(const clm_build *build, clm_gaz_line *line) {
    int32_t *box = line->box_e7;
    box[0] = box[1] = INT32_MAX;
    box[2] = box[3] = INT32_MIN;
    for (uint32_t i = 0; i < line->count; i++) {
        clm_gaz_vertex at = build->vertices.items[line->first + i];
        box[0] = at.lon_e7 < box[0] ? at.lon_e7 : box[0];
        box[1] = at.lat_e7 < box[1] ? at.lat_e7 : box[1];
        box[2] = at.lon_e7 > box[2] ? at.lon_e7 : box[2];
        box[3] = at.lat_e7 > box[3] ? at.lat_e7 : box[3];
    }
}

void clm_topology_box_ring(const clm_build *build, clm_gaz_ring *ring) {
    int32_t *box = ring->box_e7;
    box[0] = box[1] = INT32_MAX;
    box[2] = box[3] = INT32_MIN;
    for (uint32_t i = 0; i < ring->count; i++) {
        int32_t number = build->ring_lines.items[ring->first + i];
        const int32_t *other = build->lines.items[number < 0 ? ~number : number].box_e7;
        box[0] = other[0] < box[0] ? other[0] : box[0];
        box[1] = other[1] < box[1] ? other[1] : box[1];
        box[2] = other[2] > box[2] ? other[2] : box[2];
        box[3] = other[3] > box[3] ? other[3] : box[3];
    }
}

static clm_status make_weights(clm_build *build, size_t first_line, clm_error *error) {
    if (clm_grow((void **)&build->weights.items, &build->weights.capacity,
                 build->vertices.count + 1, 1) != 0) {
        return no_memory(error);
    }
    build->weights.count = build->vertices.count;
    for (size_t i = first_line; i < build->lines.count; i++) {
        box_line(build, &build->lines.items[i]);
    }
    return CLM_OK;
}

clm_status clm_topology_weigh_waters(clm_build *build, size_t first_line, clm_error *error) {
    clm_simplifier simplifier = {0};
    clm_status status = make_weights(build, first_line, error);
    for (size_t i = first_line; i < build->lines.count && status == CLM_OK; i++) {
        const clm_gaz_line *line = &build->lines.items[i];
        status = clm_simplify(&simplifier, build->vertices.items + line->first, line->count,
                              (line->flags & CLM_GAZ_LINE_CLOSED) != 0,
                              build->weights.items + line->first, error);
    }
    clm_simplifier_clear(&simplifier);
    return status;
}

static clm_status cut_rings(cutter *c, clm_error *error) {
    size_t longest = 0;
    for (size_t r = 0; r < c->input->rings.count; r++) {
        size_t count = c->input->rings.items[r].count;
        longest = count > longest ? count : longest;
    }
    c->path = clm_alloc((longest + 2) * sizeof(*c->path));
    if (c->path == NULL) {
        return no_memory(error);
    }
    clm_status status = CLM_OK;
    for (size_t r = 0; c->nodes.items != NULL && r < c->input->rings.count && status == CLM_OK;
         r++) {
        const clm_ring_input *ring = &c->input->rings.items[r];
        clm_gaz_extra *extra = &c->build->extras.items[c->build->places.items[ring->region].extra];
        if (extra->rings_count[0] == 0) {
            extra->rings_first[0] = (uint32_t)c->build->rings.count;
        }
        status = cut_ring(c, ring, error);
        extra->rings_count[0] = (uint32_t)c->build->rings.count - extra->rings_first[0];
        extra->rings_first[1] = extra->rings_first[0];
        extra->rings_count[1] = extra->rings_count[0];
    }
    return status;
}

clm_status clm_topology_make(clm_build *build, const clm_rings_input *input, clm_error *error) {
    cutter c = {.build = build, .input = input};
    clm_status status = number_points(&c, error);
    if (status == CLM_OK) {
        find_junctions(&c);
        status = cut_rings(&c, error);
    }
    if (status == CLM_OK) {
        status = make_weights(build, 0, error);
    }
    if (status == CLM_OK) {
        status = clm_topology_weigh_arcs(build, error);
    }
    for (size_t r = 0; r < build->rings.count && status == CLM_OK; r++) {
        clm_topology_box_ring(build, &build->rings.items[r]);
    }
    build->arc_count = (uint32_t)build->lines.count;
    build->region_ring_count = (uint32_t)build->rings.count;
    clm_free(c.nodes.items);
    clm_free(c.node_slots);
    clm_free(c.node_of);
    clm_free(c.arc_nodes.items);
    clm_free(c.arc_slots);
    clm_free(c.path);
    return status;
}
