/* support/tagger_section.h: model files with a section "tagger" made by hand. Header only. */
#ifndef CLM_SUPPORT_TAGGER_SECTION_H
#define CLM_SUPPORT_TAGGER_SECTION_H

#include "mentions/mentions.h"

#include <stdlib.h>
#include <string.h>

/* The numbers of words, clusters, rows and judge weights stand in `head`; arrays may be NULL where
 * theirs is 0. */
typedef struct tagger_section {
    clm_tagger_header head;
    const uint32_t *words;
    const uint16_t *groups;
    const clm_tag_row *rows;
    const int16_t *judge;
} tagger_section;

static inline void put_part(clm_buffer *out, const void *bytes, size_t size) {
    static const char zeros[CLM_MODEL_ALIGN] = {0};
    if (size > 0) {
        clm_buffer_add(out, bytes, size);
        clm_buffer_add(out, zeros, (CLM_MODEL_ALIGN - size % CLM_MODEL_ALIGN) % CLM_MODEL_ALIGN);
    }
}

/* Appends the section's bytes, each part padded. */
static inline void put_tagger_section(clm_buffer *out, const tagger_section *s) {
    clm_buffer_add(out, &s->head, sizeof s->head);
    put_part(out, s->words, s->head.word_slots * sizeof *s->words);
    put_part(out, s->groups, s->head.clusters * sizeof *s->groups);
    put_part(out, s->rows, s->head.tag_rows * sizeof *s->rows);
    put_part(out, s->judge, s->head.judge_weights * sizeof *s->judge);
}

/* A model whose one section is `section`. `memory` is freed after the model. */
static inline clm_status open_tagger_section(clm_text section, uint32_t version, void **memory,
                                             clm_model **out) {
    clm_model_writer writer;
    clm_buffer file;
    clm_model_writer_init(&writer);
    clm_buffer_init(&file);
    *memory = NULL;
    *out = NULL;
    clm_status status = clm_model_writer_add(&writer, CLM_TAGGER_SECTION, version, section, NULL);
    if (status == CLM_OK) {
        status = clm_model_writer_bytes(&writer, &file, NULL);
    }
    if (status == CLM_OK) {
        size_t room = (file.len + CLM_MODEL_ALIGN - 1) / CLM_MODEL_ALIGN * CLM_MODEL_ALIGN;
        *memory = aligned_alloc(CLM_MODEL_ALIGN, room);
        status = *memory != NULL ? CLM_OK : CLM_ERR_NOMEM;
    }
    if (status == CLM_OK) {
        memcpy(*memory, file.data, file.len);
        status = clm_model_from_memory(*memory, file.len, "hand-made", out, NULL);
    }
    clm_buffer_clear(&file);
    return status;
}

#endif
