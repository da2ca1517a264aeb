/* places/use_names.c: names that hold the mention's, or that stand for it: organisations, people's
 * titles, media, events, datelines, other names of one place. */
#include "places/use_view.h"

enum {
    DATELINE_TOKENS = 16, /* "KYIV, Ukraine, April 5 (Thomson Reuters) -" */
    NAME_WORDS = 8,
    ALIAS_TOKENS = 8 /* between a name and "also known as" its other name */
};

/* ---- datelines ---- */

static bool is_dash(const view *v, uint32_t i) {
    return clm_view_written(v, i, "-") || clm_view_written(v, i, "—") ||
           clm_view_written(v, i, "–") || clm_view_written(v, i, "--");
}

/* "Muscat: The festival opened": a town at the start of a paragraph, no headline. */
static bool is_colon_dateline(const view *v, uint32_t colon) {
    const clm_sentence *sentences = v->article->sentences;
    uint32_t at = clm_view_token(v, v->start)->sentence;
    bool first = at == 0 || sentences[at - 1].paragraph != sentences[at].paragraph;
    return first && !sentences[at].heading && v->resolved->kind == CLM_KIND_SETTLEMENT &&
           clm_view_written(v, colon, ":") && clm_view_capital(v, colon + 1);
}

verdict clm_use_dateline(const view *v) {
    const clm_sentence *sentence = &v->article->sentences[clm_view_token(v, v->start)->sentence];
    uint32_t first = sentence->token_start;
    first += clm_view_written(v, first, "(") ? 1 : 0;
    if (v->start > first + 3 || v->mention->possessive) {
        return clm_no_verdict();
    }
    bool caps = clm_view_flag(v, first, CLM_TOKEN_ALL_CAPS);
    if (v->start == first && is_colon_dateline(v, v->end)) {
        return clm_verdict(CLM_USE_DATELINE, "dateline");
    }
    bool agency = false;
    for (uint32_t i = v->end; i < v->end + DATELINE_TOKENS && clm_view_here(v, i); i++) {
        bool glued = clm_view_flag(v, i, CLM_TOKEN_GLUED);
        if (is_dash(v, i)) {
            bool loose = !glued || !clm_view_written(v, i, "-");
            return loose && (caps || agency) ? clm_verdict(CLM_USE_DATELINE, "dateline")
                                             : clm_no_verdict();
        }
        if (clm_view_written(v, i, ")")) {
            agency = true;
            if (caps && !is_dash(v, i + 1)) {
                return clm_verdict(CLM_USE_DATELINE, "dateline");
            }
            continue;
        }
        bool word = clm_view_word(v, i) && !clm_view_flag(v, i, CLM_TOKEN_CAPITAL);
        if (word || clm_view_written(v, i, ";")) {
            break;
        }
    }
    return clm_no_verdict();
}

/* ---- two names of one place ---- */

verdict clm_use_alias(const view *v) {
    static const char *const adverbs[] = {"also",    "formerly",     "previously", "better",
                                          "locally", "historically", "officially", "once"};
    static const char *const former[] = {"formerly", "previously", "aka", "renamed"};
    if (v->index == 0 || v->before == UINT32_MAX || v->before == 0) {
        return clm_no_verdict();
    }
    const clm_mention *other = &v->resolver->mentions->items[v->index - 1];
    if (other->token_end + ALIAS_TOKENS < v->start || !clm_view_here(v, other->token_start)) {
        return clm_no_verdict();
    }
    uint32_t at = v->before;
    bool known = at > 1 && clm_view_key(v, at, "as") && clm_view_key(v, at - 1, "known") &&
                 CLM_KEY_IN(v, at - 2, adverbs);
    bool now = clm_view_key(v, at, "now") && clm_view_written(v, at - 1, "(");
    if (known || now || CLM_KEY_IN(v, at, former)) {
        return clm_verdict(CLM_USE_ALIAS, "another name of the place before");
    }
    return clm_no_verdict();
}

/* ---- names that go on behind the mention ---- */

typedef struct name_tail {
    unsigned words;
    uint32_t all, last; /* classes of the words before an "of", of the last of these */
    uint32_t end;       /* token */
    bool person;        /* a title stands in it */
} name_tail;

static bool joins_name(const view *v, uint32_t i) {
    static const char *const joiners[] = {"of", "for", "and", "on"};
    return (CLM_KEY_IN(v, i, joiners) || clm_view_written(v, i, "&")) &&
           (clm_view_capital(v, i + 1) ||
            (clm_view_key(v, i + 1, "the") && clm_view_capital(v, i + 2)));
}

static bool continues_name(const view *v, uint32_t i) {
    static const uint32_t small = USE_BREAK | USE_LOCATIVE | USE_RELATION;
    static const uint32_t named =
        USE_ORGANISATION | USE_PLACE_NOUN | USE_EVENT_NAME | USE_TITLE | USE_MEDIA;
    static const char *const articles[] = {"the", "a", "an", "his", "their"};
    if (!clm_view_capital(v, i) || clm_view_flag(v, i, CLM_TOKEN_SENTENCE_FIRST) ||
        i >= v->next_start || CLM_KEY_IN(v, i, articles)) {
        return false;
    }
    uint32_t c = clm_view_classes(v, i);
    return (c & USE_CALENDAR) == 0 && ((c & small) == 0 || (c & named) != 0);
}

/* "Highway Patrol", "Chamber of Commerce" behind the mention; no words: the name ends. */
static name_tail tail_of(const view *v) {
    name_tail tail = {0, 0, 0, v->end, false};
    bool headed = false;
    for (uint32_t i = v->end; tail.words < NAME_WORDS; i++) {
        if (joins_name(v, i) && tail.words > 0) {
            headed = true;
            i += clm_view_key(v, i + 1, "the") ? 1 : 0;
            continue;
        }
        if (tail.words > 0 && clm_view_here(v, i) &&
            clm_view_token(v, i)->kind == CLM_TOKEN_NUMBER) {
            continue; /* No. 2 Detention Centre */
        }
        if (!continues_name(v, i)) {
            break;
        }
        uint32_t c = clm_view_classes(v, i);
        if (!headed) {
            tail.all |= c;
            tail.last = c;
        }
        tail.person = tail.person || (c & USE_TITLE) != 0;
        tail.words++;
        tail.end = i + 1;
    }
    return tail;
}

/* "at Durban Hospital", not "Durban Hospital said". */
static bool is_visited(const view *v) {
    bool to = clm_view_key(v, v->before, "to") || clm_view_key(v, v->before, "from");
    return (clm_view_classes(v, v->before) & USE_LOCATIVE) != 0 ||
           (to && clm_view_class_before(v, v->before, USE_MOTION | USE_EVENT, 4));
}

static verdict building(const view *v, const name_tail *tail) {
    bool speaks = (clm_view_classes(v, tail->end) & (USE_SPEECH | USE_WILL)) != 0;
    bool acts = (tail->last & USE_ORGANISATION) != 0 ? !is_visited(v) : speaks;
    return acts ? clm_verdict(CLM_USE_ORGANISATION, "part of an institution's name")
                : clm_verdict(CLM_USE_LOCATION, "part of a building's or street's name");
}

/* "Korean Peninsula": what an adjective of a people names besides its institutions. */
static bool is_land(const view *v, uint32_t last) {
    static const char *const lands[] = {"peninsula", "islands", "island",    "coast",   "border",
                                        "mountains", "desert",  "highlands", "riviera", "alps"};
    return CLM_KEY_IN(v, last, lands);
}

/* "Kansas Highway Patrol", "Paris Agreement", "Sudan Tribune", "Colchester Hospital". */
static verdict goes_on(const view *v) {
    if (v->mention->possessive) {
        return clm_no_verdict();
    }
    name_tail tail = tail_of(v);
    if (tail.words == 0) {
        return clm_no_verdict();
    }
    bool demonym = v->mention->type != CLM_MENTION_TOPONYM;
    if ((tail.last & USE_EVENT_NAME) != 0) {
        return clm_verdict(CLM_USE_TOPIC, "part of an event's or treaty's name");
    }
    if ((tail.last & USE_MEDIA) != 0) {
        return clm_verdict(CLM_USE_MEDIA, "part of an outlet's name");
    }
    if ((tail.last & USE_PLACE_NOUN) != 0 && (!demonym || is_land(v, tail.end - 1))) {
        return building(v, &tail);
    }
    if (tail.person) {
        if (demonym) {
            return clm_no_verdict();
        }
        return v->state ? clm_acting(v, "before a title")
                        : clm_verdict(CLM_USE_ORGANISATION, "before a title");
    }
    if ((tail.all & USE_ORGANISATION) != 0) {
        bool own = v->state && !demonym && tail.words == 1 && (tail.last & USE_TOPIC) == 0;
        return own ? clm_acting(v, "before its institution")
                   : clm_verdict(CLM_USE_ORGANISATION, "part of an organisation's name");
    }
    bool site = (tail.last & USE_PLACE_NOUN) != 0;
    if (demonym && !site && (!v->article_before || tail.words == 1)) {
        return clm_no_verdict();
    }
    return clm_verdict(CLM_USE_ORGANISATION, "part of a longer name");
}

static bool is_line_end(const view *v, uint32_t at) {
    return v->article->text.ptr[at] == '\n';
}

/* "Air France", "Radio Tanzania", "Hotel Bristol": names that begin before the mention. */
static verdict begins_before(const view *v) {
    static const char *const heads[] = {"air", "radio", "bank", "team", "hotel", "miss", "real"};
    static const char *const sites[] = {"hotel", "port", "mount", "camp",   "fort", "lake",
                                        "cape",  "old",  "point", "castle", "hms",  "monte"};
    static const char *const parts[] = {"middle", "upper", "lower", "greater", "inner", "outer"};
    static const char *const races[] = {"tour", "giro", "vuelta"};
    uint32_t at = v->start - 1;
    if (v->start > 1 && clm_view_key(v, at, "de") && CLM_KEY_IN(v, at - 1, races)) {
        return clm_verdict(CLM_USE_TOPIC, "part of an event's or treaty's name");
    }
    if (v->start == 0 || !clm_view_capital(v, at) || v->mention->type != CLM_MENTION_TOPONYM ||
        (clm_view_flag(v, at, CLM_TOKEN_SENTENCE_FIRST) && !CLM_KEY_IN(v, at, heads))) {
        return clm_no_verdict();
    }
    if (CLM_KEY_IN(v, at, parts)) {
        return clm_no_verdict(); /* Middle Tennessee */
    }
    uint32_t c = clm_view_classes(v, at);
    bool mentioned =
        v->index > 0 && v->resolver->mentions->items[v->index - 1].token_end >= v->start;
    clm_span gap = {clm_view_token(v, at)->span.end, clm_view_token(v, v->start)->span.start};
    if (mentioned || gap.end != gap.start + 1 || is_line_end(v, gap.start) ||
        (c & (USE_CALENDAR | USE_ADJUNCT | USE_TITLE | USE_LOCATIVE | USE_BREAK | USE_RELATION)) !=
            0) {
        return clm_no_verdict();
    }
    if (CLM_KEY_IN(v, at, sites)) {
        return clm_verdict(CLM_USE_LOCATION, "part of a building's or street's name");
    }
    if ((c & USE_MEDIA) != 0) {
        return clm_verdict(CLM_USE_MEDIA, "part of an outlet's name");
    }
    return clm_verdict(CLM_USE_ORGANISATION, "part of a longer name");
}

verdict clm_use_in_name(const view *v) {
    verdict found = goes_on(v);
    return found.use != CLM_USE_COUNT ? found : begins_before(v);
}

/* ---- "... of X" ---- */

/* "Jane Doe of Austin", "King John of Bohemia": two capitals or more, no "the", no word that names
 * an organisation. `*noble` is set where a title stands before the name. */
static bool is_person(const view *v, uint32_t head, bool *noble) {
    uint32_t names = 0;
    uint32_t at = head;
    for (; clm_view_capital(v, at) && names < NAME_WORDS; at--) {
        uint32_t c = clm_view_classes(v, at);
        bool title = names > 0 && (c & (USE_TITLE | USE_NOBLE)) != 0;
        if (c != 0 && !title) {
            return false;
        }
        *noble = *noble || (c & USE_NOBLE) != 0;
        names++;
        if (at == 0) {
            break;
        }
    }
    return names > 1 && !clm_view_key(v, at, "the") && !clm_view_key(v, at, "of");
}

static verdict capital_head(const view *v, uint32_t head, uint32_t c) {
    if ((c & USE_NOBLE) != 0) {
        return clm_verdict(CLM_USE_PERSON, "part of a person's title");
    }
    bool battle = clm_view_key(v, head, "battle") || clm_view_key(v, head, "siege");
    if (battle || (c & USE_EVENT_NAME) != 0) {
        return clm_verdict(CLM_USE_TOPIC, "part of an event's or treaty's name");
    }
    if ((c & USE_MEDIA) != 0) {
        return clm_verdict(CLM_USE_MEDIA, "part of an outlet's name");
    }
    bool own = (clm_view_classes(v, v->end) & USE_ORGANISATION) == 0;
    bool noble = false;
    if (own && is_person(v, head, &noble)) {
        return noble ? clm_verdict(CLM_USE_PERSON, "part of a person's title")
                     : clm_verdict(CLM_USE_RESIDENCE, "where somebody is at home");
    }
    if ((c & (USE_TITLE | USE_ORGANISATION)) == 0 &&
        ((c & (USE_OF_PLACE | USE_PLACE_NOUN)) != 0 ||
         clm_view_flag(v, head, CLM_TOKEN_SENTENCE_FIRST))) {
        return clm_no_verdict();
    }
    return clm_verdict(CLM_USE_ORGANISATION,
                       (c & USE_TITLE) != 0 ? "part of a title" : "part of an organisation's name");
}

/* "Minister of Foreign Affairs of Ukraine", "Bank of England", "armed forces of the Russian
 * Federation", "president of Chile", "Duke of Sussex". */
verdict clm_use_after_title(const view *v) {
    uint32_t of = v->before;
    if (!clm_view_key(v, of, "of") || of == 0 || !clm_view_word(v, of - 1)) {
        return clm_no_verdict();
    }
    uint32_t head = of - 1;
    uint32_t c = clm_view_classes(v, head);
    if (clm_view_capital(v, head)) {
        return capital_head(v, head, c);
    }
    if ((c & USE_ORGANISATION) == 0 || (c & (USE_PLACE_NOUN | USE_EVENT | USE_OF_PLACE)) != 0) {
        return clm_no_verdict();
    }
    if ((c & USE_TITLE) != 0) {
        return clm_verdict(CLM_USE_ORGANISATION, "part of a title");
    }
    return v->state ? clm_acting(v, "its people or institution")
                    : clm_verdict(CLM_USE_ORGANISATION, "its people or institution");
}
