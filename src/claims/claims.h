/* claims/claims.h: who says what about which place, when, and how much of it.
 *
 * Reads sentences with their resolved mentions and gives attributions (who said what) and claims
 * (what is said of a place). Spans are bytes of the article's text; memory comes from its arena.
 * Knows nothing about shapes, drawing or files. Thread rule: as the article. */
#ifndef CLM_CLAIMS_CLAIMS_H
#define CLM_CLAIMS_CLAIMS_H

#include "places/places.h"

typedef enum clm_modality {
    CLM_MODALITY_ASSERTED = 0,
    CLM_MODALITY_CLAIMED,
    CLM_MODALITY_CONFIRMED,
    CLM_MODALITY_DENIED,
    CLM_MODALITY_ALLEGED,
    CLM_MODALITY_REPORTED,
    CLM_MODALITY_MEASURED,
    CLM_MODALITY_ORDERED,
    CLM_MODALITY_WARNED,
    CLM_MODALITY_INTENDED,
    CLM_MODALITY_CONSIDERED,
    CLM_MODALITY_PREDICTED,
    CLM_MODALITY_BELIEVED,
    CLM_MODALITY_APPARENT,
    CLM_MODALITY_COUNT
} clm_modality;

typedef enum clm_claim_status {
    CLM_STATUS_CURRENT = 0,
    CLM_STATUS_PAST,
    CLM_STATUS_PAST_PEAK,
    CLM_STATUS_PLANNED,
    CLM_STATUS_CONSIDERED,
    CLM_STATUS_HYPOTHETICAL,
    CLM_STATUS_DENIED,
    CLM_CLAIM_STATUS_COUNT
} clm_claim_status;

typedef enum clm_event_class {
    CLM_CLASS_POSTURE = 0,
    CLM_CLASS_TERRITORY,
    CLM_CLASS_MANOEUVRE,
    CLM_CLASS_COMBAT,
    CLM_CLASS_HARM,
    CLM_CLASS_PEOPLE,
    CLM_CLASS_DIPLOMACY,
    CLM_CLASS_SOVEREIGNTY,
    CLM_CLASS_HAZARD,
    CLM_CLASS_CIVIC,
    CLM_CLASS_INFRASTRUCTURE,
    CLM_CLASS_EXTENT,
    CLM_EVENT_CLASS_COUNT
} clm_event_class;

/* The contract's event types, in its order. */
typedef enum clm_event_type {
    CLM_EVENT_NONE = 0,
    CLM_EVENT_PRESENCE,
    CLM_EVENT_DEPLOYMENT,
    CLM_EVENT_WITHDRAWAL,
    CLM_EVENT_CONTROL,
    CLM_EVENT_CAPTURE,
    CLM_EVENT_RECAPTURE,
    CLM_EVENT_RETREAT,
    CLM_EVENT_SIEGE,
    CLM_EVENT_SURRENDER,
    CLM_EVENT_ADVANCE,
    CLM_EVENT_INCURSION,
    CLM_EVENT_OFFENSIVE,
    CLM_EVENT_COUNTEROFFENSIVE,
    CLM_EVENT_DEFENCE,
    CLM_EVENT_CLASH,
    CLM_EVENT_STRIKE,
    CLM_EVENT_BOMBING,
    CLM_EVENT_CASUALTIES,
    CLM_EVENT_DAMAGE,
    CLM_EVENT_ACCIDENT,
    CLM_EVENT_VIOLENCE,
    CLM_EVENT_CRIME,
    CLM_EVENT_DETENTION,
    CLM_EVENT_DISPLACEMENT,
    CLM_EVENT_EVACUATION,
    CLM_EVENT_SEARCH_RESCUE,
    CLM_EVENT_TALKS,
    CLM_EVENT_CEASEFIRE,
    CLM_EVENT_VISIT,
    CLM_EVENT_COURT_HEARING,
    CLM_EVENT_SOVEREIGNTY,
    CLM_EVENT_TERRITORIAL_DISPUTE,
    CLM_EVENT_EXPROPRIATION,
    CLM_EVENT_HAZARD_EXTENT,
    CLM_EVENT_NATURAL_DISASTER,
    CLM_EVENT_WEATHER,
    CLM_EVENT_OUTBREAK,
    CLM_EVENT_WARNING,
    CLM_EVENT_PROTEST,
    CLM_EVENT_GATHERING,
    CLM_EVENT_CROWD_CONTROL,
    CLM_EVENT_POLICING,
    CLM_EVENT_UNREST,
    CLM_EVENT_ELECTION,
    CLM_EVENT_CLOSURE,
    CLM_EVENT_OUTAGE,
    CLM_EVENT_MINEFIELD,
    CLM_EVENT_DEMINING,
    CLM_EVENT_ARMS_SUPPLY,
    CLM_EVENT_CONSTRUCTION,
    CLM_EVENT_PREPARATION,
    CLM_EVENT_AREA_EXTENT,
    CLM_EVENT_LAND_USE,
    CLM_EVENT_STATISTICS,
    CLM_EVENT_MAP_ERROR,
    CLM_EVENT_TYPE_COUNT
} clm_event_type;

typedef enum clm_place_role {
    CLM_ROLE_LOCATION = 0,
    CLM_ROLE_RELATIVE_LOCATION,
    CLM_ROLE_CONTAINER,
    CLM_ROLE_ORIGIN,
    CLM_ROLE_DESTINATION,
    CLM_ROLE_DIRECTION,
    CLM_ROLE_ROUTE,
    CLM_ROLE_PROTECTED,
    CLM_ROLE_TARGET,
    CLM_ROLE_BENEFICIARY,
    CLM_ROLE_DISTANCE_ANCHOR,
    CLM_ROLE_BORDER_WITH,
    CLM_ROLE_FEATURE,
    CLM_ROLE_ALIAS,
    CLM_PLACE_ROLE_COUNT
} clm_place_role;

typedef enum clm_draw {
    CLM_DRAW_PRIMARY = 0,
    CLM_DRAW_SECONDARY, /* faint */
    CLM_DRAW_CONTEXT,   /* for orientation */
    CLM_DRAW_NO,
    CLM_DRAW_COUNT
} clm_draw;

/* The contract's words; "" for values out of range. */
const char *clm_modality_name(clm_modality modality);
const char *clm_claim_status_name(clm_claim_status status);
const char *clm_event_class_name(clm_event_class event_class);
const char *clm_event_type_name(clm_event_type type);
clm_event_class clm_event_class_of(clm_event_type type);
const char *clm_place_role_name(clm_place_role role);
const char *clm_draw_name(clm_draw draw);
/* The value of a contract's word; -1 if there is none. */
int clm_modality_parse(clm_text word);
int clm_claim_status_parse(clm_text word);
int clm_event_type_parse(clm_text word);
int clm_place_role_parse(clm_text word);
int clm_draw_parse(clm_text word);

typedef struct clm_party {
    clm_span span; /* empty when understood from the context */
    clm_text name; /* canonical: "Ukraine (armed forces)", "Maria Lind" */
    clm_text side; /* ISO 3166-1 alpha-2 of the side, "" unknown */
} clm_party;

typedef struct clm_source {
    clm_span span;
    clm_text name;    /* canonical */
    const char *type; /* the contract's word, constant; NULL unknown */
} clm_source;

typedef struct clm_cue {
    clm_span span; /* empty: none */
    clm_text lemma;
    const char *cue_class; /* constant: claim, assert, confirm, report, measure ... */
} clm_cue;

typedef struct clm_quantity {
    clm_span span;
    double value, value_max; /* value_max NaN unless a range */
    const char *unit;        /* contract's word, constant; ISO 4217 codes too */
    double km2, km;          /* NaN unless an area (also a share of a region's), a length */
    const char *qualifier; /* exact about at_least more_than up_to at_most almost vague_at_least */
    const char *role;      /* current previous cumulative average conversion_of share_of, or NULL */
    clm_span of;           /* what it counts; may be empty */
    const char *flag;      /* CLM_FLAG_..., or NULL */
} clm_quantity;

#define CLM_FLAG_CONTRADICTED "contradicted" /* another statement of the event has another one */
#define CLM_FLAG_IMPOSSIBLE "impossible" /* more land than its region, people than its country */

typedef struct clm_time {
    clm_span span;
    clm_date start, end;     /* inclusive; year 0 unknown */
    int precision;           /* 1 day .. 5 open */
    const char *attaches_to; /* event cue evidence comparison */
} clm_time;

typedef struct clm_claim_place {
    int mention; /* index into mentions */
    clm_place_role role;
    clm_draw draw;
    clm_place_use reason; /* meaningful for draw no and context */
} clm_claim_place;

typedef struct clm_claim {
    clm_span quote;
    clm_claim_place *places;
    size_t place_count;
    bool has_source;
    clm_source source;
    clm_source *relays;
    size_t relay_count;
    clm_cue cue;
    clm_modality modality;
    bool negative; /* polarity "-" */
    clm_claim_status status;
    clm_event_type event_type;
    clm_party *actors;
    size_t actor_count;
    clm_party *targets;
    size_t target_count;
    clm_quantity *quantities;
    size_t quantity_count;
    clm_time *times;
    size_t time_count;
    uint32_t sentence;
    uint32_t event_group; /* the same number: statements of the same event */
    int duplicate_of;     /* index of a claim, or -1 */
    uint32_t *supports, *conflicts;
    size_t support_count, conflict_count;
    uint32_t *voices; /* the first claim of each voice that speaks of the event, in text order; the
                         outlet's own is one too */
    size_t voice_count;
    double confidence; /* 0..1 */
} clm_claim;

/* Who said what, placed or not. The cue is given with its auxiliaries ("has also said"), the cue of
 * a claim without; an understood source or cue has no span. */
typedef struct clm_attribution {
    clm_span *source, *cue, *content;
    size_t source_count, cue_count, content_count;
} clm_attribution;

typedef struct clm_claims {
    clm_claim *items; /* by position of the quote */
    size_t count;
    clm_attribution *attributions;
    size_t attribution_count;
} clm_claims;

/* ---- what was learned of attributions ---- */

/* A token range, half-open. */
typedef struct clm_token_range {
    uint32_t start, end;
} clm_token_range;

/* A cue is looked at by itself, then among the others of its sentence. */
typedef enum clm_said_look { CLM_SAID_FIRST = 0, CLM_SAID_AGAIN, CLM_SAID_LOOKS } clm_said_look;

/* What training sees: exactly what reading sees. Features are hashes; those of item k stand at
 * [first[k], first[k + 1]). */
typedef struct clm_said_observer {
    void *context;
    /* A word that may be a cue, at each look. `*accept` is what reading
     * decides; what is set goes. */
    clm_status (*cue)(void *context, const clm_article *article, uint32_t token, clm_said_look look,
                      const uint32_t *features, size_t count, bool *accept);
    /* Who may be the source of the cue at `token`; item `count` stands for nobody. */
    clm_status (*source)(void *context, const clm_article *article, uint32_t token,
                         const clm_token_range *items, size_t count, const uint32_t *features,
                         const uint32_t *first, size_t *choice);
    /* The pieces around the cue that may be its content; `steps` are the features of passing from
     * the piece before to this one. */
    clm_status (*content)(void *context, const clm_article *article, uint32_t token,
                          const clm_token_range *items, size_t count, const uint32_t *features,
                          const uint32_t *first, const uint32_t *steps, const uint32_t *step_first);
} clm_said_observer;

/* The model's section of this module: the header; two bits for each of CLM_SAID_WORDS slots of key
 * hashes, the lowest first: may it be a cue; int8 weights of cues at each look, of sources, of
 * content (CLM_SAID_STEPS for each row of `step_rows` last). All numbers of rows are powers of two.
 */
#define CLM_SAID_SECTION "said"
enum { CLM_SAID_VERSION = 2, CLM_SAID_WORDS = 1 << 16, CLM_SAID_STEPS = 4 };
enum { CLM_SAID_WORDS_EACH = 4 };                              /* in a byte */
enum { CLM_SAID_UNSEEN = 0, CLM_SAID_SELDOM, CLM_SAID_MAYBE }; /* a verb that is unseen may be */
typedef struct clm_said_header {
    uint32_t cue_rows[CLM_SAID_LOOKS], source_rows, content_rows, step_rows;
    int32_t threshold[CLM_SAID_LOOKS]; /* another look above it; after the last: a cue */
    int32_t unit;                      /* weight of one in the logit */
    uint32_t zero[8];
} clm_said_header;

/* Bytes of a section with this head. */
size_t clm_said_section_size(const clm_said_header *header);

/* The slot of a key's hash among the section's bits. */
static inline uint32_t clm_said_word_slot(uint64_t key_hash) {
    return (uint32_t)(key_hash >> 24) & (CLM_SAID_WORDS - 1);
}

/* What the section's bits say of a key: CLM_SAID_UNSEEN to CLM_SAID_MAYBE. */
static inline unsigned clm_said_level(const uint8_t *words, uint64_t key_hash) {
    uint32_t slot = clm_said_word_slot(key_hash);
    return (unsigned)words[slot / CLM_SAID_WORDS_EACH] >> (slot % CLM_SAID_WORDS_EACH * 2) & 3;
}

/* Says whether the model's section of this module can be read; a model without one can.
 * **Errors:** CLM_ERR_VERSION, CLM_ERR_FORMAT. */
CLM_MUST_CHECK clm_status clm_claims_check_model(const clm_model *model, clm_error *error);

typedef struct clm_claims_options {
    const clm_model *model;            /* NULL, or without the section: rules alone */
    const clm_said_observer *observer; /* NULL: none */
} clm_claims_options;

/* Reads all claims and attributions; `options` NULL: rules alone. **Errors:** CLM_ERR_NOMEM,
 * CLM_ERR_DAMAGED. */
CLM_MUST_CHECK clm_status clm_claims_read(clm_article *article, const clm_gazetteer *gazetteer,
                                          const clm_mentions *mentions,
                                          const clm_resolved *resolved,
                                          const clm_claims_options *options, clm_claims *out,
                                          clm_error *error);

#endif
