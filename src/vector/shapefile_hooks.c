#include "vector/shapefile_hooks.h"

#include "base/text.h"

#include <stdlib.h>
#include <string.h>

static int hook_flush(SAFile file) {
    (void)file;
    return 0;
}

static int hook_close(SAFile file) {
    (void)file;
    return 0;
}

static int hook_remove(const char *name) {
    (void)name;
    return 0;
}

static void hook_error(const char *message) {
    (void)message;
}

static double hook_atof(const char *text) {
    double value = 0.0;
    return clm_text_number(clm_text_trim(clm_text_of(text)), &value) > 0 ? value : 0.0;
}

SAHooks clm_shapefile_hooks(void) {
    return (SAHooks){.FFlush = hook_flush,
                     .FClose = hook_close,
                     .Remove = hook_remove,
                     .Error = hook_error,
                     .Atof = hook_atof};
}

size_t clm_shapefile_part(const char *name, uintptr_t *address) {
    static const char *const endings[] = {".shp", ".shx", ".dbf"};
    char *ending = NULL;
    size_t index = 0;
    *address = (uintptr_t)strtoull(name, &ending, 16);
    while (index < sizeof endings / sizeof endings[0] && strcmp(ending, endings[index]) != 0) {
        index++;
    }
    return index;
}
