/* map/image.h: a picture from a file, to be drawn as it is. Private to map. */
#ifndef CLM_MAP_IMAGE_H
#define CLM_MAP_IMAGE_H

#include "base/text.h"

typedef struct clm_image {
    clm_buffer png; /* the file's bytes */
    int width, height;
    void *surface; /* cairo's; NULL: there is no picture */
} clm_image;

/* Reads a PNG of at most 8 MB and 4096 pixels a side. **Owns:** clm_image_close, of a zeroed one
 * too. **Errors:** CLM_ERR_IO, CLM_ERR_LIMIT, CLM_ERR_FORMAT with the file's name, CLM_ERR_NOMEM.
 */
CLM_MUST_CHECK clm_status clm_image_open(const char *path, clm_image *out, clm_error *error);
void clm_image_close(clm_image *image);

#endif
