/* formats/rows.h: features as rows of layers of a file that the GDAL module writes. Private.
 *
 * A layer has all columns of formats/table.h, those that travel and those for people, that any of
 * its kinds of feature has. Thread rule: one writing, one thread. */
#ifndef CLM_FORMATS_ROWS_H
#define CLM_FORMATS_ROWS_H

#include "formats/table.h"
#include "vector/vector.h"

typedef struct clm_rows {
    const clm_collection *collection;
    const clm_theme *theme;
    clm_dataset_writer *writer;
    clm_buffer *notes; /* what had to be mended, a line each */
    bool days_as_text; /* the format knows no days */
    clm_buffer text;   /* of one row */
    const char **values;
    size_t value_capacity;
} clm_rows;

/* A layer, and the kinds of feature that it may have (1 << clm_feature_kind). */
typedef struct clm_rows_layer {
    const char *name, *description;
    clm_dataset_shape shape;
    unsigned kinds;
} clm_rows_layer;

/* Adds a layer to the writer. **Errors:** as clm_dataset_writer_add_layer. */
CLM_MUST_CHECK clm_status clm_rows_add_layer(clm_rows *rows, const clm_rows_layer *layer,
                                             clm_error *error);

/* Adds a feature as a row of the writer's layer number `index`, which is `layer`. A shape that is
 * not valid by OGC Simple Features is mended, which a note tells. **Errors:** as
 * clm_dataset_writer_add. */
CLM_MUST_CHECK clm_status clm_rows_add(clm_rows *rows, size_t index, const clm_rows_layer *layer,
                                       const clm_feature *feature, clm_error *error);

void clm_rows_clear(clm_rows *rows); /* the writer too */

#endif
