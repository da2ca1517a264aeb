/* A module of another version of the program. */
#include "vector/module.h"

const void *clm_vector_module_get(void);

const void *clm_vector_module_get(void) {
    static const clm_vector_module module = {.version = CLM_VECTOR_MODULE_VERSION + 1};
    return &module;
}
