/* features/build.h: what the sources of this module share while a collection is made. Private.
 *
 * Memory comes from the collection's arena; when it ends, `failed` stays set and strings read as
 * empty, so that a builder checks once at its end. Thread rule: one build, one thread. */
#ifndef CLM_FEATURES_BUILD_H
#define CLM_FEATURES_BUILD_H

#include "features/features.h"

#define CLM_NO_GROUP SIZE_MAX

typedef struct clm_side_entry {
    clm_text name;
    const char *side; /* NULL unknown */
} clm_side_entry;

typedef struct clm_capital {
    uint64_t key_hash;
    uint32_t token;
} clm_capital;

typedef struct clm_build {
    const clm_article *article;
    const clm_gazetteer *gazetteer;
    const clm_mentions *mentions;
    const clm_resolved *resolved;
    const clm_claims *claims;
    const clm_collection_options *options;
    clm_collection *collection;
    clm_arena *arena;
    clm_figure *figures;
    size_t figure_count;
    const char **claim_ids; /* of each claim */
    const char **group_ids; /* of each claim's event */
    clm_text *quote_keys;   /* of each claim's quote: see clm_build_key */
    size_t *group_of;       /* of each mention: which place, CLM_NO_GROUP when unlocated */
    size_t group_count;
    size_t *group_shape; /* of each group: 1 + the feature that has its shape, 0 none yet */
    bool *group_claimed; /* of each group: a claim feature stands for it */
    clm_side_entry *sides;
    size_t side_count, side_capacity;
    clm_capital *capitals; /* words with a capital, once a side is asked for */
    size_t capital_count;
    clm_buffer scratch; /* see clm_build_scratch; whoever made the build clears it */
    bool failed;
} clm_build;

/* Memory and copies; NULL after a failure. An empty text gives NULL. */
void *clm_build_array(clm_build *build, size_t count, size_t item_bytes);
const char *clm_build_string(clm_build *build, clm_text text);
/* The build's buffer, empty, for a text that clm_build_scratch_text copies; one at a time. */
clm_buffer *clm_build_scratch(clm_build *build);
const char *clm_build_scratch_text(clm_build *build);
clm_excerpt clm_build_excerpt(clm_build *build, clm_span span);

/* identity.c */
void clm_build_claim_ids(clm_build *build);
/* The quote as ids see it: its look-up key (clm_key_append). */
clm_text clm_build_key(clm_build *build, clm_text quote);
/* An id from the key of a quote (may be empty), the place's stable id and a word for what it is. */
const char *clm_build_id(clm_build *build, clm_text quote_key, clm_text place_id, const char *what);
/* Gives equal feature ids a suffix by their order. */
clm_status clm_build_unique_ids(clm_build *build, clm_error *error);

/* place_feature.c */
clm_status clm_build_groups(clm_build *build, clm_error *error);
void clm_build_place(clm_build *build, size_t mention, clm_feature_place *out);
clm_status clm_build_place_features(clm_build *build, clm_error *error);
/* The stable id of a mention's place, or its name where no gazetteer knows it. */
clm_text clm_build_place_id(const clm_build *build, size_t mention);

/* claim_feature.c */
clm_status clm_build_claim_features(clm_build *build, clm_error *error);
clm_status clm_build_figure_features(clm_build *build, clm_error *error);

/* side.c: whose voice a source is: ISO 3166-1 alpha-2, the name of an armed group, or NULL. */
const char *clm_build_side(clm_build *build, const clm_source *source);
/* The code of the country of that name (ISO 3166-1 alpha-2), or NULL. */
const char *clm_build_country_code(clm_build *build, const char *name);

/* settle.c: brings the numbers of a feature to what a file holds; and puts features into their
 * order, and counts those that are drawn. */
void clm_build_settle(clm_build *build, clm_feature *feature);
/* The number as a file holds it: written and read again; `unknown` where it is not finite. */
double clm_build_number(clm_build *build, double value, int decimals, double unknown);
void clm_build_order(clm_collection *collection);

/* wording.c: neutral words for a map's reader; need the feature's other fields. The description is
 * the same for all features of a claim; the others set the title. */
void clm_build_description(clm_build *build, clm_feature *feature);
void clm_build_claim_words(clm_build *build, clm_feature *feature);
void clm_build_figure_words(clm_build *build, clm_feature *feature,
                            const clm_feature_quantity *quantity);
void clm_build_place_words(clm_build *build, clm_feature *feature);
/* "Maria Lind confirmed", "Reported". */
void clm_add_attribution(clm_buffer *buffer, const clm_feature *feature);
/* Adds `text` with its first letter in upper case, where that letter is plain. */
void clm_add_capital(clm_buffer *buffer, const char *text);
/* A text on one line, cut at a word where it is longer. */
void clm_add_short(clm_buffer *buffer, clm_text text, size_t bytes_max);
/* The quote on one line without its quotation marks, cut at a word where it is longer. */
void clm_add_quote(clm_buffer *buffer, const char *quote, size_t bytes_max);

#endif
