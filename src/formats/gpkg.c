/* GeoPackage: a layer for each kind of shape, a table for what has none, and the styles by which
 * QGIS opens them. **Source:** OGC 12-128r15 (GeoPackage 1.2.1); the table of styles as QGIS writes
 * it. */
#include "formats/formats.h"
#include "formats/rows.h"

enum {
    CLAIMS = 1 << CLM_FEATURE_CLAIM | 1 << CLM_FEATURE_FIGURE,
    SHAPED = CLAIMS | 1 << CLM_FEATURE_PLACE,
    ALL = SHAPED | 1 << CLM_FEATURE_ARTICLE
};

/* By the feature's kind of geometry. */
static const clm_rows_layer layers[] = {
    [CLM_GEOMETRY_POINT] = {"points", "Claims and places that are points", CLM_SHAPE_POINTS,
                            1 << CLM_FEATURE_CLAIM | 1 << CLM_FEATURE_PLACE},
    [CLM_GEOMETRY_LINES] = {"lines", "Claims and places that are lines", CLM_SHAPE_LINES,
                            1 << CLM_FEATURE_CLAIM | 1 << CLM_FEATURE_PLACE},
    [CLM_GEOMETRY_POLYGONS] = {"areas", "Claims, stated areas and places that are areas",
                               CLM_SHAPE_POLYGONS, SHAPED},
    [CLM_GEOMETRY_NONE] = {"no_shape", "The article, and claims whose place is not known",
                           CLM_SHAPE_NONE, ALL},
};

static const clm_geometry_kind layer_order[] = {CLM_GEOMETRY_POINT, CLM_GEOMETRY_LINES,
                                                CLM_GEOMETRY_POLYGONS, CLM_GEOMETRY_NONE};

enum { LAYERS = sizeof layer_order / sizeof layer_order[0] };

typedef struct package {
    clm_rows rows;
    const clm_styling *styling;
    bool present[LAYERS]; /* by kind of geometry */
    size_t index[LAYERS]; /* of its layer in the file */
    size_t layer_count;
} package;

/* Points and areas are always there, so that scripts find them; lines only where there are any. */
static clm_status add_layers(package *p, clm_error *error) {
    const clm_collection *collection = p->rows.collection;
    p->present[CLM_GEOMETRY_POINT] = true;
    p->present[CLM_GEOMETRY_POLYGONS] = true;
    p->present[CLM_GEOMETRY_NONE] = true;
    for (size_t i = 0; i < collection->count; i++) {
        p->present[collection->items[i].geometry.kind] = true;
    }
    clm_status status = CLM_OK;
    for (size_t i = 0; i < LAYERS && status == CLM_OK; i++) {
        const clm_geometry_kind kind = layer_order[i];
        if (p->present[kind]) {
            status = clm_rows_add_layer(&p->rows, &layers[kind], error);
            p->index[kind] = p->layer_count++;
        }
    }
    return status;
}

static clm_status add_features(package *p, clm_error *error) {
    const clm_collection *collection = p->rows.collection;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < collection->count && status == CLM_OK; i++) {
        const clm_geometry_kind kind = collection->items[i].geometry.kind;
        status =
            clm_rows_add(&p->rows, p->index[kind], &layers[kind], &collection->items[i], error);
    }
    return status;
}

/* ---- styles ---- */

enum style_column {
    STYLE_CATALOG,
    STYLE_SCHEMA,
    STYLE_TABLE,
    STYLE_GEOMETRY,
    STYLE_NAME,
    STYLE_QML,
    STYLE_SLD,
    STYLE_DEFAULT,
    STYLE_DESCRIPTION,
    STYLE_OWNER,
    STYLE_UI,
    STYLE_TIME,
    STYLE_COLUMNS
};

static clm_status add_style_layer(package *p, clm_error *error) {
    static const clm_dataset_column columns[STYLE_COLUMNS] = {
        [STYLE_CATALOG] = {"f_table_catalog", CLM_VALUE_TEXT, 256},
        [STYLE_SCHEMA] = {"f_table_schema", CLM_VALUE_TEXT, 256},
        [STYLE_TABLE] = {"f_table_name", CLM_VALUE_TEXT, 256},
        [STYLE_GEOMETRY] = {"f_geometry_column", CLM_VALUE_TEXT, 256},
        [STYLE_NAME] = {"styleName", CLM_VALUE_TEXT, 30},
        [STYLE_QML] = {"styleQML", CLM_VALUE_TEXT, 0},
        [STYLE_SLD] = {"styleSLD", CLM_VALUE_TEXT, 0},
        [STYLE_DEFAULT] = {"useAsDefault", CLM_VALUE_BOOLEAN, 0},
        [STYLE_DESCRIPTION] = {"description", CLM_VALUE_TEXT, 0},
        [STYLE_OWNER] = {"owner", CLM_VALUE_TEXT, 30},
        [STYLE_UI] = {"ui", CLM_VALUE_TEXT, 30},
        [STYLE_TIME] = {"update_time", CLM_VALUE_MOMENT, 0},
    };
    static const clm_dataset_layer_spec spec = {
        .name = "layer_styles", .key = "id", .columns = columns, .column_count = STYLE_COLUMNS};
    return clm_dataset_writer_add_layer(p->rows.writer, &spec, error);
}

static clm_status add_style(package *p, clm_geometry_kind kind, const char *moment, clm_buffer *qml,
                            clm_error *error) {
    const clm_collection *collection = p->rows.collection;
    qml->len = 0;
    clm_status status = clm_qml_write(collection, p->styling, kind, qml, error);
    const char *const values[STYLE_COLUMNS] = {
        [STYLE_CATALOG] = "",
        [STYLE_SCHEMA] = "",
        [STYLE_TABLE] = layers[kind].name,
        [STYLE_GEOMETRY] = "geom",
        [STYLE_NAME] = layers[kind].name,
        [STYLE_QML] = qml->data,
        [STYLE_SLD] = "",
        [STYLE_DEFAULT] = "true",
        [STYLE_DESCRIPTION] = p->rows.theme->description,
        [STYLE_OWNER] = "",
        [STYLE_TIME] = moment,
    };
    return status == CLM_OK
               ? clm_dataset_writer_add(p->rows.writer, p->layer_count, NULL, values, error)
               : status;
}

static clm_status add_styles(package *p, clm_error *error) {
    const char *date = p->rows.collection->facts.date;
    clm_buffer moment;
    clm_buffer qml;
    clm_buffer_init(&moment);
    clm_buffer_init(&qml);
    clm_buffer_printf(&moment, "%sT00:00:00Z",
                      date != NULL && date[0] != '\0' ? date : "1970-01-01");
    clm_status status =
        moment.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : add_style_layer(p, error);
    for (size_t i = 0; i < LAYERS && status == CLM_OK; i++) {
        if (p->present[layer_order[i]] && layer_order[i] != CLM_GEOMETRY_NONE) {
            status = add_style(p, layer_order[i], moment.data, &qml, error);
        }
    }
    clm_buffer_clear(&moment);
    clm_buffer_clear(&qml);
    return status;
}

clm_status clm_gpkg_write(const clm_collection *collection, const clm_styling *styling,
                          clm_buffer *out, clm_buffer *notes, clm_error *error) {
    package p = {.rows = {.collection = collection, .theme = styling->theme, .notes = notes},
                 .styling = styling};
    clm_buffer_init(&p.rows.text);
    clm_status status = clm_dataset_writer_open(CLM_DATASET_GEOPACKAGE, collection->facts.date,
                                                &p.rows.writer, error);
    if (status == CLM_OK) {
        status = add_layers(&p, error);
    }
    if (status == CLM_OK) {
        status = add_features(&p, error);
    }
    if (status == CLM_OK) {
        status = add_styles(&p, error);
    }
    if (status == CLM_OK) {
        status = clm_dataset_writer_finish(p.rows.writer, out, error);
    }
    clm_rows_clear(&p.rows);
    return status;
}
