/* claimmap model info: says what the model is made of and from. */
#include "base/json.h"
#include "base/keyfile.h"
#include "cli/cli.h"
#include "model/model.h"

#include <stdio.h>
#include <string.h>

enum option_id { OPT_JSON, OPT_HELP, OPT_COUNT };

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_JSON] = {"json", 0, NULL, "prints one JSON object"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

static const clm_command INFO = {"model info", "[FILE]",
                                 "Describes a model file, or the model inside the program.", NULL};

static void describe_text(const clm_model *model, clm_buffer *out) {
    clm_buffer_printf(out, "%s\n", clm_model_name(model));
    for (size_t i = 0; i < clm_model_count(model); i++) {
        clm_model_section s = clm_model_at(model, i);
        clm_buffer_printf(out, "  %-8.*s version %u, %zu bytes\n", (int)s.name.len, s.name.ptr,
                          (unsigned)s.version, s.size);
    }
    clm_text about = clm_model_describe(model);
    clm_buffer_string(out, about.len > 0 ? "\n" : "");
    clm_buffer_text(out, about);
}

static void describe_json(const clm_model *model, const clm_keyfile *about, clm_buffer *out) {
    clm_json_writer w;
    clm_json_begin(&w, out);
    clm_json_open_object(&w);
    clm_json_pair_string(&w, "name", clm_model_name(model));
    clm_json_key(&w, "sections");
    clm_json_open_array(&w);
    for (size_t i = 0; i < clm_model_count(model); i++) {
        clm_model_section s = clm_model_at(model, i);
        clm_json_open_object(&w);
        clm_json_key(&w, "name");
        clm_json_put_text(&w, s.name);
        clm_json_pair_int(&w, "version", (int64_t)s.version);
        clm_json_pair_int(&w, "bytes", (int64_t)s.size);
        clm_json_close_object(&w);
    }
    clm_json_close_array(&w);
    clm_json_key(&w, "description");
    clm_json_open_object(&w);
    const char *group = NULL;
    for (size_t i = 0; i < clm_keyfile_count(about); i++) {
        const clm_keyfile_entry *entry = clm_keyfile_at(about, i);
        if (group == NULL || strcmp(group, entry->group) != 0) {
            if (group != NULL) {
                clm_json_close_object(&w);
            }
            group = entry->group;
            clm_json_key(&w, group);
            clm_json_open_object(&w);
        }
        clm_json_pair_string(&w, entry->key, entry->value);
    }
    if (group != NULL) {
        clm_json_close_object(&w);
    }
    clm_json_close_object(&w);
    clm_json_close_object(&w);
    clm_buffer_char(out, '\n');
}

static clm_status describe(const char *path, bool json, clm_buffer *out, clm_error *error) {
    clm_model *model = NULL;
    clm_keyfile *about = NULL;
    clm_status status =
        path != NULL ? clm_model_open(path, &model, error) : clm_model_builtin(&model, error);
    if (status == CLM_OK && json) {
        status = clm_keyfile_parse(clm_model_name(model), clm_model_describe(model), &about, error);
    }
    if (status == CLM_OK && json) {
        describe_json(model, about, out);
    } else if (status == CLM_OK) {
        describe_text(model, out);
    }
    if (status == CLM_OK && out->failed) {
        status = clm_fail(error, CLM_ERR_NOMEM, "out of memory");
    }
    clm_keyfile_free(about);
    clm_model_free(model);
    return status;
}

static int run_info(int argc, char **argv) {
    const char *path = NULL;
    bool json = false;
    clm_option_reader reader;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == OPT_JSON) {
            json = true;
        } else if (option == OPT_HELP) {
            clm_options_help(&INFO, OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        } else if (option == CLM_OPTION_OPERAND && path == NULL) {
            path = reader.value;
        } else if (option == CLM_OPTION_OPERAND) {
            return clm_usage_error(INFO.name, "more than one file");
        } else {
            return CLM_EXIT_USAGE;
        }
    }
    clm_buffer out;
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&out);
    int status = CLM_EXIT_OK;
    if (describe(path, json, &out, &error) == CLM_OK) {
        (void)fwrite(out.data, 1, out.len, stdout);
    } else {
        clm_message("%s", error.message);
        status = CLM_EXIT_FAILED;
    }
    clm_buffer_clear(&out);
    return clm_finish_stdout(status);
}

int clm_cmd_model(int argc, char **argv) {
    if (argc >= 2 && strcmp(argv[1], "info") == 0) {
        return run_info(argc - 2, argv + 2);
    }
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        clm_options_help(&INFO, OPTIONS, OPT_COUNT);
        return clm_finish_stdout(CLM_EXIT_OK);
    }
    return argc < 2 ? clm_usage_error("model", "which action? There is one: info")
                    : clm_usage_error("model", "unknown action '%s'", argv[1]);
}
