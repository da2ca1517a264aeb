#include "unit/claims/marked.h"

static const char text[] =
    "Storm hits [Weln|settlement] - officials\n\n"
    "President Ana Ruiz said on Friday that at least 12 people were killed in [Weln|settlement], "
    "[Orm|settlement|&] and [Tarn|settlement|&]. \xe2\x80\x9cWe are moving 400 soldiers to "
    "[Orm|settlement]. This happened in the [Weln region|region],\xe2\x80\x9d she added.\n\n"
    "Here are her comments in full:\n\n\xe2\x80\x9cRebels captured [Tarn|settlement] on 3 May, and "
    "the army took it back.\xe2\x80\x9d\n\n"
    "Two officials denied that rebels captured [Tarn|settlement].\n";

/* So many times that the work does not fit into the memory that reading the text left over. */
enum { COPIES = 40 };

/* Every allocation fails once; each failure is told and leaves nothing behind. */
static void test_claims_read_out_of_memory(void **state) {
    (void)state;
    size_t failures = 0;
    char *many = calloc(COPIES, sizeof text);
    assert_non_null(many);
    for (size_t i = 0; i < COPIES; i++) {
        strcat(many, text);
    }
    for (size_t nth = 1;; nth++) {
        marked m;
        clm_error error = {0};
        marked_make(&m, many, "2024-05-14");
        (void)clm_alloc_fail_at(nth);
        clm_status status =
            clm_claims_read(m.article, NULL, &m.mentions, m.resolved, NULL, &m.claims, &error);
        (void)clm_alloc_fail_at(0);
        if (status == CLM_OK) {
            marked_free(&m);
            break;
        }
        assert_int_equal(status, CLM_ERR_NOMEM);
        assert_int_equal(error.code, CLM_ERR_NOMEM);
        assert_int_equal(m.claims.count, 0);
        failures++;
        marked_free(&m);
    }
    free(many);
    assert_true(failures > 0);
}

static void test_claims_read_empty(void **state) {
    (void)state;
    marked m;
    marked_read(&m, "", "");
    assert_int_equal(m.claims.count, 0);
    assert_int_equal(m.claims.attribution_count, 0);
    marked_free(&m);
}

static void test_claims_read_same_twice(void **state) {
    (void)state;
    marked a, b;
    marked_read(&a, text, "2024-05-14");
    marked_read(&b, text, "2024-05-14");
    assert_true(a.claims.count >= 4);
    assert_int_equal(a.claims.count, b.claims.count);
    for (size_t i = 0; i < a.claims.count; i++) {
        assert_memory_equal(&a.claims.items[i].quote, &b.claims.items[i].quote, sizeof(clm_span));
        assert_int_equal(a.claims.items[i].event_group, b.claims.items[i].event_group);
        assert_int_equal(a.claims.items[i].event_type, b.claims.items[i].event_type);
    }
    marked_free(&a);
    marked_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_claims_read_out_of_memory),
        cmocka_unit_test(test_claims_read_empty),
        cmocka_unit_test(test_claims_read_same_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
