/* Any bytes as an article to share: one whose paths stay in the root of the nights, or an error.
 * What was read is written and read again the same. */
#include "fuzz/fuzz.h"

#include "refresh/folders_parts.h"
#include "refresh/run_share.h"

static void check(const clm_share_task *task) {
    clm_folders_owner owner;
    CLM_FUZZ_REQUIRE(clm_folders_hidden(task->work, &owner) && strchr(task->work, '/') == NULL);
    const char *const names[] = {task->file, task->stem};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        CLM_FUZZ_REQUIRE(names[i][0] != '\0' && names[i][0] != '.');
        CLM_FUZZ_REQUIRE(strchr(names[i], '/') == NULL);
    }
    CLM_FUZZ_REQUIRE(task->settings != NULL && task->address != NULL);
    const char *known = task->known_geojson;
    CLM_FUZZ_REQUIRE(known == NULL || (known[0] != '.' && known[0] != '/' && known[0] != '\0'));
    CLM_FUZZ_REQUIRE(known == NULL || strstr(known, "/.") == NULL);
}

static bool same(const char *a, const char *b) {
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static void expect_equal(const clm_share_task *a, const clm_share_task *b) {
    CLM_FUZZ_REQUIRE(same(a->work, b->work) && same(a->file, b->file) && same(a->stem, b->stem));
    CLM_FUZZ_REQUIRE(same(a->settings, b->settings) && same(a->address, b->address));
    CLM_FUZZ_REQUIRE(same(a->title, b->title) && same(a->charset, b->charset));
    CLM_FUZZ_REQUIRE(same(a->known_sha256, b->known_sha256));
    CLM_FUZZ_REQUIRE(same(a->known_geojson, b->known_geojson));
    CLM_FUZZ_REQUIRE(a->number == b->number && a->html == b->html);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    clm_arena *arena = clm_arena_new();
    CLM_FUZZ_REQUIRE(arena != NULL);
    const char *detail = clm_arena_strndup(arena, (const char *)data, size);
    clm_share_task task, again;
    CLM_FUZZ_REQUIRE(detail != NULL);
    if (clm_share_task_read(detail, arena, &task, NULL) == CLM_OK) {
        clm_buffer out;
        clm_buffer_init(&out);
        check(&task);
        clm_share_task_write(&task, &out);
        clm_buffer_add(&out, "", 1);
        CLM_FUZZ_REQUIRE(!out.failed);
        CLM_FUZZ_REQUIRE(clm_share_task_read(out.data, arena, &again, NULL) == CLM_OK);
        expect_equal(&task, &again);
        clm_buffer_clear(&out);
    }
    clm_arena_free(arena);
    return 0;
}
