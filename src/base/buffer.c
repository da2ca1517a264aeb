#include "base/alloc.h"
#include "base/text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void clm_buffer_init(clm_buffer *buffer) {
    *buffer = (clm_buffer){0};
}

void clm_buffer_clear(clm_buffer *buffer) {
    clm_free(buffer->data);
    clm_buffer_init(buffer);
}

/* Makes room for `length` more bytes and a NUL. */
static bool reserve(clm_buffer *buffer, size_t length) {
    if (buffer->failed) {
        return false;
    }
    if (length < buffer->capacity && buffer->len < buffer->capacity - length) {
        return true;
    }
    void *data = buffer->data;
    if (length >= SIZE_MAX - buffer->len - 1 ||
        clm_grow(&data, &buffer->capacity, buffer->len + length + 1, 1) != 0) {
        buffer->failed = true;
        return false;
    }
    buffer->data = data;
    return true;
}

char *clm_buffer_room_grow(clm_buffer *buffer, size_t length) {
    return reserve(buffer, length) ? buffer->data + buffer->len : NULL;
}

void clm_buffer_char_grow(clm_buffer *buffer, char c) {
    if (!reserve(buffer, 1)) {
        return;
    }
    buffer->data[buffer->len++] = c;
    buffer->data[buffer->len] = '\0';
}

void clm_buffer_printf(clm_buffer *buffer, const char *format, ...) {
    va_list args;
    va_start(args, format);
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(NULL, 0, format, args);
    if (length < 0) {
        buffer->failed = true;
    } else if (reserve(buffer, (size_t)length)) {
        (void)vsnprintf(buffer->data + buffer->len, (size_t)length + 1, format, again);
        buffer->len += (size_t)length;
    }
    va_end(again);
    va_end(args);
}
