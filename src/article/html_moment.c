#include "article/html_parts.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/* Seconds or milliseconds since 1970, UTC: nothing tells the outlet's own zone. */
static bool read_epoch(clm_text value, clm_html_moment *out) {
    int64_t number = 0;
    if (value.len != 10 && value.len != 13) {
        return false;
    }
    for (size_t i = 0; i < value.len; i++) {
        if (!is_digit(value.ptr[i])) {
            return false;
        }
        number = number * 10 + (value.ptr[i] - '0');
    }
    number = value.len == 13 ? number / 1000 : number;
    out->date = clm_date_from_days((int32_t)(number / 86400));
    out->minute = (int)(number % 86400 / 60);
    return true;
}

/* "20250408", "2025/04/08": both common in metadata; the order of years first is beyond doubt. */
static bool read_compact(clm_text value, clm_date *out) {
    char text[10] = "0000-00-00";
    bool slashes = value.len >= 10 && value.ptr[4] == '/' && value.ptr[7] == '/';
    size_t digits = 0;
    while (digits < value.len && is_digit(value.ptr[digits])) {
        digits++;
    }
    if (slashes) {
        memcpy(text, value.ptr, 4);
        memcpy(text + 5, value.ptr + 5, 2);
        memcpy(text + 8, value.ptr + 8, 2);
    } else if (digits == 8) {
        memcpy(text, value.ptr, 4);
        memcpy(text + 5, value.ptr + 4, 2);
        memcpy(text + 8, value.ptr + 6, 2);
    } else {
        return false;
    }
    return clm_date_parse((clm_text){text, sizeof text}, out);
}

bool clm_html_read_moment(clm_text value, clm_html_moment *out) {
    value = clm_text_trim(value);
    out->minute = -1;
    if (read_epoch(value, out)) {
        return true;
    }
    clm_text day = {value.ptr, value.len < 10 ? value.len : 10};
    clm_span where = {0, 10};
    if (!clm_date_parse(day, &out->date) && !read_compact(value, &out->date) &&
        !clm_date_find(value, &out->date, &where)) {
        return false;
    }
    size_t at = where.end;
    while (at < value.len && !is_digit(value.ptr[at]) && at < where.end + 6) {
        at++;
    }
    if (at < value.len && is_digit(value.ptr[at])) {
        (void)clm_clock_match((clm_text){value.ptr + at, value.len - at}, &out->minute);
    }
    return true;
}
