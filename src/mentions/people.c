/* mentions/people.c: marks the tokens of persons' names: a given name and what follows, a title and
 * what follows. Their parts used alone later in the text are then known to be persons too. */
#include "mentions/finder.h"

enum {
    PERSON_TOKENS_MAX = 4,
    TITLES_MAX = 8, /* in a row; a text of nothing else must not take quadratic time */
    NOT_SURNAME = WORD_ORG | WORD_MEDIA | WORD_TEAM | WORD_FUNCTION | WORD_MONTH | WORD_REGION |
                  WORD_REGIONS | WORD_TOWN | WORD_TOWNS | WORD_WATER | WORD_FACILITY | WORD_SAY
};

/* The word after `i` in the same run of words: nothing but white space, a glued hyphen, or the full
 * stop of an initial or a short title between them; 0 if there is none. */
static uint32_t next_word(const finder *f, uint32_t i) {
    uint32_t next = i + 1;
    if (!token_continues(f, next)) {
        return 0;
    }
    if (clm_finder_hyphen(f, next)) {
        next++;
    } else if (clm_finder_is(f, next, ".") && token_has(f, next, CLM_TOKEN_GLUED) &&
               token_at(f, i)->key_len <= 3) {
        next++;
    }
    return token_continues(f, next) && token_is_word(f, next) ? next : 0;
}

static bool is_link(const finder *f, uint32_t i) {
    static const char *const links[] = {"de", "van", "von", "der", "den", "al", "bin",
                                        "el", "da",  "dos", "la",  "le",  "du", "ben"};
    for (size_t k = 0; k < sizeof links / sizeof links[0]; k++) {
        if (clm_finder_key_is(f, i, links[k])) {
            return true;
        }
    }
    return false;
}

static bool may_be_surname(const finder *f, uint32_t i) {
    uint32_t classes = clm_finder_classes(f, i);
    if (!clm_finder_capital(f, i)) {
        return false;
    }
    if ((classes & (WORD_FIRST | WORD_TITLE)) == WORD_FIRST) {
        return true;
    }
    return (classes & NOT_SURNAME) == 0;
}

/* The end of the name that begins at `i`: capitals, with links between them. Returns the number of
 * capitals in `*parts`. */
static uint32_t name_end(const finder *f, uint32_t i, unsigned *parts) {
    uint32_t end = i;
    uint32_t at = i;
    unsigned links = 0;
    *parts = 0;
    do {
        if (may_be_surname(f, at)) {
            (*parts)++;
            end = at + 1;
        } else if (*parts > 0 && links < 2 && is_link(f, at)) {
            links++;
        } else {
            break;
        }
        at = next_word(f, at);
    } while (at != 0 && *parts < PERSON_TOKENS_MAX);
    return end;
}

/* Parts from `known` on are remembered: "Paris" of Paris Hilton is not, "Hilton" is. */
static void mark(finder *f, uint32_t start, uint32_t known, uint32_t end) {
    for (uint32_t i = start; i < end; i++) {
        if (token_at(f, i)->kind != CLM_TOKEN_WORD) {
            continue; /* a hyphen: it has no classes */
        }
        f->classes[i] |= TOKEN_PERSON;
        if (i >= known && clm_finder_capital(f, i) && token_at(f, i)->key_len > 2) {
            clm_finder_set_bit(f, f->person_bits, i);
        }
    }
}

/* Index of the candidate that covers token `i`, searched from `*at` on; count if there is none. */
static size_t covering(const finder *f, size_t *at, uint32_t i) {
    while (*at < f->count && f->items[*at].mention.token_end <= i) {
        (*at)++;
    }
    return *at < f->count && f->items[*at].mention.token_start <= i ? *at : f->count;
}

/* A name that a person's name can hardly be: two words or more, a country, a chain. */
static bool surely_place(const finder *f, size_t index) {
    if (index >= f->count) {
        return false;
    }
    const candidate *item = &f->items[index];
    if (item->mention.type != CLM_MENTION_TOPONYM || item->unknown || item->chained ||
        item->mention.form == CLM_FORM_KIND_BEFORE) {
        return true;
    }
    if (item->name_end - item->name_start >= 2) {
        return item->quality >= 300;
    }
    return item->kind == CLM_KIND_COUNTRY || item->kind == CLM_KIND_COUNTRY_GROUP ||
           item->kind == CLM_KIND_CONTINENT;
}

/* "Georgia Tech", "Victoria Street": a given name that is a well-known place needs a surname that
 * is no ordinary word of this text. */
static bool known_place(const finder *f, size_t index) {
    if (index >= f->count) {
        return false;
    }
    const candidate *item = &f->items[index];
    return item->kind == CLM_KIND_REGION || item->population > 150000;
}

static bool given_name_starts(const finder *f, uint32_t i, size_t index) {
    if ((clm_finder_classes(f, i) & WORD_FIRST) == 0) {
        return false;
    }
    uint32_t next = next_word(f, i);
    /* Jordan Smith is no country. */
    bool surname = next != 0 && index < f->count && f->items[index].name_end == i + 1 &&
                   !f->items[index].chained && clm_finder_capital(f, next) &&
                   (clm_finder_classes(f, next) & (WORD_SURNAME | WORD_ORG)) == WORD_SURNAME;
    if (surely_place(f, index) && !surname) {
        return false;
    }
    if (next == 0 || clm_finder_hyphen(f, i + 1)) {
        return false;
    }
    if (known_place(f, index) && ((clm_finder_classes(f, next) & WORD_COMMON) != 0 ||
                                  clm_finder_bit(f, f->lower_bits, next))) {
        return false;
    }
    return true;
}

/* The first word of the name that a title at `i` leads to; 0 if `i` is no title. */
static uint32_t titled(const finder *f, uint32_t i) {
    uint32_t classes = clm_finder_classes(f, i);
    bool title = (classes & WORD_TITLE) != 0 && token_has(f, i, CLM_TOKEN_CAPITAL);
    bool role = (classes & (WORD_TITLE | WORD_ROLE)) != 0 && clm_finder_lower(f, i);
    if (!title && !role) {
        return 0;
    }
    uint32_t at = next_word(f, i);
    unsigned titles = 1;
    while (at != 0 && (clm_finder_classes(f, at) & (WORD_TITLE | WORD_FIRST)) == WORD_TITLE &&
           token_has(f, at, CLM_TOKEN_CAPITAL)) {
        at = ++titles <= TITLES_MAX ? next_word(f, at) : 0;
    }
    return at;
}

/* Marks the persons' names that begin at token `i` or are told by a title there. `*cursor` is where
 * the candidates of tokens before `i` end. */
static void mark_at(finder *f, uint32_t i, size_t *cursor) {
    bool capital = (token_at(f, i)->flags & CLM_TOKEN_CAPITAL) != 0;
    if (!token_is_word(f, i) || clm_finder_style(f, i) == STYLE_SHOUTING ||
        (f->classes[i] & TOKEN_PERSON) != 0) {
        return;
    }
    unsigned parts = 0;
    size_t at = covering(f, cursor, i);
    if (capital && given_name_starts(f, i, at)) {
        uint32_t end = name_end(f, i, &parts);
        if (parts >= 2) {
            mark(f, i, known_place(f, at) ? i + 1 : i, end);
            return;
        }
    }
    uint32_t name = titled(f, i);
    if (name == 0 || !may_be_surname(f, name)) {
        return;
    }
    size_t ahead = *cursor;
    size_t index = covering(f, &ahead, name);
    uint32_t end = name_end(f, name, &parts);
    bool enough = capital || parts >= 2;
    if (enough && !surely_place(f, index)) {
        mark(f, name, name, end);
    }
}

void clm_people_mark(finder *f) {
    size_t cursor = 0;
    uint32_t next = 0; /* the first token that was not looked at */
    for (size_t n = 0; n < f->name_count; n++) {
        const uint32_t i = f->names[n];
        if (!token_has(f, i, CLM_TOKEN_CAPITAL)) {
            continue;
        }
        if (i > next) {
            mark_at(f, i - 1, &cursor); /* a title may stand there */
        }
        mark_at(f, i, &cursor);
        next = i + 1;
    }
}
