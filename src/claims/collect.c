/* Which places a clause is about, once its trigger is known. */
#include "claims/draft.h"

#include <math.h>

/* "40 percent of X", "most of X". */
static bool is_share(const clm_reader *reader, int mention) {
    uint32_t k = reader->mentions->items[mention].token_start;
    if (k < 2 || !clm_key_is(reader, k - 1, "of")) {
        return false;
    }
    if (clm_key_in(reader, k - 2, "percent", "cent", "most", "part", "parts", "half", "much",
                   "third", "all", "quarter")) {
        return true;
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

bool clm_may_be_place(const clm_reader *reader, int mention) {
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
        if (reader->mention_of[t] >= 0 && clm_may_be_place(reader, reader->mention_of[t])) {
            return t;
        }
    }
    return run.end;
}

bool clm_names_place(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        int m = reader->mention_of[t];
        if (m >= 0 && (clm_may_be_place(reader, m) || reader->resolved[m].use == CLM_USE_ACTOR ||
                       reader->resolved[m].use == CLM_USE_METONYM ||
                       reader->resolved[m].use == CLM_USE_POSSESSIVE)) {
            return true;
        }
    }
    return false;
}

/* What takes place somewhere even if its clause does not say where. */
bool clm_is_happening(const clm_draft *of) {
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

/* "X has reported 213 cases", "X and Y account for most of the deaths". */
static bool counts_subject(const clm_reader *reader, const clm_draft *of, int mention) {
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
    bool known = clm_lemma_in(reader, verb, "report", "record", "register", "confirm", "log",
                              "count", "account", "see", "suffer", "have");
    clm_event_class c = clm_event_class_of((clm_event_type)of->trigger.entry->type);
    bool hit = c == CLM_CLASS_HARM || c == CLM_CLASS_HAZARD || c == CLM_CLASS_EXTENT;
    return known && hit && end <= verb &&
           reader->mentions->items[mention].token_start < of->run.start + 8;
}

/* A state as a place: "sent to X", "floods in X", "a quake rattled X". Against, on, by it: the
 * state itself. */
static bool state_as_place(const clm_reader *reader, const clm_draft *of, int mention) {
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
                   : clm_key_in(reader, left.token, "in", "inside", "into", "across", "within",
                                "to", "from", "throughout", "around", "over");
}

/* "families from X", "a farmer of X": where somebody belongs. */
static bool tells_home(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    if (prep <= floor || !(clm_key_is(reader, prep, "from") || clm_key_is(reader, prep, "of"))) {
        return false;
    }
    bool dwells = clm_key_is(reader, prep, "of") && clm_sem_at(reader, prep - 1, CLM_SEM_PEOPLE) &&
                  !clm_lemma_in(reader, prep - 1, "native", "citizen", "national", "student");
    if (dwells) {
        return false; /* "residents of X fled" */
    }
    if (clm_key_is(reader, prep, "from") &&
        clm_key_in(reader, prep - 1, "group", "groups", "team", "teams", "delegation", "band")) {
        return true;
    }
    return clm_sem_at(reader, prep - 1, CLM_SEM_PEOPLE | CLM_SEM_ROLE | CLM_SEM_VICTIM) ||
           clm_pos_at(reader, prep - 1, CLM_POS_OBJ) ||
           (clm_tag_at(reader, prep - 1) == CLM_TAG_NAME && reader->mention_of[prep - 1] < 0 &&
            !reader->words[prep - 1]) ||
           (clm_key_is(reader, prep, "from") && clm_tag_at(reader, prep - 1) == CLM_TAG_NUM);
}

/* "a company based in X", "the group, based in X,"; where troops are based, they are. */
static bool tells_base(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    if (prep <= floor + 1 || !clm_key_is(reader, prep, "in") ||
        !clm_key_in(reader, prep - 1, "based", "headquartered")) {
        return false;
    }
    uint32_t k = prep - 2;
    k -= k > floor && clm_is_comma(reader, k) ? 1 : 0;
    return !clm_sem_at(reader, k, CLM_SEM_FORCE | CLM_SEM_WEAPON);
}

/* "Ann Lee, of the traffic unit in X, asked": where somebody works. */
static bool tells_office(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    if (!clm_key_in(reader, prep, "in", "at")) {
        return false;
    }
    for (uint32_t k = prep; k > floor + 1 && prep - k < 8; k--) {
        if (clm_is_comma(reader, k - 1)) {
            return clm_key_in(reader, k, "of", "with", "from", "for") && k < prep &&
                   clm_tag_at(reader, k - 2) == CLM_TAG_NAME && reader->mention_of[k - 2] < 0;
        }
        if (clm_is_verb(reader, k - 1) || clm_is_finite(reader, k - 1)) {
            return false;
        }
    }
    return false;
}

/* "a company in X", "the group's head office in X": where a body sits that does something. */
static bool tells_seat(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    if (prep <= floor || !(clm_key_is(reader, prep, "in") || clm_key_is(reader, prep, "at"))) {
        return false;
    }
    const clm_word *head = reader->words[prep - 1];
    if (clm_key_in(reader, prep - 1, "based", "headquartered")) {
        return tells_base(reader, prep, floor);
    }
    if (clm_key_in(reader, prep - 1, "office", "headquarters", "seat", "subsidiary", "hub")) {
        return true;
    }
    if (clm_key_in(reader, prep - 1, "bank", "banks", "airport", "state", "authorities", "council",
                   "authority", "service", "services", "regime")) {
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

/* The place right before the preposition, "X in", "X, near"; -1 if there is none. */
static int place_before(const clm_reader *reader, uint32_t prep, uint32_t floor) {
    if (prep <= floor + 1 || !clm_key_in(reader, prep, "in", "near", "outside")) {
        return -1;
    }
    uint32_t k = prep - 1;
    k -= clm_is_comma(reader, k) ? 1 : 0;
    return reader->mention_of[k];
}

/* No place of the event: the home of people that it speaks of, the seat of a body. */
static bool is_aside(const clm_reader *reader, const clm_draft *of, int mention) {
    clm_governor left = clm_role_governor(reader, of->run, &of->trigger, mention);
    if (left.found && !left.verb) { /* "from Perth in Scotland" goes by its first place */
        int before = place_before(reader, left.token, of->run.start);
        bool home =
            before >= 0 && before < mention && reader->resolved[before].use == CLM_USE_RESIDENCE;
        if (home || (before >= 0 && before < mention && is_aside(reader, of, before))) {
            return true;
        }
    }
    clm_event_type type = (clm_event_type)of->trigger.entry->type;
    clm_event_class c = clm_event_class_of(type);
    bool moving = (c == CLM_CLASS_PEOPLE && type != CLM_EVENT_DETENTION) ||
                  c == CLM_CLASS_MANOEUVRE ||
                  (c == CLM_CLASS_POSTURE && type != CLM_EVENT_PRESENCE);
    uint32_t after = reader->mentions->items[mention].token_end;
    if (left.found && clm_sem_at(reader, after, CLM_SEM_HAZARD) &&
        clm_key_in(reader, left.token, "since", "after", "before", "than", "like")) {
        return true; /* "the worst since the X earthquake" */
    }
    bool acts = left.token < of->trigger.head || (of->trigger.entry->flags & CLM_TRIGGER_WEAK);
    return left.found && !left.verb &&
           ((acts && tells_seat(reader, left.token, of->run.start)) ||
            tells_base(reader, left.token, of->run.start) ||
            tells_office(reader, left.token, of->run.start) ||
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

/* "the worst fire in X's recent history": where it was. */
static bool in_history(const clm_reader *reader, int mention) {
    const clm_mention *self = &reader->mentions->items[mention];
    uint32_t k = self->token_end + 1; /* behind the 's */
    k += clm_tag_at(reader, k) == CLM_TAG_ADJ ? 1 : 0;
    return self->possessive && self->type == CLM_MENTION_TOPONYM && self->token_start > 0 &&
           reader->resolved[mention].use == CLM_USE_POSSESSIVE &&
           clm_key_is(reader, k, "history") && clm_key_is(reader, self->token_start - 1, "in");
}

/* The mention, or another one of the same place ("X, the town that ..."). */
bool clm_has_place(const clm_reader *reader, const clm_draft *of, int mention) {
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

void clm_collect_places(const clm_reader *reader, clm_draft *of) {
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
            !(holder || owner || clm_may_be_place(reader, m) || state_as_place(reader, of, m) ||
              in_history(reader, m)) ||
            is_aside(reader, of, m)) {
            continue;
        }
        if (role != CLM_ROLE_CONTAINER && clm_has_place(reader, of, m)) {
            continue;
        }
        of->places[of->place_count++] =
            (clm_claim_place){m, role, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        kept = kept || role != CLM_ROLE_CONTAINER;
    }
    int nearby = of->clause.nearby;
    if (!kept && nearby >= 0 && clm_may_be_place(reader, nearby) && clm_is_happening(of)) {
        of->places[0] =
            (clm_claim_place){nearby, CLM_ROLE_LOCATION, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        of->place_count = 1;
    } else if (!kept) {
        of->place_count = 0;
    }
}

/* The last word of a name of land that no gazetteer has, or of a side of it, behind a preposition
 * of place. */
static bool names_land(const clm_reader *reader, uint32_t last) {
    uint32_t k = last;
    bool side = clm_key_in(reader, k, "north", "south", "east", "west", "southwest", "southeast",
                           "northwest", "northeast", "central", "northern", "southern", "eastern",
                           "western");
    while (k > 0 && last - k < 5 && clm_capital_at(reader, k) && reader->mention_of[k] < 0) {
        k--;
    }
    k -= k > 0 && side ? 1 : 0;
    k -= k > 0 && clm_tag_at(reader, k) == CLM_TAG_DET ? 1 : 0;
    return (side || k < last) &&
           clm_key_in(reader, k, "in", "across", "over", "around", "of", "through", "throughout");
}

/* A place that the trigger does not govern, but that a preposition of place does; `subject` too,
 * if the clause is about it. */
static bool is_loose_place(const clm_reader *reader, const clm_draft *of, int mention,
                           bool subject) {
    clm_governor left = clm_role_governor(reader, of->run, &of->trigger, mention);
    if (!left.found) {
        const clm_mention *self = &reader->mentions->items[mention];
        uint32_t before = self->token_start - 1;
        while (before > of->run.start + 1 &&
               (clm_key_in(reader, before, "of", "parts", "part", "most", "much", "the", "all") ||
                clm_sem_at(reader, before, CLM_SEM_KIND))) {
            before--; /* "in X and parts of Y" */
        }
        bool list = clm_tag_at(reader, before) == CLM_TAG_CC || clm_is_comma(reader, before);
        bool beside = before > of->run.start + 1 && clm_tag_at(reader, before) == CLM_TAG_CC &&
                      names_land(reader, before - 1); /* "across the Weln Hills and X" */
        bool joins = self->token_start > of->run.start && list && (of->place_count > 0 || beside);
        uint32_t verb = self->token_end;
        while (
            verb < self->token_end + 3 && !clm_is_finite(reader, verb) &&
            (clm_tag_at(reader, verb) == CLM_TAG_ADV || clm_tag_at(reader, verb) == CLM_TAG_ADJ)) {
            verb++;
        }
        bool leads = self->token_start < of->run.start + 3 && !self->possessive;
        bool told = clm_is_finite(reader, verb) || clm_tag_at(reader, verb) == CLM_TAG_PART;
        return joins || (subject && leads && told);
    }
    if (clm_key_is(reader, left.token, "of")) {
        uint32_t head = left.token - 1;
        bool modifier = clm_tag_at(reader, reader->mentions->items[mention].token_end) ==
                        CLM_TAG_NOUN; /* "members of a Newcastle choir" */
        bool noun =
            clm_tag_at(reader, head) == CLM_TAG_NOUN || clm_tag_at(reader, head) == CLM_TAG_NUM;
        return left.token > of->run.start && noun && !modifier &&
               !clm_sem_at(reader, head,
                           CLM_SEM_ROLE | CLM_SEM_ORG | CLM_SEM_DOC | CLM_SEM_FORCE) &&
               !tells_home(reader, left.token, of->run.start);
    }
    if (left.verb) {
        return subject;
    }
    bool reach = clm_key_is(reader, left.token, "as") && left.token > of->run.start + 1 &&
                 (clm_key_is(reader, left.token - 1, "far") ||
                  clm_key_is(reader, left.token - 2, "far")); /* "as far away as X" */
    return (reach || !clm_key_in(reader, left.token, "of", "by", "with", "than", "like", "as",
                                 "against", "about")) &&
           !tells_home(reader, left.token, of->run.start) &&
           !tells_seat(reader, left.token, of->run.start);
}

/* Adds the places where the clause only says that something went on. */
void clm_add_loose(const clm_reader *reader, clm_draft *of, bool subject) {
    for (uint32_t t = of->run.start; t < of->run.end; t++) {
        int m = reader->mention_of[t];
        if (m < 0 || (t > of->run.start && reader->mention_of[t - 1] == m) ||
            clm_has_place(reader, of, m) ||
            !(reader->resolved[m].use == CLM_USE_LOCATION ||
              reader->resolved[m].use == CLM_USE_UNLOCATED) ||
            of->place_count == CLM_DRAFT_PLACES_MAX) {
            continue;
        }
        bool governs = false;
        clm_place_role role = clm_role_read(reader, of->run, &of->trigger, m, &governs);
        if ((governs || is_loose_place(reader, of, m, subject)) && !is_aside(reader, of, m)) {
            of->places[of->place_count++] =
                (clm_claim_place){m, role, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
        }
    }
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
void clm_add_around(const clm_reader *reader, clm_draft *of) {
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

/* "At the crossing in X, aid workers said 3,400 refugees from Y had arrived": only told whence. */
void clm_add_front(const clm_reader *reader, clm_draft *of) {
    int nearby = of->clause.nearby;
    for (size_t i = 0; i < of->place_count; i++) {
        if (of->places[i].role != CLM_ROLE_ORIGIN) {
            return;
        }
    }
    if (nearby >= 0 && !clm_has_place(reader, of, nearby) && clm_may_be_place(reader, nearby) &&
        of->place_count < CLM_DRAFT_PLACES_MAX) {
        of->places[of->place_count++] =
            (clm_claim_place){nearby, CLM_ROLE_LOCATION, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
    }
}

void clm_sort_places(clm_draft *of) {
    for (size_t i = 1; i < of->place_count; i++) {
        clm_claim_place one = of->places[i];
        size_t k = i;
        for (; k > 0 && of->places[k - 1].mention > one.mention; k--) {
            of->places[k] = of->places[k - 1];
        }
        of->places[k] = one;
    }
}
