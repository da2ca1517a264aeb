/* claims/draft.h: one clause while it becomes a claim (private).
 *
 * Which trigger tells what happened and which places it happened at (choose.c), whether they are
 * drawn (draw.c), how sure it is (confidence.c). Thread rule: as the article. */
#ifndef CLM_CLAIMS_DRAFT_H
#define CLM_CLAIMS_DRAFT_H

#include "claims/reader.h"

enum { CLM_DRAFT_PLACES_MAX = 24 };

/* Where a clause goes on that does not say so: a mention, or -1. Loose: somewhere in that place, or
 * told of long before; too little for a mark of its own. */
typedef struct clm_setting {
    int mention;
    bool loose;
} clm_setting;

typedef struct clm_draft {
    clm_run run;   /* what is quoted */
    clm_run event; /* where the trigger stands: another clause for "this happened in X" */
    clm_clause clause;
    const clm_said *said;
    clm_event_type theme; /* what the article is mostly about so far; NONE unknown */
    int home;             /* a mention of the country that the article is set in, or -1 */
    bool loose;           /* the inherited place is a loose one, see clm_setting */
    clm_trigger trigger;
    clm_claim_place places[CLM_DRAFT_PLACES_MAX];
    size_t place_count;
    bool ordered;   /* somebody is told to go */
    bool inherited; /* the place is that of the claim before */
    clm_claim claim;
    struct { /* what clm_triggers_find told last; it is often asked the same again */
        clm_run clause;
        uint32_t place;
        clm_figures figures;
        clm_trigger items[CLM_TRIGGERS_MAX];
        size_t count;
        bool known;
    } triggers;
} clm_draft;

/* First token of a mention in `run` that may be a place; run.end if there is none. */
uint32_t clm_first_place(const clm_reader *reader, clm_run run);

/* A mention stands in `run` that is a place, or a state that may be one ("sent to X"). */
bool clm_names_place(const clm_reader *reader, clm_run run);

/* ---- places of the trigger (collect.c) ---- */

/* A mention that may be a place of an event, by its use. */
bool clm_may_be_place(const clm_reader *reader, int mention);

/* The mention is a place of the draft, or another one of the same place ("X, the town that"). */
bool clm_has_place(const clm_reader *reader, const clm_draft *of, int mention);

/* The trigger tells what takes place somewhere, even where its clause does not say where. */
bool clm_is_happening(const clm_draft *of);

/* Sets the places that the trigger governs; else the place near by, if the clause has one. */
void clm_collect_places(const clm_reader *reader, clm_draft *of);

/* Adds the places where the clause only says that something went on; `subject`: also what the
 * clause is about. */
void clm_add_loose(const clm_reader *reader, clm_draft *of, bool subject);

/* Adds the front place of the sentence where the others only tell whence; what lies around places
 * that nobody knows. */
void clm_add_front(const clm_reader *reader, clm_draft *of);
void clm_add_around(const clm_reader *reader, clm_draft *of);

void clm_sort_places(clm_draft *of); /* in text order */

/* ---- where the article is set (scene.c) ---- */

/* A mention of the country that most places of the article lie in, by its name if possible; where
 * none has it, of a region of that country. -1 if there is none. */
int clm_scene_country(const clm_reader *reader);

/* A mention of the town that the story keeps to: its dateline's, where the state stands beside it
 * as in news from small towns, or one that it names again and again beside few others; no capital,
 * of which every story speaks. -1 if there is none. */
int clm_scene_town(const clm_reader *reader);

/* `setting`, or the story's town, if that is finer and `clause` names no place away from it. */
clm_setting clm_scene_narrow(const clm_reader *reader, clm_run clause, int town,
                             clm_setting setting);

/* Draws the story's town once, faintly, where no claim is drawn in it and the article tells more
 * than once of harm, hazard or the like: with the first of those claims that are set there. */
void clm_scene_mark(const clm_reader *reader, clm_claim *claims, size_t count, int town);

/* ---- trigger and places (choose.c) ---- */

/* Finds a trigger and the places that it governs; false if there is none. Quantities must have been
 * read. */
bool clm_draft_choose(const clm_reader *reader, clm_draft *of);

/* Something happened, and the clause does not say where: at `setting`, or (if that is none)
 * somewhere in the country that the article is set in. False if the clause has no
 * trigger that is strong enough. */
bool clm_draft_inherit(const clm_reader *reader, clm_draft *of, clm_setting setting);

/* What somebody is named as saying of force, harm or hazard is a claim even without a place. */
bool clm_draft_placeless(const clm_reader *reader, clm_draft *of);

/* Sets draw and reason of place `index`; status and modality must be known. */
void clm_draft_draw(const clm_reader *reader, clm_draft *of, size_t index);

/* The probability, 0..1, that the claim is right: that a careful reader finds it, of this type and
 * at one of its drawn places (confidence.c). The draft must be complete. */
double clm_draft_confidence(const clm_reader *reader, const clm_draft *of);

#endif
