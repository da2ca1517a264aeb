/* page/page.h: features + theme + base map + the article's text -> one HTML page that needs nothing
 * else: no network, no other file.
 *
 * What is in the page, and what it may do, is told in docs/html.md. All that comes from the article
 * is escaped; the page's own content security policy allows the program's scripts and styles alone,
 * by their hashes. Thread rule: no state. */
#ifndef CLM_PAGE_PAGE_H
#define CLM_PAGE_PAGE_H

#include "features/features.h"
#include "shapes/shapes.h"
#include "style/style.h"

typedef struct clm_page_options {
    clm_text text; /* the article's decoded text; ptr NULL: unknown, the quotes stand for it */
    bool has_extent;
    clm_bbox extent;         /* that the map shows first */
    const char *const *hide; /* feature ids that are not on the map, sorted or not */
    size_t hide_count;
    const char *byline; /* NULL: the theme's */
    const char *lang;   /* of the page's own words, ISO 639-1; NULL: English */
    /* Layers of land to be drawn under the claims, of those that the collection's facts name. */
    const clm_overlay_layer *const *overlays;
    size_t overlay_count;
} clm_page_options;

/* Appends the page. `gazetteer` NULL: no base map. Where nothing is located, there is no map, but
 * the text and the list of claims. The same bytes for the same input. **Errors:** CLM_ERR_ARGUMENT
 * a language that there are no words for, an empty extent; CLM_ERR_NOMEM, CLM_ERR_DAMAGED,
 * CLM_ERR_FOREIGN; `out` is then as it was. */
CLM_MUST_CHECK clm_status clm_page_write(const clm_collection *collection,
                                         const clm_gazetteer *gazetteer, const clm_theme *theme,
                                         const clm_page_options *options, clm_buffer *out,
                                         clm_error *error);

#endif
