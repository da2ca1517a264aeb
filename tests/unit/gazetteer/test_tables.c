#include "support/support.h"

#include "base/file.h"
#include "gazetteer/tables.h"

static const char *const COLUMNS[] = {"id", "name", "lon", NULL};

static char dir[400];

static void write_table(const char *text) {
    char path[450];
    clm_test_path(dir, sizeof(dir), "gazetteer_tables", "");
    (void)snprintf(path, sizeof(path), "%s/t.tsv", dir);
    clm_test_write(path, text, strlen(text));
}

static int remove_table(void **state) {
    char path[450];
    (void)state;
    (void)snprintf(path, sizeof(path), "%s/t.tsv", dir);
    (void)unlink(path);
    (void)rmdir(dir);
    return 0;
}

static void test_clm_table_next_rows(void **state) {
    (void)state;
    clm_table table;
    clm_error error = {CLM_OK, ""};
    bool more = false;
    write_table("\xEF\xBB\xBF# notes\nname\tid\n\n A b \t1\r\n# more\n\t2\n");
    CLM_EXPECT_OK("open", clm_table_open(&table, dir, "t.tsv", COLUMNS, false, &error), &error);
    CLM_EXPECT_OK("first", clm_table_next(&table, &more, &error), &error);
    assert_true(more);
    CLM_EXPECT_TEXT("other order", table.cells[0], "1");
    CLM_EXPECT_TEXT("trimmed", table.cells[1], "A b");
    CLM_EXPECT_TEXT("column that is not there", table.cells[2], "");
    CLM_EXPECT_OK("second", clm_table_next(&table, &more, &error), &error);
    CLM_EXPECT_TEXT("empty cell", table.cells[1], "");
    assert_int_equal(table.line, 6);
    CLM_EXPECT_OK("end", clm_table_next(&table, &more, &error), &error);
    assert_false(more);
    clm_table_close(&table);
}

static void test_clm_table_errors_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *message;
    } table[] = {
        {"unknown column", "id\tnmae\n", "t.tsv:1: unknown column \"nmae\""},
        {"column twice", "id\tid\n", "t.tsv:1: column \"id\" stands twice"},
        {"nothing", "", "t.tsv:1: the line that names the columns is missing"},
        {"few cells", "id\tname\n1\n", "t.tsv:2: 1 cells for 2 columns"},
        {"many cells", "id\tname\n1\t2\t3\n", "t.tsv:2: more cells than the 2 columns"},
        {"not UTF-8", "id\n\xFF\n", "t.tsv:2: not valid UTF-8"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_table rows;
        clm_error error = {CLM_OK, ""};
        bool more = false;
        write_table(table[i].text);
        clm_status status = clm_table_open(&rows, dir, "t.tsv", COLUMNS, false, &error);
        if (status == CLM_OK) {
            status = clm_table_next(&rows, &more, &error);
        }
        CLM_EXPECT(table[i].label, status == CLM_ERR_FORMAT);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(error.message), table[i].message);
        clm_table_close(&rows);
    }
}

static void test_clm_table_number_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *cell;
        clm_status status;
        double value;
    } table[] = {
        {"plain", "12.5", CLM_OK, 12.5},          {"empty", "", CLM_OK, 7.0},
        {"too small", "-0.1", CLM_ERR_FORMAT, 0}, {"too large", "90.5", CLM_ERR_FORMAT, 0},
        {"rest", "1x", CLM_ERR_FORMAT, 0},        {"word", "x", CLM_ERR_FORMAT, 0},
        {"comma", "1,5", CLM_ERR_FORMAT, 0},      {"edge", "90", CLM_OK, 90.0},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_table rows = {.file = "t.tsv", .columns = COLUMNS, .line = 3};
        double value = 0.0;
        rows.cells[2] = clm_text_of(table[i].cell);
        clm_status status = clm_table_number(&rows, 2, 0.0, 90.0, 7.0, &value, NULL);
        CLM_EXPECT(table[i].label, status == table[i].status);
        CLM_EXPECT(table[i].label, status != CLM_OK || value == table[i].value);
    }
}

static void test_clm_table_count_fraction(void **state) {
    (void)state;
    clm_table rows = {.file = "t.tsv", .columns = COLUMNS, .line = 3};
    uint32_t value = 0;
    clm_error error = {CLM_OK, ""};
    rows.cells[2] = CLM_TEXT("2.5");
    assert_int_equal(clm_table_count(&rows, 2, 10, 0, &value, &error), CLM_ERR_FORMAT);
    assert_string_equal(error.message, "t.tsv:3: lon: not a whole number");
    rows.cells[2] = CLM_TEXT("4294967295");
    assert_int_equal(clm_table_count(&rows, 2, UINT32_MAX, 0, &value, &error), CLM_OK);
    assert_int_equal(value, UINT32_MAX);
}

static void test_clm_table_member_list(void **state) {
    (void)state;
    static const char *const members[] = {"a", "b c", "d"};
    clm_text list = CLM_TEXT("|a|| b c |d|");
    clm_text member;
    size_t count = 0;
    while (clm_table_member(&list, &member)) {
        assert_true(count < CLM_TEST_COUNT(members));
        CLM_EXPECT_TEXT("member", member, members[count]);
        count++;
    }
    assert_int_equal(count, CLM_TEST_COUNT(members));
}

static void test_clm_table_open_missing(void **state) {
    (void)state;
    clm_table table;
    clm_error error = {CLM_OK, ""};
    bool more = true;
    assert_int_equal(clm_table_open(&table, dir, "none.tsv", COLUMNS, false, &error), CLM_ERR_IO);
    clm_table_close(&table);
    CLM_EXPECT_OK("optional", clm_table_open(&table, dir, "none.tsv", COLUMNS, true, &error),
                  &error);
    CLM_EXPECT_OK("no rows", clm_table_next(&table, &more, &error), &error);
    assert_false(more);
    clm_table_close(&table);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_table_next_rows),
        cmocka_unit_test(test_clm_table_errors_table),
        cmocka_unit_test(test_clm_table_number_table),
        cmocka_unit_test(test_clm_table_count_fraction),
        cmocka_unit_test(test_clm_table_member_list),
        cmocka_unit_test(test_clm_table_open_missing),
    };
    return cmocka_run_group_tests(tests, NULL, remove_table);
}
