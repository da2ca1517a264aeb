#include "base/installed.h"

#include "base/file.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <stdlib.h>
#include <unistd.h>

/* From bin/ of a prefix, from its lib/, and from its lib/ARCHITECTURE/. CLM_LIBDIR is the folder of
 * libraries below the prefix. */
static const char *const data_folders[] = {"", "../share/claimmap/", "../../share/claimmap/", NULL};
static const char library_folder[] = "../" CLM_LIBDIR "/claimmap/";
static const char *const module_folders[] = {"", library_folder, "claimmap/", "../lib/claimmap/",
                                             NULL};

static const char *const *const folders_of[CLM_INSTALLED_COUNT] = {
    [CLM_INSTALLED_DATA] = data_folders,
    [CLM_INSTALLED_MODULE] = module_folders,
};

/* The shared library's path; false: this code is in the program itself. */
static bool library_path(char *out) {
    Dl_info info;
    struct link_map *map = NULL;
    return dladdr1(folders_of, &info, (void **)&map, RTLD_DL_LINKMAP) != 0 && map != NULL &&
           map->l_name != NULL && map->l_name[0] != '\0' && realpath(map->l_name, out) != NULL;
}

bool clm_program_dir(char *out, size_t size) {
    char path[PATH_MAX];
    if (!library_path(path)) {
        const ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
        if (length <= 0 || (size_t)length >= sizeof path - 1) {
            return false;
        }
        path[length] = '\0';
    }
    const char *slash = strrchr(path, '/');
    if (slash == NULL || (size_t)(slash - path) >= size) {
        return false;
    }
    memcpy(out, path, (size_t)(slash - path));
    out[slash - path] = '\0';
    return true;
}

bool clm_installed_find(clm_installed_kind kind, const char *name, clm_buffer *out,
                        clm_buffer *tried) {
    char dir[PATH_MAX];
    out->len = 0;
    if (!clm_program_dir(dir, sizeof dir)) {
        return false;
    }
    for (const char *const *folder = folders_of[kind]; *folder != NULL; folder++) {
        out->len = 0;
        clm_buffer_printf(out, "%s/%s%s", dir, *folder, name);
        if (out->failed) {
            return false;
        }
        if (clm_file_exists(out->data)) {
            return true;
        }
        if (tried != NULL) {
            clm_buffer_printf(tried, "%s%s", tried->len > 0 ? ", " : "", out->data);
        }
    }
    out->len = 0;
    out->data[0] = '\0';
    return false;
}
