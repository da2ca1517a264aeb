/* The GeoNames dump in tests/fixtures/geonames, compiled over the invented countries. */
#ifndef CLM_TEST_GAZETTEER_DUMP_FIXTURE_H
#define CLM_TEST_GAZETTEER_DUMP_FIXTURE_H

#include "fixture.h"

#define DUMP_DIR CLM_SOURCE_DIR "/tests/fixtures/geonames"

static const char *const dump_places[] = {DUMP_DIR "/places.txt"};

static inline clm_gazetteer_dump_options dump_options(const clm_gazetteer *base, const char *out) {
    return (clm_gazetteer_dump_options){.place_paths = dump_places,
                                        .place_path_count = 1,
                                        .names_path = DUMP_DIR "/names.txt",
                                        .admin1_path = DUMP_DIR "/admin1.txt",
                                        .admin2_path = DUMP_DIR "/admin2.txt",
                                        .base = base,
                                        .out_path = out};
}

/* Compiles the dump to `out`. */
static inline void dump_build(const clm_gazetteer *base, const char *out) {
    clm_error error = {CLM_OK, ""};
    clm_gazetteer_dump_options options = dump_options(base, out);
    CLM_EXPECT_OK("build the dump", clm_gazetteer_build_dump(&options, &error), &error);
}

#endif
