/* formats/write.h: the pieces of JSON that GeoJSON and `extract` share. Private.
 *
 * All write through a clm_json_writer; errors are its buffer's sticky failure. Thread rule: one
 * writer, one thread. */
#ifndef CLM_FORMATS_WRITE_H
#define CLM_FORMATS_WRITE_H

#include "base/json.h"
#include "features/features.h"
#include "style/style.h"

/* Decimals of longitudes and latitudes: a tenth of a metre. */
enum { CLM_DEGREE_DECIMALS = 6 };

/* Writes the properties object of a feature; `theme` NULL leaves the colours out. */
void clm_write_properties(clm_json_writer *writer, const clm_collection *collection,
                          const clm_feature *feature, const clm_theme *theme);

/* Writes the members that the collection and the article feature share: gazetteer, worldview,
 * options. */
void clm_write_origin(clm_json_writer *writer, const clm_article_facts *facts);
/* Nothing where it is not known. */
void clm_write_outlet(clm_json_writer *writer, const clm_article_facts *facts);

/* Writes colours and widths of simplestyle 1.1 as members of the open object. */
void clm_write_simplestyle(clm_json_writer *writer, const clm_collection *collection,
                           const clm_feature *feature, const clm_theme *theme);

/* Writes a geometry object, or null; `geometry` is settled (clm_geometry_settle). */
void clm_write_geometry(clm_json_writer *writer, const clm_geometry *geometry);

/* Writes "bbox" of a box that is not empty. */
void clm_write_bbox(clm_json_writer *writer, clm_bbox box);

/* As clm_json_pair_string; NULL and "" leave the member out. */
void clm_write_optional(clm_json_writer *writer, const char *key, const char *value);

#endif
