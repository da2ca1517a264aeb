/* Figures held against the regions that they are said of, and places that others are told by. */
#include "claims/quantity.h"

#include <string.h>

/* Gazetteer shapes are simplified; a figure this much larger is larger indeed. */
#define SLACK 1.02

enum { LEAD_WORDS = 7 };

/* Area of the region or country that mention `mention` stands for; 0 if it has none. */
static double region_m2(const clm_reader *reader, int mention) {
    const clm_resolved *at = &reader->resolved[mention];
    bool whole = at->located && at->place != CLM_NO_PLACE && at->compass == CLM_COMPASS_NONE &&
                 (at->kind == CLM_KIND_REGION || at->kind == CLM_KIND_COUNTRY ||
                  at->kind == CLM_KIND_DISTRICT);
    return whole ? clm_place_of(reader, mention).area_m2 : 0;
}

/* Words for the land itself: "of the territory of X", "of X's land". */
static bool is_land_word(const clm_reader *reader, uint32_t token) {
    return clm_key_is(reader, token, "territory") || clm_key_is(reader, token, "land") ||
           clm_key_is(reader, token, "area") || clm_key_is(reader, token, "surface") ||
           clm_key_is(reader, token, "region") || clm_key_is(reader, token, "province") ||
           clm_key_is(reader, token, "state") || clm_key_is(reader, token, "country") ||
           clm_key_is(reader, token, "district") || clm_key_is(reader, token, "county");
}

double clm_share_km2(const clm_reader *reader, uint32_t of, uint32_t limit, double percent) {
    if (!clm_key_is(reader, of, "of")) {
        return CLM_NO_VALUE;
    }
    uint32_t k = of + 1;
    while (k < limit && k < of + LEAD_WORDS && reader->mention_of[k] < 0 &&
           (clm_tag_at(reader, k) == CLM_TAG_DET || clm_key_is(reader, k, "of") ||
            clm_key_is(reader, k, "total") || is_land_word(reader, k))) {
        k++;
    }
    int mention = k < limit ? reader->mention_of[k] : -1;
    if (mention < 0) {
        return CLM_NO_VALUE;
    }
    uint32_t end = reader->mentions->items[mention].token_end;
    bool possessive = clm_tag_at(reader, end) == CLM_TAG_POSS;
    uint32_t owned = end + (possessive ? 1 : 0);
    owned += clm_key_is(reader, owned, "total") ? 1 : 0;
    bool other = possessive ? !is_land_word(reader, owned)
                            : clm_tag_at(reader, end) == CLM_TAG_NOUN && !is_land_word(reader, end);
    double m2 = other ? 0 : region_m2(reader, mention);
    return m2 > 0 ? percent / 100 * m2 / 1e6 : CLM_NO_VALUE;
}

bool clm_is_fraction(const clm_reader *reader, uint32_t token) {
    return clm_figure_number_kind(clm_figure_at(reader, token)) == CLM_NUMBER_PART;
}

bool clm_quantity_is_area(const clm_quantity *quantity) {
    return !isnan(quantity->km2) && strcmp(quantity->unit, "percent") != 0;
}

/* All land that the claim names, in km2; 0 if it names a place without a known area. */
static double land_km2(const clm_reader *reader, const clm_claim *claim) {
    double sum = 0, widest = 0;
    for (size_t i = 0; i < claim->place_count; i++) {
        double m2 = region_m2(reader, claim->places[i].mention);
        if (m2 <= 0) {
            return 0;
        }
        sum += claim->places[i].role == CLM_ROLE_CONTAINER ? 0 : m2;
        widest = m2 > widest ? m2 : widest;
    }
    return (sum > widest ? sum : widest) / 1e6;
}

void clm_quantities_check(const clm_reader *reader, clm_claim *claim) {
    double land = -1;
    for (size_t i = 0; i < claim->quantity_count; i++) {
        clm_quantity *quantity = &claim->quantities[i];
        if (isnan(quantity->km2)) {
            continue;
        }
        if (!clm_quantity_is_area(quantity)) {
            quantity->flag = quantity->value > 100 ? CLM_FLAG_IMPOSSIBLE : NULL;
            continue;
        }
        land = land < 0 ? land_km2(reader, claim) : land;
        quantity->flag = land > 0 && quantity->km2 > SLACK * land ? CLM_FLAG_IMPOSSIBLE : NULL;
    }
}

/* A name that is wider than a distance from another place tells. */
static bool is_wide(const clm_resolved *at) {
    return at->kind != CLM_KIND_SETTLEMENT && at->kind != CLM_KIND_FACILITY &&
           at->kind != CLM_KIND_DISTRICT;
}

clm_place_role clm_anchor_role(const clm_reader *reader, int mention, clm_place_role role) {
    clm_bearing told;
    if ((role != CLM_ROLE_RELATIVE_LOCATION && role != CLM_ROLE_DISTANCE_ANCHOR) ||
        !clm_bearing_read(reader->article, &reader->mentions->items[mention], &told)) {
        return role;
    }
    int subject = clm_bearing_subject(reader->article, reader->mentions, (size_t)mention, &told);
    if (subject < 0) {
        return CLM_ROLE_RELATIVE_LOCATION;
    }
    const clm_resolved *named = &reader->resolved[subject];
    bool nominal = reader->mentions->items[subject].type == CLM_MENTION_NOMINAL;
    bool inside = is_wide(named) && named->located && !nominal && !isnan(told.dist_m);
    return inside ? CLM_ROLE_RELATIVE_LOCATION : CLM_ROLE_DISTANCE_ANCHOR;
}
