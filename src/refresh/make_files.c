/* The files of an article: names, writing, and what was left of those that failed. */
#include "base/file.h"
#include "base/hash.h"
#include "map/map.h"
#include "refresh/index_page.h"
#include "refresh/make_parts.h"

#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

const char *clm_make_path(clm_arena *arena, const char *folder, const char *stem,
                          const char *suffix) {
    return clm_arena_printf(arena, "%s/%s%s", folder, stem, suffix);
}

static unsigned big_endian(const unsigned char *at) {
    return (unsigned)at[0] << 24 | (unsigned)at[1] << 16 | (unsigned)at[2] << 8 | at[3];
}

bool clm_make_png_size(clm_text png, unsigned *width_px, unsigned *height_px) {
    static const char head[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR";
    if (png.len < 24 || memcmp(png.ptr, head, 16) != 0) {
        return false;
    }
    *width_px = big_endian((const unsigned char *)png.ptr + 16);
    *height_px = big_endian((const unsigned char *)png.ptr + 20);
    return true;
}

const char *clm_made_clip(clm_arena *arena, clm_text text, size_t most_bytes, bool lines,
                          bool *failed) {
    text = clm_text_trim(text);
    if (text.len == 0) {
        return NULL;
    }
    static const char ellipsis[] = "\xE2\x80\xA6";
    const bool cut = text.len > most_bytes;
    size_t length = cut ? most_bytes : text.len;
    while (cut && length > 0 && ((unsigned char)text.ptr[length] & 0xC0) == 0x80) {
        length--;
    }
    char *copy = clm_arena_alloc(arena, length + sizeof ellipsis);
    if (copy == NULL) {
        *failed = true;
        return NULL;
    }
    for (size_t i = 0; i < length; i++) {
        const unsigned char c = (unsigned char)text.ptr[i];
        const bool control = (c < 0x20 && !(lines && c == '\n')) || c == 0x7F;
        copy[i] = control ? ' ' : text.ptr[i];
    }
    memcpy(copy + length, cut ? ellipsis : "", cut ? sizeof ellipsis : 1);
    return copy;
}

/* ---- writing ---- */

enum { FILES_MAX = CLM_OUTPUT_COUNT + 1 };

typedef struct writing {
    const clm_make_task *task;
    clm_arena *arena;
    clm_file_content contents[FILES_MAX];
    clm_night_file names[FILES_MAX];
    size_t count;
    bool failed; /* memory ended */
} writing;

/* Its path in the night, borrowed. */
static const char *add_file(writing *w, const char *suffix, const clm_buffer *bytes) {
    const char *path = clm_make_path(w->arena, w->task->folder, w->task->stem, suffix);
    w->failed |= path == NULL;
    if (path == NULL) {
        return NULL;
    }
    w->contents[w->count] = (clm_file_content){path, bytes->data, bytes->len};
    const char *name = path + strlen(w->task->folder) + 1;
    w->names[w->count++] = (clm_night_file){suffix, name};
    return name;
}

static void add_outputs(writing *w, const clm_result *result) {
    for (int i = 0; i < CLM_OUTPUT_COUNT; i++) {
        const clm_output_facts facts = clm_output_describe((clm_output)i);
        if (facts.suffix != NULL && result->files[i].len > 0 &&
            result->refused[facts.format].code == CLM_OK) {
            (void)add_file(w, facts.suffix, &result->files[i]);
        }
    }
}

/* A picture without a small one is better than none. */
static clm_status make_thumbnail(const clm_buffer *png, clm_buffer *out, clm_made *made,
                                 clm_buffer *warnings, clm_error *error) {
    int height_px = 0;
    clm_error own = {CLM_OK, ""};
    if (png->len == 0) {
        return CLM_OK;
    }
    clm_status status = clm_map_thumbnail((clm_text){png->data, png->len}, CLM_THUMBNAIL_WIDTH_PX,
                                          out, &height_px, &own);
    if (status == CLM_ERR_NOMEM) {
        return clm_fail(error, status, "%s", own.message);
    }
    if (status != CLM_OK ||
        !clm_make_png_size((clm_text){out->data, out->len}, &made->thumbnail_width_px,
                           &made->thumbnail_height_px)) {
        clm_buffer_clear(out);
        clm_buffer_printf(warnings, "no small picture: %s\n", own.message);
    }
    return CLM_OK;
}

clm_status clm_make_write_files(const clm_make_task *task, const clm_result *result,
                                clm_arena *arena, clm_made *made, clm_buffer *warnings,
                                clm_error *error) {
    writing w = {.task = task, .arena = arena};
    const clm_buffer *geojson = &result->files[CLM_OUTPUT_GEOJSON];
    const clm_buffer *alt = &result->files[CLM_OUTPUT_ALT];
    clm_buffer thumbnail;
    clm_buffer_init(&thumbnail);
    clm_status status =
        make_thumbnail(&result->files[CLM_OUTPUT_PNG], &thumbnail, made, warnings, error);
    add_outputs(&w, result);
    const size_t count = w.count;
    if (thumbnail.len > 0) {
        made->thumbnail = add_file(&w, CLM_THUMBNAIL_SUFFIX, &thumbnail);
    }
    made->alt =
        clm_made_clip(arena, (clm_text){alt->data, alt->len}, CLM_MADE_ALT_BYTES, true, &w.failed);
    char sum[CLM_SHA256_HEX_BYTES];
    clm_sha256_hex(geojson->data, geojson->len, sum);
    made->geojson_sha256 = clm_arena_strdup(arena, sum);
    clm_night_file *files = clm_arena_array(arena, count + 1, sizeof *files);
    if (status == CLM_OK && (w.failed || files == NULL || made->geojson_sha256 == NULL)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK && files != NULL) {
        memcpy(files, w.names, count * sizeof *files);
        made->files = files;
        made->file_count = count;
        status = clm_files_write(w.contents, w.count, error);
        if (status != CLM_OK) {
            clm_make_undo(task->folder, task->stem);
        }
    }
    clm_buffer_clear(&thumbnail);
    return status;
}

/* ---- what was left ---- */

void clm_make_undo(const char *folder, const char *stem) {
    clm_buffer path;
    clm_buffer_init(&path);
    for (int i = 0; i <= CLM_OUTPUT_COUNT; i++) {
        const char *suffix =
            i < CLM_OUTPUT_COUNT ? clm_output_describe((clm_output)i).suffix : CLM_THUMBNAIL_SUFFIX;
        path.len = 0;
        if (suffix != NULL) {
            clm_buffer_printf(&path, "%s/%s%s", folder, stem, suffix);
        }
        if (suffix != NULL && !path.failed) {
            (void)unlink(path.data);
        }
    }
    clm_buffer_clear(&path);
}

void clm_make_sweep(const char *folder) {
    DIR *all = opendir(folder);
    if (all == NULL) {
        return;
    }
    for (struct dirent *entry; (entry = readdir(all)) != NULL;) {
        const clm_text name = clm_text_of(entry->d_name);
        if (clm_text_starts(name, ".claimmap-") && clm_text_ends(name, ".tmp")) {
            (void)unlinkat(dirfd(all), entry->d_name, 0);
        }
    }
    (void)closedir(all);
}
