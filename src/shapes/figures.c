#include "shapes/figures.h"

#include "base/alloc.h"
#include "shapes/polygons.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { VERTICES_MAX = 1000 };

/* Two areas that differ by less are one area, said twice or in two units. */
#define SAME_AREA 0.015
/* A settlement may lie so far outside of the region that the text gives it, by rough coordinates.
 */
#define CONTAINER_SLACK_M 20000.0

static bool event_has_figure(clm_event_type type) {
    clm_event_class event_class = clm_event_class_of(type);
    return event_class == CLM_CLASS_TERRITORY || event_class == CLM_CLASS_MANOEUVRE ||
           event_class == CLM_CLASS_HAZARD || type == CLM_EVENT_TERRITORIAL_DISPUTE ||
           type == CLM_EVENT_MINEFIELD || type == CLM_EVENT_DEMINING ||
           type == CLM_EVENT_AREA_EXTENT || type == CLM_EVENT_LAND_USE ||
           type == CLM_EVENT_DAMAGE; /* "350 square km of cane were flattened" */
}

static bool claim_has_figure(const clm_claim *claim) {
    return event_has_figure(claim->event_type) && !claim->negative &&
           claim->status != CLM_STATUS_DENIED && claim->status != CLM_STATUS_HYPOTHETICAL;
}

static bool role_is(const clm_quantity *quantity, const char *role) {
    return quantity->role != NULL && strcmp(quantity->role, role) == 0;
}

static bool quantity_has_figure(const clm_quantity *quantity) {
    return isfinite(quantity->km2) && quantity->km2 > 0.0 && !role_is(quantity, "conversion_of") &&
           !role_is(quantity, "share_of") && !role_is(quantity, "average");
}

/* Where a place stands in the choice of the anchor; lower is better, negative never. */
static int anchor_cost(const clm_figure_input *input, const clm_claim_place *at) {
    const clm_resolved *place = &input->resolved[at->mention];
    bool known = place->located || place->within != CLM_NO_PLACE;
    if (!known || at->role == CLM_ROLE_ORIGIN || at->role == CLM_ROLE_BORDER_WITH ||
        at->role == CLM_ROLE_BENEFICIARY || at->role == CLM_ROLE_ALIAS ||
        place->kind == CLM_KIND_CONTINENT) {
        return -1;
    }
    int cost = at->role == CLM_ROLE_LOCATION || at->role == CLM_ROLE_RELATIVE_LOCATION ? 0 : 1;
    cost += at->draw == CLM_DRAW_PRIMARY || at->draw == CLM_DRAW_SECONDARY ? 0 : 4;
    cost += place->kind == CLM_KIND_SETTLEMENT && place->located ? 0 : 2;
    cost += at->role == CLM_ROLE_CONTAINER ? 3 : 0;
    cost += place->kind == CLM_KIND_COUNTRY || place->kind == CLM_KIND_COUNTRY_GROUP ? 3 : 0;
    return cost;
}

static bool choose_place(const clm_figure_input *input, const clm_claim *claim, size_t *chosen) {
    int best = -1;
    for (size_t p = 0; p < claim->place_count; p++) {
        int cost = anchor_cost(input, &claim->places[p]);
        if (cost >= 0 && (best < 0 || cost < best)) {
            best = cost;
            *chosen = p;
        }
    }
    return best >= 0;
}

static const clm_resolved *place_of(const clm_figure_input *input, const clm_figure *figure) {
    const clm_claim *claim = &input->claims->items[figure->claim];
    return &input->resolved[claim->places[figure->claim_place].mention];
}

static bool is_anchored(const clm_resolved *place) {
    if (!place->located || place->place == CLM_NO_PLACE) {
        return place->located && place->within == CLM_NO_PLACE;
    }
    return !clm_figure_kind_has_area(place->kind) || place->kind == CLM_KIND_DISTRICT;
}

/* The same statement again: of one event, or of one place, with one area. */
static bool same_figure(const clm_figure_input *input, const clm_figure *a, const clm_figure *b) {
    const clm_claim *first = &input->claims->items[a->claim];
    const clm_claim *second = &input->claims->items[b->claim];
    bool related = a->claim == b->claim || first->event_group == second->event_group ||
                   first->duplicate_of == (int)b->claim || second->duplicate_of == (int)a->claim;
    return related && a->past_peak == b->past_peak &&
           fabs(a->area_m2 - b->area_m2) <= SAME_AREA * fmax(a->area_m2, b->area_m2);
}

/* Adds a figure to be shaped, unless it is there already; the anchored one of a pair stays. */
static void add_figure(const clm_figure_input *input, clm_figure *figures, size_t *count,
                       clm_figure figure) {
    for (size_t i = 0; i < *count; i++) {
        if (same_figure(input, &figures[i], &figure)) {
            if (figure.anchored && !figures[i].anchored) {
                figures[i] = figure;
            }
            return;
        }
    }
    figures[(*count)++] = figure;
}

/* Lists the figures without shapes; `figures` has room for every quantity. */
static size_t list_figures(const clm_figure_input *input, clm_figure *figures) {
    size_t count = 0;
    for (size_t c = 0; c < input->claims->count; c++) {
        const clm_claim *claim = &input->claims->items[c];
        size_t place = 0;
        if (!claim_has_figure(claim) || !choose_place(input, claim, &place)) {
            continue;
        }
        for (size_t q = 0; q < claim->quantity_count; q++) {
            const clm_quantity *quantity = &claim->quantities[q];
            if (!quantity_has_figure(quantity)) {
                continue;
            }
            clm_figure figure = {.claim = c, .claim_place = place, .quantity = q};
            figure.area_m2 = quantity->km2 * 1e6;
            figure.past_peak =
                claim->status == CLM_STATUS_PAST_PEAK || role_is(quantity, "previous");
            figure.region = CLM_NO_PLACE;
            figure.anchored = is_anchored(place_of(input, &figure));
            add_figure(input, figures, &count, figure);
        }
    }
    return count;
}

static clm_place_index area_place(const clm_resolved *place) {
    clm_place_index index = place->place != CLM_NO_PLACE ? place->place : place->within;
    return clm_figure_kind_has_area(place->kind) || place->place == CLM_NO_PLACE ? index
                                                                                 : CLM_NO_PLACE;
}

/* The region that the text names for the figure's settlement, or CLM_NO_PLACE. */
static clm_place_index named_region(const clm_figure_input *input, const clm_figure *figure) {
    const clm_claim *claim = &input->claims->items[figure->claim];
    int mention = claim->places[figure->claim_place].mention;
    int container = input->mentions->items[mention].container;
    if (container >= 0 && (size_t)container < input->mentions->count &&
        input->resolved[container].located) {
        clm_place_index index = area_place(&input->resolved[container]);
        if (index != CLM_NO_PLACE) {
            return index;
        }
    }
    for (size_t p = 0; p < claim->place_count; p++) {
        const clm_resolved *place = &input->resolved[claim->places[p].mention];
        if (claim->places[p].role == CLM_ROLE_CONTAINER && place->located &&
            place->kind == CLM_KIND_REGION) {
            return place->place;
        }
    }
    return CLM_NO_PLACE;
}

/* Polygons to clip to: fine where the figure is small. */
static clm_status region_polygons(const clm_figure_input *input, clm_place_index region,
                                  double area_m2, clm_geometry *out, clm_error *error) {
    clm_place place = clm_gazetteer_place(input->gazetteer, region);
    double detail_m2 = place.kind == CLM_KIND_REGION ? CLM_DETAIL_FULL : 1e-4 * area_m2;
    return clm_gazetteer_shape(input->gazetteer, region, input->worldview, detail_m2, out, error);
}

static bool near_polygons(const clm_geometry *polygons, clm_lonlat point) {
    if (polygons->kind != CLM_GEOMETRY_POLYGONS) {
        return false;
    }
    bool near = clm_geometry_contains(polygons, point);
    for (size_t i = 0; !near && i < polygons->point_count; i++) {
        near = clm_sphere_distance_m(point, polygons->points[i]) < CONTAINER_SLACK_M;
    }
    return near;
}

/* Tries one region for an anchored figure: `*fits` if it holds the point (and the area, unless the
 * text names the region: then too large an area is a finding). */
static clm_status try_region(const clm_figure_input *input, clm_figure *figure, clm_lonlat point,
                             clm_place_index region, bool named, clm_geometry *out, bool *fits,
                             clm_error *error) {
    *fits = false;
    clm_geometry_clear(out);
    if (region == CLM_NO_PLACE) {
        return CLM_OK;
    }
    clm_status status = region_polygons(input, region, figure->area_m2, out, error);
    if (status == CLM_OK && near_polygons(out, point)) {
        *fits = named || clm_shapes_holds(out, figure->area_m2);
    }
    if (*fits) {
        figure->region = region;
    } else {
        clm_geometry_clear(out);
    }
    return status;
}

/* The region that an anchored figure is clipped to: the one that the text names, the one around
 * the point, the country; on water none. */
static clm_status anchored_region(const clm_figure_input *input, clm_figure *figure,
                                  clm_lonlat point, clm_geometry *out, clm_error *error) {
    const clm_resolved *place = place_of(input, figure);
    clm_place_index around = CLM_NO_PLACE;
    if (place->kind == CLM_KIND_SEA || place->kind == CLM_KIND_RIVER) {
        return CLM_OK;
    }
    bool fits = false;
    clm_status status =
        try_region(input, figure, point, named_region(input, figure), true, out, &fits, error);
    if (status == CLM_OK && !fits &&
        clm_gazetteer_containing(input->gazetteer, point, &around, 1) > 0) {
        status = try_region(input, figure, point, around, false, out, &fits, error);
    }
    if (status == CLM_OK && !fits && place->place != CLM_NO_PLACE) {
        clm_place known = clm_gazetteer_place(input->gazetteer, place->place);
        status = try_region(input, figure, point, known.country_place, true, out, &fits, error);
    }
    return status;
}

/* Shapes `figure` inside `polygons` (NONE: anywhere), with at most about a thousand vertices;
 * `coarse` ones have few already. */
static clm_status shape_figure(const clm_figure_input *input, clm_figure *figure,
                               clm_geometry *polygons, clm_lonlat centre, bool coarse,
                               clm_error *error) {
    bool clipped = polygons->kind == CLM_GEOMETRY_POLYGONS;
    figure->centre = centre;
    if (clipped && !clm_shapes_holds(polygons, figure->area_m2)) {
        figure->impossible = true;
        return CLM_OK;
    }
    clm_status status = clm_area_true_shape(centre, figure->area_m2, clipped ? polygons : NULL,
                                            &figure->geometry, error);
    for (double detail_m2 = 1e-4 * figure->area_m2;
         status == CLM_OK && clipped && !coarse && figure->geometry.point_count > VERTICES_MAX &&
         detail_m2 < figure->area_m2;
         detail_m2 *= 8.0) {
        clm_geometry_clear(polygons);
        status = clm_gazetteer_shape(input->gazetteer, figure->region, input->worldview, detail_m2,
                                     polygons, error);
        if (status == CLM_OK && polygons->kind == CLM_GEOMETRY_POLYGONS &&
            clm_shapes_holds(polygons, figure->area_m2)) {
            status =
                clm_area_true_shape(centre, figure->area_m2, polygons, &figure->geometry, error);
        }
    }
    if (status == CLM_ERR_RANGE) {
        figure->impossible = true;
        clm_geometry_clear(&figure->geometry);
        return CLM_OK;
    }
    /* A border point as the centre would put the label outside. */
    if (status == CLM_OK && !figure->anchored &&
        !clm_geometry_contains(&figure->geometry, figure->centre)) {
        figure->centre = clm_geometry_label_point(&figure->geometry);
    }
    return status;
}

static clm_status make_anchored(const clm_figure_input *input, clm_figure *figure,
                                clm_error *error) {
    clm_geometry polygons;
    clm_geometry_init(&polygons);
    clm_lonlat point = place_of(input, figure)->point;
    double bearing_deg = 0.0;
    double dist_m = 0.0;
    if (clm_claim_offset(input->article, input->mentions, &input->claims->items[figure->claim],
                         figure->claim_place, &bearing_deg, &dist_m)) {
        point = clm_destination(point, bearing_deg, dist_m);
    }
    clm_status status = anchored_region(input, figure, point, &polygons, error);
    if (status == CLM_OK) {
        status = shape_figure(input, figure, &polygons, point, false, error);
    }
    clm_geometry_clear(&polygons);
    return status;
}

static clm_status make_by_context(const clm_figure_input *input, clm_figure *figures, size_t count,
                                  size_t index, clm_error *error) {
    clm_figure *figure = &figures[index];
    const clm_resolved *place = place_of(input, figure);
    clm_geometry polygons;
    clm_geometry_init(&polygons);
    figure->region = place->place != CLM_NO_PLACE ? place->place : place->within;
    clm_status status = CLM_OK;
    bool coarse = false;
    if (place->compass == CLM_COMPASS_NONE) {
        status = region_polygons(input, figure->region, figure->area_m2, &polygons, error);
    }
    if (status == CLM_OK && polygons.kind != CLM_GEOMETRY_POLYGONS &&
        place->place != CLM_NO_PLACE) {
        clm_geometry_basis basis = CLM_BASIS_NONE;
        status = clm_shape_of_place(input->gazetteer, place, input->worldview, (double)NAN,
                                    (double)NAN, &polygons, &basis, error);
        coarse = true;
    }
    if (status == CLM_OK && place->compass != CLM_COMPASS_NONE &&
        !clm_shapes_holds(&polygons, figure->area_m2)) {
        /* "Eastern X" has no border of its own that would make a larger area impossible. */
        status = region_polygons(input, figure->region, figure->area_m2, &polygons, error);
        coarse = false;
    }
    if (status == CLM_OK && polygons.kind != CLM_GEOMETRY_POLYGONS) {
        clm_geometry_clear(&polygons);
        figure->region = CLM_NO_PLACE;
        if (place->located) {
            status = shape_figure(input, figure, &polygons, place->point, coarse, error);
        }
    } else if (status == CLM_OK) {
        clm_lonlat centre =
            clm_figure_context_centre(input, figure->claim, &polygons, figures, count);
        status = shape_figure(input, figure, &polygons, centre, coarse, error);
    }
    clm_geometry_clear(&polygons);
    return status;
}

static int by_claim_and_quantity(const void *a, const void *b) {
    const clm_figure *first = a;
    const clm_figure *second = b;
    if (first->claim != second->claim) {
        return first->claim < second->claim ? -1 : 1;
    }
    return (first->quantity > second->quantity) - (first->quantity < second->quantity);
}

static clm_status shape_all(const clm_figure_input *input, clm_figure *figures, size_t count,
                            clm_error *error) {
    clm_status status = CLM_OK;
    for (size_t i = 0; status == CLM_OK && i < count; i++) {
        if (figures[i].anchored) {
            status = make_anchored(input, &figures[i], error);
        }
    }
    for (size_t i = 0; status == CLM_OK && i < count; i++) {
        if (!figures[i].anchored) {
            status = make_by_context(input, figures, count, i, error);
        }
    }
    return status;
}

clm_status clm_figures_make(const clm_article *article, const clm_gazetteer *gazetteer,
                            const clm_mentions *mentions, const clm_resolved *resolved,
                            const clm_claims *claims, clm_worldview worldview, clm_figure **out,
                            size_t *count, clm_error *error) {
    *out = NULL;
    *count = 0;
    size_t capacity = 0;
    for (size_t c = 0; c < claims->count; c++) {
        capacity += claims->items[c].quantity_count;
    }
    if (capacity == 0) {
        return CLM_OK;
    }
    clm_figure *figures = clm_alloc_zero(capacity, sizeof *figures);
    if (figures == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "figures: out of memory");
    }
    clm_figure_input input = {.article = article,
                              .gazetteer = gazetteer,
                              .mentions = mentions,
                              .resolved = resolved,
                              .claims = claims,
                              .worldview = worldview};
    size_t made = list_figures(&input, figures);
    qsort(figures, made, sizeof *figures, by_claim_and_quantity);
    clm_status status = shape_all(&input, figures, made, error);
    if (status != CLM_OK) {
        clm_figures_free(figures, made);
        return status;
    }
    *out = figures;
    *count = made;
    return CLM_OK;
}

void clm_figures_free(clm_figure *figures, size_t count) {
    for (size_t i = 0; figures != NULL && i < count; i++) {
        clm_geometry_clear(&figures[i].geometry);
    }
    clm_free(figures);
}
