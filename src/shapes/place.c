#include "geo/overlay.h"
#include "shapes/polygons.h"
#include "shapes/shapes.h"

#include <math.h>
#include <string.h>

enum {
    GROUP_VERTICES_MAX = 1400, /* about a thousand when inner borders are gone */
    WHOLE_VERTICES_MAX = 2000, /* of what is cut into thirds */
    PART_VERTICES_MAX = 1000
};

const char *clm_geometry_basis_name(clm_geometry_basis basis) {
    static const char *const names[CLM_BASIS_COUNT] = {
        [CLM_BASIS_NONE] = "none",
        [CLM_BASIS_GAZETTEER_POINT] = "gazetteer_point",
        [CLM_BASIS_REGION_POLYGON] = "region_polygon",
        [CLM_BASIS_COMPASS_PART] = "compass_part",
        [CLM_BASIS_OFFSET_POINT] = "offset_point",
        [CLM_BASIS_AREA_TRUE_FIGURE] = "area_true_figure",
    };
    return (unsigned)basis < CLM_BASIS_COUNT ? names[basis] : "";
}

/* A continent stays a point: as a polygon it would hide all else. */
static bool drawn_as_polygon(const clm_gazetteer *gazetteer, clm_place_index index,
                             clm_worldview worldview) {
    clm_place place = clm_gazetteer_place_facts(gazetteer, index);
    return place.kind != CLM_KIND_CONTINENT && (place.flags & CLM_PLACE_POLYGON) != 0 &&
           clm_gazetteer_has_shape(gazetteer, index, worldview);
}

/* A group comes as the parts of all its members, each fine enough for itself: coarser, until the
 * whole has the size of one feature. */
static clm_status group_parts(const clm_gazetteer *gazetteer, clm_place_index place,
                              clm_worldview worldview, clm_geometry *out, clm_error *error) {
    clm_status status = CLM_OK;
    for (double detail_m2 = 1e6;
         status == CLM_OK && out->point_count > GROUP_VERTICES_MAX && detail_m2 < 1e12;
         detail_m2 *= 3.0) {
        clm_geometry_clear(out);
        status = clm_gazetteer_shape(gazetteer, place, worldview, detail_m2, out, error);
    }
    return status;
}

static bool is_group(const clm_gazetteer *gazetteer, clm_place_index index) {
    clm_place_kind kind = clm_gazetteer_place(gazetteer, index).kind;
    return kind != CLM_KIND_REGION && kind != CLM_KIND_COUNTRY;
}

/* Valid polygons at a detail. Coarse borders can cross themselves; members of a group share
 * borders. */
static clm_status clean_polygons(const clm_gazetteer *gazetteer, clm_place_index index,
                                 clm_worldview worldview, double detail_m2, clm_geometry *out,
                                 clm_error *error) {
    clm_geometry_clear(out);
    clm_status status = clm_gazetteer_shape(gazetteer, index, worldview, detail_m2, out, error);
    if (status != CLM_OK || out->kind != CLM_GEOMETRY_POLYGONS) {
        return status;
    }
    if (is_group(gazetteer, index)) {
        status = group_parts(gazetteer, index, worldview, out, error);
        if (status == CLM_OK) {
            status = clm_shapes_dissolve(out, error);
        }
    }
    if (status != CLM_OK || clm_geometry_valid(out, NULL)) {
        return status;
    }
    status = clm_shapes_untangle(out, error);
    if (status == CLM_OK && !clm_geometry_valid(out, NULL)) {
        status = clm_geometry_repair(out, error);
    }
    return status;
}

/* Reads the compass word that begins `name`; `*rest` gets what follows it. */
static clm_compass leading_compass(clm_text name, clm_text *rest) {
    static const struct {
        const char *word;
        clm_compass compass;
    } words[] = {
        {"Northeastern ", CLM_COMPASS_NORTHEAST},
        {"Northwestern ", CLM_COMPASS_NORTHWEST},
        {"Southeastern ", CLM_COMPASS_SOUTHEAST},
        {"Southwestern ", CLM_COMPASS_SOUTHWEST},
        {"Northeast ", CLM_COMPASS_NORTHEAST},
        {"Northwest ", CLM_COMPASS_NORTHWEST},
        {"Southeast ", CLM_COMPASS_SOUTHEAST},
        {"Southwest ", CLM_COMPASS_SOUTHWEST},
        {"Northern ", CLM_COMPASS_NORTH},
        {"Southern ", CLM_COMPASS_SOUTH},
        {"Eastern ", CLM_COMPASS_EAST},
        {"Western ", CLM_COMPASS_WEST},
        {"North ", CLM_COMPASS_NORTH},
        {"South ", CLM_COMPASS_SOUTH},
        {"East ", CLM_COMPASS_EAST},
        {"West ", CLM_COMPASS_WEST},
        {"Central ", CLM_COMPASS_CENTRAL},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (clm_text_starts(name, words[i].word)) {
            size_t length = strlen(words[i].word);
            *rest = (clm_text){name.ptr + length, name.len - length};
            return words[i].compass;
        }
    }
    return CLM_COMPASS_NONE;
}

/* A vague region with a name of its own and no shape ("Southern Lebanon") is the compass part of
 * what its name says, if that is the region or country around it: changes `*index` and `*compass`
 * to it. */
static void read_part_name(const clm_gazetteer *gazetteer, clm_place_index *index,
                           clm_compass *compass) {
    clm_place place = clm_gazetteer_place_facts(gazetteer, *index);
    if (place.kind != CLM_KIND_VAGUE_REGION || (place.flags & CLM_PLACE_POLYGON) != 0) {
        return;
    }
    place = clm_gazetteer_place(gazetteer, *index);
    clm_text rest = {NULL, 0};
    clm_compass side = leading_compass(place.name, &rest);
    const clm_place_index around[] = {place.admin1, place.country_place};
    for (size_t i = 0; side != CLM_COMPASS_NONE && i < 2; i++) {
        if (around[i] != CLM_NO_PLACE &&
            clm_text_equal(rest, clm_gazetteer_place(gazetteer, around[i]).name)) {
            *index = around[i];
            *compass = side;
            return;
        }
    }
}

/* The finest detail at which the whole has so few vertices that a third of it makes one feature:
 * at feature detail the part's border would miss those of the regions inside it by kilometres. */
static clm_status detail_of_part(const clm_gazetteer *gazetteer, clm_place_index index,
                                 clm_worldview worldview, double *detail_m2, clm_error *error) {
    static const double steps_m2[] = {1e8, 1e7, 1e6, 1e5};
    *detail_m2 = CLM_DETAIL_FEATURE;
    clm_status status = CLM_OK;
    for (size_t i = 0; status == CLM_OK && i < sizeof steps_m2 / sizeof steps_m2[0]; i++) {
        clm_geometry shape;
        clm_geometry_init(&shape);
        status = clm_gazetteer_shape(gazetteer, index, worldview, steps_m2[i], &shape, error);
        bool fits = shape.point_count <= WHOLE_VERTICES_MAX;
        clm_geometry_clear(&shape);
        if (!fits) {
            break;
        }
        *detail_m2 = steps_m2[i];
    }
    return status;
}

/* Coarser where more than a third of the vertices lie on this side. */
static clm_status part_of(const clm_gazetteer *gazetteer, clm_place_index index,
                          clm_compass compass, clm_worldview worldview, clm_geometry *out,
                          clm_error *error) {
    clm_geometry whole;
    clm_geometry_init(&whole);
    double detail_m2 = CLM_DETAIL_FEATURE;
    clm_status status = is_group(gazetteer, index)
                            ? CLM_OK
                            : detail_of_part(gazetteer, index, worldview, &detail_m2, error);
    for (bool done = false; status == CLM_OK && !done;) {
        status = clean_polygons(gazetteer, index, worldview, detail_m2, &whole, error);
        if (status == CLM_OK) {
            status = clm_compass_part(&whole, (int)compass, out, error);
        }
        done = out->point_count <= PART_VERTICES_MAX || detail_m2 == CLM_DETAIL_FEATURE;
        detail_m2 = detail_m2 < 1e9 ? detail_m2 * 3.0 : CLM_DETAIL_FEATURE;
    }
    clm_geometry_clear(&whole);
    return status;
}

/* What of which place is shown: the compass word may stand in the text or in the place's name. */
typedef struct shown_part {
    clm_place_index index;
    clm_compass compass;
} shown_part;

static clm_geometry_basis choose_basis(const clm_gazetteer *gazetteer, const clm_resolved *resolved,
                                       clm_worldview worldview, bool offset, shown_part *part) {
    *part = (shown_part){resolved->place, resolved->compass};
    if (!resolved->located) {
        return CLM_BASIS_NONE;
    }
    if (offset || resolved->offset) {
        return CLM_BASIS_OFFSET_POINT;
    }
    if (part->index == CLM_NO_PLACE) {
        return CLM_BASIS_GAZETTEER_POINT;
    }
    read_part_name(gazetteer, &part->index, &part->compass);
    if (!drawn_as_polygon(gazetteer, part->index, worldview)) {
        return CLM_BASIS_GAZETTEER_POINT;
    }
    return part->compass != CLM_COMPASS_NONE ? CLM_BASIS_COMPASS_PART : CLM_BASIS_REGION_POLYGON;
}

clm_geometry_basis clm_shape_basis(const clm_gazetteer *gazetteer, const clm_resolved *resolved,
                                   clm_worldview worldview, double bearing_deg, double dist_m) {
    shown_part part;
    bool offset = isfinite(bearing_deg) && isfinite(dist_m);
    return choose_basis(gazetteer, resolved, worldview, offset, &part);
}

clm_status clm_shape_of_place(const clm_gazetteer *gazetteer, const clm_resolved *resolved,
                              clm_worldview worldview, double bearing_deg, double dist_m,
                              clm_geometry *out, clm_geometry_basis *basis, clm_error *error) {
    shown_part part;
    bool offset = isfinite(bearing_deg) && isfinite(dist_m);
    clm_geometry_clear(out);
    *basis = choose_basis(gazetteer, resolved, worldview, offset, &part);
    clm_status status = CLM_OK;
    if (*basis == CLM_BASIS_COMPASS_PART) {
        status = part_of(gazetteer, part.index, part.compass, worldview, out, error);
    } else if (*basis == CLM_BASIS_REGION_POLYGON) {
        status = clean_polygons(gazetteer, part.index, worldview, CLM_DETAIL_FEATURE, out, error);
    } else if (*basis != CLM_BASIS_NONE) {
        clm_lonlat point =
            offset ? clm_destination(resolved->point, bearing_deg, dist_m) : resolved->point;
        status = clm_geometry_set_point(out, point, error);
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
        *basis = CLM_BASIS_NONE;
    }
    return status;
}
