/* command_table.h - the commands of sluice-pusher: what they are called, take and do. Help, completion
 * and the reading of arguments are made of it. */
#ifndef SLP_COMMAND_TABLE_H
#define SLP_COMMAND_TABLE_H

#include "completion.h"
#include "process/commands.h"

enum { SLP_COMMAND_OPTIONS = 5 };

/* What stands among the arguments besides options. */
enum slp_words {
    SLP_NO_WORDS,
    SLP_WORD_SHELL,     /* bash or zsh */
    SLP_WORDS_RELEASES, /* one or more names of releases */
};

struct slp_command {
    const char *name, *summary;
    int (*run)(const struct slp_arguments *arguments);
    const char *usage, *help; /* usage: with the space before it */
    struct sl_option options[SLP_COMMAND_OPTIONS];
    enum slp_words words;
    const char *exit_codes;
};

enum { SLP_COMMANDS = 8 };
extern const struct slp_command slp_commands[SLP_COMMANDS];

/* NULL when there is none. */
const struct slp_command *slp_command_find(const char *name);
const struct sl_option *slp_command_option(const struct slp_command *command, const char *name);

#endif
