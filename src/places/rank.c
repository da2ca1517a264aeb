#include "places/rank.h"

#include <math.h>

enum {
    CONTAINING_MAX = 4,
    SMALL_TOWN = 15000,
    USUAL_NAME = 700,
    METROPOLIS = 300000,
    FAMOUS_TIMES = 4
};

/* In unseen newspapers few of those below were right: docs/MODEL_CARD.md. */
static const double trust_least = 0.14;
static const double settled_share = 0.98;
static const double famous_trust = 0.7;

/* A candidate below this, once a round has seen what all names say, is not looked at again: in
 * cross-validation that changes no more than one name in a thousand. */
static const double hopeless_share = 0.005;
static const double score_of_none = -1e6; /* its share is 0 */

/* First-level regions by polygon, looked up once for an option. */
typedef struct regions {
    clm_place_index found[CONTAINING_MAX];
    size_t count;
    bool known;
} regions;

/* False for a point that is far outside of a region's box, as most are: no polygon need be asked.
 * The slack is for the polygon that another layer gives to the region. */
static bool may_hold(const clm_place *region, clm_lonlat point) {
    const double slack_deg = 1.0;
    const clm_bbox *box = &region->box;
    if ((region->flags & CLM_PLACE_POLYGON) == 0 || box->west_deg > box->east_deg) {
        return true;
    }
    return point.lon_deg >= box->west_deg - slack_deg &&
           point.lon_deg <= box->east_deg + slack_deg &&
           point.lat_deg >= box->south_deg - slack_deg &&
           point.lat_deg <= box->north_deg + slack_deg;
}

static bool lies_in(const resolver *r, const option *o, const option *around, regions *by_polygon) {
    if (around->place.kind != CLM_KIND_REGION) {
        return clm_option_inside(r, o, around);
    }
    if (o->place.admin1 == around->index) {
        return true;
    }
    if (!may_hold(around->whole, o->place.point)) {
        return false;
    }
    if (!by_polygon->known) {
        size_t count = clm_gazetteer_containing(r->gazetteer, o->place.point, by_polygon->found,
                                                CONTAINING_MAX);
        by_polygon->count = count < CONTAINING_MAX ? count : CONTAINING_MAX;
        by_polygon->known = true;
    }
    for (size_t i = 0; i < by_polygon->count; i++) {
        if (by_polygon->found[i] == around->index) {
            return true;
        }
    }
    return false;
}

/* Marks which options of a name lie in which of its container's, and counts for the latter. */
static void relate(resolver *r, const group *g) {
    const group *around = &r->groups[g->container_group];
    uint32_t held = 0;
    for (size_t k = 0; k < g->option_count; k++) {
        option *o = &r->options[g->first_option + k];
        regions by_polygon = {.count = 0};
        for (size_t c = 0; c < around->option_count && c < 32; c++) {
            if (lies_in(r, o, &r->options[around->first_option + c], &by_polygon)) {
                o->within |= (uint32_t)1 << c;
            }
        }
        held |= o->within;
    }
    for (size_t c = 0; c < around->option_count && c < 32; c++) {
        r->options[around->first_option + c].holds += held >> c & 1u;
    }
}

static clm_status relate_all(resolver *r, clm_error *error) {
    size_t *inner = clm_arena_array(r->article->arena, r->group_count + 1, sizeof *inner);
    if (inner == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    for (size_t i = 0; i < r->group_count; i++) {
        if (r->groups[i].container_group >= 0) {
            relate(r, &r->groups[i]);
            inner[r->groups[i].container_group]++;
        }
    }
    for (size_t i = 0; i < r->group_count; i++) {
        const group *g = &r->groups[i];
        for (size_t k = 0; k < g->option_count && inner[i] > 0; k++) {
            r->options[g->first_option + k].holds /= (double)inner[i];
        }
    }
    return CLM_OK;
}

/* Options with a share below `hopeless` stay out from now on. */
static void score_group(const resolver *r, const sums *context, size_t round, double hopeless,
                        const group *g) {
    option *options = r->options + g->first_option;
    size_t left = 0;
    for (size_t k = 0; k < g->option_count; k++) {
        left += options[k].share >= hopeless;
    }
    rank_group in;
    clm_rank_group_of(r, context, g, &in);
    const float *inputs[CLM_RANK_AT_ONCE];
    float scores[CLM_RANK_AT_ONCE];
    option *of[CLM_RANK_AT_ONCE];
    size_t waiting = 0;
    for (size_t k = 0; k < g->option_count; k++) {
        option *o = &options[k];
        if (o->share < hopeless || left == 1) {
            o->score = o->share < hopeless ? score_of_none : 0;
        } else {
            of[waiting] = o;
            inputs[waiting++] = clm_rank_inputs(r, &in, o);
        }
        if (waiting == CLM_RANK_AT_ONCE || (waiting > 0 && k + 1 == g->option_count)) {
            clm_rank_nets(r->ranker, round, inputs, waiting, scores);
            for (; waiting > 0; waiting--) {
                of[waiting - 1]->score = (double)scores[waiting - 1];
            }
        }
    }
}

/* A small town that hardly anything speaks for is more often a namesake of what is meant. */
static bool is_doubtful(const group *g, const option *best) {
    return g->trust < trust_least && !g->firm &&
           (g->option_count > 1 || best->quality < USUAL_NAME) &&
           best->place.kind == CLM_KIND_SETTLEMENT && best->place.population < SMALL_TOWN &&
           (best->place.flags & (CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT)) == 0;
}

/* "A fire in Berlin": a namesake's country that nothing else of the text lies in speaks for no
 * small town against a city that all know. */
static bool take_famous(const resolver *r, const sums *context, group *g) {
    const option *best = &r->options[g->first_option + g->best];
    if (g->firm || best->place.kind != CLM_KIND_SETTLEMENT ||
        clm_sums_country(context, best) > clm_group_weight(g) * 1.01) {
        return false;
    }
    size_t famous = g->best;
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &r->options[g->first_option + k];
        bool known =
            o->place.kind == CLM_KIND_SETTLEMENT && o->quality >= USUAL_NAME &&
            (o->place.population >= METROPOLIS || (o->place.flags & CLM_PLACE_CAPITAL) != 0);
        if (known && o->place.population / FAMOUS_TIMES >
                         r->options[g->first_option + famous].place.population) {
            famous = k;
        }
    }
    bool other = famous != g->best;
    g->best = famous;
    return other;
}

static void judge_group(const resolver *r, const sums *context, group *g) {
    const bool famous = take_famous(r, context, g);
    rank_group in;
    clm_rank_group_of(r, context, g, &in);
    const option *best = &r->options[g->first_option + g->best];
    const others from = clm_sums_others(context, g, &in.own, best);
    g->trust = clm_rank_trust(r->ranker, clm_rank_inputs(r, &in, best));
    g->basis = clm_hand_basis(g, &from, best,
                              g->container_group >= 0 && clm_rank_inside(r, g, best) > 0.5);
    if (famous) {
        g->trust = g->trust > famous_trust ? g->trust : famous_trust;
        g->basis = "prominence";
    }
    g->doubtful = is_doubtful(g, best);
}

static clm_status fill_view(const resolver *r, const sums *context, clm_rank_view *view,
                            clm_error *error) {
    clm_arena *arena = r->article->arena;
    *view = (clm_rank_view){
        .group_of = r->group_of, .group_count = r->group_count, .candidate_count = r->option_count};
    view->groups = clm_arena_array(arena, r->group_count + 1, sizeof *view->groups);
    view->candidates = clm_arena_array(arena, r->option_count + 1, sizeof *view->candidates);
    view->inputs = r->inputs;
    if (view->groups == NULL || view->candidates == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    for (size_t i = 0; i < r->group_count; i++) {
        const group *g = &r->groups[i];
        rank_group in;
        clm_rank_group_of(r, context, g, &in);
        view->groups[i] = (clm_rank_group){g->first_option, g->option_count, g->best};
        for (size_t k = 0; k < g->option_count; k++) {
            size_t at = g->first_option + k;
            const option *o = &r->options[at];
            view->candidates[at] =
                (clm_rank_candidate){o->index, o->place.point, o->place.geonameid, o->share};
            (void)clm_rank_inputs(r, &in, o);
        }
    }
    return CLM_OK;
}

/* ---- which names stand together ---- */

static void add_beside(resolver *r, int group_index, int other) {
    group *g = &r->groups[group_index];
    if (other >= 0 && other != group_index && g->beside_count < BESIDE_MAX) {
        g->beside[g->beside_count++] = (uint32_t)other;
    }
}

static void add_listed(resolver *r, int group_index, int other) {
    group *g = &r->groups[group_index];
    if (group_index >= 0 && other >= 0 && other != group_index && g->listed_count < LISTED_MAX) {
        g->listed[g->listed_count++] = (uint32_t)other;
    }
}

static void add_lead(resolver *r, uint32_t group_index) {
    for (size_t i = 0; i < r->lead_count; i++) {
        if (r->leads[i] == group_index) {
            return;
        }
    }
    if (r->lead_count < LEADS_MAX) {
        r->leads[r->lead_count++] = group_index;
    }
}

static void link_names(resolver *r) {
    int before[2] = {-1, -1}; /* groups of the last two names */
    for (size_t i = 0; i < r->mentions->count; i++) {
        int at = r->group_of[i];
        int container = r->container_of[i];
        if (container >= 0 && r->group_of[container] >= 0 &&
            r->mentions->items[i].wanted_kind == CLM_KIND_SETTLEMENT) {
            r->groups[r->group_of[container]].holds_town = true;
        }
        if (at < 0) {
            continue;
        }
        for (size_t k = 0; k < 2 && before[k] >= 0; k++) {
            add_beside(r, at, before[k]);
            add_beside(r, before[k], at);
        }
        before[1] = before[0];
        before[0] = at;
        add_lead(r, (uint32_t)at);
        int list = r->mentions->items[i].coordinated;
        if (list >= 0) {
            add_listed(r, at, r->group_of[list]);
            add_listed(r, r->group_of[list], at);
        }
    }
}

static clm_status set_numbers(resolver *r, clm_error *error) {
    r->inputs = clm_arena_array(r->article->arena, r->option_count + 1, sizeof *r->inputs);
    if (r->inputs == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    const double degree = 3.14159265358979323846 / 180;
    for (size_t i = 0; i < r->option_count; i++) {
        option *o = &r->options[i];
        double lat = o->place.point.lat_deg * degree;
        double lon = o->place.point.lon_deg * degree;
        o->at[0] = (float)(cos(lat) * cos(lon));
        o->at[1] = (float)(cos(lat) * sin(lon));
        o->at[2] = (float)sin(lat);
        o->size = (float)(log10((double)o->place.population + 10.0) / 7.0);
    }
    clm_hand_score_alone(r, r->ranker != NULL && r->ranker->rounds > 0);
    for (size_t i = 0; i < r->group_count; i++) {
        clm_rank_inputs_start(r, &r->groups[i]);
    }
    return CLM_OK;
}

/* Names that the round with all others has settled stay as they are. */
static bool is_open(const resolver *r, size_t round, const group *g) {
    return g->option_count > 1 &&
           (round < 2 || r->options[g->first_option + g->best].share < settled_share);
}

clm_status clm_rank_all(resolver *r, clm_rank_view *view, clm_error *error) {
    sums s;
    const size_t rounds = r->ranker != NULL ? r->ranker->rounds : 0;
    clm_status status = clm_sums_init(&s, r, true, error);
    if (status == CLM_OK) {
        status = relate_all(r, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    link_names(r);
    status = set_numbers(r, error);
    if (status != CLM_OK) {
        return status;
    }
    uint32_t *open = clm_arena_array(r->article->arena, r->group_count + 1, sizeof *open);
    size_t open_count = 0;
    if (open == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    for (size_t round = 0; round < rounds; round++) {
        const sums *context = round > 0 ? &s : NULL;
        /* Training looks at all of them. */
        const double hopeless = round > 1 && view == NULL ? hopeless_share : 0;
        for (size_t i = 0; i < r->group_count; i++) {
            if (is_open(r, round, &r->groups[i])) {
                score_group(r, context, round, hopeless, &r->groups[i]);
                open[open_count++] = (uint32_t)i;
            }
        }
        for (; open_count > 0; open_count--) {
            clm_group_share_out(r, &r->groups[open[open_count - 1]], 1.0);
        }
        clm_sums_collect(&s, r);
    }
    if (view != NULL) {
        return fill_view(r, rounds > 0 ? &s : NULL, view, error);
    }
    for (size_t i = 0; i < r->group_count && rounds > 0; i++) {
        judge_group(r, &s, &r->groups[i]);
    }
    return CLM_OK;
}
