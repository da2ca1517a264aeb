/* mentions/told.c: names that the text itself calls a place: "the village of X", "the X district",
 * "X, a town in", "X and Y counties", "X Dam", "X Street". What is told once holds for the whole
 * text. */
#include "mentions/finder.h"

#include <string.h>

enum {
    TOLD_MAX = 256,
    TOLD_TOKENS_MAX = 6,
    TOLD_KEY_BYTES = 160,
    LIST_NAMES_MAX = 6,
    KNOWN_QUALITY = 100,
    APPOSED_MAX = 6, /* tokens from the name to "town" */
    ASIDE_MAX = 8    /* from the unit to the direction */
};

/* Words that a single name is not: the text calls it something, but not by a name. */
static const uint32_t no_single_name = WORD_COMMON | WORD_ORG | WORD_COMPASS | WORD_REGION |
                                       WORD_TOWN | WORD_WATER | WORD_FACILITY | WORD_PREFIX;

/* The words of the three lists below have WORD_NOUN in words.c: others are not looked for. */

/* What a noun beside a name makes of it. */
typedef struct place_noun {
    const char *word, *singular; /* look-up keys; singular NULL: it is one */
    clm_place_kind kind;
    bool after; /* also behind the name: "the X district", and not only "town of X" */
} place_noun;

static const place_noun nouns[] = {
    {"village", NULL, CLM_KIND_SETTLEMENT, true},
    {"villages", "village", CLM_KIND_SETTLEMENT, true},
    {"town", NULL, CLM_KIND_SETTLEMENT, false},
    {"towns", "town", CLM_KIND_SETTLEMENT, false},
    {"city", NULL, CLM_KIND_SETTLEMENT, false},
    {"cities", "city", CLM_KIND_SETTLEMENT, false},
    {"settlement", NULL, CLM_KIND_SETTLEMENT, false},
    {"settlements", "settlement", CLM_KIND_SETTLEMENT, false},
    {"hamlet", NULL, CLM_KIND_SETTLEMENT, true},
    {"communities", "community", CLM_KIND_SETTLEMENT, false},
    {"neighbourhood", NULL, CLM_KIND_SETTLEMENT, true},
    {"neighborhood", NULL, CLM_KIND_SETTLEMENT, true},
    {"neighbourhoods", "neighbourhood", CLM_KIND_SETTLEMENT, true},
    {"neighborhoods", "neighborhood", CLM_KIND_SETTLEMENT, true},
    {"suburb", NULL, CLM_KIND_SETTLEMENT, false},
    {"suburbs", "suburb", CLM_KIND_SETTLEMENT, false},
    {"commune", NULL, CLM_KIND_SETTLEMENT, false},
    {"township", NULL, CLM_KIND_DISTRICT, true},
    {"townships", "township", CLM_KIND_DISTRICT, true},
    {"district", NULL, CLM_KIND_DISTRICT, true},
    {"districts", "district", CLM_KIND_DISTRICT, true},
    {"county", NULL, CLM_KIND_DISTRICT, true},
    {"counties", "county", CLM_KIND_DISTRICT, true},
    {"province", NULL, CLM_KIND_REGION, true},
    {"provinces", "province", CLM_KIND_REGION, true},
    {"governorate", NULL, CLM_KIND_REGION, true},
    {"oblast", NULL, CLM_KIND_REGION, true},
};

/* Nouns of works and sites that news names: they stand behind the name and are part of it. */
static const char *const sites[] = {
    "airport", "airfield", "airbase", "dam",      "barrage",    "headworks", "crossing",
    "shrine",  "forest",   "grove",   "junction", "checkpoint", "temple",    "monastery",
    "ranch",   "island",   "islands", "pass",     "valley",     "falls",     "canyon",
    "gorge",   "refinery", "mine",    "tunnel",   "reservoir",  "camp",      "base"};

/* What may stand in lower case between the name and the site. */
static const char *const fillers[] = {"border",  "refugee",       "displacement", "displaced",
                                      "air",     "naval",         "military",     "army",
                                      "nuclear", "international", "transit",      "detention"};

static bool one_of(const finder *f, uint32_t i, const char *const *words, size_t count) {
    if ((clm_finder_classes(f, i) & WORD_NOUN) == 0) {
        return false;
    }
    for (size_t k = 0; k < count; k++) {
        if (clm_finder_key_is(f, i, words[k])) {
            return true;
        }
    }
    return false;
}

static const place_noun *noun_at(const finder *f, uint32_t i) {
    if (!clm_finder_lower(f, i) || (clm_finder_classes(f, i) & WORD_NOUN) == 0) {
        return NULL;
    }
    for (size_t k = 0; k < sizeof nouns / sizeof nouns[0]; k++) {
        if (clm_finder_key_is(f, i, nouns[k].word)) {
            return &nouns[k];
        }
    }
    return NULL;
}

static bool name_word(const finder *f, uint32_t i) {
    uint32_t no_name = WORD_FUNCTION | WORD_MONTH | WORD_SAY;
    return clm_finder_capital(f, i) && (clm_finder_classes(f, i) & no_name) == 0;
}

/* The end of the run of capitals that begins at `i`. */
static uint32_t run_end(const finder *f, uint32_t i) {
    uint32_t end = i;
    uint32_t at = i;
    do {
        if (!name_word(f, at) || (at != i && (clm_finder_classes(f, at) & WORD_TITLE) != 0)) {
            break;
        }
        end = at + 1;
        at = clm_spans_next(f, at);
    } while (at != 0 && end - i < TOLD_TOKENS_MAX);
    return end;
}

/* The look-up key of tokens [start, end) and `last`, if not NULL; 0 if it is too long. */
static size_t name_key(const finder *f, uint32_t start, uint32_t end, const char *last, char *key) {
    size_t length = 0;
    for (uint32_t i = start; i < end + (last != NULL); i++) {
        clm_text part = i < end ? token_key(f, i) : clm_text_of(last);
        if (part.len == 0) {
            continue;
        }
        if (length + part.len + 1 > TOLD_KEY_BYTES) {
            return 0;
        }
        if (length > 0) {
            key[length++] = ' ';
        }
        memcpy(key + length, part.ptr, part.len);
        length += part.len;
    }
    return length;
}

static size_t find_name(const finder *f, uint32_t start, uint32_t end, const char *last,
                        const clm_name_ref **refs) {
    char key[TOLD_KEY_BYTES];
    size_t length = name_key(f, start, end, last, key);
    return length > 0 ? clm_gazetteer_find(f->gazetteer, (clm_text){key, length}, refs) : 0;
}

/* One word is a name if no other sense of it is in the text or in the lexicon. */
static bool plausible(const finder *f, uint32_t start, uint32_t end) {
    if (end != start + 1) {
        return end > start;
    }
    uint32_t unfit = no_single_name | WORD_TITLE | WORD_MEDIA | WORD_TEAM | WORD_ORGNAME;
    return (clm_finder_classes(f, start) & unfit) == 0 && token_at(f, start)->key_len > 2 &&
           !token_has(f, start, CLM_TOKEN_ALL_CAPS) && !clm_finder_bit(f, f->lower_bits, start);
}

static bool same_name(const finder *f, const told_name *name, uint32_t i) {
    for (uint32_t k = 0; k < name->end - name->start; k++) {
        if (i + k >= f->article->token_count || (k > 0 && !token_continues(f, i + k)) ||
            !clm_text_equal(token_key(f, name->start + k), token_key(f, i + k))) {
            return false;
        }
    }
    return true;
}

static clm_status learn(finder *f, const told_name *name, clm_error *error) {
    if (f->told_count >= TOLD_MAX) {
        return CLM_OK; /* a text of lists; its names are found beside their nouns only */
    }
    for (size_t k = 0; k < f->told_count; k++) {
        if (f->told[k].end - f->told[k].start == name->end - name->start &&
            same_name(f, &f->told[k], name->start)) {
            return CLM_OK;
        }
    }
    if (clm_arena_grow(f->article->arena, (void **)&f->told, &f->told_capacity, f->told_count + 1,
                       sizeof *f->told) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    f->told[f->told_count++] = *name;
    clm_finder_set_bit(f, f->told_bits, name->start);
    return CLM_OK;
}

/* Learns the name at [start, end) that `noun` describes, unless the gazetteer has it. */
static clm_status learn_named(finder *f, uint32_t start, uint32_t end, const place_noun *noun,
                              clm_error *error) {
    told_name name = {start, end, noun->kind, NULL, 0};
    const clm_name_ref *refs = NULL;
    if (!plausible(f, start, end) || find_name(f, start, end, NULL, &refs) > 0) {
        return CLM_OK;
    }
    if (noun->kind != CLM_KIND_SETTLEMENT) {
        const char *singular = noun->singular != NULL ? noun->singular : noun->word;
        name.ref_count = find_name(f, start, end, singular, &name.refs);
    }
    return learn(f, &name, error);
}

/* The first token of the run of capitals that ends before `end`; `end` if there is none. */
static uint32_t run_start(const finder *f, uint32_t end) {
    uint32_t start = end;
    while (start > 0 && end - start < TOLD_TOKENS_MAX && name_word(f, start - 1)) {
        start--;
        if (!token_continues(f, start)) {
            break;
        }
    }
    return start;
}

static bool list_link(const finder *f, uint32_t i) {
    return clm_finder_is(f, i, ",") || clm_finder_key_is(f, i, "and") ||
           clm_finder_key_is(f, i, "or");
}

/* "X, Y and Z counties": the names before the one at `start`. */
static clm_status learn_before(finder *f, uint32_t start, const place_noun *noun,
                               clm_error *error) {
    clm_status status = CLM_OK;
    for (unsigned n = 0; n < LIST_NAMES_MAX && status == CLM_OK && start >= 2; n++) {
        uint32_t end = start;
        while (end > 0 && token_continues(f, end) && list_link(f, end - 1)) {
            end--;
        }
        if (end == start || end == 0 || !token_continues(f, end)) {
            break;
        }
        start = run_start(f, end);
        if (start == end) {
            break;
        }
        status = learn_named(f, start, end, noun, error);
    }
    return status;
}

/* "the villages of X, Y and Z": the names behind the one that ends at `end`. */
static clm_status learn_behind(finder *f, uint32_t end, const place_noun *noun, clm_error *error) {
    clm_status status = CLM_OK;
    for (unsigned n = 0; n < LIST_NAMES_MAX && status == CLM_OK; n++) {
        uint32_t start = end;
        while (token_continues(f, start) && list_link(f, start)) {
            start++;
        }
        if (start == end || !token_continues(f, start)) {
            break;
        }
        end = run_end(f, start);
        /* "..., and Mr Smith said" is no third village. */
        if (end == start || (clm_finder_classes(f, end) & WORD_SAY) != 0) {
            break;
        }
        status = learn_named(f, start, end, noun, error);
    }
    return status;
}

/* The end of a site's name whose capitals are [start, end), or 0. */
static uint32_t site_end(const finder *f, uint32_t start, uint32_t end) {
    const size_t site_count = sizeof sites / sizeof sites[0];
    uint32_t last = end - 1;
    if (one_of(f, last, sites, site_count)) {
        bool named = end - start >= 2;
        return named && !clm_finder_key_is(f, last, "base") && !clm_finder_key_is(f, last, "mine")
                   ? end
                   : 0;
    }
    uint32_t at = end;
    unsigned filled = 0;
    while (filled < 2 && token_continues(f, at) && clm_finder_lower(f, at) &&
           one_of(f, at, fillers, sizeof fillers / sizeof fillers[0])) {
        at++;
        filled++;
    }
    if (!token_continues(f, at) || !clm_finder_lower(f, at) || !one_of(f, at, sites, site_count)) {
        return 0;
    }
    /* "the Smith camp", "the party's base" are people. */
    bool people = clm_finder_key_is(f, at, "camp") || clm_finder_key_is(f, at, "base");
    return people && filled == 0 ? 0 : at + 1;
}

/* "Thein Dam", "the Qadir headworks", known or not; but in "Homs airport" the town is enough. */
static clm_status learn_site(finder *f, uint32_t start, uint32_t end, clm_error *error) {
    told_name name = {start, site_end(f, start, end), CLM_KIND_FACILITY, NULL, 0};
    const clm_name_ref *refs = NULL;
    if (name.end == 0) {
        return CLM_OK;
    }
    name.ref_count = find_name(f, start, name.end, NULL, &name.refs);
    bool town = name.end > end && find_name(f, start, end, NULL, &refs) > 0 &&
                refs[0].quality >= KNOWN_QUALITY;
    return name.ref_count == 0 && town ? CLM_OK : learn(f, &name, error);
}

static bool word_of(const finder *f, uint32_t i, const char *const *words, size_t count) {
    for (size_t k = 0; k < count; k++) {
        if (clm_finder_key_is(f, i, words[k])) {
            return true;
        }
    }
    return false;
}

/* What goes on behind "X, a village ...", so that it is no "village elder". */
static bool goes_on_place(const finder *f, uint32_t i) {
    static const char *const words[] = {
        "in",      "near",    "about",     "some",      "north",     "south",     "east",
        "west",    "of",      "on",        "where",     "which",     "that",      "just",
        "around",  "outside", "at",        "along",     "off",       "close",     "roughly",
        "between", "with",    "northeast", "northwest", "southeast", "southwest", "beside"};
    if (!token_continues(f, i) || token_at(f, i)->kind != CLM_TOKEN_WORD) {
        return true; /* a number, a mark, the end */
    }
    return word_of(f, i, words, sizeof words / sizeof words[0]);
}

/* The noun of "X, a small mining town 10 km from Y" behind the name that ends at `end`, or NULL. */
static const place_noun *noun_apposed(const finder *f, uint32_t end) {
    uint32_t at = end + 1;
    if (!token_continues(f, end) || !clm_finder_is(f, end, ",") || !token_continues(f, at) ||
        !(clm_finder_key_is(f, at, "a") || clm_finder_key_is(f, at, "an") ||
          clm_finder_key_is(f, at, "the"))) {
        return NULL;
    }
    for (at++; at < end + APPOSED_MAX && token_continues(f, at) && clm_finder_lower(f, at); at++) {
        const place_noun *noun = noun_at(f, at);
        if (noun != NULL) {
            bool one = noun->singular == NULL && noun->kind == CLM_KIND_SETTLEMENT;
            return one && goes_on_place(f, at + 1) ? noun : NULL;
        }
    }
    return NULL;
}

/* "X, about 20 km (12 miles) north-east of Y": what is measured so is a place, too. */
static bool is_measured(const finder *f, uint32_t end) {
    static const char *const about[] = {"about", "some", "around", "roughly", "nearly", "just"};
    static const char *const units[] = {"km", "kms", "kilometres", "kilometers", "miles", "mile"};
    static const char *const ways[] = {"north",     "south",     "east",      "west",     "from",
                                       "northeast", "northwest", "southeast", "southwest"};
    uint32_t at = end + 1;
    if (!token_continues(f, end) || !clm_finder_is(f, end, ",") || !token_continues(f, at)) {
        return false;
    }
    at += word_of(f, at, about, sizeof about / sizeof about[0]) ? 1 : 0;
    if (!token_continues(f, at + 1) || token_at(f, at)->kind != CLM_TOKEN_NUMBER ||
        !word_of(f, at + 1, units, sizeof units / sizeof units[0])) {
        return false;
    }
    for (uint32_t k = at + 2; k < at + 2 + ASIDE_MAX && token_continues(f, k); k++) {
        if (word_of(f, k, ways, sizeof ways / sizeof ways[0])) {
            return true;
        }
    }
    return false;
}

/* The names told around the run of capitals [start, end). */
static clm_status learn_around(finder *f, uint32_t start, uint32_t end, clm_error *error) {
    const clm_name_ref *refs = NULL;
    clm_status status = CLM_OK;
    bool of = start >= 2 && token_continues(f, start) && token_continues(f, start - 1) &&
              clm_finder_key_is(f, start - 1, "of");
    const place_noun *noun = of ? noun_at(f, start - 2) : NULL;
    if (noun != NULL) {
        told_name name = {start, end, noun->kind, NULL, 0};
        if (find_name(f, start, end, NULL, &refs) == 0 && noun->kind == CLM_KIND_SETTLEMENT) {
            status = learn(f, &name, error);
        } else {
            status = learn_named(f, start, end, noun, error);
        }
        return status == CLM_OK && noun->singular != NULL ? learn_behind(f, end, noun, error)
                                                          : status;
    }
    noun = is_measured(f, end) ? &nouns[0] : noun_apposed(f, end);
    if (noun != NULL) {
        return learn_named(f, start, end, noun, error);
    }
    noun = token_continues(f, end) ? noun_at(f, end) : NULL;
    if (noun != NULL && noun->after) {
        status = learn_named(f, start, end, noun, error);
        return status == CLM_OK && noun->singular != NULL ? learn_before(f, start, noun, error)
                                                          : status;
    }
    return learn_site(f, start, end, error);
}

/* True if a word that may tell what the capitals [start, end) name stands where learn_around looks:
 * behind or at their end, or before "of". */
static bool noun_around(const finder *f, uint32_t start, uint32_t end) {
    const uint32_t before = start >= 2 ? f->classes[start - 2] : 0;
    return ((before | f->classes[end - 1] | f->classes[end]) & WORD_NOUN) != 0;
}

clm_status clm_told_learn(finder *f, clm_error *error) {
    clm_status status = CLM_OK;
    uint32_t done = 0;
    for (size_t n = 0; n < f->name_count && status == CLM_OK; n++) {
        const uint32_t i = f->names[n];
        if (i < done || !name_word(f, i) || clm_finder_style(f, i) != STYLE_PLAIN) {
            continue;
        }
        done = run_end(f, i);
        if (noun_around(f, i, done) || noun_apposed(f, done) != NULL || is_measured(f, done)) {
            status = learn_around(f, i, done, error);
        }
    }
    return status;
}

/* "Main Street", "County Road 109": the end of a street's name that begins at `i`, or 0. */
static uint32_t street_end(const finder *f, uint32_t i) {
    if (!clm_finder_capital(f, i) || clm_finder_style(f, i) != STYLE_PLAIN ||
        (clm_finder_classes(f, i) & (WORD_FUNCTION | WORD_TITLE | WORD_MONTH)) != 0) {
        return 0;
    }
    uint32_t end = 0;
    uint32_t at = clm_spans_next(f, i);
    for (unsigned words = 1; at != 0 && words < 4 && clm_finder_capital(f, at); words++) {
        uint32_t classes = clm_finder_classes(f, at);
        if ((classes & WORD_STREET) != 0) {
            end = at + 1;
            break;
        }
        if ((classes & WORD_FUNCTION) != 0 && (classes & WORD_COMPASS) == 0) {
            return 0;
        }
        at = clm_spans_next(f, at);
    }
    if (end == 0 || (token_continues(f, end) && clm_finder_capital(f, end))) {
        return 0; /* "Kansas Highway Patrol" */
    }
    bool numbered = token_continues(f, end) && token_at(f, end)->kind == CLM_TOKEN_NUMBER &&
                    !token_has(f, end, CLM_TOKEN_GLUED);
    return numbered ? end + 1 : end;
}

/* A capital that follows belongs to the name: "Smith" of "Kyauk Smith". */
static bool goes_on(const finder *f, uint32_t end) {
    return token_continues(f, end) && name_word(f, end) &&
           clm_finder_style(f, end) == STYLE_PLAIN &&
           (clm_finder_classes(f, end) & (WORD_REGION | WORD_TOWN | WORD_FACILITY)) == 0;
}

bool clm_told_find(const finder *f, uint32_t i, uint32_t least_end, told_name *out) {
    uint32_t street = (f->all_classes & WORD_STREET) != 0 ? street_end(f, i) : 0;
    if (street > least_end) {
        *out = (told_name){i, street, CLM_KIND_FACILITY, NULL, 0};
        return true;
    }
    if (!clm_finder_capital(f, i) || !clm_finder_bit(f, f->told_bits, i)) {
        return false;
    }
    bool found = false;
    for (size_t k = 0; k < f->told_count; k++) {
        const told_name *name = &f->told[k];
        uint32_t end = i + (name->end - name->start);
        if (end > least_end && same_name(f, name, i) && !goes_on(f, end)) {
            *out = *name;
            out->start = i;
            out->end = end;
            least_end = end;
            found = true;
        }
    }
    return found;
}
