/* formats/formats.h: features -> GeoJSON and (later) every other file format.
 *
 * Thread rule: no state. */
#ifndef CLM_FORMATS_FORMATS_H
#define CLM_FORMATS_FORMATS_H

#include "features/features.h"
#include "style/style.h"

/* Appends the collection as GeoJSON (RFC 7946, the fields of docs/fields.md, simplestyle 1.1 from
 * `theme`) to `out`; one feature a line. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_geojson_write(const clm_collection *collection,
                                            const clm_theme *theme, clm_buffer *out,
                                            clm_error *error);

/* Appends the GeoJSON geometry object (or null), at most 7 decimals, split at 180 degrees. */
void clm_geojson_geometry(const clm_geometry *geometry, clm_buffer *out);

/* Appends one line of `claimmap extract`: {"id","mentions","rejected","claims","attributions"}.
 * `full` false leaves the last two out (`claims` and `collection` may then be NULL). Ends without a
 * newline. */
CLM_MUST_CHECK clm_status clm_extract_write(const clm_article *article,
                                            const clm_gazetteer *gazetteer,
                                            const clm_mentions *mentions,
                                            const clm_resolved *resolved, const clm_claims *claims,
                                            const clm_collection *collection, bool full,
                                            clm_buffer *out, clm_error *error);

#endif
