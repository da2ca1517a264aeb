#include "shapes/figures.h"

#include <math.h>

/* Farther than this a claim elsewhere says nothing about where in a region a figure belongs. */
#define NEIGHBOUR_M 500000.0
#define RADIANS (3.14159265358979323846 / 180.0)

/* A mean of directions on the sphere: no special case at 180 degrees. */
typedef struct point_mean {
    double x, y, z;
    size_t count;
} point_mean;

static void add_point(point_mean *mean, clm_lonlat point) {
    double lon = point.lon_deg * RADIANS;
    double lat = point.lat_deg * RADIANS;
    mean->x += cos(lat) * cos(lon);
    mean->y += cos(lat) * sin(lon);
    mean->z += sin(lat);
    mean->count++;
}

static clm_lonlat mean_point(const point_mean *mean) {
    return (clm_lonlat){atan2(mean->y, mean->x) / RADIANS,
                        atan2(mean->z, hypot(mean->x, mean->y)) / RADIANS};
}

bool clm_figure_kind_has_area(clm_place_kind kind) {
    return kind == CLM_KIND_REGION || kind == CLM_KIND_COUNTRY || kind == CLM_KIND_COUNTRY_GROUP ||
           kind == CLM_KIND_VAGUE_REGION || kind == CLM_KIND_DISPUTED_REGION ||
           kind == CLM_KIND_DISTRICT;
}

static bool precise(clm_place_kind kind) {
    return kind == CLM_KIND_SETTLEMENT || kind == CLM_KIND_FACILITY || kind == CLM_KIND_DISTRICT;
}

/* The border vertex nearest to `to`. */
static clm_lonlat nearest_vertex(const clm_geometry *polygons, clm_lonlat to) {
    clm_lonlat best = polygons->points[0];
    double best_m = HUGE_VAL;
    for (size_t i = 0; i < polygons->point_count; i++) {
        double dist_m = clm_sphere_distance_m(to, polygons->points[i]);
        if (dist_m < best_m) {
            best_m = dist_m;
            best = polygons->points[i];
        }
    }
    return best;
}

/* True if a claim outside can have to do with what happens inside. */
static bool is_next_to(const clm_geometry *polygons, clm_lonlat point) {
    return polygons->point_count > 0 &&
           clm_sphere_distance_m(point, nearest_vertex(polygons, point)) <= NEIGHBOUR_M;
}

/* Claims that were drawn somewhere: precise ones inside, and what lies outside. */
static void collect(const clm_figure_input *input, size_t claim, const clm_geometry *polygons,
                    point_mean *inside, point_mean *outside) {
    for (size_t c = 0; c < input->claims->count; c++) {
        const clm_claim *other = &input->claims->items[c];
        for (size_t p = 0; c != claim && p < other->place_count; p++) {
            const clm_claim_place *at = &other->places[p];
            const clm_resolved *place = &input->resolved[at->mention];
            if (!place->located || at->draw == CLM_DRAW_NO) {
                continue;
            }
            bool within = clm_geometry_contains(polygons, place->point);
            if (within && precise(place->kind)) {
                add_point(inside, place->point);
            } else if (!within && (precise(place->kind) || place->kind == CLM_KIND_REGION) &&
                       is_next_to(polygons, place->point)) {
                add_point(outside, place->point);
            }
        }
    }
}

/* The country of a party that acts here and comes from elsewhere; true if there is one. */
static bool actor_from_elsewhere(const clm_figure_input *input, size_t claim,
                                 const clm_geometry *polygons, clm_lonlat *point) {
    const clm_claim *from = &input->claims->items[claim];
    for (size_t i = 0; i < from->actor_count; i++) {
        if (from->actors[i].side.len != 2) {
            continue;
        }
        const char code[3] = {from->actors[i].side.ptr[0], from->actors[i].side.ptr[1], '\0'};
        clm_place_index country = clm_gazetteer_country(input->gazetteer, code);
        *point = clm_gazetteer_place(input->gazetteer, country).point;
        if (country != CLM_NO_PLACE && !clm_geometry_contains(polygons, *point)) {
            return true;
        }
    }
    return false;
}

clm_lonlat clm_figure_context_centre(const clm_figure_input *input, size_t claim,
                                     const clm_geometry *polygons, const clm_figure *made,
                                     size_t made_count) {
    point_mean inside = {.count = 0};
    point_mean outside = {.count = 0};
    collect(input, claim, polygons, &inside, &outside);
    for (size_t i = 0; i < made_count; i++) {
        if (made[i].anchored && made[i].claim != claim &&
            clm_geometry_contains(polygons, made[i].centre)) {
            add_point(&inside, made[i].centre);
        }
    }
    if (inside.count > 0) {
        return mean_point(&inside);
    }
    if (outside.count > 0 && polygons->point_count > 0) {
        return nearest_vertex(polygons, mean_point(&outside));
    }
    clm_lonlat home;
    if (polygons->point_count > 0 && actor_from_elsewhere(input, claim, polygons, &home)) {
        return nearest_vertex(polygons, home);
    }
    return clm_geometry_label_point(polygons);
}
