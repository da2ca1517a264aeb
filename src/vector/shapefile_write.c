/* Shapefiles into memory, through shapelib's hooks. */
#include "base/alloc.h"
#include "vector/shapefile_hooks.h"
#include "vector/vector.h"

#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_SHP, STREAM_SHX, STREAM_DBF, STREAM_COUNT, FILE_BYTES_MAX = 0x7FFFFFFF };

typedef struct stream {
    clm_buffer *bytes;
    size_t at;
} stream;

struct clm_shapefile {
    clm_shapefile_options options;
    SHPHandle shp;
    DBFHandle dbf;
    int records;
    stream streams[STREAM_COUNT];
    double *x, *y; /* of the shape that is written */
    int *part_start;
    size_t x_capacity, y_capacity, part_capacity;
};

/* The name is the address of the streams, as in shapefile.c. shapelib opens the table twice: to
 * make it, and to change it. */
static SAFile hook_open(const char *name, const char *access) {
    uintptr_t address = 0;
    const size_t index = clm_shapefile_part(name, &address);
    (void)access;
    if (index == STREAM_COUNT) {
        return NULL;
    }
    void *opened = (stream *)address + index;
    ((stream *)opened)->at = 0;
    return opened;
}

static SAOffset hook_read(void *to, SAOffset size, SAOffset count, SAFile file) {
    stream *from = (stream *)(void *)file;
    size_t left = from->bytes->len > from->at ? from->bytes->len - from->at : 0;
    SAOffset items = size == 0 ? 0 : left / size < count ? left / size : count;
    if (items > 0) {
        memcpy(to, from->bytes->data + from->at, size * items);
        from->at += size * items;
    }
    return items;
}

static SAOffset hook_write(void *from, SAOffset size, SAOffset count, SAFile file) {
    stream *to = (stream *)(void *)file;
    clm_buffer *bytes = to->bytes;
    const size_t length = size * count;
    if (to->at + length > bytes->len) {
        const size_t more = to->at + length - bytes->len;
        char *room = clm_buffer_room(bytes, more);
        if (room == NULL) {
            return 0;
        }
        memset(room, 0, more);
        clm_buffer_used(bytes, more);
    }
    if (length > 0) {
        memcpy(bytes->data + to->at, from, length);
        to->at += length;
    }
    return count;
}

static SAOffset hook_seek(SAFile file, SAOffset offset, int whence) {
    stream *at = (stream *)(void *)file;
    const size_t base = whence == SEEK_CUR ? at->at : whence == SEEK_END ? at->bytes->len : 0;
    const size_t wanted = base + (size_t)offset;
    if (wanted > FILE_BYTES_MAX) {
        return (SAOffset)-1;
    }
    at->at = wanted;
    return 0;
}

static SAOffset hook_tell(SAFile file) {
    return ((stream *)(void *)file)->at;
}

static int shape_type(clm_geometry_kind kind) {
    switch (kind) {
    case CLM_GEOMETRY_POINT:
        return SHPT_POINT;
    case CLM_GEOMETRY_LINES:
        return SHPT_ARC;
    case CLM_GEOMETRY_POLYGONS:
        return SHPT_POLYGON;
    case CLM_GEOMETRY_NONE:
        break;
    }
    return SHPT_NULL;
}

static bool add_fields(const clm_shapefile *file) {
    bool added = true;
    for (size_t i = 0; i < file->options.field_count && added; i++) {
        const clm_shapefile_field *field = &file->options.fields[i];
        static const char types[] = {
            [CLM_SHAPEFILE_TEXT] = 'C', [CLM_SHAPEFILE_NUMBER] = 'N', [CLM_SHAPEFILE_DATE] = 'D'};
        added = DBFAddNativeFieldType(file->dbf, field->name, types[field->type], field->width,
                                      field->decimals) >= 0;
    }
    return added;
}

clm_status clm_shapefile_new(const clm_shapefile_options *options, clm_shapefile_files files,
                             clm_shapefile **out, clm_error *error) {
    *out = NULL;
    if (shape_type(options->kind) == SHPT_NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a shapefile needs a kind of shapes");
    }
    clm_shapefile *made = clm_alloc_zero(1, sizeof *made);
    if (made == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
    }
    made->options = *options;
    made->streams[STREAM_SHP].bytes = files.shp;
    made->streams[STREAM_SHX].bytes = files.shx;
    made->streams[STREAM_DBF].bytes = files.dbf;
    SAHooks hooks = clm_shapefile_hooks();
    hooks.FOpen = hook_open;
    hooks.FRead = hook_read;
    hooks.FWrite = hook_write;
    hooks.FSeek = hook_seek;
    hooks.FTell = hook_tell;
    char address[2 * sizeof(uintptr_t) + 8];
    (void)snprintf(address, sizeof address, "%llx", (unsigned long long)(uintptr_t)made->streams);
    made->shp = SHPCreateLL(address, shape_type(options->kind), &hooks);
    made->dbf = made->shp != NULL ? DBFCreateLL(address, NULL, &hooks) : NULL;
    if (made->dbf == NULL || !add_fields(made)) {
        clm_shapefile_free(made);
        return clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
    }
    if (options->year > 0) {
        DBFSetLastModifiedDate(made->dbf, options->year - 1900, options->month, options->day);
    }
    *out = made;
    return CLM_OK;
}

static bool grow(void **memory, size_t *capacity, size_t count, size_t bytes) {
    return clm_grow(memory, capacity, count, bytes) == 0;
}

/* Rings are closed, and outer ones run clockwise here. */
static SHPObject *make_object(clm_shapefile *file, const clm_geometry *geometry) {
    const bool rings = geometry->kind == CLM_GEOMETRY_POLYGONS;
    const size_t most = geometry->point_count + geometry->part_count;
    void *x = file->x;
    void *y = file->y;
    void *parts = file->part_start;
    bool enough = grow(&x, &file->x_capacity, most, sizeof *file->x);
    file->x = x;
    enough = enough && grow(&y, &file->y_capacity, most, sizeof *file->y);
    file->y = y;
    enough = enough &&
             grow(&parts, &file->part_capacity, geometry->part_count, sizeof *file->part_start);
    file->part_start = parts;
    if (!enough) {
        return NULL;
    }
    int vertices = 0;
    for (size_t part = 0; part < geometry->part_count; part++) {
        size_t count = 0;
        const clm_lonlat *points = clm_geometry_part(geometry, part, &count);
        file->part_start[part] = vertices;
        for (size_t i = 0; i < count + (rings && count > 0); i++) {
            const clm_lonlat point = points[rings ? (count - i) % count : i];
            file->x[vertices] = point.lon_deg;
            file->y[vertices] = point.lat_deg;
            vertices++;
        }
    }
    return SHPCreateObject(shape_type(geometry->kind), -1, (int)geometry->part_count,
                           file->part_start, NULL, vertices, file->x, file->y, NULL, NULL);
}

static bool write_shape(clm_shapefile *file, const clm_geometry *geometry) {
    SHPObject *object = make_object(file, geometry);
    if (object == NULL) {
        return false;
    }
    const bool written = SHPWriteObject(file->shp, -1, object) >= 0;
    SHPDestroyObject(object);
    return written;
}

/* Numbers stand at the right end of their field. */
static bool write_value(const clm_shapefile *file, int field, clm_text value) {
    const clm_shapefile_field *f = &file->options.fields[field];
    char cell[256];
    if (value.ptr == NULL) {
        return DBFWriteNULLAttribute(file->dbf, file->records, field);
    }
    const size_t width = (size_t)f->width;
    const size_t length = value.len < width ? value.len : width;
    const size_t before = f->type == CLM_SHAPEFILE_NUMBER ? width - length : 0;
    memset(cell, ' ', width);
    memcpy(cell + before, value.ptr, length);
    cell[width] = '\0';
    return DBFWriteAttributeDirectly(file->dbf, file->records, field, cell);
}

clm_status clm_shapefile_add(clm_shapefile *file, const clm_geometry *geometry,
                             const clm_text *values, clm_error *error) {
    if (geometry->kind != file->options.kind) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "a shapefile holds shapes of one kind");
    }
    if (geometry->point_count > (size_t)FILE_BYTES_MAX / 64 ||
        file->streams[STREAM_SHP].bytes->len > (size_t)FILE_BYTES_MAX / 2 ||
        file->streams[STREAM_DBF].bytes->len > (size_t)FILE_BYTES_MAX / 2) {
        return clm_fail(error, CLM_ERR_LIMIT, "a shapefile would be too large");
    }
    bool written = write_shape(file, geometry);
    for (size_t i = 0; i < file->options.field_count && written; i++) {
        written = write_value(file, (int)i, values[i]);
    }
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        written = written && !file->streams[i].bytes->failed;
    }
    if (!written) {
        return clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
    }
    file->records++;
    return CLM_OK;
}

clm_status clm_shapefile_finish(clm_shapefile *file, clm_error *error) {
    stream streams[STREAM_COUNT];
    memcpy(streams, file->streams, sizeof streams);
    clm_shapefile_free(file);
    for (size_t i = 0; i < STREAM_COUNT; i++) {
        if (streams[i].bytes->failed) {
            return clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
        }
    }
    return CLM_OK;
}

void clm_shapefile_free(clm_shapefile *file) {
    if (file != NULL) {
        if (file->shp != NULL) {
            SHPClose(file->shp);
        }
        if (file->dbf != NULL) {
            DBFClose(file->dbf);
        }
        clm_free(file->x);
        clm_free(file->y);
        clm_free(file->part_start);
        clm_free(file);
    }
}
