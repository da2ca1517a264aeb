#include "gazetteer/tables.h"

#include "base/file.h"
#include "base/utf8.h"

#include <string.h>

enum { TABLE_BYTES_MAX = 1 << 30 };

clm_status clm_table_read_file(const char *dir, const char *file, clm_buffer *out, bool *missing,
                               clm_error *error) {
    clm_buffer path;
    clm_buffer_init(&path);
    clm_buffer_printf(&path, "%s/%s", dir, file);
    size_t plain = path.len;
    clm_buffer_string(&path, ".zst");
    clm_status status = CLM_OK;
    if (path.failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        goto done;
    }
    if (!clm_file_exists(path.data)) {
        path.data[plain] = '\0';
        if (missing != NULL && !clm_file_exists(path.data)) {
            *missing = true;
            goto done;
        }
    }
    status = clm_file_read_packed(path.data, TABLE_BYTES_MAX, out, error);
done:
    clm_buffer_clear(&path);
    return status;
}

clm_status clm_table_fail(const clm_table *table, clm_error *error, const char *format, ...) {
    clm_error inner;
    va_list args;
    va_start(args, format);
    (void)clm_fail_v(&inner, CLM_ERR_FORMAT, format, args);
    va_end(args);
    (void)clm_fail(error, CLM_ERR_FORMAT, "%s:%zu: %s", table->file, table->line, inner.message);
    return CLM_ERR_FORMAT;
}

/* The next line without its end; false at the end of the text. */
static bool next_line(clm_table *table, clm_text *line) {
    if (table->pos >= table->text.len) {
        return false;
    }
    const char *start = table->text.data + table->pos;
    size_t left = table->text.len - table->pos;
    const char *end = memchr(start, '\n', left);
    size_t length = end != NULL ? (size_t)(end - start) : left;
    table->pos += length + 1;
    table->line++;
    if (length > 0 && start[length - 1] == '\r') {
        length--;
    }
    *line = (clm_text){start, length};
    return true;
}

static clm_text next_cell(clm_text *line, bool *last) {
    const char *tab = line->len > 0 ? memchr(line->ptr, '\t', line->len) : NULL;
    clm_text cell = *line;
    *last = tab == NULL;
    if (tab != NULL) {
        cell.len = (size_t)(tab - line->ptr);
        line->ptr = tab + 1;
        line->len -= cell.len + 1;
    }
    return cell;
}

static clm_status read_columns(clm_table *table, clm_text line, clm_error *error) {
    bool last = false;
    bool seen[CLM_TABLE_COLUMNS_MAX] = {false};
    while (!last) {
        clm_text cell = clm_text_trim(next_cell(&line, &last));
        int column = 0;
        while (table->columns[column] != NULL && !clm_text_is(cell, table->columns[column])) {
            column++;
        }
        if (table->columns[column] == NULL || table->file_columns == CLM_TABLE_COLUMNS_MAX) {
            return clm_table_fail(table, error, "unknown column \"%.*s\"", (int)cell.len, cell.ptr);
        }
        if (seen[column]) {
            return clm_table_fail(table, error, "column \"%s\" stands twice",
                                  table->columns[column]);
        }
        seen[column] = true;
        table->place_of[table->file_columns++] = column;
    }
    return CLM_OK;
}

clm_status clm_table_open(clm_table *table, const char *dir, const char *file,
                          const char *const *columns, bool optional, clm_error *error) {
    memset(table, 0, sizeof(*table));
    table->file = file;
    table->columns = columns;
    clm_buffer_init(&table->text);
    clm_status status =
        clm_table_read_file(dir, file, &table->text, optional ? &table->missing : NULL, error);
    if (status != CLM_OK || table->missing) {
        return status;
    }
    static const char bom[] = "\xEF\xBB\xBF";
    if (table->text.len >= 3 && memcmp(table->text.data, bom, 3) == 0) {
        table->pos = 3;
    }
    clm_text line;
    while (next_line(table, &line)) {
        if (line.len > 0 && line.ptr[0] != '#') {
            return read_columns(table, line, error);
        }
    }
    table->line = 1;
    return clm_table_fail(table, error, "the line that names the columns is missing");
}

void clm_table_close(clm_table *table) {
    clm_buffer_clear(&table->text);
}

clm_status clm_table_next(clm_table *table, bool *more, clm_error *error) {
    clm_text line;
    *more = false;
    do {
        if (table->missing || !next_line(table, &line)) {
            return CLM_OK;
        }
    } while (line.len == 0 || line.ptr[0] == '#');
    if (!clm_utf8_valid(line.ptr, line.len) || memchr(line.ptr, '\0', line.len) != NULL) {
        return clm_table_fail(table, error, "not valid UTF-8");
    }
    memset(table->cells, 0, sizeof(table->cells));
    bool last = false;
    int column = 0;
    for (; !last; column++) {
        clm_text cell = clm_text_trim(next_cell(&line, &last));
        if (column >= table->file_columns) {
            return clm_table_fail(table, error, "more cells than the %d columns",
                                  table->file_columns);
        }
        table->cells[table->place_of[column]] = cell;
    }
    if (column < table->file_columns) {
        return clm_table_fail(table, error, "%d cells for %d columns", column, table->file_columns);
    }
    *more = true;
    return CLM_OK;
}

clm_status clm_table_number(const clm_table *table, int column, double low, double high,
                            double otherwise, double *out, clm_error *error) {
    clm_text cell = table->cells[column];
    if (cell.len == 0) {
        *out = otherwise;
        return CLM_OK;
    }
    size_t used = clm_text_number(cell, out);
    if (used != cell.len) {
        return clm_table_fail(table, error, "%s: \"%.*s\" is no number", table->columns[column],
                              (int)cell.len, cell.ptr);
    }
    if (!(*out >= low && *out <= high)) {
        return clm_table_fail(table, error, "%s: %.*s is out of range", table->columns[column],
                              (int)cell.len, cell.ptr);
    }
    return CLM_OK;
}

clm_status clm_table_count(const clm_table *table, int column, uint32_t high, uint32_t otherwise,
                           uint32_t *out, clm_error *error) {
    double value = 0.0;
    clm_status status =
        clm_table_number(table, column, 0.0, (double)high, (double)otherwise, &value, error);
    *out = status == CLM_OK ? (uint32_t)value : 0;
    if (status == CLM_OK && (double)*out != value) {
        return clm_table_fail(table, error, "%s: not a whole number", table->columns[column]);
    }
    return status;
}

bool clm_table_member(clm_text *list, clm_text *member) {
    while (list->len > 0) {
        const char *bar = memchr(list->ptr, '|', list->len);
        size_t length = bar != NULL ? (size_t)(bar - list->ptr) : list->len;
        *member = clm_text_trim((clm_text){list->ptr, length});
        list->ptr += bar != NULL ? length + 1 : length;
        list->len -= bar != NULL ? length + 1 : length;
        if (member->len > 0) {
            return true;
        }
    }
    return false;
}
