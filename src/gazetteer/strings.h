/* gazetteer/strings.h: the builder's pool of texts, each kept once, as the file stores them:
 * a byte of length, then the bytes; offset 0 is the empty text. Private. */
#ifndef CLM_GAZETTEER_STRINGS_H
#define CLM_GAZETTEER_STRINGS_H

#include "base/text.h"

typedef struct clm_strings {
    clm_buffer bytes;
    uint32_t *slots; /* offset of the text, 0 for free */
    size_t slot_count, used;
} clm_strings;

CLM_MUST_CHECK clm_status clm_strings_init(clm_strings *pool, clm_error *error);
void clm_strings_clear(clm_strings *pool);

/* Puts `text` into the pool. **Errors:** CLM_ERR_NOMEM; CLM_ERR_LIMIT longer than 255 bytes. */
CLM_MUST_CHECK clm_status clm_strings_add(clm_strings *pool, clm_text text, uint32_t *offset,
                                          clm_error *error);

/* The offset of `text`, or UINT32_MAX if it is not there. */
uint32_t clm_strings_find(const clm_strings *pool, clm_text text);

/* The text at an offset that the pool gave; valid until the next clm_strings_add. */
clm_text clm_strings_get(const clm_strings *pool, uint32_t offset);

#endif
