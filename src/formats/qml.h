/* formats/qml.h: what the files share that write a QGIS style. Private.
 *
 * A style is a tree of rules, each with a filter (an expression of QGIS), a label and a symbol.
 * Rules and symbols go into buffers of their own, since the file has all symbols behind all rules.
 * Lengths of the theme, pixels at 96 an inch, become millimetres. **Source:** QGIS 3 reads and
 * writes it (qgsrulebasedrenderer.cpp, qgssymbollayerutils.cpp, qgspallabeling.cpp); it has no
 * other description. Thread rule: one style, one thread. */
#ifndef CLM_FORMATS_QML_H
#define CLM_FORMATS_QML_H

#include "base/arena.h"
#include "formats/formats.h"
#include "language/language.h"

/* Where a drawn feature stands among those of its place. */
typedef enum clm_qml_part {
    CLM_QML_STANDS = 0, /* it is drawn */
    CLM_QML_BESIDE,     /* it is drawn over another one, whose label is enough */
    CLM_QML_SPLIT,      /* it is drawn for two sides */
    CLM_QML_REPEATED    /* another one is drawn in its place */
} clm_qml_part;

/* Sides that both speak of one place. */
typedef struct clm_qml_pair {
    int first, second;
} clm_qml_pair;

/* What the collection has to show, as far as it decides about rules. */
typedef struct clm_qml_content {
    const char *sides[CLM_THEME_SIDES];      /* as features name them */
    const char *side_names[CLM_THEME_SIDES]; /* for people */
    int side_count;
    clm_qml_part *parts; /* of each feature of the collection */
    clm_qml_pair *pairs; /* of each that is SPLIT */
    clm_voice *voices;   /* of each that is drawn */
} clm_qml_content;

typedef struct clm_qml {
    const clm_collection *collection;
    const clm_styling *styling;
    const clm_theme *theme;
    const clm_language *language;
    clm_geometry_kind kind; /* of the layer; NONE: all in one */
    clm_arena *arena;       /* owns expressions and names */
    bool failed;            /* memory ended */
    clm_qml_content content;
    clm_buffer rules, symbols;
    unsigned rule_count, symbol_count;
} clm_qml;

/* ---- qml_content.c ---- */

/* Reads sides, and what stands for what. Sets `failed` when memory ends. */
void clm_qml_read(clm_qml *qml);
bool clm_qml_is_drawn(const clm_feature *feature);

/* ---- qml_rules.c ---- */

/* An expression, or part of one; made in the arena, "" when memory ends. */
const char *clm_qml_text(clm_qml *qml, const char *format, ...) CLM_PRINTF(2, 3);
/* What was put together in `text`, in the arena, "" when memory ends; frees `text`. */
const char *clm_qml_keep(clm_qml *qml, clm_buffer *text);
/* Appends `text` as a string literal of an expression. */
void clm_qml_literal(clm_buffer *out, const char *text);
/* The side of a feature. */
const char *clm_qml_side(const clm_qml *qml);
/* `"id" IN (...)` of all features in that part, and of that pair (NULL: any); NULL for none. */
const char *clm_qml_ids(clm_qml *qml, clm_qml_part part, clm_geometry_kind kind,
                        const clm_qml_pair *pair);
/* What is drawn of a kind of geometry, without what is repeated: "draw", and in a mixed layer the
 * geometry's type. */
const char *clm_qml_drawn(clm_qml *qml, clm_geometry_kind kind);
/* "geometry_type($geometry)='Point' AND " where the layer is mixed, else "". */
const char *clm_qml_geometry(const clm_qml *qml, clm_geometry_kind kind);
/* Whether the layer can have such geometry. */
bool clm_qml_has(const clm_qml *qml, clm_geometry_kind kind);
/* Writes the tree of rules, and the symbols beside. */
void clm_qml_rules(clm_qml *qml);

/* ---- qml_areas.c, qml_points.c: each adds a symbol and returns its number ---- */

/* A role with a side, or two of both for a place that two sides speak of. */
typedef struct clm_qml_look {
    clm_sign sign;
    int side, second; /* numbers of sides; CLM_HUE_OTHER */
    bool split;       /* `second` counts */
    bool any_side;    /* the colour follows the feature's side */
    bool figure, past_peak;
} clm_qml_look;

unsigned clm_qml_area_symbol(clm_qml *qml, const clm_qml_look *look);
unsigned clm_qml_line_symbol(clm_qml *qml, const clm_qml_look *look);
unsigned clm_qml_point_symbol(clm_qml *qml, const clm_qml_look *look);
unsigned clm_qml_context_point(clm_qml *qml);
unsigned clm_qml_context_area(clm_qml *qml);
/* Not seen, but there to be clicked at. */
unsigned clm_qml_unseen_point(clm_qml *qml);
unsigned clm_qml_unseen_area(clm_qml *qml);

/* ---- qml_layers.c ---- */

/* "r,g,b,a", each 0 to 255. */
const char *clm_qml_color(clm_qml *qml, clm_color color, double alpha);
/* A length of the theme in millimetres, or any other number. */
const char *clm_qml_mm(clm_qml *qml, double length_px);
const char *clm_qml_number(clm_qml *qml, double value);

/* ---- qml_labels.c ---- */

/* Appends the <labeling> element. */
void clm_qml_labels(clm_qml *qml, clm_buffer *out);

#endif
