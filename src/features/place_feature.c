#include "features/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What makes two mentions the same place on the map. */
typedef struct group_key {
    clm_place_index place;
    clm_compass compass;
    clm_place_kind kind;
    clm_text name; /* only where no gazetteer knows the place */
    size_t mention;
} group_key;

static int compare_keys(const group_key *a, const group_key *b) {
    if (a->place != b->place) {
        return a->place < b->place ? -1 : 1;
    }
    if (a->compass != b->compass) {
        return a->compass < b->compass ? -1 : 1;
    }
    if (a->kind != b->kind) {
        return a->kind < b->kind ? -1 : 1;
    }
    return clm_text_compare(a->name, b->name);
}

static int by_key(const void *a, const void *b) {
    const group_key *first = a;
    const group_key *second = b;
    int order = compare_keys(first, second);
    return order != 0 ? order
                      : (first->mention > second->mention) - (first->mention < second->mention);
}

clm_status clm_build_groups(clm_build *build, clm_error *error) {
    size_t count = build->mentions->count;
    group_key *keys = clm_build_array(build, count, sizeof *keys);
    build->group_of = clm_build_array(build, count, sizeof *build->group_of);
    build->group_shape = clm_build_array(build, count, sizeof *build->group_shape);
    build->group_claimed = clm_build_array(build, count, sizeof *build->group_claimed);
    if (build->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "features: out of memory");
    }
    size_t located = 0;
    for (size_t i = 0; i < count; i++) {
        const clm_resolved *resolved = &build->resolved[i];
        build->group_of[i] = CLM_NO_GROUP;
        if (resolved->located) {
            bool known = resolved->place != CLM_NO_PLACE;
            keys[located++] = (group_key){resolved->place, resolved->compass, resolved->kind,
                                          known ? (clm_text){NULL, 0} : resolved->name, i};
        }
    }
    if (located > 0) {
        qsort(keys, located, sizeof *keys, by_key);
    }
    for (size_t i = 0; i < located; i++) {
        build->group_count += i == 0 || compare_keys(&keys[i - 1], &keys[i]) != 0;
        build->group_of[keys[i].mention] = build->group_count - 1;
    }
    return CLM_OK;
}

clm_text clm_build_place_id(const clm_build *build, size_t mention) {
    const clm_resolved *resolved = &build->resolved[mention];
    return resolved->place != CLM_NO_PLACE
               ? clm_gazetteer_place(build->gazetteer, resolved->place).id
               : resolved->name;
}

static const char *country_of(clm_build *build, const clm_place *place) {
    bool de_facto = build->options->worldview == CLM_WORLDVIEW_DE_FACTO;
    return clm_build_string(build,
                            clm_text_of(de_facto ? place->country_de_facto : place->country));
}

static void fill_alternatives(clm_build *build, const clm_resolved *resolved,
                              clm_feature_place *out) {
    clm_feature_alternative *items =
        clm_build_array(build, resolved->alternative_count, sizeof *items);
    for (size_t i = 0; items != NULL && i < resolved->alternative_count; i++) {
        clm_place place = clm_gazetteer_place(build->gazetteer, resolved->alternatives[i].place);
        items[i].name = clm_build_string(build, place.name);
        items[i].country = country_of(build, &place);
        items[i].gazetteer_id = clm_build_string(build, place.id);
        items[i].point = place.point;
        items[i].score = resolved->alternatives[i].score;
    }
    out->alternatives = items;
    out->alternative_count = items != NULL ? resolved->alternative_count : 0;
}

/* The gazetteer's facts; for a settlement that it lacks those of the region around it. */
static void fill_facts(clm_build *build, const clm_resolved *resolved, clm_feature_place *out) {
    bool known = resolved->place != CLM_NO_PLACE;
    clm_place_index index = known ? resolved->place : resolved->within;
    if (index == CLM_NO_PLACE) {
        return;
    }
    clm_place place = clm_gazetteer_place(build->gazetteer, index);
    out->country = country_of(build, &place);
    clm_place_index admin1 = place.admin1;
    if (!known && place.kind == CLM_KIND_REGION) {
        admin1 = index;
    }
    if (admin1 != CLM_NO_PLACE && (!known || admin1 != index)) {
        out->admin1 = clm_build_string(build, clm_gazetteer_place(build->gazetteer, admin1).name);
    }
    if (known) {
        out->gazetteer_id = clm_build_string(build, place.id);
        out->geonameid = place.geonameid;
        out->wikidata = place.wikidata;
        if (out->name == NULL) {
            out->name = clm_build_string(build, place.name);
        }
    }
}

void clm_build_place(clm_build *build, size_t mention, clm_feature_place *out) {
    const clm_resolved *resolved = &build->resolved[mention];
    memset(out, 0, sizeof *out);
    out->excerpt = clm_build_excerpt(build, build->mentions->items[mention].span);
    out->name = clm_build_string(build, resolved->name);
    out->kind = resolved->kind;
    out->located = resolved->located;
    out->point = resolved->point;
    out->uncertainty_m = resolved->uncertainty_m;
    out->score = resolved->score;
    out->basis = clm_build_string(build, clm_text_of(resolved->basis));
    out->index = resolved->place;
    fill_facts(build, resolved, out);
    fill_alternatives(build, resolved, out);
    if (out->name == NULL) {
        out->name = out->excerpt.text;
    }
}

/* How near a use comes to saying that something is there; smaller is nearer. */
static int use_distance(clm_place_use use) {
    static const signed char distance[CLM_USE_COUNT] = {
        [CLM_USE_LOCATION] = 0,   [CLM_USE_CONTAINER] = 1,     [CLM_USE_SPEECH_LOCATION] = 2,
        [CLM_USE_DATELINE] = 3,   [CLM_USE_ALIAS] = 4,         [CLM_USE_DUPLICATE] = 5,
        [CLM_USE_IRREALIS] = 6,   [CLM_USE_TOPIC] = 7,         [CLM_USE_RESIDENCE] = 8,
        [CLM_USE_POSSESSIVE] = 9, [CLM_USE_METONYM] = 10,      [CLM_USE_ACTOR] = 11,
        [CLM_USE_DEMONYM] = 12,   [CLM_USE_ORGANISATION] = 13, [CLM_USE_PERSON] = 14,
        [CLM_USE_MEDIA] = 15,     [CLM_USE_UNLOCATED] = 16,    [CLM_USE_LANGUAGE] = 17,
        [CLM_USE_OTHER] = 18};
    return (unsigned)use < CLM_USE_COUNT ? distance[use] : 18;
}

/* Points orient where the text speaks of the place itself; its government or people do not. */
static void choose_draw(clm_feature *feature) {
    clm_place_use best = CLM_USE_OTHER;
    for (size_t i = 0; i < feature->mention_count; i++) {
        if (use_distance(feature->mentions[i].use) < use_distance(best)) {
            best = feature->mentions[i].use;
        }
    }
    feature->draw =
        use_distance(best) <= use_distance(CLM_USE_DUPLICATE) ? CLM_DRAW_CONTEXT : CLM_DRAW_NO;
    feature->reason = clm_place_use_name(best == CLM_USE_LOCATION ? CLM_USE_OTHER : best);
}

static clm_status place_feature(clm_build *build, size_t first, const size_t *members,
                                size_t member_count, clm_feature *feature, clm_error *error) {
    feature->kind = CLM_FEATURE_PLACE;
    feature->has_place = true;
    feature->area_km2 = (double)NAN;
    clm_build_place(build, first, &feature->place);
    clm_feature_mention *mentions = clm_build_array(build, member_count, sizeof *mentions);
    for (size_t i = 0; mentions != NULL && i < member_count; i++) {
        clm_excerpt excerpt = clm_build_excerpt(build, build->mentions->items[members[i]].span);
        mentions[i] =
            (clm_feature_mention){excerpt.range, excerpt.text, build->resolved[members[i]].use};
    }
    feature->mentions = mentions;
    feature->mention_count = mentions != NULL ? member_count : 0;
    feature->confidence = feature->place.score;
    choose_draw(feature);
    clm_build_place_words(build, feature);
    feature->id = clm_build_id(build, CLM_TEXT(""), clm_build_place_id(build, first), "place");
    /* A point, also for regions: as polygons, places without a claim would hide the claims. */
    feature->basis = CLM_BASIS_GAZETTEER_POINT;
    return clm_geometry_set_point(&feature->geometry, feature->place.point, error);
}

clm_status clm_build_place_features(clm_build *build, clm_error *error) {
    size_t count = build->mentions->count;
    size_t *sizes = clm_build_array(build, build->group_count + 1, sizeof *sizes);
    size_t *starts = clm_build_array(build, build->group_count + 1, sizeof *starts);
    size_t *members = clm_build_array(build, count, sizeof *members);
    if (build->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "features: out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        if (build->group_of[i] != CLM_NO_GROUP) {
            sizes[build->group_of[i]]++;
        }
    }
    for (size_t g = 1; g < build->group_count; g++) {
        starts[g] = starts[g - 1] + sizes[g - 1];
    }
    memset(sizes, 0, (build->group_count + 1) * sizeof *sizes);
    for (size_t i = 0; i < count; i++) {
        size_t group = build->group_of[i];
        if (group != CLM_NO_GROUP) {
            members[starts[group] + sizes[group]++] = i;
        }
    }
    clm_collection *collection = build->collection;
    clm_status status = CLM_OK;
    for (size_t i = 0; status == CLM_OK && i < count; i++) {
        size_t group = build->group_of[i];
        if (group == CLM_NO_GROUP || build->group_claimed[group] || members[starts[group]] != i) {
            continue;
        }
        clm_feature *feature = &collection->items[collection->count++];
        status = place_feature(build, i, members + starts[group], sizes[group], feature, error);
    }
    return status;
}
