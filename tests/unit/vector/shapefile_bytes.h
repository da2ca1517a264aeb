/* unit/vector/shapefile_bytes.h: writes the bytes of shapefiles, after the format's description and
 * without shapelib, so that the reader is tested against something else. Header only. */
#ifndef CLM_UNIT_VECTOR_SHAPEFILE_BYTES_H
#define CLM_UNIT_VECTOR_SHAPEFILE_BYTES_H

#include "support/support.h"

#include "geo/geo.h"

typedef struct shapefile_bytes {
    clm_buffer shp, shx, dbf;
    uint32_t type;
} shapefile_bytes;

static inline void put_big32(clm_buffer *out, size_t value) {
    const unsigned char bytes[4] = {(unsigned char)(value >> 24), (unsigned char)(value >> 16),
                                    (unsigned char)(value >> 8), (unsigned char)value};
    clm_buffer_add(out, bytes, 4);
}

static inline void put_little32(clm_buffer *out, size_t value) {
    const unsigned char bytes[4] = {(unsigned char)value, (unsigned char)(value >> 8),
                                    (unsigned char)(value >> 16), (unsigned char)(value >> 24)};
    clm_buffer_add(out, bytes, 4);
}

static inline void put_little16(clm_buffer *out, size_t value) {
    const unsigned char bytes[2] = {(unsigned char)value, (unsigned char)(value >> 8)};
    clm_buffer_add(out, bytes, 2);
}

static inline void put_double(clm_buffer *out, double value) {
    uint64_t bits = 0;
    memcpy(&bits, &value, sizeof bits);
    put_little32(out, (size_t)(bits & 0xFFFFFFFFU));
    put_little32(out, (size_t)(bits >> 32));
}

static inline void begin_shapefile(shapefile_bytes *file, uint32_t type) {
    *file = (shapefile_bytes){.type = type};
    clm_buffer *const both[2] = {&file->shp, &file->shx};
    for (int i = 0; i < 2; i++) {
        put_big32(both[i], 9994);
        for (int k = 0; k < 6; k++) {
            put_big32(both[i], 0);
        }
        put_little32(both[i], 1000);
        put_little32(both[i], type);
        for (int k = 0; k < 8; k++) {
            put_double(both[i], 0.0);
        }
    }
}

/* Appends a record; `content` begins with the type. */
static inline void add_record(shapefile_bytes *file, const clm_buffer *content) {
    size_t number = (file->shx.len - 100) / 8 + 1;
    put_big32(&file->shx, file->shp.len / 2);
    put_big32(&file->shx, content->len / 2);
    put_big32(&file->shp, number);
    put_big32(&file->shp, content->len / 2);
    clm_buffer_add(&file->shp, content->data, content->len);
}

static inline void add_null_record(shapefile_bytes *file) {
    clm_buffer content = {0};
    put_little32(&content, 0);
    add_record(file, &content);
    clm_buffer_clear(&content);
}

static inline void add_point_record(shapefile_bytes *file, double x, double y) {
    clm_buffer content = {0};
    put_little32(&content, file->type);
    put_double(&content, x);
    put_double(&content, y);
    if (file->type > 10 && file->type < 20) {
        put_double(&content, 7.0);
        put_double(&content, 8.0);
    }
    add_record(file, &content);
    clm_buffer_clear(&content);
}

/* A record of lines or rings: part i has `counts[i]` of the points. Rings are closed here. */
static inline void add_parts_record(shapefile_bytes *file, const clm_lonlat *points,
                                    const size_t *counts, size_t parts) {
    bool close = file->type % 10 == 5;
    clm_buffer content = {0};
    size_t total = 0;
    for (size_t i = 0; i < parts; i++) {
        total += counts[i] + (close ? 1 : 0);
    }
    put_little32(&content, file->type);
    for (int i = 0; i < 4; i++) {
        put_double(&content, 0.0);
    }
    put_little32(&content, parts);
    put_little32(&content, total);
    for (size_t i = 0, start = 0; i < parts; i++) {
        put_little32(&content, start);
        start += counts[i] + (close ? 1 : 0);
    }
    for (size_t i = 0; i < parts; i++) {
        for (size_t k = 0; k < counts[i] + (close ? 1 : 0); k++) {
            put_double(&content, points[k % counts[i]].lon_deg);
            put_double(&content, points[k % counts[i]].lat_deg);
        }
        points += counts[i];
    }
    if (file->type > 10 && file->type < 20) {
        for (size_t i = 0; i < 2 + total; i++) {
            put_double(&content, 3.0);
        }
    }
    add_record(file, &content);
    clm_buffer_clear(&content);
}

/* Writes the true sizes into both headers. */
static inline void end_shapefile(shapefile_bytes *file) {
    clm_buffer *const both[2] = {&file->shp, &file->shx};
    for (int i = 0; i < 2; i++) {
        clm_buffer size = {0};
        put_big32(&size, both[i]->len / 2);
        memcpy(both[i]->data + 24, size.data, 4);
        clm_buffer_clear(&size);
    }
}

typedef struct dbf_field {
    const char *name;
    char type;
    unsigned char width;
    unsigned char decimals;
} dbf_field;

/* Writes a table; `cells` are rows of fields, padded with spaces here. */
static inline void write_dbf(clm_buffer *out, const dbf_field *fields, size_t field_count,
                             const char *const *cells, size_t rows) {
    size_t width = 1;
    for (size_t i = 0; i < field_count; i++) {
        width += fields[i].width;
    }
    clm_buffer_add(out, "\x03\x7D\x04\x08", 4);
    put_little32(out, rows);
    put_little16(out, 32 + 32 * field_count + 1);
    put_little16(out, width);
    for (int i = 0; i < 20; i++) {
        clm_buffer_char(out, '\0');
    }
    for (size_t i = 0; i < field_count; i++) {
        char description[32] = {0};
        memcpy(description, fields[i].name, strlen(fields[i].name));
        description[11] = fields[i].type;
        description[16] = (char)fields[i].width;
        description[17] = (char)fields[i].decimals;
        clm_buffer_add(out, description, sizeof description);
    }
    clm_buffer_char(out, '\r');
    for (size_t row = 0; row < rows; row++) {
        clm_buffer_char(out, ' ');
        for (size_t i = 0; i < field_count; i++) {
            const char *cell = cells[row * field_count + i];
            clm_buffer_string(out, cell);
            for (size_t k = strlen(cell); k < fields[i].width; k++) {
                clm_buffer_char(out, ' ');
            }
        }
    }
    clm_buffer_char(out, '\x1A');
}

static inline void clear_shapefile(shapefile_bytes *file) {
    clm_buffer_clear(&file->shp);
    clm_buffer_clear(&file->shx);
    clm_buffer_clear(&file->dbf);
}

#endif
