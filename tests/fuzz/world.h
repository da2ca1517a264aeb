/* fuzz/world.h: the gazetteer and what was learned, for the targets that read whole texts. The
 * gazetteer is $CLAIMMAP_DATA, else that of the tests' invented world. Header only. */
#ifndef CLM_FUZZ_WORLD_H
#define CLM_FUZZ_WORLD_H

#include "fuzz/fuzz.h"

#include "gazetteer/gazetteer.h"
#include "places/places.h"

#include <unistd.h>

/* Opened once: the only things that are kept from one input to the next. */
static clm_gazetteer *gazetteer;
static clm_model *model;
static clm_ranker *ranker;

static void open_ranker(void) {
    clm_model_section section;
    CLM_FUZZ_REQUIRE(clm_model_builtin(&model, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_model_find(model, CLM_RANKER_SECTION, &section));
    CLM_FUZZ_REQUIRE(clm_ranker_prepare(&section, &ranker, NULL) == CLM_OK);
}

static void open_standard(void) {
    clm_buffer path;
    clm_buffer_init(&path);
    CLM_FUZZ_REQUIRE(clm_gazetteer_find_file(&path, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_gazetteer_open(path.data, &gazetteer, NULL) == CLM_OK);
    clm_buffer_clear(&path);
}

static void open_invented(void) {
    char path[] = "/tmp/claimmap-fuzz-XXXXXX";
    int descriptor = mkstemp(path);
    CLM_FUZZ_REQUIRE(descriptor >= 0 && close(descriptor) == 0);
    const clm_gazetteer_build_options options = {CLM_SOURCE_DIR "/tests/fixtures/gazetteer", path,
                                                 NULL};
    CLM_FUZZ_REQUIRE(clm_gazetteer_build(&options, NULL) == CLM_OK);
    CLM_FUZZ_REQUIRE(clm_gazetteer_open(path, &gazetteer, NULL) == CLM_OK);
    (void)unlink(path);
}

static void close_gazetteer(void) {
    clm_ranker_free(ranker);
    clm_model_free(model);
    clm_gazetteer_free(gazetteer);
}

static void need_gazetteer(void) {
    if (gazetteer == NULL) {
        if (getenv("CLAIMMAP_DATA") != NULL) {
            open_standard();
        } else {
            open_invented();
        }
        open_ranker();
        CLM_FUZZ_REQUIRE(atexit(close_gazetteer) == 0);
    }
}

#endif
