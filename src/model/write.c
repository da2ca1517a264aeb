/* Writing of model files. Part of model/model.h. */
#include "base/file.h"
#include "base/hash.h"
#include "model/format.h"

#include <string.h>

void clm_model_writer_init(clm_model_writer *writer) {
    *writer = (clm_model_writer){.count = 0};
}

static bool is_name(const char *name) {
    size_t length = strlen(name);
    return length > 0 && length <= CLM_MODEL_NAME_MAX &&
           strspn(name, "abcdefghijklmnopqrstuvwxyz") == length;
}

clm_status clm_model_writer_add(clm_model_writer *writer, const char *name, uint32_t version,
                                clm_text bytes, clm_error *error) {
    if (!is_name(name)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is no name of a section", name);
    }
    for (size_t i = 0; i < writer->count; i++) {
        if (clm_text_is(writer->sections[i].name, name)) {
            return clm_fail(error, CLM_ERR_ARGUMENT, "section %s is there already", name);
        }
    }
    if (writer->count == CLM_MODEL_SECTIONS_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "a model has at most %d sections",
                        CLM_MODEL_SECTIONS_MAX);
    }
    writer->sections[writer->count++] =
        (clm_model_section){clm_text_of(name), version, bytes.ptr, bytes.len};
    return CLM_OK;
}

static void pad_to(clm_buffer *out, uint64_t length) {
    static const char zeros[CLM_MODEL_ALIGN] = {0};
    if (length > out->len) {
        clm_buffer_add(out, zeros, (size_t)length - out->len);
    }
}

clm_status clm_model_writer_bytes(const clm_model_writer *writer, clm_buffer *out,
                                  clm_error *error) {
    clm_model_row rows[CLM_MODEL_SECTIONS_MAX];
    memset(rows, 0, sizeof rows);
    const size_t table_bytes = writer->count * sizeof *rows;
    uint64_t end = sizeof(clm_model_header) + table_bytes;
    for (size_t i = 0; i < writer->count; i++) {
        const clm_model_section *section = &writer->sections[i];
        memcpy(rows[i].name, section->name.ptr, section->name.len);
        rows[i].version = section->version;
        rows[i].offset = clm_model_align(end);
        rows[i].size = section->size;
        rows[i].hash = clm_hash64(section->bytes, section->size);
        end = rows[i].offset + section->size;
    }
    clm_model_header header;
    memset(&header, 0, sizeof header);
    memcpy(header.magic, CLM_MODEL_MAGIC, sizeof header.magic);
    header.byte_order = CLM_MODEL_BYTE_ORDER;
    header.version = CLM_MODEL_VERSION;
    header.section_count = (uint32_t)writer->count;
    header.file_bytes = end;
    header.table_hash = clm_hash64(rows, table_bytes);
    header.header_hash = clm_hash64(&header, offsetof(clm_model_header, header_hash));
    clm_buffer_add(out, &header, sizeof header);
    clm_buffer_add(out, rows, table_bytes);
    for (size_t i = 0; i < writer->count && !out->failed; i++) {
        pad_to(out, rows[i].offset);
        clm_buffer_add(out, writer->sections[i].bytes, writer->sections[i].size);
    }
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory for the model") : CLM_OK;
}

clm_status clm_model_writer_save(const clm_model_writer *writer, const char *path,
                                 clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_status status = clm_model_writer_bytes(writer, &bytes, error);
    if (status == CLM_OK) {
        status = clm_file_write(path, bytes.data, bytes.len, error);
    }
    clm_buffer_clear(&bytes);
    return status;
}
