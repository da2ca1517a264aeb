/* map/painter.h: what cairo's back ends share: pixels and pages. Private to map. */
#ifndef CLM_MAP_PAINTER_H
#define CLM_MAP_PAINTER_H

#include "map/fonts.h"

#include <cairo.h>

typedef struct clm_painter {
    cairo_t *cairo;
    double scale;        /* pixels or points for one pixel of the layout */
    bool vector;         /* a page: nothing becomes pixels */
    unsigned char *mask; /* a text and its halo, one byte a pixel */
    size_t mask_capacity;
} clm_painter;

/* Draws all items. **Errors:** CLM_ERR_NOMEM, CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_paint_items(clm_painter *paint, const clm_display_list *list,
                                          const clm_map_fonts *fonts, bool draw_texts,
                                          clm_error *error);

#endif
