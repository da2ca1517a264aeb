/* Any bytes as a key file: every entry is found again, no value has white space at its ends. */
#include "fuzz/fuzz.h"

#include "base/keyfile.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_keyfile *file = NULL;
    clm_error error = {0};
    clm_status status =
        clm_keyfile_parse("fuzz", (clm_text){(const char *)data, size}, &file, &error);
    if (status != CLM_OK) {
        CLM_FUZZ_REQUIRE(!file && status == CLM_ERR_FORMAT);
        CLM_FUZZ_REQUIRE(clm_text_starts(clm_text_of(error.message), "fuzz:"));
        return 0;
    }
    size_t line = 0;
    for (size_t i = 0; i < clm_keyfile_count(file); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(file, i);
        clm_text value = clm_text_of(entry->value);
        CLM_FUZZ_REQUIRE(entry->line > line);
        CLM_FUZZ_REQUIRE(clm_keyfile_get(file, entry->group, entry->key) == entry->value);
        CLM_FUZZ_REQUIRE(clm_text_trim(value).len == value.len);
        CLM_FUZZ_REQUIRE(clm_utf8_valid(value.ptr, value.len));
        line = entry->line;
    }
    clm_keyfile_free(file);
    return 0;
}
