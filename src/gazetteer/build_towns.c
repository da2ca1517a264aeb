/* The large tables: settlements and districts, and which region a settlement lies in. */
#include "base/alloc.h"
#include "gazetteer/build_rows.h"
#include "gazetteer/topology.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RANK_MAX = 15, DISTRICT_RANK = 10, QUALITY_DISTRICT = 900 };

enum {
    TOWN_GEONAMEID = 0,
    TOWN_NAME,
    TOWN_ASCII,
    TOWN_LON,
    TOWN_LAT,
    TOWN_FEATURE,
    TOWN_COUNTRY,
    TOWN_ADMIN1,
    TOWN_ADMIN2,
    TOWN_POPULATION,
    TOWN_ALTERNATES
};

static const char *const town_columns[] = {"geonameid", "name",         "ascii",      "lon",
                                           "lat",       "feature_code", "country",    "admin1",
                                           "admin2",    "population",   "alternates", NULL};

/* Populations at which a settlement gets the next better rank, from rank 14 on. */
static const uint32_t rank_steps[] = {500,    1500,   3000,   7000,    15000,   30000,  65000,
                                      150000, 350000, 750000, 1500000, 3500000, 9000000};

unsigned clm_build_town_rank(uint32_t population, clm_text feature) {
    unsigned rank = RANK_MAX;
    for (size_t i = 0; i < sizeof(rank_steps) / sizeof(*rank_steps); i++) {
        rank -= population >= rank_steps[i];
    }
    if (clm_text_is(feature, "PPLC")) {
        rank = rank > 6 ? 4 : rank > 2 ? rank - 2 : 0;
    } else if (clm_text_is(feature, "PPLA")) {
        rank = rank > 10 ? 9 : rank > 2 ? rank - 1 : rank;
    } else if (clm_text_is(feature, "PPLX") || clm_text_is(feature, "PPLH") ||
               clm_text_is(feature, "PPLQ") || clm_text_is(feature, "PPLW")) {
        /* Parts of a city and what was left or destroyed. */
        rank = rank + 3 < RANK_MAX ? rank + 3 : RANK_MAX;
    }
    return rank;
}

/* Radius of a town of 1,500 people a square kilometre; at least a village's. */
double clm_build_town_radius_m(uint32_t population) {
    double radius = sqrt((double)population / 1500.0 / 3.14159265358979) * 1000.0;
    return radius < 1000.0 ? 1000.0 : floor(radius);
}

static clm_status add_code(clm_build *build, const char *prefix, clm_text a, clm_text b, clm_text c,
                           uint32_t *out, clm_error *error) {
    clm_buffer *key = &build->key;
    key->len = 0;
    clm_buffer_string(key, prefix);
    clm_buffer_text(key, a);
    clm_buffer_char(key, '.');
    clm_buffer_text(key, b);
    if (c.len > 0) {
        clm_buffer_char(key, '.');
        clm_buffer_text(key, c);
    }
    return key->failed
               ? clm_fail(error, CLM_ERR_NOMEM, "out of memory for codes")
               : clm_strings_add(&build->strings, (clm_text){key->data, key->len}, out, error);
}

clm_status clm_build_add_admin_code(clm_build *build, clm_text codes, uint32_t region,
                                    clm_error *error) {
    clm_text code;
    clm_status status = CLM_OK;
    while (status == CLM_OK && clm_table_member(&codes, &code)) {
        char text[CLM_ID_BYTES];
        clm_text id = clm_build_join(text, CLM_ID_ADMIN, code);
        /* Where several regions share a code, only the polygons can tell them apart. */
        if (!clm_build_set_id(build, id, CLM_GAZ_NONE)) {
            status = clm_build_add_id(build, id, region, error);
        }
    }
    return status;
}

static clm_status town_numbers(clm_build *build, const clm_table *table, clm_build_place *place,
                               clm_error *error) {
    clm_status status =
        clm_table_count(table, TOWN_GEONAMEID, UINT32_MAX, 0, &place->geonameid, error);
    if (status == CLM_OK) {
        status = clm_row_point(table, TOWN_LON, TOWN_LAT, place, error);
    }
    if (status == CLM_OK && !place->has_point) {
        status = clm_table_fail(table, error, "a settlement needs lon and lat");
    }
    if (status == CLM_OK) {
        status = clm_table_count(table, TOWN_POPULATION, UINT32_MAX, 0, &place->population, error);
    }
    if (status == CLM_OK) {
        status = clm_row_country(build, table, TOWN_COUNTRY, &place->country, error);
    }
    return status;
}

static void town_standing(const clm_build *build, clm_text geonameid, clm_text feature,
                          clm_build_place *place) {
    char text[CLM_ID_BYTES];
    clm_text capital = clm_build_join(text, CLM_ID_CAPITAL, geonameid);
    place->country_de_facto = place->country;
    place->rank = (uint8_t)clm_build_town_rank(place->population, feature);
    place->uncertainty_m = clm_build_town_radius_m(place->population);
    if (clm_text_is(feature, "PPLC")) {
        place->flags |= CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT;
    }
    if (clm_text_is(feature, "PPLA")) {
        place->flags |= CLM_PLACE_ADMIN_SEAT;
    }
    if (clm_build_find_id(build, capital) != CLM_GAZ_NONE) {
        place->flags |= CLM_PLACE_CAPITAL;
    }
}

static clm_status town_names(clm_build *build, const clm_table *table, uint32_t index,
                             clm_error *error) {
    const clm_text *cells = table->cells;
    clm_status status = clm_build_add_name(build, index, cells[TOWN_NAME], CLM_NAME_PRIMARY,
                                           CLM_QUALITY_PRIMARY, error);
    if (status == CLM_OK && cells[TOWN_ASCII].len > 0) {
        status = clm_build_add_name(build, index, cells[TOWN_ASCII], CLM_NAME_PRIMARY,
                                    CLM_QUALITY_ASCII, error);
    }
    if (status == CLM_OK) {
        status = clm_build_add_alternates(build, index, cells[TOWN_ALTERNATES], error);
    }
    return status;
}

static clm_status town_row(clm_build *build, const clm_table *table, clm_error *error) {
    const clm_text *cells = table->cells;
    uint32_t index = 0;
    if (cells[TOWN_GEONAMEID].len == 0 || cells[TOWN_NAME].len == 0) {
        return clm_table_fail(table, error, "a settlement needs geonameid and name");
    }
    clm_status status = clm_row_place(build, CLM_KIND_SETTLEMENT, false, &index, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_build_place *place = &build->places.items[index];
    status = town_numbers(build, table, place, error);
    if (status != CLM_OK) {
        return status;
    }
    town_standing(build, cells[TOWN_GEONAMEID], cells[TOWN_FEATURE], place);
    status = clm_row_string(build, cells[TOWN_NAME], &place->name, error);
    if (status == CLM_OK) {
        status = clm_row_number_id(build, "gn:", cells[TOWN_GEONAMEID], index, true, error);
    }
    if (status == CLM_OK) {
        status = add_code(build, "", cells[TOWN_COUNTRY], cells[TOWN_ADMIN1], cells[TOWN_ADMIN2],
                          &place->parent, error);
    }
    return status == CLM_OK ? town_names(build, table, index, error) : status;
}

/* ---- places of which only name and point are known ---- */

enum {
    HAMLET_ID = 0,
    HAMLET_NAME,
    HAMLET_ASCII,
    HAMLET_LON,
    HAMLET_LAT,
    HAMLET_COUNTRY,
    HAMLET_ADMIN1,
    HAMLET_ADMIN2
};

static const char *const hamlet_columns[] = {"id",      "name",   "ascii",  "lon", "lat",
                                             "country", "admin1", "admin2", NULL};

static clm_status hamlet_place(clm_build *build, const clm_table *table, uint32_t index,
                               clm_error *error) {
    const clm_text *cells = table->cells;
    clm_build_place *place = &build->places.items[index];
    clm_status status = clm_row_point(table, HAMLET_LON, HAMLET_LAT, place, error);
    if (status == CLM_OK && !place->has_point) {
        status = clm_table_fail(table, error, "a settlement needs lon and lat");
    }
    if (status == CLM_OK) {
        status = clm_row_country(build, table, HAMLET_COUNTRY, &place->country, error);
    }
    if (status == CLM_OK) {
        status = clm_row_string(build, cells[HAMLET_NAME], &place->name, error);
    }
    if (status == CLM_OK) {
        place->country_de_facto = place->country;
        place->rank = RANK_MAX;
        place->uncertainty_m = clm_build_town_radius_m(0);
        status = clm_row_id(build, index, cells[HAMLET_ID], error);
    }
    if (status == CLM_OK && cells[HAMLET_ADMIN1].len > 0) {
        status = add_code(build, "", cells[HAMLET_COUNTRY], cells[HAMLET_ADMIN1],
                          cells[HAMLET_ADMIN2], &place->parent, error);
    }
    return status;
}

static clm_status hamlet_row(clm_build *build, const clm_table *table, clm_error *error) {
    const clm_text *cells = table->cells;
    uint32_t index = 0;
    if (cells[HAMLET_ID].len == 0 || cells[HAMLET_NAME].len == 0) {
        return clm_table_fail(table, error, "a settlement needs id and name");
    }
    clm_status status = clm_row_place(build, CLM_KIND_SETTLEMENT, false, &index, error);
    if (status == CLM_OK) {
        status = hamlet_place(build, table, index, error);
    }
    if (status == CLM_OK) {
        status = clm_build_add_name(build, index, cells[HAMLET_NAME], CLM_NAME_PRIMARY,
                                    CLM_QUALITY_PRIMARY, error);
    }
    if (status == CLM_OK && cells[HAMLET_ASCII].len > 0) {
        status = clm_build_add_name(build, index, cells[HAMLET_ASCII], CLM_NAME_PRIMARY,
                                    CLM_QUALITY_ASCII, error);
    }
    return status;
}

clm_status clm_build_read_towns(clm_build *build, clm_error *error) {
    clm_status status = clm_rows(build, "places.tsv", town_columns, false, town_row, error);
    return status == CLM_OK
               ? clm_rows(build, "hamlets.tsv", hamlet_columns, true, hamlet_row, error)
               : status;
}

/* ---- which region ---- */

static bool same_country(const clm_build_place *place, const clm_build_place *region) {
    return place->country == region->country || place->country == region->country_de_facto;
}

/* The region of the settlement's GeoNames code, unless its shape lies elsewhere. */
static uint32_t region_by_code(clm_build *build, const clm_build_place *place) {
    clm_text code = clm_strings_get(&build->strings, place->parent);
    char text[CLM_ID_BYTES];
    size_t length = 0;
    for (unsigned dots = 0; length < code.len; length++) {
        dots += code.ptr[length] == '.';
        if (dots == 2) {
            break;
        }
    }
    code.len = length;
    uint32_t region = clm_build_find_id(build, clm_build_join(text, CLM_ID_ADMIN, code));
    if (region == CLM_GAZ_NONE) {
        return CLM_GAZ_NONE;
    }
    return clm_topology_near(build, region, place->lon_deg, place->lat_deg) ? region : CLM_GAZ_NONE;
}

static uint32_t region_by_shape(const clm_build *build, const clm_topology_index *index,
                                const clm_build_place *place) {
    uint32_t found[8];
    size_t count = clm_topology_regions_at(build, index, place->lon_deg, place->lat_deg, found, 8);
    for (size_t i = 0; i < count; i++) {
        if (same_country(place, &build->places.items[found[i]])) {
            return found[i];
        }
    }
    return CLM_GAZ_NONE;
}

clm_status clm_build_link(clm_build *build, clm_error *error) {
    clm_topology_index index;
    clm_status status = clm_topology_index_make(build, &index, error);
    for (size_t i = 0; i < build->places.count && status == CLM_OK; i++) {
        clm_build_place *place = &build->places.items[i];
        bool lies_in_one = place->kind == CLM_KIND_SETTLEMENT || place->kind == CLM_KIND_FACILITY;
        if (!lies_in_one || place->admin1 != CLM_GAZ_NONE || !place->has_point) {
            continue;
        }
        if (place->parent != 0) {
            place->admin1 = region_by_code(build, place);
        }
        if (place->admin1 == CLM_GAZ_NONE) {
            place->admin1 = region_by_shape(build, &index, place);
        }
        if (place->admin1 == CLM_GAZ_NONE) {
            place->admin1 = clm_topology_nearest(build, &index, place);
        }
        if (place->admin1 != CLM_GAZ_NONE) {
            const clm_build_place *region = &build->places.items[place->admin1];
            if (region->country == place->country) {
                place->country_de_facto = region->country_de_facto;
            }
        }
    }
    clm_topology_index_clear(&index);
    return status;
}

/* ---- districts ---- */

static const char *const district_columns[] = {"code", "name", "ascii", NULL};

typedef struct district_town {
    uint32_t parent, place;
} district_town;

static int compare_towns(const void *a, const void *b) {
    const district_town *x = a;
    const district_town *y = b;
    if (x->parent != y->parent) {
        return x->parent < y->parent ? -1 : 1;
    }
    return (x->place > y->place) - (x->place < y->place);
}

/* Mean of the towns on the sphere, so that 180 degrees does no harm. */
static void place_district(const clm_build *build, const district_town *towns, size_t count,
                           clm_build_place *district) {
    static const double degree = 3.14159265358979323846 / 180.0;
    double x = 0.0;
    double y = 0.0;
    double z = 0.0;
    uint64_t people = 0;
    const clm_build_place *largest = &build->places.items[towns[0].place];
    for (size_t i = 0; i < count; i++) {
        const clm_build_place *town = &build->places.items[towns[i].place];
        double weight = (double)town->population + 1.0;
        double lon = town->lon_deg * degree;
        double lat = town->lat_deg * degree;
        x += weight * cos(lat) * cos(lon);
        y += weight * cos(lat) * sin(lon);
        z += weight * sin(lat);
        people += town->population;
        largest = town->population > largest->population ? town : largest;
    }
    district->lon_deg = atan2(y, x) / degree;
    district->lat_deg = atan2(z, hypot(x, y)) / degree;
    district->has_point = true;
    district->population = people < UINT32_MAX ? (uint32_t)people : UINT32_MAX;
    district->admin1 = largest->admin1;
    district->country = largest->country;
    district->country_de_facto = largest->country_de_facto;
    district->rank = DISTRICT_RANK;
    district->uncertainty_m = 20000.0;
}

typedef struct district_towns {
    district_town *items;
    size_t count;
} district_towns;

static clm_status gather_towns(const clm_build *build, district_towns *out, clm_error *error) {
    out->count = 0;
    out->items = clm_alloc(build->places.count * sizeof(*out->items));
    if (out->items == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for districts");
    }
    for (size_t i = 0; i < build->places.count; i++) {
        if (build->places.items[i].parent != 0) {
            out->items[out->count++] = (district_town){build->places.items[i].parent, (uint32_t)i};
        }
    }
    qsort(out->items, out->count, sizeof(*out->items), compare_towns);
    return CLM_OK;
}

static const district_town *find_towns(const district_towns *towns, uint32_t parent,
                                       size_t *count) {
    size_t low = 0;
    size_t high = towns->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (towns->items[middle].parent < parent) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    *count = 0;
    while (low + *count < towns->count && towns->items[low + *count].parent == parent) {
        ++*count;
    }
    return towns->items + low;
}

static clm_status district_row(clm_build *build, const clm_table *table,
                               const district_towns *towns, clm_error *error) {
    const clm_text *cells = table->cells;
    uint32_t index = 0;
    size_t count = 0;
    uint32_t parent = clm_strings_find(&build->strings, cells[0]);
    if (parent == 0 || parent == UINT32_MAX || cells[1].len == 0) {
        return CLM_OK;
    }
    const district_town *own = find_towns(towns, parent, &count);
    if (count == 0) {
        return CLM_OK;
    }
    clm_status status = clm_row_place(build, CLM_KIND_DISTRICT, false, &index, error);
    if (status == CLM_OK) {
        place_district(build, own, count, &build->places.items[index]);
        status = clm_row_string(build, cells[1], &build->places.items[index].name, error);
    }
    if (status == CLM_OK) {
        status = clm_row_number_id(build, "cm:", cells[0], index, true, error);
    }
    if (status == CLM_OK) {
        status =
            clm_build_add_name(build, index, cells[1], CLM_NAME_PRIMARY, QUALITY_DISTRICT, error);
    }
    if (status == CLM_OK && cells[2].len > 0) {
        status =
            clm_build_add_name(build, index, cells[2], CLM_NAME_PRIMARY, QUALITY_DISTRICT, error);
    }
    return status;
}

clm_status clm_build_read_districts(clm_build *build, clm_error *error) {
    district_towns towns;
    clm_table table;
    bool more = true;
    clm_status status =
        clm_table_open(&table, build->dir, "districts.tsv", district_columns, true, error);
    towns.items = NULL;
    if (status == CLM_OK) {
        status = gather_towns(build, &towns, error);
    }
    while (status == CLM_OK && more) {
        status = clm_table_next(&table, &more, error);
        if (status == CLM_OK && more) {
            status = district_row(build, &table, &towns, error);
        }
    }
    clm_free(towns.items);
    clm_table_close(&table);
    return status;
}
