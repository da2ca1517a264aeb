/* map/png.h: RGB pixels -> PNG bytes. Private to map. Thread rule: no state. */
#ifndef CLM_MAP_PNG_H
#define CLM_MAP_PNG_H

#include "base/error.h"
#include "map/words.h"

#include <stddef.h>
#include <stdint.h>

typedef struct clm_png_image {
    unsigned char *pixels; /* rows of 32-bit words 0xXXRRGGBB in the machine's order; lost: the
                              writer packs its rows in place, to save as much memory again */
    size_t stride_bytes;
    uint32_t width, height;
    uint32_t pixels_per_metre;      /* physical size */
    const clm_picture_words *words; /* no time stamps are written */
} clm_png_image;

/* Appends the image as an 8-bit RGB PNG: filter "none" and a fast compression, which win both time
 * and size on flat maps. **Source:** PNG Specification, third edition (W3C 2025), 5, 11.3.
 * **Errors:** CLM_ERR_NOMEM; `out` may then hold a part. */
CLM_MUST_CHECK clm_status clm_png_write(const clm_png_image *image, clm_buffer *out,
                                        clm_error *error);

#endif
