#include "base/text.h"

#include "base/alloc.h"

#include <string.h>

clm_text clm_text_of(const char *text) {
    return (clm_text){text, text ? strlen(text) : 0};
}

bool clm_text_equal(clm_text a, clm_text b) {
    return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

bool clm_text_is(clm_text a, const char *b) {
    return clm_text_equal(a, clm_text_of(b));
}

int clm_text_compare(clm_text a, clm_text b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
}

bool clm_text_starts(clm_text text, const char *prefix) {
    size_t length = strlen(prefix);
    return length == 0 || (text.len >= length && memcmp(text.ptr, prefix, length) == 0);
}

bool clm_text_ends(clm_text text, const char *suffix) {
    size_t length = strlen(suffix);
    return length == 0 ||
           (text.len >= length && memcmp(text.ptr + text.len - length, suffix, length) == 0);
}

static bool is_space(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

clm_text clm_text_trim(clm_text text) {
    while (text.len > 0 && is_space(text.ptr[0])) {
        text.ptr++;
        text.len--;
    }
    while (text.len > 0 && is_space(text.ptr[text.len - 1])) {
        text.len--;
    }
    return text;
}

clm_text clm_text_slice(clm_text text, clm_span span) {
    size_t end = span.end < text.len ? span.end : text.len;
    size_t start = span.start < end ? span.start : end;
    return (clm_text){text.ptr ? text.ptr + start : NULL, end - start};
}

bool clm_span_empty(clm_span span) {
    return span.start >= span.end;
}

bool clm_span_overlaps(clm_span a, clm_span b) {
    return !clm_span_empty(a) && !clm_span_empty(b) && a.start < b.end && b.start < a.end;
}

bool clm_span_contains(clm_span outer, clm_span inner) {
    return !clm_span_empty(inner) && outer.start <= inner.start && inner.end <= outer.end;
}
