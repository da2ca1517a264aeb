/* fuzz/mend_model.h: makes the sums of a model file right. Header only. */
#ifndef CLM_FUZZ_MEND_MODEL_H
#define CLM_FUZZ_MEND_MODEL_H

#include "base/hash.h"
#include "model/format.h"

#include <string.h>

/* Sets magic, version, size and all sums of `file`, so that only the checks of numbers stand
 * between its bytes and a crash. */
static inline void mend_model(uint8_t *file, size_t size) {
    clm_model_header header;
    clm_model_row row;
    if (size < sizeof header) {
        return;
    }
    memcpy(&header, file, sizeof header);
    memcpy(header.magic, CLM_MODEL_MAGIC, sizeof header.magic);
    header.byte_order = CLM_MODEL_BYTE_ORDER;
    header.version = CLM_MODEL_VERSION;
    header.file_bytes = size;
    size_t room = (size - sizeof header) / sizeof row;
    size_t rows = header.section_count < room ? header.section_count : room;
    for (size_t i = 0; i < rows; i++) {
        uint8_t *at = file + sizeof header + i * sizeof row;
        memcpy(&row, at, sizeof row);
        if (row.offset <= size && row.size <= size - row.offset) {
            row.hash = clm_hash64(file + row.offset, (size_t)row.size);
            memcpy(at, &row, sizeof row);
        }
    }
    header.table_hash = clm_hash64(file + sizeof header, rows * sizeof row);
    header.header_hash = clm_hash64(&header, offsetof(clm_model_header, header_hash));
    memcpy(file, &header, sizeof header);
}

#endif
