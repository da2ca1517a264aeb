#include "model/model.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/hash.h"
#include "model/format.h"

#include <string.h>

struct clm_model {
    clm_mapped *mapped; /* NULL: the bytes are the caller's or the program's */
    const unsigned char *bytes;
    size_t size;
    char *name;
    clm_model_section sections[CLM_MODEL_SECTIONS_MAX];
    size_t count;
};

/* The file that the build puts into the program; builtin.S. */
extern const unsigned char clm_model_builtin_start[];
extern const unsigned char clm_model_builtin_end[];

static bool all_zero(const unsigned char *bytes, size_t count) {
    for (size_t i = 0; i < count; i++) {
        if (bytes[i] != 0) {
            return false;
        }
    }
    return true;
}

static clm_status check_header(const clm_model *m, clm_model_header *header, clm_error *error) {
    if (m->size < sizeof *header) {
        size_t seen = m->size < sizeof header->magic ? m->size : sizeof header->magic;
        return seen > 0 && memcmp(m->bytes, CLM_MODEL_MAGIC, seen) == 0
                   ? clm_fail(error, CLM_ERR_DAMAGED, "%s: cut off after %zu bytes", m->name,
                              m->size)
                   : clm_fail(error, CLM_ERR_FORMAT, "%s: not a model file", m->name);
    }
    memcpy(header, m->bytes, sizeof *header);
    if (memcmp(header->magic, CLM_MODEL_MAGIC, sizeof header->magic) != 0) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: not a model file", m->name);
    }
    if (header->byte_order != CLM_MODEL_BYTE_ORDER) {
        return clm_fail(error, CLM_ERR_VERSION, "%s: written in another byte order", m->name);
    }
    if (header->version != CLM_MODEL_VERSION) {
        return clm_fail(error, CLM_ERR_VERSION,
                        "%s: of format %u, this program reads format %d; make it again with "
                        "claimmap train",
                        m->name, (unsigned)header->version, CLM_MODEL_VERSION);
    }
    if (header->header_hash != clm_hash64(header, offsetof(clm_model_header, header_hash)) ||
        header->zero != 0 || header->more_zero[0] != 0 || header->more_zero[1] != 0) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: the header has a wrong checksum", m->name);
    }
    if (header->file_bytes != m->size) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: has %zu bytes of %llu", m->name, m->size,
                        (unsigned long long)header->file_bytes);
    }
    if (header->section_count > CLM_MODEL_SECTIONS_MAX ||
        m->size < sizeof *header + header->section_count * sizeof(clm_model_row)) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: has no room for %u sections", m->name,
                        (unsigned)header->section_count);
    }
    return CLM_OK;
}

static size_t name_length(const char name[CLM_MODEL_NAME_MAX]) {
    size_t length = 0;
    while (length < CLM_MODEL_NAME_MAX && name[length] >= 'a' && name[length] <= 'z') {
        length++;
    }
    return all_zero((const unsigned char *)name + length, CLM_MODEL_NAME_MAX - length) ? length : 0;
}

/* `end` is where the part of the file before this section ends; moves it behind the section. */
static clm_status check_section(clm_model *m, size_t index, uint64_t *end, clm_error *error) {
    clm_model_row row;
    memcpy(&row, m->bytes + sizeof(clm_model_header) + index * sizeof row, sizeof row);
    uint64_t start = clm_model_align(*end);
    size_t length = name_length(row.name);
    clm_model_section old;
    char name[CLM_MODEL_NAME_MAX + 1] = {0};
    memcpy(name, row.name, length);
    if (length == 0 || clm_model_find(m, name, &old) || row.zero != 0 || row.more_zero[0] != 0 ||
        row.more_zero[1] != 0 || row.more_zero[2] != 0) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: section %zu has no good name", m->name, index);
    }
    if (row.offset != start || start > m->size || row.size > m->size - start ||
        !all_zero(m->bytes + *end, (size_t)(start - *end))) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: section %s does not lie in its place", m->name,
                        name);
    }
    if (clm_hash64(m->bytes + start, (size_t)row.size) != row.hash) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: section %s has a wrong checksum", m->name,
                        name);
    }
    clm_model_section *section = &m->sections[m->count++];
    const char *stored = (const char *)m->bytes + sizeof(clm_model_header) + index * sizeof row;
    section->name = (clm_text){stored, length};
    section->version = row.version;
    section->bytes = m->bytes + start;
    section->size = (size_t)row.size;
    *end = start + row.size;
    return CLM_OK;
}

static clm_status check_file(clm_model *m, clm_error *error) {
    clm_model_header header = {.section_count = 0};
    clm_status status = check_header(m, &header, error);
    if (status != CLM_OK) {
        return status;
    }
    uint64_t end = sizeof header + header.section_count * sizeof(clm_model_row);
    if (clm_hash64(m->bytes + sizeof header, (size_t)end - sizeof header) != header.table_hash) {
        return clm_fail(error, CLM_ERR_DAMAGED, "%s: the table of sections has a wrong checksum",
                        m->name);
    }
    for (size_t i = 0; i < header.section_count && status == CLM_OK; i++) {
        status = check_section(m, i, &end, error);
    }
    if (status == CLM_OK && end != m->size) {
        status = clm_fail(error, CLM_ERR_DAMAGED, "%s: %llu bytes behind the last section", m->name,
                          (unsigned long long)(m->size - end));
    }
    return status;
}

static clm_model *make(const char *name, clm_error *error) {
    clm_model *m = clm_alloc_zero(1, sizeof *m);
    if (m != NULL) {
        m->name = clm_strdup(name);
    }
    if (m == NULL || m->name == NULL) {
        clm_model_free(m);
        (void)clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", name);
        return NULL;
    }
    return m;
}

static clm_status finish(clm_model *m, clm_model **out, clm_error *error) {
    clm_status status = check_file(m, error);
    if (status != CLM_OK) {
        clm_model_free(m);
        return status;
    }
    *out = m;
    return CLM_OK;
}

clm_status clm_model_open(const char *path, clm_model **out, clm_error *error) {
    *out = NULL;
    clm_model *m = make(path, error);
    if (m == NULL) {
        return CLM_ERR_NOMEM;
    }
    clm_status status = clm_mapped_open(path, &m->mapped, error);
    if (status != CLM_OK) {
        clm_model_free(m);
        return status;
    }
    m->bytes = clm_mapped_bytes(m->mapped);
    m->size = clm_mapped_length(m->mapped);
    return finish(m, out, error);
}

clm_status clm_model_from_memory(const void *bytes, size_t size, const char *name, clm_model **out,
                                 clm_error *error) {
    *out = NULL;
    if ((uintptr_t)bytes % CLM_MODEL_ALIGN != 0) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "%s: the bytes are not aligned to %d", name,
                        CLM_MODEL_ALIGN);
    }
    clm_model *m = make(name, error);
    if (m == NULL) {
        return CLM_ERR_NOMEM;
    }
    m->bytes = bytes;
    m->size = size;
    return finish(m, out, error);
}

clm_status clm_model_builtin(clm_model **out, clm_error *error) {
    size_t size = (size_t)((uintptr_t)clm_model_builtin_end - (uintptr_t)clm_model_builtin_start);
    return clm_model_from_memory(clm_model_builtin_start, size, "built-in", out, error);
}

void clm_model_free(clm_model *model) {
    if (model != NULL) {
        clm_mapped_free(model->mapped);
        clm_free(model->name);
        clm_free(model);
    }
}

bool clm_model_find(const clm_model *model, const char *name, clm_model_section *out) {
    for (size_t i = 0; i < model->count; i++) {
        if (clm_text_is(model->sections[i].name, name)) {
            *out = model->sections[i];
            return true;
        }
    }
    return false;
}

size_t clm_model_count(const clm_model *model) {
    return model->count;
}

clm_model_section clm_model_at(const clm_model *model, size_t index) {
    return index < model->count ? model->sections[index] : (clm_model_section){0};
}

const char *clm_model_name(const clm_model *model) {
    return model->name;
}

clm_text clm_model_describe(const clm_model *model) {
    clm_model_section meta;
    return clm_model_find(model, "meta", &meta) ? (clm_text){meta.bytes, meta.size}
                                                : (clm_text){NULL, 0};
}
