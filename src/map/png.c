#include "map/png.h"

#include "base/alloc.h"

#include <libdeflate.h>
#include <string.h>

enum { COMPRESSION_LEVEL = 1 };

static void put_u32(unsigned char *at, uint32_t value) {
    at[0] = (unsigned char)(value >> 24);
    at[1] = (unsigned char)(value >> 16);
    at[2] = (unsigned char)(value >> 8);
    at[3] = (unsigned char)value;
}

static void add_chunk(clm_buffer *out, const char type[4], const void *data, size_t length) {
    unsigned char head[8];
    put_u32(head, (uint32_t)length);
    memcpy(head + 4, type, 4);
    clm_buffer_add(out, head, sizeof head);
    clm_buffer_add(out, data, length);
    uint32_t sum = libdeflate_crc32(0, type, 4);
    if (length > 0) {
        sum = libdeflate_crc32(sum, data, length);
    }
    unsigned char tail[4];
    put_u32(tail, sum);
    clm_buffer_add(out, tail, sizeof tail);
}

static void add_header(const clm_png_image *image, clm_buffer *out) {
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    clm_buffer_add(out, signature, sizeof signature);
    unsigned char header[13] = {0};
    put_u32(header, image->width);
    put_u32(header + 4, image->height);
    header[8] = 8; /* bits a channel */
    header[9] = 2; /* RGB */
    add_chunk(out, "IHDR", header, sizeof header);
    static const unsigned char srgb_perceptual[1] = {0};
    add_chunk(out, "sRGB", srgb_perceptual, sizeof srgb_perceptual);
    unsigned char size[9] = {0};
    put_u32(size, image->pixels_per_metre);
    put_u32(size + 4, image->pixels_per_metre);
    size[8] = 1; /* the unit is the metre */
    add_chunk(out, "pHYs", size, sizeof size);
}

static void add_text(clm_buffer *out, const char *keyword, const char *text) {
    if (!text || text[0] == '\0') {
        return;
    }
    clm_buffer data;
    clm_buffer_init(&data);
    clm_buffer_add(&data, keyword, strlen(keyword) + 1);
    /* not compressed, method 0, no language, no translated keyword */
    clm_buffer_add(&data, "\0\0\0\0", 4);
    clm_buffer_string(&data, text);
    if (data.failed) {
        out->failed = true;
    } else {
        add_chunk(out, "iTXt", data.data, data.len);
    }
    clm_buffer_clear(&data);
}

/* Readers of PNG know the first five; desks' systems read the alt text from XMP, which must not be
 * compressed to be found. */
static void add_words(clm_buffer *out, const clm_picture_words *words) {
    add_text(out, "Title", words->title);
    add_text(out, "Description", words->description);
    add_text(out, "Source", words->source);
    add_text(out, "Copyright", words->copyright);
    add_text(out, "Software", words->software);
    add_text(out, "Alt", words->description);
    clm_buffer xmp;
    clm_buffer_init(&xmp);
    clm_xmp_write(words, &xmp);
    if (xmp.failed) {
        out->failed = true;
    } else {
        add_text(out, "XML:com.adobe.xmp", xmp.data);
    }
    clm_buffer_clear(&xmp);
}

static unsigned char *pack_word(unsigned char *at, uint32_t word) {
    at[0] = (unsigned char)(word >> 16);
    at[1] = (unsigned char)(word >> 8);
    at[2] = (unsigned char)word;
    return at + 3;
}

/* Turns the words into rows of RGB with their filter byte, in place: what is written never passes
 * what is still to be read. Returns the length. */
static size_t pack_rows(const clm_png_image *image) {
    unsigned char *at = image->pixels;
    for (uint32_t y = 0; y < image->height; y++) {
        const unsigned char *row = image->pixels + (size_t)y * image->stride_bytes;
        uint32_t word;
        memcpy(&word, row, sizeof word);
        *at++ = 0; /* the word is read before its place is written over */
        at = pack_word(at, word);
        uint32_t x = 1;
        for (; x + 4 <= image->width; x += 4) {
            uint32_t words[4];
            memcpy(words, row + (size_t)x * 4, sizeof words);
            at = pack_word(at, words[0]);
            at = pack_word(at, words[1]);
            at = pack_word(at, words[2]);
            at = pack_word(at, words[3]);
        }
        for (; x < image->width; x++) {
            memcpy(&word, row + (size_t)x * 4, sizeof word);
            at = pack_word(at, word);
        }
    }
    return (size_t)(at - image->pixels);
}

static bool add_pixels(const clm_png_image *image, clm_buffer *out) {
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(COMPRESSION_LEVEL);
    unsigned char *packed = NULL;
    size_t packed_length = 0;
    if (compressor) {
        size_t length = pack_rows(image);
        size_t bound = libdeflate_zlib_compress_bound(compressor, length);
        packed = clm_alloc(bound);
        if (packed) {
            packed_length =
                libdeflate_zlib_compress(compressor, image->pixels, length, packed, bound);
        }
    }
    bool done = packed_length > 0;
    if (done) {
        add_chunk(out, "IDAT", packed, packed_length);
    }
    clm_free(packed);
    libdeflate_free_compressor(compressor);
    return done;
}

clm_status clm_png_write(const clm_png_image *image, clm_buffer *out, clm_error *error) {
    add_header(image, out);
    add_words(out, image->words);
    bool done = add_pixels(image, out);
    add_chunk(out, "IEND", NULL, 0);
    if (!done || out->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory while the picture is packed");
    }
    return CLM_OK;
}
