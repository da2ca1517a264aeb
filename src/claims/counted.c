/* What a number counts, and what befell it. */
#include "claims/quantity.h"

enum {
    NOUN_WORDS = 7,
    AFTER_WORDS = 18,
    ASIDE_WORDS = 16,
    BEFORE_WORDS = 7,
    TOLL_WORDS = 40,
    SUBJECT_WORDS = 12,
    FORCE_WORDS = 6
};

const char *clm_count_unit(unsigned what) {
    static const char *const names[CLM_COUNT_COUNT] = {
        [CLM_COUNT_TROOPS] = "troops",       [CLM_COUNT_PEOPLE] = "people",
        [CLM_COUNT_ROLE] = "people",         [CLM_COUNT_FATALITIES] = "fatalities",
        [CLM_COUNT_INJURED] = "injured",     [CLM_COUNT_MISSING] = "missing",
        [CLM_COUNT_PRISONERS] = "prisoners", [CLM_COUNT_CASES] = "cases",
        [CLM_COUNT_FAMILIES] = "families",   [CLM_COUNT_HOUSEHOLDS] = "households",
        [CLM_COUNT_PLACES] = "places",       [CLM_COUNT_BUILDINGS] = "buildings",
        [CLM_COUNT_OBJECTS] = "objects",     [CLM_COUNT_VEHICLES] = "vehicles",
        [CLM_COUNT_EVENTS] = "events",
    };
    return what < CLM_COUNT_COUNT ? names[what] : NULL;
}

const char *clm_fate_unit(unsigned fate) {
    static const char *const names[CLM_FATE_COUNT] = {
        [CLM_FATE_KILLED] = "fatalities",  [CLM_FATE_DIED] = "fatalities",
        [CLM_FATE_INJURED] = "injured",    [CLM_FATE_MISSING] = "missing",
        [CLM_FATE_CAPTURED] = "prisoners", [CLM_FATE_MOVED] = "people",
    };
    return fate < CLM_FATE_COUNT ? names[fate] : NULL;
}

static bool is_plural(const clm_reader *reader, uint32_t token) {
    clm_text key = clm_article_key(reader->article, token);
    return key.len > 2 && key.ptr[key.len - 1] == 's' && key.ptr[key.len - 2] != 's';
}

static bool ends_with(const clm_reader *reader, uint32_t token, const char *suffix) {
    return clm_text_ends(clm_article_key(reader->article, token), suffix);
}

/* What a noun that the table lacks may be, by the lexicon and its ending. */
static unsigned guess_noun(const clm_reader *reader, uint32_t token) {
    if (clm_sem_at(reader, token, CLM_SEM_FORCE)) {
        return CLM_COUNT_TROOPS;
    }
    if (clm_sem_at(reader, token, CLM_SEM_PEOPLE | CLM_SEM_ROLE)) {
        return CLM_COUNT_PEOPLE;
    }
    if (clm_sem_at(reader, token, CLM_SEM_BUILT)) {
        return CLM_COUNT_BUILDINGS;
    }
    if (clm_sem_at(reader, token, CLM_SEM_OBJECT | CLM_SEM_WEAPON)) {
        return CLM_COUNT_OBJECTS;
    }
    const clm_word *word = reader->words[token];
    if (word && word->event_count && (word->pos & CLM_POS_NS)) {
        return CLM_COUNT_EVENTS;
    }
    if (ends_with(reader, token, "buildings") || ends_with(reader, token, "houses") ||
        ends_with(reader, token, "homes")) {
        return CLM_COUNT_BUILDINGS;
    }
    if (ends_with(reader, token, "boats") || ends_with(reader, token, "trucks") ||
        ends_with(reader, token, "carriers")) {
        return CLM_COUNT_VEHICLES;
    }
    bool people = ends_with(reader, token, "women") || ends_with(reader, token, "men") ||
                  ends_with(reader, token, "goers") || ends_with(reader, token, "ists") ||
                  ends_with(reader, token, "mates") || ends_with(reader, token, "folk") ||
                  ends_with(reader, token, "workers") || ends_with(reader, token, "holders");
    return people && !word ? CLM_COUNT_PEOPLE : CLM_COUNT_NONE;
}

static bool inside_noun(const clm_reader *reader, uint32_t token) {
    clm_tag tag = clm_tag_at(reader, token);
    bool attribute =
        (tag == CLM_TAG_PART || tag == CLM_TAG_ING || tag == CLM_TAG_FIN || tag == CLM_TAG_ADV) &&
        clm_figure_count(clm_figure_at(reader, token + 1)) != CLM_COUNT_NONE &&
        clm_tag_at(reader, token + 1) != CLM_TAG_NAME;
    attribute = attribute || (tag == CLM_TAG_ADV && /* "three partly collapsed buildings" */
                              clm_tag_at(reader, token + 1) == CLM_TAG_PART &&
                              clm_figure_count(clm_figure_at(reader, token + 2)) != CLM_COUNT_NONE);
    bool coded = tag == CLM_TAG_NUM && token > 1 && clm_punct_is(reader, token - 1, "-") &&
                 clm_tag_at(reader, token - 2) == CLM_TAG_NAME; /* "Su-34 jets" */
    return coded || tag == CLM_TAG_ADJ || tag == CLM_TAG_NAME || tag == CLM_TAG_NOUN ||
           tag == CLM_TAG_DET || tag == CLM_TAG_POSS || attribute ||
           clm_punct_is(reader, token, "-");
}

/* "two battalions, about 1,400 men". */
static bool speaks_of_force(const clm_reader *reader, uint32_t token) {
    uint32_t start = clm_sentence_of(reader, token)->token_start;
    bool comma = false;
    for (uint32_t back = 1; back < FORCE_WORDS && token >= start + back; back++) {
        if (comma && clm_sem_at(reader, token - back, CLM_SEM_FORCE)) {
            return true;
        }
        comma = comma || clm_is_comma(reader, token - back);
    }
    return false;
}

/* "at Three Sisters": a number word with a capital inside a sentence is part of a name. */
static bool is_named_number(const clm_reader *reader, uint32_t end) {
    const clm_token *last = end ? &reader->article->tokens[end - 1] : NULL;
    return last && last->kind == CLM_TOKEN_WORD && (last->flags & CLM_TOKEN_CAPITAL) &&
           !(last->flags & CLM_TOKEN_SENTENCE_FIRST) &&
           !reader->article->sentences[last->sentence].heading;
}

/* "a 500-strong force" with its noun at `token`. */
static clm_counted strong_force(const clm_reader *reader, uint32_t token) {
    clm_counted out = {.tokens = {token, token + 1}, .listed = true};
    bool force = clm_sem_at(reader, token, CLM_SEM_FORCE);
    out.what = force ? CLM_COUNT_TROOPS : CLM_COUNT_PEOPLE;
    out.unit = clm_count_unit(out.what);
    return out;
}

/* A plural, with or without an s. */
static bool is_many(const clm_reader *reader, uint32_t token) {
    static const char *const words[] = {"people", "children",       "police",       "personnel",
                                        "staff",  "infantry",       "aircraft",     "cattle",
                                        "sheep",  "livestock",      "crew",         "elderly",
                                        "youth",  "folk",           "accused",      "others",
                                        "dead",   "schoolchildren", "grandchildren"};
    if (is_plural(reader, token) || ends_with(reader, token, "men") ||
        ends_with(reader, token, "folk")) {
        return true;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (clm_key_is(reader, token, words[i])) {
            return true;
        }
    }
    return false;
}

/* "100,000 Arkanians": people, where no noun follows. */
static bool is_nationals(const clm_reader *reader, uint32_t token) {
    int m = reader->mention_of[token];
    return m >= 0 && reader->mentions->items[m].type == CLM_MENTION_DEMONYM &&
           reader->mentions->items[m].token_end == token + 1 && is_plural(reader, token) &&
           clm_tag_at(reader, token + 1) != CLM_TAG_NOUN &&
           clm_tag_at(reader, token + 1) != CLM_TAG_NAME;
}

/* A phrase while it is read. */
typedef struct phrase {
    uint32_t number, start; /* tokens behind the number, and behind its "of" */
    bool named, one;        /* one: the noun may be a singular */
} phrase;

/* Takes the word at `token` into the phrase; false where the phrase ends before it. */
static bool take_word(const clm_reader *reader, const phrase *of, uint32_t token, uint32_t limit,
                      clm_counted *out) {
    bool mention = reader->mention_of[token] >= 0 || (of->named && clm_capital_at(reader, token));
    unsigned known = mention ? 0 : clm_figure_count(clm_figure_at(reader, token));
    bool heads = token == of->start && known && is_plural(reader, token); /* "58 farms" */
    bool verb = !heads && clm_is_verb(reader, token);
    bool us = clm_tag_at(reader, token) == CLM_TAG_PRON && clm_capital_at(reader, token);
    if ((!inside_noun(reader, token) && !(known && !verb) && !us) || (out->unit && verb)) {
        return false; /* "30 students stacked sandbags" */
    }
    bool modifies = token + 1 < limit && inside_noun(reader, token + 1);
    bool noun = clm_tag_at(reader, token) == CLM_TAG_NOUN || (known && (!verb || modifies));
    if (is_nationals(reader, token)) {
        out->what = CLM_COUNT_PEOPLE;
        out->unit = clm_count_unit(CLM_COUNT_PEOPLE);
        out->listed = true;
        out->tokens = (clm_run){of->start, token + 1};
        return true;
    }
    if (mention || !noun) {
        return true;
    }
    if (clm_sem_at(reader, token, CLM_SEM_WEEKDAY | CLM_SEM_TIME | CLM_SEM_MONTH) && !known) {
        return false;
    }
    known = known ? known : guess_noun(reader, token);
    if (known && !of->one && !is_many(reader, token)) {
        return true; /* "a 500,000 flight cap": the noun before the head */
    }
    if (known) { /* the last noun of the phrase is its head */
        bool men = (clm_key_is(reader, token, "men") && speaks_of_force(reader, of->number)) ||
                   (clm_key_is(reader, token, "members") && token > of->start &&
                    clm_key_is(reader, token - 1, "guard"));
        out->what = men ? (unsigned)CLM_COUNT_TROOPS : known;
        out->unit = clm_count_unit(out->what);
        out->listed = true;
        out->tokens = (clm_run){of->start, token + 1};
    } else if (is_plural(reader, token)) {
        *out = (clm_counted){.tokens = {of->start, of->start}};
    }
    return true;
}

/* "1,000 Arkanian and 2,500 other troops": the noun stands with the second number. */
static void take_second(const clm_reader *reader, uint32_t joint, uint32_t limit,
                        clm_counted *out) {
    clm_number second;
    if (!clm_key_is(reader, joint, "and") || joint + 1 >= limit ||
        clm_tag_at(reader, joint + 1) != CLM_TAG_NUM ||
        !clm_number_read(reader, joint + 1, limit, &second) ||
        clm_measure_after(reader, second.tokens.end, limit).unit) {
        return;
    }
    phrase of = {second.tokens.end, second.tokens.end, false, false};
    clm_counted other = {.tokens = {of.start, of.start}};
    for (uint32_t j = of.start; j < limit && j < of.start + NOUN_WORDS; j++) {
        if (!take_word(reader, &of, j, limit, &other)) {
            break;
        }
    }
    out->what = other.what;
    out->unit = other.unit;
}

clm_counted clm_counted_after(const clm_reader *reader, uint32_t token, uint32_t limit, bool one) {
    clm_counted out = {.tokens = {token, token}};
    if (clm_punct_is(reader, token, "-")) { /* "a 16-member team" is one team */
        return clm_key_is(reader, token + 1, "strong") ? strong_force(reader, token + 2) : out;
    }
    phrase of = {token, token, is_named_number(reader, token), one};
    of.start += clm_key_is(reader, token, "of") ? 1 : 0;
    uint32_t j = of.start;
    while (j < limit && j < of.start + NOUN_WORDS && take_word(reader, &of, j, limit, &out)) {
        j++;
    }
    if (!out.listed && j > of.start) {
        take_second(reader, j, limit, &out);
    }
    return out;
}

/* ---- fates ---- */

/* Behind ", including 22 children," or "(two of them children)"; `token` where nothing is open. */
static uint32_t skip_aside(const clm_reader *reader, uint32_t token, uint32_t limit) {
    bool bracket = clm_punct_is(reader, token, "(");
    bool dash = clm_is_dash(reader, token);
    bool comma = clm_is_comma(reader, token);
    if (!bracket && !dash && !comma) {
        return token;
    }
    uint32_t next = token + 1;
    bool aside = clm_key_is(reader, next, "including") || clm_key_is(reader, next, "among") ||
                 clm_key_is(reader, next, "mostly") || clm_key_is(reader, next, "most") ||
                 clm_key_is(reader, next, "many") || clm_key_is(reader, next, "some") ||
                 clm_key_is(reader, next, "one") || clm_key_is(reader, next, "two") ||
                 clm_key_is(reader, next, "three") || clm_key_is(reader, next, "all") ||
                 clm_key_is(reader, next, "half");
    if (comma && !aside) {
        return token;
    }
    for (uint32_t k = next; k < limit && k < next + ASIDE_WORDS; k++) {
        bool close = bracket ? clm_punct_is(reader, k, ")")
                             : (dash ? clm_is_dash(reader, k) : clm_is_comma(reader, k));
        if (close) {
            return k + 1;
        }
    }
    return token;
}

static bool opens_object(const clm_reader *reader, uint32_t token) {
    clm_tag tag = clm_tag_at(reader, token);
    return tag == CLM_TAG_DET || tag == CLM_TAG_NUM || tag == CLM_TAG_POSS || tag == CLM_TAG_NAME ||
           tag == CLM_TAG_NOUN || tag == CLM_TAG_PRON || clm_key_is(reader, token, "at") ||
           clm_key_is(reader, token, "about");
}

/* True if the fate word at `token` is said of the noun before it. */
static bool befell(const clm_reader *reader, uint32_t token, unsigned fate, bool passive) {
    clm_tag tag = clm_tag_at(reader, token);
    bool acts = fate == CLM_FATE_KILLED || fate == CLM_FATE_INJURED || fate == CLM_FATE_CAPTURED;
    if (acts && fate == CLM_FATE_CAPTURED && !clm_is_verb(reader, token)) {
        clm_tag prior = token ? clm_tag_at(reader, token - 1) : CLM_TAG_PUNCT;
        return prior == CLM_TAG_PART || prior == CLM_TAG_FIN || prior == CLM_TAG_NOUN ||
               prior == CLM_TAG_NUM || clm_key_is(reader, token - 1, "as");
    }
    if (fate == CLM_FATE_INJURED && is_plural(reader, token)) {
        for (uint32_t back = 1; back < 5 && back <= token; back++) { /* "with gunshot wounds" */
            if (clm_key_is(reader, token - back, "with")) {
                return true;
            }
        }
    }
    if (acts) {
        bool past = clm_pos_at(reader, token, CLM_POS_VN) || ends_with(reader, token, "ed") ||
                    clm_key_is(reader, token, "hurt") || clm_key_is(reader, token, "slain");
        bool active = !passive && tag == CLM_TAG_FIN && opens_object(reader, token + 1);
        bool kind = clm_key_is(reader, token, "wounded") || clm_key_is(reader, token, "injured");
        return (past || kind) && !active;
    }
    if (fate == CLM_FATE_DIED) {
        return clm_is_verb(reader, token) || clm_key_is(reader, token, "dead") ||
               clm_key_is(reader, token, "lifeless") || clm_key_is(reader, token, "fatally") ||
               clm_key_is(reader, token, "die") ||
               (clm_key_is(reader, token, "death") && token > 1 && /* "shot to death" */
                clm_key_is(reader, token - 1, "to") &&
                clm_tag_at(reader, token - 2) == CLM_TAG_PART);
    }
    return fate != CLM_FATE_NONE;
}

/* "three were killed", "taking two captive", "60 people are still missing". */
static unsigned fate_after(const clm_reader *reader, clm_run clause, clm_run counted) {
    bool passive = false, bare = clm_run_empty(counted), near = true;
    uint32_t k = counted.end;
    for (uint32_t steps = 0; k < clause.end && steps < AFTER_WORDS; steps++) {
        uint32_t past = skip_aside(reader, k, clause.end);
        if (past > k) {
            k = past;
            continue;
        }
        uint32_t fields = clm_figure_at(reader, k);
        clm_tag tag = clm_tag_at(reader, k);
        unsigned fate = reader->mention_of[k] < 0 ? clm_figure_fate(fields) : 0;
        bool passed = (fields & CLM_FIGURE_PASSED) != 0;
        if (fate == CLM_FATE_MOVED) {
            return bare && near ? fate : CLM_FATE_NONE;
        }
        if (fate && befell(reader, k, fate, passive)) {
            return fate;
        }
        bool listed = tag == CLM_TAG_CC && clm_tag_at(reader, k + 1) == CLM_TAG_DET &&
                      !bare; /* "four soldiers and a civilian died" */
        bool part = tag == CLM_TAG_NUM && clm_tag_at(reader, k - 1) == CLM_TAG_PREP; /* "of one" */
        bool stops = clm_is_comma(reader, k) || (tag == CLM_TAG_CC && !listed) ||
                     (tag == CLM_TAG_NUM && !part) || tag == CLM_TAG_SUB || tag == CLM_TAG_THAT ||
                     clm_is_dash(reader, k) || (tag == CLM_TAG_FIN && !passed) ||
                     clm_punct_is(reader, k, ":") || clm_punct_is(reader, k, ";") ||
                     (bare && !passed && tag == CLM_TAG_NOUN && near);
        if (stops) {
            break;
        }
        passive = passive || clm_pos_at(reader, k, CLM_POS_BE) || clm_key_is(reader, k, "left");
        near = near && (passed || tag == CLM_TAG_ADV || tag == CLM_TAG_AUX);
        k++;
    }
    return CLM_FATE_NONE;
}

/* "killed at least 12", "injuring 30", "the deaths of 12", "the bodies of 12". */
static unsigned fate_before(const clm_reader *reader, clm_run clause, uint32_t first, bool bare) {
    bool of = false, listed = false;
    for (uint32_t k = first; k > clause.start && first - k < BEFORE_WORDS; k--) {
        uint32_t at = k - 1;
        uint32_t fields = clm_figure_at(reader, at);
        clm_tag tag = clm_tag_at(reader, at);
        unsigned fate = reader->mention_of[at] < 0 ? clm_figure_fate(fields) : 0;
        bool verb = clm_is_verb(reader, at);
        bool died = fate == CLM_FATE_DIED || fate == CLM_FATE_KILLED;
        if (clm_lemma_is(reader, at, "lose") && verb && !bare) {
            return CLM_FATE_DIED; /* "lost 12 men" */
        }
        bool dead =
            clm_key_is(reader, at, "dead") && at > clause.start && clm_is_verb(reader, at - 1);
        bool fatally = verb && at > clause.start && clm_key_is(reader, at - 1, "fatally");
        if (dead || fatally) { /* "shot dead three women", "fatally shot four men" */
            return CLM_FATE_DIED;
        }
        if (of && (died || clm_figure_count(fields) == CLM_COUNT_FATALITIES)) {
            return CLM_FATE_DIED;
        }
        if (fate == CLM_FATE_MOVED) {
            return bare && verb ? fate : CLM_FATE_NONE;
        }
        bool does = fate == CLM_FATE_KILLED || fate == CLM_FATE_INJURED ||
                    (fate == CLM_FATE_CAPTURED && verb);
        if (does && (verb || at == clause.start || tag == CLM_TAG_NOUN)) {
            uint32_t group = clm_verb_group(reader, at, clause.start);
            bool passive = tag == CLM_TAG_PART && clm_group_has(reader, group, at, CLM_POS_BE);
            return passive ? CLM_FATE_NONE : fate;
        }
        bool inverted = clm_pos_at(reader, at, CLM_POS_BE) && at > clause.start &&
                        clm_figure_fate(clm_figure_at(reader, at - 1)) == CLM_FATE_KILLED;
        if (inverted) { /* "Killed were two soldiers" */
            return CLM_FATE_KILLED;
        }
        if (clm_key_is(reader, at, "of")) {
            of = true;
        } else if (tag == CLM_TAG_CC && !listed) {
            listed = true; /* "killed the pilot and all 14 passengers" */
        } else if (tag != CLM_TAG_ADV && tag != CLM_TAG_DET && tag != CLM_TAG_ADJ &&
                   !(fields & CLM_FIGURE_QUALIFIER) && !(listed && tag == CLM_TAG_NOUN)) {
            break;
        }
    }
    return CLM_FATE_NONE;
}

/* "a toll of $1.50", "toll booths", "tolls between Exits 1 and 6": on a road. */
static bool is_fee(const clm_reader *reader, uint32_t toll) {
    uint32_t next = toll + 1;
    return is_plural(reader, toll) ||
           (clm_key_is(reader, next, "of") && clm_punct_is(reader, next + 1, "$")) ||
           clm_key_in(reader, next, "booth", "booths", "road", "roads", "plaza", "bridge", "hike",
                      "increase", "increases", "lane", "lanes");
}

/* "the death toll from X rose to 45", "the number of injured reached 300". */
static unsigned fate_of_toll(const clm_reader *reader, clm_run clause, uint32_t first) {
    if (first <= clause.start + 1) {
        return CLM_FATE_NONE;
    }
    for (uint32_t k = first; k > clause.start && first - k < TOLL_WORDS; k--) {
        uint32_t at = k - 1;
        uint32_t fields = clm_figure_at(reader, at);
        if ((fields & CLM_FIGURE_TOLL) && clm_tag_at(reader, at) == CLM_TAG_NOUN) {
            return is_fee(reader, at) ? CLM_FATE_NONE : CLM_FATE_DIED;
        }
        if (clm_key_is(reader, at, "number") && clm_key_is(reader, at + 1, "of")) {
            for (uint32_t j = at + 2; j < first && j < at + 7; j++) {
                unsigned fate = clm_figure_fate(clm_figure_at(reader, j));
                if (fate) {
                    return fate;
                }
            }
            return CLM_FATE_NONE;
        }
        if (clm_punct_is(reader, at, ";")) {
            break;
        }
    }
    return CLM_FATE_NONE;
}

/* "cases are up to 27", "the number was down to 900": behind the verb; `first` for others. */
static uint32_t before_level(const clm_reader *reader, uint32_t floor, uint32_t first) {
    uint32_t k = first;
    if (k > floor + 2 && clm_key_is(reader, k - 1, "to") &&
        clm_key_in(reader, k - 2, "up", "down")) {
        k -= 2;
    }
    bool level = clm_key_in(reader, k, "up", "down") && k > floor;
    k -= level && clm_tag_at(reader, k - 1) == CLM_TAG_ADV ? 1 : 0;
    return level && k > floor && clm_pos_at(reader, k - 1, CLM_POS_BE) ? k - 1 : first;
}

/* "Cases rose to 1,200", "the number of homes lost reached 300": the noun before the verb. */
unsigned clm_count_of_change(const clm_reader *reader, clm_run clause, uint32_t first) {
    uint32_t level = before_level(reader, clause.start, first);
    bool change = level != first;
    first = level;
    for (uint32_t k = first; k > clause.start && first - k < SUBJECT_WORDS; k--) {
        uint32_t fields = clm_figure_at(reader, k - 1);
        bool verb = clm_is_verb(reader, k - 1);
        if (verb && (fields & (CLM_FIGURE_CHANGE | CLM_FIGURE_QUALIFIER))) {
            change = true;
        } else if (verb) {
            return CLM_COUNT_NONE;
        }
        unsigned what = clm_figure_count(fields);
        if (change && what && clm_count_unit(what) && reader->mention_of[k - 1] < 0 &&
            is_plural(reader, k - 1)) {
            return what;
        }
    }
    return CLM_COUNT_NONE;
}

unsigned clm_fate_find(const clm_reader *reader, clm_run clause, clm_run number, clm_run counted,
                       uint32_t first) {
    clm_run what = clm_run_empty(counted) ? (clm_run){number.end, number.end} : counted;
    bool bare = clm_run_empty(counted);
    for (uint32_t k = counted.start; k + 1 < counted.end; k++) { /* "12 wounded soldiers" */
        unsigned fate = clm_figure_fate(clm_figure_at(reader, k));
        if (fate && fate != CLM_FATE_MOVED && !clm_figure_count(clm_figure_at(reader, k)) &&
            clm_tag_at(reader, k) != CLM_TAG_NAME) {
            return fate;
        }
    }
    unsigned fate = fate_after(reader, clause, what);
    if (!fate) {
        fate = fate_before(reader, clause, first, bare);
    }
    return fate ? fate : fate_of_toll(reader, clause, first);
}
