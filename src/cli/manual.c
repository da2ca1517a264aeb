#include "cli/manual.h"

#include "cli/values.h"

#include <stdio.h>
#include <string.h>

enum { WORD_BYTES = 32 };

/* Text of a line that already has something before it. `hyphens`: they are minus signs, as in
 * options and file names. */
static void put_text(clm_buffer *out, const char *text, bool hyphens) {
    for (; *text != '\0'; text++) {
        if (*text == '\\') {
            clm_buffer_string(out, "\\e");
        } else if (*text == '-' && hyphens) {
            clm_buffer_string(out, "\\-");
        } else {
            clm_buffer_char(out, *text);
        }
    }
}

/* Operands: capitals are what the user puts in, in italics. */
static void put_arguments(clm_buffer *out, const char *arguments) {
    for (const char *at = arguments; *at != '\0';) {
        const size_t capitals = strspn(at, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
        if (capitals > 0) {
            clm_buffer_string(out, "\\fI");
            clm_buffer_add(out, at, capitals);
            clm_buffer_string(out, "\\fR");
            at += capitals;
        } else {
            const char one[2] = {*at++, '\0'};
            put_text(out, one, true);
        }
    }
}

static void put_synopsis(clm_buffer *out, const clm_command *command, bool first) {
    clm_buffer_string(out, first ? ".B claimmap " : ".br\n.B claimmap ");
    put_text(out, command->name, true);
    clm_buffer_string(out, "\n[\\fIOPTION\\fR...]");
    clm_buffer_string(out, command->arguments[0] != '\0' ? " " : "");
    put_arguments(out, command->arguments);
    clm_buffer_char(out, '\n');
}

static void put_option(clm_buffer *out, const clm_option *option) {
    clm_buffer help;
    clm_buffer_init(&help);
    clm_option_say(option, &help);
    clm_buffer_string(out, ".TP\n");
    if (option->letter != '\0') {
        clm_buffer_printf(out, "\\fB\\-%c\\fR, ", option->letter);
    }
    clm_buffer_string(out, "\\fB\\-\\-");
    put_text(out, option->name, true);
    clm_buffer_string(out, "\\fR");
    if (option->argument != NULL) {
        clm_buffer_string(out, " \\fI");
        put_text(out, option->argument, true);
        clm_buffer_string(out, "\\fR");
    }
    clm_buffer_string(out, "\n\\&");
    put_text(out, help.data != NULL ? help.data : "", false);
    clm_buffer_char(out, '\n');
    out->failed |= help.failed;
    clm_buffer_clear(&help);
}

/* Actions that are told by one table follow one another. */
typedef struct sections {
    clm_buffer synopsis, options;
    char last[WORD_BYTES];
    bool several;
} sections;

static void put_command(void *context, const clm_command *command, const clm_option *table,
                        size_t count) {
    sections *s = context;
    if (strcmp(s->last, command->name) == 0) {
        return;
    }
    put_synopsis(&s->synopsis, command, s->last[0] == '\0');
    snprintf(s->last, sizeof s->last, "%s", command->name);
    if (s->several) {
        clm_buffer_string(&s->options, ".SS claimmap ");
        put_text(&s->options, command->name, true);
        clm_buffer_char(&s->options, '\n');
        put_text(&s->options, command->summary, false);
        clm_buffer_char(&s->options, '\n');
    }
    for (size_t i = 0; i < count; i++) {
        put_option(&s->options, &table[i]);
    }
}

static void describe_command(const clm_command *command, sections *s) {
    char action[WORD_BYTES];
    clm_buffer_string(&s->synopsis, ".SH SYNOPSIS\n");
    clm_buffer_string(&s->options, ".SH OPTIONS\n");
    s->several = clm_command_action(command, 1, action, sizeof action);
    if (!clm_command_action(command, 0, action, sizeof action)) {
        clm_command_describe(command, NULL, put_command, s);
    }
    for (size_t i = 0; clm_command_action(command, i, action, sizeof action); i++) {
        clm_command_describe(command, action, put_command, s);
    }
}

static void describe_program(sections *s) {
    const clm_command *command;
    clm_buffer_string(&s->synopsis, ".SH SYNOPSIS\n.B claimmap\n\\fICOMMAND\\fR "
                                    "[\\fIOPTION\\fR...] [\\fIARGUMENT\\fR...]\n.br\n"
                                    ".B claimmap help\n[\\fICOMMAND\\fR]\n.br\n"
                                    ".B claimmap \\-\\-version\n");
    clm_buffer_string(&s->options, ".SH COMMANDS\n");
    for (size_t i = 0; (command = clm_command_at(i)) != NULL; i++) {
        clm_buffer_string(&s->options, ".TP\n\\fB");
        put_text(&s->options, command->name, true);
        clm_buffer_string(&s->options, "\\fR ");
        put_arguments(&s->options, command->arguments);
        clm_buffer_char(&s->options, '\n');
        put_text(&s->options, command->summary, false);
        clm_buffer_printf(&s->options, "\nSee\n.BR claimmap\\-%s (1).\n", command->name);
    }
}

int clm_manual_print(const clm_command *command) {
    sections s = {.last = ""};
    clm_buffer_init(&s.synopsis);
    clm_buffer_init(&s.options);
    if (command != NULL) {
        describe_command(command, &s);
    } else {
        describe_program(&s);
    }
    int status = CLM_EXIT_OK;
    if (s.synopsis.failed || s.options.failed) {
        clm_message("out of memory");
        status = CLM_EXIT_FAILED;
    } else {
        (void)fwrite(s.synopsis.data, 1, s.synopsis.len, stdout);
        (void)fwrite(s.options.data, 1, s.options.len, stdout);
    }
    clm_buffer_clear(&s.synopsis);
    clm_buffer_clear(&s.options);
    return clm_finish_stdout(status);
}
