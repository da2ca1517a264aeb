/* map/paint_pdf.h: a display list -> a page of PDF with real text. cairo stays behind this fence.
 * Private to map. */
#ifndef CLM_MAP_PAINT_PDF_H
#define CLM_MAP_PAINT_PDF_H

#include "map/fonts.h"
#include "map/words.h"

/* Appends a document of one page, half a point for each pixel of the layout, with fonts embedded.
 * The same list gives the same bytes: the date is the one in `words`, and 1 January 1970 without.
 * **Errors:** CLM_ERR_NOMEM, CLM_ERR_FOREIGN; `out` may then hold a part. */
CLM_MUST_CHECK clm_status clm_paint_pdf(const clm_display_list *list, const clm_map_fonts *fonts,
                                        int width_px, int height_px, bool draw_texts,
                                        const clm_picture_words *words, clm_buffer *out,
                                        clm_error *error);

#endif
