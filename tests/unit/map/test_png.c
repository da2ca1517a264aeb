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

typedef uint32_t painter(uint32_t x, uint32_t y);

static uint32_t noise(uint32_t x, uint32_t y) {
    uint32_t value = (x + 1) * 0x9E3779B1U ^ (y + 1) * 0x85EBCA77U;
    value ^= value >> 15;
    value *= 0x2C1B3C6DU;
    return (value ^ value >> 13) & 0xFFFFFF;
}

static uint32_t waves(uint32_t x, uint32_t y) {
    return (x * 7 + y * 3) % 256 << 16 | (x * y) % 256 << 8 | (x + y * 11) % 256;
}

/* What maps are made of: flat areas, both hatches, letters that come again. */
static uint32_t map_like(uint32_t x, uint32_t y) {
    uint32_t part = x / 60 % 4;
    if (part == 0) {
        return 0xF6F4EE;
    }
    if (part == 1) {
        return (x + y) % 9 < 2 ? 0x2B6CB0 : 0xDDE8F0;
    }
    if (part == 2) {
        return (x + 9000 - y % 9000) % 10 < 2 ? 0xB03020 + y % 3 : 0xF0DDDD;
    }
    uint32_t letter = noise(x % 12 + x / 240 % 8 * 12, y % 14);
    return letter % 3 == 0 ? letter : 0xFFFFFF;
}

static uint32_t flat(uint32_t x, uint32_t y) {
    (void)x;
    (void)y;
    return 0x123456;
}

static uint32_t columns(uint32_t x, uint32_t y) {
    (void)y;
    return noise(x, 0);
}

static uint32_t colors_256(uint32_t x, uint32_t y) {
    return (x + 31 * y) % 256 * 0x10305;
}

static uint32_t colors_257(uint32_t x, uint32_t y) {
    return (x + 31 * y) % 257 * 0x10305;
}

static void write_image(painter *paint, uint32_t width, uint32_t height, size_t stride,
                        clm_buffer *out) {
    unsigned char *pixels = malloc(stride * height);
    assert_non_null(pixels);
    memset(pixels, 0xEE, stride * height);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            uint32_t word = paint(x, y) | noise(y, x) << 24; /* the first byte means nothing */
            memcpy(pixels + y * stride + x * 4, &word, sizeof word);
        }
    }
    const clm_picture_words words = {.title = "Крым – map", .software = "claimmap"};
    const clm_png_image image = {pixels, stride, width, height, 5669, &words};
    clm_error error;
    assert_int_equal(clm_png_write(&image, out, &error), CLM_OK);
    free(pixels);
}

static void read_back(const char *label, painter *paint, uint32_t width, uint32_t height,
                      const clm_buffer *png) {
    source from = {png->data, png->len, 0};
    cairo_surface_t *read = cairo_image_surface_create_from_png_stream(read_bytes, &from);
    CLM_EXPECT(label, cairo_surface_status(read) == CAIRO_STATUS_SUCCESS);
    CLM_EXPECT(label, cairo_image_surface_get_width(read) == (int)width &&
                          cairo_image_surface_get_height(read) == (int)height);
    const unsigned char *data = cairo_image_surface_get_data(read);
    size_t stride = (size_t)cairo_image_surface_get_stride(read);
    for (uint32_t y = 0; y < height; y++) {
        for (uint32_t x = 0; x < width; x++) {
            uint32_t word;
            memcpy(&word, data + y * stride + x * 4, sizeof word);
            if ((word & 0xFFFFFFU) != (paint(x, y) & 0xFFFFFFU)) {
                fail_msg("%s: pixel %u %u", label, x, y);
            }
        }
    }
    cairo_surface_destroy(read);
}

/* libpng reads the same pixels, at sizes with and without padding of rows, narrower than a match
 * and broader than the window that matches lie in. */
static void test_clm_png_write_round_trip(void **state) {
    (void)state;
    static const struct {
        const char *label;
        painter *paint;
        uint32_t width, height;
        size_t stride;
        uint8_t color_type;
    } table[] = {
        {"tight", waves, 64, 3, 256, 3},
        {"padded", waves, 61, 40, 256, 2},
        {"one pixel", noise, 1, 1, 4, 3},
        {"one wide", noise, 1, 700, 8, 2},
        {"two wide", noise, 2, 500, 8, 2},
        {"large", waves, 640, 480, 2560, 2},
        {"noise", noise, 640, 480, 2560, 2},
        {"map", map_like, 1601, 300, 6404, 2},
        {"map, 10922 wide: the last row that lies in the window", map_like, 10922, 24, 43688, 2},
        {"map, 10923 wide", map_like, 10923, 24, 43692, 2},
        {"map, 32767 wide", map_like, 32767, 12, 131068, 2},
        {"columns", columns, 900, 200, 3600, 2},
        {"flat", flat, 1600, 1200, 6400, 3},
        {"256 colours", colors_256, 300, 200, 1200, 3},
        {"257 colours", colors_257, 300, 200, 1200, 2},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer png;
        clm_buffer_init(&png);
        write_image(table[i].paint, table[i].width, table[i].height, table[i].stride, &png);
        CLM_EXPECT(table[i].label, (uint8_t)png.data[25] == table[i].color_type);
        read_back(table[i].label, table[i].paint, table[i].width, table[i].height, &png);
        clm_buffer_clear(&png);
    }
}

/* Rows that come again cost next to nothing, noise hardly more than itself. */
static void test_clm_png_write_is_small(void **state) {
    (void)state;
    static const struct {
        const char *label;
        painter *paint;
        size_t at_most;
    } table[] = {
        {"columns", columns, 900 * 3 + 900 * 40}, /* 11 matches a row */
        {"map", map_like, 900 * 900 * 3 / 20},
        {"noise", noise, 900 * 900 * 3 + 900 * 900 * 3 / 100},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        clm_buffer png;
        clm_buffer_init(&png);
        write_image(table[i].paint, 900, 900, 3600, &png);
        if (png.len > table[i].at_most) {
            fail_msg("%s: %zu bytes", table[i].label, png.len);
        }
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
    write_image(waves, 8, 8, 32, &png);
    const char *size = find_bytes(&png, "pHYs", 4);
    assert_non_null(size);
    assert_memory_equal(size + 4, "\0\0\x16\x25\0\0\x16\x25\x01", 9); /* 5669 a metre */
    assert_non_null(find_bytes(&png, "iTXtTitle\0\0\0\0\0Крым – map", 14 + 16));
    assert_non_null(find_bytes(&png, "iTXtSoftware\0\0\0\0\0claimmap", 17 + 8));
    assert_null(find_bytes(&png, "tIME", 4));
    clm_buffer_clear(&png);
}

static clm_status write_once(void *context) {
    enum { SIDE = 24 };
    uint32_t pixels[SIDE * SIDE];
    painter *const *paint = context;
    for (uint32_t i = 0; i < SIDE * SIDE; i++) {
        pixels[i] = (*paint)(i % SIDE, i / SIDE);
    }
    const clm_picture_words words = {.title = "title", .software = "software"};
    const clm_png_image image = {(unsigned char *)pixels, 4 * SIDE, SIDE, SIDE, 1, &words};
    clm_buffer png;
    clm_buffer_init(&png);
    clm_error error;
    clm_status status = clm_png_write(&image, &png, &error);
    clm_buffer_clear(&png);
    return status;
}

static void test_clm_png_write_no_memory(void **state) {
    (void)state;
    painter *indexed = flat;
    painter *rgb = noise;
    assert_true(clm_test_fail_every_allocation(write_once, &indexed) >= 3);
    assert_true(clm_test_fail_every_allocation(write_once, &rgb) >= 6);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_png_write_round_trip),
        cmocka_unit_test(test_clm_png_write_is_small),
        cmocka_unit_test(test_clm_png_write_chunks),
        cmocka_unit_test(test_clm_png_write_no_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
