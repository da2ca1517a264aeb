/* The gazetteer of the invented countries in tests/fixtures/gazetteer, compiled and opened. */
#ifndef CLM_TEST_GAZETTEER_FIXTURE_H
#define CLM_TEST_GAZETTEER_FIXTURE_H

#include "support/support.h"

#include "base/file.h"
#include "base/utf8.h"
#include "gazetteer/gazetteer.h"

#define FIXTURE_DIR CLM_SOURCE_DIR "/tests/fixtures/gazetteer"

enum { FIXTURE_PATH_BYTES = 512 };

static inline clm_gazetteer *fixture_open(const char *program) {
    char path[FIXTURE_PATH_BYTES];
    clm_error error = {CLM_OK, ""};
    clm_gazetteer *gazetteer = NULL;
    clm_test_path(path, sizeof(path), program, "fixture.gaz");
    clm_gazetteer_build_options options = {FIXTURE_DIR, path, NULL};
    CLM_EXPECT_OK("build", clm_gazetteer_build(&options, &error), &error);
    CLM_EXPECT_OK("open", clm_gazetteer_open(path, &gazetteer, &error), &error);
    (void)unlink(path);
    return gazetteer;
}

/* The place with this id; the test fails if there is none. */
static inline clm_place_index fixture_place(const clm_gazetteer *gazetteer, const char *id) {
    clm_place_index index = clm_gazetteer_by_id(gazetteer, clm_text_of(id));
    CLM_EXPECT(id, index != CLM_NO_PLACE);
    return index;
}

static inline size_t fixture_find(const clm_gazetteer *gazetteer, const char *name,
                                  const clm_name_ref **refs) {
    clm_buffer key;
    clm_buffer_init(&key);
    clm_key_append(&key, clm_text_of(name));
    size_t count = clm_gazetteer_find(gazetteer, clm_test_text(&key), refs);
    clm_buffer_clear(&key);
    return count;
}

#endif
