/* The country and the town that an article is set in. */
#include "claims/draft.h"

#include "geo/geo.h"

#include <string.h>

enum { COUNTRIES = 16, TOWNS = 24, SCENE_SENTENCES = 4 };

static const double SAME_TOWN_M = 40e3; /* how far from a town what belongs to it may lie */
static const double LOCAL_SCORE = 0.4;  /* of a town whose police or people are spoken of */
static const double SCORE_LEAST = 0.5;  /* of a place that speaks for or against a town */

/* ---- the country ---- */

typedef struct tally {
    const char *code;
    unsigned count;
    int whole, named; /* a mention of the country itself, by its name if possible; -1: none */
    int region;       /* the first one of a region of it, or -1 */
} tally;

static void count_country(const clm_reader *reader, int mention, tally *to) {
    const clm_resolved *at = &reader->resolved[mention];
    bool toponym = reader->mentions->items[mention].type == CLM_MENTION_TOPONYM;
    to->count++;
    if (at->kind == CLM_KIND_COUNTRY) {
        to->whole = to->whole < 0 ? mention : to->whole;
        to->named = to->named < 0 && toponym ? mention : to->named;
    }
    bool region = at->kind == CLM_KIND_REGION && toponym;
    to->region = to->region < 0 && region ? mention : to->region;
}

int clm_scene_country(const clm_reader *reader) {
    tally tallies[COUNTRIES];
    size_t known = 0, best = 0;
    unsigned all = 0;
    for (size_t m = 0; m < reader->mentions->count; m++) {
        const char *code = reader->countries[m];
        if (!reader->resolved[m].located || code[0] == '\0') {
            continue;
        }
        size_t i = 0;
        while (i < known && strcmp(tallies[i].code, code) != 0) {
            i++;
        }
        if (i == known && known < COUNTRIES) {
            tallies[known++] = (tally){code, 0, -1, -1, -1};
        }
        if (i < known) {
            all++;
            count_country(reader, (int)m, &tallies[i]);
            best = tallies[i].count > tallies[best].count ? i : best;
        }
    }
    if (known == 0 || tallies[best].count * 5 <= all * 2) {
        return -1;
    }
    const tally *home = &tallies[best];
    return home->named >= 0 ? home->named : home->whole >= 0 ? home->whole : home->region;
}

/* ---- the town ---- */

/* "X police", "an X man": a town that is named for its people or its services. */
static bool is_local(const clm_reader *reader, size_t mention) {
    const clm_resolved *at = &reader->resolved[mention];
    bool land = at->kind == CLM_KIND_SETTLEMENT || at->kind == CLM_KIND_DISTRICT ||
                (at->kind == CLM_KIND_REGION && at->use == CLM_USE_ORGANISATION);
    bool town = at->located && at->place != CLM_NO_PLACE && at->score > LOCAL_SCORE && land &&
                reader->mentions->items[mention].type == CLM_MENTION_TOPONYM;
    if (!town || (clm_place_of(reader, (int)mention).flags &
                  (CLM_PLACE_CAPITAL | CLM_PLACE_GOVERNMENT)) != 0) {
        return false;
    }
    return at->use == CLM_USE_RESIDENCE ||
           (at->use == CLM_USE_ORGANISATION &&
            clm_key_in(reader, reader->mentions->items[mention].token_end, "police", "fire",
                       "firefighters", "sheriff", "deputies", "officers", "detectives", "house",
                       "home", "volunteer"));
}

/* The town of a dateline with its state beside it; else one that the first sentences speak of. */
static int small_town(const clm_reader *reader) {
    int first = -1;
    for (size_t m = 0; m < reader->mentions->count; m++) {
        const clm_mention *mention = &reader->mentions->items[m];
        const clm_resolved *at = &reader->resolved[m];
        if (at->use == CLM_USE_DATELINE && at->located && mention->container >= 0) {
            bool local = at->kind == CLM_KIND_SETTLEMENT &&
                         reader->resolved[mention->container].kind == CLM_KIND_REGION;
            return local ? (int)m : -1;
        }
        bool early = reader->article->tokens[mention->token_start].sentence < SCENE_SENTENCES;
        if (early && first < 0 && is_local(reader, m)) {
            first = (int)m;
        }
    }
    return first;
}

typedef struct cluster {
    clm_lonlat point;
    int mention; /* the first */
    unsigned count;
} cluster;

static bool is_point(const clm_resolved *at) {
    bool kind = at->kind == CLM_KIND_SETTLEMENT || at->kind == CLM_KIND_FACILITY ||
                at->kind == CLM_KIND_DISTRICT;
    return at->located && kind && at->place != CLM_NO_PLACE && at->score >= SCORE_LEAST;
}

/* The towns that the text speaks of, each with the names that lie around it. */
static size_t count_towns(const clm_reader *reader, cluster towns[TOWNS]) {
    size_t known = 0;
    for (size_t m = 0; m < reader->mentions->count; m++) {
        const clm_resolved *at = &reader->resolved[m];
        bool counts = at->use == CLM_USE_LOCATION || at->use == CLM_USE_DATELINE ||
                      at->use == CLM_USE_ORGANISATION;
        if (!counts || !is_point(at)) {
            continue;
        }
        size_t i = 0;
        while (i < known && clm_sphere_distance_m(towns[i].point, at->point) > SAME_TOWN_M) {
            i++;
        }
        if (i == known && known < TOWNS) {
            towns[known++] = (cluster){at->point, (int)m, 0};
        }
        if (i < known) {
            towns[i].count++;
        }
    }
    return known;
}

int clm_scene_town(const clm_reader *reader) {
    int small = small_town(reader);
    if (small >= 0 && reader->article->entry_count < 2) {
        return small;
    }
    cluster towns[TOWNS];
    size_t known = count_towns(reader, towns), best = 0;
    unsigned others = 0;
    for (size_t i = 1; i < known; i++) {
        best = towns[i].count > towns[best].count ? i : best;
    }
    for (size_t i = 0; i < known; i++) {
        others += i == best ? 0 : towns[i].count;
    }
    bool clear = known > 0 && towns[best].count >= 2 && towns[best].count >= 2 * others;
    if (!clear || reader->article->entry_count > 1) {
        return -1; /* in many places, or in one after the other */
    }
    clm_place place = clm_place_of(reader, towns[best].mention);
    return (place.flags & CLM_PLACE_CAPITAL) == 0 ? towns[best].mention : -1;
}

/* Whom the clause names by a place's name: no place of what happened. */
static bool is_only_name(const clm_reader *reader, int mention) {
    clm_place_use use = reader->resolved[mention].use;
    return use == CLM_USE_ORGANISATION || use == CLM_USE_PERSON || use == CLM_USE_RESIDENCE ||
           use == CLM_USE_MEDIA || use == CLM_USE_DEMONYM || use == CLM_USE_LANGUAGE ||
           reader->mentions->items[mention].type == CLM_MENTION_ANAPHOR;
}

/* The place of mention `m` is the region or the country of that town. */
static bool is_around(const clm_reader *reader, int m, int town) {
    const clm_resolved *at = &reader->resolved[m];
    int holder = reader->mentions->items[town].container;
    return at->place != CLM_NO_PLACE &&
           ((holder >= 0 && at->place == reader->resolved[holder].place) ||
            at->place == clm_place_of(reader, town).admin1 ||
            (at->kind == CLM_KIND_COUNTRY &&
             strcmp(reader->countries[m], reader->countries[town]) == 0));
}

/* The clause names no place but such as lie in or around the town. */
static bool keeps_to(const clm_reader *reader, clm_run clause, int town) {
    const clm_resolved *here = &reader->resolved[town];
    for (uint32_t t = clause.start; t < clause.end; t++) {
        int m = reader->mention_of[t];
        if (m < 0 || is_only_name(reader, m) || is_around(reader, m, town)) {
            continue;
        }
        const clm_resolved *at = &reader->resolved[m];
        if (!is_point(at) || clm_sphere_distance_m(at->point, here->point) > SAME_TOWN_M) {
            return false;
        }
    }
    return true;
}

clm_setting clm_scene_narrow(const clm_reader *reader, clm_run clause, int town,
                             clm_setting setting) {
    bool open = town >= 0 && setting.mention < 0;
    if (town >= 0 && setting.mention >= 0) { /* "WELN, Tarn": the state is the town */
        int holder = reader->mentions->items[town].container;
        open = holder >= 0 && reader->resolved[holder].place != CLM_NO_PLACE &&
               reader->resolved[holder].place == reader->resolved[setting.mention].place;
    }
    return open && keeps_to(reader, clause, town) ? (clm_setting){town, true} : setting;
}

/* What leaves traces on the ground of a town. */
static bool is_tangible(const clm_claim *claim) {
    clm_event_class c = clm_event_class_of(claim->event_type);
    bool real = !claim->negative && claim->modality != CLM_MODALITY_DENIED &&
                claim->modality != CLM_MODALITY_ORDERED &&
                (claim->status == CLM_STATUS_CURRENT || claim->status == CLM_STATUS_PAST);
    return real &&
           (c == CLM_CLASS_HARM || c == CLM_CLASS_HAZARD || c == CLM_CLASS_COMBAT ||
            c == CLM_CLASS_INFRASTRUCTURE || claim->event_type == CLM_EVENT_EVACUATION ||
            claim->event_type == CLM_EVENT_PROTEST || claim->event_type == CLM_EVENT_UNREST ||
            claim->event_type == CLM_EVENT_SEARCH_RESCUE);
}

static bool is_drawn_at(const clm_reader *reader, const clm_claim_place *place, int town) {
    const clm_resolved *at = &reader->resolved[place->mention];
    return place->draw <= CLM_DRAW_SECONDARY && is_point(at) &&
           clm_sphere_distance_m(at->point, reader->resolved[town].point) < SAME_TOWN_M;
}

void clm_scene_mark(const clm_reader *reader, clm_claim *claims, size_t count, int town) {
    clm_claim_place *first = NULL;
    unsigned told = 0;
    for (size_t i = 0; town >= 0 && i < count; i++) {
        told += is_tangible(&claims[i]);
        for (size_t k = 0; k < claims[i].place_count; k++) {
            clm_claim_place *place = &claims[i].places[k];
            if (is_drawn_at(reader, place, town)) {
                return;
            }
            bool set = place->mention == town && place->role == CLM_ROLE_LOCATION &&
                       place->reason == CLM_USE_CONTAINER && is_tangible(&claims[i]);
            first = !first && set ? place : first;
        }
    }
    if (first && told > 2) {
        first->draw = CLM_DRAW_SECONDARY;
        first->reason = CLM_USE_LOCATION;
    }
}
