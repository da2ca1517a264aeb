#include "vector/shapefile_check.h"

enum {
    HEADER_BYTES = 100,
    INDEX_BYTES = 8,
    FILE_CODE = 9994,
    RECORD_HEADER_BYTES = 8,
    PARTS_HEADER_BYTES = 44, /* type, box, number of parts and of points */
    RECORDS_MAX = 16 * 1024 * 1024,
    DBF_HEADER_BYTES = 32,
    DBF_FIELD_BYTES = 32
};

/* The shape types of the format, without Z and M. */
enum { TYPE_NULL = 0, TYPE_POINT = 1, TYPE_ARC = 3, TYPE_POLYGON = 5 };

static const unsigned char *bytes_at(clm_text text, size_t offset) {
    return (const unsigned char *)text.ptr + offset;
}

static uint32_t big32(clm_text text, size_t offset) {
    const unsigned char *b = bytes_at(text, offset);
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

static uint32_t little32(clm_text text, size_t offset) {
    const unsigned char *b = bytes_at(text, offset);
    return (uint32_t)b[3] << 24 | (uint32_t)b[2] << 16 | (uint32_t)b[1] << 8 | b[0];
}

static uint32_t little16(clm_text text, size_t offset) {
    const unsigned char *b = bytes_at(text, offset);
    return (uint32_t)b[1] << 8 | b[0];
}

static clm_status check_header(const char *name, const char *ending, clm_text file,
                               clm_error *error) {
    if (file.len < HEADER_BYTES || big32(file, 0) != FILE_CODE) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.%s: not a shapefile", name, ending);
    }
    uint64_t stated = (uint64_t)big32(file, 24) * 2;
    if (stated < HEADER_BYTES || stated > file.len) {
        return clm_fail(error, CLM_ERR_FORMAT,
                        "%s.%s: the header states %llu bytes, the file has %zu", name, ending,
                        (unsigned long long)stated, file.len);
    }
    return CLM_OK;
}

/* The type without Z and M; -1 for what is not read. */
static int plain_type(uint32_t type) {
    switch (type) {
    case TYPE_NULL:
        return TYPE_NULL;
    case TYPE_POINT:
    case TYPE_POINT + 10:
    case TYPE_POINT + 20:
        return TYPE_POINT;
    case TYPE_ARC:
    case TYPE_ARC + 10:
    case TYPE_ARC + 20:
        return TYPE_ARC;
    case TYPE_POLYGON:
    case TYPE_POLYGON + 10:
    case TYPE_POLYGON + 20:
        return TYPE_POLYGON;
    default:
        return -1;
    }
}

/* Bytes that `points` points take, M values left out, which are optional. */
static uint64_t point_bytes(uint32_t type, uint64_t points) {
    bool has_z = type > 10 && type < 20;
    return points * 16 + (has_z ? 16 + points * 8 : 0);
}

/* `content` is a record without its header. */
static const char *parts_fault(clm_text content, uint32_t type) {
    if (content.len < PARTS_HEADER_BYTES) {
        return "it is too short";
    }
    uint64_t parts = little32(content, 36);
    uint64_t points = little32(content, 40);
    if (parts > content.len || points > content.len ||
        PARTS_HEADER_BYTES + parts * 4 + point_bytes(type, points) > content.len) {
        return "its parts do not fit into it";
    }
    if (parts == 0 && points > 0) {
        return "it has points and no part";
    }
    uint32_t before = 0;
    for (size_t i = 0; i < parts; i++) {
        uint32_t start = little32(content, PARTS_HEADER_BYTES + i * 4);
        if ((i == 0 ? start != 0 : start < before) || start >= points) {
            return "a part begins in a wrong place";
        }
        before = start;
    }
    return NULL;
}

static const char *record_fault(clm_text shp, uint64_t offset, uint64_t length,
                                uint32_t file_type) {
    if (offset < HEADER_BYTES || offset + RECORD_HEADER_BYTES + length > shp.len) {
        return "it lies outside of the file";
    }
    if ((uint64_t)big32(shp, (size_t)offset + 4) * 2 != length) {
        return "its size differs from the index";
    }
    if (length < 4) {
        return "it is too short";
    }
    clm_text content = {shp.ptr + offset + RECORD_HEADER_BYTES, (size_t)length};
    uint32_t type = little32(content, 0);
    if (type == TYPE_NULL) {
        return NULL;
    }
    if (type != file_type) {
        return "its type differs from the file's";
    }
    if (plain_type(type) == TYPE_POINT) {
        bool has_z = type > 10 && type < 20;
        return length < (has_z ? 28U : 20U) ? "it is too short" : NULL;
    }
    return parts_fault(content, type);
}

clm_status clm_shapefile_check(const char *name, clm_text shp, clm_text shx, size_t *count,
                               clm_error *error) {
    *count = 0;
    clm_status status = check_header(name, "shp", shp, error);
    if (status == CLM_OK) {
        status = check_header(name, "shx", shx, error);
    }
    if (status != CLM_OK) {
        return status;
    }
    uint32_t type = little32(shp, 32);
    if (plain_type(type) < 0) {
        return clm_fail(error, CLM_ERR_UNSUPPORTED, "%s.shp: shapes of type %u are not read", name,
                        type);
    }
    uint64_t index_bytes = (uint64_t)big32(shx, 24) * 2 - HEADER_BYTES;
    uint64_t records = index_bytes / INDEX_BYTES;
    if (index_bytes % INDEX_BYTES != 0 || records > RECORDS_MAX) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.shx: an index of %llu bytes", name,
                        (unsigned long long)index_bytes);
    }
    /* No record may lie behind the end that the header states: shapelib goes by that. */
    clm_text stated = {shp.ptr, (size_t)big32(shp, 24) * 2};
    for (size_t i = 0; i < records; i++) {
        size_t at = HEADER_BYTES + i * INDEX_BYTES;
        const char *fault = record_fault(stated, (uint64_t)big32(shx, at) * 2,
                                         (uint64_t)big32(shx, at + 4) * 2, type);
        if (fault) {
            return clm_fail(error, CLM_ERR_FORMAT, "%s.shp: record %zu: %s", name, i + 1, fault);
        }
    }
    *count = (size_t)records;
    return CLM_OK;
}

clm_status clm_dbf_check(const char *name, clm_text dbf, size_t count, clm_error *error) {
    if (dbf.len < DBF_HEADER_BYTES + 1) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: too short", name);
    }
    uint64_t records = little32(dbf, 4);
    uint64_t header = little16(dbf, 8);
    uint64_t record = little16(dbf, 10);
    if (records != count) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: %llu records for %zu shapes", name,
                        (unsigned long long)records, count);
    }
    if (header < DBF_HEADER_BYTES + 1 || record < 1 || header + records * record > dbf.len) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: the records do not fit into the file",
                        name);
    }
    uint64_t width = 1; /* the mark of a deleted record */
    for (size_t at = DBF_HEADER_BYTES; at + 1 < header && *bytes_at(dbf, at) != 0x0D;
         at += DBF_FIELD_BYTES) {
        if (at + DBF_FIELD_BYTES > header) {
            return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: a field's description is cut off",
                            name);
        }
        /* Text may be wider than 255: the decimals are then the upper byte. */
        bool number = *bytes_at(dbf, at + 11) == 'N' || *bytes_at(dbf, at + 11) == 'F';
        uint64_t field = number ? *bytes_at(dbf, at + 16) : little16(dbf, at + 16);
        if (field == 0) {
            return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: a field without width", name);
        }
        width += field;
    }
    if (width > record) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s.dbf: the fields are wider than a record", name);
    }
    return CLM_OK;
}
