/* support/claims_check.h: what holds of the claims of any text. Header only; for the property tests
 * and the fuzz target of claims. */
#ifndef CLM_SUPPORT_CLAIMS_CHECK_H
#define CLM_SUPPORT_CLAIMS_CHECK_H

#include "claims/claims.h"

#include <math.h>
#include <string.h>

#define CLM_CHECK_THAT(condition)                                                                  \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            return #condition;                                                                     \
        }                                                                                          \
    } while (0)

static inline bool clm_check_border(const clm_article *article, uint32_t byte) {
    return byte == article->text.len || ((unsigned char)article->text.ptr[byte] & 0xC0U) != 0x80U;
}

/* An empty span may stand anywhere inside. */
static inline bool clm_check_span(const clm_article *article, clm_span span) {
    return span.start <= span.end && span.end <= article->text.len &&
           clm_check_border(article, span.start) && clm_check_border(article, span.end);
}

static inline bool clm_check_source(const clm_article *article, const clm_source *source) {
    return clm_check_span(article, source->span) && source->name.len > 0;
}

static inline const char *clm_check_parts(const clm_article *article, const clm_claim *claim) {
    if (claim->has_source) {
        CLM_CHECK_THAT(clm_check_source(article, &claim->source));
    }
    for (size_t i = 0; i < claim->relay_count; i++) {
        CLM_CHECK_THAT(clm_check_source(article, &claim->relays[i]));
    }
    CLM_CHECK_THAT(clm_check_span(article, claim->cue.span));
    CLM_CHECK_THAT(clm_span_empty(claim->cue.span) || claim->cue.cue_class != NULL);
    for (size_t i = 0; i < claim->actor_count; i++) {
        CLM_CHECK_THAT(clm_check_span(article, claim->actors[i].span));
    }
    for (size_t i = 0; i < claim->target_count; i++) {
        CLM_CHECK_THAT(clm_check_span(article, claim->targets[i].span));
    }
    return NULL;
}

/* Figures and times stand in the text, in order. */
static inline const char *clm_check_figures(const clm_article *article, const clm_claim *claim) {
    for (size_t i = 0; i < claim->quantity_count; i++) {
        const clm_quantity *q = &claim->quantities[i];
        CLM_CHECK_THAT(clm_check_span(article, q->span) && !clm_span_empty(q->span));
        CLM_CHECK_THAT(isfinite(q->value) && (isnan(q->value_max) || isfinite(q->value_max)));
        CLM_CHECK_THAT(q->unit != NULL && q->qualifier != NULL);
        CLM_CHECK_THAT(i == 0 || claim->quantities[i - 1].span.start <= q->span.start);
    }
    for (size_t i = 0; i < claim->time_count; i++) {
        const clm_time *t = &claim->times[i];
        CLM_CHECK_THAT(clm_check_span(article, t->span) && !clm_span_empty(t->span));
        CLM_CHECK_THAT(t->precision >= 1 && t->precision <= 5);
        CLM_CHECK_THAT(strcmp(t->attaches_to, "event") == 0 || strcmp(t->attaches_to, "cue") == 0 ||
                       strcmp(t->attaches_to, "evidence") == 0 ||
                       strcmp(t->attaches_to, "comparison") == 0);
        CLM_CHECK_THAT(t->start.year == 0 || clm_date_valid(t->start));
        CLM_CHECK_THAT(t->end.year == 0 || clm_date_valid(t->end));
        CLM_CHECK_THAT(t->start.year == 0 || t->end.year == 0 ||
                       clm_date_to_days(t->start) <= clm_date_to_days(t->end));
    }
    return NULL;
}

static inline bool clm_check_listed(const uint32_t *list, size_t count, uint32_t wanted) {
    for (size_t i = 0; i < count; i++) {
        if (list[i] == wanted) {
            return true;
        }
    }
    return false;
}

/* Links are ascending, of claims that are there, and told by both. */
static inline const char *clm_check_links(const clm_claims *claims, uint32_t index) {
    const clm_claim *claim = &claims->items[index];
    for (size_t i = 0; i < claim->support_count; i++) {
        uint32_t other = claim->supports[i];
        CLM_CHECK_THAT(other < claims->count && other != index);
        CLM_CHECK_THAT(i == 0 || claim->supports[i - 1] < other);
        CLM_CHECK_THAT(claims->items[other].event_group == claim->event_group);
        CLM_CHECK_THAT(clm_check_listed(claims->items[other].supports,
                                        claims->items[other].support_count, index));
    }
    for (size_t i = 0; i < claim->conflict_count; i++) {
        uint32_t other = claim->conflicts[i];
        CLM_CHECK_THAT(other < claims->count && other != index);
        CLM_CHECK_THAT(i == 0 || claim->conflicts[i - 1] < other);
        CLM_CHECK_THAT(clm_check_listed(claims->items[other].conflicts,
                                        claims->items[other].conflict_count, index));
    }
    bool own = false;
    for (size_t i = 0; i < claim->voice_count; i++) {
        CLM_CHECK_THAT(claim->voices[i] < claims->count);
        CLM_CHECK_THAT(claims->items[claim->voices[i]].event_group == claim->event_group);
        CLM_CHECK_THAT(i == 0 || claim->voices[i - 1] < claim->voices[i]);
        own = own || claim->voices[i] <= index;
    }
    CLM_CHECK_THAT(own);
    return NULL;
}

static inline const char *clm_check_claim(const clm_article *article, const clm_mentions *mentions,
                                          const clm_claims *claims, uint32_t index) {
    const clm_claim *claim = &claims->items[index];
    CLM_CHECK_THAT(clm_check_span(article, claim->quote) && !clm_span_empty(claim->quote));
    CLM_CHECK_THAT(index == 0 || claims->items[index - 1].quote.start <= claim->quote.start);
    CLM_CHECK_THAT(claim->sentence < article->sentence_count);
    CLM_CHECK_THAT(claim->event_type > CLM_EVENT_NONE && claim->event_type < CLM_EVENT_TYPE_COUNT);
    CLM_CHECK_THAT((unsigned)claim->modality < CLM_MODALITY_COUNT);
    CLM_CHECK_THAT((unsigned)claim->status < CLM_CLAIM_STATUS_COUNT);
    CLM_CHECK_THAT(claim->confidence > 0 && claim->confidence < 1);
    for (size_t i = 0; i < claim->place_count; i++) {
        const clm_claim_place *place = &claim->places[i];
        CLM_CHECK_THAT(place->mention >= 0 && (size_t)place->mention < mentions->count);
        CLM_CHECK_THAT((unsigned)place->role < CLM_PLACE_ROLE_COUNT);
        CLM_CHECK_THAT((unsigned)place->draw < CLM_DRAW_COUNT);
        CLM_CHECK_THAT((unsigned)place->reason < CLM_USE_COUNT);
    }
    CLM_CHECK_THAT(claim->event_group >= 1 && claim->event_group <= index + 1);
    CLM_CHECK_THAT(claims->items[claim->event_group - 1].event_group == claim->event_group);
    if (claim->duplicate_of >= 0) {
        CLM_CHECK_THAT((size_t)claim->duplicate_of < claims->count);
        const clm_claim *other = &claims->items[claim->duplicate_of];
        CLM_CHECK_THAT((uint32_t)claim->duplicate_of != index && other->duplicate_of < 0);
        CLM_CHECK_THAT(other->event_group == claim->event_group);
        CLM_CHECK_THAT(other->event_type == claim->event_type);
    }
    const char *fault = clm_check_parts(article, claim);
    fault = fault ? fault : clm_check_figures(article, claim);
    return fault ? fault : clm_check_links(claims, index);
}

/* The first rule that the claims break, in words, or NULL. */
static inline const char *clm_check_claims(const clm_article *article, const clm_mentions *mentions,
                                           const clm_claims *claims) {
    const char *fault = NULL;
    for (uint32_t i = 0; i < claims->count && !fault; i++) {
        fault = clm_check_claim(article, mentions, claims, i);
    }
    for (size_t i = 0; i < claims->attribution_count && !fault; i++) {
        const clm_attribution *a = &claims->attributions[i];
        for (size_t k = 0; k < a->source_count; k++) {
            CLM_CHECK_THAT(clm_check_span(article, a->source[k]) && !clm_span_empty(a->source[k]));
        }
        for (size_t k = 0; k < a->cue_count; k++) {
            CLM_CHECK_THAT(clm_check_span(article, a->cue[k]) && !clm_span_empty(a->cue[k]));
        }
        for (size_t k = 0; k < a->content_count; k++) {
            CLM_CHECK_THAT(clm_check_span(article, a->content[k]) &&
                           !clm_span_empty(a->content[k]));
        }
    }
    return fault;
}

#endif
