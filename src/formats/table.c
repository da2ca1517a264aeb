#include "formats/columns.h"

#include <math.h>
#include <string.h>

const char *clm_worldview_name(clm_worldview worldview) {
    return worldview == CLM_WORLDVIEW_DE_FACTO ? "de-facto" : "iso";
}

/* ---- values of single columns ---- */

#define TEXT(name, value)                                                                          \
    static const char *name(const clm_row *row, char *scratch) {                                   \
        (void)scratch;                                                                             \
        return (value);                                                                            \
    }
#define INTEGER(name, known, value)                                                                \
    static bool name(const clm_row *row, int64_t *out) {                                           \
        *out = (int64_t)(value);                                                                   \
        return (known);                                                                            \
    }
#define NUMBER(name, known, value)                                                                 \
    static double name(const clm_row *row) {                                                       \
        return (known) ? (value) : (double)NAN;                                                    \
    }
#define BOOLEAN(name, value)                                                                       \
    static bool name(const clm_row *row) {                                                         \
        return (value);                                                                            \
    }

#define FEATURE (row->feature)
#define FACTS (&row->collection->facts)
#define PLACE (&row->feature->place)

TEXT(get_id, FEATURE->id)
TEXT(get_kind, clm_feature_kind_name(FEATURE->kind))

static bool get_schema(const clm_row *row, int64_t *value) {
    (void)row;
    *value = 1;
    return true;
}

TEXT(get_version, clm_or_null(FACTS->version))
TEXT(get_file, FACTS->file)
TEXT(get_url, clm_or_null(FACTS->url))
TEXT(get_sha256, FACTS->sha256)
TEXT(get_article_title, clm_or_null(FACTS->title))
TEXT(get_date, clm_or_null(FACTS->date))
TEXT(get_outlet, clm_or_null(FACTS->outlet))
TEXT(get_since, clm_or_null(FACTS->since))
INTEGER(get_words, true, FACTS->words)
BOOLEAN(get_english, FACTS->english)
TEXT(get_worldview, clm_worldview_name(FACTS->worldview))

TEXT(get_claim_id, FEATURE->claim_id)
TEXT(get_event_group, FEATURE->event_group)
TEXT(get_quote, FEATURE->quote.text)
INTEGER(get_quote_start, FEATURE->quote.text != NULL, FEATURE->quote.range.start)
INTEGER(get_quote_end, FEATURE->quote.text != NULL, FEATURE->quote.range.end)

TEXT(get_place_name, FEATURE->has_place ? PLACE->name : NULL)
TEXT(get_place_text, FEATURE->has_place ? PLACE->excerpt.text : NULL)
TEXT(get_place_kind, FEATURE->has_place ? clm_place_kind_name(PLACE->kind) : NULL)
TEXT(get_country, FEATURE->has_place ? clm_or_null(PLACE->country) : NULL)
TEXT(get_admin1, FEATURE->has_place ? clm_or_null(PLACE->admin1) : NULL)
TEXT(get_gazetteer_id, FEATURE->has_place ? clm_or_null(PLACE->gazetteer_id) : NULL)
INTEGER(get_geonameid, FEATURE->has_place && PLACE->geonameid > 0, PLACE->geonameid)
NUMBER(get_uncertainty, FEATURE->has_place && PLACE->located, PLACE->uncertainty_m)
NUMBER(get_place_score, FEATURE->has_place, PLACE->score)
TEXT(get_place_role, FEATURE->has_place ? clm_place_role_name(FEATURE->place_role) : NULL)
INTEGER(get_geo_precision, FEATURE->geo_precision > 0, FEATURE->geo_precision)
TEXT(get_basis, clm_geometry_basis_name(FEATURE->basis))

static const char *get_wikidata(const clm_row *row, char *scratch) {
    return FEATURE->has_place ? clm_wikidata_text(PLACE->wikidata, scratch) : NULL;
}

/* Where the place is marked; a shape without a place is marked inside. */
static bool marked_point(const clm_feature *feature, clm_lonlat *point) {
    if (feature->has_place && feature->place.located) {
        *point = feature->place.point;
        return true;
    }
    if (feature->has_place || feature->geometry.kind == CLM_GEOMETRY_NONE) {
        return false;
    }
    *point = clm_lonlat_settle(clm_geometry_label_point(&feature->geometry));
    return true;
}

static double get_lon(const clm_row *row) {
    clm_lonlat point;
    return marked_point(row->feature, &point) ? point.lon_deg : (double)NAN;
}

static double get_lat(const clm_row *row) {
    clm_lonlat point;
    return marked_point(row->feature, &point) ? point.lat_deg : (double)NAN;
}

TEXT(get_source_name, FEATURE->has_source ? FEATURE->source.name : NULL)
TEXT(get_source_type, FEATURE->has_source ? clm_or_null(FEATURE->source.type) : NULL)
TEXT(get_source_side, FEATURE->has_source ? clm_or_null(FEATURE->source.side) : NULL)
TEXT(get_cue, FEATURE->cue.text)
TEXT(get_modality, clm_modality_name(FEATURE->modality))
TEXT(get_polarity, FEATURE->negative ? "-" : "+")
TEXT(get_status, clm_claim_status_name(FEATURE->status))
TEXT(get_event_type,
     FEATURE->event_type != CLM_EVENT_NONE ? clm_event_type_name(FEATURE->event_type) : NULL)
TEXT(get_event_class, FEATURE->event_type != CLM_EVENT_NONE
                          ? clm_event_class_name(clm_event_class_of(FEATURE->event_type))
                          : NULL)

NUMBER(get_quantity, FEATURE->quantity_count > 0, FEATURE->quantities[0].value)
TEXT(get_unit, FEATURE->quantity_count > 0 ? clm_or_null(FEATURE->quantities[0].unit) : NULL)
TEXT(get_qualifier,
     FEATURE->quantity_count > 0 ? clm_or_null(FEATURE->quantities[0].qualifier) : NULL)

static double get_claimed_area(const clm_row *row) {
    const clm_feature *feature = row->feature;
    if (feature->kind == CLM_FEATURE_FIGURE) {
        return feature->area_km2;
    }
    for (size_t i = 0; i < feature->quantity_count; i++) {
        if (isfinite(feature->quantities[i].km2)) {
            return feature->quantities[i].km2;
        }
    }
    return (double)NAN;
}

/* The first day of the event itself, else of what else is dated. */
static const clm_feature_time *main_time(const clm_feature *feature) {
    const clm_feature_time *found = NULL;
    for (size_t i = 0; i < feature->time_count; i++) {
        const clm_feature_time *time = &feature->times[i];
        if (time->iso_start[0] == '\0' && time->iso_end[0] == '\0') {
            continue;
        }
        if (time->attaches_to != NULL && strcmp(time->attaches_to, "event") == 0) {
            return time;
        }
        found = found != NULL ? found : time;
    }
    return found;
}

static const char *get_time_start(const clm_row *row, char *scratch) {
    (void)scratch;
    const clm_feature_time *time = main_time(row->feature);
    return time != NULL ? clm_or_null(time->iso_start) : NULL;
}

static const char *get_time_end(const clm_row *row, char *scratch) {
    (void)scratch;
    const clm_feature_time *time = main_time(row->feature);
    return time != NULL ? clm_or_null(time->iso_end) : NULL;
}

TEXT(get_duplicate_of, FEATURE->duplicate_of)
BOOLEAN(has_voices, FEATURE->voice_count > 0)
BOOLEAN(has_checks, FEATURE->check_count > 0)
BOOLEAN(has_overlays, FACTS->overlay_count > 0)
TEXT(get_check_layer, FEATURE->check_count > 0 ? FEATURE->checks[0].layer : NULL)
NUMBER(get_measured, FEATURE->check_count > 0, FEATURE->checks[0].measured_km2)
NUMBER(get_check_ratio, FEATURE->check_count > 0, FEATURE->checks[0].ratio)
TEXT(get_verdict, FEATURE->check_count > 0 ? clm_verdict_name(FEATURE->checks[0].verdict) : NULL)
INTEGER(get_mention_count, true, FEATURE->mention_count)
NUMBER(get_area, true, FEATURE->area_km2)
BOOLEAN(get_anchored, FEATURE->anchored)
BOOLEAN(get_past_peak, FEATURE->past_peak)
BOOLEAN(get_impossible, FEATURE->impossible)
NUMBER(get_confidence, true, FEATURE->confidence)
TEXT(get_draw, clm_draw_name(FEATURE->draw))
TEXT(get_change, clm_or_null(clm_change_kind_name(FEATURE->change)))
BOOLEAN(has_was, FEATURE->was_count > 0)
TEXT(get_reason, clm_or_null(FEATURE->reason))
TEXT(get_title, clm_or_null(FEATURE->kind == CLM_FEATURE_ARTICLE ? FACTS->title : FEATURE->title))
TEXT(get_description, clm_or_null(FEATURE->description))

static const char *get_sums(const clm_row *row, char *scratch) {
    if (row->theme == NULL) {
        return NULL;
    }
    clm_feature_sums(row->feature, scratch);
    return scratch;
}
_Static_assert((int)CLM_SCRATCH_BYTES >= (int)CLM_SUMS_BYTES, "sums fit");

/* ---- the table ---- */

/* A column with the function that gives its value. */
typedef struct property {
    clm_column column;
    union {
        const char *(*text)(const clm_row *row, char *scratch); /* NULL: null */
        void (*words)(const clm_row *row, clm_buffer *out);     /* nothing: null */
        bool (*integer)(const clm_row *row, int64_t *value);    /* false: null */
        double (*number)(const clm_row *row);                   /* NaN: null */
        bool (*boolean)(const clm_row *row);
        void (*json)(clm_json_writer *writer, const clm_row *row); /* may write null */
    };
    bool (*has)(const clm_row *row); /* NULL: always */
    bool composed;                   /* by `words` */
} property;

enum {
    ARTICLE = 1 << CLM_FEATURE_ARTICLE,
    CLAIM = 1 << CLM_FEATURE_CLAIM,
    FIGURE = 1 << CLM_FEATURE_FIGURE,
    PLACES = 1 << CLM_FEATURE_PLACE,
    SAID = CLAIM | FIGURE,  /* what someone states */
    MAPPED = SAID | PLACES, /* what may lie on the map */
    ALL = MAPPED | ARTICLE
};

#define COLUMN_TEXT(get, extra) .column.type = CLM_COLUMN_TEXT, .text = (get)
#define COLUMN_OPT_TEXT(get, extra) COLUMN_TEXT(get, extra)
#define COLUMN_LONG(get, extra) COLUMN_TEXT(get, extra), .column.long_text = true
#define COLUMN_WORDS(get, extra)                                                                   \
    .column.type = CLM_COLUMN_TEXT, .column.long_text = true, .words = (get), .composed = true
#define COLUMN_DATE(get, extra) .column.type = CLM_COLUMN_DATE, .text = (get)
#define COLUMN_INTEGER(get, extra) .column.type = CLM_COLUMN_INTEGER, .integer = (get)
#define COLUMN_NUMBER(get, extra)                                                                  \
    .column.type = CLM_COLUMN_NUMBER, .column.decimals = (extra), .number = (get)
#define COLUMN_OPT_NUMBER(get, extra) COLUMN_NUMBER(get, extra)
#define COLUMN_BOOLEAN(get, extra) .column.type = CLM_COLUMN_BOOLEAN, .boolean = (get)
#define COLUMN_JSON(get, extra) .column.type = CLM_COLUMN_JSON, .json = (get)
#define COLUMN_OPT_JSON(get, extra) COLUMN_JSON(get, extra), .has = (extra)

#define COLUMN(label, brief, in, of, says, how, get, extra)                                        \
    {COLUMN_##how(get, extra), .column.name = (label), .column.short_name = (brief),               \
     .column.meaning = (says), .column.groups = (in),  .column.kinds = (of)},
#define CARRIED(label, of, says, how, get, extra)                                                  \
    COLUMN(label, NULL, CLM_COLUMN_CARRIED, of, says, how, get, extra)
#define BOTH(label, brief, of, says, how, get, extra)                                              \
    COLUMN(label, brief, CLM_COLUMN_CARRIED | CLM_COLUMN_FLAT, of, says, how, get, extra)
#define FLAT(label, brief, of, says, how, get, extra)                                              \
    COLUMN(label, brief, CLM_COLUMN_FLAT, of, says, how, get, extra)
#define WRITTEN(label, of, how, get, extra)

static const property properties[] = {
#include "formats/columns.inc"
};
enum { PROPERTY_COUNT = sizeof properties / sizeof properties[0] };

#undef COLUMN
#undef CARRIED
#undef BOTH
#undef FLAT
#undef WRITTEN

/* ---- the GeoJSON ---- */

#define WRITE_TEXT(label, get, extra) CLM_JSON_STRING(writer, label, get(row, scratch));
#define WRITE_OPT_TEXT(label, get, extra)                                                          \
    text = get(row, scratch);                                                                      \
    if (text != NULL) {                                                                            \
        CLM_JSON_STRING(writer, label, text);                                                      \
    }
#define WRITE_LONG(label, get, extra) WRITE_TEXT(label, get, extra)
#define WRITE_DATE(label, get, extra) WRITE_TEXT(label, get, extra)
#define WRITE_INTEGER(label, get, extra)                                                           \
    if (get(row, &whole)) {                                                                        \
        CLM_JSON_INT(writer, label, whole);                                                        \
    } else {                                                                                       \
        CLM_JSON_STRING(writer, label, NULL);                                                      \
    }
#define WRITE_NUMBER(label, get, extra) CLM_JSON_NUMBER(writer, label, get(row), extra);
#define WRITE_OPT_NUMBER(label, get, extra)                                                        \
    number = get(row);                                                                             \
    if (isfinite(number)) {                                                                        \
        CLM_JSON_NUMBER(writer, label, number, extra);                                             \
    }
#define WRITE_BOOLEAN(label, get, extra)                                                           \
    CLM_JSON_KEY(writer, label);                                                                   \
    clm_json_put_bool(writer, get(row));
#define WRITE_JSON(label, get, extra)                                                              \
    CLM_JSON_KEY(writer, label);                                                                   \
    get(writer, row);
#define WRITE_OPT_JSON(label, get, extra)                                                          \
    if (extra(row)) {                                                                              \
        WRITE_JSON(label, get, 0)                                                                  \
    }

#define WRITTEN(label, of, how, get, extra)                                                        \
    if (((of)&kind) != 0) {                                                                        \
        WRITE_##how(label, get, extra)                                                             \
    }
#define CARRIED(label, of, says, how, get, extra) WRITTEN(label, of, how, get, extra)
#define BOTH(label, brief, of, says, how, get, extra) WRITTEN(label, of, how, get, extra)
#define FLAT(label, brief, of, says, how, get, extra)
#define COLUMN(label, brief, in, of, says, how, get, extra)

/* Straight-line code: a table of functions makes a claim a tenth slower to write. */
void clm_write_properties(clm_json_writer *writer, const clm_row *row) {
    const unsigned kind = 1U << (unsigned)row->feature->kind;
    char scratch[CLM_SCRATCH_BYTES];
    const char *text = NULL;
    int64_t whole = 0;
    double number = 0.0;
    clm_json_open_object(writer);
#include "formats/columns.inc"
    clm_json_close_object(writer);
}

/* ---- what others see ---- */

const char *clm_feature_kind_name(clm_feature_kind kind) {
    static const char *const names[] = {[CLM_FEATURE_ARTICLE] = "article",
                                        [CLM_FEATURE_CLAIM] = "claim",
                                        [CLM_FEATURE_FIGURE] = "figure",
                                        [CLM_FEATURE_PLACE] = "place"};
    return (unsigned)kind < sizeof names / sizeof names[0] ? names[kind] : "";
}

const clm_column *clm_column_at(size_t index) {
    return index < PROPERTY_COUNT ? &properties[index].column : NULL;
}

const clm_column *clm_column_named(const char *name, unsigned groups) {
    for (size_t i = 0; i < PROPERTY_COUNT; i++) {
        const clm_column *column = &properties[i].column;
        if ((column->groups & groups) != 0 && strcmp(column->name, name) == 0) {
            return column;
        }
    }
    return NULL;
}

clm_row clm_row_of(const clm_collection *collection, const clm_feature *feature,
                   const clm_theme *theme) {
    const bool speaks = theme != NULL &&
                        (feature->kind == CLM_FEATURE_CLAIM || feature->kind == CLM_FEATURE_FIGURE);
    return (clm_row){.collection = collection,
                     .feature = feature,
                     .theme = theme,
                     .side = speaks ? clm_collection_side_index(collection, feature) : -1};
}

static bool add_json(const property *from, const clm_row *row, clm_buffer *out) {
    const size_t before = out->len;
    if (from->has != NULL && !from->has(row)) {
        return false;
    }
    clm_json_writer writer;
    clm_json_begin(&writer, out);
    from->json(&writer, row);
    if (!out->failed && clm_text_is((clm_text){out->data + before, out->len - before}, "null")) {
        out->len = before;
        out->data[before] = '\0';
        return false;
    }
    return true;
}

static bool add_text(const property *from, const clm_row *row, clm_buffer *out) {
    if (from->composed) {
        const size_t before = out->len;
        from->words(row, out);
        return out->len > before;
    }
    char scratch[CLM_SCRATCH_BYTES];
    const char *text = from->text(row, scratch);
    if (text != NULL) {
        clm_buffer_string(out, text);
    }
    return text != NULL;
}

bool clm_column_value(const clm_column *column, const clm_row *row, clm_buffer *out) {
    const property *from = (const property *)column;
    int64_t whole = 0;
    double number = 0.0;
    if ((column->kinds >> (unsigned)row->feature->kind & 1U) == 0) {
        return false;
    }
    switch (column->type) {
    case CLM_COLUMN_TEXT:
    case CLM_COLUMN_DATE:
        return add_text(from, row, out);
    case CLM_COLUMN_INTEGER:
        if (from->integer(row, &whole)) {
            clm_buffer_number(out, (double)whole, 0);
            return true;
        }
        return false;
    case CLM_COLUMN_NUMBER:
        number = from->number(row);
        if (isfinite(number)) {
            clm_buffer_number(out, number, column->decimals);
            return true;
        }
        return false;
    case CLM_COLUMN_BOOLEAN:
        clm_buffer_string(out, from->boolean(row) ? "true" : "false");
        return true;
    case CLM_COLUMN_JSON:
        return add_json(from, row, out);
    }
    return false;
}
