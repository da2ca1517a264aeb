#include "formats/rows.h"

#include "base/alloc.h"
#include "geo/overlay.h"

static clm_status no_memory(clm_error *error) {
    return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

static clm_value_type value_type(const clm_rows *rows, clm_column_type type) {
    static const clm_value_type types[] = {
        [CLM_COLUMN_TEXT] = CLM_VALUE_TEXT,     [CLM_COLUMN_INTEGER] = CLM_VALUE_INTEGER,
        [CLM_COLUMN_NUMBER] = CLM_VALUE_NUMBER, [CLM_COLUMN_BOOLEAN] = CLM_VALUE_BOOLEAN,
        [CLM_COLUMN_DATE] = CLM_VALUE_DATE,     [CLM_COLUMN_JSON] = CLM_VALUE_JSON,
    };
    return type == CLM_COLUMN_DATE && rows->days_as_text ? CLM_VALUE_TEXT : types[type];
}

/* The next column of the layer from `*index` on, which then stands behind it; NULL at the end. */
static const clm_column *next_column(const clm_rows_layer *layer, size_t *index) {
    const clm_column *column;
    while ((column = clm_column_at((*index)++)) != NULL) {
        if ((column->kinds & layer->kinds) != 0) {
            return column;
        }
    }
    return NULL;
}

clm_status clm_rows_add_layer(clm_rows *rows, const clm_rows_layer *layer, clm_error *error) {
    const clm_column *column;
    clm_dataset_column *columns = NULL;
    size_t count = 0;
    size_t capacity = 0;
    for (size_t i = 0; (column = next_column(layer, &i)) != NULL;) {
        void *grown = columns;
        if (clm_grow(&grown, &capacity, count + 1, sizeof *columns) != 0) {
            clm_free(columns);
            return no_memory(error);
        }
        columns = grown;
        columns[count++] = (clm_dataset_column){column->name, value_type(rows, column->type), 0};
    }
    const clm_dataset_layer_spec spec = {.name = layer->name,
                                         .description = layer->description,
                                         .shape = layer->shape,
                                         .columns = columns,
                                         .column_count = count};
    clm_status status = clm_dataset_writer_add_layer(rows->writer, &spec, error);
    clm_free(columns);
    return status;
}

/* The texts of a row, one behind the other; `rows->values` point to them. */
static clm_status read_values(clm_rows *rows, const clm_rows_layer *layer,
                              const clm_feature *feature, clm_error *error) {
    const clm_row row = clm_row_of(rows->collection, feature, rows->theme);
    const clm_column *column;
    size_t count = 0;
    rows->text.len = 0;
    for (size_t i = 0; (column = next_column(layer, &i)) != NULL; count++) {
        void *values = rows->values;
        if (clm_grow(&values, &rows->value_capacity, count + 1, sizeof *rows->values) != 0) {
            return no_memory(error);
        }
        rows->values = values;
        /* The buffer may move: only whether there is a value is known as yet. */
        rows->values[count] = clm_column_value(column, &row, &rows->text) ? "" : NULL;
        if (rows->values[count] != NULL) {
            clm_buffer_char(&rows->text, '\0');
        }
    }
    if (rows->text.failed) {
        return no_memory(error);
    }
    const char *text = rows->text.data;
    for (size_t i = 0; i < count; i++) {
        if (rows->values[i] != NULL) {
            rows->values[i] = text;
            text += strlen(text) + 1;
        }
    }
    return CLM_OK;
}

/* Makes `*mended` a valid form of the feature's shape where that is not valid, else NONE. */
static clm_status mend(clm_rows *rows, const clm_feature *feature, clm_geometry *mended,
                       clm_error *error) {
    clm_error fault = {0};
    clm_geometry_init(mended);
    if (feature->geometry.kind != CLM_GEOMETRY_POLYGONS ||
        clm_geometry_valid(&feature->geometry, &fault)) {
        return CLM_OK;
    }
    if (fault.code == CLM_ERR_NOMEM) {
        return no_memory(error);
    }
    clm_status status = clm_geometry_copy(&feature->geometry, mended, error);
    if (status == CLM_OK) {
        status = clm_geometry_repair(mended, error);
    }
    if (status == CLM_OK) {
        clm_buffer_printf(rows->notes, "feature %s: its shape was mended: %s\n", feature->id,
                          fault.message);
        status = rows->notes->failed ? no_memory(error) : CLM_OK;
    }
    if (status != CLM_OK) {
        clm_geometry_clear(mended);
    }
    return status;
}

clm_status clm_rows_add(clm_rows *rows, size_t index, const clm_rows_layer *layer,
                        const clm_feature *feature, clm_error *error) {
    clm_geometry mended;
    clm_status status = mend(rows, feature, &mended, error);
    if (status == CLM_OK) {
        status = read_values(rows, layer, feature, error);
    }
    if (status == CLM_OK) {
        const clm_geometry *shape = mended.kind != CLM_GEOMETRY_NONE ? &mended : &feature->geometry;
        status = clm_dataset_writer_add(rows->writer, index, shape, rows->values, error);
    }
    clm_geometry_clear(&mended);
    return status;
}

void clm_rows_clear(clm_rows *rows) {
    clm_dataset_writer_free(rows->writer);
    clm_buffer_clear(&rows->text);
    clm_free(rows->values);
    rows->writer = NULL;
    rows->values = NULL;
    rows->value_capacity = 0;
}
