/* refresh/combined.h: the GeoJSON files of a night -> one GeoJSON of all their claims, which
 * clm_render_geojson draws.
 *
 * Claims and figures of all articles; their other places stay in their own files. Ids get the
 * article's number before them ("a3-") wherever they stand, so that they are unique; a feature
 * without one gets its number in the file ("a3-f12"). Each feature has `article` (key),
 * `article_title`, `outlet` and `region` ("Kharkiv Oblast, UA"), by which a GIS groups, and keeps
 * all other members that it has. Gazetteer and worldview are those of the first article. So that
 * the picture stays readable, the places with the most claims are drawn: one of each region in
 * turn, the region with the most claims first, until `most_places`; claims about others keep their
 * shape, with draw "no" and reason "other". Features keep the numbers of their files. Private to
 * refresh. Thread rule: no state. */
#ifndef CLM_REFRESH_COMBINED_H
#define CLM_REFRESH_COMBINED_H

#include "refresh/night.h"

enum { CLM_COMBINED_PLACES = 40 };

typedef struct clm_combined_article {
    clm_text geojson;           /* as clm_geojson_write has it */
    const char *key;            /* of the night's article */
    const char *title, *outlet; /* NULL unknown */
} clm_combined_article;

/* Appends the collection, titled "Claims of the night". `most_places` 0:
 * CLM_COMBINED_PLACES. `*claims` (NULL allowed) counts the features written but the article's.
 * **Errors:** CLM_ERR_FORMAT an article's file is no such GeoJSON, with its key; CLM_ERR_NOMEM;
 * `out` is then as it was. */
CLM_MUST_CHECK clm_status clm_combined_write(const clm_combined_article *articles, size_t count,
                                             const char *date, size_t most_places, clm_buffer *out,
                                             size_t *claims, clm_error *error);

#endif
