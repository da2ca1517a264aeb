/* The trigger of a clause and the places that it governs. */
#include "claims/draft.h"
#include "claims/quantity.h"

#include <math.h>
#include <string.h>

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
        clm_collect_places(reader, of);
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
            clm_collect_places(reader, of);
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
    for (uint32_t t = of->run.start + 1; t < of->run.end; t++) {
        if (clm_tag_at(reader, t) == CLM_TAG_PART && clm_pos_at(reader, t - 1, CLM_POS_BE) &&
            clm_is_finite(reader, t - 1)) {
            return true; /* something was done there */
        }
    }
    return of->claim.quantity_count > 0 || (of->said && of->said->has_who);
}

/* "who has a long record in X", "who lives in X": what somebody is like, no event. */
static bool tells_of_person(const clm_reader *reader, const clm_draft *of) {
    uint32_t verb = of->run.start + 1;
    return clm_key_is(reader, of->run.start, "who") &&
           (clm_pos_at(reader, verb, CLM_POS_HAVE) || clm_pos_at(reader, verb, CLM_POS_BE)) &&
           clm_tag_at(reader, verb + 1) != CLM_TAG_PART;
}

/* An occurrence at a located place, told by a verb that no table has. */
static bool choose_guess(const clm_reader *reader, clm_draft *of) {
    clm_trigger guess;
    if (tells_of_person(reader, of)) {
        return false;
    }
    if (of->theme == CLM_EVENT_NONE && !is_dated(reader, of)) {
        return false;
    }
    if (!clm_trigger_guess(reader, of->run, of->claim.quantity_count > 0, of->theme, &guess)) {
        return false;
    }
    of->trigger = guess;
    clm_collect_places(reader, of);
    for (size_t i = 0; i < of->place_count; i++) {
        if (reader->resolved[of->places[i].mention].located) {
            return true;
        }
    }
    return false;
}

/* Any trigger of the clause: the first that is no weak word. */
static bool choose_told(const clm_reader *reader, clm_draft *of) {
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    size_t count = find_triggers(reader, of, of->run, clm_first_place(reader, of->run), figures);
    for (size_t i = 0; i < count; i++) {
        if (!(of->triggers.items[i].entry->flags & CLM_TRIGGER_WEAK)) {
            of->trigger = of->triggers.items[i];
            of->place_count = 0;
            clm_add_loose(reader, of, true);
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
    } else if ((of->theme == CLM_EVENT_NONE && !is_dated(reader, of)) ||
               tells_of_person(reader, of)) {
        return false;
    } else if (!clm_trigger_guess(reader, of->run, figures.any, of->theme, &of->trigger) &&
               !clm_trigger_theme(reader, of->run,
                                  of->theme != CLM_EVENT_NONE ? of->theme : CLM_EVENT_PRESENCE,
                                  &of->trigger)) {
        return false;
    }
    of->place_count = 0;
    clm_add_loose(reader, of, true);
    return of->place_count > 0;
}

/* "told residents of X to move to Y", "warned people in X to be ready to leave". */
static bool choose_order(const clm_reader *reader, clm_draft *of) {
    static const clm_event_entry evacuation = {"", CLM_EVENT_EVACUATION, 0};
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
    bool known = clm_lemma_in(reader, to + 1, "leave", "move", "flee", "evacuate", "relocate", "go",
                              "head", "seek", "get", "abandon", "vacate", "be", "prepare");
    of->trigger = (clm_trigger){
        .entry = &evacuation, .tokens = {to + 1, to + 2}, .head = to + 1, .verbal = true};
    of->place_count = 0;
    for (uint32_t t = of->run.start; known && t < of->run.end; t++) {
        int m = reader->mention_of[t];
        if (m >= 0 && !clm_has_place(reader, of, m) && clm_may_be_place(reader, m) &&
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

bool clm_draft_choose(const clm_reader *reader, clm_draft *of) {
    if (!choose_order(reader, of) && !choose_trigger(reader, of) && !choose_extent(reader, of) &&
        !choose_told(reader, of) && !choose_guess(reader, of) && !choose_loose(reader, of)) {
        return false;
    }
    retype(of);
    clm_add_front(reader, of);
    clm_add_loose(reader, of, false);
    clm_add_around(reader, of);
    clm_sort_places(of);
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
    bool after = k > clause.start &&
                 clm_key_in(reader, k - 1, "after", "before", "since", "until", "despite", "about",
                            "without", "regarding", "concerning", "for", "amid", "following");
    return !after && clm_has_finite(reader, clause);
}

/* A place other than the state behind a dateline's town. */
static bool names_own_place(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        int m = reader->mention_of[t];
        bool dateline = m > 0 && reader->mentions->items[m - 1].container == m &&
                        reader->resolved[m - 1].use == CLM_USE_DATELINE;
        if (m >= 0 && !dateline && clm_may_be_place(reader, m)) {
            return true;
        }
    }
    return false;
}

/* "in the river", "at the hotel", "down the hallway": some spot of the place that is known. */
static bool names_spot(const clm_reader *reader, clm_run run) {
    for (uint32_t k = run.start; k + 2 < run.end; k++) {
        bool leads =
            clm_tag_at(reader, k) == CLM_TAG_PREP &&
            clm_key_in(reader, k, "in", "at", "inside", "outside", "near", "into", "on", "from",
                       "to", "around", "across", "behind", "through", "down", "along", "towards");
        if (!leads || clm_tag_at(reader, k + 1) != CLM_TAG_DET) {
            continue;
        }
        for (uint32_t j = k + 2; j < run.end && j < k + 6 && clm_is_nominal(reader, j); j++) {
            bool head = !clm_is_nominal(reader, j + 1);
            unsigned what = clm_figure_count(clm_figure_at(reader, j));
            bool site = what == CLM_COUNT_BUILDINGS || what == CLM_COUNT_PLACES ||
                        clm_sem_at(reader, j, CLM_SEM_BUILT | CLM_SEM_KIND);
            if (head && site && reader->mention_of[j] < 0) {
                return true;
            }
        }
    }
    return false;
}

/* Something is counted or paid, and not only measured: how far it was, how long it took. */
static bool counts_something(const clm_claim *claim) {
    static const char *const measures[] = {"km",      "mi",    "m",    "ft",    "mm",     "kph",
                                           "minutes", "hours", "days", "weeks", "months", "years"};
    for (size_t i = 0; i < claim->quantity_count; i++) {
        bool measure = false;
        for (size_t k = 0; k < sizeof measures / sizeof *measures; k++) {
            measure = measure || strcmp(claim->quantities[i].unit, measures[k]) == 0;
        }
        if (!measure) {
            return true;
        }
    }
    return false;
}

/* A heading's "two dead, 40 hurt" needs no verb. */
static bool is_toll(const clm_reader *reader, clm_draft *of) {
    const char *unit = of->claim.quantity_count ? of->claim.quantities[0].unit : "";
    bool victims = strcmp(unit, "fatalities") == 0 || strcmp(unit, "injured") == 0 ||
                   strcmp(unit, "missing") == 0;
    of->trigger = (clm_trigger){.entry = clm_event_weak(CLM_EVENT_CASUALTIES),
                                .tokens = {of->run.start, of->run.start},
                                .head = of->run.start};
    return victims && clm_sentence_of(reader, of->run.start)->heading;
}

/* What is counted, or goes on at a spot, where no known word says what happens. */
static bool inherit_guess(const clm_reader *reader, clm_draft *of, clm_setting setting) {
    bool counted = counts_something(&of->claim);
    if (setting.mention < 0 || !(counted || names_spot(reader, of->run)) ||
        !(clm_trigger_guess(reader, of->run, counted, of->theme, &of->trigger) ||
          is_toll(reader, of))) {
        return false;
    }
    of->places[0] =
        (clm_claim_place){setting.mention, CLM_ROLE_LOCATION, CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
    of->place_count = 1;
    of->inherited = of->loose = true;
    retype(of);
    return true;
}

bool clm_draft_inherit(const clm_reader *reader, clm_draft *of, clm_setting setting) {
    if (names_own_place(reader, of->run) || (setting.mention < 0 && of->home < 0)) {
        return false;
    }
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    size_t count = find_triggers(reader, of, of->event, of->event.start, figures);
    for (size_t i = 0; i < count; i++) {
        of->trigger = of->triggers.items[i];
        if (clm_is_happening(of) && is_told(reader, of->event, &of->triggers.items[i])) {
            bool known = setting.mention >= 0;
            of->places[0] = (clm_claim_place){known ? setting.mention : of->home,
                                              known ? CLM_ROLE_LOCATION : CLM_ROLE_CONTAINER,
                                              CLM_DRAW_PRIMARY, CLM_USE_LOCATION};
            of->loose = setting.loose;
            of->place_count = 1;
            of->inherited = true;
            return true;
        }
    }
    return inherit_guess(reader, of, setting);
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
