/* mentions/mentions.h: tokens -> mentions of places, each with all its candidates.
 *
 * Finds; does not decide which place (places/) nor what the text says of it (claims/). Also lists
 * what looked like a place and is none. Thread rule: as the article. */
#ifndef CLM_MENTIONS_MENTIONS_H
#define CLM_MENTIONS_MENTIONS_H

#include "article/article.h"
#include "gazetteer/gazetteer.h"
#include "model/model.h"

typedef enum clm_mention_type {
    CLM_MENTION_TOPONYM = 0,
    CLM_MENTION_DEMONYM, /* Ukrainian, Chinese */
    CLM_MENTION_DERIVED, /* other words made from a name */
    CLM_MENTION_ANAPHOR, /* "the region", "the city", "there": stands for another mention; "the
                            country" for the state of another, "the airport" (wanted_kind
                            facility) for a site in another */
    CLM_MENTION_NOMINAL  /* a described place without a name: "the enemy's border areas" */
} clm_mention_type;

typedef enum clm_mention_form {
    CLM_FORM_NAME = 0,    /* Kursk */
    CLM_FORM_KIND_AFTER,  /* Kursk region, Belgorod border region */
    CLM_FORM_KIND_BEFORE, /* village of Guyevo, Gulf of Oman, River Dnipro */
    CLM_FORM_COMPASS      /* eastern Ukraine, southern Gaza */
} clm_mention_form;

typedef enum clm_compass {
    CLM_COMPASS_NONE = 0,
    CLM_COMPASS_NORTH,
    CLM_COMPASS_NORTHEAST,
    CLM_COMPASS_EAST,
    CLM_COMPASS_SOUTHEAST,
    CLM_COMPASS_SOUTH,
    CLM_COMPASS_SOUTHWEST,
    CLM_COMPASS_WEST,
    CLM_COMPASS_NORTHWEST,
    CLM_COMPASS_CENTRAL
} clm_compass;

typedef struct clm_mention {
    clm_span span; /* what is marked: with kind word or compass word where there is one */
    clm_span name; /* the name alone; the same as span for a bare name */
    uint32_t token_start, token_end; /* of span */
    clm_mention_type type;
    clm_mention_form form;
    clm_compass compass;
    int wanted_kind; /* clm_place_kind that a kind word asks for ("region", "settlement"), or -1 */
    clm_text kind_word;       /* lower case, "" if none */
    const clm_name_ref *refs; /* candidates, borrowed from the gazetteer (or the arena) */
    size_t ref_count;         /* 0: no gazetteer knows it, the text alone says that it is a place
                                 ("village of X", wanted_kind settlement; "X Street", "X Dam",
                                 facility), here or elsewhere in it;
                                 also for anaphors and nominals */
    bool partial;             /* border areas, part of, near: not the whole place */
    bool possessive;          /* 's follows */
    int container;   /* index of a mention that says where this one lies ("Guyevo" in "the Kursk
                        settlement of Guyevo", "Austin, Texas", "Russia's Kursk"), or -1 */
    int antecedent;  /* for an anaphor: index of the mention that it stands for, or -1 */
    int coordinated; /* index of the previous member of the list it stands in, or -1 */
} clm_mention;

typedef struct clm_rejected {
    clm_span span;
    const char *reason; /* person, organisation, media, plain_word, month, handle ... */
} clm_rejected;

typedef struct clm_mentions {
    clm_mention *items; /* by position; mentions do not overlap */
    size_t count;
    clm_rejected *rejected;
    size_t rejected_count;
} clm_mentions;

/* Labels of tokens that the tagger gives. */
typedef enum clm_name_label {
    CLM_LABEL_OUT = 0, /* no part of a name */
    CLM_LABEL_LOCATION,
    CLM_LABEL_PERSON,
    CLM_LABEL_ORGANISATION,
    CLM_LABEL_OTHER, /* events, works, peoples */
    CLM_LABEL_COUNT
} clm_name_label;

enum { CLM_LABEL_SLOTS = 8 };

/* A weight for each label; the last ones are unused. */
typedef struct clm_tag_row {
    int16_t weights[CLM_LABEL_SLOTS];
} clm_tag_row;

/* The head of the model's section of this module; learned.h tells what follows it. */
#define CLM_TAGGER_SECTION "tagger"
enum { CLM_TAGGER_VERSION = 1 };
typedef struct clm_tagger_header {
    uint32_t word_slots, clusters, tag_rows, judge_weights;
    int32_t threshold; /* the judge accepts above it */
    uint32_t zero[3];
    clm_tag_row steps[CLM_LABEL_COUNT + 1]; /* from each label; last: from an island's start */
} clm_tagger_header;

/* Bytes of a section with this head. */
size_t clm_tagger_section_size(const clm_tagger_header *header);

/* The slot of a word's hash (clm_word_hash of its key) among `mask` + 1, and its fingerprint. */
static inline uint32_t clm_tagger_word_slot(uint64_t hash, uint32_t mask) {
    return (uint32_t)(hash >> 16) & mask;
}
static inline uint32_t clm_tagger_word_mark(uint64_t hash) {
    return (uint32_t)(hash >> 48);
}

/* Clusters of words, in place in the model; `words` NULL: none. */
typedef struct clm_word_clusters {
    const uint32_t *words;
    const uint16_t *groups; /* of each cluster: its coarse cluster */
    uint32_t mask, count;
} clm_word_clusters;

/* The clusters of the model's section; none where there is no model or section.
 * **Errors:** CLM_ERR_VERSION, CLM_ERR_FORMAT. */
CLM_MUST_CHECK clm_status clm_word_clusters_read(const clm_model *model, clm_word_clusters *out,
                                                 clm_error *error);

/* The cluster, from 1, of the word whose key has this hash; 0: in none. */
static inline unsigned clm_word_cluster(const clm_word_clusters *clusters, uint64_t key_hash) {
    if (clusters->words == NULL || key_hash == 0) {
        return 0;
    }
    const uint32_t mark = clm_tagger_word_mark(key_hash);
    uint32_t slot = clm_tagger_word_slot(key_hash, clusters->mask);
    /* A full table of a strange model file must end too. */
    for (uint32_t n = 0; n <= clusters->mask && clusters->words[slot] != 0; n++) {
        if (clusters->words[slot] >> 16 == mark) {
            const unsigned cluster = clusters->words[slot] & 0xFFFF;
            return cluster <= clusters->count ? cluster : 0;
        }
        slot = (slot + 1) & clusters->mask;
    }
    return 0;
}

/* Asks for what clm_word_cluster will read: the table is larger than the near caches. */
static inline void clm_word_cluster_prefetch(const clm_word_clusters *clusters, uint64_t key_hash) {
    if (clusters->words != NULL) {
        __builtin_prefetch(&clusters->words[clm_tagger_word_slot(key_hash, clusters->mask)]);
    }
}

/* What training sees: exactly what tagging and judging see. */
typedef struct clm_mentions_observer {
    void *context;
    /* An island of tokens; features[first[k] .. first[k + 1]) are those of token start + k. */
    clm_status (*island)(void *context, const clm_article *article, uint32_t start, uint32_t end,
                         const uint32_t *features, const uint32_t *first);
    /* A candidate with its features; `toponym` is what would be marked. */
    clm_status (*candidate)(void *context, const clm_article *article, clm_span toponym,
                            const uint32_t *features, size_t count);
} clm_mentions_observer;

typedef struct clm_mentions_options {
    bool no_demonyms;
    const clm_model *model;                /* what was learned; NULL: the rules alone */
    const clm_mentions_observer *observer; /* NULL: none */
} clm_mentions_options;

/* Says whether the model's section of this module can be read; a model without one can. Asked once,
 * so that a model that does not fit is refused before the first article. **Errors:**
 * CLM_ERR_VERSION, CLM_ERR_FORMAT. */
CLM_MUST_CHECK clm_status clm_mentions_check_model(const clm_model *model, clm_error *error);

/* The part of the mention's span that is its toponym: without words that only describe. */
clm_span clm_mention_toponym(const clm_article *article, const clm_mention *mention);

/* Finds all mentions of `article`; memory comes from its arena. `options` NULL: defaults.
 * **Errors:** CLM_ERR_NOMEM; CLM_ERR_DAMAGED from the gazetteer. */
CLM_MUST_CHECK clm_status clm_mentions_find(clm_article *article, const clm_gazetteer *gazetteer,
                                            const clm_mentions_options *options, clm_mentions *out,
                                            clm_error *error);

#endif
