/* Where the standard gazetteer is. */
#include "gazetteer/gazetteer.h"

#include "base/file.h"

#include <stdlib.h>
#include <sys/stat.h>

enum { PATH_BYTES = 4096 };

static const char *const file_name = "claimmap.gaz";

/* Puts "DIR/MIDDLEclaimmap.gaz" into `out` and tells whether it is there; else adds it to what
 * was tried. */
static bool try_path(clm_buffer *out, clm_buffer *tried, const char *dir, const char *middle) {
    out->len = 0;
    clm_buffer_printf(out, "%s/%s%s", dir, middle, file_name);
    if (!out->failed && clm_file_exists(out->data)) {
        return true;
    }
    clm_buffer_printf(tried, "%s%s", tried->len > 0 ? ", " : "", out->failed ? "?" : out->data);
    return false;
}

static bool is_folder(const char *path) {
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static clm_status not_found(const clm_buffer *tried, clm_error *error) {
    return clm_fail(error, CLM_ERR_NOT_FOUND,
                    "there is no gazetteer; looked for %s; set CLAIMMAP_DATA to the file or its "
                    "folder",
                    tried->data != NULL ? tried->data : file_name);
}

clm_status clm_gazetteer_find_file(clm_buffer *out, clm_error *error) {
    char dir[PATH_BYTES];
    clm_buffer tried;
    clm_buffer_init(&tried);
    const char *named = getenv("CLAIMMAP_DATA");
    bool found = false;
    out->len = 0;
    if (named != NULL && named[0] != '\0') {
        if (is_folder(named)) {
            found = try_path(out, &tried, named, "");
        } else {
            clm_buffer_string(out, named);
            clm_buffer_string(&tried, named);
            found = clm_file_exists(named);
        }
    } else if (clm_program_dir(dir, sizeof(dir))) {
        found = try_path(out, &tried, dir, "") || try_path(out, &tried, dir, "../share/claimmap/");
    }
    clm_status status = CLM_OK;
    if (out->failed || tried.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (!found) {
        status = not_found(&tried, error);
    }
    clm_buffer_clear(&tried);
    return status;
}
