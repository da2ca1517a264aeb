/* Shapefiles written into memory, read back, and looked at byte by byte where a reader does not. */
#include "base/alloc.h"
#include "vector/vector.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

enum { FIELDS = 4, PARTS_MAX = 3, POINTS_MAX = 12 };

static const clm_shapefile_field fields[FIELDS] = {
    {"name", CLM_SHAPEFILE_TEXT, 6, 0},
    {"count", CLM_SHAPEFILE_NUMBER, 4, 0},
    {"area", CLM_SHAPEFILE_NUMBER, 9, 3},
    {"day", CLM_SHAPEFILE_DATE, 8, 0},
};

typedef struct shape_case {
    const char *label;
    clm_geometry_kind kind;
    int type; /* of the shapefile's header */
    size_t part_points[PARTS_MAX];
    bool hole[PARTS_MAX];
    clm_lonlat points[POINTS_MAX];
} shape_case;

static const shape_case shapes[] = {
    {"a point", CLM_GEOMETRY_POINT, 1, {1}, {false}, {{35.33, -51.1}}},
    {"two lines", CLM_GEOMETRY_LINES, 3, {2, 3}, {false}, {{0, 0}, {1, 1}, {5, 5}, {6, 5}, {6, 7}}},
    {"a polygon with a hole, and another",
     CLM_GEOMETRY_POLYGONS,
     5,
     {4, 4, 3},
     {false, true, false},
     {{0, 0},
      {4, 0},
      {4, 4},
      {0, 4},
      {1, 1},
      {1, 2},
      {2, 2},
      {2, 1},
      {10, 10},
      {12, 10},
      {10, 12}}},
};

static void make_geometry(const shape_case *c, clm_geometry *out) {
    clm_geometry_init(out);
    size_t next = 0;
    for (size_t part = 0; part < PARTS_MAX && c->part_points[part] > 0; part++) {
        assert_int_equal(clm_geometry_add_part(out, c->hole[part], NULL), CLM_OK);
        for (size_t i = 0; i < c->part_points[part]; i++) {
            assert_int_equal(clm_geometry_add_point(out, c->points[next++], NULL), CLM_OK);
        }
    }
    out->kind = c->kind;
}

typedef struct written {
    clm_buffer shp, shx, dbf;
} written;

static void clear_written(written *w) {
    clm_buffer_clear(&w->shp);
    clm_buffer_clear(&w->shx);
    clm_buffer_clear(&w->dbf);
}

/* The shape twice: with all values, and with none. */
static clm_status write_two(clm_geometry_kind kind, const clm_geometry *geometry, written *w) {
    const clm_shapefile_options options = {
        .kind = kind, .fields = fields, .field_count = FIELDS, .year = 2025, .month = 4, .day = 8};
    const clm_text values[FIELDS] = {CLM_TEXT("\xC3\x9C"
                                              "bung"),
                                     CLM_TEXT("12"), CLM_TEXT("58.25"), CLM_TEXT("20250404")};
    const clm_text nothing[FIELDS] = {{NULL, 0}};
    clm_buffer_init(&w->shp);
    clm_buffer_init(&w->shx);
    clm_buffer_init(&w->dbf);
    clm_shapefile *file = NULL;
    clm_status status =
        clm_shapefile_new(&options, (clm_shapefile_files){&w->shp, &w->shx, &w->dbf}, &file, NULL);
    if (status != CLM_OK) {
        assert_null(file);
        return status;
    }
    status = clm_shapefile_add(file, geometry, values, NULL);
    if (status == CLM_OK) {
        status = clm_shapefile_add(file, geometry, nothing, NULL);
    }
    if (status != CLM_OK) {
        clm_shapefile_free(file);
        return status;
    }
    return clm_shapefile_finish(file, NULL);
}

static void check_shape(const char *label, const clm_geometry *got, const clm_geometry *wanted) {
    if (got->kind != wanted->kind || got->part_count != wanted->part_count ||
        got->point_count != wanted->point_count) {
        fail_msg("%s: another shape", label);
    }
    for (size_t part = 0; part < wanted->part_count; part++) {
        size_t count = 0;
        size_t got_count = 0;
        const clm_lonlat *a = clm_geometry_part(wanted, part, &count);
        const clm_lonlat *b = clm_geometry_part(got, part, &got_count);
        assert_int_equal(got_count, count);
        assert_int_equal(got->part_hole[part], wanted->part_hole[part]);
        for (size_t i = 0; i < count; i++) {
            bool found = false; /* a ring may begin elsewhere */
            for (size_t k = 0; k < count; k++) {
                found |= fabs(a[i].lon_deg - b[k].lon_deg) < 1e-12 &&
                         fabs(a[i].lat_deg - b[k].lat_deg) < 1e-12;
            }
            assert_true(found);
        }
    }
    assert_true(fabs(clm_geometry_area_m2(got) - clm_geometry_area_m2(wanted)) < 1.0);
}

static void test_shapefile_reads_back(void **state) {
    (void)state;
    for (size_t i = 0; i < sizeof shapes / sizeof shapes[0]; i++) {
        clm_geometry geometry;
        make_geometry(&shapes[i], &geometry);
        written w;
        assert_int_equal(write_two(shapes[i].kind, &geometry, &w), CLM_OK);
        assert_int_equal((unsigned char)w.shp.data[32], shapes[i].type);
        clm_vector *vector = NULL;
        assert_int_equal(clm_vector_open_shapefile_memory("x", (clm_text){w.shp.data, w.shp.len},
                                                          (clm_text){w.shx.data, w.shx.len},
                                                          (clm_text){w.dbf.data, w.dbf.len},
                                                          &vector, NULL),
                         CLM_OK);
        assert_int_equal(clm_vector_count(vector), 2);
        for (size_t record = 0; record < 2; record++) {
            clm_geometry got;
            assert_int_equal(clm_vector_geometry(vector, record, &got, NULL), CLM_OK);
            check_shape(shapes[i].label, &got, &geometry);
            clm_geometry_clear(&got);
        }
        clm_buffer text;
        clm_buffer_init(&text);
        assert_true(clm_vector_text(vector, 0, clm_vector_field(vector, "name"), &text));
        assert_string_equal(text.data, "\xC3\x9C"
                                       "bung");
        clm_buffer_clear(&text);
        assert_true(clm_vector_text(vector, 0, clm_vector_field(vector, "day"), &text));
        assert_string_equal(text.data, "20250404");
        int64_t count = 0;
        double area = 0.0;
        assert_true(clm_vector_int(vector, 0, clm_vector_field(vector, "count"), &count));
        assert_int_equal(count, 12);
        assert_true(clm_vector_number(vector, 0, clm_vector_field(vector, "area"), &area));
        assert_true(fabs(area - 58.25) < 1e-12);
        assert_false(clm_vector_number(vector, 1, clm_vector_field(vector, "area"), &area));
        assert_false(clm_vector_int(vector, 1, clm_vector_field(vector, "count"), &count));
        assert_false(clm_vector_text(vector, 1, clm_vector_field(vector, "name"), &text));
        clm_buffer_clear(&text);
        clm_vector_free(vector);
        clear_written(&w);
        clm_geometry_clear(&geometry);
    }
}

/* The table's header: dBASE III, the given day, two records; numbers at the right. The outer ring
 * runs clockwise in the file. */
static void test_shapefile_bytes(void **state) {
    (void)state;
    clm_geometry geometry;
    make_geometry(&shapes[2], &geometry);
    written w;
    assert_int_equal(write_two(CLM_GEOMETRY_POLYGONS, &geometry, &w), CLM_OK);
    static const unsigned char head[] = {3, 125, 4, 8, 2, 0, 0, 0};
    assert_memory_equal(w.dbf.data, head, sizeof head);
    const size_t record = 32 + 32 * FIELDS + 1;
    assert_memory_equal(w.dbf.data + record,
                        " \xC3\x9C"
                        "bung  12    58.2520250404",
                        28);
    /* Header, record header, type, box, counts, three parts: the points. */
    double ring[5][2];
    memcpy(ring, w.shp.data + 100 + 8 + 4 + 32 + 8 + 12, sizeof ring);
    double area = 0.0;
    for (size_t i = 0; i < 4; i++) {
        area += ring[i][0] * ring[i + 1][1] - ring[i + 1][0] * ring[i][1];
    }
    assert_true(fabs(area / 2.0 + 16.0) < 1e-12);
    clear_written(&w);
    clm_geometry_clear(&geometry);
}

static void test_shapefile_refuses(void **state) {
    (void)state;
    clm_geometry geometry;
    make_geometry(&shapes[0], &geometry);
    written w;
    assert_int_equal(write_two(CLM_GEOMETRY_NONE, &geometry, &w), CLM_ERR_ARGUMENT);
    clear_written(&w);
    assert_int_equal(write_two(CLM_GEOMETRY_LINES, &geometry, &w), CLM_ERR_ARGUMENT);
    clear_written(&w);
    clm_shapefile_free(NULL);
    clm_geometry_clear(&geometry);
}

static void test_shapefile_every_allocation_fails(void **state) {
    (void)state;
    clm_geometry geometry;
    make_geometry(&shapes[2], &geometry);
    size_t failures = 0;
    for (size_t nth = 1; nth < 1000; nth++) {
        written w;
        (void)clm_alloc_fail_at(nth);
        clm_status status = write_two(CLM_GEOMETRY_POLYGONS, &geometry, &w);
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_int_equal(status, reached ? CLM_ERR_NOMEM : CLM_OK);
        failures += reached;
        clear_written(&w);
        if (!reached) {
            break;
        }
    }
    assert_true(failures > 5);
    clm_geometry_clear(&geometry);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shapefile_reads_back),
        cmocka_unit_test(test_shapefile_bytes),
        cmocka_unit_test(test_shapefile_refuses),
        cmocka_unit_test(test_shapefile_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
