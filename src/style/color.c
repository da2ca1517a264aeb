#include "style/style.h"

static int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    if (c >= 'a' && c <= 'f') {
        return c - 'a' + 10;
    }
    if (c >= 'A' && c <= 'F') {
        return c - 'A' + 10;
    }
    return -1;
}

bool clm_color_parse(clm_text text, clm_color *out) {
    if (clm_text_is(text, "none")) {
        *out = (clm_color){0, 0, 0, 0};
        return true;
    }
    if ((text.len != 4 && text.len != 7 && text.len != 9) || text.ptr[0] != '#') {
        return false;
    }
    double part[4] = {0, 0, 0, 1};
    size_t digits = text.len == 4 ? 1 : 2;
    for (size_t i = 1, at = 0; i < text.len; i += digits, at++) {
        int high = hex_digit(text.ptr[i]);
        int low = hex_digit(text.ptr[i + digits - 1]);
        if (high < 0 || low < 0) {
            return false;
        }
        part[at] = (high * 16 + low) / 255.0;
    }
    *out = (clm_color){part[0], part[1], part[2], part[3]};
    return true;
}
