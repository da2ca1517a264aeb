/* claimmap: reads news articles and makes the maps of their claims. */
#include "claimmap.h"
#include "cli/cli.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

static const clm_command COMMANDS[] = {
    {"map", "ARTICLE...", "Makes a GeoJSON file and a picture of each article's claims.",
     clm_cmd_map},
    {"render", "FILE.geojson...", "Draws what map wrote, also after it was edited in a GIS.",
     clm_cmd_render},
    {"extract", "[FILE...]", "Reads JSON objects, one a line, and writes places and claims.",
     clm_cmd_extract},
    {"gazetteer", "build|info|lookup", "Compiles, describes and queries the gazetteer.",
     clm_cmd_gazetteer},
    {"style", "list|check FILE", "Lists and checks themes.", clm_cmd_style},
    {"model", "info [FILE]", "Describes what was learned and from what.", clm_cmd_model},
    {"train", "CORPUS...", "Makes the model file from annotated news.", clm_cmd_train},
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

static void print_help(FILE *out) {
    fputs("usage: claimmap COMMAND [OPTION...] [ARGUMENT...]\n\n"
          "Reads news articles and makes the maps of their claims.\n\ncommands:\n",
          out);
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        fprintf(out, "  %-10s %-18s %s\n", COMMANDS[i].name, COMMANDS[i].arguments,
                COMMANDS[i].summary);
    }
    fputs("  help       [COMMAND]          Says how a command is used.\n"
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
    const clm_command *command = clm_command_find(argv[1]);
    if (command == NULL) {
        return unknown_command(argv[1]);
    }
    char name[] = "help", option[] = "--help";
    char *arguments[] = {name, option, NULL};
    return command->run(2, arguments);
}

int main(int argc, char **argv) {
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
