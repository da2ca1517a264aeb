/* mentions/forms.c: reads what stands around a name: kind words, compass words, possessives,
 * chains ("Austin, Texas"), lists ("Sumy and Kharkiv border regions"). */
#include "mentions/finder.h"

enum {
    CHAIN_INNER_MAX = 64,
    CHAIN_OUTER_MAX = 8,
    METROPOLIS = 1000000,
    DISTRICT_REACH_M = 60000,
    APPOSITION_MAX = 12
};

/* The kind that a kind word asks for, or -1. */
static int wanted_kind(const finder *f, uint32_t token) {
    uint32_t classes = clm_finder_classes(f, token);
    if ((classes & WORD_DISTRICT) != 0) {
        return CLM_KIND_DISTRICT;
    }
    if ((classes & (WORD_REGION | WORD_REGIONS)) != 0) {
        return CLM_KIND_REGION;
    }
    if ((classes & (WORD_TOWN | WORD_TOWNS)) != 0) {
        return CLM_KIND_SETTLEMENT;
    }
    if ((classes & WORD_WATER) != 0) {
        bool river = clm_finder_key_is(f, token, "river") || clm_finder_key_is(f, token, "lake") ||
                     clm_finder_key_is(f, token, "canal") || clm_finder_key_is(f, token, "creek") ||
                     clm_finder_key_is(f, token, "reservoir");
        return river ? CLM_KIND_RIVER : CLM_KIND_SEA;
    }
    if ((classes & WORD_COUNTRY) != 0) {
        return CLM_KIND_COUNTRY;
    }
    return -1;
}

static void set_kind(finder *f, candidate *item, uint32_t token, clm_mention_form form) {
    item->mention.form = form;
    item->mention.wanted_kind = wanted_kind(f, token);
    item->mention.kind_word = token_key(f, token);
}

/* A word that only says where in the region: "Belgorod border region". */
static bool is_border_word(const finder *f, uint32_t token) {
    return clm_finder_key_is(f, token, "border") || clm_finder_key_is(f, token, "frontier") ||
           clm_finder_key_is(f, token, "coastal");
}

/* "Kursk state officials" speak of no state: the kind word must end its phrase. */
static bool ends_phrase(const finder *f, uint32_t token) {
    uint32_t next = token + 1;
    if (!token_continues(f, next) || !token_is_word(f, next)) {
        return true;
    }
    return clm_finder_lower(f, next) &&
           (clm_finder_classes(f, next) & (WORD_FUNCTION | WORD_LOCATIVE | WORD_SAY)) != 0;
}

/* True if the word at `token`, which follows a name, is its kind word. */
static bool kind_word_follows(const finder *f, const candidate *item, uint32_t token) {
    uint32_t classes = clm_finder_classes(f, token);
    bool capital = clm_finder_capital(f, token);
    bool ambiguous =
        clm_finder_key_is(f, token, "state") || clm_finder_key_is(f, token, "department") ||
        clm_finder_key_is(f, token, "republic") || clm_finder_key_is(f, token, "division");
    if (item->mention.type != CLM_MENTION_TOPONYM) {
        /* "Ukrainian territory" is a place and "the Russian region" none that has a name. */
        return clm_finder_key_is(f, token, "territory") && ends_phrase(f, token);
    }
    if ((classes & WORD_REGION) != 0) {
        if (ambiguous || clm_finder_key_is(f, token, "district")) {
            /* "Oaxaca State"; but Ohio State is a university. */
            bool state = item->kind == CLM_KIND_REGION && !item->american;
            return (!capital || state) && ends_phrase(f, token);
        }
        return true;
    }
    if ((classes & WORD_TOWN) != 0) {
        return !capital && ends_phrase(f, token) && !clm_finder_key_is(f, token, "port") &&
               !clm_finder_key_is(f, token + 1, "of");
    }
    return (classes & WORD_WATER) != 0 && (capital || ends_phrase(f, token));
}

static void read_kind_after(finder *f, candidate *item) {
    uint32_t token = item->name_end;
    if (is_border_word(f, token) && token_continues(f, token)) {
        token++;
    }
    if (!token_continues(f, token) || !token_is_word(f, token)) {
        return;
    }
    uint32_t classes = clm_finder_classes(f, token);
    if ((classes & (WORD_REGIONS | WORD_TOWNS)) != 0 && clm_finder_lower(f, token)) {
        if (item->mention.type == CLM_MENTION_TOPONYM) {
            set_kind(f, item, token, CLM_FORM_KIND_AFTER);
            item->plural_kind = true;
        }
        return;
    }
    if (kind_word_follows(f, item, token)) {
        set_kind(f, item, token, CLM_FORM_KIND_AFTER);
        item->mention.token_end = token + 1;
    }
}

/* "Kursk Oblast" is a name of the gazetteer; the name alone is then "Kursk". */
static void read_kind_inside(finder *f, candidate *item) {
    uint32_t last = item->name_end - 1;
    if (item->unknown || item->mention.type != CLM_MENTION_TOPONYM ||
        item->name_end - item->name_start < 2) {
        return;
    }
    uint32_t classes = clm_finder_classes(f, last);
    uint32_t first = clm_finder_classes(f, item->name_start);
    const clm_name_ref *refs = NULL;
    if ((classes & WORD_REGION) != 0) {
        set_kind(f, item, last, CLM_FORM_KIND_AFTER);
        if (item->name_end - item->name_start == 2 &&
            clm_gazetteer_find(f->gazetteer, token_key(f, item->name_start), &refs) > 0) {
            item->name_end = last;
        }
    } else if ((first & WORD_WATER) != 0 || (classes & WORD_WATER) != 0) {
        item->mention.kind_word =
            token_key(f, (classes & WORD_WATER) != 0 ? last : item->name_start);
    }
}

/* "village of X", "the Sumy and Kharkiv regions of X". */
static void read_kind_before(finder *f, candidate *item) {
    uint32_t start = item->name_start;
    if (start < 2 || !token_continues(f, start) || !token_continues(f, start - 1)) {
        return;
    }
    if (!clm_finder_key_is(f, start - 1, "of")) {
        return;
    }
    uint32_t noun = start - 2;
    uint32_t classes = clm_finder_classes(f, noun);
    if ((classes & (WORD_REGION | WORD_REGIONS | WORD_TOWN | WORD_TOWNS | WORD_WATER)) == 0 ||
        clm_finder_key_is(f, noun, "state") || clm_finder_key_is(f, noun, "republic") ||
        clm_finder_key_is(f, noun, "department") || clm_finder_key_is(f, noun, "states") ||
        clm_finder_key_is(f, noun, "division")) {
        return;
    }
    /* "the eastern region of Ukraine": a region inside a country, not the country. */
    bool country = item->kind == CLM_KIND_COUNTRY || item->kind == CLM_KIND_COUNTRY_GROUP ||
                   item->kind == CLM_KIND_CONTINENT;
    if (country || item->mention.form == CLM_FORM_KIND_AFTER) {
        return;
    }
    set_kind(f, item, noun, CLM_FORM_KIND_BEFORE);
}

/* The kind word of a name that the text alone calls a place, if it stands here too. */
static void read_told_kind(finder *f, candidate *item) {
    uint32_t wanted = WORD_REGION | WORD_REGIONS | WORD_TOWN | WORD_TOWNS;
    uint32_t start = item->name_start;
    uint32_t after = item->name_end;
    if (item->mention.wanted_kind == CLM_KIND_FACILITY) {
        return;
    }
    if (start >= 2 && token_continues(f, start) && clm_finder_key_is(f, start - 1, "of") &&
        (clm_finder_classes(f, start - 2) & wanted) != 0) {
        set_kind(f, item, start - 2, CLM_FORM_KIND_BEFORE);
    } else if (token_continues(f, after) && clm_finder_lower(f, after) &&
               (clm_finder_classes(f, after) & (WORD_REGION | WORD_TOWN)) != 0) {
        set_kind(f, item, after, CLM_FORM_KIND_AFTER);
        item->mention.token_end = after + 1;
    }
}

/* "Mount Sinjar", where the gazetteer knows Sinjar only. */
static void read_prefix(finder *f, candidate *item, uint32_t limit) {
    uint32_t start = item->name_start;
    if (start > limit && token_continues(f, start) && clm_finder_capital(f, start - 1) &&
        (clm_finder_classes(f, start - 1) & WORD_PREFIX) != 0 &&
        item->mention.form == CLM_FORM_NAME && item->mention.type == CLM_MENTION_TOPONYM) {
        item->mention.form = CLM_FORM_KIND_BEFORE;
        item->mention.kind_word = token_key(f, start - 1);
        item->mention.token_start = start - 1;
        item->name_start = start - 1;
    }
}

static clm_compass compass_of(const finder *f, uint32_t token) {
    if ((clm_finder_classes(f, token) & WORD_COMPASS) == 0) {
        return CLM_COMPASS_NONE;
    }
    const clm_text key = token_key(f, token);
    static const struct {
        const char *word;
        clm_compass compass;
    } words[] = {{"north", CLM_COMPASS_NORTH},         {"northern", CLM_COMPASS_NORTH},
                 {"northeast", CLM_COMPASS_NORTHEAST}, {"northeastern", CLM_COMPASS_NORTHEAST},
                 {"east", CLM_COMPASS_EAST},           {"eastern", CLM_COMPASS_EAST},
                 {"southeast", CLM_COMPASS_SOUTHEAST}, {"southeastern", CLM_COMPASS_SOUTHEAST},
                 {"south", CLM_COMPASS_SOUTH},         {"southern", CLM_COMPASS_SOUTH},
                 {"southwest", CLM_COMPASS_SOUTHWEST}, {"southwestern", CLM_COMPASS_SOUTHWEST},
                 {"west", CLM_COMPASS_WEST},           {"western", CLM_COMPASS_WEST},
                 {"northwest", CLM_COMPASS_NORTHWEST}, {"northwestern", CLM_COMPASS_NORTHWEST},
                 {"central", CLM_COMPASS_CENTRAL},     {"downtown", CLM_COMPASS_CENTRAL}};
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
        if (clm_text_is(key, words[i].word)) {
            return words[i].compass;
        }
    }
    return CLM_COMPASS_NONE;
}

/* "north-eastern" is two tokens and a hyphen. */
static clm_compass joined(clm_compass first, clm_compass second) {
    if (first == CLM_COMPASS_NORTH) {
        return second == CLM_COMPASS_EAST   ? CLM_COMPASS_NORTHEAST
               : second == CLM_COMPASS_WEST ? CLM_COMPASS_NORTHWEST
                                            : second;
    }
    if (first == CLM_COMPASS_SOUTH) {
        return second == CLM_COMPASS_EAST   ? CLM_COMPASS_SOUTHEAST
               : second == CLM_COMPASS_WEST ? CLM_COMPASS_SOUTHWEST
                                            : second;
    }
    return second;
}

/* A name put together from words; one that is too long is in no gazetteer. */
typedef struct joined_name {
    char key[160];
    size_t length;
    bool whole;
} joined_name;

static void join_word(joined_name *name, clm_text part) {
    if (part.len == 0 || !name->whole) {
        return;
    }
    if (name->length + part.len + 1 > sizeof name->key) {
        name->whole = false;
        return;
    }
    if (name->length > 0) {
        name->key[name->length++] = ' ';
    }
    for (size_t b = 0; b < part.len; b++) {
        name->key[name->length++] = part.ptr[b];
    }
}

static size_t find_joined(const finder *f, const joined_name *name, const clm_name_ref **refs) {
    return name->whole ? clm_gazetteer_find(f->gazetteer, (clm_text){name->key, name->length}, refs)
                       : 0;
}

/* "Orm, Tarn and Weln counties" names Orm County. */
static void use_kind_name(finder *f, candidate *item) {
    static const struct {
        const char *many, *one;
    } words[] = {{"counties", "county"}, {"districts", "district"}, {"parishes", "parish"}};
    joined_name name = {.whole = true};
    for (uint32_t i = item->name_start; i < item->name_end; i++) {
        join_word(&name, token_key(f, i));
    }
    bool known = false;
    for (size_t i = 0; i < sizeof words / sizeof *words && !known; i++) {
        known = clm_text_is(item->mention.kind_word, words[i].many);
        join_word(&name, known ? clm_text_of(words[i].one) : (clm_text){"", 0});
    }
    const clm_name_ref *refs = NULL;
    size_t count = known ? find_joined(f, &name, &refs) : 0;
    if (count == 0) {
        return;
    }
    clm_place place = clm_gazetteer_place_facts(f->gazetteer, refs[0].place);
    if (place.kind == CLM_KIND_DISTRICT || place.kind == CLM_KIND_REGION) {
        item->mention.refs = refs;
        item->mention.ref_count = count;
        item->kind = place.kind;
        item->quality = refs[0].quality;
    }
}

/* "eastern Europe" may be a place of its own in the gazetteer. */
static void use_compass_name(finder *f, candidate *item, uint32_t from) {
    joined_name name = {.whole = true};
    for (uint32_t i = from; i < item->name_end; i++) {
        join_word(&name, token_key(f, i));
    }
    const clm_name_ref *refs = NULL;
    size_t count = find_joined(f, &name, &refs);
    if (count == 0 || refs[0].type == CLM_NAME_DEMONYM || refs[0].type == CLM_NAME_DERIVED) {
        return;
    }
    clm_place place = clm_gazetteer_place_facts(f->gazetteer, refs[0].place);
    bool wide = place.kind == CLM_KIND_VAGUE_REGION || place.kind == CLM_KIND_COUNTRY_GROUP ||
                place.kind == CLM_KIND_CONTINENT || place.kind == CLM_KIND_DISPUTED_REGION ||
                place.kind == CLM_KIND_REGION || place.kind == CLM_KIND_COUNTRY;
    /* "western Darfur region" is a part of Darfur, though West Darfur is called so now and then. */
    bool other = place.kind == CLM_KIND_REGION && refs[0].type != CLM_NAME_PRIMARY &&
                 !clm_finder_capital(f, from);
    if (wide && !other) {
        item->mention.refs = refs;
        item->mention.ref_count = count;
        item->kind = place.kind;
        item->quality = refs[0].quality;
    }
}

/* "in the north of X", "the northern part of X": a side of it. "To the north of X" lies beside. */
clm_compass clm_forms_side(const finder *f, uint32_t start) {
    static const char *const parts[] = {"part", "parts", "half", "areas"};
    uint32_t k = start;
    k -= k > 0 && clm_finder_key_is(f, k - 1, "the") ? 1 : 0;
    if (k < 3 || !token_continues(f, start) || !clm_finder_key_is(f, k - 1, "of")) {
        return CLM_COMPASS_NONE;
    }
    bool part = false;
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        part = part || clm_finder_key_is(f, k - 2, parts[i]);
    }
    uint32_t side = part ? k - 3 : k - 2;
    bool adjective = clm_text_ends(token_key(f, side), "ern");
    bool the = side > 0 && clm_finder_key_is(f, side - 1, "the");
    bool beside =
        side > 1 && (clm_finder_key_is(f, side - 2, "to") || clm_finder_key_is(f, side - 2, "and"));
    if (part != adjective || (!part && (!the || beside))) {
        return CLM_COMPASS_NONE; /* "between the south and the north of X" is all of it */
    }
    return compass_of(f, side);
}

static void read_compass(finder *f, candidate *item, uint32_t limit) {
    uint32_t start = item->name_start;
    bool wide = item->mention.wanted_kind == CLM_KIND_REGION || item->kind == CLM_KIND_COUNTRY ||
                item->kind == CLM_KIND_REGION;
    clm_compass side = wide && item->mention.type == CLM_MENTION_TOPONYM ? clm_forms_side(f, start)
                                                                         : CLM_COMPASS_NONE;
    if (side != CLM_COMPASS_NONE) {
        item->mention.compass = side;
        return;
    }
    if (start == 0 || start <= limit || !token_continues(f, start) ||
        item->mention.type != CLM_MENTION_TOPONYM) {
        return;
    }
    clm_compass compass = compass_of(f, start - 1);
    if (compass == CLM_COMPASS_NONE || !token_is_word(f, start - 1)) {
        return;
    }
    /* "East Harlem" that no table knows is a name, "east Ukraine" a part. */
    bool adjective =
        clm_text_ends(token_key(f, start - 1), "ern") || compass == CLM_COMPASS_CENTRAL;
    if (!adjective && clm_finder_capital(f, start - 1) && item->kind != CLM_KIND_COUNTRY &&
        item->kind != CLM_KIND_REGION) {
        return;
    }
    /* "10 km north Kursk" and the like do not occur; "to the north, Kursk" is cut by the comma. */
    uint32_t from = start - 1;
    if (from >= limit + 2 && clm_finder_hyphen(f, from - 1)) {
        clm_compass first = compass_of(f, from - 2);
        if (first != CLM_COMPASS_NONE) {
            compass = joined(first, compass);
            from -= 2;
        }
    }
    item->mention.compass = compass;
    item->mention.form = CLM_FORM_COMPASS;
    item->mention.token_start = from;
    use_compass_name(f, item, from);
}

bool clm_forms_contained(const finder *f, const clm_mention *inner, const clm_mention *outer) {
    size_t outer_count = outer->ref_count < CHAIN_OUTER_MAX ? outer->ref_count : CHAIN_OUTER_MAX;
    size_t inner_count = inner->ref_count < CHAIN_INNER_MAX ? inner->ref_count : CHAIN_INNER_MAX;
    for (size_t o = 0; o < outer_count; o++) {
        clm_place around = clm_gazetteer_place_facts(f->gazetteer, outer->refs[o].place);
        if (around.kind == CLM_KIND_SETTLEMENT || around.kind == CLM_KIND_FACILITY) {
            continue;
        }
        /* "Lahore, Kasur, Sialkot" lists towns, though Kasur names a district too. */
        if (around.kind == CLM_KIND_DISTRICT && o > 0 && outer->wanted_kind < 0) {
            continue;
        }
        for (size_t i = 0; i < inner_count; i++) {
            if (inner->refs[i].place == outer->refs[o].place) {
                continue;
            }
            clm_place place = clm_gazetteer_place_facts(f->gazetteer, inner->refs[i].place);
            if (place.kind == CLM_KIND_COUNTRY) {
                continue;
            }
            if (place.country_place == outer->refs[o].place ||
                place.admin1 == outer->refs[o].place) {
                return true;
            }
            bool vague =
                around.kind == CLM_KIND_VAGUE_REGION || around.kind == CLM_KIND_DISPUTED_REGION;
            if (vague && place.kind == CLM_KIND_SETTLEMENT &&
                place.country_place == around.country_place &&
                clm_sphere_distance_m(place.point, around.point) < around.uncertainty_m) {
                return true;
            }
            if (around.kind == CLM_KIND_DISTRICT && place.kind == CLM_KIND_SETTLEMENT &&
                place.country_place == around.country_place &&
                clm_sphere_distance_m(place.point, around.point) < DISTRICT_REACH_M) {
                return true;
            }
        }
    }
    return false;
}

/* What stands between two neighbouring candidates. */
typedef enum gap {
    GAP_OTHER = 0,
    GAP_NONE,
    GAP_COMMA,
    GAP_INSIDE, /* in, of, and the like, with or without a comma and an article */
    GAP_POSSESSIVE,
    GAP_AND,
    GAP_KIND_OF /* "the Kursk settlement of Guyevo" */
} gap;

static gap gap_words(const finder *f, uint32_t at, uint32_t end) {
    bool comma = clm_finder_is(f, at, ",") || clm_finder_is(f, at, "(");
    if (comma) {
        at++;
    }
    if (at == end) {
        return GAP_COMMA;
    }
    uint32_t classes = clm_finder_classes(f, at);
    if ((classes & WORD_AND) != 0 || clm_finder_is(f, at, "&") || clm_finder_is(f, at, "/")) {
        at += 1;
        if (at < end && (clm_finder_key_is(f, at, "the") || clm_finder_key_is(f, at, "in"))) {
            at++;
        }
        return at == end ? GAP_AND : GAP_OTHER;
    }
    if (clm_finder_key_is(f, at, "in") || (clm_finder_key_is(f, at, "of") && !comma)) {
        at++;
        if (at < end && clm_finder_key_is(f, at, "the")) {
            at++;
        }
        return at == end ? GAP_INSIDE : GAP_OTHER;
    }
    return GAP_OTHER;
}

/* ", the capital of", ", the army's last stronghold in the": what tells of the place before it. */
static bool apposition(const finder *f, uint32_t at, uint32_t end) {
    bool article = clm_finder_key_is(f, at + 1, "the") || clm_finder_key_is(f, at + 1, "a") ||
                   clm_finder_key_is(f, at + 1, "an") || clm_finder_key_is(f, at + 1, "its");
    uint32_t last = clm_finder_key_is(f, end - 1, "the") ? end - 2 : end - 1;
    if (!clm_finder_is(f, at, ",") || !article || last < at + 3 ||
        !(clm_finder_key_is(f, last, "in") || clm_finder_key_is(f, last, "of"))) {
        return false;
    }
    for (uint32_t i = at + 2; i < last; i++) {
        bool word = clm_finder_lower(f, i) || clm_finder_hyphen(f, i) ||
                    token_has(f, i, CLM_TOKEN_POSSESSIVE);
        uint32_t verb = WORD_SAY | WORD_AND;
        bool noun = i + 1 < last || (clm_finder_classes(f, i) & WORD_FUNCTION) == 0;
        if (!word || !noun || (clm_finder_classes(f, i) & verb) != 0) {
            return false;
        }
    }
    return true;
}

/* "on the northern edge of", "in the outskirts of". */
static bool at_edge(const finder *f, uint32_t at, uint32_t end) {
    uint32_t noun = end >= 2 ? end - 2 : 0;
    static const char *const edges[] = {"edge",  "outskirts", "side", "suburbs", "north",
                                        "south", "east",      "west", "centre",  "center"};
    if (end < at + 4 || end > at + 5 || !clm_finder_key_is(f, end - 1, "of") ||
        !clm_finder_key_is(f, at + 1, "the") ||
        !(clm_finder_key_is(f, at, "on") || clm_finder_key_is(f, at, "in"))) {
        return false;
    }
    for (size_t k = 0; k < sizeof edges / sizeof edges[0]; k++) {
        if (clm_finder_key_is(f, noun, edges[k])) {
            return true;
        }
    }
    return false;
}

static gap gap_between(const finder *f, const candidate *left, const candidate *right) {
    uint32_t at = left->mention.token_end;
    uint32_t end = right->mention.token_start;
    if (at > end || end - at > APPOSITION_MAX ||
        token_at(f, at - 1)->sentence != token_at(f, end)->sentence) {
        return GAP_OTHER;
    }
    if (end - at >= 4 && (apposition(f, at, end) || at_edge(f, at, end))) {
        return GAP_INSIDE;
    }
    if (end - at > 4) {
        return GAP_OTHER;
    }
    if (at == end) {
        return GAP_NONE;
    }
    bool possessive = token_has(f, at, CLM_TOKEN_POSSESSIVE);
    uint32_t noun = end >= 2 ? end - 2 : 0;
    if (right->mention.form == CLM_FORM_KIND_BEFORE || right->unknown) {
        if (clm_finder_key_is(f, end - 1, "of") && noun >= at && noun <= at + 2 &&
            (clm_finder_classes(f, noun) & (WORD_TOWN | WORD_TOWNS | WORD_REGION | WORD_REGIONS)) !=
                0) {
            return GAP_KIND_OF;
        }
    }
    if (possessive) {
        for (uint32_t i = at + 1; i < end; i++) {
            bool plain =
                clm_finder_lower(f, i) &&
                (is_border_word(f, i) || clm_finder_key_is(f, i, "capital") ||
                 clm_finder_key_is(f, i, "second") || clm_finder_key_is(f, i, "third") ||
                 clm_finder_key_is(f, i, "own") || (clm_finder_classes(f, i) & WORD_COMPASS) != 0 ||
                 (clm_finder_classes(f, i) & (WORD_FUNCTION | WORD_LOCATIVE)) == 0);
            if (!plain) {
                return GAP_OTHER;
            }
        }
        return GAP_POSSESSIVE;
    }
    return gap_words(f, at, end);
}

static bool lists_countries(const candidate *left, const candidate *right) {
    return left->kind == CLM_KIND_COUNTRY && right->kind == CLM_KIND_COUNTRY;
}

/* "the village of X in the Y region" holds whatever X the gazetteer knows. */
static bool village_in_region(const candidate *left, const candidate *right, gap between) {
    return between == GAP_INSIDE && left->mention.form == CLM_FORM_KIND_BEFORE &&
           left->mention.wanted_kind == CLM_KIND_SETTLEMENT &&
           (right->mention.wanted_kind == CLM_KIND_REGION ||
            right->mention.wanted_kind == CLM_KIND_DISTRICT);
}

static void contain(finder *f, size_t inner, size_t outer) {
    f->items[inner].mention.container = (int)outer;
    if (!f->items[inner].unknown) {
        f->items[inner].chained = true;
    }
    f->items[outer].chained = true;
}

/* True if `at` says where the candidate before it lies: "Ohio" in "Dayton, Ohio". */
static bool holds_previous(const finder *f, size_t at) {
    return at > 0 && f->items[at - 1].mention.container == (int)at;
}

/* The one that the next member of a list goes on from: in "Dayton, Ohio, and Paris" the first. */
static int listed_before(const finder *f, size_t at) {
    return holds_previous(f, at) ? (int)at - 1 : (int)at;
}

/* "A and B in C": all of the list lie there. A comma does not say so: "A, B, C". */
static bool may_contain(const finder *f, size_t inner, gap between) {
    int before = f->items[inner].mention.coordinated;
    return before < 0 || between == GAP_INSIDE ||
           (before + 1 < (int)f->count && holds_previous(f, (size_t)before + 1));
}

/* The members of a list that stand before `inner`, whose container was found behind it. */
static void contain_list(finder *f, size_t inner, size_t outer) {
    for (int at = f->items[inner].mention.coordinated;
         at >= 0 && f->items[at].mention.container < 0 &&
         clm_forms_contained(f, &f->items[at].mention, &f->items[outer].mention);
         at = f->items[at].mention.coordinated) {
        contain(f, (size_t)at, outer);
    }
}

/* "Washington, New York and Boston" lists towns, though New York is a state, too. */
static bool goes_on_as_list(const finder *f, size_t at, gap between) {
    const clm_mention *mention = &f->items[at].mention;
    if (between != GAP_COMMA || at + 1 >= f->count ||
        gap_between(f, &f->items[at], &f->items[at + 1]) != GAP_AND) {
        return false;
    }
    for (size_t i = 0; i < mention->ref_count && i < CHAIN_OUTER_MAX; i++) {
        clm_place place = clm_gazetteer_place_facts(f->gazetteer, mention->refs[i].place);
        if (place.kind == CLM_KIND_SETTLEMENT && place.population >= METROPOLIS) {
            return true;
        }
    }
    return false;
}

static void link_pair(finder *f, size_t at) {
    candidate *left = &f->items[at - 1];
    candidate *right = &f->items[at];
    gap between = gap_between(f, left, right);
    bool toponyms =
        left->mention.type == CLM_MENTION_TOPONYM && right->mention.type == CLM_MENTION_TOPONYM;
    switch (between) {
    case GAP_COMMA:
    case GAP_INSIDE:
        if (toponyms && right->mention.ref_count > 0 && !lists_countries(left, right) &&
            may_contain(f, at - 1, between) && !goes_on_as_list(f, at, between) &&
            ((left->unknown && between == GAP_INSIDE) || village_in_region(left, right, between) ||
             clm_forms_contained(f, &left->mention, &right->mention))) {
            contain(f, at - 1, at);
            if (between == GAP_INSIDE) {
                contain_list(f, at - 1, at);
            }
        } else if (toponyms && between == GAP_COMMA) {
            right->mention.coordinated = listed_before(f, at - 1);
        }
        break;
    case GAP_POSSESSIVE:
    case GAP_NONE:
        if (right->mention.type == CLM_MENTION_TOPONYM && right->mention.ref_count > 0 &&
            clm_forms_contained(f, &right->mention, &left->mention)) {
            contain(f, at, at - 1);
            /* "Paris in America's Texas" lies in the inner one. */
            if (between == GAP_POSSESSIVE && holds_previous(f, at - 1) &&
                clm_forms_contained(f, &f->items[at - 2].mention, &right->mention)) {
                contain(f, at - 2, at);
                contain_list(f, at - 2, at);
            }
        }
        break;
    case GAP_KIND_OF:
        contain(f, at, at - 1);
        break;
    case GAP_AND:
        if (toponyms) {
            right->mention.coordinated = listed_before(f, at - 1);
        }
        break;
    case GAP_OTHER:
        break;
    }
}

/* A plural kind word is meant for all of the list before it. */
static void share_kinds(finder *f) {
    for (size_t i = f->count; i-- > 0;) {
        const candidate *item = &f->items[i];
        if (!item->plural_kind || item->mention.coordinated < 0) {
            continue;
        }
        candidate *before = &f->items[item->mention.coordinated];
        if (before->mention.wanted_kind < 0) {
            before->mention.wanted_kind = item->mention.wanted_kind;
            before->mention.kind_word = item->mention.kind_word;
            before->mention.form = CLM_FORM_KIND_AFTER;
            before->plural_kind = true;
        }
    }
    for (size_t i = 0; i < f->count; i++) {
        if (f->items[i].plural_kind && !f->items[i].unknown) {
            use_kind_name(f, &f->items[i]);
        }
    }
    /* The other way round: "the regions of Sumy and Kharkiv". */
    for (size_t i = 1; i < f->count; i++) {
        candidate *item = &f->items[i];
        if (item->mention.coordinated < 0 || item->mention.wanted_kind >= 0) {
            continue;
        }
        const candidate *before = &f->items[item->mention.coordinated];
        uint32_t noun = before->name_start >= 2 ? before->name_start - 2 : 0;
        if (before->mention.form == CLM_FORM_KIND_BEFORE &&
            (clm_finder_classes(f, noun) & (WORD_REGIONS | WORD_TOWNS)) != 0) {
            item->mention.wanted_kind = before->mention.wanted_kind;
            item->mention.kind_word = before->mention.kind_word;
            item->mention.form = CLM_FORM_KIND_BEFORE;
        }
    }
}

static void read_possessive(finder *f, candidate *item) {
    item->mention.possessive = token_has(f, item->mention.token_end, CLM_TOKEN_POSSESSIVE) &&
                               token_continues(f, item->mention.token_end);
}

/* "parts of X", "near the X border": not the whole of X. */
static void read_partial(finder *f, candidate *item) {
    uint32_t start = item->mention.token_start;
    uint32_t end = item->mention.token_end;
    if (start >= 2 && clm_finder_key_is(f, start - 1, "of") &&
        (clm_finder_key_is(f, start - 2, "part") || clm_finder_key_is(f, start - 2, "parts") ||
         clm_finder_key_is(f, start - 2, "areas") || clm_finder_key_is(f, start - 2, "pockets"))) {
        item->mention.partial = true;
    }
    if (start >= 2 && clm_finder_key_is(f, start - 1, "with") &&
        (clm_finder_key_is(f, start - 2, "border") || clm_finder_key_is(f, start - 2, "borders"))) {
        item->mention.partial = true;
    }
    uint32_t after = item->mention.possessive ? end + 1 : end;
    bool border = token_continues(f, after) && clm_finder_key_is(f, after, "border");
    if (border && (clm_finder_classes(f, after + 1) & (WORD_REGION | WORD_REGIONS)) == 0) {
        item->mention.partial = true;
    }
}

void clm_forms_read(finder *f) {
    for (size_t i = 0; i < f->count; i++) {
        candidate *item = &f->items[i];
        uint32_t limit = i > 0 ? f->items[i - 1].mention.token_end : 0;
        read_kind_inside(f, item);
        if (item->mention.form == CLM_FORM_NAME && !item->unknown) {
            read_kind_after(f, item);
        }
        if (!item->unknown) {
            read_kind_before(f, item);
            read_prefix(f, item, limit);
        }
        if (item->unknown) {
            read_told_kind(f, item);
        }
        if (!item->unknown) {
            read_compass(f, item, limit);
        }
        read_possessive(f, item);
        read_partial(f, item);
    }
    for (size_t i = 1; i < f->count; i++) {
        link_pair(f, i);
    }
    share_kinds(f);
}
