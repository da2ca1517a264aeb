/* The tables with few rows and many columns: meta, regions, countries, groups, waters,
 * supplement, names, stopnames. */
#include "base/alloc.h"
#include "base/utf8.h"
#include "gazetteer/build_rows.h"

#include <string.h>

/* Where a source gives none, in metres. */
static const double uncertainty_facility_m = 500.0;
static const double uncertainty_town_m = 2000.0;
static const double uncertainty_part_m = 50000.0;
static const double uncertainty_wide_m = 1000000.0;

/* Id of a place that has a geonameid, else by another number; the other one finds it too. */
static clm_status set_ids(clm_build *build, uint32_t place, clm_text geonameid, clm_text ne_id,
                          clm_error *error) {
    bool has_gn = geonameid.len > 0;
    clm_status status = CLM_OK;
    /* Some sources give one geonameid to two rows: the first row keeps it. */
    char text[CLM_ID_BYTES];
    if (has_gn) {
        clm_text id = clm_build_join(text, "gn:", geonameid);
        has_gn = clm_build_find_id(build, id) == CLM_GAZ_NONE;
    }
    if (has_gn) {
        status = clm_row_number_id(build, "gn:", geonameid, place, true, error);
    }
    if (status == CLM_OK) {
        status = clm_row_number_id(build, "ne:", ne_id, place, !has_gn, error);
    }
    return status;
}

static clm_status add_alias_id(clm_build *build, const char *prefix, clm_text code, uint32_t place,
                               clm_error *error) {
    char text[CLM_ID_BYTES];
    if (code.len == 0) {
        return CLM_OK;
    }
    clm_text id = clm_build_join(text, prefix, code);
    /* A code of two rows finds the first. */
    return clm_build_find_id(build, id) != CLM_GAZ_NONE ? CLM_OK
                                                        : clm_build_add_id(build, id, place, error);
}

/* ---- meta ---- */

static clm_status meta_row(clm_build *build, const clm_table *table, clm_error *error) {
    clm_text key = table->cells[0];
    if (clm_text_is(key, "name") && build->name == 0) {
        return clm_row_string(build, table->cells[1], &build->name, error);
    }
    if (clm_text_is(key, "date")) {
        return clm_row_string(build, table->cells[1], &build->date, error);
    }
    return CLM_OK;
}

/* ---- regions ---- */

enum {
    REGION_NE_ID = 0,
    REGION_ISO,
    REGION_COUNTRY,
    REGION_DE_FACTO,
    REGION_NAME,
    REGION_LONG_NAME,
    REGION_KIND_WORD,
    REGION_ALIASES,
    REGION_HISTORICAL,
    REGION_DERIVED,
    REGION_NAMES,
    REGION_GEONAMEID,
    REGION_GN_ADMIN1,
    REGION_WIKIDATA,
    REGION_LON,
    REGION_LAT,
    REGION_RANK
};

static const char *const region_columns[] = {
    "ne_id",     "iso_3166_2", "country",   "country_de_facto", "name",
    "long_name", "kind_word",  "aliases",   "historical",       "derived",
    "names",     "geonameid",  "gn_admin1", "wikidata",         "lon",
    "lat",       "rank",       NULL};

static const clm_name_column region_names[] = {
    {REGION_NAME, CLM_NAME_PRIMARY, CLM_QUALITY_PRIMARY},
    {REGION_LONG_NAME, CLM_NAME_ALTERNATIVE, CLM_QUALITY_LONG},
    {REGION_ALIASES, CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
    {REGION_DERIVED, CLM_NAME_DERIVED, CLM_QUALITY_DERIVED},
    {REGION_HISTORICAL, CLM_NAME_HISTORICAL, CLM_QUALITY_HISTORICAL},
};

/* Long name and kind word of a place that has an extra; an equal long name is not kept. */
static clm_status set_words(clm_build *build, uint32_t index, clm_text name, clm_text long_name,
                            clm_text kind_word, clm_error *error) {
    clm_build_place *place = &build->places.items[index];
    clm_gaz_extra *extra = &build->extras.items[place->extra];
    clm_status status = clm_row_string(build, name, &place->name, error);
    if (status == CLM_OK && !clm_text_equal(name, long_name)) {
        status = clm_row_string(build, long_name, &extra->long_name, error);
    }
    if (status == CLM_OK) {
        status = clm_row_string(build, kind_word, &extra->kind_word, error);
    }
    return status;
}

static clm_status region_numbers(clm_build *build, const clm_table *table, clm_build_place *place,
                                 clm_error *error) {
    clm_status status = clm_row_country(build, table, REGION_COUNTRY, &place->country, error);
    if (status == CLM_OK) {
        status = clm_row_country(build, table, REGION_DE_FACTO, &place->country_de_facto, error);
    }
    if (status == CLM_OK) {
        status = clm_table_count(table, REGION_GEONAMEID, UINT32_MAX, 0, &place->geonameid, error);
    }
    if (status == CLM_OK) {
        status = clm_row_wikidata(table, REGION_WIKIDATA, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_point(table, REGION_LON, REGION_LAT, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_rank(table, REGION_RANK, 6, place, error);
    }
    return status;
}

static clm_status region_row(clm_build *build, const clm_table *table, clm_error *error) {
    const clm_text *cells = table->cells;
    uint32_t index = 0;
    if (cells[REGION_NE_ID].len == 0 || cells[REGION_NAME].len == 0) {
        return clm_table_fail(table, error, "a region needs ne_id and name");
    }
    clm_status status = clm_row_place(build, CLM_KIND_REGION, true, &index, error);
    if (status == CLM_OK) {
        status = region_numbers(build, table, &build->places.items[index], error);
    }
    if (status == CLM_OK) {
        status = set_words(build, index, cells[REGION_NAME], cells[REGION_LONG_NAME],
                           cells[REGION_KIND_WORD], error);
    }
    if (status == CLM_OK) {
        status = set_ids(build, index, cells[REGION_GEONAMEID], cells[REGION_NE_ID], error);
    }
    if (status == CLM_OK) {
        status = add_alias_id(build, "3166-2:", cells[REGION_ISO], index, error);
    }
    if (status == CLM_OK) {
        status = clm_row_string(build, cells[REGION_ISO], &build->places.items[index].iso, error);
    }
    if (status == CLM_OK) {
        status = clm_build_add_admin_code(build, cells[REGION_GN_ADMIN1], index, error);
    }
    if (status == CLM_OK) {
        status = clm_row_names(build, table, index, region_names,
                               sizeof(region_names) / sizeof(*region_names), error);
    }
    if (status == CLM_OK) {
        status = clm_row_languages(build, table, REGION_NAMES, index, error);
    }
    return status;
}

clm_status clm_build_read_regions(clm_build *build, clm_error *error) {
    static const char *const meta_columns[] = {"key", "value", NULL};
    clm_status status = clm_rows(build, "meta.tsv", meta_columns, false, meta_row, error);
    if (status == CLM_OK) {
        status = clm_rows(build, "regions.tsv", region_columns, false, region_row, error);
    }
    build->region_count = (uint32_t)build->places.count;
    return status;
}

/* ---- countries ---- */

enum {
    COUNTRY_ISO2 = 0,
    COUNTRY_ISO3,
    COUNTRY_NAME,
    COUNTRY_LONG_NAME,
    COUNTRY_ALIASES,
    COUNTRY_HISTORICAL,
    COUNTRY_ABBREVIATIONS,
    COUNTRY_DEMONYMS,
    COUNTRY_DERIVED,
    COUNTRY_CAPITAL,
    COUNTRY_CONTINENT,
    COUNTRY_NAMES,
    COUNTRY_GEONAMEID,
    COUNTRY_WIKIDATA,
    COUNTRY_LON,
    COUNTRY_LAT,
    COUNTRY_RANK,
    COUNTRY_SOURCE
};

static const char *const country_columns[] = {
    "iso2",       "iso3",          "name",      "long_name", "aliases",
    "historical", "abbreviations", "demonyms",  "derived",   "capital_geonameid",
    "continent",  "names",         "geonameid", "wikidata",  "lon",
    "lat",        "rank",          "source",    NULL};

static const clm_name_column country_names[] = {
    {COUNTRY_NAME, CLM_NAME_PRIMARY, CLM_QUALITY_PRIMARY},
    {COUNTRY_LONG_NAME, CLM_NAME_ALTERNATIVE, CLM_QUALITY_LONG},
    {COUNTRY_ALIASES, CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
    {COUNTRY_ABBREVIATIONS, CLM_NAME_ABBREVIATION, CLM_QUALITY_ALIAS},
    {COUNTRY_DEMONYMS, CLM_NAME_DEMONYM, CLM_QUALITY_ALIAS},
    {COUNTRY_DERIVED, CLM_NAME_DERIVED, CLM_QUALITY_DERIVED},
    {COUNTRY_HISTORICAL, CLM_NAME_HISTORICAL, CLM_QUALITY_HISTORICAL},
};

static clm_status country_numbers(clm_build *build, const clm_table *table, clm_build_place *place,
                                  clm_error *error) {
    clm_status status = clm_row_country(build, table, COUNTRY_ISO2, &place->country, error);
    place->country_de_facto = place->country;
    if (status == CLM_OK) {
        status = clm_table_count(table, COUNTRY_GEONAMEID, UINT32_MAX, 0, &place->geonameid, error);
    }
    if (status == CLM_OK) {
        status = clm_row_wikidata(table, COUNTRY_WIKIDATA, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_point(table, COUNTRY_LON, COUNTRY_LAT, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_rank(table, COUNTRY_RANK, 3, place, error);
    }
    return status;
}

static clm_status country_row(clm_build *build, const clm_table *table, clm_error *error) {
    const clm_text *cells = table->cells;
    uint32_t index = 0;
    if (cells[COUNTRY_ISO2].len == 0 || cells[COUNTRY_NAME].len == 0) {
        return clm_table_fail(table, error, "a country needs iso2 and name");
    }
    clm_status status = clm_row_place(build, CLM_KIND_COUNTRY, true, &index, error);
    if (status == CLM_OK) {
        status = country_numbers(build, table, &build->places.items[index], error);
    }
    if (status == CLM_OK) {
        build->country_place[build->places.items[index].country] = index;
        status = set_words(build, index, cells[COUNTRY_NAME], cells[COUNTRY_LONG_NAME],
                           (clm_text){NULL, 0}, error);
    }
    if (status == CLM_OK) {
        status = clm_row_number_id(build, "cc:", cells[COUNTRY_ISO2], index, true, error);
    }
    if (status == CLM_OK) {
        status = add_alias_id(build, "gn:", cells[COUNTRY_GEONAMEID], index, error);
    }
    if (status == CLM_OK) {
        status = add_alias_id(build, CLM_ID_CAPITAL, cells[COUNTRY_CAPITAL], index, error);
    }
    if (status == CLM_OK) {
        status = clm_row_names(build, table, index, country_names,
                               sizeof(country_names) / sizeof(*country_names), error);
    }
    if (status == CLM_OK) {
        status = clm_row_languages(build, table, COUNTRY_NAMES, index, error);
    }
    return status;
}

clm_status clm_build_read_countries(clm_build *build, clm_error *error) {
    return clm_rows(build, "countries.tsv", country_columns, false, country_row, error);
}

/* ---- members ---- */

clm_status clm_build_add_member(clm_build *build, uint32_t place, clm_worldview worldview,
                                uint32_t member, clm_error *error) {
    clm_gaz_extra *extra = &build->extras.items[build->places.items[place].extra];
    if (!CLM_ARRAY_ROOM(build->members)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for members");
    }
    if (extra->members_count[worldview] == 0) {
        extra->members_first[worldview] = (uint32_t)build->members.count;
    }
    build->members.items[build->members.count++] = member;
    extra->members_count[worldview]++;
    return CLM_OK;
}

/* Adds all regions with this ISO 3166-2 code: units that were split later share one. */
static clm_status add_regions(clm_build *build, uint32_t place, clm_text code, bool *found,
                              clm_error *error) {
    uint32_t text = clm_strings_find(&build->strings, code);
    clm_status status = CLM_OK;
    for (uint32_t r = 0; r < build->region_count && status == CLM_OK; r++) {
        if (text != 0 && build->places.items[r].iso == text) {
            *found = true;
            status = clm_build_add_member(build, place, CLM_WORLDVIEW_ISO, r, error);
        }
    }
    return status;
}

/* `column` lists ISO 3166-1 or 3166-2 codes, or ids of places above. */
static clm_status read_members(clm_build *build, const clm_table *table, int column, uint32_t place,
                               clm_error *error) {
    clm_text list = table->cells[column];
    clm_text member;
    clm_gaz_extra *extra = &build->extras.items[build->places.items[place].extra];
    clm_status status = CLM_OK;
    while (status == CLM_OK && clm_table_member(&list, &member)) {
        bool found = false;
        char text[CLM_ID_BYTES];
        uint32_t one = clm_build_find_id(build, member);
        if (one == CLM_GAZ_NONE) {
            one = clm_build_find_id(build, clm_build_join(text, "cc:", member));
        }
        if (one != CLM_GAZ_NONE) {
            found = true;
            status = clm_build_add_member(build, place, CLM_WORLDVIEW_ISO, one, error);
        } else {
            status = add_regions(build, place, member, &found, error);
        }
        if (!found) {
            return clm_table_fail(table, error, "%s: there is no \"%.*s\"", table->columns[column],
                                  (int)member.len, member.ptr);
        }
    }
    extra->members_first[CLM_WORLDVIEW_DE_FACTO] = extra->members_first[CLM_WORLDVIEW_ISO];
    extra->members_count[CLM_WORLDVIEW_DE_FACTO] = extra->members_count[CLM_WORLDVIEW_ISO];
    return status;
}

/* ---- groups, waters, supplement: rows that say their kind ---- */

static bool kind_of(clm_text word, clm_place_kind *kind) {
    for (int i = 0; i < CLM_KIND_COUNT; i++) {
        if (clm_text_is(word, clm_place_kind_name((clm_place_kind)i))) {
            *kind = (clm_place_kind)i;
            return true;
        }
    }
    return false;
}

/* A place with the row's own id, kind and name. */
static clm_status named_place(clm_build *build, const clm_table *table,
                              bool (*allowed)(clm_place_kind), uint32_t *index, clm_error *error) {
    clm_place_kind kind = CLM_KIND_SETTLEMENT;
    const clm_text *cells = table->cells; /* id kind name come first in these tables */
    if (cells[0].len == 0 || cells[2].len == 0) {
        return clm_table_fail(table, error, "a row needs id and name");
    }
    if (!kind_of(cells[1], &kind) || !allowed(kind)) {
        return clm_table_fail(table, error, "kind \"%.*s\" does not belong here", (int)cells[1].len,
                              cells[1].ptr);
    }
    bool point_only = kind == CLM_KIND_SETTLEMENT || kind == CLM_KIND_FACILITY;
    clm_status status = clm_row_place(build, kind, !point_only, index, error);
    if (status == CLM_OK) {
        bool has_prefix = memchr(cells[0].ptr, ':', cells[0].len) != NULL;
        status = clm_row_number_id(build, has_prefix ? "" : "cm:", cells[0], *index, true, error);
    }
    if (status == CLM_OK) {
        status = clm_row_string(build, cells[2], &build->places.items[*index].name, error);
    }
    if (status == CLM_OK && build->places.items[*index].id == 0) {
        status = clm_table_fail(table, error, "id is too long");
    }
    return status;
}

enum {
    GROUP_ALIASES = 3,
    GROUP_ABBREVIATIONS,
    GROUP_DEMONYMS,
    GROUP_MEMBERS,
    GROUP_NAMES,
    GROUP_LON,
    GROUP_LAT,
    GROUP_WIKIDATA
};

static const char *const group_columns[] = {
    "id",    "kind", "name", "aliases",  "abbreviations", "demonyms", "members",
    "names", "lon",  "lat",  "wikidata", "source",        NULL};

static const clm_name_column group_names[] = {
    {2, CLM_NAME_PRIMARY, CLM_QUALITY_PRIMARY},
    {GROUP_ALIASES, CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
    {GROUP_ABBREVIATIONS, CLM_NAME_ABBREVIATION, CLM_QUALITY_ALIAS},
    {GROUP_DEMONYMS, CLM_NAME_DEMONYM, CLM_QUALITY_ALIAS},
};

static bool is_group(clm_place_kind kind) {
    return kind == CLM_KIND_COUNTRY_GROUP || kind == CLM_KIND_CONTINENT;
}

static clm_status group_row(clm_build *build, const clm_table *table, clm_error *error) {
    uint32_t index = 0;
    clm_status status = named_place(build, table, is_group, &index, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_build_place *place = &build->places.items[index];
    place->rank = place->kind == CLM_KIND_CONTINENT ? 0 : 2;
    place->uncertainty_m = uncertainty_wide_m;
    status = clm_row_point(table, GROUP_LON, GROUP_LAT, place, error);
    if (status == CLM_OK) {
        status = clm_row_wikidata(table, GROUP_WIKIDATA, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_names(build, table, index, group_names,
                               sizeof(group_names) / sizeof(*group_names), error);
    }
    if (status == CLM_OK) {
        status = clm_row_languages(build, table, GROUP_NAMES, index, error);
    }
    if (status == CLM_OK) {
        status = read_members(build, table, GROUP_MEMBERS, index, error);
    }
    return status;
}

clm_status clm_build_read_groups(clm_build *build, clm_error *error) {
    return clm_rows(build, "groups.tsv", group_columns, true, group_row, error);
}

enum {
    WATER_ALIASES = 3,
    WATER_NAMES,
    WATER_LON,
    WATER_LAT,
    WATER_RANK,
    WATER_COUNTRIES,
    WATER_WIKIDATA,
    WATER_UNCERTAINTY
};

static const char *const water_columns[] = {
    "id",   "kind",      "name",     "aliases",       "names",  "lon", "lat",
    "rank", "countries", "wikidata", "uncertainty_m", "source", NULL};

static const clm_name_column water_names[] = {
    {2, CLM_NAME_PRIMARY, CLM_QUALITY_PRIMARY},
    {WATER_ALIASES, CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
};

static bool is_water(clm_place_kind kind) {
    return kind == CLM_KIND_SEA || kind == CLM_KIND_RIVER;
}

static clm_status water_row(clm_build *build, const clm_table *table, clm_error *error) {
    uint32_t index = 0;
    clm_status status = named_place(build, table, is_water, &index, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_build_place *place = &build->places.items[index];
    status = clm_row_point(table, WATER_LON, WATER_LAT, place, error);
    if (status == CLM_OK) {
        status = clm_row_rank(table, WATER_RANK, 6, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_wikidata(table, WATER_WIKIDATA, place, error);
    }
    if (status == CLM_OK) {
        status = clm_table_number(table, WATER_UNCERTAINTY, 0.0, 1e7, uncertainty_part_m,
                                  &place->uncertainty_m, error);
    }
    clm_text countries = table->cells[WATER_COUNTRIES];
    if (status == CLM_OK && countries.len == 2 &&
        clm_build_country_number(countries, &place->country)) {
        build->country_used[place->country] = true;
        place->country_de_facto = place->country;
    }
    if (status == CLM_OK) {
        status = clm_row_names(build, table, index, water_names,
                               sizeof(water_names) / sizeof(*water_names), error);
    }
    if (status == CLM_OK) {
        status = clm_row_languages(build, table, WATER_NAMES, index, error);
    }
    return status;
}

clm_status clm_build_read_waters(clm_build *build, clm_error *error) {
    return clm_rows(build, "waters.tsv", water_columns, true, water_row, error);
}

enum {
    EXTRA_ALIASES = 3,
    EXTRA_DEMONYMS,
    EXTRA_NAMES,
    EXTRA_LON,
    EXTRA_LAT,
    EXTRA_UNCERTAINTY,
    EXTRA_COUNTRY,
    EXTRA_ADMIN1,
    EXTRA_POPULATION,
    EXTRA_RANK,
    EXTRA_FLAGS,
    EXTRA_MEMBERS,
    EXTRA_WIKIDATA
};

static const char *const extra_columns[] = {
    "id",   "kind",  "name",          "aliases",  "demonyms", "names",
    "lon",  "lat",   "uncertainty_m", "country",  "admin1",   "population",
    "rank", "flags", "members",       "wikidata", "source",   NULL};

static const clm_name_column extra_names[] = {
    {2, CLM_NAME_PRIMARY, CLM_QUALITY_PRIMARY},
    {EXTRA_ALIASES, CLM_NAME_ALTERNATIVE, CLM_QUALITY_ALIAS},
    {EXTRA_DEMONYMS, CLM_NAME_DEMONYM, CLM_QUALITY_ALIAS},
};

static bool is_no_country(clm_place_kind kind) {
    return kind != CLM_KIND_COUNTRY;
}

static clm_status read_flags(const clm_table *table, clm_build_place *place, clm_error *error) {
    clm_text list = table->cells[EXTRA_FLAGS];
    clm_text flag;
    while (clm_table_member(&list, &flag)) {
        if (clm_text_is(flag, "government")) {
            place->flags |= CLM_PLACE_GOVERNMENT;
        } else if (clm_text_is(flag, "capital")) {
            place->flags |= CLM_PLACE_CAPITAL;
        } else if (clm_text_is(flag, "seat")) {
            place->flags |= CLM_PLACE_ADMIN_SEAT;
        } else {
            return clm_table_fail(table, error, "unknown flag \"%.*s\"", (int)flag.len, flag.ptr);
        }
    }
    return CLM_OK;
}

static clm_status read_admin1(clm_build *build, const clm_table *table, clm_build_place *place,
                              clm_error *error) {
    clm_text code = table->cells[EXTRA_ADMIN1];
    char text[CLM_ID_BYTES];
    if (code.len == 0) {
        return CLM_OK;
    }
    place->admin1 = clm_build_find_id(build, clm_build_join(text, "3166-2:", code));
    if (place->admin1 == CLM_GAZ_NONE) {
        return clm_table_fail(table, error, "admin1: there is no region \"%.*s\"", (int)code.len,
                              code.ptr);
    }
    const clm_build_place *region = &build->places.items[place->admin1];
    place->country_de_facto = region->country_de_facto;
    if (place->country == CLM_GAZ_NO_COUNTRY) {
        place->country = region->country;
    }
    return CLM_OK;
}

static clm_status extra_numbers(clm_build *build, const clm_table *table, clm_build_place *place,
                                clm_error *error) {
    double uncertainty = place->kind == CLM_KIND_FACILITY        ? uncertainty_facility_m
                         : place->kind == CLM_KIND_SETTLEMENT    ? uncertainty_town_m
                         : is_group((clm_place_kind)place->kind) ? uncertainty_wide_m
                                                                 : uncertainty_part_m;
    clm_status status = clm_row_point(table, EXTRA_LON, EXTRA_LAT, place, error);
    if (status == CLM_OK) {
        status = clm_table_number(table, EXTRA_UNCERTAINTY, 0.0, 1e7, uncertainty,
                                  &place->uncertainty_m, error);
    }
    if (status == CLM_OK) {
        status = clm_row_country(build, table, EXTRA_COUNTRY, &place->country, error);
        place->country_de_facto = place->country;
    }
    if (status == CLM_OK) {
        status = read_admin1(build, table, place, error);
    }
    if (status == CLM_OK) {
        status = clm_table_count(table, EXTRA_POPULATION, UINT32_MAX, 0, &place->population, error);
    }
    if (status == CLM_OK) {
        uint32_t rank = place->kind == CLM_KIND_SETTLEMENT ? 14 : 8;
        status = clm_row_rank(table, EXTRA_RANK, rank, place, error);
    }
    if (status == CLM_OK) {
        status = clm_row_wikidata(table, EXTRA_WIKIDATA, place, error);
    }
    if (status == CLM_OK) {
        status = read_flags(table, place, error);
    }
    return status;
}

static clm_status extra_row(clm_build *build, const clm_table *table, clm_error *error) {
    uint32_t index = 0;
    clm_status status = named_place(build, table, is_no_country, &index, error);
    if (status == CLM_OK) {
        status = extra_numbers(build, table, &build->places.items[index], error);
    }
    if (status == CLM_OK) {
        status = clm_row_names(build, table, index, extra_names,
                               sizeof(extra_names) / sizeof(*extra_names), error);
    }
    if (status == CLM_OK && build->places.items[index].extra != CLM_GAZ_NONE) {
        status = clm_row_languages(build, table, EXTRA_NAMES, index, error);
        if (status == CLM_OK) {
            status = read_members(build, table, EXTRA_MEMBERS, index, error);
        }
    } else if (status == CLM_OK) {
        clm_text list = table->cells[EXTRA_NAMES];
        clm_text member;
        while (status == CLM_OK && clm_table_member(&list, &member)) {
            const char *equals = memchr(member.ptr, '=', member.len);
            size_t skip = equals != NULL ? (size_t)(equals - member.ptr) + 1 : 0;
            status =
                clm_build_add_name(build, index, (clm_text){member.ptr + skip, member.len - skip},
                                   CLM_NAME_ALTERNATIVE, CLM_QUALITY_LANGUAGE, error);
        }
    }
    return status;
}

clm_status clm_build_read_supplement(clm_build *build, clm_error *error) {
    return clm_rows(build, "supplement.tsv", extra_columns, true, extra_row, error);
}

/* ---- names, stopnames ---- */

static const char *const type_names[] = {
    [CLM_NAME_ALTERNATIVE] = "alternative",   [CLM_NAME_HISTORICAL] = "historical",
    [CLM_NAME_ABBREVIATION] = "abbreviation", [CLM_NAME_DEMONYM] = "demonym",
    [CLM_NAME_DERIVED] = "derived",
};

static clm_status name_row(clm_build *build, const clm_table *table, clm_error *error) {
    uint32_t place = clm_build_find_id(build, table->cells[0]);
    uint32_t quality = 0;
    int type = CLM_NAME_ALTERNATIVE;
    while (type < CLM_NAME_TYPE_COUNT && !clm_text_is(table->cells[1], type_names[type])) {
        type++;
    }
    if (place == CLM_GAZ_NONE) {
        return clm_table_fail(table, error, "there is no place \"%.*s\"", (int)table->cells[0].len,
                              table->cells[0].ptr);
    }
    if (clm_text_is(table->cells[1], "rare")) {
        clm_status status = clm_table_count(table, 3, 1000, 0, &quality, error);
        return status == CLM_OK
                   ? clm_build_weaken_name(build, place, table->cells[2], quality, error)
                   : status;
    }
    if (type == CLM_NAME_TYPE_COUNT) {
        return clm_table_fail(table, error, "unknown type \"%.*s\"", (int)table->cells[1].len,
                              table->cells[1].ptr);
    }
    clm_status status = clm_table_count(table, 3, 1000, CLM_QUALITY_ALIAS, &quality, error);
    return status != CLM_OK ? status
                            : clm_build_add_name(build, place, table->cells[2], (clm_name_type)type,
                                                 quality, error);
}

static clm_status stop_row(clm_build *build, const clm_table *table, clm_error *error) {
    uint32_t key = 0;
    build->key.len = 0;
    clm_key_append(&build->key, table->cells[0]);
    if (build->key.failed || !CLM_ARRAY_ROOM(build->stop_keys)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for names");
    }
    clm_status status =
        clm_row_string(build, (clm_text){build->key.data, build->key.len}, &key, error);
    build->stop_keys.items[build->stop_keys.count++] = key;
    return status;
}

clm_status clm_build_read_names(clm_build *build, clm_error *error) {
    static const char *const columns[] = {"place", "type", "name", "quality", "source", NULL};
    static const char *const stop_columns[] = {"name", "reason", NULL};
    clm_status status = clm_rows(build, "names.tsv", columns, true, name_row, error);
    if (status == CLM_OK) {
        status = clm_rows(build, "stopnames.tsv", stop_columns, true, stop_row, error);
    }
    return status;
}
