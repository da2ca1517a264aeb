#include "formats/formats.h"
#include "formats/write.h"

#include <math.h>

static int64_t code_points(clm_text text) {
    int64_t count = 0;
    for (size_t i = 0; i < text.len; i++) {
        count += (text.ptr[i] & 0xC0) != 0x80;
    }
    return count;
}

static void pair_span(clm_json_writer *writer, const clm_article *article, clm_span span) {
    const clm_text text = clm_article_slice(article, span);
    const int64_t start = clm_article_code_point(article, span.start);
    CLM_JSON_KEY(writer, "start");
    clm_json_put_int(writer, start);
    CLM_JSON_KEY(writer, "end");
    clm_json_put_int(writer, start + code_points(text));
    CLM_JSON_KEY(writer, "text");
    clm_json_put_text(writer, text);
}

static const char *type_name(clm_mention_type type) {
    switch (type) {
    case CLM_MENTION_TOPONYM:
        return "toponym";
    case CLM_MENTION_DEMONYM:
        return "demonym";
    case CLM_MENTION_DERIVED:
        return "derived";
    case CLM_MENTION_ANAPHOR: /* "the region" is no name */
    case CLM_MENTION_NOMINAL:
        break;
    }
    return NULL;
}

/* The value of a key; null for an empty text. */
static void put_text(clm_json_writer *writer, clm_text text) {
    if (text.len > 0) {
        clm_json_put_text(writer, text);
    } else {
        clm_json_put_null(writer);
    }
}

static void pair_facts(clm_json_writer *writer, const clm_gazetteer *gazetteer,
                       const clm_resolved *resolved, clm_worldview worldview) {
    bool known = resolved->place != CLM_NO_PLACE;
    clm_place_index index = known ? resolved->place : resolved->within;
    static const clm_place nowhere = {.admin1 = CLM_NO_PLACE};
    clm_place found;
    const clm_place *place = &nowhere;
    if (index != CLM_NO_PLACE) {
        found = clm_gazetteer_place(gazetteer, index);
        place = &found;
    }
    clm_place_index admin1 = place->admin1;
    if (!known && place->kind == CLM_KIND_REGION) {
        admin1 = index;
    }
    CLM_JSON_KEY(writer, "gazetteer_id");
    put_text(writer, known ? place->id : (clm_text){NULL, 0});
    if (known && place->geonameid > 0) {
        CLM_JSON_KEY(writer, "geonameid");
        clm_json_put_int(writer, place->geonameid);
    }
    CLM_JSON_KEY(writer, "name");
    put_text(writer, resolved->name.len > 0 ? resolved->name : place->name);
    CLM_JSON_KEY(writer, "kind");
    clm_json_put_string(writer, clm_place_kind_name(resolved->kind));
    CLM_JSON_KEY(writer, "country");
    put_text(writer, clm_text_of(worldview == CLM_WORLDVIEW_DE_FACTO ? place->country_de_facto
                                                                     : place->country));
    CLM_JSON_KEY(writer, "admin1");
    put_text(writer, admin1 != CLM_NO_PLACE && (!known || admin1 != index)
                         ? clm_gazetteer_name_in(gazetteer, admin1, NULL)
                         : (clm_text){NULL, 0});
    CLM_JSON_KEY(writer, "score");
    clm_json_put_number(writer, resolved->score, CLM_SCORE_DECIMALS);
}

static void put_mention(clm_json_writer *writer, const clm_article *article,
                        const clm_gazetteer *gazetteer, const clm_mention *mention,
                        const clm_resolved *resolved, clm_worldview worldview) {
    clm_span span = clm_mention_toponym(article, mention);
    clm_lonlat point = resolved->point;
    if (mention->compass != CLM_COMPASS_NONE && resolved->place != CLM_NO_PLACE &&
        span.start >= mention->name.start) {
        /* Without its compass word the name means the whole place. */
        point = clm_gazetteer_place(gazetteer, resolved->place).point;
    }
    double nothing = (double)NAN;
    clm_json_open_object(writer);
    pair_span(writer, article, span);
    CLM_JSON_KEY(writer, "type");
    clm_json_put_string(writer, type_name(mention->type));
    CLM_JSON_KEY(writer, "role");
    clm_json_put_string(writer, clm_place_use_name(resolved->use));
    CLM_JSON_KEY(writer, "role_reason");
    clm_json_put_string(writer, resolved->use_basis);
    CLM_JSON_KEY(writer, "lon");
    clm_json_put_number(writer, resolved->located ? point.lon_deg : nothing, CLM_DEGREE_DECIMALS);
    CLM_JSON_KEY(writer, "lat");
    clm_json_put_number(writer, resolved->located ? point.lat_deg : nothing, CLM_DEGREE_DECIMALS);
    pair_facts(writer, gazetteer, resolved, worldview);
    clm_json_close_object(writer);
}

static void pair_spans(clm_json_writer *writer, const clm_article *article, const char *key,
                       const clm_span *spans, size_t count) {
    clm_json_key(writer, key);
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        clm_json_open_array(writer);
        clm_json_put_int(writer, clm_article_code_point(article, spans[i].start));
        clm_json_put_int(writer, clm_article_code_point(article, spans[i].end));
        clm_json_close_array(writer);
    }
    clm_json_close_array(writer);
}

static void pair_attributions(clm_json_writer *writer, const clm_article *article,
                              const clm_claims *claims) {
    CLM_JSON_KEY(writer, "attributions");
    clm_json_open_array(writer);
    for (size_t i = 0; i < claims->attribution_count; i++) {
        const clm_attribution *attribution = &claims->attributions[i];
        clm_json_open_object(writer);
        pair_spans(writer, article, "source", attribution->source, attribution->source_count);
        pair_spans(writer, article, "cue", attribution->cue, attribution->cue_count);
        pair_spans(writer, article, "content", attribution->content, attribution->content_count);
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void pair_rejected(clm_json_writer *writer, const clm_article *article,
                          const clm_mentions *mentions) {
    CLM_JSON_KEY(writer, "rejected");
    clm_json_open_array(writer);
    for (size_t i = 0; i < mentions->rejected_count; i++) {
        clm_json_open_object(writer);
        pair_span(writer, article, mentions->rejected[i].span);
        CLM_JSON_KEY(writer, "reason");
        clm_json_put_string(writer, mentions->rejected[i].reason);
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

clm_status clm_extract_write(const clm_article *article, const clm_gazetteer *gazetteer,
                             const clm_mentions *mentions, const clm_resolved *resolved,
                             const clm_claims *claims, const clm_collection *collection, bool full,
                             clm_buffer *out, clm_error *error) {
    clm_worldview worldview = collection != NULL ? collection->facts.worldview : CLM_WORLDVIEW_ISO;
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_json_open_object(&writer);
    if (article->id_is_number) {
        CLM_JSON_KEY(&writer, "id");
        clm_json_put_raw(&writer, article->id);
    } else {
        CLM_JSON_KEY(&writer, "id");
        put_text(&writer, article->id);
    }
    CLM_JSON_KEY(&writer, "mentions");
    clm_json_open_array(&writer);
    for (size_t i = 0; i < mentions->count; i++) {
        if (type_name(mentions->items[i].type) != NULL) {
            put_mention(&writer, article, gazetteer, &mentions->items[i], &resolved[i], worldview);
        }
    }
    clm_json_close_array(&writer);
    pair_rejected(&writer, article, mentions);
    if (full && collection != NULL) {
        CLM_JSON_KEY(&writer, "claims");
        clm_json_open_array(&writer);
        for (size_t i = 0; i < collection->count; i++) {
            if (collection->items[i].kind == CLM_FEATURE_CLAIM) {
                const clm_row row = clm_row_of(collection, &collection->items[i], NULL);
                clm_write_properties(&writer, &row);
            }
        }
        clm_json_close_array(&writer);
        pair_attributions(&writer, article, claims);
    }
    clm_json_close_object(&writer);
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "extract: out of memory") : CLM_OK;
}
