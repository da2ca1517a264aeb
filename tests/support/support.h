/* support/support.h: what several test programs share: checks that name the row of a table,
 * temporary folders in the build folder, random numbers with a printed seed, and a loop that makes
 * every allocation fail. Header only. */
#ifndef CLM_SUPPORT_SUPPORT_H
#define CLM_SUPPORT_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/alloc.h"
#include "base/error.h"
#include "base/text.h"

#include <locale.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#define CLM_TEST_COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* Fails the test with the row's label and the words of the condition. */
#define CLM_EXPECT(label, condition)                                                               \
    clm_test_expect((condition), (label), #condition, __FILE__, __LINE__)

static inline void clm_test_expect(bool holds, const char *label, const char *words,
                                   const char *file, int line) {
    if (!holds) {
        print_error("case \"%s\": not true: %s\n", label, words);
        _fail(file, line);
    }
}

/* Fails with label and both texts unless they are equal. */
#define CLM_EXPECT_TEXT(label, actual, expected)                                                   \
    clm_test_expect_text((label), (actual), (expected), __FILE__, __LINE__)

static inline void clm_test_expect_text(const char *label, clm_text actual, const char *expected,
                                        const char *file, int line) {
    if (!clm_text_is(actual, expected)) {
        print_error("case \"%s\": got \"%.*s\", expected \"%s\"\n", label, (int)actual.len,
                    actual.len > 0 ? actual.ptr : "", expected != NULL ? expected : "");
        _fail(file, line);
    }
}

/* Fails with label and both numbers unless they differ by `within` at most. */
#define CLM_EXPECT_NEAR(label, actual, expected, within)                                           \
    clm_test_expect_near((label), (actual), (expected), (within), __FILE__, __LINE__)

static inline void clm_test_expect_near(const char *label, double actual, double expected,
                                        double within, const char *file, int line) {
    if (!(fabs(actual - expected) <= within)) {
        print_error("case \"%s\": got %.17g, expected %.17g within %g\n", label, actual, expected,
                    within);
        _fail(file, line);
    }
}

/* Fails with the message unless `status` is CLM_OK. */
#define CLM_EXPECT_OK(label, status, error)                                                        \
    clm_test_expect_ok((label), (status), (error), __FILE__, __LINE__)

static inline void clm_test_expect_ok(const char *label, clm_status status, const clm_error *error,
                                      const char *file, int line) {
    if (status != CLM_OK) {
        print_error("case \"%s\": %s: %s\n", label, clm_status_name(status), error->message);
        _fail(file, line);
    }
}

static inline clm_text clm_test_text(const clm_buffer *buffer) {
    return (clm_text){buffer->data, buffer->len};
}

/* Writes the path of `name` in a folder of the build folder that all tests of `program` share;
 * makes the folder. The caller removes what it writes. */
static inline void clm_test_path(char *path, size_t size, const char *program, const char *name) {
    (void)snprintf(path, size, "%s/test-files", CLM_BUILD_DIR);
    (void)mkdir(path, 0777);
    (void)snprintf(path, size, "%s/test-files/%s-%ld", CLM_BUILD_DIR, program, (long)getpid());
    (void)mkdir(path, 0777);
    int length = snprintf(path, size, "%s/test-files/%s-%ld%s%s", CLM_BUILD_DIR, program,
                          (long)getpid(), name[0] ? "/" : "", name);
    assert_true(length > 0 && (size_t)length < size);
}

/* Writes a file without the code under test. */
static inline void clm_test_write(const char *path, const void *bytes, size_t length) {
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

/* Sets a locale that writes a decimal comma, if the machine has one. The caller goes back to "C".
 */
static inline bool clm_test_set_comma_locale(void) {
    static const char *const names[] = {"de_DE.UTF-8", "fr_FR.UTF-8", "ru_RU.UTF-8", "uk_UA.UTF-8"};
    for (size_t i = 0; i < CLM_TEST_COUNT(names); i++) {
        if (setlocale(LC_ALL, names[i]) && strcmp(localeconv()->decimal_point, ",") == 0) {
            return true;
        }
    }
    (void)setlocale(LC_ALL, "C");
    return false;
}

/* Random numbers (SplitMix64). The seed is CLM_TEST_SEED or the clock, and is printed. */
static inline uint64_t clm_test_seed(void) {
    const char *given = getenv("CLM_TEST_SEED");
    uint64_t seed = given ? strtoull(given, NULL, 10) : (uint64_t)time(NULL);
    print_message("CLM_TEST_SEED=%llu\n", (unsigned long long)seed);
    return seed;
}

static inline uint64_t clm_test_random(uint64_t *state) {
    uint64_t z = (*state += 0x9E3779B97F4A7C15U);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
    return z ^ (z >> 31);
}

/* From `low` up to `high`, never `high` itself. */
static inline double clm_test_uniform(uint64_t *state, double low, double high) {
    return low + (high - low) * ((double)(clm_test_random(state) >> 11) / 9007199254740992.0);
}

/* Runs `run` again and again: its first allocation fails, then its second, until it makes no more.
 * Each run that lost one must say CLM_ERR_NOMEM, the last one CLM_OK. Leaks are found by the
 * address sanitizer. Returns the number of runs that failed. */
static inline size_t clm_test_fail_every_allocation(clm_status (*run)(void *context),
                                                    void *context) {
    for (size_t nth = 1; nth < 100000; nth++) {
        (void)clm_alloc_fail_at(nth);
        clm_status status = run(context);
        size_t made = clm_alloc_fail_at(0);
        if (made < nth) {
            if (status != CLM_OK) {
                print_error("without a failed allocation: %s\n", clm_status_name(status));
                fail();
            }
            return nth - 1;
        }
        if (status != CLM_ERR_NOMEM) {
            print_error("allocation %zu of %zu failed: %s\n", nth, made, clm_status_name(status));
            fail();
        }
    }
    fail_msg("%s", "the run never ends");
    return 0;
}

#endif
