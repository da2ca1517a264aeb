/* refresh/index_page.h: the record of a night -> index.html of its folder.
 *
 * One page without scripts: what is new, changed (with the differences), failed (with reason and
 * since when), gone, the same; links to all files; the sources with their state. It works on a
 * phone, in the dark, on paper and in a screen reader. Its content security policy allows its own
 * style by hash and pictures of its own folder, and nothing else; all text is escaped, and only
 * http and https addresses become links. The same bytes for the same record. Private to refresh.
 * Thread rule: no state. */
#ifndef CLM_REFRESH_INDEX_PAGE_H
#define CLM_REFRESH_INDEX_PAGE_H

#include "refresh/night.h"

/* Width of the thumbnails that the page is made for. A file of its own each, made of the big
 * picture: a page of two hundred big ones would weigh about 60 MB. */
enum { CLM_THUMBNAIL_WIDTH_PX = 480 };

/* Appends the page. The night must be settled. **Errors:** CLM_ERR_NOMEM; `out` is then as it was.
 */
CLM_MUST_CHECK clm_status clm_index_page_write(const clm_night *night, clm_buffer *out,
                                               clm_error *error);

#endif
