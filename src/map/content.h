/* map/content.h: a collection -> what the map has to show: subjects (places with claims), figures,
 * voices, numbered callouts, places for orientation. No pixels here. Private to map.
 *
 * Grammar. Whose claim: hue, by the sides in the order of their first claim. How sure: sign, drawn
 * by hatch and line and never by colour alone. Faint: named in passing (draw "secondary"). */
#ifndef CLM_MAP_CONTENT_H
#define CLM_MAP_CONTENT_H

#include "base/arena.h"
#include "language/language.h"
#include "map/map.h"

enum { CLM_NUMBERS_MAX = 8 };

/* A place with at least one claim that is drawn. */
typedef struct clm_subject {
    const clm_feature *feature; /* the first of its claims: place, shape, id */
    const char *name;
    bool primary;
    bool has_figure; /* a stated area is drawn there: the point stays small */
    int precision;   /* the finest of its claims, 1..5 */
    size_t claim_count;
    double weight; /* of the claims for the choice of the extent; at most their count */
    clm_voice voices[CLM_VOICES_MAX]; /* named sides first; a denial after what it denies */
    size_t voice_count;
    unsigned numbers[CLM_NUMBERS_MAX]; /* of callouts, rising */
    size_t number_count;
    bool on_main;           /* set by the choice of the extent */
    clm_change_kind change; /* in maps of differences: the newest of its claims */
} clm_subject;

typedef struct clm_area_sign {
    const clm_feature *feature;
    const char *label; /* "about 58 km²" */
    clm_voice voice;
    bool primary;
    bool on_main;
} clm_area_sign;

typedef struct clm_callout {
    unsigned number;
    const clm_feature *feature; /* the statement that is shown */
    const char *text;
    size_t lead_bytes; /* so much of the text names the speaker */
    clm_voice voice;
} clm_callout;

typedef struct clm_content {
    clm_subject *subjects;
    size_t subject_count;
    clm_area_sign *areas;
    size_t area_count;
    clm_move *moves;
    clm_voice *move_voices; /* one for each */
    size_t move_count;
    clm_callout *callouts;
    size_t callout_count;
    const clm_feature **context; /* located places for orientation */
    size_t context_count;
    const char *sides[CLM_THEME_SIDES];      /* ISO 3166-1 alpha-2, or an armed group */
    const char *side_names[CLM_THEME_SIDES]; /* "Ukraine" */
    size_t side_count;
    bool changes;    /* it is a map of differences */
    bool named_only; /* nothing is claimed: the subjects are the places that the article names */
} clm_content;

/* Reads what is drawn; strings live in `arena` or in the collection. **Errors:** CLM_ERR_NOMEM;
 * CLM_ERR_NOT_FOUND when nothing is located. */
CLM_MUST_CHECK clm_status clm_content_read(const clm_collection *collection,
                                           const clm_gazetteer *gazetteer,
                                           const clm_map_options *options,
                                           const clm_language *language, clm_arena *arena,
                                           clm_content *out, clm_error *error);

/* The place that a drawn claim is shown at, NULL none. */
const clm_subject *clm_content_subject(const clm_content *content, const clm_feature *feature);

/* The colour of a voice. */
clm_color clm_voice_color(const clm_theme *theme, clm_voice voice);

#endif
