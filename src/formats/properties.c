#include "formats/write.h"

#include <math.h>

void clm_write_optional(clm_json_writer *writer, const char *key, const char *value) {
    if (value != NULL && value[0] != '\0') {
        clm_json_pair_string(writer, key, value);
    }
}

static const char *or_null(const char *text) {
    return text != NULL && text[0] != '\0' ? text : NULL;
}

/* The members text, start, end; null where the text says it nowhere. */
static void pair_excerpt(clm_json_writer *writer, const clm_excerpt *excerpt) {
    CLM_JSON_STRING(writer, "text", excerpt->text);
    if (excerpt->text == NULL) {
        CLM_JSON_STRING(writer, "start", NULL);
        CLM_JSON_STRING(writer, "end", NULL);
        return;
    }
    CLM_JSON_INT(writer, "start", excerpt->range.start);
    CLM_JSON_INT(writer, "end", excerpt->range.end);
}

static void pair_quote(clm_json_writer *writer, const clm_excerpt *quote) {
    CLM_JSON_KEY(writer, "quote");
    clm_json_open_object(writer);
    CLM_JSON_INT(writer, "start", quote->range.start);
    CLM_JSON_INT(writer, "end", quote->range.end);
    CLM_JSON_INT(writer, "byte_start", quote->range.byte_start);
    CLM_JSON_INT(writer, "byte_end", quote->range.byte_end);
    CLM_JSON_STRING(writer, "text", quote->text != NULL ? quote->text : "");
    clm_json_close_object(writer);
}

static void pair_point(clm_json_writer *writer, bool known, clm_lonlat point) {
    double nothing = (double)NAN; /* writes null */
    CLM_JSON_NUMBER(writer, "lon", known ? point.lon_deg : nothing, CLM_DEGREE_DECIMALS);
    CLM_JSON_NUMBER(writer, "lat", known ? point.lat_deg : nothing, CLM_DEGREE_DECIMALS);
}

static void pair_wikidata(clm_json_writer *writer, uint32_t number) {
    char text[16] = "Q";
    size_t length = 1;
    char digits[12];
    size_t count = 0;
    for (uint32_t rest = number; rest > 0; rest /= 10) {
        digits[count++] = (char)('0' + rest % 10);
    }
    while (count > 0) {
        text[length++] = digits[--count];
    }
    text[length] = '\0';
    if (number > 0) {
        CLM_JSON_STRING(writer, "wikidata", text);
    }
}

static void pair_alternatives(clm_json_writer *writer, const clm_feature_place *place) {
    CLM_JSON_KEY(writer, "alternatives");
    clm_json_open_array(writer);
    for (size_t i = 0; i < place->alternative_count; i++) {
        const clm_feature_alternative *other = &place->alternatives[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "name", other->name);
        CLM_JSON_STRING(writer, "country", or_null(other->country));
        CLM_JSON_STRING(writer, "gazetteer_id", other->gazetteer_id);
        pair_point(writer, true, other->point);
        CLM_JSON_NUMBER(writer, "score", other->score, CLM_SCORE_DECIMALS);
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void pair_place(clm_json_writer *writer, const clm_feature *feature) {
    if (!feature->has_place) {
        CLM_JSON_STRING(writer, "place", NULL);
        return;
    }
    const clm_feature_place *place = &feature->place;
    CLM_JSON_KEY(writer, "place");
    clm_json_open_object(writer);
    pair_excerpt(writer, &place->excerpt);
    CLM_JSON_STRING(writer, "name", place->name);
    CLM_JSON_STRING(writer, "kind", clm_place_kind_name(place->kind));
    CLM_JSON_STRING(writer, "country", or_null(place->country));
    CLM_JSON_STRING(writer, "admin1", or_null(place->admin1));
    CLM_JSON_STRING(writer, "gazetteer_id", or_null(place->gazetteer_id));
    if (place->geonameid > 0) {
        CLM_JSON_INT(writer, "geonameid", place->geonameid);
    }
    pair_wikidata(writer, place->wikidata);
    pair_point(writer, place->located, place->point);
    CLM_JSON_NUMBER(writer, "uncertainty_m", place->located ? place->uncertainty_m : (double)NAN,
                    0);
    CLM_JSON_NUMBER(writer, "score", place->score, CLM_SCORE_DECIMALS);
    CLM_JSON_STRING(writer, "basis", or_null(place->basis));
    pair_alternatives(writer, place);
    clm_json_close_object(writer);
}

static void put_source(clm_json_writer *writer, const clm_feature_source *source) {
    clm_json_open_object(writer);
    pair_excerpt(writer, &source->excerpt);
    CLM_JSON_STRING(writer, "name", source->name);
    CLM_JSON_STRING(writer, "type", or_null(source->type));
    clm_write_optional(writer, "side", source->side);
    clm_json_close_object(writer);
}

static void pair_sources(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_KEY(writer, "source");
    if (feature->has_source) {
        put_source(writer, &feature->source);
    } else {
        clm_json_put_null(writer);
    }
    CLM_JSON_KEY(writer, "relay");
    if (feature->relay_count == 0) {
        clm_json_put_null(writer);
    } else if (feature->relay_count == 1) {
        put_source(writer, &feature->relays[0]);
    } else {
        clm_json_open_array(writer);
        for (size_t i = 0; i < feature->relay_count; i++) {
            put_source(writer, &feature->relays[i]);
        }
        clm_json_close_array(writer);
    }
}

static void pair_cue(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_KEY(writer, "cue");
    if (feature->cue.text == NULL) {
        clm_json_put_null(writer);
        return;
    }
    clm_json_open_object(writer);
    pair_excerpt(writer, &feature->cue);
    CLM_JSON_STRING(writer, "lemma", or_null(feature->cue_lemma));
    CLM_JSON_STRING(writer, "class", or_null(feature->cue_class));
    clm_json_close_object(writer);
}

static void pair_parties(clm_json_writer *writer, const char *key, const clm_feature_party *parties,
                         size_t count) {
    clm_json_key(writer, key);
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        clm_json_open_object(writer);
        pair_excerpt(writer, &parties[i].excerpt);
        CLM_JSON_STRING(writer, "name", or_null(parties[i].name));
        CLM_JSON_STRING(writer, "side", or_null(parties[i].side));
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void pair_known_number(clm_json_writer *writer, const char *key, double value,
                              int decimals) {
    if (isfinite(value)) {
        clm_json_pair_number(writer, key, value, decimals);
    }
}

static void pair_quantities(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_KEY(writer, "quantities");
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->quantity_count; i++) {
        const clm_feature_quantity *quantity = &feature->quantities[i];
        clm_json_open_object(writer);
        pair_excerpt(writer, &quantity->excerpt);
        CLM_JSON_NUMBER(writer, "value", quantity->value, CLM_AMOUNT_DECIMALS);
        pair_known_number(writer, "value_max", quantity->value_max, CLM_AMOUNT_DECIMALS);
        CLM_JSON_STRING(writer, "unit", or_null(quantity->unit));
        pair_known_number(writer, "km2", quantity->km2, CLM_AMOUNT_DECIMALS);
        pair_known_number(writer, "km", quantity->km, CLM_AMOUNT_DECIMALS);
        CLM_JSON_STRING(writer, "qualifier", or_null(quantity->qualifier));
        CLM_JSON_STRING(writer, "role", or_null(quantity->role));
        if (quantity->flag != NULL) {
            CLM_JSON_STRING(writer, "flag", quantity->flag);
        }
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void pair_times(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_KEY(writer, "time");
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        clm_json_open_object(writer);
        pair_excerpt(writer, &time->excerpt);
        CLM_JSON_STRING(writer, "iso_start", or_null(time->iso_start));
        CLM_JSON_STRING(writer, "iso_end", or_null(time->iso_end));
        CLM_JSON_INT(writer, "precision", time->precision);
        CLM_JSON_STRING(writer, "attaches_to", or_null(time->attaches_to));
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void pair_ids(clm_json_writer *writer, const char *key, const char *const *ids,
                     size_t count) {
    clm_json_key(writer, key);
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        clm_json_put_string(writer, ids[i]);
    }
    clm_json_close_array(writer);
}

static void pair_voices(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_KEY(writer, "voices");
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->voice_count; i++) {
        const clm_feature_voice *voice = &feature->voices[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "claim_id", voice->claim_id);
        CLM_JSON_STRING(writer, "name", voice->name);
        CLM_JSON_STRING(writer, "modality", clm_modality_name(voice->modality));
        CLM_JSON_STRING(writer, "polarity", voice->negative ? "-" : "+");
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void pair_event(clm_json_writer *writer, const clm_feature *feature) {
    bool known = feature->event_type != CLM_EVENT_NONE;
    CLM_JSON_STRING(writer, "event_class",
                    known ? clm_event_class_name(clm_event_class_of(feature->event_type)) : NULL);
    CLM_JSON_STRING(writer, "event_type", known ? clm_event_type_name(feature->event_type) : NULL);
}

/* What claims and figures say. */
static void pair_statement(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_STRING(writer, "claim_id", feature->claim_id);
    CLM_JSON_STRING(writer, "event_group", feature->event_group);
    pair_quote(writer, &feature->quote);
    pair_place(writer, feature);
    CLM_JSON_STRING(writer, "place_role",
                    feature->has_place ? clm_place_role_name(feature->place_role) : NULL);
    CLM_JSON_KEY(writer, "geo_precision");
    if (feature->geo_precision > 0) {
        clm_json_put_int(writer, feature->geo_precision);
    } else {
        clm_json_put_null(writer);
    }
    CLM_JSON_STRING(writer, "geometry_basis", clm_geometry_basis_name(feature->basis));
    pair_sources(writer, feature);
    pair_cue(writer, feature);
    CLM_JSON_STRING(writer, "modality", clm_modality_name(feature->modality));
    CLM_JSON_STRING(writer, "polarity", feature->negative ? "-" : "+");
    CLM_JSON_STRING(writer, "status", clm_claim_status_name(feature->status));
    pair_parties(writer, "actor", feature->actors, feature->actor_count);
    pair_parties(writer, "target", feature->targets, feature->target_count);
    pair_event(writer, feature);
    pair_quantities(writer, feature);
    pair_times(writer, feature);
    pair_ids(writer, "supports", feature->supports, feature->support_count);
    pair_ids(writer, "conflicts_with", feature->conflicts_with, feature->conflict_count);
    CLM_JSON_STRING(writer, "duplicate_of", feature->duplicate_of);
    if (feature->voice_count > 0) {
        pair_voices(writer, feature);
    }
}

static void pair_figure(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_NUMBER(writer, "area_km2", feature->area_km2, CLM_AMOUNT_DECIMALS);
    CLM_JSON_KEY(writer, "centre");
    clm_json_open_array(writer);
    clm_json_put_number(writer, feature->centre.lon_deg, CLM_DEGREE_DECIMALS);
    clm_json_put_number(writer, feature->centre.lat_deg, CLM_DEGREE_DECIMALS);
    clm_json_close_array(writer);
    clm_json_pair_bool(writer, "anchored", feature->anchored);
    clm_json_pair_bool(writer, "past_peak", feature->past_peak);
    clm_json_pair_bool(writer, "impossible", feature->impossible);
}

static void pair_mentions(clm_json_writer *writer, const clm_feature *feature) {
    CLM_JSON_KEY(writer, "mentions");
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->mention_count; i++) {
        const clm_feature_mention *mention = &feature->mentions[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "text", mention->text);
        CLM_JSON_INT(writer, "start", mention->range.start);
        CLM_JSON_INT(writer, "end", mention->range.end);
        CLM_JSON_STRING(writer, "role", clm_place_use_name(mention->use));
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

void clm_write_origin(clm_json_writer *writer, const clm_article_facts *facts) {
    CLM_JSON_KEY(writer, "gazetteer");
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "name", or_null(facts->gazetteer_name));
    CLM_JSON_STRING(writer, "date", or_null(facts->gazetteer_date));
    CLM_JSON_STRING(writer, "sha256", or_null(facts->gazetteer_sha256));
    clm_json_close_object(writer);
    CLM_JSON_STRING(writer, "worldview",
                    facts->worldview == CLM_WORLDVIEW_DE_FACTO ? "de-facto" : "iso");
    CLM_JSON_KEY(writer, "options");
    clm_json_open_object(writer);
    for (size_t i = 0; i < facts->option_count; i++) {
        clm_json_pair_string(writer, facts->option_names[i], facts->option_values[i]);
    }
    clm_json_close_object(writer);
}

void clm_write_outlet(clm_json_writer *writer, const clm_article_facts *facts) {
    if (facts->outlet != NULL && facts->outlet[0] != '\0') {
        CLM_JSON_STRING(writer, "outlet", facts->outlet);
    }
}

static void pair_article(clm_json_writer *writer, const clm_article_facts *facts) {
    CLM_JSON_INT(writer, "schema", 1);
    CLM_JSON_STRING(writer, "version", or_null(facts->version));
    CLM_JSON_STRING(writer, "file", facts->file);
    CLM_JSON_STRING(writer, "sha256", facts->sha256);
    CLM_JSON_STRING(writer, "title", or_null(facts->title));
    CLM_JSON_STRING(writer, "date", or_null(facts->date));
    clm_write_outlet(writer, facts);
    CLM_JSON_INT(writer, "words", (int64_t)facts->words);
    clm_json_pair_bool(writer, "english", facts->english);
    clm_write_origin(writer, facts);
}

static const char *kind_name(clm_feature_kind kind) {
    static const char *const names[] = {[CLM_FEATURE_ARTICLE] = "article",
                                        [CLM_FEATURE_CLAIM] = "claim",
                                        [CLM_FEATURE_FIGURE] = "figure",
                                        [CLM_FEATURE_PLACE] = "place"};
    return (unsigned)kind < sizeof names / sizeof names[0] ? names[kind] : "";
}

void clm_write_properties(clm_json_writer *writer, const clm_collection *collection,
                          const clm_feature *feature, const clm_theme *theme) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "id", feature->id);
    CLM_JSON_STRING(writer, "kind", kind_name(feature->kind));
    if (feature->kind == CLM_FEATURE_ARTICLE) {
        pair_article(writer, &collection->facts);
        clm_json_close_object(writer);
        return;
    }
    if (feature->kind == CLM_FEATURE_PLACE) {
        pair_place(writer, feature);
        CLM_JSON_STRING(writer, "geometry_basis", clm_geometry_basis_name(feature->basis));
        pair_mentions(writer, feature);
    } else {
        pair_statement(writer, feature);
    }
    if (feature->kind == CLM_FEATURE_FIGURE) {
        pair_figure(writer, feature);
    }
    CLM_JSON_NUMBER(writer, "confidence", feature->confidence, CLM_SCORE_DECIMALS);
    CLM_JSON_STRING(writer, "draw", clm_draw_name(feature->draw));
    CLM_JSON_STRING(writer, "reason", or_null(feature->reason));
    CLM_JSON_STRING(writer, "title", or_null(feature->title));
    CLM_JSON_STRING(writer, "description", or_null(feature->description));
    if (theme != NULL) {
        char sums[CLM_SUMS_BYTES];
        clm_feature_sums(feature, sums);
        CLM_JSON_STRING(writer, "sums", sums);
    }
    if (theme != NULL) {
        clm_write_simplestyle(writer, collection, feature, theme);
    }
    clm_json_close_object(writer);
}
