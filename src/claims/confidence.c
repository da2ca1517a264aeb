/* How likely a claim is right: a logistic sum of what speaks for and against it. */
#include "claims/confidence.h"

#include <math.h>
#include <string.h>

enum { FAR_TOKENS = 8, LONG_TOKENS = 30, MANY_PLACES = 3 };

static bool is_unreal(const clm_claim *claim) {
    return claim->modality == CLM_MODALITY_ORDERED || claim->modality == CLM_MODALITY_INTENDED ||
           claim->modality == CLM_MODALITY_CONSIDERED || claim->status == CLM_STATUS_CONSIDERED ||
           claim->status == CLM_STATUS_HYPOTHETICAL || claim->status == CLM_STATUS_DENIED ||
           claim->negative;
}

static void add_trigger(const clm_draft *of, double *out) {
    const clm_trigger *trigger = &of->trigger;
    bool guessed = trigger->entry->pattern[0] == '\0';
    bool figure = clm_run_empty(trigger->tokens);
    bool weak = (trigger->entry->flags & CLM_TRIGGER_WEAK) != 0;
    out[CLM_SURE_GUESSED] = guessed;
    out[CLM_SURE_FIGURE_ALONE] = figure;
    out[CLM_SURE_WEAK] = weak && !guessed;
    out[CLM_SURE_NOUN] = !guessed && !figure && !trigger->verbal;
    out[CLM_SURE_WORDS] = trigger->tokens.end > trigger->tokens.start + 1;
    out[CLM_SURE_THEME] = of->claim.event_type == of->theme;
    switch (clm_event_class_of(of->claim.event_type)) {
    case CLM_CLASS_POSTURE:
        out[CLM_SURE_POSTURE] = 1;
        break;
    case CLM_CLASS_EXTENT:
        out[CLM_SURE_EXTENT] = 1;
        break;
    case CLM_CLASS_DIPLOMACY:
    case CLM_CLASS_CIVIC:
    case CLM_CLASS_SOVEREIGNTY:
        out[CLM_SURE_CIVIC] = 1;
        break;
    case CLM_CLASS_INFRASTRUCTURE:
        out[CLM_SURE_INFRASTRUCTURE] = 1;
        break;
    case CLM_CLASS_HARM:
        out[CLM_SURE_HARM] = 1;
        break;
    case CLM_CLASS_COMBAT:
    case CLM_CLASS_TERRITORY:
    case CLM_CLASS_MANOEUVRE:
        out[CLM_SURE_COMBAT] = 1;
        break;
    case CLM_CLASS_PEOPLE:
    case CLM_CLASS_HAZARD:
    case CLM_EVENT_CLASS_COUNT:
        break;
    }
}

/* The best of the places that are drawn, and how near it stands to the trigger. */
static void add_places(const clm_reader *reader, const clm_draft *of, double *out) {
    double best = 0;
    bool drawn = false, inside = false, near = false, plain = false, wide = true;
    for (size_t i = 0; i < of->place_count; i++) {
        const clm_claim_place *place = &of->places[i];
        const clm_resolved *at = &reader->resolved[place->mention];
        const clm_mention *mention = &reader->mentions->items[place->mention];
        if (place->draw == CLM_DRAW_NO || place->draw == CLM_DRAW_CONTEXT) {
            continue;
        }
        drawn = true;
        best = at->score > best ? at->score : best;
        plain = plain || place->role == CLM_ROLE_LOCATION;
        wide = wide && at->kind == CLM_KIND_COUNTRY;
        inside = inside || clm_run_has(of->run, mention->token_start);
        uint32_t head = of->trigger.head;
        uint32_t gap = head >= mention->token_end    ? head - mention->token_end
                       : head < mention->token_start ? mention->token_start - head
                                                     : 0;
        near = near || gap <= FAR_TOKENS;
    }
    out[CLM_SURE_PLACELESS] = of->place_count == 0;
    out[CLM_SURE_NOT_DRAWN] = of->place_count > 0 && !drawn;
    out[CLM_SURE_PLACE_SCORE] = best > 1 ? 1 : best;
    out[CLM_SURE_PLACE_ROLE] = drawn && !plain;
    out[CLM_SURE_PLACE_COUNTRY] = drawn && wide;
    out[CLM_SURE_PLACE_OUTSIDE] = (drawn && !inside) || of->inherited;
    out[CLM_SURE_PLACE_FAR] = drawn && inside && !near;
    out[CLM_SURE_PLACE_MANY] = of->place_count >= MANY_PLACES;
}

void clm_confidence_evidence(const clm_reader *reader, const clm_draft *of,
                             double out[CLM_SURE_COUNT]) {
    const clm_claim *claim = &of->claim;
    memset(out, 0, CLM_SURE_COUNT * sizeof *out);
    out[CLM_SURE_BASE] = 1;
    add_trigger(of, out);
    add_places(reader, of, out);
    out[CLM_SURE_SAID] = of->said != NULL;
    out[CLM_SURE_SOURCE_TYPE] = claim->has_source && claim->source.type != NULL;
    out[CLM_SURE_QUANTITY] = claim->quantity_count > 0;
    out[CLM_SURE_TIME] = claim->time_count > 0;
    out[CLM_SURE_UNREAL] = is_unreal(claim);
    out[CLM_SURE_HEADING] = reader->article->sentences[of->clause.sentence].heading;
    out[CLM_SURE_SUBORDINATE] = of->clause.subordinate;
    out[CLM_SURE_LONG] = of->run.end - of->run.start > LONG_TOKENS;
    out[CLM_SURE_ACTOR] = claim->actor_count > 0;
    out[CLM_SURE_TARGET] = claim->target_count > 0;
}

/* Logits, fitted to annotated articles (docs/CLAIMS.md tells how). */
static const double weights[CLM_SURE_COUNT] = {
    [CLM_SURE_BASE] = -0.61,          [CLM_SURE_WEAK] = -0.81,
    [CLM_SURE_GUESSED] = -1.78,       [CLM_SURE_FIGURE_ALONE] = -0.22,
    [CLM_SURE_NOUN] = -0.07,          [CLM_SURE_WORDS] = 0.18,
    [CLM_SURE_THEME] = 0.12,          [CLM_SURE_POSTURE] = 0.15,
    [CLM_SURE_EXTENT] = -0.55,        [CLM_SURE_CIVIC] = 0.28,
    [CLM_SURE_INFRASTRUCTURE] = 0.59, [CLM_SURE_HARM] = -0.23,
    [CLM_SURE_COMBAT] = -0.04,        [CLM_SURE_NOT_DRAWN] = 0.29,
    [CLM_SURE_PLACE_SCORE] = 0.86,    [CLM_SURE_PLACE_ROLE] = 0.18,
    [CLM_SURE_PLACE_COUNTRY] = 0.19,  [CLM_SURE_PLACE_OUTSIDE] = -1.13,
    [CLM_SURE_PLACE_FAR] = 0.09,      [CLM_SURE_PLACE_MANY] = 0.23,
    [CLM_SURE_SAID] = -0.04,          [CLM_SURE_SOURCE_TYPE] = -0.03,
    [CLM_SURE_QUANTITY] = -0.12,      [CLM_SURE_TIME] = -0.20,
    [CLM_SURE_UNREAL] = -0.16,        [CLM_SURE_HEADING] = 0.77,
    [CLM_SURE_SUBORDINATE] = 0.10,    [CLM_SURE_LONG] = -0.25,
    [CLM_SURE_ACTOR] = 0.23,          [CLM_SURE_TARGET] = 0.34,
};

double clm_draft_confidence(const clm_reader *reader, const clm_draft *of) {
    double evidence[CLM_SURE_COUNT], sum = 0;
    clm_confidence_evidence(reader, of, evidence);
    for (unsigned i = 0; i < CLM_SURE_COUNT; i++) {
        sum += weights[i] * evidence[i];
    }
    return 1 / (1 + exp(-sum));
}
