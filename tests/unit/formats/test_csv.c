/* The table of claims: cells against RFC 4180 and what spreadsheets make of them. */
#include "support/support.h"

#include "base/alloc.h"
#include "unit/formats/collection.h"

typedef struct cell_case {
    const char *label, *title, *expected;
} cell_case;

static const cell_case cells[] = {
    {"plain", "Kyiv said", "Kyiv said"},
    {"a comma", "a, b", "\"a, b\""},
    {"a quotation mark", "the \"line\"", "\"the \"\"line\"\"\""},
    {"line breaks stay", "a\r\nb", "\"a\r\nb\""},
    {"a semicolon is a separator elsewhere", "a;b", "\"a;b\""},
    {"spaces at the ends", " a", "\" a\""},
    {"not ASCII", "\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2", "\xD0\x9A\xD0\xB8\xD1\x97\xD0\xB2"},
    {"a formula", "=1+1", "'=1+1"},
    {"a formula that needs quotes", "=HYPERLINK(\"x\",\"y\")",
     "\"'=HYPERLINK(\"\"x\"\",\"\"y\"\")\""},
    {"plus", "+1 555", "'+1 555"},
    {"minus", "-x", "'-x"},
    {"at", "@SUM(A1)", "'@SUM(A1)"},
    {"a tab", "\t=1", "\"'\t=1\""},
    {"a carriage return", "\r=1", "\"'\r=1\""},
    {"behind spaces", "  =1", "\"'  =1\""},
    {"a wide equals sign",
     "\xEF\xBC\x9D"
     "1",
     "'\xEF\xBC\x9D"
     "1"},
    {"a sign alone is no formula", "-", "-"},
    {"a sign inside", "a=1", "a=1"},
    {"zeros in front", "0012", "'0012"},
    {"more digits than a number keeps", "1234567890123456", "'1234567890123456"},
    {"digits with an exponent", "12e4", "'12e4"},
    {"a short number", "58", "58"},
    {"a zero", "0", "0"},
    {"an identity with letters", "0a12e4", "0a12e4"},
    {"two letters E are no exponent", "1e2e3", "1e2e3"},
};

static void write_csv(const clm_collection *collection, clm_buffer *out) {
    clm_buffer_init(out);
    assert_int_equal(clm_csv_write(collection, out, NULL), CLM_OK);
}

static void test_csv_write_cells(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[1].description = "END";
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        clm_buffer out;
        clm_buffer expected;
        items[1].title = cells[i].title;
        write_csv(&collection, &out);
        clm_buffer_init(&expected);
        /* The columns draw, reason, title, description. */
        clm_buffer_printf(&expected, ",primary,,%s,END,", cells[i].expected);
        if (strstr(out.data, expected.data) == NULL) {
            fail_msg("%s: no '%s' in\n%s", cells[i].label, expected.data, out.data);
        }
        clm_buffer_clear(&out);
        clm_buffer_clear(&expected);
    }
    clear_items(items);
}

/* A header and the two claims, one of them without a place; as many cells in each line. */
static void test_csv_write_rows(void **state) {
    (void)state;
    static const char mark[] = "\xEF\xBB\xBF"
                               "id,kind,claim_id,event_group,quote_text,quote_start,";
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    items[1].title = "said: control, Guyevo"; /* its comma is in quotes */
    collection.facts.title = "A title";
    collection.facts.date = "=1+1"; /* edited */
    clm_buffer out;
    write_csv(&collection, &out);
    assert_memory_equal(out.data, mark, sizeof mark - 1);
    size_t lines = 0;
    size_t commas[3] = {0};
    bool quoted = false;
    for (size_t i = 0; i < out.len; i++) {
        quoted ^= out.data[i] == '"';
        if (out.data[i] == '\n') {
            assert_true(out.data[i - 1] == '\r' && !quoted && lines < 3);
            lines++;
        } else if (out.data[i] == ',' && !quoted) {
            assert_true(lines < 3);
            commas[lines]++;
        }
    }
    assert_int_equal(lines, 3);
    assert_true(commas[0] > 40);
    assert_int_equal(commas[1], commas[0]);
    assert_int_equal(commas[2], commas[0]);
    /* Numbers stay numbers, identities of zeros do not become some. */
    assert_non_null(strstr(out.data, ",35.33,51.1,3000,0.913,location,1,gazetteer_point,"));
    assert_non_null(strstr(out.data, "\r\n'0000000000000002,claim,00000000000000c1,"));
    assert_non_null(strstr(out.data, ",no,unlocated,"));
    assert_non_null(strstr(out.data, ",'=1+1,"));
    assert_null(strstr(out.data, ",figure,"));
    clm_buffer_clear(&out);
    clear_items(items);
}

static void test_csv_write_no_claims(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    collection.count = 1;
    clm_buffer out;
    write_csv(&collection, &out);
    assert_ptr_equal(strstr(out.data, "\r\n"), out.data + out.len - 2);
    clm_buffer_clear(&out);
    clear_items(items);
}

static clm_status write_once(void *context) {
    clm_buffer out;
    clm_buffer_init(&out);
    clm_status status = clm_csv_write(context, &out, NULL);
    clm_buffer_clear(&out);
    return status;
}

static void test_csv_write_every_allocation_fails(void **state) {
    (void)state;
    clm_collection collection;
    clm_feature items[FEATURES];
    make_collection(&collection, items);
    assert_true(clm_test_fail_every_allocation(write_once, &collection) > 3);
    clear_items(items);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_csv_write_cells),
        cmocka_unit_test(test_csv_write_rows),
        cmocka_unit_test(test_csv_write_no_claims),
        cmocka_unit_test(test_csv_write_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
