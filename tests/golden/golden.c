/* golden CASE_DIR: maps CASE_DIR/article.txt and holds the GeoJSON and the layout report against
 * CASE_DIR/facts.tsv, which a reader wrote before the program ran.
 *
 * Rows of facts.tsv, tab-separated:
 *   claim   PART OF QUOTE  PLACE  key=value...  a claim feature with all of this
 *   drawn   PLACE  KIND                         a drawn feature of that place and kind
 *   unlocated  PART OF QUOTE                    a claim kept without geometry: no gazetteer has
 *                                               its place
 *   never   PLACE                               no feature of that place is drawn
 *   figure  KM2  PLACE                          a figure of that stated and computed area
 * Keys: a property's name; `kind`, `country` of the place; `source~` a part of the source's name;
 * `time` the first day of one of the times; `quantity` "VALUE UNIT QUALIFIER" of one of them. */
#include "base/file.h"
#include "base/json.h"
#include "base/utf8.h"
#include "geo/geo.h"
#include "pipeline/pipeline.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { CELLS_MAX = 16 };

typedef struct map_output {
    clm_result result;
    clm_json *collection;
    clm_json *report;
} map_output;

static const clm_json *property(const clm_json *feature, const char *name) {
    return clm_json_member(clm_json_member(feature, "properties"), name);
}

static bool text_has(clm_text text, const char *part) {
    size_t length = strlen(part);
    for (size_t i = 0; i + length <= text.len; i++) {
        if (memcmp(text.ptr + i, part, length) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_kind(const clm_json *feature, const char *kind) {
    return clm_text_is(clm_json_text(property(feature, "kind")), kind);
}

/* Names are the same when their look-up keys are: a gazetteer may lack an accent. */
static bool at_place(const clm_json *feature, const char *name) {
    clm_buffer keys[2];
    clm_buffer_init(&keys[0]);
    clm_buffer_init(&keys[1]);
    clm_key_append(&keys[0], clm_json_text(clm_json_member(property(feature, "place"), "name")));
    clm_key_append(&keys[1], clm_text_of(name));
    const bool same = !keys[0].failed && !keys[1].failed && keys[0].len == keys[1].len &&
                      keys[0].len > 0 && memcmp(keys[0].data, keys[1].data, keys[0].len) == 0;
    clm_buffer_clear(&keys[0]);
    clm_buffer_clear(&keys[1]);
    return same;
}

static bool is_drawn(const clm_json *feature) {
    clm_text draw = clm_json_text(property(feature, "draw"));
    return clm_text_is(draw, "primary") || clm_text_is(draw, "secondary");
}

static bool has_quantity(const clm_json *feature, const char *wanted) {
    const clm_json *list = property(feature, "quantities");
    for (size_t i = 0; i < clm_json_count(list); i++) {
        const clm_json *item = clm_json_item(list, i);
        clm_text unit = clm_json_text(clm_json_member(item, "unit"));
        clm_text qualifier = clm_json_text(clm_json_member(item, "qualifier"));
        char text[128];
        snprintf(text, sizeof text, "%.0f %.*s %.*s",
                 clm_json_number(clm_json_member(item, "value"), -1.0), (int)unit.len, unit.ptr,
                 (int)qualifier.len, qualifier.ptr);
        if (strcmp(text, wanted) == 0) {
            return true;
        }
    }
    return false;
}

static bool has_time(const clm_json *feature, const char *day) {
    const clm_json *list = property(feature, "time");
    for (size_t i = 0; i < clm_json_count(list); i++) {
        const clm_json *start = clm_json_member(clm_json_item(list, i), "iso_start");
        if (clm_text_is(clm_json_text(start), day)) {
            return true;
        }
    }
    return false;
}

static bool holds(const clm_json *feature, const char *condition) {
    if (strncmp(condition, "source~", 7) == 0) {
        const clm_json *source = property(feature, "source");
        return text_has(clm_json_text(clm_json_member(source, "name")), condition + 7);
    }
    const char *equals = strchr(condition, '=');
    char key[64];
    snprintf(key, sizeof key, "%.*s", (int)(equals - condition), condition);
    const char *value = equals + 1;
    if (strcmp(key, "quantity") == 0) {
        return has_quantity(feature, value);
    }
    if (strcmp(key, "time") == 0) {
        return has_time(feature, value);
    }
    bool of_place = strcmp(key, "kind") == 0 || strcmp(key, "country") == 0;
    const clm_json *holder = of_place ? property(feature, "place") : NULL;
    return clm_text_is(
        clm_json_text(of_place ? clm_json_member(holder, key) : property(feature, key)), value);
}

/* The largest number of conditions that any claim of quote and place meets, or -1; what the best
 * one lacks goes to `missing`. */
static int best_claim(const clm_json *features, char **cells, int count, const char **missing) {
    int best = -1;
    for (size_t i = 0; i < clm_json_count(features); i++) {
        const clm_json *feature = clm_json_item(features, i);
        clm_text quote = clm_json_text(clm_json_member(property(feature, "quote"), "text"));
        if (!is_kind(feature, "claim") || !at_place(feature, cells[2]) ||
            !text_has(quote, cells[1])) {
            continue;
        }
        int met = 0;
        const char *lacks = NULL;
        for (int c = 3; c < count; c++) {
            bool ok = holds(feature, cells[c]);
            met += ok;
            lacks = ok ? lacks : cells[c];
        }
        if (met > best) {
            best = met;
            *missing = lacks;
        }
    }
    return best;
}

static double geometry_area_km2(const clm_json *geometry) {
    bool multi = clm_text_is(clm_json_text(clm_json_member(geometry, "type")), "MultiPolygon");
    const clm_json *coordinates = clm_json_member(geometry, "coordinates");
    clm_geometry shape;
    clm_geometry_init(&shape);
    shape.kind = CLM_GEOMETRY_POLYGONS;
    clm_status status = CLM_OK;
    for (size_t p = 0; p < (multi ? clm_json_count(coordinates) : 1); p++) {
        const clm_json *polygon = multi ? clm_json_item(coordinates, p) : coordinates;
        for (size_t r = 0; r < clm_json_count(polygon); r++) {
            const clm_json *ring = clm_json_item(polygon, r);
            status = clm_geometry_add_part(&shape, r > 0, NULL);
            for (size_t i = 0; status == CLM_OK && i + 1 < clm_json_count(ring); i++) {
                const clm_json *pair = clm_json_item(ring, i);
                clm_lonlat point = {clm_json_number(clm_json_item(pair, 0), (double)NAN),
                                    clm_json_number(clm_json_item(pair, 1), (double)NAN)};
                status = clm_geometry_add_point(&shape, point, NULL);
            }
        }
    }
    double area_m2 = status == CLM_OK ? clm_geometry_area_m2(&shape) : (double)NAN;
    clm_geometry_clear(&shape);
    return area_m2 / 1e6;
}

static bool has_figure(const clm_json *features, double km2, const char *place) {
    for (size_t i = 0; i < clm_json_count(features); i++) {
        const clm_json *feature = clm_json_item(features, i);
        if (is_kind(feature, "figure") && at_place(feature, place) &&
            fabs(clm_json_number(property(feature, "area_km2"), -1.0) - km2) < 0.01 * km2) {
            double area = geometry_area_km2(clm_json_member(feature, "geometry"));
            return fabs(area - km2) <= 0.001 * km2;
        }
    }
    return false;
}

static bool has_drawn(const clm_json *features, const char *place, const char *kind) {
    for (size_t i = 0; i < clm_json_count(features); i++) {
        const clm_json *feature = clm_json_item(features, i);
        clm_text found = clm_json_text(clm_json_member(property(feature, "place"), "kind"));
        if (is_drawn(feature) && at_place(feature, place) &&
            (kind == NULL || clm_text_is(found, kind))) {
            return true;
        }
    }
    return false;
}

static bool has_unlocated(const clm_json *features, const char *part) {
    for (size_t i = 0; i < clm_json_count(features); i++) {
        const clm_json *feature = clm_json_item(features, i);
        clm_text quote = clm_json_text(clm_json_member(property(feature, "quote"), "text"));
        if (is_kind(feature, "claim") && text_has(quote, part) &&
            clm_json_is_null(clm_json_member(feature, "geometry"))) {
            return true;
        }
    }
    return false;
}

static int check_fact(const clm_json *features, char **cells, int count) {
    const char *missing = NULL;
    if (strcmp(cells[0], "claim") == 0 && count >= 3) {
        int met = best_claim(features, cells, count, &missing);
        if (met == count - 3) {
            return 0;
        }
        printf("claim '%s' at %s: %s%s\n", cells[1], cells[2],
               met < 0 ? "not found" : "found without ", met < 0 ? "" : missing);
        return 1;
    }
    if (strcmp(cells[0], "never") == 0 && count == 2) {
        bool drawn = has_drawn(features, cells[1], NULL);
        if (drawn) {
            printf("%s is drawn\n", cells[1]);
        }
        return drawn;
    }
    if (strcmp(cells[0], "unlocated") == 0 && count == 2) {
        bool found = has_unlocated(features, cells[1]);
        if (!found) {
            printf("no claim without geometry says '%s'\n", cells[1]);
        }
        return !found;
    }
    if (strcmp(cells[0], "drawn") == 0 && count == 3) {
        bool drawn = has_drawn(features, cells[1], cells[2]);
        if (!drawn) {
            printf("%s %s is not drawn\n", cells[2], cells[1]);
        }
        return !drawn;
    }
    double km2;
    if (strcmp(cells[0], "figure") == 0 && count == 3 &&
        clm_text_number(clm_text_of(cells[1]), &km2) > 0) {
        bool found = has_figure(features, km2, cells[2]);
        if (!found) {
            printf("no figure of %s km2 at %s\n", cells[1], cells[2]);
        }
        return !found;
    }
    printf("facts.tsv: '%s' is no row of %d cells\n", cells[0], count);
    return 1;
}

static int check_facts(const clm_json *features, char *text) {
    int wrong = 0, rows = 0;
    for (char *line = text; line != NULL && *line != '\0';) {
        char *end = strchr(line, '\n');
        if (end != NULL) {
            *end = '\0';
        }
        char *cells[CELLS_MAX];
        int count = 0;
        for (char *cell = line; cell != NULL && count < CELLS_MAX;) {
            cells[count++] = cell;
            cell = strchr(cell, '\t');
            if (cell != NULL) {
                *cell++ = '\0';
            }
        }
        if (line[0] != '#' && line[0] != '\0') {
            wrong += check_fact(features, cells, count);
            rows++;
        }
        line = end != NULL ? end + 1 : NULL;
    }
    printf("%d of %d facts hold\n", rows - wrong, rows);
    return rows == 0 ? 1 : wrong;
}

static bool boxes_overlap(const clm_json *a, const clm_json *b) {
    double v[2][4];
    for (size_t i = 0; i < 4; i++) {
        v[0][i] = clm_json_number(clm_json_item(a, i), (double)NAN);
        v[1][i] = clm_json_number(clm_json_item(b, i), (double)NAN);
    }
    return v[0][0] < v[1][2] && v[1][0] < v[0][2] && v[0][1] < v[1][3] && v[1][1] < v[0][3];
}

static bool is_map_label(const clm_json *label) {
    clm_text kind = clm_json_text(clm_json_member(label, "kind"));
    return !clm_json_bool(clm_json_member(label, "dropped"), false) &&
           !clm_text_is(kind, "furniture") && !clm_text_is(kind, "legend") &&
           !clm_text_is(kind, "title") && !clm_text_is(kind, "callout");
}

/* Labels of the map overlap neither each other nor furniture, and none leaves the picture. */
static int check_layout(const clm_json *report) {
    const clm_json *labels = clm_json_member(report, "labels");
    const clm_json *furniture = clm_json_member(report, "furniture");
    const double width = clm_json_number(clm_json_member(report, "width"), 0.0);
    const double height = clm_json_number(clm_json_member(report, "height"), 0.0);
    int wrong = clm_json_count(labels) == 0;
    for (size_t i = 0; i < clm_json_count(labels); i++) {
        const clm_json *a = clm_json_item(labels, i);
        const clm_json *box = clm_json_member(a, "box");
        clm_text text = clm_json_text(clm_json_member(a, "text"));
        if (!is_map_label(a)) {
            continue;
        }
        if (clm_json_number(clm_json_item(box, 0), -1) < 0 ||
            clm_json_number(clm_json_item(box, 1), -1) < 0 ||
            clm_json_number(clm_json_item(box, 2), width + 1) > width ||
            clm_json_number(clm_json_item(box, 3), height + 1) > height) {
            printf("label '%.*s' is cut\n", (int)text.len, text.ptr);
            wrong++;
        }
        for (size_t k = i + 1; k < clm_json_count(labels); k++) {
            const clm_json *b = clm_json_item(labels, k);
            if (is_map_label(b) && boxes_overlap(box, clm_json_member(b, "box"))) {
                printf("label '%.*s' overlaps another\n", (int)text.len, text.ptr);
                wrong++;
            }
        }
        for (size_t k = 0; k < clm_json_count(furniture); k++) {
            if (boxes_overlap(box, clm_json_member(clm_json_item(furniture, k), "box"))) {
                printf("label '%.*s' lies on furniture\n", (int)text.len, text.ptr);
                wrong++;
            }
        }
    }
    return wrong;
}

static clm_status make_map(const char *path, map_output *out, clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_context *context = NULL;
    clm_status status = clm_file_read(path, (size_t)1 << 24, &bytes, error);
    if (status == CLM_OK) {
        status = clm_context_open(NULL, &context, error);
    }
    if (status == CLM_OK) {
        const clm_request request = {.file = path,
                                     .bytes = {bytes.data, bytes.len},
                                     .want[CLM_FORMAT_GEOJSON] = true,
                                     .want[CLM_FORMAT_PNG] = true,
                                     .want_report = true};
        status = clm_map_article(context, &request, &out->result, error);
    }
    const clm_result *r = &out->result;
    if (status == CLM_OK) {
        status = clm_json_parse(
            (clm_text){r->files[CLM_OUTPUT_GEOJSON].data, r->files[CLM_OUTPUT_GEOJSON].len},
            &out->collection, error);
    }
    if (status == CLM_OK) {
        status = clm_json_parse((clm_text){r->report.data, r->report.len}, &out->report, error);
    }
    clm_context_free(context);
    clm_buffer_clear(&bytes);
    return status;
}

int main(int argc, char **argv) {
    if (argc != 2) {
        fputs("usage: golden CASE_DIR\n", stderr);
        return 2;
    }
    char article[4096], facts_path[4096];
    snprintf(article, sizeof article, "%s/article.txt", argv[1]);
    snprintf(facts_path, sizeof facts_path, "%s/facts.tsv", argv[1]);
    clm_error error = {0};
    clm_buffer facts;
    clm_buffer_init(&facts);
    map_output out = {0};
    clm_result_init(&out.result);
    int wrong = 1;
    if (clm_file_read(facts_path, (size_t)1 << 20, &facts, &error) != CLM_OK ||
        make_map(article, &out, &error) != CLM_OK) {
        printf("%s\n", error.message);
    } else {
        wrong = check_facts(clm_json_member(out.collection, "features"), facts.data);
        wrong += check_layout(out.report);
    }
    clm_json_free(out.collection);
    clm_json_free(out.report);
    clm_result_clear(&out.result);
    clm_buffer_clear(&facts);
    return wrong != 0;
}
