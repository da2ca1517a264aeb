#include "features/build.h"

#include "base/hash.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

double clm_build_number(clm_build *build, double value, int decimals, double unknown) {
    if (!isfinite(value)) {
        return unknown;
    }
    clm_buffer *buffer = clm_build_scratch(build);
    clm_buffer_number(buffer, value, decimals);
    double settled = value;
    build->failed = build->failed || buffer->failed ||
                    clm_text_number((clm_text){buffer->data, buffer->len}, &settled) == 0;
    return settled;
}

static void settle_place(clm_build *build, clm_feature_place *place) {
    place->point = place->located ? clm_lonlat_settle(place->point) : (clm_lonlat){0.0, 0.0};
    place->uncertainty_m =
        place->located ? clm_build_number(build, place->uncertainty_m, 0, 0.0) : 0.0;
    place->score = clm_build_number(build, place->score, CLM_SCORE_DECIMALS, 0.0);
    clm_feature_alternative *others =
        clm_build_array(build, place->alternative_count, sizeof *others);
    for (size_t i = 0; others != NULL && i < place->alternative_count; i++) {
        others[i] = place->alternatives[i];
        others[i].point = clm_lonlat_settle(others[i].point);
        others[i].score = clm_build_number(build, others[i].score, CLM_SCORE_DECIMALS, 0.0);
    }
    place->alternatives = others;
}

static double settle_amount(clm_build *build, double value) {
    return clm_build_number(build, value, CLM_AMOUNT_DECIMALS, (double)NAN);
}

static void settle_quantities(clm_build *build, clm_feature *feature) {
    clm_feature_quantity *settled =
        clm_build_array(build, feature->quantity_count, sizeof *settled);
    for (size_t i = 0; settled != NULL && i < feature->quantity_count; i++) {
        settled[i] = feature->quantities[i];
        settled[i].value = settle_amount(build, settled[i].value);
        settled[i].value_max = settle_amount(build, settled[i].value_max);
        settled[i].km2 = settle_amount(build, settled[i].km2);
        settled[i].km = settle_amount(build, settled[i].km);
    }
    feature->quantities = settled;
}

void clm_build_settle(clm_build *build, clm_feature *feature) {
    if (feature->has_place) {
        settle_place(build, &feature->place);
    }
    settle_quantities(build, feature);
    feature->confidence = clm_build_number(build, feature->confidence, CLM_SCORE_DECIMALS, 0.0);
    feature->area_km2 = settle_amount(build, feature->area_km2);
    feature->centre = clm_lonlat_settle(feature->centre);
}

/* The sum of the hashes of all points: whatever ring a program begins with, and wherever. */
static uint64_t geometry_sum(const clm_geometry *geometry) {
    uint64_t sum = (uint64_t)geometry->point_count;
    for (size_t i = 0; i < geometry->point_count; i++) {
        const clm_lonlat point = geometry->points[i];
        const int64_t steps[2] = {llround(point.lon_deg * CLM_STEPS_PER_DEGREE),
                                  llround(point.lat_deg * CLM_STEPS_PER_DEGREE)};
        unsigned char bytes[16]; /* little-endian on every machine */
        for (size_t b = 0; b < sizeof bytes; b++) {
            bytes[b] = (unsigned char)((uint64_t)steps[b / 8] >> (8 * (b % 8)));
        }
        sum += clm_hash64(bytes, sizeof bytes);
    }
    return sum;
}

static uint64_t text_sum(const char *text) {
    return text != NULL ? clm_hash64(text, strlen(text)) : 0;
}

void clm_feature_sums(const clm_feature *feature, char out[CLM_SUMS_BYTES]) {
    static const char digits[] = "0123456789abcdef";
    const uint64_t sums[CLM_SUM_COUNT] = {[CLM_SUM_GEOMETRY] = geometry_sum(&feature->geometry),
                                          [CLM_SUM_TITLE] = text_sum(feature->title),
                                          [CLM_SUM_DESCRIPTION] = text_sum(feature->description)};
    char *at = out;
    for (size_t i = 0; i < CLM_SUM_COUNT; i++) {
        if (i > 0) {
            *at++ = '-';
        }
        if ((feature->edited & (1U << i)) != 0) { /* no sum: it stays edited */
            memcpy(at, "edited", 6);
            at += 6;
            continue;
        }
        for (unsigned shift = 32; shift > 0; shift -= 4) {
            *at++ = digits[(sums[i] >> (shift - 4)) & 15];
        }
    }
    *at = '\0';
}

static uint32_t first_code_point(const clm_feature *feature) {
    if (feature->kind == CLM_FEATURE_PLACE) {
        return feature->mention_count > 0 ? feature->mentions[0].range.start : UINT32_MAX;
    }
    return feature->quote.text != NULL ? feature->quote.range.start : UINT32_MAX;
}

static int compare_numbers(uint32_t a, uint32_t b) {
    return (a > b) - (a < b);
}

static int compare_names(const char *a, const char *b) {
    return strcmp(a != NULL ? a : "", b != NULL ? b : "");
}

/* Where the text says it; programs that rewrite a file keep no order. */
static int by_position(const void *a, const void *b) {
    const clm_feature *first = a;
    const clm_feature *second = b;
    int order = compare_numbers((uint32_t)first->kind, (uint32_t)second->kind);
    if (order == 0) {
        order = compare_numbers(first_code_point(first), first_code_point(second));
    }
    if (order == 0) {
        order = compare_numbers(first->quote.range.end, second->quote.range.end);
    }
    if (order == 0) {
        order = compare_numbers(first->cue.range.start, second->cue.range.start);
    }
    if (order == 0) {
        order = compare_names(first->claim_id, second->claim_id);
    }
    if (order == 0) {
        order =
            compare_numbers(first->place.excerpt.range.start, second->place.excerpt.range.start);
    }
    return order != 0 ? order : compare_names(first->id, second->id);
}

void clm_build_order(clm_collection *collection) {
    if (collection->count > 1) {
        qsort(collection->items, collection->count, sizeof *collection->items, by_position);
    }
    collection->located = 0;
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        collection->located +=
            feature->geometry.kind != CLM_GEOMETRY_NONE && feature->draw <= CLM_DRAW_SECONDARY;
    }
}
