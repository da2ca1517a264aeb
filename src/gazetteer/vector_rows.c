/* Features to places. */
#include "gazetteer/vector_rows.h"

#include "base/alloc.h"
#include "base/hash.h"
#include "base/utf8.h"
#include "gazetteer/build_rows.h"
#include "geo/overlay.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#define ID_PREFIX "vl:"

typedef struct reader {
    clm_dump *dump;
    clm_dataset *dataset;
    clm_vector_columns columns;
    clm_gazetteer_vector_counts counts;
    clm_geometry shape;
    clm_buffer name, other, cell;
} reader;

/* What a feature says of itself. */
typedef struct feature {
    clm_place_kind kind;
    clm_lonlat point;
    double radius_m; /* of lines and polygons; 0 for points */
    uint32_t population, wikidata;
    uint16_t country;
    bool has_shape;
} feature;

/* Rank and uncertainty of a point where nothing better is known. */
static const struct {
    uint8_t rank;
    double uncertainty_m;
} standing[CLM_KIND_COUNT] = {
    [CLM_KIND_SETTLEMENT] = {15, 1000.0},
    [CLM_KIND_FACILITY] = {14, 1000.0},
    [CLM_KIND_DISTRICT] = {12, 20000.0},
    [CLM_KIND_REGION] = {5, 100000.0},
    [CLM_KIND_COUNTRY] = {3, 300000.0},
    [CLM_KIND_COUNTRY_GROUP] = {4, 1000000.0},
    [CLM_KIND_CONTINENT] = {0, 2000000.0},
    [CLM_KIND_RIVER] = {12, 20000.0},
    [CLM_KIND_SEA] = {9, 100000.0},
    [CLM_KIND_VAGUE_REGION] = {12, 50000.0},
    [CLM_KIND_DISPUTED_REGION] = {10, 50000.0},
};

static clm_status no_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory for places");
}

static clm_text text_of(const clm_buffer *buffer) {
    return (clm_text){buffer->data, buffer->len};
}

static clm_text cut(clm_text text) {
    size_t length = text.len;
    if (length > CLM_GAZ_TEXT_MAX) {
        length = clm_utf8_floor(text.ptr, length, CLM_GAZ_TEXT_MAX);
    }
    return clm_text_trim((clm_text){text.ptr, length});
}

/* The value of a column or its constant; empty where there is none. */
static clm_status value_of(reader *r, const clm_vector_column *column, clm_text *out,
                           clm_error *error) {
    *out = column->always;
    if (column->always.len == 0) {
        r->cell.len = 0;
        (void)clm_dataset_text(r->dataset, column->field, &r->cell);
        *out = text_of(&r->cell);
    }
    return r->cell.failed ? no_memory(error) : CLM_OK;
}

/* ---- values ---- */

/* English before the local name; both are the place's name. */
static clm_status read_name(reader *r, clm_error *error) {
    r->name.len = 0;
    r->other.len = 0;
    (void)clm_dataset_text(r->dataset, r->columns.name, &r->name);
    if (clm_dataset_text(r->dataset, r->columns.english, &r->other)) {
        clm_buffer kept = r->name;
        r->name = r->other;
        r->other = kept;
    }
    return r->name.failed || r->other.failed ? no_memory(error) : CLM_OK;
}

static clm_status read_kind(reader *r, feature *out, clm_error *error) {
    clm_text word = {"", 0};
    clm_status status = value_of(r, &r->columns.kind, &word, error);
    if (status == CLM_OK && word.len == 0) {
        out->kind = r->shape.kind == CLM_GEOMETRY_POLYGONS ? CLM_KIND_DISTRICT
                    : r->shape.kind == CLM_GEOMETRY_LINES  ? CLM_KIND_RIVER
                                                           : CLM_KIND_SETTLEMENT;
    } else if (status == CLM_OK && !clm_vector_kind_of(word, &out->kind)) {
        status = clm_fail(error, CLM_ERR_FORMAT,
                          "kind: \"%.*s\" is none of settlement, facility, district, region, "
                          "country, country_group, continent, river, sea, vague_region, "
                          "disputed_region",
                          (int)cut(word).len, word.ptr);
    }
    return status;
}

static clm_status read_population(reader *r, feature *out, clm_error *error) {
    clm_text text = {"", 0};
    double people = 0.0;
    clm_status status = value_of(r, &r->columns.population, &text, error);
    if (status != CLM_OK || text.len == 0) {
        return status;
    }
    if (clm_text_number(text, &people) != text.len || !(people >= 0.0)) {
        r->counts.without_population++;
        return CLM_OK;
    }
    out->population = people < (double)UINT32_MAX ? (uint32_t)people : UINT32_MAX;
    return CLM_OK;
}

static clm_status read_country(reader *r, feature *out, clm_error *error) {
    clm_text code = {"", 0};
    clm_status status = value_of(r, &r->columns.country, &code, error);
    if (status == CLM_OK && !clm_build_country_number(code, &out->country)) {
        r->counts.without_country++;
    }
    return status;
}

/* "Q42"; of a list the first counts. */
static clm_status read_wikidata(reader *r, feature *out, clm_error *error) {
    const clm_vector_column column = {r->columns.wikidata, {"", 0}};
    clm_text text = {"", 0};
    clm_status status = value_of(r, &column, &text, error);
    uint64_t number = 0;
    for (size_t i = 1; i < text.len && text.ptr[0] == 'Q' && number <= UINT32_MAX; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            break;
        }
        number = number * 10 + (uint64_t)(text.ptr[i] - '0');
    }
    out->wikidata = number <= UINT32_MAX ? (uint32_t)number : 0;
    return status;
}

/* ---- where it is ---- */

/* As far as its farthest vertex. */
static double reach_m(const clm_geometry *shape, clm_lonlat from) {
    double most = 0.0;
    for (size_t i = 0; i < shape->point_count; i++) {
        double distance = clm_sphere_distance_m(from, shape->points[i]);
        most = distance > most ? distance : most;
    }
    return floor(most);
}

/* Point and radius; polygons are made valid first. What has no area left is where it began. */
static clm_status read_place(reader *r, feature *out, clm_error *error) {
    enum { RADIUS_LEAST_M = 100 };
    clm_lonlat first = r->shape.points[0];
    clm_status status = CLM_OK;
    if (r->shape.kind == CLM_GEOMETRY_POINT) {
        out->point = first;
        return CLM_OK;
    }
    clm_error reason = {CLM_OK, ""};
    if (r->shape.kind == CLM_GEOMETRY_POLYGONS && !clm_geometry_valid(&r->shape, &reason)) {
        status =
            reason.code == CLM_ERR_NOMEM ? no_memory(error) : clm_geometry_repair(&r->shape, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    out->point = r->shape.kind == CLM_GEOMETRY_NONE ? first : clm_geometry_label_point(&r->shape);
    if (r->shape.kind == CLM_GEOMETRY_LINES) {
        out->radius_m = reach_m(&r->shape, out->point);
    } else if (r->shape.kind == CLM_GEOMETRY_POLYGONS) {
        out->has_shape = true;
        out->radius_m = floor(sqrt(clm_geometry_area_m2(&r->shape) / 3.14159265358979));
    }
    out->radius_m = out->radius_m > RADIUS_LEAST_M ? out->radius_m : (double)RADIUS_LEAST_M;
    return CLM_OK;
}

/* ---- ids ---- */

static bool is_known_id(clm_text id) {
    static const char *const prefixes[] = {"gn:", "ne:", "cc:", "cm:", ID_PREFIX};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (clm_text_starts(id, prefixes[i]) && id.len > 3 && id.len < CLM_ID_BYTES) {
            return true;
        }
    }
    return false;
}

/* The id column's value, with the layer's name so that two layers may count from 1; one that is
 * another gazetteer's id stays as it is. Without a column: a hash of name and point, to a metre. */
static clm_status make_id(reader *r, const feature *from, clm_buffer *out, clm_error *error) {
    clm_text given = {"", 0};
    clm_status status = value_of(r, &r->columns.id, &given, error);
    out->len = 0;
    if (status != CLM_OK || is_known_id(given)) {
        clm_buffer_text(out, given);
        return out->failed ? no_memory(error) : status;
    }
    if (given.len > 0) {
        clm_buffer_string(out, ID_PREFIX);
        clm_buffer_text(out, clm_dataset_layer(r->dataset));
        clm_buffer_char(out, ':');
        clm_buffer_text(out, given);
    } else {
        clm_buffer_text(out, text_of(&r->name));
        clm_buffer_printf(out, "\n%.0f\n%.0f", from->point.lon_deg * 1e5,
                          from->point.lat_deg * 1e5);
    }
    if (!out->failed && (given.len == 0 || out->len >= CLM_ID_BYTES)) {
        uint64_t hash = clm_hash64(out->data, out->len);
        out->len = 0;
        clm_buffer_printf(out, ID_PREFIX "%016llx", (unsigned long long)hash);
    }
    return out->failed ? no_memory(error) : CLM_OK;
}

/* ---- names ---- */

/* Members of a list between | ; , and, where they are names in a language, the first for labels. */
static clm_status add_list(reader *r, const clm_vector_names *from, uint32_t place, bool labels,
                           clm_error *error) {
    clm_build *build = &r->dump->build;
    r->cell.len = 0;
    (void)clm_dataset_text(r->dataset, from->field, &r->cell);
    clm_text rest = text_of(&r->cell);
    clm_status status = r->cell.failed ? no_memory(error) : CLM_OK;
    bool label = labels && from->lang[0] != '\0';
    while (status == CLM_OK && rest.len > 0) {
        size_t length = 0;
        while (length < rest.len && strchr("|;,", rest.ptr[length]) == NULL) {
            length++;
        }
        clm_text name = clm_text_trim((clm_text){rest.ptr, length});
        if (name.len > 0) {
            status = clm_build_add_name(build, place, name, from->type, from->quality, error);
        }
        if (status == CLM_OK && name.len > 0 && label) {
            clm_gaz_lang_name item = {{from->lang[0], from->lang[1]}, 0, 0};
            label = false;
            status = clm_row_string(build, cut(name), &item.name, error);
            if (status == CLM_OK && !CLM_ARRAY_ROOM(build->lang_names)) {
                status = no_memory(error);
            }
            if (status == CLM_OK) {
                build->lang_names.items[build->lang_names.count++] = item;
                build->extras.items[build->places.items[place].extra].names_count++;
            }
        }
        length += length < rest.len;
        rest = (clm_text){rest.ptr + length, rest.len - length};
    }
    return status;
}

static clm_status add_names(reader *r, uint32_t place, bool labels, clm_error *error) {
    clm_build *build = &r->dump->build;
    clm_status status = clm_build_add_name(build, place, text_of(&r->name), CLM_NAME_PRIMARY,
                                           CLM_QUALITY_PRIMARY, error);
    if (status == CLM_OK && r->other.len > 0) {
        status = clm_build_add_name(build, place, text_of(&r->other), CLM_NAME_PRIMARY,
                                    CLM_QUALITY_PRIMARY, error);
    }
    for (size_t i = 0; i < r->columns.others.count && status == CLM_OK; i++) {
        status = add_list(r, &r->columns.others.items[i], place, labels, error);
    }
    return status;
}

/* ---- places ---- */

static bool has_languages(const clm_vector_columns *columns) {
    for (size_t i = 0; i < columns->others.count; i++) {
        if (columns->others.items[i].lang[0] != '\0') {
            return true;
        }
    }
    return false;
}

static void set_place(clm_build_place *place, const feature *from, clm_text id) {
    double number = 0.0;
    place->lon_deg = from->point.lon_deg;
    place->lat_deg = from->point.lat_deg;
    place->has_point = true;
    place->population = from->population;
    place->wikidata = from->wikidata;
    place->country = place->country_de_facto = from->country;
    place->rank = standing[from->kind].rank;
    place->uncertainty_m =
        from->radius_m > 0.0 ? from->radius_m : standing[from->kind].uncertainty_m;
    if (from->kind == CLM_KIND_SETTLEMENT) {
        place->rank = (uint8_t)clm_build_town_rank(from->population, (clm_text){"", 0});
        place->uncertainty_m =
            from->radius_m > 0.0 ? from->radius_m : clm_build_town_radius_m(from->population);
    }
    clm_text digits = {id.ptr + 3, id.len - 3};
    if (clm_text_starts(id, "gn:") && clm_text_number(digits, &number) == digits.len &&
        number >= 0.0 && number <= (double)UINT32_MAX) {
        place->geonameid = (uint32_t)number;
    }
}

/* A new place. Settlements and facilities are drawn as points, whatever their shape. */
static clm_status add_place(reader *r, const feature *from, clm_text id, clm_error *error) {
    clm_build *build = &r->dump->build;
    bool shaped =
        from->has_shape && from->kind != CLM_KIND_SETTLEMENT && from->kind != CLM_KIND_FACILITY;
    bool labels = has_languages(&r->columns);
    uint32_t index = 0;
    clm_status status = clm_row_place(build, from->kind, shaped || labels, &index, error);
    if (status != CLM_OK) {
        return status;
    }
    set_place(&build->places.items[index], from, id);
    uint32_t extra = build->places.items[index].extra;
    if (from->country != CLM_GAZ_NO_COUNTRY) {
        build->country_used[from->country] = true;
    }
    if (labels) {
        build->extras.items[extra].names_first = (uint32_t)build->lang_names.count;
    }
    status = clm_row_string(build, cut(text_of(&r->name)), &build->places.items[index].name, error);
    if (status == CLM_OK) {
        status = clm_row_id(build, index, id, error);
    }
    if (status == CLM_OK) {
        status = add_names(r, index, labels, error);
    }
    r->counts.places += status == CLM_OK;
    return status == CLM_OK && shaped ? clm_dump_keep_shape(r->dump, extra, &r->shape, error)
                                      : status;
}

static clm_status read_feature(reader *r, clm_error *error) {
    feature from = {.kind = CLM_KIND_SETTLEMENT, .country = CLM_GAZ_NO_COUNTRY};
    clm_buffer id;
    r->counts.features++;
    clm_status status = read_name(r, error);
    if (status != CLM_OK || r->name.len == 0) {
        r->counts.without_name += status == CLM_OK;
        return status;
    }
    status = clm_dataset_geometry(r->dataset, &r->shape, error);
    if (status != CLM_OK) {
        return status; /* the message says already where */
    }
    if (r->shape.point_count == 0) {
        r->counts.without_shape++;
        return CLM_OK;
    }
    status = read_kind(r, &from, error);
    status = status == CLM_OK ? read_place(r, &from, error) : status;
    status = status == CLM_OK ? read_population(r, &from, error) : status;
    status = status == CLM_OK ? read_country(r, &from, error) : status;
    status = status == CLM_OK ? read_wikidata(r, &from, error) : status;
    clm_buffer_init(&id);
    status = status == CLM_OK ? make_id(r, &from, &id, error) : status;
    if (status == CLM_OK) {
        uint32_t known = clm_build_find_id(&r->dump->build, text_of(&id));
        r->counts.repeated += known != CLM_GAZ_NONE;
        status = known != CLM_GAZ_NONE ? add_names(r, known, false, error)
                                       : add_place(r, &from, text_of(&id), error);
    }
    clm_buffer_clear(&id);
    return clm_dataset_locate(r->dataset, status, error);
}

clm_status clm_dump_read_vector(clm_dump *dump, const clm_gazetteer_vector *vector,
                                clm_gazetteer_vector_counts *counts, clm_error *error) {
    const clm_dataset_options options = {
        .path = vector->path, .layer = vector->layer, .crs = vector->crs};
    reader r;
    bool more = true;
    memset(&r, 0, sizeof r);
    r.dump = dump;
    clm_status status = clm_dataset_open(&options, &r.dataset, error);
    if (status != CLM_OK) {
        return status;
    }
    status = clm_vector_columns_choose(r.dataset, vector, &r.columns, error);
    if (status != CLM_OK && status != CLM_ERR_NOMEM) {
        (void)clm_error_prefix(error, vector->path);
    }
    while (status == CLM_OK && more) {
        status = clm_dataset_next(r.dataset, &more, error);
        if (status == CLM_OK && more) {
            status = read_feature(&r, error);
        }
    }
    if (counts != NULL) {
        *counts = r.counts;
    }
    clm_vector_columns_clear(&r.columns);
    clm_geometry_clear(&r.shape);
    clm_buffer_clear(&r.name);
    clm_buffer_clear(&r.other);
    clm_buffer_clear(&r.cell);
    clm_dataset_free(r.dataset);
    return status;
}
