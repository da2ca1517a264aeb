/* formats/formats.h: features -> GeoJSON and every other file format.
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

/* Appends the features as a GeoJSON text sequence (RFC 8142), each as in the GeoJSON. The facts of
 * the collection are those of its article's feature. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_geojsonseq_write(const clm_collection *collection,
                                               const clm_theme *theme, clm_buffer *out,
                                               clm_error *error);

/* Appends the claims as a table that spreadsheets open: the flat columns of table.h, a row for each
 * feature of a claim, located or not. UTF-8 with a byte order mark, RFC 4180. A text that a
 * spreadsheet would calculate ("=1+1"), or show as another number ("0012"), gets an apostrophe
 * before it. **Errors:** CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_csv_write(const clm_collection *collection, clm_buffer *out,
                                        clm_error *error);

enum { CLM_SHP_POINTS = 0, CLM_SHP_LINES, CLM_SHP_POLYGONS, CLM_SHP_SHEETS };

/* The files of a shapefile. */
typedef struct clm_shp_files {
    clm_buffer *shp, *shx, *dbf, *prj, *cpg;
} clm_shp_files;

/* Writes claims, figures and places that have a shape as shapefiles, one a kind of shape, with the
 * flat columns of table.h under their short names; where a kind does not occur its buffers stay
 * empty. All buffers must be empty. Text is cut at 254 bytes between characters; `warnings` gets a
 * line for each shapefile in which something was cut, and one for features without a shape.
 * **Errors:** CLM_ERR_NOMEM, CLM_ERR_LIMIT. */
CLM_MUST_CHECK clm_status clm_shp_write(const clm_collection *collection,
                                        const clm_shp_files files[CLM_SHP_SHEETS],
                                        clm_buffer *warnings, clm_error *error);

/* Appends the collection as KML 2.2: styles in the theme's hues, a balloon for each feature, the
 * flat columns of table.h as data, claims in folders by the class of their event. Features without
 * a shape are in it without one. **Errors:** CLM_ERR_NOMEM. **Source:** OGC 07-147r2. */
CLM_MUST_CHECK clm_status clm_kml_write(const clm_collection *collection, const clm_theme *theme,
                                        clm_buffer *out, clm_error *error);

/* Appends the GeoJSON geometry object (or null), at most 7 decimals, split at 180 degrees. */
void clm_geojson_geometry(const clm_geometry *geometry, clm_buffer *out);

/* ---- files for a GIS ---- */

/* How a GIS shows the features. */
typedef struct clm_styling {
    const clm_theme *theme;
    const clm_gazetteer *gazetteer; /* names countries in legends; NULL: their codes */
    const char *lang;               /* of legends, ISO 639-1; NULL: English */
} clm_styling;

/* Appends the style (QML) by which QGIS draws features nearly as the picture: rules by the kind of
 * geometry, how sure a claim is and whose it is, labels, tips. `kind` is that of a table's geometry
 * as clm_gpkg_write makes it; NONE: a layer of all kinds, as STEM.qml beside STEM.geojson, which
 * QGIS takes by itself. Rules read the properties, so that they follow what a person edits.
 * **Errors:** CLM_ERR_ARGUMENT no such language; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_qml_write(const clm_collection *collection,
                                        const clm_styling *styling, clm_geometry_kind kind,
                                        clm_buffer *out, clm_error *error);

/* Appends a GeoPackage with the layers "points", "lines" (only where there are any), "areas" and
 * the table "no_shape" of the article and of what has no known place; each with the columns of
 * formats/table.h, its features in their order; and "layer_styles", from which QGIS takes each
 * layer's style. Its time is midnight UTC of the article's day, 1970-01-01 where that is not known.
 * Shapes that are not valid are mended, a line each in `notes`. **Errors:** as
 * clm_dataset_writer_open; CLM_ERR_NOMEM. */
CLM_MUST_CHECK clm_status clm_gpkg_write(const clm_collection *collection,
                                         const clm_styling *styling, clm_buffer *out,
                                         clm_buffer *notes, clm_error *error);

/* Appends a FlatGeobuf of one layer, "features", in the order of the collection, all kinds of
 * geometry mixed, without a spatial index; days are text. A GDAL before 3.6.4 leaves features
 * without a shape out, which `notes` tells; where that are all, `out` stays as it was. **Errors:**
 * as clm_gpkg_write. */
CLM_MUST_CHECK clm_status clm_fgb_write(const clm_collection *collection, const clm_theme *theme,
                                        clm_buffer *out, clm_buffer *notes, clm_error *error);

/* Appends one line of `claimmap extract`: {"id","mentions","rejected","claims","attributions"}.
 * `full` false leaves the last two out (`claims` and `collection` may then be NULL). Ends without a
 * newline. */
CLM_MUST_CHECK clm_status clm_extract_write(const clm_article *article,
                                            const clm_gazetteer *gazetteer,
                                            const clm_mentions *mentions,
                                            const clm_resolved *resolved, const clm_claims *claims,
                                            const clm_collection *collection, bool full,
                                            clm_buffer *out, clm_error *error);

/* A database with PostGIS that collections are written into; see docs/postgis.md. */
typedef struct clm_postgis clm_postgis;

/* Connects, and makes the tables where they are missing; `connection` and `schema` as in
 * clm_store_options. **Owns:** the caller frees with clm_postgis_free. **Errors:** as
 * clm_store_open. */
CLM_MUST_CHECK clm_status clm_postgis_open(const char *connection, const char *schema,
                                           clm_postgis **out, clm_error *error);

/* Puts the collection's article, claims, figures, places and mentions in the place of what the
 * database has of that article, all or nothing. `path`: where the article was read, NULL unknown;
 * another article that was last read there, and nowhere else, is removed. **Errors:** as
 * clm_store_write; CLM_ERR_FORMAT a collection that does not say of which article it is, or a map
 * of differences. */
CLM_MUST_CHECK clm_status clm_postgis_write(clm_postgis *postgis, const clm_collection *collection,
                                            const clm_theme *theme, const char *path,
                                            clm_error *error);
void clm_postgis_free(clm_postgis *postgis);

#endif
