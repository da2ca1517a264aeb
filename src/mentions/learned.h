/* mentions/learned.h (private): the section "tagger" of a model file, read in place.
 *
 * Layout, little-endian: clm_tagger_header; words: uint32 of word_slots; groups: uint16 of
 * clusters; tag rows: clm_tag_row of tag_rows; judge: int16 of judge_weights; each part padded to
 * CLM_MODEL_ALIGN. Numbers of slots, rows and weights are powers of two, or 0 for a part that is
 * not there (as while training). */
#ifndef CLM_MENTIONS_LEARNED_H
#define CLM_MENTIONS_LEARNED_H

#include "mentions/mentions.h"

typedef struct learned {
    const uint32_t *words; /* open addressing: fingerprint << 16 | cluster + 1; 0 empty */
    uint32_t word_mask;
    const uint16_t *groups; /* of each cluster: its coarse cluster */
    uint32_t clusters;
    const clm_tag_row *tag_rows; /* NULL: no tagger */
    uint32_t tag_mask;
    const clm_tag_row *steps; /* from a label, or from the start, to a label */
    const int16_t *judge;     /* NULL: no judge */
    uint32_t judge_mask;
    int32_t threshold;
} learned;

/* Reads the section of `model` into `out`; all NULL where there is no model or section.
 * **Errors:** CLM_ERR_VERSION, CLM_ERR_FORMAT. */
CLM_MUST_CHECK clm_status clm_learned_read(const clm_model *model, learned *out, clm_error *error);

#endif
