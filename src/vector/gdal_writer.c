/* Writes files of GDAL's formats in its memory file system. Part of the module, not of the
 * program. */
#include "base/alloc.h"
#include "vector/gdal_parts.h"

#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct format_facts {
    const char *driver, *name, *ending;
    const char *dataset_options[2], *layer_options[2];
    size_t layers_max;
} format_facts;

static const format_facts formats[CLM_DATASET_FORMAT_COUNT] = {
    /* The version that QGIS and GDAL of 2018 and later read, not the newest that this GDAL knows.
     */
    [CLM_DATASET_GEOPACKAGE] = {"GPKG", "GeoPackage", "gpkg", {"VERSION=1.2"}, {NULL}, SIZE_MAX},
    [CLM_DATASET_FLATGEOBUF] = {"FlatGeobuf", "FlatGeobuf", "fgb", {NULL}, {"SPATIAL_INDEX=NO"}, 1},
};

typedef struct writer_layer {
    OGRLayerH layer;
    clm_dataset_shape shape;
} writer_layer;

struct clm_module_writer {
    const format_facts *format;
    GDALDatasetH dataset;
    OGRSpatialReferenceH system;
    writer_layer *layers;
    size_t layer_count, layer_capacity;
    char path[96];   /* in /vsimem */
    char moment[40]; /* said to be the time of writing */
};

static clm_status refuse(const clm_module_writer *writer, const clm_gdal_fault *fault,
                         clm_error *error) {
    return clm_fail(error, CLM_ERR_FOREIGN, "GDAL cannot write a %s: %s", writer->format->name,
                    clm_gdal_reason(fault));
}

/* GDAL takes the clock's time where a setting of the thread does not tell it another: from `begin`
 * to `end` it does. */
static const char *const date_setting = "OGR_CURRENT_DATE";

static void begin(const clm_module_writer *writer, clm_gdal_fault *fault) {
    clm_gdal_watch(fault);
    CPLSetThreadLocalConfigOption(date_setting, writer->moment);
}

static void end(void) {
    CPLSetThreadLocalConfigOption(date_setting, NULL);
    clm_gdal_unwatch();
}

/* ---- life ---- */

static clm_status open_dataset(clm_module_writer *writer, clm_error *error) {
    clm_gdal_fault fault = {""};
    begin(writer, &fault);
    clm_gdal_start();
    GDALDriverH driver = GDALGetDriverByName(writer->format->driver);
    writer->system = OSRNewSpatialReference(NULL);
    bool known = writer->system != NULL && OSRImportFromEPSG(writer->system, 4326) == OGRERR_NONE;
    if (driver != NULL && known) {
        OSRSetAxisMappingStrategy(writer->system, OAMS_TRADITIONAL_GIS_ORDER);
        char **options = NULL;
        for (size_t i = 0; i < 2 && writer->format->dataset_options[i] != NULL; i++) {
            options = CSLAddString(options, writer->format->dataset_options[i]);
        }
        writer->dataset = GDALCreate(driver, writer->path, 0, 0, 0, GDT_Unknown, options);
        CSLDestroy(options);
    }
    end();
    if (driver == NULL) {
        return clm_fail(error, CLM_ERR_FOREIGN, "this GDAL has no driver for a %s",
                        writer->format->name);
    }
    return writer->dataset != NULL ? CLM_OK : refuse(writer, &fault, error);
}

/* The file vanishes with its writer. */
static void close_dataset(clm_module_writer *writer) {
    if (writer->dataset != NULL) {
        (void)GDALClose(writer->dataset);
        writer->dataset = NULL;
    }
}

void clm_gdal_writer_free(clm_module_writer *writer) {
    if (writer == NULL) {
        return;
    }
    clm_gdal_fault fault = {""};
    begin(writer, &fault);
    close_dataset(writer);
    (void)VSIUnlink(writer->path);
    if (writer->system != NULL) {
        OSRRelease(writer->system);
    }
    end();
    clm_free(writer->layers);
    clm_free(writer);
}

clm_status clm_gdal_writer_open(clm_dataset_format format, const char *date,
                                clm_module_writer **out, clm_error *error) {
    *out = NULL;
    if ((unsigned)format >= CLM_DATASET_FORMAT_COUNT) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "no such format");
    }
    clm_module_writer *writer = clm_alloc_zero(1, sizeof *writer);
    if (writer == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    writer->format = &formats[format];
    /* Unlike all other writers' as long as it lives. */
    (void)snprintf(writer->path, sizeof writer->path, "/vsimem/claimmap-%p.%s", (void *)writer,
                   writer->format->ending);
    (void)snprintf(writer->moment, sizeof writer->moment, "%.10sT00:00:00.000Z",
                   date != NULL && strlen(date) == 10 ? date : "1970-01-01");
    clm_status status = open_dataset(writer, error);
    if (status != CLM_OK) {
        clm_gdal_writer_free(writer);
        return status;
    }
    *out = writer;
    return CLM_OK;
}

/* ---- layers ---- */

static OGRwkbGeometryType type_of(clm_dataset_shape shape) {
    switch (shape) {
    case CLM_SHAPE_NONE:
        return wkbNone;
    case CLM_SHAPE_POINTS:
        return wkbPoint;
    case CLM_SHAPE_LINES:
        return wkbMultiLineString;
    case CLM_SHAPE_POLYGONS:
        return wkbMultiPolygon;
    case CLM_SHAPE_ANY:
        break;
    }
    return wkbUnknown;
}

static bool add_column(OGRLayerH layer, const clm_dataset_column *column) {
    static const struct {
        OGRFieldType type;
        OGRFieldSubType subtype;
    } types[] = {
        [CLM_VALUE_TEXT] = {OFTString, OFSTNone}, [CLM_VALUE_INTEGER] = {OFTInteger64, OFSTNone},
        [CLM_VALUE_NUMBER] = {OFTReal, OFSTNone}, [CLM_VALUE_BOOLEAN] = {OFTInteger, OFSTBoolean},
        [CLM_VALUE_DATE] = {OFTDate, OFSTNone},   [CLM_VALUE_MOMENT] = {OFTDateTime, OFSTNone},
        [CLM_VALUE_JSON] = {OFTString, OFSTJSON},
    };
    if ((unsigned)column->type >= sizeof types / sizeof types[0]) {
        return false;
    }
    OGRFieldDefnH field = OGR_Fld_Create(column->name, types[column->type].type);
    if (field == NULL) {
        return false;
    }
    OGR_Fld_SetSubType(field, types[column->type].subtype);
    OGR_Fld_SetWidth(field, column->width);
    if (column->type == CLM_VALUE_MOMENT) {
        OGR_Fld_SetDefault(field, "CURRENT_TIMESTAMP");
    }
    bool done = OGR_L_CreateField(layer, field, FALSE) == OGRERR_NONE;
    OGR_Fld_Destroy(field);
    return done;
}

static char **layer_options(const clm_module_writer *writer, const clm_dataset_layer_spec *spec) {
    char **options = NULL;
    for (size_t i = 0; i < 2 && writer->format->layer_options[i] != NULL; i++) {
        options = CSLAddString(options, writer->format->layer_options[i]);
    }
    if (writer->format == &formats[CLM_DATASET_GEOPACKAGE]) {
        options = CSLSetNameValue(options, "FID", spec->key != NULL ? spec->key : "fid");
        options = CSLSetNameValue(options, "GEOMETRY_NAME", "geom");
        if (spec->description != NULL) {
            options = CSLSetNameValue(options, "DESCRIPTION", spec->description);
        }
    }
    return options;
}

clm_status clm_gdal_writer_add_layer(clm_module_writer *writer, const clm_dataset_layer_spec *spec,
                                     clm_error *error) {
    if (writer->layer_count >= writer->format->layers_max) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a %s has one layer", writer->format->name);
    }
    void *layers = writer->layers;
    if (clm_grow(&layers, &writer->layer_capacity, writer->layer_count + 1,
                 sizeof *writer->layers) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    writer->layers = layers;
    clm_gdal_fault fault = {""};
    begin(writer, &fault);
    char **options = layer_options(writer, spec);
    OGRLayerH layer = GDALDatasetCreateLayer(writer->dataset, spec->name,
                                             spec->shape != CLM_SHAPE_NONE ? writer->system : NULL,
                                             type_of(spec->shape), options);
    CSLDestroy(options);
    bool done = layer != NULL;
    for (size_t i = 0; i < spec->column_count && done; i++) {
        done = add_column(layer, &spec->columns[i]);
    }
    end();
    if (!done) {
        return refuse(writer, &fault, error);
    }
    writer->layers[writer->layer_count++] = (writer_layer){layer, spec->shape};
    return CLM_OK;
}

/* ---- features ---- */

static bool takes(clm_dataset_shape shape, clm_geometry_kind kind) {
    static const clm_dataset_shape of_kind[] = {[CLM_GEOMETRY_NONE] = CLM_SHAPE_ANY,
                                                [CLM_GEOMETRY_POINT] = CLM_SHAPE_POINTS,
                                                [CLM_GEOMETRY_LINES] = CLM_SHAPE_LINES,
                                                [CLM_GEOMETRY_POLYGONS] = CLM_SHAPE_POLYGONS};
    return kind == CLM_GEOMETRY_NONE || shape == CLM_SHAPE_ANY || of_kind[kind] == shape;
}

static void set_value(OGRFeatureH feature, int field, const char *value) {
    OGRFieldDefnH column = OGR_F_GetFieldDefnRef(feature, field);
    if (value == NULL) {
        OGR_F_SetFieldNull(feature, field);
    } else if (OGR_Fld_GetSubType(column) == OFSTBoolean) {
        OGR_F_SetFieldInteger(feature, field, strcmp(value, "true") == 0);
    } else {
        OGR_F_SetFieldString(feature, field, value);
    }
}

static clm_status add_feature(const clm_module_writer *writer, OGRLayerH layer,
                              const clm_geometry *geometry, const char *const *values,
                              clm_error *error) {
    OGRFeatureDefnH columns = OGR_L_GetLayerDefn(layer);
    OGRFeatureH feature = OGR_F_Create(columns);
    OGRGeometryH shape = clm_gdal_shape(geometry);
    bool shaped = geometry != NULL && geometry->kind != CLM_GEOMETRY_NONE;
    if (feature == NULL || (shaped && shape == NULL)) {
        if (shape != NULL) {
            OGR_G_DestroyGeometry(shape);
        }
        OGR_F_Destroy(feature);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (int i = 0; i < OGR_FD_GetFieldCount(columns); i++) {
        set_value(feature, i, values[i]);
    }
    clm_gdal_fault fault = {""};
    begin(writer, &fault);
    /* The feature owns the shape also where it does not take it. */
    bool done = (shape == NULL || OGR_F_SetGeometryDirectly(feature, shape) == OGRERR_NONE) &&
                OGR_L_CreateFeature(layer, feature) == OGRERR_NONE;
    OGR_F_Destroy(feature);
    end();
    return done ? CLM_OK : refuse(writer, &fault, error);
}

/* Without a word, as GDAL did. */
static bool drops_shapeless(const clm_module_writer *writer) {
    static const int fixed = GDAL_COMPUTE_VERSION(3, 6, 4);
    return writer->format == &formats[CLM_DATASET_FLATGEOBUF] &&
           atoi(GDALVersionInfo("VERSION_NUM")) < fixed;
}

clm_status clm_gdal_writer_add(clm_module_writer *writer, size_t layer,
                               const clm_geometry *geometry, const char *const *values,
                               clm_error *error) {
    if (layer >= writer->layer_count || writer->dataset == NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "no such layer");
    }
    const writer_layer *to = &writer->layers[layer];
    bool shaped = geometry != NULL && geometry->kind != CLM_GEOMETRY_NONE;
    if (!shaped && drops_shapeless(writer)) {
        return clm_fail(error, CLM_ERR_UNSUPPORTED,
                        "this GDAL cannot put a feature without a shape into a %s; that of 3.6.4 "
                        "can",
                        writer->format->name);
    }
    if (geometry != NULL && !takes(to->shape, geometry->kind)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a layer of another kind of shape");
    }
    return add_feature(writer, to->layer, geometry, values, error);
}

/* What is left to be written is written when the file is closed, so that failures show there. */
clm_status clm_gdal_writer_finish(clm_module_writer *writer, clm_buffer *out, clm_error *error) {
    if (writer->dataset == NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "it is finished already");
    }
    clm_gdal_fault fault = {""};
    begin(writer, &fault);
    close_dataset(writer);
    end();
    vsi_l_offset length = 0;
    const GByte *bytes = VSIGetMemFileBuffer(writer->path, &length, FALSE);
    if (fault.message[0] != '\0' || bytes == NULL) {
        return refuse(writer, &fault, error);
    }
    clm_buffer_add(out, bytes, (size_t)length);
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}
