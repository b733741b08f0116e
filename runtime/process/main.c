/* main.c - sluice-pusher: finds the command, and nothing else. */
#include "process/commands.h"

#include "completion.h"
#include "err.h"
#include "process/child.h"

#include <stdio.h>
#include <string.h>

enum { MAX_OPTIONS = 3 };

static int complete(const struct slp_arguments *arguments);

static const struct command {
    const char *name, *summary;
    int (*run)(const struct slp_arguments *arguments);
    const char *usage, *help; /* usage: with the space before it */
    struct sl_option options[MAX_OPTIONS];
    const char *words; /* what is no option is one of these; NULL: nothing may be */
    const char *exit_codes;
} commands[] = {
    { "run",
      "send a snapshot if there was none, then follow the database",
      slp_run_command,
      " --config FILE [--until-current]",
      "Sends a snapshot if there was none, then follows the database until it is told to stop\n"
      "(SIGTERM, SIGINT). A second pusher with the same state waits and takes over.\n",
      { { "--config", "FILE", "the configuration" },
        { "--until-current", NULL, "stop once everything committed at the start is delivered" } },
      NULL,
      "Exit code: 0 ended as asked, 2 configuration, 3 database and policy differ,\n"
      "4 a row cannot be projected, 5 changes may be missing, 70 a bug, 75 not now.\n" },
    { "check",
      "look at all that a run needs, and change nothing",
      slp_check_command,
      " --config FILE | --schema",
      "Looks at all that a run needs: configuration, keys, state, sinks, database. Changes\n"
      "nothing.\n",
      { { "--config", "FILE", "the configuration" },
        { "--schema", NULL, "print the configuration's JSON Schema, for editors" } },
      NULL,
      "Exit code: 0 nothing found, 1 findings, 2 could not look.\n" },
    { "policies",
      "print what this program releases",
      slp_policies_command,
      "",
      "Prints what this program releases, separated by tabs: the hash of all policies and the\n"
      "compiler; for each release its version, hash and table; the first decision to end.\n",
      { { 0 } },
      NULL,
      "" },
    { "completion",
      "print what a shell needs to complete commands and options",
      complete,
      " bash|zsh",
      "Prints a script for the shell, by the name that this program was called by:\n"
      "source <(sluice-pusher completion bash)\n",
      { { 0 } },
      "bash|zsh",
      "" },
};
enum { NCOMMANDS = sizeof commands / sizeof commands[0] };

static const char introduction[] =
    "sluice-pusher: pushes what reviewed policies release out of a database, and nothing else.\n\n";

static void
help_with_options(const struct command *command)
{
    for (const struct sl_option *option = command->options; option->name != NULL; option++) {
        int written = printf("  %s%s%s", option->name, option->value != NULL ? " " : "",
                             option->value != NULL ? option->value : "");
        (void)printf("%*s%s\n%s", 20 - written, "", option->help,
                     option[1].name == NULL ? "\n" : "");
    }
}

static int
help(const struct command *command)
{
    if (command != NULL) {
        (void)printf("usage: sluice-pusher %s%s\n\n%s\n", command->name, command->usage,
                     command->help);
        help_with_options(command);
        (void)fputs(command->exit_codes, stdout);
        return 0;
    }
    (void)fputs(introduction, stdout);
    for (int at = 0; at < NCOMMANDS; at++)
        (void)printf("  sluice-pusher %s%s\n", commands[at].name, commands[at].usage);
    (void)fputs("\nsluice-pusher COMMAND --help tells more.\n", stdout);
    return 0;
}

static int
misused(const char *what, const char *which)
{
    (void)fprintf(stderr, "sluice-pusher: %s%s; see sluice-pusher --help\n", what, which);
    return sl_class_exit_code(SL_CONFIG);
}

static int
complete(const struct slp_arguments *arguments)
{
    struct sl_completed completed[NCOMMANDS];
    const char *slash = strrchr(arguments->program, '/');
    for (int at = 0; at < NCOMMANDS; at++)
        completed[at] = (struct sl_completed) { commands[at].name, commands[at].summary,
                                                commands[at].options, false, commands[at].words };
    return sl_print_completion(arguments->word != NULL ? arguments->word : "",
                               slash != NULL ? slash + 1 : arguments->program, completed, NCOMMANDS)
               ? 0
               : misused("which shell: bash or zsh?", "");
}

static const struct sl_option *
option_named(const struct command *command, const char *name)
{
    const struct sl_option *option = command->options;
    while (option->name != NULL && strcmp(option->name, name) != 0)
        option++;
    return option->name != NULL ? option : NULL;
}

/* Takes the argument at argv[*at] and what belongs to it; false when the command has no such. */
static bool
take_argument(const struct command *command, int argc, char **argv, int *at,
              struct slp_arguments *arguments)
{
    const char *argument = argv[*at];
    const struct sl_option *option = option_named(command, argument);
    if (option == NULL) {
        bool word = command->words != NULL && arguments->word == NULL && argument[0] != '-';
        arguments->word = word ? argument : arguments->word;
        return word;
    }
    if (option->value != NULL && *at + 1 == argc)
        return false;
    if (strcmp(option->name, "--config") == 0)
        arguments->config = argv[++*at];
    else if (strcmp(option->name, "--until-current") == 0)
        arguments->until_current = true;
    else
        arguments->schema = true;
    return true;
}

static int
run_command(const struct command *command, int argc, char **argv)
{
    struct slp_arguments arguments = { .program = argv[0] };
    for (int at = 2; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0)
            return help(command);
        if (!take_argument(command, argc, argv, &at, &arguments))
            return misused("not understood: ", argv[at]);
    }
    if (option_named(command, "--config") != NULL && arguments.config == NULL && !arguments.schema)
        return misused("--config FILE is missing", "");
    return command->run(&arguments);
}

/* What the supervisor starts (child.h): not for people, and of no use to them. */
static int
run_child(int argc, char **argv)
{
    bool until_current = argc > 3 && strcmp(argv[3], "--until-current") == 0;
    if (argc > 2 && strcmp(argv[2], "reader") == 0)
        return slp_child_main(SLP_PROCESS_READER, until_current);
    if (argc > 2 && strcmp(argv[2], "sender") == 0)
        return slp_child_main(SLP_PROCESS_SENDER, until_current);
    return misused("--child is for the supervisor", "");
}

int
main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return argc < 2 ? misused("a command is missing", "") : help(NULL);
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("sluice-pusher, policies compiled by %s\n", sluice_policy.compiler);
        return 0;
    }
    if (strcmp(argv[1], "--child") == 0)
        return run_child(argc, argv);
    for (int at = 0; at < NCOMMANDS; at++)
        if (strcmp(argv[1], commands[at].name) == 0)
            return run_command(&commands[at], argc, argv);
    return misused("there is no command ", argv[1]);
}
