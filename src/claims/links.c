/* Inside a group: who repeats, supports or contradicts whom. */
#include "claims/groups.h"

#include <math.h>
#include <string.h>

enum { LINKS_MAX = 64, CONFLICT_REACH = 100, GROUP_WALK_MAX = 200, CROWD_LEAST = 500 };

/* A population may have grown by this much since it was counted. */
static const double GROWN = 1.2;

/* ---- which statement stands for the event on the map ---- */

static bool is_holder(const clm_claim_place *place) {
    return place->role == CLM_ROLE_CONTAINER ||
           (place->draw == CLM_DRAW_NO && place->reason == CLM_USE_CONTAINER);
}

enum { COARSE_VAGUE = 5, COARSE_COUNTRY = 6, COARSE_NONE = 9 };

static int coarseness_of(clm_place_kind kind) {
    switch (kind) {
    case CLM_KIND_SETTLEMENT:
    case CLM_KIND_FACILITY:
        return 1;
    case CLM_KIND_DISTRICT:
        return 2;
    case CLM_KIND_REGION:
        return 3;
    case CLM_KIND_RIVER:
    case CLM_KIND_SEA:
    case CLM_KIND_DISPUTED_REGION:
    case CLM_KIND_COUNTRY_GROUP:
    case CLM_KIND_CONTINENT:
    case CLM_KIND_COUNT:
        return 4;
    case CLM_KIND_VAGUE_REGION:
        return COARSE_VAGUE;
    case CLM_KIND_COUNTRY:
        return COARSE_COUNTRY;
    }
    return COARSE_NONE;
}

/* How fine a claim's finest place is: less is finer. */
static int coarseness(const clm_reader *reader, const clm_claim *claim) {
    int best = COARSE_NONE;
    for (size_t i = 0; i < claim->place_count; i++) {
        int grade = coarseness_of(reader->resolved[claim->places[i].mention].kind);
        best = !is_holder(&claim->places[i]) && grade < best ? grade : best;
    }
    return best;
}

/* How firmly a claim is made: less is firmer. */
static int weakness(clm_modality modality) {
    switch (modality) {
    case CLM_MODALITY_CONFIRMED:
        return 0;
    case CLM_MODALITY_MEASURED:
        return 1;
    case CLM_MODALITY_ASSERTED:
        return 2;
    case CLM_MODALITY_REPORTED:
        return 3;
    case CLM_MODALITY_APPARENT:
        return 4;
    case CLM_MODALITY_CLAIMED:
        return 5;
    case CLM_MODALITY_BELIEVED:
        return 6;
    case CLM_MODALITY_ALLEGED:
        return 7;
    case CLM_MODALITY_ORDERED:
    case CLM_MODALITY_WARNED:
    case CLM_MODALITY_PREDICTED:
        return 8;
    case CLM_MODALITY_INTENDED:
        return 9;
    case CLM_MODALITY_CONSIDERED:
    case CLM_MODALITY_DENIED:
    case CLM_MODALITY_COUNT:
        break;
    }
    return 10;
}

static bool stands_before(const clm_reader *reader, const clm_claim *claims, uint32_t a,
                          uint32_t b) {
    int ca = coarseness(reader, &claims[a]), cb = coarseness(reader, &claims[b]);
    if (ca != cb) {
        return ca < cb;
    }
    int wa = weakness(claims[a].modality), wb = weakness(claims[b].modality);
    return wa != wb ? wa < wb : a < b;
}

/* Place evidence wants the earlier claim first. */
static int place_match(const clm_gists *gists, uint32_t a, uint32_t b) {
    return a < b ? clm_pair_place(gists, a, b) : clm_pair_place(gists, b, a);
}

static bool repeats(const clm_gists *gists, const clm_claim *claims, uint32_t a, uint32_t b) {
    const clm_claim *x = &claims[a], *y = &claims[b];
    return x->event_type == y->event_type && x->negative == y->negative &&
           (x->place_count == 0 || place_match(gists, a, b) > 0);
}

static void mark_duplicates(const clm_reader *reader, const clm_gists *gists,
                            const clm_groups *groups, clm_claim *claims) {
    for (uint32_t i = 0; i < groups->count; i++) {
        uint32_t best = i;
        unsigned steps = 0;
        for (uint32_t j = groups->first[i]; j != CLM_GROUP_END && steps < GROUP_WALK_MAX;
             j = groups->next[j], steps++) {
            if (j != i && repeats(gists, claims, i, j) && stands_before(reader, claims, j, best)) {
                best = j;
            }
        }
        claims[i].duplicate_of = best == i ? -1 : (int)best;
    }
    for (uint32_t i = 0; i < groups->count; i++) {
        /* Each step goes to one that stands before: no circle. */
        while (claims[i].duplicate_of >= 0 && claims[claims[i].duplicate_of].duplicate_of >= 0) {
            claims[i].duplicate_of = claims[claims[i].duplicate_of].duplicate_of;
        }
    }
}

/* A country-wide mark is faint where the same event has a finer one. */
static void fade_coarse(const clm_reader *reader, const clm_groups *groups, clm_claim *claims) {
    for (uint32_t i = 0; i < groups->count; i++) {
        if (coarseness(reader, &claims[i]) < COARSE_COUNTRY) {
            continue;
        }
        bool finer = false;
        unsigned steps = 0;
        for (uint32_t j = groups->first[i]; j != CLM_GROUP_END && steps < GROUP_WALK_MAX && !finer;
             j = groups->next[j], steps++) {
            finer = coarseness(reader, &claims[j]) < COARSE_COUNTRY;
        }
        for (size_t p = 0; finer && p < claims[i].place_count; p++) {
            if (claims[i].places[p].draw == CLM_DRAW_PRIMARY) {
                claims[i].places[p].draw = CLM_DRAW_SECONDARY;
            }
        }
    }
}

/* ---- figures ---- */

/* The values that the words allow; "about" and "nearly" as the field uses them. */
static void bounds_of(const clm_quantity *q, double *low, double *high) {
    *low = *high = q->value;
    if (!isnan(q->value_max) && q->value_max > q->value) {
        *high = q->value_max;
    }
    if (strcmp(q->qualifier, "about") == 0) {
        *low *= 0.9;
        *high *= 1.1;
    } else if (strcmp(q->qualifier, "almost") == 0) {
        *low *= 0.85;
    } else if (strcmp(q->qualifier, "up_to") == 0 || strcmp(q->qualifier, "at_most") == 0) {
        *low = 0;
    } else if (strcmp(q->qualifier, "exact") != 0) {
        *high = HUGE_VAL; /* at_least, more_than, vague_at_least */
    }
}

/* Figures of one thing, neither of them an earlier state, a part or a conversion. */
static bool comparable(const clm_reader *reader, const clm_quantity *a, const clm_quantity *b) {
    if (strcmp(a->unit, b->unit) != 0) {
        return false;
    }
    bool plain = (!a->role || strcmp(a->role, "current") == 0) &&
                 (!b->role || strcmp(b->role, "current") == 0);
    clm_text x = clm_article_slice(reader->article, a->of);
    clm_text y = clm_article_slice(reader->article, b->of);
    return plain && (x.len == 0 || y.len == 0 || clm_text_equal(x, y));
}

static bool figures_differ(const clm_reader *reader, clm_claim *a, clm_claim *b) {
    bool differ = false;
    for (size_t i = 0; i < a->quantity_count; i++) {
        for (size_t j = 0; j < b->quantity_count; j++) {
            clm_quantity *x = &a->quantities[i], *y = &b->quantities[j];
            double xl, xh, yl, yh;
            if (!comparable(reader, x, y)) {
                continue;
            }
            bounds_of(x, &xl, &xh);
            bounds_of(y, &yl, &yh);
            if (xh < yl || yh < xl) {
                x->flag = y->flag = CLM_FLAG_CONTRADICTED;
                differ = true;
            }
        }
    }
    return differ;
}

/* People of the countries that the claim is about; 0 where it names another place, too. */
static double people_of(const clm_reader *reader, const clm_claim *claim) {
    double sum = 0;
    for (size_t i = 0; i < claim->place_count; i++) {
        const clm_resolved *at = &reader->resolved[claim->places[i].mention];
        if (!reader->gazetteer || at->kind != CLM_KIND_COUNTRY || at->place == CLM_NO_PLACE) {
            return 0;
        }
        sum += clm_gazetteer_place(reader->gazetteer, at->place).population;
    }
    return sum;
}

/* More people than the country has. Land is compared in regions.c. */
static void flag_crowds(const clm_reader *reader, clm_claim *claim) {
    double people = -1;
    for (size_t i = 0; i < claim->quantity_count; i++) {
        clm_quantity *q = &claim->quantities[i];
        if (q->value < CROWD_LEAST || strcmp(q->unit, "people") != 0) {
            continue;
        }
        double low, high;
        bounds_of(q, &low, &high);
        people = people < 0 ? people_of(reader, claim) : people;
        if (people > 0 && low > GROWN * people) {
            q->flag = CLM_FLAG_IMPOSSIBLE;
        }
    }
}

/* ---- supports and conflicts ---- */

/* 1 the actor holds or gains the place, -1 loses it, 0 neither: "denied that X fell" gains. */
static int gain_of(const clm_claim *claim) {
    int gain = clm_event_gain(claim->event_type);
    return claim->negative ? -gain : gain;
}

static bool holds_now(const clm_claim *claim) {
    return claim->status == CLM_STATUS_CURRENT &&
           (claim->event_type == CLM_EVENT_PRESENCE || claim->event_type == CLM_EVENT_CONTROL);
}

static bool is_real(const clm_claim *claim) {
    return claim->status == CLM_STATUS_CURRENT || claim->status == CLM_STATUS_PAST ||
           claim->status == CLM_STATUS_DENIED;
}

static bool contradict(const clm_gists *gists, const clm_claim *claims, uint32_t a, uint32_t b) {
    const clm_claim *x = &claims[a], *y = &claims[b];
    if (!is_real(x) || !is_real(y)) {
        return false;
    }
    int gain = gain_of(x) * gain_of(y);
    bool denied = x->negative != y->negative;
    bool same = x->event_type == y->event_type;
    bool held = gain != 0 && (denied || holds_now(x) || holds_now(y));
    if (!(denied && same) && !held) {
        return false;
    }
    int actors = clm_pair_actors(gists, a, b);
    bool against = denied && same ? actors >= 0 : gain * actors < 0 || (denied && gain < 0);
    return against && clm_pair_place(gists, a, b) == 3 && !clm_pair_days_differ(gists, a, b);
}

static bool other_voice(const clm_claim *a, const clm_claim *b) {
    return a->has_source != b->has_source ||
           (a->has_source && !clm_text_equal(a->source.name, b->source.name));
}

/* Two voices of one event that say the same of it. */
static bool agree(const clm_gists *gists, const clm_claim *claims, uint32_t a, uint32_t b) {
    const clm_claim *x = &claims[a], *y = &claims[b];
    if (x->event_group != y->event_group || !other_voice(x, y)) {
        return false;
    }
    bool same = x->event_type == y->event_type && x->negative == y->negative;
    return same || gain_of(x) * gain_of(y) * clm_pair_actors(gists, a, b) > 0;
}

/* The links found so far: of a pair each of the two gets one. */
typedef struct link {
    uint32_t from, to;
    bool conflict;
} link;

typedef struct links {
    clm_arena *arena;
    link *items;
    size_t count, capacity;
    bool failed;
} links;

static void add_link(links *to, uint32_t a, uint32_t b, bool conflict) {
    void *items = to->items;
    if (to->failed ||
        clm_arena_grow(to->arena, &items, &to->capacity, to->count + 1, sizeof *to->items)) {
        to->failed = true;
        return;
    }
    to->items = items;
    to->items[to->count++] = (link){a, b, conflict};
}

static void find_links(const clm_reader *reader, const clm_gists *gists, const clm_groups *groups,
                       clm_claim *claims, links *to) {
    for (uint32_t i = 0; i < groups->count; i++) {
        for (uint32_t j = i > CONFLICT_REACH ? i - CONFLICT_REACH : 0; j < i; j++) {
            bool together = groups->first[i] == groups->first[j];
            bool against = clm_pair_kin(gists, j, i) && contradict(gists, claims, j, i);
            if (together && !against && claims[i].event_type == claims[j].event_type &&
                claims[i].quantity_count && claims[j].quantity_count && is_real(&claims[i]) &&
                is_real(&claims[j]) && claims[i].sentence != claims[j].sentence &&
                clm_pair_place(gists, j, i) == 3 && !clm_pair_days_differ(gists, j, i)) {
                against = figures_differ(reader, &claims[i], &claims[j]);
            }
            if (against || (together && agree(gists, claims, j, i))) {
                add_link(to, i, j, against);
            }
        }
    }
}

/* Each claim's links as lists, ascending. Two passes: count, then fill. */
static bool fill_links(const clm_groups *groups, clm_claim *claims, links *from) {
    uint32_t *pool = clm_arena_array(from->arena, 2 * from->count + 1, sizeof *pool);
    if (!pool) {
        return false;
    }
    for (size_t k = 0; k < from->count; k++) {
        const link *l = &from->items[k];
        for (unsigned side = 0; side < 2; side++) {
            clm_claim *claim = &claims[side ? l->to : l->from];
            *(l->conflict ? &claim->conflict_count : &claim->support_count) += 1;
        }
    }
    for (size_t i = 0; i < groups->count; i++) {
        claims[i].supports = pool;
        claims[i].conflicts = pool + claims[i].support_count;
        pool += claims[i].support_count + claims[i].conflict_count;
        claims[i].support_count = claims[i].conflict_count = 0;
    }
    /* Links are ordered by the later claim: the earlier ones of each list come first. */
    for (size_t k = 0; k < from->count; k++) {
        const link *l = &from->items[k];
        clm_claim *a = &claims[l->from], *b = &claims[l->to];
        if (l->conflict) {
            a->conflicts[a->conflict_count++] = l->to;
            b->conflicts[b->conflict_count++] = l->from;
        } else {
            a->supports[a->support_count++] = l->to;
            b->supports[b->support_count++] = l->from;
        }
    }
    return true;
}

/* ---- voices ---- */

/* One list for all claims of a group: the first statement of each voice. */
static bool list_voices(const clm_reader *reader, const clm_groups *groups, clm_claim *claims) {
    uint32_t *pool = clm_arena_array(reader->article->arena, groups->count + 1, sizeof *pool);
    if (!pool) {
        return false;
    }
    for (uint32_t i = 0; i < groups->count; i++) {
        if (groups->first[i] != i) {
            claims[i].voices = claims[groups->first[i]].voices;
            claims[i].voice_count = claims[groups->first[i]].voice_count;
            continue;
        }
        size_t count = 0;
        for (uint32_t j = i; j != CLM_GROUP_END && count < LINKS_MAX; j = groups->next[j]) {
            bool known = false;
            for (size_t k = 0; k < count && !known; k++) {
                known = !other_voice(&claims[pool[k]], &claims[j]);
            }
            if (!known) {
                pool[count++] = j;
            }
        }
        claims[i].voices = pool;
        claims[i].voice_count = count;
        pool += count;
    }
    return true;
}

clm_status clm_groups_link(const clm_reader *reader, const clm_gists *gists,
                           const clm_groups *groups, clm_claim *claims, clm_error *error) {
    links found = {.arena = reader->article->arena};
    mark_duplicates(reader, gists, groups, claims);
    fade_coarse(reader, groups, claims);
    find_links(reader, gists, groups, claims, &found);
    for (size_t i = 0; i < groups->count; i++) {
        flag_crowds(reader, &claims[i]);
    }
    if (found.failed || !fill_links(groups, claims, &found) ||
        !list_voices(reader, groups, claims)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    return CLM_OK;
}
