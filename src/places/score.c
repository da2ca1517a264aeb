/* places/score.c: weighs the candidates of all names of an article together.
 *
 * Candidates in countries, regions and cells of a grid that other names speak for gain (sums.c);
 * the weights are set by hand. */
#include "places/rank.h"

#include <math.h>
#include <string.h>

enum {
    ROUNDS = 2,
    MEMBERS_MAX = 128,
    CONTAINING_MAX = 4,
    METROPOLIS = 1000000,
    USUAL_QUALITY = 500,
    USUAL_NAME = 700,
    SMALL_TOWN = 15000,
    DOUBT_GROUPS_MAX = 512 /* longer texts speak of all the world */
};

/* Weights, in the unit of a score; found on two news corpora by hand, in steps of a tenth. */
static const double weight_quality = 0.45;
static const double weight_population = 0.6;
static const double weight_kind = 1.0;
static const double weight_container = 1.0;
static const double weight_country = 0.42;
static const double weight_admin1 = 0.6;
static const double weight_cell = 0.3;
static const double weight_same_place = 0.6;
static const double sharpness = 10.0;
/* Weight that speaks for nothing: a few names say little about where an article is. */
static const double doubt = 1.5;
static const double rare_name = 0.3; /* off, where the name is another place's usual one */
static const double near_m = 60000.0;
static const double far_m = 500000.0;
static const double others_least = 2.5; /* weight of the other names, for them to speak at all */
/* ---- what a name and a place say alone ---- */

static double kind_prior(const option_place *place) {
    double size = log10((double)place->population + 10.0) / 7.0;
    switch ((clm_place_kind)place->kind) {
    case CLM_KIND_COUNTRY:
        return 1.1;
    case CLM_KIND_COUNTRY_GROUP:
    case CLM_KIND_CONTINENT:
        return 1.15;
    case CLM_KIND_REGION:
        return 0.8 - 0.01 * (double)place->rank;
    case CLM_KIND_DISPUTED_REGION:
    case CLM_KIND_VAGUE_REGION:
        return 0.8;
    case CLM_KIND_SEA:
    case CLM_KIND_RIVER:
        return 0.8 - 0.02 * (double)place->rank;
    case CLM_KIND_DISTRICT:
        return 0.1 + 0.45 * size;
    case CLM_KIND_FACILITY:
        return (place->flags & CLM_PLACE_GOVERNMENT) != 0 ? 1.2 : 0.6;
    case CLM_KIND_SETTLEMENT:
    case CLM_KIND_COUNT:
        break;
    }
    double score = weight_population * size;
    if ((place->flags & CLM_PLACE_CAPITAL) != 0) {
        score += 0.2;
    }
    if ((place->flags & CLM_PLACE_ADMIN_SEAT) != 0) {
        score += 0.05;
    }
    return score;
}

/* How well a kind is what a kind word asks for: 1, a near miss, or against. */
double clm_kind_agreement(int wanted, clm_place_kind kind) {
    if ((int)kind == wanted) {
        return 1.0;
    }
    switch (wanted) {
    case CLM_KIND_REGION:
        return kind == CLM_KIND_DISPUTED_REGION || kind == CLM_KIND_VAGUE_REGION ? 0.9
               : kind == CLM_KIND_DISTRICT                                       ? 0.5
               : kind == CLM_KIND_COUNTRY                                        ? 0.3
                                                                                 : -0.6;
    case CLM_KIND_DISTRICT:
        return kind == CLM_KIND_REGION ? 0.8 : kind == CLM_KIND_SETTLEMENT ? 0.0 : -0.6;
    case CLM_KIND_SETTLEMENT:
        return kind == CLM_KIND_FACILITY ? 0.3 : -0.6;
    default:
        return -0.6;
    }
}

static double own_evidence(const group *g, const option *o) {
    double evidence = 0;
    if (g->first->wanted_kind >= 0) {
        evidence +=
            weight_kind * clm_kind_agreement(g->first->wanted_kind, (clm_place_kind)o->place.kind);
    }
    bool point = o->place.kind == CLM_KIND_SETTLEMENT || o->place.kind == CLM_KIND_FACILITY;
    clm_compass compass = g->first->compass;
    if (compass == CLM_COMPASS_CENTRAL) {
        evidence += point ? 0.8 : 0;
    } else if (compass != CLM_COMPASS_NONE && point && o->place.population < METROPOLIS) {
        evidence -= 0.4;
    }
    if (g->article && point) {
        evidence -= 0.5; /* "the Atlantic" is no town of that name */
    }
    if (g->contains && point) {
        evidence -= 0.6;
    }
    return evidence;
}

bool clm_place_inside(const clm_gazetteer *gazetteer, const clm_place *place,
                      clm_place_index around_index, const clm_place *around) {
    clm_place_index found[MEMBERS_MAX];
    size_t count = 0;
    switch (around->kind) {
    case CLM_KIND_COUNTRY:
        return place->country_place == around_index ||
               (place->country_de_facto[0] != '\0' &&
                strcmp(place->country_de_facto, around->country) == 0);
    case CLM_KIND_REGION:
        if (place->admin1 == around_index) {
            return true;
        }
        count = clm_gazetteer_containing(gazetteer, place->point, found, CONTAINING_MAX);
        count = count < CONTAINING_MAX ? count : CONTAINING_MAX;
        break;
    case CLM_KIND_COUNTRY_GROUP:
    case CLM_KIND_CONTINENT:
        count =
            clm_gazetteer_members(gazetteer, around_index, CLM_WORLDVIEW_ISO, found, MEMBERS_MAX);
        count = count < MEMBERS_MAX ? count : MEMBERS_MAX;
        for (size_t i = 0; i < count; i++) {
            if (found[i] == place->country_place) {
                return true;
            }
        }
        return false;
    case CLM_KIND_SETTLEMENT:
    case CLM_KIND_FACILITY:
    case CLM_KIND_DISTRICT:
    case CLM_KIND_RIVER:
    case CLM_KIND_SEA:
    case CLM_KIND_VAGUE_REGION:
    case CLM_KIND_DISPUTED_REGION:
    case CLM_KIND_COUNT:
        return clm_bbox_contains(around->box, place->point) ||
               clm_sphere_distance_m(place->point, around->point) < near_m + around->uncertainty_m;
    }
    for (size_t i = 0; i < count; i++) {
        if (found[i] == around_index) {
            return true;
        }
    }
    return false;
}

bool clm_option_inside(const resolver *r, const option *o, const option *around) {
    const clm_place place = clm_gazetteer_place_facts(r->gazetteer, o->index);
    return clm_place_inside(r->gazetteer, &place, around->index, around->whole);
}

/* ---- rounds ---- */

void clm_group_share_out(resolver *r, group *g, double sharp) {
    option *options = r->options + g->first_option;
    g->best = 0;
    for (size_t i = 1; i < g->option_count; i++) {
        if (options[i].score > options[g->best].score) {
            g->best = i;
        }
    }
    double total = 0;
    for (size_t i = 0; i < g->option_count; i++) {
        double below = options[g->best].score - options[i].score;
        options[i].share = sharp * below < 20 ? exp(-sharp * below) : 0;
        total += options[i].share;
    }
    for (size_t i = 0; i < g->option_count; i++) {
        options[i].share /= total;
    }
}

/* What other groups put under a key, of all that they put. */
static double share_of(double value, double rest) {
    return sqrt(value / (rest + doubt));
}

double clm_hand_same_place(const group *g, const others *from, const option *o) {
    /* Engels was once Pokrovsk; that makes no other Pokrovsk of the article Engels. */
    if (o->quality * 4 < g->first->refs[0].quality * 3u) {
        return 0;
    }
    return from->firm > 0.5 ? 1.0 : 0.0;
}

static double container_evidence(const resolver *r, const group *g, const option *o) {
    if (g->container_group < 0) {
        return 0;
    }
    const group *around = &r->groups[g->container_group];
    const option *best = &r->options[around->first_option + around->best];
    return clm_option_inside(r, o, best) ? weight_container : -weight_container / 2;
}

static double context_of(const others *from) {
    return weight_country * share_of(from->country, from->rest) +
           weight_admin1 * share_of(from->admin1, from->rest) +
           weight_cell * share_of(from->cell, from->rest);
}

double clm_hand_score(const group *g, const others *from, const option *o) {
    return o->prior + o->evidence + context_of(from) +
           weight_same_place * clm_hand_same_place(g, from, o);
}

const char *clm_hand_basis(const group *g, const others *from, const option *o, bool contained) {
    if (g->option_count == 1) {
        return "only candidate";
    }
    if (contained) {
        return "container";
    }
    if (g->first->wanted_kind >= 0) {
        return "kind word";
    }
    if (clm_hand_same_place(g, from, o) > 0) {
        return "same name with its kind";
    }
    return context_of(from) > 0.4 ? "other places of the article" : "prominence";
}

static void score_group(resolver *r, const sums *s, group *g) {
    double best_score = -1e9;
    givers own;
    clm_givers_of(r, g, &own);
    for (size_t k = 0; k < g->option_count; k++) {
        option *o = &r->options[g->first_option + k];
        const others from = clm_sums_others(s, g, &own, o);
        const double container = container_evidence(r, g, o);
        o->score = clm_hand_score(g, &from, o) + container;
        if (o->score > best_score) {
            best_score = o->score;
            g->basis = clm_hand_basis(g, &from, o, container > 0);
        }
    }
}

static bool is_named_city(const resolver *r, const option *city) {
    return clm_text_ends(clm_gazetteer_place(r->gazetteer, city->index).name, " City");
}

/* A bare "Kursk" is the city until something speaks for the region that is named after it. */
static void prefer_seat(resolver *r, const group *g) {
    option *options = r->options + g->first_option;
    for (size_t i = 0; i < g->option_count; i++) {
        option *region = &options[i];
        if (region->place.kind != CLM_KIND_REGION) {
            continue;
        }
        for (size_t k = 0; k < g->option_count; k++) {
            const option *city = &options[k];
            bool seat = city->place.kind == CLM_KIND_SETTLEMENT &&
                        city->place.admin1 == region->index &&
                        ((city->place.flags & CLM_PLACE_ADMIN_SEAT) != 0 ||
                         city->place.population > 100000);
            if (!seat || region->prior <= city->prior - 0.02) {
                continue;
            }
            bool usual = city->quality >= region->quality ||
                         (city->quality >= USUAL_QUALITY &&
                          (city->place.population > METROPOLIS || !is_named_city(r, city)));
            if (usual) {
                region->prior = city->prior - 0.02;
            }
        }
    }
}

/* True if what the group was resolved to is a small place that nothing of the text speaks for: in a
 * country that it never names, and far from all its other places. */
static bool is_doubtful(const resolver *r, const sums *s, const group *g) {
    const option *best = &r->options[g->first_option + g->best];
    if (r->group_count > DOUBT_GROUPS_MAX || g->firm || best->place.kind != CLM_KIND_SETTLEMENT ||
        best->quality >= USUAL_NAME || best->place.population >= SMALL_TOWN ||
        (best->place.flags & (CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT)) != 0) {
        return false;
    }
    double own = clm_group_weight(g);
    if (s->total - own < others_least || clm_sums_country(s, best) > own * 1.01) {
        return false;
    }
    for (size_t i = 0; i < r->group_count; i++) {
        const group *other = &r->groups[i];
        const option *there = &r->options[other->first_option + other->best];
        if (other != g && !clm_kind_wide((clm_place_kind)there->place.kind) &&
            clm_sphere_distance_m(best->place.point, there->place.point) < far_m) {
            return false;
        }
    }
    return true;
}

void clm_hand_score_alone(resolver *r, bool ranked) {
    for (size_t i = 0; i < r->group_count; i++) {
        group *g = &r->groups[i];
        for (size_t k = 0; k < g->option_count; k++) {
            option *o = &r->options[g->first_option + k];
            o->prior = weight_quality * (double)o->quality / 1000.0 + kind_prior(&o->place);
            if (o->quality * 10 < r->options[g->first_option].quality * 7) {
                o->prior -= rare_name;
            }
        }
        prefer_seat(r, g);
        if (ranked && !g->contains && g->option_count > 1) {
            continue;
        }
        for (size_t k = 0; k < g->option_count; k++) {
            option *o = &r->options[g->first_option + k];
            o->evidence = own_evidence(g, o);
            o->score = o->prior + o->evidence;
        }
        clm_group_share_out(r, g, sharpness);
    }
}

clm_status clm_groups_score(resolver *r, clm_error *error) {
    sums s;
    if (r->ranker != NULL) {
        return clm_rank_all(r, NULL, error);
    }
    clm_status status = clm_sums_init(&s, r, false, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_hand_score_alone(r, false);
    clm_sums_collect(&s, r);
    for (int round = 0; round < ROUNDS; round++) {
        for (size_t i = 0; i < r->group_count; i++) {
            score_group(r, &s, &r->groups[i]);
        }
        for (size_t i = 0; i < r->group_count; i++) {
            clm_group_share_out(r, &r->groups[i], sharpness);
        }
        clm_sums_collect(&s, r);
    }
    for (size_t i = 0; i < r->group_count; i++) {
        r->groups[i].doubtful = is_doubtful(r, &s, &r->groups[i]);
    }
    return CLM_OK;
}
