/* commands.h - the commands of sluice-pusher. Only they print; each returns the exit code. */
#ifndef SLP_COMMANDS_H
#define SLP_COMMANDS_H

#include <stdbool.h>

struct slp_arguments {
    const char *program; /* as it was called */
    const char *config;  /* --config FILE */
    bool until_current;  /* --until-current */
    bool schema;         /* --schema */
    bool lengths;        /* --lengths */
    bool cancel;         /* --cancel */
    bool json;           /* --json */
    const char *timeout; /* --timeout SECONDS; NULL: not given */
    char **words;        /* what is no option */
    unsigned nwords;
};

int slp_run_command(const struct slp_arguments *arguments);
int slp_check_command(const struct slp_arguments *arguments);
int slp_policies_command(const struct slp_arguments *arguments);
int slp_completion_command(const struct slp_arguments *arguments);

/* command_status.c */
int slp_status_command(const struct slp_arguments *arguments);

/* command_request.c */
int slp_fill_command(const struct slp_arguments *arguments);
int slp_pause_command(const struct slp_arguments *arguments);
int slp_resume_command(const struct slp_arguments *arguments);

#endif
