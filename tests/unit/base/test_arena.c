#include "support/support.h"

#include "base/arena.h"

#include <stdalign.h>
#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/asan_interface.h>
#endif

/* Blocks of all sizes: aligned, zeroed, and none lies in another (each keeps its own pattern). */
static void test_clm_arena_alloc_sizes(void **state) {
    (void)state;
    enum { COUNT = 2000 };
    unsigned char *blocks[COUNT];
    size_t sizes[COUNT];
    size_t total = 0;
    uint64_t seed = clm_test_seed();
    clm_arena *arena = clm_arena_new();
    assert_non_null(arena);
    for (size_t i = 0; i < COUNT; i++) {
        uint64_t random = clm_test_random(&seed);
        sizes[i] = random % 50 == 0 ? (random >> 8) % 200000 : (random >> 8) % 200;
        total += sizes[i];
        blocks[i] = clm_arena_alloc(arena, sizes[i]);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % alignof(max_align_t), 0);
        for (size_t k = 0; k < sizes[i]; k++) {
            assert_int_equal(blocks[i][k], 0);
        }
        memset(blocks[i], (int)(i % 255) + 1, sizes[i]);
    }
    for (size_t i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < sizes[i]; k++) {
            assert_int_equal(blocks[i][k], (int)(i % 255) + 1);
        }
    }
    assert_int_equal(clm_arena_bytes(arena), total);
    clm_arena_free(arena);
}

static void test_clm_arena_alloc_too_much(void **state) {
    (void)state;
    clm_arena *arena = clm_arena_new();
    assert_null(clm_arena_alloc(arena, SIZE_MAX));
    assert_null(clm_arena_array(arena, SIZE_MAX / 4, 8));
    assert_null(clm_arena_strndup(arena, "x", SIZE_MAX));
    assert_non_null(clm_arena_array(arena, 0, 8));
    clm_arena_free(arena);
    clm_arena_free(NULL);
}

static void test_clm_arena_strings(void **state) {
    (void)state;
    clm_arena *arena = clm_arena_new();
    assert_string_equal(clm_arena_strndup(arena, "Kharkiv region", 7), "Kharkiv");
    assert_string_equal(clm_arena_strdup(arena, ""), "");
    assert_string_equal(clm_arena_strndup(arena, NULL, 0), "");
    assert_string_equal(clm_arena_printf(arena, "%s has %d of %zu", "it", -3, (size_t)7),
                        "it has -3 of 7");
    char *longer = clm_arena_printf(arena, "%0*d", 9000, 0);
    assert_int_equal(strlen(longer), 9000);
    clm_arena_free(arena);
}

/* The last array of a block grows where it stands, one before it moves; all that is new is zero. */
static void test_clm_arena_grow_in_place(void **state) {
    (void)state;
    clm_arena *arena = clm_arena_new();
    void *first = NULL;
    size_t first_capacity = 0;
    assert_int_equal(clm_arena_grow(arena, &first, &first_capacity, 3, 5), 0);
    memset(first, 0xAA, 3 * 5);
    void *before = first;
    size_t capacity_before = first_capacity;
    assert_int_equal(clm_arena_grow(arena, &first, &first_capacity, first_capacity + 1, 5), 0);
    assert_ptr_equal(first, before);
    assert_true(first_capacity > capacity_before);
    void *second = NULL;
    size_t second_capacity = 0;
    assert_int_equal(clm_arena_grow(arena, &second, &second_capacity, 1, 5), 0);
    memset(second, 0xBB, second_capacity * 5);
    assert_int_equal(clm_arena_grow(arena, &first, &first_capacity, first_capacity + 1, 5), 0);
    assert_ptr_not_equal(first, before);
    for (size_t i = 0; i < first_capacity * 5; i++) {
        assert_int_equal(((unsigned char *)first)[i], i < 15 ? 0xAA : 0);
    }
    for (size_t i = 0; i < second_capacity * 5; i++) {
        assert_int_equal(((unsigned char *)second)[i], 0xBB);
    }
    clm_arena_free(arena);
}

/* The sanitizer build stops at a byte before, behind and between pieces, and at none inside. */
static void test_clm_arena_pieces_end(void **state) {
    (void)state;
#if defined(__SANITIZE_ADDRESS__)
    clm_arena *arena = clm_arena_new();
    static const size_t sizes[] = {0, 1, 8, 13, 16, 40000};
    for (size_t i = 0; i < CLM_TEST_COUNT(sizes); i++) {
        char *piece = clm_arena_alloc(arena, sizes[i]);
        assert_null(__asan_region_is_poisoned(piece, sizes[i]));
        assert_true(__asan_address_is_poisoned(piece + sizes[i]));
    }
    void *items = NULL;
    size_t capacity = 0;
    for (size_t needed = 1; needed < 5000; needed = capacity + 1) {
        assert_int_equal(clm_arena_grow(arena, &items, &capacity, needed, 3), 0);
        assert_null(__asan_region_is_poisoned(items, capacity * 3));
        assert_true(__asan_address_is_poisoned((char *)items + capacity * 3));
    }
    clm_arena_free(arena);
#else
    skip();
#endif
}

static void test_clm_arena_grow_keeps_items(void **state) {
    (void)state;
    clm_arena *arena = clm_arena_new();
    void *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(clm_arena_grow(arena, &items, &capacity, i + 1, sizeof(uint32_t)), 0);
        ((uint32_t *)items)[i] = (uint32_t)i ^ 0x5555U;
    }
    for (size_t i = 0; i < 5000; i++) {
        assert_int_equal(((uint32_t *)items)[i], (uint32_t)i ^ 0x5555U);
    }
    assert_int_equal(clm_arena_grow(arena, &items, &capacity, SIZE_MAX / 2, 4), -1);
    clm_arena_free(arena);
}

static clm_status use_arena(void *context) {
    (void)context;
    clm_status status = CLM_OK;
    clm_arena *arena = clm_arena_new();
    if (!arena) {
        return CLM_ERR_NOMEM;
    }
    void *items = NULL;
    size_t capacity = 0;
    for (size_t i = 1; i < 40 && status == CLM_OK; i++) {
        if (!clm_arena_alloc(arena, i * 700) || !clm_arena_strdup(arena, "text") ||
            !clm_arena_printf(arena, "%zu", i) ||
            clm_arena_grow(arena, &items, &capacity, i * 100, 8) != 0) {
            status = CLM_ERR_NOMEM;
        }
    }
    clm_arena_free(arena);
    return status;
}

static void test_clm_arena_every_allocation_fails(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(use_arena, NULL) > 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_arena_alloc_sizes),
        cmocka_unit_test(test_clm_arena_alloc_too_much),
        cmocka_unit_test(test_clm_arena_strings),
        cmocka_unit_test(test_clm_arena_grow_keeps_items),
        cmocka_unit_test(test_clm_arena_grow_in_place),
        cmocka_unit_test(test_clm_arena_pieces_end),
        cmocka_unit_test(test_clm_arena_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
