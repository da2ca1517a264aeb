/* mentions/nominal.c: places that are described or pointed to: "the region", "the enemy's border
 * areas", "towns near the border". */
#include "mentions/finder.h"

#include <string.h>

enum {
    ANAPHOR_SENTENCES = 4, /* how far back an antecedent may stand */
    ANAPHOR_LOOKS = 24
};

static clm_mention new_mention(clm_mention_type type, uint32_t start, uint32_t end) {
    clm_mention mention = {0};
    mention.type = type;
    mention.token_start = start;
    mention.token_end = end;
    mention.wanted_kind = -1;
    mention.container = -1;
    mention.antecedent = -1;
    mention.coordinated = -1;
    mention.kind_word = (clm_text){"", 0};
    return mention;
}

static bool in_list(const finder *f, uint32_t token, const char *const *list, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_finder_key_is(f, token, list[i])) {
            return true;
        }
    }
    return false;
}

#define IN_LIST(f, token, list) in_list(f, token, list, sizeof(list) / sizeof((list)[0]))

/* The noun phrase must end here: "the city council" points to no city. */
static bool phrase_ends(const finder *f, uint32_t next) {
    if (!token_continues(f, next) || !token_is_word(f, next)) {
        return true; /* also before a possessive: "the country's districts" */
    }
    if (clm_finder_key_is(f, next, "of")) {
        return false;
    }
    uint32_t classes = clm_finder_classes(f, next);
    clm_text key = token_key(f, next);
    return clm_finder_lower(f, next) &&
           ((classes & (WORD_FUNCTION | WORD_AND | WORD_LOCATIVE | WORD_MONTH)) != 0 ||
            clm_text_ends(key, "ly") || clm_text_ends(key, "ed"));
}

/* Nouns of what a town has one of: "the airport" is that of the last town. */
static bool is_site(const finder *f, uint32_t noun) {
    static const char *const sites[] = {"airport", "camp", "airbase", "airfield", "dam", "harbour"};
    return IN_LIST(f, noun, sites);
}

/* The nouns and the sites have WORD_NOUN in words.c: others are not looked for. */
static bool is_anaphor(const finder *f, uint32_t i) {
    static const char *const nouns[] = {
        "region",    "area",       "city",     "town",         "village", "province",
        "country",   "settlement", "district", "oblast",       "county",  "peninsula",
        "territory", "island",     "enclave",  "municipality", "capital"};
    static const char *const determiners[] = {"the", "this", "that"};
    return (clm_finder_classes(f, i + 1) & WORD_NOUN) != 0 && IN_LIST(f, i, determiners) &&
           token_is_word(f, i) && token_continues(f, i + 1) && clm_finder_lower(f, i + 1) &&
           (IN_LIST(f, i + 1, nouns) || (clm_finder_key_is(f, i, "the") && is_site(f, i + 1))) &&
           phrase_ends(f, i + 2);
}

/* "were deployed there", "people there said"; not "there are", "and there". */
static bool is_there(const finder *f, uint32_t i) {
    static const char *const exist[] = {"is",    "are",  "was",    "were",   "has",     "have",
                                        "had",   "will", "would",  "could",  "may",     "might",
                                        "must",  "can",  "should", "seems",  "remains", "remain",
                                        "exist", "be",   "being",  "appears"};
    static const char *const openers[] = {"that",  "said", "says", "if",    "because", "but",
                                          "while", "when", "as",   "where", "whether", "so",
                                          "is",    "are",  "then", "since", "though",  "although"};
    if (i == 0 || !token_continues(f, i) || !clm_finder_lower(f, i) || !token_is_word(f, i - 1) ||
        token_has(f, i + 1, CLM_TOKEN_POSSESSIVE)) {
        return false;
    }
    uint32_t next = i + 1;
    bool exists = token_continues(f, next) && IN_LIST(f, next, exist);
    bool known = clm_finder_classes(f, i - 1) & WORD_AND;
    return !exists && !known && !IN_LIST(f, i - 1, openers) &&
           !(token_continues(f, next) && clm_finder_key_is(f, next, "for"));
}

/* "there" means the last place, not a state that owns or does something; "the country" is that of
 * the last place whatever its kind, and so is "the capital". */
static bool stands_for_place(const finder *f, uint32_t word, const clm_mention *mention) {
    if (mention->type != CLM_MENTION_TOPONYM) {
        return false;
    }
    clm_place_kind kind = mention->ref_count > 0
                              ? clm_gazetteer_place_facts(f->gazetteer, mention->refs[0].place).kind
                          : mention->wanted_kind >= 0 ? (clm_place_kind)mention->wanted_kind
                                                      : CLM_KIND_SETTLEMENT;
    bool wide = kind == CLM_KIND_COUNTRY_GROUP || kind == CLM_KIND_CONTINENT;
    if (clm_finder_key_is(f, word, "country") || clm_finder_key_is(f, word, "capital")) {
        return !wide && kind != CLM_KIND_SEA && kind != CLM_KIND_RIVER && mention->ref_count > 0;
    }
    uint32_t start = mention->token_start;
    bool the = start > 0 && clm_finder_key_is(f, start - 1, "the");
    uint32_t before = the && start > 1 ? start - 2 : start > 0 ? start - 1 : 0;
    bool located = start > 0 && token_continues(f, start) &&
                   (clm_finder_classes(f, before) & WORD_LOCATIVE) != 0;
    return !wide && !mention->possessive &&
           (located || (kind != CLM_KIND_COUNTRY && mention->compass == CLM_COMPASS_NONE) ||
            mention->form == CLM_FORM_COMPASS);
}

/* Part of a name that goes on: "Yale Medical School" is no city to come back to. */
static bool in_longer_name(const finder *f, const clm_mention *mention) {
    uint32_t after = mention->token_end;
    if (clm_finder_hyphen(f, after)) {
        return true; /* a Bangkok-based analyst */
    }
    return !mention->possessive && token_continues(f, after) && clm_finder_capital(f, after) &&
           clm_finder_style(f, after) == STYLE_PLAIN;
}

/* Which kinds a noun may point to. */
static bool kind_fits(const finder *f, uint32_t noun, const clm_mention *mention) {
    if (clm_finder_key_is(f, noun, "there") || clm_finder_key_is(f, noun, "country") ||
        clm_finder_key_is(f, noun, "capital")) {
        return stands_for_place(f, noun, mention);
    }
    bool open = clm_finder_key_is(f, noun, "area") || clm_finder_key_is(f, noun, "territory");
    bool site = is_site(f, noun);
    bool town = site || (clm_finder_classes(f, noun) & WORD_TOWN) != 0;
    if (site && mention->wanted_kind == CLM_KIND_FACILITY) {
        return mention->ref_count == 0; /* "Aran camp" before "the camp" */
    }
    if (mention->type != CLM_MENTION_TOPONYM || mention->form == CLM_FORM_COMPASS) {
        return open && mention->form == CLM_FORM_COMPASS && mention->type == CLM_MENTION_TOPONYM;
    }
    if (mention->ref_count == 0) {
        return town || open;
    }
    if (mention->wanted_kind >= 0) {
        bool is_town = mention->wanted_kind == CLM_KIND_SETTLEMENT;
        return open || town == is_town;
    }
    size_t count = mention->ref_count < 6 ? mention->ref_count : 6;
    for (size_t i = 0; i < count; i++) {
        clm_place_kind kind = clm_gazetteer_place_facts(f->gazetteer, mention->refs[i].place).kind;
        bool wide = kind == CLM_KIND_COUNTRY || kind == CLM_KIND_COUNTRY_GROUP ||
                    kind == CLM_KIND_CONTINENT;
        if (!wide && (open || town == (kind == CLM_KIND_SETTLEMENT))) {
            return true;
        }
        if (i == 0 && wide) {
            return false;
        }
    }
    return false;
}

static uint32_t entry_of(const finder *f, uint32_t token) {
    return f->article->sentences[token_at(f, token)->sentence].entry;
}

/* The last compatible mention before token `i`, whose noun is at `noun`, among `count` mentions; -1
 * if there is none. */
static int antecedent_of(const finder *f, const clm_mention *items, size_t count, uint32_t i,
                         uint32_t noun) {
    uint32_t sentence = token_at(f, i)->sentence;
    size_t looks = 0;
    for (size_t at = count; at-- > 0 && looks < ANAPHOR_LOOKS; looks++) {
        const clm_mention *mention = &items[at];
        if (token_at(f, mention->token_start)->sentence + ANAPHOR_SENTENCES < sentence ||
            entry_of(f, mention->token_start) != entry_of(f, i)) {
            return -1;
        }
        uint32_t after = mention->token_end;
        if (token_continues(f, after) && (clm_finder_classes(f, after) & WORD_SAY) != 0) {
            continue; /* "the weather service in Miami said": where the speaker sits */
        }
        if (in_longer_name(f, mention)) {
            continue;
        }
        if (mention->type == CLM_MENTION_ANAPHOR && mention->antecedent >= 0) {
            mention = &items[mention->antecedent];
            if (kind_fits(f, noun, mention)) {
                return (int)(mention - items);
            }
        } else if (at > 0 && noun == i && items[at - 1].container == (int)at &&
                   kind_fits(f, noun, &items[at - 1])) {
            return (int)at - 1; /* "in Aran, in the north. ... there" is at Aran */
        } else if (kind_fits(f, noun, mention)) {
            return (int)at;
        }
    }
    return -1;
}

static bool is_region(const finder *f, uint32_t noun) {
    static const char *const regions[] = {"region", "province", "oblast"};
    return IN_LIST(f, noun, regions);
}

/* "the region" where only a town was named is the one around it; which, is told when the town is
 * resolved. */
static int last_town(const finder *f, const clm_mention *items, size_t count, uint32_t i) {
    const clm_mention *last = count > 0 ? &items[count - 1] : NULL;
    bool near = last != NULL && last->type == CLM_MENTION_TOPONYM && last->ref_count > 0 &&
                token_at(f, last->token_start)->sentence + 1 >= token_at(f, i)->sentence &&
                entry_of(f, last->token_start) == entry_of(f, i) && !in_longer_name(f, last) &&
                clm_gazetteer_place(f->gazetteer, last->refs[0].place).kind == CLM_KIND_SETTLEMENT;
    return near ? (int)count - 1 : -1;
}

/* "border" and the places have WORD_POINTER in words.c: others are not looked for.
 * "[the enemy's] border areas", "towns near the border": the tokens of the phrase that has its
 * first noun at `i`; 0 if there is none. */
static uint32_t nominal_end(const finder *f, uint32_t i, uint32_t *start) {
    static const char *const places[] = {"areas",       "regions",   "towns",       "villages",
                                         "settlements", "districts", "territories", "communities",
                                         "cities",      "zone",      "area",        "region"};
    static const char *const near[] = {"near", "along", "on", "beside", "at"};
    *start = i;
    if (clm_finder_key_is(f, i, "border") && token_continues(f, i + 1) &&
        IN_LIST(f, i + 1, places) && clm_finder_lower(f, i + 1)) {
        uint32_t from = i;
        if (from > 0 && token_continues(f, from) && token_has(f, from - 1, CLM_TOKEN_POSSESSIVE) &&
            from >= 2) {
            from -= 2;
        }
        if (from > 0 && token_continues(f, from) &&
            (clm_finder_key_is(f, from - 1, "the") || clm_finder_key_is(f, from - 1, "its"))) {
            from--;
        }
        *start = from;
        return i + 2;
    }
    if (IN_LIST(f, i, places) && clm_finder_lower(f, i) && token_continues(f, i + 3) &&
        IN_LIST(f, i + 1, near) && clm_finder_key_is(f, i + 2, "the") &&
        clm_finder_key_is(f, i + 3, "border") && token_continues(f, i + 1) &&
        token_continues(f, i + 2)) {
        return i + 4;
    }
    return 0;
}

/* True if a mention, the next one being `*cursor`, stands on tokens [start, end). */
static bool taken(const clm_mentions *mentions, size_t cursor, uint32_t start, uint32_t end) {
    if (cursor < mentions->count && mentions->items[cursor].token_start < end) {
        return true;
    }
    return cursor > 0 && mentions->items[cursor - 1].token_end > start;
}

/* Finds the phrase at token `i`; false if there is none. */
static bool read_nominal(const finder *f, const clm_mentions *mentions, size_t cursor, uint32_t i,
                         clm_mention *out) {
    uint32_t start = i;
    uint32_t end = 0;
    if (is_anaphor(f, i)) {
        *out = new_mention(CLM_MENTION_ANAPHOR, i, i + 2);
        out->kind_word = token_key(f, i + 1);
        out->compass =
            clm_finder_key_is(f, i + 1, "country") || clm_finder_key_is(f, i + 1, "island")
                ? clm_forms_side(f, i + 1)
                : CLM_COMPASS_NONE;
        end = i + 2;
    } else if (clm_finder_key_is(f, i, "there")) {
        if (is_there(f, i)) {
            *out = new_mention(CLM_MENTION_ANAPHOR, i, i + 1);
            out->kind_word = token_key(f, i);
            end = i + 1;
        }
    } else {
        end = nominal_end(f, i, &start);
        if (end != 0) {
            *out = new_mention(CLM_MENTION_NOMINAL, start, end);
            out->partial = true;
        }
    }
    /* "Sumy and Kharkiv border regions" has its names. */
    bool named = cursor > 0 && mentions->items[cursor - 1].token_end == start;
    if (end == 0 || named || taken(mentions, cursor, start, end)) {
        return false;
    }
    out->span = clm_article_token_span(f->article, start, end - 1);
    out->name = out->span;
    out->possessive = token_continues(f, end) && token_has(f, end, CLM_TOKEN_POSSESSIVE);
    if (out->type == CLM_MENTION_ANAPHOR && is_site(f, end - 1)) {
        out->wanted_kind = CLM_KIND_FACILITY;
    }
    return true;
}

/* Most tokens fail here: no word that a phrase begins with, and no noun behind it. */
static bool may_begin(const finder *f, uint32_t i) {
    return ((f->classes[i] & WORD_POINTER) | (f->classes[i + 1] & WORD_NOUN)) != 0;
}

/* Old indexes become new ones where mentions were put in between. */
static void renumber(clm_mention *items, size_t count, const int *moved) {
    for (size_t i = 0; i < count; i++) {
        clm_mention *mention = &items[i];
        if (mention->type == CLM_MENTION_ANAPHOR || mention->type == CLM_MENTION_NOMINAL) {
            continue; /* made with new indexes */
        }
        mention->container = mention->container >= 0 ? moved[mention->container] : -1;
        mention->coordinated = mention->coordinated >= 0 ? moved[mention->coordinated] : -1;
    }
}

clm_status clm_nominals_add(finder *f, clm_mentions *out, clm_error *error) {
    clm_arena *arena = f->article->arena;
    clm_mention *items = NULL;
    size_t capacity = 0;
    size_t count = 0;
    int *moved = clm_arena_array(arena, out->count + 1, sizeof *moved);
    if (moved == NULL ||
        clm_arena_grow(arena, (void **)&items, &capacity, out->count + 8, sizeof *items) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    size_t cursor = 0;
    for (uint32_t i = 0; i < f->article->token_count; i++) {
        clm_mention found;
        if (!may_begin(f, i)) {
            continue;
        }
        while (cursor < out->count && out->items[cursor].token_start <= i) {
            moved[cursor] = (int)count;
            items[count++] = out->items[cursor++];
        }
        if (!read_nominal(f, out, cursor, i, &found)) {
            continue;
        }
        if (count > 0 && items[count - 1].token_end > found.token_start) {
            continue;
        }
        if (found.type == CLM_MENTION_ANAPHOR) {
            found.antecedent = antecedent_of(f, items, count, i, found.token_end - 1);
            if (found.antecedent < 0 && is_region(f, found.token_end - 1)) {
                found.antecedent = last_town(f, items, count, i);
            }
            if (found.antecedent < 0) {
                continue;
            }
        }
        if (clm_arena_grow(arena, (void **)&items, &capacity, count + 1 + out->count - cursor,
                           sizeof *items) != 0) {
            return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
        }
        items[count++] = found;
    }
    while (cursor < out->count) {
        moved[cursor] = (int)count;
        items[count++] = out->items[cursor++];
    }
    renumber(items, count, moved);
    out->items = items;
    out->count = count;
    return CLM_OK;
}
