/* Countries out of their regions' arcs, by both worldviews; what kind of border each arc is; how
 * coarse a shape may get. */
#include "base/alloc.h"
#include "gazetteer/topology.h"

enum { FEATURE_VERTICES = 1000, CODES = 256, NO_CODE = CLM_COUNTRY_CODES };

/* Country of the region on one side of an arc; NO_CODE for none. */
static unsigned country_of(const clm_build *build, uint32_t region, clm_worldview worldview) {
    if (region == CLM_GAZ_NONE) {
        return NO_CODE;
    }
    const clm_build_place *place = &build->places.items[clm_build_region_place(build, region)];
    unsigned code = worldview == CLM_WORLDVIEW_ISO ? place->country : place->country_de_facto;
    return code < CLM_COUNTRY_CODES ? code : NO_CODE;
}

/* ---- kinds of borders ---- */

static void classify(clm_build *build) {
    for (uint32_t i = 0; i < build->arc_count; i++) {
        clm_gaz_line *line = &build->lines.items[i];
        bool iso = country_of(build, line->left, CLM_WORLDVIEW_ISO) !=
                   country_of(build, line->right, CLM_WORLDVIEW_ISO);
        bool de_facto = country_of(build, line->left, CLM_WORLDVIEW_DE_FACTO) !=
                        country_of(build, line->right, CLM_WORLDVIEW_DE_FACTO);
        clm_line_class class = CLM_LINE_REGION_BORDER;
        if (line->left == CLM_GAZ_NONE || line->right == CLM_GAZ_NONE) {
            class = CLM_LINE_COAST;
        } else if (iso && de_facto) {
            class = CLM_LINE_COUNTRY_BORDER;
        } else if (iso || de_facto) {
            class = CLM_LINE_DISPUTED_BORDER;
        }
        line->line_class = (uint8_t) class;
    }
}

/* ---- detail ---- */

typedef struct histogram {
    uint32_t count[CODES];
} histogram;

static void count_line(const clm_build *build, const clm_gaz_line *line, histogram *out) {
    for (uint32_t i = 0; i < line->count; i++) {
        out->count[build->weights.items[line->first + i]]++;
    }
}

/* The smallest code at which at most FEATURE_VERTICES remain. */
static uint8_t code_for(const histogram *h) {
    uint32_t kept = 0;
    unsigned code = CODES;
    while (code > 0 && kept + h->count[code - 1] <= FEATURE_VERTICES) {
        kept += h->count[--code];
    }
    return (uint8_t)(code < CODES - 1 ? code : CODES - 2);
}

uint8_t clm_topology_detail(const clm_build *build, const clm_gaz_extra *extra,
                            clm_worldview worldview) {
    histogram all = {{0}};
    for (uint32_t r = 0; r < extra->rings_count[worldview]; r++) {
        const clm_gaz_ring *ring = &build->rings.items[extra->rings_first[worldview] + r];
        for (uint32_t i = 0; i < ring->count; i++) {
            int32_t number = build->ring_lines.items[ring->first + i];
            count_line(build, &build->lines.items[number < 0 ? ~number : number], &all);
        }
    }
    return code_for(&all);
}

static uint8_t larger(uint8_t a, uint8_t b) {
    return a > b ? a : b;
}

static clm_status set_details(clm_build *build, clm_error *error) {
    size_t countries = NO_CODE + 1;
    size_t count = build->region_count + 2 * countries;
    histogram *all = clm_alloc_zero(count, sizeof(*all));
    uint8_t *codes = clm_alloc_zero(count + 1, 1);
    if (all == NULL || codes == NULL) {
        clm_free(all);
        clm_free(codes);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    for (int pass = 0; pass < 2; pass++) {
        for (uint32_t i = 0; i < build->arc_count; i++) {
            clm_gaz_line *line = &build->lines.items[i];
            uint32_t regions[2] = {line->left, line->right};
            for (int side = 0; side < 2; side++) {
                size_t own[3] = {regions[side], 0, 0};
                if (regions[side] == CLM_GAZ_NONE) {
                    continue;
                }
                for (int w = 0; w < 2; w++) {
                    unsigned here = country_of(build, regions[side], (clm_worldview)w);
                    unsigned there = country_of(build, regions[1 - side], (clm_worldview)w);
                    own[1 + w] = here == NO_CODE || here == there
                                     ? count
                                     : build->region_count + (size_t)w * countries + here;
                }
                for (int k = 0; k < 3; k++) {
                    if (own[k] < count && pass == 0) {
                        count_line(build, line, &all[own[k]]);
                    } else if (own[k] < count && k == 0) {
                        line->detail_region = larger(line->detail_region, codes[own[k]]);
                    } else if (own[k] < count) {
                        line->detail_country = larger(line->detail_country, codes[own[k]]);
                    }
                }
            }
        }
        for (size_t i = 0; i < count && pass == 0; i++) {
            codes[i] = code_for(&all[i]);
        }
    }
    clm_free(all);
    clm_free(codes);
    return CLM_OK;
}

clm_status clm_build_country_shapes(clm_build *build, clm_error *error) {
    classify(build);
    uint32_t *owner = clm_alloc((build->region_count + 1) * sizeof(*owner));
    if (owner == NULL) {
        (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
        return CLM_ERR_NOMEM;
    }
    clm_status status = set_details(build, error);
    for (int w = 0; w < CLM_GAZ_WORLDVIEWS && status == CLM_OK; w++) {
        for (uint32_t r = 0; r < build->region_count; r++) {
            unsigned code = country_of(build, r, (clm_worldview)w);
            owner[r] = code == NO_CODE ? CLM_GAZ_NONE : build->country_place[code];
        }
        status = clm_topology_dissolve(build, owner, (clm_worldview)w, error);
    }
    clm_free(owner);
    return status;
}
