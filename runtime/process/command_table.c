#include "process/command_table.h"

#include <string.h>

static const char request_exit_codes[] =
    "Exit code: 0 acknowledged, or no pusher runs and its next start does it, 2 refused or not\n"
    "asked, 75 not acknowledged in time: the request stands.\n";

const struct slp_command slp_commands[SLP_COMMANDS] = {
    { "run",
      "follow the database, and fill what a destination does not have",
      slp_run_command,
      " --config FILE [--until-current]",
      "Follows the database until it is told to stop (SIGTERM, SIGINT), and fills each release "
      "that\n"
      "its destination does not have whole. A second pusher with the same state waits and takes\n"
      "over.\n",
      { { "--config", "FILE", "the configuration" },
        { "--until-current", NULL, "stop once everything committed at the start is delivered" } },
      SLP_NO_WORDS,
      "Exit code: 0 ended as asked, 2 configuration, 3 database and policy differ,\n"
      "4 a row cannot be projected, 5 changes may be missing, 70 a bug, 75 not now.\n" },
    { "check",
      "look at all that a run needs, and change nothing",
      slp_check_command,
      " --config FILE [--lengths] | --schema",
      "Looks at all that a run needs: configuration, keys, state, sinks, database. Changes\n"
      "nothing.\n",
      { { "--config", "FILE", "the configuration" },
        { "--lengths", NULL, "read all rows for values that are longer than a record may be" },
        { "--schema", NULL, "print the configuration's JSON Schema, for editors" } },
      SLP_NO_WORDS,
      "Exit code: 0 nothing found, 1 findings, 2 could not look.\n" },
    { "status",
      "what each release covers, and what is being filled",
      slp_status_command,
      " --config FILE [--json]",
      "Prints whether a pusher runs, how far its slot is delivered, and for each release since "
      "when\n"
      "the lake has it whole, how far its filling is, or why it has to be filled. Reads the state\n"
      "directory alone, beside a pusher that runs.\n",
      { { "--config", "FILE", "the configuration" },
        { "--json", NULL, "print JSON, for programs" } },
      SLP_NO_WORDS,
      "Exit code: 0 all releases are covered or being filled, 1 some are not, 2 could not "
      "look.\n" },
    { "fill",
      "send all rows of releases again, while the others go on",
      slp_fill_command,
      " --config FILE [--cancel] [--timeout SECONDS] DESTINATION.STREAM...",
      "Asks the pusher to send all rows of these releases again, while the others go on; or, with\n"
      "--cancel, to stop doing so: what is cancelled stays paused.\n",
      { { "--config", "FILE", "the configuration" },
        { "--cancel", NULL, "stop a filling that was asked for" },
        { "--timeout", "SECONDS", "wait so long for the pusher; initially 30" } },
      SLP_WORDS_RELEASES,
      request_exit_codes },
    { "pause",
      "send nothing of releases until they are resumed",
      slp_pause_command,
      " --config FILE [--timeout SECONDS] DESTINATION.STREAM...",
      "Asks the pusher to send nothing of these releases until they are resumed. The slot goes on\n"
      "meanwhile, so that no WAL is kept for them.\n",
      { { "--config", "FILE", "the configuration" },
        { "--timeout", "SECONDS", "wait so long for the pusher; initially 30" } },
      SLP_WORDS_RELEASES,
      request_exit_codes },
    { "resume",
      "go on with releases that are paused: they are filled",
      slp_resume_command,
      " --config FILE [--timeout SECONDS] DESTINATION.STREAM...",
      "Asks the pusher to go on with these releases, which were paused or whose filling was\n"
      "cancelled: all their rows are sent again.\n",
      { { "--config", "FILE", "the configuration" },
        { "--timeout", "SECONDS", "wait so long for the pusher; initially 30" } },
      SLP_WORDS_RELEASES,
      request_exit_codes },
    { "policies",
      "print what this program releases",
      slp_policies_command,
      "",
      "Prints what this program releases, separated by tabs: the hash of all policies and the\n"
      "compiler; for each release its version, hash and table; the first decision to end.\n",
      { { 0 } },
      SLP_NO_WORDS,
      "" },
    { "completion",
      "print what a shell needs to complete commands and options",
      slp_completion_command,
      " bash|zsh",
      "Prints a script for the shell, by the name that this program was called by:\n"
      "source <(sluice-pusher completion bash)\n",
      { { 0 } },
      SLP_WORD_SHELL,
      "" },
};

const struct slp_command *
slp_command_find(const char *name)
{
    for (int at = 0; at < SLP_COMMANDS; at++)
        if (strcmp(name, slp_commands[at].name) == 0)
            return &slp_commands[at];
    return NULL;
}

const struct sl_option *
slp_command_option(const struct slp_command *command, const char *name)
{
    const struct sl_option *option = command->options;
    while (option->name != NULL && strcmp(option->name, name) != 0)
        option++;
    return option->name != NULL ? option : NULL;
}
