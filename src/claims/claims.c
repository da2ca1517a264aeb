/* Clauses with a place and a trigger -> claims. */
#include "claims/draft.h"
#include "claims/learned.h"
#include "claims/quantity.h"

#include <math.h>
#include <string.h>

enum {
    CLAUSES_MAX = 256,
    NEAR_TOKENS = 6,
    SETTING_SENTENCES = 4, /* how far back a claim's place holds */
    STORY_SENTENCES = 12   /* and may hold, where the story does not change */
};

/* The claims so far. */
typedef struct builder {
    clm_reader *reader;
    clm_claim *items;
    size_t count, capacity;
    unsigned told[CLM_EVENT_TYPE_COUNT]; /* how often each type was told */
    unsigned theme;                      /* the type that was told most, the first of equals */
    int home, town;                      /* as clm_scene_country, clm_scene_town tell */
} builder;

/* "LAHORE, Pakistan (AP) - Rescuers moved ...": the quote begins behind the dash, or behind the
 * bracket or colon where there is none. */
static clm_run behind_dateline(const clm_reader *reader, clm_run run) {
    enum { DATELINE_TOKENS = 16 };
    uint32_t end = run.end < run.start + DATELINE_TOKENS ? run.end : run.start + DATELINE_TOKENS;
    bool seen = false;
    uint32_t behind = run.start;
    for (uint32_t t = run.start; t < end; t++) {
        int32_t m = reader->mention_of[t];
        seen |= m >= 0 && reader->resolved[m].use == CLM_USE_DATELINE;
        bool dash = clm_punct_is(reader, t, "-") || clm_punct_is(reader, t, "--") ||
                    clm_punct_is(reader, t, "\xE2\x80\x93") ||
                    clm_punct_is(reader, t, "\xE2\x80\x94");
        if (seen && dash) {
            behind = t + 1;
            break;
        }
        bool mark = clm_punct_is(reader, t, ")") || clm_punct_is(reader, t, ":");
        behind = seen && mark ? t + 1 : behind;
    }
    return behind + 1 < run.end ? (clm_run){behind, run.end} : run;
}

/* ---- modality, source ---- */

static void set_cue(const clm_reader *reader, clm_run run, const clm_cue_entry *entry,
                    clm_cue *out) {
    out->span = clm_run_span(reader, run);
    out->lemma =
        entry ? clm_text_of(entry->pattern) : clm_article_slice(reader->article, out->span);
    out->cue_class = clm_cue_class_name(entry ? (int)entry->cue_class : CLM_CUE_REPORT);
}

static clm_status set_source(const clm_reader *reader, clm_draft *of, clm_error *error) {
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

static void set_modality(const clm_reader *reader, clm_draft *of) {
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
    if (of->ordered && claim->modality == CLM_MODALITY_ASSERTED) {
        claim->modality = CLM_MODALITY_ORDERED;
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
    bool reportedly = false, allegedly = false, apparently = false;
    for (uint32_t t = of->run.start; t < of->run.end; t++) {
        reportedly = reportedly || clm_key_is(reader, t, "reportedly");
        allegedly = allegedly || clm_key_is(reader, t, "allegedly");
        apparently = apparently || clm_key_is(reader, t, "apparently");
    }
    if (reportedly) {
        claim->modality = CLM_MODALITY_REPORTED;
    } else if (allegedly) {
        claim->modality = CLM_MODALITY_ALLEGED;
    } else if (apparently) {
        claim->modality = CLM_MODALITY_APPARENT;
    }
}

/* An attempt to win land back is no success yet; land held at the peak was held. */
static clm_event_type final_type(const clm_reader *reader, const clm_draft *of) {
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
    bool burning = clm_event_class_of(of->theme) == CLM_CLASS_HAZARD && of->theme != CLM_EVENT_NONE;
    if (burning && strstr(of->trigger.entry->pattern, "under control")) {
        return CLM_EVENT_NATURAL_DISASTER; /* a fire, not a town */
    }
    bool land = false;
    for (size_t i = 0; i < of->claim.quantity_count; i++) {
        land = land || !isnan(of->claim.quantities[i].km2);
    }
    bool fire = false; /* "the fire covers 400 hectares" */
    for (uint32_t t = of->event.start; t < of->event.end; t++) {
        fire = fire || clm_sem_at(reader, t, CLM_SEM_HAZARD);
    }
    if ((burning || fire) && land &&
        (type == CLM_EVENT_AREA_EXTENT || type == CLM_EVENT_NATURAL_DISASTER)) {
        return CLM_EVENT_HAZARD_EXTENT;
    }
    return type;
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

static clm_status set_times(const clm_reader *reader, clm_draft *of, clm_error *error) {
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

static void count_type(builder *to, unsigned type, unsigned weight) {
    unsigned theme = to->theme;
    unsigned most = to->told[theme];
    unsigned now = to->told[type] + weight;
    to->told[type] = now;
    if (now > most || (now == most && type < theme)) {
        to->theme = type;
    }
}

/* "a woman was killed": one, where nobody else is counted of whom the same is said. */
static clm_status add_single(const clm_reader *reader, clm_draft *of, clm_error *error) {
    clm_quantity one;
    size_t count = of->claim.quantity_count;
    if (of->claim.event_type != CLM_EVENT_CASUALTIES ||
        !clm_quantity_single(reader, of->run, &one)) {
        return CLM_OK;
    }
    for (size_t i = 0; i < count; i++) {
        if (strcmp(of->claim.quantities[i].unit, one.unit) == 0) {
            return CLM_OK;
        }
    }
    clm_quantity *all = clm_arena_array(reader->article->arena, count + 1, sizeof one);
    if (!all) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    size_t before = 0; /* in the order of the text */
    while (before < count && of->claim.quantities[before].span.start < one.span.start) {
        all[before] = of->claim.quantities[before];
        before++;
    }
    all[before] = one;
    for (size_t i = before; i < count; i++) {
        all[i + 1] = of->claim.quantities[i];
    }
    of->claim.quantities = all;
    of->claim.quantity_count = count + 1;
    return CLM_OK;
}

static clm_status finish(builder *to, clm_draft *of, clm_error *error) {
    const clm_reader *reader = to->reader;
    clm_claim *claim = &of->claim;
    claim->status = clm_status_read(reader, of->event, &of->trigger, &claim->negative);
    claim->event_type = final_type(reader, of);
    clm_status status = add_single(reader, of, error);
    if (status == CLM_OK) {
        status = set_source(reader, of, error);
    }
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
        clm_draft_draw(reader, of, i);
    }
    bool told = !(of->trigger.entry->flags & CLM_TRIGGER_WEAK);
    bool title = clm_sentence_of(reader, of->run.start)->heading;
    count_type(to, claim->event_type, told ? (title ? 2 : 1) : 0);
    claim->quote =
        clm_run_span(reader, behind_dateline(reader, clm_run_behind_clock(reader, of->run)));
    claim->sentence = of->clause.sentence;
    claim->duplicate_of = -1;
    claim->confidence = clm_draft_confidence(reader, of);
    claim->place_count = of->place_count;
    claim->places =
        clm_arena_array(reader->article->arena, of->place_count + 1, sizeof *claim->places);
    void *items = to->items;
    if (!claim->places || clm_arena_grow(reader->article->arena, &items, &to->capacity,
                                         to->count + 1, sizeof *to->items)) {
        return clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
    }
    memcpy(claim->places, of->places, of->place_count * sizeof *claim->places);
    clm_quantities_check(reader, claim);
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

static bool use_earlier(const clm_reader *reader, clm_draft *of) {
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

static bool has_trigger_word(const clm_reader *reader, clm_run run) {
    return clm_next_with(reader->marks, run.start, run.end, CLM_MARK_EVENT) < run.end;
}

/* Something is counted in the clause, or it names a kind of place. */
static bool may_go_on(const clm_reader *reader, clm_run run) {
    for (uint32_t t = run.start; t < run.end; t++) {
        if (clm_tag_among(reader, t, CLM_TAG_BIT(CLM_TAG_NUM)) ||
            (clm_figure_at(reader, t) != 0 && clm_tag_at(reader, t) == CLM_TAG_NOUN) ||
            clm_sem_at(reader, t, CLM_SEM_BUILT | CLM_SEM_KIND)) {
            return true;
        }
    }
    return false;
}

/* Where the last claims took place. In a live blog that of the last claim alone, and not for long.
 */
static clm_setting last_setting(const builder *to, uint32_t sentence) {
    const clm_article *article = to->reader->article;
    bool story = article->entry_count < 2;
    for (size_t c = to->count; c > 0 && (story || c == to->count); c--) {
        const clm_claim *last = &to->items[c - 1];
        uint32_t reach = story ? STORY_SENTENCES : SETTING_SENTENCES;
        if (last->sentence + reach < sentence ||
            article->sentences[last->sentence].entry != article->sentences[sentence].entry) {
            break;
        }
        bool far = last->sentence + SETTING_SENTENCES < sentence;
        int faint = -1;
        for (size_t i = 0; i < last->place_count; i++) {
            if (last->places[i].draw == CLM_DRAW_PRIMARY) {
                return (clm_setting){last->places[i].mention, far};
            }
            bool drawn = faint < 0 && last->places[i].draw == CLM_DRAW_SECONDARY;
            faint = drawn ? last->places[i].mention : faint;
        }
        if (faint >= 0) {
            return (clm_setting){faint, far};
        }
    }
    return (clm_setting){-1, true};
}

/* Where `clause` goes on if it does not say so. */
static clm_setting setting_of(const builder *to, const clm_clause *clause) {
    if (clm_key_is(to->reader, clause->tokens.start, "elsewhere")) {
        return (clm_setting){-1, true};
    }
    clm_setting last = last_setting(to, clause->sentence);
    return clm_scene_narrow(to->reader, clause->tokens, to->town, last);
}

/* "Speaking after talks in Paris, the minister said": where somebody spoke. */
static bool tells_speech(const clm_reader *reader, clm_run run) {
    for (uint32_t k = run.start; k < run.start + 3 && k < run.end; k++) {
        bool byline = clm_key_is(reader, k, "reporting") || clm_key_is(reader, k, "editing") ||
                      clm_key_is(reader, k, "writing");
        if (byline && clm_key_is(reader, k + 1, "by")) {
            return true; /* "Additional reporting by Ana Ruiz in Kabul" */
        }
    }
    return clm_tag_at(reader, run.start) == CLM_TAG_ING &&
           (clm_lemma_is(reader, run.start, "speak") || clm_lemma_is(reader, run.start, "talk") ||
            clm_lemma_is(reader, run.start, "address") ||
            clm_lemma_is(reader, run.start, "report"));
}

/* "The governor declared a disaster in X", "rain is forecast for X": what was done is said by the
 * cue itself. */
static bool choose_saying(const clm_reader *reader, clm_draft *of) {
    clm_run run = of->run;
    if (!of->said || clm_run_empty(of->said->cue) || of->said->cue.end > run.start ||
        run.start - of->said->cue.end > 2 || clm_has_finite(reader, run)) {
        return false;
    }
    uint32_t start = of->said->group < of->said->cue.start ? of->said->group : of->said->cue.start;
    clm_run source = of->said->source;
    bool beside = !clm_run_empty(source) && source.end <= start && start - source.end < 3 &&
                  clm_sentence_of(reader, source.start) == clm_sentence_of(reader, run.start);
    const clm_said *said = of->said;
    of->said = NULL;
    of->run = (clm_run){beside ? source.start : start, run.end};
    of->event = of->run;
    if (clm_draft_choose(reader, of)) {
        return true;
    }
    of->said = said;
    of->run = run;
    of->event = run;
    return false;
}

static clm_status read_clause(builder *to, const clm_clause *clause, clm_error *error) {
    const clm_reader *reader = to->reader;
    bool placed = clm_names_place(reader, clause->tokens) || clause->nearby >= 0;
    if (tells_speech(reader, clause->tokens)) {
        return CLM_OK;
    }
    clm_setting setting = setting_of(to, clause);
    bool told = clause->said >= 0 && reader->said[clause->said].has_who;
    bool eventful = has_trigger_word(reader, clause->tokens);
    bool goes_on = setting.mention >= 0 && (eventful || may_go_on(reader, clause->tokens));
    if (!placed && !goes_on && !(told && eventful)) {
        return CLM_OK;
    }
    clm_draft of = {.run = clause->tokens, .event = clause->tokens, .clause = *clause};
    of.said = clause->said >= 0 ? &reader->said[clause->said] : NULL;
    of.theme = to->told[to->theme] > 1
                   ? (clm_event_type)to->theme
                   : CLM_EVENT_NONE; /* what the article is mostly about so far */
    of.home = to->home;
    bool back = use_earlier(reader, &of);
    clm_run counted = back ? (clm_run){of.event.start, of.run.end} : of.run;
    clm_status status =
        clm_quantities_read(reader, counted, &of.claim.quantities, &of.claim.quantity_count, error);
    if (status != CLM_OK) {
        return status;
    }
    if (!(placed && clm_draft_choose(reader, &of)) && !(placed && choose_saying(reader, &of)) &&
        !clm_draft_inherit(reader, &of, setting) && !clm_draft_placeless(reader, &of)) {
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

/* False if no clause of the sentence can be a claim: no place stands in it or so near that one of
 * its words may mean it, and nothing happens or is counted in it. */
static bool may_claim(const clm_reader *reader, const clm_sentence *sentence) {
    uint32_t near = sentence->token_start > NEAR_TOKENS ? sentence->token_start - NEAR_TOKENS : 0;
    int32_t mentions = -1; /* stays so if none has a number */
    for (uint32_t t = near; t < sentence->token_end; t++) {
        mentions &= reader->mention_of[t];
    }
    if (mentions != -1) {
        return true;
    }
    for (uint32_t t = sentence->token_start; t < sentence->token_end; t++) {
        if (clm_mark_at(reader, t, CLM_MARK_EVENT) || clm_tag_at(reader, t) == CLM_TAG_NUM ||
            clm_key_is(reader, t, "there")) {
            return true;
        }
    }
    return false;
}

static clm_status read_all(builder *to, clm_error *error) {
    const clm_article *article = to->reader->article;
    clm_clause clauses[CLAUSES_MAX];
    for (uint32_t s = 0; s < article->sentence_count; s++) {
        const clm_sentence *sentence = &article->sentences[s];
        bool counts = clm_span_overlaps(sentence->span, article->body) ||
                      clm_span_overlaps(sentence->span, article->title_span);
        if (!counts || !may_claim(to->reader, sentence)) {
            continue;
        }
        size_t count = clm_clauses_cut(to->reader, s, clauses, CLAUSES_MAX);
        count = clm_clauses_join(to->reader, clauses, count);
        bool earlier = false; /* the clause before is a claim */
        for (size_t i = 0; i < count; i++) {
            size_t before = to->count;
            clm_status status = read_clause(to, &clauses[i], error);
            bool now = to->count > before;
            if (status == CLM_OK && i > 0 && now != earlier) {
                status =
                    clm_claim_adopt(to->reader, &clauses[now ? i : i - 1],
                                    &clauses[now ? i - 1 : i], &to->items[to->count - 1], error);
            }
            if (status != CLM_OK) {
                return status;
            }
            earlier = now;
        }
    }
    return CLM_OK;
}

/* Names that run over the end of a line become one line. */
static clm_status flatten_names(const builder *to, clm_error *error) {
    const clm_article *article = to->reader->article;
    bool kept = true;
    for (size_t i = 0; i < to->count; i++) {
        clm_claim *claim = &to->items[i];
        kept = kept && clm_article_one_line(article, claim->source.name, &claim->source.name) &&
               clm_article_one_line(article, claim->cue.lemma, &claim->cue.lemma);
        for (size_t k = 0; kept && k < claim->relay_count; k++) {
            kept = clm_article_one_line(article, claim->relays[k].name, &claim->relays[k].name);
        }
        for (size_t k = 0; kept && k < claim->actor_count; k++) {
            kept = clm_article_one_line(article, claim->actors[k].name, &claim->actors[k].name);
        }
        for (size_t k = 0; kept && k < claim->target_count; k++) {
            kept = clm_article_one_line(article, claim->targets[k].name, &claim->targets[k].name);
        }
    }
    return kept ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "claims: out of memory");
}

clm_status clm_claims_read(clm_article *article, const clm_gazetteer *gazetteer,
                           const clm_mentions *mentions, const clm_resolved *resolved,
                           const clm_claims_options *options, clm_claims *out, clm_error *error) {
    clm_reader reader;
    clm_listener listener = {0};
    *out = (clm_claims){0};
    clm_status status = clm_reader_init(&reader, article, gazetteer, mentions, resolved, error);
    if (status == CLM_OK) {
        status = clm_entities_find(&reader, error);
    }
    if (status == CLM_OK) {
        status = clm_said_find(&reader, error);
    }
    if (status == CLM_OK) {
        status = clm_listen(&reader, options, &listener, error);
    }
    if (status == CLM_OK) {
        status = clm_said_merge(&reader, &listener, error);
    }
    if (status == CLM_OK) {
        status = clm_sources_resolve(&reader, error);
    }
    if (status == CLM_OK) {
        status = clm_said_mark(&reader, error);
    }
    builder to = {.reader = &reader};
    if (status == CLM_OK) {
        to.home = clm_scene_country(&reader);
        to.town = clm_scene_town(&reader);
        status = read_all(&to, error);
    }
    if (status == CLM_OK) {
        clm_scene_mark(&reader, to.items, to.count, to.town);
        status = flatten_names(&to, error);
    }
    if (status == CLM_OK) {
        status = clm_claims_group(&reader, to.items, to.count, error);
    }
    if (status == CLM_OK) {
        status = clm_attributions_give(&listener, out, error);
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
