/* claimmap diff: what is new, gone, changed, moved between two maps of a story. */
#include "base/file.h"
#include "cli/cli.h"
#include "features/features.h"
#include "formats/formats.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum option_id {
    OPT_JSON,
    OPT_OUTPUT,
    OPT_EXIT_CODE,
    OPT_ALL,
    OPT_COLOR,
    OPT_QUIET,
    OPT_HELP,
    OPT_COUNT
};

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_JSON] = {"json", 0, NULL, "prints one JSON object (docs/diff.md)"},
    [OPT_OUTPUT] = {"output", 'o', "FILE", "writes a map of the differences, for render: GeoJSON"},
    [OPT_EXIT_CODE] = {"exit-code", 0, NULL, "status 1 where they differ"},
    [OPT_ALL] = {"all", 0, NULL, "lists also what neither map draws"},
    [OPT_COLOR] = {"color", 0, "auto|always|never",
                   "colours changes (default: auto, on a terminal)"},
    [OPT_QUIET] = {"quiet", 'q', NULL, "prints nothing but errors"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

typedef struct settings {
    const char *files[2];
    size_t file_count;
    const char *color, *output;
    bool json, exit_code, all, quiet;
} settings;

enum { GO_ON = -1 };

static int check(const settings *s) {
    if (s->file_count != 2) {
        return clm_usage_error("diff", "two files are compared, the old one and the new one");
    }
    if (strcmp(s->files[0], "-") == 0 && strcmp(s->files[1], "-") == 0) {
        return clm_usage_error("diff", "only one of the two can be standard input");
    }
    if (strcmp(s->color, "auto") != 0 && strcmp(s->color, "always") != 0 &&
        strcmp(s->color, "never") != 0) {
        return clm_usage_error("diff", "option --color: '%s' is not auto, always or never",
                               s->color);
    }
    if (s->output != NULL && s->output[0] == '\0') {
        return clm_usage_error("diff", "option --output: '' is not the name of a file");
    }
    return GO_ON;
}

static int read_settings(int argc, char **argv, settings *s) {
    *s = (settings){.files = {"", ""}, .color = "auto"};
    clm_option_reader reader;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        switch (option) {
        case CLM_OPTION_OPERAND:
            if (s->file_count < 2) {
                s->files[s->file_count] = reader.value;
            }
            s->file_count++;
            break;
        case OPT_JSON:
            s->json = true;
            break;
        case OPT_OUTPUT:
            s->output = reader.value;
            break;
        case OPT_EXIT_CODE:
            s->exit_code = true;
            break;
        case OPT_ALL:
            s->all = true;
            break;
        case OPT_COLOR:
            s->color = reader.value;
            break;
        case OPT_QUIET:
            s->quiet = true;
            break;
        case OPT_HELP:
            clm_options_help(clm_command_find("diff"), OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        default:
            return CLM_EXIT_USAGE;
        }
    }
    return check(s);
}

static void say_warnings(const char *path, const clm_buffer *warnings) {
    const char *line = warnings->data;
    while (line != NULL && *line != '\0') {
        const char *end = strchr(line, '\n');
        clm_message("%s: %.*s", path, (int)(end - line), line);
        line = end + 1;
    }
}

static clm_status read_map(const char *path, bool quiet, clm_collection **out, clm_error *error) {
    clm_buffer bytes;
    clm_buffer warnings;
    clm_buffer_init(&bytes);
    clm_buffer_init(&warnings);
    clm_status status = clm_file_read(path, CLM_GEOJSON_LIMIT_BYTES, &bytes, error);
    if (status == CLM_OK) {
        status =
            clm_collection_read((clm_text){bytes.data, bytes.len}, NULL, out, &warnings, error);
        if (status != CLM_OK && !clm_text_starts(clm_text_of(error->message), path)) {
            (void)clm_error_prefix(error, path);
        }
    }
    if (status == CLM_OK && !quiet) {
        say_warnings(path, &warnings);
    }
    clm_buffer_clear(&bytes);
    clm_buffer_clear(&warnings);
    return status;
}

static bool wants_color(const settings *s) {
    if (strcmp(s->color, "auto") != 0) {
        return strcmp(s->color, "always") == 0;
    }
    const char *no_color = getenv("NO_COLOR");
    return isatty(STDOUT_FILENO) == 1 && (no_color == NULL || no_color[0] == '\0');
}

static clm_status print(const settings *s, const clm_diff *diff, const clm_collection *before,
                        const clm_collection *after, clm_error *error) {
    clm_buffer out;
    clm_buffer_init(&out);
    if (s->json) {
        clm_diff_json(diff, before, after, &out);
    } else if (!s->quiet) {
        const clm_diff_text_options options = {.color = wants_color(s), .all = s->all};
        clm_diff_text(diff, before, after, &options, &out);
    }
    const clm_status status = out.failed ? clm_fail(error, CLM_ERR_NOMEM, "out of memory") : CLM_OK;
    if (status == CLM_OK && out.len > 0) {
        (void)fwrite(out.data, 1, out.len, stdout);
    }
    clm_buffer_clear(&out);
    return status;
}

/* -o with the name of a map that is compared must not cost that map. */
static clm_status spare_inputs(const settings *s, clm_error *error) {
    struct stat to;
    struct stat from;
    for (size_t i = 0; i < 2 && stat(s->output, &to) == 0 && S_ISREG(to.st_mode); i++) {
        if (strcmp(s->files[i], "-") != 0 && stat(s->files[i], &from) == 0 &&
            to.st_dev == from.st_dev && to.st_ino == from.st_ino) {
            return clm_fail(error, CLM_ERR_IO, "cannot write %s: it is one of the two maps",
                            s->output);
        }
    }
    return CLM_OK;
}

static clm_status write_map(const settings *s, const clm_diff *diff, const clm_collection *before,
                            const clm_collection *after, clm_error *error) {
    clm_collection *map = NULL;
    clm_theme theme;
    clm_buffer bytes;
    clm_buffer_init(&bytes);
    clm_status status = spare_inputs(s, error);
    if (status == CLM_OK) {
        status = clm_diff_map(diff, before, after, &map, error);
    }
    if (status == CLM_OK) {
        status = clm_theme_default(&theme, error);
    }
    if (status == CLM_OK) {
        status = clm_geojson_write(map, &theme, &bytes, error);
    }
    if (status == CLM_OK) {
        status = clm_file_write(s->output, bytes.data, bytes.len, error);
    }
    clm_collection_free(map);
    clm_buffer_clear(&bytes);
    return status;
}

static clm_status compare(const settings *s, bool *differ, clm_error *error) {
    clm_collection *maps[2] = {NULL, NULL};
    clm_diff *diff = NULL;
    clm_status status = read_map(s->files[0], s->quiet, &maps[0], error);
    if (status == CLM_OK) {
        status = read_map(s->files[1], s->quiet, &maps[1], error);
    }
    if (status == CLM_OK) {
        status = clm_diff_make(maps[0], maps[1], &diff, error);
    }
    if (status == CLM_OK) {
        *differ = diff->count + diff->new_place_count + diff->gone_place_count > 0;
        status = s->output != NULL ? write_map(s, diff, maps[0], maps[1], error) : CLM_OK;
    }
    if (status == CLM_OK) {
        status = print(s, diff, maps[0], maps[1], error);
    }
    clm_diff_free(diff);
    clm_collection_free(maps[0]);
    clm_collection_free(maps[1]);
    return status;
}

int clm_cmd_diff(int argc, char **argv) {
    settings s;
    const int status = read_settings(argc - 1, argv + 1, &s);
    if (status != GO_ON) {
        return status;
    }
    /* As diff(1): 1 is taken where it says that they differ. */
    const int trouble = s.exit_code ? CLM_EXIT_USAGE : CLM_EXIT_FAILED;
    clm_error error = {CLM_OK, ""};
    bool differ = false;
    if (compare(&s, &differ, &error) != CLM_OK) {
        clm_message("%s", error.message);
        return trouble;
    }
    if (clm_finish_stdout(CLM_EXIT_OK) != CLM_EXIT_OK) {
        return trouble;
    }
    return differ && s.exit_code ? CLM_EXIT_FAILED : CLM_EXIT_OK;
}
