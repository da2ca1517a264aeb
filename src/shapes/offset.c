#include "shapes/shapes.h"

#include <math.h>
#include <string.h>

/* Words that may stand between a length and its direction: "10 km (6 miles) to the south of". */
enum { GAP_BYTES_MAX = 48 };

bool clm_claim_offset(const clm_article *article, const clm_mentions *mentions,
                      const clm_claim *claim, size_t place, double *bearing_deg, double *dist_m) {
    *bearing_deg = (double)NAN;
    *dist_m = (double)NAN;
    const clm_claim_place *at = &claim->places[place];
    if (at->mention < 0 || (size_t)at->mention >= mentions->count ||
        (at->role != CLM_ROLE_LOCATION && at->role != CLM_ROLE_RELATIVE_LOCATION &&
         at->role != CLM_ROLE_DISTANCE_ANCHOR)) {
        return false;
    }
    clm_bearing told;
    if (!clm_bearing_read(article, &mentions->items[at->mention], &told) ||
        isnan(told.bearing_deg)) {
        return false;
    }
    size_t anchor = (size_t)at->mention;
    if (at->role == CLM_ROLE_DISTANCE_ANCHOR &&
        clm_bearing_subject(article, mentions, anchor, &told) >= 0) {
        return false; /* the name before it lies there, not the event */
    }
    /* The distance itself is the claim's: the reader of places knows fewer ways to write one. */
    uint32_t start = article->tokens[told.direction].span.start;
    const clm_quantity *best = NULL;
    for (size_t i = 0; i < claim->quantity_count; i++) {
        const clm_quantity *quantity = &claim->quantities[i];
        if (isfinite(quantity->km) && quantity->km > 0.0 && quantity->span.end <= start &&
            start - quantity->span.end <= GAP_BYTES_MAX &&
            (best == NULL || quantity->span.end < best->span.end)) {
            best = quantity; /* the first of "10 km (6 miles) south of" is the stated one */
        }
    }
    if (best == NULL) {
        return false;
    }
    *bearing_deg = told.bearing_deg;
    *dist_m = best->km * 1000.0;
    return true;
}
