/* Whether a place of a claim is drawn, and how sure the claim is. */
#include "claims/draft.h"

#include <string.h>

/* Index of a place of the claim that lies in place `index`, or -1. */
static int inner_place(const clm_reader *reader, const clm_draft *of, size_t index) {
    int m = of->places[index].mention;
    const clm_resolved *outer = &reader->resolved[m];
    if (outer->kind != CLM_KIND_COUNTRY && outer->kind != CLM_KIND_REGION) {
        return -1;
    }
    char mine[3], other[3];
    clm_country_of(reader, m, mine);
    for (size_t i = 0; i < of->place_count; i++) {
        const clm_resolved *inner = &reader->resolved[of->places[i].mention];
        if (i == index || inner->kind == CLM_KIND_COUNTRY || inner->place == outer->place) {
            continue;
        }
        clm_country_of(reader, of->places[i].mention, other);
        bool country = outer->kind == CLM_KIND_COUNTRY && mine[0] && strcmp(mine, other) == 0;
        bool region = outer->kind == CLM_KIND_REGION && outer->place != CLM_NO_PLACE &&
                      (inner->within == outer->place ||
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
        if (clm_is_verb(reader, t) || clm_is_finite(reader, t)) {
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

void clm_draft_draw(const clm_reader *reader, clm_draft *of, size_t index) {
    clm_claim_place *place = &of->places[index];
    const clm_resolved *at = &reader->resolved[place->mention];
    const clm_mention *mention = &reader->mentions->items[place->mention];
    bool nominal = mention->type == CLM_MENTION_NOMINAL;
    int inner = inner_place(reader, of, index);
    bool holder =
        inner >= 0 && apposed(reader, mention, &reader->mentions->items[of->places[inner].mention]);
    place->draw = CLM_DRAW_PRIMARY;
    if (place->role == CLM_ROLE_CONTAINER || holder) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_CONTAINER;
    } else if (!at->located) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_UNLOCATED;
    } else if (place->role == CLM_ROLE_TARGET && at->kind == CLM_KIND_COUNTRY) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_ACTOR;
    } else if (place->role == CLM_ROLE_DISTANCE_ANCHOR || place->role == CLM_ROLE_BORDER_WITH) {
        place->draw = CLM_DRAW_CONTEXT;
        place->reason = CLM_USE_OTHER;
    } else if ((of->claim.modality == CLM_MODALITY_ORDERED && presupposed(reader, of)) ||
               (is_irrealis(&of->claim) && (at->kind == CLM_KIND_CONTINENT || nominal))) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_IRREALIS;
    } else if (place->role == CLM_ROLE_PROTECTED || place->role == CLM_ROLE_BENEFICIARY ||
               place->role == CLM_ROLE_DIRECTION || place->role == CLM_ROLE_TARGET || nominal ||
               of->inherited || inner >= 0 || is_irrealis(&of->claim) ||
               at->kind == CLM_KIND_CONTINENT) {
        place->draw = CLM_DRAW_SECONDARY;
    }
}

double clm_draft_confidence(const clm_reader *reader, const clm_draft *of) {
    double place = 0;
    for (size_t i = 0; i < of->place_count; i++) {
        double score = reader->resolved[of->places[i].mention].score;
        place = score > place ? score : place;
    }
    double sum = 0.3 + 0.3 * (place > 1 ? 1 : place);
    sum += of->trigger.entry->flags & CLM_TRIGGER_WEAK ? 0 : 0.2;
    sum += of->claim.has_source && of->claim.source.type ? 0.1 : 0;
    sum += of->claim.quantity_count ? 0.05 : 0;
    sum += of->claim.time_count ? 0.05 : 0;
    sum -= is_irrealis(&of->claim) ? 0.1 : 0;
    return sum > 1 ? 1 : sum;
}
