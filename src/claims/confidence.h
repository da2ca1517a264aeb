/* claims/confidence.h: what speaks for and against a claim (private).
 *
 * Thread rule: as the article. */
#ifndef CLM_CLAIMS_CONFIDENCE_H
#define CLM_CLAIMS_CONFIDENCE_H

#include "claims/draft.h"

/* 0 or 1, where nothing else is said. */
typedef enum clm_sureness {
    CLM_SURE_BASE = 0,     /* always 1 */
    CLM_SURE_WEAK,         /* a trigger that counts only where nothing better stands */
    CLM_SURE_GUESSED,      /* no table has the verb; its subject told the kind of event */
    CLM_SURE_FIGURE_ALONE, /* a figure of land without a trigger */
    CLM_SURE_NOUN,         /* the trigger is a noun */
    CLM_SURE_WORDS,        /* it has several words */
    CLM_SURE_THEME,        /* of the kind that the article is mostly about so far */
    CLM_SURE_POSTURE,      /* classes of events */
    CLM_SURE_EXTENT,
    CLM_SURE_CIVIC, /* diplomacy and sovereignty too */
    CLM_SURE_INFRASTRUCTURE,
    CLM_SURE_HARM,
    CLM_SURE_COMBAT, /* territory and manoeuvre too */
    CLM_SURE_PLACELESS,
    CLM_SURE_NOT_DRAWN,     /* none of its places */
    CLM_SURE_PLACE_SCORE,   /* 0..1: of the surest place that is drawn */
    CLM_SURE_PLACE_ROLE,    /* no drawn place is simply where it happened */
    CLM_SURE_PLACE_COUNTRY, /* countries alone */
    CLM_SURE_PLACE_OUTSIDE, /* the place stands outside the clause */
    CLM_SURE_PLACE_FAR,     /* far from the trigger */
    CLM_SURE_PLACE_MANY,
    CLM_SURE_SAID, /* somebody says it */
    CLM_SURE_SOURCE_TYPE,
    CLM_SURE_QUANTITY,
    CLM_SURE_TIME,
    CLM_SURE_UNREAL,
    CLM_SURE_HEADING,
    CLM_SURE_SUBORDINATE,
    CLM_SURE_LONG,
    CLM_SURE_ACTOR,
    CLM_SURE_TARGET,
    CLM_SURE_COUNT
} clm_sureness;

/* Places, their draw, source, status and parties of the draft must be set. */
void clm_confidence_evidence(const clm_reader *reader, const clm_draft *of,
                             double out[CLM_SURE_COUNT]);

#endif
