/* unit/vector/gdal_files.h: files for tests of the GDAL module, and whether it is there. Header
 * only. */
#ifndef CLM_UNIT_VECTOR_GDAL_FILES_H
#define CLM_UNIT_VECTOR_GDAL_FILES_H

#include "shapefile_bytes.h"

#include "base/file.h"

enum { GDAL_PATH_BYTES = 512 };

/* Web Mercator (EPSG:3857), as a .prj says it. */
#define WEB_MERCATOR_WKT                                                                           \
    "PROJCS[\"WGS_1984_Web_Mercator_Auxiliary_Sphere\",GEOGCS[\"GCS_WGS_1984\","                   \
    "DATUM[\"D_WGS_1984\",SPHEROID[\"WGS_1984\",6378137.0,298.257223563]],"                        \
    "PRIMEM[\"Greenwich\",0.0],UNIT[\"Degree\",0.0174532925199433]],"                              \
    "PROJECTION[\"Mercator_Auxiliary_Sphere\"],PARAMETER[\"False_Easting\",0.0],"                  \
    "PARAMETER[\"False_Northing\",0.0],PARAMETER[\"Central_Meridian\",0.0],"                       \
    "PARAMETER[\"Standard_Parallel_1\",0.0],PARAMETER[\"Auxiliary_Sphere_Type\",0.0],"             \
    "UNIT[\"Meter\",1.0]]"

/* Skips the test where the program was built without GDAL; else the module of this build is used.
 */
static inline void gdal_or_skip(void) {
    assert_int_equal(setenv("CLAIMMAP_MODULES", CLM_BUILD_DIR, 1), 0);
    if (!clm_file_exists(CLM_BUILD_DIR "/claimmap-gdal.so")) {
        print_message("skipped: built without GDAL\n");
        skip();
    }
}

/* Mercator on the sphere of WGS 84's equator, EPSG Guidance Note 7-2, 1.3.3.1. */
static inline clm_lonlat web_mercator(double lon_deg, double lat_deg) {
    static const double radius_m = 6378137.0;
    static const double degree = 3.14159265358979323846 / 180.0;
    return (clm_lonlat){radius_m * lon_deg * degree,
                        radius_m * log(tan((45.0 + lat_deg / 2.0) * degree))};
}

/* "STEM.shp" and its companions; `prj` NULL: none. */
static inline void write_shapefile_files(const char *stem, const shapefile_bytes *file,
                                         const char *prj) {
    char path[GDAL_PATH_BYTES * 2];
    const struct {
        const char *ending;
        clm_text bytes;
    } parts[] = {{"shp", clm_test_text(&file->shp)},
                 {"shx", clm_test_text(&file->shx)},
                 {"dbf", clm_test_text(&file->dbf)},
                 {"prj", clm_text_of(prj)}};
    for (size_t i = 0; i < CLM_TEST_COUNT(parts); i++) {
        assert_in_range(snprintf(path, sizeof path, "%s.%s", stem, parts[i].ending), 1,
                        sizeof path - 1);
        if (parts[i].bytes.len > 0) {
            clm_test_write(path, parts[i].bytes.ptr, parts[i].bytes.len);
        } else {
            (void)unlink(path);
        }
    }
}

static inline void remove_shapefile_files(const char *stem) {
    static const char *const endings[] = {"shp", "shx", "dbf", "prj"};
    char path[GDAL_PATH_BYTES * 2];
    for (size_t i = 0; i < CLM_TEST_COUNT(endings); i++) {
        (void)snprintf(path, sizeof path, "%s.%s", stem, endings[i]);
        (void)unlink(path);
    }
}

#endif
