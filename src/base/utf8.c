#include "base/utf8.h"

#include <utf8proc.h>

static bool is_tail(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

size_t clm_utf8_decode(const char *text, size_t length, uint32_t *code_point) {
    const unsigned char *s = (const unsigned char *)text;
    unsigned char lead = s[0];
    if (lead < 0x80) {
        *code_point = lead;
        return 1;
    }
    if (lead >= 0xC2 && lead < 0xE0 && length >= 2 && is_tail(s[1])) {
        *code_point = ((uint32_t)(lead & 0x1F) << 6) | (s[1] & 0x3FU);
        return 2;
    }
    if (lead >= 0xE0 && lead < 0xF0 && length >= 3 && is_tail(s[1]) && is_tail(s[2])) {
        uint32_t c =
            ((uint32_t)(lead & 0x0F) << 12) | ((uint32_t)(s[1] & 0x3F) << 6) | (s[2] & 0x3FU);
        if (c >= 0x800 && (c < 0xD800 || c > 0xDFFF)) {
            *code_point = c;
            return 3;
        }
    }
    if (lead >= 0xF0 && lead < 0xF5 && length >= 4 && is_tail(s[1]) && is_tail(s[2]) &&
        is_tail(s[3])) {
        uint32_t c = ((uint32_t)(lead & 0x07) << 18) | ((uint32_t)(s[1] & 0x3F) << 12) |
                     ((uint32_t)(s[2] & 0x3F) << 6) | (s[3] & 0x3FU);
        if (c >= 0x10000 && c <= 0x10FFFF) {
            *code_point = c;
            return 4;
        }
    }
    *code_point = 0xFFFD;
    return 1;
}

size_t clm_utf8_encode(uint32_t code_point, char out[4]) {
    if (code_point > 0x10FFFF || (code_point >= 0xD800 && code_point <= 0xDFFF)) {
        code_point = 0xFFFD;
    }
    if (code_point < 0x80) {
        out[0] = (char)code_point;
        return 1;
    }
    if (code_point < 0x800) {
        out[0] = (char)(0xC0 | (code_point >> 6));
        out[1] = (char)(0x80 | (code_point & 0x3F));
        return 2;
    }
    if (code_point < 0x10000) {
        out[0] = (char)(0xE0 | (code_point >> 12));
        out[1] = (char)(0x80 | ((code_point >> 6) & 0x3F));
        out[2] = (char)(0x80 | (code_point & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | (code_point >> 18));
    out[1] = (char)(0x80 | ((code_point >> 12) & 0x3F));
    out[2] = (char)(0x80 | ((code_point >> 6) & 0x3F));
    out[3] = (char)(0x80 | (code_point & 0x3F));
    return 4;
}

size_t clm_utf8_count(const char *text, size_t length) {
    size_t count = 0;
    for (size_t i = 0; i < length; i++) {
        count += is_tail((unsigned char)text[i]) ? 0 : 1;
    }
    return count;
}

bool clm_utf8_valid(const char *text, size_t length) {
    size_t i = 0;
    while (i < length) {
        uint32_t code_point = 0;
        size_t used = clm_utf8_decode(text + i, length - i, &code_point);
        if (used == 1 && code_point == 0xFFFD) {
            return false;
        }
        i += used;
    }
    return true;
}

size_t clm_utf8_floor(const char *text, size_t length, size_t limit) {
    if (limit >= length) {
        return length;
    }
    while (limit > 0 && is_tail((unsigned char)text[limit])) {
        limit--;
    }
    return limit;
}

static utf8proc_category_t category(uint32_t code_point) {
    return code_point > 0x10FFFF ? UTF8PROC_CATEGORY_CN
                                 : utf8proc_category((utf8proc_int32_t)code_point);
}

bool clm_utf8_is_letter(uint32_t code_point) {
    if (code_point < 0x80) {
        return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
    }
    utf8proc_category_t kind = category(code_point);
    return kind >= UTF8PROC_CATEGORY_LU && kind <= UTF8PROC_CATEGORY_ME;
}

bool clm_utf8_is_upper(uint32_t code_point) {
    if (code_point < 0x80) {
        return code_point >= 'A' && code_point <= 'Z';
    }
    utf8proc_category_t kind = category(code_point);
    return kind == UTF8PROC_CATEGORY_LU || kind == UTF8PROC_CATEGORY_LT;
}

bool clm_utf8_is_digit(uint32_t code_point) {
    if (code_point < 0x80) {
        return code_point >= '0' && code_point <= '9';
    }
    return category(code_point) == UTF8PROC_CATEGORY_ND;
}

bool clm_utf8_is_space(uint32_t code_point) {
    if (code_point < 0x80) {
        return code_point == ' ' || (code_point >= '\t' && code_point <= '\r');
    }
    if (code_point == 0x85 || code_point == 0xFEFF) {
        return true;
    }
    utf8proc_category_t kind = category(code_point);
    return kind == UTF8PROC_CATEGORY_ZS || kind == UTF8PROC_CATEGORY_ZL ||
           kind == UTF8PROC_CATEGORY_ZP;
}
