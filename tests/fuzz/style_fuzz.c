/* Any bytes as a theme: it loads whole, or all its problems have a line. */
#include "fuzz/fuzz.h"

#include "style/style.h"

#include <string.h>

static void note(void *context, const char *problem) {
    size_t *count = context;
    ++*count;
    CLM_FUZZ_REQUIRE(clm_text_starts(clm_text_of(problem), "fuzz:"));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    size_t problems = 0;
    clm_error error = {CLM_OK, ""};
    clm_theme theme;
    clm_text text = {(const char *)data, size};
    clm_status status = clm_theme_parse("fuzz", text, &theme, note, &problems, &error);
    CLM_FUZZ_REQUIRE(status == CLM_OK || status == CLM_ERR_FORMAT);
    CLM_FUZZ_REQUIRE((status == CLM_OK) == (problems == 0));
    clm_theme again;
    CLM_FUZZ_REQUIRE(clm_theme_parse("fuzz", text, &again, NULL, NULL, &error) == status);
    if (status != CLM_OK) {
        CLM_FUZZ_REQUIRE(clm_text_starts(clm_text_of(error.message), "fuzz:"));
        return 0;
    }
    const unsigned char *bytes[2] = {(const unsigned char *)&theme, (const unsigned char *)&again};
    CLM_FUZZ_REQUIRE(memcmp(bytes[0], bytes[1], sizeof theme) == 0);
    for (size_t i = 0; i < CLM_LOOK_COUNT; i++) {
        const clm_look *look = &theme.look[i];
        CLM_FUZZ_REQUIRE(look->fill.alpha >= 0 && look->fill.alpha <= 1);
        CLM_FUZZ_REQUIRE(look->stroke_width_px >= 0 && look->stroke_width_px <= 20);
        CLM_FUZZ_REQUIRE(look->dash_count % 2 == 0 && look->dash_count <= CLM_DASHES_MAX);
        CLM_FUZZ_REQUIRE(memchr(look->text.family, '\0', sizeof look->text.family) != NULL);
    }
    return 0;
}
