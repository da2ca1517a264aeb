/* features/features.h: the owned record of everything on a map.
 *
 * Claims, figures and places become features that own their strings and shapes; formats, map and
 * differences see nothing else. Claims and spans end here. Thread rule: a finished collection may
 * be read by any thread. */
#ifndef CLM_FEATURES_FEATURES_H
#define CLM_FEATURES_FEATURES_H

#include "shapes/shapes.h"

/* A range of the text in code points, and in bytes where the contract asks for them. */
typedef struct clm_range {
    uint32_t start, end;           /* code points */
    uint32_t byte_start, byte_end; /* bytes of the decoded text */
} clm_range;

/* A quoted piece of the text; text NULL means there is none. */
typedef struct clm_excerpt {
    clm_range range;
    const char *text;
} clm_excerpt;

typedef enum clm_feature_kind {
    CLM_FEATURE_ARTICLE = 0,
    CLM_FEATURE_CLAIM,
    CLM_FEATURE_FIGURE,
    CLM_FEATURE_PLACE
} clm_feature_kind;

typedef struct clm_feature_alternative {
    const char *name, *country, *gazetteer_id;
    clm_lonlat point;
    double score;
} clm_feature_alternative;

typedef struct clm_feature_place {
    clm_excerpt excerpt;
    const char *name; /* canonical, English */
    clm_place_kind kind;
    const char *country;      /* ISO 3166-1 alpha-2, NULL none */
    const char *admin1;       /* name of the first-level region, NULL none */
    const char *gazetteer_id; /* NULL unknown settlement */
    uint32_t geonameid, wikidata;
    bool located;
    clm_lonlat point;
    double uncertainty_m, score;
    const char *basis;
    const clm_feature_alternative *alternatives;
    size_t alternative_count;
    clm_place_index index; /* in the gazetteer that made it; CLM_NO_PLACE after reading back */
} clm_feature_place;

typedef struct clm_feature_party {
    clm_excerpt excerpt;
    const char *name, *side; /* NULL unknown */
} clm_feature_party;

typedef struct clm_feature_source {
    clm_excerpt excerpt;
    const char *name, *type;
    /* Whose voice it is, for the hue: a country (ISO 3166-1 alpha-2) or an armed group's name; NULL
     * unknown. */
    const char *side;
} clm_feature_source;

typedef struct clm_feature_quantity {
    clm_excerpt excerpt;
    double value, value_max, km2, km; /* NaN: none */
    const char *unit, *qualifier, *role;
    const char *flag; /* CLM_FLAG_..., or NULL */
} clm_feature_quantity;

/* One of those who speak of the event. */
typedef struct clm_feature_voice {
    const char *claim_id; /* its first statement */
    const char *name;     /* NULL: the outlet's own */
    clm_modality modality;
    bool negative;
} clm_feature_voice;

typedef struct clm_feature_time {
    clm_excerpt excerpt;
    char iso_start[16], iso_end[16]; /* "" unknown */
    int precision;
    const char *attaches_to;
} clm_feature_time;

typedef struct clm_feature_mention {
    clm_range range;
    const char *text;
    clm_place_use use;
} clm_feature_mention;

/* What of a feature claimmap works out from the rest, and a person may have put their own for. */
typedef enum clm_sum {
    CLM_SUM_GEOMETRY = 0,
    CLM_SUM_TITLE,
    CLM_SUM_DESCRIPTION,
    CLM_SUM_COUNT
} clm_sum;

typedef struct clm_feature {
    clm_feature_kind kind;
    const char *id, *claim_id, *event_group; /* NULL where the kind has none */
    clm_draw draw;
    unsigned edited;    /* 1 << clm_sum: not as claimmap made it, to be drawn as it stands */
    const char *reason; /* contract's word; NULL for primary and secondary */
    clm_geometry geometry;
    clm_geometry_basis basis;
    bool has_place;
    clm_feature_place place;
    const char *title, *description; /* neutral wording: "Maria Lind confirmed: ..." */

    /* claims, and figures from the claim they belong to */
    clm_excerpt quote;
    clm_place_role place_role;
    int geo_precision; /* 1..5, 0 unknown */
    bool has_source;
    clm_feature_source source;
    const clm_feature_source *relays;
    size_t relay_count;
    clm_excerpt cue;
    const char *cue_lemma, *cue_class;
    clm_modality modality;
    bool negative;
    clm_claim_status status;
    clm_event_type event_type;
    const clm_feature_party *actors, *targets;
    size_t actor_count, target_count;
    const clm_feature_quantity *quantities;
    size_t quantity_count;
    const clm_feature_time *times;
    size_t time_count;
    const char *const *supports, *const *conflicts_with; /* claim ids */
    size_t support_count, conflict_count;
    const char *duplicate_of;        /* claim id or NULL */
    const clm_feature_voice *voices; /* none where nobody else speaks of the event */
    size_t voice_count;
    double confidence;

    /* figures */
    double area_km2; /* NaN for other kinds */
    clm_lonlat centre;
    bool anchored, past_peak, impossible;

    /* places: every mention of the place */
    const clm_feature_mention *mentions;
    size_t mention_count;
} clm_feature;

/* What the whole collection says of itself. */
typedef struct clm_article_facts {
    const char *file, *sha256, *title, *date; /* date "" unknown */
    const char *outlet;                       /* that published it, or its author; NULL unknown */
    size_t words;
    bool english;
    const char *version; /* of claimmap */
    const char *gazetteer_name, *gazetteer_date, *gazetteer_sha256;
    clm_worldview worldview;
    const char *const *option_names; /* options that change content, sorted by name */
    const char *const *option_values;
    size_t option_count;
} clm_article_facts;

typedef struct clm_collection {
    clm_arena *arena; /* owns all strings and arrays; geometries are freed with the collection */
    clm_article_facts facts;
    clm_feature *items; /* the article first, then claims, figures, places, each by position */
    size_t count;
    size_t located; /* features with a geometry that are drawn primary or secondary */
} clm_collection;

/* Decimals in files of scores, and of amounts in their units; points are settled (geo.h). Numbers
 * of a collection have no more, so that what is drawn from it and from its file are the same. */
enum { CLM_SCORE_DECIMALS = 3, CLM_AMOUNT_DECIMALS = 6 };

typedef struct clm_collection_options {
    clm_worldview worldview;
    bool claims_only; /* the claims, without geometries, behind an article without facts */
    const char *version;
    const char *const *option_names, *const *option_values;
    size_t option_count;
} clm_collection_options;

/* Makes the collection of one article. **Owns:** the caller frees with clm_collection_free; the
 * article may be freed first. **Errors:** CLM_ERR_NOMEM, CLM_ERR_DAMAGED, CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_collection_make(
    const clm_article *article, const clm_gazetteer *gazetteer, const clm_mentions *mentions,
    const clm_resolved *resolved, const clm_claims *claims, const clm_collection_options *options,
    clm_collection **out, clm_error *error);
void clm_collection_free(clm_collection *collection);

/* The longest GeoJSON that clm_collection_read takes. */
enum { CLM_GEOJSON_LIMIT_BYTES = 64 << 20, CLM_GEOJSON_LIMIT_FEATURES = 200000 };

/* Reads back what clm_geojson_write wrote, also after a person or a GIS changed it: the collection
 * that was written where nothing was changed. Objects may stand as JSON in a string, numbers as
 * text, ids on the feature or in its properties, features in any order; what the article's feature
 * lacks is taken from the collection's member `claimmap`. A feature without `kind` is one that a
 * person added: drawn as a claim of the outlet's own with its `name` or `title`. Title and
 * description that nobody changed are worded anew from the other fields; see `edited`. `gazetteer`
 * gives places their index and may be NULL. What is wrong with a property or shape is left out and
 * told in `warnings`, a line each with the feature and the property. **Owns:** the caller frees
 * with clm_collection_free; `geojson` may be freed first. **Errors:** CLM_ERR_FORMAT no JSON, no
 * FeatureCollection, nothing of claimmap in it, another reference system than WGS 84;
 * CLM_ERR_VERSION a newer schema; CLM_ERR_LIMIT; CLM_ERR_NOMEM; CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_collection_read(clm_text geojson, const clm_gazetteer *gazetteer,
                                              clm_collection **out, clm_buffer *warnings,
                                              clm_error *error);

/* Sums of the feature's geometry, title and description, by which clm_collection_read tells what
 * was edited: "1f0c33a9-0b5d2c11-edited" where the description was edited already. The order of
 * points and rings does not count. */
enum { CLM_SUMS_BYTES = CLM_SUM_COUNT * 9 };
void clm_feature_sums(const clm_feature *feature, char out[CLM_SUMS_BYTES]);

/* Which side speaks in `feature`: 0 for the side of the collection's first claim that has one, 1
 * for the next side, and so on; -1 for the outlet's own voice and unknown sides. Picks the hue. */
int clm_collection_side_index(const clm_collection *collection, const clm_feature *feature);

/* What the picture has beside the features. */
typedef struct clm_alt_options {
    const char *title;       /* NULL: the article's */
    const char *const *hide; /* feature ids that are not drawn */
    size_t hide_count;
    bool detail, overview; /* insets: a part enlarged; the surroundings */
    clm_worldview worldview;
} clm_alt_options;

/* Appends in plain sentences, a line each, what a map of the collection shows: title, how much
 * where, who says what about which place, stated areas, insets, worldview. At most about 1,500
 * bytes; statements that find no room are counted. `gazetteer` names countries, NULL: left out.
 * When memory ends, `out` has failed. */
void clm_alt_text(const clm_collection *collection, const clm_gazetteer *gazetteer,
                  const clm_alt_options *options, clm_buffer *out);

#endif
