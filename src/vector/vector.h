/* vector/vector.h: shapes and attributes out of vector files and into them.
 *
 * Four doors: clm_vector reads shapefiles that lie in memory, clm_shapefile writes them, by
 * shapelib; clm_dataset reads any vector file that GDAL knows, in any coordinate system, and
 * clm_dataset_writer makes GeoPackages and FlatGeobufs in memory, both by a module that is loaded
 * when it is asked for. Knows nothing about names, gazetteers or maps. shapelib and GDAL stay
 * behind this fence. Thread rule: one of these objects, one thread. */
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

/* ---- shapefiles written into memory ---- */

typedef enum clm_shapefile_type {
    CLM_SHAPEFILE_TEXT = 0, /* UTF-8 */
    CLM_SHAPEFILE_NUMBER,   /* digits, with "." where it has decimals */
    CLM_SHAPEFILE_DATE      /* YYYYMMDD; width 8 */
} clm_shapefile_type;

typedef struct clm_shapefile_field {
    const char *name; /* at most 10 ASCII characters */
    clm_shapefile_type type;
    int width, decimals; /* bytes: of text 1 to 254, of numbers 1 to 19 */
} clm_shapefile_field;

typedef struct clm_shapefile_options {
    clm_geometry_kind kind; /* of all shapes */
    const clm_shapefile_field *fields;
    size_t field_count;
    int year, month, day; /* of the table's header; year 0: shapelib's own, which is fixed */
} clm_shapefile_options;

/* The files of a shapefile that hold data. */
typedef struct clm_shapefile_files {
    clm_buffer *shp, *shx, *dbf;
} clm_shapefile_files;

typedef struct clm_shapefile clm_shapefile;

/* Begins a shapefile in three empty buffers, which grow; no file is touched. Coordinates are
 * degrees on WGS 84, text is UTF-8: CLM_SHAPEFILE_PRJ and CLM_SHAPEFILE_CPG are what the files
 * beside it say. The options are kept until the end. **Owns:** the caller ends with
 * clm_shapefile_free; the buffers stay the caller's. **Errors:** CLM_ERR_ARGUMENT (no kind),
 * CLM_ERR_NOMEM. **Source:** as above. */
CLM_MUST_CHECK clm_status clm_shapefile_new(const clm_shapefile_options *options,
                                            clm_shapefile_files files, clm_shapefile **out,
                                            clm_error *error);

/* Appends a shape of the options' kind with a value for each field; ptr NULL is null. Longer values
 * are cut at the field's width: the caller cuts text between characters. **Errors:**
 * CLM_ERR_ARGUMENT (a shape of another kind), CLM_ERR_LIMIT (2 GB), CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_shapefile_add(clm_shapefile *shapefile, const clm_geometry *geometry,
                                            const clm_text *values, clm_error *error);

/* Completes the files and frees. **Errors:** CLM_ERR_NOMEM: they are not complete. */
CLM_MUST_CHECK clm_status clm_shapefile_finish(clm_shapefile *shapefile, clm_error *error);
void clm_shapefile_free(clm_shapefile *shapefile); /* without completing; NULL is fine */

#define CLM_SHAPEFILE_PRJ                                                                          \
    "GEOGCS[\"GCS_WGS_1984\",DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,"                \
    "298.257223563]],PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]]"
#define CLM_SHAPEFILE_CPG "UTF-8"

/* ---- any file that GDAL reads ---- */

/* One layer of a file, walked feature by feature in the file's order. */
typedef struct clm_dataset clm_dataset;

typedef struct clm_dataset_options {
    const char *path;  /* a file, a folder (File Geodatabase), or a .zip, .tar, .tar.gz, .tgz, .gz
                          that holds it */
    const char *layer; /* NULL: the only one */
    const char *crs; /* "EPSG:3035" (also ESRI, IGNF, OGC) or "+proj=..."; NULL: the layer's own */
    bool dense;      /* of a layer in a plane, edges of more than 10 km get points between, so that
                        they stay its straight lines */
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
 * a coordinate system is taken as degrees. Only vertices are reprojected; see `dense`. `*out` is
 * overwritten; the caller clears it. **Errors:** CLM_ERR_FORMAT (not finite, not on the globe, or
 * the coordinate system does not reach there), CLM_ERR_LIMIT, CLM_ERR_NOMEM; `*out` is then NONE.
 */
CLM_MUST_CHECK clm_status clm_dataset_geometry(clm_dataset *dataset, clm_geometry *out,
                                               clm_error *error);

/* Appends the text of a field without white space at its ends, numbers in plain decimals; bytes
 * that are no UTF-8 are read as ISO 8859-1. False if the field is empty or absent. **Errors:**
 * none; the buffer's own sticky failure. */
bool clm_dataset_text(clm_dataset *dataset, int field, clm_buffer *out);

/* ---- files that GDAL writes ---- */

/* One file in memory, made layer by layer and feature by feature. */
typedef struct clm_dataset_writer clm_dataset_writer;

typedef enum clm_dataset_format {
    CLM_DATASET_GEOPACKAGE = 0, /* layers of one kind of shape each, with a spatial index */
    CLM_DATASET_FLATGEOBUF,     /* one layer of at least one feature; no index, which would take the
                                   features' order and has no place for those without a shape */
    CLM_DATASET_FORMAT_COUNT
} clm_dataset_format;

typedef enum clm_dataset_shape {
    CLM_SHAPE_NONE = 0, /* a table */
    CLM_SHAPE_POINTS,
    CLM_SHAPE_LINES,    /* all as multilines */
    CLM_SHAPE_POLYGONS, /* all as multipolygons */
    CLM_SHAPE_ANY
} clm_dataset_shape;

typedef enum clm_value_type {
    CLM_VALUE_TEXT = 0,
    CLM_VALUE_INTEGER, /* of 64 bits */
    CLM_VALUE_NUMBER,
    CLM_VALUE_BOOLEAN, /* "true", else false */
    CLM_VALUE_DATE,    /* "2025-04-08"; a moment in a FlatGeobuf, which knows no days */
    CLM_VALUE_MOMENT,  /* "2025-04-08T00:00:00Z"; the file itself has the clock as the default */
    CLM_VALUE_JSON     /* text that a GIS shows as an object or a list, where the format can */
} clm_value_type;

typedef struct clm_dataset_column {
    const char *name;
    clm_value_type type;
    int width; /* characters of a text, 0: any */
} clm_dataset_column;

typedef struct clm_dataset_layer_spec {
    const char *name;
    const char *key;         /* name of the column that numbers the features; NULL: "fid" */
    const char *description; /* NULL: none */
    clm_dataset_shape shape;
    const clm_dataset_column *columns;
    size_t column_count;
} clm_dataset_layer_spec;

/* Begins a file in WGS 84. `date` ("2025-04-08", NULL unknown) stands where the format wants the
 * time of writing, so that the same content gives the same bytes. **Owns:** the caller frees.
 * **Errors:** CLM_ERR_UNSUPPORTED, CLM_ERR_VERSION as clm_dataset_open; CLM_ERR_FOREIGN GDAL cannot
 * make such a file; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_dataset_writer_open(clm_dataset_format format, const char *date,
                                                  clm_dataset_writer **out, clm_error *error);
void clm_dataset_writer_free(clm_dataset_writer *writer); /* NULL is fine */

/* Adds a layer; they count from 0. Nothing of `layer` is kept. **Errors:** CLM_ERR_ARGUMENT a
 * second layer in a FlatGeobuf; CLM_ERR_FOREIGN, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_dataset_writer_add_layer(clm_dataset_writer *writer,
                                                       const clm_dataset_layer_spec *layer,
                                                       clm_error *error);

/* Adds a feature, numbered from 1 in each layer. `geometry` has a kind that the layer takes, or is
 * NONE or NULL. `values`, UTF-8, one for each column, NULL for null. **Errors:** CLM_ERR_ARGUMENT
 * no such layer, or a shape that it does not take; CLM_ERR_UNSUPPORTED a feature without a shape
 * in a FlatGeobuf, by a GDAL before 3.6.4; CLM_ERR_FOREIGN, CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_dataset_writer_add(clm_dataset_writer *writer, size_t layer,
                                                 const clm_geometry *geometry,
                                                 const char *const *values, clm_error *error);

/* Ends the file and appends its bytes to `out`; the writer can only be freed after that.
 * **Errors:** CLM_ERR_FOREIGN, CLM_ERR_NOMEM; `out` is then unchanged, or has failed. */
CLM_MUST_CHECK clm_status clm_dataset_writer_finish(clm_dataset_writer *writer, clm_buffer *out,
                                                    clm_error *error);

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
