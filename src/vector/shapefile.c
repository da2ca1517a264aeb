/* Shapefiles out of memory, through shapelib's hooks. */
#include "base/alloc.h"
#include "base/utf8.h"
#include "vector/rings.h"
#include "vector/shapefile_check.h"
#include "vector/shapefile_hooks.h"
#include "vector/vector.h"

#include <math.h>
#include <shapefil.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STREAM_SHP, STREAM_SHX, STREAM_DBF, STREAM_COUNT };

typedef struct stream {
    clm_text bytes;
    size_t at;
} stream;

struct clm_vector {
    char *name;
    SHPHandle shp;
    DBFHandle dbf; /* NULL without fields */
    size_t count;
    stream streams[STREAM_COUNT];
};

/* shapelib's hooks get nothing but a file name, so the name is the address of the streams, in
 * hexadecimal, and there is no need for a global. */
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
    size_t left = from->bytes.len - from->at;
    SAOffset items = size == 0 ? 0 : left / size < count ? left / size : count;
    if (items > 0) {
        memcpy(to, from->bytes.ptr + from->at, size * items);
        from->at += size * items;
    }
    return items;
}

static SAOffset hook_write(void *from, SAOffset size, SAOffset count, SAFile file) {
    (void)from;
    (void)size;
    (void)count;
    (void)file;
    return 0;
}

static SAOffset hook_seek(SAFile file, SAOffset offset, int whence) {
    stream *at = (stream *)(void *)file;
    size_t base = whence == SEEK_CUR ? at->at : whence == SEEK_END ? at->bytes.len : 0;
    /* An offset below zero comes as a huge number and wraps back. */
    size_t wanted = base + (size_t)offset;
    if (wanted > at->bytes.len) {
        return (SAOffset)-1;
    }
    at->at = wanted;
    return 0;
}

static SAOffset hook_tell(SAFile file) {
    return ((stream *)(void *)file)->at;
}

static SAHooks make_hooks(void) {
    SAHooks hooks = clm_shapefile_hooks();
    hooks.FOpen = hook_open;
    hooks.FRead = hook_read;
    hooks.FWrite = hook_write;
    hooks.FSeek = hook_seek;
    hooks.FTell = hook_tell;
    return hooks;
}

void clm_vector_free(clm_vector *vector) {
    if (vector) {
        if (vector->shp) {
            SHPClose(vector->shp);
        }
        if (vector->dbf) {
            DBFClose(vector->dbf);
        }
        clm_free(vector->name);
        clm_free(vector);
    }
}

static clm_status open_handles(clm_vector *vector, clm_error *error) {
    SAHooks hooks = make_hooks();
    char address[2 * sizeof(uintptr_t) + 8];
    (void)snprintf(address, sizeof address, "%llx.shp",
                   (unsigned long long)(uintptr_t)vector->streams);
    vector->shp = SHPOpenLL(address, "rb", &hooks);
    if (!vector->shp) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.shp: not a readable shapefile", vector->name);
    }
    int records = 0;
    SHPGetInfo(vector->shp, &records, NULL, NULL, NULL);
    if (records < 0 || (size_t)records != vector->count) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.shx: a wrong number of records", vector->name);
    }
    if (vector->streams[STREAM_DBF].bytes.len > 0) {
        (void)snprintf(address, sizeof address, "%llx.dbf",
                       (unsigned long long)(uintptr_t)vector->streams);
        vector->dbf = DBFOpenLL(address, "rb", &hooks);
        if (!vector->dbf) {
            return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: not a readable table", vector->name);
        }
    }
    return CLM_OK;
}

clm_status clm_vector_open_shapefile_memory(const char *name, clm_text shp, clm_text shx,
                                            clm_text dbf, clm_vector **out, clm_error *error) {
    *out = NULL;
    size_t count = 0;
    clm_status status = clm_shapefile_check(name, shp, shx, &count, error);
    if (status == CLM_OK && dbf.len > 0) {
        status = clm_dbf_check(name, dbf, count, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    clm_vector *made = clm_alloc_zero(1, sizeof *made);
    if (made) {
        made->name = clm_strdup(name);
    }
    if (!made || !made->name) {
        clm_vector_free(made);
        return clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", name);
    }
    made->count = count;
    made->streams[STREAM_SHP].bytes = shp;
    made->streams[STREAM_SHX].bytes = shx;
    made->streams[STREAM_DBF].bytes = dbf;
    status = open_handles(made, error);
    if (status != CLM_OK) {
        clm_vector_free(made);
        return status;
    }
    *out = made;
    return CLM_OK;
}

size_t clm_vector_count(const clm_vector *vector) {
    return vector->count;
}

static bool all_finite(const SHPObject *shape) {
    for (int i = 0; i < shape->nVertices; i++) {
        if (!isfinite(shape->padfX[i]) || !isfinite(shape->padfY[i])) {
            return false;
        }
    }
    return true;
}

static bool same_point(clm_lonlat a, clm_lonlat b) {
    return a.lon_deg == b.lon_deg && a.lat_deg == b.lat_deg;
}

/* Appends part `part` without repeated points; of rings also without the closing one. A part with
 * too few points is taken back. */
static clm_status add_part(const SHPObject *shape, int part, bool ring, clm_geometry *out,
                           clm_error *error) {
    int start = shape->panPartStart[part];
    int end = part + 1 < shape->nParts ? shape->panPartStart[part + 1] : shape->nVertices;
    size_t first = out->point_count;
    clm_status status = clm_geometry_add_part(out, false, error);
    for (int i = start; i < end && status == CLM_OK; i++) {
        clm_lonlat point = {shape->padfX[i], shape->padfY[i]};
        if (out->point_count > first && same_point(out->points[out->point_count - 1], point)) {
            continue;
        }
        status = clm_geometry_add_point(out, point, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    if (ring && out->point_count > first + 1 &&
        same_point(out->points[first], out->points[out->point_count - 1])) {
        out->point_count--;
    }
    if (out->point_count - first < (ring ? 3U : 2U)) {
        out->point_count = first;
        out->part_count--;
    }
    return CLM_OK;
}

static clm_status add_parts(const SHPObject *shape, bool rings, clm_geometry *out,
                            clm_error *error) {
    clm_status status = CLM_OK;
    for (int part = 0; part < shape->nParts && status == CLM_OK; part++) {
        status = add_part(shape, part, rings, out, error);
    }
    if (status == CLM_OK && out->part_count > 0) {
        out->kind = rings ? CLM_GEOMETRY_POLYGONS : CLM_GEOMETRY_LINES;
    }
    return status;
}

static clm_status convert(const SHPObject *shape, clm_geometry *out, clm_error *error) {
    switch (shape->nSHPType) {
    case SHPT_POINT:
    case SHPT_POINTZ:
    case SHPT_POINTM:
        return clm_geometry_set_point(out, (clm_lonlat){shape->padfX[0], shape->padfY[0]}, error);
    case SHPT_ARC:
    case SHPT_ARCZ:
    case SHPT_ARCM:
        return add_parts(shape, false, out, error);
    case SHPT_POLYGON:
    case SHPT_POLYGONZ:
    case SHPT_POLYGONM: {
        clm_geometry rings = {0};
        clm_status status = add_parts(shape, true, &rings, error);
        if (status == CLM_OK) {
            status = clm_rings_arrange(&rings, out, error);
        }
        clm_geometry_clear(&rings);
        return status;
    }
    default:
        return CLM_OK; /* an empty record; all others were refused when the file was opened */
    }
}

clm_status clm_vector_geometry(clm_vector *vector, size_t index, clm_geometry *out,
                               clm_error *error) {
    clm_geometry_init(out);
    if (index >= vector->count) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: there is no record %zu", vector->name,
                        index + 1);
    }
    SHPObject *shape = SHPReadObject(vector->shp, (int)index);
    if (!shape) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.shp: record %zu cannot be read", vector->name,
                        index + 1);
    }
    clm_status status = CLM_OK;
    if (!all_finite(shape)) {
        status = clm_fail(error, CLM_ERR_FORMAT, "%s.shp: record %zu: a coordinate is not finite",
                          vector->name, index + 1);
    } else {
        status = convert(shape, out, error);
    }
    SHPDestroyObject(shape);
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    return status;
}

int clm_vector_field_count(const clm_vector *vector) {
    return vector->dbf ? DBFGetFieldCount(vector->dbf) : 0;
}

static char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c | 0x20) : c;
}

static bool same_name(const char *a, const char *b) {
    while (*a && ascii_lower(*a) == ascii_lower(*b)) {
        a++;
        b++;
    }
    return *a == *b;
}

int clm_vector_field(const clm_vector *vector, const char *name) {
    for (int i = 0; i < clm_vector_field_count(vector); i++) {
        char field[XBASE_FLDNAME_LEN_READ + 1];
        (void)DBFGetFieldInfo(vector->dbf, i, field, NULL, NULL);
        if (same_name(field, name)) {
            return i;
        }
    }
    return -1;
}

/* The trimmed bytes of a field, borrowed until the next call; empty if there is none. */
static clm_text field_bytes(clm_vector *vector, size_t index, int field) {
    if (index >= vector->count || field < 0 || field >= clm_vector_field_count(vector)) {
        return (clm_text){0};
    }
    return clm_text_trim(clm_text_of(DBFReadStringAttribute(vector->dbf, (int)index, field)));
}

bool clm_vector_number(clm_vector *vector, size_t index, int field, double *value) {
    clm_text bytes = field_bytes(vector, index, field);
    double number = 0.0;
    if (bytes.len == 0 || clm_text_number(bytes, &number) != bytes.len) {
        return false;
    }
    *value = number;
    return true;
}

bool clm_vector_int(clm_vector *vector, size_t index, int field, int64_t *value) {
    double number = 0.0;
    /* Doubles hold whole numbers up to 2^53 exactly; a field of a table is never meant larger. */
    if (!clm_vector_number(vector, index, field, &number) || number != floor(number) ||
        fabs(number) > 9007199254740992.0) {
        return false;
    }
    *value = (int64_t)number;
    return true;
}

bool clm_vector_text(clm_vector *vector, size_t index, int field, clm_buffer *out) {
    clm_text bytes = field_bytes(vector, index, field);
    if (bytes.len == 0) {
        return false;
    }
    if (clm_utf8_valid(bytes.ptr, bytes.len)) {
        clm_buffer_text(out, bytes);
        return true;
    }
    for (size_t i = 0; i < bytes.len; i++) {
        char encoded[4];
        clm_buffer_add(out, encoded, clm_utf8_encode((unsigned char)bytes.ptr[i], encoded));
    }
    return true;
}
