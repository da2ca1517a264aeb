/* vector/gdal_parts.h: private to the GDAL module: what its files share.
 *
 * The only header that sees GDAL; nothing but the module includes it. */
#ifndef CLM_VECTOR_GDAL_PARTS_H
#define CLM_VECTOR_GDAL_PARTS_H

#include "vector/module.h"

#include <ogr_api.h>
#include <ogr_srs_api.h>

/* What turns a layer's shapes into longitude and latitude. */
typedef struct clm_gdal_frame {
    OGRCoordinateTransformationH transform; /* NULL: they are that already */
    bool known;                             /* false: taken for degrees for want of a better */
    double longest;                         /* edge, in the layer's own unit; 0: any length */
} clm_gdal_frame;

/* The first failure that GDAL reports while it is watched. */
typedef struct clm_gdal_fault {
    char message[400];
} clm_gdal_fault;

/* From `watch` to `unwatch` nothing is printed, and the first failure goes to `fault`. */
void clm_gdal_watch(clm_gdal_fault *fault);
void clm_gdal_unwatch(void);
/* The failure in words. */
const char *clm_gdal_reason(const clm_gdal_fault *fault);

/* Before all else of GDAL; again is fine. Nothing is fetched. */
void clm_gdal_start(void);

/* The shape of clm_dataset_geometry, without its split at 180 degrees; `shape` may be NULL. */
CLM_MUST_CHECK clm_status clm_gdal_geometry(OGRGeometryH shape, const clm_gdal_frame *frame,
                                            clm_geometry *out, clm_error *error);

/* The same the other way: polygons as a multipolygon, lines as a multiline; NULL for NONE and NULL,
 * and when memory ends. **Owns:** the caller destroys it. */
OGRGeometryH clm_gdal_shape(const clm_geometry *geometry);

/* gdal_writer.c: the functions of clm_module_writing. */
CLM_MUST_CHECK clm_status clm_gdal_writer_open(clm_dataset_format format, const char *date,
                                               clm_module_writer **out, clm_error *error);
void clm_gdal_writer_free(clm_module_writer *writer);
CLM_MUST_CHECK clm_status clm_gdal_writer_add_layer(clm_module_writer *writer,
                                                    const clm_dataset_layer_spec *spec,
                                                    clm_error *error);
CLM_MUST_CHECK clm_status clm_gdal_writer_add(clm_module_writer *writer, size_t layer,
                                              const clm_geometry *geometry,
                                              const char *const *values, clm_error *error);
CLM_MUST_CHECK clm_status clm_gdal_writer_finish(clm_module_writer *writer, clm_buffer *out,
                                                 clm_error *error);

#endif
