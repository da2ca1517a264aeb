#include "cli/cli.h"
#include "cli/values.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void clm_options_begin(clm_option_reader *reader, const clm_option *table, size_t count, int argc,
                       char **argv) {
    *reader = (clm_option_reader){.table = table, .count = count, .argc = argc, .argv = argv};
}

static int wrong(const char *before, const char *option, const char *after) {
    clm_message("%s %s%s", before, option, after);
    return CLM_OPTION_WRONG;
}

static int next_long(clm_option_reader *reader, const char *word) {
    const char *equals = strchr(word, '=');
    size_t length = equals != NULL ? (size_t)(equals - word) : strlen(word);
    reader->seen = word - 2;
    for (size_t i = 0; i < reader->count; i++) {
        const clm_option *option = &reader->table[i];
        if (strlen(option->name) != length || strncmp(option->name, word, length) != 0) {
            continue;
        }
        if (option->argument == NULL) {
            reader->value = NULL;
            return equals == NULL ? (int)i : wrong("option", reader->seen, " takes no value");
        }
        if (equals != NULL) {
            reader->value = equals + 1;
            return (int)i;
        }
        if (reader->next >= reader->argc) {
            return wrong("option", reader->seen, " needs a value");
        }
        reader->value = reader->argv[reader->next++];
        return (int)i;
    }
    return wrong("unknown option", reader->seen, "");
}

static int next_short(clm_option_reader *reader, const char *word) {
    const char letter = word[reader->bundle];
    reader->shown[0] = '-';
    reader->shown[1] = letter;
    reader->shown[2] = '\0';
    reader->seen = reader->shown;
    for (size_t i = 0; i < reader->count; i++) {
        const clm_option *option = &reader->table[i];
        if (option->letter != letter) {
            continue;
        }
        const char *rest = word + reader->bundle + 1;
        if (option->argument == NULL) {
            reader->value = NULL;
            reader->bundle = *rest != '\0' ? reader->bundle + 1 : 0;
            reader->next += reader->bundle == 0;
            return (int)i;
        }
        reader->bundle = 0;
        reader->next++;
        if (*rest != '\0') {
            reader->value = rest;
            return (int)i;
        }
        if (reader->next >= reader->argc) {
            return wrong("option", reader->shown, " needs a value");
        }
        reader->value = reader->argv[reader->next++];
        return (int)i;
    }
    return wrong("unknown option", reader->shown, "");
}

int clm_options_next(clm_option_reader *reader) {
    if (reader->next >= reader->argc) {
        return CLM_OPTION_END;
    }
    const char *word = reader->argv[reader->next];
    if (!reader->ended && reader->bundle == 0 && strcmp(word, "--") == 0) {
        reader->ended = true;
        reader->next++;
        return clm_options_next(reader);
    }
    if (reader->ended || word[0] != '-' || word[1] == '\0') {
        reader->value = word;
        reader->next++;
        return CLM_OPTION_OPERAND;
    }
    if (word[1] == '-') {
        reader->next++;
        return next_long(reader, word + 2);
    }
    if (reader->bundle == 0) {
        reader->bundle = 1;
    }
    return next_short(reader, word);
}

/* Who is told a command's help instead of standard output. */
static struct {
    clm_describe *visit;
    void *context;
} listener;

void clm_command_describe(const clm_command *command, const char *action, clm_describe *visit,
                          void *context) {
    char name[32], word[32], option[] = "--help";
    char *arguments[4] = {name, word, option, NULL};
    snprintf(name, sizeof name, "%s", command->name);
    snprintf(word, sizeof word, "%s", action != NULL ? action : "");
    listener.visit = visit;
    listener.context = context;
    if (action != NULL) {
        (void)command->run(3, arguments);
    } else {
        arguments[1] = option;
        arguments[2] = NULL;
        (void)command->run(2, arguments);
    }
    listener.visit = NULL;
}

bool clm_command_action(const clm_command *command, size_t index, char *out, size_t size) {
    for (const char *at = command->arguments; at != NULL; at = strchr(at, '|')) {
        at += strspn(at, "| ");
        const size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz");
        if (length > 0 && length < size && index-- == 0) {
            memcpy(out, at, length);
            out[length] = '\0';
            return true;
        }
    }
    return false;
}

void clm_options_help(const clm_command *command, const clm_option *table, size_t count) {
    if (listener.visit != NULL) {
        listener.visit(listener.context, command, table, count);
        return;
    }
    printf("usage: claimmap %s [OPTION...] %s\n\n%s\n\noptions:\n", command->name,
           command->arguments, command->summary);
    for (size_t i = 0; i < count; i++) {
        char left[64];
        char letter[5] = "    ";
        if (table[i].letter != '\0') {
            letter[0] = '-';
            letter[1] = table[i].letter;
            letter[2] = ',';
        }
        snprintf(left, sizeof left, "%s--%s%s%s", letter, table[i].name,
                 table[i].argument != NULL ? " " : "",
                 table[i].argument != NULL ? table[i].argument : "");
        clm_buffer help;
        clm_buffer_init(&help);
        clm_option_say(&table[i], &help);
        printf("  %-30s %s\n", left, help.data != NULL ? help.data : table[i].help);
        clm_buffer_clear(&help);
    }
}

/* Formats one line: names that users give may hold line breaks and commands to the terminal. */
static void format_line(char *text, size_t size, const char *format, va_list args) CLM_PRINTF(3, 0);

static void format_line(char *text, size_t size, const char *format, va_list args) {
    if (vsnprintf(text, size, format, args) < 0) {
        text[0] = '\0';
    }
    for (char *at = text; *at != '\0'; at++) {
        unsigned char byte = (unsigned char)*at;
        if (byte < 0x20 || byte == 0x7F) {
            *at = '?';
        }
    }
}

void clm_message(const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    format_line(text, sizeof text, format, args);
    va_end(args);
    fprintf(stderr, "claimmap: %s\n", text);
}

int clm_usage_error(const char *command, const char *format, ...) {
    char text[1024];
    va_list args;
    va_start(args, format);
    format_line(text, sizeof text, format, args);
    va_end(args);
    fprintf(stderr, "claimmap: %s\nclaimmap: see claimmap %s --help\n", text, command);
    return CLM_EXIT_USAGE;
}

bool clm_parse_int(const char *text, int low, int high, int *out) {
    long value = 0;
    if (*text == '\0') {
        return false;
    }
    for (; *text != '\0'; text++) {
        if (*text < '0' || *text > '9' || value > high) {
            return false;
        }
        value = value * 10 + (*text - '0');
    }
    if (value < low || value > high) {
        return false;
    }
    *out = (int)value;
    return true;
}

int clm_finish_stdout(int status) {
    if (fflush(stdout) != 0 || ferror(stdout)) {
        clm_message("cannot write standard output: %s", strerror(errno));
        return CLM_EXIT_FAILED;
    }
    return status;
}
