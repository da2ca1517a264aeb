/* train/tagger.c: the part "tagger": which words are places. See tagger.h. */
#include "train/tagger.h"

#include "base/alloc.h"

#include <string.h>

static clm_status read_document(const clm_train_reading *reading,
                                const clm_train_document *document, clm_error *error) {
    clm_article *article = NULL;
    const clm_article_options options = {.format = CLM_ARTICLE_JSON};
    const clm_mentions_options how = {.model = reading->model, .observer = &reading->observer};
    clm_status status = clm_article_parse(document->line, &options, &article, error);
    if (status == CLM_OK) {
        clm_mentions mentions;
        reading->begin(reading->observer.context, document);
        status = clm_mentions_find(article, reading->in->gazetteer, &how, &mentions, error);
    }
    clm_article_free(article);
    return status;
}

clm_status clm_train_read_documents(const clm_train_reading *reading, clm_error *error) {
    const clm_train_input *in = reading->in;
    clm_status status = CLM_OK;
    size_t number = 0;
    for (size_t c = 0; c < in->corpus_count; c++) {
        const clm_train_corpus *corpus = &in->corpora[c];
        for (size_t i = 0; i < corpus->count && status == CLM_OK; i++, number++) {
            const clm_train_document *document = &corpus->documents[i];
            bool wanted = reading->entities ? document->has_entities
                                            : document->has_toponyms && !document->has_entities;
            if (wanted && number % reading->share.of == reading->share.rest) {
                status = read_document(reading, document, error);
            }
        }
    }
    return status;
}

/* The clusters of `from` with tags of their own. */
static clm_status start_half(const clm_tagger_parts *from, clm_tagger_parts *out,
                             clm_error *error) {
    size_t words = (size_t)from->head.word_slots * sizeof *from->words;
    size_t groups = (size_t)from->head.clusters * sizeof *from->groups;
    out->head.word_slots = from->head.word_slots;
    out->head.clusters = from->head.clusters;
    out->words = clm_alloc(words + 1);
    out->groups = clm_alloc(groups + 1);
    if (out->words == NULL || out->groups == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    memcpy(out->words, from->words, words);
    memcpy(out->groups, from->groups, groups);
    return CLM_OK;
}

clm_status clm_train_tagger(const clm_train_input *in, clm_buffer *out, clm_train_notes *notes,
                            clm_error *error) {
    clm_tagger_parts parts = {0};
    clm_tagger_parts halves[2] = {0};
    const char *words = in->options->words;
    clm_status status = words != NULL ? clm_train_words_read(words, &parts, error)
                                      : clm_train_words_copy(in->from, &parts, error);
    for (unsigned k = 0; k < 2 && status == CLM_OK; k++) {
        status = start_half(&parts, &halves[k], error);
        if (status == CLM_OK) {
            status = clm_train_tags(in, (clm_train_share){2, 1 - k}, &halves[k], error);
        }
    }
    if (status == CLM_OK) {
        status = clm_train_tags(in, (clm_train_share){1, 0}, &parts, error);
    }
    if (status == CLM_OK) {
        status = clm_train_judge(in, halves, &parts, error);
    }
    if (status == CLM_OK) {
        clm_tagger_parts_write(&parts, out);
        clm_train_notes_number(notes, "tagger", "clusters", parts.head.clusters, 0);
    }
    clm_tagger_parts_clear(&parts);
    clm_tagger_parts_clear(&halves[0]);
    clm_tagger_parts_clear(&halves[1]);
    return status;
}
