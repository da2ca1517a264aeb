/* mentions/judge.c: accepts or rejects candidates by what stands around them.
 *
 * Rules in the order of their certainty; what no rule decides waits for a second pass, in which
 * the names that were accepted for sure elsewhere in the text are known. */
#include "mentions/finder.h"

#include <string.h>

enum {
    STOPNAME_QUALITY = 100, /* below: the gazetteer says it is nearly always something else */
    BIG_TOWN = 100000,
    KNOWN_TOWN = 15000,
    FAMOUS_TOWN = 500000
};

/* What a judge looks at, read once for each candidate. */
typedef struct context {
    uint32_t first, last;       /* tokens of the name */
    bool has_before, has_after; /* a neighbour in the same sentence */
    uint32_t before, after;     /* neighbour tokens; after skips a possessive */
    uint32_t before_classes, after_classes;
    bool capital_before, capital_after; /* adjacent capitals: one run of names */
    bool single;                        /* one word */
    bool sentence_first;
    bool big;      /* a country, region, capital or large town */
    bool locative; /* "in", "near" and the like before it */
    bool in_place; /* "in" before it, which persons seldom follow */
    bool article;  /* "the" before it */
    bool strong;   /* the text itself says that it is a place */
} context;

static bool adjacent(const finder *f, uint32_t left, uint32_t right) {
    return token_continues(f, right) && right == left + 1;
}

static bool is_big(const candidate *item) {
    switch (item->kind) {
    case CLM_KIND_COUNTRY:
    case CLM_KIND_COUNTRY_GROUP:
    case CLM_KIND_CONTINENT:
    case CLM_KIND_REGION:
    case CLM_KIND_SEA:
    case CLM_KIND_DISPUTED_REGION:
        return true;
    case CLM_KIND_SETTLEMENT:
    case CLM_KIND_FACILITY:
    case CLM_KIND_DISTRICT:
    case CLM_KIND_RIVER:
    case CLM_KIND_VAGUE_REGION:
    case CLM_KIND_COUNT:
        break;
    }
    return item->population >= BIG_TOWN ||
           (item->place_flags & (CLM_PLACE_CAPITAL | CLM_PLACE_GOVERNMENT)) != 0;
}

static bool class_before(const finder *f, uint32_t start, uint32_t wanted) {
    if (start == 0 || !token_continues(f, start)) {
        return false;
    }
    uint32_t at = start - 1;
    if (clm_finder_key_is(f, at, "the") && token_continues(f, at)) {
        at--;
    }
    return (clm_finder_classes(f, at) & wanted) != 0;
}

static context read_context(const finder *f, const candidate *item) {
    context c = {0};
    c.first = item->mention.token_start;
    c.last = item->mention.token_end - 1;
    c.single = item->name_end - item->name_start == 1;
    c.sentence_first = token_has(f, item->name_start, CLM_TOKEN_SENTENCE_FIRST) ||
                       (c.first > 0 && !token_continues(f, c.first));
    c.has_before = c.first > 0 && token_continues(f, c.first);
    c.before = c.first > 0 ? c.first - 1 : 0;
    uint32_t after = c.last + 1;
    if (item->mention.possessive) {
        after++;
    }
    c.after = after;
    c.has_after = token_continues(f, after);
    if (c.has_before) {
        uint32_t word = c.before;
        if (clm_finder_hyphen(f, word) && word > 0) {
            word--;
            c.before = word;
        }
        c.before_classes = clm_finder_classes(f, word);
        c.capital_before = clm_finder_capital(f, word);
    }
    if (c.has_after) {
        uint32_t word = after;
        c.after_classes = clm_finder_classes(f, word);
        c.capital_after = clm_finder_capital(f, word) && !item->mention.possessive;
    }
    c.big = is_big(item);
    c.locative = class_before(f, c.first, WORD_LOCATIVE);
    c.in_place = class_before(f, c.first, WORD_IN);
    c.article = c.has_before && clm_finder_key_is(f, c.before, "the");
    c.strong = item->unknown || item->told || item->chained ||
               item->mention.form != CLM_FORM_NAME || item->mention.type != CLM_MENTION_TOPONYM;
    return c;
}

static void accept(candidate *item) {
    item->verdict = VERDICT_ACCEPT;
}

static void reject(candidate *item, const char *reason) {
    item->verdict = VERDICT_REJECT;
    item->reason = reason;
}

/* Left to the second pass; rejected there unless the rest of the text speaks for the name. */
static void doubt(candidate *item, const char *reason) {
    item->reason = reason;
}

/* True if the run of characters without white space around the name is an address or a handle. */
static bool in_address(const finder *f, const candidate *item) {
    clm_text text = f->article->text;
    clm_span span = clm_article_token_span(f->article, item->name_start, item->name_end - 1);
    size_t start = span.start;
    size_t end = span.end;
    while (start > 0 && span.start - start < 80 && (unsigned char)text.ptr[start - 1] > ' ') {
        start--;
    }
    while (end < text.len && end - span.end < 80 && (unsigned char)text.ptr[end] > ' ') {
        end++;
    }
    for (size_t i = start; i < end; i++) {
        size_t left = end - i;
        if ((text.ptr[i] == '@' && left > 1) ||
            (left >= 3 && memcmp(text.ptr + i, "://", 3) == 0) ||
            (left >= 4 && memcmp(text.ptr + i, "www.", 4) == 0) ||
            (left >= 4 && memcmp(text.ptr + i, ".com", 4) == 0) ||
            (left >= 4 && memcmp(text.ptr + i, ".org", 4) == 0)) {
            return true;
        }
    }
    return false;
}

static bool all_person(const finder *f, const candidate *item) {
    for (uint32_t i = item->name_start; i < item->name_end; i++) {
        if (token_is_word(f, i) && (f->classes[i] & TOKEN_PERSON) == 0) {
            return false;
        }
    }
    return true;
}

/* "the Kyiv Independent", "New York Times", "Houston Rockets". The word must be a capital that is
 * no common word of this text. */
static const char *outlet_or_team(const finder *f, const candidate *item, const context *c) {
    if (!c->capital_after || !adjacent(f, c->last, c->after) ||
        item->mention.type == CLM_MENTION_DEMONYM) {
        return NULL;
    }
    uint32_t word = c->after;
    if ((clm_finder_classes(f, word) & WORD_COMPASS) != 0) {
        word++;
    }
    uint32_t classes = clm_finder_classes(f, word);
    if (!clm_finder_capital(f, word) || !token_continues(f, word)) {
        return NULL;
    }
    if ((classes & WORD_MEDIA) != 0) {
        return "media";
    }
    return (classes & WORD_TEAM) != 0 && (classes & WORD_FIRST) == 0 ? "organisation" : NULL;
}

/* Rules that need no more than the candidate and its neighbours, from certain to less so. Returns
 * true when they decided. */
static bool judge_plainly(const finder *f, candidate *item, const context *c) {
    uint32_t classes = clm_finder_classes(f, item->name_start);
    /* "in Swat" is the valley, "SWAT" the police. */
    bool valley = c->in_place && !token_has(f, item->name_start, CLM_TOKEN_ALL_CAPS) &&
                  (item->kind == CLM_KIND_VAGUE_REGION || item->kind == CLM_KIND_DISTRICT);
    if (c->single && (classes & WORD_ORGNAME) != 0 && !valley) {
        reject(item, "organisation");
        return true;
    }
    bool town = item->mention.form == CLM_FORM_KIND_AFTER &&
                item->mention.wanted_kind == CLM_KIND_SETTLEMENT;
    if (town && c->single && !c->big && c->capital_before &&
        (c->before_classes & WORD_COMMON) != 0) {
        reject(item, "plain_word"); /* Gold Rush town */
        return true;
    }
    if (c->single && (classes & WORD_MONTH) != 0 && !item->chained) {
        reject(item, "month");
        return true;
    }
    if (token_has(f, item->name_end, CLM_TOKEN_GLUED) || token_has(f, c->first, CLM_TOKEN_GLUED)) {
        if (in_address(f, item)) {
            reject(item, "handle");
            item->fixed = true;
            return true;
        }
    }
    const char *named = outlet_or_team(f, item, c);
    if (named != NULL && !item->chained) {
        reject(item, named);
        return true;
    }
    if (item->mention.type == CLM_MENTION_TOPONYM && !item->unknown && !item->chained &&
        item->mention.form != CLM_FORM_KIND_BEFORE && all_person(f, item)) {
        reject(item, "person");
        return true;
    }
    return false;
}

/* A capital before the name belongs to it, unless it is known for something else. */
static bool foreign_before(const finder *f, const context *c) {
    if (!c->has_before || !c->capital_before || clm_finder_style(f, c->first) != STYLE_PLAIN) {
        return false;
    }
    uint32_t harmless = WORD_FUNCTION | WORD_COMPASS | WORD_MONTH | WORD_LOCATIVE | WORD_COMMON |
                        WORD_ORG | WORD_SAY | WORD_MEDIA | WORD_REGION | WORD_TOWN | WORD_TITLE;
    if ((c->before_classes & harmless) != 0) {
        return false;
    }
    clm_text key = token_key(f, c->before);
    if (clm_finder_bit(f, f->lower_bits, c->before) ||
        clm_finder_bit(f, f->place_bits, c->before)) {
        return false;
    }
    const clm_name_ref *refs = NULL;
    size_t found = clm_gazetteer_find(f->gazetteer, key, &refs);
    if (found > 0 && clm_finder_hyphen(f, c->before + 1)) {
        return false;
    }
    return found == 0 || (refs[0].type != CLM_NAME_DEMONYM && refs[0].type != CLM_NAME_DERIVED &&
                          refs[0].type != CLM_NAME_ABBREVIATION);
}

/* A capital after the name that is no ordinary word: "Kyle Lake Smith", "Berlin Jones". */
static bool foreign_after(const finder *f, const context *c) {
    if (!c->has_after || !c->capital_after || clm_finder_style(f, c->first) != STYLE_PLAIN) {
        return false;
    }
    uint32_t at = c->after;
    for (unsigned i = 0; i < 4 && clm_finder_capital(f, at); i++) {
        uint32_t harmless = WORD_FUNCTION | WORD_COMPASS | WORD_MONTH | WORD_COMMON | WORD_ORG |
                            WORD_TITLE | WORD_REGION | WORD_TOWN | WORD_WATER | WORD_FACILITY |
                            WORD_TEAM | WORD_MEDIA;
        if ((clm_finder_classes(f, at) & harmless) != 0) {
            return false;
        }
        if (clm_finder_bit(f, f->lower_bits, at)) {
            return false;
        }
        if (!token_continues(f, at + 1)) {
            break;
        }
        at++;
    }
    return true;
}

static void judge_runs(const finder *f, candidate *item, const context *c) {
    bool person_known = c->single && clm_finder_bit(f, f->person_bits, item->name_start);
    if (person_known && !c->in_place && item->kind == CLM_KIND_SETTLEMENT) {
        reject(item, "person");
        return;
    }
    if (foreign_before(f, c) && !(c->big && !c->single)) {
        if (item->kind != CLM_KIND_COUNTRY && item->kind != CLM_KIND_COUNTRY_GROUP) {
            reject(item, c->sentence_first ? "plain_word" : "person");
            return;
        }
    }
    if (foreign_after(f, c) && !c->big && c->single) {
        reject(item, "person");
        return;
    }
    bool says = c->has_after && (c->after_classes & WORD_SAY) != 0 && !c->capital_after &&
                !item->mention.possessive;
    if (says && c->single && !c->big) {
        reject(item, "person");
    }
}

/* A noun follows that a place may describe: "the Gainesville police". */
static bool names_something(const finder *f, const context *c) {
    return c->has_after && token_is_word(f, c->after) &&
           (c->after_classes & (WORD_FUNCTION | WORD_SAY | WORD_AND)) == 0;
}

static void judge_words(const finder *f, candidate *item, const context *c) {
    uint32_t classes = clm_finder_classes(f, item->name_start);
    bool stop = item->quality < STOPNAME_QUALITY;
    if (stop && !(c->locative && !c->sentence_first && !c->capital_after)) {
        reject(item, "plain_word");
        return;
    }
    if (!c->single) {
        accept(item);
        return;
    }
    if ((classes & WORD_FUNCTION) != 0 && !item->abbreviation) {
        reject(item, "plain_word");
        return;
    }
    if (item->abbreviation) {
        accept(item);
        return;
    }
    bool townsfolk =
        (c->after_classes & WORD_TOWNSFOLK) != 0 && !c->capital_after && !item->mention.possessive;
    bool place_before = (c->locative && !c->article && !c->sentence_first) || townsfolk;
    uint32_t plain = WORD_COMMON | WORD_TITLE | WORD_ORG | WORD_COMPASS | WORD_MEDIA | WORD_TEAM |
                     WORD_REGION | WORD_TOWN | WORD_WATER | WORD_FACILITY;
    bool lower = clm_finder_bit(f, f->lower_bits, item->name_start);
    bool small = item->kind == CLM_KIND_SETTLEMENT || item->kind == CLM_KIND_DISTRICT ||
                 item->kind == CLM_KIND_FACILITY;
    if (!small && (classes & WORD_COMPASS) != 0 && !c->article) {
        reject(item, "plain_word");
        return;
    }
    if ((small || (c->sentence_first && item->kind != CLM_KIND_COUNTRY)) &&
        ((classes & plain) != 0 || (lower && !c->big && item->kind == CLM_KIND_SETTLEMENT))) {
        if (!place_before || c->capital_after) {
            reject(item, "plain_word");
            return;
        }
    }
    if ((classes & WORD_FIRST) != 0 && !place_before && !c->big) {
        doubt(item, "person");
        return;
    }
    if ((classes & WORD_SURNAME) != 0 && !c->in_place && !townsfolk &&
        item->population < FAMOUS_TOWN && item->kind == CLM_KIND_SETTLEMENT) {
        doubt(item, "person");
        return;
    }
    if (c->article && !c->big && item->kind == CLM_KIND_SETTLEMENT && !names_something(f, c)) {
        reject(item, "plain_word");
        return;
    }
    if (place_before || c->big || (!c->sentence_first && item->population >= KNOWN_TOWN)) {
        accept(item);
    }
}

static void judge_one(finder *f, candidate *item) {
    context c = read_context(f, item);
    if (judge_plainly(f, item, &c)) {
        return;
    }
    if (c.strong || item->tagged) {
        accept(item);
        return;
    }
    judge_runs(f, item, &c);
    if (item->verdict == VERDICT_UNSURE) {
        judge_words(f, item, &c);
    }
}

/* True if the list that candidate `index` stands in has a neighbour that is a place for sure. */
static bool listed_with_place(const finder *f, size_t index) {
    int before = f->items[index].mention.coordinated;
    if (before >= 0 && f->items[before].verdict == VERDICT_ACCEPT) {
        return true;
    }
    return index + 1 < f->count && f->items[index + 1].mention.coordinated == (int)index &&
           f->items[index + 1].verdict == VERDICT_ACCEPT;
}

/* What is still unsure: a small place, without a preposition, or first in its sentence. */
static void judge_rest(finder *f, size_t index) {
    candidate *item = &f->items[index];
    context c = read_context(f, item);
    if (listed_with_place(f, index)) {
        accept(item);
        return;
    }
    if (item->reason != NULL) {
        reject(item, item->reason);
        return;
    }
    if (!clm_finder_bit(f, f->place_bits, item->name_start) && c.sentence_first &&
        item->population < KNOWN_TOWN) {
        reject(item, "plain_word");
        return;
    }
    accept(item);
}

/* "Pam Trapani" makes Trapani a person also where the first name is in no table. */
static void remember_persons(finder *f) {
    for (size_t i = 0; i < f->count; i++) {
        const candidate *item = &f->items[i];
        if (item->mention.type != CLM_MENTION_TOPONYM || item->name_end != item->name_start + 1 ||
            item->unknown || item->chained || item->mention.form != CLM_FORM_NAME || is_big(item) ||
            !clm_finder_capital(f, item->name_start - (item->name_start > 0))) {
            continue;
        }
        context c = read_context(f, item);
        if (foreign_before(f, &c) && !token_has(f, c.before, CLM_TOKEN_SENTENCE_FIRST)) {
            clm_finder_set_bit(f, f->person_bits, item->name_start);
        }
    }
}

void clm_judge_all(finder *f) {
    uint32_t end = 0;
    remember_persons(f);
    for (size_t i = 0; i < f->count; i++) {
        candidate *item = &f->items[i];
        if (item->name_start < end) {
            /* The kind word of the name before it. */
            reject(item, "plain_word");
            item->fixed = true;
            continue;
        }
        judge_one(f, item);
        if (item->verdict == VERDICT_ACCEPT) {
            end = item->mention.token_end;
            if (item->mention.type == CLM_MENTION_TOPONYM) {
                clm_finder_set_bit(f, f->place_bits, item->name_start);
            }
        }
    }
    for (size_t i = 0; i < f->count; i++) {
        if (f->items[i].verdict == VERDICT_UNSURE) {
            judge_rest(f, i);
        }
    }
}
