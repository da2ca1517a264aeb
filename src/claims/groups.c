/* Which statements speak of the same event, repeat, support or contradict each other. */
#include "claims/reader.h"

#include <string.h>

enum { LOOK_BACK = 200 };

/* Event types that tell the same story from different sides share a bit. */
enum {
    FAMILY_HOLD = 1,     /* forces are there, came there */
    FAMILY_STRUGGLE = 2, /* land is won back, fought over, given up */
    FAMILY_CAPTIVES = 4,
    FAMILY_GRIP = 8,
    FAMILY_DISASTER = 16,
    FAMILY_UNREST = 32,
    FAMILY_TALKS = 64,
    FAMILY_TAKE = 128,
    FAMILY_ATTACK = 256, /* what was fired and what it did */
    FAMILY_FLIGHT = 512,
    FAMILY_JOURNEY = 1024
};

static const uint16_t families[CLM_EVENT_TYPE_COUNT] = {
    [CLM_EVENT_PRESENCE] = FAMILY_HOLD | FAMILY_GRIP,
    [CLM_EVENT_INCURSION] = FAMILY_HOLD,
    [CLM_EVENT_ADVANCE] = FAMILY_HOLD | FAMILY_TAKE,
    [CLM_EVENT_OFFENSIVE] = FAMILY_HOLD | FAMILY_TAKE,
    [CLM_EVENT_CONTROL] = FAMILY_GRIP,
    [CLM_EVENT_CAPTURE] = FAMILY_TAKE,
    [CLM_EVENT_RECAPTURE] = FAMILY_STRUGGLE,
    [CLM_EVENT_COUNTEROFFENSIVE] = FAMILY_STRUGGLE,
    [CLM_EVENT_RETREAT] = FAMILY_STRUGGLE,
    [CLM_EVENT_CLASH] = FAMILY_STRUGGLE | FAMILY_CAPTIVES,
    [CLM_EVENT_DETENTION] = FAMILY_CAPTIVES,
    [CLM_EVENT_NATURAL_DISASTER] = FAMILY_DISASTER,
    [CLM_EVENT_HAZARD_EXTENT] = FAMILY_DISASTER,
    [CLM_EVENT_WEATHER] = FAMILY_DISASTER,
    [CLM_EVENT_PROTEST] = FAMILY_UNREST,
    [CLM_EVENT_UNREST] = FAMILY_UNREST,
    [CLM_EVENT_CROWD_CONTROL] = FAMILY_UNREST,
    [CLM_EVENT_TALKS] = FAMILY_TALKS | FAMILY_JOURNEY,
    [CLM_EVENT_VISIT] = FAMILY_JOURNEY,
    [CLM_EVENT_STRIKE] = FAMILY_ATTACK,
    [CLM_EVENT_BOMBING] = FAMILY_ATTACK,
    [CLM_EVENT_CASUALTIES] = FAMILY_ATTACK,
    [CLM_EVENT_DAMAGE] = FAMILY_ATTACK,
    [CLM_EVENT_DISPLACEMENT] = FAMILY_FLIGHT,
    [CLM_EVENT_EVACUATION] = FAMILY_FLIGHT,
};

static unsigned family_of(clm_event_type type) {
    return type < CLM_EVENT_TYPE_COUNT ? families[type] : 0;
}

static bool related(clm_event_type a, clm_event_type b) {
    return a == b || (family_of(a) & family_of(b)) != 0;
}

static bool same_place(const clm_reader *reader, int a, int b) {
    const clm_resolved *x = &reader->resolved[a], *y = &reader->resolved[b];
    if (x->kind != y->kind) {
        return false;
    }
    if (x->place != y->place || x->compass != y->compass) {
        return false;
    }
    return x->place != CLM_NO_PLACE || clm_text_equal(x->name, y->name);
}

/* A place that is named only to say where another one lies. */
static bool is_holder(const clm_claim_place *place) {
    return place->role == CLM_ROLE_CONTAINER ||
           (place->draw == CLM_DRAW_NO && place->reason == CLM_USE_CONTAINER);
}

/* 3 the same, 2 a place and the region that it lies in, 1 a country or a vague part and something
 * in it, 0 apart. */
static int place_match(const clm_reader *reader, const clm_claim *a, const clm_claim *b) {
    int best = 0;
    for (size_t i = 0; i < a->place_count; i++) {
        for (size_t j = 0; j < b->place_count; j++) {
            int p = a->places[i].mention, q = b->places[j].mention;
            if (is_holder(&a->places[i]) || is_holder(&b->places[j])) {
                continue;
            }
            if (same_place(reader, p, q)) {
                return 3;
            }
            clm_place_kind kp = reader->resolved[p].kind, kq = reader->resolved[q].kind;
            char cp[3], cq[3];
            clm_country_of(reader, p, cp);
            clm_country_of(reader, q, cq);
            bool wide = kp == CLM_KIND_COUNTRY || kp == CLM_KIND_VAGUE_REGION ||
                        kq == CLM_KIND_COUNTRY || kq == CLM_KIND_VAGUE_REGION;
            if (wide && cp[0] && strcmp(cp, cq) == 0) {
                best = best > 1 ? best : 1;
            }
            clm_place_index inner = reader->resolved[p].within, outer = reader->resolved[q].place;
            if (inner != CLM_NO_PLACE && outer != CLM_NO_PLACE && inner == outer) {
                best = 2;
            }
        }
    }
    return best;
}

static clm_text side_of(const clm_party *parties, size_t count) {
    return count ? parties[0].side : (clm_text){NULL, 0};
}

/* 1 known and equal, 0 unknown, -1 known and different. */
static int side_match(clm_text a, clm_text b) {
    if (a.len == 0 || b.len == 0) {
        return 0;
    }
    return clm_text_equal(a, b) ? 1 : -1;
}

static bool times_clash(const clm_claim *a, const clm_claim *b) {
    for (size_t i = 0; i < a->time_count; i++) {
        for (size_t j = 0; j < b->time_count; j++) {
            const clm_time *x = &a->times[i], *y = &b->times[j];
            bool events =
                strcmp(x->attaches_to, "event") == 0 && strcmp(y->attaches_to, "event") == 0;
            if (events && x->start.year && y->start.year &&
                (clm_date_to_days(x->end) < clm_date_to_days(y->start) ||
                 clm_date_to_days(y->end) < clm_date_to_days(x->start))) {
                return true;
            }
        }
    }
    return false;
}

static bool status_fits(const clm_claim *a, const clm_claim *b) {
    bool ahead_a = a->status == CLM_STATUS_PLANNED || a->status == CLM_STATUS_CONSIDERED;
    bool ahead_b = b->status == CLM_STATUS_PLANNED || b->status == CLM_STATUS_CONSIDERED;
    bool peak = (a->status == CLM_STATUS_PAST_PEAK) != (b->status == CLM_STATUS_PAST_PEAK);
    return ahead_a == ahead_b && !peak;
}

static bool share_quantity(const clm_claim *a, const clm_claim *b) {
    for (size_t i = 0; i < a->quantity_count; i++) {
        for (size_t j = 0; j < b->quantity_count; j++) {
            if (strcmp(a->quantities[i].unit, b->quantities[j].unit) == 0 &&
                a->quantities[i].value >= b->quantities[j].value &&
                a->quantities[i].value <= b->quantities[j].value) {
                return true;
            }
        }
    }
    return false;
}

static bool same_event(const clm_reader *reader, const clm_claim *a, const clm_claim *b) {
    if (!related(a->event_type, b->event_type) || !status_fits(a, b) || times_clash(a, b)) {
        return false;
    }
    int place = place_match(reader, a, b);
    int actors = side_match(side_of(a->actors, a->actor_count), side_of(b->actors, b->actor_count));
    int targets =
        side_match(side_of(a->targets, a->target_count), side_of(b->targets, b->target_count));
    bool two_sided = (family_of(a->event_type) & FAMILY_STRUGGLE) != 0;
    if (place == 3) {
        bool grip_only = (family_of(a->event_type) & family_of(b->event_type)) == FAMILY_GRIP &&
                         a->event_type != b->event_type;
        return grip_only ? actors == 1 : (actors >= 0 || two_sided);
    }
    if (place == 2) {
        return actors == 1;
    }
    return place == 1 && (targets == 1 || share_quantity(a, b));
}

static uint32_t find_root(uint32_t *parent, uint32_t i) {
    while (parent[i] != i) {
        parent[i] = parent[parent[i]];
        i = parent[i];
    }
    return i;
}

/* How fine a claim's finest place is: less is finer. */
static int coarseness(const clm_reader *reader, const clm_claim *claim) {
    int best = 9;
    for (size_t i = 0; i < claim->place_count; i++) {
        if (is_holder(&claim->places[i])) {
            continue;
        }
        clm_place_kind kind = reader->resolved[claim->places[i].mention].kind;
        bool fine = kind == CLM_KIND_SETTLEMENT || kind == CLM_KIND_FACILITY;
        bool wide = kind == CLM_KIND_COUNTRY || kind == CLM_KIND_VAGUE_REGION;
        int grade = fine ? 1 : kind == CLM_KIND_DISTRICT ? 2 : kind == CLM_KIND_REGION ? 3 : 4;
        grade = wide ? (kind == CLM_KIND_COUNTRY ? 6 : 5) : grade;
        best = grade < best ? grade : best;
    }
    return best;
}

static void mark_duplicates(const clm_reader *reader, clm_claim *claims, size_t count) {
    for (size_t i = 0; i < count; i++) {
        size_t stop = i > LOOK_BACK ? i - LOOK_BACK : 0;
        int best = coarseness(reader, &claims[i]);
        for (size_t j = stop; j < count && j < i + LOOK_BACK; j++) {
            if (j == i || claims[j].event_group != claims[i].event_group ||
                claims[j].event_type != claims[i].event_type) {
                continue;
            }
            int other = coarseness(reader, &claims[j]);
            if (other < best || (other == best && j < i && claims[i].duplicate_of < 0)) {
                best = other;
                claims[i].duplicate_of = (int)j;
            }
        }
    }
}

/* A country-wide mark is faint where the same event has a finer one. */
static void fade_coarse(const clm_reader *reader, clm_claim *claims, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (coarseness(reader, &claims[i]) < 6) {
            continue;
        }
        size_t stop = i > LOOK_BACK ? i - LOOK_BACK : 0;
        for (size_t j = stop; j < count && j < i + LOOK_BACK; j++) {
            if (claims[j].event_group == claims[i].event_group &&
                coarseness(reader, &claims[j]) < 6) {
                for (size_t p = 0; p < claims[i].place_count; p++) {
                    if (claims[i].places[p].draw == CLM_DRAW_PRIMARY) {
                        claims[i].places[p].draw = CLM_DRAW_SECONDARY;
                    }
                }
                break;
            }
        }
    }
}

static bool holds(clm_event_type type) {
    return type == CLM_EVENT_PRESENCE || type == CLM_EVENT_CONTROL;
}

static bool takes(clm_event_type type) {
    return type == CLM_EVENT_RECAPTURE || type == CLM_EVENT_CAPTURE || type == CLM_EVENT_CONTROL;
}

static bool contradict(const clm_reader *reader, const clm_claim *a, const clm_claim *b) {
    if (a->event_type == b->event_type && a->negative != b->negative) {
        return place_match(reader, a, b) == 3;
    }
    bool now = a->status == CLM_STATUS_CURRENT && b->status != CLM_STATUS_PAST_PEAK;
    return now && holds(a->event_type) && takes(b->event_type) && !a->negative && !b->negative &&
           side_match(side_of(a->actors, a->actor_count), side_of(b->actors, b->actor_count)) < 0 &&
           place_match(reader, a, b) == 3;
}

static bool differs(const clm_claim *a, const clm_claim *b) {
    return a->has_source && b->has_source && !clm_text_equal(a->source.name, b->source.name);
}

/* Two passes: count, then fill. */
static clm_status link_claims(const clm_reader *reader, clm_claim *claims, size_t count,
                              clm_error *error) {
    clm_arena *arena = reader->article->arena;
    for (size_t i = 0; i < count; i++) {
        size_t from = i > LOOK_BACK ? i - LOOK_BACK : 0;
        size_t to = i + LOOK_BACK < count ? i + LOOK_BACK : count;
        uint32_t supports[2 * LOOK_BACK], conflicts[2 * LOOK_BACK];
        size_t ns = 0, nc = 0;
        for (size_t j = from; j < to; j++) {
            if (j == i) {
                continue;
            }
            if (contradict(reader, &claims[i], &claims[j]) ||
                contradict(reader, &claims[j], &claims[i])) {
                conflicts[nc++] = (uint32_t)j;
            } else if (claims[i].event_group == claims[j].event_group &&
                       differs(&claims[i], &claims[j])) {
                supports[ns++] = (uint32_t)j;
            }
        }
        claims[i].supports = clm_arena_array(arena, ns + 1, sizeof(uint32_t));
        claims[i].conflicts = clm_arena_array(arena, nc + 1, sizeof(uint32_t));
        if (!claims[i].supports || !claims[i].conflicts) {
            return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
        }
        memcpy(claims[i].supports, supports, ns * sizeof(uint32_t));
        memcpy(claims[i].conflicts, conflicts, nc * sizeof(uint32_t));
        claims[i].support_count = ns;
        claims[i].conflict_count = nc;
    }
    return CLM_OK;
}

clm_status clm_claims_group(const clm_reader *reader, clm_claim *claims, size_t count,
                            clm_error *error) {
    uint32_t *parent = clm_arena_array(reader->article->arena, count + 1, sizeof *parent);
    if (!parent) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (uint32_t i = 0; i < count; i++) {
        parent[i] = i;
        for (uint32_t j = i > LOOK_BACK ? i - LOOK_BACK : 0; j < i; j++) {
            uint32_t a = find_root(parent, i), b = find_root(parent, j);
            if (a != b && same_event(reader, &claims[i], &claims[j])) {
                parent[a > b ? a : b] = a > b ? b : a;
            }
        }
    }
    for (uint32_t i = 0; i < count; i++) {
        claims[i].event_group = find_root(parent, i) + 1;
    }
    mark_duplicates(reader, claims, count);
    fade_coarse(reader, claims, count);
    return link_claims(reader, claims, count, error);
}
