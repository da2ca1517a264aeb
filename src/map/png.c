#include "map/png.h"

#include "base/alloc.h"

#include <libdeflate.h>
#include <string.h>

enum {
    PALETTE_LEVEL = 6,
    COMPRESSION_LEVEL = 1,
    PALETTE_MAX = 256,
    SLOT_BITS = 10,
    SLOTS = 1 << SLOT_BITS
};

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

/* The colours of a picture that has few. */
typedef struct palette {
    uint32_t colors[PALETTE_MAX]; /* in the order in which they are met */
    size_t count;
    uint16_t slots[SLOTS]; /* by hash: 1 + index */
} palette;

static uint32_t pixel_at(const clm_png_image *image, uint32_t x, uint32_t y) {
    uint32_t word;
    memcpy(&word, image->pixels + (size_t)y * image->stride_bytes + (size_t)x * 4, sizeof word);
    return word & 0xFFFFFF;
}

/* The index of a colour, which is added if need be; PALETTE_MAX when there is no room. */
static size_t index_of(palette *colors, uint32_t color) {
    size_t slot = color * UINT32_C(0x9E3779B1) >> (32 - SLOT_BITS);
    while (colors->slots[slot] != 0) {
        if (colors->colors[colors->slots[slot] - 1] == color) {
            return colors->slots[slot] - 1U;
        }
        slot = (slot + 1) % SLOTS;
    }
    if (colors->count == PALETTE_MAX) {
        return PALETTE_MAX;
    }
    colors->colors[colors->count++] = color;
    colors->slots[slot] = (uint16_t)colors->count;
    return colors->count - 1;
}

/* False as soon as a colour finds no room: smooth letters alone have more than a palette holds. */
static bool find_palette(const clm_png_image *image, palette *out) {
    memset(out, 0, sizeof *out);
    for (uint32_t y = 0; y < image->height; y++) {
        uint32_t latest = UINT32_MAX;
        for (uint32_t x = 0; x < image->width; x++) {
            uint32_t color = pixel_at(image, x, y);
            if (color != latest && index_of(out, color) == PALETTE_MAX) {
                return false;
            }
            latest = color;
        }
    }
    return true;
}

static void add_palette(const palette *colors, clm_buffer *out) {
    unsigned char bytes[3 * PALETTE_MAX];
    for (size_t i = 0; i < colors->count; i++) {
        bytes[3 * i] = (unsigned char)(colors->colors[i] >> 16);
        bytes[3 * i + 1] = (unsigned char)(colors->colors[i] >> 8);
        bytes[3 * i + 2] = (unsigned char)colors->colors[i];
    }
    add_chunk(out, "PLTE", bytes, 3 * colors->count);
}

static bool add_indices(const clm_png_image *image, palette *colors, clm_buffer *out) {
    const size_t length = ((size_t)image->width + 1) * image->height;
    struct libdeflate_compressor *compressor = libdeflate_alloc_compressor(PALETTE_LEVEL);
    size_t bound = compressor ? libdeflate_zlib_compress_bound(compressor, length) : 0;
    unsigned char *rows = clm_alloc(length);
    unsigned char *packed = clm_alloc(bound > 0 ? bound : 1);
    size_t packed_length = 0;
    if (compressor && rows && packed) {
        unsigned char *to = rows;
        for (uint32_t y = 0; y < image->height; y++) {
            *to++ = 0;
            for (uint32_t x = 0; x < image->width; x++) {
                *to++ = (unsigned char)index_of(colors, pixel_at(image, x, y));
            }
        }
        packed_length = libdeflate_zlib_compress(compressor, rows, length, packed, bound);
        add_chunk(out, "IDAT", packed, packed_length);
    }
    clm_free(rows);
    clm_free(packed);
    libdeflate_free_compressor(compressor);
    return packed_length > 0;
}

static void add_header(const clm_png_image *image, bool indexed, clm_buffer *out) {
    static const unsigned char signature[8] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    clm_buffer_add(out, signature, sizeof signature);
    unsigned char header[13] = {0};
    put_u32(header, image->width);
    put_u32(header + 4, image->height);
    header[8] = 8;               /* bits a channel */
    header[9] = indexed ? 3 : 2; /* else RGB */
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
    palette colors;
    bool indexed = find_palette(image, &colors);
    add_header(image, indexed, out);
    add_words(out, image->words);
    if (indexed) {
        add_palette(&colors, out);
    }
    bool done = indexed ? add_indices(image, &colors, out) : add_pixels(image, out);
    add_chunk(out, "IEND", NULL, 0);
    if (!done || out->failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory while the picture is packed");
    }
    return CLM_OK;
}
