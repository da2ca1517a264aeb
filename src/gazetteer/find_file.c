/* Where the standard gazetteer is. */
#include "gazetteer/gazetteer.h"

#include "base/file.h"
#include "base/installed.h"

#include <stdlib.h>
#include <sys/stat.h>

static const char *const file_name = "claimmap.gaz";

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
    clm_buffer tried;
    clm_buffer_init(&tried);
    const char *named = getenv("CLAIMMAP_DATA");
    bool found = false;
    out->len = 0;
    if (named != NULL && named[0] != '\0') {
        clm_buffer_string(out, named);
        if (is_folder(named)) {
            clm_buffer_printf(out, "/%s", file_name);
        }
        found = !out->failed && clm_file_exists(out->data);
        clm_buffer_string(&tried, out->data != NULL ? out->data : named);
    } else {
        found = clm_installed_find(CLM_INSTALLED_DATA, file_name, out, &tried);
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
