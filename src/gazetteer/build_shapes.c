/* Shapefiles of the source folder: polygons of regions, rivers and lakes. */
#include "base/alloc.h"
#include "gazetteer/topology.h"
#include "vector/vector.h"

#include <stdio.h>
#include <string.h>

typedef struct shape_file {
    const char *stem;
    clm_buffer shp, shx, dbf;
    clm_vector *vector;
    bool missing;
} shape_file;

static void close_file(shape_file *file) {
    clm_vector_free(file->vector);
    clm_buffer_clear(&file->shp);
    clm_buffer_clear(&file->shx);
    clm_buffer_clear(&file->dbf);
}

static clm_status read_part(const char *dir, const char *stem, const char *extension,
                            clm_buffer *out, bool *missing, clm_error *error) {
    char name[64];
    (void)snprintf(name, sizeof(name), "%s.%s", stem, extension);
    return clm_table_read_file(dir, name, out, missing, error);
}

static clm_text text_of(const clm_buffer *buffer) {
    return (clm_text){buffer->data, buffer->len};
}

static clm_status open_file(shape_file *file, const char *dir, const char *stem, bool optional,
                            clm_error *error) {
    memset(file, 0, sizeof(*file));
    file->stem = stem;
    clm_buffer_init(&file->shp);
    clm_buffer_init(&file->shx);
    clm_buffer_init(&file->dbf);
    clm_status status =
        read_part(dir, stem, "shp", &file->shp, optional ? &file->missing : NULL, error);
    if (status != CLM_OK || file->missing) {
        return status;
    }
    status = read_part(dir, stem, "shx", &file->shx, NULL, error);
    if (status == CLM_OK) {
        status = read_part(dir, stem, "dbf", &file->dbf, NULL, error);
    }
    if (status == CLM_OK) {
        status = clm_vector_open_shapefile_memory(stem, text_of(&file->shp), text_of(&file->shx),
                                                  text_of(&file->dbf), &file->vector, error);
    }
    return status;
}

/* The region of record `index`, by its attribute NE_ID. */
static clm_status find_region(const clm_build *build, shape_file *file, size_t index, int field,
                              uint32_t *region, clm_error *error) {
    int64_t number = 0;
    char id[32];
    if (!clm_vector_int(file->vector, index, field, &number)) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.shp: record %zu has no NE_ID", file->stem,
                        index);
    }
    (void)snprintf(id, sizeof(id), "ne:%lld", (long long)number);
    *region = clm_build_find_id(build, clm_text_of(id));
    if (*region == CLM_GAZ_NONE || *region >= build->region_count) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.shp: record %zu: regions.tsv has no %s",
                        file->stem, index, id);
    }
    return CLM_OK;
}

static bool same_vertex(clm_gaz_vertex a, clm_gaz_vertex b) {
    return a.lon_e7 == b.lon_e7 && a.lat_e7 == b.lat_e7;
}

static clm_status add_vertex(clm_rings_input *input, size_t first, clm_lonlat point,
                             clm_error *error) {
    if (!(point.lon_deg >= -180.001 && point.lon_deg <= 180.001 && point.lat_deg >= -90.001 &&
          point.lat_deg <= 90.001)) {
        return clm_fail(error, CLM_ERR_FORMAT, "a coordinate is out of range");
    }
    double lon = point.lon_deg > 180.0 ? 180.0 : point.lon_deg < -180.0 ? -180.0 : point.lon_deg;
    double lat = point.lat_deg > 90.0 ? 90.0 : point.lat_deg < -90.0 ? -90.0 : point.lat_deg;
    clm_gaz_vertex vertex = {clm_e7(lon), clm_e7(lat)};
    if (input->vertices.count > first &&
        same_vertex(input->vertices.items[input->vertices.count - 1], vertex)) {
        return CLM_OK;
    }
    if (!CLM_ARRAY_ROOM(input->vertices)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    input->vertices.items[input->vertices.count++] = vertex;
    return CLM_OK;
}

clm_status clm_rings_input_add(clm_rings_input *input, const clm_geometry *shape, size_t part,
                               uint32_t region, clm_error *error) {
    size_t count = 0;
    const clm_lonlat *points = clm_geometry_part(shape, part, &count);
    bool ring = shape->kind == CLM_GEOMETRY_POLYGONS;
    clm_ring_input item = {region, shape->part_hole[part] != 0, input->vertices.count, 0};
    for (size_t i = 0; i < count; i++) {
        clm_status status = add_vertex(input, item.first, points[i], error);
        if (status != CLM_OK) {
            return status;
        }
    }
    item.count = input->vertices.count - item.first;
    while (ring && item.count > 1 &&
           same_vertex(input->vertices.items[item.first],
                       input->vertices.items[item.first + item.count - 1])) {
        item.count--;
    }
    if (item.count < (ring ? 3U : 2U)) {
        input->vertices.count = item.first;
        return CLM_OK;
    }
    input->vertices.count = item.first + item.count;
    if (!CLM_ARRAY_ROOM(input->rings)) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
    }
    input->rings.items[input->rings.count++] = item;
    return CLM_OK;
}

static clm_status add_record(clm_rings_input *input, shape_file *file, size_t index,
                             uint32_t region, clm_error *error) {
    clm_geometry shape;
    clm_geometry_init(&shape);
    clm_status status = clm_vector_geometry(file->vector, index, &shape, error);
    bool usable = shape.kind == CLM_GEOMETRY_POLYGONS || shape.kind == CLM_GEOMETRY_LINES;
    for (size_t p = 0; status == CLM_OK && usable && p < shape.part_count; p++) {
        status = clm_rings_input_add(input, &shape, p, region, error);
    }
    clm_geometry_clear(&shape);
    if (status == CLM_ERR_FORMAT && error != NULL) {
        char where[96];
        (void)snprintf(where, sizeof(where), "%s.shp: record %zu", file->stem, index);
        (void)clm_error_prefix(error, where);
    }
    return status;
}

clm_status clm_build_read_shapes(clm_build *build, clm_error *error) {
    shape_file file;
    clm_rings_input input = {0};
    bool *seen = clm_alloc_zero(build->region_count + 1, sizeof(*seen));
    clm_status status = open_file(&file, build->dir, "regions", false, error);
    if (seen == NULL && status == CLM_OK) {
        (void)clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
        status = CLM_ERR_NOMEM;
    }
    int field = status == CLM_OK ? clm_vector_field(file.vector, "NE_ID") : -1;
    if (status == CLM_OK && field < 0) {
        status = clm_fail(error, CLM_ERR_FORMAT, "regions.dbf has no field NE_ID");
    }
    size_t count = status == CLM_OK ? clm_vector_count(file.vector) : 0;
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        uint32_t region = 0;
        status = find_region(build, &file, i, field, &region, error);
        if (status == CLM_OK && seen[region]) {
            status =
                clm_fail(error, CLM_ERR_FORMAT, "regions.shp: record %zu: NE_ID stands twice", i);
        }
        if (status == CLM_OK) {
            seen[region] = true;
            status = add_record(&input, &file, i, region, error);
        }
    }
    close_file(&file);
    if (status == CLM_OK) {
        status = clm_topology_make(build, &input, error);
    }
    clm_rings_input_clear(&input);
    clm_free(seen);
    return status;
}

/* ---- rivers and lakes ---- */

static clm_status add_water(clm_build *build, const clm_rings_input *input, bool lakes,
                            uint8_t rank, clm_error *error) {
    for (size_t r = 0; r < input->rings.count; r++) {
        const clm_ring_input *ring = &input->rings.items[r];
        clm_gaz_line line = {0};
        line.first = (uint32_t)build->vertices.count;
        line.count = (uint32_t)ring->count;
        line.left = line.right = CLM_GAZ_NONE;
        line.line_class = (uint8_t)(lakes ? CLM_LINE_LAKE : CLM_LINE_RIVER);
        line.rank = rank;
        line.flags =
            (uint8_t)((lakes ? CLM_GAZ_LINE_CLOSED : 0) | (ring->hole ? CLM_GAZ_LINE_HOLE : 0));
        if (!CLM_ARRAY_ROOM(build->lines) ||
            clm_grow((void **)&build->vertices.items, &build->vertices.capacity,
                     build->vertices.count + ring->count, sizeof(clm_gaz_vertex)) != 0) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory for shapes");
        }
        memcpy(build->vertices.items + build->vertices.count, input->vertices.items + ring->first,
               ring->count * sizeof(clm_gaz_vertex));
        build->vertices.count += ring->count;
        build->lines.items[build->lines.count++] = line;
    }
    return CLM_OK;
}

static clm_status read_water(clm_build *build, const char *stem, bool lakes, clm_error *error) {
    shape_file file;
    clm_rings_input input = {0};
    clm_status status = open_file(&file, build->dir, stem, true, error);
    bool any = status == CLM_OK && !file.missing;
    int field = any ? clm_vector_field(file.vector, "RANK") : -1;
    if (any && field < 0) {
        status = clm_fail(error, CLM_ERR_FORMAT, "%s.dbf has no field RANK", stem);
    }
    size_t count = any && status == CLM_OK ? clm_vector_count(file.vector) : 0;
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        int64_t rank = 0;
        if (!clm_vector_int(file.vector, i, field, &rank) || rank < 0 || rank > 15) {
            status =
                clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: record %zu: RANK is not 0 to 15", stem, i);
            break;
        }
        input.rings.count = 0;
        input.vertices.count = 0;
        status = add_record(&input, &file, i, CLM_GAZ_NONE, error);
        if (status == CLM_OK) {
            status = add_water(build, &input, lakes, (uint8_t)rank, error);
        }
    }
    close_file(&file);
    clm_rings_input_clear(&input);
    return status;
}

clm_status clm_build_water_lines(clm_build *build, clm_error *error) {
    size_t first = build->lines.count;
    clm_status status = read_water(build, "water_lines", false, error);
    if (status == CLM_OK) {
        status = read_water(build, "lakes", true, error);
    }
    return status == CLM_OK ? clm_topology_weigh_waters(build, first, error) : status;
}
