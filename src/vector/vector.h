/* vector/vector.h: shapes and attributes out of vector files: bytes to clm_geometry.
 *
 * Two doors: clm_vector reads shapefiles that lie in memory, by shapelib; clm_dataset reads any
 * vector file that GDAL knows, in any coordinate system, by a module that is loaded when it is
 * asked for. Knows nothing about names, gazetteers or maps. shapelib and GDAL stay behind this
 * fence. Thread rule: one clm_vector or clm_dataset, one thread. */
#ifndef CLM_VECTOR_VECTOR_H
#define CLM_VECTOR_VECTOR_H

#include "base/text.h"
#include "geo/geo.h"

typedef struct clm_vector clm_vector;

/* ---- shapefiles in memory ----
 * Coordinates are taken as longitude and latitude in degrees, as they stand in the file. */

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

/* ---- any file that GDAL reads ---- */

/* One layer of a file, walked feature by feature in the file's order. */
typedef struct clm_dataset clm_dataset;

typedef struct clm_dataset_options {
    const char *path;  /* a file, a folder (File Geodatabase), or a .zip, .tar, .tar.gz, .tgz, .gz
                          that holds it */
    const char *layer; /* NULL: the only one */
    const char *crs; /* "EPSG:3035" (also ESRI, IGNF, OGC) or "+proj=..."; NULL: the layer's own */
} clm_dataset_options;

enum {
    CLM_DATASET_POINTS_MAX = 1 << 24,    /* of one feature */
    CLM_DATASET_DEPTH_MAX = 16,          /* of collections in collections */
    CLM_DATASET_TEXT_BYTES_MAX = 1 << 16 /* of one attribute; the rest is cut off */
};

/* Loads the module `claimmap-gdal.so` ($CLAIMMAP_MODULES, a folder; else beside the program, else
 * in ../lib/claimmap of it) and opens a layer of a local file. Nothing is fetched: files that only
 * point elsewhere (VRT, service descriptions) are refused. **Owns:** the caller frees with
 * clm_dataset_free; the options are not kept. **Errors:** CLM_ERR_UNSUPPORTED the module is not
 * there, or needs what is not installed; CLM_ERR_VERSION it is of another build; CLM_ERR_IO no such
 * file; CLM_ERR_FORMAT GDAL does not read it; CLM_ERR_NOT_FOUND no such layer, or several and none
 * named (the message lists them); CLM_ERR_ARGUMENT an unknown `crs`; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_dataset_open(const clm_dataset_options *options, clm_dataset **out,
                                           clm_error *error);
void clm_dataset_free(clm_dataset *dataset); /* NULL is fine */

/* Name of the layer; lives as long as the dataset. */
clm_text clm_dataset_layer(const clm_dataset *dataset);

/* Attributes, from 0; names as they stand in the file, which live as long as the dataset. */
size_t clm_dataset_field_count(const clm_dataset *dataset);
clm_text clm_dataset_field_name(const clm_dataset *dataset, size_t field);
bool clm_dataset_field_is_text(const clm_dataset *dataset, size_t field);

/* The field `name`: the one of exactly that name, else the first where ASCII case does not count;
 * -1 for none. */
int clm_dataset_field(const clm_dataset *dataset, const char *name);

/* Steps to the next feature, the first one at first; `*more` gets false at the end. **Errors:**
 * CLM_ERR_FORMAT, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_dataset_next(clm_dataset *dataset, bool *more, clm_error *error);

/* Number of the feature that the last step came to, as GDAL counts and a GIS shows it. */
int64_t clm_dataset_feature(const clm_dataset *dataset);

/* Puts "FILE (layer L): feature N: " before a message about that feature; returns `status`. Nothing
 * is done for CLM_OK and CLM_ERR_NOMEM. */
clm_status clm_dataset_locate(const clm_dataset *dataset, clm_status status, clm_error *error);

/* The feature's shape in longitude and latitude, WGS 84: a point, lines, polygons, or NONE where it
 * has none. Curves become lines; what crosses 180 degrees is split there; of several points the one
 * nearest to their mean counts; of a collection its polygons, else its lines, else its points.
 * Rings that have less than three points and lines of less than two are left out. A layer without
 * a coordinate system is taken as degrees. Only vertices are reprojected. `*out` is overwritten;
 * the caller clears it. **Errors:** CLM_ERR_FORMAT (not finite, not on the globe, or the
 * coordinate system does not reach there), CLM_ERR_LIMIT, CLM_ERR_NOMEM; `*out` is then NONE. */
CLM_MUST_CHECK clm_status clm_dataset_geometry(clm_dataset *dataset, clm_geometry *out,
                                               clm_error *error);

/* Appends the text of a field without white space at its ends, numbers in plain decimals; bytes
 * that are no UTF-8 are read as ISO 8859-1. False if the field is empty or absent. **Errors:**
 * none; the buffer's own sticky failure. */
bool clm_dataset_text(clm_dataset *dataset, int field, clm_buffer *out);

/* ---- "FILE?key=value&key=value" ---- */

enum { CLM_VECTOR_KEYS_MAX = 16 };

/* A file with what the user says about it. */
typedef struct clm_vector_spec {
    char *text; /* owns path and values */
    const char *path;
    const char *const *keys;                 /* borrowed, up to a NULL */
    const char *values[CLM_VECTOR_KEYS_MAX]; /* of each key; NULL: not given */
} clm_vector_spec;

/* Splits `text` at its last "?"; without one, or where a file has the whole as its name, it is the
 * path alone. Values may hold %XX, which stands for that byte. `keys`, at most
 * CLM_VECTOR_KEYS_MAX and a NULL behind them, must live as long as the spec. **Owns:** the caller
 * clears, also after an error. **Errors:** CLM_ERR_ARGUMENT (an unknown key, one given twice, no
 * value), CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_vector_spec_parse(const char *text, const char *const *keys,
                                                clm_vector_spec *out, clm_error *error);
const char *clm_vector_spec_value(const clm_vector_spec *spec, const char *key); /* NULL: none */
void clm_vector_spec_clear(clm_vector_spec *spec);

#endif
