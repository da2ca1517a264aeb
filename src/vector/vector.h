/* vector/vector.h: shapes and attributes out of vector files: bytes to clm_geometry.
 *
 * Knows nothing about names, gazetteers or maps. shapelib stays behind this fence. Coordinates are
 * taken as longitude and latitude in degrees, as they stand in the file. Thread rule: one
 * clm_vector, one thread. */
#ifndef CLM_VECTOR_VECTOR_H
#define CLM_VECTOR_VECTOR_H

#include "base/text.h"
#include "geo/geo.h"

typedef struct clm_vector clm_vector;

/* Opens a shapefile whose three files lie in memory; no file is touched. `dbf` may be empty: there
 * are no fields then. `name` stands before messages. All headers and record sizes are checked here,
 * since shapelib trusts some. **Owns:** the caller frees the vector with clm_vector_free; the bytes
 * are borrowed and must live as long. **Errors:** CLM_ERR_FORMAT (damaged, cut off, not a
 * shapefile), CLM_ERR_UNSUPPORTED (multipoints, multipatches), CLM_ERR_NOMEM.
 * **Source:** ESRI Shapefile Technical Description (1998); the dBASE III file structure. */
CLM_MUST_CHECK clm_status clm_vector_open_shapefile_memory(const char *name, clm_text shp,
                                                           clm_text shx, clm_text dbf,
                                                           clm_vector **out, clm_error *error);
void clm_vector_free(clm_vector *vector); /* NULL is fine */

/* The number of records; they count from 0. */
size_t clm_vector_count(const clm_vector *vector);

/* Reads the shape of record `index`: a point, lines, polygons, or NONE for an empty record. Rings
 * come in the order of clm_geometry (an outer ring, counter-clockwise, then its holes), whatever
 * their order in the file; a ring that runs like a hole and lies in no outer ring is taken as an
 * outer one. Rings of less than three points and lines of less than two are left out. `*out` is
 * overwritten; the caller clears it. **Errors:** CLM_ERR_FORMAT (a coordinate that is not finite),
 * CLM_ERR_ARGUMENT (no such record), CLM_ERR_NOMEM; `*out` is then NONE. */
CLM_MUST_CHECK clm_status clm_vector_geometry(clm_vector *vector, size_t index, clm_geometry *out,
                                              clm_error *error);

/* The number of the field `name` (ASCII case does not count), or -1. */
int clm_vector_field(const clm_vector *vector, const char *name);
int clm_vector_field_count(const clm_vector *vector);

/* Reads a whole number; false if the field is empty, absent, no number, has decimals, or does not
 * fit. */
bool clm_vector_int(clm_vector *vector, size_t index, int field, int64_t *value);

/* Reads a number; false if the field is empty, absent or no number. */
bool clm_vector_number(clm_vector *vector, size_t index, int field, double *value);

/* Appends the text of a field without white space at its ends; bytes that are no UTF-8 are read as
 * ISO 8859-1. False if the field is empty or absent. **Errors:** none; the buffer's own sticky
 * failure. */
bool clm_vector_text(clm_vector *vector, size_t index, int field, clm_buffer *out);

#endif
