/* places/use.c: tells what a mention stands for in its sentence: a place, or those who act for it.
 *
 * Countries and capitals act unless a word makes them a place ("in Ukraine"); towns and regions are
 * places unless a word makes them actors ("Oakland police"). */
#include "places/resolve.h"
#include "places/use_words.h"

enum {
    SPEECH_WORDS = 5, /* between "told" and "in Kyiv" */
    LIST_MAX = 8,
    CASE_WINDOW = 6
};

typedef struct view {
    const clm_article *article;
    const clm_mention *mention;
    const clm_resolved *resolved;
    clm_place place;
    bool state;   /* can act: a country, a group of them, a capital, a government's seat */
    bool capital; /* a town that stands for its government */
    bool cased;   /* capitals mean names here: not a headline all in capitals, or Like This One */
    uint32_t start, end; /* tokens; end is behind a possessive */
    uint32_t list_end;   /* behind the list that the mention begins, or end */
} view;

static const clm_token *token_of(const view *v, uint32_t i) {
    return &v->article->tokens[i];
}

/* True if tokens `i` and its sentence neighbours can be looked at from the mention. */
static bool here(const view *v, uint32_t i) {
    return i < v->article->token_count &&
           token_of(v, i)->sentence == token_of(v, v->start)->sentence;
}

static bool is_word(const view *v, uint32_t i) {
    return here(v, i) && token_of(v, i)->kind == CLM_TOKEN_WORD &&
           (token_of(v, i)->flags & CLM_TOKEN_POSSESSIVE) == 0;
}

static bool has_flag(const view *v, uint32_t i, unsigned flag) {
    return here(v, i) && (token_of(v, i)->flags & flag) != 0;
}

static bool lower(const view *v, uint32_t i) {
    return is_word(v, i) && !(v->cased && has_flag(v, i, CLM_TOKEN_CAPITAL));
}

static bool capital(const view *v, uint32_t i) {
    return is_word(v, i) && v->cased && has_flag(v, i, CLM_TOKEN_CAPITAL);
}

static clm_text key_of(const view *v, uint32_t i) {
    return here(v, i) ? clm_article_key(v->article, i) : (clm_text){"", 0};
}

static bool key_is(const view *v, uint32_t i, const char *key) {
    return clm_text_is(key_of(v, i), key);
}

static bool written(const view *v, uint32_t i, const char *text) {
    return here(v, i) && clm_text_is(clm_article_slice(v->article, token_of(v, i)->span), text);
}

static uint32_t classes(const view *v, uint32_t i) {
    return is_word(v, i) ? clm_use_classes(key_of(v, i)) : 0;
}

/* The token before `i`, past an article; UINT32_MAX (never here) at the start. */
static uint32_t before(const view *v, uint32_t i) {
    uint32_t at = i > 0 ? i - 1 : UINT32_MAX;
    if (key_is(v, at, "the") && at > 0) {
        at--;
    }
    return at;
}

static bool is_state(const clm_place *place) {
    return place->kind == CLM_KIND_COUNTRY || place->kind == CLM_KIND_COUNTRY_GROUP ||
           place->kind == CLM_KIND_CONTINENT ||
           (place->flags & (CLM_PLACE_CAPITAL | CLM_PLACE_GOVERNMENT)) != 0;
}

/* Those who act for a state: a capital by metonymy, the state itself otherwise. */
static clm_place_use acting(const view *v) {
    return v->capital ? CLM_USE_METONYM : CLM_USE_ACTOR;
}

static bool looks_like_verb(const view *v, uint32_t i) {
    if (!lower(v, i)) {
        return false;
    }
    uint32_t c = classes(v, i);
    if ((c & USE_VERB) != 0) {
        return true;
    }
    if ((c & (USE_LOCATIVE | USE_RELATION | USE_TOPIC | USE_ORGANISATION | USE_RESIDENT)) != 0) {
        return false;
    }
    clm_text key = key_of(v, i);
    return key.len > 3 &&
           (clm_text_ends(key, "ed") || (clm_text_ends(key, "s") && !clm_text_ends(key, "ss")));
}

/* "X was hit", "X has been heavily shelled", "X came under attack"; not "X has shelled". */
static bool suffers(const view *v, uint32_t i) {
    static const char *const auxiliaries[] = {"was", "were", "is", "are", "been", "being", "came"};
    static const char *const steps[] = {"has", "have", "had", "again", "also"};
    bool passive = false;
    for (uint32_t at = i; at < i + 4 && lower(v, at); at++) {
        bool step = clm_text_ends(key_of(v, at), "ly");
        if (passive && (classes(v, at) & USE_HARMED) != 0) {
            return true;
        }
        for (size_t k = 0; k < sizeof auxiliaries / sizeof auxiliaries[0]; k++) {
            passive = passive || key_is(v, at, auxiliaries[k]);
            step = step || key_is(v, at, auxiliaries[k]);
        }
        for (size_t k = 0; k < sizeof steps / sizeof steps[0]; k++) {
            step = step || key_is(v, at, steps[k]);
        }
        if (!step) {
            return false;
        }
    }
    return false;
}

/* ---- single contexts; each returns CLM_USE_COUNT when it does not apply ---- */

/* "KYIV, Ukraine (AP) -" and "LONDON —" at the start of a paragraph. */
static clm_place_use dateline(const view *v) {
    const clm_sentence *sentence = &v->article->sentences[token_of(v, v->start)->sentence];
    if (v->start > sentence->token_start + 3) {
        return CLM_USE_COUNT;
    }
    const clm_token *first = token_of(v, sentence->token_start);
    if ((first->flags & CLM_TOKEN_ALL_CAPS) == 0) {
        return CLM_USE_COUNT;
    }
    for (uint32_t i = v->start; i < v->start + 12 && here(v, i); i++) {
        if (written(v, i, "(") || written(v, i, "-") || written(v, i, "—") || written(v, i, "–") ||
            written(v, i, "--")) {
            return has_flag(v, i, CLM_TOKEN_GLUED) ? CLM_USE_COUNT : CLM_USE_DATELINE;
        }
        if (lower(v, i)) {
            break;
        }
    }
    return CLM_USE_COUNT;
}

/* "Minister of Foreign Affairs of Ukraine", "Bank of England", "armed forces of the Russian
 * Federation", "president of Chile". */
static clm_place_use after_title(const view *v) {
    uint32_t of = before(v, v->start);
    if (!key_is(v, of, "of") || of == 0) {
        return CLM_USE_COUNT;
    }
    uint32_t head = of - 1;
    uint32_t c = classes(v, head);
    if ((c & USE_ORGANISATION) != 0) {
        return CLM_USE_ORGANISATION;
    }
    if (!capital(v, head) || (c & (USE_OF_PLACE | USE_PLACE_NOUN)) != 0 ||
        has_flag(v, head, CLM_TOKEN_SENTENCE_FIRST)) {
        return CLM_USE_COUNT;
    }
    return CLM_USE_ORGANISATION;
}

/* Names that go on in capitals: "Kansas Highway Patrol", "Cornell University". */
static clm_place_use in_organisation(const view *v) {
    if (!v->mention->possessive && capital(v, v->end) &&
        !has_flag(v, v->end, CLM_TOKEN_SENTENCE_FIRST)) {
        uint32_t c = classes(v, v->end);
        if (v->state && (c & USE_TOPIC) == 0 && (c & USE_ORGANISATION) != 0) {
            return acting(v);
        }
        return CLM_USE_ORGANISATION;
    }
    return CLM_USE_COUNT;
}

static clm_place_use possessive(const view *v) {
    if (!v->mention->possessive) {
        return CLM_USE_COUNT;
    }
    uint32_t noun = v->end;
    while ((classes(v, noun) & USE_FILLER) != 0) {
        noun++;
    }
    bool place = (classes(v, noun) & USE_PLACE_NOUN) != 0;
    return place && !(classes(v, noun) & USE_ORGANISATION) ? CLM_USE_LOCATION : CLM_USE_POSSESSIVE;
}

/* Nouns that a bare name stands before: "the Ukraine war", "US officials", "a Brooklyn man". */
static clm_place_use attributive(const view *v) {
    uint32_t next = v->end;
    bool joined = written(v, next, "-") && has_flag(v, next, CLM_TOKEN_GLUED);
    if (joined) {
        /* "Ukraine-Russia war", "Iran-US talks", "Kremlin-backed". */
        uint32_t second = next + 1;
        for (uint32_t i = second; i < second + 4 && is_word(v, i); i++) {
            if ((classes(v, i) & USE_TOPIC) != 0) {
                return CLM_USE_TOPIC;
            }
        }
        return v->state ? acting(v) : CLM_USE_OTHER;
    }
    if (v->mention->possessive || !lower(v, next)) {
        return CLM_USE_COUNT;
    }
    if (v->resolved->kind == CLM_KIND_SEA &&
        (key_is(v, next, "coast") || key_is(v, next, "shore"))) {
        return CLM_USE_OTHER; /* Mexico's Pacific coast is no sea */
    }
    uint32_t c = classes(v, next);
    if ((c & USE_TOPIC) != 0 && (c & USE_VERB) == 0) {
        return CLM_USE_TOPIC;
    }
    if ((c & USE_RESIDENT) != 0) {
        return CLM_USE_RESIDENCE;
    }
    if ((c & USE_ORGANISATION) != 0 && (c & USE_EVENT) == 0) {
        return v->state ? acting(v) : CLM_USE_ORGANISATION;
    }
    if (v->state &&
        (c & (USE_PLACE_NOUN | USE_LOCATIVE | USE_RELATION | USE_VERB | USE_BREAK)) == 0 &&
        !looks_like_verb(v, next) && v->resolved->compass == CLM_COMPASS_NONE) {
        uint32_t preposition = before(v, v->start);
        bool located = (classes(v, preposition) & USE_LOCATIVE) != 0;
        bool article = v->start > 0 && key_is(v, v->start - 1, "the");
        /* "in Ukraine today" against "in the US market". */
        return located && !article ? CLM_USE_COUNT : acting(v);
    }
    return CLM_USE_COUNT;
}

/* "told reporters in Kyiv", "speaking in Paris". `preposition` stands before the name. */
static bool is_speech(const view *v, uint32_t preposition) {
    uint32_t at = preposition;
    for (unsigned i = 0; i < SPEECH_WORDS && at > 0; i++) {
        at--;
        uint32_t c = classes(v, at);
        if ((c & USE_SPEECH) != 0) {
            return true;
        }
        if (!is_word(v, at) || (c & USE_AUDIENCE) == 0) {
            return false;
        }
    }
    return false;
}

static bool keeps_place_after_of(const view *v, uint32_t of) {
    uint32_t noun = of > 0 ? of - 1 : UINT32_MAX;
    return (classes(v, noun) & (USE_OF_PLACE | USE_PLACE_NOUN | USE_EVENT)) != 0;
}

/* The noun or verb before the preposition, past one word such as an object's name. */
static bool class_before(const view *v, uint32_t preposition, uint32_t wanted, unsigned words) {
    uint32_t at = preposition;
    for (unsigned i = 0; i < words && at > 0; i++) {
        at--;
        if (!is_word(v, at)) {
            return false;
        }
        if ((classes(v, at) & wanted) != 0) {
            return true;
        }
    }
    return false;
}

static clm_place_use after_preposition(const view *v) {
    uint32_t at = before(v, v->start);
    if (!is_word(v, at)) {
        return CLM_USE_COUNT;
    }
    uint32_t c = classes(v, at);
    bool plain = !v->state;
    if (key_is(v, at, "of")) {
        return plain || keeps_place_after_of(v, at) ? CLM_USE_LOCATION : acting(v);
    }
    if (key_is(v, at, "from")) {
        bool answer = class_before(v, at, USE_RESPONSE, 2);
        bool motion = class_before(v, at, USE_MOTION | USE_EVENT, 5);
        return v->state && answer && !motion ? acting(v) : CLM_USE_LOCATION;
    }
    if (key_is(v, at, "to")) {
        return plain || class_before(v, at, USE_MOTION, 4) ? CLM_USE_LOCATION : acting(v);
    }
    if (key_is(v, at, "on") || key_is(v, at, "against") || key_is(v, at, "for")) {
        bool event = key_is(v, at, "for") ? class_before(v, at, USE_MOTION, 1)
                                          : class_before(v, at, USE_EVENT, 2);
        return plain || event ? CLM_USE_LOCATION : acting(v);
    }
    if (key_is(v, at, "between") || key_is(v, at, "with") || key_is(v, at, "by")) {
        /* flights between X and Y, the border with X */
        uint32_t moves = key_is(v, at, "between") ? USE_MOTION | USE_PLACE_NOUN : USE_PLACE_NOUN;
        bool place = !key_is(v, at, "by") && (plain || class_before(v, at, moves, 1));
        return place ? CLM_USE_LOCATION : acting(v);
    }
    if ((c & USE_LOCATIVE) != 0) {
        bool speech = (key_is(v, at, "in") || key_is(v, at, "at")) && is_speech(v, at);
        return speech ? CLM_USE_SPEECH_LOCATION : CLM_USE_LOCATION;
    }
    if ((c & USE_EVENT) != 0 && lower(v, at)) {
        return CLM_USE_LOCATION; /* visits Kyiv, shelled Kharkiv */
    }
    return CLM_USE_COUNT;
}

/* Members of a list are used as its first one is. */
static bool follows_list(const view *v) {
    if (v->mention->coordinated < 0) {
        return false;
    }
    uint32_t at = before(v, v->start);
    return key_is(v, at, "and") || key_is(v, at, "or") || key_is(v, at, "nor") ||
           written(v, at, ",") || written(v, at, "&") || written(v, at, "/");
}

static bool inherits(clm_place_use use) {
    return use == CLM_USE_LOCATION || use == CLM_USE_ACTOR || use == CLM_USE_METONYM ||
           use == CLM_USE_SPEECH_LOCATION || use == CLM_USE_RESIDENCE;
}

/* "Yemen's capital Sanaa": the noun says that the place is meant. */
static clm_place_use after_noun(const view *v) {
    uint32_t at = before(v, v->start);
    bool noun = key_is(v, at, "capital") || key_is(v, at, "city") || key_is(v, at, "town");
    return v->mention->container >= 0 && noun && lower(v, at) ? CLM_USE_LOCATION : CLM_USE_COUNT;
}

typedef clm_place_use (*context)(const view *);

static clm_place_use named_use(const view *v, const clm_resolved *items) {
    static const context contexts[] = {dateline,   in_organisation, after_title,      possessive,
                                       after_noun, attributive,     after_preposition};
    for (size_t i = 0; i < sizeof contexts / sizeof contexts[0]; i++) {
        clm_place_use use = contexts[i](v);
        if (use != CLM_USE_COUNT) {
            return use;
        }
    }
    if (v->resolved->compass != CLM_COMPASS_NONE && v->resolved->kind == CLM_KIND_VAGUE_REGION) {
        return CLM_USE_LOCATION;
    }
    bool subject = looks_like_verb(v, v->list_end);
    /* "in Poland, Kyiv says" is no list; "between Poland and Kyiv were" is one. */
    uint32_t joiner = before(v, v->start);
    bool comma = written(v, joiner, ",") || (joiner > 0 && written(v, joiner - 1, ","));
    bool apart = subject && v->state && comma;
    if (follows_list(v) && !apart) {
        clm_place_use use = items[v->mention->coordinated].use;
        if (inherits(use)) {
            return use;
        }
    }
    if (suffers(v, v->end)) {
        return CLM_USE_LOCATION;
    }
    if (!v->state) {
        bool wills = lower(v, v->list_end) && (classes(v, v->list_end) & USE_WILL) != 0;
        return wills ? CLM_USE_ACTOR : CLM_USE_LOCATION;
    }
    if (v->capital && !subject && (v->place.flags & CLM_PLACE_GOVERNMENT) == 0 &&
        has_flag(v, v->start, CLM_TOKEN_SENTENCE_FIRST)) {
        return CLM_USE_LOCATION; /* "Kyiv, Tuesday": no verb of its own */
    }
    return acting(v);
}

/* "Ukrainian territory" is a place; all other demonyms are people. */
static clm_place_use demonym_use(const clm_mention *mention) {
    return mention->form == CLM_FORM_KIND_AFTER ? CLM_USE_LOCATION : CLM_USE_DEMONYM;
}

/* False if all longer words around the mention begin with capitals. */
static bool is_cased(const view *v) {
    uint32_t from = v->start > CASE_WINDOW ? v->start - CASE_WINDOW : 0;
    unsigned capitals = 0;
    for (uint32_t i = from; i < v->end + CASE_WINDOW; i++) {
        if (i >= v->mention->token_start && i < v->mention->token_end) {
            continue;
        }
        if (!is_word(v, i) || token_of(v, i)->key_len < 4) {
            continue;
        }
        if (!has_flag(v, i, CLM_TOKEN_CAPITAL)) {
            return true;
        }
        capitals++;
    }
    return capitals < 3;
}

static view view_of(const resolver *r, size_t index, const clm_resolved *items) {
    view v = {0};
    v.article = r->article;
    v.mention = &r->mentions->items[index];
    v.resolved = &items[index];
    v.place = clm_gazetteer_place(r->gazetteer, items[index].place);
    v.state = items[index].place != CLM_NO_PLACE && is_state(&v.place) &&
              items[index].kind != CLM_KIND_VAGUE_REGION;
    v.capital =
        v.state && (v.place.kind == CLM_KIND_SETTLEMENT || v.place.kind == CLM_KIND_FACILITY ||
                    (v.place.flags & CLM_PLACE_GOVERNMENT) != 0);
    v.start = v.mention->token_start;
    v.end = v.mention->token_end + (v.mention->possessive ? 1 : 0);
    v.cased = is_cased(&v);
    v.list_end = v.end;
    for (size_t i = index + 1; i < r->mentions->count && i < index + LIST_MAX &&
                               r->mentions->items[i].coordinated == (int)i - 1;
         i++) {
        v.list_end = r->mentions->items[i].token_end;
    }
    return v;
}

static clm_place_use use_of(const resolver *r, size_t index, const clm_resolved *items) {
    const clm_mention *mention = &r->mentions->items[index];
    switch (mention->type) {
    case CLM_MENTION_ANAPHOR:
        if (items[index].located && mention->possessive) {
            view v = view_of(r, index, items);
            return possessive(&v);
        }
        return items[index].located ? CLM_USE_LOCATION : CLM_USE_UNLOCATED;
    case CLM_MENTION_NOMINAL:
        return items[index].located ? CLM_USE_LOCATION : CLM_USE_UNLOCATED;
    case CLM_MENTION_DEMONYM:
    case CLM_MENTION_DERIVED:
        if (r->contains[index] && mention->form == CLM_FORM_KIND_AFTER) {
            return CLM_USE_CONTAINER;
        }
        return demonym_use(mention);
    case CLM_MENTION_TOPONYM:
        break;
    }
    view v = view_of(r, index, items);
    if (r->contains[index]) {
        return CLM_USE_CONTAINER;
    }
    clm_place_use use = named_use(&v, items);
    return use == CLM_USE_LOCATION && !items[index].located ? CLM_USE_UNLOCATED : use;
}

void clm_uses_tell(const resolver *r, clm_resolved *resolved) {
    for (size_t i = 0; i < r->mentions->count; i++) {
        resolved[i].use = use_of(r, i, resolved);
    }
}
