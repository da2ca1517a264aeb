/* Loads the module and keeps its promises: names in messages, text that is UTF-8. */
#include "base/alloc.h"
#include "base/file.h"
#include "base/module.h"
#include "base/utf8.h"
#include "geo/overlay.h"
#include "vector/module.h"

#include <string.h>

struct clm_dataset {
    const clm_vector_module *module;
    clm_module_dataset *inner;
    char *name;     /* "FILE (layer L)" for messages; "FILE" until the layer is known */
    clm_buffer raw; /* the last attribute */
};

clm_status clm_vector_module_load(const char *use, const clm_vector_module **out,
                                  clm_error *error) {
    const clm_module_spec spec = {
        CLM_VECTOR_MODULE_FILE, CLM_VECTOR_MODULE_ENTRY, CLM_VECTOR_MODULE_VERSION, use, "GDAL",
        "libgdal-dev"};
    const void *table = NULL;
    clm_status status = clm_module_load(&spec, &table, error);
    *out = table;
    return status;
}

static clm_status named(const clm_dataset *dataset, clm_status status, clm_error *error) {
    if (status != CLM_OK && status != CLM_ERR_NOMEM && dataset->name != NULL) {
        (void)clm_error_prefix(error, dataset->name);
    }
    return status;
}

static clm_status name_layer(clm_dataset *dataset, const char *path, clm_error *error) {
    clm_buffer name;
    clm_buffer_init(&name);
    clm_buffer_printf(&name, "%s (layer %s)", path, dataset->module->layer(dataset->inner));
    if (name.failed) {
        clm_buffer_clear(&name);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_free(dataset->name);
    dataset->name = name.data;
    return CLM_OK;
}

clm_status clm_dataset_open(const clm_dataset_options *options, clm_dataset **out,
                            clm_error *error) {
    *out = NULL;
    clm_dataset *dataset = clm_alloc_zero(1, sizeof *dataset);
    if (dataset == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_buffer_init(&dataset->raw);
    dataset->name = clm_strdup(options->path);
    clm_status status =
        dataset->name != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    if (status == CLM_OK && !clm_file_exists(options->path)) {
        status = clm_fail(error, CLM_ERR_IO, "there is no such file");
    }
    if (status == CLM_OK) {
        status = clm_vector_module_load("reading it", &dataset->module, error);
    }
    if (status == CLM_OK && dataset->module != NULL) {
        status = dataset->module->open(options, &dataset->inner, error);
        status = status == CLM_OK ? name_layer(dataset, options->path, error) : status;
    }
    if (status != CLM_OK) {
        (void)named(dataset, status, error);
        clm_dataset_free(dataset);
        return status;
    }
    *out = dataset;
    return CLM_OK;
}

void clm_dataset_free(clm_dataset *dataset) {
    if (dataset == NULL) {
        return;
    }
    if (dataset->inner != NULL && dataset->module != NULL) {
        dataset->module->free(dataset->inner);
    }
    clm_buffer_clear(&dataset->raw);
    clm_free(dataset->name);
    clm_free(dataset);
}

clm_text clm_dataset_layer(const clm_dataset *dataset) {
    return clm_text_of(dataset->module->layer(dataset->inner));
}

size_t clm_dataset_field_count(const clm_dataset *dataset) {
    return dataset->module->field_count(dataset->inner);
}

clm_text clm_dataset_field_name(const clm_dataset *dataset, size_t field) {
    return field < clm_dataset_field_count(dataset)
               ? clm_text_of(dataset->module->field_name(dataset->inner, field))
               : (clm_text){"", 0};
}

bool clm_dataset_field_is_text(const clm_dataset *dataset, size_t field) {
    return field < clm_dataset_field_count(dataset) &&
           dataset->module->field_is_text(dataset->inner, field);
}

static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool same_name(clm_text a, clm_text b) {
    bool same = a.len == b.len;
    for (size_t i = 0; same && i < a.len; i++) {
        same = lower(a.ptr[i]) == lower(b.ptr[i]);
    }
    return same;
}

int clm_dataset_field(const clm_dataset *dataset, const char *name) {
    size_t count = clm_dataset_field_count(dataset);
    clm_text wanted = clm_text_of(name);
    int found = -1;
    for (size_t i = 0; i < count; i++) {
        clm_text field = clm_dataset_field_name(dataset, i);
        if (clm_text_equal(field, wanted)) {
            return (int)i;
        }
        if (found < 0 && same_name(field, wanted)) {
            found = (int)i;
        }
    }
    return found;
}

clm_status clm_dataset_next(clm_dataset *dataset, bool *more, clm_error *error) {
    *more = false;
    return named(dataset, dataset->module->next(dataset->inner, more, error), error);
}

int64_t clm_dataset_feature(const clm_dataset *dataset) {
    return dataset->module->feature(dataset->inner);
}

clm_status clm_dataset_locate(const clm_dataset *dataset, clm_status status, clm_error *error) {
    clm_buffer where;
    if (status == CLM_OK || status == CLM_ERR_NOMEM) {
        return status;
    }
    clm_buffer_init(&where);
    clm_buffer_printf(&where, "%s: feature %lld", dataset->name,
                      (long long)clm_dataset_feature(dataset));
    (void)clm_error_prefix(error, where.failed ? dataset->name : where.data);
    clm_buffer_clear(&where);
    return status;
}

clm_status clm_dataset_geometry(clm_dataset *dataset, clm_geometry *out, clm_error *error) {
    clm_geometry_clear(out);
    clm_status status = dataset->module->geometry(dataset->inner, out, error);
    if (status == CLM_OK && out->kind == CLM_GEOMETRY_POLYGONS) {
        clm_geometry_orient(out);
        status = clm_geometry_split_180(out, error);
    }
    if (status != CLM_OK) {
        clm_geometry_clear(out);
    }
    return clm_dataset_locate(dataset, status, error);
}

bool clm_dataset_text(clm_dataset *dataset, int field, clm_buffer *out) {
    if (field < 0 || (size_t)field >= clm_dataset_field_count(dataset)) {
        return false;
    }
    dataset->raw.len = 0;
    dataset->module->text(dataset->inner, (size_t)field, &dataset->raw);
    clm_text text = clm_text_trim((clm_text){dataset->raw.data, dataset->raw.len});
    out->failed |= dataset->raw.failed;
    if (text.len == 0 || out->failed) {
        return false;
    }
    bool valid = clm_utf8_valid(text.ptr, text.len);
    if (text.len > CLM_DATASET_TEXT_BYTES_MAX) {
        text.len = valid ? clm_utf8_floor(text.ptr, text.len, CLM_DATASET_TEXT_BYTES_MAX)
                         : (size_t)CLM_DATASET_TEXT_BYTES_MAX;
    }
    if (valid) {
        clm_buffer_text(out, text);
        return true;
    }
    for (size_t i = 0; i < text.len; i++) {
        char encoded[4];
        clm_buffer_add(out, encoded, clm_utf8_encode((unsigned char)text.ptr[i], encoded));
    }
    return true;
}
