/* The first line is a path, the rest a robots.txt: the answer is the same twice, robots.txt itself
 * always may be fetched, and a file without rules allows all. */
#include "fuzz/fuzz.h"

#include "fetch/robots.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    const clm_text all = {(const char *)data, size};
    const char *end = size > 0 ? memchr(data, '\n', size) : NULL;
    const size_t length = end != NULL ? (size_t)(end - all.ptr) : size;
    const clm_text path = {all.ptr, length};
    const size_t from = length < size ? length + 1 : size;
    clm_robots robots;
    CLM_FUZZ_REQUIRE(
        clm_robots_parse((clm_text){all.ptr + from, size - from}, "claimmap", &robots));
    bool allowed, again;
    CLM_FUZZ_REQUIRE(clm_robots_allowed(&robots, path, &allowed));
    CLM_FUZZ_REQUIRE(allowed || robots.count > 0);
    CLM_FUZZ_REQUIRE(clm_robots_allowed(&robots, path, &again) && again == allowed);
    CLM_FUZZ_REQUIRE(clm_robots_allowed(&robots, CLM_TEXT("/robots.txt"), &again) && again);
    CLM_FUZZ_REQUIRE(robots.delay_s >= 0);
    for (size_t i = 0; i < robots.count; i++) {
        CLM_FUZZ_REQUIRE(robots.rules[i].length > 0);
    }
    clm_robots_clear(&robots);
    return 0;
}
