#include "refresh/feed_parts.h"

#include <libdeflate.h>

static bool is_packed(clm_text bytes) {
    return bytes.len > 2 && memcmp(bytes.ptr, "\x1F\x8B\x08", 3) == 0;
}

/* Room for the first member: what the last one says of itself, which for a file of one member is
 * exact, but never more than deflate can make of so few bytes. */
static size_t first_room(clm_text packed) {
    enum { RATIO_MAX = 1032, LEAST = 4096 };
    const unsigned char *end = (const unsigned char *)packed.ptr + packed.len;
    size_t room = packed.len < 18 ? 0
                                  : (size_t)end[-4] | (size_t)end[-3] << 8 | (size_t)end[-2] << 16 |
                                        (size_t)end[-1] << 24;
    const size_t most =
        packed.len < CLM_FEED_BYTES_MAX / RATIO_MAX ? packed.len * RATIO_MAX : CLM_FEED_BYTES_MAX;
    room = room < most ? room : most;
    return room > LEAST ? room : LEAST;
}

/* One member; it is unpacked anew with twice the room until that is enough. */
static clm_status member(struct libdeflate_decompressor *unpacker, clm_text packed, size_t whole,
                         size_t room, clm_buffer *out, size_t *used, clm_error *error) {
    for (;; room *= 2) {
        const size_t left = CLM_FEED_BYTES_MAX - out->len;
        room = room < left ? room : left;
        char *at = clm_buffer_room(out, room);
        size_t got = 0;
        if (at == NULL) {
            return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
        }
        switch (
            libdeflate_gzip_decompress_ex(unpacker, packed.ptr, packed.len, at, room, used, &got)) {
        case LIBDEFLATE_SUCCESS:
            clm_buffer_used(out, got);
            return CLM_OK;
        case LIBDEFLATE_INSUFFICIENT_SPACE:
            break;
        case LIBDEFLATE_BAD_DATA:
        case LIBDEFLATE_SHORT_OUTPUT:
            return clm_fail(error, CLM_ERR_DAMAGED,
                            "packed by gzip, and damaged or cut off: %zu bytes", whole);
        }
        if (room == left) {
            return clm_fail(error, CLM_ERR_LIMIT,
                            "packed by gzip, %zu bytes, and unpacked longer than %d bytes", whole,
                            CLM_FEED_BYTES_MAX);
        }
    }
}

clm_status clm_feed_unpack(clm_text bytes, clm_buffer *out, clm_error *error) {
    if (!is_packed(bytes)) {
        return CLM_OK;
    }
    struct libdeflate_decompressor *unpacker = libdeflate_alloc_decompressor();
    if (unpacker == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = CLM_OK;
    size_t room = first_room(bytes);
    /* What follows the last member is padding; gzip leaves it out too. */
    for (clm_text rest = bytes; status == CLM_OK && is_packed(rest);) {
        size_t used = 0;
        status = member(unpacker, rest, bytes.len, room, out, &used, error);
        rest = (clm_text){rest.ptr + used, rest.len - used};
        room = first_room(rest);
    }
    libdeflate_free_decompressor(unpacker);
    return status;
}
