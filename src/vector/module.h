/* vector/module.h: private to vector: what the module that links GDAL offers to the program.
 *
 * A module as base/module.h describes, with its own copy of base and geo. A change of anything here
 * needs a new CLM_VECTOR_MODULE_VERSION. Thread rule: as clm_dataset. */
#ifndef CLM_VECTOR_MODULE_H
#define CLM_VECTOR_MODULE_H

#include "vector/vector.h"

#define CLM_VECTOR_MODULE_FILE "claimmap-gdal.so"
#define CLM_VECTOR_MODULE_ENTRY "clm_vector_module_get"

enum { CLM_VECTOR_MODULE_VERSION = 2 };

typedef struct clm_module_dataset clm_module_dataset;
typedef struct clm_module_writer clm_module_writer;

/* What writes: each function does what the one of vector.h does whose name ends in the same words.
 */
typedef struct clm_module_writing {
    clm_status (*open)(clm_dataset_format format, const char *date, clm_module_writer **out,
                       clm_error *error);
    void (*free)(clm_module_writer *writer);
    clm_status (*add_layer)(clm_module_writer *writer, const clm_dataset_layer_spec *layer,
                            clm_error *error);
    clm_status (*add)(clm_module_writer *writer, size_t layer, const clm_geometry *geometry,
                      const char *const *values, clm_error *error);
    clm_status (*finish)(clm_module_writer *writer, clm_buffer *out, clm_error *error);
} clm_module_writing;

/* Each function does what the one of vector.h does whose name ends in the same word; messages do
 * not name the file. */
typedef struct clm_vector_module {
    uint32_t version;
    clm_status (*open)(const clm_dataset_options *options, clm_module_dataset **out,
                       clm_error *error);
    void (*free)(clm_module_dataset *dataset);
    const char *(*layer)(const clm_module_dataset *dataset);
    size_t (*field_count)(const clm_module_dataset *dataset);
    const char *(*field_name)(const clm_module_dataset *dataset, size_t field);
    bool (*field_is_text)(const clm_module_dataset *dataset, size_t field);
    clm_status (*next)(clm_module_dataset *dataset, bool *more, clm_error *error);
    int64_t (*feature)(const clm_module_dataset *dataset);
    clm_status (*geometry)(clm_module_dataset *dataset, clm_geometry *out, clm_error *error);
    /* Appends the bytes of a field as they are, of lists with "|" between the members. */
    void (*text)(const clm_module_dataset *dataset, size_t field, clm_buffer *out);
    clm_module_writing writing;
} clm_vector_module;

/* Loads the module; `use` begins the message that it is not there: "reading it". **Errors:** as
 * clm_module_load. */
CLM_MUST_CHECK clm_status clm_vector_module_load(const char *use, const clm_vector_module **out,
                                                 clm_error *error);

#endif
