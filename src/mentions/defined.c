/* mentions/defined.c: names that the text defines: "Lima is a village in Allen County, Ohio". The
 * definition says that the name is a place, of which kind, and in what it lies. */
#include "mentions/finder.h"

enum {
    ASIDE_TOKENS_MAX = 24, /* "(Polish: ...)" between the name and its verb */
    ASIDES_MAX = 3,
    NOUN_TOKENS_MAX = 10, /* from the verb to "village" */
    CONTAINER_TOKENS_MAX = 16,
    CONTAINER_REFS = 3
};

/* The token behind an aside that begins at `i`: in brackets, or between commas; `i` without one. */
static uint32_t skip_aside(const finder *f, uint32_t i) {
    bool bracket = clm_finder_is(f, i, "(");
    if (!bracket && !clm_finder_is(f, i, ",")) {
        return i;
    }
    for (uint32_t at = i + 1; at < i + ASIDE_TOKENS_MAX && token_continues(f, at); at++) {
        if (clm_finder_is(f, at, bracket ? ")" : ",")) {
            return at + 1;
        }
    }
    return i;
}

/* The token behind "is a", "was one of the"; 0 if none stands at `i`. */
static uint32_t behind_verb(const finder *f, uint32_t i) {
    bool verb = clm_finder_key_is(f, i, "is") || clm_finder_key_is(f, i, "was") ||
                clm_finder_key_is(f, i, "are") || clm_finder_key_is(f, i, "remains");
    bool article = clm_finder_key_is(f, i + 1, "a") || clm_finder_key_is(f, i + 1, "an") ||
                   clm_finder_key_is(f, i + 1, "the") || clm_finder_key_is(f, i + 1, "one");
    return verb && article && token_continues(f, i) && token_continues(f, i + 1) ? i + 2 : 0;
}

/* The noun that says what kind of place it is, from `i` on; 0 if there is none. */
static uint32_t place_noun(const finder *f, uint32_t i) {
    static const char *const more[] = {"capital",  "seat",     "community", "locality",
                                       "district", "comarca",  "barangay",  "neighborhood",
                                       "barrio",   "locality", "island",    "river"};
    uint32_t nouns = WORD_TOWN | WORD_TOWNS | WORD_REGION | WORD_DISTRICT;
    for (uint32_t at = i; at < i + NOUN_TOKENS_MAX && token_continues(f, at); at++) {
        if (!clm_finder_lower(f, at)) {
            bool joined = clm_finder_hyphen(f, at) || clm_finder_is(f, at, ",");
            if (joined || clm_finder_capital(f, at)) {
                continue; /* "a third-class city", "a Canadian town" */
            }
            return 0;
        }
        bool stop = (clm_finder_classes(f, at) & WORD_IN) != 0 || clm_finder_key_is(f, at, "that");
        if (stop) {
            return 0;
        }
        if ((clm_finder_classes(f, at) & nouns) != 0 && !clm_finder_key_is(f, at, "state")) {
            return at;
        }
        for (size_t k = 0; k < sizeof more / sizeof more[0]; k++) {
            if (clm_finder_key_is(f, at, more[k])) {
                return at;
            }
        }
    }
    return 0;
}

/* True if the candidate may hold a settlement: it names a district, a region or a country. */
static bool may_contain(const finder *f, const candidate *item) {
    if (item->mention.type != CLM_MENTION_TOPONYM) {
        return false;
    }
    for (size_t i = 0; i < item->mention.ref_count && i < CONTAINER_REFS; i++) {
        clm_place_kind kind = clm_gazetteer_place(f->gazetteer, item->mention.refs[i].place).kind;
        if (kind != CLM_KIND_SETTLEMENT && kind != CLM_KIND_FACILITY) {
            return true;
        }
    }
    return false;
}

/* The first candidate behind "in" or "of" that can be a container; -1 if there is none. */
static int container_behind(const finder *f, size_t index, uint32_t noun) {
    bool inside = false;
    uint32_t at = noun + 1;
    for (size_t k = index + 1; k < f->count; k++) {
        const candidate *item = &f->items[k];
        if (item->mention.token_start <= noun) {
            continue;
        }
        if (item->mention.token_start > noun + CONTAINER_TOKENS_MAX ||
            token_at(f, item->mention.token_start)->sentence != token_at(f, noun)->sentence) {
            break;
        }
        for (; at < item->mention.token_start; at++) {
            inside = inside || clm_finder_key_is(f, at, "in") || clm_finder_key_is(f, at, "of") ||
                     clm_finder_key_is(f, at, "within") || clm_finder_key_is(f, at, "on");
        }
        if (inside && may_contain(f, item)) {
            return (int)k;
        }
    }
    return -1;
}

void clm_defined_read(finder *f) {
    for (size_t i = 0; i < f->count; i++) {
        candidate *item = &f->items[i];
        uint32_t at = item->mention.token_end;
        if (item->mention.type != CLM_MENTION_TOPONYM || item->mention.possessive ||
            !token_continues(f, at)) {
            continue;
        }
        uint32_t verb = behind_verb(f, at);
        for (unsigned n = 0; n < ASIDES_MAX && verb == 0; n++) {
            uint32_t next = skip_aside(f, at);
            if (next == at) {
                break;
            }
            at = next;
            verb = behind_verb(f, at);
        }
        uint32_t noun = verb != 0 ? place_noun(f, verb) : 0;
        if (noun == 0) {
            continue;
        }
        item->told = true;
        if (item->mention.wanted_kind < 0 && item->mention.form == CLM_FORM_NAME &&
            (clm_finder_classes(f, noun) & (WORD_TOWN | WORD_TOWNS)) != 0 &&
            (clm_finder_classes(f, noun) & WORD_DISTRICT) == 0) {
            item->mention.wanted_kind = CLM_KIND_SETTLEMENT;
        }
        int container = container_behind(f, i, noun);
        if (container >= 0 && item->mention.container < 0 && item->kind != CLM_KIND_COUNTRY) {
            item->mention.container = container;
        }
    }
}
