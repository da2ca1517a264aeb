#include "refresh/markup.h"

#include "base/xml.h"

void clm_markup_text(clm_buffer *out, const char *text) {
    clm_xml_text(out, clm_text_of(text));
}

void clm_markup_path(clm_buffer *out, const char *path) {
    static const char hex[] = "0123456789ABCDEF";
    if (path == NULL) {
        return;
    }
    if (strchr(path, ':') != NULL || path[0] == '/') {
        clm_buffer_string(out, "./");
    }
    for (const char *at = path; *at != '\0'; at++) {
        const unsigned char c = (unsigned char)*at;
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || strchr("-._~/", c) != NULL;
        if (plain) {
            clm_buffer_char(out, *at);
        } else {
            clm_buffer_char(out, '%');
            clm_buffer_char(out, hex[c >> 4]);
            clm_buffer_char(out, hex[c & 15]);
        }
    }
}

bool clm_markup_is_link(const char *address) {
    const clm_text text = clm_text_of(address);
    if (!clm_text_starts(text, "http://") && !clm_text_starts(text, "https://")) {
        return false;
    }
    for (size_t i = 0; i < text.len; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        if (c <= ' ' || c == 0x7F) {
            return false;
        }
    }
    return true;
}

void clm_markup_count(clm_buffer *out, size_t count, const char *one, const char *many) {
    clm_buffer_printf(out, "%zu %s", count, count == 1 ? one : many);
}
