#include "base/hash.h"

#include <nettle/sha2.h>

/* Into this file: most keys are a few bytes, and a call would cost more than they. */
#define XXH_INLINE_ALL
#include <xxhash.h>

void clm_sha256_hex(const void *bytes, size_t length, char out[CLM_SHA256_HEX_BYTES]) {
    static const char digits[] = "0123456789abcdef";
    struct sha256_ctx context;
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_init(&context);
    if (length > 0) {
        sha256_update(&context, length, bytes);
    }
    sha256_digest(&context, sizeof digest, digest);
    for (size_t i = 0; i < sizeof digest; i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[2 * sizeof digest] = '\0';
}

uint64_t clm_hash64(const void *bytes, size_t length) {
    return XXH3_64bits(length > 0 ? bytes : "", length);
}
