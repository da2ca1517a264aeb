#include "base/hash.h"

#include <nettle/base64.h>
#include <nettle/sha2.h>

/* Into this file: most keys are a few bytes, and a call would cost more than they. */
#define XXH_INLINE_ALL
#include <xxhash.h>

static void digest_of(const void *bytes, size_t length, uint8_t digest[SHA256_DIGEST_SIZE]) {
    struct sha256_ctx context;
    sha256_init(&context);
    if (length > 0) {
        sha256_update(&context, length, bytes);
    }
    sha256_digest(&context, SHA256_DIGEST_SIZE, digest);
}

void clm_sha256_hex(const void *bytes, size_t length, char out[CLM_SHA256_HEX_BYTES]) {
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    digest_of(bytes, length, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[2 * sizeof digest] = '\0';
}

_Static_assert(BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1 == CLM_SHA256_BASE64_BYTES,
               "room for a sum");

void clm_sha256_base64(const void *bytes, size_t length, char out[CLM_SHA256_BASE64_BYTES]) {
    uint8_t digest[SHA256_DIGEST_SIZE];
    digest_of(bytes, length, digest);
    base64_encode_raw(out, sizeof digest, digest);
    out[CLM_SHA256_BASE64_BYTES - 1] = '\0';
}

uint64_t clm_hash64(const void *bytes, size_t length) {
    return XXH3_64bits(length > 0 ? bytes : "", length);
}
