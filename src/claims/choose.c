/* The trigger of a clause and the places that it governs. */
#include "claims/draft.h"

#include <math.h>
#include <string.h>

/* "40 percent of X", "most of X". */
static bool is_share(const clm_reader *reader, int mention) {
    static const char *const shares[] = {"percent", "cent", "most",  "part", "parts",
                                         "half",    "much", "third", "all",  "quarter"};
    uint32_t k = reader->mentions->items[mention].token_start;
    if (k < 2 || !clm_key_is(reader, k - 1, "of")) {
        return false;
    }
    for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) {
        if (clm_key_is(reader, k - 2, shares[i])) {
            return true;
        }
    }
    return clm_punct_is(reader, k - 2, "%") || clm_is_fraction(reader, k - 2);
}

/* "the country's territory", "five of X's provinces": what belongs to it is land of its own. */
static bool owns_land(const clm_reader *reader, int mention) {
    const clm_mention *self = &reader->mentions->items[mention];
    uint32_t k = self->token_end + 1; /* behind the 's */
    if (self->type == CLM_MENTION_DEMONYM || !self->possessive ||
        !reader->resolved[mention].located) {
        return false;
    }
    while (k < self->token_end + 6 && clm_is_nominal(reader, k) && reader->mention_of[k] < 0 &&
           clm_is_nominal(reader, k + 1)) {
        k++;
    }
    return reader->mention_of[k] < 0 &&
           clm_sem_at(reader, k, CLM_SEM_AREA | CLM_SEM_KIND | CLM_SEM_BUILT);
}

static bool may_be_place(const clm_reader *reader, int mention) {
    switch (reader->resolved[mention].use) {
    case CLM_USE_LOCATION:
    case CLM_USE_CONTAINER:
    case CLM_USE_UNLOCATED:
    case CLM_USE_IRREALIS:
    case CLM_USE_ALIAS:
    case CLM_USE_DUPLICATE:
        return true;
    case CLM_USE_ACTOR:
        return is_share(reader, mention);
    case CLM_USE_POSSESSIVE:
        return owns_land(reader, mention);
    case CLM_USE_METONYM:
    case CLM_USE_DEMONYM:
    case CLM_USE_ORGANISATION:
    case CLM_USE_PERSON:
    case CLM_USE_MEDIA:
    case CLM_USE_TOPIC:
    case CLM_USE_DATELINE:
    case CLM_USE_SPEECH_LOCATION:
    case CLM_USE_RESIDENCE:
    case CLM_USE_LANGUAGE:
    case CLM_USE_OTHER:
    case CLM_USE_COUNT:
        break;
    }
    return false;
}

uint32_t clm_first_place(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (reader->mention_of[t] >= 0 && may_be_place(reader, reader->mention_of[t])) {
            return t;
        }
    }
    return run.end;
}

bool clm_names_place(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        int m = reader->mention_of[t];
        if (m >= 0 && (may_be_place(reader, m) || reader->resolved[m].use == CLM_USE_ACTOR ||
                       reader->resolved[m].use == CLM_USE_METONYM ||
                       reader->resolved[m].use == CLM_USE_POSSESSIVE)) {
            return true;
        }
    }
    return false;
}

/* What takes place somewhere even if its clause does not say where. */
static bool is_happening(const clm_draft *of) {
    if (of->trigger.entry->flags & CLM_TRIGGER_WEAK) {
        return false;
    }
    switch (clm_event_class_of((clm_event_type)of->trigger.entry->type)) {
    case CLM_CLASS_POSTURE:
    case CLM_CLASS_TERRITORY:
    case CLM_CLASS_MANOEUVRE:
    case CLM_CLASS_COMBAT:
    case CLM_CLASS_HARM:
    case CLM_CLASS_PEOPLE:
    case CLM_CLASS_HAZARD:
    case CLM_CLASS_CIVIC:
    case CLM_CLASS_INFRASTRUCTURE:
        return true;
    case CLM_CLASS_DIPLOMACY:
    case CLM_CLASS_SOVEREIGNTY:
    case CLM_CLASS_EXTENT:
    case CLM_EVENT_CLASS_COUNT:
        break;
    }
    return of->clause.relative;
}

static bool one_of(const clm_reader *reader, uint32_t token, const char *const *words,
                   size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (clm_key_is(reader, token, words[i])) {
            return true;
        }
    }
    return false;
}

/* "X has reported 213 cases", "X and Y account for most of the deaths". */
static bool counts_subject(const clm_reader *reader, const clm_draft *of, int mention) {
    static const char *const verbs[] = {"report", "record",  "register", "confirm", "log",
                                        "count",  "account", "see",      "suffer",  "have"};
    uint32_t verb = of->trigger.head;
    uint32_t end = reader->mentions->items[mention].token_end;
    for (uint32_t k = end; k < of->run.end && k < end + 10; k++) {
        if (clm_tag_at(reader, k) == CLM_TAG_FIN || clm_tag_at(reader, k) == CLM_TAG_PART ||
            clm_is_finite(reader, k)) {
            verb = k;
            if (clm_is_verb(reader, k)) {
                break;
            }
        }
    }
    bool known = false;
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
        known = known || clm_lemma_is(reader, verb, verbs[i]);
    }
    clm_event_class c = clm_event_class_of((clm_event_type)of->trigger.entry->type);
    bool hit = c == CLM_CLASS_HARM || c == CLM_CLASS_HAZARD || c == CLM_CLASS_EXTENT;
    return known && hit && end <= verb &&
           reader->mentions->items[mention].token_start < of->run.start + 8;
}

/* A state as a place: "sent to X", "floods in X", "a quake rattled X". Against, on, by it: the
 * state itself. */
static bool state_as_place(const clm_reader *reader, const clm_draft *of, int mention) {
    static const char *const locative[] = {"in", "inside", "into",       "across", "within",
                                           "to", "from",   "throughout", "around", "over"};
    if ((of->trigger.entry->flags & CLM_TRIGGER_WEAK) ||
        (reader->resolved[mention].use != CLM_USE_ACTOR &&
         reader->resolved[mention].use != CLM_USE_METONYM) ||
        reader->mentions->items[mention].type != CLM_MENTION_TOPONYM) {
        return false;
    }
    clm_governor left = clm_role_governor(reader, of->run, &of->trigger, mention);
    if (!left.found) {
        return counts_subject(reader, of, mention);
    }
    if (left.verb) {
        clm_event_type type = (clm_event_type)of->trigger.entry->type;
        return clm_event_class_of(type) == CLM_CLASS_HAZARD;
    }
    clm_event_type type = (clm_event_type)of->trigger.entry->type;
    clm_event_class c = clm_event_class_of(type);
    bool goes = (c == CLM_CLASS_PEOPLE && type != CLM_EVENT_DETENTION) || c == CLM_CLASS_POSTURE ||
                type == CLM_EVENT_VISIT || type == CLM_EVENT_PREPARATION ||
                type == CLM_EVENT_ARMS_SUPPLY;
    bool capital = reader->resolved[mention].use == CLM_USE_METONYM;
    bool arrives =
        goes && (clm_key_is(reader, left.token, "to") || clm_key_is(reader, left.token, "in") ||
                 clm_key_is(reader, left.token, "into"));
    return capital ? arrives
                   : one_of(reader, left.token, locative, sizeof locative / sizeof *locative);
}

/* "families from X", "a farmer of X": where somebody belongs. */
static bool tells_home(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    if (prep <= floor || !(clm_key_is(reader, prep, "from") || clm_key_is(reader, prep, "of"))) {
        return false;
    }
    return clm_sem_at(reader, prep - 1, CLM_SEM_PEOPLE | CLM_SEM_ROLE | CLM_SEM_VICTIM) ||
           clm_pos_at(reader, prep - 1, CLM_POS_OBJ) ||
           (clm_tag_at(reader, prep - 1) == CLM_TAG_NAME && reader->mention_of[prep - 1] < 0 &&
            !reader->words[prep - 1]) ||
           clm_tag_at(reader, prep - 1) == CLM_TAG_NUM;
}

/* "a company in X", "the group's head office in X": where a body sits that does something. */
static bool tells_seat(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    static const char *const seats[] = {"office", "headquarters", "seat", "subsidiary", "hub"};
    if (prep <= floor || !(clm_key_is(reader, prep, "in") || clm_key_is(reader, prep, "at"))) {
        return false;
    }
    const clm_word *head = reader->words[prep - 1];
    if (one_of(reader, prep - 1, seats, sizeof seats / sizeof *seats)) {
        return true;
    }
    static const char *const others[] = {"bank",    "banks",    "airport", "state",
                                         "service", "services", "regime"};
    if (one_of(reader, prep - 1, others, sizeof others / sizeof *others)) {
        return false;
    }
    bool named = false; /* "the National Centre for Seismology in X" */
    for (uint32_t k = prep; k > floor && prep - k < 6; k--) {
        bool inner = clm_tag_at(reader, k - 1) == CLM_TAG_NAME ||
                     clm_key_is(reader, k - 1, "for") || clm_key_is(reader, k - 1, "of");
        if (!inner) {
            break;
        }
        named = named || (clm_capital_at(reader, k - 1) && clm_sem_at(reader, k - 1, CLM_SEM_ORG));
    }
    if (named) {
        return true;
    }
    return head && (head->sem & CLM_SEM_ORG) && !(head->sem & CLM_SEM_BUILT) &&
           head->source_type != CLM_ST_POLICE && head->source_type != CLM_ST_COURT &&
           head->source_type != CLM_ST_EXPERT;
}

/* No place of the event: the home of people that it speaks of, the seat of a body. */
static bool is_aside(const clm_reader *reader, const clm_draft *of, int mention) {
    clm_governor left = clm_role_governor(reader, of->run, &of->trigger, mention);
    clm_event_type type = (clm_event_type)of->trigger.entry->type;
    clm_event_class c = clm_event_class_of(type);
    bool moving = c == CLM_CLASS_PEOPLE || c == CLM_CLASS_MANOEUVRE ||
                  (c == CLM_CLASS_POSTURE && type != CLM_EVENT_PRESENCE);
    static const char *const past[] = {"since", "after", "before", "than", "like"};
    uint32_t after = reader->mentions->items[mention].token_end;
    if (left.found && clm_sem_at(reader, after, CLM_SEM_HAZARD) &&
        one_of(reader, left.token, past, sizeof past / sizeof *past)) {
        return true; /* "the worst since the X earthquake" */
    }
    bool acts = left.token < of->trigger.head || (of->trigger.entry->flags & CLM_TRIGGER_WEAK);
    return left.found && !left.verb &&
           ((acts && tells_seat(reader, left.token, of->run.start)) ||
            (!moving && tells_home(reader, left.token, of->run.start)));
}

/* "X's fall", "X's occupation": it is where the trigger's noun took place. */
static bool owns_event(const clm_reader *reader, const clm_draft *of, int mention) {
    const clm_mention *self = &reader->mentions->items[mention];
    uint32_t head = of->trigger.head;
    clm_place_kind kind = reader->resolved[mention].kind;
    bool town = kind == CLM_KIND_SETTLEMENT || kind == CLM_KIND_REGION ||
                kind == CLM_KIND_DISTRICT || kind == CLM_KIND_FACILITY;
    clm_event_class c = clm_event_class_of((clm_event_type)of->trigger.entry->type);
    bool event = c == CLM_CLASS_TERRITORY || c == CLM_CLASS_HAZARD || c == CLM_CLASS_INFRASTRUCTURE;
    return self->possessive && town && event && !of->trigger.verbal && head > self->token_end &&
           head <= self->token_end + 3 && reader->resolved[mention].use == CLM_USE_POSSESSIVE;
}

/* The mention, or another one of the same place ("X, the town that ..."). */
static bool has_place(const clm_reader *reader, const clm_draft *of, int mention) {
    const clm_resolved *self = &reader->resolved[mention];
    for (size_t i = 0; i < of->place_count; i++) {
        const clm_resolved *other = &reader->resolved[of->places[i].mention];
        bool same = self->place != CLM_NO_PLACE && self->place == other->place &&
                    self->compass == other->compass && self->kind == other->kind;
        if (of->places[i].mention == mention || same) {
            return true;
        }
    }
    return false;
}

static void collect_places(const clm_reader *reader, clm_draft *of) {
    of->place_count = 0;
    bool kept = false;
    for (uint32_t t = of->run.start; t < of->run.end && of->place_count < CLM_DRAFT_PLACES_MAX;
         t++) {
        int m = reader->mention_of[t];
        if (m < 0 || (t > of->run.start && reader->mention_of[t - 1] == m)) {
            continue;
        }
        bool governs = false;
        clm_place_role role = clm_role_read(reader, of->run, &of->trigger, m, &governs);
        bool holder = role == CLM_ROLE_CONTAINER && reader->resolved[m].use == CLM_USE_POSSESSIVE &&
                      reader->mentions->items[m].type == CLM_MENTION_TOPONYM;
        bool owner = owns_event(reader, of, m);
        role = owner ? CLM_ROLE_LOCATION : role;
        if (!(governs || owner) ||
            !(holder || owner || may_be_place(reader, m) || state_as_place(reader, of, m)) ||
            is_aside(reader, of, m)) {
            continue;
        }
        if (role != CLM_ROLE_CONTAINER && has_place(reader, of, m)) {
            continue;
        }
        of->places[of->place_count++] =
            (clm_claim_place){m, role, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        kept = kept || role != CLM_ROLE_CONTAINER;
    }
    int nearby = of->clause.nearby;
    if (!kept && nearby >= 0 && may_be_place(reader, nearby) && is_happening(of)) {
        of->places[0] =
            (clm_claim_place){nearby, CLM_ROLE_LOCATION, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        of->place_count = 1;
    } else if (!kept) {
        of->place_count = 0;
    }
}

/* As clm_triggers_find, into of->triggers. */
static size_t find_triggers(const clm_reader *reader, clm_draft *of, clm_run clause, uint32_t place,
                            clm_figures figures) {
    bool same = of->triggers.known && of->triggers.clause.start == clause.start &&
                of->triggers.clause.end == clause.end && of->triggers.place == place &&
                of->triggers.figures.any == figures.any &&
                of->triggers.figures.area == figures.area;
    if (!same) {
        of->triggers.clause = clause;
        of->triggers.place = place;
        of->triggers.figures = figures;
        of->triggers.count = clm_triggers_find(reader, clause, place, figures, of->triggers.items);
        of->triggers.known = true;
    }
    return of->triggers.count;
}

/* A trigger and at least one place that it governs. */
static bool choose_trigger(const clm_reader *reader, clm_draft *of) {
    uint32_t place = clm_first_place(reader, of->run);
    clm_figures quantity = {.any = of->claim.quantity_count > 0};
    for (size_t i = 0; i < of->claim.quantity_count; i++) {
        quantity.area = quantity.area || clm_quantity_is_area(&of->claim.quantities[i]);
    }
    uint32_t near = of->event.start == of->run.start ? place : of->event.end;
    size_t count = find_triggers(reader, of, of->event, near, quantity);
    for (size_t i = 0; i < count; i++) {
        of->trigger = of->triggers.items[i];
        collect_places(reader, of);
        if (of->place_count) {
            return true;
        }
    }
    return false;
}

/* A figure of land without a verb that says more. */
static bool choose_extent(const clm_reader *reader, clm_draft *of) {
    static const clm_event_entry extent = {"area", CLM_EVENT_AREA_EXTENT, 0};
    for (size_t i = 0; i < of->claim.quantity_count; i++) {
        if (clm_quantity_is_area(&of->claim.quantities[i])) {
            of->trigger = (clm_trigger){
                .entry = &extent, .tokens = {of->run.start, of->run.start}, .head = of->run.start};
            collect_places(reader, of);
            return of->place_count > 0;
        }
    }
    return false;
}

/* A figure, a day, troops, a storm, or somebody who says it: news, and not only talk about a
 * place. */
static bool is_dated(const clm_reader *reader, const clm_draft *of) {
    for (uint32_t t = of->run.start; t < of->run.end; t++) {
        if (clm_sem_at(reader, t,
                       CLM_SEM_WEEKDAY | CLM_SEM_MONTH | CLM_SEM_TIME | CLM_SEM_FORCE |
                           CLM_SEM_HAZARD | CLM_SEM_WEAPON | CLM_SEM_VICTIM)) {
            return true;
        }
    }
    return of->claim.quantity_count > 0 || (of->said && of->said->has_who);
}

/* An occurrence at a located place, told by a verb that no table has. */
static bool choose_guess(const clm_reader *reader, clm_draft *of) {
    clm_trigger guess;
    if (of->theme == CLM_EVENT_NONE && !is_dated(reader, of)) {
        return false;
    }
    if (!clm_trigger_guess(reader, of->run, of->claim.quantity_count > 0, of->theme, &guess)) {
        return false;
    }
    of->trigger = guess;
    collect_places(reader, of);
    for (size_t i = 0; i < of->place_count; i++) {
        if (reader->resolved[of->places[i].mention].located) {
            return true;
        }
    }
    return false;
}

/* A place that the trigger does not govern, but that a preposition of place does; `subject` too,
 * if the clause is about it. */
static bool is_loose_place(const clm_reader *reader, const clm_draft *of, int mention,
                           bool subject) {
    static const char *const others[] = {"of",   "by", "with",    "than",
                                         "like", "as", "against", "about"};
    clm_governor left = clm_role_governor(reader, of->run, &of->trigger, mention);
    if (!left.found) {
        const clm_mention *self = &reader->mentions->items[mention];
        uint32_t before = self->token_start - 1;
        bool joins = self->token_start > of->run.start && of->place_count > 0 &&
                     (clm_tag_at(reader, before) == CLM_TAG_CC || clm_is_comma(reader, before));
        uint32_t verb = self->token_end;
        while (
            verb < self->token_end + 3 && !clm_is_finite(reader, verb) &&
            (clm_tag_at(reader, verb) == CLM_TAG_ADV || clm_tag_at(reader, verb) == CLM_TAG_ADJ)) {
            verb++;
        }
        bool leads = self->token_start < of->run.start + 3 && !self->possessive;
        return joins || (subject && leads && clm_is_finite(reader, verb));
    }
    if (clm_key_is(reader, left.token, "of")) {
        uint32_t head = left.token - 1;
        bool modifier = clm_tag_at(reader, reader->mentions->items[mention].token_end) ==
                        CLM_TAG_NOUN; /* "members of a Newcastle choir" */
        bool noun =
            clm_tag_at(reader, head) == CLM_TAG_NOUN || clm_tag_at(reader, head) == CLM_TAG_NUM;
        return left.token > of->run.start && noun && !modifier &&
               !clm_sem_at(reader, head,
                           CLM_SEM_PEOPLE | CLM_SEM_ROLE | CLM_SEM_ORG | CLM_SEM_DOC |
                               CLM_SEM_FORCE);
    }
    if (left.verb) {
        return subject;
    }
    bool reach = clm_key_is(reader, left.token, "as") && left.token > of->run.start + 1 &&
                 (clm_key_is(reader, left.token - 1, "far") ||
                  clm_key_is(reader, left.token - 2, "far")); /* "as far away as X" */
    return (reach || !one_of(reader, left.token, others, sizeof others / sizeof *others)) &&
           !tells_home(reader, left.token, of->run.start) &&
           !tells_seat(reader, left.token, of->run.start);
}

/* Adds the places where the clause only says that something went on. */
static void add_loose(const clm_reader *reader, clm_draft *of, bool subject) {
    for (uint32_t t = of->run.start; t < of->run.end; t++) {
        int m = reader->mention_of[t];
        if (m < 0 || (t > of->run.start && reader->mention_of[t - 1] == m) ||
            has_place(reader, of, m) ||
            !(reader->resolved[m].use == CLM_USE_LOCATION ||
              reader->resolved[m].use == CLM_USE_UNLOCATED) ||
            of->place_count == CLM_DRAFT_PLACES_MAX) {
            continue;
        }
        bool governs = false;
        clm_place_role role = clm_role_read(reader, of->run, &of->trigger, m, &governs);
        if ((governs && !is_aside(reader, of, m)) || is_loose_place(reader, of, m, subject)) {
            of->places[of->place_count++] =
                (clm_claim_place){m, role, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        }
    }
}

/* Any trigger of the clause: the first that is no weak word. */
static bool choose_told(const clm_reader *reader, clm_draft *of) {
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    size_t count = find_triggers(reader, of, of->run, clm_first_place(reader, of->run), figures);
    for (size_t i = 0; i < count; i++) {
        if (!(of->triggers.items[i].entry->flags & CLM_TRIGGER_WEAK)) {
            of->trigger = of->triggers.items[i];
            of->place_count = 0;
            add_loose(reader, of, true);
            return of->place_count > 0;
        }
    }
    return false;
}

/* A weak word, else the clause's verb, else what the article is about. */
static bool choose_loose(const clm_reader *reader, clm_draft *of) {
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    uint32_t place = clm_first_place(reader, of->run);
    size_t count = find_triggers(reader, of, of->run, place, figures);
    if (count > 0) {
        of->trigger = of->triggers.items[0];
    } else if (of->theme == CLM_EVENT_NONE && !is_dated(reader, of)) {
        return false;
    } else if (!clm_trigger_guess(reader, of->run, figures.any, of->theme, &of->trigger) &&
               !clm_trigger_theme(reader, of->run,
                                  of->theme != CLM_EVENT_NONE ? of->theme : CLM_EVENT_PRESENCE,
                                  &of->trigger)) {
        return false;
    }
    of->place_count = 0;
    add_loose(reader, of, true);
    return of->place_count > 0;
}

/* How far a mention of a region may stand before a claim that lies in it. */
enum { AROUND_SENTENCES = 12 };

static bool is_around(const clm_reader *reader, int mention) {
    const clm_resolved *at = &reader->resolved[mention];
    bool wide = at->kind == CLM_KIND_REGION || at->kind == CLM_KIND_VAGUE_REGION ||
                at->kind == CLM_KIND_COUNTRY || at->kind == CLM_KIND_DISTRICT ||
                at->kind == CLM_KIND_DISPUTED_REGION;
    return at->located && wide && (at->use == CLM_USE_LOCATION || at->use == CLM_USE_CONTAINER) &&
           reader->mentions->items[mention].type == CLM_MENTION_TOPONYM;
}

/* No gazetteer knows where the claim's places are: what lies around them, where the text says it
 * beside them, in the same sentence, or in one shortly before. */
static void add_around(const clm_reader *reader, clm_draft *of) {
    int found = -1;
    for (size_t i = 0; i < of->place_count; i++) {
        int m = of->places[i].mention;
        if (reader->resolved[m].located) {
            return;
        }
        int container = reader->mentions->items[m].container;
        found = found < 0 && container >= 0 && is_around(reader, container) ? container : found;
    }
    int last = of->place_count > 0 ? of->places[of->place_count - 1].mention : -1;
    uint32_t sentence = of->clause.sentence;
    for (int m = last; found < 0 && m >= 0; m--) {
        uint32_t at = reader->article->tokens[reader->mentions->items[m].token_start].sentence;
        if (at + AROUND_SENTENCES < sentence) {
            break;
        }
        found = is_around(reader, m) ? m : -1;
    }
    found = found < 0 ? of->home : found;
    if (found >= 0 && of->place_count < CLM_DRAFT_PLACES_MAX) {
        of->places[of->place_count++] =
            (clm_claim_place){found, CLM_ROLE_CONTAINER, CLM_DRAW_NO, CLM_USE_CONTAINER};
    }
}

/* "told residents of X to move to Y", "warned people in X to be ready to leave". */
static bool choose_order(const clm_reader *reader, clm_draft *of) {
    static const clm_event_entry evacuation = {"", CLM_EVENT_EVACUATION, 0};
    static const char *const moves[] = {"leave",  "move", "flee",   "evacuate", "relocate",
                                        "go",     "head", "seek",   "get",      "abandon",
                                        "vacate", "be",   "prepare"};
    if (!of->said || !of->said->entry) {
        return false;
    }
    clm_cue_class c = (clm_cue_class)of->said->entry->cue_class;
    if (c != CLM_CUE_ORDER && c != CLM_CUE_URGE && c != CLM_CUE_WARN &&
        !clm_lemma_is(reader, of->said->cue.start, "tell")) {
        return false;
    }
    bool people = false, free = false;
    uint32_t to = of->run.start;
    for (; to < of->run.end && clm_tag_at(reader, to + 1) != CLM_TAG_INF; to++) {
        if (clm_is_finite(reader, to)) {
            return false;
        }
        people = people || (clm_sem_at(reader, to, CLM_SEM_PEOPLE) && reader->mention_of[to] < 0);
        free = free || clm_sem_at(reader, to, CLM_SEM_FORCE | CLM_SEM_ROLE);
    }
    if (to >= of->run.end || clm_tag_at(reader, to) != CLM_TAG_TO || !people || free) {
        return false;
    }
    bool known = false;
    for (size_t i = 0; i < sizeof moves / sizeof *moves; i++) {
        known = known || clm_lemma_is(reader, to + 1, moves[i]);
    }
    of->trigger = (clm_trigger){
        .entry = &evacuation, .tokens = {to + 1, to + 2}, .head = to + 1, .verbal = true};
    of->place_count = 0;
    for (uint32_t t = of->run.start; known && t < of->run.end; t++) {
        int m = reader->mention_of[t];
        if (m >= 0 && !has_place(reader, of, m) && may_be_place(reader, m) &&
            of->place_count < CLM_DRAFT_PLACES_MAX) {
            clm_place_role role = t < to ? CLM_ROLE_LOCATION : CLM_ROLE_DESTINATION;
            role = reader->resolved[m].use == CLM_USE_CONTAINER ? CLM_ROLE_CONTAINER : role;
            of->places[of->place_count++] =
                (clm_claim_place){m, role, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        }
    }
    of->ordered = of->place_count > 0;
    return of->ordered;
}

/* What is counted says more than a guess. */
static void retype(clm_draft *of) {
    static const struct {
        const char *unit;
        clm_event_type type;
    } counted[] = {{"cases", CLM_EVENT_OUTBREAK},
                   {"fatalities", CLM_EVENT_CASUALTIES},
                   {"injured", CLM_EVENT_CASUALTIES},
                   {"missing", CLM_EVENT_CASUALTIES},
                   {"magnitude", CLM_EVENT_NATURAL_DISASTER}};
    if (of->trigger.entry->pattern[0] != '\0') {
        return;
    }
    for (size_t i = 0; i < of->claim.quantity_count; i++) {
        for (size_t k = 0; k < sizeof counted / sizeof *counted; k++) {
            if (strcmp(of->claim.quantities[i].unit, counted[k].unit) == 0) {
                of->trigger.entry = clm_event_weak(counted[k].type);
                return;
            }
        }
    }
}

/* "At the crossing in X, aid workers said 3,400 refugees from Y had arrived": only told whence. */
static void add_front(const clm_reader *reader, clm_draft *of) {
    int nearby = of->clause.nearby;
    for (size_t i = 0; i < of->place_count; i++) {
        if (of->places[i].role != CLM_ROLE_ORIGIN) {
            return;
        }
    }
    if (nearby >= 0 && !has_place(reader, of, nearby) && may_be_place(reader, nearby) &&
        of->place_count < CLM_DRAFT_PLACES_MAX) {
        of->places[of->place_count++] =
            (clm_claim_place){nearby, CLM_ROLE_LOCATION, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
    }
}

static void sort_places(clm_draft *of) {
    for (size_t i = 1; i < of->place_count; i++) {
        clm_claim_place one = of->places[i];
        size_t k = i;
        for (; k > 0 && of->places[k - 1].mention > one.mention; k--) {
            of->places[k] = of->places[k - 1];
        }
        of->places[k] = one;
    }
}

bool clm_draft_choose(const clm_reader *reader, clm_draft *of) {
    if (!choose_order(reader, of) && !choose_trigger(reader, of) && !choose_extent(reader, of) &&
        !choose_told(reader, of) && !choose_guess(reader, of) && !choose_loose(reader, of)) {
        return false;
    }
    retype(of);
    add_front(reader, of);
    add_loose(reader, of, false);
    add_around(reader, of);
    sort_places(of);
    return true;
}

/* The trigger tells of the clause itself, not of something that it mentions: "the captured
 * soldiers", "sent after the invasion", "the numbers which will be withdrawn". */
static bool is_told(const clm_reader *reader, clm_run clause, const clm_trigger *trigger) {
    clm_tag tag = clm_tag_at(reader, trigger->head);
    uint32_t k = trigger->verbal ? clm_verb_group(reader, trigger->head, clause.start)
                                 : trigger->tokens.start;
    if (trigger->verbal) {
        bool finite = tag == CLM_TAG_FIN || tag == CLM_TAG_ING ||
                      (tag == CLM_TAG_PART &&
                       !(k == trigger->head && clm_is_nominal(reader, trigger->tokens.end)));
        return finite && !(k > clause.start && (clm_tag_at(reader, k - 1) == CLM_TAG_WH ||
                                                clm_tag_at(reader, k - 1) == CLM_TAG_THAT));
    }
    while (k > clause.start && clm_is_nominal(reader, k - 1)) {
        k--;
    }
    static const char *const aside[] = {"after",      "before", "since",   "until",
                                        "despite",    "about",  "without", "regarding",
                                        "concerning", "for",    "amid",    "following"};
    bool after = k > clause.start && one_of(reader, k - 1, aside, sizeof aside / sizeof *aside);
    return !after && clm_has_finite(reader, clause);
}

bool clm_draft_inherit(const clm_reader *reader, clm_draft *of, int setting) {
    if (clm_first_place(reader, of->run) < of->run.end || (setting < 0 && of->home < 0)) {
        return false; /* it names a place itself */
    }
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    size_t count = find_triggers(reader, of, of->event, of->event.start, figures);
    for (size_t i = 0; i < count; i++) {
        of->trigger = of->triggers.items[i];
        if (is_happening(of) && is_told(reader, of->event, &of->triggers.items[i])) {
            clm_place_role role = setting >= 0 ? CLM_ROLE_LOCATION : CLM_ROLE_CONTAINER;
            of->places[0] = (clm_claim_place){setting >= 0 ? setting : of->home, role,
                                              CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
            of->place_count = 1;
            of->inherited = true;
            return true;
        }
    }
    return false;
}

bool clm_draft_placeless(const clm_reader *reader, clm_draft *of) {
    if (!of->said || !of->said->has_who) {
        return false;
    }
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    size_t count = find_triggers(reader, of, of->event, of->event.start, figures);
    for (size_t i = 0; i < count; i++) {
        clm_event_class c = clm_event_class_of((clm_event_type)of->triggers.items[i].entry->type);
        bool fits = c == CLM_CLASS_POSTURE || c == CLM_CLASS_TERRITORY ||
                    c == CLM_CLASS_MANOEUVRE || c == CLM_CLASS_COMBAT || c == CLM_CLASS_HARM ||
                    c == CLM_CLASS_PEOPLE || c == CLM_CLASS_HAZARD;
        if (fits && of->triggers.items[i].verbal &&
            !(of->triggers.items[i].entry->flags & CLM_TRIGGER_WEAK)) {
            of->trigger = of->triggers.items[i];
            of->place_count = 0;
            return true;
        }
    }
    return false;
}
