/* The writer of base/json.h. */
#include "base/digits.h"
#include "base/json.h"
#include "base/json_plain.h"
#include "base/utf8.h"

void clm_json_begin(clm_json_writer *writer, clm_buffer *out) {
    *writer = (clm_json_writer){.out = out};
}

/* Puts the comma that the next item needs. */
static void begin_item(clm_json_writer *writer) {
    if (writer->after_key) {
        writer->after_key = false;
        return;
    }
    unsigned char *has_item = &writer->has_item[writer->depth];
    if (*has_item && writer->depth > 0) {
        clm_buffer_char(writer->out, ',');
    }
    *has_item = 1;
}

static void open_level(clm_json_writer *writer, char bracket) {
    begin_item(writer);
    if (writer->depth + 1 >= CLM_JSON_DEPTH_MAX) {
        writer->out->failed = true;
        return;
    }
    writer->has_item[++writer->depth] = 0;
    clm_buffer_char(writer->out, bracket);
}

static void close_level(clm_json_writer *writer, char bracket) {
    if (writer->depth == 0) {
        writer->out->failed = true;
        return;
    }
    writer->depth--;
    clm_buffer_char(writer->out, bracket);
}

void clm_json_open_object(clm_json_writer *writer) {
    open_level(writer, '{');
}

void clm_json_close_object(clm_json_writer *writer) {
    close_level(writer, '}');
}

void clm_json_open_array(clm_json_writer *writer) {
    open_level(writer, '[');
}

void clm_json_close_array(clm_json_writer *writer) {
    close_level(writer, ']');
}

static void put_escaped(clm_buffer *out, unsigned char c) {
    static const char digits[] = "0123456789abcdef";
    switch (c) {
    case '"':
        clm_buffer_string(out, "\\\"");
        return;
    case '\\':
        clm_buffer_string(out, "\\\\");
        return;
    case '\n':
        clm_buffer_string(out, "\\n");
        return;
    case '\r':
        clm_buffer_string(out, "\\r");
        return;
    case '\t':
        clm_buffer_string(out, "\\t");
        return;
    default:
        clm_buffer_string(out, "\\u00");
        clm_buffer_char(out, digits[c >> 4]);
        clm_buffer_char(out, digits[c & 15]);
        return;
    }
}

/* Writes the rest of a string from its byte `i` on, the first one that may not be plain. */
static void put_quoted_rest(clm_buffer *out, clm_text value, size_t i) {
    clm_buffer_char(out, '"');
    size_t start = 0;
    while ((i = clm_json_plain_end(value.ptr, i, value.len)) < value.len) {
        unsigned char c = (unsigned char)value.ptr[i];
        uint32_t code_point = c;
        size_t used = clm_utf8_decode(value.ptr + i, value.len - i, &code_point);
        bool broken = used == 1 && code_point == 0xFFFD;
        if (used > 1) {
            i += used;
            continue;
        }
        clm_buffer_add(out, value.ptr + start, i - start);
        if (broken) {
            clm_buffer_string(out, "\xEF\xBF\xBD");
        } else {
            put_escaped(out, c);
        }
        start = ++i;
    }
    if (start < value.len) {
        clm_buffer_add(out, value.ptr + start, value.len - start);
    }
    clm_buffer_char(out, '"');
}

/* Copies plain characters, eight at a time, and up to seven bytes more than `length`; false at one
 * that is not plain, `*at` behind the last that surely is. */
static bool copy_plain(char *to, const char *from, size_t length, size_t *at) {
    const uint64_t blanks = UINT64_C(0x2020202020202020);
    uint64_t block = 0;
    size_t i = 0;
#ifdef __SSE2__
    for (; i + 16 <= length; i += 16) {
        const __m128i wide = _mm_loadu_si128((const __m128i *)(const void *)(from + i));
        _mm_storeu_si128((__m128i *)(void *)(to + i), wide);
        if (clm_json_hits16(wide) != 0) {
            *at = i;
            return false;
        }
    }
#endif
    for (; i + 8 <= length; i += 8) {
        block = clm_load_le64(from + i);
        clm_store_le64(to + i, block);
        if (clm_json_hits(block) != 0) {
            *at = i;
            return false;
        }
    }
    *at = i;
    if (i == length) {
        return true;
    }
    if (length >= 8) { /* the last eight, some of them again */
        block = clm_load_le64(from + length - 8);
        clm_store_le64(to + length - 8, block);
    } else {
        block = clm_pack_word(from, length).head | blanks << (8 * length);
        clm_store_le64(to, block);
    }
    return clm_json_hits(block) == 0;
}

/* Writes a string; a byte that is no UTF-8 becomes U+FFFD, so that the output is always JSON. */
static void put_quoted(clm_buffer *out, clm_text value) {
    size_t plain = 0;
    char *at = clm_buffer_room(out, value.len + 2 + 7);
    if (at == NULL) {
        return;
    }
    if (!copy_plain(at + 1, value.ptr, value.len, &plain)) {
        put_quoted_rest(out, value, plain);
        return;
    }
    at[0] = '"';
    at[value.len + 1] = '"';
    clm_buffer_used(out, value.len + 2);
}

void clm_json_key(clm_json_writer *writer, const char *key) {
    begin_item(writer);
    put_quoted(writer->out, clm_text_of(key));
    clm_buffer_char(writer->out, ':');
    writer->after_key = true;
}

void clm_json_literal_string(clm_json_writer *writer, const char *key, size_t length,
                             const char *value) {
    clm_json_literal_key(writer, key, length);
    writer->after_key = false;
    if (value != NULL) {
        put_quoted(writer->out, clm_text_of(value));
    } else {
        clm_buffer_string(writer->out, "null");
    }
}

void clm_json_literal_number(clm_json_writer *writer, const char *key, size_t length, double value,
                             int decimals) {
    clm_json_literal_key(writer, key, length);
    writer->after_key = false;
    clm_buffer_number(writer->out, value, decimals);
}

void clm_json_put_text(clm_json_writer *writer, clm_text value) {
    begin_item(writer);
    put_quoted(writer->out, value);
}

void clm_json_put_string(clm_json_writer *writer, const char *value) {
    if (value) {
        clm_json_put_text(writer, clm_text_of(value));
    } else {
        clm_json_put_null(writer);
    }
}

void clm_json_put_number(clm_json_writer *writer, double value, int decimals) {
    begin_item(writer);
    clm_buffer_number(writer->out, value, decimals);
}

static void put_int(clm_buffer *out, int64_t value) {
    const uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    const size_t digits = clm_digits_count(size);
    const size_t sign = value < 0;
    char *to = clm_buffer_room(out, sign + digits);
    if (to != NULL) {
        to[0] = '-';
        clm_digits_put(to + sign, digits, size);
        clm_buffer_used(out, sign + digits);
    }
}

void clm_json_literal_int(clm_json_writer *writer, const char *key, size_t length, int64_t value) {
    clm_json_literal_key(writer, key, length);
    writer->after_key = false;
    put_int(writer->out, value);
}

void clm_json_put_int(clm_json_writer *writer, int64_t value) {
    begin_item(writer);
    put_int(writer->out, value);
}

void clm_json_put_bool(clm_json_writer *writer, bool value) {
    begin_item(writer);
    clm_buffer_string(writer->out, value ? "true" : "false");
}

void clm_json_put_null(clm_json_writer *writer) {
    begin_item(writer);
    clm_buffer_string(writer->out, "null");
}

void clm_json_put_raw(clm_json_writer *writer, clm_text json) {
    begin_item(writer);
    clm_buffer_text(writer->out, json);
}

void clm_json_pair_string(clm_json_writer *writer, const char *key, const char *value) {
    clm_json_key(writer, key);
    clm_json_put_string(writer, value);
}

void clm_json_pair_number(clm_json_writer *writer, const char *key, double value, int decimals) {
    clm_json_key(writer, key);
    clm_json_put_number(writer, value, decimals);
}

void clm_json_pair_int(clm_json_writer *writer, const char *key, int64_t value) {
    clm_json_key(writer, key);
    clm_json_put_int(writer, value);
}

void clm_json_pair_bool(clm_json_writer *writer, const char *key, bool value) {
    clm_json_key(writer, key);
    clm_json_put_bool(writer, value);
}
