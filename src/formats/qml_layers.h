/* formats/qml_layers.h: what symbols are built of: layers with properties and expressions. Private.
 * Thread rule: one style, one thread. */
#ifndef CLM_FORMATS_QML_LAYERS_H
#define CLM_FORMATS_QML_LAYERS_H

#include "formats/qml.h"

typedef struct clm_qml_property {
    const char *name, *value; /* value NULL: left out */
} clm_qml_property;

typedef struct clm_qml_layer {
    const char *class_name;
    const clm_qml_property *properties;
    size_t property_count;
    const clm_qml_property *expressions; /* data-defined */
    size_t expression_count;
    void (*inner)(clm_qml *qml, const void *context); /* writes a symbol inside; NULL: none */
    const void *context;
} clm_qml_layer;

#define CLM_QML_COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Begins a symbol, "marker", "line" or "fill", and returns its number. */
unsigned clm_qml_open_symbol(clm_qml *qml, const char *type);
/* Adds a layer to it, above those that it has. */
void clm_qml_add_layer(clm_qml *qml, const clm_qml_layer *spec);
void clm_qml_close_symbol(clm_qml *qml);

/* Of the first colour, with `share` of the second. */
clm_color clm_qml_mixed(clm_color a, clm_color b, double share);
/* Of a side; a stated area is a little darker than a region. */
clm_color clm_qml_side_color(const clm_qml *qml, const clm_qml_look *look, int side);

/* An expression: what the opacity of a fill or of a
 * line is multiplied by. Lighter is what is named in passing, told at second hand, or vague. */
const char *clm_qml_faintness(clm_qml *qml, bool fill);
/* An expression: the colour that stands in the symbol, or of the feature's side where the look says
 * so, as light as the expression `faint` makes it. */
const char *clm_qml_tint(clm_qml *qml, const clm_qml_look *look, const char *faint);

#endif
