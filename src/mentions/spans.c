/* mentions/spans.c: proposes candidate spans: the longest name of the gazetteer at each word that
 * may begin one, and the names that told.c finds. */
#include "mentions/finder.h"

#include "base/utf8.h"

#include <string.h>

enum {
    NAME_WORDS_MAX = 12,
    NAME_KEY_BYTES = 240,
    NAMES_AHEAD = 8,
    THE_TOWN = 50000 /* smaller ones are mostly no names: The City */
};

typedef struct name_match {
    const clm_name_ref *refs;
    size_t count;
    uint32_t end; /* token behind the name */
    bool abbreviation;
} name_match;

/* Case says something only in scripts that have it. */
static bool may_begin(const finder *f, uint32_t i) {
    if (!token_is_word(f, i)) {
        return false;
    }
    if (token_has(f, i, CLM_TOKEN_CAPITAL)) {
        /* "After the storm": the first word of a sentence that goes on in lower case. */
        return !(token_has(f, i, CLM_TOKEN_SENTENCE_FIRST) && clm_finder_lower(f, i + 1) &&
                 !token_has(f, i, CLM_TOKEN_ALL_CAPS) &&
                 (clm_finder_classes(f, i) & WORD_FUNCTION) != 0);
    }
    clm_text text = clm_finder_text(f, i);
    unsigned char first = text.len > 0 ? (unsigned char)text.ptr[0] : 0;
    if (first >= 0xD7) { /* Hebrew and all that follows: no case, or Greek and Cyrillic before it */
        return true;
    }
    /* "al-Bab": an article in lower case, glued to the name. */
    return text.len <= 3 && clm_finder_hyphen(f, i + 1) && clm_finder_capital(f, i + 2);
}

uint32_t clm_spans_next(const finder *f, uint32_t i) {
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

/* Inner words of a name are capitals, or short links ("Isle of Man", "Rio de Janeiro"). */
static bool fits_in_name(const finder *f, uint32_t i, bool last) {
    if (token_has(f, i, CLM_TOKEN_CAPITAL)) {
        return true;
    }
    clm_text text = clm_finder_text(f, i);
    if (text.len > 0 && (unsigned char)text.ptr[0] >= 0xD7) {
        return true;
    }
    if (!last) {
        return text.len <= 3;
    }
    /* A kind word in lower case belongs to a known name: "Kursk oblast", "Baltic states". */
    return (clm_finder_classes(f, i) & (WORD_REGION | WORD_REGIONS | WORD_WATER | WORD_FACILITY)) !=
           0;
}

/* True if the token is written as an abbreviation is: U.S.  UK  Ala. */
static bool written_short(const finder *f, uint32_t i, uint32_t end) {
    clm_text text = clm_finder_text(f, i);
    if (end != i + 1) {
        return token_has(f, i, CLM_TOKEN_ALL_CAPS) || memchr(text.ptr, '.', text.len) != NULL;
    }
    if (memchr(text.ptr, '.', text.len) != NULL) {
        return true;
    }
    if (token_has(f, i, CLM_TOKEN_ALL_CAPS)) {
        return clm_finder_style(f, i) != STYLE_SHOUTING ||
               (clm_finder_classes(f, i) & (WORD_FUNCTION | WORD_COMMON)) == 0;
    }
    return text.len >= 2 && clm_finder_is(f, end, ".") && token_has(f, end, CLM_TOKEN_GLUED);
}

/* True if an abbreviated name may be meant here. Names of states need company, most of them are
 * words as well: OR, IN, Ore., Miss. */
static bool abbreviation_fits(const finder *f, uint32_t i, uint32_t end, clm_place_kind kind) {
    clm_text text = clm_finder_text(f, i);
    bool after_name = f->count > 0 && i > 0 && clm_finder_is(f, i - 1, ",") &&
                      f->items[f->count - 1].mention.token_end == i - 1;
    size_t dots = 0;
    for (size_t b = 0; b < text.len; b++) {
        dots += text.ptr[b] == '.';
    }
    if (after_name || dots >= 2) {
        return true;
    }
    if (token_has(f, i, CLM_TOKEN_ALL_CAPS)) {
        return kind == CLM_KIND_COUNTRY || kind == CLM_KIND_COUNTRY_GROUP || text.len >= 3 ||
               end != i + 1;
    }
    return text.len >= 4;
}

/* How a name is written; the same for all its refs. */
typedef struct written {
    uint32_t start, end;
    bool abbreviated;
    bool acronym; /* two or three capitals: not the town that is spelled like it */
} written;

static written read_written(const finder *f, uint32_t start, uint32_t end) {
    written how = {start, end, written_short(f, start, end), false};
    how.acronym = token_has(f, start, CLM_TOKEN_ALL_CAPS) && end == start + 1 &&
                  token_at(f, start)->key_len <= 3 && clm_finder_style(f, start) != STYLE_SHOUTING;
    return how;
}

static bool ref_fits(const finder *f, const clm_name_ref *ref, const written *how) {
    switch ((clm_name_type)ref->type) {
    case CLM_NAME_ABBREVIATION:
        return how->abbreviated &&
               abbreviation_fits(f, how->start, how->end,
                                 clm_gazetteer_place_facts(f->gazetteer, ref->place).kind);
    case CLM_NAME_DEMONYM:
    case CLM_NAME_DERIVED:
        return true;
    case CLM_NAME_PRIMARY:
    case CLM_NAME_ALTERNATIVE:
    case CLM_NAME_HISTORICAL:
    case CLM_NAME_TYPE_COUNT:
        break;
    }
    return !how->acronym;
}

static bool is_demonym(const clm_name_ref *ref) {
    return ref->type == CLM_NAME_DEMONYM || ref->type == CLM_NAME_DERIVED;
}

/* Keeps the refs that fit the way the name is written, of the best one's sort. */
static clm_status keep_fitting(finder *f, uint32_t i, name_match *match, clm_error *error) {
    written how = read_written(f, i, match->end);
    size_t kept = 0;
    size_t first = match->count;
    bool demonym = false;
    for (size_t r = 0; r < match->count; r++) {
        if (!ref_fits(f, &match->refs[r], &how)) {
            continue;
        }
        if (kept == 0) {
            first = r;
            demonym = is_demonym(&match->refs[r]);
            match->abbreviation = match->refs[r].type == CLM_NAME_ABBREVIATION;
        }
        kept += is_demonym(&match->refs[r]) == demonym;
    }
    if (kept == match->count || kept == 0) {
        match->count = kept;
        return CLM_OK;
    }
    clm_name_ref *refs = clm_arena_array(f->article->arena, kept, sizeof *refs);
    if (refs == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    size_t n = 0;
    for (size_t r = first; r < match->count && n < kept; r++) {
        if (is_demonym(&match->refs[r]) == demonym && ref_fits(f, &match->refs[r], &how)) {
            refs[n++] = match->refs[r];
        }
    }
    match->refs = refs;
    match->count = n;
    return CLM_OK;
}

/* The keys of the names that may begin at a token: of its first word, its first two, and so on. */
typedef struct name_keys {
    uint32_t token;
    unsigned count;
    uint32_t token_of[NAME_WORDS_MAX]; /* the last of each key */
    size_t key_end[NAME_WORDS_MAX];
    uint64_t hash[NAME_WORDS_MAX]; /* 0: no name ends here */
    char key[NAME_KEY_BYTES];
} name_keys;

/* The most words of a name that begins with the token. */
static unsigned name_words(const finder *f, uint32_t i) {
    const clm_text key = token_key(f, i);
    if (key.len == 0) {
        return 0;
    }
    return memchr(key.ptr, ' ', key.len) == NULL
               ? clm_gazetteer_words_hashed(f->gazetteer, token_at(f, i)->key_hash)
               : clm_gazetteer_name_words(f->gazetteer, key);
}

static void read_keys(const finder *f, uint32_t i, name_keys *out) {
    const unsigned words = name_words(f, i);
    out->token = i;
    out->count = 0;
    if (words == 0) {
        return;
    }
    size_t length = 0;
    unsigned n = 0;
    uint32_t at = i;
    do {
        clm_text part = token_key(f, at);
        if (part.len == 0 || length + part.len + 1 > sizeof out->key) {
            break;
        }
        const bool last = n == 0 || fits_in_name(f, at, true);
        if (!last && !fits_in_name(f, at, false)) {
            break;
        }
        if (n > 0) {
            out->key[length++] = ' ';
        }
        memcpy(out->key + length, part.ptr, part.len);
        length += part.len;
        out->key_end[n] = length;
        out->token_of[n] = at;
        out->hash[n] = !last    ? 0
                       : n == 0 ? token_at(f, at)->key_hash
                                : clm_word_hash((clm_text){out->key, length});
        n++;
        at = clm_spans_next(f, at);
    } while (at != 0 && n < words && n < NAME_WORDS_MAX);
    out->count = n;
}

/* Names of several words are looked up in a table that is larger than the caches: it is asked for
 * their entries while earlier names are read. (clm_gazetteer_prefetch has fetched single words.) */
static void fetch_buckets(const finder *f, const name_keys *keys) {
    for (unsigned n = 1; n < keys->count; n++) {
        clm_gazetteer_prefetch_bucket(f->gazetteer, keys->hash[n]);
    }
}

static void fetch_names(const finder *f, const name_keys *keys) {
    for (unsigned n = 1; n < keys->count; n++) {
        clm_gazetteer_prefetch_name(f->gazetteer, keys->hash[n]);
    }
}

/* The longest name of those keys; count 0 if there is none. */
static clm_status match_keys(finder *f, const name_keys *keys, name_match *match,
                             clm_error *error) {
    *match = (name_match){0};
    for (unsigned n = keys->count; n > 0; n--) {
        if (keys->hash[n - 1] == 0) {
            continue;
        }
        match->count =
            clm_gazetteer_find_hashed(f->gazetteer, (clm_text){keys->key, keys->key_end[n - 1]},
                                      keys->hash[n - 1], &match->refs);
        match->end = keys->token_of[n - 1] + 1;
        if (match->count > 0) {
            clm_status status = keep_fitting(f, keys->token, match, error);
            if (status != CLM_OK || match->count > 0) {
                return status;
            }
        }
    }
    return CLM_OK;
}

/* "The" of "The United States" and lone words that are hardly ever a place's name. */
static bool is_no_name(const finder *f, uint32_t i, const name_match *match) {
    uint32_t classes = clm_finder_classes(f, i);
    if (match->end == i + 1) {
        bool title = (classes & (WORD_TITLE | WORD_FIRST)) == WORD_TITLE;
        bool part =
            (classes & (WORD_ORG | WORD_MEDIA | WORD_TEAM | WORD_REGION | WORD_TOWN)) != 0 &&
            !(i > 0 && token_continues(f, i) && (clm_finder_classes(f, i - 1) & WORD_IN) != 0);
        return !match->abbreviation && ((classes & WORD_FUNCTION) != 0 || title || part);
    }
    if (!clm_finder_key_is(f, i, "the")) {
        return false;
    }
    clm_place best = clm_gazetteer_place_facts(f->gazetteer, match->refs[0].place);
    return best.kind != CLM_KIND_SETTLEMENT || best.population < THE_TOWN;
}

clm_status clm_spans_add(finder *f, const candidate *item, clm_error *error) {
    if (clm_arena_grow(f->article->arena, (void **)&f->items, &f->capacity, f->count + 1,
                       sizeof *f->items) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "mentions: out of memory");
    }
    f->items[f->count++] = *item;
    return CLM_OK;
}

candidate clm_spans_new(uint32_t start, uint32_t end) {
    candidate item = {0};
    item.name_start = start;
    item.name_end = end;
    item.mention.token_start = start;
    item.mention.token_end = end;
    item.mention.wanted_kind = -1;
    item.mention.container = -1;
    item.mention.antecedent = -1;
    item.mention.coordinated = -1;
    item.mention.kind_word = (clm_text){"", 0};
    item.kind = CLM_KIND_SETTLEMENT;
    return item;
}

static candidate of_match(const finder *f, uint32_t i, const name_match *match) {
    candidate item = clm_spans_new(i, match->end);
    clm_place best = clm_gazetteer_place_facts(f->gazetteer, match->refs[0].place);
    item.mention.refs = match->refs;
    item.mention.ref_count = match->count;
    if (match->refs[0].type == CLM_NAME_DEMONYM) {
        item.mention.type = CLM_MENTION_DEMONYM;
    } else if (match->refs[0].type == CLM_NAME_DERIVED) {
        item.mention.type = CLM_MENTION_DERIVED;
    }
    item.quality = match->refs[0].quality;
    item.kind = best.kind;
    item.population = best.population;
    item.place_flags = best.flags;
    item.abbreviation = match->abbreviation;
    item.american = memcmp(best.country, "US", 2) == 0;
    /* The full stop of "Ala." is part of how it is written. */
    if (match->abbreviation && match->end == i + 1 && !token_has(f, i, CLM_TOKEN_ALL_CAPS) &&
        clm_finder_is(f, match->end, ".") && token_has(f, match->end, CLM_TOKEN_GLUED)) {
        item.name_end++;
        item.mention.token_end++;
    }
    return item;
}

/* Proposes a name that the gazetteer lacks or has only with a kind word; sets `*end` to 0 if there
 * is none at `i`. */
static clm_status add_unknown(finder *f, uint32_t i, uint32_t least_end, uint32_t *end,
                              clm_error *error) {
    told_name name;
    *end = 0;
    if (!clm_told_find(f, i, least_end, &name)) {
        return CLM_OK;
    }
    candidate item = clm_spans_new(i, name.end);
    item.unknown = name.ref_count == 0;
    item.told = true;
    item.mention.wanted_kind = (int)name.kind;
    if (name.ref_count > 0) {
        clm_place best = clm_gazetteer_place_facts(f->gazetteer, name.refs[0].place);
        item.mention.refs = name.refs;
        item.mention.ref_count = name.ref_count;
        item.kind = best.kind;
        item.quality = name.refs[0].quality;
        item.american = memcmp(best.country, "US", 2) == 0;
    }
    *end = name.end;
    return clm_spans_add(f, &item, error);
}

/* Proposes the name that begins at the token of `keys`; `*end` is the token behind it, 0 if there
 * is none. */
static clm_status propose_at(finder *f, const name_keys *keys, uint32_t *end, clm_error *error) {
    const uint32_t i = keys->token;
    name_match match;
    *end = 0;
    clm_status status = match_keys(f, keys, &match, error);
    bool known = status == CLM_OK && match.count > 0 && !is_no_name(f, i, &match);
    if (status == CLM_OK) {
        status = add_unknown(f, i, known ? match.end : 0, end, error);
    }
    if (status == CLM_OK && *end == 0 && known) {
        candidate item = of_match(f, i, &match);
        *end = item.mention.token_end;
        status = clm_spans_add(f, &item, error);
    }
    return status;
}

/* Reads the keys of the name `n` ahead of its turn. */
static void read_ahead(const finder *f, size_t n, name_keys *ahead) {
    name_keys *keys = &ahead[n % NAMES_AHEAD];
    keys->count = 0;
    keys->token = UINT32_MAX;
    if (n < f->name_count && may_begin(f, f->names[n])) {
        read_keys(f, f->names[n], keys);
        fetch_buckets(f, keys);
    }
}

clm_status clm_spans_propose(finder *f, clm_error *error) {
    clm_status status = clm_told_learn(f, error);
    name_keys ahead[NAMES_AHEAD];
    uint32_t next = 0; /* the first token that no name has taken yet */
    for (size_t n = 0; n < NAMES_AHEAD; n++) {
        read_ahead(f, n, ahead);
    }
    for (size_t n = 0; n < f->name_count && status == CLM_OK; n++) {
        const uint32_t name = f->names[n];
        const name_keys *keys = &ahead[n % NAMES_AHEAD];
        fetch_names(f, &ahead[(n + NAMES_AHEAD / 2) % NAMES_AHEAD]);
        /* An article in lower case may begin it, two tokens before. */
        if (name >= 2 && name - 2 >= next && may_begin(f, name - 2)) {
            name_keys article;
            uint32_t end = 0;
            read_keys(f, name - 2, &article);
            status = propose_at(f, &article, &end, error);
            next = end != 0 ? end : name - 1;
        }
        if (status == CLM_OK && name >= next && keys->token == name) {
            uint32_t end = 0;
            status = propose_at(f, keys, &end, error);
            next = end != 0 ? end : name + 1;
        }
        read_ahead(f, n + NAMES_AHEAD, ahead);
    }
    return status;
}
