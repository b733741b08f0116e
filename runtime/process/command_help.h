/* command_help.h - what the program says of itself. */
#ifndef SLP_COMMAND_HELP_H
#define SLP_COMMAND_HELP_H

#include "process/command_table.h"

/* Prints the help of a command, of the program where it is NULL; 0. */
int slp_help(const struct slp_command *command);

/* Says that the program cannot be called so; the exit code. */
int slp_misused(const char *what, const char *which);

#endif
