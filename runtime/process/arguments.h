/* arguments.h - the arguments of a command, read as the table of commands says. */
#ifndef SLP_ARGUMENTS_H
#define SLP_ARGUMENTS_H

#include "process/command_table.h"

/* Reads what follows the command in argv, whose end keeps the words: NULL, or the argument that the
 * command does not take, or not as it stands there. */
const char *slp_arguments_read(const struct slp_command *command, int argc, char **argv,
                               struct slp_arguments *ret);

/* NULL, or what is missing among them. */
const char *slp_arguments_missing(const struct slp_command *command,
                                  const struct slp_arguments *arguments);

#endif
