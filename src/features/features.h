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

/* What an overlay shows where a claim about land is set. */
typedef enum clm_verdict {
    CLM_VERDICT_CONSISTENT = 0, /* within 10 per cent, 20 where the text says "about" */
    CLM_VERDICT_EXAGGERATED,
    CLM_VERDICT_UNDERSTATED,
    CLM_VERDICT_NOT_COMPARABLE,
    CLM_VERDICT_COUNT
} clm_verdict;

const char *clm_verdict_name(clm_verdict verdict); /* the contract's words */
int clm_verdict_parse(clm_text word);              /* -1: none of them */

typedef struct clm_feature_check {
    const char *layer, *date; /* name of the overlay, its day; NULL unknown */
    const char *region;       /* names of the regions that were measured; NULL unknown */
    double measured_km2;
    double claimed_km2, ratio; /* NaN: none; claimed / measured */
    clm_verdict verdict;
    const char *reason; /* docs/overlays.md; NULL: there is no more to say */
} clm_feature_check;

typedef struct clm_feature_mention {
    clm_range range;
    const char *text;
    clm_place_use use;
} clm_feature_mention;

/* What became of a feature between two maps of a story. */
typedef enum clm_change_kind {
    CLM_CHANGE_NONE = 0, /* of a feature: not compared; never of a change */
    CLM_CHANGE_NEW,
    CLM_CHANGE_GONE,
    CLM_CHANGE_CHANGED, /* about the same place, with other facts */
    CLM_CHANGE_MOVED,   /* about another place, or the place lies elsewhere */
    CLM_CHANGE_SAME,    /* of a feature: compared, and the same but perhaps for its words */
    CLM_CHANGE_COUNT
} clm_change_kind;

/* One fact that is another one now. */
typedef struct clm_change_field {
    const char *name;            /* docs/diff.md lists them: "quantity", "modality", ... */
    const char *from, *to;       /* in words; NULL: there was none, there is none */
    const char *unit;            /* of amounts: the new one's, or the old one's; else NULL */
    double from_value, to_value; /* of amounts, each in its own unit; else NaN */
} clm_change_field;

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
    const clm_feature_check *checks; /* of claims about land, for each overlay */
    size_t check_count;

    /* figures */
    double area_km2; /* NaN for other kinds */
    clm_lonlat centre;
    bool anchored, past_peak, impossible;

    /* places: every mention of the place */
    const clm_feature_mention *mentions;
    size_t mention_count;

    /* maps of differences (clm_diff_map) */
    clm_change_kind change;
    const clm_change_field *was; /* what was told otherwise in the old map */
    size_t was_count;
} clm_feature;

/* What the whole collection says of itself. */
typedef struct clm_article_facts {
    const char *file, *sha256, *title, *date; /* date "" unknown */
    const char *url;                          /* it was fetched from; NULL: a file */
    const char *outlet;                       /* that published it, or its author; NULL unknown */
    const char *since; /* date of the old map that differences are told from; NULL: no such map */
    size_t articles;   /* whose claims are joined in one map; 0 and 1: one */
    size_t words;
    bool english;
    const char *version; /* of claimmap */
    const char *gazetteer_name, *gazetteer_date, *gazetteer_sha256;
    clm_worldview worldview;
    const char *const *option_names; /* options that change content, sorted by name */
    const char *const *option_values;
    size_t option_count;
    const clm_overlay_facts *overlays; /* that claims were held against; names differ */
    size_t overlay_count;
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
enum { CLM_SCORE_DECIMALS = 3, CLM_AMOUNT_DECIMALS = 6, CLM_MEASURED_DECIMALS = 4 };

typedef struct clm_collection_options {
    clm_worldview worldview;
    bool claims_only; /* the claims, without geometries, behind an article without facts */
    const char *version;
    const char *url; /* NULL: not fetched */
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

/* Holds the claims about land of a collection, made or read back, against overlays: sets `checks`
 * of those whose place has a region, and the facts. What a collection that was read back says of
 * other overlays stays, and that they are not given is told in `warnings`, a line each; so is a day
 * that is more than a week from the article's, and a file that is another than it was. `gazetteer`
 * NULL: places count with the shapes that they have. Names of overlays must differ. **Errors:**
 * CLM_ERR_ARGUMENT two of one name; CLM_ERR_NOMEM, CLM_ERR_DAMAGED, CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_collection_hold_against(clm_collection *collection,
                                                      const clm_gazetteer *gazetteer,
                                                      const clm_overlay_layer *const *overlays,
                                                      size_t count, clm_buffer *warnings,
                                                      clm_error *error);

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

/* How sure a claim is, as maps show it (docs/signs.md); the comments are how areas are drawn. */
typedef enum clm_sign {
    CLM_SIGN_CONFIRMED = 0, /* or stated by the outlet itself: a fill */
    CLM_SIGN_CLAIMED,       /* somebody says so: diagonal hatch, dashed line */
    CLM_SIGN_DENIED,        /* crossed hatch */
    CLM_SIGN_MEASURED,      /* level hatch, solid line */
    CLM_SIGN_PLANNED,       /* intended, considered, predicted, ordered: dotted line */
    CLM_SIGN_COUNT
} clm_sign;

/* Denials and plans first, then the modality; never a judgement of ours. */
clm_sign clm_sign_of(const clm_feature *feature);
/* Told at second hand, or alleged, believed, apparent: drawn lighter. */
bool clm_is_hearsay(const clm_feature *feature);

enum { CLM_VOICES_MAX = 3, CLM_HUE_OTHER = -1 };

typedef struct clm_voice {
    int side; /* number of a side, or CLM_HUE_OTHER: the outlet, or nobody's side */
    clm_sign sign;
    bool hearsay; /* told at second hand, or alleged, believed, apparent */
} clm_voice;

/* Whether both deny, or neither does. */
bool clm_same_stance(clm_voice a, clm_voice b);

/* Adds a voice to the `count` that speak of a place and returns their new number. The surest sign
 * of each side is kept; the outlet's own voice, and those of no side, stand last and only where no
 * side speaks, so that a hue always tells a speaker's side, or where they dispute what a side says.
 * Where one and the same hue both states and denies, both are kept, the denial behind. */
size_t clm_voices_add(clm_voice voices[CLM_VOICES_MAX], size_t count, clm_voice voice);

/* Whether two features are shown at one place; never those without a place. */
bool clm_same_place(const clm_feature *a, const clm_feature *b);

/* Somebody, or something, goes from one place to another, or something lies between two. */
typedef struct clm_move {
    const clm_feature *from, *to; /* `to` NULL: it is not told where they went */
    const clm_feature *feature;   /* the one that stands for it */
    bool primary;
    bool link;  /* between the two, without a direction */
    bool moved; /* of a map of differences: what is told of `to` was told of `from` */
} clm_move;

/* Whether the feature is the way of a map of differences from where something was told before. */
bool clm_is_way(const clm_feature *feature);

/* Makes the moves of claims with several places and of ways, but of features that are `hidden`, by
 * claim; they live in `arena`. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_moves_read(const clm_collection *collection,
                                         bool (*hidden)(const void *context,
                                                        const clm_feature *feature),
                                         const void *context, clm_arena *arena, clm_move **out,
                                         size_t *count, clm_error *error);

/* What the picture has beside the features. */
typedef struct clm_alt_options {
    const char *title;       /* NULL: the article's */
    const char *const *hide; /* feature ids that are not drawn */
    size_t hide_count;
    bool detail, overview; /* insets: a part enlarged; the surroundings */
    clm_worldview worldview;
    const clm_overlay_facts *const *overlays; /* that are to be seen */
    size_t overlay_count;
} clm_alt_options;

/* Appends in plain sentences, a line each, what a map of the collection shows: title, how much
 * where, who says what about which place, stated areas, insets, worldview. At most about 1,500
 * bytes; statements that find no room are counted. `gazetteer` names countries, NULL: left out.
 * When memory ends, `out` has failed. */
void clm_alt_text(const clm_collection *collection, const clm_gazetteer *gazetteer,
                  const clm_alt_options *options, clm_buffer *out);

/* ---- differences between two maps of a story ---- */

/* "new", "gone", "changed", "moved", "same"; "" for none and values out of range. */
const char *clm_change_kind_name(clm_change_kind kind);
/* The value of such a word; -1 if there is none. */
int clm_change_kind_parse(clm_text word);

/* A statement that is new or gone, or one that is told otherwise. Claims that repeat another one of
 * their file (`duplicate_of`) and figures are told through it. */
typedef struct clm_change {
    clm_change_kind kind;
    const clm_feature *from,
        *to; /* what stands for it in the old and in the new file; NULL: none */
    const clm_change_field *fields;
    size_t field_count;
    double moved_km; /* between the two places; NaN unless they are known and not the same */
    bool finer;      /* moved: the new place lies in the old one */
    bool mentioned;  /* gone: the new file still names the place, new: the old one did */
    bool partly;     /* new and gone: the statement stays, and gained or lost this place */
} clm_change;

typedef struct clm_diff {
    clm_arena *arena;
    clm_change *items; /* by kind, then by draw, then by position in the text */
    size_t count;
    size_t same;     /* statements that say the same, */
    size_t reworded; /* and so many of them in other words */
    /* Places that no feature of the other file is about or mentions; a feature of each. */
    const clm_feature **new_places, **gone_places;
    size_t new_place_count, gone_place_count;
    size_t old_statements, new_statements, paired;
    bool related;             /* false: the two do not tell the same story */
    const char *const *notes; /* what else makes them differ: other programs, gazetteers, options */
    size_t note_count;
    /* Of each feature of the two: what became of what it says, and the change that tells it, or
     * SIZE_MAX. */
    clm_change_kind *old_kinds, *new_kinds;
    size_t *old_changes, *new_changes;
} clm_diff;

/* Compares two maps of a story: statements are paired by what they say, about which place, on whose
 * word, not by where they stand (DESIGN, "Differences"). Equal for equal collections, whatever the
 * order of their features. Time grows with n log n. **Owns:** the caller frees with clm_diff_free;
 * both collections must stay until then. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_diff_make(const clm_collection *before, const clm_collection *after,
                                        clm_diff **out, clm_error *error);
void clm_diff_free(clm_diff *diff);

/* Makes the map of the differences: the features of `after` and, faint, those of `before` that are
 * gone, each with its `change` and what it `was`; ids of the old ones end in "-old". What moved has
 * a line from its old place, a feature whose id ends in "-way". **Owns:** the caller frees with
 * clm_collection_free; strings are borrowed from the difference and both collections, which must
 * stay until then. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_diff_map(const clm_diff *diff, const clm_collection *before,
                                       const clm_collection *after, clm_collection **out,
                                       clm_error *error);

typedef struct clm_diff_text_options {
    bool color; /* escape sequences of ANSI terminals */
    bool all;   /* also what is drawn on neither map */
} clm_diff_text_options;

/* Appends the differences for a person, one a line in groups; a line that says so where there are
 * none. What came from the files has no control characters. When memory ends, `out` has failed. */
void clm_diff_text(const clm_diff *diff, const clm_collection *before, const clm_collection *after,
                   const clm_diff_text_options *options, clm_buffer *out);
/* Appends them as one JSON object and a newline (docs/diff.md). */
void clm_diff_json(const clm_diff *diff, const clm_collection *before, const clm_collection *after,
                   clm_buffer *out);

#endif
