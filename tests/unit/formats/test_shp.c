/* The shapefiles of a small collection, read back. */
#include "base/alloc.h"
#include "unit/formats/collection.h"
#include "vector/vector.h"

enum { FILES = 5 };

typedef struct written {
    clm_buffer files[CLM_SHP_SHEETS][FILES]; /* shp, shx, dbf, prj, cpg */
    clm_buffer warnings;
} written;

static clm_status write_all(const clm_collection *collection, written *w) {
    clm_shp_files files[CLM_SHP_SHEETS];
    for (size_t i = 0; i < CLM_SHP_SHEETS; i++) {
        clm_buffer *f = w->files[i];
        for (size_t k = 0; k < FILES; k++) {
            clm_buffer_init(&f[k]);
        }
        files[i] = (clm_shp_files){&f[0], &f[1], &f[2], &f[3], &f[4]};
    }
    clm_buffer_init(&w->warnings);
    return clm_shp_write(collection, files, &w->warnings, NULL);
}

static void clear_written(written *w) {
    for (size_t i = 0; i < CLM_SHP_SHEETS; i++) {
        for (size_t k = 0; k < FILES; k++) {
            clm_buffer_clear(&w->files[i][k]);
        }
    }
    clm_buffer_clear(&w->warnings);
}

static clm_vector *open_sheet(const written *w, size_t sheet) {
    const clm_buffer *f = w->files[sheet];
    clm_vector *vector = NULL;
    assert_int_equal(clm_vector_open_shapefile_memory(
                         "sheet", (clm_text){f[0].data, f[0].len}, (clm_text){f[1].data, f[1].len},
                         (clm_text){f[2].data, f[2].len}, &vector, NULL),
                     CLM_OK);
    return vector;
}

typedef struct field_case {
    size_t sheet, record;
    const char *field, *expected; /* NULL: null */
} field_case;

static const field_case fields[] = {
    {CLM_SHP_POINTS, 0, "id", "0000000000000002"},
    {CLM_SHP_POINTS, 0, "kind", "claim"},
    {CLM_SHP_POINTS, 1, "kind", "place"},
    {CLM_SHP_POINTS, 0, "place", "Guyevo"},
    {CLM_SHP_POINTS, 0, "lat", "51.1"},
    {CLM_SHP_POINTS, 0, "time_start", "20250404"},
    {CLM_SHP_POINTS, 1, "time_start", NULL},
    {CLM_SHP_POINTS, 0, "mentions", NULL},
    {CLM_SHP_POINTS, 1, "mentions", "2"},
    {CLM_SHP_POINTS, 0, "amounts", "about 58 km2; 10 to 12 km"},
    {CLM_SHP_POINTS, 0, "art_date", "20250408"},
    {CLM_SHP_POLYGONS, 0, "kind", "figure"},
    {CLM_SHP_POLYGONS, 0, "claim_km2", "1300.5"},
};

static void test_shp_write_reads_back(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    written w;
    assert_int_equal(write_all(&collection, &w), CLM_OK);
    assert_string_equal(w.warnings.data, "the shapefiles leave out 1 feature without a shape\n");
    for (size_t k = 0; k < FILES; k++) {
        assert_int_equal(w.files[CLM_SHP_LINES][k].len, 0); /* there are no lines */
    }
    for (size_t i = 0; i < sizeof fields / sizeof fields[0]; i++) {
        const field_case *c = &fields[i];
        clm_vector *vector = open_sheet(&w, c->sheet);
        assert_int_equal(clm_vector_count(vector), c->sheet == CLM_SHP_POINTS ? 2 : 1);
        clm_buffer text;
        clm_buffer_init(&text);
        const int field = clm_vector_field(vector, c->field);
        assert_true(field >= 0);
        bool known = clm_vector_text(vector, c->record, field, &text);
        /* Null numbers are filled with asterisks, null days with zeros. */
        known = known && text.data[0] != '*' && strcmp(text.data, "00000000") != 0;
        if (known != (c->expected != NULL) || (known && strcmp(text.data, c->expected) != 0)) {
            fail_msg("%s of record %zu: '%s'", c->field, c->record, known ? text.data : "");
        }
        clm_buffer_clear(&text);
        clm_vector_free(vector);
    }
    assert_true(clm_text_starts((clm_text){w.files[0][3].data, w.files[0][3].len},
                                "GEOGCS[\"GCS_WGS_1984\""));
    assert_string_equal(w.files[CLM_SHP_POLYGONS][4].data, "UTF-8");
    clear_written(&w);
    clear_items(items);
}

/* 253 bytes and a letter of two: the letter is left out. Told once, with the columns. */
static void test_shp_write_cuts_between_characters(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    char longer[300];
    memset(longer, 'a', sizeof longer);
    memcpy(longer + 253,
           "\xC3\xA4"
           "bc",
           5);
    items[1].description = longer;
    items[1].quote.text = longer;
    items[4].description = longer;
    longer[255] = '\0'; /* 255 bytes: one too many */
    written w;
    assert_int_equal(write_all(&collection, &w), CLM_OK);
    assert_string_equal(
        w.warnings.data,
        "points.dbf: 3 values were longer than a shapefile takes and cut (quote, descr)\n"
        "the shapefiles leave out 1 feature without a shape\n");
    clm_vector *vector = open_sheet(&w, CLM_SHP_POINTS);
    clm_buffer text;
    clm_buffer_init(&text);
    assert_true(clm_vector_text(vector, 0, clm_vector_field(vector, "descr"), &text));
    assert_int_equal(text.len, 253);
    clm_buffer_clear(&text);
    clm_vector_free(vector);
    clear_written(&w);
    clear_items(items);
}

typedef struct number_case {
    double value;
    const char *expected;
} number_case;

/* A field of 19 places: decimals go first; what has no room at all is left out. */
static void test_shp_write_large_numbers(void **state) {
    (void)state;
    static const number_case cases[] = {
        {123456789012.125, "123456789012.125"},
        {12345678901234.0625, "12345678901234.0625"},
        {1e18, "1000000000000000000"},
        {1e19, NULL},
        {-0.000001, "-0.000001"},
    };
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    clm_feature_quantity quantity = quantities[0];
    items[1].quantities = &quantity;
    items[1].quantity_count = 1;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        quantity.value = cases[i].value;
        written w;
        assert_int_equal(write_all(&collection, &w), CLM_OK);
        clm_vector *vector = open_sheet(&w, CLM_SHP_POINTS);
        clm_buffer text;
        clm_buffer_init(&text);
        assert_true(clm_vector_text(vector, 0, clm_vector_field(vector, "amount"), &text));
        if (cases[i].expected != NULL) {
            assert_string_equal(text.data, cases[i].expected);
        } else {
            assert_int_equal(text.data[0], '*');
        }
        assert_true((strstr(w.warnings.data, "(amount)") != NULL) == (cases[i].expected == NULL));
        clm_buffer_clear(&text);
        clm_vector_free(vector);
        clear_written(&w);
    }
    clear_items(items);
}

/* A day that a person edited may be anything. */
static void test_shp_write_no_days(void **state) {
    (void)state;
    static const char *const days[] = {"", "soon", "ab-cd-efgh", "2025-02-30", "20250408"};
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++) {
        collection.facts.date = days[i];
        written w;
        assert_int_equal(write_all(&collection, &w), CLM_OK);
        clm_vector *vector = open_sheet(&w, CLM_SHP_POINTS);
        clm_buffer text;
        clm_buffer_init(&text);
        assert_true(clm_vector_text(vector, 0, clm_vector_field(vector, "art_date"), &text));
        assert_string_equal(text.data, "00000000");
        clm_buffer_clear(&text);
        clm_vector_free(vector);
        clear_written(&w);
    }
    clear_items(items);
}

static void test_shp_write_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[3].has_place = true; /* else its mark needs memory, and is less good without */
    collection.count = 4;
    items[2].geometry.kind = CLM_GEOMETRY_NONE;
    size_t failures = 0;
    for (size_t nth = 1; nth < 1000; nth++) {
        written w;
        (void)clm_alloc_fail_at(nth);
        clm_status status = write_all(&collection, &w);
        bool reached = clm_alloc_fail_at(0) >= nth;
        assert_int_equal(status == CLM_OK && !w.warnings.failed, !reached);
        assert_true(status == CLM_OK || status == CLM_ERR_NOMEM);
        failures += reached;
        clear_written(&w);
        if (!reached) {
            break;
        }
    }
    assert_true(failures > 10);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shp_write_reads_back),
        cmocka_unit_test(test_shp_write_cuts_between_characters),
        cmocka_unit_test(test_shp_write_large_numbers),
        cmocka_unit_test(test_shp_write_no_days),
        cmocka_unit_test(test_shp_write_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
