#include "unit/vector/shapefile_bytes.h"

#include "vector/vector.h"

static const dbf_field fields[] = {
    {"NAME", 'C', 12, 0}, {"NE_ID", 'N', 11, 0}, {"AREA", 'F', 9, 3}};
static const char *const cells[] = {
    "Northland", "1159307647", "12.500",   /* record 1 */
    "D\xFCnen",  "-7",         "-0.250",   /* ISO 8859-1 */
    "",          "",           "*********" /* nothing */
};
enum { FIELDS = 3, ROWS = 3 };

static clm_status open_bytes(const shapefile_bytes *file, clm_vector **out, clm_error *error) {
    return clm_vector_open_shapefile_memory("test", clm_test_text(&file->shp),
                                            clm_test_text(&file->shx), clm_test_text(&file->dbf),
                                            out, error);
}

static clm_vector *open_good(const shapefile_bytes *file) {
    clm_vector *vector = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("open", open_bytes(file, &vector, &error), &error);
    return vector;
}

/* A square with a hole, an empty record, two triangles; and a table. */
static void make_polygons(shapefile_bytes *file, uint32_t type) {
    static const clm_lonlat first[] = {{0, 0}, {0, 10}, {10, 10}, {10, 0},
                                       {2, 2}, {4, 2},  {4, 4},   {2, 4}};
    static const size_t first_counts[] = {4, 4};
    static const clm_lonlat last[] = {{20, 0}, {20, 1}, {21, 0}, {30, 0}, {30, 1}, {31, 0}};
    static const size_t last_counts[] = {3, 3};
    begin_shapefile(file, type);
    add_parts_record(file, first, first_counts, 2);
    add_null_record(file);
    add_parts_record(file, last, last_counts, 2);
    end_shapefile(file);
    write_dbf(&file->dbf, fields, FIELDS, cells, ROWS);
}

static void test_clm_vector_geometry_polygons(void **state) {
    (void)state;
    static const uint32_t types[] = {5, 15, 25};
    for (size_t t = 0; t < CLM_TEST_COUNT(types); t++) {
        shapefile_bytes file;
        clm_geometry shape;
        clm_error error = {0};
        make_polygons(&file, types[t]);
        clm_vector *vector = open_good(&file);
        assert_int_equal(clm_vector_count(vector), 3);
        CLM_EXPECT_OK("first", clm_vector_geometry(vector, 0, &shape, &error), &error);
        assert_int_equal(shape.kind, CLM_GEOMETRY_POLYGONS);
        assert_int_equal(shape.part_count, 2);
        assert_int_equal(shape.point_count, 8);
        assert_int_equal(shape.part_hole[0], 0);
        assert_int_equal(shape.part_hole[1], 1);
        /* The first point stays, the way round turns. */
        assert_true(shape.points[0].lon_deg == 0.0 && shape.points[0].lat_deg == 0.0);
        assert_true(shape.points[1].lon_deg == 10.0 && shape.points[1].lat_deg == 0.0);
        assert_true(shape.points[5].lon_deg == 2.0 && shape.points[5].lat_deg == 4.0);
        assert_true(clm_geometry_contains(&shape, (clm_lonlat){1, 1}));
        assert_false(clm_geometry_contains(&shape, (clm_lonlat){3, 3}));
        clm_geometry_clear(&shape);
        CLM_EXPECT_OK("empty", clm_vector_geometry(vector, 1, &shape, &error), &error);
        assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
        CLM_EXPECT_OK("last", clm_vector_geometry(vector, 2, &shape, &error), &error);
        assert_int_equal(shape.part_count, 2);
        assert_int_equal(shape.part_hole[1], 0);
        clm_geometry_clear(&shape);
        assert_int_equal(clm_vector_geometry(vector, 3, &shape, &error), CLM_ERR_ARGUMENT);
        assert_int_equal(shape.kind, CLM_GEOMETRY_NONE);
        clm_vector_free(vector);
        clear_shapefile(&file);
    }
    clm_vector_free(NULL);
}

static void test_clm_vector_geometry_lines_and_points(void **state) {
    (void)state;
    static const clm_lonlat points[] = {{0, 0}, {1, 1}, {1, 1}, {2, 0}, {5, 5}, {7, 7}, {8, 8}};
    static const size_t counts[] = {4, 1, 2};
    shapefile_bytes file;
    clm_geometry shape;
    clm_error error = {0};
    begin_shapefile(&file, 3);
    add_parts_record(&file, points, counts, 3);
    end_shapefile(&file);
    clm_vector *vector = open_good(&file);
    CLM_EXPECT_OK("lines", clm_vector_geometry(vector, 0, &shape, &error), &error);
    assert_int_equal(shape.kind, CLM_GEOMETRY_LINES);
    assert_int_equal(shape.part_count, 2);  /* the part of one point is left out */
    assert_int_equal(shape.point_count, 5); /* and the repeated point */
    assert_int_equal(shape.part_start[1], 3);
    assert_true(shape.points[3].lon_deg == 7.0);
    clm_geometry_clear(&shape);
    assert_int_equal(clm_vector_field_count(vector), 0);
    assert_int_equal(clm_vector_field(vector, "NAME"), -1);
    clm_vector_free(vector);
    clear_shapefile(&file);
    static const uint32_t types[] = {1, 11, 21};
    for (size_t t = 0; t < CLM_TEST_COUNT(types); t++) {
        begin_shapefile(&file, types[t]);
        add_point_record(&file, -73.5, 40.25);
        end_shapefile(&file);
        if (types[t] == 21) {
            clear_shapefile(&file);
            begin_shapefile(&file, 21);
            clm_buffer content = {0};
            put_little32(&content, 21);
            put_double(&content, -73.5);
            put_double(&content, 40.25);
            put_double(&content, 1.0);
            add_record(&file, &content);
            clm_buffer_clear(&content);
            end_shapefile(&file);
        }
        vector = open_good(&file);
        CLM_EXPECT_OK("point", clm_vector_geometry(vector, 0, &shape, &error), &error);
        assert_int_equal(shape.kind, CLM_GEOMETRY_POINT);
        assert_true(shape.points[0].lon_deg == -73.5 && shape.points[0].lat_deg == 40.25);
        clm_geometry_clear(&shape);
        clm_vector_free(vector);
        clear_shapefile(&file);
    }
}

static void expect_cell(clm_vector *vector, size_t index, const char *field, bool there,
                        const char *expected) {
    clm_buffer text = {0};
    int number = clm_vector_field(vector, field);
    CLM_EXPECT(field, clm_vector_text(vector, index, number, &text) == there);
    if (there) {
        CLM_EXPECT_TEXT(field, clm_test_text(&text), expected);
    }
    clm_buffer_clear(&text);
}

static void test_clm_vector_attributes(void **state) {
    (void)state;
    shapefile_bytes file;
    make_polygons(&file, 5);
    clm_vector *vector = open_good(&file);
    assert_int_equal(clm_vector_field_count(vector), FIELDS);
    int id = clm_vector_field(vector, "ne_id");
    int area = clm_vector_field(vector, "AREA");
    assert_int_equal(id, 1);
    assert_int_equal(clm_vector_field(vector, "NE_I"), -1);
    assert_int_equal(clm_vector_field(vector, "NE_IDX"), -1);
    expect_cell(vector, 0, "NAME", true, "Northland");
    expect_cell(vector, 1, "Name", true, "D\u00FCnen");
    expect_cell(vector, 2, "NAME", false, NULL);
    expect_cell(vector, 3, "NAME", false, NULL);
    expect_cell(vector, 0, "NONE", false, NULL);
    int64_t whole = 5;
    double number = 5.0;
    assert_true(clm_vector_int(vector, 0, id, &whole));
    assert_int_equal(whole, 1159307647);
    assert_true(clm_vector_int(vector, 1, id, &whole));
    assert_int_equal(whole, -7);
    assert_false(clm_vector_int(vector, 2, id, &whole));
    assert_false(clm_vector_int(vector, 0, area, &whole));
    assert_false(clm_vector_int(vector, 0, clm_vector_field(vector, "NAME"), &whole));
    assert_int_equal(whole, -7);
    assert_true(clm_vector_number(vector, 0, area, &number));
    assert_true(number == 12.5);
    assert_true(clm_vector_number(vector, 1, area, &number));
    assert_true(number == -0.25);
    assert_false(clm_vector_number(vector, 2, area, &number));
    assert_false(clm_vector_number(vector, 0, 99, &number));
    clm_vector_free(vector);
    clear_shapefile(&file);
}

/* Writes `value` as a big-endian (true) or little-endian number over the bytes at `at`. */
static void patch(clm_buffer *file, size_t at, bool big, size_t value) {
    clm_buffer bytes = {0};
    if (big) {
        put_big32(&bytes, value);
    } else {
        put_little32(&bytes, value);
    }
    memcpy(file->data + at, bytes.data, 4);
    clm_buffer_clear(&bytes);
}

static void test_clm_vector_open_hostile(void **state) {
    (void)state;
    /* Offsets: record 1 begins at 100; its parts are counted at 144, its points at 148, its second
     * part begins at the place written at 156. */
    static const struct {
        const char *label;
        int file; /* 0 shp, 1 shx, 2 dbf */
        size_t at;
        bool big;
        size_t value;
        clm_status status;
    } table[] = {
        {"wrong code", 0, 0, true, 9993, CLM_ERR_FORMAT},
        {"index of another code", 1, 0, true, 1, CLM_ERR_FORMAT},
        {"longer than the file", 0, 24, true, 0x10000, CLM_ERR_FORMAT},
        {"shorter than its header", 0, 24, true, 10, CLM_ERR_FORMAT},
        {"shorter than its records", 0, 24, true, 60, CLM_ERR_FORMAT},
        {"index longer than the file", 1, 24, true, 0x7FFFFFFF, CLM_ERR_FORMAT},
        {"index of broken size", 1, 24, true, 51, CLM_ERR_FORMAT},
        {"multipoint", 0, 32, false, 8, CLM_ERR_UNSUPPORTED},
        {"unknown type", 0, 32, false, 77, CLM_ERR_UNSUPPORTED},
        {"other type than the records", 0, 32, false, 3, CLM_ERR_FORMAT},
        {"record far outside", 1, 100, true, 0x7FFFFFFF, CLM_ERR_FORMAT},
        {"record in the header", 1, 100, true, 10, CLM_ERR_FORMAT},
        {"record size differs", 1, 104, true, 20, CLM_ERR_FORMAT},
        {"many parts", 0, 144, false, 0xFFFFFFFF, CLM_ERR_FORMAT},
        {"many points", 0, 148, false, 0x10000000, CLM_ERR_FORMAT},
        {"no part, but points", 0, 144, false, 0, CLM_ERR_FORMAT},
        {"first part begins late", 0, 152, false, 1, CLM_ERR_FORMAT},
        {"part behind the points", 0, 156, false, 10, CLM_ERR_FORMAT},
        {"part at a negative place", 0, 156, false, 0xFFFFFFFF, CLM_ERR_FORMAT},
        {"table of more records", 2, 4, false, 4, CLM_ERR_FORMAT},
        {"table of many records", 2, 4, false, 0xFFFFFFFF, CLM_ERR_FORMAT},
        {"table without header", 2, 8, false, 0x00210000, CLM_ERR_FORMAT},
        {"table with a wide header", 2, 8, false, 0x0021FFFF, CLM_ERR_FORMAT},
        {"field without width", 2, 48, false, 0, CLM_ERR_FORMAT},
        {"fields wider than a record", 2, 48, false, 0x00FF, CLM_ERR_FORMAT},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        shapefile_bytes file;
        clm_vector *vector = NULL;
        clm_error error = {0};
        make_polygons(&file, 5);
        clm_buffer *const files[3] = {&file.shp, &file.shx, &file.dbf};
        patch(files[table[i].file], table[i].at, table[i].big, table[i].value);
        CLM_EXPECT(table[i].label, open_bytes(&file, &vector, &error) == table[i].status);
        CLM_EXPECT(table[i].label, strncmp(error.message, "test.", 5) == 0);
        CLM_EXPECT(table[i].label, vector == NULL);
        clear_shapefile(&file);
    }
}

static void test_clm_vector_geometry_not_finite(void **state) {
    (void)state;
    static const clm_lonlat points[] = {{0, 0}, {0, 1}, {HUGE_VAL, 1}};
    static const size_t counts[] = {3};
    shapefile_bytes file;
    clm_geometry shape;
    clm_error error = {0};
    begin_shapefile(&file, 5);
    add_parts_record(&file, points, counts, 1);
    end_shapefile(&file);
    clm_vector *vector = open_good(&file);
    assert_int_equal(clm_vector_geometry(vector, 0, &shape, &error), CLM_ERR_FORMAT);
    assert_string_equal(error.message, "test.shp: record 1: a coordinate is not finite");
    clm_vector_free(vector);
    clear_shapefile(&file);
}

/* Every length of each file: what is cut off is never read. Only the mark at the end of the table,
 * which many programs leave out, may be missing. */
static void test_clm_vector_open_cut_off(void **state) {
    (void)state;
    shapefile_bytes file;
    make_polygons(&file, 5);
    clm_buffer *const files[3] = {&file.shp, &file.shx, &file.dbf};
    for (size_t k = 0; k < 3; k++) {
        for (size_t length = k == 2 ? 1 : 0; length < files[k]->len; length++) {
            clm_text texts[3];
            clm_vector *vector = NULL;
            for (size_t i = 0; i < 3; i++) {
                texts[i] = clm_test_text(files[i]);
            }
            /* A copy of its own, so that the address sanitizer sees a read behind it. */
            char *copy = clm_strndup(files[k]->data, length);
            texts[k] = (clm_text){copy, length};
            clm_status status = clm_vector_open_shapefile_memory("cut", texts[0], texts[1],
                                                                 texts[2], &vector, NULL);
            bool whole = k == 2 && length == files[k]->len - 1;
            assert_int_equal(status, whole ? CLM_OK : CLM_ERR_FORMAT);
            clm_vector_free(vector);
            clm_free(copy);
        }
    }
    clear_shapefile(&file);
}

static void read_all(clm_vector *vector) {
    for (size_t i = 0; i < clm_vector_count(vector); i++) {
        clm_geometry shape;
        clm_buffer text = {0};
        clm_status status = clm_vector_geometry(vector, i, &shape, NULL);
        assert_true(status == CLM_OK || status == CLM_ERR_FORMAT);
        clm_geometry_clear(&shape);
        for (int field = 0; field < clm_vector_field_count(vector); field++) {
            (void)clm_vector_text(vector, i, field, &text);
        }
        clm_buffer_clear(&text);
    }
}

/* Each byte of each file set to each of some values: an error or shapes, never more. */
static void test_clm_vector_open_every_byte_changed(void **state) {
    (void)state;
    static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    shapefile_bytes file;
    size_t opened = 0;
    size_t refused = 0;
    make_polygons(&file, 5);
    clm_buffer *const files[3] = {&file.shp, &file.shx, &file.dbf};
    for (size_t k = 0; k < 3; k++) {
        for (size_t at = 0; at < files[k]->len; at++) {
            for (size_t v = 0; v < CLM_TEST_COUNT(values); v++) {
                char before = files[k]->data[at];
                clm_vector *vector = NULL;
                files[k]->data[at] = (char)values[v];
                clm_status status = open_bytes(&file, &vector, NULL);
                if (status == CLM_OK) {
                    opened++;
                    read_all(vector);
                } else {
                    refused++;
                    assert_true(status == CLM_ERR_FORMAT || status == CLM_ERR_UNSUPPORTED);
                }
                clm_vector_free(vector);
                files[k]->data[at] = before;
            }
        }
    }
    assert_true(opened > 0 && refused > 0);
    clear_shapefile(&file);
}

static clm_status open_and_read(void *context) {
    clm_vector *vector = NULL;
    clm_geometry shape;
    clm_status status = open_bytes(context, &vector, NULL);
    if (status == CLM_OK) {
        status = clm_vector_geometry(vector, 0, &shape, NULL);
        clm_geometry_clear(&shape);
    }
    clm_vector_free(vector);
    return status;
}

static void test_clm_vector_every_allocation_fails(void **state) {
    (void)state;
    shapefile_bytes file;
    make_polygons(&file, 5);
    assert_true(clm_test_fail_every_allocation(open_and_read, &file) >= 8);
    clear_shapefile(&file);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_vector_geometry_polygons),
        cmocka_unit_test(test_clm_vector_geometry_lines_and_points),
        cmocka_unit_test(test_clm_vector_attributes),
        cmocka_unit_test(test_clm_vector_open_hostile),
        cmocka_unit_test(test_clm_vector_geometry_not_finite),
        cmocka_unit_test(test_clm_vector_open_cut_off),
        cmocka_unit_test(test_clm_vector_open_every_byte_changed),
        cmocka_unit_test(test_clm_vector_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
