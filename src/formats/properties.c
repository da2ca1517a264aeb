#include "formats/columns.h"

#include <math.h>

void clm_write_optional(clm_json_writer *writer, const char *key, const char *value) {
    if (value != NULL && value[0] != '\0') {
        clm_json_pair_string(writer, key, value);
    }
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

void clm_put_quote(clm_json_writer *writer, const clm_row *row) {
    const clm_excerpt *quote = &row->feature->quote;
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

const char *clm_wikidata_text(uint32_t number, char *scratch) {
    char digits[12];
    size_t count = 0;
    size_t length = 0;
    scratch[length++] = 'Q';
    for (uint32_t rest = number; rest > 0; rest /= 10) {
        digits[count++] = (char)('0' + rest % 10);
    }
    while (count > 0) {
        scratch[length++] = digits[--count];
    }
    scratch[length] = '\0';
    return number > 0 ? scratch : NULL;
}

static void pair_alternatives(clm_json_writer *writer, const clm_feature_place *place) {
    CLM_JSON_KEY(writer, "alternatives");
    clm_json_open_array(writer);
    for (size_t i = 0; i < place->alternative_count; i++) {
        const clm_feature_alternative *other = &place->alternatives[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "name", other->name);
        CLM_JSON_STRING(writer, "country", clm_or_null(other->country));
        CLM_JSON_STRING(writer, "gazetteer_id", other->gazetteer_id);
        pair_point(writer, true, other->point);
        CLM_JSON_NUMBER(writer, "score", other->score, CLM_SCORE_DECIMALS);
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

void clm_put_place(clm_json_writer *writer, const clm_row *row) {
    if (!row->feature->has_place) {
        clm_json_put_null(writer);
        return;
    }
    const clm_feature_place *place = &row->feature->place;
    clm_json_open_object(writer);
    pair_excerpt(writer, &place->excerpt);
    CLM_JSON_STRING(writer, "name", place->name);
    CLM_JSON_STRING(writer, "kind", clm_place_kind_name(place->kind));
    CLM_JSON_STRING(writer, "country", clm_or_null(place->country));
    CLM_JSON_STRING(writer, "admin1", clm_or_null(place->admin1));
    CLM_JSON_STRING(writer, "gazetteer_id", clm_or_null(place->gazetteer_id));
    if (place->geonameid > 0) {
        CLM_JSON_INT(writer, "geonameid", place->geonameid);
    }
    if (place->wikidata > 0) {
        char scratch[CLM_SCRATCH_BYTES];
        CLM_JSON_STRING(writer, "wikidata", clm_wikidata_text(place->wikidata, scratch));
    }
    pair_point(writer, place->located, place->point);
    CLM_JSON_NUMBER(writer, "uncertainty_m", place->located ? place->uncertainty_m : (double)NAN,
                    0);
    CLM_JSON_NUMBER(writer, "score", place->score, CLM_SCORE_DECIMALS);
    CLM_JSON_STRING(writer, "basis", clm_or_null(place->basis));
    pair_alternatives(writer, place);
    clm_json_close_object(writer);
}

static void put_source(clm_json_writer *writer, const clm_feature_source *source) {
    clm_json_open_object(writer);
    pair_excerpt(writer, &source->excerpt);
    CLM_JSON_STRING(writer, "name", source->name);
    CLM_JSON_STRING(writer, "type", clm_or_null(source->type));
    clm_write_optional(writer, "side", source->side);
    clm_json_close_object(writer);
}

void clm_put_source(clm_json_writer *writer, const clm_row *row) {
    if (row->feature->has_source) {
        put_source(writer, &row->feature->source);
    } else {
        clm_json_put_null(writer);
    }
}

void clm_put_relay(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
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

void clm_put_cue(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
    if (feature->cue.text == NULL) {
        clm_json_put_null(writer);
        return;
    }
    clm_json_open_object(writer);
    pair_excerpt(writer, &feature->cue);
    CLM_JSON_STRING(writer, "lemma", clm_or_null(feature->cue_lemma));
    CLM_JSON_STRING(writer, "class", clm_or_null(feature->cue_class));
    clm_json_close_object(writer);
}

static void put_parties(clm_json_writer *writer, const clm_feature_party *parties, size_t count) {
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        clm_json_open_object(writer);
        pair_excerpt(writer, &parties[i].excerpt);
        CLM_JSON_STRING(writer, "name", clm_or_null(parties[i].name));
        CLM_JSON_STRING(writer, "side", clm_or_null(parties[i].side));
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

void clm_put_actors(clm_json_writer *writer, const clm_row *row) {
    put_parties(writer, row->feature->actors, row->feature->actor_count);
}

void clm_put_targets(clm_json_writer *writer, const clm_row *row) {
    put_parties(writer, row->feature->targets, row->feature->target_count);
}

static void pair_known_number(clm_json_writer *writer, const char *key, double value,
                              int decimals) {
    if (isfinite(value)) {
        clm_json_pair_number(writer, key, value, decimals);
    }
}

void clm_put_quantities(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->quantity_count; i++) {
        const clm_feature_quantity *quantity = &feature->quantities[i];
        clm_json_open_object(writer);
        pair_excerpt(writer, &quantity->excerpt);
        CLM_JSON_NUMBER(writer, "value", quantity->value, CLM_AMOUNT_DECIMALS);
        pair_known_number(writer, "value_max", quantity->value_max, CLM_AMOUNT_DECIMALS);
        CLM_JSON_STRING(writer, "unit", clm_or_null(quantity->unit));
        pair_known_number(writer, "km2", quantity->km2, CLM_AMOUNT_DECIMALS);
        pair_known_number(writer, "km", quantity->km, CLM_AMOUNT_DECIMALS);
        CLM_JSON_STRING(writer, "qualifier", clm_or_null(quantity->qualifier));
        CLM_JSON_STRING(writer, "role", clm_or_null(quantity->role));
        if (quantity->flag != NULL) {
            CLM_JSON_STRING(writer, "flag", quantity->flag);
        }
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

void clm_put_times(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        clm_json_open_object(writer);
        pair_excerpt(writer, &time->excerpt);
        CLM_JSON_STRING(writer, "iso_start", clm_or_null(time->iso_start));
        CLM_JSON_STRING(writer, "iso_end", clm_or_null(time->iso_end));
        CLM_JSON_INT(writer, "precision", time->precision);
        CLM_JSON_STRING(writer, "attaches_to", clm_or_null(time->attaches_to));
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void put_ids(clm_json_writer *writer, const char *const *ids, size_t count) {
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        clm_json_put_string(writer, ids[i]);
    }
    clm_json_close_array(writer);
}

void clm_put_supports(clm_json_writer *writer, const clm_row *row) {
    put_ids(writer, row->feature->supports, row->feature->support_count);
}

void clm_put_conflicts(clm_json_writer *writer, const clm_row *row) {
    put_ids(writer, row->feature->conflicts_with, row->feature->conflict_count);
}

void clm_put_voices(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
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

void clm_put_was(clm_json_writer *writer, const clm_row *row) {
    clm_json_open_array(writer);
    for (size_t i = 0; i < row->feature->was_count; i++) {
        const clm_change_field *field = &row->feature->was[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "field", field->name);
        CLM_JSON_STRING(writer, "from", field->from);
        CLM_JSON_STRING(writer, "to", field->to);
        if (isfinite(field->from_value) || isfinite(field->to_value)) {
            CLM_JSON_STRING(writer, "unit", clm_or_null(field->unit));
            CLM_JSON_NUMBER(writer, "from_value", field->from_value, CLM_AMOUNT_DECIMALS);
            CLM_JSON_NUMBER(writer, "to_value", field->to_value, CLM_AMOUNT_DECIMALS);
        }
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

static void put_check(clm_json_writer *writer, const clm_feature_check *check) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "layer", check->layer);
    CLM_JSON_STRING(writer, "date", clm_or_null(check->date));
    CLM_JSON_STRING(writer, "region", clm_or_null(check->region));
    CLM_JSON_NUMBER(writer, "measured_km2", check->measured_km2, CLM_MEASURED_DECIMALS);
    CLM_JSON_NUMBER(writer, "claimed_km2", check->claimed_km2, CLM_AMOUNT_DECIMALS);
    CLM_JSON_NUMBER(writer, "ratio", check->ratio, CLM_MEASURED_DECIMALS);
    CLM_JSON_STRING(writer, "verdict", clm_verdict_name(check->verdict));
    CLM_JSON_STRING(writer, "reason", clm_or_null(check->reason));
    clm_json_close_object(writer);
}

/* Of several overlays a list. */
void clm_put_checks(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
    if (feature->check_count == 1) {
        put_check(writer, &feature->checks[0]);
        return;
    }
    clm_json_open_array(writer);
    for (size_t i = 0; i < feature->check_count; i++) {
        put_check(writer, &feature->checks[i]);
    }
    clm_json_close_array(writer);
}

void clm_put_overlays(clm_json_writer *writer, const clm_row *row) {
    const clm_article_facts *facts = &row->collection->facts;
    clm_json_open_array(writer);
    for (size_t i = 0; i < facts->overlay_count; i++) {
        const clm_overlay_facts *overlay = &facts->overlays[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "name", overlay->name);
        CLM_JSON_STRING(writer, "layer", clm_or_null(overlay->layer));
        CLM_JSON_STRING(writer, "file", clm_or_null(overlay->file));
        CLM_JSON_STRING(writer, "date", clm_or_null(overlay->date));
        CLM_JSON_STRING(writer, "holder", clm_or_null(overlay->holder));
        CLM_JSON_STRING(writer, "sha256", clm_or_null(overlay->sha256));
        CLM_JSON_NUMBER(writer, "area_km2", overlay->area_km2, CLM_MEASURED_DECIMALS);
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

void clm_put_centre(clm_json_writer *writer, const clm_row *row) {
    clm_json_open_array(writer);
    clm_json_put_number(writer, row->feature->centre.lon_deg, CLM_DEGREE_DECIMALS);
    clm_json_put_number(writer, row->feature->centre.lat_deg, CLM_DEGREE_DECIMALS);
    clm_json_close_array(writer);
}

void clm_put_mentions(clm_json_writer *writer, const clm_row *row) {
    const clm_feature *feature = row->feature;
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

void clm_put_gazetteer(clm_json_writer *writer, const clm_row *row) {
    const clm_article_facts *facts = &row->collection->facts;
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "name", clm_or_null(facts->gazetteer_name));
    CLM_JSON_STRING(writer, "date", clm_or_null(facts->gazetteer_date));
    CLM_JSON_STRING(writer, "sha256", clm_or_null(facts->gazetteer_sha256));
    clm_json_close_object(writer);
}

void clm_put_options(clm_json_writer *writer, const clm_row *row) {
    const clm_article_facts *facts = &row->collection->facts;
    clm_json_open_object(writer);
    for (size_t i = 0; i < facts->option_count; i++) {
        clm_json_pair_string(writer, facts->option_names[i], facts->option_values[i]);
    }
    clm_json_close_object(writer);
}
