/* places/use_nouns.c: what the words behind a mention make of it: "X's forces", "X-based",
 * "the X war", "an X man", "the X court"; and demonyms. */
#include "places/use_view.h"

enum { NOUN_WORDS = 4 };

/* The words that a noun group behind the mention is made of, from `i` on: "gas station" of
 * "gas station where", "police" of "police said". */
typedef struct noun_group {
    unsigned words;
    uint32_t all, last;
} noun_group;

static noun_group group_at(const view *v, uint32_t i) {
    noun_group nouns = {0, 0, 0};
    static const uint32_t stops = USE_LOCATIVE | USE_RELATION | USE_BREAK | USE_SPEECH;
    for (; nouns.words < NOUN_WORDS && clm_view_lower(v, i) && i < v->next_start; i++) {
        uint32_t c = clm_view_classes(v, i);
        static const uint32_t named = USE_PLACE_NOUN | USE_ORGANISATION | USE_TOPIC | USE_RESIDENT;
        bool verb = (c & USE_VERB) != 0 || ((c & (USE_MOTION | USE_WILL)) != 0 && (c & named) == 0);
        if ((c & stops) != 0 || verb || (nouns.words > 0 && clm_view_ends(v, i, "ed"))) {
            break;
        }
        nouns.all |= c;
        nouns.last = c;
        nouns.words++;
    }
    return nouns;
}

verdict clm_use_possessive(const view *v) {
    if (!v->mention->possessive) {
        return clm_no_verdict();
    }
    uint32_t noun = v->end;
    while ((clm_view_classes(v, noun) & USE_FILLER) != 0) {
        noun++;
    }
    noun_group nouns = group_at(v, noun);
    uint32_t c = clm_view_classes(v, noun);
    static const uint32_t other = USE_ORGANISATION | USE_TOPIC | USE_ASSOCIATED;
    bool place = (c & USE_PLACE_NOUN) != 0 && (c & other) == 0;
    if (!place && nouns.words > 1) {
        place = (nouns.last & USE_PLACE_NOUN) != 0 && (nouns.all & other) == 0;
    }
    /* "Harare's Third Street" */
    for (uint32_t i = noun; !place && i < noun + NOUN_WORDS && clm_view_capital(v, i); i++) {
        uint32_t k = clm_view_classes(v, i);
        place =
            (k & USE_PLACE_NOUN) != 0 && (k & USE_ORGANISATION) == 0 && !clm_view_capital(v, i + 1);
    }
    return place ? clm_verdict(CLM_USE_LOCATION, "possessive before a part of it")
                 : clm_verdict(CLM_USE_POSSESSIVE, "possessive before a noun");
}

/* ---- "X-based", "X-Y talks" ---- */

static verdict pair(const view *v, uint32_t second) {
    for (uint32_t i = second; i < second + NOUN_WORDS && clm_view_word(v, i); i++) {
        uint32_t c = clm_view_classes(v, i);
        if ((c & USE_TOPIC) != 0 && clm_view_lower(v, i)) {
            return clm_verdict(CLM_USE_TOPIC, "in the name of a war or its talks");
        }
        if ((c & USE_PLACE_NOUN) != 0 && (c & USE_ORGANISATION) == 0 && clm_view_lower(v, i)) {
            return clm_verdict(CLM_USE_LOCATION, "before a part of it");
        }
    }
    if (v->state) {
        return clm_acting(v, "one of a pair");
    }
    return clm_view_capital(v, second) ? clm_no_verdict()
                                       : clm_verdict(CLM_USE_OTHER, "joined with another word");
}

/* "Ukraine-Russia war", "Iran-US talks", "Kremlin-backed", "Lagos-born". */
verdict clm_use_hyphen(const view *v) {
    static const char *const homes[] = {"based",    "born",     "headquartered", "registered",
                                        "educated", "listed",   "trained",       "raised",
                                        "native",   "resident", "area"};
    static const char *const held[] = {"controlled", "occupied", "held", "administered",
                                       "ruled",      "run",      "led",  "governed"};
    if (!clm_view_written(v, v->end, "-") || !clm_view_flag(v, v->end, CLM_TOKEN_GLUED) ||
        !clm_view_flag(v, v->end + 1, CLM_TOKEN_GLUED)) {
        return clm_no_verdict();
    }
    uint32_t second = v->end + 1;
    if (clm_view_key(v, second, "bound")) {
        return clm_verdict(CLM_USE_LOCATION, "where somebody is bound");
    }
    if (CLM_KEY_IN(v, second, homes)) {
        return clm_verdict(CLM_USE_RESIDENCE, "where somebody is at home");
    }
    if (CLM_KEY_IN(v, second, held)) {
        return v->state ? clm_acting(v, "who holds or leads")
                        : clm_verdict(CLM_USE_ORGANISATION, "who holds or leads");
    }
    return pair(v, second);
}

/* ---- "the X war", "US officials", "an Austin man" ---- */

/* "a teacher", "voters": a word for those who do something. */
static bool is_people(const view *v, uint32_t i) {
    static const char *const endings[] = {"ers", "ors", "ists", "ians", "ants", "man", "men"};
    for (size_t k = 0; k < sizeof endings / sizeof *endings; k++) {
        if (clm_view_ends(v, i, endings[k])) {
            return true;
        }
    }
    return false;
}

/* "a Nenagh ruling", "our Cambridge page", "the Lagos rally": the article is the noun's. */
static bool is_determined(const view *v) {
    static const char *const words[] = {"a", "an", "our", "another", "former", "his", "her"};
    uint32_t at = v->start > 0 ? v->start - 1 : UINT32_MAX;
    return CLM_KEY_IN(v, at, words) ||
           (clm_view_key(v, at, "the") && v->resolved->kind == CLM_KIND_SETTLEMENT);
}

static bool is_located(const view *v) {
    return (clm_view_classes(v, v->before) & USE_LOCATIVE) != 0;
}

static verdict town_before_noun(const view *v, uint32_t next, uint32_t c) {
    noun_group nouns = group_at(v, next);
    if ((nouns.all & USE_PLACE_NOUN) != 0 && (nouns.last & USE_ORGANISATION) == 0) {
        return clm_no_verdict(); /* the Riverdale gas station */
    }
    if ((c & USE_ASSOCIATED) != 0) {
        return clm_verdict(CLM_USE_OTHER, "before a noun");
    }
    bool own = !is_located(v) || v->article_before;
    if (own && nouns.words > 1 && (nouns.last & USE_ORGANISATION) != 0 &&
        (nouns.last & (USE_PLACE_NOUN | USE_EVENT)) == 0) {
        return clm_verdict(CLM_USE_ORGANISATION, "before its institution or people");
    }
    bool plain = (c & (USE_LOCATIVE | USE_RELATION | USE_VERB | USE_BREAK | USE_EVENT |
                       USE_PLACE_NOUN | USE_ADJUNCT)) == 0;
    if (!plain || is_located(v)) {
        return clm_no_verdict();
    }
    if (is_people(v, next)) {
        return clm_verdict(CLM_USE_RESIDENCE, "where people are at home");
    }
    bool verb = clm_view_ends(v, next, "ed") || clm_view_ends(v, next, "ly");
    return is_determined(v) && !verb && v->resolved->compass == CLM_COMPASS_NONE
               ? clm_verdict(CLM_USE_OTHER, "before a noun")
               : clm_no_verdict();
}

/* "the Beirut blast", "the Nepal earthquake". */
static bool is_event_there(const view *v, uint32_t next, uint32_t c) {
    static const char *const hazards[] = {
        "earthquake", "quake",     "flood",   "floods",  "flooding",  "storm",   "hurricane",
        "wildfire",   "wildfires", "cyclone", "typhoon", "landslide", "tsunami", "landslides"};
    bool town = v->capital && !v->seat && v->article_before && (c & USE_EVENT) != 0 &&
                (c & (USE_VERB | USE_HARMED)) == 0;
    return town || CLM_KEY_IN(v, next, hazards);
}

static verdict state_before_noun(const view *v, uint32_t next, uint32_t c) {
    if (is_event_there(v, next, c)) {
        return clm_verdict(CLM_USE_LOCATION, "before what happened there");
    }
    if ((c & USE_PLACE_NOUN) != 0 && (c & (USE_ORGANISATION | USE_ASSOCIATED)) == 0) {
        bool acts = clm_view_verb(v, next);
        return acts ? clm_no_verdict() : clm_verdict(CLM_USE_LOCATION, "before a part of it");
    }
    if ((c & (USE_LOCATIVE | USE_RELATION | USE_VERB | USE_BREAK)) != 0 || clm_view_verb(v, next) ||
        clm_view_ends(v, next, "ly") || v->resolved->compass != CLM_COMPASS_NONE) {
        return clm_no_verdict();
    }
    /* "in Ukraine today" against "in the US market". */
    bool article = v->start > 0 && clm_view_key(v, v->start - 1, "the");
    return is_located(v) && !article ? clm_no_verdict() : clm_acting(v, "before a noun");
}

/* "a Durban court", "the Delft police station" against "Durban police". */
static verdict before_institution(const view *v, uint32_t next, uint32_t c) {
    static const char *const houses[] = {"hospital", "hospitals", "school", "schools",
                                         "college",  "clinic",    "museum"};
    uint32_t second = clm_view_lower(v, next + 1) ? clm_view_classes(v, next + 1) : 0;
    bool site = (second & (USE_PLACE_NOUN | USE_EVENT)) != 0 &&
                (second & (USE_ORGANISATION | USE_VERB | USE_HARMED)) == 0;
    if ((c & USE_PLACE_NOUN) != 0 && !v->state && CLM_KEY_IN(v, next, houses) &&
        (clm_view_classes(v, next + 1) & (USE_SPEECH | USE_WILL)) == 0) {
        site = true;
    }
    bool way = clm_view_key(v, v->before, "to") || clm_view_key(v, v->before, "from");
    bool visited = (c & USE_PLACE_NOUN) != 0 && (is_located(v) || way) && (!v->state || v->capital);
    if (site || visited) {
        return clm_verdict(CLM_USE_LOCATION, "before a building or what happened there");
    }
    return v->state ? clm_acting(v, "before its institution or people")
                    : clm_verdict(CLM_USE_ORGANISATION, "before its institution or people");
}

verdict clm_use_attributive(const view *v) {
    uint32_t next = v->end;
    if (v->mention->possessive || !clm_view_lower(v, next) || next >= v->next_start) {
        return clm_no_verdict();
    }
    if (v->resolved->kind == CLM_KIND_SEA &&
        (clm_view_key(v, next, "coast") || clm_view_key(v, next, "shore"))) {
        return clm_verdict(CLM_USE_OTHER, "a coast, not the sea");
    }
    uint32_t c = clm_view_classes(v, next);
    if ((c & USE_TOPIC) != 0 && (c & USE_VERB) == 0) {
        return clm_verdict(CLM_USE_TOPIC, "in the name of a war or its talks");
    }
    if ((c & USE_RESIDENT) != 0) {
        return clm_verdict(CLM_USE_RESIDENCE, "where people are at home");
    }
    if ((c & USE_ORGANISATION) != 0 && (c & USE_EVENT) == 0) {
        return before_institution(v, next, c);
    }
    return v->state ? state_before_noun(v, next, c) : town_before_noun(v, next, c);
}

/* ---- demonyms ---- */

/* "German and Dutch" behind "speaks". */
static bool follows_language(const view *v) {
    if (v->index == 0 || v->items[v->index - 1].use != CLM_USE_LANGUAGE) {
        return false;
    }
    uint32_t last = v->resolver->mentions->items[v->index - 1].token_end;
    return last + 1 == v->start && (clm_view_key(v, last, "and") || clm_view_key(v, last, "or") ||
                                    clm_view_written(v, last, ","));
}

/* "in Russian", "spoke Ukrainian", "the Arabic word for". */
static bool is_language(const view *v) {
    static const char *const into[] = {"in", "into", "from", "of"};
    uint32_t next = v->end;
    if (clm_view_written(v, next, "-")) {
        next++;
    }
    uint32_t c = clm_view_lower(v, next) ? clm_view_classes(v, next) : 0;
    if ((c & USE_TONGUE) != 0 && (c & (USE_SPEECH | USE_VERB | USE_WILL)) == 0) {
        return true;
    }
    if (clm_view_written(v, v->end, "-") && clm_view_key(v, next, "speaking")) {
        return true;
    }
    bool noun = (clm_view_lower(v, next) || clm_view_capital(v, next)) &&
                (c & (USE_LOCATIVE | USE_RELATION | USE_BREAK | USE_VERB | USE_SPEECH)) == 0 &&
                !clm_view_ends(v, next, "ly");
    uint32_t at = v->start > 0 ? v->start - 1 : UINT32_MAX;
    if (!noun && follows_language(v)) {
        return true;
    }
    if (noun || clm_view_ends(v, v->start, "s") || v->mention->possessive) {
        return false;
    }
    if (clm_view_key(v, at, "in") || clm_view_key(v, at, "into")) {
        return true;
    }
    return (clm_view_classes(v, at) & USE_TONGUE) != 0 ||
           (CLM_KEY_IN(v, at, into) && clm_view_class_before(v, at, USE_TONGUE, 2));
}

verdict clm_use_demonym(const view *v) {
    if (v->mention->form == CLM_FORM_KIND_AFTER) {
        return clm_verdict(CLM_USE_LOCATION, "before a part of it");
    }
    if (is_language(v)) {
        return clm_verdict(CLM_USE_LANGUAGE, "a language");
    }
    verdict name = clm_use_in_name(v);
    return name.use != CLM_USE_COUNT ? name : clm_verdict(CLM_USE_DEMONYM, "people or adjective");
}
