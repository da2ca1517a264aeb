/* Evidence that two claims are statements of one event, and its weights. */
#include "claims/gists.h"

#include <math.h>
#include <string.h>

/* Degrees; a box is enough. */
static const double CLOSE_LAT_DEG = 0.35, CLOSE_LON_DEG = 0.5;

enum { UNIT = 16 };

/* ---- places ---- */

static bool is_wide(clm_place_kind kind) {
    return kind == CLM_KIND_COUNTRY || kind == CLM_KIND_VAGUE_REGION ||
           kind == CLM_KIND_COUNTRY_GROUP || kind == CLM_KIND_CONTINENT || kind == CLM_KIND_SEA;
}

static bool same_place(const clm_gist_place *a, const clm_gist_place *b) {
    if (a->compass != b->compass) {
        return false;
    }
    return a->place != CLM_NO_PLACE ? a->place == b->place
                                    : b->place == CLM_NO_PLACE && a->name == b->name;
}

static bool lies_in(const clm_gist_place *inner, const clm_gist_place *outer) {
    return outer->place != CLM_NO_PLACE &&
           (inner->within == outer->place || inner->admin1 == outer->place);
}

/* Within some 40 km, in either direction. */
static bool close_by(const clm_gist_place *a, const clm_gist_place *b) {
    return a->located && b->located && fabs(a->point.lat_deg - b->point.lat_deg) < CLOSE_LAT_DEG &&
           fabs(a->point.lon_deg - b->point.lon_deg) < CLOSE_LON_DEG;
}

/* How two places lie to each other. */
static clm_evidence place_pair(const clm_gist_place *a, const clm_gist_place *b) {
    clm_place_kind ka = (clm_place_kind)a->kind, kb = (clm_place_kind)b->kind;
    if (same_place(a, b)) {
        bool region = ka == CLM_KIND_REGION || ka == CLM_KIND_DISPUTED_REGION;
        return is_wide(ka) ? CLM_EV_PLACE_WIDE : region ? CLM_EV_PLACE_REGION : CLM_EV_PLACE_FINE;
    }
    if (lies_in(a, b) || lies_in(b, a)) {
        return is_wide(ka) || is_wide(kb) ? CLM_EV_PLACE_LAND : CLM_EV_PLACE_INSIDE;
    }
    bool towns = ka == CLM_KIND_SETTLEMENT && kb == CLM_KIND_SETTLEMENT;
    if (!towns && !is_wide(ka) && !is_wide(kb) && close_by(a, b)) {
        return CLM_EV_PLACE_CLOSE;
    }
    if (a->country && a->country == b->country) {
        if (is_wide(ka) || is_wide(kb)) {
            return CLM_EV_PLACE_LAND;
        }
        if (a->admin1 != CLM_NO_PLACE && a->admin1 == b->admin1) {
            return CLM_EV_PLACE_NEAR;
        }
    }
    return CLM_EV_PLACE_APART;
}

/* The order of the evidence is that of its strength. */
static clm_evidence compare_places(const clm_gist *a, const clm_gist *b) {
    clm_evidence best = CLM_EV_PLACE_APART;
    size_t na = 0, nb = 0;
    for (size_t j = 0; j < b->place_count; j++) {
        nb += !b->places[j].holder;
    }
    for (size_t i = 0; i < a->place_count; i++) {
        na += !a->places[i].holder;
        for (size_t j = 0; j < b->place_count; j++) {
            if (a->places[i].holder && b->places[j].holder) {
                continue;
            }
            clm_evidence pair = place_pair(&a->places[i], &b->places[j]);
            bool held = a->places[i].holder || b->places[j].holder;
            if (held && pair <= CLM_EV_PLACE_WIDE) {
                pair = pair == CLM_EV_PLACE_WIDE ? CLM_EV_PLACE_LAND : CLM_EV_PLACE_INSIDE;
            } else if (held) {
                continue;
            }
            best = pair < best ? pair : best;
        }
    }
    return na == 0 || nb == 0 ? CLM_EV_PLACE_NONE : best;
}

int clm_pair_place(const clm_gists *gists, size_t a, size_t b) {
    clm_evidence relation = compare_places(&gists->items[a], &gists->items[b]);
    return relation <= CLM_EV_PLACE_WIDE     ? 3
           : relation == CLM_EV_PLACE_INSIDE ? 2
                                             : relation == CLM_EV_PLACE_LAND;
}

/* ---- the rest ---- */

/* Sixteenths of the weight of the words that both have: a word of two claims counts 1, one of
 * more less. */
static unsigned common_words(const clm_gists *gists, const clm_gist *a, const clm_gist *b,
                             unsigned *names) {
    unsigned sum = 0;
    for (size_t i = 0, j = 0; i < a->word_count && j < b->word_count;) {
        if (a->words[i] == b->words[j]) {
            unsigned count = gists->frequency[a->words[i] >> 2U & gists->mask];
            sum += count > 1 ? 2 * UNIT / count : UNIT;
            *names += a->words[i] & 1U;
            i++;
            j++;
        } else if (a->words[i] < b->words[j]) {
            i++;
        } else {
            j++;
        }
    }
    return sum > 4 * UNIT ? 4 * UNIT : sum;
}

/* 1 the same, -1 known to differ, 0 unknown. */
static int same_party(uint64_t a, uint16_t side_a, uint64_t b, uint16_t side_b) {
    if (side_a && side_b) {
        return side_a == side_b ? 1 : -1;
    }
    return a && a == b;
}

/* 1 a figure in common, -1 figures of one unit that differ, 0 no two of one unit. */
static int same_figure(const clm_claim *a, const clm_claim *b) {
    int found = 0;
    for (size_t i = 0; i < a->quantity_count; i++) {
        for (size_t j = 0; j < b->quantity_count; j++) {
            const clm_quantity *x = &a->quantities[i], *y = &b->quantities[j];
            if (strcmp(x->unit, y->unit) != 0) {
                continue;
            }
            if (x->value >= y->value && x->value <= y->value) {
                return 1;
            }
            found = -1;
        }
    }
    return found;
}

int clm_pair_actors(const clm_gists *gists, size_t a, size_t b) {
    const clm_gist *x = &gists->items[a], *y = &gists->items[b];
    return same_party(x->actor, x->actor_side, y->actor, y->actor_side);
}

static bool days_meet(const clm_gist *a, const clm_gist *b) {
    return a->day_first <= b->day_last && b->day_first <= a->day_last;
}

bool clm_pair_days_differ(const clm_gists *gists, size_t a, size_t b) {
    const clm_gist *x = &gists->items[a], *y = &gists->items[b];
    bool one_old = (x->old && !y->dated) || (y->old && !x->dated);
    return one_old || (x->dated && y->dated && !days_meet(x, y));
}

bool clm_pair_kin(const clm_gists *gists, size_t a, size_t b) {
    const clm_gist *x = &gists->items[a], *y = &gists->items[b];
    return x->claim->event_type == y->claim->event_type || (x->kin & y->kin) != 0;
}

static bool is_ahead(const clm_claim *claim) {
    return claim->status == CLM_STATUS_PLANNED || claim->status == CLM_STATUS_CONSIDERED ||
           claim->status == CLM_STATUS_HYPOTHETICAL;
}

static void add_distance(const clm_gists *gists, const clm_gist *a, const clm_gist *b,
                         uint8_t *out) {
    uint32_t step = b->sentence - a->sentence;
    bool paragraph = a->paragraph == b->paragraph;
    if (step == 0) {
        out[CLM_EV_SENTENCE] = 1;
    } else if (paragraph && step == 1) {
        out[CLM_EV_NEXT] = 1;
    } else if (paragraph) {
        out[CLM_EV_PARAGRAPH] = 1;
    } else if (a->title && b->paragraph == a->paragraph + 1) {
        out[CLM_EV_LEAD] = 1;
    } else if (a->heading && !a->title && b->paragraph <= a->paragraph + 2) {
        out[CLM_EV_HEADING] = 1;
    } else if (gists->entries && a->entry == b->entry && !a->title) {
        out[CLM_EV_ENTRY] = 1;
    }
    out[CLM_EV_BACKWARD] = b->backward && step <= 1 && (step == 0 || paragraph);
}

static bool has_definite(const clm_gist *a, const clm_gist *b) {
    for (size_t i = 0; i < b->definite_count; i++) {
        for (size_t j = 0; j < a->word_count; j++) {
            if (a->words[j] == b->definite[i]) {
                return true;
            }
        }
    }
    return false;
}

/* 1 the actor holds or gains the place, -1 loses it, 0 neither. */
static const int8_t gains[CLM_EVENT_TYPE_COUNT] = {
    [CLM_EVENT_PRESENCE] = 1,         [CLM_EVENT_CONTROL] = 1,     [CLM_EVENT_CAPTURE] = 1,
    [CLM_EVENT_RECAPTURE] = 1,        [CLM_EVENT_ADVANCE] = 1,     [CLM_EVENT_INCURSION] = 1,
    [CLM_EVENT_RETREAT] = -1,         [CLM_EVENT_WITHDRAWAL] = -1, [CLM_EVENT_SURRENDER] = -1,
    [CLM_EVENT_COUNTEROFFENSIVE] = 1,
};

int clm_event_gain(clm_event_type type) {
    return type < CLM_EVENT_TYPE_COUNT ? gains[type] : 0;
}

static void add_rest(const clm_gist *a, const clm_gist *b, uint8_t *out) {
    int actor = same_party(a->actor, a->actor_side, b->actor, b->actor_side);
    int target = same_party(a->target, a->target_side, b->target, b->target_side);
    int figure = same_figure(a->claim, b->claim);
    bool against = same_party(a->actor, a->actor_side, b->target, b->target_side) > 0 ||
                   same_party(b->actor, b->actor_side, a->target, a->target_side) > 0;
    int gain = gains[a->claim->event_type] * gains[b->claim->event_type] * actor;
    out[CLM_EV_ACTOR_SAME] = actor > 0 && !out[CLM_EV_PLACE_APART];
    out[CLM_EV_ACTOR_OTHER] = actor < 0 && gain <= 0 && !against;
    out[CLM_EV_TARGET_SAME] = target > 0;
    out[CLM_EV_TARGET_OTHER] = target < 0;
    bool meet = out[CLM_EV_PLACE_APART] == 0 && out[CLM_EV_PLACE_NEAR] == 0;
    out[CLM_EV_SIDES_AGREE] = meet && gain > 0;
    out[CLM_EV_SIDES_OPPOSE] = meet && gain < 0;
    out[CLM_EV_DENIED] = a->claim->negative != b->claim->negative;
    out[CLM_EV_VOICE_SAME] = a->voice && a->voice == b->voice && a->paragraph != b->paragraph;
    out[CLM_EV_FIGURE_SAME] = figure > 0;
    out[CLM_EV_FIGURE_OTHER] = figure < 0;
    out[CLM_EV_DAY_SAME] = a->dated && b->dated;
    out[CLM_EV_DAY_OLD] = (a->old && !b->dated) || (b->old && !a->dated);
    out[CLM_EV_AHEAD] = is_ahead(a->claim) != is_ahead(b->claim);
    out[CLM_EV_PEAK] =
        (a->claim->status == CLM_STATUS_PAST_PEAK) != (b->claim->status == CLM_STATUS_PAST_PEAK);
}

bool clm_pair_evidence(const clm_gists *gists, size_t a, size_t b, uint8_t *out) {
    const clm_gist *x = &gists->items[a], *y = &gists->items[b];
    bool near = y->paragraph == x->paragraph;
    bool same = x->claim->event_type == y->claim->event_type;
    bool related = same || (x->kin & y->kin) != 0;
    bool other_day = x->dated && y->dated && !days_meet(x, y);
    bool other_time = same && is_ahead(x->claim) != is_ahead(y->claim);
    bool long_ago = !near && ((x->old && !y->dated) || (y->old && !x->dated));
    if ((!near && !related) || other_day || other_time || long_ago) {
        return false;
    }
    unsigned names = 0;
    unsigned words = common_words(gists, x, y, &names);
    bool definite = x->sentence != y->sentence && has_definite(x, y);
    clm_evidence place = compare_places(x, y);
    bool joined =
        near || definite || x->title || words >= UNIT || (gists->entries && x->entry == y->entry);
    bool led = x->heading && y->paragraph <= x->paragraph + 2;
    if ((!joined && place >= CLM_EV_PLACE_NEAR) || (place == CLM_EV_PLACE_APART && !near && !led)) {
        return false;
    }
    memset(out, 0, CLM_EV_COUNT);
    out[CLM_EV_BASE] = 1;
    out[place] = 1;
    out[CLM_EV_TYPE_SAME] = same;
    out[CLM_EV_TYPE_KIN] = !same && related;
    out[CLM_EV_TYPE_CLASS] =
        !same && !related &&
        clm_event_class_of(x->claim->event_type) == clm_event_class_of(y->claim->event_type);
    add_distance(gists, x, y, out);
    out[CLM_EV_OTHER_NEAR] = near && !related;
    out[CLM_EV_DEFINITE] = definite;
    out[CLM_EV_PARALLEL] =
        place >= CLM_EV_PLACE_NEAR && place != CLM_EV_PLACE_NONE && same && words > 0 && !definite;
    out[CLM_EV_WORDS] = place == CLM_EV_PLACE_APART ? 0 : (uint8_t)words;
    out[CLM_EV_NAMES] = names > 2 ? 2 : (uint8_t)names;
    add_rest(x, y, out);
    return true;
}

/* Hundredths of a logit, fitted to annotated articles (docs/CLAIMS.md tells how); words count in
 * sixteenths. */
static const int16_t weights[CLM_EV_COUNT] = {
    [CLM_EV_BASE] = -164,         [CLM_EV_TYPE_SAME] = 147,    [CLM_EV_TYPE_KIN] = 46,
    [CLM_EV_TYPE_CLASS] = -34,    [CLM_EV_PLACE_FINE] = 201,   [CLM_EV_PLACE_REGION] = 119,
    [CLM_EV_PLACE_WIDE] = 139,    [CLM_EV_PLACE_INSIDE] = -45, [CLM_EV_PLACE_LAND] = -39,
    [CLM_EV_PLACE_CLOSE] = 18,    [CLM_EV_PLACE_NEAR] = -128,  [CLM_EV_PLACE_NONE] = -19,
    [CLM_EV_PLACE_APART] = -54,   [CLM_EV_SENTENCE] = 34,      [CLM_EV_NEXT] = 109,
    [CLM_EV_PARAGRAPH] = 36,      [CLM_EV_ENTRY] = 51,         [CLM_EV_OTHER_NEAR] = -180,
    [CLM_EV_HEADING] = 177,       [CLM_EV_LEAD] = 160,         [CLM_EV_BACKWARD] = 67,
    [CLM_EV_DEFINITE] = 79,       [CLM_EV_WORDS] = 37,         [CLM_EV_PARALLEL] = -120,
    [CLM_EV_NAMES] = 77,          [CLM_EV_ACTOR_SAME] = 93,    [CLM_EV_ACTOR_OTHER] = -37,
    [CLM_EV_TARGET_SAME] = 127,   [CLM_EV_TARGET_OTHER] = -30, [CLM_EV_SIDES_AGREE] = 95,
    [CLM_EV_SIDES_OPPOSE] = -117, [CLM_EV_VOICE_SAME] = 82,    [CLM_EV_FIGURE_SAME] = 184,
    [CLM_EV_FIGURE_OTHER] = -28,  [CLM_EV_DAY_SAME] = 15,      [CLM_EV_DAY_OLD] = -92,
    [CLM_EV_DENIED] = 11,         [CLM_EV_AHEAD] = -121,       [CLM_EV_PEAK] = -112,
};

int clm_pair_score(const clm_gists *gists, size_t a, size_t b) {
    uint8_t evidence[CLM_EV_COUNT];
    if (!clm_pair_evidence(gists, a, b, evidence)) {
        return CLM_PAIR_APART;
    }
    int sum = 0;
    for (unsigned i = 0; i < CLM_EV_COUNT; i++) {
        sum += weights[i] * evidence[i] / (i == CLM_EV_WORDS ? UNIT : 1);
    }
    return sum;
}
