#include "pipeline/parts.h"

#include "base/alloc.h"
#include "claims/claims.h"

const char *clm_version(void) {
    return CLM_VERSION;
}

static clm_status open_first(const char *path, clm_gazetteer **out, clm_error *error) {
    if (path != NULL) {
        return clm_gazetteer_open(path, out, error);
    }
    clm_buffer found;
    clm_buffer_init(&found);
    clm_status status = clm_gazetteer_find_file(&found, error);
    if (status == CLM_OK) {
        status = clm_gazetteer_open(found.data, out, error);
    }
    clm_buffer_clear(&found);
    return status;
}

static clm_status open_gazetteer(const clm_context_options *options, clm_gazetteer **out,
                                 clm_error *error) {
    clm_status status = open_first(options->gazetteer, out, error);
    for (size_t i = 0; i < options->added_count && status == CLM_OK; i++) {
        status = clm_gazetteer_add(*out, options->added_gazetteers[i], error);
    }
    return status;
}

static clm_status open_model(const clm_context_options *options, clm_context *context,
                             clm_error *error) {
    clm_model_section ranker;
    clm_status status = options->model != NULL
                            ? clm_model_open(options->model, &context->model, error)
                            : clm_model_builtin(&context->model, error);
    if (status == CLM_OK) {
        status = clm_mentions_check_model(context->model, error);
    }
    if (status == CLM_OK) {
        status = clm_claims_check_model(context->model, error);
    }
    if (status == CLM_OK && clm_model_find(context->model, CLM_RANKER_SECTION, &ranker)) {
        status = clm_ranker_prepare(&ranker, &context->ranker, error);
        if (status != CLM_OK) {
            (void)clm_error_prefix(error, clm_model_name(context->model));
        }
    }
    return status;
}

/* A copy: the database is opened later, by contexts that share this one too. */
static clm_status keep_database(const clm_context_options *options, clm_context *context,
                                clm_error *error) {
    if (options->connection != NULL) {
        context->connection = clm_strdup(options->connection);
    }
    if (options->db_schema != NULL) {
        context->db_schema = clm_strdup(options->db_schema);
    }
    const bool kept = (options->connection == NULL || context->connection != NULL) &&
                      (options->db_schema == NULL || context->db_schema != NULL);
    return kept ? CLM_OK : clm_fail(error, CLM_ERR_NOMEM, "out of memory");
}

clm_status clm_context_open(const clm_context_options *options, clm_context **out,
                            clm_error *error) {
    static const clm_context_options defaults = {0};
    if (options == NULL) {
        options = &defaults;
    }
    *out = NULL;
    clm_context *context = clm_alloc_zero(1, sizeof *context);
    if (context == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_status status = keep_database(options, context, error);
    if (status == CLM_OK) {
        status = clm_theme_load(options->style != NULL ? options->style : "news-light",
                                options->styles_dir, &context->theme, error);
    }
    if (status == CLM_OK && !options->drawing_only) {
        status = open_model(options, context, error);
    }
    if (status == CLM_OK) {
        status = open_gazetteer(options, &context->gazetteer, error);
    }
    if (status != CLM_OK) {
        clm_context_free(context);
        return status;
    }
    *out = context;
    return CLM_OK;
}

clm_status clm_context_share(const clm_context *like, clm_context **out, clm_error *error) {
    *out = clm_alloc_zero(1, sizeof **out);
    if (*out == NULL) {
        return clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    **out = *like;
    (*out)->shared = true;
    (*out)->fonts = NULL;
    (*out)->postgis = NULL;
    (*out)->postgis_failed = (clm_error){0};
    return CLM_OK;
}

void clm_context_free(clm_context *context) {
    if (context == NULL) {
        return;
    }
    clm_map_fonts_free(context->fonts);
    clm_postgis_free(context->postgis);
    if (!context->shared) {
        clm_gazetteer_free(context->gazetteer);
        clm_ranker_free(context->ranker);
        clm_model_free(context->model);
        clm_free(context->connection);
        clm_free(context->db_schema);
    }
    clm_free(context);
}

void clm_context_set_theme(clm_context *context, const clm_theme *theme) {
    clm_map_fonts_free(context->fonts);
    context->fonts = NULL;
    context->theme = *theme;
}

clm_status clm_context_fonts(clm_context *context, clm_map_fonts **out, clm_error *error) {
    if (context->fonts == NULL) {
        clm_status status = clm_map_fonts_for_theme(NULL, &context->theme, &context->fonts, error);
        if (status != CLM_OK) {
            return status;
        }
    }
    *out = context->fonts;
    return CLM_OK;
}

void clm_result_init(clm_result *result) {
    *result = (clm_result){.english = true};
    for (size_t i = 0; i < CLM_OUTPUT_COUNT; i++) {
        clm_buffer_init(&result->files[i]);
    }
    clm_buffer_init(&result->report);
    clm_buffer_init(&result->text);
    clm_buffer_init(&result->warnings);
}

void clm_result_clear(clm_result *result) {
    for (size_t i = 0; i < CLM_OUTPUT_COUNT; i++) {
        clm_buffer_clear(&result->files[i]);
    }
    clm_buffer_clear(&result->report);
    clm_buffer_clear(&result->text);
    clm_buffer_clear(&result->warnings);
    clm_result_init(result);
}

void clm_result_say(const clm_result *result, bool drawn_again, clm_buffer *lines) {
    clm_buffer_add(lines, result->warnings.data, result->warnings.len);
    if (!result->english) {
        clm_buffer_string(lines, "not in English: names are found, claims may be missed\n");
    }
    if (result->located == 0) {
        clm_buffer_string(lines, drawn_again ? "nothing in it is to be drawn; no picture made\n"
                                 : result->places == 0
                                     ? "no place was located; no picture made\n"
                                     : "nothing is claimed about a place; no picture made\n");
    }
    if (result->hide_unknown != NULL) {
        clm_buffer_printf(lines, "no feature has the id %s that is to be hidden\n",
                          result->hide_unknown);
    }
}
