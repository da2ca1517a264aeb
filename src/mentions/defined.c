/* mentions/defined.c: names that the text defines as places: "Hamilton is a village in Kansas". */
#include "mentions/finder.h"

enum {
    ASIDE_TOKENS_MAX = 24, /* "(Polish: ...)" between the name and its verb */
    ASIDES_MAX = 3,
    NOUN_TOKENS_MAX = 10 /* from the verb to "village" */
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

/* True if a noun from `i` on says that a place is defined. */
static bool place_noun(const finder *f, uint32_t i) {
    static const char *const more[] = {"capital",  "seat",    "community", "locality",
                                       "district", "comarca", "barangay",  "neighborhood",
                                       "barrio",   "island",  "river"};
    uint32_t nouns = WORD_TOWN | WORD_TOWNS | WORD_REGION | WORD_DISTRICT;
    for (uint32_t at = i; at < i + NOUN_TOKENS_MAX && token_continues(f, at); at++) {
        if (!clm_finder_lower(f, at)) {
            bool joined = clm_finder_hyphen(f, at) || clm_finder_is(f, at, ",");
            if (joined || clm_finder_capital(f, at)) {
                continue; /* "a third-class city", "a Canadian town" */
            }
            return false;
        }
        bool stop = (clm_finder_classes(f, at) & WORD_IN) != 0 || clm_finder_key_is(f, at, "that");
        if (stop) {
            return false;
        }
        if ((clm_finder_classes(f, at) & nouns) != 0 && !clm_finder_key_is(f, at, "state")) {
            return true;
        }
        for (size_t k = 0; k < sizeof more / sizeof more[0]; k++) {
            if (clm_finder_key_is(f, at, more[k])) {
                return true;
            }
        }
    }
    return false;
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
        if (verb != 0 && place_noun(f, verb)) {
            item->told = true;
        }
    }
}
