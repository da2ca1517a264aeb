/* formats/kml_parts.h: what kml.c and kml_style.c share. Private.
 *
 * KML 2.2 (OGC 07-147r2). Written straight into the buffer, whose failure is sticky: libxml2's
 * writer loses text in silence when its memory ends. Thread rule: one writer, one thread. */
#ifndef CLM_FORMATS_KML_PARTS_H
#define CLM_FORMATS_KML_PARTS_H

#include "formats/columns.h"

enum { CLM_KML_DEPTH_MAX = 16 };

typedef struct clm_kml {
    clm_buffer *out;
    const clm_collection *collection;
    const clm_theme *theme;
    const char *open[CLM_KML_DEPTH_MAX]; /* elements, outermost first */
    size_t depth;
} clm_kml;

/* Begins an element on a line of its own; with an attribute unless `name` is NULL. */
void clm_kml_open(clm_kml *kml, const char *element, const char *name, const char *value);
void clm_kml_close(clm_kml *kml);

/* A line with an element that holds a text; nothing for NULL. */
void clm_kml_element(clm_kml *kml, const char *element, const char *text);
void clm_kml_number(clm_kml *kml, const char *element, double value);

/* Writes the styles that the collection's features have, each once. */
void clm_kml_styles(clm_kml *kml);

/* Appends the id of the feature's style. */
void clm_kml_style_id(const clm_row *row, clm_buffer *out);

#endif
