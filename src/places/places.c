/* places/places.c: groups -> one resolved place for each mention. */
#include "places/places.h"

#include "places/rank.h"
#include "places/resolve.h"

#include <math.h>

enum {
    PLACED_MAX = 64,     /* names that only the text places, and that are looked up again */
    CITY_PEOPLE = 100000 /* who live in no village */
};

static const double pi = 3.14159265358979323846;

/* A known name that lies farther than this from the region that the text puts it in is another
 * place of the same name. */
static const double other_place_m = 150000.0;
/* How far a district reaches that is known by its town alone. */
static const double district_m = 25000.0;

const char *clm_place_use_name(clm_place_use use) {
    switch (use) {
    case CLM_USE_LOCATION:
        return "location";
    case CLM_USE_ACTOR:
        return "actor";
    case CLM_USE_POSSESSIVE:
        return "possessive";
    case CLM_USE_METONYM:
        return "metonym";
    case CLM_USE_CONTAINER:
        return "container";
    case CLM_USE_DEMONYM:
        return "demonym";
    case CLM_USE_ORGANISATION:
        return "organisation";
    case CLM_USE_PERSON:
        return "person";
    case CLM_USE_MEDIA:
        return "media";
    case CLM_USE_TOPIC:
        return "topic";
    case CLM_USE_DATELINE:
        return "dateline";
    case CLM_USE_SPEECH_LOCATION:
        return "speech_location";
    case CLM_USE_RESIDENCE:
        return "residence";
    case CLM_USE_ALIAS:
        return "alias";
    case CLM_USE_DUPLICATE:
        return "duplicate";
    case CLM_USE_UNLOCATED:
        return "unlocated";
    case CLM_USE_IRREALIS:
        return "irrealis";
    case CLM_USE_LANGUAGE:
        return "language";
    case CLM_USE_OTHER:
    case CLM_USE_COUNT:
        break;
    }
    return "other";
}

static const char *compass_word(clm_compass compass) {
    static const char *const words[] = {
        "",         "northern",     "northeastern", "eastern",      "southeastern",
        "southern", "southwestern", "western",      "northwestern", "central"};
    return words[compass];
}

static double radius_m(const clm_place *place) {
    double from_area = place->area_m2 > 0 ? sqrt(place->area_m2 / pi) : 0;
    return from_area > place->uncertainty_m ? from_area : place->uncertainty_m;
}

/* Half the way from the label point to the side of the box that the compass names. A box may cross
 * 180 degrees. */
static clm_lonlat towards(const clm_place *place, clm_compass compass) {
    clm_lonlat point = place->point;
    double north = (place->box.north_deg - point.lat_deg) / 2;
    double south = (place->box.south_deg - point.lat_deg) / 2;
    double east = fmod(place->box.east_deg - point.lon_deg + 720.0, 360.0) / 2;
    double west = -fmod(point.lon_deg - place->box.west_deg + 720.0, 360.0) / 2;
    bool to_north = compass == CLM_COMPASS_NORTH || compass == CLM_COMPASS_NORTHEAST ||
                    compass == CLM_COMPASS_NORTHWEST;
    bool to_south = compass == CLM_COMPASS_SOUTH || compass == CLM_COMPASS_SOUTHEAST ||
                    compass == CLM_COMPASS_SOUTHWEST;
    bool to_east = compass == CLM_COMPASS_EAST || compass == CLM_COMPASS_NORTHEAST ||
                   compass == CLM_COMPASS_SOUTHEAST;
    bool to_west = compass == CLM_COMPASS_WEST || compass == CLM_COMPASS_NORTHWEST ||
                   compass == CLM_COMPASS_SOUTHWEST;
    point.lat_deg += to_north ? north : to_south ? south : 0;
    point.lon_deg += to_east ? east : to_west ? west : 0;
    if (point.lon_deg > 180) {
        point.lon_deg -= 360;
    } else if (point.lon_deg < -180) {
        point.lon_deg += 360;
    }
    return point;
}

static bool has_parts(const clm_place *place) {
    return place->kind == CLM_KIND_COUNTRY || place->kind == CLM_KIND_REGION ||
           place->kind == CLM_KIND_CONTINENT || place->kind == CLM_KIND_DISPUTED_REGION ||
           place->kind == CLM_KIND_DISTRICT;
}

static clm_status make_part(const resolver *r, const clm_mention *mention, const clm_place *place,
                            clm_resolved *out, clm_error *error) {
    const char *side = compass_word(mention->compass);
    char *name =
        clm_arena_printf(r->article->arena, "%s %.*s", side, (int)place->name.len, place->name.ptr);
    if (name == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    out->name = clm_text_of(name);
    out->kind = CLM_KIND_VAGUE_REGION;
    out->compass = mention->compass;
    out->point = towards(place, mention->compass);
    out->uncertainty_m = radius_m(place) / 2;
    return CLM_OK;
}

/* A settlement without an entry of its own, in a place that the text names. */
static void put_within(const clm_mention *mention, const clm_resolved *around, clm_text name,
                       clm_resolved *out, const clm_place *place) {
    out->place = CLM_NO_PLACE;
    out->within = around->place;
    out->kind = mention->wanted_kind == CLM_KIND_FACILITY ? CLM_KIND_FACILITY : CLM_KIND_SETTLEMENT;
    out->point = place->point;
    out->located = true;
    out->uncertainty_m = radius_m(place);
    out->score = around->score * 0.8;
    out->margin = around->margin;
    out->basis = "named region";
    out->name = name;
    out->alternative_count = 0;
}

static void list_alternatives(const resolver *r, const group *g, clm_resolved *out) {
    const option *options = r->options + g->first_option;
    out->alternative_count = 0;
    double second = 0;
    for (size_t i = 0; i < g->option_count; i++) {
        double share = options[i].share;
        if (i == g->best || share < 0.001) {
            continue;
        }
        second = share > second ? share : second;
        size_t at = out->alternative_count;
        if (at < CLM_ALTERNATIVES_MAX) {
            out->alternative_count++;
        } else if (out->alternatives[at - 1].score >= share) {
            continue;
        } else {
            at--;
        }
        while (at > 0 && out->alternatives[at - 1].score < share) {
            out->alternatives[at] = out->alternatives[at - 1];
            at--;
        }
        out->alternatives[at] = (clm_alternative){options[i].index, share};
    }
    out->margin = options[g->best].share - second;
}

/* "the Nile" is the river, not the state of which that is another name. */
static const option *water_of(const resolver *r, const group *g, const option *best) {
    bool land = best->place.kind == CLM_KIND_REGION || best->place.kind == CLM_KIND_SETTLEMENT;
    if (!g->article || !land || best->type == CLM_NAME_PRIMARY || g->first->wanted_kind >= 0) {
        return best;
    }
    for (size_t k = 0; k < g->option_count; k++) {
        const option *o = &r->options[g->first_option + k];
        if ((o->place.kind == CLM_KIND_RIVER || o->place.kind == CLM_KIND_SEA) &&
            o->type == CLM_NAME_PRIMARY) {
            return o;
        }
    }
    return best;
}

/* "the village of X", where the only X that anybody knows is a city. */
static bool is_no_village(const clm_mention *mention, const option *best) {
    bool village =
        clm_text_is(mention->kind_word, "village") || clm_text_is(mention->kind_word, "hamlet");
    return village && best->place.kind == CLM_KIND_SETTLEMENT &&
           best->place.population >= CITY_PEOPLE;
}

static clm_status resolve_known(const resolver *r, size_t index, clm_resolved *out,
                                clm_error *error) {
    const clm_mention *mention = &r->mentions->items[index];
    const group *g = &r->groups[r->group_of[index]];
    const option *best =
        water_of(r, g, clm_town_or_land(r, g, mention, &r->options[g->first_option + g->best]));
    if (is_no_village(mention, best)) {
        out->basis = "a city is no village";
        return CLM_OK;
    }
    out->place = best->index;
    out->kind = (clm_place_kind)best->place.kind;
    out->point = best->place.point;
    out->located = true;
    out->uncertainty_m = best->place.uncertainty_m;
    out->score = r->ranker != NULL ? g->trust : best->share;
    out->basis = g->basis;
    const clm_place place = clm_gazetteer_place(r->gazetteer, best->index);
    out->name = place.name;
    list_alternatives(r, g, out);
    const bool land =
        mention->wanted_kind == CLM_KIND_DISTRICT || mention->wanted_kind == CLM_KIND_REGION;
    if (land && place.kind == CLM_KIND_SETTLEMENT) {
        /* "Walikale territory": the land around the town, which no gazetteer has. */
        out->kind = CLM_KIND_DISTRICT;
        out->uncertainty_m = district_m > out->uncertainty_m ? district_m : out->uncertainty_m;
    }
    if (mention->compass != CLM_COMPASS_NONE && has_parts(&place)) {
        return make_part(r, mention, &place, out, error);
    }
    return CLM_OK;
}

static clm_resolved nothing(const resolver *r, const clm_mention *mention) {
    clm_resolved out = {0};
    out.place = CLM_NO_PLACE;
    out.within = CLM_NO_PLACE;
    out.kind = mention->type == CLM_MENTION_NOMINAL ? CLM_KIND_VAGUE_REGION
               : mention->wanted_kind >= 0          ? (clm_place_kind)mention->wanted_kind
                                                    : CLM_KIND_SETTLEMENT;
    out.basis = "not in the gazetteer";
    out.name = clm_article_slice(r->article, mention->name);
    return out;
}

/* "the village of X in the Y region", where the gazetteer's X lies elsewhere. */
static bool is_elsewhere(const resolver *r, const clm_mention *mention, const clm_resolved *out,
                         const clm_resolved *around) {
    if (mention->wanted_kind != CLM_KIND_SETTLEMENT || out->kind != CLM_KIND_SETTLEMENT ||
        (around->kind != CLM_KIND_REGION && around->kind != CLM_KIND_DISTRICT) ||
        around->place == CLM_NO_PLACE) {
        return false;
    }
    clm_place place = clm_gazetteer_place(r->gazetteer, out->place);
    clm_place region = clm_gazetteer_place(r->gazetteer, around->place);
    return !clm_place_inside(r->gazetteer, &place, around->place, &region) &&
           clm_sphere_distance_m(place.point, region.point) > other_place_m;
}

/* A place that the text defines, and that is found outside of what the text says around it. */
static bool is_defined_elsewhere(const resolver *r, size_t index, const clm_resolved *out,
                                 const clm_resolved *around) {
    if (!r->defined[index] || around->place == CLM_NO_PLACE) {
        return false;
    }
    clm_place place = clm_gazetteer_place(r->gazetteer, out->place);
    clm_place region = clm_gazetteer_place(r->gazetteer, around->place);
    return !clm_place_inside(r->gazetteer, &place, around->place, &region);
}

/* The innermost container that has a place, or NULL. */
static const clm_resolved *container_of(const resolver *r, size_t index,
                                        const clm_resolved *items) {
    for (int at = r->container_of[index]; at >= 0; at = r->container_of[at]) {
        if (items[at].place != CLM_NO_PLACE) {
            return &items[at];
        }
    }
    return NULL;
}

/* Containers may stand behind what they contain, so unknown settlements come second. */
static void resolve_within(const resolver *r, clm_resolved *items) {
    for (size_t i = 0; i < r->mentions->count; i++) {
        const clm_mention *mention = &r->mentions->items[i];
        const clm_resolved *around = container_of(r, i, items);
        clm_resolved *out = &items[i];
        if (around == NULL) {
            continue;
        }
        if (out->place == CLM_NO_PLACE || is_elsewhere(r, mention, out, around) ||
            is_defined_elsewhere(r, i, out, around)) {
            clm_place place = clm_gazetteer_place(r->gazetteer, around->place);
            put_within(mention, around, clm_article_slice(r->article, mention->name), out, &place);
        }
    }
}

/* The end of a line is a blank like any other. */
static bool same_name(const resolver *r, const clm_mention *a, const clm_mention *b) {
    clm_text one = clm_article_slice(r->article, a->name);
    clm_text two = clm_article_slice(r->article, b->name);
    if (one.ptr == NULL || two.ptr == NULL || one.len != two.len) {
        return false;
    }
    for (size_t i = 0; i < one.len; i++) {
        bool blanks = (unsigned char)one.ptr[i] <= ' ' && (unsigned char)two.ptr[i] <= ' ';
        if (one.ptr[i] != two.ptr[i] && !blanks) {
            return false;
        }
    }
    return true;
}

/* True for a name that nothing else is said of and that is the same as `subject`'s. */
static bool is_repeated(const resolver *r, const clm_mention *subject, size_t index) {
    const clm_mention *other = &r->mentions->items[index];
    if (r->defined[index] || r->container_of[index] >= 0 || r->surrounds[index] ||
        other->wanted_kind >= 0 || other->type != subject->type || other->form != subject->form) {
        return false;
    }
    return same_name(r, other, subject);
}

/* One sense in an article: a bare name means what the text has defined under that name. */
static void resolve_defined(const resolver *r, clm_resolved *items) {
    for (size_t i = 0; i < r->mentions->count; i++) {
        for (size_t k = 0; k < r->mentions->count && r->defined[i]; k++) {
            if (k != i && is_repeated(r, &r->mentions->items[i], k)) {
                items[k] = items[i];
                items[k].basis = "defined in the text";
            }
        }
    }
}

static bool told_only(const clm_mention *mention) {
    return mention->type == CLM_MENTION_TOPONYM && mention->ref_count == 0;
}

/* Placed in what the text names around it, not where the gazetteer has that name. */
static bool put_elsewhere(const clm_mention *mention, const clm_resolved *item) {
    return mention->ref_count > 0 && item->place == CLM_NO_PLACE && item->within != CLM_NO_PLACE;
}

/* A name that the text calls a village of some region in one sentence is that village in all. */
static void resolve_again(const resolver *r, clm_resolved *items) {
    size_t placed[PLACED_MAX];
    size_t count = 0;
    for (size_t i = 0; i < r->mentions->count && count < PLACED_MAX; i++) {
        const clm_mention *mention = &r->mentions->items[i];
        if ((told_only(mention) && items[i].located) || put_elsewhere(mention, &items[i])) {
            placed[count++] = i;
        }
    }
    for (size_t i = 0; i < r->mentions->count && count > 0; i++) {
        const clm_mention *mention = &r->mentions->items[i];
        bool bare = mention->type == CLM_MENTION_TOPONYM && mention->form == CLM_FORM_NAME &&
                    mention->wanted_kind < 0 && r->container_of[i] < 0 && !r->surrounds[i];
        bool open = told_only(mention) && !items[i].located;
        for (size_t k = 0; k < count && (open || bare); k++) {
            bool known = put_elsewhere(&r->mentions->items[placed[k]], &items[placed[k]]);
            if (open != known && placed[k] != i &&
                same_name(r, mention, &r->mentions->items[placed[k]])) {
                items[i] = items[placed[k]];
                break;
            }
        }
    }
}

clm_status clm_places_view(clm_article *article, const clm_gazetteer *gazetteer,
                           const clm_mentions *mentions, const clm_ranker *ranker,
                           clm_rank_view *out, clm_error *error) {
    resolver r = {.article = article, .gazetteer = gazetteer, .mentions = mentions};
    r.ranker = ranker;
    clm_status status = clm_groups_make(&r, error);
    if (status == CLM_OK) {
        status = clm_rank_all(&r, out, error);
    }
    return status == CLM_OK ? clm_gazetteer_check(gazetteer, error) : status;
}

clm_status clm_places_resolve(clm_article *article, const clm_gazetteer *gazetteer,
                              const clm_mentions *mentions, const clm_places_options *options,
                              clm_resolved **out, clm_error *error) {
    *out = NULL;
    resolver r = {0};
    r.article = article;
    r.gazetteer = gazetteer;
    r.mentions = mentions;
    r.ranker = options != NULL ? options->ranker : NULL;
    clm_resolved *items = clm_arena_array(article->arena, mentions->count + 1, sizeof *items);
    if (items == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
    }
    clm_status status = clm_groups_make(&r, error);
    if (status == CLM_OK) {
        status = clm_groups_score(&r, error);
    }
    if (status == CLM_OK) {
        clm_groups_set_apart(&r);
    }
    for (size_t i = 0; status == CLM_OK && i < mentions->count; i++) {
        items[i] = nothing(&r, &mentions->items[i]);
        if (r.group_of[i] >= 0 && r.groups[r.group_of[i]].doubtful) {
            items[i].basis = "too far from all other places";
        } else if (r.group_of[i] >= 0) {
            status = resolve_known(&r, i, &items[i], error);
        }
    }
    if (status != CLM_OK) {
        return status;
    }
    resolve_within(&r, items);
    resolve_defined(&r, items);
    resolve_again(&r, items);
    clm_bearings_resolve(&r, items);
    clm_anaphors_resolve(&r, items);
    clm_uses_tell(&r, items);
    clm_anaphors_settle(&r, items);
    for (size_t i = 0; i < mentions->count; i++) {
        const clm_mention *mention = &mentions->items[i];
        const bool side = mention->type == CLM_MENTION_ANAPHOR &&
                          mention->compass != CLM_COMPASS_NONE && items[i].place != CLM_NO_PLACE;
        clm_place place = {0};
        if (side) { /* "the north of the country" */
            place = clm_gazetteer_place(gazetteer, items[i].place);
        }
        if (side && has_parts(&place)) {
            status = make_part(&r, mention, &place, &items[i], error);
            if (status != CLM_OK) {
                return status;
            }
        }
        if (!clm_article_one_line(article, items[i].name, &items[i].name)) {
            return clm_fail(error, CLM_ERR_NOMEM, "places: out of memory");
        }
    }
    *out = items;
    return clm_gazetteer_check(gazetteer, error);
}
