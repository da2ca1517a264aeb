#include "support/support.h"

#include "store/store.h"

static void expect_cell(const clm_store_rows *rows, size_t index, const char *text) {
    assert_true(index < rows->cell_count);
    const clm_store_cell cell = rows->cells[index];
    assert_int_equal(cell.known, text != NULL);
    if (text != NULL) {
        CLM_EXPECT_TEXT(text, ((clm_text){rows->bytes.data + cell.start, cell.length}), text);
    }
}

static void test_clm_store_put_cells(void **state) {
    (void)state;
    clm_store_rows rows = {0};
    clm_store_put(&rows, CLM_TEXT("one"));
    clm_store_put_null(&rows);
    clm_store_put(&rows, CLM_TEXT(""));
    const size_t start = rows.bytes.len;
    clm_buffer_string(&rows.bytes, "four");
    clm_buffer_string(&rows.bytes, "teen");
    clm_store_put_since(&rows, start);
    assert_int_equal(rows.cell_count, 4);
    expect_cell(&rows, 0, "one");
    expect_cell(&rows, 1, NULL);
    expect_cell(&rows, 2, "");
    expect_cell(&rows, 3, "fourteen");
    clm_store_rows_clear(&rows);
    assert_int_equal(rows.cell_count, 0);
    assert_null(rows.cells);
    clm_store_rows_clear(&rows);
}

static clm_status put_many(void *context) {
    (void)context;
    clm_store_rows rows = {0};
    for (int i = 0; i < 100; i++) {
        clm_store_put(&rows, CLM_TEXT("a cell of some length"));
        clm_store_put_null(&rows);
    }
    const bool failed = rows.bytes.failed;
    CLM_EXPECT("a failure stays", failed || rows.cell_count == 200);
    clm_store_rows_clear(&rows);
    return failed ? CLM_ERR_NOMEM : CLM_OK;
}

static void test_clm_store_put_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(put_many, NULL) >= 4);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_store_put_cells),
        cmocka_unit_test(test_clm_store_put_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
