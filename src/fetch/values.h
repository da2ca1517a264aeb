/* fetch/values.h: private to fetch: values of headers. Thread rule: no state. */
#ifndef CLM_FETCH_VALUES_H
#define CLM_FETCH_VALUES_H

#include "base/text.h"

/* Appends type and charset of a Content-Type, both in lower case, nothing of what is malformed.
 * **Source:** RFC 9110 8.3. */
void clm_fetch_content_type(clm_text value, clm_buffer *type, clm_buffer *charset);

/* Whether a value can be sent back as a header's: not empty, at most 8,192 bytes, no control
 * character. */
bool clm_fetch_value_plain(clm_text value);

/* Appends "10,737,418,240". */
void clm_fetch_grouped(uint64_t number, clm_buffer *out);

#endif
