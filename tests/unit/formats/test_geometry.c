/* GeoJSON geometries against RFC 7946: written out, and checked by rules that know nothing of the
 * writer. */
#include "base/alloc.h"
#include "base/json.h"
#include "formats/formats.h"

#include <locale.h>
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { POINTS_MAX = 16, PARTS_MAX = 4 };

typedef struct geometry_case {
    const char *label;
    clm_geometry_kind kind;
    size_t part_points[PARTS_MAX]; /* 0 ends */
    bool hole[PARTS_MAX];
    clm_lonlat points[POINTS_MAX];
    const char *expected; /* NULL: only the rules */
    const char *type;     /* expected "type"; NULL: JSON null */
    double area_deg2;     /* of the coordinates as a plane; NaN: not checked */
} geometry_case;

static const geometry_case cases[] = {
    {"nothing", CLM_GEOMETRY_NONE, {0}, {false}, {{0, 0}}, "null", NULL, (double)NAN},
    {"a point",
     CLM_GEOMETRY_POINT,
     {1},
     {false},
     {{35.33, 51.1}},
     "{\"type\":\"Point\",\"coordinates\":[35.33,51.1]}",
     "Point",
     (double)NAN},
    {"six decimals, no minus zero",
     CLM_GEOMETRY_POINT,
     {1},
     {false},
     {{-0.00000001, -12.34567891}},
     "{\"type\":\"Point\",\"coordinates\":[0,-12.345679]}",
     "Point",
     (double)NAN},
    {"a point outside of the world",
     CLM_GEOMETRY_POINT,
     {1},
     {false},
     {{180.0000004, -90.0000003}},
     "{\"type\":\"Point\",\"coordinates\":[180,-90]}",
     "Point",
     (double)NAN},
    {"a ring is closed",
     CLM_GEOMETRY_POLYGONS,
     {3},
     {false},
     {{0, 0}, {2, 0}, {0, 2}},
     "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[0,2],[0,0]]]}",
     "Polygon",
     2.0},
    {"a ring that runs the wrong way is turned",
     CLM_GEOMETRY_POLYGONS,
     {3},
     {false},
     {{0, 0}, {0, 2}, {2, 0}},
     "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[0,2],[0,0]]]}",
     "Polygon",
     2.0},
    {"a hole runs with the clock",
     CLM_GEOMETRY_POLYGONS,
     {4, 4},
     {false, true},
     {{0, 0}, {4, 0}, {4, 4}, {0, 4}, {1, 1}, {2, 1}, {2, 2}, {1, 2}},
     "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],"
     "[[1,1],[1,2],[2,2],[2,1],[1,1]]]}",
     "Polygon",
     15.0},
    {"points that rounding joins are written once",
     CLM_GEOMETRY_POLYGONS,
     {5},
     {false},
     {{0, 0}, {2, 0}, {2.0000001, 0.0000001}, {0, 2}, {0.0000002, -0.0000002}},
     "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[0,2],[0,0]]]}",
     "Polygon",
     2.0},
    {"a ring that rounding closes up is left out, with its hole",
     CLM_GEOMETRY_POLYGONS,
     {3, 3, 3},
     {false, true, false},
     {{5, 5},
      {5.0000001, 5},
      {5, 5.0000001},
      {5, 5},
      {5, 5.00000001},
      {5.00000001, 5},
      {0, 0},
      {2, 0},
      {0, 2}},
     "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[2,0],[0,2],[0,0]]]}",
     "Polygon",
     2.0},
    {"nothing is left",
     CLM_GEOMETRY_POLYGONS,
     {3},
     {false},
     {{5, 5}, {5.0000001, 5}, {5, 5.0000001}},
     "null",
     NULL,
     (double)NAN},
    {"two polygons",
     CLM_GEOMETRY_POLYGONS,
     {3, 3},
     {false, false},
     {{0, 0}, {2, 0}, {0, 2}, {10, 0}, {12, 0}, {10, 2}},
     "{\"type\":\"MultiPolygon\",\"coordinates\":[[[[0,0],[2,0],[0,2],[0,0]]],"
     "[[[10,0],[12,0],[10,2],[10,0]]]]}",
     "MultiPolygon",
     4.0},
    {"a box over 180 degrees",
     CLM_GEOMETRY_POLYGONS,
     {4},
     {false},
     {{170, 0}, {-170, 0}, {-170, 10}, {170, 10}},
     NULL,
     "MultiPolygon",
     200.0},
    {"a comb over 180 degrees",
     CLM_GEOMETRY_POLYGONS,
     {8},
     {false},
     {{170, 0}, {-170, 0}, {-170, 2}, {175, 2}, {175, 4}, {-170, 4}, {-170, 6}, {170, 6}},
     NULL,
     "MultiPolygon",
     90.0},
    {"a box over 180 degrees with a hole there",
     CLM_GEOMETRY_POLYGONS,
     {4, 4},
     {false, true},
     {{170, 0}, {-170, 0}, {-170, 10}, {170, 10}, {178, 4}, {178, 6}, {-178, 6}, {-178, 4}},
     NULL,
     "MultiPolygon",
     192.0},
    {"a line over 180 degrees",
     CLM_GEOMETRY_LINES,
     {3},
     {false},
     {{170, 0}, {-170, 10}, {-160, 10}},
     "{\"type\":\"MultiLineString\",\"coordinates\":[[[170,0],[180,5]],"
     "[[-180,5],[-170,10],[-160,10]]]}",
     "MultiLineString",
     (double)NAN},
};

static void make_geometry(const geometry_case *c, clm_geometry *geometry) {
    clm_geometry_init(geometry);
    geometry->kind = c->kind;
    size_t next = 0;
    for (size_t part = 0; part < PARTS_MAX && c->part_points[part] > 0; part++) {
        assert_int_equal(clm_geometry_add_part(geometry, c->hole[part], NULL), CLM_OK);
        for (size_t i = 0; i < c->part_points[part]; i++) {
            assert_int_equal(clm_geometry_add_point(geometry, c->points[next++], NULL), CLM_OK);
        }
    }
    geometry->kind = c->kind;
}

static clm_lonlat position(const clm_json *ring, size_t i) {
    const clm_json *pair = clm_json_item(ring, i);
    return (clm_lonlat){clm_json_number(clm_json_item(pair, 0), (double)NAN),
                        clm_json_number(clm_json_item(pair, 1), (double)NAN)};
}

static void check(bool ok, const char *label, const char *what) {
    if (!ok) {
        fail_msg("%s: %s", label, what);
    }
}

/* RFC 7946 3.1.6: linear rings; 3.1.9: no edge over 180 degrees. Returns the signed area. */
static double check_ring(const clm_json *ring, const char *label) {
    size_t count = clm_json_count(ring);
    check(count >= 4, label, "a ring needs four positions");
    clm_lonlat first = position(ring, 0);
    clm_lonlat last = position(ring, count - 1);
    check(!(first.lon_deg < last.lon_deg) && !(first.lon_deg > last.lon_deg) &&
              !(first.lat_deg < last.lat_deg) && !(first.lat_deg > last.lat_deg),
          label, "the ring is open");
    double area = 0.0;
    for (size_t i = 0; i + 1 < count; i++) {
        clm_lonlat a = position(ring, i);
        clm_lonlat b = position(ring, i + 1);
        check(fabs(a.lon_deg) <= 180.0 && fabs(a.lat_deg) <= 90.0, label, "outside of the world");
        check(fabs(a.lon_deg - b.lon_deg) <= 180.0, label, "an edge crosses 180 degrees");
        area += 0.5 * (a.lon_deg * b.lat_deg - b.lon_deg * a.lat_deg);
    }
    return area;
}

static double check_polygon(const clm_json *rings, const char *label) {
    double area = 0.0;
    for (size_t i = 0; i < clm_json_count(rings); i++) {
        double ring_area = check_ring(clm_json_item(rings, i), label);
        check(i == 0 ? ring_area > 0.0 : ring_area < 0.0, label, "not right-handed");
        area += ring_area;
    }
    return area;
}

static void check_rules(const geometry_case *c, clm_text json) {
    clm_json *document = NULL;
    assert_int_equal(clm_json_parse(json, &document, NULL), CLM_OK);
    clm_text type = clm_json_text(clm_json_member(document, "type"));
    check(clm_text_is(type, c->type), c->label, "type");
    const clm_json *coordinates = clm_json_member(document, "coordinates");
    double area = 0.0;
    if (clm_text_is(type, "Polygon")) {
        area = check_polygon(coordinates, c->label);
    } else if (clm_text_is(type, "MultiPolygon")) {
        check(clm_json_count(coordinates) >= 2, c->label, "one polygon is no MultiPolygon");
        for (size_t i = 0; i < clm_json_count(coordinates); i++) {
            area += check_polygon(clm_json_item(coordinates, i), c->label);
        }
    }
    check(isnan(c->area_deg2) || fabs(area - c->area_deg2) < 0.05 * c->area_deg2, c->label, "area");
    clm_json_free(document);
}

static void test_geojson_geometry_table(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const geometry_case *c = &cases[i];
        clm_geometry geometry;
        clm_buffer out;
        make_geometry(c, &geometry);
        clm_buffer_init(&out);
        clm_geojson_geometry(&geometry, &out);
        check(!out.failed && out.data != NULL, c->label, "no output");
        if (c->expected != NULL && strcmp(out.data, c->expected) != 0) {
            fail_msg("%s: %s", c->label, out.data);
        }
        if (c->type != NULL) {
            check_rules(c, (clm_text){out.data, out.len});
        }
        clm_buffer_clear(&out);
        clm_geometry_clear(&geometry);
    }
}

/* A decimal comma of the locale never reaches the file. */
static void test_geojson_geometry_in_other_locales(void **state) {
    (void)state;
    static const char *const locales[] = {"de_DE.UTF-8", "de_DE.utf8", "fr_FR.UTF-8", "ru_RU.UTF-8",
                                          "C"};
    for (size_t i = 0; i < sizeof locales / sizeof locales[0]; i++) {
        if (setlocale(LC_ALL, locales[i]) == NULL) {
            continue;
        }
        clm_geometry geometry;
        clm_buffer out;
        make_geometry(&cases[1], &geometry);
        clm_buffer_init(&out);
        clm_geojson_geometry(&geometry, &out);
        assert_string_equal(out.data, cases[1].expected);
        clm_buffer_clear(&out);
        clm_geometry_clear(&geometry);
    }
    (void)setlocale(LC_ALL, "C");
}

static void test_geojson_geometry_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry geometry;
    make_geometry(&cases[13], &geometry);
    size_t failures = 0;
    for (size_t nth = 1; nth < 1000; nth++) {
        clm_buffer out;
        clm_buffer_init(&out);
        (void)clm_alloc_fail_at(nth);
        clm_geojson_geometry(&geometry, &out);
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_int_equal(out.failed, reached);
        failures += out.failed;
        clm_buffer_clear(&out);
        if (!reached) {
            break;
        }
    }
    assert_true(failures > 3);
    clm_geometry_clear(&geometry);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_geojson_geometry_table),
        cmocka_unit_test(test_geojson_geometry_in_other_locales),
        cmocka_unit_test(test_geojson_geometry_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
