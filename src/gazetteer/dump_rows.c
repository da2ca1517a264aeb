/* Rows of allCountries.txt, and names of alternateNamesV2.txt. */
#include "gazetteer/dump.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "gazetteer/build_rows.h"

#include <math.h>
#include <string.h>

enum {
    PLACE_GEONAMEID = 0,
    PLACE_NAME,
    PLACE_ASCII,
    PLACE_ALTERNATES,
    PLACE_LAT,
    PLACE_LON,
    PLACE_CLASS,
    PLACE_CODE,
    PLACE_COUNTRY,
    PLACE_ADMIN1 = 10,
    PLACE_ADMIN2,
    PLACE_POPULATION = 14,
    PLACE_DATE = 18,
    PLACE_COLUMNS
};

static const char *const place_columns[] = {
    "geonameid",   "name",          "asciiname",    "alternatenames",    "latitude",
    "longitude",   "feature class", "feature code", "country code",      "cc2",
    "admin1 code", "admin2 code",   "admin3 code",  "admin4 code",       "population",
    "elevation",   "dem",           "timezone",     "modification date", NULL};

enum {
    QUALITY_HISTORICAL_PLACE = 500,
    QUALITY_ENGLISH = 850,
    QUALITY_PREFERRED = 50, /* more for a preferred name */
    QUALITY_ABBREVIATION = 700,
    QUALITY_COLLOQUIAL = 400,
    QUALITY_SHORT = 60 /* keys of two letters are nearly always something else */
};

/* A text as long as the file can hold. */
static clm_text cut(clm_text text) {
    size_t length = text.len;
    if (length > CLM_GAZ_TEXT_MAX) {
        length = clm_utf8_floor(text.ptr, length, CLM_GAZ_TEXT_MAX);
    }
    return (clm_text){text.ptr, length};
}

static clm_status place_numbers(clm_dump *dump, const clm_table *table, clm_build_place *place,
                                clm_error *error) {
    double people = 0.0;
    clm_status status =
        clm_table_count(table, PLACE_GEONAMEID, UINT32_MAX, 0, &place->geonameid, error);
    if (status == CLM_OK) {
        status = clm_row_point(table, PLACE_LON, PLACE_LAT, place, error);
    }
    if (status == CLM_OK && (!place->has_point || place->geonameid == 0)) {
        status = clm_table_fail(table, error, "a place needs geonameid, latitude and longitude");
    }
    if (status == CLM_OK) {
        status = clm_table_number(table, PLACE_POPULATION, 0.0, 1e12, 0.0, &people, error);
    }
    if (status == CLM_OK) {
        /* Continents and the world have more people than fit. */
        place->population = people < (double)UINT32_MAX ? (uint32_t)people : UINT32_MAX;
        status = clm_row_country(&dump->build, table, PLACE_COUNTRY, &place->country, error);
        place->country_de_facto = place->country;
    }
    return status;
}

static void place_standing(clm_build_place *place, const clm_dump_kind *kind, clm_text code) {
    place->rank = kind->rank;
    place->uncertainty_m = kind->uncertainty_m;
    if (kind->kind != CLM_KIND_SETTLEMENT) {
        return;
    }
    place->rank = (uint8_t)clm_build_town_rank(place->population, code);
    place->uncertainty_m = clm_build_town_radius_m(place->population);
    if (clm_text_is(code, "PPLC")) {
        place->flags |= CLM_PLACE_CAPITAL | CLM_PLACE_ADMIN_SEAT;
    } else if (clm_text_is(code, "PPLA")) {
        place->flags |= CLM_PLACE_ADMIN_SEAT;
    }
}

static clm_status add_name(clm_build *build, uint32_t place, clm_text name, clm_name_type type,
                           unsigned quality, clm_error *error) {
    bool small = clm_utf8_count(name.ptr, name.len) <= 2 && type != CLM_NAME_ABBREVIATION;
    quality = small && quality > QUALITY_SHORT ? (unsigned)QUALITY_SHORT : quality;
    return clm_build_add_name(build, place, name, type, quality, error);
}

static clm_status place_names(clm_dump *dump, const clm_table *table, uint32_t index,
                              bool historical, clm_error *error) {
    clm_build *build = &dump->build;
    clm_name_type type = historical ? CLM_NAME_HISTORICAL : CLM_NAME_PRIMARY;
    unsigned rank = build->places.items[index].rank;
    clm_status status =
        add_name(build, index, table->cells[PLACE_NAME], type,
                 historical ? QUALITY_HISTORICAL_PLACE : CLM_QUALITY_PRIMARY, error);
    if (status == CLM_OK && !clm_text_equal(table->cells[PLACE_ASCII], table->cells[PLACE_NAME])) {
        status = add_name(build, index, table->cells[PLACE_ASCII], type,
                          historical ? QUALITY_HISTORICAL_PLACE : CLM_QUALITY_ASCII, error);
    }
    clm_text list = table->cells[PLACE_ALTERNATES];
    while (status == CLM_OK && list.len > 0 && !dump->typed_names) {
        const char *comma = memchr(list.ptr, ',', list.len);
        size_t length = comma != NULL ? (size_t)(comma - list.ptr) : list.len;
        clm_text name = clm_text_trim((clm_text){list.ptr, length});
        unsigned quality = clm_build_alternate_quality(name, rank);
        if (quality > 0) {
            status = add_name(build, index, name,
                              historical ? CLM_NAME_HISTORICAL : CLM_NAME_ALTERNATIVE,
                              historical ? QUALITY_HISTORICAL_PLACE : quality, error);
        }
        length += comma != NULL;
        list = (clm_text){list.ptr + length, list.len - length};
    }
    return status;
}

/* "gn:NUMBER"; a country is also, and first of all, "cc:CODE". */
static clm_status place_ids(clm_dump *dump, const clm_table *table, uint32_t index,
                            clm_error *error) {
    clm_build *build = &dump->build;
    char text[CLM_ID_BYTES];
    clm_text code = table->cells[PLACE_COUNTRY];
    clm_text id = clm_build_join(text, "cc:", code);
    uint16_t country = build->places.items[index].country;
    bool state = build->places.items[index].kind == CLM_KIND_COUNTRY && code.len > 0 &&
                 build->country_place[country] == CLM_GAZ_NONE;
    clm_status status =
        clm_row_number_id(build, "gn:", table->cells[PLACE_GEONAMEID], index, !state, error);
    if (status == CLM_OK && state) {
        build->country_place[country] = index;
        status = clm_row_id(build, index, id, error);
    }
    return status;
}

static void add_to_area(clm_dump_area *area, const clm_build_place *place) {
    static const double degree = 3.14159265358979323846 / 180.0;
    double lon = place->lon_deg * degree;
    double lat = place->lat_deg * degree;
    area->x += cos(lat) * cos(lon);
    area->y += cos(lat) * sin(lon);
    area->z += sin(lat);
    area->country = place->country;
}

/* Counts the place to the areas of its codes; a row that is such an area stands for it. */
static clm_status place_areas(clm_dump *dump, const clm_table *table, uint32_t index,
                              clm_error *error) {
    const clm_text *cells = table->cells;
    clm_buffer *key = &dump->build.key;
    clm_build_place *place = &dump->build.places.items[index];
    uint32_t first = 0;
    uint32_t second = 0;
    if (cells[PLACE_COUNTRY].len == 0 || cells[PLACE_ADMIN1].len == 0) {
        return CLM_OK;
    }
    key->len = 0;
    clm_buffer_text(key, cells[PLACE_COUNTRY]);
    clm_buffer_char(key, '.');
    clm_buffer_text(key, cells[PLACE_ADMIN1]);
    clm_status status =
        clm_dump_area_of(dump, (clm_text){key->data, key->failed ? 0 : key->len}, &first, error);
    if (status != CLM_OK) {
        return status;
    }
    place->parent = first + 1;
    add_to_area(&dump->areas.items[first], place);
    if (clm_text_is(cells[PLACE_CODE], "ADM1")) {
        dump->areas.items[first].place = index;
    }
    if (cells[PLACE_ADMIN2].len == 0) {
        return CLM_OK;
    }
    clm_buffer_char(key, '.');
    clm_buffer_text(key, cells[PLACE_ADMIN2]);
    status =
        clm_dump_area_of(dump, (clm_text){key->data, key->failed ? 0 : key->len}, &second, error);
    if (status == CLM_OK) {
        add_to_area(&dump->areas.items[second], place);
        dump->areas.items[second].admin1 = first;
        if (clm_text_is(cells[PLACE_CODE], "ADM2")) {
            dump->areas.items[second].place = index;
        }
    }
    return status;
}

static clm_status place_row(clm_dump *dump, const clm_table *table, clm_error *error) {
    const clm_text *cells = table->cells;
    clm_dump_kind kind;
    uint32_t index = 0;
    if (cells[PLACE_CLASS].len == 0) {
        return CLM_OK; /* GeoNames does not say what a few thousand of its places are */
    }
    if (!clm_dump_kind_of(cells[PLACE_CLASS], cells[PLACE_CODE], &kind)) {
        return clm_table_fail(table, error, "unknown feature class \"%.*s\"",
                              (int)cells[PLACE_CLASS].len, cells[PLACE_CLASS].ptr);
    }
    if (cells[PLACE_NAME].len == 0) {
        return clm_table_fail(table, error, "a place needs a name");
    }
    clm_status status = clm_row_place(&dump->build, kind.kind, false, &index, error);
    if (status == CLM_OK) {
        status = place_numbers(dump, table, &dump->build.places.items[index], error);
    }
    if (status == CLM_OK) {
        place_standing(&dump->build.places.items[index], &kind, cells[PLACE_CODE]);
        status = clm_row_string(&dump->build, cut(cells[PLACE_NAME]),
                                &dump->build.places.items[index].name, error);
    }
    if (status == CLM_OK) {
        status = place_ids(dump, table, index, error);
    }
    if (status == CLM_OK) {
        status = place_areas(dump, table, index, error);
    }
    return status == CLM_OK ? place_names(dump, table, index, kind.historical, error) : status;
}

static void keep_newest(clm_dump *dump, clm_text date) {
    if (date.len == sizeof(dump->date) &&
        (!dump->has_date || memcmp(date.ptr, dump->date, sizeof(dump->date)) > 0)) {
        memcpy(dump->date, date.ptr, sizeof(dump->date));
        dump->has_date = true;
    }
}

/* Puts the place of the fault before a message that has none. */
static clm_status placed(const clm_table *table, clm_status status, const clm_error *inner,
                         clm_error *error) {
    bool has_place = strncmp(inner->message, table->file, strlen(table->file)) == 0;
    return has_place || status == CLM_ERR_NOMEM
               ? clm_fail(error, status, "%s", inner->message)
               : clm_fail(error, status, "%s:%zu: %s", table->file, table->line, inner->message);
}

typedef clm_status (*row_reader)(clm_dump *, const clm_table *, clm_error *);

static clm_status read_rows(clm_dump *dump, FILE *in, const char *name, const char *const *columns,
                            int columns_least, row_reader row, clm_error *error) {
    clm_dump_file file;
    bool more = true;
    clm_status status = clm_dump_open(&file, in, name, columns, columns_least, error);
    while (status == CLM_OK && more) {
        status = clm_dump_next(&file, &more, error);
        if (status == CLM_OK && more) {
            clm_error inner = {CLM_OK, ""};
            status = row(dump, &file.table, &inner);
            status = status != CLM_OK ? placed(&file.table, status, &inner, error) : status;
        }
    }
    clm_dump_close(&file);
    return status;
}

static clm_status dated_place_row(clm_dump *dump, const clm_table *table, clm_error *error) {
    keep_newest(dump, table->cells[PLACE_DATE]);
    return place_row(dump, table, error);
}

clm_status clm_dump_read_places(clm_dump *dump, FILE *in, const char *name, clm_error *error) {
    return read_rows(dump, in, name, place_columns, PLACE_COLUMNS, dated_place_row, error);
}

/* ---- alternate names ---- */

enum {
    NAME_GEONAMEID = 1,
    NAME_LANGUAGE,
    NAME_TEXT,
    NAME_PREFERRED,
    NAME_SHORT,
    NAME_COLLOQUIAL,
    NAME_HISTORIC,
    NAME_COLUMNS_LEAST = 4
};

static const char *const name_columns[] = {"alternateNameId",
                                           "geonameid",
                                           "isolanguage",
                                           "alternate name",
                                           "isPreferredName",
                                           "isShortName",
                                           "isColloquial",
                                           "isHistoric",
                                           "from",
                                           "to",
                                           NULL};

/* Languages that are no languages: codes, links, spellings. */
static bool is_code(clm_text language) {
    static const char *const codes[] = {"link", "post", "iata", "icao",     "faac",
                                        "unlc", "tcid", "phon", "abbr_code"};
    for (size_t i = 0; i < sizeof(codes) / sizeof(*codes); i++) {
        if (clm_text_is(language, codes[i])) {
            return true;
        }
    }
    return false;
}

/* Type and quality of a name by its flags; quality 0: of no use. */
static unsigned judge_name(const clm_table *table, unsigned rank, clm_name_type *type) {
    const clm_text *cells = table->cells;
    bool preferred = clm_text_is(cells[NAME_PREFERRED], "1");
    *type = CLM_NAME_ALTERNATIVE;
    if (clm_text_is(cells[NAME_LANGUAGE], "abbr")) {
        *type = CLM_NAME_ABBREVIATION;
        return QUALITY_ABBREVIATION;
    }
    unsigned quality = clm_build_alternate_quality(cells[NAME_TEXT], rank);
    if (quality == 0) {
        return 0;
    }
    if (clm_text_is(cells[NAME_HISTORIC], "1") || clm_text_is(cells[NAME_LANGUAGE], "fr_1793")) {
        *type = CLM_NAME_HISTORICAL;
        return CLM_QUALITY_HISTORICAL;
    }
    if (clm_text_is(cells[NAME_COLLOQUIAL], "1")) {
        return QUALITY_COLLOQUIAL;
    }
    if (clm_text_is(cells[NAME_LANGUAGE], "en") && quality > QUALITY_SHORT) {
        quality = quality > QUALITY_ENGLISH ? quality : (unsigned)QUALITY_ENGLISH;
    }
    quality += preferred && quality > QUALITY_SHORT ? (unsigned)QUALITY_PREFERRED : 0;
    return quality < CLM_QUALITY_ASCII ? quality : (unsigned)CLM_QUALITY_ASCII;
}

static clm_status name_row(clm_dump *dump, const clm_table *table, clm_error *error) {
    const clm_text *cells = table->cells;
    clm_build *build = &dump->build;
    char text[CLM_ID_BYTES];
    clm_name_type type = CLM_NAME_ALTERNATIVE;
    uint32_t number = 0;
    clm_status status = clm_table_count(table, NAME_GEONAMEID, UINT32_MAX, 0, &number, error);
    if (status == CLM_OK && number == 0) {
        status = clm_table_fail(table, error, "a name needs a geonameid");
    }
    uint32_t place = clm_build_find_id(build, clm_build_join(text, "gn:", cells[NAME_GEONAMEID]));
    if (status != CLM_OK || place == CLM_GAZ_NONE || is_code(cells[NAME_LANGUAGE])) {
        return status; /* the names are those of the whole world, the places perhaps not */
    }
    if (clm_text_is(cells[NAME_LANGUAGE], "wkdt")) {
        clm_table copy = *table;
        clm_build_place wikidata = {0};
        if (clm_row_wikidata(&copy, NAME_TEXT, &wikidata, NULL) == CLM_OK) {
            build->places.items[place].wikidata = wikidata.wikidata;
        }
        return CLM_OK;
    }
    unsigned quality = judge_name(table, build->places.items[place].rank, &type);
    return quality > 0 ? add_name(build, place, cells[NAME_TEXT], type, quality, error) : CLM_OK;
}

clm_status clm_dump_read_names(clm_dump *dump, FILE *in, const char *name, clm_error *error) {
    return read_rows(dump, in, name, name_columns, NAME_COLUMNS_LEAST, name_row, error);
}

/* ---- codes of areas ---- */

enum { AREA_CODE = 0, AREA_NAME, AREA_ASCII, AREA_GEONAMEID, AREA_COLUMNS };

static const char *const area_columns[] = {"code", "name", "asciiname", "geonameid", NULL};

/* The mean of its places is where an area is that has no row of its own. */
static clm_status make_area(clm_dump *dump, const clm_table *table, uint32_t area,
                            clm_place_kind kind, clm_error *error) {
    static const double degree = 3.14159265358979323846 / 180.0;
    const clm_dump_area from = dump->areas.items[area];
    clm_build *build = &dump->build;
    uint32_t index = 0;
    clm_status status = clm_row_place(build, kind, false, &index, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_build_place *place = &build->places.items[index];
    place->lon_deg = atan2(from.y, from.x) / degree;
    place->lat_deg = atan2(from.z, hypot(from.x, from.y)) / degree;
    place->has_point = true;
    place->country = place->country_de_facto = (uint16_t)from.country;
    place->rank = kind == CLM_KIND_REGION ? 5 : 10;
    place->uncertainty_m = kind == CLM_KIND_REGION ? 100000.0 : 20000.0;
    place->parent = kind == CLM_KIND_DISTRICT ? from.admin1 + 1 : 0;
    dump->areas.items[area].place = index;
    status = clm_table_count(table, AREA_GEONAMEID, UINT32_MAX, 0, &place->geonameid, error);
    if (status == CLM_OK) {
        status = clm_row_string(build, cut(table->cells[AREA_NAME]), &place->name, error);
    }
    if (status == CLM_OK) {
        bool numbered = place->geonameid != 0;
        status = clm_row_number_id(
            build, numbered ? "gn:" : "cm:", table->cells[numbered ? AREA_GEONAMEID : AREA_CODE],
            index, true, error);
    }
    if (status == CLM_OK) {
        status = add_name(build, index, table->cells[AREA_NAME], CLM_NAME_PRIMARY,
                          CLM_QUALITY_PRIMARY, error);
    }
    return status == CLM_OK ? add_name(build, index, table->cells[AREA_ASCII], CLM_NAME_PRIMARY,
                                       CLM_QUALITY_ASCII, error)
                            : status;
}

static clm_status area_row(clm_dump *dump, const clm_table *table, clm_place_kind kind,
                           clm_error *error) {
    const clm_text *cells = table->cells;
    char text[CLM_ID_BYTES];
    uint32_t area = 0;
    if (cells[AREA_CODE].len == 0 || cells[AREA_NAME].len == 0) {
        return clm_table_fail(table, error, "an area needs code and name");
    }
    if (clm_strings_find(&dump->build.strings, cells[AREA_CODE]) == UINT32_MAX) {
        return CLM_OK; /* no place lies in it */
    }
    clm_status status = clm_dump_area_of(dump, cells[AREA_CODE], &area, error);
    const clm_dump_area *known = status == CLM_OK ? &dump->areas.items[area] : NULL;
    bool empty = known == NULL || (known->x == 0.0 && known->y == 0.0 && known->z == 0.0);
    if (status != CLM_OK || empty || known->place != CLM_GAZ_NONE) {
        return status;
    }
    uint32_t place =
        clm_build_find_id(&dump->build, clm_build_join(text, "gn:", cells[AREA_GEONAMEID]));
    if (place != CLM_GAZ_NONE) {
        dump->areas.items[area].place = place;
        return CLM_OK;
    }
    return make_area(dump, table, area, kind, error);
}

static clm_status region_row(clm_dump *dump, const clm_table *table, clm_error *error) {
    return area_row(dump, table, CLM_KIND_REGION, error);
}

static clm_status district_row(clm_dump *dump, const clm_table *table, clm_error *error) {
    return area_row(dump, table, CLM_KIND_DISTRICT, error);
}

clm_status clm_dump_read_areas(clm_dump *dump, FILE *in, const char *name, bool first_level,
                               clm_error *error) {
    return read_rows(dump, in, name, area_columns, AREA_COLUMNS,
                     first_level ? region_row : district_row, error);
}
