/* Time expressions against the dateline. */
#include "claims/reader.h"

#include <string.h>

/* One expression while it is read. */
typedef struct moment {
    clm_run tokens;
    clm_date start, end;
    int precision;
    bool known; /* start and end hold dates */
} moment;

typedef struct clock {
    const clm_reader *reader;
    clm_run range;
    clm_date today; /* the dateline; year 0 unknown */
    bool since;     /* "since" stands right before */
    bool future;    /* the verb speaks of what is to come */
} clock;

static bool day_moment(const clock *at, int32_t offset, moment *out) {
    out->precision = 1;
    if (at->today.year) {
        out->start = out->end = clm_date_from_days(clm_date_to_days(at->today) + offset);
        out->known = true;
    }
    return true;
}

static int month_length(int year, int month) {
    clm_date next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};
    return clm_date_from_days(clm_date_to_days(next) - 1).day;
}

static void month_moment(int year, int month, moment *out) {
    out->precision = 3;
    out->start = (clm_date){year, month, 1};
    out->end = (clm_date){year, month, month_length(year, month)};
    out->known = true;
}

static void year_moment(int year, moment *out) {
    out->precision = 4;
    out->start = (clm_date){year, 1, 1};
    out->end = (clm_date){year, 12, 31};
    out->known = true;
}

/* 1 to 12, or 0; "may" and "march" only with a capital. */
static int month_of(const clm_reader *reader, uint32_t k) {
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    if (!clm_sem_at(reader, k, CLM_SEM_MONTH) || !clm_capital_at(reader, k)) {
        return 0;
    }
    clm_text key = clm_article_key(reader->article, k);
    for (int i = 0; i < 12; i++) {
        if (clm_text_starts(key, months[i])) {
            return i + 1;
        }
    }
    return 0;
}

static int weekday_of(const clm_reader *reader, uint32_t k) {
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    if (!clm_sem_at(reader, k, CLM_SEM_WEEKDAY) || !clm_capital_at(reader, k)) {
        return -1;
    }
    clm_text key = clm_article_key(reader->article, k);
    for (int i = 0; i < 7; i++) {
        if (clm_text_starts(key, days[i])) {
            return i;
        }
    }
    return -1;
}

/* The value of a bare number token of at most four digits; -1 if it is none. */
static int small_number(const clm_reader *reader, uint32_t k) {
    static const char *const words[] = {"zero",  "one",   "two",  "three", "four",   "five",  "six",
                                        "seven", "eight", "nine", "ten",   "eleven", "twelve"};
    if (k >= reader->article->token_count) {
        return -1;
    }
    clm_text text = clm_article_slice(reader->article, reader->article->tokens[k].span);
    for (int i = 0; i < 13; i++) {
        if (clm_key_is(reader, k, words[i])) {
            return i;
        }
    }
    if (clm_key_is(reader, k, "a") || clm_key_is(reader, k, "an")) {
        return 1;
    }
    int value = 0;
    size_t n = 0;
    while (n < text.len && text.ptr[n] >= '0' && text.ptr[n] <= '9' && n < 5) {
        value = value * 10 + (text.ptr[n++] - '0');
    }
    bool suffix = n > 0 && n + 2 == text.len && /* 1st, 2nd, 12th */
                  (clm_text_ends(text, "st") || clm_text_ends(text, "nd") ||
                   clm_text_ends(text, "rd") || clm_text_ends(text, "th"));
    return n > 0 && n < 5 && (n == text.len || suffix) ? value : -1;
}

static int year_of(const clm_reader *reader, uint32_t k) {
    bool digits =
        k < reader->article->token_count && reader->article->tokens[k].kind == CLM_TOKEN_NUMBER;
    int value = digits ? small_number(reader, k) : -1;
    return value >= 1900 && value <= 2100 ? value : 0;
}

/* The year of a month that is named without one: the nearest on the side that the verb asks for. */
static int guess_year(const clock *at, int month, int day) {
    clm_date same = {at->today.year, month, day};
    int32_t gap = clm_date_to_days(same) - clm_date_to_days(at->today);
    if (at->future) {
        return gap < -200 ? at->today.year + 1 : at->today.year;
    }
    return gap > (at->since ? 0 : 120) ? at->today.year - 1 : at->today.year;
}

static bool read_weekday(const clock *at, uint32_t k, moment *out) {
    int day = weekday_of(at->reader, k);
    if (day < 0) {
        return false;
    }
    out->tokens = (clm_run){k, k + 1};
    bool last = k > at->range.start && clm_key_is(at->reader, k - 1, "last");
    bool next = k > at->range.start && clm_key_is(at->reader, k - 1, "next");
    if (!at->today.year) {
        return day_moment(at, 0, out);
    }
    int today = clm_date_weekday(at->today);
    int32_t offset = day - today;
    if (next || (at->future && !last)) {
        offset = offset <= 0 ? offset + 7 : offset;
    } else {
        offset = offset > 0 || (last && offset == 0) ? offset - 7 : offset;
    }
    if (last || next) {
        out->tokens.start--;
    }
    return day_moment(at, offset, out);
}

/* "April 12", "12 April 2025", "April 2024", "August last year", "March". */
static bool read_month(const clock *at, uint32_t k, moment *out) {
    const clm_reader *reader = at->reader;
    int month = month_of(reader, k);
    if (month == 0) {
        return false;
    }
    out->tokens = (clm_run){k, k + 1};
    int day = 0, year = 0;
    int before = k > at->range.start ? small_number(reader, k - 1) : -1;
    int after = year_of(reader, k + 1) ? -1 : small_number(reader, k + 1);
    if (clm_key_is(reader, k + 1, "a") || clm_key_is(reader, k + 1, "an")) {
        after = -1;
    }
    if (after >= 1 && after <= 31) {
        day = after;
        out->tokens.end = k + 2;
        if (clm_key_is(reader, k + 2, "th") || clm_key_is(reader, k + 2, "st") ||
            clm_key_is(reader, k + 2, "nd") || clm_key_is(reader, k + 2, "rd")) {
            out->tokens.end++; /* "April 5th" */
        }
    } else if (before >= 1 && before <= 31 && !clm_key_is(reader, k - 1, "a")) {
        day = before;
        out->tokens.start = k - 1;
    }
    uint32_t end = out->tokens.end;
    if (day && clm_tag_at(reader, end) == CLM_TAG_NAME) {
        return false; /* "the March 23 Movement" */
    }
    uint32_t skip = day && clm_is_comma(reader, end) && year_of(reader, end + 1) ? 1 : 0;
    year = year_of(reader, end + skip);
    if (year) {
        out->tokens.end = end + skip + 1;
    } else if (at->today.year && clm_key_is(reader, end + 1, "year") &&
               (clm_key_is(reader, end, "last") || clm_key_is(reader, end, "this") ||
                clm_key_is(reader, end, "next"))) {
        year = at->today.year + (clm_key_is(reader, end, "last") ? -1 : 0) +
               (clm_key_is(reader, end, "next") ? 1 : 0);
        out->tokens.end = end + 2;
    } else if (at->today.year) {
        bool last = k > at->range.start && clm_key_is(reader, k - 1, "last");
        year = guess_year(at, month, day ? day : 1);
        if (last && year == at->today.year && month >= at->today.month) {
            year--;
        }
        out->tokens.start -= last ? 1 : 0;
    }
    out->precision = day ? 1 : 3;
    if (year && day) {
        out->start = out->end = (clm_date){year, month, day};
        out->known = clm_date_valid(out->start);
    } else if (year) {
        month_moment(year, month, out);
    }
    return true;
}

/* "in 2022", "since 2014", "of 2021". */
static bool read_year(const clock *at, uint32_t k, moment *out) {
    static const char *const leads[] = {"in",     "since", "by",    "until", "from", "during", "of",
                                        "before", "after", "early", "late",  "mid",  "between"};
    int year = year_of(at->reader, k);
    if (!year || k == at->range.start) {
        return false;
    }
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (clm_key_is(at->reader, k - 1, leads[i])) {
            out->tokens = (clm_run){k, k + 1};
            year_moment(year, out);
            return true;
        }
    }
    return false;
}

static void unit_moment(const clock *at, uint32_t unit, int count, moment *out) {
    clm_date today = at->today;
    if (clm_lemma_is(at->reader, unit, "year")) {
        year_moment(today.year + count, out);
    } else if (clm_lemma_is(at->reader, unit, "month")) {
        int index = today.year * 12 + today.month - 1 + count;
        month_moment(index / 12, index % 12 + 1, out);
    } else if (clm_lemma_is(at->reader, unit, "week")) {
        int32_t monday = clm_date_to_days(today) - clm_date_weekday(today) + 7 * count;
        out->precision = 2;
        out->start = clm_date_from_days(monday);
        out->end = clm_date_from_days(monday + 6);
        out->known = true;
    } else if (clm_lemma_is(at->reader, unit, "weekend")) {
        int32_t monday = clm_date_to_days(today) - clm_date_weekday(today) + 7 * count;
        out->precision = 2;
        out->start = clm_date_from_days(monday + 5);
        out->end = clm_date_from_days(monday + 6);
        out->known = true;
    } else if (clm_lemma_is(at->reader, unit, "night")) {
        day_moment(at, count, out);
    }
}

/* "last week", "this month", "next year", "three days ago", "in the past two weeks". */
static bool read_relative(const clock *at, uint32_t k, moment *out) {
    const clm_reader *reader = at->reader;
    bool unit = clm_sem_at(reader, k, CLM_SEM_TIME);
    if (!unit || k == at->range.start) {
        return false;
    }
    int step = clm_key_is(reader, k - 1, "last") ? -1 : clm_key_is(reader, k - 1, "next") ? 1 : 0;
    bool this_one = clm_key_is(reader, k - 1, "this");
    out->precision = clm_lemma_is(reader, k, "year")    ? 4
                     : clm_lemma_is(reader, k, "month") ? 3
                     : clm_lemma_is(reader, k, "week")  ? 2
                                                        : 1;
    if (step || this_one) {
        out->tokens = (clm_run){k - 1, k + 1};
        bool span_unit = clm_lemma_is(reader, k, "year") || clm_lemma_is(reader, k, "month") ||
                         clm_lemma_is(reader, k, "week") || clm_lemma_is(reader, k, "weekend") ||
                         clm_lemma_is(reader, k, "night");
        bool today_unit = clm_lemma_is(reader, k, "morning") ||
                          clm_lemma_is(reader, k, "afternoon") ||
                          clm_lemma_is(reader, k, "evening");
        if (today_unit && this_one) {
            return day_moment(at, 0, out);
        }
        if (span_unit && at->today.year) {
            unit_moment(at, k, step, out);
        }
        return span_unit;
    }
    int count = small_number(reader, k - 1);
    if (count <= 0 || !clm_key_is(reader, k + 1, "ago")) {
        return false;
    }
    out->tokens = (clm_run){k - 1, k + 2};
    if (at->today.year && clm_lemma_is(reader, k, "day")) {
        return day_moment(at, -count, out);
    }
    if (at->today.year && clm_lemma_is(reader, k, "week")) {
        out->start = out->end = clm_date_from_days(clm_date_to_days(at->today) - 7 * count);
        out->known = true;
    } else if (at->today.year) {
        unit_moment(at, k, -count, out);
    }
    return true;
}

static bool read_day_word(const clock *at, uint32_t k, moment *out) {
    static const struct {
        const char *word;
        int32_t offset;
    } days[] = {{"today", 0},     {"tonight", 0},   {"yesterday", -1}, {"tomorrow", 1},
                {"overnight", 0}, {"currently", 0}, {"nowadays", 0}};
    out->tokens = (clm_run){k, k + 1};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (clm_key_is(at->reader, k, days[i].word)) {
            return day_moment(at, days[i].offset, out);
        }
    }
    return false;
}

/* "at the peak of its incursion": a time without a date of its own. */
static bool read_peak(const clock *at, uint32_t k, moment *out) {
    const clm_reader *reader = at->reader;
    bool height = clm_key_is(reader, k, "peak") || clm_key_is(reader, k, "height");
    if (!height || k < at->range.start + 2 || !clm_key_is(reader, k - 2, "at")) {
        return false;
    }
    out->precision = 5;
    out->tokens = (clm_run){k - 2, k + 1};
    if (clm_key_is(reader, k + 1, "of")) {
        clm_run what = clm_noun_phrase(reader, k + 2, at->range.end);
        out->tokens.end = what.end > out->tokens.end ? what.end : out->tokens.end;
    }
    return true;
}

/* Widens by "since", "early", "late", "on", "in" and sets what they mean. */
static void widen(const clock *at, moment *out) {
    const clm_reader *reader = at->reader;
    static const char *const parts[] = {"earlier", "early", "late", "later", "mid"};
    static const char *const preps[] = {"on", "in", "during", "by", "until", "over"};
    uint32_t k = out->tokens.start;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (k > at->range.start && clm_key_is(reader, k - 1, parts[i])) {
            k--;
            break;
        }
    }
    if (k > at->range.start && clm_key_is(reader, k - 1, "since")) {
        k--;
        out->end = at->today;
        out->known = out->known && at->today.year != 0;
        out->precision = 5;
        out->tokens.start = k;
        return;
    }
    for (size_t i = 0; i < sizeof preps / sizeof *preps; i++) {
        if (k > at->range.start && clm_key_is(reader, k - 1, preps[i])) {
            k--;
            break;
        }
    }
    out->tokens.start = k;
}

static bool moment_at(const clock *given, uint32_t k, moment *out) {
    clock local = *given;
    const clock *at = &local;
    *out = (moment){0};
    local.since = k > given->range.start && clm_key_is(given->reader, k - 1, "since");
    local.future = given->future && !local.since;
    if (read_day_word(at, k, out) || read_weekday(at, k, out) || read_month(at, k, out) ||
        read_year(at, k, out) || read_relative(at, k, out) || read_peak(at, k, out)) {
        widen(at, out);
        return true;
    }
    return false;
}

static const char *attachment(const clm_reader *reader, const moment *found, bool cue) {
    uint32_t k = found->tokens.start;
    if (cue) {
        return "cue";
    }
    for (uint32_t back = 1; back < 5 && k > back; back++) {
        if (clm_key_is(reader, k - back, "from") &&
            (clm_key_is(reader, k - back - 1, "up") || clm_key_is(reader, k - back - 1, "down"))) {
            return "comparison";
        }
    }
    bool than = k > 0 && (clm_key_is(reader, k - 1, "than") || clm_key_is(reader, k - 1, "with"));
    if (than) {
        return "comparison";
    }
    return k > 1 && clm_key_is(reader, k - 1, "of") && clm_key_is(reader, k - 2, "as") ? "evidence"
                                                                                       : "event";
}

/* The next time after the trigger is to come when the clause says will, would, plans. */
static bool speaks_of_future(const clm_reader *reader, clm_run range) {
    for (uint32_t k = range.start; k < range.end; k++) {
        if (clm_tag_at(reader, k) == CLM_TAG_MODAL || clm_lemma_is(reader, k, "plan") ||
            clm_lemma_is(reader, k, "schedule") || clm_lemma_is(reader, k, "expect") ||
            clm_key_is(reader, k, "due")) {
            return true;
        }
    }
    return false;
}

/* A peak without a date lies within the "since ..." of the same sentence. */
static void date_peaks(const clm_reader *reader, const clock *at, moment *peak) {
    const clm_sentence *where = clm_sentence_of(reader, peak->tokens.start);
    clock wide = *at;
    wide.range = (clm_run){where->token_start, where->token_end};
    if (wide.range.end - wide.range.start > 200) {
        return;
    }
    for (uint32_t k = wide.range.start; k < wide.range.end; k++) {
        moment other;
        if (clm_key_is(reader, k, "since") && k + 3 < wide.range.end) {
            for (uint32_t j = k + 1; j < k + 4; j++) {
                if (moment_at(&wide, j, &other) && other.known && other.precision == 5) {
                    peak->start = other.start;
                    peak->end = other.end;
                    peak->known = true;
                    return;
                }
            }
        }
    }
}

clm_status clm_times_read(const clm_reader *reader, clm_run range, const clm_said *said,
                          clm_time **out, size_t *count, clm_error *error) {
    size_t capacity = *count;
    const clm_sentence *where = clm_sentence_of(reader, range.start);
    clock at = {.reader = reader, .range = range};
    at.today = reader->article->entries && where->entry < reader->article->entry_count
                   ? reader->article->entries[where->entry].date
                   : reader->article->date;
    at.today = at.today.year ? at.today : reader->article->date;
    at.future = !said && speaks_of_future(reader, range);
    for (uint32_t k = range.start; k < range.end; k++) {
        moment found;
        bool own = !said || !(said->content_count && clm_run_has(said->content[0], k));
        if (!own || !moment_at(&at, k, &found)) {
            continue;
        }
        if (found.precision == 5 && !found.known) {
            date_peaks(reader, &at, &found);
        }
        void *items = *out;
        if (clm_arena_grow(reader->article->arena, &items, &capacity, *count + 1, sizeof **out)) {
            return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
        }
        *out = items;
        (*out)[(*count)++] = (clm_time){.span = clm_run_span(reader, found.tokens),
                                        .start = found.known ? found.start : (clm_date){0, 0, 0},
                                        .end = found.known ? found.end : (clm_date){0, 0, 0},
                                        .precision = found.precision,
                                        .attaches_to = attachment(reader, &found, said != NULL)};
        k = found.tokens.end > k ? found.tokens.end - 1 : k;
    }
    return CLM_OK;
}
