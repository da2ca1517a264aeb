/* Lines of a dump, one at a time. */
#include "gazetteer/dump.h"

#include "base/alloc.h"
#include "base/utf8.h"

#include <errno.h>
#include <string.h>

clm_status clm_dump_open(clm_dump_file *file, FILE *in, const char *name,
                         const char *const *columns, int columns_least, clm_error *error) {
    memset(file, 0, sizeof(*file));
    clm_buffer_init(&file->table.text);
    file->table.file = name;
    file->table.columns = columns;
    file->columns_least = columns_least;
    while (columns[file->table.file_columns] != NULL) {
        file->table.file_columns++;
    }
    file->in = in;
    file->bytes = clm_alloc(CLM_DUMP_LINE_MAX);
    return file->bytes != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory", name);
}

void clm_dump_close(clm_dump_file *file) {
    clm_free(file->bytes);
    memset(file, 0, sizeof(*file));
}

/* Moves what is left to the front and reads behind it. */
static clm_status fill(clm_dump_file *file, clm_error *error) {
    size_t left = file->end - file->begin;
    memmove(file->bytes, file->bytes + file->begin, left);
    file->begin = 0;
    file->end = left;
    if (left == CLM_DUMP_LINE_MAX) {
        file->table.line++;
        return clm_table_fail(&file->table, error, "line longer than %d bytes",
                              (int)CLM_DUMP_LINE_MAX);
    }
    errno = 0;
    size_t got = fread(file->bytes + left, 1, CLM_DUMP_LINE_MAX - left, file->in);
    file->end += got;
    file->ended = got == 0;
    if (got == 0 && ferror(file->in)) {
        return clm_fail(error, CLM_ERR_IO, "cannot read %s: %s", file->table.file,
                        errno != 0 ? strerror(errno) : "failed");
    }
    return CLM_OK;
}

static clm_status next_line(clm_dump_file *file, clm_text *line, bool *more, clm_error *error) {
    const char *end = NULL;
    while (true) {
        size_t left = file->end - file->begin;
        const char *start = file->bytes + file->begin;
        end = left > 0 ? memchr(start, '\n', left) : NULL;
        if (end != NULL || file->ended) {
            break;
        }
        clm_status status = fill(file, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    const char *start = file->bytes + file->begin;
    size_t length = end != NULL ? (size_t)(end - start) : file->end - file->begin;
    *more = end != NULL || length > 0;
    file->begin += length + (end != NULL);
    file->table.line += *more;
    length -= length > 0 && start[length - 1] == '\r';
    *line = (clm_text){start, length};
    return CLM_OK;
}

static clm_status split(clm_dump_file *file, clm_text line, clm_error *error) {
    clm_table *table = &file->table;
    int column = 0;
    memset(table->cells, 0, sizeof(table->cells));
    if (!clm_utf8_valid(line.ptr, line.len) || memchr(line.ptr, '\0', line.len) != NULL) {
        return clm_table_fail(table, error, "not valid UTF-8");
    }
    for (bool last = false; !last; column++) {
        const char *tab = line.len > 0 ? memchr(line.ptr, '\t', line.len) : NULL;
        size_t length = tab != NULL ? (size_t)(tab - line.ptr) : line.len;
        last = tab == NULL;
        if (column == table->file_columns) {
            return clm_table_fail(table, error, "more than %d columns", table->file_columns);
        }
        table->cells[column] = clm_text_trim((clm_text){line.ptr, length});
        line.ptr += last ? length : length + 1;
        line.len -= last ? length : length + 1;
    }
    if (column < file->columns_least) {
        return clm_table_fail(table, error, "%d columns instead of %d", column,
                              table->file_columns);
    }
    return CLM_OK;
}

clm_status clm_dump_next(clm_dump_file *file, bool *more, clm_error *error) {
    clm_text line = {"", 0};
    clm_status status = CLM_OK;
    do {
        status = next_line(file, &line, more, error);
    } while (status == CLM_OK && *more && (line.len == 0 || line.ptr[0] == '#'));
    return status == CLM_OK && *more ? split(file, line, error) : status;
}
