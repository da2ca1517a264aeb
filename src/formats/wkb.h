/* formats/wkb.h: shapes as the bytes that spatial databases take. Private. Thread rule: no state.
 */
#ifndef CLM_FORMATS_WKB_H
#define CLM_FORMATS_WKB_H

#include "base/text.h"
#include "geo/geo.h"

/* Appends the shape as extended well-known binary, little-endian, with SRID 4326; rings end with
 * their first point; one part alone is a LineString or Polygon, more are multi ones. NONE appends
 * nothing. **Source:** PostGIS, doc/ZMSgeoms.txt; OGC 06-103r4. */
void clm_ewkb_append(const clm_geometry *geometry, clm_buffer *out);

#endif
