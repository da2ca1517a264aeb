#include "base/xml.h"

#include "base/utf8.h"

static const char *escape_of(unsigned char c) {
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\t':
    case '\n':
    case '\r':
        return " ";
    default:
        return c < 0x20 || c == 0x7F ? "\xEF\xBF\xBD" : NULL;
    }
}

void clm_xml_text(clm_buffer *out, clm_text text) {
    for (size_t i = 0; i < text.len;) {
        unsigned char c = (unsigned char)text.ptr[i];
        if (c < 0x80) {
            const char *escape = escape_of(c);
            if (escape) {
                clm_buffer_string(out, escape);
            } else {
                clm_buffer_char(out, (char)c);
            }
            i++;
            continue;
        }
        uint32_t code_point = 0;
        i += clm_utf8_decode(text.ptr + i, text.len - i, &code_point);
        bool odd = (code_point & 0xFFFEU) == 0xFFFEU || (code_point >= 0x80 && code_point < 0xA0);
        char bytes[4];
        clm_buffer_add(out, bytes, clm_utf8_encode(odd ? 0xFFFD : code_point, bytes));
    }
}
