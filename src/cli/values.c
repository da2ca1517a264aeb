#include "cli/values.h"

#include "language/language.h"
#include "pipeline/pipeline.h"
#include "train/train.h"

#include <string.h>

static const char *format_name(size_t index) {
    return index < CLM_FORMAT_COUNT ? clm_format_name((clm_format)index) : NULL;
}

/* Options whose words are a list of the library's. */
static const struct {
    const char *option, *argument;
    clm_value_kind kind;
    const char *(*word)(size_t index);
} known[] = {
    {"format", "LIST", CLM_VALUE_LIST, format_name},
    {"lang", "CODE", CLM_VALUE_WORD, clm_language_code},
    {"only", "PART", CLM_VALUE_WORD, clm_train_part_name},
    {"style", "NAME|FILE", CLM_VALUE_THEME, NULL},
};

static void append(clm_buffer *out, const char *between, size_t index, clm_text word) {
    clm_buffer_string(out, index > 0 ? between : "");
    clm_buffer_text(out, word);
}

static void append_alternatives(const char *argument, const char *between, clm_buffer *out) {
    for (size_t i = 0;; i++) {
        const size_t length = strcspn(argument, "|");
        append(out, between, i, (clm_text){argument, length});
        if (argument[length] == '\0') {
            return;
        }
        argument += length + 1;
    }
}

clm_value_kind clm_option_values(const clm_option *option, const char *between, clm_buffer *words) {
    const char *argument = option->argument;
    if (argument == NULL) {
        return CLM_VALUE_NONE;
    }
    for (size_t k = 0; k < sizeof known / sizeof known[0]; k++) {
        if (strcmp(known[k].option, option->name) == 0 &&
            strcmp(known[k].argument, argument) == 0) {
            const char *word;
            for (size_t i = 0; known[k].word != NULL && (word = known[k].word(i)) != NULL; i++) {
                append(words, between, i, clm_text_of(word));
            }
            return known[k].kind;
        }
    }
    if (argument[0] >= 'a' && argument[0] <= 'z') {
        append_alternatives(argument, between, words);
        return CLM_VALUE_WORD;
    }
    return strncmp(argument, "FILE", 4) == 0  ? CLM_VALUE_FILE
           : strncmp(argument, "DIR", 3) == 0 ? CLM_VALUE_FOLDER
                                              : CLM_VALUE_FREE;
}

void clm_option_say(const clm_option *option, clm_buffer *out) {
    static const char mark[] = "{values}";
    const char *at = strstr(option->help, mark);
    if (at == NULL) {
        clm_buffer_string(out, option->help);
        return;
    }
    clm_buffer_add(out, option->help, (size_t)(at - option->help));
    (void)clm_option_values(option, ", ", out);
    clm_buffer_string(out, at + sizeof mark - 1);
}
