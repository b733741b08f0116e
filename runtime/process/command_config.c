#include "process/command_config.h"

#include "maxima.h"

#include <stdio.h>

void
slp_command_unload(struct slp_loaded_config *loaded)
{
    slp_vault_free(loaded->vault);
    sl_arena_free(loaded->arena);
}

void
slp_print_error(const char *what, const struct sl_err *err)
{
    (void)fprintf(stderr, "%s: %s%s%s\n", what, err->text, err->remedy[0] != '\0' ? "; " : "",
                  err->remedy);
}

static void
print_findings(const char *file, const struct slp_config_findings *findings)
{
    for (const struct slp_config_finding *at = findings->first; at != NULL; at = at->next)
        (void)fprintf(stderr, "%s:%u: %s: %s%s%s%s%s\n", file, at->line,
                      at->warning ? "warning" : "error", at->path, at->path[0] != '\0' ? ": " : "",
                      at->text, at->remedy[0] != '\0' ? "; " : "", at->remedy);
}

/* A pusher that follows the database for nobody would look like one that sends. */
static int
check_releases(const struct sl_policy *policy, struct sl_err *reterr)
{
    if (policy->nprojections > 0)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "the policies of this pusher release nothing");
    return sl_remedy(reterr, "build it of policies with a release; where no release is wanted any "
                             "more, run their setup.sql and drop the replication slot");
}

static int
load(const char *path, bool whole, struct slp_loaded_config *ret)
{
    struct sl_err err;
    *ret = (struct slp_loaded_config) { .arena = sl_arena_new(16 * SLP_MAX_CONFIG_BYTES),
                                        .vault = slp_vault_new() };
    int result;
    if (ret->arena == NULL || ret->vault == NULL)
        result = sl_fail(&err, SL_RETRY, "out of memory");
    else if (!whole)
        result = slp_config_load_general(path, ret, &err);
    else if (check_releases(&sluice_policy, &err) != 0)
        result = -1;
    else
        result = slp_config_load(path, &sluice_policy, ret, &err);
    if (result < 0)
        slp_print_error("sluice-pusher", &err);
    print_findings(path, &ret->findings);
    return result;
}

int
slp_command_load(const char *path, struct slp_loaded_config *ret)
{
    return load(path, true, ret);
}

int
slp_command_load_general(const char *path, struct slp_loaded_config *ret)
{
    return load(path, false, ret);
}
