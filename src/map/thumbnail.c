/* A small picture of a big one. Part of map/map.h. */
#include "map/map.h"
#include "map/png.h"

#include <cairo.h>

enum { SIDE_MAX_PX = 16384 * 8 };

typedef struct png_reader {
    clm_text bytes;
    size_t at;
} png_reader;

static cairo_status_t read_png(void *context, unsigned char *data, unsigned length) {
    png_reader *reader = context;
    if (length > reader->bytes.len - reader->at) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(data, reader->bytes.ptr + reader->at, length);
    reader->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static void paint(cairo_surface_t *big, cairo_surface_t *small, double scale) {
    cairo_t *cr = cairo_create(small);
    cairo_scale(cr, scale, scale);
    cairo_set_source_surface(cr, big, 0.0, 0.0);
    cairo_pattern_set_filter(cairo_get_source(cr), CAIRO_FILTER_GOOD);
    /* Else the rim would be mixed with the black outside. */
    cairo_pattern_set_extend(cairo_get_source(cr), CAIRO_EXTEND_PAD);
    cairo_paint(cr);
    cairo_destroy(cr);
}

static clm_status write_small(cairo_surface_t *small, clm_buffer *out, clm_error *error) {
    cairo_surface_flush(small);
    const cairo_status_t status = cairo_surface_status(small);
    if (status != CAIRO_STATUS_SUCCESS) {
        return clm_fail(error, CLM_ERR_FOREIGN, "thumbnail: %s", cairo_status_to_string(status));
    }
    static const clm_picture_words none = {0};
    const clm_png_image image = {.pixels = cairo_image_surface_get_data(small),
                                 .stride_bytes = (size_t)cairo_image_surface_get_stride(small),
                                 .width = (uint32_t)cairo_image_surface_get_width(small),
                                 .height = (uint32_t)cairo_image_surface_get_height(small),
                                 .pixels_per_metre = 3780, /* 96 to the inch */
                                 .words = &none};
    return clm_png_write(&image, out, error);
}

clm_status clm_map_thumbnail(clm_text png, int width_px, clm_buffer *out, int *height_px,
                             clm_error *error) {
    png_reader reader = {png, 0};
    cairo_surface_t *big = cairo_image_surface_create_from_png_stream(read_png, &reader);
    const int width = cairo_image_surface_get_width(big);
    const int height = cairo_image_surface_get_height(big);
    if (cairo_surface_status(big) != CAIRO_STATUS_SUCCESS || width < 1 || height < 1 ||
        width_px < 1 || width_px > SIDE_MAX_PX) {
        const cairo_status_t reason = cairo_surface_status(big);
        cairo_surface_destroy(big);
        return clm_fail(error, reason == CAIRO_STATUS_NO_MEMORY ? CLM_ERR_NOMEM : CLM_ERR_FORMAT,
                        "thumbnail: not a picture that can be made small");
    }
    const double scale = width_px < width ? (double)width_px / width : 1.0;
    const int small_height = (int)((double)height * scale + 0.5);
    *height_px = small_height > 0 ? small_height : 1;
    cairo_surface_t *small = cairo_image_surface_create(
        CAIRO_FORMAT_RGB24, width_px < width ? width_px : width, *height_px);
    paint(big, small, scale);
    cairo_surface_destroy(big);
    const clm_status status = write_small(small, out, error);
    cairo_surface_destroy(small);
    return status;
}
