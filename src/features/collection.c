#include "features/build.h"

#include "base/alloc.h"
#include "geo/overlay.h"

#include <math.h>

void *clm_build_array(clm_build *build, size_t count, size_t item_bytes) {
    if (count == 0) {
        return NULL;
    }
    void *items = clm_arena_array(build->arena, count, item_bytes);
    build->failed = build->failed || items == NULL;
    return items;
}

const char *clm_build_string(clm_build *build, clm_text text) {
    if (text.len == 0) {
        return NULL;
    }
    const char *copy = clm_arena_strndup(build->arena, text.ptr, text.len);
    build->failed = build->failed || copy == NULL;
    return copy;
}

clm_buffer *clm_build_scratch(clm_build *build) {
    build->scratch.len = 0;
    return &build->scratch;
}

const char *clm_build_scratch_text(clm_build *build) {
    build->failed = build->failed || build->scratch.failed;
    return build->failed
               ? NULL
               : clm_build_string(build, (clm_text){build->scratch.data, build->scratch.len});
}

clm_excerpt clm_build_excerpt(clm_build *build, clm_span span) {
    clm_excerpt excerpt = {.text = NULL};
    if (clm_span_empty(span)) {
        return excerpt;
    }
    excerpt.range =
        (clm_range){clm_article_code_point(build->article, span.start),
                    clm_article_code_point(build->article, span.end), span.start, span.end};
    excerpt.text = clm_build_string(build, clm_article_slice(build->article, span));
    return excerpt;
}

static const char *const *copy_strings(clm_build *build, const char *const *from, size_t count) {
    const char **to = clm_build_array(build, count, sizeof *to);
    for (size_t i = 0; to != NULL && i < count; i++) {
        to[i] = clm_arena_strdup(build->arena, from[i]);
        build->failed = build->failed || to[i] == NULL;
    }
    return to;
}

static void fill_facts(clm_build *build) {
    const clm_article *article = build->article;
    clm_article_facts *facts = &build->collection->facts;
    facts->file = clm_build_string(build, article->file);
    facts->url = clm_build_string(build, clm_text_of(build->options->url));
    facts->sha256 = clm_build_string(build, clm_text_of(article->sha256));
    facts->title = clm_build_string(build, article->title);
    facts->outlet = clm_build_string(build, article->outlet);
    char date[16];
    clm_date_format(article->date, date);
    facts->date = clm_arena_strdup(build->arena, date);
    build->failed = build->failed || facts->date == NULL;
    facts->words = article->words;
    facts->english = article->english;
    facts->version = clm_build_string(build, clm_text_of(build->options->version));
    clm_gazetteer_info info = clm_gazetteer_describe(build->gazetteer);
    facts->gazetteer_name = clm_build_string(build, info.name);
    facts->gazetteer_date = clm_build_string(build, info.date);
    facts->gazetteer_sha256 = clm_build_string(build, info.sha256);
    facts->option_count = build->options->option_count;
    facts->option_names =
        copy_strings(build, build->options->option_names, build->options->option_count);
    facts->option_values =
        copy_strings(build, build->options->option_values, build->options->option_count);
}

static void add_article(clm_build *build) {
    clm_collection *collection = build->collection;
    clm_feature *feature = &collection->items[collection->count++];
    feature->kind = CLM_FEATURE_ARTICLE;
    feature->draw = CLM_DRAW_NO;
    feature->area_km2 = (double)NAN;
    feature->title = collection->facts.title;
    if (!build->options->claims_only) {
        feature->id = clm_build_id(build, clm_build_key(build, build->article->title),
                                   clm_text_of(build->article->sha256), "article");
    }
}

/* The most features that there can be: one array, no growing, so that pointers stay. */
static size_t features_at_most(const clm_build *build) {
    size_t count = 1 + build->figure_count + build->group_count;
    for (size_t i = 0; i < build->claims->count; i++) {
        size_t places = build->claims->items[i].place_count;
        count += places > 0 ? places : 1;
    }
    return count;
}

static clm_status settle_all(clm_build *build, clm_error *error) {
    clm_collection *collection = build->collection;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < collection->count && status == CLM_OK; i++) {
        clm_build_settle(build, &collection->items[i]);
        status = clm_geometry_settle(&collection->items[i].geometry, error);
    }
    clm_build_order(collection);
    return build->failed ? clm_fail(error, CLM_ERR_NOMEM, "features: out of memory") : status;
}

static clm_status build_all(clm_build *build, clm_error *error) {
    clm_collection *collection = build->collection;
    build->collection->facts.worldview = build->options->worldview;
    clm_build_claim_ids(build);
    clm_status status = CLM_OK;
    if (!build->options->claims_only) {
        fill_facts(build);
        status = clm_build_groups(build, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    collection->items = clm_build_array(build, features_at_most(build), sizeof *collection->items);
    if (build->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "features: out of memory");
    }
    add_article(build);
    status = clm_build_claim_features(build, error);
    if (status == CLM_OK && !build->options->claims_only) {
        status = clm_build_figure_features(build, error);
    }
    if (status == CLM_OK && !build->options->claims_only) {
        status = clm_build_place_features(build, error);
    }
    if (status == CLM_OK) {
        status = clm_build_unique_ids(build, error);
    }
    if (status == CLM_OK && !build->options->claims_only) {
        status = settle_all(build, error);
    }
    return status;
}

clm_status clm_collection_make(const clm_article *article, const clm_gazetteer *gazetteer,
                               const clm_mentions *mentions, const clm_resolved *resolved,
                               const clm_claims *claims, const clm_collection_options *options,
                               clm_collection **out, clm_error *error) {
    *out = NULL;
    clm_collection *collection = clm_alloc_zero(1, sizeof *collection);
    clm_arena *arena = clm_arena_new();
    if (collection == NULL || arena == NULL) {
        clm_free(collection);
        clm_arena_free(arena);
        return clm_fail(error, CLM_ERR_NOMEM, "features: out of memory");
    }
    collection->arena = arena;
    clm_build build = {.article = article,
                       .gazetteer = gazetteer,
                       .mentions = mentions,
                       .resolved = resolved,
                       .claims = claims,
                       .options = options,
                       .collection = collection,
                       .arena = arena};
    clm_status status = CLM_OK;
    if (!options->claims_only) {
        status = clm_figures_make(article, gazetteer, mentions, resolved, claims,
                                  options->worldview, &build.figures, &build.figure_count, error);
    }
    if (status == CLM_OK) {
        status = build_all(&build, error);
    }
    clm_figures_free(build.figures, build.figure_count);
    clm_buffer_clear(&build.scratch);
    if (status != CLM_OK) {
        clm_collection_free(collection);
        return status;
    }
    *out = collection;
    return CLM_OK;
}

void clm_collection_free(clm_collection *collection) {
    if (collection == NULL) {
        return;
    }
    for (size_t i = 0; collection->items != NULL && i < collection->count; i++) {
        clm_geometry_clear(&collection->items[i].geometry);
    }
    clm_arena_free(collection->arena);
    clm_free(collection);
}
