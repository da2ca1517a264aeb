/* fuzz/fuzz.h: what fuzz targets share. Each target is one file NAME_fuzz.c that defines
 * LLVMFuzzerTestOneInput; clm_fuzz(NAME LIBS...) in CMakeLists.txt builds it. Header only. */
#ifndef CLM_FUZZ_FUZZ_H
#define CLM_FUZZ_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* Runs one input; always 0. The same function serves libFuzzer and the replay program. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Ends the program where a rule is broken, so that the fuzzer keeps the input. */
#define CLM_FUZZ_REQUIRE(condition)                                                                \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            (void)fprintf(stderr, "%s:%d: not true: %s\n", __FILE__, __LINE__, #condition);        \
            abort();                                                                               \
        }                                                                                          \
    } while (0)

#endif
