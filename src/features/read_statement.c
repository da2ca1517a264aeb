#include "features/read.h"

#include <math.h>
#include <string.h>

static const uint32_t range_most = UINT32_MAX - 1;

static int kind_parse(clm_text word) {
    for (int kind = 0; kind < CLM_KIND_COUNT; kind++) {
        if (clm_text_is(word, clm_place_kind_name((clm_place_kind)kind))) {
            return kind;
        }
    }
    return -1;
}

static int use_parse(clm_text word) {
    for (int use = 0; use < CLM_USE_COUNT; use++) {
        if (clm_text_is(word, clm_place_use_name((clm_place_use)use))) {
            return use;
        }
    }
    return -1;
}

static int polarity_parse(clm_text word) {
    return clm_text_is(word, "-") ? 1 : clm_text_is(word, "+") ? 0 : -1;
}

/* A list of objects while it is read; what is none is passed over. */
typedef struct object_list {
    const clm_json *items;
    size_t count, next;
} object_list;

/* Room for what each object of the property gives: memory of zeros, NULL when it ends. */
static void *open_list(clm_reading *reading, const clm_json *properties, const char *name,
                       size_t item_bytes, object_list *list) {
    list->items = clm_read_array(reading, properties, name);
    list->count = clm_json_count(list->items);
    list->next = 0;
    void *room = clm_build_array(&reading->build, list->count, item_bytes);
    list->count = room != NULL ? list->count : 0;
    reading->within = name;
    return room;
}

/* NULL behind the last. */
static const clm_json *next_object(clm_reading *reading, object_list *list) {
    const clm_json *object = NULL;
    while (object == NULL && list->next < list->count) {
        object = clm_read_item(reading, list->items, list->next++, NULL);
    }
    if (object == NULL) {
        reading->within = NULL;
    }
    return object;
}

static clm_range read_range(clm_reading *reading, const clm_json *object) {
    return (clm_range){.start = clm_read_count(reading, object, "start", range_most),
                       .end = clm_read_count(reading, object, "end", range_most)};
}

clm_excerpt clm_read_excerpt(clm_reading *reading, const clm_json *object) {
    clm_excerpt excerpt = {.text = clm_read_string(reading, object, "text")};
    if (excerpt.text != NULL) {
        excerpt.range = read_range(reading, object);
    }
    return excerpt;
}

static void read_quote(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    const clm_json *quote = clm_read_object(reading, properties, "quote");
    reading->within = "quote";
    out->quote = clm_read_excerpt(reading, quote);
    if (out->quote.text != NULL) {
        out->quote.range.byte_start = clm_read_count(reading, quote, "byte_start", range_most);
        out->quote.range.byte_end = clm_read_count(reading, quote, "byte_end", range_most);
    }
    reading->within = NULL;
}

/* ---- the place ---- */

/* False, and no point, where one of the two is missing or out of range. */
static bool read_point(clm_reading *reading, const clm_json *object, clm_lonlat *out) {
    const double nothing = (double)NAN;
    clm_lonlat point = {clm_read_number(reading, object, "lon", nothing),
                        clm_read_number(reading, object, "lat", nothing)};
    *out = (clm_lonlat){0.0, 0.0};
    if (isnan(point.lon_deg) && isnan(point.lat_deg)) {
        return false;
    }
    if (!(fabs(point.lon_deg) <= 180.0) || !(fabs(point.lat_deg) <= 90.0)) {
        clm_read_warn(reading, "lon", "with lat is no place on the Earth; left out");
        return false;
    }
    *out = point;
    return true;
}

static void read_alternatives(clm_reading *reading, const clm_json *object,
                              clm_feature_place *out) {
    const clm_json *list = clm_read_array(reading, object, "alternatives");
    size_t count = clm_json_count(list);
    clm_feature_alternative *items = clm_build_array(&reading->build, count, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        const clm_json *item = clm_read_item(reading, list, i, "alternatives");
        clm_feature_alternative *other = &items[out->alternative_count];
        if (item != NULL) {
            other->name = clm_read_string(reading, item, "name");
            other->country = clm_read_string(reading, item, "country");
            other->gazetteer_id = clm_read_string(reading, item, "gazetteer_id");
            other->score = clm_read_number(reading, item, "score", 0.0);
            out->alternative_count += read_point(reading, item, &other->point);
        }
    }
    out->alternatives = items;
}

static uint32_t read_wikidata(clm_reading *reading, const clm_json *object) {
    const char *text = clm_read_string(reading, object, "wikidata");
    uint64_t number = 0;
    for (size_t i = 1; text != NULL && text[0] == 'Q' && text[i] != '\0' && i < 11; i++) {
        number = text[i] >= '0' && text[i] <= '9' ? number * 10 + (uint64_t)(text[i] - '0')
                                                  : UINT64_MAX / 16;
    }
    if (text != NULL && (number == 0 || number > UINT32_MAX)) {
        clm_read_warn(reading, "wikidata", "is no Q and a number; left out");
        return 0;
    }
    return (uint32_t)number;
}

void clm_read_place(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    const clm_json *object = clm_read_object(reading, properties, "place");
    clm_feature_place *place = &out->place;
    place->index = CLM_NO_PLACE;
    out->has_place = object != NULL;
    if (object == NULL) {
        return;
    }
    reading->within = "place";
    place->excerpt = clm_read_excerpt(reading, object);
    place->name = clm_read_string(reading, object, "name");
    place->kind =
        (clm_place_kind)clm_read_word(reading, object, "kind", kind_parse, CLM_KIND_SETTLEMENT);
    place->country = clm_read_string(reading, object, "country");
    place->admin1 = clm_read_string(reading, object, "admin1");
    place->gazetteer_id = clm_read_string(reading, object, "gazetteer_id");
    place->geonameid = clm_read_count(reading, object, "geonameid", UINT32_MAX);
    place->wikidata = read_wikidata(reading, object);
    place->located = read_point(reading, object, &place->point);
    place->uncertainty_m = clm_read_number(reading, object, "uncertainty_m", 0.0);
    place->score = clm_read_number(reading, object, "score", 0.0);
    place->basis = clm_read_string(reading, object, "basis");
    read_alternatives(reading, object, place);
    if (place->gazetteer_id != NULL && reading->build.gazetteer != NULL) {
        place->index =
            clm_gazetteer_by_id(reading->build.gazetteer, clm_text_of(place->gazetteer_id));
    }
    reading->within = NULL;
}

void clm_read_mentions(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    object_list list;
    clm_feature_mention *items = open_list(reading, properties, "mentions", sizeof *items, &list);
    for (const clm_json *item; (item = next_object(reading, &list)) != NULL;) {
        clm_feature_mention *mention = &items[out->mention_count++];
        mention->text = clm_read_string(reading, item, "text");
        mention->range = read_range(reading, item);
        mention->use =
            (clm_place_use)clm_read_word(reading, item, "role", use_parse, CLM_USE_OTHER);
    }
    out->mentions = items;
}

/* ---- who says it ---- */

/* True where the property is a plain text, not JSON in one: the name of a source. */
static bool is_name(const clm_json *properties, const char *name) {
    clm_text text = clm_text_trim(clm_json_text(clm_json_member(properties, name)));
    return text.len > 0 && text.ptr[0] != '{' && text.ptr[0] != '[';
}

static void read_speaker(clm_reading *reading, const clm_json *object, clm_feature_source *out) {
    out->excerpt = clm_read_excerpt(reading, object);
    out->name = clm_read_string(reading, object, "name");
    out->type = clm_read_string(reading, object, "type");
    out->side = clm_read_string(reading, object, "side");
    if (out->name == NULL) {
        out->name = out->excerpt.text;
    }
}

static void read_source(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    if (is_name(properties, "source")) {
        out->source.name = clm_read_string(reading, properties, "source");
        /* A country speaks for itself; other names for nobody's side. */
        out->source.side = clm_build_country_code(&reading->build, out->source.name);
    } else {
        const clm_json *object = clm_read_object(reading, properties, "source");
        reading->within = "source";
        read_speaker(reading, object, &out->source);
        reading->within = NULL;
    }
    out->has_source = out->source.name != NULL;
}

/* One that is null, an object, a plain name, or a list of objects. */
static void read_relays(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    const clm_json *value = clm_json_member(properties, "relay");
    clm_text text = clm_text_trim(clm_json_text(value));
    const clm_json *list = NULL;
    if (clm_json_is_array(value) || (text.len > 0 && text.ptr[0] == '[')) {
        list = clm_read_array(reading, properties, "relay");
    }
    size_t count = list != NULL ? clm_json_count(list) : !clm_json_is_null(value);
    clm_feature_source *items = clm_build_array(&reading->build, count, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        clm_feature_source *relay = &items[out->relay_count];
        if (list == NULL && is_name(properties, "relay")) {
            relay->name = clm_read_string(reading, properties, "relay");
        } else {
            const clm_json *object = list != NULL ? clm_read_item(reading, list, i, "relay")
                                                  : clm_read_object(reading, properties, "relay");
            reading->within = "relay";
            read_speaker(reading, object, relay);
            reading->within = NULL;
        }
        out->relay_count += relay->name != NULL;
    }
    out->relays = items;
}

static void read_cue(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    const clm_json *object = clm_read_object(reading, properties, "cue");
    reading->within = "cue";
    out->cue = clm_read_excerpt(reading, object);
    if (out->cue.text != NULL) {
        out->cue_lemma = clm_read_string(reading, object, "lemma");
        out->cue_class = clm_read_string(reading, object, "class");
    }
    reading->within = NULL;
}

static const clm_feature_party *read_parties(clm_reading *reading, const clm_json *properties,
                                             const char *name, size_t *kept) {
    object_list list;
    clm_feature_party *items = open_list(reading, properties, name, sizeof *items, &list);
    for (const clm_json *item; (item = next_object(reading, &list)) != NULL;) {
        clm_feature_party *party = &items[(*kept)++];
        party->excerpt = clm_read_excerpt(reading, item);
        party->name = clm_read_string(reading, item, "name");
        party->side = clm_read_string(reading, item, "side");
    }
    return items;
}

/* ---- how much and when ---- */

static void read_quantities(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    const double nothing = (double)NAN;
    object_list list;
    clm_feature_quantity *items =
        open_list(reading, properties, "quantities", sizeof *items, &list);
    for (const clm_json *item; (item = next_object(reading, &list)) != NULL;) {
        clm_feature_quantity *quantity = &items[out->quantity_count++];
        quantity->excerpt = clm_read_excerpt(reading, item);
        quantity->value = clm_read_number(reading, item, "value", nothing);
        quantity->value_max = clm_read_number(reading, item, "value_max", nothing);
        quantity->unit = clm_read_string(reading, item, "unit");
        quantity->km2 = clm_read_number(reading, item, "km2", nothing);
        quantity->km = clm_read_number(reading, item, "km", nothing);
        quantity->qualifier = clm_read_string(reading, item, "qualifier");
        quantity->role = clm_read_string(reading, item, "role");
        quantity->flag = clm_read_string(reading, item, "flag");
    }
    out->quantities = items;
}

static void read_day(clm_reading *reading, const clm_json *item, const char *name, char out[16]) {
    const char *text = clm_read_string(reading, item, name);
    clm_date date;
    if (text == NULL) {
        return;
    }
    if (strlen(text) >= 16 || !clm_date_parse(clm_text_of(text), &date)) {
        clm_read_warn(reading, name, "is no day written as YYYY-MM-DD; left out");
        return;
    }
    memcpy(out, text, strlen(text) + 1);
}

static void read_times(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    object_list list;
    clm_feature_time *items = open_list(reading, properties, "time", sizeof *items, &list);
    for (const clm_json *item; (item = next_object(reading, &list)) != NULL;) {
        clm_feature_time *time = &items[out->time_count++];
        time->excerpt = clm_read_excerpt(reading, item);
        read_day(reading, item, "iso_start", time->iso_start);
        read_day(reading, item, "iso_end", time->iso_end);
        time->precision = (int)clm_read_count(reading, item, "precision", 5);
        time->attaches_to = clm_read_string(reading, item, "attaches_to");
    }
    out->times = items;
}

/* ---- other statements ---- */

static const char *const *read_ids(clm_reading *reading, const clm_json *properties,
                                   const char *name, size_t *kept) {
    const clm_json *list = clm_read_array(reading, properties, name);
    size_t count = clm_json_count(list);
    const char **items = clm_build_array(&reading->build, count, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        items[*kept] = clm_build_string(&reading->build, clm_json_text(clm_json_item(list, i)));
        *kept += items[*kept] != NULL;
    }
    if (*kept < count) {
        clm_read_warn(reading, name, "holds what is no id; left out");
    }
    return items;
}

static void read_voices(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    object_list list;
    clm_feature_voice *items = open_list(reading, properties, "voices", sizeof *items, &list);
    for (const clm_json *item; (item = next_object(reading, &list)) != NULL;) {
        clm_feature_voice *voice = &items[out->voice_count++];
        voice->claim_id = clm_read_string(reading, item, "claim_id");
        voice->name = clm_read_string(reading, item, "name");
        voice->modality = (clm_modality)clm_read_word(reading, item, "modality", clm_modality_parse,
                                                      CLM_MODALITY_ASSERTED);
        voice->negative = clm_read_word(reading, item, "polarity", polarity_parse, 0) == 1;
    }
    out->voices = items;
}

void clm_read_change(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    const double nothing = (double)NAN;
    out->change = (clm_change_kind)clm_read_word(reading, properties, "change",
                                                 clm_change_kind_parse, CLM_CHANGE_NONE);
    object_list list;
    clm_change_field *items = open_list(reading, properties, "was", sizeof *items, &list);
    for (const clm_json *item; (item = next_object(reading, &list)) != NULL;) {
        clm_change_field *field = &items[out->was_count];
        field->name = clm_read_string(reading, item, "field");
        field->from = clm_read_string(reading, item, "from");
        field->to = clm_read_string(reading, item, "to");
        field->unit = clm_read_string(reading, item, "unit");
        field->from_value = clm_read_number(reading, item, "from_value", nothing);
        field->to_value = clm_read_number(reading, item, "to_value", nothing);
        out->was_count += field->name != NULL;
    }
    out->was = items;
}

static void read_check(clm_reading *reading, const clm_json *object, clm_feature_check *check) {
    const double nothing = (double)NAN;
    check->layer = clm_read_string(reading, object, "layer");
    check->date = clm_read_string(reading, object, "date");
    check->region = clm_read_string(reading, object, "region");
    check->measured_km2 = clm_read_number(reading, object, "measured_km2", 0.0);
    check->claimed_km2 = clm_read_number(reading, object, "claimed_km2", nothing);
    check->ratio = clm_read_number(reading, object, "ratio", nothing);
    check->verdict = (clm_verdict)clm_read_word(reading, object, "verdict", clm_verdict_parse,
                                                CLM_VERDICT_NOT_COMPARABLE);
    check->reason = clm_read_string(reading, object, "reason");
}

/* An object, or a list of them; what names no overlay is left out. */
static void read_checks(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    static const char name[] = "overlay_check";
    const clm_json *value = clm_json_member(properties, name);
    clm_text text = clm_text_trim(clm_json_text(value));
    const clm_json *list = NULL;
    if (clm_json_is_array(value) || (text.len > 0 && text.ptr[0] == '[')) {
        list = clm_read_array(reading, properties, name);
    }
    size_t count = list != NULL ? clm_json_count(list) : !clm_json_is_null(value);
    clm_feature_check *items = clm_build_array(&reading->build, count, sizeof *items);
    for (size_t i = 0; items != NULL && i < count; i++) {
        const clm_json *object = list != NULL ? clm_read_item(reading, list, i, name)
                                              : clm_read_object(reading, properties, name);
        reading->within = name;
        read_check(reading, object, &items[out->check_count]);
        reading->within = NULL;
        out->check_count += items[out->check_count].layer != NULL;
    }
    out->checks = items;
}

void clm_read_statement(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    out->claim_id = clm_read_string(reading, properties, "claim_id");
    out->event_group = clm_read_string(reading, properties, "event_group");
    read_quote(reading, properties, out);
    out->place_role = (clm_place_role)clm_read_word(reading, properties, "place_role",
                                                    clm_place_role_parse, CLM_ROLE_LOCATION);
    out->geo_precision = (int)clm_read_count(reading, properties, "geo_precision", 5);
    read_source(reading, properties, out);
    read_relays(reading, properties, out);
    read_cue(reading, properties, out);
    out->modality = (clm_modality)clm_read_word(reading, properties, "modality", clm_modality_parse,
                                                CLM_MODALITY_ASSERTED);
    out->negative = clm_read_word(reading, properties, "polarity", polarity_parse, 0) == 1;
    out->status = (clm_claim_status)clm_read_word(reading, properties, "status",
                                                  clm_claim_status_parse, CLM_STATUS_CURRENT);
    out->event_type = (clm_event_type)clm_read_word(reading, properties, "event_type",
                                                    clm_event_type_parse, CLM_EVENT_NONE);
    out->actors = read_parties(reading, properties, "actor", &out->actor_count);
    out->targets = read_parties(reading, properties, "target", &out->target_count);
    read_quantities(reading, properties, out);
    read_times(reading, properties, out);
    out->supports = read_ids(reading, properties, "supports", &out->support_count);
    out->conflicts_with = read_ids(reading, properties, "conflicts_with", &out->conflict_count);
    out->duplicate_of = clm_read_string(reading, properties, "duplicate_of");
    read_voices(reading, properties, out);
    read_checks(reading, properties, out);
}
