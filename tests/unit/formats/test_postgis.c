/* The rows of a small collection, without a database. */
#include "support/support.h"

#include "formats/postgis.h"
#include "unit/formats/collection.h"

typedef struct fixture {
    clm_feature items[FEATURES];
    clm_collection collection;
    clm_theme theme;
    clm_postgis_model model;
    clm_store_rows rows[CLM_POSTGIS_TABLES];
} fixture;

static void clear_rows(fixture *f) {
    for (size_t i = 0; i < CLM_POSTGIS_TABLES; i++) {
        clm_store_rows_clear(&f->rows[i]);
    }
}

static void open_fixture(fixture *f, const char *path) {
    clm_error error = {0};
    memset(f, 0, sizeof *f);
    make_collection(&f->collection, f->items);
    f->collection.facts.since = NULL; /* no map of differences */
    f->theme = make_theme();
    CLM_EXPECT_OK("model", clm_postgis_model_init(&f->model, &error), &error);
    CLM_EXPECT_OK("rows", clm_postgis_rows(&f->collection, &f->theme, path, f->rows, &error),
                  &error);
}

static void close_fixture(fixture *f) {
    clear_rows(f);
    clm_postgis_model_clear(&f->model);
    clear_items(f->items);
}

static size_t row_count(const fixture *f, clm_postgis_table table) {
    assert_int_equal(f->rows[table].cell_count % f->model.tables[table].column_count, 0);
    return f->rows[table].cell_count / f->model.tables[table].column_count;
}

/* The cell of a row by the column's name. */
static clm_store_cell cell_of(const fixture *f, clm_postgis_table table, size_t row,
                              const char *column) {
    const clm_store_table *columns = &f->model.tables[table];
    for (size_t i = 0; i < columns->column_count; i++) {
        if (strcmp(columns->columns[i].name, column) == 0) {
            return f->rows[table].cells[row * columns->column_count + i];
        }
    }
    print_error("no column %s in %s\n", column, columns->name);
    fail();
    return (clm_store_cell){0};
}

static void test_clm_postgis_rows_values(void **state) {
    (void)state;
    static const struct {
        clm_postgis_table table;
        size_t row;
        const char *column, *expected; /* NULL: null */
    } table[] = {
        {CLM_POSTGIS_ARTICLES, 0, "sha256", "ab12"},
        {CLM_POSTGIS_ARTICLES, 0, "title", "A \"title\"\twith marks"},
        {CLM_POSTGIS_ARTICLES, 0, "date", "2025-04-08"},
        {CLM_POSTGIS_ARTICLES, 0, "outlet", "Vale Courier"},
        {CLM_POSTGIS_ARTICLES, 0, "words", "12"},
        {CLM_POSTGIS_ARTICLES, 0, "english", "true"},
        {CLM_POSTGIS_ARTICLES, 0, "worldview", "iso"},
        {CLM_POSTGIS_ARTICLES, 0, "gazetteer_sha256", "cd34"},
        {CLM_POSTGIS_ARTICLES, 0, "options", "{\"lang\":\"en\"}"},
        {CLM_POSTGIS_ARTICLES, 0, "overlays", NULL},
        {CLM_POSTGIS_FILES, 0, "path", "/news/a.txt"},
        {CLM_POSTGIS_FILES, 0, "article", "ab12"},
        {CLM_POSTGIS_FILES, 0, "file", "a.txt"},
        {CLM_POSTGIS_CLAIMS, 0, "article", "ab12"},
        {CLM_POSTGIS_CLAIMS, 0, "id", "0000000000000002"},
        {CLM_POSTGIS_CLAIMS, 0, "claim_id", "00000000000000c1"},
        {CLM_POSTGIS_CLAIMS, 0, "place_name", "Guyevo"},
        {CLM_POSTGIS_CLAIMS, 0, "event_type", "control"},
        {CLM_POSTGIS_CLAIMS, 0, "time_start", "2025-04-04"},
        {CLM_POSTGIS_CLAIMS, 1, "id", "0000000000000003"},
        {CLM_POSTGIS_CLAIMS, 1, "place_name", NULL},
        {CLM_POSTGIS_CLAIMS, 1, "time_start", NULL},
        {CLM_POSTGIS_CLAIMS, 1, "geom", NULL},
        {CLM_POSTGIS_FIGURES, 0, "claim_id", "00000000000000c2"},
        {CLM_POSTGIS_FIGURES, 0, "area_km2", "1300.5"},
        {CLM_POSTGIS_FIGURES, 0, "past_peak", "true"},
        {CLM_POSTGIS_PLACES, 0, "id", "0000000000000005"},
        {CLM_POSTGIS_PLACES, 0, "mention_count", "2"},
        {CLM_POSTGIS_MENTIONS, 1, "place", "0000000000000005"},
        {CLM_POSTGIS_MENTIONS, 1, "mention_start", "7"},
        {CLM_POSTGIS_MENTIONS, 1, "mention_end", "12"},
        {CLM_POSTGIS_MENTIONS, 1, "text", "Kursk"},
        {CLM_POSTGIS_MENTIONS, 1, "role", "actor"},
    };
    fixture f;
    open_fixture(&f, "/news/a.txt");
    assert_int_equal(row_count(&f, CLM_POSTGIS_ARTICLES), 1);
    assert_int_equal(row_count(&f, CLM_POSTGIS_FILES), 1);
    assert_int_equal(row_count(&f, CLM_POSTGIS_CLAIMS), 2);
    assert_int_equal(row_count(&f, CLM_POSTGIS_FIGURES), 1);
    assert_int_equal(row_count(&f, CLM_POSTGIS_PLACES), 1);
    assert_int_equal(row_count(&f, CLM_POSTGIS_MENTIONS), 2);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        const clm_store_cell cell = cell_of(&f, table[i].table, table[i].row, table[i].column);
        CLM_EXPECT(table[i].column, cell.known == (table[i].expected != NULL));
        if (cell.known) {
            CLM_EXPECT_TEXT(
                table[i].column,
                ((clm_text){f.rows[table[i].table].bytes.data + cell.start, cell.length}),
                table[i].expected);
        }
    }
    close_fixture(&f);
}

/* A point is 25 bytes, a closed ring of four points 9 + 4 + 4 + 64. */
static void test_clm_postgis_rows_shapes(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f, NULL);
    assert_int_equal(row_count(&f, CLM_POSTGIS_FILES), 0);
    assert_int_equal(cell_of(&f, CLM_POSTGIS_CLAIMS, 0, "geom").length, 25);
    assert_int_equal(cell_of(&f, CLM_POSTGIS_FIGURES, 0, "geom").length, 81);
    close_fixture(&f);
}

/* The properties are those of the GeoJSON. */
static void test_clm_postgis_rows_properties(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f, NULL);
    clm_buffer geojson = {0};
    assert_int_equal(clm_geojson_write(&f.collection, &f.theme, &geojson, NULL), CLM_OK);
    static const clm_postgis_table tables[] = {CLM_POSTGIS_CLAIMS, CLM_POSTGIS_FIGURES,
                                               CLM_POSTGIS_PLACES};
    for (size_t i = 0; i < CLM_TEST_COUNT(tables); i++) {
        const clm_store_cell cell = cell_of(&f, tables[i], 0, "properties");
        char *copy = clm_strndup(f.rows[tables[i]].bytes.data + cell.start, cell.length);
        assert_non_null(copy);
        assert_true(cell.length > 100);
        CLM_EXPECT(f.model.tables[tables[i]].name, strstr(geojson.data, copy) != NULL);
        clm_free(copy);
    }
    clm_buffer_clear(&geojson);
    close_fixture(&f);
}

/* What a person wrote for a day is no reason to lose the article. */
static void test_clm_postgis_rows_dates(void **state) {
    (void)state;
    static const struct {
        const char *date;
        bool known;
    } table[] = {{"2025-04-08", true}, {"2025-02-30", false}, {"0000-01-01", false},
                 {"soon", false},      {"2025-04", false},    {"", false}};
    fixture f;
    open_fixture(&f, NULL);
    clm_feature_time time = times[0];
    f.items[1].times = &time;
    f.items[1].time_count = 1;
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clear_rows(&f);
        f.collection.facts.date = table[i].date;
        (void)snprintf(time.iso_start, sizeof time.iso_start, "%s", table[i].date);
        assert_int_equal(clm_postgis_rows(&f.collection, &f.theme, NULL, f.rows, NULL), CLM_OK);
        CLM_EXPECT(table[i].date,
                   cell_of(&f, CLM_POSTGIS_ARTICLES, 0, "date").known == table[i].known);
        CLM_EXPECT(table[i].date,
                   cell_of(&f, CLM_POSTGIS_CLAIMS, 0, "time_start").known == table[i].known);
    }
    close_fixture(&f);
}

/* It has the identity of the newer article, whose rows it would replace. */
static void test_clm_postgis_rows_differences(void **state) {
    (void)state;
    fixture f;
    clm_error error = {0};
    open_fixture(&f, NULL);
    f.collection.facts.since = "2025-04-01";
    assert_int_equal(clm_postgis_rows(&f.collection, &f.theme, NULL, f.rows, &error),
                     CLM_ERR_FORMAT);
    assert_non_null(strstr(error.message, "differences"));
    close_fixture(&f);
}

static void test_clm_postgis_rows_no_article(void **state) {
    (void)state;
    static const char *const none[] = {NULL, ""};
    fixture f;
    open_fixture(&f, NULL);
    for (size_t i = 0; i < CLM_TEST_COUNT(none); i++) {
        clm_error error = {0};
        f.collection.facts.sha256 = none[i];
        assert_int_equal(clm_postgis_rows(&f.collection, &f.theme, NULL, f.rows, &error),
                         CLM_ERR_FORMAT);
        assert_non_null(strstr(error.message, "sha256"));
    }
    close_fixture(&f);
}

/* Names that SQL takes without a thought, once in each table, and a comment for each; keys and
 * parents as store.h wants them. */
static void test_clm_postgis_model_init_columns(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f, NULL);
    for (size_t i = 0; i < CLM_POSTGIS_TABLES; i++) {
        const clm_store_table *table = &f.model.tables[i];
        CLM_EXPECT(table->name, table->column_count <= CLM_STORE_COLUMNS_MAX);
        for (size_t k = 0; k < table->column_count; k++) {
            const char *name = table->columns[k].name;
            CLM_EXPECT(name, strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(name));
            CLM_EXPECT(name, table->columns[k].meaning[0] != '\0');
            for (size_t other = 0; other < k; other++) {
                CLM_EXPECT(name, strcmp(table->columns[other].name, name) != 0);
            }
        }
    }
    for (clm_postgis_table i = CLM_POSTGIS_CLAIMS; i <= CLM_POSTGIS_PLACES; i++) {
        CLM_EXPECT_TEXT("key", clm_text_of(f.model.tables[i].columns[0].name), "article");
        CLM_EXPECT_TEXT("key", clm_text_of(f.model.tables[i].columns[1].name), "id");
    }
    close_fixture(&f);
}

static clm_status make_rows(void *context) {
    fixture *f = context;
    clm_postgis_model model = {.columns = NULL};
    clm_status status = clm_postgis_model_init(&model, NULL);
    clm_postgis_model_clear(&model);
    if (status == CLM_OK) {
        status = clm_postgis_rows(&f->collection, &f->theme, "a", f->rows, NULL);
    }
    for (size_t i = 0; i < CLM_POSTGIS_TABLES; i++) {
        status = f->rows[i].bytes.failed ? CLM_ERR_NOMEM : status;
    }
    clear_rows(f);
    return status;
}

static void test_clm_postgis_every_allocation_fails(void **state) {
    (void)state;
    fixture f;
    open_fixture(&f, NULL);
    clear_rows(&f);
    /* Else a point inside the shape is sought, which is another without memory for it. */
    f.items[3].has_place = true;
    f.items[3].place = f.items[1].place;
    assert_true(clm_test_fail_every_allocation(make_rows, &f) >= 12);
    close_fixture(&f);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_postgis_rows_values),
        cmocka_unit_test(test_clm_postgis_rows_shapes),
        cmocka_unit_test(test_clm_postgis_rows_properties),
        cmocka_unit_test(test_clm_postgis_rows_dates),
        cmocka_unit_test(test_clm_postgis_rows_differences),
        cmocka_unit_test(test_clm_postgis_rows_no_article),
        cmocka_unit_test(test_clm_postgis_model_init_columns),
        cmocka_unit_test(test_clm_postgis_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
