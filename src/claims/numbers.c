/* Numbers in figures and in words, fractions, ranges. */
#include "claims/quantity.h"

static const double times_values[] = {12, 1e2, 1e3, 1e5, 1e6, 1e7, 1e9, 1e12};
static const double vague_values[] = {10, 24, 40, 200, 1e3, 1e6, 1e9};

static unsigned kind_at(const clm_reader *reader, uint32_t token) {
    return clm_figure_number_kind(clm_figure_at(reader, token));
}

static double value_at(const clm_reader *reader, uint32_t token) {
    uint32_t fields = clm_figure_at(reader, token);
    unsigned value = clm_figure_number_value(fields);
    switch (clm_figure_number_kind(fields)) {
    case CLM_NUMBER_TIMES:
        return times_values[value];
    case CLM_NUMBER_VAGUE:
        return vague_values[value];
    default:
        return value;
    }
}

static bool is_digits(const clm_reader *reader, uint32_t token) {
    return token < reader->article->token_count &&
           reader->article->tokens[token].kind == CLM_TOKEN_NUMBER;
}

static bool glued(const clm_reader *reader, uint32_t token) {
    return token < reader->article->token_count &&
           (reader->article->tokens[token].flags & CLM_TOKEN_GLUED) != 0;
}

static clm_text text_of(const clm_reader *reader, uint32_t token) {
    return clm_article_slice(reader->article, reader->article->tokens[token].span);
}

int clm_number_plain(const clm_reader *reader, uint32_t token) {
    if (!is_digits(reader, token)) {
        return -1;
    }
    clm_text text = text_of(reader, token);
    int value = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.len > 4 || text.ptr[i] < '0' || text.ptr[i] > '9') {
            return -1;
        }
        value = value * 10 + (text.ptr[i] - '0');
    }
    return text.len ? value : -1;
}

/* Digits with thousands separators: "1,300", "10.5"; NaN for "10:45" and "1.2.3". */
static double digits_value(const clm_reader *reader, uint32_t token) {
    clm_text text = text_of(reader, token);
    char plain[32];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ',' && text.len - i > 3) {
            continue;
        }
        if (n + 1 >= sizeof plain ||
            !((text.ptr[i] >= '0' && text.ptr[i] <= '9') || text.ptr[i] == '.')) {
            return CLM_NO_VALUE;
        }
        plain[n++] = text.ptr[i];
    }
    double value = CLM_NO_VALUE;
    size_t used = clm_text_number((clm_text){plain, n}, &value);
    return used == n && n > 0 ? value : CLM_NO_VALUE;
}

/* "1 300 000": groups of three digits behind one blank each. */
static uint32_t spaced_groups(const clm_reader *reader, uint32_t token, uint32_t limit,
                              double *value) {
    uint32_t end = token + 1;
    int first = clm_number_plain(reader, token);
    if (first <= 0 || first > 999) {
        return end;
    }
    while (end < limit && clm_number_plain(reader, end) >= 0 && text_of(reader, end).len == 3 &&
           reader->article->tokens[end].span.start - reader->article->tokens[end - 1].span.end <
               4) {
        *value = *value * 1000 + clm_number_plain(reader, end);
        end++;
    }
    return end;
}

/* "½" at `token`, or 0. */
static double vulgar_fraction(const clm_reader *reader, uint32_t token) {
    static const struct {
        const char *mark;
        double value;
    } marks[] = {{"\xc2\xbd", 0.5},
                 {"\xc2\xbc", 0.25},
                 {"\xc2\xbe", 0.75},
                 {"\xe2\x85\x93", 1.0 / 3},
                 {"\xe2\x85\x94", 2.0 / 3}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (clm_punct_is(reader, token, marks[i].mark)) {
            return marks[i].value;
        }
    }
    return 0;
}

/* True if what stands at `token` can be counted in thousands: not the end of "1.3m wide". */
static bool counts_on(const clm_reader *reader, uint32_t token) {
    uint32_t fields = clm_figure_at(reader, token);
    clm_tag tag = clm_tag_at(reader, token);
    if (clm_key_is(reader, token, "of") || clm_key_is(reader, token, "high") ||
        clm_key_is(reader, token, "deep") || clm_key_is(reader, token, "square")) {
        return clm_key_is(reader, token, "square");
    }
    return clm_figure_count(fields) || clm_figure_unit(fields) || tag == CLM_TAG_NOUN ||
           (tag == CLM_TAG_ADJ && clm_figure_count(clm_figure_at(reader, token + 1)));
}

/* The letter behind "3k", "1.3m", "2bn" as a factor; 1 if there is none. */
static double suffix_factor(const clm_reader *reader, uint32_t token, bool money) {
    if (!glued(reader, token)) {
        return 1;
    }
    if (clm_key_is(reader, token, "k") && (money || counts_on(reader, token + 1))) {
        return 1e3;
    }
    if (clm_key_is(reader, token, "m") && (money || counts_on(reader, token + 1))) {
        return 1e6;
    }
    return (clm_key_is(reader, token, "b") || clm_key_is(reader, token, "tn")) && money
               ? (clm_key_is(reader, token, "b") ? 1e9 : 1e12)
               : 1;
}

static double read_digits(const clm_reader *reader, uint32_t token, uint32_t limit, uint32_t *end) {
    double value = digits_value(reader, token);
    if (isnan(value)) {
        return value;
    }
    *end = spaced_groups(reader, token, limit, &value);
    double part = vulgar_fraction(reader, *end);
    if (part > 0 && *end < limit) {
        value += part;
        ++*end;
    }
    uint32_t lead = 0;
    bool money = clm_money_before(reader, token, 0, &lead) != NULL;
    double factor = *end < limit ? suffix_factor(reader, *end, money) : 1;
    if (factor > 1) {
        ++*end;
    }
    return value * factor;
}

/* "twenty-three", "seven"; NaN if no number word stands at `token`. */
static double read_below_hundred(const clm_reader *reader, uint32_t token, uint32_t limit,
                                 uint32_t *end) {
    unsigned kind = token < limit ? kind_at(reader, token) : CLM_NUMBER_NONE;
    if (kind == CLM_NUMBER_SMALL) {
        *end = token + 1;
        return value_at(reader, token);
    }
    if (kind != CLM_NUMBER_TENS) {
        return CLM_NO_VALUE;
    }
    double value = value_at(reader, token);
    uint32_t next = token + 1;
    next += clm_punct_is(reader, next, "-") ? 1 : 0;
    *end = token + 1;
    if (next < limit && kind_at(reader, next) == CLM_NUMBER_SMALL && value_at(reader, next) > 0 &&
        value_at(reader, next) < 10) {
        value += value_at(reader, next);
        *end = next + 1;
    }
    return value;
}

/* "half a million", "half a dozen"; NaN unless a multiplier follows. */
static double read_half(const clm_reader *reader, uint32_t token, uint32_t limit, uint32_t *end) {
    uint32_t k = token + 1;
    k += clm_punct_is(reader, k, "-") ? 1 : 0;
    k += clm_key_is(reader, k, "a") ? 1 : 0;
    if (!clm_key_is(reader, token, "half") || k >= limit ||
        kind_at(reader, k) != CLM_NUMBER_TIMES) {
        return CLM_NO_VALUE;
    }
    *end = k + 1;
    return 0.5 * value_at(reader, k);
}

/* The first part of a number: digits, a word, "a" before a multiplier. */
static double read_head(const clm_reader *reader, uint32_t token, uint32_t limit, uint32_t *end) {
    if (is_digits(reader, token)) {
        return read_digits(reader, token, limit, end);
    }
    double mark = vulgar_fraction(reader, token);
    if (mark > 0) {
        *end = token + 1;
        return mark;
    }
    bool one = clm_key_in(reader, token, "a", "an") && token + 1 < limit; /* "a foot of snow" */
    if (one && (kind_at(reader, token + 1) == CLM_NUMBER_TIMES ||
                clm_figure_unit(clm_figure_at(reader, token + 1)))) {
        *end = token + 1;
        return 1;
    }
    double half = read_half(reader, token, limit, end);
    return isnan(half) ? read_below_hundred(reader, token, limit, end) : half;
}

/* Multipliers behind a number: "three hundred thousand"; `*unit` gets their product. */
static double read_times(const clm_reader *reader, double value, uint32_t limit, uint32_t *end,
                         double *times) {
    *times = 1;
    for (;;) {
        uint32_t k = *end;
        k += clm_punct_is(reader, k, "-") && kind_at(reader, k + 1) == CLM_NUMBER_TIMES ? 1 : 0;
        if (k >= limit || kind_at(reader, k) != CLM_NUMBER_TIMES) {
            return value * *times;
        }
        *times *= value_at(reader, k);
        *end = k + 1;
    }
}

/* "one thousand two hundred and fifty", "two and a half million". */
static double read_one(const clm_reader *reader, uint32_t token, uint32_t limit, uint32_t *end,
                       double *times) {
    double head = read_head(reader, token, limit, end);
    if (isnan(head)) {
        return head;
    }
    if (clm_key_is(reader, *end, "and") && clm_key_is(reader, *end + 1, "a") &&
        clm_key_is(reader, *end + 2, "half") && *end + 2 < limit) {
        head += 0.5;
        *end += 3;
    }
    double total = read_times(reader, head, limit, end, times);
    double last = *times;
    while (last >= 100 && *end < limit) {
        uint32_t k = *end;
        bool joined = clm_key_is(reader, k, "and");
        k += joined ? 1 : 0;
        uint32_t stop = k;
        double more = read_below_hundred(reader, k, limit, &stop);
        if (isnan(more)) {
            break;
        }
        double step = 1;
        more = read_times(reader, more, limit, &stop, &step);
        if (more >= last || (joined && is_digits(reader, token))) {
            break; /* "1 million and two": two things */
        }
        total += more;
        last = step;
        *end = stop;
    }
    return total;
}

/* "dozens", "tens of thousands", "several hundred", "a few dozen". */
static bool read_vague(const clm_reader *reader, uint32_t token, uint32_t limit, clm_number *out) {
    uint32_t k = token;
    if (kind_at(reader, k) == CLM_NUMBER_VAGUE) {
        double value = value_at(reader, k);
        uint32_t end = k + 1;
        if (clm_key_is(reader, end, "of") && end + 1 < limit &&
            kind_at(reader, end + 1) == CLM_NUMBER_VAGUE) {
            value *= value_at(reader, end + 1);
            end += 2;
        } else if (clm_key_is(reader, k, "tens")) {
            return false;
        }
        *out = (clm_number){value, CLM_NO_VALUE, {token, end}, .vague = true};
        return true;
    }
    k += clm_key_is(reader, k, "a") && clm_key_is(reader, k + 1, "few") ? 1 : 0;
    bool few = clm_key_is(reader, k, "few") || clm_key_is(reader, k, "several") ||
               clm_key_is(reader, k, "many");
    if (!few || k + 1 >= limit || kind_at(reader, k + 1) != CLM_NUMBER_TIMES) {
        return false;
    }
    double base = value_at(reader, k + 1);
    double times = 1;
    uint32_t end = k + 2;
    double value = read_times(reader, base <= 100 ? 2 * base : base, limit, &end, &times);
    *out = (clm_number){value, CLM_NO_VALUE, {token, end}, .vague = true};
    return true;
}

/* "half", "a third", "two-thirds", "three quarters of": in percent, to one decimal. */
static bool read_share(const clm_reader *reader, uint32_t token, uint32_t limit, clm_number *out) {
    uint32_t k = token, end = token;
    double count = 1;
    if (clm_key_is(reader, k, "a") || clm_key_is(reader, k, "an")) {
        k++;
    } else if (kind_at(reader, k) == CLM_NUMBER_SMALL) {
        count = read_below_hundred(reader, k, limit, &end);
        k = end + (clm_punct_is(reader, end, "-") ? 1 : 0);
    }
    if (k >= limit || kind_at(reader, k) != CLM_NUMBER_PART) {
        return false;
    }
    double part = value_at(reader, k);
    bool half = clm_key_is(reader, k, "half");
    bool led = k > token;
    bool of = clm_key_is(reader, k + 1, "of");
    bool size = clm_key_in(reader, k + 2, "size", "length", "width", "height", "time", "way", "age",
                           "speed", "price", "distance"); /* no share of anything */
    bool direct = half && !size &&
                  (clm_key_is(reader, k + 1, "the") || clm_key_is(reader, k + 1, "its") ||
                   clm_key_is(reader, k + 1, "their"));
    uint32_t unit = k + 1 + (of ? 1 : 0);
    bool length = (clm_key_is(reader, unit, "a") || clm_key_is(reader, unit, "an")) &&
                  unit + 1 < limit && clm_figure_unit(clm_figure_at(reader, unit + 1)) &&
                  (half || of);
    if (length && count < part) { /* "half a mile", "an eighth of a mile" */
        *out = (clm_number){count / part, CLM_NO_VALUE, {token, unit + 1}, .vague = false};
        return true;
    }
    if (count > part || !(direct || (of && (led || half)))) {
        return false;
    }
    double tenths = (double)(long)(1000 * count / part + 0.5);
    *out = (clm_number){tenths / 10, CLM_NO_VALUE, {token, k + 1}, .share = true};
    return true;
}

static bool joins_range(const clm_reader *reader, uint32_t start, uint32_t end) {
    bool between = start > 0 && clm_key_is(reader, start - 1, "between");
    return clm_punct_is(reader, end, "-") || clm_punct_is(reader, end, "\xe2\x80\x93") ||
           clm_key_is(reader, end, "to") || clm_key_is(reader, end, "or") ||
           (between && clm_key_is(reader, end, "and"));
}

/* "rose from 40 to 50": two figures. */
static bool is_change(const clm_reader *reader, uint32_t start, uint32_t join) {
    if (start > 0 && clm_key_is(reader, start - 1, "by")) {
        return clm_key_is(reader, join, "to"); /* "rose by 15 to 212" */
    }
    if (start == 0 || !clm_key_is(reader, start - 1, "from")) {
        return false;
    }
    for (uint32_t back = 2; back < 8 && start >= back; back++) {
        if (clm_figure_at(reader, start - back) & CLM_FIGURE_CHANGE) {
            return true;
        }
    }
    return false;
}

/* "40 km to 50 km", "40% and 50%": skips the unit that is said twice. */
static uint32_t skip_unit(const clm_reader *reader, uint32_t end, uint32_t limit) {
    clm_measure first = clm_measure_after(reader, end, limit);
    return first.unit && !first.joined ? first.end : end;
}

static void read_range(const clm_reader *reader, uint32_t limit, double times, clm_number *out) {
    uint32_t end = out->tokens.end;
    uint32_t join =
        joins_range(reader, out->tokens.start, end) ? end : skip_unit(reader, end, limit);
    if (join + 1 >= limit || !joins_range(reader, out->tokens.start, join) ||
        is_change(reader, out->tokens.start, join)) {
        return;
    }
    uint32_t next = join + 1, stop = next, lead = 0;
    if (join != end && clm_punct_is(reader, join, "-")) {
        return;
    }
    double upper_times = 1;
    next += clm_money_before(reader, next + 1, next, &lead) ? 1 : 0; /* "$2m to $3m" */
    double upper = next < limit ? read_one(reader, next, limit, &stop, &upper_times) : CLM_NO_VALUE;
    if (isnan(upper)) {
        return;
    }
    bool scaled = times < 2 && upper_times > 1 && out->value < upper / upper_times;
    double lower = scaled ? out->value * upper_times : out->value;
    if (upper > lower && !(clm_punct_is(reader, join, "-") && stop == next + 1 &&
                           clm_punct_is(reader, stop, "-") && is_digits(reader, stop + 1))) {
        out->value = lower;
        out->value_max = upper;
        out->tokens.end = stop;
    }
}

bool clm_number_read(const clm_reader *reader, uint32_t token, uint32_t limit, clm_number *out) {
    uint32_t end = token;
    double times = 1;
    if (token >= limit) {
        return false;
    }
    if (!is_digits(reader, token) &&
        (read_vague(reader, token, limit, out) || read_share(reader, token, limit, out))) {
        return true;
    }
    bool couple = (clm_key_is(reader, token, "a") && clm_key_is(reader, token + 1, "couple") &&
                   clm_key_is(reader, token + 2, "of"));
    if (couple && token + 3 < limit) {
        end = token + 3;
        *out = (clm_number){2, CLM_NO_VALUE, {token, end}, .loose = true};
        out->value = read_times(reader, 2, limit, &out->tokens.end, &times);
        return true;
    }
    double value = read_one(reader, token, limit, &end, &times);
    if (isnan(value)) {
        return false;
    }
    *out = (clm_number){value, CLM_NO_VALUE, {token, end}, .vague = false};
    read_range(reader, limit, times, out);
    return true;
}
