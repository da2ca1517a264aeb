/* cli/cli.h: what the subcommands share: the table of commands, options with their help, messages.
 *
 * Only this folder prints: messages to stderr, data to stdout. Exit status: 0 done, 1 something
 * failed and was named, 2 wrong usage. */
#ifndef CLM_CLI_CLI_H
#define CLM_CLI_CLI_H

#include "base/error.h"
#include "base/text.h"

#include <stdbool.h>
#include <stddef.h>

enum { CLM_EXIT_OK = 0, CLM_EXIT_FAILED = 1, CLM_EXIT_USAGE = 2 };

/* A subcommand: argv[0] is its name. */
typedef struct clm_command {
    const char *name;
    const char *arguments; /* "ARTICLE..." */
    const char *summary;
    int (*run)(int argc, char **argv);
} clm_command;

int clm_cmd_map(int argc, char **argv);
int clm_cmd_render(int argc, char **argv);
int clm_cmd_diff(int argc, char **argv);
int clm_cmd_extract(int argc, char **argv);
int clm_cmd_refresh(int argc, char **argv);
int clm_cmd_gazetteer(int argc, char **argv);
int clm_cmd_style(int argc, char **argv);
int clm_cmd_model(int argc, char **argv);
int clm_cmd_train(int argc, char **argv);
int clm_cmd_completion(int argc, char **argv);

/* One option of a subcommand; help is made from the table. */
typedef struct clm_option {
    const char *name;     /* long name without dashes */
    char letter;          /* short form, 0 none */
    const char *argument; /* what follows it, NULL for a switch */
    const char *help;
} clm_option;

/* Walks arguments as GNU programs do: "--name=value", "--name value", "-n value", "-nvalue",
 * bundled switches, "--" ends options, "-" is an operand; options and operands may mix. */
typedef struct clm_option_reader {
    const clm_option *table;
    size_t count;
    int argc;
    char **argv;
    int next;
    int bundle; /* position inside a bundle of short options, 0 outside of one */
    bool ended; /* after "--" */
    const char *value;
    const char *seen; /* the option as written, for messages */
    char shown[3];    /* where a short one is spelled out */
} clm_option_reader;

enum { CLM_OPTION_END = -1, CLM_OPTION_OPERAND = -2, CLM_OPTION_WRONG = -3 };

/* `argv` without the command's name. */
void clm_options_begin(clm_option_reader *reader, const clm_option *table, size_t count, int argc,
                       char **argv);

/* The index of the next option in the table, with its value in reader->value;
 * CLM_OPTION_OPERAND with the operand in reader->value; CLM_OPTION_END; or CLM_OPTION_WRONG after
 * a message. */
int clm_options_next(clm_option_reader *reader);

/* Prints usage, summary and options of a command to stdout; or gives them to who asked with
 * clm_command_describe. */
void clm_options_help(const clm_command *command, const clm_option *table, size_t count);

typedef void clm_describe(void *context, const clm_command *command, const clm_option *table,
                          size_t count);

/* Has a command say its --help to `visit` instead: one list keeps help, man pages and completions
 * alike. `action`: "build" of gazetteer; NULL: none. The main thread only. */
void clm_command_describe(const clm_command *command, const char *action, clm_describe *visit,
                          void *context);

/* Writes the action `index` of a command, from 0, as its arguments name them ("list|check FILE"),
 * into `out`; false where there are fewer. */
bool clm_command_action(const clm_command *command, size_t index, char *out, size_t size);

/* The command `index` of the table, from 0; NULL past the last. */
const clm_command *clm_command_at(size_t index);

/* "claimmap: MESSAGE" on stderr, in one write; control characters become "?". */
void clm_message(const char *format, ...) CLM_PRINTF(1, 2);

/* As clm_message, then a hint at --help; returns CLM_EXIT_USAGE. */
int clm_usage_error(const char *command, const char *format, ...) CLM_PRINTF(2, 3);

/* The row of `name`, or NULL. */
const clm_command *clm_command_find(const char *name);

/* Whole number in [low, high], digits only; `low` is 0 or more. */
bool clm_parse_int(const char *text, int low, int high, int *out);

/* Flushes stdout and says if that failed; returns the exit status to use. */
int clm_finish_stdout(int status);

#endif
