/* places/apart.c: a namesake that the text sets apart. In a story of Tennessee, who writes "in
 * Springfield" first and "from Springfield, Mo." later speaks of two towns: the second is told
 * apart from the first. The ranker, which takes one name for one place, is overruled. */
#include "places/resolve.h"

enum {
    APART_GROUPS_MAX = 512, /* longer texts speak of all the world */
    HOME_LEAST = 3          /* names in one region, for it to be the story's */
};

static const option *best_of(const resolver *r, const group *g) {
    return &r->options[g->first_option + g->best];
}

/* The region of the place, where it is a town or district of one. */
static clm_place_index region_of(const resolver *r, const group *g) {
    const option_place *place = &best_of(r, g)->place;
    bool inside = place->kind == CLM_KIND_SETTLEMENT || place->kind == CLM_KIND_DISTRICT;
    return inside ? place->admin1 : CLM_NO_PLACE;
}

/* The region that more than half of the towns lie in, by one vote and a count. */
static clm_place_index home_of(const resolver *r) {
    clm_place_index home = CLM_NO_PLACE;
    size_t votes = 0, count = 0, all = 0;
    for (size_t i = 0; i < r->group_count; i++) {
        clm_place_index region = region_of(r, &r->groups[i]);
        if (region == CLM_NO_PLACE) {
            continue;
        }
        home = votes == 0 ? region : home;
        votes = region == home ? votes + 1 : votes - 1;
    }
    for (size_t i = 0; i < r->group_count; i++) {
        clm_place_index region = region_of(r, &r->groups[i]);
        all += region != CLM_NO_PLACE ? 1 : 0;
        count += region != CLM_NO_PLACE && region == home ? 1 : 0;
    }
    return count >= HOME_LEAST && count * 2 > all ? home : CLM_NO_PLACE;
}

/* The bare name, said before the one that is told apart, becomes its namesake in `home`. */
static void keep_home(const resolver *r, group *bare, const group *apart, clm_place_index home) {
    if (bare == apart || bare->container_group >= 0 || bare->first->wanted_kind >= 0 ||
        bare->first >= apart->first || bare->first->refs[0].place != apart->first->refs[0].place ||
        best_of(r, bare)->index != best_of(r, apart)->index) {
        return;
    }
    size_t best = bare->best;
    uint32_t most = 0;
    for (size_t i = 0; i < bare->option_count; i++) {
        const option_place *place = &r->options[bare->first_option + i].place;
        if (place->kind == CLM_KIND_SETTLEMENT && place->admin1 == home &&
            (best == bare->best || place->population > most)) {
            best = i;
            most = place->population;
        }
    }
    bare->best = best;
}

void clm_groups_set_apart(resolver *r) {
    clm_place_index home = CLM_NO_PLACE;
    for (size_t i = 0; i < r->group_count && r->group_count <= APART_GROUPS_MAX; i++) {
        const group *apart = &r->groups[i];
        const option_place *place = &best_of(r, apart)->place;
        if (apart->container_group < 0 || place->kind != CLM_KIND_SETTLEMENT) {
            continue;
        }
        home = home == CLM_NO_PLACE ? home_of(r) : home;
        if (home == CLM_NO_PLACE) {
            return;
        }
        for (size_t k = 0; k < r->group_count && place->admin1 != home; k++) {
            keep_home(r, &r->groups[k], apart, home);
        }
    }
}
