#include "base/alloc.h"
#include "store/store.h"

void clm_store_rows_clear(clm_store_rows *rows) {
    clm_buffer_clear(&rows->bytes);
    clm_free(rows->cells);
    *rows = (clm_store_rows){0};
}

static void add_cell(clm_store_rows *rows, clm_store_cell cell) {
    void *cells = rows->cells;
    if (rows->bytes.failed ||
        clm_grow(&cells, &rows->cell_capacity, rows->cell_count + 1, sizeof *rows->cells) != 0) {
        rows->bytes.failed = true;
        return;
    }
    rows->cells = cells;
    rows->cells[rows->cell_count++] = cell;
}

void clm_store_put(clm_store_rows *rows, clm_text value) {
    const size_t start = rows->bytes.len;
    clm_buffer_text(&rows->bytes, value);
    clm_store_put_since(rows, start);
}

void clm_store_put_null(clm_store_rows *rows) {
    add_cell(rows, (clm_store_cell){rows->bytes.len, 0, false});
}

void clm_store_put_since(clm_store_rows *rows, size_t start) {
    add_cell(rows, (clm_store_cell){start, rows->bytes.len - start, true});
}
