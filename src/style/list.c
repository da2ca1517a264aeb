#include "style/load.h"

#include "base/alloc.h"
#include "base/installed.h"
#include "base/suggest.h"
#include "style/builtin.h"
#include "style/values.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>

clm_status clm_theme_find_dir(clm_buffer *out, clm_error *error) {
    /* A program that was just built is in a folder of the source tree. */
    if (!clm_installed_find(CLM_INSTALLED_DATA, "styles", out, NULL) && !out->failed) {
        (void)clm_installed_find(CLM_INSTALLED_DATA, "../styles", out, NULL);
    }
    return out->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
}

static int compare_names(const void *a, const void *b) {
    char *const *left = a;
    char *const *right = b;
    return strcmp(*left, *right);
}

void clm_style_names_clear(clm_style_names *names) {
    for (size_t i = 0; i < names->count; i++) {
        clm_free(names->names[i]);
    }
    clm_free(names->names);
    *names = (clm_style_names){NULL, 0, 0};
}

static bool add_name(clm_style_names *names, clm_text name) {
    void *items = names->names;
    if (clm_grow(&items, &names->capacity, names->count + 2, sizeof *names->names) != 0) {
        return false;
    }
    names->names = items;
    char *copy = clm_strndup(name.ptr, name.len);
    if (copy == NULL) {
        return false;
    }
    names->names[names->count++] = copy;
    names->names[names->count] = NULL;
    return true;
}

static bool add_files(clm_style_names *names, const char *dir) {
    DIR *folder = dir != NULL ? opendir(dir) : NULL;
    if (folder == NULL) {
        return true;
    }
    bool done = true;
    for (const struct dirent *entry; done && (entry = readdir(folder)) != NULL;) {
        clm_text name = clm_text_of(entry->d_name);
        if (name.len > sizeof CLM_STYLE_SUFFIX - 1 && clm_text_ends(name, CLM_STYLE_SUFFIX)) {
            name.len -= sizeof CLM_STYLE_SUFFIX - 1;
            done = add_name(names, name);
        }
    }
    closedir(folder);
    return done;
}

clm_status clm_style_names_read(const char *styles_dir, clm_style_names *out, clm_error *error) {
    *out = (clm_style_names){NULL, 0, 0};
    bool done = true;
    for (size_t i = 0; i < CLM_BUILTIN_STYLES && done; i++) {
        done = add_name(out, clm_text_of(clm_builtin_style_at(i).name));
    }
    if (!done || !add_files(out, styles_dir)) {
        clm_style_names_clear(out);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    qsort(out->names, out->count, sizeof out->names[0], compare_names);
    size_t kept = 0;
    for (size_t i = 0; i < out->count; i++) {
        if (kept > 0 && strcmp(out->names[i], out->names[kept - 1]) == 0) {
            clm_free(out->names[i]);
        } else {
            out->names[kept++] = out->names[i];
        }
    }
    out->count = kept;
    out->names[kept] = NULL;
    return CLM_OK;
}

clm_status clm_style_unknown(const char *name, const char *styles_dir, clm_error *error) {
    clm_style_names names;
    clm_status status = clm_style_names_read(styles_dir, &names, error);
    if (status != CLM_OK) {
        return status;
    }
    clm_buffer text;
    clm_buffer_init(&text);
    for (size_t i = 0; i < names.count; i++) {
        clm_buffer_printf(&text, "%s%s", i > 0 ? ", " : "", names.names[i]);
    }
    const char *like = clm_word_suggest(name, (const char *const *)names.names);
    status = text.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory")
             : like != NULL
                 ? clm_fail(error, CLM_ERR_NOT_FOUND,
                            "style \"%.120s\" does not exist, did you mean %s? There are: %s", name,
                            like, text.data)
                 : clm_fail(error, CLM_ERR_NOT_FOUND,
                            "style \"%.120s\" does not exist; there are: %s", name, text.data);
    clm_buffer_clear(&text);
    clm_style_names_clear(&names);
    return status;
}

clm_status clm_theme_list(const char *styles_dir,
                          void (*visit)(void *context, const clm_theme_entry *entry), void *context,
                          clm_error *error) {
    clm_style_names names;
    clm_status status = clm_style_names_read(styles_dir, &names, error);
    for (size_t i = 0; i < names.count && status == CLM_OK; i++) {
        clm_theme theme;
        clm_error problem = {CLM_OK, ""};
        status = clm_theme_load(names.names[i], styles_dir, &theme, &problem);
        if (status == CLM_ERR_NOMEM) {
            (void)clm_fail(error, status, "%s", problem.message);
            break;
        }
        bool good = status == CLM_OK;
        clm_theme_entry entry = {names.names[i], good ? &theme : NULL,
                                 good ? NULL : problem.message};
        visit(context, &entry);
        status = CLM_OK;
    }
    clm_style_names_clear(&names);
    return status;
}
