/* base/digits.h: whole numbers to decimal digits, two at a time. Private to base. */
#ifndef CLM_BASE_DIGITS_H
#define CLM_BASE_DIGITS_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* How many digits `value` has; 1 for 0. */
static inline size_t clm_digits_count(uint64_t value) {
    size_t count = 1;
    for (; value >= 10000; value /= 10000) {
        count += 4;
    }
    return count + (value >= 10) + (value >= 100) + (value >= 1000);
}

/* Writes the last `count` digits of `value`, with zeros before them where it has fewer. */
static inline void clm_digits_put(char *out, size_t count, uint64_t value) {
    static const char pairs[] = "0001020304050607080910111213141516171819"
                                "2021222324252627282930313233343536373839"
                                "4041424344454647484950515253545556575859"
                                "6061626364656667686970717273747576777879"
                                "8081828384858687888990919293949596979899";
    for (; count >= 2; value /= 100) {
        count -= 2;
        memcpy(out + count, pairs + 2 * (value % 100), 2);
    }
    if (count > 0) {
        out[0] = (char)('0' + value % 10);
    }
}

#endif
