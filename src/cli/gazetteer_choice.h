/* cli/gazetteer_choice.h: --gazetteer FILE (repeatable) and --gazetteer-only, as several commands
 * have them. */
#ifndef CLM_CLI_GAZETTEER_CHOICE_H
#define CLM_CLI_GAZETTEER_CHOICE_H

#include "base/error.h"

#include <stdbool.h>
#include <stddef.h>

typedef struct clm_gazetteer_choice {
    const char **files; /* borrowed from argv */
    size_t count;
    bool only; /* without the standard one */
} clm_gazetteer_choice;

/* What becomes of a choice: the first file (NULL: the standard one) and the layers over it. */
typedef struct clm_gazetteer_files {
    const char *first;
    const char *const *added;
    size_t added_count;
} clm_gazetteer_files;

/* Room for as many files as there are arguments; false after a message. **Owns:** the caller
 * clears it in every case. */
bool clm_gazetteer_choice_init(clm_gazetteer_choice *choice, int argc);
void clm_gazetteer_choice_clear(clm_gazetteer_choice *choice);

clm_gazetteer_files clm_gazetteer_choice_files(const clm_gazetteer_choice *choice);

/* -1, or the exit status after a message: --gazetteer-only without a file. */
int clm_gazetteer_choice_check(const clm_gazetteer_choice *choice, const char *command);

#endif
