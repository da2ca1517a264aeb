/* Clauses with a place and a trigger -> claims. */
#include "claims/reader.h"

#include <math.h>
#include <string.h>

enum { CLAUSES_MAX = 256, PLACES_MAX = 24 };

/* The claims so far. */
typedef struct builder {
    clm_reader *reader;
    clm_claim *items;
    size_t count, capacity;
} builder;

/* One clause while it becomes a claim. */
typedef struct draft {
    clm_run run;   /* what is quoted */
    clm_run event; /* where the trigger stands: another clause for "this happened in X" */
    clm_clause clause;
    const clm_said *said;
    clm_trigger trigger;
    clm_claim_place places[PLACES_MAX];
    size_t place_count;
    clm_claim claim;
} draft;

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
    return clm_punct_is(reader, k - 2, "%");
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

/* First token of a mention that may be a place; run.end if there is none. */
static uint32_t first_place(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (reader->mention_of[t] >= 0 && may_be_place(reader, reader->mention_of[t])) {
            return t;
        }
    }
    return run.end;
}

/* What takes place somewhere even if its clause does not say where. */
static bool is_happening(const draft *of) {
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

static void collect_places(const clm_reader *reader, draft *of) {
    of->place_count = 0;
    bool kept = false;
    for (uint32_t t = of->run.start; t < of->run.end && of->place_count < PLACES_MAX; t++) {
        int m = reader->mention_of[t];
        if (m < 0 || (t > of->run.start && reader->mention_of[t - 1] == m)) {
            continue;
        }
        bool governs = false;
        clm_place_role role = clm_role_read(reader, of->run, &of->trigger, m, &governs);
        bool holder = role == CLM_ROLE_CONTAINER && reader->resolved[m].use == CLM_USE_POSSESSIVE &&
                      reader->mentions->items[m].type == CLM_MENTION_TOPONYM;
        if (!governs || !(holder || may_be_place(reader, m))) {
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

/* A trigger and at least one place that it governs. */
static bool choose_trigger(const clm_reader *reader, draft *of) {
    uint32_t place = first_place(reader, of->run);
    clm_trigger triggers[CLM_TRIGGERS_MAX];
    clm_figures quantity = {.any = of->claim.quantity_count > 0};
    for (size_t i = 0; i < of->claim.quantity_count; i++) {
        quantity.area = quantity.area || !isnan(of->claim.quantities[i].km2);
    }
    uint32_t near = of->event.start == of->run.start ? place : of->event.end;
    size_t count = clm_triggers_find(reader, of->event, near, quantity, triggers);
    for (size_t i = 0; i < count; i++) {
        of->trigger = triggers[i];
        collect_places(reader, of);
        if (of->place_count) {
            return true;
        }
    }
    return false;
}

/* A figure of land without a verb that says more. */
static bool choose_extent(const clm_reader *reader, draft *of) {
    static const clm_event_entry extent = {"area", CLM_EVENT_AREA_EXTENT, 0};
    for (size_t i = 0; i < of->claim.quantity_count; i++) {
        if (!isnan(of->claim.quantities[i].km2)) {
            of->trigger = (clm_trigger){
                .entry = &extent, .tokens = {of->run.start, of->run.start}, .head = of->run.start};
            collect_places(reader, of);
            return of->place_count > 0;
        }
    }
    return false;
}

/* An occurrence at a located place, told by a verb that no table has. */
static bool choose_guess(const clm_reader *reader, draft *of) {
    clm_trigger guess;
    if (!clm_trigger_guess(reader, of->run, of->claim.quantity_count > 0, &guess)) {
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

/* ---- modality, source ---- */

static bool has_word(const clm_reader *reader, clm_run run, const char *word) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_key_is(reader, t, word)) {
            return true;
        }
    }
    return false;
}

static void set_cue(const clm_reader *reader, clm_run run, const clm_cue_entry *entry,
                    clm_cue *out) {
    out->span = clm_run_span(reader, run);
    out->lemma =
        entry ? clm_text_of(entry->pattern) : clm_article_slice(reader->article, out->span);
    out->cue_class = clm_cue_class_name(entry ? (int)entry->cue_class : CLM_CUE_REPORT);
}

static clm_status set_source(const clm_reader *reader, draft *of, clm_error *error) {
    clm_claim *claim = &of->claim;
    if (!of->said) {
        return CLM_OK;
    }
    claim->has_source = of->said->has_who;
    claim->source = of->said->who;
    if (!clm_run_empty(of->said->cue)) {
        set_cue(reader, of->said->cue, of->said->entry, &claim->cue);
    }
    clm_source *relays = clm_arena_array(reader->article->arena, 4, sizeof *relays);
    if (!relays) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    if (of->said->has_carrier) {
        relays[claim->relay_count++] = of->said->carrier;
    }
    const clm_said *inner = of->said;
    for (unsigned step = 0; step < 3 && !clm_run_empty(inner->cue); step++) {
        int32_t outer = reader->said_of[inner->cue.start];
        if (outer < 0 || &reader->said[outer] == inner) {
            break;
        }
        inner = &reader->said[outer];
        if (inner->has_who && !clm_text_equal(inner->who.name, claim->source.name)) {
            relays[claim->relay_count++] = inner->who;
        }
    }
    claim->relays = relays;
    return CLM_OK;
}

static bool outweighs(clm_modality said, const clm_cue_entry *governor) {
    if (said == CLM_MODALITY_ORDERED || said == CLM_MODALITY_DENIED) {
        return false;
    }
    return governor->cue_class != CLM_CUE_WARN;
}

static void set_modality(const clm_reader *reader, draft *of) {
    clm_claim *claim = &of->claim;
    claim->modality = CLM_MODALITY_ASSERTED;
    if (of->said && of->said->entry) {
        claim->modality = (clm_modality)of->said->entry->modality;
        if (strcmp(of->said->entry->pattern, "quote") == 0) {
            claim->modality = CLM_MODALITY_ASSERTED; /* quoted as saying */
        }
    } else if (of->said && !clm_run_empty(of->said->cue) && !of->said->entry) {
        bool colon = clm_punct_is(reader, of->said->cue.start, ":");
        bool comments = clm_sem_at(reader, of->said->cue.start, CLM_SEM_SPEECH);
        claim->modality = colon || comments ? CLM_MODALITY_ASSERTED : CLM_MODALITY_REPORTED;
    }
    uint32_t at = 0;
    const clm_cue_entry *governor = clm_governor_find(reader, of->event, &of->trigger, &at);
    bool tries = governor && clm_sem_at(reader, at, CLM_SEM_ATTEMPT);
    if (governor && !tries && outweighs(claim->modality, governor)) {
        claim->modality = (clm_modality)governor->modality;
        if (clm_span_empty(claim->cue.span)) {
            set_cue(reader, (clm_run){at, at + 1}, governor, &claim->cue);
        }
    }
    if (has_word(reader, of->run, "reportedly")) {
        claim->modality = CLM_MODALITY_REPORTED;
    } else if (has_word(reader, of->run, "allegedly")) {
        claim->modality = CLM_MODALITY_ALLEGED;
    } else if (has_word(reader, of->run, "apparently")) {
        claim->modality = CLM_MODALITY_APPARENT;
    }
}

/* An attempt to win land back is no success yet; land held at the peak was held. */
static clm_event_type final_type(const clm_reader *reader, const draft *of) {
    clm_event_type type = (clm_event_type)of->trigger.entry->type;
    uint32_t at = 0;
    const clm_cue_entry *governor = clm_governor_find(reader, of->event, &of->trigger, &at);
    if (type == CLM_EVENT_RECAPTURE && governor && clm_sem_at(reader, at, CLM_SEM_ATTEMPT)) {
        return CLM_EVENT_COUNTEROFFENSIVE;
    }
    bool ahead =
        of->claim.status == CLM_STATUS_HYPOTHETICAL || of->claim.status == CLM_STATUS_PLANNED;
    if (type == CLM_EVENT_STRIKE && ahead && !of->trigger.verbal &&
        strncmp(of->trigger.entry->pattern, "attack", 6) == 0) {
        return CLM_EVENT_OFFENSIVE; /* an attack that is feared or planned */
    }
    if (type == CLM_EVENT_CAPTURE && of->claim.status == CLM_STATUS_PAST_PEAK) {
        return CLM_EVENT_CONTROL;
    }
    return type;
}

/* ---- drawing ---- */

/* Index of a place of the claim that lies in place `index`, or -1. */
static int inner_place(const clm_reader *reader, const draft *of, size_t index) {
    int m = of->places[index].mention;
    const clm_resolved *outer = &reader->resolved[m];
    if (outer->kind != CLM_KIND_COUNTRY && outer->kind != CLM_KIND_REGION) {
        return -1;
    }
    char mine[3], other[3];
    clm_country_of(reader, m, mine);
    for (size_t i = 0; i < of->place_count; i++) {
        const clm_resolved *inner = &reader->resolved[of->places[i].mention];
        if (i == index || inner->kind == CLM_KIND_COUNTRY || inner->place == outer->place) {
            continue;
        }
        clm_country_of(reader, of->places[i].mention, other);
        bool country = outer->kind == CLM_KIND_COUNTRY && mine[0] && strcmp(mine, other) == 0;
        bool region = outer->kind == CLM_KIND_REGION && outer->place != CLM_NO_PLACE &&
                      (inner->within == outer->place ||
                       clm_place_of(reader, of->places[i].mention).admin1 == outer->place);
        if (country || region) {
            return (int)i;
        }
    }
    return -1;
}

/* No verb stands between the two: "in Arkania, in the Weln region". */
static bool apposed(const clm_reader *reader, const clm_mention *a, const clm_mention *b) {
    uint32_t from = a->token_end < b->token_end ? a->token_end : b->token_end;
    uint32_t to = a->token_start > b->token_start ? a->token_start : b->token_start;
    for (uint32_t t = from; t < to; t++) {
        if (clm_is_verb(reader, t) || clm_is_finite(reader, t)) {
            return false;
        }
    }
    return true;
}

static bool is_irrealis(const clm_claim *claim) {
    return claim->modality == CLM_MODALITY_ORDERED || claim->status == CLM_STATUS_CONSIDERED ||
           claim->status == CLM_STATUS_HYPOTHETICAL || claim->modality == CLM_MODALITY_INTENDED ||
           claim->modality == CLM_MODALITY_CONSIDERED || claim->status == CLM_STATUS_DENIED ||
           claim->negative;
}

/* "an answer on its soldiers fighting in X": the order is about something else. */
static bool presupposed(const clm_reader *reader, const draft *of) {
    clm_tag tag = clm_tag_at(reader, of->trigger.head);
    return tag == CLM_TAG_ING || tag == CLM_TAG_PART;
}

static void set_draw(const clm_reader *reader, draft *of, size_t index) {
    clm_claim_place *place = &of->places[index];
    const clm_resolved *at = &reader->resolved[place->mention];
    const clm_mention *mention = &reader->mentions->items[place->mention];
    bool nominal = mention->type == CLM_MENTION_NOMINAL;
    int inner = inner_place(reader, of, index);
    bool holder =
        inner >= 0 && apposed(reader, mention, &reader->mentions->items[of->places[inner].mention]);
    place->draw = CLM_DRAW_PRIMARY;
    if (place->role == CLM_ROLE_CONTAINER || holder) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_CONTAINER;
    } else if (!at->located) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_UNLOCATED;
    } else if (place->role == CLM_ROLE_TARGET && at->kind == CLM_KIND_COUNTRY) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_ACTOR;
    } else if (place->role == CLM_ROLE_DISTANCE_ANCHOR || place->role == CLM_ROLE_BORDER_WITH) {
        place->draw = CLM_DRAW_CONTEXT;
        place->reason = CLM_USE_OTHER;
    } else if ((of->claim.modality == CLM_MODALITY_ORDERED && presupposed(reader, of)) ||
               (is_irrealis(&of->claim) && (at->kind == CLM_KIND_CONTINENT || nominal))) {
        place->draw = CLM_DRAW_NO;
        place->reason = CLM_USE_IRREALIS;
    } else if (place->role == CLM_ROLE_PROTECTED || place->role == CLM_ROLE_BENEFICIARY ||
               place->role == CLM_ROLE_DIRECTION || place->role == CLM_ROLE_TARGET || nominal ||
               inner >= 0 || is_irrealis(&of->claim) || at->kind == CLM_KIND_CONTINENT) {
        place->draw = CLM_DRAW_SECONDARY;
    }
}

/* How sure: 0.3 at first; the place's own score counts for 0.3, a trigger that is no weak word for
 * 0.2, somebody named who says it for 0.1, a figure or a time for 0.05 each; being unreal or coarse
 * takes 0.1. */
static double confidence_of(const clm_reader *reader, const draft *of) {
    double place = 0;
    for (size_t i = 0; i < of->place_count; i++) {
        double score = reader->resolved[of->places[i].mention].score;
        place = score > place ? score : place;
    }
    double sum = 0.3 + 0.3 * (place > 1 ? 1 : place);
    sum += of->trigger.entry->flags & CLM_TRIGGER_WEAK ? 0 : 0.2;
    sum += of->claim.has_source && of->claim.source.type ? 0.1 : 0;
    sum += of->claim.quantity_count ? 0.05 : 0;
    sum += of->claim.time_count ? 0.05 : 0;
    sum -= is_irrealis(&of->claim) ? 0.1 : 0;
    return sum > 1 ? 1 : sum;
}

/* ---- putting one together ---- */

/* The words around source and cue, where "on Tuesday" dates the saying. */
static clm_run cue_region(const clm_reader *reader, const clm_said *said) {
    if (clm_run_empty(said->cue)) {
        return (clm_run){0, 0};
    }
    const clm_sentence *where = clm_sentence_of(reader, said->cue.start);
    uint32_t start = said->cue.start, end = said->cue.end;
    if (!clm_run_empty(said->source) && said->source.start >= where->token_start &&
        said->source.start < start) {
        start = said->source.start;
    }
    for (unsigned i = 0; i < 8 && start > where->token_start; i++) {
        if (said->content_count && clm_run_has(said->content[0], start - 1)) {
            break;
        }
        start--;
    }
    while (end < where->token_end && end < said->cue.end + 16 &&
           !(said->content_count && clm_run_has(said->content[0], end)) &&
           !clm_is_finite(reader, end)) {
        end++;
    }
    return (clm_run){start, end};
}

static clm_status set_times(const clm_reader *reader, draft *of, clm_error *error) {
    clm_claim *claim = &of->claim;
    clm_status status = CLM_OK;
    if (of->said) {
        clm_run region = cue_region(reader, of->said);
        if (!clm_run_empty(region)) {
            status =
                clm_times_read(reader, region, of->said, &claim->times, &claim->time_count, error);
        }
    }
    if (status == CLM_OK && !clm_run_empty(of->clause.lead)) {
        status =
            clm_times_read(reader, of->clause.lead, NULL, &claim->times, &claim->time_count, error);
    }
    if (status == CLM_OK) {
        status = clm_times_read(reader, of->run, NULL, &claim->times, &claim->time_count, error);
    }
    return status;
}

static clm_status finish(builder *to, draft *of, clm_error *error) {
    const clm_reader *reader = to->reader;
    clm_claim *claim = &of->claim;
    claim->status = clm_status_read(reader, of->event, &of->trigger, &claim->negative);
    claim->event_type = final_type(reader, of);
    clm_status status = set_source(reader, of, error);
    if (status != CLM_OK) {
        return status;
    }
    set_modality(reader, of);
    if (claim->modality == CLM_MODALITY_PREDICTED && claim->status == CLM_STATUS_CURRENT) {
        claim->status = CLM_STATUS_PLANNED; /* what is forecast is to come */
    }
    if (claim->modality == CLM_MODALITY_DENIED) {
        claim->negative = !claim->negative;
        claim->status = CLM_STATUS_DENIED;
    }
    status = set_times(reader, of, error);
    if (status == CLM_OK) {
        status = clm_parties_read(reader, of->event, &of->trigger, of->said, claim, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    for (size_t i = 0; i < of->place_count; i++) {
        set_draw(reader, of, i);
    }
    claim->quote = clm_run_span(reader, of->run);
    claim->sentence = of->clause.sentence;
    claim->duplicate_of = -1;
    claim->confidence = confidence_of(reader, of);
    claim->place_count = of->place_count;
    claim->places =
        clm_arena_array(reader->article->arena, of->place_count + 1, sizeof *claim->places);
    void *items = to->items;
    if (!claim->places || clm_arena_grow(reader->article->arena, &items, &to->capacity,
                                         to->count + 1, sizeof *to->items)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    memcpy(claim->places, of->places, of->place_count * sizeof *claim->places);
    to->items = items;
    to->items[to->count++] = *claim;
    return CLM_OK;
}

/* "This happened in X" speaks of the clause before it. */
static bool points_back(const clm_reader *reader, clm_run run) {
    bool pointer = clm_key_is(reader, run.start, "this") || clm_key_is(reader, run.start, "it") ||
                   clm_key_is(reader, run.start, "that");
    for (uint32_t k = run.start + 1; pointer && k < run.end && k < run.start + 5; k++) {
        if (clm_sem_at(reader, k, CLM_SEM_EVENTFUL) ||
            (clm_lemma_is(reader, k, "take") && clm_key_is(reader, k + 1, "place"))) {
            return true;
        }
    }
    return false;
}

static bool use_earlier(const clm_reader *reader, draft *of) {
    clm_clause earlier[16];
    if (of->clause.sentence == 0 || !points_back(reader, of->run)) {
        return false;
    }
    size_t count = clm_clauses_cut(reader, of->clause.sentence - 1, earlier, 16);
    if (count == 0) {
        return false;
    }
    of->event = earlier[0].tokens;
    for (size_t i = 1; i < count && earlier[i].said == earlier[0].said; i++) {
        of->event.end = earlier[i].tokens.end;
    }
    return of->event.end - of->event.start < 80;
}

/* What somebody is named as saying of force, harm or hazard is a claim even without a place. */
static bool choose_placeless(const clm_reader *reader, draft *of) {
    clm_trigger triggers[CLM_TRIGGERS_MAX];
    clm_figures figures = {.any = of->claim.quantity_count > 0};
    if (!of->said || !of->said->has_who) {
        return false;
    }
    size_t count = clm_triggers_find(reader, of->event, of->event.start, figures, triggers);
    for (size_t i = 0; i < count; i++) {
        clm_event_class c = clm_event_class_of((clm_event_type)triggers[i].entry->type);
        bool fits = c == CLM_CLASS_POSTURE || c == CLM_CLASS_TERRITORY ||
                    c == CLM_CLASS_MANOEUVRE || c == CLM_CLASS_COMBAT || c == CLM_CLASS_HARM ||
                    c == CLM_CLASS_PEOPLE || c == CLM_CLASS_HAZARD;
        if (fits && triggers[i].verbal && !(triggers[i].entry->flags & CLM_TRIGGER_WEAK)) {
            of->trigger = triggers[i];
            of->place_count = 0;
            return true;
        }
    }
    return false;
}

static bool has_trigger_word(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (reader->words[t] && reader->words[t]->event_count && clm_is_verb(reader, t)) {
            return true;
        }
    }
    return false;
}

static clm_status read_clause(builder *to, const clm_clause *clause, clm_error *error) {
    const clm_reader *reader = to->reader;
    bool placed = first_place(reader, clause->tokens) < clause->tokens.end || clause->nearby >= 0;
    if (!placed && (clause->said < 0 || !has_trigger_word(reader, clause->tokens))) {
        return CLM_OK;
    }
    draft of = {.run = clause->tokens, .event = clause->tokens, .clause = *clause};
    of.said = clause->said >= 0 ? &reader->said[clause->said] : NULL;
    bool back = use_earlier(reader, &of);
    clm_run counted = back ? (clm_run){of.event.start, of.run.end} : of.run;
    clm_status status =
        clm_quantities_read(reader, counted, &of.claim.quantities, &of.claim.quantity_count, error);
    if (status != CLM_OK) {
        return status;
    }
    bool found = placed && (choose_trigger(reader, &of) || choose_extent(reader, &of) ||
                            choose_guess(reader, &of));
    if (!found && !choose_placeless(reader, &of)) {
        return CLM_OK;
    }
    if (back) {
        of.run.start = of.event.start;
        uint32_t start = clm_run_span(reader, of.run).start;
        bool same = to->count && to->items[to->count - 1].place_count == 0 &&
                    to->items[to->count - 1].quote.start == start;
        to->count -= same ? 1 : 0; /* this one says where */
    }
    return finish(to, &of, error);
}

static clm_status read_all(builder *to, clm_error *error) {
    const clm_article *article = to->reader->article;
    clm_clause clauses[CLAUSES_MAX];
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const clm_sentence *sentence = &article->sentences[s];
        bool counts = clm_span_overlaps(sentence->span, article->body) ||
                      clm_span_overlaps(sentence->span, article->title_span);
        if (!counts) {
            continue;
        }
        size_t count = clm_clauses_cut(to->reader, s, clauses, CLAUSES_MAX);
        for (size_t i = 0; i < count; i++) {
            clm_status status = read_clause(to, &clauses[i], error);
            if (status != CLM_OK) {
                return status;
            }
        }
    }
    return CLM_OK;
}

/* ---- attributions ---- */

static clm_status give_attributions(const clm_reader *reader, clm_claims *out, clm_error *error) {
    clm_arena *arena = reader->article->arena;
    size_t count = reader->said_count;
    out->attributions = clm_arena_array(arena, count + 1, sizeof *out->attributions);
    clm_span *spans = clm_arena_array(arena, count * (2 + CLM_SAID_PARTS) + 1, sizeof *spans);
    if (!out->attributions || !spans) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    for (size_t i = 0; i < count; i++) {
        const clm_said *said = &reader->said[i];
        clm_attribution *to = &out->attributions[out->attribution_count++];
        clm_run source = clm_run_trim(reader, said->source);
        to->source = spans;
        to->source_count = !clm_run_empty(source);
        *spans++ = clm_run_span(reader, source);
        to->cue = spans;
        to->cue_count = !clm_run_empty(said->cue);
        clm_run cue = said->cue;
        if (said->entry && said->group < cue.start && cue.start - said->group < 5) {
            cue.start = said->group;
        }
        *spans++ = clm_run_span(reader, cue);
        to->content = spans;
        for (size_t c = 0; c < said->content_count; c++) {
            clm_run content = clm_run_trim(reader, said->content[c]);
            if (!clm_run_empty(content)) {
                *spans++ = clm_run_span(reader, content);
                to->content_count++;
            }
        }
    }
    return CLM_OK;
}

clm_status clm_claims_read(clm_article *article, const clm_gazetteer *gazetteer,
                           const clm_mentions *mentions, const clm_resolved *resolved,
                           clm_claims *out, clm_error *error) {
    clm_reader reader;
    *out = (clm_claims){0};
    clm_status status = clm_reader_init(&reader, article, gazetteer, mentions, resolved, error);
    if (status == CLM_OK) {
        status = clm_entities_find(&reader, error);
    }
    if (status == CLM_OK) {
        status = clm_said_find(&reader, error);
    }
    if (status == CLM_OK) {
        status = clm_sources_resolve(&reader, error);
    }
    if (status == CLM_OK) {
        status = clm_said_mark(&reader, error);
    }
    builder to = {.reader = &reader};
    if (status == CLM_OK) {
        status = read_all(&to, error);
    }
    if (status == CLM_OK) {
        status = clm_claims_group(&reader, to.items, to.count, error);
    }
    if (status == CLM_OK) {
        status = give_attributions(&reader, out, error);
    }
    if (status == CLM_OK && gazetteer) {
        status = clm_gazetteer_check(gazetteer, error);
    }
    if (status != CLM_OK) {
        *out = (clm_claims){0};
        return status;
    }
    out->items = to.items;
    out->count = to.count;
    return CLM_OK;
}
