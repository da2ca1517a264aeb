#include "support/support.h"

#include "base/file.h"
#include "base/hash.h"

#include <pthread.h>
#include <unistd.h>

enum { PATH_BYTES = 512, LENGTH = 1000, FIRST = 100, END = 950, BLOCK = 64, BLOCKS = 14 };

static void make_bytes(unsigned char bytes[LENGTH]) {
    for (size_t i = 0; i < LENGTH; i++) {
        bytes[i] = (unsigned char)(i * 7 + i / 256);
    }
}

static void make_sums(const unsigned char bytes[LENGTH], uint64_t sums[BLOCKS]) {
    for (size_t i = 0; i < BLOCKS; i++) {
        size_t start = FIRST + i * BLOCK;
        sums[i] = clm_hash64(bytes + start, END - start < BLOCK ? END - start : BLOCK);
    }
}

static clm_mapped *map_bytes(const void *bytes, size_t length) {
    char path[PATH_BYTES];
    clm_test_path(path, sizeof path, "mapped", "bytes");
    clm_test_write(path, bytes, length);
    clm_mapped *mapped = NULL;
    clm_error error = {0};
    CLM_EXPECT_OK("map", clm_mapped_open(path, &mapped, &error), &error);
    (void)unlink(path);
    return mapped;
}

static clm_mapped *map_with_sums(const unsigned char bytes[LENGTH], const uint64_t sums[BLOCKS]) {
    clm_mapped *mapped = map_bytes(bytes, LENGTH);
    clm_error error = {0};
    CLM_EXPECT_OK("sums", clm_mapped_set_sums(mapped, FIRST, END, BLOCK, sums, BLOCKS, &error),
                  &error);
    return mapped;
}

static void test_clm_mapped_open_errors(void **state) {
    (void)state;
    char path[PATH_BYTES];
    clm_error error = {0};
    clm_mapped *mapped = NULL;
    clm_test_path(path, sizeof path, "mapped", "missing");
    assert_int_equal(clm_mapped_open(path, &mapped, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "No such file or directory"));
    assert_null(mapped);
    clm_test_path(path, sizeof path, "mapped", "");
    assert_int_equal(clm_mapped_open(path, &mapped, &error), CLM_ERR_IO);
    assert_non_null(strstr(error.message, "Is a directory"));
    assert_int_equal(clm_mapped_open("/dev/null", &mapped, &error), CLM_ERR_IO);
    assert_null(mapped);
    clm_mapped_free(NULL);
}

static void test_clm_mapped_open_empty(void **state) {
    (void)state;
    clm_mapped *mapped = map_bytes("", 0);
    assert_int_equal(clm_mapped_length(mapped), 0);
    assert_non_null(clm_mapped_view(mapped, 0, 0));
    assert_false(clm_mapped_damaged(mapped));
    assert_null(clm_mapped_view(mapped, 0, 1));
    assert_true(clm_mapped_damaged(mapped));
    clm_mapped_free(mapped);
}

static void test_clm_mapped_view_bounds(void **state) {
    (void)state;
    static const struct {
        const char *label;
        uint64_t offset, length;
        bool inside;
    } table[] = {
        {"all", 0, LENGTH, true},
        {"last byte", LENGTH - 1, 1, true},
        {"nothing at the end", LENGTH, 0, true},
        {"one too long", 0, LENGTH + 1, false},
        {"behind", LENGTH + 1, 0, false},
        {"wraps around", 16, UINT64_MAX - 8, false},
        {"far offset", UINT64_MAX, 1, false},
    };
    unsigned char bytes[LENGTH];
    make_bytes(bytes);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_mapped *mapped = map_bytes(bytes, LENGTH);
        const void *view = clm_mapped_view(mapped, table[i].offset, table[i].length);
        CLM_EXPECT(table[i].label, (view != NULL) == table[i].inside);
        CLM_EXPECT(table[i].label, clm_mapped_damaged(mapped) == !table[i].inside);
        if (view) {
            CLM_EXPECT(table[i].label,
                       memcmp(view, bytes + table[i].offset, (size_t)table[i].length) == 0);
        }
        clm_mapped_free(mapped);
    }
}

static void test_clm_mapped_set_sums_misfit(void **state) {
    (void)state;
    static const struct {
        const char *label;
        size_t first, end, block, count;
    } table[] = {
        {"no block size", FIRST, END, 0, BLOCKS},
        {"one sum less", FIRST, END, BLOCK, BLOCKS - 1},
        {"one sum more", FIRST, END, BLOCK, BLOCKS + 1},
        {"behind the file", FIRST, LENGTH + 1, BLOCK, 15},
        {"reversed", END, FIRST, BLOCK, 0},
    };
    unsigned char bytes[LENGTH];
    uint64_t sums[BLOCKS + 1] = {0};
    make_bytes(bytes);
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_mapped *mapped = map_bytes(bytes, LENGTH);
        CLM_EXPECT(table[i].label,
                   clm_mapped_set_sums(mapped, table[i].first, table[i].end, table[i].block, sums,
                                       table[i].count, NULL) == CLM_ERR_DAMAGED);
        clm_mapped_free(mapped);
    }
}

/* One changed byte, at every place: exactly the views that touch its block fail. */
static void test_clm_mapped_view_every_byte_damaged(void **state) {
    (void)state;
    unsigned char bytes[LENGTH];
    uint64_t sums[BLOCKS];
    make_bytes(bytes);
    make_sums(bytes, sums);
    for (size_t bad = 0; bad < LENGTH; bad++) {
        bytes[bad] ^= 0x10;
        clm_mapped *mapped = map_with_sums(bytes, sums);
        bool covered = bad >= FIRST && bad < END;
        size_t block_start = FIRST + (bad - FIRST) / BLOCK * BLOCK;
        assert_non_null(clm_mapped_view(mapped, 0, FIRST));
        assert_non_null(clm_mapped_view(mapped, END, LENGTH - END));
        if (covered) {
            assert_non_null(clm_mapped_view(mapped, FIRST, block_start - FIRST));
            size_t after = block_start + BLOCK < END ? block_start + BLOCK : END;
            assert_non_null(clm_mapped_view(mapped, after, END - after));
            assert_false(clm_mapped_damaged(mapped));
            assert_null(clm_mapped_view(mapped, block_start, 1));
            assert_null(clm_mapped_view(mapped, after - 1, 1));
            assert_true(clm_mapped_damaged(mapped));
        }
        clm_error error = {0};
        assert_int_equal(clm_mapped_verify(mapped, &error), covered ? CLM_ERR_DAMAGED : CLM_OK);
        clm_mapped_free(mapped);
        bytes[bad] ^= 0x10;
    }
}

typedef struct reading {
    const clm_mapped *mapped;
    uint64_t seed;
    size_t failed;
} reading;

static void *read_blocks(void *context) {
    reading *at = context;
    for (int i = 0; i < 20000; i++) {
        uint64_t random = clm_test_random(&at->seed);
        size_t start = random % LENGTH;
        size_t length = (random >> 32) % (LENGTH - start);
        at->failed += clm_mapped_view(at->mapped, start, length) == NULL;
    }
    return NULL;
}

static void test_clm_mapped_view_many_threads(void **state) {
    (void)state;
    enum { THREADS = 4 };
    unsigned char bytes[LENGTH];
    uint64_t sums[BLOCKS];
    pthread_t threads[THREADS];
    reading readings[THREADS];
    uint64_t seed = clm_test_seed();
    make_bytes(bytes);
    make_sums(bytes, sums);
    clm_mapped *mapped = map_with_sums(bytes, sums);
    for (size_t i = 0; i < THREADS; i++) {
        readings[i] = (reading){mapped, clm_test_random(&seed), 0};
        assert_int_equal(pthread_create(&threads[i], NULL, read_blocks, &readings[i]), 0);
    }
    for (size_t i = 0; i < THREADS; i++) {
        assert_int_equal(pthread_join(threads[i], NULL), 0);
        assert_int_equal(readings[i].failed, 0);
    }
    assert_false(clm_mapped_damaged(mapped));
    clm_mapped_free(mapped);
}

static clm_status open_with_sums(void *context) {
    unsigned char bytes[LENGTH];
    uint64_t sums[BLOCKS];
    clm_mapped *mapped = NULL;
    make_bytes(bytes);
    make_sums(bytes, sums);
    clm_status status = clm_mapped_open(context, &mapped, NULL);
    if (status == CLM_OK) {
        status = clm_mapped_set_sums(mapped, FIRST, END, BLOCK, sums, BLOCKS, NULL);
    }
    clm_mapped_free(mapped);
    return status;
}

/* The window says yes to what was viewed and is whole, and to nothing else. */
static void test_clm_mapped_window(void **state) {
    (void)state;
    unsigned char bytes[LENGTH];
    uint64_t sums[BLOCKS];
    make_bytes(bytes);
    make_sums(bytes, sums);
    sums[3]++;
    clm_mapped *mapped = map_with_sums(bytes, sums);
    const clm_mapped_window window = clm_mapped_window_of(mapped);
    const uint64_t block1 = FIRST + BLOCK;
    CLM_EXPECT("not viewed", !clm_mapped_was_checked(&window, block1, 1));
    CLM_EXPECT("view", clm_mapped_view(mapped, block1, 1) == window.bytes + block1);
    CLM_EXPECT("first byte", clm_mapped_was_checked(&window, block1, 1));
    CLM_EXPECT("whole block", clm_mapped_was_checked(&window, block1, BLOCK));
    CLM_EXPECT("none", !clm_mapped_was_checked(&window, block1, 0));
    CLM_EXPECT("block before", !clm_mapped_was_checked(&window, block1 - 1, 2));
    CLM_EXPECT("block behind", !clm_mapped_was_checked(&window, block1, BLOCK + 1));
    CLM_EXPECT("view", clm_mapped_view(mapped, block1 + BLOCK, 1) != NULL);
    CLM_EXPECT("two blocks", clm_mapped_was_checked(&window, block1, 2 * BLOCK));
    CLM_EXPECT("damaged", clm_mapped_view(mapped, block1 + 2 * BLOCK, 1) == NULL);
    CLM_EXPECT("damaged", !clm_mapped_was_checked(&window, block1 + 2 * BLOCK, 1));
    CLM_EXPECT("before the sums", !clm_mapped_was_checked(&window, FIRST - 1, 1));
    CLM_EXPECT("last", clm_mapped_view(mapped, END - 1, 1) != NULL);
    CLM_EXPECT("last", clm_mapped_was_checked(&window, END - 1, 1));
    CLM_EXPECT("behind the sums", !clm_mapped_was_checked(&window, END - 1, 2));
    CLM_EXPECT("far", !clm_mapped_was_checked(&window, UINT64_MAX - 1, 2));
    CLM_EXPECT("long", !clm_mapped_was_checked(&window, block1, UINT64_MAX));
    clm_mapped_free(mapped);
}

/* Blocks of another size than a power of two are left to clm_mapped_view. */
static void test_clm_mapped_window_odd_blocks(void **state) {
    (void)state;
    unsigned char bytes[LENGTH];
    make_bytes(bytes);
    const uint64_t sums[2] = {clm_hash64(bytes, 60), clm_hash64(bytes + 60, 60)};
    clm_mapped *mapped = map_bytes(bytes, LENGTH);
    clm_error error = {0};
    CLM_EXPECT_OK("sums", clm_mapped_set_sums(mapped, 0, 120, 60, sums, 2, &error), &error);
    CLM_EXPECT("view", clm_mapped_view(mapped, 0, 120) != NULL);
    const clm_mapped_window window = clm_mapped_window_of(mapped);
    CLM_EXPECT("odd", !clm_mapped_was_checked(&window, 0, 1));
    clm_mapped_free(mapped);
}

static void test_clm_mapped_release_keeps_views(void **state) {
    (void)state;
    unsigned char bytes[LENGTH];
    uint64_t sums[BLOCKS];
    make_bytes(bytes);
    make_sums(bytes, sums);
    clm_mapped *mapped = map_with_sums(bytes, sums);
    const unsigned char *view = clm_mapped_view(mapped, FIRST, END - FIRST);
    clm_mapped_release(mapped);
    CLM_EXPECT("an old view", view != NULL && memcmp(view, bytes + FIRST, END - FIRST) == 0);
    CLM_EXPECT("a new view", clm_mapped_view(mapped, FIRST, 1) == view);
    CLM_EXPECT("no damage", !clm_mapped_damaged(mapped));
    clm_mapped_free(mapped);
    mapped = map_bytes("", 0);
    clm_mapped_release(mapped);
    clm_mapped_free(mapped);
}

static void test_clm_mapped_every_allocation_fails(void **state) {
    (void)state;
    unsigned char bytes[LENGTH];
    char path[PATH_BYTES];
    make_bytes(bytes);
    clm_test_path(path, sizeof path, "mapped", "memory");
    clm_test_write(path, bytes, LENGTH);
    assert_int_equal(clm_test_fail_every_allocation(open_with_sums, path), 3);
    (void)unlink(path);
}

static int remove_folder(void **state) {
    (void)state;
    char path[PATH_BYTES];
    clm_test_path(path, sizeof path, "mapped", "");
    return rmdir(path);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_mapped_open_errors),
        cmocka_unit_test(test_clm_mapped_open_empty),
        cmocka_unit_test(test_clm_mapped_view_bounds),
        cmocka_unit_test(test_clm_mapped_set_sums_misfit),
        cmocka_unit_test(test_clm_mapped_view_every_byte_damaged),
        cmocka_unit_test(test_clm_mapped_view_many_threads),
        cmocka_unit_test(test_clm_mapped_window),
        cmocka_unit_test(test_clm_mapped_window_odd_blocks),
        cmocka_unit_test(test_clm_mapped_release_keeps_views),
        cmocka_unit_test(test_clm_mapped_every_allocation_fails),
    };
    return cmocka_run_group_tests(tests, NULL, remove_folder);
}
