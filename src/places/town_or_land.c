/* places/town_or_land.c: the town or the region, where one name is both. */
#include "places/resolve.h"

enum {
    USUAL_QUALITY = 900, /* of a name by which a town is known */
    TOWN_PEOPLE = 10000, /* smaller towns are seldom meant where their region has the name, too */
    CALLED_TOKENS = 6    /* from "is" or a comma to the noun that tells what it is */
};

/* Half the width of regions that lend their names to few towns. */
static const double wide_region_m = 200e3;

static bool key_in(const resolver *r, uint32_t token, const char *const *words, size_t count) {
    clm_text key =
        token < r->article->token_count ? clm_article_key(r->article, token) : (clm_text){"", 0};
    for (size_t i = 0; i < count; i++) {
        if (clm_text_is(key, words[i])) {
            return true;
        }
    }
    return false;
}

#define KEY_IN(r, token, words) key_in(r, token, words, sizeof(words) / sizeof((words)[0]))

/* "X, a coastal province in", "X remains the worst affected province": the text says what it is. */
static bool is_called_land(const resolver *r, const clm_mention *mention) {
    static const char *const be[] = {"is", "was", "remains", "remained"};
    static const char *const article[] = {"a", "an", "the"};
    static const char *const land[] = {"province", "region", "district", "county", "state"};
    static const char *const next[] = {"in", "of", "that", "which", "where", "on", "with", "near"};
    uint32_t at = mention->token_end;
    bool comma =
        at < r->article->token_count &&
        clm_text_is(clm_article_slice(r->article, clm_article_token_span(r->article, at, at)), ",");
    if (!(comma || KEY_IN(r, at, be)) || !KEY_IN(r, at + 1, article)) {
        return false;
    }
    for (uint32_t k = at + 2; k < at + 2 + CALLED_TOKENS && k < r->article->token_count; k++) {
        if (clm_article_key(r->article, k).len == 0) {
            return false;
        }
        if (KEY_IN(r, k, land)) {
            bool last = k + 1 >= r->article->token_count;
            bool owns = !last && (r->article->tokens[k + 1].flags & CLM_TOKEN_POSSESSIVE) != 0;
            return last || (!owns && (clm_article_key(r->article, k + 1).len == 0 ||
                                      KEY_IN(r, k + 1, next)));
        }
    }
    return false;
}

/* True if the text calls a place of the same names a region, or speaks of its parts. */
static bool is_called_region(const resolver *r, const group *g) {
    for (size_t i = 0; i < r->group_count; i++) {
        const clm_mention *other = r->groups[i].first;
        bool land = other->wanted_kind == CLM_KIND_REGION ||
                    other->wanted_kind == CLM_KIND_DISTRICT ||
                    (other->compass != CLM_COMPASS_NONE && other->compass != CLM_COMPASS_CENTRAL);
        if (land && other->refs[0].place == g->first->refs[0].place) {
            return true;
        }
    }
    return false;
}

/* A bare "Cusco" in a text that never says "Cusco region" is the city, though all that is named
 * lies in the region. Names of wide regions are used bare: Quebec. */
static const option *town_of(const resolver *r, const group *g, const option *best) {
    const clm_mention *mention = g->first;
    if (best->place.kind != CLM_KIND_REGION || mention->wanted_kind >= 0 || g->contains ||
        mention->compass != CLM_COMPASS_NONE || best->place.uncertainty_m > wide_region_m) {
        return best;
    }
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &r->options[g->first_option + k];
        if (o->place.kind == CLM_KIND_SETTLEMENT && o->place.admin1 == best->index &&
            o->quality >= USUAL_QUALITY && o->place.population >= TOWN_PEOPLE &&
            !is_called_region(r, g)) {
            return o;
        }
    }
    return best;
}

/* "at Cusco": what stands at a town; nothing stands at a region. */
static const option *town_at(const resolver *r, const group *g, const option *best) {
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &r->options[g->first_option + k];
        if (o->place.kind == CLM_KIND_SETTLEMENT && o->place.admin1 == best->index &&
            o->quality >= USUAL_QUALITY) {
            return o;
        }
    }
    return best;
}

/* The region that the town `best` lies in, by the same name. */
static const option *land_of(const resolver *r, const group *g, const option *best) {
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &r->options[g->first_option + k];
        if (o->place.kind == CLM_KIND_REGION && best->place.admin1 == o->index) {
            return o;
        }
    }
    return best;
}

const option *clm_town_or_land(const resolver *r, const group *g, const clm_mention *mention,
                               const option *best) {
    static const char *const at[] = {"at"};
    bool bare = mention->type == CLM_MENTION_TOPONYM && mention->wanted_kind < 0 &&
                mention->compass == CLM_COMPASS_NONE;
    if (bare && best->place.kind == CLM_KIND_REGION && mention->token_start > 0 &&
        best->place.uncertainty_m <= wide_region_m && KEY_IN(r, mention->token_start - 1, at)) {
        return town_at(r, g, best);
    }
    if (bare && best->place.kind == CLM_KIND_SETTLEMENT && is_called_land(r, mention)) {
        return land_of(r, g, best);
    }
    return town_of(r, g, best);
}
