#include "features/diff.h"

#include "base/hash.h"

#include <math.h>
#include <string.h>

bool clm_diff_is_drawn(const clm_feature *feature) {
    return feature->draw <= CLM_DRAW_SECONDARY && feature->geometry.kind != CLM_GEOMETRY_NONE;
}

/* ---- places ---- */

static bool same_text(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

uint64_t clm_diff_place_hash(const clm_feature *feature) {
    if (!feature->has_place) {
        return 0;
    }
    const clm_feature_place *place = &feature->place;
    const char *id = place->gazetteer_id != NULL ? place->gazetteer_id : place->name;
    /* The east of a region has the region's id and another name. */
    const bool part = place->kind == CLM_KIND_VAGUE_REGION && place->name != NULL;
    return id == NULL ? 0
                      : clm_hash64(id, strlen(id)) +
                            (part ? clm_hash64(place->name, strlen(place->name)) : 0);
}

static bool is_region(clm_place_kind kind) {
    return kind == CLM_KIND_DISTRICT || kind == CLM_KIND_REGION || kind == CLM_KIND_COUNTRY ||
           kind == CLM_KIND_COUNTRY_GROUP || kind == CLM_KIND_CONTINENT || kind == CLM_KIND_SEA ||
           kind == CLM_KIND_VAGUE_REGION || kind == CLM_KIND_DISPUTED_REGION;
}

/* Whether the place of `inner` lies in that of `outer`, by what the files tell of both. */
static bool holds(const clm_feature *outer, const clm_feature *inner) {
    const clm_feature_place *a = &outer->place;
    const clm_feature_place *b = &inner->place;
    if (!is_region(a->kind) || b->kind == CLM_KIND_COUNTRY || b->kind == CLM_KIND_COUNTRY_GROUP ||
        b->kind == CLM_KIND_CONTINENT) {
        return false;
    }
    if (a->kind == CLM_KIND_COUNTRY) {
        return same_text(a->country, b->country);
    }
    if (a->kind == CLM_KIND_REGION && b->kind != CLM_KIND_REGION && same_text(a->name, b->admin1) &&
        same_text(a->country, b->country)) {
        return true;
    }
    return outer->geometry.kind == CLM_GEOMETRY_POLYGONS && b->located &&
           !(is_region(b->kind) && a->kind == b->kind) &&
           clm_geometry_contains(&outer->geometry, b->point);
}

clm_diff_where clm_diff_relate_places(const clm_feature *a, const clm_feature *b) {
    static const double near_m = 25e3; /* a village told by the next town */
    const uint64_t first = clm_diff_place_hash(a);
    const uint64_t second = clm_diff_place_hash(b);
    if (first == 0 || second == 0) {
        return CLM_WHERE_UNKNOWN;
    }
    if (first == second || same_text(a->place.excerpt.text, b->place.excerpt.text)) {
        return CLM_WHERE_SAME; /* one story means one place by one name, wherever it was put */
    }
    if (holds(a, b)) {
        return CLM_WHERE_FINER;
    }
    if (holds(b, a)) {
        return CLM_WHERE_COARSER;
    }
    const bool near = a->place.located && b->place.located && !is_region(a->place.kind) &&
                      !is_region(b->place.kind) &&
                      clm_sphere_distance_m(a->place.point, b->place.point) < near_m;
    return near ? CLM_WHERE_NEAR : CLM_WHERE_APART;
}

bool clm_diff_names_place(const clm_feature *feature) {
    const clm_excerpt *place = &feature->place.excerpt;
    return feature->has_place && (feature->quote.text == NULL || place->text == NULL ||
                                  (place->range.start >= feature->quote.range.start &&
                                   place->range.end <= feature->quote.range.end));
}

/* What counts of a statement's places: those that are drawn; all where none is. */
static size_t list_places(const clm_diff_side *side, const clm_diff_statement *statement,
                          const clm_feature *out[CLM_DIFF_PLACES_MAX]) {
    const bool drawn = clm_diff_is_drawn(statement->head);
    size_t count = 0;
    for (size_t i = 0; i < statement->count && count < CLM_DIFF_PLACES_MAX; i++) {
        const clm_feature *feature = &side->collection->items[side->order[statement->first + i]];
        if (feature->has_place && (!drawn || clm_diff_is_drawn(feature))) {
            out[count++] = feature;
        }
    }
    return count;
}

clm_diff_where clm_diff_relate_statements(const clm_diff_side *old, const clm_diff_statement *a,
                                          const clm_diff_side *new, const clm_diff_statement *b) {
    const clm_feature *first[CLM_DIFF_PLACES_MAX];
    const clm_feature *second[CLM_DIFF_PLACES_MAX];
    const size_t count = list_places(old, a, first);
    const size_t others = list_places(new, b, second);
    clm_diff_where best = count == 0 || others == 0 ? CLM_WHERE_UNKNOWN : CLM_WHERE_APART;
    bool named = false;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < others && best != CLM_WHERE_SAME; k++) {
            const clm_diff_where where = clm_diff_relate_places(first[i], second[k]);
            best = where < best ? where : best;
            named |= clm_diff_names_place(first[i]) || clm_diff_names_place(second[k]);
        }
    }
    return best == CLM_WHERE_APART && !named ? CLM_WHERE_UNKNOWN : best;
}

/* ---- events ---- */

/* Types that news takes for each other when it tells the same thing again. */
unsigned clm_diff_event_kin(clm_event_type type) {
    static const unsigned char kin[CLM_EVENT_TYPE_COUNT] = {[CLM_EVENT_PRESENCE] = 1,
                                                            [CLM_EVENT_DEPLOYMENT] = 1,
                                                            [CLM_EVENT_WITHDRAWAL] = 2,
                                                            [CLM_EVENT_RETREAT] = 2,
                                                            [CLM_EVENT_CONTROL] = 3,
                                                            [CLM_EVENT_CAPTURE] = 3,
                                                            [CLM_EVENT_RECAPTURE] = 3,
                                                            [CLM_EVENT_ADVANCE] = 4,
                                                            [CLM_EVENT_INCURSION] = 4,
                                                            [CLM_EVENT_OFFENSIVE] = 4,
                                                            [CLM_EVENT_COUNTEROFFENSIVE] = 4,
                                                            [CLM_EVENT_CLASH] = 5,
                                                            [CLM_EVENT_STRIKE] = 5,
                                                            [CLM_EVENT_BOMBING] = 5,
                                                            [CLM_EVENT_CRIME] = 6,
                                                            [CLM_EVENT_VIOLENCE] = 6,
                                                            [CLM_EVENT_DISPLACEMENT] = 7,
                                                            [CLM_EVENT_EVACUATION] = 7,
                                                            [CLM_EVENT_HAZARD_EXTENT] = 8,
                                                            [CLM_EVENT_NATURAL_DISASTER] = 8,
                                                            [CLM_EVENT_WEATHER] = 8,
                                                            [CLM_EVENT_PROTEST] = 9,
                                                            [CLM_EVENT_GATHERING] = 9,
                                                            [CLM_EVENT_UNREST] = 9,
                                                            [CLM_EVENT_CONSTRUCTION] = 10,
                                                            [CLM_EVENT_PREPARATION] = 10,
                                                            [CLM_EVENT_AREA_EXTENT] = 11,
                                                            [CLM_EVENT_LAND_USE] = 11,
                                                            [CLM_EVENT_STATISTICS] = 11,
                                                            [CLM_EVENT_MINEFIELD] = 12,
                                                            [CLM_EVENT_DEMINING] = 12,
                                                            [CLM_EVENT_SOVEREIGNTY] = 13,
                                                            [CLM_EVENT_TERRITORIAL_DISPUTE] = 13};
    enum { OWN = 64 };
    const unsigned at = (unsigned)type < CLM_EVENT_TYPE_COUNT ? (unsigned)type : 0;
    return kin[at] != 0 ? kin[at] : OWN + at;
}

double clm_diff_relate_events(clm_event_type a, clm_event_type b) {
    if (a == b) {
        return 1.0;
    }
    if (a == CLM_EVENT_NONE || b == CLM_EVENT_NONE) {
        return 0.4;
    }
    if (clm_diff_event_kin(a) == clm_diff_event_kin(b)) {
        return 0.75;
    }
    return clm_event_class_of(a) == clm_event_class_of(b) ? 0.4 : 0.0;
}

/* ---- amounts ---- */

/* 0: as the unit says. */
static unsigned dimension_of(const clm_feature_quantity *quantity) {
    return isfinite(quantity->km2) ? 1U : isfinite(quantity->km) ? 2U : 0U;
}

/* Roles that tell of something else than how much it is now. */
static const char *role_of(const clm_feature_quantity *quantity) {
    return quantity->role == NULL || strcmp(quantity->role, "current") == 0 ? "" : quantity->role;
}

bool clm_diff_same_measure(const clm_feature_quantity *a, const clm_feature_quantity *b) {
    if (strcmp(role_of(a), role_of(b)) != 0) {
        return false;
    }
    const unsigned dimension = dimension_of(a);
    return dimension == dimension_of(b) &&
           (dimension != 0 || same_text(a->unit, b->unit) || (a->unit == NULL && b->unit == NULL));
}

static bool same_number(double a, double b, double tolerance) {
    if (isnan(a) || isnan(b)) {
        return isnan(a) && isnan(b);
    }
    return fabs(a - b) <= tolerance * fmax(fabs(a), fabs(b));
}

bool clm_diff_same_amount(const clm_feature_quantity *a, const clm_feature_quantity *b) {
    if (same_text(a->unit, b->unit) || dimension_of(a) == 0) {
        return same_number(a->value, b->value, 1e-9) &&
               same_number(a->value_max, b->value_max, 1e-9);
    }
    static const double rounding = 0.02; /* 22 mi2 and 57 km2 */
    const bool areas = dimension_of(a) == 1;
    return same_number(areas ? a->km2 : a->km, areas ? b->km2 : b->km, rounding) &&
           isnan(a->value_max) == isnan(b->value_max);
}

/* ---- days ---- */

bool clm_diff_event_days(const clm_feature *feature, clm_diff_days *out) {
    size_t known = 0;
    *out = (clm_diff_days){.text = NULL};
    bool open_start = false;
    bool open_end = false;
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        if (!same_text(time->attaches_to, "event") ||
            (time->iso_start[0] == '\0' && time->iso_end[0] == '\0')) {
            continue;
        }
        open_start |= time->iso_start[0] == '\0';
        open_end |= time->iso_end[0] == '\0';
        if (known == 0 || strcmp(time->iso_start, out->start) < 0) {
            memcpy(out->start, time->iso_start, sizeof out->start);
        }
        if (known == 0 || strcmp(time->iso_end, out->end) > 0) {
            memcpy(out->end, time->iso_end, sizeof out->end);
        }
        known++;
        out->text = known == 1 ? time->excerpt.text : NULL;
    }
    if (open_start) {
        out->start[0] = '\0';
    }
    if (open_end) {
        out->end[0] = '\0';
    }
    return known > 0 && (out->start[0] != '\0' || out->end[0] != '\0');
}

static int32_t days_of(const char *iso) {
    clm_date date;
    return clm_date_parse(clm_text_of(iso), &date) ? clm_date_to_days(date) : 0;
}

/* "Overnight" of today's article and of yesterday's: the sentence stayed, its day went along. */
static bool moved_with_dateline(const clm_diff_work *work, const clm_diff_days *a,
                                const clm_diff_days *b) {
    const char *first = a->start[0] != '\0' ? a->start : a->end;
    const char *second = b->start[0] != '\0' ? b->start : b->end;
    return work->dateline_shift != 0 && same_text(a->text, b->text) &&
           days_of(second) - days_of(first) == work->dateline_shift;
}

/* "On Saturday" in both, read as the last one and as the next: the words tell no other day. */
static bool same_weekday(const clm_diff_days *a, const clm_diff_days *b) {
    const char *first = a->start[0] != '\0' ? a->start : a->end;
    const char *second = b->start[0] != '\0' ? b->start : b->end;
    return same_text(a->text, b->text) && (days_of(second) - days_of(first)) % 7 == 0;
}

/* Whether the days of `inner` lie in those of `outer`; unknown ends are open. */
static bool lies_in(const clm_diff_days *inner, const clm_diff_days *outer) {
    return (outer->start[0] == '\0' || strcmp(outer->start, inner->start) <= 0) &&
           (outer->end[0] == '\0' ||
            (inner->end[0] != '\0' && strcmp(inner->end, outer->end) <= 0));
}

bool clm_diff_other_days(const clm_diff_work *work, const clm_feature *a, const clm_feature *b) {
    clm_diff_days first;
    clm_diff_days second;
    if (!clm_diff_event_days(a, &first) || !clm_diff_event_days(b, &second)) {
        return false;
    }
    if (moved_with_dateline(work, &first, &second) || same_weekday(&first, &second)) {
        return false;
    }
    if (first.start[0] == '\0' && second.start[0] == '\0') { /* until then, and until another day */
        return strcmp(first.end, second.end) != 0;
    }
    return !lies_in(&first, &second) && !lies_in(&second, &first);
}
