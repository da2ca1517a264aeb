#include "style/keys.h"

#include "base/alloc.h"
#include "base/file.h"
#include "base/keyfile.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

enum { STYLE_BYTES_MAX = 1 << 20, STYLE_NAMES_MAX = 256 };

static const char suffix[] = ".style";

static int compare_names(const void *a, const void *b) {
    char *const *left = a;
    char *const *right = b;
    return strcmp(*left, *right);
}

/* Appends the names of the files in `dir`, sorted, so that the message is the same everywhere. */
static void list_names(const char *dir, clm_buffer *out) {
    clm_buffer_string(out, "default");
    DIR *folder = dir ? opendir(dir) : NULL;
    if (!folder) {
        return;
    }
    char *names[STYLE_NAMES_MAX] = {NULL};
    size_t count = 0;
    const struct dirent *entry = readdir(folder);
    for (; entry && count < STYLE_NAMES_MAX; entry = readdir(folder)) {
        clm_text name = clm_text_of(entry->d_name);
        if (name.len <= sizeof suffix - 1 || !clm_text_ends(name, suffix)) {
            continue;
        }
        char *copy = clm_strndup(name.ptr, name.len - (sizeof suffix - 1));
        if (copy && strcmp(copy, "default") != 0) {
            names[count++] = copy;
        } else {
            clm_free(copy);
        }
    }
    closedir(folder);
    qsort(names, count, sizeof names[0], compare_names);
    for (size_t i = 0; i < count; i++) {
        clm_buffer_string(out, ", ");
        clm_buffer_string(out, names[i]);
        clm_free(names[i]);
    }
}

static clm_status unknown_style(const char *name, const char *styles_dir, clm_error *error) {
    clm_buffer names;
    clm_buffer_init(&names);
    list_names(styles_dir, &names);
    clm_status status =
        clm_fail(error, CLM_ERR_NOT_FOUND, "style \"%s\" does not exist; there are: %s", name,
                 names.data ? names.data : "default");
    clm_buffer_clear(&names);
    return status;
}

static clm_status apply_text(const char *path, clm_text text, clm_theme *theme, clm_error *error) {
    clm_keyfile *file = NULL;
    clm_status status = clm_keyfile_parse(path, text, &file, error);
    if (status != CLM_OK) {
        return status;
    }
    for (size_t i = 0; i < clm_keyfile_count(file) && status == CLM_OK; i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        clm_error reason = {CLM_OK, ""};
        if (clm_style_set(theme, entry->group, entry->key, entry->value, &reason) != CLM_OK) {
            status = clm_fail(error, CLM_ERR_FORMAT, "%s:%zu: [%s] %s: %s", path, entry->line,
                              entry->group, entry->key, reason.message);
        }
    }
    clm_keyfile_free(file);
    return status;
}

static clm_status load_file(const char *path, clm_theme *theme, clm_error *error) {
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_status status = clm_file_read(path, STYLE_BYTES_MAX, &bytes, error);
    if (status == CLM_OK) {
        clm_theme loaded;
        clm_theme_default(&loaded);
        status = apply_text(path, (clm_text){bytes.data, bytes.len}, &loaded, error);
        if (status == CLM_OK) {
            *theme = loaded;
        }
    }
    clm_buffer_clear(&bytes);
    return status;
}

clm_status clm_theme_load(const char *name_or_path, const char *styles_dir, clm_theme *theme,
                          clm_error *error) {
    if (strcmp(name_or_path, "default") == 0) {
        clm_theme_default(theme);
        return CLM_OK;
    }
    if (strchr(name_or_path, '/') || clm_text_ends(clm_text_of(name_or_path), suffix)) {
        if (!clm_file_exists(name_or_path)) {
            return unknown_style(name_or_path, styles_dir, error);
        }
        return load_file(name_or_path, theme, error);
    }
    clm_buffer path;
    clm_buffer_init(&path);
    clm_buffer_printf(&path, "%s/%s%s", styles_dir ? styles_dir : "", name_or_path, suffix);
    clm_status status;
    if (path.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    } else if (!styles_dir || !clm_file_exists(path.data)) {
        status = unknown_style(name_or_path, styles_dir, error);
    } else {
        status = load_file(path.data, theme, error);
    }
    clm_buffer_clear(&path);
    return status;
}
