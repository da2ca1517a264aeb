/* places/use.c: tells what a mention stands for in its sentence: a place, or those who act for it.
 *
 * Countries and capitals act unless a word makes them a place ("in Ukraine"); towns and regions are
 * places unless a word makes them actors ("Oakland police"). */
#include "places/resolve.h"
#include "places/use_view.h"

enum {
    LIST_MAX = 8,
    CASE_WINDOW = 6,
    ADJUNCTS_MAX = 3,
    PARENTHESIS_TOKENS = 12,
    HEADING_TOKENS = 8,
    YEAR_DIGITS = 4,
    KIND_WORDS = 4
};

static bool is_state(const clm_place *place) {
    return place->kind == CLM_KIND_COUNTRY || place->kind == CLM_KIND_COUNTRY_GROUP ||
           place->kind == CLM_KIND_CONTINENT ||
           (place->flags & (CLM_PLACE_CAPITAL | CLM_PLACE_GOVERNMENT)) != 0;
}

/* ---- who suffers, who acts, when no word beside the name tells ---- */

/* "X was hit", "X has been heavily shelled", "X came under attack"; not "X has shelled". */
static bool suffers(const view *v, uint32_t i) {
    static const char *const auxiliaries[] = {"was", "were", "is", "are", "been", "being", "came"};
    static const char *const steps[] = {"has", "have", "had", "again", "also"};
    bool passive = false;
    for (uint32_t at = i; at < i + 4 && clm_view_lower(v, at); at++) {
        if (passive && (clm_view_classes(v, at) & USE_HARMED) != 0) {
            return true;
        }
        bool auxiliary = CLM_KEY_IN(v, at, auxiliaries);
        passive = passive || auxiliary;
        if (!auxiliary && !CLM_KEY_IN(v, at, steps) && !clm_view_ends(v, at, "ly")) {
            return false;
        }
    }
    return false;
}

/* "X is a country in", "X borders Y", "X lies in". */
static bool is_described(const view *v) {
    static const char *const kinds[] = {"country", "nation", "republic", "kingdom"};
    static const char *const copulas[] = {"is", "was", "are", "remains", "became"};
    static const char *const lies[] = {"borders", "lies", "covers", "spans", "straddles"};
    static const char *const articles[] = {"a", "an", "the", "one"};
    uint32_t at = v->list_end;
    if (CLM_KEY_IN(v, at, lies)) {
        return true;
    }
    if (!CLM_KEY_IN(v, at, copulas) || !CLM_KEY_IN(v, at + 1, articles)) {
        return false;
    }
    for (uint32_t i = at + 2; i < at + 2 + KIND_WORDS && clm_view_lower(v, i); i++) {
        uint32_t c = clm_view_classes(v, i);
        if ((c & (USE_LOCATIVE | USE_RELATION | USE_BREAK)) != 0) {
            break;
        }
        if ((c & USE_PLACE_NOUN) != 0 || CLM_KEY_IN(v, i, kinds)) {
            return true;
        }
    }
    return false;
}

/* A crosshead that names places and says nothing of them: "Kupiansk", "Sumy and Kharkiv". */
static verdict in_heading(const view *v) {
    static const char *const small[] = {"and", "the", "in", "direction", "axis", "front", "sector"};
    const clm_sentence *sentence = &v->article->sentences[clm_view_token(v, v->start)->sentence];
    if (!sentence->heading || v->start > sentence->token_start + HEADING_TOKENS) {
        return clm_no_verdict();
    }
    if (v->start == sentence->token_start && clm_view_written(v, v->end, ":")) {
        return clm_verdict(CLM_USE_TOPIC, "what a heading is about");
    }
    if (sentence->token_end - sentence->token_start > HEADING_TOKENS) {
        return clm_no_verdict();
    }
    const clm_mentions *mentions = v->resolver->mentions;
    size_t next = v->index;
    while (next > 0 && mentions->items[next - 1].token_start >= sentence->token_start) {
        next--;
    }
    uint32_t number = 0; /* letters of the first number */
    for (uint32_t i = sentence->token_start; i < sentence->token_end; i++) {
        if (number == 0 && clm_view_token(v, i)->kind == CLM_TOKEN_NUMBER) {
            number = clm_view_token(v, i)->key_len;
        }
        while (next < mentions->count && mentions->items[next].token_end <= i) {
            next++;
        }
        bool named = next < mentions->count && i >= mentions->items[next].token_start;
        if (!named && clm_view_token(v, i)->kind == CLM_TOKEN_WORD && !CLM_KEY_IN(v, i, small)) {
            return clm_no_verdict();
        }
    }
    if (number == 0) {
        return clm_verdict(CLM_USE_TOPIC, "what a heading is about");
    }
    /* "BEIJING 2024-08-22" */
    return v->start == sentence->token_start && number >= YEAR_DIGITS
               ? clm_verdict(CLM_USE_DATELINE, "dateline")
               : clm_verdict(CLM_USE_ORGANISATION, "a row of a table");
}

/* Members of a list are used as its first one is. */
static bool follows_list(const view *v) {
    static const char *const joiners[] = {"and", "or", "nor"};
    uint32_t at = v->before;
    return v->mention->coordinated >= 0 &&
           (CLM_KEY_IN(v, at, joiners) || clm_view_written(v, at, ",") ||
            clm_view_written(v, at, "&") || clm_view_written(v, at, "/"));
}

static bool inherits(clm_place_use use) {
    return use == CLM_USE_LOCATION || use == CLM_USE_ACTOR || use == CLM_USE_METONYM ||
           use == CLM_USE_SPEECH_LOCATION || use == CLM_USE_RESIDENCE || use == CLM_USE_TOPIC ||
           use == CLM_USE_ORGANISATION;
}

/* A verb follows, past adverbs or a parenthesis: "X quickly sent", "X, for its part, sent". */
static bool is_subject(const view *v) {
    static const char *const openers[] = {"which", "who", "whose", "meanwhile", "however",
                                          "for",   "in",  "too",   "also"};
    uint32_t at = v->list_end;
    if (clm_view_written(v, at, ",") && CLM_KEY_IN(v, at + 1, openers)) {
        uint32_t end = at + 1;
        while (end < at + PARENTHESIS_TOKENS && clm_view_here(v, end) &&
               !clm_view_written(v, end, ",")) {
            end++;
        }
        if (!clm_view_written(v, end, ",")) {
            return false;
        }
        at = end + 1;
    }
    for (unsigned i = 0; i < 2 && clm_view_lower(v, at) && clm_view_ends(v, at, "ly"); i++) {
        at++;
    }
    return clm_view_verb(v, at);
}

static verdict in_list(const view *v, bool subject) {
    /* "in Poland, Kyiv says" is no list; "between Poland and Kyiv were" is one. */
    bool comma = clm_view_written(v, v->before, ",") ||
                 (v->before > 0 && clm_view_written(v, v->before - 1, ","));
    if (!follows_list(v) || (subject && v->state && comma)) {
        return clm_no_verdict();
    }
    clm_place_use use = v->items[v->mention->coordinated].use;
    return inherits(use) ? clm_verdict(use, "as the first of its list") : clm_no_verdict();
}

/* "Yemen's capital Sanaa", "the capital, Sanaa,": the noun says that the place is meant. */
static verdict after_noun(const view *v) {
    static const char *const nouns[] = {"capital", "city", "town", "village", "port"};
    uint32_t at = v->before;
    at -= clm_view_written(v, at, ",") && clm_view_written(v, v->end, ",") && at > 0 ? 1 : 0;
    return clm_view_lower(v, at) && CLM_KEY_IN(v, at, nouns)
               ? clm_verdict(CLM_USE_LOCATION, "after the kind of place")
               : clm_no_verdict();
}

/* "Matias Romero, Oaxaca State, Mexico", "the Convention Centre, Dublin". */
static verdict in_apposition(const view *v) {
    if (v->start < 2 || !clm_view_written(v, v->start - 1, ",") || clm_view_key(v, v->end, "and") ||
        clm_view_key(v, v->end, "or")) {
        return clm_no_verdict();
    }
    const clm_mention *last = v->index > 0 ? &v->resolver->mentions->items[v->index - 1] : NULL;
    if (last != NULL && last->token_end == v->start - 1) {
        const clm_resolved *inner = &v->items[v->index - 1];
        bool placed = inner->use == CLM_USE_LOCATION || inner->use == CLM_USE_CONTAINER;
        if (placed && inner->place != CLM_NO_PLACE && v->resolved->place != CLM_NO_PLACE) {
            clm_place place = clm_gazetteer_place(v->resolver->gazetteer, inner->place);
            clm_place around = clm_gazetteer_place(v->resolver->gazetteer, v->resolved->place);
            if (clm_place_inside(v->resolver->gazetteer, &place, v->resolved->place, &around)) {
                return clm_verdict(CLM_USE_CONTAINER, "tells where the place before it lies");
            }
        }
        return clm_no_verdict();
    }
    bool building = clm_view_capital(v, v->start - 2) &&
                    (clm_view_classes(v, v->start - 2) & USE_PLACE_NOUN) != 0;
    return building ? clm_verdict(CLM_USE_LOCATION, "tells where a building stands")
                    : clm_no_verdict();
}

/* "the West", "the North": a part of the world or of a country, though a town has that name. */
static verdict is_side(const view *v) {
    static const char *const sides[] = {"west", "east", "north", "south"};
    bool side = v->article_before && v->start + 1 == v->mention->token_end &&
                v->start == v->before + 2 && CLM_KEY_IN(v, v->start, sides);
    return side ? clm_verdict(CLM_USE_OTHER, "a side of the world") : clm_no_verdict();
}

/* "the Durango pulled up", "in the Orleans": towns have no article; a car or a ship has. */
static verdict is_thing(const view *v) {
    static const char *const towns[] = {"bronx", "hague", "dalles", "woodlands", "villages"};
    uint32_t end = v->mention->token_end;
    bool named = v->article_before && v->start + 1 == end && v->start == v->before + 2 &&
                 v->resolved->kind == CLM_KIND_SETTLEMENT && v->resolved->located &&
                 !v->mention->possessive && v->mention->container < 0 && v->cased;
    uint32_t c = clm_view_lower(v, end) ? clm_view_classes(v, end) : 0;
    bool stops = !clm_view_here(v, end) || clm_view_written(v, end, ".") ||
                 clm_view_written(v, end, ",") || clm_view_key(v, end, "was") ||
                 (c & (USE_LOCATIVE | USE_WILL)) != 0 || clm_view_ends(v, end, "ed");
    return named && stops && !CLM_KEY_IN(v, v->start, towns)
               ? clm_verdict(CLM_USE_OTHER, "a thing of that name")
               : clm_no_verdict();
}

/* The last resort: no word beside the name decides. */
static verdict alone(const view *v, bool subject) {
    if (!v->state) {
        static const char *const auxiliaries[] = {
            "is",   "are", "was",   "has", "have", "had",    "will", "can",  "would", "could",
            "must", "may", "might", "not", "cant", "cannot", "also", "wont", "should"};
        uint32_t at = v->list_end;
        at += CLM_KEY_IN(v, at, auxiliaries) ? 1 : 0;
        at += CLM_KEY_IN(v, at, auxiliaries) ? 1 : 0;
        bool wills = clm_view_lower(v, at) && (clm_view_classes(v, at) & USE_WILL) != 0;
        if (wills && v->resolved->kind == CLM_KIND_FACILITY) {
            return clm_verdict(CLM_USE_ORGANISATION, "subject that acts");
        }
        bool team = v->resolved->kind == CLM_KIND_SETTLEMENT ||
                    v->resolved->kind == CLM_KIND_REGION || v->resolved->kind == CLM_KIND_DISTRICT;
        if (team && v->mention->container < 0 && clm_view_sporting(v)) {
            return clm_verdict(CLM_USE_ORGANISATION, "a team in a match report");
        }
        return wills ? clm_verdict(CLM_USE_ACTOR, "subject that acts")
                     : clm_verdict(CLM_USE_LOCATION, "place by default");
    }
    static const char *const befalls[] = {"fell",    "falls",    "fallen",  "burned",   "burns",
                                          "flooded", "recorded", "records", "trembled", "baked"};
    if (v->capital && !v->seat && CLM_KEY_IN(v, v->list_end, befalls)) {
        return clm_verdict(CLM_USE_LOCATION, "something happens to it");
    }
    static const char *const asked[] = {"ask",     "asked",   "asking", "asks",   "tell",
                                        "told",    "urge",    "urged",  "urging", "lobbied",
                                        "pressed", "accused", "blame",  "blamed"};
    if (v->capital && CLM_KEY_IN(v, v->before, asked)) {
        return clm_acting(v, "somebody turns to it");
    }
    bool settled = v->capital && !v->seat && v->mention->container >= 0;
    bool heading = v->capital && !v->seat && (v->place.flags & CLM_PLACE_GOVERNMENT) == 0 &&
                   clm_view_flag(v, v->start, CLM_TOKEN_SENTENCE_FIRST);
    if (!subject && (settled || heading || v->adjunct)) {
        return clm_verdict(CLM_USE_LOCATION, "no verb of its own"); /* "Kyiv, Tuesday" */
    }
    return clm_acting(v, subject ? "subject that acts" : "state by default");
}

static verdict named_use(const view *v) {
    typedef verdict (*rule)(const view *);
    static const rule rules[] = {
        is_side,        is_thing,        in_heading,          clm_use_dateline,   clm_use_alias,
        clm_use_hyphen, clm_use_in_name, clm_use_after_title, clm_use_possessive, after_noun,
        is_thing,       clm_use_team,    clm_use_attributive, clm_use_preposition};
    for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
        verdict found = rules[i](v);
        if (found.use != CLM_USE_COUNT) {
            return found;
        }
    }
    if (v->resolved->compass != CLM_COMPASS_NONE && v->resolved->kind == CLM_KIND_VAGUE_REGION) {
        return clm_verdict(CLM_USE_LOCATION, "part of it");
    }
    bool subject = is_subject(v);
    verdict found = in_list(v, subject);
    if (found.use == CLM_USE_COUNT && !subject) {
        found = in_apposition(v);
    }
    if (found.use == CLM_USE_COUNT && is_described(v)) {
        found = clm_verdict(CLM_USE_LOCATION, "described as a place");
    }
    if (found.use == CLM_USE_COUNT && suffers(v, v->end)) {
        found = clm_verdict(CLM_USE_LOCATION, "something is done to it");
    }
    return found.use != CLM_USE_COUNT ? found : alone(v, subject);
}

/* ---- the view ---- */

/* False if all longer words around the mention begin with capitals. */
static bool is_cased(const view *v) {
    uint32_t from = v->start > CASE_WINDOW ? v->start - CASE_WINDOW : 0;
    unsigned capitals = 0;
    for (uint32_t i = from; i < v->end + CASE_WINDOW; i++) {
        if (i >= v->mention->token_start && i < v->mention->token_end) {
            continue;
        }
        bool verb = (clm_view_classes(v, i) & (USE_VERB | USE_EVENT)) != 0;
        if (!clm_view_word(v, i) || clm_view_token(v, i)->key_len < (verb ? 3 : 4)) {
            continue;
        }
        if (!clm_view_flag(v, i, CLM_TOKEN_CAPITAL)) {
            return true;
        }
        capitals++;
    }
    return capitals < 3;
}

/* Streets, houses and towns that are named for those who sit or work there. */
static bool is_seat(const view *v) {
    static const char *const seats[][2] = {
        {"downing", "street"}, {"wall", "street"}, {"capitol", "hill"}, {"silicon", "valley"},
        {"fleet", "street"},   {"the", "hague"},   {"hollywood", NULL}, {"westminster", NULL},
        {"whitehall", NULL},   {"holyrood", NULL}, {"stormont", NULL},  {"broadway", NULL},
        {"pentagon", NULL}};
    clm_place_kind kind = v->resolved->kind;
    uint32_t words = v->mention->token_end - v->start;
    if (words > 2 ||
        (kind != CLM_KIND_SETTLEMENT && kind != CLM_KIND_FACILITY && kind != CLM_KIND_DISTRICT)) {
        return false;
    }
    for (size_t k = 0; k < sizeof seats / sizeof seats[0]; k++) {
        bool first = clm_view_key(v, v->start, seats[k][0]);
        if (first &&
            (seats[k][1] == NULL ? words == 1 : clm_view_key(v, v->start + 1, seats[k][1]))) {
            return true;
        }
    }
    return false;
}

/* Finds the word that governs the name, past "the" and adjectives. */
static void look_before(view *v) {
    uint32_t at = v->start;
    /* "in Pakistan's Punjab province": the preposition is Punjab's. */
    const clm_mention *owner = v->index > 0 ? &v->resolver->mentions->items[v->index - 1] : NULL;
    if (owner != NULL && owner->possessive && owner->token_end + 1 == at) {
        at = owner->token_start;
    }
    for (unsigned i = 0; i <= ADJUNCTS_MAX && at > 0; i++) {
        at--;
        bool the = clm_view_key(v, at, "the");
        if (the || clm_view_key(v, at, "a") || clm_view_key(v, at, "an")) {
            v->article_before = the;
            v->before = at > 0 ? at - 1 : UINT32_MAX;
            return;
        }
        if (i == ADJUNCTS_MAX || !clm_view_lower(v, at) ||
            (clm_view_classes(v, at) & USE_ADJUNCT) == 0) {
            v->before = at;
            return;
        }
        v->adjunct = true;
    }
}

static void read_view(const resolver *r, size_t index, const clm_resolved *items,
                      signed char *sporting, view *v) {
    v->resolver = r;
    v->article = r->article;
    v->items = items;
    v->index = index;
    v->sporting = sporting;
    v->mention = &r->mentions->items[index];
    v->resolved = &items[index];
    v->place = clm_gazetteer_place_facts(r->gazetteer, items[index].place);
    v->start = v->mention->token_start;
    const clm_sentence *sentence = &r->article->sentences[r->article->tokens[v->start].sentence];
    v->sentence_start = sentence->token_start;
    v->sentence_end = sentence->token_end;
    v->end = v->mention->token_end + (v->mention->possessive ? 1 : 0);
    v->state = v->capital = v->article_before = v->adjunct = false;
    v->seat = is_seat(v);
    static const char *const lands[] = {"peninsula", "island", "islands", "coast", "strip"};
    v->state = v->seat || (items[index].place != CLM_NO_PLACE && is_state(&v->place) &&
                           items[index].kind != CLM_KIND_VAGUE_REGION &&
                           !CLM_KEY_IN(v, v->mention->token_end - 1, lands));
    v->capital = v->seat || (v->state && (v->place.kind == CLM_KIND_SETTLEMENT ||
                                          v->place.kind == CLM_KIND_FACILITY ||
                                          (v->place.flags & CLM_PLACE_GOVERNMENT) != 0));
    v->cased = is_cased(v);
    v->before = UINT32_MAX;
    look_before(v);
    v->next_start =
        index + 1 < r->mentions->count ? r->mentions->items[index + 1].token_start : UINT32_MAX;
    v->list_end = v->end;
    for (size_t i = index + 1; i < r->mentions->count && i < index + LIST_MAX &&
                               r->mentions->items[i].coordinated == (int)i - 1;
         i++) {
        v->list_end = r->mentions->items[i].token_end;
    }
}

/* ---- all mentions ---- */

static verdict use_of(const resolver *r, size_t index, const clm_resolved *items,
                      signed char *sporting) {
    const clm_mention *mention = &r->mentions->items[index];
    bool described = mention->type == CLM_MENTION_ANAPHOR || mention->type == CLM_MENTION_NOMINAL;
    if (described &&
        !(items[index].located && mention->possessive && mention->type == CLM_MENTION_ANAPHOR)) {
        return items[index].located ? clm_verdict(CLM_USE_LOCATION, "described place")
                                    : clm_verdict(CLM_USE_UNLOCATED, "no known place");
    }
    view v;
    read_view(r, index, items, sporting, &v);
    if (described) {
        return clm_use_possessive(&v);
    }
    bool container = r->contains[index];
    if (mention->type != CLM_MENTION_TOPONYM) {
        return container && mention->form == CLM_FORM_KIND_AFTER
                   ? clm_verdict(CLM_USE_CONTAINER, "tells where another place lies")
                   : clm_use_demonym(&v);
    }
    if (container) {
        return clm_verdict(CLM_USE_CONTAINER, "tells where another place lies");
    }
    verdict found = named_use(&v);
    return found.use == CLM_USE_LOCATION && !items[index].located
               ? clm_verdict(CLM_USE_UNLOCATED, "no known place")
               : found;
}

/* "In Canada, a fire near Flin Flon": the first place only says where the second lies. */
static bool holds_next(const resolver *r, size_t index, const clm_resolved *items) {
    const clm_mention *mention = &r->mentions->items[index];
    const clm_token *tokens = r->article->tokens;
    uint32_t start = mention->token_start;
    uint32_t end = mention->token_end;
    if (start == 0 || end >= r->article->token_count || items[index].place == CLM_NO_PLACE ||
        (tokens[start - 1].flags & CLM_TOKEN_SENTENCE_FIRST) == 0) {
        return false;
    }
    clm_text comma = clm_article_slice(r->article, tokens[end].span);
    if (comma.ptr == NULL || !clm_text_is(comma, ",")) {
        return false;
    }
    clm_place around = clm_gazetteer_place(r->gazetteer, items[index].place);
    if (around.kind != CLM_KIND_COUNTRY && around.kind != CLM_KIND_REGION) {
        return false;
    }
    for (size_t i = index + 1; i < r->mentions->count; i++) {
        const clm_mention *next = &r->mentions->items[i];
        if (tokens[next->token_start].sentence != tokens[start].sentence) {
            break;
        }
        if (items[i].use != CLM_USE_LOCATION || next->type != CLM_MENTION_TOPONYM ||
            items[i].place == CLM_NO_PLACE || items[i].place == items[index].place) {
            continue;
        }
        clm_place place = clm_gazetteer_place(r->gazetteer, items[i].place);
        return clm_place_inside(r->gazetteer, &place, items[index].place, &around);
    }
    return false;
}

/* "London's Heathrow": the first place only says where the second lies. */
static bool owns_next(const resolver *r, size_t index, const clm_resolved *items) {
    const clm_mention *mention = &r->mentions->items[index];
    const clm_mention *next = mention + 1;
    if (!mention->possessive || index + 1 == r->mentions->count ||
        next->token_start != mention->token_end + 1 || next->type != CLM_MENTION_TOPONYM ||
        items[index].place == CLM_NO_PLACE || items[index + 1].place == CLM_NO_PLACE ||
        items[index].place == items[index + 1].place || items[index + 1].use != CLM_USE_LOCATION) {
        return false;
    }
    clm_place around = clm_gazetteer_place(r->gazetteer, items[index].place);
    clm_place place = clm_gazetteer_place(r->gazetteer, items[index + 1].place);
    return clm_place_inside(r->gazetteer, &place, items[index].place, &around);
}

void clm_uses_tell(const resolver *r, clm_resolved *resolved) {
    signed char sporting = -1;
    for (size_t i = 0; i < r->mentions->count; i++) {
        verdict found = use_of(r, i, resolved, &sporting);
        resolved[i].use = found.use;
        resolved[i].use_basis = found.basis;
    }
    for (size_t i = 0; i < r->mentions->count; i++) {
        bool held = resolved[i].use == CLM_USE_LOCATION && holds_next(r, i, resolved);
        if (held || owns_next(r, i, resolved)) {
            resolved[i].use = CLM_USE_CONTAINER;
            resolved[i].use_basis = "tells where another place lies";
        }
    }
}
