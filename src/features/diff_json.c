#include "features/features.h"

#include "base/json.h"

#include <math.h>

enum { SCHEMA = 1, KM_DECIMALS = 3 };

static void pair_known(clm_json_writer *writer, const char *key, const char *value) {
    clm_json_pair_string(writer, key, value != NULL && value[0] != '\0' ? value : NULL);
}

static void put_side(clm_json_writer *writer, const char *key, const clm_collection *collection,
                     size_t statements) {
    const clm_article_facts *facts = &collection->facts;
    clm_json_key(writer, key);
    clm_json_open_object(writer);
    pair_known(writer, "file", facts->file);
    pair_known(writer, "date", facts->date);
    pair_known(writer, "title", facts->title);
    pair_known(writer, "sha256", facts->sha256);
    CLM_JSON_INT(writer, "statements", (int64_t)statements);
    clm_json_close_object(writer);
}

static void pair_place(clm_json_writer *writer, const clm_feature *feature) {
    pair_known(writer, "place", feature->has_place ? feature->place.name : NULL);
    const bool located = feature->has_place && feature->place.located;
    CLM_JSON_NUMBER(writer, "lon", located ? feature->place.point.lon_deg : (double)NAN, 6);
    CLM_JSON_NUMBER(writer, "lat", located ? feature->place.point.lat_deg : (double)NAN, 6);
}

static void pair_statement(clm_json_writer *writer, const clm_feature *feature) {
    pair_place(writer, feature);
    pair_known(writer, "event_type", clm_event_type_name(feature->event_type));
    pair_known(writer, "modality", clm_modality_name(feature->modality));
    pair_known(writer, "source", feature->has_source ? feature->source.name : NULL);
    pair_known(writer, "draw", clm_draw_name(feature->draw));
    pair_known(writer, "title", feature->title);
    pair_known(writer, "quote", feature->quote.text);
}

static void put_fields(clm_json_writer *writer, const clm_change *change) {
    CLM_JSON_KEY(writer, "fields");
    clm_json_open_array(writer);
    for (size_t i = 0; i < change->field_count; i++) {
        const clm_change_field *field = &change->fields[i];
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "field", field->name);
        CLM_JSON_STRING(writer, "from", field->from);
        CLM_JSON_STRING(writer, "to", field->to);
        if (isfinite(field->from_value) || isfinite(field->to_value)) {
            CLM_JSON_STRING(writer, "unit", field->unit);
            CLM_JSON_NUMBER(writer, "from_value", field->from_value, CLM_AMOUNT_DECIMALS);
            CLM_JSON_NUMBER(writer, "to_value", field->to_value, CLM_AMOUNT_DECIMALS);
        }
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

/* A statement that only one of the files has. */
static void put_single(clm_json_writer *writer, const clm_change *change,
                       const clm_feature *feature) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "id", feature->id);
    CLM_JSON_STRING(writer, "claim_id", feature->claim_id);
    pair_statement(writer, feature);
    clm_json_pair_bool(writer, "partly", change->partly);
    clm_json_pair_bool(writer, "mentioned", change->mentioned);
    clm_json_close_object(writer);
}

static void put_pair(clm_json_writer *writer, const clm_change *change) {
    clm_json_open_object(writer);
    CLM_JSON_STRING(writer, "id_old", change->from->id);
    CLM_JSON_STRING(writer, "id_new", change->to->id);
    pair_statement(writer, change->to);
    pair_known(writer, "quote_old", change->from->quote.text);
    if (isfinite(change->moved_km)) {
        CLM_JSON_NUMBER(writer, "moved_km", change->moved_km, KM_DECIMALS);
        clm_json_pair_bool(writer, "finer", change->finer);
    }
    put_fields(writer, change);
    clm_json_close_object(writer);
}

static void put_change(clm_json_writer *writer, const clm_change *change) {
    if (change->from != NULL && change->to != NULL) {
        put_pair(writer, change);
    } else if (change->to != NULL) {
        put_single(writer, change, change->to);
    } else if (change->from != NULL) {
        put_single(writer, change, change->from);
    }
}

static void put_places(clm_json_writer *writer, const char *key, const clm_feature **places,
                       size_t count) {
    clm_json_key(writer, key);
    clm_json_open_array(writer);
    for (size_t i = 0; i < count; i++) {
        clm_json_open_object(writer);
        CLM_JSON_STRING(writer, "id", places[i]->id);
        pair_place(writer, places[i]);
        clm_json_close_object(writer);
    }
    clm_json_close_array(writer);
}

void clm_diff_json(const clm_diff *diff, const clm_collection *before, const clm_collection *after,
                   clm_buffer *out) {
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    clm_json_open_object(&writer);
    CLM_JSON_INT(&writer, "schema", SCHEMA);
    put_side(&writer, "before", before, diff->old_statements);
    put_side(&writer, "after", after, diff->new_statements);
    clm_json_pair_bool(&writer, "related", diff->related);
    CLM_JSON_KEY(&writer, "notes");
    clm_json_open_array(&writer);
    for (size_t i = 0; i < diff->note_count; i++) {
        clm_json_put_string(&writer, diff->notes[i]);
    }
    clm_json_close_array(&writer);
    for (int kind = CLM_CHANGE_NEW; kind <= CLM_CHANGE_MOVED; kind++) {
        clm_json_key(&writer, clm_change_kind_name((clm_change_kind)kind));
        clm_json_open_array(&writer);
        for (size_t i = 0; i < diff->count; i++) {
            if (diff->items[i].kind == (clm_change_kind)kind) {
                put_change(&writer, &diff->items[i]);
            }
        }
        clm_json_close_array(&writer);
    }
    put_places(&writer, "new_places", diff->new_places, diff->new_place_count);
    put_places(&writer, "gone_places", diff->gone_places, diff->gone_place_count);
    CLM_JSON_INT(&writer, "same", (int64_t)diff->same);
    CLM_JSON_INT(&writer, "reworded", (int64_t)diff->reworded);
    clm_json_close_object(&writer);
    clm_buffer_char(out, '\n');
}
