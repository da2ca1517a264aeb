/* Any bytes as a shapefile: an error, or shapes that keep the rules of clm_geometry. An input is
 * two little-endian 32-bit sizes, of the .shp and of the .shx, and then the three files. */
#include "fuzz/fuzz.h"

#include "vector/vector.h"

#include <math.h>

static size_t little32(const uint8_t *bytes) {
    return (size_t)bytes[0] | (size_t)bytes[1] << 8 | (size_t)bytes[2] << 16 |
           (size_t)bytes[3] << 24;
}

static clm_text take(clm_text *rest, size_t wanted) {
    clm_text piece = {rest->ptr, wanted < rest->len ? wanted : rest->len};
    rest->ptr += piece.len;
    rest->len -= piece.len;
    return piece;
}

static void check_geometry(const clm_geometry *shape) {
    size_t least = shape->kind == CLM_GEOMETRY_POLYGONS ? 3
                   : shape->kind == CLM_GEOMETRY_LINES  ? 2
                                                        : 1;
    CLM_FUZZ_REQUIRE((shape->kind == CLM_GEOMETRY_NONE) == (shape->part_count == 0));
    size_t total = 0;
    for (size_t part = 0; part < shape->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(shape, part, &count);
        CLM_FUZZ_REQUIRE(count >= least);
        CLM_FUZZ_REQUIRE(!shape->part_hole[part] || part > 0);
        for (size_t i = 0; i < count; i++) {
            CLM_FUZZ_REQUIRE(isfinite(points[i].lon_deg) && isfinite(points[i].lat_deg));
        }
        total += count;
    }
    CLM_FUZZ_REQUIRE(total == shape->point_count);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    if (size < 8) {
        return 0;
    }
    clm_text rest = {(const char *)data + 8, size - 8};
    clm_text shp = take(&rest, little32(data));
    clm_text shx = take(&rest, little32(data + 4));
    clm_vector *vector = NULL;
    clm_error error = {0};
    clm_status status = clm_vector_open_shapefile_memory("fuzz", shp, shx, rest, &vector, &error);
    if (status != CLM_OK) {
        CLM_FUZZ_REQUIRE(!vector);
        CLM_FUZZ_REQUIRE(status == CLM_ERR_FORMAT || status == CLM_ERR_UNSUPPORTED);
        return 0;
    }
    for (size_t i = 0; i < clm_vector_count(vector); i++) {
        clm_geometry shape;
        status = clm_vector_geometry(vector, i, &shape, &error);
        CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_FORMAT);
        check_geometry(&shape);
        clm_geometry_clear(&shape);
        for (int field = 0; field < clm_vector_field_count(vector); field++) {
            clm_buffer text = {0};
            double number = 0.0;
            (void)clm_vector_text(vector, i, field, &text);
            (void)clm_vector_number(vector, i, field, &number);
            clm_buffer_clear(&text);
        }
    }
    clm_vector_free(vector);
    return 0;
}
