#include "refresh/feeds.h"

#include "article/article.h"

typedef struct moment {
    int64_t year, month, day, hour, minute, second, offset_min;
    bool has_time;
} moment;

static bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool is_letter(char c) {
    return lower(c) >= 'a' && lower(c) <= 'z';
}

static char at(clm_text text, size_t i) {
    return i < text.len ? text.ptr[i] : '\0';
}

/* Digits at `i`, `most` of them at most. */
static size_t number(clm_text text, size_t i, size_t most, int64_t *out) {
    size_t used = 0;
    for (*out = 0; used < most && is_digit(at(text, i + used)); used++) {
        *out = *out * 10 + (at(text, i + used) - '0');
    }
    return used;
}

static bool word_is(clm_text word, const char *name) {
    size_t i = 0;
    for (; name[i] != '\0' && lower(at(word, i)) == name[i]; i++) {
    }
    return name[i] == '\0' && i == word.len;
}

static int64_t month_of(clm_text word) {
    static const char names[] = "janfebmaraprmayjunjulaugsepoctnovdec";
    for (size_t i = 0; word.len >= 3 && i < 12; i++) {
        if (lower(word.ptr[0]) == names[3 * i] && lower(word.ptr[1]) == names[3 * i + 1] &&
            lower(word.ptr[2]) == names[3 * i + 2]) {
            return (int64_t)i + 1;
        }
    }
    return 0;
}

/* Names of zones in minutes east of Greenwich; where one has two meanings, that of RFC 822 or the
 * more frequent one in feeds. */
static int64_t zone_of(clm_text word) {
    static const struct {
        const char *name;
        int minutes;
    } zones[] = {
        {"est", -300},  {"edt", -240}, {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360},
        {"pst", -480},  {"pdt", -420}, {"bst", 60},   {"cet", 60},   {"cest", 120}, {"met", 60},
        {"mest", 120},  {"eet", 120},  {"eest", 180}, {"msk", 180},  {"ist", 330},  {"jst", 540},
        {"kst", 540},   {"aest", 600}, {"aedt", 660}, {"nzst", 720}, {"nzdt", 780}, {"akst", -540},
        {"akdt", -480}, {"hst", -600}, {"sgt", 480},  {"hkt", 480},  {"pkt", 300},
    };
    for (size_t i = 0; i < sizeof zones / sizeof zones[0]; i++) {
        if (word_is(word, zones[i].name)) {
            return zones[i].minutes;
        }
    }
    return 0;
}

/* "10:20", "10:20:30.5", "10.20" is none; at the hour's first digit. */
static size_t clock_at(clm_text text, size_t i, moment *m) {
    int64_t hour;
    int64_t minute;
    size_t used = number(text, i, 2, &hour);
    if (used == 0 || at(text, i + used) != ':') {
        return 0; /* with nothing set: it may be a year */
    }
    size_t end = i + used + 1;
    used = number(text, end, 2, &minute);
    if (used == 0) {
        return 0;
    }
    end += used;
    m->hour = hour;
    m->minute = minute;
    if (at(text, end) == ':' && is_digit(at(text, end + 1))) {
        end += 1 + number(text, end + 1, 2, &m->second);
    }
    if ((at(text, end) == '.' || at(text, end) == ',') && is_digit(at(text, end + 1))) {
        for (end++; is_digit(at(text, end)); end++) {
        }
    }
    m->has_time = true;
    return end - i;
}

/* "Z", "+0300", "+03:00", "-5", "GMT+3", a name; blanks before it. */
static void read_zone(clm_text text, size_t i, moment *m) {
    for (;;) {
        while (at(text, i) == ' ' || at(text, i) == '(') {
            i++;
        }
        size_t end = i;
        while (is_letter(at(text, end))) {
            end++;
        }
        if (end > i) {
            clm_text word = {text.ptr + i, end - i};
            if (word_is(word, "am") || word_is(word, "pm")) {
                m->hour = m->hour % 12 + (lower(word.ptr[0]) == 'p' ? 12 : 0);
                i = end;
                continue;
            }
            m->offset_min = zone_of(word);
            i = end;
        }
        break;
    }
    const char sign = at(text, i);
    if (sign != '+' && sign != '-') {
        return;
    }
    int64_t hours;
    int64_t minutes = 0;
    size_t used = number(text, i + 1, 2, &hours);
    size_t next = i + 1 + used + (at(text, i + 1 + used) == ':' ? 1 : 0);
    if (used == 0) {
        return;
    }
    (void)number(text, next, 2, &minutes);
    if (hours <= 14 && minutes < 60) { /* else it is wrong, and UTC as good as anything */
        m->offset_min = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
    }
}

/* Year first: 2025-04-08T10:20, 2025/04/08, 20250408T102030Z, 2025-04. */
static bool read_iso(clm_text text, moment *m) {
    size_t i = 4;
    const char mark = at(text, 4);
    if (number(text, 0, 4, &m->year) != 4) {
        return false;
    }
    m->month = m->day = 1;
    if (is_digit(mark)) {
        if (number(text, 4, 2, &m->month) != 2 || number(text, 6, 2, &m->day) != 2) {
            return false;
        }
        i = 8;
    } else if (mark == '-' || mark == '/' || mark == '.') {
        size_t used = number(text, 5, 2, &m->month);
        i = 5 + used;
        if (used == 0) {
            return false;
        }
        if (at(text, i) == mark) {
            used = number(text, i + 1, 2, &m->day);
            i += 1 + used;
            if (used == 0) {
                return false;
            }
        }
    } else if (mark != '\0') {
        return false;
    }
    if (is_digit(at(text, i))) {
        return false;
    }
    while (at(text, i) == 'T' || at(text, i) == 't' || at(text, i) == ' ') {
        i++;
    }
    size_t used = clock_at(text, i, m);
    if (used == 0 && number(text, i, 2, &m->hour) == 2 && number(text, i + 2, 2, &m->minute) == 2) {
        used = 4 + number(text, i + 4, 2, &m->second);
        m->has_time = true;
    }
    if (m->has_time) {
        read_zone(text, i + used, m);
    }
    return true;
}

/* Words and numbers in any order of day and month: "Tue, 08 Apr 2025 10:20:30 GMT", "April 8,
 * 2025", "Tue Apr  8 10:20:30 2025". */
static bool read_words(clm_text text, moment *m) {
    size_t after_clock = 0;
    for (size_t i = 0; i < text.len && (m->day == 0 || m->month == 0 || m->year < 0 ||
                                        (!m->has_time && i < text.len));) {
        if (is_digit(text.ptr[i])) {
            int64_t value;
            size_t used = m->has_time ? 0 : clock_at(text, i, m);
            if (used > 0) {
                after_clock = i + used;
                i = after_clock;
                continue;
            }
            used = number(text, i, 4, &value);
            if (is_digit(at(text, i + used))) {
                return false;
            }
            if (used <= 2 && m->day == 0) {
                m->day = value;
            } else if (m->year < 0 && used == 4) {
                m->year = value;
            } else if (m->year < 0 && used == 2) {
                m->year = value + (value < 70 ? 2000 : 1900);
            }
            i += used;
        } else if (is_letter(text.ptr[i])) {
            size_t end = i;
            while (is_letter(at(text, end))) {
                end++;
            }
            const int64_t month = month_of((clm_text){text.ptr + i, end - i});
            m->month = m->month == 0 ? month : m->month;
            i = end;
        } else {
            i++;
        }
    }
    if (after_clock > 0) {
        read_zone(text, after_clock, m);
    }
    return m->day > 0 && m->month > 0 && m->year >= 0;
}

int64_t clm_feed_time(clm_text text) {
    text = clm_text_trim(text);
    text.len = text.len < 100 ? text.len : 100;
    size_t digits = 0;
    int64_t epoch;
    while (is_digit(at(text, digits))) {
        digits++;
    }
    const int64_t last = INT64_C(7258118400); /* 2200-01-01 */
    if (digits == text.len && (digits == 10 || digits == 13)) {
        (void)number(text, 0, 13, &epoch);
        epoch /= digits == 13 ? 1000 : 1;
        return epoch < last ? epoch : CLM_TIME_UNKNOWN;
    }
    moment m = {.year = -1};
    const bool read = digits == 4 || digits == 8 ? read_iso(text, &m) : read_words(text, &m);
    const clm_date date = {(int)m.year, (int)m.month, (int)m.day};
    if (!read || !clm_date_valid(date) || m.hour > 24 || m.minute > 59 || m.second > 60) {
        return CLM_TIME_UNKNOWN;
    }
    const int64_t time = (int64_t)clm_date_to_days(date) * 86400 + m.hour * 3600 + m.minute * 60 +
                         m.second - m.offset_min * 60;
    return time >= 0 && time < last ? time : CLM_TIME_UNKNOWN;
}
