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
    double uncertainty_m;
    double score, margin; /* 0..1 */
    const char *basis;    /* short reason, constant: "kind word", "container", "only candidate" */
    clm_place_use use;
    const char *use_basis; /* short reason for use, constant: "possessive before a noun" */
    clm_text name;         /* canonical: "Kursk", "eastern Ukraine" */
    clm_alternative alternatives[CLM_ALTERNATIVES_MAX];
    size_t alternative_count;
} clm_resolved;

/* Resolves `mentions`; `*out` gets an array of mentions->count items from the article's arena.
 * **Errors:** CLM_ERR_NOMEM, CLM_ERR_DAMAGED. */
CLM_MUST_CHECK clm_status clm_places_resolve(clm_article *article, const clm_gazetteer *gazetteer,
                                             const clm_mentions *mentions, clm_resolved **out,
                                             clm_error *error);

#endif
