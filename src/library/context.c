#include "library/handle.h"

#include "base/alloc.h"
#include "style/style.h"

const char *claimmap_version(void) {
    return clm_version();
}

static claimmap_status public_status(clm_status status) {
    static const claimmap_status codes[CLM_STATUS_COUNT] = {
        [CLM_OK] = CLAIMMAP_OK,
        [CLM_ERR_NOMEM] = CLAIMMAP_ERROR_MEMORY,
        [CLM_ERR_IO] = CLAIMMAP_ERROR_IO,
        [CLM_ERR_FORMAT] = CLAIMMAP_ERROR_INPUT,
        [CLM_ERR_RANGE] = CLAIMMAP_ERROR_INPUT,
        [CLM_ERR_NOT_FOUND] = CLAIMMAP_ERROR_NOT_FOUND,
        [CLM_ERR_ARGUMENT] = CLAIMMAP_ERROR_ARGUMENT,
        [CLM_ERR_LIMIT] = CLAIMMAP_ERROR_LIMIT,
        [CLM_ERR_VERSION] = CLAIMMAP_ERROR_VERSION,
        [CLM_ERR_DAMAGED] = CLAIMMAP_ERROR_DAMAGED,
        [CLM_ERR_UNSUPPORTED] = CLAIMMAP_ERROR_UNSUPPORTED,
        [CLM_ERR_FOREIGN] = CLAIMMAP_ERROR_OTHER,
    };
    return (unsigned)status < CLM_STATUS_COUNT ? codes[status] : CLAIMMAP_ERROR_OTHER;
}

const char *claimmap_status_name(int status) {
    static const char *const names[] = {
        [CLAIMMAP_OK] = "ok",
        [CLAIMMAP_ERROR_MEMORY] = "out of memory",
        [CLAIMMAP_ERROR_IO] = "a file cannot be read",
        [CLAIMMAP_ERROR_INPUT] = "wrong input",
        [CLAIMMAP_ERROR_NOT_FOUND] = "not found",
        [CLAIMMAP_ERROR_ARGUMENT] = "wrong argument",
        [CLAIMMAP_ERROR_LIMIT] = "limit reached",
        [CLAIMMAP_ERROR_VERSION] = "a file of another version",
        [CLAIMMAP_ERROR_DAMAGED] = "a damaged file",
        [CLAIMMAP_ERROR_UNSUPPORTED] = "not supported here",
        [CLAIMMAP_ERROR_OTHER] = "a library failed",
    };
    return status >= 0 && (size_t)status < sizeof names / sizeof names[0] ? names[status]
                                                                          : "unknown status";
}

const char *claimmap_format_name(size_t index) {
    return index < CLM_FORMAT_COUNT ? clm_format_name((clm_format)index) : NULL;
}

/* ---- life ---- */

claimmap_context *claimmap_new(void) {
    return clm_alloc_zero(1, sizeof(claimmap_context));
}

static void data_release(clm_library_data *data) {
    if (data != NULL && atomic_fetch_sub(&data->users, 1) == 1) {
        clm_context_free(data->context);
        clm_free(data->connection);
        clm_free(data->db_schema);
        clm_free(data);
    }
}

void claimmap_free(claimmap_context *context) {
    if (context == NULL) {
        return;
    }
    clm_context_free(context->working);
    clm_overlays_free(context->overlays);
    data_release(context->data);
    for (size_t i = 0; i < context->option_count; i++) {
        clm_free(context->options[i].name);
        clm_free(context->options[i].value);
    }
    clm_free(context->options);
    clm_free(context);
}

/* Nothing is left to be said of a call that did its work. */
claimmap_status clm_library_end(claimmap_context *context, clm_status status) {
    if (status == CLM_OK) {
        context->error = (clm_error){.code = CLM_OK};
    }
    return public_status(status);
}

const char *claimmap_message(const claimmap_context *context) {
    return context != NULL ? context->error.message : "there is no context";
}

claimmap_status claimmap_set(claimmap_context *context, const char *name, const char *value) {
    if (context == NULL) {
        return CLAIMMAP_ERROR_ARGUMENT;
    }
    return clm_library_end(context, name != NULL ? clm_library_set(context, name, value)
                                                 : clm_fail(&context->error, CLM_ERR_ARGUMENT,
                                                            "the option has no name"));
}

/* ---- opening ---- */

static clm_status copy_value(const claimmap_context *context, const char *name, char **out,
                             clm_error *error) {
    const char *value = clm_library_value(context, name);
    *out = value != NULL ? clm_strdup(value) : NULL;
    return value == NULL || *out != NULL ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

/* With `--gazetteer-only` the first of the gazetteers takes the standard one's place. */
static clm_status open_data(claimmap_context *context, const char *styles_dir,
                            clm_library_data *data) {
    clm_error *error = &context->error;
    const char **files = NULL;
    size_t count = 0;
    clm_status status = clm_library_values(context, "gazetteer", &files, &count, error);
    const bool only = clm_library_switched_on(context, "gazetteer-only");
    if (status == CLM_OK && only && count == 0) {
        status = clm_fail(error, CLM_ERR_ARGUMENT, "gazetteer-only needs a gazetteer");
    }
    if (status == CLM_OK) {
        status = copy_value(context, "connection", &data->connection, error);
    }
    if (status == CLM_OK) {
        status = copy_value(context, "db-schema", &data->db_schema, error);
    }
    if (status == CLM_OK) {
        const clm_context_options options = {
            .gazetteer = only ? files[0] : NULL,
            .added_gazetteers = only ? files + 1 : files,
            .added_count = only ? count - 1 : count,
            .model = clm_library_value(context, "model"),
            .style = clm_library_value(context, "style"),
            .styles_dir = styles_dir,
            .connection = data->connection,
            .db_schema = data->db_schema,
        };
        status = clm_context_open(&options, &data->context, error);
    }
    clm_free(files);
    return status;
}

clm_status clm_library_open(claimmap_context *context) {
    if (context->working != NULL) {
        return CLM_OK;
    }
    clm_error *error = &context->error;
    clm_buffer styles_dir;
    clm_buffer_init(&styles_dir);
    clm_library_data *data = clm_alloc_zero(1, sizeof *data);
    if (data == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    atomic_init(&data->users, 1);
    clm_status status = clm_theme_find_dir(&styles_dir, error);
    if (status == CLM_OK) {
        status = open_data(context, styles_dir.data, data);
    }
    if (status == CLM_OK) {
        status = clm_context_share(data->context, &context->working, error);
    }
    clm_buffer_clear(&styles_dir);
    if (status != CLM_OK) {
        data_release(data);
        return status;
    }
    context->data = data;
    return CLM_OK;
}

claimmap_status claimmap_open(claimmap_context *context) {
    if (context == NULL) {
        return CLAIMMAP_ERROR_ARGUMENT;
    }
    return clm_library_end(context, clm_library_open(context));
}

static clm_status share(claimmap_context *like, claimmap_context *made) {
    clm_status status = clm_context_share(like->working, &made->working, &like->error);
    if (status == CLM_OK) {
        made->data = like->data;
        atomic_fetch_add(&made->data->users, 1);
    }
    for (size_t i = 0; i < like->option_count && status == CLM_OK; i++) {
        status = clm_library_add(made, like->options[i].name, like->options[i].value, &like->error);
    }
    return status;
}

claimmap_status claimmap_share(claimmap_context *like, claimmap_context **out) {
    if (out != NULL) {
        *out = NULL;
    }
    if (like == NULL || out == NULL) {
        return CLAIMMAP_ERROR_ARGUMENT;
    }
    clm_status status = clm_library_open(like);
    claimmap_context *made = NULL;
    if (status == CLM_OK) {
        made = claimmap_new();
        status = made != NULL ? share(like, made)
                              : clm_fail(&like->error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status != CLM_OK) {
        claimmap_free(made);
        made = NULL;
    }
    *out = made;
    return clm_library_end(like, status);
}
