/* main.c - sluice-pusher: finds the command, and nothing else. */
#include "process/arguments.h"
#include "process/child.h"
#include "process/command_help.h"

#include <stdio.h>
#include <string.h>

static bool
asks_for_help(int argc, char **argv)
{
    for (int at = 2; at < argc; at++)
        if (strcmp(argv[at], "--help") == 0)
            return true;
    return false;
}

static int
run_command(const struct slp_command *command, int argc, char **argv)
{
    struct slp_arguments arguments;
    if (asks_for_help(argc, argv))
        return slp_help(command);
    const char *wrong = slp_arguments_read(command, argc, argv, &arguments);
    if (wrong != NULL)
        return slp_misused("not understood: ", wrong);
    const char *missing = slp_arguments_missing(command, &arguments);
    return missing != NULL ? slp_misused(missing, "") : command->run(&arguments);
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
    return slp_misused("--child is for the supervisor", "");
}

int
main(int argc, char **argv)
{
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "help") == 0)
        return argc < 2 ? slp_misused("a command is missing", "") : slp_help(NULL);
    if (strcmp(argv[1], "--version") == 0) {
        (void)printf("sluice-pusher, policies compiled by %s\n", sluice_policy.compiler);
        return 0;
    }
    if (strcmp(argv[1], "--child") == 0)
        return run_child(argc, argv);
    const struct slp_command *command = slp_command_find(argv[1]);
    return command != NULL ? run_command(command, argc, argv)
                           : slp_misused("there is no command ", argv[1]);
}
