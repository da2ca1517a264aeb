/* claimmap: reads news articles and makes the maps of their claims. */
#include "cli/cli.h"
#include "cli/manual.h"
#include "pipeline/pipeline.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static const clm_command COMMANDS[] = {
    {"map", "ARTICLE...", "Makes a GeoJSON file and a picture of each article's claims.",
     clm_cmd_map},
    {"render", "FILE.geojson...", "Draws what map wrote, also after it was edited in a GIS.",
     clm_cmd_render},
    {"diff", "OLD NEW", "Tells what is new, gone, changed or moved between two maps of a story.",
     clm_cmd_diff},
    {"extract", "[FILE...]", "Reads JSON objects, one a line, and writes places and claims.",
     clm_cmd_extract},
    {"refresh", "CONFIG", "Maps what is new in folders, feeds and pages: one night of many.",
     clm_cmd_refresh},
    {"gazetteer", "build|info|lookup", "Compiles, describes and queries the gazetteer.",
     clm_cmd_gazetteer},
    {"style", "list|check FILE|sheet", "Lists and checks themes.", clm_cmd_style},
    {"model", "info [FILE]", "Describes what was learned and from what.", clm_cmd_model},
    {"train", "CORPUS...", "Makes the model file from annotated news.", clm_cmd_train},
    {"completion", "bash|zsh", "Prints what makes a shell complete commands and options.",
     clm_cmd_completion},
};

enum { COMMAND_COUNT = sizeof COMMANDS / sizeof COMMANDS[0] };

const clm_command *clm_command_find(const char *name) {
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(COMMANDS[i].name, name) == 0) {
            return &COMMANDS[i];
        }
    }
    return NULL;
}

const clm_command *clm_command_at(size_t index) {
    return index < COMMAND_COUNT ? &COMMANDS[index] : NULL;
}

static void print_help(FILE *out) {
    fputs("usage: claimmap COMMAND [OPTION...] [ARGUMENT...]\n\n"
          "Reads news articles and makes the maps of their claims.\n\ncommands:\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-10s %-21s %s\n", COMMANDS[i].name, COMMANDS[i].arguments,
                COMMANDS[i].summary);
    }
    fputs("  help       [COMMAND]             Says how a command is used.\n"
          "\nclaimmap --version prints the version. Exit status: 0 done, 1 something failed, "
          "2 wrong usage.\n",
          out);
}

static int unknown_command(const char *name) {
    clm_message("unknown command '%s'", name);
    print_help(stderr);
    return CLM_EXIT_USAGE;
}

static int help(int argc, char **argv) {
    if (argc < 2) {
        print_help(stdout);
        return clm_finish_stdout(CLM_EXIT_OK);
    }
    /* For the build, which makes the manual pages of it. */
    const bool manual = strcmp(argv[1], "--man") == 0;
    if (manual && argc < 3) {
        return clm_manual_print(NULL);
    }
    const char *named = argv[manual ? 2 : 1];
    const clm_command *command = clm_command_find(named);
    if (command == NULL) {
        return unknown_command(named);
    }
    if (manual) {
        return clm_manual_print(command);
    }
    char name[] = "help", option[] = "--help";
    char *arguments[] = {name, option, NULL};
    return command->run(2, arguments);
}

/* A file or a connection that is opened while one of the three is closed takes its place, and gets
 * what is meant for it. What stands there now still fails, as a closed one does. */
static void hold_standard_files(void) {
    for (int i = STDIN_FILENO; i <= STDERR_FILENO; i++) {
        if (fcntl(i, F_GETFD) == -1 && errno == EBADF) {
            (void)open("/dev/null", i == STDIN_FILENO ? O_WRONLY : O_RDONLY);
        }
    }
}

int main(int argc, char **argv) {
    hold_standard_files();
    /* For messages of the system only; all data is written without regard to the locale. */
    setlocale(LC_MESSAGES, "");
    /* A file that grows past a limit of the system is an error to be named, not an end. */
    (void)signal(SIGXFSZ, SIG_IGN);
    if (argc < 2) {
        print_help(stderr);
        return CLM_EXIT_USAGE;
    }
    const char *name = argv[1];
    if (strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
        return help(argc - 1, argv + 1);
    }
    if (strcmp(name, "--version") == 0) {
        printf("claimmap %s\n", clm_version());
        return clm_finish_stdout(CLM_EXIT_OK);
    }
    const clm_command *command = clm_command_find(name);
    return command != NULL ? command->run(argc - 1, argv + 1) : unknown_command(name);
}
