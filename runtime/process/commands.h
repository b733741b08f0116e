/* commands.h - the commands of sluice-pusher. Only they print; each returns the exit code. */
#ifndef SLP_COMMANDS_H
#define SLP_COMMANDS_H

#include <stdbool.h>

struct slp_arguments {
    const char *program; /* as it was called */
    const char *config;  /* --config FILE */
    bool until_current;  /* --until-current */
    bool schema;         /* --schema */
    const char *word;    /* what is no option; NULL: nothing was */
};

int slp_run_command(const struct slp_arguments *arguments);
int slp_check_command(const struct slp_arguments *arguments);
int slp_policies_command(const struct slp_arguments *arguments);

#endif
