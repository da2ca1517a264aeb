/* Any bytes as the configuration of a night: read whole and printed so that it reads the same, or
 * all its problems have a line. */
#include "fuzz/fuzz.h"

#include "refresh/config.h"

#include <string.h>

static void note(void *context, const char *problem) {
    ++*(size_t *)context;
    CLM_FUZZ_REQUIRE(clm_text_starts(clm_text_of(problem), "fuzz:"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const clm_config_place place = {"fuzz", "/f", "/h"};
    size_t problems = 0;
    clm_error error = {CLM_OK, ""};
    clm_config *config = NULL;
    clm_status status = clm_config_parse(&place, (clm_text){(const char *)data, size}, note,
                                         &problems, &config, &error);
    CLM_FUZZ_REQUIRE((status == CLM_OK) == (config != NULL));
    CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_LIMIT || problems > 0);
    if (config != NULL) {
        clm_buffer first, second;
        clm_buffer_init(&first);
        clm_buffer_init(&second);
        clm_config_print(config, false, &first);
        clm_config *again = NULL;
        CLM_FUZZ_REQUIRE(clm_config_parse(&place, (clm_text){first.data, first.len}, NULL, NULL,
                                          &again, &error) == CLM_OK);
        clm_config_print(again, false, &second);
        CLM_FUZZ_REQUIRE(first.len == second.len &&
                         memcmp(first.data, second.data, first.len) == 0);
        clm_config_free(again);
        clm_buffer_clear(&first);
        clm_buffer_clear(&second);
    }
    clm_config_free(config);
    return 0;
}
