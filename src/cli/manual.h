/* cli/manual.h: the parts of manual pages that follow from the tables of commands and options. */
#ifndef CLM_CLI_MANUAL_H
#define CLM_CLI_MANUAL_H

#include "cli/cli.h"

/* Prints to stdout, in man(7), the sections SYNOPSIS and OPTIONS of a command; NULL: SYNOPSIS and
 * COMMANDS of the program. Returns the exit status. */
int clm_manual_print(const clm_command *command);

#endif
