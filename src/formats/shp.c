#include "article/article.h"
#include "base/alloc.h"
#include "base/utf8.h"
#include "formats/formats.h"
#include "formats/table.h"
#include "vector/vector.h"

#include <string.h>

enum {
    TEXT_WIDTH_MIN = 20,
    TEXT_WIDTH_MAX = 254,
    NUMBER_WIDTH_MAX = 19,
    DATE_WIDTH = 8,
    COLUMNS_MAX = 80
};

/* One of the three shapefiles while it is made. */
typedef struct sheet {
    clm_geometry_kind kind;
    const char *name; /* for messages */
    const clm_column *columns[COLUMNS_MAX];
    clm_shapefile_field fields[COLUMNS_MAX];
    size_t cut[COLUMNS_MAX];  /* values that did not fit, by column */
    size_t ends[COLUMNS_MAX]; /* of each value of a row, in `cells` */
    bool known[COLUMNS_MAX];
    size_t column_count, rows;
    clm_buffer cells; /* the values of a row, one behind the other */
} sheet;

static bool is_on(const sheet *s, const clm_feature *feature) {
    return feature->kind != CLM_FEATURE_ARTICLE && feature->geometry.point_count > 0 &&
           feature->geometry.kind == s->kind;
}

/* "2025-04-08" -> "20250408"; false, and nothing, for what is no day. */
static bool fit_date(clm_buffer *cells, size_t start) {
    clm_date date;
    const clm_text text = {cells->data + start, cells->len - start};
    const bool is_day = text.len == DATE_WIDTH + 2 && clm_date_parse(text, &date);
    cells->len = start;
    for (size_t i = 0; is_day && i < text.len; i++) {
        if (text.ptr[i] != '-') {
            cells->data[cells->len++] = text.ptr[i];
        }
    }
    return is_day && cells->len - start == DATE_WIDTH;
}

/* Decimals that have no room are left out, and a number that has none at all. */
static bool fit_number(clm_buffer *cells, size_t start) {
    const size_t limit = start + NUMBER_WIDTH_MAX;
    if (cells->len <= limit) {
        return true;
    }
    const char *point = memchr(cells->data + start, '.', cells->len - start);
    const bool whole_fits = point != NULL && (size_t)(point - cells->data) <= limit;
    cells->len = whole_fits ? limit : start;
    if (whole_fits && cells->data[limit - 1] == '.') {
        cells->len--;
    }
    return whole_fits;
}

static void fit_text(sheet *s, size_t column, size_t start) {
    const size_t length = s->cells.len - start;
    if (length > TEXT_WIDTH_MAX) {
        s->cut[column]++;
        s->cells.len =
            start + clm_utf8_floor(s->cells.data + start, length, (size_t)TEXT_WIDTH_MAX);
    }
}

/* Puts the values of a row into `cells` as they stand in the file. */
static void read_row(sheet *s, const clm_row *row) {
    s->cells.len = 0;
    for (size_t i = 0; i < s->column_count; i++) {
        const clm_column *column = s->columns[i];
        const size_t start = s->cells.len;
        s->known[i] = clm_column_value(column, row, &s->cells) && !s->cells.failed;
        if (s->known[i] && column->type == CLM_COLUMN_DATE) {
            s->known[i] = fit_date(&s->cells, start);
        } else if (s->known[i] && column->type == CLM_COLUMN_TEXT) {
            fit_text(s, i, start);
        } else if (s->known[i]) {
            s->known[i] = fit_number(&s->cells, start);
            s->cut[i] += !s->known[i];
        }
        s->ends[i] = s->cells.len;
    }
}

/* The columns that the kinds on the sheet have, each as wide as its longest value. */
static void measure(sheet *s, const clm_collection *collection) {
    const clm_column *column;
    unsigned kinds = 0;
    for (size_t i = 0; i < collection->count; i++) {
        if (is_on(s, &collection->items[i])) {
            kinds |= 1U << (unsigned)collection->items[i].kind;
            s->rows++;
        }
    }
    for (size_t i = 0; (column = clm_column_at(i)) != NULL && s->column_count < COLUMNS_MAX; i++) {
        if ((column->groups & CLM_COLUMN_FLAT) != 0 && (column->kinds & kinds) != 0) {
            s->fields[s->column_count] = (clm_shapefile_field){
                column->short_name,
                column->type == CLM_COLUMN_TEXT   ? CLM_SHAPEFILE_TEXT
                : column->type == CLM_COLUMN_DATE ? CLM_SHAPEFILE_DATE
                                                  : CLM_SHAPEFILE_NUMBER,
                column->type == CLM_COLUMN_DATE ? DATE_WIDTH : 1, column->decimals};
            s->columns[s->column_count++] = column;
        }
    }
    for (size_t i = 0; i < collection->count; i++) {
        if (!is_on(s, &collection->items[i])) {
            continue;
        }
        const clm_row row = clm_row_of(collection, &collection->items[i], NULL);
        read_row(s, &row);
        size_t start = 0;
        for (size_t c = 0; c < s->column_count; c++) {
            const int width = (int)(s->ends[c] - start);
            s->fields[c].width = width > s->fields[c].width ? width : s->fields[c].width;
            start = s->ends[c];
        }
    }
    for (size_t c = 0; c < s->column_count; c++) {
        /* Words as long as others of their list; a digit, the point and the decimals. */
        const int least = s->fields[c].type == CLM_SHAPEFILE_TEXT ? TEXT_WIDTH_MIN
                          : s->fields[c].decimals > 0             ? s->fields[c].decimals + 2
                                                                  : 1;
        s->fields[c].width = s->fields[c].width > least ? s->fields[c].width : least;
    }
}

static void tell_cuts(const sheet *s, clm_buffer *warnings) {
    size_t values = 0;
    size_t named = 0;
    for (size_t c = 0; c < s->column_count; c++) {
        values += s->cut[c];
    }
    if (values == 0) {
        return;
    }
    clm_buffer_printf(warnings, "%s.dbf: %zu values were longer than a shapefile takes and cut (",
                      s->name, values);
    for (size_t c = 0; c < s->column_count; c++) {
        if (s->cut[c] > 0) {
            clm_buffer_printf(warnings, "%s%s", named++ > 0 ? ", " : "", s->fields[c].name);
        }
    }
    clm_buffer_string(warnings, ")\n");
}

static clm_status add_rows(sheet *s, const clm_collection *collection, clm_shapefile *file,
                           clm_error *error) {
    clm_text values[COLUMNS_MAX];
    clm_status status = CLM_OK;
    memset(s->cut, 0, sizeof s->cut);
    for (size_t i = 0; i < collection->count && status == CLM_OK; i++) {
        if (!is_on(s, &collection->items[i])) {
            continue;
        }
        const clm_row row = clm_row_of(collection, &collection->items[i], NULL);
        read_row(s, &row);
        if (s->cells.failed) {
            return clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
        }
        size_t start = 0;
        for (size_t c = 0; c < s->column_count; c++) {
            values[c] = s->known[c] ? (clm_text){s->cells.data + start, s->ends[c] - start}
                                    : (clm_text){NULL, 0};
            start = s->ends[c];
        }
        status = clm_shapefile_add(file, &collection->items[i].geometry, values, error);
    }
    return status;
}

static clm_status write_sheet(sheet *s, const clm_collection *collection,
                              const clm_shp_files *files, clm_error *error) {
    clm_shapefile_options options = {
        .kind = s->kind, .fields = s->fields, .field_count = s->column_count};
    clm_date date;
    /* The header's year has one byte from 1900 on. */
    if (collection->facts.date != NULL &&
        clm_date_parse(clm_text_of(collection->facts.date), &date) && date.year > 1900 &&
        date.year < 2156) {
        options.year = date.year;
        options.month = date.month;
        options.day = date.day;
    }
    clm_shapefile *file = NULL;
    clm_status status = clm_shapefile_new(
        &options, (clm_shapefile_files){files->shp, files->shx, files->dbf}, &file, error);
    if (status != CLM_OK) {
        return status;
    }
    status = add_rows(s, collection, file, error);
    if (status != CLM_OK) {
        clm_shapefile_free(file);
        return status;
    }
    status = clm_shapefile_finish(file, error);
    clm_buffer_string(files->prj, CLM_SHAPEFILE_PRJ);
    clm_buffer_string(files->cpg, CLM_SHAPEFILE_CPG);
    if (status == CLM_OK && (files->prj->failed || files->cpg->failed)) {
        status = clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
    }
    return status;
}

static void tell_without_shape(const clm_collection *collection, clm_buffer *warnings) {
    size_t count = 0;
    for (size_t i = 0; i < collection->count; i++) {
        const clm_feature *feature = &collection->items[i];
        count += feature->kind != CLM_FEATURE_ARTICLE && feature->geometry.point_count == 0;
    }
    if (count > 0) {
        clm_buffer_printf(warnings, "the shapefiles leave out %zu feature%s without a shape\n",
                          count, count == 1 ? "" : "s");
    }
}

clm_status clm_shp_write(const clm_collection *collection,
                         const clm_shp_files files[CLM_SHP_SHEETS], clm_buffer *warnings,
                         clm_error *error) {
    static const struct {
        clm_geometry_kind kind;
        const char *name;
    } sheets[CLM_SHP_SHEETS] = {[CLM_SHP_POINTS] = {CLM_GEOMETRY_POINT, "points"},
                                [CLM_SHP_LINES] = {CLM_GEOMETRY_LINES, "lines"},
                                [CLM_SHP_POLYGONS] = {CLM_GEOMETRY_POLYGONS, "polygons"}};
    sheet *s = clm_alloc_zero(1, sizeof *s);
    if (s == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
    }
    clm_status status = CLM_OK;
    for (size_t i = 0; i < CLM_SHP_SHEETS && status == CLM_OK; i++) {
        memset(s, 0, sizeof *s);
        s->kind = sheets[i].kind;
        s->name = sheets[i].name;
        clm_buffer_init(&s->cells);
        measure(s, collection);
        if (s->cells.failed) {
            status = clm_fail(error, CLM_ERR_NOMEM, "shapefile: out of memory");
        } else if (s->rows > 0) {
            status = write_sheet(s, collection, &files[i], error);
            tell_cuts(s, warnings);
        }
        clm_buffer_clear(&s->cells);
    }
    clm_free(s);
    tell_without_shape(collection, warnings);
    return status;
}
