/* command_help.c - help, and the script for shells. */
#include "process/command_help.h"

#include "err.h"
#include "maxima.h"
#include "process/release_arguments.h"

#include <stdio.h>

static const char introduction[] =
    "sluice-pusher: pushes what reviewed policies release out of a database, and nothing else.\n\n";

static void
help_with_options(const struct slp_command *command)
{
    for (const struct sl_option *option = command->options; option->name != NULL; option++) {
        int written = printf("  %s%s%s", option->name, option->value != NULL ? " " : "",
                             option->value != NULL ? option->value : "");
        (void)printf("%*s%s\n%s", 22 - written, "", option->help,
                     option[1].name == NULL ? "\n" : "");
    }
}

int
slp_help(const struct slp_command *command)
{
    if (command != NULL) {
        (void)printf("usage: sluice-pusher %s%s\n\n%s\n", command->name, command->usage,
                     command->help);
        help_with_options(command);
        (void)fputs(command->exit_codes, stdout);
        return 0;
    }
    (void)fputs(introduction, stdout);
    for (int at = 0; at < SLP_COMMANDS; at++)
        (void)printf("  sluice-pusher %s%s\n", slp_commands[at].name, slp_commands[at].usage);
    (void)fputs("\nsluice-pusher COMMAND --help tells more.\n", stdout);
    return 0;
}

int
slp_misused(const char *what, const char *which)
{
    (void)fprintf(stderr, "sluice-pusher: %s%s; see sluice-pusher --help\n", what, which);
    return sl_class_exit_code(SL_CONFIG);
}

/* The words that may stand among a command's arguments; NULL: none. */
static const char *
words_of(const struct slp_command *command, const char *releases)
{
    switch (command->words) {
    case SLP_NO_WORDS: return NULL;
    case SLP_WORD_SHELL: return "bash|zsh";
    case SLP_WORDS_RELEASES: return releases;
    }
    return NULL;
}

int
slp_completion_command(const struct slp_arguments *arguments)
{
    struct sl_completed completed[SLP_COMMANDS];
    struct sl_arena *arena = sl_arena_new(SL_MIB);
    const char *releases = arena != NULL ? slp_release_choice(&sluice_policy, arena) : "";
    const char *slash = strrchr(arguments->program, '/');
    for (int at = 0; at < SLP_COMMANDS; at++) {
        const struct slp_command *command = &slp_commands[at];
        completed[at] = (struct sl_completed) { .name = command->name,
                                                .summary = command->summary,
                                                .options = command->options,
                                                .words = words_of(command, releases),
                                                .several = command->words == SLP_WORDS_RELEASES };
    }
    bool printed = sl_print_completion(arguments->nwords > 0 ? arguments->words[0] : "",
                                       slash != NULL ? slash + 1 : arguments->program, completed,
                                       SLP_COMMANDS);
    sl_arena_free(arena);
    return printed ? 0 : slp_misused("which shell: bash or zsh?", "");
}
