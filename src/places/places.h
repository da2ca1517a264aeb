/* places/places.h: candidates -> one place for each mention, with score, reason and role.
 *
 * Resolves all mentions of an article together; says whether a mention is a location in its
 * sentence or stands for something else (a government, a possessor, an organisation's part).
 * Thread rule: as the article. */
#ifndef CLM_PLACES_PLACES_H
#define CLM_PLACES_PLACES_H

#include "mentions/mentions.h"

/* Why a mention is (not) a location; the contract's `role` and `reason`. */
typedef enum clm_place_use {
    CLM_USE_LOCATION = 0,
    CLM_USE_ACTOR,
    CLM_USE_POSSESSIVE,
    CLM_USE_METONYM,
    CLM_USE_CONTAINER,
    CLM_USE_DEMONYM,
    CLM_USE_ORGANISATION,
    CLM_USE_PERSON,
    CLM_USE_MEDIA,
    CLM_USE_TOPIC,
    CLM_USE_DATELINE,
    CLM_USE_SPEECH_LOCATION,
    CLM_USE_RESIDENCE,
    CLM_USE_ALIAS,
    CLM_USE_DUPLICATE,
    CLM_USE_UNLOCATED,
    CLM_USE_IRREALIS,
    CLM_USE_LANGUAGE, /* "in Russian" */
    CLM_USE_OTHER,
    CLM_USE_COUNT
} clm_place_use;

const char *clm_place_use_name(clm_place_use use); /* the contract's word */

typedef struct clm_alternative {
    clm_place_index place;
    double score; /* 0..1 */
} clm_alternative;

enum { CLM_ALTERNATIVES_MAX = 4 };

/* What a mention was resolved to. `place` is CLM_NO_PLACE for an unlocated one and for a
 * settlement that no gazetteer knows but whose region the text names (then `within` is set). */
typedef struct clm_resolved {
    clm_place_index place;
    clm_place_index within; /* known containing region or country for an unknown settlement */
    clm_place_kind kind;    /* of what is meant: vague_region for "eastern Ukraine" */
    clm_compass compass;
    clm_lonlat point; /* where it is marked */
    bool located;
    bool offset; /* `point` is a distance and direction from another place: "10 km south of X" */
    double uncertainty_m;
    double score, margin; /* 0..1 */
    const char *basis;    /* short reason, constant: "kind word", "container", "only candidate" */
    clm_place_use use;
    const char *use_basis; /* short reason for use, constant: "possessive before a noun" */
    clm_text name;         /* canonical: "Kursk", "eastern Ukraine" */
    clm_alternative alternatives[CLM_ALTERNATIVES_MAX];
    size_t alternative_count;
} clm_resolved;

/* ---- where something lies from a place ---- */

/* What the words before a mention say: "10 km south of X", "west of X", "5 km from X". */
typedef struct clm_bearing {
    double bearing_deg, dist_m; /* NaN: not told */
    uint32_t first;             /* token where the words begin */
    uint32_t direction;         /* and where the direction does */
} clm_bearing;

/* Reads the direction whose last word is token `last` ("south", "north-east", "west-north-west")
 * backwards; `*first` gets its first token. False if there is none. */
bool clm_direction_read(const clm_article *article, uint32_t last, uint32_t *first,
                        double *bearing_deg);

/* Reads what stands before `mention`; false if that is neither a direction nor a distance. */
bool clm_bearing_read(const clm_article *article, const clm_mention *mention, clm_bearing *out);

/* The mention that the words of mention `anchor` are said of: X of "X, a village 10 km south of Y";
 * -1 if it has no name there. */
int clm_bearing_subject(const clm_article *article, const clm_mentions *mentions, size_t anchor,
                        const clm_bearing *bearing);

/* What was learned about choosing among candidates: the section "ranker" of a model. Read-only;
 * any number of threads may use one. */
typedef struct clm_ranker clm_ranker;

#define CLM_RANKER_SECTION "ranker"
#define CLM_RANKER_VERSION 1

/* Checks the section and makes it ready; its bytes are borrowed. **Owns:** the caller frees with
 * clm_ranker_free. **Errors:** CLM_ERR_VERSION made for other inputs than this program computes;
 * CLM_ERR_DAMAGED; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_ranker_prepare(const clm_model_section *section, clm_ranker **out,
                                             clm_error *error);
void clm_ranker_free(clm_ranker *ranker); /* NULL is fine */

typedef struct clm_places_options {
    const clm_ranker *ranker; /* NULL: weights set by hand */
} clm_places_options;

/* Resolves `mentions`; `*out` gets an array of mentions->count items from the article's arena.
 * `options` NULL: defaults. **Errors:** CLM_ERR_NOMEM, CLM_ERR_DAMAGED. */
CLM_MUST_CHECK clm_status clm_places_resolve(clm_article *article, const clm_gazetteer *gazetteer,
                                             const clm_mentions *mentions,
                                             const clm_places_options *options, clm_resolved **out,
                                             clm_error *error);

/* ---- for training ---- */

enum {
    CLM_RANK_INPUTS = 67, /* numbers that say what speaks for a candidate */
    CLM_RANK_ROUNDS = 3   /* each sees what the one before it believed */
};

/* The candidates of the names of an article, as a ranker sees them in the round behind its last. */
typedef struct clm_rank_candidate {
    clm_place_index place;
    clm_lonlat point;
    uint32_t geonameid;
    double share; /* in the last round */
} clm_rank_candidate;

typedef struct clm_rank_group {
    size_t first, count; /* candidates */
    size_t best;         /* of the last round, counted from first */
} clm_rank_group;

typedef struct clm_rank_view {
    const int *group_of; /* of each mention; -1: it has no candidates */
    clm_rank_group *groups;
    size_t group_count;
    clm_rank_candidate *candidates;
    float (*inputs)[CLM_RANK_INPUTS]; /* of each candidate */
    size_t candidate_count;
} clm_rank_view;

/* Fills `out` from the article's arena; `ranker` may have any number of rounds, NULL has none.
 * **Errors:** as clm_places_resolve. */
CLM_MUST_CHECK clm_status clm_places_view(clm_article *article, const clm_gazetteer *gazetteer,
                                          const clm_mentions *mentions, const clm_ranker *ranker,
                                          clm_rank_view *out, clm_error *error);

/* Appends a ranker's section. `rounds` nets of `hidden` units, each lin[CLM_RANK_INPUTS],
 * in[CLM_RANK_INPUTS][hidden], bias[hidden], out[hidden]; then trust[CLM_RANK_INPUTS + 1]. */
void clm_ranker_write(clm_buffer *out, size_t rounds, size_t hidden, const float *weights);
size_t clm_ranker_weights(size_t rounds, size_t hidden); /* how many */

#endif
