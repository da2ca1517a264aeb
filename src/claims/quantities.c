/* Numbers, their units and what they count, put together. */
#include "claims/quantity.h"

#include <string.h>

enum { AHEAD_WORDS = 30, LAID_WORDS = 6, TOTAL_WORDS = 10, SHARE_WORDS = 6 };

/* What joins a quantity to the one before it. */
typedef struct neighbour {
    uint32_t end; /* token behind the last quantity; 0: none */
    const char *unit;
    unsigned fate; /* CLM_FATE_... that was said before its number */
    bool open;     /* people or troops, of whom nothing was said yet */
    bool people;   /* people, whatever befell them */
    bool measured; /* a unit of measure or money */
} neighbour;

/* One quantity while it is read. */
typedef struct draft {
    const clm_reader *reader;
    clm_run clause;
    clm_number number;
    clm_counted counted;
    uint32_t floor;      /* where the quantity before ends */
    uint32_t first, end; /* tokens of the whole: with qualifier and noun */
    const char *unit;
    double factor;
    bool measured; /* a unit of measure or money */
    bool foreign;  /* as in clm_measure */
} draft;

/* ---- qualifiers and roles ---- */

typedef struct phrase {
    const char *words; /* before the number */
    const char *name;
} phrase;

static const phrase qualifiers[] = {{"at least", "at_least"},
                                    {"at the least", "at_least"},
                                    {"no fewer than", "at_least"},
                                    {"not fewer than", "at_least"},
                                    {"no less than", "at_least"},
                                    {"a minimum of", "at_least"},
                                    {"no more than", "at_most"},
                                    {"not more than", "at_most"},
                                    {"at most", "at_most"},
                                    {"fewer than", "at_most"},
                                    {"less than", "at_most"},
                                    {"under", "at_most"},
                                    {"below", "at_most"},
                                    {"just over", "more_than"},
                                    {"well over", "more_than"},
                                    {"more than", "more_than"},
                                    {"over", "more_than"},
                                    {"above", "more_than"},
                                    {"exceeding", "more_than"},
                                    {"exceeded", "more_than"},
                                    {"exceeds", "more_than"},
                                    {"exceed", "more_than"},
                                    {"topping", "more_than"},
                                    {"topped", "more_than"},
                                    {"surpassed", "more_than"},
                                    {"surpassing", "more_than"},
                                    {"upwards of", "more_than"},
                                    {"in excess of", "more_than"},
                                    {"up to", "up_to"},
                                    {"as many as", "up_to"},
                                    {"as much as", "up_to"},
                                    {"a maximum of", "up_to"},
                                    {"just under", "almost"},
                                    {"nearly", "almost"},
                                    {"almost", "almost"},
                                    {"close to", "almost"},
                                    {"approaching", "almost"},
                                    {"nearing", "almost"},
                                    {"about", "about"},
                                    {"around", "about"},
                                    {"some", "about"},
                                    {"roughly", "about"},
                                    {"approximately", "about"},
                                    {"approx", "about"},
                                    {"perhaps", "about"},
                                    {"an estimated", "about"},
                                    {"estimated", "about"},
                                    {"circa", "about"},
                                    {"all", "exact"},
                                    {"exactly", "exact"}};

/* The number of words of `words` if they end right before `token`, else 0. */
static uint32_t ends_before(const clm_reader *reader, uint32_t token, uint32_t floor,
                            const char *words) {
    uint32_t count = 1;
    for (const char *c = words; *c; c++) {
        count += *c == ' ';
    }
    if (token < floor + count) {
        return 0;
    }
    uint32_t at = token - count;
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

static bool takes_room(const clm_reader *reader, uint32_t token) {
    return clm_key_is(reader, token, "another") || clm_key_is(reader, token, "an") ||
           clm_key_is(reader, token, "additional") || clm_key_is(reader, token, "further");
}

/* Reads "at least", "some" before the number and moves `first` before it. */
static const char *take_qualifier(draft *of) {
    const clm_reader *reader = of->reader;
    const char *known = of->number.vague ? "vague_at_least" : of->number.loose ? "about" : "exact";
    uint32_t at = of->first;
    while (at > of->floor && takes_room(reader, at - 1)) {
        at--;
    }
    bool may = at > of->floor && (clm_figure_at(reader, at - 1) & CLM_FIGURE_QUALIFIER) != 0;
    const char *name = NULL;
    uint32_t longest = 0;
    for (size_t i = 0; may && i < sizeof qualifiers / sizeof *qualifiers; i++) {
        uint32_t words = ends_before(reader, at, of->floor, qualifiers[i].words);
        name = words > longest ? qualifiers[i].name : name;
        longest = words > longest ? words : longest;
    }
    if (name) {
        of->first = at - longest;
        return of->number.vague ? known : name;
    }
    uint32_t behind = of->number.tokens.end;
    behind = behind > 1 && clm_key_is(reader, behind - 2, "or") ? behind - 2 : of->end;
    if (clm_key_is(reader, behind, "or") && clm_key_is(reader, behind + 1, "more")) {
        return "at_least";
    }
    return clm_key_is(reader, behind, "or") && clm_key_is(reader, behind + 1, "so") ? "about"
                                                                                    : known;
}

/* "from 40 to 50 people": the figure before and the one now. */
static const char *role_of_change(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->first;
    bool from = k > of->clause.start && clm_key_is(reader, k - 1, "from");
    for (uint32_t back = 1; from && back < 9 && k >= of->clause.start + back; back++) {
        if (clm_figure_at(reader, k - back) & CLM_FIGURE_CHANGE) {
            return "previous";
        }
    }
    return NULL;
}

static const char *role_of(const draft *of) {
    const clm_reader *reader = of->reader;
    static const phrase leads[] = {
        {"compared with", "previous"}, {"compared to", "previous"},  {"down from", "previous"},
        {"up from", "previous"},       {"an average of", "average"}, {"average of", "average"},
        {"averaging", "average"},      {"averaged", "average"},      {"on average", "average"},
        {"a total of", "cumulative"},  {"total of", "cumulative"},   {"total to", "cumulative"},
        {"totalling", "cumulative"},   {"totaling", "cumulative"}};
    uint32_t k = of->first;
    for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
        if (ends_before(reader, k, of->clause.start, leads[i].words)) {
            return leads[i].name;
        }
    }
    const char *change = role_of_change(of);
    if (change) {
        return change;
    }
    if (strcmp(of->unit, "percent") == 0 && clm_key_is(reader, of->end, "of")) {
        return "share_of";
    }
    bool total = (clm_key_is(reader, of->end, "in") && (clm_key_is(reader, of->end + 1, "total") ||
                                                        clm_key_is(reader, of->end + 1, "all")));
    return total ? "cumulative" : NULL;
}

/* "58 sq km (22 sq mi)", "58 sq km, or 22 sq mi": the same said again. */
static bool is_conversion(const draft *of, const clm_quantity *quantity, const clm_quantity *before,
                          const neighbour *last) {
    if (!before || !of->measured) {
        return false;
    }
    bool areas = !isnan(before->km2) && !isnan(quantity->km2);
    bool lengths = !isnan(before->km) && !isnan(quantity->km);
    double a = areas ? before->km2 : before->km, b = areas ? quantity->km2 : quantity->km;
    bool near = of->first <= last->end + 4;
    bool money = clm_punct_is(of->reader, of->first - 1, "(") && isnan(before->km2) &&
                 isnan(before->km) && strcmp(before->unit, quantity->unit) != 0;
    bool same = (areas || lengths) && fabs(a - b) <= 0.15 * fabs(a) &&
                strcmp(before->unit, quantity->unit) != 0;
    bool speed = strcmp(of->unit, "kph") == 0 && strcmp(before->unit, "kph") == 0 &&
                 fabs(before->value - quantity->value) <= 0.05 * before->value;
    return near && (same || money || speed);
}

/* ---- what is no quantity ---- */

/* "on May 3", "3 May"; not "in May 37 people died". */
static bool month_beside(const draft *of) {
    uint32_t k = of->number.tokens.start, end = of->number.tokens.end;
    bool before =
        k > 0 && clm_sem_at(of->reader, k - 1, CLM_SEM_MONTH) && clm_capital_at(of->reader, k - 1);
    bool counts = k > 1 && clm_key_is(of->reader, k - 2, "in") &&
                  clm_figure_count(clm_figure_at(of->reader, end)) != CLM_COUNT_NONE;
    return clm_sem_at(of->reader, end, CLM_SEM_MONTH) || (before && !counts);
}

/* "T-72", "M25", "Highway 101", "resolution 1701". */
static bool is_label(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->number.tokens.start;
    bool magnitude = k > 1 && clm_figure_unit(clm_figure_at(reader, k - 2)) == CLM_UNIT_MAGNITUDE;
    bool coded = k > 1 && clm_punct_is(reader, k - 1, "-") && !magnitude &&
                 (reader->article->tokens[k].flags & CLM_TOKEN_GLUED);
    bool slash = k > 1 && clm_punct_is(reader, k - 1, "/");
    bool hash = k > 0 && clm_punct_is(reader, k - 1, "#");
    bool label = k > 0 && (clm_figure_at(reader, k - 1) & CLM_FIGURE_LABEL) != 0 &&
                 !clm_is_verb(reader, k - 1);
    uint32_t end = of->number.tokens.end;
    bool ordinal = (clm_key_is(reader, end, "th") || clm_key_is(reader, end, "st") ||
                    clm_key_is(reader, end, "nd") || clm_key_is(reader, end, "rd")) &&
                   (reader->article->tokens[end].flags & CLM_TOKEN_GLUED);
    return ordinal || coded || slash || hash || label;
}

/* A bare year: "in 2022", "the 2017 floods". */
static bool is_year(const draft *of) {
    int plain = clm_number_plain(of->reader, of->number.tokens.start);
    if (plain < 1900 || plain > 2100 || of->number.tokens.end != of->number.tokens.start + 1 ||
        of->measured) {
        return false;
    }
    uint32_t k = of->number.tokens.start;
    static const char *const leads[] = {"in",    "since", "by",   "until",  "from", "during",
                                        "the",   "early", "late", "mid",    "last", "before",
                                        "after", "of",    "and",  "around", "to"};
    for (size_t i = 0; k > 0 && i < sizeof leads / sizeof *leads; i++) {
        if (clm_key_is(of->reader, k - 1, leads[i])) {
            return true;
        }
    }
    return of->counted.unit == NULL || strcmp(of->counted.unit, "events") == 0;
}

/* "a 34-year-old", "aged 12", "12 years old", "5pm", "7 o'clock". */
static bool is_age_or_clock(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->number.tokens.start, end = of->number.tokens.end;
    uint32_t unit = end + (clm_punct_is(reader, end, "-") ? 1 : 0);
    uint32_t old = unit + 1 + (clm_punct_is(reader, unit + 1, "-") ? 1 : 0);
    bool aged = k > 0 && (clm_key_is(reader, k - 1, "aged") || clm_key_is(reader, k - 1, "age"));
    aged = aged || (k > 1 && clm_key_is(reader, k - 1, "of") && /* "a boy of 12" */
                    clm_key_in(reader, k - 2, "boy", "girl", "man", "woman", "child", "teenager",
                               "son", "daughter", "youth") &&
                    clm_tag_at(reader, end) != CLM_TAG_NOUN);
    bool year = clm_figure_unit(clm_figure_at(reader, unit)) >= CLM_UNIT_MINUTE &&
                clm_figure_unit(clm_figure_at(reader, unit)) <= CLM_UNIT_DECADE &&
                (clm_key_is(reader, old, "old") || clm_key_is(reader, old, "olds"));
    return aged || year || clm_key_is(reader, end, "am") || clm_key_is(reader, end, "pm") ||
           clm_key_is(reader, end, "gmt") || clm_key_is(reader, end, "o'clock") ||
           clm_key_is(reader, end, "oclock") || clm_punct_is(reader, end, "\xc2\xb0");
}

static bool counts_nothing(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t end = of->number.tokens.end;
    return month_beside(of) || is_label(of) || is_age_or_clock(of) ||
           clm_punct_is(reader, end, "/") || clm_key_is(reader, end, "block") ||
           (clm_punct_is(reader, end, "-") && clm_number_plain(reader, end + 1) >= 0 &&
            !of->measured && isnan(of->number.value_max)); /* a score, "2-1" */
}

/* How long something took counts: "shut for two days", "in three days", "after 20 hours", "three
 * days of fighting ended", "a two-day visit"; not "after an 18-month siege", "within 60 days",
 * "three days ago", "the most in 49 years". */
static bool idle_duration(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->first;
    bool joined = clm_punct_is(reader, of->number.tokens.end, "-");
    uint32_t lead = k;
    lead -= lead > of->clause.start &&
                    (clm_key_is(reader, lead - 1, "an") || clm_key_is(reader, lead - 1, "a") ||
                     clm_key_is(reader, lead - 1, "the"))
                ? 1
                : 0;
    bool behind = lead > of->clause.start && clm_tag_at(reader, lead - 1) == CLM_TAG_PREP;
    if (joined && (clm_key_is(reader, of->end, "high") || clm_key_is(reader, of->end, "low"))) {
        return true; /* "a two-decade high" */
    }
    if (joined || clm_key_is(reader, of->end, "of")) {
        bool lasts =
            clm_key_is(reader, lead - 1, "for") ||
            (!joined && clm_key_is(reader, lead - 1, "in")); /* "in two days of fighting" */
        return behind && !lasts;                             /* "after an 18-month siege" */
    }
    bool moment = clm_key_is(reader, of->end, "ago") || clm_key_is(reader, of->end, "later") ||
                  clm_key_is(reader, of->end, "earlier") || clm_key_is(reader, of->end, "before") ||
                  clm_key_is(reader, of->end, "after") || clm_key_is(reader, of->end, "from");
    if (moment || k == of->clause.start) {
        return true;
    }
    bool last = k > of->clause.start + 1 && clm_lemma_is(reader, k - 1, "last");
    if (last || clm_key_is(reader, k - 1, "for")) {
        return false;
    }
    bool within = clm_key_is(reader, k - 1, "in") || clm_key_is(reader, k - 1, "after");
    bool years = strcmp(of->unit, "years") == 0 || strcmp(of->unit, "months") == 0;
    uint32_t from = k > of->clause.start + AHEAD_WORDS ? k - AHEAD_WORDS : of->clause.start;
    for (uint32_t j = from; j < k; j++) {
        within = within && clm_tag_at(reader, j) != CLM_TAG_MODAL;
    }
    return !within || years;
}

/* ---- putting together ---- */

/* "14 of the 17 townships", "two of the victims": the noun of the whole. */
static void take_whole(draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->number.tokens.end;
    if (of->number.vague || !clm_key_is(reader, k, "of")) {
        return;
    }
    for (uint32_t j = k + 1; j < of->clause.end && j < k + 6; j++) {
        clm_tag tag = clm_tag_at(reader, j);
        clm_number whole;
        if (tag == CLM_TAG_NUM && clm_number_read(reader, j, of->clause.end, &whole)) {
            of->counted =
                clm_counted_after(reader, whole.tokens.end, of->clause.end, whole.value <= 1);
            return;
        }
        if (tag != CLM_TAG_DET && tag != CLM_TAG_POSS && tag != CLM_TAG_NAME &&
            tag != CLM_TAG_NOUN && tag != CLM_TAG_ADJ) {
            return;
        }
    }
}

static bool take_measure(draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->number.tokens.start;
    of->factor = 1;
    of->unit = clm_money_before(reader, k, of->floor, &of->first);
    if (of->unit) {
        return true;
    }
    of->first = k;
    uint32_t lead = k;
    bool joined = lead > of->clause.start && clm_punct_is(reader, lead - 1, "-");
    lead -= joined || (lead > of->clause.start && clm_key_is(reader, lead - 1, "of")) ? 1 : 0;
    if (lead > of->clause.start &&
        clm_figure_unit(clm_figure_at(reader, lead - 1)) == CLM_UNIT_MAGNITUDE) {
        of->unit = "magnitude";
        return true;
    }
    clm_measure measure = clm_measure_after(reader, of->end, of->clause.end);
    if (of->number.share) {
        of->unit = "percent";
        return true;
    }
    if (!measure.unit) {
        return false;
    }
    bool money_of = of->number.tokens.end > k && clm_key_is(reader, measure.end, "worth");
    of->unit = measure.unit;
    of->factor = measure.factor;
    of->foreign = measure.foreign;
    of->end = measure.end;
    return measure.unit != NULL || money_of;
}

/* A figure of the size of quakes before a word for one: "a 6.4 quake". */
static bool is_magnitude(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->number.tokens.end;
    k += clm_key_is(reader, k, "earth") ? 1 : 0;
    bool quake = clm_lemma_is(reader, k, "quake") || clm_lemma_is(reader, k, "earthquake") ||
                 clm_lemma_is(reader, k, "aftershock") || clm_lemma_is(reader, k, "tremor") ||
                 (clm_key_is(reader, k, "on") && clm_key_is(reader, k + 2, "richter"));
    double value = of->number.value;
    return quake && value < 10 && fabs(value - floor(value)) > 0 && isnan(of->number.value_max);
}

static bool definite_before(const draft *of) {
    uint32_t k = of->first;
    return k > of->clause.start &&
           (clm_key_is(of->reader, k - 1, "the") || clm_key_is(of->reader, k - 1, "these") ||
            clm_key_is(of->reader, k - 1, "those") || clm_key_is(of->reader, k - 1, "their") ||
            clm_key_is(of->reader, k - 1, "his") || clm_key_is(of->reader, k - 1, "her") ||
            clm_key_is(of->reader, k - 1, "its"));
}

/* "the two men", "its three rivers": known already, no news. */
static bool is_anaphor(const draft *of) {
    unsigned what = of->counted.what;
    bool kind = what == CLM_COUNT_PEOPLE || what == CLM_COUNT_ROLE || what == CLM_COUNT_PLACES ||
                what == CLM_COUNT_TROOPS;
    return kind && definite_before(of) && of->number.value <= 10;
}

/* "bringing the number in the region to 121" */
static bool brings_total(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->first;
    if (k <= of->clause.start || !clm_key_is(reader, k - 1, "to")) {
        return false;
    }
    bool number = false;
    for (uint32_t back = 2; back < TOTAL_WORDS && k >= of->clause.start + back; back++) {
        number =
            number || clm_key_in(reader, k - back, "number", "total", "toll", "tally", "count");
        if (clm_is_verb(reader, k - back)) {
            return number && clm_lemma_in(reader, k - back, "bring", "take", "push", "raise");
        }
    }
    return false;
}

/* "Of 87 patients, 12 are in hospital", "117 drones; 90 were shot down", "214 new cases, bringing
 * the total to 5,600": a bare number speaks of what was counted before. */
static const char *unit_of_last(const draft *of, const neighbour *last) {
    const clm_reader *reader = of->reader;
    if (!last->unit || last->measured) {
        return NULL;
    }
    bool list = of->first > of->clause.start && clm_is_comma(reader, of->first - 1) &&
                clm_mention_at(reader, of->end + 1) >= 0; /* ", two in Orm" */
    bool joined =
        list || (of->first > of->clause.start && clm_tag_at(reader, of->first - 1) == CLM_TAG_CC);
    bool placed = clm_key_in(reader, of->end, "in", "at", "near");
    if (joined && placed && !of->number.vague) { /* "killed 20 people in X and 12 in Y" */
        return last->unit;
    }
    bool subject = clm_tag_at(reader, of->end) == CLM_TAG_AUX;
    uint32_t k = of->first;
    bool total = k > of->clause.start + 1 && clm_key_is(reader, k - 2, "total") &&
                 (clm_key_is(reader, k - 1, "to") || clm_key_is(reader, k - 1, "at"));
    total = total || brings_total(of);
    return total ? last->unit : subject ? (last->people ? "people" : last->unit) : NULL;
}

/* Who or what is counted and what befell it; false if that is nothing. */
static bool take_counted(draft *of, const neighbour *last, neighbour *next) {
    const clm_reader *reader = of->reader;
    clm_run empty = {of->number.tokens.end, of->number.tokens.end};
    bool joined = clm_punct_is(reader, of->number.tokens.end, "-") &&
                  !clm_key_is(reader, of->number.tokens.end + 1, "strong");
    if (is_magnitude(of)) {
        of->unit = "magnitude";
        of->measured = true;
        return true;
    }
    if (joined) {
        return false;
    }
    of->counted =
        clm_counted_after(reader, of->number.tokens.end, of->clause.end, of->number.value <= 1);
    bool partitive = !of->number.vague && clm_key_is(reader, of->number.tokens.end, "of");
    take_whole(of);
    unsigned what = of->counted.what;
    bool people = what == CLM_COUNT_NONE || what == CLM_COUNT_PEOPLE || what == CLM_COUNT_TROOPS ||
                  what == CLM_COUNT_ROLE || what == CLM_COUNT_FAMILIES ||
                  what == CLM_COUNT_PRISONERS;
    if (of->counted.listed && !of->counted.unit) {
        return false;
    }
    clm_run counted = of->counted.unit ? of->counted.tokens : empty;
    bool anaphor = is_anaphor(of);
    const char *unit = of->counted.unit;
    if (people) {
        unsigned fate = clm_fate_find(reader, of->clause, of->number.tokens, counted, of->first);
        bool lone = fate == CLM_FATE_CAPTURED && !unit && of->number.value <= 1 && !last->people;
        fate = lone ? CLM_FATE_NONE : fate; /* "two recordings, one captured by a camera" */
        bool family = what == CLM_COUNT_FAMILIES || what == CLM_COUNT_PRISONERS;
        if (fate && fate != CLM_FATE_MOVED && !family) {
            unit = clm_fate_unit(fate);
            next->fate = fate;
        } else if (fate == CLM_FATE_MOVED && !unit) {
            unit = clm_fate_unit(fate);
        }
        next->open = !next->fate && unit && !family;
        next->people = unit != NULL;
    }
    if (!unit && of->number.tokens.end == of->end) {
        unit = unit_of_last(of, last);
    }
    bool population = !unit && of->first > of->clause.start + 1 &&
                      clm_key_is(reader, of->first - 1, "of") &&
                      clm_key_is(reader, of->first - 2, "population");
    unit = population ? "people" : unit;
    if (!unit && of->number.tokens.end == of->end) {
        unit = clm_count_unit(clm_count_of_change(reader, of->clause, of->first));
    }
    if (!unit && last->people && clm_key_is(reader, of->end, "of") &&
        (clm_key_is(reader, of->end + 1, "them") || clm_key_is(reader, of->end + 1, "whom"))) {
        /* "12 people, two of them children"; "20 people died, three of them near Orm" */
        bool there = clm_tag_at(reader, of->end + 2) == CLM_TAG_PREP;
        unit = there ? last->unit : "people";
    }
    bool own_fate = next->fate != CLM_FATE_NONE;
    of->unit = unit;
    of->end = clm_run_empty(counted) || partitive ? of->end : counted.end;
    return unit && (!anaphor || own_fate);
}

/* "14 of the 17 townships", "five members of one family": the second is part of the first. */
static bool is_whole(const draft *of, const neighbour *last) {
    const clm_reader *reader = of->reader;
    uint32_t k = last->end;
    if (k == 0 || last->measured || !clm_key_is(reader, k, "of") || of->first > k + 5) {
        return false;
    }
    for (k++; k < of->first; k++) {
        clm_tag tag = clm_tag_at(reader, k);
        if (tag != CLM_TAG_DET && tag != CLM_TAG_POSS && tag != CLM_TAG_NAME &&
            tag != CLM_TAG_NOUN && tag != CLM_TAG_ADJ) {
            return false;
        }
    }
    return true;
}

/* "a city of half a million people": what the place is like. */
static bool describes_place(const draft *of) {
    uint32_t k = of->first;
    return k > of->clause.start + 1 && clm_key_is(of->reader, k - 1, "of") &&
           clm_sem_at(of->reader, k - 2, CLM_SEM_KIND) && of->counted.what == CLM_COUNT_PEOPLE;
}

/* "none of the 30 passengers", "one in five residents", "nine out of ten". */
static bool is_denied(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->first;
    bool none = false;
    for (uint32_t back = 1; back < 5 && k >= of->clause.start + back; back++) {
        none =
            none || clm_key_is(reader, k - back, "none") || clm_key_is(reader, k - back, "neither");
    }
    bool ratio = k > of->clause.start + 1 && clm_key_is(reader, k - 1, "in") &&
                 clm_figure_number_kind(clm_figure_at(reader, k - 2)) == CLM_NUMBER_SMALL;
    bool step = k > of->clause.start + 1 && clm_key_is(reader, k - 1, "by") && !of->measured &&
                (clm_figure_at(reader, k - 2) & CLM_FIGURE_CHANGE) != 0; /* "rose by 15 to 212" */
    bool out_of = clm_key_is(reader, of->number.tokens.end, "out") &&
                  clm_key_is(reader, of->number.tokens.end + 1, "of");
    bool of_ten = k > of->clause.start + 1 && clm_key_is(reader, k - 1, "of") &&
                  clm_key_is(reader, k - 2, "out") && of->number.value <= 10;
    return none || ratio || step || (out_of && of->number.value <= 10) || of_ten;
}

/* "the first two houses", "the past 24 hours". */
static bool is_ordered(const draft *of) {
    uint32_t k = of->first;
    return k > of->clause.start && !clm_is_verb(of->reader, k - 1) &&
           (clm_key_is(of->reader, k - 1, "first") || clm_key_is(of->reader, k - 1, "last") ||
            clm_key_is(of->reader, k - 1, "next") || clm_key_is(of->reader, k - 1, "past"));
}

/* "120-mm mortars", "a 152 mm howitzer": what the weapon is called. */
static bool is_calibre(const draft *of) {
    const clm_reader *reader = of->reader;
    return of->measured && strcmp(of->unit, "mm") == 0 &&
           (clm_sem_at(reader, of->end, CLM_SEM_WEAPON) ||
            clm_figure_count(clm_figure_at(reader, of->end)) == CLM_COUNT_OBJECTS ||
            clm_key_in(reader, of->end, "artillery", "calibre", "caliber"));
}

/* "1,000 mines were laid", "cleared 30 mines": things, no pits. */
static bool are_laid(const draft *of) {
    const clm_reader *reader = of->reader;
    if (of->counted.what != CLM_COUNT_PLACES || of->end == of->first ||
        !clm_lemma_is(reader, of->end - 1, "mine")) {
        return false;
    }
    uint32_t from =
        of->first > of->clause.start + LAID_WORDS ? of->first - LAID_WORDS : of->clause.start;
    for (uint32_t k = from; k < of->clause.end && k < of->end + LAID_WORDS; k++) {
        if (clm_lemma_in(reader, k, "lay", "plant", "clear", "remove", "defuse", "explode",
                         "detonate", "neutralise")) {
            return true;
        }
    }
    return false;
}

/* "a third of the district", "half of Weln"; not "half of the wells", "two thirds of the deaths".
 */
static bool is_land_share(const draft *of) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->end + (clm_key_is(reader, of->end, "of") ? 1 : 0);
    for (uint32_t j = k; j < of->clause.end && j < k + SHARE_WORDS; j++) {
        if (reader->mention_of[j] >= 0 || clm_sem_at(reader, j, CLM_SEM_AREA | CLM_SEM_KIND)) {
            return true;
        }
        if (!clm_is_nominal(reader, j)) {
            return false;
        }
    }
    return false;
}

/* "seven residents and a nurse": one more of those who were counted. */
static bool adds_one(const clm_reader *reader, const neighbour *last, uint32_t k) {
    return last->people && last->end > 0 && last->end + 1 == k &&
           clm_tag_at(reader, last->end) == CLM_TAG_CC && clm_key_in(reader, k, "a", "an");
}

static bool quantity_at(draft *of, const clm_quantity *before, const neighbour *last,
                        neighbour *next, clm_quantity *out) {
    const clm_reader *reader = of->reader;
    uint32_t k = of->first;
    bool one_more = adds_one(reader, last, k);
    if (one_more) {
        of->number = (clm_number){1, CLM_NO_VALUE, {k, k + 1}, .vague = false};
    } else if (!clm_number_read(reader, k, of->clause.end, &of->number)) {
        return false;
    }
    uint32_t tail = of->number.tokens.end; /* "1,000 or so people" */
    tail += clm_key_is(reader, tail, "or") &&
                    (clm_key_is(reader, tail + 1, "so") || clm_key_is(reader, tail + 1, "more"))
                ? 2
                : 0;
    of->number.tokens.end = tail <= of->clause.end ? tail : of->number.tokens.end;
    of->end = of->number.tokens.end;
    of->measured = take_measure(of);
    if (counts_nothing(of) || is_whole(of, last) || is_ordered(of) || is_denied(of)) {
        return false;
    }
    if (of->first > of->floor && !isnan(of->number.value_max) &&
        clm_key_is(reader, of->first - 1, "between")) {
        of->first--;
    }
    const char *qualifier = take_qualifier(of);
    if (!of->measured && !take_counted(of, last, next)) {
        return false;
    }
    if (one_more && (of->measured || !next->people)) {
        return false;
    }
    if (is_calibre(of) || (of->number.share && !is_land_share(of)) ||
        (!of->measured && describes_place(of))) {
        return false;
    }
    of->unit = are_laid(of) ? clm_count_unit(CLM_COUNT_OBJECTS) : of->unit;
    if (of->measured && !clm_key_in(reader, k, "a", "an") &&
        clm_measure_after(reader, of->number.tokens.end, of->clause.end).duration &&
        idle_duration(of)) {
        return false;
    }
    bool pronoun = clm_key_is(reader, k, "one") && of->number.tokens.end == k + 1 &&
                   !of->measured && !next->fate;
    if (is_year(of) || pronoun) {
        return false; /* "one of the", "one jet bombed" */
    }
    clm_run span = {of->first, of->end};
    *out = (clm_quantity){
        .span = clm_run_span(reader, span),
        .value = of->number.value * of->factor,
        .value_max = of->number.value_max * of->factor,
        .unit = of->unit,
        .qualifier = qualifier,
        .of = clm_run_span(reader, of->counted.unit ? of->counted.tokens : (clm_run){0, 0})};
    clm_quantity_convert(out);
    bool again = is_conversion(of, out, before, last);
    if (of->foreign && !again) {
        return false;
    }
    out->role = again ? "conversion_of" : role_of(of);
    if (out->role && strcmp(out->role, "share_of") == 0) {
        out->km2 = clm_share_km2(reader, of->end, of->clause.end, out->value);
    }
    return true;
}

/* "two soldiers and three civilians were killed", "killed two soldiers and three civilians". */
static void share_fate(const clm_reader *reader, clm_quantity *before, clm_quantity *now,
                       const neighbour *last, neighbour *next, uint32_t first) {
    bool joined = last->end && first == last->end + 1 &&
                  (clm_is_comma(reader, last->end) || clm_tag_at(reader, last->end) == CLM_TAG_CC);
    if (!before || !joined) {
        return;
    }
    if (last->open && next->fate) {
        before->unit = clm_fate_unit(next->fate);
    } else if (last->fate && next->open) {
        now->unit = clm_fate_unit(last->fate);
        next->fate = last->fate;
        next->open = false;
    }
}

/* "at least a foot of snow", "about a mile from X", "given a week to leave": one. */
static bool is_one_unit(const clm_reader *reader, uint32_t k) {
    unsigned unit = clm_figure_unit(clm_figure_at(reader, k + 1));
    if (unit == CLM_UNIT_NONE || k == 0 || !clm_key_in(reader, k, "a", "an")) {
        return false;
    }
    if (unit >= CLM_UNIT_HOUR && unit <= CLM_UNIT_YEAR) {
        return clm_key_is(reader, k + 2, "to") && clm_lemma_in(reader, k - 1, "give", "have");
    }
    bool land = unit == CLM_UNIT_KM || unit == CLM_UNIT_MI || unit == CLM_UNIT_FT ||
                unit == CLM_UNIT_HA || unit == CLM_UNIT_ACRE || unit == CLM_UNIT_M;
    bool measured = clm_key_in(reader, k + 2, "of", "from", "away", "north", "south", "east",
                               "west", "deep", "high", "wide", "long", "inland", "offshore");
    return land && (measured || (clm_figure_at(reader, k - 1) & CLM_FIGURE_QUALIFIER) != 0);
}

static bool starts_number(const clm_reader *reader, uint32_t k) {
    if (clm_tag_at(reader, k) == CLM_TAG_NUM || is_one_unit(reader, k)) {
        return true;
    }
    const clm_token *token = &reader->article->tokens[k];
    if (token->kind == CLM_TOKEN_PUNCT) {
        return token->span.end - token->span.start > 1 && reader->tags[k] == CLM_TAG_PUNCT &&
               (clm_punct_is(reader, k, "\xc2\xbd") || clm_punct_is(reader, k, "\xc2\xbc") ||
                clm_punct_is(reader, k, "\xc2\xbe"));
    }
    bool article = clm_key_is(reader, k, "a");
    uint32_t at = article ? k + 1 : k;
    bool few = clm_key_is(reader, at, "few") || clm_key_is(reader, at, "several") ||
               (!article && clm_key_is(reader, at, "many"));
    bool couple = article && clm_key_is(reader, at, "couple");
    return few || couple || clm_figure_number_kind(clm_figure_at(reader, at)) != CLM_NUMBER_NONE;
}

clm_status clm_quantities_read(const clm_reader *reader, clm_run clause, clm_quantity **out,
                               size_t *count, clm_error *error) {
    size_t capacity = 0;
    neighbour last = {0};
    *out = NULL;
    *count = 0;
    for (uint32_t k = clause.start; k < clause.end;) {
        clm_quantity quantity;
        neighbour next = {0};
        uint32_t floor = last.end > clause.start ? last.end : clause.start;
        draft of = {.reader = reader, .clause = clause, .floor = floor, .first = k};
        clm_quantity *before = *count ? &(*out)[*count - 1] : NULL;
        k = clm_next_with(reader->marks, k, clause.end, CLM_MARK_NUMBER);
        if (k == clause.end) {
            break;
        }
        of.first = k;
        if (reader->speaking[k] || reader->mention_of[k] >= 0 ||
            !(starts_number(reader, k) || adds_one(reader, &last, k))) {
            k++;
            continue;
        }
        if (!quantity_at(&of, before, &last, &next, &quantity)) {
            k = of.number.tokens.end > k ? of.number.tokens.end : k + 1;
            continue;
        }
        share_fate(reader, before, &quantity, &last, &next, of.first);
        void *items = *out;
        if (clm_arena_grow(reader->article->arena, &items, &capacity, *count + 1, sizeof **out)) {
            return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
        }
        *out = items;
        (*out)[(*count)++] = quantity;
        next.end = of.end;
        next.unit = quantity.unit;
        next.measured = of.measured;
        last = next;
        k = of.end > k ? of.end : k + 1;
    }
    return CLM_OK;
}
