/* When a stated area agrees with a measured one, and when the two cannot be compared. */
#include "features/overlay_check.h"

#include <math.h>
#include <string.h>

/* How far a stated area may be from the measured one, as a share of that. */
#define TOLERANCE 0.1
#define TOLERANCE_ABOUT 0.2
/* Shares as sums of doubles: 1.1 itself is within a tenth. */
#define ROUNDING 1e-9

static const char *const verdict_names[CLM_VERDICT_COUNT] = {
    [CLM_VERDICT_CONSISTENT] = "consistent",
    [CLM_VERDICT_EXAGGERATED] = "exaggerated",
    [CLM_VERDICT_UNDERSTATED] = "understated",
    [CLM_VERDICT_NOT_COMPARABLE] = "not_comparable",
};

const char *clm_verdict_name(clm_verdict verdict) {
    return (unsigned)verdict < CLM_VERDICT_COUNT ? verdict_names[verdict] : "";
}

int clm_verdict_parse(clm_text word) {
    for (int i = 0; i < CLM_VERDICT_COUNT; i++) {
        if (clm_text_is(word, verdict_names[i])) {
            return i;
        }
    }
    return -1;
}

static bool is(const char *word, const char *wanted) {
    return word != NULL && strcmp(word, wanted) == 0;
}

/* ---- the stated area ---- */

/* What holds now first; -1: no area of what is held. */
static int cost_of(const clm_feature_quantity *quantity) {
    if (!(quantity->km2 > 0.0) || is(quantity->role, "average")) {
        return -1;
    }
    return is(quantity->role, "previous")        ? 3
           : is(quantity->role, "cumulative")    ? 2
           : is(quantity->role, "conversion_of") ? 1
                                                 : 0;
}

/* Figures are of one of the claim's areas. */
static bool is_of_figure(const clm_feature *feature, const clm_feature_quantity *quantity) {
    const double same = 0.005;
    return feature->kind != CLM_FEATURE_FIGURE ||
           fabs(quantity->km2 - feature->area_km2) <= same * feature->area_km2;
}

clm_claimed clm_claimed_area(const clm_feature *feature) {
    const clm_feature_quantity *best = NULL;
    int least = 0;
    for (size_t i = 0; i < feature->quantity_count; i++) {
        const clm_feature_quantity *quantity = &feature->quantities[i];
        int cost = cost_of(quantity);
        if (cost >= 0 && is_of_figure(feature, quantity) && (best == NULL || cost < least)) {
            best = quantity;
            least = cost;
        }
    }
    clm_claimed claimed = {(double)NAN, (double)NAN, NULL, false};
    if (best != NULL) {
        bool range = best->value > 0.0 && best->value_max > best->value;
        claimed.km2 = best->km2;
        claimed.most_km2 = range ? best->km2 * best->value_max / best->value : best->km2;
        claimed.qualifier = best->qualifier;
        claimed.before = is(best->role, "previous") || feature->status == CLM_STATUS_PAST_PEAK;
    }
    return claimed;
}

bool clm_is_about_land(const clm_feature *feature) {
    if (feature->kind != CLM_FEATURE_CLAIM && feature->kind != CLM_FEATURE_FIGURE) {
        return false;
    }
    if (feature->event_type == CLM_EVENT_NONE) {
        return false;
    }
    if (clm_event_class_of(feature->event_type) == CLM_CLASS_TERRITORY) {
        return true;
    }
    return (feature->event_type == CLM_EVENT_AREA_EXTENT ||
            feature->event_type == CLM_EVENT_ADVANCE ||
            feature->event_type == CLM_EVENT_INCURSION) &&
           isfinite(clm_claimed_area(feature).km2);
}

/* ---- who holds it ---- */

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* ASCII case does not count. */
static bool same_name(const char *a, const char *b) {
    if (a == NULL || b == NULL) {
        return false;
    }
    while (*a != '\0' && lower(*a) == lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

typedef enum match { MATCH_UNKNOWN = 0, MATCH_SAME, MATCH_OTHER } match;

/* One of several is enough: allies hold land together. */
static match match_parties(const clm_feature_party *parties, size_t count, const char *holder,
                           const char *holder_also) {
    match found = MATCH_UNKNOWN;
    for (size_t i = 0; i < count; i++) {
        const char *side = parties[i].side;
        if (same_name(side, holder) || same_name(side, holder_also) ||
            same_name(parties[i].name, holder) || same_name(parties[i].name, holder_also)) {
            return MATCH_SAME;
        }
        if (side != NULL && side[0] != '\0') {
            found = MATCH_OTHER;
        }
    }
    return found;
}

/* Whether the land that is claimed is said to be the holder's. Who gives land up no longer holds
 * it; who is besieged still does. */
static match match_holder(const clm_feature *feature, const char *holder, const char *holder_also) {
    match actors = match_parties(feature->actors, feature->actor_count, holder, holder_also);
    match targets = match_parties(feature->targets, feature->target_count, holder, holder_also);
    if (feature->event_type == CLM_EVENT_RETREAT || feature->event_type == CLM_EVENT_SURRENDER) {
        return actors == MATCH_SAME ? MATCH_OTHER : targets;
    }
    return feature->event_type == CLM_EVENT_SIEGE ? targets : actors;
}

/* ---- the verdict ---- */

/* The text speaks of a day near the overlay's: then what was is what the overlay shows. */
static bool fits_day(const clm_feature *feature, const char *day) {
    const int month = 3;
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        bool known = time->iso_start[0] != '\0' && time->iso_end[0] != '\0' && day[0] != '\0';
        if (known && time->precision > 0 && time->precision <= month &&
            is(time->attaches_to, "event") && strcmp(time->iso_start, day) <= 0 &&
            strcmp(day, time->iso_end) <= 0) {
            return true;
        }
    }
    return false;
}

/* Why the two cannot be compared, or NULL. What the overlay lacks is told before what the claim
 * lacks. */
static const char *obstacle(const clm_feature *feature, const clm_claimed *claimed,
                            const clm_overlay_facts *facts, const char *holder_also,
                            double measured_km2) {
    if (facts->holder != NULL && match_holder(feature, facts->holder, holder_also) == MATCH_OTHER) {
        return "other_holder";
    }
    if (!(measured_km2 > 0.0)) {
        return "no_such_land";
    }
    if (isnan(claimed->km2)) {
        return "no_area_claimed";
    }
    if (feature->negative || feature->modality == CLM_MODALITY_DENIED ||
        feature->status == CLM_STATUS_DENIED) {
        return "denied";
    }
    if (feature->status == CLM_STATUS_PLANNED || feature->status == CLM_STATUS_CONSIDERED ||
        feature->status == CLM_STATUS_HYPOTHETICAL) {
        return "planned";
    }
    return claimed->before && !fits_day(feature, facts->date) ? "past" : NULL;
}

/* Land that changes hands is a part of the land that is held. */
static bool is_change(clm_event_type type) {
    return type == CLM_EVENT_CAPTURE || type == CLM_EVENT_RECAPTURE || type == CLM_EVENT_RETREAT ||
           type == CLM_EVENT_SURRENDER || type == CLM_EVENT_ADVANCE || type == CLM_EVENT_INCURSION;
}

static clm_verdict compare(const clm_claimed *claimed, double measured_km2) {
    const char *qualifier = claimed->qualifier;
    bool vague = is(qualifier, "vague_at_least");
    bool at_least = vague || is(qualifier, "at_least") || is(qualifier, "more_than");
    bool at_most = is(qualifier, "up_to") || is(qualifier, "at_most");
    bool about = vague || is(qualifier, "about") || is(qualifier, "almost");
    double tolerance = (about ? TOLERANCE_ABOUT : TOLERANCE) + ROUNDING;
    if (claimed->km2 > measured_km2 * (1.0 + tolerance) && !at_most) {
        return CLM_VERDICT_EXAGGERATED;
    }
    if (claimed->most_km2 < measured_km2 * (1.0 - tolerance) && !at_least) {
        return CLM_VERDICT_UNDERSTATED;
    }
    return CLM_VERDICT_CONSISTENT;
}

void clm_check_judge(const clm_feature *feature, const clm_claimed *claimed,
                     const clm_overlay_facts *facts, const char *holder_also,
                     clm_feature_check *check) {
    check->ratio = (double)NAN;
    check->verdict = CLM_VERDICT_NOT_COMPARABLE;
    check->reason = obstacle(feature, claimed, facts, holder_also, check->measured_km2);
    if (check->reason != NULL) {
        return;
    }
    check->ratio = claimed->km2 / check->measured_km2;
    check->verdict = compare(claimed, check->measured_km2);
    check->reason = check->verdict == CLM_VERDICT_UNDERSTATED && is_change(feature->event_type)
                        ? "change"
                        : NULL;
}
