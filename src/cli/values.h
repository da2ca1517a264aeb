/* cli/values.h: what may follow an option, for help, man pages and the completion of shells. It is
 * told by the option's name where a list of the library has the words, else by its argument:
 * "FILE", "DIR", or words in lower case with "|" between them, which stand for themselves. */
#ifndef CLM_CLI_VALUES_H
#define CLM_CLI_VALUES_H

#include "cli/cli.h"

typedef enum clm_value_kind {
    CLM_VALUE_NONE = 0, /* a switch */
    CLM_VALUE_FREE,     /* a text or number that nobody knows before */
    CLM_VALUE_WORD,     /* one of the words */
    CLM_VALUE_LIST,     /* some of the words, with commas between them */
    CLM_VALUE_THEME,    /* the name of a theme, or a file */
    CLM_VALUE_FILE,
    CLM_VALUE_FOLDER
} clm_value_kind;

/* Appends the words that `option` takes, `between` them. */
clm_value_kind clm_option_values(const clm_option *option, const char *between, clm_buffer *words);

/* Appends the option's help; "{values}" in it becomes the words. */
void clm_option_say(const clm_option *option, clm_buffer *out);

#endif
