/* vector/gdal_parts.h: private to the GDAL module: what its two files share.
 *
 * The only header that sees GDAL; nothing but the module includes it. */
#ifndef CLM_VECTOR_GDAL_PARTS_H
#define CLM_VECTOR_GDAL_PARTS_H

#include "geo/geo.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>

/* What turns a layer's shapes into longitude and latitude. */
typedef struct clm_gdal_frame {
    OGRCoordinateTransformationH transform; /* NULL: they are that already */
    bool known;                             /* false: taken for degrees for want of a better */
} clm_gdal_frame;

/* The first failure that GDAL reports while it is watched. */
typedef struct clm_gdal_fault {
    char message[400];
} clm_gdal_fault;

/* From `watch` to `unwatch` nothing is printed, and the first failure goes to `fault`. */
void clm_gdal_watch(clm_gdal_fault *fault);
void clm_gdal_unwatch(void);

/* The shape of clm_dataset_geometry, without its split at 180 degrees; `shape` may be NULL. */
CLM_MUST_CHECK clm_status clm_gdal_geometry(OGRGeometryH shape, const clm_gdal_frame *frame,
                                            clm_geometry *out, clm_error *error);

#endif
