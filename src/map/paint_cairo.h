/* map/paint_cairo.h: a display list -> pixels. cairo stays behind this fence. Private to map. */
#ifndef CLM_MAP_PAINT_CAIRO_H
#define CLM_MAP_PAINT_CAIRO_H

#include "map/fonts.h"

typedef struct clm_picture clm_picture;

/* Paints `list` on a picture of `width_px` x `height_px` layout pixels, `scale` times as large.
 * **Owns:** the caller frees. **Errors:** CLM_ERR_NOMEM, CLM_ERR_FOREIGN. */
CLM_MUST_CHECK clm_status clm_paint_cairo(const clm_display_list *list, const clm_map_fonts *fonts,
                                          int width_px, int height_px, double scale,
                                          bool draw_texts, clm_picture **out, clm_error *error);
void clm_picture_free(clm_picture *picture);

/* Rows of words 0xXXRRGGBB in the machine's order; borrowed, and may be written over. */
unsigned char *clm_picture_pixels(const clm_picture *picture, size_t *stride_bytes, int *width,
                                  int *height);

#endif
