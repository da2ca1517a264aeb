#include "map/image.h"

#include "base/file.h"

#include <cairo.h>
#include <string.h>

enum { LIMIT_BYTES = 8 << 20, SIDE_MAX = 4096, HEAD_BYTES = 24 };

typedef struct source {
    const clm_buffer *from;
    size_t at;
} source;

static cairo_status_t read_bytes(void *context, unsigned char *data, unsigned length) {
    source *read = context;
    if (read->from->len - read->at < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(data, read->from->data + read->at, length);
    read->at += length;
    return CAIRO_STATUS_SUCCESS;
}

static uint32_t big_endian(const char *bytes) {
    const unsigned char *b = (const unsigned char *)bytes;
    return (uint32_t)b[0] << 24 | (uint32_t)b[1] << 16 | (uint32_t)b[2] << 8 | b[3];
}

/* The size is looked at before the picture is unpacked: a small file may hold a huge one. */
static clm_status check_head(const char *path, const clm_buffer *png, clm_error *error) {
    static const char magic[] = "\x89PNG\r\n\x1a\n";
    if (png->len < HEAD_BYTES || memcmp(png->data, magic, sizeof magic - 1) != 0 ||
        memcmp(png->data + 12, "IHDR", 4) != 0) {
        return clm_fail(error, CLM_ERR_FORMAT, "%s: not a PNG picture", path);
    }
    uint32_t width = big_endian(png->data + 16);
    uint32_t height = big_endian(png->data + 20);
    if (width == 0 || height == 0 || width > SIDE_MAX || height > SIDE_MAX) {
        return clm_fail(error, CLM_ERR_LIMIT, "%s: %ux%u pixels; 1 to %d a side are read", path,
                        (unsigned)width, (unsigned)height, SIDE_MAX);
    }
    return CLM_OK;
}

static clm_status decode(const char *path, clm_image *image, clm_error *error) {
    source from = {&image->png, 0};
    cairo_surface_t *surface = cairo_image_surface_create_from_png_stream(read_bytes, &from);
    cairo_status_t status = cairo_surface_status(surface);
    if (status != CAIRO_STATUS_SUCCESS) {
        cairo_surface_destroy(surface);
        return status == CAIRO_STATUS_NO_MEMORY
                   ? clm_fail(error, CLM_ERR_NOMEM, "%s: out of memory, or a damaged PNG", path)
                   : clm_fail(error, CLM_ERR_FORMAT, "%s: a damaged PNG: %s", path,
                              cairo_status_to_string(status));
    }
    image->surface = surface;
    image->width = cairo_image_surface_get_width(surface);
    image->height = cairo_image_surface_get_height(surface);
    return CLM_OK;
}

clm_status clm_image_open(const char *path, clm_image *out, clm_error *error) {
    memset(out, 0, sizeof *out);
    clm_buffer_init(&out->png);
    clm_status status = clm_file_read(path, LIMIT_BYTES, &out->png, error);
    if (status == CLM_OK) {
        status = check_head(path, &out->png, error);
    }
    if (status == CLM_OK) {
        status = decode(path, out, error);
    }
    if (status != CLM_OK) {
        clm_image_close(out);
    }
    return status;
}

void clm_image_close(clm_image *image) {
    if (image->surface) {
        cairo_surface_destroy(image->surface);
    }
    clm_buffer_clear(&image->png);
    memset(image, 0, sizeof *image);
}
