/* FlatGeobuf: all shapes in one layer of mixed geometry, in the order of the features.
 * **Source:** flatgeobuf.org, version 3.0. */
#include "formats/formats.h"
#include "formats/rows.h"

static const clm_rows_layer layer = {"features", NULL, CLM_SHAPE_ANY,
                                     1 << CLM_FEATURE_ARTICLE | 1 << CLM_FEATURE_CLAIM |
                                         1 << CLM_FEATURE_FIGURE | 1 << CLM_FEATURE_PLACE};

/* Adds what can be added; `*added` and `*left_out` count. */
static clm_status add_features(clm_rows *rows, size_t *added, size_t *left_out, clm_error *error) {
    const clm_collection *collection = rows->collection;
    for (size_t i = 0; i < collection->count; i++) {
        clm_status status = clm_rows_add(rows, 0, &layer, &collection->items[i], error);
        if (status == CLM_OK) {
            (*added)++;
        } else if (status == CLM_ERR_UNSUPPORTED) {
            (*left_out)++;
        } else {
            return status;
        }
    }
    return CLM_OK;
}

static void tell(clm_buffer *notes, size_t added, size_t left_out) {
    if (left_out > 0) {
        clm_buffer_printf(notes,
                          "FlatGeobuf: %zu feature%s without a shape left out, the article among "
                          "them, since GDAL before 3.6.4 cannot write such; -f gpkg and geojson "
                          "have all\n",
                          left_out, left_out == 1 ? "" : "s");
    }
    if (added == 0) {
        clm_buffer_string(notes, "FlatGeobuf: nothing has a shape; no file made\n");
    }
}

clm_status clm_fgb_write(const clm_collection *collection, const clm_theme *theme, clm_buffer *out,
                         clm_buffer *notes, clm_error *error) {
    clm_rows rows = {
        .collection = collection, .theme = theme, .notes = notes, .days_as_text = true};
    size_t added = 0;
    size_t left_out = 0;
    clm_buffer_init(&rows.text);
    clm_status status = clm_dataset_writer_open(CLM_DATASET_FLATGEOBUF, collection->facts.date,
                                                &rows.writer, error);
    if (status == CLM_OK) {
        status = clm_rows_add_layer(&rows, &layer, error);
    }
    if (status == CLM_OK) {
        status = add_features(&rows, &added, &left_out, error);
    }
    if (status == CLM_OK) {
        tell(notes, added, left_out);
        status = notes->failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
    }
    if (status == CLM_OK && added > 0) {
        status = clm_dataset_writer_finish(rows.writer, out, error);
    }
    clm_rows_clear(&rows);
    return status;
}
