#include "page/parts.h"

#include "base/utf8.h"

/* What stands for a byte of HTML, NULL: itself. */
static const char *entity_of(unsigned char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Characters that HTML does not allow, or that a browser would read as another. */
static bool is_forbidden(uint32_t code_point) {
    return (code_point < 0x20 && code_point != '\t' && code_point != '\n') ||
           (code_point >= 0x7F && code_point <= 0x9F) || (code_point & 0xFFFE) == 0xFFFE ||
           (code_point >= 0xFDD0 && code_point <= 0xFDEF) ||
           (code_point >= 0xD800 && code_point <= 0xDFFF);
}

void clm_page_escape(clm_buffer *out, clm_text text) {
    size_t start = 0;
    for (size_t i = 0; i < text.len;) {
        const unsigned char c = (unsigned char)text.ptr[i];
        uint32_t code_point = c;
        size_t used = c < 0x80 ? 1 : clm_utf8_decode(text.ptr + i, text.len - i, &code_point);
        const bool broken = used == 1 && c >= 0x80;
        const char *instead = broken || is_forbidden(code_point) ? "\xEF\xBF\xBD" : entity_of(c);
        if (instead) {
            clm_buffer_add(out, text.ptr + start, i - start);
            clm_buffer_string(out, instead);
            start = i + used;
        }
        i += used;
    }
    if (start < text.len) {
        clm_buffer_add(out, text.ptr + start, text.len - start);
    }
}

void clm_page_escape_string(clm_buffer *out, const char *text) {
    clm_page_escape(out, clm_text_of(text));
}

void clm_page_escape_json(clm_buffer *out, clm_text json) {
    size_t start = 0;
    for (size_t i = 0; i < json.len; i++) {
        const char *at = json.ptr + i;
        const char *instead = NULL;
        size_t used = 1;
        if (*at == '<') {
            instead = "\\u003c";
        } else if (*at == '>') {
            instead = "\\u003e";
        } else if (*at == '&') {
            instead = "\\u0026";
        } else if (*at == '\x7F') {
            instead = "\\u007f";
        } else if (i + 3 <= json.len && memcmp(at, "\xE2\x80", 2) == 0 &&
                   (at[2] == '\xA8' || at[2] == '\xA9')) {
            instead = at[2] == '\xA8' ? "\\u2028" : "\\u2029";
            used = 3;
        }
        if (instead) {
            clm_buffer_add(out, json.ptr + start, i - start);
            clm_buffer_string(out, instead);
            start = i + used;
            i = start - 1;
        }
    }
    if (start < json.len) {
        clm_buffer_add(out, json.ptr + start, json.len - start);
    }
}

void clm_page_css_string(clm_buffer *out, const char *text) {
    clm_buffer_char(out, '"');
    for (const char *c = text; *c != '\0'; c++) {
        const unsigned char byte = (unsigned char)*c;
        const bool plain = byte >= 0x80 || (byte >= '0' && byte <= '9') ||
                           (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
                           byte == ' ' || byte == '-';
        if (plain) {
            clm_buffer_char(out, *c);
        } else {
            clm_buffer_printf(out, "\\%x ", (unsigned)byte);
        }
    }
    clm_buffer_char(out, '"');
}
