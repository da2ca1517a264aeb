/* What is claimed, as shapes and points of the map with the numbers of the claims. */
#include "page/parts.h"

#include <math.h>

static double step_of(const clm_page *page) {
    return fmax(1, ceil(clm_page_detail_m(page) / 4));
}

static bool is_edited(const clm_feature *feature) {
    return (feature->edited & (1U << CLM_SUM_GEOMETRY)) != 0;
}

/* Shapes that are much larger than the map are seen from afar. */
static bool is_fine(const clm_page *page, const clm_feature *feature) {
    const double home_m2 =
        (page->home.x1_m - page->home.x0_m) * (page->home.y1_m - page->home.y0_m);
    return page->gazetteer && feature->basis == CLM_BASIS_REGION_POLYGON && feature->has_place &&
           feature->place.index != CLM_NO_PLACE && !is_edited(feature) &&
           clm_gazetteer_place(page->gazetteer, feature->place.index).area_m2 < 4 * home_m2;
}

/* The shape that is drawn: a region's at the detail of the base map, so that borders meet. */
static clm_status shape_of(const clm_page *page, const clm_feature *feature, clm_geometry *out) {
    clm_geometry fine;
    clm_geometry_init(&fine);
    const clm_geometry *shape = &feature->geometry;
    const double detail_m = clm_page_detail_m(page);
    clm_status status = CLM_OK;
    if (is_fine(page, feature)) {
        status = clm_gazetteer_shape(page->gazetteer, feature->place.index,
                                     page->collection->facts.worldview, detail_m * detail_m, &fine,
                                     page->error);
        shape = fine.kind == CLM_GEOMETRY_POLYGONS ? &fine : shape;
    }
    if (status == CLM_OK) {
        status = clm_page_project(page, shape, out);
    }
    clm_geometry_clear(&fine);
    return status;
}

static clm_lonlat point_of(const clm_page *page, const clm_feature *feature) {
    const bool point = feature->geometry.kind == CLM_GEOMETRY_POINT;
    if (!point && !(feature->has_place && feature->place.located)) {
        return clm_page_in_plane(page, clm_geometry_label_point(&feature->geometry));
    }
    return clm_page_in_plane(page, point ? feature->geometry.points[0] : feature->place.point);
}

/* Where the name of a shape stands: the gazetteer's point for all of a region, else found anew. */
static clm_lonlat middle_of(const clm_page *page, const clm_feature *feature) {
    if (feature->kind == CLM_FEATURE_FIGURE && !is_edited(feature)) {
        return clm_page_in_plane(page, feature->centre);
    }
    const bool part = feature->basis == CLM_BASIS_COMPASS_PART || is_edited(feature) ||
                      feature->kind == CLM_FEATURE_FIGURE;
    return part && feature->geometry.point_count > 0 && feature->geometry.kind != CLM_GEOMETRY_POINT
               ? clm_page_in_plane(page, clm_geometry_label_point(&feature->geometry))
               : point_of(page, feature);
}

static bool has_image(clm_lonlat at) {
    return isfinite(at.lon_deg) && isfinite(at.lat_deg);
}

static clm_status put_shape(const clm_page *page, const clm_feature *feature,
                            clm_json_writer *json) {
    clm_geometry shape;
    clm_geometry_init(&shape);
    clm_status status = shape_of(page, feature, &shape);
    if (status == CLM_OK) {
        clm_json_key(json, shape.kind == CLM_GEOMETRY_LINES ? "lines" : "rings");
        clm_page_put_parts(json, &shape, step_of(page));
    }
    clm_geometry_clear(&shape);
    return status;
}

static void put_sign(const clm_page *page, const clm_feature *feature, clm_json_writer *json) {
    CLM_JSON_INT(json, "side", clm_page_side(page, feature));
    CLM_JSON_INT(json, "sign", (int)clm_sign_of(feature));
    if (clm_is_hearsay(feature)) {
        CLM_JSON_INT(json, "hearsay", 1);
    }
    if (feature->draw != CLM_DRAW_PRIMARY) {
        CLM_JSON_INT(json, "faint", 1);
    }
}

static clm_status put_spot(const clm_page *page, const clm_page_spot *spot, clm_json_writer *json) {
    static const char *const kinds[] = {"undrawn", "context", "claimed"};
    const clm_feature *feature = spot->feature;
    const clm_lonlat at = middle_of(page, feature);
    clm_status status = CLM_OK;
    clm_json_open_object(json);
    CLM_JSON_STRING(json, "name", spot->name);
    CLM_JSON_STRING(json, "kind", kinds[spot->kind]);
    if (has_image(at)) {
        CLM_JSON_KEY(json, "at");
        clm_page_put_point(json, at, step_of(page));
    }
    if (spot->kind == CLM_SPOT_CLAIMED && feature->geometry.kind != CLM_GEOMETRY_POINT) {
        status = put_shape(page, feature, json);
    }
    if (feature->place.kind == CLM_KIND_FACILITY) {
        CLM_JSON_INT(json, "square", 1);
    }
    if (feature->basis == CLM_BASIS_COMPASS_PART) {
        CLM_JSON_INT(json, "vague", 1);
    }
    CLM_JSON_KEY(json, "voices");
    clm_json_open_array(json);
    for (size_t v = 0; v < spot->voice_count; v++) {
        clm_json_open_object(json);
        CLM_JSON_INT(json, "claim",
                     spot->voices[v].claim == SIZE_MAX ? -1 : (int64_t)spot->voices[v].claim);
        put_sign(page, spot->voices[v].feature, json);
        clm_json_close_object(json);
    }
    clm_json_close_array(json);
    clm_json_close_object(json);
    return status;
}

static clm_status put_figure(const clm_page *page, const clm_page_figure *figure,
                             clm_json_writer *json) {
    clm_json_open_object(json);
    CLM_JSON_INT(json, "claim", figure->claim == SIZE_MAX ? -1 : (int64_t)figure->claim);
    CLM_JSON_STRING(json, "label", figure->label);
    CLM_JSON_STRING(json, "title", figure->feature->title);
    if (figure->feature->past_peak) {
        CLM_JSON_INT(json, "peak", 1);
    }
    put_sign(page, figure->feature, json);
    CLM_JSON_KEY(json, "at");
    clm_page_put_point(json, middle_of(page, figure->feature), step_of(page));
    clm_status status = put_shape(page, figure->feature, json);
    clm_json_close_object(json);
    return status;
}

static void put_move(const clm_page *page, const clm_move *move, clm_json_writer *json) {
    const clm_lonlat from = point_of(page, move->from);
    const clm_lonlat to = move->to ? point_of(page, move->to) : from;
    const size_t claim = page->claim_of[move->feature - page->collection->items];
    if (!has_image(from) || !has_image(to)) {
        return;
    }
    clm_json_open_object(json);
    CLM_JSON_INT(json, "claim", claim == SIZE_MAX ? -1 : (int64_t)claim);
    CLM_JSON_KEY(json, "from");
    clm_page_put_point(json, from, step_of(page));
    if (move->to) {
        CLM_JSON_KEY(json, "to");
        clm_page_put_point(json, to, step_of(page));
    }
    if (move->link) {
        CLM_JSON_INT(json, "link", 1);
    }
    put_sign(page, move->feature, json);
    if (move->primary) {
        CLM_JSON_INT(json, "primary", 1);
    }
    clm_json_close_object(json);
}

clm_status clm_page_shapes(const clm_page *page, clm_json_writer *json) {
    clm_status status = CLM_OK;
    CLM_JSON_NUMBER(json, "step", step_of(page), 0);
    CLM_JSON_KEY(json, "spots");
    clm_json_open_array(json);
    for (size_t s = 0; s < page->spot_count && status == CLM_OK; s++) {
        status = put_spot(page, &page->spots[s], json);
    }
    clm_json_close_array(json);
    CLM_JSON_KEY(json, "figures");
    clm_json_open_array(json);
    for (size_t f = 0; f < page->figure_count && status == CLM_OK; f++) {
        status = put_figure(page, &page->figures[f], json);
    }
    clm_json_close_array(json);
    CLM_JSON_KEY(json, "moves");
    clm_json_open_array(json);
    for (size_t m = 0; m < page->move_count; m++) {
        put_move(page, &page->moves[m], json);
    }
    clm_json_close_array(json);
    return status;
}
