/* places/groups.c: one group for each name and way of saying it, so that a long text costs no more
 * than its different names. */
#include "places/define.h"
#include "places/resolve.h"
#include "places/use_words.h"

#include <string.h>

/* Containers around a place that are looked at; a hostile text names one in the next without end.
 */
enum { CHAIN_MAX = 8 };

/* What joins mentions beside their candidates. */
typedef struct manner {
    int container_group;
    bool contains;
    bool article;
} manner;

/* "the Atlantic" against "the Gainesville police". */
static bool bare_article(const clm_article *article, const clm_mention *mention) {
    uint32_t before = mention->token_start - 1;
    uint32_t after = mention->token_end;
    if (mention->token_start == 0 || !clm_text_is(clm_article_key(article, before), "the") ||
        article->tokens[before].sentence != article->tokens[mention->token_start].sentence) {
        return false;
    }
    if (after >= article->token_count || article->tokens[after].kind != CLM_TOKEN_WORD ||
        article->tokens[after].sentence != article->tokens[before].sentence) {
        return true;
    }
    uint32_t ends = USE_BREAK | USE_VERB | USE_LOCATIVE | USE_RELATION;
    return (clm_use_classes(clm_article_key(article, after)) & ends) != 0;
}

/* "the Thomson Foundation": an article before and a capital behind it. */
static bool goes_on(const clm_article *article, const clm_mention *mention) {
    uint32_t before = mention->token_start - 1;
    uint32_t after = mention->token_end;
    return mention->token_start > 0 && !mention->possessive && after < article->token_count &&
           article->tokens[after].kind == CLM_TOKEN_WORD &&
           (article->tokens[after].flags & CLM_TOKEN_CAPITAL) != 0 &&
           article->tokens[after].sentence == article->tokens[before].sentence &&
           clm_text_is(clm_article_key(article, before), "the");
}

/* Two mentions are one group when all of this is equal. */
static uint64_t group_hash(const clm_mention *mention, const manner *how) {
    uint64_t hash = 1469598103934665603u;
    const uint64_t parts[] = {
        mention->refs[0].place,
        mention->refs[mention->ref_count - 1].place,
        mention->ref_count,
        (uint64_t)(mention->wanted_kind + 1),
        (uint64_t)(how->container_group + 1),
        (uint64_t)(mention->compass == CLM_COMPASS_NONE      ? 0
                   : mention->compass == CLM_COMPASS_CENTRAL ? 1
                                                             : 2),
        how->contains,
        how->article,
    };
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        hash = (hash ^ parts[i]) * 1099511628211u;
        hash ^= hash >> 31;
    }
    return hash;
}

static bool side(clm_compass compass) {
    return compass != CLM_COMPASS_NONE && compass != CLM_COMPASS_CENTRAL;
}

static bool same_group(const group *g, const clm_mention *mention, const manner *how) {
    const clm_mention *other = g->first;
    return other->ref_count == mention->ref_count && other->wanted_kind == mention->wanted_kind &&
           g->container_group == how->container_group && g->contains == how->contains &&
           g->article == how->article && side(other->compass) == side(mention->compass) &&
           (other->compass == CLM_COMPASS_CENTRAL) == (mention->compass == CLM_COMPASS_CENTRAL) &&
           (other->refs == mention->refs ||
            memcmp(other->refs, mention->refs, other->ref_count * sizeof *other->refs) == 0);
}

static option_place facts_of(const clm_place *place) {
    return (option_place){.point = place->point,
                          .uncertainty_m = place->uncertainty_m,
                          .country_place = place->country_place,
                          .admin1 = place->admin1,
                          .population = place->population,
                          .geonameid = place->geonameid,
                          .kind = (uint8_t)place->kind,
                          .flags = (uint8_t)place->flags,
                          .rank = (uint8_t)place->rank,
                          .country = {place->country[0], place->country[1]}};
}

/* The place of an option may have to hold others: then all of it is asked for. */
static clm_status add_option(resolver *r, group *g, const clm_name_ref *ref, const clm_place *place,
                             clm_error *error) {
    for (size_t k = 0; k < g->option_count; k++) {
        if (r->options[g->first_option + k].index == ref->place) {
            return CLM_OK;
        }
    }
    clm_place *whole = NULL;
    if (g->contains) {
        whole = clm_arena_alloc(r->article->arena, sizeof *whole);
        if (whole == NULL) {
            return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
        }
        *whole = clm_gazetteer_place(r->gazetteer, ref->place);
    }
    option *o = &r->options[r->option_count++]; /* all zero yet */
    o->index = ref->place;
    o->place = facts_of(place);
    o->whole = whole;
    o->quality = ref->quality;
    o->type = ref->type;
    g->option_count++;
    return CLM_OK;
}

/* True if `place` lies in what the group's container may be. */
static bool in_container(const resolver *r, const group *g, const clm_place *place) {
    const group *around = &r->groups[g->container_group];
    for (size_t k = 0; k < around->option_count; k++) {
        clm_place_index index = r->options[around->first_option + k].index;
        if (place->admin1 == index || place->country_place == index) {
            return true;
        }
    }
    return false;
}

/* "Mozambique" alone is the country, neither the town of that name in it nor the region that has it
 * as an old name. */
static bool is_overshadowed(const group *g, const clm_name_ref *ref, const clm_place *place,
                            const option *first) {
    const clm_mention *mention = g->first;
    return first->place.kind == CLM_KIND_COUNTRY && mention->refs[0].type == CLM_NAME_PRIMARY &&
           mention->wanted_kind < 0 && g->container_group < 0 && !g->contains &&
           place->country_place == first->index && ref->place != first->index;
}

/* The best of a long list of candidates; where the text names a container, those inside it,
 * however little known, if there are any. */
static clm_status add_options(resolver *r, group *g, clm_error *error) {
    const clm_mention *mention = g->first;
    const size_t most =
        mention->ref_count < GROUP_CANDIDATES_MAX ? mention->ref_count : GROUP_CANDIDATES_MAX;
    clm_gazetteer_prefetch_facts(r->gazetteer, mention->refs, most);
    if (clm_arena_grow(r->article->arena, (void **)&r->options, &r->option_capacity,
                       r->option_count + most, sizeof *r->options) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    g->first_option = r->option_count;
    const bool told = g->container_group >= 0;
    clm_status status = CLM_OK;
    for (size_t i = 0; told && i < mention->ref_count && g->option_count < GROUP_CANDIDATES_MAX &&
                       status == CLM_OK;
         i++) {
        clm_place place = clm_gazetteer_place_facts(r->gazetteer, mention->refs[i].place);
        if (in_container(r, g, &place)) {
            status = add_option(r, g, &mention->refs[i], &place, error);
        }
    }
    const bool open = g->option_count == 0;
    for (size_t i = 0; open && i < mention->ref_count && g->option_count < GROUP_CANDIDATES_MAX &&
                       status == CLM_OK;
         i++) {
        if (g->container_group < 0 && mention->refs[i].quality * 5 < mention->refs[0].quality) {
            break; /* best first: the rest are rarely used names */
        }
        clm_place place = clm_gazetteer_place_facts(r->gazetteer, mention->refs[i].place);
        if (g->option_count == 0 ||
            !is_overshadowed(g, &mention->refs[i], &place, &r->options[g->first_option])) {
            status = add_option(r, g, &mention->refs[i], &place, error);
        }
    }
    return status;
}

/* The slot of the mention's group in `table`, or of the free place where it belongs. */
static size_t find_slot(const resolver *r, const int *table, size_t mask,
                        const clm_mention *mention, const manner *how) {
    size_t slot = (size_t)group_hash(mention, how) & mask;
    while (table[slot] != 0 && !same_group(&r->groups[table[slot] - 1], mention, how)) {
        slot = (slot + 1) & mask;
    }
    return slot;
}

/* Containers get their group first: they may stand before or after what they contain. */
static clm_status group_mention(resolver *r, size_t index, int *table, size_t mask,
                                clm_error *error) {
    const clm_mention *mention = &r->mentions->items[index];
    if (mention->ref_count == 0 || r->group_of[index] >= 0) {
        return CLM_OK;
    }
    int around = -1; /* the innermost that a gazetteer knows */
    int at = r->container_of[index];
    for (size_t step = 0; step < CHAIN_MAX && at >= 0 && around < 0; step++) {
        around = r->group_of[at];
        at = r->container_of[at];
    }
    manner how = {around, r->surrounds[index], bare_article(r->article, mention)};
    size_t slot = find_slot(r, table, mask, mention, &how);
    if (table[slot] == 0) {
        if (clm_arena_grow(r->article->arena, (void **)&r->groups, &r->group_capacity,
                           r->group_count + 1, sizeof *r->groups) != 0) {
            return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
        }
        group *g = &r->groups[r->group_count++]; /* all zero yet */
        g->first = mention;
        g->container_group = around;
        g->contains = how.contains;
        g->article = how.article;
        g->named_after = true;
        g->firm = mention->wanted_kind >= 0 || around >= 0 || side(mention->compass);
        table[slot] = (int)r->group_count;
        clm_status status = add_options(r, g, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    r->group_of[index] = table[slot] - 1;
    r->groups[table[slot] - 1].mentions++;
    if (!goes_on(r->article, mention)) {
        r->groups[table[slot] - 1].named_after = false;
    }
    return CLM_OK;
}

clm_status clm_groups_make(resolver *r, clm_error *error) {
    size_t count = r->mentions->count;
    size_t slots = 16;
    while (slots < count * 2) {
        slots *= 2;
    }
    int *table = clm_arena_array(r->article->arena, slots, sizeof *table);
    r->group_of = clm_arena_array(r->article->arena, count + 1, sizeof *r->group_of);
    r->contains = clm_arena_array(r->article->arena, count + 1, sizeof *r->contains);
    r->surrounds = clm_arena_array(r->article->arena, count + 1, sizeof *r->surrounds);
    if (table == NULL || r->group_of == NULL || r->contains == NULL || r->surrounds == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    clm_status found = clm_containers_find(r, error);
    if (found != CLM_OK) {
        return found;
    }
    for (size_t i = 0; i < count; i++) {
        r->group_of[i] = -1;
        if (r->container_of[i] >= 0) {
            r->surrounds[r->container_of[i]] = true;
        }
        if (r->mentions->items[i].container >= 0) {
            r->contains[r->mentions->items[i].container] = true;
        }
    }
    for (size_t i = 0; i < count; i++) {
        int chain[CHAIN_MAX];
        size_t length = 0;
        int at = (int)i;
        while (at >= 0 && length < sizeof chain / sizeof chain[0]) {
            chain[length++] = at;
            at = r->container_of[at];
        }
        while (length > 0) {
            clm_status status = group_mention(r, (size_t)chain[--length], table, slots - 1, error);
            if (status != CLM_OK) {
                return status;
            }
        }
    }
    return CLM_OK;
}
