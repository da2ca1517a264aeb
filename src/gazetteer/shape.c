/* Polygons of a place out of shared lines, at any detail. */
#include "gazetteer/read.h"

#include <string.h>

typedef enum detail_kind { DETAIL_CODE = 0, DETAIL_OF_REGION, DETAIL_OF_COUNTRY } detail_kind;

/* Which vertices stay. */
typedef struct detail {
    detail_kind kind;
    unsigned code;
} detail;

static unsigned code_of(detail want, const clm_gaz_line *line) {
    switch (want.kind) {
    case DETAIL_OF_REGION:
        return line->detail_region;
    case DETAIL_OF_COUNTRY:
        return line->detail_country;
    case DETAIL_CODE:
    default:
        return want.code;
    }
}

/* Appends the line's vertices in the ring's direction; an open line's last one is the next line's
 * first. */
static clm_status add_line(const clm_gazetteer *g, int32_t number, detail want, clm_geometry *out,
                           clm_error *error) {
    bool backwards = number < 0;
    const clm_gaz_line *line =
        clm_read(g, CLM_GAZ_LINES, (uint64_t)(backwards ? ~number : number), 1);
    if (line == NULL || line->count == 0) {
        return clm_layer_check(g, error);
    }
    const clm_gaz_vertex *vertices = clm_read(g, CLM_GAZ_VERTICES, line->first, line->count);
    const uint8_t *weights = clm_read(g, CLM_GAZ_WEIGHTS, line->first, line->count);
    if (vertices == NULL || weights == NULL) {
        return clm_layer_check(g, error);
    }
    unsigned code = code_of(want, line);
    uint32_t count = (line->flags & CLM_GAZ_LINE_CLOSED) != 0 ? line->count : line->count - 1;
    clm_status status = CLM_OK;
    for (uint32_t i = 0; i < count && status == CLM_OK; i++) {
        uint32_t at = backwards ? line->count - 1 - i : i;
        if (weights[at] >= code) {
            status = clm_geometry_add_point(out, clm_lonlat_of(vertices[at]), error);
        }
    }
    return status;
}

/* Adds one ring unless less than a triangle is left of it. */
static clm_status add_ring(const clm_gazetteer *g, const clm_gaz_ring *ring, detail want,
                           clm_geometry *out, bool *added, clm_error *error) {
    size_t points = out->point_count;
    size_t parts = out->part_count;
    *added = false;
    const int32_t *lines = clm_read(g, CLM_GAZ_RING_LINES, ring->first, ring->count);
    if (lines == NULL) {
        return clm_layer_check(g, error);
    }
    clm_status status = clm_geometry_add_part(out, ring->hole != 0, error);
    for (uint32_t i = 0; i < ring->count && status == CLM_OK; i++) {
        status = add_line(g, lines[i], want, out, error);
    }
    *added = out->point_count - points >= 3;
    if (!*added) {
        out->point_count = points;
        out->part_count = parts;
    }
    return status;
}

static clm_status add_rings(const clm_gazetteer *g, uint32_t first, uint32_t count, detail want,
                            clm_geometry *out, clm_error *error) {
    clm_status status = CLM_OK;
    bool outer = false;
    if (clm_read(g, CLM_GAZ_RINGS, first, count) == NULL) {
        return clm_layer_check(g, error);
    }
    out->kind = CLM_GEOMETRY_POLYGONS;
    for (uint32_t i = 0; i < count && status == CLM_OK; i++) {
        bool added = false;
        const clm_gaz_ring *ring = clm_read(g, CLM_GAZ_RINGS, (uint64_t)first + i, 1);
        if (ring == NULL) {
            return clm_layer_check(g, error);
        }
        if (ring->hole != 0 && !outer) {
            continue; /* the land around it is gone */
        }
        status = add_ring(g, ring, want, out, &added, error);
        outer = ring->hole != 0 ? outer : added;
    }
    return status;
}

static detail detail_for(const clm_gaz_place *place, const clm_gaz_extra *extra, unsigned w,
                         double min_area_m2) {
    if (min_area_m2 >= 0.0) {
        return (detail){DETAIL_CODE, clm_gaz_weight_code(min_area_m2)};
    }
    if (extra->detail[w] > 0) {
        return (detail){DETAIL_CODE, extra->detail[w] - 1U};
    }
    bool country = place->kind == CLM_KIND_COUNTRY;
    return (detail){country ? DETAIL_OF_COUNTRY : DETAIL_OF_REGION, 0};
}

bool clm_layer_has_shape(const clm_gazetteer *g, clm_place_index index, clm_worldview worldview) {
    const clm_gaz_extra *extra = clm_read_extra(g, clm_read_place(g, index));
    return extra != NULL && extra->rings_count[worldview == CLM_WORLDVIEW_DE_FACTO ? 1 : 0] > 0;
}

clm_status clm_layer_shape(const clm_gazetteer *g, clm_place_index index, clm_worldview worldview,
                           double min_area_m2, clm_geometry *out, clm_error *error) {
    clm_geometry_clear(out);
    const clm_gaz_place *place = clm_read_place(g, index);
    const clm_gaz_extra *extra = clm_read_extra(g, place);
    unsigned w = worldview == CLM_WORLDVIEW_DE_FACTO ? 1 : 0;
    if (extra == NULL || extra->rings_count[w] == 0) {
        return clm_layer_check(g, error);
    }
    detail want = detail_for(place, extra, w, min_area_m2);
    clm_status status =
        add_rings(g, extra->rings_first[w], extra->rings_count[w], want, out, error);
    /* A place too small for this detail is shown as fine as it must be. */
    unsigned code = want.kind == DETAIL_CODE ? want.code : 254;
    while (status == CLM_OK && out->part_count == 0 && code > 0) {
        code = code > 8 ? code - 8 : 0;
        want = (detail){DETAIL_CODE, code};
        status = add_rings(g, extra->rings_first[w], extra->rings_count[w], want, out, error);
    }
    if (status == CLM_OK) {
        status = clm_layer_check(g, error);
    }
    if (status != CLM_OK || out->part_count == 0) {
        clm_geometry_clear(out);
    }
    return status;
}
