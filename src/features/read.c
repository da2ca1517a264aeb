#include "features/read.h"

#include "base/alloc.h"

#include <math.h>
#include <string.h>

enum { SCHEMA = 1 };

/* Coordinates of any other reference system would be drawn in the wrong place. */
static clm_status check_crs(const clm_json *root, clm_error *error) {
    const clm_json *properties = clm_json_member(clm_json_member(root, "crs"), "properties");
    clm_text name = clm_json_text(clm_json_member(properties, "name"));
    if (name.len > 0 && !clm_text_ends(name, "CRS84") && !clm_text_ends(name, "CRS83") &&
        !clm_text_ends(name, ":4326")) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "its coordinates are of %.*s; GeoJSON has longitudes and latitudes of "
                        "WGS 84",
                        (int)(name.len < 80 ? name.len : 80), name.ptr);
    }
    return CLM_OK;
}

static clm_status check_root(const clm_json *root, clm_error *error) {
    clm_text type = clm_json_text(clm_json_member(root, "type"));
    if (!clm_json_is_object(root) || !clm_text_is(type, "FeatureCollection")) {
        return clm_fail(error, CLM_ERR_FORMAT, "no GeoJSON FeatureCollection");
    }
    if (!clm_json_is_array(clm_json_member(root, "features"))) {
        return clm_fail(error, CLM_ERR_FORMAT, "the FeatureCollection has no array of features");
    }
    size_t count = clm_json_count(clm_json_member(root, "features"));
    if (count > CLM_GEOJSON_LIMIT_FEATURES) {
        return clm_fail(error, CLM_ERR_LIMIT, "%zu features are more than %d", count,
                        CLM_GEOJSON_LIMIT_FEATURES);
    }
    return check_crs(root, error);
}

static clm_status check_schema(const clm_json *facts, clm_error *error) {
    double schema = clm_json_number(clm_json_member(facts, "schema"), SCHEMA);
    if (schema > SCHEMA) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "made by a newer claimmap: schema %.0f, this program reads %d", schema,
                        SCHEMA);
    }
    return CLM_OK;
}

/* The properties that the feature has under `name`, whatever else stands there. */
static clm_text property_text(const clm_json *feature, const char *name) {
    return clm_json_text(clm_json_member(clm_json_member(feature, "properties"), name));
}

static bool is_article(const clm_json *feature) {
    return clm_text_is(property_text(feature, "kind"), "article");
}

/* The first article's properties; `any` tells whether anything in the file is claimmap's. */
static const clm_json *find_article(const clm_json *features, bool *any) {
    const clm_json *found = NULL;
    for (size_t i = 0; i < clm_json_count(features); i++) {
        const clm_json *feature = clm_json_item(features, i);
        clm_text kind = property_text(feature, "kind");
        bool article = clm_text_is(kind, "article");
        *any = *any || article || clm_text_is(kind, "claim") || clm_text_is(kind, "figure") ||
               clm_text_is(kind, "place");
        if (article && found == NULL) {
            found = feature;
        }
    }
    return found;
}

static clm_status read_article(clm_reading *reading, const clm_json *feature,
                               const clm_json *member, clm_error *error) {
    clm_collection *collection = reading->build.collection;
    const clm_json *properties = clm_json_member(feature, "properties");
    clm_status status = check_schema(feature != NULL ? properties : member, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_read_facts(reading, properties, member, &collection->facts);
    clm_feature *out = &collection->items[collection->count++];
    *out = (clm_feature){.kind = CLM_FEATURE_ARTICLE, .draw = CLM_DRAW_NO};
    out->area_km2 = (double)NAN;
    out->title = collection->facts.title;
    out->id = clm_read_string(reading, properties, "id");
    if (out->id == NULL) {
        out->id = clm_read_string(reading, feature, "id");
    }
    if (out->id == NULL) {
        out->id = clm_build_id(&reading->build, clm_text_of(out->title),
                               clm_text_of(collection->facts.sha256), "article");
    }
    clm_read_free_nested(reading);
    return CLM_OK;
}

static clm_status read_features(clm_reading *reading, const clm_json *features,
                                const clm_json *article, clm_error *error) {
    clm_collection *collection = reading->build.collection;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < clm_json_count(features) && status == CLM_OK; i++) {
        const clm_json *item = clm_json_item(features, i);
        reading->feature = i + 1;
        reading->id = NULL;
        reading->within = NULL;
        if (!clm_json_is_object(item)) {
            clm_read_warn(reading, NULL, "is no JSON object; left out");
            continue;
        }
        if (is_article(item)) {
            if (item != article) {
                clm_read_warn(reading, NULL, "a second article; left out");
            }
            continue;
        }
        /* Counted first, so that its shape is freed with the collection. */
        clm_feature *out = &collection->items[collection->count++];
        status = clm_read_feature(reading, item, out, error);
        clm_read_free_nested(reading);
    }
    reading->feature = 0;
    return status;
}

static clm_status read_root(clm_reading *reading, const clm_json *root, clm_error *error) {
    clm_build *build = &reading->build;
    clm_status status = check_root(root, error);
    if (status != CLM_OK) {
        return status;
    }
    const clm_json *features = clm_json_member(root, "features");
    const clm_json *member = clm_read_object(reading, root, "claimmap");
    bool any = member != NULL;
    const clm_json *article = find_article(features, &any);
    if (!any) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "nothing of claimmap in it: none of its %zu features has the property "
                        "kind with article, claim, figure or place",
                        clm_json_count(features));
    }
    build->collection->items =
        clm_build_array(build, clm_json_count(features) + 1, sizeof *build->collection->items);
    status = build->failed ? clm_fail(error, CLM_ERR_NOMEM, "GeoJSON: out of memory")
                           : read_article(reading, article, member, error);
    if (status == CLM_OK) {
        status = read_features(reading, features, article, error);
    }
    if (status == CLM_OK) {
        status = clm_build_unique_ids(build, error);
    }
    if (status == CLM_OK) {
        clm_build_order(build->collection);
    }
    return status;
}

clm_status clm_collection_read(clm_text geojson, const clm_gazetteer *gazetteer,
                               clm_collection **out, clm_buffer *warnings, clm_error *error) {
    *out = NULL;
    if (geojson.len > CLM_GEOJSON_LIMIT_BYTES) {
        return clm_fail(error, CLM_ERR_LIMIT, "GeoJSON of more than %d bytes",
                        CLM_GEOJSON_LIMIT_BYTES);
    }
    clm_json *root = NULL;
    clm_status status = clm_json_parse(geojson, &root, error);
    if (status != CLM_OK) {
        return status == CLM_ERR_FORMAT ? clm_error_prefix(error, "no JSON") : status;
    }
    clm_collection *collection = clm_alloc_zero(1, sizeof *collection);
    clm_arena *arena = clm_arena_new();
    if (collection == NULL || arena == NULL) {
        clm_free(collection);
        clm_arena_free(arena);
        clm_json_free(root);
        return clm_fail(error, CLM_ERR_NOMEM, "GeoJSON: out of memory");
    }
    collection->arena = arena;
    clm_reading reading = {
        .build = {.gazetteer = gazetteer, .collection = collection, .arena = arena},
        .warnings = warnings,
    };
    status = read_root(&reading, root, error);
    if (status == CLM_OK && warnings != NULL && warnings->failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "GeoJSON: out of memory");
    }
    clm_read_finish_warnings(&reading);
    clm_read_free_nested(&reading);
    clm_free(reading.nested);
    clm_buffer_clear(&reading.build.scratch);
    clm_json_free(root);
    if (status != CLM_OK) {
        clm_collection_free(collection);
        return status;
    }
    *out = collection;
    return CLM_OK;
}
