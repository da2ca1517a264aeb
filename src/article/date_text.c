#include "article/parts.h"

#include <string.h>

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static char at_or_nul(clm_text text, size_t at) {
    return at < text.len ? text.ptr[at] : '\0';
}

static char lower_at(clm_text text, size_t at) {
    char c = at_or_nul(text, at);
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static size_t skip_spaces(clm_text text, size_t at) {
    for (;;) {
        if (at_or_nul(text, at) == ' ' || at_or_nul(text, at) == '\t') {
            at++;
        } else if (at_or_nul(text, at) == '\xC2' && at_or_nul(text, at + 1) == '\xA0') {
            at += 2;
        } else {
            return at;
        }
    }
}

/* Bytes of the month name at `at`, full or by three or four letters with or without a stop. */
static size_t month_name(clm_text text, size_t at, int *month) {
    static const char *const names[12] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
    for (int i = 0; i < 12; i++) {
        size_t same = 0;
        while (names[i][same] != '\0' && lower_at(text, at + same) == names[i][same]) {
            same++;
        }
        bool whole = names[i][same] == '\0';
        bool part = same == 3 || (i == 8 && same == 4);
        if ((whole || part) && !is_letter(at_or_nul(text, at + same))) {
            *month = i + 1;
            return same + (!whole && at_or_nul(text, at + same) == '.' ? 1 : 0);
        }
    }
    return 0;
}

/* Reads one to `most` digits; returns how many, 0 if there are none or more. */
static size_t digits(clm_text text, size_t at, size_t most, int *value) {
    size_t count = 0;
    int sum = 0;
    while (count <= most && is_digit(at_or_nul(text, at + count))) {
        sum = sum * 10 + (text.ptr[at + count] - '0');
        count++;
    }
    *value = sum;
    return count <= most ? count : 0;
}

static size_t ordinal_suffix(clm_text text, size_t at) {
    static const char *const suffixes[] = {"st", "nd", "rd", "th"};
    for (size_t i = 0; i < 4; i++) {
        if (lower_at(text, at) == suffixes[i][0] && lower_at(text, at + 1) == suffixes[i][1] &&
            !is_letter(at_or_nul(text, at + 2))) {
            return 2;
        }
    }
    return 0;
}

/* ", 2025" or " 2025"; returns the position after it, 0 if there is no year. */
static size_t year_after(clm_text text, size_t at, int *year) {
    at = skip_spaces(text, at);
    if (at_or_nul(text, at) == ',') {
        at = skip_spaces(text, at + 1);
    }
    size_t used = digits(text, at, 4, year);
    return used == 4 ? at + 4 : 0;
}

/* "April 8, 2025" */
static size_t month_first(clm_text text, size_t at, clm_date *date) {
    size_t used = month_name(text, at, &date->month);
    if (used == 0) {
        return 0;
    }
    size_t next = skip_spaces(text, at + used);
    size_t day = digits(text, next, 2, &date->day);
    if (day == 0) {
        return 0;
    }
    next += day;
    next += ordinal_suffix(text, next);
    return year_after(text, next, &date->year);
}

/* "8 April 2025", "8th of April, 2025", "2025-04-08", "08.04.2025" */
static size_t digits_first(clm_text text, size_t at, clm_date *date) {
    size_t day = digits(text, at, 2, &date->day);
    if (day == 0) {
        if (at + 10 <= text.len && !is_digit(at_or_nul(text, at + 10)) &&
            clm_date_parse((clm_text){text.ptr + at, 10}, date)) {
            return at + 10;
        }
        return 0;
    }
    size_t next = at + day;
    if (at_or_nul(text, next) == '.' && is_digit(at_or_nul(text, next + 1))) {
        size_t month = digits(text, next + 1, 2, &date->month);
        next += 1 + month;
        bool dotted = month != 0 && at_or_nul(text, next) == '.';
        return dotted && digits(text, next + 1, 4, &date->year) == 4 ? next + 5 : 0;
    }
    next = skip_spaces(text, next + ordinal_suffix(text, next));
    if (lower_at(text, next) == 'o' && lower_at(text, next + 1) == 'f') {
        next = skip_spaces(text, next + 2);
    }
    size_t used = month_name(text, next, &date->month);
    return used == 0 ? 0 : year_after(text, next + used, &date->year);
}

static bool has_digit(clm_text text) {
    for (size_t i = 0; i < text.len; i++) {
        if (is_digit(text.ptr[i])) {
            return true;
        }
    }
    return false;
}

bool clm_date_find(clm_text text, clm_date *out, clm_span *where) {
    if (!has_digit(text)) {
        return false; /* as most lines, and looking for months takes longer */
    }
    for (size_t at = 0; at < text.len; at++) {
        char c = text.ptr[at];
        clm_date date = {0, 0, 0};
        size_t end = 0;
        /* A name may be glued before a day ("Ann Lee8 April 2025"), a digit not. */
        if (is_digit(c) && (at == 0 || !is_digit(text.ptr[at - 1]))) {
            end = digits_first(text, at, &date);
        } else if (is_letter(c) && (at == 0 || !is_letter(text.ptr[at - 1]))) {
            end = month_first(text, at, &date);
        }
        if (end != 0 && clm_date_valid(date)) {
            *out = date;
            if (where != NULL) {
                *where = (clm_span){(uint32_t)at, (uint32_t)end};
            }
            return true;
        }
    }
    return false;
}

/* " BST", " GMT", " ET": two to four capitals after a time. */
static size_t zone(clm_text text, size_t at) {
    size_t start = skip_spaces(text, at);
    size_t end = start;
    while (at_or_nul(text, end) >= 'A' && at_or_nul(text, end) <= 'Z') {
        end++;
    }
    return end - start >= 2 && end - start <= 4 && !is_letter(at_or_nul(text, end)) ? end : at;
}

/* "am", "a.m.", "p.m." */
static size_t half_day(clm_text text, size_t at) {
    size_t i = skip_spaces(text, at);
    if (lower_at(text, i) != 'a' && lower_at(text, i) != 'p') {
        return at;
    }
    i += at_or_nul(text, i + 1) == '.' ? 2 : 1;
    if (lower_at(text, i) != 'm' || is_letter(at_or_nul(text, i + 1))) {
        return at;
    }
    return i + (at_or_nul(text, i + 1) == '.' ? 2 : 1);
}

/* "12 a.m." is midnight, "12 p.m." noon. */
static int minute_of_day(int hour, int minute, char half) {
    if (half == 'p' && hour < 12) {
        hour += 12;
    } else if (half == 'a' && hour == 12) {
        hour = 0;
    }
    return hour % 24 * 60 + minute;
}

size_t clm_clock_match(clm_text text, int *out) {
    int hour = 0;
    int minute = 0;
    size_t used = digits(text, 0, 2, &hour);
    if (used == 0 || hour > 24) {
        return 0;
    }
    char mark = at_or_nul(text, used);
    size_t at = used;
    bool minutes = (mark == ':' || mark == '.') && digits(text, used + 1, 2, &minute) == 2;
    if (minutes) {
        int second;
        at += 3;
        if (minute > 59) {
            return 0;
        }
        if (at_or_nul(text, at) == ':' && digits(text, at + 1, 2, &second) == 2) {
            at += 3;
        }
    } else {
        minute = 0;
    }
    size_t after = half_day(text, at);
    if (out != NULL) {
        *out = minute_of_day(hour, minute, after != at ? lower_at(text, skip_spaces(text, at)) : 0);
    }
    if (after == at && mark != ':') {
        /* "14.32" alone could be any number: it needs a zone. */
        after = zone(text, at);
        return minutes && after != at ? after : 0;
    }
    if (!minutes && after == at) {
        return 0;
    }
    return zone(text, after);
}
