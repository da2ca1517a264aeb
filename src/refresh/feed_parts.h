/* refresh/feed_parts.h (private): what the feed*.c files share. */
#ifndef CLM_REFRESH_FEED_PARTS_H
#define CLM_REFRESH_FEED_PARTS_H

#include "refresh/feeds.h"

/* feed_packed.c: appends what gzip packed, in one member or more; nothing where `bytes` are not
 * packed. **Errors:** CLM_ERR_DAMAGED; CLM_ERR_LIMIT more than CLM_FEED_BYTES_MAX unpacked, with
 * both sizes; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_feed_unpack(clm_text bytes, clm_buffer *out, clm_error *error);

/* feed_bytes.c: copies an XML file so that libxml2 can read it without harm: no document type,
 * HTML's character references as numbers, no control characters; UTF-16 as UTF-8, and what says
 * that it is UTF-8, or nothing, too, with bytes that are none read as windows-1252, unless most are
 * none and letters tell another encoding. `*encoding` is then the name for libxml2, NULL: as the
 * file says. **Errors:** CLM_ERR_LIMIT too many attributes; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_feed_mend(clm_text bytes, const char *charset, clm_buffer *out,
                                        const char **encoding, clm_error *error);

/* The code point of HTML's "&name;" or "&#...;" at `text`; `*used` bytes. 0: none. */
uint32_t clm_feed_reference(clm_text text, size_t *used);

/* Adds an entry; false when memory ends. One with a URL that is not http(s) is counted only. */
bool clm_feed_add(clm_feed *feed, const clm_feed_entry *entry);

/* feeds.c */
CLM_MUST_CHECK clm_status clm_feed_read_json(clm_feed *feed, clm_text bytes, const char *url,
                                             clm_error *error);
/* feed_xml.c */
CLM_MUST_CHECK clm_status clm_feed_read_xml(clm_feed *feed, clm_text bytes, const char *url,
                                            const char *charset, clm_error *error);

/* feed_xml.c: `link` against `base` (NULL: none) as a whole http(s) URL in the arena, NULL: it is
 * none, or memory ended (then *failed). */
const char *clm_feed_link(clm_arena *arena, clm_text link, const char *base, bool *failed);

#endif
