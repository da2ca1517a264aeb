/* vector/shapefile_check.h: private to vector: whether the bytes of a shapefile hold together,
 * before shapelib sees them. Thread rule: no state. */
#ifndef CLM_VECTOR_SHAPEFILE_CHECK_H
#define CLM_VECTOR_SHAPEFILE_CHECK_H

#include "base/text.h"

/* Checks both headers and each record's place, size, type and parts; `*count` gets the number of
 * records. **Errors:** CLM_ERR_FORMAT, CLM_ERR_UNSUPPORTED. */
CLM_MUST_CHECK clm_status clm_shapefile_check(const char *name, clm_text shp, clm_text shx,
                                              size_t *count, clm_error *error);

/* Checks the header and the fields of a dBASE file, and that it has `count` records. */
CLM_MUST_CHECK clm_status clm_dbf_check(const char *name, clm_text dbf, size_t count,
                                        clm_error *error);

#endif
