/* Triggers: the words that say what happened, and the event type that they stand for.
 *
 * A pattern is a row of lemmas; its first must be the kind that the flags name (verb, noun, or
 * either), "*" skips up to six words of the clause. Longer patterns win over shorter ones, rows
 * with a condition over rows without, earlier rows over later ones. */
#include "claims/claims.h"
#include "claims/lexicon.h"

#define V CLM_TRIGGER_VERB
#define N CLM_TRIGGER_NOUN
#define VN (V | N)
#define PEOPLE CLM_TRIGGER_PEOPLE_OBJ
#define FORCE CLM_TRIGGER_FORCE_SUBJ
#define PERSON CLM_TRIGGER_PERSON_SUBJ
#define AREA CLM_TRIGGER_AREA_OBJ
#define WEAK CLM_TRIGGER_WEAK
#define BUILT CLM_TRIGGER_BUILT_OBJ
#define FOBJ CLM_TRIGGER_FORCE_OBJ
#define ARMS CLM_TRIGGER_WEAPON_OBJ
#define HAZARD CLM_TRIGGER_HAZARD_SUBJ
#define QTY CLM_TRIGGER_QUANTITY
#define POLICE CLM_TRIGGER_POLICE_SUBJ
#define PLACED CLM_TRIGGER_PLACE_SUBJ
#define CROWD CLM_TRIGGER_CROWD_SUBJ
#define FIGHTERS CLM_TRIGGER_FIGHTER_SUBJ
#define E(pattern, type, flags)                                                                    \
    { pattern, CLM_EVENT_##type, (uint16_t)(flags) }

const clm_event_entry clm_event_entries[] = {
/* clang-format off */
#include "claims/lexicon_events_war.inc"
#include "claims/lexicon_events_civil.inc"
#include "claims/lexicon_events_more.inc"
#include "claims/lexicon_events_wide.inc"
    /* clang-format on */
};
const size_t clm_event_entry_count = sizeof clm_event_entries / sizeof *clm_event_entries;
