#include "support/support.h"

#include "map/map.h"
#include "map/png.h"

enum { WIDTH = 40, HEIGHT = 30 };

/* Left half red, right half white. */
static void make_png(clm_buffer *out) {
    static uint32_t pixels[HEIGHT * WIDTH + HEIGHT];
    for (int i = 0; i < HEIGHT * WIDTH; i++) {
        pixels[i] = i % WIDTH < WIDTH / 2 ? 0xFF0000 : 0xFFFFFF;
    }
    static const clm_picture_words none = {0};
    const clm_png_image image = {.pixels = (unsigned char *)pixels,
                                 .stride_bytes = WIDTH * sizeof pixels[0],
                                 .width = WIDTH,
                                 .height = HEIGHT,
                                 .words = &none};
    assert_int_equal(clm_png_write(&image, out, NULL), CLM_OK);
}

static unsigned number_at(const clm_buffer *png, size_t at) {
    const unsigned char *bytes = (const unsigned char *)png->data + at;
    return (unsigned)bytes[0] << 24 | (unsigned)bytes[1] << 16 | (unsigned)bytes[2] << 8 | bytes[3];
}

static void test_size(void **state) {
    (void)state;
    static const struct {
        const char *label;
        int asked, width, height;
    } cases[] = {
        {"half", 20, 20, 15}, {"rounded", 10, 10, 8}, {"not larger", 80, 40, 30}, {"one", 1, 1, 1}};
    for (size_t i = 0; i < CLM_TEST_COUNT(cases); i++) {
        clm_buffer big;
        clm_buffer small;
        clm_error error;
        int height = 0;
        clm_buffer_init(&big);
        clm_buffer_init(&small);
        make_png(&big);
        CLM_EXPECT_OK(
            cases[i].label,
            clm_map_thumbnail(clm_test_text(&big), cases[i].asked, &small, &height, &error),
            &error);
        CLM_EXPECT(cases[i].label, height == cases[i].height);
        /* Width and height stand behind the signature and the head of the first chunk. */
        CLM_EXPECT(cases[i].label, number_at(&small, 16) == (unsigned)cases[i].width);
        CLM_EXPECT(cases[i].label, number_at(&small, 20) == (unsigned)cases[i].height);
        clm_buffer_clear(&big);
        clm_buffer_clear(&small);
    }
}

static void test_wrong(void **state) {
    (void)state;
    clm_buffer big;
    clm_buffer small;
    int height = 0;
    clm_buffer_init(&big);
    clm_buffer_init(&small);
    make_png(&big);
    assert_int_equal(clm_map_thumbnail((clm_text){big.data, 30}, 20, &small, &height, NULL),
                     CLM_ERR_FORMAT);
    assert_int_equal(clm_map_thumbnail((clm_text){NULL, 0}, 20, &small, &height, NULL),
                     CLM_ERR_FORMAT);
    assert_int_equal(clm_map_thumbnail(clm_test_text(&big), 0, &small, &height, NULL),
                     CLM_ERR_FORMAT);
    assert_int_equal(small.len, 0);
    clm_buffer_clear(&big);
    clm_buffer_clear(&small);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_size),
        cmocka_unit_test(test_wrong),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
