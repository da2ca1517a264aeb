#include "article/html_parts.h"

/* libxml2 compares each attribute of a tag with all before it, so that one tag of a few megabytes
 * would take hours. No page has this many. */
enum { ATTRIBUTES_MAX = 256 };

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool is_name(char c) {
    return is_letter(c) || (c >= '0' && c <= '9') || c == ':' || c == '_' || c == '-' || c == '.';
}

/* The position after name = "value" at `at`; `at` if none stands there. Quotes anywhere else are
 * no quotes for libxml2, and blanks between them separate attributes. */
static size_t quoted_attribute(clm_text text, size_t at) {
    size_t i = at;
    if (!is_letter(text.ptr[i]) && text.ptr[i] != '_' && text.ptr[i] != ':') {
        return at;
    }
    while (i < text.len && is_name(text.ptr[i])) {
        i++;
    }
    while (i < text.len && is_space(text.ptr[i])) {
        i++;
    }
    if (i >= text.len || text.ptr[i] != '=') {
        return at;
    }
    i++;
    while (i < text.len && is_space(text.ptr[i])) {
        i++;
    }
    if (i >= text.len || (text.ptr[i] != '"' && text.ptr[i] != '\'')) {
        return at;
    }
    char quote = text.ptr[i++];
    while (i < text.len && text.ptr[i] != quote) {
        i++;
    }
    return i < text.len ? i + 1 : i;
}

/* The end of the tag whose "<" is at `at`, or where it has its fill of attributes (*full). */
static size_t tag_end(clm_text text, size_t at, bool *full) {
    size_t count = 0;
    size_t i = at + 1;
    *full = false;
    while (i < text.len && !is_space(text.ptr[i]) && text.ptr[i] != '>' && text.ptr[i] != '/') {
        i++;
    }
    while (i < text.len && text.ptr[i] != '>') {
        if (is_space(text.ptr[i]) || text.ptr[i] == '/') {
            i++;
            continue;
        }
        if (++count > ATTRIBUTES_MAX) {
            *full = true;
            return i;
        }
        size_t after = quoted_attribute(text, i);
        if (after == i) {
            while (after < text.len && !is_space(text.ptr[after]) && text.ptr[after] != '>' &&
                   text.ptr[after] != '/') {
                after++;
            }
        }
        i = after;
    }
    return i;
}

bool clm_html_limit_attributes(clm_text text, clm_buffer *out) {
    size_t copied = 0;
    for (size_t i = 0; i + 1 < text.len;) {
        if (text.ptr[i] != '<' || !is_letter(text.ptr[i + 1])) {
            i++;
            continue;
        }
        bool full;
        i = tag_end(text, i, &full);
        if (full) {
            clm_buffer_add(out, text.ptr + copied, i - copied);
            clm_buffer_char(out, '>');
            copied = i;
        }
    }
    if (copied > 0) {
        clm_buffer_add(out, text.ptr + copied, text.len - copied);
    }
    return copied > 0;
}
