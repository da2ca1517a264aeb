#include "support/support.h"

#include "map/png.h"

#include <cairo.h>

typedef struct source {
    const char *bytes;
    size_t length, at;
} source;

static cairo_status_t read_bytes(void *context, unsigned char *data, unsigned length) {
    source *from = context;
    if (from->length - from->at < length) {
        return CAIRO_STATUS_READ_ERROR;
    }
    memcpy(data, from->bytes + from->at, length);
    from->at += length;
    return CAIRO_STATUS_SUCCESS;
}

/* A pixel's word, a little noise in each channel. */
static uint32_t pixel_at(uint32_t x, uint32_t y) {
    return (x * 7 + y * 3) % 256 << 16 | (x * y) % 256 << 8 | (x + y * 11) % 256;
}

static void write_image(uint32_t width, uint32_t height, size_t stride, clm_buffer *out) {
    unsigned char *pixels = malloc(stride * height);
    assert_non_null(pixels);
    memset(pixels, 0xEE, stride * height);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            uint32_t word = pixel_at(x, y) | 0x5A000000U; /* the first byte means nothing */
            memcpy(pixels + y * stride + x * 4, &word, sizeof word);
        }
    }
    const clm_picture_words words = {.title = "Крым – map", .software = "claimmap"};
    clm_png_image image = {pixels, stride, width, height, 5669, &words};
    clm_error error;
    assert_int_equal(clm_png_write(&image, out, &error), CLM_OK);
    free(pixels);
}

/* cairo reads the same pixels, at sizes with and without padding of rows. */
static void test_clm_png_write_round_trip(void **state) {
    (void)state;
    static const struct {
        const char *label;
        uint32_t width, height;
        size_t stride;
    } table[] = {
        {"tight", 64, 3, 256},
        {"padded", 61, 40, 256},
        {"two wide", 2, 5, 8},
        {"large", 640, 480, 2560},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer png;
        clm_buffer_init(&png);
        write_image(table[i].width, table[i].height, table[i].stride, &png);
        source from = {png.data, png.len, 0};
        cairo_surface_t *read = cairo_image_surface_create_from_png_stream(read_bytes, &from);
        CLM_EXPECT(table[i].label, cairo_surface_status(read) == CAIRO_STATUS_SUCCESS);
        CLM_EXPECT(table[i].label,
                   cairo_image_surface_get_width(read) == (int)table[i].width &&
                       cairo_image_surface_get_height(read) == (int)table[i].height);
        const unsigned char *data = cairo_image_surface_get_data(read);
        size_t stride = (size_t)cairo_image_surface_get_stride(read);
        for (uint32_t y = 0; y < table[i].height; y++) {
            for (uint32_t x = 0; x < table[i].width; x++) {
                uint32_t word;
                memcpy(&word, data + y * stride + x * 4, sizeof word);
                if ((word & 0xFFFFFFU) != pixel_at(x, y)) {
                    fail_msg("%s: pixel %u %u", table[i].label, x, y);
                }
            }
        }
        cairo_surface_destroy(read);
        clm_buffer_clear(&png);
    }
}

static const char *find_bytes(const clm_buffer *buffer, const char *bytes, size_t length) {
    for (size_t i = 0; i + length <= buffer->len; i++) {
        if (memcmp(buffer->data + i, bytes, length) == 0) {
            return buffer->data + i;
        }
    }
    return NULL;
}

static void test_clm_png_write_chunks(void **state) {
    (void)state;
    clm_buffer png;
    clm_buffer_init(&png);
    write_image(8, 8, 32, &png);
    const char *size = find_bytes(&png, "pHYs", 4);
    assert_non_null(size);
    assert_memory_equal(size + 4, "\0\0\x16\x25\0\0\x16\x25\x01", 9); /* 5669 a metre */
    assert_non_null(find_bytes(&png, "iTXtTitle\0\0\0\0\0Крым – map", 14 + 16));
    assert_non_null(find_bytes(&png, "iTXtSoftware\0\0\0\0\0claimmap", 17 + 8));
    assert_null(find_bytes(&png, "tIME", 4));
    clm_buffer_clear(&png);
}

static clm_status write_once(void *context) {
    (void)context;
    unsigned char pixels[8 * 32];
    memset(pixels, 0x11, sizeof pixels);
    const clm_picture_words words = {.title = "title", .software = "software"};
    clm_png_image image = {pixels, 32, 8, 8, 1, &words};
    clm_buffer png;
    clm_buffer_init(&png);
    clm_error error;
    clm_status status = clm_png_write(&image, &png, &error);
    clm_buffer_clear(&png);
    return status;
}

static void test_clm_png_write_no_memory(void **state) {
    (void)state;
    assert_true(clm_test_fail_every_allocation(write_once, NULL) >= 3);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_png_write_round_trip),
        cmocka_unit_test(test_clm_png_write_chunks),
        cmocka_unit_test(test_clm_png_write_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
