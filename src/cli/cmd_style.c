/* claimmap style: lists the themes, and looks for what is wrong in a theme's file. */
#include "base/json.h"
#include "cli/cli.h"
#include "cli/style_sheet.h"
#include "style/style.h"

#include <stdio.h>
#include <string.h>

enum { FAINT_MAX = 96 };

enum option_id { OPT_JSON, OPT_HELP, OPT_COUNT };

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_JSON] = {"json", 0, NULL, "list: prints one JSON array"},
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

static const clm_command STYLE = {
    "style", "list | check FILE... | sheet [NAME|FILE]",
    "Lists the themes that -s takes by name, looks for what is wrong in themes, draws their signs.",
    NULL};

typedef struct listing {
    clm_buffer out;
    clm_json_writer json;
    bool as_json, broken;
} listing;

static void list_one(void *context, const clm_theme_entry *entry) {
    listing *list = context;
    if (entry->theme == NULL) {
        clm_message("%s", entry->problem);
        list->broken = true;
    } else if (list->as_json) {
        clm_json_open_object(&list->json);
        clm_json_pair_string(&list->json, "name", entry->name);
        clm_json_pair_string(&list->json, "description", entry->theme->description);
        clm_json_close_object(&list->json);
    } else {
        clm_buffer_printf(&list->out, "%-18s %s\n", entry->name, entry->theme->description);
    }
}

static int list_themes(const char *styles_dir, bool as_json) {
    listing list = {.as_json = as_json};
    clm_error error = {CLM_OK, ""};
    clm_buffer_init(&list.out);
    if (as_json) {
        clm_json_begin(&list.json, &list.out);
        clm_json_open_array(&list.json);
    }
    clm_status status = clm_theme_list(styles_dir, list_one, &list, &error);
    if (as_json) {
        clm_json_close_array(&list.json);
        clm_buffer_char(&list.out, '\n');
    }
    if (status == CLM_OK && list.out.failed) {
        status = clm_fail(&error, CLM_ERR_NOMEM, "out of memory");
    }
    if (status == CLM_OK) {
        (void)fwrite(list.out.data, 1, list.out.len, stdout);
    } else {
        clm_message("%s", error.message);
    }
    clm_buffer_clear(&list.out);
    return clm_finish_stdout(status == CLM_OK && !list.broken ? CLM_EXIT_OK : CLM_EXIT_FAILED);
}

static void print_problem(void *context, const char *problem) {
    size_t *count = context;
    ++*count;
    printf("%s\n", problem);
}

/* The worst ground of each thing that cannot be read on one. */
typedef struct faintness {
    clm_contrast worst[FAINT_MAX];
    char grounds[FAINT_MAX][96];
    size_t count;
} faintness;

static void note_faint(void *context, const clm_contrast *contrast) {
    faintness *faint = context;
    size_t i = 0;
    while (i < faint->count && (faint->worst[i].section != contrast->section ||
                                faint->worst[i].text != contrast->text)) {
        i++;
    }
    if (contrast->ratio >= contrast->wanted || i == FAINT_MAX ||
        (i < faint->count && contrast->ratio >= faint->worst[i].ratio)) {
        return;
    }
    faint->count += i == faint->count;
    faint->worst[i] = *contrast;
    snprintf(faint->grounds[i], sizeof faint->grounds[i], "%s", contrast->ground);
}

static void print_faint(const char *name, const faintness *faint) {
    for (size_t i = 0; i < faint->count; i++) {
        const clm_contrast *worst = &faint->worst[i];
        clm_buffer line;
        clm_buffer_init(&line);
        clm_buffer_printf(&line, "%s: [%s] the %s on %s: contrast ", name, worst->section,
                          worst->text ? "text" : "fill", faint->grounds[i]);
        clm_buffer_number(&line, worst->ratio, 2);
        clm_buffer_string(&line, ", at least ");
        clm_buffer_number(&line, worst->wanted, 1);
        clm_buffer_string(&line, " is wanted");
        clm_message("%s", line.data != NULL ? line.data : "out of memory");
        clm_buffer_clear(&line);
    }
}

static int check_theme(const char *name, const char *styles_dir) {
    size_t problems = 0;
    clm_error error = {CLM_OK, ""};
    clm_theme theme;
    clm_status status = clm_theme_check(name, styles_dir, print_problem, &problems, &error);
    if (status == CLM_OK) {
        status = clm_theme_load(name, styles_dir, &theme, &error);
    }
    if (status != CLM_OK) {
        if (problems == 0) {
            clm_message("%s", error.message);
        } else {
            clm_message("%s: %zu problem%s", name, problems, problems == 1 ? "" : "s");
        }
        return CLM_EXIT_FAILED;
    }
    faintness faint = {.count = 0};
    clm_theme_contrasts(&theme, note_faint, &faint);
    print_faint(name, &faint);
    return CLM_EXIT_OK;
}

static int run(const char *action, int argc, char **argv, const char *styles_dir) {
    bool listing_wanted = strcmp(action, "list") == 0;
    bool as_json = false;
    size_t files = 0;
    int status = CLM_EXIT_OK;
    clm_option_reader reader;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc, argv);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == OPT_JSON && listing_wanted) {
            as_json = true;
        } else if (option == OPT_HELP) {
            clm_options_help(&STYLE, OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        } else if (option == CLM_OPTION_OPERAND && !listing_wanted) {
            files++;
            int one = check_theme(reader.value, styles_dir);
            status = one != CLM_EXIT_OK ? one : status;
        } else if (option == CLM_OPTION_OPERAND) {
            return clm_usage_error(STYLE.name, "list takes no file");
        } else if (option == OPT_JSON) {
            return clm_usage_error(STYLE.name, "--json is for list");
        } else {
            return CLM_EXIT_USAGE;
        }
    }
    if (listing_wanted) {
        return list_themes(styles_dir, as_json);
    }
    if (files == 0) {
        return clm_usage_error(STYLE.name, "which file?");
    }
    return clm_finish_stdout(status);
}

int clm_cmd_style(int argc, char **argv) {
    if (argc >= 2 && (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0)) {
        clm_options_help(&STYLE, OPTIONS, OPT_COUNT);
        return clm_finish_stdout(CLM_EXIT_OK);
    }
    if (argc < 2) {
        return clm_usage_error(STYLE.name, "which action? There are list, check and sheet");
    }
    bool sheet = strcmp(argv[1], "sheet") == 0;
    if (!sheet && strcmp(argv[1], "list") != 0 && strcmp(argv[1], "check") != 0) {
        return clm_usage_error(STYLE.name, "unknown action '%s'", argv[1]);
    }
    clm_error error = {CLM_OK, ""};
    clm_buffer styles_dir;
    clm_buffer_init(&styles_dir);
    int status = CLM_EXIT_FAILED;
    if (clm_theme_find_dir(&styles_dir, &error) == CLM_OK) {
        status = sheet ? clm_style_sheet(argc - 2, argv + 2, styles_dir.data)
                       : run(argv[1], argc - 2, argv + 2, styles_dir.data);
    } else {
        clm_message("%s", error.message);
    }
    clm_buffer_clear(&styles_dir);
    return status;
}
