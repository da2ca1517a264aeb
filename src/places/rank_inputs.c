/* What speaks for a candidate, as numbers. A change here needs a new model: CLM_RANKER_VERSION. */
#include "places/rank.h"

#include <math.h>
#include <string.h>

/* What the text says outright, in the unit of a net's score. */
static const double container_pull = 4.0;
static const double kind_pull = 5.0;
static const double same_pull = 4.0;
static const double article_push = 4.0;
static const double sea_pull = 3.0;
static const double compass_pull = 4.0;
static const double seat_push = 2.0;
static const double country_pull = 3.0;
static const double holder_push = 4.0; /* a town does not lie in a town */

enum { METROPOLIS = 1000000 };

static bool is_point(const option *o) {
    return o->place.kind == CLM_KIND_SETTLEMENT || o->place.kind == CLM_KIND_FACILITY;
}

static bool is_area(const option *o) {
    return o->place.kind == CLM_KIND_COUNTRY || o->place.kind == CLM_KIND_REGION ||
           o->place.kind == CLM_KIND_COUNTRY_GROUP || o->place.kind == CLM_KIND_CONTINENT ||
           o->place.kind == CLM_KIND_DISPUTED_REGION || o->place.kind == CLM_KIND_VAGUE_REGION;
}

/* A city of the same name is the seat of the region, or the capital of the country. */
static bool is_seat_of(const option *city, const option *area) {
    if (city->place.kind != CLM_KIND_SETTLEMENT) {
        return false;
    }
    return area->place.kind == CLM_KIND_REGION
               ? city->place.admin1 == area->index &&
                     ((city->place.flags & CLM_PLACE_ADMIN_SEAT) != 0 ||
                      city->place.population > 100000)
               : area->place.kind == CLM_KIND_COUNTRY && city->place.country_place == area->index &&
                     (city->place.flags & CLM_PLACE_CAPITAL) != 0;
}

static bool has_seat(const resolver *r, const group *g, const option *area) {
    for (size_t k = 0; k < g->option_count; k++) {
        if (is_seat_of(&r->options[g->first_option + k], area)) {
            return true;
        }
    }
    return false;
}

/* The kind of place that is named after the city, or CLM_KIND_COUNT. */
static clm_place_kind seat_kind(const resolver *r, const group *g, const option *city) {
    for (size_t k = 0; k < g->option_count; k++) {
        const option *area = &r->options[g->first_option + k];
        if (is_seat_of(city, area)) {
            return area->place.kind;
        }
    }
    return CLM_KIND_COUNT;
}

static double size_of(const option *o) {
    return (double)o->size;
}

rank_group clm_rank_group_of(const resolver *r, const sums *context, const group *g) {
    rank_group out = {.g = g, .context = context};
    if (context != NULL) {
        out.own = clm_givers_of(r, g);
    }
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &r->options[g->first_option + k];
        out.best_quality = o->quality > out.best_quality ? o->quality : out.best_quality;
        if (is_point(o) && size_of(o) > out.largest) {
            out.largest = size_of(o);
        }
        out.any_wide = out.any_wide || is_area(o);
        out.any_country = out.any_country || o->place.kind == CLM_KIND_COUNTRY;
    }
    return out;
}

/* Numbers are written one after another. */
typedef struct writer {
    float *out;
    size_t count;
} writer;

static void put(writer *w, double value) {
    w->out[w->count++] = (float)value;
}

static void put_kind(writer *w, const option *o) {
    clm_place_kind kind = o->place.kind;
    put(w, kind == CLM_KIND_SETTLEMENT);
    put(w, kind == CLM_KIND_FACILITY);
    put(w, kind == CLM_KIND_DISTRICT);
    put(w, kind == CLM_KIND_REGION);
    put(w, kind == CLM_KIND_COUNTRY);
    put(w, kind == CLM_KIND_COUNTRY_GROUP || kind == CLM_KIND_CONTINENT);
    put(w, kind == CLM_KIND_RIVER || kind == CLM_KIND_SEA);
    put(w, kind == CLM_KIND_VAGUE_REGION || kind == CLM_KIND_DISPUTED_REGION);
}

/* The name, and what kind of place how important it is. */
static void put_place(writer *w, const rank_group *in, const option *o) {
    put(w, o->quality / 1000.0);
    put(w, in->best_quality > 0 ? (double)o->quality / in->best_quality : 0);
    put(w, o->type == CLM_NAME_PRIMARY);
    put(w, o->type == CLM_NAME_HISTORICAL);
    put(w, o->type == CLM_NAME_ABBREVIATION);
    put_kind(w, o);
    double size = size_of(o);
    bool point = is_point(o);
    put(w, point ? size : 0);
    put(w, point ? 0 : size);
    put(w, point ? in->largest - size : 0);
    put(w, point && size >= in->largest);
    put(w, (o->place.flags & CLM_PLACE_CAPITAL) != 0);
    put(w, (o->place.flags & CLM_PLACE_ADMIN_SEAT) != 0);
    put(w, (o->place.flags & CLM_PLACE_GOVERNMENT) != 0);
    put(w, is_area(o) ? o->place.rank / 15.0 : 0);
    put(w, point && in->any_wide);
    put(w, point && in->any_country);
    put(w, o->prior);
}

/* The words around the name. */
static void put_words(writer *w, const group *g, const option *o) {
    const clm_mention *first = g->first;
    bool point = is_point(o);
    bool part = first->compass != CLM_COMPASS_NONE && first->compass != CLM_COMPASS_CENTRAL;
    put(w, part && point);
    put(w, g->article && !point);
    put(w, g->contains && point);
    put(w, o->holds);
    put(w, g->contains ? 1 - o->holds : 0);
    double often = log((double)g->mentions) / 2.0;
    put(w, point ? often : 0);
    put(w, is_area(o) ? often : 0);
    put(w, g->named_after && point);
}

double clm_rank_inside(const resolver *r, const group *g, const option *o) {
    const group *around = &r->groups[g->container_group];
    double inside = 0;
    for (size_t k = 0; k < around->option_count && k < 32; k++) {
        if ((o->within >> k & 1u) != 0) {
            inside += r->options[around->first_option + k].share;
        }
    }
    return inside;
}

/* What the text says that it lies in. */
static void put_container(writer *w, const resolver *r, const group *g, const option *o) {
    double inside = g->container_group >= 0 ? clm_rank_inside(r, g, o) : 0;
    put(w, inside);
    put(w, g->container_group >= 0 ? 1 - inside : 0);
}

static double part_of(double value, double rest) {
    return sqrt(value / (rest + 1.5)); /* a few names say little about where an article is */
}

static void put_seat(writer *w, const resolver *r, const group *g, const option *o) {
    clm_place_kind kind =
        o->place.kind == CLM_KIND_SETTLEMENT ? seat_kind(r, g, o) : CLM_KIND_COUNT;
    bool area = o->place.kind == CLM_KIND_REGION || o->place.kind == CLM_KIND_COUNTRY;
    bool seat = area && has_seat(r, g, o);
    put(w, kind == CLM_KIND_REGION);
    put(w, kind == CLM_KIND_COUNTRY);
    put(w, seat && o->place.kind == CLM_KIND_REGION);
    put(w, seat && o->place.kind == CLM_KIND_COUNTRY);
}

/* How much larger the largest settlement of the name in the same country is, and how many there
 * are. */
static void put_country_rank(writer *w, const resolver *r, const rank_group *in, const option *o) {
    double largest = 0;
    size_t count = 0;
    const group *g = in->g;
    for (size_t k = 0; k < g->option_count && is_point(o); k++) {
        const option *other = &r->options[g->first_option + k];
        if (is_point(other) && other->place.country_place == o->place.country_place) {
            largest = size_of(other) > largest ? size_of(other) : largest;
            count++;
        }
    }
    put(w, is_point(o) ? largest - size_of(o) : 0);
    put(w, count > 0 ? log((double)count) / 3.0 : 0);
}

/* 1 at the same point, a half at 100 km. */
static double nearness(const option *a, const option *b) {
    double x = (double)(a->at[0] - b->at[0]);
    double y = (double)(a->at[1] - b->at[1]);
    double z = (double)(a->at[2] - b->at[2]);
    const double half = 100.0 / 6371.0;
    return 1 / (1 + (x * x + y * y + z * z) / (half * half));
}

static bool same_country(const option *a, const option *b) {
    return a->place.country[0] != '\0' && a->place.country[0] == b->place.country[0] &&
           a->place.country[1] == b->place.country[1];
}

static const option *best_of(const resolver *r, uint32_t index) {
    return &r->options[r->groups[index].first_option + r->groups[index].best];
}

/* The names next to it, in lists with it, and at the head of the article. */
static void put_company(writer *w, const resolver *r, const group *g, const option *o) {
    double country = 0, region = 0, near = 0, kind = 0, alike = 0, lead = 0, lead_region = 0;
    bool wide = clm_kind_wide(o->place.kind);
    for (size_t i = 0; i < g->beside_count; i++) {
        const option *other = best_of(r, g->beside[i]);
        country += same_country(o, other) ? other->share : 0;
        alike += o->place.kind == other->place.kind ? other->share : 0;
        region += o->place.admin1 != CLM_NO_PLACE && (o->place.admin1 == other->place.admin1 ||
                                                      o->place.admin1 == other->index)
                      ? other->share
                      : 0;
        near += !wide && !clm_kind_wide(other->place.kind) ? nearness(o, other) * other->share : 0;
    }
    for (size_t i = 0; i < g->listed_count; i++) {
        const option *other = best_of(r, g->listed[i]);
        kind += o->place.kind == other->place.kind ? other->share : 0;
    }
    for (size_t i = 0; i < r->lead_count; i++) {
        const option *other = best_of(r, r->leads[i]);
        if (&r->groups[r->leads[i]] == g || wide || clm_kind_wide(other->place.kind)) {
            continue;
        }
        double here = nearness(o, other) * other->share;
        lead = here > lead ? here : lead;
        lead_region += o->place.admin1 != CLM_NO_PLACE && (o->place.admin1 == other->place.admin1 ||
                                                           o->place.admin1 == other->index)
                           ? other->share / LEADS_MAX
                           : 0;
    }
    double beside = g->beside_count + 1.0;
    put(w, country / beside);
    put(w, region / beside);
    put(w, near / beside);
    put(w, is_area(o) ? alike / beside : 0);
    put(w, g->listed_count > 0 ? kind / g->listed_count : 0);
    put(w, g->listed_count > 0 ? 1 - kind / g->listed_count : 0);
    put(w, lead);
    put(w, lead_region);
}

/* What all other names of the article say. */
static void put_context(writer *w, const rank_group *in, const others *from, const option *o) {
    double country = part_of(from->country, from->rest);
    double admin1 = part_of(from->admin1, from->rest);
    double cell = part_of(from->cell, from->rest);
    bool point = is_point(o);
    put(w, country);
    put(w, from->country / (from->rest + 1.5));
    put(w, admin1);
    put(w, cell);
    put(w, part_of(from->fine_cell, from->rest));
    put(w, part_of(from->coarse_cell, from->rest));
    put(w, part_of(from->country_named, from->rest));
    put(w, part_of(from->admin1_named, from->rest));
    put(w, part_of(from->itself, from->rest));
    put(w, point ? cell : 0);
    put(w, point ? 0 : country);
    put(w, o->place.kind == CLM_KIND_REGION ? admin1 : 0);
    put(w, clm_sums_in_top_country(in->context, o));
    put(w, from->country < 0.3 && from->coarse_cell < 0.3); /* nothing speaks for it */
    put(w, point && from->country < 0.3 && from->rest > 2.5 ? 1 - size_of(o) : 0);
    put(w, log1p(from->rest) / 4.0);
    put(w, o->share);
    put(w, log(o->share + 1e-3) / 7.0);
}

/* "central X" is a city, "eastern X" is none unless it is a very large one. */
static double compass_of(const group *g, const option *o) {
    if (g->first->compass == CLM_COMPASS_CENTRAL) {
        return compass_pull;
    }
    return g->first->compass != CLM_COMPASS_NONE && o->place.population < METROPOLIS ? -compass_pull
                                                                                     : 0;
}

/* What the text says is firm, however seldom the training news says it: this is the start of every
 * score, and the nets learn what to add. */
static double firm_score(const resolver *r, const rank_group *in, const others *from,
                         const option *o) {
    const group *g = in->g;
    double score = g->container_group >= 0 ? container_pull * clm_rank_inside(r, g, o) : 0;
    if (g->first->wanted_kind >= 0) {
        score += kind_pull * clm_kind_agreement(g->first->wanted_kind, o->place.kind);
    }
    if (g->article && is_point(o)) {
        score -= article_push; /* "the Atlantic" is no town */
    }
    if (o->place.kind == CLM_KIND_SEA) {
        score += sea_pull; /* local news, which teach most, seldom mean one */
    }
    if (is_point(o)) {
        score += compass_of(g, o) + (g->holds_town ? -holder_push : 0);
    }
    if (o->place.kind == CLM_KIND_REGION && has_seat(r, g, o)) {
        score -= seat_push; /* a bare "Kursk" is the city */
    }
    if (o->place.kind == CLM_KIND_COUNTRY && has_seat(r, g, o)) {
        score += country_pull; /* a bare "Mexico" is the country */
    }
    if (from != NULL) {
        score += same_pull * clm_hand_same_place(g, from, o);
    }
    return score;
}

size_t clm_rank_inputs(const resolver *r, const rank_group *in, const option *o,
                       float out[CLM_RANK_INPUTS]) {
    writer w = {out, 0};
    memset(out, 0, CLM_RANK_INPUTS * sizeof *out);
    others from;
    if (in->context != NULL) {
        from = clm_sums_others(in->context, in->g, &in->own, o);
    }
    put(&w, firm_score(r, in, in->context != NULL ? &from : NULL, o));
    put_place(&w, in, o);
    put_words(&w, in->g, o);
    put_container(&w, r, in->g, o);
    put_seat(&w, r, in->g, o);
    put_country_rank(&w, r, in, o);
    if (in->context != NULL) {
        put_company(&w, r, in->g, o);
        put_context(&w, in, &from, o);
    }
    return w.count;
}
