#include "support/support.h"

#include "fetch/address.h"

#include <arpa/inet.h>

static clm_address_class class_of(const char *text) {
    uint8_t bytes[16];
    const bool v6 = strchr(text, ':') != NULL;
    assert_int_equal(inet_pton(v6 ? AF_INET6 : AF_INET, text, bytes), 1);
    return clm_address_classify(bytes, v6 ? 16 : 4);
}

static void test_clm_address_classify_all(void **state) {
    (void)state;
    static const struct {
        const char *address;
        clm_address_class of;
    } table[] = {
        {"8.8.8.8", CLM_ADDRESS_PUBLIC},
        {"0.0.0.0", CLM_ADDRESS_RESERVED},
        {"9.255.255.255", CLM_ADDRESS_PUBLIC},
        {"10.0.0.0", CLM_ADDRESS_PRIVATE},
        {"10.255.255.255", CLM_ADDRESS_PRIVATE},
        {"11.0.0.0", CLM_ADDRESS_PUBLIC},
        {"100.63.255.255", CLM_ADDRESS_PUBLIC},
        {"100.64.0.0", CLM_ADDRESS_PRIVATE},
        {"100.127.255.255", CLM_ADDRESS_PRIVATE},
        {"100.128.0.0", CLM_ADDRESS_PUBLIC},
        {"127.0.0.1", CLM_ADDRESS_LOOPBACK},
        {"127.255.0.1", CLM_ADDRESS_LOOPBACK},
        {"169.254.169.254", CLM_ADDRESS_LINK_LOCAL},
        {"172.15.255.255", CLM_ADDRESS_PUBLIC},
        {"172.16.0.1", CLM_ADDRESS_PRIVATE},
        {"172.31.255.255", CLM_ADDRESS_PRIVATE},
        {"172.32.0.0", CLM_ADDRESS_PUBLIC},
        {"192.0.2.1", CLM_ADDRESS_RESERVED},
        {"192.168.1.1", CLM_ADDRESS_PRIVATE},
        {"192.169.0.1", CLM_ADDRESS_PUBLIC},
        {"198.19.255.255", CLM_ADDRESS_RESERVED},
        {"203.0.113.9", CLM_ADDRESS_RESERVED},
        {"224.0.0.1", CLM_ADDRESS_MULTICAST},
        {"239.255.255.255", CLM_ADDRESS_MULTICAST},
        {"240.0.0.1", CLM_ADDRESS_RESERVED},
        {"255.255.255.255", CLM_ADDRESS_RESERVED},
        {"2606:4700::1", CLM_ADDRESS_PUBLIC},
        {"::", CLM_ADDRESS_RESERVED},
        {"::1", CLM_ADDRESS_LOOPBACK},
        {"::2", CLM_ADDRESS_RESERVED},
        {"::7f00:1", CLM_ADDRESS_RESERVED}, /* IPv4-compatible, given up */
        {"::ffff:127.0.0.1", CLM_ADDRESS_LOOPBACK},
        {"::ffff:10.1.2.3", CLM_ADDRESS_PRIVATE},
        {"::ffff:8.8.8.8", CLM_ADDRESS_RESERVED},
        {"64:ff9b::8.8.8.8", CLM_ADDRESS_PUBLIC},
        {"64:ff9b::127.0.0.1", CLM_ADDRESS_LOOPBACK},
        {"64:ff9b:1::1", CLM_ADDRESS_RESERVED},
        {"2002:0a00:0001::1", CLM_ADDRESS_PRIVATE},
        {"2002:0808:0808::1", CLM_ADDRESS_PUBLIC},
        {"2001::1", CLM_ADDRESS_RESERVED},
        {"2001:200::1", CLM_ADDRESS_PUBLIC},
        {"2001:db8::1", CLM_ADDRESS_RESERVED},
        {"3fff:fff::1", CLM_ADDRESS_RESERVED},
        {"fc00::1", CLM_ADDRESS_UNIQUE_LOCAL},
        {"fdff::1", CLM_ADDRESS_UNIQUE_LOCAL},
        {"fe80::1", CLM_ADDRESS_LINK_LOCAL},
        {"febf::1", CLM_ADDRESS_LINK_LOCAL},
        {"fec0::1", CLM_ADDRESS_RESERVED},
        {"ff02::1", CLM_ADDRESS_MULTICAST},
        {"4000::1", CLM_ADDRESS_RESERVED},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        CLM_EXPECT(table[i].address, class_of(table[i].address) == table[i].of);
    }
    assert_int_equal(clm_address_classify((const uint8_t *)"abcde", 5), CLM_ADDRESS_RESERVED);
}

static void test_clm_address_allowed_classes(void **state) {
    (void)state;
    for (int i = 0; i < CLM_ADDRESS_CLASS_COUNT; i++) {
        const clm_address_class of = (clm_address_class)i;
        const char *name = clm_address_class_name(of);
        CLM_EXPECT(name, clm_address_allowed(of, false) == (of == CLM_ADDRESS_PUBLIC));
        CLM_EXPECT(name, clm_address_allowed(of, true) ==
                             (of == CLM_ADDRESS_PUBLIC || of == CLM_ADDRESS_LOOPBACK ||
                              of == CLM_ADDRESS_PRIVATE || of == CLM_ADDRESS_UNIQUE_LOCAL));
    }
    assert_string_equal(clm_address_class_name(CLM_ADDRESS_CLASS_COUNT), "an unknown address");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_address_classify_all),
        cmocka_unit_test(test_clm_address_allowed_classes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
