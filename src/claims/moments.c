/* Time expressions with what stands around them, and the way that verbs look. */
#include "claims/moments.h"

enum { LOOK_BACK = 300, CLAUSE_BACK = 10 };

static bool speaks_ahead(const clm_reader *reader, uint32_t k) {
    return clm_key_is(reader, k, "due") || clm_key_is(reader, k, "scheduled") ||
           clm_key_is(reader, k, "expected") || clm_key_is(reader, k, "planned") ||
           clm_key_is(reader, k, "slated") || clm_lemma_is(reader, k, "plan") ||
           clm_lemma_is(reader, k, "schedule") || clm_lemma_is(reader, k, "expect") ||
           clm_lemma_is(reader, k, "intend") || clm_lemma_is(reader, k, "forecast") ||
           clm_lemma_is(reader, k, "predict");
}

/* "talks resume on Friday": verbs whose present tells what is fixed for a day to come. */
static bool is_fixture(const clm_reader *reader, uint32_t k) {
    static const char *const lemmas[] = {"resume", "open",  "start", "begin",  "meet",
                                         "arrive", "leave", "visit", "return", "travel",
                                         "vote",   "host",  "end",   "reopen", "convene",
                                         "expire", "go",    "fly",   "depart", "launch"};
    for (size_t i = 0; i < sizeof lemmas / sizeof *lemmas; i++) {
        if (clm_lemma_is(reader, k, lemmas[i])) {
            return true;
        }
    }
    return false;
}

/* No unit behind a number ("4 inches", "two strikes"). */
static bool is_finite_verb(const clm_reader *reader, uint32_t k) {
    return clm_tag_at(reader, k) == CLM_TAG_FIN &&
           !(k > 0 && clm_tag_at(reader, k - 1) == CLM_TAG_NUM);
}

/* What the token says of time; UNKNOWN where it is no verb that does. */
static clm_tense tense_of(const clm_reader *reader, uint32_t k, uint32_t floor) {
    clm_tag tag = clm_tag_at(reader, k);
    if (speaks_ahead(reader, k) || tag == CLM_TAG_MODAL) {
        return CLM_TENSE_FUTURE;
    }
    if (tag == CLM_TAG_AUX) {
        bool is_to = clm_pos_at(reader, k, CLM_POS_BE) && clm_tag_at(reader, k + 1) == CLM_TAG_TO;
        bool past = clm_key_is(reader, k, "was") || clm_key_is(reader, k, "were") ||
                    clm_pos_at(reader, k, CLM_POS_HAVE) || clm_key_is(reader, k, "did");
        return is_to ? CLM_TENSE_FUTURE : past ? CLM_TENSE_PAST : CLM_TENSE_UNKNOWN;
    }
    bool chained = k > floor && clm_is_verb(reader, k - 1) && clm_pos_at(reader, k, CLM_POS_VN);
    if (is_finite_verb(reader, k) && !chained) { /* not "will stay shut" */
        bool present =
            clm_pos_at(reader, k, CLM_POS_VB | CLM_POS_VZ) && !clm_pos_at(reader, k, CLM_POS_VD);
        bool heading = clm_sentence_of(reader, k)->heading;
        if (present && !heading) {
            return is_fixture(reader, k) ? CLM_TENSE_FUTURE : CLM_TENSE_UNKNOWN;
        }
        return CLM_TENSE_PAST;
    }
    bool bare = tag == CLM_TAG_PART && clm_verb_group(reader, k, floor) == k &&
                !(k > floor && clm_is_verb(reader, k - 1));
    return bare ? CLM_TENSE_PAST : CLM_TENSE_UNKNOWN;
}

/* "prepares to", "agreed to": the verb after it is to come. */
static bool is_infinitive(const clm_reader *reader, uint32_t k) {
    return clm_tag_at(reader, k) == CLM_TAG_INF && k > 0 && clm_tag_at(reader, k - 1) == CLM_TAG_TO;
}

clm_tense clm_tense_at(const clm_reader *reader, clm_run range, uint32_t k) {
    bool ahead = false;
    bool bound =
        k > range.start && (clm_key_is(reader, k - 1, "by") || clm_key_is(reader, k - 1, "until"));
    for (uint32_t t = k; t > range.start; t--) {
        clm_tense tense = tense_of(reader, t - 1, range.start);
        ahead = ahead || is_infinitive(reader, t - 1);
        if (ahead && bound) {
            return CLM_TENSE_FUTURE; /* "to fill them by Thursday" */
        }
        if (ahead && is_finite_verb(reader, t - 1) &&
            clm_pos_at(reader, t - 1, CLM_POS_VB | CLM_POS_VZ) &&
            !clm_pos_at(reader, t - 1, CLM_POS_VD)) {
            return CLM_TENSE_FUTURE; /* "prepares to visit on Friday" */
        }
        if (tense != CLM_TENSE_UNKNOWN) {
            return tense;
        }
        if (is_finite_verb(reader, t - 1)) {
            return CLM_TENSE_UNKNOWN;
        }
    }
    for (uint32_t t = k; t < range.end; t++) {
        clm_tense tense = tense_of(reader, t, k);
        if (tense != CLM_TENSE_UNKNOWN || is_finite_verb(reader, t)) {
            return tense;
        }
    }
    return ahead ? CLM_TENSE_FUTURE : CLM_TENSE_UNKNOWN; /* they expect "it to pass on Friday" */
}

bool clm_moment_at(const clm_clock *clock, uint32_t k, clm_moment *out) {
    bool number = clock->reader->article->tokens[k].kind == CLM_TOKEN_NUMBER;
    if (!number && !(clm_figure_at(clock->reader, k) & CLM_FIGURE_TIME)) {
        return false;
    }
    return clm_calendar_at(clock, k, out) || (!number && clm_relative_at(clock, k, out));
}

bool clm_moment_before(const clm_clock *clock, uint32_t k, clm_moment *out) {
    const clm_article *article = clock->reader->article;
    for (uint32_t back = 1; back < LOOK_BACK && back <= k; back++) {
        uint32_t t = k - back;
        const clm_sentence *where = &article->sentences[article->tokens[t].sentence];
        clm_clock plain = *clock;
        plain.plain = true;
        plain.range = (clm_run){where->token_start, where->token_end};
        plain.tense = CLM_TENSE_PAST;
        if (clm_moment_at(&plain, t, out) && out->point && out->start.year) {
            return true;
        }
    }
    return false;
}

static bool word_before(const clm_clock *clock, uint32_t k, const char *word) {
    return k > clock->range.start && clm_key_is(clock->reader, k - 1, word);
}

/* Any of the words between blanks in `words` stands before token `k`. */
static bool any_before(const clm_clock *clock, uint32_t k, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (word_before(clock, k, words[i])) {
            return true;
        }
    }
    return false;
}

/* "since the outbreak was declared on 3 October": the word stands before the clause. */
static bool since_clause(const clm_clock *clock, uint32_t k, uint32_t *start) {
    const clm_reader *reader = clock->reader;
    bool verb = false;
    uint32_t floor = clm_sentence_of(reader, k)->token_start;
    for (uint32_t back = 1; back < CLAUSE_BACK && k >= floor + back; back++) {
        uint32_t t = k - back;
        if (clm_is_comma(reader, t)) {
            return false;
        }
        verb = verb || clm_is_verb(reader, t);
        if (clm_key_is(reader, t, "since")) {
            *start = t;
            return verb;
        }
    }
    return false;
}

static void set_since(const clm_clock *clock, clm_moment *out, uint32_t start) {
    bool past = out->start.year && clock->today.year &&
                clm_date_to_days(out->start) <= clm_date_to_days(clock->today);
    out->end = past ? clock->today : (clm_date){0, 0, 0};
    out->start = past ? out->start : (clm_date){0, 0, 0};
    out->precision = CLM_PRECISION_OPEN;
    out->tokens.start = start;
    out->point = false;
}

/* "until Wednesday", "through Saturday": from the dateline on where it lies ahead. */
static void set_until(const clm_clock *clock, clm_moment *out) {
    bool ahead = clock->today.year && out->end.year &&
                 clm_date_to_days(out->end) >= clm_date_to_days(clock->today);
    out->start = ahead ? clock->today : (clm_date){0, 0, 0};
    out->precision = CLM_PRECISION_OPEN;
    out->point = false;
}

/* The second half of "between X and Y", "from X to Y". */
static bool take_second(const clm_clock *clock, clm_moment *out, bool between) {
    const clm_reader *reader = clock->reader;
    uint32_t k = out->tokens.end;
    bool joins = between ? clm_key_is(reader, k, "and")
                         : clm_key_is(reader, k, "to") || clm_key_is(reader, k, "until") ||
                               clm_key_is(reader, k, "till") || clm_key_is(reader, k, "through");
    for (uint32_t t = k + 1; joins && t < clock->range.end && t < k + 5; t++) {
        clm_moment second;
        if (clm_moment_at(clock, t, &second)) {
            bool later = out->start.year && second.end.year &&
                         clm_date_to_days(second.end) >= clm_date_to_days(out->start);
            out->end = later ? second.end : (clm_date){0, 0, 0};
            out->start = later ? out->start : (clm_date){0, 0, 0};
            out->tokens.end = second.tokens.end;
            out->precision = out->precision > second.precision ? out->precision : second.precision;
            out->precision =
                out->precision == CLM_PRECISION_DAY ? CLM_PRECISION_WEEK : out->precision;
            return true;
        }
    }
    return false;
}

/* "Wednesday afternoon or Thursday", "Monday and Tuesday": both days. */
static void take_next_day(const clm_clock *clock, clm_moment *out) {
    const clm_reader *reader = clock->reader;
    uint32_t k = out->tokens.end;
    bool joins = clm_key_is(reader, k, "and") || clm_key_is(reader, k, "or");
    clm_moment second;
    if (!joins || k + 1 >= clock->range.end || out->precision != CLM_PRECISION_DAY ||
        !out->start.year || !clm_sem_at(reader, k + 1, CLM_SEM_WEEKDAY) ||
        !clm_sem_at(reader, k - 1, CLM_SEM_WEEKDAY | CLM_SEM_TIME)) {
        return;
    }
    if (clm_calendar_at(clock, k + 1, &second) && second.start.year) {
        int32_t gap = clm_date_to_days(second.start) - clm_date_to_days(out->start);
        if (gap == 1) {
            out->end = second.end;
            out->tokens.end = second.tokens.end;
            out->precision = CLM_PRECISION_WEEK;
        }
    }
}

/* Takes the words before it that belong to it. */
static void widen(const clm_clock *clock, clm_moment *out) {
    static const char *const parts[] = {"earlier", "early", "late", "later", "mid", "noon"};
    static const char *const preps[] = {"on", "in", "during", "by", "over", "at", "of", "for"};
    static const char *const untils[] = {"until", "till", "through"};
    uint32_t since = 0;
    if (out->tokens.start > clock->range.start &&
        clm_punct_is(clock->reader, out->tokens.start - 1, "-") &&
        out->tokens.start > clock->range.start + 1 &&
        clm_key_is(clock->reader, out->tokens.start - 2, "mid")) {
        out->tokens.start -= 2;
    }
    if (any_before(clock, out->tokens.start, parts, sizeof parts / sizeof *parts)) {
        out->tokens.start--;
    }
    bool between = word_before(clock, out->tokens.start, "between");
    bool from = word_before(clock, out->tokens.start, "from");
    if ((between || from) && take_second(clock, out, between)) {
        out->tokens.start--;
    } else if (from && out->point && out->start.year && clock->today.year &&
               clm_date_to_days(out->start) >= clm_date_to_days(clock->today)) {
        out->end = (clm_date){0, 0, 0};
        out->precision = CLM_PRECISION_OPEN;
        out->tokens.start--;
    } else if (word_before(clock, out->tokens.start, "since")) {
        set_since(clock, out, out->tokens.start - 1);
    } else if (any_before(clock, out->tokens.start, untils, sizeof untils / sizeof *untils)) {
        set_until(clock, out);
        out->tokens.start--;
    } else if (out->point && !clock->plain && since_clause(clock, out->tokens.start, &since)) {
        set_since(clock, out, since);
    } else if (any_before(clock, out->tokens.start, preps, sizeof preps / sizeof *preps) &&
               !word_before(clock, out->tokens.start, "of") &&
               !word_before(clock, out->tokens.start, "for")) {
        out->tokens.start--;
    }
}

bool clm_moment_read(const clm_clock *clock, uint32_t k, clm_moment *out) {
    clm_clock local = *clock;
    bool number = clock->reader->article->tokens[k].kind == CLM_TOKEN_NUMBER;
    if (!number && !(clm_figure_at(clock->reader, k) & CLM_FIGURE_TIME)) {
        return false;
    }
    if (local.tense == CLM_TENSE_UNKNOWN) {
        uint32_t floor = clock->range.start;
        bool since = false;
        for (uint32_t back = 1;
             back < CLAUSE_BACK && k >= floor + back && !clm_is_comma(clock->reader, k - back);
             back++) {
            since = since || clm_key_is(clock->reader, k - back, "since");
        }
        local.tense = since ? CLM_TENSE_PAST : clm_tense_at(clock->reader, clock->range, k);
        bool bound = k > floor && (clm_key_is(clock->reader, k - 1, "until") ||
                                   clm_key_is(clock->reader, k - 1, "by") ||
                                   clm_key_is(clock->reader, k - 1, "through"));
        local.tense = bound && local.tense == CLM_TENSE_UNKNOWN ? CLM_TENSE_FUTURE : local.tense;
    }
    if (!clm_moment_at(&local, k, out)) {
        return false;
    }
    if (!word_before(&local, out->tokens.start, "between")) {
        take_next_day(&local, out);
    }
    widen(&local, out);
    return true;
}
