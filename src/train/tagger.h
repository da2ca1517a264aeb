/* train/tagger.h (private): the steps of learning the section "tagger".
 *
 * words.c reads the clusters, tag_learn.c learns the sequence tagger, judge_learn.c the judge;
 * tagger.c runs them: the judge sees what the tagger says of texts that the tagger did not learn
 * from. */
#ifndef CLM_TRAIN_TAGGER_H
#define CLM_TRAIN_TAGGER_H

#include "mentions/mentions.h"
#include "train/parts.h"

/* The parts of the section; arrays are owned, and freed by clm_tagger_parts_clear. */
typedef struct clm_tagger_parts {
    clm_tagger_header head;
    uint32_t *words;
    uint16_t *groups;
    clm_tag_row *rows;
    int16_t *judge;
} clm_tagger_parts;

void clm_tagger_parts_clear(clm_tagger_parts *parts);

/* Reads a table "word, cluster, group of clusters" (tabs, packed by Zstandard or not), with or
 * without the heading "word cluster group"; lines that begin with '#' are comments. A word is its
 * look-up key; frequent words first, since a word finds its place before those that follow.
 * **Errors:** CLM_ERR_IO, CLM_ERR_FORMAT with file and line, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_train_words_read(const char *path, clm_tagger_parts *out,
                                               clm_error *error);

/* Copies the clusters of a model that was made before. **Errors:** CLM_ERR_NOMEM; CLM_ERR_ARGUMENT
 * if it has none. */
CLM_MUST_CHECK clm_status clm_train_words_copy(const clm_model *model, clm_tagger_parts *out,
                                               clm_error *error);

/* Appends the section's bytes. */
void clm_tagger_parts_write(const clm_tagger_parts *parts, clm_buffer *out);

/* Which documents: those whose number, counted over all corpora, leaves `rest` when divided by
 * `of`; of 1: all. */
typedef struct clm_train_share {
    unsigned of, rest;
} clm_train_share;

/* Calls `observer` with what reading the documents shows; `model` may be NULL. `begin` is called
 * before each document. */
typedef struct clm_train_reading {
    const clm_train_input *in;
    const clm_model *model;
    clm_train_share share;
    bool entities; /* those annotated with entities, else those with toponyms */
    void (*begin)(void *context, const clm_train_document *document);
    clm_mentions_observer observer;
} clm_train_reading;

CLM_MUST_CHECK clm_status clm_train_read_documents(const clm_train_reading *reading,
                                                   clm_error *error);

/* Learns rows and steps of `parts` from documents with entities. */
CLM_MUST_CHECK clm_status clm_train_tags(const clm_train_input *in, clm_train_share share,
                                         clm_tagger_parts *parts, clm_error *error);

/* Learns the judge of `parts` from all documents; `halves[k]` learned its tags without the
 * documents of rest k. */
CLM_MUST_CHECK clm_status clm_train_judge(const clm_train_input *in, const clm_tagger_parts *halves,
                                          clm_tagger_parts *parts, clm_error *error);

/* `parts` as an open model; the bytes are owned by `bytes`, which is cleared after the model is
 * freed. */
CLM_MUST_CHECK clm_status clm_tagger_parts_model(const clm_tagger_parts *parts, void **bytes,
                                                 clm_model **out, clm_error *error);

#endif
