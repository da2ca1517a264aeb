/* tests/unit/map/picture.h: a PNG in memory -> cairo's surface, and its pixels. */
#ifndef CLM_TEST_MAP_PICTURE_H
#define CLM_TEST_MAP_PICTURE_H

#include "base/text.h"
#include "support/support.h"

#include <cairo.h>

typedef struct png_source {
    const clm_buffer *from;
    size_t at;
} png_source;

static inline cairo_status_t read_png_bytes(void *context, unsigned char *data, unsigned length) {
    png_source *read = context;
    if (read->from->len - read->at < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(data, read->from->data + read->at, length);
    read->at += length;
    return CAIRO_STATUS_SUCCESS;
}

/* The caller destroys it. */
static inline cairo_surface_t *read_png(const clm_buffer *png) {
    png_source from = {png, 0};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_png_bytes, &from);
    assert_int_equal(cairo_surface_status(surface), CAIRO_STATUS_SUCCESS);
    return surface;
}

/* 0xRRGGBB */
static inline uint32_t pixel(cairo_surface_t *surface, double x, double y) {
    const unsigned char *row = cairo_image_surface_get_data(surface) +
                               (size_t)y * (size_t)cairo_image_surface_get_stride(surface);
    uint32_t out;
    memcpy(&out, row + (size_t)x * sizeof out, sizeof out);
    return out & 0xFFFFFF;
}

#endif
