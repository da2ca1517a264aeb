#include "support/support.h"

#include "base/hash.h"

/* Values of FIPS 180-4's examples. */
static void test_clm_sha256_hex_table(void **state) {
    (void)state;
    static const struct {
        const char *label, *text, *sum;
    } table[] = {
        {"empty", "", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
        {"abc", "abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
        {"two blocks", "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
         "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    };
    for (size_t i = 0; i < CLM_TEST_COUNT(table); i++) {
        char sum[CLM_SHA256_HEX_BYTES];
        clm_sha256_hex(table[i].text, strlen(table[i].text), sum);
        CLM_EXPECT_TEXT(table[i].label, clm_text_of(sum), table[i].sum);
    }
    char sum[CLM_SHA256_HEX_BYTES];
    clm_sha256_hex(NULL, 0, sum);
    assert_string_equal(sum, table[0].sum);
}

/* XXH3's published value for no input; one changed bit changes the sum. */
static void test_clm_hash64_values(void **state) {
    (void)state;
    assert_true(clm_hash64("", 0) == 0x2D06800538D394C2U);
    assert_true(clm_hash64(NULL, 0) == 0x2D06800538D394C2U);
    unsigned char bytes[300] = {0};
    uint64_t before = clm_hash64(bytes, sizeof bytes);
    for (size_t bit = 0; bit < 8 * sizeof bytes; bit++) {
        bytes[bit / 8] ^= (unsigned char)(1U << (bit % 8));
        assert_true(clm_hash64(bytes, sizeof bytes) != before);
        bytes[bit / 8] ^= (unsigned char)(1U << (bit % 8));
    }
    assert_true(clm_hash64(bytes, sizeof bytes) == before);
}

/* The sums of FIPS 180-2's examples, in base64 by openssl. */
static void test_clm_sha256_base64(void **state) {
    (void)state;
    char sum[CLM_SHA256_BASE64_BYTES];
    clm_sha256_base64("abc", 3, sum);
    assert_string_equal(sum, "ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0=");
    clm_sha256_base64(NULL, 0, sum);
    assert_string_equal(sum, "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clm_sha256_hex_table),
        cmocka_unit_test(test_clm_sha256_base64),
        cmocka_unit_test(test_clm_hash64_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
