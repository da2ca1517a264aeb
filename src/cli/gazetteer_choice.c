#include "cli/gazetteer_choice.h"

#include "base/alloc.h"
#include "cli/cli.h"

bool clm_gazetteer_choice_init(clm_gazetteer_choice *choice, int argc) {
    *choice = (clm_gazetteer_choice){0};
    choice->files = clm_alloc_zero((size_t)argc + 1, sizeof *choice->files);
    if (choice->files == NULL) {
        clm_message("out of memory");
    }
    return choice->files != NULL;
}

void clm_gazetteer_choice_clear(clm_gazetteer_choice *choice) {
    clm_free(choice->files);
    *choice = (clm_gazetteer_choice){0};
}

clm_gazetteer_files clm_gazetteer_choice_files(const clm_gazetteer_choice *choice) {
    if (choice->only && choice->count > 0) {
        return (clm_gazetteer_files){choice->files[0], choice->files + 1, choice->count - 1};
    }
    return (clm_gazetteer_files){NULL, choice->files, choice->count};
}

int clm_gazetteer_choice_check(const clm_gazetteer_choice *choice, const char *command) {
    if (choice->only && choice->count == 0) {
        return clm_usage_error(command, "--gazetteer-only needs --gazetteer FILE");
    }
    return -1;
}
