#include "support/support.h"

#include <pthread.h>

static void test_clm_alloc_zero_size(void **state) {
    (void)state;
    void *a = clm_alloc(0);
    void *b = clm_alloc_zero(0, 8);
    void *c = clm_realloc(NULL, 0);
    assert_non_null(a);
    assert_non_null(b);
    assert_non_null(c);
    assert_ptr_not_equal(a, b);
    clm_free(a);
    clm_free(b);
    clm_free(c);
    clm_free(NULL);
}

static void test_clm_alloc_zero_clears(void **state) {
    (void)state;
    unsigned char *bytes = clm_alloc_zero(100, 3);
    assert_non_null(bytes);
    for (size_t i = 0; i < 300; i++) {
        assert_int_equal(bytes[i], 0);
    }
    clm_free(bytes);
    assert_null(clm_alloc_zero(SIZE_MAX / 2, 3));
}

static void test_clm_strndup_copies(void **state) {
    (void)state;
    char *text = clm_strndup("Odesa and more", 5);
    assert_string_equal(text, "Odesa");
    clm_free(text);
    text = clm_strdup("");
    assert_string_equal(text, "");
    clm_free(text);
    assert_null(clm_strndup("x", SIZE_MAX));
}

static void test_clm_grow_keeps_items(void **state) {
    (void)state;
    void *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(clm_grow(&items, &capacity, i + 1, sizeof(size_t)), 0);
        assert_true(capacity > i);
        ((size_t *)items)[i] = i * i;
    }
    for (size_t i = 0; i < 1000; i++) {
        assert_int_equal(((size_t *)items)[i], i * i);
    }
    void *before = items;
    size_t capacity_before = capacity;
    assert_int_equal(clm_grow(&items, &capacity, 10, sizeof(size_t)), 0);
    assert_int_equal(clm_grow(&items, &capacity, SIZE_MAX / 4, sizeof(size_t)), -1);
    (void)clm_alloc_fail_at(1);
    assert_int_equal(clm_grow(&items, &capacity, capacity + 1, sizeof(size_t)), -1);
    (void)clm_alloc_fail_at(0);
    assert_ptr_equal(items, before);
    assert_int_equal(capacity, capacity_before);
    clm_free(items);
}

static void test_clm_alloc_fail_at_counts(void **state) {
    (void)state;
    (void)clm_alloc_fail_at(3);
    void *a = clm_alloc(1);
    void *b = clm_alloc_zero(1, 1);
    assert_non_null(a);
    assert_non_null(b);
    assert_null(clm_realloc(a, 10));
    void *c = clm_alloc(1); /* only one fails */
    assert_non_null(c);
    assert_int_equal(clm_alloc_fail_at(0), 4);
    assert_int_equal(clm_alloc_fail_at(0), 0);
    clm_free(a);
    clm_free(b);
    clm_free(c);
}

static void *allocate_once(void *context) {
    void **result = context;
    *result = clm_alloc(1);
    return NULL;
}

static void test_clm_alloc_fail_at_own_thread(void **state) {
    (void)state;
    void *other = NULL;
    pthread_t thread;
    (void)clm_alloc_fail_at(1);
    assert_int_equal(pthread_create(&thread, NULL, allocate_once, &other), 0);
    assert_int_equal(pthread_join(thread, NULL), 0);
    assert_non_null(other);
    assert_null(clm_alloc(1));
    (void)clm_alloc_fail_at(0);
    clm_free(other);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_alloc_zero_size),
        cmocka_unit_test(test_clm_alloc_zero_clears),
        cmocka_unit_test(test_clm_strndup_copies),
        cmocka_unit_test(test_clm_grow_keeps_items),
        cmocka_unit_test(test_clm_alloc_fail_at_counts),
        cmocka_unit_test(test_clm_alloc_fail_at_own_thread),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
