#include "gazetteer/format.h"

#include <math.h>

static const uint32_t item_bytes[CLM_GAZ_SECTION_COUNT] = {
    [CLM_GAZ_META] = sizeof(clm_gaz_meta),
    [CLM_GAZ_STRINGS] = 1,
    [CLM_GAZ_PLACES] = sizeof(clm_gaz_place),
    [CLM_GAZ_EXTRAS] = sizeof(clm_gaz_extra),
    [CLM_GAZ_COUNTRIES] = sizeof(clm_gaz_country),
    [CLM_GAZ_NAME_BUCKETS] = sizeof(uint32_t),
    [CLM_GAZ_NAMES] = sizeof(clm_gaz_name),
    [CLM_GAZ_REFS] = sizeof(clm_name_ref),
    [CLM_GAZ_WORD_BUCKETS] = sizeof(uint32_t),
    [CLM_GAZ_WORDS] = sizeof(uint64_t),
    [CLM_GAZ_ID_HASHES] = sizeof(uint64_t),
    [CLM_GAZ_ID_PLACES] = sizeof(uint32_t),
    [CLM_GAZ_LANG_NAMES] = sizeof(clm_gaz_lang_name),
    [CLM_GAZ_MEMBERS] = sizeof(uint32_t),
    [CLM_GAZ_VERTICES] = sizeof(clm_gaz_vertex),
    [CLM_GAZ_WEIGHTS] = sizeof(uint8_t),
    [CLM_GAZ_LINES] = sizeof(clm_gaz_line),
    [CLM_GAZ_RINGS] = sizeof(clm_gaz_ring),
    [CLM_GAZ_RING_LINES] = sizeof(int32_t),
    [CLM_GAZ_LINE_TREE] = sizeof(clm_gaz_node),
    [CLM_GAZ_PART_TREE] = sizeof(clm_gaz_node),
    [CLM_GAZ_TOWN_TREE] = sizeof(clm_gaz_node),
};

uint32_t clm_gaz_item_bytes(clm_gaz_section section) {
    return (unsigned)section < CLM_GAZ_SECTION_COUNT ? item_bytes[section] : 0;
}

unsigned clm_gaz_tree_levels(uint64_t items) {
    unsigned levels = 0;
    while (items > 1) {
        items = (items + CLM_GAZ_FANOUT - 1) / CLM_GAZ_FANOUT;
        levels++;
    }
    return levels;
}

uint64_t clm_gaz_tree_nodes(uint64_t items) {
    uint64_t nodes = items;
    while (items > 1) {
        items = (items + CLM_GAZ_FANOUT - 1) / CLM_GAZ_FANOUT;
        nodes += items;
    }
    return nodes;
}

unsigned clm_gaz_weight_code(double area_m2) {
    /* 2^0.25, 2^0.5, 2^0.75 divided by 2: mantissas of frexp lie in [0.5, 1). */
    static const double steps[3] = {0.59460355750136051, 0.70710678118654757, 0.84089641525371450};
    int exponent = 0;
    if (!(area_m2 >= 1.0)) {
        return area_m2 > 0.0 ? 1 : 0;
    }
    double mantissa = frexp(area_m2, &exponent);
    unsigned step = (unsigned)(mantissa >= steps[0]) + (unsigned)(mantissa >= steps[1]) +
                    (unsigned)(mantissa >= steps[2]);
    unsigned code = 4U * (unsigned)(exponent - 1) + step + 2U;
    return code < 254U ? code : 254U;
}

clm_gaz_ray clm_gaz_ray_meets(const clm_gaz_line *line, int32_t x, int32_t y) {
    const int32_t *box = line->box_e7;
    if (y < box[1] || y > box[3] || x > box[2]) {
        return CLM_GAZ_RAY_MISS;
    }
    if (x < box[0]) {
        return (line->flags & CLM_GAZ_LINE_CLOSED) != 0 ? CLM_GAZ_RAY_MISS : CLM_GAZ_RAY_ENDS;
    }
    return CLM_GAZ_RAY_SCAN;
}

static bool edge_crosses(clm_gaz_vertex a, clm_gaz_vertex b, int32_t x, int32_t y) {
    if ((a.lat_e7 > y) == (b.lat_e7 > y)) {
        return false;
    }
    /* Exact: no product of two differences reaches 2^63. */
    int64_t left = ((int64_t)b.lon_e7 - a.lon_e7) * ((int64_t)y - a.lat_e7);
    int64_t right = ((int64_t)x - a.lon_e7) * ((int64_t)b.lat_e7 - a.lat_e7);
    return b.lat_e7 > a.lat_e7 ? right < left : right > left;
}

bool clm_gaz_ray_crosses(const clm_gaz_vertex *vertices, uint32_t count, bool closed, int32_t x,
                         int32_t y) {
    bool odd = false;
    for (uint32_t i = 1; i < count; i++) {
        odd ^= edge_crosses(vertices[i - 1], vertices[i], x, y);
    }
    if (closed && count > 1) {
        odd ^= edge_crosses(vertices[count - 1], vertices[0], x, y);
    }
    return odd;
}
