/* places/use_before.c: what the preposition or verb before a mention makes of it. */
#include "places/use_view.h"

enum {
    SPEECH_WORDS = 8, /* between "told" and "in Kyiv" */
    FRONTED_WORDS = 10,
    SKY_WORDS = 4 /* between "drones" and "over Poland" */
};

/* ---- where something is said ---- */

/* "told reporters in Kyiv", "speaking in Paris". `preposition` stands before the name. */
static bool is_speech(const view *v, uint32_t preposition) {
    uint32_t at = preposition;
    for (unsigned i = 0; i < SPEECH_WORDS && at > 0; i++) {
        at--;
        uint32_t c = clm_view_classes(v, at);
        if ((c & USE_SPEECH) != 0) {
            return true;
        }
        if (!clm_view_word(v, at) || (c & USE_AUDIENCE) == 0) {
            return false;
        }
    }
    return false;
}

/* "In Beijing, a spokesman for the ministry said": a capital from where officials speak. */
static bool is_fronted_speech(const view *v, uint32_t preposition) {
    if (!v->capital || !clm_view_flag(v, preposition, CLM_TOKEN_SENTENCE_FIRST) ||
        !clm_view_written(v, v->end, ",")) {
        return false;
    }
    static const char *const voiced[] = {
        "offered", "pledged",  "condemned", "urged",   "called",   "expressed",  "welcomed",
        "vowed",   "promised", "warned",    "praised", "demanded", "criticised", "criticized"};
    bool official = false;
    for (uint32_t i = v->end + 1; i < v->end + 1 + FRONTED_WORDS && clm_view_word(v, i); i++) {
        uint32_t c = clm_view_classes(v, i);
        if ((c & USE_SPEECH) != 0 || CLM_KEY_IN(v, i, voiced)) {
            return official;
        }
        official = official || (c & USE_ORGANISATION) != 0;
        if ((c & USE_VERB) != 0) {
            return false;
        }
    }
    return false;
}

/* ---- where somebody comes from ---- */

/* "born in", "who lives in", "grew up in"; not "40 lives in". */
static bool is_home(const view *v, uint32_t preposition) {
    static const char *const who[] = {"who",  "he",  "she",       "now",  "still",
                                      "also", "and", "currently", "then", "family"};
    uint32_t at = preposition > 0 ? preposition - 1 : UINT32_MAX;
    if (clm_view_key(v, at, "up") && at > 0 && clm_view_key(v, at - 1, "grew")) {
        return true;
    }
    if (clm_view_key(v, at, "grew") || (clm_view_classes(v, at) & USE_HOME) == 0) {
        return false;
    }
    bool lives = clm_view_key(v, at, "lives");
    return !lives || (at > 0 && (CLM_KEY_IN(v, at - 1, who) || clm_view_capital(v, at - 1)));
}

/* "a teacher from Ohio", "a native of Lagos": one person, not "refugees from Syria". */
static bool is_person_of(const view *v, uint32_t preposition) {
    static const char *const many[] = {"people", "men", "women", "children", "family", "crew"};
    uint32_t at = preposition > 0 ? preposition - 1 : UINT32_MAX;
    bool aged = preposition > 1 && clm_view_written(v, at, ",") && clm_view_here(v, at - 1) &&
                clm_view_token(v, at - 1)->kind == CLM_TOKEN_NUMBER; /* Jane Doe, 34, from */
    if (aged || clm_view_key(v, at, "originally")) {
        return true;
    }
    uint32_t c = clm_view_classes(v, at);
    return (c & USE_RESIDENT) != 0 && clm_view_lower(v, at) && !clm_view_ends(v, at, "s") &&
           !CLM_KEY_IN(v, at, many);
}

/* ---- prepositions ---- */

static bool keeps_place_after_of(const view *v, uint32_t of) {
    uint32_t noun = of > 0 ? of - 1 : UINT32_MAX;
    return (clm_view_classes(v, noun) & (USE_OF_PLACE | USE_PLACE_NOUN | USE_EVENT)) != 0 ||
           (of > 0 && clm_view_written(v, noun, "%"));
}

/* "from Korea to America": the second end of a way. */
static bool is_second_end(const view *v, uint32_t to) {
    if (v->index == 0) {
        return false;
    }
    const clm_mention *first = &v->resolver->mentions->items[v->index - 1];
    return first->token_end == to && v->items[v->index - 1].use == CLM_USE_LOCATION &&
           first->token_start > 0 && clm_view_key(v, first->token_start - 1, "from");
}

/* "in countries such as Greece", "to twelve states, including Texas". */
static verdict after_such_as(const view *v, uint32_t at) {
    uint32_t words = clm_view_key(v, at, "including") ? 1 : 2;
    if (at < words || (words == 2 && !clm_view_key(v, at - 1, "such"))) {
        return clm_no_verdict();
    }
    uint32_t head = at - words;
    head -= clm_view_written(v, head, ",") && head > 0 ? 1 : 0;
    bool places = (clm_view_classes(v, head) & USE_PLACE_NOUN) != 0;
    return places && clm_view_class_before(v, head, USE_LOCATIVE | USE_MOTION, 4)
               ? clm_verdict(CLM_USE_LOCATION, "one of the places named")
               : clm_no_verdict();
}

static verdict after_of(const view *v, uint32_t of) {
    static const char *const peoples[] = {"people", "peoples", "citizens"};
    if (v->state && of > 0 && CLM_KEY_IN(v, of - 1, peoples)) {
        return clm_acting(v, "its people");
    }
    if (is_person_of(v, of)) {
        return clm_verdict(CLM_USE_RESIDENCE, "where somebody is at home");
    }
    return !v->state || keeps_place_after_of(v, of) ? clm_verdict(CLM_USE_LOCATION, "part of it")
                                                    : clm_acting(v, "after of");
}

static verdict after_from(const view *v, uint32_t from) {
    bool answer = clm_view_class_before(v, from, USE_RESPONSE, 2);
    bool motion = clm_view_class_before(v, from, USE_MOTION | USE_EVENT, 5);
    if (v->state && answer && !motion) {
        return clm_acting(v, "answer or help comes from it");
    }
    if (is_person_of(v, from)) {
        return clm_verdict(CLM_USE_RESIDENCE, "where somebody is at home");
    }
    return is_speech(v, from) ? clm_verdict(CLM_USE_SPEECH_LOCATION, "where it is said")
                              : clm_verdict(CLM_USE_LOCATION, "where from");
}

/* "talks on X", "concern over X", "about X": X is spoken of. */
static verdict as_topic(const view *v, uint32_t at) {
    static const char *const about[] = {"about", "regarding", "concerning"};
    static const char *const on[] = {"on", "over"};
    static const char *const won[] = {"victory", "win", "triumph", "advantage", "edge"};
    static const char *const taken[] = {"hand", "handed",  "handing",    "take",
                                        "took", "taken",   "taking",     "takes",
                                        "rule", "control", "sovereignty"};
    static const char *const flying[] = {"drones", "drone",    "jets",     "planes", "skies",
                                         "down",   "missiles", "balloons", "smoke",  "balloon",
                                         "rain",   "storm",    "flights",  "clouds", "aircraft"};
    if (CLM_KEY_IN(v, at, about)) {
        return clm_verdict(CLM_USE_TOPIC, "what is spoken of");
    }
    if (!CLM_KEY_IN(v, at, on)) {
        return clm_no_verdict();
    }
    bool over = clm_view_key(v, at, "over");
    uint32_t wanted = USE_ABOUT | (over ? USE_UNREST | USE_TOPIC | USE_RESPONSE : 0u);
    if (clm_view_class_before(v, at, wanted, 2) &&
        (over || !clm_view_class_before(v, at, USE_EVENT | USE_MOTION, 1))) {
        return clm_verdict(CLM_USE_TOPIC, "what is spoken of");
    }
    if (!over) {
        return clm_no_verdict();
    }
    if (at > 0 && CLM_KEY_IN(v, at - 1, taken)) {
        return clm_verdict(CLM_USE_LOCATION, "object of what happens there");
    }
    if (v->state && CLM_KEY_IN(v, at - 1, won)) {
        return clm_acting(v, "party to what is done");
    }
    for (unsigned i = 1; i < SKY_WORDS && at >= i; i++) {
        if (CLM_KEY_IN(v, at - i, flying)) {
            return clm_verdict(CLM_USE_LOCATION, "over it");
        }
    }
    bool there = !v->state || clm_view_class_before(v, at, USE_MOTION | USE_EVENT, SKY_WORDS);
    return there ? clm_verdict(CLM_USE_LOCATION, "over it")
                 : clm_verdict(CLM_USE_TOPIC, "what is spoken of");
}

static verdict after_party(const view *v, uint32_t at) {
    if (clm_view_key(v, at, "to")) {
        static const char *const near[] = {"close", "loyal", "allied"};
        static const char *const messages[] = {"letter",  "message", "note",      "appeal",
                                               "warning", "request", "signal",    "offer",
                                               "protest", "demand",  "ultimatum", "proposal"};
        bool told = v->state && at > 0 &&
                    (CLM_KEY_IN(v, at - 1, messages) ||
                     ((v->place.flags & CLM_PLACE_GOVERNMENT) != 0 && CLM_KEY_IN(v, at - 1, near)));
        bool place = !v->state || is_second_end(v, at) ||
                     (!told && clm_view_class_before(v, at, USE_MOTION, 4));
        return place ? clm_verdict(CLM_USE_LOCATION, "where to") : clm_acting(v, "given to it");
    }
    if (clm_view_key(v, at, "on") || clm_view_key(v, at, "against") || clm_view_key(v, at, "for")) {
        bool event = clm_view_key(v, at, "for") ? clm_view_class_before(v, at, USE_MOTION, 1)
                                                : clm_view_class_before(v, at, USE_EVENT, 2);
        return !v->state || event ? clm_verdict(CLM_USE_LOCATION, "where it happens")
                                  : clm_acting(v, "what is done concerns it");
    }
    if (clm_view_key(v, at, "between") || clm_view_key(v, at, "with") ||
        clm_view_key(v, at, "by")) {
        /* flights between X and Y, the border with X */
        uint32_t moves =
            clm_view_key(v, at, "between") ? USE_MOTION | USE_PLACE_NOUN : USE_PLACE_NOUN;
        static const char *const bonds[] = {"relations", "ties",  "tensions", "rivalry",
                                            "dispute",   "talks", "trust",    "war"};
        if (!v->state && clm_view_key(v, at, "between") && CLM_KEY_IN(v, at - 1, bonds)) {
            return clm_verdict(CLM_USE_ACTOR, "party to what is done");
        }
        static const char *const beside[] = {"followed", "surrounded", "bordered", "flanked"};
        bool follows = clm_view_key(v, at, "by") && at > 0 && CLM_KEY_IN(v, at - 1, beside);
        bool place = follows || (!clm_view_key(v, at, "by") &&
                                 (!v->state || clm_view_class_before(v, at, moves, 1)));
        return place ? clm_verdict(CLM_USE_LOCATION, "where it happens")
                     : clm_acting(v, "party to what is done");
    }
    return clm_no_verdict();
}

/* "the bridge over the Tigris in Mosul", "Omdurman, across the Nile,": another place beside the
 * river is meant. */
static verdict beside_river(const view *v, uint32_t at) {
    static const char *const across[] = {"over", "across", "along", "astride"};
    static const char *const works[] = {"bridge", "bridges", "dam", "ferry", "crossing"};
    if (v->resolved->kind != CLM_KIND_RIVER || at == 0 || !CLM_KEY_IN(v, at, across) ||
        !(clm_view_written(v, at - 1, ",") || CLM_KEY_IN(v, at - 1, works))) {
        return clm_no_verdict();
    }
    const clm_mentions *mentions = v->resolver->mentions;
    for (size_t i = v->index > 0 ? v->index - 1 : 0; i < mentions->count && i <= v->index + 1;
         i++) {
        clm_place_kind kind = v->items[i].kind;
        bool other = i != v->index && clm_view_here(v, mentions->items[i].token_start) &&
                     kind != CLM_KIND_RIVER && kind != CLM_KIND_SEA && kind != CLM_KIND_COUNTRY;
        if (other && v->items[i].located) {
            return clm_verdict(CLM_USE_OTHER, "a river beside the place meant");
        }
    }
    return clm_no_verdict();
}

static verdict after_locative(const view *v, uint32_t at) {
    bool in = clm_view_key(v, at, "in") || clm_view_key(v, at, "at");
    if (in && (is_speech(v, at) || is_fronted_speech(v, at))) {
        return clm_verdict(CLM_USE_SPEECH_LOCATION, "where it is said");
    }
    if (in && is_home(v, at)) {
        return clm_verdict(CLM_USE_RESIDENCE, "where somebody is at home");
    }
    if (v->state && (clm_view_key(v, at, "towards") || clm_view_key(v, at, "toward")) &&
        clm_view_class_before(v, at, USE_ABOUT | USE_RESPONSE, 1)) {
        return clm_acting(v, "what is done concerns it");
    }
    static const char *const friends[] = {"allies",     "ally",      "partners", "counterparts",
                                          "supporters", "investors", "donors",   "buyers"};
    if (in && v->state && at > 0 && CLM_KEY_IN(v, at - 1, friends)) {
        return clm_acting(v, "those who stand by somebody");
    }
    static const char *const rulers[] = {"government", "regime", "authorities",   "leadership",
                                         "junta",      "rulers", "administration"};
    if (in && v->capital && at > 0 && CLM_KEY_IN(v, at - 1, rulers)) {
        return clm_verdict(CLM_USE_METONYM, "its government");
    }
    bool unrest = v->state && !v->capital && clm_view_class_before(v, at, USE_UNREST, 1);
    bool war =
        v->resolved->kind == CLM_KIND_CONTINENT && in && clm_view_class_before(v, at, USE_TOPIC, 1);
    return unrest || war ? clm_verdict(CLM_USE_TOPIC, "what is spoken of")
                         : clm_verdict(CLM_USE_LOCATION, "after a preposition of place");
}

verdict clm_use_preposition(const view *v) {
    static const char *const guarded[] = {"defend",  "defended",   "defending",
                                          "protect", "protecting", "defends"};
    uint32_t at = v->before;
    if (!clm_view_word(v, at)) {
        return clm_no_verdict();
    }
    bool reach = clm_view_key(v, at, "as") && at > 1 &&
                 (clm_view_key(v, at - 1, "far") || clm_view_key(v, at - 2, "far"));
    if (reach) {
        return clm_verdict(CLM_USE_LOCATION, "how far it reaches");
    }
    if (clm_view_key(v, at, "as") || clm_view_key(v, at, "including")) {
        return after_such_as(v, at);
    }
    if (clm_view_key(v, at, "of")) {
        return after_of(v, at);
    }
    if (clm_view_key(v, at, "from")) {
        return after_from(v, at);
    }
    verdict found = beside_river(v, at);
    if (found.use == CLM_USE_COUNT) {
        found = as_topic(v, at);
    }
    if (found.use == CLM_USE_COUNT) {
        found = after_party(v, at);
    }
    if (found.use != CLM_USE_COUNT) {
        return found;
    }
    uint32_t c = clm_view_classes(v, at);
    if ((c & USE_LOCATIVE) != 0) {
        return after_locative(v, at);
    }
    if ((c & USE_EVENT) != 0 && clm_view_lower(v, at)) {
        if (v->state && !v->capital && CLM_KEY_IN(v, at, guarded)) {
            return clm_acting(v, "defended");
        }
        return clm_verdict(CLM_USE_LOCATION, "object of what happens there");
    }
    return clm_no_verdict();
}
