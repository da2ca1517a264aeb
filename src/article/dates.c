#include "article/article.h"

static bool is_leap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

static int days_in_month(int year, int month) {
    static const unsigned char days[12] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool clm_date_valid(clm_date date) {
    return date.year >= 1 && date.year <= 9999 && date.month >= 1 && date.month <= 12 &&
           date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

static bool read_digits(clm_text text, size_t at, size_t count, int *out) {
    int value = 0;
    for (size_t i = at; i < at + count; i++) {
        if (text.ptr[i] < '0' || text.ptr[i] > '9') {
            return false;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    *out = value;
    return true;
}

bool clm_date_parse(clm_text text, clm_date *out) {
    clm_date date = {0, 0, 0};
    if (text.len != 10 || text.ptr[4] != '-' || text.ptr[7] != '-' ||
        !read_digits(text, 0, 4, &date.year) || !read_digits(text, 5, 2, &date.month) ||
        !read_digits(text, 8, 2, &date.day) || !clm_date_valid(date)) {
        return false;
    }
    *out = date;
    return true;
}

int32_t clm_date_to_days(clm_date date) {
    int32_t year = date.year - (date.month <= 2 ? 1 : 0);
    int32_t era = (year >= 0 ? year : year - 399) / 400;
    int32_t year_of_era = year - era * 400;
    int32_t shifted_month = date.month > 2 ? date.month - 3 : date.month + 9;
    int32_t day_of_year = (153 * shifted_month + 2) / 5 + date.day - 1;
    int32_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

clm_date clm_date_from_days(int32_t days) {
    int64_t shifted = (int64_t)days + 719468;
    int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int64_t day_of_era = shifted - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t shifted_month = (5 * day_of_year + 2) / 153;
    int month = (int)(shifted_month < 10 ? shifted_month + 3 : shifted_month - 9);
    int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
    return (clm_date){(int)year, month, (int)(day_of_year - (153 * shifted_month + 2) / 5 + 1)};
}

int clm_date_weekday(clm_date date) {
    /* 1970-01-01 was a Thursday, day 3 of a week that begins on Monday. */
    int32_t weekday = (clm_date_to_days(date) + 3) % 7;
    return weekday < 0 ? weekday + 7 : weekday;
}

void clm_date_format(clm_date date, char out[16]) {
    if (!clm_date_valid(date)) {
        out[0] = '\0';
        return;
    }
    const unsigned year = (unsigned)date.year % 10000U;
    const unsigned parts[] = {year / 100U, year % 100U, (unsigned)date.month, (unsigned)date.day};
    size_t at = 0;
    for (size_t i = 0; i < 4; i++) {
        if (i >= 2) {
            out[at++] = '-';
        }
        out[at++] = (char)('0' + parts[i] / 10U % 10U);
        out[at++] = (char)('0' + parts[i] % 10U);
    }
    out[at] = '\0';
}
