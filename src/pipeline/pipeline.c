/* The order of the stages: article, mentions, places, claims, features, then outputs.c. */
#include "pipeline/parts.h"

#include "base/utf8.h"
#include "claims/claims.h"
#include "formats/formats.h"
#include "mentions/mentions.h"
#include "pipeline/fetch.h"

#include <string.h>

/* All that is read out of one article; the collection owns what outlives the article. */
typedef struct reading {
    clm_article *article;
    clm_mentions mentions;
    clm_resolved *resolved;
    clm_claims claims;
    clm_collection *collection;
} reading;

static void reading_clear(reading *r) {
    clm_collection_free(r->collection);
    clm_article_free(r->article);
    *r = (reading){0};
}

static clm_status read_stages(clm_context *context, clm_text bytes,
                              const clm_article_options *article_options, bool no_demonyms,
                              bool with_claims, reading *r, clm_stage_times *times,
                              clm_error *error) {
    double mark = 0.0;
    (void)clm_lap(&mark);
    clm_status status = clm_article_parse(bytes, article_options, &r->article, error);
    times->article_s = clm_lap(&mark);
    if (status != CLM_OK) {
        return status;
    }
    const clm_mentions_options mention_options = {.no_demonyms = no_demonyms,
                                                  .model = context->model};
    const clm_places_options places_options = {.ranker = context->ranker};
    clm_fetch_names(r->article, context->gazetteer);
    status =
        clm_mentions_find(r->article, context->gazetteer, &mention_options, &r->mentions, error);
    times->mentions_s = clm_lap(&mark);
    if (status == CLM_OK) {
        clm_fetch_places(&r->mentions, context->gazetteer);
        status = clm_places_resolve(r->article, context->gazetteer, &r->mentions, &places_options,
                                    &r->resolved, error);
        times->places_s = clm_lap(&mark);
    }
    if (status == CLM_OK && with_claims) {
        const clm_claims_options claims_options = {.model = context->model};
        status = clm_claims_read(r->article, context->gazetteer, &r->mentions, r->resolved,
                                 &claims_options, &r->claims, error);
        times->claims_s = clm_lap(&mark);
    }
    if (status == CLM_OK) {
        status = clm_gazetteer_check(context->gazetteer, error);
    }
    return status;
}

enum { OPTION_MAX = 6 };

/* The options that change content, by name; values live in the caller's scratch. */
typedef struct content_options {
    const char *names[OPTION_MAX];
    const char *values[OPTION_MAX];
    size_t count;
} content_options;

static void add_option(content_options *options, const char *name, const char *value) {
    options->names[options->count] = name;
    options->values[options->count] = value;
    options->count++;
}

static clm_status make_collection(clm_context *context, const clm_request *request, reading *r,
                                  bool claims_only, clm_error *error) {
    content_options content = {.count = 0};
    if (request->date != NULL) {
        add_option(&content, "date", request->date);
    }
    if (request->no_demonyms) {
        add_option(&content, "no-demonyms", "true");
    }
    if (request->title != NULL) {
        add_option(&content, "title", request->title);
    }
    const clm_collection_options options = {
        .url = request->url,
        .worldview = request->de_facto ? CLM_WORLDVIEW_DE_FACTO : CLM_WORLDVIEW_ISO,
        .claims_only = claims_only,
        .version = clm_version(),
        .option_names = content.names,
        .option_values = content.values,
        .option_count = content.count,
    };
    return clm_collection_make(r->article, context->gazetteer, &r->mentions, r->resolved,
                               &r->claims, &options, &r->collection, error);
}

static clm_status check_request(const clm_request *request, clm_date *date, clm_error *error) {
    *date = (clm_date){0};
    if (request->date != NULL && !clm_date_parse(clm_text_of(request->date), date)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "date %s: not a day written as YYYY-MM-DD",
                        request->date);
    }
    if (request->title != NULL && !clm_utf8_valid(request->title, strlen(request->title))) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the title is no valid UTF-8");
    }
    if (request->byline != NULL && !clm_utf8_valid(request->byline, strlen(request->byline))) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the byline is no valid UTF-8");
    }
    const clm_text url = clm_text_of(request->url);
    if (url.ptr != NULL &&
        ((!clm_text_starts(url, "http://") && !clm_text_starts(url, "https://")) ||
         !clm_utf8_valid(url.ptr, url.len))) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "the URL is no http or https URL in UTF-8");
    }
    return CLM_OK;
}

static bool has_feature(const clm_collection *collection, const char *id) {
    for (size_t i = 0; i < collection->count; i++) {
        if (strcmp(collection->items[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

/* What the caller may want to say of the collection. */
static void count_features(const clm_request *request, const clm_collection *collection,
                           clm_result *result) {
    result->located = collection->located;
    size_t context = 0;
    for (size_t i = 0; i < collection->count; i++) {
        result->places += collection->items[i].geometry.kind != CLM_GEOMETRY_NONE;
        context += collection->items[i].kind == CLM_FEATURE_PLACE &&
                   collection->items[i].draw == CLM_DRAW_CONTEXT;
    }
    if (result->located == 0) {
        result->located = context; /* the map then shows the places that are named */
    }
    for (size_t i = 0; i < request->hide_count && result->hide_unknown == NULL; i++) {
        if (!has_feature(collection, request->hide[i])) {
            result->hide_unknown = request->hide[i];
        }
    }
}

static clm_status write_outputs(clm_context *context, const clm_request *request, reading *r,
                                clm_result *result, clm_error *error) {
    double mark = 0.0;
    (void)clm_lap(&mark);
    clm_status status = make_collection(context, request, r, false, error);
    if (status == CLM_OK) {
        status = clm_overlays_apply(context, request, r->collection, &result->warnings, error);
    }
    result->times.features_s = clm_lap(&mark);
    if (status != CLM_OK) {
        return status;
    }
    count_features(request, r->collection, result);
    result->claims = r->claims.count;
    if (request->want_text) {
        clm_buffer_text(&result->text, r->article->text);
        if (result->text.failed) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
    }
    const clm_making making = {context, request, r->collection, r->article};
    return clm_outputs_make(&making, result, error);
}

clm_status clm_map_article(clm_context *context, const clm_request *request, clm_result *result,
                           clm_error *error) {
    clm_result_clear(result);
    clm_article_options options = {
        .file = request->file, .charset = request->charset, .title = request->title};
    options.format = request->html ? CLM_ARTICLE_HTML : CLM_ARTICLE_AUTO;
    clm_status status = check_request(request, &options.date, error);
    if (status != CLM_OK) {
        return status;
    }
    reading r = {0};
    status = read_stages(context, request->bytes, &options, request->no_demonyms, true, &r,
                         &result->times, error);
    if (status == CLM_OK) {
        result->english = r.article->english;
        status = write_outputs(context, request, &r, result, error);
    }
    reading_clear(&r);
    if (status != CLM_OK) {
        clm_result_clear(result);
    }
    return status;
}

/* What the request says instead of the file. */
static void override_facts(const clm_request *request, clm_collection *collection) {
    clm_article_facts *facts = &collection->facts;
    if (request->has_worldview) {
        facts->worldview = request->de_facto ? CLM_WORLDVIEW_DE_FACTO : CLM_WORLDVIEW_ISO;
    }
    if (request->title != NULL) {
        facts->title = request->title;
        collection->items[0].title = request->title;
    }
}

/* Another gazetteer has other borders and towns: the picture need not be the same. */
static void tell_gazetteer(const clm_context *context, const clm_article_facts *facts,
                           clm_buffer *warnings) {
    const clm_gazetteer_info info = clm_gazetteer_describe(context->gazetteer);
    if (facts->gazetteer_sha256 != NULL &&
        !clm_text_equal(clm_text_of(facts->gazetteer_sha256), info.sha256)) {
        clm_buffer_printf(warnings, "made with another gazetteer (%.64s, %.16s)\n",
                          facts->gazetteer_name != NULL ? facts->gazetteer_name : "unknown",
                          facts->gazetteer_date != NULL ? facts->gazetteer_date : "unknown");
    }
}

clm_status clm_render_geojson(clm_context *context, const clm_request *request, clm_result *result,
                              clm_error *error) {
    clm_result_clear(result);
    clm_date date;
    clm_status status = check_request(request, &date, error);
    clm_collection *collection = NULL;
    double mark = 0.0;
    (void)clm_lap(&mark);
    if (status == CLM_OK) {
        status = clm_collection_read(request->bytes, context->gazetteer, &collection,
                                     &result->warnings, error);
        result->times.features_s = clm_lap(&mark);
    }
    if (status == CLM_OK) {
        tell_gazetteer(context, &collection->facts, &result->warnings);
        override_facts(request, collection);
        status = clm_overlays_apply(context, request, collection, &result->warnings, error);
    }
    if (status == CLM_OK) {
        count_features(request, collection, result);
        const clm_making making = {context, request, collection, NULL};
        status = clm_outputs_make(&making, result, error);
    }
    clm_collection_free(collection);
    if (status != CLM_OK) {
        clm_result_clear(result);
    }
    return status;
}

clm_status clm_extract_line(clm_context *context, clm_text line, bool mentions_only,
                            bool no_demonyms, clm_buffer *out, clm_error *error) {
    const clm_article_options options = {.format = CLM_ARTICLE_JSON, .no_sha256 = true};
    const clm_request request = {.no_demonyms = no_demonyms};
    const size_t before = out->len;
    clm_stage_times times = {0};
    reading r = {0};
    clm_status status =
        read_stages(context, line, &options, no_demonyms, !mentions_only, &r, &times, error);
    if (status == CLM_OK && !mentions_only) {
        status = make_collection(context, &request, &r, true, error);
    }
    if (status == CLM_OK) {
        status = clm_extract_write(r.article, context->gazetteer, &r.mentions, r.resolved,
                                   &r.claims, r.collection, !mentions_only, out, error);
    }
    if (status == CLM_OK) {
        status = clm_gazetteer_check(context->gazetteer, error);
    }
    if (status != CLM_OK && out->len > before) {
        out->len = before;
        out->data[before] = '\0';
    }
    reading_clear(&r);
    return status;
}
