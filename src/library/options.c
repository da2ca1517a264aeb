/* Options by name: kept as they were given, checked when they are set. */
#include "library/handle.h"

#include "base/alloc.h"
#include "base/utf8.h"
#include "style/style.h"

/* What is not an option of clm_request_set. */
typedef enum option_kind {
    KIND_SETTING = 0, /* of clm_request_set */
    KIND_TEXT,
    KIND_LIST, /* may be repeated */
    KIND_SWITCH,
    KIND_STYLE
} option_kind;

typedef struct option_facts {
    const char *name;
    option_kind kind;
    bool opening; /* counts when the data are opened, not later */
} option_facts;

static const option_facts facts[] = {
    {"style", KIND_STYLE, false},
    {"hide", KIND_LIST, false},
    {"no-demonyms", KIND_SWITCH, false},
    {"text-out", KIND_SWITCH, false},
    {"layout-report", KIND_SWITCH, false},
    {"only", KIND_TEXT, false},
    {"gazetteer", KIND_LIST, true},
    {"gazetteer-only", KIND_SWITCH, true},
    {"model", KIND_TEXT, true},
    {"overlay", KIND_LIST, false},
    {"connection", KIND_TEXT, true},
    {"db-schema", KIND_TEXT, true},
    {"all", KIND_SWITCH, false},
};

static option_facts facts_of(const char *name) {
    for (size_t i = 0; i < sizeof facts / sizeof facts[0]; i++) {
        if (strcmp(facts[i].name, name) == 0) {
            return facts[i];
        }
    }
    return (option_facts){name, KIND_SETTING, false};
}

/* ---- reading ---- */

const char *clm_library_value(const claimmap_context *context, const char *name) {
    for (size_t i = context->option_count; i-- > 0;) {
        if (strcmp(context->options[i].name, name) == 0) {
            return context->options[i].value;
        }
    }
    return NULL;
}

bool clm_library_switched_on(const claimmap_context *context, const char *name) {
    const char *value = clm_library_value(context, name);
    return value != NULL && strcmp(value, "true") == 0;
}

clm_status clm_library_values(const claimmap_context *context, const char *name, const char ***out,
                              size_t *count, clm_error *error) {
    *count = 0;
    *out = clm_alloc_zero(context->option_count + 1, sizeof **out);
    if (*out == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    for (size_t i = 0; i < context->option_count; i++) {
        if (strcmp(context->options[i].name, name) == 0) {
            (*out)[(*count)++] = context->options[i].value;
        }
    }
    return CLM_OK;
}

/* Ids that are not drawn; "labels" stands for all labels. */
static void take_hidden(clm_request *request, const char **hidden, size_t count) {
    size_t kept = 0;
    for (size_t i = 0; i < count; i++) {
        if (strcmp(hidden[i], "labels") == 0) {
            request->hide_labels = true;
        } else {
            hidden[kept++] = hidden[i];
        }
    }
    request->hide = hidden;
    request->hide_count = kept;
}

clm_status clm_library_request(const claimmap_context *context, clm_request *request,
                               const char ***hidden, clm_error *error) {
    size_t count = 0;
    clm_status status = clm_library_values(context, "hide", hidden, &count, error);
    for (size_t i = 0; i < context->option_count && status == CLM_OK; i++) {
        const clm_library_option *option = &context->options[i];
        if (facts_of(option->name).kind == KIND_SETTING) {
            status = clm_request_set(request, option->name, option->value, error);
        }
    }
    if (status == CLM_OK) {
        take_hidden(request, *hidden, count);
        request->no_demonyms = clm_library_switched_on(context, "no-demonyms");
        request->want_text = clm_library_switched_on(context, "text-out");
        request->want_report = clm_library_switched_on(context, "layout-report");
    }
    return status;
}

/* ---- setting ---- */

clm_status clm_library_theme(const claimmap_context *context, clm_theme *theme, clm_error *error) {
    const char *name = clm_library_value(context, "style");
    clm_buffer folder;
    clm_buffer_init(&folder);
    clm_status status = clm_theme_find_dir(&folder, error);
    if (status == CLM_OK) {
        status = name != NULL ? clm_theme_load(name, folder.data, theme, error)
                              : clm_theme_default(theme, error);
    }
    clm_buffer_clear(&folder);
    return status;
}

/* The option is set already; NULL: it is to be taken back. */
static clm_status check_style(claimmap_context *context, const char *value) {
    clm_error *error = &context->error;
    clm_theme *theme = clm_alloc(sizeof *theme);
    if (theme == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    const clm_status status =
        value != NULL ? clm_library_theme(context, theme, error) : clm_theme_default(theme, error);
    if (status == CLM_OK && context->working != NULL) {
        clm_context_set_theme(context->working, theme);
    }
    clm_free(theme);
    return status;
}

static clm_status check(claimmap_context *context, const option_facts *option, const char *value) {
    clm_error *error = &context->error;
    clm_request scratch = {.file = NULL};
    if (option->opening && context->working != NULL) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "it cannot be changed once the data are open");
    }
    if (value != NULL && !clm_utf8_valid(value, strlen(value)) && option->kind == KIND_SETTING) {
        return clm_fail(error, CLM_ERR_ARGUMENT, "it is not valid UTF-8");
    }
    switch (option->kind) {
    case KIND_SETTING: {
        clm_status status =
            clm_request_set(&scratch, option->name, value != NULL ? value : "", error);
        return value == NULL && status != CLM_ERR_NOT_FOUND ? CLM_OK : status;
    }
    case KIND_SWITCH:
        return value == NULL || strcmp(value, "true") == 0 || strcmp(value, "false") == 0
                   ? CLM_OK
                   : clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is not true or false", value);
    case KIND_STYLE:
        return check_style(context, value);
    case KIND_LIST:
    case KIND_TEXT:
    default:
        return value == NULL || strcmp(option->name, "only") != 0 || strcmp(value, "mentions") == 0
                   ? CLM_OK
                   : clm_fail(error, CLM_ERR_ARGUMENT, "'%s' is not mentions", value);
    }
}

static void forget(claimmap_context *context, const char *name, size_t but_last) {
    size_t kept = 0;
    for (size_t i = 0; i < context->option_count; i++) {
        clm_library_option *option = &context->options[i];
        if (i + but_last < context->option_count && strcmp(option->name, name) == 0) {
            clm_free(option->name);
            clm_free(option->value);
        } else {
            context->options[kept++] = *option;
        }
    }
    context->option_count = kept;
}

clm_status clm_library_add(claimmap_context *context, const char *name, const char *value,
                           clm_error *error) {
    void *items = context->options;
    if (clm_grow(&items, &context->option_capacity, context->option_count + 1,
                 sizeof *context->options) != 0) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    context->options = items;
    const clm_library_option added = {clm_strdup(name), clm_strdup(value)};
    if (added.name == NULL || added.value == NULL) {
        clm_free(added.name);
        clm_free(added.value);
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    context->options[context->option_count++] = added;
    return CLM_OK;
}

clm_status clm_library_set(claimmap_context *context, const char *name, const char *value) {
    const option_facts option = facts_of(name);
    clm_status status = CLM_OK;
    if (value != NULL) {
        status = clm_library_add(context, name, value, &context->error);
        if (status != CLM_OK) {
            return status;
        }
    }
    status = check(context, &option, value);
    if (status != CLM_OK) {
        if (status == CLM_ERR_ARGUMENT &&
            !clm_text_starts(clm_text_of(context->error.message), name)) {
            (void)clm_error_prefix(&context->error, name);
        }
        if (value != NULL) { /* as it was */
            clm_library_option *last = &context->options[--context->option_count];
            clm_free(last->name);
            clm_free(last->value);
        }
        return status;
    }
    context->overlays_open &= strcmp(name, "overlay") != 0;
    if (value == NULL) {
        forget(context, name, 0);
    } else if (option.kind != KIND_LIST) {
        forget(context, name, 1);
    }
    return CLM_OK;
}
