/* train/corpus.h (private): annotated documents. */
#ifndef CLM_TRAIN_CORPUS_H
#define CLM_TRAIN_CORPUS_H

#include "base/arena.h"
#include "geo/geo.h"

/* Spans are bytes of the document's text, as those of an article made from its line. */
typedef struct clm_train_toponym {
    clm_span span;
    bool has_point;
    clm_lonlat point;
    uint32_t geonameid; /* 0 unknown */
    clm_text type;      /* the corpus's own word, "Demonym"; often empty */
} clm_train_toponym;

typedef struct clm_train_entity {
    clm_span span;
    clm_text label; /* "LOCATION", "PERSON", "ORG" */
} clm_train_entity;

/* Who said what: spans of the source, the cue, the content; some may be missing. */
typedef struct clm_train_attribution {
    clm_span *source, *cue, *content;
    size_t source_count, cue_count, content_count;
} clm_train_attribution;

typedef struct clm_train_document {
    clm_text line;   /* the JSON object: clm_article_parse reads it as CLM_ARTICLE_JSON */
    clm_text source; /* the newspaper: "domain", "publisher" or the host of "source"; or empty */
    bool has_toponyms, has_entities; /* annotated at all, be it with none */
    clm_train_toponym *toponyms;     /* by position as in the file */
    size_t toponym_count;
    clm_train_entity *entities;
    size_t entity_count;
    bool has_attributions;
    clm_train_attribution *attributions;
    size_t attribution_count;
} clm_train_document;

typedef struct clm_train_corpus {
    const char *path;
    clm_text name; /* the file's name without folder and extension */
    clm_buffer bytes;
    char sha256[65];
    clm_arena *arena;
    clm_train_document *documents;
    size_t count, capacity;
} clm_train_corpus;

/* Reads `path` (borrowed). **Owns:** the caller clears `out` in every case. **Errors:** CLM_ERR_IO,
 * CLM_ERR_FORMAT with file and line, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_train_corpus_read(const char *path, clm_train_corpus *out,
                                                clm_error *error);
void clm_train_corpus_clear(clm_train_corpus *corpus);

#endif
