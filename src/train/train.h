/* train/train.h: annotated news -> the sections of a model file.
 *
 * Reads corpora, has each part learn its section with the feature code that also runs when an
 * article is read, and writes the model with a description of what it was made from. The same
 * corpora, gazetteer and options give the same bytes.
 *
 * A corpus is a file of JSON objects, one a line:
 *   {"id", "text", "title"?, "date"?, "domain"|"source"|"publisher"?,
 *    "toponyms"?: [{"start", "end", "lat"?, "lon"?, "geonameid"?, "type"?}],
 *    "entities"?: [{"start", "end", "label"}],
 *    "attributions"?: [{"source": [[start, end]...], "cue": ..., "content": ...}]}
 * Offsets are code points of the text, half-open. Thread rule: no state. */
#ifndef CLM_TRAIN_TRAIN_H
#define CLM_TRAIN_TRAIN_H

#include "gazetteer/gazetteer.h"
#include "model/model.h"

typedef struct clm_train_note {
    const char *group, *key, *value; /* a line of the description: [group] key = value */
} clm_train_note;

typedef struct clm_train_options {
    const char *const *corpora; /* paths */
    size_t corpus_count;
    const char *out;     /* path of the model */
    const char *only;    /* the one part to learn, see clm_train_part_name; NULL: all */
    const char *from;    /* a model whose other sections are kept; NULL: none */
    const char *words;   /* table of clusters for the tagger; NULL: those of `from` */
    const char *program; /* name and version, for the description */
    uint64_t seed;
    const clm_train_note *notes; /* added to the description; replaces lines of the same key */
    size_t note_count;
    const clm_gazetteer *gazetteer;
    void (*say)(void *context, const char *message); /* progress; NULL: none */
    void *say_context;
} clm_train_options;

/* Learns and writes. **Errors:** CLM_ERR_IO; CLM_ERR_FORMAT a corpus line that is none, or no
 * document that a part can learn from; CLM_ERR_ARGUMENT a part that is not known; those of
 * clm_model_open for `from`; CLM_ERR_NOMEM. No file is written then. */
CLM_MUST_CHECK clm_status clm_train(const clm_train_options *options, clm_error *error);

/* "tagger", "ranker", "said"; NULL from the number of parts on. */
const char *clm_train_part_name(size_t index);

#endif
