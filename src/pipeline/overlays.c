/* The overlays of a run: opened once, shared by all its articles. */
#include "pipeline/parts.h"

#include "base/alloc.h"

#include <string.h>

static bool has_name(const clm_overlays *overlays, const char *name) {
    for (size_t i = 0; i < overlays->count; i++) {
        if (strcmp(clm_overlay_facts_of(overlays->items[i])->name, name) == 0) {
            return true;
        }
    }
    return false;
}

static clm_status add_overlay(clm_overlays *overlays, const char *text, clm_buffer *notes,
                              clm_error *error) {
    clm_overlay_layer *layer = NULL;
    clm_status status = clm_overlay_open(text, &layer, notes, error);
    if (status != CLM_OK) {
        return status;
    }
    const clm_overlay_facts *facts = clm_overlay_facts_of(layer);
    if (has_name(overlays, facts->name)) {
        status = clm_fail(error, CLM_ERR_ARGUMENT,
                          "%s: another overlay is called %s too; give this one its own name=",
                          facts->file, facts->name);
        clm_overlay_free(layer);
        return status;
    }
    overlays->items[overlays->count++] = layer;
    return CLM_OK;
}

clm_status clm_overlays_open(const char *const *texts, size_t count, clm_overlays **out,
                             clm_buffer *notes, clm_error *error) {
    *out = NULL;
    clm_overlays *overlays = clm_alloc_zero(1, sizeof *overlays);
    void *items = clm_alloc_zero(count + 1, sizeof(clm_overlay_layer *));
    if (overlays == NULL || items == NULL) {
        clm_free(overlays);
        clm_free(items);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    overlays->items = items;
    clm_status status = CLM_OK;
    for (size_t i = 0; i < count && status == CLM_OK; i++) {
        status = add_overlay(overlays, texts[i], notes, error);
    }
    if (status != CLM_OK) {
        clm_overlays_free(overlays);
        return status;
    }
    *out = overlays;
    return CLM_OK;
}

void clm_overlays_free(clm_overlays *overlays) {
    if (overlays == NULL) {
        return;
    }
    for (size_t i = 0; i < overlays->count; i++) {
        clm_overlay_free(overlays->items[i]);
    }
    clm_free((void *)overlays->items);
    clm_free(overlays);
}

clm_status clm_overlays_apply(const clm_context *context, const clm_request *request,
                              clm_collection *collection, clm_buffer *warnings, clm_error *error) {
    const clm_overlays *overlays = request->overlays;
    return clm_collection_hold_against(
        collection, context->gazetteer,
        overlays != NULL ? (const clm_overlay_layer *const *)overlays->items : NULL,
        overlays != NULL ? overlays->count : 0, warnings, error);
}
