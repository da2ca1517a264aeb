#include "features/read.h"

#include <math.h>
#include <string.h>

static int kind_parse(clm_text word) {
    static const char *const names[] = {[CLM_FEATURE_ARTICLE] = "article",
                                        [CLM_FEATURE_CLAIM] = "claim",
                                        [CLM_FEATURE_FIGURE] = "figure",
                                        [CLM_FEATURE_PLACE] = "place"};
    for (int kind = 0; kind < (int)(sizeof names / sizeof names[0]); kind++) {
        if (clm_text_is(word, names[kind])) {
            return kind;
        }
    }
    return -1;
}

static int basis_parse(clm_text word) {
    for (int basis = 0; basis < CLM_BASIS_COUNT; basis++) {
        if (clm_text_is(word, clm_geometry_basis_name((clm_geometry_basis)basis))) {
            return basis;
        }
    }
    return -1;
}

/* What a person put their own for. Without sums, written before there were any or lost on the way,
 * everything that is there counts as theirs. */
static unsigned find_edits(clm_reading *reading, const clm_json *properties,
                           const clm_feature *feature) {
    enum { PART = 8 };
    char now[CLM_SUMS_BYTES];
    clm_feature_sums(feature, now);
    const char *then = clm_read_string(reading, properties, "sums");
    unsigned edited = 0;
    for (unsigned sum = 0; sum < CLM_SUM_COUNT; sum++) {
        bool absent = (sum == CLM_SUM_TITLE && feature->title == NULL) ||
                      (sum == CLM_SUM_DESCRIPTION && feature->description == NULL);
        size_t length = then != NULL ? strcspn(then, "-") : 0;
        bool same = length == PART && strncmp(then, now + (size_t)sum * (PART + 1), PART) == 0;
        if (then == NULL ? !absent : !same) {
            edited |= 1U << sum;
        }
        if (then != NULL) {
            then += length + (then[length] == '-');
        }
    }
    return edited;
}

static bool is_edited(const clm_feature *feature, clm_sum what) {
    return (feature->edited & (1U << (unsigned)what)) != 0;
}

/* An item that is a number, or a number as text. */
static double item_number(const clm_json *array, size_t index) {
    const clm_json *item = clm_json_item(array, index);
    double number = clm_json_number(item, (double)NAN);
    (void)clm_text_number(clm_text_trim(clm_json_text(item)), &number);
    return number;
}

static void read_figure(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    out->area_km2 = clm_read_number(reading, properties, "area_km2", (double)NAN);
    const clm_json *centre = clm_read_array(reading, properties, "centre");
    clm_lonlat point = {item_number(centre, 0), item_number(centre, 1)};
    if (isfinite(point.lon_deg) && isfinite(point.lat_deg)) {
        out->centre = point;
    } else {
        out->centre = clm_geometry_label_point(&out->geometry);
        if (centre != NULL) {
            clm_read_warn(reading, "centre", "is not longitude and latitude; left out");
        }
    }
    out->anchored = clm_read_bool(reading, properties, "anchored", false);
    out->past_peak = clm_read_bool(reading, properties, "past_peak", false);
    out->impossible = clm_read_bool(reading, properties, "impossible", false);
    if (out->area_km2 <= 0.0) {
        clm_read_warn(reading, "area_km2", "is not more than 0; left out");
        out->area_km2 = (double)NAN;
    }
}

/* A figure is drawn as it stands; that its area is no longer the stated one is worth a word. */
static void check_area(clm_reading *reading, clm_feature *feature) {
    if (feature->geometry.kind != CLM_GEOMETRY_POLYGONS) {
        return;
    }
    double area_km2 = isnan(feature->area_km2) || is_edited(feature, CLM_SUM_GEOMETRY)
                          ? clm_geometry_area_m2(&feature->geometry) / 1e6
                          : feature->area_km2;
    if (isnan(feature->area_km2)) {
        feature->area_km2 = area_km2;
    } else if (fabs(area_km2 - feature->area_km2) > 0.01 * feature->area_km2) {
        clm_read_warn(reading, "area_km2", "says %s, its shape has %s km\xC2\xB2 now",
                      clm_read_number_text(reading, feature->area_km2),
                      clm_read_number_text(reading, area_km2));
    }
}

/* ---- what a person moved or added ---- */

/* Points and labels go where the shape went. */
static void follow_shape(clm_feature *feature) {
    if (feature->geometry.kind == CLM_GEOMETRY_NONE || !is_edited(feature, CLM_SUM_GEOMETRY)) {
        return;
    }
    clm_feature_place *place = &feature->place;
    if (feature->has_place && feature->geometry.kind == CLM_GEOMETRY_POLYGONS && place->located &&
        clm_geometry_contains(&feature->geometry, place->point)) {
        return;
    }
    place->point = clm_lonlat_settle(clm_geometry_label_point(&feature->geometry));
    place->located = true;
    feature->centre = place->point;
}

/* A shape of the person's own: what it is called is all that is known of it. */
static void name_added(clm_reading *reading, const clm_json *properties, bool added,
                       clm_feature *feature) {
    if (feature->has_place || feature->geometry.kind == CLM_GEOMETRY_NONE) {
        return;
    }
    const char *name = clm_read_string(reading, properties, "name");
    name = name != NULL ? name : clm_read_string(reading, properties, "Name");
    if (name == NULL && !added) {
        return;
    }
    feature->has_place = true;
    feature->place = (clm_feature_place){
        .name = name != NULL ? name : feature->title,
        .kind = feature->geometry.kind == CLM_GEOMETRY_POINT ? CLM_KIND_SETTLEMENT
                                                             : CLM_KIND_VAGUE_REGION,
        .index = CLM_NO_PLACE,
    };
    if (feature->geo_precision == 0) {
        feature->geo_precision = feature->geometry.kind == CLM_GEOMETRY_POINT ? 1 : 2;
    }
}

/* ---- words that nobody changed follow the fields that somebody may have changed ---- */

static bool same_text(const char *a, const char *b) {
    return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Of several quantities of the same size the one that the title had. */
static void word_figure(clm_build *build, clm_feature *feature) {
    const char *before = feature->title;
    const char *first = NULL;
    for (size_t i = 0; i < feature->quantity_count; i++) {
        const clm_feature_quantity *quantity = &feature->quantities[i];
        if (!(fabs(quantity->km2 - feature->area_km2) <= 0.005 * feature->area_km2)) {
            continue;
        }
        clm_build_figure_words(build, feature, quantity);
        if (same_text(feature->title, before)) {
            return;
        }
        first = first != NULL ? first : feature->title;
    }
    feature->title = first;
    if (first == NULL && !isnan(feature->area_km2)) {
        const clm_feature_quantity stated = {.value = (double)NAN, .km2 = feature->area_km2};
        clm_build_figure_words(build, feature, &stated);
    }
}

static void word_feature(clm_build *build, clm_feature *feature) {
    bool says_something =
        feature->quote.text != NULL || feature->has_source || feature->event_type != CLM_EVENT_NONE;
    const char *description = feature->description;
    if (feature->kind == CLM_FEATURE_PLACE) {
        const char *title = feature->title;
        clm_build_place_words(build, feature);
        feature->title = is_edited(feature, CLM_SUM_TITLE) ? title : feature->title;
    } else if (feature->quote.text != NULL) {
        clm_build_description(build, feature);
    }
    if (is_edited(feature, CLM_SUM_DESCRIPTION)) {
        feature->description = description;
    }
    if (feature->kind == CLM_FEATURE_PLACE || is_edited(feature, CLM_SUM_TITLE)) {
        return;
    }
    if (feature->kind == CLM_FEATURE_FIGURE) {
        word_figure(build, feature);
    } else if (says_something) {
        clm_build_claim_words(build, feature);
    } else {
        feature->title = feature->has_place ? feature->place.name : NULL;
    }
}

static void read_properties(clm_reading *reading, const clm_json *properties, clm_feature *out) {
    clm_read_place(reading, properties, out);
    if (out->kind == CLM_FEATURE_PLACE) {
        clm_read_mentions(reading, properties, out);
    } else {
        clm_read_statement(reading, properties, out);
    }
    out->basis = (clm_geometry_basis)clm_read_word(reading, properties, "geometry_basis",
                                                   basis_parse, CLM_BASIS_NONE);
    if (out->kind == CLM_FEATURE_FIGURE) {
        read_figure(reading, properties, out);
    }
    out->confidence = clm_read_number(reading, properties, "confidence", 0.0);
    clm_draw usual = out->geometry.kind == CLM_GEOMETRY_NONE ? CLM_DRAW_NO
                     : out->kind == CLM_FEATURE_PLACE        ? CLM_DRAW_CONTEXT
                                                             : CLM_DRAW_PRIMARY;
    out->draw = (clm_draw)clm_read_word(reading, properties, "draw", clm_draw_parse, (int)usual);
    out->reason = clm_read_string(reading, properties, "reason");
    clm_read_change(reading, properties, out);
    out->title = clm_read_string(reading, properties, "title");
    out->description = clm_read_string(reading, properties, "description");
}

clm_status clm_read_feature(clm_reading *reading, const clm_json *feature, clm_feature *out,
                            clm_error *error) {
    clm_build *build = &reading->build;
    *out = (clm_feature){.area_km2 = (double)NAN};
    const clm_json *properties = clm_read_object(reading, feature, "properties");
    out->id = clm_read_string(reading, properties, "id");
    if (out->id == NULL) {
        out->id = clm_read_string(reading, feature, "id");
    }
    reading->id = out->id;
    const bool added = clm_json_is_null(clm_json_member(properties, "kind"));
    out->kind =
        (clm_feature_kind)clm_read_word(reading, properties, "kind", kind_parse, CLM_FEATURE_CLAIM);
    clm_status status =
        clm_read_geometry(reading, clm_json_member(feature, "geometry"), &out->geometry, error);
    if (status != CLM_OK) {
        return status;
    }
    if (out->kind == CLM_FEATURE_FIGURE && out->geometry.kind != CLM_GEOMETRY_NONE &&
        out->geometry.kind != CLM_GEOMETRY_POLYGONS) {
        clm_read_warn(reading, NULL, "a figure that is no polygon; drawn as a claim");
        out->kind = CLM_FEATURE_CLAIM;
    }
    read_properties(reading, properties, out);
    out->edited = find_edits(reading, properties, out);
    name_added(reading, properties, added, out);
    follow_shape(out);
    if (out->kind == CLM_FEATURE_FIGURE) {
        check_area(reading, out);
    }
    clm_build_settle(build, out);
    word_feature(build, out);
    if (out->id == NULL) {
        char sums[CLM_SUMS_BYTES];
        const unsigned edited = out->edited;
        out->edited = 0;
        clm_feature_sums(out, sums);
        out->edited = edited;
        out->id = clm_build_id(build, clm_text_of(out->title), clm_text_of(sums), "added");
    }
    if (out->kind != CLM_FEATURE_PLACE && out->claim_id == NULL) {
        out->claim_id = out->id;
    }
    return build->failed ? clm_fail(error, CLM_ERR_NOMEM, "GeoJSON: out of memory") : CLM_OK;
}
