#include "support/support.h"

#include "unit/store/model.h"

#define TABLES CLM_TEST_COUNT(letter_tables)

static void use_folder(const char *folder) {
    assert_int_equal(setenv("CLAIMMAP_MODULES", folder, 1), 0);
}

static void put_row(clm_store_rows *rows, size_t cells, const char *first) {
    clm_store_put(rows, clm_text_of(first));
    for (size_t i = 1; i < cells; i++) {
        clm_store_put(rows, CLM_TEXT("x"));
    }
}

static void clear_all(clm_store_rows *rows) {
    for (size_t i = 0; i < TABLES; i++) {
        clm_store_rows_clear(&rows[i]);
    }
}

static clm_store *open_fake(void) {
    const clm_store_options options = {"here", NULL, &letter_model};
    clm_store *store = NULL;
    clm_error error = {0};
    use_folder(CLM_FAKE_MODULES);
    CLM_EXPECT_OK("fake", clm_store_open(&options, &store, &error), &error);
    return store;
}

static void test_clm_store_open_errors(void **state) {
    (void)state;
    clm_store_options options = {"refuse", NULL, &letter_model};
    clm_store *store = NULL;
    clm_error error = {0};
    use_folder(CLM_FAKE_MODULES);
    assert_int_equal(clm_store_open(&options, &store, &error), CLM_ERR_IO);
    assert_null(store);
    use_folder(CLM_FAKE_MODULES "/none");
    assert_int_equal(clm_store_open(&options, &store, &error), CLM_ERR_UNSUPPORTED);
    assert_null(store);
    assert_non_null(strstr(error.message, "writing into a database needs the PostgreSQL module"));
    assert_non_null(strstr(error.message, "libpq-dev"));
    clm_store_free(NULL);
}

/* Rows of each table; a row of the first is 2 cells, then 2, 6, 3. */
static void test_clm_store_write_checks_rows(void **state) {
    (void)state;
    static const struct {
        const char *label;
        const char *key;
        size_t rows[TABLES], cells[TABLES];
        clm_status status;
    } table[] = {
        {"all tables", "k", {1, 1, 2, 3}, {2, 2, 6, 3}, CLM_OK},
        {"the document alone", "k", {1, 0, 0, 0}, {2, 2, 6, 3}, CLM_OK},
        {"what the database says", "refuse", {1, 0, 0, 0}, {2, 2, 6, 3}, CLM_ERR_FOREIGN},
        {"no document", "k", {0, 0, 1, 0}, {2, 2, 6, 3}, CLM_ERR_ARGUMENT},
        {"two documents", "k", {2, 0, 0, 0}, {2, 2, 6, 3}, CLM_ERR_ARGUMENT},
        {"two names", "k", {1, 2, 0, 0}, {2, 2, 6, 3}, CLM_ERR_ARGUMENT},
        {"a cell too few", "k", {1, 0, 1, 0}, {2, 2, 5, 3}, CLM_ERR_ARGUMENT},
        {"a cell too many", "k", {1, 0, 0, 1}, {2, 2, 6, 4}, CLM_ERR_ARGUMENT},
    };
    clm_store *store = open_fake();
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_store_rows rows[TABLES] = {{.cells = NULL}};
        for (size_t k = 0; k < TABLES; k++) {
            for (size_t row = 0; row < table[i].rows[k]; row++) {
                put_row(&rows[k], table[i].cells[k], table[i].key);
            }
        }
        CLM_EXPECT(table[i].label, clm_store_write(store, rows, NULL) == table[i].status);
        clear_all(rows);
    }
    clm_store_rows rows[TABLES] = {{.cells = NULL}};
    clm_store_put_null(&rows[0]);
    clm_store_put(&rows[0], CLM_TEXT("x"));
    assert_int_equal(clm_store_write(store, rows, NULL), CLM_ERR_ARGUMENT); /* a key of nothing */
    rows[2].bytes.failed = true;
    assert_int_equal(clm_store_write(store, rows, NULL), CLM_ERR_NOMEM);
    clear_all(rows);
    clm_store_free(store);
}

static clm_status open_and_free(void *context) {
    (void)context;
    const clm_store_options options = {"here", NULL, &letter_model};
    clm_store *store = NULL;
    clm_status status = clm_store_open(&options, &store, NULL);
    clm_store_free(store);
    return status;
}

static void test_clm_store_open_every_allocation_fails(void **state) {
    (void)state;
    use_folder(CLM_FAKE_MODULES);
    assert_true(clm_test_fail_every_allocation(open_and_free, NULL) >= 2);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_store_open_errors),
        cmocka_unit_test(test_clm_store_write_checks_rows),
        cmocka_unit_test(test_clm_store_open_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
