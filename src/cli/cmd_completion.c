/* claimmap completion: the scripts that make shells complete commands, options and values, made of
 * the tables that --help is made of. */
#include "cli/cli.h"
#include "cli/values.h"

#include <stdio.h>
#include <string.h>

enum option_id { OPT_HELP, OPT_COUNT };

static const clm_option OPTIONS[OPT_COUNT] = {
    [OPT_HELP] = {"help", 'h', NULL, "prints this"},
};

enum { WORD_BYTES = 32 };

/* Calls `visit` for each command and each of its actions (NULL where it has none). */
static void each_page(void (*visit)(void *context, const clm_command *command, const char *action),
                      void *context) {
    const clm_command *command;
    for (size_t i = 0; (command = clm_command_at(i)) != NULL; i++) {
        char action[WORD_BYTES];
        size_t k = 0;
        for (; clm_command_action(command, k, action, sizeof action); k++) {
            visit(context, command, action);
        }
        if (k == 0) {
            visit(context, command, NULL);
        }
    }
}

/* What is made of one page's options. */
typedef struct page {
    clm_buffer *out;
    const clm_command *command;
    const char *action;
} page;

static void put_page_name(const page *p) {
    clm_buffer_printf(p->out, "'%s%s%s", p->command->name, p->action != NULL ? " " : "",
                      p->action != NULL ? p->action : "");
}

/* "help" and the commands. */
static void put_commands(clm_buffer *out) {
    const clm_command *command;
    clm_buffer_string(out, "help");
    for (size_t i = 0; (command = clm_command_at(i)) != NULL; i++) {
        clm_buffer_printf(out, " %s", command->name);
    }
}

/* `case` rows of the commands that have actions. */
static void put_actions(clm_buffer *out, const char *before, const char *after) {
    const clm_command *command;
    for (size_t i = 0; (command = clm_command_at(i)) != NULL; i++) {
        char action[WORD_BYTES];
        for (size_t k = 0; clm_command_action(command, k, action, sizeof action); k++) {
            if (k == 0) {
                clm_buffer_printf(out, "    %s) %s", command->name, before);
            }
            clm_buffer_printf(out, "%s%s", k > 0 ? " " : "", action);
        }
        if (clm_command_action(command, 0, action, sizeof action)) {
            clm_buffer_string(out, after);
        }
    }
    clm_buffer_printf(out, "    help) %s", before);
    put_commands(out);
    clm_buffer_string(out, after);
}

/* ---- bash ---- */

static const char bash_begin[] =
    "# Completion of claimmap for bash, made by `claimmap completion bash`. Needs nothing else.\n\n"
    "_claimmap_actions() {\n    case $1 in\n";

static const char bash_options[] = "    esac\n}\n\n_claimmap_options() {\n    case $1 in\n";

static const char bash_values[] =
    "    esac\n}\n\n"
    "# What follows an option: a kind (file, folder, theme, word, list, free) and its words.\n"
    "_claimmap_values() {\n    case $1 in\n";

static const char bash_end[] =
    "    esac\n}\n\n"
    "_claimmap_fill() {\n"
    "    local line\n"
    "    while IFS= read -r line; do COMPREPLY+=(\"$line\"); done\n"
    "}\n\n"
    "_claimmap_value() {\n"
    "    local kind=$1 cur=$2 before= word\n"
    "    shift 2\n"
    "    case $kind in\n"
    "    file) compopt -o filenames 2>/dev/null; _claimmap_fill < <(compgen -f -- \"$cur\") ;;\n"
    "    folder) compopt -o filenames 2>/dev/null; _claimmap_fill < <(compgen -d -- \"$cur\") ;;\n"
    "    theme)\n"
    "        compopt -o filenames 2>/dev/null\n"
    "        _claimmap_fill < <(compgen -W \"$(\"${COMP_WORDS[0]}\" style list 2>/dev/null |\n"
    "            cut -d ' ' -f 1)\" -- \"$cur\")\n"
    "        _claimmap_fill < <(compgen -f -- \"$cur\")\n"
    "        ;;\n"
    "    word) _claimmap_fill < <(compgen -W \"$*\" -- \"$cur\") ;;\n"
    "    list)\n"
    "        compopt -o nospace 2>/dev/null\n"
    "        [[ $cur == *,* ]] && before=${cur%,*},\n"
    "        for word; do\n"
    "            [[ ,$before == *,$word,* || $word != \"${cur##*,}\"* ]] ||\n"
    "                COMPREPLY+=(\"$before$word\")\n"
    "        done\n"
    "        ;;\n"
    "    esac\n"
    "}\n\n"
    "_claimmap() {\n"
    "    local cur=${COMP_WORDS[COMP_CWORD]} page option= values last\n"
    "    local -a words=(\"${COMP_WORDS[@]:1:COMP_CWORD-1}\")\n"
    "    COMPREPLY=()\n"
    "    # \"--name=value\" is three words, since \"=\" ends one.\n"
    "    [[ $cur == = ]] && words+=(\"$cur\") && cur=\n"
    "    last=$((${#words[@]} - 1))\n"
    "    if ((last < 0)); then\n"
    "        _claimmap_value word \"$cur\" --help --version $(_claimmap_actions help)\n"
    "        return\n"
    "    fi\n"
    "    page=${words[0]}\n"
    "    if [[ \" $(_claimmap_actions \"$page\") \" == *\" ${words[1]:-/} \"* ]]; then\n"
    "        page+=\" ${words[1]}\"\n"
    "    fi\n"
    "    if ((last > 0)) && [[ ${words[last]} == = ]]; then\n"
    "        option=${words[last - 1]}\n"
    "    elif [[ ${words[last]} == -* ]]; then\n"
    "        option=${words[last]}\n"
    "    fi\n"
    "    values=$(_claimmap_values \"$page $option\")\n"
    "    if [[ -n $values ]]; then\n"
    "        _claimmap_value ${values%% *} \"$cur\" ${values#* }\n"
    "    elif [[ $cur == -* ]]; then\n"
    "        _claimmap_value word \"$cur\" $(_claimmap_options \"$page\")\n"
    "    elif ((last == 0)) && [[ -n $(_claimmap_actions \"$page\") ]]; then\n"
    "        _claimmap_value word \"$cur\" $(_claimmap_actions \"$page\")\n"
    "    else\n"
    "        _claimmap_value file \"$cur\"\n"
    "    fi\n"
    "}\n\n"
    "complete -F _claimmap claimmap\n";

static void bash_option_names(void *context, const clm_command *command, const clm_option *table,
                              size_t count) {
    (void)command;
    const page *p = context;
    clm_buffer_string(p->out, "    ");
    put_page_name(p);
    clm_buffer_string(p->out, "') echo '");
    for (size_t i = 0; i < count; i++) {
        clm_buffer_printf(p->out, "%s--%s", i > 0 ? " " : "", table[i].name);
        if (table[i].letter != '\0') {
            clm_buffer_printf(p->out, " -%c", table[i].letter);
        }
    }
    clm_buffer_string(p->out, "' ;;\n");
}

static void bash_option_values(void *context, const clm_command *command, const clm_option *table,
                               size_t count) {
    static const char *const kinds[] = {
        [CLM_VALUE_FREE] = "free",   [CLM_VALUE_WORD] = "word", [CLM_VALUE_LIST] = "list",
        [CLM_VALUE_THEME] = "theme", [CLM_VALUE_FILE] = "file", [CLM_VALUE_FOLDER] = "folder",
    };
    (void)command;
    const page *p = context;
    for (size_t i = 0; i < count; i++) {
        clm_buffer words;
        clm_buffer_init(&words);
        const clm_value_kind kind = clm_option_values(&table[i], " ", &words);
        if (kind != CLM_VALUE_NONE) {
            clm_buffer_string(p->out, "    ");
            put_page_name(p);
            clm_buffer_printf(p->out, " --%s'", table[i].name);
            if (table[i].letter != '\0') {
                clm_buffer_string(p->out, " | ");
                put_page_name(p);
                clm_buffer_printf(p->out, " -%c'", table[i].letter);
            }
            clm_buffer_printf(p->out, ") echo '%s %s' ;;\n", kinds[kind],
                              words.data != NULL ? words.data : "");
        }
        p->out->failed |= words.failed;
        clm_buffer_clear(&words);
    }
}

static void bash_names(void *context, const clm_command *command, const char *action) {
    page p = {context, command, action};
    clm_command_describe(command, action, bash_option_names, &p);
}

static void bash_kinds(void *context, const clm_command *command, const char *action) {
    page p = {context, command, action};
    clm_command_describe(command, action, bash_option_values, &p);
}

static void write_bash(clm_buffer *out) {
    clm_buffer_string(out, bash_begin);
    put_actions(out, "echo '", "' ;;\n");
    clm_buffer_string(out, bash_options);
    each_page(bash_names, out);
    clm_buffer_string(out, bash_values);
    each_page(bash_kinds, out);
    clm_buffer_string(out, bash_end);
}

/* ---- zsh ---- */

static const char zsh_begin[] =
    "#compdef claimmap\n"
    "# Completion of claimmap for zsh, made by `claimmap completion zsh`.\n\n"
    "_claimmap_themes() {\n"
    "    local -a names=(${(f)\"$(claimmap style list 2>/dev/null)\"})\n"
    "    names=(${names%% *})\n"
    "    _alternative 'themes:theme:compadd -a names' 'files:file:_files'\n"
    "}\n\n"
    "_claimmap() {\n"
    "    local curcontext=$curcontext page\n"
    "    local -a actions=() commands=(\n";

static const char zsh_actions[] = "    )\n"
                                  "    if ((CURRENT == 2)); then\n"
                                  "        _describe -t commands command commands\n"
                                  "        return\n"
                                  "    fi\n"
                                  "    page=$words[2]\n"
                                  "    case $page in\n";

static const char zsh_pages[] = "    esac\n"
                                "    if (($#actions)); then\n"
                                "        if ((CURRENT == 3)); then\n"
                                "            compadd -a actions\n"
                                "            return\n"
                                "        fi\n"
                                "        page+=\" $words[3]\"\n"
                                "        shift words\n"
                                "        ((CURRENT--))\n"
                                "    fi\n"
                                "    shift words\n"
                                "    ((CURRENT--))\n"
                                "    case $page in\n";

static const char zsh_end[] = "    esac\n"
                              "}\n\n"
                              "if [[ $zsh_eval_context[-1] == loadautofunc ]]; then\n"
                              "    _claimmap \"$@\"\n"
                              "else\n"
                              "    compdef _claimmap claimmap\n"
                              "fi\n";

/* Inside single quotes; what has a meaning to _arguments and _describe gets a backslash. */
static void put_zsh_text(clm_buffer *out, clm_text text) {
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] == '\'') {
            clm_buffer_string(out, "'\\''");
            continue;
        }
        if (strchr("[]:\\", text.ptr[i]) != NULL) {
            clm_buffer_char(out, '\\');
        }
        clm_buffer_char(out, text.ptr[i]);
    }
}

static void put_zsh_value(clm_buffer *out, const clm_option *option) {
    clm_buffer words;
    clm_buffer_init(&words);
    const clm_value_kind kind = clm_option_values(option, " ", &words);
    if (kind != CLM_VALUE_NONE) {
        clm_buffer_char(out, ':');
        put_zsh_text(out, clm_text_of(option->argument));
        clm_buffer_char(out, ':');
    }
    switch (kind) {
    case CLM_VALUE_WORD:
        clm_buffer_printf(out, "(%s)", words.data != NULL ? words.data : "");
        break;
    case CLM_VALUE_LIST:
        clm_buffer_printf(out, "_values -s , %s %s", option->name,
                          words.data != NULL ? words.data : "");
        break;
    case CLM_VALUE_THEME:
        clm_buffer_string(out, "_claimmap_themes");
        break;
    case CLM_VALUE_FILE:
        clm_buffer_string(out, "_files");
        break;
    case CLM_VALUE_FOLDER:
        clm_buffer_string(out, "_files -/");
        break;
    case CLM_VALUE_FREE:
        clm_buffer_char(out, ' ');
        break;
    case CLM_VALUE_NONE:
    default:
        break;
    }
    out->failed |= words.failed;
    clm_buffer_clear(&words);
}

static void zsh_option(void *context, const clm_command *command, const clm_option *table,
                       size_t count) {
    (void)command;
    const page *p = context;
    clm_buffer_string(p->out, "    ");
    put_page_name(p);
    clm_buffer_string(p->out, "')\n        _arguments -s -S :");
    for (size_t i = 0; i < count; i++) {
        const char *equals = table[i].argument != NULL ? "=" : "";
        clm_buffer help;
        clm_buffer_init(&help);
        clm_option_say(&table[i], &help);
        clm_buffer_string(p->out, " \\\n            '*'");
        if (table[i].letter != '\0') {
            clm_buffer_printf(p->out, "{-%c%s,--%s%s}", table[i].letter,
                              table[i].argument != NULL ? "+" : "", table[i].name, equals);
        } else {
            clm_buffer_printf(p->out, "--%s%s", table[i].name, equals);
        }
        clm_buffer_string(p->out, "'[");
        put_zsh_text(p->out, (clm_text){help.data, help.len});
        clm_buffer_char(p->out, ']');
        put_zsh_value(p->out, &table[i]);
        clm_buffer_char(p->out, '\'');
        p->out->failed |= help.failed;
        clm_buffer_clear(&help);
    }
    clm_buffer_string(p->out, " \\\n            '*:file:_files'\n        ;;\n");
}

static void zsh_page(void *context, const clm_command *command, const char *action) {
    page p = {context, command, action};
    clm_command_describe(command, action, zsh_option, &p);
}

static void write_zsh(clm_buffer *out) {
    const clm_command *command;
    clm_buffer_string(out, zsh_begin);
    for (size_t i = 0; (command = clm_command_at(i)) != NULL; i++) {
        clm_buffer_printf(out, "        '%s:", command->name);
        put_zsh_text(out, clm_text_of(command->summary));
        clm_buffer_string(out, "'\n");
    }
    clm_buffer_string(out, "        'help:Says how a command is used.'\n");
    clm_buffer_string(out, zsh_actions);
    put_actions(out, "actions=(", ") ;;\n");
    clm_buffer_string(out, zsh_pages);
    each_page(zsh_page, out);
    clm_buffer_string(out, zsh_end);
}

/* ---- the command ---- */

static int print(void (*write)(clm_buffer *out)) {
    clm_buffer out;
    clm_buffer_init(&out);
    write(&out);
    int status = CLM_EXIT_OK;
    if (out.failed) {
        clm_message("out of memory");
        status = CLM_EXIT_FAILED;
    } else {
        (void)fwrite(out.data, 1, out.len, stdout);
    }
    clm_buffer_clear(&out);
    return clm_finish_stdout(status);
}

int clm_cmd_completion(int argc, char **argv) {
    const clm_command *command = clm_command_find("completion");
    const char *shell = NULL;
    clm_option_reader reader;
    clm_options_begin(&reader, OPTIONS, OPT_COUNT, argc - 1, argv + 1);
    for (int option; (option = clm_options_next(&reader)) != CLM_OPTION_END;) {
        if (option == OPT_HELP) {
            clm_options_help(command, OPTIONS, OPT_COUNT);
            return clm_finish_stdout(CLM_EXIT_OK);
        }
        if (option != CLM_OPTION_OPERAND) {
            return CLM_EXIT_USAGE;
        }
        if (shell != NULL) {
            return clm_usage_error(command->name, "more than one shell");
        }
        shell = reader.value;
    }
    if (shell != NULL && strcmp(shell, "bash") == 0) {
        return print(write_bash);
    }
    if (shell != NULL && strcmp(shell, "zsh") == 0) {
        return print(write_zsh);
    }
    return shell == NULL ? clm_usage_error(command->name, "which shell? There are bash and zsh")
                         : clm_usage_error(command->name, "unknown shell '%s'", shell);
}
