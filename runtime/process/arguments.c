#include "process/arguments.h"

#include <stddef.h>
#include <string.h>

/* Where an option goes: its value, or that it was given. */
static const struct {
    const char *name;
    size_t offset;
} places[] = {
    { "--config", offsetof(struct slp_arguments, config) },
    { "--until-current", offsetof(struct slp_arguments, until_current) },
    { "--schema", offsetof(struct slp_arguments, schema) },
    { "--lengths", offsetof(struct slp_arguments, lengths) },
    { "--cancel", offsetof(struct slp_arguments, cancel) },
    { "--timeout", offsetof(struct slp_arguments, timeout) },
    { "--json", offsetof(struct slp_arguments, json) },
};

static void
set(struct slp_arguments *arguments, const char *name, const char *value)
{
    for (size_t at = 0; at < sizeof places / sizeof places[0]; at++) {
        void *place = (char *)arguments + places[at].offset;
        if (strcmp(name, places[at].name) != 0)
            continue;
        if (value != NULL)
            *(const char **)place = value;
        else
            *(bool *)place = true;
    }
}

static bool
takes_word(const struct slp_command *command, const char *word, unsigned nwords)
{
    return word[0] != '-' && (command->words == SLP_WORDS_RELEASES ||
                              (command->words == SLP_WORD_SHELL && nwords == 0));
}

const char *
slp_arguments_read(const struct slp_command *command, int argc, char **argv,
                   struct slp_arguments *ret)
{
    *ret = (struct slp_arguments) { .program = argv[0], .words = argv + 2 };
    for (int at = 2; at < argc; at++) {
        char *argument = argv[at];
        const struct sl_option *option = slp_command_option(command, argument);
        if (option == NULL && !takes_word(command, argument, ret->nwords))
            return argument;
        if (option == NULL)
            ret->words[ret->nwords++] = argument; /* never behind where it stood */
        else if (option->value == NULL)
            set(ret, option->name, NULL);
        else if (++at < argc)
            set(ret, option->name, argv[at]);
        else
            return argument;
    }
    return NULL;
}

const char *
slp_arguments_missing(const struct slp_command *command, const struct slp_arguments *arguments)
{
    if (slp_command_option(command, "--config") != NULL && arguments->config == NULL &&
        !arguments->schema)
        return "--config FILE is missing";
    if (command->words == SLP_WORDS_RELEASES && arguments->nwords == 0)
        return "DESTINATION.STREAM is missing";
    return NULL;
}
