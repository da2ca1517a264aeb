/* places/anaphor.c: which place "the region", "the town", "the country" stand for.
 *
 * Where names are read, an antecedent is chosen by what a name may mean. Here all names are
 * resolved and their uses told, so that it is chosen again: by what a name does mean, and places
 * where something is go before those that only act, speak or are left behind. */
#include <math.h>

#include "places/resolve.h"

enum {
    SENTENCES_BACK = 4,
    LOOKS_MAX = 24,
    TOWNS_MAX = 48 /* of a country, the most important first: the capital is among them */
};

static const double site_uncertainty_m = 10000; /* an airport lies beside its town */
static const double never = 100;

typedef enum noun_class {
    NOUN_TOWN,
    NOUN_REGION,   /* or the region of the last town */
    NOUN_DISTRICT, /* the same, one level lower */
    NOUN_COUNTRY,
    NOUN_AREA,  /* of any place that is no state */
    NOUN_OTHER, /* "there", "the airport", "the island": the first choice stays */
} noun_class;

static noun_class class_of(clm_text noun) {
    static const struct {
        const char *noun;
        noun_class class;
    } nouns[] = {
        {"city", NOUN_TOWN},         {"town", NOUN_TOWN},       {"village", NOUN_TOWN},
        {"settlement", NOUN_TOWN},   {"region", NOUN_REGION},   {"province", NOUN_REGION},
        {"oblast", NOUN_REGION},     {"county", NOUN_DISTRICT}, {"district", NOUN_DISTRICT},
        {"municipality", NOUN_TOWN}, {"country", NOUN_COUNTRY}, {"area", NOUN_AREA},
        {"territory", NOUN_AREA},
    };
    for (size_t i = 0; i < sizeof nouns / sizeof *nouns; i++) {
        if (clm_text_is(noun, nouns[i].noun)) {
            return nouns[i].class;
        }
    }
    return NOUN_OTHER;
}

/* `out` becomes `place`, whole. */
static void become(clm_resolved *out, clm_place_index index, const clm_place *place) {
    out->place = index;
    out->within = CLM_NO_PLACE;
    out->kind = place->kind;
    out->compass = CLM_COMPASS_NONE;
    out->point = place->point;
    out->uncertainty_m = place->uncertainty_m;
    out->name = place->name;
    out->alternative_count = 0;
}

/* "the country": that of the place which stands before it. */
static void to_country(const resolver *r, clm_resolved *out) {
    clm_place_index from = out->place != CLM_NO_PLACE ? out->place : out->within;
    clm_place place = clm_gazetteer_place(r->gazetteer, from);
    if (from == CLM_NO_PLACE || place.country_place == CLM_NO_PLACE) {
        out->located = false;
        out->place = CLM_NO_PLACE;
        return;
    }
    clm_place country = clm_gazetteer_place(r->gazetteer, place.country_place);
    become(out, place.country_place, &country);
}

/* "the capital": that of the country of the place which stands before it. */
static void to_capital(const resolver *r, clm_resolved *out) {
    to_country(r, out);
    clm_place_index country = out->place;
    out->place = CLM_NO_PLACE;
    out->located = false;
    if (country == CLM_NO_PLACE) {
        return;
    }
    clm_place_index towns[TOWNS_MAX];
    clm_bbox box = clm_gazetteer_place(r->gazetteer, country).box;
    size_t count = clm_gazetteer_settlements_in(r->gazetteer, box, towns, TOWNS_MAX);
    for (size_t i = 0; i < count && i < TOWNS_MAX; i++) {
        clm_place town = clm_gazetteer_place(r->gazetteer, towns[i]);
        if (town.country_place == country && (town.flags & CLM_PLACE_CAPITAL) != 0) {
            become(out, towns[i], &town);
            out->located = true;
            return;
        }
    }
}

/* "the region" after a town alone: the one that the town lies in. */
static void to_region(const resolver *r, clm_resolved *out) {
    clm_place place = clm_gazetteer_place(r->gazetteer, out->place);
    clm_place region = clm_gazetteer_place(r->gazetteer, place.admin1);
    become(out, place.admin1, &region);
}

/* "the airport" of the town that stands before it, and goes by its name. */
static void to_site(clm_resolved *out) {
    out->within = out->place != CLM_NO_PLACE ? out->place : out->within;
    out->place = CLM_NO_PLACE;
    out->kind = CLM_KIND_FACILITY;
    out->uncertainty_m = site_uncertainty_m;
    out->alternative_count = 0;
}

static void adapt(const resolver *r, const clm_mention *mention, clm_resolved *item) {
    if (clm_text_is(mention->kind_word, "country")) {
        to_country(r, item);
    } else if (clm_text_is(mention->kind_word, "capital")) {
        to_capital(r, item);
    } else if (mention->wanted_kind == CLM_KIND_FACILITY && item->kind == CLM_KIND_SETTLEMENT &&
               item->located) {
        to_site(item);
    }
}

void clm_anaphors_resolve(const resolver *r, clm_resolved *items) {
    for (size_t i = 0; i < r->mentions->count; i++) {
        int antecedent = r->mentions->items[i].antecedent;
        if (antecedent >= 0) {
            items[i] = items[antecedent];
            items[i].score *= 0.9;
            items[i].basis = "antecedent";
            adapt(r, &r->mentions->items[i], &items[i]);
        }
    }
}

/* Capitals stand for states too often: none stands for the region around it. */
static bool has_region(const resolver *r, const clm_resolved *item) {
    if (item->place == CLM_NO_PLACE || item->kind != CLM_KIND_SETTLEMENT) {
        return false;
    }
    clm_place place = clm_gazetteer_place(r->gazetteer, item->place);
    return place.admin1 != CLM_NO_PLACE && (place.flags & CLM_PLACE_CAPITAL) == 0;
}

/* What speaks against a kind as that of a noun, in sentences. */
static double kind_cost(const resolver *r, noun_class noun, const clm_resolved *item) {
    clm_place_kind kind = item->kind;
    bool part = kind == CLM_KIND_VAGUE_REGION || kind == CLM_KIND_DISPUTED_REGION;
    switch (noun) {
    case NOUN_TOWN:
        return kind == CLM_KIND_SETTLEMENT ? 0 : never;
    case NOUN_REGION:
        return kind == CLM_KIND_REGION || part ? 0
               : kind == CLM_KIND_DISTRICT     ? 1
               : has_region(r, item)           ? 2.5
                                               : never;
    case NOUN_DISTRICT:
        return kind == CLM_KIND_DISTRICT ? 0 : kind == CLM_KIND_REGION ? 1 : never;
    case NOUN_COUNTRY:
        return kind == CLM_KIND_COUNTRY ? 0 : never;
    case NOUN_AREA:
        return kind == CLM_KIND_COUNTRY || kind == CLM_KIND_COUNTRY_GROUP ||
                       kind == CLM_KIND_CONTINENT
                   ? never
                   : 0;
    case NOUN_OTHER:
        break;
    }
    return never;
}

/* What speaks against a use: who comes back to "the city" means where something is, or the town
 * whose council or police was named. */
static double use_cost(clm_place_use use) {
    if (use == CLM_USE_LOCATION || use == CLM_USE_POSSESSIVE || use == CLM_USE_TOPIC) {
        return 0;
    }
    if (use == CLM_USE_CONTAINER || use == CLM_USE_ORGANISATION || use == CLM_USE_ACTOR) {
        return 0.5;
    }
    if (use == CLM_USE_DATELINE) {
        return 1.5;
    }
    return use == CLM_USE_RESIDENCE || use == CLM_USE_SPEECH_LOCATION ? 2.5 : never;
}

/* The mention that the anaphor `index` comes back to, or -1. */
static int best_before(const resolver *r, const clm_resolved *items, size_t index,
                       noun_class noun) {
    const clm_article *article = r->article;
    const clm_mention *mentions = r->mentions->items;
    uint32_t sentence = article->tokens[mentions[index].token_start].sentence;
    int best = -1;
    double least = never;
    size_t looks = 0;
    for (size_t i = index; i-- > 0 && looks < LOOKS_MAX; looks++) {
        uint32_t there = article->tokens[mentions[i].token_start].sentence;
        if (there + SENTENCES_BACK < sentence ||
            article->sentences[there].entry != article->sentences[sentence].entry) {
            break;
        }
        bool known = mentions[i].type == CLM_MENTION_ANAPHOR || !mentions[i].partial;
        if (!items[i].located || !known || mentions[i].type == CLM_MENTION_DEMONYM ||
            mentions[i].type == CLM_MENTION_DERIVED) {
            continue;
        }
        double cost =
            (double)(sentence - there) + kind_cost(r, noun, &items[i]) + use_cost(items[i].use);
        if (cost < least) {
            least = cost;
            best = (int)i;
        }
    }
    return best;
}

/* The first choice holds if its place is of the right kind and something is there. */
static bool holds(const resolver *r, const clm_resolved *items, size_t index, noun_class noun) {
    int antecedent = r->mentions->items[index].antecedent;
    return antecedent >= 0 && items[antecedent].located &&
           kind_cost(r, noun, &items[antecedent]) <= 1 && use_cost(items[antecedent].use) < 1;
}

void clm_anaphors_settle(const resolver *r, clm_resolved *items) {
    for (size_t i = 0; i < r->mentions->count; i++) {
        const clm_mention *mention = &r->mentions->items[i];
        if (mention->type != CLM_MENTION_ANAPHOR) {
            continue;
        }
        noun_class noun = class_of(mention->kind_word);
        if (noun == NOUN_OTHER || noun == NOUN_COUNTRY || holds(r, items, i, noun)) {
            continue;
        }
        int antecedent = best_before(r, items, i, noun);
        if (antecedent < 0 && kind_cost(r, noun, &items[i]) >= never) {
            items[i].located = false; /* better no mark than a town for a region */
            items[i].place = CLM_NO_PLACE;
            items[i].use = CLM_USE_UNLOCATED;
            items[i].use_basis = "no antecedent of its kind";
        }
        if (antecedent < 0) {
            continue;
        }
        clm_resolved own = items[i];
        items[i] = items[antecedent];
        items[i].score *= 0.9;
        items[i].basis = "antecedent";
        items[i].use = own.use == CLM_USE_UNLOCATED ? CLM_USE_LOCATION : own.use;
        items[i].use_basis = own.use == CLM_USE_UNLOCATED ? "described place" : own.use_basis;
        if (noun == NOUN_REGION && items[i].kind == CLM_KIND_SETTLEMENT) {
            to_region(r, &items[i]);
        }
    }
}
