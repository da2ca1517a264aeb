/* Times that are counted from the dateline or from another time. */
#include "claims/moments.h"

enum { COUNT_MAX = 1000 }; /* of days, weeks ... that are counted back */

/* The stretches of time that are counted. */
typedef enum stretch { NO_STRETCH, SHORT, DAY, WEEK, MONTH, YEAR, DECADE, WEEKEND, NIGHT } stretch;

static stretch stretch_at(const clm_reader *reader, uint32_t k) {
    switch (clm_figure_unit(clm_figure_at(reader, k))) {
    case CLM_UNIT_MINUTE:
    case CLM_UNIT_HOUR:
        return SHORT;
    case CLM_UNIT_DAY:
        return DAY;
    case CLM_UNIT_WEEK:
        return WEEK;
    case CLM_UNIT_MONTH:
        return MONTH;
    case CLM_UNIT_YEAR:
        return YEAR;
    case CLM_UNIT_DECADE:
        return DECADE;
    default:
        return clm_key_is(reader, k, "weekend") ? WEEKEND
               : clm_key_is(reader, k, "night") ? NIGHT
                                                : NO_STRETCH;
    }
}

static int precision_of(stretch unit) {
    switch (unit) {
    case WEEK:
    case WEEKEND:
        return CLM_PRECISION_WEEK;
    case MONTH:
        return CLM_PRECISION_MONTH;
    case YEAR:
        return CLM_PRECISION_YEAR;
    case DECADE:
        return CLM_PRECISION_OPEN;
    case NO_STRETCH:
    case SHORT:
    case DAY:
    case NIGHT:
        break;
    }
    return CLM_PRECISION_DAY;
}

/* `count` months after `from`. */
static clm_date add_months(clm_date from, int count) {
    int index = from.year * 12 + from.month - 1 + count;
    clm_date out = {index / 12, index % 12 + 1, from.day};
    while (!clm_date_valid(out) && out.day > 28) {
        out.day--;
    }
    return out;
}

/* The calendar week, month, year that lies `count` of them after `from`. */
static void whole_unit(clm_moment *out, clm_date from, stretch unit, int count) {
    int32_t monday = from.year ? -clm_date_weekday(from) + 7 * count : 0;
    out->precision = precision_of(unit);
    if (!from.year) {
        return;
    }
    int years = unit == YEAR     ? count
                : unit == DECADE ? 10 * count
                : unit == MONTH  ? count / 12 - 1
                                 : 0;
    if (from.year + years < 1) {
        return;
    }
    if (unit == YEAR) {
        clm_moment_year(out, from.year + count);
    } else if (unit == MONTH) {
        clm_date month = add_months(from, count);
        clm_moment_month(out, month.year, month.month);
    } else if (unit == WEEK) {
        clm_moment_days(out, from, monday, monday + 6);
    } else if (unit == WEEKEND) {
        clm_moment_days(out, from, monday + 5, monday + 6);
    } else if (unit == DECADE) {
        clm_moment_year(out, from.year + 10 * count);
    } else {
        clm_moment_days(out, from, count, count);
    }
}

/* How many of a unit the words before token `k` say; -1: no number; 0: an unknown one. `*start`
 * gets the first token. */
static int count_before(const clm_clock *clock, uint32_t k, uint32_t *start) {
    const clm_reader *reader = clock->reader;
    if (k <= clock->range.start) {
        return -1;
    }
    uint32_t at = k - 1;
    *start = at;
    if (clm_key_is(reader, at, "a") || clm_key_is(reader, at, "an")) {
        return 1;
    }
    if (clm_key_is(reader, at, "few") || clm_key_is(reader, at, "several") ||
        clm_key_is(reader, at, "many") || clm_key_is(reader, at, "some")) {
        *start -= at > clock->range.start && clm_key_is(reader, at - 1, "a") ? 1 : 0;
        return 0;
    }
    for (uint32_t back = 4; back > 0; back--) {
        clm_number number;
        if (k >= clock->range.start + back && clm_number_read(reader, k - back, k, &number) &&
            number.tokens.end == k && !number.share) {
            *start = k - back;
            bool whole = number.value <= COUNT_MAX && !number.vague && isnan(number.value_max);
            return whole ? (int)number.value : 0;
        }
    }
    return -1;
}

/* "three days ago", "a week ago". */
static bool ago_at(const clm_clock *clock, uint32_t k, stretch unit, clm_moment *out) {
    uint32_t start = k;
    int count = count_before(clock, k, &start);
    bool ago = clm_key_is(clock->reader, k + 1, "ago");
    if (!ago) {
        return false;
    }
    out->tokens = (clm_run){count < 0 ? k : start, k + 2};
    out->precision = precision_of(unit);
    if (count <= 0 || !clock->today.year) {
        return true;
    }
    if (unit == WEEK) {
        clm_moment_days(out, clock->today, -7 * count, -7 * count);
        out->precision = CLM_PRECISION_WEEK;
    } else {
        whole_unit(out, clock->today, unit, unit == SHORT ? 0 : -count);
    }
    return true;
}

/* Back by `count` units from the dateline to it. */
static void stretch_back(const clm_clock *clock, stretch unit, int count, clm_moment *out) {
    out->precision = precision_of(unit);
    int years = unit == YEAR     ? count
                : unit == DECADE ? 10 * count
                : unit == MONTH  ? count / 12 + 1
                                 : 1;
    if (count <= 0 || clock->today.year <= years) {
        return;
    }
    out->end = clock->today;
    if (unit == MONTH || unit == YEAR || unit == DECADE) {
        out->start = add_months(clock->today, -count * (unit == MONTH  ? 1
                                                        : unit == YEAR ? 12
                                                                       : 120));
    } else {
        int32_t days = unit == WEEK ? 7 * count : unit == SHORT ? 1 : count;
        out->start = clm_date_from_days(clm_date_to_days(clock->today) - days);
    }
}

/* "in the past week", "over the last 24 hours", "in recent days". */
static bool past_at(const clm_clock *clock, uint32_t k, stretch unit, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t start = k;
    int count = count_before(clock, k, &start);
    uint32_t at = count < 0 ? k : start;
    if (at <= clock->range.start) {
        return false;
    }
    at--;
    bool recent = clm_key_is(reader, at, "recent");
    bool coming = clm_key_is(reader, at, "coming") || clm_key_is(reader, at, "next");
    bool past = clm_key_is(reader, at, "past") || clm_key_is(reader, at, "previous") ||
                (clm_key_is(reader, at, "last") && count >= 0);
    bool the = at > clock->range.start && clm_key_is(reader, at - 1, "the");
    if (!recent && !(past && (the || count >= 0)) && !(coming && the)) {
        return false;
    }
    out->tokens = (clm_run){at - (the ? 1 : 0), k + 1};
    if (past) {
        stretch_back(clock, unit, count < 0 ? (clm_key_is(reader, at, "last") ? 0 : 1) : count,
                     out);
    } else {
        out->precision = CLM_PRECISION_OPEN;
    }
    return true;
}

/* Nearest weekend: the one that the verb looks to. */
static void weekend_moment(const clm_clock *clock, clm_moment *out) {
    int weekday = clock->today.year ? clm_date_weekday(clock->today) : 0;
    bool past = clock->tense != CLM_TENSE_FUTURE && weekday < 5;
    whole_unit(out, clock->today, WEEKEND, past ? -1 : 0);
}

/* "earlier this month", "later this week": up to, from the dateline. */
static void cut_by_today(const clm_clock *clock, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t k = out->tokens.start;
    if (k <= clock->range.start || !out->start.year) {
        return;
    }
    if (clm_key_is(reader, k - 1, "earlier")) {
        out->end = clock->today;
        out->tokens.start--;
    } else if (clm_key_is(reader, k - 1, "later")) {
        out->start = clock->today;
        out->tokens.start--;
    }
}

/* "last week", "this month", "next year", "last night", "this morning", "at the weekend". */
static bool ordinal_at(const clm_clock *clock, uint32_t k, stretch unit, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    if (k == clock->range.start) {
        return false;
    }
    bool this_one = clm_key_is(reader, k - 1, "this");
    int step = clm_key_is(reader, k - 1, "last") ? -1 : clm_key_is(reader, k - 1, "next") ? 1 : 0;
    out->tokens = (clm_run){k - 1, k + 1};
    bool today =
        this_one && (clm_key_is(reader, k, "morning") || clm_key_is(reader, k, "afternoon") ||
                     clm_key_is(reader, k, "evening"));
    if (today) {
        clm_moment_days(out, clock->today, 0, 0);
        return true;
    }
    bool season = clm_key_is(reader, k, "spring") || clm_key_is(reader, k, "summer") ||
                  clm_key_is(reader, k, "autumn") || clm_key_is(reader, k, "winter");
    if (season && (this_one || step)) {
        out->precision = CLM_PRECISION_OPEN;
        return true;
    }
    bool plural = clm_pos_at(reader, k, CLM_POS_NS);
    bool whole = unit == WEEK || unit == MONTH || unit == YEAR || unit == WEEKEND ||
                 (unit == NIGHT && step < 0) || unit == DECADE;
    if ((this_one || step) && whole && !plural) {
        whole_unit(out, clock->today, unit, step);
        cut_by_today(clock, out);
        return true;
    }
    if (unit == WEEKEND && clm_key_is(reader, k - 1, "the")) {
        weekend_moment(clock, out);
        return true;
    }
    return false;
}

/* "since the beginning of the month", "by the end of the year". */
static bool edge_at(const clm_clock *clock, uint32_t k, stretch unit, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    bool of = k >= clock->range.start + 3 &&
              (clm_key_is(reader, k - 1, "the") || clm_key_is(reader, k - 1, "this")) &&
              clm_key_is(reader, k - 2, "of");
    if (!of || (unit != WEEK && unit != MONTH && unit != YEAR)) {
        return false;
    }
    bool first = clm_key_is(reader, k - 3, "beginning") || clm_key_is(reader, k - 3, "start");
    bool last = clm_key_is(reader, k - 3, "end");
    if (!first && !last) {
        return false;
    }
    out->tokens = (clm_run){k - 3, k + 1};
    out->tokens.start -= k > clock->range.start + 3 && clm_key_is(reader, k - 4, "the") ? 1 : 0;
    whole_unit(out, clock->today, unit, 0);
    if (out->start.year) {
        out->start = first ? out->start : out->end;
        out->end = first ? out->start : out->end;
    }
    return true;
}

/* "two days later", "the following day", "the same day": from the time told before. */
static bool later_at(const clm_clock *clock, uint32_t k, stretch unit, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t start = k;
    int step = 0;
    bool later = clm_key_is(reader, k + 1, "later") || clm_key_is(reader, k + 1, "earlier") ||
                 clm_key_is(reader, k + 1, "before");
    int count = later ? count_before(clock, k, &start) : -1;
    bool the = k > clock->range.start + 1 && clm_key_is(reader, k - 2, "the");
    bool named =
        the && (clm_key_is(reader, k - 1, "following") || clm_key_is(reader, k - 1, "next") ||
                clm_key_is(reader, k - 1, "previous") || clm_key_is(reader, k - 1, "same"));
    if (clock->plain || unit == SHORT || unit == NO_STRETCH || unit == WEEKEND || unit == NIGHT ||
        (count <= 0 && !named)) {
        return false;
    }
    if (count > 0) {
        step = clm_key_is(reader, k + 1, "later") ? count : -count;
        out->tokens = (clm_run){start, k + 2};
    } else {
        step = clm_key_is(reader, k - 1, "previous") ? -1
               : clm_key_is(reader, k - 1, "same")   ? 0
                                                     : 1;
        out->tokens = (clm_run){k - 2, k + 1};
    }
    clm_moment told;
    out->precision = precision_of(unit);
    bool found = clm_moment_before(clock, out->tokens.start, &told) && told.end.year &&
                 (told.precision == CLM_PRECISION_DAY || unit == YEAR || unit == DECADE ||
                  (told.precision <= CLM_PRECISION_MONTH && unit == MONTH));
    if (!found) {
        return true;
    }
    if (unit == WEEK && told.precision == CLM_PRECISION_DAY) {
        clm_moment_days(out, told.end, 7 * step, 7 * step);
        out->precision = CLM_PRECISION_WEEK;
    } else {
        whole_unit(out, told.end, unit, step);
    }
    out->anaphoric = true;
    return true;
}

/* "now" with a verb of the present: "now controls", "is now open". */
static bool is_present_now(const clm_clock *clock, uint32_t k) {
    const clm_reader *reader = clock->reader;
    if (k > clock->range.start &&
        (clm_tag_at(reader, k - 1) == CLM_TAG_PREP || clm_key_is(reader, k - 1, "right") ||
         clm_key_is(reader, k - 1, "until") || clm_key_is(reader, k - 1, "for"))) {
        return false;
    }
    if (clm_tag_at(reader, k + 1) == CLM_TAG_THAT || clm_key_is(reader, k + 1, "due")) {
        return false;
    }
    bool is = k > clock->range.start &&
              (clm_key_is(reader, k - 1, "is") || clm_key_is(reader, k - 1, "are"));
    bool next_is = clm_key_is(reader, k + 1, "is") || clm_key_is(reader, k + 1, "are");
    bool verb = clm_tag_at(reader, k + 1) == CLM_TAG_FIN &&
                clm_pos_at(reader, k + 1, CLM_POS_VB | CLM_POS_VZ) &&
                !clm_pos_at(reader, k + 1, CLM_POS_VD);
    return is || next_is || verb;
}

static bool day_word_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    static const struct {
        const char *word;
        int32_t offset;
    } days[] = {{"today", 0},     {"tonight", 0},   {"yesterday", -1}, {"tomorrow", 1},
                {"overnight", 0}, {"currently", 0}, {"nowadays", 0}};
    const clm_reader *reader = clock->reader;
    out->tokens = (clm_run){k, k + 1};
    for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
        if (clm_key_is(reader, k, days[i].word)) {
            clm_moment_days(out, clock->today, days[i].offset, days[i].offset);
            out->point = days[i].offset != 0 || i < 2;
            return true;
        }
    }
    bool since = k > clock->range.start && clm_key_is(reader, k - 1, "since");
    bool hour = since && (clm_key_is(reader, k, "midnight") || clm_key_is(reader, k, "dawn") ||
                          clm_key_is(reader, k, "noon"));
    if (hour || (clm_key_is(reader, k, "now") && is_present_now(clock, k))) {
        clm_moment_days(out, clock->today, 0, 0);
        out->point = false;
        return true;
    }
    return false;
}

/* "at the peak of its incursion": a time without a date of its own. */
static bool peak_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    bool height = clm_key_is(reader, k, "peak") || clm_key_is(reader, k, "height");
    if (!height || k < clock->range.start + 2 || !clm_key_is(reader, k - 2, "at")) {
        return false;
    }
    out->precision = CLM_PRECISION_OPEN;
    out->tokens = (clm_run){k - 2, k + 1};
    if (clm_key_is(reader, k + 1, "of")) {
        clm_run what = clm_noun_phrase(reader, k + 2, clock->range.end);
        out->tokens.end = what.end > out->tokens.end ? what.end : out->tokens.end;
    }
    return true;
}

bool clm_relative_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    *out = (clm_moment){0};
    if (day_word_at(clock, k, out) || peak_at(clock, k, out)) {
        return true;
    }
    stretch unit = stretch_at(clock->reader, k);
    return (unit && (ago_at(clock, k, unit, out) || later_at(clock, k, unit, out) ||
                     edge_at(clock, k, unit, out) || past_at(clock, k, unit, out))) ||
           ordinal_at(clock, k, unit, out);
}
