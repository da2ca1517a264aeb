/* Names of days, months and years. */
#include "claims/moments.h"

enum { YEAR_FIRST = 1500, YEAR_LAST = 2100, YEAR_MODERN = 1900 };

static int month_length(int year, int month) {
    clm_date next = {month == 12 ? year + 1 : year, month == 12 ? 1 : month + 1, 1};
    return clm_date_from_days(clm_date_to_days(next) - 1).day;
}

void clm_moment_days(clm_moment *out, clm_date from, int32_t first, int32_t last) {
    out->precision = first == last ? CLM_PRECISION_DAY : CLM_PRECISION_WEEK;
    out->point = true;
    if (from.year) {
        out->start = clm_date_from_days(clm_date_to_days(from) + first);
        out->end = clm_date_from_days(clm_date_to_days(from) + last);
    }
}

void clm_moment_month(clm_moment *out, int year, int month) {
    out->precision = CLM_PRECISION_MONTH;
    out->point = true;
    out->start = (clm_date){year, month, 1};
    out->end = (clm_date){year, month, month_length(year, month)};
}

void clm_moment_year(clm_moment *out, int year) {
    out->precision = CLM_PRECISION_YEAR;
    out->point = true;
    out->start = (clm_date){year, 1, 1};
    out->end = (clm_date){year, 12, 31};
}

/* 0 for the first name that the key begins with; -1 for none. */
static int name_at(const clm_reader *reader, uint32_t k, const char *const *names, int count) {
    clm_text key = clm_article_key(reader->article, k);
    bool plural = key.len > 4 && key.ptr[key.len - 1] == 's' && key.ptr[key.len - 2] == 'y';
    for (int i = 0; i < count && !plural; i++) {
        if (clm_text_starts(key, names[i])) {
            return i;
        }
    }
    return -1;
}

/* 1 to 12, or 0; "may" and "march" only with a capital. */
static int month_of(const clm_reader *reader, uint32_t k) {
    static const char *const months[] = {"jan", "feb", "mar", "apr", "may", "jun",
                                         "jul", "aug", "sep", "oct", "nov", "dec"};
    bool named = clm_sem_at(reader, k, CLM_SEM_MONTH) && clm_capital_at(reader, k);
    return named ? name_at(reader, k, months, 12) + 1 : 0;
}

/* 0 to 6 from Monday, or -1. */
static int weekday_of(const clm_reader *reader, uint32_t k) {
    static const char *const days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
    bool named = clm_sem_at(reader, k, CLM_SEM_WEEKDAY) && clm_capital_at(reader, k);
    return named ? name_at(reader, k, days, 7) : -1;
}

int clm_year_at(const clm_reader *reader, uint32_t k) {
    int value = clm_number_plain(reader, k);
    return value >= YEAR_FIRST && value <= YEAR_LAST ? value : 0;
}

static bool is_join(const clm_reader *reader, uint32_t k) {
    return clm_punct_is(reader, k, "-") || clm_punct_is(reader, k, "\xe2\x80\x93") ||
           clm_key_is(reader, k, "and") || clm_key_is(reader, k, "to") ||
           clm_key_is(reader, k, "or");
}

/* A part of the day beside its name: "Tuesday night", "noon Tuesday". */
static bool is_day_part(const clm_reader *reader, uint32_t k) {
    return clm_key_is(reader, k, "morning") || clm_key_is(reader, k, "afternoon") ||
           clm_key_is(reader, k, "evening") || clm_key_is(reader, k, "night") ||
           clm_key_is(reader, k, "noon") || clm_key_is(reader, k, "midday");
}

static int day_number(const clm_reader *reader, uint32_t k) {
    int value = clm_number_plain(reader, k);
    return value >= 1 && value <= 31 ? value : 0;
}

static bool is_ordinal(const clm_reader *reader, uint32_t k) {
    return clm_key_is(reader, k, "th") || clm_key_is(reader, k, "st") ||
           clm_key_is(reader, k, "nd") || clm_key_is(reader, k, "rd");
}

static bool month_at(const clm_clock *clock, uint32_t k, clm_moment *out);

/* "Saturday, March 21, 2009", "Wednesday (April 4th)", "Monday 14 April": the date behind the day.
 */
static bool date_behind(const clm_clock *clock, uint32_t k, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t at = k + 1;
    at += is_day_part(reader, at) ? 1 : 0;
    at += clm_is_comma(reader, at) || clm_punct_is(reader, at, "(") ? 1 : 0;
    uint32_t month = at;
    month += day_number(reader, month) ? 1 : 0;
    month += month > at && is_ordinal(reader, month) ? 1 : 0;
    clm_moment date = {0};
    if (month >= clock->range.end || !month_of(reader, month) || !month_at(clock, month, &date) ||
        date.precision != CLM_PRECISION_DAY || date.tokens.start > month) {
        return false;
    }
    *out = date;
    out->tokens.start = k;
    return true;
}

static bool weekday_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    int day = weekday_of(reader, k);
    if (day < 0) {
        return false;
    }
    if (date_behind(clock, k, out)) {
        return true;
    }
    out->tokens = (clm_run){k, k + 1};
    out->tokens.end += is_day_part(reader, k + 1) ? 1 : 0;
    bool room = k > clock->range.start;
    bool last = room && clm_key_is(reader, k - 1, "last");
    bool next = room && (clm_key_is(reader, k - 1, "next") || clm_key_is(reader, k - 1, "this"));
    out->tokens.start -= last || next ? 1 : 0;
    next = next && !(clm_key_is(reader, k - 1, "this") && clock->tense == CLM_TENSE_PAST);
    int32_t offset = clock->today.year ? day - clm_date_weekday(clock->today) : 0;
    if (next || (clock->tense == CLM_TENSE_FUTURE && !last)) {
        bool later = offset < 0 || (offset == 0 && clm_key_is(reader, k - 1, "next"));
        offset += later ? 7 : 0;
    } else {
        offset -= offset > 0 || (last && offset == 0) ? 7 : 0;
    }
    clm_moment_days(out, clock->today, offset, offset);
    return true;
}

/* The year of a month or day that is named without one. */
static int guess_year(const clm_clock *clock, int month, int day) {
    clm_date same = {clock->today.year, month, day};
    int32_t gap = clm_date_to_days(same) - clm_date_to_days(clock->today);
    bool whole_month = day == 1;
    if (clock->tense == CLM_TENSE_FUTURE) {
        return gap < (whole_month ? -31 : 0) ? clock->today.year + 1 : clock->today.year;
    }
    if (clock->tense == CLM_TENSE_PAST) {
        return gap > 0 ? clock->today.year - 1 : clock->today.year;
    }
    return gap > 182    ? clock->today.year - 1
           : gap < -182 ? clock->today.year + 1
                        : clock->today.year;
}

/* Day numbers beside a month: "12 April", "April 12", "3-5 May", "May 3 and 5". */
typedef struct month_days {
    int first, last; /* 0: none */
} month_days;

static month_days days_before(const clm_clock *clock, uint32_t k, clm_run *tokens) {
    const clm_reader *reader = clock->reader;
    uint32_t at = k;
    at -= at > clock->range.start && clm_key_is(reader, at - 1, "of") ? 1 : 0;
    at -= at > clock->range.start && is_ordinal(reader, at - 1) ? 1 : 0;
    month_days out = {0, 0};
    if (at <= clock->range.start || !day_number(reader, at - 1)) {
        return out;
    }
    out.first = out.last = day_number(reader, --at);
    tokens->start = at;
    if (at > clock->range.start + 1 && is_join(reader, at - 1) && day_number(reader, at - 2) &&
        day_number(reader, at - 2) < out.last) {
        out.first = day_number(reader, at - 2);
        tokens->start = at - 2;
    }
    return out;
}

static month_days days_after(const clm_clock *clock, uint32_t k, clm_run *tokens) {
    const clm_reader *reader = clock->reader;
    month_days out = {day_number(reader, k + 1), 0};
    out.last = out.first;
    if (!out.first) {
        return out;
    }
    uint32_t end = k + 2;
    end += is_ordinal(reader, end) ? 1 : 0; /* "April 5th" */
    if (is_join(reader, end) && day_number(reader, end + 1) > out.first &&
        !clm_sem_at(reader, end + 2, CLM_SEM_MONTH)) {
        out.last = day_number(reader, end + 1);
        end += 2;
    }
    tokens->end = end;
    return out;
}

/* The year that stands with a month, with the tokens that say it; 0 if it must be guessed. */
static int year_beside(const clm_clock *clock, uint32_t k, bool day, clm_run *tokens) {
    const clm_reader *reader = clock->reader;
    uint32_t end = tokens->end;
    uint32_t skip = clm_is_comma(reader, end) && day ? 1 : 0;
    if (clm_year_at(reader, end + skip)) {
        tokens->end = end + skip + 1;
        return clm_year_at(reader, end + skip);
    }
    bool of = clm_key_is(reader, end, "of");
    if (of && clm_year_at(reader, end + 1)) {
        tokens->end = end + 2;
        return clm_year_at(reader, end + 1);
    }
    uint32_t word = end + (of ? 1 : 0);
    if (!clock->today.year || !clm_key_is(reader, word + 1, "year")) {
        return 0;
    }
    int step = clm_key_is(reader, word, "last") ? -1 : clm_key_is(reader, word, "next") ? 1 : 0;
    clm_moment told;
    bool that =
        !clock->plain && (clm_key_is(reader, word, "that") || clm_key_is(reader, word, "same"));
    if (that && clm_moment_before(clock, k, &told)) {
        tokens->end = word + 2;
        return told.start.year;
    }
    if (step || clm_key_is(reader, word, "this")) {
        tokens->end = word + 2;
        return clock->today.year + step;
    }
    return 0;
}

/* "early", "mid", "late March"; "the end of March". */
static void part_of_month(const clm_clock *clock, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t k = out->tokens.start;
    if (k == clock->range.start || !out->start.year) {
        return;
    }
    k--;
    bool hyphen = clm_punct_is(reader, k, "-") && k > clock->range.start;
    k -= hyphen ? 1 : 0;
    bool of = clm_key_is(reader, k, "of") && k > clock->range.start;
    k -= of ? 1 : 0;
    bool first = of ? clm_key_is(reader, k, "beginning") || clm_key_is(reader, k, "start")
                    : clm_key_is(reader, k, "early");
    bool middle = of ? clm_key_is(reader, k, "middle") : clm_key_is(reader, k, "mid");
    bool last = of ? clm_key_is(reader, k, "end") : clm_key_is(reader, k, "late");
    if (!first && !middle && !last) {
        return;
    }
    out->precision = CLM_PRECISION_WEEK;
    out->start.day = first ? 1 : middle ? 11 : 21;
    out->end.day = first ? 10 : middle ? 20 : out->end.day;
    out->tokens.start = k;
    out->tokens.start -= of && k > clock->range.start && clm_key_is(reader, k - 1, "the") ? 1 : 0;
}

/* "LIMA, Nov 22 -": where and when a report was sent. */
static bool is_dateline(const clm_clock *clock, const clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t start = clm_sentence_of(reader, out->tokens.start)->token_start;
    uint32_t end = out->tokens.end;
    if (out->tokens.start > start + 8 || out->tokens.start == start) {
        return false;
    }
    for (uint32_t t = start; t < out->tokens.start; t++) {
        clm_tag tag = clm_tag_at(reader, t);
        if (tag != CLM_TAG_NAME && tag != CLM_TAG_PUNCT) {
            return false;
        }
    }
    return clm_is_dash(reader, end) || clm_punct_is(reader, end, "(") ||
           clm_punct_is(reader, end, ":");
}

/* "the August crash", "the March 23 Movement": no time of what is told. */
static bool is_attribute(const clm_clock *clock, uint32_t k, const clm_moment *out, bool day) {
    const clm_reader *reader = clock->reader;
    clm_tag next = clm_tag_at(reader, out->tokens.end);
    if (day) {
        return next == CLM_TAG_NAME && out->tokens.start == k;
    }
    bool article =
        k > clock->range.start &&
        (clm_tag_at(reader, k - 1) == CLM_TAG_DET || clm_tag_at(reader, k - 1) == CLM_TAG_POSS) &&
        !clm_key_is(reader, k - 1, "last") && !clm_key_is(reader, k - 1, "this");
    return article && (next == CLM_TAG_NOUN || next == CLM_TAG_NAME || next == CLM_TAG_ADJ);
}

static bool month_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    int month = month_of(reader, k);
    if (month == 0) {
        return false;
    }
    out->tokens = (clm_run){k, k + 1};
    month_days days = days_after(clock, k, &out->tokens);
    if (!days.first) {
        days = days_before(clock, k, &out->tokens);
    }
    if (is_attribute(clock, k, out, days.first > 0)) {
        return false;
    }
    int year = year_beside(clock, k, days.first > 0, &out->tokens);
    bool room = k > clock->range.start;
    bool last = !year && room && clm_key_is(reader, k - 1, "last");
    bool next = !year && room && clm_key_is(reader, k - 1, "next");
    if (!year && clock->today.year) {
        year = guess_year(clock, month, days.first ? days.first : 1);
        year -= last && year == clock->today.year && month >= clock->today.month ? 1 : 0;
        year += next && year == clock->today.year && month <= clock->today.month ? 1 : 0;
        out->tokens.start -= last || next ? 1 : 0;
    }
    out->precision = days.first ? CLM_PRECISION_DAY : CLM_PRECISION_MONTH;
    clm_date first = {year, month, days.first}, end = {year, month, days.last};
    if (year && days.first && clm_date_valid(first) && clm_date_valid(end)) {
        clm_moment_days(out, first, 0, days.last - days.first);
    } else if (year && !days.first) {
        clm_moment_month(out, year, month);
        part_of_month(clock, out);
    }
    out->point = true;
    return !is_dateline(clock, out);
}

/* The "s" of "1990s", "1990's". */
static bool is_decade(const clm_reader *reader, uint32_t k) {
    return k < reader->article->token_count &&
           (reader->article->tokens[k].flags & CLM_TOKEN_GLUED) != 0 && clm_key_is(reader, k, "s");
}

/* "in 2022", "since 2014", "2022 and 2023", "the 2017 fire", "the 1990s". */
static bool year_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    static const char *const leads[] = {"in",  "since",  "by",    "until",   "from",  "during",
                                        "of",  "before", "after", "early",   "late",  "between",
                                        "mid", "to",     "till",  "through", "around"};
    const clm_reader *reader = clock->reader;
    int year = clm_year_at(reader, k);
    if (!year || k == clock->range.start) {
        return false;
    }
    out->tokens = (clm_run){k, k + 1};
    clm_moment_year(out, year);
    if (is_decade(reader, k + 1) && year % 10 == 0) { /* "the 1990s" */
        out->end.year += 9;
        out->tokens.end++;
        out->precision = CLM_PRECISION_OPEN;
        return true;
    }
    int before =
        k > clock->range.start + 1 && is_join(reader, k - 1) ? clm_year_at(reader, k - 2) : 0;
    if (before) {
        return false; /* read with the first of the two */
    }
    clm_tag next = clm_tag_at(reader, k + 1);
    uint32_t lead = k - 1;
    lead -= clm_punct_is(reader, lead, "-") && lead > clock->range.start ? 1 : 0;
    bool found = false;
    for (size_t i = 0; !found && i < sizeof leads / sizeof *leads; i++) {
        found = clm_key_is(reader, lead, leads[i]);
    }
    clm_tag prior = clm_tag_at(reader, k - 1);
    bool attribute = (prior == CLM_TAG_DET || prior == CLM_TAG_POSS) && year >= YEAR_MODERN &&
                     (next == CLM_TAG_NOUN || next == CLM_TAG_NAME);
    bool counted = found &&
                   (clm_figure_unit(clm_figure_at(reader, k + 1)) ||
                    clm_figure_count(clm_figure_at(reader, k + 1)) == CLM_COUNT_PEOPLE) &&
                   !clm_key_is(reader, lead, "in");
    int after = is_join(reader, k + 1) ? clm_year_at(reader, k + 2) : 0;
    int short_year = clm_punct_is(reader, k + 1, "-") ? clm_number_plain(reader, k + 2) : -1;
    after = short_year == (year + 1) % 100 ? year + 1 : after; /* "2022-23" */
    if (found && after > year) {
        out->end = (clm_date){after, 12, 31};
        out->tokens.end = k + 3;
    }
    return (found && !counted) || attribute;
}

bool clm_calendar_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    *out = (clm_moment){0};
    return weekday_at(clock, k, out) || month_at(clock, k, out) || year_at(clock, k, out);
}
