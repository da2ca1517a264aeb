/* Numbers, their units and what they count. */
#include "claims/reader.h"

#include <math.h>
#include <string.h>

/* NAN is a float. */
#define NO_VALUE ((double)NAN)

typedef struct number {
    double value, value_max; /* value_max NaN unless a range */
    clm_run tokens;
    bool vague; /* dozens, hundreds */
} number;

typedef struct number_word {
    const char *word;
    double value;
} number_word;

static const number_word small_numbers[] = {
    {"zero", 0},     {"one", 1},      {"two", 2},        {"three", 3},     {"four", 4},
    {"five", 5},     {"six", 6},      {"seven", 7},      {"eight", 8},     {"nine", 9},
    {"ten", 10},     {"eleven", 11},  {"twelve", 12},    {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19},
    {"twenty", 20},  {"thirty", 30},  {"forty", 40},     {"fifty", 50},    {"sixty", 60},
    {"seventy", 70}, {"eighty", 80},  {"ninety", 90}};
static const number_word multipliers[] = {{"dozen", 12},    {"hundred", 100}, {"thousand", 1e3},
                                          {"million", 1e6}, {"billion", 1e9}, {"trillion", 1e12},
                                          {"bn", 1e9},      {"mn", 1e6}};
static const number_word vague_words[] = {
    {"dozens", 24}, {"scores", 40}, {"hundreds", 200}, {"thousands", 1000}, {"millions", 2e6}};

static double word_value(const clm_reader *reader, uint32_t k, const number_word *table,
                         size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_key_is(reader, k, table[i].word)) {
            return table[i].value;
        }
    }
    return NO_VALUE;
}

#define VALUE(reader, k, table) word_value((reader), (k), (table), sizeof(table) / sizeof *(table))

/* Digits with thousands separators: "1,300", "10.5". */
static double digits_value(const clm_reader *reader, uint32_t k) {
    clm_text text = clm_article_slice(reader->article, reader->article->tokens[k].span);
    char plain[32];
    size_t n = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == ',' && text.len - i > 3) {
            continue;
        }
        if (n + 1 >= sizeof plain ||
            !((text.ptr[i] >= '0' && text.ptr[i] <= '9') || text.ptr[i] == '.')) {
            return NO_VALUE;
        }
        plain[n++] = text.ptr[i];
    }
    double value = NO_VALUE;
    size_t used = clm_text_number((clm_text){plain, n}, &value);
    return used == n && n > 0 ? value : NO_VALUE;
}

static double read_plain(const clm_reader *reader, uint32_t k, uint32_t limit, uint32_t *end) {
    double total = NO_VALUE;
    uint32_t j = k;
    if (reader->article->tokens[k].kind == CLM_TOKEN_NUMBER) {
        total = digits_value(reader, j++);
    } else if (clm_key_is(reader, k, "half") && clm_key_is(reader, k + 1, "a")) {
        total = 0.5;
        j += 2;
    } else if (clm_key_is(reader, k, "a") && !isnan(VALUE(reader, k + 1, multipliers))) {
        total = 1;
        j++;
    } else {
        while (j < limit && !isnan(VALUE(reader, j, small_numbers))) {
            total = (isnan(total) ? 0 : total) + VALUE(reader, j, small_numbers);
            j++;
            if (clm_punct_is(reader, j, "-") && !isnan(VALUE(reader, j + 1, small_numbers))) {
                j++;
            }
        }
    }
    while (!isnan(total) && j < limit && !isnan(VALUE(reader, j, multipliers))) {
        total *= VALUE(reader, j, multipliers);
        j++;
    }
    *end = j;
    return total;
}

/* One number or a range at `k`. */
static bool read_number(const clm_reader *reader, uint32_t k, uint32_t limit, number *out) {
    uint32_t end = k;
    double vague = VALUE(reader, k, vague_words);
    if (!isnan(vague)) {
        double times = clm_key_is(reader, k + 1, "of") && !isnan(VALUE(reader, k + 2, vague_words))
                           ? VALUE(reader, k + 2, vague_words)
                           : NO_VALUE;
        *out = (number){vague, NO_VALUE, {k, k + 1}, true};
        if (!isnan(times)) { /* "hundreds of thousands" */
            out->value = vague * times;
            out->tokens.end = k + 3;
        }
        return true;
    }
    if (clm_key_is(reader, k, "tens") && clm_key_is(reader, k + 1, "of") &&
        !isnan(VALUE(reader, k + 2, vague_words))) {
        *out = (number){20 * VALUE(reader, k + 2, vague_words), NO_VALUE, {k, k + 3}, true};
        return true;
    }
    double value = read_plain(reader, k, limit, &end);
    if (isnan(value)) {
        return false;
    }
    *out = (number){value, NO_VALUE, {k, end}, false};
    bool between = k > 0 && clm_key_is(reader, k - 1, "between");
    bool joins = clm_punct_is(reader, end, "-") || clm_punct_is(reader, end, "\xe2\x80\x93") ||
                 clm_key_is(reader, end, "to") || (between && clm_key_is(reader, end, "and"));
    uint32_t stop = end;
    if (joins && end + 1 < limit) {
        double upper = read_plain(reader, end + 1, limit, &stop);
        if (!isnan(upper) && upper > value) {
            out->value_max = upper;
            out->tokens.end = stop;
        }
    }
    return true;
}

/* ---- units ---- */

typedef struct unit_word {
    const char *lemma;
    const char *unit, *squared; /* squared NULL: no area of it */
} unit_word;

static const unit_word unit_words[] = {{"kilometre", "km", "km2"},
                                       {"kilometer", "km", "km2"},
                                       {"km", "km", "km2"},
                                       {"kms", "km", "km2"},
                                       {"mile", "mi", "mi2"},
                                       {"mi", "mi", "mi2"},
                                       {"metre", "m", "m2"},
                                       {"meter", "m", "m2"},
                                       {"m", "m", "m2"},
                                       {"foot", "ft", NULL},
                                       {"ft", "ft", NULL},
                                       {"mm", "mm", NULL},
                                       {"hectare", "ha", NULL},
                                       {"ha", "ha", NULL},
                                       {"acre", "acre", NULL},
                                       {"tonne", "t", NULL},
                                       {"ton", "t", NULL},
                                       {"kilogram", "kg", NULL},
                                       {"kg", "kg", NULL},
                                       {"kph", "kph", NULL},
                                       {"percent", "percent", NULL},
                                       {"pct", "percent", NULL},
                                       {"km2", "km2", NULL},
                                       {"km²", "km2", NULL},
                                       {"sqkm", "km2", NULL},
                                       {"minute", "minutes", NULL},
                                       {"hour", "hours", NULL},
                                       {"day", "days", NULL},
                                       {"week", "weeks", NULL},
                                       {"month", "months", NULL},
                                       {"year", "years", NULL},
                                       {"dollar", "USD", NULL},
                                       {"euro", "EUR", NULL},
                                       {"pound", "GBP", NULL},
                                       {"rouble", "RUB", NULL},
                                       {"ruble", "RUB", NULL},
                                       {"yen", "JPY", NULL},
                                       {"yuan", "CNY", NULL},
                                       {"hryvnia", "UAH", NULL},
                                       {"magnitude", "magnitude", NULL}};

typedef struct money_sign {
    const char *sign, *code;
} money_sign;
static const money_sign money_signs[] = {
    {"$", "USD"}, {"\xc2\xa3", "GBP"}, {"\xe2\x82\xac", "EUR"}, {"\xc2\xa5", "JPY"}};

static const char *unit_of_word(const clm_reader *reader, uint32_t k, bool square) {
    for (size_t i = 0; i < sizeof unit_words / sizeof *unit_words; i++) {
        if (clm_lemma_is(reader, k, unit_words[i].lemma) ||
            clm_key_is(reader, k, unit_words[i].lemma)) {
            return square ? unit_words[i].squared : unit_words[i].unit;
        }
    }
    return NULL;
}

/* A unit of measure right after a number; `*end` moves past it. */
static const char *measure_after(const clm_reader *reader, uint32_t k, uint32_t *end) {
    if (clm_punct_is(reader, k, "-")) {
        k++;
    }
    if (clm_punct_is(reader, k, "%")) {
        *end = k + 1;
        return "percent";
    }
    if (clm_key_is(reader, k, "per") && clm_key_is(reader, k + 1, "cent")) {
        *end = k + 2;
        return "percent";
    }
    bool square = clm_key_is(reader, k, "square") || clm_key_is(reader, k, "sq");
    const char *unit = unit_of_word(reader, k + (square ? 1 : 0), square);
    if (!unit) {
        return NULL;
    }
    *end = k + (square ? 2 : 1);
    if (clm_punct_is(reader, *end, "\xc2\xb2") && strcmp(unit, "km") == 0) {
        ++*end;
        return "km2";
    }
    return unit;
}

static const char *money_before(const clm_reader *reader, uint32_t k) {
    for (size_t i = 0; k > 0 && i < sizeof money_signs / sizeof *money_signs; i++) {
        if (clm_punct_is(reader, k - 1, money_signs[i].sign)) {
            return money_signs[i].code;
        }
    }
    return NULL;
}

/* What happened to those who are counted; NULL if nothing of the kind. */
static const char *fate_of(const clm_reader *reader, uint32_t k) {
    static const struct {
        const char *lemma, *unit;
    } fates[] = {{"kill", "fatalities"},   {"die", "fatalities"},      {"dead", "fatalities"},
                 {"death", "fatalities"},  {"fatality", "fatalities"}, {"drown", "fatalities"},
                 {"injure", "injured"},    {"wound", "injured"},       {"hurt", "injured"},
                 {"injury", "injured"},    {"missing", "missing"},     {"prisoner", "prisoners"},
                 {"captive", "prisoners"}, {"capture", "prisoners"},   {"hostage", "prisoners"}};
    for (size_t i = 0; i < sizeof fates / sizeof *fates; i++) {
        if (clm_lemma_is(reader, k, fates[i].lemma)) {
            return fates[i].unit;
        }
    }
    return NULL;
}

/* "three were killed", "taking two captive", "killed at least 12 people", "two of whom were taken
 * prisoner": looks behind the counted noun, then before the number. */
static const char *fate_around(const clm_reader *reader, clm_run clause, clm_run counted,
                               uint32_t number_start) {
    uint32_t steps = 0;
    uint32_t from = counted.end;
    if (clm_is_comma(reader, from) && clm_key_is(reader, from + 1, "including")) {
        uint32_t close = from + 1; /* "50 people, including 22 children, were killed" */
        while (close < clause.end && close < from + 12 && !clm_is_comma(reader, close)) {
            close++;
        }
        from = clm_is_comma(reader, close) ? close + 1 : from;
    }
    for (uint32_t k = from; k < clause.end && steps < 7; k++, steps++) {
        clm_tag tag = clm_tag_at(reader, k);
        if (fate_of(reader, k) && !clm_key_is(reader, k, "capture")) {
            return fate_of(reader, k);
        }
        if (clm_is_comma(reader, k) || tag == CLM_TAG_CC || tag == CLM_TAG_NUM ||
            tag == CLM_TAG_FIN || tag == CLM_TAG_SUB || tag == CLM_TAG_PREP) {
            if (!clm_key_is(reader, k, "of")) {
                break;
            }
        }
    }
    for (uint32_t k = number_start; k > clause.start && number_start - k < 5; k--) {
        if (clm_is_verb(reader, k - 1)) {
            if (fate_of(reader, k - 1)) {
                return fate_of(reader, k - 1);
            }
            break;
        }
    }
    for (uint32_t k = number_start; k > clause.start && number_start - k < 9; k--) {
        if (clm_key_is(reader, k - 1, "toll")) {
            return "fatalities";
        }
    }
    return NULL;
}

static const char *unit_of_noun(const clm_reader *reader, uint32_t k) {
    static const struct {
        const char *lemma, *unit;
    } named[] = {{"family", "families"},    {"household", "households"}, {"case", "cases"},
                 {"prisoner", "prisoners"}, {"captive", "prisoners"},    {"hostage", "prisoners"},
                 {"casualty", "people"},    {"fatality", "fatalities"},  {"death", "fatalities"},
                 {"infection", "cases"},    {"settlement", "places"},    {"village", "places"},
                 {"town", "places"},        {"city", "places"},          {"district", "places"},
                 {"vehicle", "vehicles"},   {"car", "vehicles"},         {"truck", "vehicles"},
                 {"bus", "vehicles"},       {"tank", "vehicles"},        {"injury", "injured"},
                 {"lorry", "vehicles"},     {"life", "fatalities"}};
    for (size_t i = 0; i < sizeof named / sizeof *named; i++) {
        if (clm_lemma_is(reader, k, named[i].lemma)) {
            return named[i].unit;
        }
    }
    if (clm_sem_at(reader, k, CLM_SEM_FORCE)) {
        return "troops";
    }
    if (clm_sem_at(reader, k, CLM_SEM_PEOPLE | CLM_SEM_ROLE)) {
        return "people";
    }
    if (clm_sem_at(reader, k, CLM_SEM_BUILT)) {
        return "buildings";
    }
    if (clm_sem_at(reader, k, CLM_SEM_OBJECT | CLM_SEM_WEAPON)) {
        return "objects";
    }
    const clm_word *word = reader->words[k];
    return word && word->event_count && (word->pos & CLM_POS_NS) && !clm_is_verb(reader, k)
               ? "events"
               : NULL;
}

/* The counted noun after a number: "six Chinese troops", "dozens of people". */
static clm_run counted_noun(const clm_reader *reader, uint32_t k, uint32_t limit,
                            const char **unit) {
    *unit = NULL;
    clm_run out = {k, k};
    if (clm_punct_is(reader, k, "-")) {
        return out; /* "a 16-member team" */
    }
    if (clm_key_is(reader, k, "of")) {
        k++;
    }
    for (uint32_t j = k; j < limit && j < k + 6; j++) {
        clm_tag tag = clm_tag_at(reader, j);
        bool inside = tag == CLM_TAG_ADJ || tag == CLM_TAG_NAME || tag == CLM_TAG_NOUN ||
                      tag == CLM_TAG_DET || clm_punct_is(reader, j, "-") || tag == CLM_TAG_POSS;
        if (!inside) {
            break;
        }
        const char *found = tag == CLM_TAG_NAME ? NULL : unit_of_noun(reader, j);
        if (found) { /* the last noun of the phrase is its head */
            *unit = found;
            out = (clm_run){k, j + 1};
        }
    }
    return out;
}

/* ---- qualifiers and roles ---- */

typedef struct qualifier {
    const char *words; /* before the number */
    const char *name;
} qualifier;

static const qualifier qualifiers[] = {{"at least", "at_least"},
                                       {"no fewer than", "at_least"},
                                       {"no less than", "at_least"},
                                       {"a minimum of", "at_least"},
                                       {"no more than", "at_most"},
                                       {"at most", "at_most"},
                                       {"fewer than", "at_most"},
                                       {"less than", "at_most"},
                                       {"under", "at_most"},
                                       {"below", "at_most"},
                                       {"more than", "more_than"},
                                       {"over", "more_than"},
                                       {"above", "more_than"},
                                       {"exceeding", "more_than"},
                                       {"upwards of", "more_than"},
                                       {"up to", "up_to"},
                                       {"as many as", "up_to"},
                                       {"as much as", "up_to"},
                                       {"a maximum of", "up_to"},
                                       {"nearly", "almost"},
                                       {"almost", "almost"},
                                       {"close to", "almost"},
                                       {"just under", "almost"},
                                       {"about", "about"},
                                       {"around", "about"},
                                       {"some", "about"},
                                       {"roughly", "about"},
                                       {"approximately", "about"},
                                       {"an estimated", "about"},
                                       {"estimated", "about"},
                                       {"circa", "about"}};

static uint32_t ends_before(const clm_reader *reader, uint32_t k, uint32_t floor,
                            const char *words) {
    uint32_t count = 1;
    for (const char *c = words; *c; c++) {
        count += *c == ' ';
    }
    if (k < floor + count) {
        return 0;
    }
    uint32_t at = k - count;
    const char *word = words;
    for (uint32_t i = 0; i < count; i++) {
        size_t length = strcspn(word, " ");
        clm_text key = clm_article_key(reader->article, at + i);
        if (key.len != length || memcmp(key.ptr, word, length) != 0) {
            return 0;
        }
        word += length + 1;
    }
    return count;
}

static const char *qualifier_before(const clm_reader *reader, clm_run clause, number *found,
                                    uint32_t first) {
    for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
        uint32_t words = ends_before(reader, first, clause.start, qualifiers[i].words);
        if (words) {
            found->tokens.start = first - words;
            return qualifiers[i].name;
        }
    }
    return found->vague ? "vague_at_least" : "exact";
}

static const char *role_of(const clm_reader *reader, clm_run clause, const number *found,
                           const char *unit) {
    uint32_t k = found->tokens.start;
    static const struct {
        const char *words, *role;
    } leads[] = {{"compared with", "previous"}, {"compared to", "previous"},
                 {"down from", "previous"},     {"up from", "previous"},
                 {"an average of", "average"},  {"average of", "average"},
                 {"a total of", "cumulative"},  {"total of", "cumulative"}};
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (ends_before(reader, k, clause.start, leads[i].words)) {
            return leads[i].role;
        }
    }
    if (strcmp(unit, "percent") == 0 && clm_key_is(reader, found->tokens.end, "of")) {
        return "share_of";
    }
    return k > clause.start && clm_punct_is(reader, k - 1, "(") ? "conversion_of" : NULL;
}

/* ---- putting together ---- */

static void convert(clm_quantity *quantity) {
    static const struct {
        const char *unit;
        double km2, km;
    } factors[] = {{"km2", 1, 0},        {"mi2", 2.589988110336, 0},
                   {"ha", 0.01, 0},      {"acre", 0.0040468564224, 0},
                   {"m2", 1e-6, 0},      {"km", 0, 1},
                   {"mi", 0, 1.609344},  {"m", 0, 1e-3},
                   {"ft", 0, 0.0003048}, {"mm", 0, 1e-6}};
    quantity->km2 = quantity->km = NO_VALUE;
    for (size_t i = 0; i < sizeof factors / sizeof *factors; i++) {
        if (strcmp(factors[i].unit, quantity->unit) == 0) {
            quantity->km2 = factors[i].km2 > 0 ? quantity->value * factors[i].km2 : NO_VALUE;
            quantity->km = factors[i].km > 0 ? quantity->value * factors[i].km : NO_VALUE;
        }
    }
}

/* Parts of dates, ages, clock times, names of things ("Highway 1"). */
static bool counts_nothing(const clm_reader *reader, const number *found) {
    uint32_t k = found->tokens.start, end = found->tokens.end;
    if (clm_sem_at(reader, end, CLM_SEM_MONTH) ||
        (k > 0 && clm_sem_at(reader, k - 1, CLM_SEM_MONTH))) {
        return true;
    }
    bool coded = k > 1 && clm_punct_is(reader, k - 1, "-") &&
                 (reader->article->tokens[k].flags & CLM_TOKEN_GLUED) &&
                 clm_tag_at(reader, k - 2) != CLM_TAG_NUM; /* "the A-3" */
    if (coded) {
        return true;
    }
    if (k > 0 && (clm_key_is(reader, k - 1, "aged") || clm_key_is(reader, k - 1, "no"))) {
        return true;
    }
    return clm_key_is(reader, end, "block") || clm_key_is(reader, end, "am") ||
           clm_key_is(reader, end, "pm") ||
           (clm_punct_is(reader, end, "-") && clm_key_is(reader, end + 1, "year") &&
            clm_punct_is(reader, end + 2, "-")) ||
           (clm_key_is(reader, end, "years") && clm_key_is(reader, end + 1, "old"));
}

static bool quantity_at(const clm_reader *reader, clm_run clause, uint32_t k, clm_quantity *out,
                        uint32_t *next) {
    number found;
    if (!read_number(reader, k, clause.end, &found) || counts_nothing(reader, &found)) {
        return false;
    }
    const char *unit = money_before(reader, k);
    uint32_t first = unit ? k - 1 : k;
    if (first > clause.start && !isnan(found.value_max) &&
        clm_key_is(reader, first - 1, "between")) {
        first--;
    }
    clm_run of = {0, 0};
    uint32_t end = found.tokens.end;
    if (!unit && k > clause.start && clm_lemma_is(reader, k - 1, "magnitude")) {
        unit = "magnitude";
    }
    if (!unit) {
        unit = measure_after(reader, end, &end);
    }
    bool duration = unit && (clm_key_is(reader, end, "ago") || clm_key_is(reader, end, "later") ||
                             clm_key_is(reader, end, "earlier"));
    if (duration) {
        return false;
    }
    if (!unit) {
        of = counted_noun(reader, end, clause.end, &unit);
        const char *fate =
            fate_around(reader, clause, clm_run_empty(of) ? (clm_run){end, end} : of, k);
        bool people = !unit || strcmp(unit, "people") == 0 || strcmp(unit, "troops") == 0;
        unit = fate && people ? fate : unit;
        end = clm_run_empty(of) ? end : of.end;
    }
    bool pronoun = clm_key_is(reader, k, "one") && clm_run_empty(of) && found.value < 2;
    if (!unit || (pronoun && end == k + 1)) {
        return false; /* "one of the", "one in the back" */
    }
    found.tokens.end = end;
    found.tokens.start = first;
    const char *how = qualifier_before(reader, clause, &found, first);
    *out = (clm_quantity){.span = clm_run_span(reader, found.tokens),
                          .value = found.value,
                          .value_max = found.value_max,
                          .unit = unit,
                          .qualifier = how,
                          .role = role_of(reader, clause, &found, unit),
                          .of = clm_run_span(reader, of)};
    convert(out);
    *next = end;
    return true;
}

clm_status clm_quantities_read(const clm_reader *reader, clm_run clause, clm_quantity **out,
                               size_t *count, clm_error *error) {
    size_t capacity = 0;
    *out = NULL;
    *count = 0;
    for (uint32_t k = clause.start; k < clause.end;) {
        clm_quantity quantity;
        uint32_t next = k + 1;
        bool numeral = clm_tag_at(reader, k) == CLM_TAG_NUM || clm_key_is(reader, k, "half") ||
                       clm_key_is(reader, k, "tens") ||
                       (clm_key_is(reader, k, "a") && clm_pos_at(reader, k + 1, CLM_POS_CD));
        if (numeral && !reader->speaking[k] && quantity_at(reader, clause, k, &quantity, &next)) {
            void *items = *out;
            if (clm_arena_grow(reader->article->arena, &items, &capacity, *count + 1,
                               sizeof **out)) {
                return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
            }
            *out = items;
            (*out)[(*count)++] = quantity;
        }
        k = next;
    }
    return CLM_OK;
}
