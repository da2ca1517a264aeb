/* places/score.c: weighs the candidates of all names of an article together.
 *
 * Each name spreads its weight over its candidates; countries, regions and cells of a grid collect
 * it, and candidates in well-supported ones gain. All is summed per key, so that the cost grows
 * with the number of names and not with its square. */
#include "places/resolve.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    ROUNDS = 2,
    GIVERS_MAX = 12,
    MEMBERS_MAX = 128,
    CONTAINING_MAX = 4,
    CELL_DEG = 2,
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
/* "the Yale Research Lab" says little about where an article is. */
static const double named_after_weight = 0.25;

/* ---- sums by key ---- */

typedef struct sum {
    uint64_t key;
    double value;
} sum;

typedef struct sums {
    sum *slots;
    size_t mask;
    double total;
} sums;

enum key_sort { KEY_COUNTRY = 1, KEY_ADMIN1, KEY_CELL, KEY_PLACE };

static uint64_t make_key(enum key_sort sort, uint64_t value) {
    return (uint64_t)sort << 60 | value;
}

static sum *slot_of(const sums *s, uint64_t key) {
    uint64_t hash = key * 0x9E3779B97F4A7C15u;
    size_t at = (size_t)(hash >> 20) & s->mask;
    while (s->slots[at].key != 0 && s->slots[at].key != key) {
        at = (at + 1) & s->mask;
    }
    return &s->slots[at];
}

static void add_to(sums *s, uint64_t key, double value) {
    if (key != 0) {
        sum *slot = slot_of(s, key);
        slot->key = key;
        slot->value += value;
    }
}

static double value_of(const sums *s, uint64_t key) {
    return key != 0 ? slot_of(s, key)->value : 0;
}

/* ---- keys of an option ---- */

static uint64_t country_key(const option *o) {
    if (o->place.country[0] == '\0') {
        return 0;
    }
    return make_key(KEY_COUNTRY, (uint64_t)((unsigned char)o->place.country[0] << 8 |
                                            (unsigned char)o->place.country[1]));
}

static uint64_t admin1_key(const option *o) {
    if (o->place.kind == CLM_KIND_REGION) {
        return make_key(KEY_ADMIN1, o->index);
    }
    return o->place.admin1 != CLM_NO_PLACE ? make_key(KEY_ADMIN1, o->place.admin1) : 0;
}

static bool wide(clm_place_kind kind) {
    return kind == CLM_KIND_COUNTRY || kind == CLM_KIND_COUNTRY_GROUP ||
           kind == CLM_KIND_CONTINENT || kind == CLM_KIND_SEA;
}

static uint64_t cell_key_at(int lon_cell, int lat_cell) {
    int columns = 360 / CELL_DEG;
    int lon = ((lon_cell % columns) + columns) % columns;
    return make_key(KEY_CELL, (uint64_t)(unsigned)(lat_cell + 128) << 16 | (uint64_t)(unsigned)lon);
}

static int lon_cell(const option *o) {
    return (int)floor((o->place.point.lon_deg + 180) / CELL_DEG);
}
static int lat_cell(const option *o) {
    return (int)floor(o->place.point.lat_deg / CELL_DEG);
}

static uint64_t cell_key(const option *o) {
    return wide(o->place.kind) ? 0 : cell_key_at(lon_cell(o), lat_cell(o));
}

/* ---- what a name and a place say alone ---- */

static double kind_prior(const clm_place *place) {
    double size = log10((double)place->population + 10.0) / 7.0;
    switch (place->kind) {
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
static double kind_agreement(int wanted, clm_place_kind kind) {
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
        evidence += weight_kind * kind_agreement(g->first->wanted_kind, o->place.kind);
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

/* ---- rounds ---- */

/* Shares of a group's options from their scores; the best is the first of equals. */
static void share_out(resolver *r, group *g) {
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
        options[i].share = below < 2 ? exp(-sharpness * below) : 0;
        total += options[i].share;
    }
    for (size_t i = 0; i < g->option_count; i++) {
        options[i].share /= total;
    }
}

static double group_weight(const group *g) {
    double weight = sqrt((double)(g->mentions < 6 ? g->mentions : 6)) * (g->firm ? 1.3 : 1.0);
    return g->named_after ? weight * named_after_weight : weight;
}

/* The options of a group that have a share worth counting: what the group gives to the sums. */
typedef struct giver {
    const option *from;
    double value;
} giver;

static size_t givers_of(const resolver *r, const group *g, giver *out) {
    double weight = group_weight(g);
    size_t count = 0;
    for (size_t k = 0; k < g->option_count && count < GIVERS_MAX; k++) {
        const option *o = &r->options[g->first_option + k];
        if (o->share >= 0.02) {
            out[count++] = (giver){o, weight * o->share};
        }
    }
    return count;
}

/* A place supports its own cell of the grid and those around it. */
static void add_cells(sums *s, const option *o, double value) {
    if (wide(o->place.kind)) {
        return;
    }
    for (int dy = -1; dy <= 1; dy++) {
        for (int dx = -1; dx <= 1; dx++) {
            add_to(s, cell_key_at(lon_cell(o) + dx, lat_cell(o) + dy), value);
        }
    }
}

static void collect(const resolver *r, sums *s) {
    memset(s->slots, 0, (s->mask + 1) * sizeof *s->slots);
    s->total = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        const group *g = &r->groups[i];
        giver givers[GIVERS_MAX];
        size_t count = givers_of(r, g, givers);
        s->total += group_weight(g);
        for (size_t k = 0; k < count; k++) {
            const option *o = givers[k].from;
            add_to(s, country_key(o), givers[k].value);
            add_to(s, admin1_key(o), givers[k].value);
            add_cells(s, o, givers[k].value);
            if (g->firm) {
                add_to(s, make_key(KEY_PLACE, o->index), givers[k].value);
            }
        }
    }
}

static bool near_cells(const option *a, const option *b) {
    int columns = 360 / CELL_DEG;
    int across = abs(lon_cell(a) - lon_cell(b));
    return abs(lat_cell(a) - lat_cell(b)) <= 1 && (across <= 1 || across >= columns - 1);
}

/* What all other groups put under the keys of an option, as shares of all that they put. */
typedef struct support {
    double country, admin1, cell;
} support;

static double share_of(double value, double own, double rest) {
    return value - own > 0.01 ? sqrt((value - own) / rest) : 0;
}

static support supported(const sums *s, const group *g, const giver *givers, size_t count,
                         const option *o) {
    support out = {0, 0, 0};
    double rest = s->total - group_weight(g) + doubt;
    uint64_t country = country_key(o);
    uint64_t admin1 = admin1_key(o);
    uint64_t cell = cell_key(o);
    support own = {0, 0, 0};
    for (size_t k = 0; k < count; k++) {
        const option *other = givers[k].from;
        own.country += country_key(other) == country ? givers[k].value : 0;
        own.admin1 += admin1_key(other) == admin1 ? givers[k].value : 0;
        own.cell += !wide(other->place.kind) && near_cells(other, o) ? givers[k].value : 0;
    }
    out.country = share_of(value_of(s, country), own.country, rest);
    out.admin1 = share_of(value_of(s, admin1), own.admin1, rest);
    out.cell = share_of(value_of(s, cell), own.cell, rest);
    return out;
}

static double same_place(const sums *s, const group *g, const option *o) {
    /* Engels was once Pokrovsk; that makes no other Pokrovsk of the article Engels. */
    if (o->quality * 4 < g->first->refs[0].quality * 3u) {
        return 0;
    }
    double value = value_of(s, make_key(KEY_PLACE, o->index));
    if (g->firm) {
        value -= group_weight(g) * o->share;
    }
    return value > 0.5 ? 1.0 : 0.0;
}

static double container_evidence(const resolver *r, const group *g, const option *o) {
    if (g->container_group < 0) {
        return 0;
    }
    const group *around = &r->groups[g->container_group];
    const option *best = &r->options[around->first_option + around->best];
    return clm_place_inside(r->gazetteer, &o->place, best->index, &best->place)
               ? weight_container
               : -weight_container / 2;
}

static const char *basis_of(const group *g, double context, double same, double container) {
    if (g->option_count == 1) {
        return "only candidate";
    }
    if (container > 0) {
        return "container";
    }
    if (g->first->wanted_kind >= 0) {
        return "kind word";
    }
    if (same > 0) {
        return "same name with its kind";
    }
    return context > 0.4 ? "other places of the article" : "prominence";
}

static void score_group(resolver *r, const sums *s, group *g) {
    double best_score = -1e9;
    giver givers[GIVERS_MAX];
    size_t giver_count = givers_of(r, g, givers);
    for (size_t k = 0; k < g->option_count; k++) {
        option *o = &r->options[g->first_option + k];
        support given = supported(s, g, givers, giver_count, o);
        double context = weight_country * given.country + weight_admin1 * given.admin1 +
                         weight_cell * given.cell;
        double same = weight_same_place * same_place(s, g, o);
        double container = container_evidence(r, g, o);
        o->score = o->prior + o->evidence + context + same + container;
        if (o->score > best_score) {
            best_score = o->score;
            g->basis = basis_of(g, context, same, container);
        }
    }
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
            bool usual =
                city->quality >= region->quality ||
                (city->quality >= USUAL_QUALITY && (city->place.population > METROPOLIS ||
                                                    !clm_text_ends(city->place.name, " City")));
            if (seat && usual && region->prior > city->prior - 0.02) {
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
    double own = group_weight(g);
    if (s->total - own < others_least || value_of(s, country_key(best)) > own * 1.01) {
        return false;
    }
    for (size_t i = 0; i < r->group_count; i++) {
        const group *other = &r->groups[i];
        const option *there = &r->options[other->first_option + other->best];
        if (other != g && !wide(there->place.kind) &&
            clm_sphere_distance_m(best->place.point, there->place.point) < far_m) {
            return false;
        }
    }
    return true;
}

clm_status clm_groups_score(resolver *r, clm_error *error) {
    size_t givers = r->group_count * GIVERS_MAX < r->option_count ? r->group_count * GIVERS_MAX
                                                                  : r->option_count;
    size_t slots = 64;
    while (slots < givers * 16) { /* twelve keys a giver at most */
        slots *= 2;
    }
    sums s = {clm_arena_array(r->article->arena, slots, sizeof(sum)), slots - 1, 0};
    if (s.slots == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
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
        for (size_t k = 0; k < g->option_count; k++) {
            option *o = &r->options[g->first_option + k];
            o->evidence = own_evidence(g, o);
            o->score = o->prior + o->evidence;
        }
        share_out(r, g);
    }
    for (int round = 0; round < ROUNDS; round++) {
        collect(r, &s);
        for (size_t i = 0; i < r->group_count; i++) {
            score_group(r, &s, &r->groups[i]);
        }
        for (size_t i = 0; i < r->group_count; i++) {
            share_out(r, &r->groups[i]);
        }
    }
    collect(r, &s);
    for (size_t i = 0; i < r->group_count; i++) {
        r->groups[i].doubtful = is_doubtful(r, &s, &r->groups[i]);
    }
    return CLM_OK;
}
