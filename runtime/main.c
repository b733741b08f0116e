/* main.c - sluice-pusher: finds the command, and nothing else. */
#include "main.h"

#include "child.h"
#include "err.h"

#include <stdio.h>
#include <string.h>

enum option_flag { TAKES_CONFIG = 1, TAKES_UNTIL_CURRENT = 2, TAKES_SCHEMA = 4 };

static const struct command {
    const char *name;
    int (*run)(const struct slp_arguments *arguments);
    unsigned options; /* enum option_flag */
    const char *usage, *help;
} commands[] = {
    { "run", slp_run_command, TAKES_CONFIG | TAKES_UNTIL_CURRENT,
      "run --config FILE [--until-current]",
      "Sends a snapshot if there was none, then follows the database until it is told to stop\n"
      "(SIGTERM, SIGINT). A second pusher with the same state waits and takes over.\n\n"
      "  --config FILE     the configuration\n"
      "  --until-current   stop once everything committed at the start is delivered\n\n"
      "Exit code: 0 ended as asked, 2 configuration, 3 database and policy differ,\n"
      "4 a row cannot be projected, 5 changes may be missing, 70 a bug, 75 not now.\n" },
    { "check", slp_check_command, TAKES_CONFIG | TAKES_SCHEMA, "check --config FILE | --schema",
      "Looks at all that a run needs: configuration, keys, state, sinks, database. Changes\n"
      "nothing.\n\n"
      "  --config FILE     the configuration\n"
      "  --schema          print the configuration's JSON Schema, for editors\n\n"
      "Exit code: 0 nothing found, 1 findings, 2 could not look.\n" },
    { "policies", slp_policies_command, 0, "policies",
      "Prints what this program releases, separated by tabs: the hash of all policies and the\n"
      "compiler; for each release its version, hash and table; the first decision to end.\n" },
};
enum { NCOMMANDS = sizeof commands / sizeof commands[0] };

static const char introduction[] =
    "sluice-pusher: pushes what reviewed policies release out of a database, and nothing else.\n\n";

static int
help(const struct command *command)
{
    if (command != NULL) {
        (void)printf("usage: sluice-pusher %s\n\n%s", command->usage, command->help);
        return 0;
    }
    (void)fputs(introduction, stdout);
    for (int at = 0; at < NCOMMANDS; at++)
        (void)printf("  sluice-pusher %s\n", commands[at].usage);
    (void)fputs("\nsluice-pusher COMMAND --help tells more.\n", stdout);
    return 0;
}

static int
misused(const char *what, const char *which)
{
    (void)fprintf(stderr, "sluice-pusher: %s%s; see sluice-pusher --help\n", what, which);
    return sl_class_exit_code(SL_CONFIG);
}

/* Takes the argument at argv[*at] and what belongs to it; false when the command has no such. */
static bool
take_argument(const struct command *command, int argc, char **argv, int *at,
              struct slp_arguments *arguments)
{
    const char *argument = argv[*at];
    if (command->options & TAKES_CONFIG && strcmp(argument, "--config") == 0 && *at + 1 < argc)
        arguments->config = argv[++*at];
    else if (command->options & TAKES_UNTIL_CURRENT && strcmp(argument, "--until-current") == 0)
        arguments->until_current = true;
    else if (command->options & TAKES_SCHEMA && strcmp(argument, "--schema") == 0)
        arguments->schema = true;
    else
        return false;
    return true;
}

static int
run_command(const struct command *command, int argc, char **argv)
{
    struct slp_arguments arguments = { 0 };
    for (int at = 2; at < argc; at++) {
        if (strcmp(argv[at], "--help") == 0)
            return help(command);
        if (!take_argument(command, argc, argv, &at, &arguments))
            return misused("not understood: ", argv[at]);
    }
    if (command->options & TAKES_CONFIG && arguments.config == NULL && !arguments.schema)
        return misused("--config FILE is missing", "");
    return command->run(&arguments);
}

/* What the supervisor starts (child.h): not for people, and of no use to them. */
static int
run_child(int argc, char **argv)
{
    bool until_current = argc > 3 && strcmp(argv[3], "--until-current") == 0;
    if (argc > 2 && strcmp(argv[2], "reader") == 0)
        return slp_child_main(SLP_PART_READER, until_current);
    if (argc > 2 && strcmp(argv[2], "sender") == 0)
        return slp_child_main(SLP_PART_SENDER, until_current);
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
