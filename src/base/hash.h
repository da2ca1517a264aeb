/* base/hash.h: checksums. SHA-256 (FIPS 180-4) for identity, XXH3 64 bits for tables and blocks.
 * nettle and xxhash stay behind this fence. Thread rule: no state. */
#ifndef CLM_BASE_HASH_H
#define CLM_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

enum { CLM_SHA256_HEX_BYTES = 65, CLM_SHA256_BASE64_BYTES = 45 };

/* Writes the SHA-256 of `bytes` as 64 lower-case hexadecimal digits and a NUL. */
void clm_sha256_hex(const void *bytes, size_t length, char out[CLM_SHA256_HEX_BYTES]);

/* The same in base64 (RFC 4648) and a NUL, as content security policies have it. */
void clm_sha256_base64(const void *bytes, size_t length, char out[CLM_SHA256_BASE64_BYTES]);

/* XXH3 of `bytes`, 64 bits, seed 0. The same on every machine. */
uint64_t clm_hash64(const void *bytes, size_t length);

#endif
