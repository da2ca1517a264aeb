/* Whether a place of a claim is drawn. */
#include "claims/draft.h"

#include "geo/geo.h"

#include <string.h>

static const double TOWN_REACH_M = 40e3; /* how far from a town's point its sites may lie */

/* Of the places with a lower score, on annotated news, fewer than half are the ones that are meant.
 */
static const double SCORE_LEAST = 0.6;
static const double RIVER_LEAST =
    0.4; /* a river has few namesakes, and its one point tells little */

/* "In X, ..." */
static bool is_front(const clm_reader *reader, const clm_draft *of, const clm_mention *mention) {
    return mention->token_start <= of->run.start + 2 && clm_is_comma(reader, mention->token_end);
}

/* "Malaga, Andalusia": the region right behind what lies in its box, whatever its level. */
static bool follows(const clm_reader *reader, int inner, int outer) {
    uint32_t start = reader->mentions->items[outer].token_start;
    return reader->mentions->items[inner].token_end + 1 == start &&
           clm_is_comma(reader, start - 1) && reader->resolved[inner].located &&
           clm_bbox_contains(clm_place_of(reader, outer).box, reader->resolved[inner].point);
}

/* Index of a place of the claim that lies in place `index`, or -1. */
static int inner_place(const clm_reader *reader, const clm_draft *of, size_t index) {
    int m = of->places[index].mention;
    const clm_resolved *outer = &reader->resolved[m];
    bool town = outer->kind == CLM_KIND_SETTLEMENT && outer->located &&
                is_front(reader, of, &reader->mentions->items[m]);
    if (outer->kind != CLM_KIND_COUNTRY && outer->kind != CLM_KIND_REGION && !town) {
        return -1;
    }
    char mine[3], other[3];
    clm_country_of(reader, m, mine);
    for (size_t i = 0; i < of->place_count; i++) {
        const clm_resolved *inner = &reader->resolved[of->places[i].mention];
        if (i == index || inner->kind == CLM_KIND_COUNTRY || inner->place == outer->place) {
            continue;
        }
        if (town) { /* "In London, ... outside Downing Street" */
            bool site = inner->kind == CLM_KIND_FACILITY && inner->located && outer->located;
            if (site && clm_sphere_distance_m(inner->point, outer->point) < TOWN_REACH_M) {
                return (int)i;
            }
            continue;
        }
        clm_country_of(reader, of->places[i].mention, other);
        bool country = outer->kind == CLM_KIND_COUNTRY && mine[0] && strcmp(mine, other) == 0;
        bool region = outer->kind == CLM_KIND_REGION && outer->place != CLM_NO_PLACE &&
                      (inner->within == outer->place || follows(reader, of->places[i].mention, m) ||
                       clm_place_of(reader, of->places[i].mention).admin1 == outer->place);
        if (country || region) {
            return (int)i;
        }
    }
    return -1;
}

/* No verb stands between the two: "in Arkania, in the Weln region". */
static bool apposed(const clm_reader *reader, const clm_mention *a, const clm_mention *b) {
    uint32_t from = a->token_end < b->token_end ? a->token_end : b->token_end;
    uint32_t to = a->token_start > b->token_start ? a->token_start : b->token_start;
    for (uint32_t t = from; t < to; t++) {
        bool list = clm_tag_at(reader, t) == CLM_TAG_CC;
        if (clm_is_verb(reader, t) || clm_is_finite(reader, t) || list) {
            return false;
        }
    }
    return true;
}

static bool is_irrealis(const clm_claim *claim) {
    return claim->modality == CLM_MODALITY_ORDERED || claim->status == CLM_STATUS_CONSIDERED ||
           claim->status == CLM_STATUS_HYPOTHETICAL || claim->modality == CLM_MODALITY_INTENDED ||
           claim->modality == CLM_MODALITY_CONSIDERED || claim->status == CLM_STATUS_DENIED ||
           claim->negative;
}

/* "an answer on its soldiers fighting in X": the order is about something else. */
static bool presupposed(const clm_reader *reader, const clm_draft *of) {
    clm_tag tag = clm_tag_at(reader, of->trigger.head);
    return tag == CLM_TAG_ING || tag == CLM_TAG_PART;
}

/* A namesake that little speaks for: the place that is meant is in no gazetteer. */
static bool is_far_fetched(const clm_resolved *at) {
    bool point = at->kind == CLM_KIND_SETTLEMENT || at->kind == CLM_KIND_FACILITY ||
                 at->kind == CLM_KIND_DISTRICT;
    double least = point ? SCORE_LEAST : at->kind == CLM_KIND_RIVER ? RIVER_LEAST : 0;
    return at->place != CLM_NO_PLACE && at->score < least;
}

/* A town whose place nobody knows is what the claim is about; the region only tells where. */
static bool holds_unknown(const clm_reader *reader, const clm_draft *of, size_t index) {
    const clm_resolved *outer = &reader->resolved[of->places[index].mention];
    if (outer->kind != CLM_KIND_COUNTRY && outer->kind != CLM_KIND_REGION) {
        return false;
    }
    for (size_t i = 0; i < of->place_count; i++) {
        const clm_resolved *inner = &reader->resolved[of->places[i].mention];
        if (i != index && (!inner->located || is_far_fetched(inner)) &&
            (inner->kind == CLM_KIND_SETTLEMENT || inner->kind == CLM_KIND_FACILITY)) {
            return true;
        }
    }
    return false;
}

/* "Sweida, south of Damascus", "the town, 90 km from Mandalay", "Omdurman, across the Nile": tells
 * where the place before the comma lies. */
static bool tells_where(const clm_reader *reader, const clm_draft *of, size_t index) {
    const clm_mention *self = &reader->mentions->items[of->places[index].mention];
    clm_place_role role = of->places[index].role;
    clm_place_kind kind = reader->resolved[of->places[index].mention].kind;
    bool water = kind == CLM_KIND_RIVER || kind == CLM_KIND_SEA;
    if (!(role == CLM_ROLE_RELATIVE_LOCATION || role == CLM_ROLE_DISTANCE_ANCHOR || water)) {
        return false;
    }
    for (size_t i = 0; water && i < of->place_count; i++) {
        clm_place_kind other = reader->resolved[of->places[i].mention].kind;
        if (other == CLM_KIND_SETTLEMENT || other == CLM_KIND_FACILITY) {
            return true;
        }
    }
    uint32_t k = self->token_start;
    for (unsigned step = 0; step < 12 && k > of->run.start; step++, k--) {
        if (clm_is_comma(reader, k - 1)) {
            return k - 1 > of->run.start && reader->mention_of[k - 2] >= 0;
        }
        bool other = k < self->token_start && reader->mention_of[k - 1] >= 0 &&
                     reader->mentions->items[reader->mention_of[k - 1]].type == CLM_MENTION_TOPONYM;
        if (other) { /* "in X district some 160 km south of Y" */
            return true;
        }
        clm_tag tag = clm_tag_at(reader, k - 1);
        bool event = tag == CLM_TAG_NOUN && clm_mark_at(reader, k - 1, CLM_MARK_EVENT);
        if (clm_is_verb(reader, k - 1) || clm_is_finite(reader, k - 1) || event ||
            tag == CLM_TAG_SUB || tag == CLM_TAG_CC) {
            return false; /* "smoke over X as a fire west of Y grew" */
        }
    }
    return false;
}

/* "flew from X", "a bus from X to Y crashed": that somebody left X says nothing of X; "sent troops
 * from X to Y" does. */
static bool only_left(const clm_draft *of, clm_place_role role) {
    clm_event_type type = of->claim.event_type;
    clm_event_class c = clm_event_class_of(type);
    bool sent = type == CLM_EVENT_DEPLOYMENT || type == CLM_EVENT_ARMS_SUPPLY;
    bool still = c == CLM_CLASS_HAZARD || c == CLM_CLASS_EXTENT || c == CLM_CLASS_HARM ||
                 (c == CLM_CLASS_INFRASTRUCTURE && !sent);
    bool reached = false;
    for (size_t i = 0; sent && i < of->place_count; i++) {
        reached = reached || of->places[i].role == CLM_ROLE_DESTINATION;
    }
    return role == CLM_ROLE_ORIGIN && (still || (sent && !reached) || type == CLM_EVENT_VISIT ||
                                       type == CLM_EVENT_TALKS || type == CLM_EVENT_GATHERING ||
                                       type == CLM_EVENT_PRESENCE || type == CLM_EVENT_PREPARATION);
}

/* "smoke drifted to X" tells of X; "a bus to X crashed" does not. */
static bool comes_or_goes(const clm_draft *of, clm_place_role role) {
    clm_event_type type = of->claim.event_type;
    clm_event_class c = clm_event_class_of(type);
    bool still = c == CLM_CLASS_HARM || c == CLM_CLASS_EXTENT || c == CLM_CLASS_INFRASTRUCTURE;
    return (still && role == CLM_ROLE_DESTINATION) ||
           ((type == CLM_EVENT_DEPLOYMENT || type == CLM_EVENT_ARMS_SUPPLY) &&
            role == CLM_ROLE_ORIGIN);
}

/* "the Elmore County Jail in Weln": the county is the jail's name, the town tells where it is. */
static bool names_building(const clm_reader *reader, const clm_draft *of, size_t index) {
    const clm_mention *self = &reader->mentions->items[of->places[index].mention];
    uint32_t k = self->token_end;
    while (clm_tag_at(reader, k) == CLM_TAG_NAME && reader->mention_of[k] < 0) {
        k++;
    }
    if (k == self->token_end || !clm_key_is(reader, k, "in")) {
        return false;
    }
    for (size_t i = 0; i < of->place_count; i++) {
        if (i != index && reader->mention_of[k + 1] == of->places[i].mention) {
            return reader->resolved[of->places[i].mention].located;
        }
    }
    return false;
}

static void set_draw(clm_claim_place *place, clm_draw draw, clm_place_use reason) {
    place->draw = draw;
    place->reason = reason;
}

/* A town of which the text only names the region: a mark in its middle would be wrong. */
static bool is_somewhere(const clm_resolved *at) {
    return at->place == CLM_NO_PLACE && at->within != CLM_NO_PLACE &&
           at->uncertainty_m > TOWN_REACH_M;
}

void clm_draft_draw(const clm_reader *reader, clm_draft *of, size_t index) {
    clm_claim_place *place = &of->places[index];
    const clm_resolved *at = &reader->resolved[place->mention];
    const clm_mention *mention = &reader->mentions->items[place->mention];
    bool nominal = mention->type == CLM_MENTION_NOMINAL;
    int inner = inner_place(reader, of, index);
    bool holder = inner >= 0 &&
                  (apposed(reader, mention, &reader->mentions->items[of->places[inner].mention]) ||
                   place->role == CLM_ROLE_LOCATION);
    bool irrealis = is_irrealis(&of->claim);
    bool loose = of->inherited && of->loose;
    if (place->role == CLM_ROLE_CONTAINER || holder || loose || holds_unknown(reader, of, index) ||
        names_building(reader, of, index)) {
        set_draw(place, CLM_DRAW_NO, CLM_USE_CONTAINER);
    } else if (!at->located || is_far_fetched(at) || is_somewhere(at)) {
        set_draw(place, CLM_DRAW_NO, CLM_USE_UNLOCATED);
    } else if (place->role == CLM_ROLE_TARGET && at->kind == CLM_KIND_COUNTRY) {
        set_draw(place, CLM_DRAW_NO, CLM_USE_ACTOR);
    } else if (place->role == CLM_ROLE_DISTANCE_ANCHOR || place->role == CLM_ROLE_BORDER_WITH ||
               tells_where(reader, of, index) || only_left(of, place->role)) {
        set_draw(place, CLM_DRAW_CONTEXT, CLM_USE_OTHER);
    } else if ((of->claim.modality == CLM_MODALITY_ORDERED && presupposed(reader, of)) ||
               (irrealis && (at->kind == CLM_KIND_CONTINENT || nominal))) {
        set_draw(place, CLM_DRAW_NO, CLM_USE_IRREALIS);
    } else if (place->role == CLM_ROLE_PROTECTED || place->role == CLM_ROLE_BENEFICIARY ||
               place->role == CLM_ROLE_DIRECTION || place->role == CLM_ROLE_TARGET || nominal ||
               of->inherited || inner >= 0 || irrealis || at->kind == CLM_KIND_CONTINENT ||
               comes_or_goes(of, place->role)) {
        set_draw(place, CLM_DRAW_SECONDARY, CLM_USE_LOCATION);
    } else {
        set_draw(place, CLM_DRAW_PRIMARY, CLM_USE_LOCATION);
    }
}
