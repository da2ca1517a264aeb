#include "base/utf8.h"
#include "store/postgres_parts.h"

#define REPLACEMENT "\xEF\xBF\xBD"

/* Bytes of the escape \u0000 at `text`, where a backslash stands that begins an escape. */
static bool is_nul_escape(clm_text text, size_t at) {
    return text.len - at >= 6 && memcmp(text.ptr + at, "\\u0000", 6) == 0;
}

static bool is_plain(clm_text text, bool json) {
    return memchr(text.ptr, '\0', text.len) == NULL && clm_utf8_valid(text.ptr, text.len) &&
           !(json && memchr(text.ptr, '\\', text.len) != NULL);
}

void clm_postgres_text(clm_text text, bool json, clm_buffer *out) {
    if (text.len == 0 || is_plain(text, json)) {
        clm_buffer_text(out, text);
        return;
    }
    size_t at = 0;
    while (at < text.len) {
        uint32_t code_point;
        size_t used = clm_utf8_decode(text.ptr + at, text.len - at, &code_point);
        if (code_point == 0 || (code_point == 0xFFFD && used == 1)) {
            clm_buffer_string(out, REPLACEMENT);
        } else if (json && code_point == '\\' && is_nul_escape(text, at)) {
            used = 6;
            clm_buffer_string(out, REPLACEMENT);
        } else {
            /* With a backslash goes what it escapes, which may be another one. */
            used += json && code_point == '\\' && at + 1 < text.len &&
                    (unsigned char)text.ptr[at + 1] < 0x80 && text.ptr[at + 1] != '\0';
            clm_buffer_add(out, text.ptr + at, used);
        }
        at += used;
    }
}

static void put_int32(clm_buffer *out, uint32_t value) {
    const unsigned char bytes[4] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
                                    (unsigned char)(value >> 8), (unsigned char)value};
    clm_buffer_add(out, bytes, sizeof bytes);
}

static void set_int32(clm_buffer *out, size_t at, uint32_t value) {
    if (!out->failed) {
        for (size_t i = 0; i < 4; i++) {
            out->data[at + i] = (char)(unsigned char)(value >> (24 - 8 * i));
        }
    }
}

static bool put_element(const clm_store_rows *rows, const clm_store_cell *cell, clm_store_type type,
                        clm_buffer *out) {
    if (!cell->known) {
        put_int32(out, UINT32_MAX);
        return true;
    }
    const clm_text value = {rows->bytes.data + cell->start, cell->length};
    const size_t head = out->len;
    put_int32(out, 0);
    if (type == CLM_STORE_GEOMETRY) {
        clm_buffer_text(out, value);
    } else {
        clm_postgres_text(value, type == CLM_STORE_JSON, out);
    }
    if (out->failed) {
        return true;
    }
    const size_t length = out->len - head - 4;
    set_int32(out, head, (uint32_t)length);
    return length <= INT32_MAX;
}

bool clm_postgres_array(const clm_store_rows *rows, size_t column, size_t column_count,
                        clm_store_type type, clm_buffer *out) {
    const size_t count = rows->cell_count / column_count;
    bool nulls = false;
    for (size_t i = 0; i < count && !nulls; i++) {
        nulls = !rows->cells[i * column_count + column].known;
    }
    put_int32(out, count > 0 ? 1 : 0);
    put_int32(out, nulls ? 1 : 0);
    put_int32(out, type == CLM_STORE_GEOMETRY ? CLM_POSTGRES_BYTEA : CLM_POSTGRES_TEXT);
    if (count == 0) {
        return true;
    }
    put_int32(out, (uint32_t)count);
    put_int32(out, 1);
    bool fits = count <= INT32_MAX;
    for (size_t i = 0; i < count && fits && !out->failed; i++) {
        fits = put_element(rows, &rows->cells[i * column_count + column], type, out);
    }
    return fits;
}
