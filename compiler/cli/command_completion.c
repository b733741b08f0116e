#include "cli/command.h"

/* Whether what is no option are policies: not what `import` and `completion` take. */
static bool
takes_policies(const struct slc_command *command)
{
    return strstr(command->synopsis, "PATH") != NULL || strstr(command->synopsis, "BASE") != NULL;
}

/* "bash|zsh": one of some words, and nothing else. */
static bool
takes_words(const struct slc_command *command)
{
    return strchr(command->synopsis, '|') != NULL && strchr(command->synopsis, ' ') == NULL;
}

static enum slc_exit
run(const struct slc_arguments *arguments)
{
    struct sl_completed completed[SLC_NCOMMANDS];
    for (int at = 0; at < SLC_NCOMMANDS; at++) {
        const struct slc_command *command = slc_commands[at];
        completed[at] =
            (struct sl_completed) { .name = command->name,
                                    .summary = command->summary,
                                    .options = command->options,
                                    .policies = takes_policies(command),
                                    .words = takes_words(command) ? command->synopsis : NULL };
    }
    const char *shell = arguments->npaths == 1 ? arguments->paths[0] : "";
    if (sl_print_completion(shell, "sluice", completed, SLC_NCOMMANDS))
        return SLC_CLEAN;
    struct sl_err err;
    (void)sl_fail(&err, SL_CONFIG, "which shell: bash or zsh?");
    (void)sl_remedy(&err, "sluice completion bash");
    return slc_could_not_run(&err);
}

const struct slc_command slc_command_completion = {
    .name = "completion",
    .summary = "print what a shell needs to complete commands and options",
    .synopsis = "bash|zsh",
    .description = "Prints a script for the shell. `make install` puts it where bash-completion "
                   "and zsh look;\n"
                   "elsewhere:  source <(sluice completion bash)\n",
    .run = run,
};
