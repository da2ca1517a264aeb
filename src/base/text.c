#include "base/text.h"

#include "base/alloc.h"

#include <string.h>

int clm_text_compare(clm_text a, clm_text b) {
    size_t common = a.len < b.len ? a.len : b.len;
    int order = common > 0 ? memcmp(a.ptr, b.ptr, common) : 0;
    if (order != 0) {
        return order;
    }
    return (a.len > b.len) - (a.len < b.len);
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

bool clm_span_overlaps(clm_span a, clm_span b) {
    return !clm_span_empty(a) && !clm_span_empty(b) && a.start < b.end && b.start < a.end;
}

bool clm_span_contains(clm_span outer, clm_span inner) {
    return !clm_span_empty(inner) && outer.start <= inner.start && inner.end <= outer.end;
}
