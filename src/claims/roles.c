/* What a place is to the event: by its preposition, its head noun and the verb. */
#include "claims/reader.h"

#include <string.h>

/* What stands to the left of a mention. */
typedef struct setting {
    uint32_t prep; /* token of the governing preposition or verb; start if none */
    bool found;
    bool verb;        /* the mention is the object of the verb at `prep` */
    uint32_t of_head; /* noun before "of"; 0 if none */
    bool relative;    /* "south of", "10 km from" */
    bool border;      /* "border with" */
} setting;

static bool one_of(const clm_reader *reader, uint32_t k, const char *const *words, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_key_is(reader, k, words[i])) {
            return true;
        }
    }
    return false;
}

#define ONE_OF(reader, k, table) one_of((reader), (k), (table), sizeof(table) / sizeof *(table))

static bool is_direction(const clm_reader *reader, uint32_t k) {
    static const char *const words[] = {"north",     "south",     "east",      "west",
                                        "northeast", "northwest", "southeast", "southwest",
                                        "outside",   "short"};
    return ONE_OF(reader, k, words);
}

/* Nouns that only shape a place: "parts of X", "outskirts of X", "the town of X". */
static bool shapes_place(const clm_reader *reader, uint32_t k) {
    static const char *const words[] = {
        "part",   "parts",   "most",      "all",        "much",    "centre",  "center", "heart",
        "edge",   "edges",   "rest",      "areas",      "pockets", "streets", "skies",  "waters",
        "half",   "swathes", "direction", "vicinity",   "capital", "whole",   "side",   "shores",
        "corner", "middle",  "port",      "university", "airport"};
    return clm_sem_at(reader, k, CLM_SEM_AREA | CLM_SEM_KIND) || ONE_OF(reader, k, words) ||
           clm_is_fraction(reader, k);
}

static bool is_inside_phrase(const clm_reader *reader, uint32_t k) {
    clm_tag tag = clm_tag_at(reader, k);
    return tag == CLM_TAG_DET || tag == CLM_TAG_ADJ || tag == CLM_TAG_POSS || tag == CLM_TAG_NAME ||
           tag == CLM_TAG_NUM || tag == CLM_TAG_ADV ||
           (clm_punct_is(reader, k, "-") && !clm_is_dash(reader, k)) ||
           clm_is_quote(reader, k, CLM_TOKEN_QUOTE_OPEN) ||
           (tag == CLM_TAG_NOUN && (shapes_place(reader, k) || !reader->words[k]));
}

/* The governing word of the phrase that `k` begins. */
static setting look_left(const clm_reader *reader, const clm_trigger *trigger, uint32_t k,
                         uint32_t floor) {
    static const char *const particles[] = {"back", "out", "off", "down", "up", "over", "away"};
    setting out = {.prep = k};
    int self = reader->mention_of[k];
    bool side = self >= 0 && reader->resolved[self].compass != CLM_COMPASS_NONE;
    while (k > floor) {
        uint32_t j = k - 1;
        clm_tag tag = clm_tag_at(reader, j);
        if (trigger->verbal && j > trigger->head && j + 1 == trigger->tokens.end &&
            ONE_OF(reader, j, particles)) { /* "took back X" */
            out.prep = trigger->head;
            out.found = out.verb = true;
            return out;
        }
        if (tag == CLM_TAG_PREP || tag == CLM_TAG_TO || is_direction(reader, j)) {
            bool of = clm_key_is(reader, j, "of");
            if (of && side && j > floor && is_direction(reader, j - 1)) {
                k = j - 1; /* "in the north of X" */
                continue;
            }
            if (of && j > floor && is_direction(reader, j - 1)) {
                out.relative = true;
                out.prep = j - 1;
                out.found = true;
                return out;
            }
            if (of && j > floor && shapes_place(reader, j - 1)) {
                k = j - 1;
                continue;
            }
            if (of && j > floor && clm_key_is(reader, j - 1, "out")) {
                out.prep = j - 1;
                out.found = true;
                return out;
            }
            if (of) {
                uint32_t head = j > floor ? j - 1 : 0; /* "'in control' of X" */
                while (head > floor && clm_is_quote(reader, head, CLM_TOKEN_QUOTE_CLOSE)) {
                    head--;
                }
                out.of_head = head;
            }
            if (clm_key_is(reader, j, "with") && j > floor &&
                clm_lemma_is(reader, j - 1, "border")) {
                out.border = true;
            }
            out.prep = j;
            out.found = true;
            return out;
        }
        bool gerund = j == trigger->head && j > floor && /* "accused of shelling X" */
                      clm_text_ends(clm_article_key(reader->article, j), "ing") &&
                      clm_tag_at(reader, j - 1) == CLM_TAG_PREP;
        if (clm_is_verb(reader, j) || gerund) {
            out.prep = j;
            out.found = out.verb = true;
            return out;
        }
        bool apposed = clm_is_comma(reader, j) && j > floor && reader->mention_of[k] >= 0 &&
                       shapes_place(reader, j - 1); /* "in the capital, X, police ..." */
        if (!is_inside_phrase(reader, j) && !apposed) {
            break;
        }
        k = j;
    }
    return out;
}

static bool moves(clm_event_type type) {
    switch (clm_event_class_of(type)) {
    case CLM_CLASS_POSTURE:
    case CLM_CLASS_TERRITORY:
    case CLM_CLASS_MANOEUVRE:
        return true;
    case CLM_CLASS_PEOPLE:
        return type != CLM_EVENT_SEARCH_RESCUE;
    case CLM_CLASS_COMBAT:
    case CLM_CLASS_HARM:
    case CLM_CLASS_DIPLOMACY:
    case CLM_CLASS_SOVEREIGNTY:
    case CLM_CLASS_HAZARD:
    case CLM_CLASS_CIVIC:
    case CLM_CLASS_INFRASTRUCTURE:
    case CLM_CLASS_EXTENT:
    case CLM_EVENT_CLASS_COUNT:
        break;
    }
    return type == CLM_EVENT_VISIT || type == CLM_EVENT_ARMS_SUPPLY;
}

static clm_place_role of_role(const clm_reader *reader, const clm_trigger *trigger, uint32_t head,
                              bool *governs) {
    bool of_event = clm_run_has(trigger->tokens, head) || head + 1 == trigger->tokens.end;
    bool thing =
        clm_sem_at(reader, head, CLM_SEM_BUILT | CLM_SEM_AREA | CLM_SEM_KIND | CLM_SEM_UNIT);
    bool share = clm_tag_at(reader, head) == CLM_TAG_NUM || clm_punct_is(reader, head, "%") ||
                 clm_key_in(reader, head, "percent", "cent"); /* "14 of X's districts" */
    *governs = of_event || thing || share;
    return CLM_ROLE_LOCATION;
}

/* What flies comes from somewhere: "launched from X", "missile from X". */
static bool fires(const clm_reader *reader, const clm_trigger *trigger) {
    return trigger->entry->type == CLM_EVENT_STRIKE &&
           (!trigger->verbal ? clm_sem_at(reader, trigger->head, CLM_SEM_WEAPON)
                             : clm_lemma_is(reader, trigger->head, "launch") ||
                                   clm_lemma_is(reader, trigger->head, "fire"));
}

/* The role that a preposition gives. */
static clm_place_role prep_role(const clm_reader *reader, const clm_trigger *trigger,
                                const setting *at, bool *governs) {
    static const char *const inside[] = {
        "in",      "inside", "within", "at",   "across", "throughout", "around", "near",     "over",
        "outside", "off",    "under",  "amid", "along",  "opposite",   "beside", "including"};
    static const char *const through[] = {"through", "via", "past"};
    clm_event_type type = (clm_event_type)trigger->entry->type;
    uint32_t k = at->prep;
    *governs = true;
    if (at->relative) {
        return CLM_ROLE_RELATIVE_LOCATION;
    }
    if (at->border) {
        return CLM_ROLE_BORDER_WITH;
    }
    if (clm_key_is(reader, k, "of")) {
        return of_role(reader, trigger, at->of_head, governs);
    }
    if (ONE_OF(reader, k, inside)) {
        return CLM_ROLE_LOCATION;
    }
    if (clm_key_is(reader, k, "from") && k > 0 && clm_key_is(reader, k - 1, "away") &&
        clm_event_class_of(type) == CLM_CLASS_HAZARD) {
        return CLM_ROLE_PROTECTED; /* "kept the flames away from X" */
    }
    if (clm_key_is(reader, k, "from") && k > 1 && clm_tag_at(reader, k - 1) == CLM_TAG_CC &&
        clm_key_is(reader, k - 2, "to")) {
        return CLM_ROLE_LOCATION; /* "flights to and from X" */
    }
    if (clm_key_is(reader, k, "out") && k > 0 && is_direction(reader, k - 1)) {
        return CLM_ROLE_ROUTE; /* "the road north out of X" */
    }
    if (clm_key_is(reader, k, "out") || clm_key_is(reader, k, "from")) {
        bool distance = k > 0 && clm_sem_at(reader, k - 1, CLM_SEM_UNIT);
        *governs = moves(type) || distance || clm_key_is(reader, k, "out") ||
                   type == CLM_EVENT_COUNTEROFFENSIVE || fires(reader, trigger);
        return distance ? CLM_ROLE_DISTANCE_ANCHOR : CLM_ROLE_ORIGIN;
    }
    if (clm_key_is(reader, k, "into") || clm_key_is(reader, k, "onto")) {
        return CLM_ROLE_DESTINATION;
    }
    if (clm_key_is(reader, k, "to")) {
        *governs = moves(type) || type == CLM_EVENT_DAMAGE || type == CLM_EVENT_PREPARATION;
        return type == CLM_EVENT_DAMAGE ? CLM_ROLE_LOCATION : CLM_ROLE_DESTINATION;
    }
    if (clm_key_is(reader, k, "as") && k > 1 &&
        (clm_key_is(reader, k - 1, "far") || clm_key_is(reader, k - 2, "far"))) {
        return CLM_ROLE_DESTINATION;
    }
    if (clm_key_is(reader, k, "toward") || clm_key_is(reader, k, "towards")) {
        return CLM_ROLE_DIRECTION;
    }
    if (ONE_OF(reader, k, through)) {
        return CLM_ROLE_ROUTE;
    }
    if (clm_key_is(reader, k, "against")) {
        return CLM_ROLE_TARGET;
    }
    if (clm_key_is(reader, k, "on") || clm_key_is(reader, k, "for")) {
        bool of_event = k > 0 && clm_run_has(trigger->tokens, k - 1);
        bool part = clm_run_has(trigger->tokens, k);
        bool order = type == CLM_EVENT_EVACUATION || type == CLM_EVENT_WARNING;
        *governs = (of_event && !trigger->verbal) || part || clm_key_is(reader, k, "on") ||
                   (order && !trigger->verbal);
        if (clm_key_is(reader, k, "for") && !part && of_event && type == CLM_EVENT_ARMS_SUPPLY) {
            return CLM_ROLE_BENEFICIARY;
        }
        return CLM_ROLE_LOCATION;
    }
    if (clm_key_is(reader, k, "between") && k > 0) {
        *governs = clm_lemma_is(reader, k - 1, "border") ||
                   clm_sem_at(reader, k - 1, CLM_SEM_BUILT) || type == CLM_EVENT_CLOSURE ||
                   type == CLM_EVENT_EVACUATION;
        return clm_lemma_is(reader, k - 1, "border") ? CLM_ROLE_BORDER_WITH : CLM_ROLE_ROUTE;
    }
    *governs = false;
    return CLM_ROLE_LOCATION;
}

/* The object of a verb is a place of the event if the verb is the trigger, or has one as object
 * ("suffered floods"). */
static clm_place_role object_role(const clm_reader *reader, const clm_trigger *trigger,
                                  const setting *at, uint32_t floor, bool *governs) {
    clm_event_type type = (clm_event_type)trigger->entry->type;
    bool own = at->prep == trigger->head;
    bool gap = strchr(trigger->entry->pattern, '*') != NULL;
    bool protects = clm_lemma_is(reader, at->prep, "protect") ||
                    clm_lemma_is(reader, at->prep, "shield") ||
                    clm_lemma_is(reader, at->prep, "safeguard");
    *governs = (own && !gap) || clm_run_has(trigger->tokens, at->prep + 1);
    if (clm_run_has(trigger->tokens, at->prep) && !gap) {
        *governs = true;
    }
    if (gap && at->prep + 1 == trigger->tokens.end) {
        *governs = true; /* "no food has entered X" */
    }
    clm_event_class c = clm_event_class_of(type);
    if (!trigger->verbal &&
        (c == CLM_CLASS_HAZARD || c == CLM_CLASS_COMBAT || c == CLM_CLASS_HARM ||
         c == CLM_CLASS_CIVIC || c == CLM_CLASS_INFRASTRUCTURE)) { /* "a blast rocked X" */
        clm_run subject = clm_subject_of(reader, at->prep, floor);
        *governs = *governs || clm_run_has(subject, trigger->head);
    }
    if (type == CLM_EVENT_TALKS || type == CLM_EVENT_CLASH || type == CLM_EVENT_CASUALTIES ||
        type == CLM_EVENT_DETENTION || type == CLM_EVENT_ARMS_SUPPLY ||
        type == CLM_EVENT_COURT_HEARING) {
        *governs = false; /* a place there is a party, not a location */
    }
    if (protects) {
        *governs = true;
        return CLM_ROLE_PROTECTED;
    }
    if (type == CLM_EVENT_WITHDRAWAL ||
        (type == CLM_EVENT_RETREAT && !clm_lemma_is(reader, trigger->head, "lose"))) {
        return CLM_ROLE_ORIGIN;
    }
    return CLM_ROLE_LOCATION;
}

/* "X is under fire", "parts of X were without power": a form of be and adverbs between. */
static bool is_predicate(const clm_reader *reader, const clm_trigger *trigger,
                         const clm_mention *mention) {
    bool copula = false;
    uint32_t k = trigger->tokens.start;
    while (k > mention->token_end &&
           (clm_tag_at(reader, k - 1) == CLM_TAG_AUX || clm_tag_at(reader, k - 1) == CLM_TAG_ADV ||
            clm_tag_at(reader, k - 1) == CLM_TAG_NOT || clm_lemma_is(reader, k - 1, "remain") ||
            clm_lemma_is(reader, k - 1, "leave") || clm_key_is(reader, k - 1, "either"))) {
        copula = copula || clm_tag_at(reader, k - 1) != CLM_TAG_ADV;
        k--;
    }
    if (!copula) {
        return false;
    }
    uint32_t end = mention->token_end; /* "the X temple is under water" */
    while (end < k && clm_tag_at(reader, end) == CLM_TAG_NOUN) {
        end++;
    }
    if (k == end) {
        return true;
    }
    bool comma = clm_is_comma(reader, k - 1); /* "X, the county seat, is under ..." */
    return comma && clm_is_comma(reader, end) && k - end < 12;
}

/* Subject of the clause: "X was shelled", "X saw protests", "X fell". */
static bool subject_governs(const clm_reader *reader, const clm_trigger *trigger,
                            const clm_mention *mention, clm_run clause) {
    static const char *const undergo[] = {
        "suffer", "see",    "face", "experience", "witness", "host",    "undergo",  "record",
        "report", "remain", "fall", "flood",      "come",    "account", "register", "log"};
    clm_run subject = clm_subject_of(reader, trigger->head, clause.start);
    bool is_subject =
        clm_run_has(subject, mention->token_start) || mention->token_end <= trigger->tokens.start;
    if (!is_subject) {
        return false;
    }
    if (trigger->passive && clm_run_has(subject, mention->token_start)) {
        return true;
    }
    for (uint32_t k = mention->token_end; k < trigger->tokens.end; k++) {
        for (size_t i = 0; i < sizeof undergo / sizeof *undergo; i++) {
            if (clm_is_verb(reader, k) && clm_lemma_is(reader, k, undergo[i])) {
                return true;
            }
        }
    }
    return !trigger->verbal && is_predicate(reader, trigger, mention);
}

/* "the Kharkiv strike", "Valencia floods": a town or region right before the event noun. */
static bool modifies_trigger(const clm_reader *reader, const clm_trigger *trigger,
                             const clm_mention *mention, clm_place_kind kind) {
    if (trigger->verbal || kind == CLM_KIND_COUNTRY || kind == CLM_KIND_CONTINENT ||
        kind == CLM_KIND_COUNTRY_GROUP || mention->type == CLM_MENTION_DEMONYM) {
        return false;
    }
    uint32_t k = mention->token_end;
    uint32_t start = mention->token_start;
    bool named = clm_capital_at(reader, trigger->head) && !clm_sentence_of(reader, start)->heading;
    bool year = start > 0 && clm_tag_at(reader, start - 1) == CLM_TAG_NUM;
    if (named || year) {
        return false; /* "the 2017 Tubbs Fire": a name that the event was given */
    }
    while (k < trigger->tokens.start &&
           (clm_tag_at(reader, k) == CLM_TAG_NOUN || clm_tag_at(reader, k) == CLM_TAG_ADJ)) {
        k++;
    }
    return k == trigger->tokens.start;
}

static const clm_mention *first_of_list(const clm_reader *reader, const clm_mention *mention,
                                        clm_run clause) {
    for (unsigned step = 0; mention->coordinated >= 0 && step < 64; step++) {
        const clm_mention *previous = &reader->mentions->items[mention->coordinated];
        if (previous->token_start < clause.start) {
            break;
        }
        mention = previous;
    }
    return mention;
}

static bool contains_next(const clm_reader *reader, int index) {
    const clm_mention *mention = &reader->mentions->items[index];
    for (int next = index - 2; next <= index + 2; next++) {
        if (next >= 0 && (size_t)next < reader->mentions->count && next != index &&
            reader->mentions->items[next].container == index) {
            return true;
        }
    }
    if ((size_t)index + 1 >= reader->mentions->count || !mention->possessive) {
        return false;
    }
    const clm_mention *after = &reader->mentions->items[index + 1];
    uint32_t k = mention->token_end;
    while (k < after->token_start &&
           (clm_tag_at(reader, k) == CLM_TAG_POSS || clm_tag_at(reader, k) == CLM_TAG_ADJ ||
            clm_tag_at(reader, k) == CLM_TAG_DET)) {
        k++;
    }
    return after->type != CLM_MENTION_DEMONYM && k == after->token_start;
}

/* "closed from X to Y", "on alert from X to Y": a stretch, not a way that somebody went. */
static bool is_stretch(const clm_reader *reader, const clm_trigger *trigger, const setting *at,
                       int mention) {
    clm_event_type type = (clm_event_type)trigger->entry->type;
    if (type != CLM_EVENT_CLOSURE && type != CLM_EVENT_OUTAGE && type != CLM_EVENT_MINEFIELD &&
        (clm_event_class_of(type) != CLM_CLASS_HAZARD || type == CLM_EVENT_OUTBREAK)) {
        return false; /* a disease spreads, and vaccines are flown, from X to Y */
    }
    const clm_mention *self = &reader->mentions->items[mention];
    if (clm_key_is(reader, at->prep, "from")) {
        return clm_key_is(reader, self->token_end, "to") &&
               reader->mention_of[self->token_end + 1] >= 0;
    }
    int first =
        clm_key_is(reader, at->prep, "to") && at->prep > 0 ? reader->mention_of[at->prep - 1] : -1;
    uint32_t start = first >= 0 ? reader->mentions->items[first].token_start : 0;
    return start > 0 && clm_key_is(reader, start - 1, "from");
}

clm_place_role clm_role_read(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                             int mention, bool *governs) {
    const clm_mention *self = &reader->mentions->items[mention];
    if (contains_next(reader, mention)) {
        *governs = true;
        return CLM_ROLE_CONTAINER;
    }
    const clm_mention *first = first_of_list(reader, self, clause);
    clm_place_kind kind = reader->resolved[mention].kind;
    *governs = false;
    if (first->token_start < clause.start) {
        return CLM_ROLE_LOCATION;
    }
    setting at = look_left(reader, trigger, first->token_start, clause.start);
    if (at.found && !at.verb && is_stretch(reader, trigger, &at, mention)) {
        *governs = true;
        return CLM_ROLE_ROUTE;
    }
    if (at.found && !at.verb) {
        return clm_anchor_role(reader, mention, prep_role(reader, trigger, &at, governs));
    }
    if (at.found) {
        clm_place_role role = object_role(reader, trigger, &at, clause.start, governs);
        if (*governs) {
            return role;
        }
    }
    *governs = subject_governs(reader, trigger, first, clause) ||
               modifies_trigger(reader, trigger, first, kind);
    return CLM_ROLE_LOCATION;
}

clm_governor clm_role_governor(const clm_reader *reader, clm_run clause, const clm_trigger *trigger,
                               int mention) {
    const clm_mention *first = first_of_list(reader, &reader->mentions->items[mention], clause);
    if (first->token_start < clause.start) {
        return (clm_governor){.token = clause.start};
    }
    setting at = look_left(reader, trigger, first->token_start, clause.start);
    return (clm_governor){.token = at.prep, .found = at.found, .verb = at.verb};
}
