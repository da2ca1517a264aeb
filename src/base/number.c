/* Numbers to text and back, whatever the locale. Part of base/text.h. */
#include "base/digits.h"
#include "base/text.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* The digits that decide how a decimal number rounds to a double number at most 767, plus one
 * that stands for all after them. */
enum { DIGITS_MAX = 770, EXPONENT_LIMIT = 100000 };

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static const double POWERS[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9};

enum { FRACTION_MAX = sizeof POWERS / sizeof POWERS[0] - 1 };

/* Writes `units` / 10^fraction, without zeros at the end. */
static void add_scaled(clm_buffer *buffer, bool negative, uint64_t units, size_t fraction) {
    const uint64_t unit = (uint64_t)POWERS[fraction];
    const uint64_t whole = units / unit;
    uint64_t rest = units % unit;
    fraction = rest > 0 ? fraction : 0;
    while (fraction > 0 && rest % 10 == 0) {
        rest /= 10;
        fraction--;
    }
    const size_t sign = negative;
    const size_t digits = clm_digits_count(whole);
    const size_t tail = fraction > 0 ? fraction + 1 : 0;
    char *to = clm_buffer_room(buffer, sign + digits + tail);
    if (to == NULL) {
        return;
    }
    to[0] = '-';
    clm_digits_put(to + sign, digits, whole);
    if (tail > 0) {
        to[sign + digits] = '.';
        clm_digits_put(to + sign + digits + 1, fraction, rest);
    }
    clm_buffer_used(buffer, sign + digits + tail);
}

/* Coordinates and other numbers of common sizes, several times as fast as printf. The product is
 * wrong by less than 2^-13, so that away from the middle between two results the rounding is sure;
 * false near it, and for large numbers. */
static bool add_common(clm_buffer *buffer, double value, size_t fraction) {
    if (fraction > FRACTION_MAX) {
        return false;
    }
    double scaled = fabs(value) * POWERS[fraction];
    if (!(scaled < 1099511627776.0)) {
        return false;
    }
    uint64_t units = (uint64_t)scaled;
    double rest = scaled - (double)units;
    if (rest > 0.499 && rest < 0.501) {
        return false;
    }
    units += rest > 0.5 ? 1 : 0;
    add_scaled(buffer, value < 0.0 && units > 0, units, fraction);
    return true;
}

void clm_buffer_number(clm_buffer *buffer, double value, int decimals) {
    if (!isfinite(value)) {
        clm_buffer_string(buffer, "null");
        return;
    }
    size_t fraction = decimals < 0 ? 0 : decimals > 17 ? 17 : (size_t)decimals;
    if (add_common(buffer, value, fraction)) {
        return;
    }
    /* 309 digits before the separator, which some locales write with several bytes. */
    char text[384];
    int written = snprintf(text, sizeof text, "%.*f", (int)fraction, value);
    if (written < 0 || (size_t)written >= sizeof text) {
        buffer->failed = true;
        return;
    }
    size_t length = (size_t)written;
    size_t start = text[0] == '-' ? 1 : 0;
    size_t whole_end = start;
    while (whole_end < length && is_digit(text[whole_end])) {
        whole_end++;
    }
    /* The last `fraction` bytes are the decimals, whatever stands before them. */
    const char *tail = text + (length - fraction);
    while (fraction > 0 && tail[fraction - 1] == '0') {
        fraction--;
    }
    bool zero = fraction == 0 && whole_end == start + 1 && text[start] == '0';
    size_t from = zero ? start : 0;
    clm_buffer_add(buffer, text + from, whole_end - from);
    if (fraction > 0) {
        clm_buffer_char(buffer, '.');
        clm_buffer_add(buffer, tail, fraction);
    }
}

/* A number split into its significant digits and a power of ten. */
typedef struct decimal {
    char digits[DIGITS_MAX + 1];
    size_t count;
    long exponent; /* of the last digit */
    bool lost;     /* a digit other than 0 was left out */
} decimal;

static void push_digit(decimal *number, char digit, bool after_point) {
    if (number->count == 0 && digit == '0') {
        number->exponent -= after_point ? 1 : 0;
    } else if (number->count < DIGITS_MAX) {
        number->digits[number->count++] = digit;
        number->exponent -= after_point ? 1 : 0;
    } else {
        number->lost = number->lost || digit != '0';
        number->exponent += after_point ? 0 : 1;
    }
}

/* Reads "e", a sign and digits at `at`; returns the bytes used, 0 if there is no exponent. */
static size_t read_exponent(clm_text text, size_t at, long *exponent) {
    size_t i = at;
    if (i >= text.len || (text.ptr[i] != 'e' && text.ptr[i] != 'E')) {
        return 0;
    }
    i++;
    bool negative = i < text.len && text.ptr[i] == '-';
    if (i < text.len && (text.ptr[i] == '-' || text.ptr[i] == '+')) {
        i++;
    }
    if (i >= text.len || !is_digit(text.ptr[i])) {
        return 0;
    }
    long value = 0;
    for (; i < text.len && is_digit(text.ptr[i]); i++) {
        if (value < EXPONENT_LIMIT) {
            value = value * 10 + (text.ptr[i] - '0');
        }
    }
    *exponent = negative ? -value : value;
    return i - at;
}

static double decimal_value(decimal *number) {
    static const double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                    1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                    1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (number->count == 0) {
        return 0.0;
    }
    if (number->count <= 15 && number->exponent >= -22 && number->exponent <= 22) {
        /* Both factors are exact, so that one rounding gives the nearest double (Clinger 1990). */
        double mantissa = 0.0;
        for (size_t i = 0; i < number->count; i++) {
            mantissa = mantissa * 10.0 + (number->digits[i] - '0');
        }
        return number->exponent < 0 ? mantissa / powers[-number->exponent]
                                    : mantissa * powers[number->exponent];
    }
    if (number->lost) {
        number->digits[number->count - 1] = '1';
    }
    /* Digits and exponent without a separator read the same in every locale. */
    char text[DIGITS_MAX + 32];
    (void)snprintf(text, sizeof text, "%.*se%ld", (int)number->count, number->digits,
                   number->exponent);
    return strtod(text, NULL);
}

size_t clm_text_number(clm_text text, double *value) {
    size_t i = 0;
    bool negative = text.len > 0 && text.ptr[0] == '-';
    if (text.len > 0 && (text.ptr[0] == '-' || text.ptr[0] == '+')) {
        i++;
    }
    decimal number = {.count = 0};
    size_t digits = 0;
    for (; i < text.len && is_digit(text.ptr[i]); i++, digits++) {
        push_digit(&number, text.ptr[i], false);
    }
    if (i + 1 < text.len && text.ptr[i] == '.' && is_digit(text.ptr[i + 1])) {
        for (i++; i < text.len && is_digit(text.ptr[i]); i++, digits++) {
            push_digit(&number, text.ptr[i], true);
        }
    }
    if (digits == 0) {
        return 0;
    }
    long exponent = 0;
    i += read_exponent(text, i, &exponent);
    number.exponent += exponent;
    double result = decimal_value(&number);
    if (!isfinite(result)) {
        return 0;
    }
    *value = negative ? -result : result;
    return i;
}
