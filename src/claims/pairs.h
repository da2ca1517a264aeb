/* claims/pairs.h: how likely two claims are statements of one event (private).
 *
 * What is compared of a claim is gathered once (its gist); a pair of gists gives evidence, each
 * piece with a weight. Knows nothing about groups. Thread rule: as the article. */
#ifndef CLM_CLAIMS_PAIRS_H
#define CLM_CLAIMS_PAIRS_H

#include "claims/reader.h"

/* What can speak for or against one event; see pairs.c for the weights. */
typedef enum clm_evidence {
    CLM_EV_BASE = 0, /* always */
    /* the kinds of event: at most one */
    CLM_EV_TYPE_SAME,
    CLM_EV_TYPE_KIN,   /* two sides of one story: what was fired and what it did */
    CLM_EV_TYPE_CLASS, /* of one class */
    /* the places: exactly one; in the order of their strength */
    CLM_EV_PLACE_FINE,   /* the same town, site, district */
    CLM_EV_PLACE_REGION, /* the same region */
    CLM_EV_PLACE_WIDE,   /* the same country, or vague part of one */
    CLM_EV_PLACE_INSIDE, /* a place and the region around it */
    CLM_EV_PLACE_LAND,   /* a place and its country */
    CLM_EV_PLACE_CLOSE,  /* two places, not both towns, that lie close together */
    CLM_EV_PLACE_NEAR,   /* two places of one region */
    CLM_EV_PLACE_NONE,   /* one claim has no place */
    CLM_EV_PLACE_APART,
    /* how far they stand from each other: at most one */
    CLM_EV_SENTENCE,   /* in one sentence */
    CLM_EV_NEXT,       /* in neighbouring sentences of one paragraph */
    CLM_EV_PARAGRAPH,  /* in one paragraph */
    CLM_EV_ENTRY,      /* in one entry of a live blog */
    CLM_EV_OTHER_NEAR, /* in one paragraph, but of kinds that have nothing to do with each other */
    CLM_EV_HEADING,    /* a headline or crosshead and what follows it */
    CLM_EV_LEAD,       /* the title and the first paragraph */
    CLM_EV_BACKWARD,   /* the later one begins by pointing back: "it", "there", "the attack" */
    CLM_EV_DEFINITE,   /* the later one has "the crash", "Monday's crash": a word of the earlier */
    CLM_EV_WORDS,      /* for each unit of weighted words that both have; none, and no same actor,
                          where the places are apart */
    CLM_EV_PARALLEL,   /* the same in other places: "10 died in A, 12 died in B" */
    CLM_EV_NAMES,      /* for each name that both have and that is no place ("Freddy") */
    /* the rest */
    CLM_EV_ACTOR_SAME,
    CLM_EV_ACTOR_OTHER,
    CLM_EV_TARGET_SAME,
    CLM_EV_TARGET_OTHER,
    CLM_EV_SIDES_AGREE, /* who holds or gains the place, by both: one taking it, the other losing */
    CLM_EV_SIDES_OPPOSE, /* both hold or gain it */
    CLM_EV_VOICE_SAME,
    CLM_EV_FIGURE_SAME,
    CLM_EV_FIGURE_OTHER,
    CLM_EV_DAY_SAME, /* other days: no pair at all */
    CLM_EV_DAY_OLD,  /* in one paragraph; one is dated long before the article, the other not */
    CLM_EV_DENIED,   /* one says that it is not so */
    CLM_EV_AHEAD,    /* one is to come, the other is or was */
    CLM_EV_PEAK,     /* one is of an earlier peak */
    CLM_EV_COUNT
} clm_evidence;

typedef struct clm_gists clm_gists;

/* Gathers the gists of `count` claims. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_gists_make(const clm_reader *reader, const clm_claim *claims,
                                         size_t count, clm_gists **out, clm_error *error);

/* Fills out[CLM_EV_COUNT] with how much of each kind of evidence claims a < b give; false where
 * nothing joins them. */
bool clm_pair_evidence(const clm_gists *gists, size_t a, size_t b, uint8_t *out);

/* Above 0: rather one event. In hundredths of a logit; CLM_PAIR_APART where nothing joins them. */
enum { CLM_PAIR_APART = -400 };
int clm_pair_score(const clm_gists *gists, size_t a, size_t b);

/* 3 the same place, 2 a place and the region around it, 1 a place and its country, 0 none of
 * these. */
int clm_pair_place(const clm_gists *gists, size_t a, size_t b);

/* 1 the same actor, -1 known to be another, 0 unknown. */
int clm_pair_actors(const clm_gists *gists, size_t a, size_t b);

/* Their events are dated, and differently. */
bool clm_pair_days_differ(const clm_gists *gists, size_t a, size_t b);

/* Event types that can be of one story. */
bool clm_pair_kin(const clm_gists *gists, size_t a, size_t b);

/* 1 where the actor of such an event holds or gains the place, -1 where it loses it, 0 neither. */
int clm_event_gain(clm_event_type type);

#endif
