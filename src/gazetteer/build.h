/* gazetteer/build.h: the builder's model of the world between tables and file. Private.
 *
 * Order of work: tables -> places, names, members -> clm_build_sort -> shapes -> names -> trees ->
 * file. Regions are the first places until the sort, so that region i is place i; after it region
 * i is place town_count + i. */
#ifndef CLM_GAZETTEER_BUILD_H
#define CLM_GAZETTEER_BUILD_H

#include "gazetteer/format.h"
#include "gazetteer/strings.h"
#include "gazetteer/tables.h"

enum { CLM_COUNTRY_CODES = 26 * 26 };

typedef struct clm_build_place {
    uint32_t id, name;
    double lon_deg, lat_deg;
    double uncertainty_m;
    uint32_t population, geonameid, wikidata;
    uint32_t admin1; /* region's number (admin1_is_place: its place), CLM_GAZ_NONE for none */
    uint32_t extra;  /* index of its extra, CLM_GAZ_NONE for none */
    uint32_t parent; /* settlements: string "UA.15", or "UA.15.1502" where admin2 is known */
    uint32_t iso;    /* regions: string "RU-KRS" */
    uint16_t country, country_de_facto; /* code number, CLM_GAZ_NO_COUNTRY */
    uint8_t kind, rank, flags;
    bool has_point;
} clm_build_place;

/* A name of a place before names are gathered. */
typedef struct clm_build_name {
    uint32_t key; /* string */
    uint32_t place;
    uint16_t type;
    uint16_t quality;
} clm_build_name;

typedef struct clm_build_id {
    uint32_t text; /* string */
    uint32_t place;
} clm_build_id;

/* Growing arrays: items, count, capacity. */
#define CLM_ARRAY(type)                                                                            \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }

typedef struct clm_build {
    const char *dir;
    clm_strings strings;
    uint32_t name, date; /* strings */
    CLM_ARRAY(clm_build_place) places;
    CLM_ARRAY(clm_gaz_extra) extras;
    CLM_ARRAY(clm_build_name) names;
    CLM_ARRAY(clm_build_id) ids;
    uint32_t *id_slots; /* hash of ids: index + 1 */
    size_t id_slot_count;
    CLM_ARRAY(clm_gaz_lang_name) lang_names;
    CLM_ARRAY(uint32_t) members;   /* places */
    CLM_ARRAY(uint32_t) stop_keys; /* strings */
    uint32_t region_count;
    uint32_t town_count;
    uint32_t country_place[CLM_COUNTRY_CODES]; /* by code number, CLM_GAZ_NONE */
    bool country_used[CLM_COUNTRY_CODES];
    uint16_t country_file[CLM_COUNTRY_CODES]; /* index in the file's table */
    bool sorted;
    bool admin1_is_place; /* regions without shapes stand anywhere: GeoNames dumps */

    CLM_ARRAY(clm_gaz_vertex) vertices;
    CLM_ARRAY(uint8_t) weights;
    CLM_ARRAY(clm_gaz_line) lines; /* left and right are region numbers until written */
    uint32_t arc_count;
    CLM_ARRAY(clm_gaz_ring) rings;
    uint32_t region_ring_count; /* rings of regions come first; their place is a number */
    CLM_ARRAY(int32_t) ring_lines;
    clm_buffer key; /* scratch */
} clm_build;

/* Makes room for one more item; false when memory ends. */
#define CLM_ARRAY_ROOM(array)                                                                      \
    (clm_grow((void **)&(array).items, &(array).capacity, (array).count + 1,                       \
              sizeof(*(array).items)) == 0)

/* The place at index `i`; regions first until sorted. */
uint32_t clm_build_region_place(const clm_build *build, uint32_t region);

/* Number of a country code: "" gives CLM_GAZ_NO_COUNTRY, others must be two capitals. */
CLM_MUST_CHECK bool clm_build_country_number(clm_text code, uint16_t *out);

/* ids */
CLM_MUST_CHECK clm_status clm_build_add_id(clm_build *build, clm_text id, uint32_t place,
                                           clm_error *error);
uint32_t clm_build_find_id(const clm_build *build, clm_text id);      /* place or CLM_GAZ_NONE */
bool clm_build_set_id(clm_build *build, clm_text id, uint32_t place); /* false: no such id */

/* `prefix` and `rest` as one id in `out`; the empty text if they do not fit. */
enum { CLM_ID_BYTES = 128 };
clm_text clm_build_join(char out[CLM_ID_BYTES], const char *prefix, clm_text rest);

/* Ids that only the builder uses begin so. */
#define CLM_ID_ADMIN "build-admin1:"    /* a GeoNames code of a region: "RU.41" */
#define CLM_ID_CAPITAL "build-capital:" /* a capital's geonameid */
CLM_MUST_CHECK clm_status clm_build_add_admin_code(clm_build *build, clm_text codes,
                                                   uint32_t region, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_add_member(clm_build *build, uint32_t place,
                                               clm_worldview worldview, uint32_t member,
                                               clm_error *error);

/* build_tables.c, build_towns.c: all tables in; shapes not. */
CLM_MUST_CHECK clm_status clm_build_read_regions(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_countries(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_groups(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_towns(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_districts(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_waters(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_supplement(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_read_names(clm_build *build, clm_error *error);

/* Settlements to the front, most important first; all numbers of places follow. */
CLM_MUST_CHECK clm_status clm_build_sort(clm_build *build, clm_error *error);

/* build_names.c: a name in; a name that is no use as a key is left out. */
CLM_MUST_CHECK clm_status clm_build_add_name(clm_build *build, uint32_t place, clm_text name,
                                             clm_name_type type, unsigned quality,
                                             clm_error *error);
/* Gives a name that the place has already another quality. */
CLM_MUST_CHECK clm_status clm_build_weaken_name(clm_build *build, uint32_t place, clm_text name,
                                                unsigned quality, clm_error *error);
/* clm_build_add_name for each member of a list. */
CLM_MUST_CHECK clm_status clm_build_add_names(clm_build *build, uint32_t place, clm_text list,
                                              clm_name_type type, unsigned quality,
                                              clm_error *error);
/* How usual an alternate name of unknown language is for a place of that rank; 0: of no use, such
 * as codes of airports. */
unsigned clm_build_alternate_quality(clm_text name, unsigned rank);
/* A list of alternate names of a settlement, of unknown language and worth. */
CLM_MUST_CHECK clm_status clm_build_add_alternates(clm_build *build, uint32_t place, clm_text list,
                                                   clm_error *error);

/* build_topology.c, build_countries.c: polygons to arcs and rings; lines of waters. */
CLM_MUST_CHECK clm_status clm_build_read_shapes(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_country_shapes(clm_build *build, clm_error *error);
CLM_MUST_CHECK clm_status clm_build_water_lines(clm_build *build, clm_error *error);

/* build_towns.c: rank of a settlement, 0 to 15, by people and GeoNames feature code; its radius. */
unsigned clm_build_town_rank(uint32_t population, clm_text feature);
double clm_build_town_radius_m(uint32_t population);

/* The region that each settlement and facility lies in. */
CLM_MUST_CHECK clm_status clm_build_link(clm_build *build, clm_error *error);

void clm_build_clear(clm_build *build);

/* write.c */
CLM_MUST_CHECK clm_status clm_build_write(clm_build *build, const char *path, clm_error *error);

#endif
