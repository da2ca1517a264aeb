/* fetch/address.h: private to fetch: which network addresses belong to everybody.
 *
 * **Source:** the IANA special-purpose address registries (RFC 6890), RFC 4291, RFC 6052, RFC 3056.
 * Thread rule: no state. */
#ifndef CLM_FETCH_ADDRESS_H
#define CLM_FETCH_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum clm_address_class {
    CLM_ADDRESS_PUBLIC = 0,
    CLM_ADDRESS_LOOPBACK,
    CLM_ADDRESS_PRIVATE,      /* RFC 1918, and shared between customers: RFC 6598 */
    CLM_ADDRESS_UNIQUE_LOCAL, /* fc00::/7 */
    CLM_ADDRESS_LINK_LOCAL,
    CLM_ADDRESS_MULTICAST,
    CLM_ADDRESS_RESERVED, /* "this" network, documentation, tests, broadcast, not yet given out */
    CLM_ADDRESS_CLASS_COUNT
} clm_address_class;

/* The class of 4 bytes (IPv4) or 16 (IPv6) in network order; reserved for any other length. An
 * IPv6 address that carries an IPv4 one (mapped, translated, 6to4) has the class of that, and a
 * mapped one is never public: no name in the public network has such an address. */
clm_address_class clm_address_classify(const uint8_t *bytes, size_t length);

/* Public ones, and with `allow_private` loopback, private and unique local ones; no others, since
 * link-local addresses hold the keys of machines in clouds. */
bool clm_address_allowed(clm_address_class of, bool allow_private);

/* "a loopback address"; "an unknown address" for others. */
const char *clm_address_class_name(clm_address_class of);

#endif
