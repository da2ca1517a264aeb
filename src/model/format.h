/* model/format.h (private): the file's bytes.
 *
 * Header, table, sections; each section begins at the next multiple of CLM_MODEL_ALIGN behind the
 * one before it, and the file ends with the last one's end. All padding is zero and checked, so
 * that no changed bit goes unseen. Numbers are little-endian. */
#ifndef CLM_MODEL_FORMAT_H
#define CLM_MODEL_FORMAT_H

#include "model/model.h"

#define CLM_MODEL_MAGIC "CLMMODEL"

enum { CLM_MODEL_VERSION = 1, CLM_MODEL_BYTE_ORDER = 0x01020304 };

typedef struct clm_model_header {
    char magic[8];
    uint32_t byte_order;
    uint32_t version;
    uint32_t section_count;
    uint32_t zero;
    uint64_t file_bytes;
    uint64_t table_hash;
    uint64_t more_zero[2];
    uint64_t header_hash; /* of all before it */
} clm_model_header;

typedef struct clm_model_row {
    char name[CLM_MODEL_NAME_MAX]; /* padded with NUL */
    uint32_t version;
    uint32_t zero;
    uint64_t offset;
    uint64_t size;
    uint64_t hash;
    uint64_t more_zero[3];
} clm_model_row;

_Static_assert(sizeof(clm_model_header) == 64, "the header has no padding of its own");
_Static_assert(sizeof(clm_model_row) == 64, "nor has a row");

static inline uint64_t clm_model_align(uint64_t offset) {
    return (offset + CLM_MODEL_ALIGN - 1) / CLM_MODEL_ALIGN * CLM_MODEL_ALIGN;
}

#endif
