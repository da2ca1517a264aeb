/* formats/write.h: the pieces of JSON that GeoJSON and `extract` share. Private.
 *
 * All write through a clm_json_writer; errors are its buffer's sticky failure. Thread rule: one
 * writer, one thread. */
#ifndef CLM_FORMATS_WRITE_H
#define CLM_FORMATS_WRITE_H

#include "base/json.h"
#include "formats/table.h"

/* Decimals of longitudes and latitudes: a tenth of a metre. */
enum { CLM_DEGREE_DECIMALS = 6 };

/* Writes the properties object of a feature: every column that is written for its kind. */
void clm_write_properties(clm_json_writer *writer, const clm_row *row);

/* Writes a feature object. */
void clm_write_feature(clm_json_writer *writer, const clm_collection *collection,
                       const clm_feature *feature, const clm_theme *theme);

/* Writes a geometry object, or null; `geometry` is settled (clm_geometry_settle). */
void clm_write_geometry(clm_json_writer *writer, const clm_geometry *geometry);

/* Writes "bbox" of a box that is not empty. */
void clm_write_bbox(clm_json_writer *writer, clm_bbox box);

/* As clm_json_pair_string; NULL and "" leave the member out. */
void clm_write_optional(clm_json_writer *writer, const char *key, const char *value);

#endif
