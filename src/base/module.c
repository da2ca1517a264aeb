#include "base/module.h"

#include "base/file.h"
#include "base/installed.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>

static clm_status find_module(const clm_module_spec *spec, clm_buffer *out, clm_error *error) {
    clm_buffer tried;
    clm_buffer_init(&tried);
    const char *named = getenv("CLAIMMAP_MODULES");
    bool found = false;
    if (named != NULL && named[0] != '\0') {
        clm_buffer_printf(out, "%s/%s", named, spec->file);
        found = !out->failed && clm_file_exists(out->data);
        clm_buffer_string(&tried, out->data != NULL ? out->data : named);
    } else {
        found = clm_installed_find(CLM_INSTALLED_MODULE, spec->file, out, &tried);
    }
    clm_status status = CLM_OK;
    if (out->failed || tried.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (!found) {
        status = clm_fail(error, CLM_ERR_UNSUPPORTED,
                          "%s needs the %s module, and there is no %s; install %s "
                          "(Debian, Ubuntu: %s) and build claimmap again, or name the "
                          "module's folder in CLAIMMAP_MODULES",
                          spec->use, spec->library, tried.len > 0 ? tried.data : spec->file,
                          spec->library, spec->package);
    }
    clm_buffer_clear(&tried);
    return status;
}

/* ISO C has no cast from an object's address to a function's; POSIX says that the bytes are it. */
static clm_module_entry *entry_of(void *library, const char *name) {
    void *symbol = dlsym(library, name);
    clm_module_entry *entry = NULL;
    _Static_assert(sizeof symbol == sizeof entry, "an address is an address");
    memcpy(&entry, &symbol, sizeof entry);
    return entry;
}

static bool right_version(const clm_module_spec *spec, const void *table) {
    uint32_t version;
    if (table == NULL) {
        return false;
    }
    memcpy(&version, table, sizeof version);
    return version == spec->version;
}

clm_status clm_module_load(const clm_module_spec *spec, const void **table, clm_error *error) {
    *table = NULL;
    clm_buffer path;
    clm_buffer_init(&path);
    clm_status status = find_module(spec, &path, error);
    void *library = NULL;
    if (status == CLM_OK) {
        library = dlopen(path.data, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
        const char *reason = library == NULL ? dlerror() : NULL;
        if (library == NULL) {
            status = clm_fail(error, CLM_ERR_UNSUPPORTED,
                              "the %s module cannot be loaded: %s; install %s (Debian, Ubuntu: %s)",
                              spec->library, reason != NULL ? reason : path.data, spec->library,
                              spec->package);
        }
    }
    if (status == CLM_OK) {
        clm_module_entry *entry = entry_of(library, spec->entry);
        const void *found = entry != NULL ? entry() : NULL;
        if (right_version(spec, found)) {
            *table = found;
        } else {
            status = clm_fail(error, CLM_ERR_VERSION, "%s belongs to another version of claimmap",
                              path.data);
        }
    }
    if (library != NULL) {
        (void)dlclose(library); /* one use less; it stays loaded */
    }
    clm_buffer_clear(&path);
    return status;
}
