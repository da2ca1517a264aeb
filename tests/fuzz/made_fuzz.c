/* Any bytes as a worker's answer: a record whose files have plain names, or an error. What was read
 * is written and read again the same. */
#include "fuzz/fuzz.h"

#include "refresh/make.h"
#include "refresh/make_parts.h"
#include "refresh/near.h"

static void check(const clm_made *made) {
    struct clm_near_sketch sketch;
    CLM_FUZZ_REQUIRE((unsigned)made->end < CLM_MAKE_END_COUNT);
    for (size_t i = 0; i < made->file_count; i++) {
        CLM_FUZZ_REQUIRE(made->files[i].suffix != NULL);
        CLM_FUZZ_REQUIRE(made->files[i].path[0] != '.' && made->files[i].path[0] != '\0');
        CLM_FUZZ_REQUIRE(strchr(made->files[i].path, '/') == NULL);
    }
    for (size_t i = 0; i < made->warning_count; i++) {
        CLM_FUZZ_REQUIRE(made->warnings[i] != NULL);
    }
    CLM_FUZZ_REQUIRE(made->sketch == NULL || clm_sketch_read(made->sketch, &sketch));
}

static void expect_equal(const clm_made *a, const clm_made *b) {
    CLM_FUZZ_REQUIRE(a->end == b->end && a->claims == b->claims && a->places == b->places);
    CLM_FUZZ_REQUIRE(a->file_count == b->file_count && a->warning_count == b->warning_count);
    CLM_FUZZ_REQUIRE(a->difference_count == b->difference_count && a->refused == b->refused);
    CLM_FUZZ_REQUIRE((a->title == NULL) == (b->title == NULL));
    CLM_FUZZ_REQUIRE(a->title == NULL || strcmp(a->title, b->title) == 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_arena *arena = clm_arena_new();
    clm_made made, again;
    clm_buffer reply;
    CLM_FUZZ_REQUIRE(arena != NULL);
    clm_buffer_init(&reply);
    if (clm_made_read((clm_text){(const char *)data, size}, arena, &made, NULL) == CLM_OK) {
        check(&made);
        clm_made_write(&made, &reply);
        CLM_FUZZ_REQUIRE(!reply.failed);
        CLM_FUZZ_REQUIRE(clm_made_read((clm_text){reply.data, reply.len}, arena, &again, NULL) ==
                         CLM_OK);
        expect_equal(&made, &again);
    }
    clm_buffer_clear(&reply);
    clm_arena_free(arena);
    return 0;
}
