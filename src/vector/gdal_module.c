/* The module that links GDAL: opens layers, walks features. Its other files read and
 * write shapes and files. Not part of the program, which loads it when it is asked for. */
#include "base/alloc.h"
#include "vector/gdal_parts.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <gdal.h>
#include <pthread.h>

#include <stdio.h>
#include <string.h>

struct clm_module_dataset {
    GDALDatasetH source;
    OGRLayerH layer;
    OGRFeatureH feature;
    clm_gdal_frame frame;
    bool mixed; /* features of all layers come in one stream */
};

/* ---- messages ---- */

static void CPL_STDCALL keep_first(CPLErr severity, CPLErrorNum number, const char *message) {
    clm_gdal_fault *fault = CPLGetErrorHandlerUserData();
    (void)number;
    if (severity >= CE_Failure && fault != NULL && fault->message[0] == '\0') {
        (void)snprintf(fault->message, sizeof fault->message, "%s", message);
    }
}

void clm_gdal_watch(clm_gdal_fault *fault) {
    CPLPushErrorHandlerEx(keep_first, fault);
}

void clm_gdal_unwatch(void) {
    CPLPopErrorHandler();
}

const char *clm_gdal_reason(const clm_gdal_fault *fault) {
    return fault->message[0] != '\0' ? fault->message : "GDAL does not say why";
}

static void start(void) {
    GDALAllRegister();
    OSRSetPROJEnableNetwork(FALSE);
    CPLSetConfigOption("CPL_VSIL_CURL_ALLOWED_FILENAME", "nothing is fetched");
}

/* Two threads must not register drivers at once: some of them set up tables of their own, unlocked.
 */
void clm_gdal_start(void) {
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    (void)pthread_once(&once, start);
}

/* ---- opening ---- */

/* Files that are but a pointer to a service or to other files are not read: a map must not depend
 * on what else is on the machine or in the network. */
static bool is_refused(const char *driver) {
    static const char *const names[] = {"OGR_VRT", "GMLAS", "WFS",      "OAPIF",  "OGCAPI", "CSW",
                                        "EEDA",    "HTTP",  "PLSCENES", "PGDUMP", "Memory", "NGW"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        if (strcmp(driver, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

/* Drivers that read files: those of databases and services know no virtual file system. */
static char **allowed_drivers(void) {
    char **list = NULL;
    for (int i = 0; i < GDALGetDriverCount(); i++) {
        GDALDriverH driver = GDALGetDriver(i);
        const char *vector = GDALGetMetadataItem(driver, GDAL_DCAP_VECTOR, NULL);
        const char *files = GDALGetMetadataItem(driver, GDAL_DCAP_VIRTUALIO, NULL);
        const char *name = GDALGetDriverShortName(driver);
        if (vector != NULL && files != NULL && strcmp(files, "YES") == 0 && !is_refused(name)) {
            list = CSLAddString(list, name);
        }
    }
    return list;
}

static bool ends(const char *path, const char *ending) {
    size_t length = strlen(path);
    size_t tail = strlen(ending);
    return length > tail && EQUAL(path + length - tail, ending);
}

/* Archives are read in place. "./" before other names keeps GDAL from taking "PG:x" for more than
 * the name of a file. */
static void name_for_gdal(const char *path, clm_buffer *out) {
    static const struct {
        const char *ending, *prefix;
    } archives[] = {{".zip", "/vsizip/"},
                    {".tar", "/vsitar/"},
                    {".tar.gz", "/vsitar/"},
                    {".tgz", "/vsitar/"},
                    {".gz", "/vsigzip/"}};
    const char *here = path[0] == '/' ? "" : "./";
    for (size_t i = 0; i < sizeof archives / sizeof archives[0]; i++) {
        if (ends(path, archives[i].ending)) {
            bool gzip = strcmp(archives[i].prefix, "/vsigzip/") == 0;
            clm_buffer_printf(out, gzip ? "%s%s%s" : "%s{%s%s}", archives[i].prefix, here, path);
            return;
        }
    }
    clm_buffer_printf(out, "%s%s", here, path);
}

static clm_status open_source(clm_module_dataset *dataset, const char *path, clm_error *error) {
    static const char *const options[] = {
        "X_POSSIBLE_NAMES=lon,longitude,long,lng,x", "Y_POSSIBLE_NAMES=lat,latitude,y",
        "GEOM_POSSIBLE_NAMES=wkt,geom,geometry,the_geom,WKT", "DOWNLOAD_SCHEMA=NO", NULL};
    clm_buffer name;
    clm_gdal_fault fault = {""};
    clm_buffer_init(&name);
    name_for_gdal(path, &name);
    char **drivers = allowed_drivers();
    if (!name.failed && drivers != NULL) {
        clm_gdal_watch(&fault);
        dataset->source =
            GDALOpenEx(name.data, GDAL_OF_VECTOR | GDAL_OF_READONLY | GDAL_OF_VERBOSE_ERROR,
                       (const char *const *)drivers, options, NULL);
        clm_gdal_unwatch();
    }
    bool no_memory = name.failed || drivers == NULL;
    CSLDestroy(drivers);
    clm_buffer_clear(&name);
    if (no_memory) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    return dataset->source != NULL ? CLM_OK
                                   : clm_fail(error, CLM_ERR_FORMAT, "GDAL cannot read it: %s",
                                              clm_gdal_reason(&fault));
}

/* ---- layers ---- */

static clm_status list_layers(GDALDatasetH source, const char *wanted, clm_error *error) {
    enum { LISTED_MAX = 12 };
    clm_buffer names;
    clm_buffer_init(&names);
    int count = GDALDatasetGetLayerCount(source);
    for (int i = 0; i < count && i < LISTED_MAX; i++) {
        clm_buffer_printf(&names, "%s%s", i > 0 ? ", " : "",
                          OGR_L_GetName(GDALDatasetGetLayer(source, i)));
    }
    if (count > LISTED_MAX) {
        clm_buffer_printf(&names, " and %d more", count - LISTED_MAX);
    }
    clm_status status = CLM_OK;
    if (names.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (count == 0) {
        status = clm_fail(error, CLM_ERR_NOT_FOUND, "it has no layer");
    } else if (wanted != NULL) {
        status =
            clm_fail(error, CLM_ERR_NOT_FOUND, "it has no layer %s, but %s", wanted, names.data);
    } else {
        status = clm_fail(error, CLM_ERR_NOT_FOUND, "it has %d layers, choose with layer=NAME: %s",
                          count, names.data);
    }
    clm_buffer_clear(&names);
    return status;
}

/* The layer `wanted`; else the only one, tables without shapes not counted. */
static clm_status choose_layer(clm_module_dataset *dataset, const char *wanted, clm_error *error) {
    OGRLayerH found = NULL;
    int shaped = 0;
    int count = GDALDatasetGetLayerCount(dataset->source);
    if (wanted != NULL) {
        found = GDALDatasetGetLayerByName(dataset->source, wanted);
        shaped = 1;
    }
    for (int i = 0; i < count && wanted == NULL; i++) {
        OGRLayerH layer = GDALDatasetGetLayer(dataset->source, i);
        if (count == 1 || OGR_L_GetGeomType(layer) != wkbNone) {
            found = layer;
            shaped++;
        }
    }
    if (found == NULL || shaped != 1) {
        return list_layers(dataset->source, wanted, error);
    }
    dataset->layer = found;
    dataset->mixed = GDALDatasetTestCapability(dataset->source, ODsCRandomLayerRead);
    if (dataset->mixed) {
        GDALDatasetResetReading(dataset->source);
    } else {
        OGR_L_ResetReading(found);
    }
    return CLM_OK;
}

/* ---- coordinate systems ---- */

/* GDAL would take other words for files or addresses. */
static bool is_system_name(const char *crs) {
    static const char *const prefixes[] = {"EPSG:", "ESRI:", "IGNF:", "OGC:", "+proj="};
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++) {
        if (strncmp(crs, prefixes[i], strlen(prefixes[i])) == 0) {
            return true;
        }
    }
    return false;
}

/* The layer's own system or the one that the user names; NULL for none. **Owns:** the caller
 * releases it. */
static OGRSpatialReferenceH source_system(OGRLayerH layer, const char *crs, bool *wrong) {
    OGRSpatialReferenceH own = OGR_L_GetSpatialRef(layer);
    if (crs == NULL) {
        return own != NULL ? OSRClone(own) : NULL;
    }
    OGRSpatialReferenceH system = OSRNewSpatialReference(NULL);
    *wrong =
        system == NULL || !is_system_name(crs) || OSRSetFromUserInput(system, crs) != OGRERR_NONE;
    if (system != NULL) {
        OSRSetAxisMappingStrategy(system, OAMS_TRADITIONAL_GIS_ORDER);
    }
    return system;
}

/* Edges up to this are straight on the ground to a few metres, however they are reprojected.
 * Degrees stay as they are: an edge across 180 degrees would be led around the globe. */
static double longest_edge(OGRSpatialReferenceH system) {
    static const double longest_m = 10e3;
    if (system == NULL || OSRIsGeographic(system)) {
        return 0.0;
    }
    double unit_m = OSRGetLinearUnits(system, NULL);
    return unit_m > 0.0 ? longest_m / unit_m : longest_m;
}

static clm_status set_frame(clm_module_dataset *dataset, const clm_dataset_options *options,
                            clm_error *error) {
    const char *crs = options->crs;
    bool wrong = false;
    clm_gdal_fault fault = {""};
    clm_status status = CLM_OK;
    clm_gdal_watch(&fault);
    OGRSpatialReferenceH from = source_system(dataset->layer, crs, &wrong);
    OGRSpatialReferenceH to = OSRNewSpatialReference(NULL);
    dataset->frame.known = from != NULL;
    dataset->frame.longest = options->dense ? longest_edge(from) : 0.0;
    if (wrong) {
        status = clm_fail(error, CLM_ERR_ARGUMENT,
                          "crs: \"%s\" is no coordinate system such as EPSG:3035%s%s", crs,
                          fault.message[0] != '\0' ? ": " : "", fault.message);
    } else if (to == NULL || OSRImportFromEPSG(to, 4326) != OGRERR_NONE) {
        status = clm_fail(error, CLM_ERR_FOREIGN, "PROJ does not know WGS 84: %s",
                          clm_gdal_reason(&fault));
    } else if (from != NULL) {
        OSRSetAxisMappingStrategy(to, OAMS_TRADITIONAL_GIS_ORDER);
        if (!OSRIsSame(from, to)) {
            dataset->frame.transform = OCTNewCoordinateTransformation(from, to);
            if (dataset->frame.transform == NULL) {
                status = clm_fail(error, CLM_ERR_FORMAT,
                                  "its coordinate system cannot be turned into longitude and "
                                  "latitude, name another one with crs=EPSG:NUMBER: %s",
                                  clm_gdal_reason(&fault));
            }
        }
    }
    clm_gdal_unwatch();
    if (from != NULL) {
        OSRRelease(from);
    }
    if (to != NULL) {
        OSRRelease(to);
    }
    return status;
}

/* ---- what the program calls ---- */

static void module_free(clm_module_dataset *dataset) {
    if (dataset == NULL) {
        return;
    }
    clm_gdal_fault fault = {""};
    clm_gdal_watch(&fault);
    OGR_F_Destroy(dataset->feature);
    if (dataset->frame.transform != NULL) {
        OCTDestroyCoordinateTransformation(dataset->frame.transform);
    }
    if (dataset->source != NULL) {
        (void)GDALClose(dataset->source);
    }
    clm_gdal_unwatch();
    clm_free(dataset);
}

static clm_status module_open(const clm_dataset_options *options, clm_module_dataset **out,
                              clm_error *error) {
    clm_module_dataset *dataset = clm_alloc_zero(1, sizeof *dataset);
    if (dataset == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_gdal_fault fault = {""};
    clm_gdal_watch(&fault);
    clm_gdal_start();
    clm_gdal_unwatch();
    clm_status status = open_source(dataset, options->path, error);
    if (status == CLM_OK) {
        status = choose_layer(dataset, options->layer, error);
    }
    if (status == CLM_OK) {
        status = set_frame(dataset, options, error);
    }
    if (status != CLM_OK) {
        module_free(dataset);
        return status;
    }
    *out = dataset;
    return CLM_OK;
}

static const char *module_layer(const clm_module_dataset *dataset) {
    return OGR_L_GetName(dataset->layer);
}

static size_t module_field_count(const clm_module_dataset *dataset) {
    return (size_t)OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(dataset->layer));
}

static OGRFieldDefnH field_of(const clm_module_dataset *dataset, size_t field) {
    return OGR_FD_GetFieldDefn(OGR_L_GetLayerDefn(dataset->layer), (int)field);
}

static const char *module_field_name(const clm_module_dataset *dataset, size_t field) {
    return OGR_Fld_GetNameRef(field_of(dataset, field));
}

static bool module_field_is_text(const clm_module_dataset *dataset, size_t field) {
    OGRFieldType type = OGR_Fld_GetType(field_of(dataset, field));
    return type == OFTString || type == OFTStringList;
}

/* The next feature of the layer; files such as OpenStreetMap's have all layers in one stream. */
static OGRFeatureH next_feature(clm_module_dataset *dataset) {
    if (!dataset->mixed) {
        return OGR_L_GetNextFeature(dataset->layer);
    }
    while (true) {
        OGRLayerH of = NULL;
        OGRFeatureH feature = GDALDatasetGetNextFeature(dataset->source, &of, NULL, NULL, NULL);
        if (feature == NULL || of == dataset->layer) {
            return feature;
        }
        OGR_F_Destroy(feature);
    }
}

static clm_status module_next(clm_module_dataset *dataset, bool *more, clm_error *error) {
    clm_gdal_fault fault = {""};
    clm_gdal_watch(&fault);
    OGR_F_Destroy(dataset->feature);
    dataset->feature = next_feature(dataset);
    clm_gdal_unwatch();
    *more = dataset->feature != NULL;
    /* An end with a failure is no end, but a file that is cut off. */
    return *more || fault.message[0] == '\0'
               ? CLM_OK
               : clm_fail(error, CLM_ERR_FORMAT, "GDAL cannot read on: %s", fault.message);
}

static int64_t module_feature(const clm_module_dataset *dataset) {
    return dataset->feature != NULL ? (int64_t)OGR_F_GetFID(dataset->feature) : -1;
}

static clm_status module_geometry(clm_module_dataset *dataset, clm_geometry *out,
                                  clm_error *error) {
    return dataset->feature != NULL ? clm_gdal_geometry(OGR_F_GetGeometryRef(dataset->feature),
                                                        &dataset->frame, out, error)
                                    : CLM_OK;
}

static void join_list(const clm_module_dataset *dataset, int field, clm_buffer *out) {
    char **list = OGR_F_GetFieldAsStringList(dataset->feature, field);
    for (int i = 0; list != NULL && list[i] != NULL; i++) {
        clm_buffer_printf(out, "%s%s", i > 0 ? "|" : "", list[i]);
    }
}

static void module_text(const clm_module_dataset *dataset, size_t field, clm_buffer *out) {
    if (dataset->feature == NULL || !OGR_F_IsFieldSetAndNotNull(dataset->feature, (int)field)) {
        return;
    }
    clm_gdal_fault fault = {""};
    clm_gdal_watch(&fault);
    if (OGR_Fld_GetType(field_of(dataset, field)) == OFTStringList) {
        join_list(dataset, (int)field, out);
    } else {
        clm_buffer_string(out, OGR_F_GetFieldAsString(dataset->feature, (int)field));
    }
    clm_gdal_unwatch();
}

#if defined(__GNUC__)
__attribute__((visibility("default")))
#endif
const void *
clm_vector_module_get(void);

const void *clm_vector_module_get(void) {
    static const clm_vector_module module = {CLM_VECTOR_MODULE_VERSION,
                                             module_open,
                                             module_free,
                                             module_layer,
                                             module_field_count,
                                             module_field_name,
                                             module_field_is_text,
                                             module_next,
                                             module_feature,
                                             module_geometry,
                                             module_text,
                                             {clm_gdal_writer_open, clm_gdal_writer_free,
                                              clm_gdal_writer_add_layer, clm_gdal_writer_add,
                                              clm_gdal_writer_finish}};
    return &module;
}
