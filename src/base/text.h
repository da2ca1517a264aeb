/* base/text.h: borrowed text, byte spans, and a growing byte buffer.
 *
 * All text is UTF-8. Thread rule: plain values; a buffer belongs to one thread. */
#ifndef CLM_BASE_TEXT_H
#define CLM_BASE_TEXT_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

/* Borrowed bytes, not NUL-terminated. ptr may be NULL when len is 0. */
typedef struct clm_text {
    const char *ptr;
    size_t len;
} clm_text;

/* Half-open range of bytes in an article's decoded text; empty (start == end) means none. */
typedef struct clm_span {
    uint32_t start;
    uint32_t end;
} clm_span;

#define CLM_TEXT(literal) ((clm_text){(literal), sizeof(literal) - 1})

/* Short functions stand here so that a comparison with a literal becomes a few instructions. */

/* NULL gives an empty text. */
static inline clm_text clm_text_of(const char *text) {
    return (clm_text){text, text != NULL ? strlen(text) : 0};
}

static inline bool clm_text_equal(clm_text a, clm_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

static inline bool clm_text_is(clm_text a, const char *b) {
    return clm_text_equal(a, clm_text_of(b));
}

static inline bool clm_text_starts(clm_text text, const char *prefix) {
    size_t length = strlen(prefix);
    return length == 0 || (text.len >= length && memcmp(text.ptr, prefix, length) == 0);
}

static inline bool clm_text_ends(clm_text text, const char *suffix) {
    size_t length = strlen(suffix);
    return length == 0 ||
           (text.len >= length && memcmp(text.ptr + text.len - length, suffix, length) == 0);
}

int clm_text_compare(clm_text a, clm_text b); /* bytewise, as memcmp, shorter first */
clm_text clm_text_trim(clm_text text);        /* ASCII white space off both ends */

/* The bytes of `span`, clipped to the text. */
static inline clm_text clm_text_slice(clm_text text, clm_span span) {
    if (text.ptr == NULL) {
        return (clm_text){NULL, 0};
    }
    size_t end = span.end < text.len ? span.end : text.len;
    size_t start = span.start < end ? span.start : end;
    return (clm_text){text.ptr + start, end - start};
}

static inline bool clm_span_empty(clm_span span) {
    return span.start >= span.end;
}

bool clm_span_overlaps(clm_span a, clm_span b);
bool clm_span_contains(clm_span outer, clm_span inner);

/* A growing byte buffer with a sticky error: after memory ended, writes do nothing and `failed`
 * stays set, so that a writer checks once at its end. data is NUL-terminated when not NULL. */
typedef struct clm_buffer {
    char *data;
    size_t len;
    size_t capacity;
    bool failed;
} clm_buffer;

void clm_buffer_init(clm_buffer *buffer);
void clm_buffer_clear(clm_buffer *buffer);             /* frees; the buffer may be used again */
void clm_buffer_char_grow(clm_buffer *buffer, char c); /* clm_buffer_char in the rare case */
char *clm_buffer_room_grow(clm_buffer *buffer, size_t length); /* clm_buffer_room likewise */

static inline void clm_buffer_char(clm_buffer *buffer, char c) {
    if (buffer->failed || buffer->capacity < 2 || buffer->len > buffer->capacity - 2) {
        clm_buffer_char_grow(buffer, c);
        return;
    }
    buffer->data[buffer->len++] = c;
    buffer->data[buffer->len] = '\0';
}

/* Room for `length` more bytes and a NUL, NULL when memory ends; clm_buffer_used then says how many
 * of them were written. */
static inline char *clm_buffer_room(clm_buffer *buffer, size_t length) {
    if (buffer->failed || length >= buffer->capacity || buffer->len >= buffer->capacity - length) {
        return clm_buffer_room_grow(buffer, length);
    }
    return buffer->data + buffer->len;
}

static inline void clm_buffer_used(clm_buffer *buffer, size_t length) {
    buffer->len += length;
    buffer->data[buffer->len] = '\0';
}

static inline void clm_buffer_add(clm_buffer *buffer, const void *bytes, size_t length) {
    char *at = clm_buffer_room(buffer, length);
    if (at != NULL) {
        if (length > 0) {
            memcpy(at, bytes, length);
        }
        clm_buffer_used(buffer, length);
    }
}

static inline void clm_buffer_text(clm_buffer *buffer, clm_text text) {
    clm_buffer_add(buffer, text.ptr, text.len);
}

static inline void clm_buffer_string(clm_buffer *buffer, const char *text) {
    clm_buffer_add(buffer, text, strlen(text));
}

void clm_buffer_printf(clm_buffer *buffer, const char *format, ...) CLM_PRINTF(2, 3);

/* Appends `value` with at most `decimals` decimals (0 to 17; others are brought there), without
 * trailing zeros or exponent, with "." whatever the locale; "-0" becomes "0". Exact as printf:
 * halves go to the even digit. Infinite and NaN write "null". */
void clm_buffer_number(clm_buffer *buffer, double value, int decimals);

/* Reads a decimal number at the start of `text` (sign, digits, ".", digits, exponent), whatever the
 * locale, rounded to the nearest double. A point without a digit after it is not part of it.
 * Returns the bytes used, 0 if there is none or it is too large for a double; `*value` is then
 * unchanged. */
size_t clm_text_number(clm_text text, double *value);

#endif
