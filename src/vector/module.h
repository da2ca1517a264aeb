/* vector/module.h: private to vector: what the module that links GDAL offers to the program.
 *
 * The module is a shared object with one visible function, CLM_VECTOR_MODULE_ENTRY, of the type
 * clm_vector_module_entry. It has its own copy of base and geo; memory is the C library's on both
 * sides, so that the program frees what the module made. A change of anything here needs a new
 * CLM_VECTOR_MODULE_VERSION. Thread rule: as clm_dataset. */
#ifndef CLM_VECTOR_MODULE_H
#define CLM_VECTOR_MODULE_H

#include "vector/vector.h"

#define CLM_VECTOR_MODULE_FILE "claimmap-gdal.so"
#define CLM_VECTOR_MODULE_ENTRY "clm_vector_module_get"

enum { CLM_VECTOR_MODULE_VERSION = 1 };

typedef struct clm_module_dataset clm_module_dataset;

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
} clm_vector_module;

typedef const clm_vector_module *clm_vector_module_entry(void);

#endif
