#include "fetch/address.h"

#include <string.h>

typedef struct block {
    uint8_t bytes[16];
    uint8_t bits;
    uint8_t of; /* clm_address_class */
} block;

/* The first that holds an address counts. */
static const block v4_blocks[] = {
    {{0}, 8, CLM_ADDRESS_RESERVED},
    {{10}, 8, CLM_ADDRESS_PRIVATE},
    {{100, 64}, 10, CLM_ADDRESS_PRIVATE},
    {{127}, 8, CLM_ADDRESS_LOOPBACK},
    {{169, 254}, 16, CLM_ADDRESS_LINK_LOCAL},
    {{172, 16}, 12, CLM_ADDRESS_PRIVATE},
    {{192, 0, 0}, 24, CLM_ADDRESS_RESERVED},
    {{192, 0, 2}, 24, CLM_ADDRESS_RESERVED},
    {{192, 88, 99}, 24, CLM_ADDRESS_RESERVED},
    {{192, 168}, 16, CLM_ADDRESS_PRIVATE},
    {{198, 18}, 15, CLM_ADDRESS_RESERVED},
    {{198, 51, 100}, 24, CLM_ADDRESS_RESERVED},
    {{203, 0, 113}, 24, CLM_ADDRESS_RESERVED},
    {{224}, 4, CLM_ADDRESS_MULTICAST},
    {{240}, 4, CLM_ADDRESS_RESERVED},
};

static const block v6_blocks[] = {
    {{[15] = 1}, 128, CLM_ADDRESS_LOOPBACK},
    {{0xFC}, 7, CLM_ADDRESS_UNIQUE_LOCAL},
    {{0xFE, 0x80}, 10, CLM_ADDRESS_LINK_LOCAL},
    {{0xFF}, 8, CLM_ADDRESS_MULTICAST},
    /* Below 2000::/3: protocol assignments with Teredo, documentation. */
    {{0x20, 0x01}, 23, CLM_ADDRESS_RESERVED},
    {{0x20, 0x01, 0x0D, 0xB8}, 32, CLM_ADDRESS_RESERVED},
    {{0x3F, 0xFF}, 20, CLM_ADDRESS_RESERVED},
    {{0x20}, 3, CLM_ADDRESS_PUBLIC},
};

static bool in_block(const uint8_t *bytes, const block *b) {
    const size_t whole = b->bits / 8;
    const unsigned rest = b->bits % 8;
    return memcmp(bytes, b->bytes, whole) == 0 &&
           (rest == 0 || ((bytes[whole] ^ b->bytes[whole]) >> (8 - rest)) == 0);
}

static clm_address_class find(const uint8_t *bytes, const block *blocks, size_t count,
                              clm_address_class otherwise) {
    for (size_t i = 0; i < count; i++) {
        if (in_block(bytes, &blocks[i])) {
            return (clm_address_class)blocks[i].of;
        }
    }
    return otherwise;
}

static clm_address_class classify_v4(const uint8_t *bytes) {
    return find(bytes, v4_blocks, sizeof v4_blocks / sizeof v4_blocks[0], CLM_ADDRESS_PUBLIC);
}

static clm_address_class classify_v6(const uint8_t *bytes) {
    static const block mapped = {{[10] = 0xFF, [11] = 0xFF}, 96, 0};
    static const block translated = {{0x00, 0x64, 0xFF, 0x9B}, 96, 0};
    static const block six_to_four = {{0x20, 0x02}, 16, 0};
    if (in_block(bytes, &mapped)) {
        const clm_address_class of = classify_v4(bytes + 12);
        return of == CLM_ADDRESS_PUBLIC ? CLM_ADDRESS_RESERVED : of;
    }
    if (in_block(bytes, &translated)) {
        return classify_v4(bytes + 12);
    }
    if (in_block(bytes, &six_to_four)) {
        return classify_v4(bytes + 2);
    }
    return find(bytes, v6_blocks, sizeof v6_blocks / sizeof v6_blocks[0], CLM_ADDRESS_RESERVED);
}

clm_address_class clm_address_classify(const uint8_t *bytes, size_t length) {
    return length == 4    ? classify_v4(bytes)
           : length == 16 ? classify_v6(bytes)
                          : CLM_ADDRESS_RESERVED;
}

bool clm_address_allowed(clm_address_class of, bool allow_private) {
    return of == CLM_ADDRESS_PUBLIC ||
           (allow_private && (of == CLM_ADDRESS_LOOPBACK || of == CLM_ADDRESS_PRIVATE ||
                              of == CLM_ADDRESS_UNIQUE_LOCAL));
}

const char *clm_address_class_name(clm_address_class of) {
    static const char *const names[CLM_ADDRESS_CLASS_COUNT] = {
        [CLM_ADDRESS_PUBLIC] = "a public address",
        [CLM_ADDRESS_LOOPBACK] = "a loopback address",
        [CLM_ADDRESS_PRIVATE] = "a private address",
        [CLM_ADDRESS_UNIQUE_LOCAL] = "a unique local address",
        [CLM_ADDRESS_LINK_LOCAL] = "a link-local address",
        [CLM_ADDRESS_MULTICAST] = "a multicast address",
        [CLM_ADDRESS_RESERVED] = "a reserved address",
    };
    return of < CLM_ADDRESS_CLASS_COUNT ? names[of] : "an unknown address";
}
