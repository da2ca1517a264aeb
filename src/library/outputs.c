/* The work: requests made of options, results handed out as outputs. */
#include "library/handle.h"

#include "base/alloc.h"

#include <stdio.h>

claimmap_outputs *clm_library_outputs_new(void) {
    claimmap_outputs *outputs = clm_alloc_zero(1, sizeof *outputs);
    if (outputs != NULL) {
        clm_result_init(&outputs->result);
        for (size_t i = 0; i < sizeof outputs->made / sizeof outputs->made[0]; i++) {
            clm_buffer_init(&outputs->made[i]);
        }
        clm_buffer_init(&outputs->messages);
    }
    return outputs;
}

void claimmap_outputs_free(claimmap_outputs *outputs) {
    if (outputs == NULL) {
        return;
    }
    clm_result_clear(&outputs->result);
    for (size_t i = 0; i < sizeof outputs->made / sizeof outputs->made[0]; i++) {
        clm_buffer_clear(&outputs->made[i]);
    }
    clm_buffer_clear(&outputs->messages);
    clm_free(outputs);
}

void clm_library_put(claimmap_outputs *outputs, const char *suffix, const char *format,
                     const clm_buffer *content) {
    clm_library_output *item = &outputs->items[outputs->count++];
    *item = (clm_library_output){.format = format, .content = content};
    (void)snprintf(item->suffix, sizeof item->suffix, "%s%s", suffix != NULL ? suffix : ".",
                   suffix != NULL ? "" : format);
}

/* Lists what is not empty: a picture of nothing is none. */
static void list_files(claimmap_outputs *outputs, const clm_request *request) {
    for (size_t i = 0; i < CLM_OUTPUT_COUNT; i++) {
        const clm_output_facts facts = clm_output_describe((clm_output)i);
        const clm_buffer *content = &outputs->result.files[i];
        if (content->len > 0) {
            clm_library_put(outputs, facts.suffix, clm_format_name(facts.format), content);
        }
    }
    if (request->want_text) {
        clm_library_put(outputs, ".text.txt", "text-out", &outputs->result.text);
    }
    if (outputs->result.report.len > 0) {
        clm_library_put(outputs, ".layout.json", "layout-report", &outputs->result.report);
    }
}

/* Formats that could not be made, while others were. */
static void say_refused(claimmap_outputs *outputs) {
    for (size_t i = 0; i < CLM_FORMAT_COUNT; i++) {
        const clm_error *refused = &outputs->result.refused[i];
        if (refused->code != CLM_OK) {
            clm_buffer_printf(&outputs->messages, "%s is not made: %s\n",
                              clm_format_name((clm_format)i), refused->message);
        }
    }
}

/* Opened when they are first needed, and told of once. */
static clm_status open_overlays(claimmap_context *context, clm_buffer *notes) {
    if (context->overlays_open) {
        return CLM_OK;
    }
    clm_error *error = &context->error;
    const char **texts = NULL;
    size_t count = 0;
    clm_overlays_free(context->overlays);
    context->overlays = NULL;
    clm_status status = clm_library_values(context, "overlay", &texts, &count, error);
    if (status == CLM_OK && count > 0) {
        status = clm_overlays_open(texts, count, &context->overlays, notes, error);
    }
    clm_free(texts);
    context->overlays_open = status == CLM_OK;
    return status;
}

typedef clm_status make(clm_context *context, const clm_request *request, clm_result *result,
                        clm_error *error);

static clm_status work(claimmap_context *context, clm_request *request, bool drawn_again,
                       claimmap_outputs *outputs) {
    make *make_result = drawn_again ? clm_render_geojson : clm_map_article;
    clm_error *error = &context->error;
    const char **hidden = NULL;
    clm_status status = open_overlays(context, &outputs->messages);
    if (status == CLM_OK) {
        status = clm_library_request(context, request, &hidden, error);
    }
    if (status == CLM_OK) {
        request->overlays = context->overlays;
        status = make_result(context->working, request, &outputs->result, error);
    }
    if (status == CLM_OK) {
        say_refused(outputs);
        clm_result_say(&outputs->result, drawn_again, &outputs->messages);
        list_files(outputs, request);
        status =
            outputs->messages.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
    }
    clm_free(hidden);
    return status;
}

/* The first of the formats that could not be made while others were. */
static clm_status partly(const claimmap_outputs *outputs, clm_error *error) {
    const clm_result *result = &outputs->result;
    for (size_t i = 0; i < CLM_FORMAT_COUNT; i++) {
        if (result->refused[i].code != CLM_OK) {
            *error = result->refused[i];
            return error->code;
        }
    }
    return CLM_OK;
}

static clm_status extract(claimmap_context *context, clm_text line, claimmap_outputs *outputs) {
    const char *only = clm_library_value(context, "only");
    const clm_status status = clm_extract_line(context->working, line, only != NULL,
                                               clm_library_switched_on(context, "no-demonyms"),
                                               &outputs->made[0], &context->error);
    if (status == CLM_OK) {
        clm_library_put(outputs, ".json", "extract", &outputs->made[0]);
    }
    return status;
}

typedef enum task { TASK_MAP, TASK_RENDER, TASK_EXTRACT } task;

static clm_status run(claimmap_context *context, task what, const char *name, clm_text bytes,
                      claimmap_outputs **out) {
    clm_error *error = &context->error;
    if (out == NULL || (bytes.ptr == NULL && bytes.len > 0)) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "there is nowhere to %s",
                        out == NULL ? "write to" : "read from");
    }
    clm_status status = clm_library_open(context);
    claimmap_outputs *outputs = NULL;
    if (status == CLM_OK) {
        outputs = clm_library_outputs_new();
        status = outputs != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK && what == TASK_EXTRACT) {
        status = extract(context, bytes, outputs);
    } else if (status == CLM_OK) {
        clm_request request = {.file = name, .bytes = bytes};
        request.want[CLM_FORMAT_GEOJSON] = what == TASK_MAP;
        request.want[CLM_FORMAT_PNG] = true;
        status = work(context, &request, what == TASK_RENDER, outputs);
    }
    if (status != CLM_OK) {
        claimmap_outputs_free(outputs);
        return status;
    }
    *out = outputs;
    return partly(outputs, error);
}

static claimmap_status begin(claimmap_context *context, task what, const char *name, clm_text bytes,
                             claimmap_outputs **out) {
    if (out != NULL) {
        *out = NULL;
    }
    if (context == NULL) {
        return CLAIMMAP_ERROR_ARGUMENT;
    }
    return clm_library_end(context, run(context, what, name, bytes, out));
}

claimmap_status claimmap_map(claimmap_context *context, const char *name, const void *bytes,
                             size_t length, claimmap_outputs **out) {
    return begin(context, TASK_MAP, name, (clm_text){bytes, length}, out);
}

claimmap_status claimmap_render(claimmap_context *context, const char *name, const void *bytes,
                                size_t length, claimmap_outputs **out) {
    return begin(context, TASK_RENDER, name, (clm_text){bytes, length}, out);
}

claimmap_status claimmap_extract(claimmap_context *context, const void *bytes, size_t length,
                                 claimmap_outputs **out) {
    return begin(context, TASK_EXTRACT, NULL, (clm_text){bytes, length}, out);
}

/* ---- reading outputs ---- */

size_t claimmap_outputs_count(const claimmap_outputs *outputs) {
    return outputs != NULL ? outputs->count : 0;
}

const char *claimmap_outputs_suffix(const claimmap_outputs *outputs, size_t index) {
    return index < claimmap_outputs_count(outputs) ? outputs->items[index].suffix : NULL;
}

const char *claimmap_outputs_format(const claimmap_outputs *outputs, size_t index) {
    return index < claimmap_outputs_count(outputs) ? outputs->items[index].format : NULL;
}

const void *claimmap_outputs_bytes(const claimmap_outputs *outputs, size_t index) {
    if (index >= claimmap_outputs_count(outputs)) {
        return NULL;
    }
    const clm_buffer *content = outputs->items[index].content;
    return content->data != NULL ? content->data : "";
}

size_t claimmap_outputs_length(const claimmap_outputs *outputs, size_t index) {
    return index < claimmap_outputs_count(outputs) ? outputs->items[index].content->len : 0;
}

size_t claimmap_outputs_find(const claimmap_outputs *outputs, const char *name) {
    const size_t count = claimmap_outputs_count(outputs);
    for (size_t i = 0; i < count && name != NULL; i++) {
        if (strcmp(outputs->items[i].suffix, name) == 0) {
            return i;
        }
    }
    for (size_t i = 0; i < count && name != NULL; i++) {
        if (strcmp(outputs->items[i].format, name) == 0) {
            return i;
        }
    }
    return count;
}

const char *claimmap_outputs_messages(const claimmap_outputs *outputs) {
    return outputs != NULL && outputs->messages.data != NULL ? outputs->messages.data : "";
}
