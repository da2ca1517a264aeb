/* refresh/markup.h: what page and feed share: escaped text, safe addresses. Appends to a buffer
 * whose sticky failure is checked at the end; NULL writes nothing. Private to refresh. Thread rule:
 * no state. */
#ifndef CLM_REFRESH_MARKUP_H
#define CLM_REFRESH_MARKUP_H

#include "base/text.h"

/* Text for content and attributes with double quotes, of HTML and XML. */
void clm_markup_text(clm_buffer *out, const char *text);
/* A relative path as a URL: percent-encoded (RFC 3986), "/" stays; one that could be taken for a
 * scheme gets "./" before it. */
void clm_markup_path(clm_buffer *out, const char *path);
/* True if `address` is an http or https URL that may stand as a link. */
bool clm_markup_is_link(const char *address);
/* "1 claim", "2 claims". */
void clm_markup_count(clm_buffer *out, size_t count, const char *one, const char *many);

#endif
