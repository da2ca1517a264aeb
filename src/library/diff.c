/* Two maps of a story, and what is between them. */
#include "library/handle.h"

#include "base/alloc.h"
#include "features/features.h"
#include "formats/formats.h"
#include "style/style.h"

/* In the order in which they are handed out. */
enum { DIFF_JSON, DIFF_TEXT, DIFF_MAP };

typedef struct comparison {
    clm_collection *before, *after, *map;
    clm_diff *diff;
    clm_theme *theme;
} comparison;

static void comparison_clear(comparison *c) {
    clm_diff_free(c->diff);
    clm_collection_free(c->before);
    clm_collection_free(c->after);
    clm_collection_free(c->map);
    clm_free(c->theme);
}

static clm_status read_map(clm_text bytes, const char *which, clm_collection **out,
                           claimmap_outputs *outputs, clm_error *error) {
    const clm_status status = clm_collection_read(bytes, NULL, out, &outputs->messages, error);
    if (status != CLM_OK && status != CLM_ERR_NOMEM) {
        (void)clm_error_prefix(error, which);
    }
    return status;
}

static clm_status compare(const claimmap_context *context, comparison *c, clm_text old_map,
                          clm_text new_map, claimmap_outputs *outputs, clm_error *error) {
    c->theme = clm_alloc(sizeof *c->theme);
    clm_status status = c->theme != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    if (status == CLM_OK) {
        status = clm_library_theme(context, c->theme, error);
    }
    if (status == CLM_OK) {
        status = read_map(old_map, "the old map", &c->before, outputs, error);
    }
    if (status == CLM_OK) {
        status = read_map(new_map, "the new map", &c->after, outputs, error);
    }
    if (status == CLM_OK) {
        status = clm_diff_make(c->before, c->after, &c->diff, error);
    }
    if (status == CLM_OK) {
        status = clm_diff_map(c->diff, c->before, c->after, &c->map, error);
    }
    return status;
}

static clm_status write_all(const claimmap_context *context, const comparison *c,
                            claimmap_outputs *outputs, clm_error *error) {
    const clm_diff_text_options options = {.all = clm_library_switched_on(context, "all")};
    clm_diff_json(c->diff, c->before, c->after, &outputs->made[DIFF_JSON]);
    clm_diff_text(c->diff, c->before, c->after, &options, &outputs->made[DIFF_TEXT]);
    if (outputs->made[DIFF_JSON].failed || outputs->made[DIFF_TEXT].failed ||
        outputs->messages.failed) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const clm_status status = clm_geojson_write(c->map, c->theme, &outputs->made[DIFF_MAP], error);
    if (status == CLM_OK) {
        clm_library_put(outputs, ".diff.json", "json", &outputs->made[DIFF_JSON]);
        clm_library_put(outputs, ".diff.txt", "text", &outputs->made[DIFF_TEXT]);
        clm_library_put(outputs, ".diff.geojson", "geojson", &outputs->made[DIFF_MAP]);
    }
    return status;
}

claimmap_status claimmap_diff(claimmap_context *context, const void *old_bytes, size_t old_length,
                              const void *new_bytes, size_t new_length, claimmap_outputs **out) {
    if (out != NULL) {
        *out = NULL;
    }
    if (context == NULL) {
        return CLAIMMAP_ERROR_ARGUMENT;
    }
    clm_error *error = &context->error;
    if (out == NULL || (old_bytes == NULL && old_length > 0) ||
        (new_bytes == NULL && new_length > 0)) {
        return clm_library_end(context, clm_fail(error, CLM_ERR_ARGUMENT, "there is nowhere to %s",
                                                 out == NULL ? "write to" : "read from"));
    }
    comparison c = {.before = NULL};
    claimmap_outputs *outputs = clm_library_outputs_new();
    if (outputs == NULL) {
        return clm_library_end(context, clm_fail(error, CLM_ERR_NOMEM, "out of memory"));
    }
    clm_status status = compare(context, &c, (clm_text){old_bytes, old_length},
                                (clm_text){new_bytes, new_length}, outputs, error);
    if (status == CLM_OK) {
        status = write_all(context, &c, outputs, error);
    }
    comparison_clear(&c);
    if (status == CLM_OK) {
        *out = outputs;
    } else {
        claimmap_outputs_free(outputs);
    }
    return clm_library_end(context, status);
}
