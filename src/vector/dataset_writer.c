/* The program's side of files that the module writes. */
#include "base/alloc.h"
#include "vector/module.h"

struct clm_dataset_writer {
    const clm_vector_module *module;
    clm_module_writer *inner;
};

clm_status clm_dataset_writer_open(clm_dataset_format format, const char *date,
                                   clm_dataset_writer **out, clm_error *error) {
    static const char *const tasks[CLM_DATASET_FORMAT_COUNT] = {
        [CLM_DATASET_GEOPACKAGE] = "writing a GeoPackage",
        [CLM_DATASET_FLATGEOBUF] = "writing a FlatGeobuf",
    };
    *out = NULL;
    if ((unsigned)format >= CLM_DATASET_FORMAT_COUNT) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "no such format");
    }
    clm_dataset_writer *writer = clm_alloc_zero(1, sizeof *writer);
    if (writer == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = clm_vector_module_load(tasks[format], &writer->module, error);
    if (status == CLM_OK) {
        status = writer->module->writing.open(format, date, &writer->inner, error);
    }
    if (status != CLM_OK) {
        clm_dataset_writer_free(writer);
        return status;
    }
    *out = writer;
    return CLM_OK;
}

void clm_dataset_writer_free(clm_dataset_writer *writer) {
    if (writer == NULL) {
        return;
    }
    if (writer->inner != NULL) {
        writer->module->writing.free(writer->inner);
    }
    clm_free(writer);
}

clm_status clm_dataset_writer_add_layer(clm_dataset_writer *writer,
                                        const clm_dataset_layer_spec *layer, clm_error *error) {
    return writer->module->writing.add_layer(writer->inner, layer, error);
}

clm_status clm_dataset_writer_add(clm_dataset_writer *writer, size_t layer,
                                  const clm_geometry *geometry, const char *const *values,
                                  clm_error *error) {
    return writer->module->writing.add(writer->inner, layer, geometry, values, error);
}

clm_status clm_dataset_writer_finish(clm_dataset_writer *writer, clm_buffer *out,
                                     clm_error *error) {
    return writer->module->writing.finish(writer->inner, out, error);
}
