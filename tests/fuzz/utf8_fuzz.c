/* Any bytes as text: decoding always moves on, the key of a key is the key, numbers come back. */
#include "fuzz/fuzz.h"

#include "base/utf8.h"

#include <math.h>

static void check_decoding(clm_text text) {
    clm_buffer copy = {0};
    bool valid = true;
    size_t count = 0;
    for (size_t i = 0; i < text.len; count++) {
        uint32_t code_point = 0;
        size_t used = clm_utf8_decode(text.ptr + i, text.len - i, &code_point);
        CLM_FUZZ_REQUIRE(used >= 1 && used <= 4 && used <= text.len - i);
        char bytes[4];
        clm_buffer_add(&copy, bytes, clm_utf8_encode(code_point, bytes));
        valid = valid && (used > 1 || code_point < 0x80);
        (void)clm_utf8_is_letter(code_point);
        (void)clm_utf8_is_upper(code_point);
        (void)clm_utf8_is_digit(code_point);
        (void)clm_utf8_is_space(code_point);
        i += used;
    }
    clm_text mended = {copy.data, copy.len};
    CLM_FUZZ_REQUIRE(valid == clm_utf8_valid(text.ptr, text.len));
    CLM_FUZZ_REQUIRE(!valid || clm_text_equal(mended, text));
    CLM_FUZZ_REQUIRE(clm_utf8_valid(mended.ptr, mended.len));
    CLM_FUZZ_REQUIRE(clm_utf8_count(mended.ptr, mended.len) == count);
    for (size_t limit = 0; limit <= mended.len && limit < 64; limit++) {
        size_t cut = clm_utf8_floor(mended.ptr, mended.len, limit);
        CLM_FUZZ_REQUIRE(cut <= limit && clm_utf8_valid(mended.ptr, cut));
    }
    clm_buffer_clear(&copy);
}

static void check_key(clm_text text) {
    clm_buffer once = {0};
    clm_buffer twice = {0};
    clm_key_append(&once, text);
    clm_text key = {once.data, once.len};
    clm_key_append(&twice, key);
    CLM_FUZZ_REQUIRE(clm_text_equal(key, (clm_text){twice.data, twice.len}));
    CLM_FUZZ_REQUIRE(clm_utf8_valid(key.ptr, key.len));
    CLM_FUZZ_REQUIRE(clm_text_trim(key).len == key.len);
    for (size_t i = 0; i < key.len; i++) {
        CLM_FUZZ_REQUIRE(key.ptr[i] < 'A' || key.ptr[i] > 'Z');
        CLM_FUZZ_REQUIRE(key.ptr[i] != ' ' || key.ptr[i - 1] != ' ');
    }
    clm_buffer_clear(&once);
    clm_buffer_clear(&twice);
}

static void check_number(clm_text text) {
    double value = 0.0;
    size_t used = clm_text_number(text, &value);
    CLM_FUZZ_REQUIRE(used <= text.len && isfinite(value));
    if (used == 0) {
        return;
    }
    clm_buffer out = {0};
    double back = 0.0;
    clm_buffer_number(&out, value, 17);
    CLM_FUZZ_REQUIRE(clm_text_number((clm_text){out.data, out.len}, &back) == out.len);
    CLM_FUZZ_REQUIRE(fabs(back - value) <= 1e-17 || back == value);
    clm_buffer_clear(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_text text = {(const char *)data, size};
    check_decoding(text);
    check_key(text);
    check_number(text);
    return 0;
}
