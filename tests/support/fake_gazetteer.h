/* support/fake_gazetteer.h: a gazetteer of a dozen invented places, for tests of the modules above
 * it.
 *
 * Include it in one source of a test program: it defines all functions of gazetteer/gazetteer.h, so
 * that the linker does not take the real ones; those that no such test needs find nothing. Two
 * countries, each a box of 6 by 6 degrees, share the border 36 E; each has one region of 3 by 3
 * degrees along it:
 *
 *   Avaria (AA) 30..36 E, 48..54 N, with Kurn 33..36 E, 50..53 N
 *   Borduria (BB) 36..42 E, 48..54 N, with Belg 36..39 E, 50..53 N
 *
 * `clm_gazetteer` pointers are not looked at; NULL will do. */
#ifndef CLM_SUPPORT_FAKE_GAZETTEER_H
#define CLM_SUPPORT_FAKE_GAZETTEER_H

#include "gazetteer/gazetteer.h"

#include <string.h>

enum {
    FAKE_AVARIA = 0,
    FAKE_BORDURIA,
    FAKE_KURN,     /* region of Avaria */
    FAKE_BELG,     /* region of Borduria */
    FAKE_SUDZA,    /* town in Kurn, 35.3 51.2 */
    FAKE_GUVO,     /* village in Kurn near the border, 35.9 51.0 */
    FAKE_AVAGRAD,  /* capital of Avaria, 31 49 */
    FAKE_BORDGRAD, /* capital of Borduria, 41 49 */
    FAKE_UNION,    /* a country group of both */
    FAKE_SEA,      /* a sea, 33 46 */
    FAKE_NORTH,    /* "Northern Avaria", a vague region without a shape */
    FAKE_LAKES,    /* "Northern Lakes", the same, which is no part of anything */
    FAKE_COUNT
};

typedef struct fake_place {
    const char *id, *name, *country;
    clm_place_kind kind;
    clm_place_index country_place, admin1;
    clm_lonlat point;
    clm_bbox box; /* of its one polygon; empty for points */
} fake_place;

static const fake_place fake_places[FAKE_COUNT] = {
    {"cc:AA",
     "Avaria",
     "AA",
     CLM_KIND_COUNTRY,
     FAKE_AVARIA,
     CLM_NO_PLACE,
     {33, 51},
     {30, 48, 36, 54}},
    {"cc:BB",
     "Borduria",
     "BB",
     CLM_KIND_COUNTRY,
     FAKE_BORDURIA,
     CLM_NO_PLACE,
     {39, 51},
     {36, 48, 42, 54}},
    {"ne:1",
     "Kurn",
     "AA",
     CLM_KIND_REGION,
     FAKE_AVARIA,
     CLM_NO_PLACE,
     {34.5, 51.5},
     {33, 50, 36, 53}},
    {"ne:2",
     "Belg",
     "BB",
     CLM_KIND_REGION,
     FAKE_BORDURIA,
     CLM_NO_PLACE,
     {37.5, 51.5},
     {36, 50, 39, 53}},
    {"gn:1",
     "Sudza",
     "AA",
     CLM_KIND_SETTLEMENT,
     FAKE_AVARIA,
     FAKE_KURN,
     {35.3, 51.2},
     {1, 1, 0, 0}},
    {"gn:2", "Guvo", "AA", CLM_KIND_SETTLEMENT, FAKE_AVARIA, FAKE_KURN, {35.9, 51.0}, {1, 1, 0, 0}},
    {"gn:3",
     "Avagrad",
     "AA",
     CLM_KIND_SETTLEMENT,
     FAKE_AVARIA,
     CLM_NO_PLACE,
     {31, 49},
     {1, 1, 0, 0}},
    {"gn:4",
     "Bordgrad",
     "BB",
     CLM_KIND_SETTLEMENT,
     FAKE_BORDURIA,
     CLM_NO_PLACE,
     {41, 49},
     {1, 1, 0, 0}},
    {"cm:union",
     "Union",
     "",
     CLM_KIND_COUNTRY_GROUP,
     CLM_NO_PLACE,
     CLM_NO_PLACE,
     {36, 51},
     {30, 48, 42, 54}},
    {"cm:sea", "Grey Sea", "", CLM_KIND_SEA, CLM_NO_PLACE, CLM_NO_PLACE, {33, 46}, {1, 1, 0, 0}},
    {"cm:north",
     "Northern Avaria",
     "AA",
     CLM_KIND_VAGUE_REGION,
     FAKE_AVARIA,
     CLM_NO_PLACE,
     {33, 53},
     {1, 1, 0, 0}},
    {"cm:lakes",
     "Northern Lakes",
     "AA",
     CLM_KIND_VAGUE_REGION,
     FAKE_AVARIA,
     CLM_NO_PLACE,
     {32, 53},
     {1, 1, 0, 0}},
};

typedef struct fake_name {
    const char *key;
    clm_name_ref ref;
} fake_name;

static const fake_name fake_names[] = {
    {"avaria", {FAKE_AVARIA, CLM_NAME_PRIMARY, 1000}},
    {"avarian", {FAKE_AVARIA, CLM_NAME_DEMONYM, 1000}},
    {"borduria", {FAKE_BORDURIA, CLM_NAME_PRIMARY, 1000}},
    {"bordurian", {FAKE_BORDURIA, CLM_NAME_DEMONYM, 1000}},
    {"kurn", {FAKE_KURN, CLM_NAME_PRIMARY, 1000}},
};

static bool fake_has_polygon(clm_place_index index) {
    return index < FAKE_COUNT && !clm_bbox_is_empty(fake_places[index].box);
}

clm_place clm_gazetteer_place(const clm_gazetteer *gazetteer, clm_place_index index) {
    (void)gazetteer;
    clm_place place;
    memset(&place, 0, sizeof place);
    place.country_place = place.admin1 = CLM_NO_PLACE;
    if (index >= FAKE_COUNT) {
        return place;
    }
    const fake_place *from = &fake_places[index];
    place.id = clm_text_of(from->id);
    place.name = clm_text_of(from->name);
    place.kind = from->kind;
    place.flags = fake_has_polygon(index) ? CLM_PLACE_POLYGON : 0;
    memcpy(place.country, from->country, strlen(from->country));
    memcpy(place.country_de_facto, from->country, strlen(from->country));
    place.country_place = from->country_place;
    place.admin1 = from->admin1;
    place.point = from->point;
    place.box = from->box;
    place.area_m2 = fake_has_polygon(index) ? 1e11 : 0; /* no true area: a round one */
    return place;
}

clm_place clm_gazetteer_place_facts(const clm_gazetteer *gazetteer, clm_place_index index) {
    clm_place place = clm_gazetteer_place(gazetteer, index);
    place.id = place.name = (clm_text){"", 0};
    place.box = (clm_bbox){place.point.lon_deg, place.point.lat_deg, place.point.lon_deg,
                           place.point.lat_deg};
    return place;
}

void clm_gazetteer_prefetch_facts(const clm_gazetteer *gazetteer, const clm_name_ref *refs,
                                  size_t count) {
    (void)gazetteer;
    (void)refs;
    (void)count;
}

/* A side of the box, with a point every tenth of a degree: the edges of real borders are short. */
static clm_status fake_side(clm_geometry *out, clm_lonlat from, clm_lonlat to, int steps,
                            clm_error *error) {
    clm_status status = CLM_OK;
    for (int i = 0; status == CLM_OK && i < steps; i++) {
        double t = (double)i / steps;
        clm_lonlat point = {from.lon_deg + t * (to.lon_deg - from.lon_deg),
                            from.lat_deg + t * (to.lat_deg - from.lat_deg)};
        status = clm_geometry_add_point(out, point, error);
    }
    return status;
}

static clm_status fake_box(clm_geometry *out, clm_bbox box, clm_error *error) {
    const clm_lonlat corners[5] = {{box.west_deg, box.south_deg},
                                   {box.east_deg, box.south_deg},
                                   {box.east_deg, box.north_deg},
                                   {box.west_deg, box.north_deg},
                                   {box.west_deg, box.south_deg}};
    clm_status status = clm_geometry_add_part(out, false, error);
    for (size_t side = 0; status == CLM_OK && side < 4; side++) {
        double length_deg =
            side % 2 == 0 ? box.east_deg - box.west_deg : box.north_deg - box.south_deg;
        status = fake_side(out, corners[side], corners[side + 1], (int)(length_deg * 10.0), error);
    }
    return status;
}

bool clm_gazetteer_has_shape(const clm_gazetteer *gazetteer, clm_place_index place,
                             clm_worldview worldview) {
    (void)worldview;
    return (clm_gazetteer_place(gazetteer, place).flags & CLM_PLACE_POLYGON) != 0;
}

clm_status clm_gazetteer_shape(const clm_gazetteer *gazetteer, clm_place_index place,
                               clm_worldview worldview, double min_area_m2, clm_geometry *out,
                               clm_error *error) {
    (void)gazetteer;
    (void)worldview;
    (void)min_area_m2;
    clm_geometry_clear(out);
    if (!fake_has_polygon(place)) {
        return CLM_OK;
    }
    bool group = place == FAKE_UNION; /* the parts of both countries */
    out->kind = CLM_GEOMETRY_POLYGONS;
    clm_status status = fake_box(out, fake_places[group ? FAKE_AVARIA : place].box, error);
    if (status == CLM_OK && group) {
        status = fake_box(out, fake_places[FAKE_BORDURIA].box, error);
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    return status;
}

size_t clm_gazetteer_containing(const clm_gazetteer *gazetteer, clm_lonlat point,
                                clm_place_index *out, size_t capacity) {
    (void)gazetteer;
    size_t count = 0;
    for (clm_place_index i = FAKE_KURN; i <= FAKE_BELG; i++) {
        if (clm_bbox_contains(fake_places[i].box, point)) {
            if (count < capacity) {
                out[count] = i;
            }
            count++;
        }
    }
    return count;
}

size_t clm_gazetteer_find(const clm_gazetteer *gazetteer, clm_text key, const clm_name_ref **refs) {
    (void)gazetteer;
    for (size_t i = 0; i < sizeof fake_names / sizeof fake_names[0]; i++) {
        if (clm_text_is(key, fake_names[i].key)) {
            *refs = &fake_names[i].ref;
            return 1;
        }
    }
    *refs = NULL;
    return 0;
}

void clm_gazetteer_release(const clm_gazetteer *gazetteer) {
    (void)gazetteer;
}

clm_status clm_gazetteer_check(const clm_gazetteer *gazetteer, clm_error *error) {
    (void)gazetteer;
    (void)error;
    return CLM_OK;
}

size_t clm_gazetteer_members(const clm_gazetteer *gazetteer, clm_place_index place,
                             clm_worldview worldview, clm_place_index *out, size_t capacity) {
    (void)gazetteer;
    (void)worldview;
    if (place != FAKE_UNION) {
        return 0;
    }
    for (clm_place_index i = 0; i < 2 && i < capacity; i++) {
        out[i] = i == 0 ? FAKE_AVARIA : FAKE_BORDURIA;
    }
    return 2;
}

unsigned clm_gazetteer_name_words(const clm_gazetteer *gazetteer, clm_text first_word) {
    const clm_name_ref *refs = NULL;
    return clm_gazetteer_find(gazetteer, first_word, &refs) > 0 ? 1 : 0;
}

clm_gazetteer_info clm_gazetteer_describe(const clm_gazetteer *gazetteer) {
    (void)gazetteer;
    clm_gazetteer_info info;
    memset(&info, 0, sizeof info);
    info.name = CLM_TEXT("fake");
    info.date = CLM_TEXT("2025-01-01");
    info.sha256 = CLM_TEXT("00");
    info.places = FAKE_COUNT;
    return info;
}

/* ---- the rest of the header ---- */

const char *clm_place_kind_name(clm_place_kind kind) {
    return kind < CLM_KIND_COUNT ? "place" : "";
}

clm_place_index clm_gazetteer_by_id(const clm_gazetteer *gazetteer, clm_text id) {
    (void)gazetteer;
    for (clm_place_index i = 0; i < FAKE_COUNT; i++) {
        if (clm_text_is(id, fake_places[i].id)) {
            return i;
        }
    }
    return CLM_NO_PLACE;
}

clm_place_index clm_gazetteer_country(const clm_gazetteer *gazetteer, const char *iso2) {
    (void)gazetteer;
    for (clm_place_index i = FAKE_AVARIA; i <= FAKE_BORDURIA; i++) {
        if (strcmp(fake_places[i].country, iso2) == 0) {
            return i;
        }
    }
    return CLM_NO_PLACE;
}

clm_text clm_gazetteer_name_in(const clm_gazetteer *gazetteer, clm_place_index place,
                               const char *lang) {
    (void)lang;
    return clm_gazetteer_place(gazetteer, place).name;
}

uint32_t clm_gazetteer_count(const clm_gazetteer *gazetteer) {
    (void)gazetteer;
    return FAKE_COUNT;
}

size_t clm_gazetteer_settlements_in(const clm_gazetteer *gazetteer, clm_bbox box,
                                    clm_place_index *out, size_t capacity) {
    (void)gazetteer;
    (void)box;
    (void)out;
    (void)capacity;
    return 0;
}

clm_place_index clm_gazetteer_nearest(const clm_gazetteer *gazetteer, clm_lonlat point,
                                      double limit_m) {
    (void)gazetteer;
    (void)point;
    (void)limit_m;
    return CLM_NO_PLACE;
}

size_t clm_gazetteer_regions_in(const clm_gazetteer *gazetteer, clm_bbox box, clm_place_index *out,
                                size_t capacity) {
    (void)gazetteer;
    (void)box;
    (void)out;
    (void)capacity;
    return 0;
}

clm_status clm_gazetteer_lines_in(const clm_gazetteer *gazetteer, clm_bbox box, double min_area_m2,
                                  unsigned rank_max,
                                  clm_status (*visit)(void *context, const clm_base_line *line),
                                  void *context, clm_error *error) {
    (void)gazetteer;
    (void)box;
    (void)min_area_m2;
    (void)rank_max;
    (void)visit;
    (void)context;
    (void)error;
    return CLM_OK;
}

clm_status clm_gazetteer_verify(const clm_gazetteer *gazetteer, clm_error *error) {
    (void)gazetteer;
    (void)error;
    return CLM_OK;
}

clm_status clm_gazetteer_open(const char *path, clm_gazetteer **out, clm_error *error) {
    (void)path;
    *out = NULL;
    return clm_fail(error, CLM_ERR_UNSUPPORTED, "the fake gazetteer has no file");
}

void clm_gazetteer_free(clm_gazetteer *gazetteer) {
    (void)gazetteer;
}

clm_status clm_gazetteer_find_file(clm_buffer *out, clm_error *error) {
    (void)out;
    return clm_fail(error, CLM_ERR_UNSUPPORTED, "the fake gazetteer has no file");
}

clm_status clm_gazetteer_build(const clm_gazetteer_build_options *options, clm_error *error) {
    (void)options;
    return clm_fail(error, CLM_ERR_UNSUPPORTED, "the fake gazetteer has no file");
}

#endif
