/* What speaks for a candidate, as numbers. A change here needs a new model: CLM_RANKER_VERSION. */
#include "places/rank.h"

#include <math.h>

/* What the text says outright, in the unit of a net's score. */
static const double container_pull = 4.0;
static const double kind_pull = 5.0;
static const double same_pull = 5.0;
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

/* Which options of a name are named after which others of it. */
typedef struct seats {
    uint32_t areas;  /* bit k: option k is a region or country with its seat */
    uint32_t lesser; /* bit k: and is called so less often than the seat: Brasília */
    clm_place_kind of[GROUP_CANDIDATES_MAX]; /* what is named after the city, or CLM_KIND_COUNT */
} seats;

static void find_seats(const option *options, size_t count, seats *out) {
    out->areas = out->lesser = 0;
    for (size_t k = 0; k < count; k++) {
        out->of[k] = CLM_KIND_COUNT;
    }
    for (size_t a = 0; a < count; a++) {
        if (options[a].place.kind != CLM_KIND_REGION && options[a].place.kind != CLM_KIND_COUNTRY) {
            continue;
        }
        for (size_t k = 0; k < count; k++) {
            if (is_seat_of(&options[k], &options[a])) {
                out->areas |= (uint32_t)1 << a;
                out->lesser |= (uint32_t)(options[a].quality < options[k].quality) << a;
                out->of[k] = out->of[k] == CLM_KIND_COUNT ? (clm_place_kind)options[a].place.kind
                                                          : out->of[k];
            }
        }
    }
}

static double size_of(const option *o) {
    return (double)o->size;
}

static const option *best_of(const resolver *r, uint32_t index) {
    return &r->options[r->groups[index].first_option + r->groups[index].best];
}

/* What is the same for all options of a group. */
typedef struct shared {
    const group *g;
    const option *options;
    unsigned best_quality;
    double largest; /* size of the largest settlement */
    double often;   /* by how many times the name is said */
    bool any_wide;  /* a country, region, group or continent is among them */
    bool any_country;
    seats seats;
    /* Countries and sizes of the settlements and facilities. */
    clm_place_index point_countries[GROUP_CANDIDATES_MAX];
    float point_sizes[GROUP_CANDIDATES_MAX];
    size_t points;
} shared;

static void read_shared(const resolver *r, const group *g, shared *out) {
    out->g = g;
    out->options = r->options + g->first_option;
    out->best_quality = 0;
    out->largest = 0;
    out->any_wide = out->any_country = false;
    out->points = 0;
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &out->options[k];
        out->best_quality = o->quality > out->best_quality ? o->quality : out->best_quality;
        if (is_point(o)) {
            out->largest = size_of(o) > out->largest ? size_of(o) : out->largest;
            out->point_countries[out->points] = o->place.country_place;
            out->point_sizes[out->points++] = o->size;
        }
        out->any_wide = out->any_wide || is_area(o);
        out->any_country = out->any_country || o->place.kind == CLM_KIND_COUNTRY;
    }
    out->often = log((double)g->mentions) / 2.0;
    find_seats(out->options, g->option_count, &out->seats);
}

void clm_rank_group_of(const resolver *r, const sums *context, const group *g, rank_group *out) {
    out->g = g;
    out->context = context;
    out->lead_count = 0;
    if (context == NULL) {
        return;
    }
    clm_givers_of(r, g, &out->own);
    out->many = log1p(context->total - out->own.weight) / 4.0;
    for (size_t i = 0; i < g->beside_count; i++) {
        out->beside[i] = best_of(r, g->beside[i]);
    }
    for (size_t i = 0; i < g->listed_count; i++) {
        out->listed[i] = best_of(r, g->listed[i]);
    }
    for (size_t i = 0; i < r->lead_count; i++) {
        const option *lead = best_of(r, r->leads[i]);
        if (&r->groups[r->leads[i]] != g && !lead->wide) {
            out->leads[out->lead_count++] = lead;
        }
    }
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
    clm_place_kind kind = (clm_place_kind)o->place.kind;
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
static void put_place(writer *w, const shared *in, const option *o) {
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
static void put_words(writer *w, const shared *in, const option *o) {
    const group *g = in->g;
    const clm_mention *first = g->first;
    bool point = is_point(o);
    bool part = first->compass != CLM_COMPASS_NONE && first->compass != CLM_COMPASS_CENTRAL;
    put(w, part && point);
    put(w, g->article && !point);
    put(w, g->contains && point);
    put(w, o->holds);
    put(w, g->contains ? 1 - o->holds : 0);
    put(w, point ? in->often : 0);
    put(w, is_area(o) ? in->often : 0);
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

static double part_of(double value, double rest) {
    /* A few names say little about where an article is. */
    return value != 0 ? sqrt(value / (rest + 1.5)) : 0;
}

static void put_seat(writer *w, const shared *in, size_t index) {
    /* read_shared sets it for each option.
     * NOLINTNEXTLINE(clang-analyzer-core.uninitialized.Assign) */
    clm_place_kind kind = in->seats.of[index];
    clm_place_kind area = (in->seats.areas >> index & 1u) != 0
                              ? (clm_place_kind)in->options[index].place.kind
                              : CLM_KIND_COUNT;
    put(w, kind == CLM_KIND_REGION);
    put(w, kind == CLM_KIND_COUNTRY);
    put(w, area == CLM_KIND_REGION);
    put(w, area == CLM_KIND_COUNTRY);
}

/* How much larger the largest settlement of the name in the same country is, and how many there
 * are. */
static void put_country_rank(writer *w, const shared *in, const option *o) {
    const clm_place_index country = o->place.country_place;
    float largest = 0;
    unsigned count = 0;
    for (size_t k = 0; k < in->points && is_point(o); k++) {
        const float size = in->point_countries[k] == country ? in->point_sizes[k] : 0;
        largest = size > largest ? size : largest;
        count += in->point_countries[k] == country;
    }
    put(w, is_point(o) ? (double)largest - size_of(o) : 0);
    put(w, count > 1 ? log((double)count) / 3.0 : 0);
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

/* In the same first-level region, or in the one that `other` is. */
static bool same_region(const option *o, const option *other) {
    return o->place.admin1 != CLM_NO_PLACE &&
           (o->place.admin1 == other->place.admin1 || o->place.admin1 == other->index);
}

/* The names next to it, in lists with it, and at the head of the article. */
static void put_company(writer *w, const rank_group *in, const option *o) {
    double country = 0, region = 0, near = 0, kind = 0, alike = 0, lead = 0, lead_region = 0;
    const group *g = in->g;
    for (size_t i = 0; i < g->beside_count; i++) {
        const option *other = in->beside[i];
        country += same_country(o, other) ? other->share : 0;
        alike += o->place.kind == other->place.kind ? other->share : 0;
        region += same_region(o, other) ? other->share : 0;
        near += !o->wide && !other->wide ? nearness(o, other) * other->share : 0;
    }
    for (size_t i = 0; i < g->listed_count; i++) {
        kind += o->place.kind == in->listed[i]->place.kind ? in->listed[i]->share : 0;
    }
    for (size_t i = 0; i < in->lead_count && !o->wide; i++) {
        const option *other = in->leads[i];
        double here = nearness(o, other) * other->share;
        lead = here > lead ? here : lead;
        lead_region += same_region(o, other) ? other->share / LEADS_MAX : 0;
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
    put(w, in->many);
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
 * score, and the nets learn what to add. Without the container, and what other names say. */
static double firm_alone(const shared *in, size_t index) {
    const group *g = in->g;
    const option *o = &in->options[index];
    double score = 0;
    if (g->first->wanted_kind >= 0) {
        score +=
            kind_pull * clm_kind_agreement(g->first->wanted_kind, (clm_place_kind)o->place.kind);
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
    if ((in->seats.areas >> index & 1u) != 0) {
        /* A bare "Kursk" is the city, a bare "Mexico" the country. */
        double country = (in->seats.lesser >> index & 1u) != 0 ? -country_pull : country_pull;
        score += o->place.kind == CLM_KIND_REGION ? -seat_push : country;
    }
    return score;
}

/* Where each part of the inputs begins. */
enum {
    AT_FIRM,
    AT_PLACE,
    AT_CONTAINER = AT_PLACE + 32,  /* behind the place and the words */
    AT_COMPANY = AT_CONTAINER + 8, /* behind the container, the seat and the rank in the country */
    AT_END = AT_COMPANY + 26       /* behind the company and the context */
};

_Static_assert((int)AT_END == CLM_RANK_INPUTS, "every input has its place");

void clm_rank_inputs_start(resolver *r, const group *g) {
    shared in;
    read_shared(r, g, &in);
    for (size_t k = 0; k < g->option_count; k++) {
        option *o = &r->options[g->first_option + k];
        writer w = {r->inputs[g->first_option + k], AT_PLACE};
        o->firm = firm_alone(&in, k);
        put_place(&w, &in, o);
        put_words(&w, &in, o);
        w.count += 2; /* AT_CONTAINER */
        put_seat(&w, &in, k);
        put_country_rank(&w, &in, o);
    }
}

const float *clm_rank_inputs(const resolver *r, const rank_group *in, const option *o) {
    float *out = r->inputs[o - r->options];
    double inside = in->g->container_group >= 0 ? clm_rank_inside(r, in->g, o) : 0;
    double firm = container_pull * inside + o->firm;
    out[AT_CONTAINER] = (float)inside;
    out[AT_CONTAINER + 1] = (float)(in->g->container_group >= 0 ? 1 - inside : 0);
    if (in->context != NULL) {
        const others from = clm_sums_others(in->context, in->g, &in->own, o);
        writer w = {out, AT_COMPANY};
        firm += same_pull * clm_hand_same_place(in->g, &from, o);
        put_company(&w, in, o);
        put_context(&w, in, &from, o);
    }
    out[AT_FIRM] = (float)firm;
    return out;
}
